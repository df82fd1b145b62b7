"""Words laid unseen on a page, each where it stands in the picture: found by search and heard by a screen reader, with their right letters."""

import functools
import struct
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from sendco_desk.domain.redactions import Box
from sendco_desk.packs.redaction_search import SeenWord

NAME = "/SdskUnseen"
_WIDE, _HIGH = 500, 1000  # thousandths of the size: as wide and as high as each letter is said to be, before it is stretched
_BLOCK = 100  # the most that the format allows in one block
_GAP = " "


def lay_unseen(pdf: pikepdf.Pdf, resources: Any, words: Iterable[SeenWord]) -> bytes:
    """What shows the words, to stand before whatever else the page draws; its font goes into ``resources``. Nothing where there is no word."""
    codes: dict[str, int] = {}
    shown = [_shown(word, codes) for word in words]
    if not shown:
        return b""
    font = pdf.make_indirect(_font(pdf, list(codes)))
    resources.Font = Dictionary({NAME: font})
    return b"BT 3 Tr\n" + b"".join(shown) + b"ET\n"


def _shown(word: SeenWord, codes: dict[str, int]) -> bytes:
    """One word, stretched to its box and turned as it stands, with a gap behind it so that two words never read as one."""
    letters, (a, b, x, y), size, length = _placed(word)
    coded = b"".join(b"%04X" % codes.setdefault(letter, len(codes) + 1) for letter in (*letters, _GAP))
    stretch = max(1.0, 100_000 * length / (len(letters) * _WIDE * size))
    return b"%s %.2f Tf %.2f Tz %d %d %d %d %.2f %.2f Tm <%s> Tj\n" % (NAME.encode(), size, stretch, a, b, -b, a, x, y, coded)


def _placed(word: SeenWord) -> tuple[Sequence[str], tuple[int, int, float, float], float, float]:
    """The letters from first to last as they stand, their direction and where they begin, how high and how long they are."""
    left, bottom, right, top = word.box
    letters: Sequence[str] = word.text
    (x0, y0), (x1, y1) = _middle(word.boxes[0]), _middle(word.boxes[-1])
    if abs(y1 - y0) > abs(x1 - x0):
        length, size = top - bottom, right - left
        way = (0, 1, right, bottom) if y1 > y0 else (0, -1, left, top)
    elif x1 < x0 and any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in letters):
        letters, length, size, way = letters[::-1], right - left, top - bottom, (1, 0, left, bottom)
    else:
        length, size = right - left, top - bottom
        way = (-1, 0, right, top) if x1 < x0 else (1, 0, left, bottom)
    return letters, way, max(1.0, round(size, 2)), max(0.5, length)


def _middle(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _font(pdf: pikepdf.Pdf, letters: Sequence[str]) -> Dictionary:
    """A font whose letters are never drawn and whose codes are numbers and nothing more: only its map says which letters they are."""
    file = pdf.make_stream(_font_file())
    file.Length1 = len(_font_file())
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=Name("/SdskUnseen"), Flags=5, FontBBox=[0, 0, _WIDE, _HIGH], ItalicAngle=0, Ascent=_HIGH, Descent=0,
        CapHeight=_HIGH, StemV=80, FontFile2=file,
    )  # fmt: skip
    inner = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name("/SdskUnseen"), FontDescriptor=pdf.make_indirect(descriptor), DW=_WIDE,
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        CIDToGIDMap=pdf.make_stream(b"\x00\x01" * (len(letters) + 1)),
    )  # fmt: skip
    return Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/SdskUnseen"), Encoding=Name("/Identity-H"),
        DescendantFonts=Array([pdf.make_indirect(inner)]), ToUnicode=pdf.make_stream(_to_unicode(letters)),
    )  # fmt: skip


def _to_unicode(letters: Sequence[str]) -> bytes:
    rows = [f"<{code:04X}> <{letter.encode('utf-16-be').hex().upper()}>" for code, letter in enumerate(letters, 1)]
    blocks = [rows[at : at + _BLOCK] for at in range(0, len(rows), _BLOCK)]
    return "\n".join([
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def /CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange",
        *(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks),
        "endcmap CMapName currentdict /CMap defineresource pop end end",
    ]).encode()  # fmt: skip


@functools.cache
def _font_file() -> bytes:
    """The smallest font that readers accept: two glyphs, one empty, one a box as large as its letter. The box is never drawn; without it pdfium
    (159) passes over words that run up or down the page."""
    box = struct.pack(">hhhhhHH", 1, 0, 0, _WIDE, _HIGH, 3, 0) + bytes([1] * 4) + struct.pack(">8h", 0, 0, _WIDE, 0, 0, _HIGH, 0, -_HIGH)
    box += b"\x00" * (-len(box) % 4)
    head = struct.pack(">IIIIHHQQhhhhHHhhh", 0x00010000, 0x00010000, 0, 0x5F0F3CF5, 0, _HIGH, 0, 0, 0, 0, _WIDE, _HIGH, 0, 8, 2, 0, 0)
    tables = {
        b"cmap": struct.pack(">HHHHIHHHHH", 0, 1, 1, 0, 12, 6, 12, 0, 0, 1) + b"\x00\x01",
        b"glyf": box,
        b"head": head,
        b"hhea": struct.pack(">IhhhHhhhhhhhhhhhH", 0x00010000, _HIGH, 0, 0, _WIDE, 0, 0, _WIDE, 1, 0, 0, 0, 0, 0, 0, 0, 1),
        b"hmtx": struct.pack(">Hhh", _WIDE, 0, 0),
        b"loca": struct.pack(">HHH", 0, 0, len(box) // 2),
        b"maxp": struct.pack(">IHHHHHHHHHHHHHH", 0x00010000, 2, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
    }
    place, rows, body = 12 + 16 * len(tables), b"", b""
    for tag, data in tables.items():
        padded = data + b"\x00" * (-len(data) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        rows += tag + struct.pack(">III", total, place + len(body), len(data))
        body += padded
    return struct.pack(">IHHHH", 0x00010000, len(tables), 64, 2, len(tables) * 16 - 64) + rows + body
