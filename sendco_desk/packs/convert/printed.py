"""What a converter hands back, and the few things that all converters do alike: naming their PDF and saying what a damaged file is."""

import errno
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sendco_desk.domain.refusals import Trouble
from sendco_desk.packs.source import BlackedPage, Finding, Limits, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A document on pages. ``left_out`` is the sentence that says what is not on them; empty when everything is.

    ``attachments`` are the names of files that lie inside and are not printed, ``attachment_prints`` the SHA-256 of each.
    """

    pages: int
    actions: tuple[str, ...] = ()
    left_out: str = ""
    image_only: bool = False
    attachments: tuple[str, ...] = ()
    attachment_prints: tuple[str, ...] = ()
    first_width: float = 0.0
    findings: tuple[Finding, ...] = ()
    page_prints: tuple[str, ...] = ()
    signed: bool = False
    blacked: tuple[BlackedPage, ...] = ()


Converter = Callable[[Source, Path, Limits], Printed]
"""``converter(source, out, limits)`` writes the PDF ``out`` and raises Refused for what it cannot print."""

SIGNS_OF_DAMAGE = (
    ArithmeticError,
    AttributeError,  # the libraries trip over parts that are not there
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,  # Pillow's word for a broken PNG
    TypeError,
    ValueError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)
"""What the reading libraries raise when a file is not what it should be."""

_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO, errno.EMFILE}


def raise_if_disk(error: BaseException) -> None:
    """A full or locked disk is the machine's fault, not the document's."""
    if isinstance(error, OSError) and error.errno in _DISK:
        raise Trouble("The disk is full or cannot be written. Nothing was lost: free some space and try again.") from error


def listed(names: tuple[str, ...], most: int = 6) -> str:
    """Names in a sentence: "a, b and c", cut short where there are very many."""
    shown = [*names[:most], f"{len(names) - most} more"] if len(names) > most else list(names)
    return " and ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else "".join(shown)


def counted(number: int, one: str, many: str = "") -> str:
    """ "1 page", "2 pages"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def sized(size: int) -> str:
    """ "640 bytes", "34 kB", "2.1 MB"."""
    if size < 1000:
        return counted(size, "byte")
    return f"{size / 1000:.0f} kB" if size < 999_500 else f"{size / 1_000_000:.1f} MB"
