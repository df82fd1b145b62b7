"""Who moves to the next phase of education next September, on which day, and which earlier day of a council counts for that move.

The law's own days for a move are the clock's (REV-11 to REV-14): here is only told whose move it is, and which event stands for it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sendco_desk.statute.calendars import SchoolTerm, months_after, school_year_starting
from sendco_desk.statute.events import PHASE_TRANSFERS
from sendco_desk.statute.rules import rule

SCHOOL, POST_16, BETWEEN_POST_16 = PHASE_TRANSFERS
LOCAL_DAY_OF: Mapping[str, str] = {SCHOOL: "phase_transfer_school", POST_16: "phase_transfer_post16"}
"""Which of the days that a council may ask for belongs to a move."""
TURN = (9, 1)
"""Month and day on which a school year begins, and a child whose school tells nothing else is taken to move."""
AUTUMN = ((8, 1), (10, 31))
"""Between which days of a year the term begins that is its autumn term."""
PLANNED_WITHIN = rule("REV-14").looks_back
"""Months before a move in which what is done for it counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseMove:
    """A move to the next phase: the event that stands for it, and where to.

    Where it is not ``sure``, a year group may as well stay or leave education, so that nobody is late before a move is recorded.
    """

    event: str
    to: str
    sure: bool = True


TO_RECEPTION = PhaseMove(event=SCHOOL, to="Reception")
TO_JUNIOR = PhaseMove(event=SCHOOL, to="Junior school")
TO_MIDDLE = PhaseMove(event=SCHOOL, to="Middle school")
TO_SECONDARY = PhaseMove(event=SCHOOL, to="Secondary school")
TO_POST_16 = PhaseMove(event=POST_16, to="Post-16")
AFTER_SIXTH_FORM = PhaseMove(event=POST_16, to="Post-16", sure=False)
ON_TO_POST_16 = PhaseMove(event=BETWEEN_POST_16, to="Other post-16", sure=False)
RECORDED: Mapping[str, PhaseMove] = {
    SCHOOL: PhaseMove(event=SCHOOL, to="Next school"), POST_16: TO_POST_16,
    BETWEEN_POST_16: PhaseMove(event=BETWEEN_POST_16, to="Other post-16"),
}
"""The move that an event recorded in a case stands for, where the year group tells no more."""

LEAVING: Mapping[str, Mapping[str, PhaseMove]] = {
    "early_years": {"N2": TO_RECEPTION},
    "primary": {"N2": TO_RECEPTION, "6": TO_SECONDARY},
    "middle": {"8": TO_SECONDARY},
    "secondary": {"11": TO_POST_16},
    "all_through": {"N2": TO_RECEPTION, "6": TO_SECONDARY, "11": TO_POST_16},
    "post16": {"13": ON_TO_POST_16, "14": ON_TO_POST_16},
}
"""Of each phase of school: the year groups that move at the end of the school year, whichever other years the school has."""
WITH_SIXTH_FORM = ("secondary", "all_through")


def move_of(year: str, phase: str, years: Collection[str]) -> PhaseMove | None:
    """The move that a year group of a school makes next September; None where it stays. ``years`` are all that the school has."""
    known = LEAVING.get(phase, {}).get(year)
    if known is not None:
        return known
    if phase == "primary":
        return _from_infant_or_first(year, frozenset(years))
    if phase in WITH_SIXTH_FORM and (year == "14" or (year == "13" and "14" not in years)):
        return AFTER_SIXTH_FORM
    return None


def _from_infant_or_first(year: str, years: frozenset[str]) -> PhaseMove | None:
    """An infant school has nobody in Year 3 or above; a first school has every year to Year 4 and nobody above."""
    if year == "2" and years.isdisjoint(("3", "4", "5", "6")):
        return TO_JUNIOR
    if year == "4" and years.isdisjoint(("5", "6")) and years.issuperset(("R", "1", "2", "3", "4")):
        return TO_MIDDLE
    return None


def next_september(on: date) -> date:
    """The 1 September that ends the school year of a day."""
    return date(school_year_starting(on).year + 1, *TURN)


def autumn_starting(september: date, terms: Sequence[SchoolTerm]) -> date | None:
    """The first day of the autumn term of that year; None where the school has not recorded one."""
    first, last = (date(september.year, *day) for day in AUTUMN)
    return min((term.first for term in terms if first <= term.first <= last), default=None)


def prepared_since(move: date) -> date:
    """The first day on which a meeting or a council's own day can belong to a move on that day."""
    return months_after(move, -PLANNED_WITHIN)


def asked_for_move(day: date, move: date, last: date) -> bool:
    """Whether a council's own day belongs to the move on that day, of which ``last`` is the law's last day: not to one a year before or after."""
    return prepared_since(move) <= day <= last
