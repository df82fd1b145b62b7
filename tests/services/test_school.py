"""The school's own facts, terms and closures."""

from dataclasses import replace
from datetime import date

import pytest

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
    with pytest.raises(Refused, match="already recorded"):
        desk.school.add_closure(date(2026, 7, 23), date(2026, 9, 1))
    assert [c.first_day.month for c in desk.school.closures()] == [7, 10]
    desk.school.remove_closure(desk.school.closures()[0].id)
    assert [c.name for c in desk.school.closed_days()] == ["Half-term"]


def test_terms_are_kept_in_order(desk: Desk) -> None:
    desk.school.add_term("Spring 2027", date(2027, 1, 4), date(2027, 3, 26))
    desk.school.add_term("Autumn 2026", date(2026, 9, 2), date(2026, 12, 18))
    assert [t.name for t in desk.school.terms()] == ["Autumn 2026", "Spring 2027"]
