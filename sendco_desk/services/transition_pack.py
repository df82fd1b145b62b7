"""The part of a pack for the next school: what it must know at once, what goes on, what is still owed and by when, and what is handed over."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from sendco_desk.domain.casework import CaseEvent, CaseFile
from sendco_desk.domain.codes import CASE_KINDS, DOCUMENT_KINDS, NEED_TYPES, SEN_PROVISION, UNSHARED, said
from sendco_desk.domain.dates import shown
from sendco_desk.domain.documents import Document
from sendco_desk.domain.meetings import AgreedAction
from sendco_desk.domain.paper import Block, Grid, Heading, Paragraph, Runs, SignHere
from sendco_desk.domain.paper import said as said_runs
from sendco_desk.domain.plans import PlanVersion
from sendco_desk.domain.professionals import Advice, Involvement
from sendco_desk.domain.pupil import Need, Pupil, SenStatus, current_status, ranked
from sendco_desk.domain.records import PupilRecord, Record
from sendco_desk.services.caseload import Caseload, CaseView
from sendco_desk.services.pack_provision import provision_grid
from sendco_desk.services.pack_record import PackRecord, beneath, day_words, facts, joined
from sendco_desk.services.pack_voices import profile_there
from sendco_desk.services.professionals import latest_day, standing_words
from sendco_desk.services.review_pack import ISSUED
from sendco_desk.services.wording import owner
from sendco_desk.statute.case import CaseFacts, Event
from sendco_desk.statute.clock import milestones
from sendco_desk.statute.events import PHASE_TRANSFERS
from sendco_desk.statute.milestones import Milestone, State
from sendco_desk.statute.rules import rule
from sendco_desk.statute.wording import counted

if TYPE_CHECKING:
    from sendco_desk.store.notebook import Notebook, Touched

R = TypeVar("R", bound=Record)
LEFT, HAND_OVER = "pupil_left", "REC-03"
"""The event that begins the days for handing the record over, and their rule."""
OWED = (State.OVERDUE, State.DUE_SOON, State.UPCOMING, State.WINDOW_OPEN)
STATE_WORDS = {State.OVERDUE: "Late", State.DUE_SOON: "Due soon", State.UPCOMING: "To come", State.WINDOW_OPEN: "Running"}
SAFEGUARDING = "A safeguarding record, where there is one, is handed over by the designated safeguarding lead, apart from this pack."


@dataclass(frozen=True, slots=True)
class OfOne:
    """Asks a notebook of one pupil alone, so that a caseload over it reads no more than is needed."""

    book: "Notebook"
    pupil: UUID

    def all(self, kind: type[R], **equal: Any) -> list[R]:
        """As of the notebook, of the pupil where records belong to one."""
        return self.book.all(kind, **({"pupil": self.pupil} if issubclass(kind, PupilRecord) else {}), **equal)

    def get(self, kind: type[R], id: UUID) -> R:
        """As of the notebook."""
        return self.book.get(kind, id)

    def touched_since(self, mark: int) -> "tuple[int, list[Touched]]":
        """As of the notebook."""
        return self.book.touched_since(mark)


def transition_there(record: PackRecord) -> bool:
    """Whether the case is about a move to the next phase, or about handing the record over to the next school."""
    case = record.book.get(CaseFile, record.case) if record.case is not None else None
    if case is None or case.case_kind not in ("phase_transfer", "records"):
        return False
    return case.case_kind == "phase_transfer" or any(event.name == LEFT for event in record.book.all(CaseEvent, case=case.id))


def transition_part(record: PackRecord) -> Iterator[Block]:
    """The whole of it."""
    caseload = Caseload(cast("Notebook", OfOne(record.book, record.pupil)))
    cases = [view for view in caseload.of_pupil(record.pupil) if not view.is_closed(record.on)]
    pupil = record.book.get(Pupil, record.pupil)
    yield from _at_a_glance(record, pupil, cases)
    yield from _going_on(record)
    yield from _professionals(record)
    yield from _owed(record, caseload, cases)
    yield from _actions(record)
    yield from _handed_over(record, caseload, cases, pupil)


# What to know at once


def _at_a_glance(record: PackRecord, pupil: Pupil, cases: Sequence[CaseView]) -> Iterator[Block]:
    status = current_status(record.book.all(SenStatus, pupil=record.pupil), record.on)
    needs = ranked(record.book.all(Need, pupil=record.pupil), record.on)
    issued = [one for one in record.book.all(PlanVersion, pupil=record.pupil) if one.state in ISSUED]
    version = max(issued, key=lambda one: one.dated_on, default=None)
    moves = [event for view in cases for event in view.events if event.name in PHASE_TRANSFERS]
    profile = profile_there(record)
    yield from facts(
        ("Moves on", day_words(max((event.on for event in moves), default=None))), ("Leaves this school on", day_words(pupil.left_on)),
        ("SEN status", said(SEN_PROVISION, status.status) if status else ""),
        ("Needs, the primary first", "\n".join(said(NEED_TYPES, one.need_type) for one in needs)),
        ("Council", next((view.case.authority for view in cases if view.case.authority), "")), ("Plan", version.called if version else ""),
        ("What matters most to the pupil", profile.important.strip() if profile else ""),
        ("How best to support", profile.support.strip() if profile else ""),
    )


def _going_on(record: PackRecord) -> Iterator[Block]:
    """What the pupil is given on the day: this is what has to go on from the first morning."""
    running = [line for line in record.provision.places_of(record.pupil, record.on)[::-1] if line.place.ends_on >= record.on]
    if running:
        yield Heading(text="Support in place now")
        yield provision_grid(running, record.on)


def _professionals(record: PackRecord) -> Iterator[Block]:
    """Who works with the pupil still, and advice that nobody has acted on yet."""
    involved = sorted(record.book.all(Involvement, pupil=record.pupil), key=latest_day)
    working = [one for one in involved if one.ended_on is None or one.ended_on > record.on]
    if working:
        yield Heading(text="Professionals who are involved")
        yield Grid(
            caption="", heads=("Service and person", "Where it stands", "Report"), shares=(36, 36, 28),
            rows=tuple((beneath(one.called, one.organisation), said_runs(standing_words(one, record.on)), _report(record, one)) for one in working),
        )
    waiting = [one for one in record.book.all(Advice, pupil=record.pupil) if not one.action.strip()]
    named = {one.id: one.called for one in involved}
    if waiting:
        yield Grid(
            caption="Advice on which nothing is recorded as done yet", heads=("Advice", "Whose"), shares=(66, 34),
            rows=tuple((said_runs(one.words), said_runs(named.get(one.involvement, ""))) for one in waiting),
        )


def _report(record: PackRecord, one: Involvement) -> Runs:
    return joined((said_runs(day_words(one.report_on)), record.source(one.document)))


# What is owed


def _owed(record: PackRecord, caseload: Caseload, cases: Sequence[CaseView]) -> Iterator[Block]:
    """Every step that somebody owes in an open case, the earliest first."""
    steps = [(view, step) for view in cases for step in caseload.steps(view, record.on) if step.state in OWED and step.due and not step.part_of]
    steps.sort(key=lambda one: (one[1].due or date.max, one[1].rule.id))
    yield Heading(text="What is still owed, and by when")
    if not steps:
        yield Paragraph(runs=said_runs("Nothing with a day of its own is owed in an open case."))
        return
    yield Grid(
        caption="", heads=("What", "Who owes it", "By", "Where it stands"), shares=(44, 24, 18, 14),
        rows=tuple(
            (
                beneath(step.title, f"{CASE_KINDS[view.case.case_kind]}. {step.source}"), said_runs(owner(step, view.case.authority)),
                said_runs(day_words(step.due)), said_runs(STATE_WORDS[step.state]),
            ) for view, step in steps
        ),
    )


def _actions(record: PackRecord) -> Iterator[Block]:
    actions = [one for one in record.book.all(AgreedAction, pupil=record.pupil) if one.done_on is None]
    if actions:
        yield Grid(
            caption="Agreed at meetings and not done yet", heads=("What", "Who", "By"), shares=(58, 24, 18),
            rows=tuple(
                (said_runs(one.words), said_runs(one.owner), said_runs(day_words(one.due_on, "No day agreed")))
                for one in sorted(actions, key=lambda one: (one.due_on or date.max, one.place))
            ),
        )


# What is handed over


def _handed_over(record: PackRecord, caseload: Caseload, cases: Sequence[CaseView], pupil: Pupil) -> Iterator[Block]:
    """Every document with where it is, the day by which the record is due, and lines for the receipt."""
    documents = sorted(record.book.all(Document, pupil=record.pupil), key=lambda one: (one.dated_on or one.received_on, one.title))
    shared = [one for one in documents if one.sharing_basis != UNSHARED or one.id in record.going]
    yield Heading(text="Hand-over of the record")
    if shared:
        yield Grid(
            caption="Documents", heads=("Document", "Date", "How it is handed over"), shares=(52, 20, 28),
            rows=tuple(_document(record, one) for one in shared),
        )
    if kept := len(documents) - len(shared):
        yield Paragraph(runs=said_runs(f"{counted(kept, 'document')} {'is' if kept == 1 else 'are'} marked not to be shared, and not listed."))
    yield Paragraph(runs=said_runs(SAFEGUARDING))
    yield Paragraph(runs=said_runs(due_words(_hand_over_step(record, caseload, cases, pupil))), keeps=True)
    yield SignHere(names=("Handed over by", "Received by the next school (name and role)"))


def _document(record: PackRecord, one: Document) -> tuple[Runs, ...]:
    going = one.id in record.going
    plainly = one.title if one.sharing_basis != "not_decided" else said(DOCUMENT_KINDS, one.document_kind)
    named = record.source(one.id) if going else said_runs(plainly)
    return named, said_runs(shown(one.dated_on or one.received_on)), said_runs("In this pack" if going else "Separately")


def _hand_over_step(record: PackRecord, caseload: Caseload, cases: Sequence[CaseView], pupil: Pupil) -> Milestone | None:
    """The step that says by when the record is due, as a case records it, else as it follows from the day on which the pupil left."""
    found = [step for view in cases for step in caseload.steps(view, record.on) if step.rule.id == HAND_OVER and step.start]
    if found or pupil.left_on is None:
        return next(iter(found), None)
    calendar = caseload.calendar()
    supposed = CaseFacts(events=(Event(name=LEFT, on=pupil.left_on),), closures=calendar.closures, terms=calendar.terms)
    return next((step for step in milestones(supposed, record.on, kind="records") if step.rule.id == HAND_OVER), None)


def due_words(step: Milestone | None) -> str:
    """By when the record is due, and that a receipt is asked for."""
    law = rule(HAND_OVER).source
    if step is None or step.due is None:
        return f"The record is due at the next school within 15 school days of the day on which the pupil leaves ({law}). Please sign for it."
    if step.met_on is not None:
        return f"The record was sent on {shown(step.met_on)}; it was due by {shown(step.due)} ({law}). Please sign for it."
    return f"The record is due at the next school by {shown(step.due)}, 15 school days after the pupil left ({law}). Please sign for it."
