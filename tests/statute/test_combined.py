"""Steps of which the later of two days governs: the last day to appeal, and the review after a move. Their parts are never late."""

from datetime import date

import pytest

from sendco_desk.statute.case import CaseFacts
from sendco_desk.statute.clock import milestones
from sendco_desk.statute.milestones import Milestone, State
from tests.statute.cases import Day, case_of, happened, iso, of_rule, steps_of

REFUSED = ("refused_to_assess", "2026-03-02")  # two months: Sat 2 May, and Mon 4 May is a bank holiday, so Tue 5 May 2026
CERTIFICATE = ("mediation_certificate_issued", "2026-04-20")  # one month: Wed 20 May 2026


def states(*events: Day, on: str) -> dict[str, State]:
    return {one.rule.id: one.state for one in milestones(case_of(*events), iso(on)) if one.start}


def appeals(*events: Day, on: str) -> list[Milestone]:
    return steps_of(case_of(*events), "APPEAL", on)


def test_the_decision_alone_governs_until_a_certificate_ends_later() -> None:
    one = appeals(REFUSED, on="2026-04-01")[0]
    assert (one.governs, one.due, one.last_safe_day, one.latest_day) == ("DIS-10", iso("2026-05-05"), iso("2026-05-02"), iso("2026-05-05"))
    one = appeals(REFUSED, CERTIFICATE, on="2026-05-01")[0]
    assert (one.governs, one.due, one.last_safe_day) == ("DIS-11", iso("2026-05-20"), iso("2026-05-20"))


def test_an_early_certificate_leaves_the_two_months_standing() -> None:
    one = appeals(REFUSED, ("mediation_certificate_issued", "2026-03-16"), on="2026-05-01")[0]
    assert (one.governs, one.anchor_event, one.due) == ("DIS-10", "refused_to_assess", iso("2026-05-05"))
    assert one.counted == (
        "DIS-10 governs, because it ends last. Two months after the refusal to assess, Mon 2 Mar 2026, is the corresponding date, "
        "Sat 2 May 2026, which is no working day, so the next one counts: Tue 5 May 2026. The Tribunal must have the appeal by 5 pm."
    )


def test_each_part_says_which_of_the_two_governs() -> None:
    case = case_of(REFUSED, CERTIFICATE)
    letter, certificate = of_rule(case, "DIS-10", "2026-05-01"), of_rule(case, "DIS-11", "2026-05-01")
    assert letter.counted.endswith(" DIS-11 ends later and governs: see APPEAL.")
    assert certificate.counted.endswith(" It ends last, so it governs: see APPEAL.")
    assert letter.part_of == certificate.part_of == "APPEAL"
    assert not letter.is_open and not certificate.is_open
    assert appeals(REFUSED, CERTIFICATE, on="2026-05-01")[0].is_open


def test_the_right_lapses_only_when_the_later_day_has_passed_and_its_parts_never_do() -> None:
    events = (REFUSED, CERTIFICATE)
    assert states(*events, on="2026-05-20") == {
        "DIS-01": State.MET, "DIS-10": State.ENDED, "DIS-11": State.DUE_SOON, "APPEAL": State.DUE_SOON,
    }
    assert states(*events, on="2026-05-21") == {
        "DIS-01": State.MET, "DIS-10": State.ENDED, "DIS-11": State.ENDED, "APPEAL": State.LAPSED,
    }
    assert of_rule(case_of(*events), "DIS-10", "2026-05-21").ended_because == "DIS-11 ends later and governs: see APPEAL."
    assert of_rule(case_of(*events), "DIS-11", "2026-05-21").ended_because == "It governs: see APPEAL."
    assert appeals(*events, on="2026-05-21")[0].days_late == 0


@pytest.mark.parametrize(
    ("lodged", "whole", "part", "late"),
    [("2026-05-20", State.MET, State.MET, 0), ("2026-05-21", State.MET_LATE, State.ENDED, 1), ("2026-05-04", State.MET, State.MET, 0)],
)
def test_an_appeal_meets_the_whole_and_its_parts(lodged: str, whole: State, part: State, late: int) -> None:
    events = (REFUSED, CERTIFICATE, ("appeal_lodged", lodged))
    one = appeals(*events, on="2026-06-01")[0]
    assert (one.state, one.met_on, one.met_by, one.days_late) == (whole, iso(lodged), "appeal_lodged", late)
    for rule_id in ("DIS-10", "DIS-11"):
        piece = of_rule(case_of(*events), rule_id, "2026-06-01")
        assert (piece.state, piece.days_late) == (part, 0)
        assert piece.met_by == ("appeal_lodged" if part is State.MET else "")


def test_a_reversed_refusal_needs_no_appeal() -> None:
    events = (REFUSED, CERTIFICATE, ("refusal_reversed", "2026-05-11"))
    for rule_id in ("APPEAL", "DIS-10", "DIS-11"):
        one = steps_of(case_of(*events), rule_id, "2026-06-01")[0]
        assert one.state is State.ENDED
        assert one.ended_because == "The council reversed its refusal on Mon 11 May 2026, so this is no longer needed."


def test_a_child_who_leaves_ends_the_whole_and_its_parts() -> None:
    found = states(REFUSED, ("pupil_left", "2026-04-01"), on="2026-06-01")
    assert {found[rule_id] for rule_id in ("APPEAL", "DIS-01", "DIS-10")} == {State.ENDED}


# The day of the letter, and further decisions


def test_a_letter_of_its_own_day_overrides_the_day_of_the_decision() -> None:
    one = appeals(REFUSED, ("decision_letter_sent", "2026-03-09"), on="2026-04-01")[0]
    assert (one.anchor_event, one.anchor, one.due) == ("decision_letter_sent", iso("2026-03-09"), iso("2026-05-11"))  # 9 May is a Saturday
    assert one.counted.startswith("DIS-10 alone has a day to count from. Two months after the decision letter on Mon 9 Mar 2026 is the")


@pytest.mark.parametrize("rule_id", ["APPEAL", "DIS-01", "DIS-10"])
def test_before_a_letter_is_sent_the_day_of_the_decision_counts(rule_id: str) -> None:
    case = case_of(REFUSED, ("decision_letter_sent", "2026-03-09"))
    assert [[one.anchor for one in steps_of(case, rule_id, on)] for on in ("2026-03-08", "2026-03-09")] == [
        [iso("2026-03-02")], [iso("2026-03-09")],
    ]


@pytest.mark.parametrize(
    ("events", "anchors"),
    [
        ((("decision_letter_sent", "2026-03-09"),), ["2026-03-09"]),  # a letter about a decision nobody recorded
        ((REFUSED, ("decision_letter_sent", "2026-03-02")), ["2026-03-02"]),  # sent the same day
        ((REFUSED, ("decision_letter_sent", "2026-03-09"), ("decision_letter_sent", "2026-03-16")), ["2026-03-09"]),  # a copy starts nothing
        ((("decision_letter_sent", "2026-02-09"), REFUSED), ["2026-02-09", "2026-03-02"]),  # an earlier letter is of an earlier decision
        ((REFUSED, ("final_plan_issued", "2026-07-06"), ("decision_letter_sent", "2026-07-08")), ["2026-03-02", "2026-07-08"]),
        ((REFUSED, ("decision_letter_sent", "2026-03-04"), ("final_plan_issued", "2026-07-06")), ["2026-03-04", "2026-07-06"]),
    ],
)
def test_each_decision_starts_a_period_from_its_own_letter(events: tuple[Day, ...], anchors: list[str]) -> None:
    assert [one.anchor for one in appeals(*events, on="2026-12-01")] == [iso(day) for day in anchors]
    assert [one.anchor for one in steps_of(case_of(*events), "DIS-01", "2026-12-01")] == [iso(day) for day in anchors]


def test_a_decision_that_can_be_appealed_starts_the_period_by_itself_and_no_other_does() -> None:
    for name in ("decided_not_to_issue", "amended_plan_issued", "decided_not_to_amend", "review_decision.cease", "refused_to_reassess"):
        assert appeals((name, "2026-03-02"), on="2026-03-03")[0].due == iso("2026-05-05")
    assert appeals(("review_decision.keep", "2026-03-02"), ("agreed_to_assess", "2026-03-02"), on="2026-03-03") == []


def test_a_certificate_belongs_to_the_decision_before_it() -> None:
    plan = ("final_plan_issued", "2026-07-06")
    certificate = ("mediation_certificate_issued", "2026-09-14")
    first, second = appeals(REFUSED, plan, certificate, on="2026-09-20")
    assert (first.state, first.governs, first.due) == (State.LAPSED, "DIS-10", iso("2026-05-05"))
    assert (second.state, second.governs, second.due) == (State.UPCOMING, "DIS-11", iso("2026-10-14"))
    both = (REFUSED, CERTIFICATE, plan, certificate)
    assert [one.governs for one in appeals(*both, on="2026-09-20")] == ["DIS-11", "DIS-11"]
    assert [one.anchor for one in steps_of(case_of(*both), "DIS-11", "2026-09-20")] == [iso("2026-04-20"), iso("2026-09-14")]


def test_of_two_certificates_for_one_decision_the_later_counts() -> None:
    again = ("mediation_certificate_issued", "2026-04-27")
    assert [one.due for one in appeals(REFUSED, CERTIFICATE, again, on="2026-05-01")] == [iso("2026-05-27")]
    assert [one.anchor for one in steps_of(case_of(REFUSED, CERTIFICATE, again), "DIS-11", "2026-05-01")] == [iso("2026-04-27")]


def test_a_further_decision_leaves_the_right_over_the_earlier_one_as_it_is() -> None:
    again = ("review_decision.cease", "2026-03-09")
    case = case_of(("refused_to_reassess", "2026-03-02"), again)
    assert [(one.due, one.state) for one in steps_of(case, "APPEAL", "2026-05-05")] == [
        (iso("2026-05-05"), State.DUE_SOON), (iso("2026-05-11"), State.DUE_SOON),
    ]
    assert [one.state for one in steps_of(case, "DIS-01", "2026-05-06")] == [State.LAPSED, State.DUE_SOON]
    lodged = case_of(("refused_to_reassess", "2026-03-02"), again, ("appeal_lodged", "2026-05-05"))
    assert [one.state for one in steps_of(lodged, "APPEAL", "2026-06-01")] == [State.MET, State.MET]  # it may be about either


def test_an_appeal_after_the_first_right_lapsed_is_about_the_later_decision() -> None:
    case = case_of(REFUSED, ("final_plan_issued", "2026-07-06"), ("appeal_lodged", "2026-08-03"))
    assert [one.state for one in steps_of(case, "APPEAL", "2026-08-04")] == [State.LAPSED, State.MET]
    contacted = case_of(REFUSED, ("final_plan_issued", "2026-07-06"), ("mediation_adviser_contacted", "2026-07-20"))
    assert [one.state for one in steps_of(contacted, "DIS-01", "2026-08-04")] == [State.LAPSED, State.MET]
    alone = case_of(REFUSED, ("appeal_lodged", "2026-06-03"))
    assert [one.state for one in steps_of(alone, "APPEAL", "2026-08-04")] == [State.MET_LATE]


def test_an_appeal_against_the_first_decision_meets_nothing_of_the_second() -> None:
    events = (REFUSED, ("appeal_lodged", "2026-04-27"), ("final_plan_issued", "2026-07-06"))
    assert [(one.state, one.met_on) for one in appeals(*events, on="2026-07-07")] == [
        (State.MET, iso("2026-04-27")), (State.UPCOMING, None),
    ]


# Contacting the adviser


def test_a_certificate_proves_that_the_adviser_was_asked_in_time_and_silence_makes_nobody_late() -> None:
    early = of_rule(case_of(REFUSED, CERTIFICATE), "DIS-01", "2026-06-01")
    assert (early.state, early.met_at_latest) == (State.MET, True)
    assert early.counted.endswith(
        " Done at the latest on Mon 20 Apr 2026, because the mediation certificate was issued then; its own day is not recorded."
    )
    late = of_rule(case_of(REFUSED, ("mediation_certificate_issued", "2026-05-04")), "DIS-01", "2026-06-01")
    assert (late.state, late.waits_for) == (State.UNKNOWN, "mediation_adviser_contacted")
    assert of_rule(case_of(REFUSED), "DIS-01", "2026-05-03").state is State.LAPSED


def test_an_appeal_about_the_school_alone_needs_no_adviser() -> None:
    one = of_rule(case_of(("final_plan_issued", "2026-03-02"), ("appeal_lodged", "2026-04-01")), "DIS-01", "2026-06-01")
    assert one.ended_because == "The Tribunal received the appeal on Wed 1 Apr 2026, so this is no longer needed."


def test_where_only_the_certificate_is_known_its_month_counts() -> None:
    one = appeals(CERTIFICATE, on="2026-05-01")[0]
    assert (one.governs, one.due, one.state) == ("DIS-11", iso("2026-05-20"), State.UPCOMING)
    events = (CERTIFICATE, ("mediation_certificate_issued", "2026-05-04"))
    assert [(one.due, one.state) for one in appeals(*events, on="2026-05-10")] == [
        (iso("2026-05-20"), State.ENDED), (iso("2026-06-04"), State.UPCOMING),
    ]


def test_the_right_to_appeal_does_not_lapse_on_a_certificate_alone() -> None:
    one = appeals(CERTIFICATE, on="2026-05-21")[0]
    assert (one.state, one.waits_for) == (State.UNKNOWN, "decision_letter_sent")
    assert one.counted.endswith(
        " The day of ‘Council sent the decision letter with the right to appeal’ is not recorded, so nothing is said to have lapsed."
    )
    late = appeals(CERTIFICATE, ("appeal_lodged", "2026-05-21"), on="2026-06-01")[0]
    assert (late.state, late.met_on) == (State.UNKNOWN, iso("2026-05-21"))  # in time or not: the decision's own day would tell


# What is known of an appeal that nobody dated, and of a certificate that may still come


def test_a_decision_alone_says_that_a_certificate_would_give_more_time() -> None:
    told = " A mediation certificate that is not recorded here would give one month from its own day."
    assert appeals(REFUSED, on="2026-05-06")[0].counted.endswith(told)
    assert told not in appeals(REFUSED, CERTIFICATE, on="2026-05-06")[0].counted


@pytest.mark.parametrize("step", ["mediation_adviser_contacted", "mediation_requested", "mediation_held", "mediation_agreement.assess"])
def test_while_mediation_goes_on_the_right_to_appeal_is_not_said_to_have_lapsed(step: str) -> None:
    one = appeals(REFUSED, (step, "2026-05-06"), on="2026-05-06")[0]
    assert (one.state, one.waits_for) == (State.UNKNOWN, "mediation_certificate_issued")
    assert one.counted.endswith(" The day of ‘Mediation certificate issued’ is not recorded, so nothing is said to have lapsed.")
    assert appeals(REFUSED, (step, "2026-05-07"), on="2026-05-06")[0].state is State.LAPSED  # that had not happened yet
    assert appeals(REFUSED, (step, "2026-04-01"), on="2026-05-05")[0].state is State.DUE_SOON


@pytest.mark.parametrize("proof", ["appeal_received_by_authority", "tribunal_order.assess", "authority_conceded.assess", "appeal_withdrawn"])
def test_what_only_an_appeal_brings_proves_that_it_was_brought(proof: str) -> None:
    one = appeals(REFUSED, (proof, "2026-05-05"), on="2026-06-01")[0]
    assert (one.state, one.met_at_latest, one.met_by) == (State.MET, True, proof)
    assert " Done at the latest on Tue 5 May 2026, because " in one.counted
    late = appeals(REFUSED, (proof, "2026-05-06"), on="2026-06-01")[0]
    assert (late.state, late.waits_for) == (State.UNKNOWN, "appeal_lodged")
    assert late.counted.endswith("so whether it was in time is not known.")
    dated = appeals(REFUSED, (proof, "2026-05-06"), ("appeal_lodged", "2026-05-04"), on="2026-06-01")[0]
    assert (dated.state, dated.met_at_latest) == (State.MET, False)


@pytest.mark.parametrize("tells", ["mediation_requested", "mediation_held", "appeal_received_by_authority"])
def test_whether_the_adviser_was_asked_is_not_known_once_mediation_or_the_appeal_goes_on(tells: str) -> None:
    one = of_rule(case_of(REFUSED, (tells, "2026-05-04")), "DIS-01", "2026-06-01")
    assert (one.state, one.days_late) == (State.UNKNOWN, 0)
    assert one.counted.endswith("Whether this was done is not known, so nothing is said to have lapsed.")


# The review after a move

MADE, MOVED = ("plan_made", "2026-03-02"), ("plan_transferred", "2026-09-01")  # to Mon 1 Mar 2027, and to Mon 30 Nov 2026


def after_move(*events: Day, on: str) -> Milestone:
    return steps_of(case_of(*events), "TRF-04", on)[0]


def test_the_later_of_twelve_and_three_months_governs_after_a_move() -> None:
    one = after_move(MADE, MOVED, on="2026-12-01")
    assert (one.governs, one.due, one.latest_day, one.state) == ("TRF-04a", iso("2027-03-01"), iso("2027-03-01"), State.UPCOMING)
    late_in_the_year = after_move(("review_completed", "2025-10-01"), MOVED, on="2026-12-01")
    assert (late_in_the_year.governs, late_in_the_year.due, late_in_the_year.latest_day) == ("TRF-04b", iso("2026-11-30"), iso("2026-12-01"))


@pytest.mark.parametrize(
    ("reviewed", "on", "state", "late"),
    [
        ("", "2027-03-01", State.DUE_SOON, 0), ("", "2027-03-02", State.OVERDUE, 1), ("2027-03-01", "2027-05-01", State.MET, 0),
        ("2027-03-02", "2027-05-01", State.MET_LATE, 1), ("2026-09-01", "2027-05-01", State.MET, 0),
    ],
)
def test_the_new_councils_review_is_in_time_up_to_the_later_day(reviewed: str, on: str, state: State, late: int) -> None:
    events = (MADE, MOVED, *((("review_completed", reviewed),) if reviewed else ()))
    one = after_move(*events, on=on)
    assert (one.state, one.days_late, one.part_of) == (state, late, "")
    parts = {each.rule.id: each for each in milestones(case_of(*events), iso(on)) if each.part_of == "TRF-04"}
    assert set(parts) == {"TRF-04a", "TRF-04b"}
    assert not {each.state for each in parts.values()} & {State.OVERDUE, State.MET_LATE, State.LAPSED}
    assert all(each.days_late == 0 for each in parts.values())


def test_a_review_before_the_move_does_not_meet_the_new_councils() -> None:
    one = after_move(MADE, ("review_completed", "2026-08-03"), MOVED, on="2027-09-01")
    assert (one.state, one.met_on, one.due) == (State.OVERDUE, None, iso("2027-08-02"))


def test_a_plan_transferred_hands_the_yearly_review_to_the_new_council() -> None:
    case = case_of(MADE, MOVED)
    assert of_rule(case, "REV-01", "2026-08-31").state is State.UPCOMING
    one = of_rule(case, "REV-01", "2027-06-01")
    assert (one.state, one.ended_because) == (
        State.ENDED, "The plan was transferred to the new council on Tue 1 Sep 2026, and that starts times of its own: see TRF-04.",
    )


def test_after_the_new_councils_review_the_yearly_round_goes_on() -> None:
    case = case_of(MADE, ("moved_area", "2026-09-01"), MOVED, ("review_completed", "2027-02-01"))
    assert of_rule(case, "REV-01", "2027-02-02").due == iso("2028-01-31")
    assert steps_of(case, "TRF-04", "2028-06-01")[0].state is State.MET


def test_before_the_transfer_there_is_nothing_to_combine() -> None:
    found = states(MADE, MOVED, on="2026-08-31")
    assert "TRF-04a" not in found  # it exists only once the plan has come
    assert found["TRF-04"] is State.UPCOMING


def test_moving_on_does_not_end_the_review_but_the_end_of_the_plan_does() -> None:
    events = (MADE, ("moved_area", "2026-09-01"), MOVED, ("pupil_left", "2026-09-02"))
    assert after_move(*events, on="2026-12-01").state is State.UPCOMING
    ended = after_move(*events, ("plan_ceased", "2026-11-02"), on="2026-12-01")
    assert (ended.state, ended.ended_because) == (State.ENDED, "The plan ceased on Mon 2 Nov 2026, so this is no longer owed.")


def test_nobody_is_late_with_the_review_after_a_move_where_the_last_review_is_not_recorded() -> None:
    one = after_move(MOVED, on="2027-01-04")
    assert (one.state, one.waits_for, one.days_late) == (State.UNKNOWN, "plan_made", 0)
    assert one.counted.endswith(" The day of ‘Plan made’ is not recorded, so nobody is called late for it.")
    assert after_move(MOVED, ("review_completed", "2026-12-14"), on="2027-01-04").state is State.UNKNOWN


def test_the_new_councils_review_does_not_count_as_the_one_before_the_move() -> None:
    one = after_move(MOVED, ("review_completed", "2026-11-16"), on="2027-01-04")
    assert (one.governs, one.due, one.state) == ("TRF-04b", iso("2026-11-30"), State.MET)


@pytest.mark.parametrize("on", [date.min, date.max])
def test_even_the_first_and_the_last_of_all_days_can_be_asked_about(on: date) -> None:
    assert steps_of(case_of(REFUSED, CERTIFICATE), "APPEAL", on)[0].counted.endswith(".")
    assert steps_of(case_of(MADE, MOVED), "TRF-04", on)[0].counted.endswith(".")


# What the whole says of other counts, and of an end that ends no right


def test_the_whole_shows_the_other_counts_of_the_part_that_governs() -> None:
    one = steps_of(case_of(("refused_to_assess", "2026-05-31")), "APPEAL", "2026-06-01")[0]  # 31 July 2026 is a Friday
    assert one.alternatives == ()
    moved = steps_of(case_of(("refused_to_assess", "2027-05-31")), "APPEAL", "2027-06-01")[0]  # 31 July 2027 is a Saturday
    assert (moved.due, moved.latest_day) == (iso("2027-08-02"), iso("2027-09-01"))
    assert [other.due for other in moved.alternatives] == [iso("2027-07-31"), iso("2027-09-01")]


@pytest.mark.parametrize(
    ("ending", "happened"), [("pupil_left", "The pupil left the school"), ("plan_ceased", "The plan ceased"),
                             ("moved_area", "The family moved to another area")],
)
def test_the_end_of_a_case_is_not_said_to_end_a_right(ending: str, happened: str) -> None:
    case = case_of(("review_decision.cease", "2026-02-05"), (ending, "2026-02-10"))
    one = steps_of(case, "APPEAL", "2026-03-01")[0]
    assert one.ended_because == f"{happened} on Tue 10 Feb 2026, so this case follows it no further, though the right may go on."


def test_the_end_of_a_case_is_not_said_to_end_what_is_owed_in_an_appeal() -> None:
    case = case_of(("appeal_received_by_authority", "2026-07-27"), ("moved_area", "2026-09-01"))
    assert of_rule(case, "DIS-12", "2026-11-23").ended_because == (
        "The family moved to another area on Tue 1 Sep 2026, so this case follows it no further."
    )


def test_twelve_months_from_a_leap_day_are_not_over_on_the_last_day_of_february() -> None:
    leap = (("plan_made", "2024-02-29"), ("plan_transferred", "2024-06-21"))
    assert [after_move(*leap, on=day).state for day in ("2025-02-28", "2025-03-01")] == [State.DUE_SOON, State.OVERDUE]
    one = of_rule(case_of(*leap), "TRF-04a", "2024-07-01")
    assert [other.due for other in one.alternatives] == [iso("2025-02-28")]
    assert one.counted.startswith(
        "Twelve months that begin with the day the plan was made, Thu 29 Feb 2024, meet no corresponding date: counted to Fri 28 Feb 2025, "
        "the safe day is the one before it, Thu 27 Feb 2025."
    )


@pytest.mark.parametrize("ending", ["plan_ceased", "pupil_left"])
def test_the_end_of_the_case_that_is_disputed_does_not_take_the_appeal_away(ending: str) -> None:
    review = happened((("review_decision.cease", "2026-02-05"), (ending, "2026-02-10")))
    appeal = CaseFacts(events=happened((("decision_letter_sent", "2026-02-06"),)), heard=review)
    found = {one.rule.id: one.state for one in milestones(appeal, iso("2026-03-01"), kind="appeal")}
    assert (found["APPEAL"], found["DIS-01"]) == (State.UPCOMING, State.UPCOMING)
