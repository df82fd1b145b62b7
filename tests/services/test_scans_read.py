"""The words of scans: recognised in the background for search, and behind the pictures of a pack; never where no program is found."""

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.refusals import Cancelled, Trouble
from sendco_desk.packs import recognition
from sendco_desk.packs.plan import PackItem, PackPlan
from sendco_desk.packs.recognition import Tesseract
from sendco_desk.packs.source import Handling, path_source
from sendco_desk.packs.verify import verify
from sendco_desk.services.clockwork import NOTHING_CHANGED
from sendco_desk.services.converting import build_apart, pages_to_read
from sendco_desk.services.desk import Desk
from sendco_desk.services.documents import Documents
from sendco_desk.services.workshop import Workshop
from tests.packs.scan_samples import grained, jpeg_of, scan_of, typed
from tests.packs.test_recognition import FAKE, needs_tesseract
from tests.services.papers import WorksHere, pdf_file, text_file


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tesseract:
    """A program that answers as tesseract does, found on this computer."""
    (tmp_path / "fake.py").write_text(FAKE, encoding="utf-8")
    found = Tesseract(command=(sys.executable, str(tmp_path / "fake.py"), "works", str(tmp_path / "calls")), version="9.8")
    monkeypatch.setattr(recognition, "find", lambda: found)
    return found


@pytest.fixture
def documents(desk: Desk) -> Documents:
    return replace(desk.documents, workshop=WorksHere())


def a_photo(folder: Path, name: str = "letter.jpg") -> Path:
    (folder / name).write_bytes(jpeg_of(grained(typed(1))))
    return folder / name


def test_search_finds_the_words_of_scans_after_they_were_read(
    documents: Documents, desk: Desk, kacper: Pupil, tmp_path: Path, program: Tesseract
) -> None:
    paths = [a_photo(tmp_path), scan_of(tmp_path / "scan.tif", typed(1), typed(2)), pdf_file(tmp_path), text_file(tmp_path)]
    added = documents.add_files(kacper.id, paths).documents
    assert desk.finding.search("words that were read") == []
    documents.read_scans([each.id for each in added])
    assert sorted(found.title for found in desk.finding.search("words that were read")) == ["letter", "scan"]
    assert [found.title for found in desk.finding.search("memory")] == ["report"]
    undoable = documents.book.last_undoable()
    assert undoable is not None and undoable.words == "Put in 4 documents"


def test_a_scan_that_is_a_pdf_is_read_too_and_once(
    documents: Documents, desk: Desk, kacper: Pupil, tmp_path: Path, program: Tesseract
) -> None:
    typed(1).save(tmp_path / "scan.pdf", "PDF", resolution=100)
    (added,) = documents.add_files(kacper.id, [tmp_path / "scan.pdf"]).documents
    assert documents.words_of_scans(documents.scans_among([added.id])) == {added.id: "Words that were read"}


def test_nothing_changes_without_a_program(
    documents: Documents, desk: Desk, kacper: Pupil, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recognition, "find", lambda: None)
    (added,) = documents.add_files(kacper.id, [a_photo(tmp_path)]).documents
    before = desk.documents.book.deeds()
    documents.read_scans([added.id])
    assert desk.documents.book.deeds() == before


def test_words_of_a_document_taken_out_meanwhile_are_passed_over(
    documents: Documents, kacper: Pupil, tmp_path: Path, program: Tesseract
) -> None:
    (added,) = documents.add_files(kacper.id, [a_photo(tmp_path)]).documents
    found = documents.words_of_scans(documents.scans_among([added.id]))
    documents.remove(added.id)
    assert found and documents.keep_words(found) == NOTHING_CHANGED


def test_a_scan_that_cannot_be_read_costs_its_own_words_alone(
    documents: Documents, kacper: Pupil, tmp_path: Path, program: Tesseract
) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\nnothing more")
    added = documents.add_files(kacper.id, [broken, a_photo(tmp_path)]).documents
    assert list(documents.words_of_scans(documents.scans_among([each.id for each in added])).values()) == ["Words that were read"]

    class Fragile(WorksHere):
        def run(self, *_: object, **__: object) -> str:  # type: ignore[override]
            raise Trouble("It died.")

    fragile = replace(documents, workshop=Fragile())
    assert fragile.words_of_scans(documents.scans_among([added[1].id])) == {}


def test_reading_can_be_cancelled_between_pages(documents: Documents, kacper: Pupil, tmp_path: Path, program: Tesseract) -> None:
    (added,) = documents.add_files(kacper.id, [a_photo(tmp_path)]).documents

    def cancel(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        documents.words_of_scans(documents.scans_among([added.id]), cancel)


def plan_of(*paths: Path, recognised: bool = True) -> PackPlan:
    sources = [replace(path_source(path), handling=Handling(recognised=recognised)) for path in paths]
    return PackPlan(title="Bundle", on=date(2026, 11, 23), items=tuple(PackItem(title=each.name, source=each) for each in sources))


def test_a_document_whose_scans_are_not_to_be_read_counts_no_pages() -> None:
    assert pages_to_read([], []) == 0


@needs_tesseract
def test_a_pack_with_a_scan_can_be_searched_and_passes_its_checks(tmp_path: Path) -> None:
    path, seen = a_photo(tmp_path), []
    with Workshop() as workshop:
        manifest = build_apart(workshop, plan_of(path), tmp_path / "out.pdf", lambda *step: seen.append(step))
        again = build_apart(workshop, plan_of(path), tmp_path / "again.pdf")
        silent = build_apart(workshop, plan_of(path, recognised=False), tmp_path / "silent.pdf")
    assert not manifest.documents[0].image_only and "recognised by tesseract" in manifest.documents[0].actions[-1]
    assert all(check.ok for check in verify(tmp_path / "out.pdf"))
    assert (tmp_path / "out.pdf").read_bytes() == (tmp_path / "again.pdf").read_bytes() and again.sha256 == manifest.sha256
    assert silent.documents[0].image_only
    assert seen[-1][0] == seen[-1][1] and [done for done, _ in seen] == sorted(done for done, _ in seen)
