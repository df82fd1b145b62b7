"""Durable writes: the old bytes or the new, never a mixture, and a sentence for every way a disk can say no."""

import errno
import os
import sys
from pathlib import Path

import pytest

from sendco_desk.domain.refusals import Trouble
from sendco_desk.store import disk
from sendco_desk.store.disk import disk_failures, remove_parts, replace, write_durably, written_beside


def test_a_file_is_written_and_written_over(tmp_path: Path) -> None:
    write_durably(tmp_path / "file", b"old")
    write_durably(tmp_path / "file", b"new")
    assert (tmp_path / "file").read_bytes() == b"new"
    assert [file.name for file in tmp_path.iterdir()] == ["file"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_what_is_written_is_for_its_owner_only(tmp_path: Path) -> None:
    write_durably(tmp_path / "file", b"bytes")
    assert (tmp_path / "file").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "The disk is full. Nothing was lost; free some space and try again."),
        (errno.EDQUOT, "The disk is full."),
        (errno.EROFS, "may only be read"),
        (errno.EACCES, "not allowed to use this folder"),
        (errno.ENOENT, "Check that its disk is plugged in"),
        (errno.EIO, r"could not be read or written \(Input/output error\)"),
    ],
)
def test_a_disk_that_fails_keeps_the_old_file_and_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, sentence: str
) -> None:
    write_durably(tmp_path / "file", b"old")

    def fails(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(Trouble, match=sentence):
        write_durably(tmp_path / "file", b"new")
    assert (tmp_path / "file").read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["file"]


def test_a_failure_without_a_number_has_a_sentence_too() -> None:
    with pytest.raises(Trouble, match=r"could not be read or written \(OSError\)"), disk_failures():
        raise OSError


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the device that is always full")
def test_a_really_full_disk_is_told_as_such() -> None:
    with pytest.raises(Trouble, match="The disk is full"), disk_failures(), Path("/dev/full").open("wb") as file:
        file.write(b"word")


def test_no_path_stands_in_the_sentence(tmp_path: Path) -> None:
    with pytest.raises(Trouble) as caught:
        write_durably(tmp_path / "gone" / "Tom Smith.txt", b"word")
    assert "Smith" not in caught.value.message


def test_nothing_stays_behind_when_the_work_fails(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), written_beside(tmp_path) as beside:
        beside.file.write(b"half")
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


class _Busy:
    """A file that an antivirus holds for a while."""

    def __init__(self, times: int) -> None:
        self.times = times
        self.target: Path | None = None

    def replace(self, target: Path) -> None:
        if self.times:
            self.times -= 1
            raise PermissionError(errno.EACCES, "in use")
        self.target = target


@pytest.mark.parametrize("times", [0, 1, 2])
def test_a_rename_waits_for_the_antivirus(tmp_path: Path, times: int) -> None:
    source = _Busy(times)
    replace(source, tmp_path, pauses=(0.0, 0.0))  # type: ignore[arg-type]
    assert source.target == tmp_path


def test_a_file_that_stays_in_use_is_a_failure(tmp_path: Path) -> None:
    with pytest.raises(PermissionError):
        replace(_Busy(9), tmp_path, pauses=(0.0, 0.0))  # type: ignore[arg-type]


def test_what_a_killed_process_left_is_swept_away(tmp_path: Path) -> None:
    (tmp_path / "abc.part").write_bytes(b"half")
    (tmp_path / "whole").write_bytes(b"whole")
    assert remove_parts(tmp_path) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["whole"]
    assert disk.remove_parts(tmp_path / "not there") == 0
