"""The year rolled on: shown first, one deed, one undo; nobody is moved by guess."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.desk import Desk
from sendco_desk.services.year_roll import LADDER, RollPlan, RollRow, next_class, next_year, year_by_age, year_said
from tests.services.conftest import StillClock


@pytest.fixture
def pupils(desk: Desk, clock: StillClock) -> list[Pupil]:
    """July: a year 4, a year 6 who leaves, one beside the ladder and one who has left already."""
    clock.moment = datetime(2026, 7, 14, 9, 0, tzinfo=UTC)
    desk.school.save(replace(desk.school.school(), phase="primary"))
    made = [
        Pupil(id=uuid4(), legal_forename=name, legal_surname="Madeup", year_group=year, class_name=group, roll_status=status, date_of_birth=born)
        for name, year, group, status, born in (
            ("Four", "4", "4 Willow", "on_roll", date(2017, 3, 14)), ("Six", "6", "6 Oak", "on_roll", date(2015, 3, 14)),
            ("Mixed", "M", "Nest", "on_roll", None), ("Gone", "6", "6 Oak", "left", date(2015, 4, 1)),
        )
    ]
    for pupil in made:
        desk.pupils.add(pupil)
    return made


def after(desk: Desk, pupil: Pupil) -> tuple[str, str, str]:
    kept = desk.pupils.get(pupil.id)
    return kept.year_group, kept.class_name, kept.roll_status


def test_years_and_classes_move_up_and_the_last_year_leaves_in_one_deed(desk: Desk, pupils: list[Pupil]) -> None:
    usual = desk.year_roll.usual()
    assert usual.leaving == frozenset(LADDER[LADDER.index("6"):])
    assert usual.classes == {"4 Willow": "5 Willow", "6 Oak": "7 Oak", "Nest": "Nest"}
    desk.year_roll.roll(usual, date(2026, 7, 22))
    assert [after(desk, pupil) for pupil in pupils] == [
        ("5", "5 Willow", "on_roll"), ("6", "6 Oak", "left"), ("M", "Nest", "on_roll"), ("6", "6 Oak", "left"),
    ]
    assert desk.pupils.get(pupils[1].id).left_on == date(2026, 7, 22)
    assert desk.finding.undoable() == "Rolled the year on for 2026/27"
    desk.finding.undo()
    assert [desk.pupils.get(pupil.id) for pupil in pupils] == pupils


def test_what_becomes_of_each_is_said_before_anything_changes(desk: Desk, pupils: list[Pupil]) -> None:
    plan = replace(desk.year_roll.usual(), staying=frozenset({pupils[0].id}))
    rows = desk.year_roll.preview(plan)
    assert [(row.pupil.legal_forename, row.words) for row in rows] == [
        ("Four", "Stays in the same year; by age it would be Year 5"), ("Six", "Leaves"), ("Mixed", "No year to move up to"),
    ]
    assert desk.year_roll.classes() == {"4 Willow": 1, "6 Oak": 1, "Nest": 1}
    assert after(desk, pupils[0]) == ("4", "4 Willow", "on_roll")


def test_a_year_that_was_rolled_on_already_is_doubted(desk: Desk, pupils: list[Pupil]) -> None:
    assert desk.year_roll.doubt() == ""
    desk.year_roll.roll(RollPlan(leaving=frozenset()), date(2026, 7, 22))
    assert desk.year_roll.doubt() == (
        "2 of 2 pupils are already in the year that their age says for 2026/27: was it rolled on before?"
    )


def test_a_school_with_nobody_on_roll_has_no_year_to_roll_on(desk: Desk) -> None:
    assert desk.year_roll.doubt() == ""
    with pytest.raises(Refused, match="Nobody is on roll"):
        desk.year_roll.roll(RollPlan(leaving=frozenset()), date(2026, 7, 22))


def test_before_may_the_present_year_is_meant(desk: Desk, clock: StillClock) -> None:
    assert desk.year_roll.coming() == 2026
    assert desk.year_roll.coming(date(2027, 4, 30)) == 2026
    assert desk.year_roll.coming(date(2027, 5, 1)) == 2027


def test_years_are_said_as_people_say_them() -> None:
    assert [year_said(year) for year in ("4", "R", "N2", "M", "X")] == ["Year 4", "Reception", "Nursery (N2)", "Mixed year", "No year group"]
    assert RollRow(pupil=Pupil(id=uuid4(), legal_forename="A", legal_surname="B", year_group="4"), year="5", class_name="").words == "Moves up"


@pytest.mark.parametrize(("born", "begins", "year"), [
    (date(2018, 3, 14), 2026, "4"), (date(2021, 9, 1), 2026, "R"), (date(2022, 8, 31), 2026, "R"), (date(2022, 9, 1), 2026, ""),
    (date(2030, 1, 1), 2026, ""), (date(2008, 2, 29), 2026, "14"), (date(1999, 1, 1), 2026, ""), (None, 2026, ""),
])
def test_a_pupils_age_says_the_year(born: date | None, begins: int, year: str) -> None:
    assert year_by_age(born, begins) == year


@given(st.sampled_from(LADDER))
def test_every_year_but_the_last_moves_up_by_one(year: str) -> None:
    place = LADDER.index(year)
    assert LADDER.index(next_year(year)) == min(place + 1, len(LADDER) - 1)


@given(st.integers(0, 98), st.sampled_from(["", "F", " Willow", "-1"]))
def test_a_class_that_begins_with_its_year_counts_it_up(number: int, rest: str) -> None:
    assert next_class(f"{number}{rest}") == f"{number + 1}{rest}"
    assert next_class(f"Oak{rest}") == f"Oak{rest}"
