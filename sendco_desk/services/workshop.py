"""The worker processes that a desk keeps for conversion and pack building: started when first needed, stopped when the desk closes."""

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Self, TypeVar

from sendco_desk.domain.progress import Report, unreported
from sendco_desk.services.scratch import scratch_folder

if TYPE_CHECKING:
    from types import TracebackType

    from sendco_desk.packs.workers import Workers

T = TypeVar("T")
HOUR = 3600.0
ROOMY = 4_000_000_000
"""Bytes a pack of thousands of pages may take; a document alone is held to its own limits."""
AT_ONCE = 2
"""Processes: while one makes a pack the other draws pages to look at."""


@dataclass(slots=True)
class Workshop:
    """Runs plain functions in a spawned process. Use it as a context, or ``close`` it."""

    _workers: "Workers | None" = field(default=None, repr=False)
    _starting: Lock = field(default_factory=Lock, repr=False)
    _kept: ExitStack = field(default_factory=ExitStack, repr=False)
    _shelf: Path | None = field(default=None, repr=False)

    def run(self, job: Callable[..., T], *args: Any, report: Report = unreported, seconds: float = HOUR, memory: int = ROOMY) -> T:
        """Run ``job(*args, report=...)`` elsewhere and wait. Raises what it raised; Trouble where it died or took too long."""
        return self._started().run(job, *args, report=report, seconds=seconds, memory=memory)

    def private_folder(self) -> AbstractContextManager[Path]:
        """An owner-only folder for files that several jobs share; wiped at the end, and at the next start after a kill."""
        return self._started().private_folder()

    def shelf(self) -> Path:
        """An owner-only folder for what is used again until the desk closes; wiped then, and at the next start after a kill."""
        if self._shelf is None:
            self._shelf = self._kept.enter_context(self.private_folder())
        return self._shelf

    def _started(self) -> "Workers":
        with self._starting:
            if self._workers is None:
                from sendco_desk.packs.workers import Workers, wipe_left_behind

                wipe_left_behind(scratch_folder())
                self._workers = Workers(scratch_folder(), AT_ONCE)
            return self._workers

    def close(self) -> None:
        """Stop the processes and wipe their folders."""
        self._kept.close()
        self._shelf = None
        if self._workers is not None:
            self._workers.close()
            self._workers = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: "TracebackType | None") -> None:
        self.close()
