"""Where a case of each kind stands: the journey of each kind, what tells when two things happen on one day, and what is only planned."""

from datetime import date, timedelta
from random import Random
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendco_desk.domain.casework import CaseEvent
from sendco_desk.domain.codes import CASE_KINDS
from sendco_desk.services.stages import NOT_BEGUN, PLANNED, SETTLED, STAGES, stage_words
from sendco_desk.statute.events import EVENT_BY_NAME, EVENT_NAMES
from sendco_desk.statute.kinds import FIRST_EVENTS

ON = date(2026, 11, 23)
PUPIL, CASE = UUID(int=1), UUID(int=2)


def happened(name: str, days_ago: int = 1) -> CaseEvent:
    return CaseEvent(id=uuid4(), pupil=PUPIL, case=CASE, name=name, on=ON - timedelta(days=days_ago))


JOURNEYS: dict[str, tuple[tuple[str, str], ...]] = {
    "request": (
        ("request_sent", "Receipt not known"), ("request_received", "Waiting for a decision"), ("request_acknowledged", "Waiting for a decision"),
        ("refused_to_assess", "Refused to assess"), ("decision_copied_to_school", "Refused to assess"), ("refusal_reversed", "Refusal reversed"),
        ("agreed_to_assess", "Being assessed"), ("school_advice_requested", "Being assessed"), ("draft_plan_sent", "Draft plan sent"),
        ("final_plan_issued", "Final plan issued"), ("pupil_left", "Pupil left"),
    ),
    "plan": (
        ("plan_made", "Plan in force"), ("funding_changed", "Plan in force"), ("amendment_notice_sent", "Amendments proposed"),
        ("amended_plan_issued", "Amended plan issued"), ("cease_proposed", "Ceasing proposed"), ("plan_ceased", "Plan ceased"),
    ),
    "annual_review": (
        ("early_review_requested", "Early review asked for"), ("review_notice_sent", "Early review asked for"), ("review_meeting", "Meeting held"),
        ("review_report_sent", "Waiting for a decision"), ("review_decision.amend", "To be amended"),
        ("amendment_notice_sent", "Amendments proposed"), ("decided_not_to_amend", "Not amended"), ("review_completed", "Review complete"),
    ),
    "phase_transfer": (
        ("review_meeting", "Meeting held"), ("amendment_notice_sent", "Amendments proposed"), ("amended_plan_issued", "Plan amended"),
    ),
    "consultation": (
        ("school_consulted", "To be answered"), ("consultation_reply_sent", "Replied"), ("final_plan_issued", "Plan issued"),
        ("request_withdrawn", "Withdrawn"),
    ),
    "reassessment": (
        ("reassessment_requested", "Waiting for a decision"), ("refused_to_reassess", "Refused to re-assess"),
        ("agreed_to_reassess", "Being re-assessed"), ("draft_plan_sent", "Draft plan sent"), ("final_plan_issued", "Final plan issued"),
    ),
    "move": (
        ("old_authority_aware", "Waiting for the transfer"), ("moved_area", "Waiting for the transfer"), ("plan_transferred", "Plan transferred"),
        ("new_authority_letter", "New council has written"), ("review_completed", "Reviewed"),
    ),
    "appeal": (
        ("decision_letter_sent", "Time to appeal runs"), ("mediation_adviser_contacted", "Time to appeal runs"),
        ("mediation_requested", "Mediation asked for"), ("mediation_held", "Mediation held"), ("mediation_concluded", "Mediation ended"),
        ("mediation_certificate_issued", "Certificate issued"), ("appeal_lodged", "Appeal lodged"),
        ("appeal_received_by_authority", "Appeal lodged"), ("authority_response_filed", "Council has answered"),
        ("authority_conceded.assess", "Council gave way"), ("tribunal_order.assess", "Tribunal has ordered"),
        ("final_plan_issued", "Final plan issued"),
    ),
    "complaint": (
        ("complaint_received", "Received"), ("complaint_acknowledged", "Acknowledged"), ("complaint_extended", "Acknowledged"),
        ("complaint_answered", "Answered"), ("stage2_requested", "Stage 2"), ("stage2_answered", "Answered at stage 2"),
        ("ombudsman_complaint_made", "With the Ombudsman"),
    ),
    "records": (("sar_received", "To be answered"), ("sar_extended", "To be answered"), ("sar_answered", "Answered")),
}


@pytest.mark.parametrize("kind", JOURNEYS)
def test_a_case_of_each_kind_goes_from_stage_to_stage(kind: str) -> None:
    journey = JOURNEYS[kind]
    events = [happened(name, days_ago=len(journey) - place) for place, (name, _) in enumerate(journey)]
    said = [stage_words(kind, events[: place + 1], ON) for place in range(len(journey))]
    assert said == [words for _, words in journey]


@pytest.mark.parametrize(("kind", "name", "words"), [
    ("request", "council_says_received", "Waiting for a decision"), ("request", "decided_not_to_issue", "No plan: appeal period"),
    ("request", "request_withdrawn", "Withdrawn"), ("request", "moved_area", "Moved area"), ("request", "plan_ceased", "Plan ceased"),
    ("annual_review", "review_decision.keep", "Kept as it is"), ("annual_review", "review_decision.cease", "To be ceased"),
    ("annual_review", "amended_plan_issued", "Amended plan issued"), ("plan", "decided_not_to_amend", "Not amended"),
    ("appeal", "mediation_declined", "No mediation"), ("appeal", "mediation_agreement.health", "Agreed in mediation"),
    ("appeal", "authority_conceded.school", "Council gave way"), ("appeal", "tribunal_order.continue_plan", "Tribunal has ordered"),
    ("appeal", "appeal_withdrawn", "Appeal withdrawn"), ("appeal", "appeal_dismissed", "Appeal dismissed"),
    ("records", "education_record_requested", "To be supplied"), ("records", "education_record_supplied", "Supplied"),
    ("records", "pupil_left", "To be sent on"), ("records", "record_transferred", "Sent on"),
])
def test_what_else_moves_a_case_on_has_its_words(kind: str, name: str, words: str) -> None:
    assert stage_words(kind, [happened(name)], ON) == words


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, stages in STAGES.items() for name in stages])
def test_every_event_that_moves_a_case_does_so_on_its_own_day_and_not_before(kind: str, name: str) -> None:
    assert stage_words(kind, [happened(name, days_ago=0)], ON) == STAGES[kind][name]
    before = {NOT_BEGUN[kind], PLANNED.get(name, NOT_BEGUN[kind]), *(["Move planned"] if kind == "phase_transfer" else [])}
    assert stage_words(kind, [happened(name, days_ago=-1)], ON) in before


@pytest.mark.parametrize(("kind", "names", "words"), [
    ("request", ("draft_plan_sent", "final_plan_issued"), "Final plan issued"),
    ("request", ("request_received", "agreed_to_assess"), "Being assessed"),
    ("annual_review", ("review_decision.amend", "amendment_notice_sent"), "To be amended"),
    ("annual_review", ("review_decision.amend", "review_completed"), "Review complete"),
    ("appeal", ("mediation_held", "mediation_agreement.assess", "mediation_concluded"), "Agreed in mediation"),
    ("records", ("pupil_left", "record_transferred"), "Sent on"),
])
def test_of_one_day_the_event_that_leads_furthest_tells(kind: str, names: tuple[str, ...], words: str) -> None:
    events = [happened(name) for name in names]
    assert stage_words(kind, events, ON) == stage_words(kind, events[::-1], ON) == words


def test_the_latest_tells_whatever_was_recorded_first() -> None:
    assert stage_words("request", [happened("agreed_to_assess", 3), happened("request_received", 9)], ON) == "Being assessed"
    again = [happened("agreed_to_assess", 20), happened("refused_to_assess", 30)]
    assert stage_words("request", again, ON) == "Being assessed"
    assert stage_words("request", [*again, happened("refused_to_assess", 2)], ON) == "Refused to assess"


@pytest.mark.parametrize("kind", CASE_KINDS)
def test_of_a_case_of_which_nothing_is_recorded_the_missing_day_is_named(kind: str) -> None:
    assert stage_words(kind, [], ON) == NOT_BEGUN[kind]
    assert NOT_BEGUN[kind].endswith(("not known", "not planned"))


@pytest.mark.parametrize(("kind", "name", "words"), [
    ("annual_review", "review_meeting", "Meeting planned"), ("appeal", "mediation_held", "Mediation planned"),
    ("move", "moved_area", "Move planned"), ("phase_transfer", "phase_transfer.school", "Move planned"),
    ("phase_transfer", "phase_transfer.post16", "Move planned"), ("phase_transfer", "review_meeting", "Meeting planned"),
    ("request", "agreed_to_assess", "Receipt not known"),
])
def test_what_lies_ahead_is_planned_and_nothing_more(kind: str, name: str, words: str) -> None:
    assert stage_words(kind, [happened(name, days_ago=-30)], ON) == words


def test_a_move_whose_day_has_passed_is_planned_no_longer() -> None:
    assert stage_words("phase_transfer", [happened("phase_transfer.school", days_ago=60)], ON) != "Move planned"


def test_a_review_that_was_held_is_not_made_a_planned_one_by_the_next() -> None:
    assert stage_words("annual_review", [happened("review_meeting", 30), happened("review_meeting", -335)], ON) == "Meeting held"


def test_every_kind_of_case_has_its_stages_and_every_event_in_them_is_in_the_vocabulary() -> None:
    assert set(STAGES) == set(NOT_BEGUN) == set(FIRST_EVENTS) == set(CASE_KINDS)
    assert {name for stages in STAGES.values() for name in stages} <= set(EVENT_NAMES)
    assert all(EVENT_BY_NAME[name].planned for name in PLANNED)


def test_what_settles_a_case_is_a_stage_of_one() -> None:
    words = {said for stages in STAGES.values() for said in stages.values()}
    assert words >= SETTLED
    assert not SETTLED & {"Refused to assess", "Refused to re-assess", "No plan: appeal period", "Plan in force"}


@given(st.sampled_from(sorted(CASE_KINDS)), st.lists(st.tuples(st.sampled_from(EVENT_NAMES), st.integers(0, 60)), max_size=8), st.randoms())
def test_the_order_in_which_things_were_recorded_never_matters(kind: str, drawn: list[tuple[str, int]], random: Random) -> None:
    events = [happened(name, days_ago) for name, days_ago in drawn]
    mixed = list(events)
    random.shuffle(mixed)
    said = stage_words(kind, events, ON)
    assert said == stage_words(kind, mixed, ON)
    assert said in {*STAGES[kind].values(), NOT_BEGUN[kind]} or kind == "phase_transfer"  # which speaks of the move itself
