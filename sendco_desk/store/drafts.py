"""What is being typed, kept as typed: one raw row per open form, neither checked nor audited, safe as soon as it is saved.

Beside it the notebook's few settings, kept the same way.
"""

from datetime import datetime

import sqlalchemy as sa

from sendco_desk.store.connection import Database
from sendco_desk.store.tables import draft, setting


def save_draft(database: Database, form: str, text: str, now: datetime) -> None:
    """Keep what a form holds just now."""
    with database.transaction():
        database.run(draft.delete().where(draft.c.form == form))
        database.run(draft.insert(), {"form": form, "text": text, "saved_at": now})


def drop_draft(database: Database, form: str) -> None:
    """The form was finished or thrown away."""
    with database.transaction():
        database.run(draft.delete().where(draft.c.form == form))


def all_drafts(database: Database) -> dict[str, str]:
    """What each form held when it was last saved, oldest first."""
    rows = database.read(sa.select(draft.c.form, draft.c.text).order_by(draft.c.saved_at, draft.c.form))
    return {row.form: row.text for row in rows}


def setting_of(database: Database, name: str) -> str | None:
    """A setting's value, or None where it was never put."""
    rows = database.read(sa.select(setting.c.value).where(setting.c.name == name))
    return str(rows[0].value) if rows else None


def put_setting(database: Database, name: str, value: str) -> None:
    """Keep a setting."""
    with database.transaction():
        database.run(setting.delete().where(setting.c.name == name))
        database.run(setting.insert(), {"name": name, "value": value})
