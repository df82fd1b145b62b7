"""The paper, the type and the signs of every page the pack draws itself: dark ink on white, nothing that needs colour."""

import math
from dataclasses import dataclass
from typing import Any

from sendco_desk.packs import fonts

INK = (0x14 / 255, 0x18 / 255, 0x1C / 255)
GREY = (0x5A / 255, 0x65 / 255, 0x70 / 255)
HAIR = (0xC4 / 255, 0xCA / 255, 0xD0 / 255)

PAGE_WIDTH, PAGE_HEIGHT = 595.28, 841.89
FOOTER = 30.0  # the band under every page; a page drawn here is that much shorter, and so ends as A4
MARGIN = 58.0
TOP = 60.0
BOTTOM = 22.0
TEXT_WIDTH = PAGE_WIDTH - 2 * MARGIN
TEXT_HEIGHT = PAGE_HEIGHT - FOOTER - TOP - BOTTOM


@dataclass(frozen=True, slots=True)
class Style:
    """One kind of type: font, size and leading in points, and its ink."""

    font: str
    size: float
    leading: float
    ink: tuple[float, float, float] = INK


OVERLINE = Style(fonts.BOLD, 10, 14)
NAME = Style(fonts.BOLD, 20, 27)
PART = Style(fonts.BOLD, 12, 17)
HEADING = Style(fonts.BOLD, 10, 14)
BODY = Style(fonts.REGULAR, 9.5, 13.4)
BODY_BOLD = Style(fonts.BOLD, 9.5, 13.4)
CELL = Style(fonts.REGULAR, 9, 12.6)
CELL_BOLD = Style(fonts.BOLD, 9, 12.6)
SMALL = Style(fonts.REGULAR, 8, 11.2, GREY)
LABEL = Style(fonts.REGULAR, 8, 13.4, GREY)  # small beside BODY, on the same line
COLUMN = Style(fonts.BOLD, 8, 11.2, GREY)
HASH = Style(fonts.MONO, 6.8, 10, GREY)
FOOT_SIZE = 7.5

ICON = 8.0  # the width of a sign; the words after it start at ICON + 4


def draw_icon(canvas: Any, name: str, x: float, y: float) -> None:
    """Draw the sign of a state with its lower-left corner at that point."""
    canvas.saveState()
    canvas.setStrokeColorRGB(*INK)
    canvas.setFillColorRGB(*INK)
    canvas.setLineWidth(0.9)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    canvas.translate(x, y)
    _SIGNS[name](canvas)
    canvas.restoreState()


def _lines(canvas: Any, *points: tuple[float, float], close: bool = False) -> None:
    path = canvas.beginPath()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    if close:
        path.close()
    canvas.drawPath(path)


def _triangle(canvas: Any) -> None:
    _lines(canvas, (0.4, 0.6), (7.6, 0.6), (4, 7.4), close=True)
    _lines(canvas, (4, 4.9), (4, 3.1))
    canvas.circle(4, 1.8, 0.3, stroke=0, fill=1)


def _clock(canvas: Any) -> None:
    canvas.circle(4, 4, 3.6)
    _lines(canvas, (4, 6.2), (4, 4), (5.6, 3.2))


def _ticked_circle(canvas: Any) -> None:
    canvas.circle(4, 4, 3.6)
    _lines(canvas, (2.3, 4), (3.5, 2.8), (5.8, 5.2))


def _broken_circle(canvas: Any) -> None:
    arc = 2 * math.pi * 3.6 / 14
    canvas.setLineCap(0)
    canvas.setDash([arc, arc])
    canvas.circle(4, 4, 3.6)


def _hourglass(canvas: Any) -> None:
    _lines(canvas, (1.4, 0.5), (6.6, 0.5))
    _lines(canvas, (1.4, 7.5), (6.6, 7.5))
    _lines(canvas, (2, 0.5), (2, 2), (6, 6), (6, 7.5))
    _lines(canvas, (6, 0.5), (6, 2), (2, 6), (2, 7.5))


def _circled_i(canvas: Any) -> None:
    canvas.circle(4, 4, 3.6)
    _lines(canvas, (4, 4.1), (4, 2.2))
    canvas.circle(4, 5.7, 0.35, stroke=0, fill=1)


_SIGNS = {"late": _triangle, "soon": _clock, "done": _ticked_circle, "planned": _broken_circle, "waiting": _hourglass, "info": _circled_i}
