"""What is added to which pack that was sent, and what came of it, as plain facts."""

from dataclasses import dataclass
from datetime import date

from sendco_desk.packs.plan import PackItem
from sendco_desk.packs.source import Outcome, Source

AT_THE_END = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LateItem:
    """A document to add, and the page of the sent pack it goes after; ``AT_THE_END`` where the numbers go on instead."""

    item: PackItem
    after: str = AT_THE_END


@dataclass(frozen=True, slots=True, kw_only=True)
class LatePlan:
    """What is added to which pack. ``sent`` is the very file, with its password where it has one; ``number`` is the pack's number."""

    sent: Source
    number: int
    sent_on: date
    on: date
    items: tuple[LateItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A document that was added: its number in the pack, and what its pages are called."""

    title: str
    number: int
    labels: tuple[str, ...]
    outcome: Outcome
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LateMade:
    """The pack with what was added: its pages and hash, what is where; and the hash of the supplement, empty where none was asked for."""

    pages: int
    sha256: str
    sheet: tuple[str, ...]
    added: tuple[Added, ...]
    supplement_pages: int = 0
    supplement_sha256: str = ""

    @property
    def labels(self) -> tuple[str, ...]:
        """Every page that was added, the sheet before the documents."""
        return (*self.sheet, *(label for one in self.added for label in one.labels))
