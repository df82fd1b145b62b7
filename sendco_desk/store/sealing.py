"""The audit's images lie sealed under one random key per pupil, so that purging a pupil is destroying one key.

The keys themselves lie in the notebook, wrapped under the audit's root key. The school's own records share a key of their own.
"""

import secrets
from collections.abc import Collection
from uuid import UUID

import sqlalchemy as sa
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.store.connection import DAMAGED, Database
from sendco_desk.store.tables import audit_key

SCHOOL = UUID(int=0)
_NONCE_BYTES, _KEY_BYTES, _MANY = 12, 32, 500
PURGED = "The records of this pupil were purged, so this cannot be undone."


class Sealing:
    """Seals and opens images. Keys are fetched when first needed and kept while the notebook is open."""

    def __init__(self, database: Database, root: bytes) -> None:
        self._database = database
        self._root = AESGCM(root)
        self._keys: dict[UUID, AESGCM] = {}

    def seal(self, pupil: UUID | None, plain: bytes, about: bytes) -> bytes:
        """The bytes that only the pupil's key opens again, tied to what they are about. ``prepare`` comes first."""
        return _encrypted(self._keys[pupil or SCHOOL], plain, about)

    def opened(self, pupil: UUID | None, sealed: bytes, about: bytes) -> bytes:
        """What was sealed. Raises Refused once the pupil's key is destroyed."""
        owner = pupil or SCHOOL
        if owner not in self._keys:
            self._fetch([owner])
        if owner not in self._keys:
            raise Refused(PURGED)
        return _decrypted(self._keys[owner], sealed, about)

    def prepare(self, pupils: Collection[UUID | None]) -> None:
        """Have a key for each of these, making those that are new. Inside a transaction."""
        wanted = {pupil or SCHOOL for pupil in pupils}
        self._fetch([owner for owner in wanted if owner not in self._keys])
        fresh = {owner: secrets.token_bytes(_KEY_BYTES) for owner in wanted if owner not in self._keys}
        if fresh:
            rows = [{"pupil": owner, "wrapped": _encrypted(self._root, key, owner.bytes)} for owner, key in fresh.items()]
            self._database.run(audit_key.insert(), rows)
        self._keys |= {owner: AESGCM(key) for owner, key in fresh.items()}

    def forget(self) -> None:
        """After a deed that did not land: a key made in it was never kept."""
        self._keys.clear()

    def _fetch(self, owners: list[UUID]) -> None:
        for start in range(0, len(owners), _MANY):
            query = sa.select(audit_key).where(audit_key.c.pupil.in_(owners[start : start + _MANY]))
            for row in self._database.read(query):
                self._keys[row.pupil] = AESGCM(_decrypted(self._root, row.wrapped, row.pupil.bytes))


def _encrypted(key: AESGCM, plain: bytes, about: bytes) -> bytes:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + key.encrypt(nonce, plain, about)


def _decrypted(key: AESGCM, sealed: bytes, about: bytes) -> bytes:
    try:
        return key.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], about)
    except InvalidTag as error:
        raise Trouble(DAMAGED) from error
