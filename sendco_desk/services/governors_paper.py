"""A summary for governors without names: the register, provision, outcomes, meetings and requests in counts from which no child can be told."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING
from uuid import UUID

from sendco_desk.domain.charts import CountBar, CountChart
from sendco_desk.domain.codes import NEED_TYPES, said
from sendco_desk.domain.costing import Cost, items_between, pounds, year_of_support
from sendco_desk.domain.cycles import Outcome, SupportCycle
from sendco_desk.domain.dates import shown
from sendco_desk.domain.meetings import Meeting
from sendco_desk.domain.paper import Block, Drawn, Grid, Heading, Paper, Paragraph
from sendco_desk.domain.paper import said as plain
from sendco_desk.domain.provision import CostItem, ProvisionPlace, ProvisionRun, ProvisionSession
from sendco_desk.domain.support_codes import WITH_PARENTS
from sendco_desk.services.casework import Casework
from sendco_desk.services.cohort_rows import NOT_GIVEN, may_be_told
from sendco_desk.services.form_heads import quiet_words
from sendco_desk.services.pack_record import facts
from sendco_desk.services.provision import Provision
from sendco_desk.services.provision_rows import NO_NEED, Delivery, added, hours_words, year_called
from sendco_desk.services.sen_register import FEW, Register, few_said
from sendco_desk.statute.milestones import State
from sendco_desk.statute.wording import counted

if TYPE_CHECKING:
    from sendco_desk.store.reading import Reading

TITLE = "SEND summary for governors"
IN_TIME, LATE, RUNNING = "In time", "Late", "Not due yet"
DECISIONS = {"REQ-04": "Requests answered within six weeks", "REQ-15": "Final plans within twenty weeks"}
"""The council's steps that are counted, by rule."""
STATES = {State.MET: IN_TIME, State.MET_LATE: LATE, State.OVERDUE: LATE, State.DUE_SOON: RUNNING, State.UPCOMING: RUNNING}
NOTE = (
    f"No names stand here. A count under {FEW} is not given, nor one from which it could be worked out: “{NOT_GIVEN}” means that there is a count, "
    "and that it is kept back for this reason."
)


def counts_told(counts: Sequence[int]) -> tuple[str, ...]:
    """Counts of children that add up to something known, as they may stand where no names do."""
    told = may_be_told(counts)
    return tuple(few_said(count) if given or few(count) else NOT_GIVEN for count, given in zip(counts, told, strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class YearGiven:
    """What all pupils were given in a school year up to a day: how many pupils, minutes planned and held, sessions planned and held, cost."""

    pupils: int
    planned: Fraction
    planned_minutes: Fraction
    held: int
    held_minutes: int
    cost: Cost | None


def governors_paper(
    book: "Reading", provision: Provision, casework: Casework, register: Register, school: str, on: date, *, costed: bool = False,
) -> Paper:
    """The summary of the school year up to a day."""
    first, last = year_of_support(on)
    blocks = (
        *register_blocks(register), *provision_blocks(year_given(provision, on, costed=costed)), *outcome_blocks(book, first, on),
        *meeting_blocks(book, register, first, on), *decision_blocks(casework, first, on), quiet_words(NOTE),
    )
    return Paper(
        title=TITLE, school=school, about=(f"School year {first.year}/{last.year % 100:02}, up to {shown(on)}", "Without names"), blocks=blocks,
        foot=f"{TITLE}, {shown(on)}",
    )


# The register


def register_blocks(register: Register) -> Iterator[Block]:
    """Counts by code, by primary need and by year."""
    plans, support, others = (register.counts[code] for code in ("E", "K", "N"))
    yield Heading(text="The register")
    yield counts_grid("Pupils by code", code_rows(plans, support, others))
    needs = Counter(row.needs[0] if row.needs else "" for row in register.rows)
    years = Counter(row.pupil.year_group for row in register.rows)
    if register.rows:
        ordered = sorted(needs.items(), key=lambda one: (not one[0], -one[1], one[0]))
        named = {f"{need} {said(NEED_TYPES, need)}" if need else NO_NEED: count for need, count in ordered}
        yield Drawn(chart=count_chart("Pupils with SEN support or an EHC plan, by primary need", "Primary need", named))
        by_year = {year_called(year): years[year] for year in register.years if years[year]}
        yield Drawn(chart=count_chart("Pupils with SEN support or an EHC plan, by year", "Year", by_year))


def code_rows(plans: int, support: int, others: int) -> tuple[tuple[str, str], ...]:
    """The roll, EHC plans, SEN support and neither.

    The sum of the first two can be read off the charts. So they stand as one count where either is small, and the roll is kept back where
    it would tell a small count of the rest.
    """
    small = few(plans + support) or few(others)
    roll = ("Pupils on roll", NOT_GIVEN if small else few_said(plans + support + others))
    neither = ("Neither (N)", few_said(others))
    if few(plans) or few(support):
        return roll, ("EHC plan (E) and SEN support (K) together", few_said(plans + support)), neither
    return roll, ("EHC plan (E)", few_said(plans)), ("SEN support (K)", few_said(support)), neither


def counts_grid(caption: str, counts: Sequence[tuple[str, str]]) -> Grid:
    """Counts side by side under what they are of."""
    heads, told = zip(*counts, strict=True)
    return Grid(caption=caption, heads=heads, rows=(tuple(map(plain, told)),), shares=(1.0,) * len(heads))


def few(count: int) -> bool:
    """Whether a count is too small to be given."""
    return 0 < count < FEW


def count_chart(title: str, what: str, counts: Mapping[str, int]) -> CountChart:
    """Counts of children as bars; those that may not be told have no length and say so."""
    told = may_be_told(list(counts.values()))
    return CountChart(title=title, unit="pupils", what=what, bars=tuple(
        CountBar(name=name, count=count) if given else CountBar(name=name, count=0, words=few_said(count) if few(count) else NOT_GIVEN)
        for (name, count), given in zip(counts.items(), told, strict=True)
    ))


# Provision


def year_given(provision: Provision, on: date, *, costed: bool = False) -> YearGiven:
    """What was planned and held of all provision in the school year of a day. Raises Refused for an assistant who asks for costs."""
    first, last = year_of_support(on)
    if costed:
        provision.rates()  # refuses whoever may not see costs
    book = provision.book
    places = [one for one in book.all(ProvisionPlace) if one.starts_on <= on and one.ends_on >= first]
    coming = [one for one in book.all(ProvisionPlace) if one.starts_on <= last and one.ends_on >= first] if costed else []
    runs = {run: book.get(ProvisionRun, run) for run in dict.fromkeys(one.run for one in (*places, *coming))}
    basis, sessions = provision.basis(runs.values()), defaultdict[UUID, list[ProvisionSession]](list)
    for session in book.between(ProvisionSession, "on", first, on):
        sessions[session.place].append(session)
    planned = {one.id: basis.sessions(runs[one.run], max(one.starts_on, first), min(one.ends_on, on)) for one in places}
    held = [session for one in places for session in sessions[one.id] if session.outcome == "held"]
    cost = added(basis.planned(runs[one.run], one, first, last) for one in coming) + items_between(book.all(CostItem), first, last)
    return YearGiven(
        pupils=len({one.pupil for one in places}), planned=sum(planned.values(), Fraction(0)),
        planned_minutes=sum((planned[one.id] * runs[one.run].minutes for one in places), Fraction(0)), held=len(held),
        held_minutes=sum(session.minutes for session in held), cost=cost if costed else None,
    )


def provision_blocks(given: YearGiven) -> Iterator[Block]:
    """Hours planned and held, and what the school year costs where that is chosen; nothing of a few pupils."""
    yield Heading(text="Provision")
    if given.pupils < FEW:
        yield from facts(("Pupils given provision", few_said(given.pupils)))
        return
    percent = Delivery(planned=given.planned, held=given.held).percent
    share = "" if percent is None else f"{percent}%"
    yield from facts(
        ("Pupils given provision", few_said(given.pupils)), ("Planned so far", hours_words(int(given.planned_minutes + Fraction(1, 2)))),
        ("Held so far", hours_words(given.held_minutes)), ("Sessions held of those planned", share),
        ("Cost of the school year as planned", pounds(given.cost.pence) if given.cost is not None else ""),
    )
    if given.cost is not None and given.cost.without_rate:
        days = counted(len(given.cost.without_rate), "day")
        yield quiet_words(f"For {days} nobody has recorded what an hour costs: those are not in the figure.")


# Outcomes, meetings, requests


def outcome_blocks(book: "Reading", first: date, on: date) -> Iterator[Block]:
    """What came of the outcomes of cycles closed this school year, each in its newest version."""
    corrected = {cycle.corrects for cycle in book.all(SupportCycle) if cycle.corrects}
    closed = [one for one in book.all(SupportCycle) if one.closed and one.id not in corrected and one.reviewed_on and first <= one.reviewed_on <= on]
    results = Counter(one.result for cycle in closed for one in book.all(Outcome, cycle=cycle.id))
    yield Heading(text="Outcomes of cycles closed this school year")
    pupils = len({one.pupil for one in closed})
    if few(pupils) or not pupils:
        yield from facts(("Pupils whose cycle was closed", few_said(pupils)))
        return
    told = counts_told([results[code] for code in ("met", "partly", "not_yet")])
    yield counts_grid("Outcomes", tuple(zip(("Met", "Partly met", "Not yet met"), told, strict=True)))


def meeting_blocks(book: "Reading", register: Register, first: date, on: date) -> Iterator[Block]:
    """How often the parents of pupils with support were met this school year."""
    there = {row.pupil.id for row in register.rows}
    held = Counter(one.pupil for one in book.all(Meeting) if one.meeting_kind in WITH_PARENTS and not one.cancelled and first <= one.held_on <= on)
    met = [held[pupil] for pupil in there]
    yield Heading(text="Meetings with parents")
    bands = counts_told([sum(count >= 3 for count in met), sum(0 < count < 3 for count in met), sum(not count for count in met)])
    heads = ("Meetings held", "Pupils with three or more", "Pupils with one or two", "Pupils with none yet")
    told = tuple(zip(heads, (few_said(sum(met)), *bands), strict=True))
    yield counts_grid("Meetings with the parents of pupils with SEN support or an EHC plan", told)


def decision_blocks(casework: Casework, first: date, on: date) -> Iterator[Block]:
    """The council's decisions that were due or made this school year, in time and late."""
    counts = {rule: Counter[str]() for rule in DECISIONS}
    for view in casework.caseload.views().values():
        for step in casework.caseload.steps(view, on):
            word = STATES.get(step.state)
            if step.rule.id in counts and word and step.due and view.case.case_kind == step.rule.home[0] and (step.met_on or step.due) >= first:
                counts[step.rule.id][word] += 1
    yield Heading(text="Requests for an assessment")
    if not any(sum(found.values()) for found in counts.values()):
        yield Paragraph(runs=plain("No request was decided or is waiting this school year."))
        return
    for rule, title in DECISIONS.items():
        told = counts_told([counts[rule][word] for word in (IN_TIME, LATE, RUNNING)])
        yield counts_grid(title, tuple(zip((IN_TIME, LATE, RUNNING), told, strict=True)))
