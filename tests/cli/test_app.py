"""Where terminal and window part: what opens the window, where there is none, and streams that are missing or old."""

import io
import os
import subprocess
import sys
from importlib.abc import MetaPathFinder
from pathlib import Path

import pytest

from sendco_desk import __version__, app

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> list[Path | None]:
    """The notebooks that windows were opened on."""
    opened: list[Path | None] = []

    def show(notebook: Path | None) -> int:
        opened.append(notebook)
        return 0

    monkeypatch.setattr(app, "show_window", show)
    return opened


class Pressed(MetaPathFinder):
    """Ctrl+C at the moment at which the terminal's verbs are to be read."""

    def find_spec(self, name: str, path: object, target: object = None) -> None:
        if name == "sendco_desk.cli.main":
            raise KeyboardInterrupt


def test_ctrl_c_before_anything_was_read_is_said_in_a_sentence(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.delitem(sys.modules, "sendco_desk.cli.main", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Pressed(), *sys.meta_path])
    assert app.main(["rules"]) == 1
    assert capsys.readouterr() == ("", "Stopped before anything was done.\n")


def test_without_words_the_window_opens(windows: list[Path | None]) -> None:
    assert app.main([]) == 0
    assert windows == [None]


@pytest.mark.parametrize(("made", "given"), [("header.json", "."), ("header.bak", "."), ("header.json", "notebook.sendco-open")])
def test_a_bare_path_opens_too(windows: list[Path | None], tmp_path: Path, made: str, given: str) -> None:
    for name in (made, "notebook.sendco-open"):
        (tmp_path / name).touch()
    assert app.main([str(tmp_path / given)]) == 0
    assert windows == [tmp_path / given]


def test_a_verb_typed_inside_a_notebook_is_still_a_verb(
    windows: list[Path | None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "header.json").touch()
    monkeypatch.chdir(tmp_path)
    assert app.main(["rules"]) == 0
    assert windows == []
    assert "REQ-04" in capsys.readouterr().out


def test_a_path_without_a_notebook_is_refused_as_one(
    windows: list[Path | None], tmp_path: Path, capsys: pytest.CaptureFixture[str],
) -> None:
    assert app.main([str(tmp_path)]) == 1
    assert windows == []
    assert capsys.readouterr().err == f"There is no notebook at {tmp_path}: check the folder’s name.\n"


@pytest.mark.parametrize(("platform", "display", "there"), [
    ("offscreen", ":0", False), ("minimal", ":0", False), ("offscreen:size=800x600", ":0", False), ("", ":0", True), ("xcb", "", False),
])
def test_a_display_is_there_or_not(monkeypatch: pytest.MonkeyPatch, platform: str, display: str, there: bool) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("QT_QPA_PLATFORM", platform)
    monkeypatch.setenv("DISPLAY", display)
    assert app.has_display() is there


def test_where_there_is_no_display_it_is_said_and_nothing_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert app.main(["open"]) == 0
    assert capsys.readouterr() == ("", "There is no display here, so no window was opened. `sendco-desk --help` lists what works in a terminal.\n")


def test_where_there_is_a_display_the_window_opens(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    opened: list[Path | None] = []

    def run_window(notebook: Path | None) -> int:
        opened.append(notebook)
        return 7

    monkeypatch.setattr(app, "has_display", lambda: True)
    monkeypatch.setattr("sendco_desk.ui.running.run_window", run_window)
    assert app.show_window(tmp_path) == 7
    assert opened == [tmp_path]


def test_a_windowed_app_without_streams_runs_its_verbs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert app.main(["rules"]) == 0
    assert app.main(["frobnicate"]) == 2
    streams = (sys.stdout, sys.stderr)
    monkeypatch.undo()
    for stream in streams:
        stream.close()


def test_a_name_that_an_old_console_cannot_print_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    held = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(held, encoding="cp1252"))
    app.settle_streams()
    print("Łukasz")
    sys.stdout.flush()
    assert held.getvalue().split() == [b"?ukasz"]


def as_a_program(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "sendco_desk", *words]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, encoding="utf-8", check=False)


def test_it_runs_as_a_module_with_its_status() -> None:
    told = as_a_program("--version", PYTHONIOENCODING="utf-8")
    assert (told.returncode, told.stdout.split()[-1]) == (0, __version__)
    told = as_a_program("clock", "--event", "recieved=2026-11-23", PYTHONIOENCODING="utf-8")
    assert (told.returncode, told.stdout) == (2, "")


def test_a_pipe_that_closes_early_is_no_failure() -> None:
    with subprocess.Popen([sys.executable, "-m", "sendco_desk", "rules"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0
