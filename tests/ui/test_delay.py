"""The delay timeline and the evidence list in the window: what is quoted, the pages beside it, saving, and logging that it was given."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from sendco_desk.domain.casework import CaseLetter
from sendco_desk.domain.people import ContactPerson
from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.domain.story import StoryEntry
from sendco_desk.services.desk import Desk
from sendco_desk.services.packing import Packing
from sendco_desk.services.previewing import Opened
from sendco_desk.ui.forms.delay_form import GivenForm
from sendco_desk.ui.models.delay_model import QuotesModel, chosen_words, kinds_of, quote_lines
from sendco_desk.ui.models.rows import NO_INDEX
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens.delay import NOTHING_LATE, DelayScreen
from sendco_desk.ui.screens.delay_list import Halves
from sendco_desk.ui.theme import Dressing
from tests.services.papers import WorksHere
from tests.ui.case_desks import case_of, file_document, pupil_of, says
from tests.ui.heard import Heard


def here(room: Room) -> Room:
    """A room whose pages are made and counted in this process."""
    workshop = WorksHere()
    desk = room.desk
    return replace(room, desk=replace(
        desk, previews=replace(desk.previews, workshop=workshop), packs=replace(desk.packs, workshop=workshop),
    ))


def write(desk: Desk, kind: str, on: date, words: str = "Something happened.", *, tags: tuple[str, ...] = (), who: str = "") -> StoryEntry:
    """An entry in Kacper's story; his council's decision was due on Mon 19 Oct 2026 and has not come by Thu 12 Nov."""
    at = datetime(on.year, on.month, on.day, 9, tzinfo=UTC)
    entry = StoryEntry(
        id=uuid4(), pupil=pupil_of(desk, "Kacper Wilk"), entry_kind=kind, happened_at=at, written_at=at + timedelta(hours=1), written_by="E. Marlowe",
        words=words, tags=tags, who=who,
    )
    with desk.story.book.writing("Wrote", entry.pupil) as page:
        page.put(entry)
    return entry


@pytest.fixture
def entries(desk: Desk) -> list[StoryEntry]:
    return [
        write(desk, "incident", date(2026, 10, 22), "Hid under the coats.", tags=("effect",), who="Mr Adeyemi"),
        write(desk, "support", date(2026, 10, 23)), write(desk, "phone_call", date(2026, 11, 2), who="Ms Wilk"),
    ]


@pytest.fixture
def screen(room: Room, entries: list[StoryEntry], qtbot: QtBot) -> Iterator[DelayScreen]:
    """The delay of Kacper's case."""
    made = DelayScreen(here(room))
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.open_at(Place("delay", case_of(room.desk, "Kacper Wilk")))
    made.show()
    settled(made, qtbot)
    yield made
    made.hide()


def settled(screen: DelayScreen, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not screen.settle.isActive() and screen.view.job is None and not screen.room.tasks.busy(), timeout=20_000)


def row_of(screen: DelayScreen, entry: StoryEntry) -> int:
    return next(n for n, row in enumerate(screen.model.rows) if row.id == entry.id)


def shown_words(screen: DelayScreen) -> str:
    """Every word of the pages that are shown."""
    from pypdf import PdfReader

    assert screen.view.pages is not None and screen.view.pages.opened.pdf is not None
    with screen.view.pages.opened.pdf.open() as stream:
        return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(stream.read())).pages)


def ask(monkeypatch: pytest.MonkeyPatch, answer: Path | str) -> list[str]:
    """Answer the question where to save; gives back the names that were offered."""
    offered: list[str] = []

    def asked(parent: QWidget, title: str, name: str, kinds: str) -> tuple[str, str]:
        offered.append(name)
        return str(answer), kinds

    monkeypatch.setattr(QFileDialog, "getSaveFileName", asked)
    return offered


# What is shown


def test_the_pages_are_there_as_they_will_print_with_the_tagged_entry_quoted(screen: DelayScreen) -> None:
    said = shown_words(screen)
    assert "had to decide whether to assess by Mon 19 Oct 2026" in said
    assert "Hid under the coats." in said
    assert screen.view.number.text().startswith("1 of ")
    assert screen.what.text().startswith("Council’s decision: 3 weeks 3 days late")
    assert screen.count.text() == "1 of 4 quoted"


def test_a_tick_quotes_an_entry_and_is_remembered(screen: DelayScreen, entries: list[StoryEntry], room: Room, qtbot: QtBot) -> None:
    screen.table.turn(row_of(screen, entries[2]))
    assert screen.count.text() == "2 of 4 quoted"
    settled(screen, qtbot)
    assert "Mon 2 Nov 2026, 09:00 · Phone call · Ms Wilk" in shown_words(screen)
    again = DelayScreen(here(room))
    qtbot.addWidget(again)
    again.open_at(Place("delay", screen.case))
    assert set(again.model.chosen()) == {entries[0].id, entries[2].id}


def test_space_enter_and_a_click_on_the_box_turn_a_tick(screen: DelayScreen, entries: list[StoryEntry]) -> None:
    number = row_of(screen, entries[1])
    screen.table.setCurrentIndex(screen.model.index(number, 1))
    QTest.keyClick(screen.table, Qt.Key.Key_Space)
    assert screen.model.rows[number].on
    QTest.keyClick(screen.table, Qt.Key.Key_Return)
    assert not screen.model.rows[number].on
    cell = screen.table.visualRect(screen.model.index(number, 0))
    QTest.mouseClick(screen.table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(cell.left() + 12, cell.center().y()))
    assert screen.model.rows[number].on
    words = screen.table.visualRect(screen.model.index(number, 3))
    QTest.mouseClick(screen.table.viewport(), Qt.MouseButton.LeftButton, pos=words.center())
    assert screen.model.rows[number].on
    QTest.keyClick(screen.table, Qt.Key.Key_Down)
    assert screen.table.currentIndex().row() != number or screen.model.rowCount() == number + 1
    screen.table.turn(99)  # there is no such row


def test_the_filter_narrows_and_keeps_what_is_ticked(screen: DelayScreen, entries: list[StoryEntry]) -> None:
    screen.narrow("phone_call")
    assert screen.model.rows[0].id == entries[2].id
    assert screen.model.rowCount() == 2  # the other is in the template
    assert screen.model.chosen() == (entries[0].id,)
    assert set(screen.filter.options) == {"incident", "support", "phone_call"}
    screen.narrow("")
    assert screen.model.rowCount() == 4


def test_another_day_is_another_paper(screen: DelayScreen, qtbot: QtBot) -> None:
    screen.on.set_text("26/10/2026")
    settled(screen, qtbot)
    assert screen.what.text().startswith("Council’s decision: 1 week late")
    assert "as it stood on Monday 26 October 2026" in shown_words(screen)
    assert screen.model.rowCount() == 2  # the call came later
    screen.on.set_text("no day at all")
    assert screen.on.is_wrong()
    assert screen.what.text().startswith("Council’s decision: 1 week late")
    screen.remake()  # with a day that is none, what is shown stays
    screen.save(".pdf")
    assert screen.on.is_wrong() and screen.on.box.hasFocus()


def test_on_a_day_when_nothing_was_late_it_says_what_would_be_here(screen: DelayScreen, qtbot: QtBot) -> None:
    screen.on.set_text("1/10/2026")
    settled(screen, qtbot)
    assert screen.right.currentIndex() == 1
    assert NOTHING_LATE in says(screen) and "Once a step is late, its timeline is drawn here" in says(screen)
    assert not (screen.save_pdf.isEnabled() or screen.save_word.isEnabled() or screen.give.isEnabled())
    screen.on.set_text("12/11/2026")
    settled(screen, qtbot)
    assert screen.right.currentIndex() == 0 and "Mon 19 Oct 2026" in shown_words(screen)


def test_where_nothing_is_written_there_is_nothing_to_quote(room: Room, qtbot: QtBot) -> None:
    case, _ = room.desk.casework.open_case(
        pupil_of(room.desk, "Leila Ashgrove"), authority="Marlshire", events=[("request_received", date(2026, 9, 7), None)],
    )
    screen = DelayScreen(here(room))
    qtbot.addWidget(screen)
    screen.open_at(Place("delay", case))
    assert "so there is nothing to quote" in screen.none_told.text()
    assert screen.table.isHidden() and not screen.none_told.isHidden()


def test_the_page_that_is_read_stays_when_the_paper_changes(screen: DelayScreen, entries: list[StoryEntry], qtbot: QtBot) -> None:
    assert screen.view.pages is not None
    last = screen.view.pages.opened.pages
    screen.view.go_to(last)
    screen.table.turn(row_of(screen, entries[1]))
    settled(screen, qtbot)
    assert screen.view.at == last


def test_a_paper_that_cannot_be_drawn_says_why(screen: DelayScreen, qtbot: QtBot) -> None:
    def broken() -> Opened:
        raise Trouble("The disk is full. Nothing was lost; free some space and try again.")

    screen.view.show_paper(broken)
    settled(screen, qtbot)
    assert "The disk is full" in says(screen.view)


def test_hidden_pages_are_forgotten_and_come_back(screen: DelayScreen, qtbot: QtBot) -> None:
    screen.hide()
    assert screen.view.pages is None
    screen.remake()
    screen.show()
    settled(screen, qtbot)
    assert "Mon 19 Oct 2026" in shown_words(screen)


def test_before_a_case_is_opened_there_is_nothing_to_show(room: Room, qtbot: QtBot) -> None:
    screen = DelayScreen(here(room))
    qtbot.addWidget(screen)
    screen.show()
    screen.refresh()
    screen.remake()
    screen.open_case()
    assert screen.pupil_here() is None
    assert screen.view.pages is None and screen.view.job is None
    assert screen.view._make(lambda done, total: None, "").pages == 0


def test_a_case_that_is_gone_is_told_of(screen: DelayScreen, room: Room, heard: Heard) -> None:
    with pytest.raises(Refused, match="no such case in this notebook"):
        screen.open_at(Place("delay", uuid4()))
    assert screen.case == case_of(room.desk, "Kacper Wilk")
    screen.case = uuid4()  # undone while it was shown
    screen.refresh()
    assert heard.last.startswith("There is no such case in this notebook")


# The evidence list


def test_the_evidence_list_says_what_it_names_and_what_it_leaves_out(screen: DelayScreen, room: Room, qtbot: QtBot) -> None:
    kacper = pupil_of(room.desk, "Kacper Wilk")
    file_document(room.desk, kacper, "Receipt")
    file_document(room.desk, kacper, "Private note", "none")
    screen.kinds.made[1].click()
    settled(screen, qtbot)
    assert screen.title.text().startswith("Evidence list")
    assert screen.listed.text() == "1 document and 2 dated events."
    assert "1 document is held that may not be shared" in screen.not_listed.text()
    said = shown_words(screen)
    assert "A draft: nobody is recorded as having asked for it." in said and "Private note" not in said
    assert list(screen.counted.values()) == [1] and "Pages" in said
    assert screen.quotes.isHidden() and not screen.asked.isHidden()


def test_who_asked_and_when_stand_on_the_list_and_are_remembered(screen: DelayScreen, room: Room, qtbot: QtBot) -> None:
    screen.kinds.made[1].click()
    screen.asked_by.choose("Dorota Wilk")
    screen.asked_on.set_text("9/11/2026")
    settled(screen, qtbot)
    assert "Made at the request of Dorota Wilk on Mon 9 Nov 2026." in shown_words(screen)
    screen.open_at(Place("delay", case_of(room.desk, "Poppy Ormerod")))
    assert (screen.asked_by.code(), screen.asked_on.text()) == ("", "")
    screen.open_at(Place("delay", case_of(room.desk, "Kacper Wilk")))
    assert (screen.asked_by.code(), screen.asked_on.text()) == ("Dorota Wilk", "Mon 9 Nov 2026")
    assert not screen.ticked  # nobody has ticked an entry, so the tagged ones stand


def test_somebody_new_can_be_chosen_at_once(screen: DelayScreen, room: Room) -> None:
    screen.asked_by.choose("Dorota Wilk")
    room.desk.pupils.save_person(ContactPerson(
        id=uuid4(), pupil=pupil_of(room.desk, "Kacper Wilk"), forename="Paweł", surname="Wilk", relationship="PAF", order=2,
    ))
    screen.refresh()
    assert [screen.asked_by.itemText(n) for n in range(screen.asked_by.count())] == ["Not recorded yet", "Dorota Wilk", "Paweł Wilk", "Kacper Wilk"]
    assert screen.asked_by.code() == "Dorota Wilk"


def test_a_count_that_fails_is_told_and_one_for_another_case_is_dropped(
    screen: DelayScreen, room: Room, heard: Heard, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch,
) -> None:
    file_document(room.desk, pupil_of(room.desk, "Kacper Wilk"), "Receipt")

    def full(*_: object) -> dict[UUID, tuple[int, str]]:
        raise Trouble("The disk is full. Nothing was lost; free some space and try again.")

    with monkeypatch.context() as patch:
        patch.setattr(Packing, "count_pages", full)
        screen.choose("evidence_list")
        settled(screen, qtbot)
    assert heard.last.startswith("The disk is full")
    screen.count_pages()
    screen.case = case_of(room.desk, "Poppy Ormerod")
    qtbot.waitUntil(lambda: not room.tasks.busy(), timeout=20_000)
    assert screen.counted == {}


def test_a_day_of_asking_that_is_none_is_refused_where_it_is_typed(screen: DelayScreen, qtbot: QtBot) -> None:
    screen.kinds.made[1].click()
    settled(screen, qtbot)
    screen.asked_on.set_text("the other day")
    settled(screen, qtbot)
    screen.give.click()
    assert screen.asked_on.is_wrong() and screen.asked_on.box.hasFocus()
    screen.kinds.made[0].click()  # on the timeline the hidden field does not matter
    assert screen.asked_day() is None


# Saving


@pytest.mark.parametrize(("kind", "button"), [(".pdf", "save_pdf"), (".docx", "save_word")])
def test_the_timeline_is_saved_under_a_name_without_the_childs(
    screen: DelayScreen, heard: Heard, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, button: str,
) -> None:
    offered = ask(monkeypatch, tmp_path / "mine")
    getattr(screen, button).click()
    settled(screen, qtbot)
    assert offered == [f"Delay timeline, case 1, 2026-11-12{kind}"]
    assert (tmp_path / f"mine{kind}").is_file()
    assert heard.last.startswith("Delay timeline saved. It is not encrypted")


def test_the_list_is_saved_too_and_no_name_saves_nothing(
    screen: DelayScreen, heard: Heard, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    screen.kinds.made[1].click()
    settled(screen, qtbot)
    offered = ask(monkeypatch, tmp_path / "list.PDF")
    screen.save(".pdf")
    settled(screen, qtbot)
    assert offered == ["List of the schools evidence, case 1, 2026-11-12.pdf"]
    assert (tmp_path / "list.PDF").is_file()
    heard.said.clear()
    ask(monkeypatch, "")
    screen.save(".docx")
    assert not screen.room.tasks.busy() and heard.said == []


# Giving


def given(screen: DelayScreen, heard: Heard, qtbot: QtBot, *, stays: bool = True) -> GivenForm:
    screen.give.click()
    form = heard.sheets[-1]
    assert isinstance(form, GivenForm)
    if stays:
        qtbot.addWidget(form)
    return form


def test_giving_the_list_asks_when_it_was_asked_for_and_then_logs_it(screen: DelayScreen, room: Room, heard: Heard, qtbot: QtBot) -> None:
    screen.kinds.made[1].click()
    settled(screen, qtbot)
    form = given(screen, heard, qtbot)
    form.finish()
    qtbot.waitUntil(lambda: not room.tasks.busy(), timeout=20_000)
    assert form.fields["asked_on"].is_wrong()
    assert "On what day did the parent" in form.fields["asked_on"].said.text()
    assert form.finish_button.isEnabled()
    form.fields["asked_on"].edit.setText("9/11/2026")  # type: ignore[attr-defined]
    form.finish()
    qtbot.waitUntil(lambda: not room.tasks.busy(), timeout=20_000)
    (letter,) = room.desk.story.book.all(CaseLetter)
    assert (letter.addressed_to, letter.letter_kind) == ("Dorota Wilk", "evidence_list")
    assert heard.last == "Logged: List of the school’s evidence, Thu 12 Nov 2026, given to Dorota Wilk."
    assert {"document", "story_entry", "case_letter"} <= heard.changed[-1]


def test_the_timeline_is_given_with_what_was_chosen(screen: DelayScreen, room: Room, heard: Heard, qtbot: QtBot, entries: list[StoryEntry]) -> None:
    screen.table.turn(row_of(screen, entries[2]))
    form = given(screen, heard, qtbot, stays=False)
    assert form.paper.quoted == (entries[0].id, entries[2].id)
    form.hide()
    form.finish()
    form.deleteLater()  # the sheet may be gone before the deed is done
    qtbot.waitUntil(lambda: not room.tasks.busy(), timeout=20_000)
    (letter,) = room.desk.story.book.all(CaseLetter)
    assert letter.letter_kind == "delay_timeline" and letter.rules == ("REQ-04", "REQ-05")


def test_a_moment_that_is_none_is_refused_beside_its_field(screen: DelayScreen, heard: Heard, qtbot: QtBot) -> None:
    form = given(screen, heard, qtbot)
    form.fields["given_at"].edit.setText("whenever")  # type: ignore[attr-defined]
    form.finish()
    assert form.fields["given_at"].is_wrong()
    with pytest.raises(NotImplementedError):
        form.deed()


def test_trouble_after_the_sheet_has_gone_is_said_in_the_bar(screen: DelayScreen, heard: Heard, qtbot: QtBot) -> None:
    form = given(screen, heard, qtbot, stays=False)
    form.not_logged(Trouble("The disk is full. Nothing was lost; free some space and try again."))
    assert "The disk is full" in form.failure.text()
    form.deleteLater()
    qtbot.waitUntil(lambda: not isValid(form), timeout=5_000)
    form.not_logged(Refused("The case is gone."))
    assert heard.last == "The case is gone."


# Elsewhere


def test_it_goes_back_to_the_case_and_knows_whose_page_it_is(screen: DelayScreen, room: Room, heard: Heard) -> None:
    screen.crumb.click()
    assert heard.went == [Place("case", screen.case)]
    assert screen.pupil_here() == pupil_of(room.desk, "Kacper Wilk")


def test_everything_has_a_name(screen: DelayScreen, heard: Heard, qtbot: QtBot, nameless: Callable[[QWidget], list[str]]) -> None:
    assert nameless(screen) == []
    screen.kinds.made[1].click()
    settled(screen, qtbot)
    assert nameless(screen) == []
    assert nameless(given(screen, heard, qtbot)) == []


@pytest.mark.parametrize(("theme", "text_size"), [("dark", 1.0), ("contrast", 2.0)])
def test_it_follows_the_theme_and_the_text_size(screen: DelayScreen, dressing: Dressing, theme: str, text_size: float) -> None:
    dressing.choose(theme, text_size)
    screen.set_look(dressing.look)
    assert not screen.grab().isNull()
    halves = screen.findChild(Halves)
    assert halves is not None
    one_column = halves.row.direction() == QBoxLayout.Direction.TopToBottom
    assert one_column == (text_size == 2.0)


def test_the_model_of_entries_is_what_qt_expects(screen: DelayScreen, entries: list[StoryEntry]) -> None:
    lines = screen.delays.entries(screen._case())
    model = QuotesModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.put(quote_lines(lines, [entries[0].id]))
    box = model.index(0, 0)
    assert model.data(box, Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
    assert model.data(model.index(1, 0), Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Unchecked
    assert model.flags(box) & Qt.ItemFlag.ItemIsUserCheckable
    assert not model.flags(NO_INDEX) & Qt.ItemFlag.ItemIsUserCheckable
    assert model.setData(model.index(1, 0), Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole)
    assert not model.setData(QModelIndex(), Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole)
    assert not model.setData(box, "x")
    assert model.chosen() == (entries[0].id, entries[1].id)
    assert model.data(box, Qt.ItemDataRole.AccessibleTextRole) == "Quoted"
    assert model.data(model.index(0, 3)) == "Mr Adeyemi: Hid under the coats."
    model.sort(0)
    assert kinds_of(model.everything) == {"phone_call": "Phone call", "incident": "Incident", "support": "Support given"}
    assert chosen_words(1, 3) == "1 of 3 quoted"
    del tester
