"""What the pupil and the parents say, in whose words and how it was gathered; and the one-page profile that grows from it."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from sendco_desk.domain.dates import need_likely_day, shown
from sendco_desk.domain.records import PupilRecord, need_code
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.support_codes import GATHERED, VOICES, WHOSE_WORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewsGiven(PupilRecord):
    """Somebody's views on a day. ``scan`` is the document that shows the original."""

    KIND: ClassVar[str] = "views_given"
    TITLE: ClassVar[str] = "Views"
    NAMES: ClassVar[tuple[str, ...]] = ("person", "gathered_by")
    PROSE: ClassVar[tuple[str, ...]] = ("working", "not_working", "matters", "hopes")
    voice: str
    person: str = ""
    given_on: date
    gathered: str = "conversation"
    gathered_by: str = ""
    whose_words: str = "own"
    working: str = ""
    not_working: str = ""
    matters: str = ""
    hopes: str = ""
    scan: UUID | None = None
    cycle: UUID | None = None

    def __post_init__(self) -> None:
        need_code(self.voice, VOICES, "whose views they are", "voice")
        need_code(self.gathered, GATHERED, "how they were gathered", "gathered")
        need_code(self.whose_words, WHOSE_WORDS, "in whose words they stand", "whose_words")
        need_likely_day(self.given_on, "given_on")
        if not any(words.strip() for words in (self.working, self.not_working, self.matters, self.hopes)) and self.scan is None:
            raise Refused("Write at least one of the views, or choose the document that shows them.", field="working")

    @property
    def called(self) -> str:
        """`Views of the pupil, Mon 5 Oct 2026`."""
        voice = VOICES[self.voice]
        return f"Views of {voice[0].lower()}{voice[1:]}, {shown(self.given_on)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class OnePageProfile(PupilRecord):
    """A one-page profile as it stood on a day. A later one takes its place and both stay readable. ``photo`` is a document or None."""

    KIND: ClassVar[str] = "one_page_profile"
    TITLE: ClassVar[str] = "One-page profile"
    PROSE: ClassVar[tuple[str, ...]] = ("appreciated", "important", "support", "aspirations")
    made_on: date
    made_with: str = ""
    appreciated: str = ""
    important: str = ""
    support: str = ""
    aspirations: str = ""
    photo: UUID | None = None
    easy_read: bool = False

    def __post_init__(self) -> None:
        need_likely_day(self.made_on, "made_on")
        if not any(words.strip() for words in (self.appreciated, self.important, self.support, self.aspirations)):
            raise Refused("Write at least one part of the profile.", field="appreciated")

    @property
    def called(self) -> str:
        """`One-page profile, Mon 5 Oct 2026`."""
        return f"{self.TITLE}, {shown(self.made_on)}"
