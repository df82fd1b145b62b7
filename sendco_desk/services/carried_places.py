"""Places in provisions that go on into the next cycle: each ends with the cycle before, and begins again with the next one."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from sendco_desk.domain.cycles import SupportCycle
from sendco_desk.domain.dates import shown
from sendco_desk.domain.provision import CostItem, ProvisionPlace, ProvisionRun, ProvisionSession
from sendco_desk.domain.records import Record
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.support_cycles import ProvisionLine

if TYPE_CHECKING:
    from sendco_desk.store.reading import Reading


def runs_on(place: ProvisionPlace, day: date) -> bool:
    """Whether a place is held on a day."""
    return place.starts_on <= day <= place.ends_on


def may_go_on(book: "Reading", cycle: SupportCycle) -> tuple[ProvisionLine, ...]:
    """The pupil's places that can go on from a cycle: those of no cycle, of this one or of one before, that last beyond its first day."""
    number = {one.id: one.number for one in book.all(SupportCycle, pupil=cycle.pupil)}
    places = [
        place for place in book.all(ProvisionPlace, pupil=cycle.pupil)
        if place.ends_on >= cycle.starts_on and (place.cycle is None or number[place.cycle] <= cycle.number)
    ]
    lines = [ProvisionLine(place=place, run=book.get(ProvisionRun, place.run)) for place in places]
    return tuple(sorted(lines, key=lambda line: (line.run.name.casefold(), line.place.starts_on)))


def carried_places(book: "Reading", lines: Iterable[ProvisionLine], into: UUID, starts_on: date) -> list[Record]:
    """The places as the next cycle begins, with the sessions and the costs that fall into it. Raises Refused for one that is not held that day."""
    return [record for line in lines for record in _carried(book, line, into, starts_on)]


def _carried(book: "Reading", line: ProvisionLine, into: UUID, starts_on: date) -> list[Record]:
    place = line.place
    if not runs_on(place, starts_on):
        raise Refused(
            f"The place in {line.run.name} is held from {shown(place.starts_on)} to {shown(place.ends_on)}, so it cannot go on from "
            f"{shown(starts_on)}: leave it out, or choose another first day.", field="starts_on",
        )
    if place.starts_on == starts_on:
        return [replace(place, cycle=into)]
    ended = replace(place, ends_on=starts_on - timedelta(days=1))
    fresh = replace(place, id=uuid4(), cycle=into, starts_on=starts_on, start_measure=place.end_measure, end_measure="", effect="")
    sessions = book.between(ProvisionSession, "on", starts_on, None, place=place.id)
    costs = [item for item in book.all(CostItem, place=place.id) if item.on >= starts_on]
    return [ended, fresh, *(replace(one, place=fresh.id) for one in sessions), *(replace(one, place=fresh.id) for one in costs)]
