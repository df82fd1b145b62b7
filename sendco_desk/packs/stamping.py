"""Lengthens any page by a footer band, and by a title strip where a document begins, upright whatever the page's rotation, crop or origin.

The bands are drawn before the page's own content, which is then clipped to the box it was visible in: nothing lies over a stamp,
and content that leaves its graphics state open cannot move one.
"""

from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary

from sendco_desk.packs.pages_ink import FOOT_SIZE, FOOTER, GREY, HAIR

Matrix = tuple[float, float, float, float, float, float]

SECOND_LINE = 10.0  # what the footer grows by where name and page number do not fit on one line
LEAST_WIDTH = 200.0  # a narrower page is widened, never its stamp made smaller
A4_BOX = (0.0, 0.0, 595.28, 841.89)
STAMP_MARK = b"/Artifact <</Type /Pagination /Subtype /Footer>> BDC"


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
    def box(self) -> tuple[float, float, float, float]:
        """Left, bottom, right, top."""
        return (self.left, self.bottom, self.right, self.top)


def side_margin(width: float, wanted: float) -> float:
    """The margin of the bands on a page that wide: smaller on a narrow page."""
    return min(wanted, max(12.0, width * 0.1))


def visible_of(page: pikepdf.Object) -> Visible:
    """What is shown of a page: its crop box within its media box, or a sheet of A4 where both are unfit."""
    media = _box(_inherited(page, "/MediaBox")) or A4_BOX
    crop = _box(_inherited(page, "/CropBox")) or media
    both = (max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3]))
    if both[2] - both[0] < 1 or both[3] - both[1] < 1:
        both = media
    turn = _number(_inherited(page, "/Rotate")) or 0
    unit = (_number(page["/UserUnit"]) if "/UserUnit" in page else None) or 1.0
    return Visible(*both, turn=int(turn) % 360 // 90 * 90, unit=unit if unit > 0 else 1.0)


def _inherited(page: pikepdf.Object, key: str) -> object:
    node: object = page
    for _ in range(50):  # a damaged file may have a ring of parents
        if not isinstance(node, pikepdf.Dictionary):
            return None
        if key in node:  # asking first is five times quicker than getting what is not there
            return node[key]
        node = node.get("/Parent")
    return None


def _box(found: object) -> tuple[float, float, float, float] | None:
    if not isinstance(found, pikepdf.Array):
        return None
    try:
        x0, y0, x1, y1 = map(float, found)
    except (TypeError, ValueError):
        return None
    box = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    return box if box[2] - box[0] >= 1 and box[3] - box[1] >= 1 else None


def _number(found: object) -> float | None:
    try:
        return float(found)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None


@dataclass(frozen=True, slots=True)
class Strip:
    """The title strip of one document, drawn once as a form."""

    form: pikepdf.Object
    height: float


@dataclass(slots=True)
class Stamper:
    """Stamps the pages of one joined file. ``who`` is the form with the footer's left side, ``font`` the one of the page numbers."""

    pdf: pikepdf.Pdf
    total: int
    font: pikepdf.Object
    digits: "DigitWidths"
    prefix: str
    who: pikepdf.Object | None = None
    who_width: float = 0.0
    _tail: pikepdf.Object = field(init=False)
    _shared: dict[tuple[int, int], pikepdf.Object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._tail = self.pdf.make_stream(b"\nQ\n")

    def stamp(self, page: pikepdf.Object, number: int, margin: float, strip: Strip | None = None) -> Visible:
        """Lengthen the page, draw its bands, and say what is visible of it now."""
        seen = visible_of(page)
        said = f"Page {number} of {self.total}"
        length = self.digits.width(said)
        margin = side_margin(seen.width, margin)
        two_lines = self.who is not None and self.who_width + length + 2 * margin + 16 > max(seen.width, LEAST_WIDTH)
        width = max(LEAST_WIDTH, 2 * margin + (max(self.who_width, length) if two_lines else length))
        below = FOOTER + (SECOND_LINE if two_lines else 0)
        grown = seen.grown(above=strip.height if strip else 0.0, below=below, width=width)
        head = self._footer(grown, margin, said, length, two_lines) + (self._strip(grown, margin, strip) if strip else b"") + _clip(seen)
        page["/Contents"] = Array([self.pdf.make_stream(head), *_contents(page), self._tail])
        page["/MediaBox"] = _array(grown.box)
        page["/Resources"] = self._resources(page, strip)
        for key in ("/CropBox", "/TrimBox", "/BleedBox", "/ArtBox"):
            if key in page:
                del page[key]
        return grown

    def _footer(self, grown: Visible, margin: float, said: str, length: float, two_lines: bool) -> bytes:
        right = grown.width - margin
        line = 22 + (SECOND_LINE if two_lines else 0)
        who = b""
        if self.who is not None:
            who = b"q 1 0 0 1 %.2f %.2f cm /%sWho Do Q " % (margin, 8 + (SECOND_LINE if two_lines else 0), self.prefix.encode())
        return b"%s\nq %s cm %s RG 0.5 w %.2f %.2f m %.2f %.2f l S\n%s%s rg BT /%sFoot %.4g Tf %.2f 10 Td (%s) Tj ET Q\nEMC\n" % (
            STAMP_MARK,
            _numbers(grown.frame()),
            _numbers(HAIR),
            margin,
            line,
            right,
            line,
            who,
            _numbers(GREY),
            self.prefix.encode(),
            FOOT_SIZE,
            right - length,
            said.encode("ascii"),
        )

    def _strip(self, grown: Visible, margin: float, strip: Strip) -> bytes:
        frame = grown.frame(0, grown.height - strip.height)
        right = grown.width - margin
        return b"q %s cm /%sStrip Do %s RG 0.5 w %.2f 4 m %.2f 4 l S Q\n" % (
            _numbers(frame), self.prefix.encode(), _numbers(HAIR), margin, right
        )  # fmt: skip

    def _resources(self, page: pikepdf.Object, strip: Strip | None) -> pikepdf.Object:
        """The page's own resources with ours added; pages that shared theirs go on sharing."""
        found = _inherited(page, "/Resources")
        old = found if isinstance(found, pikepdf.Dictionary) else Dictionary()
        if strip is None and old.is_indirect and (shared := self._shared.get(old.objgen)) is not None:
            return shared
        new = Dictionary(dict(old.items()))
        new["/Font"] = _with(old.get("/Font"), {f"/{self.prefix}Foot": self.font})
        forms = {f"/{self.prefix}Who": self.who} if self.who is not None else {}
        if strip is not None:
            forms[f"/{self.prefix}Strip"] = strip.form
        if forms:
            new["/XObject"] = _with(old.get("/XObject"), forms)
        if strip is None and old.is_indirect:
            self._shared[old.objgen] = new = self.pdf.make_indirect(new)
        return new


@dataclass(frozen=True, slots=True)
class DigitWidths:
    """How wide each letter of a page number's words is, so that it can end at the margin."""

    by_letter: dict[str, float]

    def width(self, words: str) -> float:
        """The width of the words at the footer's size."""
        return sum(self.by_letter[letter] for letter in words)


def _with(found: object, added: dict[str, pikepdf.Object]) -> Dictionary:
    old = dict(found.items()) if isinstance(found, pikepdf.Dictionary) else {}
    return Dictionary({**old, **added})


def _contents(page: pikepdf.Object) -> list[pikepdf.Object]:
    found = page.get("/Contents")
    if isinstance(found, pikepdf.Array):
        return [stream for stream in found if isinstance(stream, pikepdf.Stream)]
    return [found] if isinstance(found, pikepdf.Stream) else []


def _clip(seen: Visible) -> bytes:
    left, bottom, right, top = seen.box
    return b"q %s re W n\n" % _numbers((left, bottom, right - left, top - bottom))


def _numbers(numbers: tuple[float, ...]) -> bytes:
    return b" ".join(b"%.6g" % number if abs(number) < 1 else b"%.2f" % number for number in numbers)


def _array(box: tuple[float, float, float, float]) -> Array:
    return Array([round(number, 2) for number in box])
