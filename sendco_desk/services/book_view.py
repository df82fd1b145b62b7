"""A notebook seen in another light: services that only ask are handed a view instead of the notebook, and ask it alike."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from sendco_desk.domain.records import Record

if TYPE_CHECKING:
    from sendco_desk.store.notebook import Notebook, Touched
    from sendco_desk.store.slots import Person

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class BookView:
    """Asks a notebook. A view of its own says in ``seen`` which records it shows, and as what. Nothing can be written through it."""

    book: "Notebook"

    def seen(self, records: Iterable[R]) -> list[R]:
        """The records as this view shows them, without those that it does not."""
        raise NotImplementedError

    @property
    def person(self) -> "Person":
        """Who opened the notebook."""
        return self.book.person

    def find(self, kind: type[R], id: UUID) -> R | None:
        """The record as it is shown, or None where it is not there."""
        kept = self.book.find(kind, id)
        return next(iter(self.seen([kept])), None) if kept is not None else None

    def all(self, kind: type[R], **equal: Any) -> list[R]:
        """Every record of a kind whose fields equal what is given."""
        return self.seen(self.book.all(kind, **equal))

    def between(self, kind: type[R], field: str, first: date | datetime | None, last: date | datetime | None, **equal: Any) -> list[R]:
        """Those whose date or moment in a field lies between two."""
        return self.seen(self.book.between(kind, field, first, last, **equal))

    def count(self, kind: type[Record], **equal: Any) -> int:
        """How many there are."""
        return len(self.all(kind, **equal))

    def values(self, kind: type[Record], *names: str, **equal: Any) -> list[tuple[Any, ...]]:
        """Some fields of every record of a kind."""
        return [tuple(getattr(one, name) for name in names) for one in self.all(kind, **equal)]

    def touched_since(self, mark: int) -> "tuple[int, list[Touched]]":
        """What the deeds since a mark have changed in the notebook itself."""
        return self.book.touched_since(mark)
