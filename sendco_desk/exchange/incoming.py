"""What any reader brings from outside, before anybody decides what the notebook does with it: pupils, problems, warnings.

An empty value means "not given" and never overwrites what the notebook already has.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

PUPIL_FIELDS: Mapping[str, str] = MappingProxyType({
    "upn": "UPN", "former_upn": "Former UPN", "uln": "ULN", "admission_number": "Admission number",
    "legal_surname": "Legal surname", "legal_forename": "Legal forename", "middle_names": "Middle names",
    "known_surname": "Known surname", "known_forename": "Known forename", "date_of_birth": "Date of birth", "sex": "Sex",
    "year_group": "Year", "class_name": "Class", "address": "Address", "postcode": "Postcode", "ethnicity": "Ethnicity",
    "first_language": "First language", "interpreter": "Interpreter", "roll_status": "On roll", "joined_on": "Joined on",
    "left_on": "Left on",
})
"""The fields that a reader fills one for one, with their titles for people."""

CONTACT_FIELDS: Mapping[str, str] = MappingProxyType({
    "title": "Title", "forename": "Forename", "surname": "Surname", "relationship": "Relationship",
    "parental_responsibility": "Parental responsibility", "order": "Order", "address": "Address", "postcode": "Postcode",
    "telephone": "Telephone", "email": "E-mail", "interpreter": "Interpreter",
})


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingStatus:
    """SEN provision from a day on."""

    status: str
    since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingNeed:
    """A type of need. No rank means that the source gave none."""

    need_type: str
    rank: int | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingContact:
    """A person around the pupil. ``parental_responsibility`` is None where the source does not say."""

    title: str = ""
    forename: str = ""
    surname: str = ""
    relationship: str = ""
    parental_responsibility: bool | None = None
    order: int | None = None
    address: str = ""
    postcode: str = ""
    telephone: str = ""
    email: str = ""
    interpreter: str = ""

    @property
    def name(self) -> str:
        """Forename and surname."""
        return f"{self.forename} {self.surname}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingPupil:
    """One pupil as the source describes them.

    ``row`` is the pupil's place in a CTF or the line of a table. ``history`` says that the statuses are the whole story and not
    only what holds now. ``name_guessed`` says that one cell held the whole name and it was split at a space.
    """

    row: int
    upn: str = ""
    former_upn: str = ""
    uln: str = ""
    admission_number: str = ""
    legal_surname: str = ""
    legal_forename: str = ""
    middle_names: str = ""
    known_surname: str = ""
    known_forename: str = ""
    date_of_birth: date | None = None
    sex: str = ""
    year_group: str = ""
    class_name: str = ""
    address: str = ""
    postcode: str = ""
    ethnicity: str = ""
    first_language: str = ""
    interpreter: str = ""
    roll_status: str = ""
    joined_on: date | None = None
    left_on: date | None = None
    flags: tuple[str, ...] = ()
    statuses: tuple[IncomingStatus, ...] = ()
    needs: tuple[IncomingNeed, ...] = ()
    contacts: tuple[IncomingContact, ...] = ()
    authority: str = ""
    history: bool = False
    name_guessed: bool = False

    @property
    def name(self) -> str:
        """The name to show in a preview, forename first."""
        return f"{self.known_forename or self.legal_forename} {self.known_surname or self.legal_surname}".strip()

    @property
    def has_name(self) -> bool:
        """Whether there is enough of a name for the register."""
        return bool(self.legal_surname or self.legal_forename)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that a person should look at. ``fatal`` means that the row was left out; row 0 is the file as a whole."""

    row: int
    field: str
    message: str
    fatal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A file, read. ``source`` names its kind, ``label`` says it in words ("a CTF file")."""

    source: str
    label: str
    pupils: tuple[IncomingPupil, ...] = ()
    problems: tuple[Problem, ...] = ()
    warnings: tuple[str, ...] = ()
