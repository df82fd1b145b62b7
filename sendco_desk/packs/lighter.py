"""Brings the pictures of a PDF down to the dots an inch that can be seen, so that a pack can be sent: never further, and never a scan of two inks."""

import io
import itertools
import math
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Name
from PIL import Image

FINEST = 300
"""Dots an inch beyond which nobody sees more."""
_WORTH = 40_000  # bytes: a smaller picture is not worth looking at
_MORE = 1.15  # a picture is brought down where it has this much more than is asked for
_SMALLER = 0.9  # and only where that makes it this much smaller
_MOST_DOTS = 120_000_000
_MOST_BYTES = 200_000_000  # of one picture unpacked in memory
_MOST_WORK = 6_000_000_000  # bytes unpacked for one document: further pictures stay as they are, so that it is ready in its time
_DEEPEST = 12
_LOSSLESS = frozenset(["/FlateDecode", "/LZWDecode", "/RunLengthDecode", "/ASCII85Decode", "/ASCIIHexDecode"])
_CHANNELS = {"/DeviceGray": 1, "/CalGray": 1, "/DeviceRGB": 3, "/CalRGB": 3}
_MODES = {1: "L", 3: "RGB"}

Key = tuple[int, int]
Matrix = tuple[float, float, float, float, float, float]
_PLAIN: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def bring_down(pdf: Path, finest: int, out: Path | None = None) -> str:
    """Write the PDF to ``out`` (or in its own place) with its pictures brought down, and say so; nothing is written where none is too fine.

    A picture is brought down where it has more dots an inch than ``finest`` everywhere it is seen. Scans of two inks, masks, and colours
    that are not plain grey or red, green and blue stay as they are.
    """
    finest = min(finest, FINEST)
    if finest <= 0:
        return ""
    part = pdf.with_suffix(".lighter")
    try:
        with pikepdf.open(pdf) as opened:
            fine = _too_fine(opened, finest)
            worked_on = _first_of(fine)
            if not (done := sum(_brought_down(each) for each in worked_on)):
                return ""
            opened.save(part, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        part.replace(out or pdf)
    except pikepdf.PikepdfError:
        return ""  # damage that others forgive: its pictures stay as they are
    finally:
        part.unlink(missing_ok=True)
    left = "; there were too many to bring all down" if len(worked_on) < len(fine) else ""
    return f"{done} picture{'' if done == 1 else 's'} brought down to {finest} dpi{left}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fine:
    """A picture with more dots than are seen, and how many are."""

    image: pikepdf.Stream
    width: int
    height: int


def _too_fine(pdf: pikepdf.Pdf, finest: int) -> list[_Fine]:
    looking = _Looking()
    for page in pdf.pages:
        looking.page(page)
    found = []
    for key, (width, height) in sorted(looking.largest.items()):
        if key in looking.hidden:
            continue
        seen = (math.ceil(width * finest / 72), math.ceil(height * finest / 72))
        pictures = (looking.images[key], looking.images[key].get("/SMask"))
        found += [fine for picture in pictures if isinstance(picture, pikepdf.Stream) and (fine := _finer(picture, *seen))]
    return found


def _first_of(fine: Sequence[_Fine]) -> list[_Fine]:
    """As many as one document may take the time of."""
    work = itertools.accumulate(int(each.image.Width) * int(each.image.Height) * _channels(each.image) for each in fine)
    return [each for each, done in zip(fine, work, strict=True) if done <= _MOST_WORK]


def _finer(image: pikepdf.Stream, width: int, height: int) -> _Fine | None:
    """The picture with the size it would have, where it has clearly more dots than are seen."""
    wide, high = int(image.Width), int(image.Height)
    if wide <= width * _MORE and high <= height * _MORE:
        return None
    return _Fine(image=image, width=max(1, min(wide, width)), height=max(1, min(high, height)))


@dataclass(slots=True)
class _Looking:
    """Goes through pages and what they are made of, and notes how large, in points, each picture is ever seen."""

    images: dict[Key, pikepdf.Stream] = field(default_factory=dict)
    largest: dict[Key, tuple[float, float]] = field(default_factory=dict)
    hidden: set[Key] = field(default_factory=set)
    _drawn: dict[Key, tuple[tuple[Key, Matrix], ...]] = field(default_factory=dict)
    _promising: dict[Key, bool] = field(default_factory=dict)

    def page(self, page: pikepdf.Page) -> None:
        """Note the pictures of one page."""
        resources = page.obj.get("/Resources")  # those of a parent among them
        if not isinstance(resources, pikepdf.Dictionary) or not self._is_promising(resources, 0):
            return
        unit = float(page.obj.get("/UserUnit", 1))
        for key, (a, b, c, d, _, _) in self._uses(page.obj, resources, 0):
            wide, high = self.largest.get(key, (0.0, 0.0))
            self.largest[key] = (max(wide, math.hypot(a, b) * unit), max(high, math.hypot(c, d) * unit))

    def _is_promising(self, resources: pikepdf.Object, depth: int) -> bool:
        """Whether something in the resources may be a picture worth bringing down; pictures of patterns are marked as not to be touched."""
        if resources.is_indirect and resources.objgen in self._promising:
            return self._promising[resources.objgen]
        found = False
        for _, drawn in _items(resources, "/XObject"):
            if not isinstance(drawn, pikepdf.Stream):
                continue
            if drawn.get("/Subtype") == Name.Image:
                if _is_worth_it(drawn):
                    self.images[drawn.objgen] = drawn
                    found = True
            elif depth < _DEEPEST and isinstance(inner := drawn.get("/Resources"), pikepdf.Dictionary):
                found = self._is_promising(inner, depth + 1) or found
        for _, pattern in _items(resources, "/Pattern"):
            inner = pattern.get("/Resources") if isinstance(pattern, pikepdf.Stream) else None
            for _, drawn in _items(inner, "/XObject"):
                self.hidden.add(drawn.objgen)
        if resources.is_indirect:
            self._promising[resources.objgen] = found
        return found

    def _uses(self, holder: pikepdf.Object, resources: pikepdf.Object, depth: int) -> tuple[tuple[Key, Matrix], ...]:
        """Each picture that is drawn, with where; a content that cannot be read leaves its pictures untouched."""
        names = dict(_items(resources, "/XObject"))
        try:
            told = [(list(each.operands), str(each.operator)) for each in pikepdf.parse_content_stream(holder, "q Q cm Do")]
            return tuple(self._followed(told, names, resources, depth))
        except (pikepdf.PdfError, ValueError, TypeError, IndexError):
            self.hidden |= {drawn.objgen for drawn in names.values() if isinstance(drawn, pikepdf.Stream)}
            return ()

    def _followed(
        self, told: Sequence[tuple[list[Any], str]], names: dict[str, pikepdf.Object], resources: pikepdf.Object, depth: int
    ) -> Iterator[tuple[Key, Matrix]]:
        now, kept = _PLAIN, list[Matrix]()
        for operands, operator in told:
            match operator:
                case "q":
                    kept.append(now)
                case "Q":
                    now = kept.pop() if kept else now
                case "cm":
                    now = _times(_matrix(operands), now)
                case _:
                    drawn = names.get(str(operands[0]))
                    if isinstance(drawn, pikepdf.Stream):
                        yield from self._placed(drawn, now, resources, depth)

    def _placed(self, drawn: pikepdf.Stream, now: Matrix, resources: pikepdf.Object, depth: int) -> Iterator[tuple[Key, Matrix]]:
        key = drawn.objgen
        if key in self.images:
            yield key, now
        elif drawn.get("/Subtype") == Name.Form and depth < _DEEPEST:
            if key not in self._drawn:
                own = drawn.get("/Resources")
                self._drawn[key] = self._uses(drawn, own if isinstance(own, pikepdf.Dictionary) else resources, depth + 1)
            at = _times(_matrix(drawn.get("/Matrix", _PLAIN)), now)
            yield from ((image, _times(inner, at)) for image, inner in self._drawn[key])


def _items(resources: pikepdf.Object | None, key: str) -> Iterator[tuple[str, pikepdf.Object]]:
    found = resources.get(key) if isinstance(resources, pikepdf.Dictionary) else None
    return iter(found.items()) if isinstance(found, pikepdf.Dictionary) else iter(())


def _matrix(numbers: object) -> Matrix:
    a, b, c, d, e, f = (float(number) for number in numbers)  # type: ignore[attr-defined]
    return a, b, c, d, e, f


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _is_worth_it(image: pikepdf.Stream) -> bool:
    """Large enough, and of a kind that can be brought down without changing what is seen."""
    if int(image.get("/Length", 0)) < _WORTH or image.get("/ImageMask", False) or "/SMaskInData" in image:
        return False
    if image.get("/BitsPerComponent", 8) != 8 or isinstance(image.get("/Mask"), pikepdf.Array) or not _channels(image):
        return False
    soft = image.get("/SMask")
    return not (isinstance(soft, pikepdf.Stream) and "/Matte" in soft) and int(image.Width) * int(image.Height) <= _MOST_DOTS


def _channels(image: pikepdf.Stream) -> int:
    """1 for grey, 3 for red, green and blue; 0 for all other colours."""
    space = image.get("/ColorSpace")
    if isinstance(space, pikepdf.Array) and len(space) and space[0] == Name.ICCBased:
        count = int(space[1].get("/N", 0))
        return count if count in _MODES else 0
    name = space[0] if isinstance(space, pikepdf.Array) and len(space) else space
    return _CHANNELS.get(str(name), 0)


def _brought_down(fine: _Fine) -> bool:
    """Write the picture anew; False where it is left, because it cannot be read or would not be smaller."""
    image = fine.image
    old = int(image.get("/Length", 0))
    picture = _unpacked(image, fine)
    if picture is None:
        return False
    lossless = not _is_jpeg(image)
    small = picture.resize((fine.width, fine.height), Image.Resampling.LANCZOS, reducing_gap=2.0)
    ways = [] if _is_exact_grey(image) else [(_as_jpeg(small, lossless=lossless), Name.DCTDecode)]
    if lossless:
        ways.append((zlib.compress(small.tobytes(), 6), Name.FlateDecode))
    data, packed = min(ways, key=lambda way: len(way[0]))
    if len(data) > old * _SMALLER:
        return False
    image.write(data, filter=packed)
    image.Width, image.Height, image.BitsPerComponent = fine.width, fine.height, 8
    return True


def _unpacked(image: pikepdf.Stream, fine: _Fine) -> Image.Image | None:
    size, channels = (int(image.Width), int(image.Height)), _channels(image)
    if not channels or image.get("/BitsPerComponent", 8) != 8:
        return None
    try:
        if _is_jpeg(image):
            Image.MAX_IMAGE_PIXELS = _MOST_DOTS
            picture = Image.open(io.BytesIO(_jpeg_of(image)), formats=("JPEG",))
            if (picture.size, picture.mode) != (size, _MODES[channels]) or _is_told_more(image):
                return None
            picture.draft(picture.mode, (fine.width, fine.height))  # a JPEG can be unpacked to a half, a quarter or an eighth at once
            picture.load()
            return picture
        if set(_filters(image)) <= _LOSSLESS and size[0] * size[1] * channels <= _MOST_BYTES:
            return Image.frombytes(_MODES[channels], size, image.read_bytes())
    except (pikepdf.PdfError, OSError, ValueError, SyntaxError):
        pass  # damaged, or of a kind that cannot be read: it stays as it is
    return None


def _filters(image: pikepdf.Stream) -> tuple[str, ...]:
    found = image.get("/Filter")
    if found is None:
        return ()
    return tuple(map(str, found)) if isinstance(found, pikepdf.Array) else (str(found),)


def _is_jpeg(image: pikepdf.Stream) -> bool:
    found = _filters(image)
    return bool(found) and found[-1] == "/DCTDecode" and set(found[:-1]) <= _LOSSLESS


def _jpeg_of(image: pikepdf.Stream) -> bytes:
    """The JPEG itself, out of whatever it was packed into besides."""
    packed = _filters(image)[:-1]
    if not packed:
        return image.read_raw_bytes()
    with pikepdf.Pdf.new() as scratch:
        return scratch.make_stream(image.read_raw_bytes(), {"/Filter": pikepdf.Array([Name(name) for name in packed])}).read_bytes()


def _is_told_more(image: pikepdf.Stream) -> bool:
    """Whether the picture is to be unpacked in another way than its JPEG says."""
    found = image.get("/DecodeParms")
    every = list(found) if isinstance(found, pikepdf.Array) else [found]
    return any(isinstance(each, pikepdf.Dictionary) and len(each.keys()) for each in every)


def _is_exact_grey(image: pikepdf.Stream) -> bool:
    """Grey that was kept without loss, as every mask of shades is, stays so."""
    return not _is_jpeg(image) and image.get("/ColorSpace") == Name.DeviceGray


def _as_jpeg(picture: Image.Image, *, lossless: bool) -> bytes:
    """What was kept exactly is kept more carefully: it may hold fine lines."""
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=90 if lossless else 85, subsampling=0 if lossless else -1, optimize=True)
    return buffer.getvalue()
