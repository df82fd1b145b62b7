"""What provision costs, to the penny: sessions that fall in a stretch of days, what a pupil's share of each costs, and the 6,000-pound line.

Every sum is an exact fraction of a penny. A figure that is shown is rounded once, at the end, half a penny upwards; so a total can differ
by a penny from the sum of the rounded figures above it, and the total is the one that is right.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from math import floor

from sendco_desk.domain.provision import WEEKDAYS, CostItem, GroupSize, ProvisionPlace, ProvisionRun, ProvisionSession, StaffRate
from sendco_desk.domain.pupil import school_year_of

OpenDays = Container[date]
"""The days on which the school is open: what is not in it counts as closed, be it a holiday, an INSET day or a weekend."""
ELEMENT_TWO_SOURCE = "DfE, High needs funding operational guide"
ELEMENT_TWO = 600_000
"""Pence a year. Source: DfE, High needs funding operational guide: a mainstream school meets the first 6,000 pounds of additional support a
year from its notional SEN budget. Universal provision (wave 1), which every pupil may have, is not additional and not set against it."""
NOTHING, ONE_DAY = Fraction(0), timedelta(days=1)


def pennies(exact: Fraction) -> int:
    """An exact amount as whole pence, half a penny upwards: 487 1/3 is 487, 104 1/2 is 105."""
    return floor(exact + Fraction(1, 2))


def pounds(pence: int) -> str:
    """`£1,204.50`."""
    return f"£{pence // 100:,}.{pence % 100:02}"


def days_of(first: date, last: date) -> Iterator[date]:
    """Each day from the first to the last, both included; none where the last is before the first."""
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def year_of_support(day: date) -> tuple[date, date]:
    """The first and the last day of the school year that a day lies in: 1 September to 31 August."""
    begins = school_year_of(day)
    return date(begins, 9, 1), date(begins + 1, 8, 31)


# How many sessions


def sessions_on(run: ProvisionRun, day: date, open_days: OpenDays) -> Fraction:
    """How many sessions of a run are planned on a day.

    Where the run names its weekdays, its sessions fall on those of them on which the school is open, the same number on each. Where it
    names none, each open day carries a fifth of the week's sessions, so that a part week or a closure counts in proportion: three times a
    week in a week of four open days is 3 x 4/5 = 2.4 sessions.
    """
    if not run.starts_on <= day <= run.ends_on or day.weekday() >= len(WEEKDAYS) or day not in open_days:
        return NOTHING
    if not run.weekdays:
        return Fraction(run.times_a_week, len(WEEKDAYS))
    named = frozenset(run.weekdays)
    return Fraction(run.times_a_week, len(named)) if WEEKDAYS[day.weekday()] in named else NOTHING


def planned_sessions(run: ProvisionRun, first: date, last: date, open_days: OpenDays) -> Fraction:
    """How many sessions of a run are planned from one day to another, both included.

    Twice a week on Mondays and Tuesdays from Mon 28 Feb to Tue 7 Mar 2028 with an INSET day on Mon 6 Mar: 28 and 29 Feb and 7 Mar, so 3.
    """
    return a_day(run) * len(session_days(run, first, last, open_days))


def a_day(run: ProvisionRun) -> Fraction:
    """How many sessions of a run each of its days has: it is the same on all of them."""
    return Fraction(run.times_a_week, len(frozenset(run.weekdays) or WEEKDAYS))


def session_days(run: ProvisionRun, first: date, last: date, open_days: OpenDays) -> list[date]:
    """The days from one to another on which sessions of a run are planned, earliest first."""
    named = {number for number, name in enumerate(WEEKDAYS) if name in (run.weekdays or WEEKDAYS)}
    days = days_of(max(first, run.starts_on), min(last, run.ends_on))
    return [day for day in days if day.weekday() in named and day in open_days]


# What a session costs


def rate_on(rates: Iterable[StaffRate], role: str, day: date) -> StaffRate | None:
    """The rate of a role in force on a day: the one that began last; of two that begin on one day the later recorded; None before the first."""
    begun = [rate for rate in rates if rate.staff_role == role and rate.since <= day]
    return max(reversed(begun), key=lambda rate: rate.since, default=None)


def group_size_on(run: ProvisionRun, sizes: Iterable[GroupSize], places: Iterable[ProvisionPlace], day: date) -> int:
    """How many pupils share a session on a day: the size recorded last, else the pupils who hold a place that day, and never fewer than 1."""
    begun = [size for size in sizes if size.run == run.id and size.since <= day]
    told = max(reversed(begun), key=lambda size: size.since, default=None)
    if told is not None:
        return told.pupils
    return max(1, len({place.pupil for place in places if place.run == run.id and place.starts_on <= day <= place.ends_on}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """An exact amount in pence, and the days with sessions on which no rate was in force: those cost something that nobody has recorded."""

    exact: Fraction = NOTHING
    without_rate: tuple[date, ...] = ()

    @property
    def pence(self) -> int:
        """The amount rounded once, half a penny upwards."""
        return pennies(self.exact)

    def __add__(self, other: "Cost") -> "Cost":
        days = self.without_rate or other.without_rate
        if self.without_rate and other.without_rate:
            days = tuple(sorted({*self.without_rate, *other.without_rate}))
        return Cost(exact=self.exact + other.exact, without_rate=days)


@dataclass(frozen=True, slots=True, kw_only=True)
class CostBasis:
    """What costs are counted from: the rates, the sizes of groups, who holds a place, and when the school is open."""

    rates: Sequence[StaffRate]
    sizes: Sequence[GroupSize]
    places: Sequence[ProvisionPlace]
    open_days: OpenDays = field(repr=False)
    _kept_days: dict[ProvisionRun, list[date]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _kept_steps: dict[ProvisionRun, list[tuple[date, Fraction | None]]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def share(self, run: ProvisionRun, day: date, minutes: Fraction) -> Cost:
        """What one pupil's share of so many minutes on a day costs: rate x minutes / 60 / pupils in the group.

        20 minutes of a teaching assistant at 1,462 pence an hour for three pupils: 1462 x 20/60 / 3 = 162 4/9 pence each.
        """
        if not minutes:
            return Cost()
        rate = rate_on(self.rates, run.staff_role, day)
        if rate is None:
            return Cost(without_rate=(day,))
        return Cost(exact=rate.pence_an_hour * minutes / 60 / group_size_on(run, self.sizes, self.places, day))

    def planned(self, run: ProvisionRun, place: ProvisionPlace, first: date, last: date) -> Cost:
        """What a place costs as planned from one day to another, as far as both the place and the run last.

        Hand-worked, a group that grows: 30 minutes each Monday at 1,500 pence an hour is 750 pence a session. Two pupils on 7 and
        14 September, three on 21 September: 375 + 375 + 250 = 1,000 pence. A rate that rises from 1,500 to 1,560 on 14 September
        changes the second and the third: 375 + 390 + 260 = 1,025 pence.
        """
        days, steps = self._days(run), self._steps(run)
        at, end = bisect_left(days, max(first, place.starts_on)), bisect_right(days, min(last, place.ends_on))
        found, gaps = NOTHING, list[date]()
        step = bisect_right(steps, days[at], key=_since) - 1 if at < end else 0
        while at < end:
            until = min(end, bisect_left(days, steps[step + 1][0], at)) if step + 1 < len(steps) else end
            price = steps[step][1]
            if price is None:
                gaps += days[at:until]
            else:
                found += price * (until - at)
            at, step = until, step + 1
        return Cost(exact=found * a_day(run) * run.minutes, without_rate=tuple(gaps))

    def sessions(self, run: ProvisionRun, first: date, last: date) -> Fraction:
        """How many sessions of a run are planned from one day to another, both included: ``planned_sessions`` for who asks often."""
        days = self._days(run)
        return a_day(run) * max(0, bisect_right(days, last) - bisect_left(days, first))

    def _days(self, run: ProvisionRun) -> list[date]:
        """The days of all sessions of a run."""
        if run not in self._kept_days:
            self._kept_days[run] = session_days(run, run.starts_on, run.ends_on, self.open_days)
        return self._kept_days[run]

    def _steps(self, run: ProvisionRun) -> list[tuple[date, Fraction | None]]:
        """What a minute costs each pupil, from which day on: it changes with a rate, with a size, and where somebody comes or goes.

        None stands where no rate is in force.
        """
        if run not in self._kept_steps:
            own, sizes = [place for place in self.places if place.run == run.id], [size for size in self.sizes if size.run == run.id]
            rates = [rate for rate in self.rates if rate.staff_role == run.staff_role]
            turns = {date.min, *(rate.since for rate in rates), *(size.since for size in sizes)}
            turns |= {place.starts_on for place in own} | {place.ends_on + ONE_DAY for place in own}
            self._kept_steps[run] = [(day, self._price(run, day, rates, sizes, own)) for day in sorted(turns)]
        return self._kept_steps[run]

    @staticmethod
    def _price(
        run: ProvisionRun, day: date, rates: Iterable[StaffRate], sizes: Iterable[GroupSize], places: Iterable[ProvisionPlace],
    ) -> Fraction | None:
        rate = rate_on(rates, run.staff_role, day)
        return None if rate is None else Fraction(rate.pence_an_hour, 60 * group_size_on(run, sizes, places, day))

    def delivered(self, run: ProvisionRun, sessions: Iterable[ProvisionSession], first: date, last: date) -> Cost:
        """What the sessions that were held cost, each by its own minutes. A missed session has none, whoever was away."""
        held = (one for one in sessions if one.outcome == "held" and first <= one.on <= last)
        return sum((self.share(run, one.on, Fraction(one.minutes)) for one in held), Cost())


def _since(step: tuple[date, Fraction | None]) -> date:
    return step[0]


def items_between(items: Iterable[CostItem], first: date, last: date) -> Cost:
    """What was paid for things other than hours, from one day to another, both included."""
    return Cost(exact=Fraction(sum(item.pence for item in items if first <= item.on <= last)))


# The 6,000-pound line


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementTwo:
    """A year's cost of additional support against the 6,000 pounds that a school meets from its own budget before it can ask the council for more."""

    pence: int

    @property
    def part(self) -> float:
        """The share of the 6,000 pounds that it takes, 1.0 at the line."""
        return self.pence / ELEMENT_TWO

    @property
    def over(self) -> int:
        """Pence above the line, 0 on it or under it."""
        return max(0, self.pence - ELEMENT_TWO)

    @property
    def words(self) -> str:
        """`£4,312.10 of the £6,000 a year that the school meets itself; £1,687.90 below it`."""
        if self.over:
            return f"{pounds(self.pence)}, which is {pounds(self.over)} above the £6,000 a year that the school meets itself"
        left = ELEMENT_TWO - self.pence
        where = f"{pounds(left)} below it" if left else "exactly on it"
        return f"{pounds(self.pence)} of the £6,000 a year that the school meets itself; {where}"


def element_two_line(pence: int) -> ElementTwo:
    """A school year's cost against the 6,000-pound line."""
    return ElementTwo(pence=pence)
