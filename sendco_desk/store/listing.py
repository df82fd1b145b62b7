"""The list that a backup carries of its own files, by which it can be checked without a passphrase.

It finds damage, not malice: whoever can write into the backup's folder can write a new list. The keys find that too.
"""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import file_digest
from pathlib import Path
from typing import Any

from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.store.disk import disk_failures
from sendco_desk.store.layout import BACKUP_LIST

_FORMAT = 1
NOT_A_BACKUP = "This folder is not a backup that SENDCo Desk finished. Choose a dated folder from the notebook’s backups."
DAMAGED = "This backup is damaged or incomplete, so it was left as it is. Choose another one."
_NEWER = "This backup was made by a newer SENDCo Desk. Install the newest version on this computer, then try again."


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFacts:
    """A file of a backup. ``path`` is relative and has forward slashes on every system."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What a backup says of itself. ``counts``: rows of each table; ``missing``: documents the notebook itself had lost."""

    notebook: str
    made: datetime
    counts: dict[str, int]
    files: tuple[FileFacts, ...]
    missing: tuple[str, ...] = ()


def facts_of(root: Path, path: Path) -> FileFacts:
    """Measure a file."""
    with disk_failures(), path.open("rb") as file:
        return FileFacts(path=path.relative_to(root).as_posix(), size=path.stat().st_size, sha256=file_digest(file, "sha256").hexdigest())


def written(listed: Listed) -> bytes:
    """The list as it is kept."""
    return json.dumps({"format": _FORMAT, **asdict(listed), "made": listed.made.isoformat()}, indent=1).encode()


def read_list(backup: Path) -> Listed:
    """What the backup says of itself. Raises Refused where a folder is none, Trouble where the list is damaged."""
    path = backup / BACKUP_LIST
    if not path.is_file():
        raise Refused(NOT_A_BACKUP, field="backup")
    with disk_failures():
        text = path.read_bytes()
    try:
        fields: dict[str, Any] = json.loads(text)
        newer = fields["format"] > _FORMAT
        listed = None if newer else _listed(fields)
    except (ValueError, TypeError, KeyError) as error:
        raise Trouble(DAMAGED) from error
    if listed is None:
        raise Refused(_NEWER)
    return listed


def _listed(fields: dict[str, Any]) -> Listed:
    files = tuple(FileFacts(**file) for file in fields["files"])
    if any(Path(file.path).is_absolute() or ".." in Path(file.path).parts for file in files):
        raise ValueError("a backup lists files of its own folder only")
    return Listed(
        notebook=str(fields["notebook"]), made=datetime.fromisoformat(fields["made"]), counts=dict(fields["counts"]), files=files,
        missing=tuple(fields["missing"]),
    )
