"""Attendance and behaviour: sums over the last 12 or 24 months, counts by the week, each with its chart and its table."""

from sendco_desk.domain.dates import shown
from sendco_desk.domain.measures import Attendance, BehaviourCount
from sendco_desk.domain.scores import percent_words
from sendco_desk.services.measuring import AttendanceWindow
from sendco_desk.ui.forms.form import open_form
from sendco_desk.ui.forms.measure_asks import attendance_form, behaviour_form
from sendco_desk.ui.models.rows import A_DAY, Column
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.flow import flowing
from sendco_desk.ui.screens.measure_cards import fill_charts
from sendco_desk.ui.screens.record_list import RecordList
from sendco_desk.ui.screens.tab_parts import TabPart, latest_first
from sendco_desk.ui.widgets.buttons import Toggles
from sendco_desk.ui.widgets.layout import card, stack
from sendco_desk.ui.widgets.words import plain

WINDOWS = {"12": "Last 12 months", "24": "Last 24 months"}
WHY_ATTENDANCE = "Sessions possible and attended over some weeks, such as a half-term, as the register has them."
WHY_BEHAVIOUR = "How often something was seen between two days. Count the same thing again later, and a chart shows how it changes."


class AttendancePart(TabPart):
    """The part Attendance."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.span: AttendanceWindow | None = None
        self.spans = Toggles(self.look, WINDOWS, "12", lambda key: self.fill(), self)
        self.sum, self.absence, self.doubts = plain("", "strong", wrap=True), plain("", wrap=True), plain("", tone="soon", wrap=True)
        self.summary = card(self.sum, self.absence, self.doubts, gap=6)
        self.charts = stack(gap=12)
        self.list: RecordList[Attendance] = RecordList(
            room, "Attendance", self._columns(), lambda record: attendance_form(room, self.pupil, record), add="Add attendance",
            why=WHY_ATTENDANCE, strong="day", stretches="note", may_add=False,
        )
        self.lists, self.adds = (latest_first(self.list, "last"),), "Add attendance"
        self.setLayout(stack(flowing(*self.spans.made, gap=6), self.summary, self.charts, self.list, gap=12))

    def _columns(self) -> tuple[Column[Attendance], ...]:
        return (
            Column(key="day", title="From", shown=lambda a: shown(a.first_day), sorts=lambda a: a.first_day, holds=A_DAY, width=126),
            Column(key="last", title="To", shown=lambda a: shown(a.last_day), sorts=lambda a: a.last_day, holds=A_DAY, width=126),
            Column(key="percent", title="Attended", shown=lambda a: percent_words(a.attended, a.possible), sorts=lambda a: a.percent, width=88),
            Column(key="sessions", title="Sessions", shown=lambda a: f"{a.attended} of {a.possible}", sorts=lambda a: a.possible, width=96),
            Column(key="authorised", title="With leave", shown=lambda a: str(a.authorised), sorts=lambda a: a.authorised, width=88),
            Column(key="unauthorised", title="Without leave", shown=lambda a: str(a.unauthorised), sorts=lambda a: a.unauthorised, width=106),
            Column(key="late", title="Late", shown=lambda a: str(a.late), sorts=lambda a: a.late, width=60),
            Column(key="counted", title="In the sum", shown=self._counted, width=176),
            Column(key="note", title="Note", shown=lambda a: a.note),
        )

    def _counted(self, row: Attendance) -> str:
        return "Inside a longer stretch" if self.span is not None and row.id in self.span.inside else "Counted"

    def fill(self) -> None:
        """Show the sum, its chart and the stretches it is made from."""
        measuring, months = self.room.desk.measuring, int(self.spans.chosen())
        self.span = window = measuring.attendance(self.pupil, months)
        for label, said in ((self.sum, window.words), (self.absence, window.absence), (self.doubts, " ".join(window.doubts))):
            label.setText(said)
            label.setVisible(bool(said))
        self.summary.setVisible(bool(window.rows))
        chart = measuring.attendance_chart(self.pupil, months)
        fill_charts(self, self.charts, (chart,) if chart is not None else ())
        self.list.put(window.rows)


class BehaviourPart(TabPart):
    """The part Behaviour."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.charts = stack(gap=12)
        self.list: RecordList[BehaviourCount] = RecordList(
            room, "Behaviour counts", self._columns(), lambda record: behaviour_form(room, self.pupil, record), add="Add a count",
            why=WHY_BEHAVIOUR, strong="what", stretches="note", deeds=(("Same count again", self.again),), may_add=False,
        )
        self.lists, self.adds = (latest_first(self.list, "last"),), "Add a count"
        self.setLayout(stack(self.charts, self.list, gap=16))

    def _columns(self) -> tuple[Column[BehaviourCount], ...]:
        return (
            Column(key="what", title="What was counted", shown=lambda b: b.what, width=220),
            Column(key="day", title="From", shown=lambda b: shown(b.first_day), sorts=lambda b: b.first_day, holds=A_DAY, width=126),
            Column(key="last", title="To", shown=lambda b: shown(b.last_day), sorts=lambda b: b.last_day, holds=A_DAY, width=126),
            Column(key="count", title="How often", shown=lambda b: str(b.count), sorts=lambda b: b.count, width=88),
            Column(key="note", title="Note", shown=lambda b: b.note),
        )

    def fill(self) -> None:
        """Show the charts and the counts."""
        fill_charts(self, self.charts, self.room.desk.measuring.behaviour_charts(self.pupil))
        self.list.put(self.room.desk.measuring.behaviour(self.pupil))

    def again(self, count: BehaviourCount) -> None:
        """A new count of the same."""
        open_form(self.room, behaviour_form(self.room, self.pupil, like=count))
