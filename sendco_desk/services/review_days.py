"""Days of a review that are looked for: each is asked of the clock, one meeting after another, until one fits.

Beside them what the school's calendar says against a day.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from sendco_desk.domain.casework import CaseEvent
from sendco_desk.domain.dates import shown
from sendco_desk.services.caseload import Calendar, CaseView
from sendco_desk.services.wording import days_words
from sendco_desk.statute.bank_holidays import bank_holidays
from sendco_desk.statute.calendars import ONE_DAY
from sendco_desk.statute.case import CaseFacts, Event
from sendco_desk.statute.clock import DUE_SOON_DAYS, milestones
from sendco_desk.statute.events import REVIEW_DECISIONS
from sendco_desk.statute.milestones import Milestone, State

Chip = tuple[str, str]
"""The word and the state of a chip."""
MEETING, COMPLETE = "review_meeting", "review_completed"
ENDS_REVIEW = (COMPLETE, *REVIEW_DECISIONS)


def steps_from(meeting: date, on: date) -> dict[str, Milestone]:
    """The steps of a review that has nothing but its meeting."""
    facts = CaseFacts(events=(Event(name=MEETING, on=meeting),))
    return {one.rule.id: one for one in milestones(facts, on, kind="annual_review") if one.start}


@lru_cache(maxsize=4096)
def last_meeting_for(limit: date) -> date:
    """The last meeting after which the council's weeks for its decision end by a day: the review is complete only with that decision."""
    day = limit
    while (due := steps_from(day, limit)["REV-06"].due) is not None and due > limit:
        day -= due - limit
    return day


@lru_cache(maxsize=4096)
def planning_state(meeting: date, on: date) -> str:
    """`soon` once the advice for a meeting on that day has to be asked for, else `planned`."""
    return "planned" if steps_from(meeting, on)["PLAN-01"].state is State.UPCOMING else "soon"


@lru_cache(maxsize=64)
def first_with_notice(on: date, calendar: Calendar) -> date:
    """The first day on which the school is open for a meeting of which notice can still be given in time, if it is given now."""
    day = on
    while (due := steps_from(day, on)["REV-03"].due) is None or due < on or closed_words(day, calendar):
        day += ONE_DAY
    return day


def closed_words(day: date, calendar: Calendar) -> str:
    """Why the school is not open on a day, as far as is recorded; empty where nothing says so."""
    if day.weekday() >= 5:
        return f"{shown(day)} is at the weekend."
    if day in bank_holidays(day.year):
        return f"{shown(day)} is a bank holiday."
    closure = next((one for one in calendar.closures if one.first <= day <= one.last), None)
    if closure is not None:
        return f"The school is closed on {shown(day)}: {closure.name or 'closed'}, {shown(closure.first)} to {shown(closure.last)}."
    terms = calendar.terms
    if terms and min(t.first for t in terms) <= day <= max(t.last for t in terms) and not any(t.first <= day <= t.last for t in terms):
        return f"{shown(day)} is in the school holidays: it lies in no term that is recorded."
    return ""


def open_before(day: date, calendar: Calendar) -> date:
    """The last day before on which the school is open."""
    day -= ONE_DAY
    while closed_words(day, calendar):
        day -= ONE_DAY
    return day


def complete(view: CaseView, on: date) -> bool:
    """Whether the council's decision after a review has come, which ends the review."""
    return any(event.name in ENDS_REVIEW and event.on <= on for event in view.events)


def meeting_of(view: CaseView) -> CaseEvent | None:
    """The meeting of a review; of one that moved, the last day given."""
    return max((event for event in view.events if event.name == MEETING), key=lambda event: event.on, default=None)


def until(day: date, on: date) -> Chip:
    """How long until a day that is planned."""
    left = (day - on).days
    return f"{days_words(left)} left" if left else "Last day", "soon" if left <= DUE_SOON_DAYS else "planned"


def newest(views: Iterable[CaseView]) -> CaseView | None:
    """The case opened last."""
    return max(views, key=lambda view: view.case.number, default=None)
