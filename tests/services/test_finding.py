"""Search over every kind of record, and undo by the name of the deed."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

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
    case, _ = desk.casework.open_request(kacper.id, authority="Badger Council")
    desk.casework.add_event(case, "request_received", date(2026, 11, 2), note="Seen by the badger")


def test_each_kind_is_found_with_a_title_to_choose_it_by(desk: Desk, kacper: Pupil, tmp_path: Path) -> None:
    fill(desk, kacper, tmp_path)
    found = {f.kind: f for f in desk.finding.search("badger")}
    assert {kind: f.title for kind, f in found.items()} == {
        "story_entry": "Phone call, Mon 23 Nov 2026", "contact_person": "Ana Badger, mother", "document": "notes",
        "ehc_request": "EHC request to Badger Council", "case_event": "Council received the request, Mon 2 Nov 2026",
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
