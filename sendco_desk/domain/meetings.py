"""Meetings about a pupil: who was invited and came, when the papers went out, what was said, and the actions that were agreed."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sendco_desk.domain.dates import need_likely_day, shown
from sendco_desk.domain.records import PupilRecord, need_code, need_text, need_zone
from sendco_desk.domain.support_codes import MEETING_KINDS, PRESENCE


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(PupilRecord):
    """A meeting, planned or held: it is held once ``minutes`` or who came say so. ``cycle`` is the cycle of support it reviews."""

    KIND: ClassVar[str] = "meeting"
    TITLE: ClassVar[str] = "Meeting"
    NAMES: ClassVar[tuple[str, ...]] = ("chair",)
    PROSE: ClassVar[tuple[str, ...]] = ("purpose", "minutes", "differences")
    meeting_kind: str
    held_at: datetime
    where: str = ""
    chair: str = ""
    purpose: str = ""
    invited_on: date | None = None
    papers_out_on: date | None = None
    minutes: str = ""
    differences: str = ""
    """What was not agreed, and who said so."""
    minutes_sent_on: date | None = None
    cycle: UUID | None = None
    cancelled: bool = False

    def __post_init__(self) -> None:
        need_code(self.meeting_kind, MEETING_KINDS, "the kind of meeting", "meeting_kind")
        need_zone(self.held_at, "held_at")
        for name in ("invited_on", "papers_out_on", "minutes_sent_on"):
            need_likely_day(getattr(self, name), name)
        need_likely_day(self.held_on, "held_at")

    @property
    def called(self) -> str:
        """`Meeting with the parents, Mon 5 Oct 2026`."""
        return f"{MEETING_KINDS[self.meeting_kind]}, {shown(self.held_on)}"

    @property
    def held_on(self) -> date:
        """Its day."""
        return self.held_at.date()


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingPerson(PupilRecord):
    """Somebody invited to a meeting, and whether they came."""

    KIND: ClassVar[str] = "meeting_person"
    TITLE: ClassVar[str] = "Person at a meeting"
    NAMES: ClassVar[tuple[str, ...]] = ("name",)
    PROSE: ClassVar[tuple[str, ...]] = ("role",)
    meeting: UUID
    place: int = 0
    name: str
    role: str = ""
    presence: str = "invited"

    def __post_init__(self) -> None:
        need_text(self.name, "Give the person’s name.", "name")
        need_code(self.presence, PRESENCE, "invited, came or did not come", "presence")

    @property
    def called(self) -> str:
        """Name and role."""
        return f"{self.name}{f', {self.role}' if self.role else ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedAction(PupilRecord):
    """Something agreed at a meeting (or in a review): what, by whom, by when, and when it was done."""

    KIND: ClassVar[str] = "agreed_action"
    TITLE: ClassVar[str] = "Agreed action"
    NAMES: ClassVar[tuple[str, ...]] = ("owner",)
    PROSE: ClassVar[tuple[str, ...]] = ("words", "done_words")
    meeting: UUID | None = None
    place: int = 0
    words: str
    owner: str = ""
    due_on: date | None = None
    done_on: date | None = None
    done_words: str = ""

    def __post_init__(self) -> None:
        need_text(self.words, "Write what is to be done.", "words")
        need_likely_day(self.due_on, "due_on")
        need_likely_day(self.done_on, "done_on")

    @property
    def called(self) -> str:
        """What is to be done, shortened, and by when."""
        line = " ".join(self.words.split())
        short = line if len(line) <= 80 else f"{line[:79]}…"
        return f"{short}, by {shown(self.due_on)}" if self.due_on else short

    def overdue(self, on: date) -> bool:
        """Whether its day has passed and nobody has done it."""
        return self.done_on is None and self.due_on is not None and self.due_on < on
