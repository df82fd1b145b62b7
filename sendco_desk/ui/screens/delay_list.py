"""The table of entries that can be quoted, with boxes to tick, and the pages of the paper beside it."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QWidget

from sendco_desk.domain.progress import Report
from sendco_desk.services.previewing import Opened
from sendco_desk.ui.document_pages import Pages, said_of
from sendco_desk.ui.document_view import NOT_SHOWN, PageView
from sendco_desk.ui.models.delay_model import QuoteLine, QuotesModel
from sendco_desk.ui.models.rows import RECORD, Index
from sendco_desk.ui.preferences import Preferences
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.flow import flowing
from sendco_desk.ui.screens.tick_cells import TickCells, TickTable
from sendco_desk.ui.theme import Look
from sendco_desk.ui.tokens import HEADER, ROW
from sendco_desk.ui.widgets.layout import Columns, holding, scrolling, stack

LEAST_ROWS = 4
"""Rows of the table that are always seen."""


class QuoteCells(TickCells):
    """A box to tick, then the words."""

    def fill(self, p: QPainter, box: QRect, key: str, index: Index) -> None:
        row: QuoteLine = index.data(RECORD)
        if key == "in":
            self.box(p, box, row.on)
        else:
            self.say(p, box, str(index.data()), 500 if key == self.strong else 400, "muted" if key == "kind" else "text")


class QuoteTable(TickTable[QuoteLine]):
    """The entries of the late time, a box before each."""

    def __init__(self, look: Look, model: QuotesModel, preferences: Preferences | None) -> None:
        super().__init__(
            look, model, "Entries to quote", strong="when", stretches="words", first="when", tip="Space quotes an entry or leaves it out",
            cells=QuoteCells, gives_way=("kind",), preferences=preferences,
        )
        self.setProperty("frame", "bare")

    def fit(self) -> None:
        self.setMinimumHeight(self.look.scaled(HEADER + LEAST_ROWS * ROW))
        super().fit()


class PaperView(PageView):
    """The pages of a paper as they will print, on the screen itself. ``show_paper`` takes the next one; the page that is read stays."""

    def __init__(self, room: Room) -> None:
        super().__init__(room, "The pages as they will print", self._make)
        self.making: Callable[[], Opened] | None = None
        self.setProperty("kind", "card")

    def _make(self, report: Report, password: str) -> Opened:
        return self.making() if self.making is not None else Opened()

    def showEvent(self, event: QShowEvent) -> None:
        if self.making is not None:  # else there is nothing to open yet
            super().showEvent(event)

    def _build_bar(self) -> None:
        """The same deeds on one line, or closer together on two."""
        super()._build_bar()
        parts = (self.previous, self.number, self.next, self.smaller, self.percent, self.larger, self.fit_width)
        self.bar = holding(stack(flowing(*parts, gap=6), pad=(16, 0, 16, 8)))
        self.bar.hide()

    def _lay_out(self) -> None:
        """Without the head of a sheet: it has a place of its own and is not closed."""
        self.stacked = QStackedWidget()
        self.stacked.addWidget(self.ground)
        self.stacked.addWidget(scrolling(holding(self.why), "Why it cannot be shown"))
        self.noted = holding(self.notes)
        self.noted.hide()
        self.shut.hide()
        whole = stack(8, self.bar, self.stacked, self.noted, pad=(1, 0, 1, 1))
        whole.setStretch(2, 1)
        self.setLayout(whole)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.minimumHeight())  # a sheet asks for all there is; here the window decides

    def show_paper(self, making: Callable[[], Opened]) -> None:
        """Make these pages on the slow lane; those that are shown stay until they are there."""
        self.making = making
        if not self.isVisible():
            return  # it opens them by itself when it is shown
        if self.pages is None:
            self.open_with("")
            return
        self.job = job = self.room.tasks.run(
            lambda report: making(), lambda found: self._take(found) if self.job is job else None,
            lambda failure: self._fail(failure) if self.job is job else None, title="Drawing the pages", quiet=True,
        )

    def _take(self, found: Opened) -> None:
        self.job, old = None, self.pages
        self.pages = Pages(self.room, found, self.draw)
        if old is not None:
            old.drop()
        self.at = max(1, min(self.at, found.pages))
        self.draw()

    def _fail(self, failure: Exception) -> None:
        if self.pages is not None:
            self.pages.drop()
        self.job = self.pages = None
        self.say_why(NOT_SHOWN, said_of(failure))


class Halves(Columns):
    """Choices beside pages, filling the window; where there is room for one only, one under the other on a page that scrolls."""

    def __init__(self, look: Look, left: QWidget, right: QWidget) -> None:
        self.right = right
        super().__init__(look, stack(left), stack(right), (5, 6), 900)

    def fit(self) -> None:
        super().fit()
        alone = self.row.direction() == QBoxLayout.Direction.TopToBottom
        self.right.setMinimumHeight(self.look.scaled(440) if alone else self.look.scaled(260))
