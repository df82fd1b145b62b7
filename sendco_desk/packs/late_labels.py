"""How pages are called: 41, then 41A to 41Z and 41AA where pages were added after it, so that no page that was sent is numbered anew."""

import re
from collections.abc import Iterable, Sequence

PAGE = r"\d+[A-Z]*"
"""The pattern of a page's name."""
_NAME = re.compile(r"(\d+)([A-Z]*)")


def letters_of(index: int) -> str:
    """The first is A, the 26th Z, then AA, AB and so on."""
    letters, left = "", index
    while left > 0:
        left, rest = divmod(left - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def index_of(letters: str) -> int:
    """The way back: 0 for no letter, 1 for A, 27 for AA."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index


def parted(label: str) -> tuple[int, int] | None:
    """The number of a page and the index of its letters; None where it is not called so."""
    found = _NAME.fullmatch(label)
    return (int(found[1]), index_of(found[2])) if found else None


def names_after(number: int, labels: Iterable[str], count: int) -> tuple[str, ...]:
    """What ``count`` pages after page ``number`` are called, beside the ``labels`` that are there already."""
    taken = max((each[1] for each in map(parted, labels) if each and each[0] == number), default=0)
    return tuple(f"{number}{letters_of(taken + step)}" for step in range(1, count + 1))


def numbers_on(labels: Iterable[str], count: int) -> tuple[str, ...]:
    """What ``count`` pages at the end are called: the numbers go on."""
    last = max((each[0] for each in map(parted, labels) if each), default=0)
    return tuple(str(last + step) for step in range(1, count + 1))


def range_said(labels: Sequence[str]) -> str:
    """`Page 41A`, or `pages 41A to 41C`, as part of a sentence."""
    return f"page {labels[0]}" if len(labels) == 1 else f"pages {labels[0]} to {labels[-1]}"
