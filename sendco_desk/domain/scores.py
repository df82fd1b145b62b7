"""What one kind of score says on another scale, as arithmetic on the normal distribution. No test is scored, and no publisher's words are used."""

from decimal import ROUND_HALF_UP, Decimal
from statistics import NormalDist

from sendco_desk.domain.measures import percent_words as percent_words
from sendco_desk.domain.measures import score_number

STANDARD = NormalDist(100, 15)
"""The scale on which most tests give standard scores. Source: the mean and SD that the tests' own manuals print."""
SCALED = NormalDist(10, 3)
"""The scale of the parts of many tests, from 1 to 19. The scaled scores of the national tests, 80 to 120, are another scale."""
AVERAGE = (85.0, 115.0)
"""The standard scores that lie no further than 1 SD from the mean."""
SCALES = {"standard": (STANDARD, "mean 100, SD 15"), "scaled": (SCALED, "mean 10, SD 3")}
_SCALED_ENDS = (1, 19)
_LIKELY = (1, 199)
"""Standard scores beyond these are a slip of the keyboard: the normal distribution says nothing of use about them."""


def rounded(number: float) -> int:
    """To the nearest whole number; a half goes up, as in the tables of tests (Python alone would make 84.5 into 84)."""
    return int(Decimal(str(number)).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def percentile_of(score: float, scale: NormalDist = STANDARD) -> str:
    """The percentile of a score: a whole number, `<1` where it would round to 0 and `>99` where it would round to 100."""
    found = rounded(100 * scale.cdf(score))
    return "<1" if found < 1 else ">99" if found > 99 else str(found)


def standard_of(percentile: float) -> str:
    """The standard score at a percentile, a whole number; nothing for what is no percentile between 0 and 100."""
    return str(rounded(STANDARD.inv_cdf(percentile / 100))) if 0 < percentile < 100 else ""


def ordinal(number: int) -> str:
    """`1st`, `2nd`, `13th`."""
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def percentile_words(percentile: str) -> str:
    """`14th percentile`, `below the 1st percentile`."""
    if percentile[:1] in "<>":
        return f"{'below' if percentile[0] == '<' else 'above'} the {ordinal(int(percentile[1:]))} percentile"
    return f"{ordinal(int(percentile))} percentile"


def distance_words(score: float, scale: NormalDist = STANDARD) -> str:
    """How far a score is from the mean: `1 SD below the mean`, `0.3 SD above the mean`, `at the mean`."""
    tenths = rounded(abs(score - scale.mean) / scale.stdev * 10)
    if not tenths:
        return "at the mean"
    return f"{tenths / 10:g} SD {'below' if score < scale.mean else 'above'} the mean"


def equivalent(value: str, score_kind: str) -> str:
    """What a score is on the other scale: a percentile for a standard or scaled score, a standard score for a percentile; else nothing."""
    number = score_number(value, score_kind)
    if number is None:
        return ""
    if score_kind == "percentile":
        return _standard_beyond(value, number)
    if score_kind not in SCALES or value.strip()[0] in "<>":
        return ""
    first, last = _LIKELY if score_kind == "standard" else _SCALED_ENDS
    return percentile_of(number, SCALES[score_kind][0]) if first <= number <= last else ""


def _standard_beyond(value: str, number: float) -> str:
    """`<1` as a percentile is a standard score of less than that of the first."""
    found, sign = standard_of(number), value.strip()[0]
    return f"{sign if sign in '<>' else ''}{found}" if found else ""


def equivalent_words(value: str, score_kind: str) -> str:
    """`16th percentile by arithmetic (mean 100, SD 15), 1 SD below the mean`; nothing where there is no other scale."""
    found = equivalent(value, score_kind)
    if not found:
        return ""
    if score_kind == "percentile":
        return f"{_standard_words(found)} by arithmetic ({SCALES['standard'][1]})"
    scale, named = SCALES[score_kind]
    return f"{percentile_words(found)} by arithmetic ({named}), {distance_words(float(value), scale)}"


def _standard_words(standard: str) -> str:
    said = {"<": "below ", ">": "above "}.get(standard[0], "")
    return f"Standard score {said}{standard.lstrip('<>')}"


def interval_words(low: str, high: str, likely_percent: int) -> str:
    """`80 to 88 (95%)`; nothing where no interval is given."""
    return f"{low} to {high} ({likely_percent}%)" if low and high else ""


def absence_words(possible: int, attended: int) -> str:
    """What the Department for Education calls so much absence, or nothing.

    Source: the department's statistics of pupil absence (since 2015/16) and its guidance *Working together to improve school attendance*:
    10% or more of possible sessions missed is persistent absence, 50% or more severe absence, whether authorised or not.
    """
    missed = possible - attended
    if missed * 2 >= possible:
        return "Half or more of the possible sessions were missed: the Department for Education calls this severe absence."
    if missed * 10 >= possible:
        return "10% or more of the possible sessions were missed: the Department for Education calls this persistent absence."
    return ""
