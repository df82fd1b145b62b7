"""What the tables of cases and of packs that were sent show, and how the filters narrow the cases."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from PySide6.QtCore import QObject

from sendco_desk.domain.casework import Submission
from sendco_desk.domain.codes import CASE_KINDS, CHANNELS, said
from sendco_desk.domain.dates import shown, shown_moment
from sendco_desk.services.casework import CaseRow
from sendco_desk.services.stages import SETTLED
from sendco_desk.services.wording import chip
from sendco_desk.ui.models.rows import A_DAY, Column, RowsModel

OPEN, CLOSED, ALL = "open", "closed", "all"
STANDINGS = {OPEN: "Open", CLOSED: "Closed", ALL: "All"}
SHORT_KINDS = {
    "request": "Request", "plan": "Plan", "annual_review": "Annual review", "phase_transfer": "Next phase", "consultation": "Consultation",
    "reassessment": "Re-assessment", "move": "Move", "appeal": "Appeal", "complaint": "Complaint", "records": "Records",
}
"""A kind of case in a column."""
CASE_GIVES_WAY = ("council", "received", "number", "stage", "step")
SENT_GIVES_WAY = ("sha", "council", "pages", "number", "receipt")
"""The columns that go first where there is no room for all."""
PACKED = ("request", "reassessment", "annual_review", "phase_transfer", "plan", "appeal", "complaint", "move")
"""Kinds of case from which a pack is made."""


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
    closed = row.case.closed_on is not None and row.case.closed_on <= on
    over = closed or (row.next_step is None and row.stage in SETTLED)
    waits = ("Needs a date", "waiting") if not over and (row.waits or row.received_on is None) else None
    return CaseLine(row=row, chip=chip(row.next_step, on) if row.next_step else waits, over=over)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFilter:
    """What the cases are narrowed by. An empty kind or stage passes all."""

    standing: str = OPEN
    kind: str = ""
    stage: str = ""

    def keeps(self, line: CaseLine) -> bool:
        """Whether a case is shown."""
        standing = self.standing == ALL or line.over == (self.standing == CLOSED)
        return standing and self.kind in ("", line.row.case.case_kind) and self.stage in ("", line.row.stage)


def stages(lines: Iterable[CaseLine]) -> dict[str, str]:
    """The stages that any case is at, to narrow by."""
    return {stage: stage for stage in sorted({line.row.stage for line in lines})}


def kinds(lines: Iterable[CaseLine]) -> dict[str, str]:
    """The kinds that any case is of, to narrow by, in the order in which they are offered."""
    present = {line.row.case.case_kind for line in lines}
    return {kind: title for kind, title in CASE_KINDS.items() if kind in present}


CASE_COLUMNS: tuple[Column[CaseLine], ...] = (
    Column(key="pupil", title="Pupil", width=170, shown=lambda line: line.row.pupil.known_name, sorts=lambda line: line.row.pupil.sorting_name),
    Column(key="number", title="No.", width=48, shown=lambda line: str(line.row.case.number), sorts=lambda line: line.row.case.number),
    Column(key="kind", title="Case", width=126, shown=lambda line: SHORT_KINDS[line.row.case.case_kind], spoken=lambda line: line.row.kind_words),
    Column(key="council", title="Council", width=172, shown=lambda line: line.row.case.authority),
    Column(key="stage", title="Stage", width=178, shown=lambda line: line.row.stage),
    Column(
        key="received", title="Counted from", width=132, holds=A_DAY, shown=lambda line: shown(line.row.received_on) if line.row.received_on else "",
        sorts=lambda line: line.row.received_on or date.max,
        spoken=lambda line: shown(line.row.received_on) if line.row.received_on else "The day it is counted from is not known",
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
        super().__init__(CASE_COLUMNS, lambda line: line.row.case.id, parent)
        self.filter = CaseFilter()

    def choose(self, chosen: CaseFilter) -> None:
        """Narrow the cases."""
        self.filter = chosen
        self.narrow(chosen.keeps)


@dataclass(frozen=True, slots=True, kw_only=True)
class SentLine:
    """A pack that was sent, as a table shows it; ``volume`` is which of its files this is, `2 of 3`, where it has several."""

    submission: Submission
    pupil: str
    council: str
    receipt: str
    volume: str = ""

    @property
    def number(self) -> str:
        """`3`, or `3, volume 2 of 3`."""
        return f"{self.submission.number}, volume {self.volume}" if self.volume else str(self.submission.number)


def volumes_of(sent: Iterable[Submission]) -> dict[UUID, str]:
    """Which of the files of its pack each submission is, `2 of 3`; only of packs that have several, which share a number."""
    packs: dict[int, list[UUID]] = {}
    for one in sent:
        packs.setdefault(one.number, []).append(one.id)
    return {key: f"{place} of {len(files)}" for files in packs.values() if len(files) > 1 for place, key in enumerate(files, 1)}


def _when(line: SentLine) -> datetime:
    return line.submission.sent_at


SENT_COLUMNS: tuple[Column[SentLine], ...] = (
    Column(
        key="number", title="No.", width=64, shown=lambda line: line.number.replace(" volume", ""), spoken=lambda line: f"Pack {line.number}",
        sorts=lambda line: line.submission.number,
    ),
    Column(key="when", title="Sent", width=204, shown=lambda line: shown_moment(line.submission.sent_at), sorts=_when),
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
