"""After Lock nothing of a pupil is anywhere; a second copy, a wrong passphrase, a spoilt folder and a full disk harm nothing."""

import gc
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

import sendco_desk
from sendco_desk.domain.people import ContactPerson
from sendco_desk.domain.pupil import Pupil
from sendco_desk.services.desk import Desk
from sendco_desk.ui.main_window import MainWindow
from sendco_desk.ui.quick_entry import QuickEntry
from sendco_desk.ui.room import Place
from sendco_desk.ui.running import Running
from sendco_desk.ui.unlock import UnlockPage, UnlockWindow
from tests.journeys.hands import CTRL, Hands, Key, focused, says, settle, the, told

CANARIES = ("Canaryforename", "Canarysurname", "Canaryparent", "canarystory", "canarytitle", "canarydraft", "canaryreference", "Canaryclass")
PASSPHRASE = "gravel moth tin violet"
pytestmark = pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)  # what a list under a field does when it opens
PROPERTIES = (
    "windowTitle", "toolTip", "statusTip", "whatsThis", "accessibleName", "accessibleDescription", "text", "title", "placeholderText", "currentText",
)
"""What a widget says, shows as a tip, or keeps for a screen reader: the first six have every widget, the others some."""
DISK_FULL = "The disk is full. Nothing was lost; free some space and try again."


def sung(text: str) -> set[str]:
    """The canaries in a text."""
    return {canary for canary in CANARIES if canary.casefold() in text.casefold()}


def put_canaries_in(desk: Desk, folder: Path) -> tuple[UUID, UUID]:
    """A pupil with a parent, a story, a letter and a request, all of them canaries; gives back the pupil and the case."""
    from tests.ui.desks import add_document, text_file

    pupil = Pupil(id=uuid4(), legal_forename="Canaryforename", legal_surname="Canarysurname", class_name="Canaryclass")
    desk.pupils.add(pupil, authority="Marlshire", status="K")
    desk.pupils.save_person(ContactPerson(id=uuid4(), pupil=pupil.id, forename="Jo", surname="Canaryparent", relationship="PAM"))
    now = desk.clock()
    desk.story.finish(pupil.id, entry_kind="note", happened_at=now, words="canarystory", next_action="canarystory", next_action_on=now.date())
    (folder / "letters").mkdir()
    letter = text_file(folder / "letters", "canarytitle.txt")
    add_document(desk, pupil.id, letter)
    shutil.rmtree(folder / "letters")
    desk.casework.open_case(pupil.id, authority="Marlshire", events=(("request_received", now.date() - timedelta(weeks=7), None),))
    request = next(row.case for row in desk.casework.cases() if row.pupil.id == pupil.id)
    desk.casework.save_case(replace(request, council_reference="canaryreference"))
    return pupil.id, request.id


def walk_round(window: MainWindow, hands: Hands, pupil: UUID, case: UUID) -> Iterator[str]:
    """Every place where the pupil is shown, every tab, the palette with the name typed, the entry sheet half written."""
    places = [Place(name) for name in ("today", "pupils", "requests", "packs", "reports", "settings")]
    places += [Place("pupil", pupil, tab) for tab in ("story", "documents", "people", "ehc")]
    for place in (*places, Place("case", case), Place("pack", case)):
        window.go(place)
        settle()
        yield place.name
    hands.until(lambda: not window.tasks.busy(), 60)
    hands.key(Key.Key_K, CTRL)
    hands.write("canaryst")
    hands.qtbot.wait(150)
    yield "find"
    hands.key(Key.Key_Escape)
    hands.key(Key.Key_N, CTRL)
    hands.tab_to("What was said or seen")
    hands.write("canarydraft")
    yield "entry"


def words_of(widget: QWidget) -> str:
    """Whatever a widget says, shows as a tip, is called, or keeps for a screen reader."""
    asked = (*PROPERTIES, "toPlainText")
    return " ".join(str(getattr(widget, name)()) for name in asked if name in PROPERTIES[:6] or callable(getattr(widget, name, None)))


def cells_of(model: QAbstractItemModel) -> str:
    """The words in a model's cells."""
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())  # a list keeps its one column to itself
    cells = [model.index(row, column) for row in range(model.rowCount(QModelIndex())) for column in range(columns)]
    return " ".join(str(model.data(cell, role)) for cell in cells for role in roles)


def still_alive() -> set[str]:
    """The canaries in any widget, action or model that there is."""
    settle()
    gc.collect()
    found: set[str] = set()
    for widget in QApplication.allWidgets():
        found |= {f"{canary} in {type(widget).__name__}" for canary in sung(words_of(widget))}
    for thing in gc.get_objects():
        if not isinstance(thing, QAbstractItemModel | QAction) or not isValid(thing):
            continue
        if isinstance(thing, QAbstractItemModel):
            found |= {f"{canary} in {type(thing).__name__}" for canary in sung(cells_of(thing))}
        else:
            found |= {f"{canary} in an action" for canary in sung(thing.text() + thing.toolTip())}
    return found


def sung_in_files(place: Path) -> set[str]:
    """The canaries in the names and the bytes of all files under a folder."""
    found: set[str] = set()
    for path in place.rglob("*"):
        inside = path.read_bytes().decode("latin-1") if path.is_file() else ""
        found |= {f"{canary} in {path.name}" for canary in sung(f"{path.relative_to(place)} {inside}")}
    return found


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Everything that asks for a temporary folder gets this one."""
    made = tmp_path / "temporary"
    made.mkdir()
    for variable in ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR"):
        monkeypatch.setenv(variable, str(made))
    monkeypatch.setattr(tempfile, "tempdir", str(made))
    return made


def test_after_lock_nothing_of_a_pupil_is_left_anywhere(
    temporary: Path, running: Running, unlocked: Callable[[], MainWindow], hands: Hands, tmp_path: Path,
) -> None:
    window = unlocked()
    pupil, case = put_canaries_in(window.desk, tmp_path)
    for _ in walk_round(window, hands, pupil, case):
        titles = " ".join(top.windowTitle() for top in QApplication.topLevelWidgets())
        assert sung(titles) == set()
    assert len(still_alive()) > 5, "the search for canaries finds none while they are shown"
    folder = window.desk.folder
    hands.key(Key.Key_L, CTRL)
    assert running.main is None and running.unlock is not None and running.unlock.isVisible()
    assert [told(top) for top in QApplication.topLevelWidgets() if top.isVisible() and top is not running.unlock] == []
    del window
    assert still_alive() == set()

    from sendco_desk.store.lock import open_elsewhere

    assert open_elsewhere(folder, running.unlock.opening.clock()()) == ""  # type: ignore[attr-defined]
    running.preferences.settings.sync()
    assert "school" in Path(running.preferences.settings.fileName()).read_text().casefold()
    assert sung_in_files(tmp_path) == set()


def test_lock_takes_down_a_list_of_names_that_is_open(running: Running, main: MainWindow, hands: Hands, tmp_path: Path) -> None:
    put_canaries_in(main.desk, tmp_path)
    hands.key(Key.Key_N, CTRL)
    hands.write("canary")
    assert QApplication.activePopupWidget() is not None
    main.lock()
    shown = [top for top in QApplication.topLevelWidgets() if top.isVisible()]
    assert shown == [running.unlock]


def test_it_locks_by_itself_while_a_sheet_stands_half_written_and_keeps_the_draft(
    running: Running, unlocked: Callable[[], MainWindow], hands: Hands,
) -> None:
    window = unlocked()
    hands.key(Key.Key_N, CTRL)
    hands.tab_to("What was said or seen")
    hands.write("half a sentence")
    window.idle.setInterval(20)
    window.touched -= 14 * 60
    hands.qtbot.wait(100)
    assert running.main is window
    window.touched -= 2 * 60
    hands.until(lambda: running.main is None)
    again = unlocked()
    hands.key(Key.Key_N, CTRL)
    assert the(again, QuickEntry).said("words") == "half a sentence"


# A second copy of the app


HOLDER = """
import sys
from pathlib import Path
from sendco_desk.services.opening import open_desk
desk = open_desk(Path(sys.argv[1]), sys.argv[2])
print(f"{desk.clock():%H:%M}", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def other_copy(folder: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Another copy of the app that has the notebook open, and since when."""
    environment = {**os.environ, "PYTHONPATH": str(Path(sendco_desk.__file__).parents[1])}
    held = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder), PASSPHRASE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment,
    )
    assert held.stdin is not None and held.stdout is not None
    with held:
        yield held, held.stdout.readline().strip()
        held.kill()


def attempt(first: UnlockWindow, hands: Hands, passphrase: str = PASSPHRASE) -> str:
    """Type a passphrase and press Enter; gives back all that the window says then."""
    hands.at(first)
    hands.until(lambda: not first.tasks.busy())
    page = the(first, UnlockPage)
    page.secret.edit.setFocus()
    page.secret.edit.selectAll()
    hands.write(passphrase)
    hands.key(Key.Key_Return)
    hands.until(lambda: not isValid(first) or not first.tasks.busy())
    return says(first) if isValid(first) and first.isVisible() else ""


@pytest.fixture
def first(running: Running, folder: Path) -> UnlockWindow:
    """The first window, at the notebook."""
    window = running.unlock_window(folder)
    window.show()
    return window


def bytes_of(folder: Path) -> dict[str, bytes]:
    """What stands in a notebook's folder, but for the notes that every opener writes."""
    kept = (path for path in folder.rglob("*") if path.suffix in (".db", ".json", ".bak"))
    return {str(path.relative_to(folder)): path.read_bytes() for path in kept}


def test_a_second_copy_is_told_where_the_notebook_is_open_and_comes_in_once_that_one_is_gone(
    other_copy: tuple[subprocess.Popen[str], str], first: UnlockWindow, running: Running, folder: Path, hands: Hands,
) -> None:
    held, since = other_copy
    before = bytes_of(folder)
    assert f"This notebook is open on this computer since {since}." in attempt(first, hands)
    assert running.main is None and bytes_of(folder) == before
    assert held.poll() is None
    held.send_signal(signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
    held.wait()
    attempt(first, hands)
    hands.until(lambda: running.main is not None)


# Passphrases and spoilt folders


def test_a_wrong_passphrase_five_times_makes_one_wait(first: UnlockWindow, running: Running, hands: Hands) -> None:
    for _ in range(4):
        assert "That passphrase does not open this notebook." in attempt(first, hands, "not this one")
    attempt(first, hands, "nor this one")
    page = the(first, UnlockPage)
    assert page.go.text().startswith("Wait 1") and not page.go.isEnabled()
    attempt(first, hands)
    assert running.main is None, "Enter opens while one has to wait"


def test_one_damaged_copy_of_the_key_file_is_mended_on_the_way_in(first: UnlockWindow, running: Running, folder: Path, hands: Hands) -> None:
    (folder / "header.json").write_bytes(b"\x00 spoilt")
    attempt(first, hands)
    hands.until(lambda: running.main is not None)
    assert (folder / "header.json").read_bytes() == (folder / "header.bak").read_bytes()


def test_two_damaged_copies_are_told_with_what_to_do_and_nothing_is_touched(running: Running, folder: Path, hands: Hands) -> None:
    for copy in ("header.json", "header.bak"):
        (folder / copy).write_bytes(b"\x00 spoilt")
    before = bytes_of(folder)
    window = running.unlock_window(folder)
    window.show()
    hands.until(lambda: "The two copies of this notebook’s key file are damaged or missing" in says(window))
    attempt(window, hands)
    assert "restore the notebook from its last backup" in says(window) and bytes_of(folder) == before


def newer_header(folder: Path) -> None:
    from sendco_desk.store.header_file import checksum

    for copy in ("header.json", "header.bak"):
        fields = json.loads((folder / copy).read_bytes()) | {"format": 2}
        del fields["checksum"]
        (folder / copy).write_text(json.dumps(fields | {"checksum": checksum(fields)}), encoding="utf-8")


def newer_tables(folder: Path) -> None:
    from sendco_desk.services.opening import open_desk

    desk = open_desk(folder, PASSPHRASE)
    desk.pupils.book._database.sql("UPDATE alembic_version SET version_num = '9999'")
    desk.close()


@pytest.mark.parametrize("made_newer", [newer_header, newer_tables])
def test_a_newer_notebook_is_refused_politely(running: Running, folder: Path, hands: Hands, made_newer: Callable[[Path], None]) -> None:
    made_newer(folder)
    before = bytes_of(folder)
    window = running.unlock_window(folder)
    window.show()
    assert "by a newer SENDCo Desk." in attempt(window, hands)
    assert running.main is None and bytes_of(folder) == before


@pytest.fixture
def only_read(folder: Path) -> Iterator[Path]:
    """The notebook in a folder that this person may only read."""
    nobody = 65_534
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        copy = Path(shutil.copytree(folder, Path(place) / folder.name))
        for path in (*copy.rglob("*"), copy):
            path.chmod(0o555 if path.is_dir() else 0o444)
        is_root = os.geteuid() == 0
        if is_root:
            os.seteuid(nobody)
        yield copy
        if is_root:
            os.seteuid(0)
        for path in (copy, *copy.rglob("*")):
            path.chmod(0o755)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_a_folder_that_may_only_be_read_is_told_in_a_sentence(only_read: Path, running: Running, hands: Hands) -> None:
    window = running.unlock_window(only_read)
    window.show()
    assert "SENDCo Desk is not allowed to use this folder. Nothing was lost" in attempt(window, hands)
    assert running.main is None


# A full disk


@pytest.fixture
def full_disk(main: MainWindow) -> Callable[[bool], None]:
    """Lets the disk fill up under the notebook, and makes room again."""
    database = main.desk.pupils.book._database

    def fill(full: bool) -> None:
        (pages,) = database.sql("PRAGMA page_count")[0]
        database.sql(f"PRAGMA max_page_count={pages if full else 2**30}")

    return fill


def test_a_full_disk_while_an_entry_is_saved_keeps_every_word(main: MainWindow, hands: Hands, full_disk: Callable[[bool], None]) -> None:
    (case,) = main.desk.casework.cases()
    main.go(Place("pupil", case.pupil.id))
    before = len(main.desk.story.lines(case.pupil.id))
    written = "Worked with the mat. " * 1_500
    hands.key(Key.Key_N, CTRL)
    entry = the(main, QuickEntry)
    hands.key(Key.Key_Space)
    hands.tab_to("What was said or seen")
    entry.fields["words"].box.setPlainText(written)  # type: ignore[attr-defined]
    entry.keeper.save()
    full_disk(True)
    hands.key(Key.Key_Return, CTRL)
    assert entry.isVisible() and DISK_FULL in says(entry)
    assert entry.said("words") == written.strip() and focused().isVisible()
    assert len(main.desk.story.lines(case.pupil.id)) == before
    full_disk(False)
    hands.key(Key.Key_Return, CTRL)
    assert main.desk.story.lines(case.pupil.id)[0].entry.words == written.strip()
    assert [row.name for row in main.desk.backups.check() if not row.ok] == ["backups"], "there is none yet"


def long_entry(main: MainWindow, hands: Hands) -> QuickEntry:
    """A note too long for the room that is left."""
    (case,) = main.desk.casework.cases()
    main.go(Place("pupil", case.pupil.id))
    hands.key(Key.Key_N, CTRL)
    entry = the(main, QuickEntry)
    hands.key(Key.Key_Space)
    hands.tab_to("What was said or seen")
    entry.fields["words"].box.setPlainText("Worked with the mat. " * 3_000)  # type: ignore[attr-defined]
    return entry


def test_a_full_disk_met_before_the_draft_was_saved_is_said_in_the_form(main: MainWindow, hands: Hands, full_disk: Callable[[bool], None]) -> None:
    full_disk(True)
    entry = long_entry(main, hands)
    hands.key(Key.Key_Return, CTRL)
    assert DISK_FULL in says(entry) and len(entry.said("words")) > 50_000
    full_disk(False)
    hands.key(Key.Key_Return, CTRL)
    assert "Written down for Kacper Wilk." in says(main)


def test_a_full_disk_while_a_draft_is_saved_is_said_and_tried_again(main: MainWindow, hands: Hands, full_disk: Callable[[bool], None]) -> None:
    full_disk(True)
    entry = long_entry(main, hands)
    hands.qtbot.wait(600)
    assert DISK_FULL in says(entry)
    full_disk(False)
    hands.write("x")
    hands.qtbot.wait(600)
    assert main.desk.drafts.read("quick_entry")


def test_escape_on_a_full_disk_does_not_fail(main: MainWindow, hands: Hands, full_disk: Callable[[bool], None]) -> None:
    full_disk(True)
    long_entry(main, hands)
    hands.key(Key.Key_Escape)
    full_disk(False)


def test_a_new_first_window_waits_too_after_five_wrong_passphrases(first: UnlockWindow, running: Running, folder: Path, hands: Hands) -> None:
    for _ in range(5):
        attempt(first, hands, "not this one")
    first.close()
    again = running.unlock_window(folder)
    again.show()
    hands.until(lambda: not again.tasks.busy())
    assert not the(again, UnlockPage).go.isEnabled()


def test_a_mended_copy_of_the_key_file_is_said(first: UnlockWindow, running: Running, folder: Path, hands: Hands) -> None:
    (folder / "header.json").write_bytes(b"\x00 spoilt")
    attempt(first, hands)
    hands.until(lambda: running.main is not None)
    assert running.main is not None and "One of the two copies of the notebook’s key file" in says(running.main)
