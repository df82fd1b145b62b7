"""Ctrl+K finds pupils, entries, documents and commands."""

from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.services.finding import Found
from sendco_desk.ui.palette import GO_TO, Command, Line, LinesModel, Palette, lines, pieces, place_of
from sendco_desk.ui.room import Place, Room
from tests.ui.heard import Heard

PUPIL, ID = uuid4(), uuid4()


@pytest.fixture
def ran() -> list[str]:
    return []


@pytest.fixture
def palette(room: Room, qtbot: QtBot, ran: list[str]) -> Palette:
    commands = (
        Command("New entry", "Ctrl+N", "plus", lambda: ran.append("new")), Command("Go to Pupils", "", "pupils", lambda: ran.append("pupils")),
    )
    made = Palette(room, commands)
    qtbot.addWidget(made)
    made.resize(640, 400)
    made.show()
    return made


def titles(palette: Palette) -> list[str]:
    return [line.title for line in palette.model.lines]


def test_with_nothing_typed_the_commands_are_offered(palette: Palette) -> None:
    assert titles(palette) == ["Commands", "New entry", "Go to Pupils"]


def test_two_letters_find_a_pupil(palette: Palette, qtbot: QtBot, heard: Heard) -> None:
    QTest.keyClicks(palette.edit, "wil")
    qtbot.waitUntil(lambda: "Kacper Wilk" in titles(palette))
    assert titles(palette)[0] == "Pupils"
    QTest.keyClick(palette.edit, Qt.Key.Key_Return)
    assert heard.went[-1].name == "pupil"


def test_enter_waits_for_the_search_of_the_last_letter(palette: Palette, qtbot: QtBot, heard: Heard, ran: list[str]) -> None:
    QTest.keyClicks(palette.edit, "leila")
    QTest.keyClick(palette.edit, Qt.Key.Key_Return)
    assert heard.went[-1].name == "pupil" and ran == []


def test_arrows_step_over_headings(palette: Palette, qtbot: QtBot, ran: list[str]) -> None:
    assert palette.view.currentIndex().row() == 1
    QTest.keyClick(palette.edit, Qt.Key.Key_Up)
    assert palette.view.currentIndex().row() == 1
    QTest.keyClick(palette.edit, Qt.Key.Key_Down)
    QTest.keyClick(palette.edit, Qt.Key.Key_Enter)
    assert ran == ["pupils"]


def test_the_chosen_line_is_told_to_a_screen_reader(palette: Palette) -> None:
    assert palette.edit.accessibleDescription() == "New entry, Ctrl+N"


def test_nothing_found_is_said(palette: Palette, qtbot: QtBot) -> None:
    palette.edit.setText("zzzzqq")
    qtbot.waitUntil(lambda: palette.nothing.isVisible())
    assert "zzzzqq" in palette.nothing.text() and not palette.view.isVisible()


@pytest.mark.parametrize(
    ("kind", "place"),
    [
        ("pupil", Place("pupil", ID)), ("story_entry", Place("pupil", PUPIL, f"story/{ID}")), ("document", Place("pupil", PUPIL, f"documents/{ID}")),
        ("contact_person", Place("pupil", PUPIL, f"people/{ID}")), ("case_file", Place("case", ID)), ("case_event", Place("pupil", PUPIL, "ehc")),
        ("meeting", Place("pupil", PUPIL, f"people/{ID}")), ("involvement", Place("pupil", PUPIL, f"people/{ID}")),
        ("plan_version", Place("pupil", PUPIL, f"ehc/{ID}")), ("plan_section", Place("pupil", PUPIL, f"ehc/{ID}")),
        ("council_return", Place("reports", tab="returns")),
    ],
)
def test_each_thing_found_has_its_place(kind: str, place: Place) -> None:
    found = Found(kind=kind, id=ID, pupil=PUPIL, pupil_name="Kacper Wilk", title="x", snippet="")
    assert place_of(found) == place
    assert place_of(replace(found, kind="school", pupil=None)) == Place("settings")


def test_a_line_shows_whose_it_is_and_the_words_round_the_match() -> None:
    found = Found(kind="story_entry", id=ID, pupil=PUPIL, pupil_name="Kacper Wilk", title="Phone call", snippet="the \x02visual\x03\n timetable")
    made = lines([found], (), "visual", lambda place: None)
    assert made[1].where == "Kacper Wilk · the visual timetable"


def test_what_was_typed_stands_in_bold() -> None:
    assert pieces("Kacper Wilk", "wil") == [("Kacper ", False), ("Wil", True), ("k", False)]
    assert pieces("Kacper Wilk", "") == [("Kacper Wilk", False)]


def test_the_list_meets_qt_s_own_tester(qtbot: QtBot) -> None:
    model = LinesModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_lines([Line(title="Pupils"), Line(title="Kacper Wilk", take=lambda: None)])
    assert model.index(0).data() == "Pupils" and tester.model() is model


def test_the_palette_paints_in_every_state(palette: Palette, qtbot: QtBot) -> None:
    palette.edit.setText("wil")
    qtbot.waitUntil(lambda: "Kacper Wilk" in titles(palette))
    assert palette.grab().height() > 100


def test_everything_in_the_palette_has_a_name(palette: Palette, nameless: Callable[[QWidget], list[str]]) -> None:
    assert nameless(palette) == []


def test_a_title_is_not_said_again_in_the_words_round_the_match() -> None:
    found = Found(kind="pupil", id=ID, pupil=ID, pupil_name="Kacper Wilk", title="Kacper Wilk", snippet="Kacper \x02Wil\x03k W999900022003")
    assert lines([found], (), "wil", lambda place: None)[1].where == "W999900022003"


def test_a_command_that_is_typed_by_two_words_of_its_name_stands_before_what_holds_them() -> None:
    found = Found(kind="meeting", id=ID, pupil=PUPIL, pupil_name="Kacper Wilk", title="Review of support", snippet="what councils \x02ask\x03")
    commands = (Command("What councils ask", "Settings", "council", lambda: None),)
    for typed in ("What councils ask", "what councils"):
        assert [line.title for line in lines([found], commands, typed, lambda place: None)][:2] == ["Commands", "What councils ask"]
    packs = Command(f"{GO_TO}Packs", "", "packs", lambda: None)
    assert [line.title for line in lines([found], (packs,), "packs", lambda place: None)][1] == "Go to Packs"
    assert lines([found], (packs,), "pack", lambda place: None)[-1].title == "Go to Packs"
    for typed in ("what", "councils ask"):
        assert lines([found], commands, typed, lambda place: None)[-1].title == "What councils ask"
