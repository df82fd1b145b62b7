"""The demo's provision: who gives it, what an hour of each role costs, what ran over two years and runs now, and the sessions of each place."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from sendco_desk.domain.provision import WEEKDAYS, CostItem, GroupSize, ProvisionPlace, ProvisionRun, ProvisionSession, StaffMember, StaffRate
from sendco_desk.domain.records import Record
from sendco_desk.services.demo_days import Pen


class StaffTold(NamedTuple):
    """A member of staff: ``left`` is the school day, counted back, on which they left."""

    key: str
    name: str
    role: str
    minutes: int
    left: int | None = None


class RunTold(NamedTuple):
    """A provision: its first and last day in school days before the one of the demo, below 0 after it; ``sizes`` are (day, pupils)."""

    key: str
    name: str
    what: str
    wave: str
    area: str
    where: str
    staff: str
    minutes: int
    weekdays: tuple[str, ...]
    first: int
    last: int
    sizes: tuple[tuple[int, int], ...] = ()


class PlaceTold(NamedTuple):
    """A place: in which run, for which cycle (0: none), what was measured. One session in ``missed`` was not held; ``since`` starts it late.

    ``note`` is written on the first missed session. ``into`` is the cycle that it goes on into, and the school day, counted back, of its start.
    """

    run: str
    cycle: int
    aim: str
    measure: str = ""
    start: str = ""
    end: str = ""
    effect: str = ""
    missed: int = 9
    ordered: bool = False
    since: int | None = None
    note: str = ""
    into: tuple[int, int] | None = None


STAFF = (
    StaffTold("sendco", "Dr Robin Lark", "sendco", 300), StaffTold("hlta", "Mrs Hester Quayle", "hlta", 900),
    StaffTold("teal", "Mr Josiah Teal", "teaching_assistant", 1500), StaffTold("sallow", "Ms Petra Sallow", "teaching_assistant", 1500),
    StaffTold("thrush", "Mr Ivor Thrush", "teaching_assistant", 1200, 140), StaffTold("alder", "Mrs Verity Alder", "specialist_teacher", 360),
    StaffTold("coppice", "Ms Marnie Coppice", "learning_mentor", 1200), StaffTold("reave", "Mr Aldous Reave", "teacher", 120),
)
RATES = {
    "teaching_assistant": (1398, 1462), "hlta": (1655, 1731), "teacher": (3420, 3563), "sendco": (3940, 4105), "specialist_teacher": (4020, 4188),
    "learning_mentor": (1510, 1580),
}
"""Pence an hour with the employer’s costs: until the spring of the demo's summer, and since."""
ALL_WEEK = WEEKDAYS
RUNS = (
    RunTold("literacy", "Small-group literacy", "Reading and spelling of common words, over-learned in short steps.", "targeted", "cognition",
            "Learning base", "teal", 25, ("mon", "wed", "fri"), 362, 304, ((362, 6), (336, 3))),
    RunTold("precision", "Precision teaching", "Ten words at a time, read against the clock and charted each day.", "specialist", "cognition",
            "Library corner", "thrush", 10, ALL_WEEK, 296, 236),
    RunTold("fluency", "Reading fluency group", "The same short text read three times, with a listening partner.", "targeted", "cognition",
            "Room 4", "hlta", 30, ("tue", "thu"), 226, 152),
    RunTold("language", "Language for thinking", "Talking through pictures and short texts: who, why, what next.", "targeted", "communication",
            "Learning base", "hlta", 30, ("wed",), 200, 64, ((200, 4), (120, 5))),
    RunTold("spelling", "Structured spelling", "A cumulative spelling programme, one to one.", "specialist", "cognition", "Room 2", "alder", 45,
            ("mon", "thu"), 144, 62),
    RunTold("friendship", "Feelings and friendship group", "Naming a feeling, choosing what helps, and trying it out in a game.", "targeted", "semh",
            "The Nest", "coppice", 40, ("fri",), 176, 68),
    RunTold("number_before", "Number sense group", "Place value and number bonds with counters and number lines.", "targeted", "cognition", "Room 6",
            "sallow", 30, ("mon", "wed"), 140, 74, ((140, 4),)),
    RunTold("tutor", "Tutor-time reading", "The tutor reads aloud; everybody has the text and a ruler to follow it with.", "universal", "cognition",
            "Tutor rooms", "reave", 20, ("tue", "thu"), 118, -40, ((118, 26), (60, 27))),
    RunTold("check_in", "Morning check-in", "Ten minutes with the same adult: the day’s timetable, one worry, one plan.", "targeted", "semh",
            "The Nest",
            "coppice", 10, ALL_WEEK, 110, -30),
    RunTold("study", "Study skills, one to one", "Planning a piece of work backwards from its date, and checking it off.", "specialist", "cognition",
            "Study room", "hlta", 50, ("tue", "fri"), 100, -30),
    RunTold("in_class", "In-class support in English and mathematics", "An adult beside the pupil who starts each task and steps back.", "specialist",
            "semh", "Classrooms", "sallow", 60, ALL_WEEK, 95, -40),
    RunTold("number", "Number sense group", "Fractions and negative numbers with bars and number lines.", "targeted", "cognition", "Room 6", "sallow",
            30,
            ("mon", "wed"), 52, -20),
    RunTold("word_study", "Word study, one to one", "Word parts, meanings and spelling together, with the specialist teacher.", "specialist",
            "cognition",
            "Room 2", "alder", 45, ("mon", "thu"), 50, -35),
    RunTold("typing", "Touch typing", "Twenty minutes on the typing course, then one paragraph of the day’s own work.", "targeted",
            "sensory_physical",
            "Library", "teal", 20, ("tue", "thu"), 48, -20),
    RunTold("talk", "Talk and vocabulary group", "Six words a week from the pupils’ own lessons: said, drawn, used, found again.", "targeted",
            "communication", "Learning base", "teal", 30, ("mon", "wed"), 46, -20),
)
REASONS = ("pupil_away", "school_event", "staff_away", "pupil_away", "cover", "pupil_away", "no_room")
"""Why sessions were missed, in turn."""
FIRST_MISS = 6
"""The first sessions of a place were held, so that a place that has just begun does not look as if it failed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoRuns:
    """What runs, as made: by its key, with what was told of it."""

    runs: dict[str, ProvisionRun]
    records: tuple[Record, ...]


def make_runs(pen: Pen, summer: int) -> DemoRuns:
    """Staff, rates, runs and sizes of groups. The pen is only asked for ids and days."""
    days = pen.days
    staff = {told.key: told.role for told in STAFF}
    runs = {
        told.key: ProvisionRun(
            id=pen.id(f"run.{told.key}"), name=told.name, what=told.what, wave=told.wave, area=told.area, where=told.where,
            staff_role=staff[told.staff], staff=pen.id(f"staff.{told.staff}"), minutes=told.minutes, times_a_week=len(told.weekdays),
            weekdays=told.weekdays, starts_on=days.at(told.first), ends_on=days.at(told.last),
        )
        for told in RUNS
    }
    return DemoRuns(runs=runs, records=(
        *(StaffMember(
            id=pen.id(f"staff.{told.key}"), name=told.name, staff_role=told.role, weekly_minutes=told.minutes,
            left_on=None if told.left is None else days.at(told.left),
        ) for told in STAFF),
        *_rates(pen, summer), *runs.values(),
        *(GroupSize(id=pen.id(f"size.{told.key}.{day}"), run=runs[told.key].id, since=days.at(day), pupils=pupils)
          for told in RUNS for day, pupils in told.sizes),
    ))


def _rates(pen: Pen, summer: int) -> Iterable[StaffRate]:
    for role, amounts in RATES.items():
        dates = ((date(summer - 3, 9, 1), "School’s pay scales"), (date(summer, 4, 1), "Pay award, read from the payroll letter"))
        for (since, source), pence in zip(dates, amounts, strict=True):
            yield StaffRate(id=pen.id(f"rate.{role}.{since}"), staff_role=role, pence_an_hour=pence, since=since, source=source)


def place_records(pen: Pen, runs: DemoRuns, told: Iterable[PlaceTold], first: date) -> list[Record]:
    """A pupil's places with their sessions up to yesterday, none before a day: the pupil's first in the school."""
    found: list[Record] = []
    for one in told:
        run = runs.runs[one.run]
        begins = max(run.starts_on, first, pen.days.at(one.since) if one.since is not None else run.starts_on)
        place = ProvisionPlace(
            id=pen.id(f"place.{one.run}"), pupil=pen.mine, run=run.id, cycle=pen.id(f"cycle.{one.cycle}") if one.cycle else None,
            starts_on=begins, ends_on=run.ends_on, aim=pen.says(one.aim), measure=one.measure, start_measure=one.start, end_measure=one.end,
            effect=pen.says(one.effect), plan_section_f=one.ordered,
        )
        found += _rolled(pen, place, list(_sessions(pen, run, place, one)), one.into) if one.into else [place, *_sessions(pen, run, place, one)]
    return found


def _rolled(pen: Pen, place: ProvisionPlace, sessions: list[ProvisionSession], into: tuple[int, int]) -> list[Record]:
    """A place as it is once its cycle is rolled forward: ended, and begun again in the next with the sessions that were held since."""
    cycle, starts_on = into[0], pen.days.at(into[1])
    ended = replace(place, ends_on=starts_on - timedelta(days=1))
    fresh = replace(
        place, id=pen.id(f"place.{place.run}.{cycle}"), cycle=pen.id(f"cycle.{cycle}"), starts_on=starts_on, start_measure=place.end_measure,
        end_measure="", effect="",
    )
    return [ended, fresh, *(one if one.on < starts_on else replace(one, place=fresh.id) for one in sessions)]


def _sessions(pen: Pen, run: ProvisionRun, place: ProvisionPlace, told: PlaceTold) -> Iterable[ProvisionSession]:
    days = [day for day in pen.days.between(place.starts_on, place.ends_on) if WEEKDAYS[day.weekday()] in run.weekdays]
    misses = 0
    for number, day in enumerate(days):
        missed = number % told.missed == min(FIRST_MISS, told.missed - 1)
        key = pen.id(f"session.{told.run}.{number}")
        if missed:
            note = pen.says(told.note) if not misses else ""
            yield ProvisionSession(id=key, pupil=pen.mine, place=place.id, on=day, outcome=REASONS[misses % len(REASONS)], note=note)
        else:
            yield ProvisionSession(id=key, pupil=pen.mine, place=place.id, on=day, minutes=run.minutes)
        misses += missed


def cost_items(pen: Pen, told: Iterable[tuple[str, str, int, int]]) -> list[CostItem]:
    """What was bought for a pupil: for the place in which run (or none), what, in pence, on which school day."""
    return [
        CostItem(
            id=pen.id(f"cost.{number}"), pupil=pen.mine, place=pen.id(f"place.{run}") if run else None, what=what, pence=pence, on=pen.days.at(day),
        )
        for number, (run, what, pence, day) in enumerate(told)
    ]
