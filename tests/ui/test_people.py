"""The people around a pupil: parental responsibility in words, and adding, editing and removing by keyboard."""

from collections.abc import Callable
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.ui.forms.person_form import PersonForm
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.people import PeoplePage
from tests.ui.desks import add_people
from tests.ui.heard import Heard


@pytest.fixture
def leila(room: Room) -> UUID:
    return next(row.pupil.id for row in room.desk.pupils.rows() if row.pupil.known_name == "Leila Ashgrove")


@pytest.fixture
def page(room: Room, leila: UUID, qtbot: QtBot) -> PeoplePage:
    """Two parents and a social worker."""
    add_people(room.desk, leila)
    made = PeoplePage(room)
    qtbot.addWidget(made)
    made.resize(1000, 500)
    made.show_pupil(room.desk.pupils.page(leila))
    made.show()
    return made


def test_who_holds_responsibility_is_said_in_a_sentence_and_in_the_table(page: PeoplePage) -> None:
    assert page.holders.text() == "Recorded as holding parental responsibility: Ms Dorota Wilk (mother), Mr Paweł Wilk (father)."
    assert [page.model.index(n, 3).data() for n in range(3)] == ["Yes, holds it", "Yes, holds it", "Not recorded"]
    assert not page.grab().isNull()


def test_nobody_with_responsibility_is_said_too(page: PeoplePage, room: Room) -> None:
    kacper = next(row.pupil.id for row in room.desk.pupils.rows() if row.pupil.known_name == "Kacper Wilk")
    page.show_pupil(room.desk.pupils.page(kacper))
    assert page.holders.text().startswith("Nobody is recorded as holding parental responsibility.")


def test_enter_edits_and_the_button_adds_after_the_last(page: PeoplePage, heard: Heard) -> None:
    page.table.choose(page.model.rows[1].id)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    page.add()
    edits, adds = heard.sheets
    assert isinstance(edits, PersonForm)
    assert isinstance(adds, PersonForm)
    assert edits.said("forename") == "Paweł"
    assert adds.said("order") == "4"


def test_delete_removes_and_undo_brings_back(page: PeoplePage, room: Room, leila: UUID, heard: Heard) -> None:
    page.table.choose(page.model.rows[2].id)
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    assert heard.last == "Robin Ashe is removed."
    assert len(room.desk.pupils.page(leila).people) == 2
    room.desk.finding.undo()
    assert len(room.desk.pupils.page(leila).people) == 3


def test_nothing_is_removed_where_nobody_is_chosen(page: PeoplePage, room: Room, leila: UUID) -> None:
    assert not page.remove_button.isEnabled()
    page.remove()
    page.edit(page.table.current())
    assert len(room.desk.pupils.page(leila).people) == 3


def test_nobody_yet_offers_the_first_step(page: PeoplePage, room: Room, heard: Heard) -> None:
    poppy = next(row.pupil.id for row in room.desk.pupils.rows() if row.pupil.known_name == "Poppy Ormerod")
    page.show_pupil(room.desk.pupils.page(poppy))
    assert page.pages.currentIndex() == 1
    shown = page.pages.widget(1)
    assert shown is not None
    shown.findChildren(QPushButton)[0].click()
    assert isinstance(heard.sheets[-1], PersonForm)


def test_all_that_can_be_used_has_a_name(page: PeoplePage, nameless: Callable[[QWidget], list[str]]) -> None:
    page.show_person(page.model.rows[0].id)
    assert nameless(page) == []
