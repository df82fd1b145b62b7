"""Blacking out in the window: a box drawn with the mouse, words ticked by keyboard, the reviewer, the pages as they will be; undone by Ctrl+Z."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pikepdf
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from sendco_desk.domain.documents import Document
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.redactions import NO_WORDS
from sendco_desk.ui.document_pages import FIT
from sendco_desk.ui.main_window import MainWindow
from sendco_desk.ui.models.redact_model import FoundModel, MarkedModel, boxes_on, looked_words, why_words
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens.documents import DocumentsPage
from sendco_desk.ui.screens.pack_about import About
from sendco_desk.ui.screens.redact import MOVED, NOT_FOUND, READING, RedactScreen
from sendco_desk.ui.screens.redact_panel import NOTHING
from sendco_desk.ui.screens.registry import screen_class, stop_of
from tests.packs.redaction_samples import scanned_pdf, secret_words
from tests.services.papers import WorksHere, pdf_file
from tests.ui.desks import add_document
from tests.ui.heard import Heard

Opens = Callable[..., RedactScreen]


def quick(room: Room) -> Room:
    """A room whose slow work is done in this process."""
    desk, works = room.desk, WorksHere()
    return replace(room, desk=replace(
        desk, previews=replace(desk.previews, workshop=works), redactions=replace(desk.redactions, workshop=works),
    ))


def kacper(room: Room) -> UUID:
    return next(row.pupil.id for row in room.desk.pupils.rows() if row.pupil.known_name == "Kacper Wilk")


def settled(screen: RedactScreen, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: screen.job is None and not screen.room.tasks.busy() and not screen.pages.settle.isActive(), timeout=30_000)


@pytest.fixture
def report(room: Room, tmp_path: Path) -> Document:
    return add_document(room.desk, kacper(room), pdf_file(tmp_path, "report.pdf", "Leila Ashgrove and Brown coats, page", 2))


@pytest.fixture
def opens(room: Room, qtbot: QtBot) -> Opens:
    """Opens a document to be blacked out."""

    def made(document: UUID, wide: int = 1100, tall: int = 720) -> RedactScreen:
        screen = RedactScreen(quick(room))
        qtbot.addWidget(screen)
        screen.resize(wide, tall)
        screen.show()
        screen.open_at(Place("redact", document))
        settled(screen, qtbot)
        return screen

    return made


def search(screen: RedactScreen, words: str, qtbot: QtBot) -> None:
    screen.panel.sought.set_text(words)
    QTest.keyClick(screen.panel.sought.edit, Qt.Key.Key_Return)
    settled(screen, qtbot)


def drag(screen: RedactScreen, start: QPoint, end: QPoint) -> None:
    marks = screen.pages.marks
    QTest.mousePress(marks, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(marks, end)
    QTest.mouseRelease(marks, Qt.MouseButton.LeftButton, pos=end)


def test_the_pages_are_read_and_shown_as_they_are(opens: Opens, report: Document) -> None:
    screen = opens(report.id)
    assert (screen.pages.number.text(), screen.pages.of.text(), screen.pages.zoom) == ("Page 1", "of 2", FIT)
    assert screen.pages.ground.accessibleName() == "Page 1 of 2 of the document"
    assert screen.panel.state.text() == NOTHING and screen.which.currentText() == "report"
    assert not screen.panel.away_button.isVisible() and not screen.panel.reviewer.isVisible()


def test_a_box_is_drawn_with_the_mouse_where_it_is_seen(opens: Opens, report: Document, room: Room, heard: Heard, qtbot: QtBot) -> None:
    screen = opens(report.id)
    page = screen.pages.marks.page()
    start = QPoint(round(page.left() + page.width() * 0.25), round(page.top() + 20))
    drag(screen, start, QPoint(round(page.left() + page.width() * 0.5), start.y() + 40))
    kept, = room.desk.redactions.of(report.id)
    left, bottom, right, top = map(float, kept.boxes[0].split())
    wide, high = screen.pages.size_of(1)
    assert abs(left - wide * 0.25) < 3 and abs(right - wide * 0.5) < 3
    assert abs((high - top) - 20 * wide / page.width()) < 3 and abs((high - bottom) - 60 * wide / page.width()) < 3
    assert (kept.page, kept.reason, kept.words) == (1, "other_child", "") and kept.page_print
    assert heard.last == "A part of page 1 is blacked out." and heard.said[-1].action == "Undo"
    assert screen.pages.marks.boxes["marked"] and screen.panel.state.text() == "1 box on 1 page. Nobody else has looked at it yet."


def test_a_click_and_a_drag_outside_the_page_draw_nothing(opens: Opens, report: Document, room: Room) -> None:
    screen = opens(report.id)
    page = screen.pages.marks.page().toRect()
    drag(screen, page.center(), page.center() + QPoint(2, 30))
    drag(screen, QPoint(2, 2), page.center())
    QTest.mouseClick(screen.pages.marks, Qt.MouseButton.RightButton, pos=page.center())
    assert room.desk.redactions.of(report.id) == []


def test_words_are_found_ticked_by_space_and_blacked_out(opens: Opens, report: Document, room: Room, heard: Heard, qtbot: QtBot) -> None:
    screen = opens(report.id)
    search(screen, "leila ashgrove, brown", qtbot)
    table = screen.panel.found_table
    assert screen.panel.said.text() == "4 places in 1 document." and screen.panel.mark_button.text().strip() == "Black out 4 of 4"
    assert [row.hit.found for row in screen.panel.found.rows] == ["Leila Ashgrove", "Brown", "Leila Ashgrove", "Brown"]
    assert {len(boxes) for boxes in screen.pages.marks.boxes.values()} == {0, 2}
    table.setFocus()
    table.selectRow(1)
    QTest.keyClick(table, Qt.Key.Key_Space)
    QTest.keyClick(table, Qt.Key.Key_Return)
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert screen.panel.mark_button.text().strip() == "Black out 3 of 4" and len(screen.pages.marks.boxes["found"]) == 1
    table.selectRow(2)
    assert screen.pages.at == 2 and len(screen.pages.marks.chosen) == 1
    screen.panel.mark_button.click()
    assert heard.last == "3 places blacked out."
    assert sorted((one.page, one.words) for one in room.desk.redactions.of(report.id)) == [(1, "leila ashgrove"), (2, "brown"), (2, "leila ashgrove")]
    assert [row.hit.found for row in screen.panel.found.rows] == ["Brown"]


def test_names_of_other_children_are_offered_and_none_is_ticked(opens: Opens, report: Document, qtbot: QtBot) -> None:
    screen = opens(report.id)
    screen.panel.names_button.click()
    settled(screen, qtbot)
    assert [(row.hit.found, row.on) for row in screen.panel.found.rows] == [("Leila Ashgrove", False), ("Leila Ashgrove", False)]
    assert not screen.panel.mark_button.isEnabled()
    assert screen.panel.found.rows[0].spoken.startswith("A name of another child. Leila Ashgrove, in:")


def test_all_documents_of_the_pupil_are_searched_and_a_hit_leads_to_its_own(
    opens: Opens, report: Document, room: Room, qtbot: QtBot, tmp_path: Path,
) -> None:
    other = add_document(room.desk, kacper(room), pdf_file(tmp_path, "visit.pdf", "Leila came, page"))
    words = secret_words(2)
    scan = scanned_pdf(tmp_path, words)
    add_document(room.desk, kacper(room), scan)
    screen = opens(report.id)
    screen.panel.everywhere.setChecked(True)
    search(screen, "Leila", qtbot)
    assert screen.panel.said.text() == "3 places in 2 documents."
    number = next(n for n, row in enumerate(screen.panel.found.rows) if row.found.document == other.id)
    screen.panel.found_table.selectRow(number)
    settled(screen, qtbot)
    assert screen.document == other.id and screen.which.currentText() == "visit" and screen.pages.of.text() == "of 1"
    screen.panel.mark_button.click()
    assert len(room.desk.redactions.of(report.id)) == 2 and len(room.desk.redactions.of(other.id)) == 1


def test_what_is_not_found_or_not_asked_is_said(opens: Opens, report: Document, qtbot: QtBot) -> None:
    screen = opens(report.id)
    search(screen, "", qtbot)
    assert screen.panel.sought.said.text() == NO_WORDS
    search(screen, "…", qtbot)
    assert screen.panel.sought.said.text() == NO_WORDS
    search(screen, "Nobody", qtbot)
    assert screen.panel.said.text() == NOT_FOUND and not screen.panel.found_table.isVisible()


def test_a_page_that_is_a_picture_is_said_and_blacked_out_whole_by_a_button(opens: Opens, room: Room, qtbot: QtBot, tmp_path: Path) -> None:
    from tests.packs.scan_samples import typed

    typed(1).save(tmp_path / "photo.png")
    document = add_document(room.desk, kacper(room), tmp_path / "photo.png")
    screen = opens(document.id)
    search(screen, "Leila", qtbot)
    assert "‘photo’, page 1: this page is a picture: look at it yourself." in screen.panel.said.text()
    screen.panel.page_button.click()
    kept, = room.desk.redactions.of(document.id)
    wide, high = screen.pages.size_of(1)
    assert [round(float(side)) for side in kept.boxes[0].split()] == [0, 0, round(wide), round(high)]


def test_another_reason_is_asked_for_in_words(opens: Opens, report: Document, room: Room, qtbot: QtBot) -> None:
    screen = opens(report.id)
    screen.panel.reason.box.choose("other")  # type: ignore[attr-defined]
    assert screen.panel.note.isVisible()
    screen.mark_page()
    assert screen.panel.note.is_wrong() and room.desk.redactions.of(report.id) == []
    search(screen, "Leila", qtbot)
    screen.mark_ticked()
    screen.give_reason()
    assert room.desk.redactions.of(report.id) == []
    screen.panel.note.set_text("Agreed with the family")
    screen.mark_page()
    assert [why_words(one) for one in room.desk.redactions.of(report.id)] == ["Agreed with the family"]


def test_boxes_are_listed_shown_given_another_reason_and_taken_away_by_delete(opens: Opens, report: Document, room: Room, heard: Heard) -> None:
    screen = opens(report.id)
    room.desk.redactions.mark(report.id, 1, [(50, 700, 200, 760)], reason="staff")
    room.desk.redactions.mark(report.id, 2, [(50, 700, 200, 760), (50, 100, 90, 140)], reason="staff")
    screen.refresh()
    table = screen.panel.marked_table
    assert [[str(screen.panel.marked.index(row, column).data()) for column in (0, 1, 2)] for row in (0, 1)] == [
        ["1", "About a member of staff", "1"], ["2", "About a member of staff", "2"],
    ]
    screen.give_reason()
    screen.take_away()
    assert heard.said == []
    table.setFocus()
    table.selectRow(1)
    assert screen.pages.at == 2 and len(screen.pages.marks.chosen) == 2
    screen.panel.reason_button.click()
    assert [one.reason for one in room.desk.redactions.of(report.id)] == ["staff", "other_child"]
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert heard.last == "1 taken away." and [one.page for one in room.desk.redactions.of(report.id)] == [1]


def test_a_second_person_is_recorded_and_the_first_refused(opens: Opens, report: Document, room: Room, heard: Heard) -> None:
    room.desk.redactions.mark(report.id, 1, [(50, 700, 200, 760)], reason="staff")
    screen = opens(report.id)
    assert screen.panel.reviewer.isVisible()
    screen.panel.reviewer.set_text("E. Marlowe")
    screen.panel.review_button.click()
    assert "A second person" in screen.panel.reviewer.said.text()
    screen.panel.reviewer.set_text("Mrs Orla Pine")
    QTest.keyClick(screen.panel.reviewer.edit, Qt.Key.Key_Return)
    kept, = room.desk.redactions.of(report.id)
    assert kept.reviewed_by == "Mrs Orla Pine" and looked_words(kept).startswith("Mrs Orla Pine, ")
    assert heard.last == "The review is recorded." and not screen.panel.reviewer.isVisible()


def test_the_pages_as_they_will_be_have_the_boxes_burnt_in_and_take_no_more(opens: Opens, report: Document, room: Room, qtbot: QtBot) -> None:
    screen = opens(report.id)
    room.desk.redactions.mark(report.id, 1, [(0, 700, 595, 842)], reason="staff")
    screen.refresh()
    screen.burnt.click()
    settled(screen, qtbot)
    picture = screen.pages.marks.picture
    assert picture is not None and picture.pixelColor(picture.width() // 8, picture.height() // 20).lightness() < 10
    assert screen.pages.marks.boxes == {} and not screen.pages.marks.may_draw and not screen.panel.page_button.isEnabled()
    page = screen.pages.marks.page().toRect()
    drag(screen, page.topLeft() + QPoint(20, 20), page.center())
    assert len(room.desk.redactions.of(report.id)) == 1
    room.desk.finding.undo()
    screen.refresh()
    settled(screen, qtbot)
    picture = screen.pages.marks.picture
    assert picture is not None and picture.pixelColor(picture.width() // 8, picture.height() // 20).lightness() > 240
    screen.burnt.click()
    settled(screen, qtbot)
    assert screen.pages.marks.may_draw


def test_pages_that_are_laid_out_otherwise_are_warned_of_and_kept_when_looked_at(opens: Opens, report: Document, room: Room) -> None:
    room.desk.redactions.mark(report.id, 1, [(50, 700, 200, 760)], reason="staff", page_print="0123456789abcdef")
    screen = opens(report.id)
    assert any(made.text() == MOVED for made in screen.panel.warning.findChildren(QLabel))
    screen.panel.looked_again.emit()
    assert not screen.panel.warning.isVisible() and room.desk.redactions.of(report.id)[0].page_print != "0123456789abcdef"


def test_a_document_that_cannot_be_read_says_why(opens: Opens, room: Room, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "old.pdf").write_bytes(b"%PDF-1.4 nothing")
    screen = opens(add_document(room.desk, kacper(room), tmp_path / "old.pdf").id)
    assert "damaged" in screen.pages.ground.waits
    screen.mark_page()
    search(screen, "Leila", qtbot)
    assert "‘old’ was not searched." in screen.panel.said.text()


@pytest.fixture
def locked(room: Room, tmp_path: Path) -> list[Document]:
    """Two documents that one password opens."""
    made = []
    for name in ("advice.pdf", "letter.pdf"):
        plain = pdf_file(tmp_path, f"open-{name}", "Leila and Kacper, page", 2)
        with pikepdf.open(plain) as pdf:
            pdf.save(tmp_path / name, encryption=pikepdf.Encryption(user="oak barn", owner="oak barn", R=6))
        made.append(add_document(room.desk, kacper(room), tmp_path / name))
    return made


def test_a_locked_document_asks_for_its_password_and_is_searched_and_marked_then(
    opens: Opens, locked: list[Document], room: Room, qtbot: QtBot,
) -> None:
    screen = opens(locked[0].id)
    assert screen.key.isVisible() and not screen.key.is_wrong() and screen.pages.pages is None
    screen.unlock()
    assert screen.key.is_wrong()
    screen.key.set_text("elm barn")
    QTest.keyClick(screen.key.edit, Qt.Key.Key_Return)
    settled(screen, qtbot)
    assert screen.key.is_wrong() and "does not open it" in screen.key.said.text()
    screen.key.set_text("oak barn")
    QTest.keyClick(screen.key.edit, Qt.Key.Key_Return)
    settled(screen, qtbot)
    assert not screen.locked.isVisible() and screen.pages.of.text() == "of 2" and screen.key.text() == ""
    screen.panel.everywhere.setChecked(True)
    search(screen, "Leila", qtbot)
    assert screen.panel.said.text() == "4 places in 2 documents."
    screen.mark_page()
    screen.burnt.click()
    settled(screen, qtbot)
    assert screen.pages.of.text() == "of 2" and len(room.desk.redactions.of(locked[0].id)) == 1


def test_a_password_is_forgotten_with_the_page_and_not_shown_on_another_document(
    opens: Opens, locked: list[Document], report: Document, qtbot: QtBot,
) -> None:
    screen = opens(locked[0].id)
    screen.key.set_text("half typed")
    screen.show_document(report.id)
    settled(screen, qtbot)
    assert not screen.locked.isVisible() and screen.key.text() == ""
    screen.show_document(locked[1].id)
    settled(screen, qtbot)
    screen.key.set_text("oak barn")
    screen.unlock()
    settled(screen, qtbot)
    assert screen.passwords == ("oak barn",) and screen.pages.pages is not None
    screen.leave()
    assert not screen.passwords


def test_leaving_lets_go_of_every_page_and_word(opens: Opens, report: Document, qtbot: QtBot) -> None:
    screen = opens(report.id)
    search(screen, "Leila", qtbot)
    assert screen.leave() and screen.read == {} and screen.panel.found.everything == [] and screen.pages.pages is None
    assert screen.pages.ground.waits == READING
    screen.open_at(Place("redact", report.id))
    assert screen.leave() and screen.job is None
    settled(screen, qtbot)


def test_another_document_is_chosen_from_the_list(opens: Opens, report: Document, room: Room, qtbot: QtBot, tmp_path: Path) -> None:
    other = add_document(room.desk, kacper(room), pdf_file(tmp_path, "visit.pdf", "Leila came, page"))
    screen = opens(report.id)
    screen.which.choose(str(other.id))
    screen.which.activated.emit(screen.which.currentIndex())
    settled(screen, qtbot)
    assert screen.document == other.id and screen.pages.of.text() == "of 1" and screen.pupil_here() == other.pupil
    screen.choose_document()
    assert screen.job is None


def test_it_is_reached_from_the_documents_and_from_the_pack_and_goes_back(
    room: Room, heard: Heard, report: Document, opens: Opens, qtbot: QtBot,
) -> None:
    page = DocumentsPage(room)
    qtbot.addWidget(page)
    page.show_pupil(room.desk.pupils.page(report.pupil))
    assert not page.black_button.isEnabled()
    page.black_out()
    page.table.choose(report.id)
    page.black_button.click()
    screen = opens(report.id)
    screen.back.click()
    assert heard.went == [Place("redact", report.id), Place("pupil", report.pupil, "documents")]
    assert screen_class("redact") is RedactScreen and stop_of("redact") == "pupils"
    assert callable(About.black_out)


def test_no_document_is_refused(room: Room, qtbot: QtBot) -> None:
    screen = RedactScreen(quick(room))
    qtbot.addWidget(screen)
    screen.refresh()
    screen.show_pages()
    screen.show_boxes()
    screen.suggest()
    screen.search()
    for deed in (screen.review, screen.keep_place):
        deed()
    with pytest.raises(Refused, match="Choose a document first"):
        screen.open_at(Place("redact"))


def test_control_z_takes_a_box_away_in_the_window(window: MainWindow, report: Document, qtbot: QtBot) -> None:
    window.show()
    window.go(Place("redact", report.id))
    screen = window.shown_screen()
    assert isinstance(screen, RedactScreen)
    qtbot.waitUntil(lambda: screen.job is None and not window.room.tasks.busy(), timeout=60_000)
    screen.mark_page()
    assert len(window.desk.redactions.of(report.id)) == 1
    window.undo()
    assert window.desk.redactions.of(report.id) == [] and screen.panel.state.text() == NOTHING


@pytest.mark.parametrize(("wide", "tall"), [(860, 480), (620, 480)])
def test_there_is_room_for_it_in_a_small_window(wide: int, tall: int, opens: Opens, report: Document) -> None:
    screen = opens(report.id, wide, tall)
    assert screen.pages.width() >= 240 and screen.minimumSizeHint().width() <= wide
    assert screen.panel.width() <= screen.cards.viewport().width()


def test_the_models_pass_qt_s_own_tester(qtmodeltester: object, room: Room, report: Document) -> None:
    found, marked = FoundModel(), MarkedModel()
    read = quick(room).desk.redactions.read_all(room.desk.redactions.to_read([report.id]))
    found.take(room.desk.redactions.search(read, ["Leila"]), on=True)
    marked.put([room.desk.redactions.mark(report.id, 1, [(1, 1, 5, 5)], reason="staff")[0]])
    for model in (found, marked):
        qtmodeltester.check(model)  # type: ignore[attr-defined]
    assert boxes_on(1, marked.rows, found.rows, uuid4())["ticked"] == []
    assert found.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "To be blacked out"
    found.tick(0, False)
    assert found.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Not to be blacked out" and len(found.chosen()[0][1]) == 1
