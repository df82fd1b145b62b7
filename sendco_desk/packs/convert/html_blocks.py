"""A web page read into blocks: used for web pages themselves, and for Word documents, which mammoth makes into one. Nothing is fetched."""

import base64
import binascii
import re
import urllib.parse
from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from sendco_desk.packs.convert.pictures import Pictures
from sendco_desk.packs.convert.plain_blocks import Block, Cell, Columns, Grid, Rule, Span, Words

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_PARAGRAPHS = (
    "p", "div", "section", "article", "header", "footer", "main", "nav", "aside", "address", "blockquote", "figure", "figcaption", "caption",
    "center", "dl", "dt", "dd", "form", "fieldset", "legend", "body", "details", "summary", "option", "textarea",
)  # fmt: skip
_SILENT = ("script", "style", "head", "title", "template", "iframe", "object", "svg", "math", "audio", "video")
_MANNERS = {"strong": "bold", "b": "bold", "em": "italic", "i": "italic", "sup": "raised", "s": "struck", "strike": "struck", "del": "struck"}
_SPACES = re.compile(r"[ \t\r\n\f]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_ENDLESS = ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
"""Tags that hold nothing and so never end."""
_MOST_ACROSS, _MOST_DOWN = 200, 2_000


@dataclass(slots=True)
class _Table:
    """A table that is being read."""

    rows: list[list[Cell]] = field(default_factory=list)
    heads: int = 0
    in_head: bool = False
    cell: dict[str, int] | None = None
    heading: bool = False


class HtmlBlocks(HTMLParser):
    """Reads a page, whole or ragged. ``sizes`` are those of its pictures, in order, where the page itself does not say.

    What the page hides is left out, unless ``hides`` is False.
    """

    def __init__(
        self, pictures: Pictures, *, collapse: bool = True, hides: bool = True, sizes: Sequence[tuple[float, float]] = (),
    ) -> None:
        super().__init__(convert_charrefs=True)
        self.not_fetched = 0
        self.pixels = 0
        self.scripts = 0
        self.hidden = 0
        self.struck = False
        self._pictures = pictures
        self._collapse = collapse
        self._sizes = list(sizes)
        self._open: list[list[Block]] = [[]]  # the document, then the cell inside the cell ... being read
        self._tables: list[_Table] = []
        self._spans: list[Span] = []
        self._lists: list[int | None] = []
        self._quotes = 0
        self._mark = ""
        self._level = 0
        self._silent: list[str] = []
        self._hides = hides
        self._hiding = False
        self._pre = 0
        self._manner = dict.fromkeys(_MANNERS.values(), 0)

    @property
    def swallows(self) -> bool:
        """Whether a part that the page hides has no end, so that all after it was left out with it."""
        return self._hiding and bool(self._silent)

    def finished(self) -> list[Block]:
        """All the blocks of the document."""
        while self._tables:
            self._end_table()
        self._end_words()
        return self._open[0]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a paragraph, a table, a manner of writing."""
        facts = {name: value or "" for name, value in attrs}
        if self._silent and self._silent[-1] == "p" and tag in (*_HEADINGS, *_PARAGRAPHS, "ol", "ul", "pre", "hr", "table"):
            self._silent.pop()  # a paragraph ends where the next block begins, whether or not its end is written
        if self._silent:
            self._silent += [tag] if tag == self._silent[-1] else []
        elif self._falls_silent(tag, facts):
            self._silent.append(tag)
        elif tag in _HEADINGS or tag in _PARAGRAPHS or tag in ("li", "ol", "ul", "pre", "hr"):
            self._start_block(tag, facts)
        elif tag in _MANNERS:
            self._manner[_MANNERS[tag]] += 1
            self.struck = self.struck or _MANNERS[tag] == "struck"
        elif tag == "br":
            self._add("\n")
        elif tag in ("img", "input"):
            self._add_picture(facts) if tag == "img" else self._add_field(facts)
        elif tag in ("table", "thead", "tbody", "tfoot", "tr", "td", "th"):
            self._start_table_part(tag, facts)

    def handle_endtag(self, tag: str) -> None:
        """End what was begun; what was never begun is passed over."""
        if self._silent:
            if tag == self._silent[-1]:
                self._silent.pop()
        elif tag in _HEADINGS or tag in _PARAGRAPHS or tag == "li":
            self._end_words()
            self._level = 0 if tag in _HEADINGS else self._level
            self._quotes -= 1 if tag == "blockquote" and self._quotes else 0
        elif tag in ("ol", "ul", "pre"):
            self._end_words()
            if tag == "pre":
                self._pre = max(0, self._pre - 1)
            elif self._lists:
                self._lists.pop()
        elif tag in _MANNERS:
            self._manner[_MANNERS[tag]] = max(0, self._manner[_MANNERS[tag]] - 1)
        elif tag in ("td", "th", "tr", "thead") and self._tables:
            self._end_cell()
            self._tables[-1].in_head = self._tables[-1].in_head and tag != "thead"
        elif tag == "table" and self._tables:
            self._end_table()

    def handle_data(self, data: str) -> None:
        """Take words in."""
        if self._silent:
            return
        if self._collapse and not self._pre:
            data = _SPACES.sub(" ", data)
            if data.startswith(" ") and (not self._spans or self._spans[-1].text.endswith((" ", "\n"))):
                data = data[1:]
        if data:
            self._add(data)

    def _add(self, text: str) -> None:
        self._spans.append(Span(text=text, **{manner: count > 0 for manner, count in self._manner.items()}))

    def _falls_silent(self, tag: str, facts: dict[str, str]) -> bool:
        if tag in _SILENT:
            self.scripts += tag == "script"
            self._hiding = False
            return True
        able = self._hides and tag not in (*_ENDLESS, "html", "body")  # a page that shows itself by a script would be lost
        self._hiding = able and ("hidden" in facts or _HIDDEN.search(facts.get("style", "")) is not None)
        self.hidden += self._hiding
        return self._hiding

    def _start_block(self, tag: str, facts: dict[str, str]) -> None:
        self._end_words()
        if tag in ("ol", "ul"):
            start = facts.get("start", "")
            self._lists.append((int(start) if start.isdecimal() else 1) - 1 if tag == "ol" else None)
        elif tag == "pre":
            self._pre += 1
        elif tag == "hr":
            self._open[-1].append(Rule())
        else:
            self._level = int(tag[1]) if tag in _HEADINGS else 0 if tag in ("p", "li") else self._level
            self._mark = self._next_mark() if tag == "li" else self._mark
            self._quotes += tag == "blockquote"

    def _next_mark(self) -> str:
        count = self._lists[-1] if self._lists else None
        if count is None:
            return "\u2022"
        self._lists[-1] = count + 1
        return f"{count + 1}."

    def _end_words(self) -> None:
        text = "".join(span.text for span in self._spans)
        if text.strip() and self._pre:
            self._open[-1] += [Columns(text=line.expandtabs(8)) for line in text.strip("\n").split("\n")]
        elif text.strip():
            depth = len(self._lists) + self._quotes + (1 if self._mark and not self._lists else 0)
            self._open[-1].append(Words(spans=_trimmed(self._spans, trim=self._collapse), level=self._level, depth=depth, mark=self._mark))
            self._mark = ""
        self._spans = []

    def _add_field(self, facts: dict[str, str]) -> None:
        kind = facts.get("type", "text").lower()
        if kind in ("checkbox", "radio"):
            self._add("\u2611 " if "checked" in facts else "\u2610 ")
        elif kind not in ("hidden", "password", "image") and facts.get("value"):
            self._add(f" {facts['value']} ")

    def _add_picture(self, facts: dict[str, str]) -> None:
        address, described = facts.get("src", "").strip(), facts.get("alt", "").strip()
        if not address.startswith("data:"):
            if _is_pixel(facts):
                self.pixels += 1
                return
            self.not_fetched += 1
            self._add(f"[a picture that was not fetched{': ' if described else ''}{described}]")
            return
        self._end_words()
        size = (_points(facts.get("width", "")), _points(facts.get("height", "")))
        if self._sizes:
            size = self._sizes.pop(0)
        self._open[-1].append(self._pictures.block(_held(address), described, size))

    def _start_table_part(self, tag: str, facts: dict[str, str]) -> None:
        self._end_words()
        if tag == "table":
            self._tables.append(_Table())
        elif self._tables:
            self._end_cell()
            now = self._tables[-1]
            if tag == "tr":
                now.rows.append([])
            elif tag in ("td", "th"):
                if not now.rows:
                    now.rows.append([])
                self._open.append([])
                now.cell = {"across": _count(facts, "colspan", _MOST_ACROSS), "down": _count(facts, "rowspan", _MOST_DOWN)}
                now.heading = tag == "th"
            else:
                now.in_head = tag == "thead"

    def _end_cell(self) -> None:
        self._end_words()
        now = self._tables[-1]
        if now.cell is not None:
            now.rows[-1].append(Cell(blocks=tuple(self._open.pop()), heading=now.heading, **now.cell))
            now.cell = None
            now.heads = max(now.heads, len(now.rows)) if now.in_head else now.heads

    def _end_table(self) -> None:
        self._end_cell()
        now = self._tables.pop()
        rows = tuple(tuple(row) for row in now.rows if row)
        heads = now.heads or next((n for n, row in enumerate(rows) if not all(cell.heading for cell in row)), 0)
        if not rows or (self._collapse and not any(cell.blocks for row in rows for cell in row)):
            return  # an empty table of a page is there for its looks; in a document it is a form that nobody filled in
        cells = [cell for row in rows for cell in row]
        if len(cells) == 1 or _only_places(rows):
            self._open[-1] += [block for cell in cells for block in cell.blocks]  # a frame for the page's looks, not a table
        else:
            self._open[-1].append(Grid(rows=rows, heads=heads))


def read(page: str, pictures: Pictures) -> tuple[list[Block], HtmlBlocks]:
    """The blocks of a web page, and the reader with what it came across."""
    reader = _fed(HtmlBlocks(pictures), page)
    if reader.swallows:  # rather too much is shown than a page lost
        pictures.unreadable = 0
        reader = _fed(HtmlBlocks(pictures, hides=False), page)
    return reader.finished(), reader


def _fed(reader: HtmlBlocks, page: str) -> HtmlBlocks:
    reader.feed(page)
    reader.close()
    return reader


def _only_places(rows: Sequence[Sequence[Cell]]) -> bool:
    """True for the tables that pages and mails are built with: another table in a cell that is alone in its row."""
    return any(isinstance(block, Grid) for row in rows if len(row) == 1 for block in row[0].blocks)


def _trimmed(spans: Sequence[Span], *, trim: bool) -> tuple[Span, ...]:
    if not trim or not spans:
        return tuple(spans)
    text = spans[-1].text.rstrip()
    last = Span(text=text, bold=spans[-1].bold, italic=spans[-1].italic, raised=spans[-1].raised, struck=spans[-1].struck)
    return (*spans[:-1], last)


def _held(address: str) -> bytes:
    """The bytes that an address of the kind ``data:`` holds itself; none where they are garbled."""
    head, _, content = address.partition(",")
    if not head.endswith(";base64"):
        return urllib.parse.unquote_to_bytes(content)
    try:
        return base64.b64decode(content)
    except (binascii.Error, ValueError):
        return b""


def _points(length: str) -> float:
    found = re.match(r"(\d{1,5})(px)?$", length.strip())
    return int(found[1]) * 0.75 if found else 0.0


def _is_pixel(facts: dict[str, str]) -> bool:
    return any(facts.get(side, "").strip().removesuffix("px") in ("0", "1", "2") for side in ("width", "height"))


def _count(facts: dict[str, str], name: str, most: int) -> int:
    given = facts.get(name, "").strip()
    return min(max(1, int(given)), most) if given.isdecimal() and len(given) < 6 else 1
