"""What the parts of a pack are made from: the record of support as it stood on the pack's day, and how its sources may be named."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sendco_desk.domain.codes import DOCUMENT_KINDS, UNSHARED
from sendco_desk.domain.codes import said as code_said
from sendco_desk.domain.dates import shown
from sendco_desk.domain.documents import Document
from sendco_desk.domain.pack_layout import ChosenAnswer
from sendco_desk.domain.paper import Block, Facts, Leads, Paragraph, Run, Runs, said
from sendco_desk.services.as_it_stood import book_on, clock_on
from sendco_desk.services.clockwork import Clock
from sendco_desk.services.measuring import Measuring
from sendco_desk.services.professionals import Professionals
from sendco_desk.services.provision import Provision
from sendco_desk.services.redactions import blacked_out, untold
from sendco_desk.services.screened import UNNAMED, screened
from sendco_desk.services.support import Support

if TYPE_CHECKING:
    from sendco_desk.authority.profile import Profile
    from sendco_desk.packs.source import Source
    from sendco_desk.store.notebook import Notebook

@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a pack is to answer: the asks of a profile, on the day on which it is to be sent.

    ``our_case`` is the school's case in its own words, ``answers`` the documents chosen as answers, and ``not_supplied`` why something is
    not supplied, by the key of the ask. ``test``: whether the test of section 36(8) is what the case turns on.
    """

    profile: "Profile"
    sent_on: date
    our_case: str = ""
    answers: tuple[ChosenAnswer, ...] = ()
    not_supplied: Mapping[str, str] = field(default_factory=dict)
    test: bool = True


NOT_SHARED = UNNAMED
"""All that others are told of a document that is marked so."""
PAGES = "A page number at the end of a source is that of this pack, and leads there."


@dataclass(frozen=True, slots=True, kw_only=True)
class PackRecord:
    """A pupil's record on the pack's day. ``book`` is the notebook as it stood then, without what is held back by the export screen; ``going``
    are the documents of the pack.

    ``costs``: whether the pack says what provision costs. ``opened`` gives a document's bytes; without it no picture is printed.
    ``case`` is the case the pack is for, ``parts`` the parts that the notebook makes for it, and ``asked`` what it is to answer.
    """

    book: "Notebook"
    clock: Clock
    pupil: UUID
    on: date
    going: frozenset[UUID] = frozenset()
    costs: bool = False
    opened: "Callable[[Document], Source] | None" = None
    case: UUID | None = None
    parts: frozenset[str] = frozenset()
    asked: "Asked | None" = None

    @property
    def provision(self) -> Provision:
        """Deeds in provision, as it stood."""
        return Provision(self.book, self.clock)

    @property
    def support(self) -> Support:
        """Deeds in support, as it stood."""
        return Support(self.book, self.clock, self.provision)

    @property
    def measuring(self) -> Measuring:
        """Deeds with measures, as they stood."""
        return Measuring(self.book, self.clock)

    @property
    def professionals(self) -> Professionals:
        """What is asked about professionals, as it stood."""
        return Professionals(self.book, self.clock)

    def source(self, document: UUID | None, page: int | None = None, label: str = "") -> Runs:
        """How a document is named, ``label`` before it; with a link where it is in the pack. Nothing where there is none.

        One that may not be shared is not named, and one of which nobody has decided only by its kind and its day.
        """
        kept = self.book.find(Document, document) if document is not None else None
        if kept is None:
            return ()
        title = untold(kept.title, blacked_out(self.book, kept.id))
        if kept.id in self.going:
            of = f" (page {page} of it)" if page is not None else ""
            return (Run(text=f"{label}{title}{of}", leads=Leads(document=kept.id, page=page or 1)),)
        if kept.sharing_basis == UNSHARED:
            return said(f"{label}{NOT_SHARED}")
        named = title if kept.sharing_basis != "not_decided" else code_said(DOCUMENT_KINDS, kept.document_kind)
        day = f", {shown(kept.dated_on or kept.received_on)}" if kept.sharing_basis == "not_decided" else ""
        of = f", page {page}" if page is not None else ""
        return said(f"{label}{named}{day}{of}, not in this pack")

    def page_of(self, document: UUID | None, page: int | None) -> Runs:
        """A page of the document that is spoken of already, where that is in the pack; nothing where no page is known."""
        if document is None or page is None:
            return ()
        if document in self.going:
            return (Run(text=f"Page {page} of the report", leads=Leads(document=document, page=page)),)
        return said(f"Page {page} of the report")


def record_on(
    book: "Notebook", pupil: UUID, on: date, clock: Clock, *, going: Iterable[UUID] = (), costs: bool = False,
    opened: "Callable[[Document], Source] | None" = None, case: UUID | None = None, parts: Iterable[str] = (), asked: "Asked | None" = None,
) -> PackRecord:
    """A pupil's record as it stood on a day, as whoever is outside the school may see it."""
    return PackRecord(
        book=book_on(screened(book, pupil, case), on), clock=clock_on(on, clock), pupil=pupil, on=on, going=frozenset(going), costs=costs,
        opened=opened, case=case, parts=frozenset(parts), asked=asked,
    )


# Blocks that every part uses


def prose(words: str) -> Iterator[Paragraph]:
    """Each line that has words, as a paragraph."""
    yield from (Paragraph(runs=said(line.strip())) for line in words.split("\n") if line.strip())


def quiet(words: str) -> Paragraph:
    """A note in small grey that stays with what follows it."""
    return Paragraph(runs=said(words), quiet=True, keeps=True)


def facts(*rows: tuple[str, str | Runs]) -> Iterator[Block]:
    """Labels with what belongs to them, those without it left out; nothing where none is left."""
    kept = tuple((label, said(words) if isinstance(words, str) else words) for label, words in rows if words)
    if kept:
        yield Facts(rows=kept)


def beneath(words: str, *details: str) -> Runs:
    """What stands in a cell, and under it in small grey what belongs to it, those without words left out."""
    return joined((said(words) if words.strip() else (), *((Run(text=one.strip(), quiet=True),) for one in details if one.strip())))


def whole(words: str) -> str:
    """Words that are not to be parted at the end of a line, such as a date."""
    return words.replace(" ", "\xa0")


def lines(*words: str) -> str:
    """What there is to say, one under another in a cell."""
    return "\n".join(one.strip() for one in words if one.strip())


def joined(parts: Iterable[Runs], between: str = "\n") -> Runs:
    """Runs one after another, those that are empty left out."""
    found: list[Run] = []
    for runs in parts:
        if runs:
            found += [Run(text=between)] if found else []
            found += runs
    return tuple(found)


def day_words(day: date | None, otherwise: str = "") -> str:
    """The day, or what stands where there is none."""
    return shown(day) if day is not None else otherwise
