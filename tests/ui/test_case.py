"""A case's page: where it stands, its timeline, its events with their proof, and everything that can be done from there."""

import gc
import weakref
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.domain.codes import CASE_KINDS
from sendco_desk.statute.milestones import State
from sendco_desk.ui.forms.case_form import KindSheet
from sendco_desk.ui.main_window import MainWindow
from sendco_desk.ui.models.cases_model import PACKED
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens.case import CaseScreen
from sendco_desk.ui.screens.case_forms import DetailsForm, EventForm
from sendco_desk.ui.theme import Dressing
from sendco_desk.ui.widgets.chips import Chip
from sendco_desk.ui.widgets.timeline_facts import SCALES
from tests.ui.case_desks import (
    BEGUN,
    case_of,
    case_screen,
    file_document,
    named,
    open_kind,
    press,
    pupil_of,
    says,
    tabbed,
    type_into,
    undoing,
)
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


def test_the_page_says_where_the_case_stands(screen: CaseScreen) -> None:
    assert screen.stands.accessibleName() == (
        "Week 9 of 20. Received Mon 7 Sep 2026, which no document shows yet; any plan final by Mon 25 Jan 2027."
    )
    assert "Council’s decision: 24 days late" in {chip.word for chip in screen.findChildren(Chip)}


@pytest.mark.parametrize(("events", "said"), [
    ({"request_received": date(2026, 4, 6)}, "11 weeks 3 days past week 20. Received Mon 6 Apr 2026, which no document shows yet; "
     "any plan had to be final by Mon 24 Aug 2026."),
    ({"request_received": date(2026, 4, 6), "final_plan_issued": date(2026, 8, 3)},
     "Final plan issued. Received Mon 6 Apr 2026, which no document shows yet."),
    ({"request_acknowledged": date(2026, 9, 10)}, "Week 9 of 20. Counted from Thu 10 Sep 2026, because the day of receipt is not known; "
     "any plan final by Thu 28 Jan 2027."),
    ({"request_received": date(2013, 9, 2)}, "Waiting for a decision."),
])
def test_where_a_request_stands_is_said_in_a_line(room: Room, qtbot: QtBot, events: dict[str, date], said: str) -> None:
    assert case_screen(room, qtbot, open_kind(room.desk, "request", events)).stands.accessibleName() == said


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
    press(screen, "Open proof")
    assert heard.went == [Place("pupil", kacper, f"documents/{paper.id}")]


def test_a_difference_between_sent_and_received_is_said(screen: CaseScreen) -> None:
    assert "The request was sent on Fri 4 Sep 2026, 3 days before the day the clock runs from" in says(screen)


def test_events_stand_newest_first_with_their_proof(screen: CaseScreen) -> None:
    assert [row.title for row in screen.events.rows] == ["Council received the request", "Request sent"]
    assert screen.nothing["events"].isHidden()


def test_a_case_without_a_receipt_asks_for_it_and_opens_the_sheet(screen: CaseScreen, room: Room, heard: Heard) -> None:
    screen.open_at(Place("case", case_of(room.desk, "Poppy Ormerod")))
    assert "when did the council receive the request?" in screen.stands.accessibleName()
    press(screen, "Add the date")
    assert heard.sheets[-1].accessibleName() == "Add event"


def test_today_can_ask_for_the_date_straight_away(screen: CaseScreen, room: Room, heard: Heard) -> None:
    screen.open_at(Place("case", case_of(room.desk, "Poppy Ormerod"), "request_received"))
    assert getattr(heard.sheets[-1], "start") == "request_received"  # noqa: B009  # a sheet is any widget to the room


def test_enter_on_an_event_opens_it_to_be_corrected(screen: CaseScreen, heard: Heard, qtbot: QtBot) -> None:
    screen.events_table.choose(screen.events.rows[0].event.id)
    QTest.keyClick(screen.events_table, Qt.Key.Key_Return)
    assert heard.sheets[-1].accessibleName() == "Correct an event"


def test_the_order_that_was_chosen_for_the_events_is_kept(screen: CaseScreen, room: Room, qtbot: QtBot) -> None:
    screen.events_table.sort_by("what")
    again = case_screen(room, qtbot, case_of(room.desk, "Kacper Wilk"))
    assert [row.title for row in again.events.rows] == ["Council received the request", "Request sent"]
    assert again.events_table.keys[again.events_table.horizontalHeader().sortIndicatorSection()] == "what"


def test_an_event_can_be_taken_out_and_undone(screen: CaseScreen, room: Room, heard: Heard) -> None:
    screen.events_table.choose(next(row.event.id for row in screen.events.rows if row.event.name == "request_sent"))
    press(screen, "Take out")
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
        press(screen, name)
    case, kacper = case_of(room.desk, "Kacper Wilk"), pupil_of(room.desk, "Kacper Wilk")
    assert heard.went == [Place("requests"), Place("pupil", kacper, "ehc"), Place("pack", case)]


def test_the_sheets_of_the_page_open(screen: CaseScreen, heard: Heard) -> None:
    for name in ("Add event", "Edit the case’s details", "Record that it was sent"):
        press(screen, name)
    assert [sheet.accessibleName() for sheet in heard.sheets] == ["Add event", "Case details", "Record that it was sent"]


def test_a_case_with_nothing_recorded_still_opens(screen: CaseScreen, room: Room) -> None:
    case, _ = room.desk.casework.open_case(pupil_of(room.desk, "Leila Ashgrove"), authority="Marlshire")
    screen.open_at(Place("case", case))
    assert "Nothing is recorded yet" in says(screen)
    assert screen.timeline.isHidden()


def test_a_contradiction_is_asked_about(screen: CaseScreen, room: Room) -> None:
    room.desk.casework.add_event(case_of(room.desk, "Kacper Wilk"), "agreed_to_assess", date(2026, 9, 1))
    screen.refresh()
    assert "The decision to assess, on Tue 1 Sep 2026, is before the day of receipt" in says(screen)


# Every kind of case

STANDS = {
    "request": "Week 9 of 20. Received Mon 7 Sep 2026, which no document shows yet; any plan final by Mon 25 Jan 2027.",
    "plan": "Plan in force. Yearly review: by Thu 1 Oct 2026.",
    "annual_review": "Waiting for a decision. The review meeting: Fri 25 Sep 2026. Decision after review: by Fri 23 Oct 2026.",
    "phase_transfer": "Move planned. Plan for post-16: by Tue 30 Mar 2027.",
    "consultation": "To be answered. The consultation: Tue 3 Nov 2026. School’s reply: by Wed 18 Nov 2026.",
    "reassessment": "Waiting for a decision. Decision to re-assess: by Tue 20 Oct 2026.", "move": "Waiting for the transfer.",
    "appeal": "Mediation asked for. Last day to appeal: by Wed 25 Nov 2026.",
    "complaint": "Received. Answer at stage 1: by Mon 16 Nov 2026.", "records": "To be answered. Subject access request: by Wed 2 Dec 2026.",
}


@pytest.mark.parametrize("kind", CASE_KINDS)
def test_a_case_of_every_kind_says_what_it_is_and_where_it_stands(room: Room, qtbot: QtBot, kind: str) -> None:
    screen = case_screen(room, qtbot, open_kind(room.desk, kind))
    assert screen.title.text().replace("\u00a0", " ") == f"{CASE_KINDS[kind]} · Case 3"
    assert screen.stands.accessibleName().replace("’", "'") == STANDS[kind].replace("’", "'")
    assert [row.event.name for row in screen.events.rows] == list(BEGUN[kind])[::-1]
    assert screen.timeline.isVisible() and screen.steps.rows


@pytest.mark.parametrize("kind", CASE_KINDS)
@pytest.mark.parametrize(("theme", "text_size"), [("light", 1.0), ("dark", 1.5)])
def test_everything_on_the_page_of_every_kind_has_a_name(
    room: Room, qtbot: QtBot, dressing: Dressing, nameless: Callable[[QWidget], list[str]], kind: str, theme: str, text_size: float,
) -> None:
    dressing.choose(theme, text_size)
    screen = case_screen(room, qtbot, open_kind(room.desk, kind))
    screen.begin_what_if()
    assert nameless(screen) == []


@pytest.mark.parametrize("kind", CASE_KINDS)
def test_a_pack_is_made_only_of_a_case_that_has_one(room: Room, qtbot: QtBot, kind: str) -> None:
    screen = case_screen(room, qtbot, open_kind(room.desk, kind))
    assert screen.make.isVisible() is (kind in PACKED)
    assert screen.sent_card.isVisible() is (kind in PACKED)
    assert set(PACKED) == set(CASE_KINDS) - {"consultation", "records"}


@pytest.mark.parametrize("kind", CASE_KINDS)
def test_an_event_that_can_come_next_in_every_kind_is_recorded_from_its_sheet(room: Room, heard: Heard, qtbot: QtBot, kind: str) -> None:
    screen = case_screen(room, qtbot, open_kind(room.desk, kind))
    assert screen.shown_page is not None
    name = screen.shown_page.next_events[0]
    press(screen, "Add event")
    form = heard.sheets[-1]
    assert isinstance(form, EventForm)
    qtbot.addWidget(form)
    type_into(form, name=name, on="11 nov 2026")
    form.save_anyway()
    screen.refresh()
    assert name in [row.event.name for row in screen.events.rows]


# Chase


def test_whoever_is_late_can_be_chased_about_what_is_late_longest(screen: CaseScreen, room: Room, heard: Heard) -> None:
    press(screen, "Chase")
    assert heard.went == [Place("letter", case_of(room.desk, "Kacper Wilk"), "REQ-04")]


def test_a_duty_comes_before_what_guidance_only_expects(room: Room, heard: Heard, qtbot: QtBot) -> None:
    case = open_kind(room.desk, "request", {
        "request_received": date(2026, 2, 2), "agreed_to_assess": date(2026, 3, 16), "decision_copied_to_school": date(2026, 3, 16),
    })
    screen = case_screen(room, qtbot, case)
    late = {line.milestone.rule.id: line.milestone for line in screen.steps.rows if line.milestone.state is State.OVERDUE}
    assert not late["REQ-10"].rule.binding and late["REQ-10"].days_late >= late["REQ-15"].days_late
    screen.write_letter()
    key = heard.went[-1].tab
    assert heard.went[-1].name == "letter" and late[key].rule.binding


@pytest.mark.parametrize(("kind", "chased"), [
    ("request", True), ("plan", True), ("annual_review", True), ("phase_transfer", False), ("consultation", False), ("reassessment", True),
    ("move", False), ("appeal", True), ("complaint", False), ("records", False),
])
def test_chase_stands_only_where_somebody_else_is_late(room: Room, heard: Heard, qtbot: QtBot, kind: str, chased: bool) -> None:
    case = open_kind(room.desk, kind)
    screen = case_screen(room, qtbot, case)
    assert screen.chase.isVisible() is chased
    screen.write_letter()
    assert [(place.name, place.id) for place in heard.went] == ([("letter", case)] if chased else [])


def test_the_parents_own_complaint_is_not_chased_by_the_school_however_late(room: Room, qtbot: QtBot) -> None:
    screen = case_screen(room, qtbot, open_kind(room.desk, "complaint", {"complaint_received": date(2026, 6, 1)}))
    assert State.OVERDUE in {line.milestone.state for line in screen.steps.rows}
    assert not screen.chase.isVisible()


def test_nobody_is_chased_for_what_the_school_itself_owes(room: Room, qtbot: QtBot) -> None:
    screen = case_screen(room, qtbot, open_kind(room.desk, "consultation", {"school_consulted": date(2026, 9, 1)}))
    assert [line.milestone.state for line in screen.steps.rows] == [State.OVERDUE]
    assert not screen.chase.isVisible()


def test_a_day_that_is_only_supposed_makes_nobody_late(room: Room, qtbot: QtBot) -> None:
    screen = case_screen(room, qtbot, open_kind(room.desk, "request", {"request_received": date(2026, 11, 2)}))
    screen.begin_what_if()
    screen.what_if.step(-90)
    assert any(line.milestone.state is State.OVERDUE for line in screen.steps.rows)
    assert not screen.chase.isVisible()


# The menu


def chosen(screen: CaseScreen, words: str) -> None:
    next(action for action in screen.more.menu().actions() if action.text() == words).trigger()


def test_the_menu_offers_what_is_seldom_needed(screen: CaseScreen) -> None:
    assert [action.text() for action in screen.more.menu().actions()] == [
        "What if a date were another one?", "Delay timeline", "Fill the council’s form", "Save the dates for a calendar",
        "Status slip for the family", "Hand-over sheet for the next SENDCo", "Open another case of this child",
    ]


def test_a_day_is_supposed_from_the_menu(screen: CaseScreen) -> None:
    chosen(screen, "What if a date were another one?")
    assert screen.what_if.isVisible()


def test_the_delay_timeline_is_one_choice_away(screen: CaseScreen, room: Room, heard: Heard) -> None:
    chosen(screen, "Delay timeline")
    assert heard.went == [Place("delay", case_of(room.desk, "Kacper Wilk"))]


def test_the_cases_days_are_saved_for_a_calendar(screen: CaseScreen, room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    saved: list[object] = []
    monkeypatch.setattr("sendco_desk.ui.screens.calendar_file.save_calendar", lambda room, case: saved.append(case))
    chosen(screen, "Save the dates for a calendar")
    assert saved == [case_of(room.desk, "Kacper Wilk")]


def test_another_case_of_the_same_child_is_opened_from_the_menu(screen: CaseScreen, room: Room, heard: Heard) -> None:
    chosen(screen, "Open another case of this child")
    sheet = heard.sheets[-1]
    assert isinstance(sheet, KindSheet)
    assert sheet.page.pupil.id == pupil_of(room.desk, "Kacper Wilk")


def test_coming_back_to_the_same_case_leaves_what_is_supposed(screen: CaseScreen, room: Room) -> None:
    screen.begin_what_if()
    screen.what_if.step(7)
    screen.open_at(Place("case", case_of(room.desk, "Kacper Wilk")))
    screen.open_at(Place("case"))
    assert screen.what_if.isVisible()
    assert screen.supposed == ("request_received", date(2026, 9, 14))


def test_a_press_that_comes_when_no_event_is_chosen_does_nothing(screen: CaseScreen, heard: Heard) -> None:
    screen.events_table.clearSelection()
    for made in (screen.correct_button, screen.out_button, screen.proof_button):
        made.clicked.emit()
    assert (heard.sheets, heard.said, heard.went) == ([], [], [])


def test_an_event_that_no_document_shows_leads_to_none(screen: CaseScreen, heard: Heard) -> None:
    screen.open_proof(screen.events.rows[0])
    assert heard.went == []


def test_before_a_case_is_shown_no_deed_does_anything(room: Room, heard: Heard, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sendco_desk.ui.screens.calendar_file.save_calendar", lambda room, case: pytest.fail("No case is shown."))
    screen = CaseScreen(room)
    qtbot.addWidget(screen)
    deeds = (
        screen.refresh, screen.add_event, screen.record_sent, screen.make_pack, screen.write_letter, screen.open_delay, screen.save_dates,
        screen.new_case, screen.begin_what_if, screen.open_pupil,
    )
    for deed in deeds:
        deed()
    screen.correct(room.desk.casework.page(case_of(room.desk, "Kacper Wilk")).events[0])
    assert (heard.went, heard.sheets, screen.pupil_here()) == ([], [], None)


# What it asks for


def test_school_days_that_cannot_be_counted_lead_to_the_calendar(room: Room, heard: Heard, qtbot: QtBot) -> None:
    screen = case_screen(room, qtbot, open_kind(room.desk, "records", {"education_record_requested": date(2026, 11, 2)}))
    assert "School days cannot be counted before the school’s term dates are recorded." in says(screen.look_card)
    press(screen, "Add term dates")
    assert heard.went == [Place("calendar")]


@pytest.mark.parametrize("kind", SCALES)
def test_a_kind_whose_weeks_have_numbers_asks_for_the_day_they_run_from(room: Room, heard: Heard, qtbot: QtBot, kind: str) -> None:
    screen = case_screen(room, qtbot, open_kind(room.desk, kind, {"reassessment_requested": date(2026, 10, 5)} if kind == "reassessment" else {}))
    assert SCALES[kind].missing in says(screen.look_card)
    press(screen.look_card, "Add the date")
    assert getattr(heard.sheets[-1], "start") == SCALES[kind].day_0  # noqa: B009  # a sheet is any widget to the room


def test_a_day_too_far_away_to_draw_is_told_under_the_picture(screen: CaseScreen, room: Room) -> None:
    room.desk.casework.add_event(case_of(room.desk, "Kacper Wilk"), "request_sent", date(2019, 9, 6))
    screen.refresh()
    assert screen.outside.text() == "Too far away to be drawn: Fri 6 Sep 2019, Request sent."


# Explaining


def test_f1_on_the_timeline_shows_a_card_and_f1_again_goes_to_the_rule(screen: CaseScreen, heard: Heard) -> None:
    screen.timeline.step_to(0)
    assert screen.timeline.facts is not None
    assert screen.timeline.explain()
    assert heard.went == [Place("rules", tab=screen.timeline.facts.marks[0].milestone.rule.id)]


def test_f1_in_the_window_asks_whatever_has_the_keyboard_first(window: MainWindow) -> None:
    window.go(Place("case", case_of(window.desk, "Kacper Wilk")))
    shown = window.shown_screen()
    assert isinstance(shown, CaseScreen)
    shown.steps_table.setFocus()
    shown.steps_table.choose(shown.steps.rows[0].milestone.key)
    window.help_here()
    assert shown.steps_table.card is not None
    assert window.place.name == "case"
    shown.steps_table.drop_card()
    shown.add_event()
    window.close_sheet()
    shown.area.setFocus()
    window.help_here()
    assert window.place == Place("help", tab="case")


# Reading order


def test_tab_goes_from_the_title_to_the_timeline_and_through_the_cards(screen: CaseScreen) -> None:
    screen.activateWindow()
    screen.more.setFocus()
    assert tabbed(4) == [screen.more, screen.chase, screen.make, named(screen, "Add event")]
    screen.timeline.setFocus()
    after = tabbed(3)
    assert after[:2] == [screen.timeline, screen.events_table]


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
    cards = (screen.cards.details, screen.cards.claims, screen.cards.undated, screen.cards.letters, screen.cards.others)

    def built() -> list[QObject]:
        return [*screen.findChildren(Chip), *(part for card in cards for part in card.findChildren(QWidget))]

    before, resets = built(), []
    for model in (screen.events, screen.steps, screen.sent):
        model.modelReset.connect(lambda: resets.append("reset"))
    screen.refresh()
    assert built() == before
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
    shown.cards.edit_details()
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


def test_at_double_text_in_the_smallest_window_no_deed_of_a_case_is_cut_off(room: Room, qtbot: QtBot, dressing: Dressing) -> None:
    case = case_of(room.desk, "Kacper Wilk")  # the decision is late, so it can be chased too
    dressing.choose("light", 2.0)
    screen = case_screen(room, qtbot, case, 848, 480)
    screen.begin_what_if()
    QApplication.processEvents()
    for name in ("More", "Chase", "Make pack", "Add event", *(made.text() for made in screen.what_if.steps)):
        made = named(screen, name)
        assert made.mapTo(screen, made.rect().topRight()).x() < 848, name
    assert screen.area.horizontalScrollBar().maximum() == 0
