"""A letter as a PDF: A4 in the pack's own type and ink, the school's head, and a page number only where there is more than one page."""

import io
import re
from collections.abc import Iterator
from typing import Any

from reportlab.lib.colors import Color
from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import HRFlowable, Paragraph, SimpleDocTemplate, Spacer

from sendco_desk.domain.letter_paper import Block, LetterPaper, Span
from sendco_desk.domain.refusals import Refused
from sendco_desk.packs import fonts
from sendco_desk.packs.embedded_font import Canvas
from sendco_desk.packs.pages_ink import FOOT_SIZE, GREY, HAIR, INK

SIDE, TOP, FOOT = 25 * mm, 20 * mm, 20 * mm
WIDTH = A4[0] - 2 * SIDE
SIZE, LEADING, INDENT = 10.5, 15.0, 14.0
_BETWEEN_TO_LEFT = re.compile(r"(?<=[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe]) (?=[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe])")
_INK, _GREY, _HAIR = Color(*INK), Color(*GREY), Color(*HAIR)


def letter_pdf(paper: LetterPaper) -> bytes:
    """The letter as the bytes of a PDF; the same letter gives the same bytes. Raises Refused for letters that no font here has."""
    _need_letters(paper)
    fonts.register()
    pages, made = _built(paper, 0)
    return made if pages == 1 else _built(paper, pages)[1]  # how many there are is known only once they are laid out


def _built(paper: LetterPaper, total: int) -> tuple[int, bytes]:
    stream, count = io.BytesIO(), 0

    def finish(canvas: Canvas, _template: Any) -> None:
        nonlocal count
        count = canvas.getPageNumber()
        if total > 1:
            _page_number(canvas, f"{paper.case} · Page {count} of {total}")

    template = SimpleDocTemplate(
        stream, pagesize=A4, leftMargin=SIDE - 6, rightMargin=SIDE - 6, topMargin=TOP - 6, bottomMargin=FOOT - 6,  # the frame pads by 6
        title=paper.subject, author=paper.head[0], lang="en-GB", invariant=1,
        initialFontName=fonts.REGULAR,  # else every file names Helvetica, which it does not hold
    )
    template.build(list(_flow(paper)), onFirstPage=finish, onLaterPages=finish, canvasmaker=Canvas)
    return count, stream.getvalue()


def _need_letters(paper: LetterPaper) -> None:
    words = "".join((*paper.head, *paper.to, *paper.references, paper.subject, *(block.text for block in paper.blocks)))
    missing = fonts.missing(words)
    if missing:
        raise Refused(f"The PDF cannot show {' '.join(missing)}: write the letter without, or save it for Word.", field="words")


def _page_number(canvas: Canvas, words: str) -> None:
    canvas.setFillColorRGB(*GREY)
    fonts.draw(canvas, A4[0] - SIDE - fonts.width(words, FOOT_SIZE), 26, words, FOOT_SIZE)


def _flow(paper: LetterPaper) -> Iterator[Any]:
    yield from _head(paper)
    for lines in ((paper.day,), paper.to, paper.references):
        if lines:
            yield from (_line(line) for line in lines)
            yield Spacer(0, 11)
    yield _paragraph((Span(text=paper.subject, bold=True),), _style(after=9, keeps=True))
    for number, block in enumerate(paper.blocks):
        following = paper.blocks[number + 1] if number + 1 < len(paper.blocks) else None
        yield _block(block, following)


def _head(paper: LetterPaper) -> Iterator[Any]:
    name, *reach = paper.head
    yield _paragraph((Span(text=name, bold=True),), _style(size=14, leading=20))
    for line in reach:
        yield _paragraph((Span(text=line),), _style(size=8.5, leading=12, ink=_GREY))
    yield HRFlowable(width="100%", thickness=0.6, color=_HAIR, spaceBefore=7, spaceAfter=18)


def _line(text: str) -> Any:
    return _paragraph((Span(text=text),), _style())


def _block(block: Block, following: Block | None) -> Any:
    listed, signs = following is not None and bool(following.mark), _signs_off(block, following)
    if block.mark:
        style = _style(after=3 if listed else 9, indent=INDENT * block.depth, bullet=INDENT * (block.depth - 1), keeps=signs)
        return _paragraph(block.spans, style, block.mark)
    spans = tuple(Span(text=span.text, bold=True) for span in block.spans) if block.heading else block.spans
    keeps = block.heading or listed or signs
    return _paragraph(spans, _style(before=4 if block.heading else 0, after=4 if block.heading else 5 if listed else 9, keeps=keeps))


def _signs_off(block: Block, following: Block | None) -> bool:
    """Whether a block stays with the next: a name never stands on a page without the last words before it."""
    return block.text.startswith("Yours ") or (following is not None and following.text.startswith("Yours "))


def _style(
    *, size: float = SIZE, leading: float = LEADING, ink: Color = _INK, before: float = 0, after: float = 0, indent: float = 0, bullet: float = 0,
    keeps: bool = False,
) -> ParagraphStyle:
    return ParagraphStyle(
        "letter", fontName=fonts.REGULAR, fontSize=size, leading=leading, textColor=ink, spaceBefore=before, spaceAfter=after, leftIndent=indent,
        bulletIndent=bullet, bulletFontName=fonts.REGULAR, bulletFontSize=size, bulletColor=ink, keepWithNext=int(keeps), allowWidows=0,
        allowOrphans=0,
    )


def _paragraph(spans: tuple[Span, ...], style: ParagraphStyle, mark: str = "") -> Any:
    text = "".join(span.text for span in spans)
    if fonts.is_right_to_left(text) and not mark:
        lines = "<br/>".join(fonts.marked_up(line, to_left=True) for line in _lines_to_left(text, style))
        return Paragraph(lines, ParagraphStyle("to_left", parent=style, alignment=TA_RIGHT))
    style.alignment = TA_LEFT
    return Paragraph("".join(map(_marked, spans)) or "&nbsp;", style, bulletText=mark or None)


def _marked(span: Span) -> str:
    font = fonts.BOLD if span.bold else fonts.ITALIC if span.italic else fonts.REGULAR
    whole = _BETWEEN_TO_LEFT.sub("\u00a0", span.text)  # a name read from right to left must not be parted: its halves would change places
    inner = "<br/>".join(fonts.marked_up(line, font) for line in whole.split("\n"))
    return inner if font == fonts.REGULAR else f'<font name="{font}">{inner}</font>'


def _lines_to_left(text: str, style: ParagraphStyle) -> Iterator[str]:
    """Lines of a paragraph that is read from right to left, broken here because each must be turned round by itself."""
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}".strip()
            if line and fonts.width(longer, style.fontSize) > WIDTH:
                yield line
                longer = word
            line = longer
        yield line
