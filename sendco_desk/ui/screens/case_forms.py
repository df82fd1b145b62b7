"""The sheets of a case's page: add an event, put one right or take it out, and the case's own details."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import UUID

from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout

from sendco_desk.domain.casework import EhcRequest
from sendco_desk.domain.codes import EXCEPTIONS, REQUESTED_BY, REVERSAL_ROUTES
from sendco_desk.domain.dates import shown
from sendco_desk.domain.documents import Document
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.casework import CasePage, EventRow
from sendco_desk.statute.case import EVENT_NAMES, EVENT_TITLES, Event
from sendco_desk.ui.forms.drafts import when_changed
from sendco_desk.ui.forms.form import Form, attempt
from sendco_desk.ui.forms.ticks import Ticks
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.case_words import new_doubts
from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.chips import Picture
from sendco_desk.ui.widgets.fields import Field
from sendco_desk.ui.widgets.layout import across, emptied, stack
from sendco_desk.ui.widgets.words import escaped, plain, words

NO_PROOF = "No document yet"


def offered_events(coming: tuple[str, ...]) -> dict[str, str]:
    """Every event by its name: those that can come next first, the most likely at the top."""
    return {name: EVENT_TITLES[name] for name in (*coming, *(n for n in EVENT_NAMES if n not in coming))}


def paper_words(document: Document) -> str:
    """A document in a list to choose from: `Portal receipt, Mon 7 Sep 2026`."""
    return f"{document.title}, {shown(document.dated_on or document.received_on)}"


def papers(page: CasePage) -> dict[str, str]:
    """The pupil's documents to choose from, the last received first."""
    return {str(d.id): paper_words(d) for d in sorted(page.documents, key=lambda d: d.received_on, reverse=True)}


class Doubts(QFrame):
    """Asks about a day that contradicts another, before it is saved: save it anyway, or change it."""

    def __init__(self, look: Look, anyway: Callable[[], object], change: Callable[[], object]) -> None:
        super().__init__()
        self.look = look
        self.setProperty("kind", "well")
        self.setObjectName("doubts")
        self.sentences = stack(gap=4)
        self.save = button(look, "Save anyway", "row", then=anyway)
        self.change = button(look, "Change the date", "row", then=change)
        self.setLayout(stack(self.sentences, across(self.change, self.save, None), gap=8, pad=(12, 10, 12, 10)))
        self.hide()

    def ask(self, found: tuple[str, ...]) -> None:
        """Ask about these."""
        emptied(self.sentences)
        for sentence in found:
            said = words(escaped(sentence), wrap=True)
            line = across(stack(Picture(self.look, "soon", "soon", 16), None), said)
            line.setStretch(1, 1)
            self.sentences.addLayout(line)
        self.setAccessibleName(" ".join(found))
        self.show()
        self.change.setFocus()


class EventForm(Form):
    """Record that something happened. ``name`` is chosen already where the way here said what is missing."""

    def __init__(self, room: Room, page: CasePage, name: str = "") -> None:
        self.shown_page, self.start, self.sure = page, name, False
        super().__init__(room, "Add event", draft=f"event:{page.request.id}:{name}", finish="Save event")

    def build(self) -> None:
        coming = self.shown_page.next_events
        what = self.choice("name", "What happened", offered_events(coming), self.start, none="" if self.start else "Choose what happened")
        if isinstance(what.box, QComboBox) and coming:
            what.box.insertSeparator(len(coming) + (0 if self.start else 1))
        self._when_and_proof(None, None, "")

    def _when_and_proof(self, on: date | None, proof: UUID | None, note: str) -> None:
        when = self.day_field("on", "When", on, hint="The day of a notice is the day it was sent, unless it says received.")
        self.asked = Doubts(self.look, self.save_anyway, lambda: self.fields["on"].box.setFocus())
        hint = "" if self.shown_page.documents else "Put the letter or e-mail into the pupil’s documents first; then choose it here."
        self.rows(*([self.fields["name"]] if "name" in self.fields else []), when, self.asked)
        self.rows(
            self.choice("proof", "Document that shows it", papers(self.shown_page), str(proof or ""), none=NO_PROOF, hint=hint),
            self.prose("note", "Note", note, lines=2, ghost="May be left empty"),
        )
        for name in ("name", "on"):
            if name in self.fields:
                when_changed(self.fields[name].box, self._unsure)

    def _unsure(self) -> None:
        self.sure = False
        self.asked.hide()

    def event_name(self) -> str:
        """What happened. Raises Refused where nothing is chosen."""
        if not self.code("name"):
            raise Refused("Choose what happened from the list.", field="name")
        return self.code("name")

    def event_day(self) -> date:
        """When. Raises Refused."""
        return self.needed_day("on", "Give the day on which it happened.")

    def proof(self) -> UUID | None:
        """The document that shows it."""
        return UUID(self.code("proof")) if self.code("proof") else None

    def doubts(self) -> tuple[str, ...]:
        """What the day would contradict."""
        return self.room.desk.casework.doubts(self.shown_page.request.id, self.event_name(), self.event_day())

    def save_anyway(self) -> None:
        """The day is right although it contradicts another."""
        self.sure = True
        self.finish()

    def finish(self) -> None:
        try:
            found = () if self.sure else self.doubts()
        except Refused as refusal:
            self.asked.hide()
            self.refuse(refusal)
            return
        if found:
            self.asked.ask(found)
            self.area.ensureWidgetVisible(self.asked)
            return
        super().finish()

    def deed(self) -> tuple[frozenset[str], str]:
        name, on = self.event_name(), self.event_day()
        changed = self.room.desk.casework.add_event(self.shown_page.request.id, name, on, self.proof(), self.said("note"))
        return changed, f"{EVENT_TITLES[name]}, {shown(on)}."


class CorrectForm(EventForm):
    """Put an event's day, proof or note right, or take it out where it was recorded by mistake."""

    NOTE = "What stood here before stays in the notebook’s history."

    def __init__(self, room: Room, page: CasePage, row: EventRow) -> None:
        self.row = row
        self.shown_page, self.start, self.sure = page, row.event.name, False
        Form.__init__(self, room, "Correct an event", draft=f"event:{row.event.id}", finish="Save")

    def build(self) -> None:
        event = self.row.event
        out = button(self.look, "Take out", "quiet", "bin", "Take the event out: it was recorded by mistake", self.take_out)
        line = across(plain(self.row.title, "strong", wrap=True), out)
        line.setStretch(0, 1)
        self.rows(line)
        self._when_and_proof(event.on, event.proof, event.note)

    def event_name(self) -> str:
        return self.row.event.name

    def doubts(self) -> tuple[str, ...]:
        day, before, mine = self.event_day(), self.shown_page.facts, self.row.event
        if day == mine.on:
            return ()
        others = [row.event for row in self.shown_page.events if row.event.id != mine.id]
        after = replace(before, events=(*(Event(name=e.name, on=e.on) for e in others), Event(name=mine.name, on=day)))
        return new_doubts(before, after, day, self.today())

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
    """What is known about a case besides its days."""

    def __init__(self, room: Room, request: EhcRequest) -> None:
        self.request = request
        super().__init__(room, "Case details", draft=f"request:{request.id}")

    def build(self) -> None:
        r = self.request
        self.rows(
            self.beside(
                self.choice("requested_by", "Asked by", REQUESTED_BY, r.requested_by), self.line("asked_by_name", "Their name", r.asked_by_name),
            ),
            self.line("authority", "Council", r.authority),
            self.beside(
                self.line("council_reference", "Council’s reference", r.council_reference), self.line("case_officer", "Case officer", r.case_officer),
            ),
            self.prose("what_is_asked", "What is asked", r.what_is_asked, lines=3),
            self._exceptions(),
            self.beside(self.day_field("away_from", "Away from the area from", r.away_from), self.day_field("away_to", "Until", r.away_to)),
            self.choice("reversal_route", "How the refusal was reversed", REVERSAL_ROUTES, r.reversal_route, none="It was not reversed"),
            self.day_field("closed_on", "Case closed on", r.closed_on, hint="Leave it empty while the case goes on."),
        )

    def _exceptions(self) -> Field:
        """One below the other: two of these long names beside one another are wider than the sheet."""
        made = self.ticks("exceptions_claimed", "Exceptions the council claims", EXCEPTIONS, self.request.exceptions_claimed)
        grid = made.box.layout()
        if isinstance(made.box, Ticks) and isinstance(grid, QGridLayout):
            for number, box in enumerate(made.box.boxes.values()):
                grid.addWidget(box, number, 0)
        return made

    def deed(self) -> tuple[frozenset[str], str]:
        changed = replace(
            self.request, requested_by=self.code("requested_by"), asked_by_name=self.said("asked_by_name"), authority=self.said("authority"),
            council_reference=self.said("council_reference"), case_officer=self.said("case_officer"), what_is_asked=self.said("what_is_asked"),
            exceptions_claimed=self.codes("exceptions_claimed"), away_from=self.day("away_from"), away_to=self.day("away_to"),
            reversal_route=self.code("reversal_route"), closed_on=self.day("closed_on"),
        )
        return self.room.desk.casework.save_request(changed), "The case’s details are saved."
