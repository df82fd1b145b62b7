"""Measures as charts over time: one chart for each scale, one line for each test, never two tests joined."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from sendco_desk.domain.charts import MONTHS_OF_AGE, Began, Point, ScoreChart, Series
from sendco_desk.domain.measures import Attendance, BehaviourCount, Measure, score_number
from sendco_desk.domain.school_year import days_in
from sendco_desk.domain.scores import AVERAGE, percent_words
from sendco_desk.domain.support_codes import SCORE_KINDS

TOGETHER = {"standard": ("Standard scores", AVERAGE, ""), "percentile": ("Percentiles", None, "")}
"""Scales that are the same in every test, so that tests can stand on one chart."""
MOST_LINES = 3
"""Lines on one chart; more are told apart by nobody, so a further chart is begun."""
TERM_BEFORE = timedelta(days=92)
"""A provision that began no longer than this before the first score is marked too."""
UNITS = {"age_equivalent": MONTHS_OF_AGE, "raw": "points", "scaled": "", "scale": ""}
SCHOOL_WEEK = 5


def _point(measure: Measure, value: float) -> Point:
    low, high = (score_number(end, measure.score_kind) if end else None for end in (measure.low, measure.high))
    return Point(day=measure.taken_on, value=value, low=low, high=high, shown_as=measure.value)


def _line(name: str, measures: Iterable[Measure]) -> Series:
    ordered = sorted(measures, key=lambda one: one.taken_on)
    return Series(name=name, points=tuple(_point(one, number) for one in ordered if (number := one.number) is not None))


def meanwhile(begun: Iterable[Began], series: Sequence[Series]) -> tuple[Began, ...]:
    """The provisions that began in the time of a chart, or up to a term before it."""
    first = min(point.day for line in series for point in line.points)
    return tuple(one for one in begun if one.day >= first - TERM_BEFORE)


def score_charts(measures: Iterable[Measure], begun: Sequence[Began]) -> tuple[ScoreChart, ...]:
    """Standard scores together, percentiles together, any other scale by itself where it was used more than once."""
    lines: defaultdict[str, defaultdict[str, list[Measure]]] = defaultdict(lambda: defaultdict(list))
    for measure in measures:
        if measure.number is not None:
            lines[measure.score_kind][measure.test_words].append(measure)
    made: list[ScoreChart] = []
    for kind, (title, average, unit) in TOGETHER.items():
        series = [_line(name, found) for name, found in sorted(lines[kind].items(), key=_latest, reverse=True)]
        if average is None and sum(len(line.points) for line in series) < 2:
            continue  # one point without a range to compare it with shows nothing that its row does not say
        for number in range(0, len(series), MOST_LINES):
            part = tuple(series[number:number + MOST_LINES])
            more = f", further tests ({number // MOST_LINES + 1})" if number else ""
            made.append(ScoreChart(title=f"{title}{more}", series=part, began=meanwhile(begun, part), average=average, unit=unit))
    for kind, unit in UNITS.items():
        alone = [_line(name, found) for name, found in sorted(lines[kind].items())]
        made += [
            ScoreChart(title=f"{line.name}: {SCORE_KINDS[kind].lower()}", series=(line,), began=meanwhile(begun, (line,)), unit=unit)
            for line in alone if len(line.points) > 1
        ]
    return tuple(made)


def _latest(line: tuple[str, list[Measure]]) -> date:
    return max(one.taken_on for one in line[1])


def attendance_chart(rows: Iterable[Attendance], begun: Sequence[Began]) -> ScoreChart | None:
    """Attendance in per cent, each stretch at its last day; None for fewer than two."""
    ordered = sorted(rows, key=lambda row: row.last_day)
    if len(ordered) < 2:
        return None
    points = tuple(Point(day=row.last_day, value=row.percent, shown_as=percent_words(row.attended, row.possible)) for row in ordered)
    series = (Series(name="Attendance", points=points),)
    return ScoreChart(title="Attendance over time", series=series, began=meanwhile(begun, series), unit="%")


def weekdays_in(first: date, last: date) -> int:
    """Mondays to Fridays from a day to another, both counted; 1 for a week-end, on which something was counted all the same."""
    days = (first + timedelta(days=number) for number in range(days_in(first, last)))
    return max(1, sum(day.weekday() < SCHOOL_WEEK for day in days))


def a_week(count: BehaviourCount) -> float:
    """How often it was in five weekdays, so that a week and half a term can be compared."""
    return count.count * SCHOOL_WEEK / weekdays_in(count.first_day, count.last_day)


def behaviour_charts(counts: Iterable[BehaviourCount], begun: Sequence[Began]) -> tuple[ScoreChart, ...]:
    """How often a week, a chart for each thing that was counted more than once."""
    grouped: defaultdict[str, list[BehaviourCount]] = defaultdict(list)
    for count in sorted(counts, key=lambda one: one.last_day):
        grouped[count.what.strip().casefold()].append(count)
    made = []
    for found in grouped.values():
        if len(found) > 1:
            points = tuple(Point(day=one.last_day, value=a_week(one), shown_as=f"{one.count} in {_span(one)}") for one in found)
            series = (Series(name=found[-1].what, points=points),)
            made.append(ScoreChart(
                title=f"{found[-1].what}: how often a week", series=series, began=meanwhile(begun, series), unit="times in five weekdays",
            ))
    return tuple(made)


def _span(count: BehaviourCount) -> str:
    days = weekdays_in(count.first_day, count.last_day)
    return "1 day" if days == 1 else f"{days} days"
