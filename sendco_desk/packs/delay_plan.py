"""What stands on the delay timeline and on the evidence list, as plain facts: services fill these in, the pages draw them."""

from dataclasses import dataclass
from datetime import date

from sendco_desk.packs.plan import Correction

COUNCIL, SERVICE, SCHOOL = "council", "service", "school"
"""Whose step a sign stands for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperHead:
    """Whom a paper is about and on which day it stood so. ``about`` are short facts that stand in a line under the name."""

    title: str
    on: date
    name: str
    born: date | None = None
    about: tuple[str, ...] = ()
    case: str = ""
    author: str = ""

    @property
    def stamp(self) -> str:
        """The footer's left side: whose paper it is, and the case."""
        born = f"born {self.born:%d.%m.%Y}" if self.born else "date of birth not recorded"
        return f"{self.name}, {born} · {self.case}".removesuffix(" · ")


# The picture


@dataclass(frozen=True, slots=True, kw_only=True)
class DueMark:
    """A step's last day on the line of weeks: a filled sign where it was late, a ticked one where it was met in time."""

    on: date
    name: str
    whose: str = COUNCIL
    late: bool = False
    met: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HappenedMark:
    """Something that happened, with its number in the table.

    ``weight`` says which to name first where there is no room for all: 2 where a council's late step begins or ends with it, 1 where another's
    does.
    """

    number: int
    on: date
    words: str
    weight: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Part of the late time, both days counted, held by the same; ``key`` is the letter it has in the split, ``who`` who they are."""

    key: str
    who: str = ""
    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class LateBar:
    """A late step from its last lawful day to the last of its late days. Up to ``allowed`` another respectable count would not call it late.

    ``duty`` is false where only guidance was not kept; ``ongoing`` where it is still to be done. ``pieces`` split the late time by holders.
    """

    label: str
    due: date
    allowed: date
    until: date
    duty: bool = True
    ongoing: bool = False
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """Days on which the school was closed; the weeks run on."""

    first: date
    last: date
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DelayPicture:
    """What is drawn to scale. ``day_0`` is the first day of week 0; without one the weeks have no numbers.

    ``on`` is the day asked about, where it lies in the picture.
    """

    first: date
    last: date
    day_0: date | None = None
    weeks_from: str = ""
    on: date | None = None
    marks: tuple[DueMark, ...] = ()
    happened: tuple[HappenedMark, ...] = ()
    bars: tuple[LateBar, ...] = ()
    closures: tuple[Closed, ...] = ()


# The tables


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRow:
    """A date with what it is, whose, what shows it and where that comes from.

    A last lawful day has no number; one that was missed is ``strong``, and its ``grounds`` say how late, how it was counted and on what it
    rests.
    """

    on: date
    what: str
    who: str
    proof: str
    source: str
    number: int | None = None
    strong: bool = False
    grounds: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareRow:
    """Part of the late time by holders: the letter it has in the picture, who, how long, and which days."""

    key: str
    who: str
    how_long: str
    days: int
    which: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteRow:
    """An entry quoted whole, with who wrote it down and what was added to put it right."""

    heading: str
    words: str
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRow:
    """A term: its late days, what was written down in it, and the entries quoted from it."""

    name: str
    late: str
    facts: str = ""
    quotes: tuple[QuoteRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DelayPaper:
    """The whole delay timeline."""

    head: PaperHead
    lead: tuple[str, ...]
    picture: DelayPicture | None = None
    dates: tuple[DateRow, ...] = ()
    split_title: str = ""
    split: tuple[ShareRow, ...] = ()
    split_words: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    effect: tuple[TermRow, ...] = ()
    effect_words: str = ""
    standing: tuple[str, ...] = ()


# The evidence list


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRow:
    """A document: its number, its day, what it shows, from whom, its pages if they are known, and the start of its fingerprint."""

    number: int
    on: str
    title: str
    shows: tuple[str, ...]
    from_whom: str
    pages: str
    sha256: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceEvent:
    """Something that happened in the case, and which of the documents shows it."""

    on: date
    what: str
    who: str
    shown_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidencePaper:
    """The whole list of the school's evidence. ``lead`` says for whom and why it was made, ``left_out`` what is held but not named."""

    head: PaperHead
    lead: tuple[str, ...]
    documents: tuple[EvidenceRow, ...] = ()
    events: tuple[EvidenceEvent, ...] = ()
    left_out: tuple[str, ...] = ()
    standing: tuple[str, ...] = ()
