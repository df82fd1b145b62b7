"""The groups: each with its pupils and what was held of it; the week of one is a key away."""

from datetime import timedelta
from uuid import UUID

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStackedWidget, QWidget

from sendco_desk.services.provision_rows import GroupRow
from sendco_desk.ui.forms.form import attempt, open_form
from sendco_desk.ui.forms.provision_forms import GivePlacesForm, RunForm, SizeForm
from sendco_desk.ui.forms.week_sheet import open_week
from sendco_desk.ui.messages import Message
from sendco_desk.ui.models.provision_model import GROUPS, GROUPS_GIVE_WAY, STATES, delivery_chip
from sendco_desk.ui.models.rows import RECORD, Index, RowsModel
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.case_cells import YieldingTable, sorted_first
from sendco_desk.ui.screens.flow import flowing
from sendco_desk.ui.screens.slow_read import SlowRead
from sendco_desk.ui.screens.tables import RowCells
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.chips import paint_chip
from sendco_desk.ui.widgets.empty import empty
from sendco_desk.ui.widgets.layout import holding, stack


class GroupCells(RowCells):
    """Its state and what was held of it are chips; the rest is words."""

    def fill(self, p: QPainter, box: QRect, key: str, index: Index) -> None:
        row: GroupRow = index.data(RECORD)
        at = QPoint(box.left(), box.center().y() + 1)
        if key == "state":
            word, state = STATES[row.state]
            paint_chip(p, self.look, at, word, state, state, plain=row.state != "running")
        elif key == "held":
            word, state = delivery_chip(row.delivery)
            paint_chip(p, self.look, at, word, state, state)
        else:
            nobody = key == "pupils" and not row.pupils
            self.say(p, box, str(index.data()), 500 if key == self.strong else 400, "muted" if nobody or key in ("often", "days", "to") else "text")


class GroupsPart(QWidget):
    """The list of groups and what can be done with one."""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.room, look = room, room.look
        self.model: RowsModel[GroupRow] = RowsModel(GROUPS, lambda row: row.run.id, self)
        self.table: YieldingTable[GroupRow] = YieldingTable(
            look, self.model, "Groups", strong="name", stretches="pupils", least=150, preferences=room.preferences, cells=GroupCells,
            gives_way=GROUPS_GIVE_WAY,
        )
        self.table.deleted.connect(self.remove)
        sorted_first(self.table, "state")
        self.table.opened.connect(lambda row: self.open_week(row))
        self.table.selectionModel().currentRowChanged.connect(self.show_buttons)
        new = button(look, "New group", "", "plus", then=self.new)
        self.week_button = button(
            look, "This week", "primary", "table", "Who was there this week (Enter)", then=lambda: self.open_week(self.current()),
        )
        self.on_row = [
            self.week_button, button(look, "Last week", "", then=self.last_week), button(look, "Add pupils", "", "pupils", then=self.add_pupils),
            button(look, "Change", "", "correction", then=self.change), button(look, "Size", "", "columns", then=self.set_size),
            button(look, "Print", "", "print", then=self.print), button(look, "Remove", "", "bin", then=self.remove),
        ]
        for made, name in zip(self.on_row, ("This week", "Last week", "Add pupils", "Change", "Size", "Print", "Remove"), strict=True):
            made.setAccessibleName(f"{name}: the chosen group")
        self.on_row[4].setToolTip("How many share the sessions, where pupils are in the group who are not in this notebook")
        self.pages = QStackedWidget()
        self.pages.addWidget(holding(stack(self.table)))
        self.pages.addWidget(empty(
            look, "provision", "No group yet",
            "A group is what runs: what, where, by whom, how long and how often. Give pupils their places in it, then each week is written down "
            "for all of them at once.", "New group", self.new,
        ))
        self.pages.setMinimumHeight(look.scaled(200))
        self.bar = flowing(*self.on_row, new)
        self.slow = SlowRead(room, "the groups")
        self.wanted: UUID | None = None
        whole = stack(self.bar, self.slow, self.pages, gap=10)
        whole.setStretch(2, 1)
        self.setLayout(whole)

    def refresh(self) -> None:
        """Read the groups again; the chosen one stays."""
        on, provision = self.room.now().date(), self.room.desk.provision
        self.bar.setVisible(self.slow.shown and bool(self.model.everything))
        self.pages.setVisible(self.slow.shown)
        self.slow.read(lambda report: provision.groups(on, report), self._put, long=provision.takes_long)

    def _put(self, rows: list[GroupRow]) -> None:
        self.model.put(rows)
        self.pages.show()
        self.pages.setCurrentIndex(0 if rows else 1)
        self.bar.setVisible(bool(rows))
        if rows and not self.table.currentIndex().isValid():
            self.table.choose(self.model.rows[0].run.id)
        self.show_buttons()
        if self.wanted is not None:
            self.choose(self.wanted)

    def choose(self, run: UUID) -> None:
        """Put the keyboard’s place on a group, once it is read; one of an earlier school year stands on its pupils’ pages only."""
        self.wanted = run if self.slow.job is not None else None
        if self.wanted is not None:
            return
        self.table.choose(run)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.model.index_of(run).isValid():
            self.room.say(Message(words="This group ran in an earlier school year: the pages of its pupils show it."))

    def current(self) -> GroupRow | None:
        """The group that the buttons are about."""
        return self.table.current()

    def show_buttons(self) -> None:
        """What needs a chosen group can be pressed only when one is."""
        for made in self.on_row:
            made.setEnabled(self.current() is not None)

    def new(self) -> None:
        """Open the form for a new group."""
        open_form(self.room, RunForm(self.room))

    def open_week(self, row: GroupRow | None) -> None:
        """Open this week of a group, or its last where it is over."""
        if row is not None:
            open_week(self.room, row.run.id, min(max(self.room.now().date(), row.run.starts_on), row.run.ends_on))

    def last_week(self) -> None:
        """Open the week before this one."""
        row = self.current()
        if row is not None:
            open_week(self.room, row.run.id, self.room.now().date() - timedelta(days=7))

    def add_pupils(self) -> None:
        """Open the form that gives places."""
        row = self.current()
        if row is not None:
            open_form(self.room, GivePlacesForm(self.room, row.run))

    def change(self) -> None:
        """Open the form of a group."""
        row = self.current()
        if row is not None:
            open_form(self.room, RunForm(self.room, row.run))

    def set_size(self) -> None:
        """Open the form for the size of a group."""
        row = self.current()
        if row is not None:
            open_form(self.room, SizeForm(self.room, row.run.id))

    def print(self) -> None:
        """Show the map of the chosen group as it will print."""
        from sendco_desk.ui.screens.form_print import show_form

        row = self.current()
        if row is not None:
            show_form(self.room, "provision-map", group=row.run.id)

    def remove(self) -> None:
        """Take a group out that nobody has a place in; undo brings it back."""
        row = self.current()
        if row is not None:
            attempt(self.room, lambda: self.room.desk.provision.remove_run(row.run.id), "Group removed.")
