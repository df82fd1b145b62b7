"""Looks the pages of a document over: upside down, on their side, crooked or blank; and takes the print of each.

Only pages that are pictures are drawn, each by itself, so that memory stays flat; of a page of words its text tells which way it runs.
Nothing is changed here: what is noticed is for the maker to decide.
"""

import contextlib
import ctypes
import math
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2
import pypdfium2.raw
from PIL import Image

from sendco_desk.packs.convert.pdf_pictures import is_picture
from sendco_desk.packs.page_prints import numbered, print_of_ink, print_of_words
from sendco_desk.packs.scan_blank import is_blank
from sendco_desk.packs.scan_lines import UNKNOWN, Stance, ink_of, stance_of_ink
from sendco_desk.packs.scan_sheets import sheet_of, turned
from sendco_desk.packs.source import Finding, Handling, Noticed
from sendco_desk.packs.visible import visible_of

CROOKED = 0.7
"""Degrees from which a page is offered to be straightened: less is not seen."""

SecondEye = Callable[[Image.Image], int | None]
"""Another program's word on the quarter turn that puts a page right; None where it cannot tell."""

_SECONDS = 40.0  # for one document: the pages after are taken as they are, so that looking never costs the document itself
_ASKED = 12  # pages of a document that a slow second eye is asked about
_LEANS = 0.3  # degrees; less moves nothing on a page by as much as a letter
_HARDLY = 20  # letters; a page with fewer is looked at as a picture
_SAMPLED = 150
_MOSTLY = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What was seen of one page, counted from 1."""

    number: int
    stance: Stance = UNKNOWN
    blank: bool = False
    printed: str = ""
    scan: bool = False


def look_over(path: Path, handling: Handling, second_eye: SecondEye | None = None, seconds: float = _SECONDS) -> tuple[Look, ...]:
    """Every page of a clean PDF as it stands, before anything is done to it; its print is of what the maker makes of it."""
    until = time.monotonic() + seconds
    with contextlib.ExitStack() as stack:
        pdf = stack.enter_context(pikepdf.open(path))
        drawing = pypdfium2.PdfDocument(path)
        stack.callback(drawing.close)
        eye = _Eye(pdf, drawing, dict(handling.turns), second_eye)
        return tuple(
            _of_left_out(look) if look.number in handling.left_out else look
            for look in (eye.look(index) if time.monotonic() < until else Look(number=index + 1) for index in range(len(pdf.pages)))
        )


def _of_left_out(look: Look) -> Look:
    """Of a page that does not go in, only whether it was blank is told."""
    return Look(number=look.number, blank=look.blank, scan=look.scan)


@dataclass(slots=True)
class _Eye:
    pdf: pikepdf.Pdf
    drawing: pypdfium2.PdfDocument
    turns: dict[int, int]
    second: SecondEye | None
    asked: int = 0

    def look(self, index: int) -> Look:
        """One page, counted from 0. A page that cannot be drawn is simply not noticed."""
        try:
            page = self.pdf.pages[index]
            return self._look_at_sheet(page, index) if is_picture(page.obj) else self._look_at_words(page, index)
        except (pypdfium2.PdfiumError, pikepdf.PikepdfError, OSError, ValueError):
            return Look(number=index + 1)

    def _look_at_words(self, page: pikepdf.Page, index: int) -> Look:
        words, turn, draws = _words_of(self.drawing, index)
        if draws and sum(letter.isalnum() for letter in words) < _HARDLY:
            return self._look_at_sheet(page, index)
        seen = visible_of(page.obj)
        text = print_of_words(words, (seen.width, seen.height))
        stance = UNKNOWN if turn is None else Stance(turn=(turn - seen.turn) % 360, written=True, sure=True)
        return Look(number=index + 1, stance=stance, blank=not text and not draws, printed=text)

    def _look_at_sheet(self, page: pikepdf.Page, index: int) -> Look:
        sheet = sheet_of(page, self.drawing, index)
        if is_blank(sheet):
            return Look(number=index + 1, blank=True, scan=True)
        ink = ink_of(sheet)
        stance = self._settled(sheet, stance_of_ink(ink))
        turn = self.turns.get(index + 1, stance.turn)
        return Look(number=index + 1, stance=stance, printed=print_of_ink(_level(turned(ink, turn), stance.skew)), scan=True)

    def _settled(self, sheet: Image.Image, stance: Stance) -> Stance:
        """Where the lines say that something is wrong, or not enough, a program that reads letters has the last word."""
        if self.second is None or (stance.sure and not stance.turn) or self.asked >= _ASKED:
            return stance
        self.asked += 1
        turn = self.second(sheet)
        return stance if turn is None else Stance(turn=turn, skew=stance.skew, written=True, sure=True)


def _level(ink: Image.Image, clockwise: float) -> Image.Image:
    return ink.rotate(-clockwise) if abs(clockwise) >= _LEANS else ink


def _words_of(drawing: pypdfium2.PdfDocument, index: int) -> tuple[str, int | None, bool]:
    """The words of a page, the turn clockwise that makes most of them run from left to right where that is known, and whether it draws."""
    page = drawing[index]
    words = page.get_textpage()
    try:
        draws = pypdfium2.raw.FPDFPage_CountObjects(page) > 0
        return str(words.get_text_range()), _running(words), draws
    finally:
        words.close()
        page.close()


def _running(words: pypdfium2.PdfTextPage) -> int | None:
    count = words.count_chars()
    if count < _HARDLY:
        return None
    step = max(1, count // _SAMPLED)
    ways: Counter[int] = Counter()
    for place in range(0, count, step):
        letter = pypdfium2.raw.FPDFText_GetUnicode(words, ctypes.c_int(place))
        angle = pypdfium2.raw.FPDFText_GetCharAngle(words, ctypes.c_int(place))
        if letter > 32 and angle >= 0:
            ways[-round(math.degrees(angle) / 90) * 90 % 360] += 1  # pdfium counts clockwise
    way, most = ways.most_common(1)[0] if ways else (0, 0)
    return way if most and most >= _MOSTLY * sum(ways.values()) else None


def findings_of(looks: Sequence[Look], handling: Handling) -> tuple[Finding, ...]:
    """What the maker is told, leaving out what the maker has dealt with."""
    turned_already = {page for page, _ in handling.turns}
    straight_already = {page for page, _ in handling.straightened}
    found = [*_turns(looks, turned_already), *_crooked(looks, straight_already), *_blank(looks, handling)]
    return tuple(sorted(found, key=lambda finding: (finding.pages, finding.noticed)))


def _turns(looks: Sequence[Look], dealt_with: set[int]) -> Iterator[Finding]:
    for turn in (90, 180, 270):
        pages = tuple(look.number for look in looks if look.stance.turn == turn and look.number not in dealt_with)
        if pages:
            one = len(pages) == 1
            what = "be upside down" if turn == 180 else f"lie on {'its' if one else 'their'} side"
            words = f"{numbered(pages)} {'seems' if one else 'seem'} to {what}: turn {'it' if one else 'them'}?"
            noticed = Noticed.UPSIDE_DOWN if turn == 180 else Noticed.SIDEWAYS
            yield Finding(noticed=noticed, words=words, pages=pages, degrees=float(turn))


def _crooked(looks: Sequence[Look], dealt_with: set[int]) -> Iterator[Finding]:
    for look in looks:
        if abs(look.stance.skew) >= CROOKED and look.number not in dealt_with:
            words = f"Page {look.number} stands {abs(look.stance.skew):.1f} degrees crooked: straighten it?"
            yield Finding(noticed=Noticed.SKEWED, words=words, pages=(look.number,), degrees=look.stance.skew)


def _blank(looks: Sequence[Look], handling: Handling) -> Iterator[Finding]:
    kept = [look for look in looks if look.number not in handling.left_out]
    pages = tuple(look.number for look in kept if look.blank)
    if pages and len(pages) < len(kept):
        words = f"{numbered(pages)} {'seems' if len(pages) == 1 else 'seem'} to be blank: leave {'it' if len(pages) == 1 else 'them'} out?"
        yield Finding(noticed=Noticed.BLANK, words=words, pages=pages)
