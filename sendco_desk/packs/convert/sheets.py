"""Spreadsheets laid out on pages: upright where they fit, lying where they are broad, and in bands of columns where they are broader still."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sendco_desk.packs.convert import plain_pages, plain_tables
from sendco_desk.packs.convert.plain_blocks import Block, Cell, Grid, NewPage, Span, Words, lines_of, words
from sendco_desk.packs.convert.printed import counted

MOST_ROWS = 2_000
MOST_COLUMNS = 100
MOST_CELLS = 20_000
_SIZE = 8.5
_UPRIGHT = plain_pages.TEXT_WIDTH - 12
_LYING = plain_pages.LYING_WIDTH - 12
_BAND_COLUMN = 150.0  # a column of a band is not made broader than this
_TITLE = 15  # letters
_SQUEEZE = 1.7  # how many lines a row may take, roughly, before columns are rather put on another page


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a cell shows."""

    text: str
    right: bool = False
    bold: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet as read: cells by (row, column) from 0, merged ones with (rows, columns) they take, and what is hidden.

    ``heads`` is how many rows its author repeats, 0 where that is not said; ``rows_left_out`` how many were not read.
    """

    name: str
    cells: Mapping[tuple[int, int], Shown]
    merged: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    heads: int = 0
    rows_left_out: int = 0
    before: tuple[Block, ...] = ()
    after: tuple[Block, ...] = ()


@dataclass(slots=True)
class Book:
    """All the sheets on pages, and what has to be said about them."""

    blocks: list[Block] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    endless: bool = False


def laid_out(sheets: Sequence[Sheet], program: str) -> Book:
    """The sheets one after another, each beginning a page."""
    book, room = Book(), MOST_CELLS
    for sheet in sheets:
        rows, columns, room = _kept(sheet, room, book, program)
        if rows or sheet.after:
            book.blocks += _pages(sheet, rows, columns)
    book.endless = bool(book.left_out)
    return book


def letter(column: int) -> str:
    """The letters over a column: A for 0, AA for 26."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _kept(sheet: Sheet, room: int, book: Book, program: str) -> tuple[list[int], list[int], int]:
    """The rows and columns that are printed, what is left of the room for cells, and in the book what has to be said."""
    filled = [at for at, cell in sheet.cells.items() if cell.text.strip()]
    rows, columns = sorted({row for row, _ in filled}), sorted({column for _, column in filled})
    hidden = (sum(row in sheet.hidden_rows for row in rows), sum(column in sheet.hidden_columns for column in columns))
    parts = [counted(number, f"hidden {kind}") for number, kind in zip(hidden, ("row", "column"), strict=True) if number]
    if parts:
        book.said.append(f"sheet \u201c{sheet.name}\u201d: {' and '.join(parts)} not printed")
    rows = [row for row in rows if row not in sheet.hidden_rows]
    columns = [column for column in columns if column not in sheet.hidden_columns]
    kept_columns = columns[:MOST_COLUMNS]
    most = min(MOST_ROWS, max(1, room // max(1, len(kept_columns))))
    all_rows = len(rows) + sheet.rows_left_out
    do = f"Open it in {program}, save what matters as PDF, and add that PDF."
    if len(rows) > most or sheet.rows_left_out:
        kept = min(most, len(rows))
        book.left_out.append(f"Sheet \u201c{sheet.name}\u201d has {all_rows:,} rows: the first {kept:,} rows are here. {do}")
    if len(columns) > MOST_COLUMNS:
        book.left_out.append(f"Sheet \u201c{sheet.name}\u201d has {len(columns):,} columns: the first {MOST_COLUMNS} columns are here. {do}")
    rows = rows[:most]
    return rows, kept_columns, room - len(rows) * len(kept_columns)


def _pages(sheet: Sheet, rows: list[int], columns: list[int]) -> Iterator[Block]:
    grid = _cells(sheet, rows, columns)
    heads = _heads(sheet, rows, columns, grid)
    lying, bands = _bands(grid, columns)
    yield NewPage(lying=lying)
    yield words(sheet.name, level=2)
    yield from sheet.before
    for band in bands:
        if len(bands) > 1:
            first, last = letter(columns[band[0] if band[0] else band[1] - 1]), letter(columns[band[-1]])
            again = "" if not band[0] and band is bands[0] else f", beside column {letter(columns[0])} again"
            own = band if band is bands[0] else band[1:]
            first = letter(columns[own[0]])
            yield words(f"Columns {first} to {last}{again}" if first != last else f"Column {first}{again}", level=4)
        yield Grid(rows=tuple(_band_row(row, band) for row in grid), heads=heads, size=_SIZE)
    yield from sheet.after


def _cells(sheet: Sheet, rows: list[int], columns: list[int]) -> list[list[Cell | None]]:
    """The sheet's cells in place, None where a merged neighbour lies over them; one empty row stands for any gap."""
    across = {column: number for number, column in enumerate(columns)}
    grid: list[list[Cell | None]] = []
    places: dict[int, int] = {}
    for number, row in enumerate(rows):
        if number and row > rows[number - 1] + 1 and not _bridged(sheet, rows[number - 1], row):
            grid.append([Cell(blocks=()) for _ in columns])
        places[row] = len(grid)
        grid.append([_cell(sheet.cells.get((row, column))) for column in columns])
    for (top, left), (tall, broad) in sheet.merged.items():
        covered_rows = [places[row] for row in range(top, top + tall) if row in places] if tall < 5_000 else []
        covered_columns = [across[column] for column in range(left, left + broad) if column in across] if broad < 5_000 else []
        if top not in places or not covered_rows or not covered_columns or len(covered_rows) * len(covered_columns) < 2:
            continue
        corner = _cell(sheet.cells.get((top, left)))
        for y, x in itertools.product(covered_rows, covered_columns):
            grid[y][x] = None
        grid[covered_rows[0]][covered_columns[0]] = Cell(blocks=corner.blocks, across=len(covered_columns), down=len(covered_rows))
    return [_overflowing(row) for row in grid]


def _overflowing(row: list[Cell | None]) -> list[Cell | None]:
    """A long title that stands alone in its row lies over the empty cells beside it, as it does on the screen."""
    filled = [at for at, cell in enumerate(row) if cell is None or cell.blocks]
    alone = row[filled[0]] if len(filled) == 1 else None
    if alone is None or alone.down > 1 or len("".join(lines_of(alone.blocks))) < _TITLE:
        return row
    if any(isinstance(block, Words) and block.right for block in alone.blocks):
        return row
    return [*row[: filled[0]], replace(alone, across=len(row) - filled[0]), *[None] * (len(row) - filled[0] - 1)]


def _bridged(sheet: Sheet, above: int, below: int) -> bool:
    """True where only hidden rows, or a merged cell, lie between two printed rows."""
    if all(row in sheet.hidden_rows for row in range(above + 1, min(below, above + 5_000))):
        return True
    return any(top <= above and below <= top + tall for (top, _), (tall, _) in sheet.merged.items())


def _cell(shown: Shown | None) -> Cell:
    if shown is None or not shown.text.strip():
        return Cell(blocks=())
    return Cell(blocks=(Words(spans=(Span(text=shown.text.strip(), bold=shown.bold),), right=shown.right, tight=True),))


def _heads(sheet: Sheet, rows: list[int], columns: list[int], grid: list[list[Cell | None]]) -> int:
    """How many rows to repeat: the author's, or the first where it names every column and figures follow."""
    if sheet.heads:
        return sum(row < sheet.heads for row in rows)
    if len(rows) < 2 or len(columns) < 2:
        return 0
    first = [sheet.cells.get((rows[0], column)) for column in columns]
    named = sum(cell is not None and bool(cell.text.strip()) and not cell.right for cell in first)
    return 1 if named >= max(2, len(columns) * 2 // 3) and all(cell is not None for cell in grid[0]) else 0


def _bands(grid: list[list[Cell | None]], columns: list[int]) -> tuple[bool, list[list[int]]]:
    """Whether the page lies, and which columns stand on it together; the first column is repeated beside each band."""
    everything = [list(range(len(columns)))]
    if not grid or not columns:
        return False, everything[:0]
    _, natural, _ = plain_tables.wanted_widths(grid, _LYING, _SIZE)
    if sum(natural) <= _UPRIGHT or (len(columns) < 4 and sum(natural) <= _UPRIGHT * _SQUEEZE):
        return False, everything
    broad = [min(one, _BAND_COLUMN) for one in natural]
    if sum(natural) <= _LYING or (sum(natural) <= _LYING * _SQUEEZE and sum(broad) <= _LYING * 1.2):
        return True, everything
    bands, now, taken = [], [0], broad[0]
    for number in range(1, len(columns)):
        if taken + broad[number] > _LYING and len(now) > 1:
            bands.append(now)
            now, taken = [0], broad[0]
        now.append(number)
        taken += broad[number]
    return True, [*bands, now]


def _band_row(row: Sequence[Cell | None], band: Sequence[int]) -> tuple[Cell, ...]:
    """The cells of a row that stand in a band; a merged cell that begins before it or goes on after it is cut to it."""
    cells: list[Cell] = []
    for number in band:
        cell = row[number]
        if cell is not None and cell.across > 1:
            inside = len([one for one in band if number <= one < number + cell.across])
            cells.append(replace(cell, across=inside))
        elif cell is not None:
            cells.append(cell)
        elif not _covered(row, number, band):
            cells.append(Cell(blocks=()))
    return tuple(cells)


def _covered(row: Sequence[Cell | None], number: int, band: Sequence[int]) -> bool:
    """True where a cell of the same band lies over this place from the left, or one of a row above does."""
    left = next((at for at in range(number - 1, -1, -1) if row[at] is not None), None)
    if left is not None and (cell := row[left]) is not None and left + cell.across > number:
        return left in band
    return True
