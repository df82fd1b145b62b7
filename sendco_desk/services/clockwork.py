"""Where services take the time from: a clock that is handed in, so that tests and `--on` can set it."""

from collections.abc import Callable
from datetime import UTC, date, datetime

Clock = Callable[[], datetime]
Changed = frozenset[str]
NOTHING_CHANGED: Changed = frozenset()


def wall_clock() -> datetime:
    """Now, in the time zone of this PC, so that "15:05" is what the office clock said."""
    return datetime.now(UTC).astimezone()


def today(clock: Clock) -> date:
    """The calendar day where the school is."""
    return clock().date()


def on_office_clock(moment: datetime) -> datetime:
    """The moment when the clock on the office wall shows this day and time, whatever the season: July is summer time in November too."""
    return moment.replace(tzinfo=None).astimezone()
