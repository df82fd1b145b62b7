"""What a pack that was sent says of itself, read from the very file: its pages, its parts with their words, its documents."""

import itertools
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

import pikepdf
import pypdfium2

from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.joining import LATE_OF
from sendco_desk.packs.late_labels import PAGE
from sendco_desk.packs.pages_ink import MARGIN
from sendco_desk.packs.sent_facts import SentDocument, SentPack, SentPart
from sendco_desk.packs.source import Source
from sendco_desk.packs.verify_links import document_hashes
from sendco_desk.packs.verify_reading import Bookmark, Reading, SeenPage, read

NOT_OURS = "That file is not a pack that SENDCo Desk made, so nothing can be added to it or compared with it. Make a new pack instead."
ALONE = "That file holds only pages that were added to a pack. Choose the pack itself."
LOCKED = "The pack that was sent is locked. Give the password it was sent with."
DAMAGED = "The pack that was sent cannot be read: the copy of it that was kept is damaged. Make a new pack instead."
_TITLE = re.compile(rf"(?:(\d+) )?(.*), page ({PAGE})", re.DOTALL)
_NUMBER = re.compile(rf"{PAGE}$")

Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""


@contextmanager
def opened(source: Source) -> Iterator[tuple[pikepdf.Pdf, Any, str]]:
    """The file, open twice: its objects, and a second program that draws it; and the password that opened it.

    Raises Refused where it is locked or damaged.
    """
    with source.open() as stream, source.open() as again, _unlocked(stream, source) as (pdf, password):
        try:
            drawing = pypdfium2.PdfDocument(again, password=password or None)
        except pypdfium2.PdfiumError as error:
            raise Refused(DAMAGED, field="pack") from error
        try:
            yield pdf, drawing, password
        finally:
            drawing.close()


@contextmanager
def _unlocked(stream: BinaryIO, source: Source) -> Iterator[tuple[pikepdf.Pdf, str]]:
    """The file, and which of the passwords opened it."""
    for password in ("", source.password, *source.passwords):
        try:
            pdf = pikepdf.open(stream, password=password)
        except pikepdf.PasswordError:
            continue
        except pikepdf.PdfError as error:
            raise Refused(DAMAGED, field="pack") from error
        with pdf:
            yield pdf, password
        return
    raise Refused(LOCKED, field="password")


def sent_pack(source: Source) -> SentPack:
    """What a pack says of itself. Raises Refused where it is locked, damaged, or not a pack of ours."""
    with opened(source) as (pdf, drawing, _):
        return facts_of(read(pdf, drawing, spot=True))


def facts_of(reading: Reading) -> SentPack:
    """The same of a pack that is open. Raises Refused where it is not a pack of ours."""
    pages = reading.pages
    if reading.supplement:
        raise Refused(ALONE, field="supplement")
    if not pages or not reading.bookmarks or any(page.footer is None or not page.label for page in pages):
        raise Refused(NOT_OURS, field="pack")
    stretches = _stretches(reading)
    front = [page for page in stretches[1, None].pages if not page.late] if (1, None) in stretches else []
    parts, documents = [], []
    for mark in reading.bookmarks:
        found = _TITLE.fullmatch(mark.title)
        if mark.page is None or found is None or not found[1]:
            continue
        first = pages[mark.page - 1]
        stretch = stretches.get((mark.page, _down(mark, first)))
        inside = _inside(reading, first, stretch)
        if first.document is not None:
            told = () if first.generated else tuple(page.label for page in inside)
            documents.append(SentDocument(number=first.document, title=found[2], first=first.label, pages=told, sha256=""))
        elif first.generated and first.number != 1 and stretch is not None:
            parts.append(SentPart(title=found[2], first=first.label, words=plain_words("\n".join(_words(reading, stretch)))))
    return SentPack(
        title=str(reading.pdf.docinfo.get("/Title", "")), labels=tuple(page.label for page in pages), contents_end=front[-1].number,
        total=reading.total, documents=_hashed(documents, document_hashes(reading)), parts=tuple(parts),
        volume=reading.volume.number if reading.volume else 0, volumes=reading.volume.of if reading.volume else 0,
    )


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The pages from one bookmark to the next; where it begins on the first of them, and ends on the last, other than at its top and foot."""

    pages: tuple[SeenPage, ...]
    top: float | None = None
    bottom: float | None = None


def _stretches(reading: Reading) -> dict[tuple[int, float | None], _Stretch]:
    """What stands between the bookmarks, by the page and the height at which it begins, without what was added later."""
    marks = [(mark, reading.pages[mark.page - 1]) for mark in reading.bookmarks if mark.page]
    begun = {(page.number, _down(mark, page)) for mark, page in marks if not page.late}
    ordered: list[tuple[int, float | None]] = sorted(begun, key=lambda at: (at[0], -at[1] if at[1] is not None else -math.inf))
    found = {}
    for at, (end, bottom) in itertools.pairwise([*ordered, (len(reading.pages) + 1, None)]):
        pages = reading.pages[at[0] - 1 : end - (bottom is None)]
        found[at] = _Stretch(tuple(page for page in pages if not page.late), at[1], bottom)
    return found


def _down(mark: Bookmark, page: SeenPage) -> float | None:
    """How high on its page a part begins that stands under another one; None for what begins the page."""
    return mark.top if mark.top is not None and page.generated and mark.top < page.visible.top - MARGIN else None


def _words(reading: Reading, stretch: _Stretch) -> Iterator[str]:
    for place, page in enumerate(stretch.pages, 1):
        top = stretch.top if place == 1 else None
        bottom = stretch.bottom if stretch.bottom is not None and place == len(stretch.pages) else _foot_of(page)
        links = (box for box in _link_boxes(page) if box[1] >= bottom and (top is None or box[3] <= top))
        yield page_words(reading.drawing[page.number - 1], bottom, links, top)


def _inside(reading: Reading, first: SeenPage, stretch: _Stretch | None) -> Sequence[SeenPage]:
    """The pages of what begins on a page: to the next bookmark, without what was added in between; or, added later, those that say so."""
    if not first.late:
        return stretch.pages if stretch is not None else ()
    return [page for page in reading.pages if page.late and page.obj.get(LATE_OF) == first.document]


def _hashed(documents: list[SentDocument], hashes: Sequence[str]) -> tuple[SentDocument, ...]:
    ordered = sorted(documents, key=lambda document: document.number)
    told = hashes if len(hashes) == len(ordered) else [""] * len(ordered)
    return tuple(
        replace(one, sha256=sha256) for one, sha256 in zip(ordered, told, strict=True)
    )


def _foot_of(page: SeenPage) -> float:
    """How high the footer of an upright page reaches."""
    return page.footer.y + page.footer.size + 2 if page.footer else 0.0


def _link_boxes(page: SeenPage) -> Iterator[Box]:
    for note in page.obj.get("/Annots", ()):
        if note.get("/Subtype") == pikepdf.Name.Link:
            left, bottom, right, top = map(float, note.Rect)
            yield left, bottom, right, top


def page_words(drawn: Any, foot: float, links: Iterable[Box], top: float | None = None) -> str:
    """What stands on a page above its footer, without the page numbers that links end with: other documents of the pack push those on.

    With ``top`` it is only what stands below that.
    """
    words = drawn.get_textpage()
    try:
        said = str(words.get_text_bounded(bottom=foot, top=top))
        for left, bottom, right, top in links:
            led = str(words.get_text_bounded(left=left, bottom=bottom, right=right + 3, top=top)).strip()
            bare = _NUMBER.sub("", led)
            if bare != led:
                said = re.sub(rf"{re.escape(led)}(?!\w)", bare.replace("\\", r"\\"), said, count=1)
        return said
    finally:
        words.close()
        drawn.close()


def plain_words(words: str) -> str:
    """The words alone, however the lines are broken."""
    return " ".join(words.split())
