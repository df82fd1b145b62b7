"""What a laid chart is made of: a few shapes in a box whose upper left corner is 0, 0, with y growing downwards."""

from dataclasses import dataclass

Spot = tuple[float, float]
MARKERS = ("circle", "square", "triangle", "diamond", "cross")
"""The marker of a chart's first line, of its second, and so on."""
DASHES: dict[str, tuple[float, ...]] = {
    "solid": (), "dashed": (4.0, 2.0), "dotted": (1.2, 1.8), "dash_dot": (5.0, 2.0, 1.2, 2.0), "long": (9.0, 3.0),
}
"""Lengths drawn and left out in turn, in widths of the line. The order is that of a chart's lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line through some points. ``ink`` names a colour: text, muted, line, sunken, done, soon or series1 to series3."""

    points: tuple[Spot, ...]
    ink: str
    dash: str = "solid"
    weight: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Where true scores are likely to lie: (x, upper y, lower y) from left to right. A single one is a bar with ends."""

    edges: tuple[tuple[float, float, float], ...]
    ink: str
    dash: str = "solid"

    @property
    def outline(self) -> tuple[Spot, ...]:
        """Round it: along its upper edge and back along the lower."""
        return (*((x, upper) for x, upper, _ in self.edges), *((x, lower) for x, _, lower in reversed(self.edges)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """The sign of a line at one of its points; ``half`` is half its width."""

    kind: str
    x: float
    y: float
    half: float
    ink: str
    filled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Words on one line. ``role`` is body, strong or caption; ``anchor`` says which of their ends ``x`` is: start, middle or end."""

    x: float
    baseline: float
    words: str
    role: str = "caption"
    ink: str = "text"
    anchor: str = "start"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rect:
    """A box, filled or as an outline."""

    x: float
    y: float
    width: float
    height: float
    ink: str
    filled: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Icon:
    """The sign of a state in a square: done, soon or late by its shape."""

    name: str
    x: float
    y: float
    size: float
    ink: str


Shape = Line | Band | Marker | Text | Rect | Icon


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A point or bar that the keyboard steps to and the mouse finds: its place, its words, and the key of what a press opens."""

    x: float
    y: float
    width: float
    height: float
    words: str
    key: str = ""

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies on it."""
        return self.x <= x <= self.x + self.width and self.y <= y <= self.y + self.height

    def away(self, x: float, y: float) -> float:
        """How far a point is from its middle."""
        return float(((self.x + self.width / 2 - x) ** 2 + (self.y + self.height / 2 - y) ** 2) ** 0.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """A chart with all its places: shapes in the order in which they are drawn."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    stops: tuple[Stop, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """Every word that is drawn, line by line."""
        return tuple(shape.words for shape in self.shapes if isinstance(shape, Text))

    def stop_at(self, x: float, y: float) -> int:
        """The number of the stop under a point, the nearest where several lie there; -1 for none."""
        found = [number for number, stop in enumerate(self.stops) if stop.holds(x, y)]
        return min(found, key=lambda number: self.stops[number].away(x, y), default=-1)
