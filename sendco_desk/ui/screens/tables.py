"""A table on a page: rows drawn from the Look, Enter opens, Ctrl+C copies a table, columns are chosen and remembered."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from sendco_desk.ui.models.rows import RECORD, Column, Index, RowsModel, as_table
from sendco_desk.ui.preferences import Preferences
from sendco_desk.ui.theme import Look
from sendco_desk.ui.tokens import HEADER, ROW

R = TypeVar("R")
LEAST_WIDTH, MOST_WIDTH = 40, 1200
CELL_EDGES = 18
"""Pixels that a cell keeps free beside its words, both sides together, and what is lost in rounding the width of a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """How a person likes a table: columns left out, widths at 100%, and the order."""

    hidden: frozenset[str]
    widths: dict[str, int]
    sort: str
    order: Qt.SortOrder = Qt.SortOrder.AscendingOrder


def usual_arrangement(columns: Sequence[Column[Any]]) -> Arrangement:
    """Before anybody has chosen."""
    return Arrangement(
        hidden=frozenset(c.key for c in columns if c.hidden), widths={c.key: c.width for c in columns}, sort=columns[0].key,
    )


def arrangement_of(text: str, columns: Sequence[Column[Any]]) -> Arrangement:
    """The arrangement that was kept; what is spoilt or of a column that is gone is the usual one. The first column always stays."""
    usual, keys = usual_arrangement(columns), [c.key for c in columns]
    try:
        kept = json.loads(text)
    except ValueError:
        return usual
    if not isinstance(kept, dict):
        return usual
    hidden, widths, sort = kept.get("hidden"), kept.get("widths"), kept.get("sort")
    fitting = {
        key: width for key, width in (widths if isinstance(widths, dict) else {}).items()
        if key in keys and isinstance(width, int) and LEAST_WIDTH <= width <= MOST_WIDTH
    }
    return Arrangement(
        hidden=frozenset(key for key in hidden if key in keys[1:]) if isinstance(hidden, list) else usual.hidden,
        widths=usual.widths | fitting, sort=sort if sort in keys else usual.sort,
        order=Qt.SortOrder.DescendingOrder if kept.get("descending") is True else Qt.SortOrder.AscendingOrder,
    )


def arrangement_text(arrangement: Arrangement) -> str:
    """What is kept of an arrangement."""
    return json.dumps({
        "hidden": sorted(arrangement.hidden), "widths": arrangement.widths, "sort": arrangement.sort,
        "descending": arrangement.order == Qt.SortOrder.DescendingOrder,
    })


class RowCells(QStyledItemDelegate):
    """Draws a cell: hairline, chosen row with its bar, focus, and the words. A table with chips overrides ``fill``."""

    def __init__(self, look: Look, columns: tuple[str, ...], strong: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.look, self.columns, self.strong = look, columns, strong

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen, look = bool(state & QStyle.StateFlag.State_Selected), self.look
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = "selected" if chosen else "hover" if state & QStyle.StateFlag.State_MouseOver else "surface"
        painter.fillRect(box, look.colour(ground))
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), look.colour("line"))
        key = self.columns[index.column()]
        if chosen and key == self.strong:
            painter.fillRect(QRect(box.left(), box.top(), 3, box.height()), look.colour("accent"))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(look.colour("focus"), 2))
            painter.drawRect(QRectF(box).adjusted(1, 1, -1, -2))
        self.fill(painter, box.adjusted(8, 0, -8, 0), key, index)
        painter.restore()

    def fill(self, p: QPainter, box: QRect, key: str, index: Index) -> None:
        """Draw what stands in the cell."""
        self.say(p, box, str(index.data()), 500 if key == self.strong else 400)

    def say(self, p: QPainter, box: QRect, text: str, weight: int = 400, tone: str = "text") -> None:
        """Draw words on one line, ended by an ellipsis where there is no room."""
        font = self.look.font("body", weight)
        p.setFont(font)
        p.setPen(self.look.colour(tone))
        line = QFontMetrics(font).elidedText(text.replace("\n", " "), Qt.TextElideMode.ElideRight, box.width())
        p.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine, line)


class Table(QTableView, Generic[R]):
    """A table of one kind of row. ``opened`` tells which row Enter or a double click chose."""

    opened = Signal(object)
    rearranged = Signal()
    """Columns were chosen, or the order changed."""
    deleted = Signal()
    """Delete was pressed."""

    def __init__(
        self, look: Look, model: RowsModel[R], name: str, *, strong: str, stretches: str, least: int = 84,
        preferences: Preferences | None = None, cells: Callable[[Look, tuple[str, ...], str, QWidget], RowCells] = RowCells,
    ) -> None:
        super().__init__()
        self.look, self.rows_model, self.name = look, model, name
        self.keys = tuple(column.key for column in model.columns)
        self.stretching, self.least = self.keys.index(stretches), least
        self.preferences = preferences
        self.widths: dict[str, int] = {}
        self._fitting = False
        self._kept: Any = None
        self.setModel(model)
        self.setItemDelegate(cells(look, self.keys, strong, self))
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)  # Tab leaves the table; arrows move inside it
        self.setMouseTracking(True)
        self.verticalHeader().hide()
        self._dress_head()
        self._recall()
        self.fit()
        self.doubleClicked.connect(self._open)
        model.modelAboutToBeReset.connect(self._remember_row)
        model.modelReset.connect(self._restore_row)
        if any(column.snug for column in model.columns):
            model.modelReset.connect(self.fit)

    def _dress_head(self) -> None:
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        head.setMinimumSectionSize(40)
        head.setSectionsMovable(False)
        head.sectionResized.connect(self._resized)
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(lambda at: self.columns_menu().popup(head.mapToGlobal(at)))

    # What is remembered: hidden columns, widths at 100%, and the order.

    def _recall(self) -> None:
        kept = arrangement_of(self.preferences.text(f"table_{self.name}") if self.preferences else "", self.rows_model.columns)
        for key in kept.hidden:
            self.setColumnHidden(self.keys.index(key), True)
        self.widths = dict(kept.widths)
        self.setSortingEnabled(True)
        self.sort_by(kept.sort, kept.order)
        self.horizontalHeader().sortIndicatorChanged.connect(lambda *_: self._keep())

    def sort_by(self, key: str, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column."""
        self.sortByColumn(self.keys.index(key), order)

    def _keep(self) -> None:
        head = self.horizontalHeader()
        if self.preferences is not None:
            self.preferences.keep(f"table_{self.name}", arrangement_text(Arrangement(
                hidden=frozenset(key for n, key in enumerate(self.keys) if self.isColumnHidden(n)), widths=self.widths,
                sort=self.keys[head.sortIndicatorSection()], order=head.sortIndicatorOrder(),
            )))
        self.rearranged.emit()

    def columns_menu(self) -> QMenu:
        """A menu in which columns are ticked on and off; the first always stays."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for number, column in enumerate(self.rows_model.columns[1:], 1):
            action = QAction(column.title, menu)
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(number))
            action.toggled.connect(lambda on, n=number: self.show_column(n, on))
            menu.addAction(action)
        return menu

    def show_column(self, number: int, on: bool) -> None:
        """Show a column or leave it out."""
        self.setColumnHidden(number, not on)
        self.fit()
        self._keep()

    # Sizes

    def fit(self) -> None:
        """Take the sizes that the present text size and the room ask for: one column takes what the others leave."""
        self._fitting = True
        self.verticalHeader().setDefaultSectionSize(self.look.scaled(ROW))
        self.horizontalHeader().setFixedHeight(self.look.scaled(HEADER))
        for number, key in enumerate(self.keys):
            if number != self.stretching:
                self.setColumnWidth(number, self.wide(key))
        others = sum(self.columnWidth(n) for n in range(len(self.keys)) if n != self.stretching and not self.isColumnHidden(n))
        self.setColumnWidth(self.stretching, max(self.look.scaled(self.least), self.viewport().width() - others))
        self._fitting = False

    def as_tall_as(self, rows: int) -> None:
        """Take the height of so many rows: the page round the table scrolls, and not the table."""
        self.setFixedHeight(self.look.scaled(HEADER) + rows * self.look.scaled(ROW) + 18)

    def wide(self, key: str) -> int:
        """How wide a column is to be: as the person drew it, but never too narrow for what it must hold."""
        column = self.rows_model.columns[self.keys.index(key)]
        advance = QFontMetrics(self.look.font()).horizontalAdvance
        least = advance(column.holds) + CELL_EDGES if column.holds else 0
        cells = max((advance(column.shown(row)) for row in self.rows_model.rows), default=0) + CELL_EDGES if column.snug else 0
        return max(self.look.scaled(self.widths[key]), least, min(cells, self.look.scaled(column.snug)))

    def _resized(self, number: int, _: int, width: int) -> None:
        if not self._fitting and width and number != self.stretching:
            self.widths[self.keys[number]] = round(width / self.look.text_size)
            self._keep()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "widths"):
            self.fit()

    # Rows

    def current(self) -> R | None:
        """The row that has the keyboard."""
        return self.rows_model.row_at(self.currentIndex())

    def chosen(self) -> list[R]:
        """The chosen rows, from the top."""
        numbers = sorted(index.row() for index in self.selectionModel().selectedRows(self._first_shown()))
        return [self.rows_model.rows[number] for number in numbers]

    def choose(self, identity: Any) -> None:
        """Put the keyboard's place on a row."""
        index = self.rows_model.index_of(identity, self._first_shown())
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def _first_shown(self) -> int:
        return next(n for n in range(len(self.keys)) if not self.isColumnHidden(n))

    def _remember_row(self) -> None:
        row = self.current()
        if row is not None:  # a row narrowed away is chosen again when it comes back
            self._kept = self.rows_model.identify(row)

    def _restore_row(self) -> None:
        if self._kept is not None:
            self.choose(self._kept)

    def _open(self, index: Index) -> None:
        row = index.data(RECORD)
        if row is not None:
            self.opened.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
        elif event.key() == Qt.Key.Key_Delete:
            self.deleted.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """Copy the chosen rows, all where none is chosen, as a table that Word and Excel take."""
        columns = [column for number, column in enumerate(self.rows_model.columns) if not self.isColumnHidden(number)]
        QGuiApplication.clipboard().setMimeData(as_table(columns, self.chosen() or self.rows_model.rows))
