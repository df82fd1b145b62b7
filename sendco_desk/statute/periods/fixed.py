"""What is owed on a day itself, so many times a year, or without any day."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from sendco_desk.domain.dates import shown
from sendco_desk.statute.calendars import school_year_ending
from sendco_desk.statute.periods.counting import NO_CALENDAR, SchoolDays
from sendco_desk.statute.wording import dated, number


@dataclass(frozen=True, slots=True)
class SameDay:
    """On the day itself."""

    KIND: ClassVar[str] = "on_day"

    @property
    def text(self) -> str:
        """`on the same day`."""
        return "on the same day"

    def last_day(self, anchor: date, event: str = "", school: SchoolDays = NO_CALENDAR) -> date:
        """The day itself."""
        return anchor

    def explained(self, noun: str, anchor: date, last: date) -> str:
        """The day."""
        return f"{dated(noun, shown(anchor)).rstrip(',')}: that day itself is the last."


@dataclass(frozen=True, slots=True)
class DatedDay:
    """A day that somebody with the power to do so has fixed."""

    KIND: ClassVar[str] = "fixed"

    @property
    def text(self) -> str:
        """What stands in place of a length."""
        return "the day that was fixed"

    def last_day(self, anchor: date, event: str = "", school: SchoolDays = NO_CALENDAR) -> date:
        """The day itself."""
        return anchor

    def explained(self, noun: str, anchor: date, last: date) -> str:
        """The day."""
        return f"{noun} fixes {shown(anchor)}; a day that the Tribunal fixes overrides every other count."


@dataclass(frozen=True, slots=True)
class TimesASchoolYear:
    """So many times in each school year, which ends on 31 August."""

    KIND: ClassVar[str] = "recurring"
    times: int

    @property
    def text(self) -> str:
        """`3 per year`."""
        return f"{self.times} per year"

    def last_day(self, anchor: date, event: str = "", school: SchoolDays = NO_CALENDAR) -> date:
        """The last day of the school year that the day lies in."""
        return school_year_ending(anchor)

    def explained(self, noun: str, anchor: date, last: date) -> str:
        """The school year."""
        return f"The school year ends on {shown(last)}; by then this is to be done {_times(self.times)}."


@dataclass(frozen=True, slots=True)
class NoDay:
    """A duty, a right, a sum or a condition to which the law gives no day: what it gives instead, and of which kind it is."""

    KIND: ClassVar[str] = "asap"
    instead: str
    kind: str = "asap"

    @property
    def text(self) -> str:
        """What the law gives instead of a number of days."""
        return self.instead

    def last_day(self, anchor: date, event: str = "", school: SchoolDays = NO_CALENDAR) -> None:
        """None, always."""

    def explained(self, noun: str, anchor: date, last: date) -> str:
        """That there is no number."""
        return f"{noun} was on {shown(anchor)}; the law fixes no number of days."


def _times(times: int) -> str:
    return "once" if times == 1 else f"{number(times)} times"
