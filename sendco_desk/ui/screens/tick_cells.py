"""Cells of a table whose first column is a box to tick."""

from PySide6.QtCore import QAbstractItemModel, QEvent, QRect, QRectF
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem

from sendco_desk.ui.icons import paint_icon
from sendco_desk.ui.models.rows import Index
from sendco_desk.ui.screens.tables import RowCells


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
