"""Counts the rules of PDF/UA-1 and PDF/A-2a that a pack of each configuration passes, and says whether the pack claims to.

The packs are those of the tests; a row that passes fewer rules than there are, and claims them all the same, ends the run with 1.

Usage: python packaging/bench_validation.py
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROFILES = {"ua1": b"<pdfuaid:part>", "2a": b"<pdfaid:part>"}


def configurations(folder: Path) -> Iterator[tuple[str, Path]]:
    """Each configuration by name, with a pack made of it."""
    from sendco_desk.packs.assemble import build
    from tests.packs.pack_configurations import generated_only, printed_here, with_documents
    from tests.packs.pack_samples import as_it_is, pupil_plan

    out = folder / "pack.pdf"
    for name, make in generated_only().items():
        build(make(folder), out, convert=as_it_is)
        yield f"generated: {name}", out
    for name, plan in printed_here(folder).items():
        build(plan, out)
        yield f"printed here: {name}", out
    for name, plan in with_documents(folder).items():
        build(plan, out, convert=as_it_is)
        yield f"from elsewhere: {name}", out
    build(pupil_plan(password="made up words"), out, convert=as_it_is)
    yield "locked, as it is when opened", _opened(out)


def _opened(path: Path) -> Path:
    """The same pages without their password: the checker opens no locked file."""
    import pikepdf

    with pikepdf.open(path, password="made up words", allow_overwriting_input=True) as pdf:
        pdf.save(path)
    return path


def main() -> int:
    """Print a line for each configuration and one for all."""
    sys.path.insert(0, str(ROOT))
    import page
    import pikepdf

    whole, overclaimed, count = 0, 0, 0
    with tempfile.TemporaryDirectory() as temporary:
        for name, path in configurations(Path(temporary)):
            count += 1
            with pikepdf.open(path) as pdf:
                packet = pdf.Root.Metadata.read_bytes()
            said, all_pass = [], True
            for profile, claim in PROFILES.items():
                found = page.validate_pdf(str(path), profile=profile)
                said.append(f"{profile} {found.rules.passed}/{found.rules.total}{', claimed' if claim in packet else ''}")
                all_pass = all_pass and found.is_compliant
                overclaimed += claim in packet and not found.is_compliant
            whole += all_pass
            print(f"{name:<52} {'; '.join(said)}")
    print(f"{whole} of {count} configurations pass every rule; {overclaimed} claims that do not hold")
    return 1 if overclaimed else 0


if __name__ == "__main__":
    raise SystemExit(main())
