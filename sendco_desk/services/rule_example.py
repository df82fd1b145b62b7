"""A worked example of a rule: the clock itself counts it on made-up days, so that an example can never say anything else than a case does."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from sendco_desk.statute.calendars import Closure, SchoolTerm
from sendco_desk.statute.case import CaseFacts, Event
from sendco_desk.statute.clock import milestones
from sendco_desk.statute.events import DIRECTION
from sendco_desk.statute.milestones import Milestone
from sendco_desk.statute.rule import Rule, When
from sendco_desk.statute.rules import BOOK

DAY = date(2026, 9, 7)
"""A Monday at the beginning of a school year: what most examples are counted from."""
BORN = date(2015, 9, 7)
BEFORE, DECIDED, LATER = timedelta(weeks=4), timedelta(weeks=6), timedelta(weeks=10)
"""How long before day 0 comes what must precede it, how long after it a decision is made, and what must have followed."""
LONG_BEFORE = timedelta(days=550)
"""What is counted back from its day is looked at from so far ahead that none of it is late."""
TERMS = (
    SchoolTerm(first=date(2026, 9, 2), last=date(2026, 12, 18), name="Autumn"),
    SchoolTerm(first=date(2027, 1, 4), last=date(2027, 3, 25), name="Spring"),
)
HOLIDAYS = (Closure(first=date(2026, 10, 26), last=date(2026, 10, 30), name="Half-term"),)


@lru_cache(maxsize=256)
def worked_example(rule: Rule) -> Milestone | None:
    """The step of a rule in a made-up case; None for a rule to which the law gives no day."""
    if not rule.dated:
        return None
    events = tuple(sorted(set(_events(rule)), key=lambda event: event.on))
    on = DAY - LONG_BEFORE if rule.backwards else max(event.on for event in events)
    facts = {rule.needs_fact[0]: rule.needs_fact[1]} if rule.needs_fact else {}
    found = milestones(CaseFacts(events=events, facts=facts, terms=TERMS, closures=HOLIDAYS), on)
    return next((one for one in found if one.rule is rule and one.due), None)


def _events(rule: Rule) -> Iterator[Event]:
    """The events of the made-up case: what the rule is counted from, and whatever else it needs."""
    for place, part in enumerate(rule.parts):
        yield Event(name=BOOK.by_id[part].after[0], on=DAY + place * LATER)
    if rule.after:
        name = _named(rule)
        yield Event(name=name, on=BORN if name == "date_of_birth" else DAY)
    if rule.undoes:
        yield Event(name=rule.undoes[0], on=DAY + DECIDED)
    if rule.needs:
        yield Event(name=rule.needs, on=DAY + LATER)
    if rule.follows:
        yield Event(name=rule.follows, on=DAY - BEFORE)
    if rule.when is When.KNEW_IN_TIME:
        yield Event(name=rule.asks_for[0], on=DAY - DECIDED)


def _named(rule: Rule) -> str:
    """The event a rule is counted from; of those that come in families, one."""
    name = rule.after[0]
    if rule.services:
        return f"{name}.educational_psychology"
    return f"{name}hearing" if name == DIRECTION else name
