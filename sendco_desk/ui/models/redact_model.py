"""What the tables beside a document show while it is blacked out: the words that were found, each ticked or not, and what is marked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject

from sendco_desk.domain.dates import shown
from sendco_desk.domain.redactions import REDACTION_REASONS, Box, Redaction, box_of
from sendco_desk.ui.models.rows import Column, RowsModel
from sendco_desk.ui.models.ticked import TickedModel

if TYPE_CHECKING:
    from sendco_desk.packs.redaction_search import Hit
    from sendco_desk.services.redactions import FoundWords


NEAR = 3
"""Words on either side that are shown of what stands around a hit; a screen reader tells more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HitLine:
    """One place where words were found, and whether it is to be blacked out. ``number`` keeps it apart from the others."""

    number: int
    found: "FoundWords" = field(repr=False)
    hit: "Hit" = field(repr=False)
    on: bool

    @property
    def said(self) -> str:
        """The words, and a little of what stands around them."""
        before, after = " ".join(self.hit.before.split()[-NEAR:]), " ".join(self.hit.after.split()[:NEAR])
        return f"{self.hit.found}: … {before} ▮ {after} …"

    @property
    def spoken(self) -> str:
        """The same for who hears it, with whose name it may be."""
        whose = f"{self.found.suggested}. " if self.found.suggested else ""
        return f"{whose}{self.hit.found}, in: {self.hit.before} {self.hit.found} {self.hit.after}"


FOUND_COLUMNS: tuple[Column[HitLine], ...] = (
    Column(
        key="in", title="Mark", width=56, holds="Mark", shown=lambda row: "", sorts=lambda row: not row.on,
        spoken=lambda row: "To be blacked out" if row.on else "Not to be blacked out",
    ),
    Column(key="page", title="Page", width=70, holds="Page", shown=lambda row: str(row.hit.page), sorts=lambda row: (row.found.title, row.hit.page)),
    Column(key="words", title="Found", width=200, shown=lambda row: row.said, spoken=lambda row: row.spoken),
    Column(key="document", title="Document", width=110, shown=lambda row: row.found.title),
)


class FoundModel(TickedModel[HitLine]):
    """What was found, document by document and page by page."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(FOUND_COLUMNS, lambda row: row.number, parent)

    def take(self, found: "Iterable[FoundWords]", *, on: bool) -> None:
        """Show these hits, all ticked or none."""
        self.put(
            HitLine(number=number, found=one, hit=hit, on=on)
            for number, (one, hit) in enumerate((one, hit) for one in found for hit in one.hits)
        )

    def drop(self, numbers: Iterable[int]) -> None:
        """Take rows away whose hits are dealt with."""
        gone = set(numbers)
        self.put([row for row in self.everything if row.number not in gone])

    def chosen(self) -> "list[tuple[FoundWords, list[Hit]]]":
        """What is ticked, for each search."""
        made: dict[tuple[UUID, str], tuple[FoundWords, list[Hit]]] = {}
        for row in sorted(self.everything, key=lambda row: row.number):
            if row.on:
                made.setdefault((row.found.document, row.found.words), (row.found, []))[1].append(row.hit)
        return list(made.values())


def why_words(one: Redaction) -> str:
    """Why a box is there."""
    return one.note or REDACTION_REASONS[one.reason] if one.reason == "other" else REDACTION_REASONS[one.reason]


def looked_words(one: Redaction) -> str:
    """Who has looked at it."""
    return f"{one.reviewed_by}, {shown(one.reviewed_on)}" if one.reviewed_by and one.reviewed_on else "Nobody yet"


MARKED_COLUMNS: tuple[Column[Redaction], ...] = (
    Column(key="page", title="Page", width=70, holds="Page", shown=lambda row: str(row.page), sorts=lambda row: (row.page, -box_of(row.boxes[0])[3])),
    Column(key="why", title="Why", width=150, shown=why_words),
    Column(key="boxes", title="Boxes", width=58, holds="Boxes", shown=lambda row: str(len(row.boxes)), sorts=lambda row: len(row.boxes)),
    Column(key="looked", title="Looked at by", width=120, shown=looked_words),
)


class MarkedModel(RowsModel[Redaction]):
    """What is blacked out in a document."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(MARKED_COLUMNS, lambda row: row.id, parent)


def boxes_on(page: int, marked: Iterable[Redaction], found: Iterable[HitLine], document: UUID | None) -> "Mapping[str, list[Box]]":
    """The boxes of a page, by what they are: marked already, found and ticked, found and not."""
    lines = [row for row in found if row.found.document == document and row.hit.page == page]
    return {
        "marked": [box_of(box) for one in marked if one.page == page for box in one.boxes],
        "ticked": [box for row in lines if row.on for box in row.hit.boxes],
        "found": [box for row in lines if not row.on for box in row.hit.boxes],
    }
