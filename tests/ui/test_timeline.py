"""The timeline as a widget: one tab stop, arrows and mouse show one card, and it follows the width, the theme and the text size."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.ui.theme import Dressing, Look
from sendco_desk.ui.widgets.timeline import Timeline, measure
from sendco_desk.ui.widgets.timeline_facts import timeline_of
from tests.ui.case_desks import RECEIVED, TODAY, case_facts, steps


@pytest.fixture
def line(look: Look, qtbot: QtBot) -> Iterator[Timeline]:
    over = QWidget()
    qtbot.addWidget(over)
    made = Timeline(look)
    layout = QVBoxLayout(over)
    layout.addWidget(made)
    layout.addStretch(1)
    over.resize(1100, 740)
    show(made)
    over.show()
    yield made
    over.hide()


def show(line: Timeline, events: dict[str, date] | None = None, on: date = TODAY) -> None:
    case = case_facts(events)
    line.show_facts(timeline_of(steps(events, on), case.events, case.closures, on), on, "Marlshire")


def test_the_arrows_step_through_what_is_due(line: Timeline, qtbot: QtBot) -> None:
    QTest.keyClick(line, Qt.Key.Key_Right)
    assert line.stepped == 0
    QTest.keyClick(line, Qt.Key.Key_End)
    assert line.facts is not None
    assert line.stepped == len(line.facts.marks) - 1
    QTest.keyClick(line, Qt.Key.Key_Right)
    assert line.stepped == len(line.facts.marks) - 1
    QTest.keyClick(line, Qt.Key.Key_Home)
    QTest.keyClick(line, Qt.Key.Key_Left)
    assert line.stepped == 0


def test_tab_starts_at_what_presses_most(line: Timeline) -> None:
    line.clearFocus()
    line.setFocus(Qt.FocusReason.TabFocusReason)
    assert line.facts is not None
    assert line.facts.marks[line.stepped].state == "late"
    assert line.card is not None


def test_a_click_into_the_window_shows_no_card(line: Timeline) -> None:
    line.clearFocus()
    line.setFocus(Qt.FocusReason.OtherFocusReason)
    assert line.card is None


def test_hovering_and_stepping_show_the_same_card(line: Timeline, qtbot: QtBot) -> None:
    line.step_to(0)
    assert line.card is not None
    by_key = line.card.accessibleName()
    line.step_to(-1)
    QTest.mouseMove(line, line.middle_of(0).toPoint())
    assert line.hovered == 0
    assert line.card is not None
    assert line.card.accessibleName() == by_key


def test_the_card_never_covers_what_it_explains(line: Timeline) -> None:
    assert line.facts is not None and line.measures is not None
    for number in range(len(line.facts.marks)):
        line.step_to(number)
        assert line.card is not None
        corner = line.mapTo(line.window(), line.measures.marks[number].topLeft().toPoint())
        words = line.measures.marks[number].toRect()
        words.moveTopLeft(corner)
        assert not line.card.geometry().intersects(words)


def test_escape_takes_the_card_away(line: Timeline, qtbot: QtBot) -> None:
    line.step_to(0)
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert line.card is None
    assert line.stepped == -1


def test_leaving_takes_the_card_away(line: Timeline) -> None:
    line.clearFocus()
    line.setFocus(Qt.FocusReason.TabFocusReason)
    assert line.card is not None
    line.clearFocus()
    assert line.card is None


def test_it_is_one_tab_stop_and_none_where_nothing_is_due(line: Timeline) -> None:
    assert line.focusPolicy() == Qt.FocusPolicy.StrongFocus
    show(line, {})
    assert line.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_a_screen_reader_hears_the_step_and_the_whole(line: Timeline) -> None:
    line.step_to(1)
    spoken = QAccessible.queryAccessibleInterface(line)
    assert spoken is not None
    assert spoken.text(QAccessible.Text.Name).startswith("Timeline. Step 2 of ")
    assert "Mon 19 Oct 2026" in spoken.text(QAccessible.Text.Description)


@pytest.mark.parametrize("wide", [440, 700, 957, 1366])
@pytest.mark.parametrize("text_size", [1.0, 1.5, 2.0])
def test_words_keep_apart_at_every_width_and_text_size(look: Look, wide: int, text_size: float) -> None:
    big = Look(look.colours, look.family, text_size)
    case = case_facts()
    found = measure(timeline_of(steps(), case.events, case.closures, TODAY), big, wide)
    for boxes in (found.marks, found.notes, (*found.names, *([found.pill] if found.pill else []))):
        for number, box in enumerate(boxes):
            assert not any(box.intersects(other) for other in boxes[number + 1 :])
            assert box.left() >= 0
    assert max(box.bottom() for box in found.notes) < found.tall


def test_it_is_as_tall_as_its_words_need(line: Timeline) -> None:
    assert line.measures is not None
    assert line.height() == line.measures.tall
    line.window().resize(600, 740)
    assert line.measures is not None
    assert line.height() == line.measures.tall


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize("text_size", [1.0, 2.0])
def test_it_is_drawn_in_every_theme(line: Timeline, dressing: Dressing, theme: str, text_size: float) -> None:
    dressing.choose(theme, text_size)
    picture = line.grab().toImage()
    track = QPoint(round(line.across(RECEIVED + timedelta(days=10))), round(line.measures.line)) if line.measures else QPoint()
    ratio = picture.devicePixelRatio()
    assert picture.pixelColor(round(track.x() * ratio), round(track.y() * ratio)) == dressing.look.colour("accent")


def test_nothing_recorded_can_be_drawn_too(line: Timeline) -> None:
    show(line, {})
    assert not line.grab().isNull()
    assert line.mark_at(QPointF(10, 10)) == -1


def test_it_can_be_named(line: Timeline, nameless: Callable[[QWidget], list[str]]) -> None:
    assert nameless(line) == []
