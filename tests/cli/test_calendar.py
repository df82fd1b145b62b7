"""Verbs about the school's calendar: terms, and a calendar from a file."""

import argparse
import json
from pathlib import Path
from typing import Any

import pytest

from sendco_desk.cli.asking import WrongUsage, with_format, with_notebook
from sendco_desk.cli.calendar import add_verbs, import_calendar
from sendco_desk.domain.refusals import Refused
from tests.cli.conftest import Told

FILE = (
    "Term,Start,End\nAutumn Term,02/09/2026,18/12/2026\nSpring Term,04/01/2027,25/03/2027\nHalf term,26/10/2026,30/10/2026\n"
    "Christmas Day,25/12/2026,25/12/2026\nParents’ evening,04/03/2027,04/03/2027\n"
)


class Calendar:
    """The two verbs, by themselves."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys
        self.parser = argparse.ArgumentParser()
        verbs = self.parser.add_subparsers()
        add_verbs(verbs)
        verb = verbs.add_parser("import")
        verb.add_argument("file", type=Path)
        verb.add_argument("--into", dest="notebook", type=Path)
        verb.add_argument("--dry-run", action="store_true")
        with_notebook(verb, positional=False)
        with_format(verb)
        verb.set_defaults(run=import_calendar)

    def __call__(self, *words: object) -> Told:
        arguments = self.parser.parse_args([str(word) for word in words])
        status = arguments.run(arguments)
        said = self.capsys.readouterr()
        return Told(status, said.out, said.err)

    def json(self, *words: object) -> Any:
        return json.loads(self(*words, "--format", "json").out)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Calendar:
    return Calendar(capsys)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "Term dates.csv").write_text(FILE, encoding="utf-8")
    return tmp_path / "Term dates.csv"


def test_terms_are_added_with_the_holidays_between_them_and_listed_by_day(run: Calendar, notebook: Path) -> None:
    told = run("terms", notebook, "--add", "Spring term=2027-01-04..2027-03-25", "--add", "Autumn term=2026-09-02..2026-12-18")
    assert told.out.splitlines()[:2] == [
        "Wed 2 Sep 2026 to Fri 18 Dec 2026: Autumn 2026, 78 school days", "Mon 4 Jan 2027 to Thu 25 Mar 2027: Spring 2027, 59 school days",
    ]
    assert told.err == "Recorded as well. Between the terms: Christmas holiday, Sat 19 Dec 2026 to Sun 3 Jan 2027.\n"
    again = run("terms", notebook, "--add", "Autumn=2026-09-02..2026-12-18")
    assert (again.status, again.err) == (0, "Autumn is recorded already.\n")
    fields = run.json("terms", notebook)
    assert fields["terms"] == [
        {"name": "Autumn 2026", "from": "2026-09-02", "to": "2026-12-18", "school_days": 78},
        {"name": "Spring 2027", "from": "2027-01-04", "to": "2027-03-25", "school_days": 59},
    ]
    assert "recorded" in fields["missing"]


def test_a_notebook_without_terms_says_what_is_missing(run: Calendar, notebook: Path) -> None:
    told = run("terms", notebook)
    assert (told.status, told.out.startswith("No term of 20")) == (0, True)


def test_terms_that_cannot_be_read_or_cannot_be_are_refused(run: Calendar, notebook: Path) -> None:
    with pytest.raises(WrongUsage):
        run("terms", notebook, "--add", "2026-09-02..2026-12-18")
    with pytest.raises(Refused, match="is not a term"):
        run("terms", notebook, "--add", "Autumn=2026-09-02")
    run("terms", notebook, "--add", "Autumn=2026-09-02..2026-12-18")
    with pytest.raises(Refused, match="would overlap Autumn 2026"):
        run("terms", notebook, "--add", "Spring=2026-12-01..2027-03-25")


def test_a_dry_run_says_what_would_change_and_writes_nothing(run: Calendar, notebook: Path, file: Path) -> None:
    fields = run.json("import", file, "--into", notebook, "--dry-run")
    assert (fields["new"], fields["changed"], fields["unchanged"]) == (3, 0, 0)
    said = "“Parents’ evening” is not a term, a holiday, a half-term, an INSET day or a closure, so it was left out."
    assert fields["problems"] == [{"row": 6, "field": "Term", "message": said}]
    assert fields["holidays"] == [{"name": "Christmas holiday", "from": "2026-12-19", "to": "2027-01-03"}]
    assert run.json("terms", notebook)["terms"] == []


def test_a_calendar_is_brought_in_once_and_what_stays_out_is_named(run: Calendar, notebook: Path, file: Path) -> None:
    told = run("import", file, "--into", notebook)
    assert told.status == 4
    assert told.out.splitlines()[:2] == [
        "New: 3. Changed: 0. Unchanged: 0.", "Between the terms: Christmas holiday, Sat 19 Dec 2026 to Sun 3 Jan 2027.",
    ]
    assert told.out.splitlines()[2].startswith("Row 6, Term: “Parents’ evening”")
    assert told.err == "One bank holiday was left out: England’s bank holidays are known already.\n"
    again = run.json("import", file, "--into", notebook)
    assert (again["new"], again["changed"], again["unchanged"], again["holidays"]) == (0, 0, 3, [])


def test_a_whole_file_ends_well(run: Calendar, notebook: Path, tmp_path: Path) -> None:
    (tmp_path / "short.csv").write_text("Term,Start,End\nAutumn Term,02/09/2026,18/12/2026\n", encoding="utf-8")
    assert run("import", tmp_path / "short.csv", "--into", notebook).status == 0


def test_a_term_that_is_refused_says_that_those_before_it_stand(run: Calendar, notebook: Path) -> None:
    with pytest.raises(Refused, match=r"check the dates\. The terms before it on the command line are recorded\."):
        run("terms", notebook, "--add", "Autumn=2026-09-02..2026-12-18", "--add", "Spring=2026-12-01..2027-03-25")
    assert [term["name"] for term in run.json("terms", notebook)["terms"]] == ["Autumn 2026"]
    with pytest.raises(Refused, match=r"check the dates\.$"):
        run("terms", notebook, "--add", "Spring=2026-12-01..2027-03-25")
