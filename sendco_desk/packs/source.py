"""A document as the pack receives it, and what became of it. Start here: every converter takes a Source and answers with a Converted."""

import functools
import hashlib
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from sendco_desk.domain.redactions import Box

_STEERING = ("Cc", "Cs", "Zl", "Zp")
_TURNING = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_BLOCK = 1 << 16  # larger ones are slower: each would be fresh memory from the system


@dataclass(frozen=True, slots=True, kw_only=True)
class Blacked:
    """Boxes on one page that are blacked out, and why. The page counts from 1, as converted, before it is turned or others are left out.

    ``words`` are those that must not be found on that page afterwards, empty where the boxes were drawn by hand: they are never printed
    and never told. ``page_print`` is that of the page as it was marked, empty where it is not known.
    """

    page: int
    boxes: tuple[Box, ...]
    reason: str
    words: str = field(default="", repr=False)
    page_print: str = field(default="", repr=False)
    reviewed_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlackedPage:
    """A page of which parts were blacked out, as it goes in: how many boxes, why, whether each was looked at by somebody else,
    and which words must not be found on it."""

    page: int
    boxes: int
    reasons: tuple[str, ...]
    reviewed: bool = False
    words: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Handling:
    """What the maker wants done to a document's pages before they go into a pack. Pages are counted from 1, as converted.

    ``turns`` are (page, degrees clockwise: 90, 180 or 270), ``straightened`` are (page, degrees clockwise, less than 15 either way),
    ``left_out`` pages do not go in. ``finest`` is the dots per inch that pictures are brought down to, 0 leaving them as they are;
    ``recognised`` lets the words of scans be read, where a program for that is found. ``blacked`` is what must not be seen, or found.
    """

    turns: tuple[tuple[int, int], ...] = ()
    straightened: tuple[tuple[int, float], ...] = ()
    left_out: tuple[int, ...] = ()
    finest: int = 200
    recognised: bool = True
    blacked: tuple[Blacked, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One document, wherever it is kept: ``open`` gives a fresh seekable stream each time and must survive pickling.

    ``passwords`` are tried in turn after ``password`` where it is locked.
    """

    name: str
    open: Callable[[], BinaryIO]
    media_type: str = ""
    password: str = field(default="", repr=False)
    passwords: tuple[str, ...] = field(default=(), repr=False)
    handling: Handling = Handling()


class Outcome(StrEnum):
    """What became of a document: all of it is in, part of it is in, or none of it."""

    INCLUDED = "included"
    PARTIAL = "partial"
    REFUSED = "refused"


class Noticed(StrEnum):
    """What can be noticed about the pages of a document that its maker may want to put right."""

    UPSIDE_DOWN = "upside down"
    SIDEWAYS = "sideways"
    SKEWED = "skewed"
    BLANK = "blank"
    SIGNED = "signed"
    REPEATED = "repeated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something noticed on pages of a document, counted from 1. ``degrees`` is the turn clockwise that would put them right.

    ``words`` is the sentence for the maker; nothing is changed until the maker says so.
    """

    noticed: Noticed
    words: str
    pages: tuple[int, ...] = ()
    degrees: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one document may ask of the machine before it is refused."""

    max_bytes: int = 200_000_000
    max_pages: int = 3_000
    max_pixels: int = 120_000_000
    seconds: float = 120.0
    memory: int = 2_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """One document after conversion.

    ``pdf`` is a clean PDF in the worker's folder, None when refused; ``sha256`` is of the original bytes; ``attachments`` are the names
    of files that lie inside it and are not printed, ``attachment_prints`` the SHA-256 of each, ``enclosed`` the names of those that are
    documents of the same pack; ``locked`` says that it was refused because no password opens it; ``first_width`` is how wide its first page
    is as seen, in points, 0 where it was not measured. ``findings`` are what was noticed on its pages; ``page_prints`` a short fingerprint
    of what each page shows, by which the same page is known again; ``signed`` says that a digital signature of the original does not hold
    for the pages in the pack. ``blacked`` are its pages of which parts are blacked out.
    """

    name: str
    outcome: Outcome
    reason: str | None = None
    pdf: Path | None = None
    pages: int = 0
    sha256: str = ""
    actions: tuple[str, ...] = ()
    image_only: bool = False
    attachments: tuple[str, ...] = ()
    attachment_prints: tuple[str, ...] = ()
    enclosed: tuple[str, ...] = ()
    locked: bool = False
    first_width: float = 0.0
    findings: tuple[Finding, ...] = ()
    page_prints: tuple[str, ...] = ()
    signed: bool = False
    blacked: tuple[BlackedPage, ...] = ()


def path_source(path: Path, password: str = "") -> Source:
    """The document that lies in a file."""
    return Source(name=printable(path.name), open=functools.partial(_open_file, path), password=password)


def printable(name: str) -> str:
    """A file name as it can be printed: some systems let signs into it that steer a terminal or turn the direction of reading."""
    return "".join("_" if unicodedata.category(letter) in _STEERING or letter in _TURNING else letter for letter in name)


def _open_file(path: Path) -> BinaryIO:
    return path.open("rb")


def sha256_of(source: Source) -> str:
    """The SHA-256 of the original bytes, read a block at a time."""
    digest = hashlib.sha256()
    with source.open() as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def sha256_of_bytes(data: bytes) -> str:
    """The SHA-256 of bytes at hand."""
    return hashlib.sha256(data).hexdigest()


def size_of(source: Source) -> int:
    """The length of the document in bytes."""
    with source.open() as stream:
        return stream.seek(0, 2)
