"""The words, tables and pictures of a Word document on simple pages, for computers without LibreOffice."""

import base64
import io
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import mammoth
from PIL import Image

from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.convert import image, plain_pages
from sendco_desk.packs.convert.docx_package import Facts
from sendco_desk.packs.convert.plain_pages import Block, Cell, Grid, Picture, Rule, Span, Words
from sendco_desk.packs.convert.txt import letters_left_out
from sendco_desk.packs.source import Limits

_NOTICE = "Simplified pages made from a Word document. The words, tables and pictures are here; the layout is not."
_NOT_FETCHED = "Pictures that lie outside the document were not fetched."
_BLOCKS = ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6")
_UNREADABLE = "[a picture that cannot be shown here]"


def write(document: Path, facts: Facts, out: Path, limits: Limits) -> tuple[int, str]:
    """Write the pages; gives their number and a sentence for what is not on them."""
    with document.open("rb") as stream:
        html = mammoth.convert_to_html(stream, external_file_access=False, ignore_empty_paragraphs=True).value
    reader = _Reader(limits)
    reader.feed(html)
    reader.close()
    blocks = reader.finished()
    if not (blocks or facts.headers or facts.footers or facts.pictures_outside):
        raise Refused("There is nothing on the pages of this Word document. Ask the sender for a fresh copy.")
    framed: list[Block] = [plain_pages.words(_NOTICE, quiet=True)]
    framed += [plain_pages.words(_NOT_FETCHED, quiet=True)] if facts.pictures_outside else []
    framed += [plain_pages.words(f"Page heading: {line}", quiet=True) for line in facts.headers]
    framed += [Rule(), *blocks]
    framed += [Rule()] if facts.footers else []
    framed += [plain_pages.words(f"Page footing: {line}", quiet=True) for line in facts.footers]
    pages = plain_pages.write_pages(framed, out, limits)
    return pages, _left_out(reader.unreadable) or letters_left_out(framed)


def _left_out(pictures: int) -> str:
    if not pictures:
        return ""
    shown = "A picture" if pictures == 1 else f"{pictures} pictures"
    return f"{shown} in this document cannot be shown here. Open it in Word, save it as PDF, and add that PDF."


class _Reader(HTMLParser):
    """Turns the plain page that mammoth makes of a Word document into blocks."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(convert_charrefs=True)
        self.unreadable = 0
        self._limits = limits
        self._open: list[list[Block]] = [[]]  # the document, then the cell inside the cell ... being read
        self._rows: list[list[list[Cell]]] = []
        self._cells: list[dict[str, Any]] = []
        self._spans: list[Span] = []
        self._lists: list[int | None] = []
        self._mark = ""
        self._level = 0
        self._manner = {"bold": 0, "italic": 0, "raised": 0}

    def finished(self) -> list[Block]:
        """All the blocks of the document."""
        self._end_words()
        return self._open[0]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self._end_words()
            self._level = int(tag[1]) if tag[0] == "h" else 0
            if tag == "li":
                self._mark = self._next_mark()
        elif tag in ("ol", "ul"):
            self._end_words()
            self._lists.append(0 if tag == "ol" else None)
        elif tag in _MANNERS:
            self._manner[_MANNERS[tag]] += 1
        elif tag == "br":
            self.handle_data("\n")
        elif tag == "img":
            self._add_picture(dict(attrs))
        elif tag in ("table", "tr", "td", "th"):
            self._start_table_part(tag, dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._end_words()
        elif tag in ("ol", "ul"):
            self._end_words()
            self._lists.pop()
        elif tag in _MANNERS:
            self._manner[_MANNERS[tag]] -= 1
        elif tag in ("td", "th"):
            self._end_words()
            self._rows[-1][-1].append(Cell(blocks=tuple(self._open.pop()), **self._cells.pop()))
        elif tag == "table":
            self._open[-1].append(Grid(rows=tuple(tuple(row) for row in self._rows.pop() if row)))

    def handle_data(self, data: str) -> None:
        self._spans.append(
            Span(text=data, bold=self._manner["bold"] > 0, italic=self._manner["italic"] > 0, raised=self._manner["raised"] > 0)
        )

    def _start_table_part(self, tag: str, facts: dict[str, str | None]) -> None:
        self._end_words()
        if tag == "table":
            self._rows.append([])
        elif tag == "tr":
            self._rows[-1].append([])
        else:
            self._open.append([])
            self._cells.append({"across": int(facts.get("colspan") or 1), "down": int(facts.get("rowspan") or 1), "heading": tag == "th"})

    def _next_mark(self) -> str:
        if not self._lists or self._lists[-1] is None:
            return "\u2022"
        self._lists[-1] += 1
        return f"{self._lists[-1]}."

    def _end_words(self) -> None:
        if "".join(span.text for span in self._spans).strip():
            self._open[-1].append(Words(spans=tuple(self._spans), level=self._level, depth=len(self._lists), mark=self._mark))
            self._mark = ""
        self._spans, self._level = [], 0

    def _add_picture(self, facts: dict[str, str | None]) -> None:
        self._end_words()
        described = (facts.get("alt") or "").strip()
        try:
            content = base64.b64decode((facts.get("src") or "").partition("base64,")[2])
            with image.opened(io.BytesIO(content), self._limits) as picture:
                self._open[-1].append(Picture(image=_small(image.upright(picture, {})), described=described))
        except (Refused, ValueError):  # a drawing in a format of Windows alone, or a damaged one: the words still count
            self.unreadable += 1
            self._open[-1].append(plain_pages.words(f"{_UNREADABLE} {described}".strip(), quiet=True))


_MANNERS = {"strong": "bold", "b": "bold", "em": "italic", "i": "italic", "sup": "raised"}


def _small(picture: Image.Image) -> Image.Image:
    """No sharper than the page can show."""
    most = round(plain_pages.TEXT_WIDTH / 72 * image.FINEST)
    if picture.width <= most:
        return picture.copy()
    smooth = picture.convert("L") if picture.mode == "1" else picture
    return smooth.resize((most, max(1, picture.height * most // picture.width)), Image.Resampling.LANCZOS)
