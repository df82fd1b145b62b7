"""The verb that writes something of a notebook for another program."""

import argparse
import json
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from icalendar import Calendar

from sendco_desk.cli.asking import opened
from sendco_desk.cli.exports import KINDS, add_verbs
from sendco_desk.domain.refusals import Refused
from tests.cli.conftest import Told


class Export:
    """The verb by itself."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys
        self.parser = argparse.ArgumentParser()
        add_verbs(self.parser.add_subparsers())

    def __call__(self, *words: object) -> Told:
        arguments = self.parser.parse_args(["export", *map(str, words)])
        status = arguments.run(arguments)
        said = self.capsys.readouterr()
        return Told(status, said.out, said.err)

    def json(self, *words: object) -> Any:
        return json.loads(self(*words, "--format", "json").out)


@pytest.fixture
def export(capsys: pytest.CaptureFixture[str]) -> Export:
    return Export(capsys)


@pytest.fixture
def cases(notebook: Path) -> list[UUID]:
    """Two cases: a request, and a review whose meeting is planned."""
    with opened(argparse.Namespace(notebook=notebook, passphrase_file=None, person=None)) as desk:
        request, _ = desk.casework.open_case(UUID(int=7), authority="Kirkmoor", events=[("request_received", date(2026, 10, 19), None)])
        review, _ = desk.casework.open_case(UUID(int=7), "annual_review", authority="Kirkmoor", events=[("review_meeting", date(2027, 1, 13), None)])
    return [request, review]


def summaries(out: Path) -> list[str]:
    calendar = Calendar.from_ical(out.read_bytes())
    assert isinstance(calendar, Calendar)
    return [str(event.summary) for event in calendar.events]


def test_the_days_of_every_case_are_written_and_told(export: Export, notebook: Path, cases: list[UUID], tmp_path: Path) -> None:
    out = tmp_path / "dates.ics"
    fields = export.json("calendar", notebook, "--out", out, "--on", "2026-11-23")
    assert fields == {"entries": len(summaries(out)), "cancelled": 0, "out": str(out)}
    assert {words.split(":")[0] for words in summaries(out)} == {"Case 1", "Case 2"}
    assert "Wilk" not in out.read_text(encoding="utf-8")


def test_one_case_can_be_asked_for_and_people_are_told_in_words(export: Export, notebook: Path, cases: list[UUID], tmp_path: Path) -> None:
    out = tmp_path / "dates.ics"
    told = export("calendar", notebook, "--case", cases[0], "--out", out, "--on", "2026-11-23")
    assert (told.status, told.out) == (0, f"{out}: 5 dates are saved. It holds case numbers and no names.\n")
    assert {words.split(":")[0] for words in summaries(out)} == {"Case 1"}


def test_the_day_asked_about_decides_what_stands(export: Export, notebook: Path, cases: list[UUID], tmp_path: Path) -> None:
    out = tmp_path / "dates.ics"
    export("calendar", notebook, "--out", out, "--on", "2026-11-23")
    assert "Case 2: review meeting (planned day)" in summaries(out)
    export("calendar", notebook, "--out", out, "--on", "2027-02-23")
    assert "Case 2: review meeting (planned day)" not in summaries(out)


def test_a_case_that_is_not_there_and_a_place_inside_the_notebook_are_refused(
    export: Export, notebook: Path, cases: list[UUID], tmp_path: Path,
) -> None:
    with pytest.raises(Refused, match="There is no case 14 in this notebook"):
        export("calendar", notebook, "--case", "14", "--out", tmp_path / "dates.ics")
    with pytest.raises(Refused, match="no such case in this notebook"):
        export("calendar", notebook, "--case", UUID(int=1), "--out", tmp_path / "dates.ics")
    with pytest.raises(Refused, match="inside a notebook"):
        export("calendar", notebook, "--out", notebook / "dates.ics")
    with pytest.raises(Refused, match="is a folder"):
        export("calendar", notebook, "--out", tmp_path)


@pytest.mark.parametrize("words", [(), ("calendar",), ("calendar", "here"), ("diary", "here", "--out", "x.ics"), ("--out", "x.ics")])
def test_a_kind_a_notebook_and_an_output_are_needed(export: Export, words: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as stopped:
        export.parser.parse_args(["export", *words])
    assert stopped.value.code == 2


def test_each_kind_has_words_of_its_own(export: Export) -> None:
    assert [kind.name for kind in KINDS] == ["calendar", "register", "records", "isp", "timeliness", "screen"]
    assert all(kind.words and kind.out for kind in KINDS)
    with pytest.raises(SystemExit) as stopped:
        export.parser.parse_args(["export", "--help"])
    assert stopped.value.code == 0 and "calendar" in export.capsys.readouterr().out


def test_a_calendar_takes_the_place_of_a_calendar_only(export: Export, notebook: Path, cases: list[UUID], tmp_path: Path) -> None:
    (tmp_path / "list.ics").write_text("My own words.", encoding="utf-8")
    with pytest.raises(Refused, match="is there already and holds something else"):
        export("calendar", notebook, "--out", tmp_path / "list.ics")
    assert (tmp_path / "list.ics").read_text(encoding="utf-8") == "My own words."
    for _ in range(2):
        assert export("calendar", notebook, "--out", tmp_path / "dates.ics").status == 0
