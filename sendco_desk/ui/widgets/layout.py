"""Laying parts out: across, stacked, in cards and rows, in columns that become one, in a page that scrolls."""

import re
from typing import TypeVar

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from sendco_desk.ui.theme import Look
from sendco_desk.ui.tokens import PAGE, SPACE

Part = QWidget | QLayout | int | None
"""A widget, a layout, a gap in px, or None for a stretch."""
Pad = tuple[int, int, int, int]
Box = TypeVar("Box", bound=QBoxLayout)
_DATE = re.compile(r"\b((?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) )?(\d{1,2}) ([A-Z][a-z]{2,8})\b( \d{4})?")


def stack(*parts: Part, gap: int = 0, pad: Pad = (0, 0, 0, 0)) -> QVBoxLayout:
    """Parts below one another."""
    return _fill(QVBoxLayout(), parts, gap, pad)


def across(*parts: Part, gap: int = 8, pad: Pad = (0, 0, 0, 0)) -> QHBoxLayout:
    """Parts beside one another."""
    return _fill(QHBoxLayout(), parts, gap, pad)


def _fill(box: Box, parts: tuple[Part, ...], gap: int, pad: Pad) -> Box:
    box.setSpacing(gap)
    box.setContentsMargins(*pad)
    for part in parts:
        if part is None:
            box.addStretch(1)
        elif isinstance(part, int):
            box.addSpacing(part)
        elif isinstance(part, QLayout):
            box.addLayout(part)
        else:
            box.addWidget(part)
    return box


def holding(layout: QLayout, kind: str = "", name: str = "") -> QFrame:
    """A frame round a layout; ``kind`` is a class of the style sheet (card, sheet, well, drop, bar, row)."""
    frame = QFrame()
    frame.setProperty("kind", kind)
    frame.setObjectName(name)
    frame.setLayout(layout)
    return frame


def card(*parts: Part, gap: int = 8, pad: Pad = (16, 16, 16, 16), name: str = "") -> QFrame:
    """White paper with a hairline round it. Cards are not nested."""
    return holding(stack(*parts, gap=gap, pad=pad), "card", name)


def line_across() -> QFrame:
    """A hairline."""
    made = holding(stack(), "line")
    made.setFixedHeight(1)
    return made


def unbroken(sentence: str) -> str:
    """The sentence with no-break spaces in its dates, so that none is split over two lines."""
    return _DATE.sub(lambda m: m[0].replace(" ", "\u00a0"), sentence)


def emptied(layout: QLayout) -> None:
    """Take everything out of a layout, to fill it again."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            emptied(inner)


def restyled(widget: QWidget) -> None:
    """Let a property that was changed after the widget was dressed take effect."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


class Sized(QFrame):
    """A frame whose width follows the text size: columns of a row stay columns at 200%."""

    def __init__(self, look: Look, width: float, *parts: Part) -> None:
        super().__init__()
        self.look, self.wide = look, width
        self.setLayout(across(*parts))
        self.fit()

    def fit(self) -> None:
        """Take the width that the present text size asks for."""
        self.setFixedWidth(self.look.scaled(self.wide))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.fit()


class Columns(QWidget):
    """Two columns that become one when there is no room for both: how a page survives 200% text."""

    def __init__(
        self, look: Look, left: QLayout, right: QLayout, shares: tuple[int, int] = (1, 1), least: float = 820, gap: int = SPACE["wide"],
    ) -> None:
        super().__init__()
        self.look, self.least = look, least
        self.row = across(left, right, gap=gap)
        self.row.setStretch(0, shares[0])
        self.row.setStretch(1, shares[1])
        self.setLayout(self.row)

    def fit(self) -> None:
        """Choose one column or two."""
        ways = QBoxLayout.Direction
        self.row.setDirection(ways.TopToBottom if self.width() < self.look.scaled(self.least) else ways.LeftToRight)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.fit()


class Scrolling(QScrollArea):
    """A page taller than its place. It takes Tab so that the arrow keys can scroll it, and the ring shows that."""

    def __init__(self, inside: QWidget, name: str = "Page") -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setProperty("ringed", True)
        self.setProperty("ring_gap", -3)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.inside: QWidget | None = inside
        inside.setParent(self)

    def event(self, event: QEvent) -> bool:
        """Measure what is inside only in its place in the window: the style sheet dresses again whatever moves after it was measured."""
        if event.type() == QEvent.Type.Polish and self.inside is not None:
            inside, self.inside = self.inside, None
            self.setWidget(inside)
        return super().event(event)


def scrolling(inside: QWidget, name: str = "Page") -> Scrolling:
    """The widget in a page that scrolls."""
    return Scrolling(inside, name)


def page(look: Look, *parts: Part, gap: int = 0, name: str = "Page") -> Scrolling:
    """A screen's whole page: the edge of 24, no wider than can be read, scrolling when it must."""
    inner = holding(stack(*parts, gap=gap, pad=(24, 20, 24, 24)))
    inner.setMaximumWidth(look.scaled(PAGE))
    outer = across(inner, gap=0)
    outer.setStretch(0, 1000)
    outer.addStretch(1)
    return scrolling(holding(outer), name)
