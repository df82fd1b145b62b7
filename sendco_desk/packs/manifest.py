"""What a finished pack holds: every document with what became of it, as kept with the submission and printed as JSON."""

import json
from dataclasses import asdict, dataclass
from datetime import date

from sendco_desk.domain.pack_changes import Changes, changes_fields
from sendco_desk.packs.missing_letters import MissingLetters, missing_said
from sendco_desk.packs.source import Finding, Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestDocument:
    """One document of the plan: where it stands in the pack, or why it does not. ``bytes`` is how much its pages add to the file."""

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
    volume: int = 0
    bytes: int = 0
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PartPages:
    """One entry of the contents that is not a document: a generated part, or the heading of a part of documents."""

    title: str
    first_page: int
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PackFile:
    """One file of the pack: the whole, or a volume. ``name`` is without its folder."""

    name: str
    first_page: int
    last_page: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptBeside:
    """An original that was digitally signed and stands beside the pack; ``name`` begins with its folder there."""

    name: str
    title: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Redactions:
    """What is blacked out in a pack, and proved to be gone: boxes, the pages they are on, in how many documents, for how many searches.

    ``unreviewed`` boxes were looked at by nobody else; ``elsewhere`` are other pages on which words stand that were searched for.
    """

    boxes: int
    pages: tuple[int, ...]
    documents: int
    words: int
    unreviewed: int = 0
    elsewhere: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The finished pack as a whole. ``pages`` is of all files; ``sha256`` of the first, which is the only one where there are no volumes."""

    pages: int
    sha256: str
    documents: tuple[ManifestDocument, ...]
    parts: tuple[PartPages, ...] = ()
    files: tuple[PackFile, ...] = ()
    beside: tuple[KeptBeside, ...] = ()
    changes: Changes | None = None
    """What is otherwise than in the pack sent before, where the pack says so."""
    missing_letters: tuple[MissingLetters, ...] = ()
    redactions: Redactions | None = None

    @property
    def letters_said(self) -> str:
        """Which letters no font has, where, and what can be done about it; nothing where all are shown."""
        return missing_said(self.missing_letters)

    @property
    def left_out(self) -> tuple[ManifestDocument, ...]:
        """The documents that are named in the pack but could not be put in it."""
        return tuple(document for document in self.documents if document.outcome is Outcome.REFUSED)


def biggest(manifest: Manifest, most: int = 3) -> tuple[ManifestDocument, ...]:
    """The documents that make the pack large, the largest first."""
    inside = [document for document in manifest.documents if document.bytes]
    return tuple(sorted(inside, key=lambda document: -document.bytes)[:most])


def megabytes(size: int) -> str:
    """A size as people say it: 34.2 MB, and never 0.0 MB."""
    return f"{max(0.1, size / 1_000_000):.1f} MB"


def sizes_apart(size: int, most: int) -> tuple[str, str]:
    """A size and the most it may be, as people say them; in kilobytes where they would read alike."""
    if (told := (megabytes(size), megabytes(most)))[0] != told[1]:
        return told
    return f"{-(-size // 1000)} kB", f"{most // 1000} kB"


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
            "volume": document.volume,
            "bytes": document.bytes,
            "findings": [{"noticed": each.noticed.value, "words": each.words, "pages": list(each.pages)} for each in document.findings],
        }
        for document in manifest.documents
    ]
    parts = [{"title": part.title, "first_page": part.first_page, "pages": part.pages} for part in manifest.parts]
    told = {
        "pages": manifest.pages,
        "sha256": manifest.sha256,
        "documents": documents,
        "parts": parts,
        "files": [asdict(file) for file in manifest.files],
        "beside": [asdict(kept) for kept in manifest.beside],
        "changes": changes_fields(manifest.changes) if manifest.changes is not None else None,
        "missing_letters": [asdict(missing) for missing in manifest.missing_letters],
        "redactions": asdict(manifest.redactions) if manifest.redactions is not None else None,
    }
    return json.dumps(told, ensure_ascii=False, indent=2)
