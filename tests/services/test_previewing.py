"""Looking at documents: pages of what is kept in the notebook and of finished files, and nothing readable left behind."""

import io
import pickle
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID, uuid4

import pikepdf
import pytest
from PIL import Image

from sendco_desk.domain.progress import Report, unreported
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.refusals import Cancelled, Refused, Trouble
from sendco_desk.services.desk import Desk
from sendco_desk.services.documents import Filing
from sendco_desk.services.previewing import NOT_SHOWN, Opened, Previews
from tests.services.papers import WorksHere, mail_file, pdf_file, picture_file, text_file, word_file

T = TypeVar("T")


@pytest.fixture
def previews(desk: Desk) -> Previews:
    return replace(desk.previews, workshop=WorksHere())


def put_in(desk: Desk, pupil: Pupil, path: Path) -> UUID:
    deeds = replace(desk.documents, workshop=WorksHere())
    return deeds.add_files(pupil.id, [path], Filing(received_on=date(2026, 11, 20))).documents[0].id


def locked(path: Path, password: str = "harbour") -> Path:
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(user=password, owner="the owner’s"))
    return path


def width_of(png: bytes) -> int:
    return Image.open(io.BytesIO(png), formats=["PNG"]).width


@pytest.mark.parametrize("maker", [pdf_file, word_file, mail_file, picture_file, text_file])
def test_a_document_of_any_kind_that_can_be_printed_can_be_looked_at(
    previews: Previews, desk: Desk, kacper: Pupil, tmp_path: Path, maker: Callable[[Path], Path],
) -> None:
    opened = previews.open(put_in(desk, kacper, maker(tmp_path)))
    assert opened.pages == 1
    assert width_of(previews.page(opened, 1, 333)) == 333


def test_every_page_of_it_can_be_turned_to_without_reading_the_document_again(
    previews: Previews, desk: Desk, kacper: Pupil, tmp_path: Path,
) -> None:
    document = put_in(desk, kacper, pdf_file(tmp_path, pages=3))
    opened = previews.open(document)
    desk.documents.remove(document)
    assert len({previews.page(opened, number, 200) for number in (1, 2, 3)}) == 3
    with pytest.raises(Refused, match="no page 4"):
        previews.page(opened, 4, 200)


def test_what_was_done_to_print_it_is_told(previews: Previews, desk: Desk, kacper: Pupil, tmp_path: Path) -> None:
    opened = previews.open(put_in(desk, kacper, picture_file(tmp_path, "drawing.jpg")))
    assert opened.actions == ("The name does not say so, but this is a PNG picture; it was read as one.",)


def test_what_is_not_on_the_pages_is_told(previews: Previews, desk: Desk, kacper: Pupil, tmp_path: Path) -> None:
    path = pdf_file(tmp_path)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.attachments["scores.csv"] = b"1,2"
        pdf.save(path)
    opened = previews.open(put_in(desk, kacper, path))
    assert opened.pages == 1
    assert "scores.csv" in opened.reason


def test_a_document_that_cannot_be_printed_has_no_pages_and_says_why(previews: Previews, desk: Desk, kacper: Pupil, tmp_path: Path) -> None:
    (tmp_path / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512)
    opened = previews.open(put_in(desk, kacper, tmp_path / "old.xls"))
    assert (opened.pages, opened.locked, opened.pdf) == (0, False, None)
    assert opened.reason.endswith(".")
    with pytest.raises(Refused, match=opened.reason[:20]):
        previews.page(opened, 1, 200)


def test_a_locked_document_opens_with_its_password(previews: Previews, desk: Desk, kacper: Pupil, tmp_path: Path) -> None:
    document = put_in(desk, kacper, locked(pdf_file(tmp_path)))
    assert (previews.open(document).pages, previews.open(document).locked) == (0, True)
    assert previews.open(document, password="lantern").locked
    opened = previews.open(document, password="harbour")
    assert (opened.pages, opened.actions) == (1, ("removed the password",))
    assert width_of(previews.page(opened, 1, 200)) == 200


def test_a_document_that_is_not_there_is_refused(previews: Previews) -> None:
    with pytest.raises(Refused):
        previews.open(uuid4())


def test_a_finished_file_is_looked_at_where_it_stands(previews: Previews, tmp_path: Path) -> None:
    opened = previews.open_file(pdf_file(tmp_path, pages=2))
    assert (opened.pages, opened.reason, opened.actions) == (2, "", ())
    assert width_of(previews.page(opened, 2, 250)) == 250


def test_a_finished_file_with_a_password_asks_for_it(previews: Previews, tmp_path: Path) -> None:
    path = locked(pdf_file(tmp_path))
    assert previews.open_file(path).locked
    opened = previews.open_file(path, password="harbour")
    assert width_of(previews.page(opened, 1, 250)) == 250
    assert "harbour" not in repr(opened)


def test_a_finished_file_that_is_gone_or_no_pdf_says_so(previews: Previews, tmp_path: Path) -> None:
    assert previews.open_file(tmp_path / "gone.pdf").reason.startswith("The file is not there any more")
    assert "damaged" in previews.open_file(text_file(tmp_path)).reason
    path = pdf_file(tmp_path)
    opened = previews.open_file(path)
    path.unlink()
    with pytest.raises(Refused, match="not there any more"):
        previews.page(opened, 1, 100)


def test_a_real_worker_makes_the_pages_and_leaves_nothing_readable(
    desk: Desk, kacper: Pupil, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    document = put_in(desk, kacper, text_file(tmp_path, words="Reading age eight years"))
    (tmp_path / "notes.txt").unlink()
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    opened = desk.previews.open(document)
    assert width_of(desk.previews.page(opened, 1, 300)) == 300
    assert [p.name for p in scratch.rglob("*") if p.is_file()] == ["held"]
    desk.workshop.close()
    assert [p for p in scratch.rglob("*") if p.is_file()] == []


def test_an_opened_document_says_nothing_of_its_content_and_crosses_between_processes(
    previews: Previews, desk: Desk, kacper: Pupil, tmp_path: Path,
) -> None:
    opened = previews.open(put_in(desk, kacper, text_file(tmp_path)))
    assert "PDF" not in repr(opened)
    again = pickle.loads(pickle.dumps(opened))
    assert previews.page(again, 1, 100) == previews.page(opened, 1, 100)


def test_who_has_left_already_waits_for_nothing(previews: Previews, desk: Desk, kacper: Pupil, tmp_path: Path) -> None:
    def gone(done: int, total: int) -> None:
        raise Cancelled

    class NeverRuns(WorksHere):
        def run(self, job: Callable[..., T], *args: Any, report: Report = unreported, seconds: float = 0, memory: int = 0) -> T:
            raise AssertionError

    with pytest.raises(Cancelled):
        replace(previews, workshop=NeverRuns()).page(Opened(sizes=((1, 1),), pdf=previews.open_file(pdf_file(tmp_path)).pdf), 1, 100, gone)


def test_a_document_that_brings_its_reader_down_is_trouble_in_words_about_looking(
    previews: Previews, desk: Desk, kacper: Pupil, tmp_path: Path,
) -> None:
    class Falls(WorksHere):
        def run(self, job: Callable[..., T], *args: Any, report: Report = unreported, seconds: float = 0, memory: int = 0) -> T:
            raise Trouble("Leave out the last document.")

    document = put_in(desk, kacper, text_file(tmp_path))
    with pytest.raises(Trouble) as told:
        replace(previews, workshop=Falls()).open(document)
    assert told.value.message == NOT_SHOWN
