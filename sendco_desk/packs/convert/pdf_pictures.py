"""Whether a PDF is nothing but pictures of pages, told where it can be from what its pages say they draw, without drawing them."""

import re

import pikepdf

_SHOWS_WORDS = re.compile(rb"Tj|TJ|['\"]")
_WORD = re.compile(rb"\([^()\\]*[A-Za-z]{2}[^()\\]*\)(?:\s*Tj|[^\[\]{}%]*\]\s*TJ)")
_DRAWS = re.compile(rb"(/[^\s/\[\]<>(){}%]+)\s+Do\b")
_PLAIN = ("/WinAnsiEncoding", "/MacRomanEncoding", "/StandardEncoding")  # in all of them a letter of English is its own code
_LONGEST = 1 << 16  # bytes as stored: what places one picture is short


def told_by_content(pdf: pikepdf.Pdf) -> bool | None:
    """True where every page draws a picture and none can show a word; False where one surely shows words that can be searched.

    None where neither is sure: then only a reader that draws the pages can tell.
    """
    for page in pdf.pages:
        content = content_of(page.obj)
        if not _is_picture(page.obj, content):
            return False if _is_lettered(page.obj, content) else None
    return True


def is_picture(page: pikepdf.Object) -> bool:
    """True where a page surely shows a picture and no word: a page of a scan, or a photograph."""
    return _is_picture(page, content_of(page))


def _is_picture(page: pikepdf.Object, content: bytes) -> bool:
    """Whatever is unusual (forms, resources of a parent, long or damaged content) is not sure to be one."""
    drawings = _dictionary(_dictionary(page, "/Resources"), "/XObject")
    if drawings is None or not all(_is(drawing, "/Subtype", ("/Image",)) for _, drawing in drawings.items()):
        return False
    return not _SHOWS_WORDS.search(content) and any(name.decode("latin-1") in drawings for name in _DRAWS.findall(content))


def _is_lettered(page: pikepdf.Object, content: bytes) -> bool:
    """Whether letters stand in the content as themselves, in whichever of the page's fonts they are shown."""
    fonts = _dictionary(_dictionary(page, "/Resources"), "/Font")
    plain = fonts is not None and all(_is(font, "/Encoding", _PLAIN) for _, font in fonts.items())
    return plain and _WORD.search(content) is not None


def content_of(page: pikepdf.Object) -> bytes:
    """What a page draws; empty where it is too much to look through, or cannot be read."""
    found = page.get("/Contents")
    parts = list(found) if isinstance(found, pikepdf.Array) else [found]
    streams = [part for part in parts if isinstance(part, pikepdf.Stream)]
    lengths = [stream.get("/Length") for stream in streams]
    if len(streams) < len(parts) or sum(length if isinstance(length, int) else _LONGEST for length in lengths) >= _LONGEST:
        return b""
    try:
        return b"\n".join(stream.read_bytes() for stream in streams)
    except pikepdf.PdfError:
        return b""


def _is(thing: object, key: str, wanted: tuple[str, ...]) -> bool:
    return isinstance(thing, pikepdf.Dictionary | pikepdf.Stream) and thing.get(key) in wanted


def _dictionary(thing: pikepdf.Object | None, key: str) -> pikepdf.Object | None:
    found = None if thing is None else thing.get(key)
    return found if isinstance(found, pikepdf.Dictionary) else None
