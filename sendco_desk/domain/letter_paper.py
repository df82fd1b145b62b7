"""A letter as it stands on paper, whatever it is made into: its head, its day, whom it goes to, and its paragraphs."""

from dataclasses import dataclass
from datetime import date

BULLET = "•"
"""The mark of an entry in a list that is not numbered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of words in one manner; a line break in it is meant."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, a heading, or an entry of a list, which has its ``mark`` and stands in by its ``depth``."""

    spans: tuple[Span, ...]
    heading: bool = False
    mark: str = ""
    depth: int = 0

    @property
    def text(self) -> str:
        """Its words without their manner."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPaper:
    """Everything that stands on a letter. No pupil is named outside ``blocks``; ``case`` is what its further pages are called by.

    ``head`` is the sender's name and how to reach it, ``day`` the day ``on`` in words, ``to`` the lines of the address, ``references`` what
    each side calls the matter.
    """

    head: tuple[str, ...]
    on: date
    day: str
    to: tuple[str, ...]
    references: tuple[str, ...]
    subject: str
    blocks: tuple[Block, ...]
    case: str
