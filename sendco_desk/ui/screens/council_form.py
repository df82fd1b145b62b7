"""A council's Word form filled from a case: choose or add the form, see what goes into each of its fields, then fill and save it."""

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from PySide6.QtWidgets import QCheckBox, QFileDialog, QVBoxLayout

from sendco_desk.domain.council_asks import CouncilForm
from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.services.casework import CasePage
from sendco_desk.services.council_forms import FilledForm, FormSheet, file_bytes
from sendco_desk.ui.forms.form import attempt, open_form, tell
from sendco_desk.ui.forms.word_forms import DetailsForm, FieldForm
from sendco_desk.ui.messages import done, told
from sendco_desk.ui.models.council_form_model import GIVES_WAY, FieldRow, FieldsModel, waiting_first
from sendco_desk.ui.room import Place, Room, Screen
from sendco_desk.ui.screens.case_cells import WholeTable, follow, sorted_first
from sendco_desk.ui.tasks import LONG
from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.chips import Picture
from sendco_desk.ui.widgets.choice import Choice
from sendco_desk.ui.widgets.fields import Field
from sendco_desk.ui.widgets.layout import Columns, across, card, emptied, holding, page, stack
from sendco_desk.ui.widgets.words import escaped, words

if TYPE_CHECKING:
    from sendco_desk.authority.profile import Profile
    from sendco_desk.exchange.form_fields import FormField

WORD = "Word documents (*.docx)"
NONE = "No form is kept yet. Choose Add a form: take the council’s Word form as it came, still empty."
NO_FORM = "Choose a form"


class CouncilFormScreen(Screen):
    """One case and the forms of its council."""

    NAME: ClassVar[str] = "council_form"
    STOP: ClassVar[str] = "requests"
    HELP: ClassVar[str] = "council-forms"
    KINDS: ClassVar[frozenset[str]] = frozenset({"council_form", "pupil", "case_file", "own_profile", "export_flag", "export_reason"})

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        look = room.look
        self.case: UUID | None = None
        self.shown_page: CasePage | None = None
        self.forms: list[CouncilForm] = []
        self.sheet: FormSheet | None = None
        self.content = b""
        self.model = FieldsModel(self)
        self.table: WholeTable[FieldRow] = WholeTable(
            look, self.model, "Fields of the form", strong="field", stretches="reads", least=160, preferences=room.preferences,
            gives_way=GIVES_WAY,
        )
        sorted_first(self.table, "chip")
        self.table.opened.connect(self.change_field)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._ready())
        self._lay_out()

    def _lay_out(self) -> None:
        look = self.room.look
        self.case_link = button(look, "", "link", then=self.open_case)
        crumbs = across(
            button(look, "Requests && plans", "link", then=lambda: self.room.go(Place("requests"))), Picture(look, "right", "muted", 14),
            self.case_link, None, gap=6,
        )
        self.fill_button = button(look, "Fill and save", "primary", "export", then=self.fill)
        add = button(look, "Add a form", "", "plus", "Choose the council’s Word form, as it came", self.add)
        top = Columns(look, stack(words("Fill the council’s form", "title")), across(None, add, self.fill_button), (1, 0), 560, gap=8)
        self.choice = Choice(look, {}, none=NO_FORM)
        self.choice.setObjectName("form_choice")
        self.choice.currentIndexChanged.connect(lambda _: self.show_form())
        self.details_button = button(look, "Details", "quiet", "correction", "Its name, version and days", self.change_details)
        self.out_button = button(look, "Take out", "quiet", "bin", then=self.remove)
        self.keep = QCheckBox("Put the filled form among the pupil’s documents too")
        self.keep.setChecked(True)
        chosen = Columns(look, stack(Field(look, "Form", self.choice)), stack(None, across(self.details_button, self.out_button)), (1, 0), 560, gap=8)
        self.none = words(NONE, tone="muted", wrap=True)
        self.doubts = QVBoxLayout()
        self.doubts_card = holding(stack(12, card(self.doubts, pad=(16, 12, 16, 12))), name="doubts")
        self.said = words("", wrap=True)
        self.field_button = button(look, "Choose what goes in", "quiet", "correction", then=lambda: self.change_field(self.table.current()))
        head = across(words("Fields", "heading"), None, self.field_button, gap=6, pad=(9, 6, 6, 2))
        self.fields_card = holding(stack(head, self.table, pad=(1, 0, 1, 4)), "card")
        self.area = page(
            look, crumbs, top, 12, card(chosen, self.none, self.keep), self.doubts_card, 12, self.said, 8, self.fields_card, None,
            name="Council’s form",
        )
        follow(self.area, self.table)
        self.setLayout(stack(self.area))

    # What is shown

    def open_at(self, place: Place) -> None:
        if place.id is not None and place.id != self.case:
            self.sheet, self.content = None, b""
            self.case = place.id
        self.refresh()

    def refresh(self) -> None:
        if self.case is None:
            return
        desk = self.room.desk
        self.shown_page = desk.casework.page(self.case)
        self.case_link.say(f"Case\u00a0{self.shown_page.case.number}")
        before, own = self.choice.code(), self.profile.id
        every = desk.council_forms.forms()
        self.forms = [one for one in every if one.profile == own] + [one for one in every if one.profile != own]
        self.choice.blockSignals(True)
        self.choice.offer({str(one.id): self._called(one, own) for one in self.forms}, none=NO_FORM)
        ours = [str(one.id) for one in self.forms if one.profile == own]
        self.choice.choose(before or (ours[0] if len(ours) == 1 else ""))
        self.choice.blockSignals(False)
        self.none.setVisible(not self.forms)
        self.show_form()

    @property
    def profile(self) -> "Profile":
        """What is known of the council that the case is with."""
        assert self.case is not None  # every deed begins from an open case
        return self.room.desk.profiles.for_case(self.case)

    def _called(self, form: CouncilForm, own: str) -> str:
        version = f", version {form.version}" if form.version else ""
        other = "" if form.profile == own else " (another council’s)"
        return f"{form.name}{version}{other}"

    def chosen(self) -> CouncilForm | None:
        """The form that is chosen."""
        return next((one for one in self.forms if str(one.id) == self.choice.code()), None)

    def show_form(self) -> None:
        """Read the chosen form's fields and show what would go into them; the first reading is done beside."""
        form = self.chosen()
        if form is None:
            self._show(None)
            return
        forms = self.room.desk.council_forms
        content = forms.bytes_of(form.id)

        def read(fields: "tuple[FormField, ...]") -> None:
            if self.chosen() == form and self.case is not None:
                self.content = content
                self._show(forms.sheet(self.case, form.id, typed=self.typed(form)))

        if form.sha256 in forms.read:
            read(())
        else:
            self.room.tasks.run(lambda report: forms.fields_in(content, report), read, title="Reading the form", lane=LONG)

    def _show(self, sheet: FormSheet | None) -> None:
        self.sheet = sheet
        self.model.put(waiting_first(sheet.lines) if sheet else [])
        self.said.setText(escaped(sheet.words) if sheet else "")
        self.said.setVisible(sheet is not None)
        self.fields_card.setVisible(sheet is not None)
        emptied(self.doubts)
        for doubt in sheet.doubts if sheet else ():
            line = across(stack(2, Picture(self.room.look, "soon", "soon", 16), None), words(escaped(doubt), wrap=True), gap=8)
            line.setStretch(1, 1)
            self.doubts.addLayout(line)
        self.doubts_card.setVisible(bool(sheet and sheet.doubts))
        self._ready()

    def _ready(self) -> None:
        for one in (self.details_button, self.out_button):
            one.setEnabled(self.chosen() is not None)
        self.fill_button.setEnabled(self.sheet is not None and any(line.filled for line in self.sheet.lines))
        self.field_button.setEnabled(bool(self.table.chosen()) and self.sheet is not None)

    # Words of somebody's own, kept as a draft of this case

    def _draft(self, form: CouncilForm) -> str:
        return f"council-form-words:{self.case}:{form.id}"

    def typed(self, form: CouncilForm) -> dict[str, str]:
        """What was typed into this form for this case."""
        return self.room.desk.drafts.read(self._draft(form))

    # Deeds

    def add(self) -> None:
        """Choose a file and keep it as a form of the case's council."""
        name, _ = QFileDialog.getOpenFileName(self, "Choose the council’s form", "", WORD)
        if not name or self.case is None:
            return
        path, profile, forms = Path(name), self.profile, self.room.desk.council_forms
        try:
            content = file_bytes(path)
        except (Refused, Trouble) as failure:
            self._say(failure)
            return

        def read(fields: "tuple[FormField, ...]") -> None:
            open_form(self.room, DetailsForm(self.room, profile.id, profile.name, path=path, then=self._choose))

        self.room.tasks.run(lambda report: forms.fields_in(content, report), read, title="Reading the form", lane=LONG)

    def _choose(self, form: CouncilForm) -> None:
        self.refresh()
        self.choice.choose(str(form.id))

    def change_details(self) -> None:
        """Open the sheet of the form's details."""
        form = self.chosen()
        if form is not None:
            council = self.profile.name if form.profile == self.profile.id else form.profile
            open_form(self.room, DetailsForm(self.room, form.profile, council, form=form, then=self._choose))

    def remove(self) -> None:
        """Take the form out; undo brings it back."""
        form = self.chosen()
        if form is not None:
            attempt(self.room, lambda: self.room.desk.council_forms.remove(form.id), "The form is taken out.")

    def change_field(self, row: FieldRow | None) -> None:
        """Open the sheet that says what goes into a field."""
        form, sheet = self.chosen(), self.sheet
        if row is None or form is None or sheet is None or self.case is None:
            return
        if row.line.field.closed:
            self.room.say(done(f"Nothing can be put in here: {row.line.field.closed}"))
            return
        desk, case, key = self.room.desk, self.case, row.line.field.key

        def shown(value: str) -> str:
            return desk.council_forms.reading(case, row.line.field, value, self.room.now().date())

        def keep(value: str, typed: str) -> frozenset[str]:
            own = {name: words for name, words in (self.typed(form) | {key: typed}).items() if words}
            desk.drafts.save(self._draft(form), own)
            mapping = {name: kept for name, kept in (sheet.mapping | {key: value}).items() if kept}
            return desk.council_forms.save_mapping(form.id, mapping)

        open_form(self.room, FieldForm(self.room, row.line, f"council-field:{case}:{form.id}:{key}", shown, keep))

    def fill(self) -> None:
        """Fill the form and save it where the person says."""
        form, sheet = self.chosen(), self.sheet
        if form is None or sheet is None:
            return
        name, _ = QFileDialog.getSaveFileName(self, "Where shall the filled form stand?", f"{form.name}, case {self._number()}.docx", WORD)
        if not name:
            return
        out, forms, content = Path(name if name.lower().endswith(".docx") else f"{name}.docx"), self.room.desk.council_forms, self.content
        try:
            going = forms.going(sheet)
        except Refused as failure:
            self._say(failure)
            return

        def finished(made: FilledForm) -> None:
            self._save(made, out)

        self.fill_button.setEnabled(False)
        self.room.tasks.run(
            lambda report: forms.filled_with(content, sheet, going, report), finished, title="Filling the form", lane=LONG, ended=self._ready,
        )

    def _number(self) -> int:
        return self.shown_page.case.number if self.shown_page else 0

    def _save(self, made: FilledForm, out: Path) -> None:
        """Write the filled form, keep a copy where that is wanted, and say what was filled."""
        forms, changed = self.room.desk.council_forms, frozenset[str]()
        left = f", {len(made.left)} left" if made.left else ""
        try:
            forms.write(made, out)
            if self.keep.isChecked() and self.case is not None:
                _, changed = forms.keep(self.case, made)
        except (Refused, Trouble) as failure:
            self._say(failure)
            return
        sentence = f"The form is saved: {made.done} fields filled{left}. Read it through before it is sent."
        if changed:
            tell(self.room, sentence, changed)
        else:
            self.room.say(done(sentence))

    def _say(self, failure: Refused | Trouble) -> None:
        if (message := told(failure)) is not None:
            self.room.say(message)

    def open_case(self) -> None:
        """Go back to the case."""
        if self.case is not None:
            self.room.go(Place("case", self.case))

    def pupil_here(self) -> UUID | None:
        return self.shown_page.pupil.id if self.shown_page else None

    def set_look(self, look: Look) -> None:
        self.refresh()
        self.table.fit()
