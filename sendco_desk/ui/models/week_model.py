"""A group's week as a grid: pupils down, days across, one word in each cell; what is typed stays here until it is kept."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QObject, Qt, Signal

from sendco_desk.domain.dates import shown
from sendco_desk.domain.support_codes import SESSION_OUTCOMES
from sendco_desk.services.provision_week import Slot, WeekEntry, WeekRow, WeekSheet
from sendco_desk.ui.models.rows import NO_INDEX, RECORD, Index


@dataclass(frozen=True, slots=True)
class Sign:
    """How an outcome is typed and drawn: its letter, its short words, its icon and its state."""

    letter: str
    words: str
    picture: str
    state: str


SIGNS = {
    "held": Sign("H", "Held", "done", "done"), "pupil_away": Sign("A", "Pupil away", "person", "soon"),
    "staff_away": Sign("S", "Staff away", "pupils", "waiting"), "cover": Sign("C", "Staff elsewhere", "meeting", "waiting"),
    "school_event": Sign("T", "Trip, event", "calendar", "info"), "no_room": Sign("R", "No room", "home", "waiting"),
    "not_wanted": Sign("N", "Not wanted", "voice", "soon"), "other": Sign("O", "Other reason", "note", "planned"),
}
OF_LETTER = {sign.letter: outcome for outcome, sign in SIGNS.items()}
MOST_MINUTES = 480


class WeekModel(QAbstractTableModel):
    """The grid. An entry of 0 minutes that was held lasted as long as the session is planned."""

    typed = Signal()

    def __init__(self, sheet: WeekSheet, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sheet, self.today = sheet, today
        self.entries: dict[tuple[UUID, Slot], WeekEntry] = {}
        self.start_again()

    def start_again(self) -> None:
        """Say what is recorded and nothing else."""
        self.beginResetModel()
        self.entries = {(row.place.id, slot): row.entry(slot) for row in self.sheet.rows for slot in self.sheet.slots if row.may_fill(slot)}
        self.endResetModel()

    # As Qt sees it

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.sheet.rows)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.sheet.slots)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return self.sheet.slots[section].words if section < len(self.sheet.slots) else None
        return self.sheet.rows[section].pupil.known_name if section < len(self.sheet.rows) else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        open_cell = index.isValid() and self.key(index) in self.entries
        return Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled if open_cell else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self.entries.get(self.key(index))
        if role == RECORD:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words(entry)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{self._row(index).pupil.known_name}, {shown(self._slot(index).day)}: {self.spoken(entry)}"
        return None

    def words(self, entry: WeekEntry | None) -> str:
        """`Held`, `Held 15 min`, `Pupil away`; a line where nobody has said yet, nothing where the pupil holds no place."""
        if entry is None:
            return ""
        if not entry.outcome:
            return "–"
        short = SIGNS[entry.outcome].words
        own = entry.outcome == "held" and entry.minutes not in (0, self.sheet.run.minutes)
        return f"{short} {entry.minutes} min" if own else short

    def spoken(self, entry: WeekEntry | None) -> str:
        """A cell for a screen reader."""
        if entry is None:
            return "holds no place on this day"
        if not entry.outcome:
            return "nothing recorded yet"
        said = SESSION_OUTCOMES[entry.outcome]
        return f"{said}, {entry.minutes} minutes" if entry.outcome == "held" and entry.minutes else said

    # What is said

    def key(self, index: Index) -> tuple[UUID, Slot]:
        """The place and the column of a cell."""
        return self._row(index).place.id, self._slot(index)

    def _row(self, index: Index) -> WeekRow:
        return self.sheet.rows[index.row()]

    def _slot(self, index: Index) -> Slot:
        return self.sheet.slots[index.column()]

    def say(self, keys: Iterable[tuple[UUID, Slot]], entry: WeekEntry) -> None:
        """Say the same of several cells; what is held cannot be on a day that has not come."""
        told = [key for key in keys if key in self.entries and not (entry.outcome == "held" and key[1].day > self.today)]
        if not told:
            return
        self.entries.update(dict.fromkeys(told, entry))
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))
        self.typed.emit()

    def everyone_was_there(self) -> None:
        """Every planned session up to today of which nothing is said was held."""
        self.say([key for key, entry in self.entries.items() if not entry.outcome and key[1] in self.sheet.usual], WeekEntry("held"))

    def column(self, number: int) -> list[tuple[UUID, Slot]]:
        """The cells of a whole day."""
        return [(row.place.id, self.sheet.slots[number]) for row in self.sheet.rows]

    def type_minutes(self, keys: Iterable[tuple[UUID, Slot]], digits: str) -> None:
        """Minutes typed on sessions that were held."""
        if 0 < int(digits) <= MOST_MINUTES:
            self.say([key for key in keys if key in self.entries and self.entries[key].outcome == "held"], WeekEntry("held", int(digits)))

    def changes(self, usual: int) -> dict[tuple[UUID, Slot], WeekEntry]:
        """What differs from what is recorded, every held session with its minutes."""
        recorded = {(row.place.id, slot): row.entry(slot) for row in self.sheet.rows for slot in self.sheet.slots}
        full = {key: WeekEntry("held", usual) if entry == WeekEntry("held") else entry for key, entry in self.entries.items()}
        return {key: entry for key, entry in full.items() if entry != recorded[key]}

    # The draft

    def draft(self) -> str:
        """What differs from what is recorded, as text."""
        return json.dumps([
            [str(place), slot.day.isoformat(), slot.number, entry.outcome, entry.minutes] for (place, slot), entry in self.changes(0).items()
        ])

    def put_back(self, text: str) -> None:
        """Say again what a draft said, as far as it still fits the week."""
        for place, day, number, outcome, minutes in json.loads(text):
            self.say([(UUID(place), Slot(date.fromisoformat(day), number))], WeekEntry(outcome, minutes))
