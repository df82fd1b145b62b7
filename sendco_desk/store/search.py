"""Finding: every record and the words of every document, by word, and names by any part of a name.

Two FTS5 tables read their text from the view ``search_text``: ``word_index`` (English word stems) and ``name_index`` (trigrams of
folded names, so that parts of names and names in any script are found). All of it is derived: ``rebuild`` makes it anew.
"""

import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from sendco_desk.domain.documents import Document
from sendco_desk.domain.kinds import KIND_OF, KINDS
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.records import Record, names_of, prose_of, pupil_of
from sendco_desk.domain.refusals import Trouble
from sendco_desk.store.audit import Change
from sendco_desk.store.connection import Database
from sendco_desk.store.query import MATCH_BEGINS, MATCH_ENDS, Query, folded, marked, name_match, parsed, short_matches, word_match
from sendco_desk.store.rows import records_of
from sendco_desk.store.search_made import DERIVED, MADE_AS, definition
from sendco_desk.store.tables import document_text, search_row, setting, table_of

_MANY = 500
_MOST_PUPILS = 50
_INDEXES = {"name_index": ("kind", "folded"), "word_index": ("kind", "pupil", "names", "words")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Something found: which record, whose, and the words around the match, which stands between \\x02 and \\x03."""

    kind: str
    id: UUID
    pupil: UUID | None
    snippet: str


def put_text(database: Database, document: UUID, text: str) -> None:
    """Keep a document's words. What was indexed of its former words is dropped; ``refresh`` indexes the new."""
    _drop(database, [document], part="text")
    database.run(document_text.delete().where(document_text.c.document == document))
    database.run(document_text.insert(), {"document": document, "text": text})


def refresh(database: Database, changes: Sequence[Change], texts: Collection[UUID] = ()) -> None:
    """Bring search in step with a deed's changes and with documents whose words were put, inside the deed's transaction."""
    told = [change for change in changes if _told(change.before) != _told(change.after)]
    _drop(database, [change.record.id for change in told if change.before is not None])
    kept = [change.after for change in told if change.after is not None]
    documents = {record.id for record in kept if isinstance(record, Document)} | set(texts)
    _add(database, [_row(record) for record in kept if _worded(record)] + _text_rows(database, documents))


def rebuild(database: Database) -> None:
    """Make the index and its tables anew from the records: after every change of the tables, and when a check finds it out of step."""
    for statement in DERIVED:
        database.sql(statement)
    database.run(search_row.delete())
    for kind in KINDS:
        _fill(database, [_row(record) for record in _all(database, kind) if _worded(record)])
    _fill(database, _text_rows(database, None))
    database.run(setting.delete().where(setting.c.name == MADE_AS))
    database.run(setting.insert(), {"name": MADE_AS, "value": definition()})
    for index in _INDEXES:
        database.sql(f"INSERT INTO {index}({index}) VALUES('rebuild')")


def in_step(database: Database) -> bool:
    """Whether the index holds exactly what the records say. Raises nothing for a stale index; a check reports it."""
    expected = [_row(record) for kind in KINDS for record in _all(database, kind) if _worded(record)] + _text_rows(database, None)
    columns = [column for column in search_row.columns if column.name != "number"]
    found = {tuple(row) for row in database.read(sa.select(*columns))}
    as_rows = {tuple(row[column.name] for column in columns) for row in expected}
    return found == as_rows and all(_index_is_sound(database, index) for index in _INDEXES)


def search(database: Database, words: str, kinds: Collection[str], limit: int) -> list[Hit]:
    """Pupils by name first, then other names, then words, newest first; then words beside a pupil's name. Each record once."""
    query = parsed(words)
    found: dict[UUID, Hit] = {}
    for ask in (_pupils_by_name, _others_by_name, _by_word, _by_word_beside_name) if query.wanted else ():
        for hit in ask(database, query, kinds, limit):
            found.setdefault(hit.id, hit)
        if len(found) >= limit:
            break
    return list(found.values())[:limit]


def _pupils_by_name(database: Database, query: Query, kinds: Collection[str], limit: int) -> list[Hit]:
    if kinds and Pupil.KIND not in kinds:
        return []
    return _by_name(database, query, {Pupil.KIND}, limit, "n.rank")


def _others_by_name(database: Database, query: Query, kinds: Collection[str], limit: int) -> list[Hit]:
    others = (set(kinds) or set(KIND_OF)) - {Pupil.KIND}
    return _by_name(database, query, others, limit, "s.number DESC") if others else []


def _by_name(database: Database, query: Query, kinds: Collection[str], limit: int, order: str) -> list[Hit]:
    """By parts of names. With nothing but short terms the names are read through, which is quick because they lie together."""
    conditions = [(f"s.kind IN ({', '.join('?' * len(kinds))})", *kinds), *short_matches(query)]
    match = name_match(query)
    if match:
        source = "name_index n JOIN search_row s ON s.number = n.rowid"
        conditions.append(("name_index MATCH ?", f"({match}) AND {_of_kinds(kinds)}"))
        order = f"ORDER BY {order.replace('s.number', 'n.rowid')}"
    else:
        source, order = "search_row s", ""
        conditions.append(("s.folded <> ''",))
    where = " AND ".join(condition for condition, *_ in conditions)
    values = tuple(value for _, *bound in conditions for value in bound)
    rows = database.sql(f"SELECT s.kind, s.record, s.pupil, s.names FROM {source} WHERE {where} {order} LIMIT ?", (*values, limit))
    return [_hit(kind, record, pupil, marked(names, query)) for kind, record, pupil, names in rows]


def _by_word(database: Database, query: Query, kinds: Collection[str], limit: int, pupils: Collection[UUID] = ()) -> list[Hit]:
    match, values = f"({word_match(query)})", list(kinds)
    only = ""
    if kinds:
        match += f" AND {_of_kinds(kinds)}"
        only = f"AND s.kind IN ({', '.join('?' * len(kinds))})"
    if pupils:
        match += " AND pupil : (" + " OR ".join(f'"{pupil.hex}"' for pupil in pupils) + ")"
    rows = database.sql(
        f"""SELECT s.kind, s.record, s.pupil, snippet(word_index, -1, ?, ?, '…', 16)
        FROM word_index w JOIN search_row s ON s.number = w.rowid WHERE word_index MATCH ? {only} ORDER BY w.rowid DESC LIMIT ?""",
        (MATCH_BEGINS, MATCH_ENDS, match, *values, limit),
    )
    return [_hit(*row) for row in rows]


def _by_word_beside_name(database: Database, query: Query, kinds: Collection[str], limit: int) -> list[Hit]:
    """Words in the records of a pupil who is named beside them."""
    found: list[Hit] = []
    for name, words in query.name_and_words():
        pupils = [hit.id for hit in _by_name(database, name, {Pupil.KIND}, _MOST_PUPILS, "n.rank")]
        if pupils:
            found += _by_word(database, words, kinds, limit, pupils)
    return found


def _of_kinds(kinds: Collection[str]) -> str:
    """Narrows inside the index, so that a common word in one kind does not mean looking at all others."""
    return "kind : (" + " OR ".join(f'"{kind}"' for kind in kinds) + ")"


def _hit(kind: str, record: str, pupil: str | None, snippet: str) -> Hit:
    return Hit(kind=kind, id=UUID(record), pupil=UUID(pupil) if pupil else None, snippet=snippet)


def _all(database: Database, kind: type[Record]) -> list[Record]:
    return records_of(kind, database.read(sa.select(table_of(kind))))


def _told(record: Record | None) -> object:
    """What of a record search depends on."""
    return record and (names_of(record), prose_of(record), pupil_of(record))


def _worded(record: Record) -> bool:
    """Whether it says anything to be found by: thousands of sessions without a note would only be carried along."""
    return bool(names_of(record) or prose_of(record))


def _row(record: Record) -> dict[str, Any]:
    names = unicodedata.normalize("NFC", names_of(record))
    return {
        "kind": record.KIND, "record": record.id, "pupil": pupil_of(record), "part": "record", "names": names, "folded": folded(names),
        "words": unicodedata.normalize("NFC", prose_of(record)),
    }


def _text_rows(database: Database, documents: Collection[UUID] | None) -> list[dict[str, Any]]:
    """A row for the text of each of these documents (all, for None) that is there and has one."""
    document = table_of(Document)
    query = sa.select(document.c.id, document.c.pupil).join(document_text, document_text.c.document == document.c.id)
    if documents is not None:
        query = query.where(document.c.id.in_(documents))
    empty = {"kind": Document.KIND, "part": "text", "names": "", "folded": "", "words": ""}
    return [{**empty, "record": row.id, "pupil": row.pupil} for row in database.read(query)]


def _drop(database: Database, records: Sequence[UUID], part: str = "") -> None:
    """Take records out of the index. FTS5 has to be told what it held."""
    for start in range(0, len(records), _MANY):
        some = [record.hex for record in records[start : start + _MANY]]
        where = f"record IN ({', '.join('?' * len(some))})" + (f" AND part = '{part}'" if part else "")
        numbers = f"SELECT number FROM search_row WHERE {where}"
        for index, columns in _INDEXES.items():
            names = ", ".join(columns)
            database.sql(
                f"INSERT INTO {index}({index}, rowid, {names}) SELECT 'delete', number, {names} FROM search_text WHERE number IN ({numbers})",
                tuple(some),
            )
        database.sql(f"DELETE FROM search_row WHERE {where}", tuple(some))


def _add(database: Database, rows: Sequence[dict[str, Any]]) -> None:
    if not rows:
        return
    first = _next_number(database)
    _fill(database, rows)
    for index, columns in _INDEXES.items():
        names = ", ".join(columns)
        database.sql(f"INSERT INTO {index}(rowid, {names}) SELECT number, {names} FROM search_text WHERE number >= ?", (first,))


def _fill(database: Database, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        first = _next_number(database)
        database.run(search_row.insert(), [{"number": first + place, **row} for place, row in enumerate(rows)])


def _next_number(database: Database) -> int:
    return int(database.sql("SELECT coalesce(max(number), 0) + 1 FROM search_row")[0][0])


def _index_is_sound(database: Database, index: str) -> bool:
    try:
        database.sql(f"INSERT INTO {index}({index}, rank) VALUES('integrity-check', 1)")
    except Trouble:
        return False
    return True
