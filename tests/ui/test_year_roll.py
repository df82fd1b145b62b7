"""The screen that rolls the year on: everything is shown before one button does it, and one undo takes it back."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from sendco_desk.ui.models.roll_model import RollModel
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens.pupils import PupilsScreen
from sendco_desk.ui.screens.year_roll import YearRollScreen
from tests.ui.heard import Heard


@pytest.fixture
def screen(room: Room, qtbot: QtBot) -> YearRollScreen:
    made = YearRollScreen(room)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    made.open_at(Place("year_roll"))
    return made


def years(room: Room) -> dict[str, tuple[str, str, str]]:
    return {row.pupil.known_name: (row.pupil.year_group, row.pupil.class_name, row.pupil.roll_status) for row in room.desk.pupils.rows()}


def test_everybody_is_shown_with_what_becomes_of_them(screen: YearRollScreen) -> None:
    assert screen.title.text() == "Roll the year on to 2026/27"
    shown = [[screen.model.index(row, column).data() for column in (0, 1, 3, 4)] for row in range(3)]
    assert shown == [
        ["Ormerod, Poppy", "Year 1", "Year 2", "2 Hazel"], ["Wilk, Kacper", "Year 4", "Year 5", "5 Willow"],
        ["Ashgrove, Leila", "Year 5", "Year 6", "6 Maple"],
    ]
    assert screen.count.text() == "3 go on, 0 leave"
    assert not screen.grab().isNull()


def test_what_is_decided_on_the_page_is_done_in_one_deed_and_undone_in_one(screen: YearRollScreen, room: Room, heard: Heard) -> None:
    before = years(room)
    screen.boxes["5"].setChecked(True)
    screen.names["4 Willow"].setText("5 Rowan")
    screen.names["4 Willow"].editingFinished.emit()
    screen.table.choose(screen.model.rows[0].pupil.id)
    screen.stay.click()
    screen.left_on.set_value(date(2027, 7, 21))
    screen.roll_button.click()
    assert years(room) == {
        "Kacper Wilk": ("5", "5 Rowan", "on_roll"), "Leila Ashgrove": ("5", "5 Maple", "left"), "Poppy Ormerod": ("1", "1 Hazel", "on_roll"),
    }
    assert heard.last == "The year is rolled on; 1 left on Wed 21 Jul 2027."
    assert heard.went == [Place("pupils")]
    room.desk.finding.undo()
    assert years(room) == before


def test_a_last_day_that_is_missing_or_none_is_said_beside_its_field(screen: YearRollScreen, room: Room) -> None:
    before = years(room)
    for typed in ("", "the end of time"):
        screen.left_on.edit.setText(typed)
        screen.roll()
        assert screen.left_on.is_wrong()
    assert years(room) == before


def test_a_school_without_pupils_is_told_so(screen: YearRollScreen, room: Room, heard: Heard) -> None:
    with room.desk.recording.book.writing("Took them off") as page:
        for row in room.desk.pupils.rows():
            page.put(replace(row.pupil, roll_status="left"))
    screen.refresh()
    assert not screen.roll_button.isEnabled()
    screen.roll()
    assert heard.last.startswith("Nobody is on roll")


def test_the_last_day_is_that_of_the_summer_term_where_it_is_recorded(screen: YearRollScreen, room: Room) -> None:
    assert screen.usual_last_day(2026) == date(2026, 8, 31)
    room.desk.school.add_term("Summer 2026", date(2026, 4, 13), date(2026, 7, 21))
    assert screen.usual_last_day(2026) == date(2026, 7, 21)


def test_the_list_of_pupils_leads_here(room: Room, qtbot: QtBot, heard: Heard) -> None:
    pupils = PupilsScreen(room)
    qtbot.addWidget(pupils)
    next(made for made in pupils.findChildren(QPushButton) if made.text() == "Roll the year on").click()
    assert heard.went == [Place("year_roll")]


def test_the_model_keeps_qts_rules(room: Room) -> None:
    model = RollModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.put(room.desk.year_roll.preview(room.desk.year_roll.usual()))
    assert model.rowCount() == 3
