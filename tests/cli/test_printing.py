"""How verbs answer, to a person, a pipe, a file and an old console."""

import io
import json
import os
import sys
from argparse import Namespace
from contextlib import suppress
from pathlib import Path

import pytest

from sendco_desk.cli.printing import answer, checks, progress, say, tell
from sendco_desk.domain.progress import unreported

JSON, TEXT = Namespace(format="json"), Namespace(format="text")


class Screen(io.StringIO):
    """A terminal."""

    def isatty(self) -> bool:
        return True


def test_results_are_lines_or_json(capsys: pytest.CaptureFixture[str]) -> None:
    answer(TEXT, {"name": "Łukasz"}, ["Łukasz", "Wilk"])
    assert capsys.readouterr().out == "Łukasz\nWilk\n"
    answer(JSON, {"name": "Łukasz", "path": Path("a")}, [])
    out = capsys.readouterr().out
    assert json.loads(out) == {"name": "Łukasz", "path": "a"}
    assert "Łukasz" in out


def test_no_name_is_lost_in_the_json_of_an_old_code_page(monkeypatch: pytest.MonkeyPatch) -> None:
    held = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(held, encoding="cp1252", errors="replace"))
    answer(JSON, {"name": "Łukasz"}, [])
    assert json.loads(held.getvalue()) == {"name": "Łukasz"}


def test_messages_go_to_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    say("Do this.")
    assert capsys.readouterr() == ("", "Do this.\n")


def test_a_message_on_a_screen_covers_what_is_left_of_the_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", screen := Screen())
    progress("Making the bundle")(3, 100)
    say("Stopped.")
    assert screen.getvalue() == "\rMaking the bundle: 3 of 100\rStopped." + " " * 32 + "\n"


def test_progress_is_told_on_a_screen_once_for_each_step_and_ends_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", screen := Screen())
    report = progress("Reading")
    for step in ((0, 0), (0, 2), (1, 2), (1, 2), (2, 2), (2, 2)):
        report(*step)
    assert screen.getvalue() == "\rReading: 0 of 2\rReading: 1 of 2\rReading: 2 of 2\n"


def test_long_work_is_told_a_two_hundredth_at_a_time_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", screen := Screen())
    report = progress("Counting")
    for done in range(20_001):
        report(done, 20_000)
    lines = screen.getvalue().split("\r")[1:]
    assert (len(lines), lines[:2], lines[-1]) == (
        201, ["Counting: 0 of 20000", "Counting: 100 of 20000"], "Counting: 20000 of 20000\n",
    )


def test_a_message_that_nobody_can_be_told_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with Path("/dev/full").open("w", encoding="utf-8", buffering=1) as full:
        monkeypatch.setattr(sys, "stderr", full)
        say("Do this.")
        with suppress(OSError):
            full.close()


def test_no_progress_is_told_to_a_pipe_or_to_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    assert progress("Reading") is unreported
    monkeypatch.setattr(sys, "stderr", None)
    assert progress("Reading") is unreported


def test_a_windowed_app_without_streams_answers_nobody_and_does_not_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    answer(JSON, {}, [])
    say("Do this.")


def test_a_reader_that_has_heard_enough_does_not_change_the_ending(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    monkeypatch.setattr(sys, "stdout", os.fdopen(writing, "w", encoding="utf-8"))
    tell(["one"])
    tell(["two"])  # goes nowhere, quietly
    assert checks(TEXT, [("links", False, "40 of 41")]) == 1
    sys.stdout.close()


def test_checks_are_right_only_if_each_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert checks(TEXT, [("links", True, "41 of 41"), ("labels", False, "page 3")]) == 1
    assert capsys.readouterr().out == "ok      links: 41 of 41\nFAILED  labels: page 3\n"
    assert checks(JSON, [("links", True, "41 of 41")]) == 0
    assert json.loads(capsys.readouterr().out) == {"ok": True, "checks": [{"name": "links", "ok": True, "detail": "41 of 41"}]}
