"""The SEN register for the census: codes that add up to the roll, ranked types, NSA only with K, and doubts that name nobody."""

from datetime import date
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendco_desk.domain.paper import words_of
from sendco_desk.domain.pupil import Pupil
from sendco_desk.services.pupils import PupilRow
from sendco_desk.services.sen_register import doubted, few_said, register_on, register_paper

ON = date(2027, 1, 21)


def row(name: str, sen: str = "", needs: tuple[str, ...] = (), *, year: str = "4", roll: str = "on_roll") -> PupilRow:
    pupil = Pupil(id=uuid4(), legal_forename=name, legal_surname="Madeup", year_group=year, class_name=f"{year}F", roll_status=roll)
    return PupilRow(pupil=pupil, sen=sen, sen_since=date(2026, 9, 1) if sen else None, needs=needs, authority="Marlshire")


ROWS = [
    row("Ada", "K", ("SPLD", "SLCN")), row("Bea", "E", ("ASD",), year="R"), row("Cy", "N"), row("Dee"), row("Eli", "K", ("NSA",), year="X"),
    row("Gone", "E", ("ASD",), roll="left"), row("Fay", "K", ("SLCN",), year="R"),
]


def test_codes_add_up_to_the_roll_and_whoever_has_none_counts_as_n() -> None:
    register = register_on(ROWS, ON)
    assert (register.counts, register.roll) == ({"E": 1, "K": 3, "N": 2}, 6)
    assert register.primary == {"ASD": 1, "NSA": 1, "SLCN": 1, "SPLD": 1}
    assert register.all_types == {"SLCN": 2, "ASD": 1, "NSA": 1, "SPLD": 1}
    assert register.years == {"R": {"E": 1, "K": 1, "N": 0}, "4": {"E": 0, "K": 1, "N": 2}, "X": {"E": 0, "K": 1, "N": 0}}
    assert [one.pupil.legal_forename for one in register.rows] == ["Bea", "Fay", "Ada", "Eli"]
    assert register.doubts == ()


@pytest.mark.parametrize(("wrong", "doubt"), [
    (row("A", "E", ("NSA",)), "1 pupil with the type NSA and no K: NSA is used only with SEN support."),
    (row("A", "K"), "1 pupil with K or E and no type of need: give each a primary need."),
    (row("A", "S", ("ASD",)), "1 pupil with a code that ended in 2018: give each K, E or N."),
    (row("A", "N", ("ASD",)), "1 pupil with a type of need and neither K nor E: end it, or give the status."),
    (row("A", "K", ("BESD",)), "1 pupil with BESD, which SEMH has replaced."),
])
def test_what_the_census_would_send_back_is_said_without_a_name(wrong: PupilRow, doubt: str) -> None:
    assert doubt in register_on([*ROWS, wrong], ON).doubts
    assert doubt in list(words_of(register_paper(register_on([*ROWS, wrong], ON), "Fernhollow School")))


def test_a_doubt_knows_the_pupils_that_it_is_about_and_nobody_who_has_left() -> None:
    wrong = [row("Ivy", "K"), row("Jo", "E"), row("Left", "K", roll="left"), row("Kit", "N", ("ASD",))]
    assert [[one.pupil.legal_forename for one in doubt.rows] for doubt in doubted([*ROWS, *wrong])] == [["Ivy", "Jo"], ["Kit"]]


def test_the_printed_register_lists_everybody_with_support_once() -> None:
    words = list(words_of(register_paper(register_on(ROWS, ON), "Fernhollow School")))
    assert [words.count(f"Madeup, {name}") for name in ("Ada", "Bea", "Cy", "Dee", "Eli", "Gone", "Fay")] == [1, 1, 0, 0, 1, 0, 1]
    assert "1 SPLD, 2 SLCN" in words
    assert "On Thu 21 Jan 2027. 6 pupils on roll." in words


def test_a_school_without_support_prints_that() -> None:
    assert "Nobody has SEN support or an EHC plan." in list(words_of(register_paper(register_on([row("Dee")], ON), "Fernhollow School")))


@given(st.lists(st.tuples(st.sampled_from(["", "N", "K", "E", "A"]), st.sampled_from(["R", "4", "", "M"]), st.sampled_from(["on_roll", "left"]))))
def test_the_counts_are_always_the_roll(drawn: list[tuple[str, str, str]]) -> None:
    register = register_on([row("A", sen, year=year, roll=roll) for sen, year, roll in drawn], ON)
    assert sum(register.counts.values()) == register.roll == sum(sum(year.values()) for year in register.years.values())


@pytest.mark.parametrize(("count", "words"), [(0, "0"), (1, "fewer than 5"), (4, "fewer than 5"), (5, "5")])
def test_small_counts_are_not_given_without_names(count: int, words: str) -> None:
    assert few_said(count) == words
