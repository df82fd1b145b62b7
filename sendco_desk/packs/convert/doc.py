"""Old Word documents, which only an office program can print: by way of a Word file of today, so that tracked changes can be settled."""

from pathlib import Path

from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.convert import office, rtf, word
from sendco_desk.packs.convert.kinds import DOC
from sendco_desk.packs.convert.printed import Printed
from sendco_desk.packs.source import Limits, Source


def convert(source: Source, out: Path, limits: Limits) -> Printed:
    """The document on pages, by LibreOffice or by Word; refused where neither is found or manages."""
    printed = rtf.as_word(source, out, limits, ".doc") or _by_word(source, out, limits)
    if printed is None:
        raise Refused(f"This is {DOC.called}, which cannot be printed here. {DOC.instead}")
    return printed


def _by_word(source: Source, out: Path, limits: Limits) -> Printed | None:
    program = word.find()
    if program is None:
        return None
    copy = out.with_suffix(".doc")
    try:
        office.copy_stilled(source, copy, limits)
        pages, changes = word.print_to_pdf(program, copy, out, limits)
    finally:
        copy.unlink(missing_ok=True)
    return Printed(pages=pages, actions=(office.BY_WORD, office.ALL_ACCEPTED) if changes else (office.BY_WORD,)) if pages else None
