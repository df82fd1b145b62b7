"""Deeds about the councils a school deals with: whom to write to in which role, and the earlier days that a council asks for."""

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from sendco_desk.domain.casework import CaseFile
from sendco_desk.domain.codes import COUNCIL_ROLES, LOCAL_DATES
from sendco_desk.domain.councils import CouncilContact, CouncilDate
from sendco_desk.domain.pupil import Residence
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.school import School
from sendco_desk.services.clockwork import Changed
from sendco_desk.services.letter_checks import findings_about_reader, need_clean

if TYPE_CHECKING:
    from sendco_desk.store.notebook import Notebook

RUNGS = ("case_officer", "team_manager", "head_of_send")
"""The roles at a council in the order in which a school writes to them."""
_RANK_WORDS = frozenset({
    "council", "county", "city", "borough", "metropolitan", "district", "london", "royal", "of", "the", "mbc", "unitary", "authority", "local", "and",
})


def council_key(name: str) -> str:
    """A council's name without its rank, to tell that Marlshire and Marlshire County Council are one. Derby and Derbyshire stay two."""
    words = re.findall(r"\w+", name.casefold())
    return " ".join(word for word in words if word not in _RANK_WORDS) or " ".join(words)


@dataclass(frozen=True, slots=True)
class Councils:
    """Contacts and local days, by council."""

    book: "Notebook"

    def names(self) -> list[str]:
        """Every council that the notebook knows of, each once, by name."""
        named = [school.authority for school in self.book.all(School)]
        named += [case.authority for case in self.book.all(CaseFile)] + [home.authority for home in self.book.all(Residence)]
        named += [contact.authority for contact in self.book.all(CouncilContact)] + [day.authority for day in self.book.all(CouncilDate)]
        once = {council_key(name): name.strip() for name in reversed(named) if name.strip()}
        return sorted(once.values(), key=str.casefold)

    # Whom to write to

    def contacts(self, authority: str = "") -> list[CouncilContact]:
        """Every contact, or a council's, in the order of roles."""
        roles, wanted = list(COUNCIL_ROLES), council_key(authority)
        found = [one for one in self.book.all(CouncilContact) if not wanted or council_key(one.authority) == wanted]
        return sorted(found, key=lambda one: (one.authority.casefold(), roles.index(one.role), one.name.casefold()))

    def contact(self, authority: str, role: str) -> CouncilContact | None:
        """Whom to write to at a council in a role, or at the service of its area; of several the last recorded."""
        wanted = council_key(authority)
        found = [one for one in self.book.all(CouncilContact, role=role) if council_key(one.authority) == wanted]
        return found[-1] if found and wanted else None

    def save_contact(self, contact: CouncilContact) -> Changed:
        """Add a contact, or keep a changed one. The Ombudsman is none: a school cannot write there."""
        need_clean(findings_about_reader(contact.name, contact.authority, contact.email, contact.address), "name")
        with self.book.writing(f"Recorded a contact: {COUNCIL_ROLES[contact.role].lower()}") as page:
            page.put(contact)
        return page.changed

    def remove_contact(self, contact: UUID) -> Changed:
        """Take a contact out; undo brings it back."""
        with self.book.writing("Took out a contact") as page:
            page.remove(page.get(CouncilContact, contact))
        return page.changed

    def keep_reader(self, case: UUID, contact: CouncilContact) -> Changed:
        """Keep whom a letter in a case goes to: among the contacts, and the council's case officer with the case as well. One deed.

        Another case may have another officer, so an officer already recorded for the council under another name stays.
        """
        kept, there = self.book.get(CaseFile, case), self.contact(contact.authority, contact.role)
        need_clean(findings_about_reader(contact.name, contact.authority, contact.email, contact.address), "to")
        officer = contact.role == RUNGS[0] and council_key(contact.authority) == council_key(kept.authority)
        with self.book.writing(f"Kept a contact: {COUNCIL_ROLES[contact.role].lower()}", kept.pupil) as page:
            if officer:
                page.put(replace(kept, case_officer=contact.name, case_officer_email=contact.email))
            if not officer or there is None or there.name == contact.name:
                same = replace(contact, id=there.id, authority=there.authority, telephone=there.telephone) if there else contact
                page.put(same)
        return page.changed

    # The council's own days

    def dates(self, authority: str = "") -> list[CouncilDate]:
        """Every local day, or a council's, earliest first."""
        wanted = council_key(authority)
        found = [one for one in self.book.all(CouncilDate) if not wanted or council_key(one.authority) == wanted]
        return sorted(found, key=lambda one: (one.on, one.authority.casefold()))

    def save_date(self, day: CouncilDate) -> Changed:
        """Add a council's own day, or keep a changed one."""
        same = [one for one in self.dates(day.authority) if one.id != day.id and (one.what, one.on) == (day.what, day.on)]
        if same:
            raise Refused("This day is already recorded for that council.", field="on")
        with self.book.writing(f"Recorded a council’s own day: {LOCAL_DATES[day.what].lower()}") as page:
            page.put(day)
        return page.changed

    def remove_date(self, day: UUID) -> Changed:
        """Take a council's own day out; undo brings it back."""
        with self.book.writing("Took out a council’s own day") as page:
            page.remove(page.get(CouncilDate, day))
        return page.changed
