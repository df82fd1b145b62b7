"""A check that nothing a page draws was damaged after the pack was made, on a failing disk or on its way."""

from collections.abc import Sequence
from typing import Any

from sendco_desk.packs.convert.pdf_damage import IN_PART, altered, broken
from sendco_desk.packs.pages_marks import PRINTED
from sendco_desk.packs.verify_pages import first_of
from sendco_desk.packs.verify_reading import Check, Reading, SeenPage, counted


def whole_check(reading: Reading) -> Check:
    """All that the pages draw can be unpacked, unless their document came damaged and says so; only the pack’s own pages when in haste."""
    ours = [page for page in reading.pages if page.generated or (PRINTED in page.obj and not reading.spot)]
    others = [page for page in reading.pages if not (reading.spot or page.generated or PRINTED in page.obj)]
    looked_at = len(ours) + len(others)
    wrong = [page for page, is_other in zip(ours, altered(_objects(ours)), strict=True) if is_other]
    wrong += [page for page, is_broken in zip(others, broken(_objects(others)), strict=True) if is_broken]
    told = [page.number for page in wrong if not page.generated and _came_so(reading, page)]
    lost = sorted(page.number for page in wrong if page.number not in told)
    if told and not lost:
        return Check(name="whole", ok=True, detail=f"{looked_at - len(told)} of {looked_at}; the others came damaged, as is said there")
    return counted("whole", looked_at - len(lost), looked_at, f"damaged on {first_of(lost)}")


def _objects(pages: Sequence[SeenPage]) -> list[Any]:
    return [page.obj for page in pages]


def _came_so(reading: Reading, page: SeenPage) -> bool:
    """Whether the title strip of the page’s document says that it came damaged."""
    first = next((each for each in reversed(reading.pages[: page.number]) if each.document is not None), None)
    if first is None:
        return False
    drawn = reading.drawing[first.number - 1]
    words = drawn.get_textpage()
    try:
        return IN_PART in " ".join(str(words.get_text_range()).split())
    finally:
        words.close()
        drawn.close()
