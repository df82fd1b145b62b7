"""What was measured of a pupil: scores, charts, attendance, suspensions, part-time timetables, the council's returns and the exam access sheet."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendco_desk.domain.documents import Document
from sendco_desk.domain.measures import Attendance, BehaviourCount, CouncilReturn, Measure, PartTimeStep, PartTimeTimetable, Suspension
from sendco_desk.domain.paper import Leads, words_of
from sendco_desk.domain.provision import ProvisionPlace, ProvisionRun
from sendco_desk.domain.pupil import Need, Pupil
from sendco_desk.domain.records import Record
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.school_year import days_in
from sendco_desk.services.access_evidence import NO_SCORES, NO_STORY, NO_SUPPORT, gathered
from sendco_desk.services.desk import Desk
from sendco_desk.services.measure_charts import weekdays_in
from tests.services.conftest import StillClock

ON = date(2026, 11, 23)


def put(desk: Desk, *records: Record) -> None:
    for record in records:
        desk.recording.save(record)


def score(pupil: Pupil, day: date, value: str, **more: object) -> Measure:
    return Measure(id=uuid4(), pupil=pupil.id, taken_on=day, value=value, **({"instrument": "Madeup Reading Test"} | more))  # type: ignore[arg-type]


def stretch(pupil: Pupil, first: date, last: date, possible: int, attended: int, **more: int) -> Attendance:
    return Attendance(id=uuid4(), pupil=pupil.id, first_day=first, last_day=last, possible=possible, attended=attended, **more)  # type: ignore[arg-type]


def part_time(pupil: Pupil, starts: date, planned: date, **more: object) -> PartTimeTimetable:
    made = {"id": uuid4(), "pupil": pupil.id, "starts_on": starts, "planned_end_on": planned, "reason": "Back after an operation"}
    return PartTimeTimetable(**(made | more))  # type: ignore[arg-type]


def hours(timetable: PartTimeTimetable, since: date, weekly: int, **more: object) -> PartTimeStep:
    made = {"id": uuid4(), "pupil": timetable.pupil, "timetable": timetable.id, "since": since, "weekly_minutes": weekly, "full_minutes": 1950}
    return PartTimeStep(**(made | more))  # type: ignore[arg-type]


def placed(desk: Desk, pupil: Pupil, name: str, starts: date, **more: object) -> ProvisionPlace:
    run = ProvisionRun(
        id=uuid4(), name=name, minutes=20, times_a_week=1, starts_on=starts, ends_on=date(2027, 7, 1), **more,  # type: ignore[arg-type]
    )
    place = ProvisionPlace(id=uuid4(), pupil=pupil.id, run=run.id, starts_on=starts, ends_on=date(2027, 7, 1))
    put(desk, run, place)
    return place


# Scores


def test_scores_stand_by_test_with_the_age_and_the_other_scale(desk: Desk, kacper: Pupil) -> None:
    report = Document(
        id=uuid4(), pupil=kacper.id, title="A made-up report", file_name="a.txt", media_type="text/plain", size=1, sha256="0", attachment="a",
        received_on=date(2026, 10, 6),
    )
    put(
        desk, report, score(kacper, date(2025, 10, 6), "79"), score(kacper, date(2026, 10, 5), "84", document=report.id, page=3),
        score(kacper, date(2026, 9, 7), "6:04", instrument="Spelling", score_kind="age_equivalent", document=report.id),
    )
    reading, spelling = desk.measuring.scores(kacper.id)
    assert (reading.test, [row.measure.value for row in reading.rows]) == ("Madeup Reading Test", ["84", "79"])
    assert (reading.rows[0].age, reading.rows[0].short_age) == ("11 years 6 months", "11:06")
    assert reading.rows[0].equivalent == "14th percentile by arithmetic (mean 100, SD 15), 1.1 SD below the mean"
    assert [row.source for row in (*reading.rows, *spelling.rows)] == ["A made-up report, page 3", "", "A made-up report"]
    assert spelling.rows[0].equivalent == ""


def test_standard_scores_share_a_chart_and_no_two_tests_are_joined(desk: Desk, kacper: Pupil) -> None:
    put(
        desk, score(kacper, date(2026, 10, 5), "84", low="80", high="88"), score(kacper, date(2025, 10, 6), "79"),
        score(kacper, date(2026, 9, 7), "99", instrument="Shapes"),
        *(score(kacper, date(year, 9, 7), "47", instrument="Shapes", score_kind="percentile") for year in (2025, 2026)),
        score(kacper, date(2026, 9, 7), "Secure", instrument="Shapes", score_kind="level"),
    )
    standard, percentiles = desk.measuring.charts(kacper.id)
    assert (standard.title, standard.average) == ("Standard scores", (85.0, 115.0))
    assert [(line.name, [point.words for point in line.points]) for line in standard.series] == [
        ("Madeup Reading Test", ["79", "84, likely 80 to 88"]), ("Shapes", ["99"]),
    ]
    assert (percentiles.title, percentiles.average, len(percentiles.series)) == ("Percentiles", None, 1)


def test_a_single_percentile_is_left_to_its_row(desk: Desk, kacper: Pupil) -> None:
    put(desk, score(kacper, date(2026, 9, 7), "47", score_kind="percentile"))
    assert desk.measuring.charts(kacper.id) == ()


def test_an_age_is_left_out_where_the_day_of_birth_is_not_known(desk: Desk) -> None:
    bare = Pupil(id=uuid4(), legal_forename="Ada", legal_surname="Madeup")
    desk.pupils.add(bare)
    put(desk, score(bare, date(2026, 9, 7), "84"))
    row = desk.measuring.scores(bare.id)[0].rows[0]
    assert (row.age, row.short_age) == ("", "")


def test_a_scale_of_a_tests_own_has_a_chart_of_its_own_once_there_are_two(desk: Desk, kacper: Pupil) -> None:
    put(
        desk, score(kacper, date(2025, 10, 6), "6:04", score_kind="age_equivalent"),
        score(kacper, date(2026, 10, 5), "7:01", score_kind="age_equivalent"),
        score(kacper, date(2026, 10, 5), "12", instrument="Checklist", score_kind="raw"),
    )
    charts = desk.measuring.charts(kacper.id)
    assert [chart.title for chart in charts] == ["Madeup Reading Test: age equivalent"]
    assert [point.words for point in charts[0].series[0].points] == ["6:04", "7:01"]


def test_more_lines_than_can_be_told_apart_go_on_in_a_further_chart(desk: Desk, kacper: Pupil) -> None:
    put(desk, *(score(kacper, date(2026, 9, number), "90", instrument=f"Test {number}") for number in range(1, 7)))
    first, second = desk.measuring.charts(kacper.id)
    assert [line.name for line in first.series] == ["Test 6", "Test 5", "Test 4"]
    assert (second.title, [line.name for line in second.series]) == ("Standard scores, further tests (2)", ["Test 3", "Test 2", "Test 1"])


def test_the_start_of_each_provision_is_marked_from_a_term_before_the_first_score(desk: Desk, kacper: Pupil) -> None:
    for name, starts in (("Long ago", date(2025, 1, 6)), ("Reading group", date(2026, 9, 1)), ("To come", date(2027, 1, 5))):
        placed(desk, kacper, name, starts)
    put(desk, score(kacper, date(2026, 10, 5), "84"))
    assert [(one.name, one.day) for one in desk.measuring.charts(kacper.id)[0].began] == [("Reading group", date(2026, 9, 1))]


# Attendance


def test_the_window_adds_sessions_up_and_does_not_average_per_cents(desk: Desk, kacper: Pupil) -> None:
    put(
        desk, stretch(kacper, date(2026, 9, 1), date(2026, 10, 23), 70, 35, authorised=30, unauthorised=5),
        stretch(kacper, date(2026, 11, 2), date(2026, 11, 13), 10, 10),
        stretch(kacper, date(2025, 9, 1), date(2025, 10, 24), 80, 80),
    )
    window = desk.measuring.attendance(kacper.id)
    assert (window.first_day, window.last_day, window.possible, window.attended) == (date(2025, 11, 24), ON, 80, 45)
    assert window.words == (
        "56.3%: 45 of 80 sessions attended from Tue 1 Sep 2026 to Fri 13 Nov 2026; 35 missed, 30 with leave and 5 without."
    )
    assert "persistent absence" in window.absence
    assert desk.measuring.attendance(kacper.id, 24).possible == 160


def test_a_stretch_inside_another_is_counted_once_and_one_that_laps_over_is_named(desk: Desk, kacper: Pupil) -> None:
    year = stretch(kacper, date(2026, 9, 1), date(2026, 11, 13), 90, 80)
    term, again = stretch(kacper, date(2026, 9, 1), date(2026, 10, 23), 70, 61), replace(year, id=uuid4(), attended=81)
    put(desk, year, term, again)
    window = desk.measuring.attendance(kacper.id)
    assert (window.possible, len(window.rows), window.doubts, window.inside) == (90, 3, (), frozenset({year.id, term.id}))
    assert window.attended == 81  # of two with the same days the one recorded last
    put(desk, stretch(kacper, date(2026, 11, 9), date(2026, 11, 20), 10, 9))
    assert desk.measuring.attendance(kacper.id).doubts == (
        "Two stretches share days, which are counted twice: Tue 1 Sep 2026 to Fri 13 Nov 2026 and Mon 9 Nov 2026 to Fri 20 Nov 2026. "
        "Put one of them right.",
    )


def test_no_attendance_says_nothing_and_charts_nothing(desk: Desk, kacper: Pupil) -> None:
    window = desk.measuring.attendance(kacper.id)
    assert (window.words, window.absence, window.rows) == ("", "", ())
    assert desk.measuring.attendance_chart(kacper.id) is None


def test_attendance_is_charted_from_the_second_stretch_on(desk: Desk, kacper: Pupil) -> None:
    put(desk, stretch(kacper, date(2026, 9, 1), date(2026, 10, 23), 70, 61), stretch(kacper, date(2026, 11, 2), date(2026, 11, 13), 20, 20))
    chart = desk.measuring.attendance_chart(kacper.id)
    assert chart is not None
    assert [point.words for point in chart.series[0].points] == ["87.1%", "100.0%"]


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 400))
def test_weekdays_are_five_in_every_seven_days(first: date, more: int) -> None:
    last = first + timedelta(days=more)
    found, only_weekend = weekdays_in(first, last), more < 2 and first.weekday() + more in (5, 6) and first.weekday() > 4
    assert abs(found - days_in(first, last) * 5 / 7) < 2
    assert weekdays_in(first, last + timedelta(days=7)) == (0 if only_weekend else found) + 5


def test_counts_over_different_lengths_are_charted_by_the_week(desk: Desk, kacper: Pupil) -> None:
    def count(what: str, first: date, last: date, often: int) -> BehaviourCount:
        return BehaviourCount(id=uuid4(), pupil=kacper.id, what=what, first_day=first, last_day=last, count=often)

    put(
        desk, count("Left the room", date(2026, 9, 7), date(2026, 9, 11), 6), count("left the room", date(2026, 9, 14), date(2026, 10, 9), 8),
        count("left the room", date(2026, 10, 12), date(2026, 10, 12), 1), count("Shouted", date(2026, 9, 7), date(2026, 9, 11), 2),
    )
    charts = desk.measuring.behaviour_charts(kacper.id)
    assert [chart.title for chart in charts] == ["left the room: how often a week"]
    assert [(point.value, point.words) for point in charts[0].series[0].points] == [(6.0, "6 in 5 days"), (2.0, "8 in 20 days"), (5.0, "1 in 1 day")]
    assert [one.count for one in desk.measuring.behaviour(kacper.id)] == [1, 8, 6, 2]


# Suspensions


def test_half_days_of_this_school_year_are_added_up_and_what_was_cancelled_is_not(desk: Desk, kacper: Pupil) -> None:
    def away(day: date, sessions: int, kind: str = "suspension") -> Suspension:
        return Suspension(id=uuid4(), pupil=kacper.id, first_day=day, sessions=sessions, suspension_kind=kind, reason="Hurt another pupil")

    assert desk.measuring.suspensions(kacper.id).words == ""
    put(desk, away(date(2026, 9, 14), 2))
    assert desk.measuring.suspensions(kacper.id).words == "2 half-days suspended this school year."
    put(desk, away(date(2026, 10, 5), 0), away(date(2026, 6, 1), 4), away(date(2026, 11, 2), 6, "cancelled"))
    view = desk.measuring.suspensions(kacper.id)
    assert view.words == "2 half-days suspended this school year. 1 suspension has no half-days recorded."
    assert [row.first_day.month for row in view.rows] == [11, 10, 9, 6]
    put(desk, away(date(2026, 11, 9), 0), away(date(2026, 11, 16), 89))
    assert desk.measuring.suspensions(kacper.id).words == (
        "91 half-days suspended this school year. 2 suspensions have no half-days recorded. That is more than 45 school days, the most for "
        "which a pupil can be suspended in a school year (exclusions regulations of 2012, as councils tell them: check it with your council)."
    )


# Part-time timetables


def test_a_timetable_starts_with_its_hours_in_one_deed(desk: Desk, kacper: Pupil) -> None:
    plan = part_time(kacper, date(2026, 10, 5), date(2026, 12, 4), review_on=date(2026, 11, 30))
    desk.measuring.start_part_time(plan, hours(plan, date(2026, 1, 1), 750))
    view = desk.measuring.timetables(kacper.id)[0]
    assert (view.hours, view.words) == ("12.5 of 32.5 hours a week", "7 weeks so far. Planned to end Fri 4 Dec 2026.")
    assert (view.steps[0].since, view.review_words) == (date(2026, 10, 5), "Review on Mon 30 Nov 2026.")
    desk.finding.undo()
    assert desk.measuring.timetables(kacper.id) == ()


@pytest.mark.parametrize(("starts", "planned", "more", "words", "review"), [
    (date(2026, 10, 5), date(2026, 10, 16), {"review_on": date(2026, 10, 14)},
     "Planned to end Fri 16 Oct 2026; still running: record its end or agree a new date.",
     "The review was planned for Wed 14 Oct 2026: record what was agreed and give the day of the next."),
    (date(2026, 11, 23), date(2026, 12, 4), {}, "Less than a week so far. Planned to end Fri 4 Dec 2026.", "No review is planned: agree a day."),
    (date(2026, 11, 30), date(2026, 12, 4), {}, "Begins Mon 30 Nov 2026. Planned to end Fri 4 Dec 2026.", "No review is planned: agree a day."),
    (date(2026, 10, 5), date(2026, 10, 16), {"ended_on": date(2026, 10, 18)}, "Ended Sun 18 Oct 2026, after 2 weeks.", ""),
    (date(2026, 11, 2), date(2026, 12, 4), {"ended_on": date(2026, 11, 27)}, "3 weeks so far. Ends Fri 27 Nov 2026.",
     "No review is planned: agree a day."),
])
def test_where_a_timetable_stands_is_said_in_a_sentence(
    desk: Desk, kacper: Pupil, starts: date, planned: date, more: dict[str, date], words: str, review: str,
) -> None:
    put(desk, part_time(kacper, starts, planned, **more))
    view = desk.measuring.timetables(kacper.id)[0]
    assert (view.words, view.review_words, view.hours) == (words, review, "Hours not recorded")


def test_the_hours_are_those_that_hold_on_the_day(desk: Desk, kacper: Pupil) -> None:
    plan = part_time(kacper, date(2026, 10, 5), date(2026, 12, 4))
    desk.measuring.start_part_time(plan, hours(plan, plan.starts_on, 750))
    desk.measuring.save_step(hours(plan, date(2026, 11, 30), 1200))
    held = [desk.measuring.timetables(kacper.id, on)[0].hours for on in (date(2026, 10, 1), ON, date(2026, 11, 30))]
    assert held == ["12.5 of 32.5 hours a week", "12.5 of 32.5 hours a week", "20 of 32.5 hours a week"]


def test_everybody_part_time_on_a_day_is_listed_by_name(desk: Desk, kacper: Pupil) -> None:
    other = Pupil(id=uuid4(), legal_forename="Ada", legal_surname="Madeup")
    desk.pupils.add(other)
    put(
        desk, part_time(kacper, date(2026, 10, 5), date(2026, 10, 16)), part_time(other, date(2026, 11, 2), date(2026, 12, 4)),
        part_time(other, date(2026, 9, 7), date(2026, 9, 18), ended_on=date(2026, 9, 18)),
    )
    assert [(view.pupil_name, view.overrun) for view in desk.measuring.part_time_now()] == [("Ada Madeup", False), ("Kacper Wilk", True)]
    assert len(desk.measuring.part_time_now(date(2026, 9, 10))) == 1


def test_a_second_timetable_at_the_same_time_is_refused(desk: Desk, kacper: Pupil) -> None:
    first, second = part_time(kacper, date(2026, 10, 5), date(2026, 10, 16)), part_time(kacper, date(2026, 11, 2), date(2026, 12, 4))
    desk.measuring.start_part_time(first, hours(first, first.starts_on, 750))
    with pytest.raises(Refused, match=r"from Mon 5 Oct 2026 is still running then: record its end first, or change its hours\.$"):
        desk.measuring.start_part_time(second, hours(second, second.starts_on, 750))
    desk.measuring.save_timetable(replace(first, ended_on=date(2026, 10, 16)))
    desk.measuring.start_part_time(second, hours(second, second.starts_on, 750))
    assert len(desk.measuring.timetables(kacper.id)) == 2


def test_a_start_is_not_moved_to_a_day_on_which_another_timetable_runs(desk: Desk, kacper: Pupil) -> None:
    first = part_time(kacper, date(2026, 10, 5), date(2026, 10, 16), ended_on=date(2026, 10, 16))
    second = part_time(kacper, date(2026, 11, 2), date(2026, 12, 4))
    for plan in (first, second):
        desk.measuring.start_part_time(plan, hours(plan, plan.starts_on, 750))
    with pytest.raises(Refused, match=r"from Mon 5 Oct 2026 is still running then"):
        desk.measuring.save_timetable(replace(second, starts_on=date(2026, 10, 16)))
    desk.measuring.save_timetable(replace(second, starts_on=date(2026, 10, 19)))
    assert desk.measuring.timetables(kacper.id)[0].timetable.starts_on == date(2026, 10, 19)


def test_hours_begin_while_the_timetable_runs_and_once_on_a_day(desk: Desk, kacper: Pupil) -> None:
    plan = part_time(kacper, date(2026, 10, 5), date(2026, 12, 4), ended_on=date(2026, 11, 20))
    desk.measuring.start_part_time(plan, hours(plan, plan.starts_on, 750))
    for day in (date(2026, 10, 2), date(2026, 11, 21)):
        with pytest.raises(Refused, match="from Mon 5 Oct 2026 to Fri 20 Nov 2026"):
            desk.measuring.save_step(hours(plan, day, 900))
    with pytest.raises(Refused, match="Other hours begin on this day already"):
        desk.measuring.save_step(hours(plan, plan.starts_on, 900))
    desk.measuring.save_timetable(replace(plan, ended_on=None))
    with pytest.raises(Refused, match=r"from Mon 5 Oct 2026\.$"):
        desk.measuring.save_step(hours(plan, date(2026, 10, 2), 900))


def test_its_days_cannot_leave_its_hours_outside_and_its_first_hours_move_with_it(desk: Desk, kacper: Pupil) -> None:
    plan = part_time(kacper, date(2026, 10, 5), date(2026, 12, 4))
    desk.measuring.start_part_time(plan, hours(plan, plan.starts_on, 750))
    desk.measuring.save_step(hours(plan, date(2026, 11, 2), 900))
    with pytest.raises(Refused, match="New hours begin on Mon 2 Nov 2026, after this end"):
        desk.measuring.save_timetable(replace(plan, ended_on=date(2026, 10, 30)))
    with pytest.raises(Refused, match="The hours changed on Mon 2 Nov 2026"):
        desk.measuring.save_timetable(replace(plan, starts_on=date(2026, 11, 2)))
    desk.measuring.save_timetable(replace(plan, starts_on=date(2026, 10, 12)))
    assert [step.since for step in desk.measuring.timetables(kacper.id)[0].steps] == [date(2026, 10, 12), date(2026, 11, 2)]


def test_a_timetable_is_taken_out_with_its_hours_and_brought_back_with_them(desk: Desk, kacper: Pupil) -> None:
    plan = part_time(kacper, date(2026, 10, 5), date(2026, 12, 4))
    desk.measuring.start_part_time(plan, hours(plan, plan.starts_on, 750))
    desk.measuring.remove_timetable(plan.id)
    assert desk.recording.of(PartTimeStep) == []
    desk.finding.undo()
    assert len(desk.measuring.timetables(kacper.id)[0].steps) == 1


# What the council is told


def test_what_the_council_was_not_told_is_listed_until_it_was(desk: Desk, kacper: Pupil) -> None:
    plan = part_time(kacper, date(2026, 10, 5), date(2026, 12, 4))
    desk.measuring.start_part_time(plan, hours(plan, plan.starts_on, 750))
    desk.measuring.save_step(hours(plan, date(2026, 11, 2), 900))
    desk.measuring.save_timetable(replace(plan, ended_on=date(2026, 11, 20)))
    untold = desk.measuring.untold()
    assert [(one.words, one.pupil_name, one.pupil) for one in untold] == [
        ("The start, Mon 5 Oct 2026", "Kacper Wilk", kacper.id), ("The change of hours, Mon 2 Nov 2026", "Kacper Wilk", kacper.id),
        ("The end, Fri 20 Nov 2026", "Kacper Wilk", kacper.id),
    ]
    assert [one.what for one in desk.measuring.untold(date(2026, 10, 30))] == ["start"]
    for one in untold:
        desk.measuring.told_council(desk.measuring.untold(pupil=kacper.id)[0], max(one.day, date(2026, 11, 20)))
    assert desk.measuring.untold() == ()
    assert desk.measuring.untold(date(2026, 9, 1)) == ()


def test_a_council_cannot_be_told_before_it_happened(desk: Desk, kacper: Pupil) -> None:
    put(desk, part_time(kacper, date(2026, 10, 5), date(2026, 12, 4)))
    with pytest.raises(Refused, match="before Mon 5 Oct 2026"):
        desk.measuring.told_council(desk.measuring.untold()[0], date(2026, 10, 4))


def test_a_nil_return_is_refused_while_somebody_was_part_time(desk: Desk, kacper: Pupil) -> None:
    put(desk, part_time(kacper, date(2026, 10, 5), date(2026, 12, 4)))
    days = {"authority": "Marlshire", "first_day": date(2026, 10, 1), "last_day": date(2026, 10, 31), "sent_on": date(2026, 11, 2)}
    with pytest.raises(Refused, match=r"^1 pupil was part-time between Thu 1 Oct 2026 and Sat 31 Oct 2026: send the return instead of a nil return"):
        desk.measuring.record_return(state="nil", **days)  # type: ignore[arg-type]
    desk.measuring.record_return(state="sent", **days)  # type: ignore[arg-type]
    assert [(one.state, one.pupils) for one in desk.measuring.returns()] == [("sent", 1)]


def test_a_return_that_tells_of_nobody_is_a_nil_return(desk: Desk, kacper: Pupil) -> None:
    put(desk, part_time(kacper, date(2026, 10, 5), date(2026, 10, 16), ended_on=date(2026, 10, 16)))
    september = {"authority": "Marlshire", "first_day": date(2026, 9, 1), "last_day": date(2026, 9, 30), "sent_on": date(2026, 10, 1)}
    with pytest.raises(Refused, match="Nobody was part-time between Tue 1 Sep 2026 and Wed 30 Sep 2026: record a nil return"):
        desk.measuring.record_return(state="sent", **september)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="not sent before its first day"):
        desk.measuring.record_return(state="nil", **(september | {"sent_on": date(2026, 8, 31)}))  # type: ignore[arg-type]
    desk.measuring.record_return(state="nil", note=" Through the form ", **september)  # type: ignore[arg-type]
    assert [(one.state, one.pupils, one.note) for one in desk.measuring.returns()] == [("nil", 0, "Through the form")]


def test_several_pupils_are_counted_once_each(desk: Desk, kacper: Pupil) -> None:
    other = Pupil(id=uuid4(), legal_forename="Ada", legal_surname="Madeup")
    desk.pupils.add(other)
    put(
        desk, part_time(kacper, date(2026, 10, 5), date(2026, 10, 9), ended_on=date(2026, 10, 9)), part_time(kacper, date(2026, 10, 19), ON),
        part_time(other, date(2026, 10, 5), ON),
    )
    with pytest.raises(Refused, match=r"^2 pupils were part-time"):
        desk.measuring.record_return(
            authority="Marlshire", first_day=date(2026, 10, 1), last_day=ON, state="nil", sent_on=ON,
        )


def test_a_return_is_due_where_the_council_is_known_to_ask(desk: Desk, kacper: Pupil) -> None:
    assert desk.measuring.returns_due() == ()
    desk.school.save(replace(desk.school.school(), authority="Derbyshire County Council"))
    assert [one.words for one in desk.measuring.returns_due()] == [
        "Derbyshire County Council has no return for Tue 1 Sep 2026 to Mon 23 Nov 2026. Nobody was part-time: send a nil return.",
    ]
    put(desk, part_time(kacper, date(2026, 10, 5), date(2026, 12, 4)))
    due = desk.measuring.returns_due()[0]
    assert (due.state, due.words) == (
        "sent", "Derbyshire County Council has no return for Tue 1 Sep 2026 to Mon 23 Nov 2026. 1 pupil was part-time: send the return.",
    )


def test_a_council_that_had_a_return_is_taken_to_ask_for_the_next(desk: Desk) -> None:
    def nil(last: date, authority: str = "Marlshire") -> CouncilReturn:
        return CouncilReturn(id=uuid4(), authority=authority, first_day=date(2026, 9, 1), last_day=last, sent_on=last)

    put(desk, nil(date(2026, 9, 30)), nil(date(2026, 10, 30), "Marlshire County Council"))
    assert [(one.authority, one.first_day) for one in desk.measuring.returns_due()] == [("Marlshire County Council", date(2026, 10, 31))]
    assert desk.measuring.returns_due(date(2026, 10, 30)) == ()


def test_the_days_after_the_last_return_before_the_summer_are_asked_for(desk: Desk) -> None:
    put(desk, CouncilReturn(id=uuid4(), authority="Marlshire", first_day=date(2026, 6, 1), last_day=date(2026, 7, 10), sent_on=date(2026, 7, 10)))
    assert [one.first_day for one in desk.measuring.returns_due(date(2026, 9, 30))] == [date(2026, 7, 11)]


# Exam access


def test_the_access_sheet_gathers_story_scores_and_support_with_dates_and_sources(desk: Desk, kacper: Pupil, clock: StillClock) -> None:
    told_of = (("Uses a laptop in every lesson", ("Exam access",)), ("Lost a shoe", ()), ("Withdrawn", ("exam access",)))
    for number, (words, tags) in enumerate(told_of):
        entry, _ = desk.story.finish(
            kacper.id, entry_kind="observation", happened_at=datetime(2026, 10, 5 + number, 9, tzinfo=UTC), words=words, tags=tags,
            who="Ms Fern" if not number else "",
        )
        if not number:
            clock.move(hours=1)
            desk.story.correct(entry, "In English and history")
    desk.story.strike_out(entry, "The wrong pupil")
    desk.pupils.save_need(Need(id=uuid4(), pupil=kacper.id, need_type="SPLD", rank=1))
    put(
        desk, score(kacper, date(2026, 10, 5), "84", low="80", high="88", given_by="Dr Sorrel", exam_access=True),
        score(kacper, date(2026, 10, 6), "71", instrument="Never shown"),
    )
    placed(desk, kacper, "Touch typing", date(2026, 9, 7), what="At lunchtime")
    told = "\n".join(words_of(desk.measuring.access_sheet(kacper.id)))
    for wanted in (
        "Evidence for exam access arrangements", "Uses a laptop in every lesson",
        "Correction of Mon 23 Nov 2026 by Dr Robin Lark: In English and history",
        "aged 11 years 6 months", "likely 80 to 88 (95%)", "14th percentile (mean 100, SD 15)", "Dr Sorrel", "Touch typing\nAt lunchtime",
        "20 minutes, once a week", "Specific learning difficulty", "14 March 2015",
    ):
        assert wanted in told
    assert not any(left_out in told for left_out in ("Lost a shoe", "Withdrawn", "Never shown"))


def test_a_score_leads_to_its_page_and_its_giver_stands_before_it(desk: Desk, kacper: Pupil) -> None:
    report = Document(
        id=uuid4(), pupil=kacper.id, title="A made-up report", file_name="a.txt", media_type="text/plain", size=1, sha256="0", attachment="a",
        received_on=date(2026, 10, 6),
    )
    put(desk, report, score(kacper, date(2026, 10, 5), "84", document=report.id, page=3, given_by="Dr Sorrel", exam_access=True))
    grid = next(block for block in desk.measuring.access_sheet(kacper.id).blocks if getattr(block, "caption", "").startswith("Scores"))
    giver, source = grid.rows[0][-1]  # type: ignore[union-attr]
    assert (giver.text, source.text, source.leads) == ("Dr Sorrel\n", "A made-up report, page 3", Leads(document=report.id, page=3))


def test_an_access_sheet_without_evidence_says_what_is_missing(desk: Desk) -> None:
    bare = Pupil(id=uuid4(), legal_forename="Ada", legal_surname="Madeup")
    desk.pupils.add(bare)
    told = "\n".join(words_of(desk.measuring.access_sheet(bare.id)))
    assert all(wanted in told for wanted in (NO_STORY, NO_SCORES, NO_SUPPORT, "Not recorded", "None recorded"))
    assert gathered(desk.measuring.book, bare.id, []).nothing


def test_a_provision_several_times_a_week_and_its_effect_are_said(desk: Desk, kacper: Pupil) -> None:
    place = placed(desk, kacper, "Reader", date(2026, 9, 7))
    put(desk, replace(place, effect="Finishes in time"), replace(desk.recording.get(ProvisionRun, place.run), times_a_week=3))
    put(desk, score(kacper, date(2026, 10, 5), "84", exam_access=True, instrument="Untold"))
    told = "\n".join(words_of(desk.measuring.access_sheet(kacper.id)))
    assert "Effect: Finishes in time" in told
    assert "20 minutes, 3 times a week" in told
