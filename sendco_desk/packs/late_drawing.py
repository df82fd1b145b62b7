"""Draws what late pages need: the sheet that says what was added, the title strips over the documents, and the font of the numbers at their feet."""

from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf

from sendco_desk.packs import fonts
from sendco_desk.packs.claims import ended_plainly
from sendco_desk.packs.pages import STRIP_MARGIN, Drawn, Layout
from sendco_desk.packs.pages_contents import Entry, Kind
from sendco_desk.packs.pages_flow import Cell, LaidPage, LaidRow, Para, Row, paginate
from sendco_desk.packs.pages_ink import FOOT_SIZE, GREY, Style
from sendco_desk.packs.pages_late import TITLE, Addition, late_strip_rows, sheet_rows
from sendco_desk.packs.pages_pen import TaggedPen
from sendco_desk.packs.pages_tags import entry_paths, tagged
from sendco_desk.packs.source import Converted
from sendco_desk.packs.stamping import LEAST_WIDTH, side_margin
from sendco_desk.packs.visible import band_width, visible_of

SHEET = 0
"""The place of the sheet in the running order of what is late; the documents follow it."""
_FOOT = Style(fonts.REGULAR, FOOT_SIZE, 10, GREY)
_STRIP_ABOVE, _STRIP_BELOW = 14.0, 12.0


@dataclass(slots=True)
class _LatePen(TaggedPen):
    """Writes the names of late pages, which may have letters, where other pens write a number."""

    labels: tuple[str, ...] = ()

    def _number_of(self, laid: LaidRow) -> str:
        return "" if laid.row.target is None else self.labels[laid.row.target]


def order_of(addition: Addition) -> tuple[Entry, ...]:
    """The sheet and the documents, as entries of a running order."""
    return (Entry(kind=Kind.GENERATED, title=addition.bookmark), *(one.entry for one in addition.entries))


def laid_sheet(addition: Addition) -> tuple[LaidPage, ...]:
    """The sheet on its pages."""
    return paginate(tagged(sheet_rows(addition), entry_paths(order_of(addition))[SHEET]))


def draw_late(addition: Addition, converted: Sequence[Converted]) -> tuple[Layout, Drawn]:
    """The late pages on paper, drawn afresh each time: a tree of tags grows while they are written into one file."""
    order, sheet = order_of(addition), laid_sheet(addition)
    paths = entry_paths(order)
    pen = _LatePen(TITLE, {}, labels=tuple(one.labels[0] for one in addition.entries))
    for path in paths:
        pen.tree.element(path)
    for page in sheet:
        pen.draw_page(page)
    text_pages = pen.page
    foot = paginate([Row(cells=(Cell(paras=(Para(text="Page", style=_FOOT),), width=10_000),))])[0]
    pen.draw_slip(foot, fonts.width("Page", FOOT_SIZE) + 1, 10)  # it carries the font of the page numbers
    strips = {}
    for key, (one, result) in enumerate(zip(addition.entries, converted, strict=True), SHEET + 1):
        width = _first_width(result)
        margin = side_margin(width, STRIP_MARGIN)
        (page,) = paginate(tagged(late_strip_rows(one, addition.on, width - 2 * margin), paths[key]), 10_000)
        height = page[-1].laid.height + _STRIP_ABOVE + _STRIP_BELOW
        strips[key] = (pen.page, height)
        pen.draw_slip(page, width, height, left=margin, down=_STRIP_ABOVE)
    counts = {SHEET: len(sheet)} | {key: len(one.labels) for key, one in enumerate(addition.entries, SHEET + 1)}
    layout = Layout(order=order, laid={SHEET: sheet}, firsts={}, counts=counts)
    drawn = Drawn(
        pdf=ended_plainly(pen.finish()), starts={SHEET: 0}, stamp=None, stamp_width=0.0, strips=strips, text_pages=text_pages,
        links=tuple(pen.links), tree=pen.tree,
    )
    return layout, drawn


def _first_width(converted: Converted) -> float:
    assert converted.pdf is not None
    if converted.first_width:
        return max(LEAST_WIDTH, band_width(converted.first_width))
    with pikepdf.open(converted.pdf) as pdf:
        return max(LEAST_WIDTH, band_width(visible_of(pdf.pages[0].obj).width))
