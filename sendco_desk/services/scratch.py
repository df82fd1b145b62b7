"""The one private folder in which converters may hold plain bytes: owner-only, on the local disk, wiped at start and end."""

import getpass
import hashlib
import os
import tempfile
from pathlib import Path

from sendco_desk.domain.refusals import Trouble

NOT_OURS = (
    "The folder for temporary files belongs to somebody else, so documents were not opened in it. "
    "Nothing was changed; ask whoever looks after the computer to remove the folder {folder}."
)


def scratch_folder() -> Path:
    """``sendco-desk-<hash of the account>`` in the system's temporary folder, made for its owner alone. Raises Trouble where it is not."""
    account = hashlib.sha256(getpass.getuser().encode()).hexdigest()[:12]
    folder = Path(tempfile.gettempdir()) / f"sendco-desk-{account}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        if folder.is_symlink() or not _is_mine(folder):  # on a shared computer anybody can put a folder of this name there first
            raise Trouble(NOT_OURS.format(folder=folder))
        folder.chmod(0o700)
    except OSError as error:
        raise Trouble(NOT_OURS.format(folder=folder)) from error
    return folder


def _is_mine(folder: Path) -> bool:
    return not hasattr(os, "getuid") or folder.lstat().st_uid == os.getuid()  # Windows gives each account its own temporary folder
