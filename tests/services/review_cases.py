"""A review of the plan of a pupil of whom much is recorded, with a difference of opinion; and a move to the next phase."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

from sendco_desk.domain.meetings import AgreedAction, Meeting, MeetingPerson
from sendco_desk.domain.plans import PlanSection, PlanVersion
from sendco_desk.domain.provision import ProvisionPlace
from sendco_desk.services.desk import Desk
from tests.services.pack_cases import Filled, put

DIFFER = (
    "How many sessions a week:\nParents: Five, as the report advises.\nSchool: Three now and five from January.\nCouncil: Three.\n"
    "Where he learns best\nParents: In a small room.\nSchool: With his class.\nThe advisory teacher could not come."
)


def with_review(desk: Desk, made: Filled, differences: str = DIFFER) -> UUID:
    """A case of an annual review whose meeting was held on 16 November, and an earlier review that is not this one."""
    case, _ = desk.casework.open_case(
        made.pupil, "annual_review", authority="Marlshire County Council", events=[("review_meeting", date(2026, 11, 16), None)],
    )
    met = Meeting(
        id=uuid4(), pupil=made.pupil, meeting_kind="annual_review", held_at=datetime(2026, 11, 16, 9, 30, tzinfo=UTC), where="Room 4",
        chair="Dr Robin Lark", purpose="The yearly review of the plan", invited_on=date(2026, 10, 30), papers_out_on=date(2026, 11, 6),
        minutes="He reads more and tires by noon.\nThe plan still fits his needs.", differences=differences,
    )
    before = Meeting(
        id=uuid4(), pupil=made.pupil, meeting_kind="annual_review", held_at=datetime(2025, 11, 17, 9, 30, tzinfo=UTC), minutes="The review of 2025.",
    )
    people = (
        ("Ana Wilk", "Mother", "came"), ("Kacper Wilk", "Pupil", "came"), ("Ms P. Heron", "Educational psychologist", "sent_report"),
        ("Council officer", "Plan coordinator", "apologies"),
    )
    actions = (("Ask for the occupational therapist’s advice", "Dr Robin Lark", date(2026, 12, 4)), ("Visit the new class", "Ana Wilk", None))
    put(
        desk, made.pupil, met, before,
        *(MeetingPerson(id=uuid4(), pupil=made.pupil, meeting=met.id, place=place, name=name, role=role, presence=presence)
          for place, (name, role, presence) in enumerate(people, 1)),
        *(AgreedAction(id=uuid4(), pupil=made.pupil, meeting=met.id, place=place, words=words, owner=owner, due_on=due)
          for place, (words, owner, due) in enumerate(actions, 1)),
    )
    order_by_plan(desk, made)
    return case


def order_by_plan(desk: Desk, made: Filled) -> None:
    """Section F orders the second place in the group, and section E names an outcome."""
    book = desk.keyring.book
    place = max(book.all(ProvisionPlace, pupil=made.pupil), key=lambda one: one.starts_on)
    versions = [one for one in book.all(PlanVersion, pupil=made.pupil) if one.state in ("final", "proposed")]
    put(desk, made.pupil, replace(place, plan_section_f=True), *(
        PlanSection(id=uuid4(), pupil=made.pupil, version=one.id, section="E", words="Reads a page of his class book by himself by July 2027.")
        for one in versions
    ))


def with_move(desk: Desk, made: Filled) -> UUID:
    """A case of a move to the next phase, beside the review."""
    case, _ = desk.casework.open_case(
        made.pupil, "phase_transfer", authority="Marlshire County Council", events=[("phase_transfer.school", date(2027, 9, 1), None)],
    )
    return case
