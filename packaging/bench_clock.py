"""Measures the clock: the milestones of a whole country's plans on one core, and Today with a very large school's cases.

Usage: python packaging/bench_clock.py [--plans 700000] [--pupils 5000] [--cases 1000]

The plans are made up: each walks the course of some kind of case for a random way, with random days between its events. Their milestones
are counted against adding as many timedeltas to as many days, in the same run. Today is read from an encrypted notebook: all of
it anew, as the window does while it unlocks; then as it is first shown, when nothing has changed since, and after an event was recorded.
"""

import argparse
import gc
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from sendco_desk.services.desk import Desk  # noqa: E402  # found once the root is on the path
from sendco_desk.services.opening import open_desk, open_for_window  # noqa: E402
from sendco_desk.statute.case import CaseFacts, Event  # noqa: E402
from sendco_desk.statute.clock import milestones, next_events  # noqa: E402

ON = date(2026, 11, 12)
KINDS = ("request", "request", "request", "annual_review", "annual_review", "plan", "reassessment", "phase_transfer", "appeal", "move")
"""How often each kind is drawn: most of a council's work is requests and reviews."""
SEED, BATCH, LONGEST_GAP, LATEST_START = 20140901, 10_000, 60, 1200
WORDS = "a passphrase for the bench"
CLOCK = datetime(2026, 11, 12, 9, 0, tzinfo=UTC)


def walk(chance: random.Random, kind: str) -> list[str]:
    """Some of the events of a case of this kind, in an order that can happen: mostly the likeliest next, at times another."""
    names: list[str] = []
    for _ in range(chance.randrange(2, 13)):
        day = date(2020, 1, 1)
        offered = next_events(CaseFacts(events=tuple(Event(name=name, on=day + timedelta(days=n)) for n, name in enumerate(names))), kind)
        if not offered:
            break
        names.append(offered[min(int(chance.expovariate(1)), len(offered) - 1)])
    return names


def plans(count: int, chance: random.Random) -> Iterator[list[tuple[str, CaseFacts]]]:
    """So many plans with random events, in batches."""
    ways = [(kind, walk(chance, kind)) for kind in KINDS for _ in range(400)]
    left = count
    while left:
        batch = []
        for _ in range(min(BATCH, left)):
            kind, names = chance.choice(ways)
            day, events = ON - timedelta(days=chance.randrange(LATEST_START)), []
            for name in names:
                events.append(Event(name=name, on=day))
                day += timedelta(days=chance.randrange(LONGEST_GAP))
            batch.append((kind, CaseFacts(events=tuple(events))))
        left -= len(batch)
        yield batch


def count_milestones(count: int) -> tuple[int, float, float]:
    """How many milestones so many plans have, the processor seconds they took, and those of as many additions of a timedelta."""
    found, taken, adding = 0, 0.0, 0.0
    step = timedelta(weeks=6)
    for batch in plans(count, random.Random(SEED)):
        gc.collect()
        gc.freeze()  # the made-up plans are no part of what is measured
        begun = time.process_time()
        here = 0
        for kind, case in batch:
            here += len(milestones(case, ON, kind=kind))
        taken += time.process_time() - begun
        days = [ON - timedelta(days=number % LATEST_START) for number in range(here)]
        begun = time.process_time()
        for day in days:
            day + step  # the addition is what is measured
        adding += time.process_time() - begun
        found += here
        gc.unfreeze()
    return found, taken, adding


def school(folder: Path, pupils: int, cases: int) -> Path:
    """A notebook with so many pupils and so many open cases, each at a random place of its course."""
    from sendco_desk.domain.casework import CaseEvent, CaseFile
    from sendco_desk.domain.pupil import Pupil
    from sendco_desk.store.notebook import create_notebook
    from sendco_desk.store.slots import TINY

    chance = random.Random(SEED)
    notebook, _ = create_notebook(folder, person_name="Bench", passphrase=WORDS, cost=TINY)
    made = [Pupil(id=UUID(int=number), legal_forename=f"Child {number}", legal_surname="Bench") for number in range(1, pupils + 1)]
    drawn = [one for batch in plans(cases, chance) for one in batch]
    with notebook.writing("Added pupils and cases") as page:
        for pupil in made:
            page.put(pupil)
        for number, (kind, facts) in enumerate(drawn, 1):
            case = CaseFile(
                id=UUID(int=10**9 + number), pupil=made[number * pupils // cases - 1].id, number=number, case_kind=kind,
                authority="Marlshire County Council", opened_on=min((event.on for event in facts.events), default=ON),
            )
            page.put(case)
            for place, event in enumerate(facts.events):
                page.put(CaseEvent(id=UUID(int=10**12 + number * 100 + place), pupil=case.pupil, case=case.id, name=event.name, on=event.on))
    notebook.close()
    return folder


def timed(desk: Desk) -> float:
    """The processor milliseconds of Today's lists."""
    begun = time.process_time()
    desk.today.lists()
    return (time.process_time() - begun) * 1000


def today(notebook: Path, rounds: int = 5) -> dict[str, float]:
    """Medians of Today: read for the first time, shown for the first time, with nothing changed, and after an event was recorded."""
    times: dict[str, list[float]] = {
        "every case read and counted, which the window does while it unlocks": [], "first shown in the window": [], "nothing changed": [],
        "after an event was recorded": [],
    }
    read, shown, *_ = times
    for number in range(rounds):
        desk = open_desk(notebook, WORDS, clock=lambda: CLOCK)
        times[read].append(timed(desk))
        desk.close()
        desk = open_for_window(notebook, WORDS, clock=lambda: CLOCK)
        times[shown].append(timed(desk))
        times["nothing changed"].append(timed(desk))
        request = next(row.case for row in desk.casework.cases() if row.case.case_kind == "request" and row.case.closed_on is None)
        desk.casework.add_event(request.id, "request_acknowledged", ON - timedelta(days=number + 1))
        times["after an event was recorded"].append(timed(desk))
        desk.close()
    return {name: statistics.median(found) for name, found in times.items()}


def main(arguments: list[str]) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="Measure the clock.")
    parser.add_argument("--plans", type=int, default=700_000, help="how many plans to count")
    parser.add_argument("--pupils", type=int, default=5000, help="how many pupils the school has")
    parser.add_argument("--cases", type=int, default=1000, help="how many open cases it has")
    said = parser.parse_args(arguments)
    found, taken, adding = count_milestones(said.plans)
    print(f"{said.plans:,} plans: {found:,} milestones in {taken:.1f} s of one core ({taken / said.plans * 1e6:.0f} µs a plan)")
    print(f"as many additions of a timedelta: {adding:.2f} s, so a milestone costs {taken / adding:.0f} additions")
    with tempfile.TemporaryDirectory() as place:
        figures = today(school(Path(place) / "bench.sendco", said.pupils, said.cases))
    for name, milliseconds in figures.items():
        print(f"Today, {said.pupils:,} pupils and {said.cases:,} open cases, {name}: {milliseconds:.0f} ms")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
