"""The tab Support: sentences with a source one key away, and cycles from start to correction."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QBoxLayout, QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.domain.cycles import SupportCycle
from sendco_desk.domain.measures import Measure
from sendco_desk.domain.meetings import Meeting
from sendco_desk.domain.needs import StatementSource
from sendco_desk.services.previewing import Opened
from sendco_desk.services.support_cycles import Review
from sendco_desk.ui.forms.review_cycle_form import ReviewForm
from sendco_desk.ui.forms.support_forms import (
    CorrectionForm,
    CycleForm,
    OutcomeForm,
    RollForm,
    SourceForm,
    StatementForm,
    StrategyForm,
    WithdrawForm,
)
from sendco_desk.ui.palette import place_of
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens.help import page_for, page_text
from sendco_desk.ui.screens.support import SupportPage
from sendco_desk.ui.screens.support_rows import Cells, Row, Rows
from sendco_desk.ui.source_view import SourceView
from sendco_desk.ui.widgets.chips import Chip
from sendco_desk.ui.widgets.tab_order import stops
from tests.ui.desks import add_documents
from tests.ui.heard import Heard
from tests.ui.supported import READS, given_place, kacper_in, reviewed, sentences, show, started, support_page


@pytest.fixture
def kacper(room: Room) -> UUID:
    return kacper_in(room)


@pytest.fixture
def popped(monkeypatch: pytest.MonkeyPatch) -> list[QMenu]:
    """The menus that were opened: the offscreen platform cannot give them the keyboard."""
    menus: list[QMenu] = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, *_: menus.append(menu))
    return menus


@pytest.fixture
def page(room: Room, qtbot: QtBot) -> SupportPage:
    return support_page(room, qtbot)


def told(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if not label.isHidden())


def press(page: SupportPage, name: str) -> None:
    next(one for one in page.findChildren(QPushButton) if one.accessibleName() == name).click()


# Needs and strengths


def test_a_pupil_of_whom_nothing_is_said_is_offered_the_first_steps(page: SupportPage, room: Room, kacper: UUID, heard: Heard) -> None:
    page.start()
    page.needs.add()
    page.needs.fill()
    assert heard.sheets == []
    show(page, room, kacper)
    assert not page.needs.why.isHidden()
    assert not page.none_yet.isHidden()
    assert [made.isHidden() for made in page.needs.on_row] == [True] * 4
    page.needs.add_button.click()
    page.start_button.click()
    assert [type(form) for form in heard.sheets] == [StatementForm, CycleForm]


def test_needs_stand_beside_strengths_under_their_area(page: SupportPage, room: Room, kacper: UUID) -> None:
    sentences(room, kacper)
    shown = told(show(page, room, kacper))
    assert shown.index("Cognition and learning") < shown.index(READS) < shown.index("Tells long stories.") < shown.index("Social, emotional")
    assert "Nothing recorded under: Communication and interaction; Sensory and/or physical." in shown
    assert "None recorded" in shown
    assert len(page.needs.rows.rows) == 4
    assert not page.grab().isNull()


def test_arrows_go_from_sentence_to_sentence_and_enter_edits(page: SupportPage, room: Room, kacper: UUID, heard: Heard) -> None:
    made = sentences(room, kacper)
    rows = show(page, room, kacper).needs.rows
    assert [row.focusPolicy() for row in rows.rows] == [Qt.FocusPolicy.StrongFocus, *[Qt.FocusPolicy.ClickFocus] * 3]
    rows.focus(made[0].id)
    for key, wanted in ((Qt.Key.Key_Down, 1), (Qt.Key.Key_End, 3), (Qt.Key.Key_Down, 3), (Qt.Key.Key_Up, 2), (Qt.Key.Key_Home, 0)):
        chosen = rows.row()
        assert chosen is not None
        QTest.keyClick(chosen, key)
        assert rows.chosen == made[wanted].id
    row = rows.row()
    assert row is not None
    QTest.keyClick(row, Qt.Key.Key_Enter)
    QTest.mouseDClick(row, Qt.MouseButton.LeftButton)
    edits = [form for form in heard.sheets if isinstance(form, StatementForm)]
    assert [form.said("words") for form in edits] == [READS, READS]
    assert not page.grab().isNull()


def test_one_key_opens_the_page_of_the_report_that_a_sentence_rests_on(
    page: SupportPage, room: Room, kacper: UUID, heard: Heard, tmp_path: Path,
) -> None:
    made, (report,) = sentences(room, kacper), add_documents(room.desk, kacper, tmp_path, 1)
    room.desk.support.add_source(StatementSource(id=uuid4(), pupil=kacper, statement=made[0].id, document=report.id, page=3, note="Table 2"))
    rows = show(page, room, kacper).needs.rows
    rows.focus(made[0].id)
    row = rows.row()
    assert row is not None
    assert row.accessibleName() == f"Need, cognition and learning: {READS} Sources: Letter 0, page 3"
    QTest.keyClick(row, Qt.Key.Key_S)
    view = heard.sheets[-1]
    assert isinstance(view, SourceView)
    assert (view.document.id, view.first) == (report.id, 3)
    press(page, "Source: Letter 0, page 3")
    assert isinstance(heard.sheets[-1], SourceView)


def test_the_document_is_turned_to_its_page_once_it_is_open(room: Room, kacper: UUID, qtbot: QtBot, tmp_path: Path) -> None:
    (report,) = add_documents(room.desk, kacper, tmp_path, 1)
    for wanted, reached in ((2, 2), (9, 1)):
        view = SourceView(room, report.id, wanted)
        qtbot.addWidget(view)
        view.show_opened(Opened(sizes=((595.0, 842.0),) * 3))
        assert view.at == reached
        view.forget()


def test_an_entry_and_a_measure_are_shown_where_they_stand_and_several_sources_are_asked_about(
    page: SupportPage, room: Room, kacper: UUID, heard: Heard, popped: list[QMenu],
) -> None:
    made, entry = sentences(room, kacper), room.desk.story.lines(kacper)[0].entry
    score = Measure(id=uuid4(), pupil=kacper, instrument="Made-up reading test", taken_on=date(2026, 10, 5), value="84")
    room.desk.recording.save(score)
    for named in ({"story_entry": entry.id}, {"measure": score.id}):
        room.desk.support.add_source(StatementSource(id=uuid4(), pupil=kacper, statement=made[0].id, **named))  # type: ignore[arg-type]
    show(page, room, kacper)
    page.needs.open_sources(made[0].id)
    (menu,) = popped
    assert [action.text() for action in menu.actions()] == ["Phone call, Wed 11 Nov 2026", "Made-up reading test: 84, Mon 5 Oct 2026"]
    for action in menu.actions():
        action.trigger()
    assert heard.went == [Place("pupil", kacper, f"story/{entry.id}"), Place("pupil", kacper, f"measures/{score.id}")]


def test_a_sentence_without_a_source_offers_to_name_one(page: SupportPage, room: Room, kacper: UUID, heard: Heard) -> None:
    made = sentences(room, kacper)
    rows = show(page, room, kacper).needs.rows
    assert not page.needs.open_button.isEnabled()
    page.needs.source_button.click()
    rows.focus(made[0].id)
    assert page.needs.source_button.isEnabled()
    assert not page.needs.open_button.isEnabled()
    row = rows.row()
    assert row is not None
    QTest.keyClick(row, Qt.Key.Key_S)
    page.needs.source_button.click()
    assert [type(form) for form in heard.sheets] == [SourceForm, SourceForm]


def test_sentences_are_moved_and_removed_by_key(page: SupportPage, room: Room, kacper: UUID, heard: Heard) -> None:
    made = sentences(room, kacper)
    rows = show(page, room, kacper).needs.rows
    rows.focus(made[1].id)
    row = rows.row()
    assert row is not None
    QTest.keyClick(row, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert heard.changed == []
    QTest.keyClick(row, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert heard.changed == [frozenset({"need_statement"})]
    show(page, room, kacper)
    assert [one.identity for one in rows.rows][:2] == [made[1].id, made[0].id]
    assert rows.chosen == made[1].id
    kept = rows.row()
    assert kept is not None
    QTest.keyClick(kept, Qt.Key.Key_Delete)
    assert heard.last == "The sentence is removed."
    show(page, room, kacper)
    assert rows.chosen is None


def test_the_keyboard_stays_on_its_row_when_the_page_is_read_again(page: SupportPage, room: Room, kacper: UUID, qtbot: QtBot) -> None:
    made, cycle = sentences(room, kacper), started(room, kacper)
    show(page, room, kacper)
    page.activateWindow()
    page.needs.rows.focus(made[1].id)
    qtbot.waitUntil(page.needs.rows.has_keys)
    show(page, room, kacper)
    assert page.needs.rows.has_keys()
    before = page.needs.rows.rows
    room.desk.support.save_statement(replace(made[0], words="Reads 14 words.", place=1))
    show(page, room, kacper)
    assert page.needs.rows.has_keys()
    assert page.needs.rows.rows != before
    outcome = page.cycles[0].outcomes[1].outcome.id
    page.bodies[cycle.id].outcomes.focus(outcome)
    show(page, room, kacper)
    room.desk.support.start_cycle(replace(cycle, lead="Mx Oak"))
    show(page, room, kacper)
    assert page.bodies[cycle.id].outcomes.has_keys()
    assert page.bodies[cycle.id].chosen() == {outcome: True}


def test_a_row_is_copied_and_passes_on_keys_that_are_not_its_own(page: SupportPage, room: Room, kacper: UUID) -> None:
    made = sentences(room, kacper)
    rows = show(page, room, kacper).needs.rows
    rows.focus(made[0].id)
    row = rows.row()
    assert row is not None
    QTest.keyClick(row, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == READS
    QTest.keyClick(row, Qt.Key.Key_J)
    QTest.keyClick(row, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert rows.chosen == made[0].id


def test_a_row_without_a_list_does_nothing(room: Room, qtbot: QtBot) -> None:
    alone = Row(room.look, uuid4(), "Alone")
    qtbot.addWidget(alone)
    alone.show()
    QTest.mouseDClick(alone, Qt.MouseButton.LeftButton)
    alone.setFocus()
    QTest.keyClick(alone, Qt.Key.Key_Return)
    assert not alone.chosen
    rows = Rows(alone, {})
    rows.put([alone])
    QTest.keyClick(alone, Qt.Key.Key_End)
    assert rows.chosen == alone.identity
    assert not alone.grab().isNull()


def test_what_is_seldom_done_to_a_sentence_is_in_its_menu(
    page: SupportPage, room: Room, kacper: UUID, heard: Heard, tmp_path: Path, popped: list[QMenu],
) -> None:
    made, (report,) = sentences(room, kacper), add_documents(room.desk, kacper, tmp_path, 1)
    room.desk.support.add_source(StatementSource(id=uuid4(), pupil=kacper, statement=made[0].id, document=report.id))
    needs = show(page, room, kacper).needs
    assert needs.menu().actions() == []
    needs.rows.focus(made[0].id)
    needs.more_button.click()
    actions = {action.text().partition("\t")[0]: action for action in popped[0].actions() if action.text()}
    assert list(actions) == [
        "Move up", "Move down", "No longer so", "Edit source: Letter 0", "Remove source: Letter 0", "Remove sentence",
    ]
    for name in ("No longer so", "Edit source: Letter 0", "Remove source: Letter 0"):
        actions[name].trigger()
    assert [type(form) for form in heard.sheets] == [WithdrawForm, SourceForm]
    assert heard.last == "The source is removed."


def test_what_no_longer_holds_is_read_on_asking(page: SupportPage, room: Room, kacper: UUID, heard: Heard) -> None:
    made = sentences(room, kacper)
    room.desk.support.withdraw(made[3].id, date(2026, 11, 1))
    show(page, room, kacper)
    assert "Leaves the room" not in told(page)
    page.show_record(made[3].id)
    assert "Leaves the room when it is loud." in told(page)
    assert "Until Sun 1 Nov 2026" in told(page)
    press(page, "Edit: Leaves the room when it is loud.")
    assert isinstance(heard.sheets[-1], StatementForm)
    page.needs.toggle_earlier()
    assert "Leaves the room" not in told(page)


# Cycles


def test_a_cycle_is_read_with_its_outcomes_its_support_and_quiet_advice(page: SupportPage, room: Room, kacper: UUID) -> None:
    given_place(room, started(room, kacper, pupil_part="Chooses the words."))
    shown = told(show(page, room, kacper))
    for words in (
        "Cycle 1", "led by Ms Fern", "He reads 12 words.", "Kacper will read 60 of the 100 common words", "12 then · target 60", "Cream paper",
        "“Improve” cannot be seen or counted.", "Precision teaching: 20 minutes, once a week", "The parents’ part", "Chooses the words.",
    ):
        assert words in shown.replace("\u00a0", " ")
    assert [chip.word for chip in page.findChildren(Chip)] == ["Review due in 8 days"]
    assert not page.grab().isNull()


def test_meetings_with_the_parents_are_counted_between_needs_and_cycles(page: SupportPage, room: Room, kacper: UUID) -> None:
    held_at = datetime(2026, 10, 5, 15, tzinfo=UTC)
    room.desk.recording.save(Meeting(id=uuid4(), pupil=kacper, meeting_kind="parents", held_at=held_at, minutes="Said."))
    show(page, room, kacper)
    assert page.meetings.text().startswith("1 of 3 meetings with the parents this school year.")
    assert "SEND Code of Practice 2015, paragraph 6.65" in told(page)


def test_each_button_of_an_open_cycle_does_its_deed(page: SupportPage, room: Room, kacper: UUID, heard: Heard) -> None:
    cycle = started(room, kacper)
    show(page, room, kacper)
    for name in ("Add outcome", "Add support", "Review"):
        press(page, f"{name}: cycle 1")
    page.edit(page.cycles[0])
    assert [type(form) for form in heard.sheets] == [OutcomeForm, StrategyForm, ReviewForm, CycleForm]
    page.remove_cycle(page.cycles[0])
    assert heard.last == "Cycle 1 is removed."
    assert room.desk.recording.of(SupportCycle, kacper) == []
    assert cycle.id not in [one.id for one in room.desk.recording.of(SupportCycle, kacper)]


def test_enter_opens_an_outcome_or_support_and_delete_removes_it(page: SupportPage, room: Room, kacper: UUID, heard: Heard) -> None:
    cycle = started(room, kacper)
    body = show(page, room, kacper).bodies[cycle.id]
    standing = body.outcomes.rows
    show(page, room, kacper)
    assert page.bodies[cycle.id].outcomes.rows is standing, "what has not changed is left as it stands"
    for rows, form in ((body.outcomes, OutcomeForm), (body.strategies, StrategyForm)):
        row = rows.rows[1]
        rows.focus(row.identity)
        QTest.keyClick(row, Qt.Key.Key_Return)
        assert isinstance(heard.sheets[-1], form)
        QTest.keyClick(row, Qt.Key.Key_Delete)
    assert heard.last == "Day-to-day support removed."
    kept = [body.outcomes.rows[0].identity, body.strategies.rows[0].identity]
    body.outcomes.focus(kept[0])
    show(page, room, kacper)
    assert [row.identity for row in page.bodies[cycle.id].outcomes.rows] == kept[:1]
    assert page.bodies[cycle.id].outcomes.chosen == kept[0]


def test_a_reviewed_cycle_is_closed_and_says_what_is_missing_until_then(page: SupportPage, room: Room, kacper: UUID, heard: Heard) -> None:
    cycle = started(room, kacper)
    page_now = room.desk.support.cycle(cycle.id)
    room.desk.support.review(cycle.id, Review(reviewed_on=date(2026, 11, 10), outcomes={}, strategies={}))
    show(page, room, kacper)
    press(page, "Close: cycle 1")
    assert heard.last == f"Say whether this outcome is met before the cycle is closed: “{page_now.outcomes[0].outcome.words}”."
    reviewed(room, cycle.id, close=False)
    show(page, room, kacper)
    press(page, "Close: cycle 1")
    assert heard.last == "Cycle 1 is closed."
    show(page, room, kacper)
    assert page.bodies[cycle.id].outcomes.rows == []
    for name, form in (("Roll forward", RollForm), ("Correct", CorrectionForm)):
        press(page, f"{name}: cycle 1")
        assert isinstance(heard.sheets[-1], form)


def test_what_the_record_shows_stands_beside_the_persons_own_words(page: SupportPage, room: Room, kacper: UUID) -> None:
    cycle = started(room, kacper)
    given_place(room, cycle)
    reviewed(room, cycle.id)
    shown = told(show(page, room, kacper)).replace("\u00a0", " ")
    assert "Review of Tue 10 Nov 2026" in shown
    assert "Next step: ask a specialist" in shown
    assert "He loses words within a week." in shown
    assert "“Kacper will read 60 of the 100 common words”: partly met, from 12 to 19 (target 60)." in shown
    assert {chip.word for chip in page.findChildren(Chip)} == {"Closed", "Partly met", "Not yet met", "Helped", "Did not help"}


def test_a_review_of_which_little_is_said_is_shown_as_far_as_it_goes(page: SupportPage, room: Room, kacper: UUID) -> None:
    cycle = SupportCycle(
        id=uuid4(), pupil=kacper, number=1, starts_on=date(2026, 9, 7), review_due_on=date(2026, 11, 20), reviewed_on=date(2026, 11, 10),
    )
    room.desk.support.start_cycle(cycle)
    shown = told(show(page, room, kacper))
    assert "Review of Tue 10 Nov 2026" in shown.replace("\u00a0", " ")
    assert "No outcome yet" in shown
    assert "No day-to-day support yet" in shown
    assert "What the record shows" not in shown


def test_a_corrected_version_stays_readable_under_the_new_one(page: SupportPage, room: Room, kacper: UUID) -> None:
    cycle = started(room, kacper)
    reviewed(room, cycle.id)
    fresh, _ = room.desk.support.correct(cycle.id, "The count was of another child.")
    shown = told(show(page, room, kacper)).replace("\u00a0", " ")
    assert "Version 1, corrected on Thu 12 Nov 2026: The count was of another child." in shown
    assert "This version corrects the one before" in shown
    assert set(page.bodies) == {fresh}
    press(page, "Read version 1 of cycle 1")
    assert set(page.bodies) == {fresh, cycle.id}
    press(page, "Hide version 1 of cycle 1")
    assert set(page.bodies) == {fresh}


def test_earlier_cycles_are_folded_and_open_on_asking(page: SupportPage, room: Room, kacper: UUID) -> None:
    first = started(room, kacper, starts_on=date(2026, 4, 13), review_due_on=date(2026, 7, 10))
    reviewed(room, first.id)
    bare = SupportCycle(
        id=uuid4(), pupil=kacper, number=0, starts_on=date(2025, 9, 8), review_due_on=date(2026, 1, 9), closed_at=datetime(2026, 1, 9, tzinfo=UTC),
    )
    room.desk.recording.save(bare)
    second, _ = room.desk.support.roll_forward(
        first.id, starts_on=date(2026, 9, 7), review_due_on=date(2026, 11, 20), outcomes=[room.desk.support.cycle(first.id).outcomes[0].outcome.id],
    )
    show(page, room, kacper)
    assert set(page.bodies) == {second}
    assert "0 of 2 outcomes met" in told(page)
    assert "No outcome" in told(page)
    assert "Carried on from the cycle before" in told(page)
    page.fold(first.id)
    assert set(page.bodies) == {second, first.id}
    names = [one.accessibleName() for one in page.findChildren(QPushButton)]
    assert "Correct: cycle 1" in names
    assert "Roll forward: cycle 1" not in names
    press(page, "Fold: cycle 1")
    assert set(page.bodies) == {second}


def test_a_search_leads_to_the_sentence_the_outcome_the_support_or_the_cycle(
    page: SupportPage, room: Room, kacper: UUID, qtbot: QtBot,
) -> None:
    made, first = sentences(room, kacper), started(room, kacper, starts_on=date(2026, 4, 13), review_due_on=date(2026, 7, 10))
    reviewed(room, first.id)
    fresh, _ = room.desk.support.correct(first.id, "A slip.")
    room.desk.support.close(fresh)
    room.desk.support.start_cycle(replace(first, id=uuid4(), number=2, closed_at=None))
    show(page, room, kacper)
    for kind, words in (("need_statement", "loud"), ("outcome", "behaviour"), ("strategy", "cream"), ("support_cycle", "slip")):
        found = room.desk.finding.search(words, kinds=[kind])[0]
        assert place_of(found) == Place("pupil", kacper, f"support/{found.id}")
    page.show_record(made[3].id)
    assert page.needs.rows.chosen == made[3].id
    page.show_record(uuid4())
    before = room.desk.support.cycle(first.id)
    for record in (before.outcomes[1].outcome.id, before.strategies[0].id, first.id):
        page.show_record(record)
    assert set(page.bodies) >= {fresh, first.id}
    qtbot.waitUntil(lambda: page.area.verticalScrollBar().value() > 0)
    page.show_record(made[0].id)
    page.fill()  # what was to be brought into view is gone before its turn
    qtbot.wait(30)


def test_a_search_chooses_the_row_of_an_open_cycle(page: SupportPage, room: Room, kacper: UUID) -> None:
    cycle = started(room, kacper)
    show(page, room, kacper)
    wanted = page.cycles[0].strategies[1].id
    page.show_record(wanted)
    assert page.bodies[cycle.id].strategies.chosen == wanted


def test_another_pupil_starts_at_the_top_with_nothing_unfolded(page: SupportPage, room: Room, kacper: UUID) -> None:
    first = started(room, kacper)
    reviewed(room, first.id)
    show(page, room, kacper).unfolded.add(first.id)
    poppy = next(row.pupil.id for row in room.desk.pupils.rows() if row.pupil.known_name == "Poppy Ormerod")
    show(page, room, poppy)
    assert (page.unfolded, page.bodies) == (set(), {})


def test_cells_stand_below_one_another_where_there_is_no_room(page: SupportPage, room: Room, kacper: UUID, qtbot: QtBot) -> None:
    started(room, kacper)
    show(page, room, kacper)
    qtbot.wait(10)
    assert {cells.row.direction() for cells in page.findChildren(Cells)} == {QBoxLayout.Direction.LeftToRight}
    page.resize(640, 700)
    qtbot.wait(10)
    assert {cells.row.direction() for cells in page.findChildren(Cells)} == {QBoxLayout.Direction.TopToBottom}
    for cells in page.findChildren(Cells):
        cells.changeEvent(QEvent(QEvent.Type.StyleChange))
        cells.changeEvent(QEvent(QEvent.Type.FontChange))


def test_a_long_source_ends_in_an_ellipsis_and_does_not_widen_the_page(page: SupportPage, room: Room, kacper: UUID, qtbot: QtBot) -> None:
    one = sentences(room, kacper)[0]
    score = Measure(id=uuid4(), pupil=kacper, instrument="Made-up test of reading & spelling " * 5, taken_on=date(2026, 10, 5), value="84")
    room.desk.recording.save(score)
    room.desk.support.add_source(StatementSource(id=uuid4(), pupil=kacper, statement=one.id, measure=score.id))
    show(page, room, kacper)
    qtbot.wait(10)
    made = next(b for b in page.findChildren(QPushButton) if b.accessibleName() == f"Source: {score.called}")
    assert made.text().endswith("…")
    assert made.toolTip() == score.called
    assert page.area.horizontalScrollBar().maximum() == 0


# All of it


def test_all_that_can_be_used_has_a_name(page: SupportPage, room: Room, kacper: UUID, nameless: Callable[[QWidget], list[str]]) -> None:
    sentences(room, kacper)
    reviewed(room, started(room, kacper).id)
    started(room, kacper, number=2)
    assert nameless(show(page, room, kacper)) == []
    assert all(row.accessibleName() for row in page.findChildren(Row))


def test_tab_follows_the_reading_order_after_the_page_was_laid_out_anew(page: SupportPage, room: Room, kacper: UUID) -> None:
    made = sentences(room, kacper)
    started(room, kacper)
    show(page, room, kacper)
    page.needs.rows.focus(made[2].id)
    page.fill()
    names = [one.accessibleName() for one in stops(page.inside)]
    told_in_order = ("Add a sentence", f"Need, cognition and learning: {READS} No source yet", "Start a cycle", "Review: cycle 1")
    assert sorted(told_in_order, key=names.index) == list(told_in_order)


def test_the_tab_has_its_page_of_help() -> None:
    assert page_for("support") == "support"
    assert page_text("support").startswith("# Support and cycles")


def test_a_cycle_that_a_provision_was_given_for_is_not_removed_under_it(page: SupportPage, room: Room, kacper: UUID, heard: Heard) -> None:
    given_place(room, started(room, kacper))
    show(page, room, kacper).remove_cycle(page.cycles[0])
    assert heard.last.startswith("Another record in the notebook is tied to this one.")
    assert len(room.desk.recording.of(SupportCycle, kacper)) == 1
