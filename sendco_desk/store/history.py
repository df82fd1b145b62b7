"""The history as people see it: deeds newest first, which stand undone, which can be undone now."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from sendco_desk.domain.kinds import kind_named
from sendco_desk.domain.refusals import Refused
from sendco_desk.store.audit import Audit, Deed
from sendco_desk.store.connection import Database
from sendco_desk.store.tables import deed, image

_NOTHING = "There is nothing to undo."
_UNDONE = "This was undone already."
_RESTED_ON = "Something was changed later that rests on this, so it cannot be undone by itself. Undo the later change first."


def deeds(audit: Audit, limit: int, pupil: UUID | None = None) -> list[Deed]:
    """The newest deeds: all, or those that touched one pupil's records."""
    query = sa.select(deed).order_by(deed.c.number.desc()).limit(limit)
    if pupil is not None:
        query = query.where(deed.c.number.in_(sa.select(image.c.deed).where(image.c.pupil == pupil)))
    return _told(audit, audit.database.read(query))


def last_undoable(audit: Audit) -> Deed | None:
    """The newest deed that is neither undone nor itself an undoing; None where that one can no longer be undone."""
    query = sa.select(deed).where(deed.c.undoes.is_(None)).order_by(deed.c.number.desc())
    undone = undone_deeds(audit.database)
    if undone:
        query = query.where(deed.c.number.not_in(undone))
    found = _told(audit, audit.database.read(query.limit(1)))
    return found[0] if found and found[0].can_undo else None


def to_undo(audit: Audit, number: int | None) -> Deed:
    """The deed to undo: the one with this number, or the last undoable. Raises Refused where it cannot be undone."""
    if number is None:
        last = last_undoable(audit)
        if last is None:
            raise Refused(_NOTHING)
        return last
    found = _told(audit, audit.database.read(sa.select(deed).where(deed.c.number == number)))
    if not found:
        raise Refused(f"There is no deed {number} in this notebook’s history.")
    if found[0].undone:
        raise Refused(_UNDONE)
    if not found[0].can_undo:
        raise Refused(_RESTED_ON)
    return found[0]


def undone_deeds(database: Database) -> frozenset[int]:
    """The deeds that stand undone. Only a later deed undoes one, so the newest are settled first."""
    undone: set[int] = set()
    query = sa.select(deed.c.number, deed.c.undoes).where(deed.c.undoes.is_not(None)).order_by(deed.c.number.desc())
    for row in database.read(query):
        if row.number not in undone:
            undone.add(row.undoes)
    return frozenset(undone)


def _told(audit: Audit, rows: Iterable[sa.Row[Any]]) -> list[Deed]:
    undone = undone_deeds(audit.database)
    return [
        Deed(
            number=row.number, at=row.at, by=row.by, words=audit.words(row), pupil=row.pupil, undoes=row.undoes,
            kinds=_kinds_in(audit.database, row.number),
            undone=row.number in undone, can_undo=row.number not in undone and not _changed_later(audit.database, row.number, undone),
        )
        for row in rows
    ]


def _kinds_in(database: Database, number: int) -> frozenset[str]:
    """The kinds of record that a deed changed, as they are called now."""
    rows = database.read(sa.select(image.c.kind).where(image.c.deed == number).distinct())
    return frozenset(kind_named(row.kind).KIND for row in rows)


def _changed_later(database: Database, number: int, undone: frozenset[int]) -> bool:
    """Whether a record of the deed was changed by a later one that still counts.

    A later deed that stands undone does not count, nor the undoing of one that came after this: the two cancel out.
    """
    here = database.sql("SELECT count(*) FROM image WHERE deed = ?", (number,))[0][0]
    later = database.sql("SELECT count(*) FROM (SELECT 1 FROM image WHERE deed > ? LIMIT ?)", (number, here))[0][0]
    # SQLite reads the left side of a CROSS JOIN first: the shorter one, because either may have thousands
    sides = ("image l CROSS JOIN image h", "image h CROSS JOIN image l")
    found = database.sql(
        f"""SELECT DISTINCT l.deed, d.undoes FROM {sides[later >= here]} ON h.record = l.record JOIN deed d ON d.number = l.deed
        WHERE h.deed = ? AND l.deed > ?""",
        (number, number),
    )
    return any(one not in undone and (undoes is None or undoes < number) for one, undoes in found)
