"""Rows with a box to tick in their first column."""

from typing import Any, Protocol, TypeVar

from PySide6.QtCore import Qt, Signal

from sendco_desk.ui.models.rows import Index, RowsModel


class Ticked(Protocol):
    """A row that is ticked or not."""

    @property
    def on(self) -> bool:
        """Whether it is ticked."""


T = TypeVar("T", bound=Ticked)


class TickedModel(RowsModel[T]):
    """Rows that a person ticks. A model of its own says in ``tick`` what follows."""

    edited = Signal()
    """Something of a row was changed by hand."""

    def tick(self, number: int, on: bool) -> None:
        """Tick a row, or take the tick away."""
        raise NotImplementedError

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
