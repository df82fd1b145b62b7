"""The words of a document, for search. Kinds that hold no words, or that are not read here, give none."""

import contextlib
import importlib
import io
import re
from collections.abc import Callable
from typing import BinaryIO, cast

import mammoth
import pikepdf

from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.convert import CONVERTERS, docx_package, eml, kinds, msg, pdf, pdf_marks, txt, word2003
from sendco_desk.packs.convert.mail_pages import Mail
from sendco_desk.packs.convert.office import Simple
from sendco_desk.packs.convert.pictures import Pictures
from sendco_desk.packs.convert.plain_blocks import lines_of
from sendco_desk.packs.convert.printed import SIGNS_OF_DAMAGE, raise_if_disk
from sendco_desk.packs.source import Limits, Source, size_of

_DAMAGED = "The file is damaged and its words cannot be read. Ask the sender for a fresh copy."
_SIMPLE = frozenset({"rtf", "word2003", "odt", "html", "xlsx", "xls", "pptx"})
"""The converters that read a document into simple blocks of words; by name, so that a letter does not load the spreadsheet libraries."""
_BROKEN_WORD = re.compile("\ufffe[\r\n]*")  # pdfium's mark for a hyphen at the end of a line


def extract_text(source: Source) -> str:
    """The words of a PDF, office document, web page, e-mail or text file; empty for other kinds. Raises Refused where it is damaged or locked.

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
        return _words_of_mail(eml.read(source))
    if kind is kinds.MSG:
        return _words_of_mail(msg.read(source))
    if CONVERTERS.get(kind.media_type) in _SIMPLE:
        return _words_of_office(source, kind, limits)
    return txt.read_text(source)[0] if kind.family is kinds.Family.TEXT else ""


def _words_of_office(source: Source, kind: kinds.Kind, limits: Limits) -> str:
    flat = word2003.text_package(source) if kind is kinds.WORD_2003 else None
    if flat is not None:
        return _words_of_package(flat, limits)
    converter = importlib.import_module(f"sendco_desk.packs.convert.{CONVERTERS[kind.media_type]}")
    read = cast(Callable[[Source, Limits, Pictures], Simple], converter.read)
    return "\n".join(lines_of(read(source, limits, Pictures(limits, wanted=False)).blocks))


def _words_of_pdf(source: Source) -> str:
    with pdf.opened_pdfium(source) as document:
        words = [_BROKEN_WORD.sub("", text).replace("\r\n", "\n") for text in pdf.page_texts(document)]
    with source.open() as stream, contextlib.suppress(pikepdf.PikepdfError), pikepdf.open(stream, password=source.password) as form:
        words += pdf_marks.form_values(form)
    return "\n\n".join(words)


def _words_of_docx(source: Source, limits: Limits) -> str:
    with source.open() as stream:
        return _words_of_package(stream, limits)


def _words_of_package(stream: BinaryIO, limits: Limits) -> str:
    safe = io.BytesIO()
    facts = docx_package.write_safe_copy(stream, safe, limits)
    safe.seek(0)
    return "\n".join([*facts.headers, str(mammoth.extract_raw_text(safe).value), *facts.footers])


def _words_of_mail(mail: Mail) -> str:
    named = [said for said in (mail.subject, mail.sender, mail.to, mail.copy_to) if said]
    return "\n".join([*named, mail.body, *(each.name for each in mail.attached)])
