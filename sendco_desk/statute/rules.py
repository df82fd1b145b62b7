"""Every rule that the clock knows, how to find one by its number, and which rules an event can start or end."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from typing import NamedTuple

from sendco_desk.domain.refusals import Refused
from sendco_desk.statute import england_2014
from sendco_desk.statute.events import ADVICE_SERVICES, APPEALABLE, DIRECTION, ENDS_EVERYTHING
from sendco_desk.statute.milestones import PART_OF
from sendco_desk.statute.rule import REGIME, Repeats, Rule
from sendco_desk.statute.sequence import coming
from sendco_desk.statute.spans import Span, kept_spans
from sendco_desk.statute.starts import Way, way_of
from sendco_desk.statute.wording import either

__all__ = ["BOOK", "REGIME", "RULES", "Rule", "RuleBook", "rule"]


KEPT_SETS = 65536
"""A caseload has the same few sets of events again and again: what follows from so many of them is kept."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What the clock needs of one rule besides its own words, worked out once. ``way`` finds the days it is counted from.

    ``endings`` are the events that end it, ``general`` the endings of the whole case that do, ``replacing`` those that hand it to
    another rule with that rule's number, and ``takers`` those rules, which must be in force then. ``all_endings`` and ``doing`` are sets,
    to pass over quickly what no event of a case touches.
    ``hints`` are what tells of a step whose own day is missing. A rule ``asks`` where it exists only with something else in the case.
    ``span`` gives the days of a rule to which only its starting day matters, and keeps them, because the same days come again and again.
    ``leading`` is the event that the first of its parts is counted from.
    """

    rule: Rule
    endings: tuple[str, ...]
    general: tuple[str, ...]
    replacing: tuple[tuple[str, str], ...]
    takers: tuple[Rule, ...]
    all_endings: frozenset[str]
    doing: frozenset[str]
    hints: tuple[str, ...]
    asks: bool
    way: Way
    leading: str
    span: Callable[[date, str], Span] | None


class Reading(NamedTuple):
    """What the rules make of the events of a case, whatever their days.

    ``started`` are the rules that may have begun, ``following`` those that may be counted from the last day of one of them, ``combined``
    those of whose parts one may have begun. ``settled`` are the numbers of the rules whose start, and whatever else they need, is
    recorded: where they give no step, the case rules them out.
    """

    started: tuple[Plan, ...]
    following: tuple[Plan, ...]
    combined: tuple[Plan, ...]
    settled: frozenset[str]


class RuleBook:
    """Rules and their indexes. The app has one (``BOOK``); a test may make another."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = tuple(rules)
        self.plans = tuple(self._plan(one) for one in self.rules)
        self.dated = tuple(plan for plan in self.plans if plan.rule.after)
        self.by_id: Mapping[str, Rule] = {one.id: one for one in sorted(self.rules, key=lambda one: str(one.since or ""))}
        self._starting: dict[str, list[int]] = {}
        for number, plan in enumerate(self.dated):
            for name in _starters(plan.rule):
                self._starting.setdefault(name, []).append(number)
        self.reading = lru_cache(maxsize=KEPT_SETS)(self._reading)
        self.offered = lru_cache(maxsize=KEPT_SETS)(self._offered)

    def _reading(self, names: frozenset[str]) -> Reading:
        """What the rules make of events of these names."""
        started = self._started_by(names)
        begun = {plan.rule.id for plan in started}
        return Reading(
            started=started,
            following=tuple(plan for plan in self.dated if plan.rule.else_after in begun and plan.rule.after[0] not in names),
            combined=tuple(plan for plan in self.plans if not begun.isdisjoint(plan.rule.parts)),
            settled=frozenset(plan.rule.id for plan in started if names.issuperset(filter(None, (plan.rule.needs, plan.rule.follows)))),
        )

    def _started_by(self, names: frozenset[str]) -> tuple[Plan, ...]:
        """The rules that any of these events may start, in order."""
        numbers = {number for name in names for number in self._starting.get(name, ())}
        if any(name.startswith(DIRECTION) for name in names):
            numbers.update(self._starting.get(DIRECTION, ()))
        return tuple(self.dated[number] for number in sorted(numbers))

    def _offered(self, kinds: tuple[str, ...], names: frozenset[str]) -> tuple[Plan, ...]:
        """The rules of these kinds of case that something which can come next would start, and those that lack only the day they start from."""
        next_ones = coming(names, kinds)
        return tuple(
            plan for plan in self.dated
            if any(home in kinds for home in plan.rule.home) and (_owed_uncounted(plan.rule, names) or (
                not (plan.rule.needs or plan.rule.follows or plan.rule.unless) and not next_ones.isdisjoint(_awaited(plan.rule))
            ))
        )

    def _plan(self, one: Rule) -> Plan:
        general = tuple(name for name in ENDS_EVERYTHING if name not in one.survives and name not in one.after)
        taking = [(event, other) for event, number in one.taken_over for other in self.rules if other.id == number]
        taking += [(event, other) for other in self.rules if one.id in other.replaces for event in other.after]
        endings = (*one.ended_by, *one.undoes)
        doing = {f"{name}.{service}" for name in one.met_by for service in ADVICE_SERVICES} if one.services else set(one.met_by)
        return Plan(
            rule=one, endings=endings, general=general, replacing=tuple((event, other.id) for event, other in taking),
            takers=tuple(other for _, other in taking),
            all_endings=frozenset((*endings, *general, *(event for event, _ in taking))),
            doing=frozenset(doing | {*one.implied_by, *one.silent_after}), hints=(*one.implied_by, *one.silent_after),
            way=way_of(one), asks=bool(one.needs or one.needs_fact),
            leading=next((other.after[0] for other in self.rules if one.parts and other.id == one.parts[0]), ""),
            span=kept_spans(one),
        )


def _owed_uncounted(one: Rule, names: frozenset[str]) -> bool:
    """Whether the event that a rule needs is there, and only the day that it is counted from is missing."""
    return one.needs in names and names.isdisjoint(one.after) and one.id not in PART_OF


def _awaited(one: Rule) -> tuple[str, ...]:
    """The events that would start a rule next; of the services asked for advice it is enough that one can be."""
    return tuple(f"{name}.educational_psychology" for name in one.after) if one.services else one.after


def _starters(one: Rule) -> Iterable[str]:
    """The events whose presence may start a rule."""
    if one.services:
        return tuple(f"{name}.{service}" for name in one.after for service in ADVICE_SERVICES)
    return (*one.after, *one.fallback, *(APPEALABLE if one.repeats is Repeats.DECISION else ()))


RULES: tuple[Rule, ...] = england_2014.RULES
BOOK = RuleBook(RULES)
RULE_IDS: tuple[str, ...] = tuple(dict.fromkeys(each.id for each in RULES))
_BY_FOLDED = {each.casefold(): each for each in RULE_IDS}


def rule(rule_id: str) -> Rule:
    """The rule of that number, in its newest version; capitals do not matter. Raises Refused."""
    wanted = _BY_FOLDED.get(rule_id.strip().casefold())
    if wanted is None:
        near = get_close_matches(rule_id.strip().upper(), RULE_IDS, n=3) or RULE_IDS[:3]
        raise Refused(f"There is no rule ‘{rule_id.strip()}’: try {either(tuple(near))}.", field="rule")
    return BOOK.by_id[wanted]
