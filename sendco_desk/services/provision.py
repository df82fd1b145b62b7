"""Deeds in provision: what runs, who has a place in it, what was held of it and what it costs; the map of the school and its staff."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from sendco_desk.domain.costing import CostBasis, days_of, element_two_line, group_size_on, items_between, year_of_support
from sendco_desk.domain.cycles import SupportCycle
from sendco_desk.domain.dates import shown
from sendco_desk.domain.progress import Report, unreported
from sendco_desk.domain.provision import CostItem, GroupSize, ProvisionPlace, ProvisionRun, ProvisionSession, StaffMember, StaffRate
from sendco_desk.domain.pupil import Need, Pupil, ranked, school_year_of
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.school_year import Season
from sendco_desk.domain.support_codes import STAFF_ROLES
from sendco_desk.services.clockwork import Changed, Clock, today
from sendco_desk.services.provision_rows import (
    Delivery,
    GroupRow,
    MapRow,
    PlaceCost,
    PlaceLine,
    StaffLoad,
    YearCost,
    added,
    by_pupil,
    counted_cost,
    counted_delivery,
    role_words,
    weeks_of,
    whole_group,
)
from sendco_desk.services.provision_week import Entries, WeekSheet, monday_of, sheet_of, week_changes
from sendco_desk.services.reading_time import in_slices, settled, takes_long
from sendco_desk.services.school_calendar import SchoolCalendar
from sendco_desk.services.school_year import missing_words
from sendco_desk.statute.calendars import Closure, SchoolTerm, is_school_day

if TYPE_CHECKING:
    from sendco_desk.store.notebook import Notebook
    from sendco_desk.store.page import Page

ASSISTANT = "assistant"
HIDDEN = "What provision costs is shown to the SENDCo and the head only."


@dataclass(frozen=True, slots=True)
class Provision:
    """Deeds in provision."""

    book: "Notebook"
    clock: Clock

    # Who may see what it costs

    @property
    def may_see_rates(self) -> bool:
        """Whether whoever opened the notebook is shown rates and costs: an assistant is not."""
        return self.book.person.role != ASSISTANT

    def _need_sight_of_costs(self) -> None:
        if not self.may_see_rates:
            raise Refused(HIDDEN)

    def rates(self) -> list[StaffRate]:
        """Every rate, by role and then by its first day. Raises Refused for an assistant."""
        self._need_sight_of_costs()
        return sorted(self.book.all(StaffRate), key=lambda rate: (list(STAFF_ROLES).index(rate.staff_role), rate.since))

    def save_rate(self, rate: StaffRate) -> Changed:
        """Keep a rate. Raises Refused for an assistant, and where the role has another rate from the same day on."""
        self._need_sight_of_costs()
        if any(other.since == rate.since and other.id != rate.id for other in self.book.all(StaffRate, staff_role=rate.staff_role)):
            raise Refused("This role has a rate from that day on already: change that one.", field="since")
        with self.book.writing("Recorded a staff rate") as page:
            page.put(rate)
        return page.changed

    # The school's days

    def open_days(self, first: date, last: date) -> frozenset[date]:
        """The days on which the school is open: in a term, no bank holiday, in no closure."""
        calendar = SchoolCalendar(self.book)
        terms = [SchoolTerm(first=term.first_day, last=term.last_day) for term in calendar.terms()]
        closures = [Closure(first=closure.first_day, last=closure.last_day) for closure in calendar.closures()]
        return frozenset(day for day in days_of(first, last) if is_school_day(day, terms, closures))

    def calendar_words(self, first: date, last: date) -> str:
        """What the school's calendar lacks for these days, as a sentence; nothing where it is whole.

        Days of a term that is not recorded count as closed, so that what falls in them is neither planned nor paid for.
        """
        calendar = SchoolCalendar(self.book)
        if not calendar.terms():
            return "No term is recorded, so every working day outside a recorded closure counts as a school day."
        found = []
        for begins in range(school_year_of(first), school_year_of(last) + 1):
            spans = {
                Season.AUTUMN: (date(begins, 9, 1), date(begins, 12, 31)), Season.SPRING: (date(begins + 1, 1, 1), date(begins + 1, 4, 14)),
                Season.SUMMER: (date(begins + 1, 4, 15), date(begins + 1, 7, 31)),
            }
            touched = [season for season in calendar.year(begins).missing if spans[season][0] <= last and spans[season][1] >= first]
            found += [missing_words(begins, touched)] if touched else []
        return " ".join((*found, "Days of a term that is not recorded count as closed.")) if found else ""

    def basis(self, runs: Iterable[ProvisionRun]) -> CostBasis:
        """What the costs and the sessions of these runs are counted from."""
        known = {run.id: run for run in runs}
        first = min((run.starts_on for run in known.values()), default=today(self.clock))
        last = max((run.ends_on for run in known.values()), default=first)
        places = [place for run in known for place in self.book.all(ProvisionPlace, run=run)]
        sizes = [size for size in self.book.all(GroupSize) if size.run in known]
        rates = self.book.all(StaffRate) if self.may_see_rates else []
        return CostBasis(rates=rates, sizes=sizes, places=places, open_days=self.open_days(first, last))

    # What runs, and who is in it

    def offer_run(self, run: ProvisionRun) -> Changed:
        """Keep a provision, new or changed. Where its first or last day moves, the places that began or ended with it move along.

        Raises Refused where a place, or a session of one, would lie outside it.
        """
        before = self.book.find(ProvisionRun, run.id)
        if run.staff is not None and self.book.get(StaffMember, run.staff).staff_role != run.staff_role:
            raise Refused("The member of staff has another role than the one chosen: choose the same for both.", field="staff_role")
        with self.book.writing("Changed a provision" if before else "Set up a provision") as page:
            for place in page.all(ProvisionPlace, run=run.id) if before else ():
                moved = _moved_along(place, before, run) if before else place
                if moved.starts_on < run.starts_on or moved.ends_on > run.ends_on:
                    raise Refused(f"A place in it lasts from {shown(place.starts_on)} to {shown(place.ends_on)}: change that first.", field="ends_on")
                _need_its_sessions(page, moved)
                page.put(moved)
            page.put(run)
        return page.changed

    def place_alone(self, run: ProvisionRun, place: ProvisionPlace) -> Changed:
        """Set up a provision for one pupil alone and give the place in it, in one deed."""
        with self.book.writing("Set up a provision for a pupil", place.pupil) as page:
            page.put(run)
            page.put(place)
        return page.changed

    def give_place(self, place: ProvisionPlace) -> Changed:
        """Give a pupil a place, or keep a changed one. Raises Refused outside the run's days or beside another place of theirs in it."""
        return self._put_places([place], "Gave a place in a provision", place.pupil)

    def give_places(self, run: UUID, pupils: Sequence[UUID], *, starts_on: date | None = None, ends_on: date | None = None) -> Changed:
        """Give several pupils a place each, from the run's first to its last day unless others are named, in one deed."""
        kept = self.book.get(ProvisionRun, run)
        if not pupils:
            raise Refused("Choose at least one pupil.", field="pupil_1")
        places = [
            ProvisionPlace(id=uuid4(), pupil=pupil, run=run, starts_on=starts_on or kept.starts_on, ends_on=ends_on or kept.ends_on)
            for pupil in dict.fromkeys(pupils)
        ]
        return self._put_places(places, "Gave places in a provision", places[0].pupil if len(places) == 1 else None)

    def _put_places(self, places: Sequence[ProvisionPlace], deed: str, pupil: UUID | None) -> Changed:
        with self.book.writing(deed, pupil) as page:
            for place in places:
                _need_inside(page.get(ProvisionRun, place.run), place)
                for other in page.all(ProvisionPlace, run=place.run, pupil=place.pupil):
                    if other.id != place.id and other.starts_on <= place.ends_on and place.starts_on <= other.ends_on:
                        raise Refused(
                            f"There is a place in this provision from {shown(other.starts_on)} to {shown(other.ends_on)} already: "
                            "choose other days, or end that place first.", field="starts_on",
                        )
                _need_its_sessions(page, place)
                page.put(place)
        return page.changed

    def end_place(self, place: UUID, ends_on: date, *, end_measure: str = "", effect: str = "") -> Changed:
        """Say when a place ended, with the measure at its end and what came of it. Raises Refused where a session was held later."""
        kept = self.book.get(ProvisionPlace, place)
        ended = replace(kept, ends_on=ends_on, end_measure=end_measure or kept.end_measure, effect=effect or kept.effect)
        _need_inside(self.book.get(ProvisionRun, kept.run), ended)
        later = self.book.between(ProvisionSession, "on", ends_on + timedelta(days=1), None, place=place)
        if later:
            raise Refused(f"A session is recorded on {shown(later[-1].on)}: the place cannot have ended before it.", field="ends_on")
        with self.book.writing("Ended a place in a provision", kept.pupil) as page:
            page.put(ended)
        return page.changed

    def set_size(self, size: GroupSize) -> Changed:
        """Say how many share the sessions from a day on, where the places recorded here do not tell it."""
        with self.book.writing("Recorded the size of a group") as page:
            page.put(size)
        return page.changed

    def remove_run(self, run: UUID) -> Changed:
        """Take a provision out, with what is recorded of its size. Raises Refused while a pupil has, or had, a place in it."""
        if self.book.count(ProvisionPlace, run=run):
            raise Refused("Pupils have, or had, a place in this group: remove their places first, or let it end on its last day.")
        with self.book.writing("Removed a provision") as page:
            for size in page.all(GroupSize, run=run):
                page.remove(size)
            page.remove(page.get(ProvisionRun, run))
        return page.changed

    def remove_staff(self, member: UUID) -> Changed:
        """Take a member of staff out. Raises Refused where a provision names them: they are given a last day instead."""
        if self.book.count(ProvisionRun, staff=member):
            raise Refused("A provision names this member of staff. Give the day on which they left instead.")
        with self.book.writing("Removed a member of staff") as page:
            page.remove(page.get(StaffMember, member))
        return page.changed

    def remove_place(self, place: UUID) -> Changed:
        """Take a place out. Raises Refused where a session or a cost is recorded for it: it is ended instead."""
        kept = self.book.get(ProvisionPlace, place)
        if self.book.count(ProvisionSession, place=place) or self.book.count(CostItem, place=place):
            raise Refused("Sessions or costs are recorded for this place. End it instead, so that they stay.")
        with self.book.writing("Removed a place in a provision", kept.pupil) as page:
            page.remove(kept)
        return page.changed

    # What was delivered, and what it costs

    def _sessions(self, place: UUID) -> list[ProvisionSession]:
        return self.book.all(ProvisionSession, place=place)

    def delivery_of(self, place: ProvisionPlace, until: date) -> Delivery:
        """What was planned of a place up to a day, and what was held and missed of it."""
        run = self.book.get(ProvisionRun, place.run)
        return counted_delivery(run, place, self._sessions(place.id), self.basis([run]), until)

    def cost_of(self, place: ProvisionPlace, until: date) -> PlaceCost:
        """What a place costs up to a day and in all. Raises Refused for an assistant."""
        self._need_sight_of_costs()
        run = self.book.get(ProvisionRun, place.run)
        return counted_cost(run, place, self._sessions(place.id), self.book.all(CostItem, place=place.id), self.basis([run]), until)

    def pupil_cost(self, pupil: UUID, on: date) -> YearCost:
        """What a pupil's additional support costs over the school year of a day, against the 6,000-pound line: what is universal, and what was
        bought for it, stands beside it. Raises Refused for an assistant.
        """
        self._need_sight_of_costs()
        first, last = year_of_support(on)
        places = self.book.all(ProvisionPlace, pupil=pupil)
        runs = {place.run: self.book.get(ProvisionRun, place.run) for place in places}
        basis, universal = self.basis(runs.values()), [place for place in places if not runs[place.run].additional]
        left_out, every_item = {place.id for place in universal}, self.book.all(CostItem, pupil=pupil)
        items = [item for item in every_item if item.place not in left_out]
        more = [place for place in places if place.id not in left_out]
        whole = added(basis.planned(runs[place.run], place, first, last) for place in more)
        so_far = added(basis.planned(runs[place.run], place, first, min(on, last)) for place in more)
        bought = items_between(items, first, last)
        beside = added(basis.planned(runs[place.run], place, first, last) for place in universal)
        beside += items_between((item for item in every_item if item.place in left_out), first, last)
        return YearCost(
            first=first, last=last, to_date=(so_far + items_between(items, first, min(on, last))).pence, items=bought.pence,
            line=element_two_line((whole + bought).pence), universal=beside.pence, days_without_rate=whole.without_rate,
        )

    def places_of(self, pupil: UUID, on: date) -> list[PlaceLine]:
        """Every place of a pupil with what was delivered and, for whoever may see it, what it costs; the latest first."""
        places = self.book.all(ProvisionPlace, pupil=pupil)
        runs = {place.run: self.book.get(ProvisionRun, place.run) for place in places}
        basis, names = self.basis(runs.values()), self._names()
        cycles = {cycle.id: cycle.called for cycle in self.book.all(SupportCycle, pupil=pupil)}
        found = []
        for place in sorted(places, key=lambda one: (one.starts_on, one.ends_on), reverse=True):
            run, sessions = runs[place.run], self._sessions(place.id)
            day = min(max(on, place.starts_on), place.ends_on)
            cost = None
            if self.may_see_rates:
                cost = counted_cost(run, place, sessions, self.book.all(CostItem, place=place.id), basis, on)
            found.append(PlaceLine(
                place=place, run=run, who=_who(run, names), group=group_size_on(run, basis.sizes, basis.places, day),
                delivery=counted_delivery(run, place, sessions, basis, on), cost=cost,
                weeks=weeks_of(run, place, basis.open_days), cycle=cycles.get(place.cycle, "") if place.cycle else "",
            ))
        return found

    # A group's week

    def week(self, run: UUID, day: date) -> WeekSheet:
        """The week of a group that a day lies in: its pupils and the days on which sessions fall, with what is recorded."""
        kept, monday = self.book.get(ProvisionRun, run), monday_of(day)
        sunday = monday + timedelta(days=6)
        members = [
            (place, self.book.get(Pupil, place.pupil), self.book.between(ProvisionSession, "on", monday, sunday, place=place.id))
            for place in self.book.all(ProvisionPlace, run=run) if place.starts_on <= sunday and place.ends_on >= monday
        ]
        return sheet_of(kept, monday, members, self.open_days(monday, sunday))

    def keep_week(self, run: UUID, day: date, entries: Entries) -> Changed:
        """Keep what is said of a group's week, in one deed that one undo takes back. What is not named stays as it is. Raises Refused."""
        keep, drop = week_changes(self.week(run, day), entries, today(self.clock))
        with self.book.writing("Recorded a group’s week") as page:
            for session in drop:
                page.remove(session)
            for session in keep:
                page.put(session)
        return page.changed

    # The whole school

    @property
    def takes_long(self) -> bool:
        """Whether the map and the groups are so large that the window reads them off its thread."""
        return takes_long(self.book, ProvisionPlace, ProvisionSession, Pupil, Need)

    def map(self, on: date, report: Report = unreported) -> list[MapRow]:
        """Every place that is held on a day in a provision that runs, by pupil."""
        return settled(self.book, lambda: self._map(on, report))

    def _map(self, on: date, report: Report) -> list[MapRow]:
        runs = {run.id: run for run in self.book.all(ProvisionRun) if run.starts_on <= on <= run.ends_on}
        pupils, names, needs = {pupil.id: pupil for pupil in self.book.all(Pupil)}, self._names(), defaultdict[UUID, list[Need]](list)
        for need in self.book.all(Need):
            needs[need.pupil].append(need)
        sizes, first, found = self.book.all(GroupSize), dict[UUID, str](), []
        for number, run in enumerate(runs.values()):
            report(number, len(runs))
            there = [place for place in self.book.between(ProvisionPlace, "ends_on", on, None, run=run.id) if place.starts_on <= on]
            who, group = _who(run, names), group_size_on(run, sizes, there, on)
            for place in there:
                if place.pupil not in first:
                    first[place.pupil] = next((need.need_type for need in ranked(needs[place.pupil], on)), "")
                found.append(MapRow(run=run, place=place, pupil=pupils[place.pupil], need=first[place.pupil], who=who, group=group))
        return sorted(found, key=by_pupil)

    def groups(self, on: date, report: Report = unreported) -> list[GroupRow]:
        """The provisions of this school year with the pupils who hold a place: those that run, then those to come, then those that are over."""
        return settled(self.book, lambda: self._groups(on, report))

    def _groups(self, on: date, report: Report) -> list[GroupRow]:
        since, _ = year_of_support(on)
        runs, names = [run for run in self.book.all(ProvisionRun) if run.ends_on >= since], self._names()
        basis, pupils = self.basis(runs), {pupil.id: pupil for pupil in self.book.all(Pupil)}
        places, by_place = defaultdict[UUID, list[ProvisionPlace]](list), defaultdict[UUID, list[ProvisionSession]](list)
        for place in basis.places:
            places[place.run].append(place)
        for session in in_slices(self.book, ProvisionSession, "on", min((run.starts_on for run in runs), default=on), on, report):
            by_place[session.place].append(session)
        found = []
        for run in runs:
            day, own = min(max(on, run.starts_on), run.ends_on), places[run.id]
            held = {place.pupil: pupils[place.pupil] for place in own if place.starts_on <= day <= place.ends_on}
            found.append(GroupRow(
                run=run, who=_who(run, names), pupils=tuple(sorted(held.values(), key=lambda pupil: pupil.sorting_name.casefold())),
                group=group_size_on(run, basis.sizes, own, day),
                delivery=whole_group(counted_delivery(run, place, by_place[place.id], basis, on) for place in own),
                state="over" if run.ends_on < on else "to_come" if run.starts_on > on else "running",
            ))
        order = ("running", "to_come", "over")
        return sorted(found, key=lambda row: (order.index(row.state), row.run.name.casefold(), row.run.starts_on))

    def timetable(self, on: date) -> list[StaffLoad]:
        """The minutes a week planned on a day for each member of staff who has not left, then for each role that nobody is named for."""
        begun = [run for run in self.book.all(ProvisionRun) if run.starts_on <= on <= run.ends_on]
        placed, held = set[UUID](), set[UUID]()
        for run_id, first, last in self.book.values(ProvisionPlace, "run", "starts_on", "ends_on"):
            placed.add(run_id)
            if first <= on <= last:
                held.add(run_id)
        runs = [run for run in begun if run.id in held or run.id not in placed]  # nobody has left a group that nobody was given a place in yet
        loads = []
        for member in sorted(self.book.all(StaffMember), key=lambda one: one.name.casefold()):
            if member.left_on is None or member.left_on >= on:
                own = tuple(run for run in runs if run.staff == member.id)
                loads.append(_load(member.name, member.staff_role, own, member))
        for role in STAFF_ROLES:
            unnamed = tuple(run for run in runs if run.staff is None and run.staff_role == role)
            if unnamed:
                loads.append(_load(role_words(role), role, unnamed, None))
        return loads

    def staff(self) -> list[StaffMember]:
        """Every member of staff, by name."""
        return sorted(self.book.all(StaffMember), key=lambda member: member.name.casefold())

    def _names(self) -> dict[UUID, str]:
        return {member.id: member.name for member in self.book.all(StaffMember)}


def _who(run: ProvisionRun, names: dict[UUID, str]) -> str:
    return names[run.staff] if run.staff is not None else role_words(run.staff_role)


def _load(name: str, role: str, runs: tuple[ProvisionRun, ...], member: StaffMember | None) -> StaffLoad:
    planned = sum(run.minutes * run.times_a_week for run in runs)
    return StaffLoad(name=name, role=role, planned=planned, available=member.weekly_minutes if member else 0, runs=runs, member=member)


def _moved_along(place: ProvisionPlace, before: ProvisionRun, run: ProvisionRun) -> ProvisionPlace:
    """A place with the days of its run, where it began or ended with it."""
    starts_on = run.starts_on if place.starts_on == before.starts_on else place.starts_on
    return replace(place, starts_on=starts_on, ends_on=run.ends_on if place.ends_on == before.ends_on else place.ends_on)


def _need_its_sessions(page: "Page", place: ProvisionPlace) -> None:
    """Refuse new days of a place that leave out a session recorded for it."""
    there = page.find(ProvisionPlace, place.id)
    if there is None or (there.starts_on, there.ends_on) == (place.starts_on, place.ends_on):
        return
    for session in page.all(ProvisionSession, place=place.id):
        if session.on < place.starts_on:
            raise Refused(f"A session is recorded on {shown(session.on)}: the place cannot have begun after it.", field="starts_on")
        if session.on > place.ends_on:
            raise Refused(f"A session is recorded on {shown(session.on)}: the place cannot have ended before it.", field="ends_on")


def _need_inside(run: ProvisionRun, place: ProvisionPlace) -> None:
    """Refuse a place that begins before its provision or lasts longer."""
    if place.starts_on < run.starts_on:
        raise Refused(f"The provision begins on {shown(run.starts_on)}: the place cannot begin before it.", field="starts_on")
    if place.ends_on > run.ends_on:
        raise Refused(f"The provision ends on {shown(run.ends_on)}: the place cannot last longer.", field="ends_on")
