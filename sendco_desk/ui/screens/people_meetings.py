"""Meetings: when, with whom, whether papers went out in time, the minutes, and what was agreed and is still to be done."""

from datetime import date
from uuid import UUID

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter

from sendco_desk.domain.dates import shown, shown_moment
from sendco_desk.domain.meetings import AgreedAction, Meeting
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.support_codes import MEETING_KINDS
from sendco_desk.services.meetings import MINUTES, MeetingView, timing_words
from sendco_desk.ui.forms.form import attempt
from sendco_desk.ui.forms.meeting_form import MeetingForm, open_wide
from sendco_desk.ui.forms.people_asks import action_form
from sendco_desk.ui.messages import told
from sendco_desk.ui.models.rows import A_DAY, RECORD, Column, Index
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.paper_view import show_paper
from sendco_desk.ui.screens.record_list import RecordList
from sendco_desk.ui.screens.tab_parts import TabPart, latest_first
from sendco_desk.ui.screens.tables import RowCells
from sendco_desk.ui.widgets.chips import paint_chip
from sendco_desk.ui.widgets.layout import stack
from sendco_desk.ui.widgets.words import plain

WHY = "Plan a meeting, invite people and send papers out; then record who came, what was said and what was agreed."
WHY_ACTIONS = "What was agreed at meetings comes here and, on its day, to Today. Something agreed on the telephone can be added by itself."


class MeetingCells(RowCells):
    """Draws where a meeting stands, and an action that is overdue, as a chip."""

    states: "dict[UUID, tuple[str, str]]"

    def fill(self, p: QPainter, box: QRect, key: str, index: Index) -> None:
        record = index.data(RECORD)
        state = getattr(self, "states", {}).get(record.id) if key == "state" else None
        if state is None:
            super().fill(p, box, key, index)
        else:
            paint_chip(p, self.look, QPoint(box.left(), box.center().y() + 1), state[0], state[1], state[1])


class MeetingList(RecordList[Meeting]):
    """The list of meetings. A meeting opens on a page of its own, wide enough for minutes; it is taken out with its people and actions."""

    def add(self) -> None:
        open_wide(self.room, self.form(None))

    def edit(self, record: Meeting | None) -> None:
        if record is not None:
            open_wide(self.room, self.form(record))

    def remove(self) -> None:
        record = self.table.current()
        if record is not None:
            attempt(self.room, lambda: self.room.desk.meetings.remove(record.id), "Meeting removed, with its people and actions.")


def action_state(action: AgreedAction, on: date) -> tuple[str, str]:
    """Where an action stands: words, and the state whose sign goes with them."""
    if action.done_on is not None:
        return f"Done {shown(action.done_on)}", "done"
    if action.overdue(on):
        return "Overdue", "late"
    return ("To do", "soon") if action.due_on else ("No day agreed", "waiting")


class MeetingsPart(TabPart):
    """The part Meetings."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.views: dict[UUID, MeetingView] = {}
        self.meetings = MeetingList(
            room, "Meetings", self._columns(), self._form, add="Plan or record a meeting", why=WHY, strong="when", stretches="papers",
            deeds=(("Read or print the minutes", self.show_minutes), ("Keep the minutes in Documents", self.keep_minutes)), cells=MeetingCells,
            least=180, gives_way=("people", "actions"),
        )
        self.agreed: RecordList[AgreedAction] = RecordList(
            room, "Agreed actions", self._action_columns(), lambda record: action_form(room, self.pupil, record), add="Add an action",
            why=WHY_ACTIONS, strong="due", stretches="words", deeds=(("Done", self.tick_off),), cells=MeetingCells,
        )
        latest_first(self.meetings, "when")
        self.lists = (self.meetings, self.agreed)
        self.timing = plain("", tone="muted", wrap=True)
        self.setLayout(stack(stack(self.meetings, self.timing, gap=8), self.agreed, gap=20))
        self.meetings.table.selectionModel().currentChanged.connect(lambda *_: self.show_timing())

    def _form(self, record: Meeting | None) -> MeetingForm:
        return MeetingForm(self.room, self.pupil, self.views[record.id] if record else None)

    def _columns(self) -> tuple[Column[Meeting], ...]:
        return (
            Column(
                key="when", title="When", shown=lambda m: shown_moment(m.held_at), sorts=lambda m: m.held_at, width=170, holds=f"{A_DAY}, 15:00",
            ),
            Column(key="kind", title="Meeting", shown=lambda m: MEETING_KINDS[m.meeting_kind], width=150, snug=230),
            Column(key="state", title="Where it stands", shown=lambda m: self.views[m.id].state[0], width=180),
            Column(key="people", title="People", shown=lambda m: self.views[m.id].came_words, width=110, snug=180),
            Column(key="actions", title="Actions", shown=lambda m: self.views[m.id].action_words, width=172, holds="10 of 10 done, 2 overdue"),
            Column(key="papers", title="Papers", shown=lambda m: self.views[m.id].papers, width=240),
        )

    def _action_columns(self) -> tuple[Column[AgreedAction], ...]:
        return (
            Column(key="due", title="By", shown=lambda a: shown(a.due_on) if a.due_on else "", width=126, holds=A_DAY, sorts=_due),
            Column(key="words", title="What", shown=lambda a: a.words, width=300),
            Column(key="owner", title="Who", shown=lambda a: a.owner, width=150),
            Column(
                key="state", title="Where it stands", shown=lambda a: action_state(a, self.room.now().date())[0], width=180, holds=f"Done {A_DAY}",
            ),
            Column(key="effect", title="What came of it", shown=lambda a: a.done_words, width=180),
        )

    def fill(self) -> None:
        """Show the meetings, and the agreed actions: those still to do first."""
        on = self.room.now().date()
        views = self.room.desk.meetings.of(self.pupil)
        self.views = {view.id: view for view in views}
        actions = sorted(self.room.desk.recording.of(AgreedAction, self.pupil), key=_due)
        for part, states in (
            (self.meetings, {view.id: view.state for view in views}), (self.agreed, {a.id: action_state(a, on) for a in actions}),
        ):
            cells = part.table.itemDelegate()
            if isinstance(cells, MeetingCells):
                cells.states = states
        self.meetings.put([view.meeting for view in views])
        if views and self.meetings.table.current() is None:
            self.meetings.choose(self.meetings.model.rows[0].id)
        self.agreed.put(actions)
        self.show_timing()

    def show_timing(self) -> None:
        """Say of the chosen meeting whether notice, papers and report were in time."""
        meeting = self.meetings.table.current()
        said = timing_words(self.views[meeting.id]) if meeting is not None and meeting.id in self.views else ""
        self.timing.setText(said)
        self.timing.setVisible(bool(said))

    def tick_off(self, action: AgreedAction) -> None:
        """It is done, today."""
        attempt(self.room, lambda: self.room.desk.meetings.done(action.id), "Done.")

    def show_minutes(self, meeting: Meeting) -> None:
        """Show the minutes as they will print, and from there to PDF or Word."""
        try:
            self.room.desk.screen.need_outside(meeting)
            paper = self.room.desk.meetings.minutes_paper(meeting.id)
        except Refused as refusal:
            if (message := told(refusal)) is not None:
                self.room.say(message)
            return
        show_paper(self.room, paper, name=f"{MINUTES} {meeting.held_on.isoformat()}")

    def keep_minutes(self, meeting: Meeting) -> None:
        """Put the minutes among the pupil's documents, as they are today."""
        attempt(self.room, lambda: self.room.desk.meetings.keep_minutes(meeting.id)[1], "The minutes are kept among the pupil’s documents.")

    def choose(self, record: UUID) -> bool:
        whose = next((view.id for view in self.views.values() if record in {person.id for person in view.people}), record)
        return super().choose(whose)


def _due(action: AgreedAction) -> tuple[bool, date]:
    """Those still to do before those that are done, each by their day."""
    return action.done_on is not None, action.due_on or date.max
