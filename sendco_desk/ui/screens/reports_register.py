"""The SEN register as the census counts it: each figure opens the pupils behind it, and so does each doubt."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from sendco_desk.domain.codes import NEED_TYPES, SEN_PROVISION, said
from sendco_desk.services.provision_rows import year_called
from sendco_desk.services.pupils import PupilRow
from sendco_desk.services.sen_register import CODES, Register, doubted, register_on, register_paper
from sendco_desk.statute.wording import counted
from sendco_desk.ui.models.pupils_model import COLUMNS
from sendco_desk.ui.models.rows import A_DAY, RowsModel
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens.case_cells import WholeTable, follow
from sendco_desk.ui.screens.flow import flowing
from sendco_desk.ui.screens.paper_view import show_paper
from sendco_desk.ui.screens.pupils import PupilCells
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.figures import Figure, FiguresTable
from sendco_desk.ui.widgets.layout import Columns, across, card, emptied, holding, scrolling, stack
from sendco_desk.ui.widgets.tab_order import tab_through
from sendco_desk.ui.widgets.words import plain, words

GIVES_WAY = ("flags", "council", "class", "since", "year")
REGISTER = tuple(replace(column, holds=A_DAY) if column.key in ("since", "born") else column for column in COLUMNS)
NO_DOUBTS = "Nothing contradicts itself."
Keeps = Callable[[PupilRow], bool]


def code_of(row: PupilRow) -> str:
    """The code that the census counts a pupil under: N where there is neither E nor K."""
    return row.sen if row.sen in CODES else "N"


class RegisterPart(QWidget):
    """Counts by year, types of need, what does not agree, and the pupils behind what was pressed."""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.room, look = room, room.look
        self.rows: list[PupilRow] = []
        self.behind: dict[str, tuple[str, Keeps]] = {}
        self.key = ""
        self.years, self.types = FiguresTable(look, "Pupils on roll by year and code"), FiguresTable(look, "Types of need")
        for made in (self.years, self.types):
            made.opened.connect(self.open_figure)
        self.doubts = stack(gap=6)
        self.model: RowsModel[PupilRow] = RowsModel(REGISTER, lambda row: row.pupil.id, self)
        self.table: WholeTable[PupilRow] = WholeTable(
            look, self.model, "Register", strong="name", stretches="needs", least=110, cells=PupilCells, gives_way=GIVES_WAY,
        )
        self.table.opened.connect(lambda row: self.room.go(Place("pupil", row.pupil.id)))
        self.said = words("", "heading")
        self.said.setObjectName("summary")
        self.show_all = button(look, "Show the register", "", then=lambda: self.open_figure(""))
        self.about = plain("", tone="muted", wrap=True)
        self._lay_out()

    def _lay_out(self) -> None:
        look = self.room.look
        years = card(words("Pupils on roll", "heading"), self.years, gap=6, pad=(12, 12, 12, 8))
        types = card(words("Types of need", "heading"), self.types, gap=6, pad=(12, 12, 12, 8))
        doubts = card(words("To put right before the census", "heading"), self.doubts, gap=6)
        deeds = (
            button(look, "Copy", "quiet", "table", "Copy the chosen rows, or all, as a table (Ctrl+C)", then=self.table.copy),
            button(look, "Print", "quiet", "print", "Look at the register as pages, to print or to save it", then=self.print),
        )
        self.inner = holding(stack(
            self.about, Columns(look, stack(years, None), stack(types, None), (1, 1), 760), doubts, 4,
            flowing(self.said, self.show_all, *deeds, gap=12), holding(stack(self.table, pad=(1, 0, 1, 4)), "card"), None,
            gap=10, pad=(24, 2, 24, 20),
        ))
        self.area = scrolling(self.inner, "SEN register")
        follow(self.area, self.table)
        self.setLayout(stack(self.area))

    # What is shown

    def refresh(self) -> None:
        """Count the register of today."""
        self.rows = [row for row in self.room.desk.pupils.rows() if row.pupil.roll_status == "on_roll"]
        register = self.register()
        self.about.setText(
            f"{counted(register.roll, 'pupil')} on roll: {register.counts['E']} with an EHC plan (E), {register.counts['K']} with SEN support "
            f"(K), {register.counts['N']} with neither (N)."
        )
        self.behind = {"": ("On the SEN register", _on)}
        self._put_years(register)
        self._put_types(register)
        self._put_doubts()
        self.model.put(self.rows)
        self.narrow()
        tab_through(self.inner)  # the doubts were put there anew

    def register(self) -> Register:
        """The register of today."""
        return register_on(self.rows, self.room.now().date())

    def _figure(self, count: int, key: str, words: str, keeps: Keeps) -> Figure:
        if not count:
            return Figure(text="0", spoken=f"{words}: none")
        self.behind[key] = (words, keeps)
        return Figure(text=str(count), spoken=f"{words}: {counted(count, 'pupil')}", key=key)

    def _put_years(self, register: Register) -> None:
        def line(name: str, key: str, counts: dict[str, int], keeps: Keeps) -> tuple[Figure, ...]:
            def of(code: str) -> Keeps:
                return lambda row: keeps(row) and code_of(row) == code

            cells = [self._figure(counts[code], f"{key}:{code}", f"{name}, {SEN_PROVISION[code]}", of(code)) for code in CODES]
            return (Figure(text=name), *cells, self._figure(sum(counts.values()), key, f"{name}, all", keeps))

        lines = [
            line(year_called(year), f"year:{year}", counts, lambda row, year=year: row.pupil.year_group == year)  # type: ignore[misc]
            for year, counts in register.years.items()
        ]
        self.years.put(("Year", *CODES, "All"), (*lines, line("All years", "roll", register.counts, lambda row: True)))

    def _put_types(self, register: Register) -> None:
        def line(need: str, count: int) -> tuple[Figure, ...]:
            name = f"{need} {said(NEED_TYPES, need)}"
            return (
                Figure(text=name),
                self._figure(
                    register.primary.get(need, 0), f"first:{need}", f"{need} as primary need", lambda row: _on(row) and row.needs[:1] == (need,),
                ),
                self._figure(count, f"any:{need}", f"{need} at any rank", lambda row: _on(row) and need in row.needs),
            )

        self.types.put(("Type", "Primary", "Any rank"), tuple(line(need, count) for need, count in register.all_types.items()))

    def _put_doubts(self) -> None:
        emptied(self.doubts)
        found = doubted(self.rows)
        for number, doubt in enumerate(found):
            those = {row.pupil.id for row in doubt.rows}
            self.behind[f"doubt:{number}"] = (doubt.words.rstrip("."), lambda row, those=those: row.pupil.id in those)  # type: ignore[misc]
            show = button(self.room.look, "Show them", "row", then=lambda key=f"doubt:{number}": self.open_figure(key))  # type: ignore[misc]
            show.setAccessibleName(f"Show them: {doubt.words}")
            line = across(plain(doubt.words, wrap=True), show, gap=12)
            line.setStretch(0, 1)
            self.doubts.addLayout(line)
        if not found:
            self.doubts.addWidget(words(NO_DOUBTS, tone="muted"))

    def narrow(self) -> None:
        """Show the pupils behind what was pressed, or the whole register."""
        if self.key not in self.behind:
            self.key = ""
        name, keeps = self.behind[self.key]
        self.model.narrow(keeps)
        self.said.setText(f"{name}: {counted(self.model.rowCount(), 'pupil')}" if not self.key.startswith("doubt") else name)
        self.show_all.setVisible(bool(self.key))
        self.table.setVisible(self.model.rowCount() > 0)

    # What can be done

    def open_figure(self, key: str) -> None:
        """Show the pupils behind a figure or a doubt, and go to them."""
        self.key = key
        self.narrow()
        self.table.setFocus(Qt.FocusReason.TabFocusReason)
        if self.model.rows:
            self.table.choose(self.model.rows[0].pupil.id)
        self.area.ensureWidgetVisible(self.said, 0, self.room.look.scaled(220))

    def print(self) -> None:
        """Lay the register over the window as it will print."""
        show_paper(self.room, register_paper(self.register(), self.room.desk.school.school().name), name="SEN register")


def _on(row: PupilRow) -> bool:
    return row.sen in ("E", "K")
