"""Words a key away: in a field of prose, F8 offers how it was last worded and the school's own phrases, and keeps what stands there as one."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu

from sendco_desk.domain.records import Record
from sendco_desk.domain.support_codes import PHRASE_USES
from sendco_desk.ui.forms.form import tell
from sendco_desk.ui.room import Room
from sendco_desk.ui.widgets.fields import ProseField

KEY = "F8"
MOST_WIDE = 90
"""Letters of a phrase that the menu shows."""


def shortened(words: str) -> str:
    """A phrase on one line of a menu, its `&` kept as a letter."""
    line = " ".join(words.split())
    return (line if len(line) <= MOST_WIDE else f"{line[: MOST_WIDE - 1]}…").replace("&", "&&")


class Wordings:
    """The menu of one field."""

    def __init__(self, room: Room, field: ProseField, kind: type[Record], name: str, use: str, whose: Callable[[], UUID | None]) -> None:
        self.room, self.field, self.kind, self.name, self.use, self.whose = room, field, kind, name, use, whose
        shortcut = QShortcut(QKeySequence(KEY), field.edit, self.open)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)

    def menu(self) -> QMenu:
        """What can be put in, and keeping what stands there."""
        menu = QMenu(self.field)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        last = self.room.desk.phrases.last_wording(self.kind, self.name, self.whose())
        if last and last != self.field.text():
            menu.addAction(f"As last time: {shortened(last)}", partial(self.put, last))
        for phrase in self.room.desk.phrases.offered(self.use, self.whose()) if self.use else ():
            menu.addAction(shortened(phrase), partial(self.put, phrase))
        if not menu.isEmpty():
            menu.addSeparator()
        if self.use:
            keep = menu.addAction(f"Keep these words as a phrase for {PHRASE_USES[self.use].lower()}", self.keep)
            keep.setEnabled(bool(self.chosen()))
        if menu.isEmpty():
            menu.addAction("No earlier wording yet").setEnabled(False)
        return menu

    def open(self) -> None:
        """Show the menu where the words are being written."""
        menu = self.menu()
        menu.popup(self.field.edit.viewport().mapToGlobal(self.field.edit.cursorRect().bottomLeft()))
        menu.setActiveAction(menu.actions()[0])

    def chosen(self) -> str:
        """The words marked, or all of the field's."""
        marked = self.field.edit.textCursor().selectedText().replace("\u2029", "\n").strip()
        return marked or self.field.text()

    def put(self, words: str) -> None:
        """Put words in where the cursor stands; Ctrl+Z takes them out again."""
        cursor = self.field.edit.textCursor()
        before = self.field.edit.toPlainText()[: cursor.selectionStart()]
        cursor.insertText(words if not before or before[-1].isspace() else f" {words}")
        self.field.edit.setTextCursor(cursor)
        self.field.edit.setFocus()

    def keep(self) -> None:
        """Keep the words as a phrase of the school's."""
        changed = self.room.desk.phrases.keep(self.use, self.chosen(), self.whose())
        tell(self.room, "The phrase is kept.", changed)


def offer_wordings(room: Room, field: ProseField, *, kind: type[Record], name: str, use: str = "", whose: Callable[[], UUID | None]) -> Wordings:
    """Give a field of prose its menu of wordings. ``whose`` tells the pupil whom the form is about when the menu is opened."""
    made = Wordings(room, field, kind, name, use, whose)
    field.box.setToolTip(f"{KEY}: earlier wordings and the school’s phrases")
    field.wordings = made  # type: ignore[attr-defined]  # lives as long as its field
    return made
