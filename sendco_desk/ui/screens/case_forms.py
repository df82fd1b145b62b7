"""The sheets of a case's page: add an event, put one right or take it out, and the case's own details."""

import re
from dataclasses import replace
from datetime import date
from uuid import UUID

from PySide6.QtWidgets import QComboBox

from sendco_desk.domain.casework import WITHOUT_COUNCIL, CaseEvent, CaseFile
from sendco_desk.domain.codes import REQUESTED_BY, REVERSAL_ROUTES
from sendco_desk.domain.dates import shown
from sendco_desk.domain.documents import Document
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.casework import CasePage, EventRow, case_title
from sendco_desk.statute.case import Event
from sendco_desk.statute.courses import COURSES, ENDINGS
from sendco_desk.statute.events import DIRECTION, EVENT_BY_NAME, EVENT_TITLES, is_event
from sendco_desk.statute.kinds import ABOUT
from sendco_desk.ui.forms.asking import AskingForm
from sendco_desk.ui.forms.form import Form, attempt
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.case_words import ASKED, new_doubts
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.fields import Field
from sendco_desk.ui.widgets.layout import across
from sendco_desk.ui.widgets.words import plain

NO_PROOF = "No document yet"
CHANGE_DATE = "Change the date"
LONGEST_DIRECTION = 40
OTHER_DIRECTION = "direction"
"""Stands in the list for a day that the Tribunal fixed for something else than what is listed."""


def offered_events(coming: tuple[str, ...], kind: str = "request") -> dict[str, str]:
    """The events of a kind of case by name: those that can come next first, the most likely at the top, then its others."""
    own = (*(follows.name for follows in COURSES[kind]), *(follows.name for follows in ENDINGS.get(kind, ())))
    titles = {name: EVENT_TITLES[name] for name in dict.fromkeys((*coming, *own))}
    return {**titles, OTHER_DIRECTION: "Another day that the Tribunal has fixed"} if kind == "appeal" else titles


def direction_name(words: str) -> str:
    """The name of a direction from what its day is for: `Position statement` is `direction.position_statement`. Raises Refused."""
    slug = re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")
    slug = f"the_{slug}" if slug[:1].isdigit() else slug
    if len(slug) > LONGEST_DIRECTION:
        raise Refused("Say it in fewer words: forty letters at most.", field="direction")
    name = f"{DIRECTION}{slug}"
    if not is_event(name):
        raise Refused("Say in a few plain words what the day is for, such as ‘position statement’.", field="direction")
    return name


def paper_words(document: Document) -> str:
    """A document in a list to choose from: `Portal receipt, Mon 7 Sep 2026`."""
    return f"{document.title}, {shown(document.dated_on or document.received_on)}"


def papers(page: CasePage) -> dict[str, str]:
    """The pupil's documents to choose from, the last received first."""
    return {str(d.id): paper_words(d) for d in sorted(page.documents, key=lambda d: d.received_on, reverse=True)}


class EventForm(AskingForm):
    """Record that something happened. ``name`` is chosen already where the way here said what is missing."""

    def __init__(self, room: Room, page: CasePage, name: str = "") -> None:
        self.shown_page, self.start = page, name
        super().__init__(room, "Add event", draft=f"event:{page.case.id}:{name}", finish="Save event")

    def build(self) -> None:
        coming, kind = self.shown_page.next_events, self.shown_page.case.case_kind
        offered = offered_events(tuple(dict.fromkeys((*((self.start,) if self.start else ()), *coming))), kind)
        what = self.choice("name", "What happened", offered, self.start, none="" if self.start else "Choose what happened")
        above = len(dict.fromkeys((*((self.start,) if self.start else ()), *coming)))
        if isinstance(what.box, QComboBox) and coming and len(offered) > above:
            what.box.insertSeparator(above + (0 if self.start else 1))
        self._when_and_proof(None, None, "")
        if kind == "appeal" and isinstance(what.box, QComboBox):
            what.box.currentIndexChanged.connect(lambda *_: self._ask_direction())
            self._ask_direction()

    def _when_and_proof(self, on: date | None, proof: UUID | None, note: str) -> None:
        when = self.day_field("on", "When", on, hint="The day of a notice is the day it was sent, unless it says received.")
        asked = self.ask_here(CHANGE_DATE)
        if self.shown_page.case.case_kind == "appeal" and "name" in self.fields:
            self.rows(self.fields["name"], self.line("direction", "What the Tribunal’s day is for", ghost="Such as position statement"))
        hint = "" if self.shown_page.documents else "Put the letter or e-mail into the pupil’s documents first; then choose it here."
        self.rows(*([self.fields["name"]] if "name" in self.fields and "direction" not in self.fields else []), when, asked)
        self.rows(
            self.choice("proof", "Document that shows it", papers(self.shown_page), str(proof or ""), none=NO_PROOF, hint=hint),
            self.prose("note", "Note", note, lines=2, ghost="May be left empty", kind=CaseEvent, use="story"),
        )
        self.ask_anew_after(self.fields[name] for name in ("name", "on") if name in self.fields)

    def about_whom(self) -> UUID | None:
        return self.shown_page.pupil.id

    def _ask_direction(self) -> None:
        """What the day is for is asked only where the list does not say it."""
        if "direction" in self.fields:
            self.fields["direction"].setVisible(self.code("name") == OTHER_DIRECTION)

    def event_name(self) -> str:
        """What happened. Raises Refused where nothing is chosen."""
        if not self.code("name"):
            raise Refused("Choose what happened from the list.", field="name")
        return direction_name(self.said("direction")) if self.code("name") == OTHER_DIRECTION else self.code("name")

    def event_day(self) -> date:
        """When. Raises Refused."""
        return self.needed_day("on", "Give the day on which it happened.")

    def proof(self) -> UUID | None:
        """The document that shows it."""
        return UUID(self.code("proof")) if self.code("proof") else None

    def doubts(self) -> tuple[str, ...]:
        """What the day would contradict."""
        return self.room.desk.casework.doubts(self.shown_page.case.id, self.event_name(), self.event_day())

    def change_it(self) -> None:
        self.fields["on"].box.setFocus()

    def deed(self) -> tuple[frozenset[str], str]:
        name, on = self.event_name(), self.event_day()
        changed = self.room.desk.casework.add_event(self.shown_page.case.id, name, on, self.proof(), self.said("note"))
        return changed, f"{EVENT_TITLES[name]}, {shown(on)}."


class CorrectForm(EventForm):
    """Put an event's day, proof or note right, or take it out where it was recorded by mistake."""

    NOTE = "What stood here before stays in the notebook’s history."

    def __init__(self, room: Room, page: CasePage, row: EventRow) -> None:
        self.row = row
        self.shown_page, self.start = page, row.event.name
        Form.__init__(self, room, "Correct an event", draft=f"event:{row.event.id}", finish="Save")

    def build(self) -> None:
        event = self.row.event
        out = button(self.look, "Take out", "quiet", "bin", "Take the event out: it was recorded by mistake", self.take_out)
        line = across(plain(self.row.title, "strong", wrap=True), out)
        line.setStretch(0, 1)
        self.rows(line)
        self._when_and_proof(event.on, event.proof, event.note)

    def doubts(self) -> tuple[str, ...]:
        day, before, mine = self.event_day(), self.shown_page.facts, self.row.event
        if day == mine.on:
            return ()
        others = [row.event for row in self.shown_page.events if row.event.id != mine.id]
        after = replace(before, events=(*(Event(name=e.name, on=e.on) for e in others), Event(name=mine.name, on=day)))
        return new_doubts(before, after, day, self.today(), planned=EVENT_BY_NAME[mine.name].planned)

    def deed(self) -> tuple[frozenset[str], str]:
        day = self.event_day()
        changed = self.room.desk.casework.change_event(self.row.event.id, on=day, proof=self.proof(), note=self.said("note"))
        return changed, f"Corrected: {self.row.title}, {shown(day)}."

    def take_out(self) -> None:
        """The event never happened, or is another case's."""
        self.keeper.drop()
        self.room.close_sheet()
        take_out(self.room, self.row)


def take_out(room: Room, row: EventRow) -> None:
    """Take an event out, with Undo beside the word."""
    attempt(room, lambda: room.desk.casework.remove_event(row.event.id), f"Taken out: {row.title}, {shown(row.event.on)}.")


class DetailsForm(Form):
    """What is known about a case besides its days. Each kind of case is asked only what it can have."""

    def __init__(self, room: Room, case: CaseFile) -> None:
        self.case = case
        super().__init__(room, "Case details", draft=f"case:{case.id}")

    def build(self) -> None:
        c, kind = self.case, self.case.case_kind
        if kind in ASKED:
            self.rows(self.beside(
                self.choice("requested_by", "Asked by", REQUESTED_BY, c.requested_by), self.line("asked_by_name", "Their name", c.asked_by_name),
            ))
        if kind in ABOUT:
            self.rows(self._about())
        if kind not in WITHOUT_COUNCIL:
            self.rows(
                self.line("authority", "Council", c.authority), self.line("council_reference", "Council’s reference", c.council_reference),
                self.beside(
                    self.line("case_officer", "Case officer", c.case_officer), self.line("case_officer_email", "E-mail", c.case_officer_email),
                ),
            )
        asked = "What is asked" if kind in ASKED else "What it is about"
        self.rows(self.prose("what_is_asked", asked, c.what_is_asked, lines=3, kind=CaseFile, use="story"))
        if kind in EXCUSABLE:
            self.rows(
                self.beside(self.day_field("away_from", "Away from the area from", c.away_from), self.day_field("away_to", "Until", c.away_to)),
                self.day_field("appointment_missed_on", "Appointment that the child missed", c.appointment_missed_on),
            )
        if kind == "request":
            self.rows(
                self.choice("reversal_route", "How the refusal was reversed", REVERSAL_ROUTES, c.reversal_route, none="It was not reversed"),
            )
        self.rows(self.day_field("closed_on", "Case closed on", c.closed_on, hint="Leave it empty while the case goes on."))

    def _about(self) -> Field:
        found = self.room.desk.casework.may_be_about(self.case.pupil, self.case.case_kind)
        offered = {str(view.case.id): case_title(view.case) for view in found if view.case.id != self.case.id}
        return self.choice("about", "Arose from", offered, str(self.case.about or ""), none="No other case")

    def about_whom(self) -> UUID | None:
        return self.case.pupil

    def deed(self) -> tuple[frozenset[str], str]:
        lines = ("asked_by_name", "authority", "council_reference", "case_officer", "case_officer_email", "what_is_asked")
        changes: dict[str, object] = {name: self.said(name) for name in lines if name in self.fields}
        changes |= {name: self.code(name) for name in ("requested_by", "reversal_route") if name in self.fields}
        changes |= {name: self.day(name) for name in ("away_from", "away_to", "appointment_missed_on", "closed_on") if name in self.fields}
        if "about" in self.fields:
            changes["about"] = UUID(self.code("about")) if self.code("about") else None
        changed: CaseFile = replace(self.case, **changes)  # type: ignore[arg-type]  # each field's value comes from its own widget
        return self.room.desk.casework.save_case(changed), "The case’s details are saved."


EXCUSABLE = ("request", "reassessment", "appeal")
"""Kinds of case whose limits have exceptions."""
