"""What the generated parts of a pack say: cover, pupil summary, chronology, clock and delays."""

from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest

from sendco_desk.domain.codes import CASE_KINDS
from sendco_desk.domain.people import ContactPerson
from sendco_desk.domain.pupil import Need, Pupil
from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.plan import Chronology, ClockAndDelays, PackPlan, PupilSummary
from sendco_desk.services.desk import Desk
from sendco_desk.services.pack_parts import PARTS, parts_for, summary_of
from sendco_desk.services.packing import PackChoices

P = TypeVar("P", PupilSummary, Chronology, ClockAndDelays)
LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def case(desk: Desk, kacper: Pupil) -> UUID:
    opened, _ = desk.casework.open_case(
        kacper.id, authority="Marlshire County Council", events=[("request_received", date(2026, 9, 21), None)],
    )
    return opened


def plan_of(desk: Desk, case: UUID, *parts: str, on: date | None = None) -> PackPlan:
    return desk.packs.plan(case, PackChoices(parts=parts), on)


def part_of(desk: Desk, case: UUID, kind: type[P], on: date | None = None) -> P:
    (part,) = plan_of(desk, case, {PupilSummary: "summary", Chronology: "chronology", ClockAndDelays: "clock"}[kind], on=on).parts
    assert isinstance(part, kind)
    return part


def test_the_parts_come_in_the_order_chosen(desk: Desk, case: UUID) -> None:
    assert [part.title for part in plan_of(desk, case, "clock", "summary").parts] == ["Clock and delays", "Pupil summary"]
    assert tuple(PARTS) == PackChoices().parts


def test_the_cover_says_whom_it_is_about_and_what_is_asked_of_whom(desk: Desk, case: UUID) -> None:
    plan = plan_of(desk, case, "clock")
    assert plan.cover is not None
    assert (plan.cover.name, plan.cover.born, plan.cover.school) == ("Kacper Wilk", date(2015, 3, 14), "Fernhollow School")
    assert plan.cover.asked == "That Marlshire County Council assess Kacper Wilk’s education, health and care needs"
    assert (plan.cover.asked_of, plan.cover.year, plan.cover.made_by) == ("Marlshire County Council", "Year 7", "Dr Robin Lark")
    assert plan.stamp == "Kacper Wilk, born 14.03.2015"
    assert plan.on == date(2026, 11, 23)


def test_the_cover_asks_in_the_words_of_the_request_where_there_are_some(desk: Desk, case: UUID) -> None:
    request = desk.casework.page(case).case
    desk.casework.save_case(replace(request, what_is_asked="That the council reassess."))
    cover = plan_of(desk, case, "clock").cover
    assert cover is not None
    assert cover.asked == "That the council reassess"


def test_the_summary_holds_status_ranked_needs_people_and_the_council(desk: Desk, kacper: Pupil, case: UUID) -> None:
    for rank, code in enumerate(("SLCN", "SEMH"), 1):
        desk.pupils.save_need(Need(id=uuid4(), pupil=kacper.id, need_type=code, rank=rank, since=date(2025, 1, 6)))
    desk.pupils.save_person(ContactPerson(
        id=uuid4(), pupil=kacper.id, forename="Ana", surname="Wilk", relationship="PAM", parental_responsibility=True, gets_letters=True,
    ))
    desk.pupils.save(replace(kacper, known_forename="Kac", first_language="POL", interpreter="POL"))
    summary = part_of(desk, case, PupilSummary)
    assert (summary.legal_name, summary.known_as, summary.upn) == ("Kacper Wilk", "Kac Wilk", "B801200005001")
    assert (summary.sen_status, summary.sen_since) == ("SEN support", date(2026, 11, 23))
    assert [(n.rank, n.title) for n in summary.needs] == [(1, "Speech, language and communication needs"), (2, "Social, emotional and mental health")]
    assert [(p.name, p.relationship, p.parental_responsibility, p.gets_letters) for p in summary.people] == [("Ana Wilk", "Mother", True, True)]
    assert (summary.language, summary.interpreter) == ("Polish", "Polish")
    assert summary.more == (("Council of residence", "Marlshire County Council"),)
    assert summary.age.startswith("11 years")


def test_the_age_is_that_of_the_packs_own_day(desk: Desk, case: UUID) -> None:
    assert part_of(desk, case, PupilSummary, on=date(2027, 3, 14)).age.startswith("12 years")


def test_a_pupil_of_whom_little_is_known_has_a_short_summary(desk: Desk) -> None:
    pupil = Pupil(id=uuid4(), legal_forename="Leila", legal_surname="Ashgrove", date_of_birth=date(2016, 1, 1))
    desk.pupils.add(pupil)
    case, _ = desk.casework.open_case(pupil.id, authority="Marlshire")
    summary = summary_of(desk.keyring.book, desk.casework.page(case), date(2026, 11, 23), desk.clock)
    assert (summary.known_as, summary.sen_status, summary.sen_since, summary.needs, summary.people, summary.more) == ("", "", None, (), (), ())


def test_the_story_is_told_oldest_first_up_to_the_packs_day(desk: Desk, kacper: Pupil, case: UUID) -> None:
    for day in (20, 2, 11):
        desk.story.finish(
            kacper.id, entry_kind="phone_call", happened_at=datetime(2026, 11, day, 15, 5, tzinfo=LONDON), words=f"Day {day}", who="Mother",
        )
    rows = part_of(desk, case, Chronology, on=date(2026, 11, 11)).rows
    assert [(row.happened_on, row.time, row.kind, row.who, row.words) for row in rows] == [
        (date(2026, 11, 2), "15:05", "Phone call", "Mother", "Day 2"), (date(2026, 11, 11), "15:05", "Phone call", "Mother", "Day 11"),
    ]


def test_corrections_and_strike_outs_reach_the_chronology(desk: Desk, kacper: Pupil, case: UUID) -> None:
    first, _ = desk.story.finish(kacper.id, entry_kind="support", happened_at=desk.clock(), words="31 of 36 sessions")
    desk.story.correct(first, "32 of 36")
    second, _ = desk.story.finish(kacper.id, entry_kind="note", happened_at=desk.clock(), words="Wrong pupil")
    desk.story.strike_out(second, "Written in the wrong story")
    rows = {row.words: row for row in part_of(desk, case, Chronology).rows}
    (correction,) = rows["31 of 36 sessions"].corrections
    assert (correction.words, correction.who, correction.written_on) == ("32 of 36", "Dr Robin Lark", date(2026, 11, 23))
    struck = rows["Wrong pupil"].struck_out
    assert struck is not None
    assert (struck.reason, struck.on) == ("Written in the wrong story", date(2026, 11, 23))


def test_a_correction_that_was_struck_out_itself_is_not_told(desk: Desk, kacper: Pupil, case: UUID) -> None:
    first, _ = desk.story.finish(kacper.id, entry_kind="support", happened_at=desk.clock(), words="31 of 36 sessions")
    desk.story.correct(first, "A slip")
    (line,) = desk.story.lines(kacper.id)
    desk.story.strike_out(line.corrections[0].id, "A slip")
    assert part_of(desk, case, Chronology).rows[0].corrections == ()


def test_the_clock_shows_each_step_that_has_begun_with_its_source_and_lateness(desk: Desk, case: UUID) -> None:
    rows = {row.title: row for row in part_of(desk, case, ClockAndDelays).rows}
    decide = rows["Decide whether to assess"]
    assert (decide.owed_by, decide.due, decide.state, decide.days_late, decide.late) == (
        "Marlshire County Council", date(2026, 11, 2), "overdue", 21, "3 weeks",
    )
    assert "SEND Regulations 2014" in decide.source
    assert decide.alternatives[0].due == date(2026, 11, 1)
    assert decide.counted.startswith("Receipt on Mon 21 Sep 2026 is day 0")
    assert "Send the school’s advice" not in rows


def test_the_clock_is_counted_on_the_packs_own_day(desk: Desk, case: UUID) -> None:
    (decide, *_) = part_of(desk, case, ClockAndDelays, on=date(2026, 10, 1)).rows
    assert (decide.state, decide.days_late) == ("upcoming", 0)


def test_a_closure_that_could_excuse_the_council_is_named(desk: Desk, kacper: Pupil) -> None:
    desk.school.add_closure(date(2026, 7, 23), date(2026, 9, 1), "Summer")
    case, _ = desk.casework.open_case(kacper.id, authority="Marlshire", events=[
        ("request_received", date(2026, 6, 22), None), ("agreed_to_assess", date(2026, 7, 17), None),
        ("school_advice_requested", date(2026, 7, 20), None),
    ])
    rows = {row.title: row for row in part_of(desk, case, ClockAndDelays).rows}
    assert [said.partition(":")[0] for said in rows["Issue the final plan"].exceptions] == ["School closed four weeks or more"]
    assert rows["Send the school’s advice"].owed_by == "School"


def test_two_days_of_receipt_are_both_told(desk: Desk, kacper: Pupil) -> None:
    case, _ = desk.casework.open_case(kacper.id, authority="Marlshire", events=[
        ("request_received", date(2026, 9, 21), None), ("council_says_received", date(2026, 9, 28), None),
    ])
    clock = part_of(desk, case, ClockAndDelays)
    assert "21 Sep 2026" in clock.starts
    assert "28 Sep 2026" in clock.starts


def test_dates_that_contradict_one_another_are_questions_in_the_pack(desk: Desk, kacper: Pupil) -> None:
    case, _ = desk.casework.open_case(kacper.id, authority="Marlshire", events=[
        ("request_received", date(2026, 9, 21), None), ("agreed_to_assess", date(2026, 9, 1), None),
    ])
    assert part_of(desk, case, ClockAndDelays).questions


@pytest.mark.parametrize(("kind", "asked"), [
    ("request", "That Marlshire assess Kacper Wilk’s education, health and care needs"),
    ("reassessment", "That Marlshire assess Kacper Wilk’s education, health and care needs again"),
    ("annual_review", "That Marlshire review Kacper Wilk’s EHC plan"),
    ("phase_transfer", "That Marlshire amend Kacper Wilk’s EHC plan before the move"),
    ("plan", "That Marlshire secure what Kacper Wilk’s EHC plan says"), ("move", "That Marlshire take on Kacper Wilk’s EHC plan"),
    ("appeal", "Mediation and appeal"), ("complaint", "Parent’s complaint to the council"),
    ("consultation", "Consultation about a child who may join"), ("records", "Request for records"),
])
def test_a_case_of_every_kind_has_its_own_words_on_the_cover(desk: Desk, kacper: Pupil, kind: str, asked: str) -> None:
    case, _ = desk.casework.open_case(kacper.id, kind, authority="Marlshire")
    plan = plan_of(desk, case, "clock")
    assert plan.cover is not None
    assert (plan.cover.asked, plan.cover.asked_of, plan.subject) == (asked, "Marlshire", CASE_KINDS[kind])


@pytest.mark.parametrize(("kind", "section"), [
    ("request", "section 36(8)"), ("plan", "section 42(2)"), ("annual_review", "section 44(1)"), ("reassessment", "section 44(2)"), ("appeal", ""),
])
def test_the_cover_says_the_legal_test_of_its_kind_of_case_and_no_other(desk: Desk, kacper: Pupil, kind: str, section: str) -> None:
    case, _ = desk.casework.open_case(kacper.id, kind, authority="Marlshire")
    cover = plan_of(desk, case, "clock").cover
    assert cover is not None
    assert section in cover.legal_test
    assert bool(cover.legal_test) == bool(section)


@pytest.mark.parametrize(("council", "title"), [("", "Evidence pack"), ("Marlshire", "Evidence pack for Marlshire")])
def test_a_pack_for_no_council_is_for_nobody_in_its_title(desk: Desk, kacper: Pupil, council: str, title: str) -> None:
    case, _ = desk.casework.open_case(kacper.id, "records", authority=council)
    assert plan_of(desk, case, "summary").title == title


def test_the_summary_needs_the_date_of_birth_too(desk: Desk) -> None:
    pupil = Pupil(id=uuid4(), legal_forename="Leila", legal_surname="Ashgrove")
    desk.pupils.add(pupil)
    case, _ = desk.casework.open_case(pupil.id, authority="Marlshire")
    with pytest.raises(Refused, match="date of birth") as refused:
        summary_of(desk.keyring.book, desk.casework.page(case), date(2026, 11, 23), desk.clock)
    assert refused.value.field == "date_of_birth"


def test_the_parts_of_a_larger_step_stay_out_of_the_pack(desk: Desk, kacper: Pupil) -> None:
    case, _ = desk.casework.open_case(kacper.id, "appeal", authority="Marlshire", events=[
        ("decision_letter_sent", date(2026, 10, 5), None), ("mediation_certificate_issued", date(2026, 11, 2), None),
    ])
    titles = [row.title for row in part_of(desk, case, ClockAndDelays).rows]
    assert titles.count("Last day for the parent or young person to appeal") == 1
    assert not [title for title in titles if "months to appeal" in title or "month to appeal" in title]


def test_a_step_that_waits_for_a_recorded_steps_day_is_in_the_pack_without_one(desk: Desk, kacper: Pupil) -> None:
    case, _ = desk.casework.open_case(kacper.id, authority="Marlshire", events=[("school_advice_sent", date(2026, 11, 16), None)])
    rows = {row.title: row for row in part_of(desk, case, ClockAndDelays).rows}
    assert (rows["Decide whether to assess"].state, rows["Decide whether to assess"].due) == ("unknown", None)


def test_a_report_of_a_review_is_looked_for_where_there_is_a_review() -> None:
    assert {"review", "transition"} & parts_for("request").keys() == set()
    assert {"review", "transition"} & parts_for("annual_review").keys() == {"review"}
    assert {"review", "transition"} & parts_for("phase_transfer").keys() == {"review", "transition"}
    assert "summary" in parts_for("records")


def test_what_is_asked_is_missed_in_a_request_alone() -> None:
    assert "asks" in parts_for("request") and not any("asks" in parts_for(kind) for kind in CASE_KINDS if kind != "request")
