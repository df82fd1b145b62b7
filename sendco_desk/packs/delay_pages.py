"""The delay timeline on A4: head, picture drawn to scale, every date with its proof and source, who held the papers, what the record holds.

Made like the pack's own pages, but a whole file by itself: it has its own footer, title and language, and the same facts give the same bytes.
"""

import hashlib
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from sendco_desk import __version__
from sendco_desk.domain.dates import long_day, plain_day, shown
from sendco_desk.packs import fonts
from sendco_desk.packs.delay_drawing import draw_picture, draw_swatch
from sendco_desk.packs.delay_layout import lay_out
from sendco_desk.packs.delay_plan import DateRow, DelayPaper, DelayPicture, PaperHead, QuoteRow, ShareRow, TermRow
from sendco_desk.packs.joining import PRODUCER, identifier, xmp
from sendco_desk.packs.pages_draw import Pen
from sendco_desk.packs.pages_flow import Cell, LaidPage, Para, Row, broken, paginate
from sendco_desk.packs.pages_ink import (
    BODY,
    FOOT_SIZE,
    FOOTER,
    GREY,
    HAIR,
    HEADING,
    MARGIN,
    NAME,
    OVERLINE,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    TEXT_HEIGHT,
    TEXT_WIDTH,
    TOP,
    Style,
)

RAISED = 28.0
"""How much higher than on a pack's page the words begin."""
HEIGHT = TEXT_HEIGHT + RAISED
CELL = Style(fonts.REGULAR, 8, 10)
CELL_BOLD = Style(fonts.BOLD, 8, 10)
FINE = Style(fonts.REGULAR, 7.6, 9.8, GREY)
HEAD = Style(fonts.BOLD, 7.6, 10, GREY)
WORDS = Style(fonts.REGULAR, 8.5, 11.3)
ABOUT = Style(fonts.REGULAR, 9, 12.6, GREY)
LONG_NAME = Style(fonts.BOLD, 14, 19)
FOOT = Style(fonts.REGULAR, FOOT_SIZE, 10, GREY)
GAP = 8.0
DATE_WIDTHS = (22.0, 76.0, 154.0, 44.0, 106.0, TEXT_WIDTH - 402.0)
SPLIT_WIDTHS = (30.0, 186.0, 132.0, TEXT_WIDTH - 348.0)
Ornament = Callable[[Any, float, float], None]
"""Draws something that is not words, with the upper left corner of its row at a point of the page."""


@dataclass(slots=True)
class PaperPen(Pen):
    """Draws whole A4 pages, each with its footer; ``ornaments`` are drawn where their row came to stand."""

    stamp: str = ""
    total: int = 1
    ornaments: Mapping[int, Ornament] = field(default_factory=dict)

    def draw_page(self, laid: LaidPage) -> None:
        """One page of words with what is drawn on it, and the footer."""
        self.canvas.setPageSize((PAGE_WIDTH, PAGE_HEIGHT))
        self.canvas.saveState()
        self.canvas.translate(0, FOOTER + RAISED)
        for placed in laid:
            drawn = self.ornaments.get(id(placed.laid.row))
            if drawn is not None:
                drawn(self.canvas, MARGIN, PAGE_HEIGHT - FOOTER - TOP - placed.top)
            self._row(placed)
        self.canvas.restoreState()
        self._ink = None  # it was put back with the rest
        self._foot()
        self._turn()

    def _foot(self) -> None:
        said = f"Page {self.page + 1} of {self.total}"
        room = TEXT_WIDTH - fonts.width(said, FOOT_SIZE) - 16
        lines = list(broken(self.stamp, FOOT, room))[:2]
        self.canvas.setStrokeColorRGB(*HAIR)
        self.canvas.setLineWidth(0.5)
        top = 12 + 10 * len(lines)
        self.canvas.line(MARGIN, top, MARGIN + TEXT_WIDTH, top)
        self.canvas.setFillColorRGB(*GREY)
        for number, line in enumerate(lines):
            fonts.draw(self.canvas, MARGIN, top - 12 - 10 * number, line, FOOT_SIZE)
        fonts.draw(self.canvas, MARGIN + TEXT_WIDTH - fonts.width(said, FOOT_SIZE), top - 12, said, FOOT_SIZE)


# Making the file


@dataclass(slots=True)
class Sheet:
    """Rows of a paper, and what is drawn in some of them."""

    rows: list[Row] = field(default_factory=list)
    ornaments: dict[int, Ornament] = field(default_factory=dict)

    def add(self, rows: Iterable[Row]) -> None:
        """Put rows under those there are."""
        self.rows.extend(rows)

    def draw(self, row: Row, ornament: Ornament) -> None:
        """Put a row under the others, with something drawn in it."""
        self.rows.append(row)
        self.ornaments[id(row)] = ornament

    @property
    def words(self) -> str:
        """Every word of it, as search wants them."""
        return "\n".join(para.text for row in self.rows for cell in row.cells for para in cell.paras if para.text)


def pdf_of(sheet: Sheet, head: PaperHead, facts: object) -> bytes:
    """The paper as a PDF. ``facts`` are all that it says: its identifier follows from them."""
    pages = paginate(sheet.rows, HEIGHT)
    pen = PaperPen(title=head.title, firsts={}, stamp=head.stamp, total=len(pages), ornaments=sheet.ornaments)
    for page in pages:
        pen.draw_page(page)
    return described(pen.finish(), head, repr(facts))


def described(pdf: bytes, head: PaperHead, facts: str) -> bytes:
    """The same pages with title, author, language and fixed dates, in the document and in its XMP."""
    title, author, noon = head.title, " ".join((head.author or PRODUCER).split()), f"D:{head.on:%Y%m%d}120000Z"
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        root: Any = document.Root
        root.Lang = String("en-GB")
        root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        said = {"/Title": title, "/Author": author, "/Subject": title, "/Creator": PRODUCER, "/Producer": PRODUCER}
        document.trailer["/Info"] = document.make_indirect(
            Dictionary({**{key: String(words) for key, words in said.items()}, "/CreationDate": String(noon), "/ModDate": String(noon)})
        )
        root.Metadata = document.make_stream(xmp(title, author, title, head.on).encode(), {"/Type": Name.Metadata, "/Subtype": Name.XML})
        file_id = identifier(hashlib.sha256(facts.encode()).hexdigest(), __version__)
        document.trailer["/ID"] = Array([String(file_id), String(file_id)])
        document.save(
            made, static_id=True, min_version="1.7", fix_metadata_version=False, object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return made.getvalue()


def delay_pdf(paper: DelayPaper) -> bytes:
    """The delay timeline as a PDF."""
    return pdf_of(delay_sheet(paper), paper.head, paper)


def delay_words(paper: DelayPaper) -> str:
    """Every word on it."""
    return delay_sheet(paper).words


def delay_sheet(paper: DelayPaper) -> Sheet:
    """The rows of the delay timeline, in order."""
    sheet = Sheet()
    sheet.add(head_rows(paper.head))
    sheet.add(words_rows(paper.lead, BODY))
    if paper.picture is not None:
        _picture_row(sheet, paper.picture)
    if paper.dates:
        sheet.add(date_rows(paper.dates))
    if paper.split:
        _split(sheet, paper)
    if paper.exceptions:
        sheet.add([heading("Exceptions")])
        sheet.add(words_rows(paper.exceptions))
    if paper.effect or paper.effect_words:
        sheet.add(effect_rows(paper))
    sheet.add(standing_rows(paper.standing))
    return sheet


# What both papers have


def head_rows(head: PaperHead) -> Iterator[Row]:
    """What it is and for which day, whose, and the facts that place it."""
    yield line(f"{head.title}, as it stood on {long_day(head.on)}", OVERLINE, rule=0.9, after=10)
    yield line(head.name, NAME if fonts.width(head.name, NAME.size, NAME.font) <= TEXT_WIDTH else LONG_NAME, after=1)
    born = f"Born {plain_day(head.born)}" if head.born else "Date of birth not recorded"
    yield line(" · ".join((born, *head.about)), ABOUT, after=9)


def line(words: str, style: Style, *, rule: float = 0.0, after: float = 3.0, before: float = 0.0) -> Row:
    """Words across the page."""
    return Row(cells=(Cell(paras=(Para(text=words, style=style),)),), rule=rule, after=after, before=before)


def heading(words: str) -> Row:
    """A heading, which stays with what follows it."""
    return Row(cells=(Cell(paras=(Para(text=words, style=HEADING),)),), before=8, after=2.4, with_next=True)


def words_rows(paragraphs: Sequence[str], style: Style = WORDS) -> Iterator[Row]:
    """Paragraphs across the page."""
    yield from (line(words, style) for words in paragraphs)


def standing_rows(paragraphs: Sequence[str]) -> Iterator[Row]:
    """What the paper is and is not, kept in one piece."""
    if paragraphs:
        yield heading("What this paper is")
        yield Row(cells=(Cell(paras=tuple(Para(text=words, style=WORDS, before=3.0 if number else 0.0) for number, words in enumerate(paragraphs))),))


def table(name: str, heads: Sequence[str], widths: Sequence[float], rows: Iterable[tuple[tuple[Para, ...], ...]]) -> Iterator[Row]:
    """A close-set table: hairlines, its heading row again on every page."""
    starts = [sum(widths[:number]) for number in range(len(widths))]
    places = [(start, width - GAP if number < len(widths) - 1 else width) for number, (start, width) in enumerate(zip(starts, widths, strict=True))]

    def cells(paras: Iterable[tuple[Para, ...]]) -> tuple[Cell, ...]:
        return tuple(Cell(paras=mine, x=x, width=width) for mine, (x, width) in zip(paras, places, strict=True))

    yield Row(cells=cells([said(text, HEAD) for text in heads]), rule=0.9, before=2, after=3, with_next=True, table=name, heads=True)
    for paras in rows:
        yield Row(cells=cells(paras), rule=0.5, after=3, table=name)


def said(text: str, style: Style = CELL) -> tuple[Para, ...]:
    """A cell of words."""
    return (Para(text=text, style=style),)


# The delay timeline's own parts


def _picture_row(sheet: Sheet, picture: DelayPicture) -> None:
    laid = lay_out(picture, TEXT_WIDTH)
    room = Style(fonts.REGULAR, 1, laid.height)
    row = Row(cells=(Cell(paras=(Para(text="", style=room),)),), before=4, after=6)
    sheet.draw(row, lambda canvas, x, top: draw_picture(canvas, laid, x, top))


def date_rows(dates: Sequence[DateRow]) -> Iterator[Row]:
    """Every date in order; the last lawful days that were missed stand out, and under each how it was counted."""
    yield heading("Every date, with its proof and source")
    heads = ("No", "Date", "What", "Who", "Proof", "Source")
    rows = table("dates", heads, DATE_WIDTHS, (_date_cells(row) for row in dates))
    yield next(rows)
    for told, row in zip(dates, rows, strict=True):
        if not told.grounds:
            yield row
            continue
        yield Row(cells=row.cells, after=0.6, with_next=True, table=row.table)
        x = DATE_WIDTHS[0]
        yield Row(cells=(Cell(paras=said(told.grounds), x=x, width=TEXT_WIDTH - x),), rule=row.rule, after=row.after, table=row.table)


def _date_cells(row: DateRow) -> tuple[tuple[Para, ...], ...]:
    style = CELL_BOLD if row.strong else CELL
    number = str(row.number) if row.number is not None else ""
    return said(number), said(shown(row.on), style), said(row.what, style), said(row.who), said(row.proof), said(row.source)


def _split(sheet: Sheet, paper: DelayPaper) -> None:
    """The late time by holders, each with its pattern and letter, and their sum."""
    sheet.add([heading(paper.split_title)])
    rows = table("split", ("", "Who held the papers", "How long", "Which days"), SPLIT_WIDTHS, (_share_cells(row) for row in paper.split))
    sheet.add([next(rows)])
    for share, row in zip(paper.split, rows, strict=True):
        if share.key:
            sheet.draw(row, _swatch(share.key))
        else:
            sheet.add([row])
    sheet.add(words_rows(paper.split_words))


def _swatch(key: str) -> Ornament:
    return lambda canvas, x, top: draw_swatch(canvas, key, x + 10, top - 8.6, 14, 7.4)


def _share_cells(row: ShareRow) -> tuple[tuple[Para, ...], ...]:
    style = CELL if row.key else CELL_BOLD
    return said(row.key, CELL_BOLD), said(row.who, style), said(row.how_long, style), said(row.which)


def effect_rows(paper: DelayPaper) -> Iterator[Row]:
    """What the record holds of each term: counts, and the chosen entries whole."""
    yield heading("What the school’s record holds of the late time, by term")
    if paper.effect_words:
        yield replace(line(paper.effect_words, FINE, after=4), with_next=bool(paper.effect))
    for term in paper.effect:
        yield _term_row(term)
        for quote in term.quotes:
            yield _quote_row(quote)


def _term_row(term: TermRow) -> Row:
    paras = [Para(text=term.name if not term.late else f"{term.name}, {term.late}", style=CELL_BOLD)]
    paras += said(term.facts, CELL) if term.facts else ()
    return Row(cells=(Cell(paras=tuple(paras)),), before=2, after=3, with_next=bool(term.quotes))


def _quote_row(quote: QuoteRow) -> Row:
    paras = [Para(text=quote.heading, style=FINE, indent=10, barred=True), Para(text=quote.words, style=CELL, indent=10, barred=True)]
    for added in quote.corrections:
        by = f" by {added.who}" if added.who else ""
        paras.append(Para(text=f"Correction added on {shown(added.written_on)}{by}", style=FINE, indent=20, barred=True))
        paras.append(Para(text=added.words, style=CELL, indent=20, barred=True))
    return Row(cells=(Cell(paras=tuple(paras), x=10, width=TEXT_WIDTH - 10),), after=4)
