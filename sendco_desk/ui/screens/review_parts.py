"""What the two halves of Reviews are made of: their cells, a table under its filters, and the chosen child beneath it."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Generic, TypeVar

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QStackedWidget, QTableView, QWidget

from sendco_desk.domain.dates import shown
from sendco_desk.services.review_days import Chip as ChipWords
from sendco_desk.statute.wording import lowered
from sendco_desk.ui.models.reviews_model import ReviewLine
from sendco_desk.ui.models.rows import RECORD, Index
from sendco_desk.ui.screens.case_cells import ChipCells, YieldingTable, longest
from sendco_desk.ui.screens.flow import Flow, flowing
from sendco_desk.ui.theme import Look
from sendco_desk.ui.tokens import HEADER, ROW
from sendco_desk.ui.widgets.buttons import Button, button
from sendco_desk.ui.widgets.chips import Chip, chip_width, paint_chip
from sendco_desk.ui.widgets.empty import empty
from sendco_desk.ui.widgets.layout import Columns, across, emptied, holding, restyled, stack, unbroken
from sendco_desk.ui.widgets.words import Elided, escaped, words

R = TypeVar("R")
LEAST_ROWS = 3
"""Rows that a table shows at least; where there is no room for them the page scrolls."""
EMPTY_WIDE = 440
"""How wide the words of an empty page are at 100%, where there is room."""


class ReviewCells(ChipCells):
    """A day stands before what it is for, which is quieter; what the council is late with is a chip.

    Where the council's column has given way and nothing is next for the school, its lateness stands in the school's columns: the row that
    presses most must not be the empty one.
    """

    def fill(self, p: QPainter, box: QRect, key: str, index: Index) -> None:
        line: ReviewLine = index.data(RECORD)
        if key in ("next", "chip") and self.stands_in(line):
            self._owed(p, box, key, line)
        elif key == "next":
            self._dated(p, box, line.next_on, line.next_words, line.next_short)
        elif key == "council" and line.council_chip is not None and line.row.theirs is not None:
            word, state = line.council_chip
            paint_chip(p, self.look, QPoint(box.left(), box.center().y() + 1), word, state, state)
            self.say(p, box.adjusted(chip_width(self.look, word, state) + 8, 0, 0, 0), line.owed_words, tone="muted")
        elif key == "council" and line.row.theirs is not None:
            self._dated(p, box, line.row.theirs.due, line.owed_words)
        else:
            self._said(p, box, key, index)

    def stands_in(self, line: ReviewLine) -> bool:
        """Whether what the council is late with is shown in the school's columns."""
        table = self.parent()
        gone = isinstance(table, QTableView) and table.isColumnHidden(self.columns.index("council"))
        return gone and line.council_chip is not None and not line.next_words

    def _owed(self, p: QPainter, box: QRect, key: str, line: ReviewLine) -> None:
        if key == "next":
            self.say(p, box, f"Council: {lowered(line.owed_words)}", tone="muted")
        elif line.council_chip is not None:
            word, state = line.council_chip
            paint_chip(p, self.look, QPoint(box.left(), box.center().y() + 1), word, state, state)

    def _dated(self, p: QPainter, box: QRect, day: date | None, *what: str) -> None:
        """``what`` in several wordings, the longest first: the first for which there is room."""
        if day is None:
            self.say(p, box, longest(self.look, box.width(), *what))
            return
        self.say(p, box, shown(day))
        beside = box.adjusted(QFontMetrics(self.look.font()).horizontalAdvance(shown(day)) + 10, 0, 0, 0)
        self.say(p, beside, longest(self.look, beside.width(), *what), tone="muted")

    def _said(self, p: QPainter, box: QRect, key: str, index: Index) -> None:
        if key in ("last", "stage", "year", "due"):
            self.say(p, box, str(index.data()), tone="muted")
        else:
            super().fill(p, box, key, index)


class MoveCells(ChipCells):
    """The council's side facts are quiet."""

    def fill(self, p: QPainter, box: QRect, key: str, index: Index) -> None:
        if key in ("council", "year", "law", "to"):
            self.say(p, box, str(index.data()), tone="muted")
        else:
            super().fill(p, box, key, index)


class Chosen(QFrame):
    """What is known of the chosen child, and what can be done: each deed is one press."""

    def __init__(self, look: Look, deeds: dict[str, Button], shares: tuple[int, int]) -> None:
        super().__init__()
        self.look, self.deeds = look, deeds
        self.setProperty("kind", "card")
        self.setObjectName("chosen")
        self.name = Elided("", "heading")
        self.chips = Flow()
        chips = QWidget()
        chips.setLayout(self.chips)
        self.said = words("", wrap=True)
        self.said.setObjectName("said")
        self.said.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.said.setMinimumHeight(3 * look.line())  # so that the table does not jump from child to child
        self.buttons = flowing(*deeds.values())
        top = across(self.name, chips, gap=12)
        top.setStretch(0, 1)
        words_and_deeds = Columns(look, stack(self.said, None), stack(self.buttons, None), shares, 860, gap=16)
        self.setLayout(stack(top, words_and_deeds, gap=6, pad=(16, 8, 16, 12)))

    def show_child(
        self, name: str, chips: Iterable[ChipWords], sentences: Sequence[str], offered: Iterable[str], first: str = "",
    ) -> None:
        """Show a child; ``offered`` are the deeds that can be done, ``first`` the one that moves it on."""
        self.name.setText(name)
        emptied(self.chips)
        for word, state in chips:
            self.chips.addWidget(Chip(self.look, word, state))
        self.said.setText(f'<div style="line-height:128%">{unbroken(escaped(" ".join(sentences)))}</div>')
        self.said.setAccessibleName(" ".join(sentences))
        can = set(offered)
        for deed, made in self.deeds.items():
            made.setVisible(deed in can)
            kind = "primary" if deed == first else ""
            if made.property("kind") != kind:
                made.setProperty("kind", kind)
                restyled(made)


class Half(QWidget, Generic[R]):
    """One half of the screen: its filters, its table or why that is empty, and the chosen child beneath."""

    def __init__(
        self, look: Look, table: YieldingTable[R], filters: Iterable[QWidget], chosen: Chosen, none: QWidget, show_all: Callable[[], object],
    ) -> None:
        super().__init__()
        self.look, self.table, self.chosen = look, table, chosen
        self.count = words("", "caption", "muted")
        copy = button(look, "Copy", "quiet", "table", "Copy the chosen rows, or all, as a table (Ctrl+C)", table.copy)
        self.shown_rows = QStackedWidget()
        self.shown_rows.addWidget(holding(stack(table)))
        unmatched = empty(look, "search", "Nobody matches", "No child is left by what is chosen above.", "Show everybody", show_all)
        self.shown_rows.addWidget(unmatched)
        bar = across(flowing(*filters), self.count, copy, gap=8)
        bar.setStretch(0, 1)
        body = stack(bar, 10, self.shown_rows, 12, chosen)
        body.setStretch(2, 1)
        self.pages = QStackedWidget()
        self.pages.addWidget(holding(body))
        self.pages.addWidget(none)
        self.setLayout(stack(self.pages))
        self.yielding = [label for page in (none, unmatched) for label in page.findChildren(QLabel) if label.wordWrap()]
        for pages in (self.pages, self.shown_rows):
            pages.setMinimumWidth(1)  # else the words of an empty page hold the table as wide as they are
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for label in self.yielding:
            label.setFixedWidth(min(self.look.scaled(EMPTY_WIDE), self.width()))

    def fit(self) -> None:
        """Keep room for a few rows at the present text size."""
        self.table.setMinimumHeight(self.look.scaled(HEADER) + LEAST_ROWS * self.look.scaled(ROW) + 2)
        self.table.fit()

    def show_rows(self, total: int) -> None:
        """After the rows have changed: the table or why it is empty, and the first row chosen where none is."""
        rows = self.table.rows_model.rows
        self.pages.setCurrentIndex(0 if total else 1)
        self.shown_rows.setCurrentIndex(0 if rows else 1)
        self.chosen.setVisible(bool(rows))
        self.count.setText(f"{len(rows)} shown")
        if rows and self.table.current() is None:
            self.table.choose(self.table.rows_model.identify(rows[0]))
