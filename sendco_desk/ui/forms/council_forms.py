"""Whom to write to at a council or a service of its area, and the earlier days that a council asks for."""

from uuid import uuid4

from sendco_desk.domain.codes import COUNCIL_ROLES, LOCAL_DATES
from sendco_desk.domain.councils import CouncilContact, CouncilDate
from sendco_desk.domain.refusals import Refused
from sendco_desk.ui.forms.form import Form
from sendco_desk.ui.room import Room


class CouncilForm(Form):
    """A form about a council, which begins with the council that the school deals with most."""

    def council_line(self, value: str) -> str:
        """What stands in the council's line at the start: what is recorded, else the school's own council."""
        return value or self.room.desk.school.school().authority


class ContactForm(CouncilForm):
    """Somebody at a council, or a service, in one role."""

    NOTE = "Letters are filled in from here."

    def __init__(self, room: Room, contact: CouncilContact | None = None) -> None:
        self.contact = contact
        name = f"contact:{contact.id}" if contact else "contact:new"
        super().__init__(room, "Council contact", draft=name, finish="Save contact")

    def build(self) -> None:
        c = self.contact
        known = ", ".join(self.room.desk.councils.names())
        self.rows(
            self.line("authority", "Council", self.council_line(c.authority if c else ""), hint=f"Known here: {known}." if known else ""),
            self.choice("role", "Role", COUNCIL_ROLES, c.role if c else "case_officer", hint="A service is the one of this council’s area."),
            self.line("name", "Name", c.name if c else "", ghost="Ms A. Officer, or the name of a team"),
            self.line("email", "E-mail", c.email if c else ""), self.line("telephone", "Telephone", c.telephone if c else ""),
            self.prose("address", "Postal address", c.address if c else "", lines=3),
        )

    def deed(self) -> tuple[frozenset[str], str]:
        contact = CouncilContact(
            id=self.contact.id if self.contact else uuid4(), authority=self.said("authority"), role=self.code("role"), name=self.said("name"),
            email=self.said("email"), telephone=self.said("telephone"), address=self.said("address"),
        )
        return self.room.desk.councils.save_contact(contact), "The contact is saved."


class CouncilDateForm(CouncilForm):
    """A day of its own that a council asks schools to keep."""

    NOTE = "The law’s own day stays beside it."

    def __init__(self, room: Room, day: CouncilDate | None = None) -> None:
        self.day_kept = day
        name = f"council_date:{day.id}" if day else "council_date:new"
        super().__init__(room, "Council’s own day", draft=name, finish="Save day")

    def build(self) -> None:
        d = self.day_kept
        self.rows(
            self.line("authority", "Council", self.council_line(d.authority if d else "")),
            self.choice("what", "For", LOCAL_DATES, d.what if d else "", none="" if d else "Choose what the day is for"),
            self.day_field("on", "Day", d.on if d else None, hint="The last day on which the council asks for it, this school year or the next."),
            self.line("source", "Where it says so", d.source if d else "", ghost="The council’s guide for schools, page 12"),
        )

    def deed(self) -> tuple[frozenset[str], str]:
        if not self.code("what"):
            raise Refused("Choose what the day is for.", field="what")
        day = CouncilDate(
            id=self.day_kept.id if self.day_kept else uuid4(), authority=self.said("authority"), what=self.code("what"),
            on=self.needed_day("on", "Give the day that the council asks for."), source=self.said("source"),
        )
        return self.room.desk.councils.save_date(day), "The council’s day is saved."
