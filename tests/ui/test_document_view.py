"""Reading a document in the window: by keyboard alone, at any size, with the reason where it cannot be shown, and nothing after Lock."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any
from uuid import UUID, uuid4

import pikepdf
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.domain.refusals import Refused
from sendco_desk.ui.document_pages import READING
from sendco_desk.ui.document_view import DocumentView, FileView, PageView, show_document, show_file
from sendco_desk.ui.main_window import MainWindow
from sendco_desk.ui.room import Room
from sendco_desk.ui.theme import Dressing
from tests.services.papers import WorksHere, pdf_file, picture_file, text_file
from tests.ui.desks import add_document
from tests.ui.heard import Heard

Opens = Callable[[Path], PageView]


def quick(room: Room) -> Room:
    """A room whose pages are made in this process."""
    return replace(room, desk=replace(room.desk, previews=replace(room.desk.previews, workshop=WorksHere())))


def kacper(room: Room) -> UUID:
    return next(row.pupil.id for row in room.desk.pupils.rows() if row.pupil.known_name == "Kacper Wilk")


def settled(view: PageView, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: view.job is None and not view.room.tasks.busy() and not view.settle.isActive(), timeout=20_000)


@pytest.fixture
def opens(room: Room, qtbot: QtBot) -> Opens:
    """Puts a file into the notebook and opens it to be read."""

    def made(path: Path) -> PageView:
        view = DocumentView(quick(room), add_document(room.desk, kacper(room), path).id)
        qtbot.addWidget(view)
        view.resize(700, 500)
        view.show()
        view.ground.setFocus()
        settled(view, qtbot)
        return view

    return made


def press(view: PageView, key: Qt.Key, shift: bool = False) -> None:
    QTest.keyClick(view.ground, key, Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier)


def said(view: PageView, name: str) -> str:
    """The words of a label."""
    label = view.findChild(QLabel, name)
    return label.text() if label is not None else ""


def test_it_opens_at_the_first_page_as_wide_as_there_is_room(opens: Opens, tmp_path: Path) -> None:
    view = opens(pdf_file(tmp_path, pages=3))
    assert view.number.text() == "1 of 3"
    assert view.fit_width.isChecked()
    picture = view.ground.paper.picture
    assert picture is not None and picture.width() == view.width_of(1)
    assert view.ground.place() - 4 < view.width_of(1) <= view.ground.place()
    assert not view.ground.horizontalScrollBar().maximum()
    assert not view.previous.isEnabled() and view.next.isEnabled()


def test_pages_are_turned_by_keys(opens: Opens, tmp_path: Path, qtbot: QtBot) -> None:
    view = opens(pdf_file(tmp_path, pages=3))
    turns = [(Qt.Key.Key_PageDown, "2 of 3"), (Qt.Key.Key_End, "3 of 3"), (Qt.Key.Key_PageDown, "3 of 3"), (Qt.Key.Key_PageUp, "2 of 3")]
    for key, where in [*turns, (Qt.Key.Key_Home, "1 of 3"), (Qt.Key.Key_PageUp, "1 of 3")]:
        press(view, key)
        assert view.number.text() == where
    settled(view, qtbot)
    assert view.pages is not None and set(view.pages.drawn) == {1, 2}  # the neighbour is there before it is asked for


def test_keys_work_from_the_buttons_too(opens: Opens, tmp_path: Path) -> None:
    view = opens(pdf_file(tmp_path, pages=3))
    view.next.setFocus()
    QTest.keyClick(view.next, Qt.Key.Key_Space)
    QTest.keyClick(view.next, Qt.Key.Key_PageDown)
    assert view.number.text() == "3 of 3"
    assert view.focusWidget() is view.ground  # there is no next page, so the button lets the keyboard go


def test_space_reads_on_down_the_page_and_then_turns_it(opens: Opens, tmp_path: Path) -> None:
    view = opens(pdf_file(tmp_path, pages=2))
    bar = view.ground.verticalScrollBar()
    press(view, Qt.Key.Key_Space)
    assert view.number.text() == "1 of 2" and bar.value() > 0
    for _ in range(5):
        press(view, Qt.Key.Key_Space)
    assert view.number.text() == "2 of 2"
    while bar.value():
        press(view, Qt.Key.Key_Space, shift=True)
    press(view, Qt.Key.Key_Space, shift=True)
    assert view.number.text() == "1 of 2" and bar.value() == bar.maximum()


def test_a_new_page_starts_at_its_head(opens: Opens, tmp_path: Path) -> None:
    view = opens(pdf_file(tmp_path, pages=2))
    view.ground.verticalScrollBar().setValue(200)
    press(view, Qt.Key.Key_PageDown)
    assert view.ground.verticalScrollBar().value() == 0


def test_zoom_goes_by_keys_and_back_to_the_width(opens: Opens, tmp_path: Path, qtbot: QtBot) -> None:
    view = opens(pdf_file(tmp_path))
    fit = view.width_of(1)
    for key, percent in ((Qt.Key.Key_Plus, "100%"), (Qt.Key.Key_Plus, "125%"), (Qt.Key.Key_Minus, "100%"), (Qt.Key.Key_Equal, "125%")):
        press(view, key)
        assert view.percent.text() == percent
        assert not view.fit_width.isChecked()
    settled(view, qtbot)
    picture = view.ground.paper.picture
    assert picture is not None and picture.width() == view.width_of(1) > fit
    press(view, Qt.Key.Key_0)
    assert view.width_of(1) == fit and view.fit_width.isChecked()


def test_the_middle_of_the_screen_stays_where_it_is_when_the_page_grows(opens: Opens, tmp_path: Path) -> None:
    view = opens(pdf_file(tmp_path))
    bar = view.ground.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    before = (bar.value() + bar.pageStep() / 2) / (bar.maximum() + bar.pageStep())
    view.larger.click()
    assert (bar.value() + bar.pageStep() / 2) / (bar.maximum() + bar.pageStep()) == pytest.approx(before, abs=0.01)


def test_more_room_makes_the_page_wider_and_draws_it_anew(opens: Opens, tmp_path: Path, qtbot: QtBot) -> None:
    view = opens(pdf_file(tmp_path))
    before = view.width_of(1)
    view.resize(900, 500)
    qtbot.waitUntil(lambda: view.ground.paper.picture is not None and view.ground.paper.picture.width() == view.width_of(1) > before)


def test_on_a_fine_screen_a_page_has_more_dots_than_px(opens: Opens, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PageView, "devicePixelRatioF", lambda self: 1.5)
    view = opens(pdf_file(tmp_path))
    assert view.ground.paper.picture is not None
    assert view.ground.paper.picture.width() == view.width_of(1) * 1.5


def test_everything_has_a_name_and_the_page_says_where_it_is(opens: Opens, tmp_path: Path, nameless: Callable[[QWidget], list[str]]) -> None:
    view = opens(pdf_file(tmp_path, pages=2))
    assert nameless(view) == []
    assert view.accessibleName() == "report"
    press(view, Qt.Key.Key_PageDown)
    assert view.ground.accessibleName() == view.number.accessibleName() == "Page 2 of 2"


def test_what_was_done_and_what_is_left_out_stand_below(opens: Opens, tmp_path: Path) -> None:
    view = opens(picture_file(tmp_path, "drawing.jpg"))
    told = [label.text() for label in view.noted.findChildren(QLabel)]
    assert told == ["Done to make these pages: The name does not say so, but this is a PNG picture; it was read as one."]
    path = pdf_file(tmp_path)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.attachments["scores.csv"] = b"1,2"
        pdf.save(path)
    assert "scores.csv" in "".join(label.text() for label in opens(path).noted.findChildren(QLabel))


def test_nothing_is_said_below_where_nothing_was_done(opens: Opens, tmp_path: Path) -> None:
    assert opens(pdf_file(tmp_path)).noted.isHidden()


def test_a_document_that_cannot_be_shown_says_why_and_can_still_be_saved(opens: Opens, tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing more")
    view = opens(tmp_path / "broken.pdf")
    assert said(view, "reason") == "The PDF is damaged and cannot be read, even after a repair. Ask the sender for a fresh copy."
    assert view.bar.isHidden() and view.save_button.isVisible()
    press(view, Qt.Key.Key_PageDown)
    press(view, Qt.Key.Key_Plus)


def test_a_locked_document_asks_for_its_password_and_opens(opens: Opens, tmp_path: Path, qtbot: QtBot) -> None:
    path = pdf_file(tmp_path)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(user="harbour", owner="the owner’s"))
    view = opens(path)
    for typed, reason in (("lantern", "The PDF is locked"), ("harbour", "That password does not open")):
        assert said(view, "reason").startswith(reason)
        box = view.findChild(QLineEdit, "password")
        assert box is not None and box.echoMode() == QLineEdit.EchoMode.Password
        box.setText(typed)
        QTest.keyClick(box, Qt.Key.Key_Return)
        settled(view, qtbot)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # the fields that are done with go
    assert view.number.text() == "1 of 1" and not view.bar.isHidden()


def test_one_damaged_page_says_so_and_the_others_can_be_read(
    opens: Opens, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch,
) -> None:
    from sendco_desk.packs import preview

    sound = preview.page_image

    def drawn(pdf: Any, number: int, width: int) -> bytes:
        if number == 2:
            raise Refused("Page 2 is damaged and cannot be drawn. Ask the sender for a fresh copy.")
        return sound(pdf, number, width)

    monkeypatch.setattr(preview, "page_image", drawn)
    view = opens(pdf_file(tmp_path, pages=3))
    assert view.number.text() == "1 of 3" and view.stacked.currentWidget() is view.ground
    view.next.click()
    settled(view, qtbot)
    assert said(view, "reason").startswith("Page 2 is damaged")
    view.next.click()
    settled(view, qtbot)
    assert view.stacked.currentWidget() is view.ground and view.ground.paper.picture is not None


def test_saving_a_copy_asks_where_and_says_that_it_is_plain(
    opens: Opens, tmp_path: Path, heard: Heard, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot,
) -> None:
    view = opens(text_file(tmp_path))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    view.save_button.click()
    assert not view.room.tasks.busy()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "copy.txt"), ""))
    view.save_button.click()
    qtbot.waitUntil(lambda: bool(heard.said))
    assert "not encrypted" in heard.last
    assert (tmp_path / "copy.txt").read_bytes() == (tmp_path / "notes.txt").read_bytes()


def test_a_finished_file_is_shown_without_saving_a_copy_of_it(room: Room, tmp_path: Path, qtbot: QtBot) -> None:
    view = FileView(quick(room), pdf_file(tmp_path, pages=2), "The pack")
    qtbot.addWidget(view)
    view.show()
    settled(view, qtbot)
    assert view.number.text() == "1 of 2" and view.save_button.isHidden()


def test_a_document_is_laid_over_the_window(room: Room, heard: Heard, tmp_path: Path) -> None:
    show_document(room, add_document(room.desk, kacper(room), text_file(tmp_path)).id)
    show_file(room, pdf_file(tmp_path), "The pack")
    assert [type(sheet) for sheet in heard.sheets] == [DocumentView, FileView]
    with pytest.raises(Refused):
        show_document(room, uuid4())


def test_nothing_of_it_stays_when_it_is_put_away_and_it_opens_again_when_it_comes_back(opens: Opens, tmp_path: Path, qtbot: QtBot) -> None:
    view = opens(pdf_file(tmp_path, pages=3))
    pages = view.pages
    view.hide()
    assert pages is not None and pages.drawn == {} and pages.opened.pdf is None
    assert view.pages is None and view.ground.paper.picture is None and view.ground.waits == READING
    view.show()
    settled(view, qtbot)
    assert view.number.text() == "1 of 3"


def test_leaving_before_it_is_read_stops_the_reading_and_is_not_talked_about(room: Room, heard: Heard, tmp_path: Path, qtbot: QtBot) -> None:
    view = DocumentView(quick(room), add_document(room.desk, kacper(room), pdf_file(tmp_path)).id)
    qtbot.addWidget(view)
    before_it = Event()
    room.tasks.run(lambda report: before_it.wait(), lambda waited: None, title="Something slow", quiet=True)
    view.show()
    view.hide()
    before_it.set()
    qtbot.waitUntil(lambda: not room.tasks.busy())
    assert (heard.said, heard.crashes, view.pages, said(view, "reason")) == ([], [], None, "")


def test_in_the_window_it_has_the_keyboard_esc_closes_it_and_lock_leaves_nothing(
    window: MainWindow, heard: Heard, tmp_path: Path, qtbot: QtBot,
) -> None:
    room = quick(window.room)
    document = add_document(room.desk, kacper(room), pdf_file(tmp_path, pages=2)).id
    show_document(room, document)
    assert window.sheet is not None
    view = window.sheet.sheet
    assert isinstance(view, DocumentView)
    settled(view, qtbot)
    assert window.focusWidget() is view.ground
    assert view.height() > 0.8 * window.height()
    QTest.keyClick(view.ground, Qt.Key.Key_Escape)
    assert window.sheet is None and view.pages is None
    show_document(room, document)
    assert window.sheet is not None
    last = window.sheet.sheet
    assert isinstance(last, DocumentView)
    settled(last, qtbot)
    window.lock()
    assert last.pages is None and last.ground.paper.picture is None
    assert heard.crashes == []


@pytest.mark.parametrize("text_size", [1.0, 2.0])
def test_nothing_is_cut_off_in_a_small_window(
    window: MainWindow, dressing: Dressing, tmp_path: Path, qtbot: QtBot, text_size: float,
) -> None:
    dressing.choose("light", text_size)
    window.resize(1024, 560)
    room = quick(window.room)
    show_document(room, add_document(room.desk, kacper(room), pdf_file(tmp_path, pages=2)).id)
    assert window.sheet is not None
    view = window.sheet.sheet
    assert isinstance(view, DocumentView)
    settled(view, qtbot)
    for part in (view.previous, view.next, view.smaller, view.larger, view.fit_width, view.save_button, view.shut):
        assert part.width() >= part.minimumSizeHint().width()
        assert view.rect().contains(part.mapTo(view, part.rect().bottomRight()))
