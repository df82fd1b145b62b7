"""What can be quoted on a delay timeline: the Story's entries of the late time, each ticked or not."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QObject

from sendco_desk.domain.codes import STORY_KINDS, said
from sendco_desk.domain.dates import shown
from sendco_desk.services.story import StoryLine
from sendco_desk.ui.models.rows import A_DAY, Column
from sendco_desk.ui.models.ticked import TickedModel


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteLine:
    """An entry of the late time, and whether it is quoted."""

    line: StoryLine
    on: bool

    @property
    def id(self) -> UUID:
        """The entry's id."""
        return self.line.entry.id

    @property
    def kind(self) -> str:
        """The code of what happened."""
        return self.line.entry.entry_kind

    @property
    def words(self) -> str:
        """What was written, on one line, with who was there."""
        entry = self.line.entry
        return " ".join(f"{entry.who}: {entry.words}".split()) if entry.who else " ".join(entry.words.split())


QUOTE_COLUMNS: tuple[Column[QuoteLine], ...] = (
    Column(
        key="in", title="Quote", width=66, holds="Quote", shown=lambda row: "", sorts=lambda row: not row.on,
        spoken=lambda row: "Quoted" if row.on else "Not quoted",
    ),
    Column(
        key="when", title="When", width=132, holds=A_DAY, shown=lambda row: shown(row.line.entry.happened_at.date()),
        sorts=lambda row: row.line.entry.happened_at,
    ),
    Column(key="kind", title="What", width=112, holds="Support given", shown=lambda row: said(STORY_KINDS, row.kind)),
    Column(key="words", title="Words", width=220, shown=lambda row: row.words),
)


class QuotesModel(TickedModel[QuoteLine]):
    """The entries, oldest first, each with a box to tick."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(QUOTE_COLUMNS, lambda row: row.id, parent)

    def chosen(self) -> tuple[UUID, ...]:
        """The entries that are quoted, those narrowed away included."""
        return tuple(row.id for row in self.everything if row.on)


def quote_lines(lines: Iterable[StoryLine], chosen: Iterable[UUID]) -> list[QuoteLine]:
    """A row for each entry."""
    wanted = set(chosen)
    return [QuoteLine(line=line, on=line.entry.id in wanted) for line in lines]


def kinds_of(rows: Iterable[QuoteLine]) -> dict[str, str]:
    """The kinds of entry among them."""
    present = {row.kind for row in rows}
    return {code: words for code, words in STORY_KINDS.items() if code in present}


def chosen_words(quoted: int, whole: int) -> str:
    """`3 of 14 quoted`."""
    return f"{quoted} of {whole} quoted"
