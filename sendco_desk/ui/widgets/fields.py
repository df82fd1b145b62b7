"""A field: its label above, and under it what the app understood or what is wrong, in words.

Dates are read by ``domain.dates``, imported when the first is read: the first window asks for none.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QWidget

from sendco_desk.domain.refusals import Refused
from sendco_desk.ui.icons import icon
from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.layout import across, holding, restyled, stack
from sendco_desk.ui.widgets.picture import Picture
from sendco_desk.ui.widgets.words import words


class Field(QWidget):
    """A label, the box it names, and a line under it. A ``&`` in the label makes its next letter an Alt key."""

    def __init__(self, look: Look, label: str, box: QWidget, *, hint: str = "", strong: bool = False) -> None:
        super().__init__()
        self.look, self.box, self.hint = look, box, hint
        self.name = label.replace("&", "")
        self.label = words(label, "strong" if strong else "caption")
        self.label.setBuddy(box)
        box.setAccessibleName(self.name)
        self.mark = Picture(look, "check", "done", 14, 2.2)
        self.said = QLabel()
        self.said.setProperty("role", "caption")
        self.said.setWordWrap(True)
        below = across(stack(2, self.mark, None), self.said, gap=4)
        below.setStretch(1, 1)
        self.below = holding(below)
        self.setLayout(stack(self.label, box, self.below, gap=3))
        self.setFocusProxy(box)
        self.clear_line()

    def clear_line(self) -> None:
        """Say nothing under the field but its hint."""
        self._say(self.hint, "", "muted")

    def understood(self, sentence: str) -> None:
        """Say what the app made of what was typed."""
        self._say(sentence, "check", "")

    def wrong(self, sentence: str) -> None:
        """Say what is wrong and what to do."""
        self._say(sentence, "late", "late")

    def is_wrong(self) -> bool:
        """Whether it shows something wrong."""
        return bool(self.box.property("wrong") == "true")

    def _say(self, sentence: str, picture: str, tone: str) -> None:
        self.below.setVisible(bool(sentence))
        self.mark.setVisible(bool(picture))
        if picture:
            self.mark.draw(picture, "late" if picture == "late" else "done")
        self.said.setText(sentence)
        self.said.setProperty("tone", tone)
        restyled(self.said)
        wrong = "true" if picture == "late" else "false"
        if self.box.property("wrong") != wrong:
            self.box.setProperty("wrong", wrong)
            restyled(self.box)
        self.box.setAccessibleDescription(sentence)


class TextField(Field):
    """One line of words."""

    changed = Signal()

    def __init__(self, look: Look, label: str, text: str = "", *, hint: str = "", ghost: str = "", strong: bool = False) -> None:
        self.edit = QLineEdit(text)
        super().__init__(look, label, self.edit, hint=hint, strong=strong)
        self.edit.setPlaceholderText(ghost)
        self.edit.textEdited.connect(self.clear_line)
        self.edit.textChanged.connect(self.changed)

    def text(self) -> str:
        """What stands in it, without spaces round it."""
        return self.edit.text().strip()

    def set_text(self, text: str) -> None:
        """Put words in it."""
        self.edit.setText(text)


class SecretField(TextField):
    """A passphrase: hidden, and shown while the person asks for it."""

    def __init__(self, look: Look, label: str, *, hint: str = "", strong: bool = True) -> None:
        super().__init__(look, label, hint=hint, strong=strong)
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.show_it = self.edit.addAction(icon(look, "eye"), QLineEdit.ActionPosition.TrailingPosition)
        self.show_it.setCheckable(True)
        self.show_it.setText("Show the passphrase")
        self.show_it.setToolTip("Show the passphrase")
        self.show_it.toggled.connect(self._reveal)

    def _reveal(self, on: bool) -> None:
        self.edit.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)
        self.show_it.setIcon(icon(self.look, "eye_off" if on else "eye"))
        self.show_it.setToolTip("Hide the passphrase" if on else "Show the passphrase")

    def text(self) -> str:
        """The passphrase just as typed: a space at its end may be meant."""
        return self.edit.text()


class ProseField(Field):
    """Several lines of words. Tab leaves it."""

    changed = Signal()

    def __init__(self, look: Look, label: str, text: str = "", *, hint: str = "", ghost: str = "", lines: int = 4) -> None:
        self.edit = QPlainTextEdit(text)
        super().__init__(look, label, self.edit, hint=hint)
        self.edit.setPlaceholderText(ghost)
        self.edit.setTabChangesFocus(True)
        self.edit.setMinimumHeight(look.line() * lines + 16)
        self.edit.textChanged.connect(self.changed)

    def text(self) -> str:
        """What stands in it, without blank lines at its ends."""
        return self.edit.toPlainText().strip()

    def set_text(self, text: str) -> None:
        """Put words in it."""
        self.edit.setPlainText(text)


class DateField(TextField):
    """A day, typed as people type it, and said back in full."""

    def __init__(self, look: Look, label: str, today: Callable[[], date], value: date | None = None, *, hint: str = "") -> None:
        super().__init__(look, label, hint=hint, ghost="3/9, tomorrow, +2w")
        self.today = today
        self.edit.textChanged.connect(self.read)
        self.set_value(value)

    def set_value(self, value: date | None) -> None:
        """Put a day in it."""
        from sendco_desk.domain.dates import shown

        self.edit.setText(shown(value) if value else "")
        self.read()

    def value(self) -> date | None:
        """The day, or None where nothing is typed. Raises Refused where it is no day."""
        from sendco_desk.domain.dates import parse_date

        return parse_date(self.text(), self.today()) if self.text() else None

    def read(self) -> None:
        """Say under the field what was understood."""
        from sendco_desk.domain.dates import shown

        try:
            value = self.value()
        except Refused as refusal:
            self.wrong(refusal.message)
            return
        if value is None:
            self.clear_line()
        else:
            self.understood(shown(value))


class MomentField(TextField):
    """A day and a time, typed as people type them, and said back in full."""

    def __init__(self, look: Look, label: str, now: Callable[[], datetime], value: datetime | None = None, *, hint: str = "") -> None:
        super().__init__(look, label, hint=hint, ghost="yesterday 15:05")
        self.now = now
        self.edit.textChanged.connect(self.read)
        self.set_value(value)

    def set_value(self, value: datetime | None) -> None:
        """Put a moment in it; nothing means now."""
        from sendco_desk.domain.dates import shown_moment

        self.edit.setText(shown_moment(value) if value else "")
        self.read()

    def value(self) -> datetime:
        """The moment; now where nothing is typed. Raises Refused where it is none."""
        from sendco_desk.domain.dates import parse_moment
        from sendco_desk.services.clockwork import on_office_clock

        return on_office_clock(parse_moment(self.text(), self.now()))

    def read(self) -> None:
        """Say under the field what was understood."""
        from sendco_desk.domain.dates import shown_moment

        try:
            self.understood(shown_moment(self.value()))
        except Refused as refusal:
            self.wrong(refusal.message)


def point_at(fields: Mapping[str, Field], refusal: Refused) -> bool:
    """Show a refusal beside the field it names and put the keyboard there; False where no field of the form is meant."""
    for field in fields.values():
        if field.is_wrong():
            field.clear_line()
    named = fields.get(refusal.field)
    if named is None:
        return False
    named.wrong(refusal.message)
    named.box.setFocus()
    return True
