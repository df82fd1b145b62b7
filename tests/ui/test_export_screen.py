"""The export screen at the window: flags on entries and documents, what is asked before a pack is made, and what is not printed."""

from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from sendco_desk.domain.meetings import Meeting
from sendco_desk.domain.paper import words_of
from sendco_desk.domain.story import StoryEntry
from sendco_desk.ui.forms.drafts import fill
from sendco_desk.ui.forms.export_screen_form import FlagForm, ReasonForm
from sendco_desk.ui.quick_entry import QuickEntry
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens.documents import DocumentsPage
from sendco_desk.ui.screens.export_screen import ScreenSheet
from sendco_desk.ui.screens.pack import PackScreen
from sendco_desk.ui.screens.pack_work import PackWork
from sendco_desk.ui.screens.paper_view import PaperView, may_print
from sendco_desk.ui.screens.people_sharing import SharingPart
from sendco_desk.ui.screens.story import StoryPage
from tests.ui.case_desks import case_of, file_document, named, pupil_of, says
from tests.ui.conftest import NOW
from tests.ui.heard import Heard


@pytest.fixture
def kacper(room: Room) -> UUID:
    return pupil_of(room.desk, "Kacper Wilk")


@pytest.fixture
def entry(room: Room, kacper: UUID) -> StoryEntry:
    return room.desk.story.lines(kacper)[0].entry


def story(room: Room, kacper: UUID, qtbot: QtBot) -> StoryPage:
    page = StoryPage(room)
    qtbot.addWidget(page)
    page.resize(1000, 600)
    page.show_pupil(room.desk.pupils.page(kacper))
    page.show()
    QApplication.processEvents()
    return page


def test_an_entry_is_flagged_from_its_card_and_says_so(room: Room, kacper: UUID, entry: StoryEntry, heard: Heard, qtbot: QtBot) -> None:
    page = story(room, kacper, qtbot)
    page.cards[entry.id].deeds.flag(entry)
    form = heard.sheets[-1]
    assert isinstance(form, FlagForm)
    form.finish()
    assert heard.last == "Flagged: it stays in the school."
    page.show_pupil(room.desk.pupils.page(kacper))
    assert "Stays in the school: About somebody else" in says(page.cards[entry.id])
    page.print_shown()
    paper = heard.sheets[-1]
    assert isinstance(paper, PaperView) and entry.words not in " ".join(words_of(paper.paper))
    page.flag(entry)
    again = heard.sheets[-1]
    assert isinstance(again, FlagForm) and "Flagged now: About somebody else." in says(again)
    named(again, "Take the flag away").click()
    assert heard.last == "The flag is taken away." and room.desk.screen.flags(kacper) == {}


def test_the_safeguarding_flag_asks_for_a_reference(room: Room, entry: StoryEntry, heard: Heard, qtbot: QtBot) -> None:
    form = FlagForm(room, entry, "safeguarding")
    qtbot.addWidget(form)
    form.finish()
    assert "is not the safeguarding record" in says(form)
    fill(form.fields["reference"].box, "SG/9")
    form.finish()
    words = [line.entry.words for line in room.desk.story.lines(entry.pupil)]
    assert "See the safeguarding record, ref SG/9." in words
    pointer = next(line.entry for line in room.desk.story.lines(entry.pupil) if line.entry.words.startswith("See the"))
    assert "reference" not in FlagForm(room, pointer).fields


def test_words_of_concern_bring_a_suggestion_after_the_entry_is_kept(room: Room, kacper: UUID, heard: Heard, qtbot: QtBot) -> None:
    sheet = QuickEntry(room, kacper)
    qtbot.addWidget(sheet)
    fill(sheet.fields["words"].box, "He disclosed that he had not slept.")
    fill(sheet.fields["entry_kind"].box, "phone_call")
    sheet.finish()
    assert heard.last.startswith("This speaks of disclosure.") and heard.said[-1].action == "Flag it"
    assert heard.said[-1].then is not None
    heard.said[-1].then()
    form = heard.sheets[-1]
    assert isinstance(form, FlagForm) and form.code("flag") == "safeguarding"


def test_a_document_is_flagged_from_the_list(room: Room, kacper: UUID, heard: Heard, qtbot: QtBot) -> None:
    file_document(room.desk, kacper, "Report", "agreed")
    page = DocumentsPage(room)
    qtbot.addWidget(page)
    page.show_pupil(room.desk.pupils.page(kacper))
    page.flag()
    page.table.choose(page.model.rows[0].id)
    page.flag()
    form = heard.sheets[-1]
    assert isinstance(form, FlagForm) and "reference" not in form.fields and len(heard.sheets) == 1


def test_the_screen_is_shown_before_a_pack_is_made_and_what_waited_goes_on(
    room: Room, kacper: UUID, entry: StoryEntry, heard: Heard, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(PackWork, "turn", lambda self, documents: None)
    monkeypatch.setattr(PackWork, "look", lambda self: None)
    asked: list[bool] = []

    def ask(*given: object) -> tuple[str, str]:
        asked.append(True)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    undecided = file_document(room.desk, kacper, "Grandmother’s letter", "not_decided")
    case = case_of(room.desk, "Kacper Wilk")
    screen = PackScreen(room)
    qtbot.addWidget(screen)
    screen.open_at(Place("pack", case))
    screen.check_and_make()
    assert heard.sheets == [] and asked == [True]
    room.desk.screen.flag(entry, "staff")
    screen.check_and_make()
    sheet = heard.sheets[-1]
    assert isinstance(sheet, ScreenSheet) and len(asked) == 1
    assert "It has no recorded ground for sharing" in says(sheet) and entry.words not in says(sheet)
    sheet.on_button.click()
    assert len(asked) == 2

    held = next(one for one in room.desk.screen.held(kacper, case) if one.id != entry.id)
    sheet.let_out(held)
    form = heard.sheets[-1]
    assert isinstance(form, ReasonForm) and form.said("decided_by") == room.desk.forms.book.person.name
    fill(form.fields["because"].box, "She agreed")
    form.finish()
    screen.refresh()
    row = next(row for row in screen.model.rows if row.key == held.id)
    assert row.on and row.because == "She agreed" and not row.waits
    shown = heard.sheets[-1]
    assert isinstance(shown, ScreenSheet) and "She agreed" in says(shown)
    shown.keep_in(next(one for one in room.desk.screen.held(kacper, case) if one.id == held.id))
    assert "She agreed" not in says(heard.sheets[-1])
    del undecided


def test_a_flagged_document_waits_for_a_reason_in_the_running_order(
    room: Room, kacper: UUID, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(PackWork, "turn", lambda self, documents: None)
    monkeypatch.setattr(PackWork, "look", lambda self: None)
    file_document(room.desk, kacper, "Report", "agreed")
    screen = PackScreen(room)
    qtbot.addWidget(screen)
    case = case_of(room.desk, "Kacper Wilk")
    screen.open_at(Place("pack", case))
    report = next(row for row in screen.model.rows if row.title == "Report")
    screen.deeds.switch(report, False)
    screen.refresh()
    screen.deeds.switch(next(row for row in screen.model.rows if row.title == "Report"), True)
    document = next(one for one in room.desk.packs.documents(case) if one.title == "Report")
    room.desk.screen.flag(document, "staff")
    screen.refresh()
    row = next(row for row in screen.model.rows if row.title == "Report")
    assert row.waits and row.stays == "It is flagged: About a member of staff"


def test_nothing_held_back_is_said_and_the_list_is_printed_all_the_same(room: Room, kacper: UUID, heard: Heard, qtbot: QtBot) -> None:
    part = SharingPart(room)
    qtbot.addWidget(part)
    part.pupil = kacper
    part.show_screen()
    sheet = heard.sheets[-1]
    assert isinstance(sheet, ScreenSheet) and "Nothing is flagged" in says(sheet) and sheet.on_button.text() == "Close"
    sheet.list_button.click()
    assert isinstance(heard.sheets[-1], PaperView)
    sheet.go_on()


def test_a_record_that_is_flagged_is_not_printed_by_itself(room: Room, kacper: UUID, heard: Heard, tmp_path: Path) -> None:
    from uuid import uuid4

    meeting = Meeting(id=uuid4(), pupil=kacper, meeting_kind="parents", held_at=NOW, purpose="Talk")
    room.desk.recording.save(meeting)
    assert may_print(room, meeting)
    room.desk.screen.flag(replace(meeting), "staff")
    assert not may_print(room, meeting) and "stays in the school" in heard.last


def test_any_record_is_flagged_from_its_form(room: Room, kacper: UUID, heard: Heard, qtbot: QtBot) -> None:
    from uuid import uuid4

    from sendco_desk.domain.rights import CourtOrder
    from sendco_desk.ui.forms.people_asks import order_form

    order = CourtOrder(id=uuid4(), pupil=kacper, words="Nobody but his mother collects him.")
    room.desk.recording.save(order)
    form = order_form(room, kacper, order)
    qtbot.addWidget(form)
    next(made for made in form.findChildren(QPushButton) if made.text().strip() == "Flag").click()
    flag = heard.sheets[-1]
    assert isinstance(flag, FlagForm)
    flag.finish()
    again = order_form(room, kacper, order)
    qtbot.addWidget(again)
    assert "Stays in the school: About somebody else" in says(again)
    fresh = order_form(room, kacper, None)
    qtbot.addWidget(fresh)
    assert not [made for made in fresh.findChildren(QPushButton) if made.text().strip() == "Flag"]
