"""Where the timeline's words stand: sums only, so that "no two labels overlap" can be proved without a window.

A label hangs on a stem that comes up from the line of weeks. It stands beside its stem, left or right, on a level; level 0 is nearest
the line. A stem passes every level nearer the line than its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

TRIES = 200
"""Steps of the search for each number of levels. A case that needs more takes the plain staircase."""
MOST_LEVELS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A label to be placed: where its stem stands and how wide its words are."""

    stem: float
    wide: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Where a label's words begin, and on which level they stand."""

    left: float
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """The room there is: its edges, and lines that words must not cross.

    ``beside`` is from a stem to its words, ``clear`` what words keep from other stems (room for a marker lifted onto one), ``knob`` a
    stem's half width at its head, ``gap`` the least between two labels on a level.
    """

    left: float
    right: float
    uncrossed: tuple[float, ...] = ()
    beside: float = 13
    clear: float = 9
    knob: float = 0
    gap: float = 16

    def sides(self, label: Wanted) -> tuple[float, float]:
        """Where a label's words begin when they stand right of their stem, and left of it."""
        return label.stem + self.beside, label.stem - self.beside - label.wide


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """Every label placed, in the order given. ``clean`` says that no stem and no forbidden line runs through words."""

    places: tuple[Placed, ...]
    clean: bool

    @property
    def levels(self) -> int:
        """How many levels are in use."""
        return 1 + max((place.level for place in self.places), default=-1)


def _span(label: Wanted, left: float, room: Field) -> tuple[float, float]:
    """From where to where a label reaches, its stem's head included."""
    return min(left, label.stem - room.knob), max(left + label.wide, label.stem + room.knob)


def meet(one: tuple[Wanted, Placed], other: tuple[Wanted, Placed], room: Field) -> bool:
    """Whether two labels stand on one level with less than the gap between them."""
    first, last = _span(one[0], one[1].left, room)
    start, end = _span(other[0], other[1].left, room)
    return one[1].level == other[1].level and start - room.gap < last and first - room.gap < end


def crosses(stem: tuple[Wanted, Placed], words: tuple[Wanted, Placed], room: Field) -> bool:
    """Whether a label's stem runs through the words of another."""
    first, last = words[1].left - room.clear, words[1].left + words[0].wide + room.clear
    return stem[1].level > words[1].level and first < stem[0].stem < last


def _fits(label: Wanted, left: float, room: Field) -> bool:
    start, end = _span(label, left, room)
    inside = start >= room.left and end <= room.right
    return inside and not any(left - 6 < line < left + label.wide + 6 for line in room.uncrossed)


@dataclass(frozen=True, slots=True)
class _Side:
    """A label on one side of its stem: its words, how far it reaches, and its stem."""

    left: float
    right: float
    start: float
    end: float
    stem: float


class _Search:
    """Backtracking, latest label first: its words may then stand over those of the earlier ones."""

    def __init__(self, labels: Sequence[Wanted], room: Field, levels: int, tries: int) -> None:
        self.room, self.levels, self.tries = room, levels, tries
        self.sides = [[_side(label, left, room) for left in room.sides(label) if _fits(label, left, room)] for label in reversed(labels)]

    def run(self) -> list[Placed] | None:
        """The places, latest label first; None where there are none or the tries ran out."""
        found = self._next([])
        return [Placed(left=side.left, level=level) for side, level in found] if found is not None else None

    def _next(self, done: list[tuple[_Side, int]]) -> list[tuple[_Side, int]] | None:
        self.tries -= 1
        if self.tries < 0:
            return None
        if len(done) == len(self.sides):
            return done
        for level in range(self.levels):
            for side in self.sides[len(done)]:
                if self._clear(side, level, done) and (found := self._next([*done, (side, level)])) is not None:
                    return found
        return None

    def _clear(self, mine: _Side, level: int, done: Sequence[tuple[_Side, int]]) -> bool:
        """As ``meet`` and ``crosses`` say, written out because it is asked many thousand times."""
        gap, clear = self.room.gap, self.room.clear
        for other, its in done:
            if its == level:
                if mine.start - gap < other.end and other.start - gap < mine.end:
                    return False
            elif its > level:
                if mine.left - clear < other.stem < mine.right + clear:
                    return False
            elif other.left - clear < mine.stem < other.right + clear:
                return False
        return True


def _side(label: Wanted, left: float, room: Field) -> _Side:
    start, end = _span(label, left, room)
    return _Side(left, left + label.wide, start, end, label.stem)


def _staircase(labels: Sequence[Wanted], room: Field) -> tuple[Placed, ...]:
    """Each label on the lowest level where it meets no other. Stems may run behind words, words never into words."""
    done: list[tuple[Wanted, Placed]] = []
    for label in reversed(labels):
        sides = room.sides(label)
        pushed = max(room.left, min(sides[0], room.right - label.wide))
        left = next((x for x in sides if room.left <= x and x + label.wide <= room.right), pushed)
        taken = {place.level for other, place in done if meet((label, Placed(left=left, level=place.level)), (other, place), room)}
        level = next(n for n in range(len(done) + 1) if n not in taken)
        done.append((label, Placed(left=left, level=level)))
    return tuple(place for _, place in reversed(done))


def arranged(labels: Sequence[Wanted], room: Field) -> Arrangement:
    """The arrangement with the fewest levels in which nothing is crossed. Labels in the order of their stems.

    Where there is none, the lines may be crossed (words hide them); where that does not help either, a plain staircase.
    """
    return _arranged(tuple(labels), room)


@lru_cache(maxsize=64)  # a page that is refreshed asks for the same again
def _arranged(labels: tuple[Wanted, ...], room: Field) -> Arrangement:
    for tried in (room, replace(room, uncrossed=())) if room.uncrossed else (room,):
        for levels in range(1, MOST_LEVELS + 1):
            found = _Search(labels, tried, levels, TRIES).run()
            if found is not None:
                return Arrangement(places=tuple(reversed(found)), clean=tried is room)
    return Arrangement(places=_staircase(labels, room), clean=False)


def lifts(stems: Sequence[float], apart: float) -> tuple[int, ...]:
    """How many markers each marker stands above, so that two on one day are both seen."""
    found: list[int] = []
    for number, stem in enumerate(stems):
        near = {found[other] for other in range(number) if abs(stems[other] - stem) < apart}
        found.append(next(lift for lift in range(number + 1) if lift not in near))
    return tuple(found)


def rows_of(middles: Sequence[float], wides: Sequence[float], left: float, right: float, gap: float = 10) -> tuple[Placed, ...]:
    """Words centred under what they name, each in the first row where it meets no earlier one."""
    done: list[tuple[float, float, int]] = []
    for middle, wide in zip(middles, wides, strict=True):
        start = max(left, min(middle - wide / 2, right - wide))
        taken = {row for first, last, row in done if start - gap < last and first - gap < start + wide}
        done.append((start, start + wide, next(row for row in range(len(done) + 1) if row not in taken)))
    return tuple(Placed(left=start, level=row) for start, _, row in done)
