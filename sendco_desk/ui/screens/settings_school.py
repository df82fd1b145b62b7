"""The school's own facts in Settings: its name and council, and the weeks it is closed, which a council's clock may turn on."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QFrame, QVBoxLayout

from sendco_desk.domain.codes import PHASES, SCHOOL_TYPES
from sendco_desk.domain.dates import shown
from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.domain.school import SchoolClosure
from sendco_desk.ui.messages import done, told
from sendco_desk.ui.room import Room
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.choice import Choice
from sendco_desk.ui.widgets.fields import DateField, Field, TextField, point_at
from sendco_desk.ui.widgets.layout import across, emptied, holding, line_across, stack
from sendco_desk.ui.widgets.words import plain, words


class SchoolCard(QFrame):
    """The school's name, phase, type and council, and its closures."""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.room = room
        self.setProperty("kind", "card")
        look = room.look
        self.name, self.council = TextField(look, "School’s &name"), TextField(look, "C&ouncil")
        self.phase, self.kind = Choice(look, PHASES), Choice(look, SCHOOL_TYPES)
        self.first = DateField(look, "First day closed", lambda: room.now().date())
        self.last = DateField(look, "Last day closed", lambda: room.now().date())
        self.called = TextField(look, "What for", ghost="Summer holiday")
        self.fields: dict[str, Field] = {"name": self.name, "authority": self.council, "first_day": self.first, "last_day": self.last}
        self.closures = QVBoxLayout()
        keep = button(look, "Save the school’s details", "", then=self.save)
        add = button(look, "Add closure", "", "plus", then=self.add_closure)
        kinds = across(Field(look, "Phase", self.phase), Field(look, "Type", self.kind), gap=12)
        why = words("A closure of four weeks or more can change when a council’s answer is due.", "caption", "muted", True)
        self.setLayout(stack(
            words("The school", "heading"), self.name, kinds, self.council, across(keep, None), 4, line_across(), 4,
            words("When it is closed", "heading"), why, self.closures, across(self.first, self.last, gap=12), self.called, across(add, None),
            gap=8, pad=(16, 16, 16, 16),
        ))

    def refresh(self) -> None:
        """Show what the notebook says."""
        school = self.room.desk.school.school()
        self.name.set_text(school.name)
        self.council.set_text(school.authority)
        self.phase.choose(school.phase)
        self.kind.choose(school.school_type)
        emptied(self.closures)
        for closure in self.room.desk.school.closures():
            self.closures.addWidget(self._row(closure))

    def _row(self, closure: SchoolClosure) -> QFrame:
        days = f"{shown(closure.first_day)} to {shown(closure.last_day)}"
        out = button(self.room.look, "", "quiet", "bin", f"Take out: {closure.name or 'closed'}, {days}", then=partial(self.take_out, closure))
        said = stack(plain(closure.name or "Closed", "strong"), words(days, "caption", "muted"), gap=1)
        line = across(said, out)
        line.setStretch(0, 1)
        return holding(line)

    def save(self) -> None:
        """Keep the school's details."""
        def keep() -> frozenset[str]:
            desk = self.room.desk.school
            return desk.save(replace(
                desk.school(), name=self.name.text(), authority=self.council.text(), phase=self.phase.code(), school_type=self.kind.code(),
            ))

        self._try(keep, "The school’s details are saved.")

    def add_closure(self) -> None:
        """Record a closure."""
        def add() -> frozenset[str]:
            first, last = self.first.value(), self.last.value()
            if first is None:
                raise Refused("Give the first day on which the school is closed.", field="first_day")
            return self.room.desk.school.add_closure(first, last or first, self.called.text())

        if self._try(add, "The closure is recorded."):
            for field in (self.first, self.last, self.called):
                field.set_text("")

    def take_out(self, closure: SchoolClosure) -> None:
        """Take a closure out again."""
        self._try(lambda: self.room.desk.school.remove_closure(closure.id), "The closure is taken out.")

    def _try(self, deed: Callable[[], frozenset[str]], sentence: str) -> bool:
        try:
            changed = deed()
        except (Refused, Trouble) as failure:
            if not (isinstance(failure, Refused) and point_at(self.fields, failure)) and (message := told(failure)) is not None:
                self.room.say(message)
            return False
        self.room.changed(changed)
        self.room.say(done(sentence, self.room.undo))
        self.refresh()
        return True
