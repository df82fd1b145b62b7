"""Verbs about records: import, pupils, closures, add, note."""

import json
from pathlib import Path

import pytest

from sendco_desk.services.opening import open_desk
from tests.cli.conftest import PASSPHRASE, UPN, Terminal, Typed

TABLE = "UPN,Surname,Forename,DOB,Year,SEN\nA801200005002,Penhallow,Wren,01/02/2014,8,K\nB801200005003,Rosewarne,Otis,not a day,9,K\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    (tmp_path / "register.csv").write_text(TABLE, encoding="utf-8")
    return tmp_path / "register.csv"


def test_a_dry_run_says_what_would_change_and_writes_nothing(terminal: Terminal, notebook: Path, table: Path) -> None:
    fields = terminal.json("import", "table", table, "--into", notebook, "--dry-run", status=0)
    assert (fields["new"], fields["changed"], fields["unchanged"]) == (2, 0, 0)
    assert len(terminal.json("pupils", notebook)["pupils"]) == 2


def test_an_import_writes_and_names_each_problem_by_row_and_field(terminal: Terminal, notebook: Path, table: Path) -> None:
    told = terminal("import", "table", table, "--into", notebook)
    assert told.out.splitlines()[0] == "New: 2. Changed: 0. Unchanged: 0."
    assert any(line.startswith("Row 3, ") for line in told.out.splitlines()[1:])
    fields = terminal.json("import", "table", table, "--into", notebook, status=0)
    assert fields["new"] == 0
    assert all(set(problem) == {"row", "field", "message"} for problem in fields["problems"])
    assert len(terminal.json("pupils", notebook)["pupils"]) == 4


def test_a_row_that_cannot_be_read_is_left_out_and_the_status_says_so(terminal: Terminal, notebook: Path, table: Path) -> None:
    table.write_text(TABLE + "A801200005003,,,,10,K\n", encoding="utf-8")
    fields = terminal.json("import", "table", table, "--into", notebook, status=4)
    assert (fields["new"], 4 in {problem["row"] for problem in fields["problems"]}) == (2, True)


def test_a_mapping_file_says_which_column_is_which(terminal: Terminal, notebook: Path, table: Path, tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.json"
    columns = {"UPN": "upn", "Surname": "legal_forename", "Forename": "legal_surname", "DOB": "", "Year": "", "SEN": ""}
    mapping.write_text(json.dumps({"columns": columns}), encoding="utf-8")
    terminal("import", "table", table, "--into", notebook, "--mapping", mapping)
    assert "Penhallow Wren" in {pupil["name"] for pupil in terminal.json("pupils", notebook)["pupils"]}


def test_a_file_that_is_no_ctf_or_is_not_there_is_refused(terminal: Terminal, notebook: Path, table: Path, tmp_path: Path) -> None:
    assert terminal("import", "ctf", table, "--into", notebook).status == 1
    assert terminal("import", "ctf", tmp_path / "gone.xml", "--into", notebook).status == 1


def test_pupils_are_listed_with_their_id_year_and_sen(terminal: Terminal, notebook: Path) -> None:
    first, second = terminal.json("pupils", notebook)["pupils"]
    assert (first["name"], first["upn"], first["sen"]) == ("Leila Ashgrove", "", "")
    assert {key: second[key] for key in ("id", "upn", "name", "year", "sen")} == {
        "id": "00000000-0000-0000-0000-000000000007", "upn": UPN, "name": "Łukasz Wilk", "year": "7", "sen": "K",
    }
    assert terminal("pupils", notebook).out.splitlines()[1] == f"{UPN}   7  K                Wilk, Łukasz"


def test_closures_are_added_once_and_listed_by_day(terminal: Terminal, notebook: Path) -> None:
    told = terminal("closures", notebook, "--add", "2026-07-23..2026-09-01", "--name", "Summer holiday")
    assert told.out == "Thu 23 Jul 2026 to Tue 1 Sep 2026: Summer holiday\n"
    told = terminal("closures", notebook, "--add", "2026-07-23..2026-09-01", "--add", "2026-05-25..2026-05-29")
    assert (told.status, told.err) == (0, "Thu 23 Jul 2026 to Tue 1 Sep 2026 is recorded already.\n")
    assert terminal.json("closures", notebook) == {"closures": [
        {"from": "2026-05-25", "to": "2026-05-29", "name": ""}, {"from": "2026-07-23", "to": "2026-09-01", "name": "Summer holiday"},
    ]}


def test_a_notebook_without_closures_says_so(terminal: Terminal, notebook: Path) -> None:
    assert terminal("closures", notebook).out == "No closures recorded.\n"


@pytest.mark.parametrize("text", ["2026-07-23", "2026-09-01..2026-07-23", "july..august"])
def test_a_closure_that_cannot_be_read_is_refused_before_the_notebook_is_opened(terminal: Terminal, notebook: Path, text: str) -> None:
    assert terminal("closures", notebook, "--add", text).status == 1


def test_documents_are_added_and_each_is_named_once(terminal: Terminal, notebook: Path, tmp_path: Path) -> None:
    for name, words in (("a.txt", "one"), ("b.txt", "one"), ("c.txt", "three")):
        (tmp_path / name).write_text(words, encoding="utf-8")
    command = ("add", notebook, "--pupil", UPN.lower(), "--kind", "report", "--received", "20/11/2026", "--dated", "1 Nov 2026")
    more = ("--author", "Dr J. Example", "--service", "health", "--sharing", "agreed")
    fields = terminal.json(*command, *more, tmp_path / "*.txt", tmp_path / "gone.pdf", status=4)
    named = [*(d["file"] for d in fields["added"]), *(d["file"] for d in fields["duplicates"]), *(d["file"] for d in fields["problems"])]
    assert sorted(named) == ["a.txt", "b.txt", "c.txt", "gone.pdf", "passphrase.txt"]
    assert fields["duplicates"] == [{"file": "b.txt", "id": fields["added"][0]["id"]}]
    assert fields["problems"] == [{"file": "gone.pdf", "message": "The file is not there: check its name and folder."}]
    assert all(len(added["sha256"]) == 64 for added in fields["added"])
    desk = open_desk(notebook, PASSPHRASE)
    (report,) = [d for d in desk.documents.of(desk.pupils.by_upn(UPN).id) if d.file_name == "c.txt"]
    desk.close()
    assert (str(report.received_on), str(report.dated_on), report.author) == ("2026-11-20", "2026-11-01", "Dr J. Example")
    assert (report.document_kind, report.service, report.sharing_basis) == ("report", "health", "agreed")


def test_what_was_added_is_told_in_lines(terminal: Terminal, notebook: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("one", encoding="utf-8")
    first = terminal("add", notebook, "--pupil", UPN, tmp_path / "a.txt")
    assert (first.status, first.out.split()[1]) == (0, "a.txt")
    again = terminal("add", notebook, "--pupil", UPN, tmp_path / "a.txt", tmp_path / "gone.txt")
    assert again.status == 4
    assert again.out.splitlines() == ["Already there: a.txt", "Left out: gone.txt: The file is not there: check its name and folder."]


def test_a_pupil_who_is_not_there_is_refused_with_where_to_look(terminal: Terminal, notebook: Path, tmp_path: Path) -> None:
    told = terminal("add", notebook, "--pupil", "Z999999999999", tmp_path / "a.txt")
    assert (told.status, "`sendco-desk pupils` lists them" in told.err) == (1, True)


def test_a_note_is_written_with_all_that_was_said(terminal: Terminal, notebook: Path) -> None:
    fields = terminal.json(
        "note", notebook, "--pupil", UPN, "--kind", "phone_call", "--happened", "2026-11-20 15:05", "--who", "Mother", "--minutes", "20",
        "--next", "Ring the council", "--next-on", "27/11/2026", "She is worried.",
    )
    desk = open_desk(notebook, PASSPHRASE)
    (line,) = desk.story.lines(desk.pupils.by_upn(UPN).id)
    desk.close()
    assert str(line.entry.id) == fields["entry"]
    assert (line.entry.words, line.entry.who, line.entry.minutes) == ("She is worried.", "Mother", 20)
    assert (line.entry.next_action, str(line.entry.next_action_on)) == ("Ring the council", "2026-11-27")
    assert f"{line.entry.happened_at:%Y-%m-%d %H:%M}" == "2026-11-20 15:05"


def test_a_childs_words_come_by_standard_input(terminal: Terminal, notebook: Path, typed: Typed) -> None:
    typed("„Lubię szkołę”\n".encode())
    assert terminal("note", notebook, "--pupil", UPN, "--kind", "view", "--happened", "yesterday", "-").status == 0
    assert "Lubię szkołę" in terminal.json("search", notebook, "szkołę")["results"][0]["snippet"]


@pytest.mark.parametrize(("flag", "value", "status"), [
    ("--kind", "gossip", 2), ("--minutes", "long", 2), ("--next-on", "some day", 2), ("--happened", "some day", 1),
])
def test_a_note_that_cannot_be_read_writes_nothing(terminal: Terminal, notebook: Path, flag: str, value: str, status: int) -> None:
    flags = {"--kind": "note", "--happened": "yesterday", flag: value}
    told = terminal("note", notebook, "--pupil", UPN, *(word for pair in flags.items() for word in pair), "badger")
    assert told.status == status
    assert terminal.json("search", notebook, "badger") == {"results": []}


def test_a_note_without_words_is_refused(terminal: Terminal, notebook: Path, typed: Typed) -> None:
    typed(b"\n")
    assert terminal("note", notebook, "--pupil", UPN, "--kind", "note", "--happened", "yesterday", "-").status == 1


def test_the_notebook_s_own_files_are_never_put_into_it(terminal: Terminal, notebook: Path, tmp_path: Path) -> None:
    for path in (notebook, notebook / "header.json", tmp_path):
        told = terminal("add", notebook, "--pupil", UPN, path)
        assert (told.status, told.err) == (1, f"The notebook’s own files are in {path}: name the documents one by one.\n")


@pytest.mark.parametrize("what", ["ctf", "calendar"])
def test_only_a_table_takes_a_mapping(terminal: Terminal, notebook: Path, tmp_path: Path, what: str) -> None:
    told = terminal("import", what, tmp_path / "file.xml", "--into", notebook, "--mapping", tmp_path / "m.json")
    assert (told.status, told.err) == (2, "Give --mapping only with a table: the columns of other files are known.\n")


def test_what_is_wrong_with_a_whole_file_has_no_row(terminal: Terminal, notebook: Path, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("Surname,Forename\nWilk,Zed\n", encoding="utf-8")
    told = terminal("import", "table", tmp_path / "list.csv", "--into", notebook)
    assert (told.status, "Row 0" in told.out) == (4, False)
    assert "\nThis table has names but no UPN" in told.out


def test_a_closure_of_one_day_is_one_day_and_a_name_needs_days(terminal: Terminal, notebook: Path) -> None:
    told = terminal("closures", notebook, "--add", "2026-12-24..2026-12-24", "--name", "Boiler")
    assert told.out.splitlines()[-1] == "Thu 24 Dec 2026: Boiler"
    told = terminal("closures", notebook, "--name", "Flood")
    assert (told.status, told.out) == (2, "")
    assert told.err == "There is nothing to name: give the closure’s days with --add FROM..TO.\n"


def test_a_day_without_a_next_action_is_never_taken_in_silence(terminal: Terminal, notebook: Path) -> None:
    told = terminal("note", notebook, "--pupil", UPN, "--kind", "note", "--happened", "now", "--next-on", "2027-01-11", "Rang.")
    assert (told.status, told.out) == (2, "")
    assert told.err == "There is a day and no next action: say with --next what is to be done then.\n"
    assert terminal.json("search", notebook, "Rang")["results"] == []
