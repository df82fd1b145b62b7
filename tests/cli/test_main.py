"""The command line as a whole: what it lists, and how each kind of failure ends."""

import re
import sys

import pytest

from sendco_desk import __version__
from sendco_desk.cli import notebooks
from sendco_desk.cli.main import verbs
from sendco_desk.domain.refusals import Cancelled, Refused, Trouble
from tests.cli.conftest import Terminal

OF_THIS_WORK = frozenset((
    "open", "demo", "new", "passphrase", "recover", "import", "pupils", "search", "undo", "closures", "terms", "letter", "form", "record", "export",
    "add", "note", "case", "due", "clock", "rules", "bundle", "pack", "submit", "late", "lock", "changes", "verify", "check", "backup", "restore",
    "profiles", "redact",
))

DEVICES = ("-",) if sys.platform == "win32" else ("-", "/dev/null", "/dev/stdout")


def test_exactly_the_verbs_that_work_are_listed(terminal: Terminal) -> None:
    told = terminal("--help")
    assert told.status == 0
    assert verbs() == OF_THIS_WORK
    assert set(re.findall(r"^    (\w+)", told.out, re.MULTILINE)) - {"VERB"} == OF_THIS_WORK


@pytest.mark.parametrize("verb", sorted(OF_THIS_WORK))
def test_every_verb_explains_each_of_its_flags(terminal: Terminal, verb: str) -> None:
    told = terminal(verb, "--help")
    assert told.status == 0
    bare = re.findall(r"^  (--[\w-]+)(?: [^\s]+| {[^}]*})?\n(?=  -|\Z)", told.out, re.MULTILINE)
    assert bare == []


def test_the_version_is_told(terminal: Terminal) -> None:
    assert terminal("--version").out == f"SENDCo Desk {__version__}\n"


@pytest.mark.parametrize("words", [
    ("pupils",), ("case", "A.sendco"), ("clock", "--colour", "red"), ("clock", "--eve", "request_received=2026-11-23"), ("rules", "--format", "xml"),
    ("due", "A.sendco", "--on", "the day after never"),
])
def test_a_wrong_command_line_is_usage(terminal: Terminal, words: tuple[str, ...]) -> None:
    told = terminal(*words)
    assert (told.status, told.out) == (2, "")
    assert "usage: sendco-desk" in told.err


@pytest.mark.parametrize(("word", "status", "sentence"), [
    ("clok", 2, "There is no verb ‘clok’: did you mean clock or lock? `sendco-desk --help` lists them all."),
    ("frobnicate", 2, "There is no verb ‘frobnicate’: `sendco-desk --help` lists them all."),
    ("Our school.sendco", 1, "There is no notebook at Our school.sendco: check the folder’s name."),
    ("nowhere/ours", 1, "There is no notebook at nowhere/ours: check the folder’s name."),
])
def test_a_first_word_that_is_no_verb_gets_the_nearest_or_is_told_as_a_notebook(
    terminal: Terminal, word: str, status: int, sentence: str,
) -> None:
    told = terminal(word)
    assert (told.status, told.out, told.err) == (status, "", f"{sentence}\n")


@pytest.mark.parametrize("place", DEVICES)
@pytest.mark.parametrize("words", [
    ("clock", "--from", "events.csv", "--out"), ("bundle", "letter.txt", "--out"), ("bundle", "letter.txt", "--out", "b.pdf", "--manifest"),
    ("pack", "A.sendco", "--case", "x", "--out"), ("letter", "A.sendco", "--case", "x", "--kind", "chaser", "--out"),
    ("export", "calendar", "A.sendco", "--out"),
])
def test_no_output_takes_the_place_of_a_device(terminal: Terminal, words: tuple[str, ...], place: str) -> None:
    told = terminal(*words, place)
    assert (told.status, told.out) == (1, "")
    assert told.err == f"‘{place}’ is not a place for a file: give the output a file name of its own.\n"


@pytest.mark.parametrize(("failure", "status", "sentence"), [
    (Refused("Do this."), 1, "Do this."), (Trouble("The disk is full."), 3, "The disk is full."),
    (Cancelled(), 1, "Stopped before it was finished."), (KeyboardInterrupt(), 1, "Stopped before it was finished."),
    (PermissionError(13, "Permission denied", "Kacper Wilk.pdf"), 3, "The computer could not do this (Permission denied)"),
    (OSError("odd"), 3, "The computer could not do this (OSError)"),
    (RuntimeError("Kacper Wilk"), 3, "This is a fault in SENDCo Desk"),
])
def test_each_kind_of_failure_has_its_status_and_sentence_and_names_no_child(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, failure: BaseException, status: int, sentence: str,
) -> None:
    def fail(arguments: object) -> int:
        raise failure

    monkeypatch.setattr(notebooks, "_open", fail)
    told = terminal("open")
    assert (told.status, told.out) == (status, "")
    assert told.err.startswith(sentence)
    assert "Wilk" not in told.err


def test_a_fault_shows_where_it_happened(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notebooks, "_open", lambda arguments: 1 // 0)
    told = terminal("open")
    assert "ZeroDivisionError" in told.err
    assert "main.py" in told.err


