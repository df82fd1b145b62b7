"""What the window says in one line, with what can be done about it; and the window that says the app itself has failed."""

from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType

from sendco_desk.domain.refusals import Cancelled, Refused, Trouble

KINDS = {"info": "info", "done": "done", "refused": "soon", "trouble": "late"}
"""A message's kind and the state whose icon and colours it wears."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One sentence in the message bar. ``kind`` is of ``KINDS``; ``action`` is a button beside it, such as Undo."""

    words: str
    kind: str = "info"
    action: str = ""
    then: Callable[[], object] | None = None

    @property
    def state(self) -> str:
        """The state whose icon and colours it wears."""
        return KINDS[self.kind]


def done(words: str, undo: Callable[[], object] | None = None) -> Message:
    """Something was done; with Undo where it can be undone."""
    return Message(words=words, kind="done", action="Undo" if undo else "", then=undo)


def told(error: Exception) -> Message | None:
    """The message for a failure that a person can meet; None for a bug, which goes to the crash window."""
    if isinstance(error, Refused):
        return Message(words=error.message, kind="refused")
    if isinstance(error, Trouble):
        return Message(words=error.message, kind="trouble")
    if isinstance(error, Cancelled):
        return Message(words="Stopped. Nothing was changed.", kind="info")
    return None


def crash_report(error: BaseException, version: str = "", trace: TracebackType | None = None) -> str:
    """What to send with a bug: versions and where it happened.

    File, line and function only. Neither the error's words nor any value, because both may hold a child's name.
    """
    import platform
    from traceback import walk_tb

    lines = [f"SENDCo Desk {version}".strip(), f"Python {platform.python_version()} on {platform.system()} {platform.release()}", _qt(), ""]
    cause: BaseException | None = error
    while cause is not None:
        lines.append(type(cause).__name__)
        start = trace if cause is error and trace is not None else cause.__traceback__
        for frame, line in walk_tb(start):
            code = frame.f_code
            lines.append(f"  {_short(code.co_filename)}:{line} in {code.co_qualname}")
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
        if cause is not None:
            lines.append("because of")
    return "\n".join(lines)


def _short(file: str) -> str:
    """The last three parts of a path: the rest would tell the person's account name."""
    return "/".join(file.replace("\\", "/").split("/")[-3:])


def _qt() -> str:
    from PySide6.QtCore import qVersion

    return f"Qt {qVersion()}"
