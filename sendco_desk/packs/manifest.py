"""What a finished pack holds: every document with what became of it, as kept with the submission and printed as JSON."""

import json
from dataclasses import dataclass
from datetime import date

from sendco_desk.packs.source import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestDocument:
    """One document of the plan: where it stands in the pack, or why it does not."""

    input: str
    title: str
    part: str
    outcome: Outcome
    reason: str | None
    first_page: int | None
    pages: int
    sha256: str
    actions: tuple[str, ...] = ()
    image_only: bool = False
    received_on: date | None = None
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PartPages:
    """One entry of the contents that is not a document: a generated part, or the heading of a part of documents."""

    title: str
    first_page: int
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The finished file as a whole."""

    pages: int
    sha256: str
    documents: tuple[ManifestDocument, ...]
    parts: tuple[PartPages, ...] = ()

    @property
    def left_out(self) -> tuple[ManifestDocument, ...]:
        """The documents that are named in the pack but could not be put in it."""
        return tuple(document for document in self.documents if document.outcome is Outcome.REFUSED)


def manifest_json(manifest: Manifest) -> str:
    """The manifest as the terminal promises it; fields may be added, never renamed."""
    documents = [
        {
            "input": document.input,
            "outcome": document.outcome.value,
            "reason": document.reason,
            "first_page": document.first_page,
            "pages": document.pages,
            "sha256": document.sha256,
            "actions": list(document.actions),
            "title": document.title,
            "part": document.part,
            "image_only": document.image_only,
            "attachments": list(document.attachments),
        }
        for document in manifest.documents
    ]
    parts = [{"title": part.title, "first_page": part.first_page, "pages": part.pages} for part in manifest.parts]
    return json.dumps({"pages": manifest.pages, "sha256": manifest.sha256, "documents": documents, "parts": parts}, ensure_ascii=False, indent=2)
