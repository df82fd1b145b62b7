"""What is asked about professionals and their advice, sharing, court orders, capacity, and an action that was agreed outside a meeting."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sendco_desk.domain.codes import SERVICES
from sendco_desk.domain.cycles import SupportCycle
from sendco_desk.domain.dates import shown
from sendco_desk.domain.meetings import AgreedAction
from sendco_desk.domain.professionals import Advice, Involvement
from sendco_desk.domain.rights import CapacityNote, CourtOrder, Sharing
from sendco_desk.domain.support_codes import CAPACITY_FINDINGS, LAWFUL_BASES
from sendco_desk.services.desk import Desk
from sendco_desk.ui.forms.asks import Ask
from sendco_desk.ui.forms.record_form import RecordForm
from sendco_desk.ui.room import Room


def papers_of(desk: Desk, pupil: UUID | None) -> Mapping[str, str]:
    """The pupil's documents, by their title and the day they came."""
    found = desk.documents.of(pupil) if pupil else []
    return {str(document.id): f"{document.title}, {shown(document.received_on)}" for document in found}


def cycles_of(desk: Desk, pupil: UUID | None) -> Mapping[str, str]:
    """The pupil's cycles of support, the latest first."""
    found = desk.recording.of(SupportCycle, pupil) if pupil else []
    return {str(cycle.id): cycle.called for cycle in sorted(found, key=lambda one: (one.number, one.version), reverse=True)}


OUTSIDE = {code: words for code, words in SERVICES.items() if code not in ("school", "parent", "pupil")}
INVOLVEMENT = (
    Ask(name="service", label="Service", how="choice", options=OUTSIDE, none="Choose", row="who"),
    Ask(name="person", label="Person", row="who", ghost="Dr Quill"),
    Ask(name="organisation", label="Organisation", ghost="Where they work"),
    Ask(name="asked_on", label="Asked on", how="day", row="first"),
    Ask(name="seen_on", label="Seen on", how="day", row="first"),
    Ask(name="asked_for", label="What was asked", how="prose", lines=2, use="advice"),
    Ask(name="report_on", label="Report dated", how="day", row="report", hint="The day that stands on it: its age is counted from here."),
    Ask(name="received_on", label="Received on", how="day", row="report"),
    Ask(
        name="document", label="The report", how="record", options=papers_of, none="Not kept",
        hint="Put it into Documents first, then choose it here.",
    ),
    Ask(name="ended_on", label="Ended on", how="day", hint="Where nothing more is expected."),
    Ask(name="note", label="Note", how="prose", use="story", lines=2),
)
ADVICE = (
    Ask(name="words", label="What was advised", how="prose", use="advice"),
    Ask(name="page", label="Page of the report", how="number", sentence="Give the page as a number from 1."),
    Ask(name="action", label="What the school did", how="prose", use="advice"),
    Ask(name="action_on", label="From", how="day"),
    Ask(name="effect", label="What came of it", how="prose", use="advice"),
)
SHARING = (
    Ask(name="what", label="What", how="prose", use="story", lines=2, ghost="The report on speech and language"),
    Ask(name="with_whom", label="With whom", row="whom", share=2),
    Ask(name="on", label="On", how="day", sentence="Give the day.", row="whom"),
    Ask(name="basis", label="On which ground", how="choice", options=LAWFUL_BASES, none="Choose"),
    Ask(name="agreed_by", label="Who agreed", ghost="Ms Wilk, on the telephone"),
    Ask(name="withdrawn_on", label="Withdrawn on", how="day", hint="From this day on it no longer holds."),
    Ask(name="document", label="The paper that shows it", how="record", options=papers_of, none="None"),
    Ask(name="note", label="Note", how="prose", use="story", lines=2),
)
ORDER = (
    Ask(
        name="words", label="What it means for the school", how="prose", use="story",
        hint="One plain sentence. It stands at the head of the pupil’s page for everybody who opens it.",
    ),
    Ask(name="made_on", label="Made on", how="day", row="days"),
    Ask(name="until", label="Until", how="day", row="days", hint="Empty: until further notice."),
    Ask(name="document", label="The order", how="record", options=papers_of, none="Not kept"),
)
CAPACITY = (
    Ask(name="decision", label="The decision", how="prose", use="story", lines=2, hint="Capacity is found for one decision at a time."),
    Ask(name="finding", label="What was found", how="choice", options=CAPACITY_FINDINGS, none="Choose", row="found"),
    Ask(name="found_on", label="On", how="day", sentence="Give the day.", row="found"),
    Ask(name="found_by", label="By whom", row="by"),
    Ask(name="represented_by", label="Who decides instead", row="by", hint="Only where capacity is lacking."),
    Ask(name="words", label="How it was found", how="prose", use="story"),
)
ACTION = (
    Ask(name="words", label="What is to be done", how="prose", lines=2, use="meeting"),
    Ask(name="owner", label="Who", row="who"),
    Ask(name="due_on", label="By", how="day", row="who"),
    Ask(name="done_on", label="Done on", how="day", row="done"),
    Ask(name="done_words", label="What came of it", row="done"),
)


def involvement_form(room: Room, pupil: UUID, record: Involvement | None = None) -> RecordForm[Involvement]:
    """The form of a professional's work with a pupil."""
    preset = {"asked_on": room.now().date()}
    title = "Professional" if record else "Record a professional"
    return RecordForm(room, Involvement, INVOLVEMENT, title, pupil=pupil, record=record, preset=preset)


def advice_form(room: Room, pupil: UUID, involvement: UUID, record: Advice | None = None) -> RecordForm[Advice]:
    """The form of one piece of advice, put after those there are."""
    preset: dict[str, Any] = {"involvement": involvement, "place": room.desk.professionals.next_place(involvement)}
    return RecordForm(room, Advice, ADVICE, "Advice", pupil=pupil, record=record, preset=preset)


def sharing_form(room: Room, pupil: UUID, record: Sharing | None = None) -> RecordForm[Sharing]:
    """The form of a line of the sharing register."""
    title = "What was shared" if record else "Record a sharing"
    return RecordForm(room, Sharing, SHARING, title, pupil=pupil, record=record, preset={"on": room.now().date()})


def order_form(room: Room, pupil: UUID, record: CourtOrder | None = None) -> RecordForm[CourtOrder]:
    """The form of a court order."""
    return RecordForm(room, CourtOrder, ORDER, "Court order" if record else "Record a court order", pupil=pupil, record=record)


def capacity_form(room: Room, pupil: UUID, record: CapacityNote | None = None) -> RecordForm[CapacityNote]:
    """The form of a note on capacity."""
    title = "Capacity to decide" if record else "Record capacity for a decision"
    return RecordForm(room, CapacityNote, CAPACITY, title, pupil=pupil, record=record, preset={"found_on": room.now().date()})


def action_form(room: Room, pupil: UUID, record: AgreedAction | None = None) -> RecordForm[AgreedAction]:
    """The form of one agreed action."""
    return RecordForm(room, AgreedAction, ACTION, "Agreed action" if record else "Add an agreed action", pupil=pupil, record=record)
