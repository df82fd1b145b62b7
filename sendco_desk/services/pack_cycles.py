"""The part of a pack that tells the cycles of support: what was assessed, planned and done, what the review found, and why the next step follows."""

from collections.abc import Iterator, Sequence
from datetime import date

from sendco_desk.domain.costing import pounds
from sendco_desk.domain.cycles import STRATEGY_RESULTS, Outcome, Strategy
from sendco_desk.domain.dates import shown
from sendco_desk.domain.paper import Block, Grid, Heading, Listed, Paragraph, Runs, said
from sendco_desk.domain.support_codes import AREAS, NEXT_STEPS
from sendco_desk.services.not_met import NotMet, OutcomeChange, ProvisionGiven, delivery_sentence, next_sentence
from sendco_desk.services.pack_provision import counts_whole
from sendco_desk.services.pack_record import PackRecord, beneath, day_words, facts, lines, prose
from sendco_desk.services.support_cycles import CyclePage


def cycles_part(record: PackRecord) -> Iterator[Block]:
    """Every cycle in its newest version, the earliest first."""
    for page in reversed(record.support.cycles(record.pupil, record.on)):
        cycle = page.cycle
        yield Heading(text=f"Cycle {cycle.number}{f': {cycle.title}' if cycle.title.strip() else ''}")
        yield from cycle_blocks(record, page)


def cycle_blocks(record: PackRecord, page: CyclePage) -> Iterator[Block]:
    """One cycle: its days, then assess, plan, do and review."""
    cycle, evidence = page.cycle, record.support.not_met(page, record.on)
    yield from facts(
        ("Began", shown(cycle.starts_on)),
        ("Reviewed", day_words(cycle.reviewed_on)) if cycle.reviewed_on else ("Review due", shown(cycle.review_due_on)),
        ("Led by", cycle.lead), ("Correction", version_words(page)),
    )
    if cycle.baseline.strip():
        yield Heading(text="Assess", level=2)
        yield from prose(cycle.baseline)
    yield from _after("Plan", plan_blocks(page))
    yield from _after("Do", given_blocks(record, evidence, cycle.reviewed_on))
    if cycle.reviewed_on is not None:
        yield Heading(text="Review", level=2)
        yield from review_blocks(page, evidence)


def _after(title: str, blocks: Iterator[Block]) -> Iterator[Block]:
    """Blocks under a heading, where there are any."""
    for number, block in enumerate(blocks):
        if not number:
            yield Heading(text=title, level=2)
        yield block


def version_words(page: CyclePage) -> str:
    """That a cycle was corrected, when and why; nothing for the first version."""
    cycle = page.cycle
    if cycle.version < 2:
        return ""
    of = f" of {shown(cycle.corrected_on)}" if cycle.corrected_on else ""
    return f"Version {cycle.version}{of} corrects version {cycle.version - 1}: {cycle.correction_because}"


def plan_blocks(page: CyclePage) -> Iterator[Block]:
    """The outcomes with where each starts from, what each of the family does, and the day-to-day support."""
    if page.outcomes:
        yield Grid(
            caption="Outcomes", heads=("Outcome", "From", "Target", "By"), shares=(46, 18, 18, 18),
            rows=tuple(_planned(line.outcome) for line in page.outcomes),
        )
    yield from facts(("The parents’ part", page.cycle.parents_part), ("The pupil’s part", page.cycle.pupil_part))
    if page.strategies:
        yield Grid(
            caption="Day-to-day support", heads=("What is done", "Who and where", "How often"), shares=(52, 26, 22),
            rows=tuple((said(one.words), beneath(one.who, one.where), said(one.how_often)) for one in page.strategies),
        )


def _planned(one: Outcome) -> tuple[Runs, ...]:
    more = (AREAS.get(one.area, ""), f"Told by: {one.measure}" if one.measure else "", f"Owner: {one.owner}" if one.owner else "")
    return beneath(one.words, *more), said(one.baseline), said(one.target), said(day_words(one.due_on))


def given_blocks(record: PackRecord, evidence: NotMet, reviewed_on: date | None = None) -> Iterator[Block]:
    """What was provided in the cycle, and how much of it was held by its review or the day."""
    if evidence.given:
        yield Listed(points=tuple(said(counts_whole(f"{one.line.words}. {_held(one, reviewed_on)}.")) for one in evidence.given))
    if record.costs and evidence.cost is not None:
        yield Paragraph(runs=said(f"The sessions that were held and what was bought came to {pounds(evidence.cost)}."))


def _held(one: ProvisionGiven, reviewed_on: date | None) -> str:
    """What was held; up to the review where the provision went on after it, because elsewhere all of it is told."""
    if reviewed_on is None or one.line.place.ends_on <= reviewed_on:
        return one.delivery.words
    return f"Up to the review: {one.delivery.words}"


def review_blocks(page: CyclePage, evidence: NotMet) -> Iterator[Block]:
    """The result of each outcome, which support helped, what was tried, and the next step with why it follows."""
    if evidence.outcomes:
        yield result_grid("Results", evidence.outcomes)
    if helped := strategy_results(page.strategies):
        yield Grid(
            caption="Whether the day-to-day support helped", heads=("What was done", "Whether it helped"), shares=(66, 34),
            rows=tuple((said(words), beneath(*found.split("\n", 1))) for words, found in helped),
        )
    yield from facts(("What was tried", page.cycle.tried))
    told = (delivery_sentence(evidence.given, evidence.delivery), next_sentence(page.cycle, evidence.outcomes, evidence.delivery))
    if said_together := " ".join(sentence for sentence in told if sentence):
        yield Paragraph(runs=said(said_together), keeps=True)
    yield from facts(("Next step", NEXT_STEPS.get(page.cycle.next_step, "")), ("Why", evidence.why_next))


def result_grid(caption: str, changes: Sequence[OutcomeChange]) -> Grid:
    """Outcomes with where each began, where it stands, and what came of it."""
    return Grid(
        caption=caption, heads=("Outcome", "From", "Now", "Target", "Result"), shares=(40, 15, 15, 15, 15),
        rows=tuple(_result(one) for one in changes),
    )


def _result(change: OutcomeChange) -> tuple[Runs, ...]:
    one = change.outcome
    return beneath(one.words, one.review_words), *map(said, (one.baseline, one.measure_now, one.target, change.result))


def strategy_results(strategies: Sequence[Strategy]) -> list[tuple[str, str]]:
    """The day-to-day support of which the review says whether it helped."""
    return [(one.words, lines(STRATEGY_RESULTS.get(one.worked, ""), one.review_words)) for one in strategies if one.worked or one.review_words]
