"""Deeds on the whole cohort: every pupil with support in one table, read kind by kind and never pupil by pupil."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from sendco_desk.domain.charts import CountChart
from sendco_desk.domain.costing import Cost, CostBasis, items_between, year_of_support
from sendco_desk.domain.cycles import Outcome, SupportCycle
from sendco_desk.domain.documents import Document
from sendco_desk.domain.paper import Paper
from sendco_desk.domain.progress import Report, unreported
from sendco_desk.domain.provision import CostItem, ProvisionPlace, ProvisionRun, ProvisionSession
from sendco_desk.domain.pupil import Need, Pupil, Residence, SenStatus, current_status, ranked
from sendco_desk.domain.records import PupilRecord
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.school import Term
from sendco_desk.services.cohort_rows import CohortRow, Given, Group, Priced, count_chart, grouped
from sendco_desk.services.cohort_tables import cohort_paper, csv_text
from sendco_desk.services.outputs import output_place, write_beside
from sendco_desk.services.provision import Provision
from sendco_desk.services.provision_rows import Delivery, added, whole_group
from sendco_desk.services.pupils import current_authority
from sendco_desk.services.reading_time import in_slices, settled, takes_long
from sendco_desk.services.reviews import Reviews
from sendco_desk.services.school import SchoolDeeds

if TYPE_CHECKING:
    from sendco_desk.store.notebook import Notebook

R = TypeVar("R", bound=PupilRecord)
WITH_SEN = ("E", "K")
STEPS = 20
"""In so many steps the reading of a cohort says how far it is; most of it is the term’s sessions."""
REPORTS = ("report", "assessment")
"""The kinds of document whose age says whether there is new advice to go by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provided:
    """What one pupil is given: what is in force, this term's delivery, and the school year's cost where it may be seen."""

    given: tuple[Given, ...]
    delivery: Delivery
    priced: Priced | None


def term_began(terms: Iterable[Term], on: date) -> date:
    """The first day of the term that was the last to begin in the school year of a day; the year's own first day before that."""
    first, _ = year_of_support(on)
    return max((term.first_day for term in terms if first <= term.first_day <= on), default=first)


def by_pupil(records: Iterable[R]) -> defaultdict[UUID, list[R]]:
    """Records by whose they are."""
    found: defaultdict[UUID, list[R]] = defaultdict(list)
    for record in records:
        found[record.pupil].append(record)
    return found


@dataclass(frozen=True, slots=True)
class Cohort:
    """Deeds on the cohort."""

    book: "Notebook"
    provision: Provision
    reviews: Reviews
    school: SchoolDeeds

    @property
    def sees_costs(self) -> bool:
        """Whether whoever opened the notebook is shown what things cost."""
        return self.provision.may_see_rates

    @property
    def takes_long(self) -> bool:
        """Whether the cohort is so large that the window reads it off its thread."""
        return takes_long(self.book, Pupil, SenStatus, Need, ProvisionPlace, ProvisionSession, SupportCycle, Outcome, Document)

    def rows(self, on: date, *, everybody: bool = False) -> tuple[CohortRow, ...]:
        """Every pupil on roll with SEN support or an EHC plan on a day, by surname; with ``everybody`` all who are on roll."""
        return self.reading(on, everybody=everybody)(unreported)

    def reading(self, on: date, *, everybody: bool = False) -> Callable[[Report], tuple[CohortRow, ...]]:
        """How to read the rows, on whatever thread; what is kept of the yearly reviews is taken now."""
        yearly = {row.pupil.id: row.due for row in self.reviews.rows(on)}
        return lambda report: settled(self.book, lambda: self._rows(on, everybody, yearly, report))

    def _rows(self, on: date, everybody: bool, yearly: Mapping[UUID, date | None], report: Report) -> tuple[CohortRow, ...]:
        report(0, STEPS)
        statuses, needs, homes = by_pupil(self.book.all(SenStatus)), by_pupil(self.book.all(Need)), by_pupil(self.book.all(Residence))
        now = {pupil: current_status(history, on) for pupil, history in statuses.items()}
        people = [
            pupil for pupil in self.book.all(Pupil, roll_status="on_roll")
            if everybody or ((status := now.get(pupil.id)) is not None and status.status in WITH_SEN)
        ]
        provided, outcomes, due = self._provided(on, report), self._outcomes(), self._cycle_reviews()
        report(STEPS - 1, STEPS)
        reports = self._reports(on)
        nothing = Provided(given=(), delivery=Delivery(), priced=Cost if self.sees_costs else None)
        made = []
        for pupil in sorted(people, key=lambda pupil: pupil.sorting_name.casefold()):
            status, given, came = now.get(pupil.id), provided.get(pupil.id, nothing), outcomes.get(pupil.id, Counter())
            made.append(CohortRow(
                pupil=pupil, on=on, sen=status.status if status else "", sen_since=status.since if status else None,
                needs=tuple(need.need_type for need in ranked(needs[pupil.id], on)), authority=current_authority(homes[pupil.id], on),
                given=given.given, delivery=given.delivery, priced=given.priced, met=came["met"], partly=came["partly"], not_yet=came["not_yet"],
                review_due_on=due.get(pupil.id), annual_review_on=yearly.get(pupil.id), report_on=reports.get(pupil.id),
            ))
        for row in made:
            if row.priced is not None:
                row.priced()  # worked out here, where nobody waits; it is kept
        return tuple(made)

    def groups(self, rows: Iterable[CohortRow], by: str) -> tuple[Group, ...]:
        """The rows by need, year, status, provision, cost, progress, class or council. Raises Refused for cost where it is hidden."""
        return grouped(rows, by)

    def chart(self, groups: Sequence[Group], what: str = "pupils") -> CountChart:
        """The groups as bars of pupils, minutes or cost; a bar’s key is its group’s. Raises Refused for cost where it is hidden."""
        return count_chart(groups, what)

    # On paper and as a file

    def paper(self, rows: Sequence[CohortRow], groups: Sequence[Group], what: str, *, of: str, on: date, names: bool = True) -> Paper:
        """The chart of the groups and the table of the rows, with names or without."""
        return cohort_paper(rows, groups, what, of=of, on=on, school=self.school.school().name, names=names)

    def csv_text(self, rows: Sequence[CohortRow], names: bool) -> str:
        """The rows as comma-separated values, with names or so that nobody can be picked out."""
        return csv_text(rows, names)

    def write_csv(self, path: Path, rows: Sequence[CohortRow], names: bool) -> None:
        """Put the rows where the person chose. Raises Refused for a place no output may have, Trouble for the disk's."""
        if not output_place(path).parent.is_dir():
            raise Refused("The folder for the file is not there. Choose another folder.", field="out")
        write_beside(path, csv_text(rows, names).encode("utf-8-sig"), "The table")  # the mark lets Excel read accents

    # What is read

    def _provided(self, on: date, report: Report) -> dict[UUID, Provided]:
        first, last = year_of_support(on)
        report(1, STEPS)
        places = self.book.between(ProvisionPlace, "ends_on", first, None)
        places = [place for place in places if place.starts_on <= last]
        began = term_began(self.book.all(Term), on)
        sessions: defaultdict[UUID, list[ProvisionSession]] = defaultdict(list)
        for session in in_slices(self.book, ProvisionSession, "on", began, on, lambda done, total: report(1 + done * (STEPS - 3) // total, STEPS)):
            sessions[session.place].append(session)
        report(STEPS - 2, STEPS)
        counting = _Counting(self, places, on)
        items = by_pupil(self.book.between(CostItem, "on", first, last)) if self.sees_costs else {}
        held = by_pupil(places)
        return {
            pupil: counting.provided(held.get(pupil, []), sessions, items.get(pupil, []), began) for pupil in {*held, *items}
        }

    def _outcomes(self) -> dict[UUID, Counter[str]]:
        """The results of each pupil's newest closed cycle."""
        newest: dict[UUID, SupportCycle] = {}
        for cycle in self.book.all(SupportCycle):
            before = newest.get(cycle.pupil)
            if cycle.closed and (before is None or _age(cycle) > _age(before)):
                newest[cycle.pupil] = cycle
        found = {cycle.id: Counter[str]() for cycle in newest.values()}
        for outcome in self.book.all(Outcome):
            if outcome.cycle in found and outcome.result:
                found[outcome.cycle][outcome.result] += 1
        return {pupil: found[cycle.id] for pupil, cycle in newest.items()}

    def _cycle_reviews(self) -> dict[UUID, date]:
        """When the open cycle of each pupil is to be reviewed: of several the one that is due first."""
        found: dict[UUID, date] = {}
        for cycle in self.book.all(SupportCycle, closed_at=None, reviewed_on=None):
            found[cycle.pupil] = min(cycle.review_due_on, found.get(cycle.pupil, cycle.review_due_on))
        return found

    def _reports(self, on: date) -> dict[UUID, date]:
        """The day of each pupil's newest report or assessment, as it says itself or else as it was received."""
        found: dict[UUID, date] = {}
        for kind in REPORTS:
            for document in self.book.all(Document, document_kind=kind):
                day = document.dated_on or document.received_on
                if day <= on:
                    found[document.pupil] = max(day, found.get(document.pupil, day))
        return found


def _age(cycle: SupportCycle) -> tuple[int, int, date]:
    return (cycle.number, cycle.version, cycle.starts_on)


class _Counting:
    """Counts places run by run: those of one run over the same days have the same planned sessions and the same cost, counted once."""

    def __init__(self, cohort: Cohort, places: Sequence[ProvisionPlace], on: date) -> None:
        self.on, (self.first, self.last), self.seen = on, year_of_support(on), cohort.sees_costs
        self.runs = {run.id: run for run in cohort.book.between(ProvisionRun, "ends_on", self.first, None)}
        every = cohort.provision.basis(self.runs.values())
        self.bases = {
            run: CostBasis(
                rates=every.rates, sizes=[size for size in every.sizes if size.run == run], places=own, open_days=every.open_days,
            ) for run, own in _by_run(every.places, {place.run for place in places}).items()
        }
        self.planned: dict[tuple[UUID, date, date], Fraction] = {}
        self.costs: dict[tuple[UUID, date, date], Cost] = {}

    def provided(
        self, places: Sequence[ProvisionPlace], sessions: Mapping[UUID, Sequence[ProvisionSession]], items: Sequence[CostItem], began: date,
    ) -> Provided:
        """What one pupil's places come to."""
        now = [place for place in places if self._in_force(place)]
        deliveries = [self._delivery(place, sessions.get(place.id, ()), began) for place in places if place.ends_on >= began]
        return Provided(
            given=tuple(sorted((self._given(place, items) for place in now), key=lambda one: one.name.casefold())),
            delivery=whole_group(deliveries), priced=self._priced(places, items),
        )

    def _in_force(self, place: ProvisionPlace) -> bool:
        run = self.runs[place.run]
        return run.starts_on <= self.on <= run.ends_on and place.starts_on <= self.on <= place.ends_on

    def _given(self, place: ProvisionPlace, items: Sequence[CostItem]) -> Given:
        run = self.runs[place.run]
        own = [item for item in items if item.place == place.id]
        return Given(name=run.name, minutes=run.minutes * run.times_a_week, priced=self._priced([place], own))

    def _priced(self, places: Sequence[ProvisionPlace], items: Sequence[CostItem]) -> Priced | None:
        bought = items_between(items, self.first, self.last)
        return _Once(lambda: added((*map(self._cost, places), bought))) if self.seen else None

    def _delivery(self, place: ProvisionPlace, sessions: Sequence[ProvisionSession], began: date) -> Delivery:
        run, key = self.runs[place.run], (place.run, max(place.starts_on, began), min(place.ends_on, self.on))
        if key not in self.planned:
            self.planned[key] = self.bases[run.id].sessions(run, key[1], key[2])
        held = [one for one in sessions if one.outcome == "held"]
        return Delivery(
            planned=self.planned[key], held=len(held), minutes=sum(one.minutes for one in held),
            missed=Counter(one.outcome for one in sessions if one.outcome != "held"),
        )

    def _cost(self, place: ProvisionPlace) -> Cost:
        key = (place.run, place.starts_on, place.ends_on)
        if key not in self.costs:
            self.costs[key] = self.bases[place.run].planned(self.runs[place.run], place, self.first, self.last)
        return self.costs[key]


class _Once:
    """Works a cost out when it is first asked for, and keeps it."""

    __slots__ = ("cost", "work")

    def __init__(self, work: Priced) -> None:
        self.work = work
        self.cost: Cost | None = None

    def __call__(self) -> Cost:
        if self.cost is None:
            self.cost = self.work()
        return self.cost


def _by_run(places: Iterable[ProvisionPlace], runs: Iterable[UUID]) -> dict[UUID, list[ProvisionPlace]]:
    found: dict[UUID, list[ProvisionPlace]] = {run: [] for run in runs}
    for place in places:
        if place.run in found:
            found[place.run].append(place)
    return found
