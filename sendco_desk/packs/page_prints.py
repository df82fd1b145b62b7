"""The same page known again: a short print of what each page shows, and which pages of which documents show the same."""

import hashlib
import itertools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sendco_desk.packs.source import Converted, Finding, Noticed

if TYPE_CHECKING:
    from PIL import Image

_GRID = (32, 44)  # cells by which a picture is known: about the size of a word
WORDS, SEEN = "w", "s"
"""What the prints of pages of words, and of pictures, begin with."""

_APART = 0.12  # share of the marks of two pictures that may differ
_FEW = 60  # letters; a page with fewer is known by its drawing as well
_LETTERS = re.compile(r"\w+")


def print_of_words(words: str, size: tuple[float, float], drawing: bytes = b"") -> str:
    """The print of a page with words on it: its letters and figures, in order, and its shape. Empty where it has none and draws nothing."""
    plain = " ".join(_LETTERS.findall(unicodedata.normalize("NFKC", words).casefold()))
    if not plain and not drawing.strip():
        return ""
    shape = f"{round(size[0] / 6)}x{round(size[1] / 6)}"
    digest = hashlib.sha256(f"{shape} {plain}".encode() + (drawing if len(plain) < _FEW else b""))
    return WORDS + digest.hexdigest()[:24]


def print_of_sheet(sheet: "Image.Image") -> str:
    """The print of a picture: where its ink lies, measured from where the ink begins and ends, so that a shift does not matter."""
    from sendco_desk.packs.scan_lines import ink_of  # only where there are pictures: whoever joins pages compares their prints alone

    return print_of_ink(ink_of(sheet))


def print_of_ink(ink: "Image.Image") -> str:
    """The same for whoever has what is written on the page already."""
    from PIL import Image

    box = _inked(ink)
    if box is None:
        return ""
    cells = ink.crop(box).resize(_GRID, Image.Resampling.BOX).tobytes()
    usual = max(6, sorted(cells)[len(cells) // 2])
    bits = 0
    for value in cells:
        bits = bits << 1 | (value > usual)
    shape = min(63, round(16 * (box[3] - box[1]) / (box[2] - box[0])))
    return f"{SEEN}{shape:02x}{bits:0{_GRID[0] * _GRID[1] // 4}x}" if bits else ""


def _inked(ink: "Image.Image") -> tuple[int, int, int, int] | None:
    """From the first row and column with more than specks to the last."""
    from PIL import Image

    rows = ink.resize((1, ink.height), Image.Resampling.BOX).tobytes()
    columns = ink.resize((ink.width, 1), Image.Resampling.BOX).tobytes()
    up = [place for place, value in enumerate(rows) if value >= 3]
    across = [place for place, value in enumerate(columns) if value >= 3]
    return (across[0], up[0], across[-1] + 1, up[-1] + 1) if up and across else None


def same(one: str, other: str) -> bool:
    """Whether two prints are of the same page. Prints of words must agree wholly; of pictures nearly; a blank page is like no other."""
    if not one or not other or one[0] != other[0]:
        return False
    if one[0] == WORDS:
        return one == other
    return abs(int(one[1:3], 16) - int(other[1:3], 16)) <= 1 and _near(int(one[3:], 16), int(other[3:], 16))


def _near(one: int, other: int) -> bool:
    return (one ^ other).bit_count() <= _APART * (one | other).bit_count()


@dataclass(frozen=True, slots=True)
class _Place:
    """A page of a document, both counted from 0."""

    document: int
    page: int


def repeated_pages(documents: Sequence[tuple[str, Sequence[str]]]) -> tuple[tuple[Finding, ...], ...]:
    """For each document, given by its title and the prints of its pages, a finding for each run of pages that stands earlier already.

    Nothing is said of blank pages by themselves; within a run they count as the same. A finding without pages is of the whole document.
    """
    first = _first_places([prints for _, prints in documents])
    return tuple(
        tuple(_finding(run, number, documents) for run in _runs(number, prints, first, documents)) for number, (_, prints) in enumerate(documents)
    )


def _first_places(documents: Sequence[Sequence[str]]) -> dict[_Place, _Place]:
    """For each page that was seen before, where it was seen first."""
    by_words: dict[str, _Place] = {}
    pictures: _Pictures = {}
    first: dict[_Place, _Place] = {}
    for number, prints in enumerate(documents):
        for page, text in enumerate(prints):
            place, found = _Place(number, page), None
            if text[:1] == WORDS:
                found = by_words.setdefault(text, place)
            elif text[:1] == SEEN:
                found = _seen_first(pictures, int(text[1:3], 16), int(text[3:], 16), place)
            if found is not None and found != place:
                first[place] = found
    return first


_Pictures = dict[int, list[tuple[int, int, _Place]]]


def _seen_first(pictures: _Pictures, shape: int, bits: int, place: _Place) -> _Place:
    """Where this picture was seen first. Shape and amount of ink are compared first: they tell most pages apart, and cost less."""
    inked = bits.bit_count()
    found: list[_Place] = []
    for alike in (shape - 1, shape, shape + 1):
        like = (there for count, other, there in pictures.get(alike, ()) if abs(count - inked) <= _APART * 1.2 * count and _near(other, bits))
        found += itertools.islice(like, 1)
    if not found:
        pictures.setdefault(shape, []).append((inked, bits, place))
        return place
    return min(found, key=lambda there: (there.document, there.page))


_Run = tuple[int, int, _Place]


def _runs(number: int, prints: Sequence[str], first: dict[_Place, _Place], documents: Sequence[tuple[str, Sequence[str]]]) -> Iterator[_Run]:
    """First page, how many pages, and where they stand already: first the whole, then as many pages together as follow one another."""
    twin = next((n for n in range(number) if any(prints) and _all_same(prints, documents[n][1])), None)
    if twin is not None:
        yield 0, len(prints), _Place(twin, 0)
        return
    page = 0
    while page < len(prints):
        start = first.get(_Place(number, page))
        if start is None:
            page += 1
            continue
        length = _length(number, page, prints, first, start, documents[start.document][1])
        yield page, length, start
        page += length


def _all_same(one: Sequence[str], other: Sequence[str]) -> bool:
    return len(one) == len(other) and all(a == b or same(a, b) for a, b in zip(one, other, strict=True))


def _length(number: int, page: int, prints: Sequence[str], first: dict[_Place, _Place], start: _Place, there: Sequence[str]) -> int:
    length = 1
    for ahead in range(1, len(prints) - page):
        other = start.page + ahead
        if first.get(_Place(number, page + ahead)) == _Place(start.document, other):
            length = ahead + 1
        elif prints[page + ahead] or other >= len(there) or there[other]:
            break
    return length


def _finding(run: _Run, number: int, documents: Sequence[tuple[str, Sequence[str]]]) -> Finding:
    page, length, start = run
    title, prints = documents[start.document]
    pages = tuple(range(page + 1, page + length + 1))
    where = "" if start.document == number else f" of ‘{title}’"
    alike = "is the same as" if length == 1 else "are the same as"
    if length == len(documents[number][1]) == len(prints) and start.document != number:
        words = f"Every page of this document stands in ‘{title}’ already."
    else:
        words = f"{numbered(pages)} {alike} {numbered(tuple(range(start.page + 1, start.page + length + 1))).lower()}{where}."
    whole = length == len(documents[number][1])  # then there is nothing to leave out but the document
    return Finding(noticed=Noticed.REPEATED, words=words, pages=() if whole else pages)


def with_repeats(documents: Sequence[tuple[str, Converted]]) -> tuple[Converted, ...]:
    """Documents in the order of a pack, with their titles: each with what of it stands earlier already among its findings."""
    found = repeated_pages([(title, each.page_prints) for title, each in documents])
    return tuple(replace(each, findings=each.findings + more) if more else each for (_, each), more in zip(documents, found, strict=True))


def numbered(pages: Sequence[int]) -> str:
    """ "Page 3", "Pages 2, 4 and 6 to 9"."""
    runs: list[list[int]] = []
    for page in sorted(pages):
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    said = [text for run in runs for text in ([f"{run[0]} to {run[-1]}"] if len(run) > 2 else [str(page) for page in run])]
    joined = " and ".join([", ".join(said[:-1]), said[-1]]) if len(said) > 1 else "".join(said)
    return f"{'Page' if len(pages) == 1 else 'Pages'} {joined}"
