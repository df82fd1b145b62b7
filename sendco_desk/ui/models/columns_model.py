"""What the columns of a table seem to hold: as proposed, and as a person has put them right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sendco_desk.exchange.columns import Column

FOUND = {
    "heading": "from its heading", "contents": "from what its cells hold", "remembered": "as last time", "": "not recognised",
}
"""How a column's field was found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnLine:
    """One column: where it stands (from 0), its heading, samples, the field it feeds (empty for none) and how that was found."""

    index: int
    heading: str
    samples: tuple[str, ...]
    field: str
    found: str

    @property
    def name(self) -> str:
        """How the column is called: its heading, or its number where it has none."""
        return self.heading or f"Column {self.index + 1}"


def lines_of(columns: "Sequence[Column]") -> list[ColumnLine]:
    """The columns as proposed."""
    return [
        ColumnLine(index=c.index, heading=c.header, samples=c.samples, field=c.field, found=FOUND.get(str(c.confidence), "")) for c in columns
    ]


def chosen(lines: Sequence[ColumnLine], index: int, field: str) -> list[ColumnLine]:
    """The columns with one of them put right. A field is fed by one column: another that fed it lets go."""
    found = []
    for line in lines:
        if line.index == index:
            found.append(replace(line, field=field, found="as you chose"))
        elif field and line.field == field:
            found.append(replace(line, field="", found="let go, because you chose another column"))
        else:
            found.append(line)
    return found


def mapping(lines: Sequence[ColumnLine]) -> dict[int, str]:
    """Column to field, of those that feed one."""
    return {line.index: line.field for line in lines if line.field}


def missing(lines: Sequence[ColumnLine], titles: Mapping[str, str]) -> str:
    """What a table needs and none of its columns gives, in a sentence; empty where it can be read."""
    fields = {line.field for line in lines}
    named = "full_name" in fields or {"legal_surname", "legal_forename"} <= fields or "legal_surname" in fields
    if not named and "upn" not in fields:
        return f"Choose the column that holds the {titles.get('legal_surname', 'surname').lower()}, the whole name, or the UPN."
    return ""
