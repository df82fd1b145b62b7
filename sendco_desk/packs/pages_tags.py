"""What the rows of a pack are to somebody who hears them read: headings, paragraphs, tables and the contents, told from the rows themselves.

Rows of printed forms (``paper_rows``) say what they are; they are only put inside their entry of the pack.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from sendco_desk.packs import fonts
from sendco_desk.packs.pages_contents import Entry, Kind
from sendco_desk.packs.pages_flow import Cell, Para, Row, Span
from sendco_desk.packs.pages_ink import NAME, PART, Style
from sendco_desk.packs.pages_marks import Mark, Path

CONTENTS = "contents"
"""The table whose rows are the table of contents."""
_CLOSE = 1.0  # points within which two edges are one
_NO_ROOM = Style(fonts.REGULAR, 1, 0)


def entry_paths(order: Sequence[Entry]) -> tuple[Path, ...]:
    """Where each entry of the running order stands in the tree: a part, or a section in it with its title."""
    paths: list[Path] = []
    part: Path = ()
    for key, entry in enumerate(order):
        if entry.kind is Kind.PART:
            part = (Mark("Part", key, title=entry.bookmark),)
            paths.append(part)
        else:
            inside = part if entry.number else ()
            paths.append((*inside, Mark("Sect", key, title=entry.bookmark)))
    return tuple(paths)


def tagged(rows: Iterable[Row], path: Path) -> tuple[Row, ...]:
    """The same rows, each word of them with what it is; the first is the title of the whole."""
    tagger = _Tagger(path)
    return tuple(tagger.row(row) for row in rows)


@dataclass(slots=True)
class _Tagger:
    """Goes through the rows of one entry, and knows in which table and under which heading it is."""

    path: Path
    level: int = 0
    table: str = ""
    lines: Path = ()
    starts: tuple[float, ...] = ()
    headed: bool = False
    listed: Path = ()
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(-1, -1))  # those of printed forms count upwards

    def row(self, row: Row) -> Row:
        """One row with its marks."""
        if any(para.marks or any(span.marks for span in para.spans) for cell in row.cells for para in cell.paras):
            self.table = ""
            return replace(row, cells=tuple(replace(cell, paras=tuple(map(self._inside, cell.paras))) for cell in row.cells))
        if not row.table:
            self.table = ""
            return replace(row, cells=tuple(replace(cell, paras=tuple(self._words(para, row) for para in cell.paras)) for cell in row.cells))
        if row.table != self.table:
            self._begin(row)
        return self._contents_row(row) if row.table == CONTENTS else self._table_row(row)

    def _mark(self, role: str, path: Path, *, scope: str = "", drawn: str = "", across: int = 1) -> Path:
        return (*path, Mark(role, next(self.numbers), scope=scope, drawn=drawn, across=across))

    # Printed forms

    def _inside(self, para: Para) -> Para:
        """What a printed form says of its words, within this entry; words that lead to a page are a link."""
        marks = (*self.path, *para.marks) if para.marks else ()
        if marks and marks[-1].role[:1] == "H" and marks[-1].role[1:].isdigit():
            self.level = int(marks[-1].role[1:])
        return replace(para, marks=marks, spans=tuple(self._leading(para.spans)))

    def _leading(self, spans: Sequence[Span]) -> Iterator[Span]:
        link: Path = ()
        for span in spans:
            marks = (*self.path, *span.marks) if span.marks else ()
            if span.target is None:
                link = ()
                yield replace(span, marks=marks)
                continue
            link = link or self._mark("Link", marks)
            yield replace(span, marks=link)
            if span.numbered:
                link = ()

    # Headings and words

    def _words(self, para: Para, row: Row) -> Para:
        """A heading where the row is set as one, else a paragraph."""
        if not para.text.strip() and not para.spans:
            return para
        depth = self._depth(para, row)
        if depth:
            self.level = min(depth, self.level + 1)
        return self._marked(para, self._mark(f"H{self.level}" if depth else "P", self.path))

    def _depth(self, para: Para, row: Row) -> int:
        if not self.level:
            return 1
        if para.style is PART:
            return 1
        # the pupil's name stands under the title of the pack, and is no heading
        return 2 if para.style.font == fonts.BOLD and row.with_next and para.style is not NAME else 0

    def _marked(self, para: Para, marks: Path) -> Para:
        """Words with their mark; words struck through say that they are."""
        if para.struck:
            marks = self._mark("Span", marks, drawn="LineThrough")
        return replace(para, marks=marks, spans=tuple(replace(span, marks=marks) for span in para.spans))

    # Tables

    def _begin(self, row: Row) -> None:
        self.table, self.headed = row.table, row.heads
        self.lines = self.listed = self._mark("TOC" if row.table == CONTENTS else "Table", self.path)
        self.starts = tuple(cell.x for cell in row.cells)

    def _table_row(self, row: Row) -> Row:
        """A row of a table: heads over columns, or where there are none, over rows. Columns that it leaves out are empty cells."""
        group = self.lines
        if self.headed:
            group = (*self.lines, Mark("THead" if row.heads else "TBody"))
        line = self._mark("TR", group)
        cells: list[Cell] = []
        at = 0
        for number, cell in enumerate(row.cells):
            first, last = self._columns(cell, row.cells[number + 1].x if number + 1 < len(row.cells) else None)
            cells += (self._empty(line, cell) for _ in range(at, first))
            head = row.heads or (not self.headed and number == 0 and len(row.cells) > 1)
            cells.append(self._cell(cell, line, scope="" if not head else "Column" if row.heads else "Row", across=last - first + 1))
            at = last + 1
        cells += (self._empty(line, row.cells[-1]) for _ in range(at, len(self.starts)))
        return replace(row, cells=tuple(cells))

    def _columns(self, cell: Cell, following: float | None) -> tuple[int, int]:
        """The first and the last column that a cell stands in."""
        end = cell.x + cell.width - _CLOSE if following is None else min(cell.x + cell.width, following) - _CLOSE
        first = max((number for number, start in enumerate(self.starts) if start <= cell.x + _CLOSE), default=0)
        return first, max((number for number, start in enumerate(self.starts) if start < end), default=first)

    def _empty(self, line: Path, beside: Cell) -> Cell:
        return Cell(paras=(Para(text="", style=_NO_ROOM, marks=self._mark("TD", line)),), x=beside.x, width=beside.width)

    def _cell(self, cell: Cell, line: Path, *, scope: str, across: int) -> Cell:
        marks = self._mark("TH" if scope else "TD", line, scope=scope, across=across)
        if len(cell.paras) == 1:
            return replace(cell, paras=(self._marked(cell.paras[0], marks),))
        return replace(cell, paras=tuple(self._marked(para, self._mark("P", marks)) if para.text or para.spans else para for para in cell.paras))

    # The contents

    def _contents_row(self, row: Row) -> Row:
        """A part, or one of its entries under it: the title and its page are the link; what else is said of it stands beside."""
        if len(row.cells) == 1:
            item = self.listed = self._mark("TOCI", self.lines)
        else:
            under = (*self.listed, Mark("TOC")) if self.listed is not self.lines else self.lines
            item = self._mark("TOCI", under)
        link = self._mark("Link", self._mark("Reference", item))
        led = next((number for number, cell in enumerate(row.cells) if any(para.leader for para in cell.paras)), 0)
        cells = []
        for number, cell in enumerate(row.cells):
            paras = []
            for place, para in enumerate(cell.paras):
                lead = number == led and place == 0
                marks = link if lead else self._mark("Lbl" if number < led else "P", item)
                paras.append(self._marked(para, marks) if para.text else para)
            cells.append(replace(cell, paras=tuple(paras)))
        return replace(row, cells=tuple(cells), marks=link)
