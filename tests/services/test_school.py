"""The school's own facts, terms and closures."""

from dataclasses import replace
from datetime import date

import pytest

from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.school import School
from sendco_desk.services.desk import Desk


def test_the_school_is_named_from_the_first_day(desk: Desk) -> None:
    school = desk.school.school()
    assert school.name == "Fernhollow School"
    desk.school.save(replace(school, head_teacher="Mx Alder"))
    assert desk.school.school().head_teacher == "Mx Alder"


def test_a_notebook_that_lost_its_school_says_what_to_do(desk: Desk) -> None:
    book = desk.keyring.book
    with book.writing("Removed") as page:
        page.remove(book.all(School)[0])
    with pytest.raises(Refused, match="give its name in Settings"):
        desk.school.school()


def test_closures_stand_in_order_and_are_not_taken_twice(desk: Desk) -> None:
    desk.school.add_closure(date(2026, 10, 26), date(2026, 10, 30), "Half-term")
    desk.school.add_closure(date(2026, 7, 23), date(2026, 9, 1))
    with pytest.raises(Refused, match="recorded as a closure already"):
        desk.school.add_closure(date(2026, 7, 23), date(2026, 9, 1))
    assert [c.first_day.month for c in desk.school.closures()] == [7, 10]
    desk.school.remove_closure(desk.school.closures()[0].id)
    assert [c.name for c in desk.caseload.calendar().closures] == ["Half-term"]


def test_terms_are_kept_in_order(desk: Desk) -> None:
    desk.school.add_term("Spring 2027", date(2027, 1, 4), date(2027, 3, 26))
    desk.school.add_term("Autumn 2026", date(2026, 9, 2), date(2026, 12, 18))
    assert [t.name for t in desk.school.calendar.terms()] == ["Autumn 2026", "Spring 2027"]

def test_a_notebook_without_pupils_asks_for_no_terms(desk: Desk) -> None:
    assert desk.school.terms_missing(date(2026, 11, 23)) == ""


AUTUMN, SPRING, SUMMER = (
    ("Autumn 2026", date(2026, 9, 2), date(2026, 12, 18)), ("Spring 2027", date(2027, 1, 4), date(2027, 3, 25)),
    ("Summer 2027", date(2027, 4, 12), date(2027, 7, 21)),
)


@pytest.mark.parametrize(("terms", "on", "asked"), [
    ((), date(2026, 11, 23), "record the term dates of 2026/27."),
    ((), date(2027, 7, 31), "record the term dates of 2026/27."),
    ((), date(2027, 8, 1), "record the term dates of 2027/28, which begins in September."),
    ((AUTUMN,), date(2026, 11, 23), "record the spring and summer terms of 2026/27."),
    ((AUTUMN, SPRING), date(2026, 11, 23), "record the summer term of 2026/27."),
    ((SPRING, SUMMER), date(2026, 12, 31), "record the autumn term of 2026/27."),
    ((SPRING, SUMMER), date(2027, 1, 1), ""),
    ((AUTUMN, SPRING, SUMMER), date(2027, 4, 30), ""),
    ((AUTUMN, SPRING, SUMMER), date(2027, 5, 1), "record the term dates of 2027/28, which begins in September."),
    ((AUTUMN, SPRING, SUMMER), date(2027, 8, 31), "record the term dates of 2027/28, which begins in September."),
    ((AUTUMN, SPRING, SUMMER), date(2027, 9, 1), "record the term dates of 2027/28."),
])
def test_terms_are_asked_for_in_time_and_not_once_they_are_over(
    desk: Desk, kacper: Pupil, terms: tuple[tuple[str, date, date], ...], on: date, asked: str,
) -> None:
    for term in terms:
        desk.school.add_term(*term)
    assert desk.school.terms_missing(on) == asked
