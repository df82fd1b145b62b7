"""The forms of the export screen: flag a record, and say why one that is held back may leave the school."""

from collections.abc import Callable
from uuid import UUID

from sendco_desk.domain.export_screen import EXPORT_FLAGS, is_reference
from sendco_desk.domain.records import PupilRecord
from sendco_desk.domain.story import StoryEntry
from sendco_desk.services.export_screen import Held, called_outside
from sendco_desk.ui.forms.form import Form, attempt, open_form
from sendco_desk.ui.room import Room
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.layout import across
from sendco_desk.ui.widgets.words import plain, words

WHAT_FOLLOWS = "What is flagged stays in the school: it goes into no pack, form or file unless somebody lets it out with a name and a reason."
NO_FILE = "The notebook is not the safeguarding record. Of what belongs there, only where to look is kept here."


class FlagForm(Form):
    """Flags a record. Where it is flagged already, the flag can be taken away."""

    NOTE = "It can be taken away again."

    def __init__(self, room: Room, record: PupilRecord, flag: str = "third_party") -> None:
        self.record, self.chosen = record, flag
        self.flags = room.desk.screen.flags(record.pupil).get(record.id, [])
        self.moves = isinstance(record, StoryEntry) and not record.struck_out and not is_reference(record.words)
        super().__init__(room, "Keep it in the school", draft=f"flag:{record.id}", finish="Flag it")

    def build(self) -> None:
        self.rows(plain(called_outside(self.record), "strong", wrap=True), words(WHAT_FOLLOWS, tone="muted", wrap=True))
        if self.flags:
            told = ", ".join(EXPORT_FLAGS[one.flag] for one in self.flags)
            away = button(self.look, "Take the flag away", "", "undo", then=self.take_away)
            self.rows(plain(f"Flagged now: {told}.", wrap=True), across(away, None))
        self.rows(self.choice("flag", "Why it stays", EXPORT_FLAGS, self.chosen))
        if self.moves:
            self.rows(
                self.line("reference", "Reference in the safeguarding record", ghost="A number, or where to look", hint="Only for safeguarding."),
                words(NO_FILE, "caption", "muted", wrap=True),
            )
        self.rows(self.line("note", "Note for colleagues", ghost="Not what happened: only why it is flagged"))

    def about_whom(self) -> UUID | None:
        """The pupil."""
        return self.record.pupil

    def deed(self) -> tuple[frozenset[str], str]:
        reference = self.said("reference") if "reference" in self.fields else ""
        changed = self.room.desk.screen.flag(self.record, self.code("flag"), note=self.said("note"), reference=reference)
        return changed, "Flagged: it stays in the school."

    def take_away(self) -> None:
        """Take all its flags away."""
        self.keeper.drop()
        self.room.close_sheet()
        attempt(self.room, lambda: self.room.desk.screen.unflag(self.record), "The flag is taken away.")


class ReasonForm(Form):
    """Says why a record that is held back goes out, and who decided it."""

    NOTE = "The reason and the name stand on the list for the designated safeguarding lead."

    def __init__(self, room: Room, held: Held, case: UUID | None, then: Callable[[], object] = lambda: None) -> None:
        self.held, self.case, self.then = held, case, then
        super().__init__(room, "Let it out", draft=f"let_out:{held.id}:{case or 'any'}", finish="Let it out")

    def build(self) -> None:
        self.rows(
            plain(self.held.called, "strong", wrap=True), plain(self.held.words, tone="muted", wrap=True),
            self.prose("because", "Why it may leave the school", lines=2),
            self.line("decided_by", "Who decided it", self.room.desk.forms.book.person.name),
        )

    def about_whom(self) -> UUID | None:
        """The pupil."""
        return self.held.record.pupil

    def deed(self) -> tuple[frozenset[str], str]:
        changed = self.room.desk.screen.let_out(self.held.record, self.case, self.said("because"), self.said("decided_by"))
        return changed, "It goes out, and the list says who decided it."

    def after(self) -> None:
        """Back to the list."""
        self.then()


def open_flag(room: Room, record: PupilRecord, flag: str = "third_party") -> None:
    """Open the form that flags a record."""
    open_form(room, FlagForm(room, record, flag))
