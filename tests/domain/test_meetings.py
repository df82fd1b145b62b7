"""Meetings, the people at them, and the actions agreed there, as records."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from sendco_desk.domain.meetings import AgreedAction, Meeting, MeetingPerson
from sendco_desk.domain.refusals import Refused

D = date
MEETING = Meeting(id=uuid4(), pupil=uuid4(), meeting_kind="parents", held_at=datetime(2026, 10, 5, 14, 0, tzinfo=UTC))
PERSON = MeetingPerson(id=uuid4(), pupil=uuid4(), meeting=MEETING.id, name="Ms Wilk", role="Mother")
ACTION = AgreedAction(id=uuid4(), pupil=uuid4(), meeting=MEETING.id, words="Ring the clinic", due_on=D(2026, 10, 19))


def test_each_is_called_so_that_it_can_be_told_from_others() -> None:
    assert MEETING.called == "Meeting with the parents, Mon 5 Oct 2026"
    assert (PERSON.called, replace(PERSON, role="").called) == ("Ms Wilk, Mother", "Ms Wilk")
    assert (ACTION.called, replace(ACTION, due_on=None).called) == ("Ring the clinic, by Mon 19 Oct 2026", "Ring the clinic")
    assert replace(ACTION, words="word " * 40, due_on=None).called.endswith("…")


def test_an_action_is_overdue_from_the_day_after_its_own_until_it_is_done() -> None:
    assert [ACTION.overdue(day) for day in (D(2026, 10, 19), D(2026, 10, 20))] == [False, True]
    assert not replace(ACTION, done_on=D(2026, 11, 1)).overdue(D(2026, 12, 1))
    assert not replace(ACTION, due_on=None).overdue(D(2040, 1, 1))


@pytest.mark.parametrize(("record", "field", "wrong"), [
    (MEETING, "meeting_kind", "party"), (MEETING, "invited_on", D(206, 1, 1)), (MEETING, "papers_out_on", D(3000, 1, 1)),
    (MEETING, "minutes_sent_on", D(206, 1, 1)), (MEETING, "held_at", datetime(206, 1, 1, tzinfo=UTC)),
    (PERSON, "name", " "), (PERSON, "presence", "asleep"), (ACTION, "words", ""), (ACTION, "due_on", D(206, 1, 1)),
    (ACTION, "done_on", D(206, 1, 1)),
])
def test_what_cannot_be_is_refused_beside_its_field(record: Meeting | MeetingPerson | AgreedAction, field: str, wrong: object) -> None:
    with pytest.raises(Refused) as refusal:
        replace(record, **{field: wrong})  # type: ignore[arg-type]
    assert refusal.value.field == field


def test_a_meeting_without_a_time_zone_is_a_mistake_in_the_code() -> None:
    with pytest.raises(ValueError, match="time zone"):
        replace(MEETING, held_at=datetime(2026, 10, 5, 14, 0))  # noqa: DTZ001
