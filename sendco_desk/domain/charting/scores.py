"""Lays out scores over time: each line with its own marker and dash, its band, and its name and last score at its end."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from sendco_desk.domain.charting.axes import PERCENT, Days, Scale, days_for, scale_for, tick_words, ticks_for
from sendco_desk.domain.charting.labels import rows_above, sides, spread
from sendco_desk.domain.charting.setting import Setting
from sendco_desk.domain.charting.shapes import DASHES, MARKERS, Band, Laid, Line, Marker, Rect, Shape, Spot, Stop, Text
from sendco_desk.domain.charts import MONTHS_OF_AGE, Began, Point, ScoreChart, Series
from sendco_desk.domain.dates import shown

INKS = 3
"""Colours there are for lines. Further lines take the same again: marker and dash tell them apart."""
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LEAST_PLOT = 16.0
"""Captions across that a plot needs beside the names at its lines’ ends; in less the names go below it."""
OVER = 0.75
"""Captions kept free over the field: half a line, so that the words of a score at its very top have room."""
GAP = 0.35
"""Captions between an upright line and its name."""
NAME_ROOMS = (20.0, 9.0, 7.0)
"""Captions across that the name of what began is given, the first with which all names stay over the field."""
Segment = tuple[Spot, Spot]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """How a line is told from the others: by colour, dash and marker, any two of which may fail."""

    ink: str
    dash: str
    kind: str
    filled: bool


def sign_of(number: int) -> Sign:
    """The sign of a chart’s first line, second, and so on."""
    dashes, again = list(DASHES), number // len(MARKERS)
    return Sign(
        ink=f"series{number % INKS + 1}", dash=dashes[(number + again) % len(dashes)], kind=MARKERS[number % len(MARKERS)], filled=again % 2 == 1,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """The field in which the lines are drawn."""

    left: float
    right: float
    top: float
    bottom: float
    scale: Scale
    days: Days

    def x(self, day: date) -> float:
        """Where a day stands."""
        return self.left + self.days.share(day) * (self.right - self.left)

    def y(self, value: float) -> float:
        """Where a score stands: the higher the score, the higher up."""
        return self.bottom - self.scale.share(value) * (self.bottom - self.top)


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """The words at the end of a line."""

    name: list[str]
    score: list[str]

    @property
    def count(self) -> int:
        """Its lines."""
        return len(self.name) + len(self.score)


def lay_scores(chart: ScoreChart, setting: Setting) -> Laid:
    """A chart of scores with all its places. There must be a score on it."""
    series = [one for one in chart.series if one.points]
    height = setting.em(min(18.0, max(14.0, setting.width / setting.caption * 0.3)))
    scale = scale_for(chart, height / setting.em(1.9))
    left = setting.widest([scale.words(tick) for tick in scale.ticks], "caption") + setting.em(0.8)
    natural = max(max(setting.measure(one.name, "strong"), setting.measure(one.points[-1].words, "caption")) for one in series)
    gutter = min(max(natural, setting.em(8)) + 0.5, setting.width * 0.36) + setting.em(2.4)
    beside = setting.width - left - gutter >= setting.em(LEAST_PLOT)
    if not beside:
        gutter = setting.em(1.6)
    room = gutter - setting.em(2.4) if beside else setting.width - setting.em(1.6)
    labels = [
        Label(name=setting.wrapped(one.name, "strong", room), score=setting.wrapped(one.points[-1].words, "caption", room)) for one in series
    ]
    if beside:
        height = max(height, sum(_label_height(setting, label) for label in labels))
    days = days_for([point.day for one in series for point in one.points] + [one.day for one in chart.began])
    flat = Plot(left=left, right=setting.width - gutter, top=0.0, bottom=height, scale=scale, days=days)
    return _Scores(chart, series, setting, labels, beside, flat).laid()


def _label_height(setting: Setting, label: Label) -> float:
    return label.count * setting.line() + setting.em(0.5)


class _Scores:
    """Lays one chart: keeps the field and hands it from one part of the picture to the next."""

    def __init__(self, chart: ScoreChart, series: list[Series], setting: Setting, labels: list[Label], beside: bool, flat: Plot) -> None:
        self.chart, self.series, self.setting, self.labels, self.beside = chart, series, setting, labels, beside
        self.began = sorted(chart.began, key=lambda one: one.day)
        self.unit = setting.wrapped(self.unit_words(), "caption", setting.width)
        head = len(self.unit) * setting.line() + setting.em(0.2) * bool(self.unit)
        stems = [flat.x(one.day) for one in self.began]
        self.names, self.lefts = self.start_names(stems, (flat.left, flat.right))
        widths = [setting.widest(name, "caption") for name in self.names]
        self.rows = rows_above(stems, widths, [len(name) for name in self.names], setting.em(GAP), self.lefts)
        rise = max((row + len(name) for row, name in zip(self.rows, self.names, strict=True)), default=0) * setting.line()
        top = head + rise + setting.em(OVER)
        self.plot = Plot(left=flat.left, right=flat.right, top=top, bottom=top + flat.bottom, scale=flat.scale, days=flat.days)

    def unit_words(self) -> str:
        """What the scores are, where the scale does not say it."""
        if self.chart.unit == MONTHS_OF_AGE:
            return "Age in years:months"
        return "" if self.chart.unit == PERCENT else self.chart.unit[:1].upper() + self.chart.unit[1:]

    def start_names(self, stems: list[float], edges: Spot) -> tuple[list[list[str]], list[bool]]:
        """The names of what began, and which stand to the left of their lines: broken into more lines where they would else leave the field.

        Where there is no way to keep them in it, they run on to the edge of the picture.
        """
        setting = self.setting
        for most in NAME_ROOMS:
            names = [self.start_name(number, one, setting.em(most)) for number, one in enumerate(self.began)]
            lefts = sides(stems, [setting.widest(name, "caption") for name in names], setting.em(GAP), edges)
            if lefts is not None:
                return names, lefts
        rooms = [setting.width - stem - setting.em(2 * GAP) for stem in stems]
        return [self.start_name(number, one, room) for number, (one, room) in enumerate(zip(self.began, rooms, strict=True))], [False] * len(stems)

    def start_name(self, number: int, one: Began, room: float) -> list[str]:
        """What stands at the line of a beginning: its name, or in a narrow picture a letter that is explained below."""
        if not self.beside:
            return [self.letter(number)]
        return self.setting.wrapped(one.name, "caption", room)

    def letter(self, number: int) -> str:
        """A, B and so on; after Z come AA and AB."""
        again, place = divmod(number, len(LETTERS))
        return (LETTERS[again - 1] if again else "") + LETTERS[place]

    def laid(self) -> Laid:
        setting, plot = self.setting, self.plot
        shapes: list[Shape] = [*self.ground(), *setting.lines_said(self.unit, 0.0, 0.0, ink="muted"), *self.starts()]
        for number, one in enumerate(self.series):
            shapes += self.bands(sign_of(number), one)
        for number, one in enumerate(self.series):
            shapes += self.line(sign_of(number), one)
        bottom = plot.bottom + setting.em(0.35) + setting.line()
        if self.chart.average is not None:
            found, bottom = self.average_words(bottom)
            shapes += found
        if self.beside:
            shapes += self.ends()
        else:
            below, bottom = self.below(bottom + setting.em(0.5))
            shapes += below
        return Laid(width=setting.width, height=bottom + setting.em(0.25), shapes=tuple(shapes), stops=tuple(self.stops()))

    # The field

    def ground(self) -> Iterator[Shape]:
        """The average range, the lines of the scale and of the days, with their words."""
        plot, setting, scale = self.plot, self.setting, self.plot.scale
        if self.chart.average is not None:
            low, high = (plot.y(end) for end in self.chart.average)
            yield Rect(x=plot.left, y=high, width=plot.right - plot.left, height=low - high, ink="sunken")
        for day, words in self.day_words():
            yield Line(points=((plot.x(day), plot.top), (plot.x(day), plot.bottom)), ink="line")
            yield words
        for tick in scale.ticks:
            yield self.across(tick, "text" if tick == scale.middle else "line")
            yield setting.said(scale.words(tick), plot.left - setting.em(0.6), plot.y(tick) - setting.line() / 2, ink="muted", anchor="end")
        if self.chart.average is not None:
            for end in self.chart.average:
                yield self.across(end, "muted", "dotted", 0.8)

    def across(self, value: float, ink: str, dash: str = "solid", weight: float = 1.0) -> Line:
        """A line over the whole field at a score."""
        y = self.plot.y(value)
        return Line(points=((self.plot.left, y), (self.plot.right, y)), ink=ink, dash=dash, weight=weight)

    def day_words(self) -> Iterator[tuple[date, Text]]:
        """The days that are marked, each with its words; those at an end of the field are moved in, for which there is room."""
        plot, setting = self.plot, self.setting
        apart = setting.measure("Sep 2026", "caption") + setting.em(1.5)
        for day in ticks_for(plot.days, plot.right - plot.left, apart):
            half = setting.measure(tick_words(day), "caption") / 2
            middle = max(half, min(plot.x(day), setting.width - half))
            yield day, setting.said(tick_words(day), middle, plot.bottom + setting.em(0.35), ink="muted", anchor="middle")

    def starts(self) -> Iterator[Shape]:
        """An upright line where something began, up to its name."""
        plot, setting = self.plot, self.setting
        foot = plot.top - setting.em(OVER)
        for one, row, name, left in zip(self.began, self.rows, self.names, self.lefts, strict=True):
            x, top = plot.x(one.day), foot - (row + len(name)) * setting.line()
            yield Line(points=((x, top + setting.em(0.2)), (x, plot.bottom)), ink="muted", dash="dashed")
            for number, words in enumerate(name):
                beside = x - setting.em(GAP) if left else x + setting.em(GAP)
                yield setting.said(words, beside, top + number * setting.line(), anchor="end" if left else "start")

    # The scores

    def bands(self, sign: Sign, one: Series) -> Iterator[Shape]:
        """The band of a line, in pieces where a score has none."""
        run: list[tuple[float, float, float]] = []
        for point in (*one.points, None):
            if point is not None and point.low is not None and point.high is not None:
                run.append((self.plot.x(point.day), self.plot.y(point.high), self.plot.y(point.low)))
            elif run:
                yield Band(edges=tuple(run), ink=sign.ink, dash=sign.dash)
                run = []

    def line(self, sign: Sign, one: Series) -> Iterator[Shape]:
        """A line with its markers; a single score is a marker alone."""
        spots = self.spots(one)
        if len(spots) > 1:
            yield Line(points=tuple(spots), ink=sign.ink, dash=sign.dash, weight=self.setting.em(0.17))
        for x, y in spots:
            yield self.marker(sign, x, y)

    def marker(self, sign: Sign, x: float, y: float) -> Marker:
        """The sign of a line."""
        return Marker(kind=sign.kind, x=x, y=y, half=self.setting.em(0.36), ink=sign.ink, filled=sign.filled)

    def spots(self, one: Series) -> list[Spot]:
        """Where the scores of a line stand."""
        return [(self.plot.x(point.day), self.plot.y(point.value)) for point in one.points]

    def ends(self) -> Iterator[Shape]:
        """Beside the field, as near to the end of each line as can be: its marker, its name and its last score."""
        setting, plot = self.setting, self.plot
        wanted = [plot.y(one.points[-1].value) for one in self.series]
        heights = [_label_height(setting, label) for label in self.labels]
        tops = spread(wanted, heights, plot.top, plot.bottom)
        x = plot.right + setting.em(0.9)
        for number, (label, top) in enumerate(zip(self.labels, tops, strict=True)):
            yield from self.label(number, label, x, top + setting.em(0.25))

    def label(self, number: int, label: Label, x: float, top: float) -> Iterator[Shape]:
        """The words of a line, its marker before them."""
        setting, sign = self.setting, sign_of(number)
        yield self.marker(sign, x + setting.em(0.4), top + setting.line() / 2)
        yield from setting.lines_said(label.name, x + setting.em(1.2), top, "strong", sign.ink)
        yield from setting.lines_said(label.score, x + setting.em(1.2), top + len(label.name) * setting.line("strong"))

    def below(self, top: float) -> tuple[list[Shape], float]:
        """Under a narrow field: the lines and what began, one under another; and where they end."""
        setting, shapes = self.setting, list[Shape]()
        for number, label in enumerate(self.labels):
            shapes += self.label(number, label, 0.0, top)
            top += label.count * setting.line() + setting.em(0.3)
        for number, one in enumerate(self.began):
            lines = setting.wrapped(f"{self.letter(number)}: {one.name}, {shown(one.day)}", "caption", setting.width)
            shapes += setting.lines_said(lines, 0.0, top)
            top += len(lines) * setting.line()
        return shapes, top

    # What the shading means

    def average_words(self, bottom: float) -> tuple[list[Shape], float]:
        """What the shading is, inside it where nothing runs through the words, else under the days; and where the picture now ends."""
        assert self.chart.average is not None  # only asked for where there is one
        setting, plot, (low, high) = self.setting, self.plot, self.chart.average
        said = f"Average range, {low:g} to {high:g}"
        width, tall = setting.measure(said, "caption") + setting.em(0.4), setting.line()
        lines = sorted(plot.y(value) for value in {*(tick for tick in plot.scale.ticks if low < tick < high), low, high})
        strips = [(upper + lower - tall) / 2 for upper, lower in pairwise(lines) if lower - upper >= tall]
        sides = (plot.left + setting.em(0.5), plot.right - width - setting.em(0.3), (plot.left + plot.right - width) / 2)
        places = [(x, top) for top in strips for x in sides if plot.left <= x and x + width <= plot.right]
        for crossing in ([*self.segments(), *self.day_lines()], list(self.segments())):  # over the pale line of a day only where it must be
            for x, top in places:
                if not any(crosses(one, (x, top, x + width, top + tall)) for one in crossing):
                    return [setting.said(said, x + setting.em(0.2), top, ink="muted")], bottom
        lines_under = setting.wrapped(f"{said}: between the dotted lines", "caption", setting.width)
        return list(setting.lines_said(lines_under, 0.0, bottom, ink="muted")), bottom + len(lines_under) * tall

    def segments(self) -> Iterator[Segment]:
        """All that words in the field must keep clear of."""
        plot, half = self.plot, self.setting.em(0.5)
        for one in self.series:
            spots = self.spots(one)
            yield from pairwise(spots)
            yield from (((x - half, y), (x + half, y)) for x, y in spots)
            for point, (x, _) in zip(one.points, spots, strict=True):
                if point.low is not None and point.high is not None:
                    yield (x, plot.y(point.low)), (x, plot.y(point.high))
        yield from (((plot.x(one.day), plot.top), (plot.x(one.day), plot.bottom)) for one in self.began)

    def day_lines(self) -> Iterator[Segment]:
        """The upright lines of the days that are marked."""
        yield from (((self.plot.x(day), self.plot.top), (self.plot.x(day), self.plot.bottom)) for day, _ in self.day_words())

    # Stepping

    def stops(self) -> Iterator[Stop]:
        """Each score, line by line, and then what began."""
        half = self.setting.em(1.0)
        for one in self.series:
            for point, (x, y) in zip(one.points, self.spots(one), strict=True):
                yield Stop(x=x - half, y=y - half, width=2 * half, height=2 * half, words=point_words(one, point))
        foot = self.plot.top - self.setting.em(OVER)
        for began, row, name, left in zip(self.began, self.rows, self.names, self.lefts, strict=True):
            tall = len(name) * self.setting.line()
            width = self.setting.widest(name, "caption") + self.setting.em(GAP)
            yield Stop(
                x=self.plot.x(began.day) - width * left, y=foot - row * self.setting.line() - tall, width=width, height=tall,
                words=f"{began.name} began {shown(began.day)}",
            )


def point_words(one: Series, point: Point) -> str:
    """What is said of a score."""
    return f"{one.name}, {shown(point.day)}: {point.words}"


def crosses(segment: Segment, box: tuple[float, float, float, float]) -> bool:
    """Whether a straight line touches a box of left, top, right and bottom: what is left of it between the box’s edges (Liang and Barsky)."""
    (x, y), (end_x, end_y) = segment
    left, top, right, bottom = box
    enters, leaves = 0.0, 1.0
    for run, near, far in ((end_x - x, left - x, right - x), (end_y - y, top - y, bottom - y)):
        if run == 0:
            if near > 0 or far < 0:
                return False
            continue
        first, last = sorted((near / run, far / run))
        enters, leaves = max(enters, first), min(leaves, last)
    return enters <= leaves
