"""Where the store learns what time it is: from whoever opens the notebook."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def now_here() -> datetime:
    """This moment, with the computer's own time zone."""
    return datetime.now(UTC).astimezone()
