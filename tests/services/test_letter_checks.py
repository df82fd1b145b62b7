"""What the check of a letter finds, and what it leaves alone."""

from datetime import date

import pytest

from sendco_desk.domain.refusals import Refused
from sendco_desk.services.letter_checks import (
    Finding,
    findings_about_reader,
    findings_about_steps,
    findings_in_fields,
    findings_in_subject,
    findings_in_words,
    need_clean,
)
from sendco_desk.statute.case import CaseFacts, Event
from sendco_desk.statute.clock import milestones
from sendco_desk.statute.milestones import Milestone

ON = date(2026, 11, 12)


def steps(*ids: str, on: date = ON) -> list[Milestone]:
    """Steps of a request received on Mon 4 May 2026 and agreed to: the draft was expected, the plan was owed."""
    events = (Event(name="request_received", on=date(2026, 5, 4)), Event(name="agreed_to_assess", on=date(2026, 6, 1)))
    found = {step.rule.id: step for step in milestones(CaseFacts(events=events), on, kind="request")}
    return [found[id] for id in ids]


def words_of(findings: list[Finding]) -> list[str]:
    return [one.words for one in findings]


@pytest.mark.parametrize(("text", "found"), [
    ("We ask for £1,250.50 now", "£1,250.50"), ("a sum of £5.", "£5"), ("200 pounds", "200 pounds"),
    ("The family should be compensated.", "compensated"), ("Reimbursement is due", "Reimbursement"), ("a full refund", "refund"),
    ("an ex gratia sum", "ex gratia"), ("financial redress", "financial redress"),
    ("We seek proper damages", "seek proper damages"), ("damages for the delay", "damages for"),
])
def test_money_is_found_in_any_dress(text: str, found: str) -> None:
    assert found in words_of(findings_in_words(text))


@pytest.mark.parametrize("text", [
    "The delay damages his confidence.", "A direct payment is part of section J.", "He lives at 12 Pound Lane.", "They paid attention.",
])
def test_ordinary_words_are_no_money(text: str) -> None:
    assert findings_in_words(text) == []


@pytest.mark.parametrize("text", [
    "We will complain to the Ombudsman.", "The school may refer this to the Local Government Ombudsman", "I shall take this to the ombudsman.",
    "Our complaint goes to the Ombudsman.",
])
def test_a_threat_of_the_ombudsman_is_found(text: str) -> None:
    (found,) = findings_in_words(text)
    assert found.stops and "a parent can" in found.sentence


@pytest.mark.parametrize("text", [
    "Some sources count 10 weeks from the reversal, as used by the Ombudsman.", "A parent can complain to the Ombudsman.",
    "I am writing about Kacper. The Ombudsman counts it so.",
])
def test_the_ombudsman_may_be_spoken_of(text: str) -> None:
    assert findings_in_words(text) == []


def test_one_wording_is_found_once() -> None:
    assert words_of(findings_in_words("Compensation, and again compensation.")) == ["compensation"]


@pytest.mark.parametrize("reader", ["LGSCO", "Local Government Ombudsman", "intake@lgo.org.uk", "the ombudsmen"])
def test_the_ombudsman_is_no_reader(reader: str) -> None:
    (found,) = findings_about_reader("", reader)
    assert found.stops and "A school cannot complain there" in found.sentence


def test_anybody_else_may_be_written_to() -> None:
    assert findings_about_reader("Ms T. Rowan", "Marlshire", "t.rowan@marlshire.example") == []


def test_a_field_that_nothing_was_put_in_for_is_found() -> None:
    assert words_of(findings_in_fields("Dear {addressee}, {}")) == ["{addressee}", "{}"]


@pytest.mark.parametrize("text", [
    "You are in breach.", "This is unlawful.", "It is required by law.", "You had to send it.", "The council must send it.", "A statutory duty.",
    "You broke the law.",
])
def test_a_letter_about_guidance_alone_calls_nothing_a_breach(text: str) -> None:
    (found,) = findings_about_steps(text, steps("REQ-10"), ON)
    assert found.stops and found.sentence.startswith("SEND Code of Practice 9.41 and 9.44 is guidance, so not to follow it is no breach")
    assert findings_about_steps(text, steps("REQ-15"), ON) == []


def test_beside_a_duty_only_the_sentence_about_guidance_is_looked_at() -> None:
    both = steps("REQ-10", "REQ-15")
    assert findings_about_steps("The council had to issue the final plan. That is a breach.", both, ON) == []
    (found,) = findings_about_steps("Good morning. It was unlawful not to send a draft plan by then.", both, ON)
    assert found.words == "unlawful"
    (again,) = findings_about_steps("You must send a draft plan.\nYou must send a draft plan, I say.", both, ON)
    assert again.words == "must"


@pytest.mark.parametrize(("text", "stops"), [
    ("It is 45 days late.", False), ("It is 46 days late.", True), ("seven weeks overdue", True), ("six weeks overdue", False),
    ("6 weeks 3 days late", False), ("6 weeks and 4 days late", True), ("two months late", True), ("1 month late", False), ("a late letter", False),
])
def test_no_letter_says_more_days_late_than_every_count_allows(text: str, stops: bool) -> None:
    assert [one.stops for one in findings_about_steps(text, steps("REQ-15"), date(2026, 11, 5))] == [True] * stops


def test_one_day_late_is_said_as_one_day() -> None:
    (found,) = findings_about_steps("3 days late", steps("REQ-15", on=date(2026, 9, 22)), date(2026, 9, 22))
    assert found.sentence.endswith("it is 1 day.")


def test_a_name_in_the_subject_is_found_unless_the_subject_says_the_word_anyway() -> None:
    names = ("Łukasz", "Copy", "X")
    assert words_of(findings_in_subject("Our case 1: łukasz", names, "our case copy to school")) == ["łukasz"]
    assert findings_in_subject("Our case 1: copy to school X", names, "our case copy to school") == []


def test_what_stops_is_refused_with_every_reason_once() -> None:
    with pytest.raises(Refused) as refused:
        need_clean([Finding(sentence="One."), Finding(sentence="A note.", stops=False), Finding(sentence="Two."), Finding(sentence="One.")], "text")
    assert (refused.value.message, refused.value.field) == ("One. Two.", "text")
    need_clean([Finding(sentence="A note.", stops=False)])
