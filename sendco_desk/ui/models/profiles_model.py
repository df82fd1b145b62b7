"""What the tables of council profiles show: every council with how much is verified, and one profile line by line."""

from dataclasses import dataclass

from PySide6.QtCore import QObject

from sendco_desk.authority.profile import Confidence
from sendco_desk.authority.saying import Standing
from sendco_desk.domain.dates import shown
from sendco_desk.services.profile_rows import ASKS, BLOCKS, FACTS, FORMS, ProfileLine
from sendco_desk.services.profile_states import ProfileState
from sendco_desk.ui.models.rows import A_DAY, Column, RowsModel

STANDINGS = {Standing.VERIFIED: "done", Standing.IN_PART: "info", Standing.UNVERIFIED: "waiting"}
"""How the standing of a profile is drawn; its words stand beside it."""
SURE = {Confidence.HIGH: "done", Confidence.MEDIUM: "info", Confidence.LOW: "soon", Confidence.UNVERIFIED: "waiting"}
"""How sure something is, as it is drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilLine:
    """A council's profile in the list; ``place`` counts in the order of the list."""

    state: ProfileState
    place: int = 0

    @property
    def chip(self) -> tuple[str, str]:
        """How much of it is verified."""
        standing = self.state.tally.standing
        return standing.value, STANDINGS[standing]

    @property
    def copy(self) -> str:
        """Whose copy is used."""
        if self.state.own is None:
            return "As it came"
        return "The school’s own; the app’s has changed" if self.state.newer else "The school’s own"


@dataclass(frozen=True, slots=True, kw_only=True)
class SureLine:
    """A line of a profile with its chip; ``place`` counts in the order of the profile."""

    line: ProfileLine
    place: int = 0

    @property
    def chip(self) -> tuple[str, str]:
        """How sure it is."""
        return self.line.mark, SURE[self.line.told.confidence]


def _day(row: CouncilLine) -> str:
    day = row.state.written.told.checked_on
    return shown(day) if day else "Never"


COUNCIL_COLUMNS: tuple[Column[CouncilLine], ...] = (
    Column(key="council", title="Profile", width=260, shown=lambda row: row.state.profile.name, sorts=lambda row: row.place),
    Column(key="chip", title="Standing", width=140, shown=lambda row: row.chip[0]),
    Column(key="verified", title="Verified", width=236, shown=lambda row: row.state.tally.short),
    Column(
        key="checked", title="Checked", width=130, holds=A_DAY, shown=_day,
        sorts=lambda row: str(row.state.written.told.checked_on or ""),
    ),
    Column(key="copy", title="Whose copy", width=150, shown=lambda row: row.copy),
)
COUNCIL_GIVES_WAY = ("copy", "checked", "verified")
LINE_COLUMNS: tuple[Column[SureLine], ...] = (
    Column(key="what", title="What", width=260, shown=lambda row: row.line.what, sorts=lambda row: row.place),
    Column(key="said", title="What is known", width=200, shown=lambda row: row.line.said, spoken=lambda row: row.line.said or "Nothing is known"),
    Column(key="whose", title="Of", width=140, holds="Council’s own ask", shown=lambda row: row.line.whose),
    Column(key="chip", title="How sure", width=120, shown=lambda row: row.chip[0]),
)
LINE_GIVES_WAY = {ASKS: ("said", "whose"), FACTS: ("whose", "said"), FORMS: ("whose", "said"), BLOCKS: ("whose", "said")}
"""What goes first where there is no room: of an ask it matters most whose it is."""


class CouncilsModel(RowsModel[CouncilLine]):
    """Every profile."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(COUNCIL_COLUMNS, lambda row: row.state.profile.id, parent)


class LinesModel(RowsModel[SureLine]):
    """One view of a profile."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(LINE_COLUMNS, lambda row: (row.line.view, row.line.key), parent)
