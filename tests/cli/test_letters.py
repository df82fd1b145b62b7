"""The verb about letters: letter."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from sendco_desk.services.opening import open_desk
from tests.cli.conftest import PASSPHRASE, UPN, Terminal

ON = ("--on", "2026-11-12")


@pytest.fixture(scope="module")
def filled(template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A notebook with a request that the council received on Mon 7 Sep 2026; and the case's id."""
    folder = Path(shutil.copytree(template, tmp_path_factory.mktemp("filled") / "Test.sendco"))
    desk = open_desk(folder, PASSPHRASE)
    pupil = desk.pupils.by_upn(UPN).id
    case, _ = desk.casework.open_case(pupil, authority="Kirkmoor Council", events=[("request_received", date(2026, 9, 7), None)])
    desk.close()
    return folder, str(case)


@pytest.fixture
def case(notebook: Path, filled: tuple[Path, str]) -> str:
    shutil.rmtree(notebook)
    shutil.copytree(filled[0], notebook)
    return filled[1]


def test_a_chaser_is_made_about_what_presses_most_and_nothing_is_sent(terminal: Terminal, notebook: Path, case: str, tmp_path: Path) -> None:
    out = tmp_path / "letter.docx"
    fields = terminal.json("letter", notebook, "--case", case, "--kind", "chaser", "--out", out, *ON)
    assert fields == {
        "case": case, "case_number": 1, "kind": "chaser", "rung": 1, "rules": ["REQ-04"],
        "to": {"name": "", "role": "case_officer", "organisation": "Kirkmoor Council", "email": ""},
        "subject": "Our case 1: council’s decision", "on": "2026-11-12", "reply_by": "2026-11-19", "out": str(out),
    }
    assert out.read_bytes().startswith(b"PK")


@pytest.mark.parametrize(("suffix", "start"), [(".pdf", b"%PDF"), (".eml", b"X-Unsent: 1"), (".txt", b"Our case 1")])
def test_the_ending_says_what_is_made(terminal: Terminal, notebook: Path, case: str, tmp_path: Path, suffix: str, start: bytes) -> None:
    out = tmp_path / f"letter{suffix}"
    words = ("letter", notebook, "--case", case, "--kind", "chaser", "--rule", "REQ-04", "--rule", "REQ-05", "--rung", 3, "--out", out, *ON)
    told = terminal(*words)
    assert told.status == 0, told.err
    assert told.out == f"{out}: to the head of SEND, Kirkmoor Council; an answer is asked for by Thu 19 Nov 2026. Nothing was sent.\n"
    assert "No earlier letter about this is recorded" in told.err
    assert "Wilk" not in told.out + told.err
    assert out.read_bytes().startswith(start)


def test_an_exception_is_asked_about(terminal: Terminal, notebook: Path, case: str, tmp_path: Path) -> None:
    out = tmp_path / "question.txt"
    fields = terminal.json("letter", notebook, "--case", case, "--kind", "exception-query", "--out", out, *ON)
    assert (fields["kind"], fields["rules"]) == ("exception-query", ["REQ-04"])
    assert "to ask whether an exception is relied on" in out.read_text(encoding="utf-8")


@pytest.mark.parametrize(("more", "status", "said"), [
    (("--on", "2026-10-19", "--rule", "REQ-04"), 1, "Wait until Tue 20 Oct 2026: some sources still allow Mon 19 Oct 2026."),
    (("--on", "2026-10-01"), 1, "Nothing in this case is late that others owe"),
    ((*ON, "--rule", "REQ-99"), 1, "This case has no step ‘REQ-99’"),
    ((*ON, "--rung", "4"), 2, "invalid choice: 4"),
])
def test_what_cannot_be_written_is_refused(
    terminal: Terminal, notebook: Path, case: str, tmp_path: Path, more: tuple[str, ...], status: int, said: str,
) -> None:
    out = tmp_path / "letter.pdf"
    told = terminal("letter", notebook, "--case", case, "--kind", "chaser", "--out", out, *more)
    assert told.status == status
    assert said in told.err
    assert not out.exists()


def test_a_letter_is_not_written_as_just_anything(terminal: Terminal, notebook: Path, case: str, tmp_path: Path) -> None:
    told = terminal("letter", notebook, "--case", case, "--kind", "chaser", "--out", tmp_path / "letter.odt", *ON)
    assert told.status == 1 and ".docx, .pdf, .eml, .txt" in told.err


@pytest.mark.parametrize("kind", ["delay-timeline", "evidence-list"])
def test_the_papers_of_a_case_are_made_by_day(terminal: Terminal, notebook: Path, case: str, tmp_path: Path, kind: str) -> None:
    out = tmp_path / f"{kind}.pdf"
    told = terminal("letter", notebook, "--case", case, "--kind", kind, "--out", out, *ON, "--format", "json")
    assert told.status == 0, told.err
    assert json.loads(told.out) == {"case": case, "kind": kind, "on": "2026-11-12", "out": str(out)}
    assert out.read_bytes().startswith(b"%PDF")


def test_a_paper_of_a_case_is_about_no_single_step(terminal: Terminal, notebook: Path, case: str, tmp_path: Path) -> None:
    told = terminal("letter", notebook, "--case", case, "--kind", "delay-timeline", "--rule", "REQ-04", "--out", tmp_path / "x.pdf")
    assert told.status == 2 and "take neither --rule nor --rung" in told.err


def test_an_evidence_list_is_a_draft_until_it_was_asked_for(terminal: Terminal, notebook: Path, case: str, tmp_path: Path) -> None:
    words = ("letter", notebook, "--case", case, "--kind", "evidence-list", "--out", tmp_path / "list.docx", *ON)
    told = terminal(*words)
    assert (told.status, "calls itself a draft" in told.err) == (0, True)
    draft = (tmp_path / "list.docx").rename(tmp_path / "draft.docx")
    told = terminal(*words, "--asked-on", "2026-11-10")
    assert (told.status, told.err) == (0, "")
    assert (tmp_path / "list.docx").read_bytes() != draft.read_bytes()


def test_a_letter_is_never_written_over_one_with_words_of_ones_own(terminal: Terminal, notebook: Path, case: str, tmp_path: Path) -> None:
    (tmp_path / "l.txt").write_text("Edited by hand.", encoding="utf-8")
    told = terminal("letter", notebook, "--case", case, "--kind", "chaser", "--out", tmp_path / "l.txt", *ON)
    assert (told.status, told.out) == (1, "")
    assert "is there already, perhaps with words of your own" in told.err
    assert (tmp_path / "l.txt").read_text(encoding="utf-8") == "Edited by hand."


def test_nothing_but_an_evidence_list_waits_to_be_asked_for(terminal: Terminal, notebook: Path, case: str, tmp_path: Path) -> None:
    told = terminal("letter", notebook, "--case", case, "--kind", "chaser", "--out", tmp_path / "l.txt", "--asked-on", "2026-11-10")
    assert (told.status, list(tmp_path.glob("l.*"))) == (2, [])
    assert "only with --kind evidence-list" in told.err
