"""Simple A4 pages for documents that have words but no pages of their own: text files, e-mails, and Word files where Word is not at hand."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image
from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import HRFlowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle
from reportlab.platypus import Image as DrawnImage

from sendco_desk.domain.refusals import Refused
from sendco_desk.packs import fonts
from sendco_desk.packs.source import Limits

MARGIN = 54.0
TEXT_WIDTH = A4[0] - 2 * MARGIN
_TEXT_HEIGHT = A4[1] - 2 * MARGIN
_INK, _QUIET, _LINE = HexColor("#1b1b1b"), HexColor("#555555"), HexColor("#9a9a9a")
_INDENT = 18.0
MONO_SIZE = 8.5
_HEADING_SIZES = {1: 17.0, 2: 14.5, 3: 12.5, 4: 11.5}


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of words in one manner."""

    text: str
    bold: bool = False
    italic: bool = False
    raised: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A paragraph, a heading (``level`` above 0) or a list entry (with its ``mark``); ``tight`` stands close to the next."""

    spans: tuple[Span, ...]
    level: int = 0
    depth: int = 0
    mark: str = ""
    quiet: bool = False
    tight: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """A line kept in even columns, letter under letter."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture among the words, already upright and plain."""

    image: Image.Image
    described: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a table, and how many columns and rows it takes."""

    blocks: tuple["Block", ...]
    across: int = 1
    down: int = 1
    heading: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table."""

    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A line across the page."""


Block = Words | Columns | Picture | Grid | Rule


def words(text: str, *, level: int = 0, quiet: bool = False, tight: bool = False) -> Words:
    """A paragraph in one manner."""
    return Words(spans=(Span(text=text),), level=level, quiet=quiet, tight=tight)


def write_pages(blocks: Sequence[Block], out: Path, limits: Limits) -> int:
    """Lay the blocks out on A4 pages; gives the number of pages."""
    fonts.register()
    count = 0

    def count_page(canvas: Any, _template: Any) -> None:
        nonlocal count
        count = canvas.getPageNumber()
        if count > limits.max_pages:
            raise Refused(f"The document fills more than {limits.max_pages} pages. Split it, and add the parts that matter.")

    margins = {side + "Margin": MARGIN for side in ("left", "right", "top", "bottom")}
    template = SimpleDocTemplate(str(out), pagesize=A4, invariant=1, lang="en-GB", **margins)
    template.build(list(_flowing(blocks, TEXT_WIDTH - 12)), onFirstPage=count_page, onLaterPages=count_page)
    return count


def missing_letters(blocks: Sequence[Block]) -> str:
    """The letters in the blocks that no embedded font can draw."""
    return fonts.missing("".join(_texts(blocks)))


def _texts(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Words):
            yield from (span.text for span in block.spans)
        elif isinstance(block, Columns):
            yield block.text
        elif isinstance(block, Grid):
            for row in block.rows:
                for cell in row:
                    yield from _texts(cell.blocks)


def _flowing(blocks: Sequence[Block], width: float) -> Iterator[Any]:
    for block in blocks:
        if isinstance(block, Words):
            yield _paragraph(block, width)
        elif isinstance(block, Columns):
            yield from (Paragraph(line, _COLUMN_STYLE) for line in _column_lines(block.text, width))
        elif isinstance(block, Picture):
            yield _picture(block, width)
        elif isinstance(block, Grid):
            yield from _table(block, width)
        else:
            yield HRFlowable(width="100%", thickness=0.6, color=_LINE, spaceBefore=4, spaceAfter=6)


_COLUMN_STYLE = ParagraphStyle("columns", fontName=fonts.MONO, fontSize=MONO_SIZE, leading=MONO_SIZE * 1.3, textColor=_INK, splitLongWords=0)


def _paragraph(block: Words, width: float) -> Any:
    text = "".join(span.text for span in block.spans)
    to_left = fonts.is_right_to_left(text)
    size = _HEADING_SIZES.get(block.level, 11.0 if block.level else 10.0)
    indent = block.depth * _INDENT
    style = ParagraphStyle(
        "words",
        fontName=fonts.BOLD if block.level else fonts.REGULAR,
        fontSize=size,
        leading=size * 1.4,
        spaceBefore=8 if block.level else 0,
        spaceAfter=0 if block.tight else 3 if block.mark else 6,
        keepWithNext=1 if block.level else 0,
        alignment=TA_RIGHT if to_left else TA_LEFT,
        textColor=_QUIET if block.quiet else _INK,
        leftIndent=0 if to_left else indent,
        rightIndent=indent if to_left else 0,
        bulletIndent=max(0.0, indent - 14),
        bulletFontName=fonts.REGULAR,
        bulletFontSize=size,
    )
    if to_left:
        return Paragraph("<br/>".join(_lines_to_left(f"{block.mark} {text}".strip(), width - indent, size)), style)
    return Paragraph("".join(_marked(span, style.fontName) for span in block.spans) or "&nbsp;", style, bulletText=block.mark or None)


def _marked(span: Span, font: str) -> str:
    chosen = fonts.BOLD if span.bold else fonts.ITALIC if span.italic else font
    inner = fonts.marked_up(span.text, chosen).replace("\n", "<br/>").replace("\t", "\xa0" * 4)
    if chosen != font:
        inner = f'<font name="{chosen}">{inner}</font>'
    return f"<super>{inner}</super>" if span.raised else inner


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


def _picture(block: Picture, width: float) -> Any:
    buffer = io.BytesIO()
    block.image.save(buffer, "PNG")
    buffer.seek(0)
    wide, high = (side * 72 / 96 for side in block.image.size)
    scale = min(1.0, width / wide, (_TEXT_HEIGHT - 40) / high)
    return DrawnImage(buffer, width=wide * scale, height=high * scale, hAlign="LEFT")


def _table(grid: Grid, width: float) -> Iterator[Any]:
    columns = max((sum(cell.across for cell in row) for row in grid.rows), default=0)
    if not columns:
        return
    cells, spans = _laid_out(grid, columns)
    column = width / columns
    content = [[list(_flowing(cell.blocks, max(20.0, column * cell.across - 8))) if cell else "" for cell in row] for row in cells]
    lines = [("GRID", (0, 0), (-1, -1), 0.5, _LINE), ("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 4)]
    lines += [("RIGHTPADDING", (0, 0), (-1, -1), 4), ("TOPPADDING", (0, 0), (-1, -1), 2), ("BOTTOMPADDING", (0, 0), (-1, -1), 2), *spans]
    yield Table(content, colWidths=[column] * columns, style=TableStyle(lines), splitInRow=0 if spans else 1, hAlign="LEFT")
    yield Spacer(0, 8)


def _laid_out(grid: Grid, columns: int) -> tuple[list[list[Cell | None]], list[Any]]:
    """Cells at their places, with None where a wide or tall neighbour covers them."""
    cells: list[list[Cell | None]] = [[None] * columns for _ in grid.rows]
    taken: set[tuple[int, int]] = set()
    spans: list[Any] = []
    for down, row in enumerate(grid.rows):
        across = 0
        for cell in row:
            while (down, across) in taken:
                across += 1
            if across >= columns:
                break
            right, low = min(columns, across + cell.across) - 1, min(len(grid.rows), down + cell.down) - 1
            taken |= {(y, x) for y in range(down, low + 1) for x in range(across, right + 1)}
            cells[down][across] = cell
            if (right, low) != (across, down):
                spans.append(("SPAN", (across, down), (right, low)))
    return cells, spans
