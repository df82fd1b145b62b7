"""Every case with what belongs to it and the steps that follow, read once and kept until a deed changes something of it.

Today, the lists and the calendar all ask here, so they cannot disagree, and a deed about one pupil reads that pupil's cases again and no
others.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sendco_desk.domain.casework import CaseEvent, CaseFile, ExceptionClaim
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.school import School, SchoolClosure, Term
from sendco_desk.statute.calendars import Closure, SchoolTerm
from sendco_desk.statute.case import CaseFacts, Event, FactValue
from sendco_desk.statute.clock import milestones, waiting_for
from sendco_desk.statute.kinds import Link, heard, matter_of
from sendco_desk.statute.milestones import Milestone

if TYPE_CHECKING:
    from sendco_desk.store.notebook import Notebook

OF_CASES = frozenset({"case_file", "case_event", "exception_claim", "pupil"})
OF_SCHOOL = frozenset({"school", "term", "school_closure"})
FEW = 200
"""So many pupils are read one by one; where there are more, as after an import, reading all of them is quicker."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """A case with its own events and claims, the other cases of the same child that are joined to it, and what the clock reads."""

    case: CaseFile
    pupil: Pupil
    events: tuple[CaseEvent, ...]
    claims: tuple[ExceptionClaim, ...]
    matter: tuple[UUID, ...]
    facts: CaseFacts

    def is_closed(self, on: date) -> bool:
        """Whether the school has put the case away by then: nothing of it is owed or shown as late any more."""
        return self.case.closed_on is not None and self.case.closed_on <= on


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """What the clock must know of the school: its type, its terms, and when it is closed."""

    school_type: str = ""
    terms: tuple[SchoolTerm, ...] = ()
    closures: tuple[Closure, ...] = ()


def clock_facts(case: CaseFile, claims: Iterable[ExceptionClaim], school_type: str = "") -> dict[str, FactValue]:
    """What a case states besides its events, by the names the clock knows."""
    facts: dict[str, FactValue] = {"requested_by": case.requested_by}
    for name in ("reversal_route", "away_from", "away_to", "appointment_missed_on"):
        if getattr(case, name):
            facts[name] = getattr(case, name)
    claimed = tuple(dict.fromkeys(claim.exception for claim in claims))
    if claimed:
        facts["exception_claimed"] = claimed
    if school_type:
        facts["school_type"] = school_type
    return facts


def as_events(events: Iterable[CaseEvent]) -> tuple[Event, ...]:
    """Recorded events as the clock reads them."""
    return tuple(Event(name=event.name, on=event.on) for event in events)


class Caseload:
    """All cases of a notebook."""

    def __init__(self, book: "Notebook") -> None:
        self.book = book
        self._mark = 0
        self._views: dict[UUID, CaseView] | None = None
        self._steps: dict[UUID, tuple[date, CaseView, tuple[Milestone, ...]]] = {}
        self._calendar = Calendar()

    def views(self) -> Mapping[UUID, CaseView]:
        """Every case by its id, in the order in which they were opened."""
        return self._fresh()

    def view(self, case: UUID) -> CaseView:
        """One case. Raises Refused where it is no longer there."""
        found = self._fresh().get(case)
        if found is None:
            raise Refused("There is no such case in this notebook; it may have been undone.")
        return found

    def of_pupil(self, pupil: UUID) -> list[CaseView]:
        """A pupil's cases, oldest first."""
        return [view for view in self._fresh().values() if view.case.pupil == pupil]

    def steps(self, view: CaseView, on: date) -> tuple[Milestone, ...]:
        """The milestones of a case as it stands on a day."""
        kept = self._steps.get(view.case.id)
        if kept is None or kept[0] != on or kept[1] is not view:
            kept = (on, view, milestones(view.facts, on, kind=view.case.case_kind))
            self._steps[view.case.id] = kept
        return kept[2]

    def waiting(self, view: CaseView, on: date) -> tuple[str, ...]:
        """The events whose day the case lacks although something rests on it."""
        return waiting_for(view.facts, view.case.case_kind, self.steps(view, on))

    def calendar(self) -> Calendar:
        """The school's calendar, as the clock wants it."""
        self._fresh()
        return self._calendar

    def next_number(self) -> int:
        """The number of the next case to be opened."""
        return max((view.case.number for view in self._fresh().values()), default=0) + 1

    # Keeping up with the notebook

    def _fresh(self) -> dict[UUID, CaseView]:
        self._mark, touched = self.book.touched_since(self._mark)
        pupils = {pupil for one in touched if one.kinds & OF_CASES for pupil in one.pupils if pupil is not None}
        if self._views is None or len(pupils) > FEW or any(one.kinds & OF_SCHOOL for one in touched):
            self._calendar = self._read_calendar()
            self._views = self._read(
                sorted(self.book.all(CaseFile), key=lambda case: case.number), self.book.all(CaseEvent), self.book.all(ExceptionClaim),
            )
            self._steps.clear()
            return self._views
        for pupil in pupils:
            self._read_again(pupil, self._views)
        if pupils:
            self._views = dict(sorted(self._views.items(), key=lambda one: one[1].case.number))
        return self._views

    def _read_again(self, pupil: UUID, views: dict[UUID, CaseView]) -> None:
        for gone in [id for id, view in views.items() if view.case.pupil == pupil]:
            del views[gone]
            self._steps.pop(gone, None)
        views.update(self._read(
            self.book.all(CaseFile, pupil=pupil), self.book.all(CaseEvent, pupil=pupil), self.book.all(ExceptionClaim, pupil=pupil),
        ))

    def _read_calendar(self) -> Calendar:
        school = next(iter(self.book.all(School)), None)
        return Calendar(
            school_type=school.school_type if school else "",
            terms=tuple(SchoolTerm(first=t.first_day, last=t.last_day, name=t.name) for t in self.book.all(Term)),
            closures=tuple(Closure(first=c.first_day, last=c.last_day, name=c.name) for c in self.book.all(SchoolClosure)),
        )

    def _read(
        self, cases: Sequence[CaseFile], events: Iterable[CaseEvent], claims: Iterable[ExceptionClaim],
    ) -> dict[UUID, CaseView]:
        own: defaultdict[UUID, list[CaseEvent]] = defaultdict(list)
        for event in sorted(events, key=lambda e: e.on):
            own[event.case].append(event)
        claimed: defaultdict[UUID, list[ExceptionClaim]] = defaultdict(list)
        for claim in claims:
            claimed[claim.case].append(claim)
        by_pupil: defaultdict[UUID, list[CaseFile]] = defaultdict(list)
        for case in cases:
            by_pupil[case.pupil].append(case)
        pupils = self._pupils(by_pupil)
        return {
            case.id: self._view(case, pupils[case.pupil], by_pupil[case.pupil], own, claimed[case.id]) for case in cases
        }

    def _pupils(self, wanted: Mapping[UUID, object]) -> dict[UUID, Pupil]:
        """The pupils, one by one where they are few, since reading a whole school takes longer."""
        if len(wanted) < FEW:
            return {pupil: self.book.get(Pupil, pupil) for pupil in wanted}
        return {pupil.id: pupil for pupil in self.book.all(Pupil)}

    def _view(
        self, case: CaseFile, pupil: Pupil, siblings: Sequence[CaseFile], own: Mapping[UUID, list[CaseEvent]], claims: Sequence[ExceptionClaim],
    ) -> CaseView:
        mine = own[case.id]
        matter: tuple[UUID, ...] = ()
        said: tuple[Event, ...] = ()
        if len(siblings) > 1:
            links = {str(one.id): Link(one.case_kind, str(one.about) if one.about else "") for one in siblings}
            matter = tuple(UUID(name) for name in matter_of(str(case.id), links))
            said = tuple(
                Event(name=event.name, on=event.on)
                for name, names in heard(str(case.id), links).items()
                for event in own[UUID(name)] if names is None or event.name in names
            )
        return CaseView(
            case=case, pupil=pupil, events=tuple(mine), claims=tuple(claims), matter=matter,
            facts=CaseFacts(
                events=as_events(mine), heard=said, facts=clock_facts(case, claims, self._calendar.school_type),
                closures=self._calendar.closures, terms=self._calendar.terms,
            ),
        )
