"""An e-mail as it is read here, whichever program kept it, and its pages: who wrote to whom and when, what was attached, the words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from sendco_desk.domain.dates import FIRST_YEAR, LAST_YEAR, shown_moment
from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.convert import plain_pages
from sendco_desk.packs.convert.pictures import Pictures
from sendco_desk.packs.convert.plain_pages import Block, Facts, Picture, Rule, Span, Words
from sendco_desk.packs.convert.printed import Printed, counted, sized
from sendco_desk.packs.convert.txt import letters_left_out
from sendco_desk.packs.source import Limits, sha256_of_bytes

LOGO = 20_000
"""Bytes of a picture in the words of an e-mail below which it is a logo or a line, and nobody's document."""

FROM_PAGE = "printed the words of a web page; pictures that lie elsewhere were not fetched"
FROM_RICH_TEXT = "printed the words of a rich text; its layout is not kept"
_ENCRYPTED = "This e-mail is encrypted. Open it in the program that received it, print it to PDF, and add that PDF."
_NOTHING = "There is nothing in this e-mail. Ask the sender for a fresh copy."
_MOST_LEVELS = 6
_TNEF = b"\x78\x9f\x3e\x22"


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosed:
    """What came with an e-mail. ``name`` is how it is called on pages, ``file_name`` how it is kept; ``in_words`` a picture among the words."""

    name: str
    file_name: str
    media_type: str = ""
    data: bytes = field(default=b"", repr=False)
    in_words: bool = False

    @property
    def is_logo(self) -> bool:
        """True for a small picture among the words, such as the logo of a signature."""
        return self.in_words and len(self.data) < LOGO


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """An e-mail. ``sent`` is in the sender's own time zone where that is known; ``sent_words`` stands for a date that cannot be read."""

    subject: str = ""
    sender: str = ""
    to: str = ""
    copy_to: str = ""
    sent: datetime | None = None
    sent_words: str = ""
    received: datetime | None = None
    body: str = ""
    body_was: str = ""
    enclosed: tuple[Enclosed, ...] = ()
    encrypted: bool = False

    @property
    def attached(self) -> tuple[Enclosed, ...]:
        """What was attached, the logos of signatures left out."""
        return tuple(each for each in self.enclosed if not each.is_logo)


def write(mail: Mail, out: Path, limits: Limits) -> Printed:
    """Print it."""
    if mail.encrypted:
        raise Refused(_ENCRYPTED)
    if not (mail.body.strip() or mail.enclosed or mail.subject or mail.sender or mail.to or mail.sent):
        raise Refused(_NOTHING)
    pictures = dict(_pictures(mail, limits))
    missing = [each for number, each in enumerate(mail.enclosed) if not (each.is_logo or number in pictures)]
    shown: list[Block] = [block for both in pictures.values() for block in both]
    blocks = [*_head(mail, missing), Rule(), *body_blocks(mail.body), *([Rule(), *shown] if shown else [])]
    pages = plain_pages.write_pages(blocks, out, limits)
    said = [mail.body_was] if mail.body_was else []
    if pictures:
        said.append(f"printed {counted(len(pictures), 'picture')} from among the words below them")
    if logos := len(mail.enclosed) - len(mail.attached):
        said.append(f"left out {counted(logos, 'small picture')} among the words, such as a logo")
    left_out = " ".join(filter(None, (_wrapped(missing), letters_left_out(blocks))))
    return Printed(
        pages=pages, actions=tuple(said), left_out=left_out, attachments=tuple(each.name for each in missing),
        attachment_prints=tuple(sha256_of_bytes(each.data) for each in missing),
    )


def _wrapped(enclosed: Sequence[Enclosed]) -> str:
    """A sentence where attachments came in a form that only Outlook opens."""
    if not any(each.data.startswith(_TNEF) for each in enclosed):
        return ""
    return "What was attached came wrapped up for Outlook alone (winmail.dat): open the e-mail in Outlook, save its attachments, and add those."


def _pictures(mail: Mail, limits: Limits) -> Iterator[tuple[int, tuple[Block, Block]]]:
    """The pictures that stood among the words, each under its name; one that cannot be read stays an attachment."""
    reader = Pictures(limits)
    for number, each in enumerate(mail.enclosed):
        if each.in_words and not each.is_logo:
            name = f"Picture among the words: {each.name}"
            picture = reader.block(each.data, name)
            if isinstance(picture, Picture):
                yield number, (plain_pages.words(name, quiet=True), picture)


def one_line(text: str) -> str:
    """The text without line ends or gaps."""
    return " ".join(text.replace("\x00", " ").split())


# Times


def likely(moment: datetime | None) -> datetime | None:
    """The moment, unless a program wrote one that cannot be meant."""
    if moment is None or not FIRST_YEAR <= moment.year <= LAST_YEAR:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def in_england(moment: datetime) -> datetime:
    """The moment by the clocks of England: an hour on from the last Sunday of March to that of October, at one o’clock universal time."""
    universal = moment.astimezone(UTC)
    begins, ends = (_last_sunday(universal.year, month) for month in (3, 10))
    return universal.astimezone(timezone(timedelta(hours=begins <= universal < ends)))


def _last_sunday(year: int, month: int) -> datetime:
    last = datetime(year, month, 31, 1, tzinfo=UTC)
    return last - timedelta(days=(last.weekday() + 1) % 7)


def _moment_words(moment: datetime) -> str:
    away = moment.utcoffset() or timedelta()
    sign, minutes = "-" if away < timedelta() else "+", abs(away) // timedelta(minutes=1)
    zone = "UTC" if not minutes else f"UTC{sign}{minutes // 60}" + (f":{minutes % 60:02d}" if minutes % 60 else "")
    return f"{shown_moment(moment)} ({zone})"


# The pages


def _head(mail: Mail, attached: Sequence[Enclosed]) -> Iterator[Block]:
    yield plain_pages.words(mail.subject or "E-mail without a subject", level=2)
    rows = [("From", mail.sender), ("To", mail.to), ("Copy to", mail.copy_to)]
    rows.append(("Date", _moment_words(mail.sent) if mail.sent else mail.sent_words))
    shown: list[tuple[str, tuple[str, ...]]] = [(label, (said,)) for label, said in rows if said]
    if attached:
        shown.append(("Attached", tuple(f"{each.name} ({sized(len(each.data))})" for each in attached)))
    if shown:
        yield Facts(rows=tuple(shown))


_QUOTE = re.compile(r"^(?:>\s?)+")
_FIELD = re.compile(r"^\*?(From|Sent|Date|To|Cc|Bcc|Subject|Importance|Attachments?|Reply-To|When|Where|Required|Optional)\s?:\*?\s*(.*)$")
_FIRST = re.compile(r"^\*?From\s?:\*?\s*\S")
_FEWEST = 3  # lines with labels that make the head of an earlier e-mail; fewer may be somebody's own words


def unquoted(line: str) -> tuple[int, str]:
    """How deep a line is quoted, and the line itself."""
    mark = _QUOTE.match(line)
    return (mark.group().count(">"), line[mark.end() :]) if mark else (0, line)


def earlier_head(lines: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The labels and words at the beginning of these lines where they are the head of an earlier e-mail; empty where they are not."""
    if not lines or not _FIRST.match(lines[0]):
        return ()
    rows: list[tuple[str, str]] = []
    for line in lines[:12]:
        found = _FIELD.match(line.strip())
        if found is None:
            break
        rows.append((found.group(1), found.group(2).strip()))
    labels = {label for label, _ in rows}
    return tuple(rows) if len(rows) >= _FEWEST and labels & {"Sent", "Date"} else ()


def body_blocks(body: str) -> Iterator[Block]:
    """The words line by line; what is quoted stands behind bars, and each earlier e-mail begins below a line with its head in even columns."""
    lines = [unquoted(line.rstrip()) for line in body.replace("\x00", "").splitlines()]
    number, empty = 0, True
    while number < len(lines):
        level, line = lines[number]
        head = earlier_head([text for deep, text in lines[number : number + 12] if deep == level])
        if head:
            yield Rule()
            yield Facts(rows=tuple((label, (said or "(empty)",)) for label, said in head), quoted=min(level, _MOST_LEVELS))
            number, empty = number + len(head), False
            continue
        if line.strip() or not empty:
            yield Words(spans=(Span(text=line),), tight=True, quoted=min(level, _MOST_LEVELS))
        number, empty = number + 1, not line.strip()
