"""What recording terms and closures would do to those that are there: new, changed, unchanged or refused, and the holidays between terms."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar
from uuid import UUID, uuid4

from sendco_desk.domain.dates import shown
from sendco_desk.domain.school import SchoolClosure, Term
from sendco_desk.domain.school_year import (
    BETWEEN,
    ClosureKind,
    Gap,
    closure_key,
    closure_kind,
    days_in,
    gaps_between,
    overlap,
    settled_term_name,
)
from sendco_desk.services.school_year import year_of
from sendco_desk.statute.calendars import ONE_DAY, days_between, is_working_day

Dated = Term | SchoolClosure
D = TypeVar("D", Term, SchoolClosure)
NEW, CHANGED, UNCHANGED, REFUSED = "new", "changed", "unchanged", "refused"
"""What would become of a row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """One term or closure and what would become of it. ``follows``: it is the holiday between two terms, and stands in no row of a file."""

    row: int
    outcome: str
    record: Dated
    before: Dated | None = None
    because: str = ""
    follows: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanProblem:
    """What a person should look at in a row of a file. ``fatal`` means that the row was left out."""

    row: int
    field: str
    message: str
    fatal: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarPlan:
    """What a file or a form would do to the calendar."""

    rows: tuple[PlanRow, ...] = ()
    problems: tuple[PlanProblem, ...] = ()
    warnings: tuple[str, ...] = ()

    def count(self, outcome: str) -> int:
        """How many rows of the file have this outcome."""
        return sum(row.outcome == outcome and not row.follows for row in self.rows)

    @property
    def writes(self) -> tuple[PlanRow, ...]:
        """The rows that would be written."""
        return tuple(row for row in self.rows if row.outcome in (NEW, CHANGED))

    @property
    def holidays(self) -> tuple[PlanRow, ...]:
        """The holidays between terms that would be written with them."""
        return tuple(row for row in self.writes if row.follows)

    @property
    def left_out(self) -> int:
        """How many rows of the file stay out of the notebook."""
        return sum(problem.fatal for problem in self.problems)


def span_words(record: Dated) -> str:
    """`Mon 26 Oct 2026 to Fri 30 Oct 2026`, or the one day."""
    one = record.first_day == record.last_day
    return shown(record.first_day) if one else f"{shown(record.first_day)} to {shown(record.last_day)}"


def holidays_words(rows: Sequence[PlanRow]) -> str:
    """What was recorded with the terms: ` Between the terms: Christmas holiday, Sat 19 Dec 2026 to Sun 3 Jan 2027.`; nothing where nothing was."""
    said = "; ".join(f"{row.record.name or 'closed'}, {span_words(row.record)}" for row in rows)
    return f" Between the terms: {said}." if said else ""


def same_days(one: Dated, other: Dated) -> bool:
    """Whether two records have the same first and last day."""
    return (one.first_day, one.last_day) == (other.first_day, other.last_day)


def _same_name(one: Dated, other: Dated, *, exact: bool) -> bool:
    """Whether a record that is there and one that comes have one name. From another's file, `Autumn half term` is no other name than `Half-term`."""
    from sendco_desk.exchange.cells import fold, tidy

    first, second = tidy(one.name), other.name
    if exact or first == second:
        return first == second
    if isinstance(one, Term):
        names = [settled_term_name(name, one.first_day, one.last_day) for name in (first, second)]
        return fold(names[0]) == fold(names[1])
    kinds = {closure_kind(name, one.first_day, one.last_day) for name in (first, second)}
    return bool(second) and (fold(first) == fold(second) or (len(kinds) == 1 and kinds != {ClosureKind.CLOSURE}))


@dataclass(slots=True, kw_only=True)
class Planning:
    """Works out what records would do to those that are there. ``by_id``: a record changes only the one whose id it has."""

    terms: dict[UUID, Term]
    closures: dict[UUID, SchoolClosure]
    exact: bool = False
    by_id: bool = False
    rows: list[PlanRow] = field(default_factory=list)
    taken: set[UUID] = field(default_factory=set)
    """Those there that some row is about, and those that rows have added."""

    def terms_first(self, given: Sequence[tuple[int, Dated]]) -> None:
        """Terms are settled before closures, and all are matched before any is checked: two that move together do not overlap."""
        wanted = [(row, term, self._term_there(term)) for row, term in given if isinstance(term, Term)]
        kept = {id: term for id, term in self.terms.items() if id not in {there.id for _, _, there in wanted if there}}
        for row, term, there in wanted:
            clash = next((other for other in kept.values() if overlap(term.first_day, term.last_day, other.first_day, other.last_day)), None)
            if clash is not None and same_days(clash, term) and there is None and not self.by_id:
                self.rows.append(PlanRow(row=row, outcome=UNCHANGED, record=clash, because="This row repeats another."))
                continue
            if clash is not None:
                because = f"{term.name} would overlap {clash.name}, which runs from {span_words(clash)}: check the dates."
                self.rows.append(PlanRow(row=row, outcome=REFUSED, record=term, because=because))
                kept |= {there.id: there} if there else {}
                continue
            settled = self._settle(row, term, there)
            kept[settled.id] = settled
        self.terms = kept

    def closures_next(self, given: Sequence[tuple[int, Dated]]) -> None:
        """Each closure is one that is there, or new."""
        for row, closure in given:
            if isinstance(closure, SchoolClosure):
                there = self._closure_there(closure)
                settled = self._settle(row, closure, there)
                self.closures[settled.id] = settled

    def _settle(self, row: int, record: D, there: D | None) -> D:
        """Note what becomes of a record, and give back what would then stand in the notebook."""
        if there is None:
            self.taken.add(record.id)
            self.rows.append(PlanRow(row=row, outcome=NEW, record=record))
            return record
        self.taken.add(there.id)
        named = there.name if _same_name(there, record, exact=self.exact or self.by_id) else record.name
        after = replace(there, name=named or there.name, first_day=record.first_day, last_day=record.last_day)
        self.rows.append(PlanRow(row=row, outcome=UNCHANGED if after == there else CHANGED, record=after, before=there))
        return after

    def _term_there(self, term: Term) -> Term | None:
        if self.by_id:
            found = self.terms.get(term.id)
        else:
            free = [there for there in self.terms.values() if there.id not in self.taken]
            found = (
                next((there for there in free if same_days(there, term)), None)
                or next((there for there in free if year_of(there) == year_of(term) and _same_name(there, term, exact=False)), None)
                or next((there for there in free if 2 * shared(there, term) > _shorter(there, term)), None)
            )
        if found is not None:
            self.taken.add(found.id)
        return found

    def _closure_there(self, closure: SchoolClosure) -> SchoolClosure | None:
        same = [there for there in self.closures.values() if same_days(there, closure)]
        same.sort(key=lambda there: not _same_name(there, closure, exact=True))
        key = closure_key(closure)
        if key in (ClosureKind.INSET, ClosureKind.CLOSURE):
            return next((there for there in same if closure_key(there) == key or there.id not in self.taken), None)
        free = [there for there in self.closures.values() if there.id not in self.taken and closure_key(there) == key]
        return next(iter(same), None) or next((there for there in free if shared(there, closure)), None)

    # The holidays between terms

    def holidays(self, beside: Collection[UUID]) -> None:
        """Let the holidays beside these terms follow them, and record those that are not there yet."""
        before = dict(self.closures)
        for row in self.rows:
            if isinstance(row.record, Term) and isinstance(row.before, Term) and row.outcome == CHANGED:
                self._follow(row.before, row.record)
        for gap in gaps_between(list(self.terms.values())):
            if gap.before.id in beside or gap.after.id in beside:
                self._fill(gap)
        for id, closure in self.closures.items():
            if closure != before.get(id):
                outcome = CHANGED if id in before else NEW
                self.rows.append(PlanRow(row=0, outcome=outcome, record=closure, before=before.get(id), follows=True))

    def _follow(self, was: Term, now: Term) -> None:
        """A holiday that ended where a term began, or began where it ended, still does."""
        for closure in self.closures.values():
            if closure.id in self.taken or closure_kind(closure.name, closure.first_day, closure.last_day) is ClosureKind.INSET:
                continue
            first = now.last_day + ONE_DAY if closure.first_day == was.last_day + ONE_DAY else closure.first_day
            last = now.first_day - ONE_DAY if closure.last_day == was.first_day - ONE_DAY else closure.last_day
            if first <= last:
                self.closures = self.closures | {closure.id: replace(closure, first_day=first, last_day=last)}

    def _fill(self, gap: Gap) -> None:
        """See that every working day between two terms is in a closure, and that the holiday between them ends where they begin."""
        near = [closure for closure in self.closures.values() if overlap(closure.first_day, closure.last_day, gap.first, gap.last)]
        if any(closure.id in self.taken and _is_gap(closure, gap) for closure in near):
            return  # the same deed says which days it has
        own = next((closure for closure in near if closure.id not in self.taken and _is_gap(closure, gap)), None)
        covered = all(any(c.first_day <= day <= c.last_day for c in near) for day in working_days(gap.first, gap.last))
        if covered and (own is None or not _in_terms(own, gap)):
            return
        if own is None:
            own = SchoolClosure(id=uuid4(), name=gap.name, first_day=gap.first, last_day=gap.last)
        self.closures = self.closures | {own.id: replace(own, name=own.name or gap.name, first_day=gap.first, last_day=gap.last)}


def shared(one: Dated, other: Dated) -> int:
    """How many days two records have in common."""
    return overlap(one.first_day, one.last_day, other.first_day, other.last_day)


def _shorter(one: Dated, other: Dated) -> int:
    return min(days_in(one.first_day, one.last_day), days_in(other.first_day, other.last_day))


def working_days(first: date, last: date) -> list[date]:
    """The working days from the first day to the last."""
    return [day for day in days_between(first, last) if is_working_day(day)]


def _is_gap(closure: SchoolClosure, gap: Gap) -> bool:
    """Whether a closure is the holiday between two terms: it is called so, or it fills most of the days."""
    if closure_kind(closure.name, closure.first_day, closure.last_day) is ClosureKind.INSET:
        return False
    shared = overlap(closure.first_day, closure.last_day, gap.first, gap.last)
    return 2 * shared >= days_in(gap.first, gap.last) or (gap.name != BETWEEN and closure_key(closure) == gap.name)


def _in_terms(closure: SchoolClosure, gap: Gap) -> bool:
    """Whether a closure reaches into the terms on its two sides."""
    return any(
        term.first_day <= day <= term.last_day for term in (gap.before, gap.after) for day in working_days(closure.first_day, closure.last_day)
    )


def calendar_json(plan: CalendarPlan) -> dict[str, Any]:
    """The counts and problems of a file, as the terminal prints them; ``holidays`` are those recorded between its terms."""
    return {
        NEW: plan.count(NEW), CHANGED: plan.count(CHANGED), UNCHANGED: plan.count(UNCHANGED),
        "problems": [{"row": p.row, "field": p.field, "message": p.message} for p in plan.problems],
        "holidays": [
            {"name": row.record.name, "from": row.record.first_day.isoformat(), "to": row.record.last_day.isoformat()} for row in plan.holidays
        ],
        "warnings": list(plan.warnings),
    }
