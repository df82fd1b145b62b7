"""What the parts of a school year are called."""

from datetime import date
from uuid import uuid4

import pytest

from sendco_desk.domain.school import SchoolClosure, Term
from sendco_desk.domain.school_year import (
    BETWEEN,
    CHRISTMAS,
    EASTER,
    HALF_TERM,
    SUMMER,
    ClosureKind,
    Season,
    closure_key,
    closure_kind,
    days_in,
    gap_name,
    gaps_between,
    kind_by_name,
    overlap,
    season_of,
    settled_term_name,
    term_name,
)

AUTUMN = (date(2026, 9, 2), date(2026, 12, 18))


def closed(name: str, first: date, last: date) -> SchoolClosure:
    return SchoolClosure(id=uuid4(), name=name, first_day=first, last_day=last)


def term(first: date, last: date) -> Term:
    return Term(id=uuid4(), name="A term", first_day=first, last_day=last)


@pytest.mark.parametrize(("first", "last", "season"), [
    (*AUTUMN, Season.AUTUMN), (date(2026, 8, 26), date(2026, 10, 16), Season.AUTUMN), (date(2027, 1, 4), date(2027, 3, 25), Season.SPRING),
    (date(2027, 2, 22), date(2027, 4, 1), Season.SPRING), (date(2027, 4, 12), date(2027, 7, 21), Season.SUMMER),
    (date(2027, 4, 12), date(2027, 5, 28), Season.SUMMER),
])
def test_a_term_has_the_season_in_which_most_of_it_lies(first: date, last: date, season: Season) -> None:
    assert season_of(first, last) is season
    assert term_name(first, last).startswith(season.capitalize())


@pytest.mark.parametrize(("name", "settled"), [
    ("", "Autumn 2026"), ("Autumn Term", "Autumn 2026"), ("autumn", "Autumn 2026"), ("The Autumn term 2026/27", "Autumn 2026"),
    ("Autumn 2026-27", "Autumn 2026"), ("Autumn term (2026)", "Autumn 2026"), ("Michaelmas", "Michaelmas"), ("Term 1", "Term 1"),
    ("Autumn 1", "Autumn 1"), ("Spring 2027", "Spring 2027"),
    ("Term", "Autumn 2026"),
])
def test_a_term_named_after_its_season_is_named_in_one_way_and_any_other_name_stays(name: str, settled: str) -> None:
    assert settled_term_name(name, *AUTUMN) == settled


@pytest.mark.parametrize(("name", "kind"), [
    ("Half-term", ClosureKind.HALF_TERM), ("October half term holiday", ClosureKind.HALF_TERM), ("Mid-term break", ClosureKind.HALF_TERM),
    ("INSET", ClosureKind.INSET), ("Staff training day", ClosureKind.INSET), ("Non-pupil day", ClosureKind.INSET), ("PD day", ClosureKind.INSET),
    ("Christmas", ClosureKind.HOLIDAY), ("Winter break", ClosureKind.HOLIDAY), ("Easter term", ClosureKind.CLOSURE),
    ("Burst pipe", ClosureKind.CLOSURE), ("", ClosureKind.CLOSURE),
])
def test_a_closure_is_for_what_its_name_says(name: str, kind: ClosureKind) -> None:
    assert kind_by_name(name) is kind


def test_a_long_closure_without_a_telling_name_is_a_holiday() -> None:
    assert closure_kind("", date(2026, 7, 23), date(2026, 9, 1)) is ClosureKind.HOLIDAY
    assert closure_kind("", date(2026, 7, 23), date(2026, 7, 31)) is ClosureKind.CLOSURE
    assert closure_kind("Half-term", date(2026, 10, 17), date(2026, 11, 1)) is ClosureKind.HALF_TERM


@pytest.mark.parametrize(("first", "last", "name"), [
    (date(2026, 12, 19), date(2027, 1, 3), CHRISTMAS), (date(2027, 3, 26), date(2027, 4, 11), EASTER), (date(2008, 4, 4), date(2008, 4, 20), EASTER),
    (date(2026, 7, 23), date(2026, 9, 1), SUMMER), (date(2026, 7, 4), date(2026, 9, 6), SUMMER), (date(2026, 10, 24), date(2026, 11, 1), HALF_TERM),
    (date(2027, 2, 13), date(2027, 2, 21), HALF_TERM), (date(2027, 5, 29), date(2027, 6, 6), HALF_TERM),
    (date(2027, 2, 13), date(2027, 2, 15), BETWEEN),
])
def test_the_days_between_two_terms_are_called_by_where_they_lie(first: date, last: date, name: str) -> None:
    assert gap_name(first, last) == name


def test_holidays_are_one_by_their_place_in_the_year_and_other_closures_by_what_they_are_for() -> None:
    assert closure_key(closed("Xmas", date(2026, 12, 21), date(2027, 1, 1))) == closure_key(closed("", date(2026, 12, 19), date(2027, 1, 3)))
    assert closure_key(closed("Half term", date(2026, 10, 26), date(2026, 10, 30))) == ClosureKind.HALF_TERM


def test_gaps_lie_between_neighbouring_terms_unless_a_term_is_missing_or_they_touch() -> None:
    autumn, spring, summer = term(*AUTUMN), term(date(2027, 1, 4), date(2027, 3, 25)), term(date(2027, 4, 12), date(2027, 7, 21))
    assert [(gap.first, gap.last, gap.name) for gap in gaps_between([spring, autumn])] == [(date(2026, 12, 19), date(2027, 1, 3), CHRISTMAS)]
    assert gaps_between([autumn, summer]) == []
    assert gaps_between([autumn, term(date(2026, 12, 19), date(2027, 2, 1))]) == []


def test_days_are_counted_with_both_ends() -> None:
    assert days_in(date(2026, 7, 23), date(2026, 9, 1)) == 41
    assert overlap(date(2026, 9, 1), date(2026, 9, 10), date(2026, 9, 10), date(2026, 9, 20)) == 1
    assert overlap(date(2026, 9, 1), date(2026, 9, 10), date(2026, 9, 11), date(2026, 9, 20)) == 0
