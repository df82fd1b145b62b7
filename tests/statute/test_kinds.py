"""Kinds of case: what tells them apart, what linked cases hear of one another, and in which of them a step is shown."""

from collections.abc import Mapping

import pytest

from sendco_desk.domain.codes import CASE_KINDS
from sendco_desk.statute.case import CaseFacts
from sendco_desk.statute.clock import milestones, without_a_day
from sendco_desk.statute.courses import COURSES, ENDINGS
from sendco_desk.statute.events import EVENT_NAMES, is_event
from sendco_desk.statute.kinds import ABOUT, FIRST_EVENTS, HEARD, OUTCOMES, SIGNS, Link, heard, kinds_of, matter_of
from sendco_desk.statute.milestones import State
from sendco_desk.statute.rules import RULES
from tests.statute.cases import TODAY, Day, happened, iso


@pytest.mark.parametrize(
    ("names", "kinds"),
    [
        ((), ("request",)),
        (("request_received",), ("request",)),
        (("plan_made",), ("plan",)),
        (("review_meeting",), ("annual_review",)),
        (("phase_transfer.post16",), ("phase_transfer",)),
        (("reassessment_requested",), ("reassessment",)),
        (("plan_transferred",), ("move",)),
        (("decision_letter_sent",), ("appeal",)),
        (("direction.bundle",), ("appeal",)),
        (("appeal_lodged", "direction.bundle"), ("appeal",)),
        (("complaint_received",), ("complaint",)),
        (("sar_received",), ("records",)),
        (("sen_support_started",), ("support",)),
        (("school_consulted", "consultation_reply_sent"), ("consultation",)),
        (("school_consulted", "request_received"), ("request",)),
        (("moved_area",), ("request", "move")),
        (("moved_area", "plan_made"), ("plan",)),
        (("amendment_notice_sent",), ("plan",)),
        (("amendment_notice_sent", "review_meeting"), ("annual_review",)),
        (("draft_plan_sent",), ("request",)),
        (("pupil_left",), ("request",)),
        (("request_received", "appeal_lodged", "complaint_received"), ("request", "appeal", "complaint")),
    ],
)
def test_events_tell_of_which_kind_a_case_is(names: tuple[str, ...], kinds: tuple[str, ...]) -> None:
    assert kinds_of(names) == kinds


def test_every_kind_of_case_has_a_course_and_first_events_that_exist() -> None:
    assert set(FIRST_EVENTS) == set(CASE_KINDS) == set(COURSES) - {"support"}
    assert set(SIGNS) == {*CASE_KINDS, "support"}
    assert set(ABOUT) <= set(CASE_KINDS) and {kind for kinds in ABOUT.values() for kind in kinds} <= set(CASE_KINDS)
    for kind in CASE_KINDS:
        assert FIRST_EVENTS[kind]
        assert all(name in EVENT_NAMES for name in FIRST_EVENTS[kind])
        assert any(follows.name in FIRST_EVENTS[kind] for follows in COURSES[kind] if not follows.after)
    assert set(ENDINGS) <= set(CASE_KINDS)
    named = {name for signs in (*SIGNS.values(), *HEARD.values()) for name in signs}
    assert all(is_event(name) for name in named)


def test_no_event_tells_of_two_kinds() -> None:
    signs = [name for each in SIGNS.values() for name in each]
    assert len(signs) == len(set(signs))


# What linked cases hear

FAMILY: Mapping[str, Link] = {
    "request": Link("request"), "plan": Link("plan", "request"), "review": Link("annual_review", "plan"), "move": Link("move", "plan"),
    "phase": Link("phase_transfer", "plan"), "appeal": Link("appeal", "review"), "complaint": Link("complaint", "request"),
    "records": Link("records"),
}


@pytest.mark.parametrize(
    ("mine", "hears"),
    [
        ("request", {}),
        ("plan", {"review": OUTCOMES, "move": frozenset({"plan_transferred", "moved_area", *OUTCOMES})}),
        ("review", {"plan": frozenset({"plan_made", "plan_ceased"}), "appeal": None}),
        ("appeal", {"review": None}),
        ("move", {"plan": frozenset({"plan_made", "plan_ceased", *OUTCOMES}), "review": OUTCOMES}),
        ("phase", {"plan": frozenset({"plan_ceased", "amended_plan_issued"}), "review": frozenset({"review_meeting", *OUTCOMES})}),
        ("complaint", {}),
        ("records", {}),
    ],
)
def test_a_case_hears_what_it_needs_of_its_own_matter(mine: str, hears: dict[str, frozenset[str] | None]) -> None:
    assert heard(mine, FAMILY) == hears


def test_a_dispute_and_what_is_disputed_are_one_story_whichever_names_the_other() -> None:
    cases = {"a": Link("appeal", "r"), "r": Link("request"), "far": Link("appeal")}
    assert heard("a", cases) == {"r": None}
    assert heard("r", cases) == {"a": None}
    assert heard("far", cases) == {}


def test_cases_of_one_matter_are_joined_by_what_they_are_about_and_no_others() -> None:
    assert matter_of("request", FAMILY) == ["plan", "review", "move", "phase", "appeal", "complaint"]
    assert matter_of("appeal", FAMILY) == ["request", "plan", "review", "move", "phase", "complaint"]
    assert matter_of("records", FAMILY) == []
    assert matter_of("x", {"x": Link("plan", "y"), "y": Link("request", "x")}) == ["y"]  # two that name each other
    assert matter_of("x", {"x": Link("appeal", "gone")}) == []  # about a case that is not there


# In which case a step is shown

DISPUTED: tuple[Day, ...] = (("request_received", "2026-01-05"), ("refused_to_assess", "2026-02-09"))
ORDERED: tuple[Day, ...] = (("appeal_lodged", "2026-03-23"), ("tribunal_order.assess", "2026-06-01"))


def linked(own: tuple[Day, ...], others: tuple[Day, ...]) -> CaseFacts:
    return CaseFacts(events=happened(own), heard=happened(others))


def test_what_is_heard_meets_and_ends_steps_but_starts_none_of_another_kind() -> None:
    request = {one.rule.id: one for one in milestones(linked(DISPUTED, ORDERED), iso("2026-06-02"), kind="request") if one.start}
    assert request["REQ-15"].state is State.ENDED
    assert (request["APPEAL"].state, request["APPEAL"].met_on) == (State.MET, iso("2026-03-23"))  # its own refusal started it
    assert not {"TRB-01", "TRB-02", "TRB-03"} & set(request)
    appeal = {one.rule.id: one for one in milestones(linked(ORDERED, DISPUTED), iso("2026-06-02"), kind="appeal") if one.start}
    assert {"TRB-01", "TRB-02", "TRB-03", "APPEAL"} <= set(appeal)
    assert not {"REQ-04", "REQ-15"} & set(appeal)


def test_an_order_heard_of_ends_the_request_and_the_plan_heard_of_meets_the_order() -> None:
    plan: tuple[Day, ...] = (("final_plan_issued", "2026-09-07"),)
    open_request = milestones(linked(DISPUTED[:1], ORDERED), iso("2026-06-02"), kind="request")
    assert next(one for one in open_request if one.rule.id == "REQ-04").ended.rule == "TRB-01"
    appeal = milestones(linked(ORDERED, (*DISPUTED, *plan)), iso("2026-09-08"), kind="appeal")
    assert next(one for one in appeal if one.rule.id == "TRB-03").state is State.MET


def test_a_plan_hears_of_its_reviews_and_shows_none_of_their_steps() -> None:
    case = linked((("plan_made", "2025-03-03"),), (("review_decision.keep", "2026-02-10"),))
    found = milestones(case, iso("2026-06-01"), kind="plan")
    assert [(one.rule.id, one.due) for one in found if one.start] == [("REV-01", iso("2027-02-09"))]


def test_a_case_that_hears_nothing_shows_every_step_that_it_starts() -> None:
    case = CaseFacts(events=happened((*DISPUTED, *ORDERED)))
    assert {one.rule.id for one in milestones(case, iso("2026-06-02"), kind="records") if one.start} >= {"REQ-15", "TRB-01"}


@pytest.mark.parametrize("kind", CASE_KINDS)
def test_a_new_case_lists_what_its_own_kind_can_start(kind: str) -> None:
    found = milestones(CaseFacts(), TODAY, kind=kind)
    assert all(kind in one.rule.home and one.state is State.UNKNOWN for one in found)
    rules = {one.rule.id for one in found}
    assert rules == {one.id for one in RULES if one.id in rules}
    wanted = {
        "request": "REQ-04", "plan": "REV-01", "annual_review": "REV-03", "phase_transfer": "REV-11", "consultation": "REQ-14",
        "reassessment": "RAS-01", "move": "TRF-01", "appeal": "DIS-01", "complaint": "CMP-01", "records": "REC-01",
    }
    assert wanted[kind] in rules


def test_without_a_kind_the_events_tell_what_comes_next() -> None:
    listed = [one.rule.id for one in milestones(CaseFacts(events=happened([("sar_received", "2026-11-02")])), TODAY)]
    assert listed == ["REC-01", "REC-03"]  # a pupil may leave next
    listed = [one.rule.id for one in milestones(CaseFacts(events=happened([("complaint_received", "2026-11-02")])), TODAY)]
    assert listed == ["CMP-01", "CMP-02", "CMP-03", "CMP-05", "CMP-09"]


def test_what_has_no_day_is_told_in_the_case_that_records_its_event() -> None:
    case = linked((("request_received", "2026-11-02"),), (("complaint_received", "2026-11-02"),))
    assert {one.id for one in without_a_day(case, "request")} == {"REQ-01", "REQ-02", "REQ-03"}
    assert {one.id for one in without_a_day(case)} >= {"REQ-01", "CMP-06"}
