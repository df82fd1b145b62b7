"""Annual reviews and moves to the next phase: every child with a plan, what presses, and the deeds that plan a review.

No day is worked out here: each is one of the clock's, which is also asked where a day is only supposed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sendco_desk.domain.casework import CaseEvent
from sendco_desk.domain.dates import shown
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.caseload import Caseload, CaseView, as_events
from sendco_desk.services.casework import OPEN_STATES, Casework
from sendco_desk.services.clockwork import Changed, Clock, today
from sendco_desk.services.phase_moves import (
    LAW_OF_MOVE,
    MoveRow,
    heard_of,
    local_day,
    move_chip,
    move_event,
    prepares,
    steps_of_move,
)
from sendco_desk.services.review_days import (
    COMPLETE,
    ENDS_REVIEW,
    MEETING,
    Chip,
    complete,
    first_with_notice,
    last_meeting_for,
    meeting_of,
    newest,
    planning_state,
    until,
)
from sendco_desk.services.review_plans import ReviewPlan, review_plan
from sendco_desk.services.review_register import Register
from sendco_desk.services.stages import stage_words
from sendco_desk.services.wording import COUNCILS, chip
from sendco_desk.statute.case import CaseFacts, Event
from sendco_desk.statute.clock import milestones, questions
from sendco_desk.statute.events import ENDS_EVERYTHING
from sendco_desk.statute.kinds import HEARD
from sendco_desk.statute.milestones import Milestone, State
from sendco_desk.statute.phases import RECORDED, autumn_starting, move_of, next_september

if TYPE_CHECKING:
    from sendco_desk.store.notebook import Notebook

EARLY, MADE = "early_review_requested", "plan_made"
ISSUED = "final_plan_issued"
BEFORE = {"PLAN-01": "advice", "REV-03": "notice", "REV-04": "papers"}
"""What the school does before a meeting, by the step."""
SHORT = {"advice": "Ask for advice", "notice": "Send notice", "papers": "Send the papers", "report": "Send the report"}
"""The school's deeds in the fewest words."""
RECORDS: Mapping[str, str] = {
    "advice": "review_advice_requested", "notice": "review_notice_sent", "papers": "review_papers_circulated", "report": "review_report_sent",
}
"""The event that says a deed of the school was done."""
OF_PLANS = ("plan", "annual_review", "phase_transfer")
TAKEN_OVER = "TRF-04"
"""The step by which the yearly review goes on after a move between councils."""
TO_PLAN = ("open_plan", "plan_made", "plan")


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """What the school does next: the deed by its name, the words for it and fewer words, its day, and its chip."""

    deed: str
    words: str
    short: str
    on: date | None = None
    chip: Chip | None = None
    step: Milestone | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRow:
    """A child with a plan: its yearly round, the review that is on its way, what is next for the school and what the council owes.

    ``going`` says that the review can still be planned further; ``unrecorded`` are steps before a meeting of which nothing was recorded.
    """

    pupil: Pupil
    authority: str
    plan: CaseView | None
    review: CaseView | None
    going: bool
    last_complete: date | None
    yearly: Milestone | None
    meeting_event: CaseEvent | None
    held: bool
    ours: NextStep | None
    theirs: Milestone | None
    unrecorded: tuple[Milestone, ...]
    steps: tuple[Milestone, ...]
    """The steps of the review that have begun."""
    stage: str
    move: MoveRow | None
    presses: date

    @property
    def due(self) -> date | None:
        """The last safe day of the yearly review."""
        return self.yearly.last_safe_day if self.yearly else None

    @property
    def meeting(self) -> date | None:
        """The day of the meeting, planned or held."""
        return self.meeting_event.on if self.meeting_event else None

    @property
    def to_plan(self) -> bool:
        """Whether the next thing is to plan a meeting, or to say what the plan is counted from."""
        return self.ours is not None and self.ours.deed in TO_PLAN

    @property
    def is_late(self) -> bool:
        """Whether anything of it is shown as late."""
        council = self.theirs is not None and self.theirs.state in (State.OVERDUE, State.TOO_EARLY)
        return council or (self.ours is not None and self.ours.chip is not None and self.ours.chip[1] == "late")

    def step(self, rule_id: str) -> Milestone | None:
        """A step of the review that has begun."""
        return next((one for one in self.steps if one.rule.id == rule_id), None)


class Reviews:
    """Annual reviews and moves to the next phase, of every child with a plan."""

    def __init__(self, book: "Notebook", clock: Clock, caseload: Caseload, casework: Casework) -> None:
        self.book, self.clock, self.caseload, self.casework = book, clock, caseload, casework
        self._register = Register(book)
        self._moves: tuple[date, dict[tuple[str, date, tuple[Event, ...]], tuple[Milestone, ...]]] = (date.min, {})
        self._rows: dict[UUID, tuple[object, ReviewRow]] = {}

    def _holders(self, cases: Mapping[UUID, Sequence[CaseView]], on: date) -> list[Pupil]:
        """Those on roll whose status says that they have a plan, and those not gone of whom a plan, a review or a move is open."""
        register = self._register.refresh()
        found = {pupil.id: pupil for pupil in register.pupils.values() if register.has_plan(pupil, on)}
        for pupil, views in cases.items():
            if views[0].pupil.roll_status != "left" and any(view.case.case_kind in OF_PLANS for view in views):
                found.setdefault(pupil, views[0].pupil)
        return list(found.values())

    def _cases(self, on: date) -> dict[UUID, list[CaseView]]:
        """The open cases of every pupil."""
        found: defaultdict[UUID, list[CaseView]] = defaultdict(list)
        for view in self.caseload.views().values():
            if not view.is_closed(on):
                found[view.case.pupil].append(view)
        return found

    # The two lists

    def rows(self, on: date | None = None) -> list[ReviewRow]:
        """Every child with a plan, what presses most first."""
        day = on or today(self.clock)
        cases = self._cases(day)
        rows = [self._fresh(pupil, tuple(cases.get(pupil.id, ())), day) for pupil in self._holders(cases, day)]
        return sorted(rows, key=lambda row: (row.presses, row.pupil.sorting_name.casefold()))

    def row(self, pupil: UUID, on: date | None = None) -> ReviewRow:
        """One child's row. Raises Refused where the child is no longer there."""
        day, found = on or today(self.clock), self.book.get(Pupil, pupil)
        self._register.refresh()
        return self._fresh(found, tuple(view for view in self.caseload.of_pupil(pupil) if not view.is_closed(day)), day)

    def moves(self, on: date | None = None) -> list[MoveRow]:
        """Every child who moves to the next phase, those whose meeting must be soonest first and those who are settled last."""
        rows = [row.move for row in self.rows(on) if row.move is not None]
        return sorted(rows, key=lambda row: (row.settled, row.last_meeting or row.by_law, row.pupil.sorting_name.casefold()))

    def _fresh(self, pupil: Pupil, views: tuple[CaseView, ...], on: date) -> ReviewRow:
        """A child's row, kept until something that it rests on has changed."""
        rests_on = (on, self._register.version, pupil, views, self.caseload.calendar())
        kept = self._rows.get(pupil.id)
        if kept is None or kept[0] != rests_on:
            kept = (rests_on, self._row(pupil, views, on))
            self._rows[pupil.id] = kept
        return kept[1]

    # One child

    def _row(self, pupil: Pupil, views: Sequence[CaseView], on: date) -> ReviewRow:
        plan = newest(view for view in views if view.case.case_kind == "plan")
        reviews = [view for view in views if view.case.case_kind == "annual_review"]
        yearly = self._yearly(plan, views, on) if plan else None
        going = self._going(reviews, on)
        review = going or newest(view for view in reviews if self._owed([view], on))
        owed = self._owed([*([plan] if plan else []), *reviews], on)
        if yearly is not None and yearly.state is State.OVERDUE:
            owed.append(yearly)
        theirs = min(owed, key=lambda one: (one.due or date.max, one.rule.id), default=None)
        meeting = meeting_of(review) if review else None
        steps = tuple(one for one in self.caseload.steps(review, on) if one.start) if review else ()
        move = self._move(pupil, views, on)
        ours = _next(plan, yearly, going, meeting.on if meeting else None, steps, move, on)
        told = review or plan
        return ReviewRow(
            pupil=pupil, authority=plan.case.authority if plan else self._register.authority(pupil.id, on), plan=plan, review=review,
            going=going is not None, last_complete=_last_complete(yearly), yearly=yearly, meeting_event=meeting,
            held=meeting is not None and meeting.on <= on, ours=ours, theirs=theirs,
            unrecorded=tuple(one for one in steps if one.rule.id in BEFORE and one.state is State.UNKNOWN), steps=steps,
            stage=stage_words(told.case.case_kind, (*told.events, *told.facts.heard), on) if told else "No case yet", move=move,
            presses=_presses(ours, theirs, yearly, on),
        )

    def _yearly(self, plan: CaseView, views: Sequence[CaseView], on: date) -> Milestone | None:
        """The yearly round: of the plan, or of the move between councils that has taken it over."""
        own = next((one for one in self.caseload.steps(plan, on) if one.rule.id == "REV-01" and one.start), None)
        if own is None or own.state is not State.ENDED:
            return own
        moved = [view for view in views if view.case.case_kind == "move" and view.case.id in plan.matter]
        return next((one for view in moved for one in self.caseload.steps(view, on) if one.rule.id == TAKEN_OVER and one.start), None)

    def _going(self, reviews: Sequence[CaseView], on: date) -> CaseView | None:
        """The review that can still be planned: not complete, and its meeting not so long ago that all of its twelve weeks are over."""
        def over(view: CaseView) -> bool:
            whole = [one.due for one in self.caseload.steps(view, on) if one.rule.id == "REV-10" and one.due]
            return complete(view, on) or any(due < on for due in whole)

        return newest(view for view in reviews if not over(view))

    def _owed(self, views: Iterable[CaseView], on: date) -> list[Milestone]:
        """What the council owes, or did too early. The yearly review has a column of its own."""
        return [
            one for view in views for one in self.caseload.steps(view, on)
            if one.owed_by in COUNCILS and (one.is_open or one.state is State.TOO_EARLY) and one.due and one.rule.id != "REV-01"
        ]

    # Moving to the next phase

    def _move(self, pupil: Pupil, views: Sequence[CaseView], on: date) -> MoveRow | None:
        """The child's move: the one that a case is open for, else the one that the year group tells of."""
        case = newest(view for view in views if view.case.case_kind == "phase_transfer" and self._still_matters(view, on))
        recorded = move_event(case) if case else None
        usual = move_of(pupil.year_group, self._register.phase, self._register.years)
        autumn = next_september(on)
        begins = autumn_starting(autumn, self.caseload.calendar().terms)
        if recorded is not None:
            same = usual is not None and usual.event == recorded.name and recorded.on.year == autumn.year
            move, moves_on = replace(usual if usual and same else RECORDED[recorded.name], sure=True), recorded.on
        elif usual is not None:
            move, moves_on = usual, begins or autumn
        else:
            return None
        plan = newest(view for view in views if view.case.case_kind == "plan")
        reviews = [view for view in views if view.case.case_kind == "annual_review"]
        steps = self.caseload.steps(case, on) if case and recorded else self._steps_asked(move.event, moves_on, heard_of(plan, reviews), on)
        law = next(one for one in steps if one.rule.id in LAW_OF_MOVE and one.anchor_event == move.event)
        council = plan.case.authority if plan else case.case.authority if case else self._register.authority(pupil.id, on)
        meeting, review = prepares(law, [*reviews, *([case] if case else [])], on)
        row = MoveRow(
            pupil=pupil, authority=council, plan=plan, case=case, review=review, move=move, moves_on=moves_on,
            says_when="case" if recorded else "term" if begins else "", law=law,
            fitting=next((one for one in steps if one.rule.id == "REV-14" and one.anchor_event == move.event), None),
            local=local_day(self._register.local, council, move, moves_on, law), meeting=meeting, held=meeting is not None and meeting <= on,
            soonest=self.soonest(on), chip=("", ""),
        )
        return replace(row, chip=move_chip(row, on))

    def _steps_asked(self, event: str, moves_on: date, heard: tuple[Event, ...], on: date) -> tuple[Milestone, ...]:
        """The steps of a move for which no case is open; most such moves are alike, so each kind is counted once a day."""
        if self._moves[0] != on:
            self._moves = (on, {})
        kept = self._moves[1]
        asked = (event, moves_on, heard)
        if asked not in kept:
            kept[asked] = steps_of_move(event, moves_on, heard, on)
        return kept[asked]

    def _still_matters(self, view: CaseView, on: date) -> bool:
        """Whether a move that is recorded is still to come, or its plan is late."""
        event = move_event(view)
        late = any(one.rule.id in LAW_OF_MOVE and one.state is State.OVERDUE for one in self.caseload.steps(view, on))
        return event is None or event.on > on or late

    # Planning a meeting

    def soonest(self, on: date | None = None) -> date:
        """The first school day for a meeting of which notice can still be given in time."""
        return first_with_notice(on or today(self.clock), self.caseload.calendar())

    def plan(self, pupil: UUID, meeting: date, on: date | None = None) -> ReviewPlan:
        """The whole review as it would be with its meeting on that day: nothing is saved."""
        day = on or today(self.clock)
        row = self.row(pupil, day)
        facts, old = self._supposing(row, meeting), questions(self._supposing(row, None))
        return review_plan(
            meeting, {one.rule.id: one for one in milestones(facts, day, kind="annual_review") if one.start}, self.caseload.calendar(), day,
            before=row.meeting if row.going else None, yearly=row.due, move=row.move,
            doubts=tuple(sentence for sentence in questions(facts) if sentence not in old),
        )

    def _supposing(self, row: ReviewRow, meeting: date | None) -> CaseFacts:
        """The review as the clock reads it, its meeting on another day; without one, as it stands."""
        calendar = self.caseload.calendar()
        added = (Event(name=MEETING, on=meeting),) if meeting else ()
        if row.going and row.review is not None:
            kept = [event for event in row.review.events if meeting is None or event != row.meeting_event]
            return replace(row.review.facts, events=(*as_events(kept), *added))
        tells = HEARD["annual_review", "plan"]
        said = as_events(event for event in row.plan.events if event.name in tells) if row.plan else ()
        return CaseFacts(events=added, heard=said, closures=calendar.closures, terms=calendar.terms)

    # Deeds

    def hold_on(self, pupil: UUID, meeting: date) -> tuple[UUID, Changed]:
        """Plan the meeting, or move it: in the review that is on its way, else in a new one about the plan. Gives back the review's case."""
        row = self.row(pupil)
        if not row.going or row.review is None:
            plan = _needed(row.plan, "Open the plan’s case first: a review is about a plan.")
            return self.casework.open_case(
                pupil, "annual_review", authority=plan.case.authority, about=plan.case.id, events=((MEETING, meeting, None),),
            )
        if row.meeting_event is not None:
            kept = row.meeting_event
            return row.review.case.id, self.casework.change_event(kept.id, on=meeting, proof=kept.proof, note=kept.note)
        return row.review.case.id, self.casework.add_event(row.review.case.id, MEETING, meeting)

    def ask_early(self, pupil: UUID, on: date, *, requested_by: str = "school", proof: UUID | None = None) -> tuple[UUID, Changed]:
        """Record that an early review was asked for. Raises Refused where one is on its way already, whose meeting can be moved."""
        row = self.row(pupil)
        plan = _needed(row.plan, "Open the plan’s case first: a review is about a plan.")
        _need_past(on, self.clock, "on")
        if row.going:
            words = f"its meeting is on {shown(row.meeting)}" if row.meeting else "an early one was asked for"
            raise Refused(f"A review is on its way already: {words}. Plan or move that meeting instead.", field="on")
        return self.casework.open_case(
            pupil, "annual_review", authority=plan.case.authority, about=plan.case.id, requested_by=requested_by, events=((EARLY, on, proof),),
        )

    def open_plan(self, pupil: UUID, *, authority: str, made: date | None = None, reviewed: date | None = None) -> tuple[UUID, Changed]:
        """Open the plan's case with the days that are known: when it was made, and when its last review was complete."""
        if self.row(pupil).plan is not None:
            raise Refused("The plan’s case is open already: go back and look again.")
        _need_past(made, self.clock, "made")
        _need_past(reviewed, self.clock, "reviewed")
        if made is not None and reviewed is not None and reviewed < made:
            raise Refused("The last review cannot be complete before the plan was made: check the two days.", field="reviewed")
        events = [(name, day, None) for name, day in ((MADE, made), (COMPLETE, reviewed)) if day is not None]
        came_from = self._came_from(pupil)
        return self.casework.open_case(pupil, "plan", authority=authority, about=came_from.case.id if came_from else None, events=events)

    def issued_on(self, pupil: UUID) -> date | None:
        """The day on which a plan was issued in a case that is recorded here: the likely day the plan was made."""
        came_from = self._came_from(pupil)
        return next((event.on for event in came_from.events if event.name == ISSUED), None) if came_from else None

    def _came_from(self, pupil: UUID) -> CaseView | None:
        """The case in which the plan was issued."""
        return newest(view for view in self.casework.may_be_about(pupil, "plan") if any(event.name == ISSUED for event in view.events))

    def open_move(self, pupil: UUID, event: str, moves_on: date) -> tuple[UUID, Changed]:
        """Open the case of a move to the next phase, about the plan."""
        row = self.row(pupil)
        plan = _needed(row.plan, "Open the plan’s case first: the move is about a plan.")
        if row.move is not None and row.move.case is not None:
            raise Refused("A case is open for this move already: go back and look again.", field="on")
        return self.casework.open_case(
            pupil, "phase_transfer", authority=plan.case.authority, about=plan.case.id, events=((event, moves_on, None),),
        )


def _needed(plan: CaseView | None, sentence: str) -> CaseView:
    if plan is None:
        raise Refused(sentence, field="on")
    return plan


def _need_past(day: date | None, clock: Clock, field: str) -> None:
    if day is not None and day > today(clock):
        raise Refused("This day has not come yet: record only what has happened.", field=field)


# What is next


def _next(
    plan: CaseView | None, yearly: Milestone | None, going: CaseView | None, meeting: date | None, steps: Sequence[Milestone],
    move: MoveRow | None, on: date,
) -> NextStep | None:
    """What is next for the school; None where it only waits for the council."""
    if plan is None:
        return NextStep(deed="open_plan", words="Open the plan’s case", short="Open its case", chip=("Needs its case", "waiting"))
    if yearly is None and any(event.name in ENDS_EVERYTHING and event.on <= on for event in plan.events):
        return None
    if going is None or meeting is None:
        return _to_plan(yearly, move, on)
    before = [one for one in steps if one.rule.id in BEFORE and one.state in OPEN_STATES]
    if meeting > on and not before:
        return NextStep(deed="hold", words="Hold the review meeting", short="Hold the meeting", on=meeting, chip=until(meeting, on))
    report = [one for one in steps if one.rule.id == "REV-05" and one.state in OPEN_STATES]
    step = min(before or report, key=lambda one: (one.due or date.max, one.rule.id), default=None)
    if step is None:
        return None
    deed = BEFORE.get(step.rule.id, "report")
    return NextStep(deed=deed, words=step.title, short=SHORT[deed], on=step.due, chip=chip(step, on), step=step)


def _to_plan(yearly: Milestone | None, move: MoveRow | None, on: date) -> NextStep:
    """A meeting has to be planned: by which day, so that the decision still falls into the year, and a move is prepared in time."""
    if yearly is None or yearly.last_safe_day is None:
        return NextStep(deed="plan_made", words="Add the day the plan was made", short="Add its day", chip=("Needs a date", "waiting"))
    last = last_meeting_for(yearly.last_safe_day)
    if move is not None and move.move.sure and not move.settled and move.meeting is None and move.last_meeting is not None:
        last = min(last, move.last_meeting)
    pressing = ("Plan it now", "soon") if last < on else (until(last, on)[0], planning_state(last, on))
    return NextStep(deed="plan", words="Plan the review meeting", short="Plan the meeting", on=last, chip=pressing)


def _last_complete(yearly: Milestone | None) -> date | None:
    """The day on which the last review was complete, where the yearly round runs from one."""
    return yearly.anchor if yearly is not None and yearly.anchor_event in ENDS_REVIEW else None


def _presses(ours: NextStep | None, theirs: Milestone | None, yearly: Milestone | None, on: date) -> date:
    """The day by which a row is sorted: the first that anybody waits for; what lacks a fact is to be mended today."""
    days = [theirs.due] if theirs is not None and theirs.due else []
    if ours is not None:
        days.append(ours.on or on)
    return min(days, default=yearly.due if yearly is not None and yearly.due else date.max)
