"""A made-up school at the size of a very large one, for what is measured: stories, support, provision, measures, meetings and open cases.

Nobody in it is real, and every number in it comes from one seed. The records are put straight into their tables, many rows at a time, and
search is built once at the end, since what is measured is reading them.
"""

import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from uuid import UUID

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "packaging")]

from bench_clock import plans  # noqa: E402  # found once the folder is on the path

from sendco_desk.domain.casework import CaseEvent, CaseFile  # noqa: E402
from sendco_desk.domain.codes import NEED_TYPES, STORY_KINDS  # noqa: E402
from sendco_desk.domain.cycles import Outcome, SupportCycle  # noqa: E402
from sendco_desk.domain.measures import Measure  # noqa: E402
from sendco_desk.domain.meetings import AgreedAction, Meeting  # noqa: E402
from sendco_desk.domain.provision import (  # noqa: E402
    WEEKDAYS,
    ProvisionPlace,
    ProvisionRun,
    ProvisionSession,
    StaffMember,
    StaffRate,
)
from sendco_desk.domain.pupil import Need, Pupil, Residence, SenStatus  # noqa: E402
from sendco_desk.domain.records import Record  # noqa: E402
from sendco_desk.domain.school import Term  # noqa: E402
from sendco_desk.domain.story import StoryEntry  # noqa: E402
from sendco_desk.domain.support_codes import AREAS, OUTCOME_RESULTS  # noqa: E402

SEED, WORDS = 20140901, "a passphrase for the bench"
NOW = datetime(2026, 11, 12, 9, 0, tzinfo=UTC)
TERM, YEAR_ENDS = date(2026, 9, 1), date(2027, 7, 21)
_SAID = (
    "settled reading phonics group anxious lunchtime mother rang asked symbols timetable visual support partner spelling counted coins calm "
    "corner left classroom returned minutes therapist report attended late hall assembly noise headphones wrote sentences unprompted drew "
    "friend argued sorry teacher noticed better worse same week swimming trip coach medicine inhaler hearing aid battery seat front row"
)
VOCABULARY = _SAID.split()
LONG = UUID(int=1)
"""The pupil with the long story, who is also given the most support."""
AT_ONCE = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much of each kind there is."""

    pupils: int = 5000
    entries: int = 100_000
    long: int = 2000
    with_sen: int = 2000
    runs: int = 60
    places: int = 6000
    sessions: int = 50_000
    cycles: int = 2000
    measures: int = 4000
    meetings: int = 1000
    cases: int = 1000

    def over(self, part: int) -> "Size":
        """The same school, so many times smaller."""
        return Size(**{name: max(1, getattr(self, name) // part) for name in self.__slots__})


class School:
    """Makes the records of a school of a size; each has an id of its own."""

    def __init__(self, size: Size) -> None:
        self.size, self.chance, self._ids = size, random.Random(SEED), 10**9

    def id(self) -> UUID:
        """The next id."""
        self._ids += 1
        return UUID(int=self._ids)

    def with_sen(self, number: int) -> UUID:
        """One of the pupils with support, in turn."""
        return UUID(int=1 + number % self.size.with_sen)

    def words(self, count: int = 12) -> str:
        """So many words that say nothing."""
        return " ".join(self.chance.choices(VOCABULARY, k=count))

    def parts(self) -> Iterator[Iterable[Record]]:
        """Every record, those first that others rest on."""
        yield from (self.pupils(), self.register(), self.entries(), self.calendar())
        runs = list(self.runs())
        places = list(self.places(runs))
        yield from (self.staff(), runs, places, self.sessions(places))
        cycles = list(self.cycles())
        yield from (cycles, self.outcomes(cycles), self.measures())
        meetings = list(self.meetings())
        yield from (meetings, self.actions(meetings))
        yield from self.cases()

    def pupils(self) -> Iterator[Record]:
        """Everybody on roll."""
        for number in range(1, self.size.pupils + 1):
            yield Pupil(
                id=UUID(int=number), legal_forename=f"Child {number}", legal_surname="Bench", year_group=str(1 + number % 11),
                class_name=f"{1 + number % 11} Bench", date_of_birth=date(2021 - number % 11, 1 + number % 12, 1 + number % 28),
            )

    def register(self) -> Iterator[Record]:
        """Status, two needs and a home of each pupil with support."""
        types = [code for code in NEED_TYPES if code != "NSA"]
        for number in range(self.size.with_sen):
            pupil = self.with_sen(number)
            yield SenStatus(id=self.id(), pupil=pupil, status="E" if number % 5 == 0 else "K", since=date(2025, 9, 1))
            yield Residence(id=self.id(), pupil=pupil, authority=("Marlshire County Council", "Thornwick Council")[number % 2])
            for rank in (1, 2):
                yield Need(id=self.id(), pupil=pupil, need_type=types[(number + rank) % len(types)], rank=rank)

    def entries(self) -> Iterator[Record]:
        """Stories over two years, of which one pupil has the long one."""
        kinds, size = tuple(STORY_KINDS), self.size
        for number in range(size.entries):
            happened = NOW - timedelta(minutes=self.chance.randrange(60, 60 * 24 * 730))
            pupil = UUID(int=1 if number < size.long else 2 + number % (size.pupils - 1))
            yield StoryEntry(
                id=self.id(), pupil=pupil, entry_kind=self.chance.choice(kinds), happened_at=happened, written_at=happened, written_by="Bench",
                who=f"Ms {self.chance.choice(VOCABULARY).capitalize()}", words=self.words(30), tags=("sleep",) if number % 7 == 0 else (),
            )

    def calendar(self) -> Iterator[Record]:
        """Six terms of two years."""
        for year in (2025, 2026):
            for name, first, last in (
                ("Autumn", date(year, 9, 1), date(year, 12, 18)), ("Spring", date(year + 1, 1, 5), date(year + 1, 3, 26)),
                ("Summer", date(year + 1, 4, 12), date(year + 1, 7, 21)),
            ):
                yield Term(id=self.id(), name=f"{name} {last.year}", first_day=first, last_day=last)

    def staff(self) -> Iterator[Record]:
        """What an hour costs, which rises in the middle of the year."""
        yield StaffRate(id=self.id(), staff_role="teaching_assistant", pence_an_hour=1462, since=date(2025, 9, 1))
        yield StaffRate(id=self.id(), staff_role="teaching_assistant", pence_an_hour=1503, since=date(2027, 1, 1))
        for number in range(20):
            yield StaffMember(id=self.id(), name=f"Assistant {number}", weekly_minutes=1500)

    def runs(self) -> Iterator[ProvisionRun]:
        """Groups of the whole school year, every other one on named days."""
        for number in range(self.size.runs):
            yield ProvisionRun(
                id=self.id(), name=f"Group {number}", minutes=20, times_a_week=3, starts_on=TERM, ends_on=YEAR_ENDS,
                weekdays=WEEKDAYS[number % 3 : number % 3 + 3] if number % 2 else (),
            )

    def places(self, runs: Sequence[ProvisionRun]) -> Iterator[ProvisionPlace]:
        """Places that begin week by week; some end early."""
        for number in range(self.size.places):
            pupil, run = self.with_sen(number), runs[(number + number // self.size.with_sen) % len(runs)]
            begins = TERM + timedelta(days=7 * (number % 10))
            ends = YEAR_ENDS if number % 4 else begins + timedelta(days=7 * (6 + number % 11))
            yield ProvisionPlace(id=self.id(), pupil=pupil, run=run.id, starts_on=begins, ends_on=ends, aim=self.words())

    def sessions(self, places: Sequence[ProvisionPlace]) -> Iterator[Record]:
        """This term's sessions, one in six of them missed."""
        for number in range(self.size.sessions):
            place = places[number % len(places)]
            on = min(place.starts_on + timedelta(days=2 * (number // len(places))), place.ends_on, NOW.date())
            missed = number % 6 == 0
            yield ProvisionSession(
                id=self.id(), pupil=place.pupil, place=place.id, on=on, outcome="pupil_away" if missed else "held", minutes=0 if missed else 20,
            )

    def cycles(self) -> Iterator[SupportCycle]:
        """A cycle each: half of them closed, half open, a few of those late."""
        for number in range(self.size.cycles):
            closed = number % 2 == 0
            due = date(2026, 10, 16) if closed else NOW.date() + timedelta(days=number % 150 - 4)
            yield SupportCycle(
                id=self.id(), pupil=self.with_sen(number), number=1, title=self.words(3), starts_on=TERM, review_due_on=due, baseline=self.words(20),
                reviewed_on=due if closed else None, closed_at=NOW - timedelta(days=20) if closed else None, closed_by="Bench" if closed else "",
                next_step="continue" if closed else "",
            )

    def outcomes(self, cycles: Sequence[SupportCycle]) -> Iterator[Record]:
        """Two of each cycle."""
        for number in range(2 * len(cycles)):
            cycle = cycles[number // 2]
            yield Outcome(
                id=self.id(), pupil=cycle.pupil, cycle=cycle.id, place=1 + number % 2, area=self.chance.choice(tuple(AREAS)), words=self.words(),
                result=self.chance.choice(tuple(OUTCOME_RESULTS)) if cycle.closed else "",
            )

    def measures(self) -> Iterator[Record]:
        """Scores of a few tests."""
        for number in range(self.size.measures):
            taken = NOW.date() - timedelta(days=self.chance.randrange(700))
            yield Measure(
                id=self.id(), pupil=self.with_sen(number), instrument=f"Test {number % 4}", taken_on=taken, value=str(70 + number % 60),
            )

    def meetings(self) -> Iterator[Meeting]:
        """With the parents, held and to come."""
        for number in range(self.size.meetings):
            held = NOW + timedelta(days=number % 120 - 90)
            yield Meeting(
                id=self.id(), pupil=self.with_sen(number), meeting_kind="parents", held_at=held, chair="Ms Bench",
                minutes=self.words(40) if held < NOW else "",
            )

    def actions(self, meetings: Sequence[Meeting]) -> Iterator[Record]:
        """Two agreed in each meeting: one in three is not done yet."""
        for number in range(2 * len(meetings)):
            meeting = meetings[number // 2]
            due = meeting.held_on + timedelta(days=21)
            yield AgreedAction(
                id=self.id(), pupil=meeting.pupil, meeting=meeting.id, place=1 + number % 2, words=self.words(8), owner="Ms Bench", due_on=due,
                done_on=due if number % 3 else None,
            )

    def cases(self) -> Iterator[Iterable[Record]]:
        """Open cases, each at a random place of its course; the pupil with the long story has the first."""
        drawn = [one for batch in plans(self.size.cases, self.chance) for one in batch]
        files = [
            CaseFile(
                id=self.id(), pupil=UUID(int=1 + number * self.size.pupils // self.size.cases), number=number + 1, case_kind=kind,
                authority="Marlshire County Council", opened_on=min((event.on for event in facts.events), default=NOW.date()),
            )
            for number, (kind, facts) in enumerate(drawn)
        ]
        yield files
        yield [
            CaseEvent(id=self.id(), pupil=file.pupil, case=file.id, name=event.name, on=event.on)
            for file, (_, facts) in zip(files, drawn, strict=True) for event in facts.events
        ]


def made_school(folder: Path, size: Size) -> Path:
    """A notebook with a school of this size."""
    from sendco_desk.store.notebook import create_notebook
    from sendco_desk.store.rows import row_of
    from sendco_desk.store.slots import TINY
    from sendco_desk.store.tables import table_of

    notebook, _ = create_notebook(folder, person_name="Bench", passphrase=WORDS, cost=TINY)
    database = notebook._database  # past the deeds: to write an audit of all of it takes minutes, and is measured elsewhere
    with database.transaction():
        for part in School(size).parts():
            left = iter(part)
            while records := list(islice(left, AT_ONCE)):
                for kind in dict.fromkeys(map(type, records)):
                    database.run(table_of(kind).insert(), [row_of(record) for record in records if type(record) is kind])
        notebook.prepare_derived()
    notebook.close()
    return folder
