"""Short records typed line under line, such as who was invited or what was agreed: the last line is always free, and Enter goes to the next."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QWidget

from sendco_desk.domain.dates import parse_date, shown
from sendco_desk.domain.refusals import Refused
from sendco_desk.ui.forms.drafts import fill, typed, when_changed
from sendco_desk.ui.forms.ticks import Codes
from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.buttons import Button, button
from sendco_desk.ui.widgets.choice import Choice
from sendco_desk.ui.widgets.layout import Sized, across, emptied, stack
from sendco_desk.ui.widgets.words import words


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One column of the lines: a ``line`` of words, a ``day``, a ``choice`` or a ``tick``. Those without a ``width`` share what is left."""

    key: str
    label: str
    how: str = "line"
    width: int = 0
    share: int = 1
    options: Mapping[str, str] = field(default_factory=dict)
    ghost: str = ""


Values = dict[str, str]
"""What stands in one line, by the keys of its cells; ``id`` names the record it came from, empty for a new one."""


def encoded(values: Values) -> str:
    """A line as one word without a space, so that a draft can hold several."""
    return json.dumps(values, ensure_ascii=True, separators=(",", ":")).replace(" ", "\\u0020")


def decoded(code: str) -> Values:
    """A line from its word; empty where it is none."""
    try:
        found = json.loads(code)
    except ValueError:
        return {}
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}


class LineRows(Codes):
    """The lines. ``noun`` names one of them to a screen reader: `person`, `action`."""

    def __init__(self, look: Look, cells: Sequence[Cell], noun: str, today: Callable[[], date]) -> None:
        super().__init__()
        self.look, self.cells, self.noun, self.today = look, tuple(cells), noun, today
        self.rows: list[tuple[str, dict[str, QWidget]]] = []
        self.away: list[Button] = []
        self.lines = stack(gap=4)
        self.setLayout(stack(self._heads(), self.lines, gap=2))
        self.tick(())

    def _heads(self) -> QHBoxLayout:
        made = []
        for cell in self.cells:
            label = words(cell.label, "caption", "muted")
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            made.append(self._placed(cell, label))
        return self._line(made, QLabel())

    def _line(self, parts: Sequence[QWidget], last: QWidget) -> QHBoxLayout:
        line = across(*parts, Sized(self.look, 28, last), gap=6)
        for number, cell in enumerate(self.cells):
            line.setStretch(number, 0 if cell.width else cell.share)
        return line

    def _placed(self, cell: Cell, box: QWidget) -> QWidget:
        if cell.width:
            return Sized(self.look, cell.width, box)
        box.setSizePolicy(QSizePolicy.Policy.Ignored, box.sizePolicy().verticalPolicy())  # else long words widen one line and not the next
        return box

    # One line

    def _box(self, cell: Cell) -> QWidget:
        if cell.how == "choice":
            return Choice(self.look, cell.options, next(iter(cell.options)))
        if cell.how == "tick":
            return QCheckBox()
        edit = QLineEdit()
        edit.setPlaceholderText(cell.ghost)
        if cell.how == "day":
            edit.editingFinished.connect(lambda: self._said_in_full(edit))
        edit.returnPressed.connect(lambda: self._next_line(edit))
        return edit

    def add_row(self, values: Values) -> None:
        """Add a line with what stands in it, before the free one."""
        self._put([*(self._values(number) for number in range(len(self.rows)) if self._filled(number)), values])
        self.changed.emit()

    def _append(self, values: Values) -> None:
        boxes = {cell.key: self._box(cell) for cell in self.cells}
        for cell in self.cells:
            if values.get(cell.key):
                fill(boxes[cell.key], values[cell.key])
        number = len(self.rows)
        self.rows.append((values.get("id", ""), boxes))
        away = button(self.look, "", "quiet", "close", f"Take out {self.noun} {number + 1}", then=lambda: self.remove_row(number))
        away.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Tab goes from line to line; by keyboard a line is emptied instead
        self.away.append(away)
        self.lines.addLayout(self._line([self._placed(cell, boxes[cell.key]) for cell in self.cells], away))
        for cell in self.cells:
            boxes[cell.key].setAccessibleName(f"{cell.label}, {self.noun} {number + 1}")
            when_changed(boxes[cell.key], self._touched)

    def _touched(self) -> None:
        if self._filled(len(self.rows) - 1):
            self._append({})
            self._show_away()
        self.changed.emit()

    def _show_away(self) -> None:
        """The free line has nothing to take out."""
        for number, away in enumerate(self.away):
            away.setVisible(number < len(self.rows) - 1)

    def remove_row(self, number: int) -> None:
        """Take a line out and go to the one that takes its place."""
        self._put([self._values(n) for n in range(len(self.rows)) if n != number and self._filled(n)])
        self.changed.emit()
        self.first_box(min(number, len(self.rows) - 1)).setFocus(Qt.FocusReason.OtherFocusReason)

    def first_box(self, number: int) -> QWidget:
        """The box that a line begins with."""
        return self.rows[number][1][self.cells[0].key]

    def _put(self, rows: Iterable[Values]) -> None:
        emptied(self.lines)
        self.rows, self.away = [], []
        for values in rows:
            self._append(values)
        self._append({})
        self._show_away()
        self.setFocusProxy(self.first_box(0))

    def _values(self, number: int) -> Values:
        kept, boxes = self.rows[number]
        return {"id": kept} | {key: typed(box) for key, box in boxes.items()}

    def _filled(self, number: int) -> bool:
        """Whether anybody typed something in a line; what is chosen or ticked alone is nothing."""
        boxes = self.rows[number][1]
        return any(typed(boxes[cell.key]).strip() for cell in self.cells if cell.how in ("line", "day"))

    def _next_line(self, edit: QLineEdit) -> None:
        here = next((n for n, (_, boxes) in enumerate(self.rows) if edit in boxes.values()), -1)
        if 0 <= here < len(self.rows) - 1:
            self.first_box(here + 1).setFocus(Qt.FocusReason.TabFocusReason)

    def _said_in_full(self, edit: QLineEdit) -> None:
        """Say a day back as it was understood; one that is none stays as typed, and saving says so."""
        try:
            day = parse_date(edit.text(), self.today()) if edit.text().strip() else None
        except Refused:
            return
        if day is not None and edit.text() != shown(day):
            edit.setText(shown(day))

    # As a field of a form

    def values(self) -> list[Values]:
        """What stands in each line that is not empty."""
        return [self._values(number) for number in range(len(self.rows)) if self._filled(number)]

    def codes(self) -> tuple[str, ...]:
        return tuple(map(encoded, self.values()))

    def tick(self, codes: Iterable[str]) -> None:
        self._put([found for code in codes if (found := decoded(code))])
        self.changed.emit()
