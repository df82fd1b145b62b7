"""The cards of charts that the parts of the tab Measures show: one a chart, kept while its chart changes."""

from collections.abc import Iterable

from PySide6.QtWidgets import QBoxLayout

from sendco_desk.domain.charts import ScoreChart
from sendco_desk.ui.screens.tab_parts import TabPart
from sendco_desk.ui.widgets.chart import ChartCard


def fill_charts(part: TabPart, into: QBoxLayout, charts: Iterable[ScoreChart], note: str = "") -> None:
    """Show these charts, one card each; a card that is there is given its new chart, so that nothing flickers."""
    shown = list(charts)
    for number, chart in enumerate(shown):
        there = into.itemAt(number)
        card = there.widget() if there is not None else None
        if isinstance(card, ChartCard):
            card.show_chart(chart, chart.title, note_of(chart, note))
        else:
            into.addWidget(ChartCard(part.look, chart.title, chart, note_of(chart, note)))
    while (left := into.takeAt(len(shown))) is not None:
        gone = left.widget()
        if gone is not None:
            gone.hide()
            gone.deleteLater()


def note_of(chart: ScoreChart, note: str) -> str:
    """What is said under a chart's title."""
    scale = {"Standard scores": "Mean 100, standard deviation 15.", "Percentiles": "How many in a hundred pupils of that age score lower."}
    known = next((words for title, words in scale.items() if chart.title.startswith(title)), "")
    banded = any(point.low is not None for line in chart.series for point in line.points)
    return " ".join(words for words in (known, note if banded else "", _began_words(chart)) if words)


def _began_words(chart: ScoreChart) -> str:
    return "An upright line marks the start of a provision." if chart.began else ""
