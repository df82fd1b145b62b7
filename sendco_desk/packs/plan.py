"""What shall be in a pack, as plain facts: services fill these in, assembly draws them, and neither knows the other."""

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.source import Source

if TYPE_CHECKING:
    from sendco_desk.domain.paper import Block
    from sendco_desk.packs.sent_facts import Earlier

LEGAL_TEST = (
    "Children and Families Act 2014, section 36(8): the council must secure an assessment if it is of the opinion that "
    "(a) the child or young person has or may have special educational needs, and (b) it may be necessary for special "
    "educational provision to be made for the child or young person in accordance with an EHC plan."
)


FRONT = "front"
"""By what the words of a ``PaperPart`` lead to the cover and contents; to another made part they lead by its ``key``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackCover:
    """Whom the pack is about, what is asked of whom, and on which legal test."""

    name: str
    born: date
    school: str
    asked: str
    asked_of: str
    year: str = ""
    legal_test: str = LEGAL_TEST
    made_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedNeed:
    """One area of need, the first being the greatest, with the days between which it was recorded."""

    rank: int
    title: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A person who answers for the pupil."""

    name: str
    relationship: str
    parental_responsibility: bool
    gets_letters: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PupilSummary:
    """Who the pupil is: names, school place, status, needs and people."""

    legal_name: str
    born: date
    known_as: str = ""
    age: str = ""
    upn: str = ""
    year: str = ""
    class_name: str = ""
    sen_status: str = ""
    sen_since: date | None = None
    needs: tuple[RankedNeed, ...] = ()
    people: tuple[Contact, ...] = ()
    language: str = ""
    interpreter: str = ""
    more: tuple[tuple[str, str], ...] = ()
    title: str = "Pupil summary"
    key: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """Words added later to put an entry right; the entry itself stays as it was."""

    written_on: date
    who: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StruckOut:
    """That an entry was struck out, by whom and why; it stays readable."""

    on: date
    who: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChronologyRow:
    """One entry of the pupil's story. ``key`` is what the words of a ``PaperPart`` lead to it by."""

    happened_on: date
    kind: str
    who: str
    words: str
    time: str = ""
    corrections: tuple[Correction, ...] = ()
    struck_out: StruckOut | None = None
    key: UUID | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chronology:
    """The story in order of date. Struck-out entries are left out unless asked for, and then printed struck through."""

    rows: tuple[ChronologyRow, ...]
    show_struck_out: bool = False
    title: str = "Chronology"
    key: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockAlternative:
    """Another last day that a respectable way of counting would give."""

    due: date
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRow:
    """One step of the law: who owes it, by when, and how it stands. ``state`` is a value of ``statute.milestones.State``."""

    title: str
    owed_by: str
    state: str
    due: date | None = None
    met_on: date | None = None
    days_late: int = 0
    late: str = ""
    source: str = ""
    counted: str = ""
    status: str = "statutory"
    confidence: str = "high"
    alternatives: tuple[ClockAlternative, ...] = ()
    exceptions: tuple[str, ...] = ()
    ended_because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockAndDelays:
    """The steps of the law for this case, counted on the pack's day."""

    rows: tuple[ClockRow, ...]
    starts: str = ""
    questions: tuple[str, ...] = ()
    title: str = "Clock and delays"
    key: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPart:
    """A printed form as a part of the pack. Words of it that lead to a document of the pack become a link to that page, and say its number.

    ``portrait`` stands where a photograph of ``blocks`` has no content yet: a stranger's picture is opened only in the worker.
    ``portrait_sha256`` tells the fingerprint of the pack which picture it is.
    """

    title: str
    blocks: "tuple[Block, ...]"
    portrait: Source | None = field(default=None, repr=False)
    portrait_sha256: str = ""
    key: str = field(default="", repr=False)


GeneratedPart = PupilSummary | Chronology | ClockAndDelays | PaperPart


@dataclass(frozen=True, slots=True, kw_only=True)
class PackItem:
    """One document to go in, and under which part. ``key`` is what the words of a ``PaperPart`` lead to it by; ``note`` the maker's own line."""

    title: str
    source: Source
    dated_on: date | None = None
    author: str = ""
    received_on: date | None = None
    part: str = "Documents"
    key: UUID | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackPlan:
    """A whole pack: generated parts in the order given, then the documents part by part.

    ``stamp`` stands at the left of every footer ("Kacper Wilk, born 14.03.2018"); it may be empty. Parts of documents follow the
    order in which they first appear among ``items``. What is left out is simply not in the tuples. ``most_bytes`` is the largest that one
    file may be, 0 where nothing limits it: a larger pack is split into volumes; with ``lighter`` its pictures are first brought down
    further, to 150 dots an inch. Originals that were digitally signed are kept beside the pack with ``originals_beside``. A part whose title
    begins with ``CHANGED`` is filled in when the pack is made, from the packs that were sent before: ``earlier``.
    """

    title: str
    on: date
    author: str = ""
    subject: str = ""
    stamp: str = ""
    cover: PackCover | None = None
    parts: tuple[GeneratedPart, ...] = ()
    items: tuple[PackItem, ...] = ()
    generated_title: str = "The request"
    password: str = ""
    most_bytes: int = 0
    lighter: bool = False
    originals_beside: bool = True
    earlier: "Earlier | None" = None

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise Refused("Give the pack a title.", field="title")
        if self.most_bytes < 0:
            raise Refused("The largest that one file may be is a number of bytes above nothing: give a larger one.", field="most_bytes")
        if not self.parts and not self.items:
            raise Refused("Choose at least one part or one document for the pack.", field="items")


def stamp_of(name: str, born: date, *, short: bool = False) -> str:
    """The footer's left side: whose pack it is; ``short`` as some councils ask for it, with the date of birth in brackets."""
    return f"{name} ({born:%d.%m.%Y})" if short else f"{name}, born {born:%d.%m.%Y}"


def chronological(items: tuple[PackItem, ...]) -> tuple[PackItem, ...]:
    """Oldest first within each part, undated last; the parts and equal days keep the order they came in."""
    parts = list(dict.fromkeys(item.part for item in items))
    return tuple(sorted(items, key=lambda item: (parts.index(item.part), item.dated_on is None, item.dated_on or date.min)))
