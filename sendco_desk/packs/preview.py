"""Pages to look at: a document becomes a clean PDF once, then each page is drawn as a picture as wide as the screen asks for."""

import functools
import io
import math
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2

from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.convert import convert
from sendco_desk.packs.convert.pdf import opened_pdfium
from sendco_desk.packs.passwords import asks_for_password
from sendco_desk.packs.source import Limits, Source

Size = tuple[float, float]
"""Width and height of a page as it is read, in points of 1/72 inch."""

MOST_PIXELS = 16_000_000
"""A picture larger than this is drawn coarser: four bytes a pixel are held for each page kept at hand."""
_QUICK = 1
"""The least that PNG can be packed: the picture only crosses from one process to another."""

_DAMAGED_PAGE = "Page {number} is damaged and cannot be drawn. Ask the sender for a fresh copy."
_NO_SUCH_PAGE = "There is no page {number}: the document ends with page {pages}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A document ready to be looked at.

    ``pdf`` is what is drawn from, as a pack would print it; ``reason`` says why there are no pages, or what is not on them;
    ``actions`` are what was done to print it; ``locked`` where a password, or another one, would open it.
    """

    pdf: bytes = field(default=b"", repr=False)
    sizes: tuple[Size, ...] = ()
    reason: str = ""
    actions: tuple[str, ...] = ()
    locked: bool = False


def preview(source: Source, folder: Path, limits: Limits | None = None) -> Preview:
    """Any document that can be printed, as pages. ``folder`` holds its PDF for a moment only: the bytes come back in memory."""
    converted = convert(source, folder, limits)
    if converted.pdf is None:
        return Preview(reason=converted.reason or "", actions=converted.actions, locked=is_locked(source))
    try:
        pdf = converted.pdf.read_bytes()
    finally:
        converted.pdf.unlink()
    return Preview(pdf=pdf, sizes=page_sizes(held(pdf)), reason=converted.reason or "", actions=converted.actions)


def held(pdf: bytes) -> Source:
    """A document that is only in memory."""
    return Source(name="", open=functools.partial(io.BytesIO, pdf))  # nothing of ours in it: it is unpickled where no PDF reader is loaded


def is_locked(source: Source) -> bool:
    """Whether this is a PDF that asks for a password, or for another one than was given."""
    try:
        with opened_pdfium(source):
            return False
    except Refused as refusal:
        return asks_for_password(refusal.message)


def page_sizes(pdf: Source) -> tuple[Size, ...]:
    """The size of each page of a PDF. Raises Refused where it is damaged or locked by another password."""
    with opened_pdfium(pdf) as document:
        try:
            return tuple(document.get_page_size(index) for index in range(len(document)))
        except pypdfium2.PdfiumError as error:
            raise Refused("The PDF is damaged and cannot be read. Ask the sender for a fresh copy.") from error


def page_image(pdf: Source, number: int, width: int) -> bytes:
    """One page of a PDF, counted from 1, as a PNG ``width`` pixels wide. Raises Refused where that page cannot be drawn."""
    with opened_pdfium(pdf) as document:
        if not 1 <= number <= len(document):
            raise Refused(_NO_SUCH_PAGE.format(number=number, pages=len(document)))
        try:
            page = document[number - 1]
            bitmap = page.render(scale=_scale(page.get_size(), width), rev_byteorder=True, draw_annots=True)
        except pypdfium2.PdfiumError as error:
            raise Refused(_DAMAGED_PAGE.format(number=number)) from error
        drawn = io.BytesIO()
        bitmap.to_pil().save(drawn, "PNG", compress_level=_QUICK)
        bitmap.close()
        page.close()
    return drawn.getvalue()


def _scale(size: Size, width: int) -> float:
    """Pixels to a point, so that the picture is as wide as asked for, or as wide as it may be."""
    wide, high = size
    most = math.floor(math.sqrt(MOST_PIXELS * wide / high))
    return (max(1, min(width, most)) - 0.5) / wide  # pdfium rounds up, and the last digit of a product may be one too many
