"""Lays a chart out: one picture for the window and for paper, in whatever unit the width and the type are given."""

from dataclasses import replace
from math import ceil

from sendco_desk.domain.charting.bars import lay_bars
from sendco_desk.domain.charting.scores import lay_scores
from sendco_desk.domain.charting.setting import Measure, Setting
from sendco_desk.domain.charting.shapes import Laid
from sendco_desk.domain.charts import Chart, ScoreChart

LEAST = 14.0
"""Captions across that a picture needs: in less it is drawn this wide all the same."""


def has_data(chart: Chart) -> bool:
    """Whether there is anything to draw; a screen shows its empty sentence instead where there is not."""
    return any(one.points for one in chart.series) if isinstance(chart, ScoreChart) else bool(chart.bars)


def lay_out(chart: Chart, width: float, measure: Measure, *, body: float = 14.0, caption: float = 12.0) -> Laid:
    """All places of a chart that has data. ``measure`` says how wide words are in the roles body, strong and caption."""
    setting = Setting(width=max(width, LEAST * caption), measure=measure, body=body, caption=caption)
    laid = lay_scores(chart, setting) if isinstance(chart, ScoreChart) else lay_bars(chart, setting)
    return replace(laid, height=float(ceil(laid.height)))
