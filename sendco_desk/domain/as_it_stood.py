"""The record of support as it stood on an earlier day: what had not happened by then is not there, and what came later is not said of the rest.

A record has the dates of what it tells, not of when it was typed; so what was put in later about an earlier day is told. Only the story
knows when it was written, and its later corrections stay out.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, Protocol, TypeVar
from uuid import UUID

from sendco_desk.domain.cycles import Outcome, Strategy, SupportCycle
from sendco_desk.domain.documents import Document
from sendco_desk.domain.measures import Attendance, BehaviourCount, Measure, PartTimeStep, PartTimeTimetable, Suspension
from sendco_desk.domain.meetings import AgreedAction, Meeting, MeetingPerson
from sendco_desk.domain.needs import NeedStatement
from sendco_desk.domain.plans import PlanSection, PlanVersion
from sendco_desk.domain.professionals import Advice, Involvement
from sendco_desk.domain.provision import CostItem, GroupSize, ProvisionPlace, ProvisionSession, StaffRate
from sendco_desk.domain.records import Record
from sendco_desk.domain.story import StoryEntry
from sendco_desk.domain.voices import OnePageProfile, ViewsGiven

R = TypeVar("R", bound=Record)


class Find(Protocol):
    """Finds a record as it is now, or None."""

    def __call__(self, kind: type[R], id: UUID, /) -> R | None:
        """The record of that kind with that id."""


def as_it_stood(record: R, on: date, find: Find) -> R | None:
    """The record as it stood on a day; None where it was not there yet. ``find`` gives what it belongs to."""
    day = _DAY_OF.get(type(record))
    if day is not None and getattr(record, day) > on:
        return None
    rule = _RULES.get(type(record))
    found: R | None = rule(record, on, find) if rule is not None else record
    return found


_DAY_OF: dict[type[Record], str] = {
    NeedStatement: "since", SupportCycle: "starts_on", ProvisionPlace: "starts_on", ProvisionSession: "on", CostItem: "on", StaffRate: "since",
    GroupSize: "since", Measure: "taken_on",
    Attendance: "last_day", BehaviourCount: "last_day", PartTimeTimetable: "starts_on", PartTimeStep: "since", Suspension: "first_day",
    ViewsGiven: "given_on", OnePageProfile: "made_on", Meeting: "held_on", PlanVersion: "dated_on", Document: "received_on",
}
"""The day from which a record was there; a stretch that is counted as a whole was there on its last."""


def _by(day: date | None, on: date) -> date | None:
    """The day, where it had come."""
    return day if day is not None and day <= on else None


def _later(day: date | None, on: date) -> bool:
    return day is not None and day > on


# Needs and cycles


def _statement(one: NeedStatement, on: date, find: Find) -> NeedStatement:
    return replace(one, until=None) if _later(one.until, on) else one


def _cycle(one: SupportCycle, on: date, find: Find) -> SupportCycle | None:
    """Without a review that was still to come, and open where it was closed later; a version that was made later is not there."""
    if one.corrects is not None and _later(one.corrected_on, on):
        return None
    if _later(one.reviewed_on, on):
        one = replace(one, reviewed_on=None, tried="", next_step="", why_next="")
    if one.closed_at is not None and one.closed_at.date() > on:
        one = replace(one, closed_at=None, closed_by="")
    return one


def _outcome(one: Outcome, on: date, find: Find) -> Outcome | None:
    cycle = find(SupportCycle, one.cycle)
    if cycle is None or as_it_stood(cycle, on, find) is None:
        return None
    return replace(one, result="", measure_now="", review_words="") if _later(cycle.reviewed_on, on) else one


def _strategy(one: Strategy, on: date, find: Find) -> Strategy | None:
    cycle = find(SupportCycle, one.cycle)
    if cycle is None or as_it_stood(cycle, on, find) is None:
        return None
    return replace(one, worked="", review_words="") if _later(cycle.reviewed_on, on) else one


def _place(one: ProvisionPlace, on: date, find: Find) -> ProvisionPlace:
    """What came of a place is known at its end."""
    return replace(one, end_measure="", effect="") if one.ends_on > on else one


# Days in school


def _timetable(one: PartTimeTimetable, on: date, find: Find) -> PartTimeTimetable:
    if _later(one.ended_on, on):
        one = replace(one, ended_on=None, end_words="")
    return replace(
        one, agreed_on=_by(one.agreed_on, on), told_council_start=_by(one.told_council_start, on), told_council_end=_by(one.told_council_end, on),
    )


def _step(one: PartTimeStep, on: date, find: Find) -> PartTimeStep:
    return replace(one, told_council_on=_by(one.told_council_on, on))


def _suspension(one: Suspension, on: date, find: Find) -> Suspension:
    one = replace(one, parents_told_on=_by(one.parents_told_on, on), council_told_on=_by(one.council_told_on, on))
    return replace(one, back_on=None, back_words="") if _later(one.back_on, on) else one


# People


def _involvement(one: Involvement, on: date, find: Find) -> Involvement | None:
    """A report that had not come yet is not told of."""
    days = [day for day in (one.asked_on, one.seen_on, one.report_on, one.received_on) if day is not None]
    if days and min(days) > on:
        return None
    if _report_came_later(one, on):
        one = replace(one, report_on=None, received_on=None, document=None)
    return replace(one, seen_on=_by(one.seen_on, on), ended_on=_by(one.ended_on, on))


def _report_came_later(one: Involvement, on: date) -> bool:
    return _later(one.received_on, on) or _later(one.report_on, on)


def _advice(one: Advice, on: date, find: Find) -> Advice | None:
    whose = find(Involvement, one.involvement)
    if whose is None or as_it_stood(whose, on, find) is None or _report_came_later(whose, on):
        return None
    return replace(one, action="", action_on=None, effect="") if _later(one.action_on, on) else one


def _meeting(one: Meeting, on: date, find: Find) -> Meeting:
    return replace(one, minutes_sent_on=_by(one.minutes_sent_on, on))


def _of_meeting(meeting: UUID, on: date, find: Find) -> bool:
    kept = find(Meeting, meeting)
    return kept is not None and kept.held_on <= on


def _person(one: MeetingPerson, on: date, find: Find) -> MeetingPerson | None:
    return one if _of_meeting(one.meeting, on, find) else None


def _action(one: AgreedAction, on: date, find: Find) -> AgreedAction | None:
    if one.meeting is not None and not _of_meeting(one.meeting, on, find):
        return None
    return replace(one, done_on=None, done_words="") if _later(one.done_on, on) else one


# The plan and the story


def _section(one: PlanSection, on: date, find: Find) -> PlanSection | None:
    version = find(PlanVersion, one.version)
    return one if version is not None and version.dated_on <= on else None


def _entry(one: StoryEntry, on: date, find: Find) -> StoryEntry | None:
    """An entry is there from the day of what happened, a correction from the day on which it was written."""
    began = one.written_at if one.corrects is not None else one.happened_at
    if began.date() > on:
        return None
    if one.struck_out_at is not None and one.struck_out_at.date() > on:
        return replace(one, struck_out_at=None, struck_out_because="")
    return one


_RULES: dict[type[Record], Callable[[Any, date, Find], Any]] = {
    NeedStatement: _statement, SupportCycle: _cycle, Outcome: _outcome, Strategy: _strategy, ProvisionPlace: _place,
    PartTimeTimetable: _timetable, PartTimeStep: _step, Suspension: _suspension, Involvement: _involvement, Advice: _advice,
    Meeting: _meeting, MeetingPerson: _person, AgreedAction: _action, PlanSection: _section, StoryEntry: _entry,
}
