"""What a letter says of each step: whatever the rule, a whole sentence with its day and source, and never more than the clock says."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendco_desk.domain.casework import ExceptionClaim
from sendco_desk.services.letter_checks import findings_about_steps, findings_in_words
from sendco_desk.services.letter_counts import kindest_day
from sendco_desk.services.letter_facts import (
    Known,
    arithmetic,
    as_written,
    asks,
    briefly,
    duties,
    exception_asks,
    reader_of,
    reader_words,
    record,
    subject_words,
    without_what_is_quoted,
)
from sendco_desk.services.letter_steps import may_chase, why_not, why_not_query
from sendco_desk.services.wording import THEIRS
from sendco_desk.statute.case import CaseFacts, Event
from sendco_desk.statute.clock import milestones
from sendco_desk.statute.milestones import Milestone, Seen, Start, State
from sendco_desk.statute.rule import Rule
from sendco_desk.statute.rules import RULE_IDS, RULES

CHASED = [one for one in RULES if one.owed_by in THEIRS and one.dated and not one.minimum_for and not one.id.startswith(("CMP", "DIS-12"))]
DUE, ON = date(2026, 10, 19), date(2026, 11, 12)


def overdue(one: Rule) -> Milestone:
    """A step of a rule, late for a little over three weeks."""
    return Milestone(
        rule=one, seen=Seen(CaseFacts(), ON), state=State.OVERDUE, due=DUE, last_safe_day=DUE, latest_day=DUE, days_late=24,
        start=Start(anchor=date(2026, 9, 7), event=(one.after or ("request_received",))[0], service="health" if one.services else ""),
    )


@pytest.mark.parametrize("one", CHASED, ids=lambda one: str(one.id))
def test_every_step_that_can_be_chased_is_a_whole_sentence_with_its_day_and_source(one: Rule) -> None:
    step = overdue(one)
    who = reader_words(reader_of(step), "Marlshire")
    (said,) = duties([step], who)
    assert "Monday 19 October 2026" in said and one.source in said
    assert ("was expected to" in said) is not one.binding
    assert said[0].isupper() and said.endswith((".", "?"))
    for text in (said, *asks([step], who), *exception_asks([step], who)):
        assert "{" not in text and "'" not in text
        assert not re.search(rf"\b({'|'.join(RULE_IDS)})\b", text)
    assert (one.confidence == "high") or not one.binding or "please tell me" in said.lower()
    assert subject_words([step])


@pytest.mark.parametrize("confidence", ["high", "medium", "low"])
def test_the_less_certain_a_reading_is_the_more_the_letter_asks(confidence: str) -> None:
    found = next(one for one in CHASED if one.confidence == confidence and one.binding and not one.services)
    (said,) = duties([overdue(found)], "Marlshire")
    asked = {"high": "Marlshire had to", "medium": "Please tell me if you read it differently.", "low": "We may have this wrong, so please tell me"}
    assert asked[confidence] in said


def test_one_sentence_about_the_reading_serves_several_steps() -> None:
    low = next(one for one in CHASED if one.confidence == "low" and one.binding)
    medium = next(one for one in CHASED if one.confidence == "medium" and one.binding)
    said = duties([overdue(low), overdue(medium)], "Marlshire")
    assert "please tell me" not in said[0] and said[1].endswith("We may have this wrong, so please tell me if you read it differently.")


def test_a_council_is_named_once_and_a_service_always() -> None:
    first, second = (one for one in CHASED if one.id in ("REQ-04", "REQ-05"))
    assert [said.split(" had")[0] for said in duties([overdue(first), overdue(second)], "Marlshire")] == ["Marlshire", "The council"]
    assert briefly("the health service") == "the health service"


def test_days_are_written_in_full_rules_by_title_and_apostrophes_as_printed() -> None:
    text = "The school’s day, Thu 3 Sep 2026 (REQ-04), governs REQ-15. See Fri 1 May 2026."
    assert as_written(text) == "The school’s day, Thursday 3 September 2026, governs ‘Issue the final plan’. See Friday 1 May 2026."


def test_what_is_not_due_yet_is_not_said_to_be_undone() -> None:
    late = overdue(CHASED[0])
    assert record([late, late._replace(state=State.UPCOMING)]) == ""
    assert record([late, late]) == "We have no record that any of this has been done."


def test_a_reversed_refusal_names_every_count_and_claims_only_the_kindest() -> None:
    events = {"request_received": date(2026, 3, 2), "refused_to_assess": date(2026, 4, 10), "refusal_reversed": date(2026, 5, 20)}
    facts = CaseFacts(events=tuple(Event(name=name, on=on) for name, on in events.items()), facts={"reversal_route": "tribunal_order"})
    step = next(m for m in milestones(facts, ON, kind="request") if m.rule.id == "REQ-19")
    (said,) = arithmetic([step], ON)
    assert "Wednesday 29 July 2026 (10 weeks from the reversal" in said
    assert "SEND Regulations 2014 reg 44(2)(b)) and Wednesday 26 August 2026 (14 weeks" in said
    assert said.endswith("On every count the time has passed, on the latest of them 11 weeks 1 day ago.")


def test_a_day_that_ran_in_the_spring_of_2020_is_read_with_the_notice() -> None:
    facts = CaseFacts(events=(Event(name="request_received", on=date(2020, 4, 6)),))
    step = next(m for m in milestones(facts, date(2020, 10, 5), kind="request") if m.rule.id == "REQ-04")
    assert "coronavirus" in arithmetic([step], date(2020, 10, 5))[0]


@pytest.mark.parametrize("one", [one for one in CHASED if not one.services and not one.parts], ids=lambda one: str(one.id))
def test_no_sentence_of_our_own_is_stopped_and_none_speaks_to_the_sendco(one: Rule) -> None:
    step = overdue(one)
    told = [*duties([step], "Marlshire"), record([step]), *arithmetic([step], ON), *asks([step], "Marlshire"), *exception_asks([step], "Marlshire")]
    own = without_what_is_quoted("\n\n".join(told), [step], Known(events=(), papers={}, claims=()), ON)
    assert [*findings_in_words("\n\n".join(told)), *findings_about_steps(own, [step], ON)] == []
    assert not re.search(r"not read in|before relying|record its|look at the agreement", "\n\n".join(told))


def received(*stated: date, on: date = ON) -> Milestone:
    """The decision on a request that we know to have been received on Mon 7 Sep 2026."""
    events = [Event(name="request_received", on=date(2026, 9, 7)), *(Event(name="council_says_received", on=day) for day in stated)]
    return next(m for m in milestones(CaseFacts(events=tuple(events)), on, kind="request") if m.rule.id == "REQ-04")


def test_the_receipt_that_the_council_states_is_counted_too_and_is_the_kindest() -> None:
    step = received(date(2026, 9, 21))
    (said,) = arithmetic([step], ON)
    assert said.endswith(
        "Counted from Monday 21 September 2026, the day on which the council says it received the request, the last day was Monday 2 November 2026. "
        "On every count the time has passed, on the latest of them 1 week 3 days ago."
    )
    assert duties([step], "Marlshire")[0].startswith("Counted from Monday 7 September 2026, Marlshire had to decide whether to assess by Monday 19")
    assert [one.words for one in findings_about_steps("It is 3 weeks late.", [step], ON)] == ["3 weeks late"]
    assert findings_about_steps("It is 10 days late.", [step], ON) == []


def test_where_the_stated_receipt_still_leaves_time_no_letter_says_every_count() -> None:
    step = received(date(2026, 10, 12))
    (said,) = arithmetic([step], ON)
    assert "the last day is Monday 23 November 2026. Counted from the receipt that we hold, the last day was 3 weeks 3 days ago." in said
    assert "every count" not in said
    assert findings_about_steps("It is 1 day late.", [step], ON) != []


def test_a_stated_receipt_that_is_no_later_or_yet_to_come_changes_nothing() -> None:
    usual = arithmetic([received()], ON)
    assert arithmetic([received(date(2026, 9, 4))], ON) == usual
    assert arithmetic([received(date(2026, 9, 7))], ON) == usual
    assert kindest_day(received()) == date(2026, 10, 19)


def test_what_others_said_is_not_held_against_the_school() -> None:
    case, pupil = uuid4(), uuid4()
    claim = ExceptionClaim(id=uuid4(), pupil=pupil, case=case, exception="school_closed", words="We cannot  refund this")
    text = "They wrote “We cannot refund this”, shown by ‘£500 decision’. A refund is due."
    known = Known(events=(), papers={}, claims=(claim,))
    assert without_what_is_quoted(text, [], known, ON) == "They wrote , shown by ‘£500 decision’. A refund is due."


def test_nothing_known_is_nothing_said() -> None:
    assert Known(events=(), papers={}, claims=()).answered == frozenset()


# Which steps


@given(received=st.dates(date(2024, 1, 1), date(2027, 12, 31)), later=st.integers(0, 120))
def test_a_decision_is_chased_only_after_every_count_and_called_late_by_no_more_than_the_kindest(received: date, later: int) -> None:
    on = received + timedelta(days=later)
    step = next(m for m in milestones(CaseFacts(events=(Event(name="request_received", on=received),)), on, kind="request") if m.rule.id == "REQ-04")
    due = received + timedelta(weeks=6)  # the latest of the two counts
    assert may_chase(step) is (on > due)
    if on > due:
        weeks, days = divmod((on - due).days, 7)
        ago = " ".join(f"{n} {word}{'s' * (n != 1)}" for n, word in ((weeks, "week"), (days, "day")) if n)
        assert f"on the latest of them {ago} ago" in arithmetic([step], on)[0]
    elif on == due:
        assert why_not(step).startswith("Wait until")
    else:
        assert why_not(step).startswith("This is not late")


def of(events: dict[str, date], rule_id: str, kind: str, on: date = ON) -> Milestone:
    facts = CaseFacts(events=tuple(Event(name=name, on=day) for name, day in events.items()))
    return next(step for step in milestones(facts, on, kind=kind, show_all=True) if step.rule.id == rule_id)


RECEIVED = {"request_received": date(2026, 9, 7)}


@pytest.mark.parametrize(("step", "why"), [
    (of({**RECEIVED, "agreed_to_assess": date(2026, 11, 2)}, "REQ-04", "request"), "This was done by Mon 2 Nov 2026: there is nothing to chase."),
    (of({**RECEIVED, "request_withdrawn": date(2026, 9, 20)}, "REQ-04", "request"), "This is no longer owed, so there is nothing to chase."),
    (of({"request_sent": date(2026, 9, 4)}, "REQ-04", "request"), "Whether this is late is not known: record ‘Council received the request’ first."),
    (of({**RECEIVED, "final_plan_issued": date(2026, 10, 1)}, "REQ-05", "request"), "Whether this is late is not known: record ‘Copy"),
    (of({"complaint_received": date(2026, 9, 1)}, "CMP-01", "complaint"), "This complaint is the parent’s own"),
    (of({"decision_letter_sent": date(2026, 6, 1)}, "APPEAL", "appeal"), "This step is the family’s, or every party’s"),
    (of({"moved_area": date(2026, 2, 1), "plan_transferred": date(2026, 2, 1)}, "TRF-04a", "move"), "This is a part of a larger step"),
    (of(RECEIVED, "REQ-15", "request"), "This is not late: its last day is Mon 25 Jan 2027."),
])
def test_why_a_step_is_not_chased_is_said_with_what_to_do(step: Milestone, why: str) -> None:
    assert why_not(step).startswith(why)
    assert not may_chase(step)


def test_a_step_whose_day_nothing_tells_is_not_called_late() -> None:
    step = overdue(CHASED[0])._replace(state=State.UNKNOWN)
    assert why_not(step).startswith("Whether this is late is not known")
    assert why_not(step._replace(state=State.DUE_SOON, due=None)) == "Whether this is late is not known."


def test_the_ombudsman_s_own_step_is_nobody_s_to_chase() -> None:
    step = next(one for one in RULES if one.owed_by == "ombudsman")
    assert why_not(overdue(step)) == "A school does not write to the Ombudsman. A parent can, with the school’s evidence."


def test_an_answer_to_the_tribunal_is_not_chased_by_the_school() -> None:
    step = next(one for one in RULES if one.id == "DIS-12")
    assert "the school is no party to the appeal" in why_not(overdue(step))


def test_a_question_about_an_exception_needs_a_step_that_has_one() -> None:
    draft, decision, ours = (overdue(next(one for one in RULES if one.id == id)) for id in ("REQ-10", "REQ-04", "REQ-08"))
    assert why_not_query(draft, claimed=True).startswith("The law gives this step no exception")
    assert why_not_query(decision, claimed=False) == ""
    assert why_not_query(ours, claimed=True).startswith("This step is the school’s own")
    soon = decision._replace(state=State.DUE_SOON)
    assert why_not_query(soon, claimed=True) == ""
    assert why_not_query(soon, claimed=False) != ""


def test_advice_is_called_by_its_service_in_the_subject() -> None:
    advice = overdue(next(one for one in CHASED if one.services))
    assert advice.start is not None
    assert subject_words([advice]) == "health advice"
    assert subject_words([advice._replace(start=advice.start._replace(service="other"))]) == "advice"
