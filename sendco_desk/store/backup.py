"""Backups: each a dated folder, whole in itself, that is not called a backup until it was opened and checked; and restoring one.

A backup holds both header copies, an encrypted snapshot of the database, every document (linked where the disk can, else copied) and
the list of its files. It is made under another name beside its place and renamed at the very end.
"""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import TypeVar

from sendco_desk.domain.progress import Report, unreported
from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.store.attachments import Attachments
from sendco_desk.store.clock import Clock, now_here
from sendco_desk.store.connection import OWNER_ONLY, Database, opened_to_read
from sendco_desk.store.disk import disk_failures, replace, write_durably
from sendco_desk.store.header_file import COPIES, is_sealed, read_copies, rendered
from sendco_desk.store.keys import Keys
from sendco_desk.store.layout import BACKUP_LIST, BACKUPS, DATABASE, OPENER, OPENER_TEXT
from sendco_desk.store.listing import DAMAGED, Listed, facts_of, read_list, written
from sendco_desk.store.lock import open_elsewhere
from sendco_desk.store.places import why_not_here
from sendco_desk.store.windows import sync_folder

T = TypeVar("T")
_NOT_WHOLE = "The backup could not be checked, so it does not count as one. The notebook is safe; try again, or choose another disk."
_INSIDE = "Keep backups outside the notebook’s own folder, or leave the place empty for the usual one."
_ANOTHER = "This backup belongs to another notebook. Choose a backup of this one."
_WITHIN = "A backup cannot be restored into itself. Choose another folder."


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupMade:
    """A finished backup. ``missing`` counts documents whose files the notebook itself had lost by then."""

    folder: Path
    at: datetime
    files: int
    bytes: int
    missing: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """A notebook that stands again. ``kept`` is where what stood there before now is; None where there was nothing."""

    folder: Path
    kept: Path | None
    made: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What is backed up: an open notebook's database, folder and keys."""

    database: Database
    folder: Path
    keys: Keys


def make_backup(source: Source, now: datetime, to: Path | None = None, report: Report = unreported) -> BackupMade:
    """Back up an open notebook. Raises Trouble, Refused or Cancelled, and then leaves nothing behind."""
    place = _place(source.folder, to)
    live = Attachments(source.folder, source.keys)
    step = _stepping(report, 2 * len(live.names()) + 6)
    with _staging(place, source.keys) as staging:
        counts = _copy_core(source, staging)
        step()
        names = live.names()  # after the snapshot: a document's file is always there before the row that names it
        missing = _bring(names, live, Attachments(staging, source.keys), [old.folder for old in found_in(place, source.keys.notebook)], step)
        needed = open_and_count(staging, source.keys, counts)
        step()
        missing |= needed - set(names)
        files = tuple(facts_of(staging, path) for path in _stepped(_files_of(staging), step))
        listed = Listed(notebook=source.keys.notebook, made=now, counts=counts, files=files, missing=tuple(sorted(missing)))
        write_durably(staging / BACKUP_LIST, written(listed))
        _sync_tree(staging)
        final = _free_name(place, f"{now:%Y-%m-%d %H%M%S}")
        with disk_failures():
            replace(staging, final)
            sync_folder(place)
    return _made(final, listed)


def found_in(place: Path, notebook: str) -> list[BackupMade]:
    """The finished backups of a notebook that stand in a folder, newest first. A place that is unplugged has none just now."""
    made = []
    try:
        folders = [folder for folder in place.iterdir() if (folder / BACKUP_LIST).is_file()]
    except OSError:
        return []
    for folder in folders:
        try:
            listed = read_list(folder)
        except (Refused, Trouble):  # damaged: it does not count, and the check of the notebook names it
            continue
        if listed.notebook == notebook:
            made.append(_made(folder, listed))
    return sorted(made, key=lambda backup: (backup.at, backup.folder.name), reverse=True)


def verify_backup(folder: Path, keys: Keys | None = None, report: Report = unreported) -> BackupMade:
    """Read every byte of a backup and compare it with its list; with the keys open, count and decrypt it too."""
    listed = read_list(folder)
    if keys is not None and keys.notebook != listed.notebook:
        raise Refused(_ANOTHER, field="backup")
    for done, file in enumerate(listed.files):
        report(done, len(listed.files))
        if not (folder / file.path).is_file() or facts_of(folder, folder / file.path) != file:
            raise Trouble(DAMAGED)
    if keys is not None:
        open_with_keys(folder, keys, listed)
    report(len(listed.files), len(listed.files))
    return _made(folder, listed)


def restore(backup: Path, to: Path, report: Report = unreported, *, keys: Keys | None = None, now: Clock = now_here) -> Restored:
    """Make the notebook in ``to`` what it was when the backup was made. What stood there is moved aside first.

    Every file is compared with the backup's list as it is copied, which needs no passphrase; with the keys the copy is also
    opened, counted and decrypted. Raises Refused, Trouble or Cancelled, and then nothing has moved.
    """
    listed = read_list(backup)
    _refuse_place(backup, to, now())
    staging = to.with_name(f"{to.name}.part")
    shutil.rmtree(staging, ignore_errors=True)  # what a killed restore left
    try:
        _copy(backup, staging, listed, report)
        if keys is not None:
            open_with_keys(staging, keys, listed)
        _sync_tree(staging)
        return Restored(folder=to, kept=_take_place(staging, to, now()), made=listed.made)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def open_with_keys(folder: Path, keys: Keys, listed: Listed) -> None:
    """Open a copy's database, count its rows and decrypt every document it needs. Raises Trouble for any damage."""
    needed = open_and_count(folder, keys, listed.counts)
    attachments = Attachments(folder, keys)
    for name in sorted(needed - set(listed.missing)):
        attachments.verify(name)


def open_and_count(folder: Path, keys: Keys, counts: dict[str, int]) -> set[str]:
    """Check the cipher, the structure and the number of rows of a snapshot; tells which documents it needs."""
    database = opened_to_read(folder / DATABASE, keys.database())
    try:
        if database.sql("PRAGMA cipher_integrity_check") or database.sql("PRAGMA quick_check") != [("ok",)] or counted(database) != counts:
            raise Trouble(_NOT_WHOLE)
        return needed_attachments(database)
    finally:
        database.close()


def counted(database: Database) -> dict[str, int]:
    """The rows of each table that a notebook of its age has."""
    from sendco_desk.store.tables import metadata  # not at the top: the window asks for the last backup as soon as a notebook is open

    there = {name for name, in database.sql("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return {name: int(database.sql(f'SELECT count(*) FROM "{name}"')[0][0]) for name in sorted(there & set(metadata.tables))}


def needed_attachments(database: Database) -> set[str]:
    """The files that the notebook's rows name."""
    from sendco_desk.store.tables import attachment_columns

    there = {tuple(row) for row in database.sql("SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c")}
    columns = [column for column in attachment_columns() if (column.table.name, column.name) in there]  # an older snapshot has fewer
    queries = (f'SELECT DISTINCT "{column.name}" FROM "{column.table.name}"' for column in columns)
    return {str(name) for query in queries for name, in database.sql(query) if name}


def _refuse_place(backup: Path, to: Path, now: datetime) -> None:
    why = why_not_here(to) or (open_elsewhere(to, now) if to.exists() else "")
    if why:
        raise Refused(why, field="to")
    if to.resolve().is_relative_to(backup.resolve()):
        raise Refused(_WITHIN, field="to")


def _copy(backup: Path, staging: Path, listed: Listed, report: Report) -> None:
    for done, file in enumerate(listed.files):
        report(done, len(listed.files))
        source, target = backup / file.path, staging / file.path
        if not source.is_file():
            raise Trouble(DAMAGED)
        with disk_failures():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
        if facts_of(staging, target) != file:
            raise Trouble(DAMAGED)
    report(len(listed.files), len(listed.files))


def _take_place(staging: Path, to: Path, now: datetime) -> Path | None:
    """Move aside what is there, then rename. Should the second step fail, the first is taken back."""
    kept = _free_name(to.parent, f"{to.name} before restore {now:%Y-%m-%d %H%M%S}") if to.exists() else None
    with disk_failures():
        if kept is not None:
            replace(to, kept)
        try:
            replace(staging, to)
        except OSError:
            if kept is not None:
                replace(kept, to)
            raise
        sync_folder(to.parent)
    return kept


def _made(folder: Path, listed: Listed) -> BackupMade:
    size = sum(file.size for file in listed.files)
    return BackupMade(folder=folder, at=listed.made, files=len(listed.files), bytes=size, missing=len(listed.missing))


def _place(folder: Path, to: Path | None) -> Path:
    """Where the backup goes; the folder is made."""
    usual = folder / BACKUPS
    place = usual if to is None else to
    if place.resolve() != usual.resolve() and place.resolve().is_relative_to(folder.resolve()):
        raise Refused(_INSIDE, field="to")
    if place.exists() and not place.is_dir():
        raise Refused("That is a file: choose a folder for the backups.", field="to")
    with disk_failures():
        place.mkdir(parents=True, exist_ok=True)
    return place


@contextmanager
def _staging(place: Path, keys: Keys) -> Iterator[Path]:
    """A folder under another name, gone at the end unless it was renamed. What a killed backup left is swept away first."""
    staging = place / f"{keys.notebook[:12]}.part"
    shutil.rmtree(staging, ignore_errors=True)
    try:
        with disk_failures():
            staging.mkdir()
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _copy_core(source: Source, staging: Path) -> dict[str, int]:
    """The header, both copies alike, and the snapshot; tells how many rows of each kind it must hold."""
    trusted = next((header for header in read_copies(source.folder).newest if is_sealed(header, source.keys)), None)
    if trusted is None:
        raise Trouble(_NOT_WHOLE)
    for copy in COPIES:
        write_durably(staging / copy, rendered(trusted))
    write_durably(staging / OPENER, OPENER_TEXT)
    with disk_failures():
        (staging / DATABASE).touch(mode=OWNER_ONLY)  # SQLite fills an empty file as it finds it
    with source.database.lock:
        counts = counted(source.database)
        source.database.sql("VACUUM INTO ?", (str(staging / DATABASE),))
    return counts


def _bring(names: Iterable[str], live: Attachments, copy: Attachments, former: list[Path], step: Callable[[], None]) -> set[str]:
    """Bring each document's file; tells which could not be brought because the notebook itself has lost them."""
    lost = set()
    for name in _stepped(names, step):
        target = copy.path(name)
        with disk_failures():
            target.parent.mkdir(parents=True, exist_ok=True)
        relative = target.relative_to(copy.root.parent)
        linked = any(_linked(folder / relative, target) and is_whole(copy, name) for folder in (live.root.parent, *former[:1]))
        if linked or (_copied(live.path(name), target) and is_whole(copy, name)):
            continue
        if is_whole(live, name):
            raise Trouble(_NOT_WHOLE)
        target.unlink(missing_ok=True)
        lost.add(name)
    return lost


def _linked(source: Path, target: Path) -> bool:
    """Whether the disk let the file have a second name. A former try's is taken away first."""
    target.unlink(missing_ok=True)
    try:
        os.link(source, target)
    except OSError:
        return False
    return True


def _copied(source: Path, target: Path) -> bool:
    with disk_failures():
        target.unlink(missing_ok=True)
        shutil.copyfile(source, target)
    return True


def is_whole(attachments: Attachments, name: str) -> bool:
    """Whether a document is there and decrypts to what came in."""
    try:
        attachments.verify(name)
    except Trouble:
        return False
    return True


def _sync_file(path: Path) -> None:
    with disk_failures(), path.open("r+b") as file:
        os.fsync(file.fileno())


def _sync_tree(folder: Path) -> None:
    """Make a whole folder durable: its files and the names in it."""
    with disk_failures():
        for inner in folder.rglob("*"):
            if inner.is_dir():
                sync_folder(inner)
            else:
                _sync_file(inner)
        sync_folder(folder)


def _files_of(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _free_name(place: Path, name: str) -> Path:
    """The name, or the name and a number where it is taken."""
    names = (place / (name if number == 1 else f"{name} {number}") for number in range(1, 10_000))
    return next(path for path in names if not path.exists())


def _stepping(report: Report, total: int) -> Callable[[], None]:
    """Reports one more step each time it is called."""
    done = count(1)
    return lambda: report(min(next(done), total), total)


def _stepped(things: Iterable[T], step: Callable[[], None]) -> Iterator[T]:
    for thing in things:
        step()
        yield thing
