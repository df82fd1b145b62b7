"""A plain Word document of headings, paragraphs and tables, for papers that somebody wants to edit or read aloud.

The same paper gives the same bytes: no clock is read, and the package's parts are dated alike.
"""

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table

LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The earliest day that a package can give its parts."""
_PAGE = (11906, 16838)  # A4 in twentieths of a point
_EDGE = 1020


@dataclass(frozen=True, slots=True, kw_only=True)
class WordText:
    """A paragraph: ``style`` is heading, words, fine (small) or quote."""

    words: str
    style: str = "words"


@dataclass(frozen=True, slots=True, kw_only=True)
class WordTable:
    """A table with its heading row; widths are shares of the page, rows may be ``strong``."""

    heads: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    strong: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class WordPaper:
    """A whole document: what it is, whose, the facts under the name, its body, and what stands at the foot of every page."""

    title: str
    heading: str
    name: str
    about: str
    foot: str
    author: str
    on: date
    body: tuple[WordText | WordTable, ...]


def word_file(paper: WordPaper) -> bytes:
    """The document's bytes."""
    from docx import Document as new_document

    document = new_document()
    _dress(document, paper)
    document.add_paragraph(paper.heading, style="Subtitle")
    document.add_heading(paper.name, 0)
    document.add_paragraph(paper.about)
    for part in paper.body:
        if isinstance(part, WordTable):
            _table(document, part)
        else:
            _text(document, part)
    held = io.BytesIO()
    document.save(held)
    return dated_alike(held.getvalue())


def _dress(document: "Document", paper: WordPaper) -> None:
    """Paper, type, language, title and footer."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor, Twips

    section = document.sections[0]
    section.page_width, section.page_height = Twips(_PAGE[0]), Twips(_PAGE[1])
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Twips(_EDGE)
    ink = RGBColor(0x14, 0x18, 0x1C)
    for name, size, bold in (("Normal", 10, False), ("Subtitle", 11, True), ("Title", 20, True), ("Heading 2", 11, True), ("Quote", 10, False)):
        style: Any = document.styles[name]
        style.font.name, style.font.size, style.font.bold, style.font.italic, style.font.color.rgb = "Arial", Pt(size), bold, False, ink
        style.paragraph_format.space_after = Pt(4)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(kind), None)
    language = document.styles.element.find(f".//{qn('w:lang')}")
    if language is not None:
        language.set(qn("w:val"), "en-GB")
    said, noon = document.core_properties, datetime.combine(paper.on, time(12))
    said.title, said.author, said.subject, said.language, said.comments = paper.title, paper.author, paper.title, "en-GB", ""
    said.last_modified_by, said.created, said.modified, said.revision = paper.author, noon, noon, 1
    foot = section.footer.paragraphs[0]
    foot.text = f"{paper.foot} · Page "
    _page_number(foot)
    foot.runs[0].font.size = Pt(8)


def _page_number(paragraph: Any) -> None:
    """A field that Word fills with the number of the page."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    run = paragraph.add_run()
    run.font.size = Pt(8)
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        mark = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark.text = words
        run._r.append(mark)


def _text(document: "Document", part: WordText) -> None:
    from docx.shared import Pt

    if part.style == "heading":
        document.add_heading(_printable(part.words), 2)
        return
    paragraph = document.add_paragraph(_printable(part.words), style="Quote" if part.style == "quote" else None)
    if part.style == "quote":
        paragraph.paragraph_format.left_indent = Pt(18)
    if part.style == "fine":
        for run in paragraph.runs:
            run.font.size = Pt(8.5)


def _printable(words: str) -> str:
    """Without the control characters that XML does not allow; new lines stay."""
    return "".join(letter for letter in words if letter.isprintable() or letter in "\n\t")


def _table(document: "Document", part: WordTable) -> None:
    table = document.add_table(rows=1, cols=len(part.heads), style="Table Grid")
    _fill(table, 0, part.heads, bold=True)
    _repeats(table)
    for number, row in enumerate(part.rows):
        table.add_row()
        _fill(table, number + 1, row, bold=number in part.strong)
    _widths(table, part.widths)
    document.add_paragraph("")


def _fill(table: "Table", number: int, words: Iterable[str], *, bold: bool) -> None:
    from docx.shared import Pt

    for cell, text in zip(table.rows[number].cells, words, strict=True):
        cell.text = _printable(text)
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.space_after = Pt(1)
            for run in paragraph.runs:
                run.font.size, run.font.bold = Pt(8.5), bold


def _repeats(table: "Table") -> None:
    """The heading row stands again on every page, and is read out as one."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    mark: Any = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(mark)


def _widths(table: "Table", shares: Sequence[int]) -> None:
    from docx.shared import Twips

    table.autofit = False
    room, whole = _PAGE[0] - 2 * _EDGE, sum(shares)
    for number, share in enumerate(shares):
        for cell in table.columns[number].cells:
            cell.width = Twips(room * share // whole)


def dated_alike(package: bytes) -> bytes:
    """The same package, each part dated long ago: python-docx gives them the present moment."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(zipfile.ZipInfo(part.filename, LONG_AGO), old.read(part), zipfile.ZIP_DEFLATED)
    return held.getvalue()
