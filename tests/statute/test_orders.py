"""What the Tribunal orders, what is agreed and what a council gives way on: times of their own, which replace those of the request."""

import pytest

from sendco_desk.statute.clock import milestones
from sendco_desk.statute.milestones import State
from sendco_desk.statute.rules import rule
from tests.statute.cases import Day, case_of, iso, of_rule, steps_of

REQUEST: tuple[Day, ...] = (("request_received", "2026-01-05"), ("refused_to_assess", "2026-02-09"), ("appeal_lodged", "2026-03-23"))
ORDER = ("tribunal_order.assess", "2026-06-01")  # 2 weeks to 15 Jun, 10 to 10 Aug, 14 to 7 Sep 2026


def state(rule_id: str, *events: Day, on: str) -> State:
    return of_rule(case_of(*events), rule_id, on).state


@pytest.mark.parametrize(
    ("event", "replaced", "by"),
    [
        ("tribunal_order.assess", {"REQ-04", "REQ-09", "REQ-10", "REQ-15", "REQ-19"}, "TRB-01"),
        ("tribunal_order.make_plan", {"REQ-09", "REQ-10", "REQ-15", "REQ-19"}, "TRB-04a"),
        ("mediation_agreement.assess", {"REQ-04", "REQ-09", "REQ-10", "REQ-15", "REQ-19"}, "TRB-01"),
        ("mediation_agreement.make_plan", {"REQ-09", "REQ-10", "REQ-15", "REQ-19"}, "TRB-04a"),
        ("authority_conceded.assess", {"REQ-04", "REQ-09", "REQ-10", "REQ-15", "REQ-19"}, "TRB-09a"),
        ("authority_conceded.issue", {"REQ-09", "REQ-10", "REQ-15", "REQ-19"}, "TRB-09d"),
    ],
)
def test_an_order_an_agreement_or_a_concession_ends_the_steps_it_replaces(event: str, replaced: set[str], by: str) -> None:
    case = case_of(("request_received", "2026-01-05"), ("refusal_reversed", "2026-01-06"), (event, "2026-02-02"))
    ended = {one.rule.id for one in milestones(case, iso("2026-02-03")) if one.ended.rule == by}
    assert ended == replaced
    assert all(state(rule_id, ("request_received", "2026-01-05"), (event, "2026-02-02"), on="2026-02-01") is State.UPCOMING for rule_id in
               replaced - {"REQ-19", "REQ-04"})


def test_the_step_that_was_replaced_names_the_order_and_the_rule_that_carries_on() -> None:
    one = of_rule(case_of(("request_received", "2026-01-05"), ORDER), "REQ-15", "2026-06-02")
    assert one.ended_because == (
        "The Tribunal ordered the council to assess on Mon 1 Jun 2026, and that starts times of its own: see TRB-01. "
        "Its last day had passed 1 week earlier."
    )


def test_the_refusal_that_was_appealed_keeps_what_it_ended_and_met() -> None:
    found = {one.rule.id: one for one in milestones(case_of(*REQUEST, ORDER), iso("2026-06-02")) if one.start}
    assert found["REQ-04"].state is State.MET
    assert found["REQ-15"].ended_because == "The council refused to assess on Mon 9 Feb 2026, so this is no longer owed."
    assert (found["APPEAL"].state, found["APPEAL"].met_on) == (State.MET, iso("2026-03-23"))


def test_an_order_to_assess_is_answered_then_followed_by_a_plan_or_a_decision_against_one() -> None:
    agreed = ("agreed_to_assess", "2026-06-15")
    assert state("TRB-01", *REQUEST, ORDER, agreed, on="2026-07-01") is State.MET
    assert state("TRB-01", *REQUEST, ORDER, ("agreed_to_reassess", "2026-06-16"), on="2026-07-01") is State.MET_LATE
    no_plan = (*REQUEST, ORDER, agreed, ("decided_not_to_issue", "2026-08-10"))
    assert [state(rule_id, *no_plan, on="2026-09-08") for rule_id in ("TRB-02", "TRB-03")] == [State.MET, State.ENDED]
    plan = (*REQUEST, ORDER, agreed, ("draft_plan_sent", "2026-08-03"), ("final_plan_issued", "2026-09-08"))
    assert [state(rule_id, *plan, on="2026-10-01") for rule_id in ("TRB-02", "TRB-03")] == [State.ENDED, State.MET_LATE]
    assert state("TRB-03", *REQUEST, ORDER, agreed, on="2026-09-08") is State.OVERDUE


def test_the_agreement_that_came_before_the_order_meets_nothing_of_it() -> None:
    assert state("TRB-01", ("agreed_to_assess", "2026-05-25"), ORDER, on="2026-06-20") is State.OVERDUE


def test_a_plan_proves_that_the_council_agreed_and_that_a_draft_went_before_it() -> None:
    one = of_rule(case_of(ORDER, ("draft_plan_sent", "2026-06-15")), "TRB-01", "2026-09-01")
    assert (one.state, one.met_at_latest) == (State.MET, True)
    assert "Decided at the latest on Mon 15 Jun 2026, because the council sent a draft plan then; the decision’s own day is not" in one.counted
    order = ("tribunal_order.make_plan", "2026-06-01")
    draft = of_rule(case_of(order, ("final_plan_issued", "2026-07-06")), "TRB-04a", "2026-09-01")
    assert draft.counted.endswith(
        " Done at the latest on Mon 6 Jul 2026, because the council issued the final plan then; its own day is not recorded."
    )
    unknown = of_rule(case_of(order, ("final_plan_issued", "2026-07-07")), "TRB-04a", "2026-09-01")
    assert (unknown.state, unknown.waits_for) == (State.UNKNOWN, "draft_plan_sent")


@pytest.mark.parametrize(
    ("order", "rule_id", "answers"),
    [
        ("tribunal_order.reconsider", "TRB-05", ("draft_plan_sent", "decided_not_to_issue")),
        ("tribunal_order.amend", "TRB-06", ("amended_plan_issued",)), ("tribunal_order.name_school", "TRB-07", ("amended_plan_issued",)),
        ("authority_conceded.contents", "TRB-09f", ("amended_plan_issued",)), ("authority_conceded.school", "TRB-09g", ("amended_plan_issued",)),
        ("tribunal_recommendation", "TRB-10", ("recommendation_answered",)),
    ],
)
def test_each_order_is_met_by_what_it_asks_for(order: str, rule_id: str, answers: tuple[str, ...]) -> None:
    assert state(rule_id, (order, "2026-06-01"), on="2026-12-01") is State.OVERDUE
    assert {state(rule_id, (order, "2026-06-01"), (answer, "2026-06-08"), on="2026-12-01") for answer in answers} == {State.MET}


def test_an_agreement_says_that_it_is_treated_as_an_order() -> None:
    one = of_rule(case_of(("mediation_agreement.amend", "2026-06-01")), "TRB-06", "2026-06-02")
    assert one.counted == (
        "A mediation agreement is treated as an order of the Tribunal (DIS-08), unless other times were agreed in writing (reg 42(5)). The "
        "mediation agreement to amend the plan, Mon 1 Jun 2026, is day 0; five weeks end on the same weekday, Mon 6 Jul 2026."
    )
    assert one.after == one.anchor_event == "mediation_agreement.amend"
    ordered = of_rule(case_of(("tribunal_order.amend", "2026-06-01")), "TRB-06", "2026-06-02")
    assert ordered.counted.startswith("The Tribunal’s order to amend the plan, Mon 1 Jun 2026, is day 0;")


def test_an_agreement_and_an_order_after_it_each_run_their_own_time() -> None:
    found = steps_of(case_of(("mediation_agreement.amend", "2026-06-01"), ("tribunal_order.amend", "2026-09-07")), "TRB-06", "2026-09-08")
    assert [(one.due, one.state) for one in found] == [(iso("2026-07-06"), State.OVERDUE), (iso("2026-10-12"), State.UPCOMING)]


def test_a_plan_that_continues_does_so_at_once_and_what_was_done_is_not_recorded_here() -> None:
    case = case_of(("tribunal_order.continue_plan", "2026-06-01"))
    assert of_rule(case, "TRB-08", "2026-06-01").state is State.DUE_SOON
    one = of_rule(case, "TRB-08", "2026-06-02")
    assert (one.state, one.days_late) == (State.ENDED, 0)
    assert one.ended_because == "Mon 1 Jun 2026 has passed. Whether it was done is not recorded here."
    assert one.counted == "The Tribunal’s order to continue the plan, Mon 1 Jun 2026: that day itself is the last."


def test_a_notice_to_the_tribunal_starts_nothing_before_regulation_45_was_amended() -> None:
    assert steps_of(case_of(("authority_conceded.assess", "2015-03-22")), "TRB-09a", "2015-04-01") == []
    assert steps_of(case_of(("authority_conceded.assess", "2015-03-23")), "TRB-09a", "2015-04-01")[0].due == iso("2015-04-06")


# The Tribunal's own days

RECEIVED = ("appeal_received_by_authority", "2026-06-01")  # thirty working days: Mon 13 Jul 2026
FIXED = ("direction.authority_response", "2026-07-31")


def test_the_council_answers_in_thirty_working_days_unless_the_appeal_ends() -> None:
    assert state("DIS-12", RECEIVED, on="2026-07-14") is State.OVERDUE
    assert state("DIS-12", RECEIVED, ("authority_response_filed", "2026-07-13"), on="2026-07-14") is State.MET
    for ending in ("appeal_withdrawn", "appeal_dismissed"):
        assert state("DIS-12", RECEIVED, (ending, "2026-07-06"), on="2026-07-14") is State.ENDED


@pytest.mark.parametrize("on", ["2026-06-02", "2026-07-20", "2026-08-03"])
def test_a_day_that_the_tribunal_fixes_overrides_the_thirty_working_days_from_the_start(on: str) -> None:
    one = of_rule(case_of(RECEIVED, FIXED), "DIS-12", on)
    assert (one.state, one.days_late) == (State.ENDED, 0)
    assert one.ended_because == (
        "The Tribunal has fixed Fri 31 Jul 2026 for this, and a day that it fixes overrides: see DIS-13."
    )


def test_a_response_inside_the_tribunals_own_day_is_never_called_late() -> None:
    case = case_of(RECEIVED, FIXED, ("authority_response_filed", "2026-07-30"))
    assert {one.state for one in milestones(case, iso("2026-08-20")) if one.rule.id in ("DIS-12", "DIS-13")} == {State.ENDED}


def test_each_direction_is_a_day_of_its_own_which_the_last_word_of_the_tribunal_fixes() -> None:
    hearing, bundle = ("direction.hearing", "2026-10-06"), ("direction.bundle", "2026-09-15")
    found = steps_of(case_of(hearing, bundle, ("direction.hearing", "2026-11-10"), ("direction.my_own_words", "2026-09-15")), "DIS-13", "2026-09-20")
    assert [(one.after, one.due, one.state) for one in found] == [
        ("direction.bundle", iso("2026-09-15"), State.ENDED), ("direction.my_own_words", iso("2026-09-15"), State.ENDED),
        ("direction.hearing", iso("2026-11-10"), State.UPCOMING),
    ]
    assert found[1].counted == (
        "The Tribunal’s direction on my own words fixes Tue 15 Sep 2026; a day that the Tribunal fixes overrides every other count."
    )
    assert found[0].ended_because == "Tue 15 Sep 2026 has passed. What each party did on it is not recorded here."


def test_each_direction_is_named_in_its_title() -> None:
    found = steps_of(case_of(("direction.hearing", "2026-10-06"), ("direction.bundle", "2026-09-15")), "DIS-13", "2026-09-01")
    assert len({one.title for one in found}) == 2


@pytest.mark.parametrize(
    "names", [("direction.working_document", "direction.bundle"), ("tribunal_order.amend", "mediation_agreement.amend")]
)
def test_a_key_tells_every_two_steps_apart(names: tuple[str, ...]) -> None:
    found = [one for one in milestones(case_of(*((name, "2026-09-15") for name in names)), iso("2026-09-01")) if one.start]
    assert len({one.key for one in found}) == len(found)


def test_before_any_direction_the_tribunals_day_waits_for_one() -> None:
    one = of_rule(case_of(), "DIS-13")
    assert one.counted == "This is counted from ‘Tribunal’s day’, and that day is not recorded."
    assert (one.state, one.after) == (State.UNKNOWN, "direction.")


# Mediation


@pytest.mark.parametrize(
    ("start", "rule_id", "done"),
    [
        ("mediation_declined", "DIS-02", "mediation_certificate_issued"), ("mediation_requested", "DIS-03", "mediation_held"),
        ("mediation_health_issue_raised", "DIS-04", "icb_notified"), ("mediation_concluded", "DIS-05", "mediation_certificate_issued"),
        ("mediation_agreement.other", "DIS-07", "mediation_agreement_carried_out"), ("mediation_agreement.health", "DIS-09", "authority_notified"),
    ],
)
def test_each_step_of_mediation_is_met_by_its_own_event(start: str, rule_id: str, done: str) -> None:
    assert state(rule_id, (start, "2026-06-01"), on="2026-09-01") is State.OVERDUE
    assert state(rule_id, (start, "2026-06-01"), (done, "2026-06-02"), on="2026-09-01") is State.MET


def test_a_certificate_ends_the_wait_for_a_mediation() -> None:
    events = (("mediation_requested", "2026-06-01"), ("mediation_certificate_issued", "2026-06-30"))
    assert state("DIS-03", *events, on="2026-09-01") is State.ENDED


def test_notice_of_a_mediation_is_counted_back_in_working_days() -> None:
    held = ("mediation_held", "2026-06-03")
    assert [state("DIS-06", held, on=day) for day in ("2026-05-27", "2026-05-28", "2026-06-03")] == [
        State.DUE_SOON, State.OVERDUE, State.UNKNOWN,
    ]
    assert state("DIS-06", held, ("mediation_notice_given", "2026-05-27"), on="2026-06-10") is State.MET
    one = of_rule(case_of(held), "DIS-06", "2026-05-20")
    assert one.counted.startswith("Five working days before the mediation meeting on Wed 3 Jun 2026 is Wed 27 May 2026. ")
    assert [(other.due, other.because) for other in one.alternatives] == [(iso("2026-05-26"), "‘at least’ read as clear working days")]


# What only part of an order asks for, and what silence leaves open


@pytest.mark.parametrize(
    ("school", "contents", "rule_id", "by"),
    [
        ("tribunal_order.name_school", "tribunal_order.amend", "TRB-07", "TRB-06"),
        ("mediation_agreement.name_school", "mediation_agreement.amend", "TRB-07", "TRB-06"),
        ("authority_conceded.school", "authority_conceded.contents", "TRB-09g", "TRB-09f"),
    ],
)
def test_two_weeks_for_the_school_are_not_owed_where_the_contents_change_too(school: str, contents: str, rule_id: str, by: str) -> None:
    both = case_of((school, "2026-10-01"), (contents, "2026-10-01"))
    one = of_rule(both, rule_id, "2026-10-20")
    assert (one.state, one.days_late) == (State.ENDED, 0)
    assert one.ended_because.endswith(f"and that starts times of its own: see {by}.")
    assert of_rule(both, by, "2026-10-20").due == iso("2026-11-05")
    assert of_rule(case_of((school, "2026-10-01")), rule_id, "2026-10-20").state is State.OVERDUE


APPEALED = (("appeal_lodged", "2026-03-20"), ("appeal_received_by_authority", "2026-03-27"))


@pytest.mark.parametrize("decided", ["tribunal_order.assess", "authority_conceded.assess"])
def test_nobody_asks_for_the_councils_response_once_the_appeal_is_decided(decided: str) -> None:
    one = of_rule(case_of(*APPEALED, (decided, "2026-09-01")), "DIS-12", "2026-09-10")
    assert (one.state, one.days_late) == (State.UNKNOWN, 0)
    assert of_rule(case_of(*APPEALED), "DIS-12", "2026-09-10").state is State.OVERDUE


def test_the_response_must_reach_the_tribunal_by_five() -> None:
    assert of_rule(case_of(*APPEALED), "DIS-12", "2026-04-01").counted.endswith(" is Wed 13 May 2026. The Tribunal must have it by 5 pm.")


@pytest.mark.parametrize(("start", "rule_id"), [("mediation_declined", "DIS-02"), ("mediation_concluded", "DIS-05")])
def test_an_adviser_is_not_called_late_for_a_certificate_that_an_appeal_suggests(start: str, rule_id: str) -> None:
    assert of_rule(case_of((start, "2026-02-20"), APPEALED[0]), rule_id, "2026-09-10").state is State.UNKNOWN
    assert of_rule(case_of((start, "2026-02-20")), rule_id, "2026-09-10").state is State.OVERDUE


def test_an_agreement_proves_that_there_was_a_mediation() -> None:
    asked = ("mediation_requested", "2026-03-02")
    one = of_rule(case_of(asked, ("mediation_agreement.assess", "2026-03-30")), "DIS-03", "2026-09-10")
    assert (one.state, one.met_on, one.met_at_latest) == (State.MET, iso("2026-03-30"), True)
    assert of_rule(case_of(asked, ("mediation_agreement.assess", "2026-04-20")), "DIS-03", "2026-09-10").state is State.UNKNOWN
    assert of_rule(case_of(asked, ("mediation_concluded", "2026-04-20")), "DIS-03", "2026-09-10").state is State.UNKNOWN
    assert of_rule(case_of(asked), "DIS-03", "2026-09-10").state is State.OVERDUE


def test_what_was_done_without_an_order_is_not_shown_as_done_under_one() -> None:
    case = case_of(("request_received", "2026-01-05"), ("agreed_to_assess", "2026-02-09"), ("draft_plan_sent", "2026-04-20"), APPEALED[0])
    for rule_id in ("TRB-01", "TRB-02", "TRB-03", "TRB-04a", "TRB-05", "TRB-09a", "TRB-09d"):
        one = of_rule(case, rule_id, "2026-09-10")
        assert (one.state, one.met_on, one.ended_because) == (State.UNKNOWN, None, "")


def test_other_times_that_were_agreed_or_set_are_named_beside_the_day() -> None:
    assert "(reg 42(5))" in of_rule(case_of(("mediation_agreement.other", "2026-06-01")), "DIS-07", "2026-06-02").counted
    assert "may agree to less" in of_rule(case_of(("mediation_held", "2026-06-01")), "DIS-06", "2026-05-02").counted
    assert "may set another time" in of_rule(case_of(("tribunal_recommendation", "2026-06-01")), "TRB-10", "2026-06-02").counted


def test_a_notice_before_the_amendment_of_2015_takes_no_step_of_the_request_away() -> None:
    case = case_of(("request_received", "2014-11-03"), ("authority_conceded.assess", "2015-01-05"))
    assert of_rule(case, "REQ-15", "2015-02-02").state is State.UPCOMING
    later = case_of(("request_received", "2014-11-03"), ("authority_conceded.assess", "2015-03-23"))
    assert of_rule(later, "REQ-15", "2015-03-23").ended.rule == "TRB-09a"


@pytest.mark.parametrize("what", ["assess", "issue", "contents", "school"])
def test_a_concession_says_beside_its_day_that_it_must_come_before_the_response_is_due(what: str) -> None:
    found = [one for one in milestones(case_of((f"authority_conceded.{what}", "2026-05-01")), iso("2026-05-02")) if one.start]
    assert found
    assert all(one.counted.endswith("after that a consent order is needed.") for one in found)


def test_the_six_weeks_are_not_said_to_bind_everybody_who_is_asked() -> None:
    assert "each of them" not in rule("REQ-06").if_missed  # a parent has no limit, and the school’s stands in the Code
    assert "in the end" not in rule("TRB-01").if_missed  # judicial review of an order not kept is urgent
    assert "fourteen" in rule("REQ-07").note
