"""Cycles of support as they are read: the newest version with the earlier ones behind it, where it stands, and what goes on into the next."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from sendco_desk.domain.cycles import Outcome, Strategy, SupportCycle
from sendco_desk.domain.dates import shown
from sendco_desk.domain.provision import ProvisionPlace, ProvisionRun
from sendco_desk.domain.records import Record
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.school import Term
from sendco_desk.domain.smart import advice
from sendco_desk.services.provision_rows import times_words
from sendco_desk.services.wording import days_words

if TYPE_CHECKING:
    from sendco_desk.store.reading import Reading

SHORTEST, USUAL, LONGEST = timedelta(weeks=6), timedelta(weeks=12), timedelta(weeks=26)
"""How long a cycle runs: proposed dates only."""
SOON = 14
"""Days before a review within which it is said to be near."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeLine:
    """An outcome, and what the quiet adviser says about it while its cycle is open."""

    outcome: Outcome
    advice: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionLine:
    """A provision that the pupil has a place in for this cycle."""

    place: ProvisionPlace
    run: ProvisionRun

    @property
    def words(self) -> str:
        """`Precision teaching: 20 minutes, 3 times a week, Mon 7 Sep 2026 to Fri 4 Dec 2026`."""
        run = self.run
        return f"{run.name}: {run.minutes} minutes, {times_words(run)}, {shown(self.place.starts_on)} to {shown(self.place.ends_on)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleState:
    """Where a cycle stands, in words and as one of the states that have a sign."""

    words: str
    sign: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CyclePage:
    """A cycle with all that belongs to it. ``earlier`` are the versions that it puts right, the latest first."""

    cycle: SupportCycle
    state: CycleState
    outcomes: tuple[OutcomeLine, ...] = ()
    strategies: tuple[Strategy, ...] = ()
    provision: tuple[ProvisionLine, ...] = ()
    earlier: tuple["CyclePage", ...] = ()
    followed: bool = False
    """Whether a later cycle was rolled forward from it or from a version of it."""

    @property
    def closed(self) -> bool:
        """Whether it is locked."""
        return self.cycle.closed


def state_of(cycle: SupportCycle, corrected: SupportCycle | None, on: date) -> CycleState:
    """Where a cycle stands on a day; ``corrected`` is the version that puts it right, if there is one."""
    if corrected is not None:
        return CycleState(words="Corrected", sign="planned")
    if cycle.closed:
        return CycleState(words="Closed", sign="done")
    if cycle.reviewed_on is not None:
        return CycleState(words="Reviewed, not closed yet", sign="waiting")
    if cycle.starts_on > on:
        return CycleState(words=f"Begins {shown(cycle.starts_on)}", sign="planned")
    left = (cycle.review_due_on - on).days
    if left < 0:
        return CycleState(words=f"Review {days_words(-left)} late", sign="late")
    if left == 0:
        return CycleState(words="Review due today", sign="soon")
    return CycleState(words=f"Review due in {days_words(left)}", sign="soon" if left <= SOON else "info")


class _Kept:
    """One pupil's cycles and what belongs to them, read once."""

    def __init__(self, book: "Reading", pupil: UUID, on: date) -> None:
        self.on = on
        self.cycles = {cycle.id: cycle for cycle in book.all(SupportCycle, pupil=pupil)}
        self.corrected = {cycle.corrects: cycle for cycle in self.cycles.values() if cycle.corrects is not None}
        self.outcomes = sorted(book.all(Outcome, pupil=pupil), key=lambda one: one.place)
        self.strategies = sorted(book.all(Strategy, pupil=pupil), key=lambda one: one.place)
        places = sorted(book.all(ProvisionPlace, pupil=pupil), key=lambda one: one.starts_on)
        self.provision = [ProvisionLine(place=place, run=book.get(ProvisionRun, place.run)) for place in places if place.cycle is not None]

    def chain(self, newest: SupportCycle) -> list[SupportCycle]:
        """A version and those before it, the latest first."""
        found = [newest]
        while (before := found[-1].corrects) is not None:
            found.append(self.cycles[before])
        return found

    def page(self, newest: SupportCycle) -> CyclePage:
        """A version with those behind it."""
        chain = self.chain(newest)
        names = {cycle.id for cycle in chain}
        first, *rest = (self._version(cycle, names) for cycle in chain)
        return replace(first, earlier=tuple(rest))

    def _version(self, cycle: SupportCycle, names: Collection[UUID]) -> CyclePage:
        mine = [one for one in self.outcomes if one.cycle == cycle.id]
        return CyclePage(
            cycle=cycle, state=state_of(cycle, self.corrected.get(cycle.id), self.on),
            outcomes=tuple(OutcomeLine(outcome=one, advice=() if cycle.closed else advice(one, cycle)) for one in mine),
            strategies=tuple(one for one in self.strategies if one.cycle == cycle.id),
            provision=tuple(line for line in self.provision if line.place.cycle in names),
            followed=any(later.follows in names for later in self.cycles.values()),
        )


def cycle_pages(book: "Reading", pupil: UUID, on: date) -> tuple[CyclePage, ...]:
    """The pupil's cycles, newest first, each in its newest version."""
    kept = _Kept(book, pupil, on)
    newest = [cycle for cycle in kept.cycles.values() if cycle.id not in kept.corrected]
    newest.sort(key=lambda cycle: (cycle.number, cycle.starts_on), reverse=True)
    return tuple(kept.page(cycle) for cycle in newest)


def usual_review(terms: Iterable[Term], starts_on: date) -> date:
    """The last day of the term that a cycle begins in, or of the next where fewer than six weeks are left; twelve weeks on where no term is known."""
    ends = sorted(term.last_day for term in terms if term.last_day >= starts_on + SHORTEST)
    return ends[0] if ends and ends[0] <= starts_on + LONGEST else starts_on + USUAL


# What a review, a correction and the next cycle are made of


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeReview:
    """What the review says of an outcome."""

    result: str = ""
    measure_now: str = ""
    review_words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A review of a cycle: per outcome and per strategy (whether it helped), and what it leads to."""

    reviewed_on: date
    outcomes: Mapping[UUID, OutcomeReview]
    strategies: Mapping[UUID, str]
    tried: str = ""
    next_step: str = ""
    why_next: str = ""


def reviewed_cycle(cycle: SupportCycle, review: Review) -> SupportCycle:
    """The cycle as the review leaves it."""
    return replace(
        cycle, reviewed_on=review.reviewed_on, tried=review.tried.strip(), next_step=review.next_step, why_next=review.why_next.strip(),
    )


def reviewed_outcomes(outcomes: Iterable[Outcome], review: Review) -> list[Outcome]:
    """The outcomes as the review leaves them; those of which it says nothing stay as they are."""
    return [
        replace(one, result=told.result, measure_now=told.measure_now.strip(), review_words=told.review_words.strip())
        if (told := review.outcomes.get(one.id)) is not None else one
        for one in outcomes
    ]


def need_complete(cycle: SupportCycle, outcomes: Sequence[Outcome]) -> None:
    """Raises Refused, saying what is missing, where a cycle cannot be closed yet."""
    if cycle.reviewed_on is None:
        raise Refused("Give the day of the review before the cycle is closed.", field="reviewed_on")
    for one in outcomes:
        if not one.result:
            raise Refused(f"Say whether this outcome is met before the cycle is closed: “{one.words}”.", field=f"result:{one.id}")
    if not cycle.next_step:
        raise Refused("Choose the next step before the cycle is closed.", field="next_step")


def corrected_version(
    cycle: SupportCycle, outcomes: Iterable[Outcome], strategies: Iterable[Strategy], because: str, on: date,
) -> list[Record]:
    """An open copy of a closed cycle as its next version, the cycle first."""
    fresh = replace(
        cycle, id=uuid4(), version=cycle.version + 1, corrects=cycle.id, correction_because=because.strip(), corrected_on=on,
        closed_at=None, closed_by="",
    )
    return [
        fresh, *(replace(one, id=uuid4(), cycle=fresh.id) for one in outcomes), *(replace(one, id=uuid4(), cycle=fresh.id) for one in strategies),
    ]


def rolled_forward(
    cycle: SupportCycle, outcomes: Iterable[Outcome], strategies: Iterable[Strategy], *, number: int, starts_on: date, review_due_on: date,
) -> list[Record]:
    """The next cycle with what is carried into it, the cycle first. What was measured at the review is where a carried outcome starts from."""
    fresh = SupportCycle(
        id=uuid4(), pupil=cycle.pupil, number=number, starts_on=starts_on, review_due_on=review_due_on, lead=cycle.lead, title=cycle.title,
        parents_part=cycle.parents_part, pupil_part=cycle.pupil_part, follows=cycle.id,
    )
    made: list[Record] = [fresh]
    for place, one in enumerate(outcomes, 1):
        made.append(replace(
            one, id=uuid4(), cycle=fresh.id, place=place, baseline=one.measure_now or one.baseline, measure_now="", result="", review_words="",
            due_on=review_due_on, carried_from=one.id,
        ))
    return made + [
        replace(one, id=uuid4(), cycle=fresh.id, place=place, worked="", review_words="") for place, one in enumerate(strategies, 1)
    ]
