"""The window round every screen: the rail, the search bar, messages, slow work, the sheets, and the keys that work everywhere."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QMainWindow, QStackedWidget, QWidget

from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.ui.focus import FocusRing
from sendco_desk.ui.keys import KEYS
from sendco_desk.ui.messages import Message, done, told
from sendco_desk.ui.preferences import Preferences
from sendco_desk.ui.room import Place, Room, Screen
from sendco_desk.ui.screens.registry import screen_class, stop_of
from sendco_desk.ui.screens.today import TodayScreen
from sendco_desk.ui.tasks import Tasks
from sendco_desk.ui.theme import Dressing
from sendco_desk.ui.widgets.bars import MessageBar, ProgressStrip
from sendco_desk.ui.widgets.layout import across, holding, stack
from sendco_desk.ui.widgets.rail import STOPS, Rail
from sendco_desk.ui.widgets.sheet import Sheet, tab_stops
from sendco_desk.ui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from sendco_desk.services.desk import Desk
    from sendco_desk.ui.palette import Command

TITLE = "SENDCo Desk"
"""Never a pupil's name: it is read from the taskbar across the office."""
NARROW = 1240
LEAST = (1024, 560)
LOOK_UP_EVERY = 10_000
"""Milliseconds between two looks at how long nobody has touched anything."""
TOUCHES = frozenset({
    QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel, QEvent.Type.TouchBegin, QEvent.Type.DragMove,
})
BACKUP = "backup"
"""Said by Settings in place of a record kind when a backup was made."""
COUNTED_FROM = frozenset({"pupil", "case_file", "case_event", "exception_claim", "story_entry", "school_closure", "term", "school"})
"""The kinds that can change how many are overdue."""


class MainWindow(QMainWindow):
    """Shows one open notebook; ``locked`` says that it has been put away and the unlock window should come back."""

    locked = Signal()

    def __init__(
        self, desk: "Desk", dressing: Dressing, preferences: Preferences, *, crash: Callable[[BaseException], object],
        now: Callable[[], datetime] | None = None,
    ) -> None:
        super().__init__()
        self.desk, self.dressing, self.look, self.preferences = desk, dressing, dressing.look, preferences
        self.tasks = Tasks(self, say=self.say, crash=crash)
        self.screens: dict[str, Screen] = {}
        self.place, self.past = Place(""), list[Place]()
        self.sheet: Sheet | None = None
        self.put_away, self.touched = False, monotonic()
        self.day = (now or desk.clock)().date()
        self.room = Room(
            desk=desk, look=self.look, tasks=self.tasks, go=self.go, say=self.say, changed=self.changed, sheet=self.open_sheet,
            close_sheet=self.close_sheet, free=lambda: self.sheet is None, new_entry=self.new_entry, lock=self.lock, now=now or desk.clock,
            preferences=preferences, undo=self.undo, dress=dressing.choose,
        )
        self.setWindowTitle(TITLE)
        self.setMinimumSize(*LEAST)
        self._build()
        self._bind_keys()
        self.idle = QTimer(self)
        self.idle.timeout.connect(self.look_up)
        self.idle.start(LOOK_UP_EVERY)
        dressing.changed.connect(self.dress_again)
        self._place_on_screen()

    def _build(self) -> None:
        self.rail = Rail(self.look, self.press)
        self.top = TopBar(self.look, self.find_anything, lambda: self.new_entry(None))
        self.messages = MessageBar(self.look)
        self.strip = ProgressStrip(self.look, self.tasks)
        self.pages = QStackedWidget()
        self.pages.setMinimumSize(1, 1)  # else the widest screen holds the window open for all of them
        inner = stack(self.top, self.messages, self.pages, self.strip)
        inner.setStretch(2, 1)
        whole: QFrame = holding(across(self.rail, inner, gap=0))
        self.setCentralWidget(whole)
        self.ring = FocusRing(self, self.look, self.dressing.app)
        self.show_backup()

    def _bind_keys(self) -> None:
        deeds: dict[str, Callable[[], object]] = {
            "find": self.find_anything, "new_entry": lambda: self.new_entry(None), "undo": self.undo, "back": self.back, "lock": self.lock,
            "help": self.help_here, **{name: partial(self.press, name) for name in (*dict(STOPS), "settings")},
        }
        for key in KEYS:
            QShortcut(QKeySequence(key.keys), self).activated.connect(deeds[key.deed])

    def _place_on_screen(self) -> None:
        kept = self.preferences.state("window")
        if kept.isEmpty() or not self.restoreGeometry(kept):
            self.resize(1366, 740)

    def open_first(self) -> None:
        """Go where this person was last, which is Today the first time."""
        name = self.preferences.text("place", "today")
        self._visit(Place(name if name in dict(STOPS) else "today"))
        self.recount()
        for note in self.desk.notes:
            self.say(Message(words=note, kind="info"))

    # Going from place to place

    def press(self, name: str) -> None:
        """A stop of the rail, or one of the three at its foot."""
        if name == "lock":
            self.lock()
        elif name == "help":
            self.help_here()
        else:
            has = self.dressing.app.focusWidget()
            if self._visit(Place(name)) and not (has is not None and self.rail.isAncestorOf(has)):
                self._enter()

    def go(self, place: Place) -> None:
        """Show a place and put the keyboard in it; the present one can be come back to."""
        if self._visit(place):
            self._enter()

    def _visit(self, place: Place) -> bool:
        """Show a place and leave the keyboard where it is: on the rail a person goes on to the next stop."""
        before = self.place
        opened = self._open(place)
        if opened and before.name and before != place:
            self.past = [*self.past[-49:], before]
        return opened

    def _enter(self) -> None:
        """From the rail, the search or a sheet the keyboard follows into the place, else Tab would have to go round half the window."""
        now, has = self.shown_screen(), self.dressing.app.focusWidget()
        if now is None or (has is not None and now.isAncestorOf(has)):
            return
        stops = tab_stops(now)
        if stops:
            stops[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def back(self) -> None:
        """Go back to the last place."""
        while self.past:
            if self._open(self.past.pop()):
                self._enter()
                return

    def _open(self, place: Place) -> bool:
        self.close_sheet()
        now = self.screens.get(self.place.name)
        if now is not None and not now.leave():
            self.rail.show_at(stop_of(self.place.name))
            return False
        try:
            screen = self._screen(place.name)
            screen.open_at(place)
        except (Refused, Trouble) as failure:
            self._say_failure(failure)
            self.rail.show_at(stop_of(self.place.name))
            return False
        self.place = place
        self.pages.setCurrentWidget(screen)
        self.rail.show_at(stop_of(place.name))
        return True

    def _screen(self, name: str) -> Screen:
        if name not in self.screens:
            screen = screen_class(name)(self.room)
            self.screens[name] = screen
            self.pages.addWidget(screen)
        return self.screens[name]

    def shown_screen(self) -> Screen | None:
        """The screen that is shown."""
        return self.screens.get(self.place.name)

    def help_here(self) -> None:
        """How a date was counted, where the keyboard is on one; else the page of help that belongs to this place."""
        explain = getattr(self.dressing.app.focusWidget(), "explain", None)
        if callable(explain) and explain():
            return
        now = self.shown_screen()
        page = now.help_page() if now is not None else ""
        self.go(Place("help", tab="" if page == "help" else page))

    # What a deed has changed

    def changed(self, kinds: frozenset[str]) -> None:
        """Refresh what shows these record kinds."""
        if not kinds:
            return
        self.top.show_saved(f"Saved {self.room.now():%H:%M}")
        now = self.shown_screen()
        if now is not None and now.KINDS & kinds:
            self._refresh(now)
        if BACKUP in kinds:
            self.show_backup()
        if COUNTED_FROM & kinds:
            QTimer.singleShot(0, self, self.recount)

    def _refresh(self, screen: Screen) -> None:
        try:
            screen.refresh()
        except Refused as refusal:  # what it showed has been undone away
            self._say_failure(refusal)
            self.go(Place(stop_of(self.place.name)))

    def recount(self) -> None:
        """Show at Today how many are overdue: as Today itself counted them where it is shown, since it has just read the lists."""
        if self.put_away:
            return
        now = self.shown_screen()
        self.rail.show_count(now.overdue if isinstance(now, TodayScreen) else self.desk.today.lists().overdue)

    def show_backup(self) -> None:
        """Show when the notebook was last backed up."""
        light = self.desk.backups.light()
        self.top.show_backup(light.words, light.state)

    def undo(self) -> None:
        """Take the last deed back, by its name."""
        try:
            words, kinds = self.desk.finding.undo()
        except (Refused, Trouble) as failure:
            self._say_failure(failure)
            return
        self.changed(kinds)
        self.say(done(f"Undone: {words}."))

    # Words, sheets and search

    def say(self, message: Message) -> None:
        """Put a sentence in the message bar."""
        self.messages.say(message)

    def _say_failure(self, failure: Exception) -> None:
        message = told(failure)
        if message is not None:
            self.say(message)

    def open_sheet(self, widget: QWidget, title: str, side: str = "right") -> None:
        """Lay a sheet over the window."""
        if self.close_sheet():
            may_close = getattr(widget, "may_close", None)
            self.sheet = Sheet(self, self.look, widget, title, side, may_close=may_close)
            self.sheet.closed.connect(self._forget_sheet)

    def close_sheet(self) -> bool:
        """Take the sheet away; False when it must stay."""
        if self.sheet is None or self.sheet.leave():
            self.sheet = None
            return True
        return False

    def _forget_sheet(self) -> None:
        self.sheet = None

    def find_anything(self) -> None:
        """Ctrl+K."""
        from sendco_desk.ui.palette import Palette

        self.open_sheet(Palette(self.room, self.commands()), "Find", "top")

    def new_entry(self, pupil: UUID | None) -> None:
        """Ctrl+N: an entry about this pupil, or about the one whose page is open."""
        from sendco_desk.ui.quick_entry import QuickEntry

        now = self.shown_screen()
        here = now.pupil_here() if now is not None else None
        self.open_sheet(QuickEntry(self.room, pupil or here), "New entry")

    def commands(self) -> "tuple[Command, ...]":
        """What can be done from Ctrl+K."""
        from sendco_desk.ui.palette import GO_TO, Command

        last = self.desk.finding.undoable()
        undo = (Command(f"Undo: {last}", "Ctrl+Z", "undo", self.undo),) if last else ()
        return (
            Command("New entry", "Ctrl+N", "plus", lambda: self.new_entry(None)),
            *(Command(f"{GO_TO}{word}", "", name, partial(self.press, name)) for name, word in STOPS),
            Command("Bring in pupils from a file", "Pupils", "import", lambda: self.go(Place("import"))),
            Command("Rules of the law", "", "decision", lambda: self.go(Place("rules"))),
            Command("Notices: what is law and what is only proposed", "", "info", lambda: self.go(Place("rules", tab="notices"))),
            Command("Roll the year on", "Pupils", "pupils", lambda: self.go(Place("year_roll"))),
            Command("The school’s phrases", "Settings", "note", lambda: self.go(Place("phrases"))),
            Command("School calendar", "Settings", "calendar", lambda: self.go(Place("calendar"))),
            Command("Councils and letters", "Settings", "council", lambda: self.go(Place("councils"))),
            Command("What councils ask", "Settings", "council", lambda: self.go(Place("profiles"))),
            Command("Timeliness of councils", "Reports", "reports", lambda: self.go(Place("reports", tab="timeliness"))),
            Command("Make a backup", "Settings", "backup", lambda: self.go(Place("settings", tab="backups"))),
            *undo,
            Command("Settings", "", "settings", lambda: self.go(Place("settings"))),
            Command("Help", "F1", "help", self.help_here),
            Command("Lock", "Ctrl+L", "lock", self.lock),
        )

    # Locking and leaving

    def look_up(self) -> None:
        """Every few seconds: lock when nobody is there, and move on when the day has."""
        self.lock_when_idle()
        if not self.put_away:
            self.turn_day()

    def turn_day(self) -> None:
        """Midnight, or a clock that was put right: every due date counts from another day now. Other screens read anew when come to."""
        day = self.room.now().date()
        if day == self.day:
            return
        self.day = day
        now = self.shown_screen()
        if now is not None:
            self._refresh(now)
        self.recount()
        self.show_backup()

    def lock_when_idle(self) -> None:
        """Lock when nobody has touched anything for as long as Settings says; slow work is let finish first."""
        minutes = self.preferences.lock_minutes
        if minutes and not self.tasks.busy() and monotonic() - self.touched > minutes * 60:
            self.lock()

    def lock(self) -> None:
        """Put the notebook away: nothing stays on screen, nothing stays open."""
        if self._put_away():
            self.locked.emit()

    def _put_away(self) -> bool:
        if self.put_away:
            return False
        self.put_away = True
        self.idle.stop()
        self.hide()
        modal = self.dressing.app.activeModalWidget()
        if modal is not None:
            modal.close()
        self.close_sheet()
        now = self.shown_screen()
        if now is not None:
            now.leave()
        self.preferences.keep_state("window", self.saveGeometry())
        self.preferences.keep("place", stop_of(self.place.name))
        self.tasks.close()
        self.screens.clear()
        self.setCentralWidget(QWidget())
        self.desk.close()
        return True

    def closeEvent(self, event: QCloseEvent) -> None:
        self._put_away()
        super().closeEvent(event)

    # The window itself

    def dress_again(self) -> None:
        """The theme or the text size has changed: every other screen is built anew when it is next come to."""
        if self.put_away:
            return
        now = self.shown_screen()
        for name in [name for name, screen in self.screens.items() if screen is not now]:
            gone = self.screens.pop(name)
            self.pages.removeWidget(gone)
            gone.deleteLater()
        if now is not None:
            now.set_look(self.look)
        self._stack_rail()

    def _stack_rail(self) -> None:
        self.rail.stack_words(self.width() < NARROW * self.look.text_size)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self.put_away:
            self._stack_rail()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        handle = self.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in TOUCHES:
            self.touched = monotonic()
        return False
