"""What lies inside a document: attachments of e-mails, members of archives, files embedded in a PDF. Start at ``inner_of``.

Everything is read in memory, in the order in which the carrier holds it; nothing is written anywhere.
"""

import functools
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from email.utils import parseaddr
from typing import BinaryIO

import pikepdf

from sendco_desk.domain.refusals import Refused
from sendco_desk.packs import passwords
from sendco_desk.packs.convert import CONVERTERS, eml, kinds, msg, pdf_scrub, zips
from sendco_desk.packs.convert.mail_pages import Mail, in_england
from sendco_desk.packs.convert.printed import SIGNS_OF_DAMAGE, raise_if_disk
from sendco_desk.packs.safe_names import safe_name
from sendco_desk.packs.source import Limits, Source, sha256_of_bytes, size_of

CARRIERS: dict[kinds.Kind, Callable[[Source], Mail] | None] = {kinds.EML: eml.read, kinds.MSG: msg.read, kinds.ZIP: None, kinds.PDF: None}
"""The kinds inside which other documents may lie, and how an e-mail among them is read."""

_DAMAGED = "The file is damaged, so what lies inside it cannot be read. Ask the sender for a fresh copy."
_ELSEWHERE = "It is only named here: nothing of it lies inside. Ask the sender for the file itself."


@dataclass(frozen=True, slots=True, kw_only=True)
class Inner:
    """One document inside another.

    ``name`` is its file name, made safe; ``called`` the same with the folders and the archive it lies in; ``place`` leads to it
    (see ``open_inner``); ``kind`` is how people call such a file. Where it cannot go into a pack ``why_not`` says why, and what to do.
    ``received_on``, ``dated_on`` and ``author`` are what the e-mail tells about it.
    """

    name: str
    called: str
    size: int
    sha256: str
    media_type: str
    kind: str
    place: tuple[int, ...]
    why_not: str = ""
    received_on: date | None = None
    dated_on: date | None = None
    author: str = ""

    @property
    def can_be_printed(self) -> bool:
        """Whether it can go into a pack as it is."""
        return not self.why_not


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    name: str
    called: str
    place: tuple[int, ...]
    data: bytes
    why_not: str = ""


def can_hold(media_type: str) -> bool:
    """True for a kind of document inside which others may lie."""
    return media_type in {kind.media_type for kind in CARRIERS}


def inner_of(source: Source, limits: Limits | None = None) -> tuple[Inner, ...]:
    """What lies inside, in its own order; nothing for kinds that hold nothing. Logos of signatures and system files are left out.

    Raises Refused, with what to do, where the document is damaged, locked or larger inside than is safe.
    """
    limits = limits or Limits()
    if size_of(source) > limits.max_bytes:
        raise Refused(f"The file is larger than {limits.max_bytes // 1_000_000} MB. Take out what lies inside it by hand, and add that.")
    try:
        kind = kinds.recognise(source)
        mail = _mail(source, kind)
        pieces = _of_mail(mail, limits) if mail else _of_zip(source, limits) if kind is kinds.ZIP else _of_pdf(source, kind, limits)
        return tuple(_told(piece, mail) for piece in pieces)
    except (pikepdf.PikepdfError, *SIGNS_OF_DAMAGE) as error:
        raise_if_disk(error)
        raise Refused(_DAMAGED) from error


def open_inner(source: Source, place: Sequence[int]) -> BinaryIO:
    """The bytes of one document inside, by its ``place``. Raises Refused where it cannot be taken out."""
    kind = kinds.recognise(source)
    if kind is kinds.ZIP:
        return io.BytesIO(zips.read_member(source, place))
    mail = _mail(source, kind)
    if mail is not None:
        content = mail.enclosed[place[0]].data
    else:
        with _opened_pdf(source) as document:
            content = list(pdf_scrub.embedded(document))[place[0]].data()
    if len(place) == 1:
        return io.BytesIO(content)
    return io.BytesIO(zips.read_member(_in_memory(source, "archive.zip", content), place[1:]))


def inner_source(source: Source, inner: Inner) -> Source:
    """A document inside as a document of its own; it still reads from the one that holds it."""
    return replace(
        source, name=inner.name, open=functools.partial(open_inner, source, inner.place), media_type=inner.media_type, password="",
        handling=replace(source.handling, turns=(), straightened=(), left_out=()),
    )


def _mail(source: Source, kind: kinds.Kind) -> Mail | None:
    read = CARRIERS.get(kind)
    return read(source) if read is not None else None


def _in_memory(source: Source, name: str, content: bytes) -> Source:
    return replace(source, name=name, open=lambda: io.BytesIO(content), media_type="")


def _of_mail(mail: Mail, limits: Limits) -> Iterator[_Piece]:
    for number, each in enumerate(mail.enclosed):
        if not each.is_logo:
            yield from _opened_up(_Piece(name=each.file_name, called=each.file_name, place=(number,), data=each.data), limits)


def _of_pdf(source: Source, kind: kinds.Kind, limits: Limits) -> Iterator[_Piece]:
    if kind is not kinds.PDF:
        return
    with _opened_pdf(source) as document:
        for number, each in enumerate(pdf_scrub.embedded(document)):
            name = safe_name(each.name)
            yield from _opened_up(_Piece(name=name, called=name, place=(number,), data=each.data()), limits)


def _of_zip(source: Source, limits: Limits) -> Iterator[_Piece]:
    for member in zips.members(source, limits):
        data = b"" if member.why_not else zips.read_member(source, member.place)
        yield _Piece(name=member.name, called=member.called, place=member.place, data=data, why_not=member.why_not)


def _opened_up(piece: _Piece, limits: Limits) -> Iterator[_Piece]:
    """An archive that is attached gives what lies in it; itself, with the reason, where it cannot be opened."""
    if not piece.name.lower().endswith(".zip") or not piece.data:
        yield piece
        return
    archive = Source(name=piece.name, open=lambda: io.BytesIO(piece.data))
    try:
        inside = list(_of_zip(archive, limits))
    except Refused as refusal:
        yield replace(piece, why_not=refusal.message)
        return
    for each in inside:
        yield replace(each, place=(*piece.place, *each.place), called=f"{piece.called} / {each.called}")


def _opened_pdf(source: Source) -> pikepdf.Pdf:
    """The PDF, read whole into memory, with the first password that opens it."""
    with source.open() as stream:
        content = stream.read()
    words = passwords.known(source)
    for word in ("", *words):
        try:
            document = pikepdf.open(io.BytesIO(content), password=word)
        except pikepdf.PasswordError:
            continue
        if word or not document.is_encrypted or document.user_password_matched:
            return document
        document.close()  # an empty owner password opens it for programs, but a person would be asked
    raise Refused(passwords.WRONG_FOR_PDF if words else passwords.LOCKED_PDF)


def _told(piece: _Piece, mail: Mail | None) -> Inner:
    inside = Source(name=piece.name, open=lambda: io.BytesIO(piece.data))
    kind, why_not = _kind(inside, piece)
    own = _mail_or_none(inside, kind)
    sent = own.sent if own else None
    came = (mail.received or mail.sent) if mail else None
    return Inner(
        name=piece.name, called=piece.called, size=len(piece.data), sha256=sha256_of_bytes(piece.data), media_type=kind.media_type,
        kind=kind.called, place=piece.place, why_not=why_not, received_on=in_england(came).date() if came else None,
        dated_on=in_england(sent).date() if sent else None, author=_author(own) or _author(mail),
    )


def _kind(inside: Source, piece: _Piece) -> tuple[kinds.Kind, str]:
    """What it is, and why it cannot go into a pack."""
    if piece.why_not or not piece.data:
        return kinds.named_kind(piece.name), piece.why_not or _ELSEWHERE
    try:
        kind = kinds.recognise(inside)
    except Refused as refusal:
        return kinds.named_kind(piece.name), refusal.message
    if kind.media_type in CONVERTERS:
        return kind, ""
    return kind, f"This is {kind.called}, which cannot be printed here. {kind.instead}"


def _mail_or_none(inside: Source, kind: kinds.Kind) -> Mail | None:
    try:
        return _mail(inside, kind)
    except Refused:
        return None  # its own conversion says what is wrong with it


def _author(mail: Mail | None) -> str:
    if mail is None:
        return ""
    name, address = parseaddr(mail.sender) if "@" in mail.sender else ("", "")
    return name.strip() or address.strip() or mail.sender.strip('"')
