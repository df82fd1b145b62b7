"""A letter as a Word document: A4, the school's head, plain headings, and a page number only where there is more than one page."""

import io
from datetime import UTC, datetime, time

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from sendco_desk.domain.letter_paper import BULLET, Block, LetterPaper, Span

FACE = "Calibri"
INK, GREY = RGBColor(0x14, 0x18, 0x1C), RGBColor(0x5A, 0x65, 0x70)
SIDE, TOP, FOOT = Mm(25), Mm(22), Mm(20)
INDENT = Mm(6)


def letter_docx(paper: LetterPaper) -> bytes:
    """The letter as the bytes of a .docx file."""
    document = Document()
    _set_page(document)
    _set_styles(document)
    _facts(document, paper)
    _head(document, paper)
    _lines(document, (paper.day,), after=12)
    _lines(document, paper.to, after=12)
    _lines(document, paper.references, after=12)
    _add(document, (Span(text=paper.subject, bold=True),), after=10).paragraph_format.keep_with_next = True
    _body(document, paper)
    _page_numbers(document, paper.case)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _set_page(document: WordDocument) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = SIDE
    section.top_margin, section.bottom_margin = TOP, FOOT


def _set_styles(document: WordDocument) -> None:
    normal = _style(document, "Normal")
    normal.font.name, normal.font.size, normal.font.color.rgb = FACE, Pt(11), INK
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(8), 1.15
    normal.paragraph_format.widow_control = True
    properties = normal.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for name in ("w:ascii", "w:hAnsi", "w:cs"):
        fonts.set(qn(name), FACE)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    properties.append(language)
    heading = _style(document, "Heading 2")
    heading.font.name, heading.font.size, heading.font.bold, heading.font.color.rgb = FACE, Pt(11), True, INK
    heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(10), Pt(4)
    heading.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:ascii"), FACE)


def _style(document: WordDocument, name: str) -> ParagraphStyle:
    style = document.styles[name]
    assert isinstance(style, ParagraphStyle)
    return style


def _facts(document: WordDocument, paper: LetterPaper) -> None:
    """What the file says about itself: no child's name, and not who wrote the library."""
    about = document.core_properties
    about.title, about.author, about.last_modified_by, about.comments = paper.subject, paper.head[0], paper.head[0], ""
    about.language = "en-GB"
    about.created = about.modified = datetime.combine(paper.on, time(12), UTC)


def _head(document: WordDocument, paper: LetterPaper) -> None:
    name, *reach = paper.head
    first = _add(document, (Span(text=name, bold=True),), after=0)
    first.runs[0].font.size = Pt(14)
    for line in reach:
        added = _add(document, (Span(text=line),), after=0)
        added.runs[0].font.size, added.runs[0].font.color.rgb = Pt(9.5), GREY
    last = document.paragraphs[-1]
    last.paragraph_format.space_after = Pt(18)
    _rule_under(last)


def _rule_under(paragraph: Paragraph) -> None:
    edges = OxmlElement("w:pBdr")
    foot = OxmlElement("w:bottom")
    for name, value in (("w:val", "single"), ("w:sz", "4"), ("w:space", "6"), ("w:color", "C4CAD0")):
        foot.set(qn(name), value)
    edges.append(foot)
    paragraph._p.get_or_add_pPr().insert_element_before(
        edges, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr",
    )


def _lines(document: WordDocument, lines: tuple[str, ...], after: float) -> None:
    """Lines that stand close together, such as an address."""
    for number, line in enumerate(lines):
        _add(document, (Span(text=line),), after=after if number == len(lines) - 1 else 0)


def _body(document: WordDocument, paper: LetterPaper) -> None:
    for number, block in enumerate(paper.blocks):
        following = paper.blocks[number + 1] if number + 1 < len(paper.blocks) else None
        _block(document, block, following)


def _block(document: WordDocument, block: Block, following: Block | None) -> None:
    if block.heading:
        _fill(document.add_paragraph(style="Heading 2"), block.spans)
        return
    together = bool(block.mark and following is not None and following.mark)
    bullet = block.mark == BULLET
    spans = (Span(text=f"{block.mark}\t"), *block.spans) if block.mark and not bullet else block.spans
    made = _add(document, spans, after=3 if together else 8)
    if bullet:
        made.style = document.styles["List Bullet" if block.depth == 1 else f"List Bullet {min(block.depth, 3)}"]
    if _signs_off(block, following):
        made.paragraph_format.keep_with_next = True
    if block.mark:
        made.paragraph_format.left_indent = INDENT * block.depth
        made.paragraph_format.first_line_indent = -INDENT
        made.paragraph_format.tab_stops.add_tab_stop(INDENT * block.depth)
    elif following is not None and following.mark:
        made.paragraph_format.keep_with_next = True


def _signs_off(block: Block, following: Block | None) -> bool:
    """Whether a block stays with the next: a name never stands on a page without the last words before it."""
    return block.text.startswith("Yours ") or (following is not None and following.text.startswith("Yours "))


def _add(document: WordDocument, spans: tuple[Span, ...], after: float) -> Paragraph:
    made = document.add_paragraph()
    made.paragraph_format.space_after = Pt(after)
    _fill(made, spans)
    return made


def _fill(paragraph: Paragraph, spans: tuple[Span, ...]) -> None:
    for span in spans:
        run = paragraph.add_run(span.text)
        run.bold, run.italic = span.bold or None, span.italic or None


def _page_numbers(document: WordDocument, case: str) -> None:
    """`Case 14 · Page 2 of 2` at the foot of every page but the first, so that a letter of one page has no number."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _foot_run(foot, f"{case} · Page ")
    _field(foot, "PAGE", "2")
    _foot_run(foot, " of ")
    _field(foot, "NUMPAGES", "2")


def _foot_run(foot: Paragraph, text: str = "") -> Run:
    run = foot.add_run(text)
    run.font.size, run.font.color.rgb = Pt(8.5), GREY
    return run


def _field(foot: Paragraph, name: str, shown: str) -> None:
    """A number that Word works out; ``shown`` stands there until it has."""
    for part in ("begin", "", "separate", shown, "end"):
        run = _foot_run(foot, shown if part == shown else "")
        if part != shown:
            run._r.append(_sign(part) if part else _instruction(f" {name} "))


def _sign(part: str) -> BaseOxmlElement:
    made = OxmlElement("w:fldChar")
    made.set(qn("w:fldCharType"), part)
    return made


def _instruction(text: str) -> BaseOxmlElement:
    made = OxmlElement("w:instrText")
    made.set(qn("xml:space"), "preserve")
    made.text = text
    return made
