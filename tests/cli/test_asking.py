"""What verbs are told: passphrases, days, ids, patterns of files, and text from standard input."""

import getpass
import sys
from argparse import ArgumentTypeError
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from sendco_desk.cli.asking import (
    WrongUsage,
    day,
    day_or_today,
    id_given,
    pairs,
    paths_given,
    read_new_secret,
    read_secret,
    replaceable,
    text_or_stdin,
)
from sendco_desk.domain.refusals import Refused
from tests.cli.conftest import Terminal, Typed


@pytest.fixture
def at_prompt(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A person at a terminal, who types these one after another; at the end all were asked for."""
    answers: list[str] = []
    monkeypatch.delenv("SENDCO_DESK_PASSPHRASE_FILE", raising=False)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(getpass, "getpass", lambda prompt: answers.pop(0))
    yield answers
    assert answers == []


@pytest.mark.parametrize("content", [
    b"open sesame", b"open sesame\n", b"open sesame\r\n", b"\xef\xbb\xbfopen sesame\r\n", "open sesame\r\n".encode("utf-16"),
], ids=("bare", "line", "windows", "notepad", "powershell"))
def test_a_passphrase_file_reads_the_same_whatever_wrote_it(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "p").write_bytes(content)
    assert read_secret(tmp_path / "p", "Passphrase") == "open sesame"


@pytest.mark.parametrize(("content", "sentence"), [
    (None, "cannot be read"), (b"caf\xe9", "not plain text"), (b"\n", "is empty"), (b"\xff\xfeo", "not plain text"),
])
def test_a_passphrase_file_that_is_none_says_what_is_wrong(tmp_path: Path, content: bytes | None, sentence: str) -> None:
    if content is not None:
        (tmp_path / "p").write_bytes(content)
    with pytest.raises(Refused, match=sentence):
        read_secret(tmp_path / "p", "Passphrase")


def test_the_environment_may_name_the_file_and_the_flag_goes_before_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("one", "two"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    monkeypatch.setenv("SENDCO_DESK_PASSPHRASE_FILE", str(tmp_path / "one"))
    assert read_secret(None, "Passphrase") == "one"
    assert read_new_secret(None, "Passphrase") == "one"
    assert read_secret(tmp_path / "two", "Passphrase") == "two"


def test_without_a_file_a_person_is_asked_once_and_twice_for_a_new_one(at_prompt: list[str]) -> None:
    at_prompt += ["old words", "new words", "new words"]
    assert read_secret(None, "Passphrase") == "old words"
    assert read_new_secret(None, "New passphrase") == "new words"


def test_a_slip_in_a_new_passphrase_is_caught(at_prompt: list[str]) -> None:
    at_prompt += ["new words", "new wrods"]
    with pytest.raises(Refused, match="type the same one twice"):
        read_new_secret(None, "New passphrase")


def test_a_person_who_types_nothing_is_told_what_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    def end_of_input(prompt: str) -> str:
        raise EOFError

    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(getpass, "getpass", end_of_input)
    with pytest.raises(Refused, match="Nothing was typed: new passphrase is needed"):
        read_new_secret(None, "New passphrase", variable="")


def test_where_nobody_can_be_asked_the_flag_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(Refused, match="Nobody can be asked for the recovery code here: name a file that holds it with --code-file, "):
        read_secret(None, "Recovery code", variable="", flag="--code-file")


def test_a_day_is_read_as_people_write_it_and_is_today_if_left_out() -> None:
    assert day("23/11/2026") == day("2026-11-23") == day_or_today(date(2026, 11, 23)) == date(2026, 11, 23)
    assert day("today") == day_or_today(None)
    with pytest.raises(ArgumentTypeError):
        day("31/2/2026")


def test_pairs_are_read_in_two_halves() -> None:
    assert pairs(["a = b=c "], "NAME=DATE", "event") == [("a", "b=c")]


@pytest.mark.parametrize("text", ["", "a", "a=", "=b", " = "])
def test_half_a_pair_is_wrong_usage(text: str) -> None:
    with pytest.raises(WrongUsage, match="give each event as NAME=DATE"):
        pairs([text], "NAME=DATE", "event")


def test_an_id_is_one_that_was_printed() -> None:
    assert id_given(str(UUID(int=7)), "case") == UUID(int=7)
    with pytest.raises(Refused, match="not the id of a case: copy the id that was printed"):
        id_given("the third one", "case")


def test_a_pattern_that_the_shell_left_is_looked_up_and_a_name_is_taken_as_it_stands(tmp_path: Path) -> None:
    for name in ("b.pdf", "a.pdf", "c.txt", "[odd].pdf"):
        (tmp_path / name).touch()
    named = [path.name for path in paths_given([tmp_path / "?.pdf", tmp_path / "[odd].pdf", tmp_path / "gone.pdf", tmp_path / "*.docx"])]
    assert named == ["a.pdf", "b.pdf", "[odd].pdf", "gone.pdf", "*.docx"]


@pytest.mark.parametrize("data", ["Żółw was here\n".encode(), "\ufeffŻółw was here".encode(), "Żółw was here\r\n".encode("utf-16")])
def test_text_from_standard_input_keeps_its_letters_whatever_the_console_speaks(typed: Typed, data: bytes) -> None:
    typed(data)
    assert text_or_stdin("-") == "Żółw was here"


def test_text_that_is_no_text_is_refused(typed: Typed) -> None:
    typed(b"caf\xe9")
    with pytest.raises(Refused, match="UTF-8"):
        text_or_stdin("-")


def test_text_may_be_given_as_it_is() -> None:
    assert text_or_stdin("as it is") == "as it is"


def test_a_person_at_the_prompt_opens_a_notebook(terminal: Terminal, notebook: Path, at_prompt: list[str]) -> None:
    at_prompt += ["a made-up passphrase"]
    assert terminal("pupils", notebook).status == 0


def test_only_what_an_earlier_run_made_is_written_over(tmp_path: Path) -> None:
    replaceable(tmp_path / "new.csv", b"case,rule")
    for content in (b"", b"case,rule,title"):
        (tmp_path / "out.csv").write_bytes(content)
        replaceable(tmp_path / "out.csv", b"case,rule")
    (tmp_path / "out.csv").write_bytes(b"my own list")
    with pytest.raises(Refused, match="is there already and holds something else: choose another name for the output"):
        replaceable(tmp_path / "out.csv", b"case,rule")


@pytest.mark.parametrize("words", [
    ("clock", "--from", "events.csv", "--out", "kept"), ("bundle", "events.csv", "--out", "kept"),
    ("bundle", "events.csv", "--out", "b.pdf", "--manifest", "kept"),
])
def test_no_verb_writes_over_a_file_of_another_kind(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "events.csv").write_text("case,event,date\nA,request_received,2026-09-21\n", encoding="utf-8")
    (tmp_path / "kept").write_text("My own words.", encoding="utf-8")
    told = terminal(*words)
    assert (told.status, told.err) == (1, "kept is there already and holds something else: choose another name for the output.\n")
    assert (tmp_path / "kept").read_text(encoding="utf-8") == "My own words."
