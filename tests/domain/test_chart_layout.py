"""Where everything in a chart stands: inside its box, nothing over another, nothing lost."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise, permutations

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from sendco_desk.domain.chart_layout import has_data, lay_out
from sendco_desk.domain.charting.axes import Days, days_for, scale_for, step_for, ticks_for
from sendco_desk.domain.charting.bars import state_of
from sendco_desk.domain.charting.labels import rows_above, sides, spans, spread
from sendco_desk.domain.charting.scores import crosses, sign_of
from sendco_desk.domain.charting.setting import LEADING, Setting
from sendco_desk.domain.charting.shapes import Band, Icon, Laid, Line, Marker, Rect, Shape, Stop, Text
from sendco_desk.domain.charts import (
    MONTHS_OF_AGE,
    Began,
    Chart,
    CountBar,
    CountChart,
    DeliveryChart,
    PairedBar,
    Point,
    ScoreChart,
    Series,
)

SIZES = {"body": 14.0, "strong": 12.0, "caption": 12.0}
Box = tuple[float, float, float, float]


def measure(words: str, role: str) -> float:
    return len(words) * SIZES[role] * (0.6 if role == "strong" else 0.55)


def lay(chart: Chart, width: float = 700) -> Laid:
    return lay_out(chart, width, measure)


def scores(*values: float, first: date = date(2024, 9, 10), name: str = "Test A", band: float | None = 4, apart: int = 120) -> Series:
    return Series(name=name, points=tuple(
        Point(
            day=first + timedelta(days=apart * number), value=value,
            low=None if band is None else value - band, high=None if band is None else value + band,
        )
        for number, value in enumerate(values)
    ))  # fmt: skip


def chart_of(*series: Series, began: tuple[Began, ...] = (), average: tuple[float, float] | None = (85, 115), unit: str = "") -> ScoreChart:
    return ScoreChart(title="Scores", series=series, began=began, average=average, unit=unit)


def boxes(shape: Shape) -> Iterator[Box]:
    match shape:
        case Text():
            width, size = measure(shape.words, shape.role), SIZES[shape.role]
            left = shape.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[shape.anchor] * width
            yield left, shape.baseline - size, left + width, shape.baseline + 0.3 * size
        case Line():
            for x, y in shape.points:
                yield x, y, x, y
        case Band():
            for x, y in shape.outline:
                yield x, y, x, y
        case Marker():
            yield shape.x - shape.half, shape.y - shape.half, shape.x + shape.half, shape.y + shape.half
        case Rect():
            yield shape.x, shape.y, shape.x + shape.width, shape.y + shape.height
        case Icon():
            yield shape.x, shape.y, shape.x + shape.size, shape.y + shape.size


def outside(laid: Laid) -> list[Shape]:
    return [
        shape for shape in laid.shapes for left, top, right, bottom in boxes(shape)
        if left < -1 or top < -1 or right > laid.width + 1 or bottom > laid.height + 1
    ]


def texts(laid: Laid) -> list[Text]:
    return [shape for shape in laid.shapes if isinstance(shape, Text)]


def collisions(laid: Laid) -> list[tuple[str, str]]:
    """Pairs of words that lie over one another."""
    found = []
    placed = [(text, next(boxes(text))) for text in texts(laid)]
    for number, (one, a) in enumerate(placed):
        for other, b in placed[number + 1:]:
            if min(a[2], b[2]) - max(a[0], b[0]) > 0.5 and min(a[3], b[3]) - max(a[1], b[1]) > 0.3 * SIZES["body"]:
                found.append((one.words, other.words))
    return found


def letters(laid: Laid) -> str:
    return "".join("".join(laid.words).split())


NAMES = st.text("abcdefgh ij-", min_size=1, max_size=40).filter(lambda name: bool(name.strip()))
SOME_DAYS = st.dates(date(2019, 1, 1), date(2027, 12, 31))


@st.composite
def points(draw: st.DrawFn) -> Point:
    value = draw(st.integers(40, 160))
    band = draw(st.none() | st.integers(0, 12))
    return Point(day=draw(SOME_DAYS), value=value, low=None if band is None else value - band, high=None if band is None else value + band)


@st.composite
def score_charts(draw: st.DrawFn) -> ScoreChart:
    lines = draw(st.lists(st.tuples(NAMES, st.lists(points(), min_size=1, max_size=5)), min_size=1, max_size=7))
    began = draw(st.lists(st.builds(Began, day=SOME_DAYS, name=NAMES), max_size=5))
    return ScoreChart(
        title="Scores", began=tuple(began), average=draw(st.sampled_from([None, (85.0, 115.0)])), unit=draw(st.sampled_from(["", "points"])),
        series=tuple(Series(name=name, points=tuple(sorted(found, key=lambda one: one.day))) for name, found in lines),
    )


COUNTS = st.floats(0, 500, allow_nan=False)
PAIRED = st.builds(PairedBar, name=NAMES, planned=COUNTS, delivered=COUNTS, words=NAMES, why=NAMES | st.just(""))
DELIVERIES = st.builds(DeliveryChart, title=st.just("Term"), bars=st.lists(PAIRED, min_size=1, max_size=6).map(tuple))
COUNTED = st.builds(
    CountChart, title=st.just("Needs"), bars=st.lists(st.builds(CountBar, name=NAMES, count=COUNTS, key=NAMES), min_size=1, max_size=6).map(tuple),
)
WIDTHS = st.floats(180, 1400)
NEXT_TO_NOTHING = CountChart(title="Needs", bars=(CountBar(name="SLCN", count=0), CountBar(name="SEMH", count=2e-308)))


@given(st.one_of(score_charts(), DELIVERIES, COUNTED), WIDTHS)
def test_everything_is_inside_the_box(chart: Chart, width: float) -> None:
    laid = lay(chart, width)
    assert laid.width == width
    assert outside(laid) == []


@given(st.one_of(score_charts(), DELIVERIES, COUNTED), WIDTHS)
@example(NEXT_TO_NOTHING, 480.0)
def test_no_words_lie_over_others(chart: Chart, width: float) -> None:
    assert collisions(lay(chart, width)) == []


@given(score_charts(), WIDTHS)
def test_no_name_and_no_last_score_is_lost(chart: ScoreChart, width: float) -> None:
    said = letters(lay(chart, width))
    for one in chart.series:
        assert "".join(one.name.split()) in said
        assert "".join(one.points[-1].words.split()) in said
    for began in chart.began:
        assert "".join(began.name.split()) in said


@given(st.one_of(DELIVERIES, COUNTED), WIDTHS)
def test_no_name_figure_or_reason_of_a_bar_is_lost(chart: DeliveryChart | CountChart, width: float) -> None:
    laid = lay(chart, width)
    for bar in chart.bars:
        told = (bar.name, bar.words, bar.why) if isinstance(bar, PairedBar) else (bar.name, bar.figure)
        assert all("".join(words.split()) in letters(laid) for words in told)


@given(score_charts(), WIDTHS)
def test_a_higher_score_never_stands_lower_and_a_later_day_never_further_left(chart: ScoreChart, width: float) -> None:
    laid = lay(chart, width)
    every = [point for one in chart.series for point in one.points]
    placed = [(point, stop.x, stop.y) for point, stop in zip(every, laid.stops, strict=False)]
    for one, x, y in placed:
        assert all(other_y <= y + 1e-6 for other, _, other_y in placed if other.value > one.value)
        assert all(other_x >= x - 1e-6 for other, other_x, _ in placed if other.day > one.day)


@given(score_charts(), WIDTHS)
def test_no_line_of_a_beginning_runs_through_the_name_of_another(chart: ScoreChart, width: float) -> None:
    laid = lay(chart, width)
    uprights = [shape for shape in laid.shapes if isinstance(shape, Line) and shape.dash == "dashed" and shape.weight == 1.0 and shape.ink == "muted"]
    field = max(shape.points[0][1] for shape in laid.shapes if isinstance(shape, Line) and shape.ink == "line")
    names = [next(boxes(text)) for text in texts(laid) if text.ink == "text" and text.role == "caption" and text.baseline < field]
    for upright in uprights:
        assert not any(crosses((upright.points[0], upright.points[1]), (left, top + 4, right, bottom - 5)) for left, top, right, bottom in names)


@given(DELIVERIES, WIDTHS)
def test_all_bars_are_on_one_scale(chart: DeliveryChart, width: float) -> None:
    drawn = [shape.width for shape in lay(chart, width).shapes if isinstance(shape, Rect) and not shape.filled]
    planned = [bar.planned for bar in chart.bars if bar.planned]
    assume(planned and max(planned) > 1e-3)
    unit = max(drawn) / max(planned)
    assert drawn == pytest.approx([bar * unit for bar in planned], abs=1e-6)


@given(st.lists(st.tuples(st.floats(0, 400), st.floats(5, 60)), min_size=1, max_size=8))
@example([(100, 40), (100, 40), (100, 40)])
def test_labels_are_spread_in_their_order_without_touching(wanted: list[tuple[float, float]]) -> None:
    heights = [height for _, height in wanted]
    bottom = max(400.0, sum(heights))
    tops = spread([middle for middle, _ in wanted], heights, 0, bottom)
    order = sorted(range(len(wanted)), key=lambda n: tops[n])
    assert order == sorted(range(len(wanted)), key=lambda n: wanted[n][0])
    assert all(tops[a] + heights[a] <= tops[b] + 1e-6 for a, b in pairwise(order))
    assert min(tops) >= -1e-6
    assert all(top + height <= bottom + 1e-6 for top, height in zip(tops, heights, strict=True))


def test_labels_that_want_one_place_share_it_evenly() -> None:
    assert spread([100, 100], [40, 40], 0, 400) == [60, 100]


def test_names_that_would_meet_stand_in_rows() -> None:
    assert rows_above([10, 50, 300], [100, 30, 50], [1, 2, 1], 4) == [2, 0, 0]
    assert rows_above([10, 10], [20, 20], [1, 1], 4) == [0, 1]


def test_names_that_would_leave_the_field_stand_to_the_left_and_take_those_with_them_that_they_would_cross() -> None:
    assert sides([10, 200, 380], [50, 50, 50], 4, (0, 400)) == [False, False, True]
    assert sides([10, 330, 360], [20, 50, 50], 4, (0, 400)) == [False, True, True]
    assert rows_above([10, 330, 360], [20, 50, 50], [1, 1, 1], 4, [False, True, True]) == [0, 0, 1]
    assert sides([10, 20], [500, 5], 4, (0, 400)) is None


def test_names_too_many_to_stay_over_the_field_run_on_to_the_edge_of_the_picture() -> None:
    began = tuple(Began(day=date(2024, 9, 1) + timedelta(days=20 * n), name=f"Reading group {n}") for n in range(30))
    laid = lay(chart_of(scores(80, 84), began=began), 900)
    assert all("".join(one.name.split()) in letters(laid) for one in began)
    assert outside(laid) == [] and collisions(laid) == []


@given(st.lists(st.tuples(st.floats(0, 400), st.floats(5, 90)), max_size=8))
def test_names_stay_in_the_field_and_clear_of_one_another_and_of_each_others_lines(names: list[tuple[float, float]]) -> None:
    stems, widths = [stem for stem, _ in names], [width for _, width in names]
    lefts = sides(stems, widths, 4, (0, 400))
    if lefts is None:
        return
    rows = rows_above(stems, widths, [1] * len(names), 4, lefts)
    words = [(start + 4, end) if left else (start, end - 4) for (start, end), left in zip(spans(stems, widths, 4, lefts), lefts, strict=True)]
    assert all(start >= 0 and end <= 400 for start, end in words)
    for one, other in permutations(range(len(names)), 2):
        assert rows[one] != rows[other] or words[one][1] < words[other][0] or words[other][1] < words[one][0]
        crossed = words[one][0] < stems[other] < words[one][1] and abs(stems[one] - stems[other]) > 4
        assert not crossed or rows[other] < rows[one]


# The axes


@pytest.mark.parametrize(("span", "most", "step"), [(60, 10, 10), (60, 20, 5), (95, 8, 20), (3, 8, 1), (800, 10, 100), (12, 8, 2)])
def test_the_scale_has_sensible_steps(span: float, most: float, step: float) -> None:
    assert step_for(span, most) == step


def test_ages_are_stepped_by_months_and_years() -> None:
    assert [step_for(span, 8, ages=True) for span in (20, 40, 90, 5000)] == [3, 6, 12, 1000]


def test_the_scale_holds_every_band_and_the_average_range() -> None:
    scale = scale_for(chart_of(scores(60, 70)), 10)
    assert (scale.low, scale.high) == (50, 115)
    assert scale.ticks == (50, 60, 70, 80, 90, 100, 110)
    assert scale.middle == 100


def test_the_middle_of_an_odd_range_is_on_the_scale_too() -> None:
    scale = scale_for(chart_of(scores(8, 9, band=1), average=(6.5, 13)), 10)
    assert scale.middle == 9.75
    assert 9.75 in scale.ticks
    assert 10 not in scale.ticks


def test_counts_do_not_go_below_nothing_and_per_cents_not_above_all() -> None:
    assert scale_for(chart_of(scores(0, 2, band=None), average=None), 10).low == 0
    scale = scale_for(chart_of(scores(100, 99, band=None), average=None, unit="%"), 10)
    assert scale.high == 100
    assert scale.low < 100
    assert scale.words(95) == "95%"
    assert scale_for(chart_of(scores(104, band=None), average=None, unit="%"), 10).high > 104
    assert scale_for(chart_of(scores(-3, band=None), average=None), 10).low < -3


def test_ages_are_written_as_ages() -> None:
    laid = lay(chart_of(scores(70, 90, band=None), average=None, unit=MONTHS_OF_AGE))
    assert "6:00" in laid.words
    assert "Age in years:months" in laid.words


def test_the_scale_says_what_it_counts() -> None:
    chart = chart_of(scores(3, 4, band=None), average=None, unit="times in five weekdays")
    assert "Times in five weekdays" in lay(chart).words
    assert "Points" in lay(replace(chart, unit="points")).words


@pytest.mark.parametrize(("years", "room", "first"), [
    (0.6, 700, ["Sep", "Oct"]), (2, 600, ["Sep", "Jan"]), (4, 500, ["Sep", "Sep"]), (14, 300, ["Sep", "Sep"]),
])  # fmt: skip
def test_days_are_marked_by_month_term_or_year_as_fits(years: float, room: float, first: list[str]) -> None:
    days = Days(first=date(2021, 8, 25).toordinal(), last=date(2021, 8, 25).toordinal() + 365 * years)
    marked = ticks_for(days, room, 70)
    assert [day.strftime("%b") for day in marked[:2]] == first
    assert all((b - a).days * room / (days.last - days.first) >= 70 for a, b in pairwise(marked))


def test_where_not_even_months_fit_one_is_marked_all_the_same() -> None:
    days = days_for([date(2026, 5, 1)])
    assert ticks_for(days, 100, 70) == (date(2026, 4, 1),)


@given(st.lists(st.dates(date(1, 1, 1), date(9999, 12, 31)), min_size=1, max_size=3))
def test_some_day_is_always_marked_however_far_apart_the_days_are(days: list[date]) -> None:
    axis = days_for(days)
    assert all(0 < axis.share(day) < 1 for day in days)
    found = ticks_for(axis, 400, 60)
    assert found == tuple(sorted(found))


# Parts of the picture


def test_only_the_middle_of_the_average_range_is_a_dark_line() -> None:
    laid = lay(chart_of(scores(90, 110)))
    dark = [shape for shape in laid.shapes if isinstance(shape, Line) and shape.ink == "text"]
    assert len(dark) == 1
    assert sum(isinstance(shape, Rect) and shape.ink == "sunken" for shape in laid.shapes) == 1


def test_the_average_range_is_said_inside_it() -> None:
    assert "Average range, 85 to 115" in lay(chart_of(scores(70, 75))).words


def test_words_that_a_line_would_run_through_are_said_under_the_picture() -> None:
    crowded = [scores(*(86 + 3 * n for _ in range(12)), name=f"Test {n}", apart=30) for n in range(10)]
    assert "Average range, 85 to 115: between the dotted lines" in " ".join(lay(chart_of(*crowded), 600).words)


def test_words_stand_over_the_pale_line_of_a_day_where_they_must() -> None:
    series = scores(100, 100, 100, 100, first=date(2024, 9, 1), apart=200)
    laid = lay(chart_of(series, *(replace(series, name=f"Test {n}") for n in range(2))), 420)
    assert any(words.startswith("Average range") for words in laid.words)


def test_a_single_score_is_a_marker_with_its_band_and_no_line() -> None:
    laid = lay(chart_of(scores(84)))
    assert [len(shape.edges) for shape in laid.shapes if isinstance(shape, Band)] == [1]
    assert not [shape for shape in laid.shapes if isinstance(shape, Line) and shape.ink.startswith("series")]


def test_a_band_stops_where_a_score_has_none() -> None:
    one, two = scores(80, 82, 84, 86), Point(day=date(2025, 1, 8), value=82)
    gap = replace(one, points=(one.points[0], two, *one.points[2:]))
    assert [len(shape.edges) for shape in lay(chart_of(gap)).shapes if isinstance(shape, Band)] == [1, 2]
    assert not [shape for shape in lay(chart_of(scores(80, 82, band=None))).shapes if isinstance(shape, Band)]


def test_different_tests_are_never_joined_and_each_has_its_own_sign() -> None:
    laid = lay(chart_of(scores(80, 84), scores(90, 92, name="Test B", first=date(2025, 9, 1))))
    lines = [shape for shape in laid.shapes if isinstance(shape, Line) and shape.ink.startswith("series")]
    assert [(line.ink, line.dash, len(line.points)) for line in lines] == [("series1", "solid", 2), ("series2", "dashed", 2)]
    signs = [sign_of(number) for number in range(10)]
    assert len({(sign.kind, sign.filled) for sign in signs}) == 10
    assert len({(sign.kind, sign.dash) for sign in signs}) == 10


def test_a_test_without_scores_is_left_out() -> None:
    assert "Test B" not in lay(chart_of(scores(80), Series(name="Test B", points=()))).words


def test_names_stand_beside_a_wide_picture_and_below_a_narrow_one() -> None:
    chart = chart_of(scores(80, 84), began=tuple(Began(day=date(2024, 10, 1) + timedelta(days=n), name=f"Group {n}") for n in range(28)))
    assert "Group 0" in lay(chart).words
    narrow = lay(chart, 200).words
    assert {"A", "Z", "AA", "AB"} <= set(narrow)
    assert "A: Group 0, Tue 1 Oct 2024" in narrow
    assert max(text.baseline for text in texts(lay(chart, 200)) if text.words == "84, likely 80 to 88") > 200


def test_a_width_too_small_for_any_picture_is_drawn_as_the_least() -> None:
    assert lay(chart_of(scores(80)), 20).width == 14 * 12


def test_the_picture_grows_with_the_text() -> None:
    chart = chart_of(scores(80, 84))
    large = lay_out(chart, 1400, lambda words, role: 2 * measure(words, role), body=28, caption=24)
    assert large.height == pytest.approx(2 * lay(chart, 700).height, abs=2)


@pytest.mark.parametrize(("planned", "delivered", "sign"), [(10, 9, "done"), (10, 8.9, "soon"), (20, 15, "soon"), (100, 74, "late"), (0, 3, "")])
def test_a_sign_says_that_too_little_was_delivered(planned: float, delivered: float, sign: str) -> None:
    bar = PairedBar(name="Group", planned=planned, delivered=delivered, words="figures")
    assert state_of(bar) == sign
    icons = [shape for shape in lay(DeliveryChart(title="Term", bars=(bar,))).shapes if isinstance(shape, Icon)]
    assert [icon.name for icon in icons] == ([sign] if sign else [])
    assert all(icon.ink != "late" for icon in icons)  # red is for lateness only


def test_more_than_was_planned_is_filled_beyond_the_outline() -> None:
    laid = lay(DeliveryChart(title="Term", bars=(PairedBar(name="Group", planned=4, delivered=5, words="5 of 4 h"),)))
    filled, outline = (shape.width for shape in laid.shapes if isinstance(shape, Rect))
    assert filled == pytest.approx(outline * 5 / 4)


def test_a_chart_of_nothing_but_noughts_is_drawn() -> None:
    laid = lay(CountChart(title="Needs", bars=(CountBar(name="SLCN", count=0), CountBar(name="SEMH", count=0))))
    assert not [shape for shape in laid.shapes if isinstance(shape, Rect)]
    assert laid.words == ("SLCN", "0", "SEMH", "0")


def test_a_bar_of_a_share_is_drawn_as_that_share_of_the_whole() -> None:
    half = CountBar(name="England", count=50, words="50%")
    alone, of_all = (lay(CountChart(title="In time", bars=(half,), whole=whole)) for whole in (0, 100))
    wide, narrow = (next(shape.width for shape in laid.shapes if isinstance(shape, Rect)) for laid in (alone, of_all))
    assert narrow == pytest.approx(wide / 2)


def test_each_bar_knows_its_row_its_words_and_what_a_press_opens() -> None:
    laid = lay(CountChart(title="Needs", bars=(CountBar(name="SLCN", count=12, key="SLCN"), CountBar(name="SEMH", count=7, key="SEMH"))))
    assert [(stop.words, stop.key) for stop in laid.stops] == [("SLCN: 12", "SLCN"), ("SEMH: 7", "SEMH")]
    below = laid.stops[1]
    assert laid.stop_at(below.x + 5, below.y + 5) == 1
    assert laid.stop_at(below.x + 5, laid.height + 50) == -1


def test_of_two_points_under_the_mouse_the_nearer_is_meant() -> None:
    stops = (Stop(x=0, y=0, width=20, height=20, words="one"), Stop(x=8, y=0, width=20, height=20, words="two"))
    laid = Laid(width=40, height=40, shapes=(), stops=stops)
    assert [laid.stop_at(x, 10) for x in (9, 17)] == [0, 1]


def test_points_say_their_test_and_day_and_what_began_follows_them() -> None:
    laid = lay(chart_of(scores(84), began=(Began(day=date(2024, 10, 1), name="Group"),)))
    assert [stop.words for stop in laid.stops] == ["Test A, Tue 10 Sep 2024: 84, likely 80 to 88", "Group began Tue 1 Oct 2024"]


def test_long_figures_stand_under_their_bar() -> None:
    words = "eighteen of twenty-four sessions were given as planned, the others fell out"
    laid = lay(DeliveryChart(title="Term", bars=(PairedBar(name="Group", planned=24, delivered=18, words=words),)), 420)
    bar = next(shape for shape in laid.shapes if isinstance(shape, Rect))
    figures = [text for text in texts(laid) if text.role == "strong"]
    assert " ".join(text.words for text in figures) == words
    assert all(text.baseline > bar.y + bar.height for text in figures)


def test_a_word_longer_than_a_line_is_broken_and_not_lost() -> None:
    setting = Setting(width=100, measure=measure)
    lines = setting.wrapped("a donaudampfschifffahrt b", "caption", 40)
    assert "".join(lines).replace(" ", "") == "adonaudampfschifffahrtb"
    assert all(measure(line, "caption") <= 40 for line in lines)
    assert setting.line("body") == 14 * LEADING


@pytest.mark.parametrize(
    ("end", "touches"), [((20.0, 20.0), True), ((0.0, 20.0), False), ((20.0, 0.0), False), ((4.0, 4.0), False), ((0.0, 0.0), False)],
)
def test_a_line_crosses_a_box_or_passes_it(end: tuple[float, float], touches: bool) -> None:
    assert crosses(((0, 0), end), (5, 5, 15, 15)) is touches


@pytest.mark.parametrize("chart", [
    chart_of(), chart_of(Series(name="Test", points=())), DeliveryChart(title="Term", bars=()), CountChart(title="Needs", bars=()),
], ids=["no test", "no score", "no provision", "no count"])  # fmt: skip
def test_a_chart_without_data_says_so(chart: Chart) -> None:
    assert not has_data(chart)
    assert has_data(chart_of(scores(84)))
