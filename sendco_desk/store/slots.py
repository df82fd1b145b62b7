"""A slot holds the notebook's key wrapped for one person's passphrase, or for the recovery code. Nothing in it is secret."""

import secrets
import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from argon2.exceptions import HashingError
from argon2.low_level import ARGON2_VERSION, Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.store.keys import KEY_BYTES, Keys
from sendco_desk.store.recovery import recovery_key

SHORTEST_PASSPHRASE = 10
_ADVICE = "Three or four words that you can remember are best."
_NO_MEMORY = "This computer has too little free memory to unlock. Close other programs and try again; the notebook is safe."
_SALT_BYTES, _NONCE_BYTES = 16, 12


class Role(StrEnum):
    """What a person does in the notebook. The app keeps to it; the encryption does not know it."""

    SENDCO = "sendco"
    ASSISTANT = "assistant"
    HEAD = "head"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who can open the notebook."""

    name: str
    role: Role
    slot: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """How much work one try of a passphrase is (Argon2id, RFC 9106)."""

    memory_kib: int
    passes: int
    lanes: int

    def __post_init__(self) -> None:
        # A header made elsewhere must not be able to hang the computer, nor ask Argon2 for what it cannot do.
        if not (1 <= self.lanes <= 16 and 8 * self.lanes <= self.memory_kib <= 1 << 20 and 1 <= self.passes <= 64):
            raise ValueError("This cost of a passphrase is outside what Argon2id and this computer can do.")


STANDARD = Cost(memory_kib=64 * 1024, passes=3, lanes=4)
TINY = Cost(memory_kib=8, passes=1, lanes=1)
"""For tests only: no protection at all."""

_MOST_MEMORY_KIB = 256 * 1024  # an office PC with 8 GB must still unlock with everything else open


def measured_cost(seconds: float = 0.7, stopwatch: Callable[[], float] = time.perf_counter) -> Cost:
    """The standard cost raised until one try takes about this long here; memory first, because memory hurts a guesser most."""
    start = stopwatch()
    _stretched("how long does one try take?", bytes(_SALT_BYTES), STANDARD)
    spare = seconds / max(stopwatch() - start, 1e-3)
    memory_kib = min(max(int(STANDARD.memory_kib * spare), STANDARD.memory_kib), _MOST_MEMORY_KIB)
    passes = int(STANDARD.passes * spare * STANDARD.memory_kib / memory_kib)
    return Cost(memory_kib=memory_kib, passes=min(max(passes, STANDARD.passes), 16), lanes=STANDARD.lanes)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonSlot:
    """One person's way in."""

    person: Person
    cost: Cost
    salt: bytes
    nonce: bytes
    wrapped: bytes

    def facts(self) -> bytes:
        """What the wrapping vouches for: change the cost or the salt, and the slot no longer opens.

        Name and role are left to the header's own seal, so that they can change without the person's passphrase.
        """
        cost = self.cost
        return f"argon2id {ARGON2_VERSION} {cost.memory_kib} {cost.passes} {cost.lanes} {self.person.slot} {self.salt.hex()}".encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoverySlot:
    """The printed code's way in."""

    salt: bytes
    nonce: bytes
    wrapped: bytes

    def facts(self) -> bytes:
        """What the wrapping vouches for."""
        return f"recovery {self.salt.hex()}".encode()


def person_slot(keys: Keys, person: Person, passphrase: str, cost: Cost) -> PersonSlot:
    """Wrap the notebook's key for a person's passphrase."""
    salt, nonce = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
    empty = PersonSlot(person=person, cost=cost, salt=salt, nonce=nonce, wrapped=b"")
    wrapped = AESGCM(_stretched(passphrase, salt, cost)).encrypt(nonce, keys.data, _vouched(keys.notebook, empty))
    return replace(empty, wrapped=wrapped)


def recovery_slot(keys: Keys, code: str) -> RecoverySlot:
    """Wrap the notebook's key for the recovery code."""
    salt, nonce = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
    empty = RecoverySlot(salt=salt, nonce=nonce, wrapped=b"")
    return replace(empty, wrapped=AESGCM(recovery_key(code, salt)).encrypt(nonce, keys.data, _vouched(keys.notebook, empty)))


def opened_by_passphrase(notebook: str, slot: PersonSlot, passphrase: str) -> Keys | None:
    """The notebook's keys, or None when this is not the slot's passphrase."""
    return _opened(notebook, slot, _stretched(passphrase, slot.salt, slot.cost))


def opened_by_code(notebook: str, slot: RecoverySlot, code: str) -> Keys | None:
    """The notebook's keys, or None when this is not the notebook's recovery code."""
    return _opened(notebook, slot, recovery_key(code, slot.salt))


def check_new_passphrase(passphrase: str, *, field: str = "passphrase") -> None:
    """Length is what protects: no rule about capitals or digits (NIST SP 800-63B, 5.1.1). Raises Refused."""
    if len(_normal(passphrase).strip()) < SHORTEST_PASSPHRASE:
        raise Refused(f"Choose a passphrase of at least {SHORTEST_PASSPHRASE} characters. {_ADVICE}", field=field)
    if len(set(passphrase)) < 4:
        raise Refused(f"This passphrase repeats the same few characters. {_ADVICE}", field=field)


def new_person(name: str, role: Role, others: tuple[Person, ...] = ()) -> Person:
    """A person with a slot of their own. Raises Refused for an empty name or one that another has."""
    tidy = " ".join(unicodedata.normalize("NFC", name).split())
    if not tidy:
        raise Refused("Type the name of the person who opens the notebook.", field="name")
    if any(same_name(tidy, other.name) for other in others):
        raise Refused("Somebody with this name can open the notebook already. Add an initial or a role to the name.", field="name")
    return Person(name=tidy, role=role, slot=secrets.token_hex(8))


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same to a person: letter case and spaces aside."""
    return _plain_name(one) == _plain_name(other)


def _plain_name(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _opened(notebook: str, slot: PersonSlot | RecoverySlot, key: bytes) -> Keys | None:
    try:
        data = AESGCM(key).decrypt(slot.nonce, slot.wrapped, _vouched(notebook, slot))
    except InvalidTag:
        return None
    return Keys(notebook=notebook, data=data)


def _vouched(notebook: str, slot: PersonSlot | RecoverySlot) -> bytes:
    return f"sendco-desk {notebook} ".encode() + slot.facts()


def _normal(passphrase: str) -> str:
    """The same words typed on another keyboard give the same bytes (NIST SP 800-63B asks for NFKC)."""
    return unicodedata.normalize("NFKC", passphrase)


def _stretched(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    secret = _normal(passphrase).encode("utf-8", "surrogatepass")
    try:
        return hash_secret_raw(secret, salt, cost.passes, cost.memory_kib, cost.lanes, KEY_BYTES, Type.ID, ARGON2_VERSION)
    except HashingError as error:
        raise Trouble(_NO_MEMORY) from error
