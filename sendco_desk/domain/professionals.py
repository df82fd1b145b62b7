"""Professionals from outside: who was asked and when, who came, what was reported and received, and what came of each piece of advice."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from sendco_desk.domain.codes import SERVICES, said
from sendco_desk.domain.dates import months_later, need_likely_day, shown
from sendco_desk.domain.records import PupilRecord, need_code, need_order, need_text
from sendco_desk.domain.refusals import Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Involvement(PupilRecord):
    """A service's work with a pupil, from the asking to the report. The age of a report is counted from ``report_on``."""

    KIND: ClassVar[str] = "involvement"
    TITLE: ClassVar[str] = "Professional"
    NAMES: ClassVar[tuple[str, ...]] = ("person", "organisation")
    PROSE: ClassVar[tuple[str, ...]] = ("asked_for", "note")
    service: str
    person: str = ""
    organisation: str = ""
    asked_on: date | None = None
    asked_for: str = ""
    seen_on: date | None = None
    report_on: date | None = None
    received_on: date | None = None
    document: UUID | None = None
    ended_on: date | None = None
    note: str = ""

    def __post_init__(self) -> None:
        need_code(self.service, SERVICES, "the service", "service")
        for name in ("asked_on", "seen_on", "report_on", "received_on", "ended_on"):
            need_likely_day(getattr(self, name), name)
        need_order(self.report_on, self.received_on, "received_on", "The report was received before it was written: check the two dates.")

    @property
    def called(self) -> str:
        """Service and person."""
        return f"{said(SERVICES, self.service)}{f', {self.person}' if self.person else ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice(PupilRecord):
    """One piece of a professional's advice, what the school did about it, and what came of that."""

    KIND: ClassVar[str] = "advice"
    TITLE: ClassVar[str] = "Advice"
    PROSE: ClassVar[tuple[str, ...]] = ("words", "action", "effect")
    involvement: UUID
    place: int = 0
    words: str
    page: int | None = None
    action: str = ""
    action_on: date | None = None
    effect: str = ""

    def __post_init__(self) -> None:
        need_text(self.words, "Write what was advised.", "words")
        need_likely_day(self.action_on, "action_on")
        if self.page is not None and self.page < 1:
            raise Refused("Give the page as a number from 1.", field="page")

    @property
    def called(self) -> str:
        """The advice itself, shortened."""
        line = " ".join(self.words.split())
        return line if len(line) <= 80 else f"{line[:79]}…"


def months_old(written: date, on: date) -> int:
    """How many whole months a paper is old on a day: a month is over on the corresponding day of the next, or its last; below 0 before it."""
    months = (on.year - written.year) * 12 + on.month - written.month
    return months - (months_later(written, months) > on)


def report_age(written: date, on: date) -> str:
    """`19 months old on Mon 12 Jan 2026`."""
    months = months_old(written, on)
    if written > on:
        return f"not written yet on {shown(on)}"
    return f"{f'{months} month' if months == 1 else f'{months} months' if months else 'less than a month'} old on {shown(on)}"
