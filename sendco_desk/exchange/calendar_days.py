"""The days in one cell of a school calendar: one, a stretch of them, or several, with or without their year."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from sendco_desk.domain.dates import FIRST_YEAR, LONG_DAYS, MONTHS, need_likely_day
from sendco_desk.domain.refusals import Refused
from sendco_desk.exchange.cells import DateStyle, read_date

_WEEKDAY = re.compile(r"^(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+", re.IGNORECASE)
_TO = re.compile(r"\s+(?:to|until|till|through|and ends?|[-–—])\s+|\s*(?:[–—]|\.\.)\s*", re.IGNORECASE)
_DASH_BETWEEN = re.compile(r"(?<=[a-z0-9])-(?=\d{1,2}/)|(?<=[a-z])-(?=[a-z]{3,9}day\b)|(?<=\d{4})-(?=[a-z])", re.IGNORECASE)
_PARTED = re.compile(r"\s*[,;&\n]\s*|\s+and\s+|\s*[,;]\s*and\s+", re.IGNORECASE)
_BARE = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?(?:[ /.\-]+(?=\d)|[ /.\-]*(?=[a-z]))([a-z]{3,9}|\d{1,2})\.?", re.IGNORECASE)
_TURNED = re.compile(r"([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?", re.IGNORECASE)
_NUMBER = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?", re.IGNORECASE)
_YEARS = re.compile(r"\b(20\d\d)\s*(?:/|-|–|to)\s*(?:20)?(\d\d)\b")
_YEAR = re.compile(r"\b(20\d\d)\b")
FIRST_MONTH = 8
"""A school year's days lie from August on, when some schools begin, to July."""


@dataclass(frozen=True, slots=True)
class Days:
    """A stretch of days, both ends included; ``wrong_weekdays`` are dates beside which another weekday was written."""

    first: date
    last: date
    wrong_weekdays: tuple[tuple[date, str], ...] = ()

    @property
    def length(self) -> int:
        """How many days they are."""
        return (self.last - self.first).days + 1


def school_year_in(text: str) -> int | None:
    """The year in which the school year begins that a text names: 2026 for `2026/27`, `Autumn term 2026` and `Spring 2027`."""
    if both := _YEARS.search(text):
        return int(both[1])
    if not (one := _YEAR.search(text)):
        return None
    later = re.search(r"spring|summer|easter|january|february|march|april|may|june|july", text, re.IGNORECASE)
    return int(one[1]) - 1 if later else int(one[1])


def read_list(text: str, today: date, year: int | None) -> list[Days]:
    """Every stretch of days in a cell: `Mon 26 to Fri 30 Oct 2026`, or `1 Sep, 2 Sep and 4 Jan 2027`. Raises Refused."""
    try:
        return [read_span(text, today, year)]
    except Refused:
        parts = [part for part in _PARTED.split(text) if part]
        if len(parts) < 2:
            raise
    found: list[Days] = []
    later: date | None = None
    for part in reversed(_rejoined(parts)):
        days = read_span(part, today, year, later=later)
        found.insert(0, days)
        later = days.first
    return found


def _rejoined(parts: list[str]) -> list[str]:
    """Parts that a comma inside one date has cut: `Monday` belongs to `4 January`, and `2027` to the day before it."""
    whole: list[str] = []
    for part in parts:
        if whole and (re.fullmatch(r"\d{4}", part) or re.fullmatch(r"[a-z]+day", whole[-1], re.IGNORECASE)):
            whole[-1] = f"{whole[-1]} {part}"
        else:
            whole.append(part)
    return whole


def read_span(text: str, today: date, year: int | None, *, later: date | None = None) -> Days:
    """One day or a stretch of days. ``later`` is a day that follows, from which a missing month and year are taken. Raises Refused."""
    plain = " ".join(re.sub(r"\(.*?\)|\b(?:of|from|on)\b", " ", text, flags=re.IGNORECASE).split())
    ends = [part for part in _TO.split(_DASH_BETWEEN.sub(" - ", plain)) if part]
    if len(ends) != 2:
        day, wrong = _day(plain, today, year, later)
        return Days(day, day, wrong)
    last, wrong_last = _day(ends[1], today, year, later)
    first, wrong_first = _day(ends[0], today, year, last)
    return Days(first, last, (*wrong_first, *wrong_last))


def _day(text: str, today: date, year: int | None, later: date | None) -> tuple[date, tuple[tuple[date, str], ...]]:
    weekday = _WEEKDAY.match(text)
    bare = text[weekday.end():] if weekday else text
    day = _dated(bare, today, year, later)
    need_likely_day(day, "")
    said = next((name for name in LONG_DAYS if weekday and name.lower().startswith(weekday[1].lower())), "")
    return day, ((day, said),) if said and LONG_DAYS[day.weekday()] != said else ()


def _dated(text: str, today: date, year: int | None, later: date | None) -> date:
    if turned := _TURNED.fullmatch(text):
        text = " ".join(part for part in (turned[2], turned[1], turned[3]) if part)
    if (number := _NUMBER.fullmatch(text)) and later is not None:
        return _before(later, int(number[1]))
    bare = _BARE.fullmatch(text)
    if bare and (month := _month(bare[2])):
        return _in_year(int(bare[1]), month, year, later)
    found = read_date(text, today)
    if found.style is DateStyle.TWO_FIGURES and found.day.year < FIRST_YEAR:
        return found.day.replace(year=found.day.year + 100)  # no term lies in the century before
    return found.day


def _month(text: str) -> int:
    """The number of a month, nought where it names none."""
    if text.isdigit():
        return int(text) if 1 <= int(text) <= 12 else 0
    return next((number for number, name in enumerate(MONTHS, 1) if text.lower().startswith(name.lower())), 0)


def _before(later: date, number: int) -> date:
    """The last day with that number in its month that is not after a day: `26` of `26 to 30 October`."""
    month_end = later
    for _ in range(12):
        if month_end.day >= number > 0:
            return month_end.replace(day=number)
        month_end = month_end.replace(day=1) - timedelta(days=1)
    raise Refused("There is no such day in the calendar: check the day and the month.")


def _in_year(day: int, month: int, year: int | None, later: date | None) -> date:
    """A day whose year is not written: that of the day which follows it, else that of the school year."""
    if later is not None:
        whole = later.year - ((month, day) > (later.month, later.day))
    elif year is not None:
        whole = year + (month < FIRST_MONTH)
    else:
        raise Refused("The year is missing: write the date as 31/12/2026, or put the school year (2026/27) into the name of the file.")
    try:
        return date(whole, month, day)
    except ValueError:
        raise Refused("There is no such day in the calendar: check the day and the month.") from None
