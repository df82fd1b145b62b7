"""Small painted things: a state's chip, an ask's tag, and a meter."""

from collections.abc import Callable
from html import escape

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen

from sendco_desk.ui.icons import paint_icon
from sendco_desk.ui.theme import Look
from sendco_desk.ui.tokens import RADIUS
from sendco_desk.ui.widgets.picture import Painted as Painted
from sendco_desk.ui.widgets.picture import Picture as Picture

STATE_WORDS = {"late": "Overdue", "soon": "Due soon", "done": "Done", "planned": "Planned", "waiting": "Waiting", "info": "Note"}
BASIS = {
    "law": ("decision", "Law"), "code": ("code", "Code"), "council": ("council", "Council ask"), "practice": ("practice", "Good practice"),
}


def chip_width(look: Look, word: str, picture: str = "") -> int:
    """How wide a chip is."""
    return QFontMetrics(look.font("caption", 600)).horizontalAdvance(word) + (look.icon() + 9 if picture else 8) + 8


def paint_chip(p: QPainter, look: Look, at: QPoint, word: str, picture: str, state: str, plain: bool = False) -> int:
    """Icon + word on a wash, its left middle at ``at``; the same drawing serves widgets and table cells. Gives back the width."""
    tone, height = look.colours.tone(state), look.line("caption") + 5
    rect = QRectF(at.x() + 0.5, at.y() - height // 2 + 0.5, chip_width(look, word, picture) - 1, height - 1)
    edge = QColor(tone.ink)
    edge.setAlphaF(1.0 if look.colours.name == "contrast" else 0.28)
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    p.setPen(QPen(edge, 1))
    p.setBrush(Qt.BrushStyle.NoBrush if plain else QColor(tone.wash))
    p.drawRoundedRect(rect, RADIUS["chip"], RADIUS["chip"])
    left = rect.left() + 6
    if picture:
        size = look.icon()
        paint_icon(p, picture, QRectF(left, rect.center().y() - size / 2, size, size), tone.ink, 2.1)
        left += size + 4
    p.setPen(QColor(tone.ink))
    p.setFont(look.font("caption", 600))
    p.drawText(QRectF(left, rect.top(), rect.right() - left, rect.height()), Qt.AlignmentFlag.AlignVCenter, word)
    return int(rect.width()) + 1


class Chip(Painted):
    """A state: always an icon and a word. ``picture`` is the state's own icon unless another is named."""

    def __init__(self, look: Look, word: str, state: str, picture: str | None = None, tip: str = "") -> None:
        super().__init__(look)
        self.word, self.state, self.picture = word, state, state if picture is None else picture
        self.setAccessibleName(f"{STATE_WORDS[state]}: {word}" if picture is None else word)
        self.setToolTip(tip)
        self.fit()

    def fit(self) -> None:
        self.setFixedSize(chip_width(self.look, self.word, self.picture), self.look.line("caption") + 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_chip(QPainter(self), self.look, QPoint(0, self.height() // 2), self.word, self.picture, self.state)


class LongChip(Chip):
    """A state told in a whole sentence: where there is no room it ends in an ellipsis, and the tip and the screen reader have all of it."""

    def fit(self) -> None:
        self.setToolTip(f"<p>{escape(self.word)}</p>")  # plain words would stand on one line, however long
        self.setFixedHeight(self.look.line("caption") + 6)
        self.setMinimumWidth(min(self.sizeHint().width(), self.look.scaled(120)))
        self.setMaximumWidth(self.sizeHint().width())
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(chip_width(self.look, self.word, self.picture), self.look.line("caption") + 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        word, room = self.word, self.width() - chip_width(self.look, "", self.picture)
        metrics = QFontMetrics(self.look.font("caption", 600))
        if metrics.horizontalAdvance(word) > room:
            word = metrics.elidedText(word, Qt.TextElideMode.ElideRight, room)
        paint_chip(QPainter(self), self.look, QPoint(0, self.height() // 2), word, self.picture, self.state)


class WayChip(LongChip):
    """A long chip that leads to where all of it is told: a press, Enter or the space bar."""

    def __init__(self, look: Look, word: str, state: str, picture: str, then: Callable[[], object]) -> None:
        super().__init__(look, word, state, picture)
        self.then = then
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ringed", True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.then()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.then()


class BasisTag(Painted):
    """How much force an ask has, shown by the weight of its outline: law is solid, good practice has none."""

    def __init__(self, look: Look, basis: str) -> None:
        super().__init__(look)
        self.basis = basis
        self.setAccessibleName(BASIS[basis][1])
        self.fit()

    def fit(self) -> None:
        self.setFixedSize(chip_width(self.look, BASIS[self.basis][1], "x"), self.look.line("caption") + 3)

    def paintEvent(self, event: QPaintEvent) -> None:
        c, p = self.look.colours, QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = c.surface if self.basis == "law" else c.text if self.basis == "code" else c.muted
        style = Qt.PenStyle.DashLine if self.basis == "council" else Qt.PenStyle.SolidLine
        edge = c.edge if self.basis == "council" else c.text
        p.setPen(Qt.PenStyle.NoPen if self.basis == "practice" else QPen(QColor(edge), 1, style))
        p.setBrush(QColor(c.text) if self.basis == "law" else Qt.BrushStyle.NoBrush)
        p.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS["chip"], RADIUS["chip"])
        picture, word = BASIS[self.basis]
        size = self.look.icon()
        paint_icon(p, picture, QRectF(6, (self.height() - size) / 2, size, size), ink, 2.0)
        p.setPen(QColor(ink))
        p.setFont(self.look.font("caption", 600))
        p.drawText(self.rect().adjusted(size + 10, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, word)


class Meter(Painted):
    """How much of a limit is used. The figure stands beside it in words; the bar only helps the eye."""

    def __init__(self, look: Look, used: float, limit: float, state: str = "done", height: int = 8) -> None:
        super().__init__(look)
        self.state = state
        self.setFixedHeight(height)
        self.show_share(used, limit)

    def show_share(self, used: float, limit: float) -> None:
        """Set how much is used."""
        self.share = used / limit if limit else 0.0
        self.setAccessibleName(f"{used:g} of {limit:g}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        c, p, half = self.look.colours, QPainter(self), self.height() / 2
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        p.setPen(QPen(QColor(c.edge), 1))
        p.setBrush(QColor(c.sunken))
        p.drawRoundedRect(whole, half, half)
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(QColor(c.accent if self.state == "done" else c.ink(self.state)))
        p.drawRoundedRect(QRectF(whole.left(), whole.top(), whole.width() * min(self.share, 1), whole.height()), half, half)
