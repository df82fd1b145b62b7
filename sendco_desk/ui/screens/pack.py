"""A case's pack: what goes in and in which order, why a document is shared after all, then check and make."""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar
from uuid import UUID

from PySide6.QtWidgets import QCheckBox, QFileDialog, QSizePolicy, QWidget

from sendco_desk.domain.progress import Report
from sendco_desk.domain.refusals import Cancelled, Refused, Trouble
from sendco_desk.services.casework import CasePage
from sendco_desk.services.pack_parts import PARTS
from sendco_desk.services.packing import PackChoices
from sendco_desk.ui.forms.form import open_form
from sendco_desk.ui.messages import Message, told
from sendco_desk.ui.models.pack_model import PackModel, PackRow, renewed, totals
from sendco_desk.ui.room import Place, Room, Screen
from sendco_desk.ui.screens.case_cells import follow
from sendco_desk.ui.screens.case_sent import SentForm
from sendco_desk.ui.screens.pack_list import PackTable
from sendco_desk.ui.screens.pack_result import Made, make, result_card
from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.chips import Picture
from sendco_desk.ui.widgets.fields import DateField, ProseField, SecretField
from sendco_desk.ui.widgets.layout import Columns, Scrolling, across, card, emptied, holding, page, stack
from sendco_desk.ui.widgets.spelling import check_spelling
from sendco_desk.ui.widgets.words import Elided, escaped, words

PASSWORD_HINT = "Leave it empty for none. Tell the council the password another way, such as by phone."
ON_HINT = "The pack shows the record, the story and the clock as they stand on this day."
COSTS = "Say what the provision costs"
COSTS_HINT = "Hours are always told, staff rates never."
TELLING = frozenset({
    "one_page_profile", "views_given", "need_statement", "support_cycle", "provision_place", "measure", "behaviour_count", "attendance",
    "part_time_timetable", "suspension", "involvement", "meeting", "plan_version", "story_entry",
})
"""The kinds of which one more or fewer can give a part something to say, or nothing."""


class PackScreen(Screen):
    """The pack of one request."""

    NAME: ClassVar[str] = "pack"
    STOP: ClassVar[str] = "packs"
    KINDS: ClassVar[frozenset[str]] = frozenset({"document", "pupil", "case_file", *TELLING})

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.case: UUID | None = None
        self.shown_page: CasePage | None = None
        self.counted: dict[UUID, tuple[int, str]] = {}
        self.counting: set[UUID] = set()
        self.reasons: dict[UUID, ProseField] = {}
        self.made: Made | None = None
        self.shown_day = room.now().date()
        look = room.look
        self.model = PackModel(self)
        self.table = PackTable(look, self.model, room.preferences)
        self.model.edited.connect(self.show_choices)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._ready())
        self.title, self.whose = Elided("", "title"), Elided("", tone="muted")
        self.title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.title.setMinimumWidth(1)  # as wide as its words, but the first to yield at large text
        self.total = words("", "strong", wrap=True)
        self.on = DateField(look, "The pack’s date", lambda: room.now().date(), room.now().date(), hint=ON_HINT)
        self.password = SecretField(look, "Password", hint=PASSWORD_HINT, strong=False)
        self.costs = QCheckBox(COSTS)
        self.empty = words("", "caption", "muted", wrap=True)
        self.on.changed.connect(self.take_day)
        self.why, self.refused, self.result = stack(gap=10), stack(gap=8), stack()
        self.area = self._lay_out()
        self.setLayout(stack(self._top(), self.area))

    def _top(self) -> QWidget:
        look = self.room.look
        self.crumb = button(look, "", "link", then=self.open_case)
        crumbs = across(
            button(look, "Packs", "link", then=lambda: self.room.go(Place("packs"))), Picture(look, "right", "muted", 14), self.crumb, None, gap=6,
        )
        self.make_button = button(look, "Check and make", "primary", "packs", then=self.check_and_make)
        head = across(self.title, 4, self.whose, self.make_button, gap=6)
        head.setStretch(2, 1)
        return holding(stack(crumbs, head, pad=(24, 20, 24, 0)))

    def _lay_out(self) -> Scrolling:
        look = self.room.look
        self.up = button(look, "Up", "quiet", "up", "Move up (Alt+Up)", lambda: self.table.shift(-1))
        self.down = button(look, "Down", "quiet", "down", "Move down (Alt+Down)", lambda: self.table.shift(1))
        add = button(look, "Add documents", "quiet", "plus", then=self.add_documents)
        head = holding(across(words("What goes in", "heading"), None, self.up, self.down, add, gap=4, pad=(9, 6, 6, 2)))
        self.empty_row = holding(stack(self.empty, pad=(12, 6, 12, 8)))
        listed = holding(stack(head, self.table, self.empty_row, pad=(1, 0, 1, 4)), "card")
        self.why_card = card(words("Not to be shared, but in", "heading"), self.why, gap=10, name="why")
        self.refused_card = card(words("Cannot go in", "heading"), self.refused, gap=10, name="refused")
        self.why_card.hide()
        self.costs_row = holding(stack(self.costs, words(COSTS_HINT, "caption", "muted", wrap=True), gap=2))
        options = card(words("The pack", "heading"), self.total, self.on, self.costs_row, self.password, gap=10)
        right = stack(self.result, self.why_card, self.refused_card, options, None, gap=16)
        made = page(look, Columns(look, stack(listed, None), right, (13, 8), 900), None, name="Pack")
        follow(made, self.table)
        return made

    # What is shown

    def open_at(self, place: Place) -> None:
        if place.id is not None and place.id != self.case:
            self.case = place.id
            self.model.put([])
            self.password.set_text("")
            self.costs.setChecked(False)
            self.on.set_value(self.room.now().date())
            self.show_result(None)
            self.area.verticalScrollBar().setValue(0)
        self.refresh()

    def refresh(self) -> None:
        if self.case is None:
            return
        self.shown_page = self.room.desk.casework.page(self.case)
        request, pupil = self.shown_page.case, self.shown_page.pupil
        self.title.setText(f"Pack for {request.authority}")
        self.whose.setText(f"{pupil.known_name}, EHC needs assessment")
        self.crumb.say(pupil.known_name.replace("&", "&&"))
        self.renew()
        if not self.table.currentIndex().isValid() and self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(0, 1))
        self.count_pages()

    def renew(self) -> None:
        """Offer the parts that have something to say on the pack’s day, and name the others."""
        if self.case is None:
            return
        packs = self.room.desk.packs
        there = packs.parts(self.case, self.shown_day)
        self.model.put(renewed(self.model.rows, packs.documents(self.case), {key: PARTS[key] for key in there}))
        self.model.count(self.counted)
        empty = [title for key, title in PARTS.items() if key not in there]
        self.empty.setText(f"Nothing is recorded by this day for: {'; '.join(empty)}.")
        self.empty_row.setVisible(bool(empty))
        self.costs_row.setVisible(packs.may_tell_costs and "provision" in there)

    def take_day(self) -> None:
        """Another day of the pack: other parts may have something to say. While what is typed is no day the parts stay."""
        try:
            self.shown_day = self.on.value() or self.room.now().date()
        except Refused:
            return
        self.renew()

    def show_choices(self) -> None:
        """Show what the choices come to: the pages, the reasons that are wanted, what cannot go in."""
        self.total.setText(totals(self.model.rows))
        self._show_reasons([row for row in self.model.rows if row.on and row.unshared])
        self._show_refused([row for row in self.model.rows if row.on and row.refused])
        self._ready()

    def _show_reasons(self, rows: Sequence[PackRow]) -> None:
        wanted = {row.key: row for row in rows if isinstance(row.key, UUID)}
        if list(wanted) == list(self.reasons):
            return  # the field that is being typed in must stay
        emptied(self.why)
        self.reasons = {}
        for key, row in wanted.items():
            field = ProseField(self.room.look, f"Why ‘{row.title}’ is shared now", row.shared_because, lines=2)
            field.changed.connect(lambda key=key, field=field: self.model.give_reason(key, field.text()))
            check_spelling(self.room, field)
            self.reasons[key] = field
            self.why.addWidget(field)
        self.why_card.setVisible(bool(wanted))

    def _show_refused(self, rows: Sequence[PackRow]) -> None:
        emptied(self.refused)
        for row in rows:
            said = words(f"<b>{escaped(row.title)}</b>. {escaped(row.reason)}", wrap=True)
            line = across(stack(2, Picture(self.room.look, "late", "late", 16), None), said)
            line.setStretch(1, 1)
            self.refused.addLayout(line)
        self.refused_card.setVisible(bool(rows))

    def show_result(self, made: Made | None) -> None:
        """Show what became of the pack; nothing takes it away."""
        self.made = made
        emptied(self.result)
        if made is not None:
            self.result.addWidget(result_card(self.room.look, made, self.record_sent))
            self.area.verticalScrollBar().setValue(0)

    def _ready(self) -> None:
        number = self.table.currentIndex().row()
        rows = self.model.rows
        valid = 0 <= number < len(rows)
        self.up.setEnabled(valid and number > 0 and rows[number - 1].is_part == rows[number].is_part)
        self.down.setEnabled(valid and number + 1 < len(rows) and rows[number + 1].is_part == rows[number].is_part)

    # Counting

    def count_pages(self) -> None:
        """Count the pages of documents that are not counted yet, on the slow lane."""
        fresh = tuple(
            row.key for row in self.model.rows if isinstance(row.key, UUID) and row.key not in self.counted and row.key not in self.counting
        )
        if not fresh:
            return
        self.counting.update(fresh)
        packs = self.room.desk.packs

        def work(report: Report) -> dict[UUID, tuple[int, str]]:
            return packs.count_pages(fresh, report)

        self.room.tasks.run(
            work, self.take_count, self._not_counted, title="Counting pages", ended=lambda: self.counting.difference_update(fresh),
        )

    def take_count(self, pages: dict[UUID, tuple[int, str]]) -> None:
        """The pages are counted."""
        self.counted |= pages
        self.model.count(pages)

    def _not_counted(self, failure: Exception) -> None:
        if not isinstance(failure, Cancelled) and (message := told(failure)) is not None:
            self.room.say(message)

    # Making

    def choices(self) -> PackChoices:
        """What is chosen, in order."""
        going = [row for row in self.model.rows if row.on]
        return PackChoices(
            parts=tuple(row.key for row in going if isinstance(row.key, str)),
            documents=tuple(row.key for row in going if isinstance(row.key, UUID)),
            overrides={row.key: row.shared_because for row in going if isinstance(row.key, UUID) and row.unshared}, password=self.password.text(),
            costs=self.costs.isChecked() and not self.costs_row.isHidden(),
        )

    def check_and_make(self) -> None:
        """Refuse what must be decided first, ask where the pack shall stand, and make it."""
        if self.case is None:
            return
        try:
            on = self.on.value() or self.room.now().date()
            choices = self.choices()
            self.room.desk.packs.plan(self.case, choices, on)
        except (Refused, Trouble) as failure:
            self.refuse(failure)
            return
        name, _ = QFileDialog.getSaveFileName(self, "Where shall the pack stand?", f"Evidence pack {on.isoformat()}.pdf", "PDF (*.pdf)")
        if name:
            self.start(choices, Path(name if name.lower().endswith(".pdf") else f"{name}.pdf"))

    def refuse(self, failure: Refused | Trouble) -> None:
        """Say what must be decided first, beside it where it has a place here."""
        waiting = next((row for row in self.model.rows if row.waits), None)
        if isinstance(failure, Refused) and failure.field == "documents" and waiting is not None and isinstance(waiting.key, UUID):
            field = self.reasons[waiting.key]
            field.wrong("Write why it is shared now, or leave it out.")
            field.box.setFocus()
            self.area.ensureWidgetVisible(field)
        elif isinstance(failure, Refused) and failure.field == "date_of_birth" and self.shown_page is not None:
            pupil = self.shown_page.pupil.id
            self.room.say(Message(words=failure.message, kind="refused", action="Open the pupil", then=lambda: self.room.go(Place("pupil", pupil))))
        elif (message := told(failure)) is not None:
            self.room.say(message)

    def start(self, choices: PackChoices, out: Path) -> None:
        """Make the pack on the slow lane; the strip at the foot shows how far it is, with Cancel."""
        case, desk, on = self.case, self.room.desk, self.on.value() or self.room.now().date()
        if case is None:
            return
        self.show_result(None)
        self.make_button.setEnabled(False)

        def work(report: Report) -> Made:
            return make(desk, case, choices, out, on, report)

        def done(made: Made) -> None:
            if self.case == case:
                self.show_result(made)
                self.model.count({}, {part.title: part.pages for part in made.manifest.parts})
            self.room.say(Message(words="The pack is made and checked." if not made.wrong else "The pack is made. Look at its checks.", kind="done"))

        self.room.tasks.run(work, done, title="Making the pack", ended=lambda: self.make_button.setEnabled(True))

    # Elsewhere

    def record_sent(self) -> None:
        """Record that this pack left the school."""
        if self.shown_page is not None and self.made is not None:
            page_now = self.room.desk.casework.page(self.shown_page.case.id)
            open_form(self.room, SentForm(self.room, page_now, self.made.path, self.made.password))

    def add_documents(self) -> None:
        """Go to the pupil's documents."""
        if self.shown_page is not None:
            self.room.go(Place("pupil", self.shown_page.pupil.id, "documents"))

    def open_case(self) -> None:
        """Go to the case."""
        if self.case is not None:
            self.room.go(Place("case", self.case))

    def pupil_here(self) -> UUID | None:
        return self.shown_page.pupil.id if self.shown_page else None

    def set_look(self, look: Look) -> None:
        self.refresh()
        self.show_result(self.made)
