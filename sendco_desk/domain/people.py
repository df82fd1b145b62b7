"""The people around a pupil: who they are, and who holds parental responsibility."""

from dataclasses import dataclass
from typing import ClassVar

from sendco_desk.domain.codes import RELATIONSHIPS, said
from sendco_desk.domain.records import PupilRecord
from sendco_desk.domain.refusals import Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactPerson(PupilRecord):
    """A parent, carer or other contact. Parental responsibility is recorded, never inferred from the relationship."""

    KIND: ClassVar[str] = "contact_person"
    TITLE: ClassVar[str] = "Person"
    NAMES: ClassVar[tuple[str, ...]] = ("forename", "surname")
    PROSE: ClassVar[tuple[str, ...]] = ("address", "telephone", "email", "notes")
    title: str = ""
    forename: str = ""
    surname: str = ""
    relationship: str = "OTH"
    parental_responsibility: bool = False
    gets_letters: bool = False
    order: int = 1
    address: str = ""
    postcode: str = ""
    telephone: str = ""
    email: str = ""
    interpreter: str = ""
    notes: str = ""

    def __post_init__(self) -> None:
        if not (self.forename.strip() or self.surname.strip()):
            raise Refused("Give the person’s name.", field="surname")

    @property
    def full_name(self) -> str:
        """Title, forename and surname."""
        return " ".join(part for part in (self.title, self.forename, self.surname) if part)

    @property
    def relationship_words(self) -> str:
        """`Mother`, or the code where no words are known."""
        return said(RELATIONSHIPS, self.relationship)
