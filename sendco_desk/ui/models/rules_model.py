"""What the table of rules shows of a rule: its number and title, whose step it is, how long, what it rests on and how sure we are of it."""

from PySide6.QtCore import QObject

from sendco_desk.services.rulebook import CONFIDENCES, Wanted, owner_of, standing_of
from sendco_desk.statute.rule import Rule
from sendco_desk.statute.rules import RULES
from sendco_desk.ui.models.rows import Column, RowsModel

ORDER = {id(rule): place for place, rule in enumerate(RULES)}
"""Where each rule stands in the book, which is the order of their numbers."""
SURE = ("low", "medium", "high")
RULES_GIVE_WAY = ("standing", "owner", "period")
"""Columns that go, one after another, where there is no room for all."""
SHORT_CONFIDENCE = {"high": "High", "medium": "Medium", "low": "Low"}

COLUMNS: tuple[Column[Rule], ...] = (
    Column(key="number", title="Number", width=84, shown=lambda rule: rule.id, sorts=lambda rule: ORDER[id(rule)], holds="TRB-09g"),
    Column(key="title", title="Rule", width=200, shown=lambda rule: rule.title),
    Column(key="owner", title="Owed by", width=100, shown=owner_of),
    Column(key="period", title="How long", width=92, shown=lambda rule: rule.period),
    Column(key="standing", title="Rests on", width=128, shown=standing_of, spoken=lambda rule: rule.status),
    Column(
        key="confidence", title="Confidence", width=98, shown=lambda rule: SHORT_CONFIDENCE[rule.confidence],
        sorts=lambda rule: SURE.index(rule.confidence), spoken=lambda rule: CONFIDENCES[rule.confidence],
    ),
)


class RulesModel(RowsModel[Rule]):
    """The table of rules."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(COLUMNS, lambda rule: (rule.id, rule.since), parent)
        self.filter = Wanted()

    def choose(self, wanted: Wanted) -> None:
        """Narrow to what was typed and chosen."""
        self.filter = wanted
        self.narrow(wanted.keeps)
