"""A printed form as rows: the blocks of ``domain.paper`` in the type of the pack, each with what it is to somebody who hears it read."""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from sendco_desk.domain.charts import Chart, ScoreChart
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
    Run,
    Runs,
    SignHere,
    said,
    text_of,
)
from sendco_desk.packs import fonts
from sendco_desk.packs.chart_drawing import chart_height, draw_chart
from sendco_desk.packs.pages_flow import Cell, Drawing, Para, Row, Span, lay, word_width
from sendco_desk.packs.pages_ink import HAIR, INK, MARGIN, PAGE_HEIGHT, PAGE_WIDTH, TEXT_WIDTH, Style
from sendco_desk.packs.pages_marks import Mark, Path
from sendco_desk.packs.paper_photo import photo_drawing
from sendco_desk.packs.paper_type import EASY, IN_PACK, USUAL, PaperType, bold
from sendco_desk.packs.places import NOWHERE, Places

_BLANK = re.compile(r"[ \t\n]+")  # words that are not to be parted count as one
_LONGEST = 54.0  # times the size of the type
GAP = 10.0
PADDING = 10.0
TOGETHER = 10
"""Facts up to so many stand on one page: whose views they are is not parted from the views."""
WIDEST_NUMBER = "page\xa08888"
"""Room for the number of a page that is not known yet."""


def text_width(paper: Paper) -> float:
    """How wide the words of a paper run."""
    return (PAGE_HEIGHT if paper.landscape else PAGE_WIDTH) - 2 * MARGIN


def paper_rows(paper: Paper) -> tuple[Row, ...]:
    """The rows of a whole paper, its head first. A paper of one page has no page to begin anew."""
    setting = Setting(width=text_width(paper), type=EASY if paper.easy_read else USUAL)
    blocks = [block for block in paper.blocks if not (paper.one_page and isinstance(block, NewPage))]
    return (*setting.head(paper), *setting.rows(blocks))


def block_rows(blocks: Iterable[Block], places: Places = NOWHERE, width: float = TEXT_WIDTH) -> tuple[Row, ...]:
    """The rows of blocks inside a pack, where words can lead to the documents that ``places`` has."""
    return tuple(Setting(width=width, type=IN_PACK, places=places).rows(blocks))


@dataclass(slots=True)
class Setting:
    """Sets blocks one after another: how wide, in which type, inside which element, under a heading of which level."""

    width: float
    type: PaperType
    places: Places = field(default_factory=dict)
    path: Path = ()
    level: int = 1
    numbers: Iterator[int] = field(default_factory=itertools.count)

    @property
    def measure(self) -> float:
        """How wide prose runs: on broad paper not the whole way, because long lines are hard to read."""
        return min(self.width, self.type.body.size * _LONGEST)

    def head(self, paper: Paper) -> Iterator[Row]:
        """The school small over a line, the title, and the lines under it."""
        kind = self.type
        if paper.school:
            yield replace(self._line(said(paper.school), kind.school, self._mark("P")), rule=0.9, after=14)
        yield replace(self._line(said(paper.title), kind.title, self._mark("H1")), after=0 if paper.about else 8)
        for number, words in enumerate(paper.about, 1):
            row = self._line(said(words), kind.about, self._mark("P"))
            yield replace(row, after=8 * kind.room if number == len(paper.about) else 0)

    def rows(self, blocks: Iterable[Block]) -> Iterator[Row]:
        """The rows of all blocks; what follows a new page begins one, and no heading stands without what it is of."""
        fresh, room = False, 0.0
        for block in blocks:
            for row in self.block(block):
                yield replace(row, new_page=fresh, before=max(row.before, room), followed_whole=row.with_next)
                fresh, room = False, 0.0
            fresh = fresh or isinstance(block, NewPage)
            room = 14 * self.type.room if isinstance(block, Grid | Drawn) else 0.0

    def block(self, block: Block) -> Iterator[Row]:
        """The rows of one block."""
        match block:
            case Heading():
                yield self._heading(block)
            case Paragraph():
                style = self.type.small if block.quiet else self.type.body
                yield replace(self._line(block.runs, style, self._mark("P")), after=4 * self.type.room, with_next=block.keeps)
            case Listed():
                yield from self._listed(block)
            case Facts():
                yield from self._facts(block)
            case Grid():
                yield from self._grid(block)
            case Drawn():
                yield from self._chart(block.chart, table=block.table)
            case Photo():
                yield self._picture(photo_drawing(block, self.width), block.alt)
            case Panels():
                yield from self._panels(block)
            case SignHere(names=names):
                yield from self._signatures(names)
            case _:
                return  # a new page is begun by what follows it

    # Words

    def _mark(self, role: str, path: Path | None = None, *, scope: str = "", alt: str = "", drawn: str = "") -> Path:
        return (*(self.path if path is None else path), Mark(role, next(self.numbers), scope=scope, alt=alt, drawn=drawn))

    def _para(self, runs: Runs, style: Style, marks: Path, width: float, *, right: bool = False) -> Para:
        """Words of one cell. Those read from right to left stand at the right where they are more than a name: more than one line."""
        spans = tuple(span for run in runs for span in self._spans(run, style, marks))
        to_left = fonts.is_right_to_left(text_of(runs))
        return Para(
            text=text_of(runs), style=style, spans=spans or (Span(text="", style=style, marks=marks),), marks=marks, to_left=to_left,
            right=right or (to_left and sum(span.width for span in spans) > width),
        )

    def _spans(self, run: Run, style: Style, marks: Path) -> Iterator[Span]:
        """The words of a run, and where they lead to a page of the pack its number, which is known later."""
        if run.added or run.deleted:
            told = "Taken out" if run.deleted else "Added"
            drawn = "LineThrough" if run.deleted else "Underline"
            marks = self._mark("Span", marks, alt=f"{told}: {run.text.strip()}", drawn=drawn)
        place = self.places.get(run.leads.to) if run.leads is not None else None
        style = self._small((run,), style)
        span = Span(text=run.text, style=bold(style) if run.bold or run.added else style, underlined=run.added, struck=run.deleted, marks=marks)
        if place is None or run.leads is None:
            for part in filter(None, re.split(r"(^\s+|\s+$)", run.text) if run.added or run.deleted else [run.text]):
                # the blanks around changed words are not changed to the eye: no line runs on under nothing
                yield replace(span, text=part, underlined=run.added and bool(part.strip()), struck=run.deleted and bool(part.strip()))
            return
        span = replace(span, target=place.entry, page=place.before + max(1, min(run.leads.page, place.pages)))
        yield replace(span, text=f"{run.text.rstrip()}, ")
        yield replace(span, text=WIDEST_NUMBER, numbered=True)
        if run.text != run.text.rstrip():
            yield replace(span, text=" ", target=None, page=1)

    def _line(self, runs: Runs, style: Style, marks: Path) -> Row:
        return Row(cells=(Cell(paras=(self._para(runs, style, marks, self.measure),), width=self.measure),))

    def _heading(self, heading: Heading) -> Row:
        """A heading; to the ear none is more than one deeper than the one before it."""
        self.level = min(heading.level + 1, self.level + 1) if not self.path else min(self.level + 1, 6)
        style = self.type.part if heading.level == 1 else self.type.heading
        row = self._line(said(heading.text), style, self._mark(f"H{self.level}"))
        if self.path:
            self.level -= 1  # inside a panel all headings are one under its title
        return replace(row, before=(16 if heading.level == 1 else 10) * self.type.room, after=4, with_next=True)

    def _listed(self, listed: Listed) -> Iterator[Row]:
        marks = self._mark("L", drawn="Decimal" if listed.numbered else "Disc")
        indent = self.type.indent * (1.4 if listed.numbered and len(listed.points) > 9 else 1)
        for number, runs in enumerate(listed.points, 1):
            item = self._mark("LI", marks)
            label = self._para(said(f"{number}." if listed.numbered else "•"), self.type.body, self._mark("Lbl", item), indent)
            words = self._para(runs, self.type.body, self._mark("LBody", item), self.measure - indent)
            cells = (Cell(paras=(label,), width=indent), Cell(paras=(words,), x=indent, width=self.measure - indent))
            yield Row(cells=cells, after=(6 if number == len(listed.points) else 2) * self.type.room)

    # Tables

    def _facts(self, facts: Facts) -> Iterator[Row]:
        marks, room = self._mark("Table"), min(self.type.label_width, self.width * 0.4)
        for number, (label, runs) in enumerate(facts.rows, 1):
            line = self._mark("TR", marks)
            left = self._para(said(label), self.type.label, self._mark("TH", line, scope="Row"), room - GAP)
            right = self._para(runs, self.type.body, self._mark("TD", line), self.measure - room)
            cells = (Cell(paras=(left,), width=room - GAP), Cell(paras=(right,), x=room, width=self.measure - room))
            last = number == len(facts.rows)
            yield Row(cells=cells, after=(8 if last else 2.5) * self.type.room, with_next=facts.keeps if last else len(facts.rows) <= TOGETHER)

    def _grid(self, grid: Grid) -> Iterator[Row]:
        """The caption, the heads that come again on every page, and the rows under hairlines; a total stands between two strong lines.

        The last row never stands on a page without the one before it.
        """
        marks, kind, name = self._mark("Table"), self.type, f"grid {next(self.numbers)}"
        places = self._columns(grid)
        if grid.caption:
            caption = self._line(said(grid.caption), bold(kind.cell), self._mark("Caption", marks))
            yield replace(caption, before=8 * kind.room, after=2, with_next=True)
        group = self._mark("THead", marks)
        heads = self._cells(tuple(map(said, grid.heads)), kind.column, places, grid, self._mark("TR", group), head=True)
        yield Row(cells=heads, rule=0.9, before=2 if grid.caption else 8 * kind.room, after=7, with_next=True, table=name, heads=True)
        group = self._mark("TBody", marks)
        for number, runs in enumerate(grid.rows, 1):
            last = number == len(grid.rows)
            sums = last and grid.total
            cells = self._cells(runs, bold(kind.cell) if sums else kind.cell, places, grid, self._mark("TR", group), head=False)
            before_last = number == len(grid.rows) - 1
            yield Row(cells=cells, rule=0.9 if sums or (before_last and grid.total) else 0.5, after=7, table=name, with_next=before_last)

    def _columns(self, grid: Grid) -> tuple[tuple[float, float], ...]:
        """Where each column begins and how wide it is: by its share, but wide enough that no word of it is cut, where there is room."""
        wide = self.width + GAP
        widths = [wide * share / sum(grid.shares) for share in grid.shares]
        least = [GAP + self._widest(grid, number) for number in range(len(widths))]
        spare = [max(0.0, width - need) for width, need in zip(widths, least, strict=True)]
        lacking = sum(max(0.0, need - width) for width, need in zip(widths, least, strict=True))
        if 0 < lacking <= sum(spare):
            given = lacking / sum(spare)
            widths = [width - room * given if room else need for width, need, room in zip(widths, least, spare, strict=True)]
        return tuple((sum(widths[:number]), width - GAP) for number, width in enumerate(widths))

    def _widest(self, grid: Grid, column: int) -> float:
        """The widest word of a column; figures are one word however many they are."""
        texts = [text_of(row[column]) for row in grid.rows]
        words = [word for text in texts for word in (text.splitlines() if column in grid.figures else _BLANK.split(text))]
        strong = bold(self.type.cell)
        return max([
            *(word_width(word, strong.font, strong.size) for word in words),
            *(word_width(word, self.type.column.font, self.type.column.size) for word in grid.heads[column].split()), 0.0,
        ])

    def _cells(
        self, cells: tuple[Runs, ...], style: Style, places: tuple[tuple[float, float], ...], grid: Grid, line: Path, *, head: bool,
    ) -> tuple[Cell, ...]:
        found = []
        for number, (runs, (x, width)) in enumerate(zip(cells, places, strict=True)):
            marks = self._mark("TH", line, scope="Column") if head else self._mark("TD", line)
            paras = tuple(self._para(part, self._small(part, style), marks, width, right=number in grid.figures) for part in _parted(runs))
            found.append(Cell(paras=paras, x=x, width=width))
        return tuple(found)

    def _small(self, runs: Runs, style: Style) -> Style:
        """The type of quiet words, no larger than that of the words they stand under."""
        is_quiet = any(run.quiet for run in runs) and all(run.quiet or not run.text.strip() for run in runs)
        return self.type.small if is_quiet and self.type.small.size < style.size else style

    # Pictures

    def _chart(self, chart: Chart, *, table: bool) -> Iterator[Row]:
        """The chart, and its table where that is wanted and not every figure stands on it."""
        scale = self.type.cell.size / USUAL.cell.size
        drawing = Drawing(
            draw=partial(_draw_chart, chart, self.width, scale), width=self.width, height=chart_height(chart, self.width, scale=scale),
        )
        yield self._picture(drawing, chart.said())
        if table and has_more_figures(chart):
            heads, cells = chart.table()
            yield from self._grid(Grid(
                caption="", heads=heads, rows=tuple(tuple(map(said, row)) for row in cells), shares=tuple(1.0 for _ in heads),
            ))

    def _picture(self, drawing: Drawing, alt: str) -> Row:
        room = Style(fonts.REGULAR, 1, drawing.height)
        para = Para(text="", style=room, drawn=drawing, marks=self._mark("Figure", alt=alt))
        return Row(cells=(Cell(paras=(para,), width=self.width),), before=4 * self.type.room, after=8 * self.type.room)

    # Panels and signatures

    def _panels(self, panels: Panels) -> Iterator[Row]:
        """Boxes side by side, as high as the highest of them."""
        width = (self.width - GAP * (panels.columns - 1)) / panels.columns
        for start in range(0, len(panels.panels), panels.columns):
            side = panels.panels[start : start + panels.columns]
            cells = tuple(itertools.chain.from_iterable(self._panel(panel, (width + GAP) * number, width) for number, panel in enumerate(side)))
            boxes = tuple(((width + GAP) * number, width) for number in range(len(side)))
            yield Row(cells=cells, before=2, after=GAP, boxes=boxes)

    def _panel(self, panel: Panel, x: float, width: float) -> Iterator[Cell]:
        inner = Setting(
            width=width - 2 * PADDING, type=self.type, places=self.places, path=self._mark("Sect"), level=min(self.level + 1, 6),
            numbers=self.numbers,
        )
        title = inner._line(said(panel.title), inner.type.heading, inner._mark(f"H{inner.level}"))
        yield from flat((replace(title, after=3), *inner.rows(panel.blocks)), x + PADDING, PADDING, inner.width)

    def _signatures(self, names: Sequence[str]) -> Iterator[Row]:
        """A line for each hand and one for its day, kept on one page."""
        wide, narrow = self.width * 0.62, self.width * 0.38 - GAP * 2
        room = 30 * min(self.type.room, 1.5)
        for number, name in enumerate(names):
            cells = tuple(
                Cell(paras=(_stroke(width, room), self._para(said(words), self.type.small, self._mark("P"), width)), x=x, width=width)
                for words, x, width in ((name, 0.0, wide), ("Date", wide + GAP * 2, narrow))
            )
            yield Row(cells=cells, before=4, after=4, with_next=number < len(names) - 1)


def _parted(runs: Runs) -> tuple[Runs, ...]:
    """The lines of a cell that are quiet apart from those that are not, so that each stands on leading of its own."""
    parts: list[list[Run]] = [[]]
    for run in runs:
        if parts[-1] and run.text != "\n" and run.quiet != parts[-1][0].quiet and parts[-1][-1].text == "\n":
            parts[-1].pop()
            parts.append([])
        parts[-1].append(run)
    return tuple(map(tuple, parts))


def has_more_figures(chart: Chart) -> bool:
    """Whether the chart's table says more than is written on the chart: on lines only the last score is."""
    return isinstance(chart, ScoreChart) and any(len(series.points) > 1 for series in chart.series)


def flat(rows: Iterable[Row], x: float, top: float, width: float) -> Iterator[Cell]:
    """Rows as the cells of one row, each so far down and in; their lines are drawn as pictures of no height."""
    for number, row in enumerate(rows):
        top += row.before if number else 0.0
        height = lay(row).height
        for left, wide in row.boxes:
            yield _free_cell(partial(_draw_box, wide, height), x + left, top)
        yield from (replace(cell, x=cell.x + x, top=cell.top + top) for cell in row.cells)
        if row.rule:
            yield _free_cell(partial(_draw_stroke, width, row.rule), x, top + height + row.after / 2)
        top += height + row.after
    yield Cell(paras=(Para(text="", style=Style(fonts.REGULAR, 1, PADDING)),), x=x, top=top, width=width)


def _free_cell(draw: Any, x: float, top: float) -> Cell:
    drawing = Drawing(draw=draw, width=0, height=0)
    return Cell(paras=(Para(text="", style=Style(fonts.REGULAR, 1, 0), drawn=drawing),), x=x, top=top)


def _stroke(width: float, height: float) -> Para:
    """Room to write in, over a line."""
    drawing = Drawing(draw=lambda canvas, x, top: _draw_stroke(width, 0.9, canvas, x, top - height + 2), width=width, height=height)
    return Para(text="", style=Style(fonts.REGULAR, 1, height), drawn=drawing)


def _draw_stroke(width: float, weight: float, canvas: Any, x: float, y: float) -> None:
    canvas.setStrokeColorRGB(*(INK if weight >= 0.8 else HAIR))
    canvas.setLineWidth(weight)
    canvas.line(x, y, x + width, y)


def _draw_box(width: float, height: float, canvas: Any, x: float, top: float) -> None:
    canvas.setStrokeColorRGB(*HAIR)
    canvas.setLineWidth(0.75)
    canvas.roundRect(x, top - height, width, height, 4)


def _draw_chart(chart: Chart, width: float, scale: float, canvas: Any, x: float, top: float) -> None:
    canvas.saveState()
    draw_chart(canvas, chart, x, top, width, scale=scale)
    canvas.restoreState()
