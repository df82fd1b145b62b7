"""Today: four lists, each row a sentence with the one button that moves it on."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.domain.cycles import SupportCycle
from sendco_desk.domain.meetings import AgreedAction
from sendco_desk.domain.story import StoryEntry
from sendco_desk.services.today import CompactRow, Lists
from sendco_desk.ui.preferences import Preferences
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens.today import TodayScreen, counts
from sendco_desk.ui.screens.today_rows import MOST
from sendco_desk.ui.theme import Dressing
from sendco_desk.ui.widgets.chips import Chip
from tests.ui.heard import Heard
from tests.ui.measured import Measured


@pytest.fixture
def screen(room: Room, qtbot: QtBot) -> TodayScreen:
    made = TodayScreen(room)
    qtbot.addWidget(made)
    made.resize(1158, 690)
    made.open_at(Place("today"))
    made.show()
    return made


def said(screen: QWidget) -> str:
    QApplication.processEvents()  # a layout shows what it was given when the loop next turns
    return " ".join(label.text() for label in screen.findChildren(QLabel) if label.isVisibleTo(screen)).replace("\u00a0", " ")


def press(screen: QWidget, start: str) -> None:
    next(b for b in screen.findChildren(QAbstractButton) if b.accessibleName().startswith(start)).click()


def test_today_names_the_day_and_counts_what_is_late(screen: TodayScreen) -> None:
    assert "Thu 12 Nov 2026" in said(screen)
    assert "3 overdue, 0 due within 14 days" in said(screen)


def test_a_council_s_late_decision_stands_under_theirs(screen: TodayScreen) -> None:
    assert "<b>Marlshire</b>" in said(screen) and "Mon 19 Oct 2026" in said(screen)


def test_a_row_about_what_is_late_leads_to_the_letter(screen: TodayScreen, room: Room, heard: Heard) -> None:
    press(screen, "Chase: Marlshire")
    assert heard.went[-1] == Place("letter", room.desk.casework.cases()[0].case.id, "REQ-04")


def test_a_row_that_is_nobody_elses_opens_its_case(screen: TodayScreen, room: Room, heard: Heard) -> None:
    lists = room.desk.today.lists()
    ours = replace(lists.theirs[0], button="Open case", chase="")
    screen.show_lists(replace(lists, theirs=(ours,)))
    press(screen, "Open case: Marlshire")
    assert heard.went[-1] == Place("case", ours.case, "")


def test_a_case_without_its_date_asks_for_it(screen: TodayScreen, heard: Heard) -> None:
    press(screen, "Add date: Poppy Ormerod")
    assert heard.went[-1].name == "case" and heard.went[-1].tab == "request_received"


def test_an_action_is_ticked_off_with_undo(screen: TodayScreen, room: Room, heard: Heard) -> None:
    press(screen, "Done: Kacper Wilk: Send new symbols home")
    entry = room.desk.keyring.book.all(StoryEntry)[0]
    assert entry.next_action_done_on == date(2026, 11, 12)
    assert heard.said[-1].action == "Undo" and heard.changed == [frozenset({"story_entry"})]


def test_looking_28_days_ahead_is_remembered(screen: TodayScreen, preferences: Preferences) -> None:
    press(screen, "28 days")
    assert "due within 28 days" in said(screen)
    assert preferences.text("today_days") == "28"


def test_a_notebook_with_nobody_in_it_offers_the_first_step(new_room: Room, qtbot: QtBot, heard: Heard) -> None:
    made = TodayScreen(new_room)
    qtbot.addWidget(made)
    made.open_at(Place("today"))
    press(made, "Bring in pupils")
    assert heard.went == [Place("import")]


def test_buttons_with_one_word_have_names_that_differ(screen: TodayScreen) -> None:
    names = [b.accessibleName() for b in screen.findChildren(QAbstractButton)]
    assert len(names) == len(set(names))


def test_everything_in_today_has_a_name(screen: TodayScreen, nameless: Callable[[QWidget], list[str]]) -> None:
    assert nameless(screen) == []


def test_nothing_to_press_is_under_24_pixels(screen: TodayScreen) -> None:
    buttons = [b for b in screen.findChildren(QAbstractButton) if b.isVisible()]
    assert [b.accessibleName() for b in buttons if min(b.width(), b.height()) < 24] == []


@pytest.mark.parametrize(("width", "size"), [(1024 - 88, 1.0), (1024 - 176, 2.0)])
def test_no_row_is_cut_off_in_the_smallest_window(screen: TodayScreen, dressing: Dressing, qtbot: QtBot, width: int, size: float) -> None:
    dressing.choose("light", size)
    screen.resize(width, 500)
    screen.set_look(dressing.look)
    qtbot.wait(20)
    buttons = [b for b in screen.findChildren(QAbstractButton) if b.isVisible()]
    assert [b.accessibleName() for b in buttons if b.mapTo(screen, b.rect().topRight()).x() > width] == []


def test_an_agreed_action_is_ticked_off_and_a_review_opens_its_own_cycle(screen: TodayScreen, room: Room, heard: Heard) -> None:
    kacper = next(row.pupil.id for row in room.desk.pupils.rows() if row.pupil.known_name == "Kacper Wilk")
    agreed = AgreedAction(id=uuid4(), pupil=kacper, words="Ring the clinic", due_on=date(2026, 11, 12))
    cycle = SupportCycle(id=uuid4(), pupil=kacper, number=1, starts_on=date(2026, 9, 7), review_due_on=date(2026, 11, 16))
    for record in (agreed, cycle):
        room.desk.recording.save(record)
    screen.refresh()
    press(screen, "Open Kacper Wilk: Review of support, cycle 1")
    assert heard.went[-1] == Place("pupil", kacper, f"support/{cycle.id}")
    press(screen, "Done: Kacper Wilk: Ring the clinic")
    assert heard.last == "Done. Kacper Wilk: Ring the clinic"
    assert room.desk.recording.get(AgreedAction, agreed.id).done_on == date(2026, 11, 12)
    room.desk.recording.save(replace(cycle, review_due_on=date(2026, 11, 12)))
    screen.refresh()
    press(screen, "Open: Kacper Wilk: review the support")
    assert heard.went[-1] == Place("pupil", kacper, f"support/{cycle.id}")


def test_an_empty_day_is_said_in_words(screen: TodayScreen) -> None:
    nothing = Lists(on=date(2026, 11, 12), ours=(), theirs=(), coming=(), waiting=(), notes=())
    screen.show_lists(nothing)
    assert "Nothing of ours falls due" in said(screen)
    assert counts(nothing, "7") == "0 overdue, 0 due within 7 days"


def test_a_long_list_is_made_in_parts(screen: TodayScreen) -> None:
    lists = screen.room.desk.today.lists()
    late = lists.theirs[0]
    many = tuple(replace(late, sentence=((f"Council {number}", True), (" is late.", False))) for number in range(MOST * 2 + 3))
    screen.show_lists(replace(lists, ours=(), theirs=many, coming=()))

    def rows() -> list[str]:
        return [b.accessibleName() for b in screen.findChildren(QAbstractButton) if b.isVisibleTo(screen) and "is late." in b.accessibleName()]

    QApplication.processEvents()
    assert len(rows()) == MOST
    press(screen, f"Show {MOST} more of {MOST + 3}")
    QApplication.processEvents()
    assert len(rows()) == 2 * MOST
    press(screen, "Show 3 more of 3")
    QApplication.processEvents()
    assert rows() == [f"{late.button}: Council {number} is late." for number in range(len(many))]
    assert not [b for b in screen.findChildren(QAbstractButton) if b.isVisibleTo(screen) and b.accessibleName().startswith("Show 3")]


def rows_of(screen: TodayScreen, count: int) -> Lists:
    """Today with so many late rows of the council's."""
    lists = screen.room.desk.today.lists()
    late = lists.theirs[0]
    return replace(lists, theirs=tuple(replace(late, sentence=((f"Council {number}", True), (" is late.", False))) for number in range(count)))


def test_reading_the_lists_again_builds_only_what_is_new(screen: TodayScreen) -> None:
    lists = rows_of(screen, 6)
    screen.show_lists(lists)
    before = [frame for _, frame in screen.theirs.made]
    screen.show_lists(replace(lists, theirs=(*lists.theirs[:2], replace(lists.theirs[2], rule="another rule"), *lists.theirs[3:])))
    after = [frame for _, frame in screen.theirs.made]
    assert [now is then for now, then in zip(after, before, strict=True)] == [True, True, False, True, True, True]
    assert "another rule" in said(screen)


def test_rows_stand_in_the_order_of_the_list_whatever_stood_there_before(screen: TodayScreen) -> None:
    lists = rows_of(screen, 6)
    screen.show_lists(lists)
    turned = (*lists.theirs[4:], lists.theirs[0], lists.theirs[0], *reversed(lists.theirs[1:3]))
    screen.show_lists(replace(lists, theirs=turned))
    QApplication.processEvents()
    rows = [b for b in screen.findChildren(QAbstractButton) if b.isVisibleTo(screen) and "is late." in b.accessibleName()]
    shown = [b.accessibleName().split(": ")[1] for b in sorted(rows, key=lambda b: b.mapTo(screen, b.rect().topLeft()).y())]
    assert shown == [f"Council {number} is late." for number in (4, 5, 0, 0, 2, 1)]


def test_the_keyboard_stays_in_its_row_and_goes_to_the_next_when_that_row_is_done(screen: TodayScreen, qtbot: QtBot) -> None:
    lists = rows_of(screen, 4)
    screen.show_lists(lists)
    with qtbot.waitActive(screen):
        screen.activateWindow()
    here = next(b for b in screen.findChildren(QAbstractButton) if "Council 2 " in b.accessibleName())
    here.setFocus()
    screen.show_lists(replace(lists, theirs=lists.theirs[1:]))
    assert QApplication.focusWidget() is here
    screen.show_lists(replace(lists, theirs=(lists.theirs[1], lists.theirs[3])))
    now = QApplication.focusWidget()
    assert now is not None and "Council 3 " in now.accessibleName()


def test_more_rows_do_not_scroll_the_page_away(screen: TodayScreen, qtbot: QtBot) -> None:
    screen.show_lists(rows_of(screen, MOST * 3))
    with qtbot.waitActive(screen):
        screen.activateWindow()
    more = next(b for b in screen.findChildren(QAbstractButton) if b.accessibleName().startswith("Show 15 more"))
    page = screen.findChild(QScrollArea)
    assert page is not None
    bar = page.verticalScrollBar()
    qtbot.wait(50)  # the page is laid out in several goes
    bar.setValue(bar.maximum())
    more.setFocus()
    before = page.verticalScrollBar().value()
    assert before > 0
    more.click()
    QApplication.processEvents()
    assert page.verticalScrollBar().value() == before
    now = QApplication.focusWidget()
    assert now is not None and f"Council {MOST} " in now.accessibleName()


def test_a_list_with_nothing_in_it_any_more_goes_and_comes_back(screen: TodayScreen) -> None:
    lists = screen.room.desk.today.lists()
    screen.show_lists(replace(lists, waiting=(), ours=()))
    assert "Waiting for a fact" not in said(screen) and "Nothing of ours falls due" in said(screen)
    screen.show_lists(lists)
    assert "Waiting for a fact" in said(screen) and "Nothing of ours falls due" not in said(screen)


LONG = "Bartholomew-Maximilian Featherstonehaugh-Cholmondeley-Warner-Wolstenholme-Anstruther"


def test_a_long_name_and_years_late_are_cut_off_nowhere(screen: TodayScreen) -> None:
    lists = rows_of(screen, 2)
    waiting = tuple(replace(row, sentence=((LONG, True), *row.sentence[1:])) for row in lists.waiting)
    coming = (CompactRow(day="Fri 13 Nov 2026", name=LONG, what="Review meeting", left="tomorrow", case=None, pupil=None, place="reviews"),)
    late = tuple(replace(row, chip_word="14413 days late") for row in lists.theirs)
    screen.show_lists(replace(lists, waiting=waiting, coming=coming, theirs=late))
    QApplication.processEvents()
    assert waiting and late
    assert screen.theirs.width() > screen.waiting.width()
    for chip in screen.findChildren(Chip):
        place = chip.parentWidget()
        assert place is not None and chip.geometry().right() <= place.width()
    for made in screen.findChildren(QWidget):
        if made.isVisibleTo(screen) and isinstance(made, QLabel | QAbstractButton):
            assert made.mapTo(screen, made.rect().topRight()).x() <= screen.width(), made


def test_more_rows_are_measured_with_the_page_once(screen: TodayScreen) -> None:
    screen.show_lists(rows_of(screen, MOST * 2))
    QApplication.processEvents()
    measured = Measured(screen)
    screen.theirs.show_more()
    QApplication.processEvents()
    assert measured.times < 40 * MOST
