"""A calendar file keeps to RFC 5545 to the letter: its lines, its entries, and what makes a later file move or take away an entry."""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as some
from icalendar import Alarm, Calendar, Event

from sendco_desk.exchange.ics import COUNTED_SINCE, CalendarEntry, calendar_file

MADE = datetime(2026, 11, 12, 10, 42, 7, 123456, tzinfo=UTC)
DECIDE = CalendarEntry(
    uid=UUID(int=14), day=date(2026, 10, 19), summary="Case 14: council: decide whether to assess (last lawful day)",
    description="SEND Regulations 2014 reg 5(1).\nReceipt on Mon 7 Sep 2026 is day 0; six weeks end on the same weekday.",
    categories=("SENDCo Desk", "Council"), alarms=(7, 1),
)


def read(data: bytes) -> Calendar:
    """The file, read strictly: any part that the library could not make sense of is a fault."""
    calendar = Calendar.from_ical(data)
    assert isinstance(calendar, Calendar)
    assert [part.errors for part in calendar.walk() if part.errors] == []
    return calendar


def events(data: bytes) -> list[Event]:
    """The entries of a file."""
    return list(read(data).events)


def alarms(event: Event) -> list[Alarm]:
    """What reminds of an entry."""
    return [part for part in event.walk("VALARM") if isinstance(part, Alarm)]


def unfolded(data: bytes) -> list[str]:
    """The file's lines as they are meant, by the rules of RFC 5545 section 3.1 and not by the library's."""
    text = data.decode("utf-8")
    assert text.endswith("\r\n") and "\n" not in text.replace("\r\n", "")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    return re.sub("\r\n[ \t]", "", text).rstrip("\r\n").split("\r\n")


def test_an_entry_is_a_whole_day_that_keeps_nobody_busy() -> None:
    lines = unfolded(calendar_file([DECIDE], MADE))
    assert lines[:7] == [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//SENDCo Desk//SENDCo Desk//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
        "X-WR-CALNAME:SENDCo Desk", "X-WR-TIMEZONE:Europe/London",
    ]
    assert {
        "DTSTART;VALUE=DATE:20261019", "DTEND;VALUE=DATE:20261020", "TRANSP:TRANSPARENT", "STATUS:CONFIRMED", "CATEGORIES:SENDCo Desk,Council",
        "DTSTAMP:20261112T104207Z", "LAST-MODIFIED:20261112T104207Z", f"UID:{UUID(int=14)}",
    } <= set(lines)
    assert not any(line.startswith(("ORGANIZER", "ATTENDEE", "RRULE")) for line in lines)


def test_it_reminds_a_week_and_a_day_before() -> None:
    [event] = events(calendar_file([DECIDE], MADE))
    assert [alarm.TRIGGER for alarm in alarms(event)] == [timedelta(days=-7), timedelta(days=-1)]
    assert {(str(alarm["action"]), str(alarm["description"])) for alarm in alarms(event)} == {("DISPLAY", DECIDE.summary)}


def test_a_cancelled_entry_says_so_and_reminds_nobody() -> None:
    gone = CalendarEntry(uid=UUID(int=14), day=date(2026, 10, 19), summary="Cancelled", description="Gone.", cancelled=True)
    [event] = events(calendar_file([gone], MADE))
    assert event.status == "CANCELLED" and alarms(event) == [] and "categories" not in event


def test_a_later_file_has_a_higher_number_that_fits_every_calendar() -> None:
    def number(made_at: datetime) -> int:
        [event] = events(calendar_file([DECIDE], made_at))
        return int(event.sequence)

    assert number(MADE) < number(MADE + timedelta(seconds=1)) < number(datetime(2087, 1, 1, tzinfo=UTC)) < 2**31
    assert number(COUNTED_SINCE - timedelta(days=1)) == 0  # a PC whose clock is wrong


def test_the_moment_is_told_in_universal_time() -> None:
    summer = datetime(2026, 7, 1, 10, 0, tzinfo=timezone(timedelta(hours=1)))
    assert "DTSTAMP:20260701T090000Z" in unfolded(calendar_file([DECIDE], summer))


WORDS = some.text(some.characters(blacklist_categories=("Cs", "Cc"), whitelist_characters="\n"), min_size=1, max_size=200)


@pytest.mark.parametrize("words", ["one, two; three: four \\ five", "line one\nline two", "‘curly’ £ é – ż 测试 " * 12, "a" * 300])
def test_what_the_words_say_comes_back_as_it_was(words: str) -> None:
    entry = CalendarEntry(uid=uuid4(), day=date(2026, 10, 19), summary=words, description=words, categories=(words,))
    data = calendar_file([entry], MADE)
    assert unfolded(data)
    [event] = events(data)
    assert (event.summary, event["description"]) == (words, words)


@given(words=WORDS, day=some.dates(date(1990, 1, 1), date(2199, 12, 30)))
def test_any_words_and_any_day_keep_the_file_whole(words: str, day: date) -> None:
    entry = CalendarEntry(uid=UUID(int=1), day=day, summary=words, description=words, alarms=(7,))
    data = calendar_file([entry, DECIDE], MADE)
    assert unfolded(data)[-1] == "END:VCALENDAR"
    first, second = events(data)
    assert (first.summary, first.start, first.end) == (words, day, day + timedelta(days=1))
    assert second.summary == DECIDE.summary
