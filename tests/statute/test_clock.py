"""The clock at work on a request: every state, and what outcomes end, start and revive. Its worked dates stand in test_examples.py."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sendco_desk.statute.case import CaseFacts
from sendco_desk.statute.clock import DUE_SOON_DAYS, milestones, waiting_for
from sendco_desk.statute.events import ENDS_EVERYTHING
from sendco_desk.statute.milestones import State
from sendco_desk.statute.other_counts import WeeksFromNeeded
from sendco_desk.statute.periods import WithinWeeks
from sendco_desk.statute.rules import RULES, RuleBook, rule
from tests.statute.cases import TODAY, case_of, iso, of_rule, steps_of


def test_the_source_that_counts_a_day_less_is_an_alternative_and_not_the_due_day() -> None:
    one = of_rule(case_of(("request_received", "2023-05-18")), "REQ-09")  # X06: an Ombudsman's decision says 6 September
    assert one.due == iso("2023-09-07")
    assert [(other.due, other.because) for other in one.alternatives] == [
        (iso("2023-09-06"), "receipt day counted as day 1 (DfE statistics)")
    ]
    assert one.last_safe_day == iso("2023-09-06")


def test_the_judges_twelve_weeks_and_six_days() -> None:
    one = of_rule(case_of(("request_received", "2025-04-02")), "REQ-09", "2025-10-21")
    assert (one.state, one.days_late, one.late) == (State.OVERDUE, 90, "12 weeks 6 days")


@pytest.mark.parametrize("rule_id", ["REQ-04", "REQ-05", "REQ-09", "REQ-10", "REQ-15"])
def test_every_limit_from_receipt_has_the_count_of_the_statistics_beside_it(rule_id: str) -> None:
    one = of_rule(case_of(("request_received", "2026-09-07")), rule_id)
    assert one.due and one.last_safe_day == one.due - timedelta(days=1) == one.alternatives[0].due


def test_a_consultation_counted_inclusively_ends_a_day_earlier_and_the_schools_advice_has_one_count_only() -> None:
    case = case_of(("school_consulted", "2026-11-02"), ("school_advice_requested", "2026-11-02"))
    reply, advice = of_rule(case, "REQ-14"), of_rule(case, "REQ-08")
    assert (reply.due, reply.last_safe_day) == (iso("2026-11-17"), iso("2026-11-16"))
    assert (advice.due, advice.last_safe_day, advice.alternatives) == (iso("2026-12-14"), iso("2026-12-14"), ())


def test_the_count_is_told_in_a_sentence_with_weekdays() -> None:
    assert of_rule(case_of(("request_received", "2026-09-07")), "REQ-04").counted == (
        "Receipt on Mon 7 Sep 2026 is day 0; six weeks end on the same weekday, Mon 19 Oct 2026."
    )
    assert of_rule(case_of(("draft_plan_sent", "2026-11-23")), "REQ-11").counted == (
        "Service of the draft plan on Mon 23 Nov 2026 is day 1; day 15 is Mon 7 Dec 2026, and the next step may follow from Tue 8 Dec 2026."
    )
    assert of_rule(case_of(("school_consulted", "2026-11-23")), "REQ-14").counted == (
        "The consultation on Mon 23 Nov 2026 is day 0; fifteen calendar days, holidays included, end on Tue 8 Dec 2026. "
        "The council may name the school without a reply."
    )


def test_guidance_stays_marked_as_guidance() -> None:
    one = of_rule(case_of(("request_received", "2026-09-07")), "REQ-10")
    assert (one.status, one.confidence) == ("guidance (derived)", "medium")
    assert "No regulation fixes a day for the draft" in one.counted


# The day of receipt


@pytest.mark.parametrize(
    ("events", "stands_in"),
    [
        ((("council_says_received", "2026-09-09"), ("request_acknowledged", "2026-09-08")), "council_says_received"),
        ((("request_acknowledged", "2026-09-08"),), "request_acknowledged"),
        ((("request_received", "2026-09-07"), ("council_says_received", "2026-09-01")), "request_received"),
    ],
)
def test_where_receipt_is_unknown_the_next_best_day_stands_in(events: tuple[tuple[str, str], ...], stands_in: str) -> None:
    one = of_rule(case_of(*events), "REQ-04")
    assert one.anchor_event == stands_in
    assert one.anchor == iso(dict(events)[stands_in])
    assert ("stands in" in one.counted) == (stands_in != "request_received")


def test_a_day_that_stands_in_is_said_to() -> None:
    assert of_rule(case_of(("request_acknowledged", "2026-09-08")), "REQ-04").counted == (
        "The day of ‘Council received the request’ is not known, so ‘Council acknowledged the request’ stands in. "
        "The acknowledgement on Tue 8 Sep 2026 is day 0; six weeks end on the same weekday, Tue 20 Oct 2026."
    )


def test_a_request_that_was_only_sent_has_no_day_to_count_from() -> None:
    one = of_rule(case_of(("request_sent", "2026-09-04")), "REQ-04")
    assert (one.state, one.due, one.last_safe_day, one.anchor_event) == (State.UNKNOWN, None, None, "")
    assert one.counted == "This is counted from ‘Council received the request’, and that day is not recorded."


def test_of_two_days_of_receipt_the_first_counts() -> None:
    assert of_rule(case_of(("request_received", "2026-09-14"), ("request_received", "2026-09-07")), "REQ-04").due == iso("2026-10-19")


def test_a_decision_without_a_day_of_receipt_is_neither_in_time_nor_late() -> None:
    one = of_rule(case_of(("agreed_to_assess", "2026-10-01")), "REQ-04")
    assert (one.state, one.met_on, one.met_by) == (State.UNKNOWN, iso("2026-10-01"), "agreed_to_assess")


# States


@pytest.mark.parametrize(
    ("on", "state", "days_late", "late"),
    [
        ("2026-10-03", State.UPCOMING, 0, ""),
        ("2026-10-04", State.DUE_SOON, 0, ""),
        ("2026-10-18", State.DUE_SOON, 0, ""),
        ("2026-10-19", State.DUE_SOON, 0, ""),
        ("2026-10-20", State.OVERDUE, 1, "1 day"),
        ("2026-10-25", State.OVERDUE, 6, "6 days"),
    ],
)
def test_a_limit_comes_nearer_and_passes(on: str, state: State, days_late: int, late: str) -> None:
    one = of_rule(case_of(("request_received", "2026-09-07")), "REQ-04", on)
    assert (one.state, one.days_late, one.late) == (state, days_late, late)


def test_due_soon_is_two_weeks_before_the_last_safe_day() -> None:
    assert DUE_SOON_DAYS == 14


@pytest.mark.parametrize(
    ("decided", "state", "days_late"), [("2026-10-18", State.MET, 0), ("2026-10-19", State.MET, 0), ("2026-10-20", State.MET_LATE, 1)]
)
def test_a_decision_on_the_last_lawful_day_is_in_time(decided: str, state: State, days_late: int) -> None:
    one = of_rule(case_of(("request_received", "2026-09-07"), ("agreed_to_assess", decided)), "REQ-04")
    assert (one.state, one.days_late, one.met_on, one.met_by) == (state, days_late, iso(decided), "agreed_to_assess")


def test_what_has_not_happened_by_the_day_asked_about_has_not_met_anything() -> None:
    case = case_of(("request_received", "2026-09-07"), ("agreed_to_assess", "2026-10-01"))
    one = of_rule(case, "REQ-04", "2026-09-30")
    assert (one.state, one.met_on) == (State.UPCOMING, None)


def test_a_decision_before_receipt_meets_nothing() -> None:
    assert of_rule(case_of(("request_received", "2026-09-07"), ("agreed_to_assess", "2026-09-01")), "REQ-04").met_on is None


# Outcomes


def test_a_refused_request_owes_no_plan() -> None:
    case = case_of(("request_received", "2026-02-02"), ("refused_to_assess", "2026-03-10"))
    assert of_rule(case, "REQ-04").state is State.MET
    for rule_id in ("REQ-09", "REQ-10", "REQ-15"):
        one = of_rule(case, rule_id)
        assert (one.state, one.days_late) == (State.ENDED, 0)
        assert one.ended_because == "The council refused to assess on Tue 10 Mar 2026, so this is no longer owed."
    assert of_rule(case, "REQ-19").state is State.UNKNOWN


def test_a_refusal_with_receipt_unknown_still_ends_the_plan_steps() -> None:
    one = of_rule(case_of(("refused_to_assess", "2026-03-10")), "REQ-15")
    assert (one.state, one.due) == (State.ENDED, None)
    assert "refused to assess" in one.ended_because


def test_a_decision_against_a_plan_meets_one_step_and_ends_two() -> None:
    case = case_of(("request_received", "2026-02-02"), ("agreed_to_assess", "2026-03-10"), ("decided_not_to_issue", "2026-05-26"))
    assert (of_rule(case, "REQ-09").state, of_rule(case, "REQ-09").late) == (State.MET_LATE, "1 day")
    assert of_rule(case, "REQ-10").state is of_rule(case, "REQ-15").state is State.ENDED


def test_a_draft_ends_the_decision_against_a_plan_and_says_if_its_day_had_passed() -> None:
    case = case_of(("request_received", "2026-02-02"), ("draft_plan_sent", "2026-06-04"))
    assert of_rule(case, "REQ-09").ended_because == (
        "The council sent a draft plan on Thu 4 Jun 2026, so this is no longer owed. Its last day had passed 1 week 3 days earlier."
    )
    assert of_rule(case, "REQ-10").state is State.MET_LATE


@pytest.mark.parametrize("ending", ENDS_EVERYTHING)
def test_leaving_moving_withdrawing_and_ceasing_end_every_open_step_but_none_that_was_met(ending: str) -> None:
    case = case_of(("request_received", "2026-09-07"), ("agreed_to_assess", "2026-10-01"), (ending, "2026-10-12"))
    states = {one.rule.id: one.state for one in milestones(case, TODAY, show_all=True) if "request" in one.rule.home}
    assert states.pop("REQ-04") is State.MET
    assert set(states.values()) == {State.ENDED}


def test_an_ending_before_the_request_belongs_to_another_case() -> None:
    assert of_rule(case_of(("moved_area", "2026-09-01"), ("request_received", "2026-09-07")), "REQ-15").state is State.UPCOMING


def test_an_ending_counts_from_its_own_day() -> None:
    case = case_of(("request_received", "2026-09-07"), ("pupil_left", "2026-10-12"))
    assert of_rule(case, "REQ-15", "2026-10-11").state is State.UPCOMING
    assert of_rule(case, "REQ-15", "2026-10-12").state is State.ENDED


# A refusal taken back

REVERSED = (("request_received", "2024-12-16"), ("refused_to_assess", "2025-01-20"), ("refusal_reversed", "2025-03-21"))


def test_a_reversed_refusal_owes_the_plan_twenty_weeks_from_the_request() -> None:
    one = of_rule(case_of(*REVERSED), "REQ-19", "2025-04-01")
    assert one.due == iso("2025-05-05")  # Ombudsman 25 007 473: 16 December 2024 gives 5 May 2025, and it used 30 May
    assert [other.due for other in one.alternatives] == [iso("2025-05-04"), iso("2025-05-30"), iso("2025-06-27")]
    assert "used by the Ombudsman (25 007 473)" in one.alternatives[1].because
    assert "the twenty weeks from the request still stand" in one.counted


@pytest.mark.parametrize(
    ("on", "state", "days_late"), [("2025-05-06", State.DUE_SOON, 0), ("2025-06-27", State.DUE_SOON, 0), ("2025-06-28", State.OVERDUE, 54)]
)
def test_after_a_reversal_nobody_is_late_before_the_last_respectable_day(on: str, state: State, days_late: int) -> None:
    one = of_rule(case_of(*REVERSED), "REQ-19", on)
    assert (one.state, one.days_late) == (state, days_late)


def test_the_steps_that_the_refusal_ended_stay_ended_and_name_what_carries_on() -> None:
    for rule_id in ("REQ-09", "REQ-10", "REQ-15"):
        one = of_rule(case_of(*REVERSED), rule_id, "2025-04-01")
        assert one.state is State.ENDED
        assert one.ended_because.endswith("The council reversed its refusal on Fri 21 Mar 2025: see REQ-19.")
    assert "see REQ-19" not in of_rule(case_of(*REVERSED), "REQ-15", "2025-03-20").ended_because


@pytest.mark.parametrize(
    ("route", "words"),
    [
        ("outside_tribunal", "Ombudsman"), ("told_tribunal", "reg 45"), ("tribunal_order", "reg 44(2)(b)"),
        ("mediation_agreement", "regs 42(2) and 44(2)(b)"),
    ],
)
def test_the_weeks_from_the_reversal_rest_on_its_route(route: str, words: str) -> None:
    one = of_rule(case_of(*REVERSED, reversal_route=route), "REQ-19", "2025-04-01")
    assert all(words in other.because for other in one.alternatives[1:])


def test_the_plan_after_a_reversal_can_be_met_or_decided_against() -> None:
    met = of_rule(case_of(*REVERSED, ("final_plan_issued", "2025-06-27")), "REQ-19")
    assert (met.state, met.days_late) == (State.MET, 0)
    late = of_rule(case_of(*REVERSED, ("final_plan_issued", "2025-06-28")), "REQ-19")
    assert (late.state, late.late) == (State.MET_LATE, "7 weeks 5 days")
    ended = of_rule(case_of(*REVERSED, ("decided_not_to_issue", "2025-05-01")), "REQ-19")
    assert ended.state is State.ENDED


def test_a_plan_after_a_refusal_does_not_make_the_ended_step_look_met() -> None:
    one = of_rule(case_of(*REVERSED, ("final_plan_issued", "2025-06-27")), "REQ-15")
    assert (one.state, one.met_on, one.met_by) == (State.ENDED, None, "")


def test_a_decision_against_a_plan_can_be_taken_back_too() -> None:
    case = case_of(("request_received", "2026-02-02"), ("decided_not_to_issue", "2026-05-20"), ("refusal_reversed", "2026-06-10"))
    assert of_rule(case, "REQ-19", "2026-06-11").state is State.DUE_SOON


def test_a_second_refusal_ends_the_plan_again_until_that_is_reversed_too() -> None:
    twice = (*REVERSED, ("refused_to_assess", "2025-04-10"))
    assert of_rule(case_of(*twice), "REQ-19", "2025-04-20").state is State.ENDED
    revived = of_rule(case_of(*twice, ("refusal_reversed", "2025-05-01")), "REQ-19", "2025-05-02")
    assert revived.state is State.DUE_SOON
    assert revived.alternatives[2].due == iso("2025-08-07")


def test_a_reversal_told_twice_counts_from_the_first() -> None:
    one = of_rule(case_of(*REVERSED, ("refusal_reversed", "2025-04-30")), "REQ-19", "2025-05-01")
    assert one.alternatives[1].due == iso("2025-05-30")


def test_a_reversal_without_a_day_of_receipt_waits_for_it() -> None:
    one = of_rule(case_of(("refused_to_assess", "2025-01-20"), ("refusal_reversed", "2025-03-21")), "REQ-19")
    assert one.state is State.UNKNOWN
    assert one.counted == "This is counted from ‘Council received the request’, and that day is not recorded."


# Silence about a day: nobody is called late because a notebook does not say

RECEIVED = ("request_received", "2026-02-02")  # six weeks end on Mon 16 Mar 2026


@pytest.mark.parametrize("proof", ["draft_plan_sent", "decided_not_to_issue", "final_plan_issued"])
@pytest.mark.parametrize(("day", "state"), [("2026-03-16", State.MET), ("2026-03-17", State.UNKNOWN)])
def test_what_only_an_assessment_brings_proves_the_decision_and_never_makes_it_late(proof: str, day: str, state: State) -> None:
    case = case_of(RECEIVED, (proof, day))
    one = of_rule(case, "REQ-04", "2027-02-02")
    assert (one.state, one.days_late, one.late) == (state, 0, "")
    known = state is State.MET
    assert (one.met_on, one.met_by, one.met_at_latest) == ((iso(day), proof, True) if known else (None, "", False))
    assert one.waits_for == ("" if known else "agreed_to_assess")
    assert ("agreed_to_assess" in waiting_for(case)) is not known
    assert not any(test.could_apply for test in one.exceptions)


def test_a_decision_proved_by_a_draft_is_told_with_its_reason() -> None:
    told = of_rule(case_of(RECEIVED, ("draft_plan_sent", "2026-03-10")), "REQ-04").counted
    assert told.endswith(
        " Decided at the latest on Tue 10 Mar 2026, because the council sent a draft plan then; the decision’s own day is not recorded."
    )
    told = of_rule(case_of(RECEIVED, ("draft_plan_sent", "2026-05-20")), "REQ-04").counted
    assert told.endswith("the decision’s own day is not recorded, so whether it was in time is not known.")


def test_a_decision_is_overdue_until_the_draft_is_sent_and_its_own_day_settles_it() -> None:
    case = case_of(RECEIVED, ("draft_plan_sent", "2026-05-20"))
    assert [of_rule(case, "REQ-04", day).state for day in ("2026-05-19", "2026-05-20")] == [State.OVERDUE, State.UNKNOWN]
    for decided, state in (("2026-03-16", State.MET), ("2026-03-18", State.MET_LATE)):
        settled = case_of(RECEIVED, ("draft_plan_sent", "2026-05-20"), ("agreed_to_assess", decided))
        one = of_rule(settled, "REQ-04", "2026-06-01")
        assert (one.state, one.met_on, one.met_at_latest) == (state, iso(decided), False)
        assert "Decided at the latest" not in one.counted
        assert waiting_for(settled) == ()


def test_a_decision_recorded_before_day_0_is_not_called_missing() -> None:
    one = of_rule(case_of(RECEIVED, ("agreed_to_assess", "2026-01-30"), ("draft_plan_sent", "2026-03-10")), "REQ-04")
    assert one.state is State.MET
    assert one.counted.endswith("the decision’s own day is before day 0.")


def test_a_plan_from_before_the_request_proves_nothing() -> None:
    case = case_of(RECEIVED, ("final_plan_issued", "2025-01-10"))
    assert of_rule(case, "REQ-04").state is State.OVERDUE
    assert waiting_for(case) == ()


def test_nothing_is_asked_of_a_request_from_before_the_rules() -> None:
    assert waiting_for(case_of(("request_received", "2014-01-06"), ("draft_plan_sent", "2014-06-02"))) == ()


@pytest.mark.parametrize("after", ["draft_plan_sent", "decided_not_to_issue", "final_plan_issued"])
def test_whether_the_school_was_sent_the_decision_is_unknown_after_a_plan_and_not_late(after: str) -> None:
    case = case_of(RECEIVED, ("agreed_to_assess", "2026-03-10"), (after, "2026-05-20"))
    assert of_rule(case, "REQ-05", "2026-05-19").state is State.OVERDUE
    one = of_rule(case, "REQ-05", "2027-02-02")
    assert (one.state, one.days_late, one.met_on, one.waits_for) == (State.UNKNOWN, 0, None, "decision_copied_to_school")
    assert one.counted.endswith(
        "and no day from day 0 on is recorded for ‘Copy of the decision sent to the school’. "
        "Whether this was done is not known, so nobody is called late for it."
    )
    assert waiting_for(case) == ()


def test_the_copy_is_still_owed_after_an_early_draft_and_settled_by_its_own_day() -> None:
    case = case_of(RECEIVED, ("draft_plan_sent", "2026-03-10"))
    assert [of_rule(case, "REQ-05", day).state for day in ("2026-03-16", "2026-03-17")] == [State.DUE_SOON, State.UNKNOWN]
    copied = of_rule(case_of(RECEIVED, ("draft_plan_sent", "2026-05-20"), ("decision_copied_to_school", "2026-05-21")), "REQ-05")
    assert (copied.state, copied.late, copied.met_at_latest) == (State.MET_LATE, "9 weeks 3 days", False)


def test_a_case_that_ends_on_silence_does_not_say_that_a_day_had_passed() -> None:
    case = case_of(RECEIVED, ("draft_plan_sent", "2026-05-20"), ("pupil_left", "2026-06-10"))
    for rule_id in ("REQ-04", "REQ-05"):
        one = of_rule(case, rule_id)
        assert (one.state, one.ended_because) == (State.ENDED, "The pupil left the school on Wed 10 Jun 2026, so this case follows it no further.")
    assert waiting_for(case) == ()


def test_a_draft_is_no_longer_owed_once_the_final_plan_is_issued() -> None:
    assert of_rule(case_of(RECEIVED, ("final_plan_issued", "2026-06-10")), "REQ-10").state is State.ENDED


# The fifteen days on a draft


def test_the_parents_window_has_not_opened_before_the_draft_is_served() -> None:
    case = case_of(("draft_plan_sent", "2026-11-23"))
    assert [of_rule(case, "REQ-11", day).state for day in ("2026-11-22", "2026-11-23")] == [State.UPCOMING, State.WINDOW_OPEN]
    assert not of_rule(case, "REQ-11", "2026-11-22").is_open


def test_a_final_plan_issued_too_early_stays_visible_until_the_case_ends_and_after() -> None:
    events = (RECEIVED, ("agreed_to_assess", "2026-03-10"), ("draft_plan_sent", "2026-05-20"), ("final_plan_issued", "2026-05-25"))
    for more in ((), (("plan_ceased", "2027-01-04"),)):
        found = milestones(case_of(*events, *more), iso("2027-06-01"))
        assert [one.state for one in found if one.rule.id == "REQ-11"] == [State.TOO_EARLY]


@pytest.mark.parametrize(
    ("events", "on", "state"),
    [
        ((), "2026-12-07", State.WINDOW_OPEN),
        ((), "2026-12-08", State.LAPSED),
        ((("representations_received", "2026-11-30"),), "2026-12-01", State.WINDOW_OPEN),
        ((("representations_received", "2026-11-30"),), "2026-12-08", State.MET),
        ((("representations_received", "2026-12-10"),), "2026-12-11", State.MET),
        ((("final_plan_issued", "2026-12-07"),), "2026-12-07", State.TOO_EARLY),
        ((("representations_received", "2026-11-30"), ("final_plan_issued", "2026-12-07")), "2026-12-20", State.TOO_EARLY),
        ((("final_plan_issued", "2026-12-08"),), "2026-12-20", State.LAPSED),
        ((("request_withdrawn", "2026-12-01"),), "2026-12-20", State.ENDED),
        ((("request_withdrawn", "2026-12-10"),), "2026-12-20", State.LAPSED),
    ],
)
def test_the_parents_window_runs_fifteen_days(events: tuple[tuple[str, str], ...], on: str, state: State) -> None:
    one = of_rule(case_of(("draft_plan_sent", "2026-11-23"), *events), "REQ-11", on)
    assert (one.state, one.days_late) == (state, 0)


def drafts(*events: tuple[str, str]) -> list[tuple[date | None, State]]:
    found = milestones(case_of(*events), iso("2027-02-01"))
    return [(one.due, one.state) for one in found if one.rule.id == "REQ-11"]


def test_a_draft_served_again_opens_a_window_of_its_own() -> None:
    events = (("draft_plan_sent", "2026-11-23"), ("draft_plan_sent", "2026-12-01"), ("final_plan_issued", "2026-12-10"))
    assert drafts(*events) == [(iso("2026-12-07"), State.ENDED), (iso("2026-12-15"), State.TOO_EARLY)]
    first = of_rule(case_of(*events), "REQ-11", "2027-02-01")
    assert first.ended_because == "The council sent a draft plan again on Tue 1 Dec 2026, and the days are counted afresh from then."


def test_a_window_that_was_used_or_had_closed_keeps_its_state_when_a_draft_is_served_again() -> None:
    used = (("draft_plan_sent", "2026-11-23"), ("representations_received", "2026-11-25"), ("draft_plan_sent", "2026-12-01"))
    assert drafts(*used)[0] == (iso("2026-12-07"), State.MET)
    assert drafts(("draft_plan_sent", "2026-11-23"), ("draft_plan_sent", "2026-12-20"))[0] == (iso("2026-12-07"), State.LAPSED)


# What the school owes


def school_steps(rule_id: str, *events: tuple[str, str]) -> list[tuple[date | None, State]]:
    found = milestones(case_of(*events), iso("2026-07-01"))
    return [(one.due, one.state) for one in found if one.rule.id == rule_id]


def test_a_reminder_does_not_restart_the_schools_six_weeks_but_a_new_call_does() -> None:
    call, reminder = ("school_advice_requested", "2026-03-02"), ("school_advice_requested", "2026-03-30")
    assert school_steps("REQ-08", call, reminder) == [(iso("2026-04-13"), State.OVERDUE)]
    answered = (call, reminder, ("school_advice_sent", "2026-04-10"), ("school_advice_requested", "2026-06-01"))
    assert school_steps("REQ-08", *answered) == [(iso("2026-04-13"), State.MET), (iso("2026-07-13"), State.DUE_SOON)]


def test_a_second_consultation_counts_afresh_and_ends_the_first() -> None:
    events = (("school_consulted", "2026-05-01"), ("school_consulted", "2026-06-20"), ("consultation_reply_sent", "2026-06-25"))
    assert school_steps("REQ-14", *events) == [(iso("2026-05-16"), State.ENDED), (iso("2026-07-05"), State.MET)]


# Which steps are listed


def listed(*events: tuple[str, str]) -> list[str]:
    return [one.rule.id for one in milestones(case_of(*events), TODAY)]


def test_an_empty_case_lists_the_steps_that_a_receipt_will_start() -> None:
    assert listed() == ["REQ-04", "REQ-05", "REQ-09", "REQ-10", "REQ-15"]


def test_a_received_request_lists_its_steps_by_day_and_the_advice_that_comes_next() -> None:
    assert listed(("request_received", "2026-09-07")) == ["REQ-04", "REQ-05", "REQ-09", "REQ-10", "REQ-15", "REQ-08"]


def test_after_the_draft_the_consultation_comes_next() -> None:
    assert listed(("request_received", "2026-09-07"), ("agreed_to_assess", "2026-10-01"), ("draft_plan_sent", "2026-11-20"))[-1] == "REQ-14"


def test_a_consultation_about_a_child_who_may_join_lists_the_schools_reply_alone() -> None:
    assert listed(("school_consulted", "2026-11-20")) == ["REQ-14"]


def test_a_request_the_school_only_hears_of_waits_for_its_receipt() -> None:
    found = milestones(case_of(("head_notified", "2026-11-02"), ("school_advice_requested", "2026-11-09")), TODAY)
    assert [(one.rule.id, one.state) for one in found][:2] == [("REQ-08", State.UPCOMING), ("REQ-04", State.UNKNOWN)]


def test_all_rules_are_listed_when_asked_for() -> None:
    assert {one.rule.id for one in milestones(CaseFacts(), TODAY, show_all=True)} == {one.id for one in RULES if one.after}


def test_only_steps_that_somebody_must_still_act_on_are_open() -> None:
    case = case_of(("request_received", "2026-09-07"), ("agreed_to_assess", "2026-10-01"))
    assert [one.rule.id for one in milestones(case, TODAY) if one.is_open] == ["REQ-05", "REQ-09", "REQ-10", "REQ-15"]


# Versions of a rule


def test_a_case_keeps_the_rule_in_force_on_the_day_it_started() -> None:
    old = replace(rule("REQ-04"), until=date(2029, 8, 31))
    new = replace(rule("REQ-04"), since=date(2029, 9, 1), limit=WithinWeeks(8))
    for received, due in (("2029-08-31", "2029-10-12"), ("2029-09-01", "2029-10-27")):
        found = milestones(case_of(("request_received", received)), date(2029, 12, 1), show_all=True, book=RuleBook((old, new)))
        assert [one.due for one in found] == [iso(due)]


def test_a_rule_that_is_no_longer_in_force_is_not_listed_for_a_case_that_has_not_started() -> None:
    old = replace(rule("REQ-04"), until=date(2025, 8, 31))
    assert milestones(CaseFacts(), TODAY, show_all=True, book=RuleBook((old,))) == ()


def test_nothing_is_counted_from_a_day_before_the_rules_began() -> None:
    assert listed(("request_received", "2014-08-31")) == ["REQ-08"]


def test_a_count_from_an_event_that_is_not_there_gives_no_alternative() -> None:
    assert WeeksFromNeeded(weeks=10, because={"": "x"}).day(TODAY, TODAY, None) is None


# What a reversal, a reply and an ending are said to mean


def test_the_twenty_weeks_after_a_reversal_are_claimed_only_outside_the_tribunal() -> None:
    for route in ("outside_tribunal", "told_tribunal", "tribunal_order"):
        told = of_rule(case_of(*REVERSED, reversal_route=route), "REQ-19", "2025-04-01").counted
        assert "still stand where a council takes its refusal back outside the Tribunal." in told
        assert "a notice to the Tribunal, the weeks run from that" in told
    conceded = of_rule(case_of(*REVERSED, reversal_route="told_tribunal"), "REQ-19", "2025-04-01")
    assert "over a refusal to assess" in conceded.alternatives[2].because  # over a refusal to issue a plan it is eleven weeks


def test_a_reversed_refusal_without_a_receipt_is_shown_without_being_asked_for() -> None:
    events = (("council_says_received", "2026-03-02"), ("refused_to_assess", "2026-04-01"), ("refusal_reversed", "2026-05-01"))
    found = {one.rule.id: one for one in milestones(case_of(*events), iso("2026-06-10"), kind="request")}
    assert (found["REQ-19"].state, found["REQ-19"].waits_for) == (State.UNKNOWN, "request_received")


def test_a_consultation_that_a_plan_overtook_is_not_called_late() -> None:
    asked = ("school_consulted", "2026-03-02")
    assert of_rule(case_of(asked, ("final_plan_issued", "2026-04-01")), "REQ-14").state is State.UNKNOWN
    assert of_rule(case_of(asked), "REQ-14").state is State.OVERDUE


@pytest.mark.parametrize(("asked", "rule_id"), [("advice_requested.health", "REQ-07"), ("school_advice_requested", "REQ-08")])
def test_advice_is_not_called_late_on_silence_after_a_decision_against_a_plan(asked: str, rule_id: str) -> None:
    case = case_of(("request_received", "2026-03-02"), (asked, "2026-04-02"), ("decided_not_to_issue", "2026-06-01"))
    assert steps_of(case, rule_id)[0].state is State.UNKNOWN


def test_a_request_inside_six_months_is_said_to_spare_the_assessment_and_not_the_decision() -> None:
    assert rule("REQ-01").note == "A council that assessed the child in the last six months need not assess again (s.36(6), not read in a source)."
