"""A document as the pack receives it, and what became of it. Start here: every converter takes a Source and answers with a Converted."""

import functools
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

_BLOCK = 1 << 16  # larger ones are slower: each would be fresh memory from the system


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One document, wherever it is kept: ``open`` gives a fresh seekable stream each time and must survive pickling."""

    name: str
    open: Callable[[], BinaryIO]
    media_type: str = ""
    password: str = field(default="", repr=False)


class Outcome(StrEnum):
    """What became of a document: all of it is in, part of it is in, or none of it."""

    INCLUDED = "included"
    PARTIAL = "partial"
    REFUSED = "refused"


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
    of files that lie inside it and are not printed; ``first_width`` is how wide its first page is as seen, in points, 0 where it was not
    measured.
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
    first_width: float = 0.0


def path_source(path: Path, password: str = "") -> Source:
    """The document that lies in a file."""
    return Source(name=path.name, open=functools.partial(_open_file, path), password=password)


def _open_file(path: Path) -> BinaryIO:
    return path.open("rb")


def sha256_of(source: Source) -> str:
    """The SHA-256 of the original bytes, read a block at a time."""
    digest = hashlib.sha256()
    with source.open() as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def size_of(source: Source) -> int:
    """The length of the document in bytes."""
    with source.open() as stream:
        return stream.seek(0, 2)
