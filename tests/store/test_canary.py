"""After a day's use no word of it stands in any file: not in the notebook's folder, not in a temporary one, not in a file's name."""

import io
import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from sendco_desk.domain.documents import Document
from sendco_desk.domain.people import ContactPerson
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.school import School
from sendco_desk.domain.story import StoryEntry
from sendco_desk.store.backup import restore
from sendco_desk.store.notebook import Notebook, create_notebook
from sendco_desk.store.slots import TINY

CANARIES = (
    "Canaryforename", "Canarysurname", "Canaryparent", "canarystory", "canaryaction", "canarytitle", "canaryfile", "canaryinside",
    "canarydraft", "canarysetting", "canarydeed", "canaryform", "Canaryschool", "canarysearch", "canarypassphrase", "canaryupn",
)
PASSPHRASE = "canarypassphrase on the moon"


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Everything that asks for a temporary folder gets this one."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    for variable in ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR"):
        monkeypatch.setenv(variable, str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def a_day(notebook: Notebook) -> None:
    """Records, a document, search, a draft, a setting, undo, done again, a backup."""
    pupil = Pupil(id=uuid4(), legal_forename="Canaryforename", legal_surname="Canarysurname", former_upn="canaryupn")
    moment = datetime(2026, 9, 3, 14, 5, tzinfo=UTC)
    entry = StoryEntry(
        id=uuid4(), pupil=pupil.id, entry_kind="note", happened_at=moment, written_at=moment, written_by="Sam", words="canarystory " * 200,
        next_action="canaryaction",
    )
    stored = notebook.attachments.put(io.BytesIO(b"canaryinside " * 9_000))
    document = Document(
        id=uuid4(), pupil=pupil.id, title="canarytitle", file_name="canaryfile.txt", media_type="text/plain", size=stored.size,
        sha256=stored.sha256, attachment=stored.name, received_on=date(2026, 9, 1),
    )
    with notebook.writing("canarydeed", pupil.id) as page:
        for record in (School(id=uuid4(), name="Canaryschool"), pupil, entry, document):
            page.put(record)
        page.put_text(document.id, "canaryinside " * 9_000)
        for _ in range(300):  # enough to need more than memory, if anything were to spill
            page.put(ContactPerson(id=uuid4(), pupil=pupil.id, surname="Canaryparent", notes="canarystory " * 50))
    notebook.save_draft("canaryform", "canarydraft " * 500)
    notebook.put_setting("canarysetting", "canarysetting")
    assert len(notebook.search("canarysearch canaryst")) == 0 < len(notebook.search("canaryst"))
    with notebook.writing("canarydeed") as page:
        page.put(replace(entry, minutes=5))
    notebook.undo()
    notebook.undo(notebook.deeds()[0].number)
    assert notebook.attachments.open(document.attachment).read(12) == b"canaryinside"


def canaries_in(folder: Path) -> set[str]:
    found = set()
    for path in folder.rglob("*"):
        text = str(path.relative_to(folder)).casefold() + (path.read_bytes().decode("latin-1").casefold() if path.is_file() else "")
        found |= {f"{canary} in {path.name}" for canary in CANARIES if canary.casefold() in text}
    return found


def test_no_word_of_a_days_use_stands_in_any_file(temporary: Path, tmp_path: Path) -> None:
    notebook, _ = create_notebook(tmp_path / "day.sendco", person_name="Sam", passphrase=PASSPHRASE, cost=TINY)
    a_day(notebook)
    while_open = canaries_in(tmp_path)
    made = notebook.backup()
    notebook.backup(tmp_path / "stick")
    restore(made.folder, tmp_path / "restored.sendco")
    assert all(row.ok for row in notebook.check())
    notebook.close()
    assert while_open | canaries_in(tmp_path) == set()
    assert list(temporary.iterdir()) == []


def test_the_search_for_canaries_would_find_one(tmp_path: Path) -> None:
    (tmp_path / "leak.txt").write_text("x CanaryStory x")
    (tmp_path / "canarytitle.pdf").write_bytes(b"")
    assert canaries_in(tmp_path) == {"canarystory in leak.txt", "canarytitle in canarytitle.pdf"}


def test_a_killed_notebooks_log_holds_no_word_either(temporary: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The log that a crash leaves beside the file is encrypted too."""
    notebook, _ = create_notebook(tmp_path / "day.sendco", person_name="Sam", passphrase=PASSPHRASE, cost=TINY)
    a_day(notebook)
    log = notebook.folder / "notebook.db-wal"
    assert log.stat().st_size > 100_000
    assert canaries_in(notebook.folder) == set()
    notebook.close()


