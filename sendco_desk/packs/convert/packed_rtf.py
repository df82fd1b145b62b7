"""Rich text as Outlook packs it inside a message ([MS-OXRTFCP]), unpacked."""

import struct

_PACKED, _PLAIN = b"LZFu", b"MELA"
_ROOM = 4096
_MOST = 50_000_000
_BEGUN_WITH = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArial"
    b"Times New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)


def unpacked(packed: bytes) -> bytes:
    """The rich text itself. Raises ValueError where it is not packed in this way."""
    if len(packed) < 16:
        raise ValueError("too short for a packed rich text")
    _, size, kind, _ = struct.unpack("<II4sI", packed[:16])
    if kind == _PLAIN:
        return packed[16 : 16 + size]
    if kind != _PACKED or size > _MOST:
        raise ValueError("not a packed rich text")
    return _unpacked(packed, size)


def _unpacked(packed: bytes, size: int) -> bytes:
    """Each byte of flags says of the next eight steps whether one byte follows, or a place and a length in the last 4,096 bytes."""
    window = bytearray(_BEGUN_WITH.ljust(_ROOM, b"\x00"))
    write, out, place = len(_BEGUN_WITH), bytearray(), 16
    while place < len(packed) and len(out) < size:
        flags = packed[place]
        place += 1
        for bit in range(8):
            if place >= len(packed):
                break
            if not flags >> bit & 1:
                run, place = packed[place : place + 1], place + 1
            elif place + 1 < len(packed):
                token = int.from_bytes(packed[place : place + 2], "big")
                read, place = token >> 4, place + 2
                if read == write:
                    return bytes(out[:size])  # the end is marked by a place that is not written yet
                run = _run(window, read, write, (token & 15) + 2)
            else:
                break
            for byte in run:
                window[write] = byte
                write = (write + 1) % _ROOM
            out += run
    return bytes(out[:size])


def _run(window: bytearray, read: int, write: int, length: int) -> bytes:
    """Bytes that stand in the window; a run may go on into what it writes itself."""
    run = bytearray()
    for step in range(length):
        ahead = (read + step - write) % _ROOM
        run.append(run[ahead] if ahead < step and ahead < len(run) else window[(read + step) % _ROOM])
    return bytes(run)
