"""Pages of a damaged PDF that are gone, or of which nothing or not all can be read: counted, and never passed off as blank or whole pages."""

import zlib
from collections.abc import Iterator, Sequence

import pikepdf

from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.visible import inherited_by
from sendco_desk.statute.wording import both

DAMAGED = "The PDF is damaged and cannot be read, even after a repair. Ask the sender for a fresh copy."
IN_PART = "damaged and may show only in part"

_GONE = "Pages tree includes non-dictionary object"
_NO_PAGE = "/Type key should be /Page but is not"
_FLATE = "/FlateDecode"
_PACKED = frozenset((_FLATE, "/LZWDecode", "/ASCII85Decode", "/ASCIIHexDecode", "/RunLengthDecode"))
_FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_LARGEST = 8_000_000  # bytes as stored, of one picture or font: a larger one takes long to unpack
_DEEPEST = 4
_MOST_NAMED = 5


def taken_out(pdf: pikepdf.Pdf, warnings: Sequence[str], *, mended: bool) -> str:
    """Take out the pages of which nothing could be read; the sentence that says how many, empty where all are there.

    ``warnings`` are those of the opening. Raises Refused where no page is left.
    """
    gone = sum(_GONE in warning for warning in warnings)
    empty = [page for page in pdf.pages if _is_empty(page.obj)] if mended or any(_NO_PAGE in warning for warning in warnings) else []
    whole = gone + len(pdf.pages)
    if len(empty) == len(pdf.pages):
        raise Refused(DAMAGED)
    for page in reversed(empty):
        pdf.pages.remove(page)
    if not gone and not empty:
        return ""
    return f"{len(pdf.pages)} of {whole} pages could be read: the file is damaged. Ask the sender for a fresh copy."


def _is_empty(page: pikepdf.Object) -> bool:
    found = page.get("/Contents")
    parts = list(found) if isinstance(found, pikepdf.Array) else [found]
    return not any(isinstance(part, pikepdf.Stream) and part.get("/Length") != 0 for part in parts)


def unreadable(pdf: pikepdf.Pdf) -> str:
    """The sentence that says which pages draw something that cannot be unpacked, and so may show in part only; empty where all is sound."""
    wrong = [number for number, is_broken in enumerate(broken([page.obj for page in pdf.pages]), 1) if is_broken]
    if not wrong:
        return ""
    if len(pdf.pages) == 1:
        said = "The page is"
    elif len(wrong) > _MOST_NAMED:
        said = f"{len(wrong)} of {len(pdf.pages)} pages, the first of them page {wrong[0]}, are"
    else:
        said = f"Page{'s' * (len(wrong) > 1)} {both(list(map(str, wrong)))} of {len(pdf.pages)} {'are' if len(wrong) > 1 else 'is'}"
    return f"{said} {IN_PART}. Ask the sender for a fresh copy."


def broken(pages: Sequence[pikepdf.Object]) -> Iterator[bool]:
    """For each page of one file, whether something that it draws cannot be unpacked."""
    known: dict[tuple[int, int], bool] = {}
    return (any(_is_broken(stream, known) for stream in _drawn(page)) for page in pages)


def altered(pages: Sequence[pikepdf.Object]) -> Iterator[bool]:
    """For each page that was made here, whether a byte of what it draws is another than was written; strangers write wrong sums themselves."""
    known: dict[tuple[int, int], bool] = {}
    return (any(_is_broken(stream, known, summed=True) for stream in _drawn(page)) for page in pages)


def _is_broken(stream: pikepdf.Stream, known: dict[tuple[int, int], bool], *, summed: bool = False) -> bool:
    if stream.objgen not in known:  # a stream is never part of another object, so each has a number of its own
        known[stream.objgen] = not _unpacks(stream, summed=summed)
    return known[stream.objgen]


def _unpacks(stream: pikepdf.Stream, *, summed: bool) -> bool:
    """False where what is stored cannot be unpacked; ``summed`` also where it does not add up. What only a reader of pictures knows is not tried."""
    packed = stream.get("/Filter")
    filters = [str(each) for each in packed] if isinstance(packed, pikepdf.Array) else [str(packed)]
    length = stream.get("/Length")
    if not _PACKED.issuperset(filters) or not isinstance(length, int) or length > _LARGEST:
        return True
    try:
        stream.read_bytes()
        if summed and filters == [_FLATE]:
            zlib.decompress(stream.read_raw_bytes())
    except (pikepdf.PikepdfError, zlib.error):
        return False
    return True


def _drawn(page: pikepdf.Object) -> Iterator[pikepdf.Stream]:
    """All that a page draws with, as stored: its content, its forms and pictures and theirs, and the fonts of the words."""
    found = page.get("/Contents")
    for part in found if isinstance(found, pikepdf.Array) else [found]:
        if isinstance(part, pikepdf.Stream):
            yield part
    yield from _of_resources(inherited_by(page).get("/Resources"), _DEEPEST)


def _of_resources(resources: object, depth: int) -> Iterator[pikepdf.Stream]:
    for drawing in _inner(resources, "/XObject"):
        if isinstance(drawing, pikepdf.Stream):
            yield drawing
            if depth:
                yield from _of_resources(drawing.get("/Resources"), depth - 1)
    for font in _inner(resources, "/Font"):
        for one in (font, *_inner(font, "/DescendantFonts")):
            descriptor = one.get("/FontDescriptor") if isinstance(one, pikepdf.Dictionary) else None
            files = [descriptor.get(key) for key in _FONT_FILES] if isinstance(descriptor, pikepdf.Dictionary) else []
            yield from (file for file in files if isinstance(file, pikepdf.Stream))


def _inner(holder: object, key: str) -> list[object]:
    """What lies under a key: the members of a list, the values of a dictionary."""
    found = holder.get(key) if isinstance(holder, pikepdf.Dictionary) else None
    if isinstance(found, pikepdf.Array):
        return list(found)
    return [value for _, value in found.items()] if isinstance(found, pikepdf.Dictionary) else []
