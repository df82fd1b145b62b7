"""The words of an OpenDocument file as blocks: headings, nested lists, tables, pictures, notes and comments, with deleted words left out."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from sendco_desk.packs.convert.odf_package import DC, DRAW, FO, OFFICE, PRESENTATION, STYLE, SVG, TABLE, TEXT, XLINK, Element, Package, leads_outside
from sendco_desk.packs.convert.pictures import Pictures
from sendco_desk.packs.convert.plain_blocks import Block, Cell, Grid, Span, Words, words

_SILENT = {TEXT + "tracked-changes", OFFICE + "forms", TEXT + "sequence-decls", TEXT + "change", TEXT + "alphabetical-index-mark"}
_THROUGH = (
    TEXT + "section", TEXT + "index-body", TEXT + "table-of-content", TEXT + "index-title", TEXT + "illustration-index", TEXT + "bibliography",
    TEXT + "alphabetical-index", TEXT + "user-index", TEXT + "table-index", TEXT + "object-index", DRAW + "text-box", DRAW + "g", DRAW + "a",
)  # fmt: skip
_SHAPES = tuple(DRAW + name for name in ("custom-shape", "rect", "ellipse", "line", "caption", "polygon", "path", "connector", "circle"))
_LENGTH = re.compile(r"([\d.]+)(cm|mm|in|pt|pc|px)")
_IN_POINTS = {"cm": 28.3465, "mm": 2.83465, "in": 72.0, "pt": 1.0, "pc": 12.0, "px": 0.75}
_MOST_REPEATED = 200
_OBJECT = "[an embedded object that cannot be shown here]"
_NOT_FETCHED = "[a picture that lies outside the document and was not fetched]"


@dataclass(slots=True)
class OdfReader:
    """Reads one document and remembers what has to be said about it."""

    package: Package
    pictures: Pictures
    comments: list[str] = field(default_factory=list)
    notes: list[Block] = field(default_factory=list)
    not_fetched: int = 0
    objects: int = 0
    _looks: dict[str, Span] = field(default_factory=dict)
    _numbered: dict[str, dict[int, bool]] = field(default_factory=dict)
    _counts: dict[str, list[int]] = field(default_factory=dict)
    _found: list[Block] = field(default_factory=list)

    def __post_init__(self) -> None:
        for tree in (self.package.styles, self.package.content):
            for style in tree.iter(STYLE + "style"):
                self._looks[style.get(STYLE + "name", "")] = _look(style)
            for style in tree.iter(TEXT + "list-style"):
                levels = {int(one.get(TEXT + "level", "1")): one.tag == TEXT + "list-level-style-number" for one in style}
                self._numbered[style.get(STYLE + "name", "")] = levels

    def blocks(self, parent: Iterable[Element]) -> list[Block]:
        """What stands in an element, in order."""
        found: list[Block] = []
        for child in parent:
            found += self._block(child)
        return found

    def _block(self, child: Element) -> list[Block]:
        tag = child.tag
        if tag in (TEXT + "p", TEXT + "h"):
            return self._paragraph(child)
        if tag == TEXT + "list":
            return list(self._list(child, "", 1))
        if tag == TABLE + "table":
            return self._table(child)
        if tag == DRAW + "frame":
            return self._frame(child)
        if tag in _THROUGH or tag in _SHAPES:
            return self.blocks(child)
        return []

    def _paragraph(self, element: Element) -> list[Block]:
        outer, self._found = self._found, []
        spans = tuple(self._spans(element, self._looks.get(element.get(TEXT + "style-name", ""), Span(text="")), heading=element.tag == TEXT + "h"))
        level = int(element.get(TEXT + "outline-level", "1")) if element.tag == TEXT + "h" else 0
        own: list[Block] = [Words(spans=spans, level=min(level, 6))] if "".join(span.text for span in spans).strip() else []
        inside, self._found = self._found, outer
        return [*own, *inside]

    def _spans(self, element: Element, look: Span, *, heading: bool) -> Iterator[Span]:
        look = replace(look, bold=False, italic=False) if heading else look
        yield replace(look, text=_collapsed(element.text))
        for child in element:
            yield from self._span(child, look, heading=heading)
            yield replace(look, text=_collapsed(child.tail))

    def _span(self, child: Element, look: Span, *, heading: bool) -> Iterator[Span]:
        tag = child.tag
        if tag == TEXT + "s":
            yield replace(look, text=" " * min(int(child.get(TEXT + "c", "1")), 200))
        elif tag in (TEXT + "tab", TEXT + "line-break"):
            yield replace(look, text="\t" if tag == TEXT + "tab" else "\n")
        elif tag == TEXT + "note":
            yield self._note(child)
        elif tag == OFFICE + "annotation":
            self.comments.append(_comment(child))
        elif tag == DRAW + "frame" or tag in _SHAPES or tag in (DRAW + "g", DRAW + "a"):
            self._found += self._block(child)
        elif tag not in _SILENT and not tag.startswith((OFFICE, DRAW)):
            own = self._looks.get(child.get(TEXT + "style-name", ""), Span(text="")) if tag == TEXT + "span" else Span(text="")
            yield from self._spans(child, _both(look, own), heading=heading)

    def _note(self, note: Element) -> Span:
        citation = note.find(TEXT + "note-citation")
        mark = "".join(citation.itertext()).strip() if citation is not None else "*"
        body = note.find(TEXT + "note-body")
        read = self.blocks(body) if body is not None else []
        first, rest = (read[0], read[1:]) if read and isinstance(read[0], Words) else (words(""), read)
        self.notes += [replace(first, spans=(Span(text=f"{mark} "), *first.spans)), *rest]
        return Span(text=mark, raised=True)

    def _list(self, element: Element, style: str, level: int) -> Iterator[Block]:
        style = element.get(TEXT + "style-name", "") or style
        numbered = self._numbered.get(style, {}).get(level, False)
        counts = self._counts.setdefault(style, [0] * 12)
        if element.get(TEXT + "continue-numbering") != "true":
            counts[level] = 0
        for item in element:
            if item.tag not in (TEXT + "list-item", TEXT + "list-header"):
                continue
            mark = ""
            for child in item:
                if child.tag == TEXT + "list":
                    yield from self._list(child, style, min(level + 1, 10))
                    continue
                for block in self._block(child):
                    if isinstance(block, Words) and not mark and item.tag == TEXT + "list-item":
                        counts[level] += 1
                        mark = f"{counts[level]}." if numbered else "\u2022"
                        yield replace(block, mark=mark, depth=level) if not block.level else block
                    else:
                        yield replace(block, depth=level) if isinstance(block, Words) else block

    def _table(self, element: Element) -> list[Block]:
        heads = sum(len(rows) for rows in (one.findall(TABLE + "table-row") for one in element.iter(TABLE + "table-header-rows")))
        rows = [self._row(row) for row, times in rows_of(element) for _ in range(min(times, _MOST_REPEATED))]
        kept = tuple(row for row in rows if row)
        return [Grid(rows=kept, heads=heads if heads < len(kept) else 0)] if kept else []

    def _row(self, row: Element) -> tuple[Cell, ...]:
        cells: list[Cell] = []
        for cell in row:
            if cell.tag == TABLE + "table-cell":
                across, down = int(cell.get(TABLE + "number-columns-spanned", "1")), int(cell.get(TABLE + "number-rows-spanned", "1"))
                times = min(int(cell.get(TABLE + "number-columns-repeated", "1")), _MOST_REPEATED)
                cells += [Cell(blocks=tuple(self.blocks(cell)), across=across, down=down)] * times
        while cells and not cells[-1].blocks and len(cells) > 1 and cells[-1] is cells[-2]:
            cells.pop()  # a row filled up to the edge of an endless sheet
        return tuple(cells)

    def _frame(self, frame: Element) -> list[Block]:
        title = frame.find(SVG + "title")
        told = frame.find(SVG + "desc")
        described = " ".join("".join(one.itertext()).strip() for one in (title, told) if one is not None).strip()
        size = (points(frame.get(SVG + "width", "")), points(frame.get(SVG + "height", "")))
        for child in frame:
            if child.tag in (DRAW + "text-box", TABLE + "table"):
                return self.blocks([child])
            if child.tag == DRAW + "image":
                return [self._picture(child, described, size)]
        if frame.find(DRAW + "object") is None and frame.find(DRAW + "object-ole") is None and frame.find(DRAW + "plugin") is None:
            return []
        self.objects += 1
        return [words(f"{_OBJECT} {described}".strip(), quiet=True)]

    def _picture(self, image: Element, described: str, size: tuple[float, float]) -> Block:
        link = image.get(XLINK + "href", "")
        if leads_outside(link):
            self.not_fetched += 1
            return words(f"{_NOT_FETCHED} {described}".strip(), quiet=True)
        return self.pictures.block(self.package.parts.get(link.removeprefix("./"), b""), described, size)

    def margins(self) -> tuple[list[str], list[str]]:
        """The lines of the page headings and of the page footings, each once."""
        heads: dict[str, None] = {}
        feet: dict[str, None] = {}
        for page in self.package.styles.iter(STYLE + "master-page"):
            for part in page:
                into = heads if part.tag.startswith(STYLE + "header") else feet if part.tag.startswith(STYLE + "footer") else {}
                into.update(dict.fromkeys(line for one in part.iter(TEXT + "p") if (line := " ".join("".join(one.itertext()).split()))))
        return list(heads), list(feet)


def rows_of(table: Element) -> Iterator[tuple[Element, int]]:
    """The rows of a table with how often each is repeated, those of its head first."""
    for child in table:
        if child.tag == TABLE + "table-row":
            yield child, int(child.get(TABLE + "number-rows-repeated", "1"))
        elif child.tag in (TABLE + "table-header-rows", TABLE + "table-rows", TABLE + "table-row-group"):
            yield from rows_of(child)


def points(length: str) -> float:
    """A length such as 2.5cm in points; 0 where none is stated."""
    found = _LENGTH.fullmatch(length.strip())
    return float(found[1]) * _IN_POINTS[found[2]] if found else 0.0


def changes_in(content: Element) -> int:
    """How many tracked changes a document holds."""
    return sum(1 for _ in content.iter(TEXT + "changed-region"))


def is_hidden(element: Element, package: Package, style: str, flag: str, value: str) -> bool:
    """True where the style of a sheet or slide says that it is not shown."""
    named = element.get(style, "")
    for one in package.content.iter(STYLE + "style"):
        if named and one.get(STYLE + "name") == named:
            return any(properties.get(flag) == value for properties in one)
    return False


def slide_notes(page: Element) -> Sequence[Element]:
    """The speaker notes of a slide."""
    notes = page.find(PRESENTATION + "notes")
    return [one for one in notes.iter(TEXT + "p") if "".join(one.itertext()).strip()] if notes is not None else []


def _both(look: Span, own: Span) -> Span:
    return Span(
        text="", bold=look.bold or own.bold, italic=look.italic or own.italic, raised=look.raised or own.raised, struck=look.struck or own.struck
    )


def _collapsed(text: str | None) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text or "")


def _look(style: Element) -> Span:
    facts = style.find(STYLE + "text-properties")
    if facts is None:
        return Span(text="")
    return Span(
        text="",
        bold=facts.get(FO + "font-weight", "") in ("bold", "600", "700", "800", "900"),
        italic=facts.get(FO + "font-style", "") in ("italic", "oblique"),
        raised=facts.get(STYLE + "text-position", "").startswith("super"),
        struck=facts.get(STYLE + "text-line-through-style", "none") != "none",
    )


def _comment(annotation: Element) -> str:
    author = annotation.find(DC + "creator")
    said = " ".join(" ".join("".join(one.itertext()) for one in annotation.iter(TEXT + "p")).split())
    return f"{(author.text if author is not None else '') or 'Someone'}: {said}"
