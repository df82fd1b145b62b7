"""The embedded letters of every page we draw: Noto Sans, and for names in other scripts a fallback family each, shaped and searchable."""

import functools
import html
import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

import reportlab.rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from sendco_desk.resources import resource

REGULAR = "NotoSans-Regular"
BOLD = "NotoSans-Bold"
ITALIC = "NotoSans-Italic"
MONO = "NotoMono-Regular"
_FAMILY = (REGULAR, BOLD, ITALIC, MONO)

_SYMBOLS = "DejaVuSans"
_HAN = "DroidSansFallbackFull"
_FIRST_PRIVATE = 0xF0000  # plane 15: no font of ours has letters there
_UNKNOWN = "\ufffd"  # a letter that no font here has still leaves a mark on the page
_KEPT = "\t\n\u200c\u200d"  # the joiners steer shaping
_FILLER = "\u200b"  # stands for the second glyph of a letter that is drawn as two


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """A writing system, the font that draws it, and whether its letters change shape beside one another."""

    font: str
    ranges: tuple[tuple[int, int], ...]
    shaped: bool = True


SCRIPTS = (
    Script(font="NotoSansHebrew-Regular", ranges=((0x0590, 0x05FF), (0xFB1D, 0xFB4F))),
    Script(
        font="NotoNaskhArabic-Regular",
        ranges=((0x0600, 0x06FF), (0x0750, 0x077F), (0x08A0, 0x08FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFE)),
    ),
    Script(font="NotoSansDevanagari-Regular", ranges=((0x0900, 0x097F), (0xA8E0, 0xA8FF))),
    Script(font="NotoSansBengali-Regular", ranges=((0x0980, 0x09FF),)),
    Script(font="NotoSansGurmukhi-Regular", ranges=((0x0A00, 0x0A7F),)),
    Script(font="NotoSansGujarati-Regular", ranges=((0x0A80, 0x0AFF),)),
    Script(font="NotoSansTamil-Regular", ranges=((0x0B80, 0x0BFF),)),
    Script(font="NotoSansTelugu-Regular", ranges=((0x0C00, 0x0C7F),)),
    Script(font="NotoSansMalayalam-Regular", ranges=((0x0D00, 0x0D7F),)),
    Script(font="NotoSansSinhala-Regular", ranges=((0x0D80, 0x0DFF),)),
    Script(font="NotoSansThai-Regular", ranges=((0x0E00, 0x0E7F),)),
    Script(font="NotoSansArmenian-Regular", ranges=((0x0530, 0x058F),), shaped=False),
    Script(font="NotoSansGeorgian-Regular", ranges=((0x10A0, 0x10FF), (0x1C90, 0x1CBF)), shaped=False),
    Script(font="NotoSansEthiopic-Regular", ranges=((0x1200, 0x139F),), shaped=False),
    Script(font=_HAN, ranges=((0x2E80, 0x2FDF), (0x3000, 0x30FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0xFF00, 0xFFEF)), shaped=False),
)
_SHAPED = frozenset(script.font for script in SCRIPTS if script.shaped)
_RIGHT_TO_LEFT = frozenset(script.font for script in SCRIPTS[:2])


class EmbeddedFont(TTFont):  # type: ignore[misc]  # reportlab has no types
    """A font whose pages can be searched: each glyph that shaping chose remembers the letters it stands for."""

    def __init__(self, name: str) -> None:
        super().__init__(name, io.BytesIO(resource(f"fonts/{name}.ttf").read_bytes()))
        self.letters: dict[int, str] = {}
        self._codes: dict[tuple[int, str], int] = {}

    def code_for(self, glyph: int, letters: str, advance: float) -> str:
        """The private character that draws this glyph and is read as these letters."""
        code = self._codes.get((glyph, letters))
        if code is None:
            code = self._codes[glyph, letters] = _FIRST_PRIVATE + len(self._codes)
            self.letters[code] = letters
            self.face.charToGlyph[code] = glyph
            self.face.charWidths[code] = advance
        return chr(code)

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


def register(*names: str) -> None:
    """Make the family, or only these fonts of it, known to reportlab, and its output the same bytes each time."""
    reportlab.rl_config.invariant = 1
    for name in names or _FAMILY:
        _font(name)
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=ITALIC, boldItalic=BOLD)


@functools.cache
def _font(name: str) -> EmbeddedFont:
    font = EmbeddedFont(name)
    pdfmetrics.registerFont(font)
    pdfmetrics.registerFontFamily(name, normal=name, bold=name, italic=name, boldItalic=name)
    return font


@functools.cache
def _shaper(name: str) -> Any:
    import uharfbuzz  # only where there are letters to shape

    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob(resource(f"fonts/{name}.ttf").read_bytes())))


def runs(text: str, font: str = REGULAR, *, to_left: bool = False) -> tuple[tuple[str, str], ...]:
    """One line as reportlab must draw it, left to right: (font name, characters) for each stretch of one script.

    ``to_left`` says that the line as a whole is read from right to left.
    """
    _font(font)
    if text.isascii() and text.isprintable() and font in _FAMILY:
        return ((font, text),) if text else ()  # nearly all text there is: the family has these letters
    shown = "".join(map(_printable, unicodedata.normalize("NFC", text)))
    if all(_has(font, char) for char in shown):
        return ((font, shown),) if shown else ()
    from bidi import get_display  # only where there is another script

    visual = str(get_display("".join(char if _font_of(char, font) else _UNKNOWN for char in shown), base_dir="R" if to_left else "L"))
    return tuple((name, "".join(_drawn(name, "".join(chars)))) for name, chars in groupby(visual, key=lambda char: _font_of(char, font)))


def marked_up(text: str, font: str = REGULAR, *, to_left: bool = False) -> str:
    """The text for a reportlab Paragraph: escaped, with other scripts in fonts that have them."""
    drawn = runs(text, font, to_left=to_left)
    escaped = ((name, html.escape(shown, quote=False)) for name, shown in drawn)
    return "".join(shown if name == font else f'<font name="{name}">{shown}</font>' for name, shown in escaped)


def width(text: str, size: float, font: str = REGULAR) -> float:
    """How wide the text is drawn, in points."""
    return float(sum(pdfmetrics.stringWidth(shown, name, size) for name, shown in runs(text, font)))


def draw(canvas: Any, x: float, y: float, text: str, size: float, font: str = REGULAR, *, to_left: bool = False) -> float:
    """Draw one line of text in any script on a reportlab canvas; gives the x where it ends."""
    for name, shown in runs(text, font, to_left=to_left):
        canvas.setFont(name, size)
        canvas.drawString(x, y, shown)
        x += pdfmetrics.stringWidth(shown, name, size)
    return x


def missing(text: str) -> str:
    """The characters that none of the embedded fonts can draw, each once."""
    return "".join(dict.fromkeys(char for char in unicodedata.normalize("NFC", text) if char.isprintable() and not _font_of(char, REGULAR)))


def is_right_to_left(text: str) -> bool:
    """True where the first letter with a direction is Arabic or Hebrew."""
    return next((way != "L" for way in map(unicodedata.bidirectional, text) if way in ("L", "R", "AL")), False)


def _printable(char: str) -> str:
    kind = unicodedata.category(char)
    if kind == "Zs":
        return char if char == "\xa0" else " "
    if kind == "Co":
        return "\u2022"  # Word's Symbol font keeps its bullets in the private area
    return char if char.isprintable() or char in _KEPT else ""


def _has(font: str, char: str) -> bool:
    return ord(char) in _font(font).face.charToGlyph or char in "\t\n"


def _font_of(char: str, font: str) -> str:
    if _has(font, char):
        return font
    named = (script.font for script in SCRIPTS if any(first <= ord(char) <= last for first, last in script.ranges))
    return next((name for name in (*named, REGULAR, _SYMBOLS, _HAN) if _has(name, char)), "")


def _drawn(font: str, visual: str) -> Iterator[str]:
    """Shape a stretch of one script; only the right-to-left scripts hold parts of both directions (their digits run the other way)."""
    if font not in _SHAPED:
        yield visual
    elif font not in _RIGHT_TO_LEFT:
        yield _shape(font, visual, "ltr")
    else:
        for to_left, part in groupby(visual, key=lambda char: unicodedata.bidirectional(char) in ("R", "AL", "NSM")):
            # a right-to-left stretch stands reversed already; the shaper wants it as it is read
            chars = "".join(part)
            yield _shape(font, chars[::-1], "rtl") if to_left else _shape(font, chars, "ltr")


def _shape(font: str, word: str, direction: str) -> str:
    import uharfbuzz

    buffer = uharfbuzz.Buffer()
    buffer.add_str(word)
    buffer.guess_segment_properties()
    buffer.direction = direction
    uharfbuzz.shape(_shaper(font), buffer)
    embedded, scale = _font(font), 1000 / _shaper(font).face.upem
    letters = _letters(word, [info.cluster for info in buffer.glyph_infos])
    glyphs = zip(buffer.glyph_infos, buffer.glyph_positions, letters, strict=True)
    return "".join(embedded.code_for(info.codepoint, read_as, position.x_advance * scale) for info, position, read_as in glyphs)


def _letters(word: str, clusters: list[int]) -> list[str]:
    """What each glyph is read as: the letters of its cluster shared out one a glyph, the last taking what is left."""
    starts = [*sorted(set(clusters)), len(word)]
    end = dict(pairwise(starts))
    found: list[str] = []
    for start, glyphs in groupby(clusters):
        letters, count = word[start : end[start]], len(list(glyphs))
        shared = [letters[i : i + 1] or _FILLER for i in range(count - 1)]
        found += [*shared, letters[count - 1 :] or _FILLER]
    return found
