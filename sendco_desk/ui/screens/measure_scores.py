"""Scores: charts on top, under them each score as the paper gives it, with the age at the test, the other scale as arithmetic, and its source."""

from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from sendco_desk.domain.dates import shown
from sendco_desk.domain.measures import Measure
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.scores import interval_words
from sendco_desk.domain.support_codes import SCORE_KINDS
from sendco_desk.services.measuring import ScoreRow
from sendco_desk.ui.forms.form import open_form
from sendco_desk.ui.forms.measure_asks import measure_form
from sendco_desk.ui.messages import told
from sendco_desk.ui.models.rows import A_DAY, Column
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.measure_cards import fill_charts
from sendco_desk.ui.screens.record_list import RecordList
from sendco_desk.ui.screens.tab_parts import TabPart, latest_first
from sendco_desk.ui.widgets.layout import stack

SOURCE_KEY = "F4"
WHY = "Scores of tests and scales, as the papers give them: nothing is scored here. Add the first, and the paper it stands in."
NO_SOURCE = "No document is named as the source of this score: open it and choose one."


def score_words(measure: Measure) -> str:
    """`84, likely 80 to 88 (95%)`."""
    interval = interval_words(measure.low, measure.high, measure.likely_percent)
    return f"{measure.value}, likely {interval}" if interval else measure.value


def score_shown(measure: Measure) -> str:
    """`84 (80 to 88)`."""
    return f"{measure.value} ({measure.low} to {measure.high})" if measure.low else measure.value


class ScoresPart(TabPart):
    """The part Scores."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.rows: dict[UUID, ScoreRow] = {}
        self.charts = stack(gap=12)
        self.list: RecordList[Measure] = RecordList(
            room, "Scores", self._columns(), lambda record: measure_form(room, self.pupil, record), add="Add a score", why=WHY, strong="test",
            stretches="test", least=220, gives_way=("other", "source", "age", "given_by"), may_add=False,
            deeds=((f"Open the source ({SOURCE_KEY})", self.open_source), ("Same test again", self.again)),
        )
        self.lists, self.adds = (latest_first(self.list),), "Add a score"
        shortcut = QShortcut(QKeySequence(SOURCE_KEY), self, self.source_of_chosen)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.setLayout(stack(self.charts, self.list, gap=16))

    def _columns(self) -> tuple[Column[Measure], ...]:
        def told_by(name: str) -> Any:
            return lambda measure: getattr(self.rows[measure.id], name)

        return (
            Column(key="day", title="Date", shown=lambda m: shown(m.taken_on), sorts=lambda m: m.taken_on, holds=A_DAY, width=126),
            Column(key="test", title="Test and part", shown=lambda m: m.test_words),
            Column(key="kind", title="Kind", shown=lambda m: SCORE_KINDS[m.score_kind], width=90, snug=150),
            Column(key="score", title="Score (likely)", shown=score_shown, sorts=lambda m: m.number or 0.0, spoken=score_words, width=116, snug=160),
            Column(
                key="other", title="By arithmetic", shown=self._other, width=116, snug=140,
                spoken=lambda m: self.rows[m.id].equivalent or "No other scale",
            ),
            Column(key="age", title="Age at test", shown=told_by("short_age"), spoken=told_by("age"), width=92),
            Column(key="given_by", title="Given by", shown=lambda m: m.given_by, width=80, snug=180),
            Column(key="source", title="Source", shown=told_by("source"), width=72, snug=130),
            Column(key="access", title="Exam access", shown=lambda m: "Evidence" if m.exam_access else "", width=92, hidden=True),
        )

    def _other(self, measure: Measure) -> str:
        return self.rows[measure.id].equivalent.partition(" by arithmetic")[0].replace("Standard score", "Score")

    def fill(self) -> None:
        """Show the charts and the table."""
        measuring = self.room.desk.measuring
        found = [row for group in measuring.scores(self.pupil) for row in group.rows]
        self.rows = {row.measure.id: row for row in found}
        levels = sorted({row.measure.likely_percent for row in found if row.measure.low})
        bands = f"Bands are {' and '.join(f'{level}%' for level in levels)} confidence."
        fill_charts(self, self.charts, measuring.charts(self.pupil), bands)
        self.list.put([row.measure for row in found])

    def source_of_chosen(self) -> None:
        """F4: the page that the chosen score stands on."""
        measure = self.list.table.current()
        if measure is not None:
            self.open_source(measure)

    def open_source(self, measure: Measure) -> None:
        """Show the document at the page that is named as the source."""
        from sendco_desk.ui.source_view import show_source

        try:
            if measure.document is None:
                raise Refused(NO_SOURCE)
            show_source(self.room, measure.document, measure.page)
        except Refused as failure:
            if (message := told(failure)) is not None:
                self.room.say(message)

    def again(self, measure: Measure) -> None:
        """A new score of the same test."""
        open_form(self.room, measure_form(self.room, self.pupil, like=measure))
