"""Documents: put in by button and by dropping, once and only once; edited, copied out, taken out."""

import warnings
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QMimeData, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.services.documents import Added, Filing
from sendco_desk.ui.document_view import DocumentView
from sendco_desk.ui.forms.document_forms import DocumentForm, FilingForm
from sendco_desk.ui.forms.drafts import fill
from sendco_desk.ui.models.rows import RECORD
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.documents import DocumentCells, DocumentsPage
from sendco_desk.ui.screens.inside import added_words, listed
from tests.ui.desks import add_document, add_documents, text_file
from tests.ui.heard import Heard


@pytest.fixture
def kacper(room: Room) -> UUID:
    return next(row.pupil.id for row in room.desk.pupils.rows() if row.pupil.known_name == "Kacper Wilk")


@pytest.fixture
def page(room: Room, kacper: UUID, tmp_path: Path, qtbot: QtBot) -> DocumentsPage:
    """Three letters."""
    add_documents(room.desk, kacper, tmp_path, 3)
    made = DocumentsPage(room)
    qtbot.addWidget(made)
    made.resize(1000, 500)
    made.show_pupil(room.desk.pupils.page(kacper))
    made.show()
    return made


COPY = (Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)


def entering(page: DocumentsPage, data: QMimeData) -> QDragEnterEvent:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # Qt 6.12 would rather have a QPointF, which 6.11 does not take
        return QDragEnterEvent(page.rect().center(), COPY[0], data, *COPY[1:])


def dropped(page: DocumentsPage, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    page.dragEnterEvent(entering(page, data))
    page.dropEvent(QDropEvent(QPointF(page.rect().center()), COPY[0], data, *COPY[1:]))


def test_the_latest_received_stands_first(page: DocumentsPage, room: Room) -> None:
    head = page.table.horizontalHeader()
    assert (page.table.keys[head.sortIndicatorSection()], head.sortIndicatorOrder()) == ("received", Qt.SortOrder.DescendingOrder)
    assert page.model.index(0, 0).data() == "Wed 21 Oct 2026"
    assert page.model.index(0, 4).data() == "Marlshire SEN team, Council"


def test_files_dropped_are_asked_about_once_and_put_in(
    page: DocumentsPage, room: Room, kacper: UUID, tmp_path: Path, heard: Heard, qtbot: QtBot,
) -> None:
    paths = [text_file(tmp_path, "New one.txt"), text_file(tmp_path, "New two.txt")]
    dropped(page, *paths, tmp_path / "Letter 0.txt")
    form = heard.sheets[-1]
    assert isinstance(form, FilingForm)
    fill(form.fields["received_on"].box, "1/11")
    fill(form.fields["document_kind"].box, "report")
    form.finish()
    qtbot.waitUntil(lambda: bool(heard.said), timeout=60_000)
    assert heard.last == "2 documents put in. Already in this record, so not kept twice: Letter 0.txt."
    assert heard.crashes == []
    put_in = [d for d in room.desk.documents.of(kacper) if d.title.startswith("New")]
    assert [(d.received_on, d.document_kind) for d in put_in] == [(date(2026, 11, 1), "report")] * 2


def test_a_drag_of_anything_but_files_is_left_alone(page: DocumentsPage, heard: Heard) -> None:
    data = QMimeData()
    data.setText("words")
    event = entering(page, data)
    event.ignore()
    page.dragEnterEvent(event)
    assert not event.isAccepted()


def test_files_and_a_folder_are_chosen_by_button(page: DocumentsPage, tmp_path: Path, heard: Heard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(tmp_path / "Letter 0.txt")], ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    page.choose_files()
    page.choose_folder()
    assert [form.paths for form in heard.sheets if isinstance(form, FilingForm)] == [(tmp_path / "Letter 0.txt",), (tmp_path,)]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([], ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    page.choose_files()
    page.choose_folder()
    assert len(heard.sheets) == 2


def test_files_that_cannot_be_read_are_named_with_what_to_do(page: DocumentsPage) -> None:
    why = "The file is not there any more: check its name and folder."
    added = Added(documents=(), duplicates=(), problems=(("gone.pdf", why),), changed=frozenset())
    assert added_words(added) == f"No new document. gone.pdf: {why}"
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(["a", "b", "c", "d", "e"]) == "a, b, c and 2 more"


def test_enter_shows_the_pages_of_the_chosen_document(page: DocumentsPage, heard: Heard) -> None:
    page.table.selectRow(0)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert isinstance(heard.sheets[-1], DocumentView)


def test_what_is_said_about_a_document_is_edited_by_its_button(page: DocumentsPage, heard: Heard) -> None:
    page.table.choose(page.model.rows[1].id)
    page.edit_button.click()
    form = heard.sheets[-1]
    assert isinstance(form, DocumentForm)
    assert form.document == page.model.rows[1]


def test_buttons_that_need_a_document_wait_for_one(page: DocumentsPage) -> None:
    assert [made.isEnabled() for made in page.needing_one] == [False] * len(page.needing_one)
    page.table.choose(page.model.rows[0].id)
    assert [made.isEnabled() for made in page.needing_one] == [True, True, True, False, True, True, True]  # nothing can lie inside a text file
    page.table.selectAll()
    assert [made.isEnabled() for made in page.needing_one] == [False, False, False, False, False, False, True]


def test_a_copy_is_saved_as_it_came(page: DocumentsPage, tmp_path: Path, heard: Heard, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    target = tmp_path / "out" / "copy.txt"
    target.parent.mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    page.table.choose(page.model.rows[0].id)
    page.save_copy()
    qtbot.waitUntil(lambda: bool(heard.said))
    assert target.read_text(encoding="utf-8").endswith(page.model.rows[0].file_name)
    assert "not encrypted" in heard.last


def test_delete_takes_out_what_is_chosen_and_undo_brings_it_back(page: DocumentsPage, room: Room, kacper: UUID, heard: Heard) -> None:
    chosen = page.model.rows[0]
    page.table.choose(chosen.id)
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    assert len(room.desk.documents.of(kacper)) == 2
    assert heard.last == f"“{chosen.title}” is taken out."
    assert heard.said[-1].action == "Undo"
    room.desk.finding.undo()
    assert len(room.desk.documents.of(kacper)) == 3


def test_a_record_without_documents_says_what_goes_here(page: DocumentsPage, room: Room, heard: Heard) -> None:
    other = next(row.pupil.id for row in room.desk.pupils.rows() if row.pupil.known_name == "Leila Ashgrove")
    page.show_pupil(room.desk.pupils.page(other))
    assert page.pages.currentIndex() == 1
    shown = page.pages.widget(1)
    assert shown is not None
    assert [made.text().strip() for made in shown.findChildren(QPushButton)] == ["Add files", "Add folder"]


def test_a_document_found_by_search_is_chosen(page: DocumentsPage) -> None:
    page.show_record(page.model.rows[2].id)
    assert page.table.chosen() == [page.model.rows[2]]


def test_all_that_can_be_used_has_a_name(page: DocumentsPage, nameless: Callable[[QWidget], list[str]]) -> None:
    assert nameless(page) == []


def test_a_filing_names_no_story_entry_unless_it_came_with_one(room: Room, kacper: UUID, tmp_path: Path) -> None:
    assert Filing(received_on=date(2026, 11, 1)).story_entry is None
    entry = room.desk.story.lines(kacper)[0].entry.id
    assert add_document(room.desk, kacper, text_file(tmp_path, "With it.txt"), entry).story_entry == entry


@pytest.mark.parametrize(("wide", "told"), [(600, "Agreed with the parent or young person"), (90, "Agreed")])
def test_on_what_ground_it_is_shared_is_said_in_words_for_which_there_is_room(
    page: DocumentsPage, room: Room, kacper: UUID, monkeypatch: pytest.MonkeyPatch, wide: int, told: str,
) -> None:
    room.desk.documents.save(replace(page.model.rows[0], sharing_basis="agreed"))
    page.show_pupil(room.desk.pupils.page(kacper))
    drawn: list[str] = []
    monkeypatch.setattr(DocumentCells, "say", lambda self, p, box, text, *more, **named: drawn.append(text))
    cells, column = page.table.itemDelegate(), page.table.keys.index("sharing")
    assert isinstance(cells, DocumentCells)
    row = next(number for number, one in enumerate(page.model.rows) if one.sharing_basis == "agreed")
    cells.fill(QPainter(), QRect(0, 0, wide, 30), "sharing", page.model.index(row, column))
    assert drawn == [told]


@pytest.mark.parametrize(("wide", "told"), [(600, "Stays in the school"), (60, "Stays")])
def test_a_flagged_document_says_in_its_row_that_it_stays_and_why(
    page: DocumentsPage, room: Room, kacper: UUID, monkeypatch: pytest.MonkeyPatch, wide: int, told: str,
) -> None:
    room.desk.screen.flag(page.model.rows[0], "third_party")
    page.show_pupil(room.desk.pupils.page(kacper))
    index = page.model.index(0, page.table.keys.index("sharing"))
    assert index.data() == "Stays in the school"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == index.data(Qt.ItemDataRole.ToolTipRole) == "Stays in the school: About somebody else"
    assert index.data(RECORD) == page.model.rows[0]
    drawn: list[str] = []
    monkeypatch.setattr(DocumentCells, "say", lambda self, p, box, text, *more, **named: drawn.append(text))
    cells = page.table.itemDelegate()
    assert isinstance(cells, DocumentCells)
    paper = QPixmap(wide, 30)
    painter = QPainter(paper)
    cells.fill(painter, QRect(0, 0, wide, 30), "sharing", index)
    painter.end()
    assert drawn == [told]
