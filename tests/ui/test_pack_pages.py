"""The pages of a pack beside its order: turned, made larger, kept while newer ones are drawn, and held in memory alone."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.domain.progress import Report, unreported
from sendco_desk.domain.refusals import Trouble
from sendco_desk.services.previewing import Opened, Previews
from sendco_desk.ui.document_pages import FIT
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.pack_pages import DRAWING, WHOLE_PAGE, PackPages
from tests.ui.case_desks import named

THREE = Opened(sizes=((595.0, 842.0), (842.0, 595.0), (595.0, 842.0)))


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """The pages that were drawn and how wide; the third cannot be."""
    asked: list[tuple[int, int]] = []

    def page(self: Previews, opened: Opened, number: int, width: int, report: Report = unreported) -> bytes:
        from PySide6.QtCore import QBuffer, QByteArray, QIODevice

        asked.append((number, width))
        if number == 3:
            raise Trouble("This page is damaged.")
        image = QImage(width, width, QImage.Format.Format_RGB32)
        image.fill(QColor("navy"))
        held = QByteArray()
        buffer = QBuffer(held)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]
        return bytes(held.data())

    monkeypatch.setattr(Previews, "page", page)
    return asked


@pytest.fixture
def view(room: Room, qtbot: QtBot, drawn: list[tuple[int, int]]) -> PackPages:
    made = PackPages(room)
    qtbot.addWidget(made)
    made.resize(400, 500)
    made.show()
    QApplication.processEvents()
    return made


def settle(view: PackPages, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not view.room.tasks.busy() and not view.settle.isActive())


def test_before_there_are_pages_it_says_what_is_waited_for(view: PackPages) -> None:
    view.wait()
    assert view.ground.waits == DRAWING
    assert view.stale.isHidden() and not view.next.isEnabled()
    view.say("Choose at least one part or one document for the pack.")
    assert view.ground.accessibleName() == "Choose at least one part or one document for the pack."


def test_pages_are_turned_by_buttons_and_keys(view: PackPages, qtbot: QtBot) -> None:
    turned: list[int] = []
    view.turned.connect(turned.append)
    view.show_pages(THREE)
    assert (view.number.text(), view.of.text()) == ("Page 1", "of 3")
    view.next.click()
    assert view.ground.accessibleName() == "Page 2 of 3 of the pack"
    for key, page in (
        (Qt.Key.Key_PageUp, 1), (Qt.Key.Key_PageUp, 1), (Qt.Key.Key_End, 3), (Qt.Key.Key_Home, 1), (Qt.Key.Key_PageDown, 2), (Qt.Key.Key_Space, 3),
    ):
        QTest.keyClick(view.ground, key)
        assert view.at == page
    QTest.keyClick(view.ground, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert view.at == 2
    assert turned == [2, 1, 3, 1, 2, 3, 2]
    settle(view, qtbot)


def test_a_page_that_cannot_be_drawn_says_why_and_the_others_go_on(view: PackPages, qtbot: QtBot) -> None:
    view.show_pages(THREE)
    view.go_to(3)
    settle(view, qtbot)
    assert view.ground.waits == "This page is damaged."
    view.turn(-1)
    settle(view, qtbot)
    assert view.ground.waits == "" and view.ground.paper.picture is not None


def test_a_page_is_shown_whole_or_as_wide_as_there_is_room_or_larger(view: PackPages, qtbot: QtBot) -> None:
    view.show_pages(THREE)
    whole = view.width_of(1)
    assert view.ground.paper.height() <= view.ground.height()
    view.percent.click()
    assert (view.zoom, view.percent.accessibleName()) == (FIT, "Fit width")
    assert view.width_of(1) > whole
    QTest.keyClick(view.ground, Qt.Key.Key_0)
    assert view.zoom == WHOLE_PAGE
    QTest.keyClick(view.ground, Qt.Key.Key_Plus)
    assert view.zoom == 0.5 and view.percent.accessibleName() == "50%"
    view.larger.click()
    assert view.zoom == 0.75
    QTest.keyClick(view.ground, Qt.Key.Key_Minus)
    QTest.keyClick(view.ground, Qt.Key.Key_Equal)
    assert view.zoom == 0.75
    view.smaller.click()
    assert view.zoom == 0.5
    QTest.keyClick(view.ground, Qt.Key.Key_X)  # no key of its own
    settle(view, qtbot)


def test_the_wheel_turns_pages(view: PackPages, qtbot: QtBot) -> None:
    def roll(by: int) -> None:
        at = QPointF(100, 200)
        event = QWheelEvent(
            at, QPointF(view.mapToGlobal(QPoint(100, 200))), QPoint(0, 0), QPoint(0, by), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase, False,
        )
        QApplication.sendEvent(view, event)

    roll(-120)
    assert view.at == 1
    view.show_pages(THREE)
    roll(-120)
    assert view.at == 2
    roll(120)
    assert view.at == 1
    settle(view, qtbot)


def test_old_pages_stay_with_a_quiet_line_until_newer_ones_are_there(view: PackPages, qtbot: QtBot) -> None:
    view.show_pages(THREE)
    view.go_to(3)
    view.wait()
    assert view.stale.isVisible() and view.pages is not None
    view.show_pages(replace(THREE, sizes=THREE.sizes[:2]))
    assert view.stale.isHidden()
    assert (view.at, view.of.text()) == (2, "of 2")
    settle(view, qtbot)


def test_a_row_chosen_before_there_are_pages_is_where_reading_begins(view: PackPages, qtbot: QtBot) -> None:
    view.go_to(2)
    view.show_pages(THREE)
    assert view.at == 2
    view.show_pages(Opened(reason="It is empty."))
    assert view.ground.waits == "It is empty." and view.pages is None
    view.draw()
    view.lay_paper()
    settle(view, qtbot)


def test_it_is_drawn_anew_once_its_size_has_settled(view: PackPages, qtbot: QtBot, drawn: list[tuple[int, int]]) -> None:
    view.show_pages(THREE)
    settle(view, qtbot)
    before = len(drawn)
    view.resize(600, 760)
    QApplication.processEvents()
    settle(view, qtbot)
    assert len(drawn) > before


def test_everything_has_a_name(view: PackPages, nameless: Callable[[QWidget], list[str]], qtbot: QtBot) -> None:
    view.show_pages(THREE)
    assert nameless(view) == []
    assert named(view, "The next page (Page Down)").isEnabled()
    settle(view, qtbot)
