"""The form for any kind of record: what is typed becomes the record's own values, and what is wrong is said beside its field."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from sendco_desk.domain.measures import BehaviourCount, Measure, PartTimeStep, PartTimeTimetable
from sendco_desk.domain.meetings import Meeting
from sendco_desk.domain.phrases import Phrase
from sendco_desk.domain.provision import WEEKDAYS, CostItem, ProvisionRun, StaffMember
from sendco_desk.domain.records import Record
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.support_codes import MEETING_KINDS, STAFF_ROLES, WAVES
from sendco_desk.ui.forms.asks import Ask
from sendco_desk.ui.forms.drafts import fill
from sendco_desk.ui.forms.record_form import RecordForm, hours_as_minutes, hundredths
from sendco_desk.ui.room import Room

COUNT = (
    Ask(name="what", label="What was counted", row="what", share=3), Ask(name="count", label="How often", how="number", row="what"),
    Ask(name="first_day", label="From", how="day", row="days", sentence="Give the first day."),
    Ask(name="last_day", label="To", how="day", row="days", sentence="Give the last day."),
    Ask(name="note", label="Note", how="prose", use="story", hint="Optional"),
)


@pytest.fixture
def leila(room: Room) -> UUID:
    return next(row.pupil.id for row in room.desk.pupils.rows() if row.pupil.known_name == "Leila Ashgrove")


def opened(qtbot: QtBot, made: RecordForm[Any]) -> RecordForm[Any]:
    qtbot.addWidget(made)
    made.resize(560, 700)
    made.show()
    return made


def put(form: RecordForm[Any], **typed: str) -> None:
    for name, text in typed.items():
        fill(form.fields[name].box, text)


def test_what_is_typed_becomes_the_record(room: Room, leila: UUID, qtbot: QtBot) -> None:
    kept: list[BehaviourCount] = []
    form = opened(qtbot, RecordForm(room, BehaviourCount, COUNT, "Behaviour count", pupil=leila, after=kept.append))
    put(form, what="Left the room", count="6", first_day="2/11/2026", last_day="6/11/2026", note="Mostly after lunch")
    form.finish_button.click()
    saved = room.desk.recording.of(BehaviourCount, leila)
    assert kept == saved
    assert (saved[0].count, saved[0].first_day, saved[0].note) == (6, date(2026, 11, 2), "Mostly after lunch")


@pytest.mark.parametrize(("name", "text", "sentence"), [
    ("count", "six", "Give a whole number."), ("first_day", "", "Give the first day."), ("last_day", "1/11/2026", "The last day is before the first"),
    ("what", "", "Say what was counted."),
])
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(
    room: Room, leila: UUID, qtbot: QtBot, name: str, text: str, sentence: str,
) -> None:
    form = opened(qtbot, RecordForm(room, BehaviourCount, COUNT, "Behaviour count", pupil=leila))
    put(form, **({"what": "Left", "count": "6", "first_day": "2/11/2026", "last_day": "6/11/2026", "note": "Kept"} | {name: text}))
    form.finish()
    assert form.fields[name].said.text().startswith(sentence)
    assert form.said("note") == "Kept"
    assert room.desk.recording.of(BehaviourCount) == []


def test_a_record_that_is_there_is_changed_and_not_added(room: Room, leila: UUID, qtbot: QtBot) -> None:
    there = BehaviourCount(id=uuid4(), pupil=leila, what="Left", first_day=date(2026, 11, 2), last_day=date(2026, 11, 6), count=6)
    room.desk.recording.save(there)
    form = opened(qtbot, RecordForm(room, BehaviourCount, COUNT, "Behaviour count", pupil=leila, record=there))
    assert (form.said("count"), form.said("what")) == ("6", "Left")
    put(form, count="")
    form.finish()
    assert [one.count for one in room.desk.recording.of(BehaviourCount, leila)] == [0]


def test_money_hours_ticks_choices_and_moments_are_read(room: Room, leila: UUID, qtbot: QtBot) -> None:
    made: list[tuple[type[Record], tuple[Ask, ...], dict[str, str], dict[str, Any]]] = [
        (StaffMember, (Ask(name="name", label="Name"), Ask(name="staff_role", label="Role", how="choice", options=STAFF_ROLES),
                       Ask(name="weekly_minutes", label="Hours a week", how="hours")), {"name": "Mx Fern", "weekly_minutes": "12.5"},
         {"weekly_minutes": 750, "staff_role": "teaching_assistant"}),
        (CostItem, (Ask(name="what", label="What"), Ask(name="pence", label="Cost", how="pounds"), Ask(name="on", label="On", how="day")),
         {"what": "Cards", "pence": "£1,204.50", "on": "2/11/2026"}, {"pence": 120450}),
        (ProvisionRun, (Ask(name="name", label="Name"), Ask(name="wave", label="Wave", how="choice", options=lambda desk, pupil: WAVES),
                        Ask(name="minutes", label="Minutes", how="number", sentence="Give the minutes."),
                        Ask(name="times_a_week", label="Times", how="number"),
                        Ask(name="weekdays", label="Days", how="ticks", options={day: day for day in WEEKDAYS}),
                        Ask(name="starts_on", label="From", how="day"), Ask(name="ends_on", label="To", how="day")),
         {"name": "Reading", "minutes": "20", "times_a_week": "2", "weekdays": "mon wed", "starts_on": "2/11/2026", "ends_on": "4/12/2026"},
         {"weekdays": ("mon", "wed"), "wave": "targeted"}),
        (Meeting, (Ask(name="meeting_kind", label="Kind", how="choice", options=MEETING_KINDS), Ask(name="held_at", label="When", how="moment"),
                   Ask(name="cancelled", label="State", how="tick", sentence="It was cancelled")),
         {"held_at": "9/11/2026 at 14:30", "cancelled": "yes"}, {"cancelled": True, "meeting_kind": "parents"}),
    ]
    for kind, asks, typed, wanted in made:
        form = opened(qtbot, RecordForm(room, kind, asks, kind.TITLE, pupil=leila))
        put(form, **typed)
        form.finish()
        saved = room.desk.recording.of(kind)[-1]
        assert {name: getattr(saved, name) for name in wanted} == wanted
        assert f"{kind.TITLE} saved." in form.told(saved)


def test_another_record_is_chosen_by_its_id_and_a_number_may_be_left_out(room: Room, leila: UUID, qtbot: QtBot) -> None:
    started = PartTimeTimetable(id=uuid4(), pupil=leila, starts_on=date(2026, 11, 2), planned_end_on=date(2026, 12, 4), reason="Ill")
    room.desk.recording.save(started)
    asks = (Ask(name="since", label="Since", how="day"), Ask(name="weekly_minutes", label="Hours", how="hours"),
            Ask(name="full_minutes", label="Full", how="hours"))
    form = opened(qtbot, RecordForm(room, PartTimeStep, asks, "Hours", pupil=leila, preset={"timetable": started.id}))
    put(form, since="2/11/2026", weekly_minutes="12:30", full_minutes="32.5")
    form.finish()
    step = room.desk.recording.of(PartTimeStep, leila)[0]
    assert (step.timetable, step.weekly_minutes) == (started.id, 750)
    again = opened(qtbot, RecordForm(room, PartTimeStep, asks, "Hours", pupil=leila, record=step))
    assert again.said("weekly_minutes") == "12.5"
    measure = opened(qtbot, RecordForm(room, Measure, (
        Ask(name="instrument", label="Test"), Ask(name="taken_on", label="On", how="day"), Ask(name="value", label="Score"),
        Ask(name="page", label="Page", how="number"), Ask(name="document", label="Paper", how="record", none="None"),
    ), "Measure", pupil=leila))
    put(measure, instrument="Madeup Test", taken_on="2/11/2026", value="84")
    measure.finish()
    assert (room.desk.recording.of(Measure, leila)[0].page, room.desk.recording.of(Measure, leila)[0].document) == (None, None)


def test_a_moment_that_is_none_is_refused_beside_its_field(room: Room, leila: UUID, qtbot: QtBot) -> None:
    asks = (Ask(name="meeting_kind", label="Kind", how="choice", options=MEETING_KINDS), Ask(name="held_at", label="When", how="moment"))
    form = opened(qtbot, RecordForm(room, Meeting, asks, "Meeting", pupil=leila))
    put(form, held_at="the day after never")
    form.finish()
    assert form.fields["held_at"].is_wrong()


@pytest.mark.parametrize("text", ["", "fourteen", "1.234", "-3", "Infinity"])
def test_an_amount_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="Pounds, please"):
        hundredths(text, "Pounds, please.", "pence")


@pytest.mark.parametrize("text", ["half", "12:75", "-2", "1.234", "NaN"])
def test_hours_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(Refused, match=r"12\.5 or 12:30"):
        hours_as_minutes(text, "hours")


def test_minutes_that_make_no_short_decimal_are_shown_as_hours_and_minutes(room: Room, qtbot: QtBot) -> None:
    member = StaffMember(id=uuid4(), name="Mx Fern", weekly_minutes=745)
    room.desk.recording.save(member)
    form = opened(qtbot, RecordForm(room, StaffMember, (Ask(name="weekly_minutes", label="Hours", how="hours"),), "Staff", record=member))
    assert form.said("weekly_minutes") == "12:25"


def test_a_way_of_asking_that_there_is_not_is_a_mistake_in_the_code() -> None:
    with pytest.raises(ValueError, match="no asking by magic"):
        Ask(name="x", label="X", how="magic")


class TestWordings:
    """F8: earlier wordings and the school's phrases."""

    @pytest.fixture
    def form(self, room: Room, leila: UUID, qtbot: QtBot) -> RecordForm[Any]:
        return opened(qtbot, RecordForm(room, BehaviourCount, COUNT, "Behaviour count", pupil=leila))

    def words(self, form: RecordForm[Any]) -> list[str]:
        return [action.text() for action in form.fields["note"].wordings.menu().actions() if action.text()]  # type: ignore[attr-defined]

    def test_the_last_wording_and_the_phrases_stand_in_the_menu(self, form: RecordForm[Any], room: Room, leila: UUID) -> None:
        assert self.words(form) == ["Keep these words as a phrase for the story"]
        earlier = BehaviourCount(
            id=uuid4(), pupil=leila, what="Left", first_day=date(2026, 10, 5), last_day=date(2026, 10, 9), count=2, note="After lunch & break",
        )
        room.desk.recording.save(earlier)
        room.desk.phrases.keep("story", "Leila " + "settled well " * 12, leila)
        assert self.words(form)[0] == "As last time: After lunch && break"
        assert self.words(form)[1].startswith("Leila settled well")
        assert self.words(form)[1].endswith("…")

    def test_a_wording_goes_in_where_the_cursor_stands(self, form: RecordForm[Any]) -> None:
        wordings = form.fields["note"].wordings  # type: ignore[attr-defined]
        wordings.put("Settled.")
        wordings.put("Again.")
        assert form.said("note") == "Settled. Again."

    def test_what_stands_there_is_kept_as_a_phrase_without_the_name(self, form: RecordForm[Any], room: Room) -> None:
        put(form, note="Leila joined in")
        form.fields["note"].wordings.keep()  # type: ignore[attr-defined]
        assert [phrase.words for phrase in room.desk.recording.of(Phrase)] == ["[name] joined in"]

    def test_f8_opens_the_menu(self, form: RecordForm[Any], monkeypatch: pytest.MonkeyPatch) -> None:
        opened_at: list[QPoint] = []
        monkeypatch.setattr(QMenu, "popup", lambda menu, at: opened_at.append(at))
        form.fields["note"].box.setFocus()
        QTest.keyClick(form.fields["note"].box, Qt.Key.Key_F8)
        assert len(opened_at) == 1

    def test_a_field_without_a_use_offers_the_last_wording_alone(self, room: Room, leila: UUID, qtbot: QtBot) -> None:
        form = opened(qtbot, RecordForm(room, BehaviourCount, (*COUNT[:4], Ask(name="note", label="Note", how="prose")), "Count", pupil=leila))
        assert self.words(form) == ["No earlier wording yet"]
