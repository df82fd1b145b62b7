"""What the school knows of the councils it deals with: whom to write to, which earlier days they ask for, and its own wording of letters."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from sendco_desk.domain.codes import COUNCIL_ROLES, LOCAL_DATES
from sendco_desk.domain.dates import need_likely_day
from sendco_desk.domain.records import Record, need_code, need_text
from sendco_desk.domain.refusals import Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilContact(Record):
    """Whom the school writes to at a council, or at a service that gives it advice, in one role."""

    KIND: ClassVar[str] = "council_contact"
    TITLE: ClassVar[str] = "Council contact"
    NAMES: ClassVar[tuple[str, ...]] = ("name", "authority")
    authority: str
    role: str = "case_officer"
    name: str = ""
    email: str = ""
    address: str = ""
    telephone: str = ""

    def __post_init__(self) -> None:
        need_text(self.authority, "Name the council that this person or service works for.", "authority")
        need_code(self.role, COUNCIL_ROLES, "the role", "role")
        if not (self.name.strip() or self.email.strip() or self.address.strip()):
            raise Refused("Give a name, an e-mail address or a postal address.", field="name")
        if self.email.strip() and "@" not in self.email:
            raise Refused("This is not an e-mail address: it has no @.", field="email")


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilDate(Record):
    """A day of its own that a council asks schools to keep, earlier than the law's, and where it says so."""

    KIND: ClassVar[str] = "council_date"
    TITLE: ClassVar[str] = "Council’s own date"
    authority: str
    what: str
    on: date
    source: str = ""

    def __post_init__(self) -> None:
        need_text(self.authority, "Name the council that asks for this day.", "authority")
        need_code(self.what, LOCAL_DATES, "what the day is for", "what")
        need_likely_day(self.on, "on")


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterWording(Record):
    """The school's own wording of a letter. ``based_on`` is a fingerprint of the wording it was made from, to tell when that has changed."""

    KIND: ClassVar[str] = "letter_wording"
    TITLE: ClassVar[str] = "Letter wording"
    name: str
    text: str
    based_on: str = ""

    def __post_init__(self) -> None:
        need_text(self.name, "Say which letter this wording is for.", "name")
        need_text(self.text, "The wording is empty: write it, or go back to the wording that came with the app.", "text")
