"""A day's work by keys alone, with the focus always in sight; every screen in reading order, named, and whole at 200% text."""

from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFileDialog, QTabBar, QWidget

from sendco_desk.services.bundling import verify
from sendco_desk.ui.forms.pupil_form import PupilForm
from sendco_desk.ui.main_window import MainWindow
from sendco_desk.ui.palette import Palette
from sendco_desk.ui.quick_entry import QuickEntry
from sendco_desk.ui.room import Place
from sendco_desk.ui.running import Running
from sendco_desk.ui.screens import pupil
from sendco_desk.ui.screens.case_forms import EventForm
from sendco_desk.ui.screens.pack import PackScreen
from tests.journeys.hands import ALT, CTRL, Hands, Key, areas_over, focused, inside_a_view, nameless, on_screen, says, settle, the, told, usable

LEAST = 24
"""Pixels: the smallest target."""
TABS = tuple(key for key, _, _ in pupil.TABS)
PLACES = (
    "today", "pupils", *(f"pupil:{tab}" for tab in TABS), "year_roll", "redact", "requests", "case", "reviews", "provision:map",
    "provision:groups", "provision:staff", "rules", "packs", "pack", "reports:cohort", "reports:register", "reports:returns",
    "reports:timeliness", "reports:print", "import", "calendar", "councils", "profiles", "profiles:830-derbyshire", "council_form",
    "settings", "help",
)
"""Those that are held to the largest text."""
pytestmark = pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)  # what a list under a field does when it opens


def go(window: MainWindow, name: str) -> QWidget:
    """Go to a main screen, at Kacper or his case where it belongs to one."""
    (case,) = window.desk.casework.cases()
    place, _, tab = name.partition(":")
    paper = window.desk.documents.of(case.pupil.id)[0].id
    ids = {"pupil": case.pupil.id, "redact": paper} | dict.fromkeys(("case", "pack", "council_form"), case.case.id)
    window.go(Place(place, ids.get(place), tab))
    settle()
    screen = window.shown_screen()
    assert screen is not None and place == screen.NAME
    return screen


class Windows(QObject):
    """Writes down each part that is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.met: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow() and not isinstance(watched, MainWindow):
            self.met.append(f"{type(watched).__name__} {watched.objectName()}")
        return False


def test_no_part_of_a_screen_is_shown_as_a_window_of_its_own(main: MainWindow) -> None:
    """A part shown before it lies in its page takes the keyboard away from the window."""
    windows = Windows()
    QApplication.instance().installEventFilter(windows)  # type: ignore[union-attr]  # there is one, or nothing here could be shown
    try:
        for name in PLACES:
            go(main, name)
    finally:
        QApplication.instance().removeEventFilter(windows)  # type: ignore[union-attr]
    assert windows.met == []


# A morning's work


def test_a_days_work_is_done_by_keys_alone(main: MainWindow, hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The passphrase was typed and entered already, to come here."""
    desk, (case,) = main.desk, main.desk.casework.cases()
    on_screen(focused())

    hands.key(Key.Key_N, CTRL)
    hands.write("kac")
    hands.key(Key.Key_Return)
    assert the(main, QuickEntry).pupil_field.pupil == case.pupil.id
    hands.tab_to("Phone call")
    hands.key(Key.Key_Right)
    hands.key(Key.Key_Space)
    hands.tab_to("What was said or seen")
    hands.write("Used the board twice, unprompted.")
    hands.key(Key.Key_Return, CTRL)
    entry = desk.story.lines(case.pupil.id)[0].entry
    assert (entry.entry_kind, entry.words) == ("meeting", "Used the board twice, unprompted.")
    on_screen(focused())

    hands.key(Key.Key_K, CTRL)
    hands.write("wilk")
    hands.key(Key.Key_Return)
    assert (main.place.name, main.place.id) == ("pupil", case.pupil.id)

    hands.key(Key.Key_7, ALT)
    hands.tab_to(f"Open case 1, {case.kind_words}, {case.stage}")
    hands.key(Key.Key_Space)
    assert (main.place.name, main.place.id) == ("case", case.case.id)

    hands.tab_to("Add event")
    hands.key(Key.Key_Space)
    form = the(main, EventForm)
    hands.tab_to("What happened")
    while form.code("name") != "request_acknowledged":
        before = form.code("name")
        hands.key(Key.Key_Down)
        assert form.code("name") != before
    hands.tab_to("When")
    day = desk.clock().date() - timedelta(weeks=8)
    hands.write(day.isoformat())
    hands.key(Key.Key_Return, CTRL)
    assert "request_acknowledged" in [row.event.name for row in desk.casework.page(case.case.id).events]
    on_screen(focused())

    hands.tab_to("Make pack", back=True)
    hands.key(Key.Key_Space)
    screen = main.shown_screen()
    assert isinstance(screen, PackScreen)
    hands.until(lambda: not main.tasks.busy(), 60)
    out = tmp_path / "pack.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given, **more: (str(out), ""))
    hands.tab_to("Check and make")
    hands.key(Key.Key_Space)
    hands.until(lambda: not main.tasks.busy(), 120)
    assert [check.name for check in verify(out) if not check.ok] == []
    on_screen(focused())


def test_the_first_window_takes_the_passphrase_and_goes_round_by_tab(running: Running, folder: Path, hands: Hands) -> None:
    first = running.unlock_window(folder)
    first.show()
    hands.at(first)
    hands.until(lambda: not first.tasks.busy())
    assert told(focused()) == "Passphrase"
    assert nameless(first) == []
    for name in ("Unlock", "Open another notebook", "Use the recovery code", "New notebook", "Restore from a backup", "Passphrase"):
        hands.tab_to(name)
    hands.key(Key.Key_Return)
    assert "Type your passphrase." in says(first)


# Every screen


def round_by_tab(window: MainWindow, hands: Hands, screen: QWidget) -> list[QWidget]:
    """Go round the window by Tab, the focus in sight at each step; gives back where it stopped on the screen."""
    window.rail.foot["help"].setFocus()  # the last of the rail: the next are the bar, then the screen
    found: list[QWidget] = []
    while len(found) < 120:
        hands.key(Key.Key_Tab)
        now = focused()
        on_screen(now)
        if now in found:
            return [stop for stop in found if screen.isAncestorOf(stop)]
        found.append(now)
    raise AssertionError("Tab never comes round again")


def place_of(widget: QWidget, screen: QWidget) -> QRect:
    """Where it lies when every page is scrolled to its top."""
    for area in areas_over(widget):
        area.verticalScrollBar().setValue(0)
        area.horizontalScrollBar().setValue(0)
    return QRect(widget.mapTo(screen, QPoint(0, 0)), widget.size())


def against_reading(before: QRect, after: QRect) -> bool:
    """Whether the eye would come to the second first: it is above and not in a column further right, or to the left on the same line."""
    if after.bottom() <= before.top():
        return after.left() < before.right()
    level = min(before.bottom(), after.bottom()) - max(before.top(), after.top()) > min(before.height(), after.height()) / 2
    return level and after.right() <= before.left()


def out_of_order(stops: list[QWidget], inside: QWidget) -> list[str]:
    """Each stop of the Tab key that comes before one which is read first."""
    lying = [(told(stop), place_of(stop, inside)) for stop in stops]
    return [f"{one} before {other}" for (one, at), (other, then) in pairwise(lying) if against_reading(at, then)]


def test_tab_follows_the_reading_order_of_every_screen_and_all_that_can_be_used_has_a_name(main: MainWindow, hands: Hands) -> None:
    wrong = []
    for name in PLACES:
        screen = go(main, name)
        stops = round_by_tab(main, hands, screen)
        assert stops, name
        wrong += [f"{name}: {each}" for each in (*out_of_order(stops, screen), *nameless(main))]
    assert wrong == []


def test_the_check_of_reading_order_finds_what_is_out_of_it() -> None:
    above, below, left, right = QRect(0, 0, 50, 20), QRect(0, 40, 50, 20), QRect(0, 0, 20, 20), QRect(40, 4, 20, 20)
    assert [against_reading(*pair) for pair in ((above, below), (below, above), (left, right), (right, left))] == [False, True, False, True]
    assert not against_reading(QRect(0, 400, 50, 20), QRect(300, 0, 50, 20)), "the next column"


def test_a_sheet_over_a_screen_has_names_and_keeps_the_tab_key(main: MainWindow, hands: Hands) -> None:
    go(main, "pupil:story")
    for key, kind in ((Key.Key_K, Palette), (Key.Key_N, QuickEntry)):
        came_from = focused()
        hands.key(key, CTRL)
        sheet = the(main, kind)
        assert nameless(sheet) == []
        for _ in range(16):
            hands.key(Key.Key_Tab)
            assert sheet is focused() or sheet.isAncestorOf(focused())
            on_screen(focused())
        hands.key(Key.Key_Escape)
        assert focused() is came_from


# The largest text in the smallest window


def out_of_reach(control: QWidget) -> str:
    """Why a control cannot be used at this size, or nothing. Pages are scrolled to it first, as a person would."""
    for area in areas_over(control):
        inside = area.widget()
        assert inside is not None
        at = QRect(control.mapTo(inside, QPoint(0, 0)), control.size())
        for corner in (at.bottomRight(), at.topLeft()):
            area.ensureVisible(corner.x(), corner.y(), 1, 1)
    QApplication.processEvents()
    seen, whole = control.visibleRegion().boundingRect(), control.rect()
    views = [area.viewport().rect() for area in areas_over(control)]
    tall, wide = (min([side(whole), *map(side, views)]) for side in (QRect.height, QRect.width))
    if isinstance(control, QAbstractItemView | QTabBar):
        tall, wide = min(tall, 2 * LEAST), min(wide, 4 * LEAST)  # these scroll by themselves
    if seen.height() < min(tall, whole.height()) or seen.width() < wide:
        return f"{told(control)}: {seen.width()}x{seen.height()} of {whole.width()}x{whole.height()} can be seen"
    return ""


def test_every_control_can_be_come_to_at_the_largest_text_in_the_smallest_window(big_text: MainWindow, hands: Hands) -> None:
    wrong = []
    for name in PLACES:
        screen = go(big_text, name)
        hands.until(lambda: not big_text.tasks.busy(), 60)
        hands.qtbot.wait(20)
        assert (big_text.width(), big_text.height()) == (1024, 560)
        controls = [control for control in usable(screen) if not inside_a_view(control)]
        wrong += [f"{name}: {why}" for control in controls if (why := out_of_reach(control))]
    assert wrong == []


def test_the_longest_form_can_be_finished_at_the_largest_text(big_text: MainWindow, hands: Hands) -> None:
    go(big_text, "pupils")
    hands.tab_to("Add a pupil")
    hands.key(Key.Key_Space)
    form = the(big_text, PupilForm)
    assert [why for control in usable(form) if (why := out_of_reach(control))] == []


def test_tab_in_a_sheet_comes_to_its_deed_last(main: MainWindow, hands: Hands) -> None:
    from sendco_desk.ui.widgets.sheet import tab_stops

    hands.key(Key.Key_N, CTRL)
    assert told(tab_stops(the(main, QuickEntry))[-1]) == "Finish"
