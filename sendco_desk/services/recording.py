"""The deeds that records of every kind share: keep one, keep several at once, take one out. A closed cycle stays as it was, and an
assistant meets no costs.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from sendco_desk.domain.cycles import Outcome, Strategy, SupportCycle
from sendco_desk.domain.kinds import KIND_OF
from sendco_desk.domain.provision import CostItem, StaffRate
from sendco_desk.domain.records import Record, pupil_of
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.clockwork import Changed
from sendco_desk.services.provision import ASSISTANT, HIDDEN

if TYPE_CHECKING:
    from sendco_desk.store.notebook import Notebook
    from sendco_desk.store.reading import Reading

R = TypeVar("R", bound=Record)
COSTS: tuple[type[Record], ...] = (StaffRate, CostItem)
"""The kinds that say what something costs: hidden from an assistant, and exported only where that is chosen."""
LOCKED = "This cycle is closed and stays as it was. Add a corrected version instead: both stay readable."


def refuse_locked(book: "Reading", record: Record) -> None:
    """Raises Refused for a closed cycle and for whatever belongs to one, or would. A corrected version is a cycle of its own."""
    ids = [record.id] if isinstance(record, SupportCycle) else []
    if isinstance(record, (Outcome, Strategy)):
        there = book.find(type(record), record.id)
        ids = [record.cycle, *([there.cycle] if there else [])]
    if any(cycle.closed for id in ids if (cycle := book.find(SupportCycle, id)) is not None):
        raise Refused(LOCKED)


def refuse_tied(book: "Reading", record: Record, besides: Collection[type[Record]] = ()) -> None:
    """Raises Refused where others name a record that is to go, and says how many of which kind. ``besides`` are kinds that go with it."""
    from sendco_desk.store.tables import references

    tied: Counter[str] = Counter()
    for column, table in references():
        kind = KIND_OF[column.table.name]
        if table.name == record.KIND and kind not in besides:
            tied[kind.TITLE] += book.count(kind, **{column.name: record.id})
    named = ", ".join(f"{title} ({count})" for title, count in sorted(tied.items()) if count)
    if named:
        raise Refused(f"Another record in the notebook is tied to this one. These name it: {named}. Remove them first, or let them name another.")


@dataclass(frozen=True, slots=True)
class Recording:
    """Deeds on records of any kind."""

    book: "Notebook"

    def of(self, kind: type[R], pupil: UUID | None = None) -> list[R]:
        """The records of a kind, all or one pupil's, in the order in which they were added. Raises Refused for costs and an assistant."""
        self._need_sight(kind)
        return self.book.all(kind) if pupil is None else self.book.all(kind, pupil=pupil)

    def get(self, kind: type[R], id: UUID) -> R:
        """One record. Raises Refused where it is gone, and for costs and an assistant."""
        self._need_sight(kind)
        return self.book.get(kind, id)

    def save(self, record: Record) -> Changed:
        """Add a record, or keep what changed about it. Raises Refused for what belongs to a closed cycle."""
        there = self.book.find(type(record), record.id)
        return self.save_all([record], f"{'Changed' if there else 'Recorded'}: {record.TITLE.lower()}", pupil_of(record))

    def save_all(self, records: Sequence[Record], deed: str, pupil: UUID | None = None) -> Changed:
        """Keep several in one deed, which one undo takes back. ``deed`` is its line in the history, without any name."""
        for record in records:
            self._need_sight(type(record))
        with self.book.writing(deed, pupil) as page:
            for record in records:
                refuse_locked(page, record)
                page.put(record)
        return page.changed

    def remove(self, record: Record) -> Changed:
        """Take a record out; the audit keeps it, and undo brings it back. Raises Refused where others rest on it."""
        self._need_sight(type(record))
        refuse_locked(self.book, record)
        refuse_tied(self.book, record)
        with self.book.writing(f"Removed: {record.TITLE.lower()}", pupil_of(record)) as page:
            page.remove(record)
        return page.changed

    def _need_sight(self, kind: type[Record]) -> None:
        if kind in COSTS and self.book.person.role == ASSISTANT:
            raise Refused(HIDDEN)
