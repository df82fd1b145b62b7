"""Finding: whatever people type, names by any part in any script, words by their stem, and the words inside documents."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sendco_desk.domain.documents import Document
from sendco_desk.domain.kinds import KINDS
from sendco_desk.domain.people import ContactPerson
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.records import Record, names_of, prose_of
from sendco_desk.domain.story import StoryEntry
from sendco_desk.store import search as module
from sendco_desk.store.notebook import Notebook
from sendco_desk.store.query import folded, marked, parsed
from sendco_desk.store.search import in_step

Examples = dict[type[Record], Record]
ADA = Pupil(id=UUID(int=1), legal_forename="Ada", legal_surname="Example")


def put(notebook: Notebook, *records: Record) -> None:
    with notebook.writing("Put something in") as page:
        for record in records:
            page.put(record)


def with_words(record: Record, field: str, words: str) -> Record:
    change: dict[str, Any] = {field: words}
    return replace(record, **change)


def named(forename: str, surname: str = "") -> Pupil:
    return Pupil(id=uuid4(), legal_forename=forename, legal_surname=surname)


def entry(words: str, who: str = "") -> StoryEntry:
    moment = datetime(2026, 9, 3, 14, 5, tzinfo=UTC)
    return StoryEntry(
        id=uuid4(), pupil=ADA.id, entry_kind="note", happened_at=moment, written_at=moment, written_by="Sam", who=who, words=words,
    )


def document(title: str = "Report") -> Document:
    return Document(
        id=uuid4(), pupil=ADA.id, title=title, file_name="a.txt", media_type="text/plain", size=1, sha256="0", attachment="",
        received_on=date(2026, 9, 1),
    )


def found(notebook: Notebook, words: str, **how: object) -> list[UUID]:
    return [hit.id for hit in notebook.search(words, **how)]  # type: ignore[arg-type]  # only kinds and limit are handed on


class TestEveryKind:
    @pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.NAMES], ids=lambda kind: kind.KIND)
    def test_a_record_is_found_by_its_names_after_a_restart(
        self, full: Notebook, examples: Examples, kind: type[Record], reopen: Callable[[Notebook], Notebook],
    ) -> None:
        name = names_of(examples[kind]).split()[0]
        assert examples[kind].id in found(reopen(full), name, kinds={kind.KIND})

    @pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.PROSE], ids=lambda kind: kind.KIND)
    def test_a_record_is_found_by_its_words(self, full: Notebook, examples: Examples, kind: type[Record]) -> None:
        words = prose_of(examples[kind])
        assert found(full, f'"{words.splitlines()[0]}"', kinds={kind.KIND}) == [examples[kind].id]

    @pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.NAMES or kind.PROSE], ids=lambda kind: kind.KIND)
    def test_a_change_is_found_at_once_and_the_former_words_are_not(self, full: Notebook, examples: Examples, kind: type[Record]) -> None:
        field = (*kind.NAMES, *(name for name in kind.PROSE if name != "tags"))[0]
        for words in ("Xanthippe", "Quetzal"):
            put(full, with_words(examples[kind], field, words))
        assert found(full, "Quetzal") == [examples[kind].id]
        assert found(full, "Xanthippe") == []
        assert in_step(full._database)


class TestNames:
    @pytest.mark.parametrize(("typed", "forename", "surname"), [
        ("lukasz", "Zofia", "Łukaszewska"), ("ŁUKASZ", "Zofia", "Łukaszewska"), ("ewska", "Zofia", "Łukaszewska"),
        ("zof luk", "Zofia", "Łukaszewska"),
        ("zoe", "Zoë", "Grün"), ("grun", "Zoë", "Grün"), ("Gru\u0308n", "Zoë", "Grün"), ("oren", "Søren", "Ødegård"), ("odegard", "Søren", "Ødegård"),
        ("محم", "محمد", "قریشی"), ("قریشی", "محمد", "قریشی"), ("李明", "李明", ""), ("明", "李明", ""), ("小明", "王小明", ""),
        ("o'bri", "Sean", "O’Brien"), ("o’brien", "Sean", "O'Brien"), ("smith jo", "Kim", "Smith-Jones"), ("jones", "Kim", "Smith-Jones"),
        ("jo", "Kim", "Smith-Jones"), ("al", "Ali", "Khan"), ('"ali kh"', "Ali", "Khan"), ("김", "김민준", ""), ("민준", "김민준", ""),
    ])
    def test_a_pupil_is_found_by_part_of_a_name_in_any_script(self, notebook: Notebook, typed: str, forename: str, surname: str) -> None:
        child = named(forename, surname)
        put(notebook, child, named("Other", "Person"))
        assert found(notebook, typed) == [child.id]

    def test_two_letters_find_the_start_of_a_name_and_not_its_middle(self, notebook: Notebook) -> None:
        ali, khalid = named("Ali"), named("Khalid")
        put(notebook, ali, khalid)
        assert found(notebook, "al") == [ali.id]
        assert set(found(notebook, "ali")) == {ali.id, khalid.id}

    def test_two_words_of_which_one_is_short_must_both_match(self, notebook: Notebook) -> None:
        wanted = named("Joanna", "Li")
        put(notebook, wanted, named("Joanna", "Kowalska"), named("Lily", "Li"))
        assert found(notebook, "joanna li") == [wanted.id]
        assert found(notebook, "joanna -li") != [wanted.id]

    def test_pupils_come_before_everything_else(self, notebook: Notebook) -> None:
        child = named("Nadia")
        put(notebook, child, ADA)
        put(notebook, entry("Nadia read to the class", who="Nadia"), ContactPerson(id=uuid4(), pupil=ADA.id, forename="Nadia"))
        hits = [hit.kind for hit in notebook.search("nadia")]
        assert (hits[0], set(hits[1:])) == ("pupil", {"contact_person", "story_entry"})

    def test_the_part_that_matched_is_marked_in_the_name_as_it_is_written(self, notebook: Notebook) -> None:
        put(notebook, named("Zofia", "Łukaszewska"))
        assert notebook.search("lukasz zof")[0].snippet == "\x02Zof\x03ia \x02Łukasz\x03ewska"

    def test_percent_and_underscore_are_letters_like_others(self, notebook: Notebook) -> None:
        per_cent = named("A%b")
        put(notebook, per_cent, named("Axb"))
        assert found(notebook, "a%") == found(notebook, "a%b") == [per_cent.id]


class TestWords:
    def test_a_word_finds_its_other_forms(self, notebook: Notebook) -> None:
        one = entry("He struggles with reading aloud")
        put(notebook, ADA, one)
        for typed in ("read", "reads", "struggling", "alou"):
            assert found(notebook, typed) == [one.id]

    def test_the_last_word_may_still_be_being_typed_but_no_other(self, notebook: Notebook) -> None:
        one = entry("Dyslexia screening took place")
        put(notebook, ADA, one)
        assert found(notebook, "screening dysl") == [one.id]
        assert found(notebook, "dysl screening") == []
        assert found(notebook, "dysl ") == []

    def test_phrases_and_exclusions(self, notebook: Notebook) -> None:
        one, two = entry("Phonics in a small group"), entry("A group for small phonics")
        put(notebook, ADA, one, two)
        assert found(notebook, '"small group"') == [one.id]
        assert found(notebook, 'phonics -"small group"') == [two.id]
        assert found(notebook, "phonics -group") == []
        assert found(notebook, '"small gro') == [one.id]

    def test_a_hyphen_inside_a_word_excludes_nothing(self, notebook: Notebook) -> None:
        one = entry("Her well-being matters")
        put(notebook, ADA, one)
        assert found(notebook, "well-being") == [one.id]

    def test_the_match_is_marked_in_what_is_shown(self, notebook: Notebook) -> None:
        put(notebook, ADA, entry("Long before it " * 20 + "there was phonics " + "and long after " * 20))
        snippet = notebook.search("phonics")[0].snippet
        assert "\x02phonics\x03" in snippet
        assert len(snippet) < 200

    def test_words_and_names_of_one_record_are_found_together(self, notebook: Notebook) -> None:
        one = entry("Read a page", who="Mrs Achterberg")
        put(notebook, ADA, one, entry("Read a page", who="Mr Pell"))
        assert found(notebook, "achterberg page") == [one.id]

    @pytest.mark.parametrize("typed", ["zofia phonics", "phonics zofia", "zofia łuk phon", "small group zofia", "zofia phonics -maths"])
    def test_words_beside_a_pupils_name_are_looked_for_in_what_is_hers(self, notebook: Notebook, typed: str) -> None:
        zofia = named("Zofia", "Łukaszewska")
        hers, another = replace(entry("Phonics in a small group"), pupil=zofia.id), entry("Phonics in a small group")
        put(notebook, ADA, zofia, hers, another)
        assert found(notebook, typed) == [hers.id]
        assert found(notebook, typed, kinds={"document"}) == []

    def test_one_letter_beside_a_word_is_nobodys_name(self, notebook: Notebook) -> None:
        put(notebook, ADA, entry("Phonics in a small group"))
        assert found(notebook, "q phonics") == []

    def test_the_newest_come_first_and_no_more_than_asked(self, notebook: Notebook) -> None:
        entries = [entry(f"Phonics, week {number}") for number in range(5)]
        put(notebook, ADA, *entries)
        assert found(notebook, "phonics", limit=2) == [entries[4].id, entries[3].id]

    def test_only_the_kinds_asked_for(self, notebook: Notebook) -> None:
        one, other = entry("Hazel wrote this", who="Hazel"), named("Hazel")
        put(notebook, ADA, one, other)
        assert found(notebook, "hazel", kinds={"story_entry"}) == [one.id]
        assert found(notebook, "hazel", kinds={"pupil"}) == [other.id]
        assert found(notebook, "hazel", kinds={"document", "term"}) == []
        assert found(notebook, "pupil") == []

    def test_a_struck_out_entry_is_still_found(self, notebook: Notebook) -> None:
        one = entry("Written on the wrong child")
        put(notebook, ADA)
        put(notebook, one)
        notebook.undo()
        assert found(notebook, "wrong child") == [one.id]


class TestDocuments:
    def test_the_words_inside_a_document_find_it_once(self, notebook: Notebook) -> None:
        report = document("Phonics report")
        with notebook.writing("Put in a document") as page:
            page.put(ADA)
            page.put(report)
            page.put_text(report.id, "The phonics screening of the child shows ...")
        assert found(notebook, "phonics") == [report.id]
        assert "\x02screening\x03" in notebook.search("screening")[0].snippet
        assert notebook.search("screening")[0].pupil == ADA.id

    def test_new_text_takes_the_place_of_the_old(self, notebook: Notebook) -> None:
        report = document()
        put(notebook, ADA, report)
        for text in ("rhubarb", "custard"):
            with notebook.writing("Read again") as page:
                page.put_text(report.id, text)
        assert (found(notebook, "rhubarb"), found(notebook, "custard")) == ([], [report.id])
        assert [deed.words for deed in notebook.deeds()] == ["Put something in"]

    def test_a_document_taken_out_and_brought_back_is_found_by_its_words_again(self, notebook: Notebook) -> None:
        report = document()
        with notebook.writing("Put in a document") as page:
            page.put(ADA)
            page.put(report)
            page.put_text(report.id, "rhubarb")
        with notebook.writing("Took it out") as page:
            page.remove(report)
        assert found(notebook, "rhubarb") == []
        notebook.undo()
        assert found(notebook, "rhubarb") == [report.id]
        assert in_step(notebook._database)

    def test_a_document_whose_title_changes_keeps_its_words(self, notebook: Notebook) -> None:
        report = document("First title")
        with notebook.writing("Put in a document") as page:
            page.put(ADA)
            page.put(report)
            page.put_text(report.id, "rhubarb")
        put(notebook, replace(report, title="Second"))
        assert found(notebook, "rhubarb") == found(notebook, "second") == [report.id]
        assert found(notebook, "first") == []


class TestTyping:
    @given(typed=st.one_of(st.text(max_size=30), st.text('"-*():^AND OR NOT NEAR{}\'\\%_ab ', max_size=30)))
    @example('"')
    @example('""')
    @example("-")
    @example("AND OR NOT")
    @example("NEAR(a b)")
    @example("a* OR b")
    @example("{names} : x")
    @example("\x00")
    @example("-only -unwanted")
    @example("a" * 500)
    @settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_nothing_that_can_be_typed_breaks_the_search(self, full: Notebook, typed: str) -> None:
        assert isinstance(full.search(typed), list)

    @given(words=st.lists(st.sampled_from(["Zofia", "Łukaszewska", "reading", "confidence", "speech"]), min_size=1, max_size=3))
    @settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_everything_found_holds_a_marked_match(self, full: Notebook, words: list[str]) -> None:
        assert all("\x02" in hit.snippet and "\x03" in hit.snippet for hit in full.search(" ".join(words)))

    @given(text=st.text())
    def test_folding_keeps_every_letter_in_its_place(self, text: str) -> None:
        assert len(folded(text)) == len(text)

    @given(text=st.text(st.characters(exclude_characters="\x02\x03")), typed=st.text())
    def test_marking_changes_nothing_but_the_marks(self, text: str, typed: str) -> None:
        assert marked(text, parsed(typed)).replace("\x02", "").replace("\x03", "") == text


class TestRebuilding:
    def test_what_is_made_anew_finds_the_same(self, full: Notebook, examples: Examples) -> None:
        with full.writing("Text") as page:
            page.put_text(examples[Document].id, "rhubarb")
        before = {words: set(found(full, words)) for words in ("zof", "reading", "rhubarb", "anyshire", "portal")}
        with full._database.transaction():
            module.rebuild(full._database)
        assert {words: set(found(full, words)) for words in before} == before
        assert all(before.values())
        assert in_step(full._database)

    def test_an_index_that_another_version_made_otherwise_is_made_anew_on_opening(
        self, full: Notebook, reopen: Callable[[Notebook], Notebook],
    ) -> None:
        full._database.sql("DROP TABLE word_index")
        full._database.sql("CREATE VIRTUAL TABLE word_index USING fts5(words)")
        full.put_setting("search_made_as", "otherwise")
        again = reopen(full)
        assert found(again, "reading confidence") != []
        assert in_step(again._database)

    @pytest.mark.parametrize("statement", [
        "UPDATE search_row SET words = 'rhubarb' WHERE kind = 'story_entry'",
        "DELETE FROM search_row WHERE kind = 'pupil'",
        "INSERT INTO word_index(word_index) VALUES('delete-all')",
        "INSERT INTO name_index(name_index) VALUES('delete-all')",
    ])
    def test_a_check_finds_an_index_that_fell_behind_and_puts_it_right(self, full: Notebook, statement: str) -> None:
        full._database.sql(statement)
        first, second = (next(row for row in full.check() if row.name == "search") for _ in range(2))
        assert (first.ok, "made anew" in first.detail) == (False, True)
        assert (second.ok, second.detail) == (True, "Everything in the notebook can be found.")
        assert found(full, "zofia") != []
