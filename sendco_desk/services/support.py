"""Deeds of the graduated approach: needs and strengths with their sources, cycles of support, and the meetings with the parents."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sendco_desk.domain.cycles import Outcome, Strategy, SupportCycle
from sendco_desk.domain.dates import shown
from sendco_desk.domain.meetings import Meeting, MeetingPerson
from sendco_desk.domain.needs import NeedStatement, StatementSource
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.school import Term
from sendco_desk.services.carried_places import carried_places, may_go_on
from sendco_desk.services.clockwork import NOTHING_CHANGED, Changed, Clock, today
from sendco_desk.services.not_met import NotMet, ProvisionGiven, not_met
from sendco_desk.services.parents_meetings import ParentsMeetings, parents_meetings, told_of
from sendco_desk.services.provision import Provision
from sendco_desk.services.recording import refuse_locked, refuse_tied
from sendco_desk.services.statements import AreaStatements, StatementLine, earlier_statements, moved, next_place, statement_areas
from sendco_desk.services.support_cycles import (
    CyclePage,
    ProvisionLine,
    Review,
    corrected_version,
    cycle_pages,
    need_complete,
    reviewed_cycle,
    reviewed_outcomes,
    rolled_forward,
    usual_review,
)

if TYPE_CHECKING:
    from sendco_desk.store.notebook import Notebook

@dataclass(frozen=True, slots=True)
class Support:
    """Deeds on a pupil's support."""

    book: "Notebook"
    clock: Clock
    provision: Provision

    # Needs and strengths

    def statements(self, pupil: UUID, on: date | None = None) -> tuple[AreaStatements, ...]:
        """The four areas with what is said of the pupil on a day, today unless another is given."""
        return statement_areas(self.book, pupil, on or today(self.clock))

    def earlier_statements(self, pupil: UUID, on: date | None = None) -> tuple[StatementLine, ...]:
        """What no longer holds, the latest first."""
        return earlier_statements(self.book, pupil, on or today(self.clock))

    def save_statement(self, statement: NeedStatement, source: StatementSource | None = None) -> Changed:
        """Add a sentence at the end, with the source it rests on where one is given, or keep what changed about one."""
        there = self.book.find(NeedStatement, statement.id)
        if there is None and not statement.place:
            statement = replace(statement, place=next_place(self.book.all(NeedStatement, pupil=statement.pupil)))
        with self.book.writing(f"{'Changed' if there else 'Recorded'}: {statement.TITLE.lower()}", statement.pupil) as page:
            page.put(statement)
            if source is not None:
                page.put(source)
        return page.changed

    def withdraw(self, statement: UUID, until: date) -> Changed:
        """Say that a sentence no longer holds after a day. It stays in the history."""
        kept = self.book.get(NeedStatement, statement)
        with self.book.writing("A need or strength no longer holds", kept.pupil) as page:
            page.put(replace(kept, until=until))
        return page.changed

    def move(self, statement: UUID, step: int) -> Changed:
        """Move a sentence down among its neighbours, up with -1. Past either end nothing happens."""
        kept = self.book.get(NeedStatement, statement)
        fresh = moved(self.book.all(NeedStatement, pupil=kept.pupil), statement, step, today(self.clock))
        if not fresh:
            return NOTHING_CHANGED
        with self.book.writing("Moved a need or strength", kept.pupil) as page:
            for one in fresh:
                page.put(one)
        return page.changed

    def add_source(self, source: StatementSource) -> Changed:
        """Say what a sentence rests on. Raises Refused for a source that it has already."""
        kept = self.book.all(StatementSource, statement=source.statement)
        if any(_place_of(one) == _place_of(source) for one in kept if one.id != source.id):
            raise Refused("This sentence has that source already.", field="document")
        with self.book.writing("Recorded: source of a sentence", source.pupil) as page:
            page.put(source)
        return page.changed

    def remove_source(self, source: UUID) -> Changed:
        """Take a source off its sentence."""
        kept = self.book.get(StatementSource, source)
        with self.book.writing("Removed: source of a sentence", kept.pupil) as page:
            page.remove(kept)
        return page.changed

    def remove_statement(self, statement: UUID) -> Changed:
        """Take a sentence out with its sources; undo brings both back. What was true once is withdrawn instead."""
        kept = self.book.get(NeedStatement, statement)
        with self.book.writing("Removed: need or strength", kept.pupil) as page:
            for source in self.book.all(StatementSource, statement=statement):
                page.remove(source)
            page.remove(kept)
        return page.changed

    # Cycles

    def cycles(self, pupil: UUID, on: date | None = None) -> tuple[CyclePage, ...]:
        """The pupil's cycles, newest first, each in its newest version with the earlier ones behind it."""
        return cycle_pages(self.book, pupil, on or today(self.clock))

    def cycle(self, cycle: UUID) -> CyclePage:
        """One cycle, in whichever version. Raises Refused where it is gone."""
        kept = self.book.get(SupportCycle, cycle)
        pages = self.cycles(kept.pupil)
        return next(page for newest in pages for page in (newest, *newest.earlier) if page.cycle.id == cycle)

    def next_number(self, pupil: UUID) -> int:
        """The number of the pupil's next cycle."""
        return max((cycle.number for cycle in self.book.all(SupportCycle, pupil=pupil)), default=0) + 1

    def usual_review(self, starts_on: date) -> date:
        """When a cycle that begins on a day is usually reviewed: at the end of its term, or of the next where little of it is left."""
        return usual_review(self.book.all(Term), starts_on)

    def start_cycle(self, cycle: SupportCycle) -> Changed:
        """Begin a cycle, or keep what changed about an open one. Raises Refused for a closed one."""
        there = self.book.find(SupportCycle, cycle.id)
        with self.book.writing("Changed a support cycle" if there else f"Started cycle {cycle.number}", cycle.pupil) as page:
            refuse_locked(page, cycle)
            page.put(cycle)
        return page.changed

    def save_outcome(self, outcome: Outcome) -> Changed:
        """Add an outcome at the end of its cycle, or keep what changed about one."""
        if not outcome.place:
            outcome = replace(outcome, place=max((one.place for one in self.book.all(Outcome, cycle=outcome.cycle)), default=0) + 1)
        return self._save(outcome)

    def save_strategy(self, strategy: Strategy) -> Changed:
        """Add day-to-day support at the end of its cycle, or keep what changed about it."""
        if not strategy.place:
            strategy = replace(strategy, place=max((one.place for one in self.book.all(Strategy, cycle=strategy.cycle)), default=0) + 1)
        return self._save(strategy)

    def _save(self, record: Outcome | Strategy) -> Changed:
        there = self.book.find(type(record), record.id)
        with self.book.writing(f"{'Changed' if there else 'Recorded'}: {record.TITLE.lower()}", record.pupil) as page:
            refuse_locked(page, record)
            page.put(record)
        return page.changed

    def review(self, cycle: UUID, review: Review, *, close: bool = False) -> Changed:
        """Keep what a review says, and close the cycle with it where that is asked. Raises Refused before anything is kept."""
        kept = self.book.get(SupportCycle, cycle)
        refuse_locked(self.book, kept)
        fresh, outcomes = reviewed_cycle(kept, review), reviewed_outcomes(self._outcomes(cycle), review)
        if close:
            fresh = self._shut(fresh, outcomes)
        strategies = [replace(one, worked=review.strategies.get(one.id, one.worked)) for one in self._strategies(cycle)]
        with self.book.writing("Reviewed and closed a cycle" if close else "Reviewed a cycle", kept.pupil) as page:
            for record in (*outcomes, *strategies, fresh):
                page.put(record)
        return page.changed

    def close(self, cycle: UUID) -> Changed:
        """Lock a cycle. Raises Refused, saying what is missing, where it is not reviewed in full."""
        kept = self.book.get(SupportCycle, cycle)
        refuse_locked(self.book, kept)
        shut = self._shut(kept, self._outcomes(cycle))
        with self.book.writing("Closed a cycle", kept.pupil) as page:
            page.put(shut)
        return page.changed

    def _shut(self, cycle: SupportCycle, outcomes: Sequence[Outcome]) -> SupportCycle:
        need_complete(cycle, outcomes)
        return replace(cycle, closed_at=self.clock(), closed_by=self.book.person.name)

    def correct(self, cycle: UUID, because: str) -> tuple[UUID, Changed]:
        """Add an open version that puts a closed cycle right; the closed one stays readable. Raises Refused."""
        kept = self.book.get(SupportCycle, cycle)
        if not kept.closed:
            raise Refused("This cycle is still open: change it as it stands.")
        if self.book.count(SupportCycle, corrects=cycle):
            raise Refused("This version is corrected already: correct the newest one.")
        made = corrected_version(kept, self._outcomes(cycle), self._strategies(cycle), because, today(self.clock))
        with self.book.writing("Corrected a closed cycle", kept.pupil) as page:
            for record in made:
                page.put(record)
        return made[0].id, page.changed

    def roll_forward(
        self, cycle: UUID, *, starts_on: date, review_due_on: date, outcomes: Sequence[UUID] = (), strategies: Sequence[UUID] = (),
        places: Sequence[UUID] = (),
    ) -> tuple[UUID, Changed]:
        """Begin the next cycle with the outcomes, the day-to-day support and the places in provisions that go on.

        Raises Refused while this one is open, and for a place that is not held on the first day of the next.
        """
        kept = self.book.get(SupportCycle, cycle)
        if not kept.closed:
            raise Refused("Review and close this cycle first: what is measured in its review is where the next one starts from.")
        if self.book.count(SupportCycle, corrects=cycle):
            raise Refused("This version is corrected: go on from the newest one.")
        if self.cycle(cycle).followed:
            raise Refused("The next cycle was begun from this one already: go on with that one.")
        if starts_on < kept.starts_on:
            raise Refused(f"The next cycle cannot begin before this one, which began on {shown(kept.starts_on)}.", field="starts_on")
        made = rolled_forward(
            kept, [one for one in self._outcomes(cycle) if one.id in outcomes], [one for one in self._strategies(cycle) if one.id in strategies],
            number=self.next_number(kept.pupil), starts_on=starts_on, review_due_on=review_due_on,
        )
        going_on = [line for line in may_go_on(self.book, kept) if line.place.id in places]
        made += carried_places(self.book, going_on, made[0].id, starts_on)
        with self.book.writing("Rolled a cycle forward", kept.pupil) as page:
            for record in made:
                page.put(record)
        return made[0].id, page.changed

    def may_go_on(self, cycle: UUID) -> tuple[ProvisionLine, ...]:
        """The pupil's places in provisions that can go on from a cycle into the next, by name; which are held on its first day, that day says."""
        return may_go_on(self.book, self.book.get(SupportCycle, cycle))

    def remove_cycle(self, cycle: UUID) -> Changed:
        """Take an open cycle out with its outcomes and day-to-day support; undo brings all of it back. Raises Refused for a closed one."""
        kept = self.book.get(SupportCycle, cycle)
        refuse_locked(self.book, kept)
        refuse_tied(self.book, kept, besides=(Outcome, Strategy))
        with self.book.writing("Removed: support cycle", kept.pupil) as page:
            for record in (*self._outcomes(cycle), *self._strategies(cycle), kept):
                page.remove(record)
        return page.changed

    def _outcomes(self, cycle: UUID) -> list[Outcome]:
        return sorted(self.book.all(Outcome, cycle=cycle), key=lambda one: one.place)

    def _strategies(self, cycle: UUID) -> list[Strategy]:
        return sorted(self.book.all(Strategy, cycle=cycle), key=lambda one: one.place)

    # What the record shows

    def parents_meetings(self, pupil: UUID, on: date | None = None) -> ParentsMeetings:
        """The meetings with the parents in this school year."""
        told = told_of(self.book.all(MeetingPerson, pupil=pupil))
        return parents_meetings(self.book.all(Meeting, pupil=pupil), self.book.all(Term), on or today(self.clock), told)

    def not_met(self, page: CyclePage, on: date | None = None) -> NotMet:
        """What a cycle shows: sessions given against planned, cost, and the change of each measure up to its review."""
        until = page.cycle.reviewed_on or on or today(self.clock)
        return not_met(page, [self._given(line, min(until, line.place.ends_on)) for line in page.provision])

    def _given(self, line: ProvisionLine, until: date) -> ProvisionGiven:
        cost = self.provision.cost_of(line.place, until) if self.provision.may_see_rates else None
        known = cost is not None and not cost.held_without_rate
        return ProvisionGiven(line=line, delivery=self.provision.delivery_of(line.place, until), cost=cost.delivered if cost and known else None)


def _place_of(source: StatementSource) -> tuple[UUID | None, int | None, UUID | None, UUID | None]:
    return source.document, source.page, source.story_entry, source.measure
