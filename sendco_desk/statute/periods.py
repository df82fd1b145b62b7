"""The ways the law counts a period, and the other counts that respectable sources use for it.

A new way of counting is one more small class with the three members of `Period`; no rule, milestone or screen changes for it.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Protocol

from sendco_desk.domain.dates import shown
from sendco_desk.statute.calendars import days_after, days_beginning_with, weeks_after
from sendco_desk.statute.wording import number


class Period(Hashable, Protocol):
    """How long a step may take, and how that is counted from the day it starts."""

    @property
    def text(self) -> str:
        """The length as the law gives it: `6 weeks`."""

    def last_day(self, anchor: date) -> date:
        """The last lawful day."""

    def explained(self, noun: str, anchor: date) -> str:
        """How the last day was counted, in one whole sentence with weekdays."""


@dataclass(frozen=True, slots=True)
class WithinWeeks:
    """Within so many weeks of a day: that day is day 0, so they end on its weekday (Lester v Garland; JSC v Cambridgeshire 2026)."""

    weeks: int

    @property
    def text(self) -> str:
        """`6 weeks`."""
        return f"{self.weeks} weeks"

    def last_day(self, anchor: date) -> date:
        """The same weekday, that many weeks later. Nothing rolls forward."""
        return weeks_after(anchor, self.weeks)

    def explained(self, noun: str, anchor: date) -> str:
        """Day 0 and the weekday it ends on."""
        return f"{noun} on {shown(anchor)} is day 0; {number(self.weeks)} weeks end on the same weekday, {shown(self.last_day(anchor))}."


@dataclass(frozen=True, slots=True)
class WithinDays:
    """Within so many calendar days of a day: that day is day 0, and holidays count."""

    days: int

    @property
    def text(self) -> str:
        """`15 calendar days`."""
        return f"{self.days} calendar days"

    def last_day(self, anchor: date) -> date:
        """That many days later."""
        return days_after(anchor, self.days)

    def explained(self, noun: str, anchor: date) -> str:
        """Day 0 and the day it ends on."""
        last = shown(self.last_day(anchor))
        return f"{noun} on {shown(anchor)} is day 0; {number(self.days)} calendar days, holidays included, end on {last}."


@dataclass(frozen=True, slots=True)
class AtLeastDays:
    """At least so many days beginning with a day, which is day 1: a minimum for the other side, not a limit on this one."""

    days: int

    @property
    def text(self) -> str:
        """`15 calendar days`."""
        return f"{self.days} calendar days"

    def last_day(self, anchor: date) -> date:
        """The last day of the minimum; the other side may act from the day after."""
        return days_beginning_with(anchor, self.days)

    def explained(self, noun: str, anchor: date) -> str:
        """Day 1, the last day, and the first day on which the other side may act."""
        last = self.last_day(anchor)
        return (
            f"{noun} on {shown(anchor)} is day 1; day {self.days} is {shown(last)}, "
            f"and the next step may follow from {shown(days_after(last, 1))}."
        )


@lru_cache(maxsize=4096)
def explained(period: Period, noun: str, anchor: date) -> str:
    """The period's own sentence, kept because a caseload asks for the same days again and again."""
    return period.explained(noun, anchor)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """Another last day that a respectable source would give, and why."""

    due: date
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOneCounts:
    """Some sources count the starting day as day 1, so that the period ends a day earlier."""

    because: str

    def other(self, due: date, needed: date | None, route: str) -> Alternative:
        """The day before."""
        return Alternative(due=due - timedelta(days=1), because=self.because)


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeksFromNeeded:
    """Some sources count anew from the event that the step needs (a reversal). What they rest on depends on its route."""

    weeks: int
    because: Mapping[str, str]

    def other(self, due: date, needed: date | None, route: str) -> Alternative | None:
        """That many weeks after the event, with the reason that fits the route; the one under "" where no route is known."""
        if needed is None:
            return None
        return Alternative(due=weeks_after(needed, self.weeks), because=self.because.get(route, self.because[""]))


OtherCount = DayOneCounts | WeeksFromNeeded
