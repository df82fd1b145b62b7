"""Runs the window: the unlock window first, then the notebook, then unlock again after Lock; and catches what nobody foresaw."""

import gc
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QApplication

from sendco_desk.ui.clipboard import leave_plain_words
from sendco_desk.ui.opening import Notebooks
from sendco_desk.ui.preferences import Preferences
from sendco_desk.ui.theme import STYLE, Dressing, dress
from sendco_desk.ui.unlock import UnlockWindow

if TYPE_CHECKING:
    from sendco_desk.services.desk import Desk
    from sendco_desk.ui.crash import CrashWindow
    from sendco_desk.ui.main_window import MainWindow

NAME = "SENDCo Desk"
LITTER = 50_000
"""How many objects more than were let go before Python looks for cycles: at its usual 700 a tenth of every start goes into looking."""


def settings_folder() -> Path:
    """Where this person's choices and the crash log are kept: in their own account, never in the notebook."""
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    folder = Path(found) / "sendco-desk"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def application(argv: Sequence[str]) -> tuple[Dressing, Preferences]:
    """The Qt application, dressed as this person likes it."""
    gc.set_threshold(LITTER)
    running = QApplication.instance()
    fresh = not isinstance(running, QApplication)
    app = running if isinstance(running, QApplication) else QApplication([*(argv[:1] or [NAME]), "-style", STYLE, *argv[1:]])
    app.aboutToQuit.connect(leave_plain_words)
    app.setApplicationName("sendco-desk")
    app.setApplicationDisplayName(NAME)
    preferences = Preferences(settings_folder() / "settings.ini")
    return dress(app, preferences.theme, preferences.text_size, fresh=fresh), preferences


class Running(QObject):
    """Keeps the one window that is open, and goes from one to the next."""

    def __init__(self, dressing: Dressing, preferences: Preferences) -> None:
        super().__init__(dressing.app)
        self.dressing, self.preferences = dressing, preferences
        self.unlock: UnlockWindow | None = None
        self.main: MainWindow | None = None
        self.crashed: CrashWindow | None = None

    def unlock_window(self, notebook: Path | None = None) -> UnlockWindow:
        """The first window, at this notebook or at the last one opened; not yet shown."""
        window = UnlockWindow(Notebooks(self.preferences), self.dressing, crash=self.crash)
        if notebook is not None:
            window.show_folder(notebook if notebook.is_dir() else notebook.parent)
        window.opened.connect(self.show_main)
        self.unlock = window
        return window

    def show_main(self, desk: "Desk") -> None:
        """The notebook itself, in place of the unlock window."""
        from sendco_desk.ui.ahead import LoadAhead

        window = main_window(desk, self.dressing, self.preferences, crash=self.crash)
        window.locked.connect(self.lock)
        self.main = window
        window.show()
        window.open_first()
        LoadAhead(window)
        if self.unlock is not None:
            self.unlock.close()
            self.unlock.deleteLater()
            self.unlock = None

    def lock(self) -> None:
        """Back to the unlock window; the notebook is closed already."""
        locked, self.main = self.main, None
        self.unlock_window().show()
        if locked is not None:
            locked.close()
            locked.deleteLater()

    def crash(self, error: BaseException, trace: TracebackType | None = None) -> None:
        """Say that something went wrong that nobody foresaw, with what to send, and never a word of a record."""
        from sendco_desk import __version__
        from sendco_desk.ui.crash import CrashWindow
        from sendco_desk.ui.messages import crash_report

        report = crash_report(error, __version__, trace)
        log_crash(report)
        if self.crashed is None or not self.crashed.isVisible():
            self.crashed = CrashWindow(report, self.dressing.look)
            self.crashed.show()

    def caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """``sys.excepthook``: what reaches the event loop from a slot."""
        if issubclass(kind, KeyboardInterrupt):
            self.dressing.app.quit()
            return
        self.crash(error, trace)


def log_crash(report: str) -> None:
    """Keep the report beside the settings, the last one only: it names files and lines, no person."""
    (settings_folder() / "last-crash.txt").write_text(report, encoding="utf-8")


def main_window(desk: "Desk", dressing: Dressing, preferences: Preferences, *, crash: Callable[[BaseException], object]) -> "MainWindow":
    """The window of an open notebook."""
    from sendco_desk.ui.main_window import MainWindow

    return MainWindow(desk, dressing, preferences, crash=crash)


def first_window(notebook: Path | None, *, warm: bool = True) -> tuple[QApplication, UnlockWindow]:
    """The application and the unlock window, not yet in its event loop. Without ``warm`` nothing is loaded behind it."""
    dressing, preferences = application(sys.argv[:1])
    running = Running(dressing, preferences)
    window = running.unlock_window(notebook)
    window.loaded = not warm
    return dressing.app, window


def run_window(notebook: Path | None) -> int:
    """Run the window until it is closed. Gives the exit status."""
    dressing, preferences = application(sys.argv[:1])
    running = Running(dressing, preferences)
    sys.excepthook = running.caught
    running.unlock_window(notebook).show()
    return dressing.app.exec()
