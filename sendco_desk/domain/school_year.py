"""What the parts of a school year are called: terms by their season, closures by what they are for, and the holidays between terms."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from sendco_desk.domain.school import LONGEST_GAP, SchoolClosure, Term


class Season(StrEnum):
    """The three parts that every school year has, whatever a school calls its terms."""

    AUTUMN = "autumn"
    SPRING = "spring"
    SUMMER = "summer"


class ClosureKind(StrEnum):
    """What a closure is for, as far as its name and its length tell."""

    HALF_TERM = "half_term"
    INSET = "inset"
    HOLIDAY = "holiday"
    CLOSURE = "closure"


CLOSURE_KINDS = {
    ClosureKind.HALF_TERM: "Half-term", ClosureKind.INSET: "INSET day", ClosureKind.HOLIDAY: "Holiday", ClosureKind.CLOSURE: "Closure",
}
"""Each kind in words; of the first two also the usual name."""
CHRISTMAS, EASTER, SUMMER, HALF_TERM, BETWEEN = "Christmas holiday", "Easter holiday", "Summer holiday", "Half-term", "Days between terms"
"""What the days between two terms are called."""
SHORTEST_BREAK = 5
"""Days; fewer between two terms are no holiday, only a weekend or an INSET day beside it."""
LONG_ENOUGH = 10
"""Days after which a closure without a telling name is taken for a holiday."""
_HALF = re.compile(r"\b(half|mid)[ -]?terms?\b", re.IGNORECASE)
_INSET = re.compile(
    r"\binset\b|\bin[ -]service\b|\b(training|staff|development|planning|p\.?d|cpd|baker)[ -]days?\b|\bstaff (training|development)\b"
    r"|\bprofessional development\b|\bnon[ -](pupil|contact)\b|\bpupil[ -]free\b",
    re.IGNORECASE,
)
_HOLIDAY = re.compile(r"\b(holidays?|break|vacation|recess)\b|\b(christmas|xmas|easter)\b(?!.*\bterm)", re.IGNORECASE)
_BARE_SEASON = re.compile(r"(?:the )?(autumn|spring|summer)(?: term)?(?:,? \(?20\d\d(?: ?[/–-] ?(?:20)?\d\d)?\)?)?(?: term)?", re.IGNORECASE)
_BARE_TERM = re.compile(r"(?:school )?terms?(?: dates?)?", re.IGNORECASE)


def _middle(first: date, last: date) -> date:
    return first + timedelta(days=(last - first).days // 2)


def days_in(first: date, last: date) -> int:
    """How many days there are from the first to the last, both counted."""
    return (last - first).days + 1


def school_year_words(begins: int) -> str:
    """`2026/27`: a school year by the year in which it begins."""
    return f"{begins}/{(begins + 1) % 100:02}"


def season_of(first: date, last: date) -> Season:
    """The season in which most of a term lies."""
    month = _middle(first, last).month
    return Season.SPRING if month <= 3 else Season.SUMMER if month <= 7 else Season.AUTUMN


def term_name(first: date, last: date) -> str:
    """`Autumn 2026`: what a term is called that was given no name."""
    return f"{season_of(first, last).capitalize()} {_middle(first, last).year}"


def settled_term_name(name: str, first: date, last: date) -> str:
    """The name of a term as this app writes it: `Autumn Term`, `Autumn term 2026/27` and nothing at all become `Autumn 2026`.

    Any other name, such as `Michaelmas` or `Term 1`, stays as it is.
    """
    if not name or _BARE_TERM.fullmatch(name):
        return term_name(first, last)
    bare = _BARE_SEASON.fullmatch(name)
    return term_name(first, last) if bare and bare[1].casefold() == season_of(first, last) else name


def kind_by_name(name: str) -> ClosureKind:
    """What a closure is for, as far as its name tells."""
    if _HALF.search(name):
        return ClosureKind.HALF_TERM
    if _INSET.search(name):
        return ClosureKind.INSET
    return ClosureKind.HOLIDAY if _HOLIDAY.search(name) else ClosureKind.CLOSURE


def closure_kind(name: str, first: date, last: date) -> ClosureKind:
    """What a closure is for: by its name, and where that says nothing a long one is a holiday."""
    kind = kind_by_name(name)
    return ClosureKind.HOLIDAY if kind is ClosureKind.CLOSURE and days_in(first, last) >= LONG_ENOUGH else kind


def gap_name(first: date, last: date) -> str:
    """What the days between two terms are called, by where in the year they lie."""
    middle = _middle(first, last)
    if any(first <= date(year, 12, 25) <= last for year in (first.year, last.year)):
        return CHRISTMAS
    if days_in(first, last) < SHORTEST_BREAK:
        return BETWEEN
    if middle.month in (7, 8, 9):
        return SUMMER
    return EASTER if (3, 15) <= (middle.month, middle.day) <= (4, 30) else HALF_TERM


def closure_key(closure: SchoolClosure) -> str:
    """What two records of one closure have in common although their days or their spelling differ."""
    kind = closure_kind(closure.name, closure.first_day, closure.last_day)
    return gap_name(closure.first_day, closure.last_day) if kind is ClosureKind.HOLIDAY else str(kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """The days between two terms."""

    before: Term
    after: Term

    @property
    def first(self) -> date:
        """The day after the earlier term ends."""
        return self.before.last_day + timedelta(days=1)

    @property
    def last(self) -> date:
        """The day before the later term begins."""
        return self.after.first_day - timedelta(days=1)

    @property
    def name(self) -> str:
        """What these days are called."""
        return gap_name(self.first, self.last)


def gaps_between(terms: list[Term]) -> list[Gap]:
    """The days between each term and the next, where there are any and no term is missing."""
    ordered = sorted(terms, key=lambda term: term.first_day)
    gaps = [Gap(before=before, after=after) for before, after in pairwise(ordered)]
    return [gap for gap in gaps if 0 < days_in(gap.first, gap.last) <= LONGEST_GAP]


def overlap(first: date, last: date, other_first: date, other_last: date) -> int:
    """How many days two stretches share."""
    return max(0, days_in(max(first, other_first), min(last, other_last)))
