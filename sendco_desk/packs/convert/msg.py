"""Outlook messages (MSG) as they are read: the same e-mail as an EML holds, kept in the old container of office programs."""

import email
import email.policy
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from olefile import OleFileIO
from oxmsg.domain import constants
from oxmsg.storage import Storage
from striprtf.striprtf import rtf_to_text

from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.convert import eml, mail_pages, packed_rtf, sealed
from sendco_desk.packs.convert.mail_pages import Enclosed, Mail, in_england, likely, one_line
from sendco_desk.packs.convert.page_words import words_of_page
from sendco_desk.packs.convert.printed import Printed, raise_if_disk
from sendco_desk.packs.convert.txt import decoded
from sendco_desk.packs.safe_names import safe_name
from sendco_desk.packs.source import Limits, Source, sha256_of_bytes

_OUTERMOST, _INNER, _PART = 32, 24, 8
"""How long the head of the list of properties is: of a message, of one inside another, of a recipient or attachment ([MS-OXMSG] 2.4)."""

_FIRST_TICK = datetime(1601, 1, 1, tzinfo=UTC)
_CODE_PAGES = {65001: "utf-8", 28591: "latin-1", 28605: "iso-8859-15", 20127: "ascii", 1200: "utf-16-le"}
_INSIDE = "__substg1.0_3701000D"
_DEEPEST = 4
_TO, _COPY = 1, 2
_ENCRYPTED = ("IPM.NOTE.SMIME", "IPM.NOTE.SECURE")
_plain: Any = rtf_to_text  # it has no types
_DAMAGED = "The Outlook message is damaged and cannot be read. Ask the sender for a fresh copy, or print it to PDF in Outlook."
_UNREADABLE = (LookupError, ValueError, TypeError, AttributeError)


def convert(source: Source, out: Path, limits: Limits) -> Printed:
    """The same page as of any e-mail."""
    return mail_pages.write(read(source), out, limits)


def read(source: Source) -> Mail:
    """The message with all that came with it. Raises Refused where it is damaged."""
    try:
        with source.open() as stream, OleFileIO(io.BytesIO(stream.read())) as container:
            return _unsealed(_mail(Storage.from_ole(container), _OUTERMOST, 0))
    except (OSError, RecursionError, *_UNREADABLE) as error:
        raise_if_disk(error)
        raise Refused(_DAMAGED) from error


def _unsealed(mail: Mail) -> Mail:
    """The words and attachments of a message that lies inside its own signature; Outlook names it as it names one that is encrypted."""
    content = sealed.signed_content(mail.enclosed[0].data) if mail.encrypted and mail.enclosed else None
    if content is None:
        return mail
    inside = eml.mail_of(email.message_from_bytes(content, policy=email.policy.default))
    said = "; ".join(filter(None, (inside.body_was, sealed.READ_INSIDE)))
    return replace(mail, body=inside.body, body_was=said, enclosed=inside.enclosed, encrypted=inside.encrypted)


class _Held:
    """The properties of a message, of a recipient or of an attachment, each read by itself, so that a broken one does not lose the rest."""

    def __init__(self, storage: Any, head: int) -> None:
        self._streams = {stream.name.upper(): stream.bytes_ for stream in storage.streams}
        rows = self._streams["__PROPERTIES_VERSION1.0"][head:]
        self._fixed = {int.from_bytes(rows[at + 2 : at + 4], "little"): rows[at + 8 : at + 16] for at in range(0, len(rows) - 15, 16)}

    def text(self, name: int) -> str:
        """Words, as they stand there."""
        wide = self._streams.get(f"__SUBSTG1.0_{name:04X}001F")
        if wide is not None:
            return str(wide.decode("utf-16-le", "replace")).replace("\x00", "")
        narrow = self._streams.get(f"__SUBSTG1.0_{name:04X}001E", b"")
        return self.decoded(narrow, constants.PID_MESSAGE_CODEPAGE).replace("\x00", "")

    def line(self, name: int) -> str:
        """Words on one line."""
        return one_line(self.text(name))

    def data(self, name: int) -> bytes:
        """Bytes."""
        return bytes(self._streams.get(f"__SUBSTG1.0_{name:04X}0102", b""))

    def number(self, name: int) -> int:
        """A number; 0 where there is none."""
        return int.from_bytes(self._fixed.get(name, b"")[:4], "little")

    def moment(self, name: int) -> datetime | None:
        """A moment by the clocks of England: it is kept in universal time, which nobody’s clock showed."""
        ticks = int.from_bytes(self._fixed.get(name, b""), "little")
        try:
            moment = likely(_FIRST_TICK + timedelta(microseconds=ticks // 10))
        except OverflowError:
            return None
        return in_england(moment) if moment else None

    def decoded(self, content: bytes, page: int) -> str:
        """Bytes as words, by the code page that a property names."""
        number = self.number(page)
        try:
            return content.decode(_CODE_PAGES.get(number, f"cp{number or 1252}"))
        except (LookupError, UnicodeDecodeError):
            return decoded(content)[0]


def _mail(storage: Any, head: int, depth: int) -> Mail:
    held = _Held(storage, head)
    headers = _headers(held)
    to, copy_to = _recipients(storage)
    body, body_was, page = _body(held)
    return Mail(
        subject=held.line(constants.PID_SUBJECT) or headers.subject,
        sender=headers.sender or _sender(held),
        to=to or headers.to or held.line(constants.PID_DISPLAY_TO),
        copy_to=copy_to or headers.copy_to or held.line(constants.PID_DISPLAY_CC),
        sent=headers.sent or held.moment(constants.PID_CLIENT_SUBMIT_TIME),
        received=held.moment(constants.PID_MESSAGE_DELIVERY_TIME) or headers.received,
        body=body,
        body_was=body_was,
        enclosed=tuple(each for part in storage.iter_attachment_storages() for each in _enclosed(part, page, depth)),
        encrypted=held.line(constants.PID_MESSAGE_CLASS).upper().startswith(_ENCRYPTED) and not body.strip(),
    )


def _headers(held: _Held) -> Mail:
    """What stands in the header as it came over the network, where it is kept."""
    text = held.text(constants.PID_TRANSPORT_MESSAGE_HEADERS).strip()
    return eml.mail_of(email.message_from_string(f"{text}\n\n", policy=email.policy.default)) if text else Mail()


def _sender(held: _Held) -> str:
    name = held.line(constants.PID_SENDER_NAME) or held.line(constants.PID_SENT_REPRESENTING_NAME)
    places = (constants.PID_SENDER_SMTP_ADDRESS, constants.PID_SENDER_EMAIL_ADDRESS, constants.PID_SENT_REPRESENTING_EMAIL_ADDRESS)
    return _person(name, next((place for place in map(held.line, places) if "@" in place), ""))


def _person(name: str, place: str) -> str:
    if not place or place.lower() == name.lower():
        return name or place
    quoted = f'"{name}"' if name.strip('"') == name and any(mark in name for mark in ",;:<>@") else name
    return f"{quoted} <{place}>" if name else place


def _recipients(storage: Any) -> tuple[str, str]:
    """Those it was sent to, and those who got a copy."""
    found: dict[int, list[str]] = {}
    for part in storage.iter_recipient_storages():
        held = _Held(part, _PART)
        place = held.line(constants.PID_SMTP_ADDRESS) or held.line(constants.PID_EMAIL_ADDRESS)
        person = _person(held.line(constants.PID_DISPLAY_NAME), place if "@" in place else "")
        found.setdefault(held.number(constants.PID_RECIPIENT_TYPE), []).append(person)
    return ", ".join(filter(None, found.get(_TO, []))), ", ".join(filter(None, found.get(_COPY, [])))


def _body(held: _Held) -> tuple[str, str, str]:
    """The words, what they were taken from, and the web page where there is one, which says which pictures stand among the words."""
    page = held.decoded(held.data(constants.PID_HTML), constants.PID_INTERNET_CODEPAGE) or held.text(constants.PID_BODY_HTML)
    if (plain := held.text(constants.PID_BODY)).strip():
        return plain, "", page
    if page.strip():
        return words_of_page(page), mail_pages.FROM_PAGE, page
    rich = _rich_text(held.data(constants.PID_RTF_COMPRESSED))
    return rich, mail_pages.FROM_RICH_TEXT if rich.strip() else "", page


def _rich_text(packed: bytes) -> str:
    try:
        return str(_plain(packed_rtf.unpacked(packed).decode("latin-1"), errors="replace")) if packed else ""
    except _UNREADABLE:
        return ""


# What came with it


def _enclosed(part: Any, page: str, depth: int) -> Iterator[Enclosed]:
    held = _Held(part, _PART)
    names = (constants.PID_ATTACH_LONG_FILENAME, constants.PID_ATTACH_FILENAME, constants.PID_DISPLAY_NAME)
    called = next(filter(None, (held.line(name) for name in names)), "a file without a name")
    inside = next((each for each in part.storages if each.name == _INSIDE), None)
    if inside is not None and any(stream.name.startswith("__properties") for stream in inside.streams):
        deep = depth >= _DEEPEST  # named, and not gone into
        yield Enclosed(name=called, file_name="E-mail.eml") if deep else _forwarded(_mail(inside, _INNER, depth + 1), called)
        return
    media_type = held.line(constants.PID_ATTACH_MIME_TAG)
    data = held.data(constants.PID_ATTACH_DATA_BINARY)
    fit = safe_name(called, "attachment")
    if "." not in fit:
        fit += held.line(constants.PID_ATTACH_EXTENSION)
    mark = held.line(constants.PID_ATTACH_CONTENT_ID).strip("<>")
    yield Enclosed(
        name=called, file_name=fit, media_type=media_type, data=data,
        in_words=bool(mark) and f"cid:{mark}" in page and _is_picture(media_type, fit),
    )


def _is_picture(media_type: str, name: str) -> bool:
    return media_type.startswith("image/") or name.lower().endswith((".png", ".jpg", ".jpeg", ".gif", ".bmp"))


def _forwarded(mail: Mail, called: str) -> Enclosed:
    """A message that lies inside as an e-mail file of its own: it has no bytes of its own to save."""
    subject = mail.subject or called
    fit = safe_name(subject.replace("/", "-").replace("\\", "-"), "E-mail")
    return Enclosed(
        name=f"e-mail \u201c{subject}\u201d", file_name=fit if fit.lower().endswith(".eml") else f"{fit}.eml",
        media_type="message/rfc822", data=as_eml(mail),
    )


def as_eml(mail: Mail) -> bytes:
    """The message as an e-mail file; the same message gives the same bytes."""
    made = EmailMessage(policy=email.policy.SMTP)
    for name, said in (("Subject", mail.subject), ("From", mail.sender), ("To", mail.to), ("Cc", mail.copy_to)):
        if said:
            made[name] = said
    if mail.sent:
        made["Date"] = format_datetime(mail.sent)
    made.set_content(mail.body)
    for each in mail.enclosed:
        main, _, sub = (each.media_type if "/" in each.media_type else "application/octet-stream").partition("/")
        made.add_attachment(each.data, maintype=main, subtype=sub, filename=each.file_name)
    if made.is_multipart():
        made.set_boundary(f"part-{sha256_of_bytes(repr(mail).encode())[:24]}")
    return made.as_bytes()
