"""Words that must not collide: those at the ends of lines, and the names of what began."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(slots=True, kw_only=True)
class _Block:
    """Labels that touch one another, and where their first would begin if each could stand where it wishes, on average."""

    numbers: list[int]
    wish: float
    height: float


def spread(wanted: Sequence[float], heights: Sequence[float], top: float, bottom: float) -> list[float]:
    """The upper edge of each label, as near as can be to the middle it wants, none over another, in the order of what they want.

    There must be room for all of them between ``top`` and ``bottom``.
    """
    blocks: list[_Block] = []
    for number in sorted(range(len(wanted)), key=lambda n: wanted[n]):
        blocks.append(_Block(numbers=[number], wish=wanted[number] - heights[number] / 2, height=heights[number]))
        while len(blocks) > 1 and _at(blocks[-2], top, bottom) + blocks[-2].height > _at(blocks[-1], top, bottom):
            below, above = blocks.pop(), blocks.pop()
            counts = len(above.numbers), len(below.numbers)
            wish = (above.wish * counts[0] + (below.wish - above.height) * counts[1]) / sum(counts)
            blocks.append(_Block(numbers=above.numbers + below.numbers, wish=wish, height=above.height + below.height))
    tops = [0.0] * len(wanted)
    for block in blocks:
        at = _at(block, top, bottom)
        for number in block.numbers:
            tops[number], at = at, at + heights[number]
    return tops


def _at(block: _Block, top: float, bottom: float) -> float:
    return max(top, min(block.wish, bottom - block.height))


def rows_above(stems: Sequence[float], widths: Sequence[float], heights: Sequence[int], gap: float) -> list[int]:
    """The row in which each name begins that stands to the right of its upright line, 0 being the lowest.

    A name takes as many rows as it has lines, and no line of another runs through it: those further right end lower.
    """
    rows = [0] * len(stems)
    done: list[int] = []
    for number in sorted(range(len(stems)), key=lambda n: (-stems[n], n)):
        end = stems[number] + gap + widths[number] + gap
        rows[number] = max((rows[other] + heights[other] for other in done if stems[other] <= end), default=0)
        done.append(number)
    return rows
