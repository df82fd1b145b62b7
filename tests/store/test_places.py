"""Where a live notebook may stand, told from made-up mount tables, environments and folders."""

from pathlib import Path

import pytest

from sendco_desk.store import places
from sendco_desk.store.places import why_not_here

MOUNTS = """\
/dev/sda2 / ext4 rw,relatime 0 0
/dev/sda3 /home ext4 rw 0 0
//server/staff /mnt/staff cifs rw,vers=3.0 0 0
server:/export /mnt/nfs nfs4 rw 0 0
ann@server: /home/ann/school\\040share fuse.sshfs rw 0 0
systemd-1 /mnt/auto autofs rw 0 0
server:/auto /mnt/auto nfs rw 0 0
thing /mnt/odd fuse.oddfs rw 0 0
/dev/sdb1 /media/stick vfat rw 0 0
broken
"""


def test_a_folder_on_the_computers_own_disk_is_good() -> None:
    assert why_not_here(Path("/home/ann/My school.sendco"), mounts=MOUNTS, environ={}) == ""


@pytest.mark.parametrize("place", ["/mnt/staff/a", "/mnt/nfs/a", "/home/ann/school share/a", "/mnt/auto/a"])
def test_a_network_drive_is_refused_with_what_to_do(place: str) -> None:
    sentence = why_not_here(Path(place), mounts=MOUNTS, environ={})
    assert "network drive" in sentence
    assert "put its backups on the network" in sentence


def test_a_stick_is_this_computers_own() -> None:
    assert why_not_here(Path("/media/stick/a"), mounts=MOUNTS, environ={}) == ""


def test_an_unknown_kind_of_disk_is_named() -> None:
    assert "does not know this kind of disk (fuse.oddfs)" in why_not_here(Path("/mnt/odd/a"), mounts=MOUNTS, environ={})


def test_the_disk_that_the_system_runs_from_is_good_whatever_its_kind() -> None:
    assert why_not_here(Path("/srv/a"), mounts="root / oddfs rw 0 0\n", environ={}) == ""


def test_without_a_mount_table_nothing_is_feared() -> None:
    assert why_not_here(Path("/srv/a"), mounts="", environ={}) == ""


@pytest.mark.parametrize(
    ("part", "program"),
    [
        ("OneDrive", "OneDrive"),
        ("OneDrive - Fairfield Primary", "OneDrive"),
        ("Dropbox (Personal)", "Dropbox"),
        ("Google Drive", "Google Drive"),
        ("My Drive", "Google Drive"),
        ("iCloudDrive", "iCloud"),
        ("Box Sync", "Box"),
        ("Nextcloud", "Nextcloud"),
    ],
)
def test_a_synced_folder_is_known_by_its_name(part: str, program: str) -> None:
    sentence = why_not_here(Path("/home/ann") / part / "My school.sendco", mounts=MOUNTS, environ={})
    assert f"kept in step by {program}" in sentence


def test_a_folder_that_only_sounds_alike_is_good() -> None:
    assert why_not_here(Path("/home/ann/Dropbox leaflets/a"), mounts=MOUNTS, environ={}) == ""


@pytest.mark.parametrize("variable", ["OneDrive", "OneDriveCommercial", "OneDriveConsumer"])
def test_a_synced_folder_is_known_by_what_windows_says(variable: str) -> None:
    environ = {variable: "/home/ANN/School files"}
    assert "OneDrive" in why_not_here(Path("/home/ann/School files/Documents/a"), mounts=MOUNTS, environ=environ)
    assert why_not_here(Path("/home/ann/School files 2/a"), mounts=MOUNTS, environ=environ) == ""


@pytest.mark.parametrize(
    ("marker", "program"), [(".dropbox.cache", "Dropbox"), (".tmp.driveupload", "Google Drive"), (".stfolder", "Syncthing")]
)
def test_a_synced_folder_is_known_by_the_marks_it_bears(tmp_path: Path, marker: str, program: str) -> None:
    (tmp_path / marker).mkdir()
    assert program in why_not_here(tmp_path / "years" / "2026.sendco", mounts="", environ={})


def test_a_link_into_a_synced_folder_is_seen_through(tmp_path: Path) -> None:
    (tmp_path / "OneDrive").mkdir()
    (tmp_path / "notes").symlink_to(tmp_path / "OneDrive")
    assert "OneDrive" in why_not_here(tmp_path / "notes" / "a.sendco", mounts="", environ={})


def test_a_drive_letter_that_stands_for_a_share_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "is_remote_drive", lambda _: True)
    assert "network drive" in why_not_here(Path("/home/ann/a"), mounts=MOUNTS, environ={})


def test_this_very_computer_is_asked_when_nothing_is_handed_in(tmp_path: Path) -> None:
    assert isinstance(why_not_here(tmp_path), str)
