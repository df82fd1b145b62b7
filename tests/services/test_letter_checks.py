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
    "We expect £ five hundred.", "an award of £", "five hundred pounds", "a payment of 500", "500 quid", "GBP 500", "a monetary remedy", "€500",
    "a payment for the delay", "The council should pay the family.", "recompense", "restitution", "We will pay you back.", "a sum of money",
    "a remedy payment", "You must make good his loss.", "a financial settlement", "to claim our legal costs", "1,000 pound", "com-pensation",
    "compen sation", "com\u00adpensation", "fi\u00adnancial remedy", "a compensatory payment", "\uffe1500", "damages\u00a0for the delay",
])
def test_money_is_found_when_it_is_reworded(text: str) -> None:
    (found,) = findings_in_words(text)
    assert found.stops and found.words in text


@pytest.mark.parametrize("text", [
    "The delay damages his confidence.", "A direct payment is part of section J.", "He lives at 12 Pound Lane.", "They paid attention.",
    "He uses compensatory strategies.", "He compensates for a weak working memory.", "He weighs 30 pounds.", "The delay costs him a term.",
    "Could you pay the school a visit?", "Please pay him close attention.",
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
    "We will go to LGSCO.", "We shall complain to the LGSCO.", "We will write to the LGO.", "I will write to the L.G.S.C.O.",
    "We will take this to the ombuds-man.", "We shall refer this to the ombuds man.", "The school will refer this to the Ombudsperson.",
    "We will complain to the Omdudsman.", "We will\u00a0complain to the Ombuds\u00adman.", "A complaint to the Ombudsman will follow.",
    "This matter will be referred to the Ombudsman.", "We will not hesitate to involve the Ombudsman.", "The next step is the Ombudsman.",
    "We intend to contact the Local Government and Social Care\nOmbudsman.", "Unless you answer, the Ombudsman will hear from us.",
    "We are copying this to the Ombudsman.", "I have asked the LGSCO to investigate.", "The parents and we will complain to the Ombudsman.",
    "We will write to the Commission for Local Administration.", "A complaint from us to the Ombudsman will follow.",
    "The family’s case will be referred to the Ombudsman.", "On behalf of the parents, we will complain to the Ombudsman.",
    "We will not complain to the Ombudsman if you answer.",
])
def test_a_threat_of_the_ombudsman_is_found_when_it_is_reworded(text: str) -> None:
    (found,) = findings_in_words(text)
    assert found.stops and found.words in text


@pytest.mark.parametrize("text", [
    "Some sources count 10 weeks from the reversal, as used by the Ombudsman.", "A parent can complain to the Ombudsman.",
    "I am writing about Kacper. The Ombudsman counts it so.", "The parents may take this to the Ombudsman; the school cannot.",
    "I refer to your letter about the Ombudsman’s focus report.", "We cannot complain to the Ombudsman, and do not.",
    "The school’s complaint policy names no ombudsman.", "We report to the governors. Ombudsman guidance is public.",
    "A parent has told us of a complaint to the Ombudsman.", "The parents’ complaint to the Ombudsman was upheld.",
    "We understand that the parents may complain to the Ombudsman.", "He likes Lego therapy, and I'll go along.",
])
def test_the_ombudsman_may_be_spoken_of(text: str) -> None:
    assert findings_in_words(text) == []


def test_one_wording_is_found_once() -> None:
    assert words_of(findings_in_words("Compensation, and again compensation.")) == ["compensation"]


@pytest.mark.parametrize("reader", [
    "LGSCO", "Local Government Ombudsman", "intake@lgo.org.uk", "the ombudsmen", "LGO", "The L.G.O.", "Ombuds-man", "Ombudsperson", "PHSO",
    "L G S C O", "LG&SCO", "Ombuds\u200bman",
])
def test_the_ombudsman_is_no_reader(reader: str) -> None:
    (found,) = findings_about_reader("", reader)
    assert found.stops and "A school cannot complain there" in found.sentence


def test_anybody_else_may_be_written_to() -> None:
    assert findings_about_reader("Ms T. Rowan", "Marlshire", "t.rowan@marlshire.example") == []


def test_a_field_that_nothing_was_put_in_for_is_found() -> None:
    assert words_of(findings_in_fields("Dear {addressee}, {}")) == ["{addressee}", "{}"]


@pytest.mark.parametrize("text", [
    "You are in breach.", "This is unlawful.", "It is required by law.", "You had to send it.", "The council must send it.", "A statutory duty.",
    "You broke the law.", "The law requires a draft plan.", "You have a duty to send a draft plan.", "By law a draft plan is due.",
    "You failed in your duty.", "You are in default.", "You failed to comply with the Code.", "It is mandatory.", "You were bound to send it.",
    "You contravened the regulations.", "This is not lawful.", "a statutory deadline", "You are legally late.", "non-compliance",
    "You are under an obligation to send it.", "A draft must be sent.",
])
def test_a_letter_about_guidance_alone_calls_nothing_a_breach(text: str) -> None:
    (found,) = findings_about_steps(text, steps("REQ-10"), ON)
    assert found.stops and found.sentence.startswith("SEND Code of Practice 9.41 and 9.44 is guidance, so not to follow it is no breach")
    assert findings_about_steps(text, steps("REQ-15"), ON) == []


@pytest.mark.parametrize("text", [
    "You must be busy.", "We had to write again.", "I must thank you.", "I have to say that the family is worried.", "He has to wait.",
    "The school has to plan his day.", "The Code is statutory guidance.", "We were required to send advice by 3 March and did.",
    "That is guidance, and we put it no higher than that.",
])
def test_what_the_school_or_the_child_has_to_do_is_no_reproach(text: str) -> None:
    assert findings_about_steps(text, steps("REQ-10"), ON) == []


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


@pytest.mark.parametrize("text", [
    "It is late by 8 weeks.", "8 weeks’ delay", "a delay of 8 weeks", "an eight-week delay", "8 weeks too late", "8 full weeks late",
    "overdue by eight weeks", "more than 8 weeks late", "8 weeks past the last day", "8 weeks after the last day", "eight weeks behind",
    "an 8-week-late plan", "twenty-one weeks late", "60 days late", "sixty days late", "40 working days late", "8 weeks or so late",
    "late for 8 weeks", "a lateness of 8 weeks", "8 weeks beyond the limit", "8 weeks have passed since the last day",
    "The last day was 8 weeks ago",
    "8 weeks, 2 days late", "eight (8) weeks late", "8 weeks out of time", "8 wks late", "half a year late", "8 calendar weeks late",
    "8\u00a0weeks late",
    "eight weeks and counting late", "late by at least eight weeks", "8.5 weeks late", "eight and a half weeks late", "8½ weeks late",
    "8 weeks of lateness", "The delay is now 8 weeks.", "It was due 8 weeks ago.", "It should have been issued 8 weeks ago.",
    "four fortnights late", "a year late",
])
def test_lateness_is_found_when_it_is_reworded(text: str) -> None:
    (found,) = findings_about_steps(text, steps("REQ-15"), date(2026, 11, 5))
    assert found.words in text and found.sentence.endswith("it is 45 days.")


@pytest.mark.parametrize("text", [
    "It is 6 weeks late.", "a week late", "late by 6 weeks", "a delay of six weeks", "30 working days late",
    "The school holds a review in 8 weeks.",
    "The law gives 20 weeks.", "We asked 8 weeks ago.", "The advice was due within 8 weeks.", "His speech is delayed by two years.",
    "He has been at home for 8 weeks because the plan is late.", "He is eighteen months behind his peers.", "a two-year delay in reading",
    "Eight weeks after the last day of term he was still at home.",
])
def test_other_lengths_of_time_are_no_lateness(text: str) -> None:
    assert findings_about_steps(text, steps("REQ-15"), date(2026, 11, 5)) == []


def test_one_day_late_is_said_as_one_day() -> None:
    (found,) = findings_about_steps("3 days late", steps("REQ-15", on=date(2026, 9, 22)), date(2026, 9, 22))
    assert found.sentence.endswith("it is 1 day.")


def test_a_name_in_the_subject_is_found_unless_the_subject_says_the_word_anyway() -> None:
    names = ("Łukasz", "Copy", "X")
    assert words_of(findings_in_subject("Our case 1: łukasz", names, "our case copy to school")) == ["łukasz"]
    assert findings_in_subject("Our case 1: copy to school X", names, "our case copy to school") == []


@pytest.mark.parametrize(("names", "subject", "word"), [
    (("明", "李"), "Case 3: 李明", "李明"), (("Łukasz",), "Case 3: Lukasz", "Lukasz"), (("Zoë",), "Case 3: Zoe’s plan", "Zoe"),
    (("Anne-Marie",), "Case 3: AnneMarie", "AnneMarie"), (("Kacper", "Wilk"), "Case 3: KacperWilk", "KacperWilk"),
    (("زینب",), "Case 3: زینب", "زینب"),
])
def test_a_name_is_found_however_it_is_typed(names: tuple[str, ...], subject: str, word: str) -> None:
    assert words_of(findings_in_subject(subject, names, "")) == [word]


def test_what_stops_is_refused_with_every_reason_once() -> None:
    with pytest.raises(Refused) as refused:
        need_clean([Finding(sentence="One."), Finding(sentence="A note.", stops=False), Finding(sentence="Two."), Finding(sentence="One.")], "text")
    assert (refused.value.message, refused.value.field) == ("One. Two.", "text")
    need_clean([Finding(sentence="A note.", stops=False)])
