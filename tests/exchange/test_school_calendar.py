"""School calendars as schools and councils publish them, and our own export taken back to the letter."""

import io
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.school import SchoolClosure, Term
from sendco_desk.exchange.calendar_days import read_list, school_year_in
from sendco_desk.exchange.calendar_words import Sort, sort_of
from sendco_desk.exchange.cells import tidy
from sendco_desk.exchange.school_calendar import ReadCalendar, read_calendar, write_calendar

TODAY = date(2026, 7, 1)
Dated = Term | SchoolClosure


def read(text: str) -> ReadCalendar:
    return read_calendar(text.encode(), TODAY)


def found(calendar: ReadCalendar) -> list[str]:
    """Each record as `Term Autumn 2026 2026-09-02..2026-12-18`."""
    return [f"{r.record.TITLE} {r.record.name} {r.record.first_day}..{r.record.last_day}" for r in calendar.records]


def told(calendar: ReadCalendar) -> list[str]:
    return [f"{p.row} {p.field}: {p.message}" for p in calendar.problems]


THREE = ["Term Autumn 2026 2026-09-02..2026-12-18", "Term Spring 2027 2027-01-04..2027-03-25", "Term Summer 2027 2027-04-12..2027-07-21"]


@pytest.mark.parametrize("text", [
    "Term,Start,End\nAutumn Term,02/09/2026,18/12/2026\nSpring Term,04/01/2027,25/03/2027\nSummer Term,12/04/2027,21/07/2027\n",
    "Name;From;To\nAutumn;2026-09-02;2026-12-18\nSpring 2027;2027-01-04;2027-03-25\nSummer term 2027;2027-04-12;2027-07-21\n",
    "Event\tDates\nAutumn term\tWed 2 Sep 2026 to Fri 18 Dec 2026\nSpring term\t4 January - 25 March 2027\nSummer term\t12 April – 21 July 2027\n",
    "Type,First day,Last day,Weeks\nTerm,46267,46374,15\nTerm,46391,46471,12\nTerm,46489,46589,14\n",
    "Autumn Term,Wednesday 2 September 2026,Friday 18 December 2026\nSpring Term,4/1/27,25/3/27\nSummer Term,12.4.2027,21.7.2027\n",
    "School year,Term,Opens,Closes\n2026/27,Autumn,2 Sep,18 Dec\n2026/27,Spring,4 Jan,25 Mar\n2026/27,Summer,12 Apr,21 Jul\n",
    "Description,Date\nAutumn term starts,2 Sept 2026\nAutumn term ends,18 Dec 2026\nReturn after Christmas,4 Jan 2027\n"
    "Break up for Easter,25 Mar 2027\nSchool opens,12 Apr 2027\nLast day of term,21 Jul 2027\n",
])
def test_terms_are_read_in_the_shapes_in_which_they_are_published(text: str) -> None:
    assert (found(read(text)), told(read(text))) == (THREE, [])


def test_a_whole_list_of_a_school_is_read_with_its_training_days_and_half_terms() -> None:
    calendar = read(
        "Event,Date\nTraining Day,Tuesday 1st September 2026\nAutumn Term Starts,Wednesday 2nd September 2026\n"
        "Half-Term,Monday 26th October-Friday 30th October 2026\nAutumn Term Ends,Friday 18th December 2026\n"
        "Spring Half Term,15th February - 19th February 2027\nMay Bank Holiday,Monday 3rd May 2027\nEaster Sunday,28 March 2027\n"
        "Christmas holiday,Monday 21 December 2026 to Friday 1 January 2027\n"
    )
    assert found(calendar) == [
        "Closure Training Day 2026-09-01..2026-09-01", "Closure Half-Term 2026-10-26..2026-10-30", THREE[0],
        "Closure Spring Half Term 2027-02-15..2027-02-19", "Closure Christmas holiday 2026-12-21..2027-01-01",
    ]
    assert (told(calendar), calendar.warnings) == ([], ("One bank holiday was left out: England’s bank holidays are known already.",))


@pytest.mark.parametrize(("text", "half"), [
    ("Term,Opens,Closes for half term,Re-opens,Closes\nAutumn,2/9/2026,23/10/2026,2/11/2026,18/12/2026\n", "2026-10-24..2026-11-01"),
    ("Term,Starts,Half term,Ends\nAutumn,2/9/2026,26/10/2026 to 30/10/2026,18/12/2026\n", "2026-10-26..2026-10-30"),
    ("Term,Starts,Half term starts,Half term ends,Ends\nAutumn,2/9/2026,26/10/2026,30/10/2026,18/12/2026\n", "2026-10-26..2026-10-30"),
    ("Term,First half-term dates,Second half-term dates\nAutumn 2026,Sept 2nd to Oct 23rd,Nov 2 to Dec 18th\n", "2026-10-24..2026-11-01"),
])
def test_a_half_term_may_stand_in_columns_of_its_terms_row(text: str, half: str) -> None:
    assert found(read(text)) == [THREE[0], f"Closure Half-term {half}"]


def test_inset_days_may_stand_under_the_headings_of_half_terms() -> None:
    calendar = read("Term,First half,Second half\nAutumn 2026,2 Sept to 18 Dec,\nINSET days 2026/27,23 October,\"4 January, 8 March\"\n")
    assert found(calendar) == [
        THREE[0], *(f"Closure INSET days 2026/27 {day}..{day}" for day in ("2026-10-23", "2027-01-04", "2027-03-08")),
    ]


@pytest.mark.parametrize("rows", [
    "Half term starts,26 Oct 2026\nHalf term ends,30 Oct 2026\n", "Closes for half term,25 Oct 2026\nRe-opens after half term,31 Oct 2026\n",
])
def test_a_half_term_may_be_told_by_its_two_ends(rows: str) -> None:
    assert found(read("Event,Date\n" + rows)) == ["Closure Half-term 2026-10-26..2026-10-30"]


def test_a_holiday_may_be_told_by_its_two_ends() -> None:
    calendar = read("Event,Date\nSummer holiday begins,23 July 2026\nSummer holiday ends,1 September 2026\n")
    assert found(calendar) == ["Closure Summer holiday 2026-07-23..2026-09-01"]


def test_sections_name_their_rows_and_give_them_their_year() -> None:
    calendar = read(
        "Event,Date\nAutumn Term 2026,\nStart of Term,2nd September\nEnd of Term,18th December\nINSET days 2026/27,\n,1 September\n,4 January\n"
    )
    assert found(calendar) == [
        THREE[0], "Closure INSET days 2026/27 2026-09-01..2026-09-01", "Closure INSET days 2026/27 2027-01-04..2027-01-04",
    ]


def test_the_name_of_the_file_may_tell_the_year(tmp_path: Path) -> None:
    path = tmp_path / "Term dates 2026-27.csv"
    path.write_text("Term,Start,End\nAutumn,2 Sep,18 Dec\n", encoding="utf-8")
    assert found(read_calendar(path, TODAY)) == THREE[:1]


def test_a_workbook_is_read_whatever_its_cells_hold() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ("Term dates", None, None), ("Term", "Start", "End"), ("Autumn Term", date(2026, 9, 2), "18/12/2026"), ("INSET", date(2026, 9, 1), None),
    ):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    assert found(read_calendar(out.getvalue(), TODAY)) == [THREE[0], "Closure INSET 2026-09-01..2026-09-01"]


def test_summer_alone_is_a_term_in_spring_and_a_holiday_in_august_and_a_week_named_after_a_season_is_a_break() -> None:
    calendar = read("Name,From,To\nSummer,12/4/2027,21/7/2027\nSummer,22/7/2027,31/8/2027\nAutumn,26/10/2026,30/10/2026\n")
    assert found(calendar) == [THREE[2], "Closure Summer 2027-07-22..2027-08-31", "Closure Autumn 2026-10-26..2026-10-30"]


def test_half_a_term_is_a_term_where_it_lasts_for_weeks() -> None:
    assert found(read("Name,From,To\nAutumn half term 1,2/9/2026,23/10/2026\n")) == ["Term Autumn half term 1 2026-09-02..2026-10-23"]


def test_a_type_as_broad_as_term_dates_gives_way_to_what_the_name_says() -> None:
    calendar = read(
        "Type,Name,From,To\nTerm dates,Half term,26/10/2026,30/10/2026\nSchool closed,Burst pipe,3/2/2027,\nHoliday,Eid,10/3/2027,11/3/2027\n"
    )
    assert found(calendar) == [
        "Closure Half term 2026-10-26..2026-10-30", "Closure Burst pipe 2027-02-03..2027-02-03", "Closure Eid 2027-03-10..2027-03-11",
    ]


def test_bank_holidays_are_left_out_and_a_stretch_that_begins_with_one_is_kept() -> None:
    calendar = read("Name,From,To\nGood Friday,26/3/2027,\nMay Day holiday,3/5/2027,3/5/2027\nChristmas Day to New Year,25/12/2026,1/1/2027\n")
    assert found(calendar) == ["Closure Christmas Day to New Year 2026-12-25..2027-01-01"]
    assert calendar.warnings == ("2 bank holidays were left out: England’s are known already.",)


@pytest.mark.parametrize(("rows", "said"), [
    ("Bank holiday,4/5/2027,", "Tue 4 May 2027 is not a bank holiday in England. If the school is closed then, add it as a closure."),
    ("Parents’ evening,4/3/2027,", "“Parents’ evening” is not a term, a holiday, a half-term, an INSET day or a closure, so it was left out."),
    ("Christmas fair,4/12/2026,", "“Christmas fair” is not a term, a holiday, a half-term, an INSET day or a closure, so it was left out."),
    ("Sports week,7/6/2027,11/6/2027", "“Sports week” is not a term, a holiday, a half-term, an INSET day or a closure, so it was left out."),
    ("Autumn term,2/9/2026,", "A term needs its first and its last day."),
    ("Autumn term,,18/12/2026", "There is a last day but no first, so the row was left out."),
    ("Autumn term,2/9/2026,18/12/206", "This is not a date that can be read: write it as 31/12/2015."),
    ("Autumn term,2 Sep,18/12/26", ""),
    ("Autumn term,2/9/2026,31 Nov 2026", "There is no such day in the calendar: check the day and the month."),
    ("Autumn term,30/2,18 Dec", "There is no such day in the calendar: check the day and the month."),
    ("Autumn term,2 Sep,18 Dec", "The year is missing: write the date as 31/12/2026, or put the school year (2026/27) into the name of the file."),
    ("Autumn term,18/12/2026,2/9/2026", "The last day is before the first: swap the two dates."),
    ("Autumn term,2/9/2026,18/12/2027", "A term that long is not likely: give each term its own two dates."),
    ("Term ends,18/12/2026,", "No row says when this term begins, so it was left out."),
    ("Term starts,2/9/2026,", "No row says when this term ends, so it was left out."),
    ("Half term,from 26/10/2026 to ##,", "The date was lost in a spreadsheet: widen the column there, or export the table again."),
    ("INSET,0 to 2/9/2026,", "There is no such day in the calendar: check the day and the month."),
])
def test_what_cannot_be_taken_is_said_row_by_row(rows: str, said: str) -> None:
    calendar = read(f"Name,From,To\n{rows}\nINSET 2026/27,1/10,\nNote about nothing,,\n")
    if rows.startswith("Autumn term,30/2"):
        calendar = read(f"Name,From,To\n{rows.replace('term', 'term 2026/27')}\nINSET 2026/27,1/10,\n")
    assert [p.message for p in calendar.problems if p.row == 2] == ([said] if said else [])
    assert found(calendar)[-1] == "Closure INSET 2026/27 2026-10-01..2026-10-01"


def test_a_row_without_a_day_is_said_where_it_is_about_the_calendar() -> None:
    calendar = read("Type,Name,Date\nTerm,Autumn,\nMeeting,Governors,\nINSET,Training,1/10/2026\n")
    assert told(calendar) == ["2 Date: There is no day in this row, so it was left out."]


def test_a_second_beginning_says_that_the_first_never_ended() -> None:
    calendar = read("Name,Date\nTerm starts,2/9/2026\nTerm starts,4/1/2027\nTerm ends,25/3/2027\n")
    assert (found(calendar), told(calendar)) == ([THREE[1]], ["2 Date: No row says when this term ends, so it was left out."])


def test_a_weekday_that_does_not_fit_its_date_is_asked_about_and_the_row_is_read() -> None:
    calendar = read("Name,From,To\nSpring term,Mon 4 Jan 2027,Fri 25 Mar 2027\n")
    assert found(calendar) == THREE[1:2]
    assert told(calendar) == ["2 To: Thu 25 Mar 2027 is not a Friday: check this day before you rely on it."]
    assert not calendar.problems[0].fatal


def test_columns_that_were_not_read_are_named() -> None:
    assert read("Name,From,To,Day,Weeks\nAutumn,2/9/2026,18/12/2026,Wednesday,15\n").warnings == ("These columns were not read: Day, Weeks.",)
    assert read("Name,From,To,Weekday\nAutumn,2/9/2026,18/12/2026,Wednesday\n").warnings == ()


def test_a_file_without_days_is_refused_with_what_it_should_hold() -> None:
    with pytest.raises(Refused, match="Term, Start and End"):
        read("Name,Class\nAutumn,4 Willow\n")


def test_a_lone_row_of_days_without_headings_is_read() -> None:
    assert found(read("Autumn Term,Wed 2 Sep 2026,Fri 18 Dec 2026\n")) == THREE[:1]


def test_a_first_day_given_as_date_beside_a_last_day_is_the_first() -> None:
    assert found(read("Term,Date,To\nAutumn Term,2/9/2026,18/12/2026\n")) == THREE[:1]
    assert found(read("What is on,When it is,Until then\nAutumn Term,2/9/2026,18/12/2026\n")) == THREE[:1]


@pytest.mark.parametrize(("text", "days"), [
    ("1&2/9/26", ["2026-09-01", "2026-09-02"]), ("Mon 26 to Fri 30 October 2026", ["2026-10-26..2026-10-30"]),
    ("28 to 1 November 2026", ["2026-10-28..2026-11-01"]), ("22 Dec to 2 Jan 2027", ["2026-12-22..2027-01-02"]),
    ("Thursday, 23rd October 2025 and Friday, 24th October 2025", ["2025-10-23", "2025-10-24"]), ("September 4, 2026", ["2026-09-04"]),
    ("2026-10-26..2026-10-30", ["2026-10-26..2026-10-30"]), ("26/10/2026-30/10/2026", ["2026-10-26..2026-10-30"]),
    ("Weds 2nd of September 2026 (INSET)", ["2026-09-02"]), ("02/09/28", ["2028-09-02"]), ("1 Sep; 23 Oct", ["2026-09-01", "2026-10-23"]),
    ("Sept 4", ["2026-09-04"]),
])
def test_days_are_read_one_by_one_in_stretches_and_in_lists(text: str, days: list[str]) -> None:
    read_days = read_list(text, TODAY, 2026)
    assert [str(d.first) if d.first == d.last else f"{d.first}..{d.last}" for d in read_days] == days


@pytest.mark.parametrize("text", ["72", "1012", "190 days", "7F", "32 to 1/9/2026", "4 Xyz", "0/9"])
def test_numbers_and_words_are_no_days(text: str) -> None:
    with pytest.raises(Refused):
        read_list(text, TODAY, 2026)


@pytest.mark.parametrize(("text", "year"), [
    ("2026/27", 2026), ("Academic Year 2026-2027", 2026), ("Autumn term 2026", 2026), ("Spring 2027", 2026), ("21 July 2027", 2026), ("Term 1", None),
])
def test_a_text_names_the_year_in_which_its_school_year_begins(text: str, year: int | None) -> None:
    assert school_year_in(text) == year


@pytest.mark.parametrize(("text", "sort"), [
    ("Autumn half term", Sort.HALF), ("Half term holiday begins", Sort.HALF_BEGINS), ("End of half-term", Sort.HALF_ENDS),
    ("Breaks up for half term", Sort.HALF_SHUTS), ("Back after half term", Sort.HALF_OPENS), ("INSET day (school closed)", Sort.INSET),
    ("Christmas holiday", Sort.HOLIDAY), ("Easter holidays end", Sort.HOLIDAY_ENDS), ("Holiday starts", Sort.HOLIDAY_BEGINS),
    ("School closes for Christmas", Sort.ENDS), ("First day back after Easter", Sort.BEGINS), ("Boxing Day", Sort.BANK),
    ("School closed", Sort.CLOSED), ("Term 3", Sort.TERM), ("Michaelmas", Sort.TERM), ("Summer 2", Sort.TERM), ("Summer", Sort.SEASON),
    ("Start of the autumn term", Sort.BEGINS), ("End of term", Sort.ENDS), ("Sports day", Sort.NOTHING), ("", Sort.NOTHING),
])
def test_a_row_is_what_its_words_say(text: str, sort: Sort) -> None:
    assert sort_of(text) is sort


# Our own file

days = st.dates(date(2024, 1, 1), date(2030, 12, 31))
names = st.text(max_size=30).map(tidy)


@st.composite
def terms(draw: st.DrawFn) -> Term:
    first = draw(days)
    return Term(
        id=uuid4(), name=draw(names.filter(lambda name: bool(name.strip()))), first_day=first,
        last_day=first + timedelta(days=draw(st.integers(0, 250))),
    )


@st.composite
def closures(draw: st.DrawFn) -> SchoolClosure:
    first = draw(days)
    return SchoolClosure(id=uuid4(), name=draw(names), first_day=first, last_day=first + timedelta(days=draw(st.integers(0, 80))))


def facts(record: Dated) -> tuple[str, str, date, date]:
    return record.TITLE, tidy(record.name), record.first_day, record.last_day


@given(st.lists(terms(), max_size=6), st.lists(closures(), max_size=12))
def test_what_is_exported_is_taken_back_to_the_letter(some_terms: list[Term], some_closures: list[SchoolClosure]) -> None:
    calendar = read_calendar(write_calendar(some_terms, some_closures).encode("utf-8-sig"), TODAY)
    assert (calendar.exact, calendar.problems) == (True, ())
    assert sorted(facts(one.record) for one in calendar.records) == sorted([*map(facts, some_terms), *map(facts, some_closures)])


@pytest.mark.parametrize("name", ["=SUM(A1)", "'=1", "-5", "'5", '="12"', "Déjà vu, “Eid”; 10 | 11", "Term", "Bank holiday"])
def test_a_name_that_a_spreadsheet_would_work_out_comes_back_as_words(name: str) -> None:
    closure = SchoolClosure(id=uuid4(), name=name, first_day=date(2026, 10, 1), last_day=date(2026, 10, 1))
    text = write_calendar([], [closure])
    assert not any(cell.startswith(("=", "-", "+", "@")) for cell in text.split(","))
    assert tidy(name) == read_calendar(text.encode(), TODAY).records[0].record.name


def test_our_own_file_opened_and_saved_in_a_spreadsheet_is_read_and_what_was_spoilt_is_said() -> None:
    head = "School year,Type,Name,First day,Last day\n"
    calendar = read(
        head + "2026/27,Term,Autumn 2026,02/09/2026,18/12/2026\n2026/27,INSET day,INSET day,01/09/2026,\n2026/27,Party,Cake,1/1/2027,1/1/2027\n"
        "2026/27,Holiday,Christmas,soon,1/1/2027\n2026/27,Term,,4/1/2027,25/3/2027\n2026/27,Closure,Backwards,4/1/2027,3/1/2027\n"
    )
    assert found(calendar) == [THREE[0], "Closure INSET day 2026-09-01..2026-09-01"]
    assert [(p.row, p.field) for p in calendar.problems] == [(4, "Type"), (5, "First day"), (6, "Name"), (7, "Last day")]
    assert calendar.problems[0].message == "“Party” is not a type of this file: write Term, Half-term, INSET day, Holiday, Closure."


def test_rows_that_an_unclosed_quotation_mark_runs_together_are_never_lost_in_silence() -> None:
    calendar = read('Term,Start,End\nAutumn Term,02/09/2026,18/12/2026\n"Spring Term,04/01/2027,25/03/2027\nSummer Term,12/04/2027,21/07/2027\n')
    assert len(calendar.records) == 1
    assert [(problem.row, problem.fatal) for problem in calendar.problems] == [(3, True)]
    assert calendar.problems[0].message.startswith("The columns of this row ran together: a quotation mark in it is never closed.")
    assert read("Term,Start,End\nDates from 1/9/2026 to 21/7/2027,,\nAutumn Term,02/09/2026,18/12/2026\n").problems == ()
