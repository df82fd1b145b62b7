"""A small table of figures, each of which can be pressed to see what is behind it."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from sendco_desk.ui.clipboard import formatted
from sendco_desk.ui.models.rows import NO_INDEX, Index, table_html, table_text
from sendco_desk.ui.theme import Look
from sendco_desk.ui.tokens import HEADER, ROW

KEY = Qt.ItemDataRole.UserRole
"""What a press on a cell opens; nothing where it opens nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A cell: its text, what a screen reader says of it, and what a press opens."""

    text: str
    spoken: str = ""
    key: str = ""


class FiguresModel(QAbstractTableModel):
    """Names in the first column, figures in the others."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.heads: tuple[str, ...] = ()
        self.cells: tuple[tuple[Figure, ...], ...] = ()

    def put(self, heads: tuple[str, ...], cells: tuple[tuple[Figure, ...], ...]) -> None:
        """Show these."""
        self.beginResetModel()
        self.heads, self.cells = heads, cells
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.cells)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or section >= len(self.heads):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignVCenter | (Qt.AlignmentFlag.AlignRight if section else Qt.AlignmentFlag.AlignLeft)
        return self.heads[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        figure = self.cells[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return figure.text
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return figure.spoken or figure.text
        return figure.key if role == KEY else None


class FigureCells(QStyledItemDelegate):
    """Figures that open something are in the colour of what can be pressed, and underlined."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen, key, look = bool(state & QStyle.StateFlag.State_Selected), index.data(KEY), self.look
        painter.save()
        painter.fillRect(box, look.colour("selected" if chosen else "surface"))
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), look.colour("line"))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(look.colour("focus"), 2))
            painter.drawRect(QRectF(box).adjusted(1, 1, -1, -2))
        font = look.font("body", 400 if index.column() else 500)
        font.setUnderline(bool(key))
        painter.setFont(font)
        painter.setPen(look.colour("accent" if key else "text" if not index.column() else "muted"))
        line = QFontMetrics(font).elidedText(str(index.data()), Qt.TextElideMode.ElideRight, box.width() - 16)
        across = Qt.AlignmentFlag.AlignRight if index.column() else Qt.AlignmentFlag.AlignLeft
        painter.drawText(box.adjusted(8, 0, -8, 0), Qt.AlignmentFlag.AlignVCenter | across | Qt.TextFlag.TextSingleLine, line)
        painter.restore()


class FiguresTable(QTableView):
    """One tab stop: the arrows go from cell to cell, and Enter, Space or a click opens what is behind a figure."""

    opened = Signal(str)

    def __init__(self, look: Look, name: str, least: int = 64) -> None:
        super().__init__()
        self.look, self.least = look, least
        self.figures = FiguresModel(self)
        self.setModel(self.figures)
        self.setItemDelegate(FigureCells(look, self))
        self.setAccessibleName(name)
        self.setProperty("frame", "bare")
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(1)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        self.clicked.connect(self._open)
        self.fit()

    def put(self, heads: tuple[str, ...], cells: tuple[tuple[Figure, ...], ...]) -> None:
        """Show these, the keyboard in the cell where it was."""
        at = self.currentIndex()
        self.figures.put(heads, cells)
        if cells and at.row() < len(cells) and at.isValid():
            self.setCurrentIndex(self.figures.index(at.row(), at.column()))
        self.fit()

    def fit(self) -> None:
        """Be as high as the rows, the names taking what the figures leave."""
        head = self.horizontalHeader()
        head.setFixedHeight(self.look.scaled(HEADER))
        head.setMinimumSectionSize(self.look.scaled(56))
        self.verticalHeader().setDefaultSectionSize(self.look.scaled(ROW))
        for number in range(self.figures.columnCount()):
            head.setSectionResizeMode(number, QHeaderView.ResizeMode.Fixed if number else QHeaderView.ResizeMode.Stretch)
            if number:
                wide = QFontMetrics(self.look.font("caption", 600)).horizontalAdvance(self.figures.heads[number]) + 24
                head.resizeSection(number, max(self.look.scaled(self.least), wide))
        self.setFixedHeight(self.look.scaled(HEADER) + self.figures.rowCount() * self.look.scaled(ROW) + 2)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "figures"):
            self.fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        if not self.currentIndex().isValid() and self.figures.rowCount():  # Qt would begin at the first name
            self.setCurrentIndex(self.figures.index(0, min(1, self.figures.columnCount() - 1)))
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.currentIndex().isValid():
            self._open(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """Copy all of it as a table that Word and Excel take."""
        cells = [[one.text for one in row] for row in self.figures.cells]
        QGuiApplication.clipboard().setMimeData(formatted(table_html(self.figures.heads, cells), table_text(self.figures.heads, cells)))

    def _open(self, index: Index) -> None:
        if index.data(KEY):
            self.opened.emit(index.data(KEY))
