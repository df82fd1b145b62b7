"""The days of a step that follow from its starting day: the last lawful one, those that other counts give, and from when doing it counts.

For most rules nothing else matters, and a caseload has the same starting days again and again, so those rules keep what they worked out.
"""

from collections.abc import Callable
from datetime import date
from functools import lru_cache, partial
from typing import NamedTuple

from sendco_desk.statute.calendars import ONE_DAY, months_after
from sendco_desk.statute.other_counts import respectable
from sendco_desk.statute.periods import NoDay, SchoolDays, TimesASchoolYear, WithinSchoolDays
from sendco_desk.statute.rule import Repeats, Rule

KEPT_DAYS = 2048
"""Of each rule: for so many starting days the days that follow are kept."""


class Span(NamedTuple):
    """The last lawful day, the earliest and the latest that a respectable count gives, and the first day on which doing it counts.

    ``due`` is None where no day can be counted; the two beside it then say nothing.
    """

    due: date | None
    safe: date
    latest: date
    since: date


def first_day(rule: Rule, anchor: date) -> date:
    """The first day on which doing a step counts, where nothing but its starting day matters."""
    if rule.looks_back:
        return months_after(anchor, -rule.looks_back)
    return anchor + ONE_DAY if rule.repeats is Repeats.LATER else anchor


def kept_spans(rule: Rule) -> Callable[[date, str], Span] | None:
    """The days of a rule by its starting day and event; None for a rule whose days hang on more than these."""
    if rule.needs or rule.needs_fact or rule.longer_with or isinstance(rule.limit, (TimesASchoolYear, WithinSchoolDays, NoDay)):
        return None
    return lru_cache(maxsize=KEPT_DAYS)(partial(_span, rule))


def _span(rule: Rule, anchor: date, event: str) -> Span:
    due = rule.limit.last_day(anchor, event)
    assert due is not None  # only a count of school days, and what has no number, can fail to give one
    return Span(due, *respectable(rule.other_counts, anchor, due), first_day(rule, anchor))


def full_span(rule: Rule, anchor: date, event: str, school: SchoolDays, needed: date | None, longer: bool) -> Span:
    """The days of a rule that asks for more: what the school's calendar, the event it needs and an extension make of them.

    With an extension the safe day is still that of the ordinary time.
    """
    since = max(needed, anchor) if needed else first_day(rule, anchor)
    usual = rule.limit.last_day(anchor, event, school)
    safe, latest = respectable(rule.other_counts, anchor, usual, needed) if usual else (anchor, anchor)
    if not longer or rule.longer is None:
        return Span(usual, safe, latest, since)
    due = rule.longer.last_day(anchor, event, school)
    if due is None:
        return Span(None, safe, latest, since)
    soonest, latest = respectable(rule.longer_counts, anchor, due, needed)
    return Span(due, min(safe, soonest) if usual else soonest, latest, since)
