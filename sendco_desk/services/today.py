"""The four lists of Today: what is ours to do, what others owe and are late with, what is coming, and what waits for a fact."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sendco_desk.domain.codes import STORY_KINDS, said
from sendco_desk.domain.dates import DAYS, shown, shown_short
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.story import StoryEntry
from sendco_desk.services.casework import Casework, DueRow
from sendco_desk.services.clockwork import Clock, on_office_clock, today
from sendco_desk.services.letter_steps import may_chase
from sendco_desk.services.school import SchoolDeeds
from sendco_desk.services.today_support import Owed, SupportToday
from sendco_desk.services.wording import OURS, chip, days_words, verb_of, who_owes
from sendco_desk.statute.calendars import census_days, school_year_starting
from sendco_desk.statute.events import EVENT_TITLES
from sendco_desk.statute.milestones import Milestone, State
from sendco_desk.statute.wording import lowered

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
    pupil: UUID | None
    due: date | None
    entry: UUID | None = None
    chase: str = ""
    """Which step of the case the button writes a letter about."""
    asks: str = ""
    """Which event's day the button asks for."""
    place: str = ""
    """Where in the window the button goes, where it goes to no case and no pupil."""
    action: UUID | None = None
    """The agreed action that the button ticks off."""
    tab: str = ""
    """Which tab of the pupil's page the button opens, and which record there."""
    rule_id: str = ""
    counted: str = ""
    """Of a step: its rule's number, and how its day was counted, in a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompactRow:
    """A day, whose, what, and how long until then. The school's own days are nobody's, and carry the place they belong to."""

    day: str
    name: str
    what: str
    left: str
    case: UUID | None
    pupil: UUID | None
    place: str = ""
    tab: str = ""


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


def step_key(step: Milestone) -> str:
    """Which step of a case a row is about: the rule, and the service where one is meant (`REQ-07/health`)."""
    return f"{step.rule.id}/{step.service}" if step.service else step.rule.id


_ACTED_EARLY = {"final_plan_issued": "issued the final plan", "amended_plan_issued": "issued the amended plan"}


def _sentence(row: DueRow) -> Words:
    step, name = row.milestone, row.pupil.known_name
    due = shown(step.due) if step.due else ""
    if step.owed_by in OURS:
        return (name, True), (f": {lowered(step.title)} by {due}.", False)
    if step.state is State.TOO_EARLY:
        ended = f" before the parent’s fifteen days ended on {due}."
        return (row.authority, True), (f" {_ACTED_EARLY[step.rule.minimum_for]} for ", False), (name, True), (ended, False)
    return (who_owes(step, row.authority), True), (f" {verb_of(step)} {step.rule.duty} by {due} for ", False), (name, True), (".", False)


def _row(row: DueRow, on: date) -> TodayRow:
    word, state = chip(row.milestone, on)
    chased = may_chase(row.milestone)
    return TodayRow(
        chip_word=word, chip_state=state, sentence=_sentence(row), rule=row.milestone.source, button="Chase" if chased else "Open case",
        case=row.case, pupil=row.pupil.id, due=row.milestone.due, chase=step_key(row.milestone) if chased else "",
        rule_id=row.milestone.rule.id, counted=row.milestone.counted,
    )


ASKED = {
    "request_received": "when did the council receive the request?", "school_advice_requested": "when did the council ask for the school’s advice?",
    "draft_plan_sent": "when was the draft plan sent?", "review_meeting": "when is the review meeting?", "plan_made": "when was the plan made?",
    "agreed_to_assess": "when did the council agree to assess?", "school_consulted": "when did the council consult the school?",
    "old_authority_aware": "when did the old council learn of the move?", "phase_transfer.school": "when is the move, and to which phase?",
    "complaint_received": "when did the council receive the complaint?", "sar_received": "when did the school receive the request?",
    "mediation_certificate_issued": "when was the mediation certificate issued?", "decision_letter_sent": "when was the decision letter sent?",
    "plan_transferred": "when was the plan transferred?",
    "reassessment_requested": "when did the council receive the request for a re-assessment?",
}
TERMS_NEEDED = "calendar"


def _waiting(rows: Iterable[DueRow]) -> list[TodayRow]:
    """One row for each day that a case lacks, however many steps hang on it."""
    seen: set[tuple[UUID, str]] = set()
    found = []
    for row in rows:
        step = row.milestone
        after = step.waits_for or (TERMS_NEEDED if step.needs_calendar else "")
        if step.state is not State.UNKNOWN or (row.case, after) in seen:
            continue
        seen.add((row.case, after))
        asks = "its days cannot be counted before the school’s term dates are recorded." if after == TERMS_NEEDED else (
            ASKED.get(after) or f"the day of ‘{EVENT_TITLES[after]}’ is missing."
        )
        found.append(TodayRow(
            chip_word="Needs term dates" if after == TERMS_NEEDED else "Needs a date", chip_state="waiting",
            sentence=((row.pupil.known_name, True), (f": {asks}", False)), rule=step.source,
            button="Add term dates" if after == TERMS_NEEDED else "Add date", case=row.case, pupil=row.pupil.id, due=None,
            asks="" if after == TERMS_NEEDED else after, place=TERMS_NEEDED if after == TERMS_NEEDED else "",
        ))
    return found


@dataclass(frozen=True, slots=True)
class TodayLists:
    """What the first screen shows."""

    book: "Notebook"
    clock: Clock
    casework: Casework
    school: SchoolDeeds
    support: SupportToday
    kept: dict[int, tuple[Milestone, date, TodayRow]] = field(default_factory=dict, repr=False, compare=False)
    """The rows of steps as they were put into words, by the step itself."""

    def lists(self, days: int = 14) -> Lists:
        """The lists, looking ``days`` ahead (7, 14 or 28)."""
        on = today(self.clock)
        due = self.casework.due(on)
        for gone in self.kept.keys() - {id(row.milestone) for row in due}:
            del self.kept[gone]
        until = on + timedelta(days=days)
        planned = self.book.between(StoryEntry, "next_action_on", None, until, next_action_done_on=None, struck_out_at=None)
        actions = [entry for entry in planned if entry.next_action]
        told = sorted(self._told_lately(on), key=lambda entry: entry.happened_at, reverse=True)[:NOTES]
        names = {pupil: self.book.get(Pupil, pupil) for pupil in {entry.pupil for entry in (*actions, *told)}}
        mine = [row for row in due if row.milestone.owed_by in OURS]
        ours = self._kept_rows((row for row in mine if row.milestone.due and row.milestone.due <= until), on)
        ours += [_action(e, names[e.pupil], on) for e in actions if e.next_action_on and e.next_action_on <= on]
        owed = self.support.owed(on, until)
        ours += [_owed(one, on) for one in owed if one.day and not one.only_coming and (one.early or one.day <= on)]
        return Lists(
            on=on, ours=tuple(sorted(ours, key=lambda row: row.due or date.max)),
            theirs=tuple(self._kept_rows((row for row in due if row.milestone.owed_by not in OURS and row.milestone.state in LATE), on)),
            coming=tuple(self._coming(due, actions, names, owed, on, until)),
            waiting=(*_waiting(due), *(_dayless(one) for one in owed if one.day is None), *self._terms_missing(on)),
            notes=tuple(_last_notes(told, names)),
        )

    def _terms_missing(self, on: date) -> list[TodayRow]:
        """A row that asks for term dates, in time before the clock needs them."""
        asked = self.school.terms_missing(on)
        return [TodayRow(
            chip_word="Needs term dates", chip_state="waiting", sentence=(("School calendar", True), (f": {asked}", False)),
            rule="Counts of school days and closures need them", button="Add term dates", case=None, pupil=None, due=None, place=TERMS_NEEDED,
        )] if asked else []

    def _told_lately(self, on: date) -> list[StoryEntry]:
        """What happened on the last day before this one that has anything, within a fortnight."""
        midnight = on_office_clock(datetime.combine(on, time()))  # the office's own midnight
        found: list[StoryEntry] = []
        for days in range(14):  # day by day, since a large school has thousands of entries in a fortnight
            last = midnight - timedelta(days=days, microseconds=1)
            past = self.book.between(StoryEntry, "happened_at", midnight - timedelta(days=days + 1), last, struck_out_at=None, corrects=None)
            there, found = bool(found), [*past, *found]
            if there:  # and the day before it, for the nights on which the clocks change
                break
        return [entry for entry in found if entry.happened_at.date() == found[-1].happened_at.date()]

    def _kept_rows(self, rows: Iterable[DueRow], on: date) -> list[TodayRow]:
        """The rows of steps, each put into words once: the caseload keeps a step as long as nothing of its case changes."""
        made = []
        for row in rows:
            kept = self.kept.get(id(row.milestone))
            if kept is None or kept[0] is not row.milestone or kept[1] != on:
                kept = (row.milestone, on, _row(row, on))
                self.kept[id(row.milestone)] = kept
            made.append(kept[2])
        return made

    def _coming(
        self, due: Iterable[DueRow], actions: Iterable[StoryEntry], names: dict[UUID, Pupil], owed: Iterable[Owed], on: date, until: date,
    ) -> list[CompactRow]:
        steps = [
            _Step(row.milestone.due, row.pupil.known_name, f"{row.milestone.title} ({_whom(row)})", row.pupil.id, case=row.case)
            for row in due if row.milestone.due and on <= row.milestone.due <= until
        ]
        steps += [
            _Step(e.next_action_on, names[e.pupil].known_name, e.next_action, e.pupil)
            for e in actions if e.next_action_on and on < e.next_action_on <= until
        ]
        steps += [
            _Step(one.day, one.name, one.coming, one.pupil, place=one.place, tab=one.tab)
            for one in owed if one.day and not one.early and one.day >= on and (one.only_coming or on < one.day <= until)
        ]
        year = school_year_starting(on).year
        steps += [
            _Step(day, "School census", "SEN status, and in January the types of need", None, place="pupils")
            for day in (*census_days(year), *census_days(year + 1)) if on <= day <= until and names_pupils(self.book)
        ]
        order = {pupil.id: pupil.sorting_name for pupil in (*names.values(), *(row.pupil for row in due))}
        steps.sort(key=lambda step: (step.day, order.get(step.pupil, step.name) if step.pupil else ""))
        return [
            CompactRow(
                day=f"{DAYS[step.day.weekday()]} {shown_short(step.day)}", name=step.name, what=step.what, case=step.case, pupil=step.pupil,
                left="today" if step.day == on else days_words((step.day - on).days), place=step.place, tab=step.tab,
            )
            for step in steps
        ]


@dataclass(frozen=True, slots=True)
class _Step:
    """What is coming on a day."""

    day: date
    name: str
    what: str
    pupil: UUID | None
    case: UUID | None = None
    place: str = ""
    tab: str = ""


LATE = (State.OVERDUE, State.TOO_EARLY)
NOTES = 6
"""So many notes of the last day are shown, the newest first."""


def names_pupils(book: "Notebook") -> bool:
    """Whether the notebook has any pupil to return in a census."""
    return book.count(Pupil) > 0


def _whom(row: DueRow) -> str:
    return "the school" if row.milestone.owed_by in OURS else lowered_who(who_owes(row.milestone, row.authority), row.authority)


def lowered_who(who: str, council: str) -> str:
    """Whoever owes a step, inside a sentence: a council keeps its capital."""
    return who if who == council else lowered(who)


def _action(entry: StoryEntry, pupil: Pupil, on: date) -> TodayRow:
    late = (on - entry.next_action_on).days if entry.next_action_on else 0
    return TodayRow(
        chip_word=f"{days_words(late)} late" if late else "Today", chip_state="late" if late else "soon",
        sentence=((pupil.known_name, True), (f": {entry.next_action}", False)),
        rule=f"From the {said(STORY_KINDS, entry.entry_kind).lower()} on {shown(entry.happened_at.date())}", button="Done",
        case=None, pupil=pupil.id, due=entry.next_action_on, entry=entry.id,
    )


def _owed(one: Owed, on: date) -> TodayRow:
    """Something of the graduated approach that is to be done, on its day or past it; or before it, where it is said early."""
    left = (one.day - on).days if one.day else 0
    return TodayRow(
        chip_word=f"{days_words(-left)} late" if left < 0 else f"{days_words(left)} left" if left else "Today",
        chip_state="late" if left < 0 else "soon", sentence=((one.name, True), (f": {one.words}", False)), rule=one.source,
        button="Done" if one.action else "Open", case=None, pupil=one.pupil, due=one.day, action=one.action, tab=one.tab, place=one.place,
    )


def _dayless(one: Owed) -> TodayRow:
    """An agreed action without a day: it is asked for, or it would never come up."""
    return TodayRow(
        chip_word="Needs a date", chip_state="waiting", sentence=((one.name, True), (f": by when? {one.words}", False)), rule=one.source,
        button="Add date", case=None, pupil=one.pupil, due=None, tab=one.tab,
    )


def _last_notes(told: Sequence[StoryEntry], names: dict[UUID, Pupil]) -> list[NoteRow]:
    """What was told, as notes."""
    return [
        NoteRow(
            heading=f"{e.happened_at:%H:%M} · {said(STORY_KINDS, e.entry_kind)} · {shown(e.happened_at.date())}",
            words=f"{names[e.pupil].known_name}: {e.words}", pupil=e.pupil,
        )
        for e in told
    ]
