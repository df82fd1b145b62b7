"""E-mail messages to pages: who wrote to whom and when, the words, and the names of what was attached. Nothing is fetched."""

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path
from typing import cast

from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.convert import plain_pages
from sendco_desk.packs.convert.plain_pages import Block, Rule, Span, Words
from sendco_desk.packs.convert.printed import Printed, listed
from sendco_desk.packs.convert.txt import decoded, letters_left_out
from sendco_desk.packs.source import Limits, Source

_SHOWN = (("From", "From"), ("To", "To"), ("Cc", "Copy to"), ("Date", "Date"), ("Subject", "Subject"))
_LOCKED = ("application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted")
_WITHOUT_WORDS = ("script", "style", "head", "title", "template")
_NEW_LINE = ("p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "table", "blockquote", "ul", "ol", "hr")


def convert(source: Source, out: Path, limits: Limits) -> Printed:
    """The header block, then the words; plain words are taken before the web page that often comes with them."""
    message = read_message(source)
    if message.get_content_type() in _LOCKED and "signed" not in str(message.get_param("smime-type", "")):
        raise Refused("This e-mail is encrypted. Open it in the program that received it, print it to PDF, and add that PDF.")
    body, was_web_page = body_of(message)
    attachments = tuple(attachment_names(message))
    if not (body.strip() or attachments or any(message[name] for name, _ in _SHOWN)):
        raise Refused("There is nothing in this e-mail. Ask the sender for a fresh copy.")
    blocks: list[Block] = [*_headers(message), *_attached(attachments), Rule()]
    blocks += [plain_pages.words(line.rstrip(), tight=True) for line in body.splitlines()]
    pages = plain_pages.write_pages(blocks, out, limits)
    said = ("printed the words of a web page; its pictures were not fetched",) if was_web_page else ()
    return Printed(pages=pages, actions=said, left_out=_left_out(attachments) or letters_left_out(blocks), attachments=attachments)


def read_message(source: Source) -> EmailMessage:
    """The message, read by the modern rules."""
    with source.open() as stream:
        return email.message_from_binary_file(stream, policy=email.policy.default)


def body_of(message: EmailMessage) -> tuple[str, bool]:
    """The words of the message, and whether they had to be taken out of a web page."""
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return "", False
    text = _words_of(cast(EmailMessage, part))
    return (words_of_page(text), True) if part.get_content_type() == "text/html" else (text, False)


def words_of_page(page: str) -> str:
    """The words of a web page without its marks, scripts and pictures."""
    reader = _PageReader()
    reader.feed(page)
    reader.close()
    return reader.words()


def attachment_names(message: EmailMessage) -> Iterator[str]:
    """The name of each file and each forwarded message that came with it."""
    body = message.get_body(preferencelist=("plain", "html"))
    for part in _leaves(message):
        named = part.get_filename()
        if part is body or (not named and part.get_content_maintype() == "text" and not part.is_attachment()):
            continue
        yield _one_line(named or _name_of_unnamed(part))


def _leaves(message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts of a message, a forwarded message counting as one."""
    if message.get_content_maintype() != "multipart":
        if message.get_content_type() not in ("application/pkcs7-signature", "application/x-pkcs7-signature"):
            yield message
        return
    for part in message.iter_parts():
        yield from _leaves(cast(EmailMessage, part))


def _name_of_unnamed(part: EmailMessage) -> str:
    if part.get_content_type() == "message/rfc822":
        inside = cast(EmailMessage, part.get_content())
        return f"e-mail \u201c{inside['Subject'] or 'without a subject'}\u201d"
    return {"image": "a picture", "audio": "a recording", "video": "a recording", "message": "a delivery report"}.get(
        part.get_content_maintype(), "a file without a name"
    )


def _words_of(part: EmailMessage) -> str:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    try:
        return content.decode(part.get_content_charset("utf-8"))
    except (LookupError, UnicodeDecodeError):  # an unknown or wrong encoding is common in forwarded mail
        return decoded(content)[0]


def _headers(message: EmailMessage) -> Iterator[Block]:
    yield plain_pages.words(_one_line(str(message["Subject"] or "E-mail without a subject")), level=2)
    for name, shown in _SHOWN[:-1]:
        if message[name]:
            yield Words(spans=(Span(text=f"{shown}: ", bold=True), Span(text=_one_line(str(message[name])))))


def _attached(names: tuple[str, ...]) -> Iterator[Block]:
    if names:
        yield Words(spans=(Span(text="Attached: ", bold=True), Span(text="; ".join(names))))


def _left_out(attachments: tuple[str, ...]) -> str:
    if not attachments:
        return ""
    if len(attachments) == 1:
        return f"What was attached is not printed: {attachments[0]}. Save it, and add it if it belongs in the pack."
    return f"{len(attachments)} attachments are not printed: {listed(attachments)}. Save them, and add those that belong in the pack."


def _one_line(text: str) -> str:
    return " ".join(text.split())


_SPACES = re.compile(r"\s+")


class _PageReader(HTMLParser):
    """Gathers what a reader of the page would see as words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _WITHOUT_WORDS:
            self._silent += 1
        elif tag in _NEW_LINE:
            self._parts.append("\n")
        elif tag in ("td", "th"):
            self._parts.append("\t")

    def handle_endtag(self, tag: str) -> None:
        if tag in _WITHOUT_WORDS:
            self._silent = max(0, self._silent - 1)
        elif tag in _NEW_LINE:
            self._parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._parts.append(_SPACES.sub(" ", data))

    def words(self) -> str:
        lines = [line.strip() for line in "".join(self._parts).split("\n")]
        return "\n".join(line for line, before in zip(lines, ["x", *lines], strict=False) if line or before).strip()
