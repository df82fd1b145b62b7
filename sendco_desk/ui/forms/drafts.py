"""Keeps what stands half typed in a form: saved as typed, put back when the form is opened again, dropped when it is finished."""

from collections.abc import Callable, Mapping
from contextlib import suppress

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from sendco_desk.domain.dates import shown, shown_moment
from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.ui.forms.ticks import Codes
from sendco_desk.ui.room import Room
from sendco_desk.ui.widgets.choice import Choice
from sendco_desk.ui.widgets.fields import DateField, Field, MomentField

SAVE_AFTER = 400
"""Milliseconds of quiet after a key before what was typed is saved."""


def typed(box: QWidget) -> str:
    """What stands in a box, as text that ``fill`` puts back."""
    if isinstance(box, QLineEdit):
        return box.text()
    if isinstance(box, QPlainTextEdit):
        return box.toPlainText()
    if isinstance(box, Choice):
        return box.code()
    if isinstance(box, QCheckBox):
        return "yes" if box.isChecked() else ""
    if isinstance(box, Codes):
        return " ".join(box.codes())
    raise TypeError(type(box).__name__)


def fill(box: QWidget, text: str) -> None:
    """Put text into a box as ``typed`` gave it."""
    if isinstance(box, QLineEdit):
        box.setText(text)
    elif isinstance(box, QPlainTextEdit):
        box.setPlainText(text)
    elif isinstance(box, Choice):
        box.choose(text)
    elif isinstance(box, QCheckBox):
        box.setChecked(bool(text))
    elif isinstance(box, Codes):
        box.tick(text.split())
    else:
        raise TypeError(type(box).__name__)


def when_changed(box: QWidget, then: Callable[[], object]) -> None:
    """Call back whenever what stands in a box changes."""
    if isinstance(box, (QLineEdit, QPlainTextEdit)):
        box.textChanged.connect(lambda: then())
    elif isinstance(box, Choice):
        box.currentIndexChanged.connect(lambda: then())
    elif isinstance(box, QCheckBox):
        box.toggled.connect(lambda: then())
    elif isinstance(box, Codes):
        box.changed.connect(then)


def meant(field: Field) -> str:
    """What a field's draft says. A day is kept as the day it meant: "tomorrow", read again tomorrow, would mean another."""
    text = typed(field.box)
    try:
        if isinstance(field, MomentField) and text.strip():
            return shown_moment(field.value())
        if isinstance(field, DateField) and text.strip():
            day = field.value()
            return shown(day) if day else ""
    except Refused:
        return text
    return text


class DraftKeeper(QObject):
    """Watches a form's fields and keeps their draft. ``extra`` adds what is no field, such as the files dropped on the form."""

    saved = Signal()
    failed = Signal(object)

    def __init__(
        self, room: Room, name: str, fields: Mapping[str, Field], parent: QWidget, extra: Callable[[], Mapping[str, str]] = dict,
    ) -> None:
        super().__init__(parent)
        self.room, self.name, self.fields, self.extra = room, name, dict(fields), extra
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(SAVE_AFTER)
        self.timer.timeout.connect(self.save)
        self.blank: dict[str, str] = {}
        self.blank_extra: dict[str, str] = {}
        self.kept: dict[str, str] = {}
        self.over = False

    def begin(self) -> dict[str, str]:
        """Take what stands in the fields as the start, put a draft back where there is one, and watch from now on. Gives back the draft."""
        self.blank = {name: meant(field) for name, field in self.fields.items()}
        self.blank_extra = dict(self.extra())
        self.kept = self.room.desk.drafts.read(self.name)
        for name, text in self.kept.items():
            if name in self.fields:
                fill(self.fields[name].box, text)
        for field in self.fields.values():
            when_changed(field.box, self.touched)
            field.box.installEventFilter(self)
        return self.kept

    def now(self) -> dict[str, str]:
        """What the draft would say now: only what differs from the start, so that it never brings back an old value of anything else."""
        typed_here = {name: text for name, field in self.fields.items() if (text := meant(field)) != self.blank[name]}
        extra = dict(self.extra())
        return typed_here | extra if typed_here or extra != self.blank_extra else {}

    def touched(self) -> None:
        """Something was typed: save it once the person pauses."""
        if not self.over and not self.timer.isActive():  # whoever types on without a pause is saved all the same
            self.timer.start()

    def save(self) -> None:
        """Save now, if something differs from the last draft; what was typed and taken back again leaves none."""
        self.timer.stop()
        if self.over or (now := self.now()) == self.kept:
            return
        try:
            if now:
                self.room.desk.drafts.save(self.name, now)
            else:
                self.room.desk.drafts.drop(self.name)
        except Trouble as trouble:  # what is typed stands in the form; the next key tries again
            self.failed.emit(trouble)
            return
        self.kept = now
        self.saved.emit()

    def flush(self) -> None:
        """Save what the timer still holds back."""
        if self.timer.isActive():
            self.save()

    def drop(self) -> None:
        """The form is finished or thrown away: forget the draft and stop watching."""
        self.over = True
        self.timer.stop()
        with suppress(Trouble):  # on a full disk the old draft is only offered once more
            self.room.desk.drafts.drop(self.name)
        self.kept = {}

    def start_again(self) -> None:
        """Forget the draft and put back what stood at the start."""
        self.timer.stop()
        with suppress(Trouble):  # on a full disk the old draft is only offered once more
            self.room.desk.drafts.drop(self.name)
        self.kept = {}
        for name, field in self.fields.items():
            fill(field.box, self.blank[name])
            field.clear_line()
        self.timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self.flush()
        return False
