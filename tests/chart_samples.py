"""A chart of scores that is drawn in the window and on paper alike."""

from datetime import date

from sendco_desk.domain.charts import Began, Point, ScoreChart, Series


def point(year: int, month: int, value: float, band: float | None = 4) -> Point:
    """A point of a month, with a band so far either way of its value, or with none."""
    low, high = (None, None) if band is None else (value - band, value + band)
    return Point(day=date(year, month, 10), value=value, low=low, high=high)


SCORES = ScoreChart(
    title="Reading scores", average=(85, 115), began=(Began(day=date(2025, 11, 3), name="Reading group"),),
    series=(
        Series(name="Test A", points=(point(2025, 9, 78), point(2026, 3, 84))), Series(name="Test B", points=(point(2025, 9, 101, None),)),
        Series(name="Test C", points=(point(2025, 9, 70), point(2026, 3, 71))), Series(name="Test D", points=(point(2026, 1, 90),)),
        Series(name="Test E", points=(point(2025, 9, 60), point(2026, 3, 61))), Series(name="Test F", points=(point(2025, 10, 115),)),
    ),
)  # fmt: skip
