"""Small parts one under another on a page: a part that fits whole under the one before it begins there, not on a page of its own.

A part that is longer begins its own page, so nothing is broken otherwise than if every part stood alone.
"""

from collections.abc import Mapping, Sequence

from sendco_desk.packs.pages_contents import Entry, Kind
from sendco_desk.packs.pages_flow import LaidPage, Placed
from sendco_desk.packs.pages_ink import TEXT_HEIGHT, TOP

APART = 34.0
"""The room above the title of a part that stands under another one."""
_ABOVE_TITLE = 14.0  # what is seen above the title where a link leads to it


def shared(order: Sequence[Entry], laid: Mapping[int, tuple[LaidPage, ...]]) -> dict[int, tuple[int, float]]:
    """The parts, and the manifest where it is laid, that stand under another: which one begins the page, and how far down they begin."""
    found: dict[int, tuple[int, float]] = {}
    host, foot = -1, TEXT_HEIGHT
    for key, entry in enumerate(order):
        if entry.kind not in (Kind.GENERATED, Kind.MANIFEST) or key not in laid:
            foot = TEXT_HEIGHT  # what follows the cover, or begins a volume, has a page of its own
            continue
        pages = laid[key]
        deep = _foot(pages[-1])
        if len(pages) == 1 and foot + APART + deep <= TEXT_HEIGHT:
            found[key] = host, foot + APART
            foot += APART + deep
        else:
            host, foot = key, deep
    return found


def together(laid: Mapping[int, tuple[LaidPage, ...]], under: Mapping[int, tuple[int, float]]) -> dict[int, tuple[LaidPage, ...]]:
    """The pages as they are drawn, each under the part that begins it."""
    made = {key: pages for key, pages in laid.items() if key not in under}
    for key, (host, down) in under.items():
        *before, last = made[host]
        moved = tuple(Placed(placed.laid, placed.top + down) for placed in laid[key][0])
        made[host] = (*before, (*last, *moved))
    return made


def above_title(down: float) -> float:
    """How far under the top of a drawn page a reader is led to a part that begins so far down it; nothing where it begins the page."""
    return TOP + down - _ABOVE_TITLE if down else 0.0


def _foot(page: LaidPage) -> float:
    """How far down a page is used."""
    return max((placed.top + placed.laid.height for placed in page), default=0.0)
