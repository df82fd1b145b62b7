"""The bar over every screen: the search box at the left; saved, backed up and New entry at the right."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy

from sendco_desk.ui.keys import KEY_OF
from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.chips import Picture
from sendco_desk.ui.widgets.layout import across
from sendco_desk.ui.widgets.words import words

LONG, SHORT = "Find a pupil, entry, document or command", "Find"


class TopBar(QFrame):
    """Gives up its words before it gives up its buttons when there is little room."""

    def __init__(self, look: Look, find: Callable[[], object], new_entry: Callable[[], object]) -> None:
        super().__init__()
        self.look, self.warned = look, False
        self.setProperty("kind", "bar")
        self.setAccessibleName("Find and new entry")
        self.finder = button(look, LONG, "field", "search", f"Find ({KEY_OF['find']})", then=find)
        self.finder.setAccessibleName(LONG)
        self.finder.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.keys = words(KEY_OF["find"], "caption", "muted")
        self.keys.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.finder.setLayout(across(None, self.keys, pad=(0, 0, 10, 0)))
        self.mark = Picture(look, "done", "done", 14)
        self.saved = words("All saved", "caption", "muted")
        self.warning = Picture(look, "backup", "soon", 14)
        self.kept = words("", "caption", "muted")
        self.new = button(look, "New entry", "primary", "plus", f"New entry ({KEY_OF['new_entry']})", then=new_entry)
        line = across(self.finder, None, self.mark, self.saved, 8, self.warning, self.kept, 12, self.new, pad=(24, 10, 24, 10))
        line.setStretch(0, 1000)
        self.setLayout(line)
        self.fit()

    def show_saved(self, sentence: str) -> None:
        """When the last deed was saved."""
        self.saved.setText(sentence)
        self.fit()

    def show_backup(self, sentence: str, state: str) -> None:
        """When the notebook was last backed up; anything but done is said with the state's icon."""
        self.kept.setText(sentence)
        self.kept.setProperty("tone", "muted" if state == "done" else state)
        self.kept.setToolTip("" if state == "done" else "Make a backup in Settings.")
        self.kept.style().polish(self.kept)
        self.warned = state != "done"
        self.fit()

    def fit(self) -> None:
        """Show as many of the words as there is room for."""
        finder, room = self.look.scaled(420 if self.look.text_size == 1 else 360), self.width() - 48 - 40
        self.finder.setMaximumWidth(finder)
        room -= self.new.sizeHint().width()
        words_wide = [w.sizeHint().width() + 24 for w in (self.saved, self.kept)]
        least = self.fontMetrics().horizontalAdvance(LONG) + self.keys.sizeHint().width() + 60
        self.kept.setVisible(room - sum(words_wide) > least)
        self.saved.setVisible(room - words_wide[0] > least)
        self.mark.setVisible(self.saved.isVisibleTo(self))
        self.warning.setVisible(self.warned and self.kept.isVisibleTo(self))
        self.finder.setText(f" {LONG if min(room, finder) > least else SHORT}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.fit()
