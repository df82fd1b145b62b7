"""Puts a finished PDF where it is wanted: written beside, looked at as a stranger would, and only then renamed."""

import errno
import glob
import os
import shutil
import tempfile
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sendco_desk.domain.refusals import Refused, Trouble

_NOT_THERE = "The pack could not be written there: it may be open in another program, or the folder may not be yours to write in."
_READ_ONLY = "Nothing can be written on that drive: it is for reading only. Choose another folder."
_TOO_LONG = "The name of the pack’s file is too long for this drive: choose a shorter one."
_LONG_AGO = 3 * 3600.0  # seconds, longer than any pack may take


def check(part: Path, password: str, known: Collection[str] = ()) -> None:
    """Look at the finished file as a stranger would. Raises Trouble: a pack that does not hold is a bug, and is not kept.

    ``known`` are checks that the pack it was made from did not pass either, such as those that are younger than it.
    """
    from sendco_desk.packs.verify import failed, verify

    try:
        wrong = ", ".join(check.name for check in failed(verify(part, password, spot=True)) if check.name not in known)
    except Refused:
        wrong = "reading it again"
    if wrong:
        raise Trouble(
            f"The pack was made but did not pass its own checks ({wrong}), so it was not kept. Nothing else was changed. Please report this."
        )


def replace(part: Path, out: Path) -> None:
    """Put the finished file in its place, waiting a little where a virus scanner is still looking at it."""
    for wait in (0.1, 0.3, 1.0):
        try:
            part.replace(out)
            return
        except PermissionError:
            time.sleep(wait)
    part.replace(out)


@contextmanager
def private_folder(given: Path | None) -> Iterator[Path]:
    """A new folder only this person can read, inside the one given; gone afterwards whatever happens."""
    folder = Path(tempfile.mkdtemp(prefix="pack-", dir=given))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def part_of(place: Path) -> Path:
    """Where to write first what is wanted at ``place``: a name of this process, so that two that make the same file never mix their bytes.

    What a process left there that was stopped hard is taken away.
    """
    for left in place.parent.glob(f"{glob.escape(place.name)}.*.part"):
        with suppress(OSError):  # it is gone, or not ours
            if time.time() - left.stat().st_mtime > _LONG_AGO:
                shutil.rmtree(left) if left.is_dir() else left.unlink()
    return place.with_name(f"{place.name}.{os.getpid()}.part")


@contextmanager
def beside(out: Path) -> Iterator[Path]:
    """The file to write first, beside the one wanted; it is gone afterwards unless it was renamed."""
    if not out.parent.is_dir():
        raise Refused("The folder for the pack is not there. Choose another folder.", field="out")
    part = part_of(out)
    try:
        yield part
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def trouble_named() -> Iterator[None]:
    """Say what the machine's trouble in writing a pack is. Raises Trouble."""
    try:
        yield
    except PermissionError as error:
        raise Trouble(_NOT_THERE) from error
    except OSError as error:
        if error.errno == errno.EROFS:
            raise Trouble(_READ_ONLY) from error
        if error.errno == errno.ENAMETOOLONG:
            raise Trouble(_TOO_LONG) from error
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise Trouble("The disk is full, so the pack was not made. Nothing else was changed; free some space and try again.") from error
        raise
