"""The notebook's one random key and the separate keys that follow from it, one for each use."""

import hmac
import secrets
from dataclasses import dataclass, field
from hashlib import sha256

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """What an unlocked notebook holds in memory. It travels to a worker process whole, but never shows itself."""

    notebook: str
    data: bytes = field(repr=False)

    def database(self) -> str:
        """The raw key of the database, as the 64 hex digits that SQLCipher wants."""
        return self._derived("database").hex()

    def attachments(self) -> bytes:
        """The key that the key of each document's file follows from."""
        return self._derived("attachments")

    def attachment_names(self) -> bytes:
        """The key that turns a document's hash into its file name, so that the name tells nobody what it holds."""
        return self._derived("attachment names")

    def audit(self) -> bytes:
        """The key that chains the audit."""
        return self._derived("audit")

    def drafts(self) -> bytes:
        """The key of the rows that hold what is being typed."""
        return self._derived("drafts")

    def header(self) -> bytes:
        """The key that authenticates the header, so that an edit from outside is found."""
        return self._derived("header")

    def _derived(self, use: str) -> bytes:
        return derive(self.data, salt=self.notebook.encode(), use=use)


def new_keys() -> Keys:
    """Fresh random keys for a new notebook."""
    return Keys(notebook=secrets.token_hex(16), data=secrets.token_bytes(KEY_BYTES))


def derive(secret: bytes, *, salt: bytes, use: str) -> bytes:
    """A key for one use from a secret that is already random (HKDF-SHA256, RFC 5869)."""
    return HKDF(SHA256(), KEY_BYTES, salt, f"sendco-desk {use} v1".encode()).derive(secret)


def authenticate(key: bytes, message: bytes) -> str:
    """The HMAC-SHA256 of a message, in hex."""
    return hmac.new(key, message, sha256).hexdigest()
