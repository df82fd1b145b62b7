"""A meeting on one quiet page: when and why, who was invited and came, what was said, and what was agreed; kept as it is typed."""

from dataclasses import replace
from functools import partial
from uuid import UUID, uuid4

from sendco_desk.domain.codes import SERVICES
from sendco_desk.domain.codes import said as said_of
from sendco_desk.domain.dates import parse_date, shown
from sendco_desk.domain.meetings import AgreedAction, Meeting, MeetingPerson
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.support_codes import MEETING_KINDS, PRESENCE
from sendco_desk.services.meetings import MeetingView, timing_words, view_of
from sendco_desk.statute.wording import lowered
from sendco_desk.ui.document_view import SIDE
from sendco_desk.ui.forms.asks import Ask
from sendco_desk.ui.forms.drafts import when_changed
from sendco_desk.ui.forms.form import Form
from sendco_desk.ui.forms.line_rows import Cell, LineRows, Values, encoded
from sendco_desk.ui.forms.people_asks import cycles_of
from sendco_desk.ui.forms.record_form import RecordForm
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.flow import flowing
from sendco_desk.ui.widgets.buttons import Button, button
from sendco_desk.ui.widgets.fields import Field
from sendco_desk.ui.widgets.words import plain, words

BEFORE = (
    Ask(name="meeting_kind", label="Kind of meeting", how="choice", options=MEETING_KINDS, row="what", share=2),
    Ask(name="held_at", label="When", how="moment", row="what", share=2),
    Ask(name="where", label="Where", row="what", share=2),
    Ask(name="chair", label="Chair", row="what", share=2),
    Ask(name="purpose", label="What it is for", how="prose", lines=2, use="meeting"),
    Ask(name="invited_on", label="Invitations sent", how="day", row="sent"),
    Ask(name="papers_out_on", label="Papers sent out", how="day", row="sent"),
    Ask(name="cycle", label="Cycle of support it reviews", how="record", options=cycles_of, none="None", row="sent"),
)
AFTER = (
    Ask(name="minutes", label="Minutes", how="prose", lines=6, use="meeting"),
    Ask(
        name="differences", label="Differences of opinion", how="prose", lines=2, use="meeting",
        hint="What was not agreed, and who said so: ‘Parents: five’ and ‘School: three’, on lines of their own, stand side by side in a report.",
    ),
)
LAST = (
    Ask(name="minutes_sent_on", label="Minutes or report sent", how="day", row="end"),
    Ask(name="cancelled", label="Did it take place?", how="tick", sentence="The meeting was cancelled", row="end"),
)
PEOPLE = (
    Cell(key="name", label="Name", share=3), Cell(key="role", label="Role", share=3),
    Cell(key="presence", label="Invited, came or not", how="choice", options=PRESENCE, width=208),
)
ACTIONS = (
    Cell(key="words", label="What", share=5), Cell(key="owner", label="Who", share=2),
    Cell(key="due_on", label="By when", how="day", width=160, ghost="3/9, +2w"), Cell(key="done", label="Done", how="tick", width=44),
)
MOST_OFFERED = 8
LINES = "Enter goes to the next line. A line that is emptied is left out."


class MeetingForm(RecordForm[Meeting]):
    """Plans a meeting, or records what became of it. One deed keeps the meeting, its people and its actions."""

    NOTE = "Actions that were agreed come up on Today on their day."

    def __init__(self, room: Room, pupil: UUID, view: MeetingView | None = None) -> None:
        self.whose, self.view = pupil, view
        preset = {"meeting_kind": "parents", "chair": room.desk.keyring.person().name}
        super().__init__(
            room, Meeting, (*BEFORE, *AFTER, *LAST), "Meeting" if view else "Plan or record a meeting", pupil=pupil,
            record=view.meeting if view else None, preset=preset,
        )

    def build(self) -> None:
        self.timing = plain("", "caption", "muted", wrap=True)
        self.lay(BEFORE)
        self.rows(self.timing)
        self.invited = LineRows(self.look, PEOPLE, "person", self.today)
        self.add("people", Field(self.look, "Who is invited", self.invited, hint=LINES))
        self.invited.tick(map(_person_code, self.view.people if self.view else ()))
        self.offers = {name: self._offer(name, role) for name, role in self._known()[:MOST_OFFERED]}
        self.agreed = LineRows(self.look, ACTIONS, "action", self.today)
        self.add("actions", Field(self.look, "What was agreed", self.agreed, hint=LINES))
        self.agreed.tick(map(_action_code, self.view.actions if self.view else ()))
        self.offering = flowing(words("Invite", "caption", "muted"), *self.offers.values(), gap=4)
        self.rows(self.fields["people"], self.offering)
        self.lay(AFTER)
        self.rows(self.fields["actions"])
        self.lay(LAST)
        self.invited.changed.connect(self.show_offers)
        self.show_offers()
        for name in ("meeting_kind", "held_at", "invited_on", "papers_out_on", "minutes_sent_on", "cancelled"):
            when_changed(self.fields[name].box, self.show_timing)
        self.show_timing()

    # Who can be invited by a press

    def _known(self) -> list[tuple[str, str]]:
        """The pupil, those around them, and the professionals who are or were involved, each once."""
        desk, found = self.room.desk, {}
        page = desk.pupils.page(self.whose)
        for person in page.people:
            found[person.full_name] = person.relationship_words
        found.setdefault(page.pupil.known_name, "Pupil")
        for row in desk.professionals.log(self.whose):
            if row.involvement.person:
                found.setdefault(row.involvement.person, said_of(SERVICES, row.involvement.service))
        return list(found.items())

    def _offer(self, name: str, role: str) -> Button:
        made = button(self.look, name.replace("&", "&&"), "quiet", "plus", then=partial(self.invite, name, role))
        made.setAccessibleName(f"Invite {name}, {role}")
        return made

    def invite(self, name: str, role: str) -> None:
        """Put somebody on the list, in a line of their own."""
        self.invited.add_row({"name": name, "role": role, "presence": "invited"})

    def show_offers(self) -> None:
        """Offer only those who are not on the list yet."""
        there = {values["name"].strip().casefold() for values in self.invited.values()}
        for name, made in self.offers.items():
            made.setVisible(name.casefold() not in there)
        self.offering.setVisible(any(name.casefold() not in there for name in self.offers))

    def show_timing(self) -> None:
        """Say how the days stand to one another, as far as they can be read."""
        try:
            view = view_of(replace(self.typed(), id=self.record.id if self.record else uuid4()), (), (), self.today())
        except Refused:
            self.timing.hide()
            return
        said = timing_words(view)
        self.timing.setText(said)
        self.timing.setVisible(bool(said) and not view.meeting.cancelled)

    # What was typed

    def typed_people(self, meeting: Meeting) -> list[MeetingPerson]:
        """Those on the list. Raises Refused, naming the line."""
        there = {str(person.id): person for person in self.view.people} if self.view else {}
        return [self._person(n, values, meeting, there.get(values["id"])) for n, values in enumerate(self.invited.values(), 1)]

    def _person(self, number: int, values: Values, meeting: Meeting, kept: MeetingPerson | None) -> MeetingPerson:
        name, role, presence = values["name"].strip(), values["role"].strip(), values["presence"]
        try:
            if kept is not None:
                return replace(kept, name=name, role=role, presence=presence)
            return MeetingPerson(id=uuid4(), pupil=meeting.pupil, meeting=meeting.id, name=name, role=role, presence=presence)
        except Refused as refusal:
            raise Refused(f"Line {number}: {lowered(refusal.message)}", field="people") from None

    def typed_actions(self, meeting: Meeting) -> list[AgreedAction]:
        """What was agreed. Raises Refused, naming the line."""
        there = {str(action.id): action for action in self.view.actions} if self.view else {}
        return [self._action(n, values, meeting, there.get(values["id"])) for n, values in enumerate(self.agreed.values(), 1)]

    def _action(self, number: int, values: Values, meeting: Meeting, kept: AgreedAction | None) -> AgreedAction:
        what, owner = values["words"].strip(), values["owner"].strip()
        before = kept.done_on if kept else None
        try:
            due = parse_date(values["due_on"], self.today()) if values["due_on"].strip() else None
            done = (before or self.today()) if values["done"] else None
            if kept is not None:
                return replace(kept, words=what, owner=owner, due_on=due, done_on=done)
            return AgreedAction(id=uuid4(), pupil=meeting.pupil, meeting=meeting.id, words=what, owner=owner, due_on=due, done_on=done)
        except Refused as refusal:
            raise Refused(f"Line {number}: {lowered(refusal.message)}", field="actions") from None

    def keep(self, record: Meeting) -> frozenset[str]:
        return self.room.desk.meetings.save(record, self.typed_people(record), self.typed_actions(record))

    def told(self, record: Meeting) -> str:
        return f"{record.called} is saved."


def _person_code(person: MeetingPerson) -> str:
    return encoded({"id": str(person.id), "name": person.name, "role": person.role, "presence": person.presence})


def _action_code(action: AgreedAction) -> str:
    return encoded({
        "id": str(action.id), "words": action.words, "owner": action.owner, "due_on": shown(action.due_on) if action.due_on else "",
        "done": "yes" if action.done_on else "",
    })


def open_wide(room: Room, form: Form) -> Form:
    """Lay a form over the window, wide enough to write minutes."""
    room.sheet(form, form.title, SIDE)
    return form
