"""The staff: the minutes a week that are planned for each against those there are, and what an hour of a role costs from which day on."""

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from sendco_desk.domain.provision import StaffRate
from sendco_desk.services.provision_rows import StaffLoad
from sendco_desk.ui.forms.form import attempt, open_form
from sendco_desk.ui.forms.provision_forms import RateForm, StaffForm
from sendco_desk.ui.icons import paint_icon
from sendco_desk.ui.models.provision_model import LOADS, RATES, load_id
from sendco_desk.ui.models.rows import RECORD, Index, RowsModel
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.case_cells import WholeTable, sorted_first
from sendco_desk.ui.screens.flow import flowing
from sendco_desk.ui.screens.record_list import RecordList
from sendco_desk.ui.screens.tables import RowCells
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.layout import holding, stack
from sendco_desk.ui.widgets.words import heading, words

BAR = 96
"""The width of a bar at 100%."""


class LoadCells(RowCells):
    """What is planned of the time there is: a bar, and the words that say it; too much has an icon as well."""

    def fill(self, p: QPainter, box: QRect, key: str, index: Index) -> None:
        load: StaffLoad = index.data(RECORD)
        if key != "load":
            quiet = key == "role" or (key == "available" and not load.available)
            self.say(p, box, str(index.data()), 500 if key == self.strong else 400, "muted" if quiet else "text")
            return
        over = load.free is not None and load.free < 0
        wide = self.look.scaled(BAR)
        if load.available:
            self._bar(p, QRectF(box.left(), box.center().y() - 4, wide, 9), load.planned / load.available, "soon" if over else "accent")
        left = wide + 10
        if over:
            side = self.look.scaled(16)
            paint_icon(p, "soon", QRectF(box.left() + left, box.center().y() - side / 2 + 1, side, side), self.look.ink("soon"))
            left += side + 6
        self.say(p, box.adjusted(left if load.available else 0, 0, 0, 0), load.words, tone="soon" if over else "text" if load.available else "muted")

    def _bar(self, p: QPainter, box: QRectF, part: float, ink: str) -> None:
        p.setPen(QPen(self.look.colour("edge"), 1))
        p.setBrush(self.look.colour("sunken"))
        p.drawRect(box)
        p.fillRect(QRectF(box.left(), box.top(), box.width() * min(part, 1.0), box.height()), self.look.colour(ink))


class StaffPart(QWidget):
    """Staff, and for whoever may see them the rates."""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.room, look = room, room.look
        self.model: RowsModel[StaffLoad] = RowsModel(LOADS, load_id, self)
        self.table: WholeTable[StaffLoad] = WholeTable(
            look, self.model, "Staff", strong="name", stretches="load", least=490, preferences=room.preferences, cells=LoadCells,
            gives_way=("planned", "available", "role"),
        )
        self.table.deleted.connect(self.remove)
        sorted_first(self.table, "name")
        self.table.opened.connect(lambda load: self.edit(load))
        self.table.selectionModel().currentRowChanged.connect(self.show_buttons)
        self.edit_button = button(look, "Open", "", then=lambda: self.edit(self.table.current()))
        self.edit_button.setAccessibleName("Open the chosen member of staff")
        self.remove_button = button(look, "Remove", "", "bin", then=self.remove)
        self.remove_button.setAccessibleName("Remove the chosen member of staff")
        self.why = words(
            "Those who give provision, with the hours a week there are for it. What is planned for them stands beside it.", tone="muted", wrap=True,
        )
        self.card = holding(stack(self.table, pad=(1, 1, 1, 4)), "card")
        self.sees_rates = room.desk.provision.may_see_rates
        self.rates: RecordList[StaffRate] = RecordList(
            room, "What an hour costs", RATES, lambda rate: RateForm(room, rate), add="Add a rate", strong="role", stretches="source",
            why="A rate for each role with the day from which it counts. Without one, what provision costs cannot be said.",
        )
        add = button(look, "Add a member of staff", "", "plus", then=self.add)
        self.setLayout(stack(
            heading("Time in the week"), self.why, flowing(add, self.edit_button, self.remove_button), self.card, 8, self.rates, None, gap=10,
        ))
        self.rates.setVisible(self.sees_rates)

    def refresh(self) -> None:
        """Read the staff and the rates again."""
        loads = self.room.desk.provision.timetable(self.room.now().date())
        self.model.put(loads)
        self.card.setVisible(bool(loads))
        self.why.setVisible(not loads)
        if self.sees_rates:
            self.rates.put(self.room.desk.provision.rates())
        if loads and not self.table.currentIndex().isValid():
            self.table.choose(load_id(self.model.rows[0]))
        self.show_buttons()

    def show_buttons(self) -> None:
        """A role for which nobody is named is nobody to open."""
        load = self.table.current()
        for made in (self.edit_button, self.remove_button):
            made.setEnabled(load is not None and load.member is not None)

    def add(self) -> None:
        """Open the form for somebody new."""
        open_form(self.room, StaffForm(self.room))

    def edit(self, load: StaffLoad | None) -> None:
        """Open the form of a member of staff."""
        if load is not None and load.member is not None:
            open_form(self.room, StaffForm(self.room, load.member))

    def remove(self) -> None:
        """Take a member of staff out who gives nothing; undo brings them back."""
        load = self.table.current()
        if load is not None and (member := load.member) is not None:
            attempt(self.room, lambda: self.room.desk.provision.remove_staff(member.id), "Member of staff removed.")
