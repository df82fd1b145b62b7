"""The four lists of Today: what is ours to do, what others owe and are late with, what is coming, and what waits for a fact."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sendco_desk.domain.codes import STORY_KINDS, said
from sendco_desk.domain.dates import DAYS, shown, shown_short
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.story import StoryEntry
from sendco_desk.services.casework import Casework, DueRow
from sendco_desk.services.clockwork import Clock, on_office_clock, today
from sendco_desk.statute.case import EVENT_TITLES
from sendco_desk.statute.milestones import Milestone, State

if TYPE_CHECKING:
    from sendco_desk.store.notebook import Notebook

Words = tuple[tuple[str, bool], ...]
"""A sentence in pieces, each bold or not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayRow:
    """A sentence with its state, its rule, and the one button that moves it on."""

    chip_word: str
    chip_state: str
    sentence: Words
    rule: str
    button: str
    case: UUID | None
    pupil: UUID
    due: date | None
    entry: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompactRow:
    """A day, whose, what, and how long until then."""

    day: str
    name: str
    what: str
    left: str
    case: UUID | None
    pupil: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRow:
    """One of yesterday's notes (or of the last day on which there were any)."""

    heading: str
    words: str
    pupil: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """Today as the window shows it."""

    on: date
    ours: tuple[TodayRow, ...]
    theirs: tuple[TodayRow, ...]
    coming: tuple[CompactRow, ...]
    waiting: tuple[TodayRow, ...]
    notes: tuple[NoteRow, ...]

    @property
    def overdue(self) -> int:
        """How many rows are late, ours and theirs."""
        return sum(row.chip_state == "late" for row in (*self.ours, *self.theirs))


def days_words(count: int) -> str:
    """`1 day`, `6 days`."""
    return f"{count} day{'s' * (count != 1)}"


def chip(milestone: Milestone, on: date) -> tuple[str, str]:
    """The word and state of a step's chip."""
    left = (milestone.due - on).days if milestone.due else 0
    if milestone.state is State.OVERDUE:
        return f"{days_words(milestone.days_late)} late", "late"
    if milestone.state is State.MET:
        return "Done", "done"
    if milestone.state is State.MET_LATE:
        return f"Met {days_words(milestone.days_late)} late", "late"
    if milestone.state is State.TOO_EARLY:
        return "Too early", "late"
    if milestone.state is State.UNKNOWN:
        return "Needs a date", "waiting"
    if milestone.state in (State.ENDED, State.LAPSED):
        return "No longer owed" if milestone.state is State.ENDED else "Lapsed", "planned"
    word = "Last day" if left == 0 else f"{days_words(left)} left" if left > 0 else "Due, being counted"
    return word, "soon" if milestone.state is State.DUE_SOON else "planned"


def _ours(row: DueRow) -> bool:
    return row.milestone.owed_by == "school"


def _sentence(row: DueRow) -> Words:
    name, due = row.pupil.known_name, shown(row.milestone.due) if row.milestone.due else ""
    rule = row.milestone.rule
    if _ours(row):
        title = row.milestone.title[:1].lower() + row.milestone.title[1:]
        return (name, True), (f": {title} by {due}.", False)
    if row.milestone.state is State.TOO_EARLY:
        ended = f" before the parent's fifteen days ended on {due}."
        return (row.authority, True), (" issued the final plan for ", False), (name, True), (ended, False)
    late = row.milestone.state is State.OVERDUE
    verb = ("had to" if late else "has to") if rule.binding else ("was expected to" if late else "is expected to")
    return (row.authority, True), (f" {verb} {rule.duty} by {due} for ", False), (name, True), (".", False)


def _row(row: DueRow, on: date) -> TodayRow:
    word, state = chip(row.milestone, on)
    return TodayRow(
        chip_word=word, chip_state=state, sentence=_sentence(row), rule=row.milestone.source, button="Open case", case=row.case,
        pupil=row.pupil.id, due=row.milestone.due,
    )


ASKED = {
    "request_received": "when did the council receive the request?", "school_advice_requested": "when did the council ask for the school's advice?",
    "draft_plan_sent": "when was the draft plan sent?",
    "agreed_to_assess": "when did the council agree to assess?", "school_consulted": "when did the council consult the school?",
}


def _waiting(rows: Iterable[DueRow]) -> list[TodayRow]:
    """One row for each day that a case lacks, however many steps hang on it."""
    seen: set[tuple[UUID, str]] = set()
    found = []
    for row in rows:
        after = row.milestone.waits_for
        if row.milestone.state is not State.UNKNOWN or (row.case, after) in seen:
            continue
        seen.add((row.case, after))
        found.append(TodayRow(
            chip_word="Needs a date", chip_state="waiting",
            sentence=((row.pupil.known_name, True), (f": {ASKED.get(after) or EVENT_TITLES[after].lower() + ', when?'}", False)),
            rule=row.milestone.source, button="Add date", case=row.case, pupil=row.pupil.id, due=None,
        ))
    return found


@dataclass(frozen=True, slots=True)
class TodayLists:
    """What the first screen shows."""

    book: "Notebook"
    clock: Clock
    casework: Casework

    def lists(self, days: int = 14) -> Lists:
        """The lists, looking ``days`` ahead (7, 14 or 28)."""
        on = today(self.clock)
        due = self.casework.due(on)
        until = on + timedelta(days=days)
        planned = self.book.between(StoryEntry, "next_action_on", None, until, next_action_done_on=None, struck_out_at=None)
        actions = [entry for entry in planned if entry.next_action]
        told = self._told_lately(on)
        names = {pupil: self.book.get(Pupil, pupil) for pupil in {entry.pupil for entry in (*actions, *told)}}
        ours = [_row(row, on) for row in due if _ours(row) and row.milestone.due and row.milestone.due <= until]
        ours += [_action(e, names[e.pupil], on) for e in actions if e.next_action_on and e.next_action_on <= on]
        return Lists(
            on=on, ours=tuple(sorted(ours, key=lambda row: row.due or date.max)),
            theirs=tuple(_row(row, on) for row in due if not _ours(row) and row.milestone.state in (State.OVERDUE, State.TOO_EARLY)),
            coming=tuple(self._coming(due, actions, names, on, until)), waiting=tuple(_waiting(due)),
            notes=tuple(_last_notes(told, names)),
        )

    def _told_lately(self, on: date) -> list[StoryEntry]:
        """What happened on the last day before this one that has anything, within a fortnight."""
        midnight = on_office_clock(datetime.combine(on, time()))  # the office's own midnight
        past = self.book.between(
            StoryEntry, "happened_at", midnight - timedelta(days=14), midnight - timedelta(microseconds=1), struck_out_at=None, corrects=None,
        )
        return [entry for entry in past if entry.happened_at.date() == past[-1].happened_at.date()]

    def _coming(
        self, due: Iterable[DueRow], actions: Iterable[StoryEntry], names: dict[UUID, Pupil], on: date, until: date,
    ) -> list[CompactRow]:
        steps: list[tuple[date, Pupil, str, UUID | None]] = [
            (row.milestone.due, row.pupil, f"{row.milestone.title} ({'us' if _ours(row) else row.authority})", row.case)
            for row in due if row.milestone.due and on <= row.milestone.due <= until
        ]
        steps += [
            (e.next_action_on, names[e.pupil], e.next_action, None)
            for e in actions if e.next_action_on and on < e.next_action_on <= until
        ]
        return [
            CompactRow(
                day=f"{DAYS[day.weekday()]} {shown_short(day)}", name=pupil.known_name, what=what,
                left="today" if day == on else days_words((day - on).days), case=case, pupil=pupil.id,
            )
            for day, pupil, what, case in sorted(steps, key=lambda step: (step[0], step[1].sorting_name))
        ]


def _action(entry: StoryEntry, pupil: Pupil, on: date) -> TodayRow:
    late = (on - entry.next_action_on).days if entry.next_action_on else 0
    return TodayRow(
        chip_word=f"{days_words(late)} late" if late else "Today", chip_state="late" if late else "soon",
        sentence=((pupil.known_name, True), (f": {entry.next_action}", False)),
        rule=f"From the {said(STORY_KINDS, entry.entry_kind).lower()} on {shown(entry.happened_at.date())}", button="Done",
        case=None, pupil=pupil.id, due=entry.next_action_on, entry=entry.id,
    )


def _last_notes(told: Sequence[StoryEntry], names: dict[UUID, Pupil]) -> list[NoteRow]:
    """The latest six, newest first."""
    return [
        NoteRow(
            heading=f"{e.happened_at:%H:%M} · {said(STORY_KINDS, e.entry_kind)} · {shown(e.happened_at.date())}",
            words=f"{names[e.pupil].known_name}: {e.words}", pupil=e.pupil,
        )
        for e in sorted(told, key=lambda e: e.happened_at, reverse=True)[:6]
    ]
