"""The words the generated pages use for dates, states and counts. English month names whatever the machine's language."""

from datetime import date

from sendco_desk.packs.plan import ClockRow

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")

ICONS = ("late", "soon", "done", "planned", "waiting", "info")
"""Each state prints as one of these signs, with a word beside it, so that a grey photocopy reads the same."""


def long_day(day: date) -> str:
    """Thursday 12 November 2026."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def short_day(day: date) -> str:
    """Thu 12 Nov 2026."""
    return f"{_DAYS[day.weekday()][:3]} {day.day} {_MONTHS[day.month - 1][:3]} {day.year}"


def plain_day(day: date) -> str:
    """12 November 2026."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def days(count: int) -> str:
    """One day, or so many days."""
    return "1 day" if count == 1 else f"{count} days"


def counted(count: int, one: str) -> str:
    """1 page, 2 pages."""
    return f"1 {one}" if count == 1 else f"{count} {one}s"


def pages_said(first: int, count: int) -> str:
    """Page 7, or pages 7 to 9."""
    return f"page {first}" if count <= 1 else f"pages {first} to {first + count - 1}"


def state_said(row: ClockRow, on: date) -> tuple[str, str]:
    """The icon and the words for how a step stands on that day."""
    by_state = {
        "met": ("done", f"Met on {short_day(row.met_on)}" if row.met_on else "Met"),
        "met_late": ("late", _met_late(row)),
        "overdue": ("late", _late(row, on)),
        "due_soon": ("soon", _left(row, on)),
        "upcoming": ("planned", _left(row, on)),
        "window_open": ("soon", f"The least time runs to {short_day(row.due)}" if row.due else "The least time is running"),
        "too_early": ("late", f"Done too early, on {short_day(row.met_on)}" if row.met_on else "Done too early"),
        "lapsed": ("late", "Not used in time"),
        "unknown": ("waiting", "Needs a date"),
        "ended": ("info", "Ended"),
    }
    return by_state.get(row.state, ("info", row.state.replace("_", " ").capitalize()))


def _met_late(row: ClockRow) -> str:
    late = f"Met {days(row.days_late)} late" if row.days_late else "Met late"
    return f"{late}, on {short_day(row.met_on)}" if row.met_on else late


def _late(row: ClockRow, on: date) -> str:
    count = row.days_late or ((on - row.due).days if row.due else 0)
    weeks = f" ({row.late})" if row.late and count > 7 else ""
    return f"{days(count).capitalize()} late{weeks}" if count else "Late"


def _left(row: ClockRow, on: date) -> str:
    if row.due is None:
        return "Still to come"
    left = (row.due - on).days
    return "Due today" if left == 0 else f"{days(left).capitalize()} left"
