"""E-mails that lie inside their own digital signature (S/MIME, “opaque signed”): the message is taken out of it; the signature is not checked."""

from collections.abc import Iterator
from dataclasses import dataclass

READ_INSIDE = "read from inside its digital signature, which was not checked"

_SIGNED_DATA = bytes.fromhex("2a864886f70d010702")  # 1.2.840.113549.1.7.2 (RFC 5652)
_SEQUENCE, _OCTETS, _MANY_OCTETS, _FIRST_TAGGED = 0x30, 0x04, 0x24, 0xA0
_UNKNOWN_LENGTH, _LONG_TAG = 0x80, 0x1F
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class _Piece:
    """One value: its tag, where its content begins and ends, and where the next begins."""

    tag: int
    start: int
    stop: int
    after: int


def signed_content(wrapped: bytes) -> bytes | None:
    """What was signed, where it lies inside the signature; None where it does not, as in a message that is encrypted."""
    try:
        kind, held = _within(wrapped, _piece(wrapped, 0), _SEQUENCE)[:2]
        if wrapped[kind.start : kind.stop] != _SIGNED_DATA:
            return None
        (signed,) = _within(wrapped, held, _FIRST_TAGGED)
        _, _, what = _within(wrapped, signed, _SEQUENCE)[:3]
        _, content = _within(wrapped, what, _SEQUENCE)[:2]
        (octets,) = _within(wrapped, content, _FIRST_TAGGED)
        return b"".join(_octets(wrapped, octets, 0)) or None
    except (ValueError, IndexError):  # cut short, or nothing of the kind
        return None


def _within(data: bytes, piece: _Piece, tag: int) -> list[_Piece]:
    if piece.tag != tag:
        raise ValueError(piece.tag)
    return list(_pieces(data, piece.start, piece.stop))


def _pieces(data: bytes, at: int, stop: int, depth: int = 0) -> Iterator[_Piece]:
    while at < stop:
        piece = _piece(data, at, depth)
        if piece.after > stop:
            raise ValueError(at)
        yield piece
        at = piece.after


def _piece(data: bytes, at: int, depth: int = 0) -> _Piece:
    tag, length = data[at], data[at + 1]
    if tag & _LONG_TAG == _LONG_TAG or depth > _DEEPEST:
        raise ValueError(at)
    start = at + 2
    if length == _UNKNOWN_LENGTH:  # it ends where two zeros stand in the place of a value
        stop = start
        while data[stop : stop + 2] != b"\x00\x00":
            stop = _piece(data, stop, depth + 1).after
        return _Piece(tag, start, stop, stop + 2)
    if length > _UNKNOWN_LENGTH:
        start += length - _UNKNOWN_LENGTH
        length = int.from_bytes(data[at + 2 : start])
    if start + length > len(data):
        raise ValueError(at)
    return _Piece(tag, start, start + length, start + length)


def _octets(data: bytes, piece: _Piece, depth: int) -> Iterator[bytes]:
    """The bytes, which may stand there in several pieces."""
    if piece.tag == _OCTETS:
        yield data[piece.start : piece.stop]
    elif piece.tag == _MANY_OCTETS and depth < _DEEPEST:
        for each in _pieces(data, piece.start, piece.stop):
            yield from _octets(data, each, depth + 1)
    else:
        raise ValueError(piece.tag)
