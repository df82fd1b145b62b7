"""Documents on disk: each one an encrypted file, read piece by piece in memory and never laid down in clear.

A file is a head and then segments of 1 MiB, each sealed by itself (AES-256-GCM) under a key of the file's own. The nonce of a
segment is its number and whether it is the last (as in STREAM, Hoang and others 2015), so segments cannot be swapped, dropped or cut off.
The head seals the document's hash and size and vouches for the file's name, so files cannot be swapped either.
The name is a keyed hash of the content: the same document is kept once, and the name tells nobody which one it is.
"""

import io
import os
import re
import secrets
import struct
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.store.disk import disk_failures, remove_parts, written_beside
from sendco_desk.store.keys import Keys, authenticate, derive
from sendco_desk.store.windows import sync_folder

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

SEGMENT = 1 << 20
_MAGIC, _SALT, _TAG = b"SDA1", 32, 16
_FACTS = struct.Struct(">32sQ")  # the document's SHA-256 and its size
_HEAD = len(_MAGIC) + _SALT + _FACTS.size + _TAG
_NUMBER_OF_HEAD = 0xFFFFFFFF
_MIDDLE, _LAST, _OF_HEAD = 0, 1, 2
_NAME = re.compile(r"[0-9a-f]{64}")

_DAMAGED = (
    "This document’s file is damaged on the disk, so it cannot be shown. The rest of the notebook is not touched by this. "
    "A backup may hold it whole: restore the backup beside this notebook and add the document again from there."
)
_MISSING = (
    "This document’s file is missing from the notebook’s folder. The rest of the notebook is not touched by this. "
    "A backup may hold it: restore the backup beside this notebook and add the document again from there."
)
_CANNOT_OPEN = "This file could not be opened. Check that it is still there and that no other program has it open."
_CANNOT_READ = "This file could not be read to its end. Copy it to this computer, check that it opens there, and add the copy."


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A document as it is kept: the name of its file, and the hash and size of what is in it."""

    name: str
    sha256: str
    size: int


class Attachments:
    """The documents of one notebook folder, or of one backup."""

    def __init__(self, folder: Path, keys: Keys) -> None:
        self.root = folder / "attachments"
        self._folder = folder
        self._keys = keys

    def put(self, source: BinaryIO | Path) -> Stored:
        """Keep a document durably. When this returns it is safe on disk; the same content again is the same one file."""
        with disk_failures():
            _make_folders(self.root)
        if isinstance(source, Path):
            with _opened_source(source) as stream:
                return self._kept(stream)
        return self._kept(source)

    def open(self, name: str) -> BinaryIO:
        """The document as a seekable stream that decrypts what is asked for, and no more. Raises Trouble for damage."""
        return open_attachment(self._folder, self._keys, name)

    def path(self, name: str) -> Path:
        """Where the encrypted file stands, for a backup to link or copy."""
        return _place(self.root, name)

    def has(self, name: str) -> bool:
        """Whether the file is there. ``verify`` tells whether it is whole."""
        return self.path(name).exists()

    def facts(self, name: str) -> Stored:
        """The hash and size that were sealed when the document came in. Raises Trouble for a damaged head."""
        with _opened_segments(self._folder, self._keys, name) as segments:
            return segments.stored

    def verify(self, name: str) -> Stored:
        """Read the document to its end and compare it with what was sealed when it came in. Raises Trouble for any damage."""
        with _opened_segments(self._folder, self._keys, name) as segments:
            digest = sha256()
            for number in range(segments.count):
                digest.update(segments.segment(number))
            if digest.hexdigest() != segments.stored.sha256 or _name(self._keys, digest.digest()) != name:
                raise Trouble(_DAMAGED)
            return segments.stored

    def names(self) -> list[str]:
        """The names of all files that are there, in order."""
        with disk_failures():
            return sorted(file.name for file in self.root.glob("*/*/*") if _NAME.fullmatch(file.name))

    def remove_unused(self, keep: Collection[str]) -> list[str]:
        """Delete every file but those to keep; tells which went. Backups that hold them still do."""
        wanted = set(keep)
        unused = [name for name in self.names() if name not in wanted]
        with disk_failures():
            for name in unused:
                self.path(name).unlink(missing_ok=True)
        return unused

    def clear_leftovers(self) -> int:
        """Sweep away what a killed process left half written. For the one who holds the notebook's lock, before any ``put``."""
        return remove_parts(self.root)

    def _kept(self, stream: BinaryIO) -> Stored:
        with written_beside(self.root) as beside:
            stored = _encrypted(stream, beside.file, self._keys)
            if not self._is_whole(stored.name):  # a damaged file is healed by the same document coming in again
                place = self.path(stored.name)
                _make_folders(place.parent.parent, place.parent)
                beside.take_place(place)
        return stored

    def _is_whole(self, name: str) -> bool:
        try:
            return self.has(name) and bool(self.verify(name))
        except Trouble:
            return False


def open_attachment(folder: Path, keys: Keys, name: str) -> BinaryIO:
    """The document as a seekable stream that decrypts what is asked for; top-level so that a worker process can be sent it."""
    return io.BufferedReader(_opened_segments(folder, keys, name), buffer_size=1 << 16)


class _Segments(io.RawIOBase):
    """A document's bytes, decrypted a segment at a time; the one last used is remembered."""

    def __init__(self, file: BinaryIO, keys: Keys, name: str) -> None:
        super().__init__()
        self._file = file
        head = file.read(_HEAD)
        salt = head[len(_MAGIC) : len(_MAGIC) + _SALT]
        self._cipher = _cipher(keys, salt)
        facts = _unsealed(self._cipher, _nonce(_NUMBER_OF_HEAD, _OF_HEAD), head[len(_MAGIC) + _SALT :], head[: len(_MAGIC)] + name.encode())
        digest, size = _FACTS.unpack(facts)
        self.stored = Stored(name=name, sha256=digest.hex(), size=size)
        self.count = max(1, -(-size // SEGMENT))
        if os.fstat(file.fileno()).st_size != _HEAD + size + self.count * _TAG:
            raise Trouble(_DAMAGED)
        self._at = 0
        self._number, self._plain = -1, b""

    def segment(self, number: int) -> bytes:
        """The plain bytes of one segment."""
        if number != self._number:
            with disk_failures():
                self._file.seek(_HEAD + number * (SEGMENT + _TAG))
                sealed = self._file.read(SEGMENT + _TAG)
            kind = _LAST if number == self.count - 1 else _MIDDLE
            self._plain, self._number = _unsealed(self._cipher, _nonce(number, kind), sealed, None), number
        return self._plain

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        self._check_open()
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        self._check_open()
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self.stored.size}[whence]
        if start + offset < 0:
            raise ValueError("A document has no bytes before its first.")
        self._at = start + offset
        return self._at

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        self._check_open()
        view = memoryview(buffer).cast("B")
        if self._at >= self.stored.size or not view:
            return 0
        number, start = divmod(self._at, SEGMENT)
        piece = memoryview(self.segment(number))[start : start + len(view)]
        view[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def close(self) -> None:
        self._plain = b""
        self._file.close()
        super().close()

    def _check_open(self) -> None:
        if self.closed:
            raise ValueError("This document was closed.")


def _opened_segments(folder: Path, keys: Keys, name: str) -> _Segments:
    place = _place(folder / "attachments", name)
    if not place.exists():
        raise Trouble(_MISSING)
    with disk_failures():
        file = place.open("rb")
        try:
            return _Segments(file, keys, name)
        except (Trouble, OSError):
            file.close()
            raise


def _encrypted(stream: BinaryIO, file: BinaryIO, keys: Keys) -> Stored:
    """Write the document's segments, then its head, whose place was kept free: only the end tells hash, size and name."""
    salt = secrets.token_bytes(_SALT)
    cipher = _cipher(keys, salt)
    file.write(bytes(_HEAD))
    digest, size = sha256(), 0
    for number, (piece, last) in enumerate(_pieces(stream)):
        digest.update(piece)
        size += len(piece)
        file.write(cipher.encrypt(_nonce(number, _LAST if last else _MIDDLE), piece, None))
    name = _name(keys, digest.digest())
    facts = cipher.encrypt(_nonce(_NUMBER_OF_HEAD, _OF_HEAD), _FACTS.pack(digest.digest(), size), _MAGIC + name.encode())
    file.seek(0)
    file.write(_MAGIC + salt + facts)
    return Stored(name=name, sha256=digest.hexdigest(), size=size)


def _pieces(stream: BinaryIO) -> Iterator[tuple[bytes, bool]]:
    """The document in segments, each with whether it is the last. An empty document is one empty segment."""
    piece, following = _piece(stream), b""
    while len(piece) == SEGMENT and (following := _piece(stream)):
        yield piece, False
        piece = following
    yield piece, True


def _piece(stream: BinaryIO) -> bytes:
    """The next segment in full: a stream may give less than was asked for."""
    found = bytearray()
    try:
        while len(found) < SEGMENT and (more := stream.read(SEGMENT - len(found))):
            found += more
    except OSError as error:
        raise Refused(_CANNOT_READ, field="file") from error
    return bytes(found)


def _opened_source(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise Refused(_CANNOT_OPEN, field="file") from error


def _make_folders(*levels: Path) -> None:
    """Make folders durably, the outer first: a synced file in a folder that a crash forgot is lost all the same."""
    for level in levels:
        if not level.exists():
            level.mkdir(exist_ok=True)
            sync_folder(level.parent)


def _place(root: Path, name: str) -> Path:
    if not _NAME.fullmatch(name):
        raise ValueError("An attachment’s name is 64 hex digits.")
    return root / name[:2] / name[2:4] / name


def _name(keys: Keys, digest: bytes) -> str:
    return authenticate(keys.attachment_names(), digest)


def _cipher(keys: Keys, salt: bytes) -> AESGCM:
    return AESGCM(derive(keys.attachments(), salt=salt, use="one attachment"))


def _nonce(number: int, kind: int) -> bytes:
    return struct.pack(">7xIB", number, kind)  # the key is the file's own, so a counter is never used twice


def _unsealed(cipher: AESGCM, nonce: bytes, sealed: bytes, vouched: bytes | None) -> bytes:
    try:
        return cipher.decrypt(nonce, sealed, vouched)
    except (InvalidTag, ValueError) as error:  # ValueError: shorter than a tag
        raise Trouble(_DAMAGED) from error
