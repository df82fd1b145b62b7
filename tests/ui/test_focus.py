"""The ring shows where the keyboard is, after a key and not after a click."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.ui.focus import FocusRing
from sendco_desk.ui.theme import Dressing
from sendco_desk.ui.widgets.layout import Scrolling, holding, stack


class Stage:
    """A window with two buttons, a field, and a page that scrolls."""

    def __init__(self, dressing: Dressing) -> None:
        self.window = QWidget()
        self.first, self.second, self.field = QPushButton("One"), QPushButton("Two"), QLineEdit()
        self.far = QPushButton("Far down")
        inside = QWidget()
        inside.setLayout(stack(900, self.far))
        self.page = Scrolling(inside)
        layout = QVBoxLayout(self.window)
        for part in (self.first, self.second, self.field, self.page):
            layout.addWidget(part)
        self.window.resize(400, 300)
        self.ring = FocusRing(self.window, dressing.look, dressing.app)


@pytest.fixture
def stage(dressing: Dressing, qtbot: QtBot) -> Stage:
    made = Stage(dressing)
    qtbot.addWidget(made.window)
    made.window.show()
    qtbot.waitActive(made.window).__enter__()
    made.first.setFocus()
    return made


def press(stage: Stage, key: Qt.Key, qtbot: QtBot) -> None:
    handle = stage.window.windowHandle()
    qtbot.keyClick(stage.window, key) if handle is None else _key(handle, key)


def _key(handle: object, key: Qt.Key) -> None:
    from PySide6.QtGui import QWindow
    from PySide6.QtTest import QTest

    assert isinstance(handle, QWindow)
    QTest.keyClick(handle, key)


def test_no_ring_before_the_first_key(stage: Stage) -> None:
    stage.second.setFocus()
    assert not stage.ring.isVisible()


def test_tab_rings_the_next_button_two_pixels_outside_it(stage: Stage, qtbot: QtBot) -> None:
    press(stage, Qt.Key.Key_Tab, qtbot)
    assert stage.ring.isVisible() and stage.ring.target is stage.second
    assert stage.ring.geometry() == stage.second.geometry().adjusted(-4, -4, 4, 4)


def test_a_field_draws_its_own_focus(stage: Stage, qtbot: QtBot) -> None:
    press(stage, Qt.Key.Key_Tab, qtbot)
    press(stage, Qt.Key.Key_Tab, qtbot)
    assert QApplication.focusWidget() is stage.field and not stage.ring.isVisible()


def test_a_click_takes_the_ring_away(stage: Stage, qtbot: QtBot) -> None:
    from PySide6.QtCore import QPoint
    from PySide6.QtTest import QTest

    press(stage, Qt.Key.Key_Tab, qtbot)
    handle = stage.window.windowHandle()
    assert handle is not None
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(2, 2))
    assert not stage.ring.isVisible()


def test_the_ring_moves_with_a_page_that_scrolls(stage: Stage, qtbot: QtBot) -> None:
    stage.page.verticalScrollBar().setValue(stage.page.verticalScrollBar().maximum())
    stage.ring.by_keyboard = True
    stage.far.setFocus()
    before = stage.ring.y()
    stage.page.verticalScrollBar().setValue(stage.page.verticalScrollBar().maximum() - 20)
    assert stage.ring.y() == before + 20


def test_a_button_that_goes_takes_its_ring_with_it(stage: Stage, qtbot: QtBot) -> None:
    press(stage, Qt.Key.Key_Tab, qtbot)
    stage.second.hide()
    qtbot.waitUntil(lambda: not stage.ring.isVisible())
    stage.second.deleteLater()
    qtbot.wait(10)
    press(stage, Qt.Key.Key_Tab, qtbot)


def test_the_ring_goes_along_when_what_its_button_lies_in_is_pushed_down(dressing: Dressing, qtbot: QtBot) -> None:
    window, told, one, two = QWidget(), QPushButton("Council refused to assess."), QPushButton("Make pack"), QPushButton("Add event")
    qtbot.addWidget(window)
    told.hide()
    page = holding(stack(one, two))
    page.setFixedSize(300, 200)
    window.setLayout(stack(told, page, None))
    window.resize(400, 400)
    ring = FocusRing(window, dressing.look, dressing.app)
    window.show()
    qtbot.waitActive(window).__enter__()
    ring.by_keyboard = True
    ring.follow(two)
    before = ring.y()
    assert ring.target is two
    told.show()  # as the message bar does, over the whole page
    qtbot.waitUntil(lambda: ring.y() > before)
    assert ring.geometry() == two.rect().translated(two.mapTo(window, QPoint(0, 0))).adjusted(-4, -4, 4, 4)
