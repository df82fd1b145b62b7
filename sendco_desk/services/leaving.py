"""What ends when a pupil leaves the school: places in provisions, so that nothing is planned, shared out or paid for after the last day."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sendco_desk.domain.provision import CostItem, ProvisionPlace, ProvisionSession

if TYPE_CHECKING:
    from sendco_desk.store.page import Page


def end_places(page: "Page", pupil: UUID, left_on: date) -> None:
    """End the pupil's places on the last day, or on that of the last session recorded after it; what was to begin later is taken out."""
    for place in page.all(ProvisionPlace, pupil=pupil):
        if place.ends_on <= left_on:
            continue
        sessions = [session.on for session in page.all(ProvisionSession, place=place.id)]
        if place.starts_on <= left_on or sessions:
            page.put(replace(place, ends_on=min(place.ends_on, max([left_on, *sessions]))))
        elif not page.count(CostItem, place=place.id):
            page.remove(place)
