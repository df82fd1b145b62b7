"""The order in which Tab goes through a page."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QLayout, QWidget


def stops(inside: QWidget) -> Iterator[QWidget]:
    """What Tab can reach in a widget, in the order in which its layouts hold it; of a list's rows also those that only its arrows reach."""
    layout = inside.layout()
    parts = [inside] if layout is None else list(_held(layout))
    for part in parts:
        if part is not inside and part.layout() is not None and not isinstance(part, QAbstractScrollArea):
            if part.focusPolicy() != Qt.FocusPolicy.NoFocus:
                yield part
            yield from stops(part)
        elif part.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield part


def _held(layout: QLayout) -> Iterator[QWidget]:
    for number in range(layout.count()):
        item = layout.itemAt(number)
        widget, inner = (item.widget(), item.layout()) if item is not None else (None, None)
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _held(inner)


def tab_through(inside: QWidget) -> None:
    """Let Tab follow the page: what was put there later would else come last."""
    for one, after in pairwise(stops(inside)):
        QWidget.setTabOrder(one, after)
