"""Log that a delay timeline or an evidence list was given to the family: to whom, how, when, and at whose request."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from shiboken6 import isValid

from sendco_desk.domain.casework import CaseLetter
from sendco_desk.domain.codes import CHANNELS
from sendco_desk.domain.progress import Report
from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.services.delays import EVIDENCE, TITLES, Delays
from sendco_desk.ui.forms.form import Form, tell
from sendco_desk.ui.messages import told
from sendco_desk.ui.room import Room
from sendco_desk.ui.widgets.fields import MomentField

Logged = tuple[CaseLetter, frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """Which paper is given: its kind, its day, and what was chosen for it on the screen."""

    case: UUID
    kind: str
    on: date
    quoted: tuple[UUID, ...] = ()
    asked_by: str = ""
    asked_on: date | None = None
    pages: tuple[tuple[UUID, int], ...] = ()


class GivenForm(Form):
    """Log the paper as given. A copy of it, just as it was given, is kept among the pupil's documents."""

    NOTE = "A copy is kept with the pupil’s documents, and the Story tells of it."

    def __init__(self, room: Room, delays: Delays, paper: Paper) -> None:
        self.delays, self.paper = delays, paper
        super().__init__(room, f"Log as given: {TITLES[paper.kind].lower()}", draft=f"given:{paper.kind}:{paper.case}", finish="Log as given")

    def build(self) -> None:
        names = {name: name for name in self.delays.recipients(self.paper.case)}
        needed = self.paper.kind == EVIDENCE
        hint = "The list is given only at the request of the parent or young person." if needed else "May be left empty."
        self.rows(
            self.choice("to", "To whom", names, self.paper.asked_by), self.choice("channel", "How it was given", CHANNELS, "hand"),
            self.add("given_at", MomentField(self.look, "When", self.room.now)),
            self.day_field("asked_on", "On what day they asked for it", self.paper.asked_on, hint=hint),
        )

    def given_at(self) -> datetime:
        """The moment typed. Raises Refused for that field."""
        field = self.fields["given_at"]
        try:
            return field.value() if isinstance(field, MomentField) else self.room.now()
        except Refused as refusal:
            raise Refused(refusal.message, field="given_at") from None

    def gathered(self) -> Callable[[Report], Logged]:
        """The deed with what was typed. Raises Refused."""
        delays, paper = self.delays, self.paper
        to, channel, given_at, asked_on = self.code("to"), self.code("channel"), self.given_at(), self.day("asked_on")

        def work(report: Report) -> Logged:
            return delays.log_given(
                paper.case, paper.kind, to, channel, given_at, on=paper.on, asked_by=paper.asked_by, asked_on=asked_on, quoted=paper.quoted,
                pages=dict(paper.pages),
            )

        return work

    def finish(self) -> None:
        self.failed.hide()
        try:
            work = self.gathered()
        except Refused as refusal:
            self.refuse(refusal)
            return
        self.finish_button.setEnabled(False)
        self.room.tasks.run(work, self.logged, self.not_logged, title="Keeping a copy of the paper", cancellable=False)

    def logged(self, made: Logged) -> None:
        """It is done. The sheet may have been closed meanwhile."""
        if isValid(self):
            self.keeper.drop()
            self.room.close_sheet()
        letter, changed = made
        tell(self.room, f"Logged: {letter.subject}, given to {letter.addressed_to}.", changed)

    def not_logged(self, failure: Exception) -> None:
        """Say why not, beside the field where the sheet is still open."""
        if isValid(self) and isinstance(failure, (Refused, Trouble)):
            self.finish_button.setEnabled(True)
            self.refuse(failure)
        elif (message := told(failure)) is not None:
            self.room.say(message)

    def deed(self) -> tuple[frozenset[str], str]:
        raise NotImplementedError  # finish() does it on the slow lane
