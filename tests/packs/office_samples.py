"""Office documents made for the tests, and the words of the pages they become."""

import io
import zipfile
from pathlib import Path

import pypdfium2
from PIL import Image

from sendco_desk.packs.convert import convert
from sendco_desk.packs.source import Converted, Limits, path_source

SIMPLE = "printed on simplified pages: the words are kept, the layout is not"


def converted(folder: Path, name: str, content: bytes | str, limits: Limits | None = None) -> Converted:
    """The document on pages, by way of the door that every document comes in through."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return convert(path_source(path), folder, limits)


def text_of(done: Converted) -> str:
    """The words of all the pages."""
    assert done.pdf is not None, done.reason
    with pypdfium2.PdfDocument(done.pdf) as pdf:
        return "\n".join(pdf[n].get_textpage().get_text_range() for n in range(len(pdf))).replace("\r\n", "\n")


def sizes_of(done: Converted) -> list[tuple[int, int]]:
    """How broad and tall each page is."""
    with pypdfium2.PdfDocument(done.pdf) as pdf:
        return [(round(pdf[n].get_width()), round(pdf[n].get_height())) for n in range(len(pdf))]


def colours_of(done: Converted, page: int = 0) -> set[tuple[int, ...]]:
    """The colours seen on a page."""
    with pypdfium2.PdfDocument(done.pdf) as pdf:
        found = pdf[page].render(scale=1).to_pil().convert("RGB").getcolors(1_000_000) or []
    return {colour for _, colour in found if isinstance(colour, tuple)}


def picture(size: tuple[int, int] = (60, 40), colour: str = "blue", kind: str = "PNG") -> bytes:
    """A picture in one colour."""
    buffer = io.BytesIO()
    Image.new("RGB", size, colour).save(buffer, kind)
    return buffer.getvalue()


def zipped(parts: dict[str, bytes | str]) -> bytes:
    """An archive of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


def saved(document: object) -> bytes:
    """The bytes of a workbook or presentation."""
    buffer = io.BytesIO()
    document.save(buffer)  # type: ignore[attr-defined]
    return buffer.getvalue()
