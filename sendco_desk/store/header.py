"""Who can open the notebook: making it, unlocking, changing and recovering passphrases. Each change rewrites the header, never the data."""

import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.store.disk import write_durably
from sendco_desk.store.header_file import COPIES, Copies, Header, is_sealed, read_copies, rendered, write_header
from sendco_desk.store.keys import Keys, new_keys
from sendco_desk.store.recovery import check_recovery_code, new_recovery_code
from sendco_desk.store.slots import (
    Cost,
    Person,
    PersonSlot,
    Role,
    check_new_passphrase,
    new_person,
    opened_by_code,
    opened_by_passphrase,
    person_slot,
    recovery_slot,
    same_name,
)
from sendco_desk.store.tries import Seconds, count_wrong_try, forget_wrong_tries, wait_before_next_try

__all__ = [
    "add_person",
    "change_passphrase",
    "change_recovery_code",
    "check_recovery_code",
    "create_header",
    "notebook_id",
    "people",
    "recover",
    "remove_person",
    "unlock",
    "wait_before_next_try",
]

WRONG_PASSPHRASE = (
    "That passphrase does not open this notebook. Check Caps Lock and the keyboard’s language and try again, or use the recovery code."
)
_WRONG_CODE = "That recovery code belongs to another notebook, or a newer one was printed since. Look for the sheet with the latest date."
_EDITED = (
    "This notebook’s key file was changed from outside SENDCo Desk, so it is not trusted. "
    "Nothing else is changed: restore the notebook from its last backup."
)
_COPY_REPLACED = (
    "One of the two copies of the notebook’s key file was damaged or out of date. It was replaced from the good one; nothing is lost."
)
_COPY_NOT_REPLACED = (
    "One of the two copies of the notebook’s key file is damaged or out of date and could not be replaced. Make a backup soon."
)

Say = Callable[[str], None]
"""Takes a sentence that the person should see, though the deed succeeded."""


def unsaid(sentence: str) -> None:
    """For callers with nobody to tell."""


def create_header(folder: Path, name: str, role: Role, passphrase: str, cost: Cost, now: datetime) -> tuple[Keys, str]:
    """Make the keys of a new notebook in an existing folder. Returns them with the recovery code, which is shown this once."""
    if any((folder / copy).exists() for copy in COPIES):
        raise Refused("There is a notebook in this folder already. Choose another folder, or open the one that is there.", field="folder")
    person = new_person(name, role)
    check_new_passphrase(passphrase)
    keys, code = new_keys(), new_recovery_code()
    slots = (person_slot(keys, person, passphrase, cost),)
    header = Header(notebook=keys.notebook, generation=0, made=now.isoformat(), slots=slots, recovery=recovery_slot(keys, code))
    write_header(folder, header, keys)
    return keys, code


def people(folder: Path) -> tuple[Person, ...]:
    """Those who can open the notebook, readable before it is unlocked."""
    return read_copies(folder).newest[0].people


def notebook_id(folder: Path) -> str:
    """The notebook's random id, readable before it is unlocked: a backup and its notebook share it."""
    return read_copies(folder).newest[0].notebook


def unlock(folder: Path, passphrase: str, name: str | None = None, *, say: Say = unsaid, now: Seconds = time.time) -> tuple[Keys, Person]:
    """Open the notebook's key with a passphrase, of the named person or of whoever it belongs to.

    A wrong one is counted; the caller waits as ``wait_before_next_try`` says. A damaged copy of the header is replaced, and said.
    """
    copies = read_copies(folder)
    if name is not None:
        _named(copies.newest[0], name)
    ways = ((header, _opened_slot(header, passphrase, name)) for header in copies.newest)
    opened = {header: way for header, way in ways if way is not None}
    if not opened:
        count_wrong_try(folder, now)
        raise Refused(WRONG_PASSPHRASE, field="passphrase")
    header = _trusted((header, keys) for header, (keys, _) in opened.items())
    _mend(folder, copies, header, say)
    forget_wrong_tries(folder)
    return opened[header]


def change_passphrase(folder: Path, keys: Keys, person: Person, old: str, new: str, cost: Cost) -> None:
    """Wrap the key anew for one person; from now on only the new passphrase opens their slot."""
    header = _current(folder, keys)
    slot = _slot_of(header, person)
    if opened_by_passphrase(header.notebook, slot, old) is None:
        raise Refused("That is not your present passphrase. Check Caps Lock and try again.", field="passphrase")
    check_new_passphrase(new, field="new_passphrase")
    _replace_slot(folder, keys, header, person_slot(keys, slot.person, new, cost))


def add_person(folder: Path, keys: Keys, name: str, role: Role, passphrase: str, cost: Cost) -> Person:
    """Give somebody else a passphrase of their own."""
    header = _current(folder, keys)
    person = new_person(name, role, header.people)
    check_new_passphrase(passphrase)
    write_header(folder, replace(header, slots=(*header.slots, person_slot(keys, person, passphrase, cost))), keys)
    return person


def remove_person(folder: Path, keys: Keys, person: Person) -> None:
    """Take somebody's passphrase away. Raises Refused for the last SENDCo, without whom nobody could look after the notebook."""
    header = _current(folder, keys)
    leaving = _slot_of(header, person)
    staying = tuple(slot for slot in header.slots if slot != leaving)
    if not any(slot.person.role is Role.SENDCO for slot in staying):
        raise Refused("This is the last SENDCo of the notebook. Add another SENDCo first, then remove this one.", field="person")
    write_header(folder, replace(header, slots=staying), keys)


def recover(folder: Path, code: str, name: str, new_passphrase: str, cost: Cost, *, say: Say = unsaid) -> tuple[Keys, Person]:
    """Open the notebook with the printed code and set a new passphrase for one person. The code stays good."""
    typed = check_recovery_code(code)
    copies = read_copies(folder)
    ways = ((header, opened_by_code(header.notebook, header.recovery, typed)) for header in copies.newest)
    opened = {header: keys for header, keys in ways if keys is not None}
    if not opened:
        raise Refused(_WRONG_CODE, field="code")
    header = _trusted(opened.items())
    keys = opened[header]
    person = _named(header, name)
    check_new_passphrase(new_passphrase, field="new_passphrase")
    _replace_slot(folder, keys, header, person_slot(keys, person, new_passphrase, cost))
    if not copies.agree:
        say(_COPY_REPLACED)
    forget_wrong_tries(folder)
    return keys, person


def change_recovery_code(folder: Path, keys: Keys) -> str:
    """Make a new recovery code; the printed one no longer opens the notebook. Shown this once."""
    header = _current(folder, keys)
    code = new_recovery_code()
    write_header(folder, replace(header, recovery=recovery_slot(keys, code)), keys)
    return code


def _opened_slot(header: Header, passphrase: str, name: str | None) -> tuple[Keys, Person] | None:
    for slot in header.slots:
        if name is None or same_name(slot.person.name, name):
            keys = opened_by_passphrase(header.notebook, slot, passphrase)
            if keys is not None:
                return keys, slot.person
    return None


def _trusted(opened: Iterable[tuple[Header, Keys]]) -> Header:
    """The first header whose seal its own key confirms."""
    for header, keys in opened:
        if is_sealed(header, keys):
            return header
    raise Trouble(_EDITED)


def _current(folder: Path, keys: Keys) -> Header:
    """The header on disk, for somebody who holds its keys."""
    return _trusted((header, keys) for header in read_copies(folder).newest)


def _mend(folder: Path, copies: Copies, header: Header, say: Say) -> None:
    """Make both copies like the trusted one: an old copy would keep an old passphrase alive."""
    unlike = [copy for copy, found in copies.found if found != header]
    if not unlike:
        return
    try:
        for copy in unlike:
            write_durably(folder / copy, rendered(header))
    except Trouble:
        say(_COPY_NOT_REPLACED)  # the notebook opens all the same, from a stick that may only be read for one
    else:
        say(_COPY_REPLACED)


def _named(header: Header, name: str) -> Person:
    person = next((person for person in header.people if same_name(person.name, name)), None)
    if person is None:
        names = ", ".join(person.name for person in header.people)
        raise Refused(f"Nobody of that name opens this notebook. Choose one of: {names}.", field="name")
    return person


def _slot_of(header: Header, person: Person) -> PersonSlot:
    slot = next((slot for slot in header.slots if slot.person.slot == person.slot), None)
    if slot is None:
        raise Refused("This person can no longer open the notebook. Close it and open it again to see who can.", field="person")
    return slot


def _replace_slot(folder: Path, keys: Keys, header: Header, new: PersonSlot) -> None:
    slots = tuple(new if slot.person.slot == new.person.slot else slot for slot in header.slots)
    write_header(folder, replace(header, slots=slots), keys)
