"""What simple pages are made of: paragraphs, tables, pictures and lines, as every reader of a foreign document hands them over."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of words in one manner."""

    text: str
    bold: bool = False
    italic: bool = False
    raised: bool = False
    struck: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A paragraph, a heading (``level`` above 0) or a list entry (with its ``mark``); ``tight`` stands close to the next.

    ``right`` stands it at the right, as numbers are in a column; ``quoted`` is how deep it is quoted in an e-mail.
    """

    spans: tuple[Span, ...]
    level: int = 0
    depth: int = 0
    mark: str = ""
    quiet: bool = False
    tight: bool = False
    right: bool = False
    quoted: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """A line kept in even columns, letter under letter."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture among the words, already upright and plain: a PNG or JPEG, and how large it stands in points."""

    content: bytes
    wide: float
    high: float
    described: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a table, and how many columns and rows it takes."""

    blocks: tuple["Block", ...]
    across: int = 1
    down: int = 1
    heading: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table. Its first ``heads`` rows are repeated on every page; ``size`` is the size of its letters, 0 for that of the text."""

    rows: tuple[tuple[Cell, ...], ...]
    heads: int = 0
    size: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The head of a letter or e-mail: labels in one column and their lines in the other. ``quoted`` is how deep it is quoted."""

    rows: tuple[tuple[str, tuple[str, ...]], ...]
    quoted: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A line across the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPage:
    """What follows starts on a page of its own, ``lying`` where it is broad."""

    lying: bool = False


Block = Words | Columns | Picture | Grid | Facts | Rule | NewPage


def words(text: str, *, level: int = 0, quiet: bool = False, tight: bool = False) -> Words:
    """A paragraph in one manner."""
    return Words(spans=(Span(text=text),), level=level, quiet=quiet, tight=tight)


def lines_of(blocks: Iterable[Block]) -> Iterator[str]:
    """The words of the blocks, a line for each paragraph, in the order they are read."""
    for block in blocks:
        if isinstance(block, Words):
            yield "".join(span.text for span in block.spans)
        elif isinstance(block, Columns):
            yield block.text
        elif isinstance(block, Facts):
            yield from (f"{label}: {line}" for label, lines in block.rows for line in lines)
        elif isinstance(block, Picture) and block.described:
            yield block.described
        elif isinstance(block, Grid):
            for row in block.rows:
                for cell in row:
                    yield from lines_of(cell.blocks)
