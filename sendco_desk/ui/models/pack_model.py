"""What the running order of a pack shows: headings, the parts made from the notebook, and the documents, in the order they will stand."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject, Qt

from sendco_desk.domain.codes import UNSHARED, said
from sendco_desk.domain.dates import shown
from sendco_desk.domain.documents import Document
from sendco_desk.domain.pack_layout import PackLayout, PlacedDocument
from sendco_desk.services.pack_parts import MADE_TITLES, PARTS
from sendco_desk.statute.wording import lowered
from sendco_desk.ui.models.rows import Column, Index
from sendco_desk.ui.models.ticked import TickedModel

if TYPE_CHECKING:
    from sendco_desk.packs.source import Converted, Finding

SHORT_SHARING = {
    "not_decided": "Not decided yet", "agreed": "Agreed", "statutory": "The law requires it", "own_record": "The school’s own record",
}
"""On what ground a document is shared, in a word or two."""
MADE = MADE_TITLES["request"]
"""The heading over what the notebook makes, where it is a request."""
FRONT, LAST = "Cover and contents", "Manifest"
"""What is made whatever is chosen: the first and the last entry."""


class Kind(StrEnum):
    """What a row of the running order is."""

    MADE = "made"
    """The heading over what the notebook makes."""
    PART = "part"
    """A heading over documents, the maker's own."""
    FIXED = "fixed"
    """The cover or the manifest: always in its place."""
    SECTION = "section"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRow:
    """One line of the running order.

    ``key`` is a made part's name or a document's id, ``part:NAME`` for a heading. ``number`` is what the contents will print before it.
    ``stays`` is why the export screen holds a document back.
    ``pages`` is None until they are counted, 0 for what stands on the page of another one; ``first`` until it is known on which page it begins.
    """

    key: str | UUID
    kind: Kind
    title: str
    on: bool = True
    number: str = ""
    part: str = ""
    dated: str = ""
    sharing: str = ""
    stays: str = ""
    note: str = ""
    because: str = ""
    pages: int | None = None
    first: int | None = None
    reason: str = ""
    findings: "tuple[Finding, ...]" = ()
    placed: PlacedDocument | None = None

    @property
    def heads(self) -> bool:
        """Whether it is a heading."""
        return self.kind in (Kind.MADE, Kind.PART)

    @property
    def ticks(self) -> bool:
        """Whether it can be left out."""
        return self.kind in (Kind.SECTION, Kind.DOCUMENT)

    @property
    def moves(self) -> bool:
        """Whether it can stand elsewhere."""
        return self.ticks or self.kind is Kind.PART

    @property
    def unshared(self) -> bool:
        """Whether it goes in only with a reason: marked not to be shared, or held back by the export screen for anything else."""
        return self.sharing == UNSHARED or bool(self.stays or self.because.strip())

    @property
    def waits(self) -> bool:
        """Whether it may not go in before a reason is written."""
        return self.kind is Kind.DOCUMENT and self.on and self.unshared and not self.because.strip()

    @property
    def goes(self) -> bool:
        """Whether it goes in as things stand."""
        return self.on and not self.waits

    @property
    def to_put_right(self) -> bool:
        """Whether something was noticed on pages of it that a button can put right."""
        return any(finding.pages for finding in self.findings)

    @property
    def refused(self) -> bool:
        """Whether it cannot be made into pages."""
        return self.kind is Kind.DOCUMENT and self.pages == 0 and bool(self.reason)

    @property
    def mark(self) -> tuple[str, str]:
        """The icon that stands before its pages, and what it says; nothing where there is nothing to say."""
        if not self.ticks or not self.on:
            return "", ""
        if self.refused:
            return "info", "Cannot go in"
        if self.waits:
            return "shield", "Write why it is shared"
        if self.findings:
            return "eye", "1 thing noticed" if len(self.findings) == 1 else f"{len(self.findings)} things noticed"
        return ("note", "Has a note") if self.note else ("", "")

    @property
    def pages_shown(self) -> str:
        """Where it stands, `32–39`, as far as is known; else how many pages it has."""
        if self.heads or not self.goes:
            return ""
        if self.refused:
            return "none"
        if self.pages is None:
            return "…"
        if self.first is None:
            return f"{self.pages} pp" if self.pages > 1 else "1 p" if self.pages else "…"
        return str(self.first) if self.pages <= 1 else f"{self.first}–{self.first + self.pages - 1}"

    @property
    def spoken(self) -> str:
        """All of it in words."""
        if self.heads:
            return f"{self.number}: {self.title}".removeprefix(": ")
        told = [f"{self.number} {self.title}".strip(), "" if self.on else "left out", self.mark[1], self._pages_spoken()]
        told += [f"dated {self.dated}" if self.dated else "", f"note: {self.note}" if self.note else ""]
        return ", ".join(words for words in told if words)

    def _pages_spoken(self) -> str:
        if not self.goes or self.refused:
            return ""
        if self.pages is None or (self.first is None and not self.pages):
            return "pages not counted yet"
        if self.first is None:
            return f"{self.pages} page{'s' * (self.pages != 1)}"
        return f"page {self.first}" if self.pages <= 1 else f"pages {self.first} to {self.first + self.pages - 1}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known so far of the pages: of each document as it was turned, and of each made part as it was drawn last, by its key.

    ``held`` are the documents that the export screen holds back, each with why.
    """

    documents: "Mapping[UUID, Converted]"
    made: Mapping[str, int]
    held: Mapping[UUID, str] = field(default_factory=dict)


def document_row(document: Document, placed: PlacedDocument, converted: "Converted | None") -> OrderRow:
    """A document in the running order."""
    row = OrderRow(
        key=document.id, kind=Kind.DOCUMENT, title=document.title, on=not placed.left_out, part=placed.part, note=placed.note,
        dated=shown(document.dated_on or document.received_on), sharing=document.sharing_basis, because=placed.because, placed=placed,
    )
    if converted is None:
        return row
    return replace(row, pages=converted.pages, reason=converted.reason or "", findings=open_findings(converted, placed))


def open_findings(converted: "Converted", placed: PlacedDocument) -> "tuple[Finding, ...]":
    """What was noticed on a document and is not put right yet."""
    turned = {page for page, _ in placed.turns}
    straight = {page for page, _ in placed.straightened}
    settled = {"upside down": turned, "sideways": turned, "skewed": straight, "blank": set(placed.pages_out)}
    return tuple(
        found for found in converted.findings if not found.pages or not set(found.pages) <= settled.get(found.noticed.value, set())
    )


def order_rows(layout: PackLayout, documents: Iterable[Document], there: Collection[str], known: Known, made: str = MADE) -> list[OrderRow]:
    """The running order, with numbers and pages as the pack will print them, as far as they are known; ``made`` heads what the notebook makes."""
    held = {document.id: document for document in documents}
    rows = [OrderRow(key="part:", kind=Kind.MADE, title=made), OrderRow(key="front", kind=Kind.FIXED, title=FRONT)]
    rows += [
        OrderRow(key=key, kind=Kind.SECTION, title=PARTS[key], on=key not in layout.sections_out)
        for key in layout.sections if key in there
    ]
    for part in layout.parts:
        rows.append(OrderRow(key=f"part:{part}", kind=Kind.PART, title=part, part=part))
        rows += [
            replace(document_row(held[placed.document], placed, known.documents.get(placed.document)), stays=known.held.get(placed.document, ""))
            for placed in layout.within(part) if placed.document in held
        ]
    rows.append(OrderRow(key="last", kind=Kind.FIXED, title=LAST))
    return list(_paged(_numbered(rows), known))


def _numbered(rows: Sequence[OrderRow]) -> Iterator[OrderRow]:
    """Parts are lettered and entries numbered as the contents do it: those that hold nothing, or are left out, are not counted."""
    sections = any(row.kind is Kind.SECTION and row.on for row in rows)
    holding = {row.part for row in rows if row.kind is Kind.DOCUMENT and row.goes}
    letters, number = 0, 0
    for row in rows:
        if (row.kind is Kind.MADE and sections) or (row.kind is Kind.PART and row.part in holding):
            letters += 1
            yield replace(row, number=f"Part {letter(letters)}")
        elif (row.ticks and row.goes) or (row.key == "front" and sections):
            number += 1
            yield replace(row, number=str(number))
        else:
            yield row


def letter(number: int) -> str:
    """A to Z for 1 to 26, then AA, AB and so on."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _paged(rows: Iterable[OrderRow], known: Known) -> Iterator[OrderRow]:
    """Each row with the page on which it begins, as far as the pages of all before it are known.

    What is made and has no page of its own stands under what is before it.
    """
    at: int | None = 1
    for row in rows:
        if row.heads:
            yield row
            continue
        made = row if row.kind is Kind.DOCUMENT else replace(row, pages=known.made.get(str(row.key)))
        if not row.goes:
            yield made
            continue
        shares = made.pages == 0 and made.kind is not Kind.DOCUMENT
        yield replace(made, first=at - 1 if shares and at is not None else at)
        takes = 1 if made.refused else made.pages  # a page stands in its place and says why
        at = at + takes if at is not None and takes is not None else None


def totals(rows: Iterable[OrderRow]) -> str:
    """`3 parts and 12 documents, 57 pages.`"""
    going = [row for row in rows if row.goes and not row.heads]
    parts, papers = sum(row.kind is Kind.SECTION for row in going), [row for row in going if row.kind is Kind.DOCUMENT and not row.refused]
    pages = sum(1 if row.refused else row.pages or 0 for row in going)
    so_far = " so far" if any(row.pages is None for row in going) else ""
    return (
        f"{parts} part{'s' * (parts != 1)} from the notebook and {len(papers) or 'no'} document{'s' * (len(papers) != 1)}, "
        f"{pages} page{'s' * (pages != 1)}{so_far}."
    )


def left_out(rows: Iterable[OrderRow]) -> list[str]:
    """What its maker has left out of the pack, a sentence each."""
    gone = [row for row in rows if row.ticks and not row.on]
    return [f"‘{row.title}’ is left out{': ' + lowered(row.stays or 'It is marked not to be shared') if row.unshared else ''}." for row in gone]


def budget_parts(rows: Sequence[OrderRow]) -> tuple[int, list[tuple[str, list[tuple[str, int]]]]]:
    """What a page budget counts: the pages made from the notebook, and each part with its documents and their pages."""
    made = sum(row.pages or 0 for row in rows if row.kind is Kind.SECTION and row.on)
    parts = [
        (head.part, [(row.title, row.pages) for row in rows if row.kind is Kind.DOCUMENT and row.part == head.part and row.goes and row.pages])
        for head in rows if head.kind is Kind.PART
    ]
    return made, parts


def sharing_words(row: OrderRow) -> str:
    """On what ground a document is shared."""
    if row.unshared:
        why = "Marked not to be shared" if row.sharing == UNSHARED else row.stays or said(SHORT_SHARING, row.sharing)
        return why if not row.because.strip() or not row.on else f"Shared because: {row.because.strip()}"
    return said(SHORT_SHARING, row.sharing)


ORDER_COLUMNS: tuple[Column[OrderRow], ...] = (
    Column(key="in", title="In", width=42, shown=lambda row: "", spoken=lambda row: _spoken_box(row)),
    Column(key="number", title="No", width=28, shown=lambda row: "" if row.heads else row.number, spoken=lambda row: row.number or "No number"),
    Column(key="title", title="Part or document", width=200, shown=lambda row: row.title, spoken=lambda row: row.spoken),
    Column(key="mark", title="To look at", width=24, shown=lambda row: row.mark[1], spoken=lambda row: row.mark[1] or "Nothing to look at"),
    Column(key="pages", title="Pages", width=58, shown=lambda row: row.pages_shown, spoken=lambda row: row.spoken),
)


def _spoken_box(row: OrderRow) -> str:
    if not row.ticks:
        return row.spoken
    return f"{row.title}, in the pack" if row.on else f"{row.title}, left out"


class PackModel(TickedModel[OrderRow]):
    """The running order. It is never sorted, and what is ticked is told to ``ticked``: the notebook keeps the order, not this."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(ORDER_COLUMNS, lambda row: row.key, parent)
        self.ticked: Any = None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """The order is the pack's own."""

    def tick(self, number: int, on: bool) -> None:
        """Put a row in or leave it out."""
        row = self.rows[number]
        if row.ticks and row.on != on and self.ticked is not None:
            self.ticked(row, on)

    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = super().flags(index)
        if index.isValid() and index.column() == 0 and not self.rows[index.row()].ticks:
            return usual & ~Qt.ItemFlag.ItemIsUserCheckable
        return usual

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.CheckStateRole and index.isValid() and not self.rows[index.row()].ticks:
            return None
        return super().data(index, role)
