"""Provision: what runs in the school, which pupils have a place in it, the sessions that were held, and what an hour of staff costs."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from sendco_desk.domain.dates import need_likely_day, shown
from sendco_desk.domain.records import PupilRecord, Record, need_code, need_order, need_text
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.support_codes import AREAS, SESSION_OUTCOMES, STAFF_ROLES, WAVES

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")


def need_pence(pence: int, field: str) -> None:
    """Refuse an amount that is below nothing."""
    if pence < 0:
        raise Refused("Give the amount in pounds, such as 14.62.", field=field)


def role_called(role: str) -> str:
    """A role within a sentence: `teaching assistant`, `SENDCo`."""
    words = STAFF_ROLES[role]
    return words if words.startswith("SEND") else words.lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffMember(Record):
    """Somebody who gives provision; ``weekly_minutes`` is the time there is for it in a school week, in minutes, 0 where nobody said."""

    KIND: ClassVar[str] = "staff_member"
    TITLE: ClassVar[str] = "Member of staff"
    NAMES: ClassVar[tuple[str, ...]] = ("name",)
    name: str
    staff_role: str = "teaching_assistant"
    weekly_minutes: int = 0
    left_on: date | None = None

    def __post_init__(self) -> None:
        need_text(self.name, "Give the name of the member of staff.", "name")
        need_code(self.staff_role, STAFF_ROLES, "the role", "staff_role")
        if not 0 <= self.weekly_minutes <= 60 * 60:
            raise Refused("Give the hours a week as a number from 0 to 60.", field="weekly_minutes")

    @property
    def called(self) -> str:
        """Name and role."""
        return f"{self.name}, {role_called(self.staff_role)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffRate(Record):
    """What an hour of a role costs the school from a day on, in pence, until the next rate of that role begins."""

    KIND: ClassVar[str] = "staff_rate"
    TITLE: ClassVar[str] = "Staff rate"
    PROSE: ClassVar[tuple[str, ...]] = ("source",)
    staff_role: str
    pence_an_hour: int
    since: date
    source: str = ""

    def __post_init__(self) -> None:
        need_code(self.staff_role, STAFF_ROLES, "the role", "staff_role")
        need_pence(self.pence_an_hour, "pence_an_hour")
        need_likely_day(self.since, "since")

    @property
    def called(self) -> str:
        """`Rate, teaching assistant, from Tue 1 Sep 2026`; never the amount, which stays with those who may see it."""
        return f"Rate, {role_called(self.staff_role)}, from {shown(self.since)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionRun(Record):
    """A provision as it runs: for one pupil or a group, so many minutes, so often, from a day to a day.

    ``weekdays`` are the days on which it is held (`mon` to `fri`); where none is named, ``times_a_week`` sessions fall evenly on the days
    the school is open. ``staff`` names the member of staff where that is known.
    """

    KIND: ClassVar[str] = "provision_run"
    TITLE: ClassVar[str] = "Provision"
    NAMES: ClassVar[tuple[str, ...]] = ("name",)
    PROSE: ClassVar[tuple[str, ...]] = ("what", "where")
    name: str
    what: str = ""
    wave: str = "targeted"
    area: str = ""
    where: str = ""
    staff_role: str = "teaching_assistant"
    staff: UUID | None = None
    minutes: int
    times_a_week: int
    weekdays: tuple[str, ...] = ()
    starts_on: date
    ends_on: date

    @property
    def additional(self) -> bool:
        """Whether it is additional support: what is universal (wave 1) every pupil may have."""
        return self.wave != "universal"

    def __post_init__(self) -> None:
        need_text(self.name, "Name the provision, such as Precision teaching.", "name")
        need_code(self.wave, WAVES, "the wave", "wave")
        need_code(self.staff_role, STAFF_ROLES, "who gives it", "staff_role")
        if self.area:
            need_code(self.area, AREAS, "the area of need", "area")
        if not 0 < self.minutes <= 8 * 60:
            raise Refused("Give the minutes of a session as a number from 1 to 480.", field="minutes")
        if not 0 < self.times_a_week <= 35:
            raise Refused("Give the sessions a week as a number from 1 to 35.", field="times_a_week")
        if any(day not in WEEKDAYS for day in self.weekdays):
            raise Refused("Choose the days of the week from the list.", field="weekdays")
        if self.weekdays and self.times_a_week % len(set(self.weekdays)):
            raise Refused("So many sessions cannot be spread evenly over these days: check both.", field="weekdays")
        need_likely_day(self.starts_on, "starts_on")
        need_likely_day(self.ends_on, "ends_on")
        need_order(self.starts_on, self.ends_on, "ends_on")

    @property
    def called(self) -> str:
        """Its name and its days."""
        return f"{self.name}, {shown(self.starts_on)} to {shown(self.ends_on)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupSize(Record):
    """How many pupils are in a group from a day on, where the places recorded here do not tell it (a group with pupils of another school)."""

    KIND: ClassVar[str] = "group_size"
    TITLE: ClassVar[str] = "Size of a group"
    run: UUID
    since: date
    pupils: int

    def __post_init__(self) -> None:
        need_likely_day(self.since, "since")
        if not 1 <= self.pupils <= 40:
            raise Refused("Give the number of pupils in the group, from 1 to 40.", field="pupils")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionPlace(PupilRecord):
    """A pupil's place in a provision: from when to when, for which cycle, with the measure at its start and at its end."""

    KIND: ClassVar[str] = "provision_place"
    TITLE: ClassVar[str] = "Place in a provision"
    PROSE: ClassVar[tuple[str, ...]] = ("aim", "measure", "start_measure", "end_measure", "effect")
    run: UUID
    cycle: UUID | None = None
    starts_on: date
    ends_on: date
    aim: str = ""
    measure: str = ""
    start_measure: str = ""
    end_measure: str = ""
    effect: str = ""
    plan_section_f: bool = False
    """Whether section F of the pupil's EHC plan orders it."""

    def __post_init__(self) -> None:
        need_likely_day(self.starts_on, "starts_on")
        need_likely_day(self.ends_on, "ends_on")
        need_order(self.starts_on, self.ends_on, "ends_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionSession(PupilRecord):
    """A session for one pupil: held, or missed with the reason. ``minutes`` are those given, 0 where it was missed."""

    KIND: ClassVar[str] = "provision_session"
    TITLE: ClassVar[str] = "Session"
    PROSE: ClassVar[tuple[str, ...]] = ("note",)
    place: UUID
    on: date
    outcome: str = "held"
    minutes: int = 0
    note: str = ""

    def __post_init__(self) -> None:
        need_code(self.outcome, SESSION_OUTCOMES, "held or why it was missed", "outcome")
        need_likely_day(self.on, "on")
        if not 0 <= self.minutes <= 8 * 60:
            raise Refused("Give the minutes of the session as a number from 0 to 480.", field="minutes")
        if self.outcome == "held" and not self.minutes:
            raise Refused("Give the minutes that were held.", field="minutes")

    @property
    def called(self) -> str:
        """`Held, Mon 5 Oct 2026`."""
        return f"{SESSION_OUTCOMES[self.outcome]}, {shown(self.on)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CostItem(PupilRecord):
    """Something that costs money but no hours: equipment, a licence, a bought-in report. ``pence`` is this pupil's share."""

    KIND: ClassVar[str] = "cost_item"
    TITLE: ClassVar[str] = "Cost"
    PROSE: ClassVar[tuple[str, ...]] = ("what",)
    place: UUID | None = None
    what: str
    pence: int
    on: date

    def __post_init__(self) -> None:
        need_text(self.what, "Say what was paid for.", "what")
        need_pence(self.pence, "pence")
        need_likely_day(self.on, "on")

    @property
    def called(self) -> str:
        """What was paid for and when."""
        return f"{self.what}, {shown(self.on)}"
