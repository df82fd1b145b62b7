"""Draws the laid picture of a delay on paper: dark ink, patterns instead of colours, so that a grey photocopy reads the same."""

from typing import Any

from sendco_desk.packs import fonts
from sendco_desk.packs.delay_layout import RING, SIGN, TINY_TYPE, Hatched, LaidPicture, Ring, Sign, Stroke, Word, wide
from sendco_desk.packs.delay_plan import COUNCIL, SCHOOL
from sendco_desk.packs.pages_ink import GREY, HAIR, INK

WHITE = (1.0, 1.0, 1.0)
Pattern = tuple[tuple[int, float], ...]
"""Sets of lines: which way each leans (1, -1, or upright) and how far apart its lines are."""
SPLIT_PATTERNS: tuple[Pattern, ...] = (
    ((1, 3.2),), ((-1, 2.0),), ((1, 3.4), (-1, 3.4)), ((0, 2.2),), ((0, 5.0),), ((1, 6.0),),
)
"""How the letters of the split are hatched."""
LATE_PATTERN: Pattern = ((1, 2.2),)
SPARSE_PATTERN: Pattern = ((1, 5.0),)


def draw_picture(canvas: Any, laid: LaidPicture, x: float, top: float) -> None:
    """Draw it with its upper left corner at that point of a page whose feet are at 0."""
    canvas.saveState()
    canvas.translate(x, top)
    canvas.setLineCap(0)
    for stroke in laid.strokes:
        _stroke(canvas, stroke)
    for bar in laid.bars:
        _bar(canvas, bar)
    for word in laid.words:
        _ground(canvas, word)
    for sign in laid.signs:
        _sign(canvas, sign)
    for ring in laid.rings:
        _ring(canvas, ring)
    for word in laid.words:
        _word(canvas, word)
    canvas.restoreState()


def draw_swatch(canvas: Any, key: str, x: float, y: float, width: float, height: float) -> None:
    """A small piece of a letter's pattern, its lower left corner at that point: for the table of the split."""
    canvas.saveState()
    _hatched_box(canvas, x, y, width, height, SPLIT_PATTERNS[_number_of(key)], 0.5)
    canvas.restoreState()


def _number_of(key: str) -> int:
    return (ord(key[0]) - ord("A")) % len(SPLIT_PATTERNS)


def _stroke(canvas: Any, stroke: Stroke) -> None:
    canvas.setStrokeColorRGB(*(HAIR if stroke.faint else INK))
    canvas.setLineWidth(stroke.weight)
    canvas.line(stroke.x, -stroke.top, stroke.x_end, -stroke.bottom)


def _ground(canvas: Any, word: Word) -> None:
    """White behind the words, so that no line runs through them."""
    left, top, right, bottom = word.box
    canvas.setFillColorRGB(*WHITE)
    canvas.rect(left - 0.8, -bottom - 0.2, right - left + 1.6, bottom - top + 0.4, stroke=0, fill=1)


def _word(canvas: Any, word: Word) -> None:
    canvas.setFillColorRGB(*(GREY if word.shy else INK))
    fonts.draw(canvas, word.x, -word.baseline, word.text, word.size, fonts.BOLD if word.bold else fonts.REGULAR)


def _ring(canvas: Any, ring: Ring) -> None:
    canvas.setStrokeColorRGB(*INK)
    canvas.setFillColorRGB(*WHITE)
    canvas.setLineWidth(0.7)
    canvas.circle(ring.x, -ring.y, RING, stroke=1, fill=1)
    text = str(ring.number)
    size = TINY_TYPE if ring.number < 100 else TINY_TYPE - 1
    canvas.setFillColorRGB(*INK)
    fonts.draw(canvas, ring.x - wide(text, size) / 2, -ring.y - size * 0.36, text, size)


def _sign(canvas: Any, sign: Sign) -> None:
    """A diamond for the council, a square for the school, a ring for a service."""
    canvas.setStrokeColorRGB(*INK)
    canvas.setFillColorRGB(*(INK if sign.late else WHITE))
    canvas.setLineWidth(0.9)
    x, y = sign.x, -sign.y
    if sign.whose == COUNCIL:
        _closed(canvas, (x - SIGN, y), (x, y + SIGN), (x + SIGN, y), (x, y - SIGN))
    elif sign.whose == SCHOOL:
        canvas.rect(x - SIGN * 0.8, y - SIGN * 0.8, SIGN * 1.6, SIGN * 1.6, stroke=1, fill=1)
    else:
        canvas.circle(x, y, SIGN * 0.9, stroke=1, fill=1)
    if sign.met and not sign.late:
        path = canvas.beginPath()
        path.moveTo(x - 1.6, y + 0.1)
        path.lineTo(x - 0.4, y - 1.3)
        path.lineTo(x + 1.7, y + 1.5)
        canvas.drawPath(path, stroke=1, fill=0)


def _closed(canvas: Any, *points: tuple[float, float]) -> None:
    path = canvas.beginPath()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    path.close()
    canvas.drawPath(path, stroke=1, fill=1)


def _bar(canvas: Any, bar: Hatched) -> None:
    x, y, width, height = bar.x, -bar.top - bar.height, bar.width, bar.height
    if bar.pattern == "closed":
        canvas.setFillColorRGB(*HAIR)
        canvas.rect(x, y, width, height, stroke=0, fill=1)
    elif bar.pattern == "allowed":
        canvas.setFillColorRGB(*WHITE)
        _edge(canvas, x, y, width, height, 0.6)
    elif bar.pattern in _KINDS:
        pattern, weight, dash = _KINDS[bar.pattern]
        canvas.saveState()
        canvas.setDash(dash)
        _hatched_box(canvas, x, y, width, height, pattern, weight)
        canvas.restoreState()
    else:
        _hatched_box(canvas, x, y, width, height, SPLIT_PATTERNS[_number_of(bar.pattern)], 0.5)
    if bar.key:
        _letter(canvas, bar.key, x + width / 2, y + height / 2)
    if bar.open_end:
        _arrow(canvas, x + width, y + height / 2, height)


_KINDS: dict[str, tuple[Pattern, float, list[float]]] = {
    "late": (LATE_PATTERN, 0.9, []), "expected": (SPARSE_PATTERN, 0.5, [2.0, 1.4]),
}
"""A bar's pattern, the weight of its lines, and how its edge is broken."""


def _edge(canvas: Any, x: float, y: float, width: float, height: float, weight: float) -> None:
    canvas.setStrokeColorRGB(*INK)
    canvas.setLineWidth(weight)
    canvas.rect(x, y, width, height, stroke=1, fill=1)


def _hatched_box(
    canvas: Any, x: float, y: float, width: float, height: float, pattern: Pattern, weight: float,
) -> None:
    """A white box filled with lines: drawn inside a clip, then its edge."""
    canvas.setFillColorRGB(*WHITE)
    canvas.setStrokeColorRGB(*INK)
    canvas.rect(x, y, width, height, stroke=0, fill=1)
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(x, y, width, height)
    canvas.clipPath(path, stroke=0, fill=0)
    canvas.setDash([])
    canvas.setLineWidth(weight)
    for lean, gap in pattern:
        start = x - height
        while start < x + width + height:
            canvas.line(start, y, start + lean * height, y + height)
            start += gap
    canvas.restoreState()
    canvas.setLineWidth(0.7)
    canvas.rect(x, y, width, height, stroke=1, fill=0)


def _letter(canvas: Any, key: str, x: float, y: float) -> None:
    """The letter of a piece, on a white ground inside it."""
    length = wide(key, TINY_TYPE, True)
    canvas.setFillColorRGB(*WHITE)
    canvas.rect(x - length / 2 - 1, y - 2.7, length + 2, 5.4, stroke=0, fill=1)
    canvas.setFillColorRGB(*INK)
    fonts.draw(canvas, x - length / 2, y - TINY_TYPE * 0.36, key, TINY_TYPE, fonts.BOLD)


def _arrow(canvas: Any, x: float, y: float, height: float) -> None:
    """The step is still to be done."""
    canvas.setStrokeColorRGB(*INK)
    canvas.setFillColorRGB(*INK)
    _closed(canvas, (x + 1.2, y + height * 0.45), (x + 5.2, y), (x + 1.2, y - height * 0.45))
