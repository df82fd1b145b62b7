"""One opener at a time: a lock that the system itself lets go when its holder dies, and a note beside it that says who has it."""

import json
import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sendco_desk.domain.dates import shown
from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.store.disk import disk_failures, write_durably
from sendco_desk.store.windows import lock_at_once, machine_name

_LOCK, _NOTE = "open.lock", "open-on.json"


class NotebookLock:
    """The right to use a notebook folder, held from construction to ``release``. Raises Refused while another holds it."""

    def __init__(self, folder: Path, now: datetime, machine: str | None = None) -> None:
        self._note = folder / _NOTE
        self._descriptor: int | None = _taken(folder, now, machine or machine_name())
        with suppress(Trouble):  # the lock is what protects; a full disk costs only the note
            write_durably(self._note, json.dumps({"machine": machine or machine_name(), "since": now.isoformat()}).encode())

    def release(self) -> None:
        """Let the next one in. Releasing twice is no harm."""
        if self._descriptor is None:
            return
        with suppress(OSError):  # a note that stays behind is stale once the lock is free, and is written over
            self._note.unlink(missing_ok=True)
        os.close(self._descriptor)
        self._descriptor = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.release()


def open_elsewhere(folder: Path, now: datetime) -> str:
    """The sentence that says where the notebook is open; empty when nobody has it."""
    if not (folder / _LOCK).exists():
        return ""
    try:
        os.close(_taken(folder, now, machine_name()))
    except Refused as refused:
        return refused.message
    return ""


def _taken(folder: Path, now: datetime, machine: str) -> int:
    """The descriptor that holds the lock."""
    with disk_failures():
        descriptor = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            free = lock_at_once(descriptor)
        except OSError:
            os.close(descriptor)
            raise
    if not free:
        os.close(descriptor)
        raise Refused(_whose(folder / _NOTE, now, machine))
    return descriptor


def _whose(note: Path, now: datetime, machine: str) -> str:
    try:
        fields = json.loads(note.read_bytes())
        holder, since = str(fields["machine"]), datetime.fromisoformat(fields["since"])
        moment = f"{since:%H:%M}" if since.date() == now.date() else f"{since:%H:%M} on {shown(since.date())}"
    except (OSError, ValueError, TypeError, KeyError):
        return "This notebook is open in another window or on another computer. Close it there first, then try again."
    if holder == machine:
        return f"This notebook is open on this computer since {moment}. Go to the window that has it, or close it there first."
    return f"This notebook is open on {holder} since {moment}. Close it there first, then try again."
