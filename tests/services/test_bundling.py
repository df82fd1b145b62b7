"""A finished pack as files: its size, its volumes, its budget, and the note that goes with it."""

from datetime import date
from pathlib import Path

import pytest

from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.manifest import KeptBeside, Manifest, ManifestDocument, PackFile
from sendco_desk.packs.plan import PackItem, PackPlan
from sendco_desk.packs.source import Outcome, path_source
from sendco_desk.services import bundling
from sendco_desk.services.bundling import (
    Size,
    budget_fields,
    budget_names,
    budget_said,
    bundle,
    covering_note,
    files_said,
    manifest_fields,
    metered,
    pack_paths,
    sized,
    verified,
    verify,
)
from tests.packs.test_volumes import heavy_pdf
from tests.services.papers import WorksHere, pdf_file

ON = date(2026, 11, 23)
ONE = PackFile(name="pack.pdf", first_page=1, last_page=9, bytes=90_000, sha256="a" * 64)
TWO = tuple(
    PackFile(name=f"pack volume {number} of 2.pdf", first_page=first, last_page=first + 4, bytes=number * 1_200_000, sha256="b" * 64)
    for number, first in ((1, 1), (2, 6))
)
KEPT = KeptBeside(name="pack originals/07 signed original.pdf", title="Advice", bytes=9, sha256="c" * 64)
LONG = ManifestDocument(
    input="x.pdf", title="Old file", part="Letters", outcome=Outcome.INCLUDED, reason=None, first_page=2, pages=80, sha256="", bytes=900_000,
)


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundling, "Workshop", WorksHere)


@pytest.fixture
def heavy(tmp_path: Path) -> list[Path]:
    (tmp_path / "in").mkdir()
    return [heavy_pdf(tmp_path / "in" / f"{number}.pdf") for number in range(5)]


def test_a_bundle_larger_than_a_file_may_be_is_made_in_volumes_that_all_pass(heavy: list[Path], tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    manifest = bundle(heavy, out, title="", parts=(), on=ON, size=Size(most_bytes=400_000))
    paths = pack_paths(manifest, out)
    assert len(paths) > 1 and all(path.stat().st_size <= 400_000 for path in paths) and not out.exists()
    checks = verified(manifest, out)
    assert all(check.ok and check.detail == f"holds in all {len(paths)} volumes" for check in checks)
    assert [check.name for check in checks] == [check.name for check in verify(paths[0])]


def test_a_check_that_fails_in_one_volume_fails_for_the_pack_and_says_in_which(heavy: list[Path], tmp_path: Path) -> None:
    manifest = bundle(heavy, tmp_path / "out.pdf", title="", parts=(), on=ON, size=Size(most_bytes=400_000))
    paths = pack_paths(manifest, tmp_path / "out.pdf")
    paths[1].write_bytes(pdf_file(tmp_path, "other.pdf").read_bytes())
    wrong = {check.name: check.detail for check in verified(manifest, tmp_path / "out.pdf") if not check.ok}
    assert wrong["manifest"] == "volume 2: there is no manifest"


def test_a_bundle_in_one_file_is_checked_as_before(tmp_path: Path) -> None:
    manifest = bundle([pdf_file(tmp_path)], tmp_path / "out.pdf", title="", parts=(), on=ON)
    assert verified(manifest, tmp_path / "out.pdf") == verify(tmp_path / "out.pdf")
    assert files_said(manifest) == [] and manifest_fields(manifest)["files"][0]["name"] == "out.pdf"
    assert pack_paths(Manifest(pages=1, sha256="", documents=()), tmp_path / "a.pdf") == (tmp_path / "a.pdf",)


def test_an_input_called_like_a_volume_of_the_bundle_is_not_written_over(tmp_path: Path) -> None:
    mine = pdf_file(tmp_path, "out volume 1 of 2.pdf")
    with pytest.raises(Refused, match="choose another name for the bundle"):
        bundle([mine], tmp_path / "out.pdf", title="", parts=(), on=ON, size=Size(most_bytes=400_000))
    assert bundle([mine], tmp_path / "out.pdf", title="", parts=(), on=ON).pages == 3


@pytest.mark.parametrize(("asked", "field"), [({"finest": 50}, "finest"), ({"finest": 301}, "finest"), ({"most_bytes": -1}, "most-mb")])
def test_a_size_that_cannot_be_is_refused(asked: dict[str, int], field: str) -> None:
    with pytest.raises(Refused) as refusal:
        Size(**asked)  # type: ignore[arg-type]
    assert refusal.value.field == field


def test_a_plan_is_held_to_its_size() -> None:
    plan = PackPlan(title="Bundle", on=ON, items=(PackItem(title="A", source=path_source(Path("a.pdf"))),))
    made = sized(plan, Size(most_bytes=9, lighter=True, finest=0, originals=False))
    assert (made.most_bytes, made.lighter, made.originals_beside, made.items[0].source.handling.finest) == (9, True, False, 0)


def test_volumes_and_originals_are_told_with_the_largest_documents() -> None:
    lines = files_said(Manifest(pages=10, sha256="", documents=(LONG,), files=TWO, beside=(KEPT,)))
    assert lines == [
        f"pack volume 1 of 2.pdf: pages 1 to 5, 1.2 MB. SHA-256 {'b' * 64}", f"pack volume 2 of 2.pdf: pages 6 to 10, 2.4 MB. SHA-256 {'b' * 64}",
        "The largest documents: ‘Old file’ 0.9 MB.",
        "1 signed original is kept beside it in the folder “pack originals”: a digital signature holds only there.",
    ]
    assert files_said(Manifest(pages=9, sha256="", documents=(), files=(ONE,), beside=(KEPT, KEPT)))[0].startswith("2 signed originals are")


def test_a_budget_is_told_in_lines_and_fields_with_its_source() -> None:
    manifest = Manifest(pages=82, sha256="", documents=(LONG,))
    said = budget_said(manifest, "tribunal")
    assert said[0] == "Further evidence: 80 pages, 5 more than the 75 allowed."
    assert "Practice Direction 1 of 2025" in said[1] and "Confidence high: seen in 3 sources." in said[1]
    fields = budget_fields(manifest, "tribunal-issue")
    assert fields["rows"] == [{"name": "Further evidence", "pages": 80, "most": 100, "over": 0, "parts": ["Letters"]}]
    assert (fields["confidence"], fields["since"]) == ("high", "2025-07-15")


def test_the_budgets_are_named_and_an_unknown_one_refused() -> None:
    assert budget_names()[0][0] == "tribunal"
    with pytest.raises(Refused, match="no budget called"):
        metered((), "moon")


def test_the_covering_note_never_holds_the_password_and_says_that_it_comes_another_way() -> None:
    note = covering_note(Manifest(pages=9, sha256="", documents=(), files=(ONE,)), title="the evidence pack")
    assert note.startswith("The evidence pack is one PDF of 9 pages.\nIt is locked with a password (AES-256).")
    assert "another way" in note and "never in the same message" in note and note.endswith("straight away.\n")


def test_the_covering_note_of_volumes_names_each_and_says_what_is_not_locked() -> None:
    note = covering_note(Manifest(pages=10, sha256="", documents=(), files=TWO, beside=(KEPT,)))
    assert "The pack is in 2 volumes with 10 pages in all, numbered through." in note
    assert "- pack volume 2 of 2.pdf: pages 6 to 10, 2.4 MB" in note
    assert "Each file is locked" in note and "They are not locked with the password." in note
    plain = covering_note(Manifest(pages=1, sha256="", documents=(), files=(ONE,), beside=(KEPT,)), locked=False)
    assert "one PDF of 1 page." in plain and "password" not in plain and "does not hold in a joined file." in plain
