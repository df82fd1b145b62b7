"""Professionals around a pupil: how long each has been waited for, how old each report is, and what came of every piece of advice."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sendco_desk.domain.dates import shown
from sendco_desk.domain.documents import Document
from sendco_desk.domain.professionals import Advice, Involvement, months_old, report_age
from sendco_desk.domain.pupil import Pupil
from sendco_desk.services.clockwork import Changed, Clock, today
from sendco_desk.statute.wording import capitalised, counted

if TYPE_CHECKING:
    from sendco_desk.store.notebook import Notebook


def since_words(then: date, on: date) -> str:
    """`6 weeks ago`, `3 days ago`, `today`."""
    days = (on - then).days
    if days <= 0:
        return "today" if days == 0 else f"for {shown(then)}"
    return f"{counted(days // 7, 'week')} ago" if days >= 14 else f"{counted(days, 'day')} ago"


def standing_words(one: Involvement, on: date) -> str:
    """Where an involvement stands: `Asked 6 weeks ago, no report yet.`"""
    if one.report_on is not None:
        if one.received_on is not None:
            return f"Report of {shown(one.report_on)}, received {shown(one.received_on)}."
        return f"Report of {shown(one.report_on)}, not received yet."
    if one.received_on is not None:
        return f"Report received {shown(one.received_on)}. The day it was written is not recorded."
    if one.ended_on is not None and one.ended_on <= on:
        return f"Ended {shown(one.ended_on)} without a report."
    if one.seen_on is not None and one.seen_on <= on:
        asked = f"asked {since_words(one.asked_on, on)}, " if one.asked_on else ""
        return capitalised(f"{asked}seen {since_words(one.seen_on, on)}, no report yet.")
    if one.asked_on is not None:
        visit = f", to be seen {shown(one.seen_on)}" if one.seen_on else ", not seen yet"
        return f"Asked {since_words(one.asked_on, on)}{visit}."
    return f"To be seen {shown(one.seen_on)}." if one.seen_on else "Neither the day of asking nor a report is recorded."


@dataclass(frozen=True, slots=True, kw_only=True)
class InvolvementRow:
    """A service's work with a pupil: where it stands, how old its report is today and on a chosen day, and its advice in order."""

    involvement: Involvement
    document: Document | None
    advices: tuple[Advice, ...]
    standing: str
    months: int | None
    age: str
    months_then: int | None
    age_then: str

    @property
    def id(self) -> UUID:
        """The involvement's."""
        return self.involvement.id

    @property
    def waits(self) -> bool:
        """Whether somebody was asked or came, and no report has come."""
        one = self.involvement
        return one.report_on is None and one.received_on is None and one.ended_on is None and bool(one.asked_on or one.seen_on)

    @property
    def advice_words(self) -> str:
        """`2 of 3 acted on`, or nothing."""
        if not self.advices:
            return ""
        acted = sum(bool(advice.action.strip()) for advice in self.advices)
        return f"{acted or 'None'} of {len(self.advices)} acted on"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeingReport:
    """A report that will be old on a day, and whose it is."""

    involvement: Involvement
    pupil_name: str
    months: int
    age: str


@dataclass(frozen=True, slots=True)
class Professionals:
    """What is asked and done about professionals."""

    book: "Notebook"
    clock: Clock

    def log(self, pupil: UUID, on: date | None = None, submission: date | None = None) -> list[InvolvementRow]:
        """A pupil's involvements, the latest first, as they stand today or on a day, with the age of each report on the day of a submission."""
        now = on or today(self.clock)
        papers = {document.id: document for document in self.book.all(Document, pupil=pupil)}
        given: defaultdict[UUID, list[Advice]] = defaultdict(list)
        for advice in self.book.all(Advice, pupil=pupil):
            given[advice.involvement].append(advice)
        rows = [
            self._row(one, papers.get(one.document) if one.document else None, given[one.id], now, submission)
            for one in self.book.all(Involvement, pupil=pupil)
        ]
        return sorted(rows, key=lambda row: latest_day(row.involvement), reverse=True)

    def _row(
        self, one: Involvement, document: Document | None, advices: Iterable[Advice], on: date, submission: date | None,
    ) -> InvolvementRow:
        written = one.report_on
        return InvolvementRow(
            involvement=one, document=document, advices=tuple(sorted(advices, key=lambda advice: advice.place)), standing=standing_words(one, on),
            months=months_old(written, on) if written else None, age=capitalised(report_age(written, on)) if written else "",
            months_then=months_old(written, submission) if written and submission else None,
            age_then=capitalised(report_age(written, submission)) if written and submission else "",
        )

    def next_place(self, involvement: UUID) -> int:
        """The place after the last piece of advice."""
        return max((advice.place for advice in self.book.all(Advice, involvement=involvement)), default=0) + 1

    def reports_ageing(self, months: int, on: date | None = None, pupil: UUID | None = None) -> list[AgeingReport]:
        """Reports that will be so many months old or older on a day, the oldest first: of one pupil, or of all who are on roll."""
        day = on or today(self.clock)
        involvements = self.book.all(Involvement) if pupil is None else self.book.all(Involvement, pupil=pupil)
        old = [one for one in involvements if one.report_on is not None and months_old(one.report_on, day) >= months]
        pupils = {one: self.book.get(Pupil, one) for one in {one.pupil for one in old}}
        found = [
            AgeingReport(
                involvement=one, pupil_name=pupils[one.pupil].known_name, months=months_old(one.report_on, day), age=report_age(one.report_on, day),
            )
            for one in old if one.report_on is not None and pupils[one.pupil].roll_status != "left"
        ]
        return sorted(found, key=lambda one: (-one.months, one.pupil_name))

    def remove(self, involvement: UUID) -> Changed:
        """Take an involvement out with its advice; one undo brings all of it back."""
        kept = self.book.get(Involvement, involvement)
        with self.book.writing("Removed: professional", kept.pupil) as page:
            for advice in page.all(Advice, involvement=involvement):
                page.remove(advice)
            page.remove(kept)
        return page.changed


def months_words(months: int | None) -> str:
    """The age of a report in a narrow column: `19 months`."""
    if months is None:
        return ""
    return "Not written yet" if months < 0 else counted(months, "month") if months else "Under a month"


def latest_day(one: Involvement) -> date:
    """The last day that is known of an involvement: the order of the log."""
    return max(filter(None, (one.report_on, one.received_on, one.seen_on, one.asked_on)), default=date.min)
