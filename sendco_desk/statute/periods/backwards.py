"""Periods counted back from a day that is planned or fixed."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from sendco_desk.domain.dates import LONG_MONTHS, shown
from sendco_desk.statute.calendars import days_after, months_after, weeks_after, working_days_before
from sendco_desk.statute.periods.counting import NO_CALENDAR, SchoolDays
from sendco_desk.statute.wording import counted, dated, lowered, spelt


@dataclass(frozen=True, slots=True)
class WeeksBefore:
    """At least so many weeks before a day."""

    KIND: ClassVar[str] = "min_before"
    weeks: int

    @property
    def text(self) -> str:
        """`2 weeks`."""
        return counted(self.weeks, "week")

    def last_day(self, anchor: date, event: str = "", school: SchoolDays = NO_CALENDAR) -> date:
        """The same weekday, that many weeks earlier."""
        return weeks_after(anchor, -self.weeks)

    def explained(self, noun: str, anchor: date, last: date) -> str:
        """The day counted back from, and the last day."""
        return f"{spelt(self.weeks, 'week').capitalize()} before {lowered(dated(noun, shown(anchor)))} is the same weekday, {shown(last)}."


@dataclass(frozen=True, slots=True)
class WeeksBeforeSpan:
    """Between so many and so many weeks before a day: a span to plan by, of which the later end is the last day."""

    KIND: ClassVar[str] = "backwards"
    earliest: int
    weeks: int

    @property
    def text(self) -> str:
        """`6 to 4 weeks before`."""
        return f"{self.earliest} to {self.weeks} weeks before"

    def last_day(self, anchor: date, event: str = "", school: SchoolDays = NO_CALENDAR) -> date:
        """The later end of the span."""
        return weeks_after(anchor, -self.weeks)

    def explained(self, noun: str, anchor: date, last: date) -> str:
        """Both ends of the span."""
        begins = shown(weeks_after(anchor, -self.earliest))
        return (
            f"{spelt(self.earliest, 'week').capitalize()} before {lowered(dated(noun, shown(anchor)))} is {begins}; "
            f"{spelt(self.weeks, 'week')} before it is {shown(last)}."
        )


@dataclass(frozen=True, slots=True)
class MonthsBefore:
    """At least so many months before a day: the corresponding date of the earlier month."""

    KIND: ClassVar[str] = "min_before"
    months: int

    @property
    def text(self) -> str:
        """`5 months`."""
        return counted(self.months, "month")

    def last_day(self, anchor: date, event: str = "", school: SchoolDays = NO_CALENDAR) -> date:
        """The corresponding date."""
        return months_after(anchor, -self.months)

    def explained(self, noun: str, anchor: date, last: date) -> str:
        """The day counted back from, and the last day."""
        return f"{spelt(self.months, 'month').capitalize()} before {lowered(dated(noun, shown(anchor)))} is {shown(last)}."


@dataclass(frozen=True, slots=True)
class WorkingDaysBefore:
    """At least so many working days before a day."""

    KIND: ClassVar[str] = "min_before"
    days: int

    @property
    def text(self) -> str:
        """`5 working days`."""
        return f"{self.days} working days"

    def last_day(self, anchor: date, event: str = "", school: SchoolDays = NO_CALENDAR) -> date:
        """That many working days earlier."""
        return working_days_before(anchor, self.days)

    def explained(self, noun: str, anchor: date, last: date) -> str:
        """The day counted back from, and the last day."""
        return f"{spelt(self.days, 'working day').capitalize()} before {lowered(dated(noun, shown(anchor)))} is {shown(last)}."


@dataclass(frozen=True, slots=True)
class BeforeDayOfYear:
    """Before a fixed day in the calendar year of an event: the day before is the literal last one."""

    KIND: ClassVar[str] = "before_date"
    month: int
    day: int

    @property
    def text(self) -> str:
        """`before 15 February`."""
        return f"before {self.day} {LONG_MONTHS[self.month - 1]}"

    def fixed(self, anchor: date) -> date:
        """The fixed day itself."""
        return date(anchor.year, self.month, self.day)

    def last_day(self, anchor: date, event: str = "", school: SchoolDays = NO_CALENDAR) -> date:
        """The day before the fixed day."""
        return days_after(self.fixed(anchor), -1)

    def explained(self, noun: str, anchor: date, last: date) -> str:
        """The year, the fixed day, and the day before it."""
        fixed = shown(self.fixed(anchor))
        return f"{noun} is in {anchor.year} ({shown(anchor)}); ‘before’ {fixed} means by the end of {shown(last)}."


@dataclass(frozen=True, slots=True)
class WeeksBeforeDayOfYear:
    """So many weeks before the last safe day of a fixed day that depends on the event: where a plan must begin to be in time."""

    KIND: ClassVar[str] = "backwards"
    weeks: int
    days: tuple[tuple[str, int, int], ...]
    """Each event with the month and day that its count goes back from."""

    @property
    def text(self) -> str:
        """`12 weeks`."""
        return counted(self.weeks, "week")

    def fixed(self, anchor: date, event: str) -> date:
        """The day counted back from."""
        month, day = next((month, day) for name, month, day in self.days if name == event)
        return date(anchor.year, month, day)

    def last_day(self, anchor: date, event: str = "", school: SchoolDays = NO_CALENDAR) -> date:
        """The same weekday, that many weeks before."""
        return weeks_after(self.fixed(anchor, event), -self.weeks)

    def explained(self, noun: str, anchor: date, last: date) -> str:
        """The day counted back from, and the day reached."""
        back = shown(weeks_after(last, self.weeks))
        return f"{spelt(self.weeks, 'week').capitalize()} back from {back}, the last safe day for the amended plan, is {shown(last)}."
