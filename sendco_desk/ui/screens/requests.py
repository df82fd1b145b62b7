"""Requests & plans: every case with where it stands and what is due next; Enter opens its page."""

from dataclasses import replace
from typing import ClassVar

from PySide6.QtWidgets import QStackedWidget, QWidget

from sendco_desk.ui.models.cases_model import ALL, CASE_GIVES_WAY, STANDINGS, CaseFilter, CaseLine, CasesModel, kinds, line_of, stages
from sendco_desk.ui.room import Place, Room, Screen
from sendco_desk.ui.screens.case_cells import YieldingTable, sorted_first
from sendco_desk.ui.screens.filters import FilterButton
from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.buttons import Toggles, button
from sendco_desk.ui.widgets.empty import empty
from sendco_desk.ui.widgets.layout import across, holding, stack
from sendco_desk.ui.widgets.words import words


def counts(lines: list[CaseLine]) -> str:
    """`6 open, 2 late`."""
    going = [line for line in lines if not line.over]
    late = sum(line.chip is not None and line.chip[1] == "late" for line in going)
    return f"{len(going)} open" + (f", {late} late" if late else "")


class RequestsScreen(Screen):
    """The list of cases, the most pressing first."""

    NAME: ClassVar[str] = "requests"
    STOP: ClassVar[str] = "requests"
    KINDS: ClassVar[frozenset[str]] = frozenset({"pupil", "case_file", "case_event", "exception_claim", "school_closure", "term"})

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        look = room.look
        self.model = CasesModel(self)
        self.table: YieldingTable[CaseLine] = YieldingTable(
            look, self.model, "Requests and plans", strong="pupil", stretches="step", least=120, preferences=room.preferences,
            gives_way=CASE_GIVES_WAY,
        )
        sorted_first(self.table, "due")
        self.table.opened.connect(self.open_case)
        self.standing = Toggles(look, STANDINGS, self.model.filter.standing, self.choose_standing, self)
        self.kind = FilterButton(look, "Case", self.choose_kind)
        self.stage = FilterButton(look, "Stage", self.choose_stage)
        self.total, self.count = words("", tone="muted"), words("", "caption", "muted")
        self.pages = QStackedWidget()
        self.pages.addWidget(self._list())
        self.pages.addWidget(empty(look, "search", "No case matches", "No case is left by what is chosen above.", "Show every case", self.show_all))
        self.whole = QStackedWidget()
        self.whole.addWidget(self._page())
        self.whole.addWidget(empty(
            look, "requests", "No cases yet",
            "A request, a plan, a review or an appeal is recorded on the pupil’s own page, under EHC. Its lawful days are then counted here.",
            "Choose a pupil", lambda: room.go(Place("pupils")),
        ))
        self.setLayout(stack(self.whole))

    def _list(self) -> QWidget:
        return holding(stack(self.table))

    def _page(self) -> QWidget:
        look = self.room.look
        record = button(look, "Open a case", "quiet", "plus", "Choose the pupil; the case is opened under EHC", self._choose_pupil)
        dates = button(look, "Save the dates", "quiet", "calendar", "Save every case’s days as a file for a calendar", self.save_dates)
        top = across(words("Requests & plans", "title"), 4, self.total, None, dates, record, gap=6)
        bar = across(*self.standing.made, 4, self.kind, self.stage, None, self.count, gap=8)
        return holding(stack(top, 12, bar, 12, self.pages, pad=(24, 20, 24, 20)))

    def _choose_pupil(self) -> None:
        self.room.go(Place("pupils"))

    def refresh(self) -> None:
        on = self.room.now().date()
        lines = [line_of(row, on) for row in self.room.desk.casework.cases(on=on)]
        self.whole.setCurrentIndex(0 if lines else 1)
        self.total.setText(counts(lines))
        self.kind.offer(kinds(lines))
        self.stage.offer(stages(lines))
        self.model.put(lines)
        self.narrow(self.model.filter)

    def narrow(self, chosen: CaseFilter) -> None:
        """Show the cases that are chosen."""
        self.model.choose(chosen)
        self.kind.choose(chosen.kind)
        self.stage.choose(chosen.stage)
        shown = self.model.rowCount()
        self.pages.setCurrentIndex(0 if shown else 1)
        self.count.setText(f"{shown} shown")

    def choose_standing(self, standing: str) -> None:
        """Open cases, closed ones, or all."""
        self.narrow(replace(self.model.filter, standing=standing))

    def save_dates(self) -> None:
        """Save the days of every case as a file for a calendar."""
        from sendco_desk.ui.screens.calendar_file import save_calendar

        save_calendar(self.room, None)

    def choose_kind(self, kind: str) -> None:
        """Cases of one kind."""
        self.narrow(replace(self.model.filter, kind=kind))

    def choose_stage(self, stage: str) -> None:
        """Cases at one stage."""
        self.narrow(replace(self.model.filter, stage=stage))

    def show_all(self) -> None:
        """Take every filter off."""
        self.standing.buttons()[list(STANDINGS).index(ALL)].setChecked(True)
        self.narrow(CaseFilter(standing=ALL))
        self.table.setFocus()

    def open_case(self, line: CaseLine) -> None:
        """Go to a case's page."""
        self.room.go(Place("case", line.row.case.id))

    def set_look(self, look: Look) -> None:
        self.table.fit()
