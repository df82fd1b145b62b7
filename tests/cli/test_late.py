"""Verbs about packs that were sent: late, changes, lock."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from sendco_desk.services.bundling import verify
from sendco_desk.services.documents import Filing
from sendco_desk.services.opening import open_desk
from tests.cli.conftest import PASSPHRASE, UPN, Terminal, Told, secret_file
from tests.packs.test_convert_pdf_damage import packed_pages, spoilt
from tests.services.papers import WorksHere, pdf_file, text_file

PASSWORD = "three odd words"


def refused(told: Told) -> str:
    """The sentence of a verb that must refuse."""
    assert told.status == 1, told.out
    return told.err


@pytest.fixture(scope="module")
def sent_once(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A notebook with a case whose pack was sent, and a document that came later."""
    folder = Path(shutil.copytree(template, tmp_path_factory.mktemp("sent") / "Test.sendco"))
    papers = tmp_path_factory.mktemp("papers")
    desk = open_desk(folder, PASSPHRASE)
    pupil, documents = desk.pupils.by_upn(UPN).id, replace(desk.documents, workshop=WorksHere())
    filing = Filing(received_on=date(2026, 11, 20), sharing_basis="agreed")
    documents.add_files(pupil, [pdf_file(papers, "report.pdf", pages=4)], filing)
    case, _ = desk.casework.open_case(pupil, authority="Kirkmoor Council", events=[("request_received", date(2026, 9, 21), None)])
    packs = replace(desk.packs, workshop=WorksHere())
    packs.build(case, packs.proposed(case), papers / "first.pdf")
    packs.submit(case, papers / "first.pdf", "portal")
    documents.add_files(pupil, [text_file(papers, "letter.txt", "A late letter"), text_file(papers, "call.txt", "A call")], filing)
    desk.close()
    return folder


@pytest.fixture
def sent(notebook: Path, sent_once: Path) -> Path:
    shutil.rmtree(notebook)
    return Path(shutil.copytree(sent_once, notebook))


def test_late_documents_are_added_by_title_and_told(terminal: Terminal, sent: Path, tmp_path: Path) -> None:
    fields = terminal.json(
        "late", sent, "--case", "1", "--submission", "1", "--after", "6", "letter", "--out", tmp_path / "late.pdf",
        "--supplement", tmp_path / "alone.pdf",
    )
    assert [(one["title"], one["labels"]) for one in fields["added"]] == [("letter", ["6A"])]
    assert fields["note"] == "Late addition to pack 1: ‘letter’ as 6A. The sheet 1A tells of it."
    assert fields["supplement"]["pages"] == 2
    assert all(check.ok for check in (*verify(tmp_path / "late.pdf"), *verify(tmp_path / "alone.pdf")))
    kept = terminal.json(
        "submit", sent, "--case", "1", "--pack", tmp_path / "late.pdf", "--channel", "email", "--note", fields["note"],
    )
    assert kept["number"] == 2


def test_a_late_document_named_twice_goes_in_once_and_a_damaged_one_says_so(terminal: Terminal, sent: Path, tmp_path: Path) -> None:
    (tmp_path / "scan.pdf").write_bytes(spoilt(packed_pages(1), 0))
    assert terminal("add", sent, "--pupil", UPN, "--sharing", "agreed", tmp_path / "scan.pdf").status == 0
    words = ("late", sent, "--case", "1", "--submission", "1", "--after", "6", "letter", "scan", "LETTER", "--out", tmp_path / "late.pdf")
    assert terminal(*words).out.splitlines()[1:] == [
        "Page 6A: letter",
        "Page 6B: scan. Partial: The page is damaged and may show only in part. Ask the sender for a fresh copy.",
    ]


def test_the_end_goes_on_with_the_numbers(terminal: Terminal, sent: Path, tmp_path: Path) -> None:
    told = terminal("late", sent, "--case", "1", "--submission", "1", "--after", "end", "letter", "call", "--out", tmp_path / "late.pdf").out
    assert "2 documents on 2 pages added to pack 1" in told
    assert "Page 10: letter\nPage 11: call" in told


@pytest.mark.parametrize(("words", "sentence"), [
    (("--submission", "1", "--after", "99", "letter"), "There is no page 99"),
    (("--submission", "4", "--after", "6", "letter"), "There is no pack 4 of this case"),
    (("--submission", "1", "--after", "6", "nothing like it"), "no document ‘nothing like it’"),
])
def test_what_is_not_there_is_refused_in_a_sentence(terminal: Terminal, sent: Path, tmp_path: Path, words: tuple[str, ...], sentence: str) -> None:
    told = refused(terminal("late", sent, "--case", "1", *words, "--out", tmp_path / "late.pdf"))
    assert sentence in told
    assert not (tmp_path / "late.pdf").exists()


def test_what_changed_is_told_in_words_and_as_json(terminal: Terminal, sent: Path) -> None:
    told = terminal("changes", sent, "--case", "1", "--leave-out", "clock").out
    assert "Since pack 1:" in told
    assert "‘letter’ is new." in told
    assert "The part ‘Clock and delays’" in told
    fields = terminal.json("changes", sent, "--case", "1")
    assert sorted(one["title"] for one in fields["added"]) == ["call", "letter"]
    assert fields["since"]["pack"] == 1


def test_a_pack_tells_its_changes_as_json(terminal: Terminal, sent: Path, tmp_path: Path) -> None:
    fields = terminal.json("pack", sent, "--case", "1", "--out", tmp_path / "second.pdf")
    assert [one["title"] for one in fields["changes"]["moved"]] == ["report"]
    less = terminal.json("pack", sent, "--case", "1", "--out", tmp_path / "second.pdf", "--leave-out", "changes")
    assert less["changes"] is None


def test_a_finished_pack_is_locked_with_its_note(terminal: Terminal, tmp_path: Path) -> None:
    secret = secret_file(tmp_path, "secret.txt", PASSWORD)
    fields = terminal.json("lock", pdf_file(tmp_path), "--out", tmp_path / "locked.pdf", "--password-file", secret)
    assert fields["sha256"] in (tmp_path / "locked covering note.txt").read_text(encoding="utf-8")
    told = terminal("lock", tmp_path / "report.pdf", "--out", tmp_path / "bare.pdf", "--password-file", secret, "--no-note").out
    assert "1 pages" not in told
    assert not (tmp_path / "bare covering note.txt").exists()


def test_a_short_password_and_a_missing_pack_are_refused(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "short.txt").write_text("short", encoding="utf-8")
    words = ("--out", tmp_path / "locked.pdf", "--password-file", tmp_path / "short.txt")
    assert "at least 8 characters" in refused(terminal("lock", pdf_file(tmp_path), *words))
    assert "There is no file" in refused(terminal("lock", tmp_path / "nowhere.pdf", *words))
    (tmp_path / "locked covering note.txt").write_text("My own words", encoding="utf-8")
    assert "holds something else" in refused(terminal("lock", pdf_file(tmp_path), *words))
