"""The two kinds of value that a database column does not know by itself: a moment with its zone, and a list of words."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from sendco_desk.store.cells import moment_of, moment_text, words_of, words_text


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


class Moment(_AsText):
    """A moment, kept as ISO text in UTC."""

    cache_ok = True
    write = staticmethod(moment_text)
    read = staticmethod(moment_of)


class Words(_AsText):
    """A tuple of short texts, kept as a JSON list."""

    cache_ok = True
    write = staticmethod(words_text)
    read = staticmethod(words_of)
