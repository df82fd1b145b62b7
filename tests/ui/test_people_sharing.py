"""The part Sharing and orders: who decides, the register with its withdrawals, court orders, and capacity for single decisions."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.domain.cycles import SupportCycle
from sendco_desk.domain.rights import CapacityNote, CourtOrder, Sharing
from sendco_desk.domain.support_codes import LAWFUL_BASES
from sendco_desk.ui.forms.people_asks import cycles_of, papers_of
from sendco_desk.ui.forms.record_form import RecordForm
from sendco_desk.ui.forms.voice_asks import ViewsForm
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.people_sharing import SharingPart, ground_words, order_state
from tests.ui.desks import add_document, text_file
from tests.ui.heard import Heard

D = date
ON = D(2026, 11, 12)


@pytest.fixture
def leila(room: Room) -> UUID:
    """A young person."""
    found = next(row.pupil for row in room.desk.pupils.rows() if row.pupil.known_name == "Leila Ashgrove")
    room.desk.pupils.save(replace(found, date_of_birth=D(2010, 3, 14)))
    return found.id


@pytest.fixture
def part(room: Room, leila: UUID, qtbot: QtBot) -> SharingPart:
    """Two lines of the register, an order, and a note on capacity."""
    for record in (
        Sharing(id=uuid4(), pupil=leila, what="The report", with_whom="Quince Clinic", basis="agreed", on=D(2026, 9, 4)),
        Sharing(id=uuid4(), pupil=leila, what="The letter", with_whom="Transport", basis="none", on=D(2026, 9, 5)),
        CourtOrder(id=uuid4(), pupil=leila, words="Nobody but her mother collects her."),
        CapacityNote(id=uuid4(), pupil=leila, decision="College", finding="with_support", found_on=D(2026, 10, 5)),
    ):
        room.desk.recording.save(record)
    made = SharingPart(room)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.put(room.desk.pupils.page(leila))
    made.show()
    return made


def test_who_decides_stands_first_in_a_sentence(part: SharingPart) -> None:
    assert part.decides.text() == (
        "The young person decides since Sat 27 Jun 2026: views are asked of them and letters go to them. Capacity is noted for 1 decision."
    )


def test_the_register_says_where_each_line_stands_and_withdraws_it(part: SharingPart, room: Room, heard: Heard) -> None:
    state = part.shared.table.keys.index("state")
    assert [part.shared.model.index(n, state).data() for n in range(2)] == ["Not shared", "Shared"]
    part.shared.choose(part.shared.model.rows[1].id)
    part.shared.more[0].click()
    assert heard.last == "Withdrawn from today."
    part.fill()
    assert part.shared.model.index(1, state).data() == "Withdrawn Thu 12 Nov 2026"


def test_the_ground_names_whoever_agreed(part: SharingPart) -> None:
    refused, agreed = part.shared.model.rows
    assert ground_words(replace(agreed, agreed_by="Ms Made-up Ashgrove")) == "Agreed by Ms Made-up Ashgrove"
    assert ground_words(agreed) == LAWFUL_BASES["agreed"]
    assert ground_words(replace(refused, agreed_by="Ms Made-up Ashgrove")) == LAWFUL_BASES["none"]


def test_an_order_is_in_force_to_come_or_over() -> None:
    order = CourtOrder(id=uuid4(), pupil=uuid4(), words="No contact.", made_on=D(2026, 3, 2), until=D(2027, 3, 2))
    assert order_state(order, ON) == ("In force", "soon")
    assert order_state(order, D(2026, 3, 1)) == ("Not yet in force", "planned")
    assert order_state(order, D(2027, 3, 3)) == ("No longer in force", "info")
    assert order_state(replace(order, made_on=None), D(2027, 3, 3)) == ("No longer in force", "info")


def test_each_list_has_its_form(part: SharingPart, heard: Heard) -> None:
    for listed in part.lists:
        listed.add_button.click()
        listed.edit(listed.model.rows[0])
    titles = [sheet.title for sheet in heard.sheets if isinstance(sheet, RecordForm)]
    assert titles == [
        "Record a sharing", "What was shared", "Record a court order", "Court order", "Record capacity for a decision", "Capacity to decide",
    ]


def test_documents_and_cycles_are_offered_by_what_they_are_called(room: Room, leila: UUID, tmp_path_factory: pytest.TempPathFactory) -> None:
    paper = add_document(room.desk, leila, text_file(tmp_path_factory.mktemp("papers"), "Order.txt"))
    cycles = [
        SupportCycle(id=uuid4(), pupil=leila, number=n, starts_on=D(2026, 9, 7), review_due_on=D(2026, 12, 1)) for n in (1, 2)
    ]
    for cycle in cycles:
        room.desk.recording.save(cycle)
    assert papers_of(room.desk, leila) == {str(paper.id): "Order, Wed 21 Oct 2026"}
    assert list(cycles_of(room.desk, leila).values()) == ["Cycle 2, from Mon 7 Sep 2026", "Cycle 1, from Mon 7 Sep 2026"]
    assert (papers_of(room.desk, None), cycles_of(room.desk, None)) == ({}, {})


def test_views_start_as_the_young_persons_once_they_decide(room: Room, leila: UUID, qtbot: QtBot) -> None:
    young = ViewsForm(room, leila)
    qtbot.addWidget(young)
    assert young.code("voice") == "young_person"
    kacper = next(row.pupil.id for row in room.desk.pupils.rows() if row.pupil.known_name == "Kacper Wilk")
    child = ViewsForm(room, kacper)
    qtbot.addWidget(child)
    assert child.code("voice") == ""


def test_the_models_pass_qts_own_tester_and_everything_has_a_name(part: SharingPart, nameless: Callable[[QWidget], list[str]]) -> None:
    for listed in part.lists:
        tester = QAbstractItemModelTester(listed.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        for key in listed.table.keys:
            listed.table.sort_by(key)
        assert tester.model() is listed.model
    assert nameless(part) == []
    assert not part.grab().isNull()
