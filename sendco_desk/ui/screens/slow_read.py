"""What a part of a screen reads of the whole school: at once in a small school, in a large one off the window's thread, with Cancel."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from sendco_desk.domain.progress import Report, unreported
from sendco_desk.ui.messages import told
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.flow import flowing
from sendco_desk.ui.tasks import Job
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.layout import stack
from sendco_desk.ui.widgets.words import words

T = TypeVar("T")
BEFORE, STOPPED = "What stands here is from before.", "Reading was stopped."


class SlowRead(QWidget):
    """The line over a part that says that it is being read, or that it was not. ``what`` is read: `the cohort`.

    Of several readings the one asked for last is shown, and those before it are stopped.
    """

    def __init__(self, room: Room, what: str) -> None:
        super().__init__()
        self.room, self.what = room, what
        self.job: Job | None = None
        self.shown = False
        self._again: Callable[[], None] = lambda: None
        self.said = words("", tone="muted")
        self.again = button(room.look, f"Read {what} again", "", then=lambda: self._again())
        self.setLayout(stack(flowing(self.said, self.again, gap=12), None, pad=(0, 8, 0, 8)))
        self.hide()

    def read(self, work: Callable[[Report], T], show: Callable[[T], object], *, long: bool) -> None:
        """Show what ``work(report)`` reads: at once, or where it takes long when it is there."""
        if self.job is not None:
            self.room.tasks.cancel(self.job)
        self.job, self._again = None, lambda: self.read(work, show, long=long)
        if not long:
            self._put(show, work(unreported))
            return
        self._say(f"Reading {self.what}…")
        job = self.room.tasks.run(
            work, lambda found: self._put(show, found) if self.job is job else None, lambda error: self._failed(error, job),
            title=f"Reading {self.what}",
        )
        self.job = job

    def _put(self, show: Callable[[T], object], found: T) -> None:
        self.job, self.shown = None, True
        self.hide()
        show(found)

    def _failed(self, error: Exception, job: Job) -> None:
        if self.job is not job:  # another reading was asked for since
            return
        self.job = None
        self._say(STOPPED, again=True)
        if (message := told(error)) is not None:
            self.room.say(message)

    def _say(self, sentence: str, *, again: bool = False) -> None:
        self.said.setText(f"{sentence} {BEFORE}" if self.shown else sentence)
        self.again.setVisible(again)
        tall = QSizePolicy.Policy.Maximum if self.shown else QSizePolicy.Policy.Expanding  # where nothing stands yet all the room is its own
        self.setSizePolicy(QSizePolicy.Policy.Preferred, tall)
        self.show()
        if again:
            self.again.setFocus(Qt.FocusReason.OtherFocusReason)
