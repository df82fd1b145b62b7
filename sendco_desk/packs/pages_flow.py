"""Breaks words into lines and rows into pages, before anything is drawn: all page numbers are known before the first stroke.

Everything is a row of cells. A heading or a paragraph is a row with one cell; a table is rows that share a heading row.
"""

import functools
import re
import unicodedata
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sendco_desk.packs import fonts
from sendco_desk.packs.pages_ink import ICON, TEXT_HEIGHT, TEXT_WIDTH, Style
from sendco_desk.packs.pages_marks import Path

_NEW_LINES = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_BLANKS = re.compile(r"([ \t]+|\n)")
_NEVER_FIRST = "。，、；：！？）》」』】〉．"
_SLACK = 1e-6  # points by which sums of the same heights differ, added up in another order
_JOINING = 9  # the sign by which two Indic letters become one
_TO_LEFT = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe]"
_BETWEEN_TO_LEFT = re.compile(f"(?<={_TO_LEFT}) (?={_TO_LEFT})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Words of one kind among others of the same paragraph.

    With ``target`` they lead to page ``page`` of that entry of the contents; a ``numbered`` span is the place of that page's number, which is
    known only when all is laid: its text is as wide as the number can be.
    """

    text: str
    style: Style
    underlined: bool = False
    struck: bool = False
    marks: Path = ()
    target: int | None = None
    page: int = 1
    numbered: bool = False

    @property
    def width(self) -> float:
        """How wide it is drawn."""
        return word_width(self.text, self.style.font, self.style.size)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """Something drawn where words could stand, with its upper left corner at a point of the page."""

    draw: Callable[[Any, float, float], None]
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Para:
    """Some words in one style. ``leader`` runs dots from the end of the words to the end of the cell.

    With ``spans`` it is words of several kinds instead; with ``drawn`` a picture, its style's leading being its height.
    """

    text: str
    style: Style
    icon: str = ""
    before: float = 0.0
    indent: float = 0.0
    right: bool = False
    struck: bool = False
    barred: bool = False
    leader: bool = False
    spans: tuple[Span, ...] = ()
    to_left: bool = False
    drawn: Drawing | None = None
    marks: Path = ()

    @property
    def inset(self) -> float:
        """How far the words stand in from the cell's edge."""
        return self.indent + (ICON + 4 if self.icon else 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Paragraphs one under another, so far from the left edge, so wide, and so far under the top of the row."""

    paras: tuple[Para, ...]
    x: float = 0.0
    width: float = TEXT_WIDTH
    top: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Cells side by side. ``rule`` is the weight of the line under it; ``target`` the entry of the contents it leads to.

    ``table`` names the table a row belongs to: its ``heads`` row is drawn again on each further page. With ``page_style`` the page
    number of the target stands at the right edge; it is known only when all is laid, and so is not a cell of its own. ``boxes`` are the
    left edges and widths of frames as high as the row; ``new_page`` begins a page; a row that is ``followed_whole`` never stands without
    the whole of the one it stays with; ``marks`` are what the whole row is pressed as, where it leads somewhere.
    ``key`` is what other words of the pack lead to it by.
    """

    cells: tuple[Cell, ...]
    before: float = 0.0
    after: float = 0.0
    rule: float = 0.0
    with_next: bool = False
    table: str = ""
    heads: bool = False
    target: int | None = None
    page_style: Style | None = None
    boxes: tuple[tuple[float, float], ...] = ()
    new_page: bool = False
    followed_whole: bool = False
    marks: Path = ()
    key: UUID | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a paragraph, its top so far under the top of the row. ``spans`` are its words where they are of several kinds."""

    text: str
    para: Para
    top: float
    first: bool
    last: bool
    spans: tuple[Span, ...] = ()

    @property
    def bottom(self) -> float:
        """The foot of the line's leading."""
        return self.top + self.para.style.leading

    @property
    def baseline(self) -> float:
        """Where the letters stand: the same in all styles of one leading, so that cells side by side share a line."""
        return self.top + self.para.style.leading * 0.79


@dataclass(frozen=True, slots=True)
class LaidRow:
    """A row, or a piece of one, with its lines: what is drawn. ``repeated`` marks a heading row drawn again."""

    row: Row
    cells: tuple[tuple[Line, ...], ...]
    height: float
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A laid row, its top so far under the top of the text area."""

    laid: LaidRow
    top: float


LaidPage = tuple[Placed, ...]


@functools.lru_cache(maxsize=1 << 16)
def word_width(word: str, font: str, size: float) -> float:
    """The width of a word; the same words come again and again."""
    return fonts.width(word, size, font)


def broken(text: str, style: Style, width: float) -> Iterator[str]:
    """The lines of the text, none wider than ``width``; a word wider than that is broken where it must be."""
    space = word_width(" ", style.font, style.size)
    for paragraph in text.splitlines() or [""]:
        line: list[str] = []
        left = width
        for word in _breakable(paragraph, style, width):
            needed = word_width(word, style.font, style.size)
            if line and needed + space > left:
                yield " ".join(line)
                line, left = [], width
            left -= needed + (space if line else 0)
            line.append(word)
        yield " ".join(line)


def _breakable(paragraph: str, style: Style, width: float) -> Iterator[str]:
    for word in paragraph.split():
        if word_width(word, style.font, style.size) <= width:
            yield word
        else:
            yield from _pieces(word, style, width)


def _pieces(word: str, style: Style, width: float) -> Iterator[str]:
    """A long word cut before it is too wide, after a mark such as a full stop or hyphen where there is one.

    Chinese and Thai have no blanks and are cut anywhere, but no line begins with a mark that closes something or belongs to the letter before.
    """
    piece = ""
    for part in re.findall(r"[^\W]+|\W", word) if word.isascii() else word:
        for atom in part if word_width(part, style.font, style.size) > width else (part,):
            if piece and word_width(piece + atom, style.font, style.size) > width:
                kept = next((place for place in range(len(piece), 0, -1) if _may_begin(piece + atom, place)), len(piece))
                yield piece[:kept]
                piece = piece[kept:]
            piece += atom
    if piece:
        yield piece


def _may_begin(text: str, place: int) -> bool:
    """Whether a line may begin there: not with a mark, nor between two letters that are joined to one."""
    return text[place] not in _NEVER_FIRST and unicodedata.category(text[place])[0] != "M" and unicodedata.combining(text[place - 1]) != _JOINING


def broken_spans(spans: Sequence[Span], width: float, *, to_left: bool = False) -> Iterator[tuple[Span, ...]]:
    """The lines of words of several kinds; a line that goes on ends with its blank, so that its words stay apart when they are read out.

    In words read from left to right a name that is read the other way is not parted where it need not be: its halves would change places.
    """
    if not to_left:
        spans = [replace(span, text=_BETWEEN_TO_LEFT.sub("\xa0", span.text)) for span in spans]
    line: list[Span] = []
    left = width
    for gap, word in _words(spans, width):
        if word is None:
            yield _merged(line)
            line, left = [], width
            continue
        blank = (replace(gap, text=" "),) if gap and line else ()
        needed = sum(piece.width for piece in word)
        if line and needed + sum(piece.width for piece in blank) > left:
            yield _merged([*line, *(replace(piece, underlined=False, struck=False) for piece in blank)])
            line, left, blank = [], width, ()
        line += [*blank, *word]
        left -= needed + sum(piece.width for piece in blank)
    yield _merged(line)


def _words(spans: Sequence[Span], width: float) -> Iterator[tuple[Span | None, tuple[Span, ...] | None]]:
    """Each word with the blank before it, cut where it is wider than a line; None for a line that ends where its writer ended it."""
    gap: Span | None = None
    word: list[Span] = []
    for span in spans:
        for part in filter(None, _BLANKS.split(_NEW_LINES.sub("\n", span.text))):
            if part != "\n" and part.strip(" \t"):
                word.append(replace(span, text=part))
                continue
            if word:
                yield from _cut(gap, word, width)
                word = []
            gap = None if part == "\n" else span
            if part == "\n":
                yield None, None
    if word:
        yield from _cut(gap, word, width)


def _cut(gap: Span | None, word: list[Span], width: float) -> Iterator[tuple[Span | None, tuple[Span, ...] | None]]:
    """A word as it is where it fits, else parted where its own blanks are, else cut."""
    if sum(piece.width for piece in word) <= width:
        yield gap, tuple(word)
        return
    if any("\xa0" in piece.text and not piece.numbered for piece in word):
        before = [replace(gap, text=" ")] if gap else []
        parted = (piece if piece.numbered else replace(piece, text=piece.text.replace("\xa0", " ")) for piece in word)
        yield from _words([*before, *parted], width)
        return
    pieces = (replace(span, text=part) for span in word for part in ((span.text,) if span.numbered else _pieces(span.text, span.style, width)))
    for number, piece in enumerate(pieces):
        yield None if number else gap, (piece,)


def _merged(line: Sequence[Span]) -> tuple[Span, ...]:
    """Neighbours of one kind as one."""
    found: list[Span] = []
    for span in line:
        if found and not span.numbered and replace(found[-1], text=span.text) == span:
            found[-1] = replace(span, text=found[-1].text + span.text)
        else:
            found.append(span)
    return tuple(found)


def lay(row: Row) -> LaidRow:
    """The lines of a row, and how high it is."""
    cells = tuple(tuple(_cell_lines(cell)) for cell in row.cells)
    led = next((number for number, lines in enumerate(cells) if any(line.para.leader for line in lines)), len(cells))
    if led < len(cells):
        down = leader_line(cells).top
        cells = (*cells[: led + 1], *(tuple(replace(line, top=line.top + down) for line in lines) for lines in cells[led + 1 :]))
    return LaidRow(row, cells, _depth(cells))


def leader_line(cells: tuple[tuple[Line, ...], ...]) -> Line:
    """The line the dots run from, or the first: what stands at the right stands on it."""
    lines = [line for cell in cells for line in cell]
    return next((line for line in lines if line.para.leader and line.last), lines[0])


def _cell_lines(cell: Cell) -> Iterator[Line]:
    top = cell.top
    for para in cell.paras:
        top += para.before
        lines = list(_para_lines(para, cell.width - para.inset))
        for number, (text, spans) in enumerate(lines):
            yield Line(text, para, top, number == 0, number == len(lines) - 1, spans)
            top += para.style.leading


def _para_lines(para: Para, width: float) -> Iterator[tuple[str, tuple[Span, ...]]]:
    if para.spans:
        yield from (("".join(span.text for span in spans), spans) for spans in broken_spans(para.spans, width, to_left=para.to_left))
    else:
        yield from ((text, ()) for text in broken(para.text, para.style, width))


def _depth(cells: tuple[tuple[Line, ...], ...]) -> float:
    return max((line.bottom for lines in cells for line in lines), default=0.0)


def paginate(rows: Iterable[Row], height: float = TEXT_HEIGHT) -> tuple[LaidPage, ...]:
    """The rows set on pages of that height: headings stay with what follows, headings of tables are repeated, nothing is lost."""
    waiting = deque(lay(row) for row in rows)
    pages: list[list[Placed]] = [[]]
    used = 0.0
    heads: LaidRow | None = None
    while waiting:
        laid = waiting[0]
        heads = laid if laid.row.heads else heads if heads and heads.row.table == laid.row.table else None
        fresh = all(placed.laid.repeated for placed in pages[-1])
        before = 0.0 if fresh else laid.row.before
        room = height - used - before
        parted = laid.row.new_page and not fresh
        fits = not parted and (laid.height if fresh else _needed(waiting)) <= room + _SLACK
        if not (fits or parted) and laid.height > height / 2 and (split := _split(laid, room)):
            waiting.popleft()
            waiting.extendleft(reversed(split))
        elif fits or fresh:
            pages[-1].append(Placed(waiting.popleft(), used + before))
            used += before + laid.height + laid.row.after
        else:
            pages.append([])
            used = 0.0
            if heads is not None and laid is not heads:
                pages[-1].append(Placed(replace(heads, repeated=True), 0.0))
                used = heads.height + heads.row.after
    return tuple(tuple(page) for page in pages)


def _needed(waiting: Sequence[LaidRow]) -> float:
    """The room for the first row, and for the start of what it must not be parted from."""
    needed = 0.0
    for number, laid in enumerate(waiting):
        following = number > 0
        whole = laid.height if number == 0 or waiting[number - 1].row.followed_whole else min(laid.height, 60.0)
        needed += (laid.row.before if following else 0.0) + whole
        if not laid.row.with_next:
            break
        needed += laid.row.after
    return needed


def _split(laid: LaidRow, room: float) -> tuple[LaidRow, LaidRow] | None:
    """The part of a row that fits and the rest; None where too little would fit to be worth it."""
    fits = tuple(tuple(line for line in lines if line.bottom <= room) for lines in laid.cells)
    rest = tuple(tuple(line for line in lines if line.bottom > room) for lines in laid.cells)
    lines_that_fit = [len(lines) for lines in fits]
    if (sum(lines_that_fit) if laid.row.boxes else max(lines_that_fit, default=0)) < 3 or not any(rest):  # in frames cells are short
        return None
    start = min(line.top for lines in rest for line in lines)
    moved = tuple(tuple(replace(line, top=line.top - start) for line in lines) for lines in rest)
    first = LaidRow(replace(laid.row, rule=0.0, after=0.0), fits, _depth(fits))
    return first, LaidRow(replace(laid.row, before=0.0, target=None, new_page=False), moved, _depth(moved))
