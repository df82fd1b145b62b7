"""The empty screen: what goes here, and the first step."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.chips import Picture
from sendco_desk.ui.widgets.layout import Part, across, holding, stack
from sendco_desk.ui.widgets.words import centred, words

WIDE, MOST_WIDE = 440, 600
"""Pixels of the words at 100%, and at any size of text: a page is never wider than the smallest window because it is empty."""


def empty(
    look: Look, picture: str, title: str, why: str, step: str = "", then: Callable[[], object] | None = None, *, more: QWidget | None = None,
) -> QWidget:
    """A quiet icon, what goes here, and the button of the first step (none where there is no step to take); ``more`` is another way on."""
    text = words(why, tone="muted", wrap=True)
    text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    text.setFixedWidth(min(look.scaled(WIDE), MOST_WIDE))

    def middle(part: QWidget) -> QHBoxLayout:
        return across(None, part, None)

    go: list[Part] = [8, middle(button(look, step, "primary", "plus", then=then))] if step else []
    go += [middle(more)] if more is not None else []
    whole = stack(middle(Picture(look, picture, "muted", 40, 1.25)), centred(title, "heading"), text, *go, gap=8)
    return holding(stack(None, across(None, whole, None), None, None))
