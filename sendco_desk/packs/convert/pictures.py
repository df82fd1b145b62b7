"""Pictures that stand inside other documents: read one by one, upright, no finer than a page shows, counted where they cannot be shown."""

import io
import struct

from PIL import Image

from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.convert import image
from sendco_desk.packs.convert.plain_blocks import Block, Picture, words
from sendco_desk.packs.source import Limits

UNREADABLE = "[a picture that cannot be shown here]"
_FINEST = 200  # dots an inch; packs are not made finer than this unless asked
_SCREEN = 96
_WIDEST = 720.0  # points of a page that lies
_PHOTOS = ("JPEG", "MPO", "HEIF", "WEBP")
_OFF = 0.1  # how much the stated shape may differ from the picture's own before it is taken for a cut-out


class Pictures:
    """Reads the pictures of one document. Where they are not ``wanted``, as for search, only what they are described as is kept."""

    def __init__(self, limits: Limits, *, wanted: bool = True) -> None:
        self.unreadable = 0
        self._limits = limits
        self._wanted = wanted

    def block(self, content: bytes, described: str = "", size: tuple[float, float] = (0.0, 0.0)) -> Block:
        """The picture at its ``size`` in points, or words that stand for it."""
        if not self._wanted:
            return words(described)
        try:
            with image.opened(io.BytesIO(content), self._limits) as picture:
                return _read(picture, described, size)
        except (Refused, ValueError, ArithmeticError, LookupError, struct.error):  # a drawing of Windows alone, or a damaged one: the words count
            self.unreadable += 1
            return words(f"{UNREADABLE} {described}".strip(), quiet=True)

    def left_out(self, program: str) -> str:
        """A sentence for the pictures that could not be shown; empty where all are."""
        if not self.unreadable:
            return ""
        shown = "A picture" if self.unreadable == 1 else f"{self.unreadable} pictures"
        return f"{shown} in this document cannot be shown here. Open it in {program}, save it as PDF, and add that PDF."


def _read(picture: Image.Image, described: str, size: tuple[float, float]) -> Picture:
    photo = picture.format in _PHOTOS
    plain = image.upright(picture, {})
    wide, high = _stands(plain.size, size)
    most = max(1, round(min(wide, _WIDEST) / 72 * _FINEST))
    if plain.width > most * 1.05:
        smooth = plain.convert("L") if plain.mode == "1" else plain
        plain = smooth.resize((most, max(1, plain.height * most // plain.width)), Image.Resampling.LANCZOS)
    buffer = io.BytesIO()
    if photo:
        plain.save(buffer, "JPEG", quality=85)
    else:
        plain.save(buffer, "PNG")
    return Picture(content=buffer.getvalue(), wide=wide, high=high, described=described)


def _stands(dots: tuple[int, int], size: tuple[float, float]) -> tuple[float, float]:
    """The stated size where it has the picture's shape, else the size on a screen."""
    across, down = dots
    wide, high = size
    if wide > 0 and high > 0 and abs(wide * down / (high * across) - 1) < _OFF:
        return wide, high
    if wide > 0:
        return wide, wide * down / across
    return across * 72 / _SCREEN, down * 72 / _SCREEN
