"""What is known of a pack that was sent, as plain data: read in a worker, asked everywhere."""

from dataclasses import dataclass
from datetime import date

from sendco_desk.packs.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class SentDocument:
    """A document of the pack: its number in the contents, its pages by name (none where it was left out), and the hash of its file.

    ``title`` is empty where the manifest of locked files keeps it back.
    """

    number: int
    title: str
    first: str
    pages: tuple[str, ...]
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SentPart:
    """A part that the pack was made with. ``words`` are all that stands on its pages, page numbers of this pack left out."""

    title: str
    first: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SentPack:
    """A finished pack, or a volume of one. ``labels`` name its pages in order; ``contents_end`` is the place of the last page of its contents.

    ``total`` is the number of pages that its footers tell of, all volumes taken together; ``volume`` is 0 where the pack is one file.
    ``files`` says that it went as numbered files in a ZIP; of those only the first archive holds the ``parts``, and where it is not to be
    had there are no ``labels``.
    """

    title: str
    labels: tuple[str, ...]
    contents_end: int
    total: int
    documents: tuple[SentDocument, ...]
    parts: tuple[SentPart, ...]
    volume: int = 0
    volumes: int = 0
    files: bool = False

    @property
    def last(self) -> bool:
        """Whether the pack ends in this file: false for a volume that is not the last."""
        return str(self.total) in self.labels


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """The packs that were sent for the case of a plan, the latest first: ``files`` with the numbers and days of their sending."""

    files: tuple[Source, ...]
    numbers: tuple[int, ...]
    days: tuple[date, ...]
    hashes: tuple[tuple[str, str], ...] = ()
    """The keys of the plan's documents, as text, with the hashes of their files."""
    hushed: tuple[str, ...] = ()
    """Words that are blacked out now, the longest first: titles of then are told without them."""
    unnamed: tuple[str, ...] = ()
    """Hashes of files that are held back now: they are not named, though they were sent once."""
