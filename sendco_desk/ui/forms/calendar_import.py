"""What a calendar file would do, shown before anything is written: the rows that need a person first, and one button that brings it in."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame

from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.services.school_plan import CHANGED, NEW, UNCHANGED, CalendarPlan
from sendco_desk.ui.messages import done, told
from sendco_desk.ui.models.calendar_model import PlanLine, PlanModel, plan_lines
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.case_cells import YieldingTable
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.layout import across, line_across, stack
from sendco_desk.ui.widgets.words import Elided, escaped, plain, words

FILES = "Tables (*.csv *.tsv *.txt *.xlsx);;All files (*)"


def counted(plan: CalendarPlan) -> str:
    """`11 new, 1 changed, 3 unchanged; 2 holidays between terms.`"""
    counts = ((NEW, plan.count(NEW)), (CHANGED, plan.count(CHANGED)), (UNCHANGED, plan.count(UNCHANGED)), ("left out", plan.left_out))
    said = ", ".join(f"{count} {word}" for word, count in counts if count) or "Nothing in it"
    between = len(plan.holidays)
    return said + (f"; {between} holiday{'s' * (between != 1)} between terms" if between else "") + "."


class CalendarPreview(QFrame):
    """The sheet. Closing it writes nothing."""

    def __init__(self, room: Room, path: Path, plan: CalendarPlan) -> None:
        super().__init__()
        self.room, self.plan = room, plan
        look = room.look
        self.setProperty("kind", "sheet")
        self.setAccessibleName("What the file would do")
        self.model = PlanModel(self)
        self.table: YieldingTable[PlanLine] = YieldingTable(
            look, self.model, "What the calendar file would do", strong="what", stretches="told", least=160, preferences=room.preferences,
            gives_way=("row",),
        )
        self.table.sort_by("chip")
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self.show_chosen())
        self.chosen = plain("", wrap=True)
        self.chosen.setObjectName("chosen_row")
        self.chosen.setMinimumHeight(2 * look.line())
        count = len(plan.writes)
        said = f"Bring in {count} terms and closures" if count > 1 else "Bring it in" if count else "Nothing to bring in"
        self.go_on = button(look, said, "primary", "import", then=self.bring_in)
        self.go_on.setEnabled(bool(count))
        self._lay(path)
        self.model.put(plan_lines(plan))
        if self.model.rows:
            self.table.setCurrentIndex(self.model.index(0, 0))
        self.setFocusProxy(self.go_on if count else self.table)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self, self.bring_in)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _lay(self, path: Path) -> None:
        look = self.room.look
        shut = button(look, "", "quiet", "close", "Close without bringing it in (Esc)", then=self.room.close_sheet)
        top = across(words("What the file would do", "heading"), 4, Elided(path.name, tone="muted"), shut, pad=(20, 12, 12, 10))
        top.setStretch(2, 1)
        notes = [words(escaped(sentence), "caption", "muted", wrap=True) for sentence in self.plan.warnings]
        body = stack(words(counted(self.plan), wrap=True), *notes, 4, self.table, self.chosen, gap=6, pad=(20, 12, 20, 12))
        body.setStretch(body.indexOf(self.table), 1)
        foot = across(
            words("Nothing is written before you press the button; one Undo takes it back.", "caption", "muted", wrap=True), self.go_on,
            words("Ctrl+Enter", "caption", "muted"), pad=(20, 10, 20, 12),
        )
        foot.setStretch(0, 1)
        whole = stack(top, line_across(), body, line_across(), foot)
        whole.setStretch(2, 1)
        self.setLayout(whole)

    def show_chosen(self) -> None:
        """Tell the chosen row in full, since its cell may be too narrow."""
        line = self.table.current()
        if line is None:
            return
        which = f"Row {line.row}. " if line.row else ""
        told = f"{line.what}, {line.days}. {line.told}" if line.days else line.told
        self.chosen.setText(f"{which}{told}".rstrip())

    def bring_in(self) -> None:
        """Write it, as one deed."""
        if not self.plan.writes:
            return
        try:
            changed = self.room.desk.school.calendar.record(self.plan, "School calendar from a file")
        except (Refused, Trouble) as failure:
            if (message := told(failure)) is not None:
                self.room.say(message)
            return
        self.room.close_sheet()
        self.room.changed(changed)
        self.room.say(done(f"The school calendar is brought in: {counted(self.plan)}", self.room.undo))
