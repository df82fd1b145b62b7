"""What a council asks of a school, as data: its facts, its asks and its paste blocks, each with its source and how sure it is.

One TOML a council lies in ``resources/authorities``; ``authority.reading`` makes a ``Profile`` of its text. No rule of law is read from one:
the clock is the law's (``statute``), and an ask that is the council's own custom says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Basis(StrEnum):
    """Where an ask comes from; only the first two bind anybody."""

    LAW = "law"
    CODE = "code"
    COUNCIL = "council_ask"
    PRACTICE = "good_practice"


BASIS_WORDS = {Basis.LAW: "Law", Basis.CODE: "Code of Practice", Basis.COUNCIL: "Council’s own ask", Basis.PRACTICE: "Good practice"}


BINDING = (Basis.LAW, Basis.CODE)
"""What no council can add to, change or take away."""


class Confidence(StrEnum):
    """How sure a fact is. What is unverified is shown as such and never printed as fact."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    UNVERIFIED = "unverified"


CONFIDENCE_WORDS = {
    Confidence.HIGH: "Verified: said plainly where it was read",
    Confidence.MEDIUM: "Verified in part: said there, but indirectly or some time ago",
    Confidence.LOW: "Doubtful: an old copy, or somebody else’s page",
    Confidence.UNVERIFIED: "Unverified: ask the council before relying on it",
}


class ProfileKind(StrEnum):
    """What a profile is for. A ``FUNDING`` profile is refused for a pupil who has a plan."""

    COUNCIL = "council"
    GENERAL = "general"
    TRIBUNAL = "tribunal"
    FUNDING = "funding"


PROFILE_KIND_WORDS = {
    ProfileKind.COUNCIL: "Council", ProfileKind.GENERAL: "Code of Practice", ProfileKind.TRIBUNAL: "Tribunal",
    ProfileKind.FUNDING: "Funding before a plan",
}
SHARED_KINDS = (ProfileKind.GENERAL, ProfileKind.TRIBUNAL)
"""Kinds that speak of the law itself: only they have asks that bind, and none of them can be added by a school."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Where a fact was read, when, and how sure it is. ``note`` says what is doubtful about it."""

    source: str = ""
    checked_on: date | None = None
    confidence: Confidence = Confidence.UNVERIFIED
    note: str = ""

    @property
    def is_fact(self) -> bool:
        """Whether it may be printed without a mark."""
        return self.confidence in (Confidence.HIGH, Confidence.MEDIUM)


Value = str | int | bool | date | tuple[str, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One field of a profile: its value, None where nobody knows it, and how it is known."""

    value: Value
    told: Told = Told()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One thing asked for. ``evidence`` names what of the record answers it (a key of ``authority.evidence.EVIDENCE``).

    ``least`` is how many are asked for (two cycles), ``most_months`` how old the newest may be on the day of sending, ``window_months`` what
    stretch of time it must cover, ``most_words`` how long the answer may be; 0 where nothing is said. ``number`` is the council's own number
    or name of the criterion.
    """

    key: str
    text: str
    basis: Basis
    evidence: str
    required: bool = True
    number: str = ""
    least: int = 0
    most_months: int = 0
    window_months: int = 0
    most_words: int = 0
    told: Told = Told()


@dataclass(frozen=True, slots=True, kw_only=True)
class PasteBlock:
    """One box of a council's portal or form, in its order. ``evidence`` as in ``Ask``; ``most_words`` and ``most_letters`` are 0 without a limit."""

    key: str
    title: str
    evidence: str
    most_words: int = 0
    most_letters: int = 0
    told: Told = Told()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormVersion:
    """A version of a form that the council gives out, and between which days it takes it."""

    name: str
    version: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    told: Told = Told()


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """All that is known of what a council asks. ``facts`` are by the names of ``authority.fields.FIELDS``; what is missing there is unknown.

    ``asks`` are in the order in which they are printed; ``successor`` is the id of the profile that follows after ``valid_to``; ``also``
    are further names of the council. ``builds_on`` is the id of the profile whose asks are added to its own (``authority.joining``) but for
    the keys in ``leaves_out``. ``chosen_because`` is what must be told of why this profile is used and not another; no file holds it.
    """

    id: str
    name: str
    kind: ProfileKind = ProfileKind.COUNCIL
    la_code: str = ""
    also: tuple[str, ...] = ()
    builds_on: str = ""
    leaves_out: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str = ""
    told: Told = Told()
    facts: Mapping[str, Fact] = field(default_factory=dict)
    asks: tuple[Ask, ...] = ()
    paste: tuple[PasteBlock, ...] = ()
    forms: tuple[FormVersion, ...] = ()
    chosen_because: str = ""

    def fact(self, name: str) -> Fact:
        """A field, unknown and unverified where the profile says nothing of it."""
        return self.facts.get(name, Fact(value=None))
