"""The focus ring: two pixels round whatever has the keyboard, shown after a key and hidden after a click; the layout never moves."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QScrollBar, QWidget
from shiboken6 import isValid

from sendco_desk.ui.theme import Look

GAP = 4
_KEYS = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress)
_MOVES = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show)


class FocusRing(QWidget):
    """Fields and tables draw their own focus; buttons, and widgets with the property ``ringed``, are ringed by this."""

    over: QWidget | None = None  # so that an event that comes while Python takes the window apart finds nothing to do
    target: QWidget | None = None
    parts: Sequence[QWidget] = ()

    def __init__(self, window: QWidget, look: Look, app: QApplication) -> None:
        super().__init__(window)
        self.look, self.over, self.by_keyboard = look, window, False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        app.focusChanged.connect(self.moved)
        window.installEventFilter(self)

    def watch(self) -> None:
        """Listen to the window: it sees every key and click once, not once a widget."""
        handle = self.over.windowHandle() if self.over is not None else None
        if handle is not None:
            handle.installEventFilter(self)

    def moved(self, old: QWidget | None, now: QWidget | None) -> None:
        """The keyboard has gone elsewhere."""
        self.follow(now)

    def follow(self, target: QWidget | None) -> None:
        """Ring this widget, if it is one that wants it and a key brought us here."""
        if self.target is not None:
            for part in self.parts:
                if isValid(part):
                    part.removeEventFilter(self)
            for bar in bars_over(self.target):
                bar.valueChanged.disconnect(self.place)
        drawn = target is not None and self.by_keyboard and wants_ring(target) and self.over is not None and self.over.isAncestorOf(target)
        self.target = target if drawn else None
        self.parts = parts_round(self.target, self.over)
        if self.target is not None:
            for part in self.parts:
                part.installEventFilter(self)
            for bar in bars_over(self.target):
                bar.valueChanged.connect(self.place)
            self.place()
        self.setVisible(drawn)

    def place(self) -> None:
        """Lie round the widget."""
        if self.target is not None and self.over is not None:
            self.setVisible(self.target.isVisible() and not self.target.visibleRegion().isEmpty())
            gap = self.target.property("ring_gap") or GAP
            corner = self.target.mapTo(self.over, QPoint(0, 0))
            self.setGeometry(QRect(corner, self.target.size()).adjusted(-gap, -gap, gap, gap))
            self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if self.over is not None and watched is self.over and kind == QEvent.Type.Show:
            self.watch()
        if kind in _KEYS and watched is not self.target:
            self.by_keyboard = kind == QEvent.Type.KeyPress
            if not self.by_keyboard:
                self.hide()
        if self.target is not None and watched is not self.target and kind in _MOVES and watched in self.parts:
            self.place()  # what it lies in has moved: it is not told, because it stays where it was in there
        if self.target is not None and watched is self.target:
            if kind in _MOVES:
                self.place()
            elif kind == QEvent.Type.Hide:
                self.hide()
            elif kind == QEvent.Type.DeferredDelete:
                self.target = None
                self.hide()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setPen(QPen(self.look.colour("focus"), 2))
        p.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)


def wants_ring(widget: QWidget) -> bool:
    """Whether the ring is drawn for it, or it shows its own focus."""
    return isinstance(widget, QAbstractButton) or bool(widget.property("ringed"))


def parts_round(widget: QWidget | None, over: QWidget | None) -> list[QWidget]:
    """The widget and all that it lies in, up to the window and without it."""
    found = []
    while widget is not None and widget is not over:
        found.append(widget)
        widget = widget.parentWidget()
    return found


def bars_over(widget: QWidget) -> list[QScrollBar]:
    """The scroll bars that move the widget: it is not told when they do."""
    found = []
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QAbstractScrollArea):
            found += [parent.verticalScrollBar(), parent.horizontalScrollBar()]
        parent = parent.parentWidget()
    return found
