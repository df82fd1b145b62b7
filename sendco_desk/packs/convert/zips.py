"""ZIP archives: what lies in them, safely named, and the sentence for each that cannot be opened here."""

import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from sendco_desk.domain.refusals import Refused
from sendco_desk.packs import passwords
from sendco_desk.packs.convert import plain_pages
from sendco_desk.packs.convert.plain_pages import Block, Rule
from sendco_desk.packs.convert.printed import Printed, raise_if_disk, sized
from sendco_desk.packs.convert.txt import letters_left_out
from sendco_desk.packs.safe_names import WITHOUT_NAME, safe_parts
from sendco_desk.packs.source import Limits, Source, sha256_of_bytes, size_of

MOST_MEMBERS = 2_000
_MOST_TIMES, _MODEST = 200, 50_000_000  # a small archive may be packed tightly, as a long table is
_LEFT_BEHIND = frozenset(("thumbs.db", "desktop.ini", ".ds_store"))
_UNIX_LINK = 0o120000
_AES = 99
_PACKED_HERE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
_FOLDER_ZIPS = ".zip"

DAMAGED = "The ZIP archive is damaged and cannot be opened. Ask the sender for a fresh copy, or for the documents one by one."
SPANNED = (
    "This is one part of a ZIP archive that was split over several files. Put all the parts in one folder, unpack them there with the program"
    " that made them, and add the documents."
)
LOCKED_AES = (
    "The ZIP archive is locked in a way (AES) that cannot be opened here. Unpack it with its password, for example with 7-Zip, and add the"
    " documents that are in it."
)
_EMPTY = "There is no document in the ZIP archive. Ask the sender for a fresh copy."
_UNPACK = "Unpack it on this computer, and add the documents that matter."
_ODD = "It is packed in a way that cannot be read here: unpack the archive on this computer, and add the document itself."
_TOO_DEEP = "It is an archive in an archive in an archive: unpack it on this computer, and add the documents that are in it."
_LINK = "It only points to another file, which is not in the archive. Ask the sender for that file."


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One document in an archive. ``place`` leads to it: its number, and in an archive inside this one its number there.

    ``folders`` are those it lies in; ``why_not`` says why it cannot be taken out.
    """

    name: str
    size: int
    place: tuple[int, ...]
    folders: tuple[str, ...] = ()
    why_not: str = ""

    @property
    def called(self) -> str:
        """Its name with the folders it lies in."""
        return " / ".join((*self.folders, self.name))


def convert(source: Source, out: Path, limits: Limits) -> Printed:
    """A list of what lies in the archive: its documents can only go into a pack as documents of their own."""
    held = members(source, limits)
    if not held:
        raise Refused(_EMPTY)
    blocks: list[Block] = [plain_pages.words(f"What lies in {source.name}", level=2), Rule()]
    blocks += [plain_pages.words(f"{each.called} ({sized(each.size)}). {each.why_not}".removesuffix(". "), tight=True) for each in held]
    pages = plain_pages.write_pages(blocks, out, limits)
    prints = tuple("" if each.why_not else sha256_of_bytes(read_member(source, each.place)) for each in held)
    names = tuple(each.called for each in held)
    said = "printed a list of what lies in the archive"
    return Printed(pages=pages, actions=(said,), left_out=letters_left_out(blocks), attachments=names, attachment_prints=prints)


def members(source: Source, limits: Limits) -> tuple[Member, ...]:
    """What lies in the archive and in archives inside it, in its own order. Raises Refused, with what to do, where it cannot be opened."""
    with _opened(source) as archive:
        total = size_of(source)
        whole = sum(entry.file_size for entry in archive.infolist())
        _check(len(archive.infolist()), whole, total, limits)
        locked = min((entry for entry in archive.infolist() if entry.flag_bits & 1), key=lambda entry: entry.file_size, default=None)
        if locked is not None and not _why_not(locked):
            _content(archive, locked, source)  # the names can be read without a password, and nothing else
        found = tuple(_members(archive, source, limits))
        _check(len(found), sum(each.size for each in found), total, limits)
    return found


def read_member(source: Source, place: Sequence[int]) -> bytes:
    """The bytes of one member. Raises Refused where it is damaged or locked."""
    with _opened(source) as archive:
        content = _content(archive, archive.infolist()[place[0]], source)
    if len(place) == 1:
        return content
    return read_member(replace(source, open=lambda: BytesIO(content)), place[1:])


def _check(count: int, whole: int, packed: int, limits: Limits) -> None:
    if count > MOST_MEMBERS:
        raise Refused(f"The ZIP archive holds more than {MOST_MEMBERS:,} files. {_UNPACK}")
    if whole > limits.max_bytes or (whole > _MODEST and whole > packed * _MOST_TIMES):
        raise Refused(f"The ZIP archive would fill {sized(whole)} when it is unpacked, more than is safe to take in here. {_UNPACK}")


@contextmanager
def _opened(source: Source) -> Iterator[zipfile.ZipFile]:
    with source.open() as stream:
        if _is_part(stream):
            raise Refused(SPANNED)
        try:
            with zipfile.ZipFile(stream) as archive:
                yield archive
        except (zipfile.BadZipFile, NotImplementedError, EOFError, struct.error, UnicodeError, OSError, zlib.error, lzma.LZMAError) as error:
            raise_if_disk(error)
            raise Refused(SPANNED if "span" in str(error) or "multiple disks" in str(error) else DAMAGED) from error


def _is_part(stream: BinaryIO) -> bool:
    """True for a piece of a split archive: its end names another disk, or its beginning says so."""
    start = stream.read(4)
    size = stream.seek(0, 2)
    stream.seek(max(0, size - 66_000))
    end = stream.read()
    stream.seek(0)
    at = end.rfind(b"PK\x05\x06")
    if at < 0 or len(end) < at + 8:
        return bool(start == b"PK\x07\x08")
    disk, first = map(int, struct.unpack("<HH", end[at + 4 : at + 8]))
    return 0 < disk < 0xFFFF or 0 < first < 0xFFFF


def _members(archive: zipfile.ZipFile, source: Source, limits: Limits, depth: int = 0) -> Iterator[Member]:
    for number, entry in enumerate(archive.infolist()):
        name = _name(entry)
        steps = safe_parts(name)
        if entry.is_dir() or not steps or "__MACOSX" in steps or _is_left_behind(re.split(r"[/\\]", name)[-1]):
            continue
        member = Member(name=steps[-1] or WITHOUT_NAME, size=entry.file_size, place=(number,), folders=steps[:-1], why_not=_why_not(entry))
        if member.why_not or not member.name.lower().endswith(_FOLDER_ZIPS):
            yield member
        elif depth:
            yield replace(member, why_not=_TOO_DEEP)
        else:
            yield from _members_inside(member, _content(archive, entry, source), source, limits)


def _members_inside(member: Member, content: bytes, source: Source, limits: Limits) -> Iterator[Member]:
    """Those of an archive inside this one; itself, with the reason, where it cannot be opened."""
    try:
        with _opened(replace(source, open=lambda: BytesIO(content))) as archive:
            _check(len(archive.infolist()), sum(entry.file_size for entry in archive.infolist()), len(content), limits)
            inside = list(_members(archive, replace(source, open=lambda: BytesIO(content)), limits, depth=1))
    except Refused as refusal:
        yield replace(member, why_not=refusal.message)
        return
    for each in inside:
        yield replace(each, place=(*member.place, *each.place), folders=(*member.folders, member.name, *each.folders))


def _is_left_behind(name: str) -> bool:
    return name.lower() in _LEFT_BEHIND or name.startswith(("~$", "._"))


def _why_not(entry: zipfile.ZipInfo) -> str:
    if entry.external_attr >> 16 & 0o170000 == _UNIX_LINK and entry.create_system == 3:
        return _LINK
    if entry.flag_bits & 1 and entry.compress_type == _AES:
        raise Refused(LOCKED_AES)
    return "" if entry.compress_type in _PACKED_HERE else _ODD


def _name(entry: zipfile.ZipInfo) -> str:
    """Its name. Windows writes its own letters where the format asks for those of DOS, and others write Unicode without saying so."""
    if entry.flag_bits & 0x800:
        return entry.orig_filename
    raw = entry.orig_filename.encode("cp437", "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return entry.orig_filename


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, source: Source) -> bytes:
    if not entry.flag_bits & 1:
        return _read(archive, entry, None)
    words = passwords.known(source)
    for word in (each for known in words for each in passwords.as_bytes(known)):
        try:
            return _read(archive, entry, word)
        except (RuntimeError, zipfile.BadZipFile, zlib.error, EOFError):
            continue  # one wrong password in 256 passes the first check and fails at the sum
    raise Refused(passwords.WRONG_FOR_ZIP if words else passwords.LOCKED_ZIP)


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, password: bytes | None) -> bytes:
    with archive.open(entry, pwd=password) as stream:
        return stream.read()
