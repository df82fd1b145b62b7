"""The tab Measures: charts over their scores, sums of attendance, part-time timetables from start to end, and the evidence for exam access."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.domain.measures import Attendance, BehaviourCount, Measure, PartTimeStep, PartTimeTimetable, Suspension
from sendco_desk.domain.provision import ProvisionPlace, ProvisionRun
from sendco_desk.domain.records import Record
from sendco_desk.ui.forms.drafts import fill
from sendco_desk.ui.forms.measure_asks import (
    AttendanceForm,
    HoursForm,
    MeasureForm,
    StartForm,
    TimetableForm,
    attendance_form,
    hours_form,
    measure_form,
    start_form,
    timetable_form,
)
from sendco_desk.ui.forms.record_form import RecordForm
from sendco_desk.ui.forms.return_form import ReturnForm
from sendco_desk.ui.palette import place_of
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens.measure_access import AccessPart
from sendco_desk.ui.screens.measure_days import AttendancePart, BehaviourPart
from sendco_desk.ui.screens.measure_part_time import PartTimePart
from sendco_desk.ui.screens.measure_scores import NO_SOURCE, ScoresPart
from sendco_desk.ui.screens.measures import PARTS, MeasuresPage
from sendco_desk.ui.source_view import SourceView
from sendco_desk.ui.widgets.chart import ChartCard
from sendco_desk.ui.widgets.chips import Chip
from tests.ui.desks import add_document, text_file
from tests.ui.heard import Heard


@pytest.fixture
def kacper(room: Room) -> UUID:
    return next(row.pupil.id for row in room.desk.pupils.rows() if row.pupil.known_name == "Kacper Wilk")


@pytest.fixture
def page(room: Room, kacper: UUID, qtbot: QtBot) -> MeasuresPage:
    made = MeasuresPage(room)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show_pupil(room.desk.pupils.page(kacper))
    made.show()
    return made


def again(page: MeasuresPage) -> None:
    """Show what the notebook holds now."""
    assert page.page is not None
    page.show_pupil(page.room.desk.pupils.page(page.page.pupil.id))


def at(page: MeasuresPage, key: str) -> Any:
    """The part after a press on its name."""
    page.choice.made[list(PARTS).index(key)].click()
    return page.parts[key]


def score(pupil: UUID, day: date, value: str, **more: object) -> Measure:
    return Measure(id=uuid4(), pupil=pupil, taken_on=day, value=value, **({"instrument": "Madeup Reading Test"} | more))  # type: ignore[arg-type]


def keep(room: Room, *records: Record) -> None:
    for record in records:
        room.desk.recording.save(record)


def plan_of(pupil: UUID, starts: date = date(2026, 10, 5), planned: date = date(2026, 10, 16), **more: object) -> PartTimeTimetable:
    made = {"id": uuid4(), "pupil": pupil, "starts_on": starts, "planned_end_on": planned, "reason": "Back after an operation"}
    return PartTimeTimetable(**(made | more))  # type: ignore[arg-type]


def started(room: Room, plan: PartTimeTimetable) -> PartTimeStep:
    step = PartTimeStep(
        id=uuid4(), pupil=plan.pupil, timetable=plan.id, since=plan.starts_on, weekly_minutes=750, full_minutes=1950, words="Mornings",
    )
    room.desk.measuring.start_part_time(plan, step)
    return step


def put(form: RecordForm[Any], **typed: str) -> None:
    for name, text in typed.items():
        fill(form.fields[name].box, text)


def shown_form(qtbot: QtBot, made: Any) -> Any:
    qtbot.addWidget(made)
    made.resize(560, 700)
    made.show()
    return made


def pressed(inside: QWidget, words: str) -> None:
    next(made for made in inside.findChildren(QPushButton) if made.text().strip() == words and not made.isHidden()).click()


def need_sound(model: QAbstractItemModel) -> None:
    """Qt finds nothing wrong with the model."""
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)


def cards(part: Any) -> list[ChartCard]:
    """The charts of a part, in their order."""
    found = [part.charts.itemAt(number).widget() for number in range(part.charts.count())]
    return [card for card in found if isinstance(card, ChartCard)]


# Scores


def test_scores_stand_under_their_chart_with_age_and_the_other_scale(
    page: MeasuresPage, room: Room, kacper: UUID,
) -> None:
    keep(
        room, score(kacper, date(2026, 10, 5), "84", low="80", high="88", given_by="Dr Sorrel"), score(kacper, date(2025, 10, 6), "79"),
        score(kacper, date(2025, 10, 6), "Secure", score_kind="level"), score(kacper, date(2026, 10, 5), "16", score_kind="percentile"),
    )
    again(page)
    part = at(page, "scores")
    assert isinstance(part, ScoresPart)
    assert [card.title.text() for card in cards(part)] == ["Standard scores"]
    assert cards(part)[0].note.text() == "Mean 100, standard deviation 15. Bands are 95% confidence."
    rows = [[part.list.model.index(n, column).data() for column in range(2, 7)] for n in range(2)]
    assert rows == [
        ["Standard score", "84 (80 to 88)", "14th percentile", "8:06", "Dr Sorrel"], ["Percentile", "16", "Score 85", "8:06", ""],
    ]
    spoken = part.list.model.index(0, 4).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "14th percentile by arithmetic (mean 100, SD 15), 1.1 SD below the mean"
    need_sound(part.list.model)
    assert not page.grab().isNull()


def test_a_column_of_scores_is_as_wide_as_its_cells_and_arithmetic_gives_way_first(page: MeasuresPage, room: Room, kacper: UUID) -> None:
    keep(room, score(kacper, date(2026, 10, 5), "84"))
    again(page)
    part = at(page, "scores")
    assert isinstance(part, ScoresPart)
    table = part.list.table
    narrow = table.wide("given_by")
    keep(room, score(kacper, date(2026, 10, 6), "85", given_by="A made-up assessor of the school"))
    again(page)
    table.resize(900, 300)
    assert narrow < table.wide("given_by") <= room.look.scaled(180)
    assert table.isColumnHidden(table.keys.index("other")) and not table.isColumnHidden(table.keys.index("given_by"))


def test_a_provision_that_began_is_marked_and_said_under_the_title(page: MeasuresPage, room: Room, kacper: UUID) -> None:
    run = ProvisionRun(id=uuid4(), name="Reading group", minutes=20, times_a_week=3, starts_on=date(2026, 10, 12), ends_on=date(2026, 12, 18))
    keep(
        room, run, ProvisionPlace(id=uuid4(), pupil=kacper, run=run.id, starts_on=run.starts_on, ends_on=run.ends_on),
        score(kacper, date(2026, 10, 5), "84"), score(kacper, date(2026, 10, 5), "16", score_kind="percentile"),
        score(kacper, date(2026, 11, 2), "18", score_kind="percentile"),
    )
    again(page)
    assert [card.note.text() for card in cards(page.parts["scores"])] == [
        "Mean 100, standard deviation 15. An upright line marks the start of a provision.",
        "How many in a hundred pupils of that age score lower. An upright line marks the start of a provision.",
    ]


def test_typing_a_score_says_under_it_what_it_converts_to(room: Room, kacper: UUID, qtbot: QtBot) -> None:
    form = shown_form(qtbot, measure_form(room, kacper))
    value = form.fields["value"]
    assert value.said.text() == ""
    put(form, value="85")
    assert value.said.text() == "16th percentile by arithmetic (mean 100, SD 15), 1 SD below the mean"
    put(form, score_kind="percentile")
    assert value.said.text() == "Standard score 116 by arithmetic (mean 100, SD 15)"
    put(form, score_kind="age_equivalent", value="6.4")
    assert value.said.text() == "Years and months, such as 6:04."
    put(form, score_kind="standard", value="eighty")
    assert value.said.text() == ""


def test_a_score_is_kept_with_its_paper_and_page(room: Room, kacper: UUID, qtbot: QtBot, tmp_path: Any) -> None:
    report = add_document(room.desk, kacper, text_file(tmp_path, "report.txt"))
    form = shown_form(qtbot, measure_form(room, kacper))
    put(form, instrument="Madeup Reading Test", taken_on="5/10/2026", value="84", document=str(report.id), page="3", exam_access="yes")
    form.finish()
    kept = room.desk.recording.of(Measure, kacper)[0]
    assert (kept.value, kept.document, kept.page, kept.exam_access, kept.likely_percent) == ("84", report.id, 3, True, 95)


def test_a_refused_score_keeps_its_sentence_until_it_is_right(room: Room, kacper: UUID, qtbot: QtBot) -> None:
    form = shown_form(qtbot, measure_form(room, kacper))
    put(form, instrument="Madeup Reading Test", taken_on="5/10/2026", value="eighty")
    form.finish()
    assert form.fields["value"].said.text() == "Give the score as a number, such as 84."
    form.show_equivalent()
    assert form.fields["value"].is_wrong()


def test_f4_opens_the_source_at_its_page(page: MeasuresPage, room: Room, kacper: UUID, heard: Heard, tmp_path: Any) -> None:
    report = add_document(room.desk, kacper, text_file(tmp_path, "report.txt"))
    measure = score(kacper, date(2026, 10, 5), "84", document=report.id, page=3)
    keep(room, measure)
    again(page)
    part = at(page, "scores")
    part.list.choose(measure.id)
    part.list.table.setFocus()
    QTest.keyClick(part.list.table, Qt.Key.Key_F4)
    view = heard.sheets[-1]
    assert isinstance(view, SourceView)
    assert (view.document.id, view.first) == (report.id, 3)


def test_the_source_is_first_shown_at_its_page(room: Room, kacper: UUID, qtbot: QtBot, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from sendco_desk.ui.document_view import DocumentView

    report = add_document(room.desk, kacper, text_file(tmp_path, "report.txt"))
    went: list[int] = []
    monkeypatch.setattr(DocumentView, "show_opened", lambda view, opened: None)
    monkeypatch.setattr(DocumentView, "go_to", lambda view, number: went.append(number))
    view = SourceView(room, report.id, 3)
    qtbot.addWidget(view)
    view.show_opened(None)  # type: ignore[arg-type]
    assert went == [3]


def test_a_score_without_a_source_says_so(page: MeasuresPage, room: Room, kacper: UUID, heard: Heard) -> None:
    part = at(page, "scores")
    part.source_of_chosen()
    assert heard.sheets == []
    part.open_source(score(kacper, date(2026, 10, 5), "84"))
    assert heard.last == NO_SOURCE


def test_the_same_test_again_is_named_already(page: MeasuresPage, room: Room, kacper: UUID, heard: Heard) -> None:
    measure = score(kacper, date(2026, 10, 5), "16", edition="2nd", part="accuracy", score_kind="percentile")
    keep(room, measure)
    again(page)
    part = at(page, "scores")
    part.list.choose(measure.id)
    pressed(part.list, "Same test again")
    form = heard.sheets[-1]
    assert isinstance(form, MeasureForm)
    assert [form.said(name) for name in ("instrument", "edition", "part", "value")] == ["Madeup Reading Test", "2nd", "accuracy", ""]
    assert form.code("score_kind") == "percentile"


def test_a_person_s_own_order_of_the_table_stays(room: Room, kacper: UUID, qtbot: QtBot) -> None:
    assert room.preferences is not None
    first = MeasuresPage(room)
    qtbot.addWidget(first)
    at(first, "scores").list.table.sort_by("test")
    second = MeasuresPage(room)
    qtbot.addWidget(second)
    table = at(second, "scores").list.table
    assert table.keys[table.horizontalHeader().sortIndicatorSection()] == "test"


@pytest.mark.parametrize(("key", "words", "form"), [
    ("scores", "Add a score", MeasureForm), ("attendance", "Add attendance", AttendanceForm), ("behaviour", "Add a count", RecordForm),
])
def test_each_list_is_added_to_from_beside_the_names_of_the_parts(
    page: MeasuresPage, heard: Heard, key: str, words: str, form: type[QWidget],
) -> None:
    at(page, key)
    assert page.add_button.text().strip() == words
    page.add_button.click()
    assert isinstance(heard.sheets[-1], form)
    at(page, "part_time")
    assert page.add_button.isHidden()


# Attendance and behaviour


def stretch(pupil: UUID, first: date, last: date, possible: int, attended: int) -> Attendance:
    return Attendance(id=uuid4(), pupil=pupil, first_day=first, last_day=last, possible=possible, attended=attended)


def test_attendance_is_summed_over_the_months_chosen(page: MeasuresPage, room: Room, kacper: UUID) -> None:
    part = at(page, "attendance")
    assert isinstance(part, AttendancePart)
    assert part.summary.isHidden()
    keep(
        room, stretch(kacper, date(2026, 9, 1), date(2026, 10, 23), 70, 61), stretch(kacper, date(2026, 9, 1), date(2026, 9, 30), 40, 38),
        stretch(kacper, date(2025, 9, 1), date(2025, 10, 24), 70, 70), stretch(kacper, date(2025, 10, 20), date(2025, 10, 31), 10, 9),
    )
    again(page)
    assert part.sum.text().startswith("87.1%: 61 of 70 sessions attended")
    assert "persistent absence" in part.absence.text()
    assert part.doubts.isHidden()
    assert [part.list.model.index(n, 7).data() for n in range(2)] == ["Counted", "Inside a longer stretch"]
    part.spans.made[1].click()
    assert part.sum.text().startswith("93.3%: 140 of 150 sessions")
    assert part.doubts.text().startswith("Two stretches share days")
    assert [card.title.text() for card in cards(part)] == ["Attendance over time"]
    need_sound(part.list.model)


def test_the_form_works_the_per_cent_out_as_it_is_typed(room: Room, kacper: UUID, qtbot: QtBot) -> None:
    form = shown_form(qtbot, attendance_form(room, kacper))
    put(form, possible="70", attended="64")
    assert form.fields["attended"].said.text() == "91.4%"
    put(form, attended="71")
    assert form.fields["attended"].said.text() == ""
    put(form, attended="64", first_day="1/9/2026", last_day="23/10/2026")
    form.finish()
    assert room.desk.recording.of(Attendance, kacper)[0].authorised == 0


def test_counts_are_charted_by_the_week_and_counted_again(
    page: MeasuresPage, room: Room, kacper: UUID, heard: Heard,
) -> None:
    part = at(page, "behaviour")
    assert isinstance(part, BehaviourPart)
    counts = [
        BehaviourCount(id=uuid4(), pupil=kacper, what="Left the room", first_day=date(2026, 9, day), last_day=date(2026, 9, day + 4), count=6)
        for day in (7, 14)
    ]
    keep(room, *counts)
    again(page)
    assert [card.title.text() for card in cards(part)] == ["Left the room: how often a week"]
    assert [part.list.model.index(0, n).data() for n in range(4)] == ["Left the room", "Mon 14 Sep 2026", "Fri 18 Sep 2026", "6"]
    part.list.choose(counts[0].id)
    pressed(part.list, "Same count again")
    form = heard.sheets[-1]
    assert isinstance(form, RecordForm)
    assert (form.said("what"), form.said("count")) == ("Left the room", "")
    need_sound(part.list.model)


# Part-time timetables and suspensions


def test_a_timetable_starts_with_its_hours_in_one_form(room: Room, kacper: UUID, qtbot: QtBot) -> None:
    form = shown_form(qtbot, start_form(room, kacper))
    put(form, starts_on="5/10/2026", planned_end_on="4/12/2026", reason="Back after an operation", agreed_by="Ms Wilk")
    form.finish()
    assert form.fields["weekly_minutes"].said.text().startswith("Give the hours in school a week, such as 12.5")
    put(form, weekly_minutes="12:30", words="Mornings")
    form.finish()
    view = room.desk.measuring.timetables(kacper)[0]
    assert (view.hours, view.steps[0].words, view.steps[0].agreed_by) == ("12.5 of 32.5 hours a week", "Mornings", "Ms Wilk")


def test_its_hours_must_fit_a_full_week(room: Room, kacper: UUID, qtbot: QtBot) -> None:
    form = shown_form(qtbot, start_form(room, kacper))
    put(form, starts_on="5/10/2026", planned_end_on="4/12/2026", reason="Back after an operation", weekly_minutes="12.5", full_minutes="")
    form.finish()
    assert form.fields["weekly_minutes"].said.text() == "The hours in school cannot be more than a full week: check both."
    assert room.desk.measuring.timetables(kacper) == ()


def test_the_card_says_where_it_stands_and_leads_to_each_step(page: MeasuresPage, room: Room, kacper: UUID, heard: Heard) -> None:
    plan = plan_of(kacper, agreed_by="Ms Wilk", agreed_on=date(2026, 10, 1), plan_back="One lesson more each week")
    step = started(room, plan)
    part = at(page, "part_time")
    assert isinstance(part, PartTimePart)
    card = part.made[plan.id]
    assert [chip.word for chip in card.findChildren(Chip)] == ["Past its planned end"]
    told = " ".join(label.text() for label in card.findChildren(QWidget) if hasattr(label, "text"))
    for wanted in ("still running: record its end or agree a new date", "Agreed by Ms Wilk on Thu 1 Oct 2026.", "One lesson more", "Mornings"):
        assert wanted in told
    for words, form, focus in (
        ("Change the hours", HoursForm, "since"), ("Record its end", TimetableForm, "ended_on"),
        ("Agree a new date", TimetableForm, "planned_end_on"), ("Edit", TimetableForm, "starts_on"), ("Open", HoursForm, "since"),
    ):
        pressed(card, words)
        made = heard.sheets[-1]
        assert isinstance(made, form)
        assert made.focusProxy() is made.fields[focus].box, words
    assert isinstance(made, HoursForm)
    assert made.record == room.desk.recording.get(PartTimeStep, step.id)


def test_hours_change_from_a_day_on_and_start_with_the_full_week_of_before(room: Room, kacper: UUID, qtbot: QtBot) -> None:
    plan = plan_of(kacper)
    form = shown_form(qtbot, hours_form(room, plan, before=started(room, plan)))
    assert form.said("full_minutes") == "32.5"
    put(form, since="2/11/2026")
    form.finish()
    assert "0 where there are none" in form.fields["weekly_minutes"].said.text()
    put(form, weekly_minutes="20")
    form.finish()
    assert [step.weekly_minutes for step in room.desk.measuring.timetables(kacper)[0].steps] == [750, 1200]


def test_its_end_is_recorded_and_the_card_then_offers_what_is_left(page: MeasuresPage, room: Room, kacper: UUID, qtbot: QtBot) -> None:
    plan = plan_of(kacper)
    started(room, plan)
    form = shown_form(qtbot, timetable_form(room, plan, "ended_on"))
    put(form, ended_on="16/10/2026", end_words="Full time again")
    form.finish()
    part = at(page, "part_time")
    card = part.made[plan.id]
    assert [chip.word for chip in card.findChildren(Chip)] == ["Ended"]
    assert [made.text().strip() for made in card.findChildren(QPushButton)] == ["Open", "Edit", "Remove"]
    assert any(getattr(label, "text", str)() == "How it ended: Full time again" for label in card.findChildren(QWidget))


@pytest.mark.parametrize(("starts", "planned", "review", "word"), [
    (date(2026, 11, 2), date(2026, 12, 4), None, "Part-time now"), (date(2026, 11, 2), date(2026, 12, 4), date(2026, 11, 9), "Review due"),
    (date(2026, 11, 23), date(2026, 12, 4), None, "Planned"),
])
def test_the_state_of_a_timetable_is_a_word(
    page: MeasuresPage, room: Room, kacper: UUID, starts: date, planned: date, review: date | None, word: str,
) -> None:
    plan = plan_of(kacper, starts, planned, review_on=review)
    keep(room, plan)
    assert [chip.word for chip in at(page, "part_time").made[plan.id].findChildren(Chip)] == [word]


def test_a_timetable_is_removed_with_its_hours_and_undo_brings_them_back(page: MeasuresPage, room: Room, kacper: UUID, heard: Heard) -> None:
    plan = plan_of(kacper)
    started(room, plan)
    pressed(at(page, "part_time").made[plan.id], "Remove")
    assert heard.last == "The part-time timetable is removed with its hours."
    assert room.desk.recording.of(PartTimeStep) == []
    room.desk.finding.undo()
    assert len(room.desk.measuring.timetables(kacper)[0].steps) == 1


def test_what_the_council_was_not_told_is_ticked_off_today_or_on_another_day(page: MeasuresPage, room: Room, kacper: UUID, heard: Heard) -> None:
    plan = plan_of(kacper)
    started(room, plan)
    room.desk.measuring.save_step(
        PartTimeStep(id=uuid4(), pupil=kacper, timetable=plan.id, since=date(2026, 10, 12), weekly_minutes=900, full_minutes=1950),
    )
    part = at(page, "part_time")
    assert not part.council.isHidden()
    start, change = (part.untold.itemAt(n).widget() for n in range(part.untold.count()))
    for line, form, field in ((start, TimetableForm, "told_council_start"), (change, HoursForm, "told_council_on")):
        pressed(line, "Told on another day")
        made = heard.sheets[-1]
        assert isinstance(made, form)
        assert made.focusProxy() is made.fields[field].box
    pressed(start, "Told today")
    pressed(change, "Told today")
    assert heard.last == "It is recorded that the council was told today."
    again(page)
    assert part.council.isHidden()


def test_a_return_that_the_council_asks_for_is_offered_beside_a_timetable(page: MeasuresPage, room: Room, kacper: UUID, heard: Heard) -> None:
    room.desk.school.save(replace(room.desk.school.school(), authority="Derbyshire County Council"))
    part = at(page, "part_time")
    assert part.council.isHidden()
    keep(room, plan_of(kacper, told_council_start=date(2026, 10, 5)))
    again(page)
    assert not part.council.isHidden()
    pressed(part.council, "Record the return")
    form = heard.sheets[-1]
    assert isinstance(form, ReturnForm)
    assert (form.said("authority"), form.code("state")) == ("Derbyshire County Council", "sent")


def test_suspensions_are_listed_and_summed(page: MeasuresPage, room: Room, kacper: UUID, heard: Heard) -> None:
    away = Suspension(id=uuid4(), pupil=kacper, first_day=date(2026, 9, 14), sessions=2, reason="Hurt another pupil", back_on=date(2026, 9, 16))
    keep(room, away, Suspension(
        id=uuid4(), pupil=kacper, first_day=date(2026, 6, 1), last_day=date(2026, 6, 2), reason="Left the site", parents_told_on=date(2026, 6, 1),
        council_told_on=date(2026, 6, 1),
    ))
    part = at(page, "part_time")
    assert part.sum.text() == "2 half-days suspended this school year."
    assert [[part.list.model.index(n, column).data() for column in (0, 3, 7)] for n in range(2)] == [
        ["Mon 14 Sep 2026", "2", "Wed 16 Sep 2026"], ["Mon 1 Jun 2026", "", ""],
    ]
    need_sound(part.list.model)
    part.list.add()
    assert isinstance(heard.sheets[-1], RecordForm)


def test_the_start_form_is_a_press_away(page: MeasuresPage, heard: Heard) -> None:
    pressed(at(page, "part_time"), "Start a part-time timetable")
    assert isinstance(heard.sheets[-1], StartForm)


# Exam access


def test_what_is_marked_as_evidence_is_gathered_and_opens(page: MeasuresPage, room: Room, kacper: UUID, heard: Heard) -> None:
    part = at(page, "access")
    assert isinstance(part, AccessPart)
    assert not part.sheet_button.isEnabled()
    run = ProvisionRun(id=uuid4(), name="Touch typing", minutes=20, times_a_week=3, starts_on=date(2026, 9, 7), ends_on=date(2026, 12, 18))
    keep(
        room, run, ProvisionPlace(id=uuid4(), pupil=kacper, run=run.id, starts_on=run.starts_on, ends_on=run.ends_on),
        score(kacper, date(2026, 10, 5), "84", exam_access=True),
    )
    entry, _ = room.desk.story.finish(kacper, entry_kind="observation", happened_at=room.now(), words="Used a laptop", tags=("exam access",))
    again(page)
    titles = {label.text() for label in part.findChildren(QWidget) if hasattr(label, "text")}
    assert {"Entries of the story (1)", "Scores (1)", "Support given (1)"} <= titles
    pressed(part, "Open")
    assert heard.went == [Place("pupil", kacper, f"story/{entry}")]
    pressed(part, "New entry")
    assert heard.entries == [kacper]


def test_the_sheet_is_shown_as_it_prints(page: MeasuresPage, room: Room, kacper: UUID, heard: Heard) -> None:
    from sendco_desk.ui.screens.paper_view import PaperView

    keep(room, score(kacper, date(2026, 10, 5), "84", exam_access=True))
    pressed(at(page, "access"), "Show the sheet")
    view = heard.sheets[-1]
    assert isinstance(view, PaperView)
    assert (view.name, view.pupil, view.paper.title) == ("exam-access-evidence", kacper, "Evidence for exam access arrangements")


# The tab as a whole


def test_a_record_that_was_found_is_brought_into_view_in_its_part(page: MeasuresPage, room: Room, kacper: UUID) -> None:
    plan = plan_of(kacper)
    step = started(room, plan)
    count = BehaviourCount(id=uuid4(), pupil=kacper, what="Left", first_day=date(2026, 9, 7), last_day=date(2026, 9, 11), count=6)
    away = Suspension(id=uuid4(), pupil=kacper, first_day=date(2026, 9, 14), reason="Hurt another pupil")
    keep(room, count, away)
    page.activateWindow()
    for record, key in ((count.id, "behaviour"), (plan.id, "part_time"), (step.id, "part_time"), (away.id, "part_time")):
        page.show_record(record)
        assert page.choice.chosen() == key
        assert not page.parts[key].isHidden()
    assert page.parts["part_time"].lists[0].table.current() == away


def test_a_record_that_is_gone_leaves_the_part_that_was_shown(page: MeasuresPage) -> None:
    at(page, "behaviour")
    page.show_record(uuid4())
    assert (page.choice.chosen(), page.parts["behaviour"].isHidden(), page.parts["access"].isHidden()) == ("behaviour", False, True)


@pytest.mark.parametrize("kind", ["measure", "attendance", "behaviour_count", "part_time_timetable", "part_time_step", "suspension"])
def test_what_the_search_finds_leads_to_the_tab(kind: str) -> None:
    from sendco_desk.services.finding import Found

    found = Found(kind=kind, id=UUID(int=1), pupil=UUID(int=2), pupil_name="", title="", snippet="")
    assert place_of(found) == Place("pupil", UUID(int=2), f"measures/{UUID(int=1)}")


def test_another_pupil_shows_in_the_part_that_is_open(page: MeasuresPage, room: Room, kacper: UUID) -> None:
    keep(room, score(kacper, date(2026, 10, 5), "84"))
    again(page)
    leila = next(row.pupil.id for row in room.desk.pupils.rows() if row.pupil.known_name == "Leila Ashgrove")
    page.show_pupil(room.desk.pupils.page(leila))
    assert cards(page.parts["scores"]) == []
    assert page.parts["scores"].lists[0].model.rows == []
    assert not page.parts["scores"].lists[0].why.isHidden()


def test_all_that_can_be_used_has_a_name(page: MeasuresPage, room: Room, kacper: UUID, nameless: Callable[[QWidget], list[str]]) -> None:
    started(room, plan_of(kacper))
    keep(room, score(kacper, date(2026, 10, 5), "84", exam_access=True))
    for key in PARTS:
        at(page, key)
        assert nameless(page) == [], key


def test_a_source_that_was_removed_meanwhile_is_said(page: MeasuresPage, kacper: UUID, heard: Heard) -> None:
    at(page, "scores").open_source(score(kacper, date(2026, 10, 5), "84", document=uuid4()))
    assert heard.said
    assert heard.sheets == []
