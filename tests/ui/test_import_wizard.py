"""Bringing pupils in: choose, correct the columns, look, decide, bring in, undo; and what is remembered."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.ui.models.columns_model import ColumnLine, chosen, mapping, missing
from sendco_desk.ui.models.import_model import ImportModel, PreviewLine
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens.import_wizard import CHECK, CHOOSE, COLUMNS, DONE, BroughtIn, ImportScreen, result_words
from tests.shared_corpus import SHARED, needs_shared
from tests.ui.case_desks import register_file, says, undoing
from tests.ui.heard import Heard


@pytest.fixture
def screen(room: Room, heard: Heard, qtbot: QtBot) -> Iterator[ImportScreen]:
    made = ImportScreen(undoing(room, heard))
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.open_at(Place("import"))
    made.show()
    yield made
    made.hide()


def wait(screen: ImportScreen, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not screen.room.tasks.busy(), timeout=20_000)


def read(screen: ImportScreen, qtbot: QtBot, path: Path) -> None:
    screen.take(path)
    wait(screen, qtbot)


def checked(screen: ImportScreen, qtbot: QtBot, path: Path) -> None:
    read(screen, qtbot, path)
    screen.columns.finish()
    wait(screen, qtbot)


def names(room: Room) -> set[str]:
    return {row.pupil.known_name for row in room.desk.pupils.rows()}


def column(screen: ImportScreen, heading: str) -> int:
    return next(line.index for line in screen.columns.lines if line.heading == heading)


def test_a_table_shows_its_columns_as_proposed(screen: ImportScreen, qtbot: QtBot, tmp_path: Path) -> None:
    read(screen, qtbot, register_file(tmp_path))
    assert screen.step == COLUMNS
    assert [line.field for line in screen.columns.lines] == ["legal_surname", "legal_forename", "date_of_birth", "year_group", "sen_status", ""]
    assert "Wren  ·  Finch" in says(screen)


def test_a_table_is_compared_and_brought_in_as_one_deed(screen: ImportScreen, room: Room, heard: Heard, qtbot: QtBot, tmp_path: Path) -> None:
    checked(screen, qtbot, register_file(tmp_path))
    assert screen.step == CHECK
    assert screen.check_step.counts["new"] == 2
    assert screen.check_step.go_on.accessibleName() == "Bring in 2 new"
    screen.bring_in()
    wait(screen, qtbot)
    assert screen.step == DONE
    assert {"Ada Wren", "Idris Finch"} <= names(room)
    assert "pupil" in frozenset().union(*heard.changed)
    assert "2 pupils added." in says(screen)


def test_the_whole_import_is_undone_by_one_button(screen: ImportScreen, room: Room, qtbot: QtBot, tmp_path: Path) -> None:
    before = names(room)
    checked(screen, qtbot, register_file(tmp_path))
    screen.bring_in()
    wait(screen, qtbot)
    next(b for b in screen.findChildren(QPushButton) if b.accessibleName() == "Undo").click()
    assert names(room) == before
    assert screen.step == CHOOSE


def test_the_same_file_again_has_nothing_to_bring_in(screen: ImportScreen, qtbot: QtBot, tmp_path: Path) -> None:
    path = register_file(tmp_path)
    checked(screen, qtbot, path)
    screen.bring_in()
    wait(screen, qtbot)
    screen.start_again()
    checked(screen, qtbot, path)
    kinds = screen.check_step.counts
    assert kinds["new"] == kinds["changed"] == 0
    assert not screen.check_step.go_on.isEnabled()


def test_corrected_columns_are_remembered_for_the_next_file(screen: ImportScreen, qtbot: QtBot, tmp_path: Path) -> None:
    read(screen, qtbot, register_file(tmp_path))
    screen.columns.boxes[column(screen, "Colour")].choose("class_name")
    screen.columns.finish()
    wait(screen, qtbot)
    screen.start_again()
    read(screen, qtbot, register_file(tmp_path, "next.csv"))
    line = screen.columns.lines[column(screen, "Colour")]
    assert (line.field, line.found) == ("class_name", "as last time")


def test_a_field_is_fed_by_one_column_only(screen: ImportScreen, qtbot: QtBot, tmp_path: Path) -> None:
    read(screen, qtbot, register_file(tmp_path))
    screen.columns.boxes[column(screen, "Colour")].choose("year_group")
    assert screen.columns.boxes[column(screen, "Year")].code() == ""


def test_without_a_name_or_a_number_it_cannot_go_on(screen: ImportScreen, qtbot: QtBot, tmp_path: Path) -> None:
    read(screen, qtbot, register_file(tmp_path))
    screen.columns.boxes[column(screen, "Legal Surname")].choose("")
    assert not screen.columns.go_on.isEnabled()
    assert "Choose the column that holds the legal surname" in says(screen)


def known(screen: ImportScreen, qtbot: QtBot, tmp_path: Path) -> None:
    """A file with a pupil who may be Kacper, of the same name and birthday."""
    checked(screen, qtbot, register_file(tmp_path, more="Wilk,Kacper,14/03/2018,4,K,red\n"))


def test_a_pupil_who_may_be_here_already_is_held_back_to_be_decided(screen: ImportScreen, qtbot: QtBot, tmp_path: Path) -> None:
    known(screen, qtbot, tmp_path)
    line = screen.check_step.table.current()
    assert line is not None
    assert (line.kind, line.row.name) == ("suggestion", "Kacper Wilk")
    assert "Kacper Wilk, born Wed 14 Mar 2018, Year 4" in {box.itemText(0) for box in screen.check_step.findChildren(type(screen.columns.boxes[0]))}


@pytest.mark.parametrize(("word", "count", "kind"), [("The same pupil", 1, ""), ("A different pupil", 2, "new"), ("Leave out", 1, "cannot_read")])
def test_a_decision_settles_the_row(
    screen: ImportScreen, room: Room, qtbot: QtBot, tmp_path: Path, word: str, count: int, kind: str,
) -> None:
    known(screen, qtbot, tmp_path)
    next(b for b in screen.check_step.findChildren(QPushButton) if b.accessibleName() == word).click()
    wait(screen, qtbot)
    assert screen.check_step.counts["suggestion"] == 0
    assert not kind or screen.check_step.counts[kind] >= 1
    screen.bring_in()
    wait(screen, qtbot)
    assert [row.pupil.known_name for row in room.desk.pupils.rows()].count("Kacper Wilk") == count


def test_a_kind_of_row_can_be_looked_at_alone(screen: ImportScreen, qtbot: QtBot, tmp_path: Path) -> None:
    known(screen, qtbot, tmp_path)
    screen.check_step.narrow("new")
    assert {line.kind for line in screen.check_step.model.rows} == {"new"}


def test_a_file_that_is_none_is_refused_where_it_was_chosen(screen: ImportScreen, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "picture.csv"
    path.write_bytes(b"")
    read(screen, qtbot, path)
    assert screen.step == CHOOSE
    assert screen.choose.wrong.isVisible()
    assert screen.pages.isEnabled()


def test_a_dropped_file_is_read(screen: ImportScreen, qtbot: QtBot, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(register_file(tmp_path)))])
    event = QDropEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    screen.choose.dropEvent(event)
    wait(screen, qtbot)
    assert screen.step == COLUMNS


def test_two_dropped_files_are_one_too_many(screen: ImportScreen, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(register_file(tmp_path, name))) for name in ("a.csv", "b.csv")])
    event = QDropEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    screen.choose.dropEvent(event)
    assert "Drop one file at a time." in says(screen)


def test_the_button_asks_for_a_file(screen: ImportScreen, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = register_file(tmp_path)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    screen.choose.choose_button.click()
    wait(screen, qtbot)
    assert screen.step == COLUMNS


@needs_shared
def test_a_transfer_file_goes_straight_to_the_check(screen: ImportScreen, qtbot: QtBot) -> None:
    read(screen, qtbot, SHARED / "corpus" / "ctf" / "8454998_CTF_845LLLL_001.xml")
    assert screen.step == CHECK
    assert screen.check_step.counts["new"] > 100
    assert "Columns" not in says(screen)


@needs_shared
@pytest.mark.parametrize("name", ["attack_billion_laughs.xml", "not_a_ctf_atf.xml"])
def test_a_bad_transfer_file_is_refused_in_words(screen: ImportScreen, heard: Heard, qtbot: QtBot, name: str) -> None:
    read(screen, qtbot, SHARED / "corpus" / "ctf" / name)
    assert heard.crashes == []
    assert screen.step == CHOOSE
    assert screen.choose.wrong.text()


@needs_shared
def test_what_is_wrong_with_the_file_as_a_whole_is_shown(screen: ImportScreen, qtbot: QtBot) -> None:
    read(screen, qtbot, SHARED / "corpus" / "ctf" / "truncated_8452998_CTF_8454998_003.xml")
    assert screen.step == CHECK
    assert screen.check_step.notes.count() + screen.check_step.counts["cannot_read"] >= 1


def test_what_was_done_is_told_in_one_sentence() -> None:
    assert result_words(BroughtIn(new=1, amended=2)) == "1 pupil added, 2 brought up to date."
    assert result_words(BroughtIn(held=2)) == "Nothing was written: the notebook has all of it already. 2 rows stayed out."


def test_qt_finds_no_fault_with_the_preview_model(screen: ImportScreen, qtbot: QtBot, tmp_path: Path) -> None:
    known(screen, qtbot, tmp_path)
    model = ImportModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    lines: list[PreviewLine] = screen.check_step.model.everything
    model.put(lines)
    model.sort(3)
    assert model.index(0, 3).data() == "To decide"


def test_a_chosen_column_takes_its_field_from_another() -> None:
    lines = [
        ColumnLine(index=0, heading="Name", samples=(), field="full_name", found=""),
        ColumnLine(index=1, heading="", samples=("4",), field="", found=""),
    ]
    lines = chosen(lines, 1, "full_name")
    assert mapping(lines) == {1: "full_name"}
    assert lines[1].name == "Column 2"
    assert missing(lines, {}) == ""


def test_everything_has_a_name_at_every_step(
    screen: ImportScreen, qtbot: QtBot, tmp_path: Path, nameless: Callable[[QWidget], list[str]],
) -> None:
    assert nameless(screen) == []
    known(screen, qtbot, tmp_path)
    assert nameless(screen) == []


def test_a_pupil_is_named_so_that_one_can_choose(screen: ImportScreen, room: Room) -> None:
    poppy: UUID = next(row.pupil.id for row in room.desk.pupils.rows() if row.pupil.known_name == "Poppy Ormerod")
    assert screen.name_of(poppy) == "Poppy Ormerod, Year 1"


def test_another_file_begins_at_its_first_row(screen: ImportScreen, qtbot: QtBot, tmp_path: Path) -> None:
    checked(screen, qtbot, register_file(tmp_path))
    screen.check_step.table.choose(screen.check_step.model.rows[-1].row.row)
    screen.start_again()
    checked(screen, qtbot, register_file(tmp_path, "other.csv"))
    assert screen.check_step.table.currentIndex().row() == 0


def test_a_table_of_headings_alone_is_told_of_the_whole_file(screen: ImportScreen, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "empty.csv"
    path.write_text("UPN,Legal Surname,Legal Forename\n", encoding="utf-8")
    checked(screen, qtbot, path)
    assert "The whole file. There are headings but no pupils in this table" in says(screen).replace("<b>", "").replace("</b>", "")
    assert not screen.check_step.go_on.isEnabled()
