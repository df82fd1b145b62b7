"""Rolling the school year on: every pupil's year and class moves up, the last years leave; shown first, done in one deed, undone in one."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sendco_desk.domain.codes import YEAR_GROUPS
from sendco_desk.domain.pupil import Pupil, age_on, school_year_of
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.school import School
from sendco_desk.domain.school_year import school_year_words
from sendco_desk.services.clockwork import Changed, Clock, today
from sendco_desk.services.leaving import end_places

if TYPE_CHECKING:
    from sendco_desk.store.notebook import Notebook

LADDER = YEAR_GROUPS[: YEAR_GROUPS.index("M")]
"""The years in the order in which pupils go through them. M (mixed) and X (no year followed) lie beside it: nobody moves up from them."""
LAST_YEAR = {"early_years": "N2", "primary": "6", "middle": "8", "secondary": "11", "all_through": "13", "post16": "14"}
"""After which year pupils usually leave a school of each phase; the person who rolls the year says which it is."""
_LEADING = re.compile(r"\d{1,2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class RollPlan:
    """What the person decides: the years that leave, the new name of each class, who stays in the same year."""

    leaving: frozenset[str]
    classes: Mapping[str, str] = field(default_factory=dict)
    staying: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class RollRow:
    """What would become of one pupil."""

    pupil: Pupil
    year: str
    class_name: str
    by_age: str = ""
    leaves: bool = False
    stays: bool = False

    @property
    def words(self) -> str:
        """In words, with a remark where the pupil's age says another year."""
        if self.leaves:
            return "Leaves"
        moved = "Stays in the same year" if self.stays else "Moves up" if self.year != self.pupil.year_group else "No year to move up to"
        return f"{moved}; by age it would be {year_said(self.by_age)}" if self.by_age and self.by_age != self.year else moved


def year_said(year: str) -> str:
    """`Year 4`, `Reception`, `Mixed year`."""
    if year.isdigit():
        return f"Year {year}"
    return {"R": "Reception", "M": "Mixed year", "X": "No year group"}.get(year, f"Nursery ({year})")


def year_by_age(born: date | None, begins: int) -> str:
    """The year group that a pupil's age says in the school year that begins then: Reception after the fourth birthday by 31 August.

    Empty where the age lies outside the years from Reception to 14. Worked example: born 14 March 2018, 8 on 31 August 2026: Year 4.
    """
    age = age_on(born, date(begins, 8, 31))[0] if born is not None and born <= date(begins, 8, 31) else 0
    place = LADDER.index("R") + age - 4
    return LADDER[place] if age >= 4 and place < len(LADDER) else ""


def next_year(year: str) -> str:
    """The year after; a year beside the ladder, or none, stays."""
    place = LADDER.index(year) if year in LADDER else len(LADDER)
    return LADDER[place + 1] if place + 1 < len(LADDER) else year


def next_class(name: str) -> str:
    """`4 Willow` becomes `5 Willow` and `7F` becomes `8F`; a name that begins with no number stays."""
    found = _LEADING.match(name)
    return f"{int(found[0]) + 1}{name[found.end():]}" if found else name


@dataclass(frozen=True, slots=True)
class YearRoll:
    """The deeds that roll the year on."""

    book: "Notebook"
    clock: Clock

    def coming(self, on: date | None = None) -> int:
        """The year in which the school year begins that is rolled on to: from May on the next one, before that the present one."""
        day = on or today(self.clock)
        return day.year if day.month >= 5 else school_year_of(day)

    def doubt(self) -> str:
        """A sentence where most pupils stand already in the year that their age says for the coming school year; else nothing."""
        begins = self.coming()
        known = [(pupil.year_group, year) for pupil in self._on_roll() if (year := year_by_age(pupil.date_of_birth, begins))]
        there = sum(now == wanted for now, wanted in known)
        if not known or 2 * there <= len(known):
            return ""
        are = "pupil is" if len(known) == 1 else "pupils are"
        return f"{there} of {len(known)} {are} already in the year that their age says for {school_year_words(begins)}: was it rolled on before?"

    def usual(self) -> RollPlan:
        """What is proposed first: the school's last year leaves, and classes that begin with a number count it up."""
        school = next(iter(self.book.all(School)), None)
        last = LAST_YEAR.get(school.phase, "") if school else ""
        return RollPlan(
            leaving=frozenset(LADDER[LADDER.index(last):]) if last else frozenset(),
            classes={name: next_class(name) for name in self.classes()},
        )

    def classes(self) -> dict[str, int]:
        """The classes there are now and how many pupils on roll each has."""
        counted = Counter(pupil.class_name for pupil in self._on_roll() if pupil.class_name)
        return dict(sorted(counted.items()))

    def preview(self, plan: RollPlan) -> list[RollRow]:
        """What would become of every pupil on roll, by year and surname. Nothing is changed."""
        rows = [self._row(pupil, plan) for pupil in self._on_roll()]
        order = {year: place for place, year in enumerate(LADDER)}
        return sorted(rows, key=lambda row: (order.get(row.pupil.year_group, len(LADDER)), row.pupil.sorting_name.casefold()))

    def roll(self, plan: RollPlan, left_on: date) -> Changed:
        """Do it in one deed, which one undo takes back; places in provisions end with those who leave. Raises Refused where nobody is on roll."""
        rows = self.preview(plan)
        if not rows:
            raise Refused("Nobody is on roll, so there is no year to roll on.")
        with self.book.writing(f"Rolled the year on for {school_year_words(self.coming())}") as page:
            for row in rows:
                page.put(self._moved(row, left_on))
                if row.leaves:
                    end_places(page, row.pupil.id, left_on)
        return page.changed

    def _moved(self, row: RollRow, left_on: date) -> Pupil:
        if row.leaves:
            return replace(row.pupil, roll_status="left", left_on=left_on)
        return replace(row.pupil, year_group=row.year, class_name=row.class_name)

    def _row(self, pupil: Pupil, plan: RollPlan) -> RollRow:
        same = RollRow(
            pupil=pupil, year=pupil.year_group, class_name=pupil.class_name, by_age=year_by_age(pupil.date_of_birth, self.coming()),
        )
        if pupil.id in plan.staying:
            return replace(same, stays=True)
        if pupil.year_group in plan.leaving:
            return replace(same, leaves=True)
        return replace(same, year=next_year(pupil.year_group), class_name=plan.classes.get(pupil.class_name, pupil.class_name))

    def _on_roll(self) -> Sequence[Pupil]:
        return self.book.all(Pupil, roll_status="on_roll")
