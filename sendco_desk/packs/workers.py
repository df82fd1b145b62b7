"""Processes beside the app that read strangers' files and build packs: watched, limited, cancellable, each in a folder of its own that is wiped."""

import contextlib
import itertools
import multiprocessing
import os
import pickle
import shutil
import signal
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self, TypeVar, cast

from sendco_desk.domain.progress import Report, unreported
from sendco_desk.domain.refusals import Cancelled, Refused, Trouble

if sys.platform != "win32":
    import fcntl
    import resource

T = TypeVar("T")

_PREFIX = "worker-"
_GONE = f"{_PREFIX}gone-"
_HELD = "held"
_LOOK = 0.05  # seconds between looks at Cancel and the clock
_PATIENCE = 2.0  # seconds a cancelled job has to tidy up before it is stopped
_STOP = "stop"

_TOO_SLOW = "This took longer than it may and was stopped. Nothing was changed: leave out the last document, or try again with fewer."
_TOO_LARGE = "This needed more memory than it may have and was stopped. Nothing was changed: leave out the largest document and try again."
_DIED = "The program that reads documents stopped unexpectedly. Nothing was changed: leave out the last document, or save it as PDF anew."


class Overtaxed(Trouble):
    """The job outgrew its time or its memory, or took its process down with it."""


class WorkerFailed(RuntimeError):
    """A bug in a job. Carries the kind of error and the lines of code it passed, never its words: they may name a child."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    value: Any = None
    failure: BaseException | None = None


class Workers:
    """Up to ``processes`` worker processes, started when first needed and kept until ``close``."""

    def __init__(self, folder: Path, processes: int = 1) -> None:
        self._folder = folder
        self._slots = threading.BoundedSemaphore(processes)
        self._idle: list[_Worker] = []
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def run(self, job: Callable[..., T], *args: Any, report: Report = unreported, seconds: float | None = None, memory: int = 0) -> T:
        """Run ``job(*args, report=...)`` in a worker and wait for it.

        ``job`` is a function of a module; it and its arguments are pickled. Refused, Trouble and Cancelled come back as they were raised.
        ``report(0, 0)`` is called while the job has no figure yet. ``seconds`` and ``memory`` (bytes) are its limits; past them, or when
        the process dies, Trouble is raised.
        """
        with self._slots:
            worker = self._take()
            try:
                answer = worker.do(job, args, report, seconds, memory)
            except BaseException:
                worker.stop()
                raise
            with self._lock:
                self._idle.append(worker)
        if answer.failure is not None:
            raise answer.failure
        return cast(T, answer.value)

    @contextmanager
    def private_folder(self) -> Iterator[Path]:
        """An owner-only folder for files that several jobs share; wiped at the end."""
        with _private_folder(self._folder) as folder:
            yield folder

    def close(self) -> None:
        """Stop the processes and wipe their folders."""
        with self._lock:
            idle, self._idle = self._idle, []
        for worker in idle:
            worker.stop()

    def _take(self) -> "_Worker":
        with self._lock:
            while self._idle:
                worker = self._idle.pop()
                if worker.is_alive():
                    return worker
                worker.stop()
        return _Worker(self._folder)


def wipe_left_behind(folder: Path) -> int:
    """Wipe the folders of workers whose app has died; gives how many. Those in use are left alone."""
    if not folder.is_dir():
        return 0
    return sum(_wipe_if_dead(path) for path in sorted(folder.glob(_PREFIX + "*")) if path.is_dir())


class _Worker:
    """One process, the pipe to it and its folder."""

    def __init__(self, folder: Path) -> None:
        self._open = contextlib.ExitStack()
        self.folder = self._open.enter_context(_private_folder(folder))
        here, there = multiprocessing.Pipe()
        self._pipe: Connection[Any, Any] = here
        self._process: SpawnProcess = multiprocessing.get_context("spawn").Process(target=_serve, args=(there, self.folder), daemon=True)
        self._process.start()
        there.close()

    def is_alive(self) -> bool:
        return self._process.is_alive()

    def do(self, job: Callable[..., Any], args: tuple[Any, ...], report: Report, seconds: float | None, memory: int) -> _Answer:
        self._send((job, args, memory))
        deadline = time.monotonic() + seconds if seconds else float("inf")
        step = (0, 0)
        while True:
            try:
                message = self._next(_LOOK)
                if isinstance(message, _Answer):
                    return message
                step = message or step
                report(*step)
            except (Cancelled, KeyboardInterrupt):
                self._ask_to_stop()
                raise
            if time.monotonic() > deadline:
                raise Overtaxed(_TOO_SLOW)

    def stop(self) -> None:
        self._kill()
        self._process.join()
        self._process.close()
        self._pipe.close()
        self._open.close()

    def _send(self, message: Any) -> None:
        try:
            self._pipe.send(message)
        except OSError as error:
            raise Overtaxed(_DIED) from error

    def _next(self, seconds: float) -> Any:
        """The next message, or None; Trouble where the process is gone."""
        try:
            return self._pipe.recv() if self._pipe.poll(seconds) else None
        except (EOFError, OSError) as error:
            raise Overtaxed(_DIED) from error

    def _ask_to_stop(self) -> None:
        """Let the job take its half-written files away before the process is stopped."""
        with contextlib.suppress(Trouble):
            self._send(_STOP)
            deadline = time.monotonic() + _PATIENCE
            while time.monotonic() < deadline and not isinstance(self._next(_LOOK), _Answer):
                pass

    def _kill(self) -> None:
        if sys.platform != "win32" and self._process.pid is not None and self._process.is_alive():
            with contextlib.suppress(ProcessLookupError, PermissionError):
                if os.getpgid(self._process.pid) == self._process.pid:
                    os.killpg(self._process.pid, signal.SIGKILL)  # LibreOffice is a process of the worker's own
        self._process.kill()


# In the worker process


def _serve(pipe: "Connection[Any, Any]", folder: Path) -> None:
    """Do one job after another until the app closes the pipe."""
    _settle_in(folder)
    while True:
        try:
            message = pipe.recv()
        except (EOFError, OSError):
            return
        if message == _STOP:
            continue  # the job it meant is done already
        job, args, memory = message
        _limit_memory(memory)
        answer = _done(job, args, _reporting(pipe))
        _limit_memory(0)
        _empty(folder)
        try:
            pipe.send_bytes(_packed(answer))
        except OSError:
            return


def _packed(answer: _Answer) -> bytes:
    try:
        return pickle.dumps(answer)
    except (pickle.PicklingError, AttributeError, TypeError):
        return pickle.dumps(_Answer(failure=WorkerFailed(f"A result of the kind {type(answer.value).__name__} cannot leave its worker.")))


def _settle_in(folder: Path) -> None:
    """Every temporary file of every library goes into the private folder, and nothing is written to the terminal."""
    if sys.platform != "win32":
        os.setsid()
        os.umask(0o077)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in the terminal is for the app, which then asks the worker
    tempfile.tempdir = str(folder)
    os.environ.update(dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder)))
    sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - for as long as the process lives


def _done(job: Callable[..., Any], args: tuple[Any, ...], report: Report) -> _Answer:
    try:
        return _Answer(value=job(*args, report=report))
    except (Refused, Trouble, Cancelled) as failure:
        return _Answer(failure=failure)
    except MemoryError:
        return _Answer(failure=Overtaxed(_TOO_LARGE))
    except Exception as bug:  # noqa: BLE001 - it is raised again in the app, without its words
        lines = "".join(traceback.format_tb(bug.__traceback__))
        return _Answer(failure=WorkerFailed(f"{type(bug).__name__} in a worker:\n{lines}"))


def _reporting(pipe: "Connection[Any, Any]") -> Report:
    """Sends progress a few times a second at most, and hears whether the job should stop."""
    last = 0.0

    def report(done: int, total: int) -> None:
        nonlocal last
        if pipe.poll() and pipe.recv() == _STOP:
            raise Cancelled
        if done >= total or time.monotonic() - last > _LOOK:
            last = time.monotonic()
            pipe.send((done, total))

    return report


def _limit_memory(most: int) -> None:
    if sys.platform != "win32":
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (most or hard, hard))


# Private folders

_numbers = itertools.count(1)


@contextmanager
def _private_folder(parent: Path) -> Iterator[Path]:
    parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder, held = next(made for n in _numbers if (made := _made(parent / f"{_PREFIX}{os.getpid()}-{n}")) is not None)
    with held:
        try:
            yield folder
        finally:
            held.close()
            _wipe(folder)


def _made(folder: Path) -> tuple[Path, IO[bytes]] | None:
    """The folder, marked as in use; None where there is one, or where another app that starts just then took the new one for left behind."""
    try:
        folder.mkdir(mode=0o700)
        held = (folder / _HELD).open("wb")
    except (FileExistsError, FileNotFoundError):
        return None
    if _hold(held) and _is_there(folder / _HELD, held):
        return folder, held
    held.close()
    return None


def _is_there(mark: Path, held: IO[bytes]) -> bool:
    """Whether the mark that is open is still the one in the folder."""
    try:
        return os.path.samestat(mark.stat(), os.fstat(held.fileno()))
    except FileNotFoundError:
        return False


def _hold(held: IO[bytes]) -> bool:
    """Mark the folder as in use. Windows needs no mark: there an open file cannot be taken away."""
    if sys.platform != "win32":
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
    return True


def _wipe_if_dead(folder: Path) -> bool:
    """The folder gets another name before it is wiped: whoever is making one of this name at the moment must not find it half there."""
    gone = folder if folder.name.startswith(_GONE) else folder.with_name(f"{_GONE}{folder.name}")
    try:
        with (folder / _HELD).open("ab") as held:
            if not _hold(held):
                return False
            if sys.platform != "win32":
                folder.rename(gone)
        if sys.platform == "win32":
            folder.rename(gone)  # refused where a file in it is open
    except OSError:
        return False
    _wipe(gone)
    return True


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        if path.name != _HELD:
            _wipe(path)


def _wipe(path: Path) -> None:
    """Take away a folder or file, trying again where a virus scanner holds it for a moment."""
    for pause in (0.0, 0.1, 0.3, 1.0):
        time.sleep(pause)
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
        if not path.exists():
            return
