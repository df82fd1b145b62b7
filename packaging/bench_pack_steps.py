"""The steps that ``bench_pack.py`` measures, each run by it in a process that loads nothing else.

Usage: python packaging/bench_pack_steps.py conversion|assembly|checks PATHS
"""

import pickle
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sendco_desk.packs.plan import PackPlan


def _plan(folder: Path) -> "PackPlan":
    from sendco_desk.packs.bundle import bundle_items
    from sendco_desk.packs.plan import PackPlan
    from sendco_desk.packs.source import Handling

    found = bundle_items([folder], (), folder / "none.pdf")
    unread = Handling(recognised=False)  # reading the words of scans takes as long as the program for it does
    items = tuple(replace(item, source=replace(item.source, handling=unread)) for item in found)
    return PackPlan(title="Bundle of documents", on=date(2026, 11, 23), items=items)


def conversion(folder: Path, ready: Path) -> None:
    """Every document to clean pages, kept for the assembly."""
    import shutil

    from sendco_desk.packs.assemble import convert_items
    from sendco_desk.packs.convert import convert
    from sendco_desk.packs.source import Limits

    shutil.rmtree(ready, ignore_errors=True)
    ready.mkdir()
    done = convert_items(_plan(folder), ready, convert, Limits(), lambda done: None)
    (ready / "ready.pickle").write_bytes(pickle.dumps(done))


def assembly(folder: Path, ready: Path, out: Path) -> None:
    """The finished file from clean documents, without the checks."""
    from sendco_desk.packs import assemble

    setattr(assemble, "check", lambda *told: None)  # noqa: B010 - it is another module's, and is measured by itself
    assemble.build(_plan(folder), out, ready=dict(enumerate(pickle.loads((ready / "ready.pickle").read_bytes()))))


def checks(out: Path) -> None:
    """The checks that every build makes of its file."""
    from sendco_desk.packs.verify import failed, verify

    if wrong := failed(verify(out, spot=True)):
        raise SystemExit(f"The file does not pass its checks: {wrong}")


STEPS: dict[str, Callable[..., None]] = {"conversion": conversion, "assembly": assembly, "checks": checks}

if __name__ == "__main__":
    STEPS[sys.argv[1]](*map(Path, sys.argv[2:]))
