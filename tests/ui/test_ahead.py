"""What is loaded while nobody waits: every place, one module at a time, and then no more."""

import sys

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from sendco_desk.ui.ahead import LoadAhead, modules
from sendco_desk.ui.screens.registry import MODULES


def test_the_pupils_page_and_every_place_are_loaded_each_once() -> None:
    names = list(modules())
    assert names[0] == "sendco_desk.ui.screens.pupil"
    assert len(names) == len(set(names))
    assert {f"sendco_desk.ui.screens.{name}" for name in MODULES.values()} <= set(names)


def test_one_module_is_loaded_at_a_time_until_there_are_no_more(qtbot: QtBot) -> None:
    window = QObject()
    ahead = LoadAhead(window)
    for _ in modules():
        ahead.next()
    assert ahead.timer.isActive()
    ahead.next()
    assert not ahead.timer.isActive()
    assert all(name in sys.modules for name in modules())
