"""Counting days as the law does, and England's bank holidays."""

import csv
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.school import Term
from sendco_desk.domain.school_year import gaps_between
from sendco_desk.statute import bank_holidays as table
from sendco_desk.statute.bank_holidays import KNOWN, bank_holidays, named_bank_holidays, printed
from sendco_desk.statute.calendars import (
    SchoolTerm,
    days_after,
    days_beginning_with,
    days_between,
    is_working_day,
    months_after,
    next_working_day,
    school_days_after,
    weeks_after,
    working_days_after,
    working_days_beginning_with,
)
from tests.shared_corpus import SHARED, needs_shared

days = st.dates(min_value=date(2014, 9, 1), max_value=date(2040, 12, 31))


@given(day=days, weeks=st.integers(min_value=0, max_value=60))
def test_weeks_always_end_on_the_same_weekday(day: date, weeks: int) -> None:
    assert weeks_after(day, weeks).weekday() == day.weekday()
    assert sum(1 for _ in days_between(day, weeks_after(day, weeks))) == 7 * weeks + 1


@given(day=days, count=st.integers(min_value=1, max_value=60))
def test_a_period_beginning_with_a_day_ends_one_day_before_a_period_after_it(day: date, count: int) -> None:
    assert days_beginning_with(day, count) + timedelta(days=1) == days_after(day, count)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(1978, 9, 30), 4, date(1979, 1, 30)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 10, 1), 2, date(2026, 12, 1)),
    ],
)
def test_a_month_ends_on_the_corresponding_date_or_the_last_of_a_short_month(day: date, months: int, expected: date) -> None:
    assert months_after(day, months) == expected


def test_six_weeks_across_a_leap_day_count_it_like_any_other() -> None:
    assert weeks_after(date(2028, 2, 1), 6) == date(2028, 3, 14)
    assert weeks_after(date(2027, 2, 1), 6) == date(2027, 3, 15)


def test_working_days_skip_weekends_and_bank_holidays() -> None:
    assert working_days_after(date(2026, 12, 24), 1) == date(2026, 12, 29)  # Boxing Day is a Saturday, so Monday stands in
    assert working_days_after(date(2026, 11, 23), 5) == date(2026, 11, 30)


def test_working_days_beginning_with_a_day_count_it() -> None:
    assert working_days_beginning_with(date(2026, 11, 23), 15) == date(2026, 12, 11)  # worked example Y34
    assert working_days_beginning_with(date(2026, 11, 21), 1) == date(2026, 11, 23)


def test_a_working_day_is_its_own_next_working_day() -> None:
    assert next_working_day(date(2026, 11, 23)) == date(2026, 11, 23)
    assert not is_working_day(date(2026, 8, 31))


@needs_shared
def test_the_bank_holidays_on_weekdays_are_those_published() -> None:
    listed = SHARED / "corpus" / "reference" / "england_bank_holidays_2014_2030_weekdays.csv"
    with listed.open(encoding="utf-8", newline="") as rows:
        published = {date.fromisoformat(row["date"]) for row in csv.DictReader(rows)}
    ours = {day for year in range(2014, 2031) for day in bank_holidays(year) if day.weekday() < 5}
    assert ours == published


@pytest.mark.parametrize("year", KNOWN)
def test_the_table_of_bank_holidays_is_what_the_package_says(year: int) -> None:
    assert sorted(bank_holidays(year)) == list(named_bank_holidays(year))
    assert all(named_bank_holidays(year).values())


def test_the_table_can_be_written_again_as_it_stands() -> None:
    assert printed() in Path(table.__file__).read_text(encoding="utf-8")


def test_a_year_beyond_the_table_is_asked_of_the_package() -> None:
    assert 2075 not in KNOWN
    assert {date(2075, 1, 1), date(2075, 12, 25), date(2075, 12, 26)} <= bank_holidays(2075)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 12, 18), date(2026, 9, 2), "The term ends before it starts: swap its two dates"),
        (date(202, 9, 2), date(2026, 12, 18), "Check the year 202"),
        (date(2026, 9, 2), date(9026, 12, 18), "Check the year 9026"),
    ],
)
def test_a_term_that_can_only_be_a_slip_is_refused(first: date, last: date, words: str) -> None:
    with pytest.raises(Refused, match=words):
        SchoolTerm(first=first, last=last)


def test_a_term_may_be_a_single_day() -> None:
    assert SchoolTerm(first=date(2026, 9, 2), last=date(2026, 9, 2)).name == ""


@pytest.mark.parametrize(("begins", "counted", "gaps"), [
    (date(2026, 10, 1), date(2026, 10, 1), 1), (date(2026, 10, 2), None, 0),  # 75 days lie between the terms, and 76
])
def test_the_clock_and_the_calendar_call_the_same_holiday_too_long_to_be_one(begins: date, counted: date | None, gaps: int) -> None:
    spans = ((date(2026, 4, 20), date(2026, 7, 17)), (begins, date(2026, 12, 18)))
    terms = [Term(id=uuid4(), name="A term", first_day=first, last_day=last) for first, last in spans]
    assert school_days_after(date(2026, 7, 17), 1, [SchoolTerm(first=first, last=last) for first, last in spans], ()) == counted
    assert len(gaps_between(terms)) == gaps
