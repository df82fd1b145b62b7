"""The map of the school: who is given what, grouped by wave, year, need or staff; narrowed, copied, printed, and each row leads to the pupil."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStackedWidget, QWidget

from sendco_desk.domain.codes import NEED_TYPES, said
from sendco_desk.domain.support_codes import WAVES
from sendco_desk.services.provision_paper import map_paper
from sendco_desk.services.provision_rows import MAP_BY, NO_NEED, MapGroup, MapRow, grouped, year_called
from sendco_desk.ui.models.provision_model import MAP, MAP_GIVES_WAY, MapLine
from sendco_desk.ui.models.rows import RECORD, Index, RowsModel
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens.case_cells import YieldingTable
from sendco_desk.ui.screens.filters import FilterButton
from sendco_desk.ui.screens.flow import flowing
from sendco_desk.ui.screens.paper_view import show_paper
from sendco_desk.ui.screens.slow_read import SlowRead
from sendco_desk.ui.screens.tables import RowCells
from sendco_desk.ui.widgets.buttons import Toggles, button
from sendco_desk.ui.widgets.empty import empty
from sendco_desk.ui.widgets.layout import holding, stack
from sendco_desk.ui.widgets.words import words

COLUMN_OF = {"wave": "wave", "year": "year", "need": "need", "staff": "who"}
"""The column that says the same as a way of grouping."""
LEAST_TALL = 200
"""How tall the table is at least, at 100%: in a low window with large words the page scrolls."""
NONE = "-"
"""The choice of a filter for what is not recorded."""


def filter_code(field: str, row: MapRow) -> str:
    """What a row is narrowed by in a field."""
    found = {"wave": row.run.wave, "year": row.pupil.year_group, "need": row.need, "staff": row.who}[field]
    return found or NONE


def filter_words(field: str, code: str) -> str:
    """A choice of a filter in words."""
    if field == "wave":
        return WAVES[code]
    if field == "year":
        return year_called("" if code == NONE else code)
    if field == "need":
        return NO_NEED if code == NONE else said(NEED_TYPES, code)
    return code


class MapCells(RowCells):
    """The name of a group stands at its first row, bold; under it the rows belong to it without saying so again."""

    def fill(self, p: QPainter, box: QRect, key: str, index: Index) -> None:
        line: MapLine = index.data(RECORD)
        if key == "group":
            above = index.model().index(index.row() - 1, index.column()).data(RECORD) if index.row() else None
            if above is None or above.group != line.group:
                self.say(p, box, line.group, 600)
        else:
            self.say(p, box, str(index.data()), 500 if key == "pupil" else 400, "text" if key in ("pupil", "name", "who") else "muted")


class MapTable(YieldingTable[MapLine]):
    """The table of the map: the column that says the same as its groups is left out."""

    def leave_out(self, key: str) -> None:
        """Leave one of the columns out that a group can stand for, and show the others of them."""
        self.gone -= {self.keys.index(other) for other in COLUMN_OF.values()}
        for other in COLUMN_OF.values():
            self.setColumnHidden(self.keys.index(other), other == key)
        self.fit()


class MapPart(QWidget):
    """The map under its switch and its filters."""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.room, look = room, room.look
        self.by = "wave"
        self.rows: list[MapRow] = []
        self.groups: list[MapGroup] = []
        self.chosen = dict.fromkeys(MAP_BY, "")
        self.model: RowsModel[MapLine] = RowsModel(MAP, lambda line: line.row.place.id, self)
        self.table = MapTable(
            look, self.model, "Provision map", strong="group", stretches="name", least=120, cells=MapCells, gives_way=MAP_GIVES_WAY,
        )
        self.table.leave_out(COLUMN_OF[self.by])
        self.table.sort_by("group")
        self.table.opened.connect(self.open_row)
        self.switch = Toggles(look, {by: f"By {name.lower()}" for by, (name, _) in MAP_BY.items()}, self.by, self.group_by, self)
        self.filters = {field: FilterButton(look, name, partial(self.narrow, field)) for field, (name, _) in MAP_BY.items()}
        self.summary = words("", "caption", "muted", wrap=True)
        self.summary.setObjectName("summary")
        self.pages = QStackedWidget()
        self.pages.addWidget(holding(stack(self.table)))
        self.pages.addWidget(empty(
            look, "provision", "Nothing to show", "No provision runs today, or nothing is left by what is chosen above.", "Show everything",
            self.show_everything,
        ))
        deeds = (
            button(look, "Copy", "quiet", "table", "Copy the chosen rows, or all, as a table (Ctrl+C)", then=self.table.copy),
            button(look, "Print", "quiet", "print", "Look at the map as a page, to print or to save it", then=self.print),
        )
        self.pages.setMinimumHeight(look.scaled(LEAST_TALL))
        self.slow = SlowRead(room, "the map")
        whole = stack(flowing(*self.switch.made, gap=6), flowing(*self.filters.values(), *deeds), self.slow, self.summary, self.pages, gap=10)
        whole.setStretch(4, 1)
        self.setLayout(whole)

    def refresh(self) -> None:
        """Read the map of today: in a large school off the window’s thread, while what was read before stays in sight."""
        on, provision = self.room.now().date(), self.room.desk.provision
        self.pages.setVisible(self.slow.shown)
        self.slow.read(lambda report: provision.map(on, report), self._put, long=provision.takes_long)

    def _put(self, rows: list[MapRow]) -> None:
        self.rows = rows
        self.pages.show()
        for field, made in self.filters.items():
            made.offer(self._offered(field))
            made.choose(self.chosen[field])
        self._show()

    def _offered(self, field: str) -> Mapping[str, str]:
        ordered = {filter_code(field, group.rows[0]): group.words for group in grouped(self.rows, field)}
        return {code: filter_words(field, code) for code in ordered}

    def _show(self) -> None:
        kept = [row for row in self.rows if all(not code or filter_code(field, row) == code for field, code in self.chosen.items())]
        self.groups = grouped(kept, self.by)
        self.model.put(
            MapLine(row=row, order=(number, place), group=group.words)
            for number, group in enumerate(self.groups) for place, row in enumerate(group.rows)
        )
        self.summary.setText("  ·  ".join(f"{group.words}: {group.said}" for group in self.groups))
        self.pages.setCurrentIndex(0 if kept else 1)
        if kept and not self.table.currentIndex().isValid():
            self.table.choose(self.model.rows[0].row.place.id)

    def group_by(self, by: str) -> None:
        """Group the map by wave, year, need or staff."""
        self.by = by
        self._show()
        self.table.sort_by("group")
        self.table.leave_out(COLUMN_OF[by])

    def narrow(self, field: str, code: str) -> None:
        """One of the filters was used."""
        self.chosen[field] = code
        self._show()

    def show_everything(self) -> None:
        """Take every filter off."""
        self.chosen = dict.fromkeys(MAP_BY, "")
        self.refresh()

    def open_row(self, line: MapLine) -> None:
        """Go to the provision of the pupil."""
        self.room.go(Place("pupil", line.row.pupil.id, f"provision/{line.row.place.id}"))

    def print(self) -> None:
        """Lay the map over the window as it will print."""
        paper = map_paper(self.groups, self.by, self.room.now().date(), self.room.desk.school.school().name)
        show_paper(self.room, paper, name="Provision map")
