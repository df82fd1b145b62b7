"""Rows with a box to tick in their first column."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from PySide6.QtCore import Qt, Signal

from sendco_desk.ui.models.rows import Index, RowsModel

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


class Ticked(Protocol):
    """A row that is ticked or not."""

    @property
    def on(self) -> bool:
        """Whether it is ticked."""


T = TypeVar("T", bound=Ticked)


class TickedModel(RowsModel[T]):
    """Rows that a person ticks: dataclasses with a field ``on``. A model whose ticks do more says in ``tick`` what follows."""

    edited = Signal()
    """Something of a row was changed by hand."""

    def tick(self, number: int, on: bool) -> None:
        """Tick a row, or take the tick away; it stays so where the row is narrowed away."""
        row = cast(T, replace(cast("DataclassInstance", self.rows[number]), on=on))
        self.everything = [row if self.identify(kept) == self.identify(row) else kept for kept in self.everything]
        self.rows[number] = row
        self.dataChanged.emit(self.index(number, 0), self.index(number, self.columnCount() - 1))
        self.edited.emit()

    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = super().flags(index)
        return usual | Qt.ItemFlag.ItemIsUserCheckable if index.isValid() and index.column() == 0 else usual

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.CheckStateRole and index.isValid() and index.column() == 0:
            return Qt.CheckState.Checked if self.rows[index.row()].on else Qt.CheckState.Unchecked
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        self.tick(index.row(), Qt.CheckState(value) == Qt.CheckState.Checked)
        return True
