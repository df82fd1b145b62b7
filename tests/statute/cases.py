"""Cases for the clock, written down in few words, and the step of one rule in them."""

from collections.abc import Iterable
from datetime import date

from sendco_desk.statute.calendars import Closure, SchoolTerm
from sendco_desk.statute.case import CaseFacts, Event, FactValue
from sendco_desk.statute.clock import milestones
from sendco_desk.statute.milestones import Milestone

TODAY = date(2026, 11, 23)
Day = tuple[str, str]
"""An event and its day: `("request_received", "2026-09-07")`."""


def iso(text: str) -> date:
    return date.fromisoformat(text)


def happened(events: Iterable[Day]) -> tuple[Event, ...]:
    return tuple(Event(name=name, on=iso(day)) for name, day in events)


def case_of(*events: Day, **facts: FactValue) -> CaseFacts:
    return CaseFacts(events=happened(events), facts=facts)


def steps_of(case: CaseFacts, rule_id: str, on: date | str = TODAY, kind: str = "") -> list[Milestone]:
    """Each step of a rule that has begun, by its due day."""
    day = iso(on) if isinstance(on, str) else on
    return [one for one in milestones(case, day, kind=kind) if one.rule.id == rule_id and one.start]


def of_rule(case: CaseFacts, rule_id: str, on: date | str = TODAY) -> Milestone:
    """The step of a rule, begun or not."""
    day = iso(on) if isinstance(on, str) else on
    return next(one for one in milestones(case, day, show_all=True) if one.rule.id == rule_id)


def term(first: str, last: str) -> SchoolTerm:
    return SchoolTerm(first=iso(first), last=iso(last))


def closed(first: str, last: str) -> Closure:
    return Closure(first=iso(first), last=iso(last))
