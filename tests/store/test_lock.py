"""One opener at a time, the second told where the first is, and nobody locked out by a computer that crashed."""

import errno
import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.store import disk, lock
from sendco_desk.store.lock import NotebookLock, open_elsewhere

MORNING = datetime(2026, 9, 3, 9, 12, tzinfo=UTC)
NOON = datetime(2026, 9, 3, 12, 0, tzinfo=UTC)
NEXT_DAY = datetime(2026, 9, 4, 8, 0, tzinfo=UTC)

HOLDER = """
import sys
from datetime import datetime
from pathlib import Path
from sendco_desk.store.lock import NotebookLock
held = NotebookLock(Path(sys.argv[1]), datetime.fromisoformat("2026-09-03T09:12+00:00"), "PC-3")
print("held", flush=True)
sys.stdin.read()
"""


def test_a_second_opener_is_told_which_computer_has_the_notebook(tmp_path: Path) -> None:
    with NotebookLock(tmp_path, MORNING, "PC-3"), pytest.raises(Refused, match=r"open on PC-3 since 09:12\. Close it there first"):
        NotebookLock(tmp_path, NOON, "PC-4")


def test_the_day_is_told_when_it_was_opened_before_today(tmp_path: Path) -> None:
    with NotebookLock(tmp_path, MORNING, "PC-3"), pytest.raises(Refused, match="open on PC-3 since 09:12 on Thu 3 Sep 2026"):
        NotebookLock(tmp_path, NEXT_DAY, "PC-4")


def test_a_second_window_on_the_same_computer_is_told_so(tmp_path: Path) -> None:
    with NotebookLock(tmp_path, MORNING), pytest.raises(Refused, match="open on this computer since 09:12"):
        NotebookLock(tmp_path, NOON)


@pytest.mark.parametrize("note", [b"", b"{}", b"[]", b'{"machine": "PC-3", "since": 4}', b'{"machine": "PC-3", "since": "soon"}'])
def test_a_note_that_cannot_be_read_still_refuses(tmp_path: Path, note: bytes) -> None:
    with NotebookLock(tmp_path, MORNING, "PC-3"):
        (tmp_path / "open-on.json").write_bytes(note)
        with pytest.raises(Refused, match="open in another window or on another computer"):
            NotebookLock(tmp_path, NOON, "PC-4")


def test_after_closing_the_next_one_opens(tmp_path: Path) -> None:
    first = NotebookLock(tmp_path, MORNING, "PC-3")
    first.release()
    first.release()
    assert not (tmp_path / "open-on.json").exists()
    NotebookLock(tmp_path, NOON, "PC-4").release()


def test_a_killed_holder_locks_nobody_out_and_its_note_is_written_over(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(Refused, match="open on PC-3 since 09:12"):
            NotebookLock(tmp_path, NOON, "PC-4")
        holder.kill()
    with NotebookLock(tmp_path, NOON, "PC-4"):
        note = json.loads((tmp_path / "open-on.json").read_bytes())
    assert note == {"machine": "PC-4", "since": NOON.isoformat()}


def test_one_can_ask_where_it_is_open_without_opening_it(tmp_path: Path) -> None:
    assert open_elsewhere(tmp_path, NOON) == ""
    with NotebookLock(tmp_path, MORNING, "PC-3"):
        assert "PC-3" in open_elsewhere(tmp_path, NOON)
    assert open_elsewhere(tmp_path, NOON) == ""


def test_a_disk_that_cannot_lock_files_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def cannot(_: int) -> bool:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(lock, "lock_at_once", cannot)
    with pytest.raises(Trouble, match="No locks available"):
        NotebookLock(tmp_path, MORNING)


def test_a_full_disk_costs_only_the_note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: Path, __: bytes) -> None:
        raise Trouble(disk.DISK_FULL)

    monkeypatch.setattr(lock, "write_durably", full)
    with NotebookLock(tmp_path, MORNING), pytest.raises(Refused, match="another window"):
        NotebookLock(tmp_path, NOON)
