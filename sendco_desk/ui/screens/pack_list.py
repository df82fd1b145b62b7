"""The pack's list on the page: boxes to tick, rows that move by keys and buttons."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView

from sendco_desk.ui.icons import paint_icon
from sendco_desk.ui.models.pack_model import PackModel, PackRow
from sendco_desk.ui.models.rows import RECORD, Index
from sendco_desk.ui.preferences import Preferences
from sendco_desk.ui.screens.case_cells import WholeTable
from sendco_desk.ui.screens.tick_cells import TickCells
from sendco_desk.ui.theme import Look


class PackCells(TickCells):
    """The box, and the words of a row that is left out muted."""

    def fill(self, p: QPainter, box: QRect, key: str, index: Index) -> None:
        row: PackRow = index.data(RECORD)
        if key == "in":
            self.box(p, box, row.on)
        elif key == "note":
            self._note(p, box, row)
        elif key == "pages":
            p.setFont(self.look.font())
            p.setPen(self.look.colour("late" if row.refused else "text"))
            p.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, row.pages_shown)
        else:
            self.say(p, box, str(index.data()), 500 if key == self.strong and row.on else 400, "text" if row.on and key != "dated" else "muted")

    def _note(self, p: QPainter, box: QRect, row: PackRow) -> None:
        state = "late" if row.refused else "soon" if row.waits else "shield" if row.unshared else ""
        left = 0
        if state:
            side = self.look.scaled(14)
            tone = state if state != "shield" else "muted"
            paint_icon(p, state, QRectF(box.left(), box.center().y() - side / 2 + 1, side, side), self.look.ink(tone), 2)
            left = side + 6
        self.say(p, box.adjusted(left, 0, 0, 0), row.note, tone="late" if row.refused else "soon" if row.waits else "muted")


class PackTable(WholeTable[PackRow]):
    """Space or Enter puts a row in or out; Alt and the arrow keys move it."""

    def __init__(self, look: Look, model: PackModel, preferences: Preferences | None) -> None:
        self.pack = model
        super().__init__(
            look, model, "What goes into the pack", strong="title", stretches="title", least=180, preferences=preferences, cells=PackCells,
            gives_way=("dated", "note"),
        )
        self.setSortingEnabled(False)
        self.horizontalHeader().setSortIndicatorShown(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setToolTip("Space puts a row in or leaves it out; Alt with the arrow keys moves it")
        self.opened.connect(lambda row: self.turn(self.currentIndex().row()))

    def turn(self, number: int) -> None:
        """Put a row in, or leave it out."""
        if 0 <= number < len(self.pack.rows):
            self.pack.tick(number, not self.pack.rows[number].on)

    def shift(self, step: int) -> None:
        """Move the row that has the keyboard."""
        column = max(0, self.currentIndex().column())
        to = self.pack.move(self.currentIndex().row(), step)
        if to >= 0:
            self.setCurrentIndex(self.pack.index(to, column))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if event.key() == Qt.Key.Key_Space:
            self.turn(self.currentIndex().row())
        elif alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.shift(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and index.column() == 0:
            self.turn(index.row())
