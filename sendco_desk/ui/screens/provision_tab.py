"""The tab Provision: what a pupil is given and by whom, how much of it was held, what it did, and what it costs against the 6,000 pounds."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStackedWidget, QWidget

from sendco_desk.domain.charts import DeliveryChart, PairedBar
from sendco_desk.domain.costing import ELEMENT_TWO, ELEMENT_TWO_SOURCE, pounds
from sendco_desk.domain.dates import shown
from sendco_desk.domain.provision import CostItem, ProvisionSession
from sendco_desk.services.provision_rows import PlaceLine, YearCost
from sendco_desk.services.pupils import PupilPage
from sendco_desk.ui.forms.form import attempt, open_form
from sendco_desk.ui.forms.provision_forms import AloneForm, CostForm, EffectForm, EndForm, PlaceForm, SessionForm
from sendco_desk.ui.models.provision_model import COSTS, ITEMS, PLACES, PLACES_GIVE_WAY, delivery_chip, is_now, place_sentences, session_columns
from sendco_desk.ui.models.rows import RECORD, Index, RowsModel
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens.case_cells import WholeTable, sorted_first
from sendco_desk.ui.screens.flow import flowing
from sendco_desk.ui.screens.form_print import print_button
from sendco_desk.ui.screens.record_list import RecordList
from sendco_desk.ui.screens.tab_page import TabPage
from sendco_desk.ui.screens.tables import RowCells
from sendco_desk.ui.widgets.buttons import Button, button
from sendco_desk.ui.widgets.chart import ChartCard
from sendco_desk.ui.widgets.chips import Meter, chip_width, paint_chip
from sendco_desk.ui.widgets.empty import empty
from sendco_desk.ui.widgets.layout import holding, scrolling, stack
from sendco_desk.ui.widgets.words import heading, plain, words

QUIET = ("when", "weeks", "group", "often", "where", "cycle")
NOBODY = UUID(int=0)
"""Before a pupil is shown."""
MOST_SESSIONS = 40
"""Sessions listed on the tab, the latest first: a term of a group. Older ones are opened in the week of their group."""


class PlaceCells(RowCells):
    """How much was held is a chip: icon, word and colour; that the EHC plan orders it is one too."""

    def fill(self, p: QPainter, box: QRect, key: str, index: Index) -> None:
        line: PlaceLine = index.data(RECORD)
        at = QPoint(box.left(), box.center().y() + 1)
        if key == "held":
            word, state = delivery_chip(line.delivery)
            paint_chip(p, self.look, at, word, state, state)
        elif key == "name" and line.place.plan_section_f:
            wide = chip_width(self.look, "Section F", "decision")
            used = QFontMetrics(self.look.font("body", 500)).horizontalAdvance(line.run.name) + 8
            left = min(used, max(0, box.width() - wide))
            self.say(p, box.adjusted(0, 0, left - box.width() - 6, 0), line.run.name, 500)
            paint_chip(p, self.look, QPoint(box.left() + left, at.y()), "Section F", "decision", "info")
        else:
            self.say(p, box, str(index.data()), 500 if key == self.strong else 400, "muted" if key in QUIET else "text")


class PlacesTable(WholeTable[PlaceLine]):
    """The places of a pupil. Delete removes the chosen one."""

    def __init__(self, page: "ProvisionPage", name: str) -> None:
        columns = (*PLACES[:8], *(COSTS if page.room.desk.provision.may_see_rates else ()), *PLACES[8:])
        super().__init__(
            page.look, RowsModel(columns, lambda line: line.place.id, page), name, strong="name", stretches="name", least=186,
            preferences=page.room.preferences, cells=PlaceCells, gives_way=PLACES_GIVE_WAY,
        )
        sorted_first(self, "when", Qt.SortOrder.DescendingOrder)
        self.opened.connect(page.change)
        self.deleted.connect(page.remove)


def delivery_chart(lines: Sequence[PlaceLine]) -> DeliveryChart:
    """Planned against held up to today, a bar a provision."""
    return DeliveryChart(title="Sessions held of those planned up to today", bars=tuple(
        PairedBar(name=line.run.name, planned=float(line.delivery.planned), delivered=float(line.delivery.held), words=line.delivery.words)
        for line in lines
    ))


def without_rate_words(year: YearCost) -> str:
    """That there are days whose cost nobody knows, as a sentence; nothing where there are none."""
    days = year.days_without_rate
    if not days:
        return ""
    count = f"{len(days)} day{'s' * (len(days) != 1)}"
    return (
        f"No staff rate is recorded for {count} of this provision, the first on {shown(days[0])}. What was given then is not in these figures."
    )


class YearCard(QWidget):
    """The school year's cost against the 6,000 pounds: the words first, the bar only helps the eye."""

    def __init__(self, page: "ProvisionPage") -> None:
        super().__init__()
        look = page.look
        self.said, self.so_far = words("", wrap=True), words("", "caption", "muted", wrap=True)
        self.lacking = words("", tone="soon", wrap=True)
        self.meter = Meter(look, 0, ELEMENT_TWO, height=10)
        self.meter.setMaximumWidth(look.scaled(640))
        self.setLayout(stack(self.said, self.meter, self.so_far, self.lacking, gap=6))

    def show_year(self, year: YearCost) -> None:
        """Show a pupil's year."""
        self.said.setText(f"{year.words} {year.universal_words}".rstrip())
        self.meter.state = "soon" if year.line.over else "done"
        self.meter.show_share(year.line.pence / 100, ELEMENT_TWO / 100)
        self.meter.setAccessibleName(self.said.text())
        self.so_far.setText(
            f"{shown(year.first)} to {shown(year.last)}. Up to today {pounds(year.to_date)}; {pounds(year.items)} of the year is for things "
            f"other than hours. Each figure is rounded once, to the penny. The £6,000: {ELEMENT_TWO_SOURCE}."
        )
        self.lacking.setText(without_rate_words(year))
        self.lacking.setVisible(bool(year.days_without_rate))


class ProvisionPage(TabPage):
    """The tab Provision."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.pupil = NOBODY
        self.names: dict[UUID, str] = {}
        self.sees_costs = room.desk.provision.may_see_rates
        self.now, self.before = PlacesTable(self, "Provision now"), PlacesTable(self, "Provision before")
        self.current = self.now
        for table in (self.now, self.before):
            table.went.connect(lambda table=table: self.went(table))
        self.on_row: list[Button] = [
            button(self.look, "Open", "", then=lambda: self.change(self.chosen())),
            button(self.look, "Effect", "", then=self.effect), button(self.look, "End", "", then=self.end),
            button(self.look, "This week", "", "table", "The week of its group", then=self.week),
            button(self.look, "Its cycle", "", "reviews", then=self.open_cycle), button(self.look, "Remove", "", "bin", then=self.remove),
        ]
        for made in self.on_row:
            made.setAccessibleName(f"{made.text().strip()}: the chosen provision")
        self.year = YearCard(self)
        self.items: RecordList[CostItem] = RecordList(
            room, "Other costs", ITEMS, self.cost_form, add="Add a cost", strong="what", stretches="what",
            why="What costs money but no hours: equipment, a licence, a report that was bought.",
        )
        self.sessions: RecordList[ProvisionSession] = RecordList(
            room, "Latest sessions", session_columns(self.names), self.session_form, add="Record a session", strong="on", stretches="note",
            why="Sessions as they were held or missed. A whole group’s week is quicker: choose a provision and press This week.",
        )
        sorted_first(self.sessions.table, "on", Qt.SortOrder.DescendingOrder)
        self.lacks = plain("", tone="soon", wrap=True)
        self.chart: ChartCard | None = None
        self.chart_place = stack()
        self.pages = QStackedWidget()
        self.pages.addWidget(scrolling(self._page(), "Provision"))  # else the tallest tab makes all tabs as tall
        self.pages.addWidget(self._nothing())
        self.setLayout(stack(self.pages))

    def _deeds(self) -> tuple[QWidget, ...]:
        look = self.look
        return (
            button(look, "Place in a group", "primary", "plus", then=self.join), button(look, "New for this pupil", "", "plus", then=self.alone),
        )

    def _page(self) -> QWidget:
        self.told = plain("", "caption", "muted", wrap=True)
        self.now_heading, self.before_heading = heading("Now and to come"), heading("Before")
        self.now_card = holding(stack(self.now, pad=(1, 1, 1, 4)), "card")
        self.before_card = holding(stack(self.before, pad=(1, 1, 1, 4)), "card")
        self.cost_card = holding(stack(words("What it costs", "heading"), self.year, 8, self.items, gap=8, pad=(16, 14, 16, 16)), "card")
        if not self.sees_costs:
            self.cost_card.hide()  # shown before it lies in the page, it would be a window of its own and take the keyboard
        return holding(stack(
            flowing(*self._deeds(), *self.on_row, print_button(self.room, ("provision-map",), lambda: self.pupil)), self.lacks, self.told,
            self.now_heading, self.now_card, holding(self.chart_place), self.cost_card, self.sessions, self.before_heading, self.before_card, None,
            gap=12, pad=(24, 16, 24, 20),
        ))

    def _nothing(self) -> QWidget:
        return empty(
            self.look, "provision", "No provision yet",
            "What is given beyond the lesson: what, by whom, how often, from when to when. Add it once; its sessions are written down a week at a "
            "time for a whole group, and the costs follow.",
            "Place in a group", self.join, more=button(self.look, "New for this pupil", "quiet", then=self.alone),
        )

    # What is shown

    def show_pupil(self, page: PupilPage) -> None:
        """Show this pupil's provision."""
        self.pupil = page.pupil.id
        on, provision = self.room.now().date(), self.room.desk.provision
        lines = provision.places_of(page.pupil.id, on)
        items = self.room.desk.recording.of(CostItem, page.pupil.id) if self.sees_costs else []
        self.pages.setCurrentIndex(0 if lines or items else 1)
        now = [line for line in lines if is_now(line, on)]
        self.now.rows_model.put(now)
        self.before.rows_model.put([line for line in lines if not is_now(line, on)])
        for part in (self.now_heading, self.now_card):
            part.setVisible(bool(now))
        for part in (self.before_heading, self.before_card):
            part.setVisible(len(now) < len(lines))
        self._show_chart(now)
        self.names.clear()
        self.names.update({line.place.id: line.run.name for line in lines})
        sessions = self.room.desk.recording.of(ProvisionSession, page.pupil.id)
        self.sessions.put(sorted(sessions, key=lambda session: session.on, reverse=True)[:MOST_SESSIONS])
        self._say_lacks(lines)
        if self.sees_costs:
            self.year.show_year(provision.pupil_cost(page.pupil.id, on))
            self.items.put(items)
        self._start()

    def _say_lacks(self, lines: Sequence[PlaceLine]) -> None:
        """What the school's calendar lacks for the days of this provision."""
        first, last = (pick((day for line in lines for day in (line.place.starts_on, line.place.ends_on)), default=None) for pick in (min, max))
        lacks = self.room.desk.provision.calendar_words(first, last) if first and last else ""
        self.lacks.setText(lacks)
        self.lacks.setVisible(bool(lacks))

    def _show_chart(self, now: Sequence[PlaceLine]) -> None:
        begun = [line for line in now if line.delivery.planned or line.delivery.held]
        if begun and self.chart is None:  # there is no drawing a chart without a bar
            self.chart = ChartCard(self.look, "Held of planned", delivery_chart(begun))
            self.chart_place.addWidget(self.chart)
        if self.chart is not None:
            self.chart.setVisible(bool(begun))
            if begun:
                self.chart.show_chart(delivery_chart(begun))

    def _start(self) -> None:
        """Have a row chosen from the start, so that the buttons say what they act on."""
        if self.chosen() is None:
            self.current = self.now if self.now.rows_model.rows else self.before
            if self.current.rows_model.rows:
                self.current.choose(self.current.rows_model.rows[0].place.id)
        self.show_buttons()

    def show_record(self, record: UUID) -> None:
        """Put the keyboard's place on a provision, or on the one that a session or a cost belongs to."""
        for table in (self.now, self.before):
            if any(line.place.id == record for line in table.rows_model.rows):
                table.choose(record)
                table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.sessions.choose(record)
        self.items.choose(record)

    def went(self, table: PlacesTable) -> None:
        """The keyboard has gone to a row of a table: the buttons are about that one."""
        self.current = table
        self.show_buttons()

    def chosen(self) -> PlaceLine | None:
        """The place that the buttons are about."""
        return self.current.current()

    def show_buttons(self) -> None:
        """What needs a chosen place can be pressed only when one is."""
        line = self.chosen()
        self.told.setText(place_sentences(line) if line else "")
        for made in self.on_row:
            made.setEnabled(line is not None)
        self.on_row[4].setEnabled(line is not None and line.place.cycle is not None)

    # What can be done

    def join(self) -> None:
        """Open the form for a place in a group that there is."""
        open_form(self.room, PlaceForm(self.room, self.pupil))

    def alone(self) -> None:
        """Open the form for a provision for this pupil alone."""
        open_form(self.room, AloneForm(self.room, self.pupil))

    def change(self, line: PlaceLine | None) -> None:
        """Open the form of a place."""
        if line is not None:
            open_form(self.room, PlaceForm(self.room, line.place.pupil, line.place))

    def effect(self) -> None:
        """Open the form for the measures and what came of it."""
        line = self.chosen()
        if line is not None:
            open_form(self.room, EffectForm(self.room, line.place))

    def end(self) -> None:
        """Open the form that ends the place."""
        line = self.chosen()
        if line is not None:
            open_form(self.room, EndForm(self.room, line.place))

    def week(self) -> None:
        """Open the week of its group."""
        from sendco_desk.ui.forms.week_sheet import open_week

        line = self.chosen()
        if line is not None:
            open_week(self.room, line.run.id, self.room.now().date())

    def open_cycle(self) -> None:
        """Go to the cycle that the provision is for."""
        line = self.chosen()
        if line is not None and line.place.cycle is not None:
            self.room.go(Place("pupil", line.place.pupil, f"support/{line.place.cycle}"))

    def remove(self) -> None:
        """Take the chosen place out; undo brings it back."""
        line = self.chosen()
        if line is not None:
            attempt(self.room, lambda: self.room.desk.provision.remove_place(line.place.id), "Place removed.")

    def cost_form(self, item: CostItem | None) -> CostForm:
        """The form for a cost."""
        return CostForm(self.room, self.pupil, item)

    def session_form(self, session: ProvisionSession | None) -> SessionForm:
        """The form for a session: of the chosen provision where it is a new one."""
        line = self.chosen()
        return SessionForm(self.room, self.pupil, session, line.place.id if line and session is None else None)
