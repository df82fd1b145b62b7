"""The words the generated pages use for states and for page numbers."""

from datetime import date

from sendco_desk.domain.dates import shown
from sendco_desk.packs.plan import ClockRow
from sendco_desk.statute.wording import counted

ICONS = ("late", "soon", "done", "planned", "waiting", "info")
"""Each state prints as one of these signs, with a word beside it, so that a grey photocopy reads the same."""


def pages_said(first: int, count: int) -> str:
    """Page 7, or pages 7 to 9."""
    return f"page {first}" if count <= 1 else f"pages {first} to {first + count - 1}"


def state_said(row: ClockRow, on: date) -> tuple[str, str]:
    """The icon and the words for how a step stands on that day."""
    by_state = {
        "met": ("done", f"Met on {shown(row.met_on)}" if row.met_on else "Met"),
        "met_late": ("late", _met_late(row)),
        "overdue": ("late", _late(row, on)),
        "due_soon": ("soon", _left(row, on)),
        "upcoming": ("planned", _left(row, on)),
        "window_open": ("soon", f"The least time runs to {shown(row.due)}" if row.due else "The least time is running"),
        "too_early": ("late", f"Done too early, on {shown(row.met_on)}" if row.met_on else "Done too early"),
        "lapsed": ("late", "Not used in time"),
        "unknown": ("waiting", "Needs a date"),
        "ended": ("info", "Ended"),
    }
    return by_state.get(row.state, ("info", row.state.replace("_", " ").capitalize()))


def _met_late(row: ClockRow) -> str:
    late = f"Met {counted(row.days_late, 'day')} late" if row.days_late else "Met late"
    return f"{late}, on {shown(row.met_on)}" if row.met_on else late


def _late(row: ClockRow, on: date) -> str:
    count = row.days_late or ((on - row.due).days if row.due else 0)
    weeks = f" ({row.late})" if row.late and count > 7 else ""
    return f"{counted(count, 'day').capitalize()} late{weeks}" if count else "Late"


def _left(row: ClockRow, on: date) -> str:
    if row.due is None:
        return "Still to come"
    left = (row.due - on).days
    return "Due today" if left == 0 else f"{counted(left, 'day').capitalize()} left"
