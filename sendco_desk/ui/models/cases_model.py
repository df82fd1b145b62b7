"""What the tables of cases and of packs that were sent show, and how the filters narrow the cases."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QObject

from sendco_desk.domain.casework import Submission
from sendco_desk.domain.codes import CHANNELS, said
from sendco_desk.domain.dates import shown, shown_moment
from sendco_desk.services.casework import CaseRow
from sendco_desk.services.today import chip
from sendco_desk.ui.models.rows import A_DAY, Column, RowsModel

OPEN, CLOSED, ALL = "open", "closed", "all"
STANDINGS = {OPEN: "Open", CLOSED: "Closed", ALL: "All"}
OVER = ("Final plan issued", "Withdrawn", "Pupil left", "Moved area", "Plan ceased")
"""Stages at which a case is over once nobody owes a step. A refusal is not one: an appeal may follow."""


CASE_GIVES_WAY = ("council", "received", "stage", "step")
SENT_GIVES_WAY = ("sha", "council", "pages", "number", "receipt")
"""The columns that go first where there is no room for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """A case as the table shows it, with the word and state of the chip of its next step."""

    row: CaseRow
    chip: tuple[str, str] | None
    over: bool

    @property
    def due(self) -> date | None:
        """The day of the next step."""
        return self.row.next_step.due if self.row.next_step else None


def line_of(row: CaseRow, on: date) -> CaseLine:
    """A case as it stands on a day."""
    over = row.request.closed_on is not None or (row.next_step is None and row.stage in OVER)
    waits = ("Needs a date", "waiting") if row.received_on is None and not over else None
    return CaseLine(row=row, chip=chip(row.next_step, on) if row.next_step else waits, over=over)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFilter:
    """What the cases are narrowed by. An empty stage passes all."""

    standing: str = OPEN
    stage: str = ""

    def keeps(self, line: CaseLine) -> bool:
        """Whether a case is shown."""
        standing = self.standing == ALL or line.over == (self.standing == CLOSED)
        return standing and self.stage in ("", line.row.stage)


def stages(lines: Iterable[CaseLine]) -> dict[str, str]:
    """The stages that any case is at, to narrow by."""
    return {stage: stage for stage in sorted({line.row.stage for line in lines})}


CASE_COLUMNS: tuple[Column[CaseLine], ...] = (
    Column(key="pupil", title="Pupil", width=170, shown=lambda line: line.row.pupil.known_name, sorts=lambda line: line.row.pupil.sorting_name),
    Column(key="council", title="Council", width=172, shown=lambda line: line.row.request.authority),
    Column(key="stage", title="Stage", width=160, shown=lambda line: line.row.stage),
    Column(
        key="received", title="Received", width=132, holds=A_DAY, shown=lambda line: shown(line.row.received_on) if line.row.received_on else "",
        sorts=lambda line: line.row.received_on or date.max,
        spoken=lambda line: shown(line.row.received_on) if line.row.received_on else "The day of receipt is not known",
    ),
    Column(
        key="step", title="Next step", width=220, shown=lambda line: line.row.next_step.title if line.row.next_step else "",
        spoken=lambda line: line.row.next_step.title if line.row.next_step else "Nobody owes a step now",
    ),
    Column(
        key="due", title="Due", width=132, holds=A_DAY,
        shown=lambda line: shown(line.due) if line.due else "", sorts=lambda line: line.due or date.max,
        spoken=lambda line: shown(line.due) if line.due else "No day is due",
    ),
    Column(
        key="chip", title="State", width=126, shown=lambda line: line.chip[0] if line.chip else "", sorts=lambda line: line.due or date.max,
        spoken=lambda line: line.chip[0] if line.chip else "Nothing to wait for",
    ),
)


class CasesModel(RowsModel[CaseLine]):
    """The table of cases."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(CASE_COLUMNS, lambda line: line.row.request.id, parent)
        self.filter = CaseFilter()

    def choose(self, chosen: CaseFilter) -> None:
        """Narrow the cases."""
        self.filter = chosen
        self.narrow(chosen.keeps)


@dataclass(frozen=True, slots=True, kw_only=True)
class SentLine:
    """A pack that was sent, as a table shows it."""

    submission: Submission
    pupil: str
    council: str
    receipt: str


def _when(line: SentLine) -> datetime:
    return line.submission.sent_at


SENT_COLUMNS: tuple[Column[SentLine], ...] = (
    Column(key="number", title="No.", width=52, shown=lambda line: str(line.submission.number), sorts=lambda line: line.submission.number),
    Column(key="when", title="Sent", width=184, shown=lambda line: shown_moment(line.submission.sent_at), sorts=_when),
    Column(key="pupil", title="Pupil", width=160, shown=lambda line: line.pupil),
    Column(key="council", title="To", width=160, shown=lambda line: line.council),
    Column(key="channel", title="How", width=116, shown=lambda line: said(CHANNELS, line.submission.channel)),
    Column(key="pages", title="Pages", width=64, shown=lambda line: str(line.submission.pages), sorts=lambda line: line.submission.pages),
    Column(
        key="sha", title="SHA-256", width=108, shown=lambda line: f"{line.submission.pack_sha256[:10]}…",
        spoken=lambda line: f"SHA-256 {line.submission.pack_sha256}",
    ),
    Column(key="receipt", title="Receipt", width=140, shown=lambda line: line.receipt, spoken=lambda line: line.receipt or "No receipt kept"),
)


class SentModel(RowsModel[SentLine]):
    """The table of packs that were sent."""

    def __init__(self, parent: QObject | None = None, *, leave_out: tuple[str, ...] = ()) -> None:
        super().__init__([c for c in SENT_COLUMNS if c.key not in leave_out], lambda line: line.submission.id, parent)
