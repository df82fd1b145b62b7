"""What is blacked out in a document before it leaves the school, why, and who looked at it."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from sendco_desk.domain.dates import need_likely_day
from sendco_desk.domain.records import PupilRecord, need_code, need_text
from sendco_desk.domain.refusals import Refused

REDACTION_REASONS = {
    "other_child": "Another child", "third_party": "Somebody else’s personal information", "address": "An address that must not be known",
    "staff": "About a member of staff", "health": "Somebody else’s health", "legal_privilege": "Legal advice", "other": "Another reason",
}

Box = tuple[float, float, float, float]
"""Left, bottom, right and top on a page as it is seen, in points from its lower left corner."""


def box_text(box: Box) -> str:
    """As it lies in the notebook."""
    return " ".join(f"{side:.2f}" for side in box)


def box_of(text: str) -> Box:
    """The same as a value. Raises ValueError where it is none."""
    left, bottom, right, top = map(float, text.split())
    return left, bottom, right, top


@dataclass(frozen=True, slots=True, kw_only=True)
class Redaction(PupilRecord):
    """Boxes on one page of a document that are blacked out. ``page`` counts from 1; ``boxes`` are ``box_text``.

    ``words`` is what was searched for, where all that was found of it on that page is blacked out: none of it may be left there.
    ``page_print`` tells whether the page is still laid out as it was when it was marked. ``reviewed_by`` is empty until somebody else has
    looked at it.
    """

    KIND: ClassVar[str] = "redaction"
    TITLE: ClassVar[str] = "Redaction"
    document: UUID
    page: int
    boxes: tuple[str, ...]
    words: str = ""
    reason: str
    note: str = ""
    page_print: str = ""
    marked_by: str = ""
    marked_on: date
    reviewed_by: str = ""
    reviewed_on: date | None = None

    def __post_init__(self) -> None:
        if self.page < 1:
            raise Refused("Say on which page: the first page is 1.", field="page")
        if not self.boxes:
            raise Refused("Draw a box over what shall be blacked out.", field="boxes")
        if any(left >= right or bottom >= top for left, bottom, right, top in map(box_of, self.boxes)):
            raise Refused("The box has no size: draw it from one corner to the other.", field="boxes")
        need_code(self.reason, REDACTION_REASONS, "why it is blacked out", "reason")
        if self.reason == "other":
            need_text(self.note, "Write why it is blacked out.", "note")
        need_likely_day(self.marked_on, "marked_on")
        need_likely_day(self.reviewed_on, "reviewed_on")
