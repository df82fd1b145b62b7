"""What the case page's tables show: what happened with its proof, and the steps of the law with their state."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject

from sendco_desk.domain.dates import shown
from sendco_desk.services.casework import EventRow
from sendco_desk.services.wording import owner
from sendco_desk.statute.milestones import Milestone, State
from sendco_desk.statute.rule import OwedBy
from sendco_desk.ui.models.rows import A_DAY, Column, RowsModel
from sendco_desk.ui.widgets.timeline_facts import step_chip

EVENT_COLUMNS: tuple[Column[EventRow], ...] = (
    Column(key="when", title="When", width=132, holds=A_DAY, shown=lambda row: shown(row.event.on), sorts=lambda row: row.event.on),
    Column(key="what", title="What happened", width=240, shown=lambda row: row.title),
    Column(
        key="proof", title="Proof", width=160, shown=lambda row: row.proof.title if row.proof else "",
        spoken=lambda row: f"Shown by {row.proof.title}" if row.proof else "No document shows it yet",
    ),
)


class EventsModel(RowsModel[EventRow]):
    """The events of a case."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(EVENT_COLUMNS, lambda row: row.event.id, parent)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """A step of the law as the table shows it on a day. ``waits`` says that the day it is counted from is looked for now."""

    milestone: Milestone
    on: date
    waits: bool = True

    @property
    def chip(self) -> tuple[str, str]:
        """The word and the state of its chip."""
        return step_chip(self.milestone, self.on, self.waits)

    @property
    def begun(self) -> bool:
        """Whether anything can be said of it yet: a day, something done, something missing that is looked for now."""
        step = self.milestone
        return self.waits or step.start is not None or step.state is not State.UNKNOWN


def who_words(step: Milestone) -> str:
    """Who owes a step, in the fewest words: `Council`, `School`, `Parent`."""
    said = {OwedBy.LOCAL_AUTHORITY: "Council", OwedBy.PARENT: "Parent", OwedBy.ADVICE_GIVER: "Service", OwedBy.MEDIATION_ADVISER: "Adviser"}
    return said.get(step.owed_by) or owner(step, "")


STEP_COLUMNS: tuple[Column[StepLine], ...] = (
    Column(key="step", title="Step", width=170, shown=lambda line: line.milestone.short, spoken=lambda line: line.milestone.title),
    Column(key="who", title="Owed by", width=70, holds="Health body", shown=lambda line: who_words(line.milestone)),
    Column(
        key="due", title="Due", width=124, holds=A_DAY, shown=lambda line: shown(line.milestone.due) if line.milestone.due else "",
        sorts=lambda line: line.milestone.due or date.max,
        spoken=lambda line: shown(line.milestone.due) if line.milestone.due else "No day can be counted yet",
    ),
    Column(key="chip", title="State", width=108, shown=lambda line: line.chip[0], sorts=lambda line: line.milestone.due or date.max),
)


class StepsModel(RowsModel[StepLine]):
    """The steps of a case."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(STEP_COLUMNS, lambda line: line.milestone.key, parent)
