"""Verbs about the notebook as a whole, each with its result, its messages and its status."""

import shutil
from pathlib import Path

import pytest

from sendco_desk.services import demo as demo_service
from sendco_desk.services.clockwork import wall_clock
from sendco_desk.services.demo import MadeDemo
from sendco_desk.services.opening import open_desk
from sendco_desk.store.lock import NotebookLock
from tests.cli.conftest import PASSPHRASE, UPN, Terminal, secret_file

NEW = "another made-up passphrase"


def new_words(terminal: Terminal, tmp_path: Path, secret: Path, *more: object) -> tuple[object, ...]:
    return ("new", tmp_path / "Fernhollow.sendco", "--passphrase-file", secret, "--person", "Dr Robin Lark", *more)


def test_a_new_notebook_prints_its_recovery_code_once_and_says_what_to_do(
    terminal: Terminal, quick: None, tmp_path: Path, secret: Path,
) -> None:
    told = terminal(*new_words(terminal, tmp_path, secret, "--authority", "Marlshire", "--phase", "primary", "--type", "maintained"))
    assert told.status == 0
    assert len(told.out.split()) == 1
    assert "shown once and kept nowhere" in told.err
    desk = open_desk(tmp_path / "Fernhollow.sendco", PASSPHRASE)
    school = desk.school.school()
    desk.close()
    assert (school.name, school.authority, school.phase, school.school_type) == ("Fernhollow", "Marlshire", "primary", "maintained")


def test_the_recovery_code_may_go_into_a_file_of_its_owner_alone(terminal: Terminal, quick: None, tmp_path: Path, secret: Path) -> None:
    told = terminal(*new_words(terminal, tmp_path, secret, "--recovery-out", tmp_path / "code.txt"))
    assert (told.status, told.out) == (0, "")
    code = (tmp_path / "code.txt").read_text(encoding="utf-8").strip()
    assert code not in told.err
    assert (tmp_path / "code.txt").stat().st_mode & 0o777 == 0o600
    again = terminal("recover", tmp_path / "Fernhollow.sendco", "--code-file", tmp_path / "code.txt", "--passphrase-file", secret)
    assert again.status == 0


def test_the_fields_of_a_new_notebook(terminal: Terminal, quick: None, tmp_path: Path, secret: Path) -> None:
    fields = terminal.json(*new_words(terminal, tmp_path, secret))
    assert fields["notebook"] == str(tmp_path / "Fernhollow.sendco")
    assert (fields["person"], fields["recovery_out"]) == ("Dr Robin Lark", None)
    assert fields["recovery_code"]


@pytest.mark.parametrize(("place", "sentence"), [("code.txt", "is there already"), ("no/such/folder/code.txt", "cannot be written")])
def test_a_code_that_cannot_be_kept_makes_no_notebook(
    terminal: Terminal, quick: None, tmp_path: Path, secret: Path, place: str, sentence: str,
) -> None:
    (tmp_path / "code.txt").write_text("mine", encoding="utf-8")
    told = terminal(*new_words(terminal, tmp_path, secret, "--recovery-out", tmp_path / place))
    assert told.status == 1
    assert sentence in told.err
    assert not (tmp_path / "Fernhollow.sendco").exists()
    assert (tmp_path / "code.txt").read_text(encoding="utf-8") == "mine"


def test_a_notebook_that_is_refused_leaves_no_code_behind(terminal: Terminal, quick: None, tmp_path: Path) -> None:
    short = secret_file(tmp_path, "short.txt", "short")
    told = terminal(*new_words(terminal, tmp_path, short, "--recovery-out", tmp_path / "code.txt"))
    assert (told.status, "at least 10 characters" in told.err) == (1, True)
    assert not (tmp_path / "code.txt").exists()


def test_a_synced_folder_is_refused(terminal: Terminal, quick: None, tmp_path: Path, secret: Path) -> None:
    told = terminal("new", tmp_path / "Dropbox" / "A.sendco", "--passphrase-file", secret)
    assert (told.status, "Dropbox" in told.err) == (1, True)


def test_a_wrong_passphrase_is_refused_with_what_to_try(terminal: Terminal, notebook: Path, tmp_path: Path) -> None:
    told = terminal("pupils", notebook, "--passphrase-file", secret_file(tmp_path, "wrong.txt", "not this one at all"))
    assert (told.status, told.out) == (1, "")
    assert "Check Caps Lock" in told.err


def test_after_many_wrong_ones_a_wait_is_told(terminal: Terminal, notebook: Path, tmp_path: Path) -> None:
    wrong = secret_file(tmp_path, "wrong.txt", "not this one at all")
    for _ in range(5):
        terminal("pupils", notebook, "--passphrase-file", wrong)
    told = terminal("pupils", notebook)
    assert told.status == 1
    assert told.err.startswith("Several wrong passphrases were given. Wait 1")


def test_a_notebook_open_elsewhere_says_where(terminal: Terminal, notebook: Path) -> None:
    with NotebookLock(notebook, wall_clock(), "PC-3"):
        told = terminal("due", notebook)
    assert (told.status, "open on PC-3 since" in told.err) == (1, True)


@pytest.mark.parametrize("verb", ["pupils", "due", "check", "undo", "backup"])
def test_a_place_without_a_notebook_is_refused(terminal: Terminal, tmp_path: Path, verb: str) -> None:
    told = terminal(verb, tmp_path / "gone.sendco")
    assert (told.status, "There is no notebook at" in told.err) == (1, True)


def test_a_damaged_notebook_is_trouble(terminal: Terminal, notebook: Path) -> None:
    for header in ("header.json", "header.bak"):
        (notebook / header).write_text("{", encoding="utf-8")
    assert terminal("pupils", notebook).status == 3


def test_a_person_who_is_not_in_the_notebook_is_refused_by_name(terminal: Terminal, notebook: Path) -> None:
    told = terminal("pupils", notebook, "--person", "Nobody")
    assert (told.status, "Choose one of: Dr Robin Lark" in told.err) == (1, True)


def test_the_passphrase_is_changed(terminal: Terminal, quick: None, notebook: Path, tmp_path: Path) -> None:
    new = secret_file(tmp_path, "new.txt", NEW)
    told = terminal("passphrase", notebook, "--new-passphrase-file", new)
    assert (told.status, told.out) == (0, "")
    assert "Backups made before keep the old one" in told.err
    assert terminal("pupils", notebook).status == 1
    assert terminal("pupils", notebook, "--passphrase-file", new).status == 0


def test_a_new_passphrase_needs_a_file_or_a_person(terminal: Terminal, notebook: Path) -> None:
    told = terminal("passphrase", notebook)
    assert (told.status, "--new-passphrase-file" in told.err) == (1, True)


def test_recovery_with_several_people_asks_whose(terminal: Terminal, quick: None, notebook: Path, tmp_path: Path) -> None:
    desk = open_desk(notebook, PASSPHRASE)
    desk.keyring.add_person("Sam Teal", "assistant", NEW)
    desk.close()
    told = terminal("recover", notebook, "--code-file", secret_file(tmp_path, "code.txt", "whatever"))
    assert (told.status, told.err) == (1, "Say whose passphrase to set with --person: Dr Robin Lark, Sam Teal.\n")


def test_a_mistyped_recovery_code_is_refused(terminal: Terminal, quick: None, notebook: Path, tmp_path: Path) -> None:
    assert terminal("recover", notebook, "--code-file", secret_file(tmp_path, "code.txt", "not a code")).status == 1


def test_check_fails_until_there_is_a_backup_and_then_passes(terminal: Terminal, notebook: Path) -> None:
    fields = terminal.json("check", notebook, status=1)
    assert [check["name"] for check in fields["checks"] if not check["ok"]] == ["backups"]
    assert fields["ok"] is False
    made = terminal.json("backup", notebook)
    assert Path(made["backup"]).is_relative_to(notebook)
    assert made["files"] > 2
    assert made["bytes"] > 1000
    told = terminal("check", notebook)
    assert told.status == 0
    assert {line[:8] for line in told.out.splitlines()} == {"ok      "}


def test_a_backup_is_restored_and_what_stood_there_is_kept(terminal: Terminal, notebook: Path, tmp_path: Path) -> None:
    backup = terminal("backup", notebook, "--to", tmp_path / "stick").out.strip()
    assert Path(backup).parent == tmp_path / "stick"
    terminal("note", notebook, "--pupil", UPN, "--kind", "note", "--happened", "yesterday", "Later")
    fields = terminal.json("restore", backup, "--to", notebook)
    assert fields["notebook"] == str(notebook)
    assert terminal.json("search", notebook, "Later") == {"results": []}
    assert terminal.json("search", fields["kept"], "Later")["results"]
    assert "is kept as" in terminal("restore", backup, "--to", notebook).err
    assert terminal("restore", backup, "--to", tmp_path / "New.sendco").err == ""


def test_a_backup_of_a_notebook_that_lost_a_file_says_so(terminal: Terminal, notebook: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("words", encoding="utf-8")
    terminal("add", notebook, "--pupil", UPN, tmp_path / "a.txt")
    shutil.rmtree(notebook / "attachments")
    told = terminal("backup", notebook)
    assert (told.status, told.err.startswith("1 of the notebook’s documents had lost")) == (4, True)


def test_a_folder_that_is_no_backup_is_not_restored(terminal: Terminal, tmp_path: Path) -> None:
    told = terminal("restore", tmp_path, "--to", tmp_path / "A.sendco")
    assert told.status in (1, 3)
    assert told.err.count("\n") == 1


def test_undo_takes_back_the_last_deed_by_its_name(terminal: Terminal, notebook: Path) -> None:
    terminal("closures", notebook, "--add", "2026-07-23..2026-09-01")
    assert terminal.json("undo", notebook) == {"undone": "School closed, Thu 23 Jul 2026 to Tue 1 Sep 2026", "changed": ["school_closure"]}
    assert terminal.json("closures", notebook) == {"closures": []}
    assert terminal("undo", notebook).out.startswith("Undone: Added a pupil")


def test_when_nothing_is_left_undo_is_refused(terminal: Terminal, notebook: Path) -> None:
    statuses = [terminal("undo", notebook).status for _ in range(4)]
    assert statuses == [0, 0, 0, 1]


def test_search_finds_a_pupil_and_shows_what_matched(terminal: Terminal, notebook: Path) -> None:
    terminal("note", notebook, "--pupil", UPN, "--kind", "phone_call", "--happened", "2026-11-20 15:05", "The badger\nsett")
    (hit,) = terminal.json("search", notebook, "badger")["results"]
    assert (hit["kind"], hit["pupil"], hit["snippet"]) == ("story_entry", "00000000-0000-0000-0000-000000000007", "The badger\nsett")
    assert terminal("search", notebook, "badger").out == "story_entry: Łukasz Wilk: Phone call, Fri 20 Nov 2026: The [badger] sett\n"
    assert terminal("search", notebook, "walrus").out == "Nothing found.\n"


def test_open_shows_the_window_on_a_notebook_or_on_none(terminal: Terminal, notebook: Path) -> None:
    assert terminal("open", notebook).status == 0
    assert terminal("open", notebook / "header.json").status == 0
    assert terminal("open").status == 0
    assert terminal.windows == [notebook, notebook, None]


def test_open_refuses_what_is_no_notebook(terminal: Terminal, tmp_path: Path) -> None:
    assert terminal("open", tmp_path).status == 1
    assert terminal.windows == []


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Where demos were made; the demo itself has tests of its own."""
    folders: list[Path] = []

    def make_demo(folder: Path, report: object) -> MadeDemo:
        folders.append(folder)
        return MadeDemo(notebook=folder / "A.sendco", pack=folder / "pack.pdf", due=[{"rule": "REQ-04"}], due_lines=["Mon 2 Nov 2026"])

    monkeypatch.setattr(demo_service, "make_demo", make_demo)
    return folders


def test_the_demo_prints_its_due_list_and_pack_and_opens_the_window(terminal: Terminal, made: list[Path], tmp_path: Path) -> None:
    told = terminal("demo", "--folder", tmp_path)
    assert told.out.splitlines() == [
        "Mon 2 Nov 2026", "", f"Pack: {tmp_path / 'pack.pdf'}", f"Notebook: {tmp_path / 'A.sendco'} (passphrase: fernhollow demo notebook)",
    ]
    assert terminal.windows == [tmp_path / "A.sendco"]


def test_the_demo_without_a_window_and_as_fields(
    terminal: Terminal, made: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    fields = terminal.json("demo", "--no-window")
    assert fields["due"] == [{"rule": "REQ-04"}]
    assert made == [tmp_path / "sendco-desk-demo"]
    assert terminal.windows == []
