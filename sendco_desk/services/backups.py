"""Deeds that keep the notebook safe: back up, restore, and check everything from the cipher to the search."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sendco_desk.domain.dates import shown
from sendco_desk.domain.progress import Report, unreported
from sendco_desk.services.clockwork import Clock, today

if TYPE_CHECKING:
    from sendco_desk.store.backup import BackupMade, Restored
    from sendco_desk.store.checking import CheckRow
    from sendco_desk.store.notebook import Notebook

OLD_AFTER_DAYS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupLight:
    """How safe the notebook is, in words: `Backed up Wed 11 Nov`."""

    words: str
    state: str


@dataclass(frozen=True, slots=True)
class Backups:
    """Deeds that keep the notebook safe."""

    book: "Notebook"
    clock: Clock

    def make(self, to: Path | None = None, report: Report = unreported) -> "BackupMade":
        """Make a backup, in the notebook's own folder or where the person chose. It counts only once opened and checked."""
        return self.book.backup(to, report)

    def light(self) -> BackupLight:
        """When the last checked backup was made."""
        last = self.book.last_backup()
        if last is None:
            return BackupLight(words="Never backed up", state="soon")
        day = last.at.astimezone(self.clock().tzinfo).date()
        old = (today(self.clock) - day).days > OLD_AFTER_DAYS
        return BackupLight(words=f"Backed up {shown(day)}", state="soon" if old else "done")

    def check(self, report: Report = unreported) -> "list[CheckRow]":
        """Check cipher, audit chain, attachments, search and backups."""
        return self.book.check(report)


def restore(backup: Path, to: Path, report: Report = unreported) -> Path:
    """Put a backup back as a notebook. What stood there is moved aside, never destroyed. Gives back where it stands."""
    return put_back(backup, to, report).folder


def put_back(backup: Path, to: Path, report: Report = unreported) -> "Restored":
    """The same, telling also what was moved aside and when the backup was made."""
    from sendco_desk.store.backup import restore as restore_notebook

    return restore_notebook(backup, to, report)
