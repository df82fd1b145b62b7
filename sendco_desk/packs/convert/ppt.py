"""Old PowerPoint presentations, which only LibreOffice can print here."""

from pathlib import Path

from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.convert import libreoffice, office
from sendco_desk.packs.convert.kinds import PPT
from sendco_desk.packs.convert.printed import Printed
from sendco_desk.packs.source import Limits, Source


def convert(source: Source, out: Path, limits: Limits) -> Printed:
    """The slides by LibreOffice; refused where it is not found or does not manage."""
    copy = out.with_suffix(".ppt")
    try:
        office.copy_stilled(source, copy, limits)
        pages, said = office.by_program(copy, out, limits, libreoffice.IMPRESS)
    finally:
        copy.unlink(missing_ok=True)
    if not pages:
        raise Refused(f"This is {PPT.called}, which cannot be printed here. {PPT.instead}")
    return Printed(pages=pages, actions=said)
