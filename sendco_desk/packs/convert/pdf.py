"""PDF to clean PDF: opened or repaired, form and notes made part of the page, and all that acts, hides or phones home left behind."""

import io
import shutil
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import pikepdf
import pypdfium2
import pypdfium2.raw

from sendco_desk.domain.refusals import Refused
from sendco_desk.packs import passwords
from sendco_desk.packs.convert import pdf_layers, pdf_marks, pdf_scrub
from sendco_desk.packs.convert.pdf_damage import DAMAGED, taken_out, unreadable
from sendco_desk.packs.convert.pdf_pictures import told_by_content
from sendco_desk.packs.convert.printed import SIGNS_OF_DAMAGE, Printed, raise_if_disk
from sendco_desk.packs.source import Finding, Limits, Noticed, Source, sha256_of_bytes
from sendco_desk.packs.visible import visible_of

_SIGNED = Finding(
    noticed=Noticed.SIGNED,
    words="This PDF was signed digitally. The signature holds only in the original, not in a pack: keep the original beside the pack.",
)
_MENDED = "repaired damage in the file"
_UNLOCKED = "removed the password"
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
        raise Refused(DAMAGED) from error


def _convert(source: Source, out: Path, limits: Limits, *, repair: bool) -> Printed:
    said: dict[str, None] = {}
    taken = out.with_suffix(".taken")
    try:
        _take(source, taken)  # a file is read four times as quickly as a stream
        with _opened(taken, passwords.known(source), said, repair=repair) as (pdf, missing):
            _check_pages(pdf, limits)
            embedded = tuple(pdf_scrub.embedded(pdf))
            prints = tuple(sha256_of_bytes(each.data()) for each in embedded)
            said.update(dict.fromkeys((*pdf_scrub.preflight(pdf), *pdf_marks.said_of_marks(pdf))))
            as_it_is = not (said or pdf_scrub.needs_cleaning(pdf) or pdf.get_warnings())
            damaged = unreadable(pdf)
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
        left_out=" ".join(filter(None, (missing, damaged))),
        image_only=_only_images(out) if pictures is None else pictures,
        attachments=tuple(each.name for each in embedded),
        attachment_prints=prints,
        first_width=first_width,
        findings=(_SIGNED,) if pdf_scrub.SIGNED in said else (),
        signed=pdf_scrub.SIGNED in said,
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
    """The document in the reader that forgives most; Refused where even that, with every password that is known, cannot open it."""
    words = passwords.known(source)
    with source.open() as stream:
        pdf, _ = _opened_with(lambda word: pypdfium2.PdfDocument(stream, password=word or None), words, stream)
        try:
            yield pdf
        finally:
            pdf.close()


def _opened_with(opened: Callable[[str], pypdfium2.PdfDocument], words: Sequence[str], whole: BinaryIO) -> tuple[pypdfium2.PdfDocument, str]:
    """Without a password where that will do, else with the first that opens it; gives that too."""
    for word in ("", *words):
        try:
            return opened(word), word
        except pypdfium2.PdfiumError as error:
            if "password" not in str(error).lower() or not _says_it_is_locked(whole):
                raise Refused(DAMAGED) from error
    raise Refused(_wanting(words))


def _says_it_is_locked(whole: BinaryIO) -> bool:
    """pdfium (5.15) goes on naming the want of a password of the file before where it has no word for what is wrong with this one."""
    whole.seek(0)
    return b"/Encrypt" in whole.read()


def _wanting(words: Sequence[str]) -> str:
    return passwords.WRONG_FOR_PDF if words else passwords.LOCKED_PDF


@contextmanager
def _opened(path: Path, words: Sequence[str], said: dict[str, None], *, repair: bool) -> Iterator[tuple[pikepdf.Pdf, str]]:
    """The PDF, and the sentence that says which of its pages are lost."""
    pdf = None if repair else _opened_as_it_is(path, words)
    if pdf is None:
        pdf = _repaired(path, words, said)
        said[_MENDED] = None
    noticed = [str(warning) for warning in pdf.get_warnings()]
    if any("EOF after endobj" in warning for warning in noticed):
        pdf, noticed = _reopened(path, words, pdf), []
        said[_MENDED] = None
    if any("file is damaged" in warning for warning in noticed):
        said[_MENDED] = None
    if pdf.is_encrypted:
        said["removed the lock against copying" if _opens_without(path) else _UNLOCKED] = None
    with pdf:
        missing = taken_out(pdf, noticed, mended=_MENDED in said)
        if missing or pdf.Root.Pages.get("/Count") != len(pdf.pages):
            said[_MENDED] = None
        yield pdf, missing


def _reopened(path: Path, words: Sequence[str], pdf: pikepdf.Pdf) -> pikepdf.Pdf:
    """A file cut right after an object, with an end put to it: qpdf passes over an object that nothing follows."""
    pdf.close()
    with path.open("ab") as cut:
        cut.write(b"\n%%EOF\n")
    again = _opened_as_it_is(path, words)
    if again is None:
        raise Refused(DAMAGED)
    return again


def _opens_without(path: Path) -> bool:
    """True where only what may be done with the PDF is locked, and not the PDF."""
    try:
        with pikepdf.open(path) as pdf:
            return pdf.user_password_matched
    except pikepdf.PikepdfError:
        return False


def _opened_as_it_is(path: Path, words: Sequence[str]) -> pikepdf.Pdf | None:
    for word in ("", *words):
        try:
            pdf = pikepdf.open(path, password=word)
        except pikepdf.PasswordError:
            continue
        except pikepdf.PikepdfError:
            return None
        if pdf.is_encrypted and not word and not pdf.user_password_matched:
            pdf.close()  # an empty owner password opens it for programs, but a person would be asked
            continue
        return _with_pages(pdf)
    raise Refused(_wanting(words))


def _with_pages(pdf: pikepdf.Pdf) -> pikepdf.Pdf | None:
    try:
        empty = not len(pdf.pages)
    except pikepdf.PikepdfError:
        empty = True
    if empty:
        pdf.close()
        return None
    return pdf


def _repaired(path: Path, words: Sequence[str], said: dict[str, None]) -> pikepdf.Pdf:
    """pdfium reads files that qpdf gives up on; what it saves is sound, and no longer locked."""
    buffer = io.BytesIO()
    with path.open("rb") as whole:
        damaged, word = _opened_with(lambda word: pypdfium2.PdfDocument(path, password=word or None), words, whole)
    with damaged:
        damaged.save(buffer, flags=pypdfium2.raw.FPDF_REMOVE_SECURITY)
    if word:
        said[_UNLOCKED] = None
    buffer.seek(0)
    try:
        pdf = pikepdf.open(buffer)
    except pikepdf.PikepdfError as error:
        raise Refused(DAMAGED) from error
    if not len(pdf.pages):
        raise Refused(DAMAGED)
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
