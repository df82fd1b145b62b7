"""The sentences of a case's page: where it stands, what presses, and what a person should look at."""

from dataclasses import dataclass
from datetime import date

from sendco_desk.domain.codes import REQUESTED_BY, REVERSAL_ROUTES, said
from sendco_desk.domain.dates import shown
from sendco_desk.services.casework import CasePage
from sendco_desk.services.today import Words
from sendco_desk.services.wording import chip
from sendco_desk.statute.case import CaseFacts
from sendco_desk.statute.clock import questions
from sendco_desk.statute.events import EVENT_BY_NAME, EVENT_TITLES
from sendco_desk.statute.milestones import Milestone, State
from sendco_desk.statute.wording import weeks_and_days
from sendco_desk.ui.widgets.timeline_facts import RECEIPT, SCALES, anchored, leading_words, week_of

FINAL = ("REQ-15", "REQ-19")
LAST_FITTING = "REV-14"
"""The last meeting that still fits a move."""
PRESSING = (State.OVERDUE, State.TOO_EARLY, State.DUE_SOON, State.MET_LATE)
MOST_CHIPS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class LookAt:
    """Something a person should look at: the state whose icon it wears, the sentence, and the event to record, if that answers it."""

    state: str
    sentence: str
    event: str = ""
    place: str = ""
    """Where in the window it can be put right, where that is not in this case."""


def pressing(page: CasePage, on: date) -> list[tuple[str, str]]:
    """The chips beside the title: what is late and what is due soon, the late first."""
    steps = [m for state in PRESSING for m in page.milestones if m.state is state]
    return [_chip(m, on) for m in steps[:MOST_CHIPS]]


def _chip(milestone: Milestone, on: date) -> tuple[str, str]:
    word, state = chip(milestone, on)
    return f"{milestone.short}: {word[:1].lower()}{word[1:]}", state


def stands(page: CasePage, on: date) -> Words:
    """Where the case stands, in one or two sentences."""
    if page.case.case_kind == "request":
        return _request_stands(page, on)
    last = next((m for m in page.milestones if m.rule.id in LAST_STEP.get(page.case.case_kind, ()) and m.is_open and m.due), None)
    anchor = anchored(page.milestones, page.case.case_kind)
    first = (f"{page.stage}.", True)
    told: Words = (first,)
    if anchor is not None:
        told += ((f" {EVENT_BY_NAME[anchor[1]].noun}: {shown(anchor[0])}{_shown_by(page, *anchor)}.", False),)
    if last is not None and last.due is not None:
        told += ((f" {last.short}: by ", False), (shown(last.due), True), (".", False))
    return told


LAST_STEP = {
    "annual_review": ("REV-10", "REV-06"), "plan": ("REV-01",), "phase_transfer": ("REV-11", "REV-12", "REV-13"), "consultation": ("REQ-14",),
    "reassessment": ("RAS-02", "RAS-01"), "move": ("TRF-04", "TRF-03"), "appeal": ("APPEAL", "DIS-12"), "complaint": ("CMP-04", "CMP-02"),
    "records": ("REC-01", "REC-02", "REC-03"),
}
"""Of each kind of case, the steps by which it is finished: the first that is open is told at the top."""


def _request_stands(page: CasePage, on: date) -> Words:
    anchor = anchored(page.milestones)
    if anchor is None:
        if any(row.event.name == RECEIPT for row in page.events):
            return ((f"{page.stage}.", True),)
        return (("The clock waits for one day: ", False), ("when did the council receive the request?", True))
    final = next((m for m in page.milestones if m.rule.id in FINAL and m.is_open), None)
    first = (f"{page.stage}.", True) if final is None else (_week_words(anchor[0], on), True)
    if final is None or final.due is None:
        return first, (f" {_received(page, anchor)}.", False)
    by = "had to be final by" if on > final.due else "final by"
    return first, (f" {_received(page, anchor)}; any plan {by} ", False), (shown(final.due), True), (".", False)


def _week_words(day_0: date, on: date) -> str:
    usual = SCALES["request"].usual
    past = (on - day_0).days - usual * 7
    if past > 0:
        return f"{weeks_and_days(past)} past week {usual}.".capitalize()
    return f"Week {week_of(day_0, on)} of {usual}." if on >= day_0 else "The weeks have not begun."


def _received(page: CasePage, anchor: tuple[date, str]) -> str:
    if anchor[1] != RECEIPT:
        return f"Counted from {shown(anchor[0])}, because the day of receipt is not known"
    return f"Received {shown(anchor[0])}{_shown_by(page, *anchor) or ', which no document shows yet'}"


def _shown_by(page: CasePage, day: date, name: str) -> str:
    if page.what_if == (name, day):
        return ", as is supposed here"
    proof = next((row.proof for row in page.events if row.event.name == name and row.event.on == day), None)
    return f", shown by ‘{proof.title}’" if proof else ""


def look_at(page: CasePage) -> list[LookAt]:
    """What is missing, what does not fit together, and how the council's own dates differ."""
    kind, found = page.case.case_kind, list[LookAt]()
    scale = SCALES.get(kind)
    lead = leading_words(anchored(page.milestones, kind), kind)
    if lead and scale and scale.day_0 in page.next_events:
        found.append(LookAt(state="waiting", sentence=lead, event=scale.day_0))
    found += [
        LookAt(state="waiting", sentence=f"The day of ‘{EVENT_TITLES[name]}’ is missing, and other days are counted from it.", event=name)
        for name in page.waiting_for if name in page.next_events and not any(one.event == name for one in found)
    ]
    if any(m.needs_calendar for m in page.milestones):
        found.append(LookAt(state="waiting", sentence="School days cannot be counted before the school’s term dates are recorded.", place="calendar"))
    found += [LookAt(state="soon", sentence=sentence) for sentence in (*_meeting_too_late(page), *page.questions)]
    return found + [LookAt(state="info", sentence=sentence) for sentence in page.differences]


def _meeting_too_late(page: CasePage) -> list[str]:
    """Of a move: that the meeting lies after the last day that leaves the council its twelve weeks."""
    last = next((m for m in page.milestones if m.rule.id == LAST_FITTING and m.latest_day), None)
    meetings = [event.on for event in (*page.facts.events, *page.facts.heard) if event.name == "review_meeting"]
    if last is None or last.latest_day is None or not meetings or max(meetings) <= last.latest_day:
        return []
    return [
        f"The review meeting on {shown(max(meetings))} is after {shown(last.latest_day)}, the last day that leaves the council its twelve weeks: "
        "hold it sooner, or tell the council in writing that its last day does not move."
    ]


def closed_words(page: CasePage, on: date) -> Words:
    """What is said first of a case that the school has put away; nothing while it goes on."""
    day = page.case.closed_on
    return ((f"Closed on {shown(day)}. ", True),) if day is not None and day <= on else ()


def details(page: CasePage) -> list[tuple[str, str]]:
    """What is known about the case besides its days, each with its name; what is not known is left out."""
    r = page.case
    asked = said(REQUESTED_BY, r.requested_by)
    away = " to ".join(shown(day) for day in (r.away_from, r.away_to) if day)
    officer = ", ".join(part for part in (r.case_officer, r.case_officer_email) if part)
    rows = [
        ("Case number", str(r.number)),
        ("Asked by", f"{asked}, {r.asked_by_name}" if r.asked_by_name else asked) if r.case_kind in ASKED else ("", ""), ("Council", r.authority),
        ("Council’s reference", r.council_reference), ("Case officer", officer), ("What is asked", r.what_is_asked),
        ("Away from the area", f"from {away}" if r.away_from and not r.away_to else away),
        ("Appointment missed", shown(r.appointment_missed_on) if r.appointment_missed_on else ""),
        ("How the refusal was reversed", said(REVERSAL_ROUTES, r.reversal_route) if r.reversal_route else ""),
        ("Case closed", shown(r.closed_on) if r.closed_on else ""),
    ]
    return [(name, value) for name, value in rows if value]


ASKED = ("request", "reassessment", "records", "annual_review")
"""Kinds of case that somebody asked for."""


def new_doubts(before: CaseFacts, after: CaseFacts, on: date, today: date, *, planned: bool = False) -> tuple[str, ...]:
    """What a changed event would contradict that nothing contradicted before."""
    old = set(questions(before))
    found = [sentence for sentence in questions(after) if sentence not in old]
    if on > today and not planned:
        found.append(f"{shown(on)} has not come yet. Only record what has happened.")
    return tuple(found)
