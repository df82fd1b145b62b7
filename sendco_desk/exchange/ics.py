"""Days for a calendar: all-day entries as an iCalendar file (RFC 5545) that Outlook, Google and Apple take in, and take in again.

The file is published (``METHOD:PUBLISH``) and invites nobody. An entry keeps its UID for good, so that a later file moves it or, as cancelled,
takes it away. What the words say is the caller's affair.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from icalendar import Alarm, Calendar, Event

PRODUCT = "-//SENDCo Desk//SENDCo Desk//EN"
NAME = "SENDCo Desk"
ZONE = "Europe/London"
COUNTED_SINCE = datetime(2020, 1, 1, tzinfo=UTC)
"""From when the seconds of ``SEQUENCE`` are counted: it must grow with each file and fit into 31 bits, which it does until 2088."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """One day in a calendar. ``alarms`` are days before it. A ``cancelled`` entry takes one away that an earlier file brought."""

    uid: UUID
    day: date
    summary: str
    description: str
    categories: tuple[str, ...] = ()
    alarms: tuple[int, ...] = ()
    cancelled: bool = False


def calendar_file(entries: Iterable[CalendarEntry], made_at: datetime) -> bytes:
    """The file, as it was at a moment: a later one replaces what an earlier one brought."""
    calendar = Calendar()
    for name, value in (
        ("prodid", PRODUCT), ("version", "2.0"), ("calscale", "GREGORIAN"), ("method", "PUBLISH"), ("x-wr-calname", NAME), ("x-wr-timezone", ZONE),
    ):
        calendar.add(name, value)
    for entry in entries:
        calendar.add_component(_event(entry, made_at.astimezone(UTC).replace(microsecond=0)))
    return bytes(calendar.to_ical())


def _event(entry: CalendarEntry, made_at: datetime) -> Event:
    event = Event()
    event.add("uid", str(entry.uid))
    event.add("dtstamp", made_at)
    event.add("last-modified", made_at)
    event.add("sequence", max(0, int((made_at - COUNTED_SINCE).total_seconds())))
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(days=1))
    event.add("summary", entry.summary)
    event.add("description", entry.description)
    event.add("transp", "TRANSPARENT")
    if entry.categories:
        event.add("categories", list(entry.categories))
    for days in entry.alarms:
        event.add_component(_alarm(days, entry.summary))
    return event


def _alarm(days: int, words: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", timedelta(days=-days))
    alarm.add("description", words)
    return alarm
