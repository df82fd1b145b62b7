"""The council's form in the window: added, its fields shown with what goes in, changed by mouse and keyboard, filled and saved."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.domain.documents import Document
from sendco_desk.exchange.form_fields import fields_job
from sendco_desk.services.council_forms import LEAVE, UNMAPPED
from sendco_desk.ui.forms.word_forms import DetailsForm, FieldForm, about_field
from sendco_desk.ui.models.council_form_model import FieldsModel, waiting_first
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens.case import CaseScreen
from sendco_desk.ui.screens.council_form import CouncilFormScreen
from sendco_desk.ui.screens.registry import screen_class, stop_of
from sendco_desk.ui.widgets.choice import Choice
from tests.exchange.form_samples import council_form
from tests.services.form_cases import forms_of
from tests.ui.case_desks import case_of
from tests.ui.heard import Heard


@pytest.fixture
def place(room: Room) -> Room:
    """A room whose forms are read in this process."""
    return replace(room, desk=replace(room.desk, council_forms=forms_of(room.desk)))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "request_form.docx"
    found.write_bytes(council_form())
    return found


@pytest.fixture
def screen(place: Room, qtbot: QtBot) -> CouncilFormScreen:
    made = CouncilFormScreen(place)
    qtbot.addWidget(made)
    made.resize(1158, 690)
    made.open_at(Place("council_form", case_of(place.desk, "Kacper Wilk")))
    made.show()
    return made


@pytest.fixture
def kept(place: Room, path: Path) -> None:
    profile = place.desk.profiles.for_case(case_of(place.desk, "Kacper Wilk"))
    place.desk.council_forms.add(path, profile.id, name="Request", version="3", valid_to=date(2026, 1, 1))


def row(screen: CouncilFormScreen, key: str) -> Any:
    return next(one for one in screen.model.rows if one.line.field.key == key)


def read(qtbot: QtBot, screen: CouncilFormScreen) -> None:
    qtbot.waitUntil(lambda: screen.sheet is not None and not screen.room.tasks.busy(), timeout=5000)


def sheet_of(heard: Heard, kind: type[Any]) -> Any:
    """The sheet that was opened last."""
    assert isinstance(heard.sheets[-1], kind)
    return heard.sheets[-1]


def test_the_place_is_found_from_the_case(room: Room, heard: Heard, qtbot: QtBot) -> None:
    assert screen_class("council_form") is CouncilFormScreen
    assert stop_of("council_form") == "requests"
    case = CaseScreen(room)
    qtbot.addWidget(case)
    case.open_at(Place("case", case_of(room.desk, "Kacper Wilk")))
    case.fill_form()
    assert heard.went[-1] == Place("council_form", case.case)


def test_without_a_form_the_screen_says_what_to_do(screen: CouncilFormScreen) -> None:
    assert not screen.none.isHidden()
    assert screen.fields_card.isHidden()
    assert not screen.fill_button.isEnabled()


def test_a_form_is_added_from_a_file_with_its_details(
    screen: CouncilFormScreen, heard: Heard, qtbot: QtBot, path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    screen.add()
    assert not heard.sheets
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    screen.add()
    qtbot.waitUntil(lambda: bool(heard.sheets), timeout=5000)
    form = sheet_of(heard, DetailsForm)
    assert form.said("name") == "request form"
    form.fields["version"].set_text("3")
    form.finish()
    read(qtbot, screen)
    assert screen.choice.currentText() == "request form, version 3"
    assert screen.model.rows[0].chip[0] == "Waits"


def test_a_file_that_is_no_form_is_said(
    screen: CouncilFormScreen, heard: Heard, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    wrong = tmp_path / "wrong.docx"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(wrong), ""))
    screen.add()
    assert "There is no such file" in heard.last
    wrong.write_bytes(b"words")
    screen.add()
    qtbot.waitUntil(lambda: "not a Word form" in heard.last, timeout=5000)


@pytest.mark.usefixtures("kept")
def test_the_fields_stand_in_a_table_with_those_that_wait_first_and_doubts_above(screen: CouncilFormScreen, qtbot: QtBot) -> None:
    screen.refresh()
    read(qtbot, screen)
    QAbstractItemModelTester(screen.model, QAbstractItemModelTester.FailureReportingMode.QtTest)
    states = [one.chip[0] for one in screen.model.rows]
    assert states == sorted(states, key=["Waits", "Filled", "Left"].index)
    told = {one.line.field.key: [screen.model.columns[n].shown(one) for n in range(5)] for one in screen.model.rows}
    assert told["PupilName"] == ["PupilName", "Child’s full name", "Full legal name (guessed)", "Kacper Wilk", "Filled"]
    assert told["Check1"] == ["Check1", "Parent agrees", "Nothing chosen yet", UNMAPPED, "Waits"]
    assert told["Ref"][2:] == ["", "The form’s maker has locked it.", "Left"]
    assert not screen.doubts_card.isHidden()
    assert screen.sheet is not None
    assert screen.said.text() == screen.sheet.words


@pytest.mark.usefixtures("kept")
def test_what_goes_into_a_field_is_chosen_and_kept_with_the_form(screen: CouncilFormScreen, heard: Heard, qtbot: QtBot) -> None:
    screen.refresh()
    read(qtbot, screen)
    screen.change_field(row(screen, "PupilName"))
    form = sheet_of(heard, FieldForm)
    assert form.preview.text() == "Kacper Wilk"
    box = form.fields["value"].box
    assert isinstance(box, Choice)
    box.choose("parent_2.email")
    assert form.preview.text() == "Nothing is recorded of this."
    box.choose(LEAVE)
    assert form.preview.isHidden()
    box.choose("pupil.known_name")
    form.finish()
    screen.refresh()
    assert screen.model.columns[2].shown(row(screen, "PupilName")) == "Name people use"
    kept = screen.chosen()
    assert kept is not None
    assert "PupilName = pupil.known_name" in kept.mapping


@pytest.mark.usefixtures("kept")
def test_ones_own_words_are_for_this_case_alone(screen: CouncilFormScreen, heard: Heard, qtbot: QtBot) -> None:
    screen.refresh()
    read(qtbot, screen)
    screen.change_field(row(screen, "Text1"))
    form = sheet_of(heard, FieldForm)
    form.fields["typed"].set_text("Ms Oak")
    form.finish()
    screen.refresh()
    assert [screen.model.columns[n].shown(row(screen, "Text1")) for n in (2, 3)] == ["Your own words", "Ms Oak"]
    kept = screen.chosen()
    assert kept is not None
    assert not [line for line in kept.mapping if "Oak" in line]
    screen.open_at(Place("council_form", case_of(screen.room.desk, "Poppy Ormerod")))
    read(qtbot, screen)
    assert screen.model.columns[3].shown(row(screen, "Text1")) != "Ms Oak"


@pytest.mark.usefixtures("kept")
def test_a_locked_field_opens_no_sheet(screen: CouncilFormScreen, heard: Heard, qtbot: QtBot) -> None:
    screen.refresh()
    read(qtbot, screen)
    screen.change_field(row(screen, "Ref"))
    assert heard.last == "Nothing can be put in here: The form’s maker has locked it."
    screen.change_field(None)
    assert not heard.sheets


@pytest.mark.usefixtures("kept")
def test_enter_on_a_row_opens_its_sheet(screen: CouncilFormScreen, heard: Heard, qtbot: QtBot) -> None:
    screen.refresh()
    read(qtbot, screen)
    screen.table.setCurrentIndex(screen.model.index_of("PupilName"))
    assert screen.field_button.isEnabled()
    QTest.keyClick(screen.table, Qt.Key.Key_Return)
    assert sheet_of(heard, FieldForm).title == "PupilName"


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("keep", [True, False])
def test_the_form_is_filled_saved_and_kept_where_that_is_wanted(
    screen: CouncilFormScreen, heard: Heard, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keep: bool,
) -> None:
    screen.refresh()
    read(qtbot, screen)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    screen.fill()
    out = tmp_path / "filled"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    screen.keep.setChecked(keep)
    screen.fill()
    qtbot.waitUntil(lambda: "fields filled" in heard.last, timeout=5000)
    assert fields_job(out.with_suffix(".docx").read_bytes())[0].now == "Kacper Wilk"
    book = screen.room.desk.keyring.book
    assert bool([one for one in book.all(Document) if one.document_kind == "form"]) is keep
    assert ("document" in {kind for kinds in heard.changed for kind in kinds}) is keep


@pytest.mark.usefixtures("kept")
def test_what_cannot_be_written_is_said(
    screen: CouncilFormScreen, heard: Heard, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    screen.refresh()
    read(qtbot, screen)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "none" / "x.docx"), ""))
    screen.fill()
    qtbot.waitUntil(lambda: "could not be written" in heard.last, timeout=5000)


@pytest.mark.usefixtures("kept")
def test_a_forms_details_are_changed_and_it_is_taken_out(screen: CouncilFormScreen, heard: Heard, qtbot: QtBot) -> None:
    screen.refresh()
    read(qtbot, screen)
    screen.change_details()
    form = sheet_of(heard, DetailsForm)
    form.fields["valid_to"].edit.setText("1/1/2027")
    form.finish()
    screen.refresh()
    assert screen.doubts_card.isHidden()
    screen.remove()
    screen.refresh()
    assert not screen.none.isHidden()
    assert screen.chosen() is None


def test_another_councils_form_is_offered_after_our_own(screen: CouncilFormScreen, place: Room, path: Path) -> None:
    place.desk.council_forms.add(path, "830-derbyshire", name="Theirs")
    screen.refresh()
    assert screen.choice.itemText(1) == "Theirs (another council’s)"
    assert screen.chosen() is None


def test_a_field_says_what_it_takes(screen: CouncilFormScreen, place: Room, path: Path) -> None:
    case = case_of(place.desk, "Kacper Wilk")
    lines = place.desk.council_forms.sheet_of(case, path.read_bytes(), name="x").lines
    told = {line.field.key: about_field(line) for line in lines}
    assert told["Text1"] == "Words on one line, 30 letters at most. Around it stands: “Head teacher”."
    assert "The list offers: Year 6; Year 7; Year 8." in told["Year"]
    assert "It repeats for each line, in “Provision”." in told["What"]
    assert isinstance(waiting_first(lines)[0].line.field.key, str)
    assert FieldsModel().columnCount() == 5


def test_everything_in_the_screen_can_be_used_by_keyboard_and_has_a_name(
    screen: CouncilFormScreen, nameless: Callable[[QWidget], list[str]],
) -> None:
    assert nameless(screen) == []
