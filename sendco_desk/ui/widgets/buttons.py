"""Buttons: filled for the one thing that moves it on, outlined, quiet, toggle and link."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QEnterEvent, QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QMenu, QPushButton, QSizePolicy, QWidget

from sendco_desk.ui.icons import icon
from sendco_desk.ui.theme import Look

_TONES = {"primary": "on_accent", "quiet": "accent", "link": "accent"}


class Button(QPushButton):
    """A button with an optional icon before its words."""

    def __init__(self, look: Look, text: str, kind: str = "", picture: str = "", tip: str = "") -> None:
        super().__init__(f" {text}" if picture and text else text)  # Fusion sets icon and word 4 px apart; we want 8
        self.look = look
        self.setProperty("kind", kind)
        if picture:
            self.setIcon(icon(look, picture, _TONES.get(kind, "muted")))
        self.setToolTip(tip)
        self.setAccessibleName((text or tip).strip().replace("&&", "&"))
        self.fit()

    def fit(self) -> None:
        """Take the sizes that the present text size asks for."""
        self.setIconSize(QSize(16, 16) * self.look.text_size)
        if not self.text():
            self.setMinimumWidth(self.look.scaled(28))

    def say(self, text: str) -> None:
        """Change the words on it."""
        self.setText(text if self.icon().isNull() else f" {text}")
        self.setAccessibleName(text.replace("&&", "&"))

    def enterEvent(self, event: QEnterEvent) -> None:
        from PySide6.QtCore import Qt

        self.setCursor(Qt.CursorShape.PointingHandCursor)
        super().enterEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.fit()


class NameButton(Button):
    """A name that is a button: one too long for its place ends in an ellipsis and does not push the page aside."""

    def __init__(self, look: Look, name: str, then: Callable[[], object]) -> None:
        self.name = name
        super().__init__(look, name.replace("&", "&&"), "name")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: then())

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self.name) + 4, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.scaled(60), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        from PySide6.QtCore import Qt

        super().resizeEvent(event)
        shown = self.fontMetrics().elidedText(self.name, Qt.TextElideMode.ElideRight, self.width())
        self.setText(shown.replace("&", "&&"))
        self.setToolTip("" if shown == self.name else self.name)


def button(look: Look, text: str, kind: str = "", picture: str = "", tip: str = "", then: Callable[[], object] | None = None) -> Button:
    """A button: ``kind`` is primary, quiet, link, toggle, field, row (a little lower) or empty for outlined.

    A button without words must have a tip, which is its accessible name.
    """
    made = Button(look, text, kind, picture, tip)
    if then is not None:
        made.clicked.connect(lambda: then())
    return made


def menu_button(look: Look, text: str, deeds: Sequence[tuple[str, Callable[[], object]]], picture: str = "more") -> Button:
    """A button that opens a list of deeds, for those that are seldom needed or alike."""
    made = Button(look, text, "", picture)
    menu = QMenu(made)
    menu.setAccessibleName(text)
    for words, then in deeds:
        menu.addAction(words, then)
    made.setMenu(menu)
    return made


class Toggle(Button):
    """A button that is chosen or not, wide enough for its words in the bold that says so."""

    def sizeHint(self) -> QSize:
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        more = QFontMetrics(bold).horizontalAdvance(self.text()) - QFontMetrics(self.font()).horizontalAdvance(self.text())
        hint = super().sizeHint()
        return QSize(hint.width() + max(0, more), hint.height())


def toggle(look: Look, text: str, on: bool = False, picture: str = "") -> Button:
    """A filter that is chosen or not."""
    made = Toggle(look, text, "toggle", picture)
    made.setCheckable(True)
    made.setChecked(on)
    return made


class Toggles(QButtonGroup):
    """Toggles of which one is chosen; ``keys`` stand for them in code."""

    def __init__(
        self, look: Look, choices: Mapping[str, str], chosen: str, then: Callable[[str], object], parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.keys = tuple(choices)
        self.made = [toggle(look, text, key == chosen) for key, text in choices.items()]
        for number, made in enumerate(self.made):
            self.addButton(made, number)
        self.idClicked.connect(lambda number: then(self.keys[number]))

    def chosen(self) -> str:
        """The key of the one that is chosen."""
        return self.keys[self.checkedId()]
