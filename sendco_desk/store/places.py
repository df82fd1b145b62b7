"""Where a live notebook must not stand: on a network drive, in a folder that something else syncs, on a disk of unknown kind."""

import os
import re
from collections.abc import Mapping
from pathlib import Path

from sendco_desk.store.windows import is_remote_drive, mount_table

_NETWORK = (
    "This folder is on a network drive, where two computers could spoil each other’s work. "
    "Keep the notebook on this computer’s own disk, and put its backups on the network."
)
_SYNCED = (
    "This folder is kept in step by {program}, which could mix two versions of the notebook. "
    "Keep the notebook in a folder of this computer that is not synced, and put its backups there instead."
)
_UNKNOWN = (
    "SENDCo Desk does not know this kind of disk ({kind}) and cannot promise that what you save is kept. "
    "Keep the notebook on this computer’s own disk, and put its backups here instead."
)

_LOCAL_KINDS = """
    apfs bcachefs btrfs ecryptfs exfat ext2 ext3 ext4 f2fs fuse.gocryptfs fuseblk hfsplus jfs msdos ntfs ntfs3 overlay ramfs
    reiserfs rootfs tmpfs ufs vfat xfs zfs
"""
_NETWORK_KINDS = """
    9p afpfs afs beegfs ceph cifs coda davfs drvfs fuse.davfs2 fuse.glusterfs fuse.gvfsd-fuse fuse.rclone fuse.s3fs fuse.smbnetfs
    fuse.sshfs fuse.vmhgfs-fuse gfs2 glusterfs lustre ncpfs nfs nfs4 ocfs2 orangefs prl_fs smb3 smbfs vboxsf virtiofs vmhgfs
"""
_SYNC_VARIABLES = (("OneDrive", "OneDrive"), ("OneDriveCommercial", "OneDrive"), ("OneDriveConsumer", "OneDrive"))
_SYNC_NAMES = (  # how the programs name their own folder, at any depth of a path
    (re.compile(r"onedrive( - .+)?"), "OneDrive"),
    (re.compile(r"dropbox( \(.+\))?"), "Dropbox"),
    (re.compile(r"google ?drive( - .+)?|my drive|shared drives|googledrive-.+"), "Google Drive"),
    (re.compile(r"icloud ?drive|com~apple~clouddocs"), "iCloud"),
    (re.compile(r"box sync"), "Box"),
    (re.compile(r"nextcloud\d*|owncloud\d*"), "Nextcloud"),
)
_SYNC_MARKERS = (  # what the programs leave in a folder they keep, wherever the person put it
    (".dropbox.cache", "Dropbox"),  # not .dropbox, which on Linux is a folder of settings in every home
    (".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"),
    (".tmp.drivedownload", "Google Drive"),
    (".tmp.driveupload", "Google Drive"),
    (".nextcloudsync.log", "Nextcloud"),
    (".owncloudsync.log", "Nextcloud"),
    (".stfolder", "Syncthing"),
)


def why_not_here(folder: Path, *, mounts: str | None = None, environ: Mapping[str, str] | None = None) -> str:
    """The sentence that says why a live notebook should not stand here, and what to do; empty when the place is good.

    The folder need not exist yet. ``mounts`` is the text of a mount table and ``environ`` the environment, for tests.
    """
    places = dict.fromkeys((folder.absolute(), folder.resolve()))  # a link into a synced folder is synced too
    surroundings = os.environ if environ is None else environ
    table = mount_table() if mounts is None else mounts
    if any(map(is_remote_drive, places)):
        return _NETWORK
    program = next((found for place in places if (found := _synced_by(place, surroundings))), "")
    if program:
        return _SYNCED.format(program=program)
    return _by_kind(_kind_of_disk(folder.resolve(), table))


def _by_kind(kind: str) -> str:
    if kind in _NETWORK_KINDS.split():
        return _NETWORK
    return "" if not kind or kind in _LOCAL_KINDS.split() else _UNKNOWN.format(kind=kind)


def _synced_by(place: Path, environ: Mapping[str, str]) -> str:
    """The program that syncs this place, by its settings, its folder's name or the marks it leaves; empty for none."""
    for variable, program in _SYNC_VARIABLES:
        root = environ.get(variable)
        if root and _is_within(place, Path(root)):
            return program
    for part in place.parts:
        for name, program in _SYNC_NAMES:
            if name.fullmatch(part.casefold()):
                return program
    above = (place, *place.parents)
    return next((program for parent in above for marker, program in _SYNC_MARKERS if (parent / marker).exists()), "")


def _is_within(place: Path, root: Path) -> bool:
    """Letter case aside, as Windows has it."""
    wanted = [part.casefold() for part in root.parts]
    return [part.casefold() for part in place.parts[: len(wanted)]] == wanted


def _kind_of_disk(place: Path, mounts: str) -> str:
    """The file system of the nearest mount above a place; of two mounts on one spot the later hides the earlier."""
    kinds: dict[Path, str] = {}
    for line in mounts.splitlines():
        _, spot, kind, *_ = [*line.split(" "), "", "", ""]
        kinds[Path(_unescaped(spot))] = kind
    kinds.pop(Path("/"), None)  # whatever kind it is, the system itself runs from it: this is the computer's own disk
    return next((kinds[above] for above in (place, *place.parents) if above in kinds), "")


def _unescaped(spot: str) -> str:
    """Mount tables write a space as ``\\040``."""
    return re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), spot)
