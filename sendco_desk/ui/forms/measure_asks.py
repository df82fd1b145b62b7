"""What is asked about measures: scores, attendance, behaviour, suspensions, part-time timetables and their hours."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from sendco_desk.domain.measures import Attendance, BehaviourCount, Measure, PartTimeStep, PartTimeTimetable, Suspension
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.scores import equivalent_words, percent_words
from sendco_desk.domain.support_codes import AREAS, SCORE_KINDS, SUSPENSION_KINDS
from sendco_desk.services.desk import Desk
from sendco_desk.ui.forms.asks import Ask
from sendco_desk.ui.forms.form import Form
from sendco_desk.ui.forms.record_form import RecordForm, hours_as_minutes
from sendco_desk.ui.room import Room

FULL_WEEK = 1950
"""Minutes of a full week that the form starts with: 32.5 hours, as the Department for Education expects of mainstream schools."""


def documents_of(desk: Desk, pupil: UUID | None) -> dict[str, str]:
    """The pupil's documents as choices, latest received first."""
    return {str(one.id): one.title for one in desk.documents.of(pupil)} if pupil is not None else {}


SCORE = (
    Ask(name="instrument", label="Test or scale", row="test", share=3, ghost="The name on its cover"),
    Ask(name="edition", label="Edition", row="test", ghost="2nd"),
    Ask(name="part", label="Part", row="part", ghost="Such as accuracy"),
    Ask(name="taken_on", label="Taken on", how="day", row="part", sentence="Give the day of the test."),
    Ask(name="score_kind", label="Kind of score", how="choice", options=SCORE_KINDS, row="score", share=2),
    Ask(name="value", label="Score", row="score", share=3, ghost="As the paper says it"),
    Ask(name="low", label="Interval from", row="likely", ghost="If it is given"),
    Ask(name="high", label="Interval to", row="likely"),
    Ask(name="likely_percent", label="Confidence, per cent", how="number", row="likely", sentence="Give the confidence as a per cent, such as 95."),
    Ask(name="given_by", label="Given by", row="by", ghost="Who gave the test"),
    Ask(name="area", label="Area of need", how="choice", options=AREAS, none="Not said", row="by"),
    Ask(name="document", label="Document it stands in", how="record", options=documents_of, none="No document", row="source", share=3),
    Ask(name="page", label="Page", how="number", row="source", sentence="Give the page as a number from 1."),
    Ask(name="exam_access", label="Exam access", how="tick", sentence="It is evidence for exam access arrangements"),
    Ask(name="note", label="Note", how="prose", use="baseline", lines=2),
)
ATTENDANCE = (
    Ask(name="first_day", label="From", how="day", row="days", sentence="Give the first day."),
    Ask(name="last_day", label="To", how="day", row="days", sentence="Give the last day."),
    Ask(
        name="possible", label="Possible sessions", how="number", row="sessions", sentence="Give how many sessions were possible.", hint="Half-days.",
    ),
    Ask(name="attended", label="Attended", how="number", row="sessions", sentence="Give how many sessions were attended."),
    Ask(name="authorised", label="Missed with leave", how="number", row="missed"),
    Ask(name="unauthorised", label="Missed without leave", how="number", row="missed"),
    Ask(name="late", label="Late", how="number", row="missed"),
    Ask(name="note", label="Note", how="prose", use="story", lines=2, ghost="What lies behind it"),
)
BEHAVIOUR = (
    Ask(name="what", label="What was counted", row="what", share=3, ghost="Such as left the room"),
    Ask(name="count", label="How often", how="number", row="what", sentence="Give the count as a number from 0."),
    Ask(name="first_day", label="From", how="day", row="days", sentence="Give the first day."),
    Ask(name="last_day", label="To", how="day", row="days", sentence="Give the last day."),
    Ask(name="note", label="Note", how="prose", use="story", lines=2, ghost="When, where, before what"),
)
SUSPENSION = (
    Ask(name="suspension_kind", label="What it is", how="choice", options=SUSPENSION_KINDS, row="what"),
    Ask(name="sessions", label="Half-days", how="number", row="what", hint="A lunchtime counts as one."),
    Ask(name="first_day", label="First day", how="day", row="days", sentence="Give the first day."),
    Ask(name="last_day", label="Last day", how="day", row="days"),
    Ask(name="reason", label="Reason as it was recorded", how="prose", use="story", lines=2),
    Ask(name="before", label="What was tried before it", how="prose", lines=2, use="review", ghost="Support and adjustments in place"),
    Ask(name="parents_told_on", label="Parents told on", how="day", row="told"),
    Ask(name="council_told_on", label="Council told on", how="day", row="told"),
    Ask(name="back_on", label="Back on", how="day"),
    Ask(name="back_words", label="Meeting on the return", how="prose", lines=2, use="meeting", ghost="Who met, and what was agreed"),
)
START = (
    Ask(name="starts_on", label="Starts on", how="day", row="days", sentence="Give the day it starts."),
    Ask(name="planned_end_on", label="Planned to end on", how="day", row="days", sentence="Give the day it is planned to end: it must have one."),
    Ask(name="review_on", label="Review on", how="day", row="days"),
    Ask(name="reason", label="Why", how="prose", lines=2, use="story"),
    Ask(name="agreed_by", label="Agreed by", row="agreed", share=2, ghost="Parents, and who else"),
    Ask(name="agreed_on", label="Agreed on", how="day", row="agreed"),
    Ask(name="plan_back", label="How the pupil comes back to full time", how="prose", lines=2, use="strategy"),
    Ask(name="told_council_start", label="Council told of the start on", how="day"),
)
END = (
    Ask(name="ended_on", label="Last day of it", how="day", row="end", hint="Empty while it runs."),
    Ask(name="told_council_end", label="Council told of the end on", how="day", row="end"),
    Ask(name="end_words", label="How it ended", how="prose", lines=2, use="review"),
)
HOURS = (
    Ask(name="since", label="From", how="day", row="since", sentence="Give the day from which these hours hold."),
    Ask(name="weekly_minutes", label="Hours in school a week", how="hours", row="since"),
    Ask(name="full_minutes", label="Hours of a full week", how="hours", row="since"),
    Ask(name="words", label="What the week looks like", ghost="Such as mornings only"),
    Ask(name="agreed_by", label="Agreed by", row="agreed", share=2),
    Ask(name="told_council_on", label="Council told on", how="day", row="agreed"),
)


def under(field: Any, words: str) -> None:
    """Say something quietly under a field, where nothing is wrong with it."""
    field.hint = words
    if not field.is_wrong():
        field.clear_line()


def need_hours(form: Form) -> None:
    """Refuse an empty answer: no hours at all is said with a 0."""
    if not form.said("weekly_minutes"):
        raise Refused("Give the hours in school a week, such as 12.5; 0 where there are none.", field="weekly_minutes")


class MeasureForm(RecordForm[Measure]):
    """A score. Under it stands, as it is typed, what it is on the other scale."""

    def more(self) -> None:
        """Follow what is typed."""
        value, kind = self.fields["value"], self.fields["score_kind"].box
        if isinstance(value.box, QLineEdit) and isinstance(kind, QComboBox):
            value.box.textChanged.connect(self.show_equivalent)
            kind.currentIndexChanged.connect(self.show_equivalent)
        self.show_equivalent()

    def show_equivalent(self) -> None:
        """`16th percentile by arithmetic (mean 100, SD 15), 1 SD below the mean`."""
        kind = self.code("score_kind")
        example = "Years and months, such as 6:04." if kind == "age_equivalent" else ""
        under(self.fields["value"], equivalent_words(self.said("value"), kind) or example)


class AttendanceForm(RecordForm[Attendance]):
    """Attendance over some weeks, its per cent worked out as it is typed."""

    def more(self) -> None:
        """Follow what is typed."""
        for name in ("possible", "attended"):
            box = self.fields[name].box
            if isinstance(box, QLineEdit):
                box.textChanged.connect(self.show_percent)
        self.show_percent()

    def show_percent(self) -> None:
        """`91.4%`, where the two numbers make sense together."""
        possible, attended = (self.said(name) for name in ("possible", "attended"))
        numbers = possible.isdecimal() and attended.isdecimal() and 0 < int(possible) >= int(attended)
        under(self.fields["attended"], percent_words(int(attended), int(possible)) if numbers else "")


class StartForm(RecordForm[PartTimeTimetable]):
    """A new part-time timetable with its first hours: one form, one deed."""

    NOTE = "A part-time timetable is agreed with the parents, has an end, and is told to the council where it asks."

    def asked(self, ask: Ask) -> QWidget:
        """The field for one ask; before the reason stand the first hours."""
        if ask.name == "reason":
            self.rows(self.beside(
                self.line("weekly_minutes", "Hours in school a week", ghost="12.5 or 12:30"),
                self.line("full_minutes", "Hours of a full week", f"{FULL_WEEK / 60:g}"),
            ))
            self.rows(self.line("words", "What the week looks like", ghost="Such as mornings only"))
        return super().asked(ask)

    def keep(self, record: PartTimeTimetable) -> frozenset[str]:
        """Keep both. Raises Refused."""
        need_hours(self)
        first = PartTimeStep(
            id=uuid4(), pupil=record.pupil, timetable=record.id, since=record.starts_on, agreed_by=record.agreed_by, words=self.said("words"),
            weekly_minutes=hours_as_minutes(self.said("weekly_minutes"), "weekly_minutes"),
            full_minutes=hours_as_minutes(self.said("full_minutes") or "0", "full_minutes"),
        )
        return self.room.desk.measuring.start_part_time(record, first)


class TimetableForm(RecordForm[PartTimeTimetable]):
    """What is said of a part-time timetable that is there: also its end."""

    def keep(self, record: PartTimeTimetable) -> frozenset[str]:
        """Keep it. Raises Refused."""
        return self.room.desk.measuring.save_timetable(record)


class HoursForm(RecordForm[PartTimeStep]):
    """New hours of a part-time timetable from a day on."""

    def keep(self, record: PartTimeStep) -> frozenset[str]:
        """Keep it. Raises Refused."""
        need_hours(self)
        return self.room.desk.measuring.save_step(record)


def measure_form(room: Room, pupil: UUID, record: Measure | None = None, like: Measure | None = None) -> MeasureForm:
    """The form for a score; ``like`` is an earlier score of the test that is given again."""
    same = {name: getattr(like, name) for name in ("instrument", "edition", "part", "area", "score_kind", "likely_percent")} if like else {}
    return MeasureForm(room, Measure, SCORE, "Score", pupil=pupil, record=record, preset=same)


def attendance_form(room: Room, pupil: UUID, record: Attendance | None = None) -> AttendanceForm:
    """The form for attendance over some weeks."""
    return AttendanceForm(room, Attendance, ATTENDANCE, "Attendance", pupil=pupil, record=record)


def behaviour_form(room: Room, pupil: UUID, record: BehaviourCount | None = None, like: BehaviourCount | None = None) -> RecordForm[BehaviourCount]:
    """The form for a count; ``like`` is an earlier count of the same."""
    return RecordForm(room, BehaviourCount, BEHAVIOUR, "Behaviour count", pupil=pupil, record=record, preset={"what": like.what} if like else {})


def suspension_form(room: Room, pupil: UUID, record: Suspension | None = None) -> RecordForm[Suspension]:
    """The form for a suspension or exclusion."""
    return RecordForm(room, Suspension, SUSPENSION, "Suspension or exclusion", pupil=pupil, record=record)


def start_form(room: Room, pupil: UUID, after: Callable[[PartTimeTimetable], object] | None = None) -> StartForm:
    """The form that starts a part-time timetable."""
    return StartForm(room, PartTimeTimetable, START, "Start a part-time timetable", pupil=pupil, finish="Start", after=after)


def timetable_form(room: Room, record: PartTimeTimetable, at: str = "") -> TimetableForm:
    """The form for a timetable that is there, the keyboard ``at`` one of its fields: its planned end, or its last day."""
    form = TimetableForm(room, PartTimeTimetable, (*START, *END), "Part-time timetable", pupil=record.pupil, record=record)
    if at:
        form.setFocusProxy(form.fields[at].box)
    return form


def hours_form(room: Room, timetable: PartTimeTimetable, record: PartTimeStep | None = None, before: PartTimeStep | None = None) -> HoursForm:
    """The form for a change of hours; ``before`` are the hours that hold now."""
    preset: dict[str, object] = {"timetable": timetable.id, "full_minutes": before.full_minutes if before else FULL_WEEK}
    title = "Hours of the part-time timetable" if record else "Change the hours"
    return HoursForm(room, PartTimeStep, HOURS, title, pupil=timetable.pupil, record=record, preset=preset)
