"""Spelling in a field: the wavy line, the menu, F7, and what must stay untouched by them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QInputMethodEvent, QTextCharFormat, QTextCursor, QTextLayout
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.domain.refusals import Trouble
from sendco_desk.services.desk import Desk
from sendco_desk.services.dictionary import dictionary
from sendco_desk.services.spelling import Spelling
from sendco_desk.ui.forms.drafts import fill
from sendco_desk.ui.forms.person_form import PersonForm
from sendco_desk.ui.main_window import MainWindow
from sendco_desk.ui.preferences import Preferences
from sendco_desk.ui.quick_entry import QuickEntry
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens.settings import SettingsScreen
from sendco_desk.ui.screens.story import UnderEntry
from sendco_desk.ui.theme import Dressing
from sendco_desk.ui.widgets.fields import ProseField, TextField
from sendco_desk.ui.widgets.layout import holding, stack
from sendco_desk.ui.widgets.spelling import SpellCheck, check_spelling, in_units
from tests.ui.heard import Heard

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support grabbing the keyboard")
"""The offscreen platform says so of every menu that opens."""
WAVE = QTextCharFormat.UnderlineStyle.WaveUnderline


@pytest.fixture
def checked(room: Room, qtbot: QtBot) -> Iterator[tuple[ProseField, SpellCheck, QWidget]]:
    """A field and another one beside it, with the dictionary read."""
    while not room.desk.spelling.step():
        pass
    field, other = ProseField(room.look, "Notes"), TextField(room.look, "Other")
    check = check_spelling(room, field)
    page = holding(stack(field, other))
    qtbot.addWidget(page)
    page.resize(500, 300)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    field.edit.setFocus()
    yield field, check, other.edit


def marked(edit: QPlainTextEdit) -> list[str]:
    """The words with a wavy line."""
    found, block = [], edit.document().begin()
    while block.isValid():
        raw = block.text().encode("utf-16-le")
        for one in block.layout().formats():
            assert isinstance(one, QTextLayout.FormatRange)
            worn = one.format
            assert worn.underlineStyle() == WAVE
            found.append(raw[one.start * 2 : (one.start + one.length) * 2].decode("utf-16-le"))
        block = block.next()
    return found


def menu_of(edit: QPlainTextEdit) -> list[str]:
    """What the menu that is open offers; it is then put away."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    offered = [action.text() for action in menu.actions()]
    menu.close()
    return offered


def press(edit: QPlainTextEdit, text: str) -> list[str]:
    """Press what an open menu offers under these words; gives back all that it offered."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    offered = [action.text() for action in menu.actions()]
    next(action for action in menu.actions() if action.text() == text).trigger()
    menu.close()
    return offered


def right_click(edit: QPlainTextEdit, word: str) -> None:
    """Ask for the menu over a word, as a mouse does."""
    cursor = QTextCursor(edit.document())
    cursor.setPosition(edit.toPlainText().index(word) + 1)
    at = edit.cursorRect(cursor).center()
    view = edit.viewport()
    QApplication.sendEvent(view, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, view.mapToGlobal(at)))


Checked = tuple[ProseField, SpellCheck, QWidget]


def test_a_word_is_marked_once_it_is_finished_and_not_while_it_is_typed(checked: Checked) -> None:
    edit = checked[0].edit
    QTest.keyClicks(edit, "She recieved")
    assert marked(edit) == []
    QTest.keyClicks(edit, " ")
    assert marked(edit) == ["recieved"]
    QTest.keyClicks(edit, "it, Kacper and Dorota Wilk")
    assert marked(edit) == ["recieved"]


@pytest.mark.parametrize("leaving", ["arrow", "elsewhere", "return"])
def test_leaving_a_word_marks_it(checked: Checked, leaving: str) -> None:
    field, _, other = checked
    QTest.keyClicks(field.edit, "recieved")
    assert marked(field.edit) == []
    if leaving == "arrow":
        fill(field.edit, "")
        QTest.keyClicks(field.edit, "it recieved")
        QTest.keyClick(field.edit, Qt.Key.Key_Home)
    elif leaving == "elsewhere":
        other.setFocus()
    else:
        QTest.keyClick(field.edit, Qt.Key.Key_Return)
    assert marked(field.edit) == ["recieved"]


def test_a_marked_word_that_is_being_mended_loses_its_mark(checked: Checked) -> None:
    edit = checked[0].edit
    edit.setPlainText("recieved words")
    assert marked(edit) == ["recieved"]
    QTest.keyClick(edit, Qt.Key.Key_Home)
    QTest.keyClicks(edit, "x")
    assert marked(edit) == []


def test_what_is_put_in_at_once_is_marked_at_once_and_pictures_do_not_shift_the_marks(checked: Checked) -> None:
    edit = checked[0].edit
    edit.setPlainText("😀😀 teh school\nand teh 😀 colour")
    assert marked(edit) == ["teh", "teh"]
    assert in_units("😀 teh", ((2, 5),)) == ((3, 6),) and in_units("é teh", ((2, 5),)) == ((2, 5),)


def test_marks_are_no_part_of_the_text_its_undo_or_its_draft(checked: Checked, qtbot: QtBot) -> None:
    field, check, _ = checked
    field.edit.setPlainText("She recieved it")
    heard: list[str] = []
    field.edit.textChanged.connect(lambda: heard.append(field.text()))
    check.again()
    qtbot.wait(30)  # where a signal is queued it comes now
    assert marked(field.edit) == ["recieved"]
    assert heard == [] and not field.edit.document().isUndoAvailable() and not field.edit.document().isModified()
    QTest.keyClicks(field.edit, "x")
    assert len(heard) == 1


def test_what_an_input_method_composes_keeps_its_own_lines(checked: Checked) -> None:
    edit, check, _ = checked[0].edit, checked[1], checked[2]
    edit.setPlainText("teh ")
    edit.moveCursor(QTextCursor.MoveOperation.End)
    under = QTextCharFormat()
    under.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
    composing = QInputMethodEvent("ni", [QInputMethodEvent.Attribute(QInputMethodEvent.AttributeType.TextFormat, 0, 2, under)])
    QApplication.sendEvent(edit, composing)
    check.again()
    formats = edit.document().firstBlock().layout().formats()
    styles = []
    for one in formats:
        worn = one.format
        styles.append(worn.underlineStyle())
    assert styles == [QTextCharFormat.UnderlineStyle.SingleUnderline]
    ended = QInputMethodEvent()
    ended.setCommitString("no")
    QApplication.sendEvent(edit, ended)
    assert marked(edit) == ["teh"]


# The menu and F7


def test_f7_goes_from_word_to_word_and_round_and_puts_the_right_word_in(checked: Checked) -> None:
    edit = checked[0].edit
    edit.setPlainText("She recieved teh report")
    edit.moveCursor(QTextCursor.MoveOperation.Start)
    for expected in ("recieved", "teh", "recieved"):
        QTest.keyClick(edit, Qt.Key.Key_F7)
        assert edit.textCursor().selectedText() == expected
        offered = menu_of(edit)
        assert offered[-2:] == ["Add to the notebook’s words", "Next word in doubt"]
    QTest.keyClick(edit, Qt.Key.Key_F7)
    press(edit, "Next word in doubt")
    assert edit.textCursor().selectedText() == "recieved"
    assert "received" in press(edit, "received")
    assert edit.toPlainText() == "She received teh report" and marked(edit) == ["teh"]
    edit.undo()
    assert edit.toPlainText() == "She recieved teh report"


def test_the_menu_of_f7_opens_on_the_likeliest_word_so_that_return_takes_it(checked: Checked) -> None:
    edit = checked[0].edit
    QTest.keyClicks(edit, "recieved")
    QTest.keyClick(edit, Qt.Key.Key_F7)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu) and menu.accessibleName() == "Spelling of recieved"
    assert menu.activeAction().text() == "received"
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert edit.toPlainText() == "received"


def test_f7_says_so_when_no_word_is_in_doubt(checked: Checked) -> None:
    checked[0].edit.setPlainText("All of it is right")
    QTest.keyClick(checked[0].edit, Qt.Key.Key_F7)
    assert menu_of(checked[0].edit) == ["No word is in doubt"]


def test_a_word_without_suggestions_can_be_added_and_taken_out_again(checked: Checked, heard: Heard, room: Room) -> None:
    edit = checked[0].edit
    edit.setPlainText("a xyzzyqq word")
    right_click(edit, "xyzzyqq")
    assert press(edit, "Add to the notebook’s words")[:2] == ["No suggestion", ""]
    assert marked(edit) == [] and heard.last == "“xyzzyqq” is one of the notebook’s words."
    assert room.desk.spelling.learnt("xyzzyqq")
    right_click(edit, "xyzzyqq")
    press(edit, "Take out of the notebook’s words")
    assert marked(edit) == ["xyzzyqq"] and not room.desk.spelling.learnt("xyzzyqq")


def test_adding_a_word_can_be_undone_from_the_message(checked: Checked, heard: Heard) -> None:
    checked[1].learn("xyzzyqq")
    undo = heard.said[-1].then
    assert undo is not None and heard.said[-1].action == "Undo"
    undo()
    assert heard.last == "“xyzzyqq” is no longer one of the notebook’s words."


def test_the_usual_menu_stands_under_the_suggestions_and_alone_on_a_right_word(checked: Checked) -> None:
    edit = checked[0].edit
    edit.setPlainText("She recieved it")
    right_click(edit, "recieved")
    assert (offered := menu_of(edit))[0] == "received" and any("Select All" in one for one in offered)
    right_click(edit, "She")
    assert not any("notebook" in one for one in menu_of(edit))


def test_a_word_that_cannot_be_kept_is_said(checked: Checked, heard: Heard, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Spelling, word: str) -> None:
        raise Trouble("The disk is full.")

    monkeypatch.setattr(Spelling, "learn", full)
    checked[1].learn("xyzzyqq")
    assert heard.last == "The disk is full."


# When


def test_the_dictionary_is_read_a_little_after_a_field_shows_and_never_for_one_that_is_hidden(room: Room, qtbot: QtBot) -> None:
    field = ProseField(room.look, "Notes", "She recieved it")
    check = check_spelling(room, field)
    qtbot.addWidget(field)
    check.timer.timeout.emit()
    assert not room.desk.spelling.ready and marked(field.edit) == []
    check.timer.stop()
    field.show()
    assert check.timer.isActive()
    qtbot.waitUntil(lambda: marked(field.edit) == ["recieved"], timeout=5000)


def test_a_notebook_that_cannot_be_read_leaves_words_unmarked(room: Room, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    def unread(self: Spelling) -> bool:
        raise Trouble("The disk is gone.")

    field = ProseField(room.look, "Notes", "She recieved it")
    check = check_spelling(room, field)
    qtbot.addWidget(field)
    field.show()
    monkeypatch.setattr(Spelling, "step", unread)
    check.timer.timeout.emit()
    assert marked(field.edit) == []


def test_a_notebook_that_is_closed_under_a_field_is_asked_nothing_more(room: Room, qtbot: QtBot) -> None:
    field = ProseField(room.look, "Notes", "She recieved it")
    check = check_spelling(room, field)
    qtbot.addWidget(field)
    field.show()
    room.desk.close()
    check.timer.timeout.emit()  # the first part is the dictionary, the second reads the names
    check.timer.timeout.emit()
    check.timer.stop()
    assert marked(field.edit) == []


def test_a_choice_in_settings_takes_the_marks_away_and_brings_them_back(
    checked: Checked, room: Room, qtbot: QtBot, preferences: Preferences,
) -> None:
    field, _, other = checked
    field.edit.setPlainText("She recieved it")
    screen = SettingsScreen(room)
    qtbot.addWidget(screen)
    screen.open_at(Place("settings"))
    assert screen.spelling.isChecked() and screen.spelling.text() == "Check spelling"
    for on, words in ((False, []), (True, ["recieved"])):
        screen.spelling.setChecked(on)
        assert preferences.spelling is on
        other.setFocus()
        field.edit.setFocus()
        assert marked(field.edit) == words


def test_another_look_draws_the_line_in_its_own_ink(checked: Checked, dressing: Dressing) -> None:
    edit = checked[0].edit
    edit.setPlainText("teh")
    inks = []
    for theme in ("light", "dark"):
        dressing.choose(theme, 1.0)
        one = edit.document().firstBlock().layout().formats()[0]
        worn = one.format
        inks.append(worn.underlineColor().name().upper())
    assert inks == ["#1A4F8F", "#ABCCF5"]


# Where


def test_prose_of_a_form_and_words_under_an_entry_are_checked_and_their_draft_is_kept_as_before(room: Room, qtbot: QtBot) -> None:
    while not room.desk.spelling.step():
        pass
    pupil: UUID = room.desk.pupils.rows()[0].pupil.id
    form: Any = PersonForm(room, pupil)
    under = UnderEntry(room, "correction:made-up", "Correction", "Add correction", lambda said: frozenset(), "Done.")
    for made, field in ((form, form.fields["notes"]), (under, under.field)):
        qtbot.addWidget(made)
        made.show()
        made.keeper.save()
        field.edit.setPlainText("She recieved it")
        assert marked(field.edit) == ["recieved"] and made.keeper.timer.isActive()
        made.keeper.save()
        check = field.findChild(SpellCheck)
        assert isinstance(check, SpellCheck)
        check.again()
        assert not made.keeper.timer.isActive()


def test_an_entry_is_written_mended_with_f7_and_finished_without_a_mouse(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    pupil = next(row.pupil.id for row in desk.pupils.rows() if row.pupil.known_name == "Poppy Ormerod")
    window.activateWindow()
    window.new_entry(pupil)
    sheet = window.findChild(QuickEntry)
    assert isinstance(sheet, QuickEntry)
    fill(sheet.fields["entry_kind"].box, "phone_call")
    edit = sheet.fields["words"].box
    assert isinstance(edit, QPlainTextEdit)
    edit.setFocus()
    QTest.keyClicks(edit, "Poppy recieved her symbols")
    qtbot.waitUntil(lambda: desk.spelling.ready and marked(edit) == ["recieved"], timeout=5000)
    QTest.keyClick(edit, Qt.Key.Key_F7)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert marked(edit) == [] and edit.toPlainText() == "Poppy received her symbols"
    QTest.keyClick(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert desk.story.lines(pupil)[0].entry.words == "Poppy received her symbols"


def test_help_calls_the_choice_and_the_menu_what_they_are_called() -> None:
    root = Path(__file__).resolve().parents[2]
    page = (root / "resources" / "help" / "entries.md").read_text(encoding="utf-8")
    said = (root / "sendco_desk" / "ui" / "widgets" / "spelling.py").read_text(encoding="utf-8")
    said += (root / "sendco_desk" / "ui" / "screens" / "settings.py").read_text(encoding="utf-8")
    for label in ("Check spelling", "Add to the notebook’s words", "Take out of the notebook’s words"):
        assert f"*{label}*" in page and f'"{label}"' in said
    assert "**F7**" in page
    assert dictionary().spell("colour")
