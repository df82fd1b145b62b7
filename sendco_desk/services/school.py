"""Deeds about the school itself: its facts, terms and closures."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.school import School, SchoolClosure, Term
from sendco_desk.services.clockwork import Changed
from sendco_desk.services.school_year import next_year_asked, still_missing
from sendco_desk.statute.calendars import school_year_starting

if TYPE_CHECKING:
    from sendco_desk.services.school_calendar import SchoolCalendar
    from sendco_desk.store.notebook import Notebook


@dataclass(frozen=True, slots=True)
class SchoolDeeds:
    """Deeds about the school."""

    book: "Notebook"

    def school(self) -> School:
        """The school whose notebook this is."""
        found = self.book.all(School)
        if not found:
            raise Refused("This notebook does not say which school it belongs to: give its name in Settings.", field="name")
        return found[0]

    def save(self, school: School) -> Changed:
        """Keep the school's facts."""
        with self.book.writing("Changed the school’s details") as page:
            page.put(school)
        return page.changed

    @property
    def calendar(self) -> "SchoolCalendar":
        """The school's year: its terms, its closures and what is missing, with the deeds that change them."""
        from sendco_desk.services.school_calendar import SchoolCalendar

        return SchoolCalendar(self.book)

    def closures(self) -> list[SchoolClosure]:
        """Every closure, earliest first."""
        return self.calendar.closures()

    def add_closure(self, first: date, last: date, name: str = "") -> Changed:
        """Record that the school is closed from one day to another, both included."""
        return self.calendar.save_closure(SchoolClosure(id=uuid4(), name=name, first_day=first, last_day=last))

    def remove_closure(self, closure: UUID) -> Changed:
        """Take a closure out again."""
        with self.book.writing("Removed a closure") as page:
            page.remove(page.get(SchoolClosure, closure))
        return page.changed

    def terms_missing(self, on: date) -> str:
        """What to ask for where terms of this school year that are not over, or from May on those of the next, are not recorded; else nothing."""
        from sendco_desk.domain.pupil import Pupil

        if not self.book.count(Pupil):
            return ""
        this, following = (self.calendar.year(school_year_starting(on).year + later) for later in (0, 1))
        missing = still_missing(this, on)
        if missing and not this.terms:
            return f"record the term dates of {this.words}."
        if missing:
            return f"record the {' and '.join(missing)} term{'s' * (len(missing) > 1)} of {this.words}."
        if next_year_asked(on) and not following.terms:
            return f"record the term dates of {following.words}, which begins in September."
        return ""

    def add_term(self, name: str, first: date, last: date) -> Changed:
        """Record a term."""
        with self.book.writing(f"Term {name}") as page:
            page.put(Term(id=uuid4(), name=name, first_day=first, last_day=last))
        return page.changed
