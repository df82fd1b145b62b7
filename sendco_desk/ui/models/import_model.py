"""What the preview of an import shows: each row of the file with what it would do to the notebook, in words."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from sendco_desk.ui.models.rows import Column, RowsModel

if TYPE_CHECKING:
    from sendco_desk.exchange.comparing import Preview, PreviewRow
    from sendco_desk.exchange.incoming import Problem

KINDS = {
    "new": ("New", "done"), "changed": ("Changed", "info"), "unchanged": ("Unchanged", "planned"), "suggestion": ("To decide", "waiting"),
    "cannot_read": ("Cannot read", "soon"),
}
"""What would become of a row: its word and the state whose chip it wears."""
ORDER = ("suggestion", "cannot_read", "changed", "new", "unchanged")
"""What needs a person stands first."""

SHOWN = ("UPN", "Legal surname", "Legal forename", "Middle names", "Known surname", "Known forename")
"""What the table has a column for, or shows as the name."""


class PreviewLine:
    """One row of the preview, with the problems that the reader found in it."""

    __slots__ = ("problems", "row")

    def __init__(self, row: "PreviewRow", problems: "tuple[Problem, ...]") -> None:
        self.row, self.problems = row, problems

    @property
    def kind(self) -> str:
        """What would become of it."""
        return self.row.kind.value

    @property
    def chip(self) -> tuple[str, str]:
        """The word and the state of its chip."""
        return KINDS[self.kind]

    @property
    def told(self) -> str:
        """What would change, why it is held back, and what could not be read, in words."""
        changes = [
            f"{c.field}: {c.before} becomes {c.after}" if c.before else f"{c.field}: {c.after}" for c in self.row.changes
        ]
        said = [self.row.because] if self.row.because else []
        if self.kind == "new":
            changes = [f"{c.field}: {c.after}" for c in self.row.changes if c.field not in SHOWN]
        if self.kind in ("new", "changed") and changes:
            said.append("; ".join(changes) + ".")
        said += [f"{p.field}: {p.message}" if p.field else p.message for p in self.problems if p.message != self.row.because]
        return " ".join(said)


def lines_of(preview: "Preview") -> list[PreviewLine]:
    """The rows of a preview, those that need a person first."""
    problems: dict[int, list[Problem]] = {}
    for problem in preview.problems:
        problems.setdefault(problem.row, []).append(problem)
    lines = [PreviewLine(row, tuple(problems.get(row.row, ()))) for row in preview.rows]
    return sorted(lines, key=lambda line: (ORDER.index(line.kind), line.row.row))


def file_problems(preview: "Preview") -> list[str]:
    """What is to be said of the file as a whole."""
    rows = {row.row for row in preview.rows}
    return [*preview.warnings, *(p.message for p in preview.problems if p.row not in rows)]


def counts_of(lines: Iterable[PreviewLine]) -> dict[str, int]:
    """How many rows are of each kind."""
    counts = dict.fromkeys(KINDS, 0)
    for line in lines:
        counts[line.kind] += 1
    return counts


COLUMNS: tuple[Column[PreviewLine], ...] = (
    Column(key="row", title="Row", width=56, shown=lambda line: str(line.row.row or ""), sorts=lambda line: line.row.row),
    Column(key="name", title="Pupil", width=190, shown=lambda line: line.row.name, spoken=lambda line: line.row.name or "No name"),
    Column(key="upn", title="UPN", width=140, shown=lambda line: line.row.upn),
    Column(key="chip", title="Would be", width=128, shown=lambda line: line.chip[0], sorts=lambda line: ORDER.index(line.kind)),
    Column(
        key="told", title="What changes, or what is wrong", width=320, shown=lambda line: line.told,
        spoken=lambda line: line.told or "Nothing to say",
    ),
)


class ImportModel(RowsModel[PreviewLine]):
    """The table of the preview."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(COLUMNS, lambda line: line.row.row, parent)
