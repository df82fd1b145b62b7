"""A document somebody sent or made: where it came from, what it is, and whether it may be shared."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from sendco_desk.domain.codes import DOCUMENT_KINDS, SERVICES, SHARING
from sendco_desk.domain.records import PupilRecord, need_code, need_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(PupilRecord):
    """A file kept in the notebook. ``attachment`` is the keyed name of its encrypted bytes; ``size`` is in bytes.

    ``story_entry`` names the entry it was dropped on, if any.
    """

    KIND: ClassVar[str] = "document"
    TITLE: ClassVar[str] = "Document"
    NAMES: ClassVar[tuple[str, ...]] = ("title", "file_name", "author")
    title: str
    file_name: str
    media_type: str
    size: int
    sha256: str
    attachment: str
    document_kind: str = "other"
    received_on: date
    dated_on: date | None = None
    author: str = ""
    service: str = "other"
    sharing_basis: str = "not_decided"
    story_entry: UUID | None = None

    def __post_init__(self) -> None:
        need_text(self.title, "Give the document a title.", "title")
        need_code(self.document_kind, DOCUMENT_KINDS, "the kind of document", "document_kind")
        need_code(self.service, SERVICES, "the service it came from", "service")
        need_code(self.sharing_basis, SHARING, "whether it may be shared", "sharing_basis")
