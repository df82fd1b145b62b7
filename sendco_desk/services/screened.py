"""A notebook as whoever is outside the school may see it: what is flagged for the export screen is not in it, nor what rests on that.

Everything that goes out is made from this view, so that no part of a pack, form or file has to remember the screen by itself.
"""

import re
import types
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints
from uuid import UUID

from sendco_desk.domain.codes import UNSHARED
from sendco_desk.domain.documents import Document
from sendco_desk.domain.export_screen import EXPORT_FLAGS, FLAGS_THEMSELVES, GOES_WITH, ExportFlag, ExportReason, rests_on
from sendco_desk.domain.kinds import KIND_OF, KINDS
from sendco_desk.domain.records import PupilRecord, Record, field_names
from sendco_desk.domain.redactions import Redaction
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.book_view import BookView

if TYPE_CHECKING:
    from sendco_desk.store.notebook import Notebook
    from sendco_desk.store.reading import Reading

R = TypeVar("R", bound=Record)
_KNOWN_AGAIN, _FEWEST = 5, 3  # words
UNNAMED = "A document that may not be shared"
STAYS_HERE = "This is flagged for the export screen and stays in the school. Give a reason at the screen first if it has to go out."
WITHOUT_BASIS = {UNSHARED: "It is marked not to be shared", "not_decided": "It has no recorded ground for sharing"}
"""Sharing bases that are none: such a document goes out only with a reason."""


@cache
def links_of(kind: str) -> tuple[str, ...]:
    """The fields of a kind that may name another record, and may be empty."""
    hints = get_type_hints(KIND_OF[kind])
    return tuple(
        name for name, hint in hints.items() if get_origin(hint) in (Union, types.UnionType) and set(get_args(hint)) == {UUID, type(None)}
    )


@dataclass(frozen=True, slots=True)
class ScreenedBook(BookView):
    """A notebook without what is held back."""

    hidden: frozenset[UUID]
    veils: Mapping[UUID, tuple[str, ...]] = field(default_factory=dict)
    """Of each document the words that are blacked out in it: its title and its name do not tell them."""

    def get(self, kind: type[R], id: UUID) -> R:
        """The record. Raises Refused where it is not there or held back."""
        if id in self.hidden:
            raise Refused(STAYS_HERE)
        return self.seen([self.book.get(kind, id)])[0]

    def seen(self, records: Iterable[R]) -> list[R]:
        """The records that may go out, without links to those that may not."""
        return [self._unlinked(one) for one in records if one.id not in self.hidden and one.KIND not in FLAGS_THEMSELVES]

    def _unlinked(self, record: R) -> R:
        """The record without a link to what is held back."""
        cut: dict[str, Any] = {name: None for name in links_of(record.KIND) if getattr(record, name) in self.hidden}
        cut |= _veiled(record, self.veils.get(record.id, ()))
        return replace(record, **cut) if cut else record


def _veiled(record: Record, words: tuple[str, ...]) -> dict[str, Any]:
    """What is said of a document without words that are blacked out in it."""
    if not words or not isinstance(record, Document):
        return {}
    from sendco_desk.packs.redaction_search import veiled

    return {name: veiled(getattr(record, name), words) for name in ("title", "file_name", "author")}


def veils_of(book: "Reading", of: Mapping[str, UUID]) -> dict[UUID, tuple[str, ...]]:
    """Of each document the words that are blacked out in it, the longest first."""
    found: dict[UUID, set[str]] = {}
    for one in book.all(Redaction, **of):
        if one.words:
            found.setdefault(one.document, set()).add(one.words)
    return {document: tuple(sorted(words, key=lambda one: (-len(one), one))) for document, words in found.items()}


def held_back(book: "Reading", pupil: UUID | None, case: UUID | None = None) -> frozenset[UUID]:
    """What stays out of whatever leaves the school for a case, or for none: what is flagged without a reason, and what rests on it.

    Without a ``pupil`` of all pupils. A reason counts for the case it was given for, and no other.
    """
    of = {"pupil": pupil} if pupil is not None else {}
    flagged = {flag.record for flag in book.all(ExportFlag, **of)}
    if not flagged:
        return frozenset()
    let_out = {reason.record for reason in book.all(ExportReason, **of) if reason.case == case}
    return with_what_rests_on(book, flagged - let_out, let_out, of)


def with_what_rests_on(book: "Reading", held: Iterable[UUID], let_out: Iterable[UUID], of: dict[str, UUID]) -> frozenset[UUID]:
    """Records with all that rests on them, less what was let out by itself."""
    found, spared = set(held), set(let_out)
    candidates: list[Record] = [one for name in GOES_WITH for one in book.all(KIND_OF[name], **of)] if found else []
    while more := {one.id for one in candidates if one.id not in found | spared and not found.isdisjoint(rests_on(one))}:
        found |= more
    return frozenset(found)


def screened(book: "Notebook", pupil: UUID | None, case: UUID | None = None) -> "Notebook":
    """The notebook without what stays in the school, and titles without what is blacked out, for services that only ask; the notebook itself
    where there is neither."""
    hidden, veils = held_back(book, pupil, case), veils_of(book, {"pupil": pupil} if pupil is not None else {})
    return cast("Notebook", ScreenedBook(book, hidden, veils)) if hidden or veils else book  # as a notebook on a day: it answers alike


def need_outside(book: "Reading", record: PupilRecord, case: UUID | None = None) -> None:
    """Raises Refused for a record that is to go out by itself and is held back."""
    if record.id in held_back(book, record.pupil, case):
        raise Refused(STAYS_HERE)


def documents_held(book: "Reading", pupil: UUID | None, documents: Iterable[Document], case: UUID | None = None) -> dict[UUID, str]:
    """Those documents that stay in the school, each with why: flagged, put with something that is, or on no ground for sharing."""
    of = {"pupil": pupil} if pupil is not None else {}
    let_out = {reason.record for reason in book.all(ExportReason, **of) if reason.case == case}
    flags = {flag.record: EXPORT_FLAGS[flag.flag] for flag in book.all(ExportFlag, **of)}
    hidden = held_back(book, pupil, case)
    found = {}
    for one in documents:
        if one.id in hidden:
            found[one.id] = f"It is flagged: {flags[one.id]}" if one.id in flags else "It was put with an entry that is flagged"
        elif one.sharing_basis in WITHOUT_BASIS and one.id not in let_out:
            found[one.id] = WITHOUT_BASIS[one.sharing_basis]
    return found


def without_held(book: "Notebook", pupil: UUID | None) -> "Notebook":
    """The notebook for a file of records: also without documents that are on no ground for sharing. Of all pupils where none is given."""
    of = {"pupil": pupil} if pupil is not None else {}
    let_out = {reason.record for reason in book.all(ExportReason, **of) if reason.case is None}
    hidden = held_back(book, pupil) | documents_held(book, pupil, book.all(Document, **of)).keys()
    return cast("Notebook", ScreenedBook(book, with_what_rests_on(book, hidden, let_out, of), veils_of(book, of)))


def proofs(book: "Notebook", pupil: UUID, case: UUID) -> list[Document]:
    """A pupil's documents as papers about a case may speak of them: one that is held back is marked so that it is counted and never named,
    and no title tells what is blacked out."""
    held, veils = held_back(book, pupil, case), veils_of(book, {"pupil": pupil})
    told = (replace(one, **_veiled(one, veils.get(one.id, ()))) for one in book.all(Document, pupil=pupil))
    return [replace(one, sharing_basis=UNSHARED) if one.id in held else one for one in told]


# What is written by hand


def quotes_held(book: "Notebook", pupil: UUID, case: UUID, text: str, outside: str) -> bool:
    """Whether a text that somebody wrote repeats words of a record that stays in the school, which what may go ``outside`` does not say."""
    hidden = held_back(book, pupil, case) | documents_held(book, pupil, book.all(Document, pupil=pupil), case).keys()
    kinds = [kind for kind in KINDS if issubclass(kind, PupilRecord)] if hidden else []
    held = [record for kind in kinds for record in book.all(kind, pupil=pupil) if record.id in hidden]
    said = {words for record in held for name in field_names(type(record)) for words in _runs(getattr(record, name))}
    open_words, told = f" {' '.join(_plainly(outside))} ", f" {' '.join(_plainly(text))} "
    return any(f" {words} " in told and f" {words} " not in open_words for words in said)


def _runs(value: object) -> Iterable[str]:
    """The runs of a few words in a text, by which it is known again; none where it is a word or two."""
    words = _plainly(value) if isinstance(value, str) else []
    length = min(_KNOWN_AGAIN, len(words))
    return (" ".join(words[at : at + length]) for at in range(len(words) - length + 1)) if length >= _FEWEST else ()


def _plainly(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
