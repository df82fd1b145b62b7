"""Forms of a plan's wording: a version, one of its sections with what changes shown as it is typed, and the marks of a Word copy read back."""

from collections.abc import Callable, Iterator, Mapping
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel

from sendco_desk.domain.changes import changed, is_changed, plain_change
from sendco_desk.domain.codes import CASE_KINDS
from sendco_desk.domain.paper import Run, Runs
from sendco_desk.domain.plans import PlanSection, PlanVersion
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.support_codes import PLAN_STATES
from sendco_desk.services.desk import Desk
from sendco_desk.services.plan_sections import Marked, section_title
from sendco_desk.statute.wording import lowered
from sendco_desk.ui.forms.asks import Ask
from sendco_desk.ui.forms.form import Form
from sendco_desk.ui.forms.record_form import RecordForm
from sendco_desk.ui.forms.voice_asks import papers
from sendco_desk.ui.room import Room
from sendco_desk.ui.widgets.layout import card
from sendco_desk.ui.widgets.words import escaped, words

COMPARED_AFTER = 250
"""Milliseconds of quiet after a key before the changes are worked out again."""
NOT_CHANGED = "No change against the version before."
KEY = "<b><u>Bold and underlined</u></b>: added. <s>Struck through</s>: taken out."


def versions(desk: Desk, pupil: UUID | None) -> Mapping[str, str]:
    """The pupil's versions, the latest first."""
    return {str(version.id): version.called for version in reversed(desk.plans.versions(pupil))} if pupil else {}


def cases(desk: Desk, pupil: UUID | None) -> Mapping[str, str]:
    """The pupil's cases."""
    found = desk.casework.cases(pupil) if pupil else []
    return {str(row.case.id): f"Case {row.case.number}, {lowered(CASE_KINDS[row.case.case_kind])}" for row in found}


ABOUT = (
    Ask(name="case", label="In which case", how="record", options=cases, none="None recorded"),
    Ask(name="document", label="The paper it was copied from", how="record", options=papers, none="Not kept"),
    Ask(name="note", label="Note", how="prose", lines=2, use="meeting"),
)
STATE = (
    Ask(name="state", label="Which version", how="choice", options=PLAN_STATES, none="Choose", row="version", share=2),
    Ask(name="dated_on", label="Dated", how="day", sentence="Give the day of this version.", row="version"),
)
BASED = Ask(
    name="based_on", label="Begin with the words of", how="record", options=versions, none="Nothing: empty sections",
    hint="What is changed afterwards is marked against that version.",
)


def marked_html(runs: Runs) -> str:
    """Marked words for the window: bold and underlined where added, struck where taken out; the words alone already say so."""
    return "".join(part for run in runs for part in _pieces(run))


def _pieces(run: Run) -> Iterator[str]:
    """A run in its weight; no line runs under or through the blanks around it."""
    if not (run.added or run.deleted):
        yield escaped(run.text).replace("\n", "<br>")
        return
    begins = len(run.text) - len(run.text.lstrip(" "))
    ends = len(run.text.rstrip(" "))
    text = escaped(run.text[begins:ends]).replace("\n", "¶<br>")
    yield run.text[:begins]
    yield f"<b><u>{text}</u></b>" if run.added else f"<s>{text}</s>"
    yield run.text[max(begins, ends):]


def show_marked(label: QLabel, runs: Runs) -> None:
    """Put marked words into a label, and say the changes to whoever hears it."""
    label.setText(marked_html(runs) if is_changed(runs) else NOT_CHANGED)
    label.setAccessibleName(plain_change(runs))


class VersionForm(RecordForm[PlanVersion]):
    """Begins a version, or puts right what is said about one."""

    def __init__(
        self, room: Room, pupil: UUID, version: PlanVersion | None = None, *, after: Callable[[PlanVersion], object] | None = None,
    ) -> None:
        held = room.desk.plans.versions(pupil)
        preset = {"dated_on": room.now().date(), "state": "proposed" if held else "final", "based_on": held[-1].id if held else None}
        asks = (*STATE, *ABOUT) if version else (*STATE, BASED, *ABOUT)
        title = "About this version" if version else "Start a version of the plan"
        super().__init__(room, PlanVersion, asks, title, pupil=pupil, record=version, preset=preset, after=after)

    def keep(self, record: PlanVersion) -> frozenset[str]:
        if self.record is not None:
            return self.room.desk.recording.save(record)
        self.kept, kinds = self.room.desk.plans.start_version(
            record.pupil, state=record.state, dated_on=record.dated_on, based_on=record.based_on, case=record.case, document=record.document,
            note=record.note,
        )
        return kinds

    def told(self, record: PlanVersion) -> str:
        return f"{record.called}: saved."


class SectionForm(Form):
    """The words of one section. Where the version changes another, what changes stands under them as they are typed."""

    NOTE = "In the order of the plan; each line is a paragraph."

    def __init__(self, room: Room, version: PlanVersion, section: str) -> None:
        plans = room.desk.plans
        self.version, self.section = version, section
        self.now = plans.words(version)[section]
        base = plans.base_of(version)
        self.base = base.called if base else ""
        self.before = plans.words(base)[section] if base else ""
        super().__init__(room, section_title(section), draft=f"plan_section:{version.id}:{section}")

    def about_whom(self) -> UUID | None:
        return self.version.pupil

    def build(self) -> None:
        field = self.prose("words", "Words", self.now, lines=9, kind=PlanSection, use="need")
        self.rows(words(f"In {self.version.called}.", "caption", "muted", wrap=True), field)
        self.marked = words("", wrap=True)
        self.marked.setObjectName("marked")
        if self.base:
            self.rows(card(words("What changes", "strong"), words(f"Against {self.base}. {KEY}", "caption", "muted", wrap=True), self.marked, gap=6))
            self.timer = QTimer(self)
            self.timer.setSingleShot(True)
            self.timer.setInterval(COMPARED_AFTER)
            self.timer.timeout.connect(self.show_changes)
            field.changed.connect(self.timer.start)
            self.show_changes()

    def show_changes(self) -> None:
        """Mark what is typed against the version before."""
        show_marked(self.marked, changed(self.before, self.said("words")))

    def deed(self) -> tuple[frozenset[str], str]:
        changed_kinds = self.room.desk.plans.save_section(self.version, self.section, self.said("words"))
        return changed_kinds, f"Section {self.section} is saved."


class MarkedForm(Form):
    """What a colleague marked in a Word copy, section by section, before it becomes a proposed version."""

    NOTE = "Other sections stay as they are."

    def __init__(
        self, room: Room, pupil: UUID, marked: Marked, base: PlanVersion, *, after: Callable[[PlanVersion], object] | None = None,
    ) -> None:
        self.pupil, self.marked, self.base, self.then = pupil, marked, base, after
        self.made: PlanVersion | None = None
        super().__init__(room, "Changes read from Word", draft=f"plan_marks:{pupil}:{base.id}", finish="Keep as proposed changes")

    def build(self) -> None:
        desk = self.room.desk
        before = desk.plans.words(self.base)
        other = self.marked.on_other_words(before)
        self.rows(self.day_field("dated_on", "Dated", self.today()), words(f"Changes to {self.base.called}. {KEY}", "caption", "muted", wrap=True))
        if other:
            listed = ", ".join(other)
            self.rows(words(
                f"Marked on other words than those of {self.base.called}: section{'s' * (len(other) > 1)} {listed}. Compare before you keep "
                "them: what stands below is the difference to this notebook’s version.", tone="soon", wrap=True,
            ))
        changes = {section: changed(before[section], self.marked.words(section)) for section in self.marked.sections}
        for section, runs in changes.items():
            if is_changed(runs):
                label = words("", wrap=True)
                label.setObjectName(f"marked_{section}")
                show_marked(label, runs)
                self.rows(card(words(section_title(section), "strong"), label, gap=4))
        if not any(map(is_changed, changes.values())):
            self.rows(words(f"Its words are those of {self.base.called}: there is no change to keep.", wrap=True))

    def deed(self) -> tuple[frozenset[str], str]:
        day = self.needed_day("dated_on", "Give the day of these changes.")
        found = {section: self.marked.words(section) for section in self.marked.sections}
        if found.items() <= self.room.desk.plans.words(self.base).items():
            raise Refused("There is no change to keep: the words are those of the version before.")
        self.made, kinds = self.room.desk.plans.start_version(
            self.pupil, state="proposed", dated_on=day, based_on=self.base.id, case=self.base.case, words=found,
        )
        return kinds, f"{self.made.called}: read from Word."

    def after(self) -> None:
        if self.then is not None and self.made is not None:
            self.then(self.made)
