"""Meetings with the parents in a school year, counted against the three that the Code of Practice asks for."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sendco_desk.domain.dates import shown
from sendco_desk.domain.meetings import Meeting, MeetingPerson
from sendco_desk.domain.pupil import school_year_of
from sendco_desk.domain.school import Term
from sendco_desk.domain.support_codes import WITH_PARENTS
from sendco_desk.statute.wording import counted

ASKED = 3
SOURCE = "SEND Code of Practice 2015, paragraph 6.65"
"""Schools should meet parents at least three times each year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParentsMeetings:
    """The meetings held and planned this school year, in order. Of the ``untold`` ones the day has passed, and nothing says that they were held."""

    held: tuple[Meeting, ...]
    planned: tuple[Meeting, ...]
    untold: tuple[Meeting, ...]
    words: str

    @property
    def count(self) -> int:
        """How many were held."""
        return len(self.held)

    @property
    def enough(self) -> bool:
        """Whether the year has as many as the Code asks for."""
        return self.count >= ASKED


def year_ends(terms: Iterable[Term], on: date) -> date | None:
    """The last day of school in the school year of a day: None where its summer term is not recorded."""
    begins = school_year_of(on)
    ends = [term.last_day for term in terms if date(begins + 1, 5, 1) <= term.last_day <= date(begins + 1, 8, 31)]
    return max(ends, default=None)


def told_of(people: Iterable[MeetingPerson]) -> frozenset[UUID]:
    """The meetings of which it is recorded that somebody came or stayed away."""
    return frozenset(one.meeting for one in people if one.presence != "invited")


def parents_meetings(
    meetings: Iterable[Meeting], terms: Iterable[Term], on: date, told: Collection[UUID] | None = None,
) -> ParentsMeetings:
    """Those of the school year that a day lies in. A cancelled meeting does not count, and any other once its minutes or who came say that it
    was held: ``told`` are the meetings of which somebody's presence is recorded. Where it is None, every meeting counts whose day has come.
    """
    mine = sorted(
        (m for m in meetings if m.meeting_kind in WITH_PARENTS and not m.cancelled and school_year_of(m.held_at.date()) == school_year_of(on)),
        key=lambda m: m.held_at,
    )
    held = tuple(m for m in mine if m.held_on <= on and (told is None or m.id in told or m.minutes.strip()))
    planned = tuple(m for m in mine if m not in held and m.held_on >= on)
    untold = tuple(m for m in mine if m not in held and m.held_on < on)
    said = [_words(len(held), year_ends(terms, on), on)]
    if untold:
        is_or_are = "is" if len(untold) == 1 else "are"
        said.append(f"{counted(len(untold), 'meeting')} whose day has passed {is_or_are} not counted: no minutes say so, nor who came.")
    if planned and len(held) < ASKED:
        said.append(f"The next is planned for {shown(planned[0].held_on)}.")
    return ParentsMeetings(held=held, planned=planned, untold=untold, words=" ".join(said))


def _words(count: int, ends: date | None, on: date) -> str:
    if count >= ASKED:
        return f"{count} meetings with the parents this school year: the three that the Code asks for were held."
    said = f"{count} of {ASKED} meetings with the parents this school year."
    if ends is not None and ends < on:
        return f"{said} The school year ended on {shown(ends)}."
    by = f", which ends on {shown(ends)}" if ends else ""
    return f"{said} {_NUMBER[ASKED - count]} more by the end of the school year{by}."


_NUMBER = {1: "One", 2: "Two", 3: "Three"}
