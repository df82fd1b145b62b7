"""Documents converted one by one: the one that hangs is named, and the pack is made of the rest."""

import time
from datetime import date
from functools import partial
from pathlib import Path
from typing import BinaryIO

import pytest

from sendco_desk.domain.refusals import Cancelled
from sendco_desk.packs.plan import PackItem, PackPlan
from sendco_desk.packs.source import Limits, Outcome, Source, path_source
from sendco_desk.packs.verify import verify
from sendco_desk.services import converting
from sendco_desk.services import workshop as workshop_module
from sendco_desk.services.converting import TOO_MUCH, build_apart
from sendco_desk.services.workshop import Workshop
from tests.services.papers import pdf_file


def hangs(seconds: float) -> BinaryIO:
    """A document that never comes to an end."""
    time.sleep(seconds)
    raise AssertionError("it should have been stopped")


def test_a_document_that_hangs_is_named_and_the_pack_is_made_of_the_rest(tmp_path: Path) -> None:
    stuck = Source(name="stuck.pdf", open=partial(hangs, 60))
    items = tuple(PackItem(title=s.name, source=s) for s in (stuck, path_source(pdf_file(tmp_path))))
    out = tmp_path / "out.pdf"
    with Workshop() as workshop:
        manifest = build_apart(workshop, PackPlan(title="Bundle", on=date(2026, 11, 23), items=items), out, limits=Limits(seconds=4))
    assert [(d.outcome, d.reason) for d in manifest.documents] == [(Outcome.REFUSED, TOO_MUCH), (Outcome.INCLUDED, None)]
    assert all(check.ok for check in verify(out))


def test_progress_never_runs_backwards_or_past_its_end(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    items = tuple(PackItem(title=n, source=path_source(pdf_file(tmp_path, n))) for n in ("a.pdf", "b.pdf"))
    with Workshop() as workshop:
        build_apart(workshop, PackPlan(title="Bundle", on=date(2026, 11, 23), items=items), tmp_path / "out.pdf", lambda *step: seen.append(step))
    assert {total for _, total in seen} == {len(items) + converting.ASSEMBLY_STEPS}
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)


def test_cancel_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(workshop_module, "scratch_folder", lambda: scratch)

    def cancel(done: int, total: int) -> None:
        if done >= 1:
            raise Cancelled

    items = tuple(PackItem(title=n, source=path_source(pdf_file(tmp_path, n))) for n in ("a.pdf", "b.pdf"))
    (tmp_path / "made").mkdir()
    with Workshop() as workshop, pytest.raises(Cancelled):
        build_apart(workshop, PackPlan(title="Bundle", on=date(2026, 11, 23), items=items), tmp_path / "made" / "out.pdf", cancel)
    assert list((tmp_path / "made").iterdir()) == []
    assert list(scratch.rglob("*")) == []
