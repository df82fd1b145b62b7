"""What the graduated approach puts on Today: agreed actions, reviews of support, part-time timetables, parents' meetings, and who decides next."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sendco_desk.domain.cycles import SupportCycle
from sendco_desk.domain.dates import shown
from sendco_desk.domain.measures import PartTimeTimetable
from sendco_desk.domain.meetings import Meeting
from sendco_desk.domain.pupil import Pupil, SenStatus, current_status, school_year_of
from sendco_desk.domain.rights import end_of_compulsory_school_age
from sendco_desk.domain.school import Term
from sendco_desk.domain.support_codes import WITH_PARENTS
from sendco_desk.services.clockwork import on_office_clock
from sendco_desk.services.meetings import Meetings, OpenAction
from sendco_desk.services.parents_meetings import ASKED, year_ends
from sendco_desk.services.parents_meetings import SOURCE as MEETINGS_SOURCE
from sendco_desk.services.rights import SOON, turning
from sendco_desk.services.rights import SOURCE as RIGHTS_SOURCE

if TYPE_CHECKING:
    from sendco_desk.store.notebook import Notebook

OF_SEN = frozenset({"pupil", "sen_status"})
READ_FROM = {
    "actions": frozenset({"agreed_action", "meeting", "pupil"}), "reviews": frozenset({"support_cycle", "pupil"}),
    "part_time": frozenset({"part_time_timetable", "pupil"}), "meetings": OF_SEN | {"meeting", "term"}, "turning": OF_SEN | {"term"},
}
"""The kinds of record that each part is read from."""
KINDS = frozenset().union(*READ_FROM.values())
NEAR_THE_END = timedelta(weeks=6)
"""How long before the end of the school year a meeting with the parents that is still missing is said."""
FEW = 8
"""So many pupils have a row each; of more, one row tells how many they are."""
WITH_SEN = frozenset({"K", "E"})
TURNS = "Decisions, letters and views turn to the young person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """One thing to do: whose, by when, in words that go on after the name; ``coming`` says the same before its day.

    Without a pupil it is about several, whom ``name`` tells, and ``place`` is where to go. ``early`` stands among what is ours before its day,
    ``only_coming`` never does. ``action`` is the agreed action that a button ticks off.
    """

    name: str
    pupil: UUID | None
    day: date | None
    words: str
    coming: str
    source: str
    tab: str = ""
    place: str = ""
    action: UUID | None = None
    early: bool = False
    only_coming: bool = False


class SupportToday:
    """Reads what is open and nothing else; each part is kept until a deed changes something that it is read from."""

    def __init__(self, book: "Notebook", meetings: Meetings) -> None:
        self.book, self.meetings = book, meetings
        self._mark = 0
        self._kept: dict[str, tuple[tuple[date, date], list[Owed]]] = {}
        self._pupils: dict[UUID, Pupil] = {}
        self._sen: tuple[date, list[Pupil]] | None = None

    def owed(self, on: date, until: date) -> list[Owed]:
        """What is to be done by a day, as it stands today."""
        self._forget_changed()
        read: dict[str, Callable[[], list[Owed]]] = {
            "actions": lambda: [_action(one) for one in self.meetings.open_actions(until, self._pupil)],
            "reviews": lambda: self._reviews(until), "part_time": lambda: self._part_time(on, until),
            "meetings": lambda: self._parents_meetings(on), "turning": lambda: self._turning(on),
        }
        for part, reading in read.items():
            if part not in self._kept or self._kept[part][0] != (on, until):
                self._kept[part] = ((on, until), reading())
        return [one for part in read for one in self._kept[part][1]]

    def _forget_changed(self) -> None:
        self._mark, touched = self.book.touched_since(self._mark)
        for one in touched:
            for part, kinds in READ_FROM.items():
                if one.kinds & kinds:
                    self._kept.pop(part, None)
            if one.kinds & OF_SEN:
                self._sen = None
            if "pupil" in one.kinds:
                self._pupils = {id: pupil for id, pupil in self._pupils.items() if id not in one.pupils}

    def _pupil(self, id: UUID) -> Pupil:
        if id not in self._pupils:
            self._pupils[id] = self.book.get(Pupil, id)
        return self._pupils[id]

    def _here(self, pupils: Iterable[UUID]) -> dict[UUID, Pupil]:
        """Those who have not left the school."""
        found = {id: self._pupil(id) for id in set(pupils)}
        return {id: pupil for id, pupil in found.items() if pupil.roll_status != "left"}

    def _reviews(self, until: date) -> list[Owed]:
        cycles = self.book.between(SupportCycle, "review_due_on", None, until, closed_at=None, reviewed_on=None)
        here = self._here(cycle.pupil for cycle in cycles)
        return [
            Owed(
                name=here[one.pupil].known_name, pupil=one.pupil, day=one.review_due_on, words=f"review the support of cycle {one.number}.",
                coming=f"Review of support, cycle {one.number}", source=f"Cycle from {shown(one.starts_on)}, review planned for "
                f"{shown(one.review_due_on)}", tab=f"support/{one.id}",
            )
            for one in cycles if one.pupil in here
        ]

    def _part_time(self, on: date, until: date) -> list[Owed]:
        plans = self.book.between(PartTimeTimetable, "planned_end_on", None, until, ended_on=None)
        here = self._here(plan.pupil for plan in plans)
        return [
            Owed(
                name=here[one.pupil].known_name, pupil=one.pupil, day=one.planned_end_on,
                words=f"the part-time timetable is planned to end on {shown(one.planned_end_on)}. Record its end, or agree a new date.",
                coming="Planned end of the part-time timetable", source=one.called, tab=f"measures/{one.id}",
            )
            for one in plans if one.pupil in here and one.starts_on <= on
        ]

    def _with_sen(self, on: date) -> list[Pupil]:
        """Everybody on roll with SEN support or a plan: kept, because the whole register is read for it."""
        if self._sen is None or self._sen[0] != on:
            self._sen = (on, self._read_with_sen(on))
        return self._sen[1]

    def _read_with_sen(self, on: date) -> list[Pupil]:
        history: defaultdict[UUID, list[SenStatus]] = defaultdict(list)
        for status in self.book.all(SenStatus):
            history[status.pupil].append(status)
        now = {pupil: current_status(statuses, on) for pupil, statuses in history.items()}
        return [
            pupil for pupil in self.book.all(Pupil, roll_status="on_roll")
            if (held := now.get(pupil.id)) is not None and held.status in WITH_SEN
        ]

    def _parents_meetings(self, on: date) -> list[Owed]:
        """Who has not had three meetings with the parents, nor has them planned, when the school year is nearly over."""
        ends = year_ends(self.book.all(Term), on)
        if ends is None or not timedelta(0) <= ends - on <= NEAR_THE_END:
            return []
        first = on_office_clock(datetime.combine(date(school_year_of(on), 9, 1), time()))
        last = on_office_clock(datetime.combine(ends, time.max))
        count = Counter(m.pupil for m in self.book.between(Meeting, "held_at", first, last, cancelled=False) if m.meeting_kind in WITH_PARENTS)
        missing = sorted((p for p in self._with_sen(on) if count[p.id] < ASKED), key=lambda p: p.sorting_name.casefold())
        over = f"this school year, which ends on {shown(ends)}"

        def one(pupil: Pupil) -> Owed:
            return Owed(
                name=pupil.known_name, pupil=pupil.id, day=ends, source=MEETINGS_SOURCE, tab="people", early=True, coming="Meeting with the parents",
                words=f"{count[pupil.id] or 'none'} of {ASKED} meetings with the parents held or planned {over}.",
            )

        return _few(missing, one, lambda names: Owed(
            name=f"{len(missing)} pupils with SEN", pupil=None, day=ends, place="pupils", source=MEETINGS_SOURCE, early=True,
            coming="Meetings with the parents",
            words=f"fewer than three meetings with the parents held or planned {over}: {names}.",
        ))

    def _turning(self, on: date) -> list[Owed]:
        """For whom with SEN decisions turn to the young person within four weeks."""
        turns = end_of_compulsory_school_age(date(on.year - 16, 1, 1)) + timedelta(days=1)
        if not timedelta(0) <= turns - on <= SOON:
            return []
        terms = self.book.all(Term)
        born = self.book.between(Pupil, "date_of_birth", date(on.year - 17, 8, 1), date(on.year - 16, 9, 30), roll_status="on_roll")
        theirs = {pupil.id for pupil in born if pupil.date_of_birth and turning(pupil.date_of_birth, terms) == turns}
        found = sorted((p for p in self._with_sen(on) if p.id in theirs), key=lambda p: p.sorting_name.casefold()) if theirs else []

        def one(pupil: Pupil) -> Owed:
            return Owed(
                name=pupil.known_name, pupil=pupil.id, day=turns, words=f"{TURNS}.", coming=TURNS, source=RIGHTS_SOURCE, only_coming=True,
                tab="people",
            )

        return _few(found, one, lambda names: Owed(
            name=f"{len(found)} pupils with SEN", pupil=None, day=turns, words=f"{TURNS}.", coming=f"{TURNS}: {names}", source=RIGHTS_SOURCE,
            only_coming=True, place="pupils",
        ))


def _few(pupils: Sequence[Pupil], one: Callable[[Pupil], Owed], several: Callable[[str], Owed]) -> list[Owed]:
    """A row for each pupil, or one for all of them where they are many; it names the first three."""
    if len(pupils) <= FEW:
        return [one(pupil) for pupil in pupils]
    return [several(f"{', '.join(pupil.known_name for pupil in pupils[:3])} and {len(pupils) - 3} more")]


def _action(found: OpenAction) -> Owed:
    action = found.action
    words = f"{action.words.rstrip('.')}{f' ({action.owner})' if action.owner else ''}"
    return Owed(
        name=found.pupil.known_name, pupil=action.pupil, day=action.due_on, words=words, coming=words, source=found.agreed, action=action.id,
        tab=f"people/{action.meeting}" if action.meeting else "people",
    )
