"""The support plan and its review as papers: what a pupil needs and is good at, what is done by whom and how often, and what came of it."""

from collections.abc import Iterator, Sequence

from sendco_desk.domain.charts import DeliveryChart, PairedBar
from sendco_desk.domain.costing import pounds
from sendco_desk.domain.dates import shown
from sendco_desk.domain.meetings import Meeting
from sendco_desk.domain.paper import Block, Drawn, Grid, Heading, Listed, Panel, Panels, Paper, Paragraph, Run, Runs, SignHere, said
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.support_codes import AREAS, MEETING_KINDS, NEXT_STEPS, SESSION_OUTCOMES, STAFF_ROLES, VOICES, WITH_PARENTS
from sendco_desk.domain.voices import ViewsGiven
from sendco_desk.services.form_heads import (
    about_pupil,
    bullets,
    first_name,
    foot_of,
    pupil_of,
    quiet_words,
    room_to_write,
    signers,
    source_named,
    whose,
    young_person_decides,
)
from sendco_desk.services.not_met import NotMet, ProvisionGiven
from sendco_desk.services.pack_cycles import strategy_results, version_words
from sendco_desk.services.pack_record import PackRecord, day_words, facts, lines, prose
from sendco_desk.services.parents_meetings import SOURCE
from sendco_desk.services.provision_rows import Delivery, PlaceLine, number_words, often_words
from sendco_desk.services.statements import AreaStatements, StatementLine
from sendco_desk.services.support_cycles import CyclePage
from sendco_desk.services.voices import VIEW_PARTS, lines_of

PLAN, REVIEW = "SEN support plan", "Review of SEN support"
NO_CYCLE = "No cycle of support is recorded yet."
NO_STATEMENT = "No need or strength is recorded yet."


def chosen_cycle(record: PackRecord, number: int | None, *, reviewed: bool = False) -> CyclePage | None:
    """The cycle of a number; without one the newest, or the newest that was reviewed where one was. Raises Refused for a number that none has."""
    pages = record.support.cycles(record.pupil, record.on)
    if number is not None:
        found = next((page for page in pages if page.cycle.number == number), None)
        if found is None:
            raise Refused(f"There is no cycle {number} of this pupil: choose another number.", field="cycle")
        return found
    done = [page for page in pages if page.cycle.reviewed_on is not None] if reviewed else []
    return next(iter((*done, *pages)), None)


# The plan


def plan_paper(record: PackRecord, school: str, number: int | None = None) -> Paper:
    """The support plan on a day: the newest cycle, or the one of a number."""
    pupil, page = pupil_of(record), chosen_cycle(record, number)
    blocks = (*whose(record), *needs_blocks(record), *(cycle_blocks(record, page) if page else (quiet_words(NO_CYCLE),)), *closing(record, page))
    return Paper(title=PLAN, school=school, about=about_pupil(pupil, record.on), blocks=blocks, foot=foot_of(pupil, PLAN, record.on))


def needs_blocks(record: PackRecord) -> Iterator[Block]:
    """Each area with what the pupil is good at and finds hard. A source has one number; the sources stand at the foot of the paper."""
    areas, name = [area for area in record.support.statements(record.pupil, record.on) if area.lines], first_name(pupil_of(record))
    yield Heading(text=f"What {name} is good at and finds hard")
    if not areas:
        yield quiet_words(NO_STATEMENT)
        return
    numbers = source_numbers(record, areas)
    yield Grid(
        caption="By area of need; a number in brackets is a source at the foot", heads=("Area", "Is good at", "Finds hard"), shares=(20, 40, 40),
        rows=tuple((bold(area.title), said(_sentences(record, area.strengths, numbers)), said(_sentences(record, area.needs, numbers)))
                   for area in areas),
    )


def source_numbers(record: PackRecord, areas: Sequence[AreaStatements]) -> dict[str, int]:
    """Each source with its number, in the order in which they are met on the paper."""
    named = (source_named(record, source.source) for area in areas for line in (*area.strengths, *area.needs) for source in line.sources)
    return {words: number for number, words in enumerate(dict.fromkeys(named), 1)}


def _sentences(record: PackRecord, statements: Sequence[StatementLine], numbers: dict[str, int]) -> str:
    return bullets(f"{line.statement.words}{_marks(record, line, numbers)}" for line in statements)


def _marks(record: PackRecord, line: StatementLine, numbers: dict[str, int]) -> str:
    marks = sorted({numbers[source_named(record, source.source)] for source in line.sources})
    return f" [{', '.join(map(str, marks))}]" if marks else ""


def bold(words: str) -> Runs:
    """Words in bold."""
    return (Run(text=words, bold=True),)


def cycle_title(page: CyclePage) -> str:
    """`Cycle 2: Reading`."""
    cycle = page.cycle
    return f"Cycle {cycle.number}{f': {cycle.title}' if cycle.title.strip() else ''}"


def cycle_blocks(record: PackRecord, page: CyclePage) -> Iterator[Block]:
    """The plan's own part: from where, to what, what is done every day, what has sessions of its own, and what the family does."""
    cycle = page.cycle
    review = ("Reviewed", day_words(cycle.reviewed_on)) if cycle.reviewed_on else ("To be reviewed", shown(cycle.review_due_on))
    yield Heading(text=cycle_title(page))
    yield from facts(
        ("From", shown(cycle.starts_on)), review,
        ("Led by", cycle.lead), ("Correction", version_words(page)),
    )
    if cycle.baseline.strip():
        yield Heading(text="Where we start from", level=2)
        yield from prose(cycle.baseline)
    yield from outcome_blocks(page)
    yield from strategy_blocks(page)
    yield from provision_blocks(record, page)
    yield from family_blocks(record, page)


def outcome_blocks(page: CyclePage) -> Iterator[Block]:
    """What the pupil will be able to do, how it is told, from where to where, by whom and when."""
    if page.outcomes:
        yield Grid(
            caption="What is to be reached", heads=("Outcome", "Told by", "From", "Target", "Who, by when"), shares=(34, 20, 14, 14, 18),
            rows=tuple(
                (said(lines(one.words, AREAS.get(one.area, ""))), said(one.measure), said(one.baseline), said(one.target),
                 said(lines(one.owner, day_words(one.due_on))))
                for one in (line.outcome for line in page.outcomes)
            ),
        )


def strategy_blocks(page: CyclePage) -> Iterator[Block]:
    """What is done every day, by whom, where and how often."""
    if page.strategies:
        yield Grid(
            caption="Day-to-day support", heads=("What is done", "Who", "Where", "How often"), shares=(46, 18, 18, 18),
            rows=tuple(tuple(map(said, (one.words, one.who, one.where, one.how_often))) for one in page.strategies),
        )


def places_in(record: PackRecord, page: CyclePage) -> list[PlaceLine]:
    """The places in provisions that belong to a cycle, and those without a cycle that run beside it; the earliest first."""
    cycle, own = page.cycle, {line.place.id for line in page.provision}
    return [
        line for line in record.provision.places_of(record.pupil, record.on)[::-1]
        if line.place.id in own or (
            line.place.cycle is None and line.place.starts_on <= cycle.review_due_on and line.place.ends_on >= cycle.starts_on
        )
    ]


def provision_blocks(record: PackRecord, page: CyclePage) -> Iterator[Block]:
    """What has sessions of its own: how much, by whom, in which group, from when to when; what each costs only where that is chosen."""
    found = places_in(record, page)
    if not found:
        return
    costs = record.costs and all(line.cost is not None for line in found)
    heads, shares = ("Provision", "How much", "Who gives it", "Group", "From and to"), (28.0, 18.0, 20.0, 12.0, 22.0)
    yield Grid(
        caption="Provision", heads=(*heads, *(("Full run",) if costs else ())), shares=(*shares, *((14.0,) if costs else ())),
        figures=frozenset({5}) if costs else frozenset(), rows=tuple(
            tuple(map(said, (*_provided(line), *((pounds(line.cost.full_run),) if costs and line.cost else ())))) for line in found
        ),
    )


def _provided(line: PlaceLine) -> tuple[str, str, str, str, str]:
    run, place = line.run, line.place
    who = line.who if run.staff is not None else STAFF_ROLES[run.staff_role]
    group = "One to one" if line.group == 1 else f"Group of {line.group}"
    ordered = "Section F of the plan" if place.plan_section_f else ""
    return (
        lines(run.name, run.what, run.where, ordered), often_words(run), who, group, f"{shown(place.starts_on)}\nto {shown(place.ends_on)}",
    )


def family_blocks(record: PackRecord, page: CyclePage) -> Iterator[Block]:
    """What the parents and the pupil do, side by side."""
    name = first_name(pupil_of(record))
    parts = ((f"What {name}’s parents do", page.cycle.parents_part), (f"What {name} does", page.cycle.pupil_part))
    boxes = tuple(Panel(title=title, blocks=tuple(prose(words))) for title, words in parts if words.strip())
    if boxes:
        yield Panels(panels=boxes, columns=len(boxes))


def views_blocks(record: PackRecord) -> Iterator[Block]:
    """The latest views of the pupil and of the parents in short, side by side, in their own words."""
    given = sorted(record.book.all(ViewsGiven, pupil=record.pupil), key=lambda one: one.given_on, reverse=True)
    own = next((one for one in given if one.voice in ("pupil", "young_person")), None)
    family = next((one for one in given if one.voice in ("parent", "both_parents")), None)
    boxes = tuple(_views_box(record, one) for one in (own, family) if one is not None)
    if boxes:
        yield Heading(text="What they say")
        yield Panels(panels=boxes, columns=len(boxes))


def _views_box(record: PackRecord, views: ViewsGiven) -> Panel:
    who = first_name(pupil_of(record)) if views.voice in ("pupil", "young_person") else views.person or VOICES[views.voice]
    told = [
        Paragraph(runs=(Run(text=f"{title}: ", bold=True), Run(text=" ".join(lines_of(getattr(views, part))))))
        for part, title in VIEW_PARTS.items() if getattr(views, part).strip()
    ]
    nothing = Paragraph(runs=said("The original is kept as a document."), quiet=True)
    return Panel(title=f"{who}, {shown(views.given_on)}", blocks=tuple(told) or (nothing,))


def closing(record: PackRecord, page: CyclePage | None) -> Iterator[Block]:
    """Views, when it is looked at again, who signs, and the numbered sources."""
    yield from views_blocks(record)
    yield Heading(text="When we look at it again")
    planned = next_meetings(record)
    yield from facts(
        ("Review due", shown(page.cycle.review_due_on) if page and page.cycle.reviewed_on is None else ""),
        ("Meetings planned", "\n".join(f"{MEETING_KINDS[one.meeting_kind]}, {shown(one.held_on)}" for one in planned)),
        ("Meetings held", f"{record.support.parents_meetings(record.pupil, record.on).words} ({SOURCE})"),
    )
    yield SignHere(names=signers(record))
    areas = record.support.statements(record.pupil, record.on)
    if numbers := source_numbers(record, areas):
        yield Heading(text="Sources", level=2)
        yield Listed(points=tuple(map(said, numbers)), numbered=True)


def next_meetings(record: PackRecord) -> list[Meeting]:
    """Meetings with the parents that are still to come."""
    kept = [one for one in record.book.all(Meeting, pupil=record.pupil) if one.meeting_kind in WITH_PARENTS and not one.cancelled]
    return sorted((one for one in kept if one.held_on > record.on), key=lambda one: one.held_at)


# The review


def review_paper(record: PackRecord, school: str, number: int | None = None) -> Paper:
    """The review of a cycle: of a number, else the newest that was reviewed. One that is not reviewed yet has room to write in."""
    pupil, page = pupil_of(record), chosen_cycle(record, number, reviewed=True)
    body = review_blocks(record, page) if page else (quiet_words(NO_CYCLE),)
    blocks = (*whose(record), *body, SignHere(names=signers(record)))
    return Paper(title=REVIEW, school=school, about=about_pupil(pupil, record.on), blocks=blocks, foot=foot_of(pupil, REVIEW, record.on))


def review_blocks(record: PackRecord, page: CyclePage) -> Iterator[Block]:
    """Outcomes then and now, whether the support helped, what was held of what was planned, what it shows, and what comes next and why."""
    cycle, evidence = page.cycle, record.support.not_met(page, record.on)
    done = cycle.reviewed_on is not None
    yield Heading(text=cycle_title(page))
    yield from facts(
        ("From", shown(cycle.starts_on)), ("Reviewed", day_words(cycle.reviewed_on)) if done else ("Review due", shown(cycle.review_due_on)),
        ("Led by", cycle.lead), ("Correction", version_words(page)), ("Where we started from", cycle.baseline),
    )
    if evidence.outcomes:
        yield result_grid(evidence, done=done)
    helped = strategy_results(page.strategies) if done else [(one.words, "") for one in page.strategies]
    if helped:
        yield Grid(
            caption="Day-to-day support", heads=("What was done", "Whether it helped"), shares=(62, 38),
            rows=tuple(tuple(map(said, row)) for row in helped),
        )
    yield from given_blocks(record, evidence)
    yield from _told("What was tried and how it went", cycle.tried)
    if done and evidence.words:
        yield Heading(text="What the record shows", level=2)
        yield Paragraph(runs=said(evidence.words))
    yield from _next(record, page)


def result_grid(evidence: NotMet, *, done: bool) -> Grid:
    """Each outcome then, its target, now, and the result; before the review the last two are left to be written in."""
    return Grid(
        caption="Outcomes", heads=("Outcome", "Then", "Target", "Now", "Result"), shares=(38, 16, 16, 16, 14),
        rows=tuple(
            (said(lines(one.outcome.words, f"Told by: {one.outcome.measure}" if one.outcome.measure else "", one.outcome.review_words)),
             said(one.outcome.baseline), said(one.outcome.target), said(one.outcome.measure_now), bold(one.result) if done else said(""))
            for one in evidence.outcomes
        ),
    )


def given_blocks(record: PackRecord, evidence: NotMet) -> Iterator[Block]:
    """The sessions held of those planned, provision by provision and in all; what they cost only where that is chosen."""
    if not evidence.given:
        return
    costs = record.costs and evidence.cost is not None
    heads, shares = ("Provision", "Planned", "Held", "Per cent", "Missed"), (34.0, 12.0, 12.0, 12.0, 30.0)
    rows = [_given(one.line.run.name, one.delivery, one.cost if costs else None) for one in evidence.given]
    rows += [_given("In all", evidence.delivery, evidence.cost if costs else None)] if len(rows) > 1 else []
    yield Grid(
        caption="Sessions held of those planned", heads=(*heads, *(("Cost",) if costs else ())), shares=(*shares, *((14.0,) if costs else ())),
        figures=frozenset({1, 2, 3, *((5,) if costs else ())}), rows=tuple(rows), total=len(rows) > 1,
    )
    bars = tuple(_bar(one) for one in evidence.given if one.delivery.planned)
    if len(bars) > 1:
        yield Drawn(chart=DeliveryChart(title="Held against planned", bars=bars))


def _given(name: str, delivery: Delivery, cost: int | None) -> tuple[Runs, ...]:
    missed = ", ".join(f"{count} {SESSION_OUTCOMES[reason].removeprefix('Missed: ')}" for reason, count in delivery.missed.items())
    unknown = f"{number_words(delivery.unrecorded)} not recorded" if delivery.unrecorded else ""
    percent = f"{delivery.percent}%" if delivery.percent is not None else ""
    cells = (name, number_words(delivery.planned), str(delivery.held), percent, lines(missed, unknown))
    return tuple(map(said, (*cells, *((pounds(cost),) if cost is not None else ()))))


def _bar(one: ProvisionGiven) -> PairedBar:
    delivery = one.delivery
    return PairedBar(name=one.line.run.name, planned=float(delivery.planned), delivered=float(delivery.held), words=delivery.words)


def _told(title: str, words: str) -> Iterator[Block]:
    if words.strip():
        yield Heading(text=title, level=2)
        yield from prose(words)


def _next(record: PackRecord, page: CyclePage) -> Iterator[Block]:
    cycle, views = page.cycle, "What the young person says" if young_person_decides(record) else "What the parents say"
    if cycle.reviewed_on is None:
        titles = ("What was tried and how it went", views, "Next step and why")
        yield Panels(panels=tuple(Panel(title=title, blocks=room_to_write(3)) for title in titles), columns=1)
        return
    yield Heading(text="What comes next", level=2)
    yield from facts(
        ("Next step", bold(NEXT_STEPS[cycle.next_step]) if cycle.next_step else ()), ("Why", cycle.why_next),
        ("Meetings", record.support.parents_meetings(record.pupil, record.on).words),
    )


