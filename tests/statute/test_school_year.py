"""What is owed so many times in each school year, and what is owed without a number of days."""

import pytest

from sendco_desk.statute.clock import milestones, without_a_day
from sendco_desk.statute.milestones import State
from sendco_desk.statute.rules import RULES
from tests.statute.cases import Day, case_of, iso, of_rule

STARTED = ("sen_support_started", "2026-01-12")
MEETINGS = (("parent_meeting_held", "2026-02-02"), ("parent_meeting_held", "2026-04-27"), ("parent_meeting_held", "2026-06-29"))


@pytest.mark.parametrize(
    ("meetings", "on", "state", "met"),
    [
        ((), "2026-02-01", State.UPCOMING, ""), ((), "2026-06-01", State.UPCOMING, ""), ((), "2026-06-02", State.DUE_SOON, ""),
        (MEETINGS[:2], "2026-08-31", State.DUE_SOON, ""), (MEETINGS, "2026-06-28", State.DUE_SOON, ""),
        (MEETINGS, "2026-06-29", State.MET, "2026-06-29"), (MEETINGS, "2026-08-31", State.MET, "2026-06-29"),
        (MEETINGS, "2026-09-01", State.UPCOMING, ""),  # a new school year, and a new count
    ],
)
def test_three_meetings_are_counted_anew_in_each_school_year(meetings: tuple[Day, ...], on: str, state: State, met: str) -> None:
    one = of_rule(case_of(STARTED, *meetings), "SCH-01", on)
    assert (one.state, one.met_on, one.days_late) == (state, iso(met) if met else None, 0)
    assert one.due == one.last_safe_day == one.latest_day == (iso("2027-08-31") if on >= "2026-09-01" else iso("2026-08-31"))


def test_the_count_so_far_is_told() -> None:
    assert of_rule(case_of(STARTED, *MEETINGS[:1]), "SCH-01", "2026-03-02").counted == (
        "The school year ends on Mon 31 Aug 2026; by then this is to be done three times. Since Mon 1 Sep 2025 it was done once."
    )
    assert of_rule(case_of(STARTED, *MEETINGS), "SCH-01", "2026-09-07").counted.endswith("Since Tue 1 Sep 2026 it has not been done.")


def test_support_that_began_in_this_year_is_counted_from_then_and_earlier_support_from_september() -> None:
    assert of_rule(case_of(STARTED), "SCH-01", "2026-03-02").anchor == iso("2026-01-12")
    assert of_rule(case_of(STARTED), "SCH-01", "2026-10-05").anchor == iso("2026-09-01")


@pytest.mark.parametrize("ending", ["pupil_left", "moved_area"])
def test_a_child_who_left_is_owed_no_more_meetings(ending: str) -> None:
    one = of_rule(case_of(STARTED, (ending, "2026-03-05")), "SCH-01", "2026-07-06")
    assert (one.state, one.is_open) == (State.ENDED, False)
    assert one.ended_because.endswith(" on Thu 5 Mar 2026, so this is no longer owed.")
    assert of_rule(case_of(STARTED, *MEETINGS, (ending, "2026-07-01")), "SCH-01", "2026-07-06").state is State.MET


def test_the_information_report_is_published_once_in_each_school_year() -> None:
    published = ("sen_information_report_published", "2025-10-01")
    met = of_rule(case_of(published), "SCH-03", "2026-08-31")
    assert (met.state, met.met_on) == (State.MET, iso("2025-10-01"))
    assert met.counted == "The school year ends on Mon 31 Aug 2026; by then this is to be done once. Since Mon 1 Sep 2025 it was done once."
    again = of_rule(case_of(published), "SCH-03", "2026-09-01")
    assert (again.state, again.anchor, again.due) == (State.UPCOMING, iso("2026-09-01"), iso("2027-08-31"))
    assert of_rule(case_of(published, ("pupil_left", "2026-09-02")), "SCH-03", "2026-10-01").state is State.UPCOMING  # it is owed to everybody


# Without a number of days


def test_parents_are_told_when_support_begins_and_no_day_is_made_up() -> None:
    one = of_rule(case_of(STARTED), "SCH-02", "2026-11-23")
    assert (one.state, one.due, one.last_safe_day, one.days_late, one.waits_for) == (State.UPCOMING, None, None, 0, "")
    assert one.counted == "The start of SEN support was on Mon 12 Jan 2026; the law fixes no number of days."
    assert of_rule(case_of(STARTED, ("parents_told", "2026-01-14")), "SCH-02").state is State.MET
    assert of_rule(case_of(STARTED, ("parents_told", "2026-01-14")), "SCH-02", "2026-01-13").state is State.UPCOMING
    left = of_rule(case_of(STARTED, ("pupil_left", "2026-01-14")), "SCH-02")
    assert (left.state, left.ended_because) == (State.ENDED, "The pupil left the school on Wed 14 Jan 2026, so this is no longer owed.")
    assert of_rule(case_of(STARTED, ("pupil_left", "2026-01-14"), ("parents_told", "2026-01-15")), "SCH-02").met_on is None


@pytest.mark.parametrize(
    ("events", "shown"),
    [
        ((), set()),
        ((("request_sent", "2026-11-02"),), {"REQ-01"}),
        ((("request_received", "2026-11-02"),), {"REQ-01", "REQ-02", "REQ-03"}),
        ((("agreed_to_assess", "2026-11-02"),), {"REQ-06"}),
        ((("draft_plan_sent", "2026-11-02"),), {"REQ-12", "REQ-13"}),
        ((("final_plan_issued", "2026-11-02"),), {"REQ-16", "REQ-17"}),
        ((("plan_made", "2026-11-02"),), {"REV-02"}),
        ((("review_meeting", "2026-11-02"),), {"REV-17"}),
        ((("review_decision.cease", "2026-11-02"),), {"REV-16"}),
        ((("plan_transferred", "2026-11-02"),), {"TRF-05"}),
        ((("mediation_agreement.assess", "2026-11-02"),), {"DIS-08"}),
        ((("mediation_agreement.health", "2026-11-02"),), set()),
        ((("direction.hearing", "2026-11-02"),), {"DIS-14"}),
        ((("complaint_received", "2026-11-02"),), {"CMP-06", "CMP-10"}),
    ],
)
def test_what_the_law_says_without_a_day_is_shown_beside_what_makes_it_matter(events: tuple[Day, ...], shown: set[str]) -> None:
    found = without_a_day(case_of(*events))
    assert {one.id for one in found} == shown
    assert not any(one.dated for one in found)


def test_a_claimed_exception_brings_what_is_owed_after_it() -> None:
    assert [one.id for one in without_a_day(case_of(exception_claimed="school_closed"))] == ["REQ-18"]


def test_a_rule_without_a_day_is_never_among_the_steps() -> None:
    undated = {one.id for one in RULES if not one.dated}
    found = {one.rule.id for one in milestones(case_of(STARTED, ("request_received", "2026-11-02")), iso("2026-11-23"), show_all=True)}
    assert not undated & found


def test_the_page_limits_of_2025_are_not_shown_for_a_hearing_of_2019() -> None:
    assert without_a_day(case_of(("direction.hearing", "2019-05-14"))) == ()
