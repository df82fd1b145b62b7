"""Annual reviews and moves between phases: what is counted back from a meeting still to come, on from one that was held, and from the last one."""

from datetime import date

import pytest

from sendco_desk.statute.clock import milestones, waiting_for
from sendco_desk.statute.milestones import State
from sendco_desk.statute.rules import rule
from tests.statute.cases import Day, case_of, iso, of_rule, steps_of

MEETING = ("review_meeting", "2027-01-13")  # notice and papers by Wed 30 Dec, advice asked for by Wed 16 Dec


def state(rule_id: str, *events: Day, on: str) -> State:
    return of_rule(case_of(*events), rule_id, on).state


# Before the meeting, and after it


@pytest.mark.parametrize(
    ("rule_id", "event", "soon", "last", "silent"),
    [
        ("REV-03", "review_notice_sent", "2026-12-15", "2026-12-30", True),
        ("REV-04", "review_papers_circulated", "2026-12-15", "2026-12-30", True),
        ("PLAN-01", "review_advice_requested", "2026-12-02", "2026-12-16", True),
    ],
)
def test_what_goes_before_a_meeting_is_due_then_late_and_after_the_meeting_not_known(
    rule_id: str, event: str, soon: str, last: str, silent: bool
) -> None:
    before = date.fromordinal(iso(soon).toordinal() - 1).isoformat()
    after = date.fromordinal(iso(last).toordinal() + 1).isoformat()
    assert [state(rule_id, MEETING, on=day) for day in (before, soon, last)] == [State.UPCOMING, State.DUE_SOON, State.DUE_SOON]
    assert [state(rule_id, MEETING, on=day) for day in (after, "2027-01-12")] == [State.OVERDUE, State.OVERDUE]
    assert (state(rule_id, MEETING, on="2027-01-13") is State.UNKNOWN) is silent
    assert state(rule_id, MEETING, (event, last), on="2027-06-01") is State.MET
    assert state(rule_id, MEETING, (event, after), on="2027-06-01") is State.MET_LATE


def test_a_meeting_that_was_held_without_a_day_for_its_notice_makes_nobody_late() -> None:
    one = of_rule(case_of(MEETING), "REV-03", "2027-01-13")
    assert one.waits_for == "review_notice_sent"
    assert one.counted == (
        "Two weeks before the review meeting on Wed 13 Jan 2027 is the same weekday, Wed 30 Dec 2026. The review meeting was held on Wed 13 "
        "Jan 2027, and no day is recorded for ‘Notice of the review meeting sent’. Whether this was done is not known, so nobody is called "
        "late for it."
    )
    assert waiting_for(case_of(MEETING)) == ()  # it can no longer be helped


def test_papers_that_went_out_make_it_unlikely_that_no_advice_was_asked_for() -> None:
    papers = ("review_papers_circulated", "2026-12-22")
    assert [state("PLAN-01", MEETING, papers, on=day) for day in ("2026-12-21", "2026-12-22")] == [State.OVERDUE, State.UNKNOWN]
    assert state("REV-03", MEETING, papers, on="2027-01-05") is State.OVERDUE  # they tell nothing of the notice


def test_notice_of_a_meeting_a_year_ago_is_not_notice_of_this_one() -> None:
    assert state("REV-03", MEETING, ("review_notice_sent", "2026-01-12"), on="2027-01-05") is State.OVERDUE
    assert state("REV-03", MEETING, ("review_notice_sent", "2026-01-13"), on="2027-01-05") is State.MET


def test_what_follows_a_meeting_still_to_come_is_already_counted() -> None:
    found = {one.rule.id: (one.due, one.state) for one in milestones(case_of(MEETING), iso("2026-11-23")) if one.start}
    assert found["REV-05"] == (iso("2027-01-27"), State.UPCOMING)
    assert found["REV-06"] == (iso("2027-02-10"), State.UPCOMING)
    assert found["REV-10"] == (iso("2027-04-07"), State.UPCOMING)


def test_a_meeting_that_moved_moves_every_day_counted_from_it() -> None:
    moved = ("review_meeting", "2027-01-27")
    for on in ("2026-11-23", "2027-01-20"):
        found = {one.rule.id: one.due for one in milestones(case_of(MEETING, moved), iso(on)) if one.start}
        assert found == {
            "PLAN-01": iso("2026-12-30"), "REV-03": iso("2027-01-13"), "REV-04": iso("2027-01-13"), "REV-05": iso("2027-02-10"),
            "REV-06": iso("2027-02-24"), "REV-10": iso("2027-04-21"),
        }
    assert state("REV-03", MEETING, moved, on="2027-01-20") is State.OVERDUE  # the day of the meeting that moved tells nothing


@pytest.mark.parametrize("ending", ["pupil_left", "plan_ceased"])
def test_a_child_who_leaves_before_the_meeting_ends_what_goes_before_it(ending: str) -> None:
    for rule_id in ("REV-03", "REV-04", "PLAN-01"):
        one = of_rule(case_of(MEETING, (ending, "2026-12-07")), rule_id, "2027-01-05")
        assert one.state is State.ENDED
        assert "on Mon 7 Dec 2026, so this " in one.ended_because
    assert state("REV-03", MEETING, (ending, "2026-12-07"), on="2026-12-06") is State.UPCOMING


# The decision, and the amended plan


@pytest.mark.parametrize("decision", ["review_decision.keep", "review_decision.amend", "review_decision.cease"])
def test_any_decision_meets_the_four_weeks(decision: str) -> None:
    assert state("REV-06", MEETING, (decision, "2027-02-10"), on="2027-03-01") is State.MET
    assert state("REV-06", MEETING, (decision, "2027-02-11"), on="2027-03-01") is State.MET_LATE
    assert state("REV-06", MEETING, on="2027-02-11") is State.OVERDUE
    settled = state("REV-10", MEETING, (decision, "2027-02-10"), on="2027-05-03")
    assert settled is (State.OVERDUE if decision.endswith("amend") else State.ENDED)


@pytest.mark.parametrize("proof", ["amendment_notice_sent", "amended_plan_issued", "review_completed"])
def test_what_only_a_decision_brings_proves_it(proof: str) -> None:
    one = of_rule(case_of(MEETING, (proof, "2027-02-10")), "REV-06", "2027-06-01")
    assert (one.state, one.met_at_latest, one.met_by) == (State.MET, True, proof)
    assert "Decided at the latest on Wed 10 Feb 2027, because" in one.counted
    late = case_of(MEETING, (proof, "2027-02-11"))
    assert of_rule(late, "REV-06", "2027-06-01").state is State.UNKNOWN
    assert "review_decision.keep" in waiting_for(late)


def test_a_review_called_complete_does_not_tell_whether_the_plan_was_to_be_amended() -> None:
    one = of_rule(case_of(MEETING, ("review_completed", "2027-02-08")), "REV-10", "2027-05-03")
    assert (one.state, one.waits_for) == (State.UNKNOWN, "amended_plan_issued")
    assert "no day from day 0 on is recorded for ‘Council issued the amended plan’" in one.counted


def test_after_a_meeting_the_notice_of_amendments_starts_eight_weeks() -> None:
    notice = ("amendment_notice_sent", "2027-02-10")
    case = case_of(MEETING, notice)
    assert {one.rule.id for one in milestones(case, iso("2027-02-11")) if one.start} >= {"REV-07", "REV-08", "REV-09"}
    assert "REV-15" not in {one.rule.id for one in milestones(case, iso("2027-02-11"))}
    amended = (MEETING, notice, ("amended_plan_issued", "2027-04-07"))
    assert state("REV-08", *amended, on="2027-05-03") is State.MET
    assert of_rule(case_of(*amended), "REV-09", "2027-05-03").ended_because == (
        "The council issued the amended plan on Wed 7 Apr 2027, so this is no longer owed."
    )
    kept = (MEETING, notice, ("decided_not_to_amend", "2027-04-08"))
    assert state("REV-09", *kept, on="2027-05-03") is State.MET_LATE
    assert [state(rule_id, *kept, on="2027-05-03") for rule_id in ("REV-08", "REV-10")] == [State.ENDED, State.ENDED]


def test_a_notice_after_the_meeting_starts_its_weeks_even_where_an_earlier_one_was_sent_outside_a_review() -> None:
    case = case_of(("amendment_notice_sent", "2026-01-05"), ("review_meeting", "2026-06-01"), ("amendment_notice_sent", "2026-06-22"))
    assert [one.due for one in steps_of(case, "REV-08", "2026-07-01")] == [iso("2026-08-17")]
    assert [one.due for one in steps_of(case, "REV-15", "2026-07-01")] == [iso("2026-03-02")]


def test_a_plan_amended_before_its_notice_does_not_answer_the_notice() -> None:
    early = (MEETING, ("amended_plan_issued", "2027-01-20"), ("amendment_notice_sent", "2027-02-10"))
    assert state("REV-08", *early, on="2027-03-01") is State.UPCOMING


def test_an_amended_plan_inside_the_parents_fifteen_days_is_too_early() -> None:
    notice = ("amendment_notice_sent", "2027-02-10")
    assert state("REV-07", MEETING, notice, on="2027-02-24") is State.WINDOW_OPEN
    assert state("REV-07", MEETING, notice, ("amended_plan_issued", "2027-02-24"), on="2027-03-01") is State.TOO_EARLY
    assert state("REV-07", MEETING, notice, ("amended_plan_issued", "2027-02-25"), on="2027-03-01") is State.LAPSED


def test_amendments_without_a_review_have_the_same_eight_weeks() -> None:
    notice = ("amendment_notice_sent", "2026-11-23")
    found = {one.rule.id: one.due for one in milestones(case_of(notice), iso("2026-12-01")) if one.start}
    assert found == {"REV-07": iso("2026-12-07"), "REV-15": iso("2027-01-18")}
    assert state("REV-15", notice, ("decided_not_to_amend", "2027-01-04"), on="2027-02-01") is State.ENDED


def test_the_eight_weeks_are_told_to_wait_for_a_meeting() -> None:
    one = of_rule(case_of(), "REV-08")
    assert one.counted == (
        "This is owed only once ‘Review meeting’ is recorded. It is then counted from ‘Council sent the plan with its proposed amendments’."
    )
    one = of_rule(case_of(("amendment_notice_sent", "2026-11-23")), "REV-08")
    assert one.counted == "This is owed only once ‘Review meeting’ is recorded."


def test_a_meeting_still_to_come_leaves_the_amendments_before_it_their_eight_weeks() -> None:
    case = case_of(("amendment_notice_sent", "2026-01-05"), ("review_meeting", "2026-06-01"))
    assert steps_of(case, "REV-15", "2026-02-02")[0].due == iso("2026-03-02")


def test_a_meeting_after_the_amendments_does_not_make_them_late() -> None:
    case = case_of(("amendment_notice_sent", "2026-01-05"), ("amended_plan_issued", "2026-02-20"), ("review_meeting", "2026-06-01"))
    found = [one for rule_id in ("REV-08", "REV-15") for one in steps_of(case, rule_id, "2026-06-02")]
    assert [one.state for one in found] == [State.MET]


# The yearly review

MADE = ("plan_made", "2025-03-03")  # twelve months starting with it end with Mon 2 Mar 2026


@pytest.mark.parametrize(
    ("on", "expected"), [("2026-02-16", State.DUE_SOON), ("2026-03-03", State.DUE_SOON), ("2026-03-04", State.OVERDUE)]
)
def test_a_review_is_late_only_after_the_anniversary_itself(on: str, expected: State) -> None:
    one = of_rule(case_of(MADE), "REV-01", on)
    assert (one.state, one.due, one.latest_day) == (expected, iso("2026-03-02"), iso("2026-03-03"))


def test_the_round_goes_on_from_the_last_review() -> None:
    for event in ("review_completed", "review_decision.keep", "review_decision.amend", "review_decision.cease"):
        one = of_rule(case_of(MADE, (event, "2026-02-10")), "REV-01", "2026-06-01")
        assert (one.due, one.state) == (iso("2027-02-09"), State.UPCOMING)
    assert of_rule(case_of(MADE, ("review_decision.keep", "2026-02-10")), "REV-01", "2026-06-01").counted.startswith(
        "Twelve months that begin with the decision to keep the plan as it is, Tue 10 Feb 2026, end with Tue 9 Feb 2027."
    )


def test_the_day_asked_about_shows_the_round_as_it_stood() -> None:
    case = case_of(MADE, ("review_completed", "2026-02-10"))
    assert of_rule(case, "REV-01", "2026-02-09").due == iso("2026-03-02")
    assert of_rule(case, "REV-01", "2025-01-01").due == iso("2026-03-02")  # before anything had come


@pytest.mark.parametrize(
    ("completed", "words"),
    [
        ("2026-03-02", ""), ("2026-03-03", ""),  # the day itself, and the day that the other count allows
        ("2026-03-04", "That review was itself complete 2 days after its last day, Mon 2 Mar 2026."),
    ],
)
def test_a_review_that_was_late_itself_is_told(completed: str, words: str) -> None:
    told = of_rule(case_of(MADE, ("review_completed", completed)), "REV-01", "2026-06-01").counted
    assert told.endswith(words or "not when the meeting is held.")
    assert ("itself complete" in told) == bool(words)


def test_a_first_recorded_review_says_nothing_of_one_before() -> None:
    assert "itself complete" not in of_rule(case_of(("review_completed", "2026-02-10")), "REV-01", "2026-06-01").counted
    assert "itself complete" not in of_rule(case_of(MADE), "REV-01", "2026-06-01").counted


# Moves between phases

SCHOOL, POST_16 = ("phase_transfer.school", "2027-09-01"), ("phase_transfer.post16", "2027-09-01")


@pytest.mark.parametrize(
    ("rule_id", "move", "due", "latest"),
    [("REV-11", SCHOOL, "2027-02-14", "2027-02-15"), ("REV-12", POST_16, "2027-03-30", "2027-03-31")],
)
def test_nobody_is_late_on_the_day_that_the_code_gives(rule_id: str, move: Day, due: str, latest: str) -> None:
    after = date.fromordinal(iso(latest).toordinal() + 1).isoformat()
    assert [state(rule_id, move, on=day) for day in (due, latest, after)] == [State.DUE_SOON, State.DUE_SOON, State.OVERDUE]
    assert of_rule(case_of(move), rule_id, after).days_late == 2
    assert state(rule_id, move, ("amended_plan_issued", latest), on="2027-06-01") is State.MET
    assert state(rule_id, move, ("amended_plan_issued", after), on="2027-06-01") is State.MET_LATE


@pytest.mark.parametrize(
    ("amended", "before", "after"),
    [
        ("2026-09-01", State.MET, State.MET), ("2026-08-31", State.UPCOMING, State.UNKNOWN), ("2026-03-01", State.UPCOMING, State.UNKNOWN),
        ("2026-02-28", State.UPCOMING, State.OVERDUE),
    ],
)
def test_a_plan_amended_in_the_year_before_the_last_one_does_not_pass_for_the_move(amended: str, before: State, after: State) -> None:
    case = case_of(SCHOOL, ("amended_plan_issued", amended))
    assert [of_rule(case, "REV-11", on).state for on in ("2026-11-23", "2027-02-16")] == [before, after]


def test_an_amendment_that_may_have_been_for_the_move_is_told() -> None:
    one = of_rule(case_of(SCHOOL, ("amended_plan_issued", "2026-04-15")), "REV-11", "2027-02-16")
    assert one.counted.endswith(
        " The council issued the amended plan on Wed 15 Apr 2026. Whether that was meant for this is not known, so nobody is called late for it."
    )
    left = of_rule(case_of(SCHOOL, ("pupil_left", "2026-07-20")), "REV-11", "2027-02-16")
    assert left.ended_because == "The pupil left the school on Mon 20 Jul 2026, so this case follows it no further."


def test_a_meeting_twelve_weeks_before_the_fifteenth_of_february_itself_is_not_called_too_late() -> None:
    one = of_rule(case_of(SCHOOL), "REV-14", "2026-11-23")
    assert (one.due, one.latest_day, one.state) == (iso("2026-11-22"), iso("2026-11-23"), State.DUE_SOON)  # law.md: 84 days before 15 Feb
    assert one.alternatives[0].because == "counted back from 15 February or 31 March itself"
    assert state("REV-14", SCHOOL, ("review_meeting", "2026-11-23"), on="2026-12-01") is State.MET
    assert state("REV-14", SCHOOL, on="2026-11-24") is State.OVERDUE


def test_the_proposed_amendments_are_said_to_be_owed_with_the_decision() -> None:
    one = of_rule(case_of(MEETING, ("review_decision.amend", "2027-02-10")), "REV-06", "2027-03-10")
    assert one.state is State.MET
    assert one.counted.endswith(" Where the plan is to be amended, the proposed amendments are owed within the same four weeks.")


def test_nobody_invited_can_agree_the_notice_away() -> None:
    assert "agree" not in rule("REV-03").if_missed  # reg 20(3) gives no such way out
    assert "defective" not in rule("REV-07").if_missed  # no source read says so of an amended plan
    assert "s.44(2)" not in rule("REV-18").source  # that is re-assessment; an early review rests on the Code


def test_a_meeting_a_year_before_the_move_is_early_enough() -> None:
    assert state("REV-14", SCHOOL, ("review_meeting", "2026-10-05"), on="2026-12-01") is State.MET
    assert state("REV-14", SCHOOL, ("review_meeting", "2026-12-07"), on="2026-12-01") is State.OVERDUE  # planned, not held
    assert of_rule(case_of(POST_16), "REV-14").counted.startswith(
        "Twelve weeks back from Tue 30 Mar 2027, the last safe day for the amended plan, is Tue 5 Jan 2027."
    )


def test_a_move_that_is_put_off_a_year_moves_its_day() -> None:
    one = of_rule(case_of(SCHOOL, ("phase_transfer.school", "2028-09-01")), "REV-11", "2027-03-01")
    assert (one.due, one.state) == (iso("2028-02-14"), State.UPCOMING)


def test_a_plan_that_ceased_before_the_move_owes_nothing_for_it() -> None:
    case = case_of(SCHOOL, ("plan_ceased", "2027-01-11"))
    one = of_rule(case, "REV-11", "2027-03-01")
    assert (one.state, one.ended_because) == (State.ENDED, "The plan ceased on Mon 11 Jan 2027, so this is no longer owed.")
    assert of_rule(case, "REV-14", "2027-03-01").ended_because.endswith(" Its last day had passed 7 weeks earlier.")


def test_a_move_between_post_16_places_is_five_months_ahead() -> None:
    move = ("phase_transfer.between_post16", "2027-07-31")
    one = of_rule(case_of(move), "REV-13")
    assert one.due == iso("2027-02-28")
    assert one.counted == "Five months before the move between post-16 institutions on Sat 31 Jul 2027 is Sun 28 Feb 2027."
