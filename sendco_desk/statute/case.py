"""What a case tells the clock: events with their days, a few facts, and when the school was closed.

The names are a contract between cases, the clock, the terminal and exports, so a name that is not known here is refused and never
quietly ignored. The day of a notice is the day it was sent, unless its name says received.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches

from sendco_desk.domain.codes import EXCEPTIONS, REQUESTED_BY, REVERSAL_ROUTES, SCHOOL_TYPES
from sendco_desk.domain.refusals import Refused
from sendco_desk.statute.wording import either

FactValue = str | date | tuple[str, ...]
Dates = Mapping[str, tuple[date, ...]]
"""Each event's days in order, by its name: what the clock reads."""

YEARS = (1990, 2199)
"""The years that a day in a case can fall in."""
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class UnknownName(Refused):
    """No event or fact has that name. The terminal treats it as wrong usage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventName:
    """One name of the vocabulary: its title in lists, who does it, and how a sentence speaks of it.

    ``happened`` starts a sentence that a day ends; ``noun`` names the day when it is day 0 of a period.
    """

    name: str
    title: str
    done_by: str
    happened: str
    noun: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactName:
    """One fact that a case may state: a day where ``choices`` is empty, else one of them, or ``several`` of them."""

    name: str
    title: str
    choices: Mapping[str, str] = field(default_factory=dict)
    several: bool = False


EVENTS: tuple[EventName, ...] = (
    EventName(name="request_sent", title="Request sent", done_by="school", happened="The request was sent"),
    EventName(
        name="request_received", title="Council received the request", done_by="council",
        happened="The council received the request", noun="Receipt",
    ),
    EventName(
        name="council_says_received", title="Day the council says it received the request", done_by="council",
        happened="The council says it received the request", noun="The receipt that the council states",
    ),
    EventName(
        name="request_acknowledged", title="Council acknowledged the request", done_by="council",
        happened="The council acknowledged the request", noun="The acknowledgement",
    ),
    EventName(
        name="head_notified", title="Head teacher told of the request", done_by="council",
        happened="The council told the head teacher of the request",
    ),
    EventName(name="agreed_to_assess", title="Council agreed to assess", done_by="council", happened="The council agreed to assess"),
    EventName(name="refused_to_assess", title="Council refused to assess", done_by="council", happened="The council refused to assess"),
    EventName(
        name="decision_copied_to_school", title="Copy of the decision sent to the school", done_by="council",
        happened="The council sent the school a copy of its decision",
    ),
    EventName(
        name="school_advice_requested", title="Council asked the school for advice", done_by="council",
        happened="The council asked the school for advice", noun="The call for the school's advice",
    ),
    EventName(name="school_advice_sent", title="School sent its advice", done_by="school", happened="The school sent its advice"),
    EventName(
        name="decided_not_to_issue", title="Council decided not to issue a plan", done_by="council",
        happened="The council decided not to issue a plan",
    ),
    EventName(
        name="draft_plan_sent", title="Council sent the draft plan", done_by="council",
        happened="The council sent a draft plan", noun="Service of the draft plan",
    ),
    EventName(
        name="representations_received", title="Parent's views on the draft received", done_by="parent",
        happened="The parent's views on the draft were received",
    ),
    EventName(
        name="school_consulted", title="Council consulted the school", done_by="council",
        happened="The council consulted the school", noun="The consultation",
    ),
    EventName(
        name="consultation_reply_sent", title="School replied to the consultation", done_by="school",
        happened="The school replied to the consultation",
    ),
    EventName(
        name="final_plan_issued", title="Council issued the final plan", done_by="council", happened="The council issued the final plan",
    ),
    EventName(
        name="refusal_reversed", title="Council reversed its refusal", done_by="council", happened="The council reversed its refusal",
    ),
    EventName(name="request_withdrawn", title="Request withdrawn", done_by="parent", happened="The request was withdrawn"),
    EventName(
        name="moved_area", title="Family moved to another council's area", done_by="parent", happened="The family moved to another area",
    ),
    EventName(name="pupil_left", title="Pupil left the school", done_by="parent", happened="The pupil left the school"),
    EventName(name="plan_ceased", title="Plan ceased", done_by="council", happened="The plan ceased"),
)
EVENT_BY_NAME: Mapping[str, EventName] = {event.name: event for event in EVENTS}
EVENT_NAMES: tuple[str, ...] = tuple(EVENT_BY_NAME)
EVENT_TITLES: Mapping[str, str] = {event.name: event.title for event in EVENTS}
ENDS_EVERYTHING = ("request_withdrawn", "moved_area", "pupil_left", "plan_ceased")
"""Each open step of the case ends with one of these; a new case may start."""

FACTS: tuple[FactName, ...] = (
    FactName(name="requested_by", title="Who asked for the assessment", choices=REQUESTED_BY),
    FactName(name="school_type", title="Type of school", choices=SCHOOL_TYPES),
    FactName(name="advice_requested_from_school_on", title="Day the council asked the school for advice"),
    FactName(name="exception_claimed", title="Exception the council claims", choices=EXCEPTIONS, several=True),
    FactName(name="reversal_route", title="How the refusal was reversed", choices=REVERSAL_ROUTES),
    FactName(name="away_from", title="First day away from the council's area"),
    FactName(name="away_to", title="Last day away from the council's area"),
)
FACT_BY_NAME: Mapping[str, FactName] = {fact.name: fact for fact in FACTS}
FACT_NAMES: tuple[str, ...] = tuple(FACT_BY_NAME)


def _known(name: str, names: tuple[str, ...], kind: str) -> None:
    if name in names:
        return
    near = get_close_matches(name, names, n=3)
    hint = f"did you mean {either(near)}" if near else f"the names are {', '.join(names)}"
    raise UnknownName(f"There is no {kind} called ‘{name}’: {hint}.", field=kind)


def _plausible(day: date, field: str) -> None:
    """A slip of the keyboard in the year is asked about, before anything is counted from it."""
    if not YEARS[0] <= day.year <= YEARS[1]:
        raise Refused(f"Check the year {day.year}: it should be between {YEARS[0]} and {YEARS[1]}.", field=field)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened in a case, on a day."""

    name: str
    on: date

    def __post_init__(self) -> None:
        if self.name not in EVENT_BY_NAME:
            _known(self.name, EVENT_NAMES, "event")
        _plausible(self.on, self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """Days on which the school was closed, the first and the last included."""

    first: date
    last: date
    name: str = ""

    def __post_init__(self) -> None:
        _plausible(self.first, "closed")
        _plausible(self.last, "closed")
        if self.last < self.first:
            raise Refused("The closure ends before it starts: swap its two dates.", field="closed")

    @property
    def days(self) -> int:
        """How many days the school was closed."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """All that the clock needs to know of one case. An event may happen more than once; the order does not matter."""

    events: tuple[Event, ...] = ()
    facts: Mapping[str, FactValue] = field(default_factory=dict)
    closures: tuple[Closure, ...] = ()

    def __post_init__(self) -> None:
        for name, value in self.facts.items():
            _check_fact(name, value)

    def day(self, name: str) -> date | None:
        """The day that a fact states, if it does."""
        value = self.facts.get(name)
        return value if isinstance(value, date) else None

    def claims(self, exception: str) -> bool:
        """Whether the council claims that exception."""
        return exception in chosen(self.facts.get("exception_claimed", ()))


def chosen(value: FactValue) -> tuple[str, ...]:
    """The words that a fact states, one or several."""
    if isinstance(value, date):
        return ()
    return (value,) if isinstance(value, str) else value


def _check_fact(name: str, value: FactValue) -> None:
    _known(name, FACT_NAMES, "fact")
    fact = FACT_BY_NAME[name]
    if not fact.choices:
        if not isinstance(value, date):
            raise Refused(f"The fact ‘{name}’ is a date.", field=name)
        _plausible(value, name)
        return
    words = chosen(value)
    if isinstance(value, date) or any(word not in fact.choices for word in words) or (len(words) > 1 and not fact.several):
        raise Refused(f"The fact ‘{name}’ is {either(tuple(fact.choices))}.", field=name)


def dates_of(case: CaseFacts) -> Dates:
    """Each event's days, earliest first; a day given twice counts once."""
    days: dict[str, set[date]] = {}
    for event in case.events:
        days.setdefault(event.name, set()).add(event.on)
    return {name: tuple(sorted(found)) for name, found in days.items()}


def first(dates: Dates, name: str) -> date | None:
    """The earliest day of an event, if it is recorded."""
    return dates[name][0] if name in dates else None


def iso_date(text: str, field: str) -> date:
    """A day written as 2026-09-07. Raises Refused."""
    word = text.strip()
    try:
        if _ISO_DATE.fullmatch(word):
            return date.fromisoformat(word)
    except ValueError:
        pass
    raise Refused(f"‘{word}’ is not a date: write year, month and day, as in 2026-09-07.", field=field)


def parse_event(name: str, on: date) -> Event:
    """An event by its name, spaces and capitals forgiven. Raises UnknownName with the nearest names."""
    return Event(name=name.strip().lower(), on=on)


def parse_fact(name: str, text: str) -> tuple[str, FactValue]:
    """A fact from its name and its value as typed: a date, a word, or words with commas between. Raises UnknownName or Refused."""
    known = name.strip().lower()
    _known(known, FACT_NAMES, "fact")
    fact = FACT_BY_NAME[known]
    value: FactValue = text.strip().lower()
    if not fact.choices:
        value = iso_date(text, known)
    elif fact.several:
        value = tuple(word.strip() for word in text.lower().split(",") if word.strip())
    _check_fact(known, value)
    return known, value
