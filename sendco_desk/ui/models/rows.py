"""A table is rows plus columns: the one model behind every table, quick at thousands of rows because it filters and sorts in Python."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt

from sendco_desk.ui.clipboard import formatted

R = TypeVar("R")
A_DAY = "Wed 30 Nov 2026"
"""As wide as any day is shown: for the ``holds`` of a column of days."""
Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
SORT = Qt.ItemDataRole.UserRole
"""The value a cell is sorted by."""
RECORD = Qt.ItemDataRole.UserRole + 1
"""The whole row, for whoever paints a cell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Generic[R]):
    """One column: what it shows, sorts by (the shown words where nothing else is said) and tells a screen reader; its width at 100%.

    ``holds`` is a text that must never be cut off, whatever font the system has: the column is made wide enough for it. Where
    it has a ``snug`` width, it is as wide as its widest cell up to that, at 100%: for a table of few rows.
    """

    key: str
    title: str
    shown: Callable[[R], str]
    sorts: Callable[[R], Any] | None = None
    spoken: Callable[[R], str] | None = None
    width: int = 100
    hidden: bool = False
    holds: str = ""
    snug: int = 0

    def sort_value(self, row: R) -> Any:
        """What the row is sorted by in this column; words ignore capitals."""
        return self.sorts(row) if self.sorts else self.shown(row).casefold()


class RowsModel(QAbstractTableModel, Generic[R]):
    """Rows of one kind. ``put`` hands it all of them, ``narrow`` says which are shown, ``sort`` in which order."""

    def __init__(self, columns: Sequence[Column[R]], identify: Callable[[R], Hashable], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.identify = identify
        self.everything: list[R] = []
        self.rows: list[R] = []
        self._keeps: Callable[[R], bool] | None = None
        self.sorted_by = -1
        self.order = Qt.SortOrder.AscendingOrder

    def put(self, rows: Iterable[R]) -> None:
        """Take these rows instead of those held before; the filter and the order stay."""
        self.everything = self._in_order(rows)
        self._lay_out()

    def narrow(self, keeps: Callable[[R], bool] | None) -> None:
        """Show only the rows that pass; None shows all."""
        self._keeps = keeps
        self._lay_out()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.sorted_by, self.order = column, order
        self.everything = self._in_order(self.everything)
        self._lay_out()

    def _in_order(self, rows: Iterable[R]) -> list[R]:
        """All rows are kept sorted, so that narrowing them needs no sorting."""
        if not 0 <= self.sorted_by < len(self.columns):
            return list(rows)
        return sorted(rows, key=self.columns[self.sorted_by].sort_value, reverse=self.order == Qt.SortOrder.DescendingOrder)

    def _lay_out(self) -> None:
        self.beginResetModel()
        self.rows = [row for row in self.everything if self._keeps(row)] if self._keeps else list(self.everything)
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole and section < len(self.columns):
            return self.columns[section].title
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column, row = self.columns[index.column()], self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.shown(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return column.spoken(row) if column.spoken else column.shown(row) or f"{column.title}: nothing"
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.spoken(row) if column.spoken else column.shown(row)
        if role == SORT:
            return column.sort_value(row)
        return row if role == RECORD else None

    def row_at(self, index: Index) -> R | None:
        """The row under an index."""
        return self.rows[index.row()] if index.isValid() and index.row() < len(self.rows) else None

    def index_of(self, identity: Hashable, column: int = 0) -> QModelIndex:
        """Where a row is shown now; an invalid index where it is not."""
        found = next((n for n, row in enumerate(self.rows) if self.identify(row) == identity), None)
        return QModelIndex() if found is None else self.index(found, column)


def as_table(columns: Sequence[Column[R]], rows: Iterable[R]) -> QMimeData:
    """Rows as Word and Excel take them from the clipboard: an HTML table, and tab-separated text beside it."""
    cells = [[column.shown(row) for column in columns] for row in rows]
    heads = [column.title for column in columns]
    return formatted(table_html(heads, cells), table_text(heads, cells))


def table_html(heads: Sequence[str], cells: Sequence[Sequence[str]]) -> str:
    """An HTML table. Each cell is marked as text, or Excel turns class 5/6 into a date and a name that begins with = into a sum."""
    head = "".join(f"<th>{escape(word)}</th>" for word in heads)
    body = "".join(
        "<tr>" + "".join(f"<td style='mso-number-format:\"\\@\"'>{escape(word)}</td>" for word in row) + "</tr>" for row in cells
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def table_text(heads: Sequence[str], cells: Sequence[Sequence[str]]) -> str:
    """Tab-separated lines; a cell that a spreadsheet would work out as a sum is kept as words by an apostrophe."""
    return "\n".join("\t".join(_plain_cell(word) for word in row) for row in (heads, *cells))


def _plain_cell(word: str) -> str:
    line = " ".join(word.split())
    return f"'{line}" if len(line) > 1 and line[0] in "=+-@" else line
