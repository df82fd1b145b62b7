"""Periods counted forwards from a day that is day 0, and months to the corresponding date."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from sendco_desk.domain.dates import shown
from sendco_desk.statute.calendars import days_after, months_after, next_working_day, school_days_after, weeks_after, working_days_after
from sendco_desk.statute.periods.counting import NO_CALENDAR, SchoolDays, months_from, ordinal
from sendco_desk.statute.wording import counted, dated, lowered, number, spelt


@dataclass(frozen=True, slots=True)
class WithinWeeks:
    """Within so many weeks of a day: that day is day 0, so they end on its weekday (Lester v Garland; JSC v Cambridgeshire 2026)."""

    KIND: ClassVar[str] = "within_after"
    weeks: int

    @property
    def text(self) -> str:
        """`6 weeks`."""
        return counted(self.weeks, "week")

    def last_day(self, anchor: date, event: str = "", school: SchoolDays = NO_CALENDAR) -> date:
        """The same weekday, that many weeks later. Nothing rolls forward."""
        return weeks_after(anchor, self.weeks)

    def explained(self, noun: str, anchor: date, last: date) -> str:
        """Day 0 and the weekday it ends on."""
        verb = "ends" if self.weeks == 1 else "end"
        return f"{dated(noun, shown(anchor))} is day 0; {spelt(self.weeks, 'week')} {verb} on the same weekday, {shown(last)}."


@dataclass(frozen=True, slots=True)
class WithinDays:
    """Within so many calendar days of a day: that day is day 0, and holidays count."""

    KIND: ClassVar[str] = "within_after"
    days: int

    @property
    def text(self) -> str:
        """`15 calendar days`."""
        return f"{self.days} calendar days"

    def last_day(self, anchor: date, event: str = "", school: SchoolDays = NO_CALENDAR) -> date:
        """That many days later."""
        return days_after(anchor, self.days)

    def explained(self, noun: str, anchor: date, last: date) -> str:
        """Day 0 and the day it ends on."""
        return f"{dated(noun, shown(anchor))} is day 0; {number(self.days)} calendar days, holidays included, end on {shown(last)}."


@dataclass(frozen=True, slots=True)
class WithinWorkingDays:
    """Within so many working days of a day, which is day 0: Monday to Friday less England's bank holidays."""

    KIND: ClassVar[str] = "within_after"
    days: int

    @property
    def text(self) -> str:
        """`10 working days`."""
        return f"{self.days} working days"

    def last_day(self, anchor: date, event: str = "", school: SchoolDays = NO_CALENDAR) -> date:
        """The last of that many working days."""
        return working_days_after(anchor, self.days)

    def explained(self, noun: str, anchor: date, last: date) -> str:
        """Day 0 and the day it ends on."""
        return (
            f"{dated(noun, shown(anchor))} is day 0; the {ordinal(self.days)} working day after it (Monday to Friday, no bank holidays) "
            f"is {shown(last)}."
        )


@dataclass(frozen=True, slots=True)
class WithinSchoolDays:
    """Within so many days on which the school is open; the day it starts is day 0."""

    KIND: ClassVar[str] = "within_after"
    days: int

    @property
    def text(self) -> str:
        """`15 school days`."""
        return f"{self.days} school days"

    def last_day(self, anchor: date, event: str = "", school: SchoolDays = NO_CALENDAR) -> date | None:
        """The last of that many school days; None where the school's calendar does not reach it."""
        return school_days_after(anchor, self.days, school.terms, school.closures)

    def explained(self, noun: str, anchor: date, last: date) -> str:
        """Day 0 and the day it ends on."""
        return f"{dated(noun, shown(anchor))} is day 0; the {ordinal(self.days)} day after it on which the school is open is {shown(last)}."


@dataclass(frozen=True, slots=True)
class WithinMonths:
    """Within so many months of a day: they end on the corresponding date, or on the last day of a month that has none."""

    KIND: ClassVar[str] = "within_after_month"
    months: int

    @property
    def text(self) -> str:
        """`2 months`."""
        return counted(self.months, "month")

    def last_day(self, anchor: date, event: str = "", school: SchoolDays = NO_CALENDAR) -> date:
        """The corresponding date."""
        return months_after(anchor, self.months)

    def explained(self, noun: str, anchor: date, last: date) -> str:
        """The day it starts and the corresponding date."""
        return f"{months_from(self.months, noun, anchor, last)} {shown(last)}."


@dataclass(frozen=True, slots=True)
class PromptlyWithinMonths(WithinMonths):
    """Promptly, and in any event within so many months: the corresponding date is only the outer limit."""

    KIND: ClassVar[str] = "promptly_and_within"

    def explained(self, noun: str, anchor: date, last: date) -> str:
        """The outer limit, and that it is no more than that."""
        return (
            f"{months_from(self.months, noun, anchor, last)} {shown(last)}, "
            "and the claim must be prompt besides."
        )


@dataclass(frozen=True, slots=True)
class MonthsToWorkingDay:
    """One or more months to the corresponding date; where that is no working day, to the next one (the ICO's reading for requests for data)."""

    KIND: ClassVar[str] = "within_corresponding"
    months: int

    @property
    def text(self) -> str:
        """`1 month`."""
        return counted(self.months, "month")

    def raw(self, anchor: date) -> date:
        """The corresponding date itself."""
        return months_after(anchor, self.months)

    def last_day(self, anchor: date, event: str = "", school: SchoolDays = NO_CALENDAR) -> date:
        """The corresponding date, or the next working day."""
        return next_working_day(self.raw(anchor))

    def explained(self, noun: str, anchor: date, last: date) -> str:
        """The corresponding date, and where it moves to."""
        raw = self.raw(anchor)
        said = f"{months_from(self.months, noun, anchor, raw)} {shown(raw)}"
        return f"{said}." if raw == last else f"{said}, which is no working day, so the next one counts: {shown(last)}."


@dataclass(frozen=True, slots=True)
class YearsFromBirth:
    """So many years from the date of birth."""

    KIND: ClassVar[str] = "from_dob"
    years: int

    @property
    def text(self) -> str:
        """`31 years`."""
        return counted(self.years, "year")

    def last_day(self, anchor: date, event: str = "", school: SchoolDays = NO_CALENDAR) -> date:
        """The birthday, or 28 February for a birth on 29 February in a year without one."""
        return months_after(anchor, 12 * self.years)

    def explained(self, noun: str, anchor: date, last: date) -> str:
        """The birthday."""
        return f"{noun} is {shown(anchor)}; {self.years} years later is {shown(last)}."


@dataclass(frozen=True, slots=True)
class WithinYears:
    """Within so many years of a day."""

    KIND: ClassVar[str] = "within_after"
    years: int

    @property
    def text(self) -> str:
        """`3 years`."""
        return counted(self.years, "year")

    def last_day(self, anchor: date, event: str = "", school: SchoolDays = NO_CALENDAR) -> date:
        """The corresponding date."""
        return months_after(anchor, 12 * self.years)

    def explained(self, noun: str, anchor: date, last: date) -> str:
        """The day it starts and the corresponding date."""
        return f"{spelt(self.years, 'year').capitalize()} after {lowered(dated(noun, shown(anchor)))} end on {shown(last)}."
