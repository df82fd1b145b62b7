"""An open notebook: frozen records in and out, every change an audited deed. Hold one and hand it to the services.

To open a notebook and look at its records loads neither SQLAlchemy nor what only a deed, a search or a backup needs: each method
imports its own.
"""

import json
import shutil
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from sendco_desk.domain.kinds import KINDS
from sendco_desk.domain.progress import Report, unreported
from sendco_desk.domain.records import Record, pupil_of
from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.store import drafts
from sendco_desk.store.attachments import Attachments
from sendco_desk.store.clock import Clock, now_here
from sendco_desk.store.connection import MISSING, Database, opened
from sendco_desk.store.disk import disk_failures, write_durably
from sendco_desk.store.header import Say, create_header, people, unlock, unsaid
from sendco_desk.store.keys import Keys
from sendco_desk.store.layout import BACKUP_LIST, BACKUPS, DATABASE, OPENER, OPENER_TEXT
from sendco_desk.store.lock import NotebookLock
from sendco_desk.store.migrate import needs_upgrade, upgrade
from sendco_desk.store.places import why_not_here
from sendco_desk.store.reading import R, Reading
from sendco_desk.store.search_made import is_as_defined
from sendco_desk.store.slots import Cost, Person, Role, measured_cost

if TYPE_CHECKING:
    from sendco_desk.store.audit import Audit, Deed, DeedFacts
    from sendco_desk.store.backup import BackupMade
    from sendco_desk.store.checking import CheckRow
    from sendco_desk.store.page import Page
    from sendco_desk.store.search import Hit
    from sendco_desk.store.undo import Undone

_BACKUP = "This is a backup, which stays as it is. Restore it to a new folder and open that."
_PLACES = "backup_places"  # a setting: where backups were made besides the usual folder


def create_notebook(
    folder: Path, *, person_name: str, passphrase: str, role: Role = Role.SENDCO, cost: Cost | None = None, clock: Clock = now_here,
) -> tuple["Notebook", str]:
    """Make a notebook in a new or empty folder and open it. Returns it with the recovery code, which is shown this once."""
    _refuse_place(folder)
    existed = folder.exists()
    with disk_failures():
        if existed and any(folder.iterdir()):
            raise Refused("This folder is not empty. Choose a new folder for the notebook.", field="folder")
        folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as undoing:
        undoing.callback(_clear, folder, existed)
        _, code = create_header(folder, person_name, role, passphrase, cost or measured_cost(), clock())
        write_durably(folder / OPENER, OPENER_TEXT)
        notebook = _opened(folder, passphrase, None, clock, new=True)
        undoing.pop_all()
    return notebook, code


def open_notebook(
    folder: Path, passphrase: str, person_name: str | None = None, *, clock: Clock = now_here, report: Report = unreported,
    say: Say = unsaid,
) -> "Notebook":
    """Open a notebook: its lock, its key, its database, brought up to date if an older version made it.

    An older notebook is backed up before it is changed. ``say`` takes a sentence about something that was mended on the way.
    """
    if (folder / BACKUP_LIST).exists():
        raise Refused(_BACKUP, field="folder")
    people(folder)  # says so when this is no notebook, before anything is written into the folder
    _refuse_place(folder)
    return _opened(folder, passphrase, person_name, clock, say=say, report=report)


def _opened(
    folder: Path, passphrase: str, person_name: str | None, clock: Clock, *, new: bool = False, say: Say = unsaid, report: Report = unreported,
) -> "Notebook":
    with ExitStack() as closing:
        lock = NotebookLock(folder, clock())
        closing.callback(lock.release)
        keys, person = unlock(folder, passphrase, person_name, say=say)
        if not new and not (folder / DATABASE).exists():
            raise Trouble(MISSING)
        database = opened(folder / DATABASE, keys.database())
        closing.callback(database.close)
        notebook = Notebook(folder, person, keys, database, lock, clock)
        if new:
            upgrade(database, notebook.prepare_derived)
        elif needs_upgrade(database):
            notebook.backup(report=report)
            upgrade(database, notebook.prepare_derived)
        elif not is_as_defined(database):
            with database.transaction():
                notebook.prepare_derived()
        notebook.attachments.clear_leftovers()
        closing.pop_all()
    return notebook


def _refuse_place(folder: Path) -> None:
    why = why_not_here(folder)
    if why:
        raise Refused(why, field="folder")


def _clear(folder: Path, existed: bool) -> None:
    """After a notebook could not be made: leave the place as it was found."""
    shutil.rmtree(folder, ignore_errors=True)
    if existed:
        folder.mkdir()


def load_ahead() -> None:
    """Import what deeds, searches and backups need, while nobody waits for it."""
    import sqlalchemy.dialects.sqlite  # noqa: F401

    import sendco_desk.store.backup
    import sendco_desk.store.history
    import sendco_desk.store.undo  # noqa: F401


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """What a notebook held at one moment. It needs no connection, so it may travel to another thread or process."""

    folder: Path
    keys: Keys
    records: tuple[Record, ...]

    def all(self, kind: type[R]) -> list[R]:
        """Every record of a kind, in the order in which they were added."""
        return [record for record in self.records if isinstance(record, kind)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """What one deed has changed: the kinds of record, and whose they are (None for the school's own)."""

    kinds: frozenset[str]
    pupils: frozenset[UUID | None]


class Notebook(Reading):
    """An open notebook. Its records are asked as ``Reading`` says and changed through ``writing``."""

    def __init__(self, folder: Path, person: Person, keys: Keys, database: Database, lock: NotebookLock, clock: Clock) -> None:
        super().__init__(database)
        self.folder = folder
        self.notebook_id = keys.notebook
        self.person = person
        self.keys = keys
        self.attachments = Attachments(folder, keys)
        self.clock = clock
        self._lock = lock
        self._touched: list[Touched] = []

    @cached_property
    def _audit(self) -> "Audit":
        from sendco_desk.store.audit import Audit
        from sendco_desk.store.sealing import Sealing

        return Audit(self._database, Sealing(self._database, self.keys.audit()), self.keys.audit())

    @contextmanager
    def writing(self, deed: str, pupil: UUID | None = None) -> "Iterator[Page]":
        """One deed: all of it lands or none. ``deed`` is its line in the history ("Added an entry"), without any name."""
        from sendco_desk.store.audit import DeedFacts

        with self._deed(DeedFacts(at=self.clock(), by=self.person.name, words=deed, pupil=pupil)) as page:
            yield page

    @contextmanager
    def _deed(self, facts: "DeedFacts") -> "Iterator[Page]":
        from sendco_desk.store.page import Page
        from sendco_desk.store.search import refresh

        with self._database.lock, ExitStack() as failing:  # until it is noted: nobody may read what it changed and not learn of the deed
            failing.callback(self._audit.forget)
            with self._database.transaction():
                page = Page(self._database)
                yield page
                changes = page.changes()
                if changes:
                    self._audit.write(facts, changes)
                refresh(self._database, changes, page.texts)
            failing.pop_all()
            if changes:
                self._touched.append(Touched(kinds=page.changed, pupils=frozenset(pupil_of(change.record) for change in changes)))

    def touched_since(self, mark: int) -> "tuple[int, list[Touched]]":
        """What the deeds since a mark have changed, and the mark to ask with next time; 0 asks for all since it was opened."""
        with self._database.lock:
            return len(self._touched), self._touched[mark:]

    def snapshot(self, pupil: UUID | None = None) -> Snapshot:
        """The records as they are now, as plain data for slow work: all of them, or the school's and one pupil's."""
        with self._database.lock:
            return Snapshot(folder=self.folder, keys=self.keys, records=tuple(
                record for kind in KINDS for record in self.all(kind) if pupil is None or pupil_of(record) in (None, pupil)
            ))

    def search(self, words: str, *, kinds: Collection[str] = (), limit: int = 50) -> "list[Hit]":
        """What the words find: pupils by name first, then other names, then words, newest first."""
        from sendco_desk.store.search import search

        return search(self._database, words, kinds, limit)

    def deeds(self, limit: int = 50, pupil: UUID | None = None) -> "list[Deed]":
        """The history, newest first: all of it, or what touched one pupil."""
        from sendco_desk.store import history

        return history.deeds(self._audit, limit, pupil)

    def last_undoable(self) -> "Deed | None":
        """What Undo would undo now."""
        from sendco_desk.store import history

        return history.last_undoable(self._audit)

    def undo(self, number: int | None = None) -> "Undone":
        """Undo a deed, by default the last one not undone yet; undoing an undo does it again.

        Raises Refused where a later change rests on it. It is itself a deed, so nothing is ever lost.
        """
        from sendco_desk.store import history, undo
        from sendco_desk.store.audit import DeedFacts

        with self._database.lock:
            deed = history.to_undo(self._audit, number)
            facts = DeedFacts(at=self.clock(), by=self.person.name, words=undo.words_of(deed), pupil=deed.pupil, undoes=deed.number)
            with self._deed(facts) as page:
                undo.put_back(page, self._database, self._audit.changes(deed.number), facts.at)
            return undo.Undone(words=deed.words, changed=page.changed)

    def draft(self, form: str) -> str | None:
        """What a form held when it was last saved."""
        return self.drafts().get(form)

    def save_draft(self, form: str, text: str) -> None:
        """Keep what a form holds; when this returns it survives a crash."""
        drafts.save_draft(self._database, form, text, self.clock())

    def drop_draft(self, form: str) -> None:
        """The form was finished or thrown away."""
        drafts.drop_draft(self._database, form)

    def drafts(self) -> dict[str, str]:
        """Every form with a draft, oldest first."""
        return drafts.all_drafts(self._database)

    def setting(self, name: str) -> str | None:
        """A setting's value, or None where it was never put."""
        return drafts.setting_of(self._database, name)

    def put_setting(self, name: str, value: str) -> None:
        """Keep a setting of this notebook."""
        drafts.put_setting(self._database, name, value)

    def check(self, report: Report = unreported) -> "list[CheckRow]":
        """Check the cipher, the tables, the audit's chain, the documents, search and the backups."""
        from sendco_desk.store.checking import Checked, check

        checked = Checked(
            database=self._database, audit=self._audit, attachments=self.attachments, keys=self.keys, backup_places=self.backup_places,
        )
        return check(checked, report)

    def backup(self, to: Path | None = None, report: Report = unreported) -> "BackupMade":
        """Make a backup in the usual folder, or in another one, which is remembered."""
        from sendco_desk.store.backup import Source, make_backup

        made = make_backup(Source(database=self._database, folder=self.folder, keys=self.keys), self.clock(), to, report)
        if made.folder.parent not in self.backup_places():
            places = [str(place.absolute()) for place in (*self.backup_places()[1:], made.folder.parent)]
            self.put_setting(_PLACES, json.dumps(places))
        return made

    def backups(self) -> "list[BackupMade]":
        """Every finished backup that can be reached just now, newest first."""
        from sendco_desk.store.backup import found_in

        made = [backup for place in self.backup_places() for backup in found_in(place, self.notebook_id)]
        return sorted(made, key=lambda backup: backup.at, reverse=True)

    def last_backup(self) -> "BackupMade | None":
        """The newest backup that can be reached; looked for on disk each time, because a stick may be gone."""
        return next(iter(self.backups()), None)

    def backup_places(self) -> tuple[Path, ...]:
        """The usual folder first, then the others that backups were made in."""
        return (self.folder / BACKUPS, *map(Path, json.loads(self.setting(_PLACES) or "[]")))

    def prepare_derived(self) -> None:
        """Put back what follows from the tables: the audit's guard and the search index. After every upgrade."""
        from sendco_desk.store.audit import guard
        from sendco_desk.store.search import rebuild

        guard(self._database)
        rebuild(self._database)

    @property
    def closed(self) -> bool:
        """Whether the file was let go of, so that nothing can be read or written any more."""
        return self._database.closed

    def close(self) -> None:
        """Let the notebook go. Closing twice is no harm."""
        if not self.closed:
            self._database.close()
            self._lock.release()
