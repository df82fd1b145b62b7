"""Search over every kind of record, and undo by the name of the deed."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from sendco_desk.domain.casework import CaseLetter
from sendco_desk.domain.councils import CouncilContact
from sendco_desk.domain.people import ContactPerson
from sendco_desk.domain.pupil import Need, Pupil
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.desk import Desk
from sendco_desk.services.finding import title_of
from tests.services.papers import WorksHere, text_file


def fill(desk: Desk, kacper: Pupil, tmp_path: Path) -> None:
    """Something of each kind that can be found, each with the word badger in it."""
    desk.story.finish(kacper.id, entry_kind="phone_call", happened_at=desk.clock(), words="The badger sett")
    desk.pupils.save_person(ContactPerson(id=uuid4(), pupil=kacper.id, forename="Ana", surname="Badger", relationship="PAM"))
    replace(desk.documents, workshop=WorksHere()).add_files(kacper.id, [text_file(tmp_path, words="A badger")])
    case, _ = desk.casework.open_case(kacper.id, authority="Badger Council")
    desk.casework.add_event(case, "request_received", date(2026, 11, 2), note="Seen by the badger")


def test_each_kind_is_found_with_a_title_to_choose_it_by(desk: Desk, kacper: Pupil, tmp_path: Path) -> None:
    fill(desk, kacper, tmp_path)
    found = {f.kind: f for f in desk.finding.search("badger")}
    assert {kind: f.title for kind, f in found.items()} == {
        "story_entry": "Phone call, Mon 23 Nov 2026", "contact_person": "Ana Badger, mother", "document": "notes",
        "case_file": "Request for an EHC needs assessment (case 1), Badger Council", "case_event": "Council received the request, Mon 2 Nov 2026",
    }
    assert {f.pupil_name for f in found.values()} == {"Kacper Wilk"}
    assert found["story_entry"].snippet == "The \x02badger\x03 sett"


def test_a_pupil_is_found_by_part_of_a_name_and_comes_first(desk: Desk, kacper: Pupil) -> None:
    desk.story.finish(kacper.id, entry_kind="note", happened_at=desk.clock(), words="Wilk was late")
    first, *_ = desk.finding.search("wil")
    assert (first.kind, first.title, first.pupil) == ("pupil", "Kacper Wilk", kacper.id)


def test_search_can_be_held_to_some_kinds_and_a_number(desk: Desk, kacper: Pupil, tmp_path: Path) -> None:
    fill(desk, kacper, tmp_path)
    assert {f.kind for f in desk.finding.search("badger", kinds=("document", "story_entry"))} == {"document", "story_entry"}
    assert len(desk.finding.search("badger", limit=2)) == 2


def test_nothing_is_found_where_nothing_is(desk: Desk, kacper: Pupil) -> None:
    assert desk.finding.search("walrus") == []


def test_what_belongs_to_no_pupil_is_found_without_one(desk: Desk) -> None:
    (found,) = [f for f in desk.finding.search("Fernhollow") if f.kind == "school"]
    assert (found.pupil, found.pupil_name, found.title) == (None, "", "School")


def test_a_record_without_a_name_of_its_own_is_called_by_its_kind(kacper: Pupil) -> None:
    assert title_of(Need(id=uuid4(), pupil=kacper.id, need_type="SLCN")) == "Need"


def found_titles(desk: Desk, words: str) -> dict[str, str]:
    return {found.kind: found.title for found in desk.finding.search(words)}


def test_a_letter_a_claim_and_a_contact_are_found_by_what_they_say(desk: Desk, kacper: Pupil) -> None:
    case, _ = desk.casework.open_case(kacper.id, "annual_review", authority="Marlshire")
    desk.casework.add_claim(case, "missed_appointment", date(2026, 11, 2), words="Nobody saw the badger")
    letter = CaseLetter(
        id=uuid4(), pupil=kacper.id, case=case, letter_kind="chaser", addressed_to="Ms Badger", subject="A decision", words="Please decide.",
        written_at=desk.clock(), channel="email",
    )
    with desk.keyring.book.writing("Wrote a letter", kacper.id) as page:
        page.put(letter)
        page.put(CouncilContact(id=uuid4(), authority="Badger Council", role="team_manager", email="sen@badger.example"))
    assert found_titles(desk, "badger") == {
        "exception_claim": "Exception claimed: Missed appointment", "case_letter": "Letter about a step that is late to Ms Badger, Mon 23 Nov 2026",
        "council_contact": "Team manager, Badger Council: sen@badger.example",
    }
    (contact,) = [found for found in desk.finding.search("badger") if found.kind == "council_contact"]
    assert (contact.pupil, contact.pupil_name) == (None, "")


def test_a_case_of_another_kind_is_found_by_its_officer_and_named_by_kind_and_number(desk: Desk, kacper: Pupil) -> None:
    case, _ = desk.casework.open_case(kacper.id, "records", what_is_asked="Everything about the badger")
    assert found_titles(desk, "badger") == {"case_file": "Request for records (case 1)"}
    desk.casework.save_case(replace(desk.caseload.view(case).case, authority="Marlshire", case_officer="Ms Sedgewick"))
    assert found_titles(desk, "sedgewick") == {"case_file": "Request for records (case 1), Marlshire"}


def test_a_contact_is_called_by_name_where_there_is_one() -> None:
    contact = CouncilContact(id=uuid4(), authority="Marlshire", name="Ms Reed", email="reed@marlshire.example")
    assert title_of(contact) == "Case officer, Marlshire: Ms Reed"


def test_what_went_between_the_search_and_the_look_is_left_out(desk: Desk, kacper: Pupil, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.story.finish(kacper.id, entry_kind="note", happened_at=desk.clock(), words="A badger")
    desk.casework.open_case(kacper.id, authority="Badger Council")
    hits = desk.keyring.book.search("badger")
    desk.finding.undo()
    monkeypatch.setattr(desk.keyring.book, "search", lambda words, **how: hits)
    assert [found.kind for found in desk.finding.search("badger")] == ["story_entry"]


def test_undo_names_the_deed_and_takes_it_back(desk: Desk, kacper: Pupil) -> None:
    desk.pupils.set_status(kacper.id, "E", date(2026, 11, 1))
    assert desk.finding.undoable() == "SEN status EHC plan from Sun 1 Nov 2026"
    words, changed = desk.finding.undo()
    assert words == "SEN status EHC plan from Sun 1 Nov 2026"
    assert changed == {"sen_status"}
    assert [s.status for s in desk.pupils.page(kacper.id).statuses] == ["K"]


def test_when_every_deed_is_undone_nothing_is_left_to_undo(desk: Desk) -> None:
    while desk.finding.undoable():
        desk.finding.undo()
    with pytest.raises(Refused):
        desk.finding.undo()
