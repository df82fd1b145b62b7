"""Repeated e-mails: one that a later one quotes whole, and two that are the same. Pointed out, never acted on."""

import re
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.convert import eml, kinds, msg, pdf
from sendco_desk.packs.convert.mail_pages import Mail, earlier_head, unquoted
from sendco_desk.packs.convert.printed import SIGNS_OF_DAMAGE, raise_if_disk
from sendco_desk.packs.source import Finding, Noticed, Source

K = TypeVar("K", bound=Hashable)
FEWEST_WORDS = 8
"""A shorter e-mail ("Thank you, received.") stands in many others by chance."""

_DAMAGED = "The e-mail is damaged and cannot be read. Ask the sender for a fresh copy."
_WROTE = re.compile(r"^(on|am|le) .{6,200}(wrote|schrieb|a écrit)\s*:$", re.IGNORECASE)
_MARK = re.compile(r"^[-_* ]{3,}(original message|forwarded message|begin forwarded message)?[-_* :]*$", re.IGNORECASE)
_PAGE = re.compile(r"^(page )?\d{1,3}( ?(of|/) ?\d{1,3})?$|^https?://\S+( \d+/\d+)?$", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_HEAD_LABEL = re.compile(r"^\*?(from|to|cc|bcc|sent|date|subject|importance|attachments?|attached|copy to|reply-to)\s?:", re.IGNORECASE)
_HEAD_LINES = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class MailText:
    """An e-mail as one of several: its title in the pack, its words, and when it was sent where that is known."""

    title: str
    words: str
    sent: datetime | None = None


def mail_text(title: str, mail: Mail) -> MailText:
    """The e-mail among others."""
    return MailText(title=title, words=mail.body, sent=mail.sent)


def read_mail(title: str, source: Source) -> MailText | None:
    """The e-mail that a document is, also one that was printed to PDF; None for other documents. Raises Refused where it is damaged or locked."""
    try:
        kind = kinds.recognise(source)
        if kind is kinds.EML or kind is kinds.MSG:
            return mail_text(title, (eml if kind is kinds.EML else msg).read(source))
        return printed_mail(title, _words_of_print(source)) if kind is kinds.PDF else None
    except SIGNS_OF_DAMAGE as error:
        raise_if_disk(error)
        raise Refused(_DAMAGED) from error


def _words_of_print(source: Source) -> str:
    """The words of a PDF whose first page begins as an e-mail does; reading the others would take long."""
    with pdf.opened_pdfium(source) as document:
        pages = pdf.page_texts(document)
        first = next(pages, "")
        return "\n".join([first, *pages]) if printed_mail("", first) else ""


def printed_mail(title: str, text: str) -> MailText | None:
    """The words of a PDF as those of an e-mail, where its first lines are the head of one; None where they are not."""
    lines = [line for line in text.splitlines() if line.strip()]
    labels = {found.group(1).lower() for line in lines[:_HEAD_LINES] if (found := _HEAD_LABEL.match(line.strip()))}
    if not ("from" in labels and labels & {"sent", "date"} and labels & {"to", "subject"}):
        return None
    return MailText(title=title, words=text)


def repeated(mails: Mapping[K, MailText]) -> dict[K, tuple[Finding, ...]]:
    """What to say about each e-mail that is there twice, or is quoted whole in another; those with nothing to say are left out."""
    plain = {key: f" {' '.join(_said(mail.words))} " for key, mail in mails.items()}
    order = {key: number for number, key in enumerate(mails)}
    found: dict[K, tuple[Finding, ...]] = {}
    for key, mail in mails.items():
        if plain[key].count(" ") <= FEWEST_WORDS:
            continue
        said = tuple(_about(key, mail, mails, plain, order))
        if said:
            found[key] = said
    return found


def _about(key: K, mail: MailText, mails: Mapping[K, MailText], plain: Mapping[K, str], order: Mapping[K, int]) -> Iterator[Finding]:
    """At most one sentence: that it is another one again, or the first of those that quote it whole."""
    for other, later in mails.items():
        if order[other] < order[key] and plain[other] == plain[key]:
            yield _finding(f"‘{mail.title}’ is the same e-mail as ‘{later.title}’.")
            return
    for other, later in mails.items():
        if other != key and len(plain[other]) > len(plain[key]) and _may_quote(mail, later) and plain[key] in plain[other]:
            yield _finding(f"‘{mail.title}’ is quoted whole in ‘{later.title}’.")
            return


def _may_quote(mail: MailText, later: MailText) -> bool:
    """Only a later e-mail can quote one; by how much, clocks of two computers may differ."""
    return mail.sent is None or later.sent is None or mail.sent <= later.sent


def _finding(words: str) -> Finding:
    return Finding(noticed=Noticed.REPEATED, words=words)


def _said(words: str) -> Iterator[str]:
    """The words that somebody wrote, in small letters: without marks of quotation, heads of e-mails, page numbers and signs."""
    lines = [unquoted(line.strip())[1].strip() for line in words.splitlines()]
    number = 0
    while number < len(lines):
        line = lines[number]
        head = earlier_head(lines[number : number + 12])
        if head:
            number += len(head)
            continue
        if not (_WROTE.match(line) or _MARK.match(line) or _PAGE.match(line) or _HEAD_LABEL.match(line)):
            yield from _WORD.findall(line.casefold())
        number += 1
