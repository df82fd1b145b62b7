"""What the timeline shows, before anything is drawn: which weeks, what is due, what happened, and all of it in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sendco_desk.domain.dates import DAYS, shown, shown_short
from sendco_desk.services.wording import chip, days_words
from sendco_desk.statute.calendars import Closure
from sendco_desk.statute.case import Event
from sendco_desk.statute.events import EVENT_TITLES
from sendco_desk.statute.milestones import Milestone, State
from sendco_desk.statute.rule import OWED_BY_WORDS, OwedBy
from sendco_desk.ui.widgets.event_words import short_event

RECEIPT = "request_received"
SHORTEST = 8
"""Weeks drawn at least where no week has a number."""
BEFORE, BEYOND = 26, 130
"""Weeks before and after day 0 that a picture can hold; what lies outside is told in words."""
WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How a kind of case is drawn: the event whose day is the first of week 0, how many weeks there usually are, and which are bold."""

    day_0: str
    usual: int
    bold: tuple[int, ...]
    missing: str
    """What is said where that day is not recorded."""


SCALES: Mapping[str, Scale] = {
    "request": Scale(
        day_0=RECEIPT, usual=20, bold=(6, 16, 20),
        missing="The council’s weeks cannot be counted: the day it received the request is not recorded.",
    ),
    "annual_review": Scale(
        day_0="review_meeting", usual=12, bold=(-2, 2, 4, 12), missing="No day can be counted yet: the day of the review meeting is not recorded.",
    ),
    "reassessment": Scale(
        day_0="agreed_to_reassess", usual=14, bold=(14,), missing="The fourteen weeks run from the day the council says that it will re-assess.",
    ),
    "consultation": Scale(
        day_0="school_consulted", usual=3, bold=(2,), missing="No day can be counted yet: the day the council consulted the school is not recorded.",
    ),
}
"""Kinds whose weeks have numbers; the others are drawn along plain dates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A step of the law above the line. ``words`` are its name, its date and its state, each a line."""

    milestone: Milestone
    due: date
    words: tuple[str, str, str]
    state: str
    whose: str
    """`council`, `school`, or `other`: the parent, a service, the Tribunal."""

    @property
    def met(self) -> bool:
        """Whether it has been done, in time or not."""
        return self.milestone.met_on is not None

    @property
    def spoken(self) -> str:
        """The mark in one sentence."""
        whose = {"school": "the school’s", "council": "the council’s"}.get(self.whose) or f"owed by {OWED_BY_WORDS[self.milestone.owed_by].lower()}"
        return f"{self.words[0]}, {whose}, {shown(self.due)}: {self.words[2]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something that happened, below the line."""

    on: date
    icon: str
    words: str
    spoken: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineFacts:
    """All that is drawn. ``day_0`` is the first day of week 0; weeks have numbers only where ``numbered``.

    ``today`` is None where it lies beyond what is drawn. ``leading`` says what is missing, or what stands in for the receipt.
    """

    day_0: date
    numbered: bool
    first: date
    last: date
    today: date | None
    marks: tuple[Mark, ...]
    notes: tuple[Note, ...]
    closures: tuple[Closure, ...]
    leading: str
    outside: tuple[str, ...] = ()
    bold: tuple[int, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not (self.marks or self.notes)

    def share(self, day: date) -> float:
        """Where a day stands between the first (0) and the last (1)."""
        return (day - self.first).days / max(1, (self.last - self.first).days)

    @property
    def weeks(self) -> tuple[int, ...]:
        """The numbers of the weeks that begin between the first day and the last."""
        return tuple(range((self.first - self.day_0).days // 7, (self.last - self.day_0).days // 7 + 1))


def step_chip(milestone: Milestone, on: date, waits: bool = True) -> tuple[str, str]:
    """The word and state of a step's chip. ``waits`` says that the day it is counted from is looked for now; else it has not begun."""
    return chip(milestone, on) if waits or milestone.state is not State.UNKNOWN else ("Not begun", "planned")


def state_words(milestone: Milestone, on: date) -> tuple[str, str]:
    """The words and the state under a step's date: `met 12 Oct`, `met 2 days late`, `22 days left`."""
    word, state = chip(milestone, on)
    if milestone.state is State.MET and milestone.met_on is not None:
        return f"done {shown_short(milestone.met_on)}", state
    return word[:1].lower() + word[1:], state


def whose_words(owed_by: OwedBy) -> str:
    """Which of the three signs a step has."""
    if owed_by is OwedBy.SCHOOL:
        return "school"
    return "council" if owed_by in (OwedBy.LOCAL_AUTHORITY, OwedBy.OLD_AUTHORITY, OwedBy.NEW_AUTHORITY) else "other"


def mark_of(milestone: Milestone, due: date, on: date) -> Mark:
    """A step as it stands above the line."""
    word, state = state_words(milestone, on)
    return Mark(
        milestone=milestone, due=due, words=(milestone.short, shown(due), word), state=state, whose=whose_words(milestone.owed_by),
    )


def note_of(event: Event) -> Note:
    """An event as it stands below the line."""
    icon, words = short_event(event.name)
    return Note(on=event.on, icon=icon, words=f"{shown_short(event.on)}  {words}", spoken=f"{shown(event.on)}, {EVENT_TITLES[event.name]}")


def anchored(milestones: Sequence[Milestone], kind: str = "request") -> tuple[date, str] | None:
    """The day that the weeks of a case are counted from, and the event that really stood there; None where neither is known."""
    scale = SCALES.get(kind)
    return next(((m.anchor, m.anchor_event) for m in milestones if scale and m.after == scale.day_0 and m.anchor), None)


def leading_words(anchor: tuple[date, str] | None, kind: str = "request") -> str:
    """What must be said before the picture is read."""
    scale = SCALES.get(kind)
    if scale is None:
        return ""
    if anchor is None:
        return scale.missing
    if anchor[1] != scale.day_0:
        return f"The day the council received the request is not recorded, so the weeks run from ‘{EVENT_TITLES[anchor[1]]}’, {shown(anchor[0])}."
    return ""


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def timeline_of(
    milestones: Sequence[Milestone], events: Sequence[Event], closures: Sequence[Closure], on: date, kind: str = "request",
) -> TimelineFacts:
    """The usual weeks of the kind of case from its day 0, longer where something lies beyond; else from the first event's week."""
    anchor, scale = anchored(milestones, kind), SCALES.get(kind)
    steps = [(m, m.due) for m in milestones if m.due is not None and m.state is not State.ENDED and not m.part_of]
    days = sorted([*(due for _, due in steps), *(e.on for e in events)])
    day_0 = anchor[0] if anchor else _monday(days[0] if days else on)
    earliest, latest = day_0 - BEFORE * WEEK, day_0 + BEYOND * WEEK
    near = [day for day in days if earliest <= day <= latest]
    if any(m.is_open for m, _ in steps) and earliest <= on <= latest:
        near.append(on)
    end = max([*near, day_0 + (scale.usual if anchor and scale else SHORTEST) * WEEK])
    start = min([*near, day_0])
    first = day_0 + (start - day_0).days // 7 * WEEK
    last = day_0 + -(-(end - day_0).days // 7) * WEEK
    marks = [mark_of(m, due, on) for m, due in sorted(steps, key=lambda step: step[1])]
    notes = [note_of(event) for event in sorted(events, key=lambda e: e.on)]
    return TimelineFacts(
        day_0=day_0, numbered=anchor is not None, first=first, last=last, today=on if first <= on <= last else None,
        marks=tuple(m for m in marks if first <= m.due <= last), notes=tuple(n for n in notes if first <= n.on <= last),
        closures=tuple(c for c in closures if c.last >= first and c.first <= last), leading=leading_words(anchor, kind),
        outside=tuple([m.spoken for m in marks if not first <= m.due <= last] + [n.spoken for n in notes if not first <= n.on <= last]),
        bold=scale.bold if anchor and scale else (),
    )


def week_of(day_0: date, on: date) -> int:
    """Which week it is, counted from day 0."""
    return (on - day_0).days // 7


def today_words(on: date) -> str:
    """`Today, Thu 12 Nov`."""
    return f"Today, {DAYS[on.weekday()]} {shown_short(on)}"


def described(facts: TimelineFacts) -> str:
    """Everything the picture says, in sentences."""
    said = [facts.leading] if facts.leading else []
    if facts.numbered:
        said.append(f"Weeks are counted from {shown(facts.day_0)}.")
    if facts.today:
        week = f", week {week_of(facts.day_0, facts.today)}" if facts.numbered else ""
        said.append(f"Today is {shown(facts.today)}{week}.")
    said += [f"Due: {'; '.join(mark.spoken for mark in facts.marks)}."] if facts.marks else ["Nothing is due."]
    if facts.notes:
        said.append(f"Happened: {'; '.join(note.spoken for note in facts.notes)}.")
    said += [
        f"School closed: {c.name or 'closure'}, {shown(c.first)} to {shown(c.last)}, {days_words(c.days)}; the weeks run on." for c in facts.closures
    ]
    if facts.outside:
        said.append(outside_words(facts))
    return " ".join(said)


def outside_words(facts: TimelineFacts) -> str:
    """What lies too far away to be drawn to scale."""
    return f"Too far away to be drawn: {'; '.join(facts.outside)}."
