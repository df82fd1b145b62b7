"""Puts laid pages on paper with reportlab, and remembers where on them the contents can be pressed."""

import io
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import reportlab.rl_config

from sendco_desk.packs import fonts
from sendco_desk.packs.embedded_font import Canvas
from sendco_desk.packs.pages_flow import LaidPage, LaidRow, Line, Placed, Span, leader_line, word_width
from sendco_desk.packs.pages_ink import FOOTER, GREY, HAIR, INK, MARGIN, PAGE_HEIGHT, PAGE_WIDTH, TEXT_WIDTH, TOP, Style, draw_icon
from sendco_desk.packs.pages_marks import Path

reportlab.rl_config.useA85 = 0  # the streams are bytes; spelling them out as letters makes them a quarter longer

Rect = tuple[float, float, float, float]
_DRAWN_HEIGHT = PAGE_HEIGHT - FOOTER


@dataclass(frozen=True, slots=True)
class LinkBox:
    """Where on which drawn page a contents row may be pressed, and the entry it leads to, so many pages into it.

    ``marks`` lead to the element of the tagged PDF that it belongs to.
    """

    page: int
    rect: Rect
    target: int
    within: int = 0
    marks: Path = ()


@dataclass(slots=True)
class Pen:
    """Draws page after page into one PDF and remembers where its links are. ``elsewhere`` are entries in another volume, with its number."""

    title: str
    firsts: Mapping[int, int]
    stream: io.BytesIO = field(default_factory=io.BytesIO)
    page: int = 0
    links: list[LinkBox] = field(default_factory=list)
    width: float = TEXT_WIDTH
    height: float = _DRAWN_HEIGHT
    above: float = TOP
    elsewhere: Mapping[int, int] = field(default_factory=dict)
    canvas: Any = field(init=False)
    _ink: tuple[float, float, float] | None = None

    def __post_init__(self) -> None:
        fonts.register(fonts.REGULAR)
        self.canvas = Canvas(self.stream, pagesize=(PAGE_WIDTH, _DRAWN_HEIGHT), invariant=1, pageCompression=1, initialFontName=fonts.REGULAR)
        self.canvas.tells_words = False
        self.canvas.setTitle(self.title)

    def draw_page(self, laid: LaidPage) -> None:
        """One page of text, to be lengthened by its footer later."""
        self.canvas.setPageSize((PAGE_WIDTH, _DRAWN_HEIGHT))
        for placed in laid:
            self._row(placed)
        self._turn()

    def draw_slip(self, laid: LaidPage, width: float, height: float, *, left: float = 0.0, down: float = 0.0) -> None:
        """A page of just this size for pieces that are set into other pages."""
        self.canvas.setPageSize((width, height))
        for placed in laid:
            self._words(placed.laid, left, height - down - placed.top)
        self._turn()

    def finish(self) -> bytes:
        """The PDF of all pages drawn."""
        self.canvas.save()
        return self.stream.getvalue()

    def _fill(self, style: Style) -> None:
        """Take up the style's ink, unless the pen has it already."""
        if style.ink != self._ink:
            self.canvas.setFillColorRGB(*style.ink)
            self._ink = style.ink

    def _turn(self) -> None:
        self.canvas.showPage()
        self._ink = None  # each page starts with black
        self.page += 1

    def _row(self, placed: Placed) -> None:
        laid, top = placed.laid, self.height - self.above - placed.top
        foot = top - laid.height
        for x, width in laid.row.boxes:
            self._box(MARGIN + x, foot, width, laid.height)
        self._words(laid, MARGIN, top)
        if laid.row.rule:
            self._mark(())
            self._rule(MARGIN, foot - laid.row.after / 2, self.width, laid.row.rule)
        if laid.row.target is not None and laid.row.target not in self.elsewhere:
            self.links.append(LinkBox(self.page, (MARGIN, foot, MARGIN + TEXT_WIDTH, top), laid.row.target, marks=laid.row.marks))

    def _words(self, laid: LaidRow, left: float, top: float) -> None:
        for number, (cell, lines) in enumerate(zip(laid.row.cells, laid.cells, strict=True)):
            for line in lines:
                self._ornaments(line, left + cell.x, top)
                self._line(line, left + cell.x, cell.width, top)
                if line.para.leader and line.last:
                    self._leader(laid, number, line, left, top)
        if laid.row.page_style and laid.row.target is not None:
            self._page_number(laid, laid.row.page_style, top)

    def _line(self, line: Line, left: float, width: float, top: float) -> None:
        para, style = line.para, line.para.style
        if para.drawn is not None:
            self._mark(para.marks)
            para.drawn.draw(self.canvas, left + para.inset, top - line.top)
            self._ink = None
            return
        if para.spans:
            self._spans(line, left, width, top)
            return
        alone = line.first and line.last
        to_left = fonts.is_right_to_left(para.text) and not (alone and not fonts.is_right_to_left(para.text[::-1]))  # a name before English words
        right = para.right or (to_left and not alone)  # a name stays where names stand
        x = left + width - word_width(line.text, style.font, style.size) if right else left + para.inset
        self._mark(para.marks)
        self._fill(style)
        self._text(x, top - line.baseline, line.text, style, to_left=to_left)

    def _spans(self, line: Line, left: float, width: float, top: float) -> None:
        """Words of several kinds one after another; those read from right to left begin at the right edge."""
        para, y = line.para, top - line.baseline
        said = [replace(span, text=self._page_of(span)) if span.numbered else span for span in line.spans]
        length = sum(span.width for span in said)
        if said and not para.to_left:  # the blank at the end of a line is read, not seen; read from right to left it is out of the way
            length -= said[-1].width - replace(said[-1], text=said[-1].text.rstrip(" ")).width
        x = left + width - length if para.right else left + para.inset
        for span in reversed(said) if para.to_left else said:
            self._mark(span.marks or para.marks)
            self._fill(span.style)
            self._text(x, y, span.text, span.style, to_left=para.to_left)
            if span.underlined:
                self._rule(x, y - span.style.size * 0.14, span.width, 0.6, span.style.ink)
            if span.struck:
                self._rule(x, y + span.style.size * 0.3, span.width, 0.6, span.style.ink)
            x += span.width
        if not para.to_left:
            self._lead(line, said, left + para.inset, top)

    def _text(self, x: float, y: float, text: str, style: Style, *, to_left: bool = False) -> None:
        fonts.draw(self.canvas, x, y, text, style.size, style.font, to_left=to_left)

    def _mark(self, marks: Path) -> None:
        """Begin what ``marks`` lead to; a pen whose pages are not tagged does nothing."""

    def _page_of(self, span: Span) -> str:
        return f"page\xa0{self.firsts[span.target] + span.page - 1}" if span.target is not None else ""

    def _lead(self, line: Line, said: list[Span], x: float, top: float) -> None:
        """Remember where words that lead somewhere can be pressed: those that stand on one line with the number they lead to."""
        start: float | None = None
        for number, span in enumerate(said):
            if span.target is None:
                start = None
            elif start is None or (number and said[number - 1].numbered):
                start = x
            x += span.width
            if start is not None and span.numbered and span.target is not None and span.target not in self.elsewhere:
                right = x - 2.5  # what stands close after the number is not part of it, neither to the finger nor to a checker
                self.links.append(LinkBox(self.page, (start, top - line.bottom, right, top - line.top), span.target, span.page - 1, span.marks))

    def _box(self, x: float, y: float, width: float, height: float) -> None:
        """The frame of a panel."""
        self._mark(())
        self.canvas.setStrokeColorRGB(*HAIR)
        self.canvas.setLineWidth(0.75)
        self.canvas.roundRect(x, y, width, height, 4)

    def _ornaments(self, line: Line, left: float, top: float) -> None:
        """The sign before the words, the stroke through them, the bar beside them."""
        para, y = line.para, top - line.baseline
        if (para.icon and line.first) or (para.struck and line.text) or para.barred:
            self._mark(())
        if para.icon and line.first:
            draw_icon(self.canvas, para.icon, left + para.indent, y - 0.8)
        if para.struck and line.text:
            length = word_width(line.text, para.style.font, para.style.size)
            self._rule(left + para.inset, y + para.style.size * 0.3, length, 0.6, para.style.ink)
        if para.barred:
            self._rule(left + para.indent - 8, top - line.bottom, para.style.leading, 1.0, GREY, upright=True)

    def _page_number(self, laid: LaidRow, style: Style, top: float) -> None:
        text = self._number_of(laid)
        self._mark(laid.row.marks)
        self._fill(style)
        x = MARGIN + TEXT_WIDTH - word_width(text, style.font, style.size)
        fonts.draw(self.canvas, x, top - leader_line(laid.cells).baseline, text, style.size, style.font)

    def _number_of(self, laid: LaidRow) -> str:
        if laid.row.target is None:
            return ""
        volume = self.elsewhere.get(laid.row.target)
        return f"volume {volume}, page {self.firsts[laid.row.target]}" if volume else str(self.firsts[laid.row.target])

    def _leader(self, laid: LaidRow, number: int, line: Line, left: float, top: float) -> None:
        """Dots from the words to whatever stands next on the line; they sit on one grid, so that rows of dots stand in columns."""
        style = line.para.style
        start = left + laid.row.cells[number].x + line.para.inset + word_width(line.text, style.font, style.size) + 5
        start = 3.0 * (int(start / 3.0) + 1)
        end = left + self._leader_end(laid, number, style) - 5
        if end - start < 9:
            return
        self._mark(())
        self.canvas.saveState()
        self.canvas.setStrokeColorRGB(*GREY)
        self.canvas.setLineWidth(0.75)
        self.canvas.setLineCap(1)
        self.canvas.setDash([0, 3])
        self.canvas.line(start, top - line.baseline + 0.4, end, top - line.baseline + 0.4)
        self.canvas.restoreState()

    def _leader_end(self, laid: LaidRow, number: int, style: Style) -> float:
        for beside, lines in zip(laid.row.cells[number + 1 :], laid.cells[number + 1 :], strict=True):
            if lines and lines[0].text:
                beside_style = lines[0].para.style
                return beside.x + beside.width - word_width(lines[0].text, beside_style.font, beside_style.size)
        return TEXT_WIDTH - word_width(self._number_of(laid), style.font, style.size)

    def _rule(
        self, x: float, y: float, length: float, weight: float, ink: tuple[float, float, float] | None = None, *, upright: bool = False
    ) -> None:
        self.canvas.setStrokeColorRGB(*(ink or (INK if weight >= 0.8 else HAIR)))
        self.canvas.setLineWidth(weight)
        self.canvas.line(x, y, x + (0 if upright else length), y + (length if upright else 0))
