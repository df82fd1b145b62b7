"""A filter button: says what it narrows by and to what, and opens the list of choices."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.buttons import Toggle

LONGEST = 22
"""Letters of a choice that the button shows; the list shows all of them."""


def in_sentence(name: str) -> str:
    """A name as it stands inside a sentence: ``class``, but ``SEN``."""
    return name if name.isupper() else name[:1].lower() + name[1:]


class FilterButton(Toggle):
    """One thing to narrow by. ``chosen`` is empty while it narrows nothing."""

    def __init__(self, look: Look, name: str, then: Callable[[str], object], *, everything: str = "All") -> None:
        super().__init__(look, name, "toggle", "down")
        self.filter_name, self.then, self.everything = name, then, everything
        self.options: Mapping[str, str] = {}
        self.chosen = ""
        self.setCheckable(True)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # puts the arrow after the word
        self.clicked.connect(self.open_list)
        self.choose("")

    def offer(self, options: Mapping[str, str]) -> None:
        """What there is to choose from; a button with nothing to offer is not shown."""
        self.options = dict(options)
        self.setVisible(bool(self.options) or bool(self.chosen))

    def choose(self, code: str) -> None:
        """Show a choice as chosen."""
        self.chosen = code
        said = self.options.get(code, code) if code else ""
        short = said if len(said) <= LONGEST else said[:LONGEST].rstrip() + "…"
        self.setText((short or self.filter_name).replace("&", "&&") + " ")
        self.setChecked(bool(code))
        self.setAccessibleName(f"Filter by {in_sentence(self.filter_name)}: {said or 'all'}")

    def open_list(self) -> None:
        """Open the list of choices under the button."""
        self.setChecked(bool(self.chosen))
        self.list_of_choices().popup(self.mapToGlobal(self.rect().bottomLeft()))

    def list_of_choices(self) -> QMenu:
        """The choices as a menu, the present one ticked."""
        menu = QMenu(self)
        menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        group = QActionGroup(menu)
        for code, said in {"": self.everything, **self.options}.items():
            action = QAction(said.replace("&", "&&"), menu)
            action.setCheckable(True)
            action.setChecked(code == self.chosen)
            action.triggered.connect(lambda _=False, code=code: self._take(code))
            group.addAction(action)
            menu.addAction(action)
        return menu

    def _take(self, code: str) -> None:
        self.choose(code)
        self.then(code)
