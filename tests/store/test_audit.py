"""The history: who did what and when, with before and after, only ever added to, and a missing or changed link is found."""

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from sendco_desk.domain.kinds import KINDS
from sendco_desk.domain.pupil import Pupil, SenStatus
from sendco_desk.domain.records import Record
from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.domain.school import School, Term
from sendco_desk.store.audit import Change
from sendco_desk.store.notebook import Notebook
from sendco_desk.store.sealing import Sealing

Examples = dict[type[Record], Record]


def audit_check(notebook: Notebook) -> tuple[bool, str]:
    row = next(row for row in notebook.check() if row.name == "audit chain")
    return row.ok, row.detail


def unguarded(notebook: Notebook, statement: str) -> None:
    """What somebody with the key and a database tool could do: drop the guards first."""
    for table in ("deed", "image"):
        for when in ("UPDATE", "DELETE"):
            notebook._database.sql(f"DROP TRIGGER {table}_{when}_refused")
    notebook._database.sql("PRAGMA foreign_keys=OFF")
    notebook._database.sql(statement)


def add(notebook: Notebook, forename: str = "Ada") -> Pupil:
    pupil = Pupil(id=uuid4(), legal_forename=forename, legal_surname="Example")
    with notebook.writing(f"Added {forename}", pupil.id) as page:
        page.put(pupil)
    return pupil


class TestWhatIsTold:
    def test_a_deed_says_who_did_what_and_when(self, notebook: Notebook) -> None:
        pupil = add(notebook)
        deed = notebook.deeds()[0]
        assert (deed.number, deed.by, deed.words, deed.pupil, set(deed.kinds)) == (1, "Sam Okafor", "Added Ada", pupil.id, {"pupil"})
        assert datetime(2026, 9, 7, 8, tzinfo=UTC) < deed.at < datetime(2026, 9, 7, 9, tzinfo=UTC)
        assert (deed.undone, deed.can_undo, deed.undoes) == (False, True, None)

    def test_the_newest_come_first_and_only_as_many_as_asked(self, notebook: Notebook) -> None:
        for name in ("Ada", "Ben", "Cy"):
            add(notebook, name)
        assert [deed.words for deed in notebook.deeds(limit=2)] == ["Added Cy", "Added Ben"]

    def test_the_history_of_one_pupil_is_what_touched_their_records(self, notebook: Notebook) -> None:
        ada, ben = add(notebook), add(notebook, "Ben")
        with notebook.writing("Two at once") as page:
            for pupil in (ada, ben):
                page.put(SenStatus(id=uuid4(), pupil=pupil.id, status="K"))
        assert [deed.words for deed in notebook.deeds(pupil=ada.id)] == ["Two at once", "Added Ada"]

    @pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.KIND)
    def test_every_kind_is_kept_before_and_after(
        self, full: Notebook, examples: Examples, kind: type[Record], changed: Callable[[Record], Record],
    ) -> None:
        before, after = examples[kind], changed(examples[kind])
        with full.writing("Changed") as page:
            page.put(after)
        assert full._audit.changes(2) == [Change(before=before, after=after)]

    def test_an_image_taken_before_a_field_existed_reads_with_its_default(self, full: Notebook, examples: Examples) -> None:
        from sendco_desk.store.rows import image_of, record_of

        image = image_of(examples[School])
        del image["telephone"]
        image["fax"] = "a field that is gone"
        assert record_of(School, image) == examples[School]


class TestOnlyAddedTo:
    @pytest.mark.parametrize("statement", [
        "UPDATE deed SET by = 'Somebody else'", "DELETE FROM deed", "UPDATE image SET after = NULL", "DELETE FROM image",
    ])
    def test_the_database_itself_refuses_to_change_the_history(self, full: Notebook, statement: str) -> None:
        with pytest.raises(Exception, match="the audit is only ever added to"):  # SQLAlchemy's own class
            full._database.sql(statement)
        assert audit_check(full) == (True, "1 deeds, and none is missing or changed.")

    @pytest.mark.parametrize("statement", [
        "UPDATE deed SET by = 'Somebody else' WHERE number = 2",
        "UPDATE deed SET at = '2026-01-01T00:00:00.000000+00:00' WHERE number = 2",
        "UPDATE deed SET words = x'00' WHERE number = 2",
        "UPDATE deed SET undoes = 1 WHERE number = 2",
        "UPDATE image SET after = before WHERE deed = 2",
        "UPDATE image SET record = zeroblob(16) WHERE deed = 2",
        "DELETE FROM image WHERE deed = 2",
        "DELETE FROM deed WHERE number = 2",
        "UPDATE image SET deed = 1 WHERE deed = 2",
    ])
    def test_a_change_from_outside_is_found_and_named(self, notebook: Notebook, statement: str) -> None:
        for name in ("Ada", "Ben", "Cy"):
            add(notebook, name)
        unguarded(notebook, statement)
        ok, detail = audit_check(notebook)
        assert not ok
        assert "2" in detail or "deeds 1" in detail

    def test_a_chain_spliced_from_elsewhere_is_found(self, notebook: Notebook) -> None:
        for name in ("Ada", "Ben", "Cy"):
            add(notebook, name)
        unguarded(notebook, "UPDATE deed SET before = zeroblob(32), hash = (SELECT hash FROM deed WHERE number = 1) WHERE number = 2")
        assert not audit_check(notebook)[0]

    def test_a_long_row_of_faults_is_cut_short(self, notebook: Notebook) -> None:
        for number in range(12):
            add(notebook, f"No{number}")
        unguarded(notebook, "UPDATE deed SET by = 'Somebody else'")
        assert "1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and others" in audit_check(notebook)[1]


class TestSealing:
    def test_no_child_stands_in_the_tables_of_the_history(self, full: Notebook) -> None:
        rows = [cell for table in ("deed", "image") for row in full._database.sql(f"SELECT * FROM {table}") for cell in row]
        text = b"\n".join(cell if isinstance(cell, bytes) else str(cell).encode() for cell in rows)
        assert b"Zofia" not in text
        assert b"Quince" not in text

    def test_a_pupil_whose_key_is_destroyed_cannot_be_read_back_and_the_chain_still_holds(
        self, notebook: Notebook, reopen: Callable[[Notebook], Notebook],
    ) -> None:
        ada, ben = add(notebook), add(notebook, "Ben")
        notebook._database.sql("DELETE FROM audit_key WHERE pupil = ?", (ada.id.hex,))
        again = reopen(notebook)
        assert audit_check(again)[0]
        assert [deed.words for deed in again.deeds()] == ["Added Ben", "Something about a pupil whose records were purged since"]
        with pytest.raises(Refused, match="were purged"):
            again.undo(1)
        again.undo(2)
        assert again.all(Pupil) == [ada]
        assert again.find(Pupil, ben.id) is None

    def test_the_schools_own_records_share_a_key_and_each_pupil_has_one(self, full: Notebook, examples: Examples) -> None:
        owners = {UUID(owner) for owner, in full._database.sql("SELECT pupil FROM audit_key")}
        assert owners == {UUID(int=0), examples[Pupil].id}

    def test_a_key_made_in_a_deed_that_failed_is_made_anew(self, notebook: Notebook) -> None:
        pupil = Pupil(id=uuid4(), legal_forename="Ada", legal_surname="")
        with pytest.raises(Refused), notebook.writing("Fails at the end") as page:
            page.put(pupil)
            page.put(SenStatus(id=uuid4(), pupil=uuid4(), status="K"))  # tied to a pupil that is not there
        with notebook.writing("Lands") as page:
            page.put(pupil)
        assert notebook._audit.changes(1)[0].after == pupil

    def test_an_image_moved_to_another_record_does_not_open(self, notebook: Notebook) -> None:
        with notebook.writing("Two terms") as page:
            for name in ("Autumn", "Spring"):
                page.put(Term(id=uuid4(), name=name, first_day=datetime(2026, 9, 1).date(), last_day=datetime(2026, 12, 1).date()))  # noqa: DTZ001
        unguarded(notebook, "UPDATE image SET after = (SELECT after FROM image WHERE number = 1)")
        with pytest.raises(Trouble, match="damaged"):
            notebook.undo()

    def test_many_keys_are_fetched_together(self, notebook: Notebook) -> None:
        pupils = [Pupil(id=uuid4(), legal_forename=f"No {number}", legal_surname="") for number in range(1_100)]
        with notebook.writing("Many") as page:
            for pupil in pupils:
                page.put(pupil)
        sealing = Sealing(notebook._database, notebook.keys.audit())
        sealing.prepare({pupil.id for pupil in pupils})
        assert notebook._database.sql("SELECT count(*) FROM audit_key") == [(1_101,)]
