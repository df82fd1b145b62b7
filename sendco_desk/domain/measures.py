"""Measures of a pupil: scores as they were given, attendance, part-time timetables, suspensions and counts of behaviour."""

import re
from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from sendco_desk.domain.dates import need_likely_day, shown
from sendco_desk.domain.records import PupilRecord, Record, need_code, need_order, need_text
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.support_codes import AREAS, RETURN_KINDS, RETURN_STATES, SCORE_KINDS, SUSPENSION_KINDS

_NUMBER = re.compile(r"[<>]?\s*-?\d+(?:\.\d+)?")
_AGE = re.compile(r"(\d{1,2}):(\d{1,2})")


def score_number(text: str, score_kind: str) -> float | None:
    """The number that a score says: an age equivalent `6:04` in months, `<1` as 1; None for a level in words or nothing."""
    word = text.strip()
    if score_kind == "age_equivalent":
        match = _AGE.fullmatch(word)
        return float(int(match[1]) * 12 + int(match[2])) if match and int(match[2]) < 12 else None
    if score_kind == "level" or not _NUMBER.fullmatch(word):
        return None
    return float(word.lstrip("<> "))


def percent_words(part: int, whole: int) -> str:
    """`91.4%`, a half upwards. Where one decimal would round onto a line that matters (50, 90, 100), a second keeps the figure on its own side."""
    tenths = (2000 * part + whole) // (2 * whole)
    if tenths in (500, 900, 1000) and tenths * whole != 1000 * part:
        return f"{100 * part / whole:.2f}%"
    return f"{tenths // 10}.{tenths % 10}%"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(PupilRecord):
    """A score as the paper gives it; nothing is scored here.

    ``value``, ``low`` and ``high`` stand as printed (`84`, `6:04`, `<1`); ``likely_percent`` is the level of the confidence interval.
    """

    KIND: ClassVar[str] = "measure"
    TITLE: ClassVar[str] = "Measure"
    NAMES: ClassVar[tuple[str, ...]] = ("instrument", "given_by")
    PROSE: ClassVar[tuple[str, ...]] = ("part", "note")
    instrument: str
    edition: str = ""
    part: str = ""
    area: str = ""
    taken_on: date
    score_kind: str = "standard"
    value: str
    low: str = ""
    high: str = ""
    likely_percent: int = 95
    given_by: str = ""
    document: UUID | None = None
    page: int | None = None
    exam_access: bool = False
    note: str = ""

    def __post_init__(self) -> None:
        need_text(self.instrument, "Name the test or scale.", "instrument")
        need_code(self.score_kind, SCORE_KINDS, "the kind of score", "score_kind")
        if self.area:
            need_code(self.area, AREAS, "the area of need", "area")
        need_likely_day(self.taken_on, "taken_on")
        need_text(self.value, "Give the score as the paper says it.", "value")
        example = "6:04 for 6 years 4 months" if self.score_kind == "age_equivalent" else "84"
        for name in ("value", "low", "high"):
            said = getattr(self, name)
            if said and self.score_kind != "level" and score_number(said, self.score_kind) is None:
                raise Refused(f"Give the score as a number, such as {example}.", field=name)
        if bool(self.low) != bool(self.high):
            raise Refused("Give both ends of the confidence interval, or neither.", field="low" if self.high else "high")
        self._need_order()
        if not 50 <= self.likely_percent <= 99:
            raise Refused("Give the confidence level as a per cent from 50 to 99, such as 95.", field="likely_percent")
        if self.page is not None and self.page < 1:
            raise Refused("Give the page as a number from 1.", field="page")

    def _need_order(self) -> None:
        ends = [score_number(said, self.score_kind) for said in (self.low, self.high)]
        if ends[0] is not None and ends[1] is not None and ends[1] < ends[0]:
            raise Refused("The confidence interval ends below its beginning: swap the two.", field="high")

    @property
    def called(self) -> str:
        """`Made-up reading test, accuracy: 84, Mon 5 Oct 2026`."""
        return f"{self.test_words}: {self.value}, {shown(self.taken_on)}"

    @property
    def test_words(self) -> str:
        """Which test and part of it: what scores must share to stand on one line of a chart."""
        edition = f" ({self.edition})" if self.edition else ""
        return f"{self.instrument}{edition}{f', {self.part}' if self.part else ''}"

    @property
    def number(self) -> float | None:
        """The score as a number."""
        return score_number(self.value, self.score_kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance(PupilRecord):
    """Attendance over some weeks, in sessions (half-days): possible, attended, and missed with and without leave."""

    KIND: ClassVar[str] = "attendance"
    TITLE: ClassVar[str] = "Attendance"
    PROSE: ClassVar[tuple[str, ...]] = ("note",)
    first_day: date
    last_day: date
    possible: int
    attended: int
    authorised: int = 0
    unauthorised: int = 0
    late: int = 0
    note: str = ""

    def __post_init__(self) -> None:
        need_likely_day(self.first_day, "first_day")
        need_likely_day(self.last_day, "last_day")
        need_order(self.first_day, self.last_day, "last_day")
        for name in ("possible", "attended", "authorised", "unauthorised", "late"):
            if getattr(self, name) < 0:
                raise Refused("Give the sessions as a number from 0.", field=name)
        if not self.possible:
            raise Refused("Give how many sessions were possible.", field="possible")
        if self.attended + self.authorised + self.unauthorised > self.possible:
            raise Refused("More sessions were attended and missed than were possible: check the numbers.", field="possible")

    @property
    def percent(self) -> float:
        """Sessions attended of those possible, in per cent."""
        return 100 * self.attended / self.possible

    @property
    def called(self) -> str:
        """`Attendance 91.4%, Tue 1 Sep 2026 to Fri 23 Oct 2026`."""
        return f"Attendance {percent_words(self.attended, self.possible)}, {shown(self.first_day)} to {shown(self.last_day)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class BehaviourCount(PupilRecord):
    """How often something was seen between two days."""

    KIND: ClassVar[str] = "behaviour_count"
    TITLE: ClassVar[str] = "Behaviour count"
    PROSE: ClassVar[tuple[str, ...]] = ("what", "note")
    what: str
    first_day: date
    last_day: date
    count: int
    note: str = ""

    def __post_init__(self) -> None:
        need_text(self.what, "Say what was counted.", "what")
        need_likely_day(self.first_day, "first_day")
        need_likely_day(self.last_day, "last_day")
        need_order(self.first_day, self.last_day, "last_day")
        if self.count < 0:
            raise Refused("Give the count as a number from 0.", field="count")

    @property
    def called(self) -> str:
        """What was counted, how often and until when."""
        return f"{self.what}: {self.count}, to {shown(self.last_day)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartTimeTimetable(PupilRecord):
    """A part-time timetable from its start to its end: why, for how long, and who agreed. Its hours are its ``PartTimeStep`` records."""

    KIND: ClassVar[str] = "part_time_timetable"
    TITLE: ClassVar[str] = "Part-time timetable"
    PROSE: ClassVar[tuple[str, ...]] = ("reason", "agreed_by", "plan_back", "end_words")
    starts_on: date
    planned_end_on: date
    review_on: date | None = None
    ended_on: date | None = None
    reason: str
    agreed_by: str = ""
    agreed_on: date | None = None
    plan_back: str = ""
    end_words: str = ""
    told_council_start: date | None = None
    told_council_end: date | None = None

    def __post_init__(self) -> None:
        need_text(self.reason, "Say why the pupil is in school part-time.", "reason")
        for name in ("starts_on", "planned_end_on", "review_on", "ended_on", "agreed_on", "told_council_start", "told_council_end"):
            need_likely_day(getattr(self, name), name)
        need_order(self.starts_on, self.planned_end_on, "planned_end_on")
        need_order(self.starts_on, self.review_on, "review_on", "The review is before the timetable starts: check the two dates.")
        need_order(self.starts_on, self.ended_on, "ended_on")

    @property
    def called(self) -> str:
        """`Part-time timetable from Mon 5 Oct 2026`."""
        return f"Part-time timetable from {shown(self.starts_on)}"

    def runs(self, on: date) -> bool:
        """Whether it holds on a day: it does until somebody records its end, however long ago it was planned to end."""
        return self.starts_on <= on and (self.ended_on is None or self.ended_on >= on)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartTimeStep(PupilRecord):
    """The hours of a part-time timetable from a day on, in minutes a week, of so many in a full week."""

    KIND: ClassVar[str] = "part_time_step"
    TITLE: ClassVar[str] = "Hours of a part-time timetable"
    PROSE: ClassVar[tuple[str, ...]] = ("words",)
    timetable: UUID
    since: date
    weekly_minutes: int
    full_minutes: int
    words: str = ""
    agreed_by: str = ""
    told_council_on: date | None = None

    def __post_init__(self) -> None:
        need_likely_day(self.since, "since")
        need_likely_day(self.told_council_on, "told_council_on")
        if not 0 <= self.weekly_minutes <= self.full_minutes:
            raise Refused("The hours in school cannot be more than a full week: check both.", field="weekly_minutes")
        if not 0 < self.full_minutes <= 60 * 60:
            raise Refused("Give the hours of a full week as a number from 1 to 60.", field="full_minutes")

    @property
    def called(self) -> str:
        """`Part-time: 12.5 of 32.5 hours from Mon 5 Oct 2026`."""
        return f"Part-time: {round(self.weekly_minutes / 60, 2):g} of {round(self.full_minutes / 60, 2):g} hours from {shown(self.since)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspension(PupilRecord):
    """A suspension or exclusion. ``sessions`` are the half-days it covers."""

    KIND: ClassVar[str] = "suspension"
    TITLE: ClassVar[str] = "Suspension"
    PROSE: ClassVar[tuple[str, ...]] = ("reason", "before", "back_words")
    suspension_kind: str = "suspension"
    first_day: date
    last_day: date | None = None
    sessions: int = 0
    reason: str
    before: str = ""
    parents_told_on: date | None = None
    council_told_on: date | None = None
    back_on: date | None = None
    back_words: str = ""

    def __post_init__(self) -> None:
        need_code(self.suspension_kind, SUSPENSION_KINDS, "what it is", "suspension_kind")
        need_text(self.reason, "Give the reason as it was recorded.", "reason")
        for name in ("first_day", "last_day", "parents_told_on", "council_told_on", "back_on"):
            need_likely_day(getattr(self, name), name)
        need_order(self.first_day, self.last_day, "last_day")
        if self.sessions < 0:
            raise Refused("Give the sessions as a number of half-days.", field="sessions")

    @property
    def called(self) -> str:
        """`Suspension from Mon 5 Oct 2026`."""
        return f"{SUSPENSION_KINDS[self.suspension_kind]} from {shown(self.first_day)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilReturn(Record):
    """A return that a council asks of the school for some weeks, also when there is nothing to tell: then it is a nil return."""

    KIND: ClassVar[str] = "council_return"
    TITLE: ClassVar[str] = "Return to the council"
    NAMES: ClassVar[tuple[str, ...]] = ("authority",)
    PROSE: ClassVar[tuple[str, ...]] = ("note",)
    return_kind: str = "part_time"
    authority: str
    first_day: date
    last_day: date
    state: str = "nil"
    pupils: int = 0
    sent_on: date
    note: str = ""

    def __post_init__(self) -> None:
        need_code(self.return_kind, RETURN_KINDS, "what the return is about", "return_kind")
        need_code(self.state, RETURN_STATES, "nil return or return sent", "state")
        need_text(self.authority, "Name the council.", "authority")
        for name in ("first_day", "last_day", "sent_on"):
            need_likely_day(getattr(self, name), name)
        need_order(self.first_day, self.last_day, "last_day")
        if self.pupils < 0 or (self.state == "nil") != (self.pupils == 0):
            raise Refused("A nil return tells of no pupil, any other of at least one: check the number.", field="pupils")

    @property
    def called(self) -> str:
        """`Nil return, part-time timetables, to Fri 23 Oct 2026`."""
        return f"{RETURN_STATES[self.state]}, {RETURN_KINDS[self.return_kind].lower()}, to {shown(self.last_day)}"
