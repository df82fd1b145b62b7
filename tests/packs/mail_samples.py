"""E-mails and archives for tests: Outlook messages and locked ZIP archives are written here, because the libraries only read them."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from functools import partial
from pathlib import Path

import pikepdf
from reportlab.pdfgen.canvas import Canvas

from sendco_desk.packs.source import Source


def source_of(name: str, content: bytes, **more: object) -> Source:
    """A document in memory."""
    return Source(name=name, open=partial(io.BytesIO, content), **more)  # type: ignore[arg-type]


def mail(body: str = "Please see below.", *, attached: Mapping[str, bytes] | None = None, **headers: str) -> EmailMessage:
    """An e-mail from the council to the school."""
    made = EmailMessage()
    said = {"From": "SEN Team <sen@marlshire.example>", "To": "senco@fernhollow.example", "Subject": "Advice"} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    for name, value in said.items():
        made[name] = value
    made.set_content(body)
    for name, data in (attached or {}).items():
        made.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return made


def zipped(members: Mapping[str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    """A ZIP archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, compress_type=compression)
    return buffer.getvalue()


class _ZipCrypto:
    """The old lock of ZIP archives (APPNOTE 6.1)."""

    def __init__(self, password: bytes) -> None:
        self.keys = [0x12345678, 0x23456789, 0x34567890]
        for byte in password:
            self._turn(byte)

    def _turn(self, byte: int) -> None:
        keys = self.keys
        keys[0] = _crc(byte, keys[0])
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = _crc(keys[1] >> 24, keys[2])

    def locked(self, data: bytes) -> bytes:
        out = bytearray()
        for byte in data:
            mixed = (self.keys[2] | 2) & 0xFFFF
            out.append(byte ^ (mixed * (mixed ^ 1) >> 8 & 0xFF))
            self._turn(byte)
        return bytes(out)


def _crc(byte: int, crc: int) -> int:
    return zlib.crc32(bytes([byte]), crc ^ 0xFFFFFFFF) ^ 0xFFFFFFFF


def locked_zip(members: Mapping[str, bytes], password: bytes, *, method: int = 0, flags: int = 1, disk: int = 0) -> bytes:
    """A ZIP archive that is locked; ``method`` 99 says that it is locked by AES, ``disk`` that it is one part of several."""
    body, central = b"", b""
    for name, data in members.items():
        crc, crypt, raw = zlib.crc32(data), _ZipCrypto(password), name.encode()
        content = crypt.locked(b"\x01" * 11 + bytes([crc >> 24])) + crypt.locked(data) if flags & 1 else data
        facts = struct.pack("<HHHHHIIIHH", 20, flags, method, 0, 0x21, crc, len(content), len(data), len(raw), 0)
        central += b"PK\x01\x02" + struct.pack("<H", 20) + facts + struct.pack("<HHHII", 0, 0, 0, 0, len(body)) + raw
        body += b"PK\x03\x04" + facts + raw + content
    end = struct.pack("<HHHHIIH", disk, disk, len(members), len(members), len(central), len(body), 0)
    return body + central + b"PK\x05\x06" + end


# Outlook messages


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream of an old office container."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Storage:
    """A folder of it."""

    name: str
    parts: "Sequence[Stream | Storage]" = field(default=())


Value = str | bytes | int | bool | datetime | Storage


def properties(values: Mapping[int, Value], head: int) -> list[Stream | Storage]:
    """Properties of a message ([MS-OXMSG] 2.4) by their numbers; ``head`` is how long the head of the list of them is."""
    rows = b"\x00" * head
    parts: list[Stream | Storage] = []
    for number, value in values.items():
        if isinstance(value, str | bytes):
            kind, content = (0x1F, value.encode("utf-16-le")) if isinstance(value, str) else (0x102, value)
            parts.append(Stream(f"__substg1.0_{number:04X}{kind:04X}", content))
            rows += struct.pack("<HHIII", kind, number, 6, len(content) + (2 if kind == 0x1F else 0), 0)
        elif isinstance(value, Storage):
            parts.append(Storage(f"__substg1.0_{number:04X}000D", value.parts))
            rows += struct.pack("<HHIII", 0x0D, number, 6, 0xFFFFFFFF, 1)
        elif isinstance(value, datetime):
            ticks = int((value - datetime(1601, 1, 1, tzinfo=value.tzinfo)).total_seconds()) * 10_000_000
            rows += struct.pack("<HHIQ", 0x40, number, 6, ticks)
        else:
            rows += struct.pack("<HHIII", 0x0B if isinstance(value, bool) else 0x03, number, 6, int(value), 0)
    return [Stream("__properties_version1.0", rows), *parts]


SUBJECT, SENDER, SENDER_ADDRESS, BODY, HTML, RTF, SENT, DELIVERED, CLASS, HEADERS = (
    0x37, 0x0C1A, 0x5D01, 0x1000, 0x1013, 0x1009, 0x39, 0x0E06, 0x1A, 0x7D,
)  # fmt: skip
NAME, DATA, CONTENT_ID, MIME, METHOD, EXTENSION = 0x3707, 0x3701, 0x3712, 0x370E, 0x3705, 0x3703
RECIPIENT, ADDRESS, RECIPIENT_KIND = 0x3001, 0x39FE, 0x0C15


def message(
    values: Mapping[int, Value], attached: Sequence[Mapping[int, Value]] = (), sent_to: Sequence[Mapping[int, Value]] = (), head: int = 32,
) -> Storage:
    """A message with its attachments and those it was sent to; ``head`` is 24 for one that lies inside another."""
    parts = properties(values, head)
    parts += [Storage(f"__attach_version1.0_#{number:08X}", properties(one, 8)) for number, one in enumerate(attached)]
    parts += [Storage(f"__recip_version1.0_#{number:08X}", properties(one, 8)) for number, one in enumerate(sent_to)]
    return Storage("", parts)


def msg(
    values: Mapping[int, Value], attached: Sequence[Mapping[int, Value]] = (), sent_to: Sequence[Mapping[int, Value]] = (),
) -> bytes:
    """An Outlook message as a file."""
    return container(message(values, attached, sent_to))


_FREE, _END, _FAT, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF


def container(root: Storage) -> bytes:
    """The old container of office programs ([MS-CFB]), its streams in sectors of 512 bytes, short ones in pieces of 64."""
    entries: list[tuple[str, int, int, int, bytes]] = []  # name, kind, right, child, content

    def put(part: Stream | Storage, right: int, kind: int) -> int:
        place = len(entries)
        entries.append((part.name, kind, right, _NONE, part.content if isinstance(part, Stream) else b""))
        if isinstance(part, Storage):
            following = _NONE
            for each in sorted(part.parts, key=lambda one: (len(one.name), one.name.upper()), reverse=True):
                following = put(each, following, 2 if isinstance(each, Stream) else 1)
            name, kind, right, _, content = entries[place]
            entries[place] = (name, kind, right, following, content)
        return place

    put(Storage("Root Entry", root.parts), _NONE, 5)
    small = b""
    minis: list[int] = []
    starts: dict[int, int] = {}
    for number, (_, kind, _, _, content) in enumerate(entries):
        if kind == 2 and 0 < len(content) < 4096:
            pieces = -(-len(content) // 64)
            starts[number] = len(minis)
            minis += [*range(len(minis) + 1, len(minis) + pieces), _END]
            small += content.ljust(pieces * 64, b"\x00")
    sectors: list[bytes] = []
    chain: list[int] = []

    def lay(content: bytes) -> int:
        if not content:
            return _END
        first, pieces = len(sectors), -(-len(content) // 512)
        sectors.extend(content[at : at + 512].ljust(512, b"\x00") for at in range(0, len(content), 512))
        chain.extend([*range(first + 1, first + pieces), _END])
        return first

    for number, (_, kind, _, _, content) in enumerate(entries):
        if kind == 2 and len(content) >= 4096:
            starts[number] = lay(content)
    starts[0] = lay(small)
    mini_table = lay(struct.pack(f"<{len(minis)}I", *minis))
    directory = b"".join(_entry(entry, starts.get(number, _END), len(small)) for number, entry in enumerate(entries))
    tree = lay(directory.ljust(-(-len(directory) // 512) * 512, b"\x00"))
    tables = next(count for count in range(1, 100) if count * 128 >= len(sectors) + count)
    first_table = len(sectors)
    chain += [_FAT] * tables
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(tables * 512, b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\x00" * 6
    head += struct.pack("<IIIIIIIIII", 0, tables, tree, 0, 4096, mini_table, -(-len(minis) * 4 // 512), _END, 0, first_table)
    head += b"".join(struct.pack("<I", first_table + number) for number in range(1, tables))
    return head.ljust(512, b"\xff") + b"".join(sectors) + table


def _entry(entry: tuple[str, int, int, int, bytes], start: int, small: int) -> bytes:
    name, kind, right, child, content = entry
    raw = name.encode("utf-16-le")
    size = small if kind == 5 else len(content)
    head = raw.ljust(64, b"\x00") + struct.pack("<HBBIII", len(raw) + 2, kind, 1, _NONE, right, child)
    return head + b"\x00" * 36 + struct.pack("<IQ", start if kind != 1 else 0, size)


def write(folder: Path, name: str, content: bytes) -> Path:
    """A file in a folder."""
    path = folder / name
    path.write_bytes(content)
    return path


def pdf_of(lines: Sequence[str], *, user: str = "", owner: str = "") -> bytes:
    """A PDF of one page with these lines, locked where a password is given."""
    plain, made = io.BytesIO(), io.BytesIO()
    canvas = Canvas(plain, invariant=1)
    for number, line in enumerate(lines):
        canvas.drawString(72, 760 - 16 * number, line)
    canvas.showPage()
    canvas.save()
    with pikepdf.open(plain) as pdf:
        pdf.save(made, encryption=pikepdf.Encryption(user=user, owner=owner or user, R=6) if user or owner else False)
    return made.getvalue()
