"""Word documents to pages: by LibreOffice where it is installed, otherwise on simple pages that say they are simple. Nothing linked is fetched."""

from pathlib import Path

from sendco_desk.packs.convert import docx_package, docx_pages, libreoffice
from sendco_desk.packs.convert.docx_package import Facts
from sendco_desk.packs.convert.printed import Printed, counted, listed
from sendco_desk.packs.source import Limits, Source

_BY_LIBREOFFICE = "printed by LibreOffice"
_SIMPLIFIED = "printed on simplified pages: the words are kept, the layout is not"
_ALL_ACCEPTED = "tracked changes: printed as if all were accepted"


def convert(source: Source, out: Path, limits: Limits) -> Printed:
    """The document with its tracked changes accepted and its links cut, on pages."""
    safe = out.with_suffix(".docx")
    try:
        with source.open() as stream:
            facts = docx_package.write_safe_copy(stream, safe, limits)
        program = libreoffice.find()
        pages, left_out, way = libreoffice.print_to_pdf(program, safe, out, limits) if program else 0, "", _BY_LIBREOFFICE
        if not pages:
            pages, left_out = docx_pages.write(safe, facts, out, limits)
            way = _SIMPLIFIED
    finally:
        safe.unlink(missing_ok=True)
    return Printed(pages=pages, actions=(way, *_said(facts)), left_out=_left_out(facts) or left_out)


def _said(facts: Facts) -> list[str]:
    said = []
    if facts.has_macros:
        said.append("macros were not run")
    if facts.tracked_changes:
        said.append(_ALL_ACCEPTED)
    if facts.comments:
        said.append(f"{counted(facts.comments, 'comment')} not printed")
    if facts.outside:
        said.append(f"links to other files cut: {listed(facts.outside)}")
    return said


def _left_out(facts: Facts) -> str:
    if not facts.pictures_outside:
        return ""
    pictures = "A picture" if facts.pictures_outside == 1 else f"{facts.pictures_outside} pictures"
    lie, was = ("lies", "was") if facts.pictures_outside == 1 else ("lie", "were")
    return f"{pictures} {lie} outside this document and {was} not fetched. Open it in Word, save it as PDF, and add that PDF if you need it."
