"""Checks a finished pack, line by line and from the file alone: whoever made it, and whatever they meant."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pikepdf
import pypdfium2

from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.packs.page_count import pages_of
from sendco_desk.packs.verify_document import fonts_check, identifiers_check, language_check, nothing_runs_check, title_check, view_check
from sendco_desk.packs.verify_links import bookmarks_check, links_check, manifest_check
from sendco_desk.packs.verify_pages import drawn_check, labels_check, numbers_check, stamps_check, text_check, volume_check
from sendco_desk.packs.verify_reading import Check, Reading, read
from sendco_desk.packs.verify_structure import claims_check, structure_check
from sendco_desk.packs.verify_whole import whole_check

__all__ = ["CHECKS", "Check", "failed", "pages_of", "verify"]

CHECKS: tuple[Callable[[Reading], Check], ...] = (
    labels_check,
    volume_check,
    numbers_check,
    stamps_check,
    drawn_check,
    links_check,
    bookmarks_check,
    view_check,
    language_check,
    title_check,
    fonts_check,
    text_check,
    nothing_runs_check,
    manifest_check,
    identifiers_check,
    structure_check,
    claims_check,
    whole_check,
)


def verify(path: Path, password: str = "", *, spot: bool = False) -> tuple[Check, ...]:
    """Every check with its outcome. A file that is not a pack fails them with reasons; a damaged or locked one is refused.

    With ``spot``, documents' pages are drawn and read back only here and there; everything else is checked on every page.
    """
    try:
        with pikepdf.open(path, password=password, access_mode=pikepdf.AccessMode.stream) as pdf:
            drawing = pypdfium2.PdfDocument(path, password=password or None)
            try:
                reading = read(pdf, drawing, spot=spot)
                return tuple(check(reading) for check in CHECKS)
            finally:
                drawing.close()
    except pikepdf.PasswordError as error:
        raise Refused("The pack is locked, and that password does not open it. Give the right password.", field="password") from error
    except (pikepdf.PdfError, pypdfium2.PdfiumError) as error:
        raise Refused("The file is damaged or is not a PDF. Make the pack again, or choose another file.", field="path") from error
    except FileNotFoundError as error:
        raise Refused("There is no such file. Check its name and folder.", field="path") from error
    except OSError as error:
        raise Trouble("The file could not be read. It may be open in another program, or on a drive that is not there.") from error


def failed(checks: Iterable[Check]) -> tuple[Check, ...]:
    """Those that did not pass."""
    return tuple(check for check in checks if not check.ok)
