"""A meeting on one page: people invited with a press, minutes, actions, and how its days stand to one another; kept as it is typed."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.domain.meetings import AgreedAction, Meeting, MeetingPerson
from sendco_desk.domain.professionals import Involvement
from sendco_desk.services.meetings import MeetingView
from sendco_desk.ui.document_view import SIDE
from sendco_desk.ui.forms.drafts import fill
from sendco_desk.ui.forms.line_rows import encoded
from sendco_desk.ui.forms.meeting_form import MeetingForm, open_wide
from sendco_desk.ui.room import Room
from tests.ui.desks import add_people
from tests.ui.heard import Heard

D = date


@pytest.fixture
def leila(room: Room) -> UUID:
    """With two parents, a social worker, and a psychologist who was asked."""
    found = next(row.pupil.id for row in room.desk.pupils.rows() if row.pupil.known_name == "Leila Ashgrove")
    add_people(room.desk, found)
    for person in ("Dr Quill", ""):
        room.desk.recording.save(Involvement(id=uuid4(), pupil=found, service="educational_psychology", person=person))
    return found


@pytest.fixture
def form(room: Room, leila: UUID, qtbot: QtBot) -> MeetingForm:
    return shown(qtbot, MeetingForm(room, leila))


def shown(qtbot: QtBot, made: MeetingForm) -> MeetingForm:
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    return made


def put(form: MeetingForm, **typed: str) -> None:
    for name, text in typed.items():
        fill(form.fields[name].box, text)


def lines(*values: dict[str, str]) -> str:
    return " ".join(map(encoded, values))


def kept(room: Room, leila: UUID) -> MeetingView:
    (view,) = room.desk.meetings.of(leila)
    return view


def held(room: Room, leila: UUID) -> MeetingView:
    """A meeting with a mother who came, and an action that was done with a word on it."""
    meeting = Meeting(id=uuid4(), pupil=leila, meeting_kind="annual_review", held_at=datetime(2026, 11, 9, 14, 0, tzinfo=UTC))
    mother = MeetingPerson(id=uuid4(), pupil=leila, meeting=meeting.id, name="Ms Dorota Wilk", role="Mother", presence="came")
    done = AgreedAction(
        id=uuid4(), pupil=leila, meeting=meeting.id, words="Ring", due_on=D(2026, 11, 12), done_on=D(2026, 11, 10), done_words="They will write",
    )
    room.desk.meetings.save(meeting, [mother], [done])
    return room.desk.meetings.view(meeting.id)


def test_a_new_meeting_starts_with_the_writer_as_chair_and_offers_everybody_around_the_pupil(form: MeetingForm) -> None:
    assert (form.said("chair"), form.code("meeting_kind")) == ("E. Marlowe", "parents")
    assert [made.accessibleName() for made in form.offers.values()] == [
        "Invite Ms Dorota Wilk, Mother", "Invite Mr Paweł Wilk, Father", "Invite Robin Ashe, Social worker", "Invite Leila Ashgrove, Pupil",
        "Invite Dr Quill, Educational psychology",
    ]


def test_a_press_invites_somebody_and_takes_the_offer_away(form: MeetingForm) -> None:
    form.offers["Dr Quill"].click()
    assert form.invited.values() == [{"id": "", "name": "Dr Quill", "role": "Educational psychology", "presence": "invited"}]
    assert [name for name, made in form.offers.items() if not made.isVisibleTo(form)] == ["Dr Quill"]
    for made in form.offers.values():
        made.click()
    assert not form.offering.isVisibleTo(form)


def test_the_whole_meeting_is_saved_at_once(form: MeetingForm, room: Room, leila: UUID) -> None:
    put(
        form, held_at="9/11/2026 14:00", purpose="How the term went", minutes="It went well.", differences="None.",
        people=lines({"name": "Ms Wilk", "role": "Mother", "presence": "came"}),
        actions=lines({"words": "Ring the clinic", "owner": "E. Marlowe", "due_on": "+2w"}, {"words": "Write", "done": "yes"}),
    )
    form.finish()
    view = kept(room, leila)
    assert (view.meeting.held_on, view.meeting.minutes, view.meeting.chair) == (D(2026, 11, 9), "It went well.", "E. Marlowe")
    assert [(p.name, p.role, p.presence) for p in view.people] == [("Ms Wilk", "Mother", "came")]
    assert [(a.words, a.owner, a.due_on, a.done_on) for a in view.actions] == [
        ("Ring the clinic", "E. Marlowe", D(2026, 11, 26), None), ("Write", "", None, D(2026, 11, 12)),
    ]
    assert form.told(view.meeting) == "Meeting with the parents, Mon 9 Nov 2026 is saved."


def test_what_was_there_is_changed_and_not_made_anew(room: Room, leila: UUID, qtbot: QtBot) -> None:
    before = held(room, leila)
    form = shown(qtbot, MeetingForm(room, leila, before))
    put(form, minutes="Said.")
    form.invited.add_row({"name": "Mr Ash", "presence": "apologies"})
    form.finish()
    view = kept(room, leila)
    assert view.people[0].id == before.people[0].id
    assert [(p.name, p.presence) for p in view.people] == [("Ms Dorota Wilk", "came"), ("Mr Ash", "apologies")]
    assert view.actions == before.actions  # with the day on which it was done, and the word on it


def test_somebody_taken_out_and_an_action_no_longer_done_are_kept_so(room: Room, leila: UUID, qtbot: QtBot) -> None:
    form = shown(qtbot, MeetingForm(room, leila, held(room, leila)))
    form.invited.remove_row(0)
    fill(form.agreed.rows[0][1]["done"], "")
    form.finish()
    view = kept(room, leila)
    assert view.people == ()
    assert (view.actions[0].done_on, view.actions[0].done_words) == (None, "They will write")


@pytest.mark.parametrize(("field", "values", "sentence"), [
    ("people", {"role": "Mother"}, "Line 1: give the person’s name."),
    ("actions", {"owner": "Mx Teasel"}, "Line 1: write what is to be done."),
    ("actions", {"words": "Ring", "due_on": "someday"}, "Line 1: type a date such as"),
])
def test_a_line_that_is_wrong_is_named(form: MeetingForm, room: Room, leila: UUID, field: str, values: dict[str, str], sentence: str) -> None:
    put(form, held_at="9/11/2026 14:00", **{field: lines(values)})
    form.finish()
    assert form.fields[field].said.text().startswith(sentence)
    assert room.desk.meetings.of(leila) == []


def test_how_the_days_of_an_annual_review_stand_is_said_while_it_is_typed(form: MeetingForm) -> None:
    assert not form.timing.isVisibleTo(form)
    put(form, meeting_kind="annual_review", held_at="16/12/2026 14:00", papers_out_on="3/12/2026")
    assert form.timing.isVisibleTo(form)
    assert form.timing.text() == (
        "The invitations are due out by Wed 2 Dec 2026, two weeks before the meeting (SEND Regulations 2014 reg 20(3) and 21(3)). "
        "Papers out 13 days before: 1 day short of the two weeks (SEND Regulations 2014 reg 20(4) and 21(4))."
    )
    put(form, cancelled="yes")
    assert not form.timing.isVisibleTo(form)
    put(form, cancelled="", papers_out_on="someday")
    assert not form.timing.isVisibleTo(form)
    put(form, meeting_kind="parents", papers_out_on="14/12/2026")
    assert form.timing.text() == "Papers out 2 days before."


def test_half_a_meeting_is_still_there_when_the_form_is_opened_again(form: MeetingForm, room: Room, leila: UUID, qtbot: QtBot) -> None:
    put(form, minutes="We began", actions=lines({"words": "Ring"}))
    form.offers["Dr Quill"].click()
    form.keeper.save()
    again = shown(qtbot, MeetingForm(room, leila))
    assert again.said("minutes") == "We began"
    assert [values["words"] for values in again.agreed.values()] == ["Ring"]
    assert [values["name"] for values in again.invited.values()] == ["Dr Quill"]
    assert not again.offers["Dr Quill"].isVisibleTo(again)


def test_it_is_laid_over_the_window_wide_and_everything_has_a_name(
    form: MeetingForm, room: Room, heard: Heard, nameless: Callable[[QWidget], list[str]],
) -> None:
    assert open_wide(room, form) is form
    assert heard.sheets == [form]
    assert SIDE == "reading"
    assert nameless(form) == []
    assert not form.grab().isNull()
