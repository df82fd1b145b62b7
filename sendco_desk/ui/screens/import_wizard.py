"""Bringing pupils in: choose the file, put the columns right, see what would change, bring it in, and undo it where it was wrong."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, TypeVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from sendco_desk.domain.dates import shown
from sendco_desk.domain.progress import Report
from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.services.import_choices import field_titles
from sendco_desk.services.imports import file_of, looks_like_ctf
from sendco_desk.ui.messages import told
from sendco_desk.ui.models.columns_model import lines_of, mapping
from sendco_desk.ui.room import Place, Room, Screen
from sendco_desk.ui.screens.import_choose import ChooseStep
from sendco_desk.ui.screens.import_columns import ColumnsStep
from sendco_desk.ui.screens.import_preview import PreviewStep
from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.chips import Picture
from sendco_desk.ui.widgets.layout import across, emptied, holding, scrolling, stack
from sendco_desk.ui.widgets.words import Elided, words

if TYPE_CHECKING:
    from sendco_desk.exchange.columns import Column
    from sendco_desk.exchange.comparing import Decision, Preview
    from sendco_desk.exchange.tables import Sheet
    from sendco_desk.services.imports import Imports

T = TypeVar("T")
STEPS = ("File", "Columns", "Check", "Done")
CHOOSE, COLUMNS, CHECK, DONE = range(4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A file as first read: a table with its columns, or a transfer file with what it would do."""

    sheet: "Sheet | None" = None
    columns: "tuple[Column, ...]" = ()
    preview: "Preview | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtIn:
    """What an import did."""

    changed: frozenset[str] = field(default_factory=frozenset)
    new: int = 0
    amended: int = 0
    held: int = 0


def read(imports: "Imports", path: Path, report: Report) -> Read:
    """Look inside a file. Runs on the slow lane."""
    if looks_like_ctf(path):
        return Read(preview=imports.preview(imports.read_file("ctf", path, report=report), report=report))
    sheet = imports.read_sheet(path)
    return Read(sheet=sheet, columns=imports.columns(sheet))


def result_words(result: BroughtIn) -> str:
    """`12 pupils added, 3 brought up to date.`"""
    added = f"{result.new} pupil{'s' * (result.new != 1)} added" if result.new else ""
    amended = f"{result.amended} brought up to date" if result.amended else ""
    said = ", ".join(part for part in (added, amended) if part) or "Nothing was written: the notebook has all of it already"
    stay = f" {result.held} row{'s' * (result.held != 1)} stayed out." if result.held else ""
    return f"{said}.{stay}"


class ImportScreen(Screen):
    """The wizard. Each step stands on a page of its own; the file is read and compared off the window's thread."""

    NAME: ClassVar[str] = "import"
    STOP: ClassVar[str] = "pupils"

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        look = room.look
        self.path: Path | None = None
        self.sheet: Sheet | None = None
        self.preview: Preview | None = None
        self.decisions: dict[int, Decision] = {}
        self.step = CHOOSE
        self.trail = stack()
        self.file_name = Elided("", tone="muted")
        self.choose = ChooseStep(look, self.take)
        self.columns = ColumnsStep(look, field_titles(), self.check, self.start_again)
        self.check_step = PreviewStep(
            look, name_of=self.name_of, decide=self.decide, then=self.bring_in, back=self.start_again, preferences=room.preferences,
        )
        self.result = stack(gap=12)
        self.pages = QStackedWidget()
        for made in (scrolling(self.choose, "Choose a file"), self.columns, self.check_step, holding(stack(self.result, None))):
            self.pages.addWidget(made)
        crumb = across(
            button(look, "Pupils", "link", then=lambda: room.go(Place("pupils"))), Picture(look, "right", "muted", 14), words("Bring pupils in"),
            None, gap=6,
        )
        top = across(words("Bring pupils in from a file", "title"), 4, self.file_name)
        top.setStretch(2, 1)
        whole = stack(crumb, top, 6, self.trail, 14, self.pages, pad=(24, 20, 24, 20))
        whole.setStretch(5, 1)
        self.setLayout(whole)
        self.go_to(CHOOSE)

    def refresh(self) -> None:
        """What is under way stays as it is."""

    def go_to(self, step: int) -> None:
        """Show a step."""
        self.step = step
        self.pages.setCurrentIndex(step)
        emptied(self.trail)
        self.trail.addWidget(self._steps(step))

    def _steps(self, now: int) -> QFrame:
        parts: list[QWidget | int | None] = []
        for number, name in enumerate(STEPS):
            if number == COLUMNS and now > COLUMNS and self.sheet is None:
                continue  # a transfer file has no columns to put right
            state = "done" if number < now else "planned"
            said = words(f"{number + 1}  {name}", "strong" if number == now else "body", "" if number == now else "muted")
            if number < now:
                parts.append(Picture(self.room.look, "check", state, 16))
            parts += [said, 16]
        made = holding(across(*parts, None, gap=6))
        made.setAccessibleName(f"Step {now + 1} of {len(STEPS)}: {STEPS[now]}")
        return made

    def start_again(self) -> None:
        """Back to choosing a file."""
        self.path, self.sheet, self.preview, self.decisions = None, None, None, {}
        self.file_name.setText("")
        self.go_to(CHOOSE)
        self.choose.choose_button.setFocus(Qt.FocusReason.OtherFocusReason)

    # The steps

    def take(self, path: Path) -> None:
        """Read a file."""
        imports = self.room.desk.imports
        self.path, self.decisions = path, {}
        self._work("Reading the file", lambda report: read(imports, path, report), self.show_read, self.choose.refuse)

    def show_read(self, found: Read) -> None:
        """The file is read: its columns are shown, or what it would do."""
        self.file_name.setText(self.path.name if self.path else "")
        self.sheet = found.sheet
        if found.preview is not None:
            self.show_preview(found.preview)
            return
        self.columns.show_columns(lines_of(found.columns))
        self.go_to(COLUMNS)
        first = next(iter(self.columns.boxes.values()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def check(self) -> None:
        """Read the table by its columns, remember them for next time, and compare."""
        sheet, imports, columns = self.sheet, self.room.desk.imports, mapping(self.columns.lines)
        if sheet is None:
            return

        def work(report: Report) -> "Preview":
            imports.remember(sheet, columns)
            return imports.preview(imports.read_columns(sheet, columns, report), report=report)

        self._work("Comparing with the notebook", work, self.show_preview)

    def show_preview(self, preview: "Preview") -> None:
        """Show what the file would do."""
        self.preview = preview
        self.go_to(CHECK)
        self.check_step.show_preview(preview, fresh=not self.decisions)
        self.check_step.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def decide(self, decision: "Decision") -> None:
        """Take a person's word on a row, and compare again."""
        preview, imports, before = self.preview, self.room.desk.imports, dict(self.decisions)
        if preview is None:
            return
        self.decisions[decision.row] = decision
        decisions = tuple(self.decisions.values())

        def not_so(sentence: str) -> None:
            self.decisions = before
            self._say(sentence)

        self._work("Comparing with the notebook", lambda report: imports.preview(file_of(preview), decisions, report), self.show_preview, not_so)

    def bring_in(self) -> None:
        """Write what is new and changed, as one deed."""
        preview, imports, decisions = self.preview, self.room.desk.imports, tuple(self.decisions.values())
        if preview is None:
            return
        counts = dict(self.check_step.counts)

        def work(report: Report) -> BroughtIn:
            changed = imports.apply(preview, decisions, report)
            held = counts["suggestion"] + counts["cannot_read"]
            return BroughtIn(changed=changed, new=counts["new"] if changed else 0, amended=counts["changed"] if changed else 0, held=held)

        self._work("Bringing pupils in", work, self.show_result)

    def show_result(self, result: BroughtIn) -> None:
        """It is done: what was done, and the way back."""
        look = self.room.look
        self.room.changed(result.changed)
        self.go_to(DONE)
        emptied(self.result)
        line = across(stack(2, Picture(look, "done", "done", 20), None), words(result_words(result), "heading", wrap=True), gap=10)
        line.setStretch(1, 1)
        see = button(look, "See the pupils", "primary", "pupils", then=lambda: self.room.go(Place("pupils")))
        more = button(look, "Bring in another file", "", "import", then=self.start_again)
        back = [button(look, "Undo", "", "undo", "Take the whole import back", self.undo)] if result.changed else []
        self.result.addLayout(line)
        self.result.addLayout(across(see, more, *back, None))
        see.setFocus(Qt.FocusReason.OtherFocusReason)

    def undo(self) -> None:
        """Take the whole import back."""
        self.room.undo()
        self.start_again()

    # The lane

    def _work(
        self, title: str, work: Callable[[Report], T], done: Callable[[T], object], refused: Callable[[str], object] | None = None,
    ) -> None:
        self.pages.setEnabled(False)

        def failed(failure: Exception) -> None:
            if refused is not None and isinstance(failure, (Refused, Trouble)):
                refused(failure.message)
            elif (message := told(failure)) is not None:
                self.room.say(message)

        self.room.tasks.run(work, done, failed, title=title, ended=lambda: self.pages.setEnabled(True))

    def _say(self, sentence: str) -> None:
        message = told(Refused(sentence))
        if message is not None:
            self.room.say(message)

    def name_of(self, pupil: UUID) -> str:
        """A pupil of the notebook to choose: name, birthday and year."""
        found = self.room.desk.pupils.page(pupil).pupil
        born = f", born {shown(found.date_of_birth)}" if found.date_of_birth else ""
        return f"{found.known_name}{born}" + (f", Year {found.year_group}" if found.year_group.isdecimal() else "")

    def set_look(self, look: Look) -> None:
        self.check_step.table.fit()
