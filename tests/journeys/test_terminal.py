"""The main job by terminal only, on real input: from a new notebook to a verified, submitted pack, a backup and a restore."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

from tests.shared_corpus import SHARED, documents_listed, needs_shared, outcomes_of

ROOT = Path(__file__).resolve().parents[2]
CORPUS = SHARED / "corpus"
ON = ("--on", "2026-11-23")
CHILDS_WORDS = "I like art. I want the words to stay still. Żółw."


@dataclass(frozen=True)
class Shell:
    """Runs the program as an IT technician's script would: one process a verb, the passphrase named by the environment."""

    folder: Path

    def __call__(self, *words: object, status: int = 0, typed: str = "") -> str:
        environment = {**os.environ, "SENDCO_DESK_PASSPHRASE_FILE": str(self.folder / "passphrase.txt"), "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            [sys.executable, "-m", "sendco_desk", *map(str, words)], cwd=self.folder, env=environment, input=typed.encode(),
            capture_output=True, check=False,
        )
        assert done.returncode == status, done.stderr.decode()
        return done.stdout.decode("utf-8")

    def json(self, *words: object, status: int = 0, typed: str = "") -> Any:
        return json.loads(self(*words, "--format", "json", status=status, typed=typed))


@needs_shared
def test_the_main_job_is_done_by_terminal_only(tmp_path: Path) -> None:
    shell, allowed = Shell(tmp_path), {row["file"]: outcomes_of(row) for row in documents_listed()}
    documents = [CORPUS / "documents" / name for name in allowed]
    (tmp_path / "passphrase.txt").write_text("three made-up words\n", encoding="utf-8")

    shell("new", "A.sendco", "--school", "Fernhollow School", "--authority", "Marlshire", "--recovery-out", "code.txt")
    assert shell.json("import", "ctf", CORPUS / "ctf" / "8454998_CTF_845LLLL_001.xml", "--into", "A.sendco")["new"] == 120
    shell("import", "table", CORPUS / "mis_csv" / "arbor_sen_register_bom.csv", "--into", "A.sendco")
    upn = next(pupil["upn"] for pupil in shell.json("pupils", "A.sendco")["pupils"] if pupil["sen"] == "K")

    added = shell.json("add", "A.sendco", "--pupil", upn, "--sharing", "agreed", "--received", "2026-11-02", *documents)
    assert len(documents) >= 30
    assert (len(added["added"]) + len(added["duplicates"]), added["problems"]) == (len(documents), [])
    shell("note", "A.sendco", "--pupil", upn, "--kind", "view", "--happened", "2026-11-20 09:10", "-", typed=CHILDS_WORDS)
    letter = next(document["id"] for document in added["added"] if document["file"] == "eml_thunderbird.eml")
    case = shell.json(
        "case", "A.sendco", "--pupil", upn, "--event", "request_sent=2026-09-18", "--event", "request_received=2026-09-21",
        "--proof", f"request_received={letter}", *ON,
    )["case"]
    late = next(row for row in shell.json("due", "A.sendco", *ON)["due"] if row["rule"] == "REQ-04")
    assert (late["case"], late["due"], late["state"], late["days_late"]) == (case, "2026-11-02", "overdue", 21)

    made = shell.json("pack", "A.sendco", "--case", case, "--out", "pack.pdf", *ON, status=4)
    outcomes = {document["input"]: document["outcome"] for document in made["documents"]}
    assert outcomes.keys() | {double["file"] for double in added["duplicates"]} == allowed.keys()
    assert {name: outcome for name, outcome in outcomes.items() if outcome not in allowed[name]} == {}
    assert all(document["reason"] for document in made["documents"] if document["outcome"] != "included")
    assert shell.json("verify", "pack.pdf")["ok"] is True
    with pikepdf.open(tmp_path / "pack.pdf") as pack:
        assert len(pack.pages) == made["pages"]

    (tmp_path / "receipt.txt").write_text("Received by the portal with thanks.", encoding="utf-8")
    sent = shell.json("submit", "A.sendco", "--case", case, "--pack", "pack.pdf", "--channel", "portal", "--receipt", "receipt.txt")
    assert (sent["sha256"], sent["number"], bool(sent["receipt"])) == (made["sha256"], 1, True)

    backup = shell.json("backup", "A.sendco", "--to", "stick")["backup"]
    assert shell.json("check", "A.sendco")["ok"] is True
    shell("restore", backup, "--to", "B.sendco")
    found = shell.json("search", "B.sendco", "words to stay still")["results"]
    assert [(hit["kind"], "Żółw" in hit["snippet"]) for hit in found] == [("story_entry", True)]
    assert shell.json("undo", "B.sendco")["undone"] == "Recorded that a pack was sent"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    """Runs a verb in this process and gives its fields: a process for each of two dozen verbs takes longer than what they do."""
    from sendco_desk.cli.main import run

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SENDCO_DESK_PASSPHRASE_FILE", "passphrase.txt")

    def verb(*words: object) -> Any:
        capsys.readouterr()
        status = run([*map(str, words), "--format", "json"], lambda notebook: 2)
        said = capsys.readouterr()
        assert status == 0, said.err
        return json.loads(said.out)

    return verb


@needs_shared
def test_the_graduated_approach_is_recorded_printed_and_packed_by_terminal_only(tmp_path: Path, here: Callable[..., Any]) -> None:
    from sendco_desk.services.opening import NewNotebook, create
    from sendco_desk.store.slots import TINY

    shell, passphrase = Shell(tmp_path), "three made-up words"
    (tmp_path / "passphrase.txt").write_text(passphrase, encoding="utf-8")
    new = NewNotebook(
        folder=tmp_path / "A.sendco", school_name="Fallowmere Academy", person_name="Ms Fern", passphrase=passphrase, authority="Marlshire",
    )
    create(new, cost=TINY)[0].close()  # made by the terminal above; here two dozen verbs open it, and a real passphrase takes its time
    here("import", "ctf", CORPUS / "ctf" / "8454998_CTF_845LLLL_001.xml", "--into", "A.sendco")
    upn = next(pupil["upn"] for pupil in here("pupils", "A.sendco")["pupils"] if pupil["sen"] == "K")

    def record(kind: str, *fields: str, whose: bool = True) -> str:
        given = [word for one in fields for word in ("--set", one)]
        return str(here("record", "A.sendco", "--kind", kind, *(("--pupil", upn) if whose else ()), *given)["id"])

    cycle = record("support_cycle", "number=1", "starts_on=2026-10-12", "review_due_on=2026-12-16", "lead=Ms Fern", "baseline=12 words of 40")
    record("outcome", f"cycle={cycle}", "words=Reads 30 of 40 common words at sight", "baseline=12", "target=30")
    record("need_statement", "area=cognition", "side=need", "words=Reads 12 of 40 common words at sight", "since=2026-10-12")
    run = record(
        "provision_run", "name=Word box", "minutes=20", "times_a_week=3", "weekdays=mon,wed,fri", "starts_on=2026-10-12", "ends_on=2026-12-16",
        whose=False,
    )
    place = record("provision_place", f"run={run}", f"cycle={cycle}", "starts_on=2026-10-12", "ends_on=2026-12-16")
    for day, outcome in (("2026-10-12", "held"), ("2026-10-14", "pupil_away")):
        record("provision_session", f"place={place}", f"on={day}", f"outcome={outcome}", "minutes=20" if outcome == "held" else "minutes=0")
    record("measure", "instrument=Fallow Reading Scale", "taken_on=2026-10-01", "value=78", "low=73", "high=84")
    record("views_given", "voice=pupil", "given_on=2026-11-10", "working=The word cards help.")
    record("one_page_profile", "made_on=2026-11-10", "appreciated=Patient with the little ones")

    here("form", "A.sendco", "--kind", "support-plan", "--pupil", upn, "--out", "plan.pdf", *ON)
    assert "Reads 30 of 40 common words at sight" in words_of(tmp_path / "plan.pdf")
    here("form", "A.sendco", "--kind", "register", "--out", "register.docx", *ON)
    assert (tmp_path / "register.docx").read_bytes().startswith(b"PK")

    here("export", "records", "A.sendco", "--pupil", upn, "--out", "records.json")
    kept = json.loads((tmp_path / "records.json").read_text("utf-8"))
    assert [one["words"] for one in kept["records"]["outcome"]] == ["Reads 30 of 40 common words at sight"]
    assert upn in {row["upn"] for row in here("export", "register", "A.sendco", "--out", "register.csv", *ON)["rows"]}
    here("export", "isp", "A.sendco", "--pupil", upn, "--out", "isp.json", *ON)

    case = here("case", "A.sendco", "--pupil", upn, "--event", "request_received=2026-11-16", *ON)["case"]
    shell("pack", "A.sendco", "--case", case, "--out", "pack.pdf", *ON)
    assert shell.json("verify", "pack.pdf")["ok"] is True
    told = words_of(tmp_path / "pack.pdf")
    assert [said for said in ("Word box", "1 of ", "The word cards help.", "12 words of 40", "Fallow Reading Scale") if said not in told] == []


def words_of(pdf: Path) -> str:
    """All that a PDF says."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(pdf).pages).split())


def test_the_demo_prints_a_due_list_and_a_pack_that_verifies(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    made = shell.json("demo", "--folder", "demo", "--no-window")
    assert {row["state"] for row in made["due"]} >= {"overdue", "upcoming", "due_soon"}
    assert shell.json("verify", made["pack"])["ok"] is True


def caseload(path: Path, cases: int) -> Path:
    """A CSV of events: so many requests, a decision for every other one."""
    rows = ["case,event,date"]
    for number in range(cases):
        rows.append(f"C{number},request_received,2026-0{1 + number % 9}-1{number % 10}")
        rows += [f"C{number},agreed_to_assess,2026-10-1{number % 10}"] * (number % 2)
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def test_a_whole_caseload_is_counted_again_over_its_own_milestones_only(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    caseload(tmp_path / "events.csv", 40)
    words = ("clock", "--from", "events.csv", "--out", "milestones.csv", "--on", "2026-11-23")
    first = shell.json(*words)
    assert (first["cases"], first["left_out"]) == (40, [])
    made = (tmp_path / "milestones.csv").read_bytes()
    assert shell.json(*words) == first
    assert (tmp_path / "milestones.csv").read_bytes() == made
    shell("clock", "--from", "milestones.csv", "--out", "events.csv", status=1)
    assert (tmp_path / "events.csv").read_text(encoding="utf-8").startswith("case,event,date")


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal is made of a pair of devices here")
def test_ctrl_c_stops_a_long_count_at_once_and_leaves_nothing_behind(tmp_path: Path) -> None:
    import pty

    caseload(tmp_path / "events.csv", 5_000)
    ours, theirs = pty.openpty()
    words = [sys.executable, "-m", "sendco_desk", "clock", "--from", "events.csv", "--out", "milestones.csv"]
    heeds = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # what was started in the background has been told to ignore Ctrl+C
    with subprocess.Popen(
        words, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, stderr=theirs, stdout=subprocess.PIPE, preexec_fn=heeds,
    ) as counting:
        os.close(theirs)
        said = b""
        while b"Counting: " not in said:
            said += os.read(ours, 1024)
        counting.send_signal(signal.SIGINT)
        assert counting.wait(timeout=20) == 1
        while b"Stopped before it was finished." not in said:
            said += os.read(ours, 1024)
    os.close(ours)
    assert b"Traceback" not in said
    assert [path.name for path in tmp_path.iterdir()] == ["events.csv"]
