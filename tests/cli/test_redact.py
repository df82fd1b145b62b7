"""Blacking out by words from a file, from the terminal: marked once, listed without the words, reviewed, and gone in the pack."""

from pathlib import Path
from uuid import UUID

import pikepdf
import pytest

from tests.cli.conftest import UPN, Terminal, Typed, secret_file
from tests.packs.redaction_samples import still_found
from tests.services.papers import pdf_file


@pytest.fixture
def document(terminal: Terminal, notebook: Path, tmp_path: Path) -> UUID:
    """A report of two pages that names another child."""
    report = pdf_file(tmp_path, "report.pdf", "He sat with Zofia Quince on page", 2)
    added = terminal.json("add", notebook, "--pupil", UPN, "--sharing", "agreed", report)
    return UUID(added["added"][0]["id"])


def test_words_of_a_file_are_marked_on_every_page_and_only_once(terminal: Terminal, notebook: Path, document: UUID, tmp_path: Path) -> None:
    words = secret_file(tmp_path, "words.txt", "zofia quince\n\nNobody")
    told = terminal("redact", notebook, "--document", document, "--words", words, "--reason", "other_child")
    assert told.status == 0 and told.out.startswith("2 boxes on 2 pages marked.")
    assert "Line 2 of the words was not found" in told.err
    assert "zofia" not in (told.out + told.err).lower()
    again = terminal.json("redact", notebook, "--document", document, "--words", words, "--reason", "other_child")
    assert (again["boxes"], again["pages"], again["not_found"], again["pictures"]) == (0, [], [2], [])
    assert terminal("search", notebook, "Zofia").status == 0  # the record itself keeps its words


def test_words_come_from_standard_input_too(terminal: Terminal, notebook: Path, document: UUID, typed: Typed) -> None:
    typed(b"Quince\n")
    told = terminal.json("redact", notebook, "--document", document, "--words", "-", "--reason", "other", "--note", "Agreed with her family")
    assert [(one["page"], one["boxes"], one["note"], one["by_search"]) for one in told["redactions"]] == [
        (1, 1, "Agreed with her family", True), (2, 1, "Agreed with her family", True),
    ]


def test_the_list_says_where_and_why_and_who_looked_and_never_what(terminal: Terminal, notebook: Path, document: UUID, tmp_path: Path) -> None:
    assert terminal("redact", notebook, "--list").out == "Nothing is blacked out.\n"
    terminal("redact", notebook, "--document", document, "--words", secret_file(tmp_path, "words.txt", "Quince"), "--reason", "third_party")
    told = terminal("redact", notebook, "--list")
    assert "Page 1: 1 box, somebody else’s personal information, marked on" in told.out and told.out.count("not reviewed") == 2
    assert "quince" not in told.out.lower()
    same = terminal("redact", notebook, "--document", document, "--reviewed-by", "Dr Robin Lark")
    assert same.status == 1 and "A second person" in same.err
    assert terminal("redact", notebook, "--document", document, "--reviewed-by", "Mrs Orla Pine").out.count("reviewed by Mrs Orla Pine") == 2
    listed = terminal.json("redact", notebook, "--list", "--document", document)["documents"]
    assert [(one["id"], len(one["redactions"])) for one in listed] == [(str(document), 2)]


def test_a_pack_from_the_terminal_holds_none_of_the_words(terminal: Terminal, notebook: Path, document: UUID, tmp_path: Path) -> None:
    words = secret_file(tmp_path, "words.txt", "Zofia Quince")
    assert terminal("redact", notebook, "--document", document, "--words", words, "--reason", "other_child").status == 0
    case = terminal.json("case", notebook, "--pupil", UPN, "--event", "request_received=2026-11-09")
    out = tmp_path / "pack.pdf"
    told = terminal("pack", notebook, "--case", case["case"], "--out", out, "--manifest", tmp_path / "pack.json", "--on", "2026-11-23")
    assert told.status == 0, told.err
    assert "Blacked out: 2 boxes on pages" in told.out and "Nobody else has looked at 2 boxes" in told.out
    assert still_found(out, ["Zofia", "Quince"]) == set()
    assert "zofia" not in (tmp_path / "pack.json").read_text(encoding="utf-8").lower()


@pytest.mark.parametrize(("words", "status", "said"), [
    ((), 2, "Say what to do"),
    (("--list", "--reviewed-by", "X"), 2, "Say what to do"),
    (("--words", "words.txt", "--reason", "staff"), 2, "Name the document"),
    (("--document", UUID(int=1), "--words", "words.txt"), 2, "Say why with --reason"),
    (("--document", UUID(int=1), "--words", "nowhere.txt", "--reason", "staff"), 1, "There is no file nowhere.txt"),
    (("--document", "twelve", "--list"), 1, "is not the id of a document"),
])
def test_what_cannot_be_done_is_said(terminal: Terminal, notebook: Path, words: tuple[object, ...], status: int, said: str) -> None:
    told = terminal("redact", notebook, *words)
    assert told.status == status and said in told.err and told.out == ""


@pytest.mark.parametrize(("content", "said"), [(b"\n \n", "no words to look for"), (b"\xff\xfe\xff", "save the file as UTF-8")])
def test_a_file_without_words_is_refused(terminal: Terminal, notebook: Path, document: UUID, tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "words.txt").write_bytes(content)
    told = terminal("redact", notebook, "--document", document, "--words", tmp_path / "words.txt", "--reason", "staff")
    assert told.status == 1 and said in told.err


def test_a_document_that_cannot_be_read_is_refused_with_the_reason(terminal: Terminal, notebook: Path, tmp_path: Path) -> None:
    (tmp_path / "old.pdf").write_bytes(b"%PDF-1.4 nothing more")
    added = terminal.json("add", notebook, "--pupil", UPN, tmp_path / "old.pdf")
    words = secret_file(tmp_path, "words.txt", "Quince")
    told = terminal("redact", notebook, "--document", added["added"][0]["id"], "--words", words, "--reason", "staff")
    assert told.status == 1 and "cannot be searched. The" in told.err


def test_a_locked_document_is_searched_with_its_password(terminal: Terminal, notebook: Path, tmp_path: Path) -> None:
    with pikepdf.open(pdf_file(tmp_path, "open.pdf", "Advice about Quince, page")) as pdf:
        pdf.save(tmp_path / "advice.pdf", encryption=pikepdf.Encryption(user="oak barn", owner="oak barn", R=6))
    added = terminal.json("add", notebook, "--pupil", UPN, tmp_path / "advice.pdf")["added"][0]["id"]
    words = secret_file(tmp_path, "words.txt", "Quince")
    asked = ("redact", notebook, "--document", added, "--words", words, "--reason", "staff")
    told = terminal(*asked)
    assert told.status == 1 and "password" in told.err
    told = terminal(*asked, "--open-with", secret_file(tmp_path, "passwords.txt", "oak barn"))
    assert told.status == 0 and "1 box on 1 page marked." in told.out
