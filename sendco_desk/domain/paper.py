"""A printed page as plain data: what the PDF, the Word file and the evidence pack are all drawn from, so that none says what another does not."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sendco_desk.domain.charts import Chart


@dataclass(frozen=True, slots=True, kw_only=True)
class Leads:
    """Where words lead: a page of a document of the notebook, an entry of the story, or ``part``, one of the parts a pack makes itself.

    In a pack it is a link to that very page, to that of the chronology with the entry, or to the first of the part; elsewhere it is not drawn.
    """

    document: UUID | None = None
    page: int = 1
    part: str = ""

    @property
    def to(self) -> UUID | str:
        """What it leads to, by what that is known by."""
        return self.document if self.document is not None else self.part


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Some words in one weight. ``added`` and ``deleted`` mark a proposed change: bold and underlined, struck through.

    ``quiet`` is the small grey of what stands under something and belongs to it.
    """

    text: str
    bold: bool = False
    quiet: bool = False
    added: bool = False
    deleted: bool = False
    leads: Leads | None = None


Runs = tuple[Run, ...]


def said(text: str) -> Runs:
    """Plain words as runs."""
    return (Run(text=text),)


def text_of(runs: Runs) -> str:
    """The words of runs without their weights."""
    return "".join(run.text for run in runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading inside the paper: level 1 is a part of it, 2 a part of that."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Words across the page. ``quiet`` is the small grey of notes and sources; ``keeps`` holds it with what follows."""

    runs: Runs
    quiet: bool = False
    keeps: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """Points one under another, with numbers where ``numbered``."""

    points: tuple[Runs, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Labels with what belongs to them, in two columns; ``keeps`` holds them with what follows."""

    rows: tuple[tuple[str, Runs], ...]
    keeps: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table. ``caption`` says what it holds; ``shares`` are the widths of its columns in relation to one another.

    Columns whose numbers are in ``figures`` stand at the right. ``total`` marks the last row as a sum.
    """

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Runs, ...], ...]
    shares: tuple[float, ...]
    figures: frozenset[int] = frozenset()
    total: bool = False

    def __post_init__(self) -> None:
        if not len(self.heads) == len(self.shares) or any(len(row) != len(self.heads) for row in self.rows):
            raise ValueError(f"{self.caption}: a row or the widths do not fit the heads")


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A chart. It says itself what it shows, and is followed by its table where the figures are not all on it.

    ``table`` is False where a table beside it tells the same figures already.
    """

    chart: Chart
    table: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A picture as the bytes of a PNG or JPEG, no wider than ``width`` in millimetres, and what it shows in words."""

    content: bytes
    alt: str
    width: float = 40.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A box with a title of its own, such as one part of a one-page profile."""

    title: str
    blocks: "tuple[Block, ...]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Panels:
    """Boxes in so many columns, filled row by row."""

    panels: tuple[Panel, ...]
    columns: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPage:
    """What follows begins on a page of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignHere:
    """Lines to be signed by hand, each with whose it is."""

    names: tuple[str, ...]


Block = Heading | Paragraph | Listed | Facts | Grid | Drawn | Photo | Panels | NewPage | SignHere


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A whole printed form.

    ``school`` is its head, ``about`` the lines under the title (whose it is, for which day), ``foot`` what stands at the foot of every
    page beside the page number. ``easy_read`` doubles the room and sets it in 14 point; ``one_page`` promises exactly one page of A4.
    """

    title: str
    school: str
    about: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    foot: str = ""
    landscape: bool = False
    easy_read: bool = False
    one_page: bool = False
    costed: bool = False
    """Whether it says what something costs the school: such a paper is not kept where everybody who opens the notebook can read it."""


def words_of(paper: Paper) -> Iterator[str]:
    """Every word on it, in reading order: for checks that nothing is lost and that a font has every letter."""
    yield paper.school
    yield paper.title
    yield from paper.about
    for block in paper.blocks:
        yield from block_words(block)
    yield paper.foot


def block_words(block: Block) -> Iterator[str]:
    """Every word of a block."""
    match block:
        case Heading(text=text):
            yield text
        case Paragraph(runs=runs):
            yield text_of(runs)
        case Listed(points=points):
            yield from map(text_of, points)
        case Facts(rows=rows):
            for label, runs in rows:
                yield label
                yield text_of(runs)
        case Grid():
            yield block.caption
            yield from block.heads
            yield from (text_of(cell) for row in block.rows for cell in row)
        case Drawn(chart=chart):
            yield chart.said()
        case Photo(alt=alt):
            yield alt
        case Panels(panels=panels):
            for panel in panels:
                yield panel.title
                for inner in panel.blocks:
                    yield from block_words(inner)
        case SignHere(names=names):
            yield from names
        case _:
            return  # a new page has no words
