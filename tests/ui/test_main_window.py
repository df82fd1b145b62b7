"""The window round every screen."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import ClassVar
from uuid import UUID

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.desk import Desk
from sendco_desk.services.opening import open_desk
from sendco_desk.ui import main_window
from sendco_desk.ui.keys import KEYS
from sendco_desk.ui.main_window import MainWindow
from sendco_desk.ui.messages import Message
from sendco_desk.ui.palette import Palette
from sendco_desk.ui.preferences import Preferences
from sendco_desk.ui.room import Place, Room, Screen
from sendco_desk.ui.screens import registry
from sendco_desk.ui.screens.registry import MODULES, screen_class, stop_of
from sendco_desk.ui.theme import Dressing
from sendco_desk.ui.tokens import TEXT_SIZES
from sendco_desk.ui.widgets.layout import stack
from sendco_desk.ui.widgets.rail import STOPS
from tests.ui.case_desks import says
from tests.ui.conftest import PASSPHRASE
from tests.ui.heard import Heard


class StandIn(Screen):
    """A screen that remembers what it was asked."""

    KINDS: ClassVar[frozenset[str]] = frozenset({"pupil"})

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.edit = QLineEdit()
        self.edit.setAccessibleName("Narrow the list")
        self.setLayout(stack(self.edit))
        self.refreshed, self.at, self.refuses, self.stays = 0, Place(""), False, False

    def open_at(self, place: Place) -> None:
        if self.refuses:
            raise Refused("This is no longer in the notebook.")
        self.at = place

    def refresh(self) -> None:
        if self.refuses:
            raise Refused("This is no longer in the notebook.")
        self.refreshed += 1

    def leave(self) -> bool:
        return not self.stays


class PupilsStandIn(StandIn):
    NAME: ClassVar[str] = "pupils"


class PupilStandIn(StandIn):
    NAME: ClassVar[str] = "pupil"

    def pupil_here(self) -> UUID | None:
        return self.at.id


@pytest.fixture(autouse=True)
def _stand_ins(monkeypatch: pytest.MonkeyPatch) -> None:
    """The shell is tested without the screens that others fill."""
    real = registry.screen_class
    made: dict[str, type[Screen]] = {"pupils": PupilsStandIn, "pupil": PupilStandIn}
    monkeypatch.setattr(main_window, "screen_class", lambda name: made.get(name) or real(name))


def shown(window: MainWindow, kind: type[StandIn]) -> StandIn:
    now = window.shown_screen()
    assert isinstance(now, kind)
    return now


def test_the_window_s_title_names_no_pupil(window: MainWindow, desk: Desk) -> None:
    window.go(Place("pupil", desk.pupils.rows()[0].pupil.id))
    assert window.windowTitle() == "SENDCo Desk"


def test_only_stops_that_work_are_shown_in_their_order(window: MainWindow) -> None:
    assert [stop.text() for stop in window.rail.stops.values()] == [
        "Today", "Pupils", "Requests & plans", "Reviews", "Provision", "Packs", "Reports",
    ]
    assert [stop.text() for stop in window.rail.foot.values()] == ["Lock", "Settings", "Help"]


def test_it_opens_at_today_with_the_count_of_what_is_late(window: MainWindow) -> None:
    assert window.place == Place("today") and window.rail.stops["today"].isChecked()
    assert window.rail.stops["today"].accessibleName() == "Today, 3 overdue"


def test_a_stop_of_the_rail_goes_to_its_place(window: MainWindow) -> None:
    window.rail.stops["pupils"].click()
    assert window.place.name == "pupils" and not window.rail.stops["today"].isChecked()


def test_a_pupil_s_page_belongs_to_the_stop_of_pupils(window: MainWindow) -> None:
    window.go(Place("pupil", tab="story"))
    assert window.rail.stops["pupils"].isChecked() and shown(window, PupilStandIn).at.tab == "story"


def test_back_goes_the_way_one_came(window: MainWindow) -> None:
    for name in ("pupils", "settings"):
        window.go(Place(name))
    window.back()
    assert window.place.name == "pupils"
    window.back()
    window.back()
    assert window.place.name == "today"


def test_a_place_that_is_gone_is_said_and_not_gone_to(window: MainWindow) -> None:
    window.go(Place("pupils"))
    shown(window, PupilsStandIn).refuses = True
    window.go(Place("today"))
    window.go(Place("pupils"))
    assert window.place.name == "today" and window.rail.stops["today"].isChecked()
    assert window.messages.said.text() == "This is no longer in the notebook."


def test_a_screen_with_something_half_done_keeps_the_window(window: MainWindow) -> None:
    window.go(Place("pupils"))
    shown(window, PupilsStandIn).stays = True
    window.rail.stops["today"].click()
    assert window.place.name == "pupils" and window.rail.stops["pupils"].isChecked()
    shown(window, PupilsStandIn).stays = False


def test_a_deed_refreshes_only_the_screen_that_shows_its_kind(window: MainWindow) -> None:
    window.go(Place("pupils"))
    window.changed(frozenset({"document"}))
    assert shown(window, PupilsStandIn).refreshed == 0
    window.changed(frozenset({"pupil"}))
    assert shown(window, PupilsStandIn).refreshed == 1
    assert window.top.saved.text() == "Saved 10:42"


def test_what_was_undone_away_leads_back_to_the_list(window: MainWindow) -> None:
    window.go(Place("pupil"))
    shown(window, PupilStandIn).refuses = True
    window.changed(frozenset({"pupil"}))
    assert window.place.name == "pupils"


def test_undo_names_what_it_undid(window: MainWindow, desk: Desk) -> None:
    pupil = desk.pupils.rows()[0].pupil
    desk.pupils.save(Pupil(id=pupil.id, legal_forename="Ada", legal_surname="Wilk"))
    window.undo()
    assert window.messages.said.text() == "Undone: Changed the details of Ada Wilk."
    assert desk.pupils.get(pupil.id) == pupil


def test_nothing_to_undo_is_said(new_desk: Desk, dressing: Dressing, preferences: Preferences, qtbot: QtBot) -> None:
    window = MainWindow(new_desk, dressing, preferences, crash=lambda error: None)
    qtbot.addWidget(window)
    for _ in range(4):
        window.undo()
    assert window.messages.message is not None and window.messages.message.kind == "refused"


def test_undo_is_offered_in_the_palette_by_name(window: MainWindow, desk: Desk) -> None:
    assert any(command.words == f"Undo: {desk.finding.undoable()}" for command in window.commands())


def key(window: MainWindow, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    handle = window.windowHandle()
    assert handle is not None
    QTest.keyClick(handle, key, held)


CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def active(window: MainWindow, qtbot: QtBot) -> MainWindow:
    with qtbot.waitActive(window):
        window.activateWindow()
    return window


def test_the_window_can_be_driven_by_keys_alone(active: MainWindow) -> None:
    key(active, Qt.Key.Key_2, CTRL)
    assert active.place.name == "pupils"
    key(active, Qt.Key.Key_Comma, CTRL)
    assert active.place.name == "settings"
    key(active, Qt.Key.Key_F1)
    assert active.place == Place("help", tab="settings")
    key(active, Qt.Key.Key_Left, ALT)
    assert active.place.name == "settings"


def test_ctrl_k_finds_and_escape_gives_the_keyboard_back(active: MainWindow) -> None:
    active.go(Place("pupils"))
    field = shown(active, PupilsStandIn).edit
    field.setFocus()
    key(active, Qt.Key.Key_K, CTRL)
    assert active.sheet is not None and isinstance(active.sheet.sheet, Palette)
    assert active.sheet.sheet.edit.hasFocus()
    key(active, Qt.Key.Key_Escape)
    assert field.hasFocus() and active.sheet is None


def test_ctrl_z_inside_a_field_undoes_the_typing_and_no_deed(active: MainWindow, desk: Desk) -> None:
    active.go(Place("pupils"))
    field = shown(active, PupilsStandIn).edit
    field.setFocus()
    QTest.keyClicks(field, "abc")
    before = desk.finding.undoable()
    key(active, Qt.Key.Key_Z, CTRL)
    assert field.text() == "" and desk.finding.undoable() == before


def test_every_key_is_bound_once() -> None:
    assert len({k.keys for k in KEYS}) == len(KEYS)


def test_a_new_entry_starts_with_the_pupil_whose_page_is_open(window: MainWindow, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys
    from types import ModuleType

    made: list[UUID | None] = []

    class Entry(QWidget):
        def __init__(self, room: Room, pupil: UUID | None) -> None:
            super().__init__()
            made.append(pupil)

    stand_in = ModuleType("quick_entry")
    stand_in.QuickEntry = Entry  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "sendco_desk.ui.quick_entry", stand_in)
    pupil = desk.pupils.rows()[0].pupil.id
    window.new_entry(None)
    window.go(Place("pupil", pupil))
    window.new_entry(None)
    assert made == [None, pupil] and window.sheet is not None


def test_a_sheet_with_something_to_keep_is_asked_before_another_opens(window: MainWindow) -> None:
    class Stubborn(QWidget):
        def may_close(self) -> bool:
            return False

    first = Stubborn()
    window.open_sheet(first, "First")
    window.open_sheet(QWidget(), "Second")
    assert window.sheet is not None and window.sheet.sheet is first


# Locking


def test_lock_leaves_nothing_on_screen_and_closes_the_notebook(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.locked):
        window.lock()
    assert not window.isVisible() and window.screens == {}
    assert desk.keyring.book._database.closed


def test_lock_in_the_middle_of_slow_work_stops_it(window: MainWindow, qtbot: QtBot) -> None:
    from time import sleep

    steps: list[int] = []

    def work(report: Callable[[int, int], None]) -> None:
        for step in range(10_000):
            report(step, 10_000)
            steps.append(step)
            sleep(0.001)

    window.tasks.run(work, lambda nothing: None, title="Working")
    qtbot.waitUntil(lambda: len(steps) > 3)
    window.lock()
    assert len(steps) < 9_000


def test_it_locks_by_itself_after_the_minutes_of_settings(window: MainWindow, preferences: Preferences) -> None:
    heard: list[bool] = []
    window.locked.connect(lambda: heard.append(True))
    preferences.keep("lock_minutes", 5)
    window.touched -= 4 * 60
    window.lock_when_idle()
    assert heard == []
    window.touched -= 2 * 60
    window.lock_when_idle()
    assert heard == [True]


def test_the_screen_moves_on_at_midnight(folder: Path, dressing: Dressing, preferences: Preferences, heard: Heard, qtbot: QtBot) -> None:
    at = [datetime(2026, 11, 12, 23, 59, 50, tzinfo=UTC)]
    made = MainWindow(open_desk(folder, PASSPHRASE, clock=lambda: at[0]), dressing, preferences, crash=heard.crashes.append)
    qtbot.addWidget(made)
    made.show()
    made.open_first()
    made.idle.timeout.emit()
    assert "Thu 12 Nov 2026" in says(made)
    at[0] = datetime(2026, 11, 13, 0, 0, 1, tzinfo=UTC)
    made.idle.timeout.emit()
    assert "Fri 13 Nov 2026" in says(made)
    at[0] = datetime(2027, 11, 13, 9, 0, tzinfo=UTC)
    made.idle.timeout.emit()
    assert "Sat 13 Nov 2027" in says(made) and not heard.crashes


def test_it_never_locks_by_itself_where_settings_say_so(window: MainWindow, preferences: Preferences) -> None:
    preferences.keep("lock_minutes", 0)
    window.touched -= 24 * 3600
    window.lock_when_idle()
    assert window.isVisible()


def test_a_key_counts_as_a_touch(active: MainWindow) -> None:
    active.touched -= 600
    before = active.touched
    key(active, Qt.Key.Key_Shift)
    assert active.touched > before + 500


# Size, place and text size


@pytest.fixture
def again(folder: Path, dressing: Dressing, preferences: Preferences) -> Iterator[Callable[[], MainWindow]]:
    """Opens the notebook's window anew, as after a restart."""
    from sendco_desk.services.opening import open_desk

    made: list[MainWindow] = []

    def open_again() -> MainWindow:
        window = MainWindow(open_desk(folder, "harbour lantern pencil"), dressing, preferences, crash=lambda error: None)
        window.show()
        window.open_first()
        made.append(window)
        return window

    yield open_again
    for window in made:
        window.close()
        window.deleteLater()


def test_it_remembers_its_size_and_its_place_and_never_a_pupil(again: Callable[[], MainWindow], preferences: Preferences, desk: Desk) -> None:
    pupil = desk.pupils.rows()[0].pupil
    desk.close()
    first = again()
    first.resize(1024, 666)  # no wider: the offscreen screen is small, and a window is never restored beyond its screen
    first.go(Place("pupil", pupil.id))
    first.close()
    second = again()
    assert (second.width(), second.height()) == (1024, 666) and second.place == Place("pupils")
    preferences.settings.sync()
    kept = Path(preferences.settings.fileName()).read_text()
    assert pupil.legal_surname not in kept and str(pupil.id) not in kept


def test_the_rail_puts_words_under_icons_in_a_narrow_window(window: MainWindow) -> None:
    window.resize(1366, 700)
    assert window.rail.width() == 208 and not window.rail.stacked
    window.resize(1100, 700)
    assert window.rail.width() == 88 and window.rail.stacked
    assert window.rail.foot["lock"].toolTip() == "Lock (Ctrl+L)"


@pytest.mark.parametrize("size", TEXT_SIZES)
def test_the_smallest_window_cuts_nothing_off(window: MainWindow, dressing: Dressing, size: float, qtbot: QtBot) -> None:
    dressing.choose("light", size)
    window.resize(1024, 560)
    qtbot.wait(20)
    assert (window.width(), window.height()) == (1024, 560)
    new = window.top.new
    assert new.mapTo(window, new.rect().bottomRight()).x() <= 1024
    foot = window.rail.foot["help"]
    assert foot.mapTo(window, foot.rect().bottomRight()).y() <= 560
    stops = [*window.rail.stops.values(), *window.rail.foot.values()]
    assert all(one.geometry().bottom() < other.geometry().top() for one, other in pairwise(stops))


def test_a_change_of_text_size_builds_the_other_screens_anew(window: MainWindow, dressing: Dressing) -> None:
    window.go(Place("pupils"))
    window.go(Place("today"))
    dressing.choose("dark", 1.25)
    assert set(window.screens) == {"today"}
    assert window.rail.width() == round(88 * 1.25)


def test_an_old_backup_is_said_with_an_icon(window: MainWindow) -> None:
    assert window.top.kept.text() == "Never backed up" and window.top.warning.isVisible()
    window.top.show_backup("Backed up Wed 11 Nov 2026", "done")
    assert not window.top.warning.isVisible()


def test_a_message_is_said_in_the_bar(window: MainWindow) -> None:
    window.room.say(Message(words="The disk is full.", kind="trouble"))
    assert window.messages.isVisible()


def test_a_backup_is_told_in_the_bar_as_soon_as_it_is_made(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    window.go(Place("settings", tab="backups"))
    qtbot.waitUntil(lambda: window.top.kept.text().startswith("Backed up"), timeout=10_000)


@pytest.mark.parametrize("place", MODULES)
def test_every_place_belongs_to_a_stop_or_to_the_foot(place: str) -> None:
    assert stop_of(place) in {*dict(STOPS), "settings", "help"}


def test_a_place_that_there_is_not_is_refused() -> None:
    with pytest.raises(Refused):
        screen_class("dungeon")


def test_everything_in_the_shell_has_a_name(window: MainWindow, nameless: Callable[[QWidget], list[str]]) -> None:
    assert nameless(window) == []


def test_tab_goes_from_the_rail_to_the_bar_to_the_screen(active: MainWindow) -> None:
    active.rail.stops["today"].setFocus()
    been = []
    for _ in range(10):
        now = QApplication.focusWidget()
        assert now is not None
        been.append(now.accessibleName())
        key(active, Qt.Key.Key_Tab)
    rail, bar, screen = been.index("Today, 3 overdue"), been.index("Find a pupil, entry, document or command"), been.index("Today")
    assert rail < bar < screen


def test_what_is_gone_to_from_the_search_has_the_keyboard(active: MainWindow, desk: Desk) -> None:
    active.rail.stops["today"].setFocus()
    active.go(Place("pupil", desk.pupils.rows()[0].pupil.id))
    assert QApplication.focusWidget() is shown(active, PupilStandIn).edit


def test_on_the_rail_the_keyboard_stays_there_and_a_shortcut_takes_it_along(active: MainWindow) -> None:
    stop = active.rail.stops["pupils"]
    stop.setFocus()
    stop.click()
    assert active.place.name == "pupils" and QApplication.focusWidget() is stop
    active.go(Place("pupils"))
    assert QApplication.focusWidget() is shown(active, PupilsStandIn).edit
    active.press("today")
    now, has = active.shown_screen(), QApplication.focusWidget()
    assert now is not None and has is not None and now.isAncestorOf(has)


def test_the_count_over_a_narrow_rail_stands_beside_its_icon_and_not_on_it(window: MainWindow) -> None:
    window.resize(1093, 592)
    stop = window.rail.stops["today"]
    side, middle = stop.sizeHint().height(), stop.width() // 2
    icon = QRect(middle - 10, 0, 20, side)
    pictures = []
    for count in (0, 10):
        stop.show_count(count)
        pictures.append(stop.grab(icon).toImage())
    assert pictures[0] == pictures[1]
