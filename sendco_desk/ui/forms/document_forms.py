"""What is said about documents: once about all that are put in together, and later about one."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from sendco_desk.domain.codes import DOCUMENT_KINDS, SERVICES, SHARING
from sendco_desk.domain.documents import Document
from sendco_desk.services.documents import Filing
from sendco_desk.ui.forms.form import Form
from sendco_desk.ui.room import Room
from sendco_desk.ui.widgets.words import plain, words

NAMED = 5
"""How many of the files the form names before it only counts them."""


def file_words(paths: Sequence[Path]) -> str:
    """`Add report.pdf`, `Add 3 files or folders`."""
    return f"Add {paths[0].name}" if len(paths) == 1 else f"Add {len(paths)} files or folders"


class FilingForm(Form):
    """Said once about all the files that are put in together. Its draft keeps what was said, not which files they were."""

    NOTE = "The files are copied into the notebook; yours stay where they are."

    def __init__(self, room: Room, pupil: UUID, paths: Sequence[Path], then: Callable[[Filing], object]) -> None:
        self.pupil, self.paths, self.then = pupil, tuple(paths), then
        self.agreed: Filing | None = None
        super().__init__(room, "Add documents", draft=f"filing:{pupil}", finish="Add to the record")

    def build(self) -> None:
        self.rows(words(file_words(self.paths) if len(self.paths) > 1 else "Add one file", "strong"))
        for path in self.paths[:NAMED]:
            self.rows(plain(path.name, "caption", wrap=True))
        if len(self.paths) > NAMED:
            self.rows(words(f"and {len(self.paths) - NAMED} more", "caption", "muted"))
        self.rows(
            self.beside(
                self.day_field("received_on", "Received on", self.today()),
                self.day_field("dated_on", "Date on the document", hint="If it is the same for all."),
            ),
            self.beside(
                self.choice("document_kind", "Kind", DOCUMENT_KINDS, "other"), self.choice("service", "Came from", SERVICES, "other"),
            ),
            self.line("author", "Author", ghost="Who wrote it"),
            self.choice("sharing_basis", "Sharing", SHARING, "not_decided", hint="May be said later, for each document."),
        )

    def filing(self) -> Filing:
        """What was said. Raises Refused."""
        return Filing(
            received_on=self.needed_day("received_on", "Give the day the school received them."), dated_on=self.day("dated_on"),
            document_kind=self.code("document_kind"), service=self.code("service"), author=self.said("author"),
            sharing_basis=self.code("sharing_basis"),
        )

    def deed(self) -> tuple[frozenset[str], str]:
        self.agreed = self.filing()
        return frozenset(), ""

    def after(self) -> None:
        if self.agreed is not None:
            self.then(self.agreed)


class DocumentForm(Form):
    """Put right what is said about a document; its file never changes."""

    def __init__(self, room: Room, document: Document) -> None:
        self.document = document
        super().__init__(room, "Edit the document’s details", draft=f"document:{document.id}")

    def build(self) -> None:
        d = self.document
        self.rows(
            self.line("title", "Title", d.title, hint=f"The file: {d.file_name}"),
            self.beside(
                self.day_field("received_on", "Received on", d.received_on), self.day_field("dated_on", "Date on the document", d.dated_on),
            ),
            self.beside(
                self.choice("document_kind", "Kind", DOCUMENT_KINDS, d.document_kind),
                self.choice("service", "Came from", SERVICES, d.service),
            ),
            self.line("author", "Author", d.author),
            self.choice("sharing_basis", "Sharing", SHARING, d.sharing_basis),
        )

    def deed(self) -> tuple[frozenset[str], str]:
        changed = replace(
            self.document, title=self.said("title"), received_on=self.needed_day("received_on", "Give the day the school received it."),
            dated_on=self.day("dated_on"), document_kind=self.code("document_kind"), service=self.code("service"),
            author=self.said("author"), sharing_basis=self.code("sharing_basis"),
        )
        return self.room.desk.documents.save(changed), "The document’s details are saved."
