"""What may be asked of a notebook's records, inside a deed or outside of one.

Asked in plain SQL, so that opening a notebook and looking at it need not load SQLAlchemy, which takes longer than all the rest of it;
a test holds the words to the tables.
"""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from sendco_desk.domain.kinds import KIND_OF
from sendco_desk.domain.records import Record, field_names
from sendco_desk.domain.refusals import Refused
from sendco_desk.store.cells import cell_of
from sendco_desk.store.connection import Database
from sendco_desk.store.rows import read_records, read_values

R = TypeVar("R", bound=Record)


class Reading:
    """Asks the records. Both an open notebook and a page of it can."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, kind: type[R], id: UUID) -> R | None:
        """The record, or None where there is none with this id."""
        found = self._read(kind, {"id": id})
        return found[0] if found else None

    def get(self, kind: type[R], id: UUID) -> R:
        """The record. Raises Refused when it is no longer there."""
        record = self.find(kind, id)
        if record is None:
            raise Refused("This is no longer in the notebook. It may have been undone.")
        return record

    def all(self, kind: type[R], **equal: Any) -> list[R]:
        """Every record of a kind whose fields equal what is given, in the order in which they were added."""
        return self._read(kind, equal, end="ORDER BY rowid")  # a notebook on SQLite keeps its rows in the order in which they were added

    def between(self, kind: type[R], field: str, first: date | datetime | None, last: date | datetime | None, **equal: Any) -> list[R]:
        """Those whose date or moment in a field lies between two, both included; None leaves that side open. Earliest first.

        Of what must be empty SQLite is told, by the plus, to ask no index: nearly every row may be empty there, and few lie between.
        """
        column = _column(kind, field)
        empty = tuple(f"+{_column(kind, name)} IS NULL" for name, value in equal.items() if value is None)
        equal = {name: value for name, value in equal.items() if value is not None}
        bounds = {f"{column} {sign} ?": side for sign, side in ((">=", first), ("<=", last)) if side is not None}
        return self._read(kind, equal, (f"{column} IS NOT NULL", *bounds, *empty), tuple(bounds.values()), f"ORDER BY {column}, rowid")

    def count(self, kind: type[Record], **equal: Any) -> int:
        """How many there are."""
        where, values = _where(kind, equal)
        return int(self._database.sql(f'SELECT count(*) FROM "{kind.KIND}"{where}', values)[0][0])

    def values(self, kind: type[Record], *names: str, **equal: Any) -> list[tuple[Any, ...]]:
        """Some fields of every record of a kind whose fields equal what is given, where whole records would take too long to make."""
        where, values = _where(kind, equal)
        columns = ", ".join(_column(kind, name) for name in names)
        return read_values(kind, names, self._database.sql(f'SELECT {columns} FROM "{kind.KIND}"{where} ORDER BY rowid', values))

    def _read(
        self, kind: type[R], equal: Mapping[str, Any], more: tuple[str, ...] = (), bounds: tuple[Any, ...] = (), end: str = "",
    ) -> list[R]:
        where, values = _where(kind, equal, more, bounds)
        return read_records(kind, self._database.sql(f"{_select(kind.KIND)}{where} {end}", values))


@cache
def _select(kind: str) -> str:
    columns = ", ".join(f'"{name}"' for name in field_names(KIND_OF[kind]))
    return f'SELECT {columns} FROM "{kind}"'


def _where(
    kind: type[Record], equal: Mapping[str, Any], more: tuple[str, ...] = (), bounds: tuple[Any, ...] = (),
) -> tuple[str, tuple[Any, ...]]:
    """The conditions, and the values that stand for their question marks."""
    given = {_column(kind, name): value for name, value in equal.items()}
    conditions = (*more, *(f"{column} IS NULL" if value is None else f"{column} = ?" for column, value in given.items()))
    values = (*bounds, *(value for value in given.values() if value is not None))
    return " WHERE " + " AND ".join(conditions) if conditions else "", tuple(map(cell_of, values))


def _column(kind: type[Record], field: str) -> str:
    """The column of a field. A name that is none is a mistake in the code, which SQLite would take for a text."""
    if field not in field_names(kind):
        raise KeyError(field)
    return f'"{field}"'
