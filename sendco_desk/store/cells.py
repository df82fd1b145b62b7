"""How a value lies in a cell of the notebook's file, and back: a moment with its zone, a list of words, an id, a day, yes or no.

The tables say the same to SQLAlchemy; this is for rows that are read without it.
"""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from operator import attrgetter
from typing import Any
from uuid import UUID


def moment_text(moment: datetime) -> str:
    """`2026-09-03T14:05:00.000000+00:00`: in UTC and of one width, so that text order is time order."""
    if moment.tzinfo is None:
        raise ValueError("a moment to be kept has no time zone")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def moment_of(text: str) -> datetime:
    """The moment, on this computer's own clock: that is how people read it."""
    return datetime.fromisoformat(text).astimezone()


def words_text(words: tuple[str, ...]) -> str:
    """A tuple of short texts as a JSON list."""
    return json.dumps(words, ensure_ascii=False)


@lru_cache(maxsize=1024)  # most rows have none or the same few
def words_of(text: str) -> tuple[str, ...]:
    """The tuple of short texts."""
    return tuple(json.loads(text))


@lru_cache(maxsize=1 << 16)  # one pupil's id stands in each of their thousands of rows, and rows are read again and again
def id_of(text: str) -> UUID:
    """The id."""
    return UUID(text)


TO_CELL: Mapping[type, Callable[[Any], object]] = {
    UUID: attrgetter("hex"), date: date.isoformat, datetime: moment_text, tuple: words_text, bool: int,
}
"""How a value of each type is written; the others lie as they are."""
FROM_CELL: Mapping[type, Callable[[Any], Any]] = {UUID: id_of, date: date.fromisoformat, datetime: moment_of, tuple: words_of, bool: bool}
"""How it is read back."""


def cell_of(value: Any) -> Any:
    """A value as it lies in its cell."""
    write = TO_CELL.get(type(value))
    return value if write is None else write(value)
