"""Documents: what is put in, what is already there, what cannot be read, and what search finds of their words."""

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

import pytest

from sendco_desk.domain.documents import Document
from sendco_desk.domain.progress import Report, unreported
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.refusals import Cancelled, Refused, Trouble
from sendco_desk.services.desk import Desk
from sendco_desk.services.documents import Documents, Filing, files_under, read_text
from tests.services.papers import WorksHere, mail_file, pdf_file, picture_file, text_file, word_file

T = TypeVar("T")


@pytest.fixture
def documents(desk: Desk) -> Documents:
    return replace(desk.documents, workshop=WorksHere())


def test_a_file_becomes_a_document_with_what_was_said_about_it(documents: Documents, kacper: Pupil, tmp_path: Path) -> None:
    filing = Filing(
        received_on=date(2026, 11, 20), document_kind="report", service="health", author=" Dr J. Example ", sharing_basis="agreed",
        dated_on=date(2026, 11, 2),
    )
    (added,) = documents.add_files(kacper.id, [pdf_file(tmp_path, "speech_and_language.pdf")], filing).documents
    assert (added.title, added.file_name, added.media_type) == ("speech and language", "speech_and_language.pdf", "application/pdf")
    assert (added.document_kind, added.service, added.author, added.sharing_basis) == ("report", "health", "Dr J. Example", "agreed")
    assert (added.received_on, added.dated_on) == (date(2026, 11, 20), date(2026, 11, 2))
    assert added.size == (tmp_path / "speech_and_language.pdf").stat().st_size
    assert documents.of(kacper.id) == [added]
    assert documents.get(added.id) == added


def test_a_file_without_a_day_was_received_today(documents: Documents, kacper: Pupil, tmp_path: Path) -> None:
    assert documents.add_files(kacper.id, [text_file(tmp_path)]).documents[0].received_on == date(2026, 11, 23)


def test_its_bytes_come_back_as_they_went_in(documents: Documents, kacper: Pupil, tmp_path: Path) -> None:
    path = picture_file(tmp_path)
    (added,) = documents.add_files(kacper.id, [path]).documents
    with documents.open(added.id) as stream:
        assert stream.read() == path.read_bytes()


def test_a_folder_goes_in_with_all_below_it_but_the_systems_own_files(documents: Documents, kacper: Pupil, tmp_path: Path) -> None:
    for name in ("b.txt", "a/deep/c.txt", "Thumbs.db", ".DS_Store", "desktop.ini", "~$b.docx"):
        text_file(tmp_path / "papers", name, name)
    assert [path.name for path in files_under([tmp_path / "papers"])] == ["c.txt", "b.txt"]
    added = documents.add_files(kacper.id, [tmp_path / "papers"])
    assert sorted(d.file_name for d in added.documents) == ["b.txt", "c.txt"]


def test_the_same_bytes_are_kept_once_and_named_as_already_there(documents: Documents, kacper: Pupil, tmp_path: Path) -> None:
    (first,) = documents.add_files(kacper.id, [text_file(tmp_path, "one.txt")]).documents
    again = documents.add_files(kacper.id, [text_file(tmp_path, "renamed.txt")])
    assert again.documents == ()
    assert again.duplicates == (("renamed.txt", first),)
    assert again.changed == frozenset()
    assert len(documents.of(kacper.id)) == 1


def test_two_like_files_put_in_together_are_kept_once_and_the_second_is_named(documents: Documents, kacper: Pupil, tmp_path: Path) -> None:
    added = documents.add_files(kacper.id, [text_file(tmp_path, "one.txt"), text_file(tmp_path, "two.txt")])
    assert [d.file_name for d in added.documents] == ["one.txt"]
    assert added.duplicates == (("two.txt", added.documents[0]),)


def test_two_pupils_may_each_have_the_same_letter(documents: Documents, desk: Desk, kacper: Pupil, tmp_path: Path) -> None:
    other = Pupil(id=uuid4(), legal_forename="Leila", legal_surname="Ashgrove")
    desk.pupils.add(other)
    path = text_file(tmp_path)
    assert documents.add_files(kacper.id, [path]).documents
    assert documents.add_files(other.id, [path]).documents


def test_a_missing_and_an_empty_file_are_named_and_the_rest_goes_in(documents: Documents, kacper: Pupil, tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").touch()
    added = documents.add_files(kacper.id, [tmp_path / "gone.pdf", tmp_path / "empty.pdf", text_file(tmp_path)])
    assert [d.file_name for d in added.documents] == ["notes.txt"]
    assert dict(added.problems) == {
        "gone.pdf": "The file is not there: check its name and folder.",
        "empty.pdf": "The file is empty: save it again, or ask the sender for it once more.",
    }


def test_a_file_that_may_not_be_read_is_named(documents: Documents, kacper: Pupil, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(self: Path, mode: str = "r", **more: object) -> object:
        raise PermissionError(13, "Permission denied")

    path = text_file(tmp_path)
    monkeypatch.setattr(Path, "open", closed)
    added = documents.add_files(kacper.id, [path])
    assert added.documents == ()
    assert added.problems == (("notes.txt", "The file may not be read: close it in other programs, or ask for access to it."),)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes in folders")
def test_a_thing_that_is_neither_file_nor_folder_is_named_and_not_waited_for(documents: Documents, kacper: Pupil, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert documents.add_files(kacper.id, [tmp_path / "pipe"]).problems[0][0] == "pipe"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux takes a file name that is no text")
def test_a_name_that_is_no_text_is_still_kept(documents: Documents, kacper: Pupil, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.txt")
    path.write_text("words", encoding="utf-8")
    assert documents.add_files(kacper.id, [path]).documents[0].file_name == "caf?.txt"


def test_an_empty_folder_has_nothing_to_put_in(documents: Documents, kacper: Pupil, tmp_path: Path) -> None:
    (tmp_path / "bare").mkdir()
    with pytest.raises(Refused, match="no file to put in"):
        documents.add_files(kacper.id, [tmp_path / "bare"])


def test_putting_in_many_is_one_deed_that_one_undo_takes_back(documents: Documents, desk: Desk, kacper: Pupil, tmp_path: Path) -> None:
    documents.add_files(kacper.id, [text_file(tmp_path, "a.txt", "a"), text_file(tmp_path, "b.txt", "b")])
    assert desk.finding.undoable() == "Put in 2 documents"
    desk.finding.undo()
    assert documents.of(kacper.id) == []


def test_stopping_halfway_leaves_no_document(documents: Documents, kacper: Pupil, tmp_path: Path) -> None:
    def report(done: int, total: int) -> None:
        if done == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        documents.add_files(kacper.id, [text_file(tmp_path, f"{n}.txt", str(n)) for n in range(2)], report=report)
    assert documents.of(kacper.id) == []


def test_progress_counts_each_file_stored_and_read_and_ends_at_the_end(documents: Documents, kacper: Pupil, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    documents.add_files(kacper.id, [text_file(tmp_path, f"{n}.txt", str(n)) for n in range(2)], report=lambda *step: told.append(step))
    assert told == [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]


@pytest.mark.parametrize(("maker", "words"), [
    (pdf_file, "working memory"), (word_file, "homework tears"), (mail_file, "received the request"), (text_file, "reading age"),
])
def test_search_finds_the_words_inside_a_document(
    documents: Documents, desk: Desk, kacper: Pupil, tmp_path: Path, maker: Callable[[Path], Path], words: str,
) -> None:
    (added,) = documents.add_files(kacper.id, [maker(tmp_path)]).documents
    found = [f for f in desk.finding.search(words) if f.kind == "document"]
    assert [(f.id, f.pupil_name) for f in found] == [(added.id, "Kacper Wilk")]


def test_a_worker_reads_the_words_where_nothing_is_put_in_its_stead(desk: Desk, kacper: Pupil, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\nnothing more")
    added = desk.documents.add_files(kacper.id, [broken, pdf_file(tmp_path)])
    assert len(added.documents) == 2
    assert [f.title for f in desk.finding.search("memory")] == ["report"]


def test_a_damaged_document_is_kept_as_what_its_name_says(documents: Documents, kacper: Pupil, tmp_path: Path) -> None:
    added = documents.add_files(kacper.id, [text_file(tmp_path, "advice.docx", "no Word document at all"), text_file(tmp_path)])
    assert [d.media_type.rpartition(".")[2] for d in added.documents] == ["document", "text/plain"]


def test_a_damaged_document_has_no_words_but_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "broken.pdf"
    path.write_bytes(b"%PDF-1.7\nnothing more")
    assert read_text(path, lambda done, total: None) == ""


def test_a_document_that_brings_its_reader_down_costs_only_its_own_words(desk: Desk, kacper: Pupil, tmp_path: Path) -> None:
    class Fragile(WorksHere):
        def run(self, job: Callable[..., T], *args: Any, report: Report = unreported, seconds: float = 0, memory: int = 0) -> T:
            if args[0].name == "bomb.txt":
                raise Trouble("It stopped.")
            return super().run(job, *args, report=report)

    fragile = replace(desk.documents, workshop=Fragile())
    assert len(fragile.add_files(kacper.id, [text_file(tmp_path, "bomb.txt", "tick"), text_file(tmp_path)]).documents) == 2
    assert [f.title for f in desk.finding.search("reading")] == ["notes"]


def test_facts_about_a_document_can_be_changed(documents: Documents, kacper: Pupil, tmp_path: Path) -> None:
    (added,) = documents.add_files(kacper.id, [text_file(tmp_path)]).documents
    assert documents.save(replace(added, title="Meeting notes")) == {"document"}
    assert documents.get(added.id).title == "Meeting notes"
    assert documents.get(added.id).sha256 == added.sha256


def test_a_document_taken_out_comes_back_with_undo_words_and_all(documents: Documents, desk: Desk, kacper: Pupil, tmp_path: Path) -> None:
    (added,) = documents.add_files(kacper.id, [text_file(tmp_path)]).documents
    documents.remove(added.id)
    assert desk.finding.search("reading") == []
    desk.finding.undo()
    assert documents.of(kacper.id) == [added]
    assert [f.id for f in desk.finding.search("reading")] == [added.id]
    with documents.open(added.id) as stream:
        assert stream.read() == b"Reading age eight years"


def test_a_document_can_belong_to_a_story_entry(documents: Documents, desk: Desk, kacper: Pupil, tmp_path: Path) -> None:
    entry, _ = desk.story.finish(kacper.id, entry_kind="email", happened_at=desk.clock(), words="The letter came.")
    filing = Filing(received_on=date(2026, 11, 23), story_entry=entry)
    (added,) = documents.add_files(kacper.id, [text_file(tmp_path)], filing).documents
    assert desk.keyring.book.get(Document, added.id).story_entry == entry


def test_a_copy_is_written_where_the_person_chose(documents: Documents, kacper: Pupil, tmp_path: Path) -> None:
    (added,) = documents.add_files(kacper.id, [text_file(tmp_path)]).documents
    (tmp_path / "out").mkdir()
    assert documents.save_copy(added.id, tmp_path / "out" / "copy.txt").read_text(encoding="utf-8") == "Reading age eight years"
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["copy.txt"]


def test_a_copy_that_cannot_be_written_is_trouble_and_leaves_nothing(documents: Documents, kacper: Pupil, tmp_path: Path) -> None:
    (added,) = documents.add_files(kacper.id, [text_file(tmp_path)]).documents
    with pytest.raises(Trouble, match="choose another folder"):
        documents.save_copy(added.id, tmp_path / "no such folder" / "copy.txt")
