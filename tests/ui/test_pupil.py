"""A pupil's page: the header is always right, the tabs are built when they are come to, and its deeds open their forms."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.domain.pupil import Need
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.rights import CourtOrder
from sendco_desk.ui.forms.pupil_form import PupilForm
from sendco_desk.ui.forms.register_forms import EndNeedForm, NeedForm, ResidenceForm, StatusForm
from sendco_desk.ui.forms.request_form import RequestForm
from sendco_desk.ui.main_window import MainWindow
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens.documents import DocumentsPage
from sendco_desk.ui.screens.help import page_for
from sendco_desk.ui.screens.pupil import TABS, PupilScreen, about_words, register_line
from sendco_desk.ui.screens.registry import screen_class
from sendco_desk.ui.screens.story import StoryPage
from sendco_desk.ui.widgets.chips import Chip, WayChip
from tests.ui.desks import AWKWARD, add_awkward, add_people, pupil_named
from tests.ui.heard import Heard
from tests.ui.provision_desks import add_provision


@pytest.fixture
def kacper(room: Room) -> UUID:
    return next(row.pupil.id for row in room.desk.pupils.rows() if row.pupil.known_name == "Kacper Wilk")


@pytest.fixture
def screen(room: Room, kacper: UUID, qtbot: QtBot) -> PupilScreen:
    made = PupilScreen(room)
    qtbot.addWidget(made)
    made.resize(1100, 680)
    made.open_at(Place("pupil", kacper))
    made.show()
    return made


def test_it_stands_at_its_place() -> None:
    assert screen_class("pupil") is PupilScreen


def test_the_header_says_who_this_is(screen: PupilScreen, room: Room, kacper: UUID) -> None:
    add_people(room.desk, kacper)
    room.desk.pupils.save_need(Need(id=uuid4(), pupil=kacper, need_type="SLCN", rank=1))
    screen.refresh()
    assert screen.page is not None
    assert screen.name.text() == "Kacper Wilk"
    assert screen.legal.text() == ""
    assert about_words(screen.page) == "Year 4 · 4 Willow · born Wed 14 Mar 2018, aged 8 years 7 months"
    assert register_line(screen.page) == (
        "SEN support since Thu 12 Nov 2026 · Needs: 1 SLCN · Parental responsibility: Ms Dorota Wilk (mother), Mr Paweł Wilk (father)"
    )
    assert screen.register.text() == register_line(screen.page)


def test_the_header_says_what_is_not_known(new_room: Room, qtbot: QtBot) -> None:
    made = next(p for p in add_awkward(new_room.desk) if p.legal_surname == "Ørsted")
    page = new_room.desk.pupils.page(made.id)
    assert register_line(page) == "SEN status not recorded · No needs recorded · Parental responsibility not recorded"


def test_the_header_follows_a_deed(screen: PupilScreen, room: Room) -> None:
    pupil = pupil_named("Rafi", "Haldane")
    room.desk.pupils.add(pupil)
    screen.open_at(Place("pupil", pupil.id))
    assert screen.register.text().startswith("SEN status not recorded")
    room.desk.pupils.set_status(pupil.id, "E", room.now().date())
    screen.refresh()
    assert "EHC plan" in [chip.word for chip in screen.findChildren(Chip)]
    assert screen.register.text().startswith("EHC plan since Thu 12 Nov 2026")


def test_alerts_are_chips_in_words(new_room: Room, qtbot: QtBot) -> None:
    pupil = add_awkward(new_room.desk)[1]
    made = PupilScreen(new_room)
    qtbot.addWidget(made)
    made.open_at(Place("pupil", pupil.id))
    assert {"Urdu interpreter", "Medical flag", "Court order"} <= {chip.word for chip in made.findChildren(Chip)}


@pytest.mark.parametrize("number", range(len(AWKWARD)))
def test_any_name_stands_in_the_header_and_the_window_can_stay_small(new_room: Room, qtbot: QtBot, number: int) -> None:
    pupil = add_awkward(new_room.desk)[number]
    made = PupilScreen(new_room)
    qtbot.addWidget(made)
    made.open_at(Place("pupil", pupil.id))
    made.resize(936, 500)
    made.show()
    assert made.name.text() == pupil.known_name
    assert made.name.width() >= min(400, made.name.fontMetrics().horizontalAdvance(pupil.known_name))
    assert made.minimumSizeHint().width() <= 936


def test_only_the_tabs_that_work_are_shown_and_each_is_built_on_the_first_visit(screen: PupilScreen) -> None:
    assert [screen.tabs.tabText(n) for n in range(screen.tabs.count())] == [
        "Story", "Support", "Provision", "Measures", "Documents", "People", "EHC", "Views", "Profile",
    ]
    assert list(screen.made) == [0]
    for number in range(len(TABS)):
        screen.tabs.setCurrentIndex(number)
    assert sorted(screen.made) == list(range(len(TABS)))


def test_a_long_tab_scrolls_by_itself_and_makes_no_other_longer(screen: PupilScreen, room: Room, kacper: UUID) -> None:
    add_provision(room.desk)
    screen.resize(1200, 700)
    for number in range(len(TABS)):
        screen.tabs.setCurrentIndex(number)
        screen.open_at(Place("pupil", kacper, TABS[number][0]))
    outer = next(area for area in screen.findChildren(QScrollArea) if area.accessibleName() == "Pupil page")
    QApplication.processEvents()
    assert outer.verticalScrollBar().maximum() == 0


def test_a_place_opens_its_tab_and_its_record(screen: PupilScreen, room: Room, kacper: UUID) -> None:
    screen.open_at(Place("pupil", kacper, "documents"))
    assert isinstance(screen.pages.currentWidget(), DocumentsPage)
    entry = room.desk.story.lines(kacper)[0].entry.id
    screen.open_at(Place("pupil", kacper, f"story/{entry}"))
    assert isinstance(screen.pages.currentWidget(), StoryPage)


def test_coming_back_to_the_same_pupil_keeps_the_tab_and_another_pupil_starts_at_the_story(screen: PupilScreen, room: Room, kacper: UUID) -> None:
    screen.open_at(Place("pupil", kacper, "people"))
    screen.open_at(Place("pupil", kacper))
    assert TABS[screen.tabs.currentIndex()][0] == "people"
    other = next(row.pupil.id for row in room.desk.pupils.rows() if row.pupil.id != kacper)
    screen.open_at(Place("pupil", other))
    assert screen.tabs.currentIndex() == 0
    assert screen.name.text() == "Leila Ashgrove"


@pytest.mark.parametrize("press", [Qt.Key.Key_Return, Qt.Key.Key_Space, None])
def test_a_court_order_in_the_header_leads_to_the_order(screen: PupilScreen, room: Room, kacper: UUID, heard: Heard, press: Qt.Key | None) -> None:
    order = CourtOrder(id=uuid4(), pupil=kacper, words="Nobody but his mother collects him, and nobody else is told when she does. " * 3)
    room.desk.recording.save(order)
    screen.refresh()
    [chip] = screen.facts.itemAt(0).widget().findChildren(WayChip)  # type: ignore[union-attr]
    assert order.words.strip() in chip.toolTip()
    QTest.keyClick(chip, Qt.Key.Key_A)
    QTest.mouseClick(chip, Qt.MouseButton.RightButton)
    assert heard.went == []
    if press:
        QTest.keyClick(chip, press)
    else:
        QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert heard.went == [Place("pupil", kacper, f"people/{order.id}")]


def test_in_the_smallest_window_a_tab_scrolls_and_the_page_round_it_does_not(screen: PupilScreen, room: Room, kacper: UUID, qtbot: QtBot) -> None:
    screen.resize(960, 520)
    for tab, _, _ in TABS:
        screen.open_at(Place("pupil", kacper, tab))
    outer = next(area for area in screen.findChildren(QScrollArea) if area.accessibleName() == "Pupil page")
    qtbot.waitUntil(lambda: outer.verticalScrollBar().maximum() == 0)


def test_a_pupil_who_is_gone_is_refused(screen: PupilScreen) -> None:
    with pytest.raises(Refused):
        screen.open_at(Place("pupil", uuid4()))


def test_each_deed_of_the_header_opens_its_form(screen: PupilScreen, room: Room, kacper: UUID, heard: Heard) -> None:
    room.desk.pupils.save_need(Need(id=uuid4(), pupil=kacper, need_type="SLCN", rank=1))
    screen.refresh()
    for action in screen.deeds_menu().actions():
        if not action.isSeparator():
            action.trigger()
    screen.edit()
    assert [type(sheet) for sheet in heard.sheets] == [StatusForm, NeedForm, EndNeedForm, ResidenceForm, RequestForm, PupilForm]


def test_a_new_entry_starts_with_this_pupil(screen: PupilScreen, kacper: UUID) -> None:
    assert screen.pupil_here() == kacper


def test_all_that_can_be_used_has_a_name(screen: PupilScreen, nameless: Callable[[QWidget], list[str]]) -> None:
    for number in range(len(TABS)):
        screen.tabs.setCurrentIndex(number)
        assert nameless(screen) == [], TABS[number][1]


def test_the_look_can_change_on_every_tab(screen: PupilScreen, room: Room) -> None:
    for number in range(len(TABS)):
        screen.tabs.setCurrentIndex(number)
        screen.set_look(room.look)
        assert screen.pages.currentIndex() == number
        assert screen.pages.count() == len(TABS)


def test_by_keyboard_alone_from_the_list_to_a_pupil_a_tab_and_a_form(window: MainWindow, kacper: UUID, qtbot: QtBot) -> None:
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    narrow = window.focusWidget()
    assert narrow is not None
    QTest.keyClicks(narrow, "wil")
    QTest.keyClick(narrow, Qt.Key.Key_Return)
    table = window.focusWidget()
    assert table is not None
    QTest.keyClick(table, Qt.Key.Key_Return)
    screen = window.shown_screen()
    assert isinstance(screen, PupilScreen)
    assert screen.pupil == kacper
    QTest.keyClick(window, Qt.Key.Key_6, Qt.KeyboardModifier.AltModifier)
    assert TABS[screen.tabs.currentIndex()][0] == "people"
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert window.sheet is not None
    assert window.sheet.sheet.objectName() == "form"
    QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Escape)
    assert window.sheet is None


@pytest.mark.parametrize(("tab", "page"), [("story", "entries"), ("documents", "documents"), ("people", "people"), ("ehc", "cases")])
def test_help_is_about_the_tab_that_is_open(screen: PupilScreen, kacper: UUID, tab: str, page: str) -> None:
    screen.open_at(Place("pupil", kacper, tab))
    assert page_for(screen.help_page()) == page
