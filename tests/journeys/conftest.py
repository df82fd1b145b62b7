"""The whole app as a person has it: real windows, a real notebook on disk, settings of its own; only passphrases cost less."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sendco_desk.ui.main_window import MainWindow
from sendco_desk.ui.preferences import Preferences
from sendco_desk.ui.running import Running
from sendco_desk.ui.theme import dress
from tests.journeys.hands import Hands, Key, settle

PASSPHRASE = "gravel moth tin violet"


@dataclass(slots=True)
class WallClock:
    """The clock on the office wall, for journeys that are told by it: it stands until somebody puts it forward."""

    now: datetime

    @classmethod
    def on(cls, day: str, hour: str = "09:30") -> "WallClock":
        """A clock that shows this day and time."""
        return cls(datetime.combine(date.fromisoformat(day), time.fromisoformat(hour)).astimezone())

    def __call__(self) -> datetime:
        return self.now

    def go_to(self, day: str, hour: str = "09:30") -> None:
        """Put it forward."""
        self.now = self.on(day, hour).now


@pytest.fixture
def running(qtbot: QtBot, qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    from PySide6.QtWidgets import QApplication

    from sendco_desk.store import notebook, slots

    monkeypatch.setattr(slots, "measured_cost", lambda: slots.TINY)
    monkeypatch.setattr(notebook, "measured_cost", lambda: slots.TINY)
    assert isinstance(qapp, QApplication)
    made = Running(dress(qapp), Preferences(tmp_path / "settings.ini"))
    monkeypatch.setattr(made, "crash", lambda error, trace=None: pytest.fail(repr(error)))
    yield made
    for window in (made.main, made.unlock):
        if window is not None:
            window.close()
            qtbot.addWidget(window)


@pytest.fixture(scope="session")
def _kept_notebook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed notebook, made once: three pupils, a story, a request nine weeks old and a letter that shows it."""
    from sendco_desk.domain.people import ContactPerson
    from sendco_desk.services.clockwork import wall_clock
    from sendco_desk.services.opening import NewNotebook, create
    from sendco_desk.store.slots import TINY
    from tests.ui.desks import add_document, pupil_named, text_file

    folder = tmp_path_factory.mktemp("journeys") / "Fernhollow.sendco"
    new = NewNotebook(
        folder=folder, school_name="Fernhollow School", person_name="Dr Robin Lark", passphrase=PASSPHRASE, authority="Marlshire",
    )
    desk, _ = create(new, cost=TINY)
    now = wall_clock()
    kacper = pupil_named("Kacper", "Wilk", year_group="4", class_name="4 Willow", date_of_birth=date(2018, 3, 14), flags=("medical",))
    for pupil, status in ((kacper, "K"), (pupil_named("Leila", "Ashgrove", year_group="5"), "E"), (pupil_named("Poppy", "Ormerod"), "")):
        desk.pupils.add(pupil, authority="Marlshire", status=status)
    desk.pupils.save_person(ContactPerson(id=uuid4(), pupil=kacper.id, forename="Dorota", surname="Wilk", relationship="PAM"))
    desk.story.finish(
        kacper.id, entry_kind="phone_call", happened_at=now - timedelta(days=1), words="Settled week; the visual timetable helps.",
        next_action="Send new symbols home", next_action_on=now.date() - timedelta(days=1),
    )
    letter = replace(add_document(desk, kacper.id, text_file(folder.parent, "Receipt.txt")), sharing_basis="agreed")
    desk.documents.save(letter)
    received = now.date() - timedelta(weeks=9)
    desk.casework.open_case(kacper.id, authority="Marlshire", events=(("request_received", received, letter.id),))
    desk.close()
    return folder


@pytest.fixture
def folder(_kept_notebook: Path, tmp_path: Path) -> Path:
    """A notebook of one's own, closed: a copy of the one made once."""
    return Path(shutil.copytree(_kept_notebook, tmp_path / _kept_notebook.name))


@pytest.fixture
def hands(qtbot: QtBot) -> Hands:
    """The person at the keyboard."""
    return Hands(qtbot)


@pytest.fixture
def unlocked(running: Running, folder: Path, hands: Hands) -> Iterator[Callable[[], MainWindow]]:
    """Opens the notebook by its passphrase, typed in the first window; called again, after the window was closed, it is a restart."""

    def enter() -> MainWindow:
        if running.main is not None:
            running.main.close()
            running.main.deleteLater()
            running.main = None
        first = running.unlock or running.unlock_window(folder)
        first.show()
        hands.at(first)
        hands.until(lambda: not first.tasks.busy())
        hands.write(PASSPHRASE)
        hands.key(Key.Key_Return)
        hands.until(lambda: running.main is not None)
        assert running.main is not None
        hands.at(running.main)
        return running.main

    yield enter
    settle()


@pytest.fixture
def opened(running: Running, hands: Hands) -> Iterator[Callable[[Path, WallClock], MainWindow]]:
    """Opens a notebook by a clock of one's own, in the window that a person would have it in."""
    from sendco_desk.services.opening import open_for_window

    def enter(folder: Path, clock: WallClock) -> MainWindow:
        running.show_main(open_for_window(folder, PASSPHRASE, clock=clock))
        assert running.main is not None
        hands.at(running.main)
        return running.main

    yield enter
    settle()


@pytest.fixture
def main(unlocked: Callable[[], MainWindow]) -> MainWindow:
    """The window of the open notebook, at Today."""
    return unlocked()


@pytest.fixture
def big_text(qapp: QApplication, main: MainWindow) -> Iterator[MainWindow]:
    """The smallest window with the largest text; put back at the end, because the whole application wears it."""
    main.dressing.choose("light", 2.0)
    main.resize(1024, 560)
    yield main
    main.dressing.choose("light", 1.0)
