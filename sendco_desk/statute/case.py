"""What a case tells the clock: events with their days, a few facts, and the school's calendar."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sendco_desk.domain.codes import EXCEPTIONS, REQUESTED_BY, REVERSAL_ROUTES, SCHOOL_TYPES
from sendco_desk.domain.refusals import Refused
from sendco_desk.statute.calendars import Closure, SchoolTerm, need_plausible
from sendco_desk.statute.events import is_event, need_event, need_known
from sendco_desk.statute.wording import either

FactValue = str | date | tuple[str, ...]
Dates = Mapping[str, tuple[date, ...]]
"""Each event's days in order, by its name: what the clock reads."""
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class FactName:
    """One fact that a case may state: a day where ``choices`` is empty, else one of them, or ``several`` of them."""

    name: str
    title: str
    choices: Mapping[str, str] = field(default_factory=dict)
    several: bool = False


FACTS: tuple[FactName, ...] = (
    FactName(name="requested_by", title="Who asked for the assessment", choices=REQUESTED_BY),
    FactName(name="school_type", title="Type of school", choices=SCHOOL_TYPES),
    FactName(name="advice_requested_from_school_on", title="Day the council asked the school for advice"),
    FactName(name="exception_claimed", title="Exception the council claims", choices=EXCEPTIONS, several=True),
    FactName(name="reversal_route", title="How the refusal was reversed", choices=REVERSAL_ROUTES),
    FactName(name="away_from", title="First day away from the council’s area"),
    FactName(name="away_to", title="Last day away from the council’s area"),
    FactName(name="appointment_missed_on", title="Day of an appointment that the child missed"),
)
FACT_BY_NAME: Mapping[str, FactName] = {fact.name: fact for fact in FACTS}
FACT_NAMES: tuple[str, ...] = tuple(FACT_BY_NAME)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened in a case, on a day."""

    name: str
    on: date

    def __post_init__(self) -> None:
        if not is_event(self.name):
            need_event(self.name)
        need_plausible(self.on, self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """All that the clock needs to know of one case. An event may happen more than once; the order does not matter.

    ``heard`` are events of linked cases that this one must know of: an order in the appeal ends steps of the request. They count like
    its own, but the steps they start belong to the case they were recorded in.
    """

    events: tuple[Event, ...] = ()
    facts: Mapping[str, FactValue] = field(default_factory=dict)
    closures: tuple[Closure, ...] = ()
    terms: tuple[SchoolTerm, ...] = ()
    heard: tuple[Event, ...] = ()

    def __post_init__(self) -> None:
        for name, value in self.facts.items():
            _check_fact(name, value)

    def day(self, name: str) -> date | None:
        """The day that a fact states, if it does."""
        value = self.facts.get(name)
        return value if isinstance(value, date) else None

    def word(self, name: str) -> str:
        """The word that a fact states; empty where it does not."""
        return next(iter(chosen(self.facts.get(name, ()))), "")

    def claims(self, exception: str) -> bool:
        """Whether the council claims that exception."""
        return exception in chosen(self.facts.get("exception_claimed", ()))


def chosen(value: FactValue) -> tuple[str, ...]:
    """The words that a fact states, one or several."""
    if isinstance(value, date):
        return ()
    return (value,) if isinstance(value, str) else value


def _check_fact(name: str, value: FactValue) -> None:
    need_known(name, FACT_NAMES, "fact")
    fact = FACT_BY_NAME[name]
    if not fact.choices:
        if not isinstance(value, date):
            raise Refused(f"The fact ‘{name}’ is a date.", field=name)
        need_plausible(value, name)
        return
    words = chosen(value)
    if isinstance(value, date) or any(word not in fact.choices for word in words) or (len(words) > 1 and not fact.several):
        raise Refused(f"The fact ‘{name}’ is {either(tuple(fact.choices))}.", field=name)


def dates_of(case: CaseFacts, *, heard: bool = True) -> Dates:
    """Each event's days, earliest first; a day given twice counts once. Events of linked cases are among them unless left out."""
    days: dict[str, tuple[date, ...]] = {}
    for event in (*case.events, *case.heard) if heard and case.heard else case.events:
        there = days.get(event.name)
        if there is None:
            days[event.name] = (event.on,)
        elif event.on not in there:
            days[event.name] = tuple(sorted((*there, event.on)))
    return days


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
    need_known(known, FACT_NAMES, "fact")
    fact = FACT_BY_NAME[known]
    value: FactValue = text.strip().lower()
    if not fact.choices:
        value = iso_date(text, known)
    elif fact.several:
        value = tuple(word.strip() for word in text.lower().split(",") if word.strip())
    _check_fact(known, value)
    return known, value
