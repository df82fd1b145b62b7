"""From which days a rule is counted in a case: of its own event, of what stands in for it, and what it means that the event came again."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import zip_longest

from sendco_desk.statute.calendars import working_days_before
from sendco_desk.statute.case import Dates, first
from sendco_desk.statute.events import ADVICE_SERVICES, APPEALABLE, DIRECTION
from sendco_desk.statute.kinds import AMENDMENT, ASSESSMENT, MOVE, PHASES, REASSESSMENT, REVIEW
from sendco_desk.statute.milestones import Start
from sendco_desk.statute.rule import Repeats, Rule, When

NOTICE_OF_MOVE = 15
"""Working days before a move by which the old council must have known of it to owe the plan on the day itself (reg 15(2))."""

PLANNED = frozenset({"plan_made", "final_plan_issued", "plan_ceased", "cease_proposed", *AMENDMENT, *MOVE, *PHASES, *REASSESSMENT, *REVIEW})
"""What shows that a child has a plan, or that somebody follows the move as that of one."""

Way = Callable[[Rule, Dates, date], Sequence[Start]]
"""Finds the days a rule is counted from, as the case stood on a day."""


def way_of(rule: Rule) -> Way:
    """How the days that a rule is counted from are found: decided once for each rule."""
    if not rule.after:
        return _nowhere
    if rule.services:
        return _of_services
    if rule.after[0] == DIRECTION:
        return _directions
    if rule.when:
        return _conditional
    if rule.follows or rule.unless:
        return _fitting
    return _or_stand_in if rule.fallback else _WAYS[rule.repeats]


def _nowhere(rule: Rule, dates: Dates, on: date) -> Sequence[Start]:
    return ()


def _directions(rule: Rule, dates: Dates, on: date) -> Sequence[Start]:
    return tuple(Start(dates[name][-1], name) for name in sorted(dates) if name.startswith(DIRECTION))


def _conditional(rule: Rule, dates: Dates, on: date) -> Sequence[Start]:
    return _WAYS[rule.repeats](rule, dates, on) if _applies(rule, dates) else ()


def _fitting(rule: Rule, dates: Dates, on: date) -> Sequence[Start]:
    """Only the days by which what the rule follows has come, or what shuts it out has not."""
    since, until = first(dates, rule.follows), first(dates, rule.unless)
    if rule.follows and since is None:
        return ()
    fit = {name: tuple(day for day in dates.get(name, ()) if (since or day) <= day and (until is None or day < until)) for name in rule.after}
    others = {name: days for name, days in dates.items() if name not in fit}
    return _WAYS[rule.repeats](rule, others | {name: days for name, days in fit.items() if days}, on)


def _or_stand_in(rule: Rule, dates: Dates, on: date) -> Sequence[Start]:
    name = rule.after[0]
    if name not in dates:
        name = next((each for each in rule.fallback if each in dates), "")
    return (Start(dates[name][0], name),) if name else ()


def _firsts(rule: Rule, dates: Dates, on: date) -> tuple[Start, ...]:
    return tuple(Start(dates[name][0], name) for name in rule.after if name in dates)


def _lasts(rule: Rule, dates: Dates, on: date) -> tuple[Start, ...]:
    return tuple(Start(dates[name][-1], name) for name in rule.after if name in dates)


def _each(rule: Rule, dates: Dates, on: date) -> tuple[Start, ...]:
    return tuple(start for name in rule.after if name in dates for start in _in_turn(name, dates[name]))


def _fresh(rule: Rule, dates: Dates, on: date) -> tuple[Start, ...]:
    answered = days_of(rule.met_by, dates)
    return tuple(start for name in rule.after if name in dates for start in _in_turn(name, tuple(_unanswered(dates[name], answered))))


def _latest(rule: Rule, dates: Dates, on: date) -> tuple[Start, ...]:
    """The latest of all days that have come, up to that of the event that the rule needs; without such an event, the first if none has."""
    until = min((day for day in dates.get(rule.needs, ()) if day <= on), default=on) if rule.needs else on
    days = sorted((day, name) for name in rule.after for day in dates.get(name, ()))
    come = [one for one in days if one[0] <= until] or ([] if rule.needs else days[:1])
    if not come:
        return ()
    day, name = max(come, key=lambda one: one[0])
    return (Start(day, name),)


def _decisions(rule: Rule, dates: Dates, on: date) -> tuple[Start, ...]:
    """Each decision that can be appealed, from the day of its own letter once that was sent, and letters that stand alone.

    A later decision leaves the right over an earlier one as it is.
    """
    made = sorted((day, name) for name in APPEALABLE for day in dates.get(name, ()))
    letters = [sent for sent in dates.get(rule.after[0], ()) if sent <= on or not made]
    found: list[Start] = []
    for number, (day, name) in enumerate(made):
        until = made[number + 1][0] if number + 1 < len(made) else date.max
        letter = next((sent for sent in letters if day <= sent < until), None)
        if letter is not None:
            letters.remove(letter)
        found.append(Start(letter or day, rule.after[0] if letter else name))
    found += [Start(letter, rule.after[0]) for letter in letters if not made or letter < made[0][0]]
    found.sort(key=lambda start: start.anchor)
    return tuple(start._replace(then=after.anchor) if after else start for start, after in zip_longest(found, found[1:]))


_WAYS: Mapping[Repeats, Way] = {
    Repeats.FIRST: _firsts, Repeats.LAST: _lasts, Repeats.EACH: _each, Repeats.ONCE_ANSWERED: _fresh, Repeats.LATER: _latest,
    Repeats.DECISION: _decisions,
}


def _of_services(rule: Rule, dates: Dates, on: date) -> Sequence[Start]:
    found: list[Start] = []
    for service in ADVICE_SERVICES:
        asked = f"{rule.after[0]}.{service}"
        if asked in dates:
            answered = days_of(tuple(f"{name}.{service}" for name in rule.met_by), dates)
            fresh = _in_turn(asked, tuple(_unanswered(dates[asked], answered)))
            found += [Start(start.anchor, start.event, start.again, service) for start in fresh]
    return found


def _in_turn(name: str, days: Sequence[date]) -> Iterator[Start]:
    for number, day in enumerate(days):
        yield Start(day, name, days[number + 1] if number + 1 < len(days) else None)


def _unanswered(asked: Sequence[date], answered: Sequence[date]) -> Iterator[date]:
    """The calls that are not mere reminders: the first, and each that comes after an answer to the one before."""
    last: date | None = None
    for day in asked:
        if last is None or any(last <= answer < day for answer in answered):
            last = day
            yield day


def _applies(rule: Rule, dates: Dates) -> bool:
    """Whether the condition of two rules for one duty chooses this one: neither, where a request has not led to a plan that could be transferred."""
    if not ASSESSMENT.isdisjoint(dates) and PLANNED.isdisjoint(dates):
        return False
    aware, moved = first(dates, "old_authority_aware"), dates.get("moved_area")
    late = aware is not None and (not moved or aware > working_days_before(moved[-1], NOTICE_OF_MOVE))
    return late == (rule.when is When.LEARNT_LATE)


def days_of(names: Sequence[str], dates: Dates) -> list[date]:
    """All the days of these events, in order."""
    return sorted(day for name in names for day in dates.get(name, ()))
