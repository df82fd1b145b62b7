"""The words of a scan or a photograph of a page, for search: read by tesseract where the computer has it, all of it in memory."""

import io

import pikepdf

from sendco_desk.domain.progress import Report, unreported
from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.convert import image, kinds
from sendco_desk.packs.convert.printed import SIGNS_OF_DAMAGE, raise_if_disk
from sendco_desk.packs.recognition import DOTS, Tesseract, words_of_scans, words_of_sheet
from sendco_desk.packs.source import Limits, Source, size_of

_PAGE_HIGH = 11.7  # inches; a photograph of a page is taken to show a sheet of A4


def scanned_text(source: Source, program: Tesseract, report: Report = unreported) -> str:
    """The words of the pages that are pictures; empty for other kinds of document. Raises Refused where it is damaged or locked."""
    limits = Limits()
    if size_of(source) > limits.max_bytes:
        return ""
    try:
        kind = kinds.recognise(source)
        if kind is kinds.PDF:
            with source.open() as stream:
                return words_of_scans(io.BytesIO(stream.read()), program, report)
        return _of_pictures(source, limits, program, report) if kind.media_type.startswith("image/") else ""
    except (pikepdf.PikepdfError, *SIGNS_OF_DAMAGE) as error:
        raise_if_disk(error)
        raise Refused("The file is damaged or locked, and its words cannot be read.") from error


def _of_pictures(source: Source, limits: Limits, program: Tesseract, report: Report) -> str:
    found = []
    with source.open() as stream, image.opened(stream, limits) as picture:
        for number, frame in enumerate(image.frames(picture, limits, {})):
            report(number, getattr(picture, "n_frames", 1))
            sheet = image.upright(frame, {}).convert("L")
            sheet.thumbnail((round(_PAGE_HIGH * DOTS), round(_PAGE_HIGH * DOTS)))
            found.append(words_of_sheet(sheet, max(70.0, max(sheet.size) / _PAGE_HIGH), program, report))
    return "\n\n".join(text for text in found if text)
