"""The rule card says whose step it is, by which rule, how it was counted, and what can be done; and never covers what it explains."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.statute.calendars import Closure
from sendco_desk.statute.case import CaseFacts, Event
from sendco_desk.statute.clock import milestones
from sendco_desk.statute.milestones import Milestone
from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.rule_card import beside, card_spoken, card_words, further, rule_card, show_beside, turn_page, when_words
from tests.ui.case_desks import RECEIVED, TODAY, says, steps


def step(rule: str, events: dict[str, date] | None = None, on: date = TODAY) -> Milestone:
    return next(m for m in steps(events, on) if m.rule.id == rule)


def parts(m: Milestone) -> dict[str, str]:
    return {part.heading: " ".join(part.sentences) for part in card_words(m)}


def test_a_late_decision_says_who_when_and_how_late() -> None:
    said = when_words(step("REQ-04"), "Marlshire")
    assert said == "Marlshire, by Mon 19 Oct 2026; done on Wed 21 Oct 2026, 2 days late."


def test_a_step_not_done_says_how_late_it_is_today() -> None:
    assert when_words(step("REQ-04", {"request_received": RECEIVED}), "Marlshire") == "Marlshire, by Mon 19 Oct 2026, 3 weeks 3 days late today."


def test_the_card_says_the_rule_the_count_and_the_source() -> None:
    said = parts(step("REQ-04"))
    assert said["Rule"] == "REQ-04. Decide whether to assess: 6 weeks."
    assert said["Counted"] == "Receipt on Mon 7 Sep 2026 is day 0; six weeks end on the same weekday, Mon 19 Oct 2026."
    assert said["Source"].startswith("SEND Regulations 2014 reg 5(1); ")
    assert "Statutory; confidence high." in said["Source"]


def test_another_count_is_named_with_its_reason() -> None:
    assert parts(step("REQ-04"))["Also counted as"] == "Sun 18 Oct 2026: receipt day counted as day 1 (DfE statistics)."


def test_medium_confidence_is_seen_on_the_card(look: Look, qtbot: QtBot) -> None:
    card = rule_card(look, step("REQ-08"), TODAY, "Marlshire")
    qtbot.addWidget(card)
    assert any(child.accessibleName() == "Confidence medium" for child in card.findChildren(QWidget))


def test_an_exception_that_could_apply_says_why() -> None:
    case = CaseFacts(
        events=(Event(name="request_received", on=date(2026, 6, 22)), Event(name="school_advice_requested", on=date(2026, 7, 20))),
        closures=(Closure(first=date(2026, 7, 23), last=date(2026, 9, 1), name="Summer"),),
    )
    decision = next(m for m in milestones(case, date(2026, 9, 10)) if m.rule.id == "REQ-04")
    said = parts(decision)["Exceptions that could apply"]
    assert said.startswith("School closed four weeks or more. The school was closed from Thu 23 Jul 2026")
    assert said.endswith("(SEND Regulations 2014 reg 5(4))")


def test_where_no_exception_could_apply_it_says_which_were_tested() -> None:
    assert parts(step("REQ-04"))["Exceptions that could apply"].startswith("None on the facts recorded here. Tested: school closed")


def test_a_missed_step_says_what_the_school_may_do() -> None:
    assert "Note the breach" in parts(step("REQ-04"))["What you may do"]
    assert "What you may do" not in parts(step("REQ-15"))


def test_a_step_no_longer_owed_says_why() -> None:
    said = parts(step("REQ-15", {"request_received": RECEIVED, "refused_to_assess": date(2026, 10, 12)}))
    assert said["No longer owed"].startswith("The council refused to assess on Mon 12 Oct 2026")


def test_a_step_without_a_day_says_what_it_waits_for() -> None:
    waiting = step("REQ-04", {"head_notified": date(2026, 9, 10)})
    assert when_words(waiting, "Marlshire") == "Marlshire. No day can be counted yet."
    assert "that day is not recorded" in parts(waiting)["Counted"]


def test_a_least_period_is_not_told_as_a_limit() -> None:
    views = step("REQ-11", {"request_received": RECEIVED, "agreed_to_assess": date(2026, 10, 1), "draft_plan_sent": date(2026, 11, 2)})
    assert when_words(views, "Marlshire") == "Marlshire. The period runs to Mon 16 Nov 2026."


def test_the_card_shows_all_that_it_says(look: Look, qtbot: QtBot) -> None:
    m = step("REQ-04")
    card = rule_card(look, m, TODAY, "Marlshire")
    qtbot.addWidget(card)
    for part in card_words(m):
        assert part.heading in says(card)
    assert card.accessibleName() == card_spoken(m, TODAY, "Marlshire")


def test_a_step_that_has_not_begun_is_not_told_as_missing_a_date() -> None:
    views = step("REQ-11", {"request_received": RECEIVED, "agreed_to_assess": date(2026, 10, 12)})
    assert when_words(views, "Marlshire", waits=False) == "Marlshire. This step has not begun, so its day is not counted yet."
    assert "State: Not begun." in card_spoken(views, TODAY, "Marlshire", waits=False)


def test_a_source_is_not_named_twice() -> None:
    assert parts(step("REQ-09"))["Source"].count("reg 10(1)") == 1


def test_a_card_taller_than_the_window_scrolls(look: Look, qtbot: QtBot) -> None:
    over = QWidget()
    qtbot.addWidget(over)
    over.resize(500, 300)
    over.show()
    laid = show_beside(look, rule_card(look, step("REQ-04"), TODAY, "Marlshire"), QRect(20, 20, 50, 20), over)
    assert isinstance(laid, QScrollArea)
    assert over.rect().contains(laid.geometry())


@given(st.integers(0, 900), st.integers(0, 500), st.integers(200, 420), st.integers(100, 260))
def test_a_card_lies_inside_the_window_beside_what_it_explains(x: int, y: int, wide: int, tall: int) -> None:
    target, size, within = QRect(x, y, 120, 60), QSize(wide, tall), QRect(0, 0, 1093, 592)
    laid = QRect(beside(target, size, within), size)
    assert within.contains(laid)
    assert not laid.intersects(target)


def test_a_card_that_scrolls_shows_its_whole_width_and_is_read_on_with_page_down(look: Look, qtbot: QtBot) -> None:
    over = QWidget()
    qtbot.addWidget(over)
    over.resize(500, 300)
    over.show()
    laid = show_beside(look, rule_card(look, step("REQ-04"), TODAY, "Marlshire"), QRect(20, 20, 50, 20), over)
    inside = laid.widget() if isinstance(laid, QScrollArea) else None
    assert isinstance(laid, QScrollArea) and inside is not None
    assert inside.width() <= laid.viewport().width()
    assert turn_page(laid, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_PageDown, Qt.KeyboardModifier.NoModifier))
    assert laid.verticalScrollBar().value() > 0
    assert not turn_page(laid, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier))
    assert not turn_page(None, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_PageDown, Qt.KeyboardModifier.NoModifier))


def test_the_mouse_goes_through_a_card_so_that_it_does_not_flicker(look: Look, qtbot: QtBot) -> None:
    over = QWidget()
    qtbot.addWidget(over)
    for wide, tall in ((500, 300), (1400, 900)):
        over.resize(wide, tall)
        laid = show_beside(look, rule_card(look, step("REQ-04"), TODAY, "Marlshire"), QRect(20, 20, 50, 20), over)
        assert laid.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


@pytest.mark.parametrize(("source", "citation", "more"), [
    ("SEND Regulations 2014 reg 20(10) and 22(2)", "reg 20(10), 22(2); L,M,P v Devon [2022] EWHC 493; Code 9.176", [
        "L,M,P v Devon [2022] EWHC 493", "Code 9.176",
    ]),
    ("SEND Code of Practice 9.49", "Code 9.49 (and 9.44 chart); CFA s.28(1)-(2)", ["CFA s.28(1)-(2)"]),
    ("Children and Families Act 2014 ss.39(2) and 40(3)", "CFA s.39(2), s.40(3)", []),
    ("Local Government and Social Care Ombudsman: Complaint Handling Code", "as CMP-01", []),
    ("SEND Regulations 2014 reg 5(1)", "regs 4(1), 5(1); CFA s.36(5),(9)", ["regs 4(1), 5(1)", "CFA s.36(5),(9)"]),
])
def test_an_authority_named_in_the_source_is_not_named_again_in_other_words(source: str, citation: str, more: list[str]) -> None:
    assert further(source, citation) == more
