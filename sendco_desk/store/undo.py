"""Undoing a deed: each of its records goes back to what it was, as a new deed, unless something later rests on it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from sendco_desk.domain.records import Record
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.story import StoryEntry
from sendco_desk.store.audit import Change, Deed
from sendco_desk.store.connection import Database
from sendco_desk.store.page import Page
from sendco_desk.store.tables import references

_MANY = 500
_RESTS = (
    "Something that was added later belongs to this, so it cannot be undone. Undo what was added later first; "
    "an entry of the story stays even when it is struck out."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """What was undone, in the words of its deed, and the kinds of record that changed."""

    words: str
    changed: frozenset[str]


def words_of(deed: Deed) -> str:
    """The line in the history for the undoing of a deed."""
    if deed.undoes is None:
        return f"Undid: {deed.words}"
    if deed.words.startswith("Undid: "):
        return f"Did again: {deed.words.removeprefix('Undid: ')}"
    return f"Undid: {deed.words.removeprefix('Did again: ')}"


def put_back(page: Page, database: Database, changes: Sequence[Change], now: datetime) -> None:
    """Put each record back to what it was before. A finished entry that would go is struck out instead, and stays readable."""
    added = [change.record for change in changes if change.before is None]
    leaving = {record.id for record in added}
    struck = [record for record in added if isinstance(record, StoryEntry) and record.pupil not in leaving]
    gone = [record for record in added if record not in struck]
    _refuse_rests(database, gone, {change.before.id for change in changes if change.before is not None})
    for change in changes:
        if change.before is not None:
            page.put(change.before)
    for record in gone:
        page.take_out(record)
    for entry in struck:
        page.put(replace(entry, struck_out_at=now, struck_out_because="Undone"))


def _refuse_rests(database: Database, gone: Sequence[Record], put_back: Collection[UUID]) -> None:
    """Refuse when a record that stays refers to one that would go. What is put back to what it was before that one was there does not."""
    ids = {record.id for record in gone}.union(put_back)
    for column, table in references():
        wanted = [record.id for record in gone if table.name == record.KIND]
        for start in range(0, len(wanted), _MANY):
            query = sa.select(column.table.c.id).where(column.in_(wanted[start : start + _MANY]))
            if any(row.id not in ids for row in database.read(query)):
                raise Refused(_RESTS)
