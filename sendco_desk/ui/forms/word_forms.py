"""What goes into one field of a council's Word form, and the details of a form: its name, its version and between which days it is taken."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QLabel

from sendco_desk.domain.council_asks import CouncilForm
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.council_forms import LEAVE, FieldLine
from sendco_desk.services.form_guessing import fits_kind
from sendco_desk.services.form_values import CATALOGUE
from sendco_desk.ui.forms.form import Form
from sendco_desk.ui.room import Room
from sendco_desk.ui.widgets.choice import Choice
from sendco_desk.ui.widgets.words import plain, words

LEFT_BY_HAND = "Left for somebody to fill in by hand"
KINDS = {
    "line": "Words on one line", "words": "Words", "date": "A date", "choice": "One of a list", "open_choice": "One of a list, or other words",
    "tick": "A box to tick",
}


def about_field(line: FieldLine) -> str:
    """What a field takes, in sentences."""
    one = line.field
    said = [f"{KINDS[one.kind]}{f', {one.most} letters at most' if one.most else ''}."]
    said += [f"The list offers: {'; '.join(one.choices)}."] if one.choices else []
    said += [f"It repeats for each line, in “{one.rows}”."] if one.rows else []
    said += [f"Around it stands: “{one.about}”."] if one.about else []
    return " ".join(said)


class FieldForm(Form):
    """What goes into a field, for every pupil; or words of somebody's own, for this one."""

    NOTE = "What is chosen is kept with the form. Your own words are for this case alone."

    def __init__(
        self, room: Room, line: FieldLine, draft: str, shown: Callable[[str], str], then: Callable[[str, str], frozenset[str]],
    ) -> None:
        self.line_kept, self.shown, self.then = line, shown, then
        super().__init__(room, line.field.name, draft=draft, finish="Save")

    def build(self) -> None:
        line = self.line_kept
        options = {one.key: one.title for one in CATALOGUE if fits_kind(line.field, one)}
        chosen = self.choice("value", "What goes in", options | {LEAVE: LEFT_BY_HAND}, line.value, none="Nothing chosen yet")
        self.preview = QLabel()
        self.preview.setWordWrap(True)
        self.preview.setObjectName("preview")
        self.rows(plain(about_field(line), wrap=True), chosen, self.preview)
        if not line.field.rows:
            self.rows(self.prose("typed", "Or your own words", line.words if line.typed else "", lines=3))
        box = chosen.box
        if isinstance(box, Choice):
            box.currentIndexChanged.connect(lambda _: self._preview())
        self._preview()

    def _preview(self) -> None:
        """How the chosen value reads for this pupil."""
        value = self.code("value")
        told = self.shown(value) if value and value != LEAVE else ""
        self.preview.setText(told)
        self.preview.setVisible(bool(told))

    def deed(self) -> tuple[frozenset[str], str]:
        typed = self.said("typed") if "typed" in self.fields else ""
        return self.then(self.code("value"), typed), f"The field “{self.line_kept.field.name}” is saved."


class DetailsForm(Form):
    """The details of a form that is kept, or of a file that is to be kept."""

    def __init__(self, room: Room, profile: str, council: str, *, form: CouncilForm | None = None, path: Path | None = None,
                 then: Callable[[CouncilForm], object]) -> None:
        self.profile, self.council, self.form_kept, self.path, self.then = profile, council, form, path, then
        self.made: CouncilForm | None = None
        super().__init__(room, "Council’s form", draft=f"council-form:{form.id if form else path}", finish="Save form")

    def build(self) -> None:
        f = self.form_kept
        name = f.name if f else self.path.stem.replace("_", " ") if self.path else ""
        self.rows(
            words(f"It belongs to: {self.council}", "caption", "muted", wrap=True), self.line("name", "Name", name),
            self.line("version", "Version", f.version if f else "", ghost="As it is printed on the form"),
            self.beside(
                self.day_field("valid_from", "Taken from", f.valid_from if f else None, hint="Where the council says so."),
                self.day_field("valid_to", "Taken until", f.valid_to if f else None, hint="You are told once it is past."),
            ),
        )

    def deed(self) -> tuple[frozenset[str], str]:
        forms, first, last = self.room.desk.council_forms, self.day("valid_from"), self.day("valid_to")
        if self.form_kept is not None:
            self.made = replace(
                self.form_kept, name=self.said("name"), version=self.said("version"), valid_from=first, valid_to=last,
            )
            return forms.save(self.made), "The form’s details are saved."
        return self._add(first, last), "The form is kept, with what could be guessed of its fields."

    def _add(self, first: date | None, last: date | None) -> frozenset[str]:
        if self.path is None:
            raise Refused("Choose the form’s file first.")
        self.made, changed = self.room.desk.council_forms.add(
            self.path, self.profile, name=self.said("name"), version=self.said("version"), valid_from=first, valid_to=last,
        )
        return changed

    def after(self) -> None:
        if self.made is not None:
            self.then(self.made)
