"""The words of a document, for search. Kinds that hold no words, or that are not read here, give none."""

import contextlib
import io
import re

import mammoth
import pikepdf

from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.convert import docx_package, eml, kinds, pdf, pdf_marks, txt
from sendco_desk.packs.convert.printed import SIGNS_OF_DAMAGE, raise_if_disk
from sendco_desk.packs.source import Limits, Source, size_of

_DAMAGED = "The file is damaged and its words cannot be read. Ask the sender for a fresh copy."
_BROKEN_WORD = re.compile("\ufffe[\r\n]*")  # pdfium's mark for a hyphen at the end of a line


def extract_text(source: Source) -> str:
    """The words of a PDF, Word document, e-mail or text file; empty for other kinds. Raises Refused where it is damaged or locked.

    Everything happens in memory: nothing readable is left on the disk.
    """
    try:
        limits = Limits()
        if size_of(source) > limits.max_bytes:
            return ""
        return _words(source, kinds.recognise(source), limits).replace("\x00", "")
    except SIGNS_OF_DAMAGE as error:
        raise_if_disk(error)
        raise Refused(_DAMAGED) from error


def _words(source: Source, kind: kinds.Kind, limits: Limits) -> str:
    if kind is kinds.PDF:
        return _words_of_pdf(source)
    if kind in (kinds.DOCX, kinds.DOCM):
        return _words_of_docx(source, limits)
    if kind is kinds.EML:
        return _words_of_mail(source)
    return txt.read_text(source)[0] if kind.family is kinds.Family.TEXT else ""


def _words_of_pdf(source: Source) -> str:
    with pdf.opened_pdfium(source) as document:
        words = [_BROKEN_WORD.sub("", text).replace("\r\n", "\n") for text in pdf.page_texts(document)]
    with source.open() as stream, contextlib.suppress(pikepdf.PikepdfError), pikepdf.open(stream, password=source.password) as form:
        words += pdf_marks.form_values(form)
    return "\n\n".join(words)


def _words_of_docx(source: Source, limits: Limits) -> str:
    safe = io.BytesIO()
    with source.open() as stream:
        facts = docx_package.write_safe_copy(stream, safe, limits)
    safe.seek(0)
    return "\n".join([*facts.headers, str(mammoth.extract_raw_text(safe).value), *facts.footers])


def _words_of_mail(source: Source) -> str:
    message = eml.read_message(source)
    named = [str(message[name]) for name in ("Subject", "From", "To", "Cc") if message[name]]
    return "\n".join([*named, eml.body_of(message)[0], *eml.attachment_names(message)])
