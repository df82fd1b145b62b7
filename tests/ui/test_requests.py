"""Requests & plans: the cases with what is due next; filters narrow, Enter opens, and an empty list says what goes here."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.ui.models.cases_model import CLOSED
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens.requests import RequestsScreen
from tests.ui.case_desks import case_of, says
from tests.ui.heard import Heard


@pytest.fixture
def screen(room: Room, qtbot: QtBot) -> RequestsScreen:
    made = RequestsScreen(room)
    qtbot.addWidget(made)
    made.resize(1100, 600)
    made.open_at(Place("requests"))
    made.show()
    return made


def test_the_most_pressing_case_stands_first(screen: RequestsScreen) -> None:
    assert [line.row.pupil.known_name for line in screen.model.rows] == ["Kacper Wilk", "Poppy Ormerod"]
    assert [line.chip for line in screen.model.rows] == [("24 days late", "late"), ("Needs a date", "waiting")]
    assert "2 open, 1 late" in says(screen)


def test_enter_opens_the_case(screen: RequestsScreen, room: Room, heard: Heard, qtbot: QtBot) -> None:
    screen.table.setFocus()
    screen.table.choose(case_of(room.desk, "Poppy Ormerod"))
    QTest.keyClick(screen.table, Qt.Key.Key_Return)
    assert heard.went == [Place("case", case_of(room.desk, "Poppy Ormerod"))]


def test_no_closed_case_offers_to_show_all(screen: RequestsScreen, qtbot: QtBot) -> None:
    screen.choose_standing(CLOSED)
    assert "No case matches" in says(screen)
    show = next(b for b in screen.findChildren(QPushButton) if b.accessibleName() == "Show every case")
    QTest.mouseClick(show, Qt.MouseButton.LeftButton)
    assert screen.model.rowCount() == 2


def test_a_stage_can_be_chosen(screen: RequestsScreen) -> None:
    screen.choose_stage("Receipt not known")
    assert [line.row.pupil.known_name for line in screen.model.rows] == ["Poppy Ormerod"]
    assert screen.count.text() == "1 shown"


def test_no_request_at_all_says_where_one_is_recorded(new_room: Room, heard: Heard, qtbot: QtBot) -> None:
    screen = RequestsScreen(new_room)
    qtbot.addWidget(screen)
    screen.refresh()
    screen.show()
    assert "No requests yet" in says(screen)
    step = next(b for b in screen.findChildren(QPushButton) if b.accessibleName() == "Choose a pupil")
    QTest.mouseClick(step, Qt.MouseButton.LeftButton)
    assert heard.went == [Place("pupils")]


def test_everything_has_a_name(screen: RequestsScreen, nameless: Callable[[QWidget], list[str]]) -> None:
    assert nameless(screen) == []
