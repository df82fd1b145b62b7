"""Deeds in a case: open it, record what happened with its proof, what was claimed, and see every lawful day that follows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from sendco_desk.domain.casework import CaseEvent, CaseFile, CaseLetter, ExceptionClaim, Submission
from sendco_desk.domain.codes import CASE_KINDS, EXCEPTIONS
from sendco_desk.domain.dates import shown
from sendco_desk.domain.documents import Document
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.caseload import Caseload, CaseView
from sendco_desk.services.clockwork import Changed, Clock, today
from sendco_desk.services.stages import stage_words
from sendco_desk.services.wording import owner
from sendco_desk.statute.case import CaseFacts, Event
from sendco_desk.statute.clock import milestones, next_events, questions, receipt_differences, waiting_for, without_a_day
from sendco_desk.statute.events import EVENT_BY_NAME, EVENT_TITLES
from sendco_desk.statute.kinds import ABOUT, FIRST_EVENTS
from sendco_desk.statute.milestones import Milestone, State
from sendco_desk.statute.rule import Rule

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
class ClaimRow:
    """An exception that is claimed, with the document that shows the claim."""

    claim: ExceptionClaim
    title: str
    proof: Document | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """One line of Requests & plans: the case, where it stands, and what is next."""

    case: CaseFile
    pupil: Pupil
    received_on: date | None
    """Of a request: the day the council received it."""
    stage: str
    next_step: Milestone | None
    waits: bool = False
    """Whether a day is not known yet that its steps are counted from: the first of all, or one without which none of them has a day."""

    @property
    def kind_words(self) -> str:
        """What the case is about."""
        return CASE_KINDS[self.case.case_kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePage:
    """Everything the page of a case shows. ``what_if`` says that a date in it was only supposed, and nothing of it is kept."""

    case: CaseFile
    pupil: Pupil
    events: tuple[EventRow, ...]
    claims: tuple[ClaimRow, ...]
    milestones: tuple[Milestone, ...]
    undated: tuple[Rule, ...]
    questions: tuple[str, ...]
    differences: tuple[str, ...]
    next_events: tuple[str, ...]
    waiting_for: tuple[str, ...]
    facts: CaseFacts
    stage: str
    documents: tuple[Document, ...]
    submissions: tuple[Submission, ...]
    letters: tuple[CaseLetter, ...]
    others: tuple[CaseRow, ...]
    """The same child's other cases, those that are joined to this one first."""
    what_if: tuple[str, date] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRow:
    """A step that somebody owes in a case."""

    case: UUID
    number: int
    kind: str
    pupil: Pupil
    authority: str
    milestone: Milestone


def case_title(case: CaseFile) -> str:
    """`Case 14: Annual review`: how a case is called where no name may stand."""
    return f"Case {case.number}: {CASE_KINDS[case.case_kind]}"


def began_on(view: CaseView) -> date | None:
    """The first day from which anything of the case is counted: of a request, the council's receipt."""
    if view.case.case_kind == "request":
        return next((event.on for event in view.events if event.name == "request_received"), None)
    return next((event.on for event in view.events if event.name in FIRST_EVENTS[view.case.case_kind]), None)


def began_words(page: CasePage) -> str:
    """`The council received the request, Mon 21 Sep 2026`, or the day on which the case was opened here."""
    first = next((row for row in page.events if row.event.name in (*FIRST_EVENTS[page.case.case_kind], "request_received")), None)
    return f"{first.title}, {shown(first.event.on)}" if first is not None else f"Opened {shown(page.case.opened_on)}"


@dataclass(frozen=True, slots=True)
class Casework:
    """Deeds in cases."""

    book: "Notebook"
    clock: Clock
    caseload: Caseload
    kept: dict[UUID, tuple[CaseView, date, list[DueRow]]] = field(default_factory=dict, repr=False, compare=False)
    """What is owed in each case, as long as nothing of it or of those joined to it changes."""

    # Opening and keeping

    def open_case(
        self, pupil: UUID, kind: str = "request", *, authority: str = "", requested_by: str = "school", asked_by_name: str = "",
        events: Sequence[tuple[str, date, UUID | None]] = (), what_is_asked: str = "", about: UUID | None = None,
    ) -> tuple[UUID, Changed]:
        """Open a case with the events known so far. Where the school only hears of a request, its receipt may be unknown."""
        case = CaseFile(
            id=uuid4(), pupil=pupil, case_kind=kind, number=self.caseload.next_number(), about=about, authority=authority.strip(),
            requested_by=requested_by, asked_by_name=asked_by_name.strip(), opened_on=today(self.clock), what_is_asked=what_is_asked.strip(),
        )
        self._need_own_case(case)
        rows = [self._event(case, name, on, proof) for name, on, proof in events]
        with self.book.writing(f"Opened case {case.number}: {CASE_KINDS[kind]}", pupil) as page:
            page.put(case)
            for row in rows:
                page.put(row)
        return case.id, page.changed

    def save_case(self, case: CaseFile) -> Changed:
        """Keep changed facts of the case."""
        self._need_own_case(case)
        with self.book.writing(f"Changed the details of case {case.number}", case.pupil) as page:
            page.put(case)
        return page.changed

    def _need_own_case(self, case: CaseFile) -> None:
        if case.about is None:
            return
        other = self.caseload.view(case.about)
        if other.case.pupil != case.pupil:
            raise Refused("That case belongs to another pupil: choose one of this pupil’s cases.", field="about")
        if case.id in self._about_chain(case.about):
            raise Refused("Those two cases would each be about the other: choose the case that came first.", field="about")
        if other.case.case_kind not in ABOUT.get(case.case_kind, ()):
            raise Refused(
                f"‘{CASE_KINDS[case.case_kind]}’ cannot arise from ‘{CASE_KINDS[other.case.case_kind]}’: choose another case, or none.",
                field="about",
            )

    def _about_chain(self, case: UUID | None) -> list[UUID]:
        chain: list[UUID] = []
        while case is not None and case not in chain:
            chain.append(case)
            case = self.caseload.view(case).case.about
        return chain

    def may_be_about(self, pupil: UUID, kind: str) -> list[CaseView]:
        """The pupil's cases that a new case of a kind can be about, the likeliest first."""
        kinds = ABOUT.get(kind, ())
        found = [view for view in self.caseload.of_pupil(pupil) if view.case.case_kind in kinds]
        return sorted(found, key=lambda view: (kinds.index(view.case.case_kind), -view.case.number))

    # Events

    def add_event(self, case: UUID, name: str, on: date, proof: UUID | None = None, note: str = "") -> Changed:
        """Record that something happened, with the document that shows it."""
        return self.add_events(case, [(name, on, proof)], note)

    def add_events(self, case: UUID, events: Sequence[tuple[str, date, UUID | None]], note: str = "") -> Changed:
        """Record several events as one deed."""
        kept = self.book.get(CaseFile, case)
        rows = [self._event(kept, name, on, proof, note) for name, on, proof in events]
        words = "; ".join(f"{EVENT_TITLES[row.name]}, {shown(row.on)}" for row in rows)
        with self.book.writing(words, kept.pupil) as page:
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

    def _event(self, case: CaseFile, name: str, on: date, proof: UUID | None, note: str = "") -> CaseEvent:
        Event(name=name, on=on)  # refuses a name that the clock does not know
        self._need_own_proof(case.pupil, proof)
        return CaseEvent(id=uuid4(), pupil=case.pupil, case=case.id, name=name, on=on, proof=proof, note=note.strip())

    def _need_own_proof(self, pupil: UUID, proof: UUID | None) -> None:
        if proof is not None and self.book.get(Document, proof).pupil != pupil:
            raise Refused("That document belongs to another pupil: choose one from this pupil’s documents.", field="proof")

    def doubts(self, case: UUID, name: str, on: date, *, instead_of: UUID | None = None) -> tuple[str, ...]:
        """What a new event, or a new day for an old one, would contradict, to be asked before it is saved."""
        view = self.caseload.view(case)
        before = set(questions(view.facts))
        after = questions(self._supposing(view, name, on, instead_of))
        found = [sentence for sentence in after if sentence not in before]
        if on > today(self.clock) and not EVENT_BY_NAME[name].planned:
            found.append(f"{shown(on)} has not come yet. Only record what has happened.")
        return tuple(found)

    def _supposing(self, view: CaseView, name: str, on: date, instead_of: UUID | None = None) -> CaseFacts:
        others = tuple(Event(name=e.name, on=e.on) for e in view.events if e.id != instead_of)
        return replace(view.facts, events=(*others, Event(name=name, on=on)))

    # Exceptions that are claimed

    def add_claim(
        self, case: UUID, exception: str, claimed_on: date | None = None, proof: UUID | None = None, words: str = "",
    ) -> Changed:
        """Record that an exception is claimed, with the document that shows it. What it is worth, the clock tests."""
        kept = self.book.get(CaseFile, case)
        self._need_own_proof(kept.pupil, proof)
        claim = ExceptionClaim(
            id=uuid4(), pupil=kept.pupil, case=case, exception=exception, claimed_on=claimed_on, proof=proof, words=words.strip(),
        )
        with self.book.writing(f"Exception claimed: {EXCEPTIONS[exception]}", kept.pupil) as page:
            page.put(claim)
        return page.changed

    def save_claim(self, claim: ExceptionClaim) -> Changed:
        """Keep a changed claim."""
        self._need_own_proof(claim.pupil, claim.proof)
        with self.book.writing(f"Changed a claim: {EXCEPTIONS[claim.exception]}", claim.pupil) as page:
            page.put(claim)
        return page.changed

    def remove_claim(self, claim: UUID) -> Changed:
        """Take out a claim that was recorded by mistake."""
        kept = self.book.get(ExceptionClaim, claim)
        with self.book.writing(f"Took out a claim: {EXCEPTIONS[kept.exception]}", kept.pupil) as page:
            page.remove(kept)
        return page.changed

    # Looking

    def facts(self, case: UUID) -> CaseFacts:
        """A case as the clock reads it."""
        return self.caseload.view(case).facts

    def page(self, case: UUID, on: date | None = None, *, what_if: tuple[str, date] | None = None) -> CasePage:
        """All that the page of a case shows; with ``what_if``, as it would be if an event were on that day instead, keeping nothing."""
        view, day = self.caseload.view(case), on or today(self.clock)
        kind, facts = view.case.case_kind, view.facts
        if what_if is not None:
            facts = self._supposed(view, *what_if)
        papers = {d.id: d for d in self.book.all(Document, pupil=view.case.pupil)}
        steps = milestones(facts, day, kind=kind) if what_if else self.caseload.steps(view, day)
        return CasePage(
            case=view.case, pupil=self.book.get(Pupil, view.case.pupil),
            events=tuple(EventRow(event=e, title=EVENT_TITLES[e.name], proof=papers.get(e.proof) if e.proof else None) for e in view.events),
            claims=tuple(
                ClaimRow(claim=c, title=EXCEPTIONS[c.exception], proof=papers.get(c.proof) if c.proof else None) for c in view.claims
            ),
            milestones=steps, undated=without_a_day(facts, kind), questions=questions(facts), differences=receipt_differences(facts),
            next_events=next_events(facts, kind), waiting_for=waiting_for(facts, kind, steps), facts=facts,
            stage=stage_words(kind, (*view.events, *view.facts.heard), day), documents=tuple(papers.values()),
            submissions=tuple(self.book.all(Submission, case=case)), letters=tuple(self.book.all(CaseLetter, case=case)),
            others=tuple(self._others(view, day)), what_if=what_if,
        )

    def _supposed(self, view: CaseView, name: str, on: date) -> CaseFacts:
        """The case with an event on another day: instead of the last day it is recorded on, else as well."""
        last = max((e for e in view.events if e.name == name), key=lambda e: e.on, default=None)
        return self._supposing(view, name, on, last.id if last else None)

    def _others(self, view: CaseView, on: date) -> Iterable[CaseRow]:
        others = [other for other in self.caseload.of_pupil(view.case.pupil) if other.case.id != view.case.id]
        for other in sorted(others, key=lambda other: (other.case.id not in view.matter, -other.case.number)):
            yield self._row(other, on)

    def cases(self, pupil: UUID | None = None, on: date | None = None) -> list[CaseRow]:
        """Every case (or a pupil's), those with the most pressing step first."""
        day = on or today(self.clock)
        views = self.caseload.of_pupil(pupil) if pupil else list(self.caseload.views().values())
        rows = [self._row(view, day) for view in views]
        return sorted(rows, key=lambda row: (row.next_step.due or date.max if row.next_step else date.max, row.pupil.sorting_name))

    def _row(self, view: CaseView, on: date) -> CaseRow:
        steps = () if view.is_closed(on) else self.caseload.steps(view, on)
        pressing = [m for m in steps if m.state in OPEN_STATES and m.due and not m.part_of]
        began = began_on(view)
        lacks = began is None and not any(m.anchor for m in steps)
        undated = not any(m.due and m.state is not State.UNKNOWN for m in steps)
        return CaseRow(
            case=view.case, pupil=view.pupil, received_on=began, stage=stage_words(view.case.case_kind, (*view.events, *view.facts.heard), on),
            next_step=min(pressing, key=lambda m: m.due or date.max, default=None),
            waits=not view.is_closed(on) and (lacks or (undated and bool(self.caseload.waiting(view, on)))),
        )

    def due(self, on: date | None = None) -> list[DueRow]:
        """Every step owed in every case: late first, then by day; those that wait for a fact come last. Each step once."""
        day = on or today(self.clock)
        rows: list[DueRow] = []
        for case, view in self.caseload.views().items():
            if view.is_closed(day):
                continue
            kept = self.kept.get(case)
            if kept is None or kept[0] is not view or kept[1] != day:  # all cases of a pupil are read again together, so joined ones too
                kept = (view, day, list(self._due_rows(view, day)))
                self.kept[case] = kept
            rows += kept[2]
        return sorted(rows, key=lambda row: (row.milestone.due or date.max, row.milestone.rule.id, row.pupil.sorting_name))

    def _due_rows(self, view: CaseView, on: date) -> Iterable[DueRow]:
        missing = self.caseload.waiting(view, on)
        for one in self.caseload.steps(view, on):
            waits = one.state is State.UNKNOWN and (one.waits_for in missing or one.needs_calendar)
            owed = one.state in TO_LOOK_AT and one.due is not None
            if one.part_of or not (owed or waits) or self._told_elsewhere(view, one, on):
                continue
            yield DueRow(
                case=view.case.id, number=view.case.number, kind=view.case.case_kind, pupil=view.pupil, authority=view.case.authority,
                milestone=one,
            )

    def _told_elsewhere(self, view: CaseView, one: Milestone, on: date) -> bool:
        """Whether a joined case shows the step already: one to whose kind it belongs above all, else one that was opened before this."""
        if one.start is None:
            return False
        mine = _place(view, one)
        for other in map(self.caseload.view, view.matter):
            place = _place(other, one)
            if place < mine and not other.is_closed(on) and any(
                step.key == one.key and (place[0] < mine[0] or step.state is one.state) for step in self.caseload.steps(other, on)
            ):
                return True
        return False


def _place(view: CaseView, one: Milestone) -> tuple[bool, int]:
    """Which of several joined cases a step is told in: the first of the kind that it belongs to above all, else the first opened."""
    return (view.case.case_kind != one.rule.home[0], view.case.number)


def due_fields(row: DueRow) -> dict[str, object]:
    """A row of the due list as the terminal promises it."""
    step = row.milestone
    return {
        "case": str(row.case), "case_number": row.number, "kind": row.kind, "pupil": str(row.pupil.id), "rule": step.rule.id,
        "title": step.title, "due": step.due.isoformat() if step.due else None, "state": step.state.value, "owed_by": str(step.owed_by),
        "days_late": step.days_late,
    }


def due_line(row: DueRow) -> str:
    """A row of the due list for people."""
    step = row.milestone
    day = shown(step.due) if step.due else "no date yet"
    state = f"{step.late} late" if step.late else step.state.value.replace("_", " ")
    return f"{day:<15}  {state:<22}  {owner(step, row.authority)}: {step.title} ({row.pupil.known_name}, case {row.number})"
