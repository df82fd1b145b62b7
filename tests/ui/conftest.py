"""What the window's tests stand on: an offscreen application, its look, and a small real notebook, made once and copied."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QTabBar,
    QWidget,
)
from shiboken6 import isValid

from sendco_desk.domain.people import ContactPerson
from sendco_desk.domain.pupil import Pupil
from sendco_desk.services.desk import Desk
from sendco_desk.services.opening import NewNotebook, create, open_desk
from sendco_desk.store.slots import TINY
from sendco_desk.ui.clipboard import leave_plain_words
from sendco_desk.ui.main_window import MainWindow
from sendco_desk.ui.preferences import Preferences
from sendco_desk.ui.room import Room
from sendco_desk.ui.tasks import Tasks
from sendco_desk.ui.theme import Dressing, Look, dress
from tests.ui.heard import Heard

NOW = datetime(2026, 11, 12, 10, 42, tzinfo=UTC)
PASSPHRASE = "harbour lantern pencil"
USED = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView, QAbstractSpinBox, QTabBar)
"""What a person can use, and so what must have a name."""


def clock() -> datetime:
    """Thu 12 Nov 2026, 10:42."""
    return NOW


def _fill(desk: Desk) -> None:
    """Three pupils, a contact, an entry with a late action, a request whose clock runs and one whose receipt is unknown."""
    kacper = Pupil(
        id=uuid4(), legal_forename="Kacper", legal_surname="Wilk", year_group="4", class_name="4 Willow", date_of_birth=date(2018, 3, 14),
    )
    leila = Pupil(id=uuid4(), legal_forename="Leila", legal_surname="Ashgrove", year_group="5", class_name="5 Maple")
    poppy = Pupil(id=uuid4(), legal_forename="Poppy", legal_surname="Ormerod", year_group="1", class_name="1 Hazel")
    for pupil, status in ((kacper, "K"), (leila, "E"), (poppy, "K")):
        desk.pupils.add(pupil, authority="Marlshire", status=status)
    desk.pupils.save_person(ContactPerson(id=uuid4(), pupil=kacper.id, forename="Dorota", surname="Wilk", relationship="MOT"))
    desk.story.finish(
        kacper.id, entry_kind="phone_call", happened_at=NOW - timedelta(days=1), words="Settled week; the visual timetable helps at home.",
        who="Ms Wilk", minutes=12, next_action="Send new symbols home", next_action_on=date(2026, 11, 10),
    )
    desk.casework.open_case(
        kacper.id, authority="Marlshire", events=(("request_sent", date(2026, 9, 4), None), ("request_received", date(2026, 9, 7), None)),
    )
    desk.casework.open_case(poppy.id, authority="Marlshire", requested_by="parent", events=(("head_notified", date(2026, 11, 2), None),))


@pytest.fixture(autouse=True)
def swept() -> Iterator[None]:
    """Take away what a test has put down: without a running loop Qt keeps it, and each change of theme dresses all of it again."""
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed notebook, made once."""
    folder = tmp_path_factory.mktemp("notebook") / "Fernhollow.sendco"
    new = NewNotebook(
        folder=folder, school_name="Fernhollow Primary School", person_name="E. Marlowe", passphrase=PASSPHRASE, phase="primary",
        school_type="maintained", authority="Marlshire",
    )
    desk, _ = create(new, clock=clock, cost=TINY)
    _fill(desk)
    desk.close()
    return folder


@pytest.fixture
def folder(template: Path, tmp_path: Path) -> Path:
    """A copy of the template notebook, closed."""
    return Path(shutil.copytree(template, tmp_path / template.name))


@pytest.fixture
def desk(folder: Path) -> Iterator[Desk]:
    """The template notebook, open."""
    opened = open_desk(folder, PASSPHRASE, clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def new_desk(tmp_path: Path) -> Iterator[Desk]:
    """A notebook with nobody in it."""
    new = NewNotebook(folder=tmp_path / "New.sendco", school_name="Fernhollow", person_name="E. Marlowe", passphrase=PASSPHRASE)
    made, _ = create(new, clock=clock, cost=TINY)
    yield made
    made.close()


@pytest.fixture(scope="session")
def _dressed(qapp: QApplication) -> Iterator[Dressing]:
    yield dress(qapp, "light")
    leave_plain_words()


@pytest.fixture
def dressing(_dressed: Dressing) -> Dressing:
    """The application in the light theme at 100%."""
    if _dressed.theme != "light" or _dressed.look.text_size != 1.0:
        _dressed.choose("light", 1.0)
    return _dressed


@pytest.fixture
def look(dressing: Dressing) -> Look:
    """The look handed to widgets."""
    return dressing.look


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    """A person's choices, none made yet."""
    return Preferences(tmp_path / "desk.ini")


@pytest.fixture
def heard() -> Iterator[Heard]:
    """What the room heard. A sheet that no window has laid over itself belongs to nobody, and so is taken away here."""
    told = Heard()
    yield told
    for sheet in told.sheets:
        if isValid(sheet) and sheet.parent() is None:
            sheet.deleteLater()


@pytest.fixture
def tasks(qapp: QApplication, heard: Heard) -> Iterator[Tasks]:
    """The slow lane."""
    made = Tasks(None, say=heard.said.append, crash=heard.crashes.append)
    yield made
    made.close()


def room_for(desk: Desk, look: Look, tasks: Tasks, heard: Heard, preferences: Preferences) -> Room:
    """A room that only listens."""
    return Room(
        desk=desk, look=look, tasks=tasks, go=heard.went.append, say=heard.said.append, changed=heard.changed.append,
        sheet=heard.sheet, new_entry=heard.entries.append, now=clock, preferences=preferences,
    )


@pytest.fixture
def room(desk: Desk, look: Look, tasks: Tasks, heard: Heard, preferences: Preferences) -> Room:
    """What a screen is handed, over the template notebook."""
    return room_for(desk, look, tasks, heard, preferences)


@pytest.fixture
def new_room(new_desk: Desk, look: Look, tasks: Tasks, heard: Heard, preferences: Preferences) -> Room:
    """What a screen is handed, over a notebook with nobody in it."""
    return room_for(new_desk, look, tasks, heard, preferences)


@pytest.fixture
def window(desk: Desk, dressing: Dressing, preferences: Preferences, heard: Heard) -> Iterator[MainWindow]:
    """The whole window over the template notebook, at Today."""
    made = MainWindow(desk, dressing, preferences, crash=heard.crashes.append, now=clock)
    made.resize(1366, 740)
    made.show()
    made.open_first()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def nameless() -> Callable[[QWidget], list[str]]:
    """Finds what a person can use, or a painted picture with a meaning, that a screen reader could not name."""
    return _nameless


def _nameless(inside: QWidget) -> list[str]:
    found = []
    for widget in (inside, *inside.findChildren(QWidget)):
        used = isinstance(widget, USED) and not isinstance(widget, QScrollBar | QHeaderView)
        if not used or widget.objectName().startswith("qt_") or isinstance(widget.parentWidget(), QComboBox | QAbstractSpinBox):
            continue
        spoken = QAccessible.queryAccessibleInterface(widget)
        if spoken is None or not spoken.text(QAccessible.Text.Name).strip():
            found.append(f"{type(widget).__name__} {widget.objectName()} in {type(widget.parentWidget()).__name__}")
    return found
