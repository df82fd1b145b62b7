"""A summer closure that counts and a Christmas one that does not, typed into the school calendar and read on the card of a step."""

from datetime import date
from uuid import UUID

import pytest
from PySide6.QtWidgets import QAbstractButton

from sendco_desk.ui.forms.calendar_forms import ClosureForm
from sendco_desk.ui.main_window import MainWindow
from sendco_desk.ui.room import Place
from sendco_desk.ui.screens.case import CaseScreen
from tests.journeys.hands import CTRL, Hands, Key, settle, the

pytestmark = pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)


def close_school(main: MainWindow, hands: Hands, name: str, first: str, last: str) -> None:
    """Type a closure into the calendar of its school year."""
    begins = date.fromisoformat(last).year - (date.fromisoformat(last).month < 9)
    main.go(Place("calendar", tab=str(begins)))
    settle()
    next(b for b in main.findChildren(QAbstractButton) if b.isVisible() and b.accessibleName() == "Add closure").click()
    form = the(main, ClosureForm)
    for field, words in (("name", name), ("first_day", first), ("last_day", last)):
        form.fields[field].box.setFocus()
        hands.write(words)
    hands.key(Key.Key_Return, CTRL)
    settle()
    closures = {(c.first_day, c.last_day) for c in main.desk.school.closures()}
    assert (date.fromisoformat(first), date.fromisoformat(last)) in closures


def card_of(main: MainWindow, case: UUID, rule_id: str) -> str:
    """What the card of a step says to a screen reader."""
    main.go(Place("case", case))
    settle()
    screen = main.shown_screen()
    assert isinstance(screen, CaseScreen)
    table = screen.steps_table
    if not any(line.milestone.rule.id == rule_id for line in screen.steps.rows):
        screen.turn_rest()
    line = next(line for line in screen.steps.rows if line.milestone.rule.id == rule_id)
    table.setFocus()
    table.choose(line.milestone.key)
    table.turn_card(line)
    said = table.accessibleDescription()
    table.drop_card()
    return said


def a_request(main: MainWindow, received: date, asked: date) -> UUID:
    """A request of which the school's advice was asked for on a day."""
    leila = next(row.pupil.id for row in main.desk.pupils.rows() if row.pupil.known_name == "Leila Ashgrove")
    case, _ = main.desk.casework.open_case(leila, authority="Marlshire", events=(
        ("request_received", received, None), ("agreed_to_assess", asked, None), ("school_advice_requested", asked, None),
    ))
    return case


def test_a_summer_closure_counts_for_advice_that_was_asked_for_in_its_window_and_christmas_does_not(main: MainWindow, hands: Hands) -> None:
    summer = a_request(main, date(2026, 6, 8), date(2026, 7, 20))
    assert "None on the facts recorded here" in card_of(main, summer, "REQ-15")
    close_school(main, hands, "Summer holiday", "2026-07-23", "2026-09-01")
    said = card_of(main, summer, "REQ-15")
    assert "closed from Thu 23 Jul 2026 to Tue 1 Sep 2026 (41 days)" in said
    assert "inside the window from Thu 16 Jul 2026 to Wed 26 Aug 2026" in said
    assert "no extra time is fixed" in said
    assert "Mon 26 Oct 2026" in said  # twenty weeks all the same

    winter = a_request(main, date(2025, 11, 3), date(2025, 12, 15))
    close_school(main, hands, "Christmas", "2025-12-22", "2026-01-02")
    assert "None on the facts recorded here" in card_of(main, winter, "REQ-15")
