"""A return to the council: the pupils are counted, a nil return while somebody was part-time is refused, and what was sent is kept."""

from datetime import date
from uuid import uuid4

import pytest
from pytestqt.qtbot import QtBot

from sendco_desk.domain.measures import PartTimeTimetable
from sendco_desk.services.part_time import ReturnDue
from sendco_desk.ui.forms.drafts import fill
from sendco_desk.ui.forms.return_form import ReturnForm
from sendco_desk.ui.room import Room


@pytest.fixture
def form(room: Room, qtbot: QtBot) -> ReturnForm:
    """One pupil is part-time from Mon 5 Oct 2026 on."""
    pupil = room.desk.pupils.rows()[0].pupil.id
    room.desk.recording.save(
        PartTimeTimetable(id=uuid4(), pupil=pupil, starts_on=date(2026, 10, 5), planned_end_on=date(2026, 12, 4), reason="After an operation"),
    )
    made = ReturnForm(room)
    qtbot.addWidget(made)
    made.show()
    return made


def put(form: ReturnForm, **typed: str) -> None:
    for name, text in typed.items():
        fill(form.fields[name].box, text)


def test_the_pupils_of_the_days_typed_are_counted(form: ReturnForm) -> None:
    said = form.fields["state"].said
    assert (form.said("authority"), said.text()) == ("Marlshire", "")
    put(form, first_day="1/10/2026", last_day="31/10/2026")
    assert said.text() == "1 pupil was part-time in these days."
    put(form, first_day="1/9/2026", last_day="30/9/2026")
    assert said.text() == "Nobody was part-time in these days."
    for first, last in (("1/10/2026", "30/9/2026"), ("never", "30/9/2026"), ("1/9/2026", "")):
        put(form, first_day=first, last_day=last)
        assert said.text() == ""


def test_a_nil_return_is_refused_beside_its_field_and_the_true_one_kept(form: ReturnForm, room: Room) -> None:
    put(form, first_day="1/10/2026", last_day="31/10/2026", sent_on="2/11/2026", note="Through the form")
    form.finish()
    assert form.fields["state"].said.text().startswith("1 pupil was part-time between Thu 1 Oct 2026 and Sat 31 Oct 2026: send the return")
    put(form, state="sent")
    form.finish()
    assert [(one.authority, one.pupils, one.note) for one in room.desk.measuring.returns()] == [("Marlshire", 1, "Through the form")]


def test_what_is_due_is_filled_in(room: Room, qtbot: QtBot) -> None:
    made = ReturnForm(room, ReturnDue(authority="Derbyshire County Council", first_day=date(2026, 9, 1), last_day=date(2026, 11, 12), pupils=0))
    qtbot.addWidget(made)
    assert (made.said("authority"), made.said("first_day"), made.code("state")) == ("Derbyshire County Council", "Tue 1 Sep 2026", "nil")
    made.finish()
    assert [one.state for one in room.desk.measuring.returns()] == ["nil"]
