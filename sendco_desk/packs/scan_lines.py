"""Which way a picture of a page stands, and how straight, told from its lines of writing alone: no program or learned model is asked.

Everything is told from sums over rows of the picture, which Pillow takes in its own code, so that a page costs a few hundredths of a second.
"""

import math
import operator
import statistics
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageFilter

DOTS = 100
"""Dots an inch at which pages are looked at: the fewest at which the heads and tails of small print can be told from its body."""

MOST_SKEW = 8.0
"""Degrees either way within which a crooked page is noticed."""

_INK = 45  # how much darker than the paper around it a dot must be to count as written
_STRIPS = 12  # narrow enough that a line of a crooked page still lies level within one
_LINE = range(5, 35)  # rows a line of writing takes, from small print to a heading
_RULE = 28  # dots in a row without a gap: no letter is as long
_SHEARED = 48  # columns that a page is brought down to before its lines are tried at an angle
_ALONG = 3.0  # times as sharp as across: less may be a table, or a picture
_TYPED, _PLAIN = 1.5, 1.4  # the same where heads or tails are plain, and how plain: on a typewriter letters stand under one another too
_COLUMNS = 8.0  # the same for lines that neither heads nor margins tell to be lines: the columns of a table of figures reach 5
_PEAK = 4.0  # times as sharp at its own angle as at any: a photograph has about 2, writing 10
_FEWEST = 16  # pieces of lines; fewer are a signature, a stamp or a sum
_HEADED = 0.08  # heads and tails against bodies: a page of capitals and figures has fewer, and says nothing
_LEANING = 3.0  # standard errors by which heads outweigh tails before they are believed, with the margins for them
_SURE = 5.5  # the same, where the margins say nothing
_MARGIN = 0.12
_SQUARES = tuple(step * step for step in range(256))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """How the writing stands: ``turn`` is the quarter turn clockwise that puts it right, ``skew`` the degrees clockwise after it.

    Both are 0 where nothing is surely wrong. ``written`` says that lines of writing were found at all, ``sure`` that their way up is known:
    a page on its side whose way up is not known has the likelier of its two turns.
    """

    turn: int = 0
    skew: float = 0.0
    written: bool = False
    sure: bool = False


UNKNOWN = Stance()
"""Nothing is told of the page, so nothing is offered."""


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines of a page that runs one way: how sharp they are, against other angles too, and the angle that makes them so."""

    sharp: float
    peak: float
    skew: float


def stance_of(sheet: Image.Image) -> Stance:
    """How a page in grey at about ``DOTS`` dots an inch stands."""
    return stance_of_ink(ink_of(sheet))


def stance_of_ink(found: Image.Image) -> Stance:
    """The same for whoever has what is written on the page already."""
    ink = _unruled(found)
    across = ink.transpose(Image.Transpose.ROTATE_90)
    level, upended = _lines_of(ink), _lines_of(across)
    on_side = upended.sharp > level.sharp
    best, other, page = (upended, level, across) if on_side else (level, upended, ink)
    if best.peak < _PEAK or best.sharp < _TYPED * other.sharp:
        return UNKNOWN
    way = _way_up(_straight(page, best.skew))
    if way is None or (best.sharp < _ALONG * other.sharp and abs(way) < _PLAIN):
        return UNKNOWN
    sure = abs(way) >= 1
    if on_side and not sure and best.sharp < _COLUMNS * other.sharp:
        return UNKNOWN
    turn = (270 if way >= 0 else 90) if on_side else (180 if way <= -1 else 0)
    return Stance(turn=turn, skew=best.skew, written=True, sure=sure)


def ink_of(sheet: Image.Image) -> Image.Image:
    """What is written, white on black: darker than the paper around it, so that shadows and coloured paper do not count."""
    return ImageChops.subtract(paper_of(sheet), sheet).point([255 if value >= _INK else 0 for value in range(256)])


def paper_of(sheet: Image.Image) -> Image.Image:
    """How bright the paper is everywhere, also under the writing."""
    small = sheet.reduce(12).filter(ImageFilter.MaxFilter(3)).filter(ImageFilter.BoxBlur(1))
    return small.resize(sheet.size, Image.Resampling.BILINEAR)


def _unruled(ink: Image.Image) -> Image.Image:
    """Without the rules of tables and forms, and without what is solid."""
    solid = [0] * 250 + [255] * 6
    wide, high = ink.size
    rules = [
        ink.resize(size, Image.Resampling.BOX).point(solid).resize(ink.size, Image.Resampling.NEAREST)
        for size in ((max(1, wide // _RULE), high), (wide, max(1, high // _RULE)))
    ]
    return ImageChops.subtract(ink, ImageChops.lighter(rules[0], rules[1]))


def _lines_of(ink: Image.Image) -> _Lines:
    """Rows alternate between lines and gaps most sharply at the angle at which the lines run; found roughly, then finely."""
    strips = ink.resize((_SHEARED, ink.height), Image.Resampling.BOX)
    half = strips.resize((_SHEARED, max(1, ink.height // 2)), Image.Resampling.BOX)
    slope = ink.width / _SHEARED
    rough = [(_sharpness(half, slope / 2, step / 2), step / 2) for step in range(int(-MOST_SKEW * 2), int(MOST_SKEW * 2) + 1)]
    highest, near = max(rough)
    fine = max((_sharpness(strips, slope, near + step / 10), -abs(step), near + step / 10) for step in range(-5, 6))
    usual = statistics.median(sharp for sharp, _ in rough)
    return _Lines(sharp=fine[0] + 1, peak=highest / (usual + 1), skew=round(-fine[2], 1) + 0.0)


def _sharpness(strips: Image.Image, slope: float, degrees: float) -> float:
    rise = math.tan(math.radians(degrees)) * slope
    sheared = strips.transform(strips.size, Image.Transform.AFFINE, (1, 0, 0, rise, 1, -rise * _SHEARED / 2))
    rows = sheared.resize((1, strips.height), Image.Resampling.BOX)
    steps = ImageChops.difference(rows.crop((0, 1, 1, rows.height)), rows.crop((0, 0, 1, rows.height - 1)))  # from each row to the next
    return float(sum(map(operator.mul, steps.histogram(), _SQUARES)))


def _straight(ink: Image.Image, clockwise: float) -> Image.Image:
    if abs(clockwise) < 0.4:
        return ink
    rise = math.tan(math.radians(-clockwise))
    return ink.transform(ink.size, Image.Transform.AFFINE, (1, 0, 0, rise, 1, -rise * ink.width / 2))


def _way_up(ink: Image.Image) -> float | None:
    """From 1 where the lines stand upright, to -1 upside down, a guess between where it is not sure; None where there are too few lines."""
    leanings, weight = [], 0.0
    found = 0
    for piece in _pieces(ink):
        found += 1
        heads, tails = _heads_and_tails(piece)
        if heads + tails >= 0.03:
            leanings.append(max(-0.3, min(0.3, heads - tails)))
            weight += heads + tails
    if found < _FEWEST:
        return None
    if len(leanings) < _FEWEST or weight / len(leanings) < _HEADED:
        return 0.0
    spread = statistics.stdev(leanings) / math.sqrt(len(leanings))
    leaning = statistics.fmean(leanings) / (spread + 1e-9)
    margin = _margins(ink)
    sign = math.copysign(1.0, leaning)
    if abs(leaning) >= _LEANING and (sign * margin >= _MARGIN or (abs(leaning) >= _SURE and sign * margin > -_MARGIN)):
        return sign * max(1.0, abs(leaning) / _SURE)
    return sign / 2


def _pieces(ink: Image.Image) -> Iterator[bytes]:
    """Each line of writing in each of some upright strips of the page: how much ink stands in each of its rows."""
    high = ink.height
    sums = ink.resize((_STRIPS, high), Image.Resampling.BOX).transpose(Image.Transpose.TRANSPOSE).tobytes()
    for strip in range(_STRIPS):
        column = sums[strip * high : (strip + 1) * high]
        for first, end in _runs(column, 3):
            if end - first in _LINE and max(column[first:end]) >= 20:
                yield column[first:end]


def _runs(sums: bytes, most_of_gap: int) -> Iterator[tuple[int, int]]:
    """Where rows with ink begin and end."""
    first = None
    for row, ink in enumerate(sums):
        if ink > most_of_gap:
            first = row if first is None else first
        elif first is not None:
            yield first, row
            first = None


def _heads_and_tails(piece: bytes) -> tuple[float, float]:
    """How much stands above the bodies of the letters and how much below. In English b, d, f, h, k, l and t outnumber g, j, p, q and y."""
    half = max(piece) / 2
    bodies = [row for row, ink in enumerate(piece) if ink >= half]
    first, last = bodies[0], bodies[-1]
    if last - first < 2:
        return 0.0, 0.0
    body = sum(piece[first : last + 1])
    return sum(piece[:first]) / body, sum(piece[last + 1 :]) / body


def _margins(ink: Image.Image) -> float:
    """By how much more of the lines begin at one margin than end at one: about 0 for even columns, and below for what is upside down."""
    cells = ink.resize((max(1, ink.width // 6), ink.height), Image.Resampling.BOX)
    rows = cells.resize((1, cells.height), Image.Resampling.BOX).tobytes()
    starts, ends = [], []
    for first, end in _runs(rows, 1):
        if end - first in _LINE:
            line = cells.crop((0, first, cells.width, end)).resize((cells.width, 1), Image.Resampling.BOX).tobytes()
            inked = [place for place, value in enumerate(line) if value > 12]
            if inked:
                starts.append(inked[0])
                ends.append(inked[-1])
    if len(starts) < 6:
        return 0.0
    return _together(starts) - _together(ends)


def _together(places: list[int]) -> float:
    """The share of the places that lie with the most usual one."""
    count = Counter(places)
    return max(count[place - 1] + count[place] + count[place + 1] for place in places) / len(places)
