"""The words of a document where they are seen on its pages, and searching them: whatever case, accents and line breaks they are written with."""

import ctypes
import functools
import hashlib
import itertools
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2

from sendco_desk.domain.redactions import Box
from sendco_desk.packs.visible import Visible, visible_of

_RAW = pypdfium2.raw
_BROKEN = frozenset([0x2, 0xFFFE, 0xAD])  # what pdfium calls a hyphen at the end of a line
_LETTER_RUN = re.compile(r"\w+")
_BARE = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i", "œ": "oe", "æ": "ae", "_": " "}
    | dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz", strict=True)))  # small capitals
_SHORTEST_IN_PIECES = 4
_CONTEXT = 6  # words on either side
_PAD = 1.2  # points: the edge of a letter is soft, and its exact width would tell which letters it was
_NO_INK = 0.05  # points: the letters that lie behind a scan have none
_PAD_UNSEEN = 3.0  # the same over a scan, whose words lie only about where they are seen
_LINE_END = re.compile(r"[-\u00ad\ufffe\x02]\s*[\r\n]+\s*")
_LETTER, _GAPS = r"[^\W_]", r"[\W_]+"
CUT_OFF = "Cut off at the edge of the page, and still in the file:"
"""What stands before words that nobody sees and every reader of the file finds."""
_LEAST_BOX = 2.0  # points
VEIL = "[blacked out]"
"""What stands in a title or a file name for words that must not be told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenWord:
    """A word as it stands on a page: its letters, each with its box, in points from the lower left corner of the page as it is seen.

    ``line`` counts the lines, ``broken`` where a hyphen breaks it off at the end of one, ``unseen`` where it
    lies unseen over a picture.
    """

    text: str
    boxes: tuple[Box, ...]
    line: int
    broken: bool = False
    unseen: bool = False

    @property
    def box(self) -> Box:
        """Around all its letters."""
        return around(self.boxes)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenPage:
    """A page with its words. ``page_print`` tells whether it is still laid out as it was; ``picture`` where it shows something and no word.

    ``cut`` are words that lie outside of what is shown of it, each in a box at the edge that is nearest: a page that is blacked out there, as
    anywhere, keeps none of them.
    """

    number: int
    width: float
    height: float
    words: tuple[SeenWord, ...]
    page_print: str
    picture: bool = False
    cut: tuple[SeenWord, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Words that were found: on which page, in which boxes, as they are written there, with what stands before and after."""

    page: int
    boxes: tuple[Box, ...]
    found: str
    before: str = ""
    after: str = ""


def folded(text: str) -> str:
    """Without accents, capitals and the shapes of joined letters: what is compared."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).translate(_BARE)


def pieces(text: str) -> tuple[str, ...]:
    """The runs of letters and figures in a text, folded."""
    return tuple(_LETTER_RUN.findall(folded(text)))


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds them all."""
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return (min(lefts), min(bottoms), max(rights), max(tops))


def meet(one: Box, other: Box) -> bool:
    """Whether two boxes share any place."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


# Reading


def read_pages(path: Path, only: Collection[int] | None = None) -> tuple[SeenPage, ...]:
    """The pages of a clean PDF with their words: those of these numbers, or all."""
    with pikepdf.open(path) as pdf:
        frames = [(index, replace(visible_of(page.obj), unit=1.0)) for index, page in enumerate(pdf.pages) if only is None or index + 1 in only]
    drawing = pypdfium2.PdfDocument(path)
    try:
        return tuple(read_page(drawing, index, seen) for index, seen in frames)
    finally:
        drawing.close()


def read_page(drawing: pypdfium2.PdfDocument, index: int, seen: Visible) -> SeenPage:
    """One page; ``seen`` is what of it is shown."""
    page = drawing[index]
    words = page.get_textpage()
    try:
        width, height = page.get_size()
        sheet = (0.0, 0.0, seen.width, seen.height)
        there = tuple(_words(words.raw, seen))
        found = tuple(word for word in there if meet(word.box, sheet))
        drawn = _RAW.FPDFPage_CountObjects(page) > 0
    finally:
        words.close()
        page.close()
    told = f"{round(width)} {round(height)} {folded(' '.join(word.text for word in found))}"
    return SeenPage(
        number=index + 1, width=width, height=height, words=found, picture=drawn and not found,
        cut=tuple(replace(word, boxes=tuple(_at_the_edge(box, width, height) for box in word.boxes)) for word in there if not meet(word.box, sheet)),
        page_print=hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:16],
    )


def _at_the_edge(box: Box, width: float, height: float) -> Box:
    left, bottom = min(max(box[0], 0.0), width - _LEAST_BOX), min(max(box[1], 0.0), height - _LEAST_BOX)
    return left, bottom, max(min(box[2], width), left + _LEAST_BOX), max(min(box[3], height), bottom + _LEAST_BOX)


def _words(text: Any, seen: Visible) -> Iterator[SeenWord]:
    """What stands between gaps; a gap is a space, the end of a line, or whatever else is not there to be seen."""
    letters: list[str] = []
    boxes: list[Box] = []
    line, broken, unseen = 0, False, False

    def word() -> Iterator[SeenWord]:
        if letters:
            yield SeenWord(text=_whole("".join(letters)), boxes=tuple(boxes), line=line, broken=broken, unseen=unseen)

    for index in range(_RAW.FPDFText_CountChars(text)):
        code = _RAW.FPDFText_GetUnicode(text, index)
        broken = code in _BROKEN or bool(letters and _RAW.FPDFText_IsHyphen(text, index) == 1)
        letter = "-" if code in _BROKEN else chr(code)
        if code == 0 or letter.isspace():
            yield from word()
            line += letter == "\n"
            letters, boxes = [], []
            continue
        box = _box(text, index, seen) or (boxes[-1] if boxes else None)  # a joiner takes no place of its own
        if box is not None:
            unseen = unseen if letters else _is_unseen(text, index)
            letters.append(letter)
            boxes.append(box)
        if broken:
            yield from word()
            line += 1
            letters, boxes, broken = [], [], False
    yield from word()


def _is_unseen(text: Any, index: int) -> bool:
    drawn = _RAW.FPDFText_GetTextObject(text, index)
    return bool(drawn) and _RAW.FPDFTextObj_GetTextRenderMode(drawn) == _RAW.FPDF_TEXTRENDERMODE_INVISIBLE


def _whole(letters: str) -> str:
    """Letters that came in two halves put together."""
    return letters.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _box(text: Any, index: int, seen: Visible) -> Box | None:
    """Where a letter stands as seen. Its ink, else the place that its font gives it, else none."""
    left, bottom, right, top = (ctypes.c_double() for _ in range(4))
    inked = _RAW.FPDFText_GetCharBox(text, index, left, right, bottom, top)
    if inked and min(right.value - left.value, top.value - bottom.value) > _NO_INK:
        return _upright((left.value, bottom.value, right.value, top.value), seen)
    loose = _RAW.FS_RECTF()
    if _RAW.FPDFText_GetLooseCharBox(text, index, loose) and loose.right > loose.left and loose.top > loose.bottom:
        return _upright((loose.left, loose.bottom, loose.right, loose.top), seen)
    return None


def _upright(box: Box, seen: Visible) -> Box:
    """From the page's own coordinates to those of the page as it is seen."""
    left, bottom, right, top = box
    match seen.turn:
        case 90:
            return (bottom - seen.bottom, seen.right - right, top - seen.bottom, seen.right - left)
        case 180:
            return (seen.right - right, seen.top - top, seen.right - left, seen.top - bottom)
        case 270:
            return (seen.top - top, left - seen.left, seen.top - bottom, right - seen.left)
        case _:
            return (left - seen.left, bottom - seen.bottom, right - seen.left, top - seen.bottom)


# Searching


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of letters and figures within a word: folded, and where it stands."""

    text: str
    word: int
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class _Indexed:
    """A page made ready to be searched."""

    page: SeenPage
    parts: tuple[_Piece, ...]
    texts: tuple[str, ...]


class Index:
    """Pages made ready once to be searched for many words."""

    def __init__(self, pages: Iterable[SeenPage]) -> None:
        held = tuple(pages)
        self._pages = [_indexed(page) for page in held]
        self._cut = [_indexed(replace(page, words=page.cut)) for page in held if page.cut]
        self.pieces = frozenset(text for each in (*self._pages, *self._cut) for text in each.texts)
        """Everything that stands on them, folded."""

    def hits(self, wanted: str) -> tuple[Hit, ...]:
        """Where these words stand: whole, whatever their case and accents, also over the end of a line or of a page, letter-spaced, or cut off."""
        asked = pieces(wanted)
        if not asked:
            return ()
        found: list[Hit] = []
        for number, each in enumerate(self._pages):
            if number:
                found += _over_the_page(self._pages[number - 1], each, asked)
            found += (_hit(each.page, [each.parts[place] for place in span]) for span in _spans(each.texts, asked))
        for each in self._cut:
            hidden = (_hit(each.page, [each.parts[place] for place in span]) for span in _spans(each.texts, asked))
            found += (replace(hit, before=CUT_OFF) for hit in hidden)
        return tuple(found)


def _indexed(page: SeenPage) -> _Indexed:
    parts = tuple(_pieces_of(page))
    return _Indexed(page, parts, tuple(part.text for part in parts))


def hits(pages: Iterable[SeenPage], wanted: str) -> tuple[Hit, ...]:
    """The same for one search."""
    return Index(pages).hits(wanted)


def _pieces_of(page: SeenPage) -> Iterator[_Piece]:
    for number, word in enumerate(page.words):
        exact = len(word.text) == len(word.boxes)
        for run in re.finditer(f"{_LETTER}+", word.text):
            boxes = word.boxes[run.start() : run.end()] if exact else word.boxes
            yield from (_Piece(text, number, boxes) for text in pieces(run[0]))


def _spans(parts: Sequence[str], asked: Sequence[str]) -> Iterator[range]:
    """The runs of pieces that spell what is asked for: piece by piece, or put together where a line's end or letter-spacing cut a word."""
    whole, place = "".join(asked), 0
    while place < len(parts):
        count = _taken(parts, place, asked, whole) if whole.startswith(parts[place]) else 0
        if count:
            yield range(place, place + count)
        place += count or 1


def _taken(parts: Sequence[str], place: int, asked: Sequence[str], whole: str) -> int:
    """How many pieces from here on spell it; 0 where they do not."""
    if tuple(parts[place : place + len(asked)]) == tuple(asked):
        return len(asked)
    if len(whole) < _SHORTEST_IN_PIECES:
        return 0
    spelt = ""
    for count, part in enumerate(itertools.islice(parts, place, place + len(whole)), 1):
        spelt += part
        if spelt == whole:
            goes_on = len(part) == 1 == len("".join(parts[place + count : place + count + 1]))
            return 0 if goes_on else count
        if not whole.startswith(spelt):
            return 0
    return 0


def _over_the_page(page: _Indexed, following: _Indexed, asked: Sequence[str]) -> Iterator[Hit]:
    """What begins at the foot of one page and ends at the head of the next: a hit on each."""
    reach = sum(map(len, asked))
    tail, head = page.parts[-reach:], following.parts[:reach]
    for span in _spans((*page.texts[-reach:], *following.texts[:reach]), asked):
        if span.start < len(tail) < span.stop:
            yield _hit(page.page, tail[span.start :])
            yield _hit(following.page, head[: span.stop - len(tail)])


def _hit(page: SeenPage, parts: Sequence[_Piece]) -> Hit:
    first, last = parts[0].word, parts[-1].word
    lines: dict[int, list[Box]] = {}
    for part in parts:
        lines.setdefault(page.words[part.word].line, []).extend(part.boxes)
    words = page.words
    pad = _PAD_UNSEEN if words[first].unseen else _PAD
    return Hit(
        page=page.number, boxes=tuple(_padded(around(boxes), page, pad) for boxes in lines.values()),
        found=" ".join(word.text for word in words[first : last + 1]),
        before=" ".join(word.text for word in words[max(0, first - _CONTEXT) : first]),
        after=" ".join(word.text for word in words[last + 1 : last + 1 + _CONTEXT]),
    )  # fmt: skip


def _padded(box: Box, page: SeenPage, pad: float) -> Box:
    left, bottom, right, top = box
    return (
        round(max(0.0, left - pad), 2), round(max(0.0, bottom - pad), 2), round(min(page.width, right + pad), 2),
        round(min(page.height, top + pad), 2),
    )  # fmt: skip


# Words in plain text


@functools.lru_cache(maxsize=1024)
def pattern_of(words: str) -> re.Pattern[str] | None:
    """What finds these words in a folded text: whole, over gaps of whatever kind, and letter-spaced. None where there is no letter in them."""
    asked = pieces(words)
    if not asked:
        return None
    return re.compile(f"(?<!{_LETTER}){_GAPS.join(map(_spelt, asked))}(?!{_LETTER})")


def _spelt(part: str) -> str:
    """A word as it is, or letter by letter unless that goes on with another letter."""
    if len(part) < _SHORTEST_IN_PIECES:
        return re.escape(part)
    return f"(?:{re.escape(part)}|{_GAPS.join(map(re.escape, part))}(?!{_GAPS}{_LETTER}(?!{_LETTER})))"


def among(text: str, words: Iterable[str]) -> set[str]:
    """Which of these words stand in a text, as it is or with the words joined that the end of a line breaks."""
    plain = folded(text)
    joined = _LINE_END.sub("", plain)
    return {asked for asked in words if (pattern := pattern_of(asked)) and (pattern.search(plain) or pattern.search(joined))}


def veiled(text: str, words: Iterable[str]) -> str:
    """A text without the words that must not be told."""
    for asked in words:
        pattern = pattern_of(asked)
        while pattern is not None and (found := _place_of(text, pattern)) is not None:
            text = text[: found[0]] + VEIL + text[found[1] :]
            if pattern.search(folded(VEIL)):
                break  # somebody blacks out the very words that say so
    return text


def _place_of(text: str, pattern: re.Pattern[str]) -> tuple[int, int] | None:
    """Where words stand in a text as it is written: folding may change how many letters it has."""
    owners = [place for place, letter in enumerate(text) for _ in folded(letter)]
    found = pattern.search("".join(folded(letter) for letter in text))
    if found is None or found.end() > len(owners):
        return None
    end = owners[found.end() - 1] + 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return owners[found.start()], end
