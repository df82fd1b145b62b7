"""What the app offers next, and which day it waits for."""

from datetime import date, timedelta

import pytest

from sendco_desk.statute.case import CaseFacts, Event
from sendco_desk.statute.clock import next_events, waiting_for

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
