"""What may be done inside one deed. Its images and search rows are gathered and written together when the deed ends."""

from collections.abc import Sequence
from functools import cache
from uuid import UUID

import sqlalchemy as sa

from sendco_desk.domain.records import Record
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.story import StoryEntry
from sendco_desk.store.audit import Change
from sendco_desk.store.connection import Database
from sendco_desk.store.reading import Reading
from sendco_desk.store.rows import row_of
from sendco_desk.store.search import put_text
from sendco_desk.store.tables import metadata, table_of


class Page(Reading):
    """One deed being written. Nothing of it is kept unless all of it is."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._changes: dict[tuple[str, UUID], Change] = {}
        self._texts: set[UUID] = set()

    @property
    def changed(self) -> frozenset[str]:
        """The kinds of record that this deed has changed so far: what shows them looks again."""
        return frozenset(change.record.KIND for change in self.changes())

    def changes(self) -> Sequence[Change]:
        """Each record that differs from what it was when the deed began, once."""
        return [change for change in self._changes.values() if change.before != change.after]

    @property
    def texts(self) -> frozenset[UUID]:
        """The documents whose words were put for search."""
        return frozenset(self._texts)

    def put(self, record: Record) -> None:
        """Add the record, or replace the one with its id. Putting what is there already changes nothing."""
        there = self.find(type(record), record.id)
        if there == record:
            return
        if there is None:
            self._database.run(_insert(record.KIND), row_of(record))
        else:
            self._database.run(_update(record.KIND), {"wanted": record.id, **row_of(record)})
        self._note(record.KIND, record.id, there, record)

    def remove(self, record: Record) -> None:
        """Take the record out; undo puts it back. Raises Refused for a finished Story entry, which is struck out instead."""
        if isinstance(record, StoryEntry):
            raise Refused("A finished entry stays in the story. Strike it out and say why, or add an entry that puts it right.")
        self.take_out(record)

    def take_out(self, record: Record) -> None:
        """Remove a record of any kind: for undo, which knows when that is right."""
        there = self.get(type(record), record.id)
        table = table_of(type(record))
        self._database.run(table.delete().where(table.c.id == record.id))
        self._note(record.KIND, record.id, there, None)

    def put_text(self, document_id: UUID, text: str) -> None:
        """Keep the words inside a document for search. They follow from its file, so the audit does not repeat them."""
        put_text(self._database, document_id, text)
        self._texts.add(document_id)

    def _note(self, kind: str, id: UUID, there: Record | None, now: Record | None) -> None:
        noted = self._changes.get((kind, id))
        self._changes[kind, id] = Change(before=noted.before if noted else there, after=now)


@cache
def _insert(kind: str) -> sa.Insert:
    return metadata.tables[kind].insert()


@cache
def _update(kind: str) -> sa.Update:
    table = metadata.tables[kind]
    return table.update().where(table.c.id == sa.bindparam("wanted"))
