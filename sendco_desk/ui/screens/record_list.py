"""A list of records of one kind with what can be done about them: add, open, remove, copy. Tabs and screens put several together."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtWidgets import QWidget

from sendco_desk.domain.records import Record
from sendco_desk.ui.forms.form import Form, attempt, open_form
from sendco_desk.ui.models.rows import Column, RowsModel
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.case_cells import YieldingTable
from sendco_desk.ui.screens.flow import flowing
from sendco_desk.ui.screens.tables import RowCells
from sendco_desk.ui.widgets.buttons import Button, button
from sendco_desk.ui.widgets.layout import across, stack
from sendco_desk.ui.widgets.words import words

R = TypeVar("R", bound=Record)
MOST_ROWS = 12
"""Rows shown before the list scrolls by itself."""


class RecordList(QWidget, Generic[R]):
    """A heading, its table and its buttons; where there is nothing, a sentence that says what goes here.

    ``form`` makes the form for a new record (None) or for one. ``deeds`` are further buttons, each with what it does to the chosen row.
    ``may_add`` and ``may_remove`` leave those buttons out. Columns that ``gives_way`` names go, one after another, where the column that
    stretches would else have less than its ``least``.
    """

    def __init__(
        self, room: Room, title: str, columns: Sequence[Column[R]], form: Callable[[R | None], Form], *, add: str, why: str, strong: str,
        stretches: str, deeds: Sequence[tuple[str, Callable[[R], object]]] = (), may_add: bool = True, may_remove: bool = True,
        cells: type[RowCells] = RowCells, least: int = 160, gives_way: tuple[str, ...] = (),
    ) -> None:
        super().__init__()
        self.room, self.look, self.title, self.form = room, room.look, title, form
        self.model: RowsModel[R] = RowsModel(columns, lambda record: record.id, self)
        self.table: YieldingTable[R] = YieldingTable(
            self.look, self.model, title, strong=strong, stretches=stretches, least=least, preferences=room.preferences, cells=cells,
            gives_way=gives_way,
        )
        self.table.opened.connect(self.edit)
        self.table.deleted.connect(self.remove)
        self.add_button = button(self.look, add, "", "plus", then=self.add)
        self.edit_button = button(self.look, "Open", "", then=lambda: self.edit(self.table.current()))
        self.edit_button.setAccessibleName(f"Open the chosen row of {title}")
        self.remove_button = button(self.look, "Remove", "", "bin", then=self.remove)
        self.remove_button.setAccessibleName(f"Remove the chosen row of {title}")
        self.able: dict[Button, Callable[[R], bool]] = {}
        self.more: list[Button] = [button(self.look, name, "", then=self._doing(deed)) for name, deed in deeds]
        shown = [self.add_button] if may_add else []
        self.on_row = [self.edit_button, *self.more, *([self.remove_button] if may_remove else [])]
        self.why = words(why, tone="muted", wrap=True)
        head = across(words(title, "heading"), None)
        self.setLayout(stack(head, self.why, flowing(*shown, *self.on_row), self.table, gap=8))
        self.table.selectionModel().selectionChanged.connect(self.show_buttons)
        self.table.selectionModel().currentChanged.connect(self.show_buttons)
        self.put(())

    def put(self, records: Sequence[R]) -> None:
        """Show these."""
        self.model.put(records)
        self.table.setVisible(bool(records))
        self.why.setVisible(not records)
        self.fit()
        self.show_buttons()

    def fit(self) -> None:
        """As tall as its rows, up to a dozen, so that the page scrolls and not the list."""
        self.table.as_tall_as(min(max(len(self.model.rows), 1), MOST_ROWS))

    def show_buttons(self) -> None:
        """What is done to a row can be pressed while one is chosen for which it makes sense."""
        row = self.table.current()
        for made in self.on_row:
            makes_sense = self.able.get(made)
            made.setVisible(bool(self.model.rows))
            made.setEnabled(row is not None and (makes_sense is None or makes_sense(row)))

    def only_for(self, deed: int, makes_sense: Callable[[R], bool]) -> None:
        """Let one of the further deeds be done only to those rows for which it makes sense."""
        self.able[self.more[deed]] = makes_sense
        self.show_buttons()

    def add(self) -> None:
        """Open the form for a new one."""
        open_form(self.room, self.form(None))

    def edit(self, record: R | None) -> None:
        """Open the form for one."""
        if record is not None:
            open_form(self.room, self.form(record))

    def remove(self) -> None:
        """Take the chosen one out; undo brings it back."""
        record = self.table.current()
        if record is not None:
            attempt(self.room, lambda: self.room.desk.recording.remove(record), f"{record.TITLE} removed.")

    def choose(self, record: object) -> None:
        """Put the keyboard's place on a record."""
        self.table.choose(record)

    def _doing(self, deed: Callable[[R], object]) -> Callable[[], None]:
        def do() -> None:
            record = self.table.current()
            if record is not None:
                deed(record)

        return do
