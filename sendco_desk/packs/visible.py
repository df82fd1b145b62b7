"""What of a page is seen, and how it is turned: upright places on any page, whatever its rotation, crop or origin."""

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import pikepdf

Matrix = tuple[float, float, float, float, float, float]

Box = tuple[float, float, float, float]

A4_BOX = (0.0, 0.0, 595.28, 841.89)
_WIDE, _LEGIBLE = 1250.0, 842.0  # points: a page wider than A3 on its side is read at the size of a sheet
_INHERITABLE = ("/MediaBox", "/CropBox", "/Rotate", "/Resources")


@dataclass(frozen=True, slots=True)
class Visible:
    """The rectangle of a page that is shown, in its own coordinates, and how it is turned. Lengths as seen are in points."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int = 0
    unit: float = 1.0

    @property
    def width(self) -> float:
        """How wide the page is as seen."""
        return (self.top - self.bottom if self.turn in (90, 270) else self.right - self.left) * self.unit

    @property
    def height(self) -> float:
        """How high the page is as seen."""
        return (self.right - self.left if self.turn in (90, 270) else self.top - self.bottom) * self.unit

    def frame(self, across: float = 0.0, up: float = 0.0) -> Matrix:
        """The matrix of an upright frame in points, its origin that far from the lower left corner as seen."""
        scale = 1 / self.unit
        a, b, x, y = {
            0: (scale, 0.0, self.left, self.bottom),
            90: (0.0, scale, self.right, self.bottom),
            180: (-scale, 0.0, self.right, self.top),
            270: (0.0, -scale, self.left, self.top),
        }[self.turn]
        return (a, b, -b, a, x + a * across - b * up, y + b * across + a * up)

    def point(self, across: float, up: float) -> tuple[float, float]:
        """Where a point as seen lies in the page's own coordinates."""
        return self.frame(across, up)[4:]

    def grown(self, *, above: float, below: float, width: float) -> "Visible":
        """The same page with room above and below, and at least that wide, as seen."""
        x0, y0 = self.point(0, -below)
        x1, y1 = self.point(max(width, self.width), self.height + above)
        return Visible(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), self.turn, self.unit)

    @property
    def top_left(self) -> tuple[float, float]:
        """The corner at which reading begins."""
        return _top_left(self)

    @property
    def box(self) -> Box:
        """Left, bottom, right, top."""
        return (self.left, self.bottom, self.right, self.top)


@functools.lru_cache(maxsize=256)
def _top_left(seen: Visible) -> tuple[float, float]:
    return seen.point(0, seen.height)


def visible_of(page: pikepdf.Object) -> Visible:
    """What is shown of a page: its crop box within its media box, or a sheet of A4 where both are unfit."""
    return visible_with(page, inherited_by(page))


def for_bands(seen: Visible) -> Visible:
    """The page as its bands are drawn on it: on a very wide one, such as a telephone’s scan, as large as they must be to be read."""
    scale = _scale(seen.width)
    return seen if scale == 1 else replace(seen, unit=seen.unit / scale)


def band_width(width: float) -> float:
    """How wide a page of that width is to its bands."""
    return width / _scale(width)


def _scale(width: float) -> float:
    return 1.0 if width <= _WIDE else round(width / _LEGIBLE, 2)


def visible_with(page: pikepdf.Object, inherited: Mapping[str, object]) -> Visible:
    """The same for a page whose ``inherited_by`` is known."""
    media, crop = _box(inherited.get("/MediaBox")), _box(inherited.get("/CropBox"))
    return _shown(media or A4_BOX, crop, _number(inherited.get("/Rotate")) or 0.0, _number(page.get("/UserUnit")) or 1.0)


@functools.lru_cache(maxsize=256)  # most pages of a pack have one size
def _shown(media: Box, crop: Box | None, turn: float, unit: float) -> Visible:
    crop = crop or media
    both = (max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3]))
    if both[2] - both[0] < 1 or both[3] - both[1] < 1:
        both = media
    return Visible(*both, turn=int(turn) % 360 // 90 * 90, unit=unit if unit > 0 else 1.0)


def inherited_by(page: pikepdf.Object) -> dict[str, object]:
    """What a page has from itself or else from the nearest of its parents."""
    found: dict[str, object] = {}
    node: object = page
    for _ in range(50):  # a damaged file may have a ring of parents
        if not isinstance(node, pikepdf.Dictionary):
            break
        for key in _INHERITABLE:
            if key not in found and (value := node.get(key)) is not None:
                found[key] = value
        if len(found) == len(_INHERITABLE):
            break
        node = node.get("/Parent")
    return found


def _box(found: object) -> Box | None:
    if not isinstance(found, pikepdf.Array):
        return None
    written = found.unparse()
    return _written_box(written) if b"R" not in written else _box_of(found)  # a number that stands elsewhere is known only to this file


@functools.lru_cache(maxsize=256)  # most pages of a pack have one size
def _written_box(written: bytes) -> Box | None:
    return _box_of(pikepdf.Object.parse(written))


def _box_of(found: Iterable[object]) -> Box | None:
    try:
        x0, y0, x1, y1 = map(float, found)  # type: ignore[arg-type]  # whatever is no number is caught
    except (TypeError, ValueError):
        return None
    box = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    return box if box[2] - box[0] >= 1 and box[3] - box[1] >= 1 else None


def _number(found: object) -> float | None:
    if found is None:
        return None
    try:
        return float(found)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None
