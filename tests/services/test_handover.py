"""The hand-over sheet: all a new SENDCo needs of a case, on one page however much there is."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pypdf
import pytest

from sendco_desk.domain.casework import CaseLetter
from sendco_desk.domain.councils import CouncilContact
from sendco_desk.domain.meetings import AgreedAction
from sendco_desk.domain.paper import words_of
from sendco_desk.domain.people import ContactPerson
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.desk import Desk
from sendco_desk.services.letter_facts import keys_of
from sendco_desk.services.printing import paper_bytes
from tests.services.delay_cases import COUNCIL, RECEIVED, filed
from tests.services.pack_cases import put

ON = date(2026, 11, 23)


@pytest.fixture
def case(desk: Desk, kacper: Pupil) -> UUID:
    """A request in which the council is late, with proof, a promise, a claim and an appeal beside it."""
    proof, private = filed(desk, kacper.id, "Portal receipt", RECEIVED), filed(desk, kacper.id, "Zebra", RECEIVED, sharing="none")
    opened, _ = desk.casework.open_case(kacper.id, authority=COUNCIL, events=[
        ("request_sent", date(2026, 2, 27), private), ("request_received", RECEIVED, proof), ("agreed_to_assess", date(2026, 4, 13), None),
    ])
    row = next(row.case for row in desk.casework.cases(kacper.id))
    desk.casework.save_case(replace(
        row, case_officer="Ms T. Reedbed", case_officer_email="t.reedbed@marlshire.example", council_reference="EHC/2026/41",
    ))
    desk.casework.add_claim(opened, "exceptional_circumstances", date(2026, 8, 3))
    desk.casework.open_case(kacper.id, "appeal", authority=COUNCIL, about=opened, events=[("decision_letter_sent", date(2026, 9, 25), None)])
    put(
        desk, kacper.id,
        CouncilContact(id=uuid4(), authority=COUNCIL, role="head_of_send", name="Mr A. Sedge", telephone="01632 960 700"),
        ContactPerson(
            id=uuid4(), pupil=kacper.id, forename="Ana", surname="Wilk", relationship="PAM", parental_responsibility=True, telephone="01632 960 001",
        ),
        AgreedAction(id=uuid4(), pupil=kacper.id, words="Send the word cards home", owner="Mr Teal", due_on=date(2026, 11, 27)),
        AgreedAction(id=uuid4(), pupil=kacper.id, words="Done long ago", done_on=date(2026, 10, 1)),
    )
    desk.story.finish(
        kacper.id, entry_kind="phone_call", happened_at=datetime(2026, 11, 20, 9, tzinfo=UTC), words="Rang.", next_action="Ring again",
        next_action_on=date(2026, 11, 25),
    )
    return opened


def told(desk: Desk, pupil: UUID, case: UUID | None = None) -> str:
    """Its words."""
    return "\n".join(words_of(desk.forms.paper("handover", pupil=pupil, case=case, on=ON)))


def test_it_says_where_the_case_stands_and_all_that_follows(desk: Desk, kacper: Pupil, case: UUID) -> None:
    words = told(desk, kacper.id, case)
    for part in (
        "Being assessed", "Marlshire County Council (EHC/2026/41)", "asked for by the school", "Issue the final plan (Marlshire County Council).",
        "Ms T. Reedbed, t.reedbed@marlshire.example", "Mr A. Sedge, 01632 960 700", "Ana Wilk, 01632 960 001",
        "Wed 25 Nov 2026: Ring again (ours, Fri 20 Nov 2026).", "Fri 27 Nov 2026: Send the word cards home (Mr Teal).",
        "The council claims an exception: ", "Case 2: Mediation", "Time to appeal runs.", "Mon 2 Mar 2026: “Portal receipt”.", "nothing shows it yet",
        "a document that may not be shared",
    ):
        assert part in words, part
    assert "Zebra" not in words and "Done long ago" not in words
    assert words.index("Ring again") < words.index("Send the word cards home")


def test_it_is_one_page_however_much_there_is_and_says_what_is_left_out(desk: Desk, kacper: Pupil, case: UUID) -> None:
    put(desk, kacper.id, *(
        AgreedAction(id=uuid4(), pupil=kacper.id, words=f"Promise number {number} that takes up a line of its own", owner="Mr Teal")
        for number in range(60)
    ))
    paper = desk.forms.paper("handover", pupil=kacper.id, case=case, on=ON)
    assert len(pypdf.PdfReader(io.BytesIO(paper_bytes(paper, "pdf"))).pages) == 1
    assert "more in the notebook." in "\n".join(words_of(paper))


def test_of_several_cases_the_newest_that_is_open_is_told(desk: Desk, kacper: Pupil, case: UUID) -> None:
    assert "Case 2: " in told(desk, kacper.id) and "Case 1: Request" in told(desk, kacper.id, case)
    newest = next(row.case for row in desk.casework.cases(kacper.id) if row.case.number == 2)
    desk.casework.save_case(replace(newest, closed_on=date(2026, 11, 1)))
    assert "Case 1: Request" in told(desk, kacper.id)
    assert "put away Sun 1 Nov 2026" in told(desk, kacper.id, newest.id)


def test_a_case_of_another_pupil_is_refused_and_none_is_said(desk: Desk, kacper: Pupil, case: UUID) -> None:
    other = Pupil(id=uuid4(), legal_forename="Leila", legal_surname="Ashgrove")
    desk.pupils.add(other)
    assert "No case is open about this pupil." in told(desk, other.id)
    with pytest.raises(Refused, match="about another pupil"):
        told(desk, other.id, case)


def test_what_is_flagged_is_not_handed_over_by_name(desk: Desk, kacper: Pupil, case: UUID) -> None:
    entry = desk.story.lines(kacper.id)[0].entry
    desk.screen.flag(entry, "third_party")
    assert "Ring again" not in told(desk, kacper.id, case)


def test_a_day_that_is_lacking_is_asked_for(desk: Desk, kacper: Pupil) -> None:
    desk.casework.open_case(kacper.id, authority=COUNCIL, events=[("head_notified", date(2026, 11, 2), None)])
    assert "To be recorded, since later days rest on it: " in told(desk, kacper.id)


def test_a_letter_that_is_flagged_is_neither_told_nor_counted(desk: Desk, kacper: Pupil, case: UUID) -> None:
    letter = CaseLetter(
        id=uuid4(), pupil=kacper.id, case=case, letter_kind="chaser", addressed_to="Ms T. Reedbed", subject="Quagga", words="Please answer.",
        written_at=datetime(2026, 11, 18, 9, tzinfo=UTC), channel="email", reply_by=date(2026, 11, 30),
    )
    put(desk, kacper.id, letter)
    assert "Answer asked of Ms T. Reedbed: Quagga." in told(desk, kacper.id, case) and "1 letter of the school" in told(desk, kacper.id, case)
    for paper in (desk.delays.timeline(case, on=ON), desk.delays.evidence(case, on=ON)):
        assert "Quagga" in repr(paper)
    desk.screen.flag(letter, "staff")
    assert "Quagga" not in told(desk, kacper.id, case) and "letter of the school" not in told(desk, kacper.id, case)
    for paper in (desk.delays.timeline(case, on=ON), desk.delays.evidence(case, on=ON)):
        assert "Quagga" not in repr(paper)


def test_a_letter_that_is_flagged_is_not_told_in_the_next_letter(desk: Desk, kacper: Pupil, case: UUID) -> None:
    [step, *_] = desk.letters.chasable(case, ON)
    [key] = keys_of([step])
    letter = CaseLetter(
        id=uuid4(), pupil=kacper.id, case=case, letter_kind="chaser", addressed_to="Ms Quagga", subject="The plan", words="Please answer.",
        rules=(key,), written_at=datetime(2026, 11, 10, 9, tzinfo=UTC), channel="email",
    )
    put(desk, kacper.id, letter)
    assert "Ms Quagga" in repr(desk.letters.compose(case, [key], on=ON))
    desk.screen.flag(letter, "staff")
    assert "Ms Quagga" not in repr(desk.letters.compose(case, [key], on=ON))


def test_the_sheet_of_a_complaint_says_that_it_is_in_dispute(desk: Desk, kacper: Pupil) -> None:
    complaint, _ = desk.casework.open_case(kacper.id, "complaint", authority=COUNCIL, events=[("complaint_received", date(2026, 11, 6), None)])
    words = told(desk, kacper.id, complaint)
    assert "This case itself. " in words and "Nothing that is recorded." not in words
    desk.casework.add_event(complaint, "complaint_answered", date(2026, 11, 20))
    assert "This case itself. " not in told(desk, kacper.id, complaint)
