"""A child with a plan who moves to another council's area, and a re-assessment."""

import pytest

from sendco_desk.statute.clock import milestones, waiting_for
from sendco_desk.statute.milestones import State
from sendco_desk.statute.rules import rule
from tests.statute.cases import Day, case_of, iso, of_rule, steps_of

MOVE = ("moved_area", "2026-12-01")  # the fifteenth working day before it is Tue 10 Nov 2026


def begun(*events: Day, on: str = "2026-11-23") -> dict[str, State]:
    return {one.rule.id: one.state for one in milestones(case_of(*events), iso(on)) if one.start and one.rule.id in ("TRF-01", "TRF-02")}


@pytest.mark.parametrize(
    ("aware", "rule_id"), [("2026-11-09", "TRF-01"), ("2026-11-10", "TRF-01"), ("2026-11-11", "TRF-02"), ("2027-01-04", "TRF-02")]
)
def test_when_the_old_council_knew_decides_which_day_it_has(aware: str, rule_id: str) -> None:
    assert set(begun(("old_authority_aware", aware), MOVE)) == {rule_id}


def test_a_move_that_was_put_off_may_leave_the_old_council_time_enough() -> None:
    later = ("moved_area", "2026-12-08")
    assert set(begun(("old_authority_aware", "2026-11-11"), MOVE, later)) == {"TRF-01"}


@pytest.mark.parametrize(
    ("transferred", "on", "state"),
    [
        ("", "2026-11-30", State.DUE_SOON), ("", "2026-12-01", State.DUE_SOON), ("", "2026-12-02", State.OVERDUE),
        ("2026-12-01", "2027-01-04", State.MET), ("2026-12-02", "2027-01-04", State.MET_LATE),
    ],
)
def test_a_plan_moves_on_the_day_of_a_move_that_was_known_in_time(transferred: str, on: str, state: State) -> None:
    events = (("old_authority_aware", "2026-11-02"), MOVE, *((("plan_transferred", transferred),) if transferred else ()))
    assert begun(*events, on=on) == {"TRF-01": state}


@pytest.mark.parametrize(("transferred", "state"), [("", State.UNKNOWN), ("2026-12-01", State.MET), ("2026-12-02", State.UNKNOWN)])
def test_where_nobody_wrote_down_when_the_old_council_knew_it_is_not_called_late(transferred: str, state: State) -> None:
    events = (MOVE, *((("plan_transferred", transferred),) if transferred else ()))
    one = of_rule(case_of(*events), "TRF-01", "2027-01-04")
    assert (one.state, one.days_late) == (state, 0)
    assert one.waits_for == ("" if state is State.MET else "old_authority_aware")
    told = " The day of ‘Old council learned of the move’ is not recorded, so nobody is called late for it."
    assert one.counted.endswith(told) is (state is State.UNKNOWN)
    assert ("old_authority_aware" in waiting_for(case_of(*events))) is (state is State.UNKNOWN)


def test_before_the_move_it_is_still_owed_on_its_day() -> None:
    assert begun(MOVE) == {"TRF-01": State.DUE_SOON}
    assert begun(MOVE, on="2026-11-01") == {"TRF-01": State.UPCOMING}


@pytest.mark.parametrize(("transferred", "state"), [("", State.OVERDUE), ("2027-01-04", State.MET), ("2027-01-05", State.MET_LATE)])
def test_a_council_that_learned_late_has_fifteen_working_days(transferred: str, state: State) -> None:
    # Thu 10 Dec is day 1; 10, 11, 14 to 18, 21 to 24 and 29 to 31 Dec are fourteen, and Mon 4 Jan is the fifteenth
    events = (MOVE, ("old_authority_aware", "2026-12-10"), *((("plan_transferred", transferred),) if transferred else ()))
    assert begun(*events, on="2027-02-01") == {"TRF-02": state}
    assert steps_of(case_of(*events), "TRF-02", "2027-02-01")[0].due == iso("2027-01-04")


@pytest.mark.parametrize("more", [(), (("plan_transferred", "2027-01-04"),)])
def test_a_council_that_knew_of_a_move_nobody_dated_is_not_called_late(more: tuple[Day, ...]) -> None:
    one = of_rule(case_of(("old_authority_aware", "2026-11-23"), *more), "TRF-02", "2027-02-01")
    assert (one.state, one.waits_for) == (State.UNKNOWN, "moved_area")
    assert one.counted.endswith(" The day of ‘Family moved to another council’s area’ is not recorded, so nobody is called late for it.")


def test_leaving_the_school_does_not_end_what_a_move_starts_but_the_end_of_the_plan_does() -> None:
    events = (("old_authority_aware", "2026-11-02"), MOVE, ("pupil_left", "2026-11-30"))
    assert begun(*events, on="2027-01-04") == {"TRF-01": State.OVERDUE}
    assert begun(*events, ("plan_ceased", "2026-12-01"), on="2027-01-04") == {"TRF-01": State.ENDED}


@pytest.mark.parametrize(
    ("start", "rule_id", "done", "silent"),
    [("plan_transferred", "TRF-03", "new_authority_letter", State.OVERDUE), ("new_icb_aware", "TRF-06", "icb_request_made", State.LAPSED)],
)
def test_what_the_new_bodies_owe_survives_the_move(start: str, rule_id: str, done: str, silent: State) -> None:
    events = ((start, "2026-11-30"), MOVE, ("pupil_left", "2026-12-02"))
    assert of_rule(case_of(*events), rule_id, "2027-02-01").state is silent  # nobody knows whether the provision was impracticable
    assert of_rule(case_of(*events, (done, "2026-12-07")), rule_id, "2027-02-01").state is State.MET


@pytest.mark.parametrize(
    ("rule_id", "events"),
    [
        ("TRF-01", (MOVE, ("old_authority_aware", "2026-12-10"))), ("TRF-02", (("old_authority_aware", "2026-11-02"), MOVE)),
        ("REV-15", (("review_meeting", "2026-11-02"), ("amendment_notice_sent", "2026-11-30"))), ("REQ-04", (("request_received", "2014-08-29"),)),
    ],
)
def test_a_step_that_the_case_rules_out_does_not_call_a_recorded_day_missing(rule_id: str, events: tuple[Day, ...]) -> None:
    found = [one for one in milestones(case_of(*events), iso("2027-01-04"), show_all=True) if one.rule.id == rule_id]
    assert not any("that day is not recorded" in one.counted for one in found)


# Re-assessment


def test_a_request_to_re_assess_is_decided_in_fifteen_days_and_finished_in_fourteen_weeks() -> None:
    asked, agreed = ("reassessment_requested", "2026-06-01"), ("agreed_to_reassess", "2026-06-16")
    assert of_rule(case_of(asked, agreed), "RAS-01", "2026-07-01").state is State.MET
    assert of_rule(case_of(asked, ("refused_to_reassess", "2026-06-17")), "RAS-01", "2026-07-01").state is State.MET_LATE
    plan = of_rule(case_of(asked, agreed, ("final_plan_issued", "2026-09-22")), "RAS-02", "2026-10-01")
    assert (plan.due, plan.state) == (iso("2026-09-22"), State.MET)
    assert [test.id for test in plan.exceptions] == ["school_closed", "exceptional_circumstances", "absent_from_area"]


def test_a_draft_proves_that_the_council_agreed_to_re_assess() -> None:
    asked = ("reassessment_requested", "2026-06-01")
    assert of_rule(case_of(asked, ("draft_plan_sent", "2026-06-16")), "RAS-01", "2026-07-01").met_at_latest
    assert of_rule(case_of(asked, ("draft_plan_sent", "2026-06-17")), "RAS-01", "2026-07-01").state is State.UNKNOWN


def test_a_note_beside_a_reading_from_memory_stays_beside_its_day() -> None:
    assert "The fifteen days were not read in a source" in of_rule(case_of(("reassessment_requested", "2026-06-01")), "RAS-01").counted


@pytest.mark.parametrize("aware", [(), (("old_authority_aware", "2026-11-20"),)])
def test_a_request_that_has_not_led_to_a_plan_leaves_nothing_to_transfer(aware: tuple[Day, ...]) -> None:
    asked = (("request_received", "2026-09-07"), ("refused_to_assess", "2026-10-19"))
    assert begun(*asked, MOVE) == {}
    assert set(begun(*asked, ("final_plan_issued", "2026-11-02"), MOVE)) == {"TRF-01"}
    assert set(begun(*aware, MOVE))


def test_the_council_may_refuse_to_re_assess_on_two_grounds() -> None:
    assert "(reg 24)" in rule("RAS-01").counting
