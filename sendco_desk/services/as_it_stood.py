"""A notebook as it stood on a day: services that only ask are handed it instead of the notebook, and tell nothing that came later."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, TypeVar, cast
from uuid import UUID

from sendco_desk.domain.as_it_stood import as_it_stood
from sendco_desk.domain.records import Record
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.book_view import BookView

if TYPE_CHECKING:
    from sendco_desk.services.clockwork import Clock
    from sendco_desk.store.notebook import Notebook

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class BookOn(BookView):
    """A notebook as it stood on a day."""

    on: date

    def seen(self, records: Iterable[R]) -> list[R]:
        """The records as they stood, without those that were not there."""
        return [stood for one in records if (stood := as_it_stood(one, self.on, self.book.find)) is not None]

    def get(self, kind: type[R], id: UUID) -> R:
        """The record as it stood. Raises Refused where it was not there."""
        found = self.find(kind, id)
        if found is None:
            raise Refused("This was not in the notebook on that day.")
        return found


def book_on(book: "Notebook", on: date) -> "Notebook":
    """The notebook as it stood on a day, for services that only ask: they are handed it where they take a notebook."""
    return cast("Notebook", BookOn(book, on))  # it answers the same questions; whoever would write through it meets an AttributeError


def clock_on(on: date, clock: "Clock") -> "Clock":
    """A clock that stands still at the end of a day."""
    zone = clock().tzinfo
    return lambda: datetime.combine(on, time(23, 59), zone)
