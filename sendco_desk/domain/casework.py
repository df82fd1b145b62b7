"""A case of a child, what has happened in it with the proof, what a council claimed and the school wrote, and what the school submitted."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sendco_desk.domain.codes import CASE_KINDS, CHANNELS, EXCEPTIONS, LETTER_KINDS, REQUESTED_BY, REVERSAL_ROUTES
from sendco_desk.domain.dates import need_likely_day
from sendco_desk.domain.records import PupilRecord, need_code, need_text, need_zone
from sendco_desk.domain.refusals import Refused

WITHOUT_COUNCIL = ("records",)
"""Kinds of case that no council is a party to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile(PupilRecord):
    """A case: a request, a plan, a review, a move, an appeal and so on. Its dates are its events.

    ``number`` is what the case is called where a name must not stand (calendars, lists for others). ``about`` is the case it arose
    from: a review is about a plan, an appeal about a decision in another case.
    """

    KIND: ClassVar[str] = "case_file"
    TITLE: ClassVar[str] = "Case"
    NAMES: ClassVar[tuple[str, ...]] = ("authority", "council_reference", "case_officer")
    PROSE: ClassVar[tuple[str, ...]] = ("what_is_asked",)
    case_kind: str = "request"
    number: int = 0
    about: UUID | None = None
    authority: str = ""
    requested_by: str = "school"
    asked_by_name: str = ""
    opened_on: date
    council_reference: str = ""
    case_officer: str = ""
    case_officer_email: str = ""
    what_is_asked: str = ""
    reversal_route: str = ""
    away_from: date | None = None
    away_to: date | None = None
    appointment_missed_on: date | None = None
    closed_on: date | None = None

    def __post_init__(self) -> None:
        need_code(self.case_kind, CASE_KINDS, "the kind of case", "case_kind")
        if self.case_kind not in WITHOUT_COUNCIL:
            need_text(self.authority, "Name the council that the case is with.", "authority")
        need_code(self.requested_by, REQUESTED_BY, "who asked", "requested_by")
        if self.reversal_route:
            need_code(self.reversal_route, REVERSAL_ROUTES, "how the refusal was reversed", "reversal_route")
        for name in ("away_from", "away_to", "appointment_missed_on", "closed_on"):
            need_likely_day(getattr(self, name), name)
        if self.away_from and self.away_to and self.away_to < self.away_from:
            raise Refused("The last day away is before the first.", field="away_to")
        if self.about == self.id:
            raise Refused("A case cannot be about itself: choose the case that it arose from.", field="about")


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEvent(PupilRecord):
    """Something that happened in a case, on a day, with the document that shows it.

    ``name`` comes from the clock's vocabulary of events (``statute.events``), which checks it.
    """

    KIND: ClassVar[str] = "case_event"
    TITLE: ClassVar[str] = "Event"
    PROSE: ClassVar[tuple[str, ...]] = ("note",)
    case: UUID
    name: str
    on: date
    proof: UUID | None = None
    note: str = ""

    def __post_init__(self) -> None:
        need_text(self.name, "Say what happened.", "name")
        need_likely_day(self.on, "on")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionClaim(PupilRecord):
    """An exception that a council or service claims for being late, when it did, in its own words, and the document that shows it."""

    KIND: ClassVar[str] = "exception_claim"
    TITLE: ClassVar[str] = "Exception claimed"
    PROSE: ClassVar[tuple[str, ...]] = ("words",)
    case: UUID
    exception: str
    claimed_on: date | None = None
    proof: UUID | None = None
    words: str = ""

    def __post_init__(self) -> None:
        need_code(self.exception, EXCEPTIONS, "the exception that is claimed", "exception")
        need_likely_day(self.claimed_on, "claimed_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLetter(PupilRecord):
    """A letter the school wrote in a case: to whom, about which steps of the law, in which words, and how it went.

    ``rung`` counts from 1, the case officer. ``rules`` are the numbers of the steps it is about. ``document`` keeps it as it was sent,
    ``story_entry`` is where the Story tells of it. ``reply_by`` is the day by which an answer was asked for.
    """

    KIND: ClassVar[str] = "case_letter"
    TITLE: ClassVar[str] = "Letter"
    NAMES: ClassVar[tuple[str, ...]] = ("addressed_to",)
    PROSE: ClassVar[tuple[str, ...]] = ("subject", "words")
    case: UUID
    letter_kind: str
    rung: int = 1
    addressed_to: str
    subject: str
    words: str
    rules: tuple[str, ...] = ()
    written_at: datetime
    channel: str
    reply_by: date | None = None
    document: UUID | None = None
    story_entry: UUID | None = None

    def __post_init__(self) -> None:
        need_code(self.letter_kind, LETTER_KINDS, "the kind of letter", "letter_kind")
        need_text(self.addressed_to, "Say whom the letter goes to.", "addressed_to")
        need_text(self.words, "The letter is empty: write it first.", "words")
        need_code(self.channel, CHANNELS, "how it was sent", "channel")
        need_zone(self.written_at, "written_at")
        need_likely_day(self.reply_by, "reply_by")


SENT_SHAPES = {"bundle": "One PDF", "zip": "Numbered files in a ZIP"}
"""What can be sent as a pack."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission(PupilRecord):
    """A pack that left the school: its number, fingerprint, channel, time and receipt.

    ``attachment`` keeps the pack itself, as printed. ``receipt`` is the document that proves it arrived. ``shape`` is what it was made as:
    only a bundle can be added to.
    """

    KIND: ClassVar[str] = "submission"
    TITLE: ClassVar[str] = "Submission"
    case: UUID
    number: int
    pack_sha256: str
    pack_attachment: str
    pages: int
    channel: str
    sent_at: datetime
    receipt: UUID | None = None
    note: str = ""
    shape: str = "bundle"

    def __post_init__(self) -> None:
        need_code(self.shape, SENT_SHAPES, "what the pack was made as", "shape")
        need_code(self.channel, CHANNELS, "how it was sent", "channel")
        need_zone(self.sent_at, "sent_at")
        if self.number < 1 or self.pages < 1:
            raise Refused("A submission needs a pack with at least one page.", field="pack")
