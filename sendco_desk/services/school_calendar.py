"""Deeds about the school's calendar: terms, closures, and the holidays between terms, so that the clock sees every day rightly.

The days between two terms are records like any other closure, made by the same deed that records the terms: what the clock counts with
can be seen and changed. A deed is planned first, so that a form and an import can show what it would do, and nothing is recorded twice.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from sendco_desk.domain.dates import shown
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.school import SchoolClosure, Term
from sendco_desk.domain.school_year import Season, days_in, gap_name, season_of, settled_term_name
from sendco_desk.services.clockwork import NOTHING_CHANGED, Changed
from sendco_desk.services.school_plan import (
    NEW,
    REFUSED,
    CalendarPlan,
    Dated,
    Planning,
    PlanProblem,
    PlanRow,
    same_days,
    shared,
    span_words,
    working_days,
)
from sendco_desk.services.school_year import (
    SchoolYear,
    YearDays,
    inset_records,
    need_one_year,
    next_year_asked,
    still_missing,
    year_of,
    year_records,
)
from sendco_desk.statute.bank_holidays import named_bank_holidays
from sendco_desk.statute.calendars import is_working_day, school_year_starting
from sendco_desk.statute.wording import counted

if TYPE_CHECKING:
    from sendco_desk.exchange.school_calendar import ReadCalendar
    from sendco_desk.store.notebook import Notebook

LONG_TERM, SHORT_TERM, LONG_CLOSURE = 20 * 7, 3 * 7, 70
"""Days beyond which, or under which, a term or a closure is asked about."""


@dataclass(frozen=True, slots=True)
class SchoolCalendar:
    """Deeds about the school's calendar."""

    book: "Notebook"

    def terms(self) -> list[Term]:
        """Every term, earliest first."""
        return sorted(self.book.all(Term), key=lambda term: term.first_day)

    def closures(self) -> list[SchoolClosure]:
        """Every closure, earliest first."""
        return sorted(self.book.all(SchoolClosure), key=lambda closure: (closure.first_day, closure.last_day))

    def year(self, begins: int) -> SchoolYear:
        """One school year: its terms, and every closure with a day in it or in a term of it."""
        every = self.terms()
        terms = tuple(term for term in every if year_of(term) == begins)
        first = min([date(begins, 9, 1), *(term.first_day for term in terms)])
        last = date(begins + 1, 8, 31)
        return SchoolYear(
            begins=begins, terms=terms, closures=tuple(c for c in self.closures() if c.last_day >= first and c.first_day <= last),
            all_terms=tuple(every),
        )

    def year_to_show(self, on: date) -> int:
        """The year that a person comes for: this one, or the next where only that is asked for."""
        this = school_year_starting(on).year
        asked = next_year_asked(on) and self.year(this + 1).missing and not still_missing(self.year(this), on)
        return this + 1 if asked else this

    # One term or one closure

    def term_doubts(self, term: Term) -> tuple[str, ...]:
        """What is unlikely about a term: asked about before it is saved."""
        found = [_odd_day(day, word) for day, word in ((term.first_day, "begins"), (term.last_day, "ends")) if not is_working_day(day)]
        days = days_in(term.first_day, term.last_day)
        if days > LONG_TERM:
            found.append(f"It is {days // 7} weeks long, which is more than a term.")
        elif days < SHORT_TERM:
            found.append(f"It is only {counted(days, 'day')} long, which is less than a term.")
        others = [other for other in self.terms() if other.id != term.id]
        for before, after in ((other, term) for other in others if other.last_day < term.first_day):
            if not working_days(before.last_day + timedelta(days=1), after.first_day - timedelta(days=1)):
                found.append(f"It begins straight after {before.name} ends, with no holiday between them.")
        for before, after in ((term, other) for other in others if other.first_day > term.last_day):
            if not working_days(before.last_day + timedelta(days=1), after.first_day - timedelta(days=1)):
                found.append(f"{after.name} begins straight after it ends, with no holiday between them.")
        return tuple(found)

    def save_term(self, term: Term) -> tuple[Changed, tuple[PlanRow, ...]]:
        """Record a term, or change one, and with it the holidays on its two sides, which are given back. Raises Refused."""
        named = replace(term, name=settled_term_name(" ".join(term.name.split()), term.first_day, term.last_day))
        need_one_year(named)
        plan = self.plan([named], by_id=True)
        refused = next((row for row in plan.rows if row.outcome == REFUSED), None)
        if refused is not None:
            raise Refused(refused.because, field="first_day")
        return self.record(plan, f"Term {named.name}"), plan.holidays

    def remove_term(self, term: UUID) -> Changed:
        """Take a term out again. The holidays beside it stay until they are taken out themselves."""
        with self.book.writing("Removed a term") as page:
            page.remove(page.get(Term, term))
        return page.changed

    def closure_doubts(self, closure: SchoolClosure) -> tuple[str, ...]:
        """What is unlikely about a closure: asked about before it is saved."""
        found = []
        others = [other for other in self.closures() if other.id != closure.id]
        open_days = working_days(closure.first_day, closure.last_day)
        if not open_days:
            found.append("The school is closed on these days already: they are a weekend or a bank holiday.")
        elif all(any(other.first_day <= day <= other.last_day for other in others) for day in open_days):
            inside = next(other for other in others if shared(other, closure))
            found.append(f"The school is closed on these days already: {inside.name or 'closed'}, {span_words(inside)}.")
        found += [
            f"It takes in the whole of {term.name}." for term in self.terms()
            if closure.first_day <= term.first_day and term.last_day <= closure.last_day
        ]
        if (days := days_in(closure.first_day, closure.last_day)) > LONG_CLOSURE:
            found.append(f"It is {days // 7} weeks long.")
        return tuple(found)

    def save_closure(self, closure: SchoolClosure) -> Changed:
        """Record a closure, or change one. Raises Refused where the same days are recorded already."""
        named = replace(closure, name=" ".join(closure.name.split()))
        if any(same_days(other, named) and other.id != named.id for other in self.closures()):
            raise Refused("These days are recorded as a closure already.", field="first_day")
        with self.book.writing(f"{named.name or 'School closed'}, {span_words(named)}") as page:
            page.put(named)
        return page.changed

    def add_insets(self, days: Sequence[date], begins: int) -> tuple[Changed, int]:
        """Record INSET days of a year; those that are recorded stay as they are. Gives back how many were new. Raises Refused."""
        plan = self.plan(inset_records(days, begins))
        new = plan.count(NEW)
        return self.record(plan, counted(new, "INSET day")), new

    # A whole year, and a file

    def plan(self, records: Iterable[Dated], *, by_id: bool = False) -> CalendarPlan:
        """What recording these would do, the holidays between terms included."""
        return self._planned([(0, record) for record in records], by_id=by_id)

    def plan_year(self, filled: YearDays) -> CalendarPlan:
        """What a filled-in year would do. Raises Refused for the field that is wrong."""
        records = year_records(filled)
        plan = self._planned([(0, record) for record in (*records, *self._summers(filled, records))])
        refused = next((row for row in plan.rows if row.outcome == REFUSED), None)
        if refused is not None:
            season = next((s for s, days in filled.terms.items() if days.first == refused.record.first_day), Season.AUTUMN)
            raise Refused(refused.because, field=f"{season}_first")
        return plan

    def _summers(self, filled: YearDays, records: Sequence[Dated]) -> list[SchoolClosure]:
        """The summer holidays before and after a year whose neighbours are not recorded."""
        terms = [*self.year(filled.begins).terms, *(record for record in records if isinstance(record, Term))]
        found = []
        if filled.before is not None:
            opens = min((term.first_day for term in terms if season_of(term.first_day, term.last_day) is Season.AUTUMN), default=None)
            found.append(_summer(filled.before, opens, "before", "Give the first day of the autumn term as well: the summer holiday ends with it."))
        if filled.after is not None:
            shuts = max((term.last_day for term in terms if season_of(term.first_day, term.last_day) is Season.SUMMER), default=None)
            found.append(_summer(shuts, filled.after, "after", "Give the last day of the summer term as well: the summer holiday begins after it."))
        return found

    def read(self, path: Path, on: date) -> CalendarPlan:
        """What a file would do to the calendar as it is now. Nothing is written. Raises Refused where it cannot be read."""
        from sendco_desk.exchange.school_calendar import read_calendar

        return self.plan_file(read_calendar(path, on))

    def plan_file(self, read: "ReadCalendar") -> CalendarPlan:
        """What the records of a file would do."""
        given: list[tuple[int, Dated]] = []
        problems = [PlanProblem(row=p.row, field=p.field, message=p.message, fatal=p.fatal) for p in read.problems]
        for one in read.records:
            try:
                if isinstance(one.record, Term):
                    need_one_year(one.record)
                given.append((one.row, one.record))
            except Refused as refused:
                problems.append(PlanProblem(row=one.row, field="First day", message=refused.message))
        plan = self._planned(given, exact=read.exact)
        problems += [PlanProblem(row=row.row, field="First day", message=row.because) for row in plan.rows if row.outcome == REFUSED]
        return replace(plan, problems=tuple(sorted(problems, key=lambda problem: problem.row)), warnings=read.warnings)

    def _planned(self, given: Sequence[tuple[int, Dated]], *, exact: bool = False, by_id: bool = False) -> CalendarPlan:
        planning = Planning(
            terms={term.id: term for term in self.terms()}, closures={closure.id: closure for closure in self.closures()}, exact=exact, by_id=by_id,
        )
        planning.terms_first(given)
        terms = {row.record.id for row in planning.rows if row.outcome != REFUSED}
        planning.closures_next(given)
        planning.holidays(terms)
        return CalendarPlan(rows=tuple(planning.rows))

    def record(self, plan: CalendarPlan, words: str) -> Changed:
        """Do what was planned, as one deed that one undo takes back. Where there is nothing to write no deed is made."""
        if not plan.writes:
            return NOTHING_CHANGED
        with self.book.writing(words) as page:
            for row in plan.writes:
                page.put(row.record)
        return page.changed

    def export(self, begins: int, path: Path) -> int:
        """Write a year's terms and closures as a CSV file that the import takes back. Gives back how many there are. Raises Trouble."""
        from sendco_desk.exchange.school_calendar import write_calendar
        from sendco_desk.services.outputs import write_beside

        year = self.year(begins)
        text = write_calendar(year.terms, year.closures)
        write_beside(path, text.encode("utf-8-sig"), "The calendar")  # the mark tells Excel that it is UTF-8
        return len(year.terms) + len(year.closures)


def _odd_day(day: date, word: str) -> str:
    kind = "a weekend" if day.weekday() > 4 else named_bank_holidays(day.year)[day]
    return f"It {word} on {shown(day)}, which is {kind}."


def _summer(shuts: date | None, opens: date | None, field: str, sentence: str) -> SchoolClosure:
    """The holiday between the last day of school and the first. Raises Refused."""
    if shuts is None or opens is None:
        raise Refused(sentence, field=field)
    first, last = shuts + timedelta(days=1), opens - timedelta(days=1)
    if last < first or days_in(first, last) > LONG_CLOSURE + SHORT_TERM:
        raise Refused(f"A summer holiday from {shown(first)} to {shown(last)} is not likely: check the year.", field=field)
    return SchoolClosure(id=uuid4(), name=gap_name(first, last), first_day=first, last_day=last)
