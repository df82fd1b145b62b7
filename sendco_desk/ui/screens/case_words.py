"""The sentences of a case's page: where it stands, what presses, and what a person should look at."""

from dataclasses import dataclass
from datetime import date

from sendco_desk.domain.codes import EXCEPTIONS, REQUESTED_BY, REVERSAL_ROUTES, said
from sendco_desk.domain.dates import shown
from sendco_desk.services.casework import CasePage
from sendco_desk.services.today import Words, chip
from sendco_desk.statute.case import CaseFacts
from sendco_desk.statute.clock import questions
from sendco_desk.statute.milestones import Milestone, State
from sendco_desk.statute.wording import weeks_and_days
from sendco_desk.ui.widgets.timeline_facts import RECEIPT, USUAL_WEEKS, anchored, leading_words, week_of

FINAL = ("REQ-15", "REQ-19")
PRESSING = (State.OVERDUE, State.TOO_EARLY, State.DUE_SOON, State.MET_LATE)
MOST_CHIPS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class LookAt:
    """Something a person should look at: the state whose icon it wears, the sentence, and the event to record, if that answers it."""

    state: str
    sentence: str
    event: str = ""


def pressing(page: CasePage, on: date) -> list[tuple[str, str]]:
    """The chips beside the title: what is late and what is due soon, the late first."""
    steps = [m for state in PRESSING for m in page.milestones if m.state is state]
    return [_chip(m, on) for m in steps[:MOST_CHIPS]]


def _chip(milestone: Milestone, on: date) -> tuple[str, str]:
    word, state = chip(milestone, on)
    return f"{milestone.rule.short}: {word[:1].lower()}{word[1:]}", state


def stands(page: CasePage, on: date) -> Words:
    """Where the case stands, in one or two sentences."""
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
    past = (on - day_0).days - USUAL_WEEKS * 7
    if past > 0:
        return f"{weeks_and_days(past)} past week {USUAL_WEEKS}.".capitalize()
    return f"Week {week_of(day_0, on)} of {USUAL_WEEKS}." if on >= day_0 else "The weeks have not begun."


def _received(page: CasePage, anchor: tuple[date, str]) -> str:
    if anchor[1] != RECEIPT:
        return f"Counted from {shown(anchor[0])}, because the day of receipt is not known"
    proof = next((row.proof for row in page.events if row.event.name == RECEIPT and row.event.on == anchor[0]), None)
    shows = f"shown by ‘{proof.title}’" if proof else "which no document shows yet"
    return f"Received {shown(anchor[0])}, {shows}"


def look_at(page: CasePage) -> list[LookAt]:
    """What is missing, what does not fit together, and how the council's own dates differ."""
    found = []
    lead = leading_words(anchored(page.milestones))
    if lead and RECEIPT in page.next_events:
        found.append(LookAt(state="waiting", sentence=lead, event=RECEIPT))
    found += [LookAt(state="soon", sentence=sentence) for sentence in page.questions]
    return found + [LookAt(state="info", sentence=sentence) for sentence in page.differences]


def details(page: CasePage) -> list[tuple[str, str]]:
    """What is known about the case besides its days, each with its name; what is not known is left out."""
    r = page.request
    asked = said(REQUESTED_BY, r.requested_by)
    away = " to ".join(shown(day) for day in (r.away_from, r.away_to) if day)
    rows = [
        ("Asked by", f"{asked}, {r.asked_by_name}" if r.asked_by_name else asked), ("Council", r.authority),
        ("Council’s reference", r.council_reference), ("Case officer", r.case_officer), ("What is asked", r.what_is_asked),
        ("Exceptions the council claims", "; ".join(said(EXCEPTIONS, code) for code in r.exceptions_claimed)),
        ("Away from the area", f"from {away}" if r.away_from and not r.away_to else away),
        ("How the refusal was reversed", said(REVERSAL_ROUTES, r.reversal_route) if r.reversal_route else ""),
        ("Case closed", shown(r.closed_on) if r.closed_on else ""),
    ]
    return [(name, value) for name, value in rows if value]


def new_doubts(before: CaseFacts, after: CaseFacts, on: date, today: date) -> tuple[str, ...]:
    """What a changed event would contradict that nothing contradicted before."""
    old = set(questions(before))
    found = [sentence for sentence in questions(after) if sentence not in old]
    if on > today:
        found.append(f"{shown(on)} has not come yet. Only record what has happened.")
    return tuple(found)
