"""The other counts that respectable sources use for a period, each with its reason: nobody is called late on a day one of them allows."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from sendco_desk.statute.calendars import months_after, weeks_after, working_days_before
from sendco_desk.statute.periods import rolled_again


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """Another last day that a respectable source would give, and why."""

    due: date
    because: str


class OtherCount(Hashable, Protocol):
    """Another way to count the same step."""

    def day(self, anchor: date, due: date, needed: date | None) -> date | None:
        """Its last day; None where it does not apply or gives no other. ``needed`` is the day of the event that the step needs."""

    def reason(self, route: str) -> str:
        """Why somebody would count so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysApart:
    """A day or more earlier (negative) or later than the ordinary count."""

    days: int
    because: str

    def day(self, anchor: date, due: date, needed: date | None) -> date:
        """So many days apart."""
        return due + timedelta(days=self.days)

    def reason(self, route: str) -> str:
        """The reason given."""
        return self.because


@dataclass(frozen=True, slots=True, kw_only=True)
class EndOfShortMonth:
    """Of months that begin with a day and reach a month without its corresponding date: the last day of that month."""

    months: int
    because: str

    def day(self, anchor: date, due: date, needed: date | None) -> date | None:
        """The last day of the shorter month; None where the corresponding date exists."""
        reached = months_after(anchor, self.months)
        return reached if reached.day != anchor.day else None

    def reason(self, route: str) -> str:
        """The reason given."""
        return self.because


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingDayEarlier:
    """One working day earlier than the ordinary count."""

    because: str

    def day(self, anchor: date, due: date, needed: date | None) -> date:
        """The working day before."""
        return working_days_before(due, 1)

    def reason(self, route: str) -> str:
        """The reason given."""
        return self.because


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmoved:
    """So many months to the corresponding date itself, before any rule moves it."""

    months: int
    because: str

    def day(self, anchor: date, due: date, needed: date | None) -> date | None:
        """The corresponding date, where it is another."""
        raw = months_after(anchor, self.months)
        return raw if raw != due else None

    def reason(self, route: str) -> str:
        """The reason given."""
        return self.because


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedAgain:
    """The Tribunal's holiday rule used once more, where the next working day lands in a holiday itself."""

    months: int
    because: str

    def day(self, anchor: date, due: date, needed: date | None) -> date | None:
        """The first working day after the holiday, where it is another."""
        again = rolled_again(months_after(anchor, self.months))
        return again if again != due else None

    def reason(self, route: str) -> str:
        """The reason given."""
        return self.because


@dataclass(frozen=True, slots=True, kw_only=True)
class YearsInstead:
    """Another number of years from the same day."""

    years: int
    because: str

    def day(self, anchor: date, due: date, needed: date | None) -> date:
        """That many years later."""
        return months_after(anchor, 12 * self.years)

    def reason(self, route: str) -> str:
        """The reason given."""
        return self.because


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeksFromNeeded:
    """Some sources count anew from the event that the step needs (a reversal). What they rest on depends on its route."""

    weeks: int
    because: Mapping[str, str]

    def day(self, anchor: date, due: date, needed: date | None) -> date | None:
        """That many weeks after the event."""
        return weeks_after(needed, self.weeks) if needed else None

    def reason(self, route: str) -> str:
        """The reason that fits the route; the one under "" where no route is known."""
        return self.because.get(route, self.because[""])

    def __hash__(self) -> int:
        return hash((self.weeks, *self.because.items()))


def respectable(counts: Sequence[OtherCount], anchor: date, due: date, needed: date | None = None) -> tuple[date, date]:
    """The earliest and the latest day that any respectable count gives, the ordinary one among them."""
    safe = latest = due
    for count in counts:
        day = count.day(anchor, due, needed)
        if day is not None:
            safe, latest = min(safe, day), max(latest, day)
    return safe, latest
