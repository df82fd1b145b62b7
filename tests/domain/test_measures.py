"""Measures as records: a score stands as printed, and whatever cannot be is refused with a sentence beside its field."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from sendco_desk.domain.measures import (
    Attendance,
    BehaviourCount,
    CouncilReturn,
    Measure,
    PartTimeStep,
    PartTimeTimetable,
    Suspension,
    score_number,
)
from sendco_desk.domain.records import Record
from sendco_desk.domain.refusals import Refused

DAY = date(2026, 10, 5)
MEASURE = Measure(id=UUID(int=1), pupil=UUID(int=9), instrument="Madeup Reading Test", taken_on=DAY, value="84")
ATTENDANCE = Attendance(id=UUID(int=2), pupil=UUID(int=9), first_day=date(2026, 9, 1), last_day=date(2026, 10, 23), possible=70, attended=64)
COUNT = BehaviourCount(id=UUID(int=3), pupil=UUID(int=9), what="Left the room", first_day=DAY, last_day=date(2026, 10, 9), count=6)
PLAN = PartTimeTimetable(id=UUID(int=4), pupil=UUID(int=9), starts_on=DAY, planned_end_on=date(2026, 10, 16), reason="Back after an operation")
STEP = PartTimeStep(id=UUID(int=5), pupil=UUID(int=9), timetable=PLAN.id, since=DAY, weekly_minutes=750, full_minutes=1950)
AWAY = Suspension(id=UUID(int=6), pupil=UUID(int=9), first_day=DAY, last_day=DAY, sessions=2, reason="Hurt another pupil")
NIL = CouncilReturn(id=UUID(int=7), authority="Marlshire", first_day=DAY, last_day=date(2026, 10, 23), sent_on=date(2026, 10, 24))


@pytest.mark.parametrize(("text", "kind", "number"), [
    ("84", "standard", 84.0), (" <1 ", "percentile", 1.0), ("> 99", "percentile", 99.0), ("-2.5", "scale", -2.5), ("6:04", "age_equivalent", 76.0),
    ("6:12", "age_equivalent", None), ("six", "age_equivalent", None), ("Secure", "level", None), ("3", "level", None), ("", "standard", None),
])
def test_a_score_is_read_as_printed(text: str, kind: str, number: float | None) -> None:
    assert score_number(text, kind) == number


@pytest.mark.parametrize(("record", "changed", "field", "sentence"), [
    (MEASURE, {"instrument": " "}, "instrument", "Name the test or scale."),
    (MEASURE, {"score_kind": "grade"}, "score_kind", "Choose the kind of score from the list."),
    (MEASURE, {"area": "maths"}, "area", "Choose the area of need from the list."),
    (MEASURE, {"taken_on": date(206, 10, 5)}, "taken_on", "Check the year 0206: it is not one that a school would meet."),
    (MEASURE, {"value": ""}, "value", "Give the score as the paper says it."),
    (MEASURE, {"value": "low"}, "value", "Give the score as a number, such as 84."),
    (MEASURE, {"value": "6.4", "score_kind": "age_equivalent"}, "value", "Give the score as a number, such as 6:04 for 6 years 4 months."),
    (MEASURE, {"low": "80"}, "high", "Give both ends of the confidence interval, or neither."),
    (MEASURE, {"high": "88"}, "low", "Give both ends of the confidence interval, or neither."),
    (MEASURE, {"low": "88", "high": "80"}, "high", "The confidence interval ends below its beginning: swap the two."),
    (MEASURE, {"likely_percent": 100}, "likely_percent", "Give the confidence level as a per cent from 50 to 99, such as 95."),
    (MEASURE, {"page": 0}, "page", "Give the page as a number from 1."),
    (ATTENDANCE, {"last_day": date(2026, 8, 31)}, "last_day", "The last day is before the first: check the two dates."),
    (ATTENDANCE, {"late": -1}, "late", "Give the sessions as a number from 0."),
    (ATTENDANCE, {"possible": 0, "attended": 0}, "possible", "Give how many sessions were possible."),
    (ATTENDANCE, {"authorised": 7}, "possible", "More sessions were attended and missed than were possible: check the numbers."),
    (COUNT, {"what": ""}, "what", "Say what was counted."),
    (COUNT, {"count": -1}, "count", "Give the count as a number from 0."),
    (PLAN, {"reason": ""}, "reason", "Say why the pupil is in school part-time."),
    (PLAN, {"planned_end_on": date(2026, 10, 4)}, "planned_end_on", "The last day is before the first: check the two dates."),
    (PLAN, {"review_on": date(2026, 10, 4)}, "review_on", "The review is before the timetable starts: check the two dates."),
    (PLAN, {"ended_on": date(2026, 10, 4)}, "ended_on", "The last day is before the first: check the two dates."),
    (STEP, {"weekly_minutes": 2000}, "weekly_minutes", "The hours in school cannot be more than a full week: check both."),
    (STEP, {"full_minutes": 3660}, "full_minutes", "Give the hours of a full week as a number from 1 to 60."),
    (AWAY, {"suspension_kind": "sent home"}, "suspension_kind", "Choose what it is from the list."),
    (AWAY, {"reason": ""}, "reason", "Give the reason as it was recorded."),
    (AWAY, {"sessions": -2}, "sessions", "Give the sessions as a number of half-days."),
    (NIL, {"authority": ""}, "authority", "Name the council."),
    (NIL, {"pupils": 2}, "pupils", "A nil return tells of no pupil, any other of at least one: check the number."),
    (NIL, {"state": "sent"}, "pupils", "A nil return tells of no pupil, any other of at least one: check the number."),
])
def test_what_cannot_be_is_refused_beside_its_field(record: Record, changed: dict[str, Any], field: str, sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        replace(record, **changed)
    assert (refused.value.field, refused.value.message) == (field, sentence)


def test_each_is_called_by_what_tells_it_from_others() -> None:
    assert [one.called for one in (MEASURE, ATTENDANCE, COUNT, PLAN, STEP, AWAY, NIL)] == [
        "Madeup Reading Test: 84, Mon 5 Oct 2026", "Attendance 91.4%, Tue 1 Sep 2026 to Fri 23 Oct 2026", "Left the room: 6, to Fri 9 Oct 2026",
        "Part-time timetable from Mon 5 Oct 2026", "Part-time: 12.5 of 32.5 hours from Mon 5 Oct 2026", "Suspension from Mon 5 Oct 2026",
        "Nil return, part-time timetables, to Fri 23 Oct 2026",
    ]


def test_what_a_record_is_called_rounds_over_no_line_and_shows_no_endless_hours() -> None:
    assert replace(ATTENDANCE, possible=399, attended=359).called.startswith("Attendance 89.97%")
    assert replace(STEP, weekly_minutes=740).called == "Part-time: 12.33 of 32.5 hours from Mon 5 Oct 2026"


def test_scores_share_a_line_only_where_test_edition_and_part_are_the_same() -> None:
    assert replace(MEASURE, edition="2nd", part="accuracy", area="cognition").test_words == "Madeup Reading Test (2nd), accuracy"
    assert replace(MEASURE, low="80", high="88", page=3).number == 84.0
    assert replace(MEASURE, score_kind="level", value="Secure", low="Emerging", high="Secure").number is None


def test_a_timetable_runs_until_its_end_is_recorded_however_it_was_planned() -> None:
    assert [PLAN.runs(day) for day in (date(2026, 10, 4), DAY, date(2027, 3, 1))] == [False, True, True]
    ended = replace(PLAN, ended_on=date(2026, 10, 16))
    assert [ended.runs(day) for day in (date(2026, 10, 16), date(2026, 10, 17))] == [True, False]
