"""Scores on another scale, as arithmetic: the published tables of the normal distribution, its ends, and what is no score of such a scale."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendco_desk.domain.scores import (
    SCALED,
    absence_words,
    distance_words,
    equivalent,
    equivalent_words,
    interval_words,
    ordinal,
    percent_words,
    percentile_of,
    percentile_words,
    rounded,
    standard_of,
)


@pytest.mark.parametrize(("score", "percentile"), [
    (70, "2"), (75, "5"), (80, "9"), (85, "16"), (90, "25"), (95, "37"), (100, "50"), (105, "63"), (110, "75"), (115, "84"), (120, "91"),
    (125, "95"), (130, "98"), (135, "99"),
])
def test_a_standard_score_has_the_percentile_of_the_published_tables(score: int, percentile: str) -> None:
    assert percentile_of(score) == percentile


@pytest.mark.parametrize(("score", "percentile"), [(4, "2"), (7, "16"), (10, "50"), (13, "84"), (16, "98")])
def test_a_scaled_score_has_the_percentile_of_the_published_tables(score: int, percentile: str) -> None:
    assert percentile_of(score, SCALED) == percentile


@pytest.mark.parametrize(("score", "percentile"), [(62, "1"), (61, "<1"), (40, "<1"), (138, "99"), (139, ">99"), (160, ">99")])
def test_at_the_ends_it_is_said_to_be_beyond_the_first_or_the_last_percentile(score: int, percentile: str) -> None:
    assert percentile_of(score) == percentile


@pytest.mark.parametrize(("percentile", "score"), [(2, "69"), (16, "85"), (25, "90"), (50, "100"), (75, "110"), (84, "115"), (98, "131")])
def test_a_percentile_has_its_standard_score(percentile: int, score: str) -> None:
    assert standard_of(percentile) == score


@given(st.integers(1, 99))
def test_a_percentile_comes_back_to_itself_within_the_width_of_one_standard_score(percentile: int) -> None:
    assert abs(int(percentile_of(float(standard_of(percentile))).strip("<>")) - percentile) <= 1


@given(st.floats(1, 199), st.floats(1, 199))
def test_a_higher_score_never_has_a_lower_percentile(one: float, other: float) -> None:
    low, high = sorted((one, other))
    places = [{"<1": 0, ">99": 100}.get(found) or int(found.strip("<>")) * (found != "<1") for found in (percentile_of(low), percentile_of(high))]
    assert places[0] <= places[1]


@given(st.floats(100, 199))
def test_the_two_halves_of_the_distribution_mirror_each_other(score: float) -> None:
    above, below = percentile_of(score), percentile_of(200 - score)
    if above != ">99" and below != "<1":
        assert abs(int(above) + int(below) - 100) <= 1


def test_a_half_is_rounded_up_as_in_the_tables() -> None:
    assert [rounded(84.5), rounded(85.5), rounded(84.49)] == [85, 86, 84]


@pytest.mark.parametrize(("number", "said"), [
    (1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (21, "21st"), (93, "93rd"),
])
def test_a_place_is_written_as_people_say_it(number: int, said: str) -> None:
    assert ordinal(number) == said


def test_a_percentile_beyond_the_ends_is_said_in_words() -> None:
    assert [percentile_words(one) for one in ("<1", ">99", "14")] == ["below the 1st percentile", "above the 99th percentile", "14th percentile"]


@pytest.mark.parametrize(("score", "said"), [
    (85, "1 SD below the mean"), (100, "at the mean"), (107, "0.5 SD above the mean"), (130, "2 SD above the mean"),
])
def test_the_distance_from_the_mean_is_arithmetic_and_no_label(score: int, said: str) -> None:
    assert distance_words(score) == said


@pytest.mark.parametrize(("value", "kind", "said"), [
    ("84", "standard", "14th percentile by arithmetic (mean 100, SD 15), 1.1 SD below the mean"),
    ("7", "scaled", "16th percentile by arithmetic (mean 10, SD 3), 1 SD below the mean"),
    ("16", "percentile", "Standard score 85 by arithmetic (mean 100, SD 15)"),
    ("<1", "percentile", "Standard score below 65 by arithmetic (mean 100, SD 15)"),
    ("> 99", "percentile", "Standard score above 135 by arithmetic (mean 100, SD 15)"),
])
def test_the_other_scale_is_marked_as_arithmetic(value: str, kind: str, said: str) -> None:
    assert equivalent_words(value, kind) == said


@pytest.mark.parametrize(("value", "kind"), [
    ("103", "scaled"), ("<70", "standard"), ("0", "percentile"), ("100", "percentile"), ("24", "raw"), ("6:04", "age_equivalent"),
    ("Secure", "level"), ("", "standard"), ("840", "standard"), ("three", "standard"), ("12", "scale"),
])
def test_what_has_no_other_scale_is_left_alone(value: str, kind: str) -> None:
    assert equivalent(value, kind) == equivalent_words(value, kind) == ""


def test_an_interval_is_said_with_how_likely_it_is() -> None:
    assert interval_words("80", "88", 95) == "80 to 88 (95%)"
    assert interval_words("", "", 95) == ""


@pytest.mark.parametrize(("possible", "attended", "says"), [
    (190, 190, ""), (190, 172, ""), (190, 171, "persistent absence"), (190, 96, "persistent absence"), (190, 95, "severe absence"),
    (2, 0, "severe absence"),
])
def test_absence_is_called_what_the_department_calls_it_from_the_very_session(possible: int, attended: int, says: str) -> None:
    assert says in absence_words(possible, attended)
    assert bool(absence_words(possible, attended)) == bool(says)


@pytest.mark.parametrize(("part", "whole", "said"), [
    (172, 190, "90.5%"), (171, 190, "90.0%"), (1099, 1221, "90.01%"), (755, 756, "99.9%"), (2999, 3000, "99.97%"), (70, 70, "100.0%"),
    (751, 1503, "49.97%"), (0, 70, "0.0%"), (1, 16, "6.3%"), (45, 80, "56.3%"),
])
def test_rounding_never_carries_a_figure_over_a_line_that_matters(part: int, whole: int, said: str) -> None:
    assert percent_words(part, whole) == said
