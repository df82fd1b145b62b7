"""The pages of a document while it is blacked out: boxes are drawn on them with the mouse, and those that are there already are seen."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen

from sendco_desk.domain.redactions import Box
from sendco_desk.ui.document_pages import FIT, Paper
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.pack_pages import PackPages
from sendco_desk.ui.theme import Look

LEAST = 4
"""Px that a box must be wide and high: less is a click."""
VEILED = 200
"""How dense a box over words is that are blacked out: what lies under it can still be made out here, and only here."""


class MarkPaper(Paper):
    """One page with its boxes. ``drawn`` tells the box that was drawn, in points from the lower left corner of the page."""

    drawn = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.size_of_page = (595.0, 842.0)
        self.boxes: Mapping[str, Sequence[Box]] = {}
        self.chosen: Sequence[Box] = ()
        self.may_draw = False
        self.begun: QPointF | None = None
        self.now = QPointF()

    def show_boxes(self, size: tuple[float, float], boxes: Mapping[str, Sequence[Box]], chosen: Sequence[Box] = (), *, may_draw: bool = True) -> None:
        """The boxes of the page that is read; ``chosen`` are those that the lists stand on."""
        self.size_of_page, self.boxes, self.chosen, self.may_draw = size, boxes, chosen, may_draw
        self.setCursor(Qt.CursorShape.CrossCursor if may_draw else Qt.CursorShape.ArrowCursor)
        self.update()

    def placed(self, box: Box) -> QRectF:
        """Where a box lies on the screen."""
        page, (wide, high) = self.page(), self.size_of_page
        scale = page.width() / wide
        left, bottom, right, top = box
        return QRectF(page.left() + left * scale, page.top() + (high - top) * scale, (right - left) * scale, (top - bottom) * scale)

    def box_in(self, drawn: QRectF) -> Box:
        """The same the other way round, within the page."""
        page, (wide, high) = self.page(), self.size_of_page
        inside, scale = drawn.normalized() & page, wide / page.width()
        return (
            (inside.left() - page.left()) * scale, high - (inside.bottom() - page.top()) * scale, (inside.right() - page.left()) * scale,
            high - (inside.top() - page.top()) * scale,
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.may_draw and event.button() == Qt.MouseButton.LeftButton and self.page().contains(event.position()):
            self.begun = self.now = event.position()
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.begun is not None:
            self.now = event.position()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.begun is None or event.button() != Qt.MouseButton.LeftButton:
            return
        drawn, self.begun = QRectF(self.begun, event.position()).normalized() & self.page(), None
        self.update()
        if drawn.width() >= LEAST and drawn.height() >= LEAST:
            self.drawn.emit(self.box_in(drawn))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        p = QPainter(self)
        p.setClipRect(self.page())
        for kind, boxes in self.boxes.items():
            for box in boxes:
                self._paint(p, self.placed(box), kind)
        if self.begun is not None:
            self._paint(p, QRectF(self.begun, self.now).normalized(), "marked")
        p.setClipping(False)
        p.setPen(QPen(self.look.colour("focus"), 3))
        p.setBrush(Qt.BrushStyle.NoBrush)
        for box in self.chosen:
            p.drawRect(self.placed(box).adjusted(-3, -3, 3, 3))

    def _paint(self, p: QPainter, place: QRectF, kind: str) -> None:
        if kind == "marked":
            p.fillRect(place, QColor(0, 0, 0, VEILED))
            return
        colour = QColor(self.look.colour("accent"))
        p.setPen(QPen(colour, 2, Qt.PenStyle.SolidLine if kind == "ticked" else Qt.PenStyle.DashLine))
        colour.setAlpha(70 if kind == "ticked" else 0)
        p.setBrush(colour)
        p.drawRect(place)


class MarkPages(PackPages):
    """The pages of one document, on which boxes are drawn."""

    OF = "of the document"

    def __init__(self, room: Room) -> None:
        self.marks = MarkPaper(room.look)
        super().__init__(room, self.marks)
        self.zoom = FIT
        self.setAccessibleName("Pages of the document")
