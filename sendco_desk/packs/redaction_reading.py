"""A document opened to be blacked out: its pages as a pack would take them, with the words on them; of scans those that can be recognised."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from sendco_desk.domain.progress import Report, unreported
from sendco_desk.packs.convert import convert
from sendco_desk.packs.preview import is_locked
from sendco_desk.packs.recognition import find, read_scans
from sendco_desk.packs.redaction_search import Hit, Index, SeenPage, folded, meet, pieces, read_pages
from sendco_desk.packs.source import Handling, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was found. ``pdf`` are its pages, for whoever draws them; ``recognised`` are pages whose words were recognised in a picture."""

    pages: tuple[SeenPage, ...] = ()
    recognised: tuple[int, ...] = ()
    reason: str = ""
    locked: bool = False
    pdf: bytes = field(default=b"", repr=False)

    @property
    def pictures(self) -> tuple[int, ...]:
        """The pages of which no word is known: somebody must look at them."""
        return tuple(page.number for page in self.pages if page.picture)


def read_document(source: Source, folder: Path, report: Report = unreported) -> Reading:
    """The pages and words of a document, as it came: nothing turned, left out or blacked out."""
    converted = convert(replace(source, handling=Handling()), folder, looked_over=False)
    if converted.pdf is None:
        return Reading(reason=converted.reason or "", locked=is_locked(source))
    pages, recognised = read_pages(converted.pdf), tuple[int, ...]()
    if any(page.picture for page in pages):
        read = read_scans(converted, Handling(), find(), folder, None, report)
        if read.pdf is not None and read.pdf != converted.pdf:
            found = read_pages(read.pdf)
            recognised = tuple(page.number for page, its in zip(pages, found, strict=True) if page.picture and its.words)
            pages = tuple(
                replace(page, words=its.words, picture=False) if page.number in recognised else page
                for page, its in zip(pages, found, strict=True)
            )
    return Reading(pages=pages, recognised=recognised, reason=converted.reason or "", pdf=converted.pdf.read_bytes())


def names_found(pages: Sequence[SeenPage], names: Iterable[str]) -> dict[str, tuple[Hit, ...]]:
    """Which of many names stand in a document, written as names are, with a capital; a longer name goes before one that is part of it."""
    index = Index(pages)
    found: dict[str, tuple[Hit, ...]] = {}
    taken: list[Hit] = []
    for name in sorted(names, key=lambda name: (-len(folded(name)), name)):
        if not set(pieces(name)) <= index.pieces:
            continue
        new = tuple(hit for hit in index.hits(name) if _capital(hit.found) and not any(_within(hit, other) for other in taken))
        if new:
            found[name] = new
            taken += new
    return found


def _capital(found: str) -> bool:
    """Written as a name is, or as part of an address of e-mail."""
    first = next((letter for letter in found if letter.isalpha()), "")
    return first != first.lower() or first == first.upper() or "@" in found  # some scripts have no capitals


def _within(hit: Hit, other: Hit) -> bool:
    return hit.page == other.page and any(meet(box, its) for box in hit.boxes for its in other.boxes)
