"""The days of cases as a file for a calendar: by case number instead of name, one entry a day, and the same entry again in each later file.

A calendar is read by more people than a notebook. So nothing in the file is from a record but case numbers and days, and no day from which a
date of birth could be worked out stands in it. What a file brought is remembered in the notebook, so that the next one can take away what is
done, no longer owed, moved to another case, or was recorded by mistake.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from sendco_desk.domain.codes import CASE_KINDS
from sendco_desk.domain.dates import shown
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.caseload import Caseload, CaseView
from sendco_desk.services.casework import OPEN_STATES, Casework, DueRow
from sendco_desk.services.clockwork import Clock, today
from sendco_desk.services.outputs import output_place, write_beside
from sendco_desk.statute.events import DIRECTION, EVENT_BY_NAME, KNOWN_DIRECTIONS
from sendco_desk.statute.milestones import Milestone
from sendco_desk.statute.rule import OWED_BY_WORDS
from sendco_desk.statute.wording import counted, lowered

if TYPE_CHECKING:
    from sendco_desk.exchange.ics import CalendarEntry
    from sendco_desk.services.desk import Desk
    from sendco_desk.store.notebook import Notebook

SAVED = "calendar_saved"
"""The setting in which it is remembered what earlier files brought."""
ALARMS = (7, 1)
"""Days before an entry on which a calendar reminds."""
TELLS = timedelta(days=90)
"""For how long each file says that an entry is cancelled: it may have been brought into several calendars."""
BORN = "date_of_birth"
"""What is counted from it would give it away."""
FIXED = "a day that the Tribunal has fixed"
"""For a direction under a name of the school's own, which could be anybody's."""
FULLER = {"moved_area": "move to another council’s area"}
"""Words for planned days whose noun says too little by itself."""
CANCELLED = "This is done, no longer owed, or moved to another entry. Delete it here if the calendar has not taken it away."


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarWritten:
    """What a file for a calendar holds: days that stand, and entries of earlier files that it takes away."""

    entries: int
    cancelled: int

    @property
    def words(self) -> str:
        """`12 dates are saved, and 3 that no longer stand are taken away.`"""
        saved = f"{counted(self.entries, 'date')} {'is' if self.entries == 1 else 'are'} saved"
        if not self.cancelled:
            return f"{saved}."
        return f"{saved}, and {self.cancelled} that no longer {'stands is' if self.cancelled == 1 else 'stand are'} taken away."


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """An entry that an earlier file brought: the case it was of, as it then was, and the day on which it was first found to be gone."""

    case: UUID
    day: date
    summary: str
    gone: date | None = None

    @property
    def row(self) -> list[str]:
        """What is remembered of it."""
        return [str(self.case), self.day.isoformat(), self.summary, self.gone.isoformat() if self.gone else ""]


def brought_from(row: list[str]) -> Brought:
    """An entry as it was remembered."""
    case, day, summary, gone = row
    return Brought(case=UUID(case), day=date.fromisoformat(day), summary=summary, gone=date.fromisoformat(gone) if gone else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An entry that stands and its case; ``been`` of a planned day that lies behind."""

    case: UUID
    entry: "CalendarEntry"
    been: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """What a file is to hold, worked out and not yet written, and what is to be remembered once it is."""

    entries: "tuple[CalendarEntry, ...]"
    brought: Mapping[UUID, Brought]

    @property
    def written(self) -> CalendarWritten:
        """How many days stand, and how many are taken away."""
        cancelled = sum(one.cancelled for one in self.entries)
        return CalendarWritten(entries=len(self.entries) - cancelled, cancelled=cancelled)


@dataclass(frozen=True, slots=True)
class CalendarExport:
    """Writes days for a calendar."""

    book: "Notebook"
    clock: Clock
    caseload: Caseload

    def entries(self, case: UUID | None = None, on: date | None = None) -> "tuple[CalendarEntry, ...]":
        """The entries of one case, or of all, as they stand on a day; what is to be taken away is among them. Raises Refused."""
        return self.dates(case, on).entries

    def write(self, out: Path, case: UUID | None = None, on: date | None = None) -> CalendarWritten:
        """Write the entries of one case, or of all, as an iCalendar file. Raises Refused or Trouble."""
        output_place(out)
        dates = self.dates(case, on)
        self.write_file(out, dates)
        self.remember(dates)
        return dates.written

    def dates(self, case: UUID | None = None, on: date | None = None) -> Dates:
        """What a file is to hold. Raises Refused where that is nothing."""
        day = on or today(self.clock)
        if case is not None:
            self.caseload.view(case)
        brought = self._brought()
        before = {uid: one for uid, one in brought.items() if case in (None, one.case)}
        standing = {one.entry.uid: one for one in self._standing(case, day)}
        entries = []
        for uid, found in standing.items():
            if _is_told(found, before.get(uid)):
                entries.append(found.entry)
                brought[uid] = Brought(case=found.case, day=found.entry.day, summary=found.entry.summary)
        for uid in before.keys() - standing.keys():
            since = before[uid].gone or day
            if day - since > TELLS:
                del brought[uid]
            else:
                entries.append(_cancelled(uid, before[uid]))
                brought[uid] = replace(before[uid], gone=since)
        if not entries:
            raise Refused("There is no day to save: nothing is planned or owed in an open case. Record what happened first.", field="case")
        return Dates(entries=tuple(sorted(entries, key=lambda one: (one.day, one.summary, one.uid))), brought=brought)

    def write_file(self, out: Path, dates: Dates) -> None:
        """Write a file, beside and then renamed. It touches no record, so it may run beside other work. Raises Refused or Trouble."""
        from sendco_desk.exchange.ics import calendar_file

        write_beside(out, calendar_file(dates.entries, self.clock()), "The file of dates")

    def remember(self, dates: Dates) -> None:
        """Keep in mind what a file brought, so that the next one can take it away."""
        self.book.put_setting(SAVED, json.dumps({str(uid): one.row for uid, one in dates.brought.items()}))

    def _brought(self) -> dict[UUID, Brought]:
        rows: dict[str, list[str]] = json.loads(self.book.setting(SAVED) or "{}")
        return {UUID(uid): brought_from(row) for uid, row in rows.items()}

    # What stands

    def _standing(self, case: UUID | None, on: date) -> "Iterator[Standing]":
        """Each entry that stands: steps that are owed, planned days, and planned days that have been."""
        owed: dict[UUID, list[DueRow]] = {}
        for row in Casework(self.book, self.clock, self.caseload).due(on):
            owed.setdefault(row.case, []).append(row)
        for view in self.caseload.views().values():
            if case in (None, view.case.id):
                for entry in self._steps(view, owed.get(view.case.id, ()), on):
                    yield Standing(case=view.case.id, entry=entry)
                for entry in self._planned(view, on):
                    yield Standing(case=view.case.id, entry=entry, been=entry.day < on)

    def _steps(self, view: CaseView, rows: Sequence[DueRow], on: date) -> "Iterator[CalendarEntry]":
        """The steps that somebody owes by a day, as the due list has them: each once, in the case that it belongs to above all."""
        names = step_names(self.caseload.steps(view, on))
        for row in rows:
            step = row.milestone
            day = day_to_tell(step)
            if day is not None:
                yield self._entry(view, f"step/{names[step.key]}", day, on, step_summary(step), step_words(step), _kind_of(step))

    def _planned(self, view: CaseView, on: date) -> "Iterator[CalendarEntry]":
        """The planned days that are recorded in the case itself, the last of each: that one counts. A closed case plans nothing more."""
        last = {event.name: event.on for event in view.events if EVENT_BY_NAME[event.name].planned}
        for name, day in last.items():
            if day < on or not view.is_closed(on):
                yield self._entry(view, f"event/{name}", day, on, planned_summary(name), PLANNED_WORDS, "Planned day")

    def _entry(self, view: CaseView, name: str, day: date, on: date, summary: str, words: str, kind: str) -> "CalendarEntry":
        from sendco_desk.exchange.ics import CalendarEntry

        return CalendarEntry(
            uid=uuid5(UUID(self.book.notebook_id), f"{view.case.id}/{name}"), day=day, summary=f"Case {view.case.number}: {summary}",
            description=f"{CASE_KINDS[view.case.case_kind]}, case {view.case.number}.\n{words}", categories=("SENDCo Desk", kind),
            alarms=tuple(days for days in ALARMS if day - timedelta(days=days) >= on),
        )


def _is_told(found: Standing, before: Brought | None) -> bool:
    """Whether a file says it. A planned day that has been is left alone, unless an earlier file had it on another day."""
    return not found.been or (before is not None and before.day != found.entry.day)


def _cancelled(uid: UUID, one: Brought) -> "CalendarEntry":
    from sendco_desk.exchange.ics import CalendarEntry

    return CalendarEntry(
        uid=uid, day=one.day, summary=f"Cancelled: {one.summary}", description=CANCELLED, categories=("SENDCo Desk", "Cancelled"), cancelled=True,
    )


def day_to_tell(step: Milestone) -> date | None:
    """The day of a step that is owed. The Tribunal's own days are told as planned days, and what gives a date of birth away is not told."""
    return step.due if step.state in OPEN_STATES and step.anchor_event != BORN and not step.direction else None


def step_names(steps: Iterable[Milestone]) -> dict[tuple[str, date | None, str, str], str]:
    """What each begun step of a case is called for good, by its key: rule, starting event, service, and which of that rule's starts it is.

    No day is in it, nor what only stands in for the starting event or governs just now, so that a step whose day moves keeps its name.
    """
    begun = [step for step in steps if step.anchor and not step.part_of]
    counts: Counter[tuple[str, str, str]] = Counter()
    found = {}
    for step in sorted(begun, key=lambda step: step.anchor or date.max):
        name = (step.rule.id, "" if step.rule.parts else step.after, step.service)
        found[step.key] = f"{'/'.join(name)}/{counts[name]}"
        counts[name] += 1
    return found


def step_summary(step: Milestone) -> str:
    """`council: decide whether to assess (last lawful day)`: whose step it is, what it is, and what the day means."""
    title = lowered(step.title)
    if step.rule.right:
        return f"parent’s right: {title}" if "last day" in title else f"parent’s right: {title} (last day)"
    who = lowered(OWED_BY_WORDS[step.owed_by].removeprefix("The "))
    if step.rule.minimum_for:
        return f"{who}: {title} (the period ends)"
    return f"{who}: {title} ({'last lawful day' if step.rule.binding else 'expected by this day'})"


def step_words(step: Milestone) -> str:
    """The rule, how its day was counted, and the other days that sources give."""
    others = "".join(f"\nAlso counted as {shown(other.due)}: {other.because}." for other in step.alternatives)
    return f"{step.rule.id}: {step.source} ({step.status}; confidence {step.confidence}).\n{step.counted}{others}"


PLANNED_WORDS = "This day is recorded in the case. The steps that are counted from it move with it."


def planned_summary(name: str) -> str:
    """`review meeting (planned day)`."""
    if name.startswith(DIRECTION):
        known = name.removeprefix(DIRECTION) in KNOWN_DIRECTIONS
        return EVENT_BY_NAME[name].title if known else FIXED
    return f"{FULLER.get(name) or lowered(EVENT_BY_NAME[name].noun.removeprefix('The '))} (planned day)"


def _kind_of(step: Milestone) -> str:
    """What a calendar can be filtered by: whose step it is."""
    return "Parent’s right" if step.rule.right else OWED_BY_WORDS[step.owed_by].removeprefix("The ").capitalize()


def calendar_export_over(desk: "Desk") -> CalendarExport:
    """The export of an open notebook."""
    return CalendarExport(desk.keyring.book, desk.clock, desk.caseload)
