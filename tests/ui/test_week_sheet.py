"""A group's week in a few keys: everybody was there, the exceptions by letter, kept in one deed; and how many keys that takes."""

from collections.abc import Callable
from datetime import date
from itertools import combinations
from uuid import uuid4

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.domain.provision import ProvisionPlace, ProvisionRun, ProvisionSession
from sendco_desk.services.provision_week import Slot, WeekEntry
from sendco_desk.ui.forms.drafts import fill
from sendco_desk.ui.forms.week_sheet import WeekForm, open_week
from sendco_desk.ui.models.week_model import SIGNS, WeekModel
from sendco_desk.ui.room import Room
from sendco_desk.ui.widgets.buttons import Button
from tests.ui.heard import Heard
from tests.ui.provision_desks import LAST_WEEK, THIS_WEEK, add_group, add_term, pupil_called

KEYS = {"H": Qt.Key.Key_H, "A": Qt.Key.Key_A, "S": Qt.Key.Key_S, "T": Qt.Key.Key_T}
MOST_KEYS = 12
"""For a week of four pupils and three days with two absences; Ctrl+Enter counts as two. At 0.28 seconds a key and 1.35 seconds to think
before each of the four steps (Card, Moran and Newell’s keystroke-level model) that is 9 seconds."""


@pytest.fixture
def run(room: Room) -> ProvisionRun:
    add_term(room.desk)
    return add_group(room.desk)


def opened(room: Room, run: ProvisionRun, qtbot: QtBot, day: date = LAST_WEEK) -> WeekForm:
    made = WeekForm(room, run.id, day)
    qtbot.addWidget(made)
    made.resize(960, 640)
    made.show()
    made.activateWindow()
    made.grid.setFocus()
    return made


@pytest.fixture
def form(room: Room, run: ProvisionRun, qtbot: QtBot) -> WeekForm:
    return opened(room, run, qtbot)


class Counted:
    """Presses keys in the grid and counts them."""

    def __init__(self, form: WeekForm) -> None:
        self.form, self.keys = form, 0

    def press(self, *keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            QTest.keyClick(self.form.grid, key, held)
            self.keys += 1 if held == Qt.KeyboardModifier.NoModifier else 2

    def go(self, row: int, column: int) -> None:
        now = self.form.grid.currentIndex()
        down, right = row - now.row(), column - now.column()
        self.press(*[Qt.Key.Key_Down if down > 0 else Qt.Key.Key_Up] * abs(down))
        self.press(*[Qt.Key.Key_Right if right > 0 else Qt.Key.Key_Left] * abs(right))


def far(cell: tuple[int, int], other: tuple[int, int] = (0, 0)) -> int:
    return abs(cell[0] - other[0]) + abs(cell[1] - other[1])


def test_a_week_of_four_pupils_and_three_days_with_two_absences_takes_twelve_keys_at_most(
    form: WeekForm, room: Room, record_property: Callable[[str, object], None],
) -> None:
    cells = [(row, column) for row in range(4) for column in range(3)]
    most = max(1 + min(far(one) + far(one, other), far(other) + far(one, other)) + 2 + 2 for one, other in combinations(cells, 2))
    assert most <= MOST_KEYS  # wherever the two absences are: Space, the arrows to them, a letter each, Ctrl+Enter
    counted = Counted(form)
    counted.press(Qt.Key.Key_Space)
    for row, column in ((0, 2), (3, 0)):  # a pair that is as far apart as any
        counted.go(row, column)
        counted.press(Qt.Key.Key_A)
    counted.press(Qt.Key.Key_Return, held=Qt.KeyboardModifier.ControlModifier)
    record_property("keystrokes", counted.keys)
    sessions = room.desk.recording.of(ProvisionSession)
    assert counted.keys == most == MOST_KEYS
    assert sorted(one.outcome for one in sessions) == ["held"] * 10 + ["pupil_away"] * 2
    assert {one.minutes for one in sessions if one.outcome == "held"} == {20}
    assert room.desk.finding.undoable() == "Recorded a group’s week"


def test_with_the_mouse_alone_the_same_week_takes_six_clicks(form: WeekForm, room: Room) -> None:
    clicks = 0
    legend = {made.accessibleName(): made for made in form.findChildren(Button)}

    def click(widget: QWidget, at: QPoint | None = None) -> None:
        nonlocal clicks
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at or widget.rect().center())
        clicks += 1

    click(form.there_button)
    for row, column in ((0, 2), (3, 0)):
        click(form.grid.viewport(), form.grid.visualRect(form.week.index(row, column)).center())
        click(legend["Pupil away: the chosen sessions (A)"])
    click(form.finish_button)
    assert clicks == 6
    assert sorted(one.outcome for one in room.desk.recording.of(ProvisionSession)) == ["held"] * 10 + ["pupil_away"] * 2


def test_a_whole_day_is_one_key_with_shift(form: WeekForm) -> None:
    counted = Counted(form)
    counted.press(Qt.Key.Key_Space, Qt.Key.Key_Right)
    counted.press(Qt.Key.Key_S, held=Qt.KeyboardModifier.ShiftModifier)
    column = [form.week.index(row, 1).data() for row in range(4)]
    assert column == ["Staff away"] * 4
    assert form.week.index(0, 0).data() == "Held"


def test_several_cells_are_chosen_with_shift_and_arrows_and_cleared_with_delete(form: WeekForm) -> None:
    counted = Counted(form)
    counted.press(Qt.Key.Key_Space)
    counted.press(Qt.Key.Key_Down, held=Qt.KeyboardModifier.ShiftModifier)
    counted.press(Qt.Key.Key_T)
    assert [form.week.index(row, 0).data() for row in range(3)] == ["Trip, event", "Trip, event", "Held"]
    counted.press(Qt.Key.Key_Delete)
    assert [form.week.index(row, 0).data() for row in range(3)] == ["–", "–", "Held"]


def test_minutes_are_typed_on_a_session_and_for_the_whole_week(form: WeekForm, room: Room) -> None:
    counted = Counted(form)
    counted.press(Qt.Key.Key_1)  # nothing is held there yet, so there are no minutes to say
    counted.press(Qt.Key.Key_Space, Qt.Key.Key_1, Qt.Key.Key_5)
    assert form.week.index(0, 0).data() == "Held 15 min"
    counted.press(Qt.Key.Key_Right, Qt.Key.Key_0)
    assert form.week.index(0, 1).data() == "Held"
    fill(form.fields["minutes"].box, "25")
    form.finish()
    assert sorted(one.minutes for one in room.desk.recording.of(ProvisionSession)) == [15] + [25] * 11


def test_a_week_that_is_opened_again_says_what_is_recorded_and_keeps_what_changes(
    form: WeekForm, room: Room, run: ProvisionRun, qtbot: QtBot,
) -> None:
    Counted(form).press(Qt.Key.Key_Space)
    form.finish()
    again = opened(room, run, qtbot)
    assert {again.week.index(row, column).data() for row in range(4) for column in range(3)} == {"Held"}
    again.finish()
    assert again.failure.text().startswith("Nothing new is said of this week.")
    Counted(again).press(Qt.Key.Key_A)
    again.finish()
    assert sorted(one.outcome for one in room.desk.recording.of(ProvisionSession)) == ["held"] * 11 + ["pupil_away"]


def test_a_day_that_has_not_come_is_not_held(room: Room, qtbot: QtBot) -> None:
    add_term(room.desk)
    made = opened(room, add_group(room.desk, weekdays=("wed", "thu", "fri")), qtbot, THIS_WEEK)
    Counted(made).press(Qt.Key.Key_Space)
    assert [made.week.index(0, column).data() for column in range(3)] == ["Held", "Held", "–"]  # today is Thursday
    Counted(made).go(0, 2)
    Counted(made).press(Qt.Key.Key_H)
    assert made.week.index(0, 2).data() == "–"
    Counted(made).press(Qt.Key.Key_T)
    assert made.week.index(0, 2).data() == "Trip, event"


def test_what_is_typed_stays_as_a_draft_and_can_be_thrown_away(form: WeekForm, room: Room, run: ProvisionRun, qtbot: QtBot) -> None:
    Counted(form).press(Qt.Key.Key_Space, Qt.Key.Key_A)
    form.keeper.save()
    form.hide()
    again = opened(room, run, qtbot)
    assert not again.restored.isHidden()
    assert (again.week.index(0, 0).data(), again.week.index(1, 0).data()) == ("Pupil away", "Held")
    again.start_again()
    assert again.week.index(1, 0).data() == "–"
    assert room.desk.recording.of(ProvisionSession) == []


def test_a_draft_of_somebody_who_has_left_the_group_says_nothing(form: WeekForm) -> None:
    stranger = f'[["{uuid4()}", "2026-11-02", 1, "held", 20]]'
    form.week.put_back(stranger)
    assert form.week.changes(20) == {}


def test_the_keyboard_starts_where_something_can_be_filled(room: Room, qtbot: QtBot) -> None:
    add_term(room.desk)
    run = add_group(room.desk, weekdays=("tue", "wed", "thu"))
    first = room.desk.provision.week(run.id, LAST_WEEK).rows[0].place
    room.desk.provision.end_place(first.id, LAST_WEEK)
    assert opened(room, run, qtbot).grid.currentIndex().row() == 1


def test_who_holds_no_place_that_day_cannot_be_filled(room: Room, run: ProvisionRun, qtbot: QtBot) -> None:
    leila = pupil_called(room.desk, "Leila Ashgrove")
    place = next(one for one in room.desk.recording.of(ProvisionPlace, leila))
    room.desk.provision.end_place(place.id, LAST_WEEK)
    made = opened(room, run, qtbot)
    at = next(number for number, row in enumerate(made.sheet.rows) if row.pupil.id == leila)
    index = made.week.index(at, 1)
    assert (made.week.flags(index), index.data()) == (Qt.ItemFlag.NoItemFlags, "")
    assert str(index.data(Qt.ItemDataRole.AccessibleTextRole)) == "Leila Ashgrove, Tue 3 Nov 2026: holds no place on this day"
    Counted(made).press(Qt.Key.Key_Space)
    assert not made.grab().isNull()


def test_every_cell_is_said_in_whole_words(form: WeekForm) -> None:
    name = form.sheet.rows[0].pupil.known_name
    spoken = form.week.index(0, 0)
    assert spoken.data(Qt.ItemDataRole.AccessibleTextRole) == f"{name}, Mon 2 Nov 2026: nothing recorded yet"
    form.week.say([form.week.key(spoken)], WeekEntry("held", 15))
    assert spoken.data(Qt.ItemDataRole.AccessibleTextRole) == f"{name}, Mon 2 Nov 2026: Held, 15 minutes"
    form.week.say([form.week.key(spoken)], WeekEntry("cover"))
    assert spoken.data(Qt.ItemDataRole.ToolTipRole) == f"{name}, Mon 2 Nov 2026: Missed: staff needed elsewhere"


def test_the_week_before_and_after_are_a_click_away(form: WeekForm, heard: Heard) -> None:
    Counted(form).press(Qt.Key.Key_Space)
    form.turn(-7)
    form.turn(7)
    before, after = heard.sheets
    assert isinstance(before, WeekForm) and isinstance(after, WeekForm)
    assert (before.sheet.monday, after.sheet.monday) == (date(2026, 10, 26), THIS_WEEK)
    assert before.sheet.slots == ()  # half-term
    assert form.room.desk.drafts.read(form.draft)["week"].count("held") == 12


@pytest.mark.parametrize("minutes", ["", "twenty", "0", "481"])
def test_minutes_that_are_none_are_refused_beside_their_field(form: WeekForm, room: Room, minutes: str) -> None:
    Counted(form).press(Qt.Key.Key_Space)
    fill(form.fields["minutes"].box, minutes)
    form.finish()
    assert form.fields["minutes"].is_wrong()
    assert room.desk.recording.of(ProvisionSession) == []


def test_a_group_without_pupils_says_what_to_do_first(room: Room, qtbot: QtBot) -> None:
    add_term(room.desk)
    run = add_group(room.desk)
    for place in room.desk.recording.of(ProvisionPlace):
        room.desk.recording.remove(place)
    made = opened(room, run, qtbot)
    assert made.grid.isHidden()
    Counted(made).press(Qt.Key.Key_Space, Qt.Key.Key_A)
    assert made.week.changes(20) == {}


def test_a_group_without_days_says_how_its_sessions_are_spread(room: Room, qtbot: QtBot) -> None:
    add_term(room.desk)
    made = opened(room, add_group(room.desk, weekdays=()), qtbot)
    Counted(made).press(Qt.Key.Key_Space)
    assert [made.week.index(0, column).data() for column in range(5)] == ["Held", "–", "Held", "–", "Held"]


def test_the_model_is_a_good_one(form: WeekForm) -> None:
    QAbstractItemModelTester(form.week, QAbstractItemModelTester.FailureReportingMode.Fatal)
    Counted(form).press(Qt.Key.Key_Space)
    form.week.start_again()
    nobody = WeekModel(form.sheet, date(2026, 11, 12))
    assert nobody.data(nobody.index(99, 99)) is None
    assert nobody.data(nobody.index(0, 0), Qt.ItemDataRole.DecorationRole) is None
    assert nobody.headerData(0, Qt.Orientation.Vertical, Qt.ItemDataRole.DecorationRole) is None
    assert nobody.headerData(9, Qt.Orientation.Horizontal) is None
    assert nobody.headerData(0, Qt.Orientation.Horizontal) == Slot(LAST_WEEK).words
    assert nobody.headerData(9, Qt.Orientation.Vertical) is None


def test_other_keys_do_what_they_do_in_any_table(form: WeekForm) -> None:
    QTest.keyClick(form.grid, Qt.Key.Key_End)
    QTest.keyClick(form.grid, Qt.Key.Key_X)
    assert form.grid.currentIndex().column() == 2
    assert form.week.changes(20) == {}


def test_every_sign_has_a_letter_of_its_own() -> None:
    assert len({sign.letter for sign in SIGNS.values()}) == len(SIGNS) == 8


def test_all_that_can_be_used_has_a_name(form: WeekForm, nameless: Callable[[QWidget], list[str]]) -> None:
    assert nameless(form) == []


def test_the_sheet_is_wide_enough_for_five_days(room: Room, run: ProvisionRun, heard: Heard) -> None:
    open_week(room, run.id, LAST_WEEK)
    assert isinstance(heard.sheets[-1], WeekForm)
