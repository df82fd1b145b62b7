"""The two kinds of value that a database column does not know by itself: a moment with its zone, and a list of words."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa


class _AsText(sa.types.UserDefinedType[Any]):
    """A value kept as text."""

    cache_ok = True  # SQLAlchemy wants to read this in each class itself
    write: Callable[[Any], str]
    read: Callable[[str], Any]

    def get_col_spec(self, **_: Any) -> str:
        """The same column as any text."""
        return "TEXT"

    def bind_processor(self, dialect: sa.Dialect) -> Callable[[Any], str | None]:
        """To text."""
        write = type(self).write
        return lambda value: None if value is None else write(value)

    def result_processor(self, dialect: sa.Dialect, coltype: object) -> Callable[[Any], Any]:
        """From text."""
        read = type(self).read
        return lambda text: None if text is None else read(text)


def moment_text(moment: datetime) -> str:
    """`2026-09-03T14:05:00.000000+00:00`: in UTC and of one width, so that text order is time order."""
    if moment.tzinfo is None:
        raise ValueError("a moment to be kept has no time zone")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def moment_of(text: str) -> datetime:
    """The moment, on this computer's own clock: that is how people read it."""
    return datetime.fromisoformat(text).astimezone()


def _words_text(words: tuple[str, ...]) -> str:
    return json.dumps(words, ensure_ascii=False)


@lru_cache(maxsize=1024)  # most rows have none or the same few
def _words_of(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


class Moment(_AsText):
    """A moment, kept as ISO text in UTC."""

    cache_ok = True
    write = staticmethod(moment_text)
    read = staticmethod(moment_of)


class Words(_AsText):
    """A tuple of short texts, kept as a JSON list."""

    cache_ok = True
    write = staticmethod(_words_text)
    read = staticmethod(_words_of)
