"""Whom to write to at a council, and the days that a council asks for before the law's."""

from datetime import date
from uuid import uuid4

import pytest

from sendco_desk.domain.casework import CaseFile
from sendco_desk.domain.councils import CouncilContact, CouncilDate
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.councils import Councils, council_key
from sendco_desk.services.desk import Desk
from tests.services.letter_cases import COUNCIL, contacts, late_decision


@pytest.fixture
def councils(desk: Desk) -> Councils:
    return desk.councils


def contact(authority: str = COUNCIL, role: str = "case_officer", name: str = "Ms T. Rowan", **more: str) -> CouncilContact:
    return CouncilContact(id=uuid4(), authority=authority, role=role, name=name, **more)


def day(on: date, authority: str = COUNCIL, what: str = "phase_transfer_school") -> CouncilDate:
    return CouncilDate(id=uuid4(), authority=authority, what=what, on=on, source="Guide for schools, page 9")


@pytest.mark.parametrize(("one", "other"), [
    ("Marlshire", "Marlshire County Council"), ("London Borough of Barnet", "Barnet Council"), ("City of York Council", "York"),
    ("Kirklees  MBC", "kirklees"), ("Brighton & Hove", "Brighton and Hove City Council"), ("Marlshire Local Authority", "Marlshire"),
])
def test_a_council_is_known_by_its_place_whatever_its_rank(one: str, other: str) -> None:
    assert council_key(one) == council_key(other)


@pytest.mark.parametrize(("one", "other"), [("Derby City Council", "Derbyshire"), ("North Yorkshire", "York"), ("City of London", "Barnet")])
def test_two_councils_stay_two(one: str, other: str) -> None:
    assert council_key(one) != council_key(other) != ""


def test_contacts_stand_by_council_and_then_in_the_order_of_rungs(councils: Councils) -> None:
    for role in ("health", "head_of_send", "case_officer"):
        councils.save_contact(contact(role=role))
    councils.save_contact(contact(authority="Kirkmoor", role="team_manager"))
    assert [(c.authority, c.role) for c in councils.contacts()] == [
        ("Kirkmoor", "team_manager"), (COUNCIL, "case_officer"), (COUNCIL, "head_of_send"), (COUNCIL, "health"),
    ]
    assert len(councils.contacts("marlshire")) == 3


def test_whoever_was_recorded_last_in_a_role_is_written_to(councils: Councils) -> None:
    councils.save_contact(contact())
    councils.save_contact(contact("Marlshire", name="Mr N. Ewer"))
    found = councils.contact("Marlshire Council", "case_officer")
    assert found is not None and found.name == "Mr N. Ewer"
    assert councils.contact("Marlshire", "health") is None
    assert councils.contact("", "case_officer") is None


def test_a_contact_is_changed_taken_out_and_brought_back(desk: Desk, councils: Councils) -> None:
    kept = contact()
    councils.save_contact(kept)
    assert councils.remove_contact(kept.id) == frozenset({"council_contact"})
    assert councils.contacts() == []
    desk.finding.undo()
    assert councils.contacts() == [kept]


@pytest.mark.parametrize("more", [{"name": "LGO Ombudsman"}, {"email": "intake@lgo.org.uk"}])
def test_the_ombudsman_is_no_contact(councils: Councils, more: dict[str, str]) -> None:
    with pytest.raises(Refused, match="would go to the Ombudsman"):
        councils.save_contact(contact(**more))


def test_the_reader_of_a_letter_is_kept_for_the_case_and_the_council(desk: Desk, councils: Councils, kacper: Pupil) -> None:
    case = late_decision(desk, kacper)
    assert councils.keep_reader(case, contact(name="Mr N. Ewer", email="n@marlshire.example")) == frozenset({"case_file", "council_contact"})
    kept = desk.keyring.book.get(CaseFile, case)
    assert (kept.case_officer, kept.case_officer_email) == ("Mr N. Ewer", "n@marlshire.example")
    assert [c.name for c in councils.contacts()] == ["Mr N. Ewer"]
    assert councils.keep_reader(case, contact(name="Ms O. Ther")) == frozenset({"case_file"})
    assert [c.name for c in councils.contacts()] == ["Mr N. Ewer"]  # another case may have another officer


def test_a_kept_reader_takes_the_place_of_the_one_before_and_keeps_their_telephone(desk: Desk, councils: Councils, kacper: Pupil) -> None:
    case = late_decision(desk, kacper)
    councils.save_contact(contact("Marlshire", "team_manager", "Mr P. Hale", telephone="01632 960 010"))
    assert councils.keep_reader(case, contact(role="team_manager", name="Ms N. Ew")) == frozenset({"council_contact"})
    (kept,) = councils.contacts()
    assert (kept.name, kept.telephone, kept.authority) == ("Ms N. Ew", "01632 960 010", "Marlshire")
    assert councils.keep_reader(case, contact("Kirkmoor", name="Mx K.")) == frozenset({"council_contact"})
    with pytest.raises(Refused):
        councils.keep_reader(case, contact(name="Ombudsman"))


def test_every_council_that_the_notebook_knows_is_named_once(desk: Desk, councils: Councils, kacper: Pupil) -> None:
    late_decision(desk, kacper)
    contacts(desk)
    councils.save_date(day(date(2026, 12, 4), "Kirkmoor"))
    assert councils.names() == ["Kirkmoor", COUNCIL]


def test_the_days_of_a_council_are_listed_in_order(councils: Councils) -> None:
    for on in (date(2026, 12, 4), date(2026, 11, 6), date(2025, 12, 5)):
        councils.save_date(day(on))
    councils.save_date(day(date(2026, 10, 2), "Kirkmoor"))
    assert [one.on for one in councils.dates("Marlshire")] == [date(2025, 12, 5), date(2026, 11, 6), date(2026, 12, 4)]
    assert [one.on.year for one in councils.dates()] == [2025, 2026, 2026, 2026]


def test_a_day_is_recorded_once_and_can_be_taken_out(desk: Desk, councils: Councils) -> None:
    kept = day(date(2026, 12, 4))
    councils.save_date(kept)
    councils.save_date(kept)
    with pytest.raises(Refused, match="already recorded"):
        councils.save_date(day(date(2026, 12, 4), "Marlshire"))
    councils.remove_date(kept.id)
    assert councils.dates() == []
    desk.finding.undo()
    assert councils.dates() == [kept]
