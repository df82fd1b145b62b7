"""The cohort: a chart of everybody with support by what one likes, and under it the pupils behind each bar."""

from pathlib import Path

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication, QPainter
from PySide6.QtWidgets import QAbstractItemView, QFileDialog, QWidget

from sendco_desk.domain.charts import CountBar, CountChart
from sendco_desk.services.cohort_rows import BY, WHAT, CohortRow, Group
from sendco_desk.services.cohort_tables import NAMELESS_HEADS, NAMELESS_WORDS, nameless
from sendco_desk.statute.wording import counted
from sendco_desk.ui.document_view import SAVED
from sendco_desk.ui.messages import done
from sendco_desk.ui.models.cohort_model import GIVES_WAY, columns_for, review_state
from sendco_desk.ui.models.rows import RECORD, Column, Index, RowsModel, as_table
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens.case_cells import WholeTable, follow
from sendco_desk.ui.screens.flow import flowing
from sendco_desk.ui.screens.paper_view import show_paper
from sendco_desk.ui.screens.slow_read import SlowRead
from sendco_desk.ui.screens.tables import RowCells
from sendco_desk.ui.widgets.buttons import Toggles, button, toggle
from sendco_desk.ui.widgets.chart import ChartCard
from sendco_desk.ui.widgets.chips import paint_chip
from sendco_desk.ui.widgets.empty import empty
from sendco_desk.ui.widgets.layout import holding, scrolling, stack
from sendco_desk.ui.widgets.words import plain, words

ALL, EVERYBODY = "All pupils with SEN support or an EHC plan", "All pupils on roll"
CSV = "Comma-separated values (*.csv)"
MUTED = frozenset({"sen", "year", "class", "council", "report", "annual", "provision"})


class CohortCells(RowCells):
    """A review that presses has its sign."""

    def fill(self, p: QPainter, box: QRect, key: str, index: Index) -> None:
        row: CohortRow = index.data(RECORD)
        if key == "review" and (state := review_state(row)):
            paint_chip(p, self.look, QPoint(box.left(), box.center().y() + 1), str(index.data()), state, state)
        else:
            self.say(p, box, str(index.data()), 500 if key == self.strong else 400, "muted" if key in MUTED else "text")


class CohortPart(QWidget):
    """The switches, the chart, and the table of the pupils behind what is chosen."""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.room, look = room, room.look
        self.cohort = room.desk.cohort
        self.by, self.what, self.key = "need", "pupils", ""
        self.rows: tuple[CohortRow, ...] = ()
        self.groups: tuple[Group, ...] = ()
        costs = self.cohort.sees_costs
        self.ways = Toggles(
            look, {by: name for by, (name, _) in BY.items() if by != "cost" or costs}, self.by, self.group_by, self,
        )
        self.counts = Toggles(look, {key: name for key, name in WHAT.items() if key != "cost" or costs}, self.what, self.count, self)
        self.whose = Toggles(look, {"sen": "SEN support and plans", "all": "Everybody on roll"}, "sen", lambda key: self.refresh(), self)
        self.card = ChartCard(look, "Cohort", CountChart(title="Cohort", bars=(CountBar(name="", count=0),)))  # a chart has a bar
        self.card.pressed.connect(self.open_group)
        self.card.table.activated.connect(lambda index: self.open_group(self.groups[index.row()].key))
        self.note = words("", "caption", "muted", wrap=True)
        self.model: RowsModel[CohortRow] = RowsModel(columns_for(costs), lambda row: row.pupil.id, self)
        self.table: WholeTable[CohortRow] = WholeTable(
            look, self.model, "Cohort", strong="name", stretches="provision", least=150, preferences=room.preferences, cells=CohortCells,
            gives_way=GIVES_WAY,
        )
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.opened.connect(self.open_pupil)
        self.said = plain("", "heading")
        self.said.setObjectName("summary")
        self.show_all = button(look, "Show all", "", then=self.show_everyone)
        self.without = toggle(look, "Without names")
        self.without.setToolTip("Copy, print and save without names, and without what few pupils share")
        self.without.toggled.connect(self.say_note)
        self.columns_button = button(look, "Columns", "quiet", "columns", then=self.choose_columns)
        self._lay_out()

    def _lay_out(self) -> None:
        look = self.room.look
        deeds = (
            self.without, button(look, "Copy", "quiet", "table", "Copy the pupils shown as a table", then=self.copy),
            button(look, "Print", "quiet", "print", "Look at the chart and the table as pages, to print or to save them", then=self.print),
            button(look, "Save as CSV", "quiet", "export", "Save the pupils shown as a table for a spreadsheet", then=self.save),
            self.columns_button,
        )
        inner = holding(stack(
            flowing(words("By", tone="muted"), *self.ways.made, gap=6),
            flowing(words("Count", tone="muted"), *self.counts.made, words("of", tone="muted"), *self.whose.made, gap=6), 2, self.card, self.note, 2,
            flowing(self.said, self.show_all, gap=12), flowing(*deeds, gap=6), holding(stack(self.table, pad=(1, 0, 1, 4)), "card"), None,
            gap=8, pad=(24, 2, 24, 20),
        ))
        self.area = scrolling(inner, "Cohort")
        follow(self.area, self.table)
        self.nobody = empty(
            look, "reports", "Nobody has support yet",
            "Give a pupil SEN support or an EHC plan on the pupil’s page, and the cohort is counted here.", "Go to Pupils",
            lambda: self.room.go(Place("pupils")),
        )
        self.slow = SlowRead(self.room, "the cohort")
        self.setLayout(stack(holding(stack(self.slow, pad=(24, 0, 24, 0))), self.area, self.nobody))
        self.area.hide()
        self.nobody.hide()

    @property
    def everybody(self) -> bool:
        """Whether those without support are counted too."""
        return self.whose.chosen() == "all"

    # What is shown

    def refresh(self) -> None:
        """Read everybody anew: in a large school off the window’s thread, while what was read before stays in sight."""
        reading = self.cohort.reading(self.room.now().date(), everybody=self.everybody)
        self.slow.read(reading, self._put, long=self.cohort.takes_long)

    def _put(self, rows: tuple[CohortRow, ...]) -> None:
        self.rows = rows
        self.area.setVisible(bool(self.rows) or self.everybody)
        self.nobody.setVisible(not self.rows and not self.everybody)
        self._show()

    def _show(self) -> None:
        if not self.slow.shown:
            return
        self.groups = self.cohort.groups(self.rows, self.by)
        if self.key not in [group.key for group in self.groups]:
            self.key = ""
        self.model.put(self.rows)
        self.card.setVisible(bool(self.groups))
        if self.groups:
            chart = self.cohort.chart(self.groups, self.what)
            self.card.show_chart(chart, chart.title, self._card_note())
        self.narrow()

    def _card_note(self) -> str:
        told = ["A pupil with several provisions is counted in each."] if self.by == "provision" else []
        unpriced = sum(row.unpriced > 0 for row in self.rows) if "cost" in (self.by, self.what) else 0
        if unpriced:
            told.append(f"For {counted(unpriced, 'pupil')} some days have no staff rate: they cost more than is shown.")
        return " ".join((*told, "Press a bar to see the pupils behind it."))

    def narrow(self) -> None:
        """Show the pupils of the chosen bar, or all."""
        group = self.chosen()
        kept = {row.pupil.id for row in group.rows} if group else None
        self.model.narrow(None if kept is None else lambda row: row.pupil.id in kept)
        self.said.setText(group.said if group else f"{self.of()}: {counted(len(self.rows), 'pupil')}")
        self.show_all.setVisible(group is not None)
        self.table.setVisible(self.model.rowCount() > 0)
        if self.model.rows and not self.table.currentIndex().isValid():
            self.table.choose(self.model.rows[0].pupil.id)
        self.say_note()

    def of(self) -> str:
        """Whose rows they are when no bar is chosen."""
        return EVERYBODY if self.everybody else ALL

    def say_note(self) -> None:
        """Say what leaves the screen without names."""
        self.note.setText(NAMELESS_WORDS)
        self.note.setVisible(self.without.isChecked())

    def chosen(self) -> Group | None:
        """The group whose bar was pressed."""
        return next((group for group in self.groups if group.key == self.key), None) if self.key else None

    def leaving(self) -> list[CohortRow]:
        """Whose rows are copied, printed and saved: those shown, in their order; without names always everybody, never a few on their own."""
        return list(self.rows) if self.without.isChecked() else list(self.model.rows)

    # What can be done

    def group_by(self, by: str) -> None:
        """Group by need, year, status, provision, cost, progress, class or council."""
        self.by, self.key = by, ""
        self._show()

    def count(self, what: str) -> None:
        """Let the bars count pupils, time or cost."""
        self.what = what
        self._show()

    def open_group(self, key: str) -> None:
        """Show the pupils behind a bar, and go to them."""
        self.key = key
        self.narrow()
        self.table.setFocus(Qt.FocusReason.TabFocusReason)
        if self.model.rows:
            self.table.choose(self.model.rows[0].pupil.id)
        self.area.ensureWidgetVisible(self.said, 0, self.room.look.scaled(220))

    def show_everyone(self) -> None:
        """Show all pupils again."""
        self.key = ""
        self.narrow()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_pupil(self, row: CohortRow) -> None:
        """Go to a pupil's page."""
        self.room.go(Place("pupil", row.pupil.id))

    def choose_columns(self) -> None:
        """Open the list of columns."""
        self.table.columns_menu().popup(self.columns_button.mapToGlobal(self.columns_button.rect().bottomLeft()))

    def copy(self) -> None:
        """Copy the pupils shown as a table that Word and Excel take."""
        clipboard = QGuiApplication.clipboard()
        if self.without.isChecked():
            columns = [
                Column(key=str(number), title=head, shown=lambda one, n=number: one.cells[n])  # type: ignore[misc]
                for number, head in enumerate(NAMELESS_HEADS)
            ]
            clipboard.setMimeData(as_table(columns, nameless(self.leaving())))
            return
        shown = [column for number, column in enumerate(self.model.columns) if not self.table.isColumnHidden(number)]
        clipboard.setMimeData(as_table(shown, self.leaving()))

    def print(self) -> None:
        """Lay the chart and the table over the window as they will print."""
        group, names, on = self.chosen(), not self.without.isChecked(), self.room.now().date()
        of = group.said if group else self.of()
        paper = self.cohort.paper(self.leaving(), self.groups, self.what, of=of, on=on, names=names)
        show_paper(self.room, paper, name="Cohort" if names else "Cohort without names")

    def save(self) -> None:
        """Ask where, and save the pupils shown as a table for a spreadsheet."""
        names, rows, cohort, room = not self.without.isChecked(), self.leaving(), self.cohort, self.room
        name, _ = QFileDialog.getSaveFileName(self, "Save the cohort", "Cohort.csv" if names else "Cohort without names.csv", CSV)
        if name:
            out = Path(name if name.lower().endswith(".csv") else f"{name}.csv")
            room.tasks.run(
                lambda report: cohort.write_csv(out, rows, names), lambda _: room.say(done(SAVED)),
                title="Saving the table", cancellable=False,
            )
