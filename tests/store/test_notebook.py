"""The open notebook: records in and out, one deed at a time, and each failure in a sentence that says what to do."""

import os
import pickle
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sendco_desk.domain.documents import Document
from sendco_desk.domain.kinds import KINDS
from sendco_desk.domain.pupil import Need, Pupil
from sendco_desk.domain.records import Record
from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.domain.story import StoryEntry
from sendco_desk.store import notebook as module
from sendco_desk.store.connection import DAMAGED, MISSING, Database
from sendco_desk.store.disk import DISK_FULL
from sendco_desk.store.layout import DATABASE
from sendco_desk.store.notebook import Notebook, create_notebook, open_notebook
from sendco_desk.store.slots import TINY, Role

Examples = dict[type[Record], Record]
PASSPHRASE = "blue kettle on the moon"
_TEXT = st.text(st.characters(exclude_categories=["Cs"]))


def pupil(forename: str = "Ada") -> Pupil:
    return Pupil(id=uuid4(), legal_forename=forename, legal_surname="Example")


def put(notebook: Notebook, *records: Record, deed: str = "Put something in") -> None:
    with notebook.writing(deed) as page:
        for record in records:
            page.put(record)


class TestRecords:
    @pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.KIND)
    def test_every_kind_comes_back_after_a_restart_as_it_was_put(
        self, full: Notebook, examples: Examples, kind: type[Record], reopen: Callable[[Notebook], Notebook],
    ) -> None:
        assert reopen(full).all(kind) == [examples[kind]]

    @pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.KIND)
    def test_every_kind_can_be_changed(
        self, full: Notebook, examples: Examples, kind: type[Record], changed: Callable[[Record], Record],
    ) -> None:
        put(full, changed(examples[kind]))
        assert full.get(kind, examples[kind].id) == changed(examples[kind]) != examples[kind]

    def test_some_fields_can_be_read_without_whole_records(self, notebook: Notebook) -> None:
        ada, bea = pupil(), pupil("Bea")
        put(notebook, ada, bea, Need(id=uuid4(), pupil=bea.id, need_type="SLCN", since=date(2026, 9, 1)))
        assert notebook.values(Pupil, "id", "legal_forename") == [(ada.id, "Ada"), (bea.id, "Bea")]
        assert notebook.values(Need, "pupil", "since", "until", pupil=bea.id) == [(bea.id, date(2026, 9, 1), None)]
        assert notebook.values(Need, "pupil", pupil=ada.id) == []

    def test_of_many_entries_those_between_two_days_are_found_by_their_day(self, notebook: Notebook, monkeypatch: pytest.MonkeyPatch) -> None:
        asked, real = list[tuple[str, tuple[object, ...]]](), Database.sql

        def sql(self: Database, text: str, values: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
            asked.append((text, values))
            return real(self, text, values)

        monkeypatch.setattr(Database, "sql", sql)
        notebook.between(StoryEntry, "happened_at", datetime(2026, 9, 1, tzinfo=UTC), None, struck_out_at=None, corrects=None)
        text, values = asked[-1]
        plan = " ".join(str(row[-1]) for row in real(notebook._database, f"EXPLAIN QUERY PLAN {text}", values))
        assert "ix_story_entry_happened_at" in plan  # not the index of corrections, in which nearly every entry is empty

    def test_records_come_in_the_order_they_were_added_even_after_a_change(self, notebook: Notebook) -> None:
        pupils = [pupil(name) for name in ("Cara", "Abel", "Bo")]
        put(notebook, *pupils)
        put(notebook, Pupil(id=pupils[0].id, legal_forename="Zed", legal_surname="Example"))
        assert [found.legal_forename for found in notebook.all(Pupil)] == ["Zed", "Abel", "Bo"]

    def test_records_are_asked_and_counted_by_what_their_fields_equal(self, notebook: Notebook) -> None:
        one, other = pupil(), pupil("Ben")
        needs = [Need(id=uuid4(), pupil=one.id, need_type="SPLD", rank=rank) for rank in (1, 2)]
        put(notebook, one, other, *needs)
        assert notebook.all(Need, pupil=one.id, rank=2) == needs[1:]
        assert notebook.all(Need, until=None) == needs
        assert (notebook.count(Need, pupil=one.id), notebook.count(Need, pupil=other.id), notebook.count(Pupil)) == (2, 0, 2)

    def test_records_are_asked_by_a_span_of_days(self, notebook: Notebook) -> None:
        one = pupil()
        needs = [Need(id=uuid4(), pupil=one.id, need_type="SPLD", since=date(2026, 9, day)) for day in (3, 1, 2)]
        put(notebook, one, *needs, Need(id=uuid4(), pupil=one.id, need_type="SLCN"))
        assert notebook.between(Need, "since", date(2026, 9, 2), date(2026, 9, 3)) == [needs[2], needs[0]]
        assert notebook.between(Need, "since", None, None) == [needs[1], needs[2], needs[0]]
        assert notebook.between(Need, "since", None, date(2026, 9, 1), need_type="SPLD") == [needs[1]]

    def test_a_record_that_is_not_there_is_none_or_refused(self, notebook: Notebook) -> None:
        assert notebook.find(Pupil, uuid4()) is None
        with pytest.raises(Refused, match="no longer in the notebook"):
            notebook.get(Pupil, uuid4())

    def test_a_moment_comes_back_as_the_same_moment_with_a_zone(self, full: Notebook, examples: Examples) -> None:
        found = full.all(StoryEntry)[0].happened_at
        assert found == datetime(2026, 9, 3, 14, 5, tzinfo=UTC)
        assert found.tzinfo is not None

    @given(forename=_TEXT.filter(str.strip), flags=st.lists(_TEXT))
    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_any_text_comes_back_letter_for_letter(self, notebook: Notebook, forename: str, flags: list[str]) -> None:
        record = Pupil(id=uuid4(), legal_forename=forename, legal_surname="", flags=tuple(flags))
        put(notebook, record)
        assert notebook.get(Pupil, record.id) == record
        notebook.undo()


class TestSnapshot:
    def test_a_snapshot_is_plain_data_that_later_changes_do_not_touch(self, full: Notebook, examples: Examples) -> None:
        taken = pickle.loads(pickle.dumps(full.snapshot()))
        put(full, pupil())
        assert set(taken.records) == set(examples.values())
        assert taken.all(Document) == [examples[Document]]
        assert taken.keys.data == full.keys.data

    def test_a_snapshot_for_one_pupil_holds_no_other(self, full: Notebook, examples: Examples) -> None:
        put(full, ben := pupil("Ben"))
        assert {record.KIND for record in full.snapshot(ben.id).records} == {
            "school", "term", "school_closure", "council_contact", "council_date", "letter_wording", "pupil",
            "staff_member", "staff_rate", "provision_run", "group_size", "council_return", "phrase",
            "own_profile", "council_form",
        }
        assert full.snapshot(ben.id).all(Pupil) == [ben]


class TestDeeds:
    def test_a_deed_that_fails_leaves_nothing(self, notebook: Notebook) -> None:
        with pytest.raises(Refused), notebook.writing("Fails") as page:
            page.put(pupil())
            page.get(Pupil, uuid4())
        put(notebook, pupil("Ben"))
        assert [found.legal_forename for found in notebook.all(Pupil)] == ["Ben"]
        assert [deed.words for deed in notebook.deeds()] == ["Put something in"]
        assert notebook.search("Ada") == []

    def test_a_page_tells_which_kinds_it_changed(self, notebook: Notebook) -> None:
        one = pupil()
        with notebook.writing("Two kinds") as page:
            page.put(one)
            page.put(Need(id=uuid4(), pupil=one.id, need_type="SPLD"))
        assert page.changed == {"pupil", "need"}

    def test_putting_what_is_there_already_is_no_deed(self, full: Notebook, examples: Examples) -> None:
        before = full.deeds()
        with full.writing("Nothing new") as page:
            for record in examples.values():
                page.put(record)
        assert page.changed == frozenset()
        assert full.deeds() == before

    def test_what_a_deed_puts_and_takes_out_again_is_no_change(self, full: Notebook, examples: Examples) -> None:
        with full.writing("To and fro") as page:
            extra = pupil()
            page.put(extra)
            page.remove(extra)
        assert page.changed == frozenset()

    def test_a_page_reads_what_it_wrote(self, notebook: Notebook) -> None:
        with notebook.writing("Reads") as page:
            page.put(pupil())
            assert page.count(Pupil) == len(page.all(Pupil)) == 1

    def test_a_finished_entry_is_never_removed(self, full: Notebook, examples: Examples) -> None:
        with pytest.raises(Refused, match="Strike it out"), full.writing("Removes") as page:
            page.remove(examples[StoryEntry])

    def test_a_record_that_others_are_tied_to_is_not_removed(self, full: Notebook, examples: Examples) -> None:
        with pytest.raises(Refused, match="tied to this one"), full.writing("Removes") as page:
            page.remove(examples[Document])
        assert full.count(Document) == 1

    def test_one_deed_is_not_written_inside_another(self, notebook: Notebook) -> None:
        with pytest.raises(RuntimeError, match="inside another"), notebook.writing("Outer"):
            notebook.put_setting("theme", "dark")

    def test_another_thread_waits_until_the_deed_is_done(self, notebook: Notebook) -> None:
        seen: list[int] = []
        reader = threading.Thread(target=lambda: seen.append(notebook.count(Pupil)))
        with notebook.writing("Slow") as page:
            reader.start()
            page.put(pupil())
            page.put(pupil("Ben"))
        reader.join(10)
        assert seen == [2]

    def test_a_mistake_in_the_code_stays_a_bug_and_shows_no_childs_data(self, notebook: Notebook) -> None:
        with pytest.raises(Exception, match="has no column") as caught:  # SQLAlchemy's own class stays inside the store
            notebook._database.sql("INSERT INTO pupil(nonsense) VALUES(?)", ("Canary",))
        assert "Canary" not in str(caught.value)


def test_what_deeds_need_can_be_loaded_before_the_first() -> None:
    module.load_ahead()
    assert {"sendco_desk.store.page", "sendco_desk.store.backup", "sendco_desk.store.history"} <= set(sys.modules)


class TestMakingAndOpening:
    def make(self, folder: Path, passphrase: str = PASSPHRASE) -> tuple[Notebook, str]:
        return create_notebook(folder, person_name="Jo Bell", passphrase=passphrase, cost=TINY, role=Role.SENDCO)

    def test_a_new_notebook_knows_its_person_and_opens_again(self, tmp_path: Path) -> None:
        notebook, code = self.make(tmp_path / "New.sendco")
        assert (notebook.person.name, len(code.split("-"))) == ("Jo Bell", 9)
        notebook.close()
        notebook.close()
        again = open_notebook(notebook.folder, PASSPHRASE, "jo bell")
        assert (again.notebook_id, again.person) == (notebook.notebook_id, notebook.person)
        again.close()

    def test_the_cost_of_a_passphrase_is_measured_when_none_is_given(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(module, "measured_cost", lambda: TINY)
        notebook, _ = create_notebook(tmp_path / "n", person_name="Jo Bell", passphrase=PASSPHRASE)
        notebook.close()

    def test_a_notebook_is_not_made_over_other_files(self, tmp_path: Path) -> None:
        (tmp_path / "letter.txt").write_text("keep me")
        with pytest.raises(Refused, match="not empty"):
            self.make(tmp_path)
        assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]

    @pytest.mark.parametrize("there", [True, False])
    def test_a_notebook_that_could_not_be_made_leaves_the_place_as_it_was(self, tmp_path: Path, there: bool) -> None:
        folder = tmp_path / "new"
        if there:
            folder.mkdir()
        with pytest.raises(Refused, match="at least 10 characters"):
            self.make(folder, passphrase="short")
        assert folder.exists() == there
        assert not there or list(folder.iterdir()) == []

    def test_a_synced_folder_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(Refused, match="kept in step by Dropbox"):
            self.make(tmp_path / "Dropbox" / "n")

    def test_a_notebook_moved_into_a_synced_folder_is_refused(self, notebook: Notebook, tmp_path: Path) -> None:
        notebook.close()
        moved = Path(shutil.move(notebook.folder, tmp_path / "OneDrive"))
        with pytest.raises(Refused, match="kept in step by OneDrive"):
            open_notebook(moved, PASSPHRASE)

    def test_a_wrong_passphrase_is_told_and_the_lock_let_go(self, notebook: Notebook, reopen: Callable[[Notebook], Notebook]) -> None:
        notebook.close()
        with pytest.raises(Refused, match="does not open this notebook"):
            open_notebook(notebook.folder, "not the passphrase")
        assert reopen(notebook).count(Pupil) == 0

    def test_a_notebook_open_elsewhere_is_refused(self, notebook: Notebook) -> None:
        with pytest.raises(Refused, match="is open on this computer since"):
            open_notebook(notebook.folder, PASSPHRASE)

    def test_a_folder_that_is_no_notebook_is_left_alone(self, tmp_path: Path) -> None:
        with pytest.raises(Refused, match="no notebook in this folder"):
            open_notebook(tmp_path, PASSPHRASE)
        assert list(tmp_path.iterdir()) == []

    def test_a_backup_is_not_opened_as_a_notebook(self, notebook: Notebook) -> None:
        made = notebook.backup()
        with pytest.raises(Refused, match="This is a backup"):
            open_notebook(made.folder, PASSPHRASE)


class TestDamage:
    @pytest.fixture
    def closed(self, full: Notebook) -> Path:
        full.close()
        return full.folder

    def test_a_missing_database_is_never_replaced_by_an_empty_one(self, closed: Path) -> None:
        (closed / DATABASE).unlink()
        with pytest.raises(Trouble, match=MISSING):
            open_notebook(closed, PASSPHRASE)
        assert not (closed / DATABASE).exists()

    @pytest.mark.parametrize("content", [b"", b"nothing but rubbish here" * 4000])
    def test_a_database_that_is_none_is_told_as_damage(self, closed: Path, content: bytes) -> None:
        (closed / DATABASE).write_bytes(content)
        with pytest.raises(Trouble, match="Restore the newest backup"):
            open_notebook(closed, PASSPHRASE)

    def test_a_flipped_bit_is_told_as_damage_when_it_is_read(self, closed: Path) -> None:
        content = bytearray((closed / DATABASE).read_bytes())
        for page in range(1, len(content) // 4096):
            content[page * 4096 + 77] ^= 1
        (closed / DATABASE).write_bytes(content)
        with pytest.raises(Trouble, match=DAMAGED):
            open_notebook(closed, PASSPHRASE)

    def test_a_wrong_key_is_the_headers_matter_and_never_told_as_damage(self, closed: Path) -> None:
        with pytest.raises(Refused):
            open_notebook(closed, "not the passphrase")


class TestFullDisk:
    @pytest.fixture
    def small_disk(self, tmp_path: Path) -> Iterator[Path]:
        """A disk of 8 MB, where this system lets the tests mount one."""
        place = tmp_path / "small"
        place.mkdir()
        command = shutil.which("mount")
        if command is None or getattr(os, "geteuid", lambda: 1)() != 0:
            pytest.skip("only the system’s own user can mount a small disk")
        if subprocess.run([command, "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(place)], capture_output=True, check=False).returncode:
            pytest.skip("this system does not let us mount a small disk")
        yield place
        subprocess.run(["umount", str(place)], check=True)

    def fill(self, notebook: Notebook, kept: list[UUID]) -> None:
        """Add pupils until the disk says no."""
        for number in range(1_000):
            record = Pupil(id=uuid4(), legal_forename=f"No {number}", legal_surname="", address=os.urandom(20_000).hex())
            put(notebook, record)
            kept.append(record.id)

    def test_every_save_before_a_full_disk_is_kept(
        self, small_disk: Path, empty_template: tuple[Path, str], open_folder: Callable[[Path], Notebook],
    ) -> None:
        notebook, kept = open_folder(Path(shutil.copytree(empty_template[0], small_disk / "n.sendco"))), list[UUID]()
        other_things = small_disk / "other things"
        other_things.write_bytes(bytes(4_000_000))
        with pytest.raises(Trouble, match=DISK_FULL):
            self.fill(notebook, kept)
        assert [found.id for found in notebook.all(Pupil)] == kept != []
        notebook.close()
        again = open_folder(notebook.folder)
        assert [found.id for found in again.all(Pupil)] == kept
        other_things.unlink()
        put(again, pupil())
        assert [row.name for row in again.check() if not row.ok] == ["backups"]

    def test_a_database_that_may_not_grow_rolls_back_and_says_so(self, notebook: Notebook) -> None:
        """The same wherever no small disk can be mounted: SQLite reports its own limit as a full disk."""
        pages, kept = notebook._database.sql("PRAGMA page_count")[0][0], list[UUID]()
        notebook._database.sql(f"PRAGMA max_page_count = {pages + 80}")
        with pytest.raises(Trouble, match=DISK_FULL):
            self.fill(notebook, kept)
        assert [found.id for found in notebook.all(Pupil)] == kept != []
        assert len(notebook.deeds(limit=1_000)) == len(kept)


class TestSettings:
    def test_a_setting_is_kept_across_a_restart(self, notebook: Notebook, reopen: Callable[[Notebook], Notebook]) -> None:
        assert notebook.setting("theme") is None
        notebook.put_setting("theme", "dark")
        notebook.put_setting("theme", "light")
        assert reopen(notebook).setting("theme") == "light"
