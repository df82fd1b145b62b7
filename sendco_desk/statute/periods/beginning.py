"""Periods that begin with a day: it is day 1 of them."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from sendco_desk.domain.dates import shown
from sendco_desk.statute.calendars import days_after, days_beginning_with, months_after, next_working_day, working_days_beginning_with
from sendco_desk.statute.periods.counting import NO_CALENDAR, SchoolDays
from sendco_desk.statute.wording import counted, dated, lowered, spelt


@dataclass(frozen=True, slots=True)
class AtLeastDays:
    """At least so many days beginning with a day, which is day 1: a minimum for the other side, not a limit on this one."""

    KIND: ClassVar[str] = "min_beginning_with"
    days: int

    @property
    def text(self) -> str:
        """`15 calendar days`."""
        return f"{self.days} calendar days"

    def last_day(self, anchor: date, event: str = "", school: SchoolDays = NO_CALENDAR) -> date:
        """The last day of the minimum; the other side may act from the day after."""
        return days_beginning_with(anchor, self.days)

    def explained(self, noun: str, anchor: date, last: date) -> str:
        """Day 1, the last day, and the first day on which the other side may act."""
        return (
            f"{dated(noun, shown(anchor))} is day 1; day {self.days} is {shown(last)}, "
            f"and the next step may follow from {shown(days_after(last, 1))}."
        )


@dataclass(frozen=True, slots=True)
class WorkingDaysBeginningWith:
    """Within so many working days beginning with a day: it is day 1 if it is a working day, else the next working day is."""

    KIND: ClassVar[str] = "within_beginning_with"
    days: int

    @property
    def text(self) -> str:
        """`15 working days`."""
        return f"{self.days} working days"

    def last_day(self, anchor: date, event: str = "", school: SchoolDays = NO_CALENDAR) -> date:
        """The last of that many."""
        return working_days_beginning_with(anchor, self.days)

    def explained(self, noun: str, anchor: date, last: date) -> str:
        """Day 1 and the last day."""
        first = next_working_day(anchor)
        said = f"{dated(noun, shown(anchor))} is day 1" if first == anchor else f"{noun} was on {shown(anchor)}; day 1 is {shown(first)}"
        return f"{said}; working day {self.days} is {shown(last)}."


@dataclass(frozen=True, slots=True)
class BeforeMonthsExpire:
    """Before a period of months that begins with a day expires: its last day is the day before the corresponding date."""

    KIND: ClassVar[str] = "before_expiry"
    months: int

    @property
    def text(self) -> str:
        """`12 months`."""
        return counted(self.months, "month")

    def last_day(self, anchor: date, event: str = "", school: SchoolDays = NO_CALENDAR) -> date:
        """The day before the corresponding date."""
        return days_after(months_after(anchor, self.months), -1)

    def explained(self, noun: str, anchor: date, last: date) -> str:
        """The first day and the last of the period; in a month without a corresponding date, how the safe day was found."""
        begin = f"{spelt(self.months, 'month').capitalize()} that begin with {lowered(dated(noun, shown(anchor)))}"
        corresponding = months_after(anchor, self.months)
        if corresponding.day == anchor.day:
            return f"{begin} end with {shown(last)}."
        return f"{begin} meet no corresponding date: counted to {shown(corresponding)}, the safe day is the one before it, {shown(last)}."
