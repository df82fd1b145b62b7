"""Somebody around a pupil: who they are, how to reach them, and whether they hold parental responsibility."""

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from sendco_desk.domain.codes import LANGUAGES, RELATIONSHIPS
from sendco_desk.domain.people import ContactPerson
from sendco_desk.domain.refusals import Refused
from sendco_desk.ui.forms.form import Form
from sendco_desk.ui.room import Room


class PersonForm(Form):
    """Parental responsibility is ticked by whoever knows it, never filled in from the relationship."""

    def __init__(self, room: Room, pupil: UUID, person: ContactPerson | None = None, *, order: int = 1) -> None:
        self.pupil, self.person, self.order = pupil, person, order
        name = f"person:{person.id}" if person else f"person:new:{pupil}"
        super().__init__(room, "Edit this person" if person else "Add a person", draft=name, finish="Save" if person else "Add person")

    def build(self) -> None:
        p = self.person or ContactPerson(id=uuid4(), pupil=self.pupil, surname="?", order=self.order)
        new = self.person is None
        self.rows(
            self.beside(
                self.line("title", "Title", p.title, ghost="Ms"), self.line("forename", "Forename", p.forename),
                self.line("surname", "Surname", "" if new else p.surname), shares=(1, 2, 3),
            ),
            self.beside(
                self.choice("relationship", "Relationship to the pupil", RELATIONSHIPS, "" if new else p.relationship, none="Choose"),
                self.line("order", "Order to call in", str(p.order)), shares=(3, 1),
            ),
            self.tick(
                "parental_responsibility", "Parental responsibility", "Holds parental responsibility", p.parental_responsibility,
                hint="Tick it only where you have seen or been told that it is so.",
            ),
            self.tick("gets_letters", "Letters", "Gets the school’s letters", p.gets_letters),
            self.beside(self.line("telephone", "Telephone", p.telephone), self.line("email", "E-mail", p.email)),
            self.line("address", "Address", p.address), self.line("postcode", "Postcode", p.postcode),
            self.choice("interpreter", "Interpreter needed", LANGUAGES, p.interpreter, none="None"),
            self.prose("notes", "Notes", p.notes, kind=ContactPerson, use="story"),
        )

    def about_whom(self) -> UUID | None:
        return self.pupil

    def typed_person(self) -> ContactPerson:
        """The person as typed. Raises Refused."""
        lines = ("title", "forename", "surname", "telephone", "email", "address", "postcode", "notes")
        facts: dict[str, Any] = {name: self.said(name) for name in lines}
        facts |= {name: self.on(name) for name in ("parental_responsibility", "gets_letters")}
        facts |= {"relationship": self.code("relationship") or "OTH", "interpreter": self.code("interpreter")}
        order = self.said("order") or "1"
        if not order.isdecimal() or not 1 <= int(order) <= 99:
            raise Refused("Give the order as a number from 1 (called first) to 99.", field="order")
        start = self.person or ContactPerson(id=uuid4(), pupil=self.pupil, surname="?")
        return replace(start, order=int(order), **facts)

    def deed(self) -> tuple[frozenset[str], str]:
        person = self.typed_person()
        return self.room.desk.pupils.save_person(person), f"{person.full_name} is saved."
