"""How verbs answer: results on standard output as text or JSON, messages and progress on standard error, and what each exit status means."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import TextIO

from sendco_desk.domain.progress import Report, unreported

DONE, REFUSED, USAGE, TROUBLE, LEFT_OUT = 0, 1, 2, 3, 4
_WIDTH = 40  # longer than any line of progress, so that a message covers it
_STEPS = 200  # a line for each of 20,000 cases would take longer over a slow connection than the counting


def say(sentence: str) -> None:
    """A message for the person, on standard error. Where nobody can be told, the verb still ends as it would."""
    with suppress(OSError):
        print(f"\r{sentence.ljust(_WIDTH)}" if is_terminal(sys.stderr) else sentence, file=sys.stderr, flush=True)


def answer(arguments: argparse.Namespace, fields: object, lines: Sequence[str]) -> None:
    """The result: ``fields`` as JSON where that was asked for, otherwise the lines."""
    if arguments.format == "json":
        tell([json.dumps(fields, ensure_ascii=not _speaks_unicode(sys.stdout), indent=2, default=str)])
    else:
        tell(lines)


def tell(lines: Sequence[str]) -> None:
    """Lines of a result, on standard output. A reader that has heard enough (``| head``) does not change how the verb ends."""
    try:
        for line in lines:
            print(line)
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else Python complains again when it ends


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person sits at this stream. A windowed app on Windows has no streams at all."""
    return stream is not None and stream.isatty()


def _speaks_unicode(stream: TextIO | None) -> bool:
    """A Windows console or file in an old code page cannot hold every name; JSON then escapes them, so that none is lost."""
    return (getattr(stream, "encoding", None) or "").lower().replace("-", "").startswith("utf")


def progress(what: str) -> Report:
    """Progress on standard error, when that is a terminal: each step of a short work, a two hundredth at a time of a long one."""
    if not is_terminal(sys.stderr):
        return unreported
    told = (0, 0)

    def report(done: int, total: int) -> None:
        nonlocal told
        step = max(1, total // _STEPS)
        if total and (done, total) != told and (done >= total or total != told[1] or abs(done - told[0]) >= step):
            told = (done, total)
            print(f"\r{what}: {done} of {total}", end="\n" if done >= total else "", file=sys.stderr, flush=True)

    return report


def checks(arguments: argparse.Namespace, rows: Sequence[tuple[str, bool, str]], sha256: str = "") -> int:
    """Tell what was checked (name, whether it is right, detail), of a file also its hash, and give the exit status."""
    fields = [{"name": name, "ok": ok, "detail": detail} for name, ok, detail in rows]
    status = DONE if all(ok for _, ok, _ in rows) else REFUSED
    told = [f"{'ok     ' if ok else 'FAILED '} {name}: {detail}" for name, ok, detail in rows]
    hashed = {"sha256": sha256} if sha256 else {}
    answer(arguments, {"ok": status == DONE, "checks": fields, **hashed}, [*told, *([f"SHA-256 {sha256}"] if sha256 else [])])
    return status
