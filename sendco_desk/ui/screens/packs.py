"""Packs: the cases for which a pack can be made, and every pack that was sent."""

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QStackedWidget

from sendco_desk.domain.casework import Submission
from sendco_desk.domain.progress import Report
from sendco_desk.services.late_documents import LockedCopy, late_note
from sendco_desk.ui.forms.form import open_form
from sendco_desk.ui.forms.late_form import LateForm, LateResult, LockForm
from sendco_desk.ui.messages import Message
from sendco_desk.ui.models.cases_model import (
    CASE_GIVES_WAY,
    PACKED,
    SENT_GIVES_WAY,
    CaseLine,
    CasesModel,
    SentLine,
    SentModel,
    line_of,
    volumes_of,
)
from sendco_desk.ui.room import Place, Room, Screen
from sendco_desk.ui.screens.case_cells import WholeTable, follow, sorted_first
from sendco_desk.ui.screens.case_sent import SentForm
from sendco_desk.ui.screens.late_card import late_card, locked_card
from sendco_desk.ui.tasks import LONG
from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.empty import empty
from sendco_desk.ui.widgets.layout import Scrolling, across, emptied, holding, page, stack
from sendco_desk.ui.widgets.words import heading, words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout

    from sendco_desk.packs.sent_facts import SentPack

ALL_IN = "Every document of this pupil that may be shared is in that pack already. Put the new one into the pupil’s documents first."
"""Where nothing can be added."""


class PacksScreen(Screen):
    """Choose a case to make its pack; see what was sent, when, how, and with which fingerprint."""

    NAME: ClassVar[str] = "packs"
    STOP: ClassVar[str] = "packs"
    KINDS: ClassVar[frozenset[str]] = frozenset({"pupil", "case_file", "case_event", "submission", "document", "school_closure"})

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        look, kept = room.look, room.preferences
        self.cases, self.sent = CasesModel(self), SentModel(self)
        self.cases_table: WholeTable[CaseLine] = WholeTable(
            look, self.cases, "Cases to make a pack for", strong="pupil", stretches="step", least=110, preferences=kept,
            gives_way=CASE_GIVES_WAY,
        )
        self.cases_table.opened.connect(self.open_pack)
        sorted_first(self.cases_table, "due")
        self.sent_table: WholeTable[SentLine] = WholeTable(
            look, self.sent, "Packs sent", strong="when", stretches="receipt", least=110, preferences=kept, gives_way=SENT_GIVES_WAY,
        )
        sorted_first(self.sent_table, "when", Qt.SortOrder.DescendingOrder)
        self.sent_table.opened.connect(lambda line: room.go(Place("case", line.submission.case)))
        self.sent_table.selectionModel().currentRowChanged.connect(lambda *_: self._ready())
        self.late_button = button(
            look, "Add late documents", "quiet", "plus", "Add documents that came after the pack was sent, as pages 41A, 41B", self.add_late,
        )
        self.lock_button = button(look, "Save a password copy", "quiet", "lock", "Save the pack so that it opens only with a password", self.lock)
        self.result: QVBoxLayout = stack()
        self.no_pack = words("No pack has been recorded as sent.", tone="muted", wrap=True)
        self.make_button = button(look, "Make pack", "primary", "packs", then=self.make_chosen)
        self.sent_heading, self.cases_heading = stack(), stack()
        self.sent_deeds = holding(across(None, self.late_button, self.lock_button, gap=4, pad=(9, 6, 6, 2)))
        self.whole = QStackedWidget()
        self.area = self._page()
        self.whole.addWidget(self.area)
        self.whole.addWidget(empty(
            look, "packs", "No case to make a pack for",
            "A pack gathers a pupil’s evidence for a council. It belongs to a case, such as a request: open the case on the pupil’s page first.",
            "Choose a pupil", lambda: room.go(Place("pupils")),
        ))
        self.setLayout(stack(self.whole))

    def _page(self) -> Scrolling:
        top = across(words("Packs", "title"), None, self.make_button)
        cases = holding(stack(self.cases_table, pad=(1, 1, 1, 4)), "card")
        sent: QFrame = holding(stack(self.sent_deeds, self.sent_table, holding(stack(self.no_pack, pad=(15, 10, 15, 8))), pad=(1, 1, 1, 4)), "card")
        made = page(self.room.look, top, 12, self.result, self.cases_heading, 8, cases, 24, self.sent_heading, 8, sent, None, name="Packs")
        follow(made, self.cases_table)
        follow(made, self.sent_table)
        return made

    def open_at(self, place: Place) -> None:
        super().open_at(place)
        if place.id is not None:
            self.sent_table.choose(place.id)
            self.sent_table.setFocus()

    def refresh(self) -> None:
        on = self.room.now().date()
        every = [line_of(row, on) for row in self.room.desk.casework.cases(on=on)]
        by_case = {line.row.case.id: line for line in every}
        lines = [line for line in every if line.row.case.case_kind in PACKED]
        submissions = self.room.desk.packs.submissions()
        volumes = volumes_of(submissions)
        sent = [
            SentLine(
                submission=s, volume=volumes.get(s.id, ""), pupil=by_case[s.case].row.pupil.known_name, council=by_case[s.case].row.case.authority,
                receipt=self._title(s.receipt),
            )
            for s in submissions if s.case in by_case
        ]
        self.whole.setCurrentIndex(0 if lines else 1)
        self.cases.put([line for line in lines if not line.over] + [line for line in lines if line.over])
        self.cases.narrow(None)
        self.sent.put(sent)
        self.no_pack.setVisible(not sent)
        self.sent_table.setVisible(bool(sent))
        self.sent_deeds.setVisible(bool(sent))
        if sent and not self.sent_table.currentIndex().isValid():
            self.sent_table.choose(max(sent, key=lambda line: line.submission.sent_at).submission.id)
        self._ready()
        self._head(len(lines), len(sent))
        if lines and not self.cases_table.currentIndex().isValid():
            self.cases_table.choose(self.cases.rows[0].row.case.id)

    def _head(self, cases: int, sent: int) -> None:
        for layout, made in (
            (self.cases_heading, heading("For which case", cases, "Enter opens its pack")), (self.sent_heading, heading("Sent", sent)),
        ):
            emptied(layout)
            layout.addWidget(made)

    def _title(self, receipt: UUID | None) -> str:
        return self.room.desk.documents.get(receipt).title if receipt else ""

    def make_chosen(self) -> None:
        """Make the pack of the case that is chosen."""
        line = self.cases_table.current()
        if line is not None:
            self.open_pack(line)

    def open_pack(self, line: CaseLine) -> None:
        """Go to a case's pack."""
        self.room.go(Place("pack", line.row.case.id))

    # What is done with a pack that was sent

    def _ready(self) -> None:
        for made in (self.late_button, self.lock_button):
            made.setEnabled(self.sent_table.current() is not None)

    def add_late(self) -> None:
        """Look which documents are not in the chosen pack, then ask which to add and where."""
        line = self.sent_table.current()
        if line is None:
            return
        late, sent = self.room.desk.late, line.submission
        pack = late.file(sent.id)

        def work(report: Report) -> "SentPack | None":
            report(0, 1)
            return None if late.is_locked(pack, report) else late.read(pack, report)

        self.late_button.setEnabled(False)
        self.room.tasks.run(
            work, lambda found: self._ask_late(sent, found), title="Reading the pack that was sent", ended=self._ready, lane=LONG,
        )

    def _ask_late(self, sent: Submission, found: "SentPack | None") -> None:
        documents = self.room.desk.late.addable(sent.id, found)
        if not documents:
            pupil = sent.pupil
            self.room.say(Message(
                words=ALL_IN, kind="info", action="Open the documents", then=lambda: self.room.go(Place("pupil", pupil, "documents")),
            ))
        elif self.room.free():
            open_form(self.room, LateForm(self.room, sent, documents, locked=found is None, then=self.show_late))

    def show_late(self, result: LateResult) -> None:
        """The pack with its late pages is made: what is new, and what to do next."""
        note = late_note(result.sent.number, result.made)
        card = late_card(
            self.room.look, result, lambda: self._record(result.sent, result.path, result.password, note), lambda: emptied(self.result),
        )
        self._show(card, "The late documents are added. Look at the pack before it goes.")

    def lock(self) -> None:
        """Save a copy of the chosen pack that opens only with a password."""
        line = self.sent_table.current()
        if line is None:
            return
        late, sent = self.room.desk.late, line.submission
        pack = late.file(sent.id)

        def ask(locked: bool) -> None:
            if self.room.free():
                open_form(self.room, LockForm(
                    self.room, pack, f"Pack {sent.number}", locked=locked, draft=f"lock:{sent.id}",
                    then=lambda made, path, password: self.show_locked(sent, made, path, password),
                ))

        self.lock_button.setEnabled(False)
        self.room.tasks.run(
            lambda report: late.is_locked(pack, report), ask, title="Reading the pack that was sent", ended=self._ready, lane=LONG,
        )

    def show_locked(self, sent: Submission, made: LockedCopy, path: Path, password: str) -> None:
        """The copy is saved: where, and what to do next."""
        note = f"A copy of pack {sent.number} that opens only with a password."
        card = locked_card(self.room.look, made, path, lambda: self._record(sent, path, password, note), lambda: emptied(self.result))
        self._show(card, "The password copy is saved.")

    def _show(self, card: QFrame, sentence: str) -> None:
        emptied(self.result)
        self.result.addWidget(card)
        self.result.addSpacing(16)
        self.area.verticalScrollBar().setValue(0)
        self.room.say(Message(words=sentence, kind="done"))

    def _record(self, sent: Submission, path: Path, password: str, note: str) -> None:
        open_form(self.room, SentForm(self.room, self.room.desk.casework.page(sent.case), path, password, note))

    def set_look(self, look: Look) -> None:
        self.refresh()
