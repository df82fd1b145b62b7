"""What is being typed, kept as typed: one raw row per open form, neither checked nor audited, safe as soon as it is saved.

Beside it the notebook's few settings, kept the same way.
"""

from datetime import datetime

from sendco_desk.store.cells import moment_text
from sendco_desk.store.connection import Database


def save_draft(database: Database, form: str, text: str, now: datetime) -> None:
    """Keep what a form holds just now."""
    with database.transaction():
        database.sql("DELETE FROM draft WHERE form = ?", (form,))
        database.sql("INSERT INTO draft(form, text, saved_at) VALUES(?, ?, ?)", (form, text, moment_text(now)))


def drop_draft(database: Database, form: str) -> None:
    """The form was finished or thrown away."""
    with database.transaction():
        database.sql("DELETE FROM draft WHERE form = ?", (form,))


def all_drafts(database: Database) -> dict[str, str]:
    """What each form held when it was last saved, oldest first."""
    return dict(database.sql("SELECT form, text FROM draft ORDER BY saved_at, form"))


def setting_of(database: Database, name: str) -> str | None:
    """A setting's value, or None where it was never put."""
    rows = database.sql("SELECT value FROM setting WHERE name = ?", (name,))
    return str(rows[0][0]) if rows else None


def put_setting(database: Database, name: str, value: str) -> None:
    """Keep a setting."""
    with database.transaction():
        database.sql("DELETE FROM setting WHERE name = ?", (name,))
        database.sql("INSERT INTO setting(name, value) VALUES(?, ?)", (name, value))
