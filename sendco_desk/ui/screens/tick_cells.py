"""A table whose first column is a box to tick, and its cells."""

from typing import TypeVar

from PySide6.QtCore import QAbstractItemModel, QEvent, QRect, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem

from sendco_desk.ui.icons import paint_icon
from sendco_desk.ui.models.rows import Index
from sendco_desk.ui.models.ticked import Ticked, TickedModel
from sendco_desk.ui.preferences import Preferences
from sendco_desk.ui.screens.case_cells import YieldingTable, sorted_first
from sendco_desk.ui.screens.tables import RowCells
from sendco_desk.ui.theme import Look

T = TypeVar("T", bound=Ticked)


class TickCells(RowCells):
    """Draws the box. The table turns it, wherever in the cell it is pressed; Qt would turn it back."""

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        return False

    def box(self, p: QPainter, box: QRect, on: bool) -> None:
        """A box in the middle of the cell's height, ticked or not."""
        side = self.look.scaled(16)
        square = QRectF(box.left() + 1.5, box.center().y() - side / 2 + 0.5, side, side)
        p.setPen(QPen(self.look.colour("accent" if on else "edge"), 1))
        p.setBrush(self.look.colour("accent" if on else "surface"))
        p.drawRoundedRect(square, 3, 3)
        if on:
            paint_icon(p, "check", square.adjusted(2, 2, -2, -2), self.look.ink("on_accent"), 3)


class TickTable(YieldingTable[T]):
    """Space or Enter ticks the row that has the keyboard; so does a press on its box. ``first`` is the column it is sorted by at the beginning."""

    def __init__(
        self, look: Look, model: TickedModel[T], name: str, *, strong: str, stretches: str, first: str, tip: str, cells: type[TickCells],
        gives_way: tuple[str, ...], preferences: Preferences | None,
    ) -> None:
        self.ticked = model
        super().__init__(
            look, model, name, strong=strong, stretches=stretches, least=120, preferences=preferences, cells=cells, gives_way=gives_way,
        )
        sorted_first(self, first)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setToolTip(tip)
        self.opened.connect(lambda row: self.turn(self.currentIndex().row()))

    def turn(self, number: int) -> None:
        """Tick a row, or take the tick away."""
        if 0 <= number < len(self.ticked.rows):
            self.ticked.tick(number, not self.ticked.rows[number].on)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.turn(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and index.column() == 0:
            self.turn(index.row())
