"""What may be asked of a notebook's records, inside a deed or outside of one."""

from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa

from sendco_desk.domain.records import Record
from sendco_desk.domain.refusals import Refused
from sendco_desk.store.connection import Database
from sendco_desk.store.rows import records_of
from sendco_desk.store.tables import metadata, table_of

R = TypeVar("R", bound=Record)

# a notebook on SQLite keeps its rows in the order in which they were added
_AS_ADDED: sa.ColumnElement[int] = sa.literal_column("rowid")


class Reading:
    """Asks the records. Both an open notebook and a page of it can."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, kind: type[R], id: UUID) -> R | None:
        """The record, or None where there is none with this id."""
        found = records_of(kind, self._database.read(_one(kind.KIND), {"wanted": id}))
        return found[0] if found else None

    def get(self, kind: type[R], id: UUID) -> R:
        """The record. Raises Refused when it is no longer there."""
        record = self.find(kind, id)
        if record is None:
            raise Refused("This is no longer in the notebook. It may have been undone; go back and look again.")
        return record

    def all(self, kind: type[R], **equal: Any) -> list[R]:
        """Every record of a kind whose fields equal what is given, in the order in which they were added."""
        return records_of(kind, self._database.read(_where(sa.select(table_of(kind)), kind, equal).order_by(_AS_ADDED)))

    def between(self, kind: type[R], field: str, first: date | datetime | None, last: date | datetime | None, **equal: Any) -> list[R]:
        """Those whose date or moment in a field lies between two, both included; None leaves that side open. Earliest first."""
        column = table_of(kind).c[field]
        query = _where(sa.select(table_of(kind)).where(column.is_not(None)), kind, equal)
        if first is not None:
            query = query.where(column >= first)
        if last is not None:
            query = query.where(column <= last)
        return records_of(kind, self._database.read(query.order_by(column, _AS_ADDED)))

    def latest(self, kind: type[R], field: str, limit: int, **equal: Any) -> list[R]:
        """The newest by a date or moment, newest first."""
        query = _where(sa.select(table_of(kind)), kind, equal).order_by(table_of(kind).c[field].desc(), _AS_ADDED.desc())
        return records_of(kind, self._database.read(query.limit(limit)))

    def count(self, kind: type[Record], **equal: Any) -> int:
        """How many there are."""
        return int(self._database.read(_where(sa.select(sa.func.count()).select_from(table_of(kind)), kind, equal))[0][0])


@cache
def _one(kind: str) -> sa.Select[Any]:
    table = metadata.tables[kind]
    return sa.select(table).where(table.c.id == sa.bindparam("wanted"))


def _where(query: sa.Select[Any], kind: type[Record], equal: dict[str, Any]) -> sa.Select[Any]:
    table = table_of(kind)
    for name, value in equal.items():
        query = query.where(table.c[name] == value)
    return query
