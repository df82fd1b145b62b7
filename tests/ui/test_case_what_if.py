"""What if a date were another one: the strip above the timeline, what it says moves, and that nothing of it is kept."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.domain.casework import CaseEvent
from sendco_desk.domain.codes import CASE_KINDS
from sendco_desk.statute.events import EVENT_TITLES
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens.case import CaseScreen
from sendco_desk.ui.screens.case_what_if import MOST_MOVED, STEPS, WhatIf, moved, offered
from sendco_desk.ui.theme import Dressing
from tests.ui.case_desks import RECEIVED, TODAY, case_of, case_screen, open_kind, press, says, steps, tabbed
from tests.ui.heard import Heard
from tests.ui.measured import Measured


@pytest.fixture
def screen(room: Room, qtbot: QtBot) -> CaseScreen:
    return case_screen(room, qtbot, case_of(room.desk, "Kacper Wilk"))


@pytest.fixture
def strip(screen: CaseScreen) -> WhatIf:
    screen.begin_what_if()
    return screen.what_if


def due(screen: CaseScreen, rule: str) -> date | None:
    return next(line.milestone.due for line in screen.steps.rows if line.milestone.rule.id == rule)


def recorded(room: Room) -> list[tuple[str, date]]:
    return sorted((event.name, event.on) for event in room.desk.casework.book.all(CaseEvent))


# The strip


def test_it_is_not_there_until_it_is_asked_for(screen: CaseScreen) -> None:
    assert screen.what_if.isHidden()
    screen.begin_what_if()
    assert not screen.what_if.isHidden()
    assert "Nothing here is saved." in says(screen.what_if)


def test_it_begins_with_what_most_is_counted_from_as_it_is_recorded(strip: WhatIf) -> None:
    assert strip.what.code() == "request_received"
    assert strip.when.value() == RECEIVED
    assert strip.supposed() is None
    assert strip.said.text() == "As recorded: nothing moves."


def test_it_takes_the_keyboard_and_gives_it_on_in_reading_order(screen: CaseScreen) -> None:
    screen.activateWindow()
    screen.begin_what_if()
    strip = screen.what_if
    assert tabbed(6) == [strip.what, strip.when.box, *strip.steps]


def test_supposing_a_day_moves_every_line_and_says_which(screen: CaseScreen, strip: WhatIf) -> None:
    press(strip, "1 week later")
    assert due(screen, "REQ-15") == date(2027, 2, 1)
    assert "Decide whether to assess: Mon 19 Oct 2026 → Mon 26 Oct 2026;" in strip.accessibleDescription()
    assert "Issue the final plan: Mon 25 Jan 2027 → Mon 1 Feb 2027." in strip.accessibleDescription()
    assert screen.timeline.facts is not None
    assert date(2027, 2, 1) in [mark.due for mark in screen.timeline.facts.marks]
    assert "Mon 1 Feb 2027" in screen.stands.accessibleName()


@pytest.mark.parametrize(("name", "days"), STEPS)
def test_the_day_moves_by_a_day_or_a_week_at_a_press(strip: WhatIf, name: str, days: int) -> None:
    press(strip, name)
    press(strip, name)
    assert strip.when.value() == RECEIVED + timedelta(days=2 * days)


def test_a_day_can_be_typed(screen: CaseScreen, strip: WhatIf) -> None:
    strip.when.set_text("14 sep 2026")
    assert strip.supposed() == ("request_received", date(2026, 9, 14))
    assert due(screen, "REQ-04") == date(2026, 10, 26)


@pytest.mark.parametrize("typed", ["someday", ""])
def test_a_day_that_cannot_be_read_supposes_nothing(screen: CaseScreen, strip: WhatIf, typed: str) -> None:
    press(strip, "1 week later")
    strip.when.set_text(typed)
    assert strip.supposed() is None
    assert due(screen, "REQ-04") == date(2026, 10, 19)
    assert strip.said.text() == "As recorded: nothing moves."


def test_a_step_from_an_unreadable_day_stays_and_from_an_empty_one_begins_today(strip: WhatIf) -> None:
    strip.when.set_text("someday")
    strip.step(1)
    assert strip.when.text() == "someday"
    strip.when.set_text("")
    strip.step(1)
    assert strip.when.value() == TODAY + timedelta(days=1)


def test_what_has_not_happened_yet_can_be_supposed(screen: CaseScreen, strip: WhatIf) -> None:
    strip.what.choose("agreed_to_assess")
    assert strip.supposed() == ("agreed_to_assess", TODAY)
    assert any(line.milestone.met_on == TODAY for line in screen.steps.rows if line.milestone.rule.id == "REQ-04")
    assert "agreed_to_assess" not in [row.event.name for row in screen.events.rows]


def test_the_last_recorded_day_of_an_event_is_the_one_supposed_elsewhere(screen: CaseScreen, strip: WhatIf) -> None:
    strip.what.choose("request_sent")
    assert strip.when.value() == date(2026, 9, 4)


# Nothing is kept


def test_nothing_of_it_is_kept_and_the_page_goes_back_to_what_is_recorded(screen: CaseScreen, room: Room, heard: Heard) -> None:
    before = recorded(room)
    screen.begin_what_if()
    press(screen.what_if, "1 week later")
    press(screen.what_if, "Back to what is recorded")
    assert screen.what_if.isHidden()
    assert screen.supposed is None
    assert due(screen, "REQ-15") == date(2027, 1, 25)
    assert recorded(room) == before
    assert (heard.changed, heard.said) == ([], [])


def test_an_event_recorded_meanwhile_is_checked_against_what_is_recorded_and_not_what_is_supposed(
    screen: CaseScreen, room: Room, heard: Heard,
) -> None:
    screen.begin_what_if()
    press(screen.what_if, "1 week later")
    screen.add_event("agreed_to_assess")
    page = getattr(heard.sheets[-1], "shown_page")  # noqa: B009  # a sheet is any widget to the room
    assert page.what_if is None
    assert [(e.name, e.on) for e in page.facts.events if e.name == "request_received"] == [("request_received", RECEIVED)]


def test_another_case_is_shown_as_it_is_recorded(screen: CaseScreen, room: Room) -> None:
    screen.begin_what_if()
    press(screen.what_if, "1 week later")
    screen.open_at(Place("case", case_of(room.desk, "Poppy Ormerod")))
    assert screen.what_if.isHidden()
    assert screen.supposed is None


def test_an_answer_that_comes_after_the_strip_was_closed_is_not_heard(room: Room, qtbot: QtBot) -> None:
    heard: list[object] = []
    made = WhatIf(room, heard.append)
    qtbot.addWidget(made)
    made.when.set_value(TODAY)
    assert heard == []


def test_before_a_case_is_shown_there_is_nothing_to_suppose(room: Room, qtbot: QtBot) -> None:
    made = CaseScreen(room)
    qtbot.addWidget(made)
    made.begin_what_if()
    assert made.what_if.isHidden()


# What it offers, for each kind of case


@pytest.mark.parametrize("kind", CASE_KINDS)
def test_in_every_kind_of_case_a_day_can_be_supposed(room: Room, qtbot: QtBot, kind: str) -> None:
    screen = case_screen(room, qtbot, open_kind(room.desk, kind))
    before = recorded(room)
    screen.begin_what_if()
    screen.what_if.step(-365)
    assert "→" in screen.what_if.accessibleDescription()
    assert recorded(room) == before


@pytest.mark.parametrize("kind", CASE_KINDS)
def test_a_case_with_nothing_recorded_supposes_its_first_day(room: Room, qtbot: QtBot, kind: str) -> None:
    screen = case_screen(room, qtbot, open_kind(room.desk, kind, {}))
    screen.begin_what_if()
    assert screen.what_if.supposed() == (screen.what_if.what.code(), TODAY)
    assert screen.what_if.accessibleDescription() != ""


def test_what_is_recorded_is_offered_before_what_can_come_next(room: Room) -> None:
    page = room.desk.casework.page(case_of(room.desk, "Kacper Wilk"))
    assert list(offered(page))[:2] == ["request_sent", "request_received"]
    assert set(page.next_events) <= set(offered(page))


# What it says


def test_a_step_that_appears_and_one_that_goes_are_told_as_such() -> None:
    before = steps({"request_received": RECEIVED})
    after = steps({"request_received": RECEIVED, "school_advice_requested": date(2026, 10, 23)})
    assert "Send the school’s advice: no day → Fri 4 Dec 2026" in moved(before, after)
    assert "Send the school’s advice: Fri 4 Dec 2026 → no day" in moved(after, before)


def test_a_step_that_ends_is_no_longer_owed() -> None:
    refused = steps({"request_received": RECEIVED, "refused_to_assess": date(2026, 10, 12)})
    assert "Issue the final plan: Mon 25 Jan 2027 → no longer owed" in moved(steps({"request_received": RECEIVED}), refused)


def test_a_step_there_was_not_would_be_due_and_one_there_is_no_more_would_not_be_owed() -> None:
    one = {"request_received": RECEIVED, "school_consulted": date(2026, 11, 2)}
    without = tuple(m for m in steps(one) if m.rule.id != "REQ-14")
    reply = next(m for m in steps(one) if m.rule.id == "REQ-14")
    assert f"{reply.title}: would be due by Tue 17 Nov 2026" in moved(without, steps(one))
    assert f"{reply.title}: would not be owed" in moved(steps(one), without)


def test_only_the_first_few_are_told_and_the_others_counted(strip: WhatIf) -> None:
    lines = [f"Step {number}" for number in range(MOST_MOVED + 3)]
    strip.show_moved(lines)
    assert strip.said.text() == "And 3 more."
    assert strip.accessibleDescription() == f"{'; '.join(lines[:MOST_MOVED])}. And 3 more."


def test_each_step_that_moves_has_a_line_of_its_own_and_no_day_in_it_is_broken(strip: WhatIf) -> None:
    press(strip, "1 week later")
    told = [label.text() for label in strip.lines.findChildren(QLabel) if label.isVisibleTo(strip)]
    assert len(told) == strip.accessibleDescription().count("→") > 1
    assert all("\u00a0" in line and line.count("→") == 1 for line in told)
    strip.show_moved(())
    assert strip.lines.isHidden()


def test_the_picture_is_seen_under_the_strip_on_a_school_laptop(room: Room, qtbot: QtBot, dressing: Dressing) -> None:
    screen = case_screen(room, qtbot, case_of(room.desk, "Kacper Wilk"), 1158)
    screen.begin_what_if()
    QApplication.processEvents()
    strip = screen.what_if
    assert strip.steps[0].mapTo(strip, QPoint(0, 0)).y() < strip.when.mapTo(strip, QPoint(0, strip.when.height())).y()
    assert strip.height() < 160


@given(st.dates(date(2025, 1, 1), date(2027, 12, 31)))
def test_a_day_supposed_as_it_is_recorded_moves_nothing(received: date) -> None:
    assert moved(steps({"request_received": received}), steps({"request_received": received})) == []


@pytest.mark.parametrize(("theme", "text_size", "wide"), [("light", 1.0, 1100), ("dark", 1.5, 1000), ("contrast", 2.0, 900)])
def test_everything_has_a_name_and_fits(
    room: Room, qtbot: QtBot, dressing: Dressing, nameless: Callable[[QWidget], list[str]], theme: str, text_size: float, wide: int,
) -> None:
    dressing.choose(theme, text_size)
    screen = case_screen(room, qtbot, case_of(room.desk, "Kacper Wilk"), wide)
    screen.begin_what_if()
    press(screen.what_if, "1 week later")
    QApplication.processEvents()
    assert nameless(screen.what_if) == []
    for part in (*screen.what_if.steps, screen.what_if.what, screen.what_if.when):
        right = part.mapTo(screen.what_if, part.rect().topRight()).x()
        assert right <= screen.what_if.width()


def test_supposing_a_day_in_a_case_with_many_questions_lays_the_page_out_once(room: Room, qtbot: QtBot) -> None:
    case = case_of(room.desk, "Kacper Wilk")
    for number, name in enumerate(EVENT_TITLES):
        room.desk.casework.add_event(case, name, date(2026, 10, 30) - timedelta(days=number))
    screen = case_screen(room, qtbot, case)
    screen.begin_what_if()
    QApplication.processEvents()
    measured = Measured(screen)
    screen.suppose(("request_received", date(2026, 8, 3)))
    QApplication.processEvents()
    assert measured.times < 100
