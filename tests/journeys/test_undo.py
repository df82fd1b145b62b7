"""Undo names what it takes back, even after a restart; a whole import is one deed; in a field it is the typing's own undo."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLineEdit

from sendco_desk.ui.main_window import MainWindow
from sendco_desk.ui.palette import Palette
from sendco_desk.ui.quick_entry import QuickEntry
from sendco_desk.ui.room import Place
from tests.journeys.hands import CTRL, Hands, Key, focused, says, settle, the

pytestmark = pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)  # what a list under a field does when it opens


def write_an_entry(window: MainWindow, hands: Hands, words: str) -> None:
    """A meeting with Kacper, written down."""
    hands.key(Key.Key_N, CTRL)
    hands.write("kac")
    hands.key(Key.Key_Return)
    hands.tab_to("Phone call")
    hands.key(Key.Key_Space)
    hands.tab_to("What was said or seen")
    hands.write(words)
    hands.key(Key.Key_Return, CTRL)
    assert "Written down for Kacper Wilk." in says(window)


def test_undo_after_a_restart_names_the_deed_and_the_entry_stays_readable(unlocked: Callable[[], MainWindow], hands: Hands) -> None:
    window = unlocked()
    (case,) = window.desk.casework.cases()
    write_an_entry(window, hands, "Written in the wrong story.")
    window = unlocked()

    hands.key(Key.Key_K, CTRL)
    hands.write("undo")
    hands.qtbot.wait(150)
    offered = next(line.title for line in the(window, Palette).model.lines if line.title.startswith("Undo: "))
    hands.key(Key.Key_Escape)
    assert offered == f"Undo: {window.desk.finding.undoable()}"

    window.go(Place("pupil", case.pupil.id, "story"))
    hands.key(Key.Key_Z, CTRL)
    assert window.messages.said.text() == f"{offered.replace('Undo', 'Undone')}."
    entry = next(line.entry for line in window.desk.story.lines(case.pupil.id) if line.entry.words == "Written in the wrong story.")
    assert entry.struck_out
    settle()
    assert "Written in the wrong story." in says(window)


def test_a_whole_import_is_taken_back_after_a_restart(
    unlocked: Callable[[], MainWindow], hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    register = tmp_path / "register.csv"
    register.write_text(
        "Legal Surname,Legal Forename,DOB,Year,SEN Status\nWren,Ada,01/02/2018,4,K\nFinch,Idris,03/04/2017,5,E\nHeron,Zoë,29/02/2016,6,K\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *given, **more: (str(register), ""))
    window = unlocked()
    before = [row.pupil for row in window.desk.pupils.rows()]
    window.go(Place("import"))
    hands.tab_to("Choose file")
    hands.key(Key.Key_Space)
    hands.until(lambda: not window.tasks.busy())
    hands.tab_to("Go on")
    hands.key(Key.Key_Space)
    hands.until(lambda: not window.tasks.busy())
    hands.tab_to("Bring in 3 new")
    hands.key(Key.Key_Space)
    hands.until(lambda: not window.tasks.busy())
    assert "3 pupils added." in says(window) and len(window.desk.pupils.rows()) == len(before) + 3

    window = unlocked()
    named = window.desk.finding.undoable()
    hands.key(Key.Key_Z, CTRL)
    assert window.messages.said.text() == f"Undone: {named}."
    assert [row.pupil for row in window.desk.pupils.rows()] == before


def test_ctrl_z_in_a_field_takes_back_typing_and_never_a_deed(main: MainWindow, hands: Hands) -> None:
    before = main.desk.finding.undoable()
    hands.key(Key.Key_N, CTRL)
    sheet = the(main, QuickEntry)
    for name in ("What was said or seen", "Who", "When it happened"):
        box = hands.tab_to(name)
        start = sheet.said(box.objectName())
        hands.write("abc")
        assert sheet.said(box.objectName()) == f"{start}abc"
        hands.key(Key.Key_Z, CTRL, times=6)  # more often than there is typing to take back
        assert sheet.said(box.objectName()) == start
    hands.key(Key.Key_Escape)
    main.go(Place("pupils"))
    box = hands.tab_to("Narrow the list by name or UPN")
    hands.write("zz")
    hands.key(Key.Key_Z, CTRL, times=4)
    assert isinstance(box, QLineEdit) and box.text() == "" and box is focused()
    assert main.desk.finding.undoable() == before and not main.messages.isVisible()
