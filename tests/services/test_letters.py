"""Letters about late steps: what they say and may not say, to whom they go, and what logging one keeps."""

import email
import email.policy
import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID, uuid4

import docx
import pytest

from sendco_desk.domain.casework import CaseLetter
from sendco_desk.domain.documents import Document
from sendco_desk.domain.pupil import Pupil, Residence
from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.domain.story import StoryEntry
from sendco_desk.services import letter_wording
from sendco_desk.services.desk import Desk
from sendco_desk.services.letter_writing import QUERY, Letter, Reader, greeting
from sendco_desk.services.letters import NEWER_WORDING, Letters
from sendco_desk.services.today import step_key
from tests.services.conftest import StillClock
from tests.services.letter_cases import COUNCIL, DUE, RECEIVED, REFERENCE, contacts, late_decision, opened, paper

NEXT_DAY = date(2026, 10, 20)
_FACTS = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day \d+ \w+ \d{4}|SEND [\w ]+ [\d().]+|‘[^’]+’|\d+ weeks? ?\d* ?d?a?y?s? ago")


@pytest.fixture
def letters(desk: Desk) -> Letters:
    return desk.letters


@pytest.fixture
def late(desk: Desk, kacper: Pupil) -> UUID:
    return late_decision(desk, kacper)


def test_a_letter_says_who_what_by_when_how_counted_what_shows_it_and_what_is_asked(letters: Letters, late: UUID) -> None:
    letter = letters.compose(late, ["REQ-04"])
    assert "Dear Ms Rowan," in letter.plain
    assert "Kacper Wilk, born 14 March 2015 (your reference ML-26-0417)" in letter.plain
    assert f"{COUNCIL} had to decide whether to assess by Monday 19 October 2026 (SEND Regulations 2014 reg 5(1))." in letter.plain
    assert "Receipt on Monday 7 September 2026 is day 0; six weeks end on the same weekday, Monday 19 October 2026." in letter.plain
    assert "Some sources count to Sunday 18 October 2026 (receipt day counted as day 1, DfE statistics)." in letter.plain
    assert "On every count the time has passed, on the latest of them 5 weeks ago." in letter.plain
    assert "- The council received the request on Monday 7 September 2026: shown by ‘Receipt from the council’, dated the same day." in letter.plain
    assert "by Monday 30 November 2026:\n\n- on which day the council will decide whether to assess\n- which exception, if any" in letter.plain
    assert letter.plain.endswith("Yours sincerely,\n\nDr Robin Lark\nSENDCo, Fernhollow School")
    assert [one.sentence for one in letters.findings(letter)] == []


def test_nobody_is_chased_on_the_one_day_that_sources_count_differently(letters: Letters, late: UUID) -> None:
    with pytest.raises(Refused, match=r"^Wait until Tue 20 Oct 2026: some sources still allow Mon 19 Oct 2026\.$"):
        letters.compose(late, ["REQ-04"], on=DUE)
    assert letters.compose(late, ["REQ-04"], on=NEXT_DAY).steps == ("REQ-04",)


@pytest.mark.parametrize(("key", "on", "why"), [
    ("REQ-04", date(2026, 10, 1), "This is not late: its last day is Mon 19 Oct 2026."),
    ("req-99", NEXT_DAY, "This case has no step ‘req-99’: try REQ-"),
    ("xyz", NEXT_DAY, "This case has no step ‘xyz’."),
    ("REQ-08", NEXT_DAY, "This step is the school’s own"),
])
def test_what_cannot_be_chased_is_refused_with_what_to_do(letters: Letters, late: UUID, key: str, on: date, why: str) -> None:
    with pytest.raises(Refused) as refused:
        letters.compose(late, [key], on=on)
    assert refused.value.message.startswith(why)
    assert refused.value.field == "rule"


def test_a_letter_needs_a_step_and_an_open_case(desk: Desk, letters: Letters, late: UUID) -> None:
    with pytest.raises(Refused, match="Choose the step"):
        letters.compose(late, [])
    desk.casework.save_case(replace(desk.caseload.view(late).case, closed_on=date(2026, 11, 1)))
    with pytest.raises(Refused, match="This case is closed"):
        letters.compose(late, ["REQ-04"])
    assert letters.chasable(late) == []


def test_the_three_letters_differ_in_tone_and_not_in_fact(desk: Desk, letters: Letters, late: UUID) -> None:
    contacts(desk)
    texts = [letters.compose(late, ["REQ-04", "REQ-05"], rung=rung).plain for rung in (1, 2, 3)]
    assert len({frozenset(_FACTS.findall(text)) for text in texts}) == 1
    assert len(set(texts)) == 3
    assert "I write formally about" in texts[2]
    assert "name the person who will see this through, and to answer in writing by Monday 30 November 2026" in texts[2]
    with pytest.raises(Refused, match="first, the second or the third"):
        letters.compose(late, ["REQ-04"], rung=4)


def test_each_letter_goes_one_rung_above_the_last_and_names_it(desk: Desk, letters: Letters, late: UUID, clock: StillClock) -> None:
    contacts(desk)
    first = letters.compose(late, ["REQ-04"])
    assert (first.rung, first.to.name, first.to.role) == (1, "Ms T. Rowan", "case_officer")
    letters.log(first, "email")
    clock.move(days=8)
    second = letters.compose(late, ["REQ-04", "REQ-05"])
    assert (second.rung, second.to.name) == (2, "Mr P. Hale")
    asked = (
        "On Monday 23 November 2026 we wrote by e-mail to Ms T. Rowan, case officer, Marlshire County Council, asking for an answer by Monday "
        "30 November 2026. We have no record of an answer."
    )
    assert asked in second.plain
    letters.log(second, "post")
    for _ in range(2):
        third = letters.compose(late, ["REQ-05"])
        assert (third.rung, third.to.name) == (3, "Mrs J. Sedge")
        letters.log(third, "hand")


def test_an_answer_on_record_is_not_denied(desk: Desk, letters: Letters, late: UUID) -> None:
    kept, _ = letters.log(letters.compose(late, ["REQ-04"]), "portal")
    assert kept.story_entry is not None
    desk.story.action_done(kept.story_entry)
    text = letters.compose(late, ["REQ-04"]).plain
    assert "we wrote through the council’s portal to Ms T. Rowan" in text
    assert "no record of an answer" not in text


def test_an_answer_is_asked_for_in_five_working_days_and_never_before_the_letter(letters: Letters, late: UUID) -> None:
    assert letters.compose(late, ["REQ-04"], on=date(2026, 12, 23)).reply_by == date(2027, 1, 4)
    with pytest.raises(Refused) as refused:
        letters.compose(late, ["REQ-04"], reply_by=date(2026, 11, 23))
    assert refused.value.field == "reply_by"


def test_a_kind_that_is_not_composed_here_is_refused(letters: Letters, late: UUID) -> None:
    with pytest.raises(Refused, match="a letter about a late step, or a question"):
        letters.compose(late, ["REQ-04"], kind="delay_timeline")


def test_late_advice_is_asked_of_the_service_with_a_copy_to_the_officer(desk: Desk, letters: Letters, kacper: Pupil) -> None:
    contacts(desk)
    case = opened(desk, kacper, [
        ("request_received", date(2026, 8, 3), None), ("agreed_to_assess", date(2026, 9, 10), None),
        ("advice_requested.health", date(2026, 9, 14), None),
    ])
    letter = letters.compose(case, ["REQ-07/health"])
    assert letter.to == Reader(
        role="health", name="Therapies hub", email="health@marlshire.example", address="County Hall\nMarlbury ZZ1 1ZZ", organisation=COUNCIL,
    )
    assert letter.copy_to == "Ms T. Rowan <t.rowan@marlshire.example>"
    assert "As we read the SEND Regulations 2014 reg 8(1), the health service had to send the advice that the council asked for;" in letter.plain
    assert "the last day was Monday 26 October 2026. Please tell me if you read it differently." in letter.plain
    assert "on which day the health service will send the advice" in letter.plain
    assert letter.plain.endswith("Copy to:\n\n- Ms T. Rowan")
    assert letter.subject == "The council’s reference ML-26-0417, our case 1: health advice"
    assert "The council’s reference: ML-26-0417" in letters.paper(letter).references
    assert any("less than certain" in one.sentence for one in letters.findings(letter))
    with pytest.raises(Refused, match="This case has no step ‘REQ-07’: try REQ-07/health"):
        letters.compose(case, ["REQ-07"])


def test_two_readers_are_written_to_apart(desk: Desk, letters: Letters, kacper: Pupil) -> None:
    case = opened(desk, kacper, [("request_received", date(2026, 8, 3), None), ("advice_requested.health", date(2026, 9, 14), None)])
    with pytest.raises(Refused, match="Marlshire County Council and the health service owe these steps, and a letter goes to one reader"):
        letters.compose(case, ["REQ-04", "REQ-07/health"])


def test_nobody_recorded_is_greeted_as_a_team(desk: Desk, letters: Letters, kacper: Pupil) -> None:
    case = opened(desk, kacper, [("request_received", RECEIVED, None)], case_officer="", case_officer_email="", council_reference="")
    letter = letters.compose(case, ["REQ-04"])
    assert letter.plain.startswith("Dear SEND team,")
    assert "Yours faithfully," in letter.plain
    assert letter.subject == "Our case 1: council’s decision"
    assert letter.to.full == "the case officer, Marlshire County Council"
    assert "no document that we hold shows it" in letter.plain
    assert [one.sentence for one in letters.findings(letter)] == [
        "No document shows ‘Council received the request’: the letter says so.",
        "No reference of the council’s is recorded: the subject has the case’s number only.",
    ]
    assert letters.copy_suggested(case, letters.about(case, ["REQ-04"])[0]) == ""


@pytest.mark.parametrize(("name", "greeted"), [
    ("Ms T. Rowan", "Ms Rowan"), ("Dr A.B. Fenn", "Dr Fenn"), ("Tess Rowan", "Tess Rowan"), ("Mr Hale", "Mr Hale"),
    ("Ms Ana de Souza", "Ms Ana de Souza"), ("Ms Ł. Rowan", "Ms Rowan"), ("Mr AB Fenn", "Mr Fenn"), ("Ms ANNA ROWAN", "Ms ANNA ROWAN"),
    ("", "SEND team"),
])
def test_a_greeting_leaves_initials_out(name: str, greeted: str) -> None:
    assert greeting(Reader(role="case_officer", name=name)) == greeted
    assert greeting(Reader(role="health")) == "colleague"


def test_guidance_is_called_an_expectation(desk: Desk, letters: Letters, kacper: Pupil) -> None:
    case = opened(desk, kacper, [("request_received", date(2026, 6, 1), None), ("agreed_to_assess", date(2026, 7, 1), None)])
    letter = letters.compose(case, ["REQ-10"])
    assert "was expected to send a draft plan by Monday 21 September 2026 (SEND Code of Practice 9.41 and 9.44). That is guidance" in letter.plain
    assert "had to" not in letter.plain
    assert "which exception" not in letter.plain
    notes = [one for one in letters.findings(letter) if "is guidance" in one.sentence]
    assert notes and not notes[0].stops


def test_a_claimed_exception_is_shown_against_its_test_and_softens_the_duty(desk: Desk, letters: Letters, late: UUID, kacper: Pupil) -> None:
    shows = paper(desk, kacper.id, "Their e-mail", date(2026, 11, 2), dated=False)
    desk.casework.add_claim(late, "exceptional_circumstances", date(2026, 11, 2), shows.id, "A lot is  going on.")
    desk.casework.add_claim(late, "school_closed")
    desk.casework.add_claim(late, "missed_appointment")
    letter = letters.compose(late, ["REQ-04"])
    assert f"Unless an exception applies, {COUNCIL} had to decide whether to assess" in letter.plain
    assert "An exception was claimed on Monday 2 November 2026: exceptional personal circumstances, in the words “A lot is going on.”" in letter.plain
    assert "(shown by ‘Their e-mail’, received Monday 2 November 2026). Whether it applies turns on the facts. Please say which" in letter.plain
    assert "school closed four weeks or more (no document that we hold shows it). The facts we hold do not show that it applies." in letter.plain
    assert "An exception was claimed: missed appointment" in letter.plain
    assert "The law gives this limit no such exception." in letter.plain
    assert "none sets a later day of its own" in letter.plain
    assert any("An exception could apply" in one.sentence for one in letters.findings(letter))


def test_an_exception_that_nobody_claimed_but_could_apply_is_said_too(desk: Desk, letters: Letters, kacper: Pupil) -> None:
    desk.school.add_closure(date(2026, 7, 25), date(2026, 8, 31), "Summer")
    case = opened(desk, kacper, [("request_received", date(2026, 7, 6), None), ("school_advice_requested", date(2026, 7, 20), None)])
    text = letters.compose(case, ["REQ-04"]).plain
    assert "Unless an exception applies," in text
    assert "School closed four weeks or more (SEND Regulations 2014 reg 5(4)) could apply on the facts we hold." in text
    assert "inside the window from Saturday 18 July 2026" in text
    assert "none sets a later day of its own" in text


def test_a_claim_on_a_step_without_exceptions_is_said_to_be_none(desk: Desk, letters: Letters, kacper: Pupil) -> None:
    case = opened(desk, kacper, [("review_meeting", date(2026, 9, 1), None), ("review_report_sent", date(2026, 9, 8), None)], "annual_review")
    desk.casework.add_claim(case, "school_closed")
    text = letters.compose(case, ["REV-06"]).plain
    assert "The law gives what is asked about here no such exception." in text
    assert "none sets a later day" not in text
    with pytest.raises(Refused, match="The law gives this step no exception"):
        letters.compose(case, ["REV-06"], kind=QUERY)


def test_a_question_about_an_exception_lists_each_beside_the_facts(desk: Desk, letters: Letters, late: UUID) -> None:
    letter = letters.compose(late, ["REQ-04"], kind=QUERY)
    assert letter.subject == "Your reference ML-26-0417, our case 1: question about an exception (council’s decision)"
    assert "- Away from the area four weeks or more (SEND Regulations 2014 reg 5(4)). No absence from the council’s area is recorded." in letter.plain
    assert "The SEND Code of Practice 9.43 expects the council to tell the parent or young person the reason for the delay" in letter.plain
    assert "- which exception, if any, the council relies on\n- on what facts" in letter.plain
    assert letter.file_name(".pdf") == "Case 1 exception query 2026-11-23.pdf"
    kept, _ = letters.log(letter, "email")
    assert kept.letter_kind == "exception_query"
    assert letters.compose(late, ["REQ-04"]).rung == 1
    assert letters.compose(late, ["REQ-04"], kind=QUERY).rung == 1


def test_an_exception_claimed_early_can_be_asked_about_before_the_step_is_late(desk: Desk, letters: Letters, late: UUID) -> None:
    on = date(2026, 10, 5)
    with pytest.raises(Refused, match="This is not late"):
        letters.compose(late, ["REQ-04"], kind=QUERY, on=on)
    desk.casework.add_claim(late, "exceptional_circumstances")
    text = letters.compose(late, ["REQ-04"], kind=QUERY, on=on).plain
    assert f"Unless an exception applies, {COUNCIL} has to decide whether to assess by Monday 19 October 2026" in text
    assert "the time has passed" not in text
    assert {step.rule.id for step in letters.chasable(late, on, QUERY)} == {"REQ-04", "REQ-05", "REQ-09", "REQ-15"}
    assert letters.chasable(late, on) == []


def test_a_document_not_to_be_shared_is_not_named(desk: Desk, letters: Letters, kacper: Pupil) -> None:
    secret = paper(desk, kacper.id, "Note of a private call", sharing="none")
    case = opened(desk, kacper, [("request_received", RECEIVED, secret.id)])
    text = letters.compose(case, ["REQ-04"]).plain
    assert "shown by a document that we hold" in text
    assert "private" not in text


def test_what_was_recorded_in_a_joined_case_is_proof_too(desk: Desk, letters: Letters, kacper: Pupil) -> None:
    request = opened(desk, kacper, [("request_received", date(2026, 2, 2), None), ("refused_to_assess", date(2026, 3, 9), None)])
    order = paper(desk, kacper.id, "Tribunal’s order", date(2026, 9, 1))
    appeal, _ = desk.casework.open_case(
        kacper.id, "appeal", authority=COUNCIL, about=request, events=[("tribunal_order.assess", date(2026, 9, 1), order.id)],
    )
    key = next(step.rule.id for step in letters.chasable(appeal))
    assert "The Tribunal ordered the council" in letters.compose(appeal, [key]).plain
    assert "shown by ‘Tribunal’s order’, dated the same day" in letters.compose(appeal, [key]).plain


def test_what_the_council_did_so_far_is_said(desk: Desk, letters: Letters, kacper: Pupil) -> None:
    case = opened(desk, kacper, [
        ("request_sent", date(2026, 2, 27), None), ("request_received", date(2026, 3, 2), None), ("request_acknowledged", date(2026, 3, 4), None),
        ("head_notified", date(2026, 3, 5), None), ("agreed_to_assess", date(2026, 4, 10), None), ("draft_plan_sent", date(2026, 11, 30), None),
    ])
    text = letters.compose(case, ["REQ-15"]).plain
    assert "- The council acknowledged the request on Wednesday 4 March 2026" in text
    assert "- The council agreed to assess on Friday 10 April 2026" in text
    assert "head teacher" not in text
    assert "30 November 2026: no" not in text
    assert "The request was sent" not in text


def test_what_began_a_joined_case_is_no_answer_to_this_letter(desk: Desk, letters: Letters, kacper: Pupil) -> None:
    plan, _ = desk.casework.open_case(kacper.id, "plan", authority=COUNCIL, events=[("plan_made", date(2025, 10, 3), None)])
    review, _ = desk.casework.open_case(
        kacper.id, "annual_review", authority=COUNCIL, about=plan, events=[("review_meeting", date(2026, 3, 2), None)],
    )
    desk.casework.open_case(kacper.id, "reassessment", authority=COUNCIL, about=plan, events=[("reassessment_requested", date(2026, 3, 9), None)])
    text = letters.compose(review, ["REV-06"]).plain
    assert "The review meeting was held" in text
    assert "re-assessment" not in text
    assert "The plan was made" not in text


@pytest.mark.parametrize("known", [True, False])
def test_the_council_before_a_move_is_found_in_the_register(desk: Desk, letters: Letters, kacper: Pupil, known: bool) -> None:
    if known:
        earlier = Residence(id=uuid4(), pupil=kacper.id, authority="Kirkmoor Council", since=date(2020, 9, 1), until=date(2026, 9, 13))
        with desk.pupils.book.writing("Recorded a home", kacper.id) as page:
            page.put(earlier)
    case = opened(desk, kacper, [("old_authority_aware", date(2026, 6, 1), None), ("moved_area", date(2026, 9, 14), None)], "move")
    letter = letters.compose(case, ["TRF-01"])
    who = "Kirkmoor Council" if known else "The old council"
    assert f"{who} had to transfer the plan on the day of the move; the last day was Monday 14 September 2026" in letter.plain
    assert letter.to.organisation == ("Kirkmoor Council" if known else "")
    assert any(one.sentence.startswith("The letter names nobody to go to") for one in letters.findings(letter)) is not known
    assert letter.subject.startswith("The council’s reference ML-26-0417")


def test_a_meeting_that_was_moved_is_not_said_to_have_been_held_twice(desk: Desk, letters: Letters, kacper: Pupil) -> None:
    case = opened(desk, kacper, [("review_meeting", date(2026, 9, 14), None), ("review_meeting", date(2026, 9, 28), None)], "annual_review")
    text = letters.compose(case, ["REV-06"]).plain
    assert "The review meeting was held on Monday 28 September 2026: no document" in text
    assert "The review meeting was held on Monday 14 September 2026" not in text


def test_what_a_council_wrote_of_money_does_not_stop_the_letter_that_quotes_it(desk: Desk, letters: Letters, late: UUID, kacper: Pupil) -> None:
    shows = paper(desk, kacper.id, "Refund of £40 for transport", date(2026, 11, 2))
    desk.casework.add_claim(late, "school_closed", date(2026, 11, 2), shows.id, "No compensation is due")
    letter = letters.compose(late, ["REQ-04"])
    assert "“No compensation is due” (shown by ‘Refund of £40 for transport’" in letter.plain
    assert not any(one.stops for one in letters.findings(letter))
    own = replace(letter, body=f"{letter.body}\n\nCompensation is due.")
    assert [one.words for one in letters.findings(own) if one.stops] == ["Compensation"]


def test_only_what_is_late_and_owed_to_be_asked_for_is_offered(desk: Desk, letters: Letters, late: UUID) -> None:
    assert [step.rule.id for step in letters.chasable(late)] == ["REQ-04", "REQ-05"]
    assert letters.chasable(late, DUE) == []


# What stops a letter


def edited(letters: Letters, late: UUID, words: str, **changes: object) -> Letter:
    letter = letters.compose(late, ["REQ-04"])
    return replace(letter, body=f"{letter.body}\n\n{words}", **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(("words", "quoted"), [
    ("We claim compensation.", "‘compensation’"), ("Please send £500 at once.", "‘£500’"),
    ("We shall complain to the Ombudsman.", "complain to the Ombudsman"), ("It is 60 days late.", "‘60 days late’"), ("Ask {pupil}.", "‘{pupil}’"),
])
def test_edited_words_are_checked_when_made_and_when_logged(letters: Letters, late: UUID, tmp_path: Path, words: str, quoted: str) -> None:
    letter = edited(letters, late, words)
    for deed in (lambda: letters.write(letter, tmp_path / "a.docx"), lambda: letters.log(letter, "email")):
        with pytest.raises(Refused) as refused:
            deed()
        assert quoted in refused.value.message
    assert list(tmp_path.glob("a.*")) == []


@pytest.mark.parametrize("changes", [
    {"to": Reader(role="case_officer", name="Local Government and Social Care Ombudsman")},
    {"to": Reader(role="case_officer", name="Intake", email="intake@lgo.org.uk")}, {"copy_to": "advice@lgo.org.uk"},
    {"subject": "Our case 1: Wilk"}, {"to": Reader(role="case_officer", email="nowhere")}, {"body": "  "},
])
def test_a_letter_never_goes_to_the_ombudsman_nor_under_a_child_s_name(letters: Letters, late: UUID, changes: dict[str, object]) -> None:
    letter = replace(letters.compose(late, ["REQ-04"]), **changes)  # type: ignore[arg-type]
    assert [one for one in letters.findings(letter) if one.stops]
    with pytest.raises(Refused):
        letters.made(letter, ".pdf")


def test_what_is_missing_is_said_and_stops_nothing(letters: Letters, late: UUID) -> None:
    letter = replace(letters.compose(late, ["REQ-04"], rung=2), body="Dear you,\n\nPlease do it.")
    found = letters.findings(letter)
    assert not any(one.stops for one in found)
    assert [one.sentence for one in found] == [
        "No earlier letter about this is recorded, so this one names none.",
        "The letter does not say the day by which you ask for an answer, Monday 30 November 2026.", "The letter does not name the child.",
    ]


def test_a_letter_whose_step_was_done_meanwhile_is_not_logged(desk: Desk, letters: Letters, late: UUID) -> None:
    letter = letters.compose(late, ["REQ-04"])
    desk.casework.add_event(late, "agreed_to_assess", date(2026, 11, 20))
    with pytest.raises(Refused, match="This was done by Fri 20 Nov 2026: there is nothing to chase"):
        letters.log(letter, "email")


# Files


def test_a_letter_is_made_for_word_as_pdf_as_text_and_as_a_draft_of_an_e_mail(letters: Letters, late: UUID, tmp_path: Path) -> None:
    letter = letters.compose(late, ["REQ-04"])
    assert letter.file_name(".docx") == "Case 1 chaser 2026-11-23.docx"
    made = {suffix: letters.write(letter, tmp_path / f"letter{suffix}").read_bytes() for suffix in (".docx", ".pdf", ".eml", ".txt")}
    words = "\n".join(p.text for p in docx.Document(io.BytesIO(made[".docx"])).paragraphs)
    assert "Council’s decision" in words and "19\u00a0October 2026" in words
    assert made[".pdf"].startswith(b"%PDF")
    assert made[".txt"].decode().startswith("Your reference ML-26-0417, our case 1: council’s decision\n\nDear Ms Rowan,")
    draft = email.message_from_bytes(made[".eml"], policy=email.policy.default)
    assert draft["X-Unsent"] == "1"
    assert draft["To"] == "\"Ms T. Rowan\" <t.rowan@marlshire.example>"
    body = draft.get_body()
    assert body is not None and "Wilk" not in body.get_content()
    assert f"(your reference {REFERENCE}, our case 1)" in body.get_content().replace("\n", " ")
    (attached,) = draft.iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == ("Case 1 chaser 2026-11-23.pdf", made[".pdf"])
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith("letter")) == [
        "letter.docx", "letter.eml", "letter.pdf", "letter.txt",
    ]


def test_the_head_of_a_letter_is_the_school_s(desk: Desk, letters: Letters, late: UUID) -> None:
    school = desk.school.school()
    desk.school.save(replace(
        school, address="Larch Lane,\n\nFernhollow", telephone="01632 960 100", email="office@fernhollow.example", sendco="Ms S. Lead",
    ))
    letter = letters.compose(late, ["REQ-04"])
    made = letters.paper(letter)
    assert made.head == ("Fernhollow School", "Larch Lane, Fernhollow", "Telephone 01632 960 100 · office@fernhollow.example")
    assert made.to == ("Ms T. Rowan", "Case officer", COUNCIL)
    assert (made.day, made.references) == ("Monday 23 November 2026", ("Your reference: ML-26-0417", "Our reference: case 1"))
    assert made.subject == "Council’s decision"
    assert "Ms S. Lead\nSENDCo" in letter.plain
    assert Reader(role="other", name="Hub", organisation="Marlshire").lines == ("Hub", "Marlshire")


def test_a_letter_is_not_written_into_a_notebook_nor_as_anything_else(desk: Desk, letters: Letters, late: UUID, tmp_path: Path) -> None:
    letter = letters.compose(late, ["REQ-04"])
    with pytest.raises(Refused, match="inside a notebook"):
        letters.write(letter, desk.folder / "letter.pdf")
    with pytest.raises(Refused, match=r"\.docx, \.pdf, \.eml, \.txt"):
        letters.write(letter, tmp_path / "letter.odt")


def test_a_full_or_forbidden_place_is_told_and_leaves_nothing_behind(
    letters: Letters, late: UUID, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    old = tmp_path / "letter.txt"
    old.write_text("the letter before")

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(Trouble, match="could not be written there"):
        letters.write(letters.compose(late, ["REQ-04"]), old)
    assert old.read_text() == "the letter before"
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []


def test_the_school_s_own_wording_of_the_e_mail_is_used_and_checked(letters: Letters, late: UUID) -> None:
    letters.wordings.save("covering-email", "Dear {addressee}, see attached, by {asked_by}. {school}")
    draft = email.message_from_bytes(letters.made(letters.compose(late, ["REQ-04"]), ".eml"), policy=email.policy.default)
    body = draft.get_body()
    assert body is not None and body.get_content().strip() == "Dear Ms Rowan, see attached, by Monday 30 November 2026. Fernhollow School"


def test_the_e_mail_says_no_more_days_late_than_the_letter_may(letters: Letters, late: UUID) -> None:
    letters.wordings.save("covering-email", "Dear {addressee}, this is eight weeks overdue.")
    with pytest.raises(Refused, match="more than every count allows"):
        letters.made(letters.compose(late, ["REQ-04"]), ".eml")


def test_what_nothing_shows_is_not_headed_as_proof(desk: Desk, letters: Letters, kacper: Pupil) -> None:
    case = opened(desk, kacper, [("request_received", RECEIVED, None)])
    for rung in (1, 2, 3):
        text = letters.compose(case, ["REQ-04"], rung=rung).plain
        assert "What happened, and what shows it:\n\n- The council received the request on Monday 7 September 2026: no document" in text
        assert "proof" not in text.casefold()


def test_a_question_about_an_exception_keeps_what_was_asked_apart_from_how_it_is_counted(letters: Letters, late: UUID) -> None:
    text = letters.compose(late, ["REQ-04", "REQ-05"], kind=QUERY).plain
    assert "What the law asks for, and by when:\n\n- Marlshire" in text
    assert "reg 5(2)).\n\nHow the days are counted:\n\n- Receipt" in text


def test_a_newer_wording_of_the_app_is_said_beside_the_letter(letters: Letters, late: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    letters.wordings.save("chaser-1", "Dear {addressee}, about {pupil} by {asked_by}.")
    monkeypatch.setattr(letter_wording, "original", lambda name: "Dear {addressee}, a newer one.")
    assert [one.sentence for one in letters.findings(letters.compose(late, ["REQ-04"]))] == [NEWER_WORDING]
    assert letters.findings(letters.compose(late, ["REQ-04"], rung=2))[0].sentence != NEWER_WORDING


@pytest.mark.parametrize("rung", [1, 2, 3])
def test_no_letter_as_composed_is_stopped_by_the_check(desk: Desk, letters: Letters, kacper: Pupil, rung: int) -> None:
    case = opened(desk, kacper, [
        ("request_received", date(2026, 3, 2), None), ("agreed_to_assess", date(2026, 4, 10), None),
        ("advice_requested.health", date(2026, 4, 20), None),
    ])
    desk.casework.add_claim(case, "exceptional_circumstances", date(2026, 6, 1))
    for step in letters.chasable(case):
        assert not [one for one in letters.findings(letters.compose(case, [step_key(step)], rung=rung)) if one.stops]
    whole = [step_key(step) for step in letters.chasable(case) if not step.service]
    assert len(whole) == 4
    assert not [one for one in letters.findings(letters.compose(case, whole, rung=rung)) if one.stops]


# Logging


def test_logging_keeps_the_pdf_a_line_of_the_story_and_the_letter_as_one_deed(desk: Desk, letters: Letters, late: UUID, kacper: Pupil) -> None:
    desk.drafts.save("letter:x", {"words": "half"})
    letter = letters.compose(late, ["REQ-04", "REQ-05"])
    kept, changed = letters.log(letter, "email", draft="letter:x")
    assert changed == frozenset({"case_letter", "document", "story_entry"})
    book = desk.keyring.book
    assert kept.document is not None and kept.story_entry is not None
    document, entry = book.get(Document, kept.document), book.get(StoryEntry, kept.story_entry)
    assert (document.title, document.document_kind, document.sharing_basis, document.service) == (
        "Letter to Marlshire County Council, Mon 23 Nov 2026", "letter", "own_record", "school",
    )
    assert (document.file_name, document.story_entry) == ("Case 1 chaser 2026-11-23.pdf", entry.id)
    assert desk.documents.open(document.id).read().startswith(b"%PDF")
    assert entry.words == "Asked by e-mail: decide whether to assess; copy the decision to the school. Answer asked for by Mon 30 Nov 2026."
    assert entry.next_action == "Answer from Marlshire County Council about ‘Decide whether to assess’ and ‘Copy the decision to the school’?"
    assert entry.next_action_on == date(2026, 11, 30)
    assert (kept.words, kept.rules, kept.rung, kept.channel, kept.reply_by) == (
        letter.plain, ("REQ-04", "REQ-05"), 1, "email", date(2026, 11, 30),
    )
    assert kept.addressed_to == "Ms T. Rowan, case officer, Marlshire County Council"
    assert desk.drafts.read("letter:x") == {}
    assert [found.kind for found in desk.finding.search("weekday") if found.kind == "document"]


def test_one_undo_takes_the_letter_back_and_strikes_the_story_s_line_out(desk: Desk, letters: Letters, late: UUID, kacper: Pupil) -> None:
    kept, _ = letters.log(letters.compose(late, ["REQ-04"]), "post")
    words, _ = desk.finding.undo()
    assert words == "Letter sent in case 1: chaser"
    book = desk.keyring.book
    assert book.all(CaseLetter) == []
    assert kept.document is not None and book.find(Document, kept.document) is None
    (entry,) = book.all(StoryEntry)
    assert entry.struck_out
    assert letters.compose(late, ["REQ-04"]).rung == 1


def test_a_way_of_sending_that_there_is_not_is_refused_before_anything_is_kept(desk: Desk, letters: Letters, late: UUID) -> None:
    with pytest.raises(Refused, match="Choose how it was sent"):
        letters.log(letters.compose(late, ["REQ-04"]), "pigeon")
    assert desk.keyring.book.all(CaseLetter) == []


def test_a_draft_that_a_full_disk_holds_on_to_does_not_make_the_letter_look_lost(
    desk: Desk, letters: Letters, late: UUID, monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_: object) -> None:
        raise Trouble("The disk is full.")

    monkeypatch.setattr(type(desk.keyring.book), "drop_draft", full)
    kept, _ = letters.log(letters.compose(late, ["REQ-04"]), "email", draft="letter:x")
    assert desk.keyring.book.get(CaseLetter, kept.id) == kept


def test_the_story_tells_when_a_letter_was_logged_by_the_clock_that_is_handed_in(letters: Letters, late: UUID) -> None:
    kept, _ = letters.log(letters.compose(late, ["REQ-04"]), "email")
    assert kept.written_at == datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
