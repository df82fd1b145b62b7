"""The exceptions of the SEND Regulations against the facts: a summer closure may count, Christmas never does."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendco_desk.statute.calendars import Closure
from sendco_desk.statute.case import CaseFacts, Event, FactValue
from sendco_desk.statute.clock import milestones
from sendco_desk.statute.exceptions import ExceptionTest, advice_window, joined
from sendco_desk.statute.milestones import Milestone
from tests.statute.cases import case_of, of_rule

SUMMER = Closure(first=date(2026, 7, 23), last=date(2026, 9, 1), name="Summer holiday")
RECEIVED = date(2026, 7, 6)
ON = date(2026, 12, 1)


def sixteen_weeks(
    *, asked: date | None = None, closures: tuple[Closure, ...] = (), received: date = RECEIVED, **facts: FactValue
) -> Milestone:
    events = [Event(name="request_received", on=received)]
    if asked:
        events.append(Event(name="school_advice_requested", on=asked))
    case = CaseFacts(events=tuple(events), facts=facts, closures=closures)
    return next(one for one in milestones(case, ON) if one.rule.id == "REQ-09")


def found_test(one: Milestone, name: str) -> ExceptionTest:
    return next(test for test in one.exceptions if test.id == name)


def test_the_window_runs_from_a_week_before_closing_to_a_week_before_reopening() -> None:
    assert advice_window(SUMMER) == (date(2026, 7, 16), date(2026, 8, 26))  # worked example Y07


@pytest.mark.parametrize(
    ("asked", "could"),
    [(date(2026, 7, 15), False), (date(2026, 7, 16), True), (date(2026, 8, 26), True), (date(2026, 8, 27), False)],
)
def test_a_summer_closure_could_count_only_if_advice_was_asked_for_in_the_window(asked: date, could: bool) -> None:
    assert found_test(sixteen_weeks(asked=asked, closures=(SUMMER,)), "school_closed").could_apply is could
    stated = sixteen_weeks(closures=(SUMMER,), advice_requested_from_school_on=asked)
    assert found_test(stated, "school_closed").could_apply is could


def test_a_closure_that_could_count_is_explained_with_its_days_and_gives_no_extra_time() -> None:
    one = sixteen_weeks(asked=date(2026, 8, 3), closures=(SUMMER,))
    assert found_test(one, "school_closed").because == (
        "The school was closed from Thu 23 Jul 2026 to Tue 1 Sep 2026 (41 days), and advice was asked for on Mon 3 Aug 2026, "
        "inside the window from Thu 16 Jul 2026 to Wed 26 Aug 2026. "
        "It must still be shown that keeping the limit was impractical, and no extra time is fixed."
    )
    assert one.due == date(2026, 10, 26)
    assert one.state == "overdue"


def test_a_closure_without_a_day_for_the_advice_says_which_window_it_needs() -> None:
    test = found_test(sixteen_weeks(closures=(SUMMER,)), "school_closed")
    assert not test.could_apply
    assert "no day is recorded on which its advice was asked for, inside the window from Thu 16 Jul 2026" in test.because


def test_a_christmas_closure_never_counts() -> None:
    christmas = Closure(first=date(2026, 12, 19), last=date(2027, 1, 3))
    one = sixteen_weeks(asked=date(2026, 12, 18), closures=(christmas,), received=date(2026, 11, 2))
    test = found_test(one, "school_closed")
    assert not test.could_apply
    assert test.because == (
        "The school was closed from Sat 19 Dec 2026 to Sun 3 Jan 2027 (16 days), which is less than four continuous weeks."
    )


def test_four_weeks_are_twenty_eight_days() -> None:
    for last, could in ((date(2026, 8, 19), True), (date(2026, 8, 18), False)):
        closure = Closure(first=date(2026, 7, 23), last=last)
        assert found_test(sixteen_weeks(asked=date(2026, 7, 20), closures=(closure,)), "school_closed").could_apply is could


def test_last_years_summer_is_not_inside_the_limit() -> None:
    last_year = Closure(first=date(2025, 7, 23), last=date(2025, 9, 1))
    test = found_test(sixteen_weeks(asked=date(2026, 7, 20), closures=(last_year,)), "school_closed")
    assert test.because == "No closure of the school is recorded inside this limit; one that is not in the school calendar is not known here."


def test_advice_asked_for_after_the_limit_had_passed_did_not_make_it_impractical() -> None:
    closure = Closure(first=date(2026, 10, 22), last=date(2026, 11, 30))
    assert not found_test(sixteen_weeks(asked=date(2026, 10, 27), closures=(closure,)), "school_closed").could_apply
    assert found_test(sixteen_weeks(asked=date(2026, 10, 26), closures=(closure,)), "school_closed").could_apply


@pytest.mark.parametrize(
    ("events", "rule_id", "state", "could"),
    [
        ((("agreed_to_assess", date(2026, 7, 29)),), "REQ-04", "met", False),  # the advice was asked for after the decision
        ((("agreed_to_assess", date(2026, 8, 10)),), "REQ-04", "met", False),
        ((("agreed_to_assess", date(2026, 8, 19)),), "REQ-04", "met_late", True),
        ((("draft_plan_sent", date(2026, 7, 29)),), "REQ-09", "ended", False),
        ((("draft_plan_sent", date(2026, 11, 10)),), "REQ-09", "ended", True),
    ],
)
def test_a_step_that_was_settled_in_time_needs_no_exception(
    events: tuple[tuple[str, date], ...], rule_id: str, state: str, could: bool
) -> None:
    all_events = (("request_received", RECEIVED), ("school_advice_requested", date(2026, 8, 3)), *events)
    case = CaseFacts(
        events=tuple(Event(name=name, on=on) for name, on in all_events), closures=(SUMMER,), facts={"exception_claimed": "school_closed"},
    )
    one = next(each for each in milestones(case, ON) if each.rule.id == rule_id)
    test = found_test(one, "school_closed")
    assert (one.state.value, test.could_apply) == (state, could)
    settled = "The council claims this exception. This was settled in time, so it needs no exception."
    assert could or (test.because == settled and not any(each.could_apply for each in one.exceptions))


def test_the_second_of_two_long_closures_may_be_the_one_that_counts() -> None:
    spring = Closure(first=date(2026, 7, 7), last=date(2026, 8, 3))
    autumn = Closure(first=date(2026, 9, 7), last=date(2026, 10, 4))
    assert found_test(sixteen_weeks(asked=date(2026, 9, 10), closures=(autumn, spring)), "school_closed").could_apply


def test_closures_with_only_a_weekend_or_bank_holiday_between_them_are_one() -> None:
    holiday = Closure(first=date(2026, 7, 23), last=date(2026, 8, 14))
    more = Closure(first=date(2026, 8, 17), last=date(2026, 8, 28))
    training = Closure(first=date(2026, 9, 1), last=date(2026, 9, 1))  # Mon 31 Aug 2026 is a bank holiday
    term = Closure(first=date(2026, 9, 3), last=date(2026, 9, 4))
    assert [(one.first, one.last) for one in joined((term, training, more, holiday))] == [
        (holiday.first, training.last), (term.first, term.last),
    ]


def test_a_closure_inside_another_adds_nothing() -> None:
    inside = Closure(first=date(2026, 8, 3), last=date(2026, 8, 7))
    assert joined((inside, SUMMER)) == (SUMMER,)


@given(
    closures=st.lists(
        st.tuples(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.integers(min_value=0, max_value=45)), max_size=6
    )
)
def test_joined_closures_cover_every_closed_day_and_lie_apart(closures: list[tuple[date, int]]) -> None:
    given_closures = tuple(Closure(first=day, last=date.fromordinal(day.toordinal() + more)) for day, more in closures)
    whole = joined(given_closures)
    assert all(any(one.first <= each.first and each.last <= one.last for one in whole) for each in given_closures)
    assert all((after.first - before.last).days > 1 for before, after in pairwise(whole))


def test_circumstances_could_apply_once_the_council_claims_them() -> None:
    assert not found_test(sixteen_weeks(), "exceptional_circumstances").could_apply
    claimed = found_test(sixteen_weeks(exception_claimed="exceptional_circumstances"), "exceptional_circumstances")
    assert claimed.could_apply
    assert claimed.because.startswith("The council claims this exception. Ask in writing which circumstances")


@pytest.mark.parametrize(
    ("left", "back", "could", "words"),
    [
        (date(2026, 8, 1), date(2026, 8, 28), True, "28 days of it inside this limit"),
        (date(2026, 8, 1), date(2026, 8, 27), False, "27 days of it inside this limit, and four continuous weeks are needed"),
        (date(2026, 6, 1), date(2026, 7, 6), False, "1 day of it inside"),
        (date(2026, 10, 1), date(2026, 12, 1), False, "26 days of it inside"),
        (date(2025, 10, 1), date(2025, 12, 1), False, "0 days of it inside"),
    ],
)
def test_an_absence_could_count_if_four_weeks_of_it_lie_inside_the_limit(left: date, back: date, could: bool, words: str) -> None:
    test = found_test(sixteen_weeks(away_from=left, away_to=back), "absent_from_area")
    assert test.could_apply is could
    assert words in test.because


def test_an_absence_without_its_last_day_asks_for_it() -> None:
    test = found_test(sixteen_weeks(away_from=date(2026, 8, 1)), "absent_from_area")
    assert not test.could_apply
    assert "is recorded without its last day" in test.because


def test_a_claim_is_shown_against_the_test_even_where_the_law_does_not_know_it() -> None:
    one = sixteen_weeks(exception_claimed=("missed_appointment", "school_closed"))
    assert not found_test(one, "missed_appointment").could_apply
    assert "The law gives this limit no such exception." in found_test(one, "missed_appointment").because
    assert found_test(one, "school_closed").because.startswith("The council claims this exception. No closure")


def test_guidance_and_the_schools_own_duties_have_no_exceptions() -> None:
    events = (Event(name="request_received", on=RECEIVED), Event(name="school_advice_requested", on=RECEIVED))
    found = {one.rule.id: one.exceptions for one in milestones(CaseFacts(events=events), ON)}
    assert found["REQ-08"] == found["REQ-10"] == ()
    assert [test.id for test in found["REQ-15"]] == ["school_closed", "exceptional_circumstances", "absent_from_area"]


def test_an_exception_never_moves_a_day() -> None:
    plain, excused = sixteen_weeks(), sixteen_weeks(asked=date(2026, 8, 3), closures=(SUMMER,), exception_claimed="school_closed")
    assert (plain.due, plain.last_safe_day, plain.days_late) == (excused.due, excused.last_safe_day, excused.days_late)


# The exceptions of a service that was asked for advice, and those after an order


def advice(received: str = "", **facts: FactValue) -> Milestone:
    """Asked on Mon 6 Jul 2026; six weeks end on Mon 17 Aug."""
    came = (("advice_received.health", received),) if received else ()
    return of_rule(case_of(("advice_requested.health", "2026-07-06"), *came, **facts), "REQ-07", ON)


def test_a_service_has_three_exceptions_of_its_own() -> None:
    assert [test.id for test in advice().exceptions] == ["exceptional_circumstances", "absent_from_area", "missed_appointment"]
    assert {test.source for test in advice().exceptions} == {"SEND Regulations 2014 reg 8(2)"}
    assert not any(test.could_apply for test in advice().exceptions)


@pytest.mark.parametrize(
    ("missed", "could", "words"),
    [
        (None, False, "No appointment that the child missed is recorded."),
        (date(2026, 7, 5), False, "The child missed an appointment on Sun 5 Jul 2026, which is not inside this limit."),
        (date(2026, 7, 6), True, "The child missed an appointment on Mon 6 Jul 2026, inside this limit. It must still be shown"),
        (date(2026, 8, 17), True, "The child missed an appointment on Mon 17 Aug 2026, inside this limit. It must still be shown"),
        (date(2026, 8, 18), False, "which is not inside this limit."),
    ],
)
def test_a_missed_appointment_could_count_inside_the_six_weeks(missed: date | None, could: bool, words: str) -> None:
    one = advice(appointment_missed_on=missed) if missed else advice()
    test = found_test(one, "missed_appointment")
    assert test.could_apply is could
    assert words in test.because


def test_advice_that_came_in_time_needs_no_exception() -> None:
    one = advice("2026-08-17", appointment_missed_on=date(2026, 7, 20), exception_claimed="missed_appointment")
    assert found_test(one, "missed_appointment").because == (
        "The council claims this exception. This was settled in time, so it needs no exception."
    )
    assert found_test(advice("2026-08-18", appointment_missed_on=date(2026, 7, 20)), "missed_appointment").could_apply


def test_a_school_closure_is_no_exception_for_a_service() -> None:
    foreign = found_test(advice(exception_claimed=("school_closed", "absent_from_area")), "school_closed")
    assert (foreign.could_apply, foreign.because) == (
        False, "The council claims this exception. The law gives this limit no such exception.",
    )
    assert foreign.source == "SEND Regulations 2014 reg 8(2)"


@pytest.mark.parametrize("start", ["tribunal_order.assess", "mediation_agreement.assess"])
@pytest.mark.parametrize(
    ("back", "could", "words"),
    [(date(2026, 7, 19), True, "14 days of it inside this limit."), (date(2026, 7, 18), False, "and two continuous weeks are needed.")],
)
def test_after_an_order_two_weeks_away_are_enough(start: str, back: date, could: bool, words: str) -> None:
    one = of_rule(case_of((start, "2026-07-06"), away_from=date(2026, 7, 6), away_to=back), "TRB-02", ON)
    test = found_test(one, "absent_from_area")
    assert (test.could_apply, test.title) == (could, "Away from the area two weeks or more")
    assert words in test.because
    assert found_test(sixteen_weeks(), "absent_from_area").title == "Away from the area four weeks or more"


def test_after_an_order_to_amend_no_exception_is_given_and_after_giving_way_there_is() -> None:
    assert of_rule(case_of(("tribunal_order.amend", "2026-07-06"), exception_claimed="absent_from_area"), "TRB-06", ON).exceptions == ()
    after = of_rule(case_of(("authority_conceded.contents", "2026-07-06")), "TRB-09f", ON)
    assert [test.id for test in after.exceptions] == ["exceptional_circumstances", "absent_from_area", "school_closed"]
    assert {test.source for test in after.exceptions} == {"SEND Regulations 2014 reg 45"}


def test_a_step_that_has_not_begun_is_tested_against_nothing() -> None:
    assert of_rule(case_of(exception_claimed="school_closed"), "REQ-04", ON).exceptions == ()


def test_it_is_not_said_that_the_whole_family_was_away() -> None:
    test = found_test(sixteen_weeks(away_from=date(2026, 7, 6), away_to=date(2026, 8, 9)), "absent_from_area")
    assert "The child, the parent or the young person was away from" in test.because  # reg 10(4)(d): any of them
