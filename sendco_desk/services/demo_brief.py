"""The demo's other pupils with SEN support, told in brief: one open cycle each by their need, a place in a group, a score and a meeting."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sendco_desk.domain.measures import CouncilReturn, PartTimeStep, PartTimeTimetable, Suspension
from sendco_desk.domain.meetings import Meeting, MeetingPerson
from sendco_desk.domain.records import Record
from sendco_desk.services.demo_days import ONE, DemoDays, Pen
from sendco_desk.services.demo_people import COUNCIL
from sendco_desk.services.demo_provision import DemoRuns, PlaceTold, place_records
from sendco_desk.services.demo_support import CycleTold, NeedTold, OutcomeTold, StrategyTold, cycle_records, need_records
from sendco_desk.services.demo_voices import MeasureTold, attendance_records, behaviour_records, measure_records
from sendco_desk.services.part_time import part_time_between


class NeedBrief(NamedTuple):
    """What is told of a pupil with a type of need: (measure, value, low, high) is a score as printed."""

    area: str
    need: str
    strength: str
    baseline: str
    outcomes: tuple[tuple[str, str, str, str], ...]
    strategies: tuple[tuple[str, str], ...]
    measure: tuple[str, str, str]
    scores: tuple[tuple[str, str, str], ...]


BY_NEED = {
    "SPLD": NeedBrief(
        "cognition", "{name} spells as the word sounds and loses the place when copying.", "{name} explains aloud what {he} cannot yet write.",
        "Two sentences of writing in ten minutes. Ideas that are told to an adult are twice as many.",
        (("{name} will write 8 sentences in ten minutes with a plan of key words.", "Ten-minute writing", "2 sentences", "8 sentences"),
         ("{name} will spell 15 of 20 subject words right.", "Twenty words of the term", "7 of 20", "15 of 20"),
         ("{name} will copy the task from the board in two minutes without a mistake.", "Five lesson visits", "1 of 5", "4 of 5")),
        (("Key words of the lesson on the desk.", "Every lesson"), ("Photograph of the board in place of copying.",
         "When there is more than a line")),
        ("Marlshire Spelling Scale", "", "standard"), (("79", "73", "86"), ("82", "76", "89"), ("84", "78", "91"), ("80", "74", "87")),
    ),
    "SLCN": NeedBrief(
        "communication", "{name} answers in one word where {he} knows three sentences.", "{name} listens closely and notices what others miss.",
        "In whole-class talk {name} answered 1 of 6 questions; in a pair 5 of 6.",
        (("{name} will answer 3 of 6 questions in front of the class in a whole sentence.", "Six questions, counted by the teacher", "1 of 6",
         "3 of 6"),
         ("{name} will use 5 of the week’s 6 words rightly on Friday.", "Friday check", "2 of 6", "5 of 6"),
         ("{name} will ask for a repeat in 4 of 5 lessons when an instruction was lost.", "Five lesson visits", "0 of 5", "4 of 5")),
        (("Ten seconds of waiting after a question.", "Always"), ("Pairs speak before the class does.", "Every lesson")),
        ("Marsh Hill Listening Inventory", "sentences", "percentile"), (("12", "7", "19"), ("16", "10", "24"), ("9", "5", "16"), ("21", "14", "30")),
    ),
    "SEMH": NeedBrief(
        "semh", "{name} argues when a rule changes without a reason.", "{name} is fair, and says so when others are not.",
        "Sent out of 6 lessons in four weeks, each time after a change of seat or task.",
        (("{name} will take a change of seat in 4 of 5 lessons without leaving.", "Five lesson visits", "2 of 5", "4 of 5"),
         ("{name} will be sent out of no more than 2 lessons in four weeks.", "Teachers’ slips", "6", "2")),
        (("The reason for a change in one sentence, before the change.", "Always"), ("Two minutes to finish what is begun.",
         "When the task changes")),
        ("Withy School Worries Scale", "total", "scale"), (("22", "", ""), ("25", "", "")),
    ),
    "ASD": NeedBrief(
        "communication", "{name} needs one instruction at a time and to know how long it lasts.", "{name} keeps to what was agreed, to the minute.",
        "Worked through 2 of 5 tasks when they were given together, 5 of 5 given singly.",
        (("{name} will work through 4 of 5 tasks from a list without being told each.", "Task list, ticked off", "2 of 5", "4 of 5"),),
        (("A list with a time beside each task.", "Every lesson"), ("Quiet end of the corridor at changeover.", "Daily")),
        ("Marsh Hill Listening Inventory", "sentences", "percentile"), (("30", "22", "40"),),
    ),
    "MLD": NeedBrief(
        "cognition", "{name} knows a method on Monday and has to be shown it again on Thursday.", "{name} asks until it is clear, and then shows "
        "others.",
        "4 of 20 fractions on the shared sheet. Number bonds to twenty take seven seconds each.",
        (("{name} will get 14 of 20 right on a sheet of fractions.", "Same sheet, twenty sums", "4 of 20", "14 of 20"),
         ("{name} will say number bonds to twenty in 2 seconds each.", "Twenty cards", "7 seconds", "2 seconds"),
         ("{name} will solve 4 of 6 word problems with a bar drawn first.", "Six problems", "1 of 6", "4 of 6")),
        (("Worked example left on the desk.", "Mathematics, science"), ("Same method in all subjects, from the school’s sheet.", "Always")),
        ("Marlshire Number Scale", "", "standard"), (("75", "69", "83"), ("78", "72", "86"), ("73", "67", "81"), ("80", "74", "88")),
    ),
    "HI": NeedBrief(
        "sensory_physical", "{name} misses what is said while the teacher faces the board.", "{name} follows a conversation by lip-reading and "
        "tells when it is lost.",
        "Heard 6 of 10 instructions at the back, 9 of 10 in the second row with the radio aid.",
        (("{name} will act on 9 of 10 instructions at the first hearing.", "Ten instructions, counted", "6 of 10", "9 of 10"),
         ("{name} will hand the radio microphone to the teacher in 9 of 10 lessons.", "Teachers’ tally", "3 of 10", "9 of 10")),
        (("Second row, face to face.", "Always"), ("What others say is repeated by the teacher.", "Class talk")),
        ("Marsh Hill Listening Inventory", "sentences in noise", "percentile"), (("11", "6", "18"), ("14", "8", "22"), ("18", "11", "27")),
    ),
    "PD": NeedBrief(
        "sensory_physical", "{name} tires when writing and walks slowly between buildings.", "{name} finds another way and rarely mentions it.",
        "Four minutes late for 7 of 25 lessons, all in the other building. Writes for six minutes before a rest.",
        (("{name} will be in the room at the bell for 23 of 25 lessons.", "Register, one week", "18 of 25", "23 of 25"),
         ("{name} will type 25 words a minute.", "Five-minute copy", "12 words a minute", "25 words a minute"),
         ("{name} will carry on a written task for 15 minutes with one rest.", "Timed in English", "6 minutes", "15 minutes")),
        (("Leaves five minutes early with a friend.", "Changes of building"), ("Laptop for more than half a page.", "Every lesson")),
        ("Larch Lane Reading Rate", "handwriting, words a minute", "raw"), (("8", "", ""), ("10", "", ""), ("9", "", ""), ("11", "", "")),
    ),
}
PLACES_OF: dict[int, tuple[tuple[str, int], ...]] = {
    1: (("tutor", 40),), 3: (("typing", 48),), 4: (("tutor", 40),), 5: (("number", 52), ("friendship", 176)), 7: (("talk", 46),),
    8: (("check_in", 60), ("friendship", 176)), 10: (("typing", 48),), 11: (("tutor", 40),), 12: (("talk", 46), ("language", 200)),
    13: (("tutor", 40),), 15: (("talk", 46),), 16: (("typing", 48),), 17: (("tutor", 40), ("fluency", 226)), 18: (("number", 52), ("number_before",
    140)),
    19: (("tutor", 40), ("fluency", 226)), 20: (("number", 52),), 21: (("tutor", 40),), 22: (("talk", 46), ("fluency", 226)), 23: (("check_in", 60),),
    24: (("tutor", 40), ("number_before", 140)), 25: (("talk", 46),),
}
"""Who has a place in what since which school day, by the pupil's place in the list of the demo."""
LATE_REVIEW = 13
"""Whose review of support is late by a few days."""
PART_TIME = 8
"""Who comes to school part-time now, and did a year ago."""
FULL_WEEK = 1950
"""Minutes of a full school week."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A pupil told in brief: the place in the list, the primary type of need, and the first school day that counts for them."""

    number: int
    need: str
    first: date


def first_day_of(days: DemoDays, joined: date | None) -> date:
    """The first school day of a pupil that lies in what is told: their own first, or the demo's."""
    return next((day for day in days.open if joined is None or day >= joined), days.coming[0])


def brief_records(pen: Pen, runs: DemoRuns, told: Brief) -> list[Record]:
    """Everything told in brief of a pupil. Whoever has only just joined has a plan and nothing else yet."""
    need, days = BY_NEED[told.need], pen.days
    known = len(days.between(told.first, days.on))
    starts = min(50, known) if known else -1
    outcomes = [need.outcomes[(told.number + step) % len(need.outcomes)] for step in range(1 + told.number % 2)]
    cycle = CycleTold(
        1, starts, 5 if told.number == LATE_REVIEW else -8 - told.number % 7, None, "", need.baseline, "A word at the gate on Fridays.",
        "“I will try it for a week and then say.”",
        tuple(OutcomeTold(need.area, words, "Form tutor", measure, before, target) for words, measure, before, target in dict.fromkeys(outcomes)),
        tuple(StrategyTold(need.area, words, "All teachers", "All lessons", often) for words, often in need.strategies),
    )
    places = [
        PlaceTold(run, 1 if since < 100 else 0, outcomes[0][0], outcomes[0][1], outcomes[0][2], missed=8 + told.number % 6, since=since)
        for run, since in PLACES_OF.get(told.number, ())
    ]
    found = [*cycle_records(pen, [cycle]), *place_records(pen, runs, places, told.first)]
    if known < 12:
        return found
    instrument, part, kind = need.measure
    value, low, high = need.scores[told.number % len(need.scores)]
    needs = [NeedTold(need.area, side, words, (), starts) for side, words in (("need", need.need), ("strength", need.strength))]
    score = MeasureTold(instrument, "", part, need.area, kind, "Learning base", ((f"score.{told.number}", starts, value, low, high),))
    return [
        *found, *need_records(pen, needs), *measure_records(pen, [score]), *_meeting(pen, told.number),
        *attendance_records(pen, ((1 + told.number % 5, told.number % 2, ""), (told.number % 6, 0, "")), told.first),
    ]


def _meeting(pen: Pen, number: int) -> list[Record]:
    day = pen.days.at(9 + number % 3)
    meeting = Meeting(
        id=pen.id("meeting"), pupil=pen.mine, meeting_kind="parents", held_at=pen.days.moment(day, 15, 30), where="Learning base", chair=pen.person,
        purpose="What the cycle is for, and what home sees.", invited_on=pen.days.at(11 + number % 3), cycle=pen.id("cycle.1"),
        minutes=pen.says("{parent} heard what the outcomes are and how they are measured, and tells the school when evenings are long."),
    )
    people = (("{parent}", "Mother"), ("Dr Robin Lark", "SENDCo"))
    return [meeting, *(
        MeetingPerson(id=pen.id(f"person.{place}"), pupil=pen.mine, meeting=meeting.id, place=place, name=pen.says(name), role=role, presence="came")
        for place, (name, role) in enumerate(people, 1)
    )]


def part_time_records(pen: Pen) -> list[Record]:
    """Two part-time timetables, one ended and one running with a change that the council has not been told of, and a suspension."""
    days = pen.days
    ended = PartTimeTimetable(
        id=pen.id("part_time.1"), pupil=pen.mine, starts_on=days.at(226), planned_end_on=days.at(198), review_on=days.at(212), ended_on=days.at(200),
        reason="A broken ankle: mornings only until the stairs can be managed.", agreed_by=pen.says("{parent} and the head teacher"),
        agreed_on=days.at(228), plan_back="Afternoons come back one at a time.", end_words="Back for whole days two days early.",
        told_council_start=days.at(226), told_council_end=days.at(199),
    )
    now = PartTimeTimetable(
        id=pen.id("part_time.2"), pupil=pen.mine, starts_on=days.at(34), planned_end_on=days.at(-8), review_on=days.at(-2),
        reason="Coming back after glandular fever: tired by midday.", agreed_by=pen.says("{parent}, the school nurse and the head teacher"),
        agreed_on=days.at(36), plan_back="Two afternoons more every third week, if the one before went well.", told_council_start=days.at(34),
    )
    steps = (
        (ended, 226, 975, "Mornings.", 226), (now, 34, 975, "Mornings.", 34), (now, 20, 1275, "Mornings, and lunch on Tuesday and Thursday.", 19),
        (now, 6, 1620, "All but Monday and Friday afternoon.", None),
    )
    return [ended, now, *(
        PartTimeStep(
            id=pen.id(f"step.{since}"), pupil=pen.mine, timetable=plan.id, since=days.at(since), weekly_minutes=minutes, full_minutes=FULL_WEEK,
            words=words, agreed_by=pen.says("{parent}"), told_council_on=None if told is None else days.at(told),
        )
        for plan, since, minutes, words, told in steps
    ), Suspension(
        id=pen.id("suspension"), pupil=pen.mine, first_day=days.at(89), last_day=days.at(88), sessions=4,
        reason="Refused to leave the workshop when asked, and knocked over a bench.",
        before="Seat agreed with the teacher; check-in not yet begun. The bench had been moved that morning without a word.",
        parents_told_on=days.at(89), council_told_on=days.at(88), back_on=days.at(87),
        back_words="Met with the head of year before the bell. Morning check-in agreed; the workshop tells of changes the day before.",
    ), *behaviour_records(pen, "Sent out of a lesson", (1, 2, 2, 5, 4, 6), days.at(240))]


def council_returns(pen: Pen, timetables: Iterable[Record]) -> list[CouncilReturn]:
    """A return for each of the last half-terms that are over: nil, or with how many were part-time."""
    plans = [one for one in timetables if isinstance(one, PartTimeTimetable)]
    spans = pen.days.half_terms(pen.days.at(240))
    found = []
    for before, span, after in zip(spans, spans[1:], spans[2:], strict=False):
        first, last = before[-1] + ONE, span[-1]
        count = len(part_time_between(plans, first, last))
        found.append(CouncilReturn(
            id=pen.id(f"return.{first}"), authority=COUNCIL, first_day=first, last_day=last, state="sent" if count else "nil", pupils=count,
            sent_on=after[0],
        ))
    return found
