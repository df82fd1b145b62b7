"""What must not leave the school unseen: flags on records, and the reasons for which a named person let a flagged one out.

The notebook is no child-protection file: of what is flagged as safeguarding it holds a reference to the safeguarding record, and no more.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from sendco_desk.domain.dates import need_likely_day
from sendco_desk.domain.records import PupilRecord, Record, need_code, need_text

EXPORT_FLAGS = {
    "safeguarding": "Safeguarding: see the safeguarding record", "third_party": "About somebody else", "staff": "About a member of staff",
}
"""Why a record stays out of every export until a named person says otherwise."""
GOES_WITH: Mapping[str, tuple[str, ...]] = {
    "story_entry": ("corrects",), "document": ("story_entry",), "statement_source": ("statement", "document", "story_entry", "measure"),
    "outcome": ("cycle",), "strategy": ("cycle",), "provision_session": ("place",), "part_time_step": ("timetable",),
    "advice": ("involvement",), "meeting_person": ("meeting",), "agreed_action": ("meeting",), "plan_section": ("version",),
    "redaction": ("document",),
}
"""Kinds that rest on another record, with the fields that name it: they stay out with it. Any other link to it is left empty instead."""
NOT_FLAGGED = frozenset({"case_file", "case_event", "exception_claim", "submission", "pack_layout", "not_supplied", "redaction"})
"""Kinds about a pupil that cannot be flagged: the frame of a case, what was sent already, and what is kept about a pack itself."""
FLAGS_THEMSELVES = frozenset({"export_flag", "export_reason"})
"""What is kept about the screen itself never leaves the school."""
REFERENCE_WORDS = 20
"""A sentence that only points to the safeguarding record has no more words than this."""
_REFERENCE = re.compile(
    r"\s*(?:please\s+)?see\s+(?:the\s+)?(?:safeguarding|child[- ]protection|cpoms|myconcern)\b(?:\s+(?:record|file|log|entry))?[^.?!]*[.]?\s*",
    re.IGNORECASE,
)
_SPEAKS_OF = {
    "disclosure": re.compile(r"\bdisclos(?:e[ds]?|ing|ures?)\b", re.IGNORECASE),
    "child protection": re.compile(r"\bchild[- ]protection\b", re.IGNORECASE),
    "section 47": re.compile(r"\b(?:section|sec\.?|s\.?)\s?47\b", re.IGNORECASE),
    "section 17": re.compile(r"\b(?:section|sec\.?)\s?17\b", re.IGNORECASE),
    "safeguarding": re.compile(r"\bsafeguarding\b", re.IGNORECASE),
    "a strategy meeting": re.compile(r"\bstrategy (?:meeting|discussion)\b", re.IGNORECASE),
    "abuse or neglect": re.compile(r"\b(?:abus(?:e[ds]?|ing|ive)|neglect(?:ed|ful)?)\b", re.IGNORECASE),
    "harm": re.compile(r"\b(?:self[- ]harm\w*|significant harm|at risk of harm)\b", re.IGNORECASE),
    "violence at home": re.compile(r"\bdomestic (?:abuse|violence)\b", re.IGNORECASE),
}
"""What may belong in the safeguarding record, with how it is spoken of. It brings a suggestion and never stops anybody."""


def is_reference(words: str) -> bool:
    """Whether words only point to the safeguarding record: `See the safeguarding record, ref 114.`"""
    return len(words.split()) <= REFERENCE_WORDS and _REFERENCE.fullmatch(words) is not None


def speaks_of(words: str) -> tuple[str, ...]:
    """What words speak of that may belong in the safeguarding record instead. Nothing for a mere reference to it."""
    return () if is_reference(words) else tuple(name for name, pattern in _SPEAKS_OF.items() if pattern.search(words))


def rests_on(record: Record) -> tuple[UUID, ...]:
    """The records that another rests on, and with which it stays out."""
    named = (getattr(record, field) for field in GOES_WITH.get(record.KIND, ()))
    return tuple(one for one in named if one is not None)


def may_be_flagged(kind: type[Record]) -> bool:
    """Whether records of a kind can be flagged."""
    return issubclass(kind, PupilRecord) and kind.KIND not in NOT_FLAGGED | FLAGS_THEMSELVES


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportFlag(PupilRecord):
    """A flag on one record of a pupil. ``record_kind`` is the ``KIND`` of what is flagged, ``record`` its id."""

    KIND: ClassVar[str] = "export_flag"
    TITLE: ClassVar[str] = "Flag for the export screen"
    record_kind: str
    record: UUID
    flag: str
    flagged_by: str = ""
    flagged_on: date
    note: str = ""

    def __post_init__(self) -> None:
        need_text(self.record_kind, "Say what is flagged.", "record")
        need_code(self.flag, EXPORT_FLAGS, "why it is flagged", "flag")
        need_likely_day(self.flagged_on, "flagged_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportReason(PupilRecord):
    """Why a flagged record goes into what leaves the school, and who decided it: for a case, or without one for what goes out of none."""

    KIND: ClassVar[str] = "export_reason"
    TITLE: ClassVar[str] = "Reason at the export screen"
    PROSE: ClassVar[tuple[str, ...]] = ("because",)
    case: UUID | None = None
    record_kind: str
    record: UUID
    because: str
    decided_by: str
    decided_on: date

    def __post_init__(self) -> None:
        need_text(self.record_kind, "Say what is let out.", "record")
        need_text(self.because, "Write why it may leave the school.", "because")
        need_text(self.decided_by, "Name the person who decided it.", "decided_by")
        need_likely_day(self.decided_on, "decided_on")
