"""Moves between phases: which year of which school moves next September, when that is, and whose earlier days belong to it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendco_desk.domain.codes import LOCAL_DATES, PHASES, YEAR_GROUPS
from sendco_desk.statute.case import CaseFacts, Event
from sendco_desk.statute.clock import milestones
from sendco_desk.statute.events import EVENT_BY_NAME
from sendco_desk.statute.phases import (
    BETWEEN_POST_16,
    LEAVING,
    LOCAL_DAY_OF,
    POST_16,
    RECORDED,
    SCHOOL,
    asked_for_move,
    autumn_starting,
    move_of,
    next_september,
)
from tests.statute.cases import iso, term

PRIMARY = ("R", "1", "2", "3", "4", "5", "6")


@pytest.mark.parametrize(("phase", "year", "years", "event", "to"), [
    ("early_years", "N2", ("N1", "N2"), SCHOOL, "Reception"),
    ("primary", "N2", ("N2", *PRIMARY), SCHOOL, "Reception"),
    ("primary", "2", ("R", "1", "2"), SCHOOL, "Junior school"),
    ("primary", "4", ("R", "1", "2", "3", "4"), SCHOOL, "Middle school"),
    ("primary", "6", PRIMARY, SCHOOL, "Secondary school"),
    ("primary", "6", ("3", "4", "5", "6"), SCHOOL, "Secondary school"),
    ("middle", "8", ("5", "6", "7", "8"), SCHOOL, "Secondary school"),
    ("secondary", "11", ("7", "11", "12"), POST_16, "Post-16"),
    ("secondary", "13", ("7", "12", "13"), POST_16, "Post-16"),
    ("all_through", "6", (*PRIMARY, "7"), SCHOOL, "Secondary school"),
    ("all_through", "11", (*PRIMARY, "7", "11"), POST_16, "Post-16"),
    ("all_through", "14", ("13", "14"), POST_16, "Post-16"),
    ("post16", "13", ("12", "13"), BETWEEN_POST_16, "Other post-16"),
    ("post16", "14", ("14",), BETWEEN_POST_16, "Other post-16"),
])
def test_the_last_year_of_a_school_moves_to_the_next_phase(phase: str, year: str, years: tuple[str, ...], event: str, to: str) -> None:
    move = move_of(year, phase, years)
    assert move is not None
    assert (move.event, move.to) == (event, to)


@pytest.mark.parametrize(("phase", "year", "years"), [
    ("primary", "2", PRIMARY), ("primary", "2", ("1", "2", "4")), ("primary", "4", PRIMARY), ("primary", "4", ("1", "4")), ("primary", "5", PRIMARY),
    ("early_years", "N1", ("N1", "N2")), ("middle", "6", ("5", "6", "7", "8")), ("secondary", "10", ("10", "11")), ("secondary", "6", ("6",)),
    ("secondary", "13", ("13", "14")), ("post16", "12", ("12", "13")), ("all_through", "2", ("R", "1", "2")), ("", "6", PRIMARY),
    ("primary", "", PRIMARY), ("primary", "X", ("X",)),
])
def test_every_other_year_stays(phase: str, year: str, years: tuple[str, ...]) -> None:
    assert move_of(year, phase, years) is None


def test_nobody_is_sure_to_move_on_after_the_sixth_form() -> None:
    unsure = {(phase, year) for phase in PHASES for year in YEAR_GROUPS if (move := move_of(year, phase, ())) and not move.sure}
    assert unsure == {("secondary", "13"), ("secondary", "14"), ("all_through", "13"), ("all_through", "14"), ("post16", "13"), ("post16", "14")}


def test_phases_years_events_and_councils_days_are_those_of_the_vocabularies() -> None:
    assert set(LEAVING) == set(PHASES)
    assert {year for years in LEAVING.values() for year in years} <= set(YEAR_GROUPS)
    assert set(RECORDED) == {SCHOOL, POST_16, BETWEEN_POST_16} == {n for n in EVENT_BY_NAME if n.startswith("phase_transfer.")}
    assert set(LOCAL_DAY_OF.values()) == set(LOCAL_DATES)


@pytest.mark.parametrize(("on", "september"), [
    ("2026-09-01", "2027-09-01"), ("2026-11-23", "2027-09-01"), ("2027-08-31", "2027-09-01"), ("2027-09-01", "2028-09-01"),
])
def test_next_september_is_the_end_of_the_school_year(on: str, september: str) -> None:
    assert next_september(iso(on)) == iso(september)


@given(st.dates(date(1990, 1, 1), date(2199, 1, 1)))
def test_next_september_comes_within_a_year(on: date) -> None:
    assert 0 < (next_september(on) - on).days <= 366


def test_a_move_is_on_the_first_day_of_the_autumn_term_that_is_recorded() -> None:
    terms = (term("2027-04-12", "2027-07-21"), term("2027-09-06", "2027-10-22"), term("2027-11-01", "2027-12-17"), term("2026-09-02", "2026-12-18"))
    assert autumn_starting(iso("2027-09-01"), terms) == iso("2027-09-06")
    assert autumn_starting(iso("2026-09-01"), terms) == iso("2026-09-02")
    assert autumn_starting(iso("2028-09-01"), terms) is None


@pytest.mark.parametrize(("day", "belongs"), [
    ("2026-10-23", True), ("2027-02-14", True), ("2026-07-10", True),  # in the summer before
    ("2027-02-15", False), ("2027-10-22", False),  # for the year after
    ("2025-10-24", False),  # for the year before
])
def test_a_councils_own_day_belongs_to_one_move(day: str, belongs: bool) -> None:
    assert asked_for_move(iso(day), iso("2027-09-01"), iso("2027-02-14")) is belongs


@pytest.mark.parametrize(("phase", "year", "rule_id", "due", "meeting"), [
    ("primary", "6", "REV-11", "2027-02-14", "2026-11-22"), ("secondary", "11", "REV-12", "2027-03-30", "2027-01-05"),
    ("post16", "14", "REV-13", "2027-04-01", ""),
])
def test_each_move_brings_its_own_day_of_the_law(phase: str, year: str, rule_id: str, due: str, meeting: str) -> None:
    on = iso("2026-09-14")
    move = move_of(year, phase, ())
    assert move is not None
    facts = CaseFacts(events=(Event(name=move.event, on=next_september(on)),))
    found = {one.rule.id: one.due for one in milestones(facts, on, kind="phase_transfer") if one.start}
    assert found == {rule_id: iso(due)} | ({"REV-14": iso(meeting)} if meeting else {})
