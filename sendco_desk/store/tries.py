"""How many wrong passphrases came in a row, kept across a restart, so that guessing at the keyboard gets slower and slower."""

import json
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from sendco_desk.domain.refusals import Trouble
from sendco_desk.store.disk import disk_failures, write_durably

Seconds = Callable[[], float]
"""The time since 1970, as ``time.time`` tells it."""

FREE_TRIES = 5
_FIRST_WAIT, _LONGEST_WAIT = 15, 300
_FILE = "tries.json"


def wait_before_next_try(folder: Path, now: Seconds = time.time) -> float:
    """How many seconds the person has to wait before the next passphrase; 0 when none."""
    wrong, last = _tries(folder)
    if wrong < FREE_TRIES:
        return 0.0
    wait = float(min(_FIRST_WAIT << min(wrong - FREE_TRIES, 10), _LONGEST_WAIT))
    return min(max(last + wait - now(), 0.0), wait)  # a clock that was set back must not lock anybody out


def count_wrong_try(folder: Path, now: Seconds = time.time) -> None:
    """Remember one more wrong passphrase."""
    wrong, _ = _tries(folder)
    with suppress(Trouble):  # a full disk must not hide that the passphrase was wrong
        write_durably(folder / _FILE, json.dumps({"wrong": wrong + 1, "last": now()}).encode())


def forget_wrong_tries(folder: Path) -> None:
    """The right passphrase came."""
    with suppress(Trouble), disk_failures():
        (folder / _FILE).unlink(missing_ok=True)


def _tries(folder: Path) -> tuple[int, float]:
    """A missing or damaged tally counts as none: it slows a guesser at the keyboard, it is no lock."""
    try:
        tally = json.loads((folder / _FILE).read_bytes())
        return int(tally["wrong"]), float(tally["last"])
    except (OSError, ValueError, TypeError, KeyError, OverflowError):
        return 0, 0.0
