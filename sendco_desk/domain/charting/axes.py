"""The two axes of a score chart: a scale with sensible steps, and days marked by month, term or year as fits."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, count

from sendco_desk.domain.charts import MONTHS_OF_AGE, ScoreChart, age_words
from sendco_desk.domain.dates import MONTHS

AGE_STEPS = (1, 2, 3, 6, 12, 24, 36, 60, 120, 240)
PERCENT = "%"
UNITS: tuple[tuple[tuple[int, ...], int, int], ...] = (
    (tuple(range(1, 13)), 1, 28), ((1, 4, 9), 1, 90), *(((9,), years, 365 * years) for years in (1, 2, 5, 10, 20, 50)),
)
"""Months that are marked, every how many years, and days between two at the least: each month, the start of each term, school years."""
SHORTEST = 120
"""Days that an axis spans at least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """From the lowest score drawn to the highest, and where its lines are. ``middle`` is the only dark one."""

    low: float
    high: float
    ticks: tuple[float, ...]
    middle: float | None
    unit: str

    def share(self, value: float) -> float:
        """How far up a score stands, from 0 to 1."""
        return (value - self.low) / (self.high - self.low)

    def words(self, value: float) -> str:
        """How a score is written beside the axis."""
        if self.unit == MONTHS_OF_AGE:
            return age_words(value)
        return f"{value:g}%" if self.unit == PERCENT else f"{value:g}"


def step_for(span: float, most: float, *, ages: bool = False) -> float:
    """The least sensible step with which no more than ``most`` of them cover a span."""
    return float(next(step for step in _steps(ages) if span / step <= most))


def _steps(ages: bool) -> Iterator[int]:
    powers = count(3 if ages else 0)
    return chain(AGE_STEPS if ages else (), (base * 10**power for power in powers for base in (1, 2, 5)))


def scale_for(chart: ScoreChart, most: float) -> Scale:
    """The scale of a chart: all its scores with their bands, and the whole average range, in at most so many steps."""
    points = [point for one in chart.series for point in one.points]
    ends = [value for point in points for value in (point.value, point.low, point.high) if value is not None]
    least, greatest = min(ends), max(ends)
    wide = [*ends, *(chart.average or ())]
    step = step_for(max(wide) - min(wide), most, ages=chart.unit == MONTHS_OF_AGE)
    half = step / 2
    low = math.floor((least - step / 4) / half) * half
    high = math.ceil((greatest + step / 4) / half) * half
    if least >= 0:
        low = max(low, 0.0)
    if chart.unit == PERCENT and greatest <= 100:
        high = min(high, 100.0)
        low = min(low, 100 - step)
    if chart.average is not None:
        low, high = min(low, chart.average[0]), max(high, chart.average[1])
    ticks = tuple(number * step for number in range(math.ceil(low / step), math.floor(high / step) + 1))
    middle = None if chart.average is None else (chart.average[0] + chart.average[1]) / 2
    if middle is not None and middle not in ticks:
        ticks = tuple(sorted((*(tick for tick in ticks if abs(tick - middle) >= half), middle)))
    return Scale(low=low, high=high, ticks=ticks, middle=middle, unit=chart.unit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """From the first day drawn to the last, as numbers of days, with a little room at both ends."""

    first: float
    last: float

    def share(self, day: date) -> float:
        """How far along a day stands, from 0 to 1."""
        return (day.toordinal() - self.first) / (self.last - self.first)


def days_for(days: Sequence[date]) -> Days:
    """The axis for some days."""
    first, last = min(days).toordinal(), max(days).toordinal()
    room = max((last - first) * 0.05, (SHORTEST - (last - first)) / 2)
    return Days(first=first - room, last=last + room)


def tick_words(day: date) -> str:
    """`Sep 2026`."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def ticks_for(days: Days, room: float, apart: float) -> tuple[date, ...]:
    """The first days of months, terms or years: the finest of them whose words, so far apart, have room."""
    day = room / (days.last - days.first)
    for months, years, gap in UNITS:
        if gap * day >= apart and (found := _starts(days, months, years)):
            return found
    return _starts(days, *UNITS[0][:2])[:1]


def _starts(days: Days, months: tuple[int, ...], years: int) -> tuple[date, ...]:
    first, last = (date.fromordinal(max(1, min(date.max.toordinal(), round(end)))) for end in (days.first, days.last))
    chosen = (year for year in range(first.year, last.year + 1) if year % years == 0)
    return tuple(day for year in chosen for month in months if days.first <= (day := date(year, month, 1)).toordinal() <= days.last)
