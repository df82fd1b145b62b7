"""How long a council takes over the school’s own cases, in figures from which no pupil can be told.

The rule for small numbers. A count stands for pupils, however often one of them occurs. A row of figures may stand where neither those in
time nor those late are one to four pupils. Terms add up to a sum that stands above them: so where one term is kept back, others are too,
until at least two are, and until what can be worked out of them together is nobody or at least five pupils. Councils are told each by itself;
figures of several are the sum of what is told of each, so that they tell nothing further.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median
from uuid import UUID

FEW = 5
"""Fewer pupils than this could be picked out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepTaken:
    """A step that the council owed in a case, and has done or is late with.

    ``days_late`` is 0 where it was in time on the last respectable count; of one that is still to be done it counts up to the day asked about,
    and ``days_taken`` is None. With ``excused`` an exception of the law could apply to it: it is counted apart.
    """

    council: str
    step: str
    term: str
    pupil: UUID
    days_late: int
    days_taken: int | None = None
    excused: bool = False
    case: int = 0

    @property
    def late(self) -> bool:
        """Whether it was or is late."""
        return self.days_late > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What may be told of some steps. None is what is kept back; ``few`` says that fewer than five pupils are behind all of them.

    ``half_late`` is the median of the days late, those in time counting none; ``half_taken`` that of the days from the start to the end, of
    those done.
    """

    due: int | None
    in_time: int | None = None
    late: int | None = None
    half_late: float | None = None
    half_taken: float | None = None
    few: bool = False

    @property
    def told(self) -> bool:
        """Whether in time and late are told."""
        return self.in_time is not None

    @property
    def share(self) -> float | None:
        """The percentage in time, to one decimal; None where it is kept back or nothing was due."""
        if self.in_time is None or not self.due:
            return None
        return float(round(Fraction(100 * self.in_time, self.due), 1))


KEPT_BACK = Figures(due=None)
"""A row of which nothing is told."""


def pupils(steps: Iterable[StepTaken]) -> int:
    """How many pupils are behind some steps."""
    return len({step.pupil for step in steps})


def few(steps: Iterable[StepTaken]) -> bool:
    """Whether there are some, and of so few pupils that one could be picked out."""
    return 0 < pupils(steps) < FEW


def parted(steps: Iterable[StepTaken]) -> tuple[list[StepTaken], list[StepTaken]]:
    """Those in time, and those late."""
    found: tuple[list[StepTaken], list[StepTaken]] = ([], [])
    for step in steps:
        found[step.late].append(step)
    return found


def may_stand(steps: Sequence[StepTaken]) -> bool:
    """Whether in time and late may be told of some steps that stand alone."""
    return not any(few(part) for part in parted(steps))


def figures(steps: Sequence[StepTaken], *, openly: bool = False) -> Figures:
    """The figures of steps that stand alone. ``openly`` keeps nothing back, for what carries names."""
    if few(steps) and not openly:
        return Figures(due=None, few=True)
    done = [step for step in steps if step.days_taken is not None]
    taken = [step.days_taken for step in done if step.days_taken is not None] if openly or not few(done) else []
    half_late = float(median(step.days_late for step in steps)) if steps else None
    half_taken = float(median(taken)) if taken else None
    if not (openly or may_stand(steps)):
        return Figures(due=len(steps), half_late=half_late, half_taken=half_taken)
    in_time, late = parted(steps)
    return Figures(due=len(steps), in_time=len(in_time), late=len(late), half_late=half_late, half_taken=half_taken)


def terms_told(by_term: Mapping[str, Sequence[StepTaken]]) -> frozenset[str]:
    """The terms whose figures may stand under a sum of all of them; none where the sum itself is not told in full."""
    there = {term: steps for term, steps in by_term.items() if steps}
    if not may_stand([step for steps in there.values() for step in steps]):
        return frozenset()
    hidden = {term for term, steps in there.items() if not may_stand(steps)}
    others = sorted((term for term in there if term not in hidden), key=lambda term: pupils(there[term]))
    while hidden and others and not _safe([there[term] for term in hidden]):
        hidden.add(others.pop(0))
    return frozenset(there) - hidden


def _safe(hidden: Sequence[Sequence[StepTaken]]) -> bool:
    """Whether nothing can be told of terms by taking those that are told from the sum."""
    return len(hidden) > 1 and may_stand([step for steps in hidden for step in steps])


def by_term(steps: Iterable[StepTaken], terms: Sequence[str]) -> dict[str, list[StepTaken]]:
    """Steps by the term they fall into, in the order of the terms."""
    found: dict[str, list[StepTaken]] = {term: [] for term in terms}
    for step in steps:
        found[step.term].append(step)
    return found


def count_said(steps: Sequence[StepTaken], *, openly: bool = False) -> str:
    """A count that stands by itself: `0`, `7`, `fewer than 5`."""
    return f"fewer than {FEW}" if few(steps) and not openly else str(len(steps))
