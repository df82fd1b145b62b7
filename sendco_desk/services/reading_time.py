"""What is read of the whole school: whether that takes long, reading it in slices, and reading it whole while deeds go on.

Whoever reads much does so off the window's thread, which may record something meanwhile. So nothing holds the notebook for long, and what
was read is read again where a deed came in between.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeVar

from sendco_desk.domain.progress import Report, unreported
from sendco_desk.domain.records import Record
from sendco_desk.domain.refusals import Refused

if TYPE_CHECKING:
    from sendco_desk.store.notebook import Notebook
    from sendco_desk.store.reading import R

T = TypeVar("T")
MOST_AT_ONCE = 2000
"""So many records are read and put together within what nobody notices."""
SLICE = timedelta(weeks=2)


def takes_long(book: "Notebook", *kinds: type[Record]) -> bool:
    """Whether there is so much of these kinds that reading all of it would keep somebody waiting."""
    left = MOST_AT_ONCE
    for kind in kinds:
        left -= book.count(kind)
        if left < 0:
            return True
    return False


def in_slices(book: "Notebook", kind: "type[R]", field: str, first: date, last: date, report: Report = unreported) -> "list[R]":
    """The records whose day lies between two, both included, earliest first, read two weeks at a time."""
    found: list[R] = []
    slices = max(0, (last - first).days) // SLICE.days + 1
    for number in range(slices):
        report(number, slices)
        begins = first + number * SLICE
        found += book.between(kind, field, begins, min(last, begins + SLICE - timedelta(days=1)))
    return found


def settled(book: "Notebook", read: Callable[[], T]) -> T:
    """What is read, read again where a deed came in between: part of it would be from before the deed and part from after."""
    while True:
        mark, _ = book.touched_since(0)
        try:
            found = read()
        except (KeyError, Refused):  # one record names another that was not there yet, or no longer
            if not book.touched_since(mark)[1]:
                raise
            continue
        if not book.touched_since(mark)[1]:
            return found
