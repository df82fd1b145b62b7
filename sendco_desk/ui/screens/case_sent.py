"""Record that a pack left the school: which file, by which channel, when, and what proves that it arrived."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QFileDialog, QHBoxLayout
from shiboken6 import isValid

from sendco_desk.domain.casework import Submission
from sendco_desk.domain.codes import CHANNELS
from sendco_desk.domain.progress import Report
from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.services.casework import CasePage
from sendco_desk.services.documents import Filing
from sendco_desk.ui.forms.form import Form, tell
from sendco_desk.ui.messages import told
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.case_forms import papers
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.fields import MomentField, SecretField, TextField
from sendco_desk.ui.widgets.layout import across

if TYPE_CHECKING:
    from sendco_desk.services.desk import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What was said of a pack that left the school."""

    case: UUID
    pupil: UUID
    pack: Path
    password: str
    channel: str
    sent_at: datetime
    receipt: UUID | None
    receipt_file: Path | None
    note: str


def record(desk: "Desk", sent: Sent, report: Report) -> tuple[Submission, frozenset[str]]:
    """Keep the receipt's file, if there is one, and then the submission. Runs on the slow lane."""
    changed, receipt = frozenset[str](), sent.receipt
    if sent.receipt_file is not None:
        filing = Filing(received_on=sent.sent_at.date(), document_kind="receipt", service="council", sharing_basis="own_record")
        added = desk.documents.add_files(sent.pupil, [sent.receipt_file], filing, report)
        if added.problems:
            raise Refused(added.problems[0][1], field="receipt_file")
        kept = added.documents[0] if added.documents else added.duplicates[0][1]
        changed, receipt = added.changed, kept.id
    submission, more = desk.packs.submit(
        sent.case, sent.pack, sent.channel, receipt=receipt, sent_at=sent.sent_at, note=sent.note, password=sent.password,
    )
    return submission, changed | more


class SentForm(Form):
    """Record that a pack was sent. A copy of it, as it went, is kept in the notebook."""

    NOTE = "A copy of the pack is kept, with its fingerprint."

    def __init__(self, room: Room, page: CasePage, pack: Path | None = None, password: str = "", note: str = "") -> None:
        self.shown_page, self.pack, self.about = page, pack, note
        self.password = SecretField(room.look, "Its password, if it has one", strong=False)
        self.password.set_text(password)
        super().__init__(room, "Record that it was sent", draft=f"submission:{page.case.id}", finish="Record")

    def build(self) -> None:
        pack = self.line("pack", "Pack that was sent", str(self.pack or ""), ghost="The PDF just as it went")
        receipt = self.line("receipt_file", "Or the receipt as a file", hint="It is put into the pupil’s documents.")
        self.rows(
            pack, self._chooser(pack, "Choose the pack", "PDF (*.pdf)"), self.password,
            self.choice("channel", "How it was sent", CHANNELS, "portal"), self.add("sent_at", MomentField(self.look, "When", self.room.now)),
            self.choice("receipt", "Receipt", papers(self.shown_page), none="No receipt yet"), receipt,
            self._chooser(receipt, "Choose the receipt", ""),
            self.prose("note", "Note", self.about, lines=2, ghost="May be left empty", kind=Submission, use="story"),
        )

    def about_whom(self) -> UUID | None:
        return self.shown_page.pupil.id

    def _chooser(self, field: TextField, title: str, kinds: str) -> QHBoxLayout:
        def choose() -> None:
            name, _ = QFileDialog.getOpenFileName(self, title, field.text(), kinds)
            if name:
                field.set_text(name)

        return across(button(self.look, title, "row", "folder", then=choose), None)

    def gathered(self) -> Sent:
        """What was typed. Raises Refused."""
        if not self.said("pack"):
            raise Refused("Choose the pack that was sent: the PDF just as it went.", field="pack")
        field = self.fields["sent_at"]
        try:
            sent_at = field.value() if isinstance(field, MomentField) else self.room.now()
        except Refused as refusal:
            raise Refused(refusal.message, field="sent_at") from None
        if sent_at > self.room.now():
            raise Refused("That moment has not come yet: record it once the pack is sent.", field="sent_at")
        request = self.shown_page.case
        return Sent(
            case=request.id, pupil=request.pupil, pack=Path(self.said("pack")), password=self.password.text(), channel=self.code("channel"),
            sent_at=sent_at, receipt=UUID(self.code("receipt")) if self.code("receipt") else None,
            receipt_file=Path(self.said("receipt_file")) if self.said("receipt_file") else None, note=self.said("note"),
        )

    def finish(self) -> None:
        self.failure.hide()
        self.password.clear_line()
        try:
            sent = self.gathered()
        except Refused as refusal:
            self.refuse(refusal)
            return
        desk = self.room.desk
        self.finish_button.setEnabled(False)
        self.room.tasks.run(
            lambda report: record(desk, sent, report), self.recorded, self.not_recorded, title="Keeping a copy of the pack", cancellable=False,
        )

    def recorded(self, made: tuple[Submission, frozenset[str]]) -> None:
        """It is done. The sheet may have been closed meanwhile."""
        if isValid(self):
            self.keeper.drop()
            self.room.close_sheet()
        sent, changed = made
        volumes = self.room.desk.packs.volumes(sent)
        pages = sum(volume.pages for volume in volumes)
        several = f"{len(volumes)} volumes, " if len(volumes) > 1 else ""
        tell(self.room, f"Pack {sent.number} is recorded as sent: {several}{pages} page{'s' * (pages != 1)}.", changed)

    def not_recorded(self, failure: Exception) -> None:
        """Say why not, beside the field where the sheet is still open."""
        if not isValid(self):
            if (message := told(failure)) is not None:
                self.room.say(message)
            return
        self.finish_button.setEnabled(True)
        if isinstance(failure, Refused) and failure.field == "password":
            self.password.wrong(failure.message)
            self.password.box.setFocus()
        elif isinstance(failure, (Refused, Trouble)):
            self.refuse(failure)

    def deed(self) -> tuple[frozenset[str], str]:
        raise NotImplementedError  # finish() does it on the slow lane
