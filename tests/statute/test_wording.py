"""Lengths of time in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendco_desk.statute.wording import both, capitalised, counted, either, lowered, number, spelt, weeks_and_days


@pytest.mark.parametrize(
    ("days", "words"),
    [(90, "12 weeks 6 days"), (6, "6 days"), (1, "1 day"), (7, "1 week"), (8, "1 week 1 day"), (14, "2 weeks"), (0, "")],
)
def test_lateness_is_said_in_weeks_and_days(days: int, words: str) -> None:
    assert weeks_and_days(days) == words


@given(st.integers(min_value=1, max_value=5000))
def test_the_words_for_lateness_add_up_to_its_days(days: int) -> None:
    worth = {"week": 7, "weeks": 7, "day": 1, "days": 1}
    words = weeks_and_days(days).split()
    assert sum(int(amount) * worth[unit] for amount, unit in zip(words[::2], words[1::2], strict=True)) == days


def test_small_numbers_are_words_and_large_ones_figures() -> None:
    assert [number(6), number(20), number(30)] == ["six", "twenty", "30"]


def test_one_of_something_is_singular() -> None:
    assert [counted(1, "case"), counted(2, "case")] == ["1 case", "2 cases"]
    assert [spelt(1, "week"), spelt(6, "week"), spelt(30, "week")] == ["one week", "six weeks", "30 weeks"]


def test_choices_are_joined_with_or() -> None:
    assert [either(("a",)), either(("a", "b")), either(("a", "b", "c"))] == ["a", "a or b", "a, b or c"]


def test_what_holds_together_is_joined_with_and() -> None:
    assert [both(("a",)), both(("a", "b")), both(("a", "b", "c"))] == ["a", "a and b", "a, b and c"]


def test_words_at_the_start_of_a_sentence_keep_their_other_capitals() -> None:
    assert [capitalised("head of SEND"), capitalised("")] == ["Head of SEND", ""]


def test_a_sentence_that_goes_on_inside_another_begins_small() -> None:
    assert [lowered("The council"), lowered("")] == ["the council", ""]
