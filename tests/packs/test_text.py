from pathlib import Path

import pytest

from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.packs.source import Source, path_source
from sendco_desk.packs.text import extract_text
from tests.shared_corpus import SHARED, needs_shared

DOCUMENTS = SHARED / "corpus" / "documents"


@needs_shared
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("pdf_a.pdf", "The Crazy Ones"),
        ("pdf_form_filled.pdf", "abc potato"),
        ("docx_header_footer.docx", "Header for section-1"),
        ("docm_macros.docm", "The quick brown fox."),
        ("eml_png_attachment.eml", "testPNG.png"),
        ("txt_utf8.txt", "The quick brown fox"),
        ("txt_cp1252.txt", "“windows”"),
        ("xlsx_simple.xlsx", "Sample Excel Worksheet"),
        ("xls_simple.xls", "Sample Excel Worksheet"),
        ("pptx_various.pptx", "Suddenly some Japanese text"),
        ("odt_ooo3.odt", "Apache Tika Test Document"),
        ("rtf_various.rtf", "This is the header text."),
        ("word2003_flat.xml", "jumped over the lazy"),
        ("html_utf16le.html", "This is a sample text"),
    ],
)
def test_the_words_of_a_real_document_can_be_searched(name: str, words: str) -> None:
    assert words in extract_text(path_source(DOCUMENTS / name))


@needs_shared
@pytest.mark.parametrize("name", ["jpg_gps_exif.jpg", "doc_sample.doc", "ppt_simple.ppt", "docx_password_tika.docx", "pdf_scan_ccitt.pdf"])
def test_a_kind_without_words_gives_none(name: str) -> None:
    assert extract_text(path_source(DOCUMENTS / name)) == ""


@needs_shared
@pytest.mark.parametrize("name", ["pdf_header_only.pdf", "pdf_encrypted_user_r6.pdf", "odt_not_a_zip.odt"])
def test_a_damaged_or_locked_document_is_refused(name: str) -> None:
    with pytest.raises(Refused):
        extract_text(path_source(DOCUMENTS / name))


@needs_shared
def test_a_locked_document_gives_its_words_with_its_password() -> None:
    assert "password" in extract_text(path_source(DOCUMENTS / "pdf_encrypted_user_r6.pdf", password="asdfzxcv"))
    with pytest.raises(Refused, match="That password"):
        extract_text(path_source(DOCUMENTS / "pdf_encrypted_user_r6.pdf", password="wrong"))


def test_a_broken_word_file_is_refused_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_: object) -> object:
        raise KeyError("word/document.xml")

    (tmp_path / "a.txt").write_bytes(b"Words.")
    monkeypatch.setattr("sendco_desk.packs.convert.txt.read_text", stumble)
    with pytest.raises(Refused, match="damaged"):
        extract_text(path_source(tmp_path / "a.txt"))


def test_a_full_disk_is_trouble() -> None:
    def full() -> object:
        raise OSError(28, "No space left on device")

    with pytest.raises(Trouble):
        extract_text(Source(name="a.txt", open=full))  # type: ignore[arg-type]


def test_a_document_past_the_size_limit_is_not_searched(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as stream:
        stream.truncate(200_000_001)
    assert extract_text(path_source(path)) == ""
