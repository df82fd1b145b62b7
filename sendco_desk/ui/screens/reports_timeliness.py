"""Timeliness: how long each council takes over the school’s own cases, beside what is published on it; to print and to save without names."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from sendco_desk.domain.charts import CountBar, CountChart
from sendco_desk.services.timeliness import CouncilFigures, StepRow, TimelinessReport
from sendco_desk.services.timeliness_paper import SMALL, WHAT_COUNTS, beside_chart, cells, timeliness_paper, write_timeliness
from sendco_desk.ui.messages import done
from sendco_desk.ui.models.rows import Column, RowsModel
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.case_cells import WholeTable, follow
from sendco_desk.ui.screens.flow import flowing
from sendco_desk.ui.screens.paper_view import show_paper
from sendco_desk.ui.widgets.buttons import Toggles, button, toggle
from sendco_desk.ui.widgets.chart import ChartCard
from sendco_desk.ui.widgets.empty import empty
from sendco_desk.ui.widgets.layout import card, holding, scrolling, stack
from sendco_desk.ui.widgets.words import plain, words

TOGETHER = "All councils"
STEPS: tuple[Column[StepRow], ...] = (
    Column(key="step", title="Step", width=230, shown=lambda row: row.step.title),
    Column(key="within", title="Within", width=230, shown=lambda row: row.step.within),
    Column(key="due", title="Due", width=92, holds="fewer than 5", shown=lambda row: cells(row.total)[0]),
    Column(key="in_time", title="In time", width=92, holds="kept back", shown=lambda row: cells(row.total)[1]),
    Column(key="late", title="Late", width=92, holds="kept back", shown=lambda row: cells(row.total)[2]),
    Column(key="share", title="In time %", width=92, holds="kept back", shown=lambda row: cells(row.total)[3]),
    Column(key="half", title="Median days late", width=132, holds="Median days late", shown=lambda row: cells(row.total)[4]),
)


class TimelinessPart(QWidget):
    """Figures of one council, or of all together, as they may leave the school."""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.room, self.look, self.timeliness = room, room.look, room.desk.timeliness
        self.council = ""
        self.report: TimelinessReport | None = None
        self.card = ChartCard(self.look, "Final plans", CountChart(title="Final plans", bars=(CountBar(name="", count=0),)))
        self.model: RowsModel[StepRow] = RowsModel(STEPS, lambda row: row.step.key, self)
        self.table: WholeTable[StepRow] = WholeTable(
            self.look, self.model, "Steps", strong="step", stretches="step", least=250, gives_way=("half", "share"),
        )
        self.table.setSortingEnabled(False)  # the steps stand in the order of the law
        self.choice = stack()
        self.notes = plain("", "caption", "muted", wrap=True)
        self.names = toggle(self.look, "With names")
        self.names.setToolTip("Print and save every case with its pupil: for the school alone")
        deeds = flowing(
            self.names, button(self.look, "Print", "quiet", "print", "Look at it as pages, to print or to save them", then=self.print),
            button(self.look, "Save as CSV", "quiet", "export", "Save the figures as a table for a spreadsheet", then=self.save), gap=6,
        )
        self.inner = holding(stack(
            self.choice, words(WHAT_COUNTS, tone="muted", wrap=True), self.card, deeds,
            card(words("Steps of the council", "heading"), self.table, gap=6), self.notes, words(SMALL, "caption", "muted", wrap=True), None,
            gap=12, pad=(24, 2, 24, 20),
        ))
        self.area = scrolling(self.inner, "Timeliness")
        follow(self.area, self.table)
        self.nothing = empty(
            self.look, "reports", "No step has fallen due yet",
            "Once a council has decided, or is late, in one of the school’s cases, it is counted here.",
        )
        self.setLayout(stack(self.area, self.nothing))

    def refresh(self) -> None:
        """Work the figures out for today."""
        self.report = self.timeliness.report(self.room.now().date(), by_council=True)
        there = any(one.rows for one in self.report.councils)
        self.area.setVisible(there)
        self.nothing.setVisible(not there)
        self._offer([one.council for one in self.report.councils])
        self._show()

    def _offer(self, councils: list[str]) -> None:
        while (item := self.choice.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.hide()
                gone.deleteLater()
        options = ({"": TOGETHER} if len(councils) > 1 else {}) | {name: name for name in councils}
        if self.council not in options:
            self.council = next(iter(options), "")
        if len(options) > 1:
            self.choice.addWidget(flowing(*Toggles(self.look, options, self.council, self.choose, self).made, gap=6))

    def choose(self, council: str) -> None:
        """Show another council, or all together."""
        self.council = council
        self._show()

    def shown(self) -> CouncilFigures | None:
        """The figures that are shown."""
        if self.report is None or not self.report.councils:
            return None
        if self.council:
            return next(one for one in self.report.councils if one.council == self.council)
        return self.timeliness.report(self.report.on).councils[0]

    def _show(self) -> None:
        found = self.shown()
        self.model.put(found.rows if found is not None else ())
        chart = beside_chart(found) if found is not None else None
        self.card.setVisible(chart is not None)
        if chart is not None:
            self.card.show_chart(chart, chart.title, "Published: Department for Education, without exceptions.")
        excused = [f"{row.step.title}: {row.excused}" for row in self.model.rows if row.excused != "0"]
        self.notes.setText(f"Counted apart, because an exception could apply: {'; '.join(excused)}." if excused else "")
        self.notes.setVisible(bool(excused))

    # What can be done

    def leaving(self) -> TimelinessReport:
        """What is printed and saved: each council by itself where one is chosen, else all together."""
        return self.timeliness.report(self.room.now().date(), by_council=bool(self.council), names=self.names.isChecked())

    def print(self) -> None:
        """Lay it over the window as it will print."""
        paper = timeliness_paper(self.leaving(), self.room.desk.school.school().name)
        show_paper(self.room, paper, name="Timeliness with names" if self.names.isChecked() else "Timeliness")

    def save(self) -> None:
        """Ask where, and save the figures for a spreadsheet."""
        report, school, room = self.leaving(), self.room.desk.school.school().name, self.room
        name, _ = QFileDialog.getSaveFileName(self, "Save the figures", "Timeliness.csv", "Table (*.csv)")
        if name:
            out = Path(name if name.lower().endswith(".csv") else f"{name}.csv")
            room.tasks.run(
                lambda given: write_timeliness(report, school, out), lambda _: room.say(done("The figures are saved.")),
                title="Saving the table", cancellable=False,
            )
