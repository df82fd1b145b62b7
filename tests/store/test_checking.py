"""The check of a whole notebook finds what is wrong and names it, whatever it is."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sendco_desk.domain.documents import Document
from sendco_desk.domain.records import Record
from sendco_desk.domain.refusals import Cancelled
from sendco_desk.store.checking import CheckRow
from sendco_desk.store.layout import DATABASE
from sendco_desk.store.notebook import Notebook

Examples = dict[type[Record], Record]


def rows_of(notebook: Notebook) -> dict[str, CheckRow]:
    return {row.name: row for row in notebook.check()}


def failing(notebook: Notebook) -> set[str]:
    return {name for name, row in rows_of(notebook).items() if not row.ok}


def flip(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)


def test_a_sound_notebook_with_a_backup_passes_every_check(full: Notebook) -> None:
    full.backup()
    found = rows_of(full)
    assert [row.detail for row in found.values() if not row.ok] == []
    assert list(found) == ["cipher", "database", "audit chain", "attachments", "search", "backups"]
    assert found["attachments"].detail == "1 of 1 documents are there and whole."
    assert found["backups"].detail == "1 of 1 backups open."


def test_a_notebook_without_a_backup_is_told_so(full: Notebook) -> None:
    assert rows_of(full)["backups"].detail == "There is no backup yet. Make one now."


def test_a_flipped_bit_in_the_file_is_found(full: Notebook) -> None:
    full._database.sql("PRAGMA wal_checkpoint(TRUNCATE)")
    flip(full.folder / DATABASE, 5 * 4096 + 77)
    row = rows_of(full)["cipher"]
    assert not row.ok
    assert "Restore the newest backup" in row.detail


def test_a_record_that_belongs_to_nobody_is_found(full: Notebook) -> None:
    full._database.sql("PRAGMA foreign_keys=OFF")
    full._database.sql("DELETE FROM case_file")
    assert "database" in failing(full)


@pytest.mark.parametrize("harm", [lambda path: flip(path, 99), Path.unlink])
def test_a_damaged_or_missing_document_is_found(full: Notebook, examples: Examples, harm: Callable[[Path], None]) -> None:
    document = examples[Document]
    assert isinstance(document, Document)
    harm(full.attachments.path(document.attachment))
    assert rows_of(full)["attachments"].detail.startswith("1 of 1 documents are damaged or missing.")


@pytest.mark.parametrize("harm", [
    lambda backup: flip(backup / DATABASE, 5 * 4096 + 77),
    lambda backup: (backup / DATABASE).unlink(),
    lambda backup: (backup / "header.bak").unlink(),
    lambda backup: (backup / "backup.json").write_text("{"),
])
def test_a_damaged_backup_is_found_and_named(full: Notebook, harm: Callable[[Path], None]) -> None:
    sound, damaged = full.backup(), full.backup()
    harm(damaged.folder)
    row = rows_of(full)["backups"]
    assert not row.ok
    assert damaged.folder.name in row.detail
    assert sound.folder.name not in row.detail


def test_another_notebooks_backup_in_the_same_place_is_its_own_affair(full: Notebook, notebook: Notebook, tmp_path: Path) -> None:
    full.backup(tmp_path / "stick")
    other = notebook.backup(tmp_path / "stick").folder / "backup.json"
    other.write_text(other.read_text().replace(full.notebook_id, "another"))
    assert "backups" not in failing(full)


def test_trouble_in_one_check_does_not_stop_the_others(full: Notebook) -> None:
    full._database.sql("PRAGMA wal_checkpoint(TRUNCATE)")
    size = (full.folder / DATABASE).stat().st_size
    for page in range(1, size // 4096):
        flip(full.folder / DATABASE, page * 4096 + 77)
    full._database.sql("PRAGMA shrink_memory")
    found = rows_of(full)
    assert len(found) == 6
    assert not found["cipher"].ok


def test_a_check_can_be_cancelled(full: Notebook) -> None:
    def report(done: int, total: int) -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        full.check(report)
