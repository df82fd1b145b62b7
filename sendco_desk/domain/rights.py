"""Who may know and who decides: court orders, what was shared with whom on which ground, and the young person's own capacity to decide."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar
from uuid import UUID

from sendco_desk.domain.dates import months_later, need_likely_day, shown
from sendco_desk.domain.records import PupilRecord, need_code, need_order, need_text
from sendco_desk.domain.support_codes import CAPACITY_FINDINGS, LAWFUL_BASES


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtOrder(PupilRecord):
    """A court order that whoever shares or invites must know: what it says in a sentence, and the document that shows it."""

    KIND: ClassVar[str] = "court_order"
    TITLE: ClassVar[str] = "Court order"
    PROSE: ClassVar[tuple[str, ...]] = ("words",)
    made_on: date | None = None
    words: str
    until: date | None = None
    document: UUID | None = None

    def __post_init__(self) -> None:
        need_text(self.words, "Say in a sentence what the order means for the school.", "words")
        need_likely_day(self.made_on, "made_on")
        need_likely_day(self.until, "until")
        need_order(self.made_on, self.until, "until")

    @property
    def called(self) -> str:
        """`Court order of Mon 5 Oct 2026`."""
        return f"{self.TITLE} of {shown(self.made_on)}" if self.made_on else self.TITLE

    def holds(self, on: date) -> bool:
        """Whether it is in force on a day."""
        return (self.made_on is None or self.made_on <= on) and (self.until is None or self.until >= on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing(PupilRecord):
    """What was shared with whom, on which ground, who agreed; ``withdrawn_on`` is the day from which it no longer holds."""

    KIND: ClassVar[str] = "sharing"
    TITLE: ClassVar[str] = "Sharing"
    NAMES: ClassVar[tuple[str, ...]] = ("with_whom", "agreed_by")
    PROSE: ClassVar[tuple[str, ...]] = ("what", "note")
    what: str
    with_whom: str
    basis: str
    on: date
    agreed_by: str = ""
    withdrawn_on: date | None = None
    document: UUID | None = None
    note: str = ""

    def __post_init__(self) -> None:
        need_text(self.what, "Say what was shared.", "what")
        need_text(self.with_whom, "Say with whom.", "with_whom")
        need_code(self.basis, LAWFUL_BASES, "the ground", "basis")
        need_likely_day(self.on, "on")
        need_likely_day(self.withdrawn_on, "withdrawn_on")
        need_order(self.on, self.withdrawn_on, "withdrawn_on", "It was withdrawn before it was given: check the two dates.")

    @property
    def called(self) -> str:
        """What, with whom and when."""
        return f"{self.what}, {self.with_whom}, {shown(self.on)}"

    def holds(self, on: date) -> bool:
        """Whether it may still be shared on a day."""
        return self.basis != "none" and self.on <= on and (self.withdrawn_on is None or self.withdrawn_on > on)


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityNote(PupilRecord):
    """Whether a young person can make one decision, as found on a day by somebody; ``represented_by`` speaks where they cannot."""

    KIND: ClassVar[str] = "capacity_note"
    TITLE: ClassVar[str] = "Capacity to decide"
    NAMES: ClassVar[tuple[str, ...]] = ("found_by", "represented_by")
    PROSE: ClassVar[tuple[str, ...]] = ("decision", "words")
    decision: str
    finding: str
    found_on: date
    found_by: str = ""
    represented_by: str = ""
    words: str = ""

    def __post_init__(self) -> None:
        need_text(self.decision, "Say which decision it is about: capacity is found for one decision at a time.", "decision")
        need_code(self.finding, CAPACITY_FINDINGS, "what was found", "finding")
        need_likely_day(self.found_on, "found_on")

    @property
    def called(self) -> str:
        """`Can decide this, Mon 5 Oct 2026`."""
        return f"{CAPACITY_FINDINGS[self.finding]}, {shown(self.found_on)}"


def end_of_compulsory_school_age(born: date, year_begins: date | None = None) -> date:
    """The last day of compulsory school age: the last Friday in June next after the 16th birthday, or the one before it in the same summer.

    Whoever turns 16 after that Friday and before the next school year begins is done with it on that same Friday; it ends at the end of the
    day. ``year_begins`` is the first day of the school's own autumn term in the year of the 16th birthday; 1 September stands for it where
    it is not known, so only birthdays within days of the turn of the year can come out otherwise.

    Source: Education Act 1996 s.8(3), text read: confidence high. The last Friday in June: Education (School Leaving Date) Order 1997 (SI
    1997/1970), as IPSEA and others tell it, not read itself: confidence high. That a school year begins with the first term after July:
    Education Act 1996 s.579(1), from memory: confidence medium. Worked example: born 14 March 2010, 16 on 14 March 2026, Friday 26 June 2026.
    """
    turns_16 = months_later(born, 16 * 12)
    leaving = _last_friday_in_june(turns_16.year)
    return leaving if turns_16 < (year_begins or date(turns_16.year, 9, 1)) else _last_friday_in_june(turns_16.year + 1)


def _last_friday_in_june(year: int) -> date:
    last = date(year, 6, 30)
    return last - timedelta(days=(last.weekday() - 4) % 7)
