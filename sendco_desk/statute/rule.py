"""What one rule of the law says: who owes what, counted from what, on which authority, and since when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sendco_desk.statute.other_counts import OtherCount
from sendco_desk.statute.periods import NoDay, Period

REGIME = "england-2014"
"""Which law the rules are of, as the terminal names it."""
BINDING = ("statutory", "case law")
"""What a rule must rest on for anybody to have had to do it; guidance is expected to be followed."""
FOUR_WEEKS = 4
"""The shortest absence, in weeks, that most exceptions speak of."""


class OwedBy(StrEnum):
    """Whose step it is."""

    LOCAL_AUTHORITY = "local_authority"
    SCHOOL = "school"
    ADVICE_GIVER = "advice_giver"
    OLD_AUTHORITY = "old_authority"
    NEW_AUTHORITY = "new_authority"
    HEALTH_BODY = "health_body"
    HEALTH_OR_SOCIAL_CARE = "health_or_social_care"
    MEDIATION_ADVISER = "mediation_adviser"
    PARENT = "parent"
    EVERY_PARTY = "every_party"
    OMBUDSMAN = "ombudsman"
    ANYBODY = "anybody"


OWED_BY_WORDS: Mapping[OwedBy, str] = {
    OwedBy.LOCAL_AUTHORITY: "The council", OwedBy.SCHOOL: "The school", OwedBy.ADVICE_GIVER: "The service asked",
    OwedBy.OLD_AUTHORITY: "The old council", OwedBy.NEW_AUTHORITY: "The new council", OwedBy.HEALTH_BODY: "The health body",
    OwedBy.HEALTH_OR_SOCIAL_CARE: "Health or social care", OwedBy.MEDIATION_ADVISER: "The mediation adviser",
    OwedBy.PARENT: "The parent or young person", OwedBy.EVERY_PARTY: "Every party", OwedBy.OMBUDSMAN: "The Ombudsman",
    OwedBy.ANYBODY: "Whoever acts",
}


class Repeats(StrEnum):
    """What it means that the starting event is recorded on several days."""

    FIRST = "first"
    """The first day starts the clock and no later one restarts it."""
    LAST = "last"
    """The last day counts: a meeting or a hearing that moved."""
    ONCE_ANSWERED = "once_answered"
    """A further one is a reminder until the step is done; after that it starts a step of its own."""
    EACH = "each"
    """Each starts a step of its own, and ends the one before if that is still open."""
    LATER = "later"
    """The latest day of any of the starting events counts."""
    DECISION = "decision"
    """Each decision that can be appealed starts a period, from the day of its letter where that is recorded."""


class When(StrEnum):
    """A condition on other days of the case that decides between two rules of the same duty."""

    ALWAYS = ""
    KNEW_IN_TIME = "knew_in_time"
    """The old authority knew of the move at least fifteen working days before it, or when it knew is not recorded."""
    LEARNT_LATE = "learnt_late"
    """It learned of the move later than that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One step of the law.

    ``after`` are the events that start it (any of them; what a later day of the same event means, ``repeats`` says). ``met_by``,
    ``ended_by``, ``fallback``, ``needs`` and ``minimum_for`` are event names and mean what the vocabulary of events says: what does the
    step, what makes it no longer owed, what stands in for an unknown start (in order), without which event the step does not exist,
    and which act of the other side is too early inside the period. ``undoes`` are the decisions that the needed event takes back: one
    made after it ends the step again. ``needs_fact`` is a fact with the value it must have. ``follows`` and ``unless`` are asked of
    each start: the event that must have come by then, and the one that must not.

    ``replaces`` are the steps that this one's start ends; ``taken_over`` are events that hand this step to another rule.
    ``else_after`` is the rule whose last day stands in while the start has no date. ``longer_with`` is the event that allows
    ``longer``, with ``longer_counts`` and the sentence ``longer_note``, if it comes before the ordinary time is over. ``parts`` are the
    rules of which the latest governs: only this one can then be overdue or lapse. ``through`` says which rule makes an event start this
    one (a mediation agreement is treated as the Tribunal's order).
    ``services`` says that there is one start for each service. ``survives`` are endings of a case that do not end this step.

    Nobody is called late because a day was not written down. ``implied_by`` are the events that cannot come before the decision that
    meets the step: they prove that it was made by then. ``silent_after`` prove nothing, but after them a missing day no longer tells
    that the step was not done. ``right`` says that the step is a right that lapses, not a duty that can be late. ``looks_back`` is for
    steps counted back from their event: for how many months before it the deed counts; one that came earlier, up to ``may_look_back``
    months, may have been meant for it, so it does nothing but keep anybody from being called late.

    ``when`` is a condition on other days; until the day of one of ``asks_for`` is recorded, nobody is called late
    and nothing lapses; where there are ``pending`` events, only once one of them shows that the day may still come. ``quiet``
    says that it may just as well not have happened, so nobody is asked for its day.

    ``home`` are the kinds of case it belongs to, the first above all. A step without a day is ``shown_with`` the events that make it matter.

    ``duty`` is what has to be done, as it stands after "had to"; say that only where the rule is ``binding``, else "was expected to".

    ``source`` is the citation that people read; ``citation`` is every authority; ``page`` is where it can be read; ``evidence`` says
    what of it was read. ``note`` is a sentence that belongs beside every date this rule gives, but not once one of ``asks_for`` is recorded.
    ``since`` is None where the rule is older than the regime. A changed law is a further Rule of the same id with its own ``since``.
    """

    id: str
    title: str
    short: str
    duty: str
    owed_by: OwedBy
    home: tuple[str, ...]
    limit: Period
    counting: str
    source: str
    citation: str
    page: str
    evidence: str
    status: str
    confidence: str
    if_missed: str
    since: date | None
    until: date | None = None
    enabled: bool = True
    after: tuple[str, ...] = ()
    fallback: tuple[str, ...] = ()
    met_by: tuple[str, ...] = ()
    ended_by: tuple[str, ...] = ()
    implied_by: tuple[str, ...] = ()
    silent_after: tuple[str, ...] = ()
    needs: str = ""
    follows: str = ""
    unless: str = ""
    needs_fact: tuple[str, str] | None = None
    undoes: tuple[str, ...] = ()
    minimum_for: str = ""
    repeats: Repeats = Repeats.FIRST
    when: When = When.ALWAYS
    asks_for: tuple[str, ...] = ()
    pending: tuple[str, ...] = ()
    quiet: bool = False
    replaces: tuple[str, ...] = ()
    taken_over: tuple[tuple[str, str], ...] = ()
    through: tuple[tuple[str, str], ...] = ()
    else_after: str = ""
    longer_with: str = ""
    longer: Period | None = None
    longer_counts: tuple[OtherCount, ...] = ()
    longer_note: str = ""
    parts: tuple[str, ...] = ()
    services: bool = False
    right: bool = False
    looks_back: int = 0
    may_look_back: int = 0
    survives: tuple[str, ...] = ()
    shown_with: tuple[str, ...] = ()
    other_counts: tuple[OtherCount, ...] = ()
    exceptions: tuple[str, ...] = ()
    exceptions_source: str = ""
    absence_weeks: int = FOUR_WEEKS
    note: str = ""

    @property
    def period(self) -> str:
        """The length as text: `6 weeks`."""
        return self.limit.text

    @property
    def counting_kind(self) -> str:
        """The way it is counted, by the name that the table of rules gives it: `within_after`."""
        return self.limit.kind if isinstance(self.limit, NoDay) else self.limit.KIND

    @property
    def dated(self) -> bool:
        """Whether a case can give it a day."""
        return bool(self.after or self.parts)

    @property
    def binding(self) -> bool:
        """Whether the law itself asks for it, and not guidance."""
        return self.status in BINDING

    @property
    def backwards(self) -> bool:
        """Whether its day lies before the event that it is counted from."""
        return self.looks_back > 0

    def in_force(self, day: date) -> bool:
        """Whether a step that starts on that day falls under this rule."""
        return self.enabled and (self.since is None or self.since <= day) and (self.until is None or day <= self.until)
