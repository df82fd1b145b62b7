"""Verbs about cases and the clock: case, due, clock, rules."""

import csv
from pathlib import Path

import pytest

from tests.cli.conftest import UPN, Terminal

RECEIVED = "request_received=2026-09-21"
PROMISED = {
    "rule", "title", "owed_by", "after", "due", "last_safe_day", "state", "met_on", "days_late", "late", "source", "status", "confidence",
    "alternatives", "exceptions",
}


@pytest.fixture
def letter(terminal: Terminal, notebook: Path, tmp_path: Path) -> str:
    """The id of a document of the pupil."""
    (tmp_path / "letter.txt").write_text("We received the request.", encoding="utf-8")
    added: str = terminal.json("add", notebook, "--pupil", UPN, tmp_path / "letter.txt")["added"][0]["id"]
    return added


def test_a_case_is_opened_with_events_and_proofs_and_shows_its_clock(terminal: Terminal, notebook: Path, letter: str) -> None:
    fields = terminal.json(
        "case", notebook, "--pupil", UPN, "--event", "request_sent=2026-09-18", "--event", RECEIVED, "--proof", f"request_received={letter}",
        "--on", "2026-11-23",
    )
    assert fields["events"] == {"request_sent": "2026-09-18", "request_received": "2026-09-21"}
    decide = next(step for step in fields["milestones"] if step["rule"] == "REQ-04")
    assert decide.keys() >= PROMISED
    assert (decide["due"], decide["state"], decide["days_late"], decide["late"]) == ("2026-11-02", "overdue", 21, "3 weeks")
    told = terminal("case", notebook, "--case", fields["case"], "--on", "2026-11-23")
    assert told.out.splitlines()[0] == f"Case {fields['case']}"
    assert "Decide whether to assess: overdue by 3 weeks" in told.out


def test_events_are_added_to_a_case(terminal: Terminal, notebook: Path) -> None:
    case = terminal.json("case", notebook, "--pupil", UPN, "--event", RECEIVED)["case"]
    fields = terminal.json("case", notebook, "--case", case, "--event", "Refused_to_assess = 2026-10-30", "--all")
    assert fields["case"] == case
    states = {step["rule"]: step["state"] for step in fields["milestones"]}
    assert (states["REQ-04"], states["REQ-15"]) == ("met", "ended")
    assert len(fields["milestones"]) == 9
    assert len(terminal.json("case", notebook, "--case", case)["milestones"]) < 9


@pytest.mark.parametrize(("flag", "council"), [((), "Kirkmoor Council"), (("--authority", "Elsewhere"), "Elsewhere")])
def test_the_council_is_where_the_pupil_lives_unless_said(
    terminal: Terminal, notebook: Path, flag: tuple[str, ...], council: str,
) -> None:
    terminal("case", notebook, "--pupil", UPN, "--event", RECEIVED, *flag)
    assert council in terminal("due", notebook, "--on", "2026-11-23").out


@pytest.mark.parametrize(("words", "status", "sentence"), [
    (("--event", "request_recieved=2026-09-21"), 2, "did you mean request_received"),
    (("--event", "request_recieved=never"), 2, "There is no event called"),
    (("--event", "request_received"), 2, "give each event as NAME=DATE"),
    (("--event", "request_received=21/9"), 1, "is not a date"),
    (("--proof", "request_received=00000000-0000-0000-0000-000000000001"), 2, "give --event request_received=DATE too"),
    (("--event", RECEIVED, "--proof", "request_received=letter.txt"), 1, "is not the id of a document"),
    (("--event", RECEIVED, "--proof", "request_received=00000000-0000-0000-0000-000000000001"), 1, ""),
    (("--kind", "review"), 2, "invalid choice"), (("--requested-by", "nobody"), 2, "invalid choice"),
    (("--case", "00000000-0000-0000-0000-000000000001"), 2, "not allowed with"),
])
def test_a_case_that_cannot_be_read_is_not_opened(
    terminal: Terminal, notebook: Path, words: tuple[str, ...], status: int, sentence: str,
) -> None:
    told = terminal("case", notebook, "--pupil", UPN, *words)
    assert (told.status, told.out) == (status, "")
    assert sentence in told.err
    assert terminal.json("due", notebook)["due"] == []


def test_a_case_needs_a_pupil_or_an_id_that_is_there(terminal: Terminal, notebook: Path) -> None:
    assert terminal("case", notebook).status == 2
    assert terminal("case", notebook, "--case", "the third").status == 1
    assert terminal("case", notebook, "--case", "00000000-0000-0000-0000-000000000001").status == 1


def test_what_is_due_is_listed_with_case_pupil_and_lateness(terminal: Terminal, notebook: Path) -> None:
    assert terminal("due", notebook).out == "Nothing is due.\n"
    case = terminal.json("case", notebook, "--pupil", UPN, "--event", RECEIVED)["case"]
    fields = terminal.json("due", notebook, "--on", "23.11.2026")
    assert fields["on"] == "2026-11-23"
    assert {key: fields["due"][0][key] for key in ("case", "pupil", "rule", "due", "state", "owed_by", "days_late")} == {
        "case": case, "pupil": "00000000-0000-0000-0000-000000000007", "rule": "REQ-04", "due": "2026-11-02", "state": "overdue",
        "owed_by": "local_authority", "days_late": 21,
    }
    assert terminal("due", notebook, "--on", "2026-11-23").out.startswith("Mon 2 Nov 2026   3 weeks late")


def test_the_clock_needs_no_notebook(terminal: Terminal) -> None:
    fields = terminal.json("clock", "--event", "request_received=2025-04-02", "--on", "2025-10-21")
    assert (fields["on"], fields["regime"], fields["events"]) == ("2025-10-21", "england-2014", {"request_received": "2025-04-02"})
    step = next(step for step in fields["milestones"] if step["rule"] == "REQ-09")
    assert step.keys() >= PROMISED
    assert (step["due"], step["last_safe_day"], step["state"], step["days_late"], step["late"]) == (
        "2025-07-23", "2025-07-22", "overdue", 90, "12 weeks 6 days",
    )
    assert step["alternatives"][0] == {"due": "2025-07-22", "because": step["alternatives"][0]["because"]}
    assert {"id", "could_apply", "because"} <= step["exceptions"][0].keys()


def test_facts_and_closures_reach_the_clock(terminal: Terminal) -> None:
    told = terminal(
        "clock", "--event", "request_received=2026-06-22", "--event", "school_advice_requested=2026-07-20", "--fact",
        "exception_claimed=school_closed", "--closed", "2026-07-23..2026-09-01", "--on", "2026-11-23",
    )
    assert told.status == 0
    assert "Exception that could apply: School closed four weeks or more. The council claims this exception." in told.out


@pytest.mark.parametrize(("words", "status"), [
    ((), 2), (("--event", "request_received"), 2), (("--event", "recieved=2026-11-23"), 2), (("--event", "request_received=2026-02-30"), 1),
    (("--event", RECEIVED, "--fact", "weather"), 2), (("--event", RECEIVED, "--fact", "weather=fine"), 2),
    (("--event", RECEIVED, "--fact", "requested_by=nobody"), 1), (("--event", RECEIVED, "--closed", "summer"), 1),
    (("--from", "events.csv"), 2), (("--from", "events.csv", "--out", "out.csv"), 1),
])
def test_a_clock_that_cannot_be_read_says_so(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], status: int,
) -> None:
    monkeypatch.chdir(tmp_path)
    told = terminal("clock", *words)
    assert (told.status, told.out) == (status, "")
    assert told.err.strip()


def test_a_whole_caseload_goes_from_one_table_to_another(terminal: Terminal, tmp_path: Path) -> None:
    events, out = tmp_path / "events.csv", tmp_path / "milestones.csv"
    events.write_text("case,event,date\nA,request_received,2026-09-21\nB,request_received,2026-11-02\n", encoding="utf-8")
    fields = terminal.json("clock", "--from", events, "--out", out, "--on", "2026-11-23")
    with out.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert (fields["cases"], fields["milestones"], fields["left_out"]) == (2, len(rows), [])
    assert {row["case"] for row in rows} == {"A", "B"}


def test_a_row_that_cannot_be_read_is_named_and_the_status_says_so(terminal: Terminal, tmp_path: Path) -> None:
    events = tmp_path / "events.csv"
    events.write_text("case,event,date\nA,request_received,2026-09-21\nB,request_received,some day\n", encoding="utf-8")
    told = terminal("clock", "--from", events, "--out", tmp_path / "milestones.csv", "--on", "2026-11-23")
    assert told.status == 4
    assert "Row 3: ‘some day’ is not a date" in told.out


def test_every_rule_is_listed_with_its_source(terminal: Terminal) -> None:
    rules = terminal.json("rules")
    assert {rule["id"] for rule in rules} == {f"REQ-{number}" for number in ("04", "05", "08", "09", "10", "11", "14", "15", "19")}
    promised = {"id", "title", "period", "counting", "source", "status", "since", "until", "confidence", "enabled"}
    assert all(rule.keys() >= promised for rule in rules)
    assert [rule["id"] for rule in terminal.json("rules", "REQ-04")] == ["REQ-04"]
    assert terminal("rules", "REQ-04").out.startswith("REQ-04  Decide whether to assess: ")


def test_a_rule_that_is_not_there_is_refused(terminal: Terminal) -> None:
    told = terminal("rules", "REQ-99")
    assert (told.status, told.out) == (1, "")
