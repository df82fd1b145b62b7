"""What one rule of the law says: who owes what, counted from what, on which authority, and since when."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sendco_desk.statute.periods import OtherCount, Period

REGIME = "england-2014"
BINDING = ("statutory", "case law")
"""What a rule must rest on for anybody to have had to do it; guidance is expected to be followed."""


class OwedBy(StrEnum):
    """Whose step it is."""

    LOCAL_AUTHORITY = "local_authority"
    SCHOOL = "school"


class Repeats(StrEnum):
    """What it means that the starting event is recorded on several days."""

    FIRST = "first"
    """The first day starts the clock and no later one restarts it."""
    ONCE_ANSWERED = "once_answered"
    """A further one is a reminder until the step is done; after that it starts a step of its own."""
    EACH = "each"
    """Each starts a step of its own, and ends the one before if that is still open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One dated step of the law.

    ``met_by``, ``ended_by``, ``fallback``, ``needs`` and ``minimum_for`` are event names and mean what the vocabulary of events says:
    what does the step, what makes it no longer owed, what stands in for an unknown start (in order), without which event the step does
    not exist, and which act of the other side is too early inside the period. ``undoes`` are the decisions that the needed event takes
    back: one made after it ends the step again.

    Nobody is called late because a day was not written down. ``implied_by`` are the events that cannot come before the decision that
    meets the step: they prove that it was made by then. ``silent_after`` prove nothing, but after them a missing day no longer tells
    that the step was not done.

    ``duty`` is what has to be done, as it stands after "had to"; say that only where the rule is ``binding``, else "was expected to".

    ``source`` is the citation that people read; ``citation`` is every authority; ``page`` is where it can be read. ``note`` is a
    sentence that belongs beside every date this rule gives. A changed law is a further Rule of the same id with its own ``since``.
    """

    id: str
    title: str
    short: str
    duty: str
    owed_by: OwedBy
    after: str
    limit: Period
    counting: str
    source: str
    citation: str
    page: str
    status: str
    confidence: str
    if_missed: str
    since: date
    until: date | None = None
    enabled: bool = True
    met_by: tuple[str, ...] = ()
    ended_by: tuple[str, ...] = ()
    fallback: tuple[str, ...] = ()
    implied_by: tuple[str, ...] = ()
    silent_after: tuple[str, ...] = ()
    needs: str = ""
    undoes: tuple[str, ...] = ()
    minimum_for: str = ""
    repeats: Repeats = Repeats.FIRST
    other_counts: tuple[OtherCount, ...] = ()
    exceptions: tuple[str, ...] = ()
    exceptions_source: str = ""
    note: str = ""
    regime: str = REGIME

    @property
    def period(self) -> str:
        """The length as text: `6 weeks`."""
        return self.limit.text

    @property
    def binding(self) -> bool:
        """Whether the law itself asks for it, and not guidance."""
        return self.status in BINDING

    def in_force(self, day: date) -> bool:
        """Whether a step that starts on that day falls under this rule."""
        return self.enabled and self.since <= day and (self.until is None or day <= self.until)
