"""A font as it is embedded: each glyph that shaping chose stands where shaping wants it, and remembers the letters it stands for."""

import io
import unicodedata
from dataclasses import dataclass
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import ShapeData, ShapedStr, TTFont
from reportlab.pdfgen.canvas import Canvas as PlainCanvas
from reportlab.pdfgen.textobject import PDFTextObject

_FIRST_PRIVATE = 0xF0000  # plane 15: no font of ours has letters there


@dataclass(frozen=True, slots=True)
class Placing:
    """Where a glyph stands, in thousandths of the size: how far the next one is on, and how far it stands to the right and up."""

    advance: float
    right: float = 0.0
    up: float = 0.0


class _Widths(dict[str, float]):
    """The width of each letter, kept as it is first asked for."""

    def __init__(self, by_code: dict[int, float], otherwise: float) -> None:
        self.by_code, self.otherwise = by_code, otherwise

    def __missing__(self, letter: str) -> float:
        width = self[letter] = self.by_code.get(ord(letter), self.otherwise)
        return width


class EmbeddedFont(TTFont):  # type: ignore[misc]  # reportlab has no types
    """A font whose pages can be searched, and whose marks stand over their letters."""

    def __init__(self, name: str, content: bytes) -> None:
        super().__init__(name, io.BytesIO(content))
        self.face.name = name.encode("ascii")  # two fonts made of one would be taken for each other by the name they carry
        self.face.hmetrics = _in_own_measure(self.face.hmetrics)
        self.letters: dict[int, str] = {}
        self.placings: dict[int, Placing] = {}
        self._codes: dict[tuple[int, str, Placing], int] = {}
        self._widths = _Widths(self.face.charWidths, self.face.defaultWidth)

    def code_for(self, glyph: int, letters: str, width: float, placing: Placing) -> str:
        """The private character that draws this glyph there and is read as these letters; ``width`` is the one the font itself gives it."""
        code = self._codes.get((glyph, letters, placing))
        if code is None:
            code = self._codes[glyph, letters, placing] = _FIRST_PRIVATE + len(self._codes)
            self.letters[code] = letters
            self.face.charToGlyph[code] = glyph
            self.face.charWidths[code] = width
            if placing != Placing(width):
                self.placings[code] = placing
        return chr(code)

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:
        """How wide the text is drawn, its glyphs placed."""
        whole: float = 0.001 * size * sum(map(self._widths.__getitem__, text))  # as reportlab reckons, letter by letter
        if not self.placings:
            return whole
        widths, placings = self.face.charWidths, self.placings
        more: float = sum(placings[code].advance - widths[code] for code in map(ord, text) if code in placings)
        return whole + more * size / 1000

    def placed(self, text: str) -> Any:
        """The text with where each of its glyphs stands, as reportlab wants to be told."""
        if not self.placings or not any(ord(char) in self.placings for char in text):
            return text
        return ShapedStr(text, shapeData=[self._shape(ord(char)) for char in text])

    def read_as(self, text: str) -> str:
        """The letters that the glyphs of a text stand for."""
        return "".join(self._read_as(ord(char)) for char in text)

    def _shape(self, code: int) -> Any:
        width = self.face.getCharWidth(code)
        placing = self.placings.get(code) or Placing(width)
        return ShapeData(0, placing.advance, 0, placing.right, placing.up, width)

    def addObjects(self, doc: Any) -> None:
        """As reportlab does, but with a map back to letters that also knows shaped glyphs and names no NUL."""
        subsets = [list(subset) for subset in self.state[doc].subsets]
        super().addObjects(doc)
        for number, subset in enumerate(subsets):
            font = doc.idToObject["BasicFonts"].dict[self._subset_name(doc, number)]
            doc.idToObject["toUnicodeCMap:" + font.BaseFont].content = _to_unicode(font.BaseFont, [self._read_as(code) for code in subset])

    def _subset_name(self, doc: Any, number: int) -> str:
        return f"{doc.fontMapping[self.fontName][1:]}+{number}"

    def _read_as(self, code: int) -> str:
        return self.letters.get(code, chr(code) if code else "")


def _in_own_measure(metrics: list[tuple[float, int]]) -> list[tuple[float, int]]:
    """The width of each glyph as the font measures: where many at its end share one, reportlab gives them it in thousandths of the size."""
    shared = next((width for width, _ in reversed(metrics) if isinstance(width, int)), 0)
    return [(width if isinstance(width, int) else shared, bearing) for width, bearing in metrics]


def _to_unicode(name: str, letters: list[str]) -> str:
    rows = [f"<{i:02X}> <{text.encode('utf-16-be').hex().upper()}>" for i, text in enumerate(letters) if text]
    blocks = [rows[i : i + 100] for i in range(0, len(rows), 100)]  # the format allows a hundred in one block
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            f"/CIDSystemInfo << /Registry ({name}) /Ordering ({name}) /Supplement 0 >> def /CMapName /{name} def /CMapType 2 def",
            "1 begincodespacerange <00> <FF> endcodespacerange",
            *(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks),
            "endcmap CMapName currentdict /CMap defineresource pop end end",
        ]
    )


class Canvas(PlainCanvas):  # type: ignore[misc]  # reportlab has no types
    """A canvas on which marks stand over their letters, in paragraphs too: give it to every page that is drawn.

    A mark that is set back over its letter looks like a gap to whoever reads the page by places, so the letters are written beside it; not
    where ``tells_words`` is False, because the pen of tagged pages writes the words of the whole line.
    """

    tells_words = True

    def beginText(self, x: float = 0, y: float = 0, direction: str | None = None) -> "PlacedText":
        """A fresh run of text."""
        return PlacedText(self, x, y, direction=direction)


class PlacedText(PDFTextObject):  # type: ignore[misc]  # reportlab has no types
    """Text whose glyphs stand where shaping put them."""

    def _formatText(self, text: Any) -> str:
        font = pdfmetrics.getFont(self._fontname)
        placed = font.placed(text) if isinstance(font, EmbeddedFont) and isinstance(text, str) else text
        drawn = str(super()._formatText(placed))
        if placed is text or not self._canvas.tells_words:
            return drawn
        letters = font.read_as(text)
        if any(unicodedata.bidirectional(char) in ("R", "AL") for char in letters):
            return drawn  # they stand from left to right here, and are turned round by whoever reads them
        return f"/Span <</ActualText <FEFF{letters.encode('utf-16-be').hex().upper()}>>> BDC {drawn} EMC"
