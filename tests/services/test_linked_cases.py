"""Cases of one child that arose from one another: what each hears of the other, and that every step is owed once."""

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sendco_desk.domain.pupil import Pupil
from sendco_desk.services.desk import Desk
from sendco_desk.services.wording import who_owes
from sendco_desk.statute.kinds import ABOUT, FIRST_EVENTS
from sendco_desk.statute.milestones import Milestone, State

D = date
REFUSED = (("request_received", D(2026, 5, 11)), ("refused_to_assess", D(2026, 6, 19)))
LODGED = (("mediation_certificate_issued", D(2026, 7, 20)), ("appeal_lodged", D(2026, 8, 3)))


def a_case(
    desk: Desk, pupil: Pupil, kind: str, *events: tuple[str, date], about: UUID | None = None, council: str = "Marlshire",
) -> UUID:
    opened, _ = desk.casework.open_case(
        pupil.id, kind, authority="" if kind == "records" else council, about=about, events=[(name, on, None) for name, on in events],
    )
    return opened


def steps(desk: Desk, case: UUID, on: date | None = None) -> dict[str, Milestone]:
    """The steps on a case's page that have begun, by their rules."""
    return {one.rule.id: one for one in desk.casework.page(case, on).milestones if one.start is not None}


def due(desk: Desk, on: date | None = None) -> list[tuple[str, int, State]]:
    """What is owed: the rule, the number of the case that tells it, and its state."""
    return [(row.milestone.rule.id, row.number, row.milestone.state) for row in desk.casework.due(on)]


# A request and the appeal about it


def test_an_appeal_and_the_request_it_is_about_owe_each_step_once(desk: Desk, kacper: Pupil) -> None:
    request = a_case(desk, kacper, "request", ("request_received", D(2026, 9, 7)), ("refused_to_assess", D(2026, 10, 16)))
    alone = [(rule, number) for rule, number, _ in due(desk)]
    assert ("APPEAL", 1) in alone and ("DIS-01", 1) in alone
    appeal = a_case(desk, kacper, "appeal", ("mediation_requested", D(2026, 11, 2)), about=request)
    both = [(rule, number) for rule, number, _ in due(desk)]
    assert both.count(("APPEAL", 2)) == both.count(("DIS-03", 2)) == 1
    assert not {("APPEAL", 1), ("DIS-01", 1)} & set(both)
    assert ("REQ-05", 1) in both  # the copy of the decision is still owed in the request
    assert steps(desk, request)["APPEAL"].due == steps(desk, appeal)["APPEAL"].due == D(2026, 12, 16)


def test_what_an_appeal_tells_is_told_by_the_request_again_once_the_appeal_is_put_away(desk: Desk, kacper: Pupil) -> None:
    request = a_case(desk, kacper, "request", ("request_received", D(2026, 9, 7)), ("refused_to_assess", D(2026, 10, 16)))
    appeal = a_case(desk, kacper, "appeal", about=request)
    assert ("APPEAL", 2, State.UPCOMING) in due(desk)
    desk.casework.save_case(replace(desk.caseload.view(appeal).case, closed_on=D(2026, 11, 20)))
    assert ("APPEAL", 1, State.UPCOMING) in due(desk)
    assert {number for _, number, _ in due(desk)} == {1}


def test_cases_of_one_child_that_are_not_joined_hear_nothing_of_one_another(desk: Desk, kacper: Pupil) -> None:
    request = a_case(desk, kacper, "request", *REFUSED)
    appeal = a_case(desk, kacper, "appeal", *LODGED)
    assert steps(desk, request)["APPEAL"].state is State.LAPSED
    assert "DIS-10" not in steps(desk, appeal)
    assert desk.caseload.view(request).facts.heard == ()


def test_an_order_to_assess_ends_the_refusal_in_the_request_and_starts_its_own_days_in_the_appeal(desk: Desk, kacper: Pupil) -> None:
    request = a_case(desk, kacper, "request", *REFUSED)
    appeal = a_case(desk, kacper, "appeal", *LODGED, about=request)
    assert "agreed_to_assess" not in desk.casework.page(request).next_events
    desk.casework.add_event(appeal, "tribunal_order.assess", D(2026, 11, 9))
    seen = steps(desk, request)
    assert {rule: seen[rule].state for rule in ("REQ-04", "REQ-09", "REQ-15")} == {
        "REQ-04": State.MET, "REQ-09": State.ENDED, "REQ-15": State.ENDED,
    }
    assert not {rule for rule in seen if rule.startswith("TRB")}  # they belong to the case they were recorded in
    assert "agreed_to_assess" in desk.casework.page(request).next_events
    assert [(rule, number) for rule, number, _ in due(desk) if rule.startswith("TRB")] == [("TRB-01", 2), ("TRB-02", 2), ("TRB-03", 2)]
    assert {rule: steps(desk, appeal)[rule].due for rule in ("TRB-01", "TRB-02", "TRB-03")} == {
        "TRB-01": D(2026, 11, 23), "TRB-02": D(2027, 1, 18), "TRB-03": D(2027, 2, 15),
    }


def test_what_follows_in_the_request_meets_the_steps_of_the_order(desk: Desk, kacper: Pupil) -> None:
    request = a_case(desk, kacper, "request", *REFUSED)
    appeal = a_case(desk, kacper, "appeal", *LODGED, ("tribunal_order.assess", D(2026, 11, 9)), about=request)
    desk.casework.add_event(request, "agreed_to_assess", D(2026, 11, 20))
    assert desk.casework.page(request).stage == "Being assessed"
    assert (steps(desk, appeal)["TRB-01"].state, steps(desk, appeal)["TRB-01"].met_on) == (State.MET, D(2026, 11, 20))
    desk.casework.add_events(request, [("draft_plan_sent", D(2027, 1, 15), None), ("final_plan_issued", D(2027, 2, 8), None)])
    then = steps(desk, appeal, D(2027, 2, 10))
    assert (then["TRB-02"].state, then["TRB-03"].state, then["TRB-03"].met_by) == (State.ENDED, State.MET, "final_plan_issued")
    assert not [rule for rule, _, _ in due(desk, D(2027, 2, 10)) if rule.startswith("TRB")]


def test_a_late_plan_in_the_request_is_late_under_the_order(desk: Desk, kacper: Pupil) -> None:
    request = a_case(desk, kacper, "request", *REFUSED)
    appeal = a_case(desk, kacper, "appeal", *LODGED, ("tribunal_order.make_plan", D(2026, 8, 24)), about=request)
    assert ("TRB-04b", 2, State.OVERDUE) in due(desk)
    desk.casework.add_event(request, "final_plan_issued", D(2026, 11, 20))
    plan = steps(desk, appeal)["TRB-04b"]
    assert (plan.due, plan.state, plan.days_late) == (D(2026, 11, 9), State.MET_LATE, 11)


def test_a_mediation_agreement_counts_like_an_order_and_undo_takes_its_steps_away_again(desk: Desk, kacper: Pupil) -> None:
    request = a_case(desk, kacper, "request", *REFUSED)
    appeal = a_case(desk, kacper, "appeal", ("mediation_requested", D(2026, 7, 20)), about=request)
    before = desk.casework.page(request)
    desk.casework.add_event(appeal, "mediation_agreement.assess", D(2026, 11, 16))
    assert steps(desk, appeal)["TRB-03"].due == D(2027, 2, 22)
    assert "agreed_to_assess" in desk.casework.page(request).next_events
    desk.finding.undo()
    assert "TRB-03" not in steps(desk, appeal)
    assert desk.casework.page(request) == before


def test_a_case_that_is_parted_hears_no_more(desk: Desk, kacper: Pupil) -> None:
    request = a_case(desk, kacper, "request", *REFUSED)
    appeal = a_case(desk, kacper, "appeal", *LODGED, about=request)
    assert steps(desk, request)["DIS-01"].state is State.MET
    desk.casework.save_case(replace(desk.caseload.view(appeal).case, about=None))
    assert steps(desk, request)["DIS-01"].state is State.LAPSED
    desk.finding.undo()
    assert steps(desk, request)["DIS-01"].state is State.MET


# A plan, its reviews and moves


def test_a_plan_hears_the_decision_of_its_review(desk: Desk, kacper: Pupil) -> None:
    plan = a_case(desk, kacper, "plan", ("plan_made", D(2025, 10, 1)))
    review = a_case(desk, kacper, "annual_review", ("review_meeting", D(2026, 9, 14)), about=plan)
    assert (steps(desk, plan)["REV-01"].state, steps(desk, plan)["REV-01"].due) == (State.OVERDUE, D(2026, 9, 30))
    desk.casework.add_events(review, [("review_report_sent", D(2026, 9, 25), None), ("review_decision.keep", D(2026, 10, 9), None)])
    yearly = steps(desk, plan)["REV-01"]
    assert (yearly.state, yearly.due, yearly.anchor_event) == (State.UPCOMING, D(2027, 10, 8), "review_decision.keep")
    assert [(rule, number) for rule, number, _ in due(desk)] == [("REV-01", 1)]
    assert desk.casework.page(review).stage == "Kept as it is"


def test_a_plan_that_ceased_ends_what_its_review_still_owed(desk: Desk, kacper: Pupil) -> None:
    plan = a_case(desk, kacper, "plan", ("plan_made", D(2025, 11, 24)))
    review = a_case(desk, kacper, "annual_review", ("review_meeting", D(2026, 11, 2)), about=plan)
    assert ("REV-06", 2, State.DUE_SOON) in due(desk)
    desk.casework.add_event(plan, "plan_ceased", D(2026, 11, 20))
    assert steps(desk, review)["REV-06"].state is State.ENDED
    assert due(desk) == []


def test_a_move_to_the_next_phase_hears_of_the_review_and_its_amended_plan(desk: Desk, kacper: Pupil) -> None:
    plan = a_case(desk, kacper, "plan", ("plan_made", D(2026, 1, 12)))
    move = a_case(desk, kacper, "phase_transfer", ("phase_transfer.school", D(2027, 9, 1)), about=plan)
    review = a_case(desk, kacper, "annual_review", ("review_meeting", D(2026, 11, 16)), about=move)
    assert steps(desk, move)["REV-14"].state is State.MET
    assert "REV-05" not in steps(desk, move)  # the report belongs to the review
    desk.casework.add_events(review, [("review_decision.amend", D(2026, 12, 11), None), ("amended_plan_issued", D(2027, 2, 8), None)])
    assert steps(desk, move, D(2027, 2, 20))["REV-11"].state is State.MET
    assert steps(desk, plan, D(2027, 2, 20))["REV-01"].due == D(2027, 12, 10)


def test_a_child_who_moved_has_steps_of_the_old_council_and_of_the_new(desk: Desk, kacper: Pupil) -> None:
    plan = a_case(desk, kacper, "plan", ("plan_made", D(2026, 1, 12)))
    moved, aware = ("moved_area", D(2026, 11, 16)), ("old_authority_aware", D(2026, 11, 9))
    move = a_case(desk, kacper, "move", moved, aware, about=plan, council="Kirkmoor County Council")
    assert steps(desk, plan)["REV-01"].state is State.ENDED  # whose review it is, the transfer decides
    (row,) = desk.casework.due()
    assert (row.milestone.rule.id, row.milestone.due, who_owes(row.milestone, row.authority)) == ("TRF-02", D(2026, 11, 27), "The old council")
    desk.casework.add_event(move, "plan_transferred", D(2026, 11, 20))
    assert [(row.milestone.rule.id, row.milestone.due, who_owes(row.milestone, row.authority)) for row in desk.casework.due()] == [
        ("TRF-03", D(2027, 1, 1), "Kirkmoor County Council"), ("TRF-04", D(2027, 2, 19), "Kirkmoor County Council"),
    ]


def test_the_first_review_after_a_move_meets_the_new_councils_step_and_starts_the_years_again(desk: Desk, kacper: Pupil) -> None:
    plan = a_case(desk, kacper, "plan", ("plan_made", D(2026, 1, 12)))
    moved = (("moved_area", D(2026, 11, 2)), ("old_authority_aware", D(2026, 10, 26)), ("plan_transferred", D(2026, 11, 13)))
    move = a_case(desk, kacper, "move", *moved, about=plan, council="Kirkmoor County Council")
    review = a_case(desk, kacper, "annual_review", ("review_meeting", D(2027, 1, 11)), about=plan, council="Kirkmoor County Council")
    assert steps(desk, move)["TRF-04"].state is State.UPCOMING
    desk.casework.add_event(review, "review_decision.keep", D(2027, 1, 29))
    after = D(2027, 2, 1)
    assert (steps(desk, move, after)["TRF-04"].state, steps(desk, move, after)["TRF-04"].met_on) == (State.MET, D(2027, 1, 29))
    assert (steps(desk, plan, after)["REV-01"].state, steps(desk, plan, after)["REV-01"].due) == (State.UPCOMING, D(2028, 1, 28))


def test_a_complaint_about_a_request_shares_none_of_its_steps(desk: Desk, kacper: Pupil) -> None:
    request = a_case(desk, kacper, "request", ("request_received", D(2026, 9, 21)))
    complaint = a_case(desk, kacper, "complaint", ("complaint_received", D(2026, 11, 16)), about=request)
    assert set(steps(desk, complaint)) == {"CMP-01", "CMP-02"}
    assert not {rule for rule in steps(desk, request) if rule.startswith("CMP")}
    assert desk.caseload.view(request).matter == (complaint,)
    desk.casework.add_event(request, "request_withdrawn", D(2026, 11, 20))
    assert due(desk) == [("CMP-01", 2, State.DUE_SOON), ("CMP-02", 2, State.DUE_SOON)]


# Each once, whatever is joined to what


def test_two_appeals_about_one_request_owe_each_step_once(desk: Desk, kacper: Pupil) -> None:
    request = a_case(desk, kacper, "request", ("request_received", D(2026, 9, 7)), ("refused_to_assess", D(2026, 10, 16)))
    for _ in range(2):
        a_case(desk, kacper, "appeal", about=request)
    told = [rule for rule, _, _ in due(desk)]
    assert (told.count("APPEAL"), told.count("DIS-01")) == (1, 1)


def test_an_amended_plan_recorded_in_the_plan_and_in_its_review_starts_one_time_to_appeal(desk: Desk, kacper: Pupil) -> None:
    amended = ("amended_plan_issued", D(2026, 11, 2))
    plan = a_case(desk, kacper, "plan", ("plan_made", D(2025, 10, 1)), amended)
    a_case(desk, kacper, "annual_review", ("review_meeting", D(2026, 9, 14)), amended, about=plan)
    told = [rule for rule, _, _ in due(desk)]
    assert (told.count("APPEAL"), told.count("DIS-01")) == (1, 1)


def test_a_later_decision_that_the_appeal_does_not_hear_makes_no_second_step(desk: Desk, kacper: Pupil) -> None:
    plan = a_case(desk, kacper, "plan", ("plan_made", D(2025, 1, 6)), ("amended_plan_issued", D(2026, 10, 5)))
    a_case(desk, kacper, "annual_review", ("review_meeting", D(2026, 10, 19)), ("review_decision.cease", D(2026, 11, 9)), about=plan)
    a_case(desk, kacper, "appeal", ("mediation_requested", D(2026, 11, 2)), about=plan)
    anchors = [(row.milestone.rule.id, row.milestone.anchor) for row in desk.casework.due()]
    assert anchors.count(("DIS-01", D(2026, 10, 5))) == 1


@given(st.data())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_however_cases_are_joined_no_step_of_a_matter_is_owed_twice(desk: Desk, data: st.DataObject) -> None:
    pupil = Pupil(id=uuid4(), legal_forename="Leila", legal_surname="Ashgrove")
    desk.pupils.add(pupil)
    opened: list[tuple[str, UUID]] = []
    for kind in data.draw(st.lists(st.sampled_from([*MORE]), unique=True, min_size=2)):
        possible = [case for other, case in opened if other in ABOUT.get(kind, ())]
        about = data.draw(st.sampled_from(possible)) if possible else None
        drawn = data.draw(st.lists(st.sampled_from((*FIRST_EVENTS[kind], *MORE[kind])), unique=True, max_size=5))
        opened.append((kind, a_case(desk, pupil, kind, *((name, data.draw(DAYS)) for name in drawn), about=about)))
    rows = [row for row in desk.casework.due() if row.pupil.id == pupil.id and row.milestone.start is not None]
    joined = {case: frozenset({case, *desk.caseload.view(case).matter}) for _, case in opened}
    keys = [(joined[row.case], row.milestone.key) for row in rows]
    assert len(keys) == len(set(keys))


DAYS = st.dates(D(2026, 1, 1), D(2027, 3, 1))
MORE = {
    "request": ("refused_to_assess", "decided_not_to_issue", "agreed_to_assess", "draft_plan_sent", "final_plan_issued", "school_consulted"),
    "plan": ("amendment_notice_sent", "amended_plan_issued", "plan_ceased"),
    "annual_review": ("review_report_sent", "review_decision.amend", "review_decision.cease", "amendment_notice_sent", "amended_plan_issued"),
    "phase_transfer": ("review_meeting", "amended_plan_issued"), "reassessment": ("agreed_to_reassess", "final_plan_issued"),
    "move": ("plan_transferred", "review_completed"), "complaint": ("complaint_acknowledged", "complaint_answered"),
    "appeal": ("tribunal_order.assess", "mediation_agreement.make_plan", "appeal_received_by_authority", "tribunal_order.amend"),
}
