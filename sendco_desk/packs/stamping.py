"""Lengthens any page by a footer band, and by a title strip where a document begins, upright whatever the page's rotation, crop or origin.

The bands are drawn before the page's own content, which is then clipped to the box it was visible in: nothing lies over a stamp,
and content that leaves its graphics state open cannot move one.
"""

import functools
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary

from sendco_desk.packs.pages_ink import FOOT_SIZE, FOOTER, GREY, HAIR
from sendco_desk.packs.visible import Visible, for_bands, inherited_by, visible_with

SECOND_LINE = 10.0  # what the footer grows by where name and page number do not fit on one line
LEAST_WIDTH = 200.0  # a narrower page is widened, never its stamp made smaller; on a very wide one the stamp is larger
_DIRECT = (0, 0)
_LEAST = 1e-4
_SIZES = 256  # of pages that are remembered: most of a pack have one
STAMP_MARK = b"/Artifact <</Type /Pagination /Subtype /Footer>> BDC"


def side_margin(width: float, wanted: float) -> float:
    """The margin of the bands on a page that wide: smaller on a narrow page."""
    return min(wanted, max(12.0, width * 0.1))


@dataclass(frozen=True, slots=True)
class Strip:
    """The title strip of one document, drawn once as a form."""

    form: pikepdf.Object
    height: float


@dataclass(frozen=True, slots=True)
class _Bands:
    """What pages of one size share: the lengthened page, and the code of their bands before and after the words of the page number."""

    grown: Visible
    box: Array
    before: bytes
    after: bytes


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
    shown: Visible = field(init=False)
    _tail: pikepdf.Object = field(init=False)
    _marked_tail: pikepdf.Object = field(init=False)
    _shared: dict[tuple[int, int], pikepdf.Object] = field(default_factory=dict)
    _known: dict[tuple[Visible, float, float, float | None], _Bands] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._tail = self.pdf.make_stream(b"\nQ\n")
        self._marked_tail = self.pdf.make_stream(b"\nQ\nEMC\n")

    def stamp(self, page: pikepdf.Object, number: int, margin: float, strip: Strip | None = None, said: str = "", mark: bytes = b"") -> Visible:
        """Lengthen the page, draw its bands, and say what is visible of it now. ``said`` stands in place of "Page 7 of 9".

        ``mark`` begins what the page's own content is to somebody who hears it; ``shown`` is afterwards what was visible before.
        """
        inherited = inherited_by(page)
        self.shown = visible_with(page, inherited)
        seen = for_bands(self.shown)
        said = said or f"Page {number} of {self.total}"
        bands = self._bands(seen, margin, self.digits.width(said), strip)
        head = b"%s%s%s%s%s" % (bands.before, said.encode("ascii"), bands.after, mark, _clip(seen))
        page["/Contents"] = Array([self.pdf.make_stream(head), *_contents(page), self._marked_tail if mark else self._tail])
        page["/MediaBox"] = bands.box
        page["/Resources"] = self._resources(page, inherited.get("/Resources"), strip)
        for key in ("/CropBox", "/TrimBox", "/BleedBox", "/ArtBox"):
            if key in page:
                del page[key]
        return bands.grown

    def _bands(self, seen: Visible, margin: float, length: float, strip: Strip | None) -> _Bands:
        known = (seen, margin, length, strip.height if strip else None)
        found = self._known.get(known)
        if found is not None:
            return found
        margin = side_margin(seen.width, margin)
        two_lines = self.who is not None and self.who_width + length + 2 * margin + 16 > max(seen.width, LEAST_WIDTH)
        width = max(LEAST_WIDTH, 2 * margin + (max(self.who_width, length) if two_lines else length))
        below = FOOTER + (SECOND_LINE if two_lines else 0)
        grown = seen.grown(above=strip.height if strip else 0.0, below=below, width=width)
        before, after = self._footer(grown, margin, length, two_lines)
        made = _Bands(grown, _array(grown.box), before, after + (self._strip(grown, margin, strip) if strip else b""))
        if len(self._known) >= _SIZES:
            self._known.clear()
        self._known[known] = made
        return made

    def _footer(self, grown: Visible, margin: float, length: float, two_lines: bool) -> tuple[bytes, bytes]:
        right = grown.width - margin
        line = 22 + (SECOND_LINE if two_lines else 0)
        who = b""
        if self.who is not None:
            who = b"q 1 0 0 1 %.2f %.2f cm /%sWho Do Q " % (margin, 8 + (SECOND_LINE if two_lines else 0), self.prefix.encode())
        before = b"%s\nq %s cm %s RG 0.5 w %.2f %.2f m %.2f %.2f l S\n%s%s rg BT /%sFoot %.4g Tf %.2f 10 Td (" % (
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
        )
        return before, b") Tj ET Q\nEMC\n"

    def _strip(self, grown: Visible, margin: float, strip: Strip) -> bytes:
        frame = grown.frame(0, grown.height - strip.height)
        right = grown.width - margin
        return b"q %s cm /%sStrip Do\n/Artifact BMC %s RG 0.5 w %.2f 4 m %.2f 4 l S EMC Q\n" % (
            _numbers(frame), self.prefix.encode(), _numbers(HAIR), margin, right
        )  # fmt: skip

    def _resources(self, page: pikepdf.Object, found: object, strip: Strip | None) -> pikepdf.Object:
        """The page's own resources with ours added; pages that shared theirs go on sharing."""
        old = found if isinstance(found, pikepdf.Dictionary) else Dictionary()
        number = old.objgen
        if strip is None and number != _DIRECT and (shared := self._shared.get(number)) is not None:
            return shared
        new = old if number == _DIRECT and "/Resources" in page else Dictionary(dict(old.items()))  # what stands in the page is nobody else's
        new["/Font"] = self._more(old.get("/Font"), f"/{self.prefix}Foot", self.font)
        if self.who is not None:
            new["/XObject"] = self._more(old.get("/XObject"), f"/{self.prefix}Who", self.who)
        if strip is not None:
            new["/XObject"] = _with(new.get("/XObject"), f"/{self.prefix}Strip", strip.form)
        elif number != _DIRECT:
            self._shared[number] = new = self.pdf.make_indirect(new)
        return new

    def _more(self, found: object, name: str, added: pikepdf.Object) -> pikepdf.Object:
        """The fonts or forms of a page with one of ours; pages that shared theirs go on sharing."""
        number = found.objgen if isinstance(found, pikepdf.Dictionary) else _DIRECT
        if number == _DIRECT:
            return _with(found, name, added)
        if number not in self._shared:
            self._shared[number] = self.pdf.make_indirect(_with(found, name, added))
        return self._shared[number]


@dataclass(frozen=True, slots=True)
class DigitWidths:
    """How wide each letter of a page number's words is, so that it can end at the margin."""

    by_letter: dict[str, float]

    def width(self, words: str) -> float:
        """The width of the words at the footer's size."""
        return sum(map(self.by_letter.__getitem__, words))


def _with(found: object, name: str, added: pikepdf.Object) -> Dictionary:
    old = dict(found.items()) if isinstance(found, pikepdf.Dictionary) else {}
    return Dictionary({**old, name: added})


def _contents(page: pikepdf.Object) -> list[pikepdf.Object]:
    found = page.get("/Contents")
    if isinstance(found, pikepdf.Array):
        return [stream for stream in found if isinstance(stream, pikepdf.Stream)]
    return [found] if isinstance(found, pikepdf.Stream) else []


@functools.lru_cache(maxsize=_SIZES)
def _clip(seen: Visible) -> bytes:
    left, bottom, right, top = seen.box
    return b"q %s re W n\n" % _numbers((left, bottom, right - left, top - bottom))


@functools.lru_cache(maxsize=_SIZES)
def _numbers(numbers: tuple[float, ...]) -> bytes:
    return b" ".join(map(_number, numbers))


def _number(number: float) -> bytes:
    """A number as a PDF may hold it, which knows no exponents: what is left of a difference of two like numbers is nought."""
    if abs(number) < _LEAST:
        return b"0"
    return b"%.6g" % number if abs(number) < 1 else b"%.2f" % number


def _array(box: tuple[float, float, float, float]) -> Array:
    return Array([round(number, 2) for number in box])
