"""Part-time timetables of the whole school: who is part-time now, what the council has not been told, and the returns made to it."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from sendco_desk.domain.dates import shown
from sendco_desk.domain.measures import CouncilReturn
from sendco_desk.services.part_time import ReturnDue, TimetableView, Untold
from sendco_desk.services.returns_paper import ALL_TOLD, NOBODY, days_words, returns_paper, told_words
from sendco_desk.ui.forms.form import attempt, open_form
from sendco_desk.ui.forms.return_form import ReturnForm
from sendco_desk.ui.models.rows import A_DAY, Column, RowsModel
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens.case_cells import WholeTable, follow
from sendco_desk.ui.screens.flow import flowing
from sendco_desk.ui.screens.paper_view import show_paper
from sendco_desk.ui.screens.record_list import RecordList
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.layout import across, card, emptied, holding, scrolling, stack
from sendco_desk.ui.widgets.tab_order import tab_through
from sendco_desk.ui.widgets.words import plain, words

WHY = "Some councils, such as Derbyshire, ask every school for returns of part-time timetables, also when there is nothing to tell: a nil return."


def stands(view: TimetableView) -> str:
    """What asks for a deed in the fewest words; the whole of it is the tip."""
    if view.overrun:
        return "Past its planned end"
    if view.review_passed:
        return "Its review has passed"
    return f"Review {shown(view.timetable.review_on)}" if view.timetable.review_on else "No review planned"


NOW: tuple[Column[TimetableView], ...] = (
    Column(key="name", title="Pupil", width=180, shown=lambda v: v.pupil_name),
    Column(key="since", title="Since", width=126, holds=A_DAY, shown=lambda v: shown(v.timetable.starts_on), sorts=lambda v: v.timetable.starts_on),
    Column(
        key="hours", title="Hours", width=176, holds="12.5 of 32.5 hours a week", shown=lambda v: v.hours,
        sorts=lambda v: v.now.weekly_minutes if v.now else 0,
    ),
    Column(
        key="end", title="Planned to end", width=126, holds=A_DAY, shown=lambda v: shown(v.timetable.planned_end_on),
        sorts=lambda v: v.timetable.planned_end_on,
    ),
    Column(
        key="stands", title="How it stands", width=180, shown=lambda v: stands(v),
        spoken=lambda v: " ".join(one for one in (v.words, v.review_words) if one),
    ),
)
RETURNS: tuple[Column[CouncilReturn], ...] = (
    Column(
        key="days", title="Days", width=246, holds="Wed 30 Nov 2026 to Wed 30 Nov 2026", shown=days_words, sorts=lambda r: (r.last_day, r.first_day),
    ),
    Column(key="what", title="What was sent", width=140, snug=240, shown=told_words),
    Column(key="sent", title="Sent on", width=126, holds=A_DAY, shown=lambda r: shown(r.sent_on), sorts=lambda r: r.sent_on),
    Column(key="council", title="Council", width=120, snug=280, shown=lambda r: r.authority),
    Column(key="note", title="Note", width=160, shown=lambda r: r.note),
)


class ReturnsPart(QWidget):
    """Three cards and the list of returns."""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.room, look = room, room.look
        self.measuring = room.desk.measuring
        self.model: RowsModel[TimetableView] = RowsModel(NOW, lambda view: view.timetable.id, self)
        self.now: WholeTable[TimetableView] = WholeTable(
            look, self.model, "Part-time now", strong="name", stretches="stands", least=170, gives_way=("since", "hours"),
        )
        self.now.opened.connect(self.open_timetable)
        self.nobody = words(NOBODY, tone="muted")
        self.untold, self.due = stack(gap=6), stack(gap=6)
        self.due_card = card(words("Returns to send", "heading"), self.due, gap=6)
        self.list: RecordList[CouncilReturn] = RecordList(
            room, "Returns made", RETURNS, lambda record: ReturnForm(room, record=record), add="Record a return", why=WHY, strong="days",
            stretches="note",
        )
        self.list.table.setSortingEnabled(False)  # the last stretch first, as the deed gives them
        print_button = button(look, "Print", "quiet", "print", "Look at it as a page, to print or to save it", then=self.print)
        self.inner = holding(stack(
            card(across(words("Part-time now", "heading"), None, print_button), self.nobody, self.now, gap=6),
            card(words("Not told to the council yet", "heading"), self.untold, gap=6), self.due_card, 4, self.list, None,
            gap=12, pad=(24, 2, 24, 20),
        ))
        self.area = scrolling(self.inner, "Returns")
        follow(self.area, self.now)
        self.setLayout(stack(self.area))

    def refresh(self) -> None:
        """Show how it stands today."""
        on = self.room.now().date()
        views = self.measuring.part_time_now(on)
        self.model.put(views)
        self.now.setVisible(bool(views))
        self.nobody.setVisible(not views)
        for part in (self.untold, self.due):
            emptied(part)
        untold, due = self.measuring.untold(on), self.measuring.returns_due(on)
        for one in untold:
            self.untold.addWidget(self._untold(one))
        if not untold:
            self.untold.addWidget(words(ALL_TOLD, tone="muted"))
        for each in due:
            self.due.addLayout(self._due(each))
        self.due_card.setVisible(bool(due))
        self.list.put(self.measuring.returns())
        tab_through(self.inner)  # what is not told was put there anew

    def _untold(self, one: Untold) -> QWidget:
        look, said = self.room.look, f"{one.pupil_name}: {one.words}"
        told = button(look, "Told today", "row", "check", then=lambda: self.tell_council(one))
        told.setAccessibleName(f"Told the council today: {said}")
        go = button(look, "Open", "link", then=lambda: self.room.go(Place("pupil", one.pupil, f"measures/{one.record.id}")))
        go.setAccessibleName(f"Open the timetable: {said}")
        return flowing(plain(said), told, go, gap=10)

    def _due(self, due: ReturnDue) -> QHBoxLayout:
        made = button(self.room.look, "Record it", "row", then=lambda: open_form(self.room, ReturnForm(self.room, due)))
        made.setAccessibleName(f"Record it: {due.words}")
        line = across(plain(due.words, wrap=True), made, gap=12)
        line.setStretch(0, 1)
        return line

    # What can be done

    def open_timetable(self, view: TimetableView) -> None:
        """Go to the timetable on the pupil's page."""
        self.room.go(Place("pupil", view.timetable.pupil, f"measures/{view.timetable.id}"))

    def tell_council(self, one: Untold) -> None:
        """The council was told of it today."""
        today = self.room.now().date()
        attempt(self.room, lambda: self.measuring.told_council(one, today), "It is recorded that the council was told today.")

    def print(self) -> None:
        """Lay the sheet over the window as it will print."""
        on, measuring = self.room.now().date(), self.measuring
        school = self.room.desk.school.school().name
        paper = returns_paper(
            measuring.part_time_now(on), measuring.untold(on), measuring.returns_due(on), measuring.returns(), on, school,
        )
        show_paper(self.room, paper, name="Part-time timetables")
