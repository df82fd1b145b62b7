"""The part of a pack that sets what was provided against what was planned: in sessions and hours, and in pounds only where that is chosen."""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from sendco_desk.domain.charts import DeliveryChart, PairedBar
from sendco_desk.domain.costing import pounds
from sendco_desk.domain.dates import shown
from sendco_desk.domain.paper import Block, Drawn, Grid, Heading, Paragraph, Runs, said
from sendco_desk.domain.provision import CostItem
from sendco_desk.domain.support_codes import STAFF_ROLES
from sendco_desk.services.pack_record import PackRecord, beneath, quiet, whole
from sendco_desk.services.provision_rows import PlaceCost, PlaceLine, hours_words, number_words, times_words, whole_group
from sendco_desk.statute.wording import capitalised, counted


def provision_part(record: PackRecord) -> Iterator[Block]:
    """Each place in a provision, the earliest first, then planned against held, what came of it, and costs where they are chosen."""
    found = record.provision.places_of(record.pupil, record.on)[::-1]
    if found:
        yield quiet(f"Counted to {shown(record.on)}. {calendar_note(record, found)}".strip())
        yield Paragraph(runs=said(hours_sentence(found)))
        yield Drawn(chart=delivery_chart(found, f"Sessions held of those planned to {shown(record.on)}"))
        yield provision_grid(found, record.on)
    if came := [line for line in found if any((line.place.aim, line.place.start_measure, line.place.end_measure, line.place.effect))]:
        yield effect_grid(came)
    if found and record.costs:
        yield from cost_blocks(record, found)


def calendar_note(record: PackRecord, found: Sequence[PlaceLine]) -> str:
    """What the school's calendar lacks for these days, because the planned sessions are counted from it."""
    first, last = min(line.place.starts_on for line in found), max(min(line.place.ends_on, record.on) for line in found)
    return record.provision.calendar_words(first, last)


def provision_grid(found: Sequence[PlaceLine], on: date) -> Grid:
    """What is provided, by whom, how much of it is planned and how much was held."""
    return Grid(
        caption="What was planned and what was held", heads=("Provision", "Who gives it", "From and to", "Planned", "Held"),
        shares=(26, 15, 18, 19, 22), rows=tuple(_provided(line, over=line.place.ends_on <= on) for line in found),
    )


def _provided(line: PlaceLine, *, over: bool) -> tuple[Runs, ...]:
    run, place, delivery = line.run, line.place, line.delivery
    group = "one to one" if line.group == 1 else f"group of {line.group}"
    so_far = "" if over else " so far"
    planned = f"{number_words(delivery.planned)} sessions{so_far}, {whole(hours_words(planned_minutes(line)))}" if delivery.planned else ""
    missed = counts_whole(capitalised(delivery.words.partition("; ")[2]))
    return (
        beneath(run.name, run.what, run.where, f"For {line.cycle}" if line.cycle else "", "Ordered by section F of the plan" * place.plan_section_f),
        beneath(STAFF_ROLES[run.staff_role], group), said(whole(f"{shown(place.starts_on)}\nto {shown(place.ends_on)}")),
        beneath(f"{counted(run.minutes, 'minute')}, {times_words(run)}", f"{counted(line.weeks, 'week')} in all" if line.weeks else "", planned),
        beneath(delivery.words.partition("; ")[0], hours_words(delivery.minutes) if delivery.held else "", missed),
    )


def counts_whole(words: str) -> str:
    """How often a session was missed is not parted from the sign after it at the end of a line."""
    return words.replace(" × ", "\xa0×\xa0")


def planned_minutes(line: PlaceLine) -> int:
    """Minutes planned so far, to the nearest."""
    return int(line.delivery.planned * line.run.minutes + Fraction(1, 2))


def hours_sentence(found: Sequence[PlaceLine]) -> str:
    """All of it in hours."""
    whole, planned = whole_group(line.delivery for line in found), sum(map(planned_minutes, found))
    unknown = sum(line.delivery.unrecorded for line in found)
    of = f" of {hours_words(planned)} planned" if planned else ""
    more = f" Of the planned sessions it is not recorded whether {number_words(Fraction(unknown))} took place." if unknown else ""
    return f"In all {hours_words(whole.minutes)}{of} were recorded as given.{more}"


def place_name(line: PlaceLine, found: Sequence[PlaceLine]) -> str:
    """The provision's name, and where another of that name stands beside it the day from which it is."""
    same = sum(other.run.name == line.run.name for other in found) > 1
    return f"{line.run.name}, from {shown(line.place.starts_on)}" if same else line.run.name


def delivery_chart(found: Sequence[PlaceLine], title: str) -> DeliveryChart:
    """Planned against held, a bar a place."""
    return DeliveryChart(title=title, bars=tuple(
        PairedBar(name=place_name(line, found), planned=float(line.delivery.planned), delivered=float(line.delivery.held),
                  words=counts_whole(line.delivery.words))
        for line in found
    ))


def effect_grid(found: Sequence[PlaceLine]) -> Grid:
    """What each was for, the measure at its start and at its end, and what came of it."""
    return Grid(
        caption="What came of it", heads=("Provision", "Aim", "At the start", "At the end", "Effect"), shares=(22, 30, 14, 14, 20),
        rows=tuple(
            (
                said(place_name(line, found)), beneath(line.place.aim, f"Told by: {line.place.measure}" if line.place.measure else ""),
                *map(said, (line.place.start_measure, line.place.end_measure, line.place.effect)),
            ) for line in found
        ),
    )


# Costs


def known_cost(pence: int, cost: PlaceCost) -> str:
    """The amount; where no rate is recorded for some or all of its days, that it is a part or not known: nothing is never said to cost £0."""
    if not cost.days_without_rate:
        return pounds(pence)
    return f"{pounds(pence)} in part" if pence else "Not known"


def cost_blocks(record: PackRecord, found: Sequence[PlaceLine]) -> Iterator[Block]:
    """What each place and each thing costs, never at which rate, and the school year against the 6,000 pounds."""
    items = sorted(record.book.all(CostItem, pupil=record.pupil), key=lambda one: one.on)
    yield Heading(text="Costs")
    year = record.provision.pupil_cost(record.pupil, record.on)
    beside = f" {year.universal_words}" if year.universal_words else ""
    yield Paragraph(runs=said(capitalised(f"{year.words} As planned to {shown(record.on)}: {pounds(year.to_date)}.{beside}")))
    costs = [(place_name(line, found), line.cost) for line in found if line.cost is not None]
    yield Grid(
        caption="What each provision costs for this pupil", heads=("Provision", "As planned so far", "As held so far", "Full run"),
        shares=(46, 18, 18, 18), figures=frozenset({1, 2, 3}), rows=tuple(
            (said(name), *(said(known_cost(pence, cost)) for pence in (cost.to_date, cost.delivered, cost.full_run))) for name, cost in costs
        ),
    )
    if items:
        yield Grid(
            caption="What was bought", heads=("What", "When", "Cost"), shares=(60, 22, 18), figures=frozenset({2}),
            rows=tuple((said(one.what), said(shown(one.on)), said(pounds(one.pence))) for one in items),
        )
    lacking = sorted({day for _, cost in costs for day in cost.days_without_rate})
    if lacking:
        yield quiet(f"For {counted(len(lacking), 'day')} nobody has recorded what an hour costs: those are not in the figures.")
