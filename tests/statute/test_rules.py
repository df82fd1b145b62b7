"""Every rule carries its source and says what the law's own tables say, to the letter; every departure is named here with its reason."""

from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

import pytest
import yaml

from sendco_desk.domain.codes import CASE_KINDS
from sendco_desk.domain.refusals import Refused
from sendco_desk.statute.case import FACT_NAMES
from sendco_desk.statute.events import ADVICE_SERVICES, APPEALABLE, DIRECTION, ENDS_EVERYTHING, EVENT_BY_NAME, EVENT_NAMES, is_event
from sendco_desk.statute.milestones import PART_OF
from sendco_desk.statute.rule import OwedBy, Repeats
from sendco_desk.statute.rules import BOOK, REGIME, RULES, Rule, rule
from tests.shared_corpus import SHARED, needs_shared

every_rule = pytest.mark.parametrize("one", RULES, ids=lambda one: str(one.id))
OURS = {"PLAN-01", "APPEAL", "TRF-04"}
"""Not among the 99 steps: when to ask for advice, and the two steps that combine others."""
MORE_MEETS = {
    # a review is complete on the day its decision is sent, so the decision itself stands for ‘review completed’
    "REV-01": {"review_decision.keep", "review_decision.amend", "review_decision.cease"},
    "TRF-04a": {"review_decision.keep", "review_decision.amend", "review_decision.cease"},
    "TRF-04b": {"review_decision.keep", "review_decision.amend", "review_decision.cease"},
    # the order, or the concession, may be to re-assess
    "TRB-01": {"agreed_to_reassess"}, "TRB-09a": {"agreed_to_reassess"},
}
MORE_ENDS = {
    "DIS-01": {"appeal_lodged", "refusal_reversed"},  # an appeal about the school alone needs no adviser; a reversed refusal needs no appeal
    "DIS-03": {"mediation_certificate_issued"},  # issued where the council could not arrange it
}
OWED: dict[str, OwedBy] = {
    "School": OwedBy.SCHOOL, "SCHOOL": OwedBy.SCHOOL, "LA": OwedBy.LOCAL_AUTHORITY, "Council": OwedBy.LOCAL_AUTHORITY, "Old LA": OwedBy.OLD_AUTHORITY,
    "New LA": OwedBy.NEW_AUTHORITY, "Old / new ICB": OwedBy.HEALTH_BODY, "ICB": OwedBy.HEALTH_BODY, "ICB / LA": OwedBy.HEALTH_OR_SOCIAL_CARE,
    "Body": OwedBy.ADVICE_GIVER, "Parent/YP": OwedBy.PARENT, "Claimant": OwedBy.PARENT, "Mediation adviser": OwedBy.MEDIATION_ADVISER,
    "All parties": OwedBy.EVERY_PARTY, "LGSCO": OwedBy.OMBUDSMAN, "Governing body": OwedBy.SCHOOL, "Named school": OwedBy.SCHOOL,
    "SENCO": OwedBy.SCHOOL,
    "Last school": OwedBy.SCHOOL, "Maintained school": OwedBy.SCHOOL, "Anyone": OwedBy.ANYBODY, "School / parent": OwedBy.ANYBODY,
    "Parent/YP/school": OwedBy.ANYBODY, "LA / ICB": OwedBy.LOCAL_AUTHORITY,
}


@lru_cache
def _law(name: str) -> dict[str, Any]:
    law: dict[str, Any] = yaml.safe_load((SHARED / "law" / name).read_text(encoding="utf-8"))
    return law


def _listed(value: str | list[str] | None) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())


def _step(one: Rule) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in _law("statutory_steps.yaml")["steps"] if each["id"] == one.id)
    return found


@needs_shared
def test_the_clock_knows_every_step_of_the_law_table() -> None:
    table = [step["id"] for step in _law("statutory_steps.yaml")["steps"]]
    assert len(table) == 99
    assert sorted(one.id for one in RULES) == sorted([*table, *OURS])
    assert REGIME == "england-2014"


@needs_shared
def test_every_dated_step_of_the_vocabulary_is_dated_here_and_no_other() -> None:
    steps = _law("events.yaml")["steps"]
    undated = {"DIS-08", "SCH-06"}  # the one hands its days to others, the other's days are the calendar's own
    assert {one.id for one in RULES if one.dated} - OURS == set(steps) - undated
    assert set(steps["DIS-08"]["as"]) == set(rule("DIS-08").shown_with)


def _anchors(step: dict[Any, Any], steps: dict[str, Any]) -> tuple[str, ...]:
    for key in ("after", "before", True, "in_year_of"):  # YAML reads the key ‘on’ as true
        if key in step:
            return tuple(name.removesuffix(".SERVICE") for name in _listed(step[key]))
    if "backwards_from" in step:
        return tuple(name for other in step["backwards_from"] for name in _anchors(steps[other], steps))
    if "recurring" in step:
        return ()
    return (DIRECTION,) if str(step.get("fixed", "")).startswith(DIRECTION) else ()


@needs_shared
@every_rule
def test_a_rule_starts_ends_and_is_met_as_the_vocabulary_of_events_says(one: Rule) -> None:
    steps = _law("events.yaml")["steps"]
    step = steps.get(one.id)
    if step is None or one.id in ("DIS-08", "SCH-06"):
        assert not one.after or one.id in OURS
        return
    through = {event for event, _ in one.through}
    wanted = _anchors(step, steps)
    assert set(one.after) - through - MORE_MEETS.get(one.id, set()) == set(wanted) or "recurring" in step
    assert one.fallback == _listed(step.get("fallback"))
    assert set(one.met_by) - MORE_MEETS.get(one.id, set()) == {name.removesuffix(".SERVICE") for name in _listed(step.get("met_by"))}
    assert set(one.ended_by) - MORE_ENDS.get(one.id, set()) == set(_listed(step.get("ended_by")))
    assert (one.needs or one.follows) == step.get("needs", "")
    assert one.unless == step.get("unless", "")
    assert one.minimum_for == step.get("minimum_for", "")
    assert one.longer_with == step.get("longer_with", "")
    assert set(one.replaces) == set(step.get("replaces", ()))
    assert one.else_after == str(step.get("else_after", "")).removeprefix("due(").removesuffix(")")
    assert dict([one.needs_fact] if one.needs_fact else []) == step.get("needs_fact", {})
    assert (one.repeats is Repeats.LATER) == bool(step.get("later_of"))
    assert bool(one.when) == ("when" in step)
    assert one.services == ("services" in step)
    assert not one.services or tuple(step["services"]) == tuple(ADVICE_SERVICES)
    assert one.backwards == (bool({"before", "in_year_of", "backwards_from"} & step.keys()))


@needs_shared
def test_an_agreement_in_mediation_starts_what_the_vocabulary_says_of_it() -> None:
    for event, ids in _law("events.yaml")["steps"]["DIS-08"]["as"].items():
        assert [one.id for one in RULES if event in one.after] == ids
        assert all((event, "DIS-08") in rule(id).through for id in ids)


@needs_shared
def test_the_combined_steps_are_those_of_the_vocabulary() -> None:
    combined = _law("events.yaml")["combined"]
    assert {one.id for one in RULES if one.parts} == set(combined)
    for id, step in combined.items():
        assert (rule(id).parts, rule(id).met_by[:1]) == (tuple(step["later_of"]), (step["met_by"],))
    assert rule("APPEAL").title == combined["APPEAL"]["title"]
    assert {part: one.id for one in RULES for part in one.parts} == PART_OF


@needs_shared
def test_the_vocabulary_of_events_is_that_of_the_law() -> None:
    law = _law("events.yaml")
    words = (SHARED / "law" / "events.yaml").read_text(encoding="utf-8")
    assert tuple(law["ends_everything"]) == ENDS_EVERYTHING
    assert tuple(law["appealable"]) == APPEALABLE
    families = tuple(f"{name}." for name in ("advice_requested", "advice_received", "mediation_agreement", "direction"))
    missing = [name for name in EVENT_NAMES if name not in words and not name.startswith(families)]
    assert missing == ["review_advice_requested"]  # of PLAN-01, our own
    assert set(law["facts"]) <= set(FACT_NAMES)


@needs_shared
@every_rule
def test_a_rule_has_the_source_status_and_confidence_of_the_law_table(one: Rule) -> None:
    if one.id in OURS:
        return
    step = _step(one)
    assert one.citation == step["citation"]
    assert one.page == step["source"]
    assert one.evidence == step["evidence"]
    assert one.status == step["status"]
    assert one.confidence == step["confidence"]
    assert one.since == (date.fromisoformat(step["effective_from"]) if step["effective_from"] else None)
    assert one.enabled == step["enabled"]
    assert one.owed_by is OWED[max((name for name in OWED if step["owed_by"].startswith(name)), key=len)]


@needs_shared
@every_rule
def test_a_rule_counts_as_the_law_table_says(one: Rule) -> None:
    if one.id in OURS:
        return
    step = _step(one)
    if one.id == "REQ-10":
        assert step["rule"] == "milestone"  # sixteen weeks all the same, counted like any others
    elif one.id == "DIS-13":
        assert (step["rule"], one.counting_kind) == ("fixed", "fixed")
    else:
        assert one.counting_kind == step["rule"]
    months_and_days = {"REV-11": "before 15 February", "REV-12": "before 31 March", "DIS-13": "the day that was fixed"}
    if one.dated and step["limit"] is not None:
        unit = step["unit"].removesuffix("s") if step["limit"] == 1 else step["unit"]
        plain = f"{step['limit']} {unit}" if step["limit"] else "on the same day"
        assert one.period == months_and_days.get(one.id, plain)


@every_rule
def test_every_event_and_rule_that_a_rule_names_exists(one: Rule) -> None:
    service = ".health" if one.services else ""
    names = [f"{name}{service}" for name in (*one.after, *one.met_by) if name != DIRECTION]
    names += [*one.fallback, *one.ended_by, *one.undoes, *one.implied_by, *one.silent_after, *one.survives]
    names += [name for name in (one.needs, one.follows, one.unless, one.minimum_for, one.longer_with, *one.asks_for) if name]
    names += [event for event, _ in (*one.taken_over, *one.through)] + [name for name in one.shown_with if name not in FACT_NAMES]
    assert [name for name in names if not is_event(name)] == []
    ids = {each.id for each in RULES}
    assert {*one.replaces, *one.parts, *(id for _, id in (*one.taken_over, *one.through)), *([one.else_after] if one.else_after else [])} <= ids
    assert set(one.home) <= {*CASE_KINDS, "support"}


@every_rule
def test_a_rule_can_be_said_in_sentences(one: Rule) -> None:
    for sentence in (one.counting, one.if_missed, *filter(None, (one.note,))):
        assert sentence[0].isupper()
        assert sentence.endswith(".")
        assert "  " not in sentence
    assert one.title and one.short and one.source and one.period and one.evidence
    assert all(EVENT_BY_NAME[name].noun for name in (*one.after, *one.fallback) if is_event(name))


@every_rule
def test_only_a_regulation_brings_exceptions(one: Rule) -> None:
    assert bool(one.exceptions) == bool(one.exceptions_source)
    assert not one.exceptions or "reg" in one.exceptions_source
    assert one.absence_weeks == (2 if "reg 44" in one.exceptions_source or "reg 45" in one.exceptions_source else 4)


VERBS = {
    "decide", "send", "say", "give", "reply", "issue", "consult", "notify", "seek", "arrange", "admit", "tell", "review", "consider", "hold",
    "inform", "answer", "transfer", "maintain", "ask", "contact", "carry", "bring", "do", "keep", "reconsider", "continue", "acknowledge",
    "complain", "remedy", "file", "meet", "publish", "return", "gain", "supply",
}


@every_rule
def test_a_duty_can_follow_had_to(one: Rule) -> None:
    assert one.duty.split()[0].strip(",") in VERBS
    assert not one.duty.endswith(".")


def test_only_the_law_itself_binds() -> None:
    loose = {one.id for one in RULES if one.dated and not one.binding}
    assert loose == {
        "REQ-08", "REQ-10", "REQ-14", "REV-14", "PLAN-01", "CMP-01", "CMP-02", "CMP-03", "CMP-04", "CMP-05", "SCH-01", "REC-04",
    }


def test_medium_and_low_readings_stay_marked() -> None:
    assert {one.id for one in RULES if one.confidence == "low"} == {"DIS-06", "TRB-10", "SCH-07"}
    assert rule("RAS-01").confidence == "medium"
    assert "were not read" in rule("RAS-01").note


def test_a_rule_is_found_by_its_number() -> None:
    assert rule(" req-04 ").title == "Decide whether to assess"
    assert rule("trf-04A").id == "TRF-04a"


@pytest.mark.parametrize("wrong", ["REQ-99", "nothing"])
def test_an_unknown_number_is_refused_with_the_nearest(wrong: str) -> None:
    with pytest.raises(Refused, match=rf"There is no rule ‘{wrong}’: try .*REQ-"):
        rule(wrong)


def test_a_rule_is_in_force_from_since_to_until() -> None:
    old = replace(rule("REQ-04"), until=date(2029, 8, 31))
    assert [old.in_force(day) for day in (date(2014, 8, 31), date(2014, 9, 1), date(2029, 8, 31), date(2029, 9, 1))] == [
        False, True, True, False,
    ]
    assert not replace(old, enabled=False).in_force(date(2020, 1, 1))
    assert replace(old, since=None).in_force(date(2000, 1, 1))


def test_a_starting_event_that_comes_again_means_what_the_rule_says() -> None:
    ways = {way: {one.id for one in RULES if one.repeats is way} for way in Repeats if way is not Repeats.FIRST}
    assert ways[Repeats.ONCE_ANSWERED] == {"REQ-07", "REQ-08"}
    assert ways[Repeats.EACH] == {"REQ-11", "REQ-14", "REV-07", "DIS-11"}
    assert ways[Repeats.LATER] == {"REV-01", "TRF-04a"}
    assert ways[Repeats.DECISION] == {"DIS-01", "DIS-10"}
    moves = {name for one in RULES if one.repeats is Repeats.LAST for name in one.after}
    assert all(EVENT_BY_NAME[name].planned for name in moves if name != DIRECTION)


def test_the_book_knows_what_an_event_can_start() -> None:
    started = {plan.rule.id for plan in BOOK.reading(frozenset({"refused_to_assess", "direction.hearing"})).started}
    assert started == {"DIS-01", "DIS-10", "DIS-13"}


@pytest.mark.parametrize("rule_id", ["RAS-01", "DIS-06", "TRB-05", "TRB-10", "REV-15", "TRF-04"])
def test_a_number_that_nobody_read_says_so_beside_its_day(rule_id: str) -> None:
    assert "not read in a source" in rule(rule_id).note or "were not read" in rule(rule_id).note


@pytest.mark.parametrize(
    ("rule_id", "words"),
    [
        ("REQ-08", "may give the council relief, not the school"), ("DIS-03", "the adviser, who issues the certificate within three working days"),
        ("REC-02", "Data that are exempt are left out"), ("DIS-14", "may be rejected, and a party risks being struck out or paying costs"),
        ("REC-01", "the time may stand still until the answer"), ("RAS-01", "where it assessed less than six months ago"),
    ],
)
def test_a_rule_tells_the_exceptions_and_the_risks_of_the_law_table(rule_id: str, words: str) -> None:
    one = rule(rule_id)
    assert words in f"{one.counting} {one.note} {one.if_missed}"
