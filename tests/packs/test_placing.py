import errno
import os
import time
from pathlib import Path

import pytest

from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.packs import placing


def test_a_file_is_put_in_its_place_once_the_one_that_looks_at_it_lets_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "part").write_bytes(b"new")
    tries, waits = list[Path](), list[float]()
    rename = Path.replace

    def held(part: Path, out: Path) -> Path:
        tries.append(out)
        if len(tries) < 4:
            raise PermissionError(errno.EACCES, "held")
        return rename(part, out)

    monkeypatch.setattr(Path, "replace", held)
    monkeypatch.setattr(time, "sleep", waits.append)
    placing.replace(tmp_path / "part", tmp_path / "out.pdf")
    assert (tmp_path / "out.pdf").read_bytes() == b"new" and waits == [0.1, 0.3, 1.0]


def test_two_processes_write_the_same_file_beside_each_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with placing.beside(tmp_path / "a.pdf") as mine:
        mine.write_bytes(b"mine")
        monkeypatch.setattr(os, "getpid", lambda: 1)
        with placing.beside(tmp_path / "a.pdf") as other:
            other.write_bytes(b"other")
            assert mine != other and mine.read_bytes() == b"mine"
    assert list(tmp_path.iterdir()) == []


def test_what_a_process_that_was_stopped_left_beside_is_taken_away_later(tmp_path: Path) -> None:
    old, folder, fresh, others = (tmp_path / name for name in ("a[1].pdf.7.part", "a[1].pdf.8.part", "a[1].pdf.9.part", "b.pdf.7.part"))
    folder.mkdir()
    for path in (old, fresh, others):
        path.write_bytes(b"words")
    for path in (old, folder, others):
        os.utime(path, (0, 0))
    assert placing.part_of(tmp_path / "a[1].pdf").parent == tmp_path
    assert sorted(tmp_path.iterdir()) == [fresh, others]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="Choose another folder"), placing.beside(tmp_path / "none" / "a.pdf"):
        pytest.fail("nothing can be written there")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PermissionError(errno.EACCES, "no"), "may not be yours"), (OSError(errno.ENOSPC, "full"), "disk is full"),
        (OSError(errno.EDQUOT, "full"), "disk is full"), (OSError(errno.EROFS, "locked"), "for reading only"),
        (OSError(errno.ENAMETOOLONG, "long"), "too long for this drive"),
    ],
)
def test_the_machines_trouble_is_told_with_what_to_do(error: OSError, words: str) -> None:
    with pytest.raises(Trouble, match=words), placing.trouble_named():
        raise error


def test_other_trouble_is_not_renamed() -> None:
    with pytest.raises(OSError, match="odd"), placing.trouble_named():
        raise OSError(errno.EIO, "odd")


def test_a_file_that_cannot_be_read_again_is_not_kept(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 and no more")
    with pytest.raises(Trouble, match="reading it again"):
        placing.check(tmp_path / "a.pdf", "")
