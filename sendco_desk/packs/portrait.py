"""A photograph from the documents, made small and plain for a printed form. Run it in a worker: a stranger's picture is never opened elsewhere."""

import io

from sendco_desk.packs.convert.image import opened, upright
from sendco_desk.packs.source import Limits, Source

LARGEST = 900
"""Dots at the longer side: enough for 75 mm at 300 dots an inch."""
_QUALITY = 88


def portrait(source: Source) -> bytes:
    """The picture as a JPEG, upright, on white, without the camera's and the place's details. Raises Refused where it cannot be read."""
    with source.open() as stream, opened(stream, Limits()) as picture:
        picture.draft("RGB", (LARGEST * 2, LARGEST * 2))  # a JPEG from a camera is read coarser, and so ten times as quickly
        plain = upright(picture, {}).convert("RGB")
    plain.thumbnail((LARGEST, LARGEST))
    held = io.BytesIO()
    plain.save(held, "JPEG", quality=_QUALITY)
    return held.getvalue()
