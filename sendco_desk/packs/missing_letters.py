"""Which letters of a pack no font has, said to whoever made it: light, so that a manifest can be told without drawing anything."""

from collections.abc import Sequence
from dataclasses import dataclass

from sendco_desk.packs import rare_fonts

MARK = "A question mark in a black diamond"
"""What stands where a letter should, in words: the mark itself on a page would say that the page cannot be read."""
EVERY_PAGE = "the foot of every page"


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingLetters:
    """The letters that are missing in an entry of the contents, or at the foot of every page, and the pages they are missing on."""

    where: str
    letters: str
    pages: tuple[int, ...] = ()


def named(letters: str) -> str:
    """Letters with their numbers, for a page that may not have them: `U+20000, U+20001`."""
    return ", ".join(f"U+{ord(letter):04X}" for letter in letters)


def missing_said(missing: Sequence[MissingLetters], *, numbers: bool = False) -> str:
    """What is missing, where, and what can be done about it; nothing where nothing is missing. With ``numbers`` no letter itself is said."""
    if not missing:
        return ""
    letters = "".join(dict.fromkeys("".join(one.letters for one in missing)))
    shown = named(letters) if numbers else ", ".join(f"{letter} ({named(letter)})" for letter in letters)
    one = len(letters) == 1
    pages = sorted({page for each in missing for page in each.pages})
    places = [f"on page{'s' if len(pages) > 1 else ''} {_listed(pages)}"] if pages else []
    places += [f"at {EVERY_PAGE}"] if any(each.where == EVERY_PAGE for each in missing) else []
    said = f"The pack cannot show {'this letter' if one else 'these letters'}: {shown}. {MARK} stands for {'it' if one else 'them'} "
    return f"{said}{' and '.join(places)}. {_remedy(letters)}"


def _listed(pages: Sequence[int]) -> str:
    *before, last = map(str, pages)
    return f"{', '.join(before)} and {last}" if before else last


def _remedy(letters: str) -> str:
    if rare_fonts.folder() is None and any(map(rare_fonts.is_rare_han, letters)):
        return f"Install {rare_fonts.EXTRA}, which has more Chinese letters, and make the pack again; or write the name in Latin letters too."
    return "Write the name in Latin letters too."
