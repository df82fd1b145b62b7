"""A pupil's own facts: add a pupil to the list, or put details right."""

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter

from sendco_desk.domain.codes import FLAGS, LANGUAGES, ROLL_STATUSES, SEN_PROVISION, SEXES, YEAR_GROUPS
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.upn import tidy_upn, upn_warning
from sendco_desk.ui.forms.form import Form
from sendco_desk.ui.models.pupils_model import year_words
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.widgets.fields import TextField
from sendco_desk.ui.widgets.words import words

LINES = (
    "legal_forename", "legal_surname", "middle_names", "known_forename", "known_surname", "class_name", "admission_number", "address",
    "postcode", "ethnicity",
)
CODES = ("sex", "year_group", "roll_status", "first_language", "interpreter")
DAYS = ("date_of_birth", "joined_on", "left_on")
UPN_HINT = "A letter and twelve figures. Leave it empty where there is none."
COUNCIL_HINT = "The council where the pupil lives, which may not be the school’s own."


def own_council(room: Room) -> str:
    """The school's own council, as the first guess to offer; nothing where it is not recorded."""
    try:
        return room.desk.school.school().authority
    except Refused:
        return ""


def offer_council(field: TextField, room: Room) -> None:
    """Let the school's own council be completed while somebody types."""
    completer = QCompleter([own_council(room)], field)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    field.edit.setCompleter(completer)


class PupilForm(Form):
    """Every fact on a pupil's own record. A new pupil may bring the council of residence and the SEN status along."""

    def __init__(self, room: Room, pupil: Pupil | None = None) -> None:
        self.pupil = pupil
        self.made: UUID | None = None
        name = f"pupil:{pupil.id}" if pupil else "pupil:new"
        super().__init__(room, "Edit details" if pupil else "Add a pupil", draft=name, finish="Save" if pupil else "Add pupil")

    def build(self) -> None:
        p = self.pupil or Pupil(id=uuid4(), legal_forename="?", legal_surname="")
        new = self.pupil is None
        self.rows(
            words("Names on the register", "strong"),
            self.beside(
                self.line("legal_forename", "Legal forename", "" if new else p.legal_forename),
                self.line("middle_names", "Middle names", p.middle_names),
            ),
            self.line("legal_surname", "Legal surname", p.legal_surname),
            words("Names people use, where they differ", "strong"),
            self.beside(
                self.line("known_forename", "Known as", p.known_forename), self.line("known_surname", "Surname used", p.known_surname),
            ),
            words("School", "strong"),
            self.beside(
                self.day_field("date_of_birth", "Date of birth", p.date_of_birth),
                self.choice("sex", "Sex", SEXES, p.sex, none="Not recorded"),
            ),
            self.beside(
                self.choice("year_group", "Year", {y: year_words(y) for y in YEAR_GROUPS}, p.year_group, none="Not recorded"),
                self.line("class_name", "Class", p.class_name),
            ),
        )
        self._numbers(p)
        self._roll(p)
        if new:
            self._start()
        self._home(p)

    def _numbers(self, p: Pupil) -> None:
        upn = self.line("upn", "UPN", p.upn, hint=UPN_HINT)
        upn.changed.connect(self._look_at_upn)
        former = self.line("former_upn", "Former UPN", p.former_upn)
        self.rows(upn, self.beside(former, self.line("admission_number", "Admission number", p.admission_number)))
        self._look_at_upn()

    def _look_at_upn(self) -> None:
        """A doubtful number is told of and never refused: a wrong letter is no proof of a wrong child."""
        field = self.fields["upn"]
        field.hint = upn_warning(tidy_upn(self.said("upn"))) or UPN_HINT
        field.clear_line()

    def _roll(self, p: Pupil) -> None:
        self.rows(
            self.choice("roll_status", "On roll", ROLL_STATUSES, p.roll_status),
            self.beside(self.day_field("joined_on", "Joined on", p.joined_on), self.day_field("left_on", "Left on", p.left_on)),
        )

    def _start(self) -> None:
        authority = self.line("authority", "Council of residence", hint=COUNCIL_HINT)
        offer_council(authority, self.room)
        self.rows(
            words("SEN and council", "strong"), self.choice("status", "SEN status today", SEN_PROVISION, none="Not recorded"), authority,
        )

    def _home(self, p: Pupil) -> None:
        self.rows(
            words("Home and language", "strong"),
            self.line("address", "Address", p.address), self.line("postcode", "Postcode", p.postcode),
            self.beside(
                self.choice("first_language", "First language", LANGUAGES, p.first_language, none="Not recorded"),
                self.choice("interpreter", "Interpreter needed", LANGUAGES, p.interpreter, none="None"),
            ),
            self.line("ethnicity", "Ethnicity", p.ethnicity),
            self.ticks("flags", "What everybody must know", FLAGS, p.flags),
        )

    def typed_pupil(self) -> Pupil:
        """The pupil as typed. Raises Refused."""
        facts: dict[str, Any] = {name: self.said(name) for name in LINES}
        facts |= {name: self.code(name) for name in CODES} | {name: self.day(name) for name in DAYS}
        facts |= {"upn": tidy_upn(self.said("upn")), "former_upn": tidy_upn(self.said("former_upn")), "flags": self.codes("flags")}
        born = facts["date_of_birth"]
        if born is not None and born > self.today():
            raise Refused("The date of birth is still to come: check the year.", field="date_of_birth")
        if self.pupil is not None:
            return replace(self.pupil, **facts)
        return Pupil(id=uuid4(), **facts)

    def deed(self) -> tuple[frozenset[str], str]:
        pupil = self.typed_pupil()
        if self.pupil is not None:
            return self.room.desk.pupils.save(pupil), "The details are saved."
        self.made = pupil.id
        changed = self.room.desk.pupils.add(pupil, authority=self.said("authority"), status=self.code("status"))
        return changed, f"{pupil.known_name} is on the list."

    def after(self) -> None:
        if self.made is not None:
            self.room.go(Place("pupil", self.made))
