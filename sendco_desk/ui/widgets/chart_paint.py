"""Draws a laid chart in the colours of the theme."""

from functools import singledispatchmethod
from math import floor

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from sendco_desk.domain.charting.setting import Measure
from sendco_desk.domain.charting.shapes import DASHES, Band, Icon, Laid, Line, Marker, Rect, Spot, Stop, Text
from sendco_desk.ui.icons import paint_icon
from sendco_desk.ui.theme import Look

FACES = {"body": ("body", 400), "strong": ("caption", 600), "caption": ("caption", 400)}
"""The face and weight of a layout’s roles."""
WASH = 0.14
"""How much of its colour a band shows."""
FAINT = 0.4
"""How much of its ink a line of the grid shows in high contrast."""
CORNER = 4.0


def font_of(look: Look, role: str) -> QFont:
    """The font of a layout’s role."""
    return look.font(*FACES[role])


def measure_of(look: Look) -> Measure:
    """How wide words are in the present look."""
    metrics = {role: QFontMetricsF(font_of(look, role)) for role in FACES}
    return lambda words, role: metrics[role].horizontalAdvance(words)


def paint(painter: QPainter, look: Look, laid: Laid) -> None:
    """Draw the whole chart at the painter’s origin."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    drawing = _Drawing(painter, look)
    for shape in laid.shapes:
        drawing.draw(shape)


def paint_ring(painter: QPainter, look: Look, stop: Stop) -> None:
    """Draw the ring of the keyboard’s place round a point or bar."""
    painter.setPen(QPen(look.colour("focus"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(stop.x + 1, stop.y + 1, stop.width - 2, stop.height - 2), CORNER, CORNER)


def series_ink(look: Look, ink: str) -> str:
    """The colour of a layout’s ink."""
    return look.colours.series[int(ink[-1]) - 1] if ink.startswith("series") else look.ink(ink)


def crisp(points: tuple[Spot, ...]) -> tuple[Spot, ...]:
    """An upright or level thin line moved into the middle of its pixels, or it would be painted grey over two rows of them."""
    (x, y), (end_x, end_y) = points
    if x == end_x:
        return ((floor(x) + 0.5, y), (floor(x) + 0.5, end_y))
    return ((x, floor(y) + 0.5), (end_x, floor(y) + 0.5))


def marker_path(marker: Marker) -> QPainterPath:
    """Circle, square, triangle, diamond or cross."""
    path, at, half = QPainterPath(), QPointF(marker.x, marker.y), marker.half
    if marker.kind == "circle":
        path.addEllipse(at, half, half)
    elif marker.kind == "square":
        path.addRect(QRectF(at.x() - half * 0.9, at.y() - half * 0.9, half * 1.8, half * 1.8))
    elif marker.kind == "triangle":
        path.addPolygon(QPolygonF([at + QPointF(x * half, y * half) for x, y in ((0, -1.2), (1.1, 0.8), (-1.1, 0.8), (0, -1.2))]))
    elif marker.kind == "diamond":
        path.addPolygon(QPolygonF([at + QPointF(x * half, y * half) for x, y in ((0, -1.3), (1.1, 0), (0, 1.3), (-1.1, 0), (0, -1.3))]))
    else:
        for x in (-half, half):
            path.moveTo(at + QPointF(-x, -half))
            path.lineTo(at + QPointF(x, half))
    return path


class _Drawing:
    """One way to draw for each kind of shape."""

    def __init__(self, painter: QPainter, look: Look) -> None:
        self.p, self.look = painter, look
        self.bare = look.ink("line") == look.ink("text")

    def pen(self, ink: str, weight: float, dash: str = "solid") -> QPen:
        """A pen with flat ends, so that dashes keep their lengths."""
        pen = QPen(QColor(series_ink(self.look, ink)), weight)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if DASHES[dash]:
            pen.setDashPattern(list(DASHES[dash]))
        return pen

    @singledispatchmethod
    def draw(self, shape: object) -> None:
        """Draw a shape."""
        raise TypeError(shape)

    @draw.register
    def _(self, line: Line) -> None:
        pen = self.pen(line.ink, line.weight, line.dash)
        if self.bare and line.ink == "line":  # high contrast has one ink for all lines; where others are pale this one shines through
            ink = pen.color()
            ink.setAlphaF(FAINT)
            pen.setColor(ink)
        self.p.setPen(pen)
        self.p.setBrush(Qt.BrushStyle.NoBrush)
        self.p.drawPolyline(QPolygonF([QPointF(x, y) for x, y in (crisp(line.points) if line.weight <= 1 else line.points)]))

    @draw.register
    def _(self, band: Band) -> None:
        if len(band.edges) == 1:
            x, upper, lower = band.edges[0]
            self.p.setPen(self.pen(band.ink, 1.5))
            self.p.drawLine(QPointF(x, upper), QPointF(x, lower))
            for y in (upper, lower):
                self.p.drawLine(QPointF(x - 4, y), QPointF(x + 4, y))
            return
        wash = QColor(series_ink(self.look, band.ink))
        wash.setAlphaF(2 * WASH if self.bare else WASH)
        self.p.setPen(Qt.PenStyle.NoPen)
        self.p.setBrush(wash)
        self.p.drawPolygon(QPolygonF([QPointF(x, y) for x, y in band.outline]))

    @draw.register
    def _(self, marker: Marker) -> None:
        self.p.setPen(self.pen(marker.ink, marker.half * 0.42))
        self.p.setBrush(QColor(series_ink(self.look, marker.ink)) if marker.filled else self.look.colour("surface"))
        self.p.drawPath(marker_path(marker))

    @draw.register
    def _(self, text: Text) -> None:
        font = font_of(self.look, text.role)
        back = {"start": 0.0, "middle": 0.5, "end": 1.0}[text.anchor]
        x = text.x - back * QFontMetricsF(font).horizontalAdvance(text.words) if back else text.x
        self.p.setFont(font)
        self.p.setPen(QColor(series_ink(self.look, text.ink)))
        self.p.drawText(QPointF(x, text.baseline), text.words)

    @draw.register
    def _(self, rect: Rect) -> None:
        box = QRectF(rect.x, rect.y, rect.width, rect.height)
        if rect.filled:
            self.p.fillRect(box, QColor(series_ink(self.look, rect.ink)))
            return
        self.p.setPen(self.pen(rect.ink, 1.2))
        self.p.setBrush(Qt.BrushStyle.NoBrush)
        self.p.drawRect(box)

    @draw.register
    def _(self, icon: Icon) -> None:
        paint_icon(self.p, icon.name, QRectF(icon.x, icon.y, icon.size, icon.size), series_ink(self.look, icon.ink), 2.1)
