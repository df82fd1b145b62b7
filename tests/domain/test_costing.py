"""What provision costs, to the penny, with examples worked by hand: groups that grow, rates that rise, part weeks, closures, a leap day."""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sendco_desk.domain.costing import (
    Cost,
    CostBasis,
    days_of,
    element_two_line,
    group_size_on,
    items_between,
    pennies,
    planned_sessions,
    pounds,
    rate_on,
    sessions_on,
    year_of_support,
)
from sendco_desk.domain.provision import WEEKDAYS, CostItem, GroupSize, ProvisionPlace, ProvisionRun, ProvisionSession, StaffRate

ADA, BRAM, CASS = uuid4(), uuid4(), uuid4()
SEPTEMBER, OCTOBER = date(2026, 9, 7), date(2026, 10, 23)
"""A Monday and a Friday, seven weeks."""


def run_of(minutes: int = 30, times: int = 1, weekdays: tuple[str, ...] = ("mon",), first: date = SEPTEMBER, last: date = OCTOBER) -> ProvisionRun:
    return ProvisionRun(
        id=uuid4(), name="Made-up reading group", minutes=minutes, times_a_week=times, weekdays=weekdays, starts_on=first, ends_on=last,
    )


def place_in(run: ProvisionRun, pupil: UUID = ADA, first: date | None = None, last: date | None = None) -> ProvisionPlace:
    return ProvisionPlace(id=uuid4(), pupil=pupil, run=run.id, starts_on=first or run.starts_on, ends_on=last or run.ends_on)


def rate(pence: int, since: date = date(2026, 4, 1), role: str = "teaching_assistant") -> StaffRate:
    return StaffRate(id=uuid4(), staff_role=role, pence_an_hour=pence, since=since)


def working(first: date = date(2026, 9, 1), last: date = date(2028, 8, 31), closed: Sequence[date] = ()) -> frozenset[date]:
    """Monday to Friday except the days that are closed."""
    return frozenset(day for day in days_of(first, last) if day.weekday() < 5 and day not in closed)


def basis(places: Sequence[ProvisionPlace], rates: Sequence[StaffRate], sizes: Sequence[GroupSize] = (), closed: Sequence[date] = ()) -> CostBasis:
    return CostBasis(rates=rates, sizes=sizes, places=places, open_days=working(closed=closed))


# Sessions


def test_sessions_fall_on_the_named_days_that_are_school_days() -> None:
    run = run_of(times=2, weekdays=("mon", "wed"))
    inset = date(2026, 9, 14)
    assert planned_sessions(run, SEPTEMBER, date(2026, 9, 18), working(closed=(inset,))) == 3  # 7, 9 and 16 September
    assert sessions_on(run, inset, working(closed=(inset,))) == 0
    assert sessions_on(run, date(2026, 9, 8), working()) == 0


def test_more_sessions_than_named_days_are_spread_evenly_over_them() -> None:
    assert sessions_on(run_of(times=4, weekdays=("mon", "wed")), SEPTEMBER, working()) == 2


def test_where_no_day_is_named_a_part_week_counts_in_proportion() -> None:
    run = run_of(times=3, weekdays=())
    assert planned_sessions(run, SEPTEMBER, date(2026, 9, 11), working()) == 3
    assert planned_sessions(run, SEPTEMBER, date(2026, 9, 9), working()) == Fraction(9, 5)  # Monday to Wednesday: three fifths of three
    closed = (date(2026, 9, 10),)
    assert planned_sessions(run, SEPTEMBER, date(2026, 9, 11), working(closed=closed)) == Fraction(12, 5)  # four open days of five


def test_a_half_term_has_no_sessions_and_neither_has_a_weekend() -> None:
    half_term = tuple(days_of(date(2026, 10, 26), date(2026, 10, 30)))
    run = run_of(times=5, weekdays=(), last=date(2026, 11, 6))
    assert planned_sessions(run, date(2026, 10, 19), date(2026, 11, 6), working(closed=half_term)) == 10
    assert sessions_on(run, date(2026, 9, 12), frozenset({date(2026, 9, 12)})) == 0  # a Saturday on which the school is open has no lessons


def test_29_february_is_a_day_like_any_other() -> None:
    run = run_of(times=2, weekdays=("mon", "tue"), first=date(2028, 2, 28), last=date(2028, 3, 7))
    assert planned_sessions(run, run.starts_on, run.ends_on, working(closed=(date(2028, 3, 6),))) == 3
    assert sessions_on(run, date(2028, 2, 29), working()) == 1


def test_nothing_is_planned_outside_the_run() -> None:
    run = run_of()
    assert planned_sessions(run, date(2026, 8, 1), date(2026, 9, 6), working()) == 0
    assert planned_sessions(run, date(2026, 10, 24), date(2027, 7, 1), working()) == 0
    assert sessions_on(run, SEPTEMBER - timedelta(days=7), working(first=date(2026, 8, 1))) == 0


# Rates and group sizes


def test_the_rate_in_force_is_the_last_that_has_begun() -> None:
    rates = [rate(1500), rate(1560, date(2026, 9, 14)), rate(2200, role="teacher"), rate(1570, date(2026, 9, 14))]
    assert [found.pence_an_hour if (found := rate_on(rates, "teaching_assistant", day)) else None for day in (
        date(2026, 3, 31), date(2026, 4, 1), date(2026, 9, 13), date(2026, 9, 14),
    )] == [None, 1500, 1500, 1570]


def test_the_size_of_a_group_is_the_one_recorded_last_or_the_pupils_who_hold_a_place() -> None:
    run, other = run_of(), run_of()
    places = [place_in(run), place_in(run, BRAM, date(2026, 9, 14)), place_in(run, ADA), place_in(other, CASS)]
    sizes = [
        GroupSize(id=uuid4(), run=run.id, since=date(2026, 10, 5), pupils=6), GroupSize(id=uuid4(), run=run.id, since=date(2026, 10, 5), pupils=5),
        GroupSize(id=uuid4(), run=other.id, since=date(2026, 9, 1), pupils=9),
    ]
    days = (date(2026, 9, 1), SEPTEMBER, date(2026, 9, 14), date(2026, 10, 5))
    assert [group_size_on(run, sizes, places, day) for day in days] == [1, 1, 2, 5]


# Costs, worked by hand


def test_a_group_that_grows_shares_the_session_among_more() -> None:
    """30 minutes at £15.00 an hour is £7.50. 7 and 14 September for two pupils, 21 September for three: 3.75 + 3.75 + 2.50 = £10.00."""
    run = run_of(last=date(2026, 9, 21))
    ada, bram, cass = place_in(run), place_in(run, BRAM), place_in(run, CASS, date(2026, 9, 21))
    counted = basis([ada, bram, cass], [rate(1500)])
    assert counted.planned(run, ada, SEPTEMBER, OCTOBER).pence == 1000
    assert counted.planned(run, cass, SEPTEMBER, OCTOBER).pence == 250


def test_a_rate_that_rises_in_the_middle_counts_from_its_day() -> None:
    """The same with £15.60 from 14 September: 3.75 + 3.90 + 2.60 = £10.25."""
    run = run_of(last=date(2026, 9, 21))
    ada = place_in(run)
    places = [ada, place_in(run, BRAM), place_in(run, CASS, date(2026, 9, 21))]
    assert basis(places, [rate(1500), rate(1560, date(2026, 9, 14))]).planned(run, ada, SEPTEMBER, OCTOBER).pence == 1025


def test_thirds_of_a_penny_are_kept_until_the_end() -> None:
    """20 minutes at £14.62 for three pupils is 162 4/9 pence; seven Mondays make 1137 1/9, shown as £11.37 (7 x £1.62 would be £11.34)."""
    run = run_of(minutes=20)
    places = [place_in(run, pupil) for pupil in (ADA, BRAM, CASS)]
    cost = basis(places, [rate(1462)]).planned(run, places[0], run.starts_on, run.ends_on)
    assert (cost.exact, cost.pence) == (Fraction(10234, 9), 1137)


def test_a_part_week_and_a_closure_cost_what_is_left_of_them() -> None:
    """Three times 20 minutes a week, no days named, £15.00 an hour: £5.00 a session, £15.00 a whole week, 9/5 of £5.00 to Wednesday."""
    run = run_of(minutes=20, times=3, weekdays=(), last=date(2026, 9, 11))
    place = place_in(run)
    assert basis([place], [rate(1500)]).planned(run, place, SEPTEMBER, date(2026, 9, 11)).pence == 1500
    assert basis([place], [rate(1500)]).planned(run, place, SEPTEMBER, date(2026, 9, 9)).pence == 900
    assert basis([place], [rate(1500)], closed=(date(2026, 9, 8),)).planned(run, place, SEPTEMBER, date(2026, 9, 11)).pence == 1200


def test_a_day_before_any_rate_is_reported_and_not_taken_for_free() -> None:
    run = run_of(last=date(2026, 9, 21))
    place = place_in(run)
    cost = basis([place], [rate(1500, date(2026, 9, 14))]).planned(run, place, SEPTEMBER, OCTOBER)
    assert (cost.pence, cost.without_rate) == (1500, (SEPTEMBER,))
    assert (cost + cost).without_rate == (SEPTEMBER,)


def test_a_rate_of_nothing_is_a_rate() -> None:
    run = run_of(last=SEPTEMBER)
    place = place_in(run)
    assert basis([place], [rate(0)]).planned(run, place, SEPTEMBER, OCTOBER) == Cost()


def test_what_was_delivered_costs_by_the_minutes_that_were_held() -> None:
    """15 of 30 minutes and 30 of 30 at £15.00 alone: 3.75 + 7.50 = £11.25; missed sessions and other days are not in it."""
    run = run_of()
    place = place_in(run)

    def session(day: date, minutes: int, outcome: str = "held") -> ProvisionSession:
        return ProvisionSession(id=uuid4(), pupil=ADA, place=place.id, on=day, outcome=outcome, minutes=minutes)

    sessions = [
        session(SEPTEMBER, 15), session(date(2026, 9, 14), 30), session(date(2026, 9, 21), 0, "staff_away"), session(date(2026, 9, 28), 30),
    ]
    assert basis([place], [rate(1500)]).delivered(run, sessions, SEPTEMBER, date(2026, 9, 25)).pence == 1125


def test_what_is_no_hour_is_added_by_its_day() -> None:
    items = [CostItem(id=uuid4(), pupil=ADA, what="Cards", pence=450, on=day) for day in (date(2026, 9, 7), date(2026, 9, 30), date(2026, 10, 1))]
    assert items_between(items, date(2026, 9, 1), date(2026, 9, 30)).pence == 900


# Words and the line


@pytest.mark.parametrize(("exact", "whole"), [
    (Fraction(487, 1) + Fraction(1, 3), 487), (Fraction(209, 2), 105), (Fraction(1045, 10), 105), (Fraction(0), 0), (Fraction(10449, 100), 104),
])
def test_half_a_penny_goes_up(exact: Fraction, whole: int) -> None:
    assert pennies(exact) == whole


@pytest.mark.parametrize(("pence", "words"), [(0, "£0.00"), (5, "£0.05"), (120450, "£1,204.50")])
def test_an_amount_is_shown_in_pounds(pence: int, words: str) -> None:
    assert pounds(pence) == words


@pytest.mark.parametrize(("pence", "over", "says"), [
    (431_210, 0, "£4,312.10 of the £6,000 a year that the school meets itself; £1,687.90 below it"),
    (600_000, 0, "£6,000.00 of the £6,000 a year that the school meets itself; exactly on it"),
    (651_210, 51_210, "£6,512.10, which is £512.10 above the £6,000 a year that the school meets itself"),
])
def test_a_year_is_said_against_the_six_thousand_pounds(pence: int, over: int, says: str) -> None:
    line = element_two_line(pence)
    assert (line.over, line.words) == (over, says)
    assert line.part == pytest.approx(pence / 600_000)


@pytest.mark.parametrize("day", [date(2026, 9, 1), date(2027, 2, 28), date(2027, 8, 31)])
def test_a_year_of_support_is_a_school_year(day: date) -> None:
    assert year_of_support(day) == (date(2026, 9, 1), date(2027, 8, 31))


# Whatever the numbers are


DAYS = st.integers(0, 320).map(lambda days: SEPTEMBER + timedelta(days=days))
RUNS = st.builds(
    lambda minutes, per_day, named, last: run_of(minutes, per_day * max(1, len(named)), tuple(sorted(named)), SEPTEMBER, last),
    st.integers(1, 480), st.integers(1, 5), st.frozensets(st.sampled_from(WEEKDAYS)), DAYS,
)
RATES = st.lists(st.builds(rate, st.integers(0, 9999), DAYS), min_size=0, max_size=4)
CLOSED = st.frozensets(DAYS, max_size=40).map(tuple)


@settings(max_examples=60, deadline=None)
@given(run=RUNS, rates=RATES, closed=CLOSED, split=DAYS, pupils=st.integers(1, 6))
def test_the_costs_of_two_stretches_add_up_to_the_cost_of_both(
    run: ProvisionRun, rates: list[StaffRate], closed: tuple[date, ...], split: date, pupils: int,
) -> None:
    places = [place_in(run, uuid4()) for _ in range(pupils)]
    counted = basis(places, rates, closed=closed)
    after = split + timedelta(days=1)
    whole = counted.planned(run, places[0], run.starts_on, run.ends_on)
    assert counted.planned(run, places[0], run.starts_on, split) + counted.planned(run, places[0], after, run.ends_on) == whole
    sessions = planned_sessions(run, run.starts_on, split, counted.open_days) + planned_sessions(run, after, run.ends_on, counted.open_days)
    assert sessions == planned_sessions(run, run.starts_on, run.ends_on, counted.open_days)


@settings(max_examples=60, deadline=None)
@given(run=RUNS, pence=st.integers(0, 9999), joined=st.lists(DAYS, min_size=1, max_size=6))
def test_the_shares_of_a_group_make_the_whole_session(run: ProvisionRun, pence: int, joined: list[date]) -> None:
    places = [place_in(run, uuid4(), first, first + timedelta(days=400)) for first in joined]
    counted = basis(places, [rate(pence)])
    for day in (run.starts_on, run.ends_on, max(joined)):
        there = [place for place in places if place.starts_on <= day]
        minutes = sessions_on(run, day, counted.open_days) * run.minutes
        shares = sum((counted.planned(run, place, day, day).exact for place in there), Fraction(0))
        assert shares == (pence * minutes / 60 if there else 0)


@settings(max_examples=60, deadline=None)
@given(run=RUNS, rates=RATES, days=st.tuples(DAYS, DAYS).map(sorted))
def test_a_later_day_never_costs_less(run: ProvisionRun, rates: list[StaffRate], days: list[date]) -> None:
    place = place_in(run)
    counted = basis([place], rates)
    earlier, later = (counted.planned(run, place, run.starts_on, day) for day in days)
    assert earlier.exact <= later.exact
    assert set(earlier.without_rate) <= set(later.without_rate)


SIZES = st.lists(st.tuples(DAYS, st.integers(1, 40)), max_size=3)
STAYS = st.lists(st.tuples(DAYS, DAYS).map(sorted), min_size=1, max_size=6)


@settings(max_examples=150, deadline=None)
@given(run=RUNS, rates=RATES, closed=CLOSED, sizes=SIZES, stays=STAYS, days=st.tuples(DAYS, DAYS))
def test_counting_stretch_by_stretch_is_the_same_as_counting_every_day_by_itself(
    run: ProvisionRun, rates: list[StaffRate], closed: tuple[date, ...], sizes: list[tuple[date, int]], stays: list[list[date]],
    days: tuple[date, date],
) -> None:
    places = [place_in(run, uuid4(), first, last) for first, last in stays]
    grew = [GroupSize(id=uuid4(), run=run.id, since=since, pupils=pupils) for since, pupils in sizes]
    counted, place, (first, last) = basis(places, rates, grew, closed), places[0], days
    plain = Cost()
    for day in days_of(max(first, place.starts_on), min(last, place.ends_on)):
        plain += counted.share(run, day, sessions_on(run, day, counted.open_days) * run.minutes)
    assert counted.planned(run, place, first, last) == plain
    sessions = sum((sessions_on(run, day, counted.open_days) for day in days_of(first, last)), Fraction(0))
    assert counted.sessions(run, first, last) == planned_sessions(run, first, last, counted.open_days) == sessions
