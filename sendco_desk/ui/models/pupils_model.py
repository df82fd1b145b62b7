"""What the pupils table shows of a pupil, and how typing and the filter buttons narrow it."""

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from PySide6.QtCore import QObject

from sendco_desk.domain.codes import FLAGS, NEED_TYPES, ROLL_STATUSES, SEN_PROVISION, YEAR_GROUPS, said
from sendco_desk.domain.dates import shown
from sendco_desk.domain.pupil import Pupil
from sendco_desk.services.pupils import PupilRow
from sendco_desk.ui.models.rows import A_DAY, Column, RowsModel

SHORT_NEEDS = {
    "SPLD": "Specific learning", "MLD": "Moderate learning", "SLD": "Severe learning", "PMLD": "Profound and multiple",
    "SEMH": "Social, emotional", "SLCN": "Speech, language", "HI": "Hearing", "VI": "Vision", "MSI": "Multi-sensory", "PD": "Physical",
    "ASD": "Autism", "DS": "Down syndrome", "OTH": "Other", "NSA": "Not yet assessed", "BESD": "Behaviour, emotional",
}
"""What stands beside a need's code where there is room; the whole name is the cell's tip."""
SHORT_FLAGS = {
    "looked_after": "Looked after", "court_order": "Court order", "care_plan": "Care plan", "medical": "Medical",
    "service_child": "Service", "free_school_meals": "Free meals", "young_carer": "Young carer", "safeguarding_reference": "Safeguarding",
}
FLAG_ICONS = {"court_order": "shield", "care_plan": "medical", "medical": "medical", "safeguarding_reference": "shield"}
SEN_ICONS = {"E": "shield", "K": "provision", "N": "minus"}
NOT_RECORDED = "-"
"""The filter's word for a pupil of whom a fact is not recorded; no code looks like it."""
_YEAR_WORDS = {
    "R": "Reception", "N1": "Nursery 1", "N2": "Nursery 2", "E1": "Early years 1", "E2": "Early years 2", "M": "Mixed year",
    "X": "No year group",
}
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "’": "'", "ʼ": "'"})


def folded(text: str) -> str:
    """Words as they are compared when somebody types: no capitals, no accents, so that "zoe" finds Zoë and "lukasz" finds Łukasz."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text.casefold()).casefold())
    return "".join(c for c in apart if not unicodedata.combining(c)).translate(_LETTERS)


def findable(pupil: Pupil) -> str:
    """All by which a pupil is found when somebody types: every name, and the UPN."""
    known, legal = (pupil.known_forename, pupil.known_surname), (pupil.legal_forename, pupil.middle_names, pupil.legal_surname)
    return folded(" ".join((*known, *legal, pupil.upn, pupil.former_upn)))


def year_order(year: str) -> int:
    """Where a year group stands, nursery first; an unknown one comes last."""
    return YEAR_GROUPS.index(year) if year in YEAR_GROUPS else len(YEAR_GROUPS)


def year_words(year: str) -> str:
    """``Year 4``, ``Reception``; the group as it came where it has no better name."""
    return _YEAR_WORDS.get(year, f"Year {year}" if year else "")


def needs_spoken(row: PupilRow) -> str:
    """All needs in words, main need first."""
    return "; ".join(said(NEED_TYPES, code) for code in row.needs) or "No need recorded"


def needs_shown(row: PupilRow) -> str:
    """`SLCN Speech, language` and how many more there are."""
    if not row.needs:
        return ""
    more = f" +{len(row.needs) - 1}" if len(row.needs) > 1 else ""
    return f"{row.needs[0]} {SHORT_NEEDS.get(row.needs[0], '')}".strip() + more


def flags_shown(row: PupilRow) -> str:
    """The flags in a word or two each."""
    found = [said(SHORT_FLAGS, flag) for flag in row.pupil.flags]
    return ", ".join(([f"{row.pupil.interpreter} interpreter"] if row.pupil.interpreter else []) + found)


def flags_spoken(row: PupilRow) -> str:
    """The flags in their full words."""
    found = [said(FLAGS, flag) for flag in row.pupil.flags]
    return ", ".join((["Interpreter needed"] if row.pupil.interpreter else []) + found) or "No flags"


COLUMNS: tuple[Column[PupilRow], ...] = (
    Column(key="name", title="Name", width=184, shown=lambda r: r.pupil.known_name, sorts=lambda r: folded(r.pupil.sorting_name)),
    Column(
        key="year", title="Year", width=52, shown=lambda r: r.pupil.year_group, sorts=lambda r: year_order(r.pupil.year_group),
        spoken=lambda r: year_words(r.pupil.year_group) or "Year not recorded",
    ),
    Column(key="class", title="Class", width=76, shown=lambda r: r.pupil.class_name),
    Column(
        key="sen", title="SEN", width=124, shown=lambda r: said(SEN_PROVISION, r.sen), sorts=lambda r: "EKN".find(r.sen) if r.sen else 9,
        spoken=lambda r: said(SEN_PROVISION, r.sen) or "SEN status not recorded",
    ),
    Column(
        key="since", title="Since", width=132, holds=A_DAY, shown=lambda r: shown(r.sen_since) if r.sen_since else "",
        sorts=lambda r: r.sen_since or date.min,
    ),
    Column(key="needs", title="Needs", width=208, shown=needs_shown, sorts=lambda r: (not r.needs, r.needs), spoken=needs_spoken),
    Column(
        key="flags", title="Flags", width=124, shown=flags_shown, sorts=lambda r: (not flags_shown(r), flags_shown(r)), spoken=flags_spoken,
    ),
    Column(key="council", title="Council", width=128, shown=lambda r: r.authority),
    Column(
        key="born", title="Born", width=132, holds=A_DAY, hidden=True, shown=lambda r: shown(r.pupil.date_of_birth) if r.pupil.date_of_birth else "",
        sorts=lambda r: r.pupil.date_of_birth or date.min,
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PupilFilter:
    """What the list is narrowed to; an empty part narrows nothing."""

    typed: str = ""
    year: str = ""
    sen: str = ""
    need: str = ""
    class_name: str = ""
    flag: str = ""
    roll: str = "on_roll"

    @property
    def narrows(self) -> bool:
        """Whether it leaves out more than those who left or may join."""
        return self != PupilFilter(roll=self.roll)

    def keeps(self, row: PupilRow, haystack: str, words: tuple[str, ...]) -> bool:
        """Whether a row is shown; ``haystack`` is its ``findable`` words, ``words`` what was typed, folded."""
        pupil = row.pupil
        return (
            (not self.roll or pupil.roll_status == self.roll)
            and (not self.year or (pupil.year_group or NOT_RECORDED) == self.year)
            and (not self.sen or (row.sen or NOT_RECORDED) == self.sen)
            and (not self.need or self.need in row.needs)
            and (not self.class_name or (pupil.class_name or NOT_RECORDED) == self.class_name)
            and (not self.flag or self.flag in pupil.flags or (self.flag == "interpreter" and bool(pupil.interpreter)))
            and all(word in haystack for word in words)
        )


class PupilsModel(RowsModel[PupilRow]):
    """The pupils table."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(COLUMNS, lambda row: row.pupil.id, parent)
        self.filter = PupilFilter()
        self.haystacks: dict[UUID, str] = {}
        self.choose(self.filter)

    def put(self, rows: Iterable[PupilRow]) -> None:
        rows = list(rows)
        self.haystacks = {row.pupil.id: findable(row.pupil) for row in rows}
        super().put(rows)

    def choose(self, chosen: PupilFilter) -> None:
        """Narrow to what was typed and chosen."""
        self.filter = chosen
        words = tuple(folded(chosen.typed).split())
        self.narrow(lambda row: chosen.keeps(row, self.haystacks[row.pupil.id], words))

    def type(self, typed: str) -> None:
        """Narrow to the words typed, leaving the other filters as they are."""
        self.choose(replace(self.filter, typed=typed))


def choices(rows: Iterable[PupilRow]) -> dict[str, dict[str, str]]:
    """What each filter button offers: only what some pupil has, in the order people expect. Keys are fields of ``PupilFilter``."""
    rows = list(rows)
    years = sorted({row.pupil.year_group for row in rows if row.pupil.year_group}, key=year_order)
    classes = sorted({row.pupil.class_name for row in rows if row.pupil.class_name}, key=str.casefold)
    needs = sorted({need for row in rows for need in row.needs}, key=lambda code: said(NEED_TYPES, code))
    flags = {flag for row in rows for flag in row.pupil.flags}
    interpreter = {"interpreter": "Interpreter needed"} if any(row.pupil.interpreter for row in rows) else {}
    return {
        "year": {y: year_words(y) for y in years} | _gap(rows, lambda r: r.pupil.year_group),
        "sen": {code: SEN_PROVISION[code] for code in "EKN"} | _gap(rows, lambda r: r.sen),
        "need": {code: f"{code}: {said(NEED_TYPES, code)}" for code in needs},
        "class_name": {name: name for name in classes} | _gap(rows, lambda r: r.pupil.class_name),
        "flag": {code: words for code, words in FLAGS.items() if code in flags} | interpreter,
        "roll": dict(ROLL_STATUSES),
    }


def _gap(rows: Iterable[PupilRow], fact: Callable[[PupilRow], str]) -> dict[str, str]:
    return {NOT_RECORDED: "Not recorded"} if any(not fact(row) for row in rows) else {}


def register_words(rows: Iterable[PupilRow]) -> str:
    """`21 on the SEN register of 214 on roll`."""
    on_roll = [row for row in rows if row.pupil.roll_status == "on_roll"]
    registered = sum(row.sen in ("K", "E") for row in on_roll)
    return f"{registered} on the SEN register of {len(on_roll)} on roll"
