"""The left side of the composer: what the letter is about, which letter it is, whom it goes to, and by when an answer is asked for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QWidget

from sendco_desk.domain.codes import CHANNELS
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.councils import RUNGS as ROLES
from sendco_desk.services.letter_facts import SERVICE_WORDS, as_written
from sendco_desk.services.letter_writing import CHASER, QUERY, Reader
from sendco_desk.services.today import step_key
from sendco_desk.services.wording import chip
from sendco_desk.statute.milestones import Milestone
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.flow import flowing
from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.buttons import Button, Toggles, button
from sendco_desk.ui.widgets.chips import Chip
from sendco_desk.ui.widgets.choice import Choice
from sendco_desk.ui.widgets.fields import DateField, Field, ProseField, TextField
from sendco_desk.ui.widgets.layout import Columns, across, emptied, holding, stack
from sendco_desk.ui.widgets.words import words

KINDS = {CHASER: "What is late", QUERY: "An exception"}
RUNGS = {"1": "First", "2": "Second", "3": "Third"}
TONES = {"1": "friendly and short", "2": "firmer, with the letters before it", "3": "formal, asks for a named person"}


class StepTicks(QFrame):
    """The steps that one reader owes, each with how late it is and on which authority; one at least is always ticked."""

    changed = Signal()

    def __init__(self, look: Look, steps: Sequence[Milestone], ticked: Sequence[str], on: date) -> None:
        super().__init__()
        self.boxes: dict[str, QCheckBox] = {}
        whole = stack(gap=2)
        for step in steps:
            key = step_key(step)
            box = QCheckBox(as_written(step.title).replace("&", "&&"))
            box.setMinimumHeight(24)
            box.setChecked(key in ticked)
            box.setAccessibleDescription(f"{chip(step, on)[0]}. {step.source}")
            box.toggled.connect(lambda _, box=box: self._toggled(box))
            self.boxes[key] = box
            source = words(step.source.replace(" reg ", " reg\u00a0"), "caption", "muted", wrap=True)
            beside = across(Chip(look, *chip(step, on)), source, gap=8, pad=(24, 0, 0, 4))
            beside.setStretch(1, 1)
            whole.addWidget(box)
            whole.addLayout(beside)
        self.setLayout(whole)

    def keys(self) -> tuple[str, ...]:
        """The steps that are ticked."""
        return tuple(key for key, box in self.boxes.items() if box.isChecked())

    def _toggled(self, box: QCheckBox) -> None:
        if self.keys():
            self.changed.emit()
        else:
            box.setChecked(True)  # a letter is about something


class ReaderFields(QFrame):
    """Whom the letter goes to, filled in from what is recorded, and kept for next time at a press."""

    changed = Signal()

    def __init__(self, look: Look, keep: Callable[[], object]) -> None:
        super().__init__()
        self.reader = Reader(role=ROLES[0])
        self.role = words("", "strong")
        self.name, self.email = TextField(look, "&Name", ghost="Ms A. Officer"), TextField(look, "&E-mail")
        self.address = ProseField(look, "Address", lines=2, ghost="As it stands on the letter; may be left empty")
        self.address.edit.setFixedHeight(look.line() * 3 + 16)
        self.copy_to = TextField(look, "Cop&y to", ghost="A. Officer <a.officer@council.example>")
        self.keep_button = button(look, "Keep this contact", "quiet", "check", then=keep)
        self.setLayout(stack(
            across(self.role, None, self.keep_button), Columns(look, stack(self.name), stack(self.email), (1, 1), 300, gap=8), self.address,
            self.copy_to, gap=6,
        ))
        for field in (self.name, self.email, self.address, self.copy_to):
            field.changed.connect(self.changed)

    def show_reader(self, reader: Reader, copy_to: str) -> None:
        """Show who is recorded in the role."""
        self.reader = reader
        council = reader.role in ROLES
        self.role.setText(f"To the {reader.role_words}" if council else f"To {SERVICE_WORDS.get(reader.role, reader.role_words)}")
        self.name.set_text(reader.name)
        self.email.set_text(reader.email)
        self.copy_to.set_text(copy_to)
        for field in (self.name, self.email, self.copy_to):
            field.edit.setCursorPosition(0)  # where it is too long for its place, its beginning tells more
        self.address.set_text(reader.address)
        self.copy_to.setVisible(not council)

    def typed(self) -> Reader:
        """Whom the fields name now."""
        return replace(self.reader, name=self.name.text(), email=self.email.text(), address=self.address.text())


class LetterChoices(QWidget):
    """All of the left side. ``adjusted`` says that a name or a day in the letter has changed; the others that another letter is wanted."""

    kind_chosen = Signal(str)
    rung_chosen = Signal(int)
    ticked = Signal()
    adjusted = Signal()

    def __init__(self, room: Room, kinds: Sequence[str], kind: str, keep: Callable[[], object]) -> None:
        super().__init__()
        self.room, self.look = room, room.look
        look = room.look
        self.kind = Toggles(look, {name: KINDS[name] for name in kinds}, kind, self.kind_chosen.emit, self)
        self.rung = Toggles(look, RUNGS, "1", lambda rung: self.rung_chosen.emit(int(rung)), self)
        self.tone = words("", "caption", "muted", wrap=True)
        self.reader = ReaderFields(look, keep)
        self.reply_by = DateField(look, "Answer &by", self.today)
        self.channel = Choice(look, CHANNELS, "email")
        self.channel.view().setAccessibleName("Ways of sending")
        self.sent_by = Field(look, "&Sent by", self.channel)
        self.ticks: StepTicks | None = None
        self.others: list[Button] = []
        self.steps_place, self.others_place = stack(gap=2), stack(gap=0)
        self.reader.changed.connect(self.adjusted)
        self.reply_by.edit.textChanged.connect(lambda *_: self.adjusted.emit())  # after the field itself has read the day
        for made, key in zip(self.rung.made, RUNGS, strict=True):
            made.setAccessibleName(f"{RUNGS[key]} letter: {TONES[key]}")
        self._lay_out(len(kinds) > 1)

    def _lay_out(self, several_kinds: bool) -> None:
        about = flowing(words("About", "strong"), *(self.kind.made if several_kinds else ()), gap=8)
        self.rungs = holding(stack(words("Which letter", "strong"), flowing(*self.rung.made, gap=6), self.tone, gap=4))
        when = Columns(self.look, stack(self.reply_by, None), stack(self.sent_by, None), (1, 1), 300, gap=8)
        self.setLayout(stack(about, self.steps_place, self.others_place, 4, self.rungs, 4, self.reader, when, None, gap=4))

    def today(self) -> date:
        """The day of the letter."""
        return self.room.now().date()

    # What is shown

    def show_steps(self, steps: Sequence[Milestone], ticked: Sequence[str]) -> None:
        """Show the steps of the reader, these ticked."""
        emptied(self.steps_place)
        self.ticks = StepTicks(self.look, steps, ticked, self.today())
        self.ticks.changed.connect(self.ticked)
        self.steps_place.addWidget(self.ticks)

    def show_others(self, others: Mapping[str, Callable[[], object]]) -> None:
        """Show what leads to the letters that other readers should have."""
        emptied(self.others_place)
        self.others = [button(self.look, f"Write to {who} instead", "link", then=go) for who, go in others.items()]
        for made in self.others:
            self.others_place.addLayout(across(made, None))

    def show_rung(self, rung: int, kind: str) -> None:
        """Press the toggle of a rung and say what its letter is like; a question about an exception has one wording for all."""
        self.rung.made[rung - 1].setChecked(True)
        asks = kind == QUERY
        self.tone.setText("The question reads the same to each of them." if asks else f"{RUNGS[str(rung)]} letter: {TONES[str(rung)]}.")

    def stops(self) -> list[QWidget]:
        """What Tab stops at, as it is read."""
        reader, boxes = self.reader, self.ticks.boxes.values() if self.ticks is not None else ()
        kinds = [made for made in self.kind.made if self.isAncestorOf(made)]
        return [
            *kinds, *boxes, *self.others, *self.rung.made, reader.keep_button, reader.name.box, reader.email.box, reader.address.box,
            reader.copy_to.box, self.reply_by.box, self.channel,
        ]

    # What is chosen

    def keys(self) -> tuple[str, ...]:
        """The steps that are ticked."""
        return self.ticks.keys() if self.ticks is not None else ()

    def answer_by(self) -> date | None:
        """The day typed; None where nothing is, or what is typed is no day yet."""
        try:
            return self.reply_by.value()
        except Refused:
            return None

    def fields(self) -> dict[str, Field]:
        """The fields that a draft keeps, and that a refusal may name."""
        return {
            "to": self.reader.name, "email": self.reader.email, "address": self.reader.address, "copy_to": self.reader.copy_to,
            "reply_by": self.reply_by, "channel": self.sent_by,
        }

