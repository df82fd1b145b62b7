"""Ctrl+N: an entry in ten seconds, saved as it is typed, standing as it was after a kill."""

import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.domain.pupil import Pupil
from sendco_desk.ui.forms.drafts import SAVE_AFTER, fill
from sendco_desk.ui.forms.ticks import KindPicker
from sendco_desk.ui.main_window import MainWindow
from sendco_desk.ui.quick_entry import DRAFT, QuickEntry
from sendco_desk.ui.room import Room
from tests.ui.desks import NOW, add_awkward, text_file
from tests.ui.heard import Heard

pytestmark = pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)  # what the list under the field does when it opens
Open = Callable[..., QuickEntry]


@pytest.fixture
def kacper(room: Room) -> UUID:
    return next(row.pupil.id for row in room.desk.pupils.rows() if row.pupil.known_name == "Kacper Wilk")


@pytest.fixture
def opened(room: Room, qtbot: QtBot) -> Open:
    """Opens the sheet and types into it."""

    def show(pupil: UUID | None = None, **typed: str) -> QuickEntry:
        sheet = QuickEntry(room, pupil)
        qtbot.addWidget(sheet)
        sheet.resize(480, 700)
        sheet.show()
        sheet.activateWindow()
        assert QTest.qWaitForWindowActive(sheet)
        for name, text in typed.items():
            fill(sheet.fields[name].box, text)
        return sheet

    return show


def under(sheet: QuickEntry, name: str) -> str:
    return sheet.fields[name].said.text()


def letters(sheet: QuickEntry, typed: str) -> list[str]:
    """Type a name letter by letter; gives back the list that opens."""
    box = sheet.pupil_field.edit
    box.setFocus()
    box.clear()
    for letter in typed:
        box.insert(letter)  # as an input method does: QTest knows the keys of ASCII alone
    offers = sheet.pupil_field.offers
    return [offers.item(n).text() for n in range(offers.rowCount())]


def test_an_entry_is_written_down_with_all_that_was_said(opened: Open, room: Room, kacper: UUID, heard: Heard) -> None:
    sheet = opened(
        kacper, entry_kind="phone_call", happened_at="yesterday 15:05", minutes="12", who="Ms Wilk", words="Asks for the board.\nTired day.",
        next_action="Send new symbols home", next_action_on="+1d",
    )
    assert under(sheet, "happened_at") == "Wed 11 Nov 2026, 15:05"
    assert under(sheet, "next_action_on") == "Fri 13 Nov 2026"
    sheet.finish()
    entry = room.desk.story.lines(kacper)[0].entry
    assert entry.happened_at == NOW.replace(day=11, hour=15, minute=5)
    assert (entry.entry_kind, entry.minutes, entry.who, entry.words) == ("phone_call", 12, "Ms Wilk", "Asks for the board.\nTired day.")
    assert (entry.next_action, str(entry.next_action_on)) == ("Send new symbols home", "2026-11-13")
    assert heard.last == "Written down for Kacper Wilk."
    assert heard.changed[-1] == {"story_entry"}


def test_when_it_happened_is_now_unless_said(opened: Open, room: Room, kacper: UUID) -> None:
    sheet = opened(kacper, entry_kind="note", words="Short word in the corridor.")
    assert under(sheet, "happened_at") == "Thu 12 Nov 2026, 10:42"
    sheet.finish()
    assert room.desk.story.lines(kacper)[0].entry.happened_at == NOW


def test_today_without_a_time_is_now_and_not_a_midday_to_come(opened: Open, room: Room, kacper: UUID) -> None:
    sheet = opened(kacper, entry_kind="note", words="Seen.", happened_at="today")
    assert under(sheet, "happened_at") == "Thu 12 Nov 2026, 10:42"
    sheet.finish()
    assert room.desk.story.lines(kacper)[0].entry.happened_at == NOW


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("pupil", "", "Choose the pupil: type two letters of the name."), ("entry_kind", "", "Choose what it was."),
        ("words", "", "Write what happened."), ("minutes", "ten", "Give the minutes as a number from 1 to 1440."),
        ("minutes", "9999", "Give the minutes as a number from 1 to 1440."),
        ("happened_at", "tomorrow 9:00", "This has not happened yet: put what is planned under next action."),
        ("next_action", "", "Say what is to be done by then."),
    ],
)
def test_what_is_missing_is_said_beside_its_field_and_nothing_is_lost(
    opened: Open, room: Room, kacper: UUID, field: str, typed: str, sentence: str,
) -> None:
    sheet = opened(kacper, entry_kind="phone_call", words="Asks for the board.", who="Ms Wilk", next_action="Ring", next_action_on="+1d")
    if field == "pupil":
        sheet.pupil_field.pupil = None
    fill(sheet.fields[field].box, typed)
    sheet.finish()
    assert under(sheet, field) == sentence
    assert sheet.said("who") == "Ms Wilk"
    assert len(room.desk.story.lines(kacper)) == 1


def test_two_letters_open_a_list_and_enter_takes_the_first(opened: Open, room: Room, kacper: UUID) -> None:
    sheet = opened()
    assert letters(sheet, "k") == []
    assert letters(sheet, "wi") == ["Kacper Wilk, Year 4, 4 Willow"]
    QTest.keyClick(sheet.pupil_field.popup, Qt.Key.Key_Return)
    assert sheet.pupil_field.pupil == kacper
    assert under(sheet, "pupil") == "Year 4, 4 Willow"


def test_names_are_found_without_their_accents_and_in_any_script(opened: Open, room: Room) -> None:
    add_awkward(room.desk)
    sheet = opened()
    assert letters(sheet, "zolk")[0].startswith("Łukasz Żółkiewski")
    assert letters(sheet, "欧阳")[0].startswith("小明 欧阳")
    assert letters(sheet, "محمد")[0].startswith("محمد")


def test_a_name_that_one_pupil_has_needs_no_choosing_and_a_shared_one_does(opened: Open, room: Room, kacper: UUID) -> None:
    sheet = opened(entry_kind="note", words="Seen.")
    letters(sheet, "kacper w")
    sheet.pupil_field.popup.hide()
    sheet.pupil_field.settle()
    assert sheet.pupil_field.pupil == kacper
    room.desk.pupils.add(Pupil(id=uuid4(), legal_forename="Kacper", legal_surname="Wilk", class_name="2 Oak"))
    again = opened(entry_kind="note", words="Seen.")
    letters(again, "kacper w")
    again.pupil_field.popup.hide()
    again.finish()
    assert under(again, "pupil") == "Several pupils have such a name: choose one from the list."


def test_letters_that_nobody_has_are_told_of(opened: Open) -> None:
    sheet = opened()
    letters(sheet, "qq")
    assert under(sheet, "pupil").startswith("No pupil has such a name")


def test_the_arrow_keys_go_from_kind_to_kind_and_the_list_holds_the_rarer_ones(opened: Open, kacper: UUID) -> None:
    sheet = opened(kacper)
    picker = sheet.fields["entry_kind"].box
    assert isinstance(picker, KindPicker)
    assert picker.codes() == ()
    picker.made[0].setFocus()
    QTest.keyClick(picker.made[0], Qt.Key.Key_Space)
    assert picker.codes() == ("phone_call",)
    next(action for action in picker.rarer_kinds().actions() if action.text() == "Letter").trigger()
    assert picker.codes() == ("letter",)
    assert picker.other.text().strip() == "Letter"
    picker.made[3].click()
    assert picker.codes() == ("observation",)
    assert picker.other.text().strip() == "Other"


# The draft


def test_what_is_typed_is_saved_as_it_is_typed_and_stands_as_it_was(opened: Open, room: Room, kacper: UUID, tmp_path: Path, qtbot: QtBot) -> None:
    sheet = opened(kacper, entry_kind="letter", happened_at="yesterday 15:05", words="Ms Wilk said", next_action_on="+1d")
    sheet.take_files([tmp_path / "a.pdf", tmp_path / "b.pdf"])
    sheet.leave_out(tmp_path / "a.pdf")
    qtbot.waitUntil(lambda: room.desk.drafts.read(DRAFT).get("words") == "Ms Wilk said", timeout=SAVE_AFTER * 5)
    again = opened()
    assert again.restored.isVisible()
    assert again.pupil_field.pupil == kacper
    assert under(again, "pupil") == "Year 4, 4 Willow"
    assert again.codes("entry_kind") == ("letter",)
    assert (under(again, "happened_at"), under(again, "next_action_on")) == ("Wed 11 Nov 2026, 15:05", "Fri 13 Nov 2026")
    assert (again.said("words"), again.files) == ("Ms Wilk said", [tmp_path / "b.pdf"])


def test_now_in_a_draft_is_when_it_was_begun(opened: Open, room: Room, kacper: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(kacper, entry_kind="note", words="Seen.").hide()
    later: datetime = NOW + timedelta(days=1)
    object.__setattr__(room, "now", lambda: later)
    again = opened()
    assert under(again, "happened_at") == "Thu 12 Nov 2026, 10:42"


def test_a_draft_about_another_pupil_is_not_overwritten_and_can_be_started_again(opened: Open, room: Room, kacper: UUID) -> None:
    leila = next(row.pupil.id for row in room.desk.pupils.rows() if row.pupil.known_name == "Leila Ashgrove")
    opened(kacper, entry_kind="note", words="Seen.").hide()
    again = opened(leila)
    assert (again.pupil_field.pupil, again.said("words")) == (kacper, "Seen.")
    again.start_again()
    assert (again.pupil_field.pupil, again.said("words"), again.codes("entry_kind"), again.files) == (leila, "", (), [])
    again.hide()
    assert room.desk.drafts.read(DRAFT) == {}


def test_a_draft_without_a_pupil_takes_the_one_whose_page_is_open(opened: Open, room: Room, kacper: UUID) -> None:
    opened(entry_kind="note", words="Seen.").hide()
    again = opened(kacper)
    assert (again.pupil_field.pupil, again.said("words")) == (kacper, "Seen.")


def test_finishing_drops_the_draft_and_an_untouched_sheet_makes_none(opened: Open, room: Room, kacper: UUID) -> None:
    opened(kacper).hide()
    assert room.desk.drafts.read(DRAFT) == {}
    sheet = opened(kacper, entry_kind="note", words="Seen.")
    sheet.keeper.flush()
    assert room.desk.drafts.read(DRAFT) != {}
    sheet.finish()
    sheet.hide()
    assert room.desk.drafts.read(DRAFT) == {}


def test_a_draft_of_a_pupil_who_has_been_undone_away_still_opens(opened: Open, room: Room) -> None:
    gone = Pupil(id=uuid4(), legal_forename="Gone", legal_surname="Away")
    room.desk.pupils.add(gone)
    opened(gone.id, entry_kind="note", words="Seen.").hide()
    room.desk.finding.undo()
    again = opened()
    assert again.pupil_field.pupil is None
    assert again.said("words") == "Seen."


KILLED = """
import os, sys, time
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from pathlib import Path
from PySide6.QtWidgets import QApplication
from sendco_desk.services.opening import open_desk
from sendco_desk.ui.forms.drafts import fill
from sendco_desk.ui.quick_entry import QuickEntry
from sendco_desk.ui.room import Room
from sendco_desk.ui.tasks import Tasks
from sendco_desk.ui.theme import dress
app = QApplication([])
look = dress(app, "light").look
desk = open_desk(Path(sys.argv[1]), "harbour lantern pencil")
ignore = lambda *_: None
sheet = QuickEntry(Room(desk=desk, look=look, tasks=Tasks(None, say=ignore, crash=ignore), go=ignore, say=ignore, changed=ignore))
sheet.show()
sheet.keeper.saved.connect(lambda: (print("saved", flush=True)))
fill(sheet.fields["words"].box, "Typed just before the power went")
app.exec()
"""


def test_the_draft_survives_a_kill(template: Path, folder: Path, room: Room) -> None:
    room.desk.close()
    process = subprocess.Popen([sys.executable, "-c", KILLED, str(folder)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    with process:
        assert process.stdout.readline().strip() == "saved"
        process.kill()
    from sendco_desk.services.opening import open_desk

    again = open_desk(folder, "harbour lantern pencil", clock=lambda: NOW)
    assert again.drafts.read(DRAFT)["words"] == "Typed just before the power went"
    again.close()


# Files


def test_a_file_dropped_on_the_sheet_becomes_a_document_of_the_entry(
    opened: Open, room: Room, kacper: UUID, tmp_path: Path, qtbot: QtBot, heard: Heard,
) -> None:
    sheet = opened(kacper, entry_kind="email", words="Sent the work sample.")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(text_file(tmp_path, "Work sample.txt")))])
    sheet.dropEvent(QDropEvent(
        QPointF(sheet.rect().center()), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    ))
    assert [box.acceptDrops() for box in (*sheet.findChildren(QPlainTextEdit), *sheet.findChildren(QLineEdit)) if box.isVisible()].count(True) == 0
    sheet.finish()
    qtbot.waitUntil(lambda: heard.last.startswith("1 document"), timeout=60_000)
    line = room.desk.story.lines(kacper)[0]
    assert [document.title for document in line.documents] == ["Work sample"]


# In the window, by keyboard


def test_ctrl_n_type_and_ctrl_enter_is_all_it_takes(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert window.sheet is not None
    sheet = window.sheet.sheet
    assert isinstance(sheet, QuickEntry)
    assert sheet.pupil_field.edit.hasFocus()
    QTest.keyClicks(sheet.pupil_field.edit, "wil")
    QTest.keyClick(sheet.pupil_field.popup, Qt.Key.Key_Return)
    kacper = sheet.pupil_field.pupil
    assert kacper is not None
    QTest.keyClick(sheet.pupil_field.edit, Qt.Key.Key_Tab)
    kinds = window.focusWidget()
    assert kinds is not None
    QTest.keyClick(kinds, Qt.Key.Key_Space)
    words = sheet.fields["words"].box
    words.setFocus()
    QTest.keyClicks(words, "Rang back.")
    QTest.keyClick(words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert window.sheet is None
    assert window.desk.story.lines(kacper)[0].entry.words == "Rang back."


def test_esc_closes_the_sheet_and_keeps_the_draft(window: MainWindow) -> None:
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    window.new_entry(None)
    assert window.sheet is not None
    sheet = window.sheet.sheet
    assert isinstance(sheet, QuickEntry)
    words = sheet.fields["words"].box
    words.setFocus()
    QTest.keyClicks(words, "Half a th")
    QTest.keyClick(words, Qt.Key.Key_Escape)
    assert window.sheet is None
    assert window.desk.drafts.read(DRAFT)["words"] == "Half a th"


def test_locking_keeps_what_is_half_typed(window: MainWindow, folder: Path) -> None:
    window.new_entry(None)
    assert window.sheet is not None
    sheet = window.sheet.sheet
    assert isinstance(sheet, QuickEntry)
    fill(sheet.fields["words"].box, "Half a thought")
    window.lock()
    from sendco_desk.services.opening import open_desk

    again = open_desk(folder, "harbour lantern pencil", clock=lambda: NOW)
    assert again.drafts.read(DRAFT)["words"] == "Half a thought"
    again.close()


def test_all_that_can_be_used_has_a_name(opened: Open, kacper: UUID, tmp_path: Path, nameless: Callable[[QWidget], list[str]]) -> None:
    sheet = opened(kacper)
    sheet.take_files([tmp_path / "a.pdf"])
    assert nameless(sheet) == []
