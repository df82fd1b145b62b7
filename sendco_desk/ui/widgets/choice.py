"""A list to choose one from: as tall as a field, with its own arrow, and deaf to a wheel that only passes over it."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy

from sendco_desk.ui.icons import paint_icon
from sendco_desk.ui.theme import Look
from sendco_desk.ui.tokens import CONTROL, RADIUS


class Choice(QComboBox):
    """One of a set of codes, shown in words. Typing picks by first letters.

    It draws itself because the style sheet cannot give a combo a border without taking away its arrow.
    """

    def __init__(self, look: Look, options: Mapping[str, str], chosen: str = "", *, none: str = "") -> None:
        super().__init__()
        self.look = look
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setMaxVisibleItems(14)
        self.view().setAccessibleName("Choices")
        self.offer(options, none=none)
        self.choose(chosen)

    def offer(self, options: Mapping[str, str], *, none: str = "") -> None:
        """The codes with their words; ``none`` is the words for no choice, whose code is empty."""
        self.clear()
        if none:
            self.addItem(none, "")
        for code, said in options.items():
            self.addItem(said, code)

    def code(self) -> str:
        """The code that is chosen."""
        return str(self.currentData() or "")

    def choose(self, code: str) -> None:
        """Choose a code; one that is not offered leaves the first."""
        self.setCurrentIndex(max(0, self.findData(code)))

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width() + 24, self.look.scaled(CONTROL))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.scaled(96), self.look.scaled(CONTROL))

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()  # a page that is scrolled past a list must not change what it says

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        p, look, focused = QPainter(self), self.look, self.hasFocus()
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        inset = 1.0 if focused else 0.5
        edge = "focus" if focused else "edge" if self.isEnabled() else "line"
        p.setPen(QPen(look.colour(edge), 2 if focused else 1))
        p.setBrush(look.colour("surface" if self.isEnabled() else "sunken"))
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        p.drawRoundedRect(box, RADIUS["control"], RADIUS["control"])
        arrow = look.scaled(14)
        paint_icon(p, "down", QRectF(box.right() - arrow - 8, box.center().y() - arrow / 2, arrow, arrow), look.ink("muted"))
        p.setPen(look.colour("text" if self.isEnabled() and self.code() else "muted"))
        p.setFont(look.font())
        room = self.rect().adjusted(11, 0, -arrow - 14, 0)
        shown = p.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room.width())
        p.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
