"""One step of a case on one day: when it is due, what became of it, and how that was counted."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sendco_desk.statute.exceptions import ExceptionTest
from sendco_desk.statute.periods import Alternative
from sendco_desk.statute.rule import Rule

__all__ = ["Alternative", "ExceptionTest", "Milestone", "State"]


class State(StrEnum):
    """What has become of a step by the day asked about."""

    MET = "met"
    MET_LATE = "met_late"
    DUE_SOON = "due_soon"
    UPCOMING = "upcoming"
    OVERDUE = "overdue"
    """Only once the latest day that a respectable count allows has passed."""
    WINDOW_OPEN = "window_open"
    """A least period for the other side is running."""
    TOO_EARLY = "too_early"
    """The other side acted inside that period."""
    LAPSED = "lapsed"
    """A right was not used in time."""
    UNKNOWN = "unknown"
    """A day that tells is not recorded: the one it starts from, or the one it was done on where something else shows that it may be done."""
    ENDED = "ended"
    """It is no longer owed; ``ended_because`` says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A rule applied to a case.

    ``due`` is the last lawful day on the ordinary count, ``last_safe_day`` the earliest that any respectable count gives.
    ``anchor_event`` is the event that really stood in, empty if none. ``days_late`` counts from ``due``, and is 0 unless overdue or
    met late. One rule gives several milestones where its starting event came again; (rule id, anchor) tells them apart.
    """

    rule: Rule
    title: str
    owed_by: str
    after: str
    anchor: date | None
    anchor_event: str
    due: date | None
    last_safe_day: date | None
    state: State
    met_on: date | None
    met_by: str
    days_late: int
    late: str
    alternatives: tuple[Alternative, ...]
    exceptions: tuple[ExceptionTest, ...]
    counted: str
    ended_because: str
    source: str
    status: str
    confidence: str

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to act on it by its day. A least period asks only to be left alone."""
        return self.state in (State.DUE_SOON, State.UPCOMING, State.OVERDUE) and not self.rule.minimum_for

    @property
    def waits_for(self) -> str:
        """The event whose missing day leaves the step unknown; empty where it is not."""
        if self.state is not State.UNKNOWN:
            return ""
        return self.after if self.anchor is None else self.rule.met_by[0]

    @property
    def met_at_latest(self) -> bool:
        """Whether ``met_on`` is only the day by which it was done at the latest, its own day not being recorded."""
        return self.met_by in self.rule.implied_by
