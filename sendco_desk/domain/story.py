"""The story of a pupil's support: entries that, once finished, are corrected by adding and never edited."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sendco_desk.domain.codes import STORY_KINDS
from sendco_desk.domain.records import PupilRecord, need_code, need_text, need_zone
from sendco_desk.domain.refusals import Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryEntry(PupilRecord):
    """Something that happened, when it happened, and (apart from that) when it was written down.

    ``corrects`` names the entry that this one puts right. A struck-out entry stays readable, with when and why.
    ``minutes`` is adult time in minutes.
    """

    KIND: ClassVar[str] = "story_entry"
    TITLE: ClassVar[str] = "Story entry"
    NAMES: ClassVar[tuple[str, ...]] = ("who",)
    PROSE: ClassVar[tuple[str, ...]] = ("words", "next_action", "tags")
    entry_kind: str
    happened_at: datetime
    written_at: datetime
    written_by: str
    who: str = ""
    words: str
    minutes: int | None = None
    next_action: str = ""
    next_action_on: date | None = None
    next_action_done_on: date | None = None
    tags: tuple[str, ...] = ()
    corrects: UUID | None = None
    struck_out_at: datetime | None = None
    struck_out_because: str = ""

    def __post_init__(self) -> None:
        need_code(self.entry_kind, STORY_KINDS, "what happened", "entry_kind")
        need_text(self.words, "Write what happened.", "words")
        for name in ("happened_at", "written_at", "struck_out_at"):
            need_zone(getattr(self, name), name)
        if self.minutes is not None and not 0 < self.minutes <= 24 * 60:
            raise Refused("Give the minutes as a number from 1 to 1440.", field="minutes")
        if self.happened_at > self.written_at:
            raise Refused("This has not happened yet: put what is planned under next action.", field="happened_at")

    @property
    def struck_out(self) -> bool:
        """Whether it has been withdrawn; it is still shown, struck through."""
        return self.struck_out_at is not None
