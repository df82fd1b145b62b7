"""Bringing a notebook made by an older version up to this one, and refusing politely one made by a newer."""

from collections.abc import Callable
from pathlib import Path

from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.store.connection import DAMAGED, Database

REVISIONS = ("0001", "0002", "0003", "0004", "0005")
"""Every revision in order; a test holds them to the files, so that opening an up-to-date notebook need not load Alembic."""

MIGRATIONS = Path(__file__).parent / "migrations"
_NEWER = "This notebook was last opened by a newer SENDCo Desk. Install the newest version on this computer, then open it again."

_NOT_UPGRADED = "This older notebook could not be brought up to date, so it was left as it was. Open it with the version it was made with."


def revision_of(database: Database) -> str:
    """The revision of a notebook's tables; empty for a file that has none yet."""
    if not database.sql("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'"):
        return ""
    return str(next(iter(database.sql("SELECT version_num FROM alembic_version")), ("",))[0])


def needs_upgrade(database: Database) -> bool:
    """Whether an existing notebook is older than this app. Raises Refused for a newer one and Trouble for an empty file."""
    revision = revision_of(database)
    if not revision:
        raise Trouble(DAMAGED)
    if revision not in REVISIONS:
        raise Refused(_NEWER)
    return revision != REVISIONS[-1]


def upgrade(database: Database, afterwards: Callable[[], None]) -> None:
    """Run what is missing in one transaction: all of it or nothing. ``afterwards`` puts back what is derived from the tables.

    Foreign keys rest meanwhile, because SQLite changes a table by writing it anew; they are checked before it counts.
    """
    from alembic import command  # takes long to load, and only a new or an older notebook needs it
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = database.connection
    database.sql("PRAGMA foreign_keys=OFF")
    try:
        with database.transaction():
            command.upgrade(config, "head")
            if database.sql("PRAGMA foreign_key_check"):
                raise Trouble(_NOT_UPGRADED)
            afterwards()
    finally:
        database.sql("PRAGMA foreign_keys=ON")
