"""Delays: the timeline's rows and sentences, the evidence list, both as files, and the record that one was given to the family."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from docx import Document as WordDocument
from pypdf import PdfReader

from sendco_desk.domain.casework import CaseLetter, Submission
from sendco_desk.domain.councils import CouncilContact
from sendco_desk.domain.people import ContactPerson
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.services.delay_files import word_of_delay
from sendco_desk.services.delay_picture import stretch_words, whole_weeks
from sendco_desk.services.delay_words import date_rows, delay_paper, exception_sentences, split_words
from sendco_desk.services.delays import EVIDENCE, TIMELINE, Delays
from sendco_desk.services.desk import Desk
from tests.services.conftest import StillClock
from tests.services.delay_cases import COUNCIL, ON, RECEIVED, filed, noon, open_late_plan, wrote


@pytest.fixture
def delays(desk: Desk) -> Delays:
    return desk.delays


@pytest.fixture
def late_plan(desk: Desk, kacper: Pupil) -> UUID:
    return open_late_plan(desk, kacper)


@pytest.fixture
def parent(desk: Desk, kacper: Pupil) -> ContactPerson:
    person = ContactPerson(
        id=uuid4(), pupil=kacper.id, title="Ms", forename="Dorota", surname="Wilk", relationship="PAM", parental_responsibility=True,
    )
    desk.pupils.save_person(person)
    return person


# The timeline


def test_every_date_has_its_proof_and_source(desk: Desk, delays: Delays, kacper: Pupil, late_plan: UUID) -> None:
    letter = CaseLetter(
        id=uuid4(), pupil=kacper.id, case=late_plan, letter_kind="chaser", addressed_to="J. Mott", subject="When will the plan come?", words="…",
        written_at=noon(date(2026, 7, 27)), channel="email",
    )
    sent = Submission(
        id=uuid4(), pupil=kacper.id, case=late_plan, number=1, pack_sha256="ab12cd34" * 8, pack_attachment="0" * 64, pages=57, channel="portal",
        sent_at=noon(date(2026, 3, 1)), receipt=filed(desk, kacper.id, "Secret receipt", date(2026, 3, 1), sharing="none"),
    )
    with desk.story.book.writing("Sent", kacper.id) as page:
        page.put(letter)
        page.put(sent)
    rows = date_rows(delays.lateness(late_plan))
    told = {(row.number, row.what): (row.who, row.proof, row.source) for row in rows}
    assert told[1, "Pack 1 sent (57 pages)"] == ("School", "A document that may not be shared", "The pack as sent, SHA-256 ab12cd34")
    assert told[2, "Council received the request"] == ("Council", "Portal receipt", "Marlshire SEN team")
    assert told[3, "Council agreed to assess (in time: last day Mon 13 Apr 2026)"] == ("Council", "No document", "School’s record")
    assert told[7, "Letter to J. Mott: When will the plan come?"] == ("School", "The letter, kept as written", "The school’s letters")
    assert told[11, "Council issued the final plan"] == ("Council", "Final plan, 18 Sep 2026", "Marlshire SEN team")
    late = next(row for row in rows if row.what == "Last day: issue the final plan")
    assert (late.on, late.who, late.proof, late.source, late.strong) == (date(2026, 7, 20), "Council", "From no 2 to no 11", "Law, see below", True)
    assert late.grounds.startswith(f"{COUNCIL}: 9 weeks late (63 days), done Mon 21 Sep 2026. Receipt on Mon 2 Mar 2026 is day 0;")
    assert late.grounds.endswith("SEND Regulations 2014 reg 13(2) (REQ-15, statutory).")
    advice = next(row for row in rows if row.what.startswith("Last day:") and row.who == "Service")
    assert "educational psychology" in advice.what
    assert advice.who == "Service" and "medium confidence" in advice.grounds
    assert [row.on for row in rows] == sorted(row.on for row in rows)


def test_a_request_that_the_parent_made_was_sent_by_the_parent(desk: Desk, delays: Delays, kacper: Pupil) -> None:
    for number, by in enumerate(("parent", "other"), 1):
        case, _ = desk.casework.open_case(kacper.id, authority=COUNCIL, requested_by=by, events=[
            ("request_sent", date(2026, 2, 27), None), ("request_received", RECEIVED, None),
        ])
        assert date_rows(delays.lateness(case))[0].who == ("Parent" if number == 1 else "Other")


def test_steps_that_are_late_together_are_one_row_and_one_bar(desk: Desk, delays: Delays, kacper: Pupil) -> None:
    case, _ = desk.casework.open_case(kacper.id, authority=COUNCIL, events=[("request_received", date(2026, 9, 7), None)])
    paper = delays.timeline(case)
    (row,) = [row for row in paper.dates if row.strong]
    assert row.what == "Last day: decide whether to assess; copy the decision to the school"
    assert "reg 5(1) (REQ-04, statutory); SEND Regulations 2014 reg 5(2) (REQ-05, statutory)" in row.grounds
    assert paper.picture is not None
    assert [bar.label for bar in paper.picture.bars] == ["Council’s decision; copy to school, 5 weeks late so far"]
    assert [mark.name for mark in paper.picture.marks if mark.late] == ["Council’s decision; copy to school"]
    assert any(row.what == "Last day: issue the final plan; still to come" for row in paper.dates)
    assert paper.picture.on == ON


def test_a_review_counts_its_weeks_from_the_meeting_and_has_no_exceptions(desk: Desk, delays: Delays, kacper: Pupil) -> None:
    case, _ = desk.casework.open_case(kacper.id, "annual_review", authority=COUNCIL, events=[
        ("review_meeting", date(2026, 9, 14), None), ("review_report_sent", date(2026, 9, 21), None),
        ("review_decision.amend", date(2026, 11, 16), None),
    ])
    late = delays.lateness(case)
    paper = delay_paper(late, (), desk.school.school())
    assert paper.lead == (
        f"{COUNCIL} had to tell the parent or young person whether it would keep, amend or cease the plan by Mon 12 Oct 2026. "
        "It did so on Mon 16 Nov 2026, 5 weeks late.",
    )
    assert paper.picture is not None
    assert (paper.picture.day_0, paper.picture.weeks_from) == (date(2026, 9, 14), "the review meeting, Mon 14 Sep 2026")
    assert list(exception_sentences(late)) == ["No exception is recorded as claimed, and the law gives these limits none."]
    assert late.whole is not None
    assert "four weeks" not in next(iter(split_words(late, late.whole)))


def test_a_late_report_of_a_review_leaves_the_councils_weeks_as_they_are(desk: Desk, delays: Delays, kacper: Pupil) -> None:
    case, _ = desk.casework.open_case(kacper.id, "annual_review", authority=COUNCIL, events=[
        ("review_meeting", date(2026, 9, 14), None), ("review_report_sent", date(2026, 10, 19), None),
        ("review_decision.amend", date(2026, 11, 16), None),
    ])
    late = delays.lateness(case)
    assert late.whole is not None
    assert "The council’s four weeks run from the meeting all the same." in next(iter(split_words(late, late.whole)))


def test_a_day_that_the_duty_says_already_is_not_said_twice_with_by(desk: Desk, delays: Delays, kacper: Pupil) -> None:
    case, _ = desk.casework.open_case(kacper.id, "phase_transfer", authority=COUNCIL, events=[("phase_transfer.school", date(2026, 9, 1), None)])
    (lead,) = delays.timeline(case).lead
    assert "had to review and amend the plan before 15 February; the last day was Sat 14 Feb 2026." in lead
    assert "(the Code’s ‘by 15 February’, 9.179)" in lead


def test_the_receipt_that_the_council_states_is_counted_beside_ours(desk: Desk, delays: Delays, kacper: Pupil) -> None:
    case, _ = desk.casework.open_case(kacper.id, authority=COUNCIL, events=[
        ("request_received", date(2026, 9, 7), None), ("council_says_received", date(2026, 9, 21), None),
    ])
    (lead,) = delays.timeline(case).lead
    assert lead.endswith(
        "Counted from Mon 21 Sep 2026, the day on which the council says it received the request, the last day was Mon 2 Nov 2026: even so it was "
        "3 weeks late."
    )
    (lead,) = delays.timeline(case, on=date(2026, 10, 26)).lead
    assert lead.endswith("the last day was Mon 2 Nov 2026: on that count it was not late.")


def test_what_only_guidance_expects_is_nowhere_called_a_late_duty(desk: Desk, delays: Delays, kacper: Pupil) -> None:
    case, _ = desk.casework.open_case(kacper.id, "complaint", authority=COUNCIL, events=[("complaint_received", date(2026, 11, 2), None)])
    paper = delays.timeline(case)
    (said,) = paper.split_words
    assert said.startswith("This rests on guidance, so it is not called a breach of any duty") and "In law" not in said
    assert "days later than guidance expects" in paper.effect_words and "a duty was late" not in paper.effect_words
    assert all("later than expected: " in row.late for row in paper.effect)


def test_late_advice_is_spoken_of_only_where_the_step_waits_for_it(desk: Desk, delays: Delays, kacper: Pupil) -> None:
    case, _ = desk.casework.open_case(kacper.id, "appeal", authority=COUNCIL, events=[("mediation_requested", date(2026, 10, 12), None)])
    (said,) = delays.timeline(case).split_words
    assert said == f"In law {COUNCIL} answers for the whole of it. The split only shows where the papers lay."


def test_the_word_document_writes_a_date_of_birth_without_a_weekday(delays: Delays, late_plan: UUID) -> None:
    assert word_of_delay(delays.timeline(late_plan)).about.startswith("Born 14 March 2015 · ")


def test_where_counts_differ_the_table_gives_the_least_and_the_most_days(desk: Desk, delays: Delays, kacper: Pupil) -> None:
    case, _ = desk.casework.open_case(kacper.id, authority=COUNCIL, events=[
        ("request_received", date(2026, 3, 2), None), ("refused_to_assess", date(2026, 4, 13), None),
        ("decision_copied_to_school", date(2026, 4, 13), None), ("refusal_reversed", date(2026, 6, 15), None),
    ])
    (row,) = (row for row in delays.timeline(case).dates if row.strong)
    assert "9 weeks to 18 weeks late (63 to 126 days), not done by Mon 23 Nov 2026." in row.grounds


def test_the_paper_gives_the_legal_name_of_a_child_who_is_called_otherwise(desk: Desk, delays: Delays, kacper: Pupil, late_plan: UUID) -> None:
    assert not any("Legal name" in words for words in delays.timeline(late_plan).head.about)
    desk.pupils.save(replace(kacper, known_forename="Kuba"))
    head = delays.timeline(late_plan).head
    assert (head.name, head.about[0]) == ("Kuba Wilk", "Legal name Kacper Wilk")


def test_the_picture_says_who_held_the_papers(delays: Delays, late_plan: UUID) -> None:
    picture = delays.timeline(late_plan).picture
    assert picture is not None
    (whole,) = (bar for bar in picture.bars if bar.pieces)
    assert {(piece.key, piece.who) for piece in whole.pieces} == {
        ("A", "Educational psychology"), ("B", "Educational psychology and the school"), ("C", COUNCIL),
    }


def test_a_bar_says_how_late_and_leaves_the_reasons_to_the_table(desk: Desk, delays: Delays, kacper: Pupil) -> None:
    case, _ = desk.casework.open_case(kacper.id, "phase_transfer", authority=COUNCIL, events=[("phase_transfer.school", date(2026, 9, 1), None)])
    picture = delays.timeline(case, on=date(2026, 3, 2)).picture
    assert picture is not None
    assert [bar.label for bar in picture.bars] == [
        "Last fitting meeting, 14 weeks 1 day to 14 weeks 2 days later than planned so far",
        "Plan for the move, 2 weeks 1 day to 2 weeks 2 days late so far",
    ]


def test_a_step_counted_back_from_a_day_to_come_has_no_numbered_weeks(desk: Desk, delays: Delays, kacper: Pupil) -> None:
    case, _ = desk.casework.open_case(kacper.id, "phase_transfer", authority=COUNCIL, events=[("phase_transfer.school", date(2026, 9, 1), None)])
    paper = delays.timeline(case)
    assert paper.picture is not None and paper.picture.day_0 is None
    assert paper.picture.first.weekday() == 0


def test_an_exception_is_told_in_the_councils_words_with_what_the_test_says(desk: Desk, delays: Delays, kacper: Pupil, late_plan: UUID) -> None:
    assert list(exception_sentences(delays.lateness(late_plan))) == [
        "No exception is recorded as claimed, and what is recorded shows none that the law knows.",
    ]
    letter = filed(desk, kacper.id, "Letter about the delay", date(2026, 8, 3))
    desk.casework.add_claim(late_plan, "school_closed", date(2026, 8, 3), letter, "The school was shut all summer")
    claimed, *tests = exception_sentences(delays.lateness(late_plan))
    assert claimed == (
        "Claimed on Mon 3 Aug 2026: school closed four weeks or more. In its words: “The school was shut all summer”. "
        "Shown by: Letter about the delay, dated Mon 3 Aug 2026."
    )
    verdict = "School closed four weeks or more: not shown by what is recorded. The council claims this exception."
    assert all(test.startswith(verdict) for test in tests)
    assert [test.partition("Tested for: ")[2] for test in tests] == ["advice: educational psychology.", "final plan."]
    desk.casework.add_claim(late_plan, "exceptional_circumstances")
    told = list(exception_sentences(delays.lateness(late_plan)))
    assert told[1] == "Claimed: exceptional personal circumstances. No document shows the claim."
    assert any(said.startswith("Exceptional personal circumstances: could apply.") for said in told)


def test_what_a_joined_case_tells_is_told_here_too(desk: Desk, delays: Delays, kacper: Pupil) -> None:
    request, _ = desk.casework.open_case(kacper.id, authority=COUNCIL, events=[
        ("request_received", RECEIVED, None), ("refused_to_assess", date(2026, 4, 13), None),
    ])
    order = filed(desk, kacper.id, "Order", date(2026, 6, 1))
    desk.casework.open_case(
        kacper.id, "appeal", authority=COUNCIL, about=request,
        events=[("refused_to_assess", date(2026, 4, 13), order), ("tribunal_order.assess", date(2026, 6, 1), order)],
    )
    late = delays.lateness(request, date(2026, 10, 30))
    assert ("tribunal_order.assess", date(2026, 6, 1)) in {(event.name, event.on) for event in late.events}
    assert sum(event.name == "refused_to_assess" for event in late.events) == 1  # of one day told twice, the one with proof
    assert next(event for event in late.events if event.name == "refused_to_assess").proof == order


def test_only_entries_tagged_effect_are_quoted_where_nobody_chose(desk: Desk, delays: Delays, kacper: Pupil, late_plan: UUID) -> None:
    tagged = wrote(desk, kacper.id, "incident", date(2026, 9, 8), "Hid under the coats.", tags=("Effect",))
    other = wrote(desk, kacper.id, "note", date(2026, 9, 9), "Settled.", later=1)
    assert [quote.words for term in delays.timeline(late_plan).effect for quote in term.quotes] == ["Hid under the coats."]
    chosen = delays.timeline(late_plan, quoted=(other.id,))
    (quote,) = [quote for term in chosen.effect for quote in term.quotes]
    assert quote.heading == "Wed 9 Sep 2026, 12:00 · Note · Ms Wilk · written down by Dr Robin Lark on Thu 10 Sep 2026"
    assert delays.usually_quoted(delays.entries(late_plan)) == {tagged.id}
    with pytest.raises(Refused, match="not in this pupil’s story"):
        delays.timeline(late_plan, quoted=(uuid4(),))


def test_a_case_in_time_has_no_timeline(desk: Desk, delays: Delays, kacper: Pupil, tmp_path: Path) -> None:
    case, _ = desk.casework.open_case(kacper.id, authority=COUNCIL, events=[("request_received", date(2026, 11, 16), None)])
    with pytest.raises(Refused, match="Nothing in this case was late on Mon 23 Nov 2026"):
        delays.timeline_file(case, tmp_path / "delay.pdf")
    assert list(tmp_path.glob("delay*")) == []
    assert delays.entries(case) == []


def test_stretches_name_month_and_year_once_where_they_can() -> None:
    assert stretch_words(date(2026, 10, 20), date(2026, 10, 28)) == "20 to 28 Oct 2026"
    assert stretch_words(date(2026, 10, 20), date(2026, 11, 2)) == "20 Oct to 2 Nov 2026"
    assert stretch_words(date(2026, 12, 20), date(2027, 1, 2)) == "20 Dec 2026 to 2 Jan 2027"
    assert stretch_words(date(2026, 10, 20), date(2026, 10, 20)) == "20 Oct 2026"
    assert whole_weeks(date(2026, 9, 9), date(2026, 9, 22), date(2026, 9, 14)) == (date(2026, 9, 7), date(2026, 9, 28))


# Files


def test_the_timeline_stands_as_a_pdf_and_as_a_word_document(delays: Delays, late_plan: UUID, tmp_path: Path) -> None:
    pdf = delays.timeline_file(late_plan, tmp_path / "delay.pdf")
    said = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(pdf).pages)
    assert "had to issue the final plan by Mon 20 Jul 2026. It did so on Mon 21 Sep 2026, 9 weeks late." in said
    assert "A school cannot complain to the Local Government and Social Care Ombudsman." in said
    assert "£" not in said and "compensation" not in said
    word = WordDocument(str(delays.timeline_file(late_plan, tmp_path / "delay.docx")))
    assert "Every date, with its proof and source" in [paragraph.text for paragraph in word.paragraphs]
    assert word.tables[0].rows[1].cells[2].text == "Council received the request"
    assert sorted(path.name for path in tmp_path.glob("delay*")) == ["delay.docx", "delay.pdf"]


def test_the_same_case_on_the_same_day_gives_the_same_bytes(delays: Delays, late_plan: UUID, tmp_path: Path, clock: StillClock) -> None:
    for name in ("one.pdf", "one.docx"):
        delays.timeline_file(late_plan, tmp_path / name, on=ON)
    clock.move(days=30)
    for name in ("two.pdf", "two.docx"):
        delays.timeline_file(late_plan, tmp_path / name, on=ON)
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()
    assert (tmp_path / "one.docx").read_bytes() == (tmp_path / "two.docx").read_bytes()


def test_quotes_and_corrections_stand_in_the_word_document_too(desk: Desk, delays: Delays, kacper: Pupil, late_plan: UUID, tmp_path: Path) -> None:
    told = wrote(desk, kacper.id, "incident", date(2026, 9, 8), "Hid under the coats.", tags=("effect",))
    wrote(desk, kacper.id, "incident", date(2026, 9, 8), "It was the library.", later=1, corrects=told.id)
    before = wrote(desk, kacper.id, "note", date(2026, 1, 12), "Long before.")
    word = WordDocument(str(delays.timeline_file(late_plan, tmp_path / "delay.docx", quoted=(told.id, before.id))))
    said = [paragraph.text for paragraph in word.paragraphs]
    assert said.index("Hid under the coats.") < said.index("Correction added on Wed 9 Sep 2026 by Dr Robin Lark") < said.index("It was the library.")
    assert "On other days." in said and "Long before." in said


@pytest.mark.parametrize(
    ("name", "sentence"), [("delay.txt", "ends in .pdf or .docx"), ("nowhere/delay.pdf", "The folder for the file is not there")],
)
def test_a_place_that_will_not_do_is_refused(delays: Delays, late_plan: UUID, tmp_path: Path, name: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        delays.timeline_file(late_plan, tmp_path / name)


def test_nothing_is_written_into_a_notebook(desk: Desk, delays: Delays, late_plan: UUID) -> None:
    with pytest.raises(Refused, match="inside a notebook"):
        delays.timeline_file(late_plan, desk.folder / "delay.pdf")


def test_a_full_disk_leaves_the_older_file(delays: Delays, late_plan: UUID, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "delay.pdf"
    out.write_bytes(b"older")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(Trouble, match="could not be written there"):
        delays.timeline_file(late_plan, out)
    assert out.read_bytes() == b"older"


def test_a_paper_can_be_looked_at_without_a_file(delays: Delays, late_plan: UUID) -> None:
    assert delays.looked_at(delays.timeline(late_plan)).pages >= 1
    assert delays.looked_at(delays.evidence(late_plan)).pages >= 1


# The evidence list


def test_the_list_names_what_bears_on_the_case_and_counts_what_may_not_be_shared(
    desk: Desk, delays: Delays, kacper: Pupil, late_plan: UUID, tmp_path: Path,
) -> None:
    filed(desk, kacper.id, "Private note", date(2026, 5, 4), sharing="none")
    hidden = filed(desk, kacper.id, "Hidden letter", date(2026, 5, 5), sharing="none")
    desk.casework.add_event(late_plan, "school_consulted", date(2026, 8, 28), hidden)
    filed(desk, kacper.id, "Old report", date(2024, 5, 4))  # long before the case
    filed(desk, kacper.id, "Reading scores", date(2026, 5, 11), sharing="not_decided", author="")
    paper = delays.evidence(late_plan, asked_by="Ms Dorota Wilk", asked_on=date(2026, 11, 20))
    assert [(row.number, row.on, row.title, row.shows) for row in paper.documents] == [
        (1, "Mon 2 Mar 2026", "Portal receipt", ("Council received the request, Mon 2 Mar 2026",)),
        (2, "Mon 11 May 2026", "Reading scores", ("Letter",)),
        (3, "Fri 18 Sep 2026", "Final plan", ("Council issued the final plan, Mon 21 Sep 2026",)),
    ]
    assert (paper.documents[1].from_whom, paper.documents[1].note) == ("Council", "The school has not decided yet whether a copy may be shared.")
    assert paper.documents[0].sha256 == desk.documents.of(kacper.id)[-1].sha256[:12] or len(paper.documents[0].sha256) == 12
    assert paper.left_out == ("2 documents are held that may not be shared; they are not listed here.",)
    assert paper.lead == ("Made at the request of Ms Dorota Wilk on Fri 20 Nov 2026.",)
    told = {row.what: row.shown_by for row in paper.events}
    assert (told["Council received the request"], told["Council agreed to assess"], told["Council consulted the school"]) == (
        "Document 1", "No document", "A document that may not be shared",
    )
    assert set(delays.evidence_documents(late_plan)) == {
        document.id for document in desk.documents.of(kacper.id) if document.title in ("Portal receipt", "Reading scores", "Final plan")
    }
    text = " ".join(page.extract_text() for page in PdfReader(delays.evidence_list_file(late_plan, tmp_path / "list.pdf")).pages)
    assert "Hidden letter" not in text and "Private note" not in text


def test_letters_packs_and_claims_are_evidence_with_their_own_proof(desk: Desk, delays: Delays, kacper: Pupil, late_plan: UUID) -> None:
    claim = filed(desk, kacper.id, "Claim letter", date(2026, 8, 3))
    chaser = filed(desk, kacper.id, "Our letter", date(2026, 7, 27), author="Fernhollow School")
    receipt = filed(desk, kacper.id, "Receipt", date(2026, 3, 1))
    desk.casework.add_claim(late_plan, "exceptional_circumstances", None, claim)
    desk.casework.add_claim(late_plan, "absent_from_area")
    with desk.story.book.writing("Sent", kacper.id) as page:
        for number, document in enumerate((chaser, None)):
            page.put(CaseLetter(
                id=uuid4(), pupil=kacper.id, case=late_plan, letter_kind="chaser", addressed_to="J. Mott", subject="", words="When?",
                written_at=noon(date(2026, 7, 27 + number)), channel="email", document=document,
            ))
        page.put(Submission(
            id=uuid4(), pupil=kacper.id, case=late_plan, number=1, pack_sha256="ab" * 32, pack_attachment="0" * 64, pages=57, channel="portal",
            sent_at=noon(date(2026, 3, 1)), receipt=receipt,
        ))
    paper = delays.evidence(late_plan, pages={chaser: 2})
    told = {row.title: (row.shows, row.pages) for row in paper.documents}
    assert told["Pack 1, as it was sent"] == (("What the school sent, by this way: council portal",), "57")
    assert told["Receipt"] == (("Receipt of the school’s pack 1",), "")
    assert told["Our letter"] == (("The school’s letter to J. Mott, Mon 27 Jul 2026",), "2")
    assert told["Claim letter"] == (("Exception claimed: exceptional personal circumstances",), "")
    assert "Pack 1, as it was sent" not in [row.title for row in delays.evidence(late_plan, on=date(2026, 2, 27)).documents]
    assert "Pack 1" not in " ".join(row.what for row in date_rows(replace(delays.lateness(late_plan), on=date(2026, 2, 27))))
    letters = [row.shown_by for row in paper.events if row.what == "Letter to J. Mott"]
    assert letters == [f"Document {next(row.number for row in paper.documents if row.title == 'Our letter')}", "The letter, kept as written"]


def test_without_a_request_the_list_calls_itself_a_draft(delays: Delays, late_plan: UUID, tmp_path: Path) -> None:
    word = WordDocument(str(delays.evidence_list_file(late_plan, tmp_path / "list.docx")))
    said = [paragraph.text for paragraph in word.paragraphs]
    assert any(text.startswith("A draft: nobody is recorded as having asked for it.") for text in said)
    paper = delays.evidence(late_plan, asked_on=date(2026, 11, 2))
    assert paper.lead == ("Made at the request of the parent or young person on Mon 2 Nov 2026.",)
    assert paper.left_out == ()


# Giving it


def given_at() -> datetime:
    return datetime(2026, 11, 23, 8, 30, tzinfo=UTC)


def test_giving_the_list_is_one_deed_with_paper_story_and_letter(
    desk: Desk, delays: Delays, kacper: Pupil, parent: ContactPerson, late_plan: UUID,
) -> None:
    letter, changed = delays.log_given(late_plan, EVIDENCE, "dorota wilk".join(("Ms ", "")), "hand", given_at(), asked_on=date(2026, 11, 20))
    assert changed == {"document", "story_entry", "case_letter"}
    assert (letter.addressed_to, letter.letter_kind, letter.channel, letter.rules) == ("Ms Dorota Wilk", EVIDENCE, "hand", ())
    line = next(line for line in desk.story.lines(kacper.id) if line.entry.id == letter.story_entry)
    assert line.entry.words == (
        "Gave Ms Dorota Wilk the evidence list at their request of Fri 20 Nov 2026, as it stood on Mon 23 Nov 2026. "
        "It lists 2 documents and 9 dated events."
    )
    (kept,) = line.documents
    assert (kept.id, kept.title, kept.file_name) == (
        letter.document, "List of the school’s evidence, Mon 23 Nov 2026", "List of the schools evidence 2026-11-23.pdf",
    )
    with desk.documents.open(kept.id) as stream:
        text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(stream.read())).pages)
    assert "Ms Dorota Wilk" in text
    assert [deed.words for deed in desk.story.book.deeds(1)] == ["Gave the family the list of the school’s evidence"]
    assert any(hit.id == kept.id for hit in desk.story.book.search("evidence"))
    assert kept.title not in [row.title for row in delays.evidence(late_plan).documents]  # what was given is not evidence itself


def test_the_timeline_can_be_given_without_a_request_and_is_kept_as_it_was(
    desk: Desk, delays: Delays, kacper: Pupil, parent: ContactPerson, late_plan: UUID,
) -> None:
    letter, _ = delays.log_given(late_plan, TIMELINE, parent.full_name, "email", given_at(), on=date(2026, 9, 30))
    assert letter.rules == ("REQ-10", "REQ-07", "REQ-15", "REQ-08")
    assert letter.words == "Gave Ms Dorota Wilk the delay timeline, as it stood on Wed 30 Sep 2026."
    assert letter.document is not None
    kept = desk.documents.get(letter.document)
    assert kept.dated_on == date(2026, 9, 30) and kept.sharing_basis == "agreed"
    desk.finding.undo()
    assert desk.story.book.all(CaseLetter) == []
    assert all(line.entry.struck_out for line in desk.story.lines(kacper.id))


@pytest.mark.parametrize("to", ["The Ombudsman", "LGSCO", "Local Government Ombudsmen", "L.G.S.C.O.", "Ombud\u00adsman"])
def test_nothing_is_given_to_the_ombudsman(delays: Delays, late_plan: UUID, to: str) -> None:
    for kind in (EVIDENCE, TIMELINE):
        with pytest.raises(Refused, match="A school cannot complain to the Ombudsman") as refused:
            delays.log_given(late_plan, kind, to, "email", given_at(), asked_on=date(2026, 11, 20))
        assert refused.value.field == "to"


@pytest.mark.parametrize("to", [COUNCIL, "Kirklees Borough", "Head of the SEND team", "Pat Officer", "pat@marlshire.example"])
def test_nothing_is_given_to_a_council(desk: Desk, delays: Delays, late_plan: UUID, to: str) -> None:
    with desk.story.book.writing("Contact") as page:
        page.put(CouncilContact(id=uuid4(), authority=COUNCIL, name="Pat Officer", email="pat@marlshire.example"))
    with pytest.raises(Refused, match="for the parent or young person and not for a council"):
        delays.log_given(late_plan, EVIDENCE, to, "email", given_at(), asked_on=date(2026, 11, 20))


def test_only_the_family_is_offered_and_others_are_refused(desk: Desk, delays: Delays, kacper: Pupil, parent: ContactPerson, late_plan: UUID) -> None:
    for number, (name, relationship) in enumerate((("Robin Ashe", "SWR"), ("Marlshire Council", "OTH"), ("Paweł Wilk", "PAF")), 2):
        forename, surname = name.split()
        desk.pupils.save_person(ContactPerson(
            id=uuid4(), pupil=kacper.id, forename=forename, surname=surname, relationship=relationship, order=number,
        ))
    assert delays.recipients(late_plan) == ("Ms Dorota Wilk", "Paweł Wilk", "Kacper Wilk")
    for to, sentence in (("Robin Ashe", "Choose one of this pupil’s parents"), ("  ", "Say to whom it was given")):
        with pytest.raises(Refused, match=sentence):
            delays.log_given(late_plan, EVIDENCE, to, "hand", given_at(), asked_on=date(2026, 11, 20))
    letter, _ = delays.log_given(late_plan, EVIDENCE, "kacper  wilk", "hand", given_at(), asked_on=date(2026, 11, 20))
    assert letter.addressed_to == "Kacper Wilk"


def test_a_list_that_nobody_asked_for_is_not_given(delays: Delays, parent: ContactPerson, late_plan: UUID) -> None:
    with pytest.raises(Refused, match="On what day did the parent or young person ask for it") as refused:
        delays.log_given(late_plan, EVIDENCE, parent.full_name, "hand", given_at())
    assert refused.value.field == "asked_on"
    with pytest.raises(Refused, match="before it was asked for"):
        delays.log_given(late_plan, EVIDENCE, parent.full_name, "hand", given_at(), asked_on=date(2026, 11, 24))


def test_what_has_not_happened_or_is_no_such_paper_is_not_logged(delays: Delays, parent: ContactPerson, late_plan: UUID) -> None:
    with pytest.raises(Refused, match="This has not happened yet"):
        delays.log_given(late_plan, EVIDENCE, parent.full_name, "hand", given_at() + timedelta(days=1), asked_on=date(2026, 11, 20))
    with pytest.raises(Refused, match="the delay timeline or the evidence list"):
        delays.log_given(late_plan, "chaser", parent.full_name, "hand", given_at())
