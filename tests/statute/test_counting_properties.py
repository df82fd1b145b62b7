"""Every way of counting against a second one that shares nothing with it: days ticked off one by one on a calendar.

Working days are ticked off against the government's own list of bank holidays, so these tests stay inside the years it covers.
"""

import csv
from calendar import THURSDAY, monthrange
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sendco_desk.domain.dates import shown
from sendco_desk.statute import periods
from sendco_desk.statute.calendars import (
    Closure,
    SchoolTerm,
    after_tribunal_holiday,
    census_days,
    days_after,
    days_beginning_with,
    days_between,
    in_tribunal_holiday,
    is_school_day,
    is_working_day,
    months_after,
    next_working_day,
    school_days_after,
    school_year_ending,
    school_year_starting,
    tribunal_day,
    tribunal_working_days_after,
    weeks_after,
    working_days_after,
    working_days_before,
    working_days_beginning_with,
)
from sendco_desk.statute.periods import (
    AtLeastDays,
    BeforeDayOfYear,
    BeforeMonthsExpire,
    DatedDay,
    MonthsBefore,
    MonthsToWorkingDay,
    NoDay,
    Period,
    PromptlyWithinMonths,
    SameDay,
    SchoolDays,
    TimesASchoolYear,
    TribunalMonths,
    TribunalWorkingDays,
    WeeksBefore,
    WeeksBeforeDayOfYear,
    WeeksBeforeSpan,
    WithinDays,
    WithinMonths,
    WithinSchoolDays,
    WithinWeeks,
    WithinWorkingDays,
    WithinYears,
    WorkingDaysBefore,
    WorkingDaysBeginningWith,
    YearsFromBirth,
    ordinal,
    rolled_again,
)
from tests.shared_corpus import SHARED, needs_shared

LISTED = SHARED / "corpus" / "reference" / "england_bank_holidays_2014_2030_weekdays.csv"
ONE = timedelta(days=1)
any_day = st.dates(min_value=date(1990, 1, 1), max_value=date(2199, 12, 31))
listed_days = st.dates(min_value=date(2015, 1, 1), max_value=date(2029, 6, 30))
"""Far enough inside the list that no count below leaves it."""
edges = st.builds(  # where counts go wrong: the ends of months and years, and leap days
    lambda year, end, by: date(year, *end) + timedelta(days=by),
    st.integers(min_value=2015, max_value=2028),
    st.sampled_from([(1, 1), (1, 31), (2, 28), (3, 1), (4, 30), (7, 31), (8, 31), (9, 30), (10, 31), (11, 30), (12, 24), (12, 31)]),
    st.integers(min_value=-2, max_value=2),
)
leap_days = st.sampled_from([date(2016, 2, 29), date(2020, 2, 29), date(2024, 2, 29), date(2028, 2, 29)])
days = st.one_of(listed_days, edges, leap_days)
few = st.integers(min_value=1, max_value=30)


# The second way


@lru_cache
def bank_holidays_listed() -> frozenset[date]:
    with LISTED.open(encoding="utf-8", newline="") as rows:
        return frozenset(date.fromisoformat(row["date"]) for row in csv.DictReader(rows))


def onward(day: date) -> Iterator[date]:
    """The days after a day, one by one."""
    while True:
        day += ONE
        yield day


def backward(day: date) -> Iterator[date]:
    while True:
        day -= ONE
        yield day


def works(day: date) -> bool:
    return f"{day:%a}" not in ("Sat", "Sun") and day not in bank_holidays_listed()


def rests(day: date) -> bool:
    """A day that the Tribunal leaves out: every one of them written down."""
    return day.month == 8 or f"{day:%d %m}" in ("25 12", "26 12", "27 12", "28 12", "29 12", "30 12", "31 12", "01 01")


def nth(walk: Iterator[date], count: int, counts: Callable[[date], bool] = lambda _: True) -> date:
    """The last of so many days of a walk that count."""
    return list(islice((day for day in walk if counts(day)), count))[-1]


def nth_same_weekday(walk: Iterator[date], start: date, count: int) -> date:
    named = f"{start:%A}"
    return nth(walk, count, lambda day: f"{day:%A}" == named)


def corresponding(start: date, months: int) -> date:
    """Turn the pages of a wall calendar, one month at a time, and look for the day there."""
    year, month = start.year, start.month
    for _ in range(abs(months)):
        month += 1 if months > 0 else -1
        if month in (0, 13):
            year, month = (year + 1, 1) if month == 13 else (year - 1, 12)
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def first_working(day: date) -> date:
    return day if works(day) else nth(onward(day), 1, works)


def brute_tribunal_day(raw: date) -> date:
    """From a list of all the days around: in a holiday, the first working day past the whole of it; else the first working day."""
    around = [raw + timedelta(days=number) for number in range(80)]
    if rests(raw):
        beyond = next(index for index, day in enumerate(around) if not rests(day))
        around = around[beyond:]
    return next(day for day in around if works(day))


@dataclass(frozen=True, kw_only=True)
class Way:
    """A class of period, how one of a length is made, and where it ends by the second way. ``listed`` counts need the list of bank holidays."""

    of: Callable[[int], Period]
    second: Callable[[date, int], date | None]
    lengths: st.SearchStrategy[int] = few
    listed: bool = False


MOVES = (("phase_transfer.school", 2, 14), ("phase_transfer.post16", 3, 30))
WAYS: dict[type[Any], Way] = {
    WithinWeeks: Way(of=WithinWeeks, second=lambda day, n: nth_same_weekday(onward(day), day, n)),
    WithinDays: Way(of=WithinDays, second=lambda day, n: nth(onward(day), n)),
    WithinWorkingDays: Way(of=WithinWorkingDays, second=lambda day, n: nth(onward(day), n, works), listed=True),
    WithinMonths: Way(of=WithinMonths, second=corresponding),
    PromptlyWithinMonths: Way(of=PromptlyWithinMonths, second=corresponding),
    MonthsToWorkingDay: Way(
        of=MonthsToWorkingDay, second=lambda day, n: first_working(corresponding(day, n)), lengths=st.integers(1, 6), listed=True,
    ),
    WithinYears: Way(of=WithinYears, second=lambda day, n: corresponding(day, 12 * n)),
    YearsFromBirth: Way(of=YearsFromBirth, second=lambda day, n: corresponding(day, 12 * n)),
    AtLeastDays: Way(of=AtLeastDays, second=lambda day, n: nth(onward(day - ONE), n)),
    WorkingDaysBeginningWith: Way(of=WorkingDaysBeginningWith, second=lambda day, n: nth(onward(day - ONE), n, works), listed=True),
    BeforeMonthsExpire: Way(of=BeforeMonthsExpire, second=lambda day, n: corresponding(day, n) - ONE),
    WeeksBefore: Way(of=WeeksBefore, second=lambda day, n: nth_same_weekday(backward(day), day, n)),
    WeeksBeforeSpan: Way(of=lambda n: WeeksBeforeSpan(n + 2, n), second=lambda day, n: nth_same_weekday(backward(day), day, n)),
    MonthsBefore: Way(of=MonthsBefore, second=lambda day, n: corresponding(day, -n)),
    WorkingDaysBefore: Way(of=WorkingDaysBefore, second=lambda day, n: nth(backward(day), n, works), listed=True),
    TribunalMonths: Way(
        of=TribunalMonths, second=lambda day, n: brute_tribunal_day(corresponding(day, n)), lengths=st.integers(1, 6), listed=True,
    ),
    TribunalWorkingDays: Way(
        of=TribunalWorkingDays, second=lambda day, n: nth(onward(day), n, lambda each: works(each) and not rests(each)), listed=True,
    ),
    BeforeDayOfYear: Way(of=lambda _: BeforeDayOfYear(2, 15), second=lambda day, _: next(d for d in backward(date(day.year, 2, 15)))),
    WeeksBeforeDayOfYear: Way(
        of=lambda n: WeeksBeforeDayOfYear(n, MOVES),
        second=lambda day, n: nth_same_weekday(backward(date(day.year, 2, 14)), date(day.year, 2, 14), n),
    ),
    SameDay: Way(of=lambda _: SameDay(), second=lambda day, _: day),
    DatedDay: Way(of=lambda _: DatedDay(), second=lambda day, _: day),
    TimesASchoolYear: Way(of=TimesASchoolYear, second=lambda day, _: nth(onward(day - ONE), 1, lambda each: f"{each:%d %b}" == "31 Aug")),
    NoDay: Way(of=lambda _: NoDay("as soon as practicable"), second=lambda *_: None),
}
"""School days need a calendar of their own: they stand further below."""


def test_every_way_of_counting_has_a_second_way_here() -> None:
    classes = {each for name in periods.__all__ if hasattr(each := getattr(periods, name), "KIND") and each is not Period}
    assert classes - {WithinSchoolDays} == set(WAYS)


@pytest.mark.parametrize("way", [way for way in WAYS.values() if not way.listed], ids=[each.__name__ for each, way in WAYS.items() if not way.listed])
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_period_ends_where_days_ticked_off_one_by_one_end(way: Way, data: st.DataObject) -> None:
    start, length = data.draw(st.one_of(days, any_day.filter(lambda day: day.year > 1993))), data.draw(way.lengths)
    assert way.of(length).last_day(start, "phase_transfer.school") == way.second(start, length)


@needs_shared
@pytest.mark.parametrize("way", [way for way in WAYS.values() if way.listed], ids=[each.__name__ for each, way in WAYS.items() if way.listed])
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_period_of_working_days_ends_where_the_published_list_says(way: Way, data: st.DataObject) -> None:
    start, length = data.draw(days), data.draw(way.lengths)
    assert way.of(length).last_day(start) == way.second(start, length)


@pytest.mark.parametrize("way", WAYS.values(), ids=[each.__name__ for each in WAYS])
@settings(max_examples=30, deadline=None)
@given(start=days, length=few)
def test_a_period_tells_its_count_in_one_sentence_with_both_days(way: Way, start: date, length: int) -> None:
    period = way.of(length)
    last = period.last_day(start, "phase_transfer.school")
    said = period.explained("The event", start, last or start)
    assert said.endswith(".") and "  " not in said and (said[0].isupper() or said[0].isdigit())
    assert isinstance(period, WeeksBeforeDayOfYear | TimesASchoolYear) or shown(start) in said
    assert last is None or shown(last) in said
    assert period.text and isinstance(hash(period), int)


@given(start=days)
def test_a_move_to_post_16_is_planned_back_from_30_march(start: date) -> None:
    last = WeeksBeforeDayOfYear(12, MOVES).last_day(start, "phase_transfer.post16")
    assert sum(1 for _ in days_between(last, date(start.year, 3, 30))) == 12 * 7 + 1


# The functions they stand on


@given(start=any_day, count=st.integers(min_value=0, max_value=400))
def test_days_after_and_beginning_with_a_day_are_ticked_off(start: date, count: int) -> None:
    ticked = list(islice(onward(start - ONE), count + 1))
    assert days_after(start, count) == ticked[-1]
    assert list(days_between(start, ticked[-1])) == ticked
    assert days_beginning_with(start, count + 1) == ticked[-1]


@given(start=any_day, weeks=st.integers(min_value=-60, max_value=60))
def test_weeks_are_as_many_same_weekdays(start: date, weeks: int) -> None:
    walk = onward(start) if weeks > 0 else backward(start)
    assert weeks_after(start, weeks) == (nth_same_weekday(walk, start, abs(weeks)) if weeks else start)


@given(start=st.one_of(any_day, leap_days), months=st.integers(min_value=-24, max_value=420))
def test_months_are_pages_of_a_wall_calendar(start: date, months: int) -> None:
    assert months_after(start, months) == corresponding(start, months)


@needs_shared
@given(day=days, count=few)
def test_working_days_are_those_that_the_published_list_leaves(day: date, count: int) -> None:
    assert is_working_day(day) == works(day)
    assert next_working_day(day) == first_working(day)
    assert working_days_after(day, count) == nth(onward(day), count, works)
    assert working_days_before(day, count) == nth(backward(day), count, works)
    assert working_days_beginning_with(day, count) == nth(onward(day - ONE), count, works)


@needs_shared
@given(day=days, count=few)
def test_working_days_forward_and_back_meet(day: date, count: int) -> None:
    assume(works(day))
    assert working_days_before(working_days_after(day, count), count) == day
    assert working_days_after(working_days_before(day, count), count) == day


@needs_shared
@pytest.mark.parametrize("year", range(2015, 2030))
def test_the_tribunals_rule_holds_on_every_day_of_a_year(year: int) -> None:
    for number in range(366):
        raw = date(year, 1, 1) + timedelta(days=number)
        assert in_tribunal_holiday(raw) == rests(raw)
        landed = tribunal_day(raw)
        assert landed == brute_tribunal_day(raw)
        assert not rests(raw) or after_tribunal_holiday(raw) == landed
        again = landed if rests(raw) or not rests(landed) else brute_tribunal_day(landed)
        assert rolled_again(raw) == again


@needs_shared
@given(day=days, count=few)
def test_the_tribunals_working_days_leave_out_its_holidays(day: date, count: int) -> None:
    assert tribunal_working_days_after(day, count) == nth(onward(day), count, lambda each: works(each) and not rests(each))


@given(day=any_day)
def test_a_school_year_runs_from_1_september_to_31_august(day: date) -> None:
    begins = nth(backward(day + ONE), 1, lambda each: f"{each:%d %b}" == "01 Sep")
    assert school_year_starting(day) == begins
    assert school_year_ending(day) == nth(onward(begins), 1, lambda each: f"{each:%d %b}" == "31 Aug")


@pytest.mark.parametrize("impossible", [date.min, date.max])
def test_even_the_first_and_the_last_day_that_a_computer_knows_have_a_school_year(impossible: date) -> None:
    assert {school_year_starting(impossible).year, school_year_ending(impossible).year} <= {1, 2, 9999}


@given(year=st.integers(min_value=1990, max_value=2199))
def test_a_census_is_taken_on_the_first_or_third_thursday(year: int) -> None:
    for taken, month, which in zip(census_days(year), (10, 1, 5), (1, 3, 3), strict=True):
        page = [date(taken.year, month, number) for number in range(1, monthrange(taken.year, month)[1] + 1)]
        assert [day for day in page if day.weekday() == THURSDAY][which - 1] == taken
        assert taken.year == year + (month < 9)


# School days

FAR = 400
terms_of_school = st.lists(
    st.builds(lambda day, long: SchoolTerm(first=day, last=day + timedelta(days=long)), listed_days, st.integers(0, 120)), max_size=4,
)
closures_of_school = st.lists(
    st.builds(lambda day, long: Closure(first=day, last=day + timedelta(days=long)), listed_days, st.integers(0, 45)), max_size=4,
)


def open_days(start: date, terms: Sequence[SchoolTerm], shut: Sequence[Closure]) -> list[date]:
    """Every day after a start on which the school is open, from a list of all the days that its calendar covers."""
    if terms:
        covered = {day for one in terms for day in days_between(one.first, one.last)}
    else:
        covered = {start + timedelta(days=number) for number in range(1, FAR if shut else 1)}
    gone = {day for one in shut for day in days_between(one.first, one.last)}
    return sorted(day for day in covered - gone if day > start and works(day))


def untold(day: date, terms: Sequence[SchoolTerm], shut: Sequence[Closure]) -> bool:
    """Whether a working day lies where a whole term may not be recorded: by listing the free days around it."""
    spans = [*((one.first, one.last) for one in terms), *((one.first, one.last) for one in shut)]
    known = {each for first, last in spans for each in days_between(first, last)}
    if not terms or day in known or not works(day):
        return False
    ends, begins = [one.last for one in terms if one.last < day], [one.first for one in terms if one.first > day]
    return not ends or len(list(days_between(max(ends), min(begins)))) - 2 > 75  # the two days of term beside the holiday are none of it


@needs_shared
@given(start=days, count=st.integers(min_value=1, max_value=15), terms=terms_of_school, shut=closures_of_school, near=st.integers(0, 200))
def test_school_days_are_the_working_days_on_which_the_school_is_open(
    start: date, count: int, terms: list[SchoolTerm], shut: list[Closure], near: int
) -> None:
    start = terms[0].first - timedelta(days=near) if terms else start
    left = open_days(start, terms, shut)
    wanted = left[count - 1] if len(left) >= count else None
    if wanted and any(untold(day, terms, shut) for day in days_between(start + timedelta(days=1), wanted)):
        wanted = None
    assert school_days_after(start, count, terms, shut) == wanted
    assert WithinSchoolDays(count).last_day(start, school=SchoolDays(tuple(terms), tuple(shut))) == wanted
    if wanted:
        assert is_school_day(wanted, terms, shut)
        assert shown(wanted) in WithinSchoolDays(count).explained("The request", start, wanted)


def test_without_any_calendar_no_school_day_can_be_counted() -> None:
    assert school_days_after(date(2026, 11, 23), 15, (), ()) is None
    assert WithinSchoolDays(15).last_day(date(2026, 11, 23)) is None


# Words for numbers


@given(number=st.integers(min_value=0, max_value=400))
def test_a_number_is_first_second_third_or_so_manieth(number: int) -> None:
    said = ordinal(number)
    assert said[:-2] == str(number)
    teens = str(number).zfill(2)[-2] == "1"
    assert said[-2:] == ("th" if teens else {"1": "st", "2": "nd", "3": "rd"}.get(said[-3], "th"))
