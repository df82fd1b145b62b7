"""Days that contradict one another are asked about, and differing days of receipt are told."""

from datetime import date

import pytest

from sendco_desk.statute.case import CaseFacts
from sendco_desk.statute.clock import questions, receipt_differences
from sendco_desk.statute.events import EVENT_BY_NAME, is_event
from sendco_desk.statute.questions import IN_TURN, ONCE_ONLY, ORDER, OUTLASTING
from tests.statute.cases import Day, case_of


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


# The other kinds of case


@pytest.mark.parametrize(("earlier", "later"), IN_TURN)
def test_what_cannot_come_before_another_is_asked_about_by_its_title(earlier: str, later: str) -> None:
    titles = f"‘{EVENT_BY_NAME[later].title}’, on Tue 3 Mar 2026, is before ‘{EVENT_BY_NAME[earlier].title}’, on Tue 10 Mar 2026"
    wrong = questions(case_of((earlier, "2026-03-10"), (later, "2026-03-03")))
    assert f"{titles}: check the two days." in wrong
    assert not any("check the two days" in said for said in questions(case_of((earlier, "2026-03-03"), (later, "2026-03-03"))))


def test_every_pair_is_asked_about_once() -> None:
    pairs = [*((earlier, later) for earlier, later, _ in ORDER), *IN_TURN]
    assert len(pairs) == len(set(pairs))
    assert all(is_event(name) for pair in pairs for name in pair)
    assert all(is_event(name) for name in (*ONCE_ONLY, *OUTLASTING))
    assert not any((later, earlier) in pairs for earlier, later in pairs)


@pytest.mark.parametrize(
    "events",
    [
        (  # a review, from its invitations to the amended plan
            ("plan_made", "2025-03-02"), ("review_advice_requested", "2026-01-19"), ("review_notice_sent", "2026-02-09"),
            ("review_papers_circulated", "2026-02-13"), ("review_meeting", "2026-03-02"), ("review_report_sent", "2026-03-12"),
            ("review_decision.amend", "2026-03-26"), ("amendment_notice_sent", "2026-03-26"), ("representations_received", "2026-04-07"),
            ("amended_plan_issued", "2026-05-11"),
        ),
        (  # a move
            ("plan_made", "2025-03-02"), ("old_authority_aware", "2026-02-02"), ("moved_area", "2026-03-02"), ("plan_transferred", "2026-03-02"),
            ("new_icb_aware", "2026-03-04"), ("icb_request_made", "2026-03-20"), ("new_authority_letter", "2026-04-01"),
            ("review_completed", "2026-05-20"), ("pupil_left", "2026-03-02"), ("record_transferred", "2026-03-09"),
        ),
        (  # mediation and appeal
            ("refused_to_assess", "2026-03-02"), ("decision_letter_sent", "2026-03-03"), ("mediation_adviser_contacted", "2026-03-20"),
            ("mediation_requested", "2026-03-23"), ("mediation_notice_given", "2026-04-01"), ("mediation_held", "2026-04-20"),
            ("mediation_concluded", "2026-04-20"), ("mediation_certificate_issued", "2026-04-22"), ("appeal_lodged", "2026-05-18"),
            ("appeal_received_by_authority", "2026-05-26"), ("authority_response_filed", "2026-07-06"), ("direction.hearing", "2026-11-10"),
            ("tribunal_order.assess", "2026-11-16"), ("tribunal_recommendation", "2026-11-16"), ("recommendation_answered", "2026-12-14"),
        ),
        (  # a complaint, which outlasts the case
            ("pupil_left", "2026-03-01"), ("matter_known", "2026-02-02"), ("complaint_received", "2026-03-02"),
            ("complaint_acknowledged", "2026-03-04"),
            ("complaint_extended", "2026-03-16"), ("complaint_answered", "2026-03-30"), ("stage2_requested", "2026-04-01"),
            ("stage2_acknowledged", "2026-04-07"), ("stage2_answered", "2026-05-05"), ("ombudsman_complaint_made", "2026-06-01"),
        ),
    ],
)
def test_an_ordinary_case_of_another_kind_asks_nothing(events: tuple[Day, ...]) -> None:
    assert questions(case_of(*events)) == ()


@pytest.mark.parametrize("what", ["assess", "issue", "contents", "school"])
@pytest.mark.parametrize(("conceded", "late"), [("2026-07-13", False), ("2026-07-14", True)])
def test_a_concession_after_the_response_was_due_needs_a_consent_order(what: str, conceded: str, late: bool) -> None:
    said = questions(case_of(("appeal_received_by_authority", "2026-06-01"), (f"authority_conceded.{what}", conceded)))
    assert said == (
        (
            "The council gave way on Tue 14 Jul 2026, after its response was due on Mon 13 Jul 2026. Regulation 45 starts only from a notice "
            "before then, and a consent order is needed: ask what the Tribunal ordered.",
        ) if late else ()
    )


def test_a_concession_in_an_appeal_of_unknown_day_is_not_called_late() -> None:
    assert questions(case_of(("authority_conceded.assess", "2026-07-14"))) == ()


def test_two_decisions_after_one_meeting_are_asked_about() -> None:
    both = (("review_decision.keep", "2026-03-10"), ("review_decision.amend", "2026-03-12"))
    said = (
        "‘Council decided to keep the plan as it is’ and ‘Council decided to amend the plan’ are both recorded for one review: "
        "keep the one that was sent.",
    )
    assert questions(case_of(("review_meeting", "2026-03-02"), *both)) == said
    assert questions(case_of(*both)) == said
    assert questions(case_of(("review_meeting", "2025-03-03"), ("review_meeting", "2026-03-02"), *both)) == ()


@pytest.mark.parametrize("name", ONCE_ONLY)
def test_each_thing_that_happens_once_is_asked_about_when_it_has_two_days(name: str) -> None:
    said = questions(case_of((name, "2026-03-03"), (name, "2026-03-10")))
    assert said == (f"‘{EVENT_BY_NAME[name].title}’ is recorded on Tue 3 Mar 2026 and Tue 10 Mar 2026; the clock uses the first.",)


def test_the_first_of_two_endings_is_the_one_that_ended_the_case() -> None:
    case = case_of(("request_withdrawn", "2026-03-03"), ("pupil_left", "2026-03-10"), ("draft_plan_sent", "2026-03-20"))
    assert questions(case) == (
        "‘Council sent the draft plan’ is recorded on Fri 20 Mar 2026, after the case ended: ‘Request withdrawn’ on Tue 3 Mar 2026.",
    )


@pytest.mark.parametrize("later", ["appeal_lodged", "tribunal_order.continue_plan", "direction.hearing"])
@pytest.mark.parametrize("ending", ["plan_ceased", "moved_area", "pupil_left"])
def test_an_appeal_that_goes_on_after_the_end_is_not_questioned(ending: str, later: str) -> None:
    case = case_of(("review_decision.cease", "2026-02-05"), (ending, "2026-02-10"), (later, "2026-03-20"))
    assert not any("after the case ended" in asked for asked in questions(case))


def test_a_concession_before_the_last_day_that_the_tribunal_fixed_is_not_questioned() -> None:
    asked = (("appeal_received_by_authority", "2026-03-27"), ("direction.authority_response", "2026-05-01"))
    conceded = ("authority_conceded.assess", "2026-05-15")
    assert any("after its response was due on Fri 1 May 2026" in each for each in questions(case_of(*asked, conceded)))
    assert not any("response was due" in each for each in questions(case_of(*asked, ("direction.authority_response", "2026-06-01"), conceded)))
