"""Who did what, when, with every record before and after: rows that are only ever added, in a chain that shows a missing link.

The chain runs over the sealed bytes, so it can still be followed after a pupil's key was destroyed.
"""

import hmac
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from sendco_desk.domain.kinds import kind_named
from sendco_desk.domain.records import Record, pupil_of
from sendco_desk.domain.refusals import Refused
from sendco_desk.store.cells import moment_text
from sendco_desk.store.connection import Database
from sendco_desk.store.reading import Reading
from sendco_desk.store.rows import image_of, record_of
from sendco_desk.store.sealing import Sealing
from sendco_desk.store.tables import deed, image

_START = bytes(32)
_PURGED_WORDS = "Something about a pupil whose records were purged since"
_ONLY_ADDED = """
CREATE TRIGGER IF NOT EXISTS {table}_{when}_refused BEFORE {when} ON {table}
BEGIN SELECT RAISE(ABORT, 'the audit is only ever added to'); END
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """Something a person did, as the history shows it. ``undone``: it was undone since and not done again."""

    number: int
    at: datetime
    by: str
    words: str
    pupil: UUID | None
    undoes: int | None
    kinds: frozenset[str]
    undone: bool
    can_undo: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One record before and after a deed; None where it was not there."""

    before: Record | None
    after: Record | None

    @property
    def record(self) -> Record:
        """The record itself, as it is or as it last was."""
        found = self.after or self.before
        assert found is not None, "a change has a record on at least one side"
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class DeedFacts:
    """What goes into the audit beside the images."""

    at: datetime
    by: str
    words: str
    pupil: UUID | None = None
    undoes: int | None = None


def guard(database: Database) -> None:
    """Have the database itself refuse to change or remove what the audit holds."""
    for table in ("deed", "image"):
        for when in ("UPDATE", "DELETE"):
            database.sql(_ONLY_ADDED.format(table=table, when=when))


class Audit:
    """The audit of an open notebook."""

    def __init__(self, database: Database, sealing: Sealing, key: bytes) -> None:
        self.database = database
        self._reading = Reading(database)
        self._sealing = sealing
        self._key = hmac.digest(key, b"chain", "sha256")

    def write(self, facts: DeedFacts, changes: Sequence[Change]) -> int:
        """Add a deed with its images, inside its transaction; tells its number."""
        last = self.database.read(sa.select(deed.c.number, deed.c.hash).order_by(deed.c.number.desc()).limit(1))
        number, before = (last[0].number + 1, last[0].hash) if last else (1, _START)
        self._sealing.prepare({facts.pupil, *(pupil_of(change.record) for change in changes)})
        images = [self._image(number, change) for change in changes]
        words = self._sealing.seal(facts.pupil, facts.words.encode(), _about(number, None, "words"))
        row = {"number": number, "at": facts.at, "by": facts.by, "words": words, "pupil": facts.pupil, "undoes": facts.undoes, "before": before}
        link = self._link((number, moment_text(facts.at), facts.by, words, _hex(facts.pupil), facts.undoes, before), map(_raw, images))
        self.database.run(deed.insert(), {**row, "hash": link})
        self.database.run(image.insert(), images)
        return number

    def changes(self, number: int) -> list[Change]:
        """The images of a deed, opened."""
        rows = self.database.read(sa.select(image).where(image.c.deed == number).order_by(image.c.number))
        return [Change(before=self._record(row, "before"), after=self._record(row, "after")) for row in rows]

    def words(self, row: Any) -> str:
        """A deed's line in the history."""
        try:
            return self._sealing.opened(row.pupil, row.words, _about(row.number, None, "words")).decode()
        except Refused:
            return _PURGED_WORDS

    def forget(self) -> None:
        """After a deed that did not land: nothing of it may be remembered."""
        self._sealing.forget()

    def length(self) -> int:
        """How many deeds there are."""
        return int(self.database.read(sa.select(sa.func.count()).select_from(deed))[0][0])

    def broken_links(self) -> Iterator[int]:
        """The numbers of deeds that are missing, or that are not what was written. Whatever stands in the rows is only compared."""
        expected, before = 1, _START
        for *told, link in self.database.sql("SELECT number, at, by, words, pupil, undoes, before, hash FROM deed ORDER BY number"):
            number = told[0]
            yield from range(expected, number)
            images = self.database.sql("SELECT kind, record, pupil, before, after FROM image WHERE deed = ? ORDER BY number", (number,))
            if (number == expected and told[-1] != before) or self._link(told, images) != link:
                yield number
            expected, before = number + 1, link

    def _image(self, number: int, change: Change) -> dict[str, Any]:
        record = change.record
        pupil = pupil_of(record)
        return {
            "deed": number, "kind": record.KIND, "record": record.id, "pupil": pupil,
            **{side: None if one is None else self._sealing.seal(pupil, _json(one), _about(number, record.id, side))
               for side, one in (("before", change.before), ("after", change.after))},
        }

    def _record(self, row: sa.Row[Any], side: str) -> Record | None:
        sealed = row._mapping[side]
        if sealed is None:
            return None
        plain = self._sealing.opened(row.pupil, sealed, _about(row.deed, row.record, side))
        kind = kind_named(row.kind)
        return record_of(kind, json.loads(plain), self._reading.find(kind, row.record))

    def _link(self, told: Sequence[object], images: Iterable[Sequence[object]]) -> bytes:
        """The hash of a deed and its images, as they lie in the database."""
        chain = hmac.new(self._key, repr(tuple(told)).encode(), sha256)
        for one in images:
            chain.update(repr([sha256(cell).digest() if isinstance(cell, bytes) else cell for cell in one]).encode())
        return chain.digest()


def _raw(one: Mapping[str, Any]) -> tuple[object, ...]:
    return one["kind"], _hex(one["record"]), _hex(one["pupil"]), one["before"], one["after"]


def _hex(id: UUID | None) -> str | None:
    return None if id is None else id.hex


def _json(record: Record) -> bytes:
    return json.dumps(image_of(record), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _about(number: int, record: UUID | None, side: str) -> bytes:
    """What a seal is tied to, so that nothing can be moved to another deed, record or side."""
    return f"{number} {record} {side}".encode()

