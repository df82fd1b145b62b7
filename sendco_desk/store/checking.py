"""The check of a whole notebook: whatever is not as it should be is found and named.

Nothing is changed but the search index, which follows from the rest: one that fell behind is made anew, and that is said.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from sendco_desk.domain.progress import Report
from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.store.attachments import Attachments
from sendco_desk.store.audit import Audit
from sendco_desk.store.backup import is_whole, needed_attachments, open_and_count
from sendco_desk.store.connection import DAMAGED, Database
from sendco_desk.store.keys import Keys
from sendco_desk.store.layout import BACKUP_LIST
from sendco_desk.store.listing import read_list
from sendco_desk.store.search import in_step, rebuild


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRow:
    """One thing that was checked, whether it is well, and a sentence or figure about it."""

    name: str
    ok: bool
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What of an open notebook is checked."""

    database: Database
    audit: Audit
    attachments: Attachments
    keys: Keys
    backup_places: Callable[[], tuple[Path, ...]]  # asked late: on a damaged file it cannot be answered


Finding = tuple[bool, str]


def check(notebook: Checked, report: Report) -> list[CheckRow]:
    """Check everything; one that cannot be finished counts as failed and says why."""
    checks: tuple[tuple[str, Callable[[Checked], Finding]], ...] = (
        ("cipher", _cipher), ("database", _database), ("audit chain", _audit), ("attachments", _attachments), ("search", _search),
        ("backups", _backups),
    )
    rows = []
    for done, (name, ask) in enumerate(checks):
        report(done, len(checks))
        try:
            ok, detail = ask(notebook)
        except Trouble as trouble:
            ok, detail = False, trouble.message
        rows.append(CheckRow(name=name, ok=ok, detail=detail))
    report(len(checks), len(checks))
    return rows


def _cipher(notebook: Checked) -> Finding:
    """Every page's own seal, in the file itself rather than in the log beside it."""
    notebook.database.sql("PRAGMA wal_checkpoint(TRUNCATE)")
    faults = notebook.database.sql("PRAGMA cipher_integrity_check")
    pages = notebook.database.sql("PRAGMA page_count")[0][0]
    return (False, DAMAGED) if faults else (True, f"All {pages} pages of the notebook’s file are whole.")


def _database(notebook: Checked) -> Finding:
    sound = notebook.database.sql("PRAGMA integrity_check") == [("ok",)] and not notebook.database.sql("PRAGMA foreign_key_check")
    return (True, "The tables hold together.") if sound else (False, DAMAGED)


def _audit(notebook: Checked) -> Finding:
    count, broken = notebook.audit.length(), list(notebook.audit.broken_links())
    if broken:
        return False, f"The history was changed from outside at {_numbered(broken)}. Restore the newest backup to a new folder and compare the two."
    return True, f"{count} deeds, and none is missing or changed."


def _attachments(notebook: Checked) -> Finding:
    needed = needed_attachments(notebook.database)
    lost = [name for name in needed if not is_whole(notebook.attachments, name)]
    if lost:
        return False, f"{len(lost)} of {len(needed)} documents are damaged or missing. A backup may hold them: add them again from there."
    return True, f"{len(needed)} of {len(needed)} documents are there and whole."


def _search(notebook: Checked) -> Finding:
    if in_step(notebook.database):
        return True, "Everything in the notebook can be found."
    with notebook.database.transaction():
        rebuild(notebook.database)
    return False, "Search had fallen behind the notebook and was made anew just now. Nothing is lost."


def _backups(notebook: Checked) -> Finding:
    folders = [folder for place in notebook.backup_places() for folder in _listed_in(place)]
    faults = [folder.name for folder in folders if not _opens(folder, notebook.keys)]
    if faults:
        return False, f"These backups are damaged: {', '.join(faults)}. Make a new backup now."
    return bool(folders), f"{len(folders)} of {len(folders)} backups open." if folders else "There is no backup yet. Make one now."


def _listed_in(place: Path) -> Iterable[Path]:
    return sorted(folder for folder in place.iterdir() if (folder / BACKUP_LIST).is_file()) if place.is_dir() else ()


def _opens(folder: Path, keys: Keys) -> bool:
    """Whether a backup opens and has every file at its full size; ``verify_backup`` also reads each to its end."""
    try:
        listed = read_list(folder)
        if listed.notebook == keys.notebook:
            open_and_count(folder, keys, listed.counts)
    except (Refused, Trouble):
        return False
    return all((folder / file.path).is_file() and (folder / file.path).stat().st_size == file.size for file in listed.files)


def _numbered(deeds: list[int]) -> str:
    return ("deed " if len(deeds) == 1 else "deeds ") + ", ".join(map(str, deeds[:10])) + (" and others" if len(deeds) > 10 else "")
