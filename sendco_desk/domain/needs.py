"""What a pupil finds hard and is good at, sentence by sentence, and the source that each sentence rests on."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from sendco_desk.domain.records import PupilRecord, need_code, need_order, need_text
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.support_codes import AREAS, STATEMENT_SIDES


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedStatement(PupilRecord):
    """One sentence about a need or a strength in one of the four broad areas. It holds from ``since`` to ``until``."""

    KIND: ClassVar[str] = "need_statement"
    TITLE: ClassVar[str] = "Need or strength"
    PROSE: ClassVar[tuple[str, ...]] = ("words",)
    area: str
    side: str = "need"
    words: str
    place: int = 0
    since: date
    until: date | None = None

    def __post_init__(self) -> None:
        need_code(self.area, AREAS, "the area of need", "area")
        need_code(self.side, STATEMENT_SIDES, "need or strength", "side")
        need_text(self.words, "Write the sentence.", "words")
        need_order(self.since, self.until, "until")

    @property
    def called(self) -> str:
        """`Need, cognition and learning`."""
        return f"{STATEMENT_SIDES[self.side]}, {AREAS[self.area].lower()}"

    def holds(self, on: date) -> bool:
        """Whether it is said of the pupil on a day."""
        return self.since <= on and (self.until is None or self.until >= on)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementSource(PupilRecord):
    """What a sentence rests on: a page of a document, an entry of the story, or a measure. Just one of the three is named."""

    KIND: ClassVar[str] = "statement_source"
    TITLE: ClassVar[str] = "Source of a sentence"
    PROSE: ClassVar[tuple[str, ...]] = ("note",)
    statement: UUID
    document: UUID | None = None
    page: int | None = None
    story_entry: UUID | None = None
    measure: UUID | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if sum(one is not None for one in (self.document, self.story_entry, self.measure)) != 1:
            raise Refused("Choose the document, the entry or the measure that the sentence rests on.", field="document")
        if self.page is not None and (self.page < 1 or self.document is None):
            raise Refused("Give the page of the document as a number from 1.", field="page")
