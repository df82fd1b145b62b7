"""One school year: what is recorded of it, what is missing, what each day is, and what is filled in for a whole year at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from uuid import uuid4

from sendco_desk.domain.dates import parse_date, shown
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.school import SchoolClosure, Term
from sendco_desk.domain.school_year import CLOSURE_KINDS, ClosureKind, Season, closure_kind, school_year_words, season_of, settled_term_name
from sendco_desk.statute.bank_holidays import bank_holidays, named_bank_holidays
from sendco_desk.statute.calendars import Closure, SchoolTerm, days_between, is_school_day, is_working_day, school_year_starting

EARLIEST = (8, 1)
"""A school year's first term begins on 1 August at the earliest: some counties begin in August."""
NEXT_ASKED_FROM = 5
"""The month from which next year's terms are asked for, since schools know them by then."""


def year_of(record: Term | SchoolClosure) -> int:
    """The year in which the school year begins that a record's last day lies in."""
    return school_year_starting(record.last_day).year


def day_in_year(text: str, begins: int, today: date, *, field: str = "") -> date:
    """A day as people type it, the school year known: `2/9` is in its autumn and `4/1` in its spring. Raises Refused.

    Words that speak of today (`tomorrow`, `+2w`) keep their meaning.
    """
    spoken = text.lstrip().startswith(("+", "-")) or not any(letter.isdigit() for letter in text)
    return parse_date(text, today if spoken else date(begins + 1, 2, 14), field=field)


def inset_days(text: str, begins: int, today: date, *, field: str = "insets") -> tuple[date, ...]:
    """INSET days typed one after the other: `1/9, 2/9 and 4/1`. Raises Refused."""
    parts = [part.strip() for part in text.replace(" and ", ",").replace(";", ",").replace("\n", ",").split(",")]
    return tuple(sorted({day_in_year(part, begins, today, field=field) for part in parts if part}))


# What a year looks like


class DayKind(StrEnum):
    """What the year's picture tells of a day. ``UNKNOWN``: no term and no closure is recorded for it."""

    SCHOOL = "school"
    HOLIDAY = "holiday"
    INSET = "inset"
    CLOSED = "closed"
    BANK = "bank"
    WEEKEND = "weekend"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class BankHoliday:
    """A bank holiday in England. The law names it, so nobody changes it here."""

    day: date
    name: str


@dataclass(frozen=True, kw_only=True)
class SchoolYear:
    """One school year, from 1 September to 31 August."""

    begins: int
    terms: tuple[Term, ...] = ()
    closures: tuple[SchoolClosure, ...] = ()
    all_terms: tuple[Term, ...] = ()

    @property
    def words(self) -> str:
        """`2026/27`."""
        return school_year_words(self.begins)

    @property
    def first(self) -> date:
        """1 September."""
        return date(self.begins, 9, 1)

    @property
    def last(self) -> date:
        """31 August."""
        return date(self.begins + 1, 8, 31)

    @cached_property
    def bank_holidays(self) -> tuple[BankHoliday, ...]:
        """England's bank holidays of the year, in order."""
        found = {**named_bank_holidays(self.begins), **named_bank_holidays(self.begins + 1)}
        return tuple(BankHoliday(day=day, name=name) for day, name in sorted(found.items()) if self.first <= day <= self.last)

    @property
    def missing(self) -> tuple[Season, ...]:
        """The seasons of which no term is recorded."""
        return missing_seasons(self.terms)

    @property
    def missing_words(self) -> str:
        """`Summer term 2027 is not recorded.`, or nothing."""
        return missing_words(self.begins, self.missing)

    @cached_property
    def _shut(self) -> tuple[Closure, ...]:
        return tuple(Closure(first=c.first_day, last=c.last_day) for c in self.closures)

    def school_days(self, term: Term | None = None) -> int:
        """How many days the school is open in a term, or in all terms of the year."""
        wanted = self.terms if term is None else (term,)
        spans = [SchoolTerm(first=t.first_day, last=t.last_day) for t in wanted]
        return sum(is_school_day(day, spans, self._shut) for span in spans for day in days_between(span.first, span.last))

    def kind_of(self, day: date) -> DayKind:
        """What a day of the year is, as its picture tells it."""
        if day.weekday() > 4:
            return DayKind.WEEKEND
        if day in bank_holidays(day.year):
            return DayKind.BANK
        shut = [closure for closure in self.closures if closure.first_day <= day <= closure.last_day]
        if shut:
            kinds = {closure_kind(closure.name, closure.first_day, closure.last_day) for closure in shut}
            long = kinds & {ClosureKind.HOLIDAY, ClosureKind.HALF_TERM}
            return DayKind.HOLIDAY if long else DayKind.INSET if ClosureKind.INSET in kinds else DayKind.CLOSED
        return DayKind.SCHOOL if any(t.first_day <= day <= t.last_day for t in self.all_terms) else DayKind.UNKNOWN

    def named(self, day: date) -> str:
        """What a day is, in words: `Half-term`, `Boxing Day`, `Autumn 2026`."""
        if day.weekday() > 4:
            return "Weekend"
        parts: list[Sequence[tuple[date, date, str]]] = [
            [(one.day, one.day, one.name) for one in self.bank_holidays],
            [(c.first_day, c.last_day, c.name or "School closed") for c in self.closures],
            [(t.first_day, t.last_day, t.name) for t in self.all_terms],
        ]
        return next((name for part in parts for first, last, name in part if first <= day <= last), "Nothing is recorded for this day")


def missing_seasons(terms: Iterable[Term]) -> tuple[Season, ...]:
    """The seasons of which there is no term among these."""
    there = {season_of(term.first_day, term.last_day) for term in terms}
    return tuple(season for season in Season if season not in there)


def missing_words(begins: int, missing: Sequence[Season]) -> str:
    """Which terms of a year are not recorded, as a sentence."""
    if len(missing) == len(Season):
        return f"No term of {school_year_words(begins)} is recorded."
    names = [f"{season} term {begins + (season is not Season.AUTUMN)}" for season in missing]
    return f"{' and '.join(names).capitalize()} {'is' if len(names) == 1 else 'are'} not recorded." if names else ""


# What is filled in for a whole year


@dataclass(frozen=True, slots=True, kw_only=True)
class TermDays:
    """A term as it is filled in: its first and last day, and the half-term inside it."""

    first: date
    last: date
    half: tuple[date, date] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class YearDays:
    """A year as it is filled in. ``before`` is the last day of school before it, ``after`` the first day of school after it."""

    begins: int
    terms: Mapping[Season, TermDays] = field(default_factory=dict)
    insets: tuple[date, ...] = ()
    before: date | None = None
    after: date | None = None


def year_records(filled: YearDays) -> list[Term | SchoolClosure]:
    """The terms and closures that are filled in, each checked by itself and against the year. Raises Refused for the field that is wrong."""
    found: list[Term | SchoolClosure] = []
    for season, days in filled.terms.items():
        term = _named_after(season, Term(id=uuid4(), name=settled_term_name("", days.first, days.last), first_day=days.first, last_day=days.last))
        _need_season(season, term, filled.begins)
        found.append(term)
        if days.half is not None:
            found.append(_half_term(season, term, days.half))
    return [*found, *inset_records(filled.insets, filled.begins)]


def inset_records(days: Sequence[date], begins: int) -> list[SchoolClosure]:
    """INSET days as closures of a day each. Raises Refused for a day on which no school is open anyway, or of another year."""
    for day in days:
        if not is_working_day(day):
            kind = "weekend" if day.weekday() > 4 else "bank holiday"
            raise Refused(f"{shown(day)} is a {kind}, which is no school day: check it.", field="insets")
        if not date(begins, *EARLIEST) <= day <= date(begins + 1, 8, 31):
            raise Refused(f"{shown(day)} is not in {school_year_words(begins)}: check its year.", field="insets")
    return [SchoolClosure(id=uuid4(), name=CLOSURE_KINDS[ClosureKind.INSET], first_day=day, last_day=day) for day in days]


def _named_after(season: Season, term: Term) -> Term:
    return replace(term, name=f"{season.capitalize()} {term.first_day.year if season is Season.AUTUMN else term.last_day.year}")


def _need_season(season: Season, term: Term, begins: int) -> None:
    need_one_year(term, f"{season}_first")
    if year_of(term) != begins:
        raise Refused(f"This day is not in the {season} term of {school_year_words(begins)}: check its year.", field=f"{season}_last")
    if season_of(term.first_day, term.last_day) is not season:
        raise Refused(f"These are not the days of a {season} term: check the two months.", field=f"{season}_first")


def _half_term(season: Season, term: Term, days: tuple[date, date]) -> SchoolClosure:
    first, last = days
    if last < first:
        raise Refused("The last day is before the first: swap the two dates.", field=f"{season}_half_last")
    if not term.first_day < first <= last < term.last_day:
        raise Refused(
            f"The half-term is not inside its term, which runs from {shown(term.first_day)} to {shown(term.last_day)}.", field=f"{season}_half_first",
        )
    return SchoolClosure(id=uuid4(), name=CLOSURE_KINDS[ClosureKind.HALF_TERM], first_day=first, last_day=last)


def need_one_year(term: Term, field: str = "first_day") -> None:
    """Refuse a term that begins in one school year and ends in the next."""
    if term.first_day < date(year_of(term), *EARLIEST):
        raise Refused("A term lies in one school year, which ends on 31 August: check the two dates.", field=field)


def next_year_asked(on: date) -> bool:
    """Whether the terms of the next school year are to be asked for."""
    return NEXT_ASKED_FROM <= on.month < 9


def still_missing(year: SchoolYear, on: date) -> tuple[Season, ...]:
    """The terms of a year that are not recorded and not over."""
    ends = {Season.AUTUMN: date(year.begins, 12, 31), Season.SPRING: date(year.begins + 1, 4, 15), Season.SUMMER: date(year.begins + 1, 7, 31)}
    return tuple(season for season in year.missing if ends[season] >= on)
