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


def rows_above(
    stems: Sequence[float], widths: Sequence[float], heights: Sequence[int], gap: float, lefts: Sequence[bool] | None = None,
) -> list[int]:
    """The row in which each name begins that stands beside its upright line, 0 being the lowest: to its right, or where said to its left.

    A name takes as many rows as it has lines, and none stands over another. No upright line runs through a name either: those under it end
    lower.
    """
    reaches = spans(stems, widths, gap, lefts or [False] * len(stems))
    numbers = range(len(stems))
    under = {n: {o for o in numbers if abs(stems[o] - stems[n]) >= gap and reaches[n][0] <= stems[o] <= reaches[n][1]} for n in numbers}
    rows = [0] * len(stems)
    left, done = sorted(numbers, key=lambda n: (-stems[n], n)), list[int]()
    while left:
        number = next((n for n in left if not under[n] & set(left)), left[0])
        rows[number] = max((rows[o] + heights[o] for o in done if o in under[number] or _meet(reaches[number], reaches[o])), default=0)
        left.remove(number)
        done.append(number)
    return rows


def spans(stems: Sequence[float], widths: Sequence[float], gap: float, lefts: Sequence[bool]) -> list[tuple[float, float]]:
    """From where to where each name with its upright line reaches, a gap on both sides of the name."""
    return [
        (stem - gap - width - gap, stem) if left else (stem, stem + gap + width + gap)
        for stem, width, left in zip(stems, widths, lefts, strict=True)
    ]


def _meet(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def sides(stems: Sequence[float], widths: Sequence[float], gap: float, edges: tuple[float, float]) -> list[bool] | None:
    """Which names stand to the left of their upright lines, so that all lie between the edges: as few as can be of those furthest right.

    None where there is no such way: a name would run out, or two would each run through the other's line.
    """
    order = sorted(range(len(stems)), key=lambda n: stems[n])
    for first in range(len(stems), -1, -1):
        lefts = [False] * len(stems)
        for number in order[first:]:
            lefts[number] = True
        reaches = spans(stems, widths, gap, lefts)
        inside = all(edges[0] <= start + gap and end - gap <= edges[1] for start, end in reaches)
        if inside and not any(
            reaches[right][1] >= stems[left] and reaches[left][0] <= stems[right] and stems[left] - stems[right] >= gap
            for right in order[:first] for left in order[first:]
        ):
            return lefts
    return None
