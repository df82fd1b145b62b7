"""What the pack's list shows: the parts made from the notebook, then the documents, each in or out, in the order they will stand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from PySide6.QtCore import QObject, Qt

from sendco_desk.domain.codes import UNSHARED, said
from sendco_desk.domain.dates import shown
from sendco_desk.domain.documents import Document
from sendco_desk.ui.models.rows import A_DAY, NO_INDEX, Column
from sendco_desk.ui.models.ticked import TickedModel

SHORT_SHARING = {
    "not_decided": "Not decided yet", "agreed": "Agreed", "statutory": "The law requires it", "own_record": "The school’s own record",
}
"""On what ground a document is shared, in a word or two."""

NO_PARTS: Mapping[str, int] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class PackRow:
    """One line of the pack. A part has a name for its ``key``, a document its id. ``pages`` is None until they are counted."""

    key: str | UUID
    title: str
    on: bool
    dated: str = ""
    sharing: str = ""
    pages: int | None = None
    reason: str = ""
    shared_because: str = ""

    @property
    def is_part(self) -> bool:
        """Whether it is made from the notebook."""
        return isinstance(self.key, str)

    @property
    def unshared(self) -> bool:
        """Whether it is marked not to be shared."""
        return self.sharing == UNSHARED

    @property
    def waits(self) -> bool:
        """Whether it may not go in before a reason is written."""
        return self.on and self.unshared and not self.shared_because.strip()

    @property
    def refused(self) -> bool:
        """Whether it cannot be made into pages."""
        return self.pages == 0 and bool(self.reason)

    @property
    def note(self) -> str:
        """What there is to say about its going in."""
        if self.refused:
            return "Cannot go in"
        if self.waits:
            return "Write why it is shared"
        if self.unshared:
            return f"Shared because: {self.shared_because}" if self.on else "Not to be shared"
        return "From the notebook" if self.is_part else said(SHORT_SHARING, self.sharing)

    @property
    def pages_shown(self) -> str:
        """How many pages, as far as is known."""
        if self.refused:
            return "none"
        return "" if self.pages is None else str(self.pages)


def part_rows(parts: Mapping[str, str]) -> list[PackRow]:
    """The parts that the notebook makes, all in."""
    return [PackRow(key=key, title=title, on=True) for key, title in parts.items()]


def document_row(document: Document) -> PackRow:
    """A document as it is proposed: in, unless it is not to be shared."""
    return PackRow(
        key=document.id, title=document.title, on=document.sharing_basis != UNSHARED, dated=shown(document.dated_on or document.received_on),
        sharing=document.sharing_basis,
    )


def renewed(old: Sequence[PackRow], documents: Iterable[Document], parts: Mapping[str, str]) -> list[PackRow]:
    """The same choices over the parts and the documents as they are now: those that have gone leave, new documents stand at the end."""
    now = {d.id: document_row(d) for d in documents}
    kept = renewed_parts([row for row in old if row.is_part], parts)
    for row in old:
        if isinstance(row.key, UUID) and row.key in now:
            fresh = now.pop(row.key)
            same = fresh.sharing == row.sharing
            kept.append(replace(fresh, on=row.on if same else fresh.on, pages=row.pages, reason=row.reason, shared_because=row.shared_because))
    return kept + list(now.values())


def renewed_parts(old: Sequence[PackRow], parts: Mapping[str, str]) -> list[PackRow]:
    """The parts in the order they were put in; a new one stands after the one that it is proposed after."""
    kept, order = [row for row in old if row.key in parts], list(parts)
    for row in part_rows(parts):
        if all(other.key != row.key for other in kept):
            before = set(order[:order.index(str(row.key))])
            place = max((number for number, other in enumerate(kept, 1) if other.key in before), default=0)
            kept.insert(place, row)
    return kept


def totals(rows: Iterable[PackRow]) -> str:
    """`3 parts and 12 documents, 57 pages of documents so far.`"""
    going = [row for row in rows if row.on]
    parts, papers = sum(row.is_part for row in going), [row for row in going if not row.is_part and not row.refused]
    pages = sum(row.pages or 0 for row in papers)
    unknown = any(row.pages is None for row in papers)
    said_pages = f"{pages} page{'s' * (pages != 1)} of documents{' so far' if unknown else ''}, and the pages made from the notebook"
    return f"{parts} part{'s' * (parts != 1)} and {len(papers)} document{'s' * (len(papers) != 1)}: {said_pages}."


PACK_COLUMNS: tuple[Column[PackRow], ...] = (
    Column(key="in", title="In", width=40, shown=lambda row: "", spoken=lambda row: "In the pack" if row.on else "Left out"),
    Column(key="title", title="Part or document", width=240, shown=lambda row: row.title),
    Column(key="dated", title="Dated", width=134, holds=A_DAY, shown=lambda row: row.dated),
    Column(key="note", title="Sharing", width=164, shown=lambda row: row.note, spoken=lambda row: f"{row.note}. {row.reason}".strip()),
    Column(
        key="pages", title="Pages", width=64, shown=lambda row: row.pages_shown,
        spoken=lambda row: f"{row.pages} pages" if row.pages else "No pages" if row.refused else "Pages not counted yet",
    ),
)


class PackModel(TickedModel[PackRow]):
    """The list of a pack: rows go in and out by their box, and up and down among their own kind. Never sorted."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(PACK_COLUMNS, lambda row: row.key, parent)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """The order is the pack's own."""

    def tick(self, number: int, on: bool) -> None:
        """Put a row in or leave it out."""
        self._replace(number, replace(self.rows[number], on=on))

    def give_reason(self, key: UUID, because: str) -> None:
        """Why a document that is not to be shared is shared now."""
        number = next(n for n, row in enumerate(self.rows) if row.key == key)
        if self.rows[number].shared_because != because:
            self._replace(number, replace(self.rows[number], shared_because=because))

    def count(self, pages: Mapping[UUID, tuple[int, str]], parts: Mapping[str, int] = NO_PARTS) -> None:
        """Take the pages that were counted, and why a document has none; the parts' pages are known once a pack was made."""
        rows = []
        for row in self.rows:
            if isinstance(row.key, UUID) and row.key in pages:
                rows.append(replace(row, pages=pages[row.key][0], reason=pages[row.key][1]))
            elif isinstance(row.key, str) and row.title in parts:
                rows.append(replace(row, pages=parts[row.title]))
            else:
                rows.append(row)
        self.put(rows)
        self.edited.emit()

    def move(self, number: int, step: int) -> int:
        """Move a row up (-1) or down (1) among its own kind; gives back where it stands then."""
        other = number + step
        if not (0 <= number < len(self.rows) and 0 <= other < len(self.rows)) or self.rows[number].is_part != self.rows[other].is_part:
            return number
        first, target = (number, other) if step < 0 else (number, other + 1)
        self.beginMoveRows(NO_INDEX, first, first, NO_INDEX, target)
        row = self.rows.pop(number)
        self.rows.insert(other, row)
        self.everything = list(self.rows)
        self.endMoveRows()
        self.edited.emit()
        return other

    def _replace(self, number: int, row: PackRow) -> None:
        self.rows[number] = row
        self.everything = list(self.rows)
        self.dataChanged.emit(self.index(number, 0), self.index(number, self.columnCount() - 1))
        self.edited.emit()
