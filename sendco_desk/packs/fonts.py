"""The embedded letters of every page we draw: Noto Sans, and for names in other scripts a fallback family each, shaped and searchable."""

import functools
import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

import reportlab.rl_config
from reportlab.pdfbase import pdfmetrics

from sendco_desk.packs import rare_fonts
from sendco_desk.packs.embedded_font import EmbeddedFont, Placing
from sendco_desk.resources import resource

REGULAR = "NotoSans-Regular"
BOLD = "NotoSans-Bold"
ITALIC = "NotoSans-Italic"
MONO = "NotoMono-Regular"
_FAMILY = (REGULAR, BOLD, ITALIC, MONO)

_SYMBOLS = "DejaVuSans"
_HAN = "NotoSansSC-Regular"
_UNKNOWN = "\ufffd"  # a letter that no font here has still leaves a mark on the page
_KEPT = "\t\n\u200c\u200d"  # the joiners steer shaping
_FILLER = "\u200b"  # stands for the second glyph of a letter that is drawn as two
_BESIDE = "\U000e01ef"  # put after a bracket to see which way it is read; nothing that is printed has it
_OPENING, _CLOSING = "([{<«‹≤≪", ")]}>»›≥≫"
_MIRRORED = dict(zip(_OPENING + _CLOSING, _CLOSING + _OPENING, strict=True))
_BRACKET = re.compile(f"{_BESIDE}(?P<turned>{{0}})|(?P<kept>{{0}}){_BESIDE}".replace("{0}", f"[{re.escape(''.join(_MIRRORED))}]"))


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
    Script(font="NotoSansSyriac-Regular", ranges=((0x0700, 0x074F),)),
    Script(font="NotoSansThaana-Regular", ranges=((0x0780, 0x07BF),)),
    Script(font="NotoSansDevanagari-Regular", ranges=((0x0900, 0x097F), (0xA8E0, 0xA8FF))),
    Script(font="NotoSansBengali-Regular", ranges=((0x0980, 0x09FF),)),
    Script(font="NotoSansGurmukhi-Regular", ranges=((0x0A00, 0x0A7F),)),
    Script(font="NotoSansGujarati-Regular", ranges=((0x0A80, 0x0AFF),)),
    Script(font="NotoSansTamil-Regular", ranges=((0x0B80, 0x0BFF),)),
    Script(font="NotoSansOriya-Regular", ranges=((0x0B00, 0x0B7F),)),
    Script(font="NotoSansTelugu-Regular", ranges=((0x0C00, 0x0C7F),)),
    Script(font="NotoSansKannada-Regular", ranges=((0x0C80, 0x0CFF),)),
    Script(font="NotoSansMalayalam-Regular", ranges=((0x0D00, 0x0D7F),)),
    Script(font="NotoSansSinhala-Regular", ranges=((0x0D80, 0x0DFF),)),
    Script(font="NotoSansThai-Regular", ranges=((0x0E00, 0x0E7F),)),
    Script(font="NotoSansLao-Regular", ranges=((0x0E80, 0x0EFF),)),
    Script(font="NotoSansMyanmar-Regular", ranges=((0x1000, 0x109F), (0xA9E0, 0xA9FF), (0xAA60, 0xAA7F))),
    Script(font="NotoSansKhmer-Regular", ranges=((0x1780, 0x17FF), (0x19E0, 0x19FF))),
    Script(font="NotoSansArmenian-Regular", ranges=((0x0530, 0x058F),), shaped=False),
    Script(font="NotoSansGeorgian-Regular", ranges=((0x10A0, 0x10FF), (0x1C90, 0x1CBF)), shaped=False),
    Script(font="NotoSansEthiopic-Regular", ranges=((0x1200, 0x139F),), shaped=False),
    Script(font="NotoSansKR-Regular", ranges=((0x1100, 0x11FF), (0x3130, 0x318F), (0xAC00, 0xD7A3)), shaped=False),
    Script(font=_HAN, ranges=((0x2E80, 0x2FDF), (0x3000, 0x30FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0xFF00, 0xFFEF)), shaped=False),
)
_SHAPED = frozenset(script.font for script in SCRIPTS if script.shaped)
_RIGHT_TO_LEFT = frozenset(script.font for script in SCRIPTS[:4])


def register(*names: str) -> None:
    """Make the family, or only these fonts of it, known to reportlab, and its output the same bytes each time."""
    reportlab.rl_config.invariant = 1
    for name in names or _FAMILY:
        embedded(name)
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=ITALIC, boldItalic=BOLD)


@functools.cache
def embedded(name: str) -> EmbeddedFont:
    """The font as it is embedded, read when it is first wanted."""
    font = EmbeddedFont(name, rare_fonts.regular(name) if name in rare_fonts.NAMES else resource(f"fonts/{name}.ttf").read_bytes())
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
    embedded(font)
    if text.isascii() and text.isprintable() and font in _FAMILY:
        return ((font, text),) if text else ()  # nearly all text there is: the family has these letters
    shown = "".join(map(_printable, unicodedata.normalize("NFC", text)))
    if not _marked(shown) and all(_has(font, char) for char in shown):
        return ((font, shown),) if shown else ()
    visual = as_seen("".join(char if _font_of(char, font) else _UNKNOWN for char in shown), to_left=to_left)
    return tuple((name, "".join(_drawn(name, "".join(chars)))) for name, chars in groupby(visual, key=lambda char: _font_of(char, font)))


def as_seen(text: str, *, to_left: bool = False) -> str:
    """The characters from left to right; brackets read from right to left are turned round, which python-bidi 0.6 leaves to its caller."""
    from bidi import get_display  # only where there is another script

    told = "".join(char + _BESIDE if char in _MIRRORED else char for char in text)  # it is reversed together with its bracket
    seen = str(get_display(told, base_dir="R" if to_left else "L"))
    return _BRACKET.sub(lambda found: _MIRRORED[found["turned"]] if found["turned"] else found["kept"], seen)


def marked_up(text: str, font: str = REGULAR, *, to_left: bool = False) -> str:
    """The text for a reportlab Paragraph: escaped, with other scripts in fonts that have them."""
    drawn = runs(text, font, to_left=to_left)
    escaped = ((name, html.escape(shown, quote=False)) for name, shown in drawn)
    return "".join(shown if name == font else f'<font name="{name}">{shown}</font>' for name, shown in escaped)


def width(text: str, size: float, font: str = REGULAR) -> float:
    """How wide the text is drawn, in points."""
    return float(sum(embedded(name).stringWidth(shown, size) for name, shown in runs(text, font)))


def draw(canvas: Any, x: float, y: float, text: str, size: float, font: str = REGULAR, *, to_left: bool = False) -> float:
    """Draw one line of text in any script on a reportlab canvas; gives the x where it ends."""
    for name, shown in runs(text, font, to_left=to_left):
        canvas.setFont(name, size)
        canvas.drawString(x, y, shown)
        x += embedded(name).stringWidth(shown, size)
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
    return ord(char) in embedded(font).face.charToGlyph or char in "\t\n"


def _font_of(char: str, font: str) -> str:
    if _has(font, char):
        return font
    named = (script.font for script in SCRIPTS if any(first <= ord(char) <= last for first, last in script.ranges))
    rare = rare_fonts.NAMES if rare_fonts.is_rare_han(char) and rare_fonts.folder() is not None else ()
    return next((name for name in (*named, REGULAR, _SYMBOLS, _HAN, *rare) if _has(name, char)), "")


def _marked(text: str) -> bool:
    """Whether marks of it stand over or under a letter that has no character of its own together with them."""
    return not text.isascii() and any(map(unicodedata.combining, text))


def _drawn(font: str, visual: str) -> Iterator[str]:
    """Shape a stretch of one script; only the right-to-left scripts hold parts of both directions (their digits run the other way)."""
    if font not in _SHAPED and not _marked(visual):
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
    shaper = _shaper(font)
    uharfbuzz.shape(shaper, buffer)
    drawn_by, scale = embedded(font), 1000 / shaper.face.upem
    letters = _letters(word, [info.cluster for info in buffer.glyph_infos], to_left=direction == "rtl")
    return "".join(
        drawn_by.code_for(info.codepoint, read_as, shaper.get_glyph_h_advance(info.codepoint) * scale, _placing(position, scale))
        for info, position, read_as in zip(buffer.glyph_infos, buffer.glyph_positions, letters, strict=True)
    )


def _placing(position: Any, scale: float) -> Placing:
    return Placing(position.x_advance * scale, position.x_offset * scale, position.y_offset * scale)


def _letters(word: str, clusters: list[int], *, to_left: bool = False) -> list[str]:
    """What each glyph is read as: the letters of its cluster shared out one a glyph, the last in reading order taking what is left."""
    starts = [*sorted(set(clusters)), len(word)]
    end = dict(pairwise(starts))
    found: list[str] = []
    for start, glyphs in groupby(clusters):
        letters, count = word[start : end[start]], len(list(glyphs))
        shared = [*(letters[i : i + 1] or _FILLER for i in range(count - 1)), letters[count - 1 :] or _FILLER]
        found += reversed(shared) if to_left else shared
    return found
