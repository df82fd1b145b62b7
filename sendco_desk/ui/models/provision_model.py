"""What the tables of Provision show: a pupil’s places, the map of the school, the groups, and the time of the staff."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sendco_desk.domain.codes import NEED_TYPES, said
from sendco_desk.domain.costing import pounds
from sendco_desk.domain.dates import DAYS, shown, shown_short
from sendco_desk.domain.provision import WEEKDAYS, CostItem, ProvisionRun, ProvisionSession, StaffRate
from sendco_desk.domain.support_codes import SESSION_OUTCOMES, STAFF_ROLES, WAVES
from sendco_desk.services.provision_rows import Delivery, GroupRow, MapRow, PlaceCost, PlaceLine, StaffLoad, hours_words, often_words, year_called
from sendco_desk.ui.models.rows import A_DAY, Column

OFTEN = "45 min × 15 a week"
"""As much as most provision is: the column is made to hold it."""
STATES = {"running": ("Running", "done"), "to_come": ("To come", "planned"), "over": ("Over", "info")}


def delivery_chip(delivery: Delivery) -> tuple[str, str]:
    """`75% of 24 held` with its state: the icon is another one under 90 percent, and another under 75."""
    if delivery.percent is None:
        return ("None planned yet", "planned")
    if not delivery.held and not delivery.missed:
        return ("Nothing recorded yet", "waiting")
    return (f"{delivery.percent}%, {delivery.short}", delivery.state)


def effect_words(line: PlaceLine) -> str:
    """`18 → 41`; what is not known is a question mark, and nothing where there is no measure at all."""
    start, end = line.place.start_measure, line.place.end_measure
    return f"{start or '?'} → {end or '?'}" if start or end else ""


def effect_spoken(line: PlaceLine) -> str:
    """The measure in words."""
    if not effect_words(line):
        return "No measure recorded"
    of = f"{line.place.measure}: " if line.place.measure else ""
    return f"{of}{line.place.start_measure or 'not measured'} at the start, {line.place.end_measure or 'not measured yet'} at the end"


def days_words(run: ProvisionRun) -> str:
    """`Mon, Wed`, `Every day`, or that the days change."""
    if set(run.weekdays) == set(WEEKDAYS):
        return "Every day"
    return ", ".join(DAYS[WEEKDAYS.index(day)] for day in sorted(run.weekdays, key=WEEKDAYS.index)) or "Varies"


def when_words(line: PlaceLine) -> str:
    """`7 Sep to Fri 11 Dec 2026`; the first year too where it is another."""
    first, last = line.place.starts_on, line.place.ends_on
    year = "" if first.year == last.year else f" {first.year}"
    return f"{shown_short(first)}{year} to {shown(last)}"


def section_f_words(line: PlaceLine) -> str:
    """Whether the EHC plan orders it."""
    return "Section F" if line.place.plan_section_f else ""


PLACES: tuple[Column[PlaceLine], ...] = (
    Column(key="name", title="Provision", width=150, shown=lambda row: row.run.name),
    Column(
        key="held", title="Held of planned", width=160, shown=lambda row: row.delivery.words, holds="100%, 24 of 24 held XXX",
        sorts=lambda row: row.delivery.percent if row.delivery.percent is not None else 1000,
    ),
    Column(
        key="often", title="How much", width=130, holds=OFTEN, shown=lambda row: row.often,
        sorts=lambda row: row.run.minutes * row.run.times_a_week,
    ),
    Column(key="who", title="Who gives it", width=140, shown=lambda row: row.who),
    Column(key="group", title="Group", width=56, shown=lambda row: str(row.group), sorts=lambda row: row.group),
    Column(
        key="when", title="From and to", width=170, snug=280, holds="30 Nov to Wed 30 Nov 2026", shown=when_words,
        sorts=lambda row: row.place.ends_on,
        spoken=lambda row: f"{shown(row.place.starts_on)} to {shown(row.place.ends_on)}",
    ),
    Column(key="weeks", title="Weeks", width=58, shown=lambda row: str(row.weeks), sorts=lambda row: row.weeks),
    Column(key="effect", title="Effect", width=80, snug=180, shown=effect_words, spoken=effect_spoken),
    Column(
        key="plan", title="Ordered by", width=84, hidden=True, shown=section_f_words,
        spoken=lambda row: section_f_words(row) or "Not ordered by a plan",
    ),
    Column(key="what", title="What is done", width=160, shown=lambda row: row.run.what, hidden=True),
    Column(key="where", title="Where", width=90, shown=lambda row: row.run.where, hidden=True),
    Column(key="cycle", title="Cycle", width=150, shown=lambda row: row.cycle, hidden=True),
)
def place_sentences(line: PlaceLine) -> str:
    """All there is to say of a place, for the line under the table: what stands in columns that had to give way is said here."""
    run, place = line.run, line.place
    where, group = f" in {run.where}" if run.where else "", f"in a group of {line.group}" if line.group > 1 else "alone"
    weeks = f"{line.weeks} week{'s' * (line.weeks != 1)}"
    said = [
        f"{run.name}: {run.what}." if run.what else f"{run.name}.", f"{line.who}{where}, {group}, {line.often} for {weeks}.",
        f"{line.delivery.words}.", f"{effect_spoken(line)}.",
    ]
    said += [f"Aim: {place.aim}."] if place.aim else []
    said += [f"{place.effect}."] if place.effect else []
    said += ["Section F of the EHC plan orders it."] if place.plan_section_f else []
    said += [f"For {line.cycle}."] if line.cycle else []
    said += [f"What was held of it cost {cost_words(line.cost.delivered, line.cost)}."] if line.cost and not line.cost.days_without_rate else []
    return " ".join(sentence.replace("..", ".") for sentence in said)


def cost_words(pence: int, cost: PlaceCost) -> str:
    """`£48.36`; an amount that days without a rate are missing from says so, and where no day has one there is no amount at all."""
    if not cost.days_without_rate:
        return pounds(pence)
    return "No rate" if cost.full_run == cost.items else f"{pounds(pence)}, in part"


COSTS: tuple[Column[PlaceLine], ...] = (
    Column(
        key="to_date", title="Cost to date", width=108, shown=lambda row: cost_words(row.cost.to_date, row.cost) if row.cost else "",
        sorts=lambda row: row.cost.to_date if row.cost else 0,
    ),
    Column(
        key="full", title="Full run", width=88, shown=lambda row: cost_words(row.cost.full_run, row.cost) if row.cost else "",
        sorts=lambda row: row.cost.full_run if row.cost else 0,
    ),
    Column(
        key="delivered", title="Cost of what was held", width=140, hidden=True,
        shown=lambda row: cost_words(row.cost.delivered, row.cost) if row.cost else "",
        sorts=lambda row: row.cost.delivered if row.cost else 0,
    ),
)
"""Beside the others only where whoever looks may see what things cost."""
PLACES_GIVE_WAY = ("plan", "weeks", "group", "who", "often", "effect", "when")
ITEMS: tuple[Column[CostItem], ...] = (
    Column(key="what", title="What was paid for", width=240, shown=lambda row: row.what),
    Column(key="pence", title="Amount", width=100, shown=lambda row: pounds(row.pence), sorts=lambda row: row.pence),
    Column(key="on", title="On", width=120, holds=A_DAY, shown=lambda row: shown(row.on), sorts=lambda row: row.on),
)


def session_columns(names: Mapping[UUID, str]) -> tuple[Column[ProvisionSession], ...]:
    """What the list of a pupil's sessions shows; ``names`` are the provisions by place."""
    return (
        Column(key="on", title="Day", width=120, holds=A_DAY, shown=lambda row: shown(row.on), sorts=lambda row: row.on),
        Column(key="run", title="Provision", width=200, shown=lambda row: names.get(row.place, "")),
        Column(key="outcome", title="Held, or why not", width=220, shown=lambda row: SESSION_OUTCOMES[row.outcome]),
        Column(key="minutes", title="Minutes", width=76, shown=lambda row: str(row.minutes or ""), sorts=lambda row: row.minutes),
        Column(key="note", title="Note", width=200, shown=lambda row: row.note),
    )


# The whole school


@dataclass(frozen=True, slots=True, kw_only=True)
class MapLine:
    """A row of the map with the group in which it stands: its place in the order and its words."""

    row: MapRow
    order: tuple[object, ...]
    group: str


MAP: tuple[Column[MapLine], ...] = (
    Column(key="group", title="Group", width=200, shown=lambda line: line.group, sorts=lambda line: line.order),
    Column(
        key="pupil", title="Pupil", width=170, shown=lambda line: line.row.pupil.known_name,
        sorts=lambda line: line.row.pupil.sorting_name.casefold(),
    ),
    Column(key="name", title="Provision", width=190, shown=lambda line: line.row.run.name),
    Column(key="who", title="Who gives it", width=170, shown=lambda line: line.row.who),
    Column(
        key="often", title="How much", width=130, holds=OFTEN, shown=lambda line: often_words(line.row.run),
        sorts=lambda line: line.row.run.minutes * line.row.run.times_a_week,
    ),
    Column(key="year", title="Year", width=92, shown=lambda line: year_called(line.row.pupil.year_group)),
    Column(
        key="need", title="Need", width=70, shown=lambda line: line.row.need,
        spoken=lambda line: said(NEED_TYPES, line.row.need) or "No need recorded",
    ),
    Column(key="wave", title="Wave", width=140, shown=lambda line: WAVES[line.row.run.wave], sorts=lambda line: list(WAVES).index(line.row.run.wave)),
    Column(key="size", title="In the group", width=96, shown=lambda line: str(line.row.group), sorts=lambda line: line.row.group),
    Column(
        key="until", title="Until", width=120, holds=A_DAY, shown=lambda line: shown(line.row.place.ends_on),
        sorts=lambda line: line.row.place.ends_on,
    ),
)
MAP_GIVES_WAY = ("size", "need", "year", "until", "wave", "often")
GROUPS: tuple[Column[GroupRow], ...] = (
    Column(key="name", title="Group", width=150, snug=340, shown=lambda row: row.run.name),
    Column(
        key="state", title="State", width=104, shown=lambda row: STATES[row.state][0], sorts=lambda row: list(STATES).index(row.state),
        holds="To come XXX",
    ),
    Column(key="pupils", title="Pupils", width=220, shown=lambda row: ", ".join(p.known_name for p in row.pupils) or "Nobody yet"),
    Column(
        key="often", title="How much", width=130, holds=OFTEN, shown=lambda row: often_words(row.run),
        sorts=lambda row: row.run.minutes * row.run.times_a_week,
    ),
    Column(key="days", title="On", width=84, snug=124, shown=lambda row: days_words(row.run)),
    Column(key="who", title="Who gives it", width=150, shown=lambda row: row.who),
    Column(key="to", title="Until", width=120, holds=A_DAY, shown=lambda row: shown(row.run.ends_on), sorts=lambda row: row.run.ends_on),
    Column(
        key="held", title="Held of planned", width=180, shown=lambda row: row.delivery.words, holds="100%, 99.9 of 99.9 held XXX",
        sorts=lambda row: row.delivery.percent if row.delivery.percent is not None else 1000,
    ),
)
GROUPS_GIVE_WAY = ("who", "to", "days", "often")
LOADS: tuple[Column[StaffLoad], ...] = (
    Column(key="name", title="Name", width=140, snug=220, shown=lambda row: row.name),
    Column(key="role", title="Role", width=120, snug=260, shown=lambda row: STAFF_ROLES[row.role]),
    Column(key="planned", title="Planned a week", width=132, shown=lambda row: hours_words(row.planned), sorts=lambda row: row.planned),
    Column(
        key="available", title="There is", width=100, shown=lambda row: hours_words(row.available) if row.available else "Not recorded",
        sorts=lambda row: row.available,
    ),
    Column(
        key="load", title="Planned against what there is", width=300, shown=lambda row: row.words,
        sorts=lambda row: (row.free is None, row.free or 0),
    ),
)
RATES: tuple[Column[StaffRate], ...] = (
    Column(
        key="role", title="Role", width=200, snug=260, shown=lambda row: STAFF_ROLES[row.staff_role],
        sorts=lambda row: list(STAFF_ROLES).index(row.staff_role),
    ),
    Column(key="rate", title="An hour", width=90, shown=lambda row: pounds(row.pence_an_hour), sorts=lambda row: row.pence_an_hour),
    Column(key="since", title="From", width=120, holds=A_DAY, shown=lambda row: shown(row.since), sorts=lambda row: row.since),
    Column(key="source", title="Source", width=240, shown=lambda row: row.source),
)


def load_id(load: StaffLoad) -> object:
    """What makes a row of the staff table the same after a refresh."""
    return load.member.id if load.member else load.role


def is_now(line: PlaceLine, on: date) -> bool:
    """Whether a place is held on a day or is still to come."""
    return line.place.ends_on >= on
