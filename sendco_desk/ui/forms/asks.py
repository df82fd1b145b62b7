"""What a form asks about a record, said as values: the fields in order, how each is asked, and what stands beside what."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from sendco_desk.services.desk import Desk

Options = Callable[[Desk, UUID | None], Mapping[str, str]]
"""Choices that depend on the notebook: the pupil's documents, the school's staff."""
HOW = frozenset({"line", "prose", "day", "moment", "number", "hours", "pounds", "choice", "record", "tick", "ticks"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One field of a form.

    ``how``: a `line` or `prose` of words, a `day`, a `moment`, a whole `number`, `hours` (kept as minutes), `pounds` (kept as pence), a
    `choice` of a code, a `record` chosen by its id, a `tick`, or several `ticks`. Fields of one ``row`` stand beside one another, in the
    given ``share`` of its width. ``use`` names the phrase bank's part for prose; ``sentence`` is what a day says when it is missing, and
    the words beside a tick.
    """

    name: str
    label: str
    how: str = "line"
    options: Mapping[str, str] | Options | None = None
    none: str = ""
    hint: str = ""
    ghost: str = ""
    lines: int = 3
    row: str = ""
    share: int = 1
    use: str = ""
    sentence: str = ""

    def __post_init__(self) -> None:
        if self.how not in HOW:
            raise ValueError(f"{self.name}: there is no asking by {self.how}")
