"""Backups as a person meets them: making one, the light that says how old it is, checking, and putting one back."""

from datetime import date
from pathlib import Path

import pytest

from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.services.backups import put_back, restore
from sendco_desk.services.desk import Desk
from sendco_desk.services.opening import open_desk
from tests.services.conftest import PASSPHRASE, StillClock


def test_the_light_says_never_then_the_day_then_that_it_is_old(desk: Desk, clock: StillClock) -> None:
    assert (desk.backups.light().words, desk.backups.light().state) == ("Never backed up", "soon")
    desk.backups.make()
    light = desk.backups.light()
    assert (light.words, light.state) == ("Backed up Mon 23 Nov 2026", "done")
    clock.move(days=7)
    assert desk.backups.light().state == "done"
    clock.move(days=1)
    assert desk.backups.light().state == "soon"


def test_a_backup_elsewhere_is_remembered(desk: Desk, tmp_path: Path) -> None:
    made = desk.backups.make(tmp_path / "stick")
    assert made.folder.parent == tmp_path / "stick"
    assert desk.backups.light().words == "Backed up Mon 23 Nov 2026"


def test_a_sound_notebook_passes_every_check(desk: Desk, kacper: Pupil) -> None:
    desk.backups.make()
    told: list[tuple[int, int]] = []
    rows = desk.backups.check(lambda *step: told.append(step))
    assert [row for row in rows if not row.ok] == []
    assert {"cipher", "audit chain", "attachments", "search", "backups"} <= {row.name for row in rows}
    assert told[-1][0] == told[-1][1]


def test_a_damaged_document_fails_the_check_by_its_line(desk: Desk, kacper: Pupil, tmp_path: Path) -> None:
    stored = desk.keyring.book.attachments
    desk.backups.make()
    (tmp_path / "a.txt").write_text("words", encoding="utf-8")
    added = desk.documents.add_files(kacper.id, [tmp_path / "a.txt"]).documents[0]
    place = stored.path(added.attachment)
    place.write_bytes(place.read_bytes()[:-1] + b"\0")
    (wrong,) = [row for row in desk.backups.check() if not row.ok]
    assert (wrong.name, kacper.legal_surname in wrong.detail) == ("attachments", False)


def test_a_backup_put_back_is_the_notebook_of_that_day(desk: Desk, kacper: Pupil, tmp_path: Path, clock: StillClock) -> None:
    made = desk.backups.make(tmp_path / "stick")
    desk.pupils.set_status(kacper.id, "E", date(2026, 11, 1))
    there = restore(made.folder, tmp_path / "Again.sendco")
    again = open_desk(there, PASSPHRASE, clock=clock)
    try:
        assert [s.status for s in again.pupils.page(kacper.id).statuses] == ["K"]
    finally:
        again.close()


def test_what_stood_there_before_is_moved_aside_and_told(desk: Desk, tmp_path: Path) -> None:
    made = desk.backups.make(tmp_path / "stick")
    (tmp_path / "Again.sendco").mkdir()
    (tmp_path / "Again.sendco" / "mine.txt").write_text("keep me", encoding="utf-8")
    restored = put_back(made.folder, tmp_path / "Again.sendco")
    assert restored.kept is not None
    assert (restored.kept / "mine.txt").read_text(encoding="utf-8") == "keep me"


def test_a_notebook_that_is_open_is_not_restored_over(desk: Desk, tmp_path: Path) -> None:
    made = desk.backups.make(tmp_path / "stick")
    with pytest.raises(Refused, match="open on this computer"):
        restore(made.folder, desk.folder)


def test_a_folder_that_is_no_backup_is_said_so(tmp_path: Path) -> None:
    with pytest.raises((Refused, Trouble)):
        restore(tmp_path, tmp_path / "Again.sendco")
