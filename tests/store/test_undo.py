"""Undo by name, across a restart, for every kind; it refuses where something later rests on the row, and nothing is ever lost."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sendco_desk.domain.casework import CaseEvent
from sendco_desk.domain.documents import Document
from sendco_desk.domain.kinds import KINDS
from sendco_desk.domain.people import ContactPerson
from sendco_desk.domain.pupil import Need, Pupil, SenStatus
from sendco_desk.domain.records import Record
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.school import Term
from sendco_desk.domain.story import StoryEntry
from sendco_desk.store.notebook import Notebook
from sendco_desk.store.undo import Undone

Examples = dict[type[Record], Record]


def pupil(forename: str = "Ada") -> Pupil:
    return Pupil(id=uuid4(), legal_forename=forename, legal_surname="Example")


def entry(of: Pupil, words: str = "Read a page aloud") -> StoryEntry:
    moment = datetime(2026, 9, 3, 14, 5, tzinfo=UTC)
    return StoryEntry(id=uuid4(), pupil=of.id, entry_kind="note", happened_at=moment, written_at=moment, written_by="Sam", words=words)


def put(notebook: Notebook, deed: str, *records: Record) -> None:
    with notebook.writing(deed) as page:
        for record in records:
            page.put(record)


def everything(notebook: Notebook) -> dict[str, list[Record]]:
    return {kind.KIND: sorted(notebook.all(kind), key=lambda record: record.id) for kind in KINDS}


class TestEveryKind:
    @pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.KIND)
    def test_a_change_is_undone_by_name_after_a_restart_and_done_again(
        self, full: Notebook, examples: Examples, kind: type[Record], changed: Callable[[Record], Record], reopen: Callable[[Notebook], Notebook],
    ) -> None:
        put(full, f"Changed: {kind.TITLE}", changed(examples[kind]))
        again = reopen(full)
        undone = again.undo()
        assert undone == Undone(words=f"Changed: {kind.TITLE}", changed=frozenset({kind.KIND}))
        assert again.all(kind) == [examples[kind]]
        again.undo(again.deeds()[0].number)
        assert again.all(kind) == [changed(examples[kind])]

    @pytest.mark.parametrize("kind", [kind for kind in KINDS if kind is not StoryEntry], ids=lambda kind: kind.KIND)
    def test_an_addition_is_undone(self, full: Notebook, examples: Examples, kind: type[Record]) -> None:
        put(full, "Added", replace(examples[kind], id=uuid4()))
        full.undo()
        assert full.all(kind) == [examples[kind]]

    @pytest.mark.parametrize("kind", [CaseEvent, ContactPerson, Need, SenStatus, Term], ids=lambda kind: kind.KIND)
    def test_a_removal_is_undone(self, full: Notebook, examples: Examples, kind: type[Record]) -> None:
        with full.writing("Removed") as page:
            page.remove(examples[kind])
        assert (set(page.changed), full.count(kind)) == ({kind.KIND}, 0)
        full.undo()
        assert full.all(kind) == [examples[kind]]

    def test_a_whole_import_is_undone_as_one_deed_and_done_again(self, full: Notebook) -> None:
        whole = everything(full)
        full.undo()
        assert not any(everything(full).values())
        full.undo(2)
        assert everything(full) == whole
        assert full.search("Zofia")[0].kind == "pupil"


class TestTheStory:
    def test_undoing_an_added_entry_strikes_it_out_and_keeps_it_readable(self, notebook: Notebook) -> None:
        ada = pupil()
        put(notebook, "Added a pupil", ada)
        put(notebook, "Added an entry", entry(ada))
        assert notebook.undo().words == "Added an entry"
        kept = notebook.all(StoryEntry)[0]
        assert (kept.words, kept.struck_out, kept.struck_out_because) == ("Read a page aloud", True, "Undone")
        assert kept.struck_out_at is not None and kept.struck_out_at > kept.written_at
        assert [hit.id for hit in notebook.search("aloud")] == [kept.id]

    def test_the_strike_is_taken_back_by_undoing_the_undo(self, notebook: Notebook) -> None:
        ada = pupil()
        put(notebook, "Added a pupil", ada)
        put(notebook, "Added an entry", entry(ada))
        notebook.undo()
        notebook.undo(3)
        assert not notebook.all(StoryEntry)[0].struck_out

    def test_entries_that_came_with_their_pupil_go_with_their_pupil(self, notebook: Notebook) -> None:
        ada = pupil()
        put(notebook, "Made the demo", ada, entry(ada))
        notebook.undo()
        assert (notebook.count(Pupil), notebook.count(StoryEntry)) == (0, 0)


class TestTheOrderOfUndo:
    def test_undo_walks_back_one_deed_at_a_time_and_then_says_there_is_nothing(self, notebook: Notebook) -> None:
        for name in ("Ada", "Ben"):
            put(notebook, f"Added {name}", pupil(name))
        assert [notebook.undo().words, notebook.undo().words] == ["Added Ben", "Added Ada"]
        assert notebook.last_undoable() is None
        with pytest.raises(Refused, match="nothing to undo"):
            notebook.undo()

    def test_what_was_done_again_is_the_next_to_undo(self, notebook: Notebook) -> None:
        put(notebook, "Added Ada", pupil())
        notebook.undo()
        notebook.undo(2)
        last = notebook.last_undoable()
        assert last is not None and last.words == "Added Ada"
        notebook.undo()
        assert notebook.count(Pupil) == 0

    def test_the_history_tells_what_was_undone_and_done_again(self, notebook: Notebook) -> None:
        put(notebook, "Added Ada", pupil())
        notebook.undo()
        notebook.undo(2)
        notebook.undo(3)
        assert [(deed.words, deed.undone, deed.can_undo) for deed in notebook.deeds()] == [
            ("Undid: Added Ada", False, True), ("Did again: Added Ada", True, False), ("Undid: Added Ada", False, True), ("Added Ada", True, False),
        ]
        assert notebook.count(Pupil) == 0

    def test_a_deed_is_undone_once(self, notebook: Notebook) -> None:
        put(notebook, "Added Ada", pupil())
        notebook.undo(1)
        with pytest.raises(Refused, match="undone already"):
            notebook.undo(1)

    def test_a_deed_that_never_was_cannot_be_undone(self, notebook: Notebook) -> None:
        with pytest.raises(Refused, match="no deed 7"):
            notebook.undo(7)

    def test_an_older_deed_may_be_undone_by_its_number(self, notebook: Notebook) -> None:
        for name in ("Ada", "Ben"):
            put(notebook, f"Added {name}", pupil(name))
        notebook.undo(1)
        assert [found.legal_forename for found in notebook.all(Pupil)] == ["Ben"]


class TestWhatRestsOnARow:
    def test_a_deed_whose_record_was_changed_later_is_not_undone(self, notebook: Notebook) -> None:
        ada = pupil()
        put(notebook, "Added Ada", ada)
        put(notebook, "Changed Ada", replace(ada, year_group="7"))
        assert not notebook.deeds()[1].can_undo
        with pytest.raises(Refused, match="Undo the later change first"):
            notebook.undo(1)
        notebook.undo(2)
        notebook.undo(1)
        assert notebook.count(Pupil) == 0

    def test_a_deed_whose_record_has_something_tied_to_it_is_not_undone(self, notebook: Notebook) -> None:
        ada = pupil()
        put(notebook, "Added Ada", ada)
        put(notebook, "Added a need", Need(id=uuid4(), pupil=ada.id, need_type="SPLD"))
        with pytest.raises(Refused, match="added later belongs to this"):
            notebook.undo(1)
        assert (notebook.count(Pupil), notebook.count(Need)) == (1, 1)

    def test_a_deed_that_added_a_record_and_tied_another_to_it_is_undone_and_done_again(self, notebook: Notebook) -> None:
        first, second = pupil(), pupil("Ben")
        need = Need(id=uuid4(), pupil=first.id, need_type="SPLD", rank=1)
        put(notebook, "Wrote it down", first, need)
        put(notebook, "Moved it", second, replace(need, pupil=second.id))
        notebook.undo()
        assert (notebook.all(Pupil), notebook.all(Need)) == ([first], [need])
        notebook.undo(notebook.deeds()[0].number)
        assert notebook.all(Need) == [replace(need, pupil=second.id)]

    def test_a_removal_is_not_undone_once_what_it_belonged_to_is_gone(self, notebook: Notebook) -> None:
        ada, need = pupil(), Need(id=uuid4(), pupil=uuid4(), need_type="SPLD")
        need = replace(need, pupil=ada.id)
        put(notebook, "Added Ada", ada)
        put(notebook, "Added a need", need)
        with notebook.writing("Removed the need") as page:
            page.remove(need)
        with notebook.writing("Removed Ada") as page:
            page.remove(ada)
        with pytest.raises(Refused, match="tied to this one"):
            notebook.undo(3)
        notebook.undo(4)
        notebook.undo(3)
        assert notebook.all(Need) == [need]

    def test_a_link_to_a_document_that_is_gone_is_not_brought_back(self, full: Notebook, examples: Examples) -> None:
        event, document = examples[CaseEvent], examples[Document]
        assert isinstance(event, CaseEvent)
        letter = replace(document, id=uuid4())
        put(full, "Added a letter", letter)
        put(full, "Shown by the letter", replace(event, proof=letter.id))
        put(full, "Shown by the report", event)
        with full.writing("Removed the letter") as page:
            page.remove(letter)
        with pytest.raises(Refused, match="tied to this one"):
            full.undo(4)
        assert full.all(CaseEvent) == [event]

    def test_a_change_undone_since_does_not_stand_in_the_way(self, notebook: Notebook) -> None:
        ada = pupil()
        put(notebook, "Added Ada", ada)
        put(notebook, "Changed Ada", replace(ada, year_group="7"))
        notebook.undo(2)
        assert [deed.can_undo for deed in notebook.deeds()] == [True, False, True]

    def test_an_undo_is_not_taken_back_once_an_older_deed_was_undone_under_it(self, notebook: Notebook) -> None:
        ada = pupil()
        put(notebook, "Added Ada", ada)
        put(notebook, "Changed Ada", replace(ada, year_group="7"))
        notebook.undo(2)
        notebook.undo(1)
        with pytest.raises(Refused, match="Undo the later change first"):
            notebook.undo(3)
        assert notebook.count(Pupil) == 0


class TestAtSize:
    def test_a_deed_of_thousands_of_records_is_undone_in_a_moment(self, notebook: Notebook) -> None:
        pupils = [pupil(f"No {number}") for number in range(800)]
        put(notebook, "Imported", *pupils, *(SenStatus(id=uuid4(), pupil=one.id, status="K", since=date(2026, 9, 1)) for one in pupils))
        start = time.process_time()
        notebook.undo()
        assert time.process_time() - start < 10
        assert (notebook.count(Pupil), notebook.count(SenStatus), notebook.search("No 77")) == (0, 0, [])


STEPS = st.lists(st.tuples(st.sampled_from(["change", "undo", "redo", "any"]), st.integers(0, 30)), max_size=12)


@given(steps=STEPS)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_done_and_undone_the_records_are_what_the_standing_deeds_say(notebook: Notebook, steps: list[tuple[str, int]]) -> None:
    ada = pupil()
    put(notebook, "Added Ada", ada)
    first = notebook.deeds()[0].number
    for number, (step, which) in enumerate(steps):
        if step == "change":
            put(notebook, "Changed", replace(ada, year_group=str(number)))
        else:
            undo_if_allowed(notebook, {"undo": None, "redo": notebook.deeds()[0].number}.get(step, first + which))
    standing = [deed for deed in reversed(notebook.deeds(limit=100)) if deed.number >= first and deed.undoes is None and not deed.undone]
    expected = notebook._audit.changes(standing[-1].number)[0].after if standing else None
    assert notebook.find(Pupil, ada.id) == expected
    assert list(notebook._audit.broken_links()) == []


def undo_if_allowed(notebook: Notebook, number: int | None) -> None:
    try:
        notebook.undo(number)
    except Refused:
        return
