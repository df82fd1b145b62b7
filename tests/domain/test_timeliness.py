"""Figures from which no pupil can be told: the rule for small numbers, by examples and against somebody who takes figures from one another."""

from collections.abc import Sequence
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendco_desk.domain.timeliness import FEW, Figures, StepTaken, by_term, count_said, figures, may_stand, parted, pupils, terms_told

TERMS = ("Autumn", "Spring", "Summer")


def step(pupil: int, late: int = 0, term: str = "Autumn", taken: int | None = 42) -> StepTaken:
    return StepTaken(council="Marlshire", step="plan", term=term, pupil=UUID(int=pupil), days_late=late, days_taken=taken)


def some(in_time: int, late: int, term: str = "Autumn", first: int = 0) -> list[StepTaken]:
    return [step(first + n, 7 * (n >= in_time), term) for n in range(in_time + late)]


@pytest.mark.parametrize(("in_time", "late", "told"), [
    (0, 0, Figures(due=0, in_time=0, late=0)),
    (4, 0, Figures(due=None, few=True)),
    (5, 0, Figures(due=5, in_time=5, late=0, half_late=0, half_taken=42)),
    (0, 5, Figures(due=5, in_time=0, late=5, half_late=7, half_taken=42)),
    (3, 4, Figures(due=7, half_late=7, half_taken=42)),
    (9, 1, Figures(due=10, half_late=0, half_taken=42)),
    (6, 6, Figures(due=12, in_time=6, late=6, half_late=3.5, half_taken=42)),
])
def test_a_part_of_one_to_four_pupils_is_kept_back(in_time: int, late: int, told: Figures) -> None:
    assert figures(some(in_time, late)) == told


def test_what_carries_names_keeps_nothing_back() -> None:
    assert figures(some(3, 1), openly=True) == Figures(due=4, in_time=3, late=1, half_late=0, half_taken=42)
    assert count_said(some(3, 0), openly=True) == "3"


def test_a_pupil_with_many_steps_is_one_pupil() -> None:
    assert figures([step(1) for _ in range(9)]).few
    assert pupils([step(1), step(1), step(2)]) == 2


def test_how_long_it_took_is_told_only_of_five_pupils_for_whom_it_is_done() -> None:
    assert figures([step(n, 9, taken=None if n > 3 else 51) for n in range(8)]).half_taken is None
    assert figures([step(n, 9, taken=None if n > 4 else 51) for n in range(8)]).half_taken == 51


def test_a_share_has_one_decimal_and_is_there_only_where_it_may_be_told() -> None:
    assert figures(some(5, 10)).share == 33.3
    assert figures(some(3, 10)).share is None and figures([]).share is None and not figures(some(3, 10)).told


def test_counts_by_themselves_are_said() -> None:
    assert [count_said(some(n, 0)) for n in (0, 1, 4, 5)] == ["0", "fewer than 5", "fewer than 5", "5"]


def test_a_term_that_is_kept_back_takes_the_smallest_others_along_until_nothing_can_be_worked_out() -> None:
    parts = by_term([*some(6, 6), *some(10, 0, "Spring", 20), *some(3, 0, "Summer", 40)], TERMS)
    assert terms_told(parts) == {"Autumn"}
    parts = by_term([*some(6, 6), *some(10, 0, "Spring", 20), *some(3, 2, "Summer", 40)], TERMS)
    assert terms_told(parts) == frozenset()


def test_terms_stand_where_all_of_them_may_and_none_does_under_a_sum_that_may_not() -> None:
    assert terms_told(by_term([*some(5, 5), *some(6, 0, "Spring", 20)], TERMS)) == {"Autumn", "Spring"}
    assert terms_told(by_term([*some(5, 0), *some(5, 3, "Spring", 20)], TERMS)) == frozenset()


CASELOAD = st.lists(
    st.builds(step, st.integers(0, 25), st.sampled_from((0, 0, 7, 30)), st.sampled_from(TERMS), st.sampled_from((None, 42))), max_size=60,
)


def _attack(total: int, told: Sequence[int]) -> int:
    """What is left when all that is told of the terms is taken from the sum."""
    return total - sum(told)


@given(CASELOAD)
def test_no_figure_that_is_told_and_none_that_can_be_worked_out_is_of_one_to_four_pupils(steps: list[StepTaken]) -> None:
    total, parts = figures(steps), by_term(steps, TERMS)
    told = terms_told(parts)
    hidden = [parts[term] for term in TERMS if parts[term] and term not in told]
    assert total.due is None or total.due == 0 or pupils(steps) >= FEW
    for term in told:
        assert may_stand(parts[term]) and figures(parts[term]).told
    if not total.told:
        assert told == frozenset()
        return
    assert len(hidden) != 1
    rest = parted([one for part in hidden for one in part])
    for number, whole in enumerate((total.in_time, total.late)):
        assert pupils(rest[number]) == 0 or pupils(rest[number]) >= FEW
        left = _attack(whole or 0, [len(parted(parts[term])[number]) for term in told])
        assert left == 0 or left >= FEW


@given(CASELOAD)
def test_a_term_that_is_told_is_told_whole_and_true(steps: list[StepTaken]) -> None:
    parts = by_term(steps, TERMS)
    for term in terms_told(parts):
        found = figures(parts[term])
        assert (found.in_time, found.late) == tuple(map(len, parted(parts[term]))) and found.due == len(parts[term])
