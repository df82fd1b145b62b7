"""Simple A4 pages for documents that have words but no pages of their own, or whose own program is not at hand."""

import io
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import BaseDocTemplate, CondPageBreak, Frame, HRFlowable, NextPageTemplate, PageBreak, PageTemplate, Paragraph, Spacer
from reportlab.platypus import Image as DrawnImage

from sendco_desk.domain.refusals import Refused
from sendco_desk.packs import fonts
from sendco_desk.packs.convert import plain_letters, plain_tables, plain_tags
from sendco_desk.packs.convert.plain_blocks import Block, Cell, Columns, Facts, Grid, NewPage, Picture, Rule, Span, Words, lines_of, words
from sendco_desk.packs.source import Limits

__all__ = (
    "LYING_WIDTH", "MARGIN", "MONO_SIZE", "TEXT_WIDTH", "Block", "Cell", "Columns", "Facts", "Grid", "NewPage", "Picture", "Rule", "Span", "Words",
    "missing_letters", "words", "write_pages",
)  # fmt: skip

MARGIN = 54.0
TEXT_WIDTH = A4[0] - 2 * MARGIN
LYING_WIDTH = A4[1] - 2 * MARGIN
_PADDING = 6.0  # of reportlab's frames
_INK, _QUIET, _LINE = HexColor("#1b1b1b"), HexColor("#555555"), HexColor("#9a9a9a")
_INDENT = 18.0
_TEXT_SIZE = 10.0
MONO_SIZE = 8.5
_HEADING_SIZES = {1: 17.0, 2: 14.5, 3: 12.5, 4: 11.5}
_BEFORE_TABLE = 110.0  # points that must be free below a heading whose table may be cut
_UPRIGHT, _LYING = "upright", "lying"
_MOST_LINES, _MOST_LETTERS = 70, 240  # of a page, in the smallest letters and of the narrowest kind
_LONG_WORD = 400  # letters; reportlab takes minutes over words that fill pages


def write_pages(blocks: Sequence[Block], out: Path, limits: Limits) -> int:
    """Lay the blocks out on A4 pages; gives the number of pages."""
    too_long = f"The document fills more than {limits.max_pages} pages. Split it, and add the parts that matter."
    if _pages_at_least(blocks) > limits.max_pages:
        raise Refused(too_long)  # before minutes are spent on it
    fonts.register()
    count = 0

    def count_page(canvas: Any, _template: Any) -> None:
        nonlocal count
        count = canvas.getPageNumber()
        if count > limits.max_pages:
            raise Refused(too_long)

    first, rest = (blocks[0], blocks[1:]) if blocks and isinstance(blocks[0], NewPage) else (NewPage(), blocks)
    pages = [_page(_UPRIGHT, A4, count_page), _page(_LYING, landscape(A4), count_page)]
    template = BaseDocTemplate(
        str(out), pagesize=A4, invariant=1, lang="en-GB", initialFontName=fonts.REGULAR, pageTemplates=pages[::-1] if first.lying else pages
    )
    laid = list(_placed(rest, first))
    elements = plain_tags.gathered(laid)
    try:
        template.build(laid, canvasmaker=plain_tags.HeardCanvas)
    except Refused:
        raise Refused(too_long) from None  # reportlab has written words of its own into the other
    plain_tags.tell(out, elements)
    return count


def _pages_at_least(blocks: Sequence[Block]) -> int:
    """How many pages running words cannot do without: each block takes a line, and a line holds only so many letters."""
    words_only = [block for block in blocks if isinstance(block, (Words, Columns))]
    letters = sum(len(line) for line in lines_of(words_only))
    return max(len(words_only) // _MOST_LINES, letters // (_MOST_LINES * _MOST_LETTERS))


def missing_letters(blocks: Sequence[Block]) -> str:
    """The letters in the blocks that no embedded font can draw."""
    return fonts.missing("".join(lines_of(blocks)))


def _page(name: str, size: tuple[float, float], on_page: Any) -> Any:
    frame = Frame(MARGIN, MARGIN, size[0] - 2 * MARGIN, size[1] - 2 * MARGIN, id="normal")
    return PageTemplate(id=name, frames=[frame], onPage=on_page, pagesize=size)


def _placed(blocks: Sequence[Block], page: NewPage) -> Iterator[Any]:
    """Everything in the order it is drawn, with the turn to a new page where one is asked for."""
    part: list[Block] = []
    for block in blocks:
        if not isinstance(block, NewPage):
            part.append(block)
            continue
        yield from _flowing(part, _width(page), height=_height(page))
        yield from (NextPageTemplate(_LYING if block.lying else _UPRIGHT), PageBreak())
        part, page = [], block
    yield from _flowing(part, _width(page), height=_height(page))


def _width(page: NewPage) -> float:
    return float(LYING_WIDTH if page.lying else TEXT_WIDTH) - 2 * _PADDING


def _height(page: NewPage) -> float:
    return float(A4[0] if page.lying else A4[1]) - 2 * MARGIN - 2 * _PADDING


def _flowing(blocks: Iterable[Block], width: float, size: float = 0.0, height: float = 0.0) -> Iterator[Any]:
    """What reportlab lays out. ``height`` is that of the page, 0 inside a cell."""
    for block, following in pairwise([*blocks, None]):
        if isinstance(block, Words):
            cut = block.level and isinstance(following, Grid)
            if cut and height:
                yield CondPageBreak(_BEFORE_TABLE)
            yield _paragraph(block, width, size, keep=not cut)
        elif isinstance(block, Columns):
            yield from (plain_tags.line(Paragraph(line, _COLUMN_STYLE)) for line in _column_lines(block.text, width))
        elif isinstance(block, Picture):
            yield _picture(block, width, height or A4[1])
            yield from (Spacer(0, 6),) if height else ()
        elif isinstance(block, Grid):
            yield from plain_tables.table(block, width, height or _ENDLESS, _flowing)
        elif isinstance(block, Facts):
            yield plain_letters.facts_table(block, width, lambda line, room: _paragraph(line, room, 0.0, keep=False))
        elif isinstance(block, Rule):
            yield HRFlowable(width="100%", thickness=0.6, color=_LINE, spaceBefore=4, spaceAfter=6)


_ENDLESS = 100_000.0  # a table inside a cell is as tall as it is; whether it fits is asked of the cell
_COLUMN_STYLE = ParagraphStyle("columns", fontName=fonts.MONO, fontSize=MONO_SIZE, leading=MONO_SIZE * 1.3, textColor=_INK, splitLongWords=0)


def _paragraph(block: Words, width: float, size: float, *, keep: bool) -> Any:
    text = "".join(span.text for span in block.spans)
    to_left = fonts.is_right_to_left(text)
    in_cell = bool(size)
    size = (size or _TEXT_SIZE) if not block.level else size or _HEADING_SIZES.get(block.level, 11.0)
    indent = block.depth * _INDENT + block.quoted * plain_letters.STEP
    made = plain_letters.Barred if block.quoted else Paragraph
    style = ParagraphStyle(
        "words",
        fontName=fonts.BOLD if block.level else fonts.REGULAR,
        fontSize=size,
        leading=size * (1.3 if in_cell else 1.4),
        spaceBefore=8 if block.level else 0,
        spaceAfter=0 if block.tight else 3 if block.mark or in_cell else 6,
        keepWithNext=1 if block.level and keep and not in_cell else 0,
        alignment=TA_RIGHT if to_left or block.right else TA_LEFT,
        textColor=_QUIET if block.quiet else _INK,
        leftIndent=0 if to_left else indent,
        rightIndent=indent if to_left else 0,
        bulletIndent=max(0.0, indent - 14),
        bulletFontName=fonts.REGULAR,
        bulletFontSize=size,
        quoted=block.quoted,
    )
    if to_left:
        return plain_tags.spoken(made("<br/>".join(_lines_to_left(f"{block.mark} {text}".strip(), width - indent, size)), style), block)
    spans = [replace(span, text=_cut(span.text, width - indent, size)) for span in block.spans]
    marked = "".join(_marked(span, style.fontName) for span in spans) or "&nbsp;"
    return plain_tags.spoken(made(marked, style, bulletText=block.mark or None), block)


def _marked(span: Span, font: str) -> str:
    chosen = fonts.BOLD if span.bold else fonts.ITALIC if span.italic else font
    inner = fonts.marked_up(span.text, chosen).replace("\n", "<br/>").replace("\t", "\xa0" * 4)
    if chosen != font:
        inner = f'<font name="{chosen}">{inner}</font>'
    if span.struck:
        inner = f"<strike>{inner}</strike>"
    return f"<super>{inner}</super>" if span.raised else inner


def _cut(text: str, room: float, size: float) -> str:
    """The text with a new line wherever a word without end would leave the page; words of a common length are left to the paragraph."""
    if len(text) <= _LONG_WORD or max(map(len, text.split()), default=0) <= _LONG_WORD:
        return text
    broad = {letter: fonts.width(letter, size, fonts.BOLD) for letter in set(text)}
    cut, word, full = list[str](), 0, 0.0
    for at, letter in enumerate(text):
        if letter.isspace():
            word, full = at + 1, 0.0
        elif at - word >= _LONG_WORD:  # from here on it is cut line by line
            full += broad[letter]
            if (full > room or at - word == _LONG_WORD) and not unicodedata.combining(letter):
                cut.append("\n")
                full = broad[letter]
        cut.append(letter)
    return "".join(cut)


def _lines_to_left(text: str, width: float, size: float) -> Iterator[str]:
    """Lines of a right-to-left paragraph, broken here because each must be turned round by itself."""
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}".strip()
            if line and fonts.width(longer, size) > width:
                yield fonts.marked_up(line, to_left=True)
                longer = word
            line = longer
        yield fonts.marked_up(line, to_left=True)


def _column_lines(text: str, width: float) -> Iterator[str]:
    """The line cut where the page ends, its spaces kept."""
    room = max(1, int(width / fonts.width("0", MONO_SIZE, fonts.MONO)))
    for start in range(0, max(len(text), 1), room):
        yield fonts.marked_up(text[start : start + room].replace(" ", "\xa0"), fonts.MONO) or "&nbsp;"


def _picture(block: Picture, width: float, height: float) -> Any:
    scale = min(1.0, width / block.wide, (height - 40) / block.high)
    drawn = DrawnImage(io.BytesIO(block.content), width=block.wide * scale, height=block.high * scale, hAlign="LEFT")
    return plain_tags.pictured(drawn, block.described)
