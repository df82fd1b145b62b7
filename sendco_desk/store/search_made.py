"""How the search index is made, and whether a notebook's was made so: asked on every opening, so it loads nothing else of search."""

from hashlib import sha256

from sendco_desk.store.connection import Database
from sendco_desk.store.drafts import setting_of

DERIVED = (
    "DROP TABLE IF EXISTS name_index",
    "DROP TABLE IF EXISTS word_index",
    "DROP VIEW IF EXISTS search_text",
    """CREATE VIEW search_text AS SELECT number, kind, record, pupil, names, folded,
       CASE part WHEN 'text' THEN (SELECT text FROM document_text WHERE document = record) ELSE words END AS words FROM search_row""",
    """CREATE VIRTUAL TABLE name_index USING fts5(kind, folded, content='search_text', content_rowid='number',
       tokenize='trigram')""",
    """CREATE VIRTUAL TABLE word_index USING fts5(kind, pupil, names, words, content='search_text', content_rowid='number',
       tokenize='porter unicode61 remove_diacritics 2', prefix='3')""",
)
MADE_AS = "search_made_as"
"""The setting that keeps by which definition it was made."""


def is_as_defined(database: Database) -> bool:
    """Whether the index was made the way this version makes it; if not, it wants a ``rebuild``."""
    return setting_of(database, MADE_AS) == definition()


def definition() -> str:
    """The mark of this version's way."""
    return sha256("\n".join(DERIVED).encode()).hexdigest()
