"""The school's own facts in Settings: its name and council, and the way to its calendar, which a council's clock may turn on."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QFrame

from sendco_desk.domain.codes import PHASES, SCHOOL_TYPES
from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.services.school_year import SchoolYear
from sendco_desk.statute.calendars import school_year_starting
from sendco_desk.ui.messages import done, told
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.chips import Chip
from sendco_desk.ui.widgets.choice import Choice
from sendco_desk.ui.widgets.fields import Field, TextField, point_at
from sendco_desk.ui.widgets.layout import across, emptied, line_across, stack
from sendco_desk.ui.widgets.words import plain, words


def year_words(year: SchoolYear) -> str:
    """`2026/27: 3 terms with 190 school days, 11 closures.`"""
    terms, shut = len(year.terms), len(year.closures)
    counted = f"{terms} term{'s' * (terms != 1)} with {year.school_days()} school days" if terms else "no terms"
    return f"{year.words}: {counted}, {shut or 'no'} closure{'s' * (shut != 1)}."


class SchoolCard(QFrame):
    """The school's name, phase, type and council, and what its calendar holds."""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.room = room
        self.setProperty("kind", "card")
        look = room.look
        self.name, self.council = TextField(look, "School’s &name"), TextField(look, "C&ouncil")
        self.phase, self.kind = Choice(look, PHASES), Choice(look, SCHOOL_TYPES)
        self.fields: dict[str, Field] = {"name": self.name, "authority": self.council}
        self.calendar = stack(gap=6)
        keep = button(look, "Save the school’s details", "", then=self.save)
        go = button(look, "School calendar", "", "calendar", "Terms, holidays, INSET days and closures", lambda: room.go(Place("calendar")))
        letters = button(
            look, "Councils and letters", "", "council", "Named officers, the council’s own days, and the wording of letters",
            lambda: room.go(Place("councils")),
        )
        kinds = across(Field(look, "Phase", self.phase), Field(look, "Type", self.kind), gap=12)
        why = words("The clock counts school days with it, and long closures can change when a council’s answer is due.", "caption", "muted", True)
        self.setLayout(stack(
            words("The school", "heading"), self.name, kinds, self.council, across(keep, None), 4, line_across(), 4,
            words("Its calendar", "heading"), why, self.calendar, across(go, letters, None), gap=8, pad=(16, 16, 16, 16),
        ))

    def refresh(self) -> None:
        """Show what the notebook says."""
        school = self.room.desk.school.school()
        self.name.set_text(school.name)
        self.council.set_text(school.authority)
        self.phase.choose(school.phase)
        self.kind.choose(school.school_type)
        emptied(self.calendar)
        year = self.room.desk.school.calendar.year(school_year_starting(self.room.now().date()).year)
        self.calendar.addWidget(plain(year_words(year), wrap=True))
        if year.missing:
            line = across(Chip(self.room.look, "Needs term dates", "waiting"), plain(year.missing_words, wrap=True), gap=8)
            line.setStretch(1, 1)
            self.calendar.addLayout(line)

    def save(self) -> None:
        """Keep the school's details."""
        def keep() -> frozenset[str]:
            desk = self.room.desk.school
            return desk.save(replace(
                desk.school(), name=self.name.text(), authority=self.council.text(), phase=self.phase.code(), school_type=self.kind.code(),
            ))

        self._try(keep, "The school’s details are saved.")

    def _try(self, deed: Callable[[], frozenset[str]], sentence: str) -> None:
        try:
            changed = deed()
        except (Refused, Trouble) as failure:
            if not (isinstance(failure, Refused) and point_at(self.fields, failure)) and (message := told(failure)) is not None:
                self.room.say(message)
            return
        self.room.changed(changed)
        self.room.say(done(sentence, self.room.undo))
        self.refresh()
