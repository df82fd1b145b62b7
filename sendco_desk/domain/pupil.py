"""A pupil, where they live and have lived, and the SEN register's facts about them."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from sendco_desk.domain.codes import LEGACY_PROVISION, ROLL_STATUSES, SEN_PROVISION
from sendco_desk.domain.records import PupilRecord, Record, need_code, need_text
from sendco_desk.domain.refusals import Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Pupil(Record):
    """A child or young person. Legal names are those on the register; known names are those people say."""

    KIND: ClassVar[str] = "pupil"
    TITLE: ClassVar[str] = "Pupil"
    NAMES: ClassVar[tuple[str, ...]] = ("known_forename", "known_surname", "legal_forename", "middle_names", "legal_surname", "upn")
    PROSE: ClassVar[tuple[str, ...]] = ("address", "postcode", "class_name", "admission_number")
    legal_forename: str
    legal_surname: str
    known_forename: str = ""
    known_surname: str = ""
    middle_names: str = ""
    upn: str = ""
    former_upn: str = ""
    uln: str = ""
    admission_number: str = ""
    date_of_birth: date | None = None
    sex: str = ""
    year_group: str = ""
    class_name: str = ""
    address: str = ""
    postcode: str = ""
    ethnicity: str = ""
    first_language: str = ""
    interpreter: str = ""
    flags: tuple[str, ...] = ()
    roll_status: str = "on_roll"
    joined_on: date | None = None
    left_on: date | None = None

    def __post_init__(self) -> None:
        if not (self.legal_forename.strip() or self.legal_surname.strip()):
            raise Refused("Give the pupil’s legal forename or surname.", field="legal_forename")
        need_code(self.roll_status, ROLL_STATUSES, "on roll, may join or left", "roll_status")

    @property
    def known_name(self) -> str:
        """The name people use, forename first."""
        return f"{self.known_forename or self.legal_forename} {self.known_surname or self.legal_surname}".strip()

    @property
    def legal_name(self) -> str:
        """The name on the register, forename first."""
        return " ".join(part for part in (self.legal_forename, self.middle_names, self.legal_surname) if part)

    @property
    def sorting_name(self) -> str:
        """Surname first, for lists."""
        return f"{self.known_surname or self.legal_surname}, {self.known_forename or self.legal_forename}".strip(", ")


def age_on(born: date, day: date) -> tuple[int, int]:
    """Whole years and months. Someone born on 29 February is a year older on 1 March of a short year."""
    months = (day.year - born.year) * 12 + day.month - born.month - (day.day < born.day)
    return divmod(months, 12)


def age_words(born: date | None, day: date) -> str:
    """`9 years 4 months`, or nothing where the date of birth is unknown or to come."""
    if born is None or day < born:
        return ""
    years, months = age_on(born, day)
    return f"{years} year{'s' * (years != 1)} {months} month{'s' * (months != 1)}"


def school_year_of(day: date) -> int:
    """The calendar year in which its school year began: 1 September is the turn."""
    return day.year if day.month >= 9 else day.year - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Residence(PupilRecord):
    """Which council the pupil's home is in, since when: the council that owes the statutory duties."""

    KIND: ClassVar[str] = "residence"
    TITLE: ClassVar[str] = "Council of residence"
    NAMES: ClassVar[tuple[str, ...]] = ("authority",)
    authority: str
    since: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        need_text(self.authority, "Name the council where the pupil lives.", "authority")
        if self.since and self.until and self.until < self.since:
            raise Refused("The last day there is before the first.", field="until")


@dataclass(frozen=True, slots=True, kw_only=True)
class SenStatus(PupilRecord):
    """SEN provision from a day on, until the next one begins: N, K or E (A, P and S in old history)."""

    KIND: ClassVar[str] = "sen_status"
    TITLE: ClassVar[str] = "SEN status"
    status: str
    since: date | None = None

    def __post_init__(self) -> None:
        need_code(self.status, SEN_PROVISION | LEGACY_PROVISION, "N, K or E", "status")


def current_status(history: list[SenStatus], on: date) -> SenStatus | None:
    """The row with the latest start that is not after the day; of one day the last recorded, and a row without a start is the oldest."""
    begun = [s for s in reversed(history) if s.since is None or s.since <= on]
    return max(begun, key=lambda s: s.since or date.min, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Need(PupilRecord):
    """A type of need with its rank; rank 1 is the primary need, 2 the secondary."""

    KIND: ClassVar[str] = "need"
    TITLE: ClassVar[str] = "Need"
    need_type: str
    rank: int = 1
    since: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        need_text(self.need_type, "Choose the type of need.", "need_type")
        if not 1 <= self.rank <= 99:
            raise Refused("Ranks run from 1 (primary need) to 99.", field="rank")
        if self.since and self.until and self.until < self.since:
            raise Refused("The need ends before it begins: check the two dates.", field="until")


def ranked(needs: list[Need], on: date) -> list[Need]:
    """The needs that hold on a day, primary first."""
    held = [n for n in needs if (n.since is None or n.since <= on) and (n.until is None or n.until >= on)]
    return sorted(held, key=lambda n: (n.rank, n.need_type))
