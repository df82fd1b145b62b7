"""Kills a process that is saving, again and again, and counts the saves it had acknowledged that are not there afterwards.

    python packaging/bench_kill.py [ROUNDS]

Each round starts a fresh process that opens one notebook and saves entries and drafts as fast as it can, telling each over a pipe once
the save has returned. It is killed outright (SIGKILL; TerminateProcess on Windows) at a random moment, and the notebook is opened again.
"""

import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

ROOT = Path(__file__).resolve().parents[1]
PASSPHRASE = "a passphrase for the bench"
PUPIL = UUID(int=1)
CHECK_EVERY = 10  # rounds; the whole check takes longer than the killing
LONGEST_LIFE = 0.4  # seconds from its first save to its end
_START = datetime(2026, 9, 7, 8, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What the rounds showed. ``torn``: entries there without their deed, or the other way about."""

    rounds: int
    entries: int
    drafts: int
    lost: int
    torn: int
    unsound: int


def save_for_ever(folder: Path) -> None:
    """The process that will be killed: save, then say so."""
    from sendco_desk.domain.story import StoryEntry
    from sendco_desk.store.notebook import open_notebook

    notebook = open_notebook(folder, PASSPHRASE)
    number = notebook.count(StoryEntry)
    while True:
        number += 1
        entry = StoryEntry(
            id=UUID(int=number), pupil=PUPIL, entry_kind="note", happened_at=_START, written_at=_START, written_by="Bench",
            words=f"Entry {number} " + "word " * random.randint(1, 400),
        )
        with notebook.writing("Added an entry", PUPIL) as page:
            page.put(entry)
        print("entry", number, flush=True)
        notebook.save_draft("story_entry/new", str(number))
        print("draft", number, flush=True)


def run(rounds: int, folder: Path, longest_life: float = LONGEST_LIFE) -> Figures:
    """Make a notebook in the folder and kill its savers; every figure but the first three should be 0."""
    from sendco_desk.domain.pupil import Pupil
    from sendco_desk.store.notebook import create_notebook
    from sendco_desk.store.slots import TINY

    notebook, _ = create_notebook(folder, person_name="Bench", passphrase=PASSPHRASE, cost=TINY)
    with notebook.writing("Added a pupil", PUPIL) as page:
        page.put(Pupil(id=PUPIL, legal_forename="Bench", legal_surname="Pupil"))
    notebook.close()
    entries = drafts = lost = torn = unsound = 0
    for number in range(1, rounds + 1):
        told = _killed(folder, longest_life)
        last_entry = max((number for what, number in told if what == "entry"), default=0)
        last_draft = max((number for what, number in told if what == "draft"), default=0)
        entries += sum(what == "entry" for what, _ in told)
        drafts += sum(what == "draft" for what, _ in told)
        lost_now, torn_now, sound = _after(folder, last_entry, last_draft, checked=number % CHECK_EVERY == 0 or number == rounds)
        lost, torn, unsound = lost + lost_now, torn + torn_now, unsound + (not sound)
    return Figures(rounds=rounds, entries=entries, drafts=drafts, lost=lost, torn=torn, unsound=unsound)


def _killed(folder: Path, longest_life: float) -> list[tuple[str, int]]:
    """What a saver acknowledged before it was killed."""
    child = subprocess.Popen([sys.executable, __file__, "--save", str(folder)], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert child.stdout is not None
    first = child.stdout.readline()
    time.sleep(random.uniform(0, longest_life))
    if child.poll() is not None:
        raise RuntimeError("the saver ended by itself, so this round shows nothing")
    child.kill()
    lines = [first, *child.stdout]
    child.stdout.close()
    child.wait()
    whole = (line.split() for line in lines if line.endswith("\n"))
    return [(what, int(number)) for what, number in whole]


def _after(folder: Path, last_entry: int, last_draft: int, checked: bool) -> tuple[int, int, bool]:
    """Saves lost, rows torn from their deed, and whether every check passes, where it is time to ask."""
    from sendco_desk.domain.story import StoryEntry
    from sendco_desk.store.notebook import open_notebook

    notebook = open_notebook(folder, PASSPHRASE)
    there = {entry.id.int for entry in notebook.all(StoryEntry)}
    lost = len(set(range(1, last_entry + 1)) - there) + (int(notebook.draft("story_entry/new") or 0) < last_draft)
    torn = abs(len(there) + 1 - notebook.deeds(limit=1)[0].number)
    sound = not checked or all(row.ok for row in notebook.check() if row.name != "backups")
    notebook.close()
    return lost, torn, sound


def main(arguments: list[str]) -> int:
    """Run as many rounds as asked (200) and print the figures."""
    if arguments[:1] == ["--save"]:
        save_for_ever(Path(arguments[1]))
    rounds = int(arguments[0]) if arguments else 200
    with tempfile.TemporaryDirectory() as place:
        found = run(rounds, Path(place) / "bench.sendco")
    print(
        f"{found.rounds} kills: {found.lost} of {found.entries + found.drafts} acknowledged saves lost "
        f"({found.entries} entries, {found.drafts} drafts); {found.torn} torn, {found.unsound} failed checks"
    )
    return 1 if found.lost or found.torn or found.unsound else 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main(sys.argv[1:]))
