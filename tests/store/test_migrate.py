"""An older notebook opens and loses nothing, a newer one is refused, and the revisions make exactly the tables that the code names."""

import shutil
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from sendco_desk.domain.casework import CaseEvent, CaseFile, ExceptionClaim, Submission
from sendco_desk.domain.documents import Document
from sendco_desk.domain.pupil import Need, Pupil
from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.domain.story import StoryEntry
from sendco_desk.store import migrate
from sendco_desk.store.backup import verify_backup
from sendco_desk.store.layout import BACKUPS
from sendco_desk.store.notebook import Notebook, open_notebook
from sendco_desk.store.tables import metadata

OLD_NOTEBOOKS = sorted(header.parent for header in (Path(__file__).parents[1] / "old_notebooks").glob("[0-9][0-9][0-9][0-9]/header.json"))
OLD_PASSPHRASE = "an old made up passphrase"
PASSPHRASE = "blue kettle on the moon"
RELEASED = ("0001", "0002", "0003", "0004")
"""Schemas of which people have notebooks: with each release its own joins them, and its stored notebook with it."""

NEXT_REVISION = '''
"""A made-up next revision: a new column, and a table written anew, which loses its triggers."""
import sqlalchemy as sa
from alembic import op
revision, down_revision = "0006", "0005"
def upgrade():
    with op.batch_alter_table("deed") as deed:
        deed.add_column(sa.Column("mood", sa.Text))
    with op.batch_alter_table("pupil") as pupil:
        pupil.alter_column("sex", nullable=True)
{more}
'''


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Makes this app the next version, with one more revision."""

    def install(more: str = "") -> None:
        migrations = tmp_path / "migrations"
        shutil.copytree(migrate.MIGRATIONS, migrations)
        (migrations / "versions" / "0006_next.py").write_text(NEXT_REVISION.format(more=more))
        monkeypatch.setattr(migrate, "REVISIONS", ("0001", "0002", "0003", "0004", "0005", "0006"))
        monkeypatch.setattr(migrate, "MIGRATIONS", migrations)

    return install


def test_the_revisions_named_are_the_files_in_order() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrate.MIGRATIONS))
    config.set_main_option("path_separator", "os")
    script = ScriptDirectory.from_config(config)
    assert tuple(found.revision for found in reversed(list(script.walk_revisions()))) == migrate.REVISIONS
    assert script.get_current_head() == migrate.REVISIONS[-1]


def test_the_revisions_make_the_tables_that_the_code_names(notebook: Notebook) -> None:
    def ours(name: str | None, kind: str, parents: object) -> bool:
        return kind != "table" or not str(name).startswith(("name_index", "word_index"))  # the full-text search's own

    context = MigrationContext.configure(notebook._database.connection, opts={"include_name": ours, "compare_type": True})
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Did not recognize type")  # those of the full-text search's tables
        differences = compare_metadata(context, metadata)
    assert differences == []


@pytest.mark.parametrize("stored", OLD_NOTEBOOKS, ids=lambda path: path.name)
def test_a_stored_notebook_of_every_schema_opens_and_has_lost_nothing(stored: Path, tmp_path: Path) -> None:
    notebook = open_notebook(Path(shutil.copytree(stored, tmp_path / "old.sendco")), OLD_PASSPHRASE)
    pupil, entry, document = notebook.all(Pupil)[0], notebook.all(StoryEntry)[0], notebook.all(Document)[0]
    assert (pupil.legal_name, pupil.date_of_birth, pupil.flags) == ("Madeup Child", date(2015, 2, 28), ("free_meals",))
    assert (entry.words, entry.written_by) == ("Read a made-up page", "Old Friend")
    assert notebook.attachments.open(document.attachment).read() == b"A made-up report.\n"
    assert [hit.id for hit in notebook.search("rhubarb")] == [document.id]
    assert notebook.drafts() == {"story_entry/new": "Half a made-up sent"}
    assert [deed.words for deed in notebook.deeds()] == ["Undid: Recorded a need", "Recorded a need", "Made it up"]
    notebook.undo(3)
    assert notebook.all(Need)[0].id == UUID(int=4)
    assert [row.name for row in notebook.check() if not row.ok] in ([], ["backups"])
    notebook.close()


@pytest.fixture
def old_cases(tmp_path: Path) -> Iterator[Notebook]:
    """A notebook from before there were cases of every kind: two requests, one with an event, claims, a sent pack and a changed officer."""
    stored = Path(__file__).parents[1] / "old_notebooks" / "0001_cases"
    notebook = open_notebook(Path(shutil.copytree(stored, tmp_path / "old.sendco")), OLD_PASSPHRASE)
    yield notebook
    notebook.close()


def test_an_older_notebooks_requests_become_numbered_cases_with_all_that_belongs_to_them(old_cases: Notebook) -> None:
    later, earlier = old_cases.get(CaseFile, UUID(int=10)), old_cases.get(CaseFile, UUID(int=12))
    assert (earlier.number, later.number) == (1, 2)
    assert (later.case_kind, later.authority, later.council_reference, later.about) == ("request", "Marlshire", "M/1", None)
    assert (later.away_from, later.away_to, later.closed_on) == (date(2026, 9, 5), date(2026, 10, 5), None)
    event = old_cases.all(CaseEvent)[0]
    assert (event.case, event.name, event.on, event.proof, event.note) == (
        later.id, "request_received", date(2026, 9, 7), UUID(int=3), "By portal",
    )
    sent = old_cases.all(Submission)[0]
    assert (sent.case, sent.number, sent.pages, sent.channel) == (later.id, 1, 3, "portal")
    assert old_cases.attachments.open(sent.pack_attachment).read() == b"%PDF made up"


def test_each_exception_that_an_older_request_listed_becomes_a_claim_whose_day_is_not_known(old_cases: Notebook) -> None:
    claims = old_cases.all(ExceptionClaim)
    assert sorted(claim.exception for claim in claims) == ["missed_appointment", "school_closed"]
    assert {(claim.case, claim.pupil, claim.claimed_on, claim.words) for claim in claims} == {(UUID(int=10), UUID(int=1), None, "")}


def test_a_deed_of_an_older_notebook_can_still_be_undone_and_loses_nothing_that_came_since(old_cases: Notebook) -> None:
    before = old_cases.get(CaseFile, UUID(int=10))
    assert (before.case_officer, old_cases.deeds()[0].kinds) == ("Mx Other Person", frozenset({"case_file"}))
    old_cases.undo()
    assert old_cases.get(CaseFile, UUID(int=10)) == replace(before, case_officer="Mx Made Up")
    assert [row.name for row in old_cases.check() if not row.ok] in ([], ["backups"])


def test_there_is_a_stored_notebook_of_every_schema_that_was_released() -> None:
    assert {path.name for path in OLD_NOTEBOOKS} == set(RELEASED)
    assert migrate.REVISIONS[:len(RELEASED)] == RELEASED


def test_an_older_notebook_is_backed_up_and_then_brought_up_to_date(
    full: Notebook, next_version: Callable[..., None], reopen: Callable[[Notebook], Notebook],
) -> None:
    before = (full.all(Pupil), full.search("Zofia"))
    next_version()
    again = reopen(full)
    assert migrate.revision_of(again._database) == "0006"
    assert (again.all(Pupil), again.search("Zofia")) == before
    made = again.last_backup()
    assert made is not None
    verify_backup(made.folder, again.keys)
    assert all(row.ok for row in again.check())


def test_what_is_derived_from_the_tables_is_put_back_after_an_upgrade(
    full: Notebook, next_version: Callable[..., None], reopen: Callable[[Notebook], Notebook],
) -> None:
    def derived(notebook: Notebook) -> list[tuple[str, ...]]:
        return notebook._database.sql("SELECT type, name FROM sqlite_master WHERE type IN ('trigger', 'view') OR sql LIKE '%fts5%' ORDER BY 2")

    before = derived(full)
    next_version()
    assert derived(reopen(full)) == before
    assert len(before) == 7


def test_an_up_to_date_notebook_is_not_backed_up_on_opening(full: Notebook, reopen: Callable[[Notebook], Notebook]) -> None:
    assert not (reopen(full).folder / BACKUPS).exists()


@pytest.mark.parametrize("more", [
    "    raise RuntimeError('a mistake in the revision')",
    "    op.execute('DELETE FROM pupil')",  # leaves records without their pupil
])
def test_an_upgrade_that_fails_leaves_the_notebook_as_it_was(
    full: Notebook, next_version: Callable[..., None], reopen: Callable[[Notebook], Notebook], monkeypatch: pytest.MonkeyPatch, more: str,
) -> None:
    next_version(more)
    with pytest.raises((RuntimeError, Trouble), match=r"mistake in the revision|left as it was"):
        reopen(full)
    monkeypatch.undo()
    again = reopen(full)
    assert (again.count(Pupil), migrate.revision_of(again._database)) == (1, "0005")
    assert "mood" not in [row[1] for row in again._database.sql("PRAGMA table_info(deed)")]
    assert again._database.sql("PRAGMA foreign_keys") == [(1,)]


def test_a_newer_notebook_is_refused_politely_and_not_touched(full: Notebook) -> None:
    full._database.sql("UPDATE alembic_version SET version_num = '9999'")
    full.close()
    with pytest.raises(Refused, match="newer SENDCo Desk"):
        open_notebook(full.folder, PASSPHRASE)
    assert not (full.folder / BACKUPS).exists()


@pytest.mark.parametrize("statement", ["DELETE FROM alembic_version", "DROP TABLE alembic_version"])
def test_a_notebook_without_its_revision_is_damaged_and_never_started_afresh(full: Notebook, statement: str) -> None:
    full._database.sql(statement)
    full.close()
    with pytest.raises(Trouble, match="damaged"):
        open_notebook(full.folder, PASSPHRASE)
