"""How the case side's tables draw the cells that are more than words, and a table that is as tall as its rows."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QScrollArea, QWidget

from sendco_desk.services.casework import EventRow
from sendco_desk.statute.milestones import Milestone
from sendco_desk.ui.icons import paint_icon
from sendco_desk.ui.models.cases_model import CaseLine
from sendco_desk.ui.models.events_model import StepLine
from sendco_desk.ui.models.rows import RECORD, Index, RowsModel
from sendco_desk.ui.preferences import Preferences
from sendco_desk.ui.screens.tables import CELL_EDGES, RowCells, Table
from sendco_desk.ui.theme import Look
from sendco_desk.ui.tokens import HEADER, ROW
from sendco_desk.ui.widgets.chips import chip_width, paint_chip
from sendco_desk.ui.widgets.event_words import SHORT_EVENTS, short_event

R = TypeVar("R")
QUIET = ("number", "council", "received", "stage", "who", "channel", "pages", "sha", "kind", "dated", "row", "upn", "samples")


def sorted_first(table: Table[Any], key: str, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
    """The order of a table until the person chooses another, which is remembered."""
    if table.preferences is None or not table.preferences.text(f"table_{table.name}"):
        table.sort_by(key, order)


def longest(look: Look, wide: int, *texts: str) -> str:
    """The first of several wordings for which there is room, the last where there is room for none."""
    measure = QFontMetrics(look.font())
    return next((text for text in texts if measure.horizontalAdvance(text) < wide - 1), texts[-1])


def step_wordings(step: Milestone) -> tuple[str, ...]:
    """How a step is called, in fewer and fewer words: `Send the educational psychology advice`, `Advice: educational psychology`, `EP advice`."""
    advice = f"advice_received.{step.service}"
    return (step.title, step.short, SHORT_EVENTS[advice][1] if advice in SHORT_EVENTS else step.short)


class ChipCells(RowCells):
    """A column ``chip`` is drawn as its row's chip; the rest as words, the side facts muted."""

    def fill(self, p: QPainter, box: QRect, key: str, index: Index) -> None:
        row: Any = index.data(RECORD)
        if key == "chip" and row.chip:
            word, state = row.chip
            paint_chip(p, self.look, QPoint(box.left(), box.center().y() + 1), word, state, state)
        elif key == "step" and isinstance(row, CaseLine) and row.row.next_step:
            self.say(p, box, longest(self.look, box.width(), *step_wordings(row.row.next_step)))
        elif key == "step" and isinstance(row, StepLine):
            self.say(p, box, longest(self.look, box.width() - 4, *step_wordings(row.milestone)[1:]), 500)
        else:
            self.say(p, box, str(index.data()), 500 if key == self.strong else 400, "muted" if key in QUIET and key != self.strong else "text")


class EventCells(RowCells):
    """What happened has its kind's icon before it; a proof is in the colour of what can be opened."""

    def fill(self, p: QPainter, box: QRect, key: str, index: Index) -> None:
        row: EventRow = index.data(RECORD)
        if key == "what":
            side = self.look.scaled(16)
            icon, short = short_event(row.event.name)
            paint_icon(p, icon, QRectF(box.left(), box.center().y() - side / 2 + 1, side, side), self.look.ink("muted"))
            beside = box.adjusted(side + 8, 0, 0, 0)
            self.say(p, beside, longest(self.look, beside.width(), row.title, short))
        elif key == "proof":
            self.say(p, box, row.proof.title if row.proof else "None yet", tone="accent" if row.proof else "muted")
        else:
            self.say(p, box, str(index.data()))


def follow(area: QScrollArea, table: "WholeTable[Any]") -> None:
    """Scroll a page so that the row which has the keyboard is seen: the table itself never scrolls."""

    def bring() -> None:
        if table.hasFocus():
            box = table.visualRect(table.currentIndex())
            inside = area.widget()
            if inside is not None:
                area.ensureVisible(0, table.viewport().mapTo(inside, box.center()).y(), 0, 2 * box.height())

    table.went.connect(bring)


class YieldingTable(Table[R]):
    """A table whose side facts give way, one column after another, where there is no room for all: the last to go is named last."""

    def __init__(
        self, look: Look, model: RowsModel[R], name: str, *, strong: str, stretches: str, least: int = 84,
        preferences: Preferences | None = None, cells: Callable[[Look, tuple[str, ...], str, QWidget], RowCells] = ChipCells,
        gives_way: tuple[str, ...] = (),
    ) -> None:
        keys = [column.key for column in model.columns]
        self.gives_way = tuple(keys.index(key) for key in gives_way if key in keys)
        self.gone: set[int] = set()
        self.settling = False
        super().__init__(look, model, name, strong=strong, stretches=stretches, least=least, preferences=preferences, cells=cells)
        model.modelReset.connect(self.fit)

    def wide(self, key: str) -> int:
        """A column of chips is as wide as its widest chip."""
        rows: list[Any] = self.rows_model.rows if key == "chip" else []
        chips = [chip_width(self.look, word, state) + CELL_EDGES for word, state in {row.chip for row in rows if row.chip}]
        return max([super().wide(key), *chips])

    def fit(self) -> None:
        if not self.settling:  # hiding a column lays the table out, which fits it again
            self.settling = True
            self._give_way()
            self.settling = False
        super().fit()

    def _give_way(self) -> None:
        left_out = {n for n in range(len(self.keys)) if self.isColumnHidden(n)} - self.gone
        needs = {
            n: self.look.scaled(self.least) if n == self.stretching else self.wide(key) for n, key in enumerate(self.keys) if n not in left_out
        }
        self.gone = set()
        for number in self.gives_way:
            if number in needs and sum(needs.values()) > self.viewport().width():
                del needs[number]
                self.gone.add(number)
        self._hide({number: number in self.gone for number in self.gives_way if number not in left_out})

    def _hide(self, columns: Mapping[int, bool]) -> None:
        fitting, self._fitting = self._fitting, True  # else each is taken for a width that the person has drawn
        for number, hidden in columns.items():
            if self.isColumnHidden(number) != hidden:
                self.setColumnHidden(number, hidden)
        self._fitting = fitting

    def _keep(self) -> None:
        """What only had to give way is not remembered as left out."""
        gone, settling, self.settling = self.gone, self.settling, True
        self._hide(dict.fromkeys(gone, False))
        super()._keep()
        self._hide(dict.fromkeys(gone, True))
        self.settling = settling


class WholeTable(YieldingTable[R]):
    """As tall as its rows, because the page round it scrolls; one row is chosen at a time."""

    went = Signal()
    """The keyboard has gone to another row."""

    def __init__(
        self, look: Look, model: RowsModel[R], name: str, *, strong: str, stretches: str, least: int = 84,
        preferences: Preferences | None = None, cells: Callable[[Look, tuple[str, ...], str, QWidget], RowCells] = ChipCells,
        gives_way: tuple[str, ...] = (),
    ) -> None:
        super().__init__(
            look, model, name, strong=strong, stretches=stretches, least=least, preferences=preferences, cells=cells, gives_way=gives_way,
        )
        self.setProperty("frame", "bare")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(1)
        model.modelReset.connect(self.grow)
        self.selectionModel().currentRowChanged.connect(lambda *_: self.went.emit())
        self.grow()

    def grow(self) -> None:
        """Take the height that the rows need."""
        self.setFixedHeight(self.look.scaled(HEADER) + self.rows_model.rowCount() * self.look.scaled(ROW) + 2)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "widths"):
            self.grow()
