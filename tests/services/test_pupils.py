"""What a SENDCo does with pupils' details."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from sendco_desk.domain.people import ContactPerson
from sendco_desk.domain.pupil import Need, Pupil
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.desk import Desk
from sendco_desk.services.pupils import alerts_for


def test_a_new_pupil_stands_in_the_table_with_status_and_council(desk: Desk, kacper: Pupil) -> None:
    (row,) = desk.pupils.rows()
    assert (row.pupil, row.sen, row.sen_since, row.needs, row.authority) == (kacper, "K", date(2026, 11, 23), (), "Marlshire County Council")


def test_a_second_pupil_with_the_same_upn_is_refused(desk: Desk, kacper: Pupil) -> None:
    with pytest.raises(Refused) as refused:
        desk.pupils.add(replace(kacper, id=uuid4(), legal_forename="Other"))
    assert refused.value.field == "upn"
    assert len(desk.pupils.rows()) == 1


def test_a_pupil_is_found_by_upn_however_it_is_typed(desk: Desk, kacper: Pupil) -> None:
    assert desk.pupils.by_upn(" b801200005001 ") == kacper
    with pytest.raises(Refused, match="No pupil here has the UPN"):
        desk.pupils.by_upn("X")


def test_status_keeps_its_history(desk: Desk, kacper: Pupil) -> None:
    desk.pupils.set_status(kacper.id, "E", date(2026, 11, 23))
    desk.pupils.set_status(kacper.id, "N", date(2020, 9, 1))
    page = desk.pupils.page(kacper.id)
    assert page.status is not None
    assert [s.status for s in page.statuses][-1] == "N"
    assert len(page.statuses) == 3


def test_needs_are_ranked_and_an_ended_need_stays_in_the_history(desk: Desk, kacper: Pupil) -> None:
    first = Need(id=uuid4(), pupil=kacper.id, need_type="SLCN", rank=1, since=date(2025, 1, 1))
    desk.pupils.save_need(first)
    desk.pupils.save_need(Need(id=uuid4(), pupil=kacper.id, need_type="SEMH", rank=2))
    assert desk.pupils.rows()[0].needs == ("SLCN", "SEMH")
    desk.pupils.end_need(first.id, date(2026, 1, 1))
    page = desk.pupils.page(kacper.id)
    assert [n.need_type for n in page.needs] == ["SEMH"]
    assert {n.need_type for n in page.all_needs} == {"SLCN", "SEMH"}


def test_moving_home_ends_the_earlier_residence_the_day_before(desk: Desk, kacper: Pupil) -> None:
    desk.pupils.move_home(kacper.id, "Otherbury Council", date(2026, 12, 1))
    page = desk.pupils.page(kacper.id, date(2026, 12, 1))
    assert page.authority == "Otherbury Council"
    assert sorted((r.authority, r.until) for r in page.residences if r.until) == [("Marlshire County Council", date(2026, 11, 30))]


def test_people_with_parental_responsibility_are_named_and_never_guessed(desk: Desk, kacper: Pupil) -> None:
    mother = ContactPerson(id=uuid4(), pupil=kacper.id, forename="Ana", surname="Wilk", relationship="PAM")
    carer = ContactPerson(id=uuid4(), pupil=kacper.id, surname="Birch", relationship="CAR", parental_responsibility=True, order=2)
    desk.pupils.save_person(mother)
    desk.pupils.save_person(carer)
    assert [p.surname for p in desk.pupils.page(kacper.id).responsible_people] == ["Birch"]
    desk.pupils.remove_person(mother.id)
    assert desk.pupils.page(kacper.id).people == (carer,)


def test_alerts_say_interpreter_court_order_and_a_doubtful_upn(kacper: Pupil) -> None:
    found = alerts_for(replace(kacper, interpreter="POL", flags=("court_order", "service_child"), upn="A801200005001"))
    assert [a.words for a in found][:3] == ["Polish interpreter", "Court order", "Service child"]
    assert "should be B" in found[3].words
    assert "late" not in {a.state for a in found}


def test_changed_details_are_kept_and_undo_names_them(desk: Desk, kacper: Pupil) -> None:
    desk.pupils.save(replace(kacper, class_name="7R"))
    assert desk.pupils.get(kacper.id).class_name == "7R"
    words, changed = desk.finding.undo()
    assert "Changed the details" in words
    assert "pupil" in changed
    assert desk.pupils.get(kacper.id) == kacper


def test_no_number_or_a_doubled_one_never_means_somebody(desk: Desk) -> None:
    for name in ("Ann", "Bea"):
        desk.pupils.add(Pupil(id=uuid4(), legal_forename=name, legal_surname="Adams"))
    with pytest.raises(Refused, match="Give the pupil’s UPN"):
        desk.pupils.by_upn(" ")


def test_a_move_that_is_still_to_come_changes_no_council_today(desk: Desk, kacper: Pupil) -> None:
    desk.pupils.move_home(kacper.id, "Otherbury Council", date(2027, 9, 1))
    assert desk.pupils.page(kacper.id).authority == "Marlshire County Council"
    assert desk.pupils.page(kacper.id, date(2027, 9, 1)).authority == "Otherbury Council"
    assert desk.pupils.rows()[0].authority == "Marlshire County Council"
