"""The people around a pupil: the four parts of the tab, parental responsibility in words, and adding, editing and removing by keyboard."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.domain.professionals import Involvement
from sendco_desk.domain.rights import CourtOrder
from sendco_desk.ui.forms.person_form import PersonForm
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.people import PARTS, FamilyPart, PeoplePage
from sendco_desk.ui.widgets.chips import LongChip
from tests.ui.desks import add_people
from tests.ui.heard import Heard


@pytest.fixture
def leila(room: Room) -> UUID:
    return next(row.pupil.id for row in room.desk.pupils.rows() if row.pupil.known_name == "Leila Ashgrove")


@pytest.fixture
def tab(room: Room, leila: UUID, qtbot: QtBot) -> PeoplePage:
    """Two parents and a social worker."""
    add_people(room.desk, leila)
    made = PeoplePage(room)
    qtbot.addWidget(made)
    made.resize(1000, 500)
    made.show_pupil(room.desk.pupils.page(leila))
    made.show()
    return made


@pytest.fixture
def page(tab: PeoplePage) -> FamilyPart:
    part = tab.parts["family"]
    assert isinstance(part, FamilyPart)
    return part


def test_who_holds_responsibility_is_said_in_a_sentence_and_in_the_table(page: FamilyPart) -> None:
    assert page.holders.text() == "Recorded as holding parental responsibility: Ms Dorota Wilk (mother), Mr Paweł Wilk (father)."
    assert [page.model.index(n, 3).data() for n in range(3)] == ["Yes, holds it", "Yes, holds it", "Not recorded"]
    assert not page.grab().isNull()


def test_nobody_with_responsibility_is_said_too(page: FamilyPart, room: Room) -> None:
    kacper = next(row.pupil.id for row in room.desk.pupils.rows() if row.pupil.known_name == "Kacper Wilk")
    page.put(room.desk.pupils.page(kacper))
    assert page.holders.text().startswith("Nobody is recorded as holding parental responsibility.")


def test_enter_edits_and_the_button_adds_after_the_last(page: FamilyPart, heard: Heard) -> None:
    page.table.choose(page.model.rows[1].id)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    page.add()
    edits, adds = heard.sheets
    assert isinstance(edits, PersonForm)
    assert isinstance(adds, PersonForm)
    assert edits.said("forename") == "Paweł"
    assert adds.said("order") == "4"


def test_delete_removes_and_undo_brings_back(page: FamilyPart, room: Room, leila: UUID, heard: Heard) -> None:
    page.table.choose(page.model.rows[2].id)
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    assert heard.last == "Robin Ashe is removed."
    assert len(room.desk.pupils.page(leila).people) == 2
    room.desk.finding.undo()
    assert len(room.desk.pupils.page(leila).people) == 3


def test_nothing_is_removed_where_nobody_is_chosen(page: FamilyPart, room: Room, leila: UUID) -> None:
    assert not page.remove_button.isEnabled()
    page.remove()
    page.edit(page.table.current())
    assert len(room.desk.pupils.page(leila).people) == 3


def test_nobody_yet_offers_the_first_step(page: FamilyPart, room: Room, heard: Heard) -> None:
    poppy = next(row.pupil.id for row in room.desk.pupils.rows() if row.pupil.known_name == "Poppy Ormerod")
    page.put(room.desk.pupils.page(poppy))
    assert not page.somebody.isVisibleTo(page)
    page.nobody.findChildren(QPushButton)[0].click()
    assert isinstance(heard.sheets[-1], PersonForm)


def test_who_decides_is_said_once_it_is_soon_or_already_the_young_person(page: FamilyPart, room: Room, leila: UUID) -> None:
    assert not page.decides.isVisibleTo(page)
    room.desk.pupils.save(replace(room.desk.pupils.get(leila), date_of_birth=date(2010, 3, 14)))
    page.put(room.desk.pupils.page(leila))
    assert page.decides.isVisibleTo(page)
    assert page.decides.text().startswith("The young person decides since Sat 27 Jun 2026")


def test_each_part_is_built_on_the_first_visit_and_alone_is_shown(tab: PeoplePage) -> None:
    assert set(tab.parts) == {"family"}
    for made in tab.choice.made:
        made.click()
    assert set(tab.parts) == set(PARTS)
    assert [key for key, part in tab.parts.items() if part.isVisibleTo(tab)] == ["sharing"]


def test_a_record_that_was_found_turns_to_its_part(tab: PeoplePage, room: Room, leila: UUID, page: FamilyPart) -> None:
    order = CourtOrder(id=uuid4(), pupil=leila, words="Nobody but his mother collects him.")
    asked = Involvement(id=uuid4(), pupil=leila, service="health")
    for record in (order, asked):
        room.desk.recording.save(record)
    for found, part in ((order.id, "sharing"), (page.model.rows[1].id, "family"), (asked.id, "professionals")):
        tab.show_record(found)
        assert tab.choice.chosen() == part
    assert page.table.current() is page.model.rows[1]
    tab.show_record(uuid4())  # gone meanwhile
    assert tab.choice.chosen() == "professionals"
    assert tab.parts["professionals"].isVisibleTo(tab)


def test_a_page_without_a_pupil_shows_nothing(room: Room, qtbot: QtBot) -> None:
    made = PeoplePage(room)
    qtbot.addWidget(made)
    assert made.show_part("sharing").isVisibleTo(made)


def test_a_long_alert_ends_in_an_ellipsis_where_there_is_no_room_and_its_tip_has_all_of_it(room: Room, qtbot: QtBot) -> None:
    chip = LongChip(room.look, "Court order: " + "nobody but his mother collects him " * 4, "soon", "shield")
    qtbot.addWidget(chip)
    chip.show()
    whole = chip.sizeHint().width()
    chip.resize(whole, chip.height())
    wide = chip.grab().toImage()
    chip.resize(200, chip.height())
    assert chip.grab().toImage() != wide.copy(0, 0, 200, chip.height())
    assert (chip.maximumWidth(), chip.toolTip(), chip.accessibleName()) == (whole, f"<p>{chip.word}</p>", chip.word)


def test_all_that_can_be_used_has_a_name(page: FamilyPart, nameless: Callable[[QWidget], list[str]]) -> None:
    assert page.choose(page.model.rows[0].id)
    assert nameless(page) == []
