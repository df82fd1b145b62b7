"""What a page shows, read from its content by the fonts’ own maps back to letters: a reader that owes nothing to any program that draws pages."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from sendco_desk.packs.visible import inherited_by

_SHOWS = frozenset(["Tj", "'", '"'])
_MOVES = frozenset(["Td", "TD", "T*", "Tm", "BT", "ET", "'", '"'])
_GAP = -180  # thousandths of the size: a step back of more is the room between two words
_DEEPEST = 12
_RANGE = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>\s*(<[0-9A-Fa-f\s]+>|\[[^\]]*\])")
_PAIR = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]*)>")
_BLOCKS = re.compile(rb"begin(bfchar|bfrange|codespacerange)(.*?)end\1", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]+)>")
_WIDEST_RANGE = 70_000
_GLYPHS = {"space": " ", "hyphen": "-", "quoteright": "’", "fi": "fi", "fl": "fl", "period": ".", "comma": ","}


@dataclass(frozen=True, slots=True)
class _Font:
    """How the codes of a font are read: how many bytes each has, and which letters it stands for."""

    width: int = 1
    letters: Mapping[int, str] = field(default_factory=dict)
    plain: bool = True

    def read(self, data: bytes) -> str:
        """The letters of a shown string."""
        codes = (int.from_bytes(data[at : at + self.width], "big") for at in range(0, len(data), self.width))
        return "".join(self.letters.get(code) or (_usual(code) if self.plain else "\ufffd") for code in codes)


def shown_texts(page: Any) -> tuple[str, ...]:
    """Everything a page shows in words: its content, the forms it draws and the faces of its notes.

    Once with a new line wherever the pen moves, and once with none, where that is not the same: what is shown in pieces may be one word.
    """
    resources = inherited_by(page).get("/Resources")
    texts = list(_texts(page, resources, 0))
    for note in page.get("/Annots", ()):
        faces = note.get("/AP") if isinstance(note, pikepdf.Dictionary) else None
        for face in _streams(faces):
            texts += _texts(face, face.get("/Resources", resources), 0)
    apart, together = (" ".join(parts) for parts in zip(*texts, strict=True)) if texts else ("", "")
    return (apart, together) if apart != together else (apart,)


def _usual(code: int) -> str:
    return bytes([code]).decode("cp1252", "replace") if 31 < code < 256 else "\ufffd"


def _streams(thing: Any, depth: int = 0) -> Iterator[Any]:
    if isinstance(thing, pikepdf.Stream):
        yield thing
    elif isinstance(thing, pikepdf.Dictionary) and depth < _DEEPEST:
        for _, inner in thing.items():
            yield from _streams(inner, depth + 1)


def _texts(holder: Any, resources: Any, depth: int) -> Iterator[tuple[str, str]]:
    """What a page or a form shows, with a gap wherever the pen moves, and with none; then what the forms it draws show."""
    apart: list[str] = []
    together: list[str] = []
    font, inner = _Font(), []
    try:
        steps = list(pikepdf.parse_content_stream(holder))
    except (pikepdf.PikepdfError, TypeError):
        return
    for step in steps:
        name = str(step.operator)
        if name in _MOVES:
            apart.append("\n")
        if name == "Tf":
            font = _font_of(resources, str(step.operands[0]))
        elif name in _SHOWS:
            for parts in (apart, together):
                parts.append(font.read(bytes(step.operands[-1])))
        elif name == "TJ":
            shown = _pieces(step.operands[0], font)
            for parts in (apart, together):
                parts.append(shown)
        elif name in ("BDC", "DP"):
            said = _said(step.operands[-1], resources)
            apart.append(f" {said} ")
        elif name == "Do":
            inner.append(str(step.operands[0]))
    yield "".join(apart), "".join(together)
    drawn = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    for key in dict.fromkeys(inner):
        form = drawn.get(key) if isinstance(drawn, pikepdf.Dictionary) else None
        if isinstance(form, pikepdf.Stream) and form.get("/Subtype") == pikepdf.Name.Form and depth < _DEEPEST:
            yield from _texts(form, form.get("/Resources", resources), depth + 1)


def _said(facts: Any, resources: Any) -> str:
    """The words that a piece of content says it stands for."""
    if isinstance(facts, pikepdf.Name) and isinstance(resources, pikepdf.Dictionary):
        facts = resources.get("/Properties", pikepdf.Dictionary()).get(str(facts))
    if not isinstance(facts, pikepdf.Dictionary):
        return ""
    return " ".join(str(facts[key]) for key in ("/ActualText", "/Alt", "/E", "/T") if isinstance(facts.get(key), pikepdf.String))


def _pieces(parts: Any, font: _Font) -> str:
    shown = []
    for part in parts:
        if isinstance(part, pikepdf.String):
            shown.append(font.read(bytes(part)))
        elif float(part) < _GAP:
            shown.append(" ")
    return "".join(shown)


def _font_of(resources: Any, name: str) -> _Font:
    fonts = resources.get("/Font") if isinstance(resources, pikepdf.Dictionary) else None
    font = fonts.get(name) if isinstance(fonts, pikepdf.Dictionary) else None
    if not isinstance(font, pikepdf.Dictionary):
        return _Font()
    two = font.get("/Subtype") == pikepdf.Name.Type0
    mapped = font.get("/ToUnicode")
    if isinstance(mapped, pikepdf.Stream):
        letters, width = _mapping(mapped.read_bytes())
        return _Font(width=width or (2 if two else 1), letters=letters, plain=not two)
    return _Font(width=2 if two else 1, letters=_differences(font), plain=True)


def _differences(font: Any) -> dict[int, str]:
    """Codes that a plain font gives to other letters than usual."""
    encoding, found, code = font.get("/Encoding"), {}, 0
    for thing in encoding.get("/Differences", ()) if isinstance(encoding, pikepdf.Dictionary) else ():
        if isinstance(thing, pikepdf.Name):
            glyph = str(thing)[1:]
            found[code] = _GLYPHS.get(glyph) or (glyph if len(glyph) == 1 else _by_number(glyph))
            code += 1
        else:
            code = int(thing)
    return {code: letter for code, letter in found.items() if letter}


def _by_number(glyph: str) -> str:
    number = re.fullmatch(r"(?:uni|u)([0-9A-Fa-f]{4,6})", glyph)
    return chr(int(number[1], 16)) if number else ""


def _mapping(data: bytes) -> tuple[dict[int, str], int]:
    """Which letters each code stands for, and how many bytes a code has, as a font's own map says."""
    letters: dict[int, str] = {}
    width = 0
    for kind, block in _BLOCKS.findall(data):
        if kind == b"codespacerange":
            width = max([width, *(len(_bytes(low)) for low, _ in _PAIR.findall(block))])
        elif kind == b"bfchar":
            letters |= {_number(code): _letters(_bytes(text)) for code, text in _PAIR.findall(block)}
        else:
            for low, high, to in _RANGE.findall(block):
                letters |= _ranged(_number(low), _number(high), to)
    return letters, width


def _ranged(low: int, high: int, to: bytes) -> dict[int, str]:
    codes = range(low, min(high, low + _WIDEST_RANGE) + 1)
    if to.startswith(b"["):
        return dict(zip(codes, (_letters(_bytes(text)) for text in _HEX.findall(to)), strict=False))
    first = _bytes(to.strip(b"<>"))
    start = int.from_bytes(first, "big")
    return {code: _letters((start + code - low).to_bytes(len(first), "big")) for code in codes if start + code - low < 256 ** len(first)}


def _bytes(digits: bytes) -> bytes:
    plain = b"".join(digits.split()).decode("ascii")
    return bytes.fromhex(plain + "0" * (len(plain) % 2))


def _number(digits: bytes) -> int:
    return int.from_bytes(_bytes(digits), "big")


def _letters(data: bytes) -> str:
    return data.decode("utf-16-be", "replace") if len(data) > 1 else data.decode("latin-1")
