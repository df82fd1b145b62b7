"""All pages a pack makes itself: laid out first, so that every page number is known, then drawn in one go."""

import itertools
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sendco_desk.packs import fonts
from sendco_desk.packs.claims import ended_plainly
from sendco_desk.packs.letters import missing_in
from sendco_desk.packs.missing_letters import MissingLetters, missing_said
from sendco_desk.packs.pages_contents import Entry, Kind, contents_rows, cover_rows, front_rows, in_volumes, running_order
from sendco_desk.packs.pages_draw import LinkBox, Pen
from sendco_desk.packs.pages_flow import Cell, LaidPage, Para, Row, paginate
from sendco_desk.packs.pages_ink import FOOT_SIZE, GREY, Style
from sendco_desk.packs.pages_manifest import manifest_rows, refused_rows, strip_rows
from sendco_desk.packs.pages_marks import Path
from sendco_desk.packs.pages_parts import part_rows
from sendco_desk.packs.pages_pen import TaggedPen
from sendco_desk.packs.pages_shared import shared, together
from sendco_desk.packs.pages_tags import entry_paths, tagged
from sendco_desk.packs.pages_words import pages_said
from sendco_desk.packs.paper_tags import Tree
from sendco_desk.packs.places import NOWHERE, Place, Places
from sendco_desk.packs.plan import FRONT, Chronology, PackPlan
from sendco_desk.packs.source import Converted
from sendco_desk.packs.stamping import side_margin

STRIP_MARGIN = 36.0
_STRIP_ABOVE, _STRIP_BELOW = 14.0, 12.0
_FOOT = Style(fonts.REGULAR, FOOT_SIZE, 10, GREY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A pack on paper, or one volume of it: for each entry of the running order its first page and how many it takes.

    ``order`` and ``firsts`` are of the whole pack; ``laid`` and ``counts`` hold only what stands in this file. ``before`` are the pages
    in the volumes before it, ``whole`` those of all volumes; ``volume`` is 0 where the pack is one file. A part that stands under another
    one on its page has no page of its own; ``downs`` say how far down that page it begins.
    """

    order: tuple[Entry, ...]
    laid: dict[int, tuple[LaidPage, ...]]
    firsts: Mapping[int, int]
    counts: Mapping[int, int]
    before: int = 0
    whole: int = 0
    volume: int = 0
    volumes: int = 0
    missing: tuple[MissingLetters, ...] = ()
    downs: Mapping[int, float] = field(default_factory=dict)

    @property
    def entries(self) -> Iterator[tuple[int, Entry]]:
        """What stands in this file, each with its place in the running order."""
        return ((key, self.order[key]) for key in self.counts)

    @property
    def pages(self) -> int:
        """The pages of this file."""
        return sum(self.counts.values())

    @property
    def total(self) -> int:
        """The pages of the finished pack, as every page prints them."""
        return self.whole or self.pages

    def place(self, key: int) -> int:
        """The page of this file, counted from 1, on which an entry begins."""
        return self.firsts[key] - self.before

    def forget(self) -> None:
        """Let go of the rows, which are drawn: the pack may be long."""
        self.laid.clear()

    def titled(self, title: str) -> str:
        """The title, with which volume of it this is."""
        return f"{title}, volume {self.volume} of {self.volumes}" if self.volume else title


def lay_out(
    plan: PackPlan, converted: Sequence[Converted], fingerprint: str, breaks: Collection[int] = (), *, apart: bool = False,
) -> Layout:
    """Set every generated page and number the whole pack. ``breaks`` are the units (see ``in_volumes``) that begin a further volume.

    With ``apart`` no part stands under another one on its page.
    """
    order = running_order(plan, converted)
    if breaks:
        order = in_volumes(order, breaks)
    paths = entry_paths(order)
    stories = {key: paginate(tagged(_rows(plan, order, each, fingerprint), paths[key])) for key, each in enumerate(order) if _is_story(each)}
    places = _places(order, stories)
    rest = ((key, _rows(plan, order, entry, fingerprint, places)) for key, entry in enumerate(order) if key not in stories)
    laid = stories | {key: paginate(tagged(rows, paths[key])) for key, rows in rest if rows}
    waiting = [key for key, entry in enumerate(order) if entry.kind is Kind.MANIFEST or (breaks and entry.kind in (Kind.COVER, Kind.VOLUME))]
    if not (apart or breaks or plan.items) and not _standing(order, laid, _counts(order, laid), {}, plan.stamp)[1]:
        last = len(order) - 1
        laid[last] = paginate(tagged(tuple(manifest_rows(order, {}, 0)), paths[last]))  # without documents it says one sentence
        waiting.remove(last)
    under = {} if apart else shared(order, laid)
    counts = {key: 0 if key in under else count for key, count in _counts(order, laid).items()}
    standing: tuple[dict[int, int], tuple[MissingLetters, ...]] = ({}, ())
    while standing != (found := _standing(order, laid, counts, under, plan.stamp)):  # a longer number may need a further line
        standing = firsts, missing = found
        ranges = _ranges(order, firsts, sum(counts.values()))
        laid |= {key: paginate(tagged(_numbered_rows(plan, order, key, firsts, ranges, fingerprint, missing), paths[key])) for key in waiting}
        counts |= {key: len(laid[key]) for key in waiting}
    downs = {key: down for key, (_, down) in under.items()}
    drawn = dict(sorted(together(laid, under).items()))
    return Layout(order=order, laid=drawn, firsts=standing[0], counts=counts, missing=standing[1], downs=downs)


def _standing(
    order: Sequence[Entry], laid: Mapping[int, tuple[LaidPage, ...]], counts: Mapping[int, int], under: Collection[int], stamp: str
) -> tuple[dict[int, int], tuple[MissingLetters, ...]]:
    """Where everything begins, and which letters are missing on which pages."""
    firsts = _firsts(counts, under)
    return firsts, missing_in(order, laid, firsts, stamp)


def _ranges(order: Sequence[Entry], firsts: Mapping[int, int], total: int) -> tuple[str, ...]:
    """The pages of each volume."""
    starts = [firsts[key] for key, entry in enumerate(order) if entry.volume and (not key or order[key - 1].volume < entry.volume)]
    return tuple(pages_said(first, after - first) for first, after in itertools.pairwise([*starts, total + 1]))


def _numbered_rows(
    plan: PackPlan, order: Sequence[Entry], key: int, firsts: Mapping[int, int], ranges: Sequence[str], fingerprint: str,
    missing: Sequence[MissingLetters],
) -> tuple[Row, ...]:
    """A cover or manifest that says on which pages things stand."""
    volume = order[key].volume
    if order[key].kind is Kind.MANIFEST:
        return tuple(manifest_rows(order, firsts, volume, missing_said(missing, numbers=True)))
    return front_rows(cover_rows(plan, fingerprint, ranges, volume), contents_rows(order))


def _is_story(entry: Entry) -> bool:
    """Whether other parts lead to entries in it, so that it is laid first."""
    return isinstance(entry.generated, Chronology)


def _rows(
    plan: PackPlan, order: Sequence[Entry], entry: Entry, fingerprint: str, places: Places = NOWHERE
) -> tuple[Row, ...]:
    match entry.kind:
        case Kind.COVER if not entry.volume:
            return front_rows(cover_rows(plan, fingerprint), contents_rows(order))
        case Kind.GENERATED if entry.generated is not None:
            return part_rows(entry.generated, plan.on, places)
        case Kind.REFUSED:
            return tuple(refused_rows(entry))
        case _:
            return ()


def _places(order: Sequence[Entry], stories: Mapping[int, tuple[LaidPage, ...]]) -> dict[UUID | str, Place]:
    """Where all that words can lead to stands: documents, entries of the story, made parts; the first place, where one is in the pack twice."""
    found: dict[UUID | str, Place] = {}
    for key, pages in stories.items():
        for before, page in enumerate(pages):
            for row in (placed.laid.row for placed in page):
                if row.key is not None:
                    found.setdefault(row.key, Place(key, 1, before))
    for key, entry in enumerate(order):
        if entry.kind is Kind.COVER:
            found.setdefault(FRONT, Place(key, 1))
        if entry.generated is not None and entry.generated.key:
            found.setdefault(entry.generated.key, Place(key, 1))
        if entry.kind is Kind.DOCUMENT and entry.converted is not None and entry.item is not None and entry.item.key is not None:
            found.setdefault(entry.item.key, Place(key, entry.converted.pages))
    return found


def _counts(order: Sequence[Entry], laid: Mapping[int, tuple[LaidPage, ...]]) -> dict[int, int]:
    """The pages of each entry, as far as they are laid."""
    return {key: _count(entry, laid.get(key, ())) for key, entry in enumerate(order)}


def _count(entry: Entry, laid: tuple[LaidPage, ...]) -> int:
    if entry.kind is Kind.DOCUMENT and entry.converted is not None:
        return entry.converted.pages
    return len(laid)


def _firsts(counts: Mapping[int, int], under: Collection[int]) -> dict[int, int]:
    """The page each entry begins on; a heading begins where its first entry does, and what stands ``under`` another one where that ends."""
    firsts, page = {}, 1
    for key, count in counts.items():
        firsts[key] = page - (key in under)
        page += count
    return firsts


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """The generated pages as one PDF. ``starts`` says where an entry's pages begin in it; slips follow the pages."""

    pdf: bytes
    starts: Mapping[int, int]
    stamp: int | None
    stamp_width: float
    strips: Mapping[int, tuple[int, float]]
    text_pages: int
    links: tuple[LinkBox, ...]
    tree: Tree


def draw(layout: Layout, plan: PackPlan, widths: Mapping[int, float]) -> Drawn:
    """Draw every generated page, then the footer's name and a title strip for each document as wide as its first page."""
    elsewhere = {key: entry.volume for key, entry in enumerate(layout.order) if layout.volume != entry.volume}
    pen = TaggedPen(plan.title, layout.firsts, elsewhere=elsewhere)
    paths = entry_paths(layout.order)
    for key in layout.counts:
        pen.tree.element(paths[key])  # in the order of the pack, whatever is drawn first
    starts = {}
    for key, pages in layout.laid.items():
        starts[key] = pen.page
        for page in pages:
            pen.draw_page(page)
    text_pages = pen.page
    stamp_width = fonts.width(plan.stamp, FOOT_SIZE) + 1
    pen.draw_slip(_stamp_slip(plan.stamp), stamp_width, 10)  # drawn even when empty: it carries the font of the page numbers
    strips = {key: (pen.page, _draw_strip(pen, layout.order[key], layout.firsts[key], width, paths[key])) for key, width in widths.items()}
    return Drawn(
        pdf=ended_plainly(pen.finish()),
        starts=starts,
        stamp=text_pages if plan.stamp else None,
        stamp_width=stamp_width,
        strips=strips,
        text_pages=text_pages,
        links=tuple(pen.links),
        tree=pen.tree,
    )


def _stamp_slip(stamp: str) -> LaidPage:
    return paginate([Row(cells=(Cell(paras=(Para(text=stamp or "Page", style=_FOOT),), width=10_000),))])[0]


def _draw_strip(pen: Pen, entry: Entry, first: int, width: float, path: Path) -> float:
    """Draw one strip and say how high it is; the margin is the one its page's footer has."""
    margin = side_margin(width, STRIP_MARGIN)
    (page,) = paginate(tagged(strip_rows(entry, first, width - 2 * margin), path), 10_000)
    height = page[-1].laid.height + _STRIP_ABOVE + _STRIP_BELOW
    pen.draw_slip(page, width, height, left=margin, down=_STRIP_ABOVE)
    return height
