"""A sheet over the dimmed window: Esc closes it and the focus goes back to where it was."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGraphicsDropShadowEffect, QWidget
from shiboken6 import isValid

from sendco_desk.ui.theme import Look

WIDTHS = {"top": 640, "right": 480, "reading": 960}


class Sheet(QWidget):
    """Dims the window and holds one sheet: at the top (Ctrl+K), at the right (Ctrl+N), or wide for reading. Tab stays inside it.

    ``may_close`` is asked before it goes: what stands half done in a sheet is kept as a draft there.
    """

    closed = Signal()
    over: QWidget | None = None  # so that an event that comes while Python takes the window apart finds nothing to do

    def __init__(
        self, window: QWidget, look: Look, sheet: QWidget, title: str, side: str = "right", *, may_close: Callable[[], bool] | None = None
    ) -> None:
        super().__init__(window)
        self.over, self.look, self.sheet, self.side = window, look, sheet, side
        self.came_from, self.may_close, self.gone = window.focusWidget(), may_close, False
        self.setAccessibleName(title)
        sheet.setParent(self)
        sheet.setAccessibleName(title)
        if not sheet.property("kind"):
            sheet.setProperty("kind", "sheet")
        if look.colours.name != "contrast":
            self._shadow()
        window.installEventFilter(self)
        self.fit()
        self.show()
        self.raise_()
        first = sheet.focusProxy() or next(iter(tab_stops(sheet)), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _shadow(self) -> None:
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(32)
        shadow.setOffset(0, 8)
        shadow.setColor(QColor(0, 0, 0, 70))
        self.sheet.setGraphicsEffect(shadow)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self.over is not None and watched is self.over and event.type() == QEvent.Type.Resize:
            self.fit()
        return False

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.fit()  # the sheet has grown or shrunk
        return super().event(event)

    def fit(self) -> None:
        """Lie over the whole window, the sheet in its place."""
        if self.over is None:
            return
        self.setGeometry(self.over.rect())
        w, h = self.width(), self.height()
        wide = min(self.look.scaled(WIDTHS[self.side]), w - 64)
        if self.side == "top":
            self.sheet.setGeometry((w - wide) // 2, 56, wide, min(self.sheet.sizeHint().height(), h - 112))
        else:
            self.sheet.setGeometry(w - wide - 12, 12, wide, h - 24)

    def leave(self) -> bool:
        """Close it and give the focus back, unless it may not close."""
        if self.gone:
            return True
        if self.may_close is not None and not self.may_close():
            return False
        if self.over is not None:
            self.over.removeEventFilter(self)
        self.gone = True
        self.hide()
        if self.came_from is not None and isValid(self.came_from) and self.came_from.isVisible():
            self.came_from.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()
        self.deleteLater()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.sheet.geometry().contains(event.position().toPoint()):
            self.leave()

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab goes round inside the sheet."""
        stops = tab_stops(self.sheet)
        now = self.over.focusWidget() if self.over is not None else None
        if not stops:
            return True
        here = next_index(stops, now, forward=next)
        stops[here].setFocus(Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason)
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(0, 0, 0, 120 if self.look.colours.dark else 72))


def tab_stops(inside: QWidget) -> list[QWidget]:
    """What Tab stops at within a widget, in the order in which its parts were put there.

    The focus chain itself must not be asked: PySide (6.11) holds what ``nextInFocusChain`` gives back for a child of what was asked, and
    destroys it with that. A whole page went with a button that stood before it, or the app died when Python next looked for litter.
    """
    parts = (part for part in _within(inside) if part.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return [part for part in parts if part.isVisible() and part.isEnabled() and not part.objectName().startswith("qt_")]


def _within(widget: QWidget) -> Iterator[QWidget]:
    """Everything in a widget. By ``children``, which ties nothing to what was asked, as ``findChildren`` does too."""
    for child in widget.children():
        if isinstance(child, QWidget):
            yield child
            yield from _within(child)


def next_index(stops: list[QWidget], now: QWidget | None, *, forward: bool) -> int:
    """Which stop comes after the present one, going round."""
    if now not in stops:
        return 0 if forward else len(stops) - 1
    return (stops.index(now) + (1 if forward else -1)) % len(stops)
