"""A case's pack on its screen: arranged by mouse and keys, put right, undone; then check, make, open and record."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.authority.profile import Confidence, Fact, Profile, Told
from sendco_desk.domain.pack_layout import PackLayout, PlacedDocument
from sendco_desk.domain.provision import ProvisionPlace, ProvisionRun
from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.domain.voices import ViewsGiven
from sendco_desk.packs.source import Converted, Finding, Noticed, Outcome
from sendco_desk.services.profiles import Profiles
from sendco_desk.store.slots import Role
from sendco_desk.ui.models.pack_model import Kind
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens.case_sent import SentForm
from sendco_desk.ui.screens.pack import PackScreen
from sendco_desk.ui.screens.pack_options import COSTS_HINT
from sendco_desk.ui.screens.pack_result import Made, result_card, result_sentences
from sendco_desk.ui.screens.pack_work import PackWork, making_words, turning_words
from sendco_desk.ui.theme import Dressing
from sendco_desk.ui.widgets.chips import Chip
from tests.ui.case_desks import case_of, file_document, found, named, press, pupil_of, says
from tests.ui.heard import Heard

ALT = Qt.KeyboardModifier.AltModifier
ASKED = "What is asked, and where it is answered"


@pytest.fixture
def screen(room: Room, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[PackScreen]:
    """The pack of Kacper's case with three documents, one not to be shared. Nothing is turned into pages: that needs a worker."""
    monkeypatch.setattr(PackWork, "turn", lambda self, documents: None)
    monkeypatch.setattr(PackWork, "look", lambda self: None)
    kacper = pupil_of(room.desk, "Kacper Wilk")
    for title, sharing in (("Report", "agreed"), ("Letter", "own_record"), ("Private note", "none")):
        file_document(room.desk, kacper, title, sharing)
    made = PackScreen(room)
    qtbot.addWidget(made)
    made.resize(1160, 700)
    made.open_at(Place("pack", case_of(room.desk, "Kacper Wilk")))
    made.show()
    QApplication.processEvents()
    yield made
    made.hide()


def row_of(screen: PackScreen, title: str) -> int:
    return next(number for number, row in enumerate(screen.model.rows) if row.title == title)


def choose(screen: PackScreen, title: str) -> None:
    screen.table.choose_row(screen.model.rows[row_of(screen, title)].key)


def key(screen: PackScreen, title: str) -> UUID:
    found_key = screen.model.rows[row_of(screen, title)].key
    assert isinstance(found_key, UUID)
    return found_key


def documents(screen: PackScreen) -> list[str]:
    return [row.title for row in screen.model.rows if row.kind in (Kind.PART, Kind.DOCUMENT)]


def placed(screen: PackScreen, title: str) -> PlacedDocument:
    """What the notebook keeps of a document."""
    assert screen.case is not None
    return screen.room.desk.layouts.layout(screen.case).of(key(screen, title))


def drag(screen: PackScreen, title: str, to: str, *, below: bool = False, over: Callable[[], object] = lambda: None) -> None:
    """Take a row by the mouse and let it go on the upper or lower half of another."""
    table, left = screen.table, Qt.MouseButton.LeftButton
    start = table.visualRect(screen.model.index(row_of(screen, title), 2)).center()
    box = table.visualRect(screen.model.index(row_of(screen, to), 2))
    end = QPoint(box.center().x(), box.bottom() - 3 if below else box.top() + 3)
    QTest.mousePress(table.viewport(), left, pos=start)
    for part in (0.3, 0.7, 1.0):
        QTest.mouseMove(table.viewport(), start + (end - start) * part)
    over()
    QTest.mouseRelease(table.viewport(), left, pos=end)


def finished(path: Path, password: str = "") -> Made:
    """A pack with one refused document and one failed check."""
    from sendco_desk.packs.manifest import Manifest, ManifestDocument, PackFile
    from sendco_desk.packs.verify_reading import Check

    good = ManifestDocument(
        input="a.pdf", title="Report", part="Documents", outcome=Outcome.INCLUDED, reason=None, first_page=5, pages=9, sha256="0" * 64,
        image_only=True, findings=(Finding(noticed=Noticed.BLANK, words="Page 2 is blank.", pages=(2,)),),
    )
    bad = replace(good, title="Film", outcome=Outcome.REFUSED, reason="Save a few pictures of it as PDF.", pages=0, image_only=False, findings=())
    checks = (Check(name="Links", ok=True, detail="12 links"), Check(name="Fonts", ok=False, detail="One font is not embedded."))
    file = PackFile(name="pack.pdf", first_page=1, last_page=14, bytes=2_140_000, sha256="ab" * 32)
    manifest = Manifest(pages=14, sha256="ab" * 32, documents=(good, bad), files=(file,))
    return Made(path=path, manifest=manifest, checks=checks, password=password, left_out=("‘Note’ is left out.",))


def converted(pages: int, *findings: Finding, reason: str = "") -> Converted:
    return Converted(
        name="x", outcome=Outcome.INCLUDED if pages else Outcome.REFUSED, pages=pages, reason=reason or None, findings=findings,
        pdf=Path("x.pdf") if pages else None, locked="password" in reason,
    )


def turned(screen: PackScreen, **pages: Converted) -> None:
    """Documents came back from the worker."""
    screen.work.documents |= {key(screen, title.replace("_", " ")): result for title, result in pages.items()}
    screen.work.converted.emit()


# The order


def test_parts_and_documents_stand_in_order_with_what_is_proposed(screen: PackScreen) -> None:
    assert [(row.title, row.on) for row in screen.model.rows if row.ticks] == [
        (ASKED, True), ("Pupil summary", True), ("Chronology", True), ("Clock and delays", True), ("Letter", True), ("Private note", False),
        ("Report", True),
    ]
    assert "4 parts from the notebook and 2 documents" in screen.options.total.text()


def test_space_and_enter_put_a_row_in_and_out_and_it_is_kept(screen: PackScreen) -> None:
    choose(screen, "Report")
    QTest.keyClick(screen.table, Qt.Key.Key_Space)
    assert not screen.model.rows[row_of(screen, "Report")].on
    assert placed(screen, "Report").left_out
    QTest.keyClick(screen.table, Qt.Key.Key_Return)
    assert screen.model.rows[row_of(screen, "Report")].on
    choose(screen, "Chronology")
    press(screen, "Leave out: Chronology")
    assert not screen.model.rows[row_of(screen, "Chronology")].on


@pytest.mark.parametrize("across", [4, 16, 26, 40])
def test_a_click_on_the_box_or_beside_it_puts_a_row_out(screen: PackScreen, across: int) -> None:
    number = row_of(screen, "Letter")
    cell = screen.table.visualRect(screen.model.index(number, 0))
    QTest.mouseClick(screen.table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(cell.left() + across, cell.center().y()))
    assert not screen.model.rows[number].on


def test_the_mouse_drags_a_document_within_its_part_and_into_another(screen: PackScreen, room: Room) -> None:
    assert screen.case is not None
    room.desk.layouts.make_part(screen.case, "Reports")
    screen.refresh()
    drag(screen, "Report", "Letter")
    assert documents(screen) == ["Documents", "Report", "Letter", "Private note", "Reports"]
    drag(screen, "Letter", "Reports", below=True)
    assert documents(screen) == ["Documents", "Report", "Private note", "Reports", "Letter"]
    assert room.desk.finding.undoable() == "Moved ‘Letter’ in the pack"
    drag(screen, "Reports", "Documents")
    assert documents(screen) == ["Reports", "Letter", "Documents", "Report", "Private note"]


def test_the_mouse_drags_made_parts_among_themselves_only(screen: PackScreen) -> None:
    drag(screen, "Clock and delays", "Pupil summary")
    assert [row.title for row in screen.model.rows if row.kind is Kind.SECTION] == [ASKED, "Clock and delays", "Pupil summary", "Chronology"]
    drag(screen, "Clock and delays", "Report", below=True)
    assert [row.title for row in screen.model.rows if row.kind is Kind.SECTION] == [ASKED, "Pupil summary", "Chronology", "Clock and delays"]
    drag(screen, "Cover and contents", "Report")
    assert screen.model.rows[1].title == "Cover and contents"


def test_while_it_is_dragged_a_line_shows_where_it_goes_and_escape_leaves_it(screen: PackScreen, room: Room) -> None:
    before, undoable = documents(screen), room.desk.finding.undoable()
    pictures = []

    def over() -> None:
        pictures.append(screen.table.grab().toImage())
        assert screen.table.gap == row_of(screen, "Letter")
        QTest.keyClick(screen.table, Qt.Key.Key_Escape)
        pictures.append(screen.table.grab().toImage())

    drag(screen, "Report", "Letter", over=over)
    assert pictures[0] != pictures[1]
    assert documents(screen) == before and room.desk.finding.undoable() == undoable


def test_a_list_longer_than_its_place_scrolls_under_the_mouse(screen: PackScreen, qtbot: QtBot) -> None:
    screen.resize(1160, 420)
    QApplication.processEvents()
    table, bar = screen.table, screen.table.verticalScrollBar()
    assert bar.maximum() > 0
    start = table.visualRect(screen.model.index(2, 2)).center()
    QTest.mousePress(table.viewport(), Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(table.viewport(), start + QPoint(0, 40))
    QTest.mouseMove(table.viewport(), QPoint(start.x(), table.viewport().height() - 4))
    qtbot.waitUntil(lambda: bar.value() == bar.maximum())
    QTest.mouseMove(table.viewport(), QPoint(start.x(), table.viewport().height() // 2))
    assert not table.scroller.isActive()
    QTest.mouseRelease(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(start.x(), table.viewport().height() // 2))


def test_keys_and_buttons_move_a_row(screen: PackScreen) -> None:
    choose(screen, "Report")
    QTest.keyClick(screen.table, Qt.Key.Key_Up, ALT)
    screen.about.up.click()
    assert documents(screen) == ["Documents", "Report", "Letter", "Private note"]
    assert not screen.about.up.isEnabled()
    screen.about.down.click()
    assert screen.choices().documents == (key(screen, "Letter"), key(screen, "Report"))
    QTest.keyClick(screen.table, Qt.Key.Key_Down, ALT)
    QTest.keyClick(screen.table, Qt.Key.Key_Down, ALT)
    assert documents(screen)[-1] == "Report"
    QTest.keyClick(screen.table, Qt.Key.Key_Up)  # without Alt the keyboard only goes there
    current = screen.table.current()
    assert current is not None and current.title == "Private note"


def test_a_part_is_made_named_filled_and_removed(screen: PackScreen, room: Room) -> None:
    screen.make_part()
    QTest.keyClicks(screen.about.name.edit, "Reports of professionals")
    QTest.keyClick(screen.about.name.edit, Qt.Key.Key_Return)
    assert documents(screen)[-1] == "Reports of professionals"
    choose(screen, "Letter")
    menu = screen.about.parts_menu()
    assert [action.text() for action in menu.actions()] == ["Reports of professionals", "New part…"]
    menu.actions()[0].trigger()
    assert documents(screen)[-2:] == ["Reports of professionals", "Letter"]
    screen.about.parts_menu().actions()[-1].trigger()
    assert documents(screen)[-2:] == ["New part", "Letter"]
    choose(screen, "New part")
    press(screen, "Remove this part")
    assert documents(screen)[-2:] == ["Reports of professionals", "Letter"]
    assert room.desk.finding.undoable() == "Removed the part ‘New part’ of the pack"


def test_a_name_that_is_taken_is_said_beside_it(screen: PackScreen) -> None:
    screen.make_part()
    screen.about.name.set_text("documents")
    screen.about.save_name()
    assert screen.about.name.is_wrong()
    assert documents(screen)[-1] == "New part"
    screen.make_part()
    assert documents(screen)[-1] == "New part 2"


@pytest.mark.qt_log_ignore("does not support", extend=True)  # what an offscreen window says of a menu
def test_the_menu_of_a_document_offers_the_parts(screen: PackScreen) -> None:
    screen.table.asked_menu.emit(screen.model.rows[row_of(screen, "Letter")], QPoint(0, 0))
    popup = QApplication.activePopupWidget()
    assert popup is not None
    popup.close()
    screen.table.asked_menu.emit(screen.model.rows[row_of(screen, "Chronology")], QPoint(0, 0))
    assert QApplication.activePopupWidget() is None
    choose(screen, "Letter")
    screen.table._ask_menu(screen.table.visualRect(screen.table.currentIndex()).center())
    popup = QApplication.activePopupWidget()
    assert popup is not None
    popup.close()
    screen.about.offer_parts()
    popup = QApplication.activePopupWidget()
    assert popup is not None
    popup.close()


def test_a_note_is_kept_when_the_field_is_left_and_undone_by_its_name(screen: PackScreen, room: Room) -> None:
    choose(screen, "Report")
    screen.about.note.edit.setFocus()
    QTest.keyClicks(screen.about.note.edit, "Page 4 answers section B")
    choose(screen, "Letter")
    assert placed(screen, "Report").note == "Page 4 answers section B"
    assert screen.about.note.text() == ""
    assert room.desk.finding.undo()[0] == "Wrote a note on ‘Report’ in the pack"
    screen.refresh()
    choose(screen, "Report")
    assert screen.about.note.text() == ""


def test_what_is_being_typed_stays_while_pages_come_in(screen: PackScreen) -> None:
    choose(screen, "Report")
    screen.activateWindow()
    screen.about.note.edit.setFocus()
    QTest.keyClicks(screen.about.note.edit, "Half a no")
    turned(screen, Report=converted(3))
    assert screen.about.note.text() == "Half a no"
    assert screen.leave()
    assert placed(screen, "Report").note == "Half a no"


# What was noticed


UPSIDE = Finding(noticed=Noticed.UPSIDE_DOWN, words="Pages 2 and 3 are upside down.", pages=(2, 3), degrees=180)
SKEWED = Finding(noticed=Noticed.SKEWED, words="Page 1 is crooked by 2 degrees.", pages=(1,), degrees=-2.1)
BLANK = Finding(noticed=Noticed.BLANK, words="Page 4 is blank.", pages=(4,))
SIGNED = Finding(noticed=Noticed.SIGNED, words="It carries a digital signature, which does not hold in the pack.")


def test_what_was_noticed_is_listed_and_put_right_by_one_button_each(screen: PackScreen, room: Room) -> None:
    turned(screen, Report=converted(4, UPSIDE, SKEWED, BLANK, SIGNED))
    choose(screen, "Report")
    assert "Pages 2 and 3 are upside down." in says(screen.about) and "It carries a digital signature" in says(screen.about)
    assert "Note: 1 to look at" in [chip.accessibleName() for chip in screen.head.findChildren(Chip)]
    press(screen, "Turn upright: pages 2 and 3 of Report")
    press(screen, "Straighten: page 1 of Report")
    press(screen, "Leave the blank pages out: page 4 of Report")
    assert placed(screen, "Report").turns == ((2, 180), (3, 180))
    assert placed(screen, "Report").straightened == ((1, -2.1),)
    assert placed(screen, "Report").pages_out == (4,)
    assert "Pages 2 and 3 are upside down." not in says(screen.about)
    assert "Pages 2 and 3 are turned. Page 1 is straightened. Page 4 is left out." in says(screen.about)
    assert room.desk.finding.undoable() == "Left pages of ‘Report’ out of the pack"
    for pages, done in (("pages 2 and 3", "turned"), ("page 1", "straightened"), ("page 4", "left out")):
        press(screen, f"As it came: {pages} {done}")
    assert not placed(screen, "Report").handled


def test_crooked_pages_are_straightened_all_at_once_each_by_its_own_degrees(screen: PackScreen) -> None:
    more = replace(SKEWED, words="Page 3 is crooked.", pages=(3,), degrees=1.4)
    turned(screen, Report=converted(4, SKEWED, BLANK, more))
    choose(screen, "Report")
    assert "Pages 1 and 3 stand crooked: straighten them?" in says(screen.about)
    press(screen, "Straighten: pages 1 and 3 of Report")
    assert placed(screen, "Report").straightened == ((1, -2.1), (3, 1.4))


def test_a_page_that_was_noticed_is_shown(screen: PackScreen) -> None:
    screen.made_pages = {"front": 2, "asks": 2, "summary": 1, "chronology": 1, "clock": 1, "last": 1}
    turned(screen, Letter=converted(1), Report=converted(4, UPSIDE))
    choose(screen, "Report")
    press(screen, "Look at page 2 of Report")
    assert screen.pages.at == 10


def test_what_cannot_go_in_is_named_with_what_to_do(screen: PackScreen) -> None:
    turned(screen, Report=converted(0, reason="This is a film: save a few pictures of it as PDF."), Letter=converted(3))
    choose(screen, "Report")
    assert "Cannot go in. This is a film: save a few pictures of it as PDF." in says(screen.about)
    choose(screen, "Letter")
    turned(screen, Letter=replace(converted(3), outcome=Outcome.PARTIAL, reason="Two pages are missing."))
    assert "Two pages are missing." in says(screen.about)


def test_a_locked_document_asks_for_a_password_that_is_tried_on_all_and_not_kept(
    screen: PackScreen, room: Room, monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert screen.options.locked.isHidden()
    turned(screen, Report=converted(0, reason="The PDF is locked with a password. Give the password."))
    assert not screen.options.locked.isHidden()
    asked: list[tuple[str, ...]] = []
    monkeypatch.setattr(PackWork, "turn", lambda self, documents: asked.extend(one.source.passwords for one in documents))
    screen.options.unlock.set_text("heron")
    press(screen, "Try it")
    assert asked == [("heron",)] * 3
    assert screen.choices().passwords == ("heron",)
    assert "heron" not in str(room.desk.keyring.book.all(PackLayout))


# Not to be shared


def test_a_document_not_to_be_shared_asks_why_before_the_pack_is_made(screen: PackScreen) -> None:
    screen.deeds.switch(screen.model.rows[row_of(screen, "Private note")], True)
    choose(screen, "Letter")
    screen.check_and_make()
    current = screen.table.current()
    assert current is not None and current.title == "Private note"
    field = screen.about.because
    assert field.is_wrong() and field.isVisible()
    field.set_text("The parent asks for it.")
    screen.about.save_because()
    assert screen.choices().overrides == {key(screen, "Private note"): "The parent asks for it."}
    assert placed(screen, "Private note").because == "The parent asks for it."


def test_the_reason_is_kept_when_its_field_is_left(screen: PackScreen) -> None:
    screen.deeds.switch(screen.model.rows[row_of(screen, "Private note")], True)
    choose(screen, "Private note")
    screen.activateWindow()
    screen.about.because.edit.setFocus()
    QTest.keyClicks(screen.about.because.edit, "Asked for")
    screen.table.setFocus()
    assert placed(screen, "Private note").because == "Asked for"
    screen.deeds.switch(screen.model.rows[row_of(screen, "Private note")], False)
    assert screen.about.because.isHidden()


# The pack as a whole


def test_limits_are_kept_and_what_is_no_number_is_said(screen: PackScreen, room: Room) -> None:
    screen.options.limit.set_text("ten")
    screen.options.settle()
    assert screen.options.limit.is_wrong()
    screen.options.limit.set_text("10 MB")
    screen.options.finest.choose("150")
    screen.options.settle()
    assert screen.case is not None
    kept = room.desk.layouts.layout(screen.case)
    assert (kept.most_megabytes, kept.finest) == (10, 150)
    assert room.desk.finding.undoable() == "Changed the limits of the pack"
    assert screen.choices().most_bytes == 10_000_000
    screen.options.settle()
    assert room.desk.finding.undo()[0] == "Changed the limits of the pack"
    screen.refresh()
    assert (screen.options.limit.text(), screen.options.finest.code()) == ("", "200")


def test_a_page_budget_is_shown_live_in_words_and_says_what_is_over(screen: PackScreen) -> None:
    assert screen.head.meter.isHidden() and screen.options.metered.isHidden()
    screen.options.budget.choose("tribunal-assess")
    screen.options.settle()
    turned(screen, Report=converted(70), Letter=converted(3))
    assert screen.head.pages.text() == "Further evidence: 73 of 75 pages"
    assert not screen.head.meter.isHidden() and screen.head.over.isHidden()
    turned(screen, Letter=converted(9))
    assert "Further evidence: 79 pages, 4 more than the 75 allowed" in says(screen.options)
    assert not screen.head.over.isHidden() and screen.head.meter.state == "soon"


def test_a_pupil_without_a_birthday_is_refused_with_the_way_there(screen: PackScreen, room: Room, heard: Heard) -> None:
    screen.open_at(Place("pack", case_of(room.desk, "Poppy Ormerod")))
    screen.check_and_make()
    assert "date of birth" in heard.last
    then = heard.said[-1].then
    assert then is not None
    then()
    assert heard.went == [Place("pupil", pupil_of(room.desk, "Poppy Ormerod"))]


def test_a_day_that_is_none_is_refused(screen: PackScreen, heard: Heard) -> None:
    screen.options.on.set_text("the day after")
    screen.check_and_make()
    assert heard.last.startswith("Type a date such as")


def test_the_pack_is_made_where_the_person_says(screen: PackScreen, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    offered: list[str] = []

    def ask(parent: QWidget, title: str, name: str, kinds: str) -> tuple[str, str]:
        offered.append(name)
        return str(tmp_path / "pack"), kinds

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    monkeypatch.setattr("sendco_desk.ui.screens.pack_work.make", lambda snapshots, snapshot, out, password, report: finished(out))
    screen.check_and_make()
    assert not screen.head.make_button.isEnabled()
    qtbot.waitUntil(lambda: screen.made is not None)
    assert offered == ["Evidence pack 2026-11-12.pdf"]
    assert screen.made is not None
    assert screen.made.path == tmp_path / "pack.pdf"
    assert "14 pages, 1 document, 2.1 MB." in says(found(screen, "result"))
    assert screen.head.make_button.isEnabled()


def test_no_file_chosen_makes_no_pack(screen: PackScreen, room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    screen.check_and_make()
    assert not room.tasks.busy()


def test_a_full_disk_is_said_and_the_button_comes_back(
    screen: PackScreen, heard: Heard, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_: object) -> Made:
        raise Trouble("The disk is full. Nothing was lost; free some space and try again.")

    monkeypatch.setattr("sendco_desk.ui.screens.pack_work.make", full)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "pack.pdf"), ""))
    screen.check_and_make()
    qtbot.waitUntil(lambda: screen.head.make_button.isEnabled())
    assert heard.last.startswith("The disk is full")


def test_what_is_being_done_is_said_in_words() -> None:
    words = making_words(14)
    assert words(5, 17) == "Turning 14 documents into pages, 5 done"
    assert [words(done, 17) for done in (14, 15, 16, 17)] == [
        "Drawing the pages made from the notebook", "Putting the pack together", "Checking the finished pack", "Checking the finished pack",
    ]
    assert words(20, 57) == "Reading the words of scans, 6 of 40 pages done"
    assert words(54, 57) == "Drawing the pages made from the notebook"
    assert turning_words(0, 1) == "Turning 1 document into pages, 0 done"


def test_the_result_names_what_is_missing_and_what_failed(tmp_path: Path) -> None:
    assert result_sentences(finished(tmp_path / "pack.pdf")) == [
        ("done", "14 pages, 1 document, 2.1 MB."), ("soon", "‘Film’ is not in it. Save a few pictures of it as PDF."),
        ("info", "‘Report’ can be read but not searched: its pages are pictures."),
        ("info", "‘Report’: Page 2 is blank."), ("info", "‘Note’ is left out."),
        ("soon", "1 of 2 checks of the finished file passed."), ("soon", "Fonts: One font is not embedded."),
    ]


def test_the_result_opens_and_is_recorded(room: Room, qtbot: QtBot, heard: Heard, tmp_path: Path) -> None:
    done: list[object] = []
    made = finished(tmp_path / "pack.pdf", "heron")
    card = result_card(room, made, lambda: done.append("sent"), done.append)
    qtbot.addWidget(card)
    for button in card.findChildren(QPushButton):
        button.click()
    assert done == [tmp_path / "pack.pdf", tmp_path, "sent"]
    note = QGuiApplication.clipboard().text()
    assert note.startswith("The evidence pack is one PDF of 14 pages.") and "heron" not in note
    assert "The covering note is copied" in heard.last


def test_a_made_pack_is_handed_to_the_sheet_that_records_it(screen: PackScreen, heard: Heard, tmp_path: Path) -> None:
    screen.show_result(replace(finished(tmp_path / "pack.pdf"), password="heron"))
    screen.record_sent()
    sheet = heard.sheets[-1]
    assert isinstance(sheet, SentForm)
    assert sheet.said("pack") == str(tmp_path / "pack.pdf")
    assert sheet.password.text() == "heron"
    sheet.deleteLater()


def test_the_ways_to_and_from_the_pack(screen: PackScreen, room: Room, heard: Heard) -> None:
    screen.add.menu().actions()[0].trigger()
    press(screen, "Packs")
    press(screen, "Kacper Wilk")
    kacper = pupil_of(room.desk, "Kacper Wilk")
    assert heard.went == [Place("pupil", kacper, "documents"), Place("packs"), Place("case", case_of(room.desk, "Kacper Wilk"))]
    assert screen.pupil_here() == kacper
    assert screen.help_page() == "packs"
    choose(screen, "Letter")
    press(screen, "Read it")
    heard.sheets[-1].deleteLater()


def test_another_case_starts_afresh_and_the_first_is_as_it_was_left(screen: PackScreen, room: Room) -> None:
    choose(screen, "Chronology")
    QTest.keyClick(screen.table, Qt.Key.Key_Space)
    screen.options.password.set_text("secret")
    screen.open_at(Place("pack", case_of(room.desk, "Poppy Ormerod")))
    assert all(row.on for row in screen.model.rows)
    assert screen.options.password.text() == ""
    screen.open_at(Place("pack", case_of(room.desk, "Kacper Wilk")))
    assert not screen.model.rows[row_of(screen, "Chronology")].on


# Room, themes, names


@pytest.mark.parametrize(("wide", "shown"), [(1160, {"order", "details", "pages"}), (800, {"order", "details"}), (500, {"details"})])
def test_as_many_panes_as_there_is_room_for(screen: PackScreen, wide: int, shown: set[str]) -> None:
    screen.resize(wide, 600)
    QApplication.processEvents()
    assert {name for name, pane in screen.panes.items() if pane.isVisible()} == shown
    assert [made.text() for made in screen.toggles.made if made.isVisible()] == {
        1160: ["Details", "What is asked"], 800: ["Details", "What is asked", "Pages"],
        500: ["Running order", "Details", "What is asked", "Pages"],
    }[wide]


def test_the_panes_that_do_not_fit_are_chosen(screen: PackScreen, tmp_path: Path) -> None:
    screen.resize(500, 600)
    named(screen, "Running order").click()
    assert screen.panes["order"].isVisible() and not screen.details.isVisible()
    screen.resize(800, 600)
    QApplication.processEvents()
    assert screen.panes["order"].isVisible() and screen.details.isVisible()
    named(screen, "Pages").click()
    assert screen.pages.isVisible() and not screen.details.isVisible()
    screen.show_result(finished(tmp_path / "pack.pdf"))
    assert screen.details.isVisible()
    named(screen, "Pages").click()
    screen.make_part()
    assert screen.details.isVisible()
    named(screen, "Pages").click()
    screen.deeds.switch(screen.model.rows[row_of(screen, "Private note")], True)
    screen.check_and_make()
    assert screen.about.because.isVisible()


@pytest.mark.parametrize(("theme", "text_size"), [("dark", 1.0), ("contrast", 2.0)])
def test_it_follows_the_theme_and_the_text_size(screen: PackScreen, dressing: Dressing, theme: str, text_size: float, tmp_path: Path) -> None:
    screen.show_result(finished(tmp_path / "pack.pdf"))
    dressing.choose(theme, text_size)
    screen.set_look(dressing.look)
    assert not screen.grab().isNull()


def test_everything_has_a_name(screen: PackScreen, nameless: Callable[[QWidget], list[str]], tmp_path: Path) -> None:
    turned(screen, Report=converted(4, UPSIDE, BLANK), Letter=converted(0, reason="It is locked with a password."))
    screen.show_result(finished(tmp_path / "pack.pdf", "heron"))
    for title in ("Report", "Documents", "Chronology"):
        choose(screen, title)
        assert nameless(screen) == []


# The parts that have something to say


def recorded(screen: PackScreen, room: Room) -> None:
    """Provision from Mon 16 Nov 2026 and views of Thu 12 Nov 2026."""
    kacper = pupil_of(room.desk, "Kacper Wilk")
    first, last = date(2026, 11, 16), date(2026, 12, 11)
    run = ProvisionRun(id=uuid4(), name="Reading aloud", minutes=20, times_a_week=2, starts_on=first, ends_on=last)
    room.desk.provision.place_alone(run, ProvisionPlace(id=uuid4(), pupil=kacper, run=run.id, starts_on=first, ends_on=last))
    room.desk.voices.save(ViewsGiven(id=uuid4(), pupil=kacper, voice="pupil", given_on=date(2026, 11, 12), working="Otters"))
    screen.refresh()


def part_titles(screen: PackScreen) -> list[str]:
    return [row.title for row in screen.model.rows if row.kind is Kind.SECTION]


def test_parts_that_have_nothing_to_say_are_named(screen: PackScreen, room: Room) -> None:
    silent = screen.options.silent.text()
    assert silent.startswith("Nothing is recorded by this day for: One-page profile; Views of pupil and parents;")
    recorded(screen, room)
    assert part_titles(screen) == [ASKED, "Pupil summary", "Views of pupil and parents", "Chronology", "Clock and delays"]
    assert "Views" not in screen.options.silent.text()


def test_another_day_of_the_pack_has_other_parts(screen: PackScreen, room: Room) -> None:
    recorded(screen, room)
    screen.options.on.set_value(date(2026, 11, 23))
    assert "Provision, planned against held" in part_titles(screen)
    screen.options.on.set_text("the day after")
    assert "Provision, planned against held" in part_titles(screen)
    screen.options.on.set_value(date(2026, 11, 11))
    assert part_titles(screen) == [ASKED, "Pupil summary", "Chronology", "Clock and delays"]


def test_costs_are_told_only_where_they_are_ticked_and_there_is_provision(screen: PackScreen, room: Room) -> None:
    assert screen.options.costs_row.isHidden()
    recorded(screen, room)
    screen.options.on.set_value(date(2026, 11, 23))
    assert not screen.options.costs_row.isHidden()
    assert not screen.choices().costs
    screen.options.costs.click()
    assert screen.choices().costs
    screen.options.on.set_value(date(2026, 11, 11))
    assert not screen.choices().costs


def test_a_council_that_asks_for_a_costed_map_is_named_beside_the_box(
    screen: PackScreen, room: Room, monkeypatch: pytest.MonkeyPatch,
) -> None:
    sure = Told(source="x", confidence=Confidence.HIGH)
    asking = Profile(id="p", name="Cheshire East", facts={"review_costed_map": Fact(value=True, told=sure)})
    screen.renew()
    assert screen.options.costs_hint.text() == COSTS_HINT
    monkeypatch.setattr(Profiles, "for_case", lambda *_: asking)
    screen.renew()
    assert screen.options.costs_hint.text() == f"Cheshire East asks for a costed map. {COSTS_HINT}"


def test_an_assistant_is_not_offered_costs(screen: PackScreen, room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    recorded(screen, room)
    book = room.desk.keyring.book
    monkeypatch.setattr(book, "person", replace(book.person, role=Role.ASSISTANT))
    screen.options.on.set_value(date(2026, 11, 23))
    assert screen.options.costs_row.isHidden()


def test_a_screen_without_a_case_does_nothing_quietly(room: Room, qtbot: QtBot, heard: Heard) -> None:
    made = PackScreen(room)
    qtbot.addWidget(made)
    made.options.on.set_value(date(2026, 11, 23))
    made.refresh()
    made.show_order()
    made.turn()
    made.options.settle()
    made.check_and_make()
    made.record_sent()
    made.add_documents()
    made.open_case()
    made.deeds.note(uuid4(), "x")
    with pytest.raises(Refused):
        made.look_snapshot()
    assert made.model.rows == [] and heard.went == [] and made.pupil_here() is None


def test_a_full_disk_while_arranging_is_said(screen: PackScreen, heard: Heard, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> frozenset[str]:
        raise Trouble("The disk is full.")

    monkeypatch.setattr(type(screen.room.desk.layouts), "note", full)
    screen.deeds.note(key(screen, "Report"), "x")
    assert heard.last == "The disk is full."


def test_a_deed_on_a_document_that_was_taken_out_is_refused_in_words(screen: PackScreen, room: Room, heard: Heard) -> None:
    report = key(screen, "Report")
    room.desk.documents.remove(report)
    screen.deeds.note(report, "x")
    assert heard.last == "This is no longer in the notebook. It may have been undone."
