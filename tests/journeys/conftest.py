"""The whole app as a person has it: real windows, a real notebook on disk, settings of its own; only passphrases cost less."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from sendco_desk.ui.preferences import Preferences
from sendco_desk.ui.running import Running
from sendco_desk.ui.theme import dress


@pytest.fixture
def running(qtbot: QtBot, qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    from PySide6.QtWidgets import QApplication

    from sendco_desk.store import notebook, slots

    monkeypatch.setattr(slots, "measured_cost", lambda: slots.TINY)
    monkeypatch.setattr(notebook, "measured_cost", lambda: slots.TINY)
    assert isinstance(qapp, QApplication)
    made = Running(dress(qapp), Preferences(tmp_path / "settings.ini"))
    monkeypatch.setattr(made, "crash", lambda error, trace=None: pytest.fail(repr(error)))
    yield made
    for window in (made.main, made.unlock):
        if window is not None:
            window.close()
            qtbot.addWidget(window)
