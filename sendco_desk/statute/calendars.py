"""The calendar that the law counts on: days, weeks, corresponding months, working days, school days, and the Tribunal's own holidays.

The SEND Regulations roll nothing forward: a limit that ends on a bank holiday or in the school holidays ends there. Working days
serve the rules that speak of them, and tell whether two school closures are really one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from sendco_desk.domain.dates import FIRST_YEAR, LAST_YEAR, months_later
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.school import LONGEST_GAP
from sendco_desk.statute.bank_holidays import bank_holidays

ONE_DAY = timedelta(days=1)
FAR_AHEAD = date(LAST_YEAR + 50, 1, 1)
"""Later than any day in a case can be: to ask what would be once everything recorded has happened."""


def need_plausible(day: date, field: str) -> None:
    """A slip of the keyboard in the year is asked about, before anything is counted from it. Raises Refused."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Refused(f"Check the year {day.year}: it should be between {FIRST_YEAR} and {LAST_YEAR}.", field=field)


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """Days on which the school was closed, the first and the last included."""

    first: date
    last: date
    name: str = ""

    def __post_init__(self) -> None:
        need_plausible(self.first, "closed")
        need_plausible(self.last, "closed")
        if self.last < self.first:
            raise Refused("The closure ends before it starts: swap its two dates.", field="closed")

    @property
    def days(self) -> int:
        """How many days the school was closed."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolTerm:
    """A school term, the first and the last day included."""

    first: date
    last: date
    name: str = ""

    def __post_init__(self) -> None:
        need_plausible(self.first, "term")
        need_plausible(self.last, "term")
        if self.last < self.first:
            raise Refused("The term ends before it starts: swap its two dates.", field="term")


def days_after(day: date, days: int) -> date:
    """The day that many days later, the first day not counted."""
    return day + timedelta(days=days)


def weeks_after(day: date, weeks: int) -> date:
    """The same weekday that many weeks later."""
    return day + timedelta(weeks=weeks)


def months_after(day: date, months: int) -> date:
    """The corresponding date of a later (or earlier) month, or that month's last day where it has none (Dodds v Walker [1981])."""
    return months_later(day, months)


def days_beginning_with(day: date, days: int) -> date:
    """The last of that many days, the first day counted as day 1."""
    return day + timedelta(days=days - 1)


def days_between(first: date, last: date) -> Iterator[date]:
    """Each day from first to last, both included."""
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


@lru_cache(maxsize=32768)
def is_working_day(day: date) -> bool:
    """Monday to Friday, unless a bank holiday in England."""
    return day.weekday() < 5 and day not in bank_holidays(day.year)


def next_working_day(day: date) -> date:
    """The day itself if it is a working day, else the first one after it."""
    while not is_working_day(day):
        day += ONE_DAY
    return day


@lru_cache(maxsize=32768)
def working_days_after(day: date, count: int) -> date:
    """The last of that many working days, the first day not counted."""
    for _ in range(count):
        day = next_working_day(day + ONE_DAY)
    return day


@lru_cache(maxsize=4096)
def working_days_before(day: date, count: int) -> date:
    """The day that many working days earlier, the first day not counted."""
    for _ in range(count):
        day -= ONE_DAY
        while not is_working_day(day):
            day -= ONE_DAY
    return day


def working_days_beginning_with(day: date, count: int) -> date:
    """The last of that many working days, counted from the day itself if it is one."""
    return working_days_after(next_working_day(day), count - 1)


# The Tribunal (Tribunal Procedure (First-tier Tribunal) (Health, Education and Social Care Chamber) Rules 2008 r.12)


def in_tribunal_holiday(day: date) -> bool:
    """In August, or from 25 December to 1 January: days that r.12(3) treats apart in SEN cases."""
    return day.month == 8 or (day.month, day.day) >= (12, 25) or (day.month, day.day) == (1, 1)


def after_tribunal_holiday(day: date) -> date:
    """The first working day after 31 August or 1 January that follows a day in one of the two."""
    ends = date(day.year, 8, 31) if day.month == 8 else date(day.year + (day.month == 12), 1, 1)
    return next_working_day(ends + ONE_DAY)


def tribunal_day(raw: date) -> date:
    """The last day to start an appeal whose time ends on ``raw``.

    In August or from 25 December to 1 January it moves to the first working day after (r.12(3)(a)); any other day that is not a
    working day moves to the next one (r.12(2)).
    """
    return after_tribunal_holiday(raw) if in_tribunal_holiday(raw) else next_working_day(raw)


@lru_cache(maxsize=4096)
def tribunal_working_days_after(day: date, count: int) -> date:
    """The last of that many working days for any other act in a SEN case: days in August and 25 December to 1 January do not count."""
    for _ in range(count):
        day = next_working_day(day + ONE_DAY)
        while in_tribunal_holiday(day):
            day = next_working_day(day + ONE_DAY)
    return day


# The school's own year


def school_year_starting(day: date) -> date:
    """1 September of the school year that a day lies in."""
    return date(max(day.year if day.month >= 9 else day.year - 1, date.min.year), 9, 1)


def school_year_ending(day: date) -> date:
    """31 August of the school year that a day lies in."""
    return date(min(school_year_starting(day).year + 1, date.max.year), 8, 31)


def census_days(school_year: int) -> tuple[date, date, date]:
    """The census days of the school year that begins in that year: first Thursday of October, third of January, third of May."""
    return _thursday(school_year, 10, 1), _thursday(school_year + 1, 1, 3), _thursday(school_year + 1, 5, 3)


def _thursday(year: int, month: int, which: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(3 - first.weekday()) % 7 + 7 * (which - 1))


def school_days_after(day: date, count: int, terms: Sequence[SchoolTerm], closures: Sequence[Closure]) -> date | None:
    """The last of that many school days, the first day not counted; None where the school's calendar does not reach that far.

    A school day is a working day inside a term on which the school is not closed. Where no term is recorded but closures are, every
    working day outside of them counts, since a school that keeps its closures only is open otherwise. Where a term is missing between
    others, or before the first, nothing is counted across it.
    """
    reaches = max((term.last for term in terms), default=max((closure.last for closure in closures), default=day))
    if not terms and closures:
        reaches = day + timedelta(days=20 * count + 200)
    while count:
        day += ONE_DAY
        if day > reaches or _untold(day, terms, closures):
            return None
        count -= is_school_day(day, terms, closures)
    return day


def _untold(day: date, terms: Sequence[SchoolTerm], closures: Sequence[Closure]) -> bool:
    """Whether a working day lies where a whole term may be missing: before the first, or between two that are further apart than a summer."""
    told = any(term.first <= day <= term.last for term in terms) or any(closure.first <= day <= closure.last for closure in closures)
    if not terms or told or not is_working_day(day):
        return False
    before = max((term.last for term in terms if term.last < day), default=None)
    after = min(term.first for term in terms if term.first > day)
    return before is None or (after - before - ONE_DAY).days > LONGEST_GAP


def is_school_day(day: date, terms: Sequence[SchoolTerm], closures: Sequence[Closure]) -> bool:
    """Whether the school is open: a working day in a term (any working day where no term is recorded) outside every closure."""
    in_term = not terms or any(term.first <= day <= term.last for term in terms)
    return in_term and is_working_day(day) and not any(closure.first <= day <= closure.last for closure in closures)
