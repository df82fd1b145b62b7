"""Deeds in an EHC request: open it, record what happened with its proof, and see every lawful day that follows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from sendco_desk.domain.casework import CaseEvent, EhcRequest, Submission
from sendco_desk.domain.dates import shown
from sendco_desk.domain.documents import Document
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.clockwork import Changed, Clock, today
from sendco_desk.services.school import SchoolDeeds
from sendco_desk.statute.case import EVENT_TITLES, CaseFacts, Event
from sendco_desk.statute.clock import milestones, next_events, questions, receipt_differences, waiting_for
from sendco_desk.statute.milestones import Milestone, State

if TYPE_CHECKING:
    from sendco_desk.store.notebook import Notebook

OPEN_STATES = (State.OVERDUE, State.DUE_SOON, State.UPCOMING, State.WINDOW_OPEN)
TO_LOOK_AT = (*OPEN_STATES, State.TOO_EARLY)
"""What Today and the due list show: what is owed, and a plan that came inside the parent's fifteen days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """An event of a case with the words for it and the document that shows it."""

    event: CaseEvent
    title: str
    proof: Document | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """One line of Requests & plans: the case, where it stands, and what is next."""

    request: EhcRequest
    pupil: Pupil
    received_on: date | None
    stage: str
    next_step: Milestone | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePage:
    """Everything the page of a case shows."""

    request: EhcRequest
    pupil: Pupil
    events: tuple[EventRow, ...]
    milestones: tuple[Milestone, ...]
    questions: tuple[str, ...]
    differences: tuple[str, ...]
    next_events: tuple[str, ...]
    waiting_for: tuple[str, ...]
    facts: CaseFacts
    stage: str
    documents: tuple[Document, ...]
    submissions: tuple[Submission, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRow:
    """A step that somebody owes in a case."""

    case: UUID
    pupil: Pupil
    authority: str
    milestone: Milestone


def is_closed(request: EhcRequest, on: date) -> bool:
    """Whether the school has put the case away by then: nothing of it is owed or shown as late any more."""
    return request.closed_on is not None and request.closed_on <= on


def stage_words(events: Iterable[CaseEvent], on: date) -> str:
    """Where a request stands on a day, told by the latest event by then that moves it on."""
    events = [e for e in events if e.on <= on]
    said = {
        "final_plan_issued": "Final plan issued", "draft_plan_sent": "Draft plan sent", "decided_not_to_issue": "No plan: appeal period",
        "refusal_reversed": "Refusal reversed", "refused_to_assess": "Refused to assess", "agreed_to_assess": "Being assessed",
        "request_withdrawn": "Withdrawn", "pupil_left": "Pupil left", "moved_area": "Moved area", "plan_ceased": "Plan ceased",
    }
    moving = [e for e in events if e.name in said]
    if moving:
        order = list(said)
        return said[max(moving, key=lambda e: (e.on, -order.index(e.name))).name]
    return "Waiting for a decision" if any(e.name == "request_received" for e in events) else "Receipt not known"


@dataclass(frozen=True, slots=True)
class Casework:
    """Deeds in requests."""

    book: "Notebook"
    clock: Clock
    school: SchoolDeeds

    def open_request(
        self, pupil: UUID, *, authority: str, requested_by: str = "school", asked_by_name: str = "",
        events: Sequence[tuple[str, date, UUID | None]] = (), what_is_asked: str = "",
    ) -> tuple[UUID, Changed]:
        """Open a request with the events known so far. Where the school only hears of it, the receipt may be unknown."""
        request = EhcRequest(
            id=uuid4(), pupil=pupil, authority=authority.strip(), requested_by=requested_by, asked_by_name=asked_by_name.strip(),
            opened_on=today(self.clock), what_is_asked=what_is_asked.strip(),
        )
        rows = [self._event(request, name, on, proof) for name, on, proof in events]
        with self.book.writing(f"Opened an EHC request to {request.authority}", pupil) as page:
            page.put(request)
            for row in rows:
                page.put(row)
        return request.id, page.changed

    def save_request(self, request: EhcRequest) -> Changed:
        """Keep changed facts of the request."""
        with self.book.writing("Changed the request's details", request.pupil) as page:
            page.put(request)
        return page.changed

    def add_event(self, case: UUID, name: str, on: date, proof: UUID | None = None, note: str = "") -> Changed:
        """Record that something happened, with the document that shows it."""
        return self.add_events(case, [(name, on, proof)], note)

    def add_events(self, case: UUID, events: Sequence[tuple[str, date, UUID | None]], note: str = "") -> Changed:
        """Record several events as one deed."""
        request = self.book.get(EhcRequest, case)
        rows = [self._event(request, name, on, proof, note) for name, on, proof in events]
        words = "; ".join(f"{EVENT_TITLES[row.name]}, {shown(row.on)}" for row in rows)
        with self.book.writing(words, request.pupil) as page:
            for row in rows:
                page.put(row)
        return page.changed

    def change_event(self, event: UUID, *, on: date, proof: UUID | None, note: str = "") -> Changed:
        """Put an event's day, proof or note right; the audit keeps what stood there."""
        kept = self.book.get(CaseEvent, event)
        self._need_own_proof(kept.pupil, proof)
        with self.book.writing(f"Corrected: {EVENT_TITLES[kept.name]}, {shown(on)}", kept.pupil) as page:
            page.put(replace(kept, on=on, proof=proof, note=note.strip()))
        return page.changed

    def remove_event(self, event: UUID) -> Changed:
        """Take out an event that was recorded by mistake."""
        kept = self.book.get(CaseEvent, event)
        with self.book.writing(f"Took out: {EVENT_TITLES[kept.name]}", kept.pupil) as page:
            page.remove(kept)
        return page.changed

    def _event(self, request: EhcRequest, name: str, on: date, proof: UUID | None, note: str = "") -> CaseEvent:
        Event(name=name, on=on)  # refuses a name that the clock does not know
        self._need_own_proof(request.pupil, proof)
        return CaseEvent(id=uuid4(), pupil=request.pupil, case=request.id, name=name, on=on, proof=proof, note=note.strip())

    def _need_own_proof(self, pupil: UUID, proof: UUID | None) -> None:
        if proof is not None and self.book.get(Document, proof).pupil != pupil:
            raise Refused("That document belongs to another pupil: choose one from this pupil's documents.", field="proof")

    def doubts(self, case: UUID, name: str, on: date) -> tuple[str, ...]:
        """What a new event would contradict, to be asked before it is saved."""
        request = self.book.get(EhcRequest, case)
        events = self._events(case)
        before = set(questions(self.facts(request, events)))
        added = CaseEvent(id=uuid4(), pupil=request.pupil, case=case, name=name, on=on)
        after = questions(self.facts(request, [*events, added]))
        found = [sentence for sentence in after if sentence not in before]
        if on > today(self.clock):
            found.append(f"{shown(on)} has not come yet. Only record what has happened.")
        return tuple(found)

    def _events(self, case: UUID) -> list[CaseEvent]:
        return sorted(self.book.all(CaseEvent, case=case), key=lambda e: e.on)

    def facts(self, request: EhcRequest, events: Iterable[CaseEvent]) -> CaseFacts:
        """A case as the clock reads it."""
        facts: dict[str, str | date | tuple[str, ...]] = {"requested_by": request.requested_by}
        if request.reversal_route:
            facts["reversal_route"] = request.reversal_route
        if request.exceptions_claimed:
            facts["exception_claimed"] = request.exceptions_claimed
        if request.away_from:
            facts["away_from"] = request.away_from
        if request.away_to:
            facts["away_to"] = request.away_to
        return CaseFacts(events=tuple(Event(name=e.name, on=e.on) for e in events), facts=facts, closures=self.school.closed_days())

    def clock_of(self, case: UUID, on: date | None = None, *, show_all: bool = False) -> tuple[Milestone, ...]:
        """The milestones of one case."""
        request = self.book.get(EhcRequest, case)
        return milestones(self.facts(request, self._events(case)), on or today(self.clock), show_all=show_all)

    def page(self, case: UUID, on: date | None = None) -> CasePage:
        """All that the page of a case shows."""
        request = self.book.get(EhcRequest, case)
        events = self._events(case)
        facts = self.facts(request, events)
        papers = {d.id: d for d in self.book.all(Document, pupil=request.pupil)}
        return CasePage(
            request=request, pupil=self.book.get(Pupil, request.pupil),
            events=tuple(EventRow(event=e, title=EVENT_TITLES[e.name], proof=papers.get(e.proof) if e.proof else None) for e in events),
            milestones=milestones(facts, on or today(self.clock)), questions=questions(facts), differences=receipt_differences(facts),
            next_events=next_events(facts), waiting_for=waiting_for(facts), facts=facts, stage=stage_words(events, on or today(self.clock)),
            documents=tuple(papers.values()),
            submissions=tuple(self.book.all(Submission, case=case)),
        )

    def requests(self, pupil: UUID | None = None, on: date | None = None) -> list[CaseRow]:
        """Every case (or a pupil's), those with the most pressing step first."""
        day = on or today(self.clock)
        chosen = self.book.all(EhcRequest, pupil=pupil) if pupil else self.book.all(EhcRequest)
        events = self._events_by_case()
        rows = []
        for request in chosen:
            mine = events[request.id]
            steps = () if is_closed(request, day) else milestones(self.facts(request, mine), day)
            waiting = [m for m in steps if m.state in OPEN_STATES and m.due]
            received = next((e.on for e in mine if e.name == "request_received"), None)
            rows.append(CaseRow(
                request=request, pupil=self.book.get(Pupil, request.pupil), received_on=received, stage=stage_words(mine, day),
                next_step=min(waiting, key=lambda m: m.due or date.max, default=None),
            ))
        return sorted(rows, key=lambda row: (row.next_step.due or date.max if row.next_step else date.max, row.pupil.sorting_name))

    def _events_by_case(self) -> Mapping[UUID, list[CaseEvent]]:
        grouped: defaultdict[UUID, list[CaseEvent]] = defaultdict(list)
        for event in sorted(self.book.all(CaseEvent), key=lambda e: e.on):
            grouped[event.case].append(event)
        return grouped

    def due(self, on: date | None = None) -> list[DueRow]:
        """Every step owed in every case: late first, then by day; those that wait for a fact come last."""
        day = on or today(self.clock)
        events = self._events_by_case()
        rows = []
        for request in self.book.all(EhcRequest):
            if is_closed(request, day):
                continue
            pupil = self.book.get(Pupil, request.pupil)
            facts = self.facts(request, events[request.id])
            missing = waiting_for(facts)
            for milestone in milestones(facts, day):
                if milestone.state in TO_LOOK_AT or (milestone.state is State.UNKNOWN and milestone.waits_for in missing):
                    rows.append(DueRow(case=request.id, pupil=pupil, authority=request.authority, milestone=milestone))
        return sorted(rows, key=lambda row: (row.milestone.due or date.max, row.milestone.rule.id, row.pupil.sorting_name))


def due_fields(row: DueRow) -> dict[str, object]:
    """A row of the due list as the terminal promises it."""
    step = row.milestone
    return {
        "case": str(row.case), "pupil": str(row.pupil.id), "rule": step.rule.id, "title": step.title,
        "due": step.due.isoformat() if step.due else None, "state": step.state.value, "owed_by": step.owed_by, "days_late": step.days_late,
    }


def due_line(row: DueRow) -> str:
    """A row of the due list for people."""
    step = row.milestone
    day = shown(step.due) if step.due else "no date yet"
    state = f"{step.late} late" if step.late else step.state.value.replace("_", " ")
    owed_by = row.authority if step.owed_by == "local_authority" else "School"
    return f"{day:<15}  {state:<22}  {owed_by}: {step.title} ({row.pupil.known_name})"
