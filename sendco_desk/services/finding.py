"""Find anything by its words, and take back the last deed by its name."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from sendco_desk.domain.casework import CaseEvent, CaseFile, CaseLetter, ExceptionClaim
from sendco_desk.domain.codes import CASE_KINDS, COUNCIL_ROLES, EXCEPTIONS, LETTER_KINDS, STORY_KINDS, said
from sendco_desk.domain.councils import CouncilContact
from sendco_desk.domain.dates import shown
from sendco_desk.domain.documents import Document
from sendco_desk.domain.kinds import KIND_OF
from sendco_desk.domain.people import ContactPerson
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.records import Record
from sendco_desk.domain.story import StoryEntry
from sendco_desk.services.clockwork import Changed
from sendco_desk.services.provision import ASSISTANT
from sendco_desk.services.recording import COSTS

if TYPE_CHECKING:
    from sendco_desk.store.notebook import Notebook


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One thing found: its kind, whose it is, a title to choose it by, and the words around the match."""

    kind: str
    id: UUID
    pupil: UUID | None
    pupil_name: str
    title: str
    snippet: str


def title_of(record: Record) -> str:
    """How a record is called in a list of things found."""
    if isinstance(record, Pupil):
        return record.known_name
    if isinstance(record, StoryEntry):
        return f"{said(STORY_KINDS, record.entry_kind)}, {shown(record.happened_at.date())}"
    if isinstance(record, Document):
        return record.title
    if isinstance(record, ContactPerson):
        return f"{record.full_name}, {record.relationship_words.lower()}"
    if isinstance(record, CaseFile):
        return f"{CASE_KINDS[record.case_kind]} (case {record.number}){f', {record.authority}' if record.authority else ''}"
    if isinstance(record, CaseLetter):
        return f"{said(LETTER_KINDS, record.letter_kind)} to {record.addressed_to}, {shown(record.written_at.date())}"
    if isinstance(record, ExceptionClaim):
        return f"Exception claimed: {said(EXCEPTIONS, record.exception)}"
    if isinstance(record, CouncilContact):
        return f"{said(COUNCIL_ROLES, record.role)}, {record.authority}: {record.name or record.email}"
    if isinstance(record, CaseEvent):
        from sendco_desk.statute.events import EVENT_TITLES

        return f"{EVENT_TITLES[record.name]}, {shown(record.on)}"
    return record.called


@dataclass(frozen=True, slots=True)
class Finding:
    """Search and undo."""

    book: "Notebook"

    def search(self, words: str, *, kinds: Collection[str] = (), limit: int = 50) -> list[Found]:
        """Everything that holds these words, pupils first. An assistant finds no costs: people write amounts into their words."""
        found = []
        names: dict[UUID, str] = {}
        for hit in self.book.search(words, kinds=kinds, limit=limit):
            record = self.book.find(KIND_OF[hit.kind], hit.id)
            if record is None or (type(record) in COSTS and self.book.person.role == ASSISTANT):
                continue
            if hit.pupil and hit.pupil not in names:
                names[hit.pupil] = self.book.get(Pupil, hit.pupil).known_name
            found.append(Found(
                kind=hit.kind, id=hit.id, pupil=hit.pupil, pupil_name=names.get(hit.pupil, "") if hit.pupil else "",
                title=title_of(record), snippet=hit.snippet,
            ))
        return found

    def undoable(self) -> str:
        """The name of the deed that undo would take back, or nothing."""
        deed = self.book.last_undoable()
        return deed.words if deed else ""

    def undo(self) -> tuple[str, Changed]:
        """Take the last deed back; says which it was. Raises Refused where nothing can be."""
        undone = self.book.undo()
        return undone.words, undone.changed
