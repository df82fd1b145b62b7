"""What the record holds of the child in the late time, term by term: counts of what was written down, and entries quoted whole.

Nothing is summed up in words of the app's own, and nothing is guessed: an entry counts by its kind and its day, and is quoted only where a
person chose it. Attendance is not in the record yet, so it is left out.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from uuid import UUID

from sendco_desk.domain.dates import LONG_MONTHS
from sendco_desk.domain.school import Term
from sendco_desk.domain.story import StoryEntry
from sendco_desk.services.story import StoryLine
from sendco_desk.statute.calendars import ONE_DAY

Stretch = tuple[date, date]
"""Days one after another, the first and the last counted."""
EFFECT = "effect"
"""The tag of an entry that is quoted where nobody chose others."""
COUNTED = ("incident", "support", "meeting", "phone_call")
"""Kinds of entry that are counted by themselves."""
BETWEEN, ELSEWHEN = "Between the terms", "On other days"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A term, or another part of the year, with those of its days that were late."""

    name: str
    late: tuple[Stretch, ...]

    @property
    def days(self) -> int:
        """How many of its days were late."""
        return sum((last - first).days + 1 for first, last in self.late)

    def holds(self, day: date) -> bool:
        """Whether a day is one of its late days."""
        return any(first <= day <= last for first, last in self.late)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """An entry to be quoted whole, with what was added later to put it right."""

    entry: StoryEntry
    corrections: tuple[StoryEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TermEffect:
    """What the record holds of one period.

    ``untimed`` is how many entries of support given state no minutes, ``others`` how many entries are of none of the kinds counted.
    """

    period: Period
    incidents: int = 0
    support: int = 0
    minutes: int = 0
    untimed: int = 0
    meetings: int = 0
    calls: int = 0
    others: int = 0
    actions: int = 0
    actions_done: int = 0
    quotes: tuple[Quote, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing of it was written down."""
        return not (self.incidents or self.support or self.meetings or self.calls or self.others or self.actions or self.quotes)


def happened_on(entry: StoryEntry) -> date:
    """The day an entry is about."""
    return entry.happened_at.date()


def stands(entry: StoryEntry, on: date) -> bool:
    """Whether an entry had been written by a day and had not been struck out."""
    return entry.written_at.date() <= on and (entry.struck_out_at is None or entry.struck_out_at.date() > on)


def told_in(lines: Iterable[StoryLine], late: Sequence[Stretch], on: date) -> list[StoryLine]:
    """The entries of the late time that stood on a day, oldest first."""
    found = [line for line in lines if stands(line.entry, on) and any(first <= happened_on(line.entry) <= last for first, last in late)]
    return sorted(found, key=lambda line: (line.entry.happened_at, line.entry.written_at))


def tagged(lines: Iterable[StoryLine]) -> frozenset[UUID]:
    """The entries that are marked to be quoted."""
    return frozenset(line.entry.id for line in lines if any(tag.strip().casefold() == EFFECT for tag in line.entry.tags))


def effect_by_term(
    terms: Sequence[Term], late: Sequence[Stretch], lines: Sequence[StoryLine], quoted: Collection[UUID], on: date,
) -> tuple[TermEffect, ...]:
    """For each term that the late time touches: what was written down in it, and the entries chosen to be quoted.

    Where no term is recorded, calendar quarters stand in and are called so. Days between two terms are told of only where something was
    written on them, and chosen entries of other days stand last.
    """
    counted = told_in(lines, late, on)
    chosen = [line for line in lines if line.entry.id in quoted and stands(line.entry, on)]
    told = [_effect(period, counted, chosen, on) for period in periods(terms, late)]
    told = [one for one in told if not one.empty or one.period.name != BETWEEN]
    placed = {quote.entry.id for one in told for quote in one.quotes}
    rest = tuple(_quote(line, on) for line in _oldest_first(chosen) if line.entry.id not in placed)
    return (*told, TermEffect(period=Period(name=ELSEWHEN, late=()), quotes=rest)) if rest else tuple(told)


def _oldest_first(lines: Iterable[StoryLine]) -> list[StoryLine]:
    return sorted(lines, key=lambda line: (line.entry.happened_at, line.entry.written_at))


def _effect(period: Period, counted: Sequence[StoryLine], chosen: Sequence[StoryLine], on: date) -> TermEffect:
    mine = [line.entry for line in counted if period.holds(happened_on(line.entry))]
    support = [entry for entry in mine if entry.entry_kind == "support"]
    actions = [entry for entry in mine if entry.next_action]
    return TermEffect(
        period=period, incidents=_of_kind(mine, "incident"), support=len(support), minutes=sum(entry.minutes or 0 for entry in support),
        untimed=sum(entry.minutes is None for entry in support), meetings=_of_kind(mine, "meeting"), calls=_of_kind(mine, "phone_call"),
        others=sum(entry.entry_kind not in COUNTED for entry in mine), actions=len(actions),
        actions_done=sum(entry.next_action_done_on is not None and entry.next_action_done_on <= on for entry in actions),
        quotes=tuple(_quote(line, on) for line in _oldest_first(chosen) if period.holds(happened_on(line.entry))),
    )


def _of_kind(entries: Iterable[StoryEntry], kind: str) -> int:
    return sum(entry.entry_kind == kind for entry in entries)


def _quote(line: StoryLine, on: date) -> Quote:
    return Quote(entry=line.entry, corrections=tuple(added for added in line.corrections if stands(added, on)))


# Terms, and what stands in for them


def periods(terms: Sequence[Term], late: Sequence[Stretch]) -> tuple[Period, ...]:
    """The late days shared out among the recorded terms; what lies outside all of them, among calendar quarters."""
    known = sorted(terms, key=lambda term: term.first_day)
    named = [(term.name, within(late, (term.first_day, term.last_day))) for term in known]
    between = [
        (BETWEEN, within(late, (one.last_day + ONE_DAY, following.first_day - ONE_DAY)))
        for one, following in pairwise(known)
    ]
    outside = list(late) if not known else [
        *within(late, (date.min, known[0].first_day - ONE_DAY)), *within(late, (max(term.last_day for term in known) + ONE_DAY, date.max)),
    ]
    quarters = [(quarter_name(first), within(outside, (first, last))) for first, last in quarters_of(outside)]
    found = [Period(name=name, late=days) for name, days in (*named, *between, *quarters) if days]
    return tuple(sorted(found, key=lambda period: period.late[0]))


def within(stretches: Iterable[Stretch], room: Stretch) -> tuple[Stretch, ...]:
    """Those parts of the stretches that lie in a room of days."""
    cut = ((max(first, room[0]), min(last, room[1])) for first, last in stretches)
    return tuple((first, last) for first, last in cut if first <= last)


def quarters_of(stretches: Sequence[Stretch]) -> Iterator[Stretch]:
    """The calendar quarters that the stretches touch."""
    seen: set[date] = set()
    for first, last in stretches:
        begins = date(first.year, (first.month - 1) // 3 * 3 + 1, 1)
        while begins <= last:
            following = date(begins.year + (begins.month == 10), (begins.month + 2) % 12 + 1, 1)
            if begins not in seen:
                seen.add(begins)
                yield begins, following - ONE_DAY
            begins = following


def quarter_name(first: date) -> str:
    """`October to December 2026 (calendar quarter: no term is recorded)`."""
    return f"{LONG_MONTHS[first.month - 1]} to {LONG_MONTHS[first.month + 1]} {first.year} (calendar quarter: no term is recorded)"
