"""The running order on the page: boxes to tick, rows that are dragged by the mouse or moved by keys, headings among them."""

from typing import ClassVar

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QApplication

from sendco_desk.ui.icons import paint_icon
from sendco_desk.ui.models.pack_model import Kind, OrderRow, PackModel
from sendco_desk.ui.models.pack_moves import dropped, gap_of, stepped
from sendco_desk.ui.models.rows import RECORD, Index
from sendco_desk.ui.screens.tables import Table
from sendco_desk.ui.screens.tick_cells import TickCells
from sendco_desk.ui.theme import Look

ROW_HIGH = 32
NEAR_EDGE, SCROLLS, EVERY = 24, 12, 40
"""Px from the edge at which a dragged row scrolls the list, how far each time, and after how many milliseconds."""


class OrderCells(TickCells):
    """The handle and the box, the number, the title; headings bold, rows that are left out muted."""

    TONES: ClassVar[dict[str, str]] = {"info": "soon", "shield": "soon", "eye": "accent", "note": "muted"}

    def fill(self, p: QPainter, box: QRect, key: str, index: Index) -> None:
        row: OrderRow = index.data(RECORD)
        tone = "text" if row.on else "muted"
        if key == "in":
            self._handle(p, box, row)
        elif key == "number":
            self._right(p, box.adjusted(-8, 0, 4, 0), "" if row.heads else row.number, "muted")
        elif key == "title":
            self._title(p, box, row, tone)
        elif key == "mark" and row.mark[0]:
            side = self.look.scaled(16)
            place = QRectF(box.left() - 4, box.center().y() - side / 2 + 1, side, side)
            paint_icon(p, row.mark[0], place, self.look.ink(self.TONES[row.mark[0]]), 2)
        elif key == "pages":
            self._right(p, box.adjusted(-8, 0, 0, 0), row.pages_shown, "muted")

    def _handle(self, p: QPainter, box: QRect, row: OrderRow) -> None:
        side = self.look.scaled(14)
        if row.moves:
            paint_icon(p, "drag", QRectF(box.left() - 4, box.center().y() - side / 2 + 1, side, side), self.look.ink("muted"), 2.6)
        if row.ticks:
            self.box(p, box.adjusted(self.look.scaled(14), 0, 0, 0), row.on)

    def _title(self, p: QPainter, box: QRect, row: OrderRow, tone: str) -> None:
        if not row.heads:
            self.say(p, box.adjusted(-4, 0, 8, 0), row.title, 400, tone)
            return
        left = box.adjusted(-self.look.scaled(54), 0, 8, 0) if not row.moves else box.adjusted(-self.look.scaled(44), 0, 8, 0)
        if row.number:
            self.say(p, left, row.number, 400, "muted")
            left.setLeft(left.left() + QFontMetrics(self.look.font()).horizontalAdvance(f"{row.number}  "))
        self.say(p, left, row.title, 600)

    def _right(self, p: QPainter, box: QRect, text: str, tone: str) -> None:
        p.setFont(self.look.font("caption"))
        p.setPen(self.look.colour(tone))
        p.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)


class PackTable(Table[OrderRow]):
    """Space or Enter puts a row in or out, Alt with the arrow keys moves it, and so does the mouse. ``moved`` tells where it shall stand."""

    moved = Signal(object)
    switched = Signal(object)
    asked_menu = Signal(object, QPoint)

    def __init__(self, look: Look, model: PackModel) -> None:
        self.order = model
        self.pressed_at: QPoint | None = None
        self.dragged: OrderRow | None = None
        self.gap = -1
        super().__init__(look, model, "Running order", strong="in", stretches="title", least=90, cells=OrderCells)
        self.setProperty("frame", "bare")
        self.setSortingEnabled(False)
        self.horizontalHeader().hide()
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setDragEnabled(False)
        self.setAccessibleDescription("Space puts a row in or leaves it out; Alt with the arrow keys moves it; the menu key offers more.")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask_menu)
        self.opened.connect(self.switched)
        self.scroller = QTimer(self)
        self.scroller.setInterval(EVERY)
        self.scroller.timeout.connect(self._scroll_on)

    # Sizes

    def fit(self) -> None:
        super().fit()
        self.verticalHeader().setDefaultSectionSize(self.look.scaled(ROW_HIGH))
        self.horizontalHeader().setFixedHeight(0)

    def wide(self, key: str) -> int:
        """Columns are as wide as what they hold: nobody draws them."""
        column = self.rows_model.columns[self.keys.index(key)]
        return self.look.scaled(column.width)

    def whole_height(self) -> int:
        """How tall it is with all its rows."""
        return self.rows_model.rowCount() * self.look.scaled(ROW_HIGH) + 2

    # Choosing and moving by keys

    def choose_row(self, key: object) -> None:
        """Put the keyboard's place on a row."""
        index = self.rows_model.index_of(key, self.keys.index("title"))
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def choose(self, identity: object) -> None:
        self.choose_row(identity)

    def step(self, by: int) -> None:
        """Move the row that has the keyboard up or down."""
        row = self.current()
        move = stepped(self.order.rows, row, by) if row is not None else None
        if move is not None:
            self.moved.emit(move)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        row = self.current()
        if event.key() == Qt.Key.Key_Escape and self.dragged is not None:
            self._let_go()
        elif event.key() == Qt.Key.Key_Space and row is not None:
            self.switched.emit(row)
        elif alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def _ask_menu(self, at: QPoint) -> None:
        index = self.indexAt(at)
        row = self.rows_model.row_at(index if index.isValid() else self.currentIndex())
        if row is not None:
            self.choose_row(row.key)
            self.asked_menu.emit(row, self.viewport().mapToGlobal(at))

    # Dragging

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.pressed_at = event.position().toPoint() if event.button() == Qt.MouseButton.LeftButton else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self.pressed_at is None or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
            return
        if self.dragged is None and (at - self.pressed_at).manhattanLength() >= QApplication.startDragDistance():
            row = self.rows_model.row_at(self.indexAt(self.pressed_at))
            if row is not None and row.moves:
                self.dragged = row
                self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        if self.dragged is not None:
            self._drag_to(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        at, row, gap = event.position().toPoint(), self.dragged, self.gap
        index = self.indexAt(at)
        clicked = self.pressed_at is not None and row is None and event.button() == Qt.MouseButton.LeftButton
        self._let_go()
        if row is not None:
            move = dropped(self.order.rows, row, gap)
            if move is not None:
                self.moved.emit(move)
        elif clicked and index.isValid() and index.column() == 0 and index == self.indexAt(at):
            self.switched.emit(index.data(RECORD))

    def _drag_to(self, at: QPoint) -> None:
        row = self.dragged
        if row is None:
            return
        self.gap = gap_of(self.order.rows, row, self._gap_at(at))
        edge = at.y() < NEAR_EDGE or at.y() > self.viewport().height() - NEAR_EDGE
        if edge and not self.scroller.isActive():
            self.scroller.start()
        elif not edge:
            self.scroller.stop()
        self.last_at = at
        self.viewport().update()

    def _gap_at(self, at: QPoint) -> int:
        index = self.indexAt(QPoint(4, at.y()))
        if not index.isValid():
            return 0 if at.y() < 0 else self.rows_model.rowCount()
        box = self.visualRect(index)
        return index.row() + (at.y() > box.center().y())

    def _scroll_on(self) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + (-SCROLLS if self.last_at.y() < NEAR_EDGE else SCROLLS))
        self._drag_to(self.last_at)

    def _let_go(self) -> None:
        self.pressed_at = self.dragged = None
        self.gap = -1
        self.scroller.stop()
        self.viewport().unsetCursor()
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.dragged is None or self.gap < 0:
            return
        above = self.visualRect(self.order.index(self.gap - 1, 0)) if self.gap else QRect(0, 0, 0, 0)
        y = above.bottom() + 1 if self.gap else 1
        p = QPainter(self.viewport())
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setPen(QPen(self.look.colour("accent"), 2))
        left = 8 if self.dragged.kind is Kind.PART else self.look.scaled(26)
        p.drawEllipse(QRectF(left - 6, y - 3, 6, 6))
        p.drawLine(left, y, self.viewport().width() - 8, y)
