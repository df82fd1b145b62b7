"""Days that contradict one another are asked about, and differing days of receipt are told."""

from datetime import date

import pytest

from sendco_desk.statute.case import EVENT_BY_NAME, CaseFacts, Event, FactValue
from sendco_desk.statute.clock import questions, receipt_differences
from sendco_desk.statute.questions import ORDER


def case_of(*events: tuple[str, str], **facts: FactValue) -> CaseFacts:
    return CaseFacts(events=tuple(Event(name=name, on=date.fromisoformat(day)) for name, day in events), facts=facts)


@pytest.mark.parametrize(("earlier", "later", "sentence"), ORDER)
def test_two_events_in_the_wrong_order_are_asked_about(earlier: str, later: str, sentence: str) -> None:
    wrong = case_of((earlier, "2026-03-10"), (later, "2026-03-03"))
    assert sentence.format(early="Tue 10 Mar 2026", late="Tue 3 Mar 2026") in questions(wrong)
    assert earlier in EVENT_BY_NAME and later in EVENT_BY_NAME
    right = case_of((earlier, "2026-03-03"), (later, "2026-03-03"))
    assert not any("before" in said for said in questions(right))


def test_a_case_that_fits_asks_nothing() -> None:
    case = case_of(
        ("request_sent", "2026-02-01"), ("request_received", "2026-02-02"), ("request_acknowledged", "2026-02-04"),
        ("agreed_to_assess", "2026-03-10"), ("decision_copied_to_school", "2026-03-10"), ("school_advice_requested", "2026-03-11"),
        ("school_advice_sent", "2026-04-01"), ("draft_plan_sent", "2026-05-20"), ("representations_received", "2026-05-28"),
        ("final_plan_issued", "2026-06-20"), away_from=date(2026, 4, 1), away_to=date(2026, 4, 10),
    )
    assert questions(case) == ()
    assert questions(CaseFacts()) == ()


def test_a_copy_of_a_decision_not_yet_made_is_asked_about() -> None:
    case = case_of(("decision_copied_to_school", "2026-03-03"), ("refused_to_assess", "2026-03-10"))
    assert questions(case) == ("The copy of the decision, on Tue 3 Mar 2026, is before the decision on Tue 10 Mar 2026.",)
    assert questions(case_of(("decision_copied_to_school", "2026-03-10"), ("refused_to_assess", "2026-03-10"))) == ()


def test_a_plan_after_a_refusal_asks_for_the_reversal() -> None:
    case = case_of(("refused_to_assess", "2026-03-10"), ("final_plan_issued", "2026-06-10"))
    assert questions(case) == (
        "The council refused to assess on Tue 10 Mar 2026, but ‘Council issued the final plan’ is recorded on Wed 10 Jun 2026: "
        "record the reversal, or put one of them right.",
    )
    assert questions(case_of(("refused_to_assess", "2026-03-10"), ("refusal_reversed", "2026-05-01"), ("final_plan_issued", "2026-06-10"))) == ()


def test_a_decision_against_a_plan_after_agreeing_to_assess_is_the_ordinary_course() -> None:
    assert questions(case_of(("agreed_to_assess", "2026-03-10"), ("decided_not_to_issue", "2026-05-10"))) == ()


def test_a_reversal_of_nothing_is_asked_about() -> None:
    assert questions(case_of(("refusal_reversed", "2026-03-10"))) == (
        "A refusal was reversed on Tue 10 Mar 2026, but no refusal is recorded.",
    )


def test_a_reversal_before_the_refusal_is_asked_about() -> None:
    case = case_of(("refusal_reversed", "2026-03-03"), ("refused_to_assess", "2026-03-10"))
    assert questions(case) == ("The refusal was reversed on Tue 3 Mar 2026, before it was made on Tue 10 Mar 2026.",)


def test_an_event_after_the_case_ended_is_asked_about() -> None:
    case = case_of(("final_plan_issued", "2026-03-10"), ("request_withdrawn", "2026-03-03"))
    assert questions(case) == (
        "‘Council issued the final plan’ is recorded on Tue 10 Mar 2026, after the case ended: ‘Request withdrawn’ on Tue 3 Mar 2026.",
    )


def test_two_days_for_what_happens_once_are_asked_about() -> None:
    case = case_of(("request_received", "2026-03-10"), ("request_received", "2026-03-03"))
    assert questions(case) == (
        "‘Council received the request’ is recorded on Tue 3 Mar 2026 and Tue 10 Mar 2026; the clock uses the first.",
    )


def test_a_request_from_before_the_rules_is_asked_about() -> None:
    assert questions(case_of(("request_received", "2014-08-31"))) == (
        "‘Council received the request’ on Sun 31 Aug 2014 is before these rules began on Mon 1 Sep 2014.",
    )


def test_an_absence_that_ends_before_it_starts_is_asked_about() -> None:
    assert questions(case_of(away_from=date(2026, 3, 10), away_to=date(2026, 3, 3))) == (
        "The last day away, Tue 3 Mar 2026, is before the first, Tue 10 Mar 2026.",
    )


def test_the_days_kept_beside_receipt_are_told_where_they_differ() -> None:
    case = case_of(
        ("request_sent", "2026-09-04"), ("request_received", "2026-09-07"), ("council_says_received", "2026-09-09"),
        ("request_acknowledged", "2026-09-07"),
    )
    used = "the day the clock runs from: ‘Council received the request’ on Mon 7 Sep 2026."
    assert receipt_differences(case) == (
        f"The request was sent on Fri 4 Sep 2026, 3 days before {used}",
        f"The council says it received the request on Wed 9 Sep 2026, 2 days after {used}",
    )


def test_without_any_day_of_receipt_there_is_nothing_to_differ_from() -> None:
    assert receipt_differences(case_of(("request_sent", "2026-09-04"))) == ()


def test_the_day_that_stands_in_is_compared_too() -> None:
    case = case_of(("council_says_received", "2026-09-09"), ("request_acknowledged", "2026-09-08"))
    assert receipt_differences(case) == (
        "The council acknowledged the request on Tue 8 Sep 2026, 1 day before the day the clock runs from: "
        "‘Day the council says it received the request’ on Wed 9 Sep 2026.",
    )
