"""What the calendar's tables show: the terms of a year, the days it is closed, England's bank holidays, and what a file would do."""

from dataclasses import dataclass

from PySide6.QtCore import QObject

from sendco_desk.domain.dates import shown
from sendco_desk.domain.school import SchoolClosure, Term
from sendco_desk.domain.school_year import CLOSURE_KINDS, closure_kind, days_in
from sendco_desk.services.school_plan import CHANGED, NEW, REFUSED, UNCHANGED, CalendarPlan, PlanRow, span_words
from sendco_desk.services.school_year import BankHoliday, SchoolYear
from sendco_desk.services.wording import days_words
from sendco_desk.ui.models.rows import Column, RowsModel

A_DAY = "Mon 30 May 2026."
"""As wide as any day is shown in a face whose M is wide, and a dot more, since an exact fit is rounded away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermLine:
    """A term, and how many days the school is open in it."""

    term: Term
    school_days: int


def term_lines(year: SchoolYear) -> list[TermLine]:
    """The terms of a year."""
    return [TermLine(term=term, school_days=year.school_days(term)) for term in year.terms]


TERM_COLUMNS: tuple[Column[TermLine], ...] = (
    Column(key="name", title="Term", width=150, shown=lambda line: line.term.name, sorts=lambda line: line.term.first_day),
    Column(
        key="first", title="First day", width=132, holds=A_DAY, shown=lambda line: shown(line.term.first_day), sorts=lambda line: line.term.first_day,
    ),
    Column(key="last", title="Last day", width=132, holds=A_DAY, shown=lambda line: shown(line.term.last_day), sorts=lambda line: line.term.last_day),
    Column(
        key="days", title="School days", width=96, shown=lambda line: str(line.school_days), sorts=lambda line: line.school_days,
        spoken=lambda line: f"{line.school_days} school days",
    ),
)


class TermsModel(RowsModel[TermLine]):
    """The terms of a year."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(TERM_COLUMNS, lambda line: line.term.id, parent)


def closure_words(closure: SchoolClosure) -> str:
    """What a closure is called."""
    return closure.name or "School closed"


def length_words(closure: SchoolClosure) -> str:
    """`5 days`, weekends inside it counted."""
    return days_words(days_in(closure.first_day, closure.last_day))


CLOSURE_COLUMNS: tuple[Column[SchoolClosure], ...] = (
    Column(key="what", title="What for", width=180, shown=closure_words),
    Column(key="kind", title="Kind", width=88, shown=lambda c: CLOSURE_KINDS[closure_kind(c.name, c.first_day, c.last_day)]),
    Column(
        key="first", title="First day closed", width=132, holds=A_DAY, shown=lambda c: shown(c.first_day), sorts=lambda c: (c.first_day, c.last_day),
    ),
    Column(key="last", title="Last day closed", width=132, holds=A_DAY, shown=lambda c: shown(c.last_day), sorts=lambda c: c.last_day),
    Column(key="days", title="Length", width=76, shown=length_words, sorts=lambda c: days_in(c.first_day, c.last_day)),
)


class ClosuresModel(RowsModel[SchoolClosure]):
    """When the school is closed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(CLOSURE_COLUMNS, lambda closure: closure.id, parent)


BANK_COLUMNS: tuple[Column[BankHoliday], ...] = (
    Column(key="name", title="Bank holiday", width=150, shown=lambda one: one.name.replace("'", "’"), sorts=lambda one: one.day),
    Column(key="day", title="Day", width=132, holds=A_DAY, shown=lambda one: shown(one.day), sorts=lambda one: one.day),
)


class BankHolidaysModel(RowsModel[BankHoliday]):
    """England's bank holidays of a year."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(BANK_COLUMNS, lambda one: one.day, parent)


# What a file would do

LEFT_OUT, LOOK = "left_out", "look"
OUTCOMES = {
    NEW: ("New", "done"), CHANGED: ("Changed", "info"), UNCHANGED: ("Unchanged", "planned"), LEFT_OUT: ("Left out", "waiting"),
    LOOK: ("Look at", "soon"),
}
"""What becomes of a row: its word and the state whose chip it wears."""
FIRST_SHOWN = (LEFT_OUT, LOOK, CHANGED, NEW, UNCHANGED)
"""What needs a person stands first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLine:
    """A row of a file with what becomes of it, a holiday between two terms, or what is wrong with a row."""

    row: int
    outcome: str
    what: str
    days: str
    told: str = ""

    @property
    def chip(self) -> tuple[str, str]:
        """The word and the state of its chip."""
        return OUTCOMES[self.outcome]


def plan_line(row: PlanRow) -> PlanLine:
    """A term or closure, in words."""
    told = [row.because] if row.because else []
    if row.follows:
        told.append("The days between two terms.")
    if row.outcome == CHANGED and row.before is not None:
        if row.before.name != row.record.name:
            told.append(f"{row.before.name or 'No name'} becomes {row.record.name}.")
        if (row.before.first_day, row.before.last_day) != (row.record.first_day, row.record.last_day):
            told.append(f"Until now {span_words(row.before)}.")
    return PlanLine(row=row.row, outcome=row.outcome, what=row.record.name or "School closed", days=span_words(row.record), told=" ".join(told))


def plan_lines(plan: CalendarPlan) -> list[PlanLine]:
    """Everything a file would do, and every row that a person must look at. Those first."""
    lines = [plan_line(row) for row in plan.rows if row.outcome != REFUSED]
    lines += [
        PlanLine(row=p.row, outcome=LEFT_OUT if p.fatal else LOOK, what="", days="", told=f"{p.field}: {p.message}") for p in plan.problems
    ]
    return sorted(lines, key=lambda line: (FIRST_SHOWN.index(line.outcome), line.row or 10**6))


PLAN_COLUMNS: tuple[Column[PlanLine], ...] = (
    Column(
        key="row", title="Row", width=52, shown=lambda line: str(line.row or ""), sorts=lambda line: line.row,
        spoken=lambda line: f"Row {line.row}" if line.row else "From the terms",
    ),
    Column(key="chip", title="Would be", width=112, shown=lambda line: line.chip[0], sorts=lambda line: FIRST_SHOWN.index(line.outcome)),
    Column(key="what", title="What", width=168, shown=lambda line: line.what),
    Column(
        key="days", title="Days", width=250, holds=f"{A_DAY} to {A_DAY}", shown=lambda line: line.days, spoken=lambda line: line.days or "No days",
    ),
    Column(
        key="told", title="What changes", width=240, shown=lambda line: line.told,
        spoken=lambda line: line.told or "Nothing to say",
    ),
)


class PlanModel(RowsModel[PlanLine]):
    """The preview of a file."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(PLAN_COLUMNS, lambda line: (line.row, line.outcome, line.what, line.days, line.told), parent)
