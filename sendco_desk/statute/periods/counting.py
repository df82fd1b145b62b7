"""What every way of counting shares: its members, what is known of the school's calendar, and words for counts."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Protocol

from sendco_desk.domain.dates import shown
from sendco_desk.statute.calendars import Closure, SchoolTerm
from sendco_desk.statute.wording import dated, lowered, spelt


@dataclass(frozen=True, slots=True)
class SchoolDays:
    """What is known of the school's calendar: all that a count of school days needs."""

    terms: tuple[SchoolTerm, ...] = ()
    closures: tuple[Closure, ...] = ()


NO_CALENDAR = SchoolDays()


class Period(Hashable, Protocol):
    """How long a step may take, and how that is counted from the day it starts."""

    KIND: ClassVar[str]

    @property
    def text(self) -> str:
        """The length as the law gives it: `6 weeks`."""

    def last_day(self, anchor: date, event: str = "", school: SchoolDays = NO_CALENDAR) -> date | None:
        """The last lawful day; None where there is none to count, or the school's calendar does not reach that far."""

    def explained(self, noun: str, anchor: date, last: date) -> str:
        """How the last day was counted, in one whole sentence with weekdays."""


def ordinal(value: int) -> str:
    """`1st`, `2nd`, `15th`."""
    if 10 <= value % 100 <= 20:
        return f"{value}th"
    return f"{value}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(value % 10, 'th')}"


def months_from(months: int, noun: str, anchor: date, last: date) -> str:
    """How the day that months lead to is spoken of, a comma after it: `Two months after … is the corresponding date,`."""
    what = "the corresponding date" if last.day == anchor.day else "the last day of a shorter month"
    return f"{spelt(months, 'month').capitalize()} after {lowered(dated(noun, shown(anchor)))} is {what},"
