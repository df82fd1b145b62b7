"""The part Meetings: where each stands, its days against the rule, its minutes as a paper, and the agreed actions."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.domain.meetings import AgreedAction, Meeting, MeetingPerson
from sendco_desk.ui.forms.meeting_form import MeetingForm
from sendco_desk.ui.forms.record_form import RecordForm
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.paper_view import PaperView
from sendco_desk.ui.screens.people_meetings import MeetingsPart, action_state
from tests.ui.heard import Heard

D = date
ON = D(2026, 11, 12)


@pytest.fixture
def leila(room: Room) -> UUID:
    return next(row.pupil.id for row in room.desk.pupils.rows() if row.pupil.known_name == "Leila Ashgrove")


@pytest.fixture
def meetings(room: Room, leila: UUID) -> list[Meeting]:
    """A review that is planned, and a meeting with the parents that was held, with three actions."""
    review = Meeting(id=uuid4(), pupil=leila, meeting_kind="annual_review", held_at=datetime(2026, 12, 16, 14, 0, tzinfo=UTC))
    held = Meeting(id=uuid4(), pupil=leila, meeting_kind="parents", held_at=datetime(2026, 10, 5, 15, 30, tzinfo=UTC), minutes="We talked.")
    came = MeetingPerson(id=uuid4(), pupil=leila, meeting=held.id, name="Ms Ashgrove", presence="came")
    actions = [
        AgreedAction(id=uuid4(), pupil=leila, words=words, due_on=due, done_on=done)
        for words, due, done in (("Ring", D(2026, 11, 2), None), ("Write", D(2026, 11, 9), D(2026, 11, 9)), ("Ask", None, None))
    ]
    room.desk.meetings.save(review, [], [])
    room.desk.meetings.save(held, [came], actions)
    return [review, held]


@pytest.fixture
def part(room: Room, leila: UUID, meetings: list[Meeting], qtbot: QtBot) -> MeetingsPart:
    made = MeetingsPart(room)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.put(room.desk.pupils.page(leila))
    made.show()
    return made


def cells(part: MeetingsPart, key: str) -> list[str]:
    column = part.meetings.table.keys.index(key)
    return [str(part.meetings.model.index(n, column).data()) for n in range(part.meetings.model.rowCount())]


def test_the_latest_meeting_comes_first_with_where_it_stands(part: MeetingsPart) -> None:
    assert cells(part, "when") == ["Wed 16 Dec 2026, 14:00", "Mon 5 Oct 2026, 15:30"]
    assert cells(part, "state") == ["Planned", "Held"]
    assert cells(part, "people") == ["Nobody invited yet", "1 invited, 1 came"]
    assert cells(part, "actions") == ["", "1 of 3 done, 1 overdue"]


def test_the_days_of_the_chosen_meeting_are_said_in_full(part: MeetingsPart, meetings: list[Meeting]) -> None:
    assert part.timing.text().startswith("The invitations are due out by Wed 2 Dec 2026")
    assert "reg 20(4)" in part.timing.text()
    part.meetings.choose(meetings[1].id)
    assert not part.timing.isVisibleTo(part)


def test_a_meeting_opens_on_a_page_of_its_own(part: MeetingsPart, meetings: list[Meeting], heard: Heard) -> None:
    part.meetings.add_button.click()
    part.meetings.choose(meetings[1].id)
    QTest.keyClick(part.meetings.table, Qt.Key.Key_Return)
    new, old = heard.sheets
    assert isinstance(new, MeetingForm) and isinstance(old, MeetingForm)
    assert (new.view, old.said("minutes")) == (None, "We talked.")
    part.meetings.edit(None)
    assert len(heard.sheets) == 2


def test_the_minutes_are_shown_as_they_will_print(part: MeetingsPart, meetings: list[Meeting], heard: Heard) -> None:
    part.show_minutes(meetings[1])
    view = heard.sheets[-1]
    assert isinstance(view, PaperView)
    assert (view.name, view.pupil, view.paper.title) == ("Minutes 2026-10-05", None, "Meeting with the parents")


def test_minutes_of_a_meeting_that_is_gone_are_refused_in_words(part: MeetingsPart, meetings: list[Meeting], room: Room, heard: Heard) -> None:
    room.desk.meetings.remove(meetings[1].id)
    part.show_minutes(meetings[1])
    assert "no longer in the notebook" in heard.last


def test_minutes_are_kept_among_the_documents(part: MeetingsPart, meetings: list[Meeting], room: Room, leila: UUID, heard: Heard) -> None:
    part.keep_minutes(meetings[1])
    assert heard.last == "The minutes are kept among the pupil’s documents."
    assert [document.document_kind for document in room.desk.documents.of(leila)] == ["minutes"]
    part.keep_minutes(meetings[1])
    assert heard.last == "This very paper is among the pupil’s documents already."


def test_delete_takes_a_meeting_out_whole(part: MeetingsPart, meetings: list[Meeting], room: Room, leila: UUID, heard: Heard) -> None:
    part.meetings.choose(meetings[1].id)
    QTest.keyClick(part.meetings.table, Qt.Key.Key_Delete)
    assert heard.last == "Meeting removed, with its people and actions."
    assert room.desk.recording.of(AgreedAction, leila) == []
    part.fill()
    part.meetings.table.clearSelection()
    room.desk.finding.undo()
    assert len(room.desk.meetings.of(leila)) == 2


def test_what_is_still_to_do_comes_first_and_done_ticks_it_off(part: MeetingsPart, room: Room, leila: UUID, heard: Heard) -> None:
    assert [action.words for action in part.agreed.model.rows] == ["Ring", "Ask", "Write"]
    part.agreed.choose(part.agreed.model.rows[0].id)
    part.agreed.more[0].click()
    assert heard.last == "Done."
    assert room.desk.recording.get(AgreedAction, part.agreed.model.rows[0].id).done_on == ON


def test_an_action_says_where_it_stands_with_a_sign_of_its_own(part: MeetingsPart) -> None:
    ring, ask, write = part.agreed.model.rows
    assert [action_state(one, ON) for one in (ring, ask, write)] == [
        ("Overdue", "late"), ("No day agreed", "waiting"), ("Done Mon 9 Nov 2026", "done"),
    ]
    assert action_state(replace(ring, due_on=ON), ON) == ("To do", "soon")


def test_an_action_can_be_added_by_itself(part: MeetingsPart, heard: Heard) -> None:
    part.agreed.add_button.click()
    part.agreed.edit(part.agreed.model.rows[0])
    new, old = heard.sheets
    assert isinstance(new, RecordForm) and isinstance(old, RecordForm)
    assert (new.title, old.title) == ("Add an agreed action", "Agreed action")


def test_somebody_who_was_found_brings_the_meeting_into_view(part: MeetingsPart, meetings: list[Meeting]) -> None:
    person = part.views[meetings[1].id].people[0]
    assert part.choose(person.id)
    assert (chosen := part.meetings.table.current()) is not None and chosen.id == meetings[1].id
    assert part.choose(part.agreed.model.rows[0].id)
    assert not part.choose(uuid4())


def test_before_the_first_meeting_a_sentence_says_what_goes_here(room: Room, leila: UUID, qtbot: QtBot) -> None:
    made = MeetingsPart(room)
    qtbot.addWidget(made)
    made.put(room.desk.pupils.page(leila))
    made.meetings.remove()
    assert made.meetings.why.isVisibleTo(made) and not made.timing.isVisibleTo(made)


def test_the_models_pass_qts_own_tester_and_everything_has_a_name(part: MeetingsPart, nameless: Callable[[QWidget], list[str]]) -> None:
    for listed in (part.meetings, part.agreed):
        tester = QAbstractItemModelTester(listed.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        for key in listed.table.keys:
            listed.table.sort_by(key)
        assert tester.model() is listed.model
    assert nameless(part) == []
    assert not part.grab().isNull()
