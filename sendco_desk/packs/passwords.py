"""Passwords of documents that come locked: each that is known is tried on each, and a refusal for want of one is told from the others."""

from collections.abc import Iterator

from sendco_desk.packs.source import Converted, Outcome, Source

LOCKED_PDF = "The PDF is locked with a password. Give the password, or ask the sender for a copy without one."
WRONG_FOR_PDF = "That password does not open the PDF. Ask the sender for the right one, or for a copy without a password."
LOCKED_ZIP = "The ZIP archive is locked with a password. Give the password, or ask the sender for the documents without one."
WRONG_FOR_ZIP = "That password does not open the ZIP archive. Ask the sender for the right one, or for the documents without a password."

_FOR_WANT = frozenset((LOCKED_PDF, WRONG_FOR_PDF, LOCKED_ZIP, WRONG_FOR_ZIP))


def known(source: Source) -> tuple[str, ...]:
    """The passwords to try on a document, its own first, each once."""
    return tuple(dict.fromkeys(word for word in (source.password, *source.passwords) if word))


def as_bytes(words: str) -> Iterator[bytes]:
    """A password as the programs that lock archives write it down: the old DOS letters, then Unicode."""
    found = dict.fromkeys(words.encode(encoding, "ignore") for encoding in ("utf-8", "cp437", "cp1252"))
    yield from (each for each in found if each)


def asks_for_password(reason: str | None) -> bool:
    """True for the reason of a document that a password, or another one, would open."""
    return reason in _FOR_WANT


def is_locked(converted: Converted) -> bool:
    """True for a document that is left out only because no password opens it."""
    return converted.outcome is Outcome.REFUSED and asks_for_password(converted.reason)
