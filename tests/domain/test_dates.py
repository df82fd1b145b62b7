"""Dates as people type them, and as they are shown."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendco_desk.domain.dates import long_day, months_later, parse_date, parse_moment, plain_day, shown, shown_moment, shown_short
from sendco_desk.domain.refusals import Refused

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 15, 5, 42, tzinfo=UTC)


@pytest.mark.parametrize(("typed", "meant"), [
    ("3/9", date(2026, 9, 3)), ("3 sep", date(2026, 9, 3)), ("3rd September 2026", date(2026, 9, 3)), ("Thu 3 Sep 2026", date(2026, 9, 3)),
    ("3.9.26", date(2026, 9, 3)), ("3-9-2018", date(2018, 9, 3)), ("14/3/31", date(2031, 3, 14)), ("14/3/98", date(1998, 3, 14)),
    ("2026-09-03", date(2026, 9, 3)), ("today", TODAY), ("Yesterday", date(2026, 11, 22)), ("tomorrow", date(2026, 11, 24)),
    ("+2w", date(2026, 12, 7)), ("-3", date(2026, 11, 20)), ("+1m", date(2026, 12, 23)), ("+1y", date(2027, 11, 23)), ("+5d", date(2026, 11, 28)),
    ("fri", date(2026, 11, 27)), ("last fri", date(2026, 11, 20)), ("monday", date(2026, 11, 30)), ("last monday", date(2026, 11, 16)),
    ("29 feb", date(2028, 2, 29)), ("20 jan", date(2027, 1, 20)), ("sept", None), ("32/1", None), ("30 feb 2026", None), ("", None),
    ("next week", None), ("3 xyz", None), ("2026-13-01", None), ("29/2/2100", None), ("1/7/0206", None), ("1/7/9999", None),
])
def test_a_typed_date_is_the_day_that_was_meant_or_is_refused_in_words(typed: str, meant: date | None) -> None:
    if meant is not None:
        assert parse_date(typed, TODAY) == meant
        return
    with pytest.raises(Refused) as refused:
        parse_date(typed, TODAY, field="on")
    assert refused.value.field == "on"
    assert refused.value.message.endswith(".")


@pytest.mark.parametrize(("typed", "meant"), [
    ("now", (2026, 11, 23, 15, 5)), ("", (2026, 11, 23, 15, 5)), ("yesterday 15:05", (2026, 11, 22, 15, 5)), ("3/9 at 9.30", (2026, 9, 3, 9, 30)),
    ("3 sep 2pm", (2026, 9, 3, 14, 0)), ("12am", (2026, 11, 23, 0, 0)), ("12 pm", (2026, 11, 23, 12, 0)), ("9:15", (2026, 11, 23, 9, 15)),
    ("2026-11-20T14:30", (2026, 11, 20, 14, 30)), ("2026-11-20", (2026, 11, 20, 12, 0)), ("3.9.26", (2026, 9, 3, 12, 0)),
    ("Wed 11 Nov 2026, 15:05", (2026, 11, 11, 15, 5)),
])
def test_a_typed_moment_is_a_day_with_a_time_or_midday(typed: str, meant: tuple[int, int, int, int, int]) -> None:
    assert parse_moment(typed, NOW) == datetime(*meant, tzinfo=UTC)


def test_today_without_a_time_is_never_in_the_future() -> None:
    early = NOW.replace(hour=8, minute=3)
    assert parse_moment("today", early) == early.replace(second=0)
    assert parse_moment("today", NOW).hour == 12


@pytest.mark.parametrize("typed", ["3/9 25:00", "13pm", "99:99", "soon", "3/9 at 9.75"])
def test_a_time_that_no_clock_shows_is_refused(typed: str) -> None:
    with pytest.raises(Refused):
        parse_moment(typed, NOW)


def test_dates_are_shown_with_weekday_and_year() -> None:
    assert shown(date(2026, 9, 3)) == "Thu 3 Sep 2026"
    assert shown_short(date(2026, 9, 3)) == "3 Sep"
    assert shown_moment(NOW) == "Mon 23 Nov 2026, 15:05"
    assert long_day(date(2026, 9, 3)) == "Thursday 3 September 2026"
    assert plain_day(date(2018, 3, 14)) == "14 March 2018"


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_what_is_shown_can_be_typed_back(day: date) -> None:
    assert parse_date(shown(day), TODAY) == day
    assert parse_date(day.isoformat(), TODAY) == day


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.integers(-60, 60))
def test_a_month_later_is_the_same_day_number_or_the_last_of_a_short_month(day: date, months: int) -> None:
    later = months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


def test_six_months_after_31_august_is_the_end_of_february() -> None:
    assert months_later(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert months_later(date(2027, 8, 31), 6) == date(2028, 2, 29)
