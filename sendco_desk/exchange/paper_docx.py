"""A printed form as a Word document: real headings, lists and tables, so that a school can edit it and a screen reader can walk through it.

The same paper gives the same bytes: no clock is read, and the package's parts are dated alike.
"""

import io
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docx import Document as new_document
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from sendco_desk.domain.paper import (
    Block,
    Drawn,
    Facts,
    Grid,
    Heading,
    Listed,
    NewPage,
    Panel,
    Panels,
    Paper,
    Paragraph,
    Photo,
    Runs,
    SignHere,
    said,
    text_of,
)
from sendco_desk.exchange.delay_docx import dated_alike
from sendco_desk.exchange.docx_marks import marks_in_docx as marks_in_docx  # what goes out and what comes back is asked of one module
from sendco_desk.exchange.docx_picture import picture_for_word

FACE = "Calibri"
INK, GREY, HAIR = RGBColor(0x14, 0x18, 0x1C), RGBColor(0x5A, 0x65, 0x70), "C4CAD0"
SIDE, TOP, FOOT = Mm(20), Mm(18), Mm(18)
GAP = Mm(4)
_AFTER_BORDERS = ("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:bidi", "w:spacing", "w:ind", "w:jc", "w:rPr")
_AFTER_BIDI = ("w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl", "w:rPr")
Where = Document | _Cell


@dataclass(frozen=True, slots=True)
class Sizes:
    """The sizes of type in points, and what the room between things is multiplied by."""

    title: float
    part: float
    heading: float
    body: float
    small: float
    room: float


USUAL, EASY = Sizes(20, 14, 12, 11, 9, 1.0), Sizes(24, 18, 16, 14, 12, 1.5)


def paper_docx(paper: Paper) -> bytes:
    """The paper as the bytes of a .docx file. Raises Refused where a photograph cannot be read."""
    sizes = EASY if paper.easy_read else USUAL
    document = new_document()
    _set_page(document, paper)
    _set_styles(document, sizes)
    _facts_of_file(document, paper)
    _head(document, paper, sizes)
    Writer(document, sizes).blocks(document, paper.blocks, _text_width(document))
    _foot(document, paper, sizes)
    stream = io.BytesIO()
    document.save(stream)
    return dated_alike(stream.getvalue())


# The file: page, styles, facts, head and foot


def _set_page(document: Document, paper: Paper) -> None:
    section = document.sections[0]
    short, long = Mm(210), Mm(297)
    section.orientation = WD_ORIENT.LANDSCAPE if paper.landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if paper.landscape else (short, long)
    section.left_margin = section.right_margin = SIDE
    section.top_margin, section.bottom_margin, section.footer_distance = TOP, FOOT, Mm(9)


def _text_width(document: Document) -> int:
    section = document.sections[0]
    return int(section.page_width or 0) - int(section.left_margin or 0) - int(section.right_margin or 0)


def _set_styles(document: Document, sizes: Sizes) -> None:
    # name, size, bold, ink, room before, room after
    looks = (
        ("Normal", sizes.body, False, INK, 0, 4), ("Title", sizes.title, True, INK, 0, 2), ("Subtitle", sizes.body, False, GREY, 0, 0),
        ("Heading 1", sizes.part, True, INK, 14, 4), ("Heading 2", sizes.heading, True, INK, 10, 3), ("Heading 3", sizes.body, True, INK, 8, 2),
        ("Caption", sizes.body, True, INK, 8, 3), ("List Bullet", sizes.body, False, INK, 0, 2), ("List Number", sizes.body, False, INK, 0, 2),
        ("Header", sizes.small, False, GREY, 0, 10), ("Footer", sizes.small, False, GREY, 0, 0), ("Quote", sizes.small, False, GREY, 0, 4),
    )
    for name, size, bold, ink, before, after in looks:
        style: Any = document.styles[name]
        style.font.name, style.font.size, style.font.bold, style.font.italic, style.font.color.rgb = FACE, Pt(size), bold, False, ink
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before * sizes.room), Pt(after * sizes.room)
        style.paragraph_format.line_spacing = 1.25 if sizes.room > 1 else 1.1
        style.paragraph_format.widow_control = True
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(kind), None)
        fonts.set(qn("w:cs"), FACE)
        for border in style.element.findall(f".//{qn('w:pBdr')}"):  # the template underlines its title
            border.getparent().remove(border)
    for name in ("Caption", "Heading 1", "Heading 2", "Heading 3"):
        keeping: Any = document.styles[name]
        keeping.paragraph_format.keep_with_next = True
    language = document.styles.element.find(f".//{qn('w:lang')}")
    assert language is not None  # the template has one
    language.set(qn("w:val"), "en-GB")


def _facts_of_file(document: Document, paper: Paper) -> None:
    """What the file says of itself. No day: a paper has none but in its words, and the template's own is not ours."""
    about = document.core_properties
    about.title = about.subject = printable(paper.title)[:255]
    about.author = about.last_modified_by = printable(paper.school)[:255]
    about.language, about.comments, about.revision = "en-GB", "", 1
    element = about._element
    for name in ("dcterms:created", "dcterms:modified"):
        for found in element.findall(qn(name)):
            element.remove(found)


def _head(document: Document, paper: Paper, sizes: Sizes) -> None:
    if paper.school:
        _rule_under(_said(document, said(paper.school), "Header"))
    _said(document, said(paper.title), "Title")
    for words in paper.about:
        last = _said(document, said(words), "Subtitle")
    if paper.about:
        last.paragraph_format.space_after = Pt(10 * sizes.room)


def _foot(document: Document, paper: Paper, sizes: Sizes) -> None:
    foot = document.sections[0].footer.paragraphs[0]
    foot.add_run(" · ".join(filter(None, (printable(paper.foot), "Page "))))
    _field(foot, "PAGE")
    foot.add_run(" of ")
    _field(foot, "NUMPAGES")


def _field(paragraph: WordParagraph, name: str) -> None:
    """A number that Word works out; 1 stands there until it has."""
    for kind in ("begin", "instruction", "separate", "shown", "end"):
        run = paragraph.add_run("1" if kind == "shown" else "")
        if kind == "instruction":
            mark: Any = OxmlElement("w:instrText")
            mark.set(qn("xml:space"), "preserve")
            mark.text = f" {name} "
            run._r.append(mark)
        elif kind != "shown":
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def _rule_under(paragraph: WordParagraph) -> None:
    edges: Any = OxmlElement("w:pBdr")
    edges.append(_edge("w:bottom", "6", space="4"))
    paragraph._p.get_or_add_pPr().insert_element_before(edges, *_AFTER_BORDERS)


def _edge(name: str, size: str, *, colour: str = "14181C", space: str = "0") -> Any:
    edge: Any = OxmlElement(name)
    for attribute, value in (("w:val", "single" if size else "nil"), ("w:sz", size or "0"), ("w:space", space), ("w:color", colour)):
        edge.set(qn(attribute), value)
    return edge


# Words


def printable(words: str) -> str:
    """Without the control characters that XML does not allow; new lines stay."""
    plain = re.sub("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]", "\n", words)
    return "".join(letter for letter in plain if letter.isprintable() or unicodedata.category(letter) in ("Cf", "Zs") or letter in "\n\t")


def _said(where: Where, runs: Runs, style: str = "Normal") -> WordParagraph:
    """A paragraph at the end of a page or a cell; an empty one that a cell begins with is taken."""
    empty = where.paragraphs[0] if isinstance(where, _Cell) and len(where._tc) <= 2 and not where.paragraphs[0]._p.xpath(".//w:r") else None
    fresh = empty if empty is not None and not empty._p.xpath("w:pPr") else where.add_paragraph()
    fresh.style = style
    _fill(fresh, runs)
    return fresh


def _fill(paragraph: WordParagraph, runs: Runs, *, bold: bool = False) -> None:
    for run in runs:
        made = paragraph.add_run(printable(run.text))
        made.bold = True if run.bold or run.added or bold else None
        made.underline, made.font.strike = run.added or None, run.deleted or None
    if to_left(text_of(runs)):
        paragraph._p.get_or_add_pPr().insert_element_before(OxmlElement("w:bidi"), *_AFTER_BIDI)
        for made in paragraph.runs:
            made.font.rtl = True


def to_left(text: str) -> bool:
    """True where the first letter with a direction is read from right to left."""
    return next((way != "L" for way in map(unicodedata.bidirectional, text) if way in ("L", "R", "AL")), False)


@dataclass(slots=True)
class Writer:
    """Writes blocks into a document or a cell of it."""

    document: Document
    sizes: Sizes
    fresh: bool = False
    level: int = 0

    def blocks(self, where: Where, blocks: Sequence[Block], width: int) -> None:
        """All blocks, one under another."""
        for block in blocks:
            self._begin(where, block)
            self._block(where, block, width)

    def _begin(self, where: Where, block: Block) -> None:
        """A new page begins before a table, and with any paragraph."""
        if self.fresh and not isinstance(block, Heading | Paragraph | NewPage):
            self._new_page(_small_gap(where))

    def _new_page(self, paragraph: WordParagraph) -> None:
        if self.fresh:
            paragraph.paragraph_format.page_break_before = True
            self.fresh = False

    def _block(self, where: Where, block: Block, width: int) -> None:
        match block:
            case Heading():
                self._heading(where, block)
            case Paragraph():
                made = _said(where, block.runs, "Quote" if block.quiet else "Normal")
                made.paragraph_format.keep_with_next = block.keeps or None
                self._new_page(made)
            case Listed():
                self._listed(where, block)
            case Facts():
                self._facts(where, block, width)
            case Grid():
                self._grid(where, block, width)
            case Drawn(chart=chart):
                heads, cells = chart.table()
                _said(where, said(chart.said()), "Caption")
                rows = tuple(tuple(map(said, row)) for row in cells)
                self._grid(where, Grid(caption="", heads=heads, rows=rows, shares=tuple(1.0 for _ in heads)), width)
            case Photo():
                self._photo(where, block, width)
            case Panels():
                self._panels(where, block, width)
            case SignHere(names=names):
                self._signatures(where, names, width)
            case _:
                self.fresh = True  # what follows begins a page

    def _heading(self, where: Where, heading: Heading) -> None:
        """A heading; none is more than one deeper than the one before it, and in a panel all stand under its title."""
        inside = isinstance(where, _Cell)
        level = min(self.level + 1, 3) if inside else min(heading.level, self.level + 1)
        self.level = self.level if inside else level
        self._new_page(_said(where, said(heading.text), f"Heading {level}"))

    def _listed(self, where: Where, listed: Listed) -> None:
        number = _fresh_numbers(self.document) if listed.numbered else None
        for runs in listed.points:
            made = _said(where, runs, "List Number" if listed.numbered else "List Bullet")
            if number is not None:
                properties = made._p.get_or_add_pPr().get_or_add_numPr()
                properties.get_or_add_ilvl().val = 0
                properties.get_or_add_numId().val = number
        if listed.points:
            made.paragraph_format.space_after = Pt(6 * self.sizes.room)

    # Tables

    def _table(self, where: Where, rows: int, columns: int, widths: Sequence[int]) -> Table:
        table = self.document.add_table(rows, columns) if not isinstance(where, _Cell) else where.add_table(rows, columns)
        table.style = self.document.styles["Normal Table"]
        table.autofit = False
        for number, width in enumerate(widths):
            table.columns[number].width = Length(width)
            for cell in table.columns[number].cells:
                cell.width = Length(width)
        for row in table.rows:
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        return table

    def _facts(self, where: Where, facts: Facts, width: int) -> None:
        label = min(int(Mm(46 * (1.3 if self.sizes.room > 1 else 1))), width * 2 // 5)
        table = self._table(where, len(facts.rows), 2, (label, width - label))
        for row, (name, runs) in zip(table.rows, facts.rows, strict=True):
            left, right = _said(row.cells[0], said(name)), _said(row.cells[1], runs)
            for run in left.runs:
                run.font.color.rgb = GREY
            left.paragraph_format.space_after = right.paragraph_format.space_after = Pt(2 * self.sizes.room)
        _small_gap(where)

    def _grid(self, where: Where, grid: Grid, width: int) -> None:
        """Caption, heads that come again on every page and are read out as heads, rows under hairlines, figures at the right."""
        if grid.caption:
            _said(where, said(grid.caption), "Caption")
        widths = [int(width * share / sum(grid.shares)) for share in grid.shares]
        table = self._table(where, len(grid.rows) + 1, len(grid.heads), widths)
        for number, runs in enumerate((tuple(map(said, grid.heads)), *grid.rows)):
            head, last = number == 0, number == len(grid.rows)
            sums = grid.total and last and not head
            before_sum = grid.total and number == len(grid.rows) - 1
            for column, (cell, words) in enumerate(zip(table.rows[number].cells, runs, strict=True)):
                made = _said(cell, ())
                _fill(made, words, bold=head or sums)
                made.paragraph_format.space_before = made.paragraph_format.space_after = Pt(2 * self.sizes.room)
                if column in grid.figures:
                    made.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                made.paragraph_format.keep_with_next = head or before_sum or None
                _rule_cell(cell, strong=head or sums or before_sum)
                for run in made.runs if head else ():
                    run.font.size, run.font.color.rgb = Pt(self.sizes.small), GREY
        mark: Any = OxmlElement("w:tblHeader")
        mark.set(qn("w:val"), "true")
        table.rows[0]._tr.get_or_add_trPr().append(mark)
        _small_gap(where)

    # Pictures, panels and signatures

    def _photo(self, where: Where, photo: Photo, width: int) -> None:
        made = _said(where, ())
        shown = made.add_run().add_picture(io.BytesIO(picture_for_word(photo.content)), width=Length(min(int(Mm(photo.width)), width)))
        about: Any = shown._inline.docPr
        about.set("descr", photo.alt)
        about.set("name", "Picture")

    def _panels(self, where: Where, panels: Panels, width: int) -> None:
        """Boxes in a table; each begins with its heading, so that the way through them is the same without the boxes."""
        rows = -(-len(panels.panels) // panels.columns)
        each = width // panels.columns
        table = self._table(where, rows, panels.columns, [each] * panels.columns)
        for number, panel in enumerate(panels.panels):
            self._panel(table.rows[number // panels.columns].cells[number % panels.columns], panel, each)
        _small_gap(where)

    def _panel(self, cell: _Cell, panel: Panel, width: int) -> None:
        properties = cell._tc.get_or_add_tcPr()
        borders: Any = OxmlElement("w:tcBorders")
        for edge in ("w:top", "w:left", "w:bottom", "w:right"):
            borders.append(_edge(edge, "6", colour=HAIR))
        margins: Any = OxmlElement("w:tcMar")
        for side in ("w:top", "w:left", "w:bottom", "w:right"):
            margin: Any = OxmlElement(side)
            margin.set(qn("w:w"), "140")
            margin.set(qn("w:type"), "dxa")
            margins.append(margin)
        properties.append(borders)
        properties.append(margins)
        before, self.level = self.level, min(self.level + 1, 3)
        title = _said(cell, said(panel.title), f"Heading {self.level}")
        title.paragraph_format.space_before = Pt(0)
        self.blocks(cell, panel.blocks, width - int(Mm(5)))
        self.level = before

    def _signatures(self, where: Where, names: Sequence[str], width: int) -> None:
        """A line for each hand and one for its day, drawn by tabs, so that they can be typed over."""
        for name in names:
            made = _said(where, said(f"{name}\t Date\t"))
            made.paragraph_format.space_before, made.paragraph_format.space_after = Pt(16 * self.sizes.room), Pt(0)
            made.paragraph_format.keep_with_next = name != names[-1] or None
            for place in (width * 2 // 3, width):
                made.paragraph_format.tab_stops.add_tab_stop(Length(place), WD_TAB_ALIGNMENT.LEFT, WD_TAB_LEADER.LINES)


def _small_gap(where: Where) -> WordParagraph:
    """What stands after a table: two tables that touch would be one, and a cell must end with a paragraph."""
    ends_empty = isinstance(where, _Cell) and not where.paragraphs[-1].text
    made = where.paragraphs[-1] if ends_empty else where.add_paragraph()
    made.paragraph_format.space_before = made.paragraph_format.space_after = Pt(0)
    made.paragraph_format.line_spacing = Pt(8)
    return made


def _rule_cell(cell: _Cell, *, strong: bool) -> None:
    borders: Any = OxmlElement("w:tcBorders")
    borders.append(_edge("w:bottom", "8") if strong else _edge("w:bottom", "4", colour=HAIR))
    cell._tc.get_or_add_tcPr().append(borders)


def _fresh_numbers(document: Document) -> int:
    """A numbering that begins at 1: Word would go on counting from the list before."""
    style: Any = document.styles["List Number"]
    numbering: Any = document.part.numbering_part.element
    whose = style.element.pPr.numPr.numId.val
    made = numbering.add_num(numbering.num_having_numId(whose).abstractNumId.val)
    made.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(made.numId)
