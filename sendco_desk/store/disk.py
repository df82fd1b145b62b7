"""Writing so that a pulled plug, a full disk or a busy antivirus never costs the good copy: beside, synced, then renamed."""

import errno
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from sendco_desk.domain.refusals import Trouble
from sendco_desk.store.windows import REPLACE_PAUSES, sync_folder

DISK_FULL = "The disk is full. Nothing was lost; free some space and try again."
_READ_ONLY = "This disk may only be read, not written to. Nothing was lost; copy the notebook to this computer’s own disk and try again."
_NOT_ALLOWED = (
    "SENDCo Desk is not allowed to use this folder. Nothing was lost; use a folder of your own, or ask whoever looks after the computer."
)
_GONE = "A file or folder of the notebook is not where it was. Check that its disk is plugged in, then open the notebook again."
_FAILING = "The disk could not be read or written ({reason}). Nothing that was saved before is changed; check the disk, then try again."

_SENTENCES = {
    errno.ENOSPC: DISK_FULL,
    errno.EDQUOT: DISK_FULL,
    errno.EROFS: _READ_ONLY,
    errno.EACCES: _NOT_ALLOWED,
    errno.EPERM: _NOT_ALLOWED,
    errno.ENOENT: _GONE,
    errno.ENODEV: _GONE,
    errno.ENXIO: _GONE,
}


@contextmanager
def disk_failures() -> Iterator[None]:
    """Turn what the system says about a disk into a Trouble that says what to do. No path is told: it could hold a name."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Trouble(_SENTENCES.get(error.errno or 0, _FAILING.format(reason=reason))) from error


class Beside:
    """A new file that nobody sees until ``take_place`` gives it its name."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self.path = path
        self.file = file

    def take_place(self, target: Path) -> None:
        """Sync the file and rename it over the target, whole or not at all. The target's folder is synced too."""
        self.file.flush()
        os.fsync(self.file.fileno())
        self.file.close()
        replace(self.path, target)
        sync_folder(target.parent)


@contextmanager
def written_beside(folder: Path) -> Iterator[Beside]:
    """A new owner-only ``.part`` file in the folder; it is gone at the end unless it took its place."""
    with disk_failures():
        descriptor, name = tempfile.mkstemp(dir=folder, suffix=".part")
        beside = Beside(Path(name), os.fdopen(descriptor, "w+b"))
        try:
            yield beside
        finally:
            with suppress(OSError):  # on a full disk closing tries to flush once more; the first failure is the one to tell
                beside.file.close()
            with suppress(OSError):  # its place is taken, or the next opening sweeps it away
                beside.path.unlink(missing_ok=True)


def write_durably(path: Path, data: bytes) -> None:
    """Put these bytes where the path says: after a crash the file holds the old bytes or the new, never a mixture."""
    with written_beside(path.parent) as beside:
        beside.file.write(data)
        beside.take_place(path)


def replace(source: Path, target: Path, pauses: Sequence[float] = REPLACE_PAUSES) -> None:
    """Rename over the target, trying again after each pause while another program holds it."""
    for pause in pauses:
        try:
            source.replace(target)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    source.replace(target)


def remove_parts(folder: Path) -> int:
    """Sweep away what a killed process left half written; tells how many files there were."""
    with disk_failures():
        parts = list(folder.glob("*.part"))
        for part in parts:
            part.unlink(missing_ok=True)
    return len(parts)
