"""The school itself, its terms, and the weeks it is closed (which council clocks may turn on)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from sendco_desk.domain.codes import PHASES, SCHOOL_TYPES
from sendco_desk.domain.dates import need_likely_day
from sendco_desk.domain.records import Record, need_code, need_text
from sendco_desk.domain.refusals import Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class School(Record):
    """The school whose notebook this is."""

    KIND: ClassVar[str] = "school"
    TITLE: ClassVar[str] = "School"
    NAMES: ClassVar[tuple[str, ...]] = ("name",)
    name: str
    phase: str = "secondary"
    school_type: str = "academy"
    authority: str = ""
    la_number: str = ""
    establishment_number: str = ""
    urn: str = ""
    address: str = ""
    telephone: str = ""
    email: str = ""
    head_teacher: str = ""
    sendco: str = ""

    def __post_init__(self) -> None:
        need_text(self.name, "Give the school’s name.", "name")
        need_code(self.phase, PHASES, "the phase", "phase")
        need_code(self.school_type, SCHOOL_TYPES, "the type of school", "school_type")


LONGEST_GAP = 75
"""Days between two terms; where more lie between them, a term is missing and not a holiday."""
LONGEST_TERM = 250
"""Days from its first to its last; a longer term is a slip of the keyboard."""


def _need_order(first: date, last: date) -> None:
    need_likely_day(first, "first_day")
    need_likely_day(last, "last_day")
    if last < first:
        raise Refused("The last day is before the first: swap the two dates.", field="last_day")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Record):
    """A school term, first and last day included."""

    KIND: ClassVar[str] = "term"
    TITLE: ClassVar[str] = "Term"
    name: str
    first_day: date
    last_day: date

    def __post_init__(self) -> None:
        need_text(self.name, "Name the term, such as Autumn 2026.", "name")
        _need_order(self.first_day, self.last_day)
        if (self.last_day - self.first_day).days > LONGEST_TERM:
            raise Refused("A term that long is not likely: give each term its own two dates.", field="last_day")


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolClosure(Record):
    """Days on which the school is closed, first and last day included: a holiday, or a building that had to shut."""

    KIND: ClassVar[str] = "school_closure"
    TITLE: ClassVar[str] = "Closure"
    name: str = ""
    first_day: date
    last_day: date

    def __post_init__(self) -> None:
        _need_order(self.first_day, self.last_day)
