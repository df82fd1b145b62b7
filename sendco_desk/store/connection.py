"""The one connection that an open notebook owns: encrypted, exclusive, durable, behind a lock.

Every statement passes through here, so that a full disk or a damaged file is told in one sentence wherever it is met. SQLAlchemy is
put over the connection when the first statement built from the tables is run: to load it takes longer than to open a notebook.
"""
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2

from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.store.disk import DISK_FULL, disk_failures

if TYPE_CHECKING:
    import sqlalchemy as sa

DAMAGED = (
    "The notebook’s file is damaged, so it was left as it is. Restore the newest backup to a new folder: every backup was checked when "
    "it was made."
)
MISSING = "The notebook’s file is missing from its folder. Put the folder back as it was, or restore the newest backup to a new folder."
_BUSY = "Another program has the notebook’s file open. Close it there, then try again; the notebook is safe."
_READ_ONLY = "The notebook’s file can only be read here. Nothing was lost; move the notebook to a folder of your own and try again."
_FAILING = "The disk could not be read or written. Everything saved before is kept; check the disk, then open the notebook again."
_RESTS = "Another record in the notebook is tied to this one. Remove what is tied to it first, or choose a record that is still there."

OWNER_ONLY = 0o600

# told apart by the first two words of SQLite's own name for the failure
_TROUBLES = {
    "SQLITE_FULL": DISK_FULL,
    "SQLITE_CORRUPT": DAMAGED,
    "SQLITE_NOTADB": DAMAGED,
    "SQLITE_IOERR": _FAILING,
    "SQLITE_BUSY": _BUSY,
    "SQLITE_LOCKED": _BUSY,
    "SQLITE_READONLY": _READ_ONLY,
    "SQLITE_CANTOPEN": _READ_ONLY,
    "SQLITE_PERM": _READ_ONLY,
}

_OF_ITS_OWN = ("locking_mode=EXCLUSIVE", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON", "temp_store=MEMORY",
               "cache_size=-65536")
_TO_READ = ("query_only=ON", "temp_store=MEMORY")


@contextmanager
def database_failures() -> Iterator[None]:
    """Turn what SQLite says about a file into a Trouble that says what to do. Anything else is a bug and stays one."""
    try:
        yield
    except dbapi2.Error as error:
        _tell(error)
        raise


@contextmanager
def _core_failures() -> Iterator[None]:
    """The same for what SQLite says through SQLAlchemy."""
    from sqlalchemy.exc import DBAPIError

    try:
        yield
    except DBAPIError as error:
        _tell(error.orig)
        raise


def _tell(error: BaseException | None) -> None:
    name = str(getattr(error, "sqlite_errorname", ""))
    if name == "SQLITE_CONSTRAINT_FOREIGNKEY" or "FOREIGN KEY" in str(error):
        raise Refused(_RESTS) from error
    sentence = _TROUBLES.get("_".join(name.split("_")[:2]))
    if sentence is not None:
        raise Trouble(sentence) from error


def opened(path: Path, key: str) -> "Database":
    """The database file, unlocked with its raw key and held exclusively. A new file, for its owner only, is made where there is none."""
    with disk_failures():
        path.touch(mode=OWNER_ONLY)
    return _database(path, key, _OF_ITS_OWN)


def opened_to_read(path: Path, key: str) -> "Database":
    """A snapshot that nobody writes to, such as a backup's."""
    if not path.exists():
        raise Trouble(MISSING)
    return _database(path, key, _TO_READ)


def _database(path: Path, key: str, pragmas: Sequence[str]) -> "Database":
    with database_failures():
        raw = dbapi2.connect(str(path), timeout=1, isolation_level=None, check_same_thread=False, cached_statements=256)
        try:
            raw.execute("PRAGMA cipher_log_level=NONE")
            raw.execute(f"PRAGMA key=\"x'{key}'\"")
            for pragma in pragmas:
                raw.execute(f"PRAGMA {pragma}").fetchall()
            raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except dbapi2.Error:
            raw.close()
            raise
        return Database(raw)


class Database:
    """An open notebook's file. Reads stand alone; writes belong in a ``transaction``."""

    def __init__(self, raw: dbapi2.Connection) -> None:
        self.lock = RLock()
        self.closed = False
        self._raw = raw
        self._core: sa.Connection | None = None

    @property
    def connection(self) -> "sa.Connection":
        """SQLAlchemy over the one connection there is."""
        if self._core is None:
            import sqlalchemy as sa

            engine = sa.create_engine(
                "sqlite+pysqlite://", module=dbapi2, creator=lambda: self._raw, poolclass=sa.pool.StaticPool, pool_reset_on_return=None,
                isolation_level="AUTOCOMMIT", hide_parameters=True,  # a failing statement must not show a child's data in a report
            )
            self._core = engine.connect()
            self._core.begin()  # in its own eyes, once and for all, so that neither it nor Alembic ends what is begun here
        return self._core

    def run(self, statement: "sa.Executable", rows: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None) -> "sa.CursorResult[Any]":
        """Run a statement that was built from the tables."""
        with self.lock, _core_failures():
            return self.connection.execute(statement, rows)

    def read(self, statement: "sa.Executable", values: Mapping[str, Any] | None = None) -> "Sequence[sa.Row[Any]]":
        """All rows of a query that was built from the tables."""
        with self.lock, _core_failures():
            return self.connection.execute(statement, values).fetchall()

    def sql(self, text: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """Run plain SQLite: the records themselves, pragmas, full-text search, transactions."""
        with self.lock, database_failures():
            return list(self._raw.execute(text, values))

    @property
    def in_transaction(self) -> bool:
        """Whether a deed is being written just now."""
        return bool(self._raw.in_transaction)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it lands or none of it does. Nobody else reads or writes meanwhile."""
        with self.lock:
            if self.in_transaction:
                raise RuntimeError("one deed cannot be written inside another")
            self.connection  # noqa: B018  # made now, because SQLAlchemy ends whatever is begun when it first meets a connection
            self.sql("BEGIN IMMEDIATE")
            try:
                yield
                self.sql("COMMIT")
            finally:
                if self.in_transaction:  # SQLite may have rolled back by itself, as on a full disk
                    self.sql("ROLLBACK")

    def close(self) -> None:
        """Fold the write-ahead log into the file and let it go."""
        with self.lock:
            self.closed = True
            if self._core is not None:
                self._core.close()
                self._core.engine.dispose()
            self._raw.close()
