"""The cohort as values: what is told of each pupil with support, and the groups and charts that are counted from it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from sendco_desk.domain.charts import CountBar, CountChart
from sendco_desk.domain.codes import LEGACY_PROVISION, NEED_TYPES, SEN_PROVISION, YEAR_GROUPS, said
from sendco_desk.domain.costing import Cost, pennies, pounds
from sendco_desk.domain.pupil import Pupil, age_on
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.provision import HIDDEN
from sendco_desk.services.provision_rows import NO_NEED, NO_YEAR, Delivery, hours_words, year_called
from sendco_desk.services.sen_register import FEW, few_said
from sendco_desk.statute.wording import counted, lowered

NONE = "-"
"""The key of the group of those of whom something is not recorded; no code looks like it."""
BANDS = (("1000", 100_000, "Under £1,000"), ("3000", 300_000, "From £1,000 to under £3,000"), ("6000", 600_001, "From £3,000 to £6,000"))
"""Bands of a school year's cost: a key, the pence from which the next one begins, and its words. The last is open at the top."""
OVER = ("over", "Over £6,000")
"""The £6,000 line itself still belongs to what the school meets: only what is above it is over."""
PROGRESS = {
    "met": "All outcomes met", "partly": "Some met, or met in part", "not_yet": "None met yet", NONE: "No closed cycle with outcomes",
}
"""What the newest closed cycle of a pupil came to."""
NONE_REVIEWED = "None reviewed yet"
"""In place of outcomes where no cycle that has some is closed."""
WHAT = {"pupils": "Pupils", "minutes": "Time a week", "cost": "Cost this school year"}
"""What the bars of a chart count."""
NOT_GIVEN = "not given"


Priced = Callable[[], Cost]
"""A school year’s cost, worked out when it is first asked for and then kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A provision that a pupil is given on a day: minutes a week, and the cost of its place over the school year.

    ``priced`` is None for whoever may not see what things cost.
    """

    name: str
    minutes: int
    priced: Priced | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortRow:
    """One pupil as the cohort table shows them on a day.

    ``delivery`` is that of this term up to the day. ``priced`` is the school year's cost as planned, None where it may not be seen. ``met``,
    ``partly`` and ``not_yet`` count the outcomes of the newest closed cycle. ``review_due_on`` is that of the open cycle,
    ``annual_review_on`` the last safe day of the yearly review of a plan, ``report_on`` the day of the newest report.
    """

    pupil: Pupil
    on: date
    sen: str = ""
    sen_since: date | None = None
    needs: tuple[str, ...] = ()
    authority: str = ""
    given: tuple[Given, ...] = ()
    delivery: Delivery = field(default_factory=Delivery)
    priced: Priced | None = field(default=None, compare=False, repr=False)
    met: int = 0
    partly: int = 0
    not_yet: int = 0
    review_due_on: date | None = None
    annual_review_on: date | None = None
    report_on: date | None = None

    @property
    def need(self) -> str:
        """The code of the primary need, or nothing."""
        return self.needs[0] if self.needs else ""

    @property
    def provisions(self) -> tuple[str, ...]:
        """The names of the provisions in force."""
        return tuple(one.name for one in self.given)

    @property
    def minutes(self) -> int:
        """Planned minutes a week in all provisions in force."""
        return sum(one.minutes for one in self.given)

    @property
    def cost(self) -> int | None:
        """The school year's cost in pence, rounded once; None where it may not be seen."""
        return None if self.priced is None else self.priced().pence

    @property
    def unpriced(self) -> int:
        """How many of its days have no rate, so that what they cost is not known."""
        return 0 if self.priced is None else len(self.priced().without_rate)

    @property
    def progress(self) -> str:
        """A key of ``PROGRESS``."""
        if not self.met + self.partly + self.not_yet:
            return NONE
        if not self.partly + self.not_yet:
            return "met"
        return "partly" if self.met + self.partly else "not_yet"

    @property
    def outcome_words(self) -> str:
        """`2 met, 1 partly, 1 not yet`; nothing where no cycle with outcomes is closed."""
        told = ((self.met, "met"), (self.partly, "partly"), (self.not_yet, "not yet"))
        return ", ".join(f"{count} {word}" for count, word in told if count)

    @property
    def review_in(self) -> int | None:
        """Days until the review of the open cycle, below nothing where it is late."""
        return (self.review_due_on - self.on).days if self.review_due_on else None

    @property
    def report_age(self) -> str:
        """How old the newest report is: `5 months`, `2 years 1 month`; nothing where there is none."""
        if self.report_on is None:
            return ""
        if self.report_on > self.on:
            return "dated later"
        years, months = age_on(self.report_on, self.on)
        parts = [counted(number, unit) for number, unit in ((years, "year"), (months, "month")) if number]
        return " ".join(parts) or "less than a month"


def band_of(pence: int) -> tuple[str, str]:
    """The key and the words of the band that an amount lies in."""
    return next(((key, words) for key, below, words in BANDS if pence < below), OVER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The pupils who have something in common. ``phrase`` goes on after `12 pupils`: `with SLCN as primary need`."""

    by: str
    key: str
    title: str
    phrase: str
    rows: tuple[CohortRow, ...]

    @property
    def said(self) -> str:
        """`12 pupils with SLCN as primary need`."""
        return f"{counted(len(self.rows), 'pupil')} {self.phrase}"

    @property
    def minutes(self) -> int:
        """What they are given a week, added up pupil by pupil; in the group of a provision only that provision."""
        return sum(one.minutes for row in self.rows for one in row.given if self.by != "provision" or one.name == self.key)

    @property
    def cost(self) -> int:
        """What they cost in pence, rounded once; in the group of a provision only that provision. Raises Refused where costs are hidden."""
        if any(row.priced is None for row in self.rows):
            raise Refused(HIDDEN)
        parts = [one.priced for row in self.rows for one in row.given if one.name == self.key] if self.by == "provision" else [
            row.priced for row in self.rows
        ]
        return pennies(sum((part().exact for part in parts if part is not None), Fraction(0)))


Place = tuple[object, ...]
Cell = tuple[Place, str, str, str]
"""The place of a group in the order, its key, its title and its phrase."""


def _of_need(row: CohortRow) -> list[Cell]:
    if not row.need:
        return [((1, ""), NONE, NO_NEED, "with no need recorded")]
    return [((0, row.need), row.need, f"{row.need} {said(NEED_TYPES, row.need)}", f"with {row.need} as primary need")]


def year_place(year: str) -> int:
    """Where a year group stands, nursery first; one that nobody knows last."""
    return YEAR_GROUPS.index(year) if year in YEAR_GROUPS else len(YEAR_GROUPS)


def _of_year(row: CohortRow) -> list[Cell]:
    year = row.pupil.year_group
    called = year_called(year)
    return [((year_place(year), year), year or NONE, called, f"in {called}" if called != NO_YEAR else "with no year recorded")]


def _of_status(row: CohortRow) -> list[Cell]:
    phrases = {"E": "with an EHC plan", "K": "with SEN support", "N": "without SEN support"}
    if not row.sen:
        return [((9, ""), NONE, "Status not recorded", "with no status recorded")]
    called = said(SEN_PROVISION | LEGACY_PROVISION, row.sen)
    return [(("EKN".find(row.sen) % 9, row.sen), row.sen, called, phrases.get(row.sen, f"with {called}"))]


def _of_provision(row: CohortRow) -> list[Cell]:
    if not row.given:
        return [((1, ""), NONE, "No provision in force", "with no provision in force")]
    return [((0, name.casefold()), name, name, f"given {name}") for name in dict.fromkeys(row.provisions)]


def _of_cost(row: CohortRow) -> list[Cell]:
    if row.cost is None:
        raise Refused(HIDDEN)
    keys = [*(key for key, _, _ in BANDS), OVER[0]]
    key, words = band_of(row.cost)
    return [((keys.index(key),), key, words, f"whose provision costs {lowered(words)} this school year")]


def _of_progress(row: CohortRow) -> list[Cell]:
    phrases = {
        "met": "who met all outcomes of their last closed cycle", "partly": "who met some outcomes of their last closed cycle, or met them in part",
        "not_yet": "who met no outcome of their last closed cycle yet", NONE: "with no closed cycle that has outcomes",
    }
    return [((list(PROGRESS).index(row.progress),), row.progress, PROGRESS[row.progress], phrases[row.progress])]


def _of_class(row: CohortRow) -> list[Cell]:
    name = row.pupil.class_name
    return [((not name, name.casefold()), name or NONE, name or "No class recorded", f"in class {name}" if name else "with no class recorded")]


def _of_council(row: CohortRow) -> list[Cell]:
    name = row.authority
    return [((not name, name.casefold()), name or NONE, name or "No council recorded", f"of {name}" if name else "with no council recorded")]


BY: dict[str, tuple[str, Callable[[CohortRow], list[Cell]]]] = {
    "need": ("Primary need", _of_need), "year": ("Year", _of_year), "status": ("Status", _of_status), "provision": ("Provision", _of_provision),
    "cost": ("Cost", _of_cost), "progress": ("Progress", _of_progress), "class": ("Class", _of_class), "council": ("Council", _of_council),
}
"""A way of grouping: its name, and the groups that a pupil belongs to. By provision there may be several, else there is one."""
BY_COUNT = frozenset({"need", "provision", "council"})
"""Where the largest group comes first; elsewhere there is an order of its own."""


def grouped(rows: Iterable[CohortRow], by: str) -> tuple[Group, ...]:
    """The rows in groups. Raises Refused for groups by cost where costs are hidden."""
    found: dict[Cell, list[CohortRow]] = {}
    for row in rows:
        for cell in BY[by][1](row):
            found.setdefault(cell, []).append(row)
    made = [Group(by=by, key=cell[1], title=cell[2], phrase=cell[3], rows=tuple(found[cell])) for cell in sorted(found, key=lambda cell: cell[0])]
    return tuple(sorted(made, key=lambda group: (group.key == NONE, -len(group.rows)))) if by in BY_COUNT else tuple(made)


def may_be_told(counts: Sequence[int]) -> tuple[bool, ...]:
    """Which counts may stand where no names do: none below ``FEW``, and none from which one of those could be worked out.

    Whoever knows the sum of all could take the others away from it. So at least two are kept back, of at least ``FEW`` pupils together.
    """
    hidden = {number for number, count in enumerate(counts) if 0 < count < FEW}
    others = sorted((n for n, count in enumerate(counts) if count and n not in hidden), key=lambda n: counts[n])
    while hidden and others and (len(hidden) < 2 or sum(counts[n] for n in hidden) < FEW):
        hidden.add(others.pop(0))
    return tuple(number not in hidden for number in range(len(counts)))


def count_chart(groups: Sequence[Group], what: str = "pupils", *, names: bool = True) -> CountChart:
    """The groups as bars. Without ``names`` nothing is said of a few pupils. Raises Refused for a chart of costs where they are hidden."""
    by = BY[groups[0].by][0] if groups else ""
    told = (True,) * len(groups) if names else may_be_told([len(group.rows) for group in groups])
    bars = tuple(_bar(group, what) if open_ else _kept_back(group, what) for group, open_ in zip(groups, told, strict=True))
    of = "of the provision in force, " if groups and groups[0].by == "provision" and what == "cost" else ""
    return CountChart(title=f"{WHAT[what]} {of}by {lowered(by)}", bars=bars, unit=WHAT[what].lower(), what=by or "Name")


def _bar(group: Group, what: str) -> CountBar:
    if what == "minutes":
        return CountBar(name=group.title, count=group.minutes, words=hours_words(group.minutes), key=group.key)
    if what == "cost":
        return CountBar(name=group.title, count=group.cost / 100, words=pounds(group.cost), key=group.key)
    return CountBar(name=group.title, count=len(group.rows), key=group.key)


def _kept_back(group: Group, what: str) -> CountBar:
    few = what == "pupils" and len(group.rows) < FEW
    return CountBar(name=group.title, count=0, words=few_said(len(group.rows)) if few else NOT_GIVEN, key=group.key)
