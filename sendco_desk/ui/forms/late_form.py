"""Documents that came after a pack was sent are added to it; and a copy of a pack with a password is saved. Both are made on the long lane."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from shiboken6 import isValid

from sendco_desk.domain.casework import Submission
from sendco_desk.domain.dates import long_day
from sendco_desk.domain.documents import Document
from sendco_desk.domain.progress import Report
from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.services.late_documents import LateChoices, LockedCopy
from sendco_desk.ui.forms.form import Form
from sendco_desk.ui.forms.ticks import Ticks
from sendco_desk.ui.messages import told
from sendco_desk.ui.room import Room
from sendco_desk.ui.tasks import LONG
from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.choice import Choice
from sendco_desk.ui.widgets.fields import Field, SecretField
from sendco_desk.ui.widgets.words import words

if TYPE_CHECKING:
    from sendco_desk.packs.late_plan import LateMade
    from sendco_desk.packs.source import Source

WHERE = {"after": "After a page", "end": "At the end"}
LOCKED = "That pack is locked, so which documents are in it cannot be seen. One that is in it already is not added twice."
SENT_WITH = "The password it was sent with"
DIFFER = "The two passwords differ: type the same one twice."
_WIDEST = 400
"""Of a document's title beside its box; all of it is told where the mouse rests."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LateResult:
    """The pack with its late pages, and where it stands."""

    sent: Submission
    made: "LateMade"
    path: Path
    supplement: Path | None
    password: str


def long_ticks(look: Look, options: Mapping[str, str]) -> Ticks:
    """Boxes to tick for things with long names: all of a name is told where the mouse rests, and to who hears it."""
    made = Ticks(options, columns=1)
    for code, box in made.boxes.items():
        short = box.fontMetrics().elidedText(options[code], Qt.TextElideMode.ElideMiddle, look.scaled(_WIDEST))
        box.setText(short.replace("&", "&&"))
        box.setToolTip(options[code])
        box.setAccessibleName(options[code])
    return made


def save_place(form: Form, title: str, name: str) -> Path | None:
    """Where the person wants a PDF; None where they want it nowhere."""
    chosen, _ = QFileDialog.getSaveFileName(form, title, name, "PDF (*.pdf)")
    if not chosen:
        return None
    return Path(chosen if chosen.lower().endswith(".pdf") else f"{chosen}.pdf")


class SlowForm(Form):
    """A form whose deed is done on the long lane: it stays open until that is over, so that a refusal can be put right in it."""

    def slowly(self, work: "Callable[[Report], object]", done: Callable[[object], object], title: str) -> None:
        """Do the work, then close and say so; or say beside its field why not."""

        def finished(made: object) -> None:
            if isValid(self):
                self.keeper.drop()
                self.room.close_sheet()
            done(made)

        self.finish_button.setEnabled(False)
        self.room.tasks.run(work, finished, self.not_done, title=title, ended=self._ended, lane=LONG)

    def _ended(self) -> None:
        if isValid(self):
            self.finish_button.setEnabled(True)

    def not_done(self, failure: Exception) -> None:
        """Say why not, beside the field where the sheet is still open."""
        if isValid(self) and isinstance(failure, (Refused, Trouble)):
            self.refuse(failure)
        elif (message := told(failure)) is not None:
            self.room.say(message)

    def deed(self) -> tuple[frozenset[str], str]:
        raise NotImplementedError  # finish() does it on the long lane


class LateForm(SlowForm):
    """Which documents are added to a pack that was sent, and where. Nothing that was sent is numbered anew."""

    NOTE = "The pages that were sent stay as they are. A new sheet after the contents says what was added."

    def __init__(
        self, room: Room, sent: Submission, documents: Sequence[Document], *, locked: bool, then: Callable[[LateResult], object],
    ) -> None:
        self.sent, self.documents, self.locked, self.then = sent, documents, locked, then
        self.secret: SecretField | None = None
        super().__init__(room, f"Add late documents to pack {sent.number}", draft=f"late:{sent.id}", finish="Add them")

    def build(self) -> None:
        pages = f"{self.sent.pages} page{'s' * (self.sent.pages != 1)}"
        self.rows(words(f"Sent on {long_day(self.sent.sent_at.date())}, {pages}.", "strong", wrap=True))
        if self.locked:
            self.secret = SecretField(self.look, SENT_WITH, strong=False)
            self.rows(words(LOCKED, "caption", "muted", wrap=True), self.secret)
        titles = {str(one.id): one.title for one in self.documents}
        self.rows(self.add("documents", Field(self.look, "Documents to add", long_ticks(self.look, titles))))
        where = self.choice("where", "Where they go", WHERE, "after")
        after = self.line("after", "Page", hint="They are called by its number and a letter: 41A, 41B.")
        box = self.fields["where"].box
        if isinstance(box, Choice):
            box.currentIndexChanged.connect(lambda _: after.setVisible(self.code("where") == "after"))
        alone = self.tick(
            "alone", "For a bundle on paper", "Save the late pages by themselves too", False, hint="With the same numbers, to be slipped in.",
        )
        self.rows(where, after, alone)

    def choices(self) -> LateChoices:
        """What is chosen. Raises Refused."""
        chosen = set(self.codes("documents"))
        after = self.said("after") if self.code("where") == "after" else ""
        if not chosen:
            raise Refused("Tick at least one document.", field="documents")
        if self.code("where") == "after" and not after:
            raise Refused("Give the page they go after, such as 41, or choose the end.", field="after")
        documents = tuple(one.id for one in self.documents if str(one.id) in chosen)
        return LateChoices(documents=documents, after=after, password=self.secret.text() if self.secret is not None else "")

    def finish(self) -> None:
        self.failed.hide()
        try:
            choices = self.choices()
            plan = self.room.desk.late.plan(self.sent.id, choices)
        except (Refused, Trouble) as failure:
            self.refuse(failure)
            return
        out = save_place(self, "Where shall the pack stand?", f"Pack {self.sent.number} with late pages.pdf")
        if out is None:
            return
        supplement = out.with_name(f"{out.stem}, late pages alone.pdf") if self.on("alone") else None
        late, sent = self.room.desk.late, self.sent

        def work(report: Report) -> LateResult:
            made = late.make(plan, out, report, supplement=supplement)
            return LateResult(sent=sent, made=made, path=out, supplement=supplement, password=choices.password)

        self.slowly(work, lambda made: self.then(made) if isinstance(made, LateResult) else None, "Adding late documents")

    def refuse(self, failure: Refused | Trouble) -> None:
        if isinstance(failure, Refused) and failure.field == "password" and self.secret is not None:
            self.secret.wrong(failure.message)
            self.secret.box.setFocus()
            return
        super().refuse(failure)


class LockForm(SlowForm):
    """Save a copy of a finished pack that opens only with a password, and the note that goes with it. Passwords are never kept as a draft."""

    NOTE = "Tell the password another way, such as by phone. Nobody can open the copy without it."

    def __init__(
        self, room: Room, pack: "Source", name: str, *, locked: bool, then: Callable[[LockedCopy, Path, str], object], draft: str = "lock",
    ) -> None:
        self.pack, self.name, self.locked, self.then = pack, name, locked, then
        super().__init__(room, "Save a password copy", draft=draft, finish="Save the copy")
        self.setFocusProxy((self.own if self.locked else self.secret).edit)

    def build(self) -> None:
        self.own = SecretField(self.look, SENT_WITH, strong=False)
        self.own.setVisible(self.locked)
        self.secret = SecretField(self.look, "Password for the copy", hint="At least 8 characters, such as three odd words.", strong=False)
        self.again = SecretField(self.look, "The same again", strong=False)
        self.rows(
            self.own, self.secret, self.again,
            self.tick("note", "Covering note", "Save the note that goes with it", True, hint="Plain words for the e-mail, beside the copy."),
        )

    def finish(self) -> None:
        self.failed.hide()
        for field in (self.own, self.secret, self.again):
            field.clear_line()
        password, own = self.secret.text(), self.own.text() if self.locked else ""
        if password != self.again.text():
            self.again.wrong(DIFFER)
            self.again.box.setFocus()
            return
        try:
            self.room.desk.late.need_password(password)
        except Refused as refusal:
            self.refuse(refusal)
            return
        out = save_place(self, "Where shall the copy stand?", f"{self.name} with password.pdf")
        if out is None:
            return
        late, pack, note = self.room.desk.late, self.pack, self.on("note")

        def work(report: Report) -> LockedCopy:
            return late.password_copy(late.with_password(pack, own), out, password, report, note=note)

        def saved(made: object) -> None:
            if isinstance(made, LockedCopy):
                self.then(made, out, password)

        self.slowly(work, saved, "Locking a copy")

    def refuse(self, failure: Refused | Trouble) -> None:
        field = {"password": self.own, "new_password": self.secret}.get(failure.field) if isinstance(failure, Refused) else None
        if field is not None:
            field.wrong(failure.message)
            field.box.setFocus()
            return
        super().refuse(failure)
