"""A review planned backwards from its meeting: each step with its days, and in whole sentences what clashes with that day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sendco_desk.domain.councils import CouncilDate
from sendco_desk.domain.dates import shown
from sendco_desk.services.caseload import Calendar
from sendco_desk.services.phase_moves import MoveRow, law_words
from sendco_desk.services.review_days import closed_words, first_with_notice, last_meeting_for, open_before
from sendco_desk.statute.milestones import Milestone
from sendco_desk.statute.periods import WeeksBefore, WeeksBeforeSpan
from sendco_desk.statute.rule import OwedBy
from sendco_desk.statute.wording import weeks_and_days

PLANNED_RULES = ("PLAN-01", "REV-03", "REV-04", "REV-05", "REV-06", "REV-10")
"""The steps counted back and on from a meeting, in their order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLine:
    """One step of a planned review: between its first day, where there is one, and its last; ``closed`` says what lies in its way."""

    step: Milestone
    first: date | None
    last: date
    closed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What a person should know of a day before it is saved: the state whose icon it wears, and the sentence."""

    state: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPlan:
    """A review as it would be with its meeting on a day."""

    meeting: date
    held: bool
    lines: tuple[PlanLine, ...]
    remarks: tuple[Remark, ...]
    doubts: tuple[str, ...]


def review_plan(
    meeting: date, steps: Mapping[str, Milestone], calendar: Calendar, on: date, *, before: date | None = None, yearly: date | None = None,
    move: MoveRow | None = None, doubts: tuple[str, ...] = (),
) -> ReviewPlan:
    """A review with its meeting on a day, ``steps`` being what the clock makes of that.

    ``before`` is the day the meeting had until now, ``yearly`` the last safe day of the yearly review, ``move`` a move that it prepares.
    """
    remarks = (
        *_meeting_remarks(meeting, steps, calendar, on, before), *_yearly_remarks(meeting, steps.get("REV-06"), yearly),
        *_move_remarks(meeting, move),
    )
    return ReviewPlan(
        meeting=meeting, held=meeting <= on, remarks=remarks, doubts=doubts,
        lines=tuple(_plan_line(steps[rule_id], calendar, on) for rule_id in PLANNED_RULES if rule_id in steps),
    )


def _plan_line(step: Milestone, calendar: Calendar, on: date) -> PlanLine:
    """A step with its days; a school's own last day on which the school is closed is said, with the last open day before it."""
    limit, last = step.rule.limit, step.due
    assert step.anchor is not None and last is not None  # counted from the meeting, which is given
    first = WeeksBefore(limit.earliest).last_day(step.anchor) if isinstance(limit, WeeksBeforeSpan) else None
    ours_to_come = step.owed_by is OwedBy.SCHOOL and step.met_on is None and last >= on
    closed = closed_words(last, calendar) if ours_to_come else ""
    if closed and (before := open_before(last, calendar)) >= on:
        closed += f" The last school day before it is {shown(before)}."
    return PlanLine(step=step, first=first, last=last, closed=closed)


def _meeting_remarks(
    meeting: date, steps: Mapping[str, Milestone], calendar: Calendar, on: date, before: date | None,
) -> Iterator[Remark]:
    closed = closed_words(meeting, calendar)
    if closed:
        yield Remark(state="soon", sentence=closed)
    if meeting <= on:
        when = "is today" if meeting == on else "has passed"
        yield Remark(state="info", sentence=f"This day {when}: the meeting is recorded as held.")
    else:
        yield from _notice_remarks(meeting, steps["REV-03"], calendar, on, before)


def _notice_remarks(meeting: date, notice: Milestone, calendar: Calendar, on: date, before: date | None) -> Iterator[Remark]:
    due, clear = notice.due, notice.last_safe_day
    assert due is not None and clear is not None  # counted from the meeting; the second by whoever reads two weeks as clear days
    if notice.met_on is not None:
        if before not in (None, meeting):
            yield Remark(state="info", sentence=f"Notice went out on {shown(notice.met_on)} for another day: tell everybody invited of this one.")
    elif due < on:
        yield Remark(state="soon", sentence=(
            "Two weeks’ notice is no longer possible for this day; the first school day that still allows it is "
            f"{shown(first_with_notice(on, calendar))}."
        ))
    elif clear < on:
        yield Remark(state="soon", sentence=(
            "Notice has to go out today, and whoever reads ‘at least two weeks’ as clear days will say that a day is missing."
        ))


def _yearly_remarks(meeting: date, decision: Milestone | None, yearly: date | None) -> Iterator[Remark]:
    if yearly is None or decision is None or decision.due is None:
        return
    if meeting > yearly:
        yield Remark(state="soon", sentence=f"This is after {shown(yearly)}, the last safe day for the yearly review.")
    elif decision.due > yearly:
        yield Remark(state="soon", sentence=(
            f"The council may take until {shown(decision.due)} to decide, and the yearly review has to be complete by {shown(yearly)}. "
            f"A meeting by {shown(last_meeting_for(yearly))} leaves it its four weeks."
        ))


def _move_remarks(meeting: date, move: MoveRow | None) -> Iterator[Remark]:
    if move is None or move.settled:
        return
    plan = "The plan" if move.move.sure else "If there is a move, the plan"
    amended = f"{plan} has to be amended {law_words(move)} for the move ({move.law.source})"
    room, fitting = (move.by_law - meeting).days, move.fitting.last_safe_day if move.fitting else None
    if room <= 0:
        yield Remark(state="soon", sentence=f"{amended}: this is too late for it.")
    elif fitting is not None and meeting > fitting:
        yield Remark(state="soon", sentence=(
            f"{amended}. This leaves the council {weeks_and_days(room)} of its twelve weeks; a meeting by {shown(fitting)} leaves it all of them."
        ))
    if move.local is not None and meeting > move.local.on:
        yield Remark(state="soon", sentence=f"{move.authority} asks for the papers by {shown(move.local.on)}{from_source(move.local)}.")


def from_source(local: CouncilDate) -> str:
    """Where a council says so, in brackets."""
    return f" ({local.source.strip()})" if local.source.strip() else ""
