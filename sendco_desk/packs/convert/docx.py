"""Word documents to pages: by LibreOffice or Word where one is installed, otherwise on simple pages that say so. Nothing linked is fetched."""

from pathlib import Path
from typing import BinaryIO

from sendco_desk.packs.convert import docx_package, docx_pages, libreoffice, office
from sendco_desk.packs.convert.docx_package import Facts
from sendco_desk.packs.convert.printed import Printed, counted, listed
from sendco_desk.packs.source import Limits, Source


def convert(source: Source, out: Path, limits: Limits) -> Printed:
    """The document with its tracked changes accepted and its links cut, on pages."""
    with source.open() as stream:
        return convert_package(stream, out, limits)


def convert_package(stream: BinaryIO, out: Path, limits: Limits) -> Printed:
    """The same for a Word file that another kind of document was made into."""
    safe = out.with_suffix(".docx")
    try:
        facts = docx_package.write_safe_copy(stream, safe, limits)
        pages, said = office.by_program(safe, out, limits, libreoffice.WRITER)
        left_out = ""
        if not pages:
            pages, left_out = docx_pages.write(safe, facts, out, limits)
            said = (office.SIMPLIFIED,)
    finally:
        safe.unlink(missing_ok=True)
    actions = tuple(dict.fromkeys((*said, *_said(facts, simplified=office.SIMPLIFIED in said))))
    return Printed(pages=pages, actions=actions, left_out=" ".join(filter(None, (_left_out(facts), left_out))))


def _said(facts: Facts, *, simplified: bool) -> list[str]:
    said = []
    if facts.has_macros:
        said.append("macros were not run")
    if facts.tracked_changes:
        said.append(office.ALL_ACCEPTED)
    if facts.hidden:
        said.append("hidden words not printed")
    if facts.comments:
        listed_or_not = "listed at the end" if simplified else "not printed"
        said.append(f"{counted(len(facts.comments), 'comment')} {listed_or_not}")
    if facts.outside:
        said.append(f"links to other files cut: {listed(facts.outside)}")
    return said


def _left_out(facts: Facts) -> str:
    if not facts.pictures_outside:
        return ""
    pictures = "A picture" if facts.pictures_outside == 1 else f"{facts.pictures_outside} pictures"
    lie, was = ("lies", "was") if facts.pictures_outside == 1 else ("lie", "were")
    return f"{pictures} {lie} outside this document and {was} not fetched. Open it in Word, save it as PDF, and add that PDF if you need it."
