"""Proof that what was blacked out is gone: two readers that share nothing look for it, and every stream and string of the file is gone through.

One reader is pdfium, which draws the page; the other decodes what the pages show by the fonts’ own maps. Words are looked for in plain letters,
in UTF-16, in hexadecimal, and cut into pieces that are shown one by one.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2

from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.convert.pdf import page_texts
from sendco_desk.packs.page_prints import numbered
from sendco_desk.packs.redaction_search import SeenPage, SeenWord, among, folded, pieces
from sendco_desk.packs.shown_words import shown_texts
from sendco_desk.packs.source import BlackedPage

_NOT_FOLLOWED = frozenset(["/Parent", "/P", "/Pg", "/Dest", "/D", "/StructParent", "/StructParents"])
_BINARY = 0.15  # the share of bytes that are no print above which a stream is a font or a picture, where any three letters turn up by chance
_LONG = 6  # letters that do not
_MARKS = (b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf")  # of text in UTF-16 and UTF-8
_HEXADECIMAL = re.compile(rb"<([0-9A-Fa-f\s]{4,})>")


class Unproved(Refused):
    """Blacked-out words were found again."""


def prove_document(
    path: Path, before: Mapping[int, tuple[SeenPage, Sequence[SeenWord]]], told: Sequence[BlackedPage]
) -> None:
    """Prove a document whose pages were blacked out. ``before`` are those pages as they were, with the words that were put back.

    Of every word under a box there must be no more on the page than was put back of it; words that were searched for must not be there at
    all. Raises Unproved, with a sentence that does not say the words.
    """
    read = _read_twice(path, before)
    for number, (page, kept) in before.items():
        gone = Counter(_parts(page.words)) - Counter(_parts(kept))
        left = Counter(_parts(kept))
        for text in read[number]:
            found = Counter(pieces(text))
            if any(found[part] > left[part] for part in gone):
                raise Unproved(_still_there([number]))
    refuse_found({page.page for page in told for text in read[page.page] if among(text, page.words)})
    refuse_found(things_found(path, "", {page.page: page.words for page in told}))


def _parts(words: Sequence[SeenWord]) -> Iterator[str]:
    for word in words:
        yield from pieces(word.text)


def refuse_found(found: Iterable[int]) -> None:
    """Raise Unproved where anything was found; 0 is the document as a whole."""
    if pages := sorted(found):
        raise Unproved(_still_there(pages))


def _still_there(pages: Sequence[int]) -> str:
    on = numbered([page for page in pages if page])
    where = f"on {on[:1].lower()}{on[1:]}" if any(pages) else "in what the file says of itself"
    return (
        f"Something that is blacked out in this document was found again {where}, so it does not go in. Open “Black out” for it and search for "
        "the words once more: they may stand there a second time."
    )


# Reading twice


def _read_twice(path: Path, numbers: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """What two readers find on each of these pages."""
    with pypdfium2.PdfDocument(path) as drawing, pikepdf.open(path) as pdf:
        return {number: (drawn_text(drawing, number), *shown_texts(pdf.pages[number - 1].obj)) for number in sorted(numbers)}


def drawn_text(drawing: pypdfium2.PdfDocument, number: int) -> str:
    """What pdfium finds on a page."""
    page = drawing[number - 1]
    words = page.get_textpage()
    try:
        return str(words.get_text_range())
    finally:
        words.close()
        page.close()


def pages_with(
    path: Path, words: Sequence[str], password: str = "", still_wanted: Callable[[], object] = lambda: None,
) -> dict[str, set[int]]:
    """On which pages of a finished file each of these words is found, by either reader. ``still_wanted`` may raise Cancelled between two."""
    found: dict[str, set[int]] = {asked: set() for asked in words}
    with pypdfium2.PdfDocument(path, password=password or None) as drawing, pikepdf.open(path, password=password) as pdf:
        for number, (drawn, page) in enumerate(zip(page_texts(drawing), pdf.pages, strict=True), 1):
            still_wanted()
            texts = (drawn, *shown_texts(page.obj))
            for asked in set().union(*(among(text, words) for text in texts)):
                found[asked].add(number)
    return found


# Going through the file


def things_found(path: Path, password: str, wanted: Mapping[int, Sequence[str]]) -> set[int]:
    """The pages among ``wanted`` in whose streams or strings their words are found; 0 where any of them is in what belongs to no page."""
    found: set[int] = set()
    everywhere = tuple(dict.fromkeys(words for its in wanted.values() for words in its))
    if not everywhere:
        return found
    with pikepdf.open(path, password=password) as pdf:
        for owner, thing in _things(pdf, sorted(wanted)):
            words = everywhere if owner == 0 else wanted.get(owner, ())
            if owner not in found and words and _holds(thing, words):
                found.add(owner)
    return found


def _things(pdf: pikepdf.Pdf, first: Sequence[int]) -> Iterator[tuple[int, bytes | str]]:
    """Every string and decoded stream of the file, once, with the page it belongs to, those in ``first`` asked first; 0 for what is of none."""
    seen: set[tuple[int, int]] = set()
    for number in (*first, *(number for number in range(1, len(pdf.pages) + 1) if number not in first)):
        yield from ((number, thing) for thing in _inside(pdf.pages[number - 1].obj, seen))
    yield from ((0, thing) for thing in _inside(pdf.trailer, seen))


def _inside(start: Any, seen: set[tuple[int, int]]) -> Iterator[bytes | str]:
    waiting = [start]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, pikepdf.Object) and thing.is_indirect:
            if thing.objgen in seen:
                continue
            seen.add(thing.objgen)
        match thing:
            case pikepdf.String():
                yield str(thing)
                yield bytes(thing)
            case pikepdf.Array():
                waiting += list(thing)
            case pikepdf.Stream():
                waiting += [value for key, value in thing.items() if key not in _NOT_FOLLOWED]
                if (data := _decoded(thing)) is not None:
                    yield data
            case pikepdf.Dictionary():
                waiting += [value for key, value in thing.items() if key not in _NOT_FOLLOWED]


def _decoded(stream: Any) -> bytes | None:
    """What a stream holds, unpacked; of a photograph only what stands before its dots, and nothing of dots that are merely packed."""
    if stream.get("/Subtype") == pikepdf.Name.Image:
        raw = bytes(stream.read_raw_bytes())
        return raw[: raw.find(b"\xff\xda")] if raw.startswith(b"\xff\xd8") else None
    try:
        return bytes(stream.read_bytes())
    except pikepdf.PikepdfError:
        return bytes(stream.read_raw_bytes())


def _holds(thing: bytes | str, words: Sequence[str]) -> bool:
    """Whether any of the words stands in a string or a stream, in whatever way it may be written."""
    if isinstance(thing, str):
        return bool(among(thing, words))
    sample = thing[:4096]
    strange = sum(byte > 126 or (byte < 32 and byte not in b"\t\n\r\f") for byte in sample)
    if strange > _BINARY * len(sample) and b"\x00" not in sample[:4] and not thing.startswith(_MARKS):
        return any(_holds_plainly(thing, asked) for asked in words)
    if any(among(text, words) for text in _ways_read(thing)):
        return True
    return any(_holds(bytes.fromhex(_even(found)), words) for found in _HEXADECIMAL.findall(thing))


def _even(digits: bytes) -> str:
    plain = b"".join(digits.split()).decode("ascii")
    return plain + "0" * (len(plain) % 2)


def _ways_read(thing: bytes) -> Iterator[str]:
    """Bytes as letters: one to each, in the way of the web, or two to each, from the first byte or the second."""
    yield thing.decode("latin-1")
    if any(byte > 126 for byte in thing):
        yield thing.decode("utf-8", "ignore")
    if b"\x00" in thing:
        for start in (0, 1):
            yield thing[start:].decode("utf-16-be", "ignore")
            yield thing[start:].decode("utf-16-le", "ignore")


def _holds_plainly(thing: bytes, asked: str) -> bool:
    """In a font or the like, whose bytes mean something else: only long words, letter by letter."""
    word = " ".join(asked.split())
    if len(folded(word).replace(" ", "")) < _LONG:
        return False
    lowered = thing.lower()
    return any(word.lower().encode(way, "ignore") in lowered for way in ("utf-8", "utf-16-be", "utf-16-le"))
