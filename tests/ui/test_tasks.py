"""Slow work runs off the window's thread, tells how far it is, stops when asked, and is safe when the window goes first."""

import threading
from collections.abc import Iterator
from functools import partial
from time import sleep

import pytest
from pytestqt.qtbot import QtBot

from sendco_desk.domain.progress import Report
from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.ui.tasks import Job, Tasks


class Listener:
    """Hears what the slow lane says."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.crashes: list[BaseException] = []


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest.fixture
def lane(qtbot: QtBot, listener: Listener) -> Iterator[Tasks]:
    made = Tasks(None, say=lambda message: listener.said.append(message.words), crash=listener.crashes.append)
    yield made
    made.close()


def say_back(number: int, report: Report) -> int:
    return number


def counting(steps: int, report: Report) -> None:
    for step in range(steps):
        report(step, steps)


def test_work_is_done_elsewhere_and_answered_here(lane: Tasks, qtbot: QtBot) -> None:
    where: list[str] = []
    lane.run(lambda report: threading.current_thread().name, lambda name: where.extend((name, threading.current_thread().name)), title="Working")
    qtbot.waitUntil(lambda: len(where) == 2)
    assert where[0].startswith("notebook") and where[1] == "MainThread"


def test_works_are_done_one_after_another_in_order(lane: Tasks, qtbot: QtBot) -> None:
    done: list[int] = []
    for number in range(5):
        lane.run(partial(say_back, number), done.append, title="Working")
    qtbot.waitUntil(lambda: len(done) == 5)
    assert done == [0, 1, 2, 3, 4]


def test_progress_is_told_on_the_window_s_thread(lane: Tasks, qtbot: QtBot) -> None:
    seen: list[tuple[int, int, str]] = []
    def show(job: Job | None) -> None:
        if job is not None:
            seen.append((job.done, job.total, threading.current_thread().name))

    lane.changed.connect(show)

    def work(report: Report) -> None:
        for step in range(1, 4):
            report(step, 3)
            sleep(0.06)

    lane.run(work, lambda nothing: None, title="Working")
    qtbot.waitUntil(lambda: not lane.busy())
    assert (3, 3, "MainThread") in seen


def test_progress_told_a_million_times_does_not_flood_the_window(lane: Tasks, qtbot: QtBot) -> None:
    seen: list[Job | None] = []
    lane.changed.connect(seen.append)
    lane.run(partial(counting, 200_000), lambda nothing: None, title="Working")
    qtbot.waitUntil(lambda: not lane.busy(), timeout=10_000)
    assert len(seen) < 200


def test_cancel_stops_the_work_at_its_next_word(lane: Tasks, qtbot: QtBot, listener: Listener) -> None:
    def work(report: Report) -> None:
        for step in range(10_000):
            report(step, 10_000)
            sleep(0.005)

    job = lane.run(work, lambda nothing: pytest.fail("it was cancelled"), title="Working")
    qtbot.waitUntil(lambda: job.done > 2)
    lane.cancel(job)
    qtbot.waitUntil(lambda: not lane.busy())
    assert listener.said == ["Stopped. Nothing was changed."]


def test_what_cannot_be_cancelled_is_not(lane: Tasks, qtbot: QtBot) -> None:
    got: list[str] = []
    job = lane.run(lambda report: "whole", got.append, title="Working", cancellable=False)
    lane.cancel(job)
    qtbot.waitUntil(lambda: got == ["whole"])


@pytest.mark.parametrize("failure", [Refused("Choose a file."), Trouble("The disk is full.")])
def test_a_failure_that_a_person_can_meet_becomes_a_message(lane: Tasks, qtbot: QtBot, listener: Listener, failure: Exception) -> None:
    def work(report: Report) -> None:
        raise failure

    lane.run(work, lambda nothing: None, title="Working")
    qtbot.waitUntil(lambda: bool(listener.said))
    assert listener.said == [str(failure)] and listener.crashes == []


def test_a_screen_may_answer_its_own_failures(lane: Tasks, qtbot: QtBot, listener: Listener) -> None:
    got: list[Exception] = []

    def work(report: Report) -> None:
        raise Refused("Choose a file.", field="file")

    lane.run(work, lambda nothing: None, got.append, title="Working")
    qtbot.waitUntil(lambda: bool(got))
    assert isinstance(got[0], Refused) and got[0].field == "file" and listener.said == []


def test_a_bug_goes_to_the_crash_window_and_nowhere_else(lane: Tasks, qtbot: QtBot, listener: Listener) -> None:
    got: list[Exception] = []
    ended: list[bool] = []
    lane.run(lambda report: 1 / 0, lambda nothing: None, got.append, title="Working", ended=lambda: ended.append(True))
    qtbot.waitUntil(lambda: bool(listener.crashes))
    assert isinstance(listener.crashes[0], ZeroDivisionError) and got == [] and ended == [True]


def test_quiet_work_is_not_shown(lane: Tasks, qtbot: QtBot) -> None:
    seen: list[Job | None] = []
    lane.changed.connect(seen.append)
    lane.run(lambda report: sleep(0.01), lambda nothing: None, title="", quiet=True)
    qtbot.waitUntil(lambda: not lane.busy())
    assert set(seen) == {None}


@pytest.mark.parametrize("turn", range(60))
def test_a_window_that_goes_first_crashes_nothing(qtbot: QtBot, turn: int) -> None:
    heard: list[object] = []
    lane = Tasks(None, say=heard.append, crash=heard.append)
    lane.run(partial(counting, 50), lambda nothing: None, title="Working")
    lane.run(partial(counting, 2), lambda nothing: None, title="Waiting")
    lane.close()
    lane.deleteLater()
    assert heard == []
