"""Who decides: the parents, or from the end of compulsory school age the young person; said in time, and with what is known of capacity."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sendco_desk.domain.dates import months_later, shown
from sendco_desk.domain.pupil import Pupil, age_on
from sendco_desk.domain.rights import CapacityNote, end_of_compulsory_school_age
from sendco_desk.domain.school import Term
from sendco_desk.services.clockwork import Clock, today
from sendco_desk.statute.wording import counted

if TYPE_CHECKING:
    from sendco_desk.store.reading import Reading

A_TERM = timedelta(weeks=13)
"""How long before the day the page begins to say so: a third of the 39 weeks of a school year."""
SOON = timedelta(days=28)
"""How long before the day it stands in Today."""
NEAR = 3
"""Months within which what is to come is counted in days."""
FIRST_DAYS = 10
"""Days of September within which an autumn term begins: a birthday among them can fall on either side of the turn of the school year."""
SOURCE = "Education Act 1996 s.8; Children and Families Act 2014 s.83(2) and s.80; SEND Regulations 2014 reg 64"
"""A young person is over compulsory school age and under 25. Where they lack capacity for a decision, reg 64 and schedule 3 read their
representative instead, and where they have none their parent. s.80 and schedule 3 read, reg 64 known from the explanatory notes: confidence high.
"""
PARENTS, YOUNG_PERSON = "parents", "young_person"
LACKS, NOT_ASSESSED = "lacks_capacity", "not_assessed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Who decides on a day. ``turns_on`` is the first day on which it is the young person, ``in_days`` how long until then (below 0 after it).

    ``capacity`` holds the latest note on each decision; ``chip`` is what the pupil's header says, empty where there is nothing to say yet.
    """

    decides: str
    turns_on: date | None
    in_days: int | None
    sentence: str
    chip: str
    capacity: tuple[CapacityNote, ...] = ()

    @property
    def voice(self) -> str:
        """Whose views a form starts with."""
        return YOUNG_PERSON if self.decides == YOUNG_PERSON else "pupil"


def latest_notes(notes: Iterable[CapacityNote], on: date) -> tuple[CapacityNote, ...]:
    """The latest note on each decision that was made by a day, in the order of their days."""
    found: dict[str, CapacityNote] = {}
    for note in sorted(notes, key=lambda one: one.found_on):
        if note.found_on <= on:
            key = " ".join(note.decision.casefold().split())
            found.pop(key, None)
            found[key] = note
    return tuple(found.values())


def year_begins(born: date, terms: Iterable[Term]) -> date | None:
    """The first day of the school year that begins in the year of the 16th birthday: of the first term after July, where it is recorded."""
    year = months_later(born, 16 * 12).year
    return min((term.first_day for term in terms if date(year, 8, 1) <= term.first_day <= date(year, 9, 30)), default=None)


def unsure_words(born: date, terms: Iterable[Term]) -> str:
    """What is not known where a 16th birthday lies in the first days of September and the autumn term of that year is not recorded.

    Source: Education Act 1996 s.579(1), from memory: confidence medium, which the sentence says.
    """
    turns_16 = months_later(born, 16 * 12)
    if turns_16.month != 9 or turns_16.day > FIRST_DAYS or year_begins(born, terms) is not None:
        return ""
    return (
        f" Record the autumn term of {turns_16.year}: if it begins after the 16th birthday on {shown(turns_16)}, compulsory school age ends in June "
        f"{turns_16.year} (Education Act 1996 s.8 and s.579; check it with your council)."
    )


def turning(born: date, terms: Iterable[Term]) -> date:
    """The first day on which somebody decides for themselves: compulsory school age ends at the end of the day before."""
    return end_of_compulsory_school_age(born, year_begins(born, terms)) + timedelta(days=1)


def ahead_words(on: date, then: date) -> str:
    """How long until a day: in days while it is near, else in years and months, `1 year and 7 months`."""
    if then < months_later(on, NEAR):
        return counted((then - on).days, "day")
    years, months = age_on(on, then)
    return " and ".join(counted(number, unit) for number, unit in ((years, "year"), (months, "month")) if number)


def capacity_words(notes: Iterable[CapacityNote]) -> str:
    """What is known of capacity: a sentence for each decision that the young person cannot make, then how many others are noted."""
    known = tuple(notes)
    lacking = [note for note in known if note.finding == LACKS]
    said = []
    for note in lacking:
        who = f"{note.represented_by} decides" if note.represented_by else "the representative decides, and where there is none a parent"
        said.append(f"Lacks capacity for this decision: {note.decision} (found {shown(note.found_on)}); {who}.")
    unknown = sum(note.finding == NOT_ASSESSED for note in known)
    others = len(known) - len(lacking) - unknown
    if others:
        said.append(f"Capacity is noted for {counted(others, 'other decision' if lacking else 'decision')}.")
    if unknown:
        said.append(f"Capacity has not been assessed for {counted(unknown, 'other decision' if said else 'decision')}, so it is assumed.")
    return " ".join(said) or "No note on capacity: it is assumed, for each decision, until it is found to be lacking."


def standing_of(pupil: Pupil, notes: Iterable[CapacityNote], terms: Iterable[Term], on: date) -> Standing:
    """Who decides about a pupil on a day."""
    born, kept = pupil.date_of_birth, latest_notes(notes, on)
    if born is None:
        return Standing(
            decides=PARENTS, turns_on=None, in_days=None, chip="", capacity=kept,
            sentence="The date of birth is not recorded, so the day on which decisions turn to the young person cannot be told.",
        )
    terms = tuple(terms)
    turns, unsure = turning(born, terms), unsure_words(born, terms)
    in_days, last = (turns - on).days, turns - timedelta(days=1)
    if in_days > 0:
        coming = f"From {shown(turns)} decisions, letters and views turn to the young person"
        return Standing(
            decides=PARENTS, turns_on=turns, in_days=in_days, capacity=kept, chip=coming if turns - on <= A_TERM else "",
            sentence=f"Parents decide. Compulsory school age ends on {shown(last)}. {coming}, {ahead_words(on, turns)} from now.{unsure}",
        )
    lacking = sum(note.finding == LACKS for note in kept)
    chip = "The young person decides"
    return Standing(
        decides=YOUNG_PERSON, turns_on=turns, in_days=in_days, capacity=kept,
        chip=f"{chip}; lacks capacity for {counted(lacking, 'decision')}" if lacking else chip,
        sentence=f"{chip} since {shown(turns)}: views are asked of them and letters go to them. {capacity_words(kept)}",
    )


@dataclass(frozen=True, slots=True)
class Rights:
    """Who decides about a pupil."""

    book: "Reading"
    clock: Clock

    def standing(self, pupil: UUID, on: date | None = None) -> Standing:
        """Who decides on a day, today where none is given."""
        kept = self.book.get(Pupil, pupil)
        return standing_of(kept, self.book.all(CapacityNote, pupil=pupil), self.book.all(Term), on or today(self.clock))
