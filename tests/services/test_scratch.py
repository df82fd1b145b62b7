"""The folder for plain bytes is its owner's alone."""

import sys
import tempfile
from pathlib import Path

import pytest

from sendco_desk.domain.refusals import Trouble
from sendco_desk.services import scratch
from sendco_desk.services.scratch import scratch_folder


@pytest.fixture(autouse=True)
def _own_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


def test_only_its_owner_can_look_into_it(tmp_path: Path) -> None:
    folder = scratch_folder()
    assert folder.parent == tmp_path
    assert folder.stat().st_mode & 0o777 == 0o700


def test_it_is_the_same_each_time_and_closed_again_if_it_was_opened() -> None:
    folder = scratch_folder()
    folder.chmod(0o755)
    assert scratch_folder() == folder
    assert folder.stat().st_mode & 0o777 == 0o700


def test_its_name_tells_no_account() -> None:
    assert scratch_folder().name.startswith("sendco-desk-")
    assert len(scratch_folder().name) == len("sendco-desk-") + 12


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows, where each account has its own temporary folder")
def test_a_link_that_somebody_put_there_is_not_followed(tmp_path: Path) -> None:
    folder = scratch_folder()
    folder.rmdir()
    (tmp_path / "elsewhere").mkdir()
    folder.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Trouble, match="belongs to somebody else"):
        scratch_folder()


def test_a_folder_of_another_account_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scratch, "_is_mine", lambda folder: False)
    with pytest.raises(Trouble, match="Nothing was changed"):
        scratch_folder()


def test_a_file_in_its_place_is_trouble_that_says_so() -> None:
    folder = scratch_folder()
    folder.rmdir()
    folder.touch()
    with pytest.raises(Trouble):
        scratch_folder()
