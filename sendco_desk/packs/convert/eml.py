"""E-mail messages (EML) as they are read: who wrote to whom and when, the words, and what was attached. Nothing is fetched."""

import base64
import binascii
import email
import email.policy
import re
from collections.abc import Iterator
from datetime import datetime
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import cast

from sendco_desk.packs.convert import mail_pages, sealed
from sendco_desk.packs.convert.mail_pages import Enclosed, Mail, likely, one_line
from sendco_desk.packs.convert.page_words import words_of_page
from sendco_desk.packs.convert.printed import Printed
from sendco_desk.packs.convert.txt import decoded
from sendco_desk.packs.safe_names import safe_name
from sendco_desk.packs.source import Limits, Source

_LOCKED = ("application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted")
_SEALS = ("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature")
_UNNAMED = {"image": "a picture", "audio": "a recording", "video": "a recording", "message": "a delivery report"}
_ENDINGS = {
    "image/jpeg": ".jpg", "image/png": ".png", "image/gif": ".gif", "image/tiff": ".tif", "application/pdf": ".pdf", "text/calendar": ".ics",
    "text/html": ".html",
}  # fmt: skip
_AS_IT_CAME = email.policy.default.clone(refold_source="none")


def convert(source: Source, out: Path, limits: Limits) -> Printed:
    """The header block, then the words; plain words are taken before the web page that often comes with them."""
    return mail_pages.write(read(source), out, limits)


def read(source: Source) -> Mail:
    """The message with all that came with it."""
    with source.open() as stream:
        return mail_of(email.message_from_binary_file(stream, policy=email.policy.default))


def mail_of(message: EmailMessage) -> Mail:
    """The same of a message that is read already."""
    held = _unsealed(message)
    text, was_page = _body(held)
    said = [mail_pages.FROM_PAGE] if was_page else []
    sent_words = one_line(str(message["Date"] or ""))
    return Mail(
        subject=_header(message, "Subject"),
        sender=_header(message, "From"),
        to=_header(message, "To"),
        copy_to=_header(message, "Cc"),
        sent=_moment(sent_words),
        sent_words=sent_words,
        received=_moment(str((message.get_all("Received") or [""])[0]).rpartition(";")[2]),
        body=words_of_page(text) if was_page else text,
        body_was="; ".join([*said, sealed.READ_INSIDE] if held is not message else said),
        enclosed=tuple(_enclosed(held)),
        encrypted=held.get_content_type() in _LOCKED and "signed" not in str(held.get_param("smime-type", "")),
    )


def _unsealed(message: EmailMessage) -> EmailMessage:
    """The message that lies inside its own signature; itself where there is none around it."""
    content = sealed.signed_content(_bytes(message)) if message.get_content_type() in _LOCKED else None
    return message if content is None else email.message_from_bytes(content, policy=email.policy.default)


def _header(message: EmailMessage, name: str) -> str:
    return one_line(str(message[name] or ""))


def _moment(text: str) -> datetime | None:
    try:
        return likely(parsedate_to_datetime(one_line(text)))
    except (ValueError, TypeError, IndexError):  # what the parser raises depends on how wrong the date is
        return None


# The words


def _body(part: EmailMessage) -> tuple[str, bool]:
    """The words of a part and of those in it, and whether they are a web page."""
    if part.get_content_maintype() == "multipart":
        found = [text for text in map(_body, _parts(part)) if text[0].strip()]
        if part.get_content_type() == "multipart/alternative":
            return next((text for text in found if not text[1]), found[0] if found else ("", False))
        if len(found) > 1 and any(was_page for _, was_page in found):
            return "\n\n".join(words_of_page(text) if was_page else text for text, was_page in found), False
        return "\n\n".join(text for text, _ in found), any(was_page for _, was_page in found)
    if not _is_words(part) or part.get_content_subtype() not in ("plain", "html"):
        return "", False
    text = _words_of(part)
    return (_flowed(text) if part.get_param("format") == "flowed" else text), part.get_content_subtype() == "html"


def _parts(part: EmailMessage) -> list[EmailMessage]:
    """A part that says it holds others, and does not, holds none."""
    return [cast(EmailMessage, inside) for inside in part.iter_parts()] if part.is_multipart() else []


def _is_words(part: EmailMessage) -> bool:
    return part.get_content_maintype() == "text" and not part.get_filename() and not part.is_attachment()


def _words_of(part: EmailMessage) -> str:
    content = _bytes(part)
    try:
        return content.decode(part.get_content_charset("utf-8"))
    except (LookupError, UnicodeDecodeError):  # an unknown or wrong encoding is common in forwarded mail
        return decoded(content)[0]


def _flowed(text: str) -> str:
    """Lines that end in a space go on in the next (RFC 3676), so that the page decides where they break."""
    lines: list[str] = []
    for line in text.splitlines():
        mark = (re.match(r">*", line) or [""])[0]
        said = line[len(mark) :].removeprefix(" ")
        before = lines[-1] if lines else ""
        goes_on = before.endswith(" ") and not before.endswith("-- ") and (re.match(r">*", before) or [""])[0] == mark
        if goes_on:
            lines[-1] += said
        else:
            lines.append(f"{mark} {said}" if mark else said)
    return "\n".join(lines)


# What came with it


def _enclosed(message: EmailMessage) -> Iterator[Enclosed]:
    pages = " ".join(_words_of(part) for part in _leaves(message) if part.get_content_type() == "text/html")
    for part in _leaves(message):
        if _is_words(part):
            continue
        named = one_line(part.get_filename() or "")
        called = named or _name_of_unnamed(part)
        yield Enclosed(
            name=called,
            file_name=_file_name(part, named or called),
            media_type=part.get_content_type(),
            data=_data(part),
            in_words=part.get_content_maintype() == "image" and _is_shown(part, pages),
        )


def _leaves(message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts of a message, a forwarded message counting as one."""
    if message.get_content_maintype() != "multipart":
        if message.get_content_type() not in _SEALS:
            yield message
        return
    for part in _parts(message):
        yield from _leaves(part)


def _is_shown(part: EmailMessage, pages: str) -> bool:
    mark = str(part["Content-ID"] or "").strip().strip("<>")
    place = str(part["Content-Location"] or "").strip()
    return bool((mark and f"cid:{mark}" in pages) or (place and place in pages))


def _name_of_unnamed(part: EmailMessage) -> str:
    if part.get_content_type() == "message/rfc822":
        subject = _header(_forwarded(part), "Subject")
        return f"e-mail \u201c{subject or 'without a subject'}\u201d"
    return _UNNAMED.get(part.get_content_maintype(), "a file without a name")


def _file_name(part: EmailMessage, called: str) -> str:
    if part.get_content_type() == "message/rfc822":
        fit = safe_name((_header(_forwarded(part), "Subject") or part.get_filename() or "").replace("/", "-").replace("\\", "-"), "E-mail")
        return fit if fit.lower().endswith(".eml") else f"{fit}.eml"
    fit = safe_name(called, "attachment")
    if part.get_content_maintype() == "message":
        return f"{fit}.txt"
    return fit if "." in fit else fit + _ENDINGS.get(part.get_content_type(), "")


def _forwarded(part: EmailMessage) -> EmailMessage:
    """The message inside a part. Some programs pack it in base64, which no reader expects there."""
    inside = part.get_payload(0) if part.is_multipart() else None
    if not isinstance(inside, EmailMessage):
        return EmailMessage()
    if not inside.keys() and str(part["Content-Transfer-Encoding"] or "").lower() == "base64":
        try:
            return email.message_from_bytes(base64.b64decode(str(inside.get_payload())), policy=email.policy.default)
        except (binascii.Error, ValueError):
            return inside
    return inside


def _data(part: EmailMessage) -> bytes:
    """The bytes as they would be saved; none where the part is broken."""
    if part.get_content_type() == "message/rfc822":
        return _as_bytes(_forwarded(part))
    if part.is_multipart():  # a delivery report: its fields stand as messages without words
        return b"\n".join(_as_bytes(inside) for inside in cast(list[EmailMessage], part.get_payload()))
    return _bytes(part)


def _bytes(part: EmailMessage) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _as_bytes(message: EmailMessage) -> bytes:
    try:
        return message.as_bytes(policy=_AS_IT_CAME)
    except (LookupError, ValueError, AttributeError, TypeError):  # the writer of the standard library trips over broken headers
        return b""
