"""Charts as plain data: what they say in words, and their tables."""

from datetime import date

from sendco_desk.domain.charts import Began, CountBar, CountChart, DeliveryChart, PairedBar, Point, ScoreChart, Series, age_words

SCORES = ScoreChart(
    title="Reading scores", average=(85, 115), began=(Began(day=date(2025, 11, 3), name="Reading group"),),
    series=(
        Series(name="Test A", points=(Point(day=date(2025, 9, 10), value=78, low=72, high=84), Point(day=date(2026, 3, 10), value=84))),
        Series(name="Test B", points=(Point(day=date(2026, 3, 10), value=101),)),
    ),
)  # fmt: skip


def test_a_score_says_the_band_in_which_the_true_one_is_likely_to_lie() -> None:
    assert Point(day=date(2026, 3, 10), value=84, low=80, high=88).words == "84, likely 80 to 88"
    assert Point(day=date(2026, 3, 10), value=84.5).words == "84.5"
    assert Point(day=date(2026, 3, 10), value=1, shown_as="<1", low=0, high=3).words == "<1, likely 0 to 3"


def test_half_a_band_is_not_told() -> None:
    assert Point(day=date(2026, 3, 10), value=84, low=80).words == "84"


def test_an_age_says_its_band_as_ages() -> None:
    assert Point(day=date(2026, 3, 10), value=76, shown_as="6:04", low=70, high=83).words == "6:04, likely 5:10 to 6:11"
    assert age_words(72) == "6:00"


def test_a_score_chart_says_every_score_what_began_and_the_average_range() -> None:
    assert SCORES.said() == (
        "Reading scores. Test A: Wed 10 Sep 2025 78, likely 72 to 84; Tue 10 Mar 2026 84. Test B: Tue 10 Mar 2026 101. "
        "Reading group began Mon 3 Nov 2025. The average range is 85 to 115."
    )


def test_a_score_chart_without_an_average_range_says_nothing_of_one() -> None:
    chart = ScoreChart(title="Attendance", series=(Series(name="Attendance", points=(Point(day=date(2026, 3, 10), value=91),)),), unit="%")
    assert chart.said() == "Attendance. Attendance: Tue 10 Mar 2026 91."


def test_the_table_of_scores_has_a_row_for_each() -> None:
    heads, rows = SCORES.table()
    assert heads == ("Test", "Date", "Score")
    assert rows[0] == ("Test A", "Wed 10 Sep 2025", "78, likely 72 to 84")
    assert len(rows) == 3


def test_planned_and_delivered_are_said_with_the_reason() -> None:
    chart = DeliveryChart(title="This term", unit="hours", bars=(
        PairedBar(name="Practice", planned=24, delivered=18, words="18 of 24 h, 75%", why="adult away"),
        PairedBar(name="Group", planned=0, delivered=0, words="not planned"),
    ))  # fmt: skip
    assert chart.said() == "This term. Practice: 18 of 24 h, 75%: adult away. Group: not planned."
    heads, rows = chart.table()
    assert heads == ("Provision", "Planned hours", "Delivered hours", "In words")
    assert rows[0] == ("Practice", "24", "18", "18 of 24 h, 75%: adult away")
    assert [bar.part for bar in chart.bars] == [0.75, 0.0]


def test_counts_are_said_with_their_names() -> None:
    bars = (CountBar(name="SLCN", count=12), CountBar(name="SEMH", count=7, words="7 (a third)"))
    chart = CountChart(title="Primary needs", what="Need", bars=bars)
    assert chart.said() == "Primary needs. SLCN 12; SEMH 7 (a third)."
    assert chart.table() == (("Need", "Pupils"), (("SLCN", "12"), ("SEMH", "7 (a third)")))
