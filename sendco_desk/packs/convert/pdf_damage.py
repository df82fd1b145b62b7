"""Pages of a damaged PDF that are gone, or of which nothing is left: they are taken out and counted, never passed off as blank pages."""

from collections.abc import Sequence

import pikepdf

from sendco_desk.domain.refusals import Refused

DAMAGED = "The PDF is damaged and cannot be read, even after a repair. Ask the sender for a fresh copy."

_GONE = "Pages tree includes non-dictionary object"
_NO_PAGE = "/Type key should be /Page but is not"


def taken_out(pdf: pikepdf.Pdf, warnings: Sequence[str], *, mended: bool) -> str:
    """Take out the pages of which nothing could be read; the sentence that says how many, empty where all are there.

    ``warnings`` are those of the opening. Raises Refused where no page is left.
    """
    gone = sum(_GONE in warning for warning in warnings)
    empty = [page for page in pdf.pages if _is_empty(page.obj)] if mended or any(_NO_PAGE in warning for warning in warnings) else []
    whole = gone + len(pdf.pages)
    if len(empty) == len(pdf.pages):
        raise Refused(DAMAGED)
    for page in reversed(empty):
        pdf.pages.remove(page)
    if not gone and not empty:
        return ""
    return f"{len(pdf.pages)} of {whole} pages could be read: the file is damaged. Ask the sender for a fresh copy."


def _is_empty(page: pikepdf.Object) -> bool:
    found = page.get("/Contents")
    parts = list(found) if isinstance(found, pikepdf.Array) else [found]
    return not any(isinstance(part, pikepdf.Stream) and part.get("/Length") != 0 for part in parts)
