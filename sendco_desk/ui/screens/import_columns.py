"""The second step for a table: what each column holds, as proposed and as the person puts it right."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QFrame

from sendco_desk.ui.models.columns_model import ColumnLine, chosen, missing
from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.choice import Choice
from sendco_desk.ui.widgets.layout import Sized, across, emptied, holding, scrolling, stack
from sendco_desk.ui.widgets.words import Elided, words

NOT_READ = "Leave out"


class ColumnsStep(QFrame):
    """A row for each column: its heading, samples of its cells, and the field that it feeds."""

    def __init__(self, look: Look, titles: Mapping[str, str], then: Callable[[], object], back: Callable[[], object]) -> None:
        super().__init__()
        self.look, self.titles, self.then = look, titles, then
        self.lines: list[ColumnLine] = []
        self.boxes: dict[int, Choice] = {}
        self.found: dict[int, Elided] = {}
        self.rows = stack(pad=(0, 0, 0, 4))
        self.wrong = words("", tone="late", wrap=True)
        self.wrong.setObjectName("wrong")
        head = across(
            Sized(look, 180, words("Column", "caption", "muted"), None), words("The first things in it", "caption", "muted"), None,
            Sized(look, 230, words("Holds", "caption", "muted"), None), Sized(look, 170, words("Found", "caption", "muted"), None), gap=12,
            pad=(16, 8, 16, 6),
        )
        area = scrolling(holding(self.rows), "Columns of the table")
        bar = area.verticalScrollBar()
        bar.rangeChanged.connect(lambda first, last: head.setContentsMargins(16, 8, 16 + (bar.sizeHint().width() if last > first else 0), 6))
        listed = holding(stack(holding(head), area, pad=(1, 1, 1, 1)), "card")
        self.go_on = button(look, "Go on", "primary", "right", then=self.finish)
        foot = across(button(look, "Choose another file", "", "left", then=back), None, self.wrong, self.go_on, gap=12)
        foot.setStretch(2, 1)
        whole = stack(listed, 12, foot)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def show_columns(self, lines: Sequence[ColumnLine]) -> None:
        """Show a table's columns."""
        emptied(self.rows)
        self.boxes, self.found = {}, {}
        self.lines = list(lines)
        for number, line in enumerate(self.lines):
            self.rows.addWidget(self._row(line, not number))
        self.rows.addStretch(1)
        self._say()

    def _row(self, line: ColumnLine, first: bool) -> QFrame:
        box = Choice(self.look, self.titles, line.field, none=NOT_READ)
        box.setAccessibleName(f"What ‘{line.name}’ holds")
        box.currentIndexChanged.connect(lambda _, index=line.index: self.choose(index, self.boxes[index].code()))
        found = Elided(line.found, "caption", "muted")
        self.boxes[line.index], self.found[line.index] = box, found
        samples = Elided("  ·  ".join(line.samples) or "empty", tone="muted")
        name = Sized(self.look, 180, Elided(line.name))
        laid = across(name, samples, Sized(self.look, 230, box), Sized(self.look, 170, found), gap=12, pad=(16, 4, 16, 4))
        laid.setStretch(1, 1)
        return holding(laid, "" if first else "row")

    def choose(self, index: int, field: str) -> None:
        """Let a column feed a field, or none."""
        self.lines = chosen(self.lines, index, field)
        for line in self.lines:
            box = self.boxes[line.index]
            if box.code() != line.field:
                box.blockSignals(True)
                box.choose(line.field)
                box.blockSignals(False)
            self.found[line.index].setText(line.found)
        self._say()

    def _say(self) -> None:
        sentence = missing(self.lines, self.titles)
        self.wrong.setText(sentence)
        self.go_on.setEnabled(not sentence)

    def finish(self) -> None:
        """Go on with the columns as they are."""
        if not missing(self.lines, self.titles):
            self.then()
