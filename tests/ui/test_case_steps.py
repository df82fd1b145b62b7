"""The steps of the law as a table: what has not begun gives way, and Enter and F1 show how a day was counted."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.domain.codes import CASE_KINDS
from sendco_desk.ui.models.events_model import StepLine, StepsModel
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens.case import MOST_NOT_BEGUN, CaseScreen
from sendco_desk.ui.screens.case_steps import StepsTable
from sendco_desk.ui.theme import Dressing, Look
from tests.ui.case_desks import TODAY, case_of, case_screen, open_kind, press, steps
from tests.ui.heard import Heard


@pytest.fixture
def screen(room: Room, qtbot: QtBot) -> CaseScreen:
    return case_screen(room, qtbot, case_of(room.desk, "Kacper Wilk"))


def table_of(look: Look, qtbot: QtBot, wide: int = 700, tall: int = 560) -> tuple[StepsTable, list[str]]:
    """A table with the steps of a whole course, and the rules that were gone to."""
    read: list[str] = []
    model = StepsModel()
    made = StepsTable(look, model, read_rule=read.append)
    model.setParent(made)
    qtbot.addWidget(made)
    model.put([StepLine(milestone=m, on=TODAY) for m in steps()])
    made.resize(wide, tall)
    made.show()
    made.activateWindow()
    made.setFocus()
    made.setCurrentIndex(model.index(0, 0))
    QApplication.processEvents()
    return made, read


# What has not begun


def test_many_steps_that_have_not_begun_are_kept_for_whoever_asks(room: Room, qtbot: QtBot) -> None:
    screen = case_screen(room, qtbot, open_kind(room.desk, "appeal"))
    begun = len(screen.steps.rows)
    assert all(line.begun for line in screen.steps.rows)
    assert screen.show_rest.isVisible()
    waiting = int(screen.show_rest.text().split()[1])
    assert waiting > MOST_NOT_BEGUN
    press(screen, f"Show {waiting} not begun")
    assert len(screen.steps.rows) == begun + waiting
    assert screen.counts["steps"].text() == str(begun + waiting)
    press(screen, f"Hide the {waiting} not begun")
    assert len(screen.steps.rows) == begun


def test_a_few_that_have_not_begun_stand_with_the_others(screen: CaseScreen) -> None:
    assert not screen.show_rest.isVisible()
    waiting = [line for line in screen.steps.rows if not line.begun]
    assert 0 < len(waiting) <= MOST_NOT_BEGUN
    assert {line.chip[0] for line in waiting} == {"Not begun"}


def test_a_step_that_is_looked_for_now_is_never_hidden(room: Room, qtbot: QtBot) -> None:
    case = open_kind(room.desk, "appeal", {"decision_letter_sent": date(2026, 9, 9), "mediation_adviser_contacted": date(2026, 10, 1)})
    screen = case_screen(room, qtbot, case)
    assert "Needs a date" in {line.chip[0] for line in screen.steps.rows}


@pytest.mark.parametrize("kind", CASE_KINDS)
def test_a_case_with_nothing_recorded_shows_the_steps_that_its_first_day_starts(room: Room, qtbot: QtBot, kind: str) -> None:
    screen = case_screen(room, qtbot, open_kind(room.desk, kind, {}))
    assert {line.milestone.due for line in screen.steps.rows} == {None}
    assert screen.steps_table.isVisible() and not screen.nothing["steps"].isVisible()


# Enter


def test_enter_shows_the_card_and_enter_again_takes_it_away(look: Look, qtbot: QtBot) -> None:
    table, _ = table_of(look, qtbot)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert table.card is not None
    assert table.rows_model.rows[0].milestone.title in table.accessibleDescription()
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert table.card is None
    assert table.accessibleDescription() == ""


def test_the_card_says_that_a_step_has_not_begun_where_the_table_does(screen: CaseScreen) -> None:
    line = next(line for line in screen.steps.rows if not line.begun)
    screen.steps_table.choose(line.milestone.key)
    screen.steps_table.turn_card(line)
    assert "State: Not begun." in screen.steps_table.accessibleDescription()


def test_escape_is_the_tables_own_only_while_a_card_is_there(look: Look, qtbot: QtBot) -> None:
    table, _ = table_of(look, qtbot)
    QTest.keyClick(table, Qt.Key.Key_Escape)
    assert table.card is None
    QTest.keyClick(table, Qt.Key.Key_Return)
    QTest.keyClick(table, Qt.Key.Key_Escape)
    assert table.card is None


def test_page_down_reads_on_in_a_card_that_is_taller_than_the_window(look: Look, qtbot: QtBot) -> None:
    table, _ = table_of(look, qtbot, tall=300)
    QTest.keyClick(table, Qt.Key.Key_Return)
    card = table.card
    assert isinstance(card, QScrollArea)
    QTest.keyClick(table, Qt.Key.Key_PageDown)
    assert card.verticalScrollBar().value() > 0
    assert table.currentIndex().row() == 0


@pytest.mark.parametrize("away", ["another row", "elsewhere", "another page", "other rows"])
def test_the_card_goes_with_what_it_explains(look: Look, qtbot: QtBot, away: str) -> None:
    table, _ = table_of(look, qtbot)
    table.turn_card(table.rows_model.rows[0])
    ways: dict[str, Callable[[], object]] = {
        "another row": lambda: QTest.keyClick(table, Qt.Key.Key_Down), "elsewhere": table.clearFocus, "another page": table.hide,
        "other rows": lambda: table.rows_model.put([]),
    }
    ways[away]()
    assert table.card is None


# F1


def test_f1_shows_the_card_and_f1_again_goes_to_the_rules_own_page(look: Look, qtbot: QtBot) -> None:
    table, read = table_of(look, qtbot)
    assert table.explain()
    assert table.card is not None and read == []
    assert table.explain()
    assert read == [table.rows_model.rows[0].milestone.rule.id]


def test_f1_where_no_step_is_chosen_is_left_to_the_page_of_help(look: Look, qtbot: QtBot) -> None:
    table, read = table_of(look, qtbot)
    table.rows_model.put([])
    assert not table.explain()
    assert (table.card, read) == (None, [])


def test_a_table_that_leads_nowhere_can_be_asked_too(look: Look, qtbot: QtBot) -> None:
    made = StepsTable(look, StepsModel())
    qtbot.addWidget(made)
    made.rows_model.put([StepLine(milestone=steps()[0], on=TODAY)])
    made.setCurrentIndex(made.rows_model.index(0, 0))
    assert made.explain() and made.explain()


def test_on_the_page_f1_twice_leads_to_the_place_of_the_rule(screen: CaseScreen, heard: Heard) -> None:
    screen.steps_table.choose(next(line.milestone.key for line in screen.steps.rows if line.milestone.rule.id == "REQ-04"))
    screen.steps_table.explain()
    screen.steps_table.explain()
    assert heard.went == [Place("rules", tab="REQ-04")]


def test_the_tip_says_which_keys_explain(screen: CaseScreen) -> None:
    assert "Enter" in screen.steps_table.toolTip() and "F1" in screen.steps_table.toolTip()


@pytest.mark.parametrize(("theme", "text_size"), [("light", 1.0), ("dark", 1.5), ("contrast", 2.0)])
def test_it_can_be_named_and_is_as_tall_as_its_rows(
    room: Room, qtbot: QtBot, dressing: Dressing, nameless: Callable[[QWidget], list[str]], theme: str, text_size: float,
) -> None:
    dressing.choose(theme, text_size)
    screen = case_screen(room, qtbot, open_kind(room.desk, "appeal"))
    screen.turn_rest()
    assert nameless(screen.steps_table) == []
    assert screen.steps_table.viewport().height() >= len(screen.steps.rows) * screen.steps_table.rowHeight(0)
