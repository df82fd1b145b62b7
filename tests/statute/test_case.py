"""What a case may tell the clock, and what it is refused."""

from datetime import date
from typing import Any

import pytest
import yaml

from sendco_desk.domain.refusals import Refused
from sendco_desk.statute.calendars import Closure
from sendco_desk.statute.case import FACT_BY_NAME, CaseFacts, Event, FactValue, chosen, dates_of, first, iso_date, parse_event, parse_fact
from sendco_desk.statute.events import ENDS_EVERYTHING, EVENT_NAMES, EVENT_TITLES, EVENTS, UnknownName
from tests.shared_corpus import SHARED, needs_shared

DAY = date(2026, 9, 7)


@needs_shared
def test_the_facts_and_endings_are_those_of_the_vocabulary() -> None:
    law: dict[str, Any] = yaml.safe_load((SHARED / "law" / "events.yaml").read_text(encoding="utf-8"))
    assert list(ENDS_EVERYTHING) == law["ends_everything"]
    for name, values in law["facts"].items():
        assert list(FACT_BY_NAME[name].choices) == ([] if values == "date" else values)


def test_every_event_has_a_title_of_its_own_and_a_known_doer() -> None:
    assert len(set(EVENT_TITLES.values())) == len(EVENT_NAMES)
    assert {event.done_by for event in EVENTS} == {"council", "school", "parent", "service", "health", "mediator", "tribunal"}


def test_an_event_is_found_whatever_its_capitals() -> None:
    assert parse_event(" Request_Received ", DAY) == Event(name="request_received", on=DAY)


def test_a_misspelt_event_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(UnknownName, match=r"did you mean .*request_received"):
        parse_event("request_recieved", DAY)


def test_an_event_unlike_any_other_is_refused_with_the_way_to_all_names() -> None:
    with pytest.raises(UnknownName, match=r"There is no event called ‘zzz’: ‘sendco-desk clock --names’ lists every event\."):
        parse_event("zzz", DAY)


@pytest.mark.parametrize("name", ["direction.", "direction.2", "direction.The Hearing", "directions.hearing"])
def test_a_direction_needs_a_name_of_its_own(name: str) -> None:
    with pytest.raises(UnknownName):
        Event(name=name, on=DAY)


def test_the_tribunal_may_call_its_direction_what_it_likes() -> None:
    assert Event(name="direction.position_statement", on=DAY).name == "direction.position_statement"
    assert EVENT_TITLES["direction.position_statement"] == "Tribunal’s day for position statement"
    with pytest.raises(KeyError):
        EVENT_TITLES["nothing"]


def test_a_misspelt_fact_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(UnknownName, match=r"There is no fact called ‘away_form’: did you mean .*away_from"):
        parse_fact("away_form", "2026-01-01")


@pytest.mark.parametrize("text", ["2026-02-30", "7/9/2026", "20260907", "2026-W37-1", "", "tomorrow"])
def test_a_date_that_is_not_year_month_day_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="is not a date: write year, month and day"):
        iso_date(text, "on")


@pytest.mark.parametrize("year", [202, 1989, 2200, 9999])
def test_a_year_that_must_be_a_slip_is_asked_about(year: int) -> None:
    with pytest.raises(Refused, match="Check the year"):
        Event(name="request_received", on=date(year, 1, 1))
    with pytest.raises(Refused, match="Check the year"):
        CaseFacts(facts={"away_from": date(year, 1, 1)})


def test_a_closure_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(Refused, match="swap its two dates"):
        Closure(first=DAY, last=date(2026, 9, 6))


def test_a_closure_counts_both_its_days() -> None:
    assert Closure(first=date(2026, 7, 23), last=date(2026, 9, 1)).days == 41


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("requested_by", "School", "school"),
        ("exception_claimed", "school_closed, absent_from_area", ("school_closed", "absent_from_area")),
        ("away_from", "2026-09-07", DAY),
    ],
)
def test_a_fact_is_read_by_its_kind(name: str, text: str, value: FactValue) -> None:
    assert parse_fact(name, text) == (name, value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("requested_by", "neighbour"), ("requested_by", DAY), ("requested_by", ("school", "parent")), ("away_from", "soon"),
        ("exception_claimed", ("holiday",)),
    ],
)
def test_a_fact_of_the_wrong_kind_is_refused(name: str, value: FactValue) -> None:
    with pytest.raises(Refused, match=f"The fact ‘{name}’ is "):
        CaseFacts(facts={name: value})


def test_a_claimed_exception_may_be_one_word_or_several() -> None:
    assert CaseFacts(facts={"exception_claimed": "school_closed"}).claims("school_closed")
    assert not CaseFacts(facts={"exception_claimed": ("school_closed",)}).claims("absent_from_area")
    assert chosen(DAY) == ()


def test_an_event_on_the_same_day_twice_counts_once() -> None:
    dates = dates_of(CaseFacts(events=(Event(name="draft_plan_sent", on=DAY), Event(name="draft_plan_sent", on=DAY))))
    assert dates == {"draft_plan_sent": (DAY,)}
    assert first(dates, "draft_plan_sent") == DAY
    assert first(dates, "final_plan_issued") is None
