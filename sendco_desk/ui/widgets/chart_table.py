"""The figures of a chart as a table: as high as its rows, and copied as a table that Word and Excel take."""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from sendco_desk.domain.charts import Chart
from sendco_desk.ui.models.rows import Column, Index, RowsModel, as_table
from sendco_desk.ui.theme import Look
from sendco_desk.ui.tokens import HEADER, ROW

Cells = tuple[str, ...]
MOST_ROWS = 12
"""Rows shown at once; more are scrolled."""
LEAST = 88
"""Pixels that a column takes at the least, at 100%."""
SIDE, OVER = 8, 8
"""Pixels kept free beside the words of a cell, and over and under them."""


def columns_of(chart: Chart) -> tuple[Column[Cells], ...]:
    """The columns of a chart’s table. They keep its order: days are words here, and would sort wrongly."""
    heads, _ = chart.table()
    return tuple(Column(key=str(n), title=head, shown=lambda row, n=n: row[n]) for n, head in enumerate(heads))  # type: ignore[misc]


class WrappedCells(QStyledItemDelegate):
    """Draws a cell whose words may take several lines, over a hairline."""

    def __init__(self, look: Look, table: QTableView) -> None:
        super().__init__(table)
        self.look, self.table = look, table

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        words, metrics = str(index.data()), QFontMetrics(self.look.font())
        room = max(1, self.table.columnWidth(index.column()) - 2 * SIDE)
        tall = metrics.boundingRect(QRect(0, 0, room, 10_000), Qt.TextFlag.TextWordWrap, words).height()
        return QSize(metrics.horizontalAdvance(words) + 2 * SIDE + 2, max(self.look.scaled(ROW), tall + 2 * OVER))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.fillRect(box, self.look.colour("selected" if state & QStyle.StateFlag.State_Selected else "surface"))
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), self.look.colour("line"))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(self.look.colour("focus"), 2))
            painter.drawRect(QRectF(box).adjusted(1, 1, -1, -2))
        painter.setFont(self.look.font())
        painter.setPen(self.look.colour("text"))
        painter.drawText(box.adjusted(SIDE, 0, -SIDE, 0), Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap, str(index.data()))
        painter.restore()


class ChartTable(QTableView):
    """A plain table: Tab leaves it, arrows move inside it, Ctrl+C copies the chosen rows, or all."""

    def __init__(self, look: Look, chart: Chart) -> None:
        super().__init__()
        self.look = look
        self.rows = self._model(chart)
        self.setShowGrid(False)
        self.setItemDelegate(WrappedCells(look, self))
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.sectionResized.connect(lambda *_: self.fit_rows())
        self.show_chart(chart)

    def _model(self, chart: Chart) -> RowsModel[Cells]:
        model = RowsModel(columns_of(chart), lambda row: row, self)
        model.put(chart.table()[1])
        return model

    def show_chart(self, chart: Chart) -> None:
        """Show the figures of another chart."""
        before, self.rows = self.rows, self._model(chart)
        self.setModel(self.rows)
        before.deleteLater()
        self.setAccessibleName(f"{chart.title}, as a table")
        self.fit()

    def fit(self) -> None:
        """Take the sizes that the present text size and the words ask for."""
        head = self.horizontalHeader()
        head.setFixedHeight(self.look.scaled(HEADER))
        last = len(self.rows.columns) - 1
        for number in range(last + 1):  # a day or a figure is never broken, a name and a reason may be
            head.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch if number in (0, last) else QHeaderView.ResizeMode.ResizeToContents)
        head.setMinimumSectionSize(self.look.scaled(LEAST))
        self.fit_rows()

    def fit_rows(self) -> None:
        """Be as high as the rows are at the present widths, and the bar below them where the columns are wider than the room."""
        self.resizeRowsToContents()
        count = len(self.rows.rows)
        policies = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(policies.ScrollBarAsNeeded if count > MOST_ROWS else policies.ScrollBarAlwaysOff)
        head = self.horizontalHeader()
        tall = head.height() + sum(self.rowHeight(row) for row in range(min(MOST_ROWS, count))) + 2 * self.frameWidth()
        wider = head.length() > self.viewport().width()
        self.setFixedHeight(tall + (self.horizontalScrollBar().sizeHint().height() if wider else 0))

    def sizeHint(self) -> QSize:
        return QSize(self.look.scaled(300), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "rows"):
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """Copy the chosen rows, all where none is chosen."""
        numbers = sorted(index.row() for index in self.selectionModel().selectedRows())
        QGuiApplication.clipboard().setMimeData(as_table(self.rows.columns, [self.rows.rows[n] for n in numbers] or self.rows.rows))
