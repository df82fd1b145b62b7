"""A notebook as it stood on a day: services that only ask are handed it instead of the notebook, and tell nothing that came later."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from sendco_desk.domain.as_it_stood import as_it_stood
from sendco_desk.domain.records import Record
from sendco_desk.domain.refusals import Refused

if TYPE_CHECKING:
    from sendco_desk.services.clockwork import Clock
    from sendco_desk.store.notebook import Notebook, Touched
    from sendco_desk.store.slots import Person

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class BookOn:
    """Asks a notebook as it stood on a day. Nothing can be written through it."""

    book: "Notebook"
    on: date

    @property
    def person(self) -> "Person":
        """Who opened the notebook."""
        return self.book.person

    def find(self, kind: type[R], id: UUID) -> R | None:
        """The record as it stood, or None where it was not there."""
        kept = self.book.find(kind, id)
        return as_it_stood(kept, self.on, self.book.find) if kept is not None else None

    def get(self, kind: type[R], id: UUID) -> R:
        """The record as it stood. Raises Refused where it was not there."""
        found = self.find(kind, id)
        if found is None:
            raise Refused("This was not in the notebook on that day.")
        return found

    def all(self, kind: type[R], **equal: Any) -> list[R]:
        """Every record of a kind whose fields equal what is given, as they stood."""
        return self._stood(self.book.all(kind, **equal))

    def between(self, kind: type[R], field: str, first: date | datetime | None, last: date | datetime | None, **equal: Any) -> list[R]:
        """Those whose date or moment in a field lies between two, as they stood."""
        return self._stood(self.book.between(kind, field, first, last, **equal))

    def count(self, kind: type[Record], **equal: Any) -> int:
        """How many there were."""
        return len(self.all(kind, **equal))

    def values(self, kind: type[Record], *names: str, **equal: Any) -> list[tuple[Any, ...]]:
        """Some fields of every record of a kind, as they stood."""
        return [tuple(getattr(one, name) for name in names) for one in self.all(kind, **equal)]

    def touched_since(self, mark: int) -> "tuple[int, list[Touched]]":
        """What the deeds since a mark have changed in the notebook itself."""
        return self.book.touched_since(mark)

    def _stood(self, records: list[R]) -> list[R]:
        return [stood for one in records if (stood := as_it_stood(one, self.on, self.book.find)) is not None]


def book_on(book: "Notebook", on: date) -> "Notebook":
    """The notebook as it stood on a day, for services that only ask: they are handed it where they take a notebook."""
    return cast("Notebook", BookOn(book, on))  # it answers the same questions; whoever would write through it meets an AttributeError


def clock_on(on: date, clock: "Clock") -> "Clock":
    """A clock that stands still at the end of a day."""
    zone = clock().tzinfo
    return lambda: datetime.combine(on, time(23, 59), zone)
