"""The school's year: terms, closures and the holidays between terms, and what the clock makes of them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.domain.school import SchoolClosure, Term
from sendco_desk.domain.school_year import Season
from sendco_desk.services.desk import Desk
from sendco_desk.services.school_calendar import SchoolCalendar
from sendco_desk.services.school_plan import CHANGED, NEW, REFUSED, UNCHANGED, CalendarPlan, Dated, calendar_json, holidays_words
from sendco_desk.services.school_year import DayKind, TermDays, YearDays, day_in_year, inset_days, missing_words

TODAY = date(2026, 7, 1)
TERMS = {
    Season.AUTUMN: TermDays(first=date(2026, 9, 2), last=date(2026, 12, 18), half=(date(2026, 10, 26), date(2026, 10, 30))),
    Season.SPRING: TermDays(first=date(2027, 1, 4), last=date(2027, 3, 25), half=(date(2027, 2, 15), date(2027, 2, 19))),
    Season.SUMMER: TermDays(first=date(2027, 4, 12), last=date(2027, 7, 21), half=(date(2027, 5, 31), date(2027, 6, 4))),
}
YEAR = YearDays(begins=2026, terms=TERMS, insets=(date(2026, 10, 23), date(2027, 7, 20)), before=date(2026, 7, 22), after=date(2027, 9, 2))
FILE = "Term,Start,End\nAutumn Term,02/09/2026,18/12/2026\nSpring Term,04/01/2027,25/03/2027\nSummer Term,12/04/2027,21/07/2027\n"


@pytest.fixture
def calendar(desk: Desk) -> SchoolCalendar:
    return desk.school.calendar


@pytest.fixture
def filled(calendar: SchoolCalendar) -> SchoolCalendar:
    """2026/27 as it was filled in."""
    calendar.record(calendar.plan_year(YEAR), "School year 2026/27")
    return calendar


def term(name: str, first: date, last: date, id: UUID | None = None) -> Term:
    return Term(id=id or uuid4(), name=name, first_day=first, last_day=last)


def closure(name: str, first: date, last: date | None = None) -> SchoolClosure:
    return SchoolClosure(id=uuid4(), name=name, first_day=first, last_day=last or first)


def file(tmp_path: Path, text: str) -> Path:
    (tmp_path / "calendar.csv").write_text(text, encoding="utf-8")
    return tmp_path / "calendar.csv"


def spans(records: Sequence[Dated]) -> list[str]:
    return [f"{r.name} {r.first_day}..{r.last_day}" for r in records]


def outcomes(plan: CalendarPlan) -> dict[str, int]:
    return {outcome: plan.count(outcome) for outcome in (NEW, CHANGED, UNCHANGED, REFUSED) if plan.count(outcome)}


# A year at once


def test_a_year_is_recorded_with_its_half_terms_inset_days_and_the_holidays_between(filled: SchoolCalendar) -> None:
    assert spans(filled.terms()) == [
        "Autumn 2026 2026-09-02..2026-12-18", "Spring 2027 2027-01-04..2027-03-25", "Summer 2027 2027-04-12..2027-07-21",
    ]
    assert spans(filled.closures()) == [
        "Summer holiday 2026-07-23..2026-09-01", "INSET day 2026-10-23..2026-10-23", "Half-term 2026-10-26..2026-10-30",
        "Christmas holiday 2026-12-19..2027-01-03", "Half-term 2027-02-15..2027-02-19", "Easter holiday 2027-03-26..2027-04-11",
        "Half-term 2027-05-31..2027-06-04", "INSET day 2027-07-20..2027-07-20", "Summer holiday 2027-07-22..2027-09-01",
    ]


def test_school_days_are_counted_in_each_term_and_in_the_year(filled: SchoolCalendar) -> None:
    year = filled.year(2026)
    assert [year.school_days(term) for term in year.terms] == [72, 54, 66]
    assert (year.school_days(), year.words, year.missing_words) == (192, "2026/27", "")


def test_a_year_that_is_filled_in_again_changes_nothing(filled: SchoolCalendar) -> None:
    again = filled.plan_year(YEAR)
    assert (again.writes, filled.record(again, "Again")) == ((), frozenset())


def test_one_undo_takes_the_whole_year_back(desk: Desk, filled: SchoolCalendar) -> None:
    assert desk.finding.undo()[0] == "School year 2026/27"
    assert (filled.terms(), filled.closures()) == ([], [])


def test_the_summer_comes_with_the_terms_of_two_years(calendar: SchoolCalendar) -> None:
    calendar.save_term(term("Summer 2026", date(2026, 4, 13), date(2026, 7, 22)))
    _, holidays = calendar.save_term(term("Autumn", date(2026, 9, 2), date(2026, 12, 18)))
    assert holidays_words(holidays) == " Between the terms: Summer holiday, Thu 23 Jul 2026 to Tue 1 Sep 2026."
    assert [one.name for one in calendar.terms()] == ["Summer 2026", "Autumn 2026"]


@pytest.mark.parametrize(("change", "field", "said"), [
    ({"terms": {Season.AUTUMN: TermDays(first=date(2026, 9, 2), last=date(2026, 12, 18), half=(date(2026, 12, 21), date(2026, 12, 22)))}},
     "autumn_half_first", "The half-term is not inside its term"),
    ({"terms": {Season.AUTUMN: TermDays(first=date(2026, 9, 2), last=date(2026, 12, 18), half=(date(2026, 10, 30), date(2026, 10, 26)))}},
     "autumn_half_last", "swap the two dates"),
    ({"terms": {Season.SPRING: TermDays(first=date(2026, 9, 2), last=date(2026, 12, 18))}}, "spring_first", "not the days of a spring term"),
    ({"terms": {Season.AUTUMN: TermDays(first=date(2025, 9, 2), last=date(2025, 12, 18))}}, "autumn_last", "not in the autumn term of 2026/27"),
    ({"terms": {Season.AUTUMN: TermDays(first=date(2026, 7, 20), last=date(2026, 12, 18))}}, "autumn_first", "lies in one school year"),
    ({"terms": {Season.AUTUMN: TermDays(first=date(2026, 9, 2), last=date(2027, 1, 8)), Season.SPRING: TERMS[Season.SPRING]}, "after": None},
     "spring_first", "Spring 2027 would overlap Autumn 2026"),
    ({"insets": (date(2026, 9, 5),)}, "insets", "Sat 5 Sep 2026 is a weekend"),
    ({"insets": (date(2027, 5, 3),)}, "insets", "Mon 3 May 2027 is a bank holiday"),
    ({"insets": (date(2027, 9, 1),)}, "insets", "Wed 1 Sep 2027 is not in 2026/27"),
    ({"before": date(2026, 7, 22), "terms": {}}, "before", "Give the first day of the autumn term"),
    ({"before": None, "after": date(2027, 9, 2), "terms": {}}, "after", "Give the last day of the summer term"),
    ({"before": date(2025, 7, 22)}, "before", "is not likely: check the year"),
])
def test_a_year_that_cannot_be_is_refused_beside_the_field(calendar: SchoolCalendar, change: dict[str, object], field: str, said: str) -> None:
    with pytest.raises(Refused, match=said) as refused:
        calendar.plan_year(replace(YEAR, **change))  # type: ignore[arg-type]
    assert refused.value.field == field
    assert calendar.terms() == []


@pytest.mark.parametrize(("text", "day"), [
    ("2/9", date(2026, 9, 2)), ("4 jan", date(2027, 1, 4)), ("26/8", date(2026, 8, 26)), ("21/7", date(2027, 7, 21)), ("2/9/27", date(2027, 9, 2)),
    ("tomorrow", date(2026, 7, 2)), ("+2w", date(2026, 7, 15)),
])
def test_a_day_typed_without_its_year_is_in_the_school_year(text: str, day: date) -> None:
    assert day_in_year(text, 2026, TODAY) == day


@given(st.dates(date(2026, 8, 20), date(2027, 8, 10)))
def test_every_day_of_a_school_year_can_be_typed_without_its_year(day: date) -> None:
    assert day_in_year(f"{day.day}/{day.month}", 2026, TODAY) == day


def test_inset_days_are_typed_one_after_the_other() -> None:
    assert inset_days("2/9, 1/9; 4/1 and 2/9", 2026, TODAY) == (date(2026, 9, 1), date(2026, 9, 2), date(2027, 1, 4))
    assert inset_days(" ", 2026, TODAY) == ()
    with pytest.raises(Refused) as refused:
        inset_days("1/9, soon", 2026, TODAY)
    assert refused.value.field == "insets"


# What a year shows


def test_missing_terms_are_said_by_season() -> None:
    assert missing_words(2026, tuple(Season)) == "No term of 2026/27 is recorded."
    assert missing_words(2026, (Season.SUMMER,)) == "Summer term 2027 is not recorded."
    assert missing_words(2026, (Season.AUTUMN, Season.SPRING)) == "Autumn term 2026 and spring term 2027 are not recorded."


def test_six_short_terms_are_a_whole_year_and_their_gaps_are_half_terms(calendar: SchoolCalendar) -> None:
    spans_of = (("1/9", "23/10"), ("2/11", "18/12"), ("4/1", "12/2"), ("22/2", "25/3"), ("12/4", "28/5"), ("7/6", "21/7"))
    for number, (first, last) in enumerate(spans_of, 1):
        calendar.save_term(term(f"Term {number}", day_in_year(first, 2026, TODAY), day_in_year(last, 2026, TODAY)))
    assert calendar.year(2026).missing == ()
    assert [one.name for one in calendar.closures()] == ["Half-term", "Christmas holiday", "Half-term", "Easter holiday", "Half-term"]


def test_each_day_is_one_kind_and_has_a_name(filled: SchoolCalendar) -> None:
    filled.save_closure(closure("Burst pipe", date(2027, 2, 3)))
    filled.save_closure(closure("", date(2027, 2, 4)))
    year = filled.year(2026)
    days = {
        date(2026, 9, 3): (DayKind.SCHOOL, "Autumn 2026"), date(2026, 9, 5): (DayKind.WEEKEND, "Weekend"),
        date(2026, 10, 28): (DayKind.HOLIDAY, "Half-term"),
        date(2026, 10, 23): (DayKind.INSET, "INSET day"), date(2026, 12, 25): (DayKind.BANK, "Christmas Day"),
        date(2026, 12, 24): (DayKind.HOLIDAY, "Christmas holiday"), date(2027, 2, 3): (DayKind.CLOSED, "Burst pipe"),
        date(2027, 2, 4): (DayKind.CLOSED, "School closed"), date(2026, 9, 1): (DayKind.HOLIDAY, "Summer holiday"),
    }
    assert {day: (year.kind_of(day), year.named(day)) for day in days} == days
    empty = filled.year(2030)
    assert (empty.kind_of(date(2030, 10, 1)), empty.named(date(2030, 10, 1))) == (DayKind.UNKNOWN, "Nothing is recorded for this day")


def test_bank_holidays_are_those_of_the_school_year_with_their_names(calendar: SchoolCalendar) -> None:
    named = [(one.day, one.name) for one in calendar.year(2026).bank_holidays]
    assert named[0] == (date(2026, 12, 25), "Christmas Day") and named[-1][0] == date(2027, 8, 30)


def test_a_closure_belongs_to_every_year_that_it_touches(filled: SchoolCalendar) -> None:
    assert all("Summer holiday" in [one.name for one in filled.year(begins).closures] for begins in (2025, 2026, 2027))
    assert filled.year(2028).closures == ()


def test_a_year_that_begins_in_august_shows_its_closures_from_then_on(calendar: SchoolCalendar) -> None:
    calendar.save_term(term("Autumn", date(2026, 8, 26), date(2026, 12, 18)))
    calendar.save_closure(closure("INSET day", date(2026, 8, 27)))
    assert [one.name for one in calendar.year(2026).closures] == ["INSET day"]


@pytest.mark.parametrize(("on", "shown"), [(date(2027, 4, 30), 2026), (date(2027, 5, 1), 2027), (date(2027, 9, 1), 2027)])
def test_the_next_year_is_shown_once_it_is_the_one_asked_for(filled: SchoolCalendar, on: date, shown: int) -> None:
    assert filled.year_to_show(on) == shown


def test_this_year_is_shown_while_a_term_of_it_is_missing(calendar: SchoolCalendar) -> None:
    assert calendar.year_to_show(date(2027, 5, 1)) == 2026


# One term, one closure


def test_the_holidays_move_with_the_term_they_lie_beside(filled: SchoolCalendar) -> None:
    autumn = filled.terms()[0]
    _, holidays = filled.save_term(replace(autumn, last_day=date(2026, 12, 22)))
    assert spans([row.record for row in holidays]) == ["Christmas holiday 2026-12-23..2027-01-03"]
    _, holidays = filled.save_term(replace(autumn, first_day=date(2026, 9, 3), last_day=date(2026, 12, 17)))
    assert spans([row.record for row in holidays]) == [
        "Summer holiday 2026-07-23..2026-09-02", "Christmas holiday 2026-12-18..2027-01-03",
    ]
    assert [one.name for one in filled.closures()].count("Christmas holiday") == 1


def test_a_holiday_follows_a_term_whose_other_neighbour_is_not_recorded(filled: SchoolCalendar) -> None:
    autumn, _, summer = filled.terms()
    filled.save_term(replace(autumn, first_day=date(2026, 9, 1)))
    filled.save_term(replace(summer, last_day=date(2027, 7, 23)))
    assert [s for s in spans(filled.closures()) if s.startswith("Summer")] == [
        "Summer holiday 2026-07-23..2026-08-31", "Summer holiday 2027-07-24..2027-09-01",
    ]


def test_a_holiday_recorded_in_other_words_is_not_recorded_twice(calendar: SchoolCalendar) -> None:
    calendar.save_closure(closure("Xmas", date(2026, 12, 21), date(2027, 1, 1)))
    calendar.save_term(term("Autumn", date(2026, 9, 2), date(2026, 12, 18)))
    _, holidays = calendar.save_term(term("Spring", date(2027, 1, 4), date(2027, 3, 25)))
    assert (holidays, spans(calendar.closures())) == ((), ["Xmas 2026-12-21..2027-01-01"])


def test_a_holiday_that_leaves_school_days_uncovered_is_drawn_out_and_named(calendar: SchoolCalendar) -> None:
    calendar.save_closure(closure("", date(2026, 12, 21), date(2026, 12, 31)))
    calendar.save_term(term("Autumn", date(2026, 9, 2), date(2026, 12, 18)))
    calendar.save_term(term("Spring", date(2027, 1, 5), date(2027, 3, 25)))
    assert spans(calendar.closures()) == ["Christmas holiday 2026-12-19..2027-01-04"]


def test_a_closure_inside_a_term_is_no_holiday_between_terms(calendar: SchoolCalendar) -> None:
    calendar.save_closure(closure("INSET day", date(2026, 12, 21)))
    calendar.save_term(term("Autumn", date(2026, 9, 2), date(2026, 12, 18)))
    _, holidays = calendar.save_term(term("Spring", date(2026, 12, 22), date(2027, 3, 25)))
    assert holidays == ()


@pytest.mark.parametrize(("first", "last", "said"), [
    (
        date(2026, 12, 18), date(2027, 3, 25),
        "Spring 2027 would overlap Autumn 2026, which runs from Wed 2 Sep 2026 to Fri 18 Dec 2026: check the dates.",
    ),
    (date(2026, 7, 20), date(2026, 9, 4), "A term lies in one school year, which ends on 31 August: check the two dates."),
])
def test_a_term_that_cannot_be_is_refused_in_one_sentence(filled: SchoolCalendar, first: date, last: date, said: str) -> None:
    with pytest.raises(Refused) as refused:
        filled.save_term(term("Spring", first, last))
    assert (refused.value.message, refused.value.field) == (said, "first_day")


def test_the_same_term_is_not_recorded_twice(filled: SchoolCalendar) -> None:
    with pytest.raises(Refused, match="would overlap"):
        filled.save_term(term("Autumn", date(2026, 9, 2), date(2026, 12, 18)))
    autumn = filled.terms()[0]
    with pytest.raises(Refused, match="would overlap Spring 2027"):
        filled.save_term(replace(autumn, last_day=date(2027, 1, 8)))
    assert len(filled.terms()) == 3


@pytest.mark.parametrize(("name", "first", "last", "said"), [
    ("Spring", date(2027, 1, 2), date(2027, 3, 26), (
        "It begins on Sat 2 Jan 2027, which is a weekend.", "It ends on Fri 26 Mar 2027, which is Good Friday.",
    )),
    ("Spring", date(2027, 1, 4), date(2027, 5, 28), ("It is 20 weeks long, which is more than a term.",)),
    ("Spring", date(2027, 1, 4), date(2027, 1, 4), ("It is only 1 day long, which is less than a term.",)),
    ("Spring", date(2026, 12, 21), date(2027, 3, 25), ("It begins straight after Autumn 2026 ends, with no holiday between them.",)),
    ("Late summer", date(2026, 8, 3), date(2026, 9, 1), ("Autumn 2026 begins straight after it ends, with no holiday between them.",)),
    ("Spring", date(2027, 1, 4), date(2027, 3, 25), ()),
    ("Summer", date(2026, 4, 13), date(2026, 7, 22), ()),
])
def test_a_term_that_is_unlikely_is_asked_about(calendar: SchoolCalendar, name: str, first: date, last: date, said: tuple[str, ...]) -> None:
    calendar.save_term(term("Autumn", date(2026, 9, 2), date(2026, 12, 18)))
    assert calendar.term_doubts(term(name, first, last)) == said


def test_a_term_is_taken_out_and_its_holidays_stay(desk: Desk, filled: SchoolCalendar) -> None:
    before = spans(filled.closures())
    filled.remove_term(filled.terms()[1].id)
    assert (filled.year(2026).missing_words, spans(filled.closures())) == ("Spring term 2027 is not recorded.", before)
    desk.finding.undo()
    assert len(filled.terms()) == 3


@pytest.mark.parametrize(("name", "first", "last", "said"), [
    ("Fair", date(2026, 9, 5), date(2026, 9, 6), ("The school is closed on these days already: they are a weekend or a bank holiday.",)),
    ("INSET", date(2026, 12, 22), date(2026, 12, 22), (
        "The school is closed on these days already: Christmas holiday, Sat 19 Dec 2026 to Sun 3 Jan 2027.",
    )),
    ("Repairs", date(2026, 8, 31), date(2026, 12, 31), ("It takes in the whole of Autumn 2026.", "It is 17 weeks long.")),
    ("Burst pipe", date(2027, 2, 3), date(2027, 2, 3), ()),
])
def test_a_closure_that_is_unlikely_is_asked_about(filled: SchoolCalendar, name: str, first: date, last: date, said: tuple[str, ...]) -> None:
    assert filled.closure_doubts(closure(name, first, last)) == said


def test_a_closure_is_changed_and_never_recorded_twice(filled: SchoolCalendar) -> None:
    half = next(one for one in filled.closures() if one.name == "Half-term")
    filled.save_closure(replace(half, name="  Autumn   half-term "))
    assert "Autumn half-term" in [one.name for one in filled.closures()]
    with pytest.raises(Refused, match="recorded as a closure already"):
        filled.save_closure(closure("Again", half.first_day, half.last_day))


def test_inset_days_that_are_recorded_stay_as_they_are(filled: SchoolCalendar) -> None:
    changed, new = filled.add_insets((date(2026, 10, 23), date(2027, 1, 5)), 2026)
    assert (changed, new) == (frozenset({"school_closure"}), 1)
    assert filled.add_insets((date(2027, 1, 5),), 2026) == (frozenset(), 0)


# A file


def test_a_file_is_shown_first_and_then_brought_in_with_the_holidays_between_its_terms(calendar: SchoolCalendar, tmp_path: Path) -> None:
    plan = calendar.read(file(tmp_path, FILE), TODAY)
    assert (outcomes(plan), calendar.terms()) == ({NEW: 3}, [])
    assert calendar_json(plan) == {
        "new": 3, "changed": 0, "unchanged": 0, "problems": [], "warnings": [],
        "holidays": [
            {"name": "Christmas holiday", "from": "2026-12-19", "to": "2027-01-03"},
            {"name": "Easter holiday", "from": "2027-03-26", "to": "2027-04-11"},
        ],
    }
    calendar.record(plan, "School calendar from a file")
    again = calendar.read(file(tmp_path, FILE), TODAY)
    assert (outcomes(again), again.holidays, len(calendar.closures())) == ({UNCHANGED: 3}, (), 2)


def test_a_file_in_other_words_changes_no_names(filled: SchoolCalendar, tmp_path: Path) -> None:
    text = FILE + "October half term,26/10/2026,30/10/2026\nStaff training,23/10/2026,\nChristmas holidays,21/12/2026,01/01/2027\n"
    plan = filled.read(file(tmp_path, text), TODAY)
    assert outcomes(plan) == {UNCHANGED: 5, CHANGED: 1}
    assert spans([row.record for row in plan.writes]) == ["Christmas holiday 2026-12-21..2027-01-01"]


def test_terms_that_move_together_do_not_stand_in_each_others_way(filled: SchoolCalendar, tmp_path: Path) -> None:
    text = "Term,Start,End\nAutumn Term,02/09/2026,08/01/2027\nSpring Term,18/01/2027,02/04/2027\n"
    plan = filled.read(file(tmp_path, text), TODAY)
    assert outcomes(plan) == {CHANGED: 2}
    filled.record(plan, "Moved")
    assert (len(filled.terms()), [one.name for one in filled.closures()].count("Christmas holiday")) == (3, 1)


def test_a_term_that_would_overlap_stays_out_and_is_named_with_its_row(filled: SchoolCalendar, tmp_path: Path) -> None:
    text = "Term,Start,End\nTerm 1,02/09/2026,23/10/2026\nTerm 2,02/11/2026,18/12/2026\nTerm 3,14/12/2026,02/02/2027\n"
    text += "Summer term,20/07/2026,04/09/2026\n"
    plan = filled.read(file(tmp_path, text), TODAY)
    assert [(p.row, p.field) for p in plan.problems] == [(4, "First day"), (5, "First day")]
    assert plan.problems[0].message.startswith("Term 3 would overlap Term 2, which runs from Mon 2 Nov 2026")
    assert (plan.left_out, outcomes(plan)) == (2, {CHANGED: 1, NEW: 1, REFUSED: 1})


def test_a_row_that_comes_twice_is_taken_once(calendar: SchoolCalendar, tmp_path: Path) -> None:
    rows = "Term,Start,End\nAutumn,2/9/2026,18/12/2026\nHalf term,26/10/2026,30/10/2026\n"
    plan = calendar.read(file(tmp_path, rows + "Autumn term,2/9/2026,18/12/2026\nHalf-term,26/10/2026,30/10/2026\n"), TODAY)
    assert outcomes(plan) == {NEW: 2, UNCHANGED: 2}


def test_a_closure_without_a_name_takes_that_of_the_file(calendar: SchoolCalendar, tmp_path: Path) -> None:
    calendar.save_closure(closure("", date(2027, 2, 3)))
    plan = calendar.read(file(tmp_path, "Type,Name,Date\nClosure,Burst pipe,3/2/2027\n"), TODAY)
    assert (outcomes(plan), plan.writes[0].record.name) == ({CHANGED: 1}, "Burst pipe")


def test_what_is_exported_is_unchanged_when_it_comes_back_and_whole_in_an_empty_notebook(
    filled: SchoolCalendar, tmp_path: Path,
) -> None:
    clean = on_paper()
    filled.save_closure(closure("=Burst; “pipe”, again", date(2027, 2, 3)))
    path = tmp_path / "out.csv"
    assert filled.export(2026, path) == 13
    assert outcomes(filled.read(path, TODAY)) == {UNCHANGED: 13}
    clean.record(clean.read(path, TODAY), "Brought in")
    assert (spans(clean.terms()), spans(clean.closures())) == (spans(filled.terms()), spans(filled.closures()))


def test_an_export_that_cannot_be_written_is_trouble_and_leaves_nothing(filled: SchoolCalendar, tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="Choose another folder"):
        filled.export(2026, tmp_path / "gone" / "out.csv")
    assert not (tmp_path / "gone").exists()


class Paper:
    """A notebook on paper: what is written is kept in memory, so that hypothesis can fill hundreds."""

    def __init__(self) -> None:
        self.kept: dict[UUID, Dated] = {}
        self.changed: frozenset[str] = frozenset()

    def all(self, kind: type[Dated]) -> list[Dated]:
        return [record for record in self.kept.values() if isinstance(record, kind)]

    @contextmanager
    def writing(self, words: str) -> Iterator["Paper"]:
        yield self

    def put(self, record: Dated) -> None:
        self.kept[record.id] = record


def on_paper() -> SchoolCalendar:
    return SchoolCalendar(Paper())  # type: ignore[arg-type]


names = st.sampled_from(("", "Half-term", "INSET day", "Burst pipe", "Eid", "Christmas", "=1+1", "Holiday"))


@st.composite
def calendars(draw: st.DrawFn) -> SchoolCalendar:
    """A year's terms with holidays between them, half-terms, and closures of all sorts and names."""
    calendar, day = on_paper(), date(2026, 8, 24) + timedelta(days=draw(st.integers(0, 20)))
    while day < date(2027, 7, 1):
        last = min(day + timedelta(days=draw(st.integers(20, 120))), date(2027, 8, 20))
        calendar.save_term(term(draw(st.sampled_from(("Term", "Autumn term", "Spring", "Term 3"))), day, last))
        day = last + timedelta(days=draw(st.integers(3, 25)))
    for _ in range(draw(st.integers(0, 8))):
        first = draw(st.dates(date(2026, 9, 1), date(2027, 8, 31)))
        with suppress(Refused):
            calendar.save_closure(closure(draw(names), first, first + timedelta(days=draw(st.integers(0, 12)))))
    return calendar


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
@given(calendar=calendars())
def test_whatever_a_year_holds_its_export_comes_back_unchanged(calendar: SchoolCalendar, tmp_path: Path) -> None:
    path = tmp_path / "round.csv"
    year, count, other = calendar.year(2026), calendar.export(2026, path), on_paper()
    plan = calendar.read(path, TODAY)
    assert (outcomes(plan), plan.problems) == ({UNCHANGED: count}, ())
    other.record(other.read(path, TODAY), "Brought in")
    assert sorted(spans(other.terms())) == sorted(spans(year.terms))
    assert set(spans(year.closures)) <= set(spans(other.closures()))
    assert other.read(path, TODAY).writes == ()


# What the clock makes of it


def test_fifteen_school_days_run_over_the_christmas_that_was_filled_in(desk: Desk, kacper: Pupil, calendar: SchoolCalendar) -> None:
    """Worked example Y41: an educational record asked for on 11 December, a term that ends on the 18th and begins again on 4 January."""
    desk.school.save(replace(desk.school.school(), school_type="maintained"))
    calendar.record(calendar.plan_year(replace(YEAR, insets=())), "School year 2026/27")
    case, _ = desk.casework.open_case(kacper.id, "records", events=[("education_record_requested", date(2026, 12, 11), None)])
    view = desk.caseload.view(case)
    (step,) = [m for m in desk.caseload.steps(view, date(2026, 12, 14)) if m.rule.id == "REC-02"]
    assert step.due == date(2027, 1, 15)


def test_a_summer_that_follows_from_two_terms_opens_the_window_for_advice(desk: Desk, kacper: Pupil, calendar: SchoolCalendar) -> None:
    """Worked example Y07: closed from 23 July to 1 September, so advice asked for from 16 July to 26 August may excuse the council."""
    for one in (term("Summer 2026", date(2026, 4, 13), date(2026, 7, 22)), term("Autumn 2026", date(2026, 9, 2), date(2026, 12, 18))):
        calendar.save_term(one)
    shut = desk.caseload.calendar().closures
    assert [(one.first, one.last, one.days) for one in shut] == [(date(2026, 7, 23), date(2026, 9, 1), 41)]
    could = {}
    for asked in (date(2026, 7, 15), date(2026, 7, 16), date(2026, 8, 26), date(2026, 8, 27)):
        case, _ = desk.casework.open_case(kacper.id, authority="Marlshire", events=[
            ("request_received", date(2026, 6, 1), None), ("school_advice_requested", asked, None),
        ])
        steps = desk.caseload.steps(desk.caseload.view(case), date(2026, 9, 1))
        tests = [test for step in steps if step.rule.id == "REQ-09" for test in step.exceptions if test.id == "school_closed"]
        could[asked] = [test.could_apply for test in tests]
        desk.finding.undo()
    assert could == {
        date(2026, 7, 15): [False], date(2026, 7, 16): [True], date(2026, 8, 26): [True], date(2026, 8, 27): [False],
    }
