"""The days of the demo: two more school years before those of its calendar, and a pen that writes one pupil's records by school days."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from uuid import UUID, uuid4

from sendco_desk.domain.documents import Document
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.school import SchoolClosure, Term
from sendco_desk.statute.calendars import Closure, SchoolTerm, is_school_day

ONE = timedelta(days=1)
GAP = timedelta(days=5)
"""So many days without school part two half-terms; a weekend and a bank holiday are fewer."""


def _weekday(day: date, weekday: int) -> date:
    """The first such day of the week on or after a day: 0 is Monday."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def earlier_calendar(year: int) -> list[Term | SchoolClosure]:
    """What comes before the demo's calendar around a summer: the school year that began two years before, and the autumn after it."""
    begins = year - 2
    autumns = [_weekday(date(begin, 9, 2), 2) for begin in (begins, begins + 1)]
    ends = [_weekday(date(begin, 12, 17), 4) for begin in (begins, begins + 1)]
    spring, summer = _weekday(date(begins + 1, 1, 4), 0), _weekday(date(begins + 1, 4, 12), 0)
    spring_ends, summer_ends = _weekday(date(begins + 1, 3, 25), 4), _weekday(date(begins + 1, 7, 20), 2)
    terms = (
        (f"Autumn {begins}", autumns[0], ends[0]), (f"Spring {begins + 1}", spring, spring_ends), (f"Summer {begins + 1}", summer, summer_ends),
        (f"Autumn {begins + 1}", autumns[1], ends[1]),
    )
    halves = (
        date(begins, 10, 24), date(begins + 1, 2, 13), date(begins + 1, 5, 25), date(begins + 1, 10, 24), date(begins + 2, 2, 13),
    )
    holidays = (
        ("Christmas", ends[0], spring), ("Easter holiday", spring_ends, summer), ("Summer holiday", summer_ends, autumns[1]),
        ("Christmas", ends[1], date(begins + 2, 1, 5)),
    )
    weeks = [(_weekday(day, 0), _weekday(day, 0) + timedelta(days=4)) for day in halves]
    return [
        *(Term(id=uuid4(), name=name, first_day=first, last_day=last) for name, first, last in terms),
        *(SchoolClosure(id=uuid4(), name="Half-term", first_day=first, last_day=last) for first, last in weeks),
        *(SchoolClosure(id=uuid4(), name=name, first_day=before + ONE, last_day=after - ONE) for name, before, after in holidays),
    ]


@dataclass(frozen=True, kw_only=True)
class DemoDays:
    """The school's days around the one on which the demo is made: everything in it is counted in school days from there."""

    now: datetime
    calendar: Sequence[Term | SchoolClosure]

    @property
    def on(self) -> date:
        """The day on which the demo is made."""
        return self.now.date()

    @cached_property
    def open(self) -> tuple[date, ...]:
        """Every day on which the school is open, in order."""
        terms = [SchoolTerm(first=one.first_day, last=one.last_day) for one in self.calendar if isinstance(one, Term)]
        shut = [Closure(first=one.first_day, last=one.last_day) for one in self.calendar if isinstance(one, SchoolClosure)]
        first, last = min(one.first for one in terms), max(one.last for one in terms)
        days = (first + timedelta(days=number) for number in range((last - first).days + 1))
        return tuple(day for day in days if is_school_day(day, terms, shut))

    @cached_property
    def past(self) -> tuple[date, ...]:
        """Those before the day, in order."""
        return tuple(day for day in self.open if day < self.on)

    @cached_property
    def coming(self) -> tuple[date, ...]:
        """Those after the day, in order."""
        return tuple(day for day in self.open if day > self.on)

    def at(self, number: int) -> date:
        """The school day so many before the day; below 0 so many after it."""
        return self.past[-number] if number > 0 else self.coming[-number]

    def between(self, first: date, last: date) -> list[date]:
        """The school days from one day to another, both counted, that are over."""
        return [day for day in self.past if first <= day <= last]

    def moment(self, day: date, hour: int, minute: int = 0) -> datetime:
        """A time of day, in the zone of the demo's clock."""
        return datetime.combine(day, time(hour, minute), self.now.tzinfo)

    def half_terms(self, since: date) -> list[list[date]]:
        """The past school days since a day, half-term by half-term, whole ones and the one that has begun."""
        found: list[list[date]] = []
        for day in self.between(since, self.on):
            if not found or day - found[-1][-1] > GAP:
                found.append([])
            found[-1].append(day)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Pen:
    """Writes the records of one pupil: knows the days, the pupil's name, and the ids that records know each other by.

    ``id`` gives the same id for the same key every time, so that one record can name another before either is made.
    """

    days: DemoDays
    pupil: Pupil
    person: str
    parent: str = ""
    papers: dict[str, Document] = field(default_factory=dict)
    ids: defaultdict[str, UUID] = field(default_factory=lambda: defaultdict(uuid4))

    @property
    def mine(self) -> UUID:
        """The pupil's id."""
        return self.pupil.id

    def id(self, key: str) -> UUID:
        """The id that goes with a key of this pupil's."""
        return self.ids[key]

    def says(self, words: str) -> str:
        """Words with the pupil's name and pronouns put in."""
        girl = self.pupil.sex == "F"
        he, him, his = ("she", "her", "her") if girl else ("he", "him", "his")
        named = {
            "{name}": self.pupil.legal_forename, "{parent}": self.parent, "{he}": he, "{him}": him, "{his}": his, "{He}": he.capitalize(),
            "{His}": his.capitalize(),
        }
        for token, word in named.items():
            words = words.replace(token, word)
        return words

    def document(self, title: str) -> UUID | None:
        """The pupil's paper of that title, where there is one."""
        return self.papers[title].id if title in self.papers else None


def at_or_none(days: DemoDays, number: int | None) -> date | None:
    """A school day counted from the day, where a number is given."""
    return None if number is None else days.at(number)
