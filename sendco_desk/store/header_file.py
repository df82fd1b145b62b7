"""The header as it lies on disk: two identical copies of a small JSON file that holds the slots and no secret.

What every later format keeps, so that an older program can be polite about it: a JSON object with ``magic``, ``format``,
``generation`` and ``checksum``, the SHA-256 of everything else in it. The checksum finds damage before anybody has unlocked;
the seal, an HMAC under the notebook's own key, finds edits once somebody has.
"""

import hmac
import json
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.store.disk import disk_failures, write_durably
from sendco_desk.store.keys import Keys, authenticate
from sendco_desk.store.slots import Cost, Person, PersonSlot, RecoverySlot, Role

MAGIC = "sendco-desk notebook"
FORMAT = 1
COPIES = ("header.json", "header.bak")

NOT_A_NOTEBOOK = "There is no notebook in this folder. Choose the folder whose name ends in .sendco."
BOTH_DAMAGED = (
    "The two copies of this notebook’s key file are damaged or missing, so it cannot be unlocked. "
    "Nothing else is changed: restore the notebook from its last backup."
)
NEWER = "This notebook was made by a newer SENDCo Desk. Update SENDCo Desk on this computer, then open it again; nothing was changed."

_LARGEST = 1 << 20
Fields = dict[str, Any]  # JSON as read, before it is checked


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Who can open a notebook, and the sealed key for each of them."""

    notebook: str
    generation: int
    made: str
    slots: tuple[PersonSlot, ...]
    recovery: RecoverySlot
    seal: str = ""

    @property
    def people(self) -> tuple[Person, ...]:
        """Those who can open the notebook, in the order they were added."""
        return tuple(slot.person for slot in self.slots)


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """What was found on disk: each copy with the header it holds (None for a damaged one), and the newest of them."""

    found: tuple[tuple[str, Header | None], ...]
    newest: tuple[Header, ...]

    @property
    def agree(self) -> bool:
        """Whether both copies are whole and the same."""
        return all(header == self.newest[0] for _, header in self.found)


class DamagedCopy(Exception):
    """This copy is not what was written."""


def read_copies(folder: Path) -> Copies:
    """Read both copies. An older one is never used: it would keep an old passphrase alive. Raises Refused and Trouble."""
    troubles: list[Trouble] = []
    found = tuple((copy, _readable(folder / copy, troubles)) for copy in COPIES)
    whole = [header for _, header in found if header is not None]
    if not whole:
        raise troubles[0] if troubles else _nothing_readable(folder)
    generation = max(header.generation for header in whole)
    # Two copies of one generation that differ mean an edit from outside: the seal tells later which one is ours.
    newest = tuple(dict.fromkeys(header for header in whole if header.generation == generation))
    return Copies(found=found, newest=newest)


def write_header(folder: Path, header: Header, keys: Keys) -> Header:
    """Seal a header as the next generation and write both copies, the first whole before the second is touched."""
    sealed = _sealed(replace(header, generation=header.generation + 1), keys)
    for copy in COPIES:
        write_durably(folder / copy, rendered(sealed))
    return sealed


def is_sealed(header: Header, keys: Keys) -> bool:
    """Whether the header is as this program wrote it, name by name and role by role."""
    return hmac.compare_digest(header.seal, _sealed(header, keys).seal)


def rendered(header: Header) -> bytes:
    """The file's bytes."""
    fields = {**_fields(header), "seal": header.seal}
    return json.dumps({**fields, "checksum": checksum(fields)}, indent=1, ensure_ascii=False).encode() + b"\n"


def parsed(data: bytes) -> Header:
    """The header in a file's bytes. Raises Refused for a newer format; anything that was not written so is damage."""
    try:
        fields = json.loads(data)
        if fields["magic"] != MAGIC or fields.pop("checksum") != checksum(fields):
            raise DamagedCopy
        if fields["format"] > FORMAT:
            raise Refused(NEWER)
        return _header(fields)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise DamagedCopy from error


def _readable(path: Path, troubles: list[Trouble]) -> Header | None:
    """The header in one copy; None where it is missing, damaged or out of reach, and in the last case why."""
    if not path.exists():
        return None
    try:
        with disk_failures(), path.open("rb") as file:
            return parsed(file.read(_LARGEST))
    except DamagedCopy:
        return None
    except Trouble as trouble:
        troubles.append(trouble)
        return None


def _nothing_readable(folder: Path) -> Refused | Trouble:
    lost = any((folder / name).exists() for name in (*COPIES, "notebook.db"))
    return Trouble(BOTH_DAMAGED) if lost else Refused(NOT_A_NOTEBOOK, field="folder")


def _sealed(header: Header, keys: Keys) -> Header:
    return replace(header, seal=authenticate(keys.header(), _canonical(_fields(header))))


def checksum(fields: Fields) -> str:
    """The hash that finds damage, of everything in the file but itself."""
    return sha256(_canonical(fields)).hexdigest()


def _canonical(fields: Fields) -> bytes:
    return json.dumps(fields, sort_keys=True, separators=(",", ":")).encode()


def _fields(header: Header) -> Fields:
    return {
        "magic": MAGIC,
        "format": FORMAT,
        "generation": header.generation,
        "notebook": header.notebook,
        "made": header.made,
        "people": [_person_fields(slot) for slot in header.slots],
        "recovery": _lock_fields(header.recovery),
    }


def _person_fields(slot: PersonSlot) -> Fields:
    return {
        "slot": slot.person.slot,
        "name": slot.person.name,
        "role": slot.person.role.value,
        "argon2id": {"memory_kib": slot.cost.memory_kib, "passes": slot.cost.passes, "lanes": slot.cost.lanes},
        **_lock_fields(slot),
    }


def _lock_fields(slot: PersonSlot | RecoverySlot) -> Fields:
    return {"salt": slot.salt.hex(), "nonce": slot.nonce.hex(), "wrapped": slot.wrapped.hex()}


def _header(fields: Fields) -> Header:
    return Header(
        notebook=_text(fields["notebook"]),
        generation=_number(fields["generation"]),
        made=_text(fields["made"]),
        slots=tuple(_person_slot(person) for person in fields["people"]),
        recovery=RecoverySlot(**_lock(fields["recovery"])),
        seal=_text(fields["seal"]),
    )


def _person_slot(fields: Fields) -> PersonSlot:
    person = Person(name=_text(fields["name"]), role=Role(fields["role"]), slot=_text(fields["slot"]))
    cost = {name: _number(fields["argon2id"][name]) for name in ("memory_kib", "passes", "lanes")}
    return PersonSlot(person=person, cost=Cost(**cost), **_lock(fields))


def _lock(fields: Fields) -> dict[str, bytes]:
    lock = {name: bytes.fromhex(fields[name]) for name in ("salt", "nonce", "wrapped")}
    if [len(part) for part in lock.values()] != [16, 12, 48]:
        raise DamagedCopy
    return lock


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise DamagedCopy
    return value


def _number(value: object) -> int:
    if not isinstance(value, int):
        raise DamagedCopy
    return value
