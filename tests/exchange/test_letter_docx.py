"""A letter for Word: A4, the school's head, lists that are lists, and nothing about a child in what the file says of itself."""

import io
import re
import zipfile
from datetime import date

import docx
from docx.document import Document as WordDocument

from sendco_desk.domain.letter_paper import Block, LetterPaper, Span
from sendco_desk.exchange.letter_docx import letter_docx


def plain(text: str, **more: object) -> Block:
    return Block(spans=(Span(text=text),), **more)  # type: ignore[arg-type]


BLOCKS = (
    plain("Dear Ms Rowan,"), plain("What we hold", heading=True), plain("The papers:"), plain("a receipt", mark="•", depth=1),
    plain("its copy", mark="•", depth=2), plain("first", mark="1.", depth=1),
    Block(spans=(Span(text="Please "), Span(text="answer", bold=True), Span(text=" in "), Span(text="writing", italic=True), Span(text="\nsoon."))),
    plain("محمد علی خان, 欧阳小明, Łukasz"),
)


def paper(**more: object) -> LetterPaper:
    known: dict[str, object] = {
        "head": ("Fernhollow School", "Larch Lane, Fernhollow", "Telephone 01632 960 100"), "on": date(2026, 11, 12),
        "day": "Thursday 12 November 2026", "to": ("Ms T. Rowan", "Marlshire"), "references": ("Our reference: case 14",),
        "subject": "Council’s decision", "blocks": BLOCKS, "case": "Case 14",
    }
    return LetterPaper(**(known | more))  # type: ignore[arg-type]


def read(made: bytes) -> WordDocument:
    return docx.Document(io.BytesIO(made))


def test_the_letter_stands_in_order_under_the_school_s_head() -> None:
    texts = [p.text for p in read(letter_docx(paper())).paragraphs]
    assert texts == [
        "Fernhollow School", "Larch Lane, Fernhollow", "Telephone 01632 960 100", "Thursday 12 November 2026", "Ms T. Rowan", "Marlshire",
        "Our reference: case 14", "Council’s decision", "Dear Ms Rowan,", "What we hold", "The papers:", "a receipt", "its copy", "1.\tfirst",
        "Please answer in writing\nsoon.", "محمد علی خان, 欧阳小明, Łukasz",
    ]


def test_headings_and_manners_are_plain_and_kept() -> None:
    document = read(letter_docx(paper()))
    heading = next(p for p in document.paragraphs if p.text == "What we hold")
    assert heading.style is not None and heading.style.name == "Heading 2"
    runs = next(p for p in document.paragraphs if p.text.startswith("Please")).runs
    assert [(r.text, bool(r.bold), bool(r.italic)) for r in runs] == [
        ("Please ", False, False), ("answer", True, False), (" in ", False, False), ("writing", False, True), ("\nsoon.", False, False),
    ]
    deeper = next(p for p in document.paragraphs if "its copy" in p.text)
    assert deeper.paragraph_format.left_indent is not None and round(deeper.paragraph_format.left_indent.mm) == 12
    assert next(p for p in document.paragraphs if p.text == "The papers:").paragraph_format.keep_with_next


def test_bullets_are_a_list_to_whoever_has_it_read_aloud() -> None:
    document = read(letter_docx(paper()))
    styles = {p.text: p.style.name for p in document.paragraphs if p.style is not None}
    assert (styles["a receipt"], styles["its copy"]) == ("List Bullet", "List Bullet 2")


def test_the_name_stays_with_the_last_words_before_it() -> None:
    body = (plain("Please pass it on."), plain("Yours faithfully,"), plain("Dr Robin Lark"))
    *_, last, close, name = read(letter_docx(paper(blocks=body))).paragraphs
    assert (last.paragraph_format.keep_with_next, close.paragraph_format.keep_with_next, name.paragraph_format.keep_with_next) == (True, True, None)


def test_the_page_is_a4_and_numbered_only_where_there_are_several() -> None:
    made = letter_docx(paper())
    section = read(made).sections[0]
    assert (round(section.page_width.mm if section.page_width else 0), round(section.page_height.mm if section.page_height else 0)) == (210, 297)
    assert section.different_first_page_header_footer
    assert section.footer.paragraphs[0].text == "Case 14 · Page 2 of 2"
    assert section.first_page_footer.paragraphs[0].text == ""
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        footer = next(package.read(name).decode() for name in package.namelist() if "footer" in name and name.endswith(".xml"))
    assert re.findall(r"<w:instrText[^>]*>([^<]*)<", footer) == [" PAGE ", " NUMPAGES "]
    assert [footer.count(f'"{sign}"') for sign in ("begin", "separate", "end")] == [2, 2, 2]


def test_the_file_says_of_itself_only_the_subject_and_the_school() -> None:
    about = read(letter_docx(paper())).core_properties
    assert (about.title, about.author, about.comments, about.language) == ("Council’s decision", "Fernhollow School", "", "en-GB")
    assert about.created is not None and about.created.date() == date(2026, 11, 12)


def test_a_school_of_which_only_the_name_is_known_still_has_a_head() -> None:
    texts = [p.text for p in read(letter_docx(paper(head=("Fernhollow",), to=(), references=()))).paragraphs]
    assert texts[:3] == ["Fernhollow", "Thursday 12 November 2026", "Council’s decision"]
