"""What Provision shows, as values: what was delivered of a plan, what a place and a year cost, the map of the school, and who has how much time."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from math import floor

from sendco_desk.domain.codes import NEED_TYPES, said
from sendco_desk.domain.costing import Cost, CostBasis, ElementTwo, OpenDays, items_between, pounds, session_days
from sendco_desk.domain.provision import CostItem, ProvisionPlace, ProvisionRun, ProvisionSession, StaffMember
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.support_codes import SESSION_OUTCOMES, STAFF_ROLES, WAVES

GOOD, FAIR = 90, 75
"""Percent of the planned sessions that were held: under the first a place is asked about, under the second it is behind its plan."""


def number_words(number: Fraction) -> str:
    """`18`, `7.8`: a number of sessions, to one decimal where it is not whole."""
    return f"{floor(number * 10 + Fraction(1, 2)) / 10:g}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What was planned of a place up to a day, and what was held. ``missed`` counts the sessions that were not, by reason."""

    planned: Fraction = Fraction(0)
    held: int = 0
    minutes: int = 0
    missed: Mapping[str, int] = field(default_factory=dict)

    @property
    def percent(self) -> int | None:
        """Sessions held of those planned, in whole percent; None where none was planned yet. It is never 100 while one is wanting."""
        if not self.planned:
            return None
        near = floor(self.held * 100 / self.planned + Fraction(1, 2))
        return min(near, 99) if self.held < self.planned else near

    @property
    def state(self) -> str:
        """`done` from 90 percent on, `soon` from 75, `waiting` under it; `planned` where nothing was planned yet."""
        if self.percent is None:
            return "planned"
        return "done" if self.percent >= GOOD else "soon" if self.percent >= FAIR else "waiting"

    @property
    def unrecorded(self) -> Fraction:
        """Planned sessions of which nobody has written down whether they were held."""
        return max(Fraction(0), self.planned - self.held - sum(self.missed.values()))

    @property
    def short(self) -> str:
        """`18 of 24 held`."""
        if not self.planned:
            return f"{self.held} held, none planned" if self.held else "None planned yet"
        return f"{self.held} of {number_words(self.planned)} held"

    @property
    def words(self) -> str:
        """`18 of 24 held, 75%; missed: 4 × pupil away, 1 × staff away; 1 not recorded`."""
        reasons = [f"{count} × {SESSION_OUTCOMES[reason].removeprefix('Missed: ')}" for reason, count in self.missed.items()]
        parts = [f"{self.short}, {self.percent}%" if self.percent is not None else self.short]
        parts += [f"missed: {', '.join(reasons)}"] if reasons else []
        return "; ".join(parts + ([f"{number_words(self.unrecorded)} not recorded"] if self.unrecorded else []))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCost:
    """What a place costs, in pence: as planned up to a day and for its full run, what the sessions held came to, and what was bought for it.

    What was bought is in all three. ``days_without_rate`` are days, planned in the full run or held up to the day, on which no rate of the
    role is in force; ``held_without_rate`` are those on which a session was held, so that ``delivered`` is not all that it came to.
    """

    to_date: int = 0
    full_run: int = 0
    delivered: int = 0
    items: int = 0
    days_without_rate: tuple[date, ...] = ()
    held_without_rate: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLine:
    """A pupil's place with all that a table says of it: ``weeks`` are those in which a session falls.

    ``cost`` is None for whoever may not see what things cost.
    """

    place: ProvisionPlace
    run: ProvisionRun
    who: str
    group: int
    delivery: Delivery
    cost: PlaceCost | None
    weeks: int = 0
    cycle: str = ""

    @property
    def often(self) -> str:
        """`20 min × 3 a week`."""
        return often_words(self.run)


@dataclass(frozen=True, slots=True, kw_only=True)
class YearCost:
    """What a pupil's additional support costs over a school year as planned, up to a day and in all, against the 6,000-pound line.

    ``universal`` is what is left out of it: every pupil may have that. Source: DfE, High needs funding operational guide: the 6,000 pounds
    are the first of additional support.
    """

    first: date
    last: date
    to_date: int
    items: int
    line: ElementTwo
    universal: int = 0
    days_without_rate: tuple[date, ...] = ()

    @property
    def words(self) -> str:
        """The year against the line, in a sentence."""
        return f"The school year as planned: {self.line.words}."

    @property
    def universal_words(self) -> str:
        """What is not counted towards the line and why, in a sentence; nothing where the pupil is given nothing universal."""
        if not self.universal:
            return ""
        cost = pounds(self.universal)
        return f"Universal provision (wave 1), {cost}, is not counted: every pupil may have it, and the £6,000 is for additional support."


@dataclass(frozen=True, slots=True, kw_only=True)
class MapRow:
    """A pupil in a provision that runs on a day."""

    run: ProvisionRun
    place: ProvisionPlace
    pupil: Pupil
    need: str
    who: str
    group: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRow:
    """A provision that is running, is to run or has run, with the pupils who hold a place in it on a day."""

    run: ProvisionRun
    who: str
    pupils: tuple[Pupil, ...]
    group: int
    delivery: Delivery
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffLoad:
    """The minutes a week that are planned for a member of staff, or for a role that nobody is named for, against those there are."""

    name: str
    role: str
    planned: int
    available: int
    runs: tuple[ProvisionRun, ...]
    member: StaffMember | None = None

    @property
    def free(self) -> int | None:
        """Minutes left, below nothing where too much is planned; None where nobody said how much time there is."""
        return self.available - self.planned if self.available else None

    @property
    def words(self) -> str:
        """`5 h 20 min planned of 25 h a week; 19 h 40 min free`."""
        if self.member is None:
            return f"{hours_words(self.planned)} a week planned for nobody by name"
        if self.free is None:
            return f"{hours_words(self.planned)} a week planned; the time there is has not been recorded"
        left = f"{hours_words(self.free)} free" if self.free > 0 else "no time free" if not self.free else f"{hours_words(-self.free)} too much"
        return f"{hours_words(self.planned)} planned of {hours_words(self.available)} a week; {left}"


def hours_words(minutes: int) -> str:
    """`5 h 20 min`, `45 min`, `25 h`."""
    hours, rest = divmod(minutes, 60)
    return " ".join(part for part in (f"{hours} h" if hours else "", f"{rest} min" if rest or not hours else "") if part)


def times_words(run: ProvisionRun) -> str:
    """`once a week`, `3 times a week`: how often, written out for a page that is read."""
    return "once a week" if run.times_a_week == 1 else f"{run.times_a_week} times a week"


def often_words(run: ProvisionRun) -> str:
    """`20 min × 3 a week`."""
    return f"{run.minutes} min × {run.times_a_week} a week"


def weeks_of(run: ProvisionRun, place: ProvisionPlace, open_days: OpenDays) -> int:
    """In how many weeks of a place a session falls."""
    return len({day.toordinal() // 7 for day in session_days(run, place.starts_on, place.ends_on, open_days)})  # Sunday to Saturday


def counted_delivery(run: ProvisionRun, place: ProvisionPlace, sessions: Iterable[ProvisionSession], basis: CostBasis, until: date) -> Delivery:
    """What was planned of a place up to a day, both included, and what became of it."""
    there = [session for session in sessions if session.on <= until]
    held = [session for session in there if session.outcome == "held"]
    missed = Counter(session.outcome for session in there if session.outcome != "held")
    return Delivery(
        planned=basis.sessions(run, place.starts_on, min(place.ends_on, until)),
        held=len(held), minutes=sum(session.minutes for session in held),
        missed={reason: missed[reason] for reason in SESSION_OUTCOMES if missed[reason]},
    )


def counted_cost(
    run: ProvisionRun, place: ProvisionPlace, sessions: Iterable[ProvisionSession], items: Sequence[CostItem], basis: CostBasis, until: date,
) -> PlaceCost:
    """What a place costs up to a day and in all."""
    bought, bought_until = items_between(items, date.min, date.max), items_between(items, date.min, until)
    planned, held = basis.planned(run, place, place.starts_on, place.ends_on), basis.delivered(run, sessions, date.min, until)
    return PlaceCost(
        to_date=(basis.planned(run, place, place.starts_on, until) + bought_until).pence, full_run=(planned + bought).pence,
        delivered=(held + bought_until).pence, items=bought.pence, days_without_rate=(planned + held).without_rate,
        held_without_rate=held.without_rate,
    )


def whole_group(deliveries: Iterable[Delivery]) -> Delivery:
    """The deliveries of several places as one."""
    found = list(deliveries)
    missed: Counter[str] = Counter()
    for one in found:
        missed.update(one.missed)
    return Delivery(
        planned=sum((one.planned for one in found), Fraction(0)), held=sum(one.held for one in found), minutes=sum(one.minutes for one in found),
        missed={reason: missed[reason] for reason in SESSION_OUTCOMES if missed[reason]},
    )


def added(costs: Iterable[Cost]) -> Cost:
    """Several costs as one, exact."""
    return sum(costs, Cost())


# The map


NO_NEED, NO_YEAR = "No need recorded", "Year not recorded"
YEARS = {
    "R": "Reception", "N1": "Nursery 1", "N2": "Nursery 2", "E1": "Early years 1", "E2": "Early years 2", "M": "Mixed year", "X": "No year group",
}


def year_called(year: str) -> str:
    """`Year 4`, `Reception`."""
    return YEARS.get(year, f"Year {year}" if year else NO_YEAR)


Order = tuple[int, str]
MAP_BY: dict[str, tuple[str, Callable[[MapRow], tuple[Order, str]]]] = {
    "wave": ("Wave", lambda row: ((list(WAVES).index(row.run.wave), ""), WAVES[row.run.wave])),
    "year": ("Year", lambda row: (_year_order(row.pupil.year_group), year_called(row.pupil.year_group))),
    "need": ("Primary need", lambda row: ((not row.need, row.need), said(NEED_TYPES, row.need) if row.need else NO_NEED)),
    "staff": ("Staff", lambda row: ((0, row.who.casefold()), row.who)),
}
"""A way of grouping the map: its name, and of a row the place in the order and the words of its group."""


def _year_order(year: str) -> Order:
    return (int(year) if year.isdecimal() else 0 if year == "R" else -1 if year else 99, year)


@dataclass(frozen=True, slots=True, kw_only=True)
class MapGroup:
    """The rows of one group of the map."""

    words: str
    rows: tuple[MapRow, ...]

    @property
    def pupils(self) -> int:
        """How many pupils are in it, each once."""
        return len({row.pupil.id for row in self.rows})

    @property
    def minutes(self) -> int:
        """Adult minutes a week, each provision once however many pupils share it."""
        return sum({row.run.id: row.run.minutes * row.run.times_a_week for row in self.rows}.values())

    @property
    def said(self) -> str:
        """`12 pupils, 14 places, 5 h 20 min of adult time a week`."""
        pupils, places = self.pupils, len(self.rows)
        return (
            f"{pupils} pupil{'s' * (pupils != 1)}, {places} place{'s' * (places != 1)}, {hours_words(self.minutes)} of adult time a week"
        )


def grouped(rows: Iterable[MapRow], by: str) -> list[MapGroup]:
    """The map in groups, each in the order of its own words; within a group the rows keep their order, which is that of the pupils."""
    key = MAP_BY[by][1]
    found: dict[tuple[Order, str], list[MapRow]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return [MapGroup(words=words, rows=tuple(found[order, words])) for order, words in sorted(found)]


def by_pupil(row: MapRow) -> tuple[str, str]:
    """The place of a row in the map."""
    return row.pupil.sorting_name.casefold(), row.run.name.casefold()


def role_words(role: str) -> str:
    """`Teaching assistant, not named`: who gives a provision for which nobody is named."""
    return f"{STAFF_ROLES[role]}, not named"
