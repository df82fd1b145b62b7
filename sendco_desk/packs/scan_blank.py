"""Whether a scanned page is the empty back of a sheet: grain, shadows, punch holes and the other side showing through are not writing."""

from collections.abc import Iterator

from PIL import Image, ImageChops, ImageFilter

from sendco_desk.packs.scan_lines import paper_of

_BRIGHT = 140  # paper is at least as bright
_EVEN = 90  # from the brightest to the darkest part of one sheet; a photograph differs more
_DARK, _SHARP = 60, 14  # how much darker than the paper writing is, and than the dots around it where it is faint
_CELL = 4  # dots a side: about a millimetre
_EDGE = 0.025  # of the page, where a scanner leaves the shadow of the sheet
_RIM = 0.10  # of the page, where holes are punched and staples sit
_SPOT = 2  # cells; a grain of dust takes no more
_HOLE = range(3, 12)  # cells across
_MANY = 700  # marked cells; a page with as many is not looked at further
_NEAR = 3  # dots around one that it is held against: the paper has spread ink from the other side further

_Cell = tuple[int, int]


def is_blank(sheet: Image.Image) -> bool:
    """True where a page in grey, at about 100 dots an inch, bears nothing. In doubt it is not blank."""
    wide, high = (round(side * _EDGE) for side in sheet.size)
    inner = sheet.crop((wide, high, sheet.width - wide, sheet.height - high))
    paper = paper_of(inner)
    darkest, lightest = paper.getextrema()
    if not isinstance(darkest, int) or not isinstance(lightest, int) or darkest < _BRIGHT or lightest - darkest > _EVEN:
        return False
    contrast = ImageChops.subtract(paper, inner)
    size = (inner.width // _CELL, inner.height // _CELL)
    if _is_writing(_marked(contrast, _DARK), size):
        return False
    faint = ImageChops.subtract(contrast, contrast.filter(ImageFilter.BoxBlur(_NEAR)))
    return not _is_writing(_marked(faint, _SHARP), size)


def _marked(contrast: Image.Image, least: int) -> set[_Cell] | None:
    """The cells a quarter of which is that dark; None where they are too many for a page with nothing on it."""
    cells = contrast.point([255 if value >= least else 0 for value in range(256)]).reduce(_CELL)
    marked = cells.point([1 if value >= 56 else 0 for value in range(256)])
    if sum(marked.histogram()[1:2]) > _MANY:
        return None
    return {(place % marked.width, place // marked.width) for place, value in enumerate(marked.tobytes()) if value}


def _is_writing(cells: set[_Cell] | None, size: tuple[int, int]) -> bool:
    return cells is None or any(len(mark) > _SPOT and not _is_hole(mark, size) for mark in _marks(cells))


def _marks(cells: set[_Cell]) -> Iterator[set[_Cell]]:
    """The cells that touch one another, together."""
    left = set(cells)
    while left:
        mark, waiting = set(), [left.pop()]
        while waiting:
            x, y = waiting.pop()
            mark.add((x, y))
            near = {(x + across, y + down) for across in (-1, 0, 1) for down in (-1, 0, 1)} & left
            left -= near
            waiting += near
        yield mark


def _is_hole(mark: set[_Cell], size: tuple[int, int]) -> bool:
    """Near an edge, about as wide as high, and round; or a staple, or a folded corner."""
    xs, ys = {x for x, _ in mark}, {y for _, y in mark}
    wide, high = max(xs) - min(xs) + 1, max(ys) - min(ys) + 1
    at_side = max(xs) < size[0] * _RIM or min(xs) > size[0] * (1 - _RIM)
    at_end = max(ys) < size[1] * _RIM or min(ys) > size[1] * (1 - _RIM)
    if at_side and at_end:
        return max(wide, high) in _HOLE
    rounded = wide in _HOLE and high in _HOLE and max(wide, high) <= 1.5 * min(wide, high) and len(mark) >= 0.35 * wide * high
    return (at_side or at_end) and rounded and min(wide, high) > 3
