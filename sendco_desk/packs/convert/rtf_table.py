"""The tables of rich text, which are told by the right edges of their cells."""

from bisect import bisect_left
from dataclasses import dataclass, field, replace

from sendco_desk.packs.convert.plain_blocks import Block, Cell, Grid

_NEAR = 150  # twentieths of a point: edges as close as this are one


@dataclass(slots=True)
class _Place:
    """One cell as its row lays it down."""

    right: int = 0
    joins_left: bool = False
    joins_up: bool = False


@dataclass(slots=True)
class Row:
    """The cells of a row, and where they stand."""

    cells: list[list[Block]]
    places: list[_Place]
    head: bool


@dataclass(slots=True)
class RtfTable:
    """A table that is being read; ``cell`` holds what stands in the cell that is open."""

    cell: list[Block] = field(default_factory=list)
    _cells: list[list[Block]] = field(default_factory=list)
    _rows: list[Row] = field(default_factory=list)
    _places: list[_Place] = field(default_factory=list)
    _next: _Place = field(default_factory=_Place)
    _head: bool = False

    def setting(self, word: str, number: int) -> None:
        """Take in an order that lays down rows."""
        if word == "trowd":
            self._places, self._next, self._head = [], _Place(), False
        elif word == "trhdr":
            self._head = True
        elif word == "clmrg":
            self._next.joins_left = True
        elif word == "clvmrg":
            self._next.joins_up = True
        elif word == "cellx":
            self._next.right = number
            self._places.append(self._next)
            self._next = _Place()

    def end_cell(self) -> None:
        """The open cell is complete."""
        self._cells.append(self.cell)
        self.cell = []

    def end_row(self) -> None:
        """The open row is complete."""
        if self._cells:
            self._rows.append(Row(cells=self._cells, places=list(self._places), head=self._head))
        self._cells = []

    def finished(self) -> Grid | None:
        """The table, if there is one, and an empty place for the next."""
        if self.cell:
            self.end_cell()
        self.end_row()
        rows, self._rows = self._rows, []
        if not rows:
            return None
        edges = _edges(rows)
        heads = next((number for number, row in enumerate(rows) if not row.head), 0)
        return Grid(rows=_stood_up([_row(row, edges) for row in rows]), heads=heads)


def _edges(rows: list[Row]) -> list[int]:
    """Every right edge of the table once, from the left."""
    edges: list[int] = []
    for edge in sorted({place.right for row in rows for place in row.places}):
        if not edges or edge - edges[-1] > _NEAR:
            edges.append(edge)
    return edges


def _row(row: Row, edges: list[int]) -> list[tuple[int, bool, Cell]]:
    """Each cell with the column it starts in and whether it continues the one above."""
    placed: list[tuple[int, bool, Cell]] = []
    column = 0
    for number, blocks in enumerate(row.cells):
        place = row.places[number] if number < len(row.places) else None
        end = max(column + 1, bisect_left(edges, place.right - _NEAR) + 1) if place else column + 1
        cell = Cell(blocks=tuple(blocks), across=end - column, heading=row.head)
        if place and place.joins_left and placed:
            start, joins_up, left = placed[-1]
            placed[-1] = (start, joins_up, replace(left, across=left.across + cell.across, blocks=(*left.blocks, *cell.blocks)))
        else:
            placed.append((column, bool(place and place.joins_up), cell))
        column = end
    return placed


def _stood_up(rows: list[list[tuple[int, bool, Cell]]]) -> tuple[tuple[Cell, ...], ...]:
    """The rows with cells that continue the one above taken into it."""
    tall: dict[int, tuple[int, int]] = {}
    result: list[list[Cell]] = []
    for row in rows:
        cells: list[Cell] = []
        for column, joins_up, cell in row:
            if joins_up and column in tall:
                y, x = tall[column]
                above = result[y][x]
                result[y][x] = replace(above, down=above.down + 1, blocks=(*above.blocks, *cell.blocks))
                continue
            tall[column] = (len(result), len(cells))
            cells.append(cell)
        result.append(cells)
    return tuple(tuple(cells) for cells in result)
