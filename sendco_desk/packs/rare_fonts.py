"""Rare Chinese letters, from a package that is installed only by those who need it: its fonts vary in weight, and are fixed at Regular here."""

import functools
import importlib.util
from pathlib import Path

PACKAGE = "justmytype_intl_cjk"
"""Noto Sans for Chinese, Japanese and Korean under the SIL Open Font License: 30 MB, and so an optional extra."""
EXTRA = "sendco-desk[fonts]"
NAMES = {"NotoSansSC-Rare": "NotoSansSC", "NotoSansTC-Rare": "NotoSansTC", "NotoSansJP-Rare": "NotoSansJP", "NotoSansKR-Rare": "NotoSansKR"}
"""What they are called here and in the package, in the order in which they are asked for a letter."""
_REGULAR = 400.0
_PLANES = ((0x2E80, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))


def is_rare_han(char: str) -> bool:
    """Whether a letter is of the kind that the extra may have."""
    return any(first <= ord(char) <= last for first, last in _PLANES)


@functools.cache
def folder() -> Path | None:
    """Where the extra's fonts are; None where it is not installed."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        return None
    return Path(next(iter(found.submodule_search_locations))) / "fonts" / "ofl"


def variable_font(name: str) -> bytes:
    """One of the extra's fonts as it is, in all its weights."""
    place = folder()
    if place is None:
        raise FileNotFoundError(EXTRA)
    return (place / name.lower() / f"{name}[wght].ttf").read_bytes()


def regular(name: str) -> bytes:
    """The same in the one weight that can be embedded."""
    import uharfbuzz

    face = uharfbuzz.Face(uharfbuzz.Blob(variable_font(NAMES[name])))
    wanted = uharfbuzz.SubsetInput()
    wanted.keep_everything()
    wanted.pin_axis_location(face, "wght", _REGULAR)
    return bytes(wanted.subset(face).blob.data)
