"""One step of a case on one day: when it is due, what became of it, and how that was counted.

What decides about lateness is worked out at once. What is only read (sentences, alternatives, exceptions) is worked out when somebody
asks, because a caseload has millions of steps and a person reads a few. For the same reason they are named tuples: as fixed as a frozen
dataclass, and made in a third of the time.
"""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from sendco_desk.statute.case import CaseFacts, Dates, chosen, dates_of
from sendco_desk.statute.events import ADVICE_SERVICES, ADVICE_WORDS, DIRECTION, EVENT_TITLES
from sendco_desk.statute.exceptions import ExceptionTest, exception_tests
from sendco_desk.statute.notices import Notice
from sendco_desk.statute.other_counts import Alternative, OtherCount
from sendco_desk.statute.periods import NO_CALENDAR, SchoolDays
from sendco_desk.statute.rule import OwedBy, Rule
from sendco_desk.statute.wording import weeks_and_days

__all__ = ["Alternative", "ExceptionTest", "Happening", "Milestone", "Seen", "Start", "State"]


class State(StrEnum):
    """What has become of a step by the day asked about."""

    MET = "met"
    MET_LATE = "met_late"
    DUE_SOON = "due_soon"
    UPCOMING = "upcoming"
    OVERDUE = "overdue"
    """Only once the latest day that a respectable count allows has passed."""
    WINDOW_OPEN = "window_open"
    """A least period for the other side is running."""
    TOO_EARLY = "too_early"
    """The other side acted inside that period."""
    LAPSED = "lapsed"
    """A right was not used in time."""
    UNKNOWN = "unknown"
    """A day that tells is not recorded: the one it starts from, or the one it was done on where something else shows that it may be done."""
    ENDED = "ended"
    """It is no longer owed; ``ended_because`` says why."""


class Start(NamedTuple):
    """A day that a step is counted from, the event that gave it, and the day on which the same event came again.

    ``service`` is whose advice it is about. ``supposed`` is the rule whose last day stands in for a start that has no date.
    """

    anchor: date
    event: str
    again: date | None = None
    service: str = ""
    supposed: str = ""
    then: date | None = None
    """The day of the next decision of its kind, which leaves this one's right as it is."""


class Happening(NamedTuple):
    """An event and its day; no event, and a day that never comes, where nothing has happened. ``rule`` is the one that takes over."""

    on: date = date.max
    event: str = ""
    rule: str = ""

    @property
    def day(self) -> date | None:
        """The day, if anything happened."""
        return self.on if self.event else None


NOTHING = Happening()


class Seen:
    """The case as it was looked at: what its steps share, worked out once."""

    __slots__ = ("case", "dates", "on", "route", "school")

    def __init__(self, case: CaseFacts, on: date) -> None:
        self.case, self.on = case, on
        self.dates: Dates = dates_of(case)
        self.school = SchoolDays(case.terms, case.closures) if case.terms or case.closures else NO_CALENDAR
        self.route = next(iter(chosen(case.facts["reversal_route"])), "") if "reversal_route" in case.facts else ""
        """How a refusal was reversed, where the case says so."""

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        return isinstance(other, Seen) and (self.on, self.dates, self.school, self.case.facts) == (
            other.on, other.dates, other.school, other.case.facts,
        )

    def __hash__(self) -> int:
        return hash(self.on)


class Milestone(NamedTuple):
    """A rule applied to a case.

    ``due`` is the last lawful day on the ordinary count, ``last_safe_day`` the earliest that any respectable count gives, ``latest_day``
    the latest. ``days_late`` counts from ``due``, and is 0 unless overdue or met late. One rule gives several milestones where its
    starting event came again; ``key`` tells them apart. ``ended`` is what made it no longer owed, ``hint`` what is
    known of a step whose own day is missing.
    """

    rule: Rule
    seen: Seen
    state: State
    start: Start | None = None
    due: date | None = None
    last_safe_day: date | None = None
    latest_day: date | None = None
    met_on: date | None = None
    met_by: str = ""
    days_late: int = 0
    ended: Happening = NOTHING
    hint: Happening = NOTHING
    needed: date | None = None
    longer: bool = False
    governs: str = ""
    """Of a step with parts: the part that ends last."""
    lacks: str = ""
    """The event that is not recorded and may give more time, so that nobody is called late."""

    @property
    def key(self) -> tuple[str, date | None, str, str]:
        """What tells it apart from the other steps of its case: rule, day, starting event, service."""
        return (self.rule.id, self.anchor, self.start.event if self.start else "", self.service)

    @property
    def title(self) -> str:
        """What has to be done."""
        if self.service:
            return f"Send the {ADVICE_WORDS[self.service]}"
        return f"Keep to the {EVENT_TITLES[self.direction]}" if self.direction else self.rule.title

    @property
    def short(self) -> str:
        """A few words for it."""
        if self.service:
            return f"Advice: {ADVICE_SERVICES[self.service]}"
        return EVENT_TITLES[self.direction] if self.direction else self.rule.short

    @property
    def direction(self) -> str:
        """The Tribunal's own day that it is; empty for all other steps."""
        return self.start.event if self.start and self.start.event.startswith(DIRECTION) else ""

    @property
    def service(self) -> str:
        """Whose advice it is about; empty for all other steps."""
        return self.start.service if self.start else ""

    @property
    def owed_by(self) -> OwedBy:
        """Whose step it is."""
        return self.rule.owed_by

    @property
    def after(self) -> str:
        """The event it is counted from, as the vocabulary names it; the first of several until one has happened."""
        rule, event = self.rule, self.start.event if self.start else ""
        if event and (event in rule.after or rule.services or rule.parts or event.startswith(DIRECTION)):
            return event
        return rule.after[0] if rule.after else ""

    @property
    def anchor(self) -> date | None:
        """The day it is counted from."""
        return self.start.anchor if self.start else None

    @property
    def anchor_event(self) -> str:
        """The event that really stood there; empty if none."""
        return self.start.event if self.start and not self.start.supposed else ""

    @property
    def late(self) -> str:
        """How late: `12 weeks 6 days`; empty where it is not."""
        return weeks_and_days(self.days_late)

    @property
    def source(self) -> str:
        """The citation that people read."""
        return self.rule.source

    @property
    def status(self) -> str:
        """What it rests on."""
        return self.rule.status

    @property
    def confidence(self) -> str:
        """How sure the reading of the source is."""
        return self.rule.confidence

    @property
    def part_of(self) -> str:
        """The rule of which this one is a part; only that one can be overdue or lapse."""
        return PART_OF.get(self.rule.id, "")

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to act on it by its day. A least period asks only to be left alone."""
        return self.state in (State.DUE_SOON, State.UPCOMING, State.OVERDUE) and not self.rule.minimum_for and not self.part_of

    @property
    def waits_for(self) -> str:
        """The event whose missing day leaves the step unknown; empty where it is not."""
        if self.state is not State.UNKNOWN:
            return ""
        if self.start is None or self.due is None:
            return self.after if self.start is None else ""
        if self.lacks and not self.hint.event:
            return "" if self.rule.quiet else self.lacks
        return met_names(self.rule, self.start)[0]

    @property
    def needs_calendar(self) -> bool:
        """Whether its day cannot be counted before the school's calendar reaches further."""
        return self.state is State.UNKNOWN and self.start is not None and self.due is None and not self.missing_fact

    @property
    def missing_fact(self) -> str:
        """The fact that must be stated before anybody knows whether this is owed; empty where none is missing."""
        needed = self.rule.needs_fact
        return needed[0] if needed and not self.seen.case.word(needed[0]) else ""

    @property
    def met_at_latest(self) -> bool:
        """Whether ``met_on`` is only the day by which it was done at the latest, its own day not being recorded."""
        return bool(self.met_by) and self.met_by in self.rule.implied_by

    @property
    def alternatives(self) -> tuple[Alternative, ...]:
        """The other last days that respectable sources would give, each with its reason."""
        if self.start is None or self.due is None:
            return ()
        counts = self.rule.longer_counts if self.longer else self._governing().other_counts
        found = list(other_days(counts, self.start.anchor, self.due, self.needed, self.seen.route))
        if self.longer:
            usual = self.rule.limit.last_day(self.start.anchor, self.start.event, self.seen.school)
            if usual:
                others = (other.due for other in other_days(self.rule.other_counts, self.start.anchor, usual, self.needed, ""))
                found.insert(0, Alternative(due=min((usual, *others)), because="without the extension"))
        return tuple(found)

    def _governing(self) -> Rule:
        """The rule whose other counts stand beside the day: of a step with parts, that of the part which governs."""
        from sendco_desk.statute.rules import BOOK

        return BOOK.by_id[self.governs] if self.rule.parts else self.rule

    @property
    def exceptions(self) -> tuple[ExceptionTest, ...]:
        """Each exception of the rule, tested against the case."""
        if self.start is None or self.due is None or self.latest_day is None:
            return ()
        settled = min(self.met_on or date.max, self.ended.on)
        return exception_tests(self.rule, self.seen.case, self.seen.dates, self.start.anchor, self.due, in_time=settled <= self.latest_day)

    @property
    def counted(self) -> str:
        """How its day was counted, and what is known and not known, in whole sentences."""
        from sendco_desk.statute.telling import counted_words

        return counted_words(self)

    @property
    def ended_because(self) -> str:
        """Why it is no longer owed; empty where it is."""
        from sendco_desk.statute.telling import ended_words

        return ended_words(self) if self.state is State.ENDED else ""

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What was different in the law on the days it ran."""
        from sendco_desk.statute.england_2014.notices import notices_on

        if self.start is None or self.due is None:
            return ()
        begins = min(self.start.anchor, self.due)  # a day counted back lies before the day it starts from
        return notices_on(self.rule, begins, max(begins, min(self.met_on or date.max, self.ended.on, max(self.start.anchor, self.due, self.seen.on))))


def met_names(rule: Rule, start: Start) -> Sequence[str]:
    """The events that do the step, for its service where it has one."""
    return tuple(f"{name}.{start.service}" for name in rule.met_by) if start.service else rule.met_by


def lacking(rule: Rule, dates: Dates, on: date) -> str:
    """The event that the rule asks for, where its day is missing and may be there; empty otherwise. Any of those asked for will do."""
    if not rule.asks_for or any(name in dates for name in rule.asks_for):
        return ""
    return rule.asks_for[0] if not rule.pending or any(dates[name][0] <= on for name in rule.pending if name in dates) else ""


def other_days(counts: Sequence[OtherCount], anchor: date, due: date, needed: date | None, route: str) -> list[Alternative]:
    """The last days that these counts give, each with its reason."""
    found = []
    for count in counts:
        day = count.day(anchor, due, needed)
        if day is not None:
            found.append(Alternative(due=day, because=count.reason(route)))
    return found


PART_OF = {"DIS-10": "APPEAL", "DIS-11": "APPEAL", "TRF-04a": "TRF-04", "TRF-04b": "TRF-04"}
"""The parts of the combined steps; a test holds it to the rules."""
