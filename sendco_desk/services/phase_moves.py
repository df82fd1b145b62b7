"""A child who moves to the next phase of education: the law's day, the council's own, the last meeting that still fits, and where it stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sendco_desk.domain.casework import CaseEvent
from sendco_desk.domain.councils import CouncilDate
from sendco_desk.domain.dates import shown
from sendco_desk.domain.pupil import Pupil
from sendco_desk.services.caseload import CaseView, as_events
from sendco_desk.services.casework import OPEN_STATES
from sendco_desk.services.councils import council_key
from sendco_desk.services.review_days import MEETING, Chip, complete, planning_state, until
from sendco_desk.services.wording import chip, days_words
from sendco_desk.statute.case import CaseFacts, Event
from sendco_desk.statute.clock import milestones
from sendco_desk.statute.kinds import HEARD
from sendco_desk.statute.milestones import Milestone, State
from sendco_desk.statute.periods import BeforeDayOfYear
from sendco_desk.statute.phases import LOCAL_DAY_OF, RECORDED, PhaseMove, asked_for_move, prepared_since
from sendco_desk.statute.wording import lowered, weeks_and_days

LAW_OF_MOVE = ("REV-11", "REV-12", "REV-13")
AMENDS = ("review_decision.amend", "amendment_notice_sent", "amended_plan_issued")


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveRow:
    """A child who moves to the next phase: the law's day, the council's own, the last meeting that still fits, and how the review stands.

    ``says_when`` tells where ``moves_on`` is from: the `case`, the school's own `term`, or nothing but the calendar. ``law`` is REV-11, 12 or
    13; ``fitting`` is REV-14, which a move between post-16 places does not have. ``soonest`` is the first school day of which notice can
    still be given in time.
    """

    pupil: Pupil
    authority: str
    plan: CaseView | None
    case: CaseView | None
    review: CaseView | None
    move: PhaseMove
    moves_on: date
    says_when: str
    law: Milestone
    fitting: Milestone | None
    local: CouncilDate | None
    meeting: date | None
    held: bool
    soonest: date
    chip: Chip

    @property
    def last_meeting(self) -> date | None:
        """The last day for a meeting that fits the law's day and the council's own."""
        days = [self.fitting.last_safe_day] if self.fitting and self.fitting.last_safe_day else []
        return min([*days, *([self.local.on] if self.local else [])], default=None)

    @property
    def by_law(self) -> date:
        """The last safe day for the amended plan."""
        assert self.law.last_safe_day is not None  # counted from the day of the move, which is known
        return self.law.last_safe_day

    @property
    def room(self) -> int:
        """Days between the meeting, or the first that can be, and the law's last safe day."""
        return (self.by_law - (self.meeting or self.soonest)).days

    @property
    def is_late(self) -> bool:
        """Whether the council is late with the plan, which needs a case in which that would be recorded."""
        return self.law.state is State.OVERDUE and self.case is not None

    @property
    def settled(self) -> bool:
        """Whether nothing more is owed for the move."""
        return self.law.state in (State.MET, State.MET_LATE, State.ENDED)


def move_event(view: CaseView) -> CaseEvent | None:
    """The day of the move that a case records; of one that was put off, the last."""
    return max((event for event in view.events if event.name in RECORDED), key=lambda event: event.on, default=None)


def heard_of(plan: CaseView | None, reviews: Iterable[CaseView]) -> tuple[Event, ...]:
    """What a case of the move would hear of the plan and its reviews, if it were open."""
    views = [*([plan] if plan else []), *reviews]
    return tuple(event for view in views for event in as_events(
        one for one in view.events if one.name in HEARD["phase_transfer", view.case.case_kind]
    ))


def steps_of_move(event: str, moves_on: date, heard: tuple[Event, ...], on: date) -> tuple[Milestone, ...]:
    """The steps of a move for which no case is open."""
    return milestones(CaseFacts(events=(Event(name=event, on=moves_on),), heard=heard), on, kind="phase_transfer")


def prepares(law: Milestone, views: Iterable[CaseView], on: date) -> tuple[date | None, CaseView | None]:
    """The meeting that prepares a move, planned or held, and its case: the last in the months before it.

    A review that is complete and left the plan as it was did not prepare the move, for which the plan has to name the next place.
    """
    assert law.anchor is not None  # the day of the move
    since = prepared_since(law.anchor)
    found = [
        (event.on, view) for view in views if not (complete(view, on) and _left_alone(view))
        for event in view.events if event.name == MEETING and since <= event.on <= law.anchor
    ]
    return max(found, key=lambda one: one[0], default=(None, None))


def _left_alone(view: CaseView) -> bool:
    return not any(event.name in AMENDS for event in view.events)


def local_day(local: Iterable[CouncilDate], council: str, move: PhaseMove, moves_on: date, law: Milestone) -> CouncilDate | None:
    """The council's own day for such a move in that year; of several the earliest."""
    last, wanted = law.last_safe_day, council_key(council)
    found = [
        one for one in local
        if one.what == LOCAL_DAY_OF.get(move.event) and council_key(one.authority) == wanted and last and asked_for_move(one.on, moves_on, last)
    ]
    return min(found, key=lambda one: one.on, default=None)


def law_words(row: MoveRow) -> str:
    """`before Mon 15 Feb 2027`; of a move between post-16 places `by Thu 1 Apr 2027`."""
    limit = row.law.rule.limit
    if isinstance(limit, BeforeDayOfYear):
        return f"before {shown(limit.fixed(row.moves_on))}"
    return f"by {shown(row.by_law)}"


def move_chip(row: MoveRow, on: date) -> Chip:
    """How the move stands: amended, late, a meeting that fits or leaves less than twelve weeks, or none yet."""
    law, met = row.law, row.law.met_on
    if law.state is State.MET and met is not None:
        return f"Plan amended {shown(met)}", "done"
    if law.state is State.MET_LATE:
        return f"Plan amended {days_words(law.days_late)} late", "late"
    if law.state is State.OVERDUE and row.case is None:  # nobody is late on silence
        return "Not recorded" if row.move.sure else "Is there a move?", "waiting"
    if law.state not in OPEN_STATES or law.state is State.OVERDUE:
        return chip(law, on)
    if row.fitting is None or row.last_meeting is None or row.fitting.last_safe_day is None:
        word, state = chip(law, on)
        return f"Plan: {lowered(word)}", state
    return _held_chip(row, row.fitting.last_safe_day, on) if row.meeting else _unplanned_chip(row, row.fitting.last_safe_day, row.last_meeting, on)


def _held_chip(row: MoveRow, fitting: date, on: date) -> Chip:
    if row.meeting is not None and row.meeting > fitting:
        return (f"{weeks_and_days(row.room)} of the twelve left" if row.room > 0 else "After the law’s last day"), "soon"
    if row.held:
        word, state = chip(row.law, on)
        return f"Held; plan: {lowered(word)}", state
    if row.local is not None and row.meeting is not None and row.meeting > row.local.on:
        return "After the council’s own day", "soon"
    return "Fits", "done"


def _unplanned_chip(row: MoveRow, fitting: date, last: date, on: date) -> Chip:
    if row.soonest <= last:
        return f"{until(last, on)[0]} to meet", planning_state(last, on)
    if row.soonest <= fitting:
        return "Past the council’s own day", "soon"
    return (f"At best {weeks_and_days(row.room)}" if row.room > 0 else "Too late for twelve weeks"), "soon"
