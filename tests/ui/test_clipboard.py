"""What was copied stays to be pasted when the app goes, as plain words, and the app goes without a crash."""

import subprocess
import sys

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from sendco_desk.ui.clipboard import formatted, leave_plain_words

COPY_AND_GO = """
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from sendco_desk.ui.clipboard import formatted
from sendco_desk.ui.running import application
dressing, _ = application(["app"])
QGuiApplication.clipboard().setMimeData(formatted("<b>One</b>", "One"))
QTimer.singleShot(0, dressing.app.quit)
dressing.app.exec()
"""


def test_the_app_goes_quietly_with_a_table_on_the_clipboard(monkeypatch: pytest.MonkeyPatch, tmp_path: str) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert subprocess.run([sys.executable, "-c", COPY_AND_GO], timeout=60, check=False).returncode == 0


def test_only_what_the_app_put_there_is_made_plain(qapp: QApplication) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setMimeData(formatted("<b>One</b>", "One"))
    assert clipboard.mimeData().html() == "<b>One</b>"
    leave_plain_words()
    assert (clipboard.text(), clipboard.mimeData().hasHtml()) == ("One", False)
    leave_plain_words()
    assert clipboard.text() == "One"
