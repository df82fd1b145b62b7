"""Tables on simple pages: columns as broad as their words need, heads repeated, and no cell so tall that a page cannot hold it."""

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import Spacer, Table, TableStyle

from sendco_desk.packs import fonts
from sendco_desk.packs.convert.plain_blocks import Block, Cell, Grid, Picture, Words, lines_of

Flow = Callable[[Iterable[Block], float, float, float], Iterator[Any]]
"""``flow(blocks, width, size, height)`` gives what reportlab lays out; the height is that of the page, 0 inside a cell."""

_ENDLESS = 1e7
_UNBOUND = 10_000.0  # no page is as tall: a table inside a cell
USUAL_SIZE = 9.0
MOST_ROWS = 4_000
MOST_CELLS = 40_000  # in all the tables of a document: more would outlast the time it may take
_LINE, _SHADE = HexColor("#9a9a9a"), HexColor("#eeeeee")
_PADDING = 8.0
_BROADEST = 260.0  # a column is not made broader than this for one long sentence
_LEAST = 18.0
_BLANK = 60.0  # an empty column is there to be written in
_ROOM = 1.12  # bold letters are broader
_MEASURED = 120  # letters of a line: more are broader than any page
_TALLEST_MERGE = 30  # rows: a merged cell beyond this is written once and the cells below it are left empty


def table(grid: Grid, width: float, height: float, flow: Flow) -> Iterator[Any]:
    """What reportlab lays out for the table. One that no page can hold as it is comes as plain paragraphs, cell after cell."""
    cells, spans = _laid_out(grid)
    if not cells or not cells[0]:
        return
    size = grid.size or USUAL_SIZE
    widths = column_widths(cells, width, size)
    heads = min(grid.heads, len(cells) - 1)
    heads = 0 if any(start[1] < heads <= end[1] for _, start, end in spans) else heads  # a cell reaches out of the head
    content = [[_flowed(at, cell, widths, size, flow, bold=y < heads) for at, cell in enumerate(row)] for y, row in enumerate(cells)]
    drawn = Table(
        content, colWidths=widths, style=TableStyle(_style(cells, spans, heads)), repeatRows=heads, splitInRow=0 if spans else 1, hAlign="LEFT"
    )
    if _fits(drawn, grid, cells, spans, heads, width, height):
        yield from (drawn, Spacer(0, 8))
    elif spans:
        plain = tuple(tuple(replace(cell, across=1, down=1) if cell else Cell(blocks=()) for cell in row) for row in cells)
        yield from table(replace(grid, rows=plain), width, height, flow)
    else:
        yield from flow((block for row in grid.rows for cell in row for block in cell.blocks), width, 0.0, height if height < _UNBOUND else 0.0)


def shortened(blocks: Sequence[Block], program: str) -> tuple[list[Block], str]:
    """The blocks with endless tables cut, and a sentence that says so; empty where none was."""
    room, kept, lost, whole = MOST_CELLS, list[Block](), 0, 0
    for block in blocks:
        if isinstance(block, Grid):
            rows = len(block.rows)
            broad = max((len(row) for row in block.rows), default=1) or 1
            most = max(1, min(MOST_ROWS, room // broad))
            if rows > most:
                lost, whole = lost + rows - most, whole + rows
                block = replace(block, rows=block.rows[:most])
            room -= min(rows, most) * broad
        kept.append(block)
    if not lost:
        return kept, ""
    said = f"A table is too long to be printed whole: the first {whole - lost:,} of {whole:,} rows are here."
    return kept, f"{said} Open it in {program}, save what matters as PDF, and add that PDF."


def column_widths(cells: Sequence[Sequence[Cell | None]], width: float, size: float) -> list[float]:
    """How broad each column is drawn, so that whole words fit where there is room for them."""
    least, natural, whole = wanted_widths(cells, width, size)
    if sum(natural) <= width:
        grown = sum(whole) - sum(natural)
        share = min(1.0, (width - sum(natural)) / grown) if grown else 0.0
        return [low + (high - low) * share for low, high in zip(natural, whole, strict=True)]
    if sum(least) <= width:
        share = (width - sum(least)) / (sum(natural) - sum(least))
        return [low + (high - low) * share for low, high in zip(least, natural, strict=True)]
    return [low * width / sum(least) for low in least]


def wanted_widths(cells: Sequence[Sequence[Cell | None]], width: float, size: float) -> tuple[list[float], list[float], list[float]]:
    """For each column the width of its longest word, of its longest line within reason, and of its longest line."""
    wanted = [_wanted([row[at] for row in cells], size, width) for at in range(len(cells[0]))]
    least, natural, whole = ([one[part] for one in wanted] for part in range(3))
    for row in cells:
        for at, cell in enumerate(row):
            if cell is not None and cell.across > 1:
                _, needed, _ = _wanted([replace(cell, across=1)], size, width)
                short = needed - sum(natural[at : at + cell.across])
                for column in range(at, min(at + cell.across, len(natural))) if short > 0 else ():
                    natural[column] += short / cell.across
                    whole[column] = max(whole[column], natural[column])
    return least, natural, whole


def _wanted(column: Sequence[Cell | None], size: float, most: float) -> tuple[float, float, float]:
    """The same three for one column; cells that take several columns do not count."""
    own = [cell for cell in column if cell is not None and cell.across == 1]
    lines = [line for cell in own for text in lines_of(cell.blocks) for line in text.split("\n")]
    word = max((word for line in lines for word in line.split()), key=len, default="")
    longest = max(lines, key=len, default="")
    line = fonts.width(longest[:_MEASURED], size) * _ROOM if longest.strip() else _BLANK
    tables = [column_widths(laid, most, size) for cell in own for block in cell.blocks if isinstance(block, Grid) and (laid := _laid_out(block)[0])]
    inside = max((sum(widths) for widths in tables), default=0.0)
    pictures = max((block.wide for cell in own for block in cell.blocks if isinstance(block, Picture)), default=0.0)
    least = min(fonts.width(word[:60], size) * _ROOM, _BROADEST) + _PADDING + 1
    least = max(least, _LEAST, min(pictures, most / 3) + _PADDING, min(inside, most / 2) + _PADDING)
    natural = max(least, min(line, _BROADEST) + _PADDING + 1, min(pictures, most) + _PADDING)
    return least, natural, max(natural, line + _PADDING + 1)


def _flowed(at: int, cell: Cell | None, widths: Sequence[float], size: float, flow: Flow, *, bold: bool) -> Any:
    if cell is None or not cell.blocks:
        return ""
    blocks = tuple(_headed(block) for block in cell.blocks) if cell.heading or bold else cell.blocks
    return list(flow(blocks, max(_LEAST, sum(widths[at : at + cell.across]) - _PADDING), size, 0.0))


def _headed(block: Block) -> Block:
    return replace(block, spans=tuple(replace(span, bold=True) for span in block.spans)) if isinstance(block, Words) else block


def _style(cells: Sequence[Sequence[Cell | None]], spans: Sequence[Any], heads: int) -> list[Any]:
    shades = [
        ("BACKGROUND", (x, y), (x, y), _SHADE) for y, row in enumerate(cells) for x, cell in enumerate(row) if cell and (cell.heading or y < heads)
    ]
    return [
        ("GRID", (0, 0), (-1, -1), 0.5, _LINE),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), _PADDING / 2),
        ("RIGHTPADDING", (0, 0), (-1, -1), _PADDING / 2),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
        *shades,
        *spans,
    ]


def _fits(
    drawn: Any, grid: Grid, cells: Sequence[Sequence[Cell | None]], spans: Sequence[Any], heads: int, width: float, height: float
) -> bool:
    """True where every row, with the rows it is merged to and the repeated heads, finds room on one page or can be cut."""
    drawn.wrap(width, _ENDLESS)  # less, and reportlab would leave the rows below unmeasured
    tall = list(drawn._rowHeights)  # the only place where reportlab keeps them
    head = sum(tall[:heads])
    room = height - head
    if room < height / 3:
        return False
    merged = [(start[1], end[1]) for _, start, end in spans if end[1] > start[1]]
    if any(sum(tall[low : high + 1]) > room for low, high in merged):
        return False
    for number, row in enumerate(cells):
        if tall[number] > room and (spans or any(_is_solid(block) for cell in row if cell for block in cell.blocks)):
            return False
    return bool(grid.rows)


def _is_solid(block: Block) -> bool:
    """A table or picture inside a cell cannot be cut where the page ends."""
    return isinstance(block, Grid | Picture)


def _laid_out(grid: Grid) -> tuple[list[list[Cell | None]], list[Any]]:
    """Cells at their places, with None where a wide or tall neighbour covers them."""
    rows = [row for row in grid.rows if row]
    columns = _columns(rows)
    cells: list[list[Cell | None]] = [[None] * columns for _ in rows]
    taken: set[tuple[int, int]] = set()
    spans: list[Any] = []
    for down, row in enumerate(rows):
        across = 0
        for cell in row:
            while (down, across) in taken:
                across += 1
            right, low = min(columns, across + cell.across) - 1, min(len(rows), down + cell.down) - 1
            taken |= set(itertools.product(range(down, low + 1), range(across, right + 1)))
            cells[down][across] = cell
            low = low if cell.down <= _TALLEST_MERGE else down
            if (right, low) != (across, down):
                spans.append(("SPAN", (across, down), (right, low)))
    return cells, spans


def _columns(rows: Sequence[Sequence[Cell]]) -> int:
    """How many columns the broadest row has, counting the cells that reach down into it."""
    reaching: list[int] = []
    broadest = 0
    for row in rows:
        broadest = max(broadest, sum(cell.across for cell in row) + sum(1 for left in reaching if left))
        reaching = [left - 1 for left in reaching if left > 1]
        reaching += [cell.down - 1 for cell in row for _ in range(cell.across) if cell.down > 1]
    return broadest
