"""A photograph on a printed form: upright, on white, no larger than print needs, without the camera's and the place's details."""

import io
from functools import partial
from typing import Any

from PIL import Image, ImageOps
from reportlab.lib.utils import ImageReader

from sendco_desk.domain.paper import Photo
from sendco_desk.packs.convert.image import opened
from sendco_desk.packs.lighter import FINEST
from sendco_desk.packs.pages_flow import Drawing
from sendco_desk.packs.source import Limits

_MM = 72 / 25.4
_HIGHEST = 420.0
_QUALITY = 88
_TURN = 0x0112
_ON_ITS_SIDE = (5, 6, 7, 8)


def photo_drawing(photo: Photo, room: float) -> Drawing:
    """The photograph as it will be drawn, no wider than the room; it is unfolded only then, so that counting pages is quick.

    Raises Refused where it is no picture or too large to open, and while it is drawn where it is cut short.
    """
    with opened(io.BytesIO(photo.content), Limits()) as found:
        across, down = reversed(found.size) if found.getexif().get(_TURN) in _ON_ITS_SIDE else found.size
    width = min(photo.width * _MM, room)
    height = width * down / across
    if height > _HIGHEST:
        width, height = width * _HIGHEST / height, _HIGHEST
    return Drawing(draw=partial(_draw, photo.content, width, height), width=width, height=height)


def _draw(content: bytes, width: float, height: float, canvas: Any, x: float, top: float) -> None:
    canvas.drawImage(ImageReader(io.BytesIO(_for_print(content, width, height))), x, top - height, width, height)


def _for_print(content: bytes, width: float, height: float) -> bytes:
    """The picture as it is meant to be seen, what is clear in it being white, with as many dots as print can show."""
    fine = (max(1, round(width / 72 * FINEST)), max(1, round(height / 72 * FINEST)))
    with opened(io.BytesIO(content), Limits()) as found:
        found.draft("RGB", (max(fine), max(fine)))  # a JPEG need not be unfolded finer than that
        turned = ImageOps.exif_transpose(found).convert("RGBA")
    if turned.width > fine[0]:
        turned = turned.resize(fine, Image.Resampling.LANCZOS)
    ground = Image.new("RGBA", turned.size, "white")
    ground.alpha_composite(turned)
    held = io.BytesIO()
    ground.convert("RGB").save(held, "JPEG", quality=_QUALITY)
    return held.getvalue()
