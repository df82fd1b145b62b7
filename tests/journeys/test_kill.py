"""A real copy of the app is killed outright: what was typed stands as it was typed, and what was said to be saved is there."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import sendco_desk
from sendco_desk.ui.main_window import MainWindow
from sendco_desk.ui.quick_entry import QuickEntry
from tests.journeys.hands import CTRL, Hands, Key, says, the

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL"),
    pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True),  # what a list under a field does when it opens
]

CHILD = """
import os, signal, sys
from pathlib import Path
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from sendco_desk.ui.running import Running, application

dressing, preferences = application(sys.argv[:1])
running = Running(dressing, preferences)
first = running.unlock_window(Path(sys.argv[1]))
first.show()

def until(what, holds):
    for _ in range(2000):
        if holds():
            return
        QTest.qWait(10)
    raise SystemExit(f"waited in vain until {what}; the keyboard is at {QApplication.focusWidget()}, the window is {QApplication.activeWindow()}")

def active():
    # a closing list hands the keyboard on a little later: whoever asks once may be told of the moment before
    if not running.main.isActiveWindow():
        running.main.activateWindow()
    return running.main.isActiveWindow()

def key(code, held=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), code, held)

def write(words):
    QTest.keyClicks(QApplication.focusWidget(), words)

def opened():
    if running.main.sheet is None and active():
        QTest.keyClick(running.main.windowHandle(), Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    return running.main.sheet is not None

def entry(words):
    until("the sheet is open", opened)
    sheet = running.main.sheet.sheet
    until("the sheet asks for the pupil", lambda: active() and sheet.pupil_field.edit.hasFocus())
    write("kac")
    until("a pupil is offered", sheet.pupil_field.popup.isVisible)
    QTest.keyClick(sheet.pupil_field.popup, Qt.Key.Key_Return)
    until("the window is in front again", lambda: not sheet.pupil_field.popup.isVisible() and active())
    sheet.fields["entry_kind"].box.made[1].click()
    sheet.fields["words"].box.setFocus()
    write(words)
    return sheet

until("the passphrase is asked for", lambda: isinstance(QApplication.focusWidget(), QLineEdit) and not first.tasks.busy())
write(sys.argv[2])
key(Qt.Key.Key_Return)
until("the notebook is open", lambda: running.main is not None)
"""
HALF_WRITTEN = CHILD + """
sheet = entry("Half a sentence, and th")
sheet.fields["minutes"].box.setFocus()
write("12")
QTimer.singleShot(500, lambda: os.kill(os.getpid(), signal.SIGKILL))
dressing.app.exec()
"""
FINISHED = CHILD + """
for number in range(2):
    sheet = entry(f"Acknowledged {number}.")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert running.main.messages.said.text().startswith("Written down for"), running.main.messages.said.text()
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def killed(folder: Path, tmp_path: Path) -> Callable[[str], Path]:
    """Runs the app in a process of its own until it is killed; gives back the folder of its settings."""

    def run(script: str) -> Path:
        environment = {**os.environ, "PYTHONPATH": str(Path(sendco_desk.__file__).parents[1]), "XDG_CONFIG_HOME": str(tmp_path / "account")}
        done = subprocess.run(
            [sys.executable, "-c", script, str(folder), "gravel moth tin violet"], env=environment, capture_output=True, timeout=60, check=False,
        )
        assert done.returncode == -signal.SIGKILL, done.stderr.decode()
        return tmp_path / "account"

    return run


def test_a_draft_stands_as_it_was_typed_half_a_second_before_the_kill(
    killed: Callable[[str], Path], unlocked: Callable[[], MainWindow], hands: Hands,
) -> None:
    account = killed(HALF_WRITTEN)
    window = unlocked()
    hands.key(Key.Key_N, CTRL)
    sheet = the(window, QuickEntry)
    assert "What you typed before is still here." in says(sheet)
    assert (sheet.said("pupil"), sheet.codes("entry_kind"), sheet.said("minutes")) == ("Kacper Wilk", ("meeting",), "12")
    assert sheet.said("words") == "Half a sentence, and th"
    assert "Half a sentence" not in "".join(path.read_text(errors="replace") for path in account.rglob("*") if path.is_file())
    hands.key(Key.Key_Return, CTRL)
    assert "Written down for Kacper Wilk." in says(window)


def test_every_entry_that_was_said_to_be_written_down_survives_the_kill(
    killed: Callable[[str], Path], unlocked: Callable[[], MainWindow], hands: Hands,
) -> None:
    killed(FINISHED)
    window = unlocked()
    (case,) = window.desk.casework.cases()
    assert {line.entry.words for line in window.desk.story.lines(case.pupil.id)} >= {f"Acknowledged {number}." for number in range(2)}
    assert [row.name for row in window.desk.backups.check() if not row.ok] == ["backups"], "there is none yet"
    hands.key(Key.Key_N, CTRL)
    assert the(window, QuickEntry).said("words") == "", "a finished entry leaves no draft"


def test_whoever_types_without_a_pause_has_a_draft_all_the_same(main: MainWindow, hands: Hands) -> None:
    hands.key(Key.Key_N, CTRL)
    hands.tab_to("What was said or seen")
    for _ in range(10):
        hands.write("word ")
        hands.qtbot.wait(100)
    assert main.desk.drafts.read("quick_entry")
