"""The rail at the left: the places of the window, words beside their icons, or under them when the window is narrow."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame

from sendco_desk.ui.icons import paint_icon
from sendco_desk.ui.keys import KEY_OF
from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.chips import Picture
from sendco_desk.ui.widgets.layout import across, holding, stack
from sendco_desk.ui.widgets.words import words

STOPS = (
    ("today", "Today"), ("pupils", "Pupils"), ("requests", "Requests & plans"), ("reviews", "Reviews"), ("provision", "Provision"),
    ("packs", "Packs"), ("reports", "Reports"),
)
FOOT = (("lock", "Lock"), ("settings", "Settings"), ("help", "Help"))
WIDE, SLIM = 208, 88
FOOT_HEIGHT = 32
MOST_ICON = 22
"""Pixels: over its word an icon grows no more, so that every stop fits the smallest window at 200%."""
ROOMY, TIGHT, BESIDE = range(3)
"""How close the stops of a narrow rail stand: a low window with large words takes their padding, then sets the words beside the icons."""


class Stop(QAbstractButton):
    """One stop on the rail. The bar at its left, the weight of its word and its fill all say it is the current one."""

    def __init__(self, look: Look, picture: str, word: str, *, foot: bool = False) -> None:
        super().__init__()
        self.look, self.picture, self.foot = look, picture, foot
        self.count, self.stacked, self.closeness = 0, False, ROOMY
        self.setText(word)
        self.setObjectName(f"stop_{picture}")
        self.setCheckable(not foot)
        self.setProperty("ring_gap", -2)  # the rail reaches the window's edge, so its ring goes inside
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.show_count(0)

    def show_count(self, count: int) -> None:
        """How many are overdue there, in figures and in the accessible name."""
        self.count = count
        self.setAccessibleName(f"{self.text()}, {count} overdue" if count else self.text())
        self.update()

    def stack_words(self, stacked: bool, closeness: int = ROOMY) -> None:
        """Words under the icon, or beside it."""
        self.stacked, self.closeness = stacked, closeness
        keys = KEY_OF.get(self.picture, "")
        self.setToolTip(f"{self.text()} ({keys})" if keys else self.text())
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def sizeHint(self) -> QSize:
        if not self.stacked:
            return QSize(WIDE, self.look.scaled(36))
        if self.foot:
            return QSize(SLIM, FOOT_HEIGHT)
        return QSize(SLIM, self.stacked_height(self.closeness))

    def stacked_height(self, closeness: int) -> int:
        """How tall it is in a narrow rail."""
        words = (2 if len(self.text()) > 10 else 1) * self.look.line("caption")
        return words + (8 if closeness == BESIDE else self._icon_size() + (12 if closeness == ROOMY else 5))

    def _icon_size(self) -> int:
        return min(self.look.scaled(20), MOST_ICON)

    def paintEvent(self, event: QPaintEvent) -> None:
        c, p, on = self.look.colours, QPainter(self), self.isChecked()
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(4, 1, -4, -1)
        p.setPen(Qt.PenStyle.NoPen)
        if on or self.underMouse():
            p.setBrush(self.look.colour("selected" if on else "hover"))
            p.drawRoundedRect(box, 6, 6)
        if on:
            p.setBrush(self.look.colour("accent"))
            p.drawRoundedRect(QRectF(box.left(), box.center().y() - 9, 3, 18), 1.5, 1.5)
        p.setFont(self.look.font("caption" if self.stacked else "body", 600 if on else 400))
        self._face(p, box, c.accent if on else c.muted)
        if self.count:
            self._badge(p, box)

    def _face(self, p: QPainter, box: QRectF, ink: str) -> None:
        centre, size = box.center(), float(self._icon_size()) if self.stacked else self.look.text_size * 18
        if self.stacked and self.foot:
            paint_icon(p, self.picture, QRectF(centre.x() - 9, centre.y() - 9, 18, 18), ink)
        elif self.stacked and self.closeness == BESIDE:
            paint_icon(p, self.picture, QRectF(box.left() + 8, centre.y() - size / 2, size, size), ink)
            p.setPen(self.look.colour("text" if self.isChecked() else "muted"))
            p.drawText(box.adjusted(size + 16, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap, self.text())
        elif self.stacked:
            top = 5 if self.closeness == ROOMY else 2
            paint_icon(p, self.picture, QRectF(centre.x() - size / 2, box.top() + top, size, size), ink)
            p.setPen(self.look.colour("text" if self.isChecked() else "muted"))
            p.drawText(box.adjusted(0, size + top + 1, 0, 0), Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap, self.text())
        else:
            paint_icon(p, self.picture, QRectF(box.left() + 12, centre.y() - size / 2, size, size), ink)
            p.setPen(self.look.colour("text"))
            p.drawText(box.adjusted(size + 24, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())

    def _badge(self, p: QPainter, box: QRectF) -> None:
        tone, high = self.look.colours.late, self.look.line("caption") + 1
        shown = str(self.count) if self.count < 100 else "99+"
        p.setFont(self.look.font("caption", 600))
        wide = max(high + 6, p.fontMetrics().horizontalAdvance(shown) + 12)
        over = self.stacked and self.closeness != BESIDE
        top = box.top() + 3 if over else box.center().y() - high / 2
        left = box.right() - wide - 8
        if over:  # beside the icon, which it must not cover
            left = max(left, min(box.right() - wide, box.center().x() + self._icon_size() / 2 + 2))
        at = QRectF(left, top, wide, high)
        p.setPen(self.look.colour("late"))
        p.setBrush(tone.wash)
        p.drawRoundedRect(at, high / 2, high / 2)
        p.drawText(at, Qt.AlignmentFlag.AlignCenter, shown)


class Rail(QFrame):
    """The stops that work, always in the same order; Lock, Settings and Help at the foot."""

    def __init__(self, look: Look, go: Callable[[str], object]) -> None:
        super().__init__()
        self.look, self.stacked = look, False
        self.setProperty("kind", "rail")
        self.setAccessibleName("Places")
        self.stops = {name: Stop(look, name, word) for name, word in STOPS}
        self.foot = {name: Stop(look, name, word, foot=True) for name, word in FOOT}
        self.group = QButtonGroup(self)
        for name, stop in (*self.stops.items(), *self.foot.items()):
            stop.clicked.connect(lambda _=False, name=name: go(name))
        for stop in self.stops.values():
            self.group.addButton(stop)
        self.brand = words("SENDCo Desk", "strong")
        self.sign = Picture(look, "packs", "accent", 20, 2)
        self.top = holding(across(self.sign, self.brand, None, pad=(16, 16, 8, 12)))
        self.setLayout(stack(self.top, *self.stops.values(), None, *self.foot.values(), 4, gap=2))

    def show_at(self, name: str) -> None:
        """Mark a stop as the current one; a name that is no stop marks none."""
        self.group.setExclusive(False)
        for key, stop in self.stops.items():
            stop.setChecked(key == name)
        self.group.setExclusive(True)

    def show_count(self, count: int) -> None:
        """How many are overdue, at Today."""
        self.stops["today"].show_count(count)

    def stack_words(self, stacked: bool) -> None:
        """Words under icons in a narrow window, beside them in a wide one."""
        self.stacked = stacked
        wide = self.look.scaled(SLIM if stacked else WIDE)
        self.setFixedWidth(wide)
        self.brand.setVisible(not stacked)
        margins = self.top.layout()
        if margins is not None:
            margins.setContentsMargins(*((wide - self.sign.width()) // 2, 10, 0, 4) if stacked else (16, 16, 8, 12))
        closeness = self._closeness()
        self.top.setVisible(not stacked or closeness == ROOMY)
        for stop in (*self.stops.values(), *self.foot.values()):
            stop.stack_words(stacked, closeness)

    def _closeness(self) -> int:
        """The roomiest way in which every stop of a narrow rail has its place."""
        others = len(self.foot) * FOOT_HEIGHT + 2 * (len(self.stops) + len(self.foot) + 2) + 4

        def fits(closeness: int) -> bool:
            sign = self.sign.height() + 14 if closeness == ROOMY else 0
            return others + sign + sum(stop.stacked_height(closeness) for stop in self.stops.values()) <= self.height()

        return next((way for way in (ROOMY, TIGHT) if fits(way)), BESIDE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().height() != event.oldSize().height():
            self.stack_words(self.stacked)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.stack_words(self.stacked)
