"""Part-time timetables from start to end, what the council has not been told of them, and suspensions."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from sendco_desk.domain.dates import shown
from sendco_desk.domain.measures import PartTimeStep, PartTimeTimetable, Suspension
from sendco_desk.domain.support_codes import SUSPENSION_KINDS
from sendco_desk.services.part_time import ReturnDue, TimetableView, Untold, hours_words
from sendco_desk.ui.forms.form import attempt, open_form
from sendco_desk.ui.forms.measure_asks import hours_form, start_form, suspension_form, timetable_form
from sendco_desk.ui.forms.return_form import ReturnForm
from sendco_desk.ui.models.rows import A_DAY, Column
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.flow import flowing
from sendco_desk.ui.screens.record_list import RecordList
from sendco_desk.ui.screens.tab_parts import TabPart, latest_first
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.chips import Chip
from sendco_desk.ui.widgets.layout import Part, across, card, emptied, holding, line_across, stack
from sendco_desk.ui.widgets.words import plain, words

WHY = "Record when a pupil is in school for fewer hours than a full week: why, who agreed, for how long, and how they come back to full time."
COUNCIL = "Some councils ask every school for each start, change of hours and end, and for a nil return where there is none."
WHY_SUSPENSIONS = "Suspensions and exclusions as they were recorded, with what was tried before and the meeting on the return."


def state_of(view: TimetableView) -> tuple[str, str]:
    """A timetable's chip: its word and its state."""
    if view.overrun:
        return "Past its planned end", "late"
    if view.review_passed:
        return "Review due", "soon"
    if view.runs:
        return "Part-time now", "info"
    return ("Planned", "planned") if view.timetable.starts_on > view.on else ("Ended", "done")


class PartTimePart(TabPart):
    """The part Part-time and suspensions."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.views: dict[UUID, TimetableView] = {}
        self.cards, self.untold = stack(gap=12), stack(gap=6)
        self.made: dict[UUID, QFrame] = {}
        self.why = words(WHY, tone="muted", wrap=True)
        self.start = button(self.look, "Start a part-time timetable", "", "plus", then=lambda: open_form(room, start_form(room, self.pupil)))
        self.council = card(words("Not told to the council yet", "heading"), words(COUNCIL, "caption", "muted", wrap=True), self.untold, gap=8)
        self.sum = plain("", "strong", wrap=True)
        self.list: RecordList[Suspension] = RecordList(
            room, "Suspensions and exclusions", self._columns(), lambda record: suspension_form(room, self.pupil, record),
            add="Add a suspension", why=WHY_SUSPENSIONS, strong="what", stretches="reason",
        )
        self.lists = (latest_first(self.list),)
        head = across(words("Part-time timetables", "heading"), None)
        self.setLayout(stack(
            head, self.why, flowing(self.start), self.council, self.cards, 8, line_across(), 4, self.list, self.sum, gap=8,
        ))

    def _columns(self) -> tuple[Column[Suspension], ...]:
        return (
            Column(key="day", title="From", shown=lambda s: shown(s.first_day), sorts=lambda s: s.first_day, holds=A_DAY, width=126),
            Column(key="last", title="To", shown=lambda s: shown(s.last_day) if s.last_day else "", holds=A_DAY, width=126),
            Column(key="what", title="What", shown=lambda s: SUSPENSION_KINDS[s.suspension_kind], width=126),
            Column(key="sessions", title="Half-days", shown=lambda s: str(s.sessions or ""), sorts=lambda s: s.sessions, width=80),
            Column(key="reason", title="Reason", shown=lambda s: s.reason),
            Column(key="parents", title="Parents told", shown=lambda s: shown(s.parents_told_on) if s.parents_told_on else "", holds=A_DAY),
            Column(key="council", title="Council told", shown=lambda s: shown(s.council_told_on) if s.council_told_on else "", holds=A_DAY),
            Column(key="back", title="Back on", shown=lambda s: shown(s.back_on) if s.back_on else "", holds=A_DAY),
        )

    def fill(self) -> None:
        """Show the timetables, what is untold, and the suspensions."""
        measuring = self.room.desk.measuring
        views, untold, away = measuring.timetables(self.pupil), measuring.untold(pupil=self.pupil), measuring.suspensions(self.pupil)
        self.views = {view.timetable.id: view for view in views}
        for part in (self.cards, self.untold):
            emptied(part)
        self.made.clear()
        for view in views:
            self.made[view.timetable.id] = self._card(view)
            self.cards.addWidget(self.made[view.timetable.id])
        for one in untold:
            self.untold.addWidget(self._untold(one))
        due = measuring.returns_due() if views else ()
        for asked in due:
            self.untold.addWidget(self._due(asked))
        self.council.setVisible(bool(untold or due))
        self.why.setVisible(not views)
        self.list.put(away.rows)
        self.sum.setText(away.words)
        self.sum.setVisible(bool(away.words))

    def choose(self, record: UUID) -> bool:
        """Put the keyboard on a suspension, or on the card of a timetable or of its hours."""
        for key, view in self.views.items():
            if record == key or any(step.id == record for step in view.steps):
                self.made[key].findChildren(QWidget, "first")[0].setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return super().choose(record)

    # The cards

    def _untold(self, one: Untold) -> QWidget:
        told = button(self.look, "Told today", "row", "check", then=lambda: self.tell_council(one))
        told.setAccessibleName(f"Told the council today: {one.words}")
        other = button(self.look, "Told on another day", "link", then=lambda: self.open_told(one))
        other.setAccessibleName(f"Told the council on another day: {one.words}")
        return flowing(plain(one.words), told, other, gap=10)

    def _due(self, due: ReturnDue) -> QWidget:
        record = button(self.look, "Record the return", "row", "check", then=lambda: open_form(self.room, ReturnForm(self.room, due)))
        record.setAccessibleName(f"Record the return to {due.authority}")
        line = across(plain(due.words, wrap=True), record, gap=10)
        line.setStretch(0, 1)
        return holding(line)

    def _card(self, view: TimetableView) -> QFrame:
        plan, look = view.timetable, self.look
        head = across(plain(plan.called, "heading", wrap=True), Chip(look, *state_of(view)), gap=12)
        head.setStretch(0, 1)
        parts: list[Part] = [head, plain(f"{view.hours}. {view.words}", wrap=True)]
        parts += [plain(line, wrap=True) for line in (view.review_words, f"Why: {plan.reason}", self._agreed(plan), self._back(plan)) if line]
        parts += [plain(f"How it ended: {plan.end_words}", wrap=True)] if plan.end_words else []
        parts += [self._step(plan, step) for step in view.steps]
        return card(*parts, 2, flowing(*self._deeds(view)), gap=6)

    def _deeds(self, view: TimetableView) -> tuple[QWidget, ...]:
        plan, room = view.timetable, self.room
        while_it_runs: tuple[tuple[str, str, Callable[[], object]], ...] = (
            ("Change the hours", "plus", lambda: open_form(room, hours_form(room, plan, before=view.now))),
            ("Record its end", "check", lambda: open_form(room, timetable_form(room, plan, "ended_on"))),
            ("Agree a new date", "calendar", lambda: open_form(room, timetable_form(room, plan, "planned_end_on"))),
        )
        always: tuple[tuple[str, str, Callable[[], object]], ...] = (
            ("Edit", "correction", lambda: open_form(room, timetable_form(room, plan))), ("Remove", "bin", lambda: self.remove(plan)),
        )
        made = []
        for name, picture, deed in always if plan.ended_on else while_it_runs + always:
            made.append(button(self.look, name, "", picture, then=deed))
            made[-1].setAccessibleName(f"{name}: {plan.called}")
        made[0].setObjectName("first")
        return tuple(made)

    def _step(self, plan: PartTimeTimetable, step: PartTimeStep) -> QWidget:
        said = f"From {shown(step.since)}: {hours_words(step)}"
        said += "".join(f"; {words}" for words in (step.words, f"agreed by {step.agreed_by}" if step.agreed_by else "") if words)
        go = button(self.look, "Open", "link", then=partial(self.open_step, plan, step))
        go.setAccessibleName(f"Open the hours from {shown(step.since)}")
        line = across(plain(said, "caption", "muted", wrap=True), go, gap=8)
        line.setStretch(0, 1)
        return holding(line)

    def _agreed(self, plan: PartTimeTimetable) -> str:
        on = f" on {shown(plan.agreed_on)}" if plan.agreed_on else ""
        return f"Agreed by {plan.agreed_by}{on}." if plan.agreed_by else "Who agreed is not recorded: the parents’ agreement is needed."

    def _back(self, plan: PartTimeTimetable) -> str:
        return f"Back to full time: {plan.plan_back}" if plan.plan_back else ""

    # What can be done

    def open_step(self, plan: PartTimeTimetable, step: PartTimeStep) -> None:
        """Open the form for hours that are there."""
        open_form(self.room, hours_form(self.room, plan, step))

    def remove(self, plan: PartTimeTimetable) -> None:
        """Take a timetable out with its hours; undo brings all back."""
        attempt(self.room, lambda: self.room.desk.measuring.remove_timetable(plan.id), "The part-time timetable is removed with its hours.")

    def tell_council(self, one: Untold) -> None:
        """The council was told of it today."""
        today = self.room.now().date()
        attempt(self.room, lambda: self.room.desk.measuring.told_council(one, today), "It is recorded that the council was told today.")

    def open_told(self, one: Untold) -> None:
        """Open the form in which the day can be given."""
        if isinstance(one.record, PartTimeStep):
            form = hours_form(self.room, self.views[one.record.timetable].timetable, one.record)
            form.setFocusProxy(form.fields["told_council_on"].box)
            open_form(self.room, form)
        else:
            open_form(self.room, timetable_form(self.room, one.record, f"told_council_{one.what}"))
