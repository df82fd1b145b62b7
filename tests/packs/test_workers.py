import contextlib
import importlib
import multiprocessing
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import pytest

from sendco_desk.domain.progress import Report
from sendco_desk.domain.refusals import Cancelled, Refused, Trouble
from sendco_desk.packs import workers
from sendco_desk.packs.workers import WorkerFailed, Workers, wipe_left_behind

JOBS = """
import ctypes, os, subprocess, sys, tempfile, time
from pathlib import Path
from sendco_desk.domain.refusals import Cancelled, Refused, Trouble

def add(a, b, report):
    for step in range(3):
        report(step, 3)
        time.sleep(0.06)
    report(3, 3)
    return a + b

def identity(report): return os.getpid(), tempfile.gettempdir(), os.environ["TMPDIR"]
def refuse(report): raise Refused("Give the date.", field="date")
def trouble(report): raise Trouble("The disk is full.")
def bug(name, report): raise ValueError(name)
def crash(report): ctypes.string_at(0)
def leave(report): os._exit(3)
def eat(report): return len(bytearray(3_000_000_000))

def leave_traces(report):
    Path(tempfile.gettempdir(), "plain.txt").write_text("words")
    Path(tempfile.gettempdir(), "folder").mkdir()
    return os.listdir(tempfile.gettempdir())

def heed(path, report):
    try:
        while True:
            report(1, 10)
            time.sleep(0.01)
    except Cancelled:
        Path(path).write_text("tidied")
        raise

def ignore_everything(path, report):
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    Path(path).write_text(str(child.pid))
    while True:
        time.sleep(0.05)

def print_loudly(report):
    print("child’s words"); print("child’s words", file=sys.stderr)
    return True

def starve(report): raise MemoryError
def large(report): return lambda: None
"""


@pytest.fixture(scope="module")
def jobs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Jobs in a module of their own, because a worker imports the module its job is in."""
    folder = tmp_path_factory.mktemp("jobs")
    (folder / "worker_jobs_for_tests.py").write_text(JOBS, encoding="utf-8")
    sys.path.insert(0, str(folder))
    try:
        yield importlib.import_module("worker_jobs_for_tests")
    finally:
        sys.path.remove(str(folder))
        sys.modules.pop("worker_jobs_for_tests")


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workers]:
    with Workers(tmp_path_factory.mktemp("private")) as pool:
        yield pool


def is_running(pid: int) -> bool:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    return False


def seen_until(limit: int) -> tuple[list[tuple[int, int]], Report]:
    steps: list[tuple[int, int]] = []

    def report(done: int, total: int) -> None:
        steps.append((done, total))
        if len(steps) > limit:
            raise Cancelled

    return steps, report


def test_a_job_gives_its_result_and_its_progress(shared: Workers, jobs: Any) -> None:
    steps, report = seen_until(10_000)
    assert shared.run(jobs.add, 2, 3, report=report) == 5
    assert (3, 3) in steps and steps == sorted(steps)


def test_a_worker_is_another_process_and_is_used_again(shared: Workers, jobs: Any) -> None:
    first, again = shared.run(jobs.identity), shared.run(jobs.identity)
    assert first[0] == again[0] != os.getpid()


def test_every_temporary_file_goes_into_the_private_folder(shared: Workers, jobs: Any) -> None:
    _, folder, told = shared.run(jobs.identity)
    assert folder == told and Path(folder).name.startswith("worker-")
    assert Path(folder).stat().st_mode & 0o777 == 0o700


def test_what_a_job_leaves_is_wiped_before_the_next(shared: Workers, jobs: Any) -> None:
    left = shared.run(jobs.leave_traces)
    assert set(left) == {"held", "plain.txt", "folder"}
    folder = Path(shared.run(jobs.identity)[1])
    assert [path.name for path in folder.iterdir()] == ["held"]


def test_refusals_and_trouble_come_back_whole(shared: Workers, jobs: Any) -> None:
    with pytest.raises(Refused) as refused:
        shared.run(jobs.refuse)
    assert (refused.value.message, refused.value.field) == ("Give the date.", "date")
    with pytest.raises(Trouble, match="The disk is full"):
        shared.run(jobs.trouble)


def test_a_bug_comes_back_with_its_place_and_without_its_words(shared: Workers, jobs: Any) -> None:
    with pytest.raises(WorkerFailed) as failed:
        shared.run(jobs.bug, "Amira Example")
    assert "ValueError" in str(failed.value) and "in bug" in str(failed.value) and "Amira" not in str(failed.value)


def test_what_a_library_prints_is_not_shown(shared: Workers, jobs: Any, capfd: pytest.CaptureFixture[str]) -> None:
    assert shared.run(jobs.print_loudly)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("job", ["crash", "leave"])
def test_a_worker_that_dies_is_trouble_and_the_next_job_gets_a_new_one(job: str, shared: Workers, jobs: Any) -> None:
    with pytest.raises(Trouble, match="stopped unexpectedly"):
        shared.run(getattr(jobs, job))
    assert shared.run(jobs.add, 1, 1) == 2


def test_a_result_that_cannot_travel_is_a_bug_and_not_a_hang(shared: Workers, jobs: Any) -> None:
    with pytest.raises(WorkerFailed):
        shared.run(jobs.large)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps this limit")
def test_a_job_that_needs_too_much_memory_is_stopped(shared: Workers, jobs: Any) -> None:
    with pytest.raises(Trouble, match="more memory"):
        shared.run(jobs.eat, memory=1_000_000_000)


def test_a_job_that_takes_too_long_is_stopped(shared: Workers, jobs: Any, tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="longer than it may"):
        shared.run(jobs.ignore_everything, tmp_path / "pid", seconds=0.5)


def test_cancel_lets_a_job_tidy_up(shared: Workers, jobs: Any, tmp_path: Path) -> None:
    _, report = seen_until(5)
    with pytest.raises(Cancelled):
        shared.run(jobs.heed, tmp_path / "mark", report=report)
    assert (tmp_path / "mark").read_text() == "tidied"


def test_a_job_that_does_not_heed_cancel_is_stopped_with_all_it_started(
    shared: Workers, jobs: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "_PATIENCE", 0.2)

    def cancel_once_started(_done: int, _total: int) -> None:
        if (tmp_path / "pid").exists() and (tmp_path / "pid").read_text():
            raise Cancelled

    with pytest.raises(Cancelled):
        shared.run(jobs.ignore_everything, tmp_path / "pid", report=cancel_once_started)
    started = int((tmp_path / "pid").read_text())
    deadline = time.monotonic() + 5
    while is_running(started) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not is_running(started)


def test_closing_wipes_every_folder(jobs: Any, tmp_path: Path) -> None:
    with Workers(tmp_path) as pool:
        pool.run(jobs.leave_traces)
        with pool.private_folder() as folder:
            (folder / "between jobs.pdf").write_bytes(b"words")
            assert folder.stat().st_mode & 0o777 == 0o700
        assert not folder.exists()
        assert len(list(tmp_path.iterdir())) == 1
    assert list(tmp_path.iterdir()) == []


def test_two_jobs_run_beside_each_other_only_where_two_are_allowed(jobs: Any, tmp_path: Path) -> None:
    pids: list[int] = []

    def work(pool: Workers) -> None:
        pool.run(jobs.add, 1, 2)
        pids.append(pool.run(jobs.identity)[0])

    with Workers(tmp_path, processes=2) as pool:
        threads = [threading.Thread(target=work, args=(pool,)) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(set(pids)) == 2


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The worker's own side of the pipe, in a thread of this process so that each step can be looked at."""
    monkeypatch.setattr(workers, "_settle_in", lambda _folder: None)
    (tmp_path / "held").touch()
    here, there = multiprocessing.Pipe()
    thread = threading.Thread(target=workers._serve, args=(there, tmp_path))
    thread.start()
    yield here
    here.close()
    thread.join(5)
    there.close()
    assert not thread.is_alive()


def answer_of(pipe: Any) -> tuple[Any, Any, list[tuple[int, int]]]:
    steps = []
    while isinstance(message := pipe.recv(), tuple):
        steps.append(message)
    return message.value, message.failure, steps


def test_the_workers_side_does_one_job_after_another(served: Any, jobs: Any, tmp_path: Path) -> None:
    (tmp_path / "plain.txt").touch()
    served.send((jobs.add, (2, 3), 0))
    value, failure, steps = answer_of(served)
    assert (value, failure, steps[-1]) == (5, None, (3, 3))
    assert [path.name for path in tmp_path.iterdir()] == ["held"]
    served.send("stop")  # a Cancel that came too late
    for job, kind in ((jobs.refuse, Refused), (jobs.large, WorkerFailed)):
        served.send((job, (), 0))
        assert isinstance(answer_of(served)[1], kind)
    served.send((jobs.bug, ("Amira Example",), 0))
    assert "Amira" not in str(answer_of(served)[1])


def test_the_workers_side_hears_cancel_and_hunger(served: Any, jobs: Any, tmp_path: Path) -> None:
    served.send((jobs.heed, (tmp_path / "mark",), 0))
    served.recv()
    served.send("stop")
    assert isinstance(answer_of(served)[1], Cancelled)
    served.send((jobs.starve, (), 0))
    assert "more memory" in str(answer_of(served)[1])


LEAVER = """
import os, sys
from pathlib import Path
from sendco_desk.packs.workers import Workers
held = Workers(Path(sys.argv[1])).private_folder()
(held.__enter__() / "plain.txt").write_text("words")
print("ready", flush=True)
sys.stdin.read()
os._exit(1)
"""


def test_folders_of_a_dead_app_are_wiped_and_those_of_a_living_one_are_left(tmp_path: Path) -> None:
    command = [sys.executable, "-c", LEAVER, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as app:
        assert app.stdout is not None and app.stdout.readline() == b"ready\n"
        assert wipe_left_behind(tmp_path) == 0 and len(list(tmp_path.iterdir())) == 1
    assert wipe_left_behind(tmp_path) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_another_app_takes_for_left_behind_while_it_is_made_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hold, wiped = workers._hold, list[int]()

    def wiping_first(mark: IO[bytes]) -> bool:
        if not wiped:
            wiped.append(0)  # the other app marks it too, and must not come here again
            wiped[0] = wipe_left_behind(tmp_path)
        return hold(mark)

    monkeypatch.setattr(workers, "_hold", wiping_first)
    with Workers(tmp_path).private_folder() as folder:
        assert wiped == [1] and folder.is_dir()
        assert [path.name for path in tmp_path.iterdir()] == [folder.name]
        assert wipe_left_behind(tmp_path) == 0 and folder.is_dir()


def test_a_folder_that_was_half_wiped_is_wiped_at_the_next_start(tmp_path: Path) -> None:
    (tmp_path / "worker-gone-worker-1-1").mkdir()
    (tmp_path / "worker-gone-worker-1-1" / "plain.txt").write_text("words")
    assert wipe_left_behind(tmp_path) == 1 and list(tmp_path.iterdir()) == []


def test_there_may_be_nothing_to_wipe(tmp_path: Path) -> None:
    assert wipe_left_behind(tmp_path / "never made") == 0
