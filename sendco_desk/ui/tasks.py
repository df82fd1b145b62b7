"""Slow work off the window's thread: a lane for each kind, answers back on the window's thread, progress and Cancel on the way."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event, Lock
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from sendco_desk.domain.progress import Report
from sendco_desk.domain.refusals import Cancelled
from sendco_desk.ui.messages import Message, told

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

T = TypeVar("T")
EVERY = 0.05
"""Seconds between two words of progress: the window need not hear of every file."""
SHORT, LONG = "notebook", "packs"
"""The lanes: one for short deeds, one for what may take minutes."""


@dataclass(slots=True, eq=False)
class Job:
    """One piece of work: what it is called, how far it is, and whether the person has asked it to stop.

    ``words`` may say from the figures what is being done just now.
    """

    title: str
    cancellable: bool
    done_with: Callable[[Any], object]
    failed: Callable[[Exception], object] | None
    ended: Callable[[], object] | None
    quiet: bool
    done: int = 0
    total: int = 0
    stop: Event = field(default_factory=Event)
    told_at: float = 0.0
    words: Callable[[int, int], str] | None = None

    @property
    def said(self) -> str:
        """What is being done just now."""
        return self.words(self.done, self.total) if self.words is not None and self.total else self.title


class Tasks(QObject):
    """Runs plain functions, those of one lane one at a time and in the order given. It lives as long as its window, which must ``close`` it.

    A ``Refused``, ``Trouble`` or ``Cancelled`` becomes a message (or goes to the work's own ``failed``); any other failure
    is a bug and goes to ``crash``.
    """

    changed = Signal(object)
    """The job to show in the progress strip, or None when all is done."""
    _progressed = Signal(object)
    _ended = Signal(object, object)

    def __init__(self, parent: QObject | None, *, say: Callable[[Message], object], crash: Callable[[BaseException], object]) -> None:
        super().__init__(parent)
        self.say, self.crash = say, crash
        self.jobs: list[Job] = []
        self._lock, self._closed = Lock(), False
        self._pools: dict[str, ThreadPoolExecutor] = {}
        self._progressed.connect(self._show)  # from the worker's thread to this one: Qt queues these by itself
        self._ended.connect(self._deliver)

    def run(
        self,
        work: Callable[[Report], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object] | None = None,
        *,
        title: str,
        cancellable: bool = True,
        ended: Callable[[], object] | None = None,
        quiet: bool = False,
        lane: str = SHORT,
        words: Callable[[int, int], str] | None = None,
    ) -> Job:
        """Do ``work(report)`` on the worker, then ``done`` or ``failed`` here, and ``ended`` in any case.

        ``title`` says what is being done, as in "Reading the file". Work that never calls ``report`` cannot be cancelled.
        ``quiet`` work, which is over before anybody could read its title, is not shown. Work that may take minutes goes on the lane
        ``LONG``, so that the short deeds need not wait for it. ``words(done, total)`` says what is being done, where that changes.
        """
        if lane not in self._pools:
            from concurrent.futures import ThreadPoolExecutor

            self._pools[lane] = ThreadPoolExecutor(max_workers=1, thread_name_prefix=lane)
        job = Job(title, cancellable, done, failed, ended, quiet, words=words)
        self.jobs.append(job)
        ready = Event()

        def begin() -> T:
            ready.wait()  # else work that is over at once would be answered on this thread, inside this call
            return work(self._report_for(job))

        future = self._pools[lane].submit(begin)
        future.add_done_callback(lambda finished: self._finish(job, finished))
        ready.set()
        self._show_first()
        return job

    def cancel(self, job: Job) -> None:
        """Ask a job to stop: it does so at its next word of progress."""
        if job.cancellable:
            job.stop.set()
            self._show_first()

    def busy(self) -> bool:
        """Whether anything is being done or waits."""
        return bool(self.jobs)

    @property
    def closed(self) -> bool:
        """Whether the notebook has been put away: nothing may be asked of it any more."""
        return self._closed

    def close(self) -> None:
        """Stop what can be stopped, wait for what cannot, and answer nobody any more."""
        with self._lock:
            self._closed = True
        for job in self.jobs:
            if job.cancellable:
                job.stop.set()
        for pool in self._pools.values():
            pool.shutdown(wait=True, cancel_futures=True)
        self.jobs.clear()

    def _report_for(self, job: Job) -> Report:
        def report(done: int, total: int) -> None:
            if job.stop.is_set():
                raise Cancelled
            job.done, job.total = done, total
            now = monotonic()
            if now - job.told_at >= EVERY:
                job.told_at = now
                self._tell(self._progressed, job)

        return report

    def _finish(self, job: Job, future: "Future[Any]") -> None:
        if not future.cancelled():
            self._tell(self._ended, job, future)

    def _tell(self, signal: Any, *parcel: object) -> None:
        """Send to the window's thread, unless the window has closed (an emit on a QObject that is gone would crash)."""
        with self._lock:
            if not self._closed:
                signal.emit(*parcel)

    @Slot(object)
    def _show(self, job: Job) -> None:
        if not self._closed and job in self.jobs:
            self._show_first()

    def _show_first(self) -> None:
        """The strip shows one job: the first that anybody would want to see."""
        self.changed.emit(next((job for job in self.jobs if not job.quiet), None))

    @Slot(object, object)
    def _deliver(self, job: Job, future: "Future[Any]") -> None:
        if self._closed:
            return
        self.jobs.remove(job)
        self._show_first()
        error = future.exception()
        if job.ended is not None:
            job.ended()
        if error is None:
            job.done_with(future.result())
        elif isinstance(error, Exception) and (message := told(error)) is not None:
            if job.failed is not None:
                job.failed(error)
            else:
                self.say(message)
        else:
            self.crash(error)
