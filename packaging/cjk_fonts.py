"""Makes the Chinese, Japanese and Korean fonts of resources/fonts from the variable fonts of the package justmytype-intl-cjk.

reportlab embeds only fonts that do not vary, so the weight is fixed at Regular; letters that few people have in their names stay in the package,
which the app asks for by name (``sendco-desk[fonts]``). Run it with that package installed: ``python packaging/cjk_fonts.py``.
"""

from collections.abc import Callable
from pathlib import Path

import uharfbuzz

from sendco_desk.packs.rare_fonts import variable_font

OUT = Path(__file__).resolve().parent.parent / "resources" / "fonts"
_LAYOUT = ("GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx", "VORG", "STAT")


def _is_common_han(code: int) -> bool:
    return 0x2E80 <= code < 0x20000 and not 0x3400 <= code <= 0x4DBF


def _is_hangul(code: int) -> bool:
    return 0xAC00 <= code <= 0xD7A3 or 0x1100 <= code <= 0x11FF or 0x3130 <= code <= 0x318F


KEPT: dict[str, Callable[[int], bool]] = {"NotoSansSC": _is_common_han, "NotoSansKR": _is_hangul}


def made(name: str, kept: Callable[[int], bool]) -> bytes:
    """The Regular weight of a variable font, with only those of its letters."""
    face = uharfbuzz.Face(uharfbuzz.Blob(variable_font(name)))
    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.update(code for code in face.unicodes if kept(code))
    wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING | uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _LAYOUT)
    wanted.pin_axis_location(face, "wght", 400.0)
    return bytes(wanted.subset(face).blob.data)


if __name__ == "__main__":
    for name, kept in KEPT.items():
        content = made(name, kept)
        (OUT / f"{name}-Regular.ttf").write_bytes(content)
        print(f"{name}-Regular.ttf: {len(content):,} bytes")
