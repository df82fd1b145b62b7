"""The Tribunal's own counts: days off, August and Christmas (Tribunal Procedure (HESC) Rules 2008 r.12, r.20 and r.21)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from sendco_desk.domain.dates import shown
from sendco_desk.statute.calendars import after_tribunal_holiday, in_tribunal_holiday, months_after, tribunal_day, tribunal_working_days_after
from sendco_desk.statute.periods.counting import NO_CALENDAR, SchoolDays, months_from, ordinal
from sendco_desk.statute.wording import counted, dated


@dataclass(frozen=True, slots=True)
class TribunalMonths:
    """So many months to start an appeal, with the Tribunal's own rules for days off, August and Christmas (HESC Rules r.12, r.20)."""

    KIND: ClassVar[str] = "within_after_month"
    months: int

    @property
    def text(self) -> str:
        """`2 months`."""
        return counted(self.months, "month")

    def raw(self, anchor: date) -> date:
        """The corresponding date itself."""
        return months_after(anchor, self.months)

    def last_day(self, anchor: date, event: str = "", school: SchoolDays = NO_CALENDAR) -> date:
        """The day by whose 5 pm the appeal must have reached the Tribunal."""
        return tribunal_day(self.raw(anchor))

    def explained(self, noun: str, anchor: date, last: date) -> str:
        """The corresponding date, and where the Tribunal's rules move it."""
        raw = self.raw(anchor)
        said = f"{months_from(self.months, noun, anchor, raw)} {shown(raw)}"
        if raw == last:
            return f"{said}. The Tribunal must have the appeal by 5 pm."
        why = _holiday(raw) if in_tribunal_holiday(raw) else "which is no working day, so the next one counts"
        return f"{said}, {why}: {shown(last)}. The Tribunal must have the appeal by 5 pm."


@dataclass(frozen=True, slots=True)
class TribunalWorkingDays:
    """So many working days for another act before the Tribunal: days in August and from 25 December to 1 January do not count."""

    KIND: ClassVar[str] = "within_after"
    days: int

    @property
    def text(self) -> str:
        """`30 working days`."""
        return f"{self.days} working days"

    def last_day(self, anchor: date, event: str = "", school: SchoolDays = NO_CALENDAR) -> date:
        """The last of that many."""
        return tribunal_working_days_after(anchor, self.days)

    def explained(self, noun: str, anchor: date, last: date) -> str:
        """Day 0, the day it ends on, and what was left out."""
        return (
            f"{dated(noun, shown(anchor))} is day 0; the {ordinal(self.days)} working day after it, leaving out August and 25 December to "
            f"1 January, is {shown(last)}. The Tribunal must have it by 5 pm."
        )


def rolled_again(raw: date) -> date:
    """Where a Tribunal day would land if the next working day is itself taken to end in August or at Christmas."""
    once = tribunal_day(raw)
    return after_tribunal_holiday(once) if in_tribunal_holiday(once) and not in_tribunal_holiday(raw) else once


def _holiday(raw: date) -> str:
    return "which is in August, so the first working day after it counts" if raw.month == 8 else (
        "which is between 25 December and 1 January, so the first working day after them counts"
    )
