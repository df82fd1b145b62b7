"""Lays out bars, all on one scale: planned as an outline with what was delivered inside it, or a count; figures and reason in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sendco_desk.domain.charting.setting import Setting
from sendco_desk.domain.charting.shapes import Icon, Laid, Line, Rect, Shape, Stop
from sendco_desk.domain.charts import CountChart, DeliveryChart, PairedBar

MOSTLY, PARTLY = 0.9, 0.75
"""Shares delivered under which a sign says so."""
BESIDE = 40.0
"""Captions across from which the names stand beside their bars and not over them."""
NOTHING = 1e-6
"""No bar as short as this can set the scale: a room divided by it would have no end."""
TALL = 1.5
"""The height of a bar, in captions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar: how far it is filled, its outline where something was planned, and its words."""

    name: str
    filled: float
    outline: float | None
    figure: str
    why: str = ""
    key: str = ""
    icon: str = ""
    spoken: str

    @property
    def most(self) -> float:
        """How long it is."""
        return max(self.filled, self.outline or 0.0)


def state_of(bar: PairedBar) -> str:
    """The sign of a share delivered: ticked, a clock under 90%, a triangle under 75%; none where nothing was planned."""
    if not bar.planned:
        return ""
    return "done" if bar.part >= MOSTLY else "soon" if bar.part >= PARTLY else "late"


def bars_of(chart: DeliveryChart | CountChart) -> list[Bar]:
    """What is drawn of a chart of either kind."""
    if isinstance(chart, DeliveryChart):
        return [
            Bar(
                name=bar.name, filled=bar.delivered, outline=bar.planned, figure=bar.words, why=bar.why, icon=state_of(bar),
                spoken=f"{bar.name}: {bar.all_words}",
            )
            for bar in chart.bars
        ]
    return [
        Bar(name=bar.name, filled=bar.count, outline=None, figure=bar.figure, key=bar.key, spoken=f"{bar.name}: {bar.figure}")
        for bar in chart.bars
    ]


def lay_bars(chart: DeliveryChart | CountChart, setting: Setting) -> Laid:
    """A chart of bars with all its places. There must be a bar on it."""
    return _Bars(bars_of(chart), setting, chart.whole if isinstance(chart, CountChart) else 0.0).laid()


class _Bars:
    """Lays one chart, row by row."""

    def __init__(self, bars: Sequence[Bar], setting: Setting, whole: float) -> None:
        self.bars, self.setting = bars, setting
        self.beside = setting.width >= setting.em(BESIDE)
        names = max(setting.measure(bar.name, "body") for bar in bars) + 0.5
        self.room = min(names, setting.width * 0.34) if self.beside else setting.width
        self.left = self.room + setting.em(1.2) if self.beside else setting.em(0.1)
        self.right = setting.width - setting.em(0.1)
        sign = setting.em(1.2) + setting.em(0.45) if any(bar.icon for bar in bars) else 0.0
        self.sign, self.gap = sign, setting.em(0.8)
        ends = [setting.measure(bar.figure, "strong") + 0.5 for bar in bars]
        self.at_end = max(ends) + sign + self.gap <= (self.right - self.left) * 0.5
        across = self.right - self.left
        rooms = [across - (self.gap + sign + end if self.at_end else 0.0) for end in ends]
        longest = [max(bar.most, whole) for bar in bars]
        self.unit = min((room / most for room, most in zip(rooms, longest, strict=True) if most > NOTHING), default=0.0)

    def laid(self) -> Laid:
        shapes: list[Shape] = []
        stops: list[Stop] = []
        top = self.setting.em(0.25)
        for bar in self.bars:
            row, bottom = self.row(bar, top)
            shapes += row
            stops.append(Stop(x=0.0, y=top - self.setting.em(0.2), width=self.setting.width, height=bottom - top, words=bar.spoken, key=bar.key))
            top = bottom
        return Laid(width=self.setting.width, height=top, shapes=tuple(shapes), stops=tuple(stops))

    def row(self, bar: Bar, top: float) -> tuple[list[Shape], float]:
        """A bar with its words, and where the next row begins."""
        setting = self.setting
        names = setting.wrapped(bar.name, "body", self.room)
        shapes: list[Shape] = list(setting.lines_said(names, 0.0, top, "body"))
        named = len(names) * setting.line("body")
        start = top if self.beside else top + named + setting.em(0.1)
        shapes += self.bar(bar, start)
        under = start + setting.em(TALL) + setting.em(0.2)
        if self.at_end:
            shapes += self.figure([bar.figure], bar, self.left + bar.most * self.unit + self.gap, start)
        else:
            lines = setting.wrapped(bar.figure, "strong", self.right - self.left - self.sign)
            shapes += self.figure(lines, bar, self.left, under - (setting.em(TALL) - setting.line()) / 2)
            under += len(lines) * setting.line()
        why = setting.wrapped(bar.why, "caption", self.right - self.left)
        shapes += setting.lines_said(why, self.left, under, ink="muted")
        under += len(why) * setting.line()
        return shapes, max(top + named, under) + setting.em(0.75)

    def bar(self, bar: Bar, top: float) -> Iterator[Shape]:
        """The bar itself; a line at its foot stands for nothing at all."""
        tall, left = self.setting.em(TALL), self.left
        if bar.filled > 0:
            yield Rect(x=left, y=top, width=bar.filled * self.unit, height=tall, ink="series1")
        if bar.outline:
            yield Rect(x=left, y=top, width=bar.outline * self.unit, height=tall, ink="text", filled=False)
        if bar.most <= 0:
            yield Line(points=((left, top), (left, top + tall)), ink="text")

    def figure(self, lines: list[str], bar: Bar, x: float, top: float) -> Iterator[Shape]:
        """The sign and the figures, in the middle of a bar’s height."""
        setting, size = self.setting, self.setting.em(1.2)
        middle = top + setting.em(TALL) / 2
        ink = "done" if bar.icon == "done" else "soon"
        if bar.icon:
            yield Icon(name=bar.icon, x=x, y=middle - size / 2, size=size, ink=ink)
        yield from setting.lines_said(lines, x + self.sign, middle - setting.line() / 2, "strong", "soon" if bar.icon in ("soon", "late") else "text")
