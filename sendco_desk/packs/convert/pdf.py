"""PDF to clean PDF: opened or repaired, form and notes made part of the page, and all that acts, hides or phones home left behind."""

import io
import shutil
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pikepdf
import pypdfium2
import pypdfium2.raw

from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.convert import pdf_layers, pdf_marks, pdf_scrub
from sendco_desk.packs.convert.pdf_pictures import told_by_content
from sendco_desk.packs.convert.printed import SIGNS_OF_DAMAGE, Printed, listed, raise_if_disk
from sendco_desk.packs.source import Limits, Source
from sendco_desk.packs.visible import visible_of

_LOCKED = "The PDF is locked with a password. Give the password, or ask the sender for a copy without one."
_WRONG_PASSWORD = "That password does not open the PDF. Ask the sender for the right one, or for a copy without a password."
_DAMAGED = "The PDF is damaged and cannot be read, even after a repair. Ask the sender for a fresh copy."
_MENDED = "repaired damage in the file"
_XFA = (
    "This is an Adobe LiveCycle (XFA) form: its pages are drawn only by Adobe Reader. Open it there, print it with Microsoft Print to"
    " PDF, and add that PDF."
)


def convert(source: Source, out: Path, limits: Limits) -> Printed:
    """Every page of the PDF, in order, with its own size, turn and crop box."""
    try:
        return _convert(source, out, limits, repair=False)
    except (pikepdf.PikepdfError, *SIGNS_OF_DAMAGE) as error:
        raise_if_disk(error)  # otherwise the damage lies deeper than the opening
    try:
        return _convert(source, out, limits, repair=True)
    except (pikepdf.PikepdfError, *SIGNS_OF_DAMAGE) as error:
        raise_if_disk(error)
        raise Refused(_DAMAGED) from error


def _convert(source: Source, out: Path, limits: Limits, *, repair: bool) -> Printed:
    said: dict[str, None] = {}
    taken = out.with_suffix(".taken")
    try:
        _take(source, taken)  # a file is read four times as quickly as a stream
        with _opened(taken, source.password, said, repair=repair) as pdf:
            _check_pages(pdf, limits)
            attachments = pdf_scrub.embedded_names(pdf)
            said.update(dict.fromkeys((*pdf_scrub.preflight(pdf), *pdf_marks.said_of_marks(pdf))))
            as_it_is = not (said or pdf_scrub.needs_cleaning(pdf) or pdf.get_warnings())
            pages = len(pdf.pages) if as_it_is else _cleaned(pdf, out, said)
            first_width = visible_of(pdf.pages[0].obj).width
            pictures = told_by_content(pdf) if as_it_is else None
        if as_it_is:
            taken.replace(out)
    finally:
        taken.unlink(missing_ok=True)
    return Printed(
        pages=pages,
        actions=tuple(said),
        left_out=_left_out(attachments),
        image_only=_only_images(out) if pictures is None else pictures,
        attachments=attachments,
        first_width=first_width,
    )


def _take(source: Source, taken: Path) -> None:
    with source.open() as stream, taken.open("wb") as copy:
        shutil.copyfileobj(stream, copy)


def _only_images(path: Path) -> bool:
    """True where something is drawn but no page holds letters that can be searched, as the reader sees it that forgives most."""
    with pypdfium2.PdfDocument(path) as pdf:
        if any(text.strip() for text in page_texts(pdf)):
            return False
        return any(_draws(pdf, number) for number in range(len(pdf)))


def _draws(pdf: pypdfium2.PdfDocument, number: int) -> bool:
    page = pdf[number]
    drawn = pypdfium2.raw.FPDFPage_CountObjects(page) > 0
    page.close()
    return bool(drawn)


def page_texts(pdf: pypdfium2.PdfDocument) -> Iterator[str]:
    """The text of each page in order."""
    for number in range(len(pdf)):
        page = pdf[number]
        words = page.get_textpage()
        yield str(words.get_text_range())
        words.close()
        page.close()


@contextmanager
def opened_pdfium(source: Source) -> Iterator[pypdfium2.PdfDocument]:
    """The document in the reader that forgives most; Refused where even that cannot open it."""
    with source.open() as stream:
        try:
            pdf = pypdfium2.PdfDocument(stream, password=source.password or None)
        except pypdfium2.PdfiumError as error:
            raise Refused(_pdfium_reason(error, source.password)) from error
        try:
            yield pdf
        finally:
            pdf.close()


def _pdfium_reason(error: pypdfium2.PdfiumError, password: str) -> str:
    if "password" not in str(error).lower():
        return _DAMAGED
    return _WRONG_PASSWORD if password else _LOCKED


@contextmanager
def _opened(path: Path, password: str, said: dict[str, None], *, repair: bool) -> Iterator[pikepdf.Pdf]:
    pdf = None if repair else _opened_as_it_is(path, password)
    if pdf is None:
        pdf = _repaired(path, password)
        said[_MENDED] = None
    elif any("file is damaged" in str(warning) for warning in pdf.get_warnings()):
        said[_MENDED] = None
    if pdf.is_encrypted:
        said["removed the password" if password else "removed the lock against copying"] = None
    with pdf:
        yield pdf


def _opened_as_it_is(path: Path, password: str) -> pikepdf.Pdf | None:
    try:
        pdf = pikepdf.open(path, password=password)
    except pikepdf.PasswordError as error:
        raise Refused(_WRONG_PASSWORD if password else _LOCKED) from error
    except pikepdf.PikepdfError:
        return None
    try:
        empty = not len(pdf.pages)
    except pikepdf.PikepdfError:
        empty = True
    if empty:
        pdf.close()
        return None
    if pdf.is_encrypted and not password and not pdf.user_password_matched:
        pdf.close()
        raise Refused(_LOCKED)  # an empty owner password opens it for programs, but a person would be asked
    return pdf


def _repaired(path: Path, password: str) -> pikepdf.Pdf:
    """pdfium reads files that qpdf gives up on; what it saves is sound."""
    buffer = io.BytesIO()
    try:
        with pypdfium2.PdfDocument(path, password=password or None) as damaged:
            damaged.save(buffer)
        buffer.seek(0)
        pdf = pikepdf.open(buffer, password=password)
    except pypdfium2.PdfiumError as error:
        raise Refused(_pdfium_reason(error, password)) from error
    except pikepdf.PikepdfError as error:
        raise Refused(_DAMAGED) from error
    if not len(pdf.pages):
        raise Refused(_DAMAGED)
    return pdf


def _check_pages(pdf: pikepdf.Pdf, limits: Limits) -> None:
    if pdf.Root.get("/NeedsRendering"):
        raise Refused(_XFA)
    if len(pdf.pages) > limits.max_pages:
        raise Refused(f"The PDF has {len(pdf.pages)} pages, more than {limits.max_pages}. Split it, and add the parts that matter.")


def _cleaned(pdf: pikepdf.Pdf, out: Path, said: dict[str, None]) -> int:
    with pdf_marks.appearances_drawn(pdf) as drawn, pikepdf.Pdf.new() as clean:
        said.update(dict.fromkeys(pdf_layers.remove_hidden(drawn)))
        said.update(dict.fromkeys(pdf_marks.flatten(drawn)))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", pikepdf.PikepdfWarning)  # of forms and links that lead nowhere; neither is kept
            clean.add_pages_from(drawn, forms="strip", layers="ignore", outlines="ignore")
        said.update(dict.fromkeys(pdf_scrub.scrub(clean)))
        clean.remove_unreferenced_resources()
        clean.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return len(clean.pages)


def _left_out(attachments: tuple[str, ...]) -> str:
    if not attachments:
        return ""
    if len(attachments) == 1:
        return f"A file inside this PDF is not printed: {attachments[0]}. Save it, and add it if it belongs in the pack."
    return f"{len(attachments)} files inside this PDF are not printed: {listed(attachments)}. Save them, and add those that belong here."
