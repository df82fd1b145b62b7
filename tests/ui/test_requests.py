"""Requests & plans: the cases with what is due next; filters narrow, Enter opens, and an empty list says what goes here."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.domain.codes import CASE_KINDS
from sendco_desk.ui.models.cases_model import ALL, CLOSED
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens.requests import RequestsScreen, counts
from sendco_desk.ui.theme import Dressing
from tests.ui.case_desks import case_of, open_kind, press, says
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
    assert "No cases yet" in says(screen)
    step = next(b for b in screen.findChildren(QPushButton) if b.accessibleName() == "Choose a pupil")
    QTest.mouseClick(step, Qt.MouseButton.LeftButton)
    assert heard.went == [Place("pupils")]


def test_a_kind_can_be_chosen_of_those_there_are(screen: RequestsScreen, room: Room) -> None:
    assert list(screen.kind.options) == ["request"]
    appeal = open_kind(room.desk, "appeal")
    screen.refresh()
    assert list(screen.kind.options) == ["request", "appeal"]
    screen.choose_kind("appeal")
    assert [line.row.case.id for line in screen.model.rows] == [appeal]
    assert screen.kind.accessibleName() == "Filter by case: Mediation and appeal"


@pytest.mark.parametrize("kind", CASE_KINDS)
def test_a_case_of_every_kind_has_its_line_and_opens(screen: RequestsScreen, room: Room, heard: Heard, kind: str) -> None:
    case = open_kind(room.desk, kind)
    screen.refresh()
    screen.table.choose(case)
    line = screen.table.current()
    assert line is not None
    assert (line.row.case.case_kind, line.row.case.number, line.over) == (kind, 3, False)
    QTest.keyClick(screen.table, Qt.Key.Key_Return)
    assert heard.went == [Place("case", case)]


def test_where_every_case_is_in_time_none_is_said_to_be_late() -> None:
    assert counts([]) == "0 open"


def test_showing_every_case_takes_all_filters_off(screen: RequestsScreen) -> None:
    screen.choose_kind("request")
    screen.choose_stage("Withdrawn")
    assert screen.model.rowCount() == 0
    screen.show_all()
    assert screen.model.rowCount() == 2
    assert screen.standing.chosen() == ALL
    assert (screen.kind.chosen, screen.stage.chosen) == ("", "")


def test_a_case_is_opened_by_choosing_the_pupil_first(screen: RequestsScreen, heard: Heard) -> None:
    press(screen, "Open a case")
    assert heard.went == [Place("pupils")]


def test_every_cases_days_are_saved_as_one_file(screen: RequestsScreen, room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    saved: list[object] = []
    monkeypatch.setattr("sendco_desk.ui.screens.calendar_file.save_calendar", lambda *what: saved.append(what))
    press(screen, "Save the dates")
    assert saved == [(room, None)]


def test_a_change_of_look_fits_the_table_again(screen: RequestsScreen, dressing: Dressing) -> None:
    dressing.choose("dark", 1.5)
    screen.set_look(dressing.look)
    assert screen.table.rowHeight(0) == dressing.look.scaled(36)


@pytest.mark.parametrize(("theme", "text_size"), [("light", 1.0), ("dark", 1.5), ("contrast", 2.0)])
def test_everything_has_a_name(
    screen: RequestsScreen, dressing: Dressing, nameless: Callable[[QWidget], list[str]], theme: str, text_size: float,
) -> None:
    dressing.choose(theme, text_size)
    screen.set_look(dressing.look)
    assert nameless(screen) == []
