"""A case's page: where it stands, its timeline, its events with their proof, and everything that can be done from there."""

import gc
import weakref
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.ui.main_window import MainWindow
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens.case import CaseScreen
from sendco_desk.ui.screens.case_forms import DetailsForm
from sendco_desk.ui.theme import Dressing
from sendco_desk.ui.widgets.chips import Chip
from tests.ui.case_desks import case_of, file_document, pupil_of, says, undoing
from tests.ui.heard import Heard


@pytest.fixture
def screen(room: Room, heard: Heard, qtbot: QtBot) -> Iterator[CaseScreen]:
    made = CaseScreen(undoing(room, heard))
    qtbot.addWidget(made)
    made.resize(1100, 740)
    made.open_at(Place("case", case_of(room.desk, "Kacper Wilk")))
    made.show()
    yield made
    made.hide()


def pressed(screen: CaseScreen, name: str) -> None:
    button = next(b for b in screen.findChildren(QPushButton) if b.accessibleName() == name)
    assert button.isEnabled()
    button.click()


def test_the_page_says_where_the_case_stands(screen: CaseScreen) -> None:
    assert screen.stands.accessibleName() == (
        "Week 9 of 20. Received Mon 7 Sep 2026, which no document shows yet; any plan final by Mon 25 Jan 2027."
    )
    assert "Council's decision: 24 days late" in {chip.word for chip in screen.findChildren(Chip)}


def test_the_document_that_shows_the_receipt_is_named(screen: CaseScreen, room: Room) -> None:
    paper = file_document(room.desk, pupil_of(room.desk, "Kacper Wilk"))
    received = next(row.event for row in room.desk.casework.page(case_of(room.desk, "Kacper Wilk")).events if row.event.name == "request_received")
    room.desk.casework.change_event(received.id, on=received.on, proof=paper.id)
    screen.refresh()
    assert "shown by ‘Portal receipt’" in screen.stands.accessibleName()
    screen.events_table.choose(received.id)
    assert screen.proof_button.isEnabled()


def test_proof_leads_to_the_document(screen: CaseScreen, room: Room, heard: Heard) -> None:
    kacper = pupil_of(room.desk, "Kacper Wilk")
    paper = file_document(room.desk, kacper)
    received = next(row.event for row in screen.events.rows if row.event.name == "request_received")
    room.desk.casework.change_event(received.id, on=received.on, proof=paper.id)
    screen.refresh()
    screen.events_table.choose(received.id)
    pressed(screen, "Open proof")
    assert heard.went == [Place("pupil", kacper, f"documents/{paper.id}")]


def test_a_difference_between_sent_and_received_is_said(screen: CaseScreen) -> None:
    assert "The request was sent on Fri 4 Sep 2026, 3 days before the day the clock runs from" in says(screen)


def test_events_stand_newest_first_with_their_proof(screen: CaseScreen) -> None:
    assert [row.title for row in screen.events.rows] == ["Council received the request", "Request sent"]
    assert screen.nothing["events"].isHidden()


def test_a_case_without_a_receipt_asks_for_it_and_opens_the_sheet(screen: CaseScreen, room: Room, heard: Heard) -> None:
    screen.open_at(Place("case", case_of(room.desk, "Poppy Ormerod")))
    assert "when did the council receive the request?" in screen.stands.accessibleName()
    pressed(screen, "Add the date")
    assert heard.sheets[-1].accessibleName() == "Add event"


def test_today_can_ask_for_the_date_straight_away(screen: CaseScreen, room: Room, heard: Heard) -> None:
    screen.open_at(Place("case", case_of(room.desk, "Poppy Ormerod"), "request_received"))
    assert getattr(heard.sheets[-1], "start") == "request_received"  # noqa: B009  # a sheet is any widget to the room


def test_enter_on_an_event_opens_it_to_be_corrected(screen: CaseScreen, heard: Heard, qtbot: QtBot) -> None:
    screen.events_table.choose(screen.events.rows[0].event.id)
    QTest.keyClick(screen.events_table, Qt.Key.Key_Return)
    assert heard.sheets[-1].accessibleName() == "Correct an event"


def test_an_event_can_be_taken_out_and_undone(screen: CaseScreen, room: Room, heard: Heard) -> None:
    screen.events_table.choose(next(row.event.id for row in screen.events.rows if row.event.name == "request_sent"))
    pressed(screen, "Take out")
    assert heard.last == "Taken out: Request sent, Fri 4 Sep 2026."
    screen.refresh()
    assert [row.event.name for row in screen.events.rows] == ["request_received"]
    then = heard.said[-1].then
    assert then is not None
    then()
    screen.refresh()
    assert len(screen.events.rows) == 2


def test_nothing_can_be_corrected_before_an_event_is_chosen(screen: CaseScreen) -> None:
    screen.events_table.clearSelection()
    assert not screen.correct_button.isEnabled()
    assert not screen.out_button.isEnabled()


def test_enter_on_a_step_shows_its_rule_and_escape_takes_it_away(screen: CaseScreen, qtbot: QtBot) -> None:
    screen.steps_table.setFocus()
    screen.steps_table.setCurrentIndex(screen.steps.index(0, 0))
    QTest.keyClick(screen.steps_table, Qt.Key.Key_Return)
    assert screen.steps_table.card is not None
    assert "SEND Regulations 2014 reg 5(1)" in screen.steps_table.accessibleDescription()
    QTest.keyClick(screen.steps_table, Qt.Key.Key_Escape)
    assert screen.steps_table.card is None


def test_another_row_takes_the_card_away(screen: CaseScreen, qtbot: QtBot) -> None:
    screen.steps_table.setFocus()
    screen.steps_table.setCurrentIndex(screen.steps.index(0, 0))
    QTest.keyClick(screen.steps_table, Qt.Key.Key_Return)
    QTest.keyClick(screen.steps_table, Qt.Key.Key_Down)
    assert screen.steps_table.card is None


def test_the_pages_around_it_are_one_press_away(screen: CaseScreen, room: Room, heard: Heard) -> None:
    for name in ("Requests & plans", "Kacper Wilk", "Make pack"):
        pressed(screen, name)
    case, kacper = case_of(room.desk, "Kacper Wilk"), pupil_of(room.desk, "Kacper Wilk")
    assert heard.went == [Place("requests"), Place("pupil", kacper, "ehc"), Place("pack", case)]


def test_the_sheets_of_the_page_open(screen: CaseScreen, heard: Heard) -> None:
    for name in ("Add event", "Edit the case’s details", "Record that it was sent"):
        pressed(screen, name)
    assert [sheet.accessibleName() for sheet in heard.sheets] == ["Add event", "Case details", "Record that it was sent"]


def test_a_case_with_nothing_recorded_still_opens(screen: CaseScreen, room: Room) -> None:
    case, _ = room.desk.casework.open_request(pupil_of(room.desk, "Leila Ashgrove"), authority="Marlshire")
    screen.open_at(Place("case", case))
    assert "Nothing is recorded yet" in says(screen)
    assert screen.timeline.isHidden()


def test_a_contradiction_is_asked_about(screen: CaseScreen, room: Room) -> None:
    room.desk.casework.add_event(case_of(room.desk, "Kacper Wilk"), "agreed_to_assess", date(2026, 9, 1))
    screen.refresh()
    assert "The decision to assess, on Tue 1 Sep 2026, is before the request was received" in says(screen)


@pytest.mark.parametrize(("theme", "text_size"), [("dark", 1.0), ("contrast", 1.5), ("light", 2.0)])
def test_it_follows_the_theme_and_the_text_size(screen: CaseScreen, dressing: Dressing, theme: str, text_size: float) -> None:
    dressing.choose(theme, text_size)
    screen.set_look(dressing.look)
    assert not screen.grab().isNull()
    assert screen.timeline.measures is not None
    assert screen.timeline.height() == screen.timeline.measures.tall


def test_everything_has_a_name(screen: CaseScreen, nameless: Callable[[QWidget], list[str]]) -> None:
    assert nameless(screen) == []
    assert screen.pupil_here() is not None


def test_a_step_that_has_not_begun_is_not_said_to_need_a_date(screen: CaseScreen, room: Room) -> None:
    room.desk.casework.add_event(case_of(room.desk, "Kacper Wilk"), "agreed_to_assess", date(2026, 10, 12))
    screen.refresh()
    chips = {line.milestone.rule.id: line.chip[0] for line in screen.steps.rows}
    assert chips["REQ-11"] == "Not begun"
    assert "Needs a date" not in chips.values()


def test_what_has_not_changed_is_not_built_again(screen: CaseScreen) -> None:
    before = screen.findChildren(Chip), screen.facts.itemAt(0)
    resets: list[str] = []
    screen.events.modelReset.connect(lambda: resets.append("events"))
    screen.refresh()
    assert (screen.findChildren(Chip), screen.facts.itemAt(0)) == before
    assert resets == []


def test_coming_back_fifty_times_leaves_no_widget_behind(screen: CaseScreen, room: Room) -> None:
    cases = [Place("case", case_of(room.desk, name)) for name in ("Poppy Ormerod", "Kacper Wilk")]

    def both() -> int:
        for place in cases:
            screen.open_at(place)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        return len(screen.findChildren(QObject))

    first = both()
    assert {both() for _ in range(25)} == {first}


def test_the_details_sheet_is_no_wider_than_its_place(window: MainWindow, qtbot: QtBot) -> None:
    window.go(Place("case", case_of(window.desk, "Kacper Wilk")))
    shown = window.shown_screen()
    assert isinstance(shown, CaseScreen)
    shown.edit_details()
    QApplication.processEvents()
    form = window.findChild(DetailsForm)
    assert form is not None
    assert form.area.horizontalScrollBar().maximum() == 0


def held() -> list[object]:
    """What Python holds of any case; other tests may have left some."""
    return [one for one in gc.get_objects() if type(one).__name__ in ("CasePage", "StepLine", "TimelineFacts")]


def test_nothing_of_a_case_is_left_after_lock(window: MainWindow, qtbot: QtBot) -> None:
    of_other_tests = {id(one) for one in held()}
    window.go(Place("case", case_of(window.desk, "Kacper Wilk")))
    shown = window.shown_screen()
    assert isinstance(shown, CaseScreen) and shown.shown_page is not None
    shown.steps_table.setCurrentIndex(shown.steps.index(0, 0))
    shown.steps_table.turn_card(shown.steps.rows[0])
    shown.timeline.step_to(0)
    events, screen = weakref.ref(shown.events), weakref.ref(shown)
    del shown
    window.lock()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    assert [one for one in held() if id(one) not in of_other_tests] == []
    assert events() is None
    assert screen() is None
    assert not [label for label in window.findChildren(QLabel) if "Kacper" in label.text()]
