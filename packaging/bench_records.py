"""Measures the record at the size of a very large school: a pupil's page, stories and search, support and provision, the cohort, and Today.

Usage: python packaging/bench_records.py [--part 1] [--long 2000] [--bare]

The notebook is encrypted, on disk, and made up (``bench_school``): 5,000 pupils with 100,000 entries, one of whom has a long story, 2,000
with support, 50,000 sessions of provision and 1,000 open cases. Each figure is the processor time of one call on the thread that asks, the
median of several and the worst, beside the same notebook's simplest question (one record by its id), asked in the same run.
"""

import argparse
import gc
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from uuid import UUID

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "packaging")]

from bench_school import LONG, NOW, WORDS, Size, made_school  # noqa: E402  # found once the folder is on the path

from sendco_desk.domain.casework import CaseFile  # noqa: E402
from sendco_desk.services.desk import Desk  # noqa: E402
from sendco_desk.services.opening import open_for_window  # noqa: E402

TYPED = ("symbols", "headph", "mother rang", "swimming trip", "inhaler battery", "noticed bet", "phon", "co")
ON, SHORT = NOW.date(), UUID(int=2)
Calls = dict[str, Callable[[], object]]


def timed(call: Callable[[], object], rounds: int = 7) -> tuple[float, float]:
    """The median and the worst processor milliseconds of a call, on this thread alone."""
    times = []
    for _ in range(rounds):
        begun = time.thread_time()
        call()
        times.append((time.thread_time() - begun) * 1000)
    return statistics.median(times), max(times)


class Measured:
    """Measures calls and prints each beside the simplest question."""

    def __init__(self, desk: Desk) -> None:
        self.bare = timed(lambda: desk.pupils.get(LONG), 200)[0]
        self.medians: dict[str, float] = {}
        print(f"one record by its id: {self.bare:.3f} ms")

    def all(self, calls: Calls, rounds: int = 7) -> None:
        """Measure each call by itself."""
        for name, call in calls.items():
            median, worst = timed(call, rounds)
            self.medians[name] = median
            print(f"{name}: {median:.1f} ms (worst {worst:.1f} ms), {median / self.bare:.0f} x one record by its id")


def stories(desk: Desk) -> Calls:
    """The calls that stand between a key and what is shown of a story."""
    from sendco_desk.services.story import StoryBook
    from sendco_desk.services.story_filter import StoryFilter

    lines = desk.story.lines(LONG)
    chosen = StoryFilter(words="symbols mother", person="Ms Coins")
    found: Calls = {
        "the long story read": lambda: StoryBook(desk.story.book, desk.clock).lines(LONG),
        "the long story come back to": lambda: desk.story.lines(LONG), "every pupil’s row come back to": desk.pupils.rows,
        "the long story narrowed by words and a person": lambda: [line for line in lines if chosen.keeps(line)],
    }
    for words in TYPED:
        found[f"search in every story for “{words}”"] = lambda words=words: desk.finding.search(words, kinds={"story_entry"})  # type: ignore[misc]
    for words in TYPED:
        found[f"search in everything for “{words}”"] = lambda words=words: desk.finding.search(words)  # type: ignore[misc]
    return found


def one_pupil(desk: Desk) -> Calls:
    """What a pupil's page asks."""
    return {
        "the head of a pupil’s page": lambda: desk.pupils.page(LONG),
        "a pupil’s needs and strengths": lambda: desk.support.statements(LONG),
        "a pupil’s cycles": lambda: desk.support.cycles(LONG),
        "a pupil’s meetings with the parents": lambda: desk.support.parents_meetings(LONG),
        "a pupil’s provision": lambda: desk.provision.places_of(LONG, ON),
        "the year’s cost of a pupil": lambda: desk.provision.pupil_cost(LONG, ON),
        "a pupil’s scores": lambda: desk.measuring.scores(LONG),
        "the charts of a pupil’s scores": lambda: desk.measuring.charts(LONG),
        "a pupil’s meetings": lambda: desk.meetings.of(LONG),
        "a pupil’s professionals": lambda: desk.professionals.log(LONG),
        "a pupil’s cases": lambda: desk.casework.cases(LONG),
    }


def provision(desk: Desk) -> Calls:
    """What the screen Provision asks."""
    run = desk.provision.groups(ON)[0].run.id
    return {
        "the provision map read, which the window does off its thread": lambda: desk.provision.map(ON),
        "the groups read, which the window does off its thread": lambda: desk.provision.groups(ON),
        "the timetable of the staff": lambda: desk.provision.timetable(ON), "a group’s week": lambda: desk.provision.week(run, ON),
    }


def cohort(desk: Desk) -> Calls:
    """What the screen Reports asks of the cohort: reading it belongs off the window's thread, all else does not."""
    rows = desk.cohort.rows(ON)
    first = timed(lambda: desk.cohort.groups(rows, "cost"), 1)[0]
    print(f"the cohort by cost for the first time: {first:.1f} ms")
    costs = desk.cohort.groups(rows, "cost")
    return {
        "the cohort read, which the window does off its thread": lambda: desk.cohort.rows(ON),
        "the cohort by need": lambda: desk.cohort.groups(rows, "need"), "the cohort by provision": lambda: desk.cohort.groups(rows, "provision"),
        "the cohort by cost": lambda: desk.cohort.groups(rows, "cost"), "a chart of the cohort’s cost": lambda: desk.cohort.chart(costs, "cost"),
    }


def today(desk: Desk) -> Calls:
    """Today when nothing changed, and after deeds that change what it is read from."""
    open_ones = iter(desk.meetings.open_actions(ON))
    request = next(row.case for row in desk.casework.cases() if row.case.case_kind == "request" and row.case.closed_on is None)

    def after(deed: Callable[[], object]) -> float:
        deed()
        return timed(desk.today.lists, 1)[0]

    def medians(name: str, deed: Callable[[], object]) -> None:
        times = [after(deed) for _ in range(5)]
        print(f"Today after {name}: {statistics.median(times):.1f} ms (worst {max(times):.1f} ms)")

    officers = iter(range(100))
    medians("an agreed action was ticked off", lambda: desk.meetings.done(next(open_ones).action.id))
    medians("a case changed", lambda: _change(desk, replace(request, case_officer=f"Officer {next(officers)}")))
    return {"Today when nothing changed": desk.today.lists}


def _change(desk: Desk, case: CaseFile) -> None:
    with desk.keyring.book.writing("Changed a case", case.pupil) as page:
        page.put(case)


def services(desk: Desk) -> Measured:
    """All that is asked on the window's thread, and the whole school read off it; Python tidies up as seldom as it does in the window."""
    from sendco_desk.ui.running import LITTER

    gc.set_threshold(LITTER)
    measured = Measured(desk)
    for calls in (stories, one_pupil, provision, cohort, today):
        measured.all(calls(desk))
    return measured


def window(desk: Desk) -> None:
    """Screens in the window, shown and painted: come to for the first time, and again."""
    from PySide6.QtWidgets import QApplication, QLineEdit

    from sendco_desk.ui.main_window import MainWindow
    from sendco_desk.ui.preferences import Preferences
    from sendco_desk.ui.room import Place
    from sendco_desk.ui.screens.pupil import TABS
    from sendco_desk.ui.theme import dress

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)

    def shown(there: Place) -> float:
        """The longest that the window's thread was kept without a stop."""
        longest = 0.0
        step: Callable[[], object] = partial(made.go, there)
        until = time.monotonic() + 0.1
        while made.tasks.busy() or time.monotonic() < until:  # what is read off this thread is waited for, and put in on this one
            begun = time.thread_time()
            step()
            longest = max(longest, time.thread_time() - begun)
            step = app.processEvents
            time.sleep(0.002)
        return longest * 1000

    with tempfile.TemporaryDirectory() as place:
        from sendco_desk.ui.running import LITTER

        gc.set_threshold(LITTER)
        made = MainWindow(desk, dress(app), Preferences(Path(place) / "preferences.json"), crash=print)
        made.resize(1366, 740)
        made.show()
        app.processEvents()
        for tab, title, _ in TABS:
            times = [shown(Place("pupil", pupil, tab)) for pupil in (LONG, SHORT, LONG, SHORT, LONG)]
            print(f"pupil with the long story, tab {title}: first visit {times[0]:.0f} ms, again {min(times[2], times[4]):.0f} ms without a stop")
        shown(Place("pupil", LONG, "story"))
        box = made.findChild(QLineEdit, "story_words")
        assert isinstance(box, QLineEdit)
        for typed in ("s", "sy", "sym", "symbols", "symbols m", ""):
            box.setText(typed)
            longest, until = 0.0, time.monotonic() + 0.25
            while time.monotonic() < until:
                begun = time.thread_time()
                app.processEvents()
                longest = max(longest, time.thread_time() - begun)
                time.sleep(0.002)
            print(f"the long story narrowed in the window to “{typed}”: {longest * 1000:.0f} ms without a stop")
        for screen, tabs in (("today", ("",)), ("pupils", ("",)), ("provision", ("map", "groups", "staff")), ("reports", ("cohort", "register"))):
            for tab in tabs:
                times = []
                for _ in range(3):
                    times.append(shown(Place(screen, None, tab)))
                    shown(Place("help"))
                print(f"screen {screen} {tab}: first visit {times[0]:.0f} ms, again {min(times[1:]):.0f} ms without a stop")
        made.close()


def main(arguments: list[str]) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="Measure the record of support.")
    parser.add_argument("--part", type=int, default=1, help="measure a school so many times smaller")
    parser.add_argument("--long", type=int, default=2000, help="how many entries the long story has")
    parser.add_argument("--bare", action="store_true", help="measure the services alone, without the window")
    said = parser.parse_args(arguments)
    size = replace(Size().over(said.part), long=said.long)
    with tempfile.TemporaryDirectory() as place:
        notebook = made_school(Path(place) / "bench.sendco", size)
        desk = open_for_window(notebook, WORDS, clock=lambda: NOW)
        print(
            f"{size.pupils:,} pupils, {size.entries:,} entries, one pupil with {size.long:,}; {size.with_sen:,} with support, "
            f"{size.sessions:,} sessions, {size.cases:,} open cases (aim 50 ms a call)",
        )
        services(desk)
        if not said.bare:
            window(desk)
        desk.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
