"""What the checks look at: the pages of a finished file with what is printed under each, read once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

import pikepdf

from sendco_desk.packs.joining import DOCUMENT, GENERATED, LATE, VOLUME
from sendco_desk.packs.stamping import STAMP_MARK
from sendco_desk.packs.visible import Matrix, Visible, for_bands, visible_of

_NUMBER = rb"(-?\d*\.?\d+(?:e-?\d+)?)"
_FRAME = re.compile(rb"q " + rb" ".join([_NUMBER] * 6) + rb" cm ")
_PAGE = rb"(Page (\d+[A-Z]*)(?: of (\d+)|, added [\d.]+))"
_SAID = re.compile(rb"/(\w+) " + _NUMBER + rb" Tf " + _NUMBER + rb" " + _NUMBER + rb" Td \(" + _PAGE + rb"\) Tj ET Q\s+EMC")
_WHO = re.compile(rb"/(\w+) Do ")
_CLIP = re.compile(rb"q " + rb" ".join([_NUMBER] * 4) + rb" re W n\s*$")
SPOTS = 8  # documents' pages drawn when only some are


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One line of the report: what was looked at, whether it holds, and how much of it."""

    name: str
    ok: bool
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Footer:
    """The band under a page as it is written in the file. ``total`` is 0 where it says instead that the page was added."""

    frame: Matrix
    said: str
    label: str
    total: int
    font: str
    size: float
    x: float
    y: float
    who: bool
    clip: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenPage:
    """One page: its place in the file, what it is called, what of it is visible, its footer (None where there is none of ours), what it is.

    ``late`` pages were added after the pack was sent.
    """

    number: int
    label: str
    obj: Any
    visible: Visible
    footer: Footer | None
    generated: bool
    document: int | None
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class VolumeSeen:
    """Which volume a file says it is, and how many pages it says all volumes have."""

    number: int
    of: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bookmark:
    """A bookmark, the page it leads to (None when to none), how deep it stands, and how high on the page it leads to."""

    title: str
    page: int | None
    depth: int
    top: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A finished file, open twice: its objects, and a second program that draws it.

    ``total`` is the pages that every page of the file says there are; what was added later is not counted in.
    """

    pdf: pikepdf.Pdf
    drawing: Any
    pages: tuple[SeenPage, ...]
    bookmarks: tuple[Bookmark, ...]
    numbers: Mapping[tuple[int, int], int]
    spot: bool
    volume: VolumeSeen | None = None
    total: int = 0
    _words: dict[int, Words] = field(default_factory=dict)
    _foot_fonts: dict[tuple[int, int], FootFont] = field(default_factory=dict)

    @property
    def generated(self) -> tuple[SeenPage, ...]:
        """The pages the pack made itself."""
        return tuple(page for page in self.pages if page.generated)

    def number_of(self, target: object) -> int | None:
        """The number of the page a destination leads to."""
        if isinstance(target, pikepdf.Array) and len(target) and isinstance(target[0], pikepdf.Dictionary):
            return self.numbers.get(target[0].objgen)
        return None

    def label_of(self, target: object) -> str | None:
        """What the page is called that a destination leads to."""
        number = self.number_of(target)
        return None if number is None else self.pages[number - 1].label

    @property
    def supplement(self) -> bool:
        """Whether the file holds nothing but pages that were added to a pack later."""
        return bool(self.pages) and all(page.late for page in self.pages)

    def words(self, page: SeenPage) -> Words:
        """What another program finds on a page when it draws it; looked up once."""
        if page.number not in self._words:
            self._words[page.number] = _words(self.drawing, page)
        return self._words[page.number]

    def foot_font(self, page: Any, name: str) -> FootFont | None:
        """The font of that name among a page's own; each looked at once."""
        resources = page.get("/Resources")
        fonts = resources.get("/Font") if isinstance(resources, pikepdf.Dictionary) else None
        font = fonts.get(name) if isinstance(fonts, pikepdf.Dictionary) else None
        if font is None:
            return None
        if not font.is_indirect:
            return _foot_font(font)
        if font.objgen not in self._foot_fonts:
            self._foot_fonts[font.objgen] = _foot_font(font)
        return self._foot_fonts[font.objgen]


@dataclass(frozen=True, slots=True, kw_only=True)
class FootFont:
    """The font of a footer: how wide each letter is, and whether the codes of the footer's letters are said to be those letters."""

    first: int
    widths: tuple[float, ...]
    plain: bool

    def length(self, words: str) -> float:
        """How wide the words are at size 1."""
        return sum(self.widths[ord(letter) - self.first] for letter in words) / 1000


def _foot_font(font: Any) -> FootFont:
    unicode = font.get("/ToUnicode")
    plain = isinstance(unicode, pikepdf.Stream) and _reads_plainly(unicode.read_bytes())
    return FootFont(first=int(font.FirstChar), widths=tuple(map(float, font.Widths)), plain=plain)


def _reads_plainly(mapping: bytes) -> bool:
    pairs = {(int(a, 16), int(b, 16)) for a, b in re.findall(rb"<([0-9A-Fa-f]{2})> <([0-9A-Fa-f]{4})>", mapping)}
    return all((ord(letter), ord(letter)) in pairs for letter in "Page of0123456789")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A row of the contents: what it says it leads to, the page it leads to, and the number printed at its right end."""

    said: str
    target: Any
    printed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of a page, those of its footer band, and its links; only the band for a page of a document."""

    all: str
    band: str
    links: tuple[Link, ...]


def _words(drawing: Any, page: SeenPage) -> Words:
    drawn = drawing[page.number - 1]
    words = drawn.get_textpage()
    try:
        height = page.footer.y + page.footer.size if page.footer else 24.0
        band = str(words.get_text_bounded(*_box(page.visible, page.visible.width, height)))
        if not page.generated:
            return Words(all="", band=band, links=())
        return Words(all=str(words.get_text_range()), band=band, links=tuple(_links(page, words)))
    finally:
        words.close()
        drawn.close()


def _box(seen: Visible, width: float, height: float) -> tuple[float, float, float, float]:
    """Left, bottom, right, top of the foot of a page as seen."""
    (x0, y0), (x1, y1) = seen.point(0, 0), seen.point(width, height)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _links(page: SeenPage, words: Any) -> Iterator[Link]:
    for annotation in page.obj.get("/Annots", ()):
        if str(annotation.get("/Subtype")) == "/Link":
            _, bottom, right, top = (float(value) for value in annotation.Rect)
            printed = words.get_text_bounded(left=right - 32, bottom=bottom, right=right + 2, top=top)  # the page number stands alone there
            yield Link(said=str(annotation.get("/Contents", "")), target=annotation.get("/Dest"), printed=str(printed))


def read(pdf: pikepdf.Pdf, drawing: Any, *, spot: bool) -> Reading:
    """Everything the checks need, each page looked at once."""
    objects = [page.obj for page in pdf.pages]
    pages = tuple(_seen(number, label, obj) for number, (label, obj) in enumerate(zip(_labels(pdf, len(objects)), objects, strict=True), 1))
    numbers = {page.obj.objgen: page.number for page in pages}
    volume = _volume(pdf)
    total = volume.total if volume else sum(not page.late for page in pages)
    bare = Reading(pdf=pdf, drawing=drawing, pages=pages, bookmarks=(), numbers=numbers, spot=spot, volume=volume, total=total)
    return replace(bare, bookmarks=tuple(_bookmarks(bare)))


def _labels(pdf: pikepdf.Pdf, count: int) -> list[str]:
    """What each page is called; nothing where the file does not say."""
    labels = pdf.Root.get("/PageLabels")
    if not isinstance(labels, pikepdf.Dictionary):
        return [""] * count
    found = labels.get("/Nums")
    if isinstance(found, pikepdf.Array) and len(found) == 2 and found[0] == 0 and isinstance(found[1], pikepdf.Dictionary):
        start = int(found[1].get("/St", 1))
        if found[1] in (pikepdf.Dictionary(S=pikepdf.Name.D), pikepdf.Dictionary(S=pikepdf.Name.D, St=start)):
            return [str(number) for number in range(start, start + count)]  # as nearly every pack has: told without asking page by page
    return [page.label for page in pdf.pages]


def _volume(pdf: pikepdf.Pdf) -> VolumeSeen | None:
    found = pdf.Root.get(VOLUME)
    if not isinstance(found, pikepdf.Dictionary):
        return None
    number, of, total = (int(found.get(key, 0)) for key in ("/Number", "/Of", "/Total"))
    return VolumeSeen(number=number, of=of, total=total)


def _seen(number: int, label: str, obj: Any) -> SeenPage:
    return SeenPage(
        number=number,
        label=label,
        obj=obj,
        visible=for_bands(visible_of(obj)),
        footer=_footer(obj),
        generated=GENERATED in obj,
        document=int(obj[DOCUMENT]) if DOCUMENT in obj else None,
        late=LATE in obj,
    )


def _footer(obj: Any) -> Footer | None:
    contents = obj.get("/Contents")
    first = contents[0] if isinstance(contents, pikepdf.Array) and len(contents) else contents
    if not isinstance(first, pikepdf.Stream):
        return None
    data = first.read_bytes()
    end = data.find(b"EMC") + 3
    frame, said, clip = _FRAME.search(data, 0, end), _SAID.search(data, 0, end), _CLIP.search(data)
    if not (data.startswith(STAMP_MARK) and frame and said and clip):
        return None
    return Footer(
        frame=tuple(map(float, frame.groups())),  # type: ignore[arg-type]
        said=said[5].decode(),
        label=said[6].decode(),
        total=int(said[7] or 0),
        font=f"/{said[1].decode()}",
        size=float(said[2]),
        x=float(said[3]),
        y=float(said[4]),
        who=_WHO.search(data, 0, end) is not None,
        clip=tuple(map(float, clip.groups())),
    )


def _bookmarks(reading: Reading) -> Iterator[Bookmark]:
    with reading.pdf.open_outline() as outline:
        try:
            waiting = [(item, 0) for item in reversed(outline.root)]
        except pikepdf.OutlineStructureError:
            return  # a ring of bookmarks; the checks will miss them all
        while waiting:
            item, depth = waiting.pop()
            yield Bookmark(title=str(item.title), page=reading.number_of(item.destination), depth=depth, top=_top_of(item.destination))
            waiting += [(child, depth + 1) for child in reversed(item.children)]


def _top_of(destination: Any) -> float | None:
    """How high on its page a destination is, where it says so in numbers."""
    if isinstance(destination, pikepdf.Array) and len(destination) > 3 and destination[1] == pikepdf.Name.XYZ and _is_number(destination[3]):
        return float(destination[3])
    return None


def _is_number(found: Any) -> bool:
    return isinstance(found, int | float | Decimal)


def counted(name: str, good: int, of: int, wrong: str = "") -> Check:
    """A check that holds when all of some things do, and there is at least one."""
    detail = f"{good} of {of}"
    if good != of and wrong:
        detail += f"; {wrong}"
    return Check(name=name, ok=good == of and of > 0, detail=detail)
