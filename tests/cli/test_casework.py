"""Verbs about cases and the clock: case, due, clock, rules."""

import csv
from pathlib import Path

import pytest

from sendco_desk.domain.codes import CASE_KINDS
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
    assert told.out.splitlines()[0] == f"Case 1 ({fields['case']}): Request for an EHC needs assessment"
    assert "Decide whether to assess: overdue by 3 weeks" in told.out


def test_events_are_added_to_a_case(terminal: Terminal, notebook: Path) -> None:
    case = terminal.json("case", notebook, "--pupil", UPN, "--event", RECEIVED)["case"]
    fields = terminal.json("case", notebook, "--case", case, "--event", "Refused_to_assess = 2026-10-30", "--all")
    assert fields["case"] == case
    states = {step["rule"]: step["state"] for step in fields["milestones"]}
    assert (states["REQ-04"], states["REQ-15"]) == ("met", "ended")
    assert states["SCH-01"] == "unknown"
    assert "SCH-01" not in {step["rule"] for step in terminal.json("case", notebook, "--case", case)["milestones"]}


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
    assert len(rules) == 102
    assert {"REQ-04", "REV-12", "TRF-04b", "DIS-10", "APPEAL", "TRB-09g", "CMP-04", "SCH-06", "REC-01"} <= {rule["id"] for rule in rules}
    promised = {"id", "title", "period", "counting", "source", "status", "since", "until", "confidence", "enabled"}
    assert all(rule.keys() >= promised for rule in rules)
    assert [rule["id"] for rule in terminal.json("rules", "REQ-04")] == ["REQ-04"]
    assert terminal("rules", "REQ-04").out.startswith("REQ-04  Decide whether to assess: ")


def test_a_rule_that_is_not_there_is_refused(terminal: Terminal) -> None:
    told = terminal("rules", "REQ-99")
    assert (told.status, told.out) == (1, "")


# Cases of every kind

EVENTS_OF = {
    "request": "request_received=2026-11-02", "plan": "plan_made=2026-01-12", "annual_review": "review_meeting=2026-12-14",
    "phase_transfer": "phase_transfer.school=2027-09-01", "consultation": "school_consulted=2026-11-16",
    "reassessment": "reassessment_requested=2026-11-16", "move": "old_authority_aware=2026-11-09", "appeal": "decision_letter_sent=2026-11-02",
    "complaint": "complaint_received=2026-11-16", "records": "sar_received=2026-11-16",
}


@pytest.mark.parametrize("kind", CASE_KINDS)
def test_a_case_of_every_kind_is_opened_shown_and_due(terminal: Terminal, notebook: Path, kind: str) -> None:
    fields = terminal.json("case", notebook, "--pupil", UPN, "--kind", kind, "--event", EVENTS_OF[kind], "--on", "2026-11-23")
    assert (fields["kind"], fields["case_number"]) == (kind, 1)
    begun = [step for step in fields["milestones"] if step["due"]]
    assert begun and all(step.keys() >= PROMISED for step in begun)
    told = terminal("case", notebook, "--case", fields["case"], "--on", "2026-11-23").out
    assert told.splitlines()[:2] == [f"Case 1 ({fields['case']}): {CASE_KINDS[kind]}", "On Mon 23 Nov 2026:"]
    assert all(step["title"] in told for step in begun)
    due = terminal.json("due", notebook, "--on", "2026-11-23")["due"]
    assert {(row["case"], row["kind"], row["case_number"]) for row in due} == {(fields["case"], kind, 1)}
    assert {row["rule"] for row in due} <= {step["rule"] for step in begun}


def test_a_case_about_another_hears_it_and_owes_each_step_once(terminal: Terminal, notebook: Path) -> None:
    refused = ("--event", "request_received=2026-09-07", "--event", "refused_to_assess=2026-10-16")
    request = terminal.json("case", notebook, "--pupil", UPN, *refused)["case"]
    appeal = terminal.json(
        "case", notebook, "--pupil", UPN, "--kind", "appeal", "--about", request, "--event", "mediation_requested=2026-11-02", "--on", "2026-11-23",
    )
    assert appeal["events"] == {"mediation_requested": "2026-11-02"}  # what was heard stays with the case it was recorded in
    assert next(step["due"] for step in appeal["milestones"] if step["rule"] == "APPEAL") == "2026-12-16"
    told = [(row["rule"], row["case_number"]) for row in terminal.json("due", notebook, "--on", "2026-11-23")["due"]]
    assert told.count(("APPEAL", 2)) == 1 and ("APPEAL", 1) not in told


@pytest.mark.parametrize(("about", "sentence"), [
    ("the first", "‘the first’ is neither the number nor the id of a case: `sendco-desk due` prints the numbers."),
    ("00000000-0000-0000-0000-000000000001", "There is no such case in this notebook"),
])
def test_a_case_about_none_that_is_there_is_not_opened(terminal: Terminal, notebook: Path, about: str, sentence: str) -> None:
    told = terminal("case", notebook, "--pupil", UPN, "--kind", "appeal", "--about", about)
    assert (told.status, told.out) == (1, "")
    assert sentence in told.err
    assert terminal.json("due", notebook)["due"] == []


def test_a_case_about_another_childs_is_not_opened(terminal: Terminal, notebook: Path, tmp_path: Path) -> None:
    theirs = terminal.json("case", notebook, "--pupil", UPN)["case"]
    (tmp_path / "pupils.csv").write_text("UPN,Forename,Surname\nA999900026001,Wren,Underhay\n", encoding="utf-8")
    imported = terminal("import", "table", tmp_path / "pupils.csv", "--into", notebook)
    assert imported.status == 0, imported.err
    told = terminal("case", notebook, "--pupil", "A999900026001", "--kind", "appeal", "--authority", "Marlshire", "--about", theirs)
    assert (told.status, told.out) == (1, "")
    assert "That case belongs to another pupil: choose one of this pupil’s cases." in told.err


def test_where_no_council_is_known_a_case_with_one_is_refused(terminal: Terminal, notebook: Path) -> None:
    told = terminal("case", notebook, "--pupil", UPN, "--kind", "plan", "--authority", " ")
    assert (told.status, told.out) == (1, "")
    assert "Name the council that the case is with." in told.err


@pytest.mark.parametrize("kind", ["support", "Plan", ""])
def test_a_kind_that_no_case_has_is_wrong_usage(terminal: Terminal, notebook: Path, kind: str) -> None:
    told = terminal("case", notebook, "--pupil", UPN, "--kind", kind)
    assert (told.status, told.out) == (2, "")
    assert "annual_review" in told.err  # the kinds there are


@pytest.mark.parametrize("words", [
    ("--kind", "plan"), ("--about", "00000000-0000-0000-0000-000000000001"), ("--authority", "Elsewhere"), ("--requested-by", "parent"),
])
def test_what_only_opens_a_case_is_wrong_usage_with_one_that_is_open(terminal: Terminal, notebook: Path, words: tuple[str, ...]) -> None:
    case = terminal.json("case", notebook, "--pupil", UPN, "--event", RECEIVED)["case"]
    told = terminal("case", notebook, "--case", case, *words)
    assert (told.status, told.out) == (2, "")


def test_what_waits_for_a_day_is_due_without_one(terminal: Terminal, notebook: Path) -> None:
    terminal("case", notebook, "--pupil", UPN, "--kind", "annual_review", "--event", "review_report_sent=2026-11-09")
    rows = terminal.json("due", notebook, "--on", "2026-11-23")["due"]
    assert {(row["due"], row["state"], row["days_late"]) for row in rows} == {(None, "unknown", 0)}
    lines = terminal("due", notebook, "--on", "2026-11-23").out.splitlines()
    assert len(lines) == len(rows)
    assert all(line.startswith("no date yet      unknown") for line in lines)


# The clock and the rules without a notebook


def test_terms_of_the_school_reach_the_clock(terminal: Terminal) -> None:
    left = ("clock", "--event", "pupil_left=2026-11-06", "--on", "2026-11-23")
    without = next(step for step in terminal.json(*left)["milestones"] if step["rule"] == "REC-03")
    assert (without["due"], without["state"]) == (None, "unknown")
    given = terminal.json(*left, "--term", "2026-09-02..2026-12-18", "--term", "2027-01-04..2027-03-26", "--closed", "2026-11-09..2026-11-10")
    assert next(step["due"] for step in given["milestones"] if step["rule"] == "REC-03") == "2026-12-01"
    assert "Tue 1 Dec 2026" in terminal(*left, "--term", "2026-09-02..2026-12-18", "--closed", "2026-11-09..2026-11-10").out


@pytest.mark.parametrize("term", ["autumn", "2026-12-18..2026-09-02", "2026-09-02.."])
def test_a_term_that_cannot_be_read_is_refused(terminal: Terminal, term: str) -> None:
    told = terminal("clock", "--event", RECEIVED, "--term", term)
    assert (told.status, told.out) == (1, "")
    assert told.err.strip().endswith(".")


def test_every_event_and_fact_is_listed_by_name(terminal: Terminal) -> None:
    names = terminal.json("clock", "--names")
    assert {"name": "review_meeting", "title": "Review meeting", "done_by": "school", "planned": True} in names["events"]
    assert next(fact["choices"] for fact in names["facts"] if fact["name"] == "requested_by") == ["school", "parent", "young_person", "other"]
    lines = terminal("clock", "--names").out.splitlines()
    assert (lines[0], "Facts" in lines) == ("Events", True)
    assert len(lines) == len(names["events"]) + len(names["facts"]) + 4  # two headings, the Tribunal's own days, a space


def test_notices_are_listed_apart_from_rules(terminal: Terminal) -> None:
    notices = terminal.json("rules", "--notices")
    assert all(notice.keys() == {"id", "title", "when", "status", "confidence", "words", "source"} for notice in notices)
    assert {"expired", "proposed", "case law"} <= {notice["status"] for notice in notices}
    assert not {notice["id"] for notice in notices} & {rule["id"] for rule in terminal.json("rules")}
    lines = terminal("rules", "--notices").out.splitlines()
    assert lines[0] == f"{notices[0]['when']}  {notices[0]['title']} ({notices[0]['status']})"
    assert len(lines) == 2 * len(notices)


def test_a_rule_in_text_stands_with_its_counting_and_source(terminal: Terminal) -> None:
    first, *rest = terminal("rules", "rev-06").out.splitlines()
    assert first.startswith("REV-06  Decide after the review: 4 weeks (SEND Regulations 2014 reg 20(10) and 22(2); statutory; ")
    assert any("If missed: " in line for line in rest) and any("https://" in line for line in rest)


@pytest.mark.parametrize("words", [("due",), ("rules", "--notice=x"), ("clock", "--on", "never"), ("case",)])
def test_what_is_left_out_or_misspelt_is_wrong_usage(terminal: Terminal, words: tuple[str, ...]) -> None:
    told = terminal(*words)
    assert (told.status, told.out) == (2, "")
    assert told.err


@pytest.mark.parametrize(("words", "sentence"), [
    (("--event", RECEIVED, "--out", "out.csv"), "Give --out only with --from"),
    (("--names", "--all"), "leave --all out"), (("--names", "--from", "events.csv"), "leave --from out"),
    (("--from", "events.csv", "--out", "out.csv", "--event", RECEIVED), "leave --event out"),
    (("--from", "events.csv", "--out", "out.csv", "--closed", "2026-07-23..2026-09-01"), "leave --closed out"),
])
def test_no_flag_of_the_clock_is_left_unread(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], sentence: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "events.csv").write_text("case,event,date\nA,request_received,2026-09-21\n", encoding="utf-8")
    told = terminal("clock", *words)
    assert (told.status, told.out) == (2, "")
    assert sentence in told.err
    assert not (tmp_path / "out.csv").exists()


def test_a_folder_is_no_file_of_events(terminal: Terminal, tmp_path: Path) -> None:
    told = terminal("clock", "--from", tmp_path, "--out", tmp_path / "out.csv")
    assert (told.status, told.err) == (1, f"{tmp_path} is a folder: name the file of events in it.\n")


def test_rules_are_found_by_words_and_by_a_number_however_it_is_typed(terminal: Terminal) -> None:
    found = [rule["id"] for rule in terminal.json("rules", "Mediation", "certificate")]
    assert "DIS-02" in found and "REQ-04" not in found
    assert [rule["id"] for rule in terminal.json("rules", "mediation certificate")] == found
    assert {rule["id"] for rule in terminal.json("rules", "req4")} == {"REQ-04"}
    family = [rule["id"] for rule in terminal.json("rules", "TRB-09")]
    assert len(family) > 1 and all(rule.startswith("TRB-09") for rule in family)


@pytest.mark.parametrize(("word", "sentence"), [
    ("REQ-99", "There is no rule ‘REQ-99’: try REQ-"), ("weather", "No rule speaks of ‘weather’: try fewer or other words"),
])
def test_what_no_rule_says_is_refused(terminal: Terminal, word: str, sentence: str) -> None:
    told = terminal("rules", word)
    assert (told.status, told.out) == (1, "")
    assert told.err.startswith(sentence)


def test_a_case_goes_by_the_number_that_due_prints(terminal: Terminal, notebook: Path, tmp_path: Path) -> None:
    case = terminal.json("case", notebook, "--pupil", UPN, "--event", RECEIVED)["case"]
    assert "case 1)" in terminal("due", notebook, "--on", "2026-11-23").out
    assert terminal.json("case", notebook, "--case", 1, "--event", "refused_to_assess=2026-10-30")["case"] == case
    assert terminal.json("case", notebook, "--pupil", UPN, "--kind", "appeal", "--about", 1)["case_number"] == 2
    for words in (
        ("letter", notebook, "--case", 1, "--kind", "delay-timeline", "--out", tmp_path / "d.pdf"),
        ("export", "calendar", notebook, "--case", 1, "--out", tmp_path / "d.ics"),
        ("pack", notebook, "--case", 1, "--out", tmp_path / "pack.pdf"),
        ("submit", notebook, "--case", 1, "--pack", tmp_path / "pack.pdf", "--channel", "post"),
    ):
        told = terminal(*words)
        assert told.status == 0, told.err


@pytest.mark.parametrize("words", [
    ("case",), ("letter", "--kind", "chaser", "--out", "l.txt"), ("export calendar", "--out", "d.ics"), ("pack", "--out", "p.pdf"),
    ("submit", "--pack", "p.pdf", "--channel", "post"),
])
def test_a_number_that_no_case_has_is_refused(
    terminal: Terminal, notebook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...],
) -> None:
    monkeypatch.chdir(tmp_path)
    told = terminal(*words[0].split(), notebook, "--case", 9, *words[1:])
    assert (told.status, told.out) == (1, "")
    assert told.err == "There is no case 9 in this notebook: `sendco-desk due` prints the numbers.\n"
