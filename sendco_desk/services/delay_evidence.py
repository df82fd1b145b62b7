"""What the school holds that bears on a case: its documents with what each shows, and what happened with what shows it.

It is for the parent's or young person's own complaint. A document that may not be shared is neither listed nor named, only counted.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sendco_desk.domain.casework import CaseEvent, CaseLetter, ExceptionClaim, Submission
from sendco_desk.domain.codes import CHANNELS, DOCUMENT_KINDS, EXCEPTIONS, SERVICES, UNSHARED, said
from sendco_desk.domain.dates import shown
from sendco_desk.domain.documents import Document
from sendco_desk.statute.events import EVENT_TITLES

GIVEN = ("delay_timeline", "evidence_list")
"""Kinds of paper that the school gives to a family: what it once gave is not evidence itself."""
KEPT_AS_WRITTEN = "The letter, kept as written"
"""What shows a letter of which there is no document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """A document of the list: its number and day, what it shows, from whom, and its fingerprint."""

    number: int
    on: date
    title: str
    shows: tuple[str, ...]
    from_whom: str
    sha256: str
    document: UUID | None = None
    pages: int | None = None
    undecided: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The whole list. ``unshared`` is how many documents bear on the case and may not be shared."""

    exhibits: tuple[Exhibit, ...]
    unshared: int

    def number_of(self, document: UUID | None) -> int | None:
        """Which number a document has; None where it is not in the list."""
        return next((exhibit.number for exhibit in self.exhibits if document is not None and exhibit.document == document), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What the notebook holds of a case, up to a day: its events and those it hears of, claims, letters, packs sent, and the pupil's papers."""

    events: tuple[CaseEvent, ...]
    claims: tuple[ExceptionClaim, ...]
    letters: tuple[CaseLetter, ...]
    submissions: tuple[Submission, ...]
    papers: Mapping[UUID, Document]
    began: date
    on: date


def day_of(document: Document) -> date:
    """The document's own day; the day it came where it has none."""
    return document.dated_on or document.received_on


def shown_by(held: Held) -> Mapping[UUID, list[str]]:
    """What each document shows, in sentences without a full stop."""
    found: defaultdict[UUID, list[str]] = defaultdict(list)
    for event in held.events:
        if event.proof is not None:
            found[event.proof].append(f"{EVENT_TITLES[event.name]}, {shown(event.on)}")
    for claim in held.claims:
        if claim.proof is not None:
            found[claim.proof].append(f"Exception claimed: {EXCEPTIONS[claim.exception].lower()}")
    for letter in held.letters:
        if letter.document is not None:
            found[letter.document].append(f"The school’s letter to {letter.addressed_to}, {shown(letter.written_at.date())}")
    for sent in held.submissions:
        if sent.receipt is not None:
            found[sent.receipt].append(f"Receipt of the school’s pack {sent.number}")
    return found


def bearing_on(held: Held) -> list[Document]:
    """The documents that show something in the case, and those that came or are dated while it ran; oldest first.

    Papers that the school once made for the family out of this very record are not among them.
    """
    linked = shown_by(held)
    given = {letter.document for letter in held.letters if letter.letter_kind in GIVEN}
    found = [
        paper for paper in held.papers.values()
        if paper.id not in given and paper.received_on <= held.on and (paper.id in linked or held.began <= day_of(paper) <= held.on)
    ]
    return sorted(found, key=lambda paper: (day_of(paper), paper.received_on, paper.title))


def evidence_of(held: Held, pages: Mapping[UUID, int] | None = None) -> Evidence:
    """The numbered list. ``pages`` are those that somebody has counted."""
    linked, counted = shown_by(held), pages or {}
    bearing = bearing_on(held)
    shared = [paper for paper in bearing if paper.sharing_basis != UNSHARED]
    found = [
        Exhibit(
            number=0, on=day_of(paper), title=paper.title, shows=tuple(linked.get(paper.id, ())) or (said(DOCUMENT_KINDS, paper.document_kind),),
            from_whom=from_whom(paper), sha256=paper.sha256, document=paper.id, pages=counted.get(paper.id) or None,
            undecided=paper.sharing_basis == "not_decided",
        )
        for paper in shared
    ]
    found += [_pack(sent) for sent in held.submissions]
    ordered = sorted(found, key=lambda exhibit: exhibit.on)
    return Evidence(exhibits=tuple(_numbered(ordered)), unshared=len(bearing) - len(shared))


def _numbered(exhibits: Iterable[Exhibit]) -> Iterable[Exhibit]:
    return (replace(exhibit, number=number) for number, exhibit in enumerate(exhibits, 1))


def _pack(sent: Submission) -> Exhibit:
    return Exhibit(
        number=0, on=sent.sent_at.date(), title=f"Pack {sent.number}, as it was sent",
        shows=(f"What the school sent, by this way: {CHANNELS[sent.channel].lower()}",), from_whom=SERVICES["school"], sha256=sent.pack_sha256,
        pages=sent.pages,
    )


def from_whom(document: Document) -> str:
    """Who wrote it, or the service it came from."""
    if document.author:
        return document.author
    return said(SERVICES, document.service) if document.service != "other" else "Not recorded"


def letter_title(letter: CaseLetter) -> str:
    """`Letter to A. Officer, case officer: our case 14`."""
    return f"Letter to {letter.addressed_to}: {letter.subject}".removesuffix(": ")


def letters_written(letters: Sequence[CaseLetter], on: date) -> list[CaseLetter]:
    """The letters by which the school asked after something, up to a day; not the papers it gave to the family."""
    return [letter for letter in letters if letter.letter_kind not in GIVEN and letter.written_at.date() <= on]
