"""The third step of an import: what it would do, row by row, and what a person must decide first."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QFrame

from sendco_desk.services.import_choices import different_pupil, leave_out, same_pupil
from sendco_desk.ui.models.import_model import KINDS, ImportModel, PreviewLine, counts_of, file_problems, lines_of
from sendco_desk.ui.preferences import Preferences
from sendco_desk.ui.screens.case_cells import YieldingTable
from sendco_desk.ui.screens.flow import flowing
from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.buttons import Toggles, button
from sendco_desk.ui.widgets.choice import Choice
from sendco_desk.ui.widgets.layout import across, emptied, holding, stack
from sendco_desk.ui.widgets.words import escaped, words

if TYPE_CHECKING:
    from sendco_desk.exchange.comparing import Decision, Preview

ALL = "all"


class PreviewStep(QFrame):
    """Counts that are also filters, the rows, and the chosen row's story with the buttons that decide it."""

    def __init__(
        self, look: Look, *, name_of: Callable[[UUID], str], decide: Callable[["Decision"], object], then: Callable[[], object],
        back: Callable[[], object], preferences: Preferences | None = None,
    ) -> None:
        super().__init__()
        self.look, self.name_of, self.decide = look, name_of, decide
        self.kind = ALL
        self.counts: dict[str, int] = {}
        self.model = ImportModel(self)
        self.table: YieldingTable[PreviewLine] = YieldingTable(
            look, self.model, "What the file would do", strong="name", stretches="told", least=180, preferences=preferences,
            gives_way=("upn", "row"),
        )
        self.table.sort_by("chip")
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self.show_chosen())
        self.filters, self.notes, self.one = stack(), stack(gap=2), stack(gap=8, pad=(16, 10, 16, 12))
        self.one_card = holding(self.one, "card", "chosen_row")
        self.go_on = button(look, "Bring in", "primary", "import", then=then)
        foot = across(button(look, "Choose another file", "", "left", then=back), None, self.go_on)
        whole = stack(self.filters, 10, self.notes, 4, self.table, 10, self.one_card, 12, foot)
        whole.setStretch(4, 1)
        self.setLayout(whole)

    def show_preview(self, preview: "Preview", *, fresh: bool = False) -> None:
        """Show what the file would do now. A fresh file begins at its first row, which is the one that needs a person most."""
        kept = None if fresh else self.table.current()
        self.kind = ALL if fresh else self.kind
        lines = lines_of(preview)
        self.counts = counts_of(lines)
        if self.kind != ALL and not self.counts[self.kind]:
            self.kind = ALL
        self._show_filters(len(lines))
        emptied(self.notes)
        for sentence in file_problems(preview):
            self.notes.addWidget(words(escaped(sentence), "caption", "muted", wrap=True))
        self.model.put(lines)
        self.narrow(self.kind)
        if kept is not None:
            self.table.choose(kept.row.row)
        if self.model.rows and (fresh or not self.table.currentIndex().isValid()):
            self.table.choose(self.model.rows[0].row.row)
        self._say_what()
        self.show_chosen()

    def _show_filters(self, total: int) -> None:
        emptied(self.filters)
        choices = {ALL: f"All {total}"} | {kind: f"{word} {self.counts[kind]}" for kind, (word, _) in KINDS.items() if self.counts[kind]}
        self.filters.addWidget(flowing(*Toggles(self.look, choices, self.kind, self.narrow, self).made))

    def _say_what(self) -> None:
        new, changed = self.counts["new"], self.counts["changed"]
        parts = [f"{count} {word}" for count, word in ((new, "new"), (changed, "changed")) if count]
        self.go_on.say(f"Bring in {' and '.join(parts)}" if parts else "Nothing to bring in")
        self.go_on.setEnabled(bool(parts))

    def narrow(self, kind: str) -> None:
        """Show the rows of one kind, or all."""
        self.kind = kind
        self.model.narrow(None if kind == ALL else lambda line: line.kind == kind)

    # The chosen row

    def show_chosen(self) -> None:
        """Tell the chosen row's story, and offer what decides it."""
        emptied(self.one)
        line = self.table.current()
        self.one_card.setVisible(line is not None)
        if line is None:
            return
        told = line.told or ("A new pupil." if line.kind == "new" else "Nothing would change.")
        which = f"Row {line.row.row}, {escaped(line.row.name or 'no name')}." if line.row.row else "The whole file."
        said = words(f"<b>{which}</b> {escaped(told)}", wrap=True)
        said.setObjectName("told")
        self.one.addWidget(said)
        if line.kind == "suggestion":
            self.one.addWidget(self._deciding(line))

    def _deciding(self, line: PreviewLine) -> QFrame:
        row = line.row.row
        names: Mapping[str, str] = {str(pupil): self.name_of(pupil) for pupil in line.row.suggestions}
        who = Choice(self.look, names)
        who.setAccessibleName("The pupil in the notebook who may be the same")
        same = button(self.look, "The same pupil", "row", "check", then=lambda: self.decide(same_pupil(row, UUID(who.code()))))
        other = button(self.look, "A different pupil", "row", then=lambda: self.decide(different_pupil(row)))
        out = button(self.look, "Leave out", "row", then=lambda: self.decide(leave_out(row)))
        return holding(stack(flowing(who, same, other, out)), name="deciding")
