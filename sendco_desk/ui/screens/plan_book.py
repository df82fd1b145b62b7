"""A pupil's plan in the tab EHC: its versions, its sections A to K, what changes between them, and the marked copy out to Word and back."""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFileDialog, QWidget

from sendco_desk.domain.changes import is_changed
from sendco_desk.domain.plans import PlanSection, PlanVersion
from sendco_desk.domain.support_codes import PLAN_SECTIONS
from sendco_desk.services.plan_sections import Marked
from sendco_desk.ui.forms.form import attempt, open_form
from sendco_desk.ui.forms.plan_forms import MarkedForm, SectionForm, VersionForm
from sendco_desk.ui.models.rows import RECORD, Column, Index, RowsModel
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.flow import flowing
from sendco_desk.ui.screens.paper_view import may_print, show_paper
from sendco_desk.ui.screens.tables import RowCells, Table
from sendco_desk.ui.tokens import PROSE
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.chips import paint_chip
from sendco_desk.ui.widgets.choice import Choice
from sendco_desk.ui.widgets.fields import Field
from sendco_desk.ui.widgets.layout import holding, stack
from sendco_desk.ui.widgets.tab_order import tab_through
from sendco_desk.ui.widgets.words import plain, words

WHY = "The plan’s own words, section by section. Begin with the final plan; then propose changes, and each is marked against it."
WORD = "Word (*.docx)"
CHANGED, SAME, WRITTEN, EMPTY = "Changed", "No change", "Written", "Nothing yet"
CHIPS = {CHANGED: ("info", "correction"), WRITTEN: ("done", "done")}
"""How a state is drawn; the others are quiet words."""


@dataclass(frozen=True, slots=True)
class SectionRow:
    """One section of the version that is shown."""

    section: str
    words: str
    state: str


COLUMNS: tuple[Column[SectionRow], ...] = (
    Column(key="section", title="Section", shown=lambda row: row.section, spoken=lambda row: f"Section {row.section}", width=70, holds="Section"),
    Column(key="title", title="About", shown=lambda row: PLAN_SECTIONS[row.section], width=320),
    Column(key="state", title="State", shown=lambda row: row.state, width=120),
    Column(key="words", title="Words", shown=lambda row: " ".join(row.words.split()), width=260),
)


class SectionCells(RowCells):
    """Draws what is changed or written as a chip."""

    def fill(self, p: QPainter, box: QRect, key: str, index: Index) -> None:
        row: SectionRow = index.data(RECORD)
        if key == "state" and row.state in CHIPS:
            state, picture = CHIPS[row.state]
            paint_chip(p, self.look, QPoint(box.left(), box.center().y() + 1), row.state, picture, state)
        else:
            self.say(p, box, str(index.data()), 500 if key == self.strong else 400, "muted" if key in ("state", "words") else "text")


class PlanPart(QWidget):
    """Versions and sections of one pupil's plan."""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.room, self.look, self.plans = room, room.look, room.desk.plans
        self.pupil: UUID | None = None
        self.versions: list[PlanVersion] = []
        self.model: RowsModel[SectionRow] = RowsModel(COLUMNS, lambda row: row.section, self)
        self.table: Table[SectionRow] = Table(
            self.look, self.model, "Sections of the plan", strong="section", stretches="words", least=120, preferences=room.preferences,
            cells=SectionCells,
        )
        self.table.opened.connect(self.open_section)
        self.choice = Choice(self.look, {})
        self.choice.currentIndexChanged.connect(self.show_version)
        self.version_field = Field(self.look, "Version", self.choice)
        self.version_field.setMaximumWidth(self.look.scaled(420))
        self.about = plain("", "caption", "muted", wrap=True)
        self.why = words(WHY, tone="muted", wrap=True)
        self._build_buttons()
        self.inside = holding(stack(self.version_field, self.about, flowing(*self.on_version), self.table, gap=8))
        self.setLayout(stack(
            words("EHC plan, section by section", "heading"), self.why, flowing(self.start_button, self.word_button), self.inside, gap=8,
        ))
        self.setMaximumWidth(self.look.scaled(PROSE + 320))
        tab_through(self)

    def _build_buttons(self) -> None:
        look = self.look
        self.start_button = button(look, "Start a version", "", "plus", then=self.start)
        self.word_button = button(look, "Read a marked Word copy", "", "import", then=self.choose_word)
        self.section_button = button(look, "Open the section", "", then=lambda: self.open_section(self.table.current()))
        self.paper_button = button(look, "Show on paper", "", "print", "As PDF or for Word, what changes marked", self.show_on_paper)
        self.edit_button = button(look, "About this version", "", then=self.edit)
        self.remove_button = button(look, "Remove the version", "", "bin", then=self.remove)
        self.on_version = [self.section_button, self.paper_button, self.edit_button, self.remove_button]

    # What is shown

    def show_pupil(self, pupil: UUID) -> None:
        """Show a pupil's versions: the one chosen before, or the latest."""
        before = self.choice.code() if pupil == self.pupil else ""
        known = {version.id for version in self.versions} if pupil == self.pupil else set()
        self.pupil, self.versions = pupil, self.plans.versions(pupil)
        self.choice.blockSignals(True)
        self.choice.offer({str(version.id): version.called for version in reversed(self.versions)})
        fresh = [version for version in self.versions if version.id not in known]
        self.choice.choose(str(fresh[-1].id) if fresh and known else before)
        self.choice.blockSignals(False)
        self.inside.setVisible(bool(self.versions))
        self.why.setVisible(not self.versions)
        self.word_button.setVisible(bool(self.versions))
        self.show_version()

    def version(self) -> PlanVersion | None:
        """The version chosen."""
        return next((version for version in self.versions if str(version.id) == self.choice.code()), None)

    def show_version(self) -> None:
        """Show the sections of the version chosen, and which of them change the version before."""
        version = self.version()
        if version is None:
            self.model.put(())
            return
        base = self.plans.base_of(version)
        found = self.plans.compare(version, base)
        now = self.plans.words(version)
        self.model.put(SectionRow(section, now[section], state_of(bool(base), is_changed(runs), now[section])) for section, runs in found.items())
        changes = sum(map(is_changed, found.values()))
        against = f"Against {base.called}: {changes} section{'s' * (changes != 1)} changed." if base else "Not based on another version."
        self.about.setText(" ".join(filter(None, (against, version.note))))
        self.table.as_tall_as(len(PLAN_SECTIONS))

    def show_record(self, record: UUID) -> None:
        """Choose a version, or the version of a section, and put the keyboard's place on it."""
        section = next((one for one in self.room.desk.recording.of(PlanSection, self.pupil) if one.id == record), None)
        self.choice.choose(str(section.version if section else record))
        if section is not None:
            self.table.choose(section.section)

    # Deeds

    def start(self) -> None:
        """Open the form for a new version."""
        if self.pupil is not None:
            open_form(self.room, VersionForm(self.room, self.pupil))

    def edit(self) -> None:
        """Open the form for what is said about the version."""
        version = self.version()
        if version is not None:
            open_form(self.room, VersionForm(self.room, version.pupil, version))

    def remove(self) -> None:
        """Take the version out with its sections; undo brings them back."""
        version = self.version()
        if version is not None:
            attempt(self.room, lambda: self.plans.remove_version(version), f"{version.called}: removed.")

    def open_section(self, row: SectionRow | None) -> None:
        """Open the form of a section."""
        version = self.version()
        if version is not None and row is not None:
            open_form(self.room, SectionForm(self.room, version, row.section))

    def show_on_paper(self) -> None:
        """Show the version as it prints, what changes marked."""
        version = self.version()
        if version is not None and may_print(self.room, version):
            paper = self.plans.marked_paper(version)
            show_paper(self.room, paper, name="ehc-plan", pupil=version.pupil, title=version.called, document_kind="plan")

    def choose_word(self) -> None:
        """Ask for the Word document that a colleague marked."""
        name, _ = QFileDialog.getOpenFileName(self, "Which Word document was marked?", "", WORD)
        if name:
            self.read_word(Path(name))

    def read_word(self, path: Path) -> None:
        """Read it on the slow lane and show what it would change."""
        plans, pupil = self.plans, self.pupil
        self.room.tasks.run(
            lambda report: plans.read_marked_file(path, report), lambda marked: self.show_marks(marked, pupil), title="Reading the Word document",
        )

    def show_marks(self, marked: Marked, pupil: UUID | None) -> None:
        """Lay what was marked over the window. A copy of proposed changes was marked on the version that they change."""
        version = self.version()
        if version is not None and pupil == version.pupil:
            base = self.plans.base_of(version) if version.state == "proposed" else None
            open_form(self.room, MarkedForm(self.room, version.pupil, marked, base or version))


def state_of(compared: bool, changes: bool, text: str) -> str:
    """What is said of a section in the list."""
    if compared and changes:
        return CHANGED
    if not text:
        return EMPTY
    return SAME if compared else WRITTEN
