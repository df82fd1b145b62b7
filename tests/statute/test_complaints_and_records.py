"""Complaints, whose next step may start from a day that is only supposed; and records, which wait for facts and for the school's calendar."""

from collections.abc import Sequence

import pytest

from sendco_desk.statute.calendars import Closure, SchoolTerm
from sendco_desk.statute.case import CaseFacts, FactValue
from sendco_desk.statute.clock import milestones
from sendco_desk.statute.events import ENDS_EVERYTHING
from sendco_desk.statute.milestones import Milestone, State
from tests.statute.cases import Day, case_of, closed, happened, iso, of_rule, steps_of, term

MADE = ("complaint_received", "2026-11-23")  # acknowledged by Mon 30 Nov, and answered ten working days later, by Mon 14 Dec 2026
STAGE_2 = ("stage2_requested", "2026-12-14")  # acknowledged by Mon 21 Dec 2026, and answered by Thu 21 Jan 2027


def state(rule_id: str, *events: Day, on: str) -> State:
    return of_rule(case_of(*events), rule_id, on).state


# Complaints


@pytest.mark.parametrize(
    ("asked", "rule_id", "answer", "supposed", "due", "acknowledgement", "by"),
    [
        (MADE, "CMP-02", "complaint_answered", "CMP-01", "2026-12-14", "Council acknowledged the complaint", "Mon 30 Nov 2026"),
        (STAGE_2, "CMP-04", "stage2_answered", "CMP-03", "2027-01-21", "Council acknowledged stage 2", "Mon 21 Dec 2026"),
    ],
)
def test_where_the_acknowledgement_has_no_day_its_last_day_stands_in(
    asked: Day, rule_id: str, answer: str, supposed: str, due: str, acknowledgement: str, by: str
) -> None:
    one = of_rule(case_of(asked), rule_id, "2026-12-15")
    assert (one.due, one.anchor_event) == (iso(due), "")
    assert one.start and one.start.supposed == supposed
    assert one.counted.startswith(f"The day of ‘{acknowledgement}’ is not recorded, so the last day for it ({supposed}) stands in. ")
    assert f" That last day, {by}, is day 0;" in one.counted  # nobody says that it was acknowledged then
    assert state(rule_id, asked, on=due) is State.DUE_SOON
    assert state(rule_id, asked, (answer, due), on="2027-03-01") is State.MET
    assert state(rule_id, asked, on="2027-03-01") is State.OVERDUE


def test_the_acknowledgement_itself_takes_the_place_of_what_was_supposed() -> None:
    one = of_rule(case_of(MADE, ("complaint_acknowledged", "2026-11-25")), "CMP-02", "2026-12-01")
    assert (one.due, one.anchor_event) == (iso("2026-12-09"), "complaint_acknowledged")


def test_an_answer_before_the_acknowledgement_was_even_due_is_an_answer() -> None:
    case = case_of(MADE, ("complaint_answered", "2026-11-27"))
    assert [of_rule(case, rule_id, "2027-03-01").state for rule_id in ("CMP-01", "CMP-02")] == [State.MET, State.MET]
    assert of_rule(case, "CMP-01", "2027-03-01").counted.endswith(
        " Done at the latest on Fri 27 Nov 2026, because the council answered the complaint then; its own day is not recorded."
    )
    case = case_of(STAGE_2, ("stage2_answered", "2026-12-16"))
    assert [of_rule(case, rule_id, "2027-03-01").state for rule_id in ("CMP-03", "CMP-04")] == [State.MET, State.MET]


def test_an_answer_to_an_earlier_complaint_answers_nothing() -> None:
    assert state("CMP-02", ("complaint_answered", "2026-11-20"), MADE, on="2027-03-01") is State.OVERDUE


def test_before_any_complaint_the_second_step_waits_for_its_acknowledgement() -> None:
    one = of_rule(case_of(), "CMP-02")
    assert (one.state, one.waits_for) == (State.UNKNOWN, "complaint_acknowledged")


def test_nothing_is_supposed_before_the_code_was_in_use() -> None:
    early = ("complaint_received", "2026-03-30")
    assert [one.rule.id for one in milestones(case_of(early), iso("2026-06-01")) if one.start] == []
    assert steps_of(case_of(early, ("complaint_acknowledged", "2026-04-01")), "CMP-02", "2026-06-01")[0].due == iso("2026-04-17")


def test_an_extension_gives_more_time_and_leaves_the_ordinary_day_beside_it() -> None:
    acknowledged, extended = ("complaint_acknowledged", "2026-11-30"), ("complaint_extended", "2026-12-10")
    one = of_rule(case_of(MADE, acknowledged, extended), "CMP-02", "2026-12-15")
    assert (one.due, one.last_safe_day, one.latest_day, one.longer) == (iso("2026-12-30"), iso("2026-12-14"), iso("2026-12-30"), True)
    assert [(other.due, other.because) for other in one.alternatives] == [(iso("2026-12-14"), "without the extension")]
    assert one.counted == (
        "The acknowledgement of the complaint on Mon 30 Nov 2026 is day 0; the 20th working day after it (Monday to Friday, no bank holidays) "
        "is Wed 30 Dec 2026. ‘Council extended its time to answer’ is recorded, so the longer time is counted."
    )
    assert of_rule(case_of(MADE, acknowledged, extended), "CMP-02", "2026-12-09").due == iso("2026-12-14")  # not yet extended
    supposed = of_rule(case_of(MADE, ("complaint_extended", "2026-11-27")), "CMP-02", "2026-12-15")
    assert (supposed.due, supposed.last_safe_day) == (iso("2026-12-30"), iso("2026-12-14"))


def test_an_extension_of_stage_2_does_not_put_a_late_stage_1_right() -> None:
    stage_1 = (MADE, ("complaint_acknowledged", "2026-11-30"), ("complaint_answered", "2026-12-21"))
    stage_2 = (("stage2_requested", "2026-12-22"), ("stage2_acknowledged", "2026-12-24"), ("complaint_extended", "2027-01-11"))
    assert state("CMP-02", *stage_1, on="2027-03-01") is State.MET_LATE
    assert state("CMP-02", *stage_1, *stage_2, on="2027-03-01") is State.MET_LATE


@pytest.mark.parametrize("ending", ENDS_EVERYTHING)
def test_a_complaint_and_a_request_for_records_outlast_the_case(ending: str) -> None:
    events = (MADE, ("sar_received", "2026-11-23"), ("date_of_birth", "2015-05-01"), (ending, "2026-11-24"))
    found = {one.rule.id: one.state for one in milestones(case_of(*events), iso("2026-12-16")) if one.start}
    assert (found["CMP-01"], found["REC-01"], found["REC-04"]) == (State.OVERDUE, State.DUE_SOON, State.UPCOMING)


@pytest.mark.parametrize(
    ("start", "rule_id", "done", "last"),
    [
        ("matter_known", "CMP-05", "ombudsman_complaint_made", "2027-11-23"), ("grounds_arose", "CMP-09", "claim_filed", "2027-02-23"),
    ],
)
def test_a_right_that_was_not_used_lapses_and_is_never_overdue(start: str, rule_id: str, done: str, last: str) -> None:
    begun = (start, "2026-11-23")
    assert state(rule_id, begun, on=last) is State.DUE_SOON
    one = of_rule(case_of(begun), rule_id, "2028-01-01")
    assert (one.state, one.days_late) == (State.LAPSED, 0)
    assert state(rule_id, begun, (done, last), on="2028-01-01") is State.MET
    assert of_rule(case_of(begun, (done, "2027-12-01")), rule_id, "2028-01-01").state is State.MET_LATE


# Requests for data


def test_a_subject_access_request_moves_to_a_working_day_and_the_day_before_is_safe() -> None:
    one = of_rule(case_of(("sar_received", "2026-09-03")), "REC-01", "2026-09-20")
    assert one.counted == (
        "One month after receipt of the subject access request on Thu 3 Sep 2026 is the corresponding date, Sat 3 Oct 2026, "
        "which is no working day, so the next one counts: Mon 5 Oct 2026. Where the school must first ask what is meant, the time may stand "
        "still until the answer. That was not read in a source (Data (Use and Access) Act 2025), and the app does not count it: check with the ICO."
    )
    assert [(other.due, other.because) for other in one.alternatives] == [
        (iso("2026-10-03"), "the corresponding date itself, without moving to a working day")
    ]
    assert of_rule(case_of(("sar_received", "2025-09-03")), "REC-01", "2025-09-20").alternatives == ()


def test_a_complex_request_may_take_two_months_more() -> None:
    case = case_of(("sar_received", "2025-09-03"), ("sar_extended", "2025-09-22"))
    one = of_rule(case, "REC-01", "2025-11-03")
    assert (one.due, one.state, one.last_safe_day) == (iso("2025-12-03"), State.DUE_SOON, iso("2025-10-03"))
    assert one.alternatives[0].because == "without the extension"
    assert of_rule(case_of(("sar_received", "2025-09-03")), "REC-01", "2025-11-03").state is State.OVERDUE


def test_an_extension_told_after_the_month_extends_nothing() -> None:
    case = case_of(("sar_received", "2025-09-03"), ("sar_extended", "2025-10-20"))
    one = of_rule(case, "REC-01", "2025-11-03")
    assert (one.state, one.due, one.longer) == (State.OVERDUE, iso("2025-10-03"), False)
    assert (
        " ‘School extended its time, with reasons’ is recorded on Mon 20 Oct 2025, when the time was over, so it gives no more." in one.counted
    )
    in_time = of_rule(case_of(("sar_received", "2025-09-03"), ("sar_extended", "2025-10-03")), "REC-01", "2025-11-03")
    assert (in_time.due, in_time.longer) == (iso("2025-12-03"), True)
    answered = of_rule(case_of(("sar_received", "2025-09-03"), ("sar_answered", "2025-09-30"), ("sar_extended", "2025-10-20")), "REC-01")
    assert (answered.state, "extended" in answered.counted) == (State.MET, False)


def test_an_extended_request_has_its_ordinary_day_beside_it_once() -> None:
    case = case_of(("sar_received", "2026-09-03"), ("sar_extended", "2026-09-21"))
    assert [other.because for other in of_rule(case, "REC-01", "2026-11-03").alternatives] == ["without the extension"]


# School days

AUTUMN, SPRING = term("2026-09-02", "2026-12-18"), term("2027-01-04", "2027-03-25")
ASKED = ("education_record_requested", "2026-12-11")


def record(
    *events: Day, terms: Sequence[SchoolTerm] = (), closures: Sequence[Closure] = (), on: str = "2026-12-14", **facts: FactValue
) -> list[Milestone]:
    case = CaseFacts(events=happened(events), facts=facts, terms=tuple(terms), closures=tuple(closures))
    return [one for one in milestones(case, iso(on)) if one.rule.id in ("REC-02", "REC-03") and one.start]


def test_a_maintained_school_has_fifteen_school_days() -> None:
    [one] = record(ASKED, terms=(AUTUMN, SPRING), school_type="maintained")
    assert (one.due, one.state, one.needs_calendar, one.missing_fact) == (iso("2027-01-15"), State.UPCOMING, False, "")
    assert one.counted == (
        "The request for the educational record on Fri 11 Dec 2026 is day 0; the 15th day after it on which the school is open is "
        "Fri 15 Jan 2027."
    )


def test_an_academy_owes_no_educational_record() -> None:
    assert record(ASKED, terms=(AUTUMN, SPRING), school_type="academy") == []


@pytest.mark.parametrize("terms", [(), (AUTUMN, SPRING)])
def test_where_the_type_of_school_is_not_stated_nobody_knows_whether_it_is_owed(terms: tuple[SchoolTerm, ...]) -> None:
    [one] = record(ASKED, terms=terms)
    assert (one.state, one.due, one.missing_fact, one.needs_calendar, one.waits_for) == (State.UNKNOWN, None, "school_type", False, "")
    assert one.counted == (
        "This binds only some schools. State the type of school first: maintained (including special), academy or free school, "
        "special academy or non-maintained special, independent, early years setting, post-16 institution."
    )
    assert not one.alternatives and not one.exceptions and not one.notices


@pytest.mark.parametrize(("terms", "closures"), [((), ()), ((AUTUMN,), ())])
def test_a_calendar_that_does_not_reach_far_enough_leaves_the_day_unknown(terms: tuple[SchoolTerm, ...], closures: tuple[Closure, ...]) -> None:
    [one] = record(ASKED, terms=terms, closures=closures, school_type="maintained")
    assert (one.state, one.due, one.needs_calendar, one.waits_for) == (State.UNKNOWN, None, True, "")
    assert one.counted == (
        "The school’s term dates after the request for the educational record on Fri 11 Dec 2026 are not all recorded, "
        "so its days cannot be counted."
    )


def test_a_school_that_records_only_its_closures_is_open_on_every_other_working_day() -> None:
    [one] = record(ASKED, closures=(closed("2026-12-19", "2027-01-03"),), school_type="maintained")
    assert one.due == iso("2027-01-15")
    [shut] = record(ASKED, terms=(AUTUMN, SPRING), closures=(closed("2027-01-04", "2027-01-04"),), school_type="maintained")
    assert shut.due == iso("2027-01-18")


@pytest.mark.parametrize(("supplied", "state"), [("2027-01-15", State.MET), ("2027-01-18", State.MET_LATE)])
def test_a_record_is_supplied_in_time_or_late(supplied: str, state: State) -> None:
    answer = ("education_record_supplied", supplied)
    [one] = record(ASKED, answer, terms=(AUTUMN, SPRING), school_type="maintained", on="2027-02-01")
    assert one.state is state
    [unknown] = record(ASKED, answer, school_type="maintained", on="2027-02-01")
    assert (unknown.state, unknown.met_on) == (State.MET, iso(supplied))  # done; whether in time is not known, and not claimed


def test_a_record_follows_the_child_to_the_next_school() -> None:
    left = ("pupil_left", "2026-12-11")
    [one] = record(left, terms=(AUTUMN, SPRING))
    assert (one.rule.id, one.due, one.state) == ("REC-03", iso("2027-01-15"), State.UPCOMING)
    [sent] = record(left, ("record_transferred", "2026-12-14"), terms=(AUTUMN, SPRING))
    assert sent.state is State.MET


def test_a_record_is_kept_and_other_schedules_stand_beside_the_day() -> None:
    one = of_rule(case_of(("date_of_birth", "2015-05-01")), "REC-04")
    assert one.counted == "The date of birth is Fri 1 May 2015; 31 years later is Tue 1 May 2046."
    assert [(other.due, other.because) for other in one.alternatives] == [
        (iso(f"{2015 + years}-05-01"), f"kept for {years} years by other schedules") for years in (25, 30, 35)
    ]
    assert of_rule(case_of(("date_of_birth", "2015-05-01"), ("record_destroyed", "2046-05-02")), "REC-04", "2046-06-01").state is State.MET


def test_an_extension_at_stage_two_says_that_its_length_is_from_memory() -> None:
    events = (("stage2_requested", "2026-09-01"), ("stage2_acknowledged", "2026-09-07"), ("complaint_extended", "2026-09-20"))
    assert of_rule(case_of(*events), "CMP-04").counted.endswith(" was not read in a source: check the Code before relying on it.")
    assert "memory" not in of_rule(case_of(*events[:2]), "CMP-04").counted


def test_three_months_run_from_the_day_the_grounds_arose() -> None:
    one = of_rule(case_of(("grounds_arose", "2026-11-30")), "CMP-09", "2026-12-01")
    assert one.counted == (
        "Three months after the day the grounds for judicial review first arose, Mon 30 Nov 2026, is the last day of a shorter month, "
        "Sun 28 Feb 2027, and the claim must be prompt besides."
    )
