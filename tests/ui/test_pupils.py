"""The list of pupils: narrow it, sort it, choose its columns, copy it, open a pupil; and the first step where it is empty."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard, QFontMetrics, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.domain.pupil import Need
from sendco_desk.ui.forms.pupil_form import PupilForm
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens.pupils import PupilsScreen
from sendco_desk.ui.screens.registry import screen_class
from tests.ui.desks import AWKWARD, add_awkward, many_rows
from tests.ui.heard import Heard


@pytest.fixture
def screen(room: Room, qtbot: QtBot) -> PupilsScreen:
    """The list, open."""
    return opened(room, qtbot)


def opened(room: Room, qtbot: QtBot) -> PupilsScreen:
    made = PupilsScreen(room)
    qtbot.addWidget(made)
    made.resize(1100, 640)
    made.open_at(Place("pupils"))
    made.show()
    return made


@pytest.fixture
def clipboard(qapp: QGuiApplication) -> Iterator[QClipboard]:
    """Emptied afterwards: the offscreen platform would let go of what is in it when Python has already gone."""
    yield qapp.clipboard()
    qapp.clipboard().clear()


def names(screen: PupilsScreen) -> list[str]:
    return [row.pupil.known_name for row in screen.model.rows]


def pick(screen: PupilsScreen, field: str, said: str) -> None:
    """Choose from a filter button's list."""
    action = next(action for action in screen.filters[field].list_of_choices().actions() if action.text() == said)
    action.trigger()


def test_it_stands_at_its_place() -> None:
    assert screen_class("pupils") is PupilsScreen


def test_pupils_stand_by_surname_with_the_register_counted(screen: PupilsScreen) -> None:
    assert names(screen) == ["Leila Ashgrove", "Poppy Ormerod", "Kacper Wilk"]
    assert screen.register.text() == "3 on the SEN register of 3 on roll"
    assert screen.count.text() == "3 shown · sorted by name"


def test_typing_narrows_and_down_goes_on_into_the_table(screen: PupilsScreen, heard: Heard) -> None:
    screen.activateWindow()
    assert QTest.qWaitForWindowActive(screen)
    screen.narrow.setFocus()
    QTest.keyClicks(screen.narrow, "wil")
    assert names(screen) == ["Kacper Wilk"]
    QTest.keyClick(screen.narrow, Qt.Key.Key_Down)
    assert screen.table.hasFocus()
    QTest.keyClick(screen.table, Qt.Key.Key_Return)
    assert heard.went == [Place("pupil", screen.model.rows[0].pupil.id)]


def test_esc_empties_the_box(screen: PupilsScreen) -> None:
    QTest.keyClicks(screen.narrow, "wil")
    QTest.keyClick(screen.narrow, Qt.Key.Key_Escape)
    assert len(names(screen)) == 3


def test_the_filter_buttons_say_what_they_narrow_to(screen: PupilsScreen) -> None:
    pick(screen, "sen", "EHC plan")
    assert names(screen) == ["Leila Ashgrove"]
    assert screen.filters["sen"].isChecked()
    assert screen.filters["sen"].accessibleName() == "Filter by SEN: EHC plan"
    pick(screen, "sen", "All")
    pick(screen, "year", "Year 4")
    assert names(screen) == ["Kacper Wilk"]
    assert screen.filters["flag"].isHidden()


def test_a_filter_button_has_room_for_its_words_in_the_bold_that_says_that_it_narrows(screen: PupilsScreen) -> None:
    made = screen.filters["roll"]
    bold = made.look.font("body", 600)
    assert made.isChecked() and made.text() == "On roll "
    assert made.sizeHint().width() >= QFontMetrics(bold).horizontalAdvance(made.text()) + made.iconSize().width()


def test_what_leads_to_nobody_offers_everybody(screen: PupilsScreen) -> None:
    QTest.keyClicks(screen.narrow, "qqq")
    assert screen.pages.currentIndex() == 1
    screen.show_everybody()
    assert screen.pages.currentIndex() == 0
    assert len(names(screen)) == 3


def test_a_refresh_keeps_the_filter_the_order_and_the_chosen_row(screen: PupilsScreen, room: Room) -> None:
    screen.table.sort_by("year", Qt.SortOrder.DescendingOrder)
    screen.table.choose(screen.model.rows[0].pupil.id)
    chosen = screen.table.current()
    QTest.keyClicks(screen.narrow, "o")
    add_awkward(room.desk)
    screen.refresh()
    kept = screen.table.current()
    assert chosen is not None
    assert kept is not None
    assert (kept.pupil.id, kept.pupil.year_group) == (chosen.pupil.id, chosen.pupil.year_group)
    assert "Zoë O’Brien-D’Arcy" in names(screen)
    assert "Leila Ashgrove" in names(screen)


def test_columns_are_chosen_and_remembered(screen: PupilsScreen, room: Room, qtbot: QtBot) -> None:
    council = screen.table.keys.index("council")
    menu = screen.table.columns_menu()
    next(action for action in menu.actions() if action.text() == "Council").setChecked(False)
    next(action for action in menu.actions() if action.text() == "Born").setChecked(True)
    screen.table.sort_by("year", Qt.SortOrder.DescendingOrder)
    screen.table.setColumnWidth(0, 300)
    again = opened(room, qtbot).table
    assert again.isColumnHidden(council)
    assert not again.isColumnHidden(again.keys.index("born"))
    assert again.horizontalHeader().sortIndicatorSection() == again.keys.index("year")
    assert again.columnWidth(0) == 300


def test_a_spoilt_memory_of_columns_is_the_usual_one(room: Room, qtbot: QtBot) -> None:
    assert room.preferences is not None
    for spoilt in ("{", "[]", '{"sort": ["gone", 7], "widths": 3, "hidden": ["name", 5]}', '{"widths": {"name": -20}}'):
        room.preferences.keep("table_Pupils", spoilt)
        table = opened(room, qtbot).table
        assert not table.isColumnHidden(0)
        assert table.columnWidth(0) > 40


def test_chosen_rows_are_copied_as_a_table_and_all_where_none_is_chosen(screen: PupilsScreen, clipboard: QClipboard) -> None:
    screen.table.setFocus()
    screen.table.copy()
    assert len(clipboard.text().split("\n")) == 4
    screen.table.choose(screen.model.rows[2].pupil.id)
    QTest.keyClick(screen.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = clipboard.text().split("\n")
    assert lines[1].split("\t")[:4] == ["Kacper Wilk", "4", "4 Willow", "SEN support"]
    assert "<table>" in clipboard.mimeData().html()


def test_a_double_click_opens_the_pupil(screen: PupilsScreen, heard: Heard) -> None:
    where = screen.table.visualRect(screen.model.index(1, 0)).center()
    QTest.mouseClick(screen.table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)
    QTest.mouseDClick(screen.table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)
    assert [place.name for place in heard.went] == ["pupil"]


def test_an_empty_notebook_offers_the_import_first(new_room: Room, qtbot: QtBot, heard: Heard) -> None:
    screen = opened(new_room, qtbot)
    assert screen.whole.currentIndex() == 1
    page = screen.whole.widget(1)
    assert page is not None
    steps = {made.text().strip(): made for made in page.findChildren(QPushButton)}
    steps["Import pupils"].click()
    steps["Add a pupil"].click()
    assert heard.went == [Place("import")]
    assert isinstance(heard.sheets[-1], PupilForm)


def test_need_words_go_when_the_column_is_narrow_and_nothing_is_cut(room: Room, qtbot: QtBot) -> None:
    pupil = next(row.pupil for row in room.desk.pupils.rows() if row.pupil.known_name == "Kacper Wilk")
    room.desk.pupils.save_need(Need(id=pupil.id, pupil=pupil.id, need_type="SLCN"))
    screen = opened(room, qtbot)
    needs = screen.table.keys.index("needs")
    wide = screen.table.columnWidth(needs)
    screen.resize(760, 640)
    QTest.qWait(1)
    assert screen.table.columnWidth(needs) < wide
    assert screen.table.columnWidth(needs) >= 104
    assert not screen.grab().isNull()


def test_names_in_any_script_are_drawn(room: Room, qtbot: QtBot) -> None:
    add_awkward(room.desk)
    screen = opened(room, qtbot)
    assert {row.pupil.legal_surname for row in screen.model.rows} >= {surname for _, surname, _ in AWKWARD}
    for row in screen.model.rows:
        at = screen.table.visualRect(screen.model.index_of(row.pupil.id))
        cell = screen.table.viewport().grab(at).toImage()
        assert inked(cell) > 20, row.pupil.legal_surname


def inked(image: QImage) -> int:
    """How many pixels are not of the ground's colour."""
    ground = image.pixelColor(image.width() - 2, 2)
    return sum(image.pixelColor(x, y) != ground for x in range(0, image.width(), 2) for y in range(4, image.height() - 4, 2))


def test_five_thousand_pupils_are_shown_and_narrowed_without_a_wait(screen: PupilsScreen, qtbot: QtBot) -> None:
    screen.model.put(many_rows(5000))
    screen.choose(screen.model.filter)
    QTest.keyClicks(screen.narrow, "surname4")
    assert 0 < len(names(screen)) < 5000
    assert screen.count.text().startswith(f"{len(names(screen))} shown")


def test_all_that_can_be_used_has_a_name(screen: PupilsScreen, nameless: Callable[[QWidget], list[str]]) -> None:
    assert nameless(screen) == []


def test_tab_leaves_the_table(screen: PupilsScreen) -> None:
    screen.activateWindow()
    assert QTest.qWaitForWindowActive(screen)
    screen.table.setFocus()
    QTest.keyClick(screen.table, Qt.Key.Key_Tab)
    assert not screen.table.hasFocus()


def test_the_look_can_change_while_the_list_is_open(screen: PupilsScreen, room: Room) -> None:
    before = screen.table.rowHeight(0)
    room.look.text_size = 1.5
    try:
        screen.set_look(room.look)
        assert screen.table.rowHeight(0) == round(before * 1.5)
    finally:
        room.look.text_size = 1.0
