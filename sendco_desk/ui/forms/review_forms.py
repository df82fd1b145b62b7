"""The sheets of Reviews: plan or move a meeting with the whole review in sight, record what was done, and open the cases that are missing."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from PySide6.QtWidgets import QFrame, QWidget

from sendco_desk.domain.codes import REQUESTED_BY
from sendco_desk.domain.dates import shown
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.casework import CasePage
from sendco_desk.services.phase_moves import LAW_OF_MOVE, MoveRow, steps_of_move
from sendco_desk.services.review_days import Chip as ChipWords
from sendco_desk.services.review_days import last_meeting_for
from sendco_desk.services.review_plans import PlanLine, ReviewPlan
from sendco_desk.services.reviews import ReviewRow, Reviews
from sendco_desk.services.wording import chip
from sendco_desk.statute.events import EVENT_TITLES
from sendco_desk.statute.kinds import PHASES
from sendco_desk.statute.milestones import State
from sendco_desk.ui.forms.drafts import when_changed
from sendco_desk.ui.forms.form import Form
from sendco_desk.ui.forms.pupil_form import offer_council
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.case_forms import CHANGE_DATE, NO_PROOF, EventForm, papers
from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.chips import Chip, Picture
from sendco_desk.ui.widgets.layout import Part, across, emptied, holding, line_across, stack, unbroken
from sendco_desk.ui.widgets.words import escaped, plain, words

DECISIONS = ("review_decision.keep", "review_decision.amend", "review_decision.cease")
MADE_UNKNOWN = "Leave it empty where nobody has told you: the case then waits for the date."
REVIEWED = "The day the council sent its decision after the last review. Leave it empty before the first one."


class RecordForm(EventForm):
    """Record one thing that was done in a review: the day, which is today unless another is typed, and the document that shows it."""

    TITLE = "Record what was done"

    def __init__(self, room: Room, page: CasePage, name: str) -> None:
        self.shown_page, self.start, self.sure = page, name, False
        Form.__init__(self, room, self.TITLE, draft=f"event:{page.case.id}:{name}", finish="Save")

    def build(self) -> None:
        self.rows(plain(self.shown_page.pupil.known_name, "strong", wrap=True), plain(EVENT_TITLES[self.start], wrap=True))
        self._when_and_proof(self.today(), None, "")

    def event_name(self) -> str:
        return self.start


class DecisionForm(RecordForm):
    """Record what the council decided after the review, which completes it."""

    TITLE = "Record the council’s decision"
    NOTE = "The next year is counted from this day."

    def build(self) -> None:
        self.rows(plain(self.shown_page.pupil.known_name, "strong", wrap=True))
        self.choice("name", "What the council decided", {name: EVENT_TITLES[name] for name in DECISIONS}, none="Choose its decision")
        self._when_and_proof(self.today(), None, "")

    def event_name(self) -> str:
        if not self.code("name"):
            raise Refused("Choose what the council decided.", field="name")
        return self.code("name")


# Planning a meeting


def line_words(line: PlanLine) -> str:
    """`between Wed 2 Dec 2026 and Wed 16 Dec 2026`, `by Wed 30 Dec 2026`."""
    return f"between {shown(line.first)} and {shown(line.last)}" if line.first else f"by {shown(line.last)}"


def line_chip(line: PlanLine, on: date) -> ChipWords:
    """The chip of a step in a plan: nothing is late yet that is only supposed, and what was not recorded is said to be so."""
    said = {State.UNKNOWN: ("Not recorded", "waiting"), State.OVERDUE: ("Has passed", "soon")}
    return said.get(line.step.state) or chip(line.step, on)


class PlanView(QWidget):
    """A review drawn as a list: what clashes first, then each step with its days, its chip, its rule and where that stands."""

    def __init__(self, look: Look, on: Callable[[], date]) -> None:
        super().__init__()
        self.look, self.on = look, on
        self.parts = stack(gap=8)
        self.setLayout(self.parts)
        self.setObjectName("plan")

    def say(self, sentence: str) -> None:
        """Say only this."""
        emptied(self.parts)
        if sentence:
            self.parts.addWidget(words(sentence, "caption", "muted", wrap=True))
        self.setAccessibleName(sentence)

    def show_plan(self, plan: ReviewPlan) -> None:
        """Show a review with its meeting on a day."""
        emptied(self.parts)
        if plan.remarks:
            remarks = stack(*(self._remark(remark.state, remark.sentence) for remark in plan.remarks), gap=6, pad=(12, 8, 12, 8))
            self.parts.addWidget(holding(remarks, "well", "remarks"))
        before = [line for line in plan.lines if line.step.rule.backwards]
        after = [line for line in plan.lines if not line.step.rule.backwards]
        for title, lines in (("Before the meeting", before), ("After the meeting", after)):
            if lines:
                self.parts.addWidget(words(title, "strong"))
                self.parts.addWidget(holding(stack(*self._rows(lines)), "card"))
        self.setAccessibleName(" ".join((*(remark.sentence for remark in plan.remarks), *(self._spoken(line) for line in plan.lines))))

    def _remark(self, state: str, sentence: str) -> QFrame:
        line = across(stack(2, Picture(self.look, state, state, 16), None), words(escaped(sentence), wrap=True))
        line.setStretch(1, 1)
        return holding(line)

    def _rows(self, lines: list[PlanLine]) -> list[Part]:
        parts: list[Part] = []
        for line in lines:
            parts += [*([line_across()] if parts else []), self._row(line)]
        return parts

    def _row(self, line: PlanLine) -> QFrame:
        word, state = line_chip(line, self.on())
        top = across(words(line.step.short, "strong", wrap=True), Chip(self.look, word, state))
        top.setStretch(0, 1)
        said: list[Part] = [top, words(f"{line_words(line)[:1].upper()}{line_words(line)[1:]}", wrap=True)]
        if line.closed:
            closed = across(stack(2, Picture(self.look, "soon", "soon", 14), None), words(escaped(line.closed), "caption", wrap=True), gap=6)
            closed.setStretch(1, 1)
            said.append(closed)
        said.append(words(escaped(f"{line.step.rule.id}. {line.step.source}"), "caption", "muted", wrap=True))
        return holding(stack(*said, gap=1, pad=(12, 7, 12, 8)))

    def _spoken(self, line: PlanLine) -> str:
        return f"{line.step.title} {line_words(line)}: {line_chip(line, self.on())[0]}. {line.closed}".strip()


class PlanForm(EventForm):
    """Plan the meeting of a review, or move it: the whole review is counted from the day while it is typed, and nothing kept before Save."""

    NOTE = "Every other day follows from the meeting."

    def __init__(self, room: Room, reviews: Reviews, row: ReviewRow) -> None:
        self.reviews, self.row, self.start = reviews, row, "review_meeting"
        title = "Move the meeting" if self._moves() else "Plan the meeting"
        Form.__init__(self, room, title, draft=f"review:{row.pupil.id}", finish=title)

    def _moves(self) -> bool:
        return self.row.going and self.row.meeting is not None

    def build(self) -> None:
        self.view = PlanView(self.look, self.today)
        asked = self.ask_here(CHANGE_DATE)
        day = self.day_field("on", "Day of the meeting", self.row.meeting if self._moves() else None, hint=self._hint())
        self.rows(plain(self.row.pupil.known_name, "strong", wrap=True), day, asked, self.view)
        when_changed(day.box, self.count)
        self.count()

    def _hint(self) -> str:
        """Which days suggest themselves."""
        soonest = f"The first school day that allows two weeks’ notice is {shown(self.reviews.soonest())}."
        if self.row.due is None:
            return soonest
        last = last_meeting_for(self.row.due)
        return soonest if last < self.today() else f"{soonest} By {shown(last)} the council’s decision still falls into the year."

    def count(self) -> None:
        """Count the review from the day as it stands in the field."""
        self.unsure()
        try:
            day = self.day("on")
            if day is None:
                self.view.say("Type a day: what comes before the meeting is counted back from it, what comes after it on.")
            else:
                self.view.show_plan(self.reviews.plan(self.row.pupil.id, day, self.today()))
        except Refused:  # said under the field
            self.view.say("")

    def event_day(self) -> date:
        return self.needed_day("on", "Give the day of the meeting.")

    def doubts(self) -> tuple[str, ...]:
        return self.reviews.plan(self.row.pupil.id, self.event_day(), self.today()).doubts

    def deed(self) -> tuple[frozenset[str], str]:
        day = self.event_day()
        _, changed = self.reviews.hold_on(self.row.pupil.id, day)
        how = "was held on" if day <= self.today() else "is moved to" if self._moves() else "is planned for"
        return changed, f"The review meeting {how} {shown(day)}."


class EarlyForm(Form):
    """Record that somebody asked for an early review."""

    NOTE = "The law gives the council no day by which to answer. Plan the meeting once it is agreed."

    def __init__(self, room: Room, reviews: Reviews, row: ReviewRow, page: CasePage) -> None:
        self.reviews, self.row, self.shown_page = reviews, row, page
        super().__init__(room, "Early review", draft=f"review:early:{row.pupil.id}", finish="Save")

    def build(self) -> None:
        self.rows(
            plain(self.row.pupil.known_name, "strong", wrap=True),
            self.choice("requested_by", "Who asked for it", REQUESTED_BY, "school"),
            self.day_field("on", "When it was asked for", self.today()),
            self.choice("proof", "Document that shows it", papers(self.shown_page), none=NO_PROOF),
        )

    def deed(self) -> tuple[frozenset[str], str]:
        on = self.needed_day("on", "Give the day on which it was asked for.")
        proof = UUID(self.code("proof")) if self.code("proof") else None
        _, changed = self.reviews.ask_early(self.row.pupil.id, on, requested_by=self.code("requested_by"), proof=proof)
        return changed, f"An early review was asked for on {shown(on)}."


# The cases that are missing


class PlanCaseForm(Form):
    """Open the case of a plan that the child has already, with the days that are known of it."""

    NOTE = "Every review of the plan is counted from these two days."

    def __init__(self, room: Room, reviews: Reviews, row: ReviewRow | MoveRow) -> None:
        self.reviews, self.row = reviews, row
        super().__init__(room, "Open the plan’s case", draft=f"plan:new:{row.pupil.id}", finish="Open the case")

    def build(self) -> None:
        council = self.line("authority", "Council", self.row.authority, hint="The council that keeps the plan.")
        offer_council(council, self.room)
        issued = self.reviews.issued_on(self.row.pupil.id)
        self.rows(
            plain(self.row.pupil.known_name, "strong", wrap=True), council,
            self.day_field("made", "The plan was made", issued, hint=MADE_UNKNOWN),
            self.day_field("reviewed", "Its last review was complete", hint=REVIEWED),
        )

    def deed(self) -> tuple[frozenset[str], str]:
        made, reviewed = self.day("made"), self.day("reviewed")
        _, changed = self.reviews.open_plan(self.row.pupil.id, authority=self.said("authority"), made=made, reviewed=reviewed)
        waits = "" if made or reviewed else " It waits for the day the plan was made."
        return changed, f"The plan’s case is open.{waits}"


class MoveForm(Form):
    """Open the case of a move to the next phase: which move it is, and on which day it is counted."""

    def __init__(self, room: Room, reviews: Reviews, row: MoveRow) -> None:
        self.reviews, self.row = reviews, row
        super().__init__(room, "Open the move’s case", draft=f"move:new:{row.pupil.id}", finish="Open the case")

    def build(self) -> None:
        self.law = words("", wrap=True)
        self.law.setObjectName("law_of_move")
        offered = {name: EVENT_TITLES[name] for name in EVENT_TITLES if name in PHASES}
        move = self.choice("name", "Which move", offered, self.row.move.event)
        day = self.day_field("on", "Day of the move", self.row.moves_on)
        why = (
            "This is the first day of the school’s autumn term. Put the new place’s own first day where you know it."
            if self.row.says_when == "term"
            else "No autumn term is recorded for that year, so 1 September stands here. Put the first day of term where you know it."
        )
        self.rows(plain(self.row.pupil.known_name, "strong", wrap=True), move, day, words(why, "caption", "muted", wrap=True), self.law)
        for field in (move, day):
            when_changed(field.box, self.count)
        self.count()

    def count(self) -> None:
        """Say which of the law's days such a move has."""
        try:
            day = self.day("on")
            steps = steps_of_move(self.code("name"), day, (), self.today()) if day else ()
        except Refused:  # said under the field
            steps = ()
        law = next((one for one in steps if one.rule.id in LAW_OF_MOVE and one.start), None)
        fitting = next((one for one in steps if one.rule.id == "REV-14" and one.start), None)
        said = f"{law.rule.title} by {shown(law.last_safe_day)} ({law.source})." if law and law.last_safe_day else ""
        if fitting is not None and fitting.last_safe_day is not None:
            said += f" A meeting by {shown(fitting.last_safe_day)} leaves the council its twelve weeks."
        self.law.setText(f'<div style="line-height:128%">{unbroken(escaped(said))}</div>' if said else "")

    def deed(self) -> tuple[frozenset[str], str]:
        day = self.needed_day("on", "Give the day of the move.")
        _, changed = self.reviews.open_move(self.row.pupil.id, self.code("name"), day)
        return changed, f"The case of the move on {shown(day)} is open."
