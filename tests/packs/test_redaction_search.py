"""Words are found wherever they stand on a page as it is seen, however they are written; and other children's names are noticed."""

from pathlib import Path

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from sendco_desk.domain.redactions import Box
from sendco_desk.packs.redaction_reading import names_found, read_document
from sendco_desk.packs.redaction_search import CUT_OFF, among, folded, hits, meet, pieces, read_pages, veiled
from sendco_desk.packs.source import path_source
from tests.packs.redaction_samples import e_mail, redacted_copy, scanned_pdf, secret_words, still_found

LINES = (
    "Kacper played with Zofia Quince on Monday, and Zo-",
    "fia said that QUINCE was her name.",
    "Émile and emile sat in the café. O’Brien’s note. Q u i n c e",
    "Al was there; also Alan. Brown coats hang by the door, and Mr Brown came.",
)


def written(folder: Path, lines: tuple[str, ...] = LINES, turn: int = 0, crop: tuple[float, ...] = (), pages: int = 1) -> Path:
    """A PDF with these lines on each page, turned and cropped."""
    path = folder / "written.pdf"
    canvas = Canvas(str(path), invariant=1)
    for _ in range(pages):
        for row, line in enumerate(lines):
            canvas.drawString(60, 780 - 14 * row, line)
        canvas.showPage()
    canvas.save()
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for page in pdf.pages:
            page.obj.Rotate = turn
            if crop:
                page.obj.CropBox = list(crop)
        pdf.save(path)
    return path


@pytest.mark.parametrize(("wanted", "found"), [
    ("zofia", ["Zofia", "Zo- fia"]),
    ("Quince", ["Quince", "QUINCE", "Q u i n c e"]),
    ("zofia quince", ["Zofia Quince"]),
    ("ÉMILE", ["Émile", "emile"]),
    ("cafe", ["café."]),
    ("O'Brien", ["O’Brien’s"]),
    ("Al", ["Al"]),
    ("Quin", []),
    ("  ", []),
])
def test_whole_words_are_found_whatever_case_accents_hyphens_and_gaps(tmp_path: Path, wanted: str, found: list[str]) -> None:
    assert [hit.found for hit in hits(read_pages(written(tmp_path)), wanted)] == found


def test_a_hit_has_its_boxes_and_what_stands_around_it(tmp_path: Path) -> None:
    first, broken = hits(read_pages(written(tmp_path)), "Zofia")
    (left, bottom, right, top), = first.boxes
    assert 155 < left < 170 and 185 < right < 197 and 775 < bottom < 780 < 787 < top < 795
    assert (first.before, first.after) == ("Kacper played with", "Quince on Monday, and Zo- fia")
    assert len(broken.boxes) == 2 and broken.boxes[0][1] > broken.boxes[1][3]


def test_what_begins_at_the_foot_of_a_page_and_ends_on_the_next_is_a_hit_on_each(tmp_path: Path) -> None:
    pages = read_pages(written(tmp_path, ("Quince came. It was Zofia",), pages=2))
    assert [(hit.page, hit.found) for hit in hits(pages, "Zofia Quince")] == [(1, "Zofia"), (2, "Quince")]


@pytest.mark.parametrize(("turn", "expected"), [
    (0, (60, 780, 90, 790)), (90, (780, 505, 790, 535)), (180, (505, 52, 535, 62)), (270, (52, 60, 62, 90)),
])
def test_boxes_are_those_of_the_page_as_it_is_seen(tmp_path: Path, turn: int, expected: Box) -> None:
    found, = hits(read_pages(written(tmp_path, ("Zofia",), turn)), "Zofia")
    assert meet(found.boxes[0], expected)
    assert max(abs(a - b) for a, b in zip(found.boxes[0], expected, strict=True)) < 6


def test_a_cropped_page_counts_from_its_own_corner_and_hides_what_is_cut_off(tmp_path: Path) -> None:
    pages = read_pages(written(tmp_path, ("Zofia", "", "", "", "Hidden"), crop=(50, 750, 500, 800)))
    found, = hits(pages, "Zofia")
    assert max(abs(a - b) for a, b in zip(found.boxes[0], (10, 30, 37, 39), strict=True)) < 5
    assert [word.text for word in pages[0].words] == ["Zofia"]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [(50, 750, 500, 800), (300, 100, 500, 700), (0, 0, 40, 842)])
def test_words_that_are_cut_off_are_found_and_go_with_the_page_that_is_blacked_out(tmp_path: Path, turn: int, crop: tuple[float, ...]) -> None:
    path = written(tmp_path, ("Zofia", "", "", "", "Hidden"), turn, crop)
    page, = pages = read_pages(path)
    hit, = hits(pages, "Hidden")
    left, bottom, right, top = hit.boxes[0]
    assert hit.before == CUT_OFF and 0 <= left < right <= page.width and 0 <= bottom < top <= page.height
    made = redacted_copy(path, ["Hidden"], tmp_path)
    assert made.pdf is not None and still_found(path, ["Hidden"]) == {"Hidden"} and still_found(made.pdf, ["Hidden"]) == set()
    assert set(names_found(pages, ["Hidden"])) == {"Hidden"}


def test_no_pages_hold_no_words() -> None:
    assert hits((), "Zofia") == ()


def test_the_print_of_a_page_changes_with_its_words_and_not_with_anything_else(tmp_path: Path) -> None:
    first = read_pages(written(tmp_path))[0].page_print
    assert read_pages(written(tmp_path))[0].page_print == first
    assert read_pages(written(tmp_path, LINES[:2]))[0].page_print != first


def test_words_in_a_text_are_found_whole_broken_and_spaced() -> None:
    words = ("Zofia", "Quince Lane", "Al")
    assert among("With Zo-\nfia, at QUINCE  lane", words) == {"Zofia", "Quince Lane"}
    assert among("Z o f i a and A\nl", words) == {"Zofia"}
    assert among("Zofias Quincelane also, Z o f i a n", words) == set()


def test_folding_takes_accents_capitals_and_joined_letters_away() -> None:
    assert folded("Łukasz Ø ﬁ STRAẞE É") == "lukasz o fi strasse e"
    assert folded("ᴢᴏꜰɪᴀ") == "zofia"
    assert pieces("Anne-Marie O’Neil_2") == ("anne", "marie", "o", "neil", "2")


@pytest.mark.parametrize(("text", "words", "told"), [
    ("Letter about Zofia Quince.docx", ["Zofia Quince"], "Letter about [blacked out].docx"),
    ("ZÓFIA and Zofia", ["Zofia"], "[blacked out] and [blacked out]"),
    ("Straße 5", ["strasse"], "[blacked out] 5"),
    ("Nothing of it", ["Zofia"], "Nothing of it"),
    ("It is blacked out", ["blacked"], "It is [blacked out] out"),
])
def test_a_title_is_told_without_the_words(text: str, words: list[str], told: str) -> None:
    assert veiled(text, words) == told


def test_names_are_noticed_with_a_capital_and_the_longest_first(tmp_path: Path) -> None:
    pages = read_pages(written(tmp_path))
    found = names_found(pages, ["Zofia", "Zofia Quince", "Brown", "Nobody"])
    assert {name: [hit.found for hit in its] for name, its in found.items()} == {
        "Zofia Quince": ["Zofia Quince"], "Zofia": ["Zo- fia"], "Brown": ["Brown", "Brown"],
    }
    assert names_found(read_pages(written(tmp_path, ("the door is brown",))), ["Brown"]) == {}


def test_a_scan_without_words_says_that_somebody_must_look(tmp_path: Path) -> None:
    words = secret_words(3)
    path = scanned_pdf(tmp_path, words)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        page = pdf.pages[0].obj
        drawn = next(str(name) for name, thing in page.Resources.XObject.items() if thing.get("/Subtype") == "/Image")
        page.Contents = pdf.make_stream(b"q 595 0 0 842 0 0 cm %s Do Q" % drawn.encode())
        pdf.save(path)
    assert read_document(path_source(path), tmp_path).pictures == (1,)


def test_the_words_behind_a_scan_are_searched(tmp_path: Path) -> None:
    words = secret_words(3)
    read = read_document(path_source(scanned_pdf(tmp_path, words)), tmp_path)
    assert read.pictures == () and all(hits(read.pages, word) for word in words)


def test_a_document_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 nothing more")
    read = read_document(path_source(tmp_path / "broken.pdf"), tmp_path)
    assert (read.pages, read.pdf) == ((), b"") and "damaged" in read.reason and not read.locked


def test_an_e_mail_is_searched_on_its_printed_pages(tmp_path: Path) -> None:
    words = secret_words(3)
    read = read_document(path_source(e_mail(tmp_path, words)), tmp_path)
    assert all(hits(read.pages, word) for word in words)
