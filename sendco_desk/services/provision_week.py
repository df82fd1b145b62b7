"""A group's week: who was there on which day, laid out so that a usual week is one key and each exception one letter."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from math import floor
from uuid import UUID, uuid4

from sendco_desk.domain.costing import OpenDays, days_of, planned_sessions, sessions_on
from sendco_desk.domain.dates import shown
from sendco_desk.domain.provision import ProvisionPlace, ProvisionRun, ProvisionSession
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.refusals import Refused


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """A column of the week: a day, and which session of that day."""

    day: date
    number: int = 1

    @property
    def words(self) -> str:
        """`Mon 5 Oct`; a second session of a day says so."""
        short = " ".join(shown(self.day).split()[:3])
        return short if self.number == 1 else f"{short}, no. {self.number}"


@dataclass(frozen=True, slots=True)
class WeekEntry:
    """What is said of one session: an outcome of ``SESSION_OUTCOMES``, or nothing; the minutes where it was held."""

    outcome: str = ""
    minutes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekRow:
    """A pupil of the group with the sessions recorded, by column. ``days`` are those on which the pupil holds the place."""

    place: ProvisionPlace
    pupil: Pupil
    sessions: Mapping[Slot, ProvisionSession]

    def may_fill(self, slot: Slot) -> bool:
        """Whether the pupil holds the place on that day, or something is recorded there already."""
        return self.place.starts_on <= slot.day <= self.place.ends_on or slot in self.sessions

    def entry(self, slot: Slot) -> WeekEntry:
        """What is recorded in a column."""
        session = self.sessions.get(slot)
        return WeekEntry(session.outcome, session.minutes) if session else WeekEntry()


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekSheet:
    """A week of a group. ``usual`` are the columns in which sessions are planned: all of them where the run names its days."""

    run: ProvisionRun
    monday: date
    slots: tuple[Slot, ...]
    usual: frozenset[Slot]
    rows: tuple[WeekRow, ...]


Entries = Mapping[tuple[UUID, Slot], WeekEntry]
"""What is said of a week: by place and column."""


def monday_of(day: date) -> date:
    """The Monday of the week that a day lies in."""
    return day - timedelta(days=day.weekday())


def recorded_slots(sessions: Iterable[ProvisionSession]) -> dict[Slot, ProvisionSession]:
    """The sessions of one place by column: several of one day in the order in which they were added."""
    found: dict[Slot, ProvisionSession] = {}
    for session in sessions:
        number = 1 + sum(slot.day == session.on for slot in found)
        found[Slot(session.on, number)] = session
    return found


def week_slots(run: ProvisionRun, monday: date, open_days: OpenDays) -> tuple[tuple[Slot, ...], frozenset[Slot]]:
    """The columns of a week, and those in which sessions are planned.

    Where the run names its days, there is a column for each of their sessions. Where it names none, every open day has one, and as many as
    fit the week (a part week in proportion) are planned, spread over it: three times a week is Monday, Wednesday and Friday.
    """
    days = [day for day in days_of(max(monday, run.starts_on), min(monday + timedelta(days=4), run.ends_on)) if day in open_days]
    if run.weekdays:
        named = tuple(Slot(day, number) for day in days for number in range(1, int(sessions_on(run, day, open_days)) + 1))
        return named, frozenset(named)
    a_day = -(-run.times_a_week // 5)
    slots = tuple(Slot(day, number) for day in days for number in range(1, a_day + 1))
    wanted = min(len(slots), floor(planned_sessions(run, monday, monday + timedelta(days=4), open_days) + Fraction(1, 2)))
    spread = {number * (len(slots) - 1) // max(1, wanted - 1) for number in range(wanted)}
    return slots, frozenset(slots[at] for at in spread)


def sheet_of(
    run: ProvisionRun, monday: date, members: Sequence[tuple[ProvisionPlace, Pupil, Sequence[ProvisionSession]]], open_days: OpenDays,
) -> WeekSheet:
    """The week of a group: its planned columns, and one for whatever else is recorded in it."""
    slots, usual = week_slots(run, monday, open_days)
    rows = tuple(
        WeekRow(place=place, pupil=pupil, sessions=recorded_slots(sessions))
        for place, pupil, sessions in sorted(members, key=lambda each: each[1].sorting_name.casefold())
    )
    return WeekSheet(
        run=run, monday=monday, slots=tuple(sorted({*slots, *(slot for row in rows for slot in row.sessions)})), usual=usual, rows=rows,
    )


def week_changes(sheet: WeekSheet, entries: Entries, today: date) -> tuple[list[ProvisionSession], list[ProvisionSession]]:
    """The sessions to keep and those to take out, so that the week says what the entries say. Raises Refused."""
    keep: list[ProvisionSession] = []
    drop: list[ProvisionSession] = []
    rows = {row.place.id: row for row in sheet.rows}
    for (place, slot), entry in entries.items():
        row = rows.get(place)
        if row is None or not sheet.monday <= slot.day <= sheet.monday + timedelta(days=6) or not row.may_fill(slot):
            raise Refused("A pupil holds no place in this group on one of these days: open the week again.")
        if entry.outcome == "held" and slot.day > today:
            raise Refused(f"{shown(slot.day)} has not come yet: a session is held when it is over.", field="week")
        there = row.sessions.get(slot)
        if not entry.outcome:
            drop += [there] if there else []
            continue
        minutes = entry.minutes if entry.outcome == "held" else 0
        if there:
            keep.append(replace(there, outcome=entry.outcome, minutes=minutes))
        else:
            keep.append(ProvisionSession(id=uuid4(), pupil=row.place.pupil, place=place, on=slot.day, outcome=entry.outcome, minutes=minutes))
    return keep, drop
