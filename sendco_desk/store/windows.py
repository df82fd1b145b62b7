"""The few calls that Windows makes another way than the rest. All of them live here, so that no other file asks which system it is on."""

import errno
import os
import sys
from pathlib import Path

_HELD_BY_ANOTHER = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)

if sys.platform == "win32":
    import ctypes
    import msvcrt

    REPLACE_PAUSES: tuple[float, ...] = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6)
    """How long to wait, again and again, while an antivirus looks at a file that we want to rename."""

    _DRIVE_REMOTE = 4

    def lock_at_once(descriptor: int) -> bool:
        """Take the exclusive lock of an open file; False when another has it. It dies with the process that holds it."""
        try:
            os.lseek(descriptor, 0, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            if error.errno in _HELD_BY_ANOTHER:
                return False
            raise
        return True

    def sync_folder(folder: Path) -> None:
        """Windows writes a rename to its journal by itself; it cannot sync a folder."""

    def machine_name() -> str:
        """The name on the computer's label, as the network shows it."""
        return os.environ.get("COMPUTERNAME", "this computer")

    def is_remote_drive(folder: Path) -> bool:
        """Whether the folder stands on a share: a UNC path or a mapped drive."""
        if str(folder).startswith("\\\\"):
            return not str(folder).startswith(("\\\\?\\", "\\\\.\\")) or str(folder).upper().startswith("\\\\?\\UNC\\")
        return bool(ctypes.windll.kernel32.GetDriveTypeW(folder.anchor) == _DRIVE_REMOTE)

    def mount_table() -> str:
        """Windows has drive letters instead."""
        return ""

else:
    import fcntl

    REPLACE_PAUSES: tuple[float, ...] = ()

    def lock_at_once(descriptor: int) -> bool:
        """Take the exclusive lock of an open file; False when another has it. It dies with the process that holds it."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in _HELD_BY_ANOTHER:
                return False
            raise
        return True

    def sync_folder(folder: Path) -> None:
        """Make the names in a folder as durable as the bytes of its files."""
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def machine_name() -> str:
        """The name of this computer, as the network shows it."""
        return os.uname().nodename

    def is_remote_drive(folder: Path) -> bool:
        """Elsewhere the mount table tells."""
        return False

    def mount_table() -> str:
        """What the system has mounted where, as Linux writes it; empty where there is no such list."""
        table = Path("/proc/self/mounts")
        return table.read_text(encoding="utf-8", errors="surrogateescape") if table.exists() else ""
