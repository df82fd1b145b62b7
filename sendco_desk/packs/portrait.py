"""A photograph from the documents, made small and plain for a printed form. Run it in a worker: a stranger's picture is never opened elsewhere."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import replace

from sendco_desk.domain.paper import Block, Panels, Paragraph, Photo, said
from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.convert.image import opened, upright
from sendco_desk.packs.source import Limits, Source

LARGEST = 900
"""Dots at the longer side: enough for 75 mm at 300 dots an inch."""
_QUALITY = 88


def portrait(source: Source) -> bytes:
    """The picture as a JPEG, upright, on white, without the camera's and the place's details. Raises Refused where it cannot be read."""
    if source.handling.blacked:
        raise Refused("Parts of this picture are blacked out, so it is not printed as a photograph.")
    with source.open() as stream, opened(stream, Limits()) as picture:
        picture.draft("RGB", (LARGEST * 2, LARGEST * 2))  # a JPEG from a camera is read coarser, and so ten times as quickly
        plain = upright(picture, {}).convert("RGB")
    plain.thumbnail((LARGEST, LARGEST))
    held = io.BytesIO()
    plain.save(held, "JPEG", quality=_QUALITY)
    return held.getvalue()


NOT_READ = "The photograph cannot be read, and is left out."


def portrayed(blocks: Iterable[Block], source: Source) -> tuple[Block, ...]:
    """Blocks with the picture where a photograph without content waits for it; one that cannot be read is said to be left out."""
    try:
        content = portrait(source)
    except Refused:
        content = b""
    return tuple(_with_picture(blocks, content))


def _with_picture(blocks: Iterable[Block], content: bytes) -> Iterator[Block]:
    for block in blocks:
        match block:
            case Photo(content=b""):
                yield replace(block, content=content) if content else Paragraph(runs=said(NOT_READ), quiet=True)
            case Panels():
                yield replace(block, panels=tuple(replace(each, blocks=tuple(_with_picture(each.blocks, content))) for each in block.panels))
            case _:
                yield block
