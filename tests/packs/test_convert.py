import io
import pickle
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from sendco_desk.domain.refusals import Trouble
from sendco_desk.packs.convert import can_print, convert
from sendco_desk.packs.source import Limits, Outcome, Source, path_source, sha256_of
from tests.shared_corpus import SHARED, documents_listed, needs_shared, outcomes_of

DOCUMENTS = SHARED / "corpus" / "documents"


@needs_shared
@pytest.mark.parametrize("row", documents_listed(), ids=lambda row: row["file"])
def test_every_real_document_ends_as_one_of_its_allowed_outcomes(row: dict[str, str], tmp_path: Path) -> None:
    source = path_source(DOCUMENTS / row["file"])
    done = convert(source, tmp_path)
    assert done.outcome in outcomes_of(row), done.reason
    assert done.sha256.startswith(row["sha256_16"])
    assert (done.reason is None) == (done.outcome is Outcome.INCLUDED)
    assert done.reason is None or says_what_to_do(done.reason)
    if done.outcome is Outcome.REFUSED:
        assert done.pdf is None and done.pages == 0 and list(tmp_path.iterdir()) == []
        return
    assert done.pdf is not None and list(tmp_path.iterdir()) == [done.pdf]
    with pypdfium2.PdfDocument(done.pdf) as pdf:
        assert len(pdf) == done.pages > 0
    again = convert(source, tmp_path)
    assert again.pdf != done.pdf and again.pdf is not None
    assert again.pdf.read_bytes() == done.pdf.read_bytes()


def says_what_to_do(reason: str) -> bool:
    deeds = ("Add", "Ask", "Open", "Give", "Put", "Save", "save", "Unpack", "Print")
    return reason.endswith(".") and not reason[0].islower() and any(word in reason for word in deeds)


def source_of(name: str, content: bytes, folder: Path) -> Source:
    path = folder / name
    path.write_bytes(content)
    return path_source(path)


def test_a_file_name_never_becomes_part_of_a_file_on_the_disk(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    done = convert(source_of("Amira Example report.txt", b"Words.", tmp_path / "in"), tmp_path)
    assert done.pdf is not None and done.pdf.name == f"{done.sha256[:16]}-1.pdf"


def test_an_answer_can_travel_between_processes(tmp_path: Path) -> None:
    done = convert(source_of("a.txt", b"Words.", tmp_path), tmp_path)
    assert pickle.loads(pickle.dumps(done)) == done


@pytest.mark.parametrize("content", [b"", b"\r\n  \n", b"\x00" * 40])
def test_an_empty_file_is_refused(content: bytes, tmp_path: Path) -> None:
    done = convert(source_of("a.pdf", content, tmp_path), tmp_path)
    assert done.outcome is Outcome.REFUSED and "empty" in (done.reason or "")


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    done = convert(source_of("a.txt", b"x" * 2_000_001, tmp_path), tmp_path, Limits(max_bytes=2_000_000))
    assert done.reason == "The file is larger than 2 MB. Save it smaller or in parts, and add those."


def test_a_picture_under_another_pictures_name_is_printed_and_that_is_said(tmp_path: Path) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (20, 30), "red").save(picture, "PNG")
    done = convert(source_of("photo.jpg", picture.getvalue(), tmp_path), tmp_path)
    assert done.outcome is Outcome.INCLUDED
    assert done.actions == ("The name does not say so, but this is a PNG picture; it was read as one.",)


def test_a_file_that_is_not_what_its_name_says_is_refused(tmp_path: Path) -> None:
    done = convert(source_of("letter.docx", b"%PDF-1.7\n%%EOF", tmp_path), tmp_path)
    assert done.outcome is Outcome.REFUSED
    assert (done.reason or "").startswith("The file is named as a Word document, but inside it is a PDF.")


def zipped(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/"), content)
    return buffer.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512
OTHER_KINDS = {
    "clip.mp3": (b"ID3\x04" + b"\x00" * 20, "a sound or video recording"),
    "old.pub": (OLE, "a file of an older office program"),
    "pack.7z": (b"7z\xbc\xaf\x27\x1c", "a packed archive"),
    "letter.doc": (OLE + "WordDocument".encode("utf-16-le"), "an old Word document"),
    "slides.ppt": (OLE + "PowerPoint Document".encode("utf-16-le"), "an old PowerPoint presentation"),
    "data.xml": (b"<?xml version='1.0'?><pupils/>", "an XML file"),
    "thing": (b"\x01\x02\x03\x00\x05", "a kind of file that is not known here"),
}


@pytest.mark.parametrize("name", OTHER_KINDS)
def test_a_kind_that_cannot_be_printed_is_named(name: str, tmp_path: Path) -> None:
    content, called = OTHER_KINDS[name]
    done = convert(source_of(name, content, tmp_path), tmp_path)
    assert done.outcome is Outcome.REFUSED
    assert (done.reason or "").startswith(f"This is {called}")


def test_a_name_without_an_ending_is_read_by_its_content(tmp_path: Path) -> None:
    mail = convert(source_of("message", b"From: a@b.c\r\nSubject: Meeting\r\n\r\nWords.", tmp_path), tmp_path)
    assert mail.actions == ("The name does not say so, but this is an e-mail message; it was read as one.",)
    assert convert(source_of("note", b"From: all of us\nWell done.", tmp_path), tmp_path).outcome is Outcome.INCLUDED


@pytest.mark.parametrize(
    ("name", "printable"),
    [
        ("a.PDF", True), ("a.heic", True), ("a.docm", True), ("a.msg", True), ("a.zip", False), ("a.xlsx", True), ("a.odt", True),
        ("a.mp3", False), ("a", False),
    ],
)
def test_what_can_be_printed_is_known_by_the_ending(name: str, printable: bool) -> None:
    assert can_print(name) is printable


def test_a_full_disk_is_trouble_and_not_the_documents_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("sendco_desk.packs.convert.plain_pages.write_pages", full)
    with pytest.raises(Trouble, match="disk is full"):
        convert(source_of("a.txt", b"Words.", tmp_path), tmp_path)


def test_damage_that_no_reader_foresaw_is_still_an_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_: object) -> int:
        raise KeyError("styles")

    monkeypatch.setattr("sendco_desk.packs.convert.plain_pages.write_pages", stumble)
    source = source_of("a.txt", b"Words.", tmp_path)
    done = convert(source, tmp_path)
    assert done.outcome is Outcome.REFUSED and "damaged" in (done.reason or "") and done.sha256 == sha256_of(source)


def test_a_document_that_fills_the_memory_is_refused_as_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def starve(*_: object) -> int:
        raise MemoryError

    monkeypatch.setattr("sendco_desk.packs.convert.plain_pages.write_pages", starve)
    assert "more memory" in (convert(source_of("a.txt", b"Words.", tmp_path), tmp_path).reason or "")
