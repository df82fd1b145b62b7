"""A letter as a PDF: the same bytes each time, every script on the paper, and pages numbered only where there are several."""

import io
from datetime import date

import pikepdf
import pypdfium2
import pytest

from sendco_desk.domain.letter_paper import Block, LetterPaper, Span
from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.letter_pages import letter_pdf


def plain(text: str, **more: object) -> Block:
    return Block(spans=(Span(text=text),), **more)  # type: ignore[arg-type]


def paper(*blocks: Block, **more: object) -> LetterPaper:
    known: dict[str, object] = {
        "head": ("Fernhollow School", "Larch Lane, Fernhollow", "Telephone 01632 960 100"), "on": date(2026, 11, 12),
        "day": "Thursday 12 November 2026", "to": ("Ms T. Rowan", "Marlshire"), "references": ("Our reference: case 14",),
        "subject": "Council’s decision", "blocks": blocks or (plain("Dear Ms Rowan,"), plain("Hello & <welcome>.")), "case": "Case 14",
    }
    return LetterPaper(**(known | more))  # type: ignore[arg-type]


def texts(made: bytes) -> list[str]:
    with pypdfium2.PdfDocument(made) as document:
        return [document[number].get_textpage().get_text_range().replace("\r\n", "\n") for number in range(len(document))]


def test_one_page_says_everything_in_order_and_has_no_number() -> None:
    (page,) = texts(letter_pdf(paper()))
    wanted = (
        "Fernhollow School", "Larch Lane, Fernhollow", "Thursday 12 November 2026", "Ms T. Rowan", "Marlshire", "Our reference: case 14",
        "Council’s decision", "Dear Ms Rowan,", "Hello & <welcome>.",
    )
    places = [page.index(words) for words in wanted]
    assert places == sorted(places)
    assert "Page" not in page


def test_several_pages_are_each_numbered_and_called_by_the_case() -> None:
    pages = texts(letter_pdf(paper(*(plain(f"Paragraph {number}. " + "It goes on. " * 30) for number in range(14)))))
    assert len(pages) > 1
    assert [f"Case 14 · Page {number} of {len(pages)}" in page for number, page in enumerate(pages, 1)] == [True] * len(pages)


def test_the_same_letter_gives_the_same_bytes_and_an_honest_a4_file() -> None:
    made = letter_pdf(paper())
    assert made == letter_pdf(paper())
    with pikepdf.open(io.BytesIO(made)) as document:
        assert [round(float(side)) for side in document.pages[0].MediaBox] == [0, 0, 595, 842]
        assert str(document.docinfo.Title) == "Council’s decision"
        assert str(document.docinfo.Author) == "Fernhollow School"
        fonts = document.pages[0].Resources.Font.values()
        assert all("+Noto" in str(font.BaseFont) for font in fonts)


def test_lists_headings_and_manners_are_drawn() -> None:
    (page,) = texts(letter_pdf(paper(
        plain("What we hold", heading=True), plain("The papers:"), plain("a receipt", mark="•", depth=1), plain("its copy", mark="•", depth=2),
        plain("first", mark="1.", depth=1), plain(""),
        Block(spans=(Span(text="Please "), Span(text="answer", bold=True), Span(text=" in "), Span(text="writing\nsoon", italic=True))),
    )))
    assert "• a receipt" in page and "1. first" in page
    assert "Please answer in writing\nsoon" in page


def test_the_name_never_stands_alone_on_the_last_page() -> None:
    lasts = set()
    for count in range(28, 60):
        body = (*(plain("A line.") for _ in range(count)), plain("Please pass it on."), plain("Yours faithfully,"), plain("Dr Robin Lark"))
        last = texts(letter_pdf(paper(*body)))[-1]
        assert last.index("Please pass it on.") < last.index("Yours faithfully,") < last.index("Dr Robin Lark")
        lasts.add(last.count("A line.") == 0)
    assert lasts == {True, False}  # both were met: a last page that begins so, and one that has more


@pytest.mark.parametrize("name", ["Łukasz Żółkiewski", "محمد علی خان", "欧阳小明", "ნინო", "Ngọc Ánh", "שרה לוי", "ਗੁਰਪ੍ਰੀਤ"])
def test_names_in_any_script_print(name: str) -> None:
    made = letter_pdf(paper(plain(f"I am writing about {name}, born 14 March 2018."), to=(name,)))
    assert "\ufffd" not in texts(made)[0]


def test_a_name_read_from_right_to_left_is_not_parted_at_the_end_of_a_line() -> None:
    for count in range(55, 85):
        (page,) = texts(letter_pdf(paper(plain("x" * count + " محمد علی"))))
        lines = [line for line in page.splitlines() if "محمد" in line or "علی" in line]
        assert len(lines) == 1, count


def test_a_paragraph_read_from_right_to_left_stands_at_the_right_and_breaks_into_lines() -> None:
    (page,) = texts(letter_pdf(paper(plain("محمد علی خان " * 20 + "\nتمام"))))
    assert sum("خان" in line for line in page.splitlines()) > 1


def test_letters_that_no_font_has_are_refused_by_name() -> None:
    with pytest.raises(Refused, match="The PDF cannot show 🦄") as refused:
        letter_pdf(paper(plain("Well done 🦄")))
    assert refused.value.field == "words"


def test_a_letter_without_reader_and_references_is_still_one() -> None:
    (page,) = texts(letter_pdf(paper(to=(), references=(), head=("Fernhollow School",))))
    assert "Fernhollow School" in page
