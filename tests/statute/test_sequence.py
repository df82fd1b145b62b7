"""What the app offers next, and which day it waits for."""

from datetime import date, timedelta

import pytest

from sendco_desk.domain.codes import CASE_KINDS
from sendco_desk.statute.case import CaseFacts, Event
from sendco_desk.statute.clock import next_events, waiting_for
from sendco_desk.statute.courses import COURSES, ENDINGS
from sendco_desk.statute.events import is_event
from sendco_desk.statute.sequence import missing_days

START = date(2026, 1, 5)


def case_of(*names: str) -> CaseFacts:
    """A case whose events came a week apart, in this order."""
    return CaseFacts(events=tuple(Event(name=name, on=START + timedelta(weeks=week)) for week, name in enumerate(names)))


@pytest.mark.parametrize(
    ("names", "likeliest"),
    [
        ((), "request_sent"),
        (("request_sent",), "request_received"),
        (("request_received",), "request_acknowledged"),
        (("request_received", "request_acknowledged", "council_says_received", "head_notified"), "agreed_to_assess"),
        (("request_received", "agreed_to_assess"), "decision_copied_to_school"),
        (("request_received", "agreed_to_assess", "decision_copied_to_school"), "school_advice_requested"),
        (("request_received", "agreed_to_assess", "school_advice_requested"), "school_advice_sent"),
        (("request_received", "agreed_to_assess", "school_advice_requested", "school_advice_sent"), "draft_plan_sent"),
        (("request_received", "agreed_to_assess", "draft_plan_sent"), "school_consulted"),
        (("request_received", "agreed_to_assess", "draft_plan_sent", "school_consulted"), "representations_received"),
        (("request_received", "agreed_to_assess", "draft_plan_sent", "school_consulted", "representations_received"), "consultation_reply_sent"),
        (("request_received", "refused_to_assess", "decision_copied_to_school"), "refusal_reversed"),
        (("request_received", "refused_to_assess", "decision_copied_to_school", "refusal_reversed"), "agreed_to_assess"),
        (("head_notified", "school_advice_requested"), "request_received"),
        (("school_consulted",), "consultation_reply_sent"),
        (("request_received", "agreed_to_assess", "school_advice_requested", "school_advice_sent", "school_advice_requested"), "school_advice_sent"),
    ],
)
def test_the_likeliest_event_is_offered_first(names: tuple[str, ...], likeliest: str) -> None:
    assert next_events(case_of(*names))[0] == likeliest


def test_a_refused_request_offers_no_plan() -> None:
    assert not set(next_events(case_of("request_received", "refused_to_assess"))) & {"draft_plan_sent", "final_plan_issued", "agreed_to_assess"}


def test_a_refusal_after_its_reversal_can_be_reversed_again() -> None:
    names = ("request_received", "refused_to_assess", "refusal_reversed", "refused_to_assess")
    assert "refusal_reversed" in next_events(case_of(*names))


def test_after_the_final_plan_only_endings_remain() -> None:
    names = ("request_received", "agreed_to_assess", "draft_plan_sent", "final_plan_issued")
    assert next_events(case_of(*names)) == ("moved_area", "pupil_left", "plan_ceased")


def test_an_ended_case_offers_nothing() -> None:
    assert next_events(case_of("request_received", "pupil_left")) == ()
    assert waiting_for(case_of("head_notified", "pupil_left")) == ()


def test_a_consultation_alone_does_not_ask_for_a_request() -> None:
    assert "request_received" not in next_events(case_of("school_consulted"))
    assert "request_received" not in next_events(case_of("school_consulted"), "request")
    assert waiting_for(case_of("school_consulted")) == ()


@pytest.mark.parametrize(
    ("names", "missing"),
    [
        ((), ("request_received",)),
        (("request_sent",), ("request_received",)),
        (("request_sent", "request_received"), ()),
        (("request_sent", "request_acknowledged"), ()),
        (("head_notified",), ("request_received",)),
        (("request_received", "school_advice_sent"), ("school_advice_requested",)),
        (("representations_received",), ("request_received", "draft_plan_sent")),
    ],
)
def test_a_missing_day_is_waited_for_once_something_rests_on_it(names: tuple[str, ...], missing: tuple[str, ...]) -> None:
    assert waiting_for(case_of(*names)) == missing


# The other kinds of case

ADVICE = tuple(f"advice_requested.{service}" for service in (
    "educational_psychology", "health", "social_care", "speech_and_language", "occupational_therapy", "other",
))
COURSE: dict[str, tuple[str, ...]] = {
    "plan": ("plan_made", "amendment_notice_sent", "representations_received", "amended_plan_issued"),
    "annual_review": (
        "early_review_requested", "review_meeting", "review_advice_requested", "review_notice_sent", "review_papers_circulated",
        "review_report_sent", "review_decision.keep",
    ),
    "phase_transfer": ("phase_transfer.school", "review_meeting", "amendment_notice_sent", "amended_plan_issued"),
    "consultation": ("school_consulted", "consultation_reply_sent", "final_plan_issued"),
    "reassessment": (
        "reassessment_requested", "agreed_to_reassess", "school_advice_requested", "school_advice_sent", "draft_plan_sent", "school_consulted",
        "representations_received", "consultation_reply_sent", "final_plan_issued",
    ),
    "move": ("moved_area", "old_authority_aware", "plan_transferred", "new_authority_letter", "new_icb_aware", "icb_request_made"),
    "appeal": (
        "decision_letter_sent", "mediation_adviser_contacted", "mediation_declined", "mediation_certificate_issued", "appeal_lodged",
        "appeal_received_by_authority",
    ),
    "complaint": (
        "complaint_received", "complaint_acknowledged", "complaint_extended", "complaint_answered", "stage2_requested", "stage2_acknowledged",
        "stage2_answered", "matter_known", "ombudsman_complaint_made", "grounds_arose", "claim_filed",
    ),
    "records": ("sar_received", "sar_extended", "sar_answered"),
}
"""How a case of each kind usually goes: each event is the likeliest once those before it stand."""


@pytest.mark.parametrize(("kind", "place"), [(kind, place) for kind, names in COURSE.items() for place in range(len(names))])
def test_a_case_of_each_kind_goes_its_usual_way(kind: str, place: int) -> None:
    assert next_events(case_of(*COURSE[kind][:place]), kind)[0] == COURSE[kind][place]


@pytest.mark.parametrize(
    ("kind", "names", "likeliest"),
    [
        ("annual_review", ("review_meeting", "review_decision.amend"), "amendment_notice_sent"),
        ("annual_review", ("review_meeting", "review_decision.amend", "amendment_notice_sent"), "representations_received"),
        ("annual_review", ("review_meeting", "amendment_notice_sent", "representations_received"), "amended_plan_issued"),
        ("appeal", ("decision_letter_sent", "mediation_requested"), "mediation_held"),
        ("appeal", ("mediation_requested", "mediation_held", "mediation_health_issue_raised"), "icb_notified"),
        ("appeal", ("mediation_held", "mediation_concluded"), "mediation_certificate_issued"),
        ("appeal", ("appeal_lodged", "tribunal_recommendation"), "recommendation_answered"),
        ("records", ("education_record_requested",), "education_record_supplied"),
        ("support", ("sen_support_started",), "parents_told"),
        ("support", ("sen_support_started", "parents_told", "parent_meeting_held"), "parent_meeting_held"),
    ],
)
def test_a_case_that_takes_another_way_is_followed_there(kind: str, names: tuple[str, ...], likeliest: str) -> None:
    assert next_events(case_of(*names), kind)[0] == likeliest


def test_after_an_order_to_assess_the_councils_agreement_is_likeliest() -> None:
    assert next_events(case_of("appeal_lodged", "tribunal_order.assess"), "appeal")[0] == "agreed_to_assess"


@pytest.mark.parametrize(("kind", "agreed"), [("request", "agreed_to_assess"), ("reassessment", "agreed_to_reassess")])
def test_advice_that_was_asked_for_is_likelier_than_a_call_to_another_service(kind: str, agreed: str) -> None:
    offered = next_events(case_of("request_received", agreed, "advice_requested.health"), kind)
    assert offered.index("advice_received.health") < offered.index("advice_requested.social_care")


@pytest.mark.parametrize(
    ("kind", "names", "gone"),
    [
        ("annual_review", ("review_meeting", "review_decision.keep"), {"review_decision.amend", "review_decision.cease", "amendment_notice_sent"}),
        ("annual_review", ("review_meeting", "amendment_notice_sent", "decided_not_to_amend"), {"amended_plan_issued"}),
        ("phase_transfer", ("phase_transfer.post16",), {"phase_transfer.school", "phase_transfer.between_post16"}),
        ("reassessment", ("reassessment_requested", "refused_to_reassess"), {"agreed_to_reassess", "draft_plan_sent"}),
        ("reassessment", ("agreed_to_reassess", "final_plan_issued"), {"draft_plan_sent", *ADVICE}),
        ("appeal", ("mediation_declined",), {"mediation_requested"}),
        ("complaint", ("complaint_received", "complaint_answered"), {"complaint_acknowledged"}),
        ("records", ("sar_received",), {"education_record_requested"}),
    ],
)
def test_what_can_no_longer_come_is_not_offered(kind: str, names: tuple[str, ...], gone: set[str]) -> None:
    assert not gone & set(next_events(case_of(*names), kind))


@pytest.mark.parametrize(
    ("kind", "names", "last"),
    [
        ("request", ("request_received",), ("request_withdrawn", "moved_area", "pupil_left")),
        ("plan", ("plan_made",), ("moved_area", "pupil_left", "plan_ceased")),
        ("annual_review", ("review_meeting", "review_decision.cease"), ("moved_area", "pupil_left", "plan_ceased")),
        ("annual_review", ("review_meeting", "review_decision.keep"), ("moved_area", "pupil_left")),
        ("phase_transfer", ("phase_transfer.school",), ("moved_area", "pupil_left", "plan_ceased")),
        ("reassessment", ("reassessment_requested",), ("request_withdrawn", "moved_area", "pupil_left")),
        ("consultation", ("school_consulted",), ("request_withdrawn", "moved_area")),
        ("records", ("sar_received",), ("pupil_left",)),
        ("appeal", ("appeal_lodged",), ("moved_area", "pupil_left")),
    ],
)
def test_what_ends_a_case_is_offered_last(kind: str, names: tuple[str, ...], last: tuple[str, ...]) -> None:
    assert next_events(case_of(*names), kind)[-len(last):] == last


def test_moves_records_and_complaints_go_on_when_a_child_has_left() -> None:
    assert next_events(case_of("pupil_left"), "records")[-1] == "record_transferred"
    assert next_events(case_of("moved_area"), "move")[0] == "old_authority_aware"
    assert next_events(case_of("complaint_received", "pupil_left"), "complaint")[0] == "complaint_acknowledged"
    for kind in set(CASE_KINDS) - {"records", "move", "complaint"}:
        assert next_events(case_of("pupil_left"), kind) == ()


def test_without_a_kind_the_courses_of_all_kinds_that_the_events_tell_of_are_offered() -> None:
    offered = next_events(case_of("request_received", "refused_to_assess", "appeal_lodged"))
    assert {"refusal_reversed", "appeal_received_by_authority"} <= set(offered)
    assert len(offered) == len(set(offered))


def test_a_kind_that_has_no_course_offers_nothing() -> None:
    assert next_events(case_of("request_received"), "nothing of the sort") == ()


@pytest.mark.parametrize("kind", COURSES)
def test_a_course_names_only_events_that_exist(kind: str) -> None:
    steps = (*COURSES[kind], *ENDINGS.get(kind, ()))
    assert all(is_event(name) for follows in steps for name in (follows.name, *follows.after, *follows.unless))


@pytest.mark.parametrize(
    ("kind", "names", "missing"),
    [
        ("plan", (), ("plan_made",)), ("annual_review", (), ("review_meeting",)), ("phase_transfer", (), ("phase_transfer.school",)),
        ("consultation", (), ("school_consulted",)), ("reassessment", (), ("reassessment_requested",)),
        ("complaint", (), ("complaint_received",)), ("records", (), ("sar_received",)), ("appeal", (), ("decision_letter_sent",)),
        ("move", (), ("moved_area",)), ("move", ("plan_transferred",), ()), ("appeal", ("refused_to_assess",), ()),
        ("phase_transfer", ("phase_transfer.post16",), ()), ("records", ("education_record_requested",), ()),
        ("records", ("pupil_left",), ()), ("reassessment", ("agreed_to_reassess",), ()),  # a council may decide so by itself
        ("reassessment", ("refused_to_reassess",), ("reassessment_requested",)),
        ("reassessment", ("agreed_to_reassess", "advice_received.health"), ("advice_requested.health",)),
        ("annual_review", ("review_report_sent",), ("review_meeting",)),
        ("annual_review", ("review_meeting", "amendment_notice_sent", "representations_received"), ()),  # views on amendments, not on a draft
        ("complaint", ("stage2_answered",), ("complaint_received", "stage2_requested")),
        ("appeal", ("authority_response_filed",), ("appeal_received_by_authority",)),
        ("move", ("plan_transferred", "pupil_left"), ()), ("request", ("head_notified", "request_withdrawn"), ()),
    ],
)
def test_each_kind_waits_for_the_day_that_its_limits_start_from(kind: str, names: tuple[str, ...], missing: tuple[str, ...]) -> None:
    assert missing_days(case_of(*names), kind) == missing
