"""What every form has: labels above, refusals beside the field, a draft saved as typed, Ctrl+Enter to finish."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QFrame, QLayout, QWidget

from sendco_desk.domain.records import Record
from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.ui.forms.drafts import DraftKeeper
from sendco_desk.ui.forms.ticks import Codes, Ticks
from sendco_desk.ui.messages import done, told
from sendco_desk.ui.room import Room
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.choice import Choice
from sendco_desk.ui.widgets.fields import DateField, Field, ProseField, TextField, point_at
from sendco_desk.ui.widgets.layout import across, holding, line_across, scrolling, stack
from sendco_desk.ui.widgets.spelling import check_spelling
from sendco_desk.ui.widgets.words import Elided, words

F = TypeVar("F", bound=Field)


def known_or_own(options: Mapping[str, str], code: str) -> dict[str, str]:
    """The options, and the code that stands in the record even where it is not one of them: what came in is kept as it came."""
    return dict(options) | ({code: code} if code and code not in options else {})


def tell(room: Room, sentence: str, changed: frozenset[str]) -> None:
    """After a deed: refresh what shows it, and say it with Undo beside it."""
    room.changed(changed)
    room.say(done(sentence, room.undo))


def attempt(room: Room, deed: Callable[[], frozenset[str]], sentence: str) -> bool:
    """Do a short deed that needs no form. What a person can meet is said in the message bar."""
    try:
        changed = deed()
    except (Refused, Trouble) as failure:
        if (message := told(failure)) is not None:
            room.say(message)
        return False
    tell(room, sentence, changed)
    return True


def growing(field: ProseField, lines: int) -> ProseField:
    """Let the box be as tall as its words, from ``lines`` to four times as many; then it scrolls."""

    def fit() -> None:
        wanted = round(field.edit.document().size().height())
        height = field.look.line() * min(max(wanted, lines), lines * 4) + 16
        if height != field.edit.height():
            field.edit.setFixedHeight(height)
            QTimer.singleShot(0, field.edit, field.edit.updateGeometry)  # a change made while the page is being laid out is not heard

    field.edit.document().documentLayout().documentSizeChanged.connect(fit)
    fit()
    return field


class Form(QFrame):
    """A sheet with fields. A form of its own adds its fields in ``build`` and does its deed in ``deed``."""

    NOTE = ""
    """A sentence at the foot about what finishing means."""

    def __init__(self, room: Room, title: str, *, draft: str, finish: str = "Save") -> None:
        super().__init__()
        self.room, self.look, self.title = room, room.look, title
        self.setProperty("kind", "sheet")
        self.setObjectName("form")
        self.setAccessibleName(title)
        self.fields: dict[str, Field] = {}
        self.draft = draft
        self.saved_at = words("", "caption", "muted")
        self.shut = button(self.look, "", "quiet", "close", "Close, keeping what is typed (Esc)", then=room.close_sheet)
        self.failure = words("", tone="late", wrap=True)
        self.failure.setTextFormat(Qt.TextFormat.PlainText)
        self.failure.setObjectName("failure")
        self.body = stack(gap=10, pad=(20, 12, 20, 16))
        self.restored = self._restored_line()
        self.body.addWidget(self.restored)
        self.finish_button = button(self.look, finish, "primary", then=self.finish)
        self.finish_button.setObjectName("finish")
        self.inside = holding(self.body)
        self.area = scrolling(self.inside, title)
        self.build()
        self.body.addStretch(1)
        self._lay_out()  # after the fields, so that Tab comes to the deed last
        self.keeper = DraftKeeper(room, draft, self.fields, self, self.extra)
        self.keeper.saved.connect(self._say_saved)
        self.keeper.failed.connect(self._say_failure)
        self.restored.setVisible(bool(self.keeper.begin()))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self, self.finish)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        first = next(iter(self.fields.values()), None)
        if first is not None:
            self.setFocusProxy(first.box)

    def _lay_out(self) -> None:
        heading = Elided(self.title, "heading")
        top = across(heading, self.saved_at, self.shut, pad=(20, 12, 12, 10))
        top.setStretch(0, 1)
        note, keys = words(self.NOTE, "caption", "muted", wrap=True), words("Ctrl+Enter", "caption", "muted")
        foot = across(note, self.finish_button, keys, pad=(20, 10, 20, 12))
        foot.setStretch(0, 1)
        self.failed = holding(stack(self.failure, pad=(20, 10, 20, 0)))
        self.failed.hide()
        whole = stack(top, line_across(), self.area, line_across(), self.failed, foot)
        whole.setStretch(2, 1)
        self.setLayout(whole)

    def _restored_line(self) -> QFrame:
        again = button(self.look, "Start again", "link", then=self.start_again)
        line = across(words("What you typed before is still here.", "caption", wrap=True), again, gap=8, pad=(12, 6, 12, 6))
        line.setStretch(0, 1)
        return holding(line, "well", "restored")

    # For a form of its own

    def build(self) -> None:
        """Add the fields."""
        raise NotImplementedError

    def about_whom(self) -> UUID | None:
        """The pupil whom the form is about; None where it is about none, or none is chosen yet."""
        return None

    def deed(self) -> tuple[frozenset[str], str]:
        """Do what the form is for. Gives back the kinds changed and the sentence that says it is done. Raises Refused."""
        raise NotImplementedError

    def after(self) -> None:
        """What follows once the deed is done and the sheet is gone, such as going to the new page."""

    def extra(self) -> Mapping[str, str]:
        """What the draft keeps beside the fields."""
        return {}

    # Fields

    def add(self, name: str, field: F) -> F:
        """Make a field one of the form's: refusals that name it are shown beside it, and the draft keeps it."""
        field.box.setObjectName(name)
        self.fields[name] = field
        return field

    def rows(self, *parts: QWidget | QLayout) -> None:
        """Put parts below one another."""
        for part in parts:
            if isinstance(part, QWidget):
                self.body.addWidget(part)
            else:
                self.body.addLayout(part)

    def beside(self, *fields: QWidget, shares: tuple[int, ...] = ()) -> QLayout:
        """Fields beside one another, their labels in line."""
        line = across(gap=12)
        for number, field in enumerate(fields):
            line.addWidget(field, shares[number] if shares else 1, Qt.AlignmentFlag.AlignTop)
        return line

    def line(self, name: str, label: str, value: str = "", *, hint: str = "", ghost: str = "") -> TextField:
        """One line of words."""
        return self.add(name, TextField(self.look, label, value, hint=hint, ghost=ghost))

    def prose(
        self, name: str, label: str, value: str = "", *, lines: int = 3, ghost: str = "", kind: type[Record] | None = None, field: str = "",
        use: str = "",
    ) -> ProseField:
        """Several lines of words. With a ``kind`` of record F8 offers how its ``field`` was last worded, and the phrases for a ``use``."""
        box = growing(ProseField(self.look, label, value, lines=lines, ghost=ghost), lines)
        check_spelling(self.room, box)
        if kind is not None:
            from sendco_desk.ui.forms.wordings import offer_wordings  # which says with this module’s ``tell`` that a phrase is kept

            offer_wordings(self.room, box, kind=kind, name=field or name, use=use, whose=self.about_whom)
        return self.add(name, box)

    def day_field(self, name: str, label: str, value: date | None = None, *, hint: str = "") -> DateField:
        """A day, typed as people type it."""
        return self.add(name, DateField(self.look, label, self.today, value, hint=hint))

    def choice(self, name: str, label: str, options: Mapping[str, str], chosen: str = "", *, none: str = "", hint: str = "") -> Field:
        """One of a set of codes."""
        box = Choice(self.look, known_or_own(options, chosen), chosen, none=none)
        box.view().setAccessibleName(label)
        return self.add(name, Field(self.look, label, box, hint=hint))

    def ticks(self, name: str, label: str, options: Mapping[str, str], ticked: tuple[str, ...]) -> Field:
        """Several of a set of codes."""
        return self.add(name, Field(self.look, label, Ticks(options, ticked)))

    def tick(self, name: str, label: str, sentence: str, on: bool, *, hint: str = "") -> Field:
        """Yes or no, the sentence standing beside the box."""
        box = QCheckBox(sentence)
        box.setMinimumHeight(24)
        box.setChecked(on)
        return self.add(name, Field(self.look, label, box, hint=hint))

    def today(self) -> date:
        """The day it is where the school is."""
        return self.room.now().date()

    def said(self, name: str) -> str:
        """What stands in a line or several lines, trimmed."""
        field = self.fields[name]
        return field.text() if isinstance(field, (TextField, ProseField)) else ""

    def code(self, name: str) -> str:
        """The code chosen."""
        box = self.fields[name].box
        return box.code() if isinstance(box, Choice) else ""

    def codes(self, name: str) -> tuple[str, ...]:
        """The codes ticked."""
        box = self.fields[name].box
        return box.codes() if isinstance(box, Codes) else ()

    def on(self, name: str) -> bool:
        """Whether the box is ticked."""
        box = self.fields[name].box
        return isinstance(box, QCheckBox) and box.isChecked()

    def day(self, name: str) -> date | None:
        """The day typed, None where nothing is. Raises Refused for that field."""
        field = self.fields[name]
        try:
            return field.value() if isinstance(field, DateField) else None
        except Refused as refusal:
            raise Refused(refusal.message, field=name) from None

    def needed_day(self, name: str, sentence: str) -> date:
        """The day typed. Raises Refused with the sentence where nothing is."""
        day = self.day(name)
        if day is None:
            raise Refused(sentence, field=name)
        return day

    # Finishing

    def finish(self) -> None:
        """Do the deed; where it is refused, say why beside the field and keep every word."""
        self.failed.hide()
        try:
            changed, sentence = self.deed()
        except (Refused, Trouble) as failure:
            self.refuse(failure)
            return
        self.keeper.drop()
        self.room.close_sheet()
        if sentence:
            tell(self.room, sentence, changed)
        self.after()

    def refuse(self, failure: Refused | Trouble) -> None:
        """Say what is wrong, beside its field where it has one."""
        self.keeper.flush()
        if isinstance(failure, Refused) and point_at(self.fields, failure):
            self.area.ensureWidgetVisible(self.fields[failure.field])
            return
        self._say_failure(failure)

    def _say_failure(self, failure: Refused | Trouble) -> None:
        self.failure.setText(failure.message)
        self.failure.setAccessibleName(failure.message)
        self.failed.show()

    def start_again(self) -> None:
        """Throw away what was typed before."""
        self.keeper.start_again()
        self.restored.hide()
        self.saved_at.setText("")

    def _say_saved(self) -> None:
        self.saved_at.setText(f"Draft saved {self.room.now():%H:%M}")

    def hideEvent(self, event: QHideEvent) -> None:
        self.keeper.flush()
        super().hideEvent(event)


def open_form(room: Room, form: Form) -> Form:
    """Lay a form over the window."""
    room.sheet(form, form.title, "right")
    return form


