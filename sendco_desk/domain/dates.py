"""Dates as people in schools type them and as the notebook shows them: `3/9`, `3 sep`, `tomorrow`, `+2w`; `Thu 3 Sep 2026`."""

import re
from datetime import date, datetime, time, timedelta

from sendco_desk.domain.refusals import Refused

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LONG_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LONG_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)
"""English names, whatever the machine’s language."""
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})[/.\-](\d{1,2})(?:[/.\-](\d{4}|\d{2}))?")
_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s*([a-z]{3,9})\.?,?\s*(\d{4}|\d{2})?")
_STEP = re.compile(r"([+-])\s*(\d{1,3})\s*([dwmy]?)")
_DAY_AND_TIME = re.compile(r"(?P<day>.*?) ?(?:at )?(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))? ?(?P<half>am|pm)?")
FIRST_YEAR, LAST_YEAR = 1990, 2199
"""The years that a day in a notebook may lie in, from the birth of the oldest pupil on."""


def shown(day: date) -> str:
    """`Thu 3 Sep 2026`: how every date is shown."""
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def shown_short(day: date) -> str:
    """`3 Sep`: only where the year stands close by."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def long_day(day: date) -> str:
    """`Thursday 3 September 2026`: how letters and the heads of printed pages write a day."""
    return f"{LONG_DAYS[day.weekday()]} {plain_day(day)}"


def plain_day(day: date) -> str:
    """`14 March 2018`: where the weekday is of no use, as in a date of birth."""
    return f"{day.day} {LONG_MONTHS[day.month - 1]} {day.year}"


def shown_moment(moment: datetime) -> str:
    """`Thu 3 Sep 2026, 15:05`."""
    return f"{shown(moment.date())}, {moment:%H:%M}"


def months_later(day: date, months: int) -> date:
    """The corresponding day of a later (or earlier) month; the last day of a month too short to have it."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


def parse_date(text: str, today: date, *, field: str = "") -> date:
    """The day that somebody meant.

    Understands `today`, `yesterday`, `tomorrow`, weekdays (the nearest past one for `last fri`, else the coming one),
    `+2w`, `3/9`, `3/9/26`, `3 sep`, `3 September 2026` and `2026-09-03`. A day without a year is the one nearest to today.
    Raises Refused with a sentence that shows what is understood.
    """
    word = re.sub(r"\s+", " ", text.strip().lower())
    found = _spoken(word, today) or _stepped(word, today) or _written(word, today, field)
    if found is None:
        raise Refused(f"Type a date such as 3/9/{today.year}, 3 Sep {today.year}, tomorrow or +2w.", field=field)
    return found


def parse_moment(text: str, now: datetime, *, field: str = "") -> datetime:
    """A day with an optional time: `yesterday 15:05`, `3/9 at 9.30`, `now`. Midday stands for a day without a time,
    and the present moment for today before midday.
    """
    word = re.sub(r"[\s,]+", " ", text.strip().lower())
    word = re.sub(r"^(\d{4}-\d{1,2}-\d{1,2})t", r"\1 ", word)
    if word in ("", "now"):
        return now.replace(second=0, microsecond=0)
    match = _DAY_AND_TIME.fullmatch(word)
    clock = _clock(match) if match else None
    if match is None or clock is None or _is_date(word, now.date()):
        day = parse_date(word, now.date(), field=field)
        noon = datetime.combine(day, time(12), now.tzinfo)
        return min(noon, now.replace(second=0, microsecond=0)) if day == now.date() else noon
    day = parse_date(match["day"], now.date(), field=field) if match["day"].strip() else now.date()
    return datetime.combine(day, clock, now.tzinfo)


def _is_date(word: str, today: date) -> bool:
    try:
        parse_date(word, today)
    except Refused:
        return False
    return True


def _clock(match: re.Match[str]) -> time | None:
    """The time of day, if a minute or a half of the day shows that one was meant."""
    if not (match["minute"] or match["half"]):
        return None
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match["half"] == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _spoken(word: str, today: date) -> date | None:
    near = {"today": 0, "now": 0, "yesterday": -1, "tomorrow": 1}
    if word in near:
        return today + timedelta(days=near[word])
    past = word.startswith("last ")
    name = word.removeprefix("last ").removeprefix("next ").removeprefix("on ")
    names = [d for d, day in enumerate(LONG_DAYS) if len(name) >= 3 and day.lower().startswith(name)]
    if not names:
        return None
    ahead = (names[0] - today.weekday()) % 7 or 7
    return today + timedelta(days=ahead - 7 if past and ahead < 7 else -7 if past else ahead)


def _stepped(word: str, today: date) -> date | None:
    match = _STEP.fullmatch(word)
    if not match:
        return None
    count = int(match[2]) * (1 if match[1] == "+" else -1)
    if match[3] in ("m", "y"):
        return months_later(today, count * (12 if match[3] == "y" else 1))
    return today + timedelta(days=count * (7 if match[3] == "w" else 1))


def _written(word: str, today: date, field: str) -> date | None:
    word = re.sub(r"^(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.? ", "", word)
    if iso := _ISO.fullmatch(word):
        return _real(int(iso[1]), int(iso[2]), int(iso[3]), field)
    match = _NUMBERS.fullmatch(word)
    if match:
        day, month, year = int(match[1]), int(match[2]), match[3]
    else:
        match = _WORDS.fullmatch(word)
        if not match:
            return None
        names = [m for m, name in enumerate(MONTHS, 1) if match[2].startswith(name.lower())]
        if not names:
            return None
        day, month, year = int(match[1]), names[0], match[3]
    if year:
        return _real(_whole_year(year, today), month, day, field)
    if (day, month) == (29, 2):
        years = [y for y in range(today.year - 4, today.year + 5) if _leap(y)]
    else:
        years = [today.year - 1, today.year, today.year + 1]
    return min((_real(y, month, day, field) for y in years), key=lambda d: abs((d - today).days))


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _whole_year(year: str, today: date) -> int:
    """Two figures mean the century that puts the day less than ten years ahead."""
    if len(year) == 4:
        return int(year)
    near = today.year // 100 * 100 + int(year)
    return near - 100 if near > today.year + 10 else near


def _real(year: int, month: int, day: int, field: str) -> date:
    try:
        found = date(year, month, day)
    except ValueError:
        raise Refused("There is no such day in the calendar: check the day and the month.", field=field) from None
    need_likely_day(found, field)
    return found


def need_likely_day(day: date | None, field: str) -> None:
    """Refuse a year that can only be a slip of the finger, such as 0206: one such day would stop the clock of every case."""
    if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Refused(f"Check the year {day.year:04}: it is not one that a school would meet.", field=field)
