"""Draws a laid chart on paper: dark ink on white, told apart by dashes and markers, so that a grey photocopy reads the same."""

from functools import singledispatch
from typing import Any

from sendco_desk.domain.chart_layout import lay_out
from sendco_desk.domain.charting.setting import LEADING, Setting
from sendco_desk.domain.charting.shapes import DASHES, Band, Icon, Laid, Line, Marker, Rect, Text
from sendco_desk.domain.charts import Chart
from sendco_desk.packs import fonts
from sendco_desk.packs.pages_ink import GREY, HAIR, ICON, INK, draw_icon

BODY, CAPTION = 9.0, 8.0
"""Sizes of the type at a scale of 1."""
FONTS = {"body": fonts.REGULAR, "strong": fonts.BOLD, "caption": fonts.REGULAR}
INKS = {"line": HAIR, "muted": GREY}
"""Inks that are not the dark one."""
WHITE = (1.0, 1.0, 1.0)
RULE = 0.7
"""How much thinner a line is on paper than in the window, where the type is larger too."""
CAPS = 2.2
"""Half the width of a band’s ends."""
ASIDE = dict(zip(DASHES, (0.0, 1.6, -1.6, 2.6, -2.6), strict=True))
"""How far from the middle of its marker the band of a line stands, so that two of one day can be told apart."""


def chart_height(chart: Chart, width: float, *, scale: float = 1.0) -> float:
    """The height in points that the chart needs at a width; ``scale`` makes its type larger."""
    return laid_on_paper(chart, width, scale)[1]


def draw_chart(canvas: Any, chart: Chart, x: float, top: float, width: float, *, scale: float = 1.0) -> None:
    """Draw the chart under its title, with its upper left corner at that point of a page whose feet are at 0."""
    fonts.register()
    laid, _, title = laid_on_paper(chart, width, scale)
    canvas.saveState()
    canvas.translate(x, top)
    for text in title:
        _draw(text, canvas, scale)
    canvas.translate(0, -_title_height(title, scale))
    for shape in laid.shapes:
        _draw(shape, canvas, scale)
    canvas.restoreState()


def laid_on_paper(chart: Chart, width: float, scale: float = 1.0) -> tuple[Laid, float, list[Text]]:
    """The layout for paper, the whole height, and the lines of the title."""
    fonts.register()

    def measure(words: str, role: str) -> float:
        return fonts.width(words, (BODY if role == "body" else CAPTION) * scale, FONTS[role])

    setting = Setting(width=width, measure=measure, body=BODY * scale, caption=CAPTION * scale)
    title = setting.lines_said(setting.wrapped(chart.title, "strong", width), 0.0, 0.0, "strong")
    laid = lay_out(chart, width, measure, body=BODY * scale, caption=CAPTION * scale)
    return laid, laid.height + _title_height(title, scale), title


def _title_height(title: list[Text], scale: float) -> float:
    return len(title) * CAPTION * scale * LEADING + 3 * scale if title else 0.0


@singledispatch
def _draw(shape: object, canvas: Any, scale: float) -> None:
    raise TypeError(shape)


def _pen(canvas: Any, ink: str, weight: float, dash: str = "solid") -> None:
    canvas.setStrokeColorRGB(*INKS.get(ink, INK))
    canvas.setLineWidth(weight)
    canvas.setDash([length * weight for length in DASHES[dash]])


def _path(canvas: Any, spots: tuple[tuple[float, float], ...], *, close: bool = False, fill: int = 0) -> None:
    path = canvas.beginPath()
    path.moveTo(spots[0][0], -spots[0][1])
    for x, y in spots[1:]:
        path.lineTo(x, -y)
    if close:
        path.close()
    canvas.drawPath(path, stroke=1, fill=fill)


@_draw.register
def _line(line: Line, canvas: Any, scale: float) -> None:
    _pen(canvas, line.ink, line.weight * RULE, line.dash)
    _path(canvas, line.points)


@_draw.register
def _band(band: Band, canvas: Any, scale: float) -> None:
    """No wash on paper: an upright bar with ends at each score."""
    _pen(canvas, "muted", 0.6 * scale)
    caps, aside = CAPS * scale, ASIDE[band.dash] * scale
    for x, upper, lower in ((x + aside, upper, lower) for x, upper, lower in band.edges):
        _path(canvas, ((x, upper), (x, lower)))
        _path(canvas, ((x - caps, upper), (x + caps, upper)))
        _path(canvas, ((x - caps, lower), (x + caps, lower)))


@_draw.register
def _marker(marker: Marker, canvas: Any, scale: float) -> None:
    _pen(canvas, marker.ink, 0.9 * scale)
    canvas.setFillColorRGB(*(INK if marker.filled else WHITE))
    x, y, half = marker.x, marker.y, marker.half
    if marker.kind == "circle":
        canvas.circle(x, -y, half, stroke=1, fill=1)
    elif marker.kind == "square":
        canvas.rect(x - half * 0.9, -y - half * 0.9, half * 1.8, half * 1.8, stroke=1, fill=1)
    elif marker.kind == "triangle":
        _path(canvas, ((x, y - half * 1.2), (x + half * 1.1, y + half * 0.8), (x - half * 1.1, y + half * 0.8)), close=True, fill=1)
    elif marker.kind == "diamond":
        _path(canvas, ((x, y - half * 1.3), (x + half * 1.1, y), (x, y + half * 1.3), (x - half * 1.1, y)), close=True, fill=1)
    else:
        _path(canvas, ((x - half, y - half), (x + half, y + half)))
        _path(canvas, ((x + half, y - half), (x - half, y + half)))


@_draw.register
def _text(text: Text, canvas: Any, scale: float) -> None:
    size, font = (BODY if text.role == "body" else CAPTION) * scale, FONTS[text.role]
    back = {"start": 0.0, "middle": 0.5, "end": 1.0}[text.anchor]
    x = text.x - back * fonts.width(text.words, size, font) if back else text.x
    canvas.setFillColorRGB(*INKS.get(text.ink, INK))
    fonts.draw(canvas, x, -text.baseline, text.words, size, font)


@_draw.register
def _rect(rect: Rect, canvas: Any, scale: float) -> None:
    """The average range is not shaded on paper: its dotted edges and its words say it."""
    if rect.ink == "sunken":
        return
    _pen(canvas, rect.ink, 0.9 * scale)
    canvas.setFillColorRGB(*GREY)  # so that the outline of what was planned is seen where more was delivered
    canvas.rect(rect.x, -rect.y - rect.height, rect.width, rect.height, stroke=0 if rect.filled else 1, fill=1 if rect.filled else 0)


@_draw.register
def _icon(icon: Icon, canvas: Any, scale: float) -> None:
    canvas.saveState()
    canvas.setDash([])
    canvas.translate(icon.x, -icon.y - icon.size)
    canvas.scale(icon.size / ICON, icon.size / ICON)
    draw_icon(canvas, icon.name, 0, 0)
    canvas.restoreState()
