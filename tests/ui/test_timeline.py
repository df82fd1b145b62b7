"""The timeline as a widget: one tab stop, arrows and mouse show one card, and it follows the width, the theme and the text size."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QColor, QFocusEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.domain.codes import CASE_KINDS
from sendco_desk.statute.clock import milestones
from sendco_desk.ui.theme import Dressing, Look
from sendco_desk.ui.tokens import contrast
from sendco_desk.ui.widgets.timeline import Timeline, closure_name, measure
from sendco_desk.ui.widgets.timeline_facts import timeline_of
from tests.ui.case_desks import BEGUN, RECEIVED, TODAY, case_facts, steps


@pytest.fixture
def read() -> list[str]:
    return []


@pytest.fixture
def line(look: Look, qtbot: QtBot, read: list[str]) -> Iterator[Timeline]:
    over = QWidget()
    qtbot.addWidget(over)
    made = Timeline(look, read_rule=read.append)
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


# F1


def test_f1_shows_the_first_card_and_f1_again_goes_to_its_rule(line: Timeline, read: list[str]) -> None:
    assert line.explain()
    assert line.stepped == 0 and line.card is not None and read == []
    assert line.explain()
    assert line.facts is not None
    assert read == [line.facts.marks[0].milestone.rule.id]


def test_back_from_a_rule_the_keyboard_is_on_the_step_that_led_there(line: Timeline, read: list[str]) -> None:
    line.step_to(2)
    assert line.explain() and line.facts is not None
    QApplication.sendEvent(line, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.OtherFocusReason))
    assert line.stepped == -1
    show(line)  # the page is read anew when it is come back to
    QApplication.sendEvent(line, QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.OtherFocusReason))
    assert line.stepped == 2 and read == [line.facts.marks[2].milestone.rule.id]
    QApplication.sendEvent(line, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.OtherFocusReason))
    QApplication.sendEvent(line, QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.OtherFocusReason))
    assert line.stepped == -1  # once


def test_f1_shows_the_card_of_a_step_again_where_it_was_taken_away(line: Timeline, read: list[str]) -> None:
    line.step_to(1)
    line.drop_card()
    assert line.explain()
    assert line.card is not None and read == []


def test_f1_where_nothing_is_due_is_left_to_the_page_of_help(line: Timeline, look: Look, qtbot: QtBot) -> None:
    show(line, {})
    assert not line.explain()
    alone = Timeline(look)
    qtbot.addWidget(alone)
    assert not alone.explain()


def test_a_timeline_that_leads_nowhere_can_be_asked_too(look: Look, qtbot: QtBot) -> None:
    alone = Timeline(look)
    qtbot.addWidget(alone)
    show(alone)
    alone.show()
    alone.step_to(0)
    assert alone.explain()


# The mouse and the keyboard


def test_a_click_on_a_step_puts_the_keyboard_there_and_one_beside_takes_it_off(line: Timeline) -> None:
    QTest.mouseClick(line, Qt.MouseButton.LeftButton, pos=line.middle_of(1).toPoint())
    assert line.stepped == 1
    QTest.mouseClick(line, Qt.MouseButton.LeftButton, pos=QPoint(2, line.height() - 2))
    assert line.stepped == -1


def test_the_card_goes_when_the_mouse_leaves_and_that_of_the_keyboard_comes_back(line: Timeline) -> None:
    line.step_to(1)
    by_key = line.card.accessibleName() if line.card else ""
    QTest.mouseMove(line, line.middle_of(2).toPoint())
    assert line.card is not None and line.card.accessibleName() != by_key
    QApplication.sendEvent(line, QEvent(QEvent.Type.Leave))
    assert line.hovered == -1
    assert line.card is not None and line.card.accessibleName() == by_key
    QApplication.sendEvent(line, QEvent(QEvent.Type.Leave))
    assert line.card is not None


def test_the_mouse_moving_on_over_the_same_step_leaves_its_card(line: Timeline) -> None:
    middle = line.middle_of(0).toPoint()
    QTest.mouseMove(line, middle)
    card = line.card
    QTest.mouseMove(line, middle + QPoint(2, 1))
    assert line.card is card and line.hovered == 0


def wheel(line: Timeline) -> None:
    at = QPointF(line.rect().center())
    QApplication.sendEvent(line, QWheelEvent(
        at, line.mapToGlobal(at), QPoint(0, 0), QPoint(0, -120), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    ))


def test_the_wheel_reads_on_in_a_tall_card_and_takes_any_other_away(line: Timeline) -> None:
    line.step_to(0)
    assert not isinstance(line.card, QScrollArea)
    wheel(line)
    assert line.card is None
    line.window().resize(1100, 330)
    QApplication.processEvents()
    line.step_to(0)
    card = line.card
    assert isinstance(card, QScrollArea)
    wheel(line)
    assert line.card is card and card.verticalScrollBar().value() > 0


def test_page_down_reads_on_and_keys_of_no_use_are_left_to_the_page(line: Timeline) -> None:
    line.window().resize(1100, 330)
    QApplication.processEvents()
    line.step_to(0)
    assert isinstance(line.card, QScrollArea)
    QTest.keyClick(line, Qt.Key.Key_PageDown)
    assert line.card.verticalScrollBar().value() > 0
    QTest.keyClick(line, Qt.Key.Key_A)
    assert line.stepped == 0


def test_leaving_for_another_window_keeps_the_place(line: Timeline) -> None:
    line.step_to(1)
    QApplication.sendEvent(line, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.ActiveWindowFocusReason))
    assert line.stepped == 1


def test_a_timeline_that_is_not_shown_lays_no_card_over_the_window(line: Timeline) -> None:
    line.step_to(0)
    line.hide()
    assert line.card is None
    line.step_to(1)
    assert line.card is None


def test_before_a_case_is_shown_there_is_nothing_to_step_to(look: Look, qtbot: QtBot) -> None:
    alone = Timeline(look)
    qtbot.addWidget(alone)
    alone.show()
    alone.fit()
    QTest.keyClick(alone, Qt.Key.Key_Right)
    assert (alone.stepped, alone.card, alone.measures) == (-1, None, None)
    assert alone.mark_at(QPointF(1, 1)) == -1
    assert not alone.grab().isNull()


def test_whoever_holds_it_is_told_of_a_new_height(look: Look, qtbot: QtBot) -> None:
    told: list[str] = []
    made = Timeline(look, on_height=lambda: told.append("taller"))
    qtbot.addWidget(made)
    show(made)
    assert told == ["taller"]


# Every kind of case


def drawn(line: Timeline, kind: str, events: dict[str, date] | None = None, on: date = TODAY) -> None:
    case = case_facts(BEGUN[kind] if events is None else events)
    found = milestones(case, on, kind=kind)
    line.show_facts(timeline_of(found, case.events, case.closures, on, kind), on, "Marlshire")


@pytest.mark.parametrize("kind", CASE_KINDS)
@pytest.mark.parametrize(("wide", "text_size"), [(1100, 1.0), (700, 1.5)])
def test_a_case_of_every_kind_is_drawn_with_its_words_apart(
    line: Timeline, dressing: Dressing, kind: str, wide: int, text_size: float,
) -> None:
    dressing.choose("dark", text_size)
    line.window().resize(wide, 740)
    drawn(line, kind)
    assert line.facts is not None and line.measures is not None
    assert not line.grab().isNull()
    for boxes in (line.measures.marks, line.measures.notes):
        assert all(not one.intersects(other) for n, one in enumerate(boxes) for other in boxes[n + 1 :])
    assert line.explain() is bool(line.facts.marks)


def ink(line: Timeline, day: date, up: float) -> QColor:
    """The colour of a marker that far above its middle, on the line."""
    assert line.measures is not None
    picture = line.grab().toImage()
    ratio = picture.devicePixelRatio()
    return picture.pixelColor(round(line.across(day) * ratio), round((line.measures.line - up) * ratio))


def test_a_diamond_is_the_councils_a_circle_the_schools_and_a_square_anybody_elses(line: Timeline, look: Look) -> None:
    edges: dict[str, float] = {}
    for kind, rule in (("annual_review", "REV-10"), ("consultation", "REQ-14"), ("appeal", "APPEAL")):
        drawn(line, kind, None if kind != "appeal" else {"decision_letter_sent": date(2026, 9, 25)})
        assert line.facts is not None
        mark = next(mark for mark in line.facts.marks if mark.milestone.rule.id == rule)
        number = line.facts.marks.index(mark)
        picture = line.grab().toImage()
        middle, state = line.middle_of(number), look.colour(mark.state)
        edges[mark.whose] = max(
            up for up in range(12)
            if contrast(picture.pixelColor(round(middle.x()) - 5, round(middle.y()) - up).name(), state.name()) < 1.3  # an edge is smoothed
        )
    assert edges["council"] < edges["school"] <= edges["other"]


@pytest.mark.parametrize("wide", [700, 1100])
def test_the_legend_names_others_only_where_there_are_any(line: Timeline, wide: int) -> None:
    line.window().resize(wide, 740)
    drawn(line, "request")
    without = line.grab().toImage()
    drawn(line, "appeal")
    assert line.facts is not None and line.measures is not None
    assert any(mark.whose == "other" for mark in line.facts.marks)
    assert line.grab().toImage() != without
    assert line.measures.beside is (wide == 1100)


def test_a_closure_without_a_name_is_called_what_it_is() -> None:
    assert closure_name("") == "School closed"
    assert closure_name("Half-term") == "Half-term"


def test_an_old_case_is_drawn_as_time_gone_and_one_to_come_as_time_left(line: Timeline, look: Look) -> None:
    drawn(line, "request", {"request_received": date(2024, 1, 8), "refused_to_assess": date(2024, 2, 5)})
    assert line.facts is not None and line.facts.today is None and line.measures is not None
    assert ink(line, line.facts.last - timedelta(days=3), 0) == look.colour("accent")
    drawn(line, "phase_transfer", {"phase_transfer.post16": date(2029, 9, 3)}, on=date(2026, 11, 12))
    assert line.facts.today is None or line.facts.today >= line.facts.first
    assert ink(line, line.facts.last - timedelta(days=3), 0) != look.colour("accent")


def test_three_years_in_a_narrow_window_are_told_without_a_stroke_for_every_week(look: Look, qtbot: QtBot) -> None:
    made = Timeline(look)
    qtbot.addWidget(made)
    made.resize(420, 300)
    made.show()
    received = date(2024, 9, 2)
    drawn(made, "request", {
        "request_sent": received - timedelta(weeks=25), "request_received": received, "draft_plan_sent": received + timedelta(weeks=129),
    })
    assert made.facts is not None and len(made.facts.weeks) > 150
    assert not made.grab().isNull()
