"""Joins the parts: decides between terminal and window, and shows the unlock window before anything heavy is imported."""

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO


def main(argv: Sequence[str] | None = None) -> int:
    """Run SENDCo Desk. Without a verb, or with just a notebook's folder, it opens the window. Gives the exit status."""
    settle_streams()
    words = list(sys.argv[1:] if argv is None else argv)
    if not words or is_notebook(words):
        return show_window(Path(words[0]) if words else None)
    try:
        from sendco_desk.cli.main import run
    except KeyboardInterrupt:  # Ctrl+C while the parts are still being read
        print("Stopped before anything was done.", file=sys.stderr)
        return 1
    return run(words, show_window)


def settle_streams() -> None:
    """Make output safe: a windowed app on Windows has no streams, and an old code page cannot print every name."""
    if sys.stdout is None:
        sys.stdout = _nowhere()
    if sys.stderr is None:
        sys.stderr = _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")  # stays open for as long as the app runs


def is_notebook(words: Sequence[str]) -> bool:
    """A bare path opens too, if it holds header.json or its copy, or is a file beside one."""
    if len(words) != 1 or words[0].startswith("-"):
        return False
    path = Path(words[0])
    folder = path.parent if path.is_file() else path
    return any((folder / header).is_file() for header in ("header.json", "header.bak"))


def has_display() -> bool:
    """Whether a window could be seen: a platform without a screen, or none set on Linux, has none."""
    if os.environ.get("QT_QPA_PLATFORM", "").split(":")[0] in ("offscreen", "minimal"):
        return False
    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def show_window(notebook: Path | None) -> int:
    """Open the window where there is a display; otherwise say so."""
    if not has_display():
        print("There is no display here, so no window was opened. `sendco-desk --help` lists what works in a terminal.", file=sys.stderr)
        return 0
    from sendco_desk.ui.running import run_window

    return run_window(notebook)
