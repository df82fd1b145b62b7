"""Every rule carries its source and says what the law's own tables say."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import yaml

from sendco_desk.domain.refusals import Refused
from sendco_desk.statute.case import EVENT_BY_NAME
from sendco_desk.statute.rules import REGIME, RULES, OwedBy, Repeats, Rule, rule
from tests.shared_corpus import SHARED, needs_shared

STEPS = ("REQ-04", "REQ-05", "REQ-08", "REQ-09", "REQ-10", "REQ-11", "REQ-14", "REQ-15", "REQ-19")
every_rule = pytest.mark.parametrize("one", RULES, ids=lambda one: str(one.id))


def _law(name: str) -> dict[str, Any]:
    law: dict[str, Any] = yaml.safe_load((SHARED / "law" / name).read_text(encoding="utf-8"))
    return law


def _listed(value: str | list[str] | None) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())


def test_the_clock_knows_the_first_nine_steps() -> None:
    assert tuple(one.id for one in RULES) == STEPS
    assert {one.regime for one in RULES} == {REGIME} == {"england-2014"}


@needs_shared
@every_rule
def test_a_rule_starts_ends_and_is_met_as_the_vocabulary_of_events_says(one: Rule) -> None:
    step = _law("events.yaml")["steps"][one.id]
    assert one.after == step["after"]
    assert one.fallback == _listed(step.get("fallback"))
    assert one.met_by == _listed(step.get("met_by"))
    assert one.ended_by == _listed(step.get("ended_by"))
    assert one.needs == step.get("needs", "")
    assert one.minimum_for == step.get("minimum_for", "")
    assert step.keys() <= {"after", "fallback", "met_by", "ended_by", "needs", "minimum_for"}


@needs_shared
@every_rule
def test_a_rule_has_the_period_source_status_and_confidence_of_the_law_table(one: Rule) -> None:
    step = next(each for each in _law("statutory_steps.yaml")["steps"] if each["id"] == one.id)
    assert one.period == f"{step['limit']} {step['unit']}"
    assert one.citation == step["citation"]
    assert one.page == step["source"]
    assert one.status == step["status"]
    assert one.confidence == step["confidence"]
    assert one.since == date.fromisoformat(step["effective_from"])
    assert one.enabled == step["enabled"]
    assert (one.owed_by is OwedBy.SCHOOL) == step["owed_by"].startswith("SCHOOL")


@needs_shared
@every_rule
def test_every_event_that_a_rule_names_is_in_the_vocabulary(one: Rule) -> None:
    words = (SHARED / "law" / "events.yaml").read_text(encoding="utf-8")
    for name in (one.after, *one.fallback, *one.met_by, *one.ended_by, *one.undoes, *one.implied_by, *one.silent_after, one.needs, one.minimum_for):
        assert not name or (name in EVENT_BY_NAME and name in words)


@every_rule
def test_a_rule_can_be_said_in_sentences(one: Rule) -> None:
    for sentence in (one.counting, one.if_missed, *filter(None, (one.note,))):
        assert sentence[0].isupper()
        assert sentence.endswith(".")
    assert one.title and one.short and one.source
    assert all(EVENT_BY_NAME[name].noun for name in (one.after, *one.fallback))


@every_rule
def test_only_a_regulation_brings_exceptions(one: Rule) -> None:
    assert bool(one.exceptions) == bool(one.exceptions_source)
    assert not one.exceptions or "reg" in one.exceptions_source


@every_rule
def test_a_duty_can_follow_had_to(one: Rule) -> None:
    verb = one.duty.split()[0]
    assert verb in {"decide", "send", "say", "give", "reply", "issue"}
    assert not one.duty.endswith(".")


def test_only_the_law_itself_binds() -> None:
    assert {one.id for one in RULES if not one.binding} == {"REQ-08", "REQ-10", "REQ-14"}


def test_a_rule_is_found_by_its_number() -> None:
    assert rule(" req-04 ").title == "Decide whether to assess"


def test_an_unknown_number_is_refused_with_the_nearest() -> None:
    with pytest.raises(Refused, match=r"There is no rule ‘REQ-99’: try .*REQ-"):
        rule("REQ-99")


def test_a_rule_is_in_force_from_since_to_until() -> None:
    old = replace(rule("REQ-04"), until=date(2029, 8, 31))
    assert [old.in_force(day) for day in (date(2014, 8, 31), date(2014, 9, 1), date(2029, 8, 31), date(2029, 9, 1))] == [
        False, True, True, False,
    ]
    assert not replace(old, enabled=False).in_force(date(2020, 1, 1))


def test_a_starting_event_that_comes_again_means_what_the_rule_says() -> None:
    again = {one.id for one in RULES if one.repeats is not Repeats.FIRST}
    assert again == {"REQ-08", "REQ-11", "REQ-14"}
