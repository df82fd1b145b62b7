"""A finished contact note in ten seconds and a group's week in twenty: keys and clicks are counted, and time is taken from the counts.

The time is that of the keystroke-level model (Card, Moran and Newell 1980) for somebody who knows the app: 0.28 s for a key at an average
pace, with Ctrl or Shift as a key of its own; 1.1 s to point and click; 1.35 s to make up one's mind. It is what a model says and not what a
stopwatch said. It leaves out what the person does away from the app: thinking of the words, and looking up who was away.

The words of a note are counted apart. Twelve words at 40 words a minute take 18 s by themselves, on paper as on any screen: with them such a
note takes about half a minute. The ten seconds are what the app costs beyond the words.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from sendco_desk.domain.provision import ProvisionPlace, ProvisionRun, ProvisionSession
from sendco_desk.ui.forms.week_sheet import WeekForm, WeekGrid
from sendco_desk.ui.main_window import MainWindow
from sendco_desk.ui.quick_entry import QuickEntry
from sendco_desk.ui.screens.provision import ProvisionScreen
from tests.journeys.conftest import PASSPHRASE, WallClock
from tests.journeys.hands import BARE, CTRL, Hands, Key, focused, name_of, settle, the, told

KEY, CLICK, DECISION = 0.28, 1.1, 1.35
"""Seconds."""
TWELVE_WORDS = "Mum rang, sleeping better, happy with the new symbols, no other worries."
NAMES = (("Aiko", "Ashgrove"), ("Bram", "Fernhollow"), ("Cleo", "Ormerod"), ("Dara", "Quillon"))
pytestmark = pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)  # what a list under a field does when it opens


@dataclass
class Counted:
    """The hands of somebody whose keys and clicks are counted; a key held down is one more key of the model, and part of the same press."""

    hands: Hands
    keys: int = 0
    held: int = 0
    clicks: int = 0
    words: int = 0
    minds: list[str] = field(default_factory=list)

    @property
    def presses(self) -> int:
        """Keys and clicks, Ctrl+N as one."""
        return self.keys + self.clicks

    @property
    def seconds(self) -> float:
        """What the model says for all but the words."""
        return (self.keys + self.held) * KEY + self.clicks * CLICK + len(self.minds) * DECISION

    def decide(self, what: str) -> None:
        """Make up one's mind."""
        self.minds.append(what)

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = BARE, times: int = 1) -> None:
        """Press a key, so many times."""
        self.hands.key(key, held, times)
        self.keys += times
        self.held += held is not BARE

    def letters(self, text: str) -> None:
        """Type letters that are no words: those that find a name, those that say a reason."""
        self.hands.write(text)
        self.keys += len(text)

    def write(self, words: str) -> None:
        """Type words, counted apart."""
        self.hands.write(words)
        self.words += len(words.split())

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Point at something and click."""
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, BARE, at or widget.rect().center())
        settle()
        self.clicks += 1


@pytest.fixture
def friday(opened: Callable[[Path, WallClock], MainWindow], tmp_path: Path) -> MainWindow:
    """The window on a Friday afternoon in a school with four pupils, who share two groups on three days a week."""
    from sendco_desk.services.opening import NewNotebook, create
    from sendco_desk.store.slots import TINY
    from tests.ui.desks import pupil_named

    clock = WallClock.on("2026-11-13", "15:10")
    folder = tmp_path / "Fernhollow.sendco"
    desk, _ = create(
        NewNotebook(folder=folder, school_name="Fernhollow School", person_name="Dr Robin Lark", passphrase=PASSPHRASE), clock=clock, cost=TINY,
    )
    pupils = [pupil_named(forename, surname, year_group="4") for forename, surname in NAMES]
    for pupil in pupils:
        desk.pupils.add(pupil, status="K")
    desk.school.add_term("Autumn", date(2026, 9, 2), date(2026, 12, 18))
    for name in ("Lunch club", "Talking partners"):
        run = ProvisionRun(
            id=uuid4(), name=name, minutes=20, times_a_week=3, weekdays=("mon", "wed", "fri"), starts_on=date(2026, 9, 7),
            ends_on=date(2026, 12, 11),
        )
        desk.provision.offer_run(run)
        desk.provision.give_places(run.id, [pupil.id for pupil in pupils])
    desk.close()
    return opened(folder, clock)


@pytest.mark.parametrize(("kind", "arrows"), [("phone_call", ()), ("meeting", (Key.Key_Right,)), ("observation", (Key.Key_Down,))])
def test_a_contact_note_is_finished_in_ten_seconds_beyond_its_words(
    friday: MainWindow, hands: Hands, kind: str, arrows: tuple[Qt.Key, ...],
) -> None:
    me = Counted(hands)
    me.decide("to write it down now")
    me.key(Key.Key_N, CTRL)
    me.letters("ai")
    me.decide("that the name offered is the right one")
    me.key(Key.Key_Return)
    me.key(Key.Key_Tab)
    me.decide("what it was")
    for arrow in arrows:
        me.key(arrow)
    me.key(Key.Key_Space)
    me.key(Key.Key_Tab, times=4)
    assert told(focused()) == "What was said or seen"
    me.write(TWELVE_WORDS)
    me.decide("that it is finished")
    me.key(Key.Key_Return, CTRL)

    [line] = friday.desk.story.lines(next(row.pupil.id for row in friday.desk.pupils.rows() if row.pupil.known_name == "Aiko Ashgrove"))
    assert (line.entry.entry_kind, line.entry.words) == (kind, TWELVE_WORDS)
    assert not [sheet for sheet in friday.findChildren(QuickEntry) if sheet.isVisible()]
    assert me.presses <= 12
    assert me.seconds <= 10
    assert me.words == 12


def absences(me: Counted) -> None:
    """On the open sheet: everybody was there, but for the second pupil on Wednesday and the fourth on Friday."""
    me.key(Key.Key_Space)
    me.decide("who was away on Wednesday")
    me.key(Key.Key_Down)
    me.key(Key.Key_Right)
    me.letters("a")
    me.decide("who was away on Friday")
    me.key(Key.Key_Down, times=2)
    me.key(Key.Key_Right)
    me.letters("a")
    me.decide("that it is right")
    me.key(Key.Key_Return, CTRL)


def need_the_week_kept(window: MainWindow) -> None:
    """Twelve sessions stand in the record of that group, two of them missed, and the sheet is gone."""
    desk = window.desk
    names = {row.pupil.id: row.pupil.legal_forename for row in desk.pupils.rows()}
    [run] = [run for run in desk.recording.of(ProvisionRun) if run.name == "Talking partners"]
    places = {place.id for place in desk.recording.of(ProvisionPlace) if place.run == run.id}
    kept = desk.recording.of(ProvisionSession)
    assert len(kept) == 12 and {session.place for session in kept} == places
    assert {(names[one.pupil], one.on.day, one.outcome) for one in kept if one.outcome != "held"} == {
        ("Bram", 11, "pupil_away"), ("Dara", 13, "pupil_away"),
    }
    assert not [sheet for sheet in window.findChildren(WeekForm) if sheet.isVisible()]


def test_a_groups_week_is_kept_in_twenty_seconds_with_the_mouse_to_come_to_it(friday: MainWindow, hands: Hands) -> None:
    me = Counted(hands)
    hands.key(Key.Key_5, CTRL)
    screen = friday.shown_screen()
    assert isinstance(screen, ProvisionScreen)
    me.decide("which group")
    me.click(next(made for made in screen.findChildren(QAbstractButton) if name_of(made) == "Groups"))
    table = screen.groups.table
    me.click(table.viewport(), table.visualRect(table.model().index(1, 0)).center())
    me.click(next(made for made in screen.findChildren(QAbstractButton) if name_of(made) == "This week: the chosen group"))
    assert focused() is the(friday, WeekGrid)
    absences(me)
    need_the_week_kept(friday)
    assert me.presses <= 20
    assert me.seconds <= 20


def test_a_groups_week_is_kept_in_twenty_seconds_by_keys_alone(friday: MainWindow, hands: Hands) -> None:
    me = Counted(hands)
    me.decide("which group")
    me.key(Key.Key_K, CTRL)
    me.letters("talk")
    me.key(Key.Key_Return)
    me.decide("which week")
    me.key(Key.Key_Return)
    absences(me)
    need_the_week_kept(friday)
    assert me.presses <= 20
    assert me.seconds <= 20
