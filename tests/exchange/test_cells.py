"""One cell of an export: what it says, and what is said about it when it says nothing that can be kept."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendco_desk.domain.refusals import Refused
from sendco_desk.exchange.cells import (
    DateStyle,
    birth_problem,
    fold,
    is_formula,
    is_mangled,
    plain_number,
    read_date,
    read_yes,
    same_name,
    shouted,
    tidy,
    tidy_phone,
)

TODAY = date(2026, 11, 23)
DAYS = st.dates(date(1995, 1, 1), date(2026, 12, 31))
STYLES = ("%d/%m/%Y", "%Y-%m-%d", "%d-%b-%Y", "%d %B %Y", "%Y/%m/%d", "%d.%m.%Y", "%Y-%m-%dT00:00:00", "%d/%m/%Y 00:00", "%A, %d %B %Y")


@given(DAYS, st.sampled_from(STYLES))
def test_a_date_in_any_style_of_an_export_is_read_as_the_day_it_was(day: date, style: str) -> None:
    assert read_date(day.strftime(style), TODAY).day == day


@given(DAYS)
def test_an_excel_day_number_is_the_day_that_excel_shows(day: date) -> None:
    read = read_date(str((day - date(1899, 12, 30)).days), TODAY)
    assert read.day == day
    assert read.style is DateStyle.SERIAL


@given(st.dates(date(2001, 1, 1), TODAY))
def test_a_birthday_with_two_figures_is_that_of_a_school_age_child(day: date) -> None:
    read = read_date(day.strftime("%d/%m/%y"), TODAY, born=True)
    assert read.day == day
    assert read.style is DateStyle.TWO_FIGURES


@pytest.mark.parametrize(("text", "day"), [
    ("7 Oct 2014", date(2014, 10, 7)), ("12 May 2016", date(2016, 5, 12)), ("11-Feb-15", date(2015, 2, 11)), ("2/11/2015", date(2015, 11, 2)),
    ("3rd September 2014", date(2014, 9, 3)), ("42053", date(2015, 2, 18)), ("42053.5", date(2015, 2, 18)), ("1 sept 2014", date(2014, 9, 1)),
])
def test_dates_as_schools_write_them(text: str, day: date) -> None:
    assert read_date(text, TODAY).day == day


@pytest.mark.parametrize(("text", "says"), [
    ("31/02/2015", "no such day"), ("2015-02-30", "no such day"), ("02/13/2015", "month written before the day"), ("########", "widen the column"),
    ("1.23E+05", "export the table again"), ("soon", "31/12/2015"), ("99999", "not a date"), ("5 Foo 2014", "name of a month"),
    ("31/13/2015", "no such day"),
])
def test_a_date_that_cannot_be_read_says_why(text: str, says: str) -> None:
    with pytest.raises(Refused, match=says):
        read_date(text, TODAY)


def test_a_two_figure_year_that_fits_no_pupil_is_refused() -> None:
    with pytest.raises(Refused, match="fits no school age"):
        read_date("01/01/70", TODAY, born=True)


def test_a_two_figure_year_of_next_year_is_not_last_century() -> None:
    assert read_date("01/09/27", TODAY).day == date(2027, 9, 1)


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_is_refused_in_a_sentence(text: str) -> None:
    try:
        read_date(tidy(text), TODAY)
    except Refused as refusal:
        assert refusal.message.endswith(".") or refusal.message.endswith("?")


@given(st.text(max_size=40))
def test_tidying_twice_changes_nothing_more_in_ordinary_text(text: str) -> None:
    once = tidy(text.replace('"', "").replace("'", ""))
    assert tidy(once) == once


@pytest.mark.parametrize(("text", "tidied"), [
    ("  Spaces \u00a0 here ", "Spaces here"), ("Léa\u200b", "Léa"), ("Lea\u0301", "Leá"), ('="000123"', "000123"), ('="Brown"', "Brown"),
    ("'000123", "000123"), ("'t Hooft", "'t Hooft"), ("New\nLine", "New Line"), ("O’Connor", "O’Connor"), ("\ufeffUPN", "UPN"),
])
def test_a_cell_is_what_a_person_sees_in_it(text: str, tidied: str) -> None:
    assert tidy(text) == tidied


@pytest.mark.parametrize("text", ['=HYPERLINK("http://127.0.0.1/","click")', "@SUM(1+1)", "=1+1", "-CMD(1)", "+SUM(A1)"])
def test_formulas_are_known(text: str) -> None:
    assert is_formula(text)


@pytest.mark.parametrize("text", ["-7", "+44 7700 900123", "Smith (Jones)", "@school", ""])
def test_what_only_begins_like_a_formula_is_none(text: str) -> None:
    assert not is_formula(text)


@pytest.mark.parametrize(("text", "lost"), [("#####", True), ("#REF!", True), ("#N/A", True), ("1.23E+09", True), ("7E", False), ("12", False)])
def test_what_a_spreadsheet_destroyed_is_known(text: str, lost: bool) -> None:
    assert is_mangled(text) is lost


@pytest.mark.parametrize(("text", "number"), [
    ("7700900269", "07700 900269"), ("7700900269.0", "07700 900269"), ("07700 900 412", "07700 900412"), ("+44 (0)7700 900412", "07700 900412"),
    ("0044 7700 900412", "07700 900412"), ("01332 900123", "01332 900123"), ("1332900123", "01332900123"), ("ask at school", "ask at school"),
    ("", ""),
])
def test_telephone_numbers_get_their_nought_back(text: str, number: str) -> None:
    assert tidy_phone(text) == number


@given(st.from_regex(r"07[0-9]{9}", fullmatch=True))
def test_a_mobile_number_that_excel_made_a_number_of_is_the_same_number(number: str) -> None:
    assert tidy_phone(str(int(number))) == tidy_phone(number)


@pytest.mark.parametrize(("one", "other", "same"), [
    ("Oisín MacDonald", "OISÍN MACDONALD", True), ("Ömer Brânză", "Omer Branza", True), ("Łukasz Ferreira", "?ukasz Ferreira", True),
    ("D’Andre", "D'Andre", True), ("Ann Smith", "Anne Smith", False), ("Ann", "Bob", False), ("Søren", "Soren", True),
])
def test_spellings_of_one_name_are_the_same_name(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same


def test_folding_keeps_words_apart() -> None:
    assert fold("García-López") == "garcia lopez"


@pytest.mark.parametrize(("name", "loud"), [("MACDONALD", True), ("X", False), ("Ng", False), ("de la Cruz", False), ("", False)])
def test_a_name_in_capitals_is_noticed(name: str, loud: bool) -> None:
    assert shouted(name) is loud


@pytest.mark.parametrize(("text", "answer"), [("Yes", True), ("true", True), ("N", False), ("0", False), ("maybe", None), ("", None)])
def test_yes_and_no_are_read(text: str, answer: bool | None) -> None:
    assert read_yes(text) is answer


def test_a_whole_number_loses_the_point_that_excel_gave_it() -> None:
    assert plain_number("4548.0") == "4548"


def test_birthdays_that_cannot_be_are_said() -> None:
    assert "future" in birth_problem(TODAY + timedelta(days=1), TODAY)
    assert "60 years" in birth_problem(date(1950, 1, 1), TODAY)
    assert birth_problem(date(2015, 1, 1), TODAY) == ""
