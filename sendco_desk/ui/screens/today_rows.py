"""A list of Today: its heading with the count, and its rows, of which those that are shown already are kept when it is read again."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QPushButton, QWidget

from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.layout import across, emptied, holding, stack
from sendco_desk.ui.widgets.words import heading, words

Row = TypeVar("Row", bound=Hashable)
MOST = 15
"""So many rows of a list are made at once: each is a dozen widgets, and a council’s worth of late steps would keep the screen waiting."""


class RowsCard(QFrame, Generic[Row]):
    """Shows the first rows of a list and offers more; to build a row costs milliseconds, to keep one nothing, and it keeps its keyboard."""

    def __init__(self, look: Look, title: str, make: Callable[[Row, bool], QFrame], none: str = "", why: str = "") -> None:
        super().__init__()
        self.look, self.title, self.make, self.none, self.why = look, title, make, none, why
        self.most = MOST
        self.rows: tuple[Row, ...] | None = None
        self.made: list[tuple[tuple[Row, bool], QFrame]] = []
        self.head, self.lines, self.foot = stack(), stack(), stack()
        self.setLayout(stack(self.head, 8, holding(stack(self.lines, self.foot), "card")))

    def put(self, rows: Sequence[Row]) -> None:
        """Show these rows instead of those shown before."""
        if self.rows == tuple(rows):
            return
        if self.rows is None or len(self.rows) != len(rows):
            emptied(self.head)
            self.head.addWidget(heading(self.title, len(rows), self.why))
        self.rows = tuple(rows)
        self._lay_out()
        self.setVisible(bool(rows) or bool(self.none))

    def _lay_out(self) -> None:
        rows, has = self.rows or (), QApplication.focusWidget()
        kept: defaultdict[tuple[Row, bool], list[QFrame]] = defaultdict(list)
        for key, frame in self.made:
            kept[key].append(frame)
        at = next((number for number, (_, frame) in enumerate(self.made) if has is not None and frame.isAncestorOf(has)), None)
        before, self.made = self.made, []
        for number, row in enumerate(rows[:self.most]):
            key = (row, number == 0)
            self.made.append((key, kept[key].pop(0) if kept[key] else self.make(*key)))
        gone = {id(frame) for _, frame in before} - {id(frame) for _, frame in self.made}
        for _, frame in before:
            if id(frame) in gone:
                self.lines.removeWidget(frame)
                frame.hide()
                frame.deleteLater()
        for number, (_, frame) in enumerate(self.made):
            if self.lines.indexOf(frame) != number:
                self.lines.insertWidget(number, frame)
        self._foot(len(rows))
        if at is not None and id(before[at][1]) in gone and self.made:
            self._enter(min(at, len(self.made) - 1))

    def _foot(self, count: int) -> None:
        """Under the rows: how many more there are, or the words for none."""
        emptied(self.foot)
        left = count - self.most
        if left > 0:
            more = button(self.look, f"Show {min(MOST, left)} more of {left}", "quiet", then=self.show_more)
            self.foot.addWidget(holding(across(more, None, pad=(8, 4, 16, 4)), "row"))
        elif not count and self.none:
            self.foot.addWidget(holding(across(words(self.none, tone="muted", wrap=True), pad=(16, 10, 16, 10))))

    def show_more(self) -> None:
        """Show the next rows, and go to the first of them."""
        first, has = self.most, QApplication.focusWidget()
        self.most += MOST
        if has is not None and self.isAncestorOf(has):
            has.clearFocus()  # else it would go on to whatever comes next, and the page would scroll there
        self.hide()  # rows that join what is shown would each be measured with the whole page
        self._lay_out()
        self.show()
        self._enter(first)

    def _enter(self, number: int) -> None:
        inside: QWidget | None = self.made[number][1].findChild(QPushButton)
        if inside is not None:
            inside.setFocus(Qt.FocusReason.OtherFocusReason)
