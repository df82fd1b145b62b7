"""A request for an EHC needs assessment, what has happened in it with the proof, and what the school submitted."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sendco_desk.domain.codes import CHANNELS, EXCEPTIONS, REQUESTED_BY, REVERSAL_ROUTES
from sendco_desk.domain.dates import need_likely_day
from sendco_desk.domain.records import PupilRecord, need_code, need_text, need_zone
from sendco_desk.domain.refusals import Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class EhcRequest(PupilRecord):
    """A request that a council assess a pupil's education, health and care needs. Its dates are its events."""

    KIND: ClassVar[str] = "ehc_request"
    TITLE: ClassVar[str] = "EHC request"
    NAMES: ClassVar[tuple[str, ...]] = ("authority", "council_reference", "case_officer")
    PROSE: ClassVar[tuple[str, ...]] = ("what_is_asked",)
    authority: str
    requested_by: str = "school"
    asked_by_name: str = ""
    opened_on: date
    council_reference: str = ""
    case_officer: str = ""
    what_is_asked: str = ""
    reversal_route: str = ""
    exceptions_claimed: tuple[str, ...] = ()
    away_from: date | None = None
    away_to: date | None = None
    closed_on: date | None = None

    def __post_init__(self) -> None:
        need_text(self.authority, "Name the council that the request goes to.", "authority")
        need_code(self.requested_by, REQUESTED_BY, "who asked", "requested_by")
        if self.reversal_route:
            need_code(self.reversal_route, REVERSAL_ROUTES, "how the refusal was reversed", "reversal_route")
        for claimed in self.exceptions_claimed:
            need_code(claimed, EXCEPTIONS, "the exception the council claims", "exceptions_claimed")
        need_likely_day(self.away_from, "away_from")
        need_likely_day(self.away_to, "away_to")
        if self.away_from and self.away_to and self.away_to < self.away_from:
            raise Refused("The last day away is before the first.", field="away_to")


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEvent(PupilRecord):
    """Something that happened in a case, on a day, with the document that shows it.

    ``name`` comes from the clock's vocabulary of events (``statute.case``), which checks it.
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
class Submission(PupilRecord):
    """A pack that left the school: its number, fingerprint, channel, time and receipt.

    ``attachment`` keeps the pack itself, as printed. ``receipt`` is the document that proves it arrived.
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

    def __post_init__(self) -> None:
        need_code(self.channel, CHANNELS, "how it was sent", "channel")
        need_zone(self.sent_at, "sent_at")
        if self.number < 1 or self.pages < 1:
            raise Refused("A submission needs a pack with at least one page.", field="pack")
