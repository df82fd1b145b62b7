"""What is said of part-time timetables: hours now, weeks so far, an end that has passed, and what a council has not been told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sendco_desk.domain.dates import shown
from sendco_desk.domain.measures import CouncilReturn, PartTimeStep, PartTimeTimetable
from sendco_desk.domain.school_year import days_in
from sendco_desk.statute.wording import capitalised, counted

ASKING = frozenset({"derbyshire"})
"""Councils known to ask every school for returns, by their key: start, change of hours, end, and a nil return where there is nothing to tell.

Source: Derbyshire SchoolsNet, part-time timetables, read on 23 Nov 2026. How often they are asked for was not found, so none is ever called late.
"""
TOLD_OF = {"start": "the start", "change": "the change of hours", "end": "the end"}


def hours_words(step: PartTimeStep) -> str:
    """`12.5 of 32.5 hours a week`."""
    return f"{round(step.weekly_minutes / 60, 2):g} of {round(step.full_minutes / 60, 2):g} hours a week"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimetableView:
    """A part-time timetable as it stands on a day, with its steps from the first."""

    timetable: PartTimeTimetable
    steps: tuple[PartTimeStep, ...]
    on: date
    pupil_name: str = ""

    @property
    def runs(self) -> bool:
        """Whether the pupil is part-time on that day."""
        return self.timetable.runs(self.on)

    @property
    def now(self) -> PartTimeStep | None:
        """The hours that hold on that day, or held last."""
        begun = [step for step in self.steps if step.since <= self.on]
        return begun[-1] if begun else next(iter(self.steps), None)

    @property
    def hours(self) -> str:
        """`12.5 of 32.5 hours a week`, or that nobody said."""
        return hours_words(self.now) if self.now else "Hours not recorded"

    @property
    def weeks(self) -> str:
        """`5 weeks`, from its start to its end or to that day."""
        last = min(self.timetable.ended_on or self.on, self.on)
        whole = days_in(self.timetable.starts_on, last) // 7 if last >= self.timetable.starts_on else 0
        return counted(whole, "week") if whole else "less than a week"

    @property
    def overrun(self) -> bool:
        """Whether it still runs although its planned end has passed."""
        return self.runs and self.timetable.planned_end_on < self.on

    @property
    def review_passed(self) -> bool:
        """Whether it runs and the day of its review has passed."""
        return self.runs and self.timetable.review_on is not None and self.timetable.review_on < self.on

    @property
    def words(self) -> str:
        """Where it stands, in a sentence."""
        plan, ended = self.timetable, self.timetable.ended_on
        if plan.starts_on > self.on:
            return f"Begins {shown(plan.starts_on)}. Planned to end {shown(plan.planned_end_on)}."
        if ended is not None and ended < self.on:
            return f"Ended {shown(ended)}, after {self.weeks}."
        if self.overrun:
            return f"Planned to end {shown(plan.planned_end_on)}; still running: record its end or agree a new date."
        last = shown(ended) if ended else shown(plan.planned_end_on)
        return f"{self.weeks.capitalize()} so far. {'Ends' if ended else 'Planned to end'} {last}."

    @property
    def review_words(self) -> str:
        """When it is reviewed, while it runs or is to come."""
        plan = self.timetable
        if not self.runs and plan.starts_on <= self.on:
            return ""
        if plan.review_on is None:
            return "No review is planned: agree a day."
        if self.review_passed:
            return f"The review was planned for {shown(plan.review_on)}: record what was agreed and give the day of the next."
        return f"Review on {shown(plan.review_on)}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Untold:
    """A start, change or end of which no day is recorded on which the council was told. ``what`` is a key of ``TOLD_OF``."""

    what: str
    day: date
    record: PartTimeTimetable | PartTimeStep
    pupil_name: str

    @property
    def pupil(self) -> UUID:
        """Whose it is."""
        return self.record.pupil

    @property
    def words(self) -> str:
        """`The start, Mon 5 Oct 2026`."""
        return f"{capitalised(TOLD_OF[self.what])}, {shown(self.day)}"


def untold_of(view: TimetableView) -> tuple[Untold, ...]:
    """What of a timetable has happened by its day and was not told to the council, earliest first."""
    plan, name = view.timetable, view.pupil_name
    found = []
    if plan.starts_on <= view.on and plan.told_council_start is None:
        found.append(Untold(what="start", day=plan.starts_on, record=plan, pupil_name=name))
    for step in view.steps[1:]:  # the first hours are told with the start
        if step.since <= view.on and step.told_council_on is None:
            found.append(Untold(what="change", day=step.since, record=step, pupil_name=name))
    if plan.ended_on is not None and plan.ended_on <= view.on and plan.told_council_end is None:
        found.append(Untold(what="end", day=plan.ended_on, record=plan, pupil_name=name))
    return tuple(sorted(found, key=lambda one: one.day))


def part_time_between(timetables: Iterable[PartTimeTimetable], first: date, last: date) -> frozenset[UUID]:
    """The pupils who were part-time on any day of a stretch."""
    return frozenset(one.pupil for one in timetables if one.starts_on <= last and (one.ended_on is None or one.ended_on >= first))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnDue:
    """A stretch of days for which a council that asks for returns has none yet, and how many pupils were part-time in it."""

    authority: str
    first_day: date
    last_day: date
    pupils: int

    @property
    def state(self) -> str:
        """Whether it will be a nil return."""
        return "sent" if self.pupils else "nil"

    @property
    def words(self) -> str:
        """What is to be sent, in a sentence."""
        days = f"{shown(self.first_day)} to {shown(self.last_day)}"
        if not self.pupils:
            return f"{self.authority} has no return for {days}. Nobody was part-time: send a nil return."
        were = "was" if self.pupils == 1 else "were"
        return f"{self.authority} has no return for {days}. {counted(self.pupils, 'pupil')} {were} part-time: send the return."


def need_true_state(state: str, pupils: int, first: date, last: date) -> str:
    """What is wrong with calling a return nil or not; nothing where it is true."""
    days = f"between {shown(first)} and {shown(last)}"
    if state == "nil" and pupils:
        were = "pupil was" if pupils == 1 else "pupils were"
        return f"{pupils} {were} part-time {days}: send the return instead of a nil return."
    if state != "nil" and not pupils:
        return f"Nobody was part-time {days}: record a nil return."
    return ""


def next_first_day(returns: Sequence[CouncilReturn], year_began: date) -> date:
    """The first day for which there is no return yet: after the last one, in whichever year; where there is none, that of the school year."""
    return max((one.last_day + timedelta(days=1) for one in returns), default=year_began)
