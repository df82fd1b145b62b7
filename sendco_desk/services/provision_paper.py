"""Provision maps as papers: of the school, of a group and of one pupil, in hours; in pounds only where that is chosen, and never with a rate."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from sendco_desk.domain.costing import Cost, items_between, pounds
from sendco_desk.domain.dates import shown
from sendco_desk.domain.paper import Block, Grid, Heading, Paper, Paragraph, Runs, said
from sendco_desk.domain.provision import CostItem, ProvisionPlace, ProvisionRun, ProvisionSession
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.support_codes import AREAS, WAVES
from sendco_desk.services.form_heads import about_pupil, change_words, foot_of, pupil_of, quiet_words, unbroken
from sendco_desk.services.pack_provision import calendar_note, cost_blocks, hours_sentence, planned_minutes
from sendco_desk.services.pack_record import PackRecord, facts, lines
from sendco_desk.services.provision import Provision
from sendco_desk.services.provision_rows import (
    MAP_BY,
    MapGroup,
    MapRow,
    PlaceLine,
    added,
    counted_delivery,
    hours_words,
    number_words,
    often_words,
    role_words,
    whole_group,
    year_called,
)
from sendco_desk.statute.wording import counted

TITLE = "Provision map"
HEADS = ("Pupil", "Year", "Provision", "Who gives it", "How much", "In the group", "Until")
SHARES = (2.2, 1.1, 2.4, 2.2, 1.7, 1.0, 1.6)
NOTHING_RUNS = "Nothing runs on this day."
NOTHING_GIVEN = "No provision is recorded yet."
ROUNDED = "Each figure is rounded once, to the penny, and so is each sum: a sum can differ by pennies from the figures above it."
Costs = Mapping[UUID, Cost]
"""What places cost for their full run, by place: exact, so that a total is rounded once."""


# The school


def map_paper(groups: Sequence[MapGroup], by: str, on: date, school: str, costs: Costs | None = None) -> Paper:
    """The map as it stands on a day, grouped by wave, year, need or staff. ``costs`` are those of every place, where they are chosen."""
    blocks: list[Block] = []
    for group in groups:
        blocks += [Heading(text=group.words), _map_grid(group, costs)]
    if not groups:
        blocks.append(Paragraph(runs=said(NOTHING_RUNS)))
    elif costs is not None:
        everybody = added(costs[row.place.id] for group in groups for row in group.rows)
        blocks += [Heading(text="The whole school"), *facts(("Full run of all places", pounds(everybody.pence))), *_cost_notes(everybody)]
    return Paper(
        title=TITLE, school=school, about=(f"As it stands on {shown(on)}, by {MAP_BY[by][0].lower()}",), blocks=tuple(blocks),
        foot=f"{TITLE}, {shown(on)}", landscape=True,
    )


def _map_grid(group: MapGroup, costs: Costs | None) -> Grid:
    if costs is None:
        return Grid(caption=group.said, heads=HEADS, rows=tuple(map(_cells, group.rows)), shares=SHARES, figures=frozenset({5}))
    whole = added(costs[row.place.id] for row in group.rows)
    total = tuple(map(said, ("In all", *[""] * (len(HEADS) - 1), pounds(whole.pence))))
    rows = tuple((*_cells(row), said(pounds(costs[row.place.id].pence))) for row in group.rows)
    return Grid(
        caption=group.said, heads=(*HEADS, "Full run"), rows=(*rows, total), shares=(*SHARES, 1.4), figures=frozenset({5, 7}), total=True,
    )


def _cells(row: MapRow) -> tuple[Runs, ...]:
    return tuple(said(text) for text in (
        row.pupil.known_name, year_called(row.pupil.year_group), row.run.name, row.who, unbroken(often_words(row.run)), str(row.group),
        shown(row.place.ends_on),
    ))


def _cost_notes(cost: Cost) -> list[Block]:
    days = len(cost.without_rate)
    lacking = f"For {counted(days, 'day')} nobody has recorded what an hour costs: those are not in the figures." if days else ""
    return [quiet_words(words) for words in (ROUNDED, lacking) if words]


def costs_of(provision: Provision, places: Sequence[ProvisionPlace]) -> Costs:
    """What places cost as planned, with what was bought for them; read once for all of them. Raises Refused for an assistant."""
    provision.rates()  # refuses whoever may not see costs
    runs = {run: provision.book.get(ProvisionRun, run) for run in dict.fromkeys(place.run for place in places)}
    basis, items = provision.basis(runs.values()), defaultdict[UUID | None, list[CostItem]](list)
    for item in provision.book.all(CostItem):
        items[item.place].append(item)
    return {
        place.id: basis.planned(runs[place.run], place, place.starts_on, place.ends_on) + items_between(items[place.id], date.min, date.max)
        for place in places
    }


# A pupil


def pupil_map_paper(record: PackRecord, school: str) -> Paper:
    """What one pupil is given and was given, with the hours planned and held; in pounds too where the record is to tell costs."""
    pupil, found = pupil_of(record), record.provision.places_of(record.pupil, record.on)
    blocks: list[Block] = []
    for title, those in (("Now and to come", [one for one in found if one.place.ends_on >= record.on]),
                         ("Over", [one for one in found if one.place.ends_on < record.on])):
        if those:
            blocks += [Heading(text=title), _pupil_grid(those[::-1])]
    if found:
        note = calendar_note(record, found)
        blocks += [Paragraph(runs=said(f"{hours_sentence(found)} Counted to {shown(record.on)}.")), *([quiet_words(note)] if note else [])]
    else:
        blocks.append(quiet_words(NOTHING_GIVEN))
    if record.costs:
        blocks += cost_blocks(record, found[::-1])
    return Paper(
        title=TITLE, school=school, about=about_pupil(pupil, record.on), blocks=tuple(blocks), foot=foot_of(pupil, TITLE, record.on),
        landscape=True,
    )


def printed_hours(minutes: int) -> str:
    """`15 h 40 min`, on one line."""
    return unbroken(hours_words(minutes))


def _pupil_grid(found: Sequence[PlaceLine]) -> Grid:
    whole, minutes = whole_group(one.delivery for one in found), sum(map(planned_minutes, found))
    planned, held = f"{number_words(whole.planned)} sessions, {printed_hours(minutes)}", f"{whole.held}, {printed_hours(whole.minutes)}"
    total = ("In all", "", "", "", planned, held, "")
    return Grid(
        caption="Planned and held so far, and what came of it",
        heads=("Provision", "Who gives it", "How much", "From and to", "Planned so far", "Held", "Start, end and effect"),
        shares=(20, 15, 16, 16, 13, 13, 21), total=len(found) > 1, rows=(
            *(tuple(map(said, _pupil_cells(one))) for one in found), *((tuple(map(said, total)),) if len(found) > 1 else ()),
        ),
    )


def _pupil_cells(line: PlaceLine) -> tuple[str, ...]:
    run, place, delivery = line.run, line.place, line.delivery
    group = "One to one" if line.group == 1 else f"Group of {line.group}"
    planned = f"{number_words(delivery.planned)} sessions, {printed_hours(planned_minutes(line))}" if delivery.planned else "None yet"
    held = f"{delivery.held}, {printed_hours(delivery.minutes)}" if delivery.held else "None" if delivery.planned else ""
    change = change_words(place.start_measure, place.end_measure)
    return (
        lines(run.name, AREAS.get(run.area, ""), WAVES[run.wave], f"Aim: {place.aim}" if place.aim else ""),
        lines(line.who, group), unbroken(often_words(run)),
        f"{shown(place.starts_on)}\nto {shown(place.ends_on)}", planned, held, lines(place.measure, change, place.effect),
    )


# A group


def group_named(provision: Provision, name: str | UUID, on: date) -> ProvisionRun:
    """The provision of a name or an id: of several of a name the one that runs on the day, else the one that began last. Raises Refused."""
    if isinstance(name, UUID):
        return provision.book.get(ProvisionRun, name)
    found = [run for run in provision.book.all(ProvisionRun) if run.name.casefold() == " ".join(name.split()).casefold()]
    if not found:
        raise Refused(f"No provision here is called “{name}”: check the name in Provision.", field="group")
    return max(found, key=lambda run: (run.starts_on <= on <= run.ends_on, run.starts_on))


def group_map_paper(provision: Provision, name: str | UUID, on: date, school: str, *, costed: bool = False) -> Paper:
    """One provision: when, where and by whom it is given, and each pupil with what was held and what came of it."""
    run, book = group_named(provision, name, on), provision.book
    pupils = {pupil.id: pupil for pupil in book.all(Pupil)}
    places = sorted(book.all(ProvisionPlace, run=run.id), key=lambda one: (pupils[one.pupil].sorting_name.casefold(), one.starts_on))
    costs = costs_of(provision, places) if costed else None
    row = next((one for one in provision.groups(on) if one.run.id == run.id), None)
    days = ", ".join(day.capitalize() for day in run.weekdays)
    blocks: list[Block] = [
        *facts(
            ("What it is", run.what), ("Wave and area", ", ".join(part for part in (WAVES[run.wave], AREAS.get(run.area, "")) if part)),
            ("Who gives it", row.who if row else role_words(run.staff_role)), ("Where", run.where),
            ("How much", often_words(run) + (f" ({days})" if days else "")), ("From and to", f"{shown(run.starts_on)} to {shown(run.ends_on)}"),
        ),
        _group_grid(provision, run, places, pupils, on, costs) if places else quiet_words("Nobody holds a place in it yet."),
    ]
    blocks += _cost_notes(added(costs.values())) if costs else []
    return Paper(
        title=f"{TITLE}: {run.name}", school=school, about=(f"As it stands on {shown(on)}",), blocks=tuple(blocks),
        foot=f"{TITLE}, {run.name}, {shown(on)}", landscape=True,
    )


def _group_grid(
    provision: Provision, run: ProvisionRun, places: Sequence[ProvisionPlace], pupils: Mapping[UUID, Pupil], on: date, costs: Costs | None,
) -> Grid:
    basis, rows = provision.basis([run]), list[tuple[str, ...]]()
    deliveries = [counted_delivery(run, one, provision.book.all(ProvisionSession, place=one.id), basis, on) for one in places]
    for place, delivery in zip(places, deliveries, strict=True):
        pupil, change = pupils[place.pupil], change_words(place.start_measure, place.end_measure)
        rows.append((
            pupil.known_name, year_called(pupil.year_group), f"{shown(place.starts_on)}\nto {shown(place.ends_on)}", place.aim, delivery.words,
            lines(place.measure, change, place.effect), *((pounds(costs[place.id].pence),) if costs else ()),
        ))
    whole = pounds(added(costs.values()).pence) if costs else ""
    rows.append(("In all", "", "", "", whole_group(deliveries).words, "", *((whole,) if costs else ())))
    return Grid(
        caption=f"{counted(len({one.pupil for one in places}), 'pupil')}; sessions counted to {shown(on)}",
        heads=("Pupil", "Year", "From and to", "Aim", "Sessions", "Start, end and effect", *(("Full run",) if costs else ())),
        shares=(18, 9, 16, 18, 20, 22, *((11,) if costs else ())), figures=frozenset({6}) if costs else frozenset(), total=True,
        rows=tuple(tuple(map(said, row)) for row in rows),
    )
