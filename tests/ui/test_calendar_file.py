"""Saving dates for a calendar asks for a name, writes the file, and says what it holds; whatever fails is told in words."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from sendco_desk.services.calendar_export import SAVED
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.calendar_file import save_calendar
from tests.ui.case_desks import case_of
from tests.ui.heard import Heard


class Dialog:
    """Answers as a person would, and remembers what it was asked."""

    def __init__(self, answer: str) -> None:
        self.answer, self.asked = answer, list[tuple[str, ...]]()

    def __call__(self, parent: object, title: str, usual: str, files: str) -> tuple[str, str]:
        self.asked.append((title, usual, files))
        return self.answer, files


def answering(monkeypatch: pytest.MonkeyPatch, answer: str) -> Dialog:
    dialog = Dialog(answer)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", dialog)
    return dialog


def saved(qtbot: QtBot, heard: Heard, count: int = 1) -> str:
    qtbot.waitUntil(lambda: len(heard.said) >= count)
    return heard.last


def test_the_dates_of_every_case_are_saved_and_counted(
    room: Room, heard: Heard, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    dialog = answering(monkeypatch, str(tmp_path / "mine.ics"))
    save_calendar(room, None)
    assert dialog.asked == [("Save the dates for a calendar", "SENDCo dates.ics", "Calendar (*.ics)")]
    said = saved(qtbot, heard)
    text = (tmp_path / "mine.ics").read_text(encoding="utf-8")
    assert said == f"mine.ics: {text.count('BEGIN:VEVENT')} dates are saved. Open the file with your calendar program to bring it in."
    assert heard.said[-1].kind == "done" and "Kacper" not in text
    assert room.desk.keyring.setting(SAVED)


def test_one_case_has_its_number_in_the_name_and_no_pupil(
    room: Room, heard: Heard, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    dialog = answering(monkeypatch, str(tmp_path / "mine"))
    save_calendar(room, case_of(room.desk, "Kacper Wilk"))
    assert dialog.asked[0][1] == "SENDCo dates case 1.ics"
    assert saved(qtbot, heard).startswith("mine.ics: 5 dates")
    assert (tmp_path / "mine.ics").exists()


def test_a_dialog_that_is_put_away_does_nothing(room: Room, heard: Heard, monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, "")
    save_calendar(room, None)
    assert heard.said == [] and not room.tasks.busy()


def test_nothing_to_save_is_said_before_anybody_is_asked_for_a_name(new_room: Room, heard: Heard, monkeypatch: pytest.MonkeyPatch) -> None:
    dialog = answering(monkeypatch, "x.ics")
    save_calendar(new_room, None)
    assert heard.last.startswith("There is no day to save") and heard.said[-1].kind == "refused"
    assert dialog.asked == []


def test_a_place_that_cannot_be_written_is_told_and_not_remembered(
    room: Room, heard: Heard, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    answering(monkeypatch, str(tmp_path / "nowhere" / "mine.ics"))
    save_calendar(room, None)
    assert "could not be written" in saved(qtbot, heard) and heard.said[-1].kind == "trouble"
    answering(monkeypatch, str(room.desk.folder / "mine.ics"))
    save_calendar(room, None)
    assert "inside a notebook" in saved(qtbot, heard, 2)
    assert room.desk.keyring.setting(SAVED) == ""


def test_a_bug_is_not_told_as_a_message(room: Room, heard: Heard, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr(QFileDialog, "getSaveFileName", broken)
    with pytest.raises(KeyError):
        save_calendar(room, None)
    assert heard.said == []
