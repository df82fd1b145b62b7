"""All pages a pack makes itself: laid out first, so that every page number is known, then drawn in one go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sendco_desk.packs import fonts
from sendco_desk.packs.pages_contents import Entry, Kind, contents_rows, cover_rows, running_order
from sendco_desk.packs.pages_draw import LinkBox, Pen
from sendco_desk.packs.pages_flow import Cell, LaidPage, Para, Row, paginate
from sendco_desk.packs.pages_ink import FOOT_SIZE, GREY, Style
from sendco_desk.packs.pages_manifest import manifest_rows, refused_rows, strip_rows
from sendco_desk.packs.pages_parts import part_rows
from sendco_desk.packs.paper_rows import Place
from sendco_desk.packs.plan import PackPlan
from sendco_desk.packs.source import Converted
from sendco_desk.packs.stamping import side_margin

STRIP_MARGIN = 36.0
_STRIP_ABOVE, _STRIP_BELOW = 14.0, 12.0
_FOOT = Style(fonts.REGULAR, FOOT_SIZE, 10, GREY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The whole pack on paper: for each entry of the running order its first page and how many it takes."""

    order: tuple[Entry, ...]
    laid: Mapping[int, tuple[LaidPage, ...]]
    firsts: Mapping[int, int]
    counts: Mapping[int, int]

    @property
    def total(self) -> int:
        """The pages of the finished pack."""
        return sum(self.counts.values())


def lay_out(plan: PackPlan, converted: Sequence[Converted], fingerprint: str) -> Layout:
    """Set every generated page and number the whole pack."""
    order = running_order(plan, converted)
    laid = {key: paginate(rows) for key, entry in enumerate(order) if (rows := _rows(plan, order, entry, fingerprint))}
    counts = {key: _count(entry, laid.get(key, ())) for key, entry in enumerate(order)}
    firsts = _firsts(counts)
    last = len(order) - 1
    laid[last] = paginate(manifest_rows(order, firsts))
    return Layout(order=order, laid=laid, firsts=firsts, counts={**counts, last: len(laid[last])})


def _rows(plan: PackPlan, order: Sequence[Entry], entry: Entry, fingerprint: str) -> tuple[Row, ...]:
    match entry.kind:
        case Kind.COVER:
            return (*cover_rows(plan, fingerprint), *contents_rows(order))
        case Kind.GENERATED if entry.generated is not None:
            return part_rows(entry.generated, plan.on, _places(order))
        case Kind.REFUSED:
            return tuple(refused_rows(entry))
        case _:
            return ()


def _places(order: Sequence[Entry]) -> dict[UUID, Place]:
    """Where each document of the pack that words can lead to stands; the first place, where one is in it twice."""
    found: dict[UUID, Place] = {}
    for key, entry in enumerate(order):
        if entry.kind is Kind.DOCUMENT and entry.converted is not None and entry.item is not None and entry.item.key is not None:
            found.setdefault(entry.item.key, Place(key, entry.converted.pages))
    return found


def _count(entry: Entry, laid: tuple[LaidPage, ...]) -> int:
    if entry.kind is Kind.DOCUMENT and entry.converted is not None:
        return entry.converted.pages
    return len(laid)


def _firsts(counts: Mapping[int, int]) -> dict[int, int]:
    """The page each entry begins on; a part begins where its first entry does."""
    firsts, page = {}, 1
    for key, count in counts.items():
        firsts[key] = page
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


def draw(layout: Layout, plan: PackPlan, widths: Mapping[int, float]) -> Drawn:
    """Draw every generated page, then the footer's name and a title strip for each document as wide as its first page."""
    pen = Pen(plan.title, layout.firsts)
    starts = {}
    for key, pages in layout.laid.items():
        starts[key] = pen.page
        for page in pages:
            pen.draw_page(page)
    text_pages = pen.page
    stamp_width = fonts.width(plan.stamp, FOOT_SIZE) + 1
    pen.draw_slip(_stamp_slip(plan.stamp), stamp_width, 10)  # drawn even when empty: it carries the font of the page numbers
    strips = {key: (pen.page, _draw_strip(pen, layout.order[key], layout.firsts[key], width)) for key, width in widths.items()}
    return Drawn(
        pdf=pen.finish(),
        starts=starts,
        stamp=text_pages if plan.stamp else None,
        stamp_width=stamp_width,
        strips=strips,
        text_pages=text_pages,
        links=tuple(pen.links),
    )


def _stamp_slip(stamp: str) -> LaidPage:
    return paginate([Row(cells=(Cell(paras=(Para(text=stamp or "Page", style=_FOOT),), width=10_000),))])[0]


def _draw_strip(pen: Pen, entry: Entry, first: int, width: float) -> float:
    """Draw one strip and say how high it is; the margin is the one its page's footer has."""
    margin = side_margin(width, STRIP_MARGIN)
    (page,) = paginate(strip_rows(entry, first, width - 2 * margin), 10_000)
    height = page[-1].laid.height + _STRIP_ABOVE + _STRIP_BELOW
    pen.draw_slip(page, width, height, left=margin, down=_STRIP_ABOVE)
    return height
