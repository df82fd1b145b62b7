"""Backups count only once opened and checked; restoring never destroys what was there; Cancel and failures leave nothing."""

import errno
import io
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from sendco_desk.domain.documents import Document
from sendco_desk.domain.kinds import KINDS
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.records import Record
from sendco_desk.domain.refusals import Cancelled, Refused, Trouble
from sendco_desk.store import backup as module
from sendco_desk.store import disk
from sendco_desk.store.backup import restore, verify_backup
from sendco_desk.store.disk import DISK_FULL
from sendco_desk.store.header_file import COPIES, read_copies, rendered
from sendco_desk.store.keys import new_keys
from sendco_desk.store.layout import BACKUP_LIST, BACKUPS, DATABASE
from sendco_desk.store.notebook import Notebook

Examples = dict[type[Record], Record]
Open = Callable[[Path], Notebook]


def everything(notebook: Notebook) -> list[list[Record]]:
    return [notebook.all(kind) for kind in KINDS]


def attachment_of(examples: Examples) -> str:
    document = examples[Document]
    assert isinstance(document, Document)
    return document.attachment


def damage(path: Path) -> None:
    """Flip a bit in the middle; on a file of its own, so that what is linked to it stays whole."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.unlink()
    path.write_bytes(content)


def cancel_at(step: int) -> Callable[[int, int], None]:
    def report(done: int, total: int) -> None:
        if done >= step:
            raise Cancelled

    return report


class TestMaking:
    def test_a_backup_is_whole_in_itself(self, full: Notebook, examples: Examples) -> None:
        made = full.backup()
        assert made.folder.parent == full.folder / BACKUPS
        names = {path.name for path in made.folder.rglob("*") if path.is_file()}
        assert names == {"header.json", "header.bak", DATABASE, "notebook.sendco-open", BACKUP_LIST, attachment_of(examples)}
        assert made.files == len(names) - 1
        assert made.bytes == sum(path.stat().st_size for path in made.folder.rglob("*") if path.is_file() and path.name != BACKUP_LIST)
        assert verify_backup(made.folder, full.keys) == verify_backup(made.folder) == full.last_backup()

    def test_the_snapshot_is_encrypted_like_the_notebook(self, full: Notebook) -> None:
        snapshot = (full.backup().folder / DATABASE).read_bytes()
        assert not snapshot.startswith(b"SQLite format 3")
        assert b"Zofia" not in snapshot
        assert b"pupil" not in snapshot

    def test_a_file_in_the_place_of_the_folder_is_said_to_be_one_and_kept(self, full: Notebook, tmp_path: Path) -> None:
        there = tmp_path / "backups.zip"
        there.write_bytes(b"mine")
        with pytest.raises(Refused, match="That is a file: choose a folder"):
            full.backup(to=there)
        assert there.read_bytes() == b"mine"

    def test_documents_are_linked_where_the_disk_can(self, full: Notebook, examples: Examples) -> None:
        name = attachment_of(examples)
        relative = full.attachments.path(name).relative_to(full.folder)
        assert (full.backup().folder / relative).samefile(full.attachments.path(name))

    def test_documents_are_copied_where_the_disk_cannot_link(
        self, full: Notebook, examples: Examples, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        def no_links(source: Path, target: Path) -> None:
            raise OSError(errno.EXDEV, "another disk")

        monkeypatch.setattr(os, "link", no_links)
        made = full.backup(tmp_path / "stick")
        relative = full.attachments.path(attachment_of(examples)).relative_to(full.folder)
        assert not (made.folder / relative).samefile(full.folder / relative)
        assert verify_backup(made.folder, full.keys).missing == 0

    def test_on_another_disk_a_document_is_copied_once_and_then_linked(
        self, full: Notebook, examples: Examples, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        link = os.link

        def only_within_the_stick(source: Path, target: Path) -> None:
            if "stick" not in source.parts:
                raise OSError(errno.EXDEV, "another disk")
            link(source, target)

        monkeypatch.setattr(os, "link", only_within_the_stick)
        first, second = full.backup(tmp_path / "stick"), full.backup(tmp_path / "stick")
        relative = full.attachments.path(attachment_of(examples)).relative_to(full.folder)
        assert (first.folder / relative).samefile(second.folder / relative)

    def test_a_copy_that_is_damaged_in_an_earlier_backup_is_made_anew(
        self, full: Notebook, examples: Examples, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        link = os.link
        monkeypatch.setattr(os, "link", lambda source, target: link(source, target) if "stick" in source.parts else link(tmp_path / "none", target))
        relative = full.attachments.path(attachment_of(examples)).relative_to(full.folder)
        damage(full.backup(tmp_path / "stick").folder / relative)
        assert verify_backup(full.backup(tmp_path / "stick").folder, full.keys).missing == 0

    def test_two_backups_in_one_second_have_two_names(self, full: Notebook) -> None:
        clock = full.clock()
        full.clock = lambda: clock
        first, second = full.backup(), full.backup()
        assert second.folder.name == f"{first.folder.name} 2"
        assert full.last_backup() == second

    def test_progress_is_told_to_the_end_and_never_beyond(self, full: Notebook) -> None:
        told: list[tuple[int, int]] = []
        full.backup(report=lambda done, total: told.append((done, total)))
        assert told == sorted(told)
        assert told[-1][0] == told[-1][1]

    @pytest.mark.parametrize("step", range(1, 9))
    def test_cancel_leaves_nothing_whenever_it_comes(self, full: Notebook, step: int) -> None:
        with pytest.raises(Cancelled):
            full.backup(report=cancel_at(step))
        assert list((full.folder / BACKUPS).iterdir()) == []
        assert full.last_backup() is None

    def test_what_a_killed_backup_left_is_swept_away_by_the_next(self, full: Notebook) -> None:
        left = full.folder / BACKUPS / f"{full.keys.notebook[:12]}.part"
        left.mkdir(parents=True)
        (left / "half").write_bytes(b"half")
        made = full.backup()
        assert [path.name for path in (full.folder / BACKUPS).iterdir()] == [made.folder.name]

    def test_backups_are_not_put_inside_the_notebook(self, full: Notebook) -> None:
        with pytest.raises(Refused, match="outside the notebook"):
            full.backup(full.folder / "attachments")

    def test_a_disk_that_fills_up_is_told_and_nothing_is_left(self, full: Notebook, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        def full_disk(*_: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(os, "link", full_disk)
        monkeypatch.setattr(shutil, "copyfile", full_disk)
        with pytest.raises(Trouble, match=DISK_FULL):
            full.backup(tmp_path / "stick")
        assert list((tmp_path / "stick").iterdir()) == []

    def test_a_snapshot_that_does_not_hold_every_row_is_no_backup(self, full: Notebook, monkeypatch: pytest.MonkeyPatch) -> None:
        count = module.counted
        monkeypatch.setattr(module, "counted", lambda database: {**count(database), "pupil": id(database)})
        with pytest.raises(Trouble, match="does not count as one"):
            full.backup()
        assert full.last_backup() is None

    def test_a_copy_that_cannot_be_read_back_is_no_backup(self, full: Notebook, examples: Examples, monkeypatch: pytest.MonkeyPatch) -> None:
        def spoiled(source: Path, target: Path) -> None:
            target.write_bytes(source.read_bytes()[:-1])

        monkeypatch.setattr(os, "link", lambda source, target: target.unlink())
        monkeypatch.setattr(shutil, "copyfile", spoiled)
        with pytest.raises(Trouble, match="does not count as one"):
            full.backup()

    @pytest.mark.parametrize("harm", [damage, Path.unlink])
    def test_a_document_the_notebook_has_lost_does_not_stop_the_backup_of_the_rest(
        self, full: Notebook, examples: Examples, harm: Callable[[Path], None], tmp_path: Path,
    ) -> None:
        harm(full.attachments.path(attachment_of(examples)))
        made = full.backup()
        assert made.missing == 1
        assert verify_backup(made.folder, full.keys).missing == 1
        restore(made.folder, tmp_path / "again", keys=full.keys)

    def test_a_header_changed_from_outside_is_not_backed_up(self, full: Notebook) -> None:
        edited = replace(read_copies(full.folder).newest[0], seal="0" * 64)
        for name in COPIES:
            (full.folder / name).write_bytes(rendered(edited))
        with pytest.raises(Trouble, match="does not count as one"):
            full.backup()


class TestFinding:
    def test_backups_in_every_place_are_found_newest_first(self, full: Notebook, tmp_path: Path, reopen: Callable[[Notebook], Notebook]) -> None:
        made = [full.backup(), full.backup(tmp_path / "stick"), full.backup(tmp_path / "stick")]
        again = reopen(full)
        assert [backup.folder for backup in again.backups()] == [backup.folder for backup in reversed(made)]
        assert again.backup_places() == (again.folder / BACKUPS, tmp_path / "stick")

    def test_the_last_backup_is_looked_for_on_disk(self, full: Notebook, tmp_path: Path) -> None:
        first = full.backup()
        full.backup(tmp_path / "stick")
        shutil.rmtree(tmp_path / "stick")
        last = full.last_backup()
        assert last is not None and last.folder == first.folder
        shutil.rmtree(first.folder)
        assert full.last_backup() is None

    def test_a_damaged_list_and_another_notebooks_backup_do_not_count(self, full: Notebook, notebook: Notebook, tmp_path: Path) -> None:
        made = full.backup(tmp_path / "stick")
        (made.folder / BACKUP_LIST).write_text("{")
        other = tmp_path / "stick" / "other"
        shutil.copytree(notebook.backup().folder, other)
        listed = json.loads((other / BACKUP_LIST).read_text())
        (other / BACKUP_LIST).write_text(json.dumps({**listed, "notebook": "another"}))
        assert full.last_backup() is None


class TestVerifying:
    @pytest.mark.parametrize("with_keys", [True, False])
    @pytest.mark.parametrize("name", ["header.json", DATABASE, "attachment"])
    @pytest.mark.parametrize("harm", [damage, Path.unlink])
    def test_damage_to_any_file_is_found_with_and_without_the_passphrase(
        self, full: Notebook, examples: Examples, name: str, harm: Callable[[Path], None], with_keys: bool,
    ) -> None:
        made = full.backup()
        harm(next(made.folder.rglob(name.replace("attachment", attachment_of(examples)))))
        with pytest.raises(Trouble, match="damaged or incomplete"):
            verify_backup(made.folder, full.keys if with_keys else None)

    @pytest.mark.parametrize("text", [
        "", "[]", "{}", '{"format": 1}', '{"format": "x"}',
        '{"format": 1, "notebook": "n", "made": "2026-01-01T00:00:00", "counts": {}, "missing": [], '
        '"files": [{"path": "../../secret", "size": 1, "sha256": ""}]}',
    ])
    def test_a_list_that_is_damaged_is_told(self, full: Notebook, text: str) -> None:
        made = full.backup()
        (made.folder / BACKUP_LIST).write_text(text)
        with pytest.raises(Trouble, match="damaged or incomplete"):
            verify_backup(made.folder)

    def test_a_folder_that_is_no_backup_is_refused(self, full: Notebook) -> None:
        with pytest.raises(Refused, match="not a backup"):
            verify_backup(full.folder)

    def test_a_newer_backup_is_refused_politely(self, full: Notebook) -> None:
        path = full.backup().folder / BACKUP_LIST
        path.write_text(json.dumps({**json.loads(path.read_text()), "format": 2}))
        with pytest.raises(Refused, match="newer SENDCo Desk"):
            verify_backup(path.parent)

    def test_another_notebooks_backup_is_refused(self, full: Notebook) -> None:
        with pytest.raises(Refused, match="another notebook"):
            verify_backup(full.backup().folder, new_keys())

    def test_a_missing_snapshot_is_trouble(self, full: Notebook) -> None:
        made = full.backup()
        (made.folder / DATABASE).unlink()
        with pytest.raises(Trouble, match="missing from its folder"):
            module.open_and_count(made.folder, full.keys, {})


class TestRestoring:
    def test_a_restored_notebook_opens_with_everything(self, full: Notebook, examples: Examples, open_folder: Open, tmp_path: Path) -> None:
        restored = restore(full.backup().folder, tmp_path / "again.sendco")
        again = open_folder(restored.folder)
        assert restored.kept is None
        assert everything(again) == everything(full)
        assert again.attachments.open(attachment_of(examples)).read() == full.attachments.open(attachment_of(examples)).read()
        assert [row.name for row in again.check() if not row.ok] == ["backups"]
        assert not (again.folder / BACKUP_LIST).exists()

    def test_what_stood_there_is_moved_aside_with_all_its_bytes(self, full: Notebook, open_folder: Open) -> None:
        made = full.backup()
        with full.writing("After the backup") as page:
            page.put(Pupil(id=uuid4(), legal_forename="Late", legal_surname="Comer"))
        full.close()
        restored = restore(made.folder, full.folder)
        assert restored.kept is not None
        assert restored.kept.name.startswith("full.sendco before restore 20")
        assert open_folder(full.folder).count(Pupil) == 1
        assert open_folder(restored.kept).count(Pupil) == 2

    def test_restoring_twice_in_one_second_keeps_both(self, full: Notebook) -> None:
        made, clock = full.backup(tmp := full.folder.parent / "stick"), full.clock()
        full.close()
        kept = {restore(made.folder, full.folder, now=lambda: clock).kept for _ in range(2)}
        assert len(kept) == 2
        assert all(folder is not None and folder.exists() for folder in kept)
        assert tmp.exists()

    def test_a_restored_document_is_a_file_of_its_own(self, full: Notebook, examples: Examples, tmp_path: Path) -> None:
        restored = restore(full.backup().folder, tmp_path / "again")
        relative = full.attachments.path(attachment_of(examples)).relative_to(full.folder)
        assert not (restored.folder / relative).samefile(full.folder / relative)

    def test_an_open_notebook_is_not_restored_over(self, full: Notebook) -> None:
        with pytest.raises(Refused, match="is open on"):
            restore(full.backup().folder, full.folder)

    def test_a_synced_folder_and_the_backup_itself_are_no_place(self, full: Notebook, tmp_path: Path) -> None:
        made = full.backup()
        with pytest.raises(Refused, match="Dropbox"):
            restore(made.folder, tmp_path / "Dropbox" / "n")
        with pytest.raises(Refused, match="into itself"):
            restore(made.folder, made.folder / "n")

    @pytest.mark.parametrize("harm", [damage, Path.unlink])
    def test_a_damaged_backup_is_not_restored_and_nothing_moves(self, full: Notebook, harm: Callable[[Path], None]) -> None:
        made = full.backup()
        harm(made.folder / DATABASE)
        full.close()
        before = sorted(full.folder.rglob("*"))
        with pytest.raises(Trouble, match="damaged or incomplete"):
            restore(made.folder, full.folder)
        assert sorted(full.folder.rglob("*")) == before
        assert sorted(path.name for path in full.folder.parent.iterdir()) == ["full.sendco"]

    def test_cancel_leaves_what_was_there(self, full: Notebook) -> None:
        made = full.backup()
        full.close()
        for step in range(6):
            with pytest.raises(Cancelled):
                restore(made.folder, full.folder, cancel_at(step))
        assert [path.name for path in full.folder.parent.iterdir()] == ["full.sendco"]

    def test_when_the_last_step_fails_what_was_there_is_put_back(self, full: Notebook, monkeypatch: pytest.MonkeyPatch, open_folder: Open) -> None:
        made = full.backup()
        full.close()
        real = disk.replace

        def failing(source: Path, target: Path) -> None:
            if source.suffix == ".part":
                raise OSError(errno.EACCES, "held by an antivirus")
            real(source, target)

        monkeypatch.setattr(module, "replace", failing)
        with pytest.raises(Trouble):
            restore(made.folder, full.folder)
        assert open_folder(full.folder).count(Pupil) == 1

    def test_when_the_only_step_fails_nothing_is_left(self, full: Notebook, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        def failing(source: Path, target: Path) -> None:
            raise OSError(errno.EACCES, "held by an antivirus")

        made = full.backup()
        monkeypatch.setattr(module, "replace", failing)
        with pytest.raises(Trouble):
            restore(made.folder, tmp_path / "new")
        assert not list(tmp_path.glob("new*"))

    def test_with_the_keys_a_copy_that_does_not_decrypt_is_not_put_in_place(self, full: Notebook, examples: Examples, tmp_path: Path) -> None:
        made = full.backup()
        listed = json.loads((made.folder / BACKUP_LIST).read_text())
        kept = [file for file in listed["files"] if not file["path"].startswith("attachments")]
        (made.folder / BACKUP_LIST).write_text(json.dumps({**listed, "files": kept}))
        with pytest.raises(Trouble):
            restore(made.folder, tmp_path / "again", keys=full.keys)
        assert not (tmp_path / "again").exists()


def test_a_document_put_in_after_a_backup_is_in_the_next(notebook: Notebook) -> None:
    first = notebook.backup()
    notebook.attachments.put(io.BytesIO(b"A new letter"))
    assert notebook.backup().files == first.files + 1
