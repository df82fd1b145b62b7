"""What a chart shows, as plain data: the window and the printed page draw the same one, and both can say it in words and as a table."""

from dataclasses import dataclass
from datetime import date

from sendco_desk.domain.dates import shown

MONTHS_OF_AGE = "months of age"
"""The unit of a chart whose values are ages in months: its scale is written as ages."""


def age_words(months: float) -> str:
    """`6:04`: an age of 6 years 4 months, as tests print it."""
    years, over = divmod(round(months), 12)
    return f"{years}:{over:02}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A score on a day with the band in which the true one is likely to lie, where that is known."""

    day: date
    value: float
    low: float | None = None
    high: float | None = None
    shown_as: str = ""
    """How the score was given: `84`, `6:04` for an age of 6 years 4 months."""

    @property
    def words(self) -> str:
        """`84, likely 80 to 88`."""
        score = self.shown_as or f"{self.value:g}"
        if self.low is None or self.high is None:
            return score
        ends = [age_words(end) if ":" in self.shown_as else f"{end:g}" for end in (self.low, self.high)]
        return f"{score}, likely {ends[0]} to {ends[1]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The scores of one test, oldest first. Different tests are never joined."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Began:
    """Something that began on a day and is marked on the chart: a provision."""

    day: date
    name: str


Cells = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreChart:
    """Scores over time on one scale. ``average`` is the range that the scale calls average, such as 85 to 115, or None."""

    title: str
    series: tuple[Series, ...]
    began: tuple[Began, ...] = ()
    average: tuple[float, float] | None = None
    unit: str = ""

    def said(self) -> str:
        """The chart in words, with its numbers."""
        lines = [f"{one.name}: " + "; ".join(f"{shown(p.day)} {p.words}" for p in one.points) + "." for one in self.series]
        lines += [f"{one.name} began {shown(one.day)}." for one in self.began]
        if self.average is not None:
            lines.append(f"The average range is {self.average[0]:g} to {self.average[1]:g}.")
        return f"{self.title}. {' '.join(lines)}"

    def table(self) -> tuple[tuple[str, ...], Cells]:
        """Its heads and rows."""
        return ("Test", "Date", "Score"), tuple((one.name, shown(p.day), p.words) for one in self.series for p in one.points)


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedBar:
    """What was planned and what was delivered, in one unit, with the words that stand at its end; ``why`` is the reason, under the bar."""

    name: str
    planned: float
    delivered: float
    words: str
    why: str = ""

    @property
    def part(self) -> float:
        """The share delivered, 0 where nothing was planned."""
        return self.delivered / self.planned if self.planned else 0.0

    @property
    def all_words(self) -> str:
        """The figures and the reason."""
        return f"{self.words}: {self.why}" if self.why else self.words


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryChart:
    """Planned against delivered, one bar a provision, all on one scale."""

    title: str
    bars: tuple[PairedBar, ...]
    unit: str = "sessions"

    def said(self) -> str:
        """The chart in words, with its numbers."""
        return f"{self.title}. " + " ".join(f"{b.name}: {b.all_words}." for b in self.bars)

    def table(self) -> tuple[tuple[str, ...], Cells]:
        """Its heads and rows."""
        rows = tuple((b.name, f"{b.planned:g}", f"{b.delivered:g}", b.all_words) for b in self.bars)
        return ("Provision", f"Planned {self.unit}", f"Delivered {self.unit}", "In words"), rows


@dataclass(frozen=True, slots=True, kw_only=True)
class CountBar:
    """A count with its name; ``key`` is what a press on it opens."""

    name: str
    count: float
    words: str = ""
    key: str = ""

    @property
    def figure(self) -> str:
        """What stands at its end."""
        return self.words or f"{self.count:g}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CountChart:
    """Counts side by side, such as pupils by primary need; ``what`` heads the names in its table. ``whole`` is what a bar over the whole
    width would stand for, such as 100 per cent; 0 where the longest bar takes it."""

    title: str
    bars: tuple[CountBar, ...]
    unit: str = "pupils"
    what: str = "Name"
    whole: float = 0.0

    def said(self) -> str:
        """The chart in words, with its numbers."""
        return f"{self.title}. " + "; ".join(f"{b.name} {b.figure}" for b in self.bars) + "."

    def table(self) -> tuple[tuple[str, ...], Cells]:
        """Its heads and rows."""
        return (self.what, self.unit.capitalize()), tuple((b.name, b.figure) for b in self.bars)


Chart = ScoreChart | DeliveryChart | CountChart
