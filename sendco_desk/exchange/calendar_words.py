"""What the words of a school calendar mean: the headings of its columns, and what a row is."""

import re
from collections.abc import Mapping
from enum import StrEnum

from sendco_desk.domain.school_year import ClosureKind, kind_by_name
from sendco_desk.exchange.fields import plain_heading

_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "name": (
        "name", "event", "event name", "description", "title", "subject", "summary", "details", "detail", "what", "reason", "closure", "occasion",
        "period", "holiday", "holiday name", "item", "activity", "label",
    ),
    "term": ("term", "term name", "school term", "half term name", "season"),
    "kind": ("type", "kind", "category", "event type", "day type", "type of day"),
    "year": ("school year", "academic year", "year", "session"),
    "weekday": ("weekday", "day of week", "day name", "day of the week"),
    "on": ("date", "dates", "day", "days", "when", "date s", "term dates", "inset date", "date of closure"),
    "first": (
        "first day", "first", "start", "start date", "startdate", "date from", "from", "from date", "begins", "begin", "beginning", "begins on",
        "opens", "starts", "starts on", "term starts", "term start", "term begins", "start of term", "opening date", "commences", "first date",
        "date start", "start day", "term opens", "school opens", "closed from", "holiday starts", "starts date", "term start date",
    ),
    "last": (
        "last day", "last", "end", "end date", "enddate", "date to", "to", "to date", "until", "ends", "ends on", "finish", "finishes", "closes",
        "term ends", "term end", "end of term", "closing date", "last date", "date end", "end day", "term closes", "school closes", "closed to",
        "closed until", "holiday ends", "finish date", "term end date", "last day of term",
    ),
    "half": ("half term", "half term holiday", "half term dates", "half term break", "mid term", "mid term break"),
    "half_first": ("half term start", "half term starts", "half term begins", "half term from", "half term start date", "half term first day"),
    "half_last": ("half term end", "half term ends", "half term to", "half term end date", "half term last day", "half term finishes"),
    "half_shuts": ("closes for half term", "close for half term", "breaks up for half term", "school closes for half term", "half term closes"),
    "half_opens": ("re opens", "reopens", "re opens after half term", "reopens after half term", "returns after half term", "half term re opens"),
    "part_1": ("first half", "first half term", "first half term dates", "first half of term", "1st half", "1st half term"),
    "part_2": ("second half", "second half term", "second half term dates", "second half of term", "2nd half", "2nd half term"),
}
_ROLES = {heading: role for role, headings in _HEADINGS.items() for heading in headings}
ROLE_TITLES: Mapping[str, str] = {
    "name": "Name", "term": "Name", "kind": "Type", "first": "First day", "last": "Last day", "first_day": "First day", "last_day": "Last day",
    "on": "Date", "half": "Half-term", "half_first": "Half-term", "half_last": "Half-term", "half_shuts": "Half-term", "half_opens": "Half-term",
    "part_1": "First half", "part_2": "Second half",
}
"""What a column is called where the file gives it no heading."""


class Sort(StrEnum):
    """What a row is, as far as its words tell. ``SEASON`` is `Summer` alone, which its days must settle."""

    NOTHING = ""
    TERM = "term"
    SEASON = "season"
    BEGINS = "begins"
    ENDS = "ends"
    HALF = "half"
    HALF_BEGINS = "half_begins"
    HALF_ENDS = "half_ends"
    HALF_SHUTS = "half_shuts"
    HALF_OPENS = "half_opens"
    INSET = "inset"
    HOLIDAY = "holiday"
    HOLIDAY_BEGINS = "holiday_begins"
    HOLIDAY_ENDS = "holiday_ends"
    CLOSED = "closed"
    BANK = "bank"


_BEGINS = re.compile(r"\b(start|starts|begins?|beginning|opens?|commences?|re-?opens?|returns?|first day|back to school)\b", re.IGNORECASE)
_ENDS = re.compile(r"\b(end|ends|closes|finish|finishes|last day|breaks? up)\b", re.IGNORECASE)
_SHUTS = re.compile(r"\b(closes?|finish|finishes|last day|breaks? up)\b", re.IGNORECASE)
_OPENS = re.compile(r"\b(opens?|re-?opens?|returns?|back)\b|\bfirst day\b.*\bafter\b", re.IGNORECASE)
_BANK = re.compile(
    r"\b(bank|public) holidays?\b|\bgood friday\b|\beaster (monday|sunday)\b|\b(christmas|boxing|new year.?s) day\b|^(early )?may day\b",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"\b(closed|closure|closures|shut|no school)\b", re.IGNORECASE)
_TERM = re.compile(r"\bterms?\b|\b(michaelmas|lent|trinity)\b|^(autumn|spring|summer) ?[12]\b", re.IGNORECASE)
_SEASON = re.compile(r"\b(autumn|spring|summer)\b", re.IGNORECASE)


def role_of(heading: str) -> str:
    """What a column is for, or nothing."""
    return _ROLES.get(plain_heading(heading), "")


def sort_of(text: str) -> Sort:
    """What a row is. Half-term stands before term, and a bank holiday before a holiday, since the one's words hold the other's."""
    kind = kind_by_name(text)
    if kind is ClosureKind.INSET:
        return Sort.INSET
    if _BANK.search(text) and kind is not ClosureKind.HALF_TERM:
        return Sort.BANK
    if kind is not ClosureKind.CLOSURE:
        return _holiday(text, kind is ClosureKind.HALF_TERM)
    if _CLOSED.search(text):
        return Sort.CLOSED
    if (begins := _BEGINS.search(text)) or _ENDS.search(text):
        return Sort.BEGINS if begins else Sort.ENDS
    return Sort.TERM if _TERM.search(text) else Sort.SEASON if _SEASON.search(text) else Sort.NOTHING


def _holiday(text: str, half: bool) -> Sort:
    """A half-term or a holiday, or one of its ends: whoever `breaks up for Christmas` names a day of term, not of the holiday."""
    if _SHUTS.search(text):
        return Sort.HALF_SHUTS if half else Sort.ENDS
    if _OPENS.search(text):
        return Sort.HALF_OPENS if half else Sort.BEGINS
    if _BEGINS.search(text):
        return Sort.HALF_BEGINS if half else Sort.HOLIDAY_BEGINS
    if _ENDS.search(text):
        return Sort.HALF_ENDS if half else Sort.HOLIDAY_ENDS
    return Sort.HALF if half else Sort.HOLIDAY
