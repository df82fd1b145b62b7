"""What was measured of a pupil: scores and their charts, attendance, behaviour, suspensions, part-time timetables and the returns on them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from sendco_desk.domain.charts import Began, ScoreChart
from sendco_desk.domain.charts import age_words as months_words
from sendco_desk.domain.codes import UNSHARED
from sendco_desk.domain.dates import months_later, shown
from sendco_desk.domain.documents import Document
from sendco_desk.domain.measures import Attendance, BehaviourCount, CouncilReturn, Measure, PartTimeStep, PartTimeTimetable, Suspension
from sendco_desk.domain.pupil import Pupil, age_on, age_words, school_year_of
from sendco_desk.domain.records import PupilRecord
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.scores import absence_words, equivalent_words, percent_words
from sendco_desk.services.clockwork import Changed, Clock, today
from sendco_desk.services.councils import council_key
from sendco_desk.services.part_time import (
    ASKING,
    ReturnDue,
    TimetableView,
    Untold,
    need_true_state,
    next_first_day,
    part_time_between,
    untold_of,
)
from sendco_desk.services.screened import UNNAMED, screened
from sendco_desk.statute.wording import counted

if TYPE_CHECKING:
    from sendco_desk.domain.paper import Paper
    from sendco_desk.services.access_evidence import AccessEvidence
    from sendco_desk.store.notebook import Notebook

MOST_SUSPENDED = 90
"""Half-days of suspension in a school year beyond which there is no power to suspend: 45 school days, a lunchtime counting as half a day.

Source: School Discipline (Pupil Exclusions and Reviews) (England) Regulations 2012, under the Education Act 2002 s.51A. Read as several
councils tell it from the department's guidance (Lancashire, Blackburn, Norfolk), not in the regulations themselves: confidence medium.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRow:
    """A score with the pupil's age at the test, what it is on the other scale, and the paper it stands in."""

    measure: Measure
    age: str
    short_age: str
    """`8:07`, as tests print ages."""
    equivalent: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreGroup:
    """The scores of one test and part of it, latest first."""

    test: str
    rows: tuple[ScoreRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceWindow:
    """Attendance over some months: the stretches that have days in them, latest first, and their sessions added up.

    ``inside`` are stretches whose sessions are counted already by a longer one; ``doubts`` name those that overlap in part.
    """

    first_day: date
    last_day: date
    rows: tuple[Attendance, ...]
    inside: frozenset[UUID]
    doubts: tuple[str, ...]

    @property
    def counted(self) -> tuple[Attendance, ...]:
        """The stretches whose sessions are added up."""
        return tuple(row for row in self.rows if row.id not in self.inside)

    @property
    def possible(self) -> int:
        """Sessions possible in all of them."""
        return sum(row.possible for row in self.counted)

    @property
    def attended(self) -> int:
        """Sessions attended in all of them."""
        return sum(row.attended for row in self.counted)

    @property
    def words(self) -> str:
        """The sum in a sentence; nothing where no stretch is recorded."""
        if not self.rows:
            return ""
        first, last = min(row.first_day for row in self.counted), max(row.last_day for row in self.counted)
        allowed, not_allowed = (sum(getattr(row, name) for row in self.counted) for name in ("authorised", "unauthorised"))
        missed = self.possible - self.attended
        told = f", {allowed} with leave and {not_allowed} without" if allowed or not_allowed else ""
        return (
            f"{percent_words(self.attended, self.possible)}: {self.attended} of {counted(self.possible, 'session')} attended from {shown(first)} "
            f"to {shown(last)}; {missed} missed{told}."
        )

    @property
    def absence(self) -> str:
        """What the Department for Education calls so much absence, or nothing."""
        return absence_words(self.possible, self.attended) if self.rows else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspensionsView:
    """A pupil's suspensions and exclusions, latest first, and the half-days of this school year."""

    rows: tuple[Suspension, ...]
    sessions: int
    unknown: int
    """Suspensions of this school year whose half-days nobody recorded."""

    @property
    def words(self) -> str:
        """`7 half-days suspended this school year.`, with what is not known and what the law allows at most."""
        if not self.rows:
            return ""
        parts = [f"{counted(self.sessions, 'half-day')} suspended this school year."]
        if self.unknown:
            parts.append(f"{counted(self.unknown, 'suspension')} {'has' if self.unknown == 1 else 'have'} no half-days recorded.")
        if self.sessions > MOST_SUSPENDED:
            parts.append(
                "That is more than 45 school days, the most for which a pupil can be suspended in a school year (exclusions regulations of 2012, as "
                "councils tell them: check it with your council)."
            )
        return " ".join(parts)


@dataclass(frozen=True, slots=True)
class Measuring:
    """Deeds with measures."""

    book: "Notebook"
    clock: Clock

    # Scores

    def scores(self, pupil: UUID) -> tuple[ScoreGroup, ...]:
        """The scores by test, the test taken last first."""
        born = self.book.get(Pupil, pupil).date_of_birth
        grouped: defaultdict[str, list[ScoreRow]] = defaultdict(list)
        for measure in sorted(self.book.all(Measure, pupil=pupil), key=lambda one: one.taken_on, reverse=True):
            grouped[measure.test_words].append(ScoreRow(
                measure=measure, age=age_words(born, measure.taken_on), short_age=_short_age(born, measure.taken_on),
                equivalent=equivalent_words(measure.value, measure.score_kind), source=self._source(measure),
            ))
        return tuple(ScoreGroup(test=test, rows=tuple(rows)) for test, rows in grouped.items())

    def _source(self, measure: Measure) -> str:
        document = self.book.find(Document, measure.document) if measure.document else None
        if document is None:
            return ""
        return f"{document.title}, page {measure.page}" if measure.page else document.title

    def charts(self, pupil: UUID) -> tuple[ScoreChart, ...]:
        """A chart for each scale, with the provisions that began meanwhile."""
        from sendco_desk.services.measure_charts import score_charts

        return score_charts(self.book.all(Measure, pupil=pupil), self._begun(pupil))

    def _begun(self, pupil: UUID) -> tuple[Began, ...]:
        """The starts of the pupil's provisions up to today."""
        from sendco_desk.domain.provision import ProvisionPlace, ProvisionRun

        now = today(self.clock)
        places = [place for place in self.book.all(ProvisionPlace, pupil=pupil) if place.starts_on <= now]
        starts = {(place.starts_on, self.book.get(ProvisionRun, place.run).name) for place in places}
        return tuple(Began(day=day, name=name) for day, name in sorted(starts))

    # Attendance and behaviour

    def attendance(self, pupil: UUID, months: int = 12, on: date | None = None) -> AttendanceWindow:
        """The stretches of attendance that have days in the months up to a day, each counted whole: the sum says from when to when."""
        last = on or today(self.clock)
        first = months_later(last, -months) + timedelta(days=1)
        found = [row for row in self.book.all(Attendance, pupil=pupil) if first <= row.last_day and row.first_day <= last]
        rows = tuple(sorted(found, key=lambda row: (row.last_day, row.first_day))[::-1])  # of the same days what was recorded last stands first
        inside = frozenset(row.id for row in rows if any(_holds(other, row, rows) for other in rows))
        return AttendanceWindow(
            first_day=first, last_day=last, rows=rows, inside=inside, doubts=_overlaps([row for row in rows if row.id not in inside]),
        )

    def attendance_chart(self, pupil: UUID, months: int = 12, on: date | None = None) -> ScoreChart | None:
        """Attendance in per cent over time; None where fewer than two stretches are recorded."""
        from sendco_desk.services.measure_charts import attendance_chart

        return attendance_chart(self.attendance(pupil, months, on).counted, self._begun(pupil))

    def behaviour(self, pupil: UUID) -> tuple[BehaviourCount, ...]:
        """What was counted, latest first."""
        return tuple(sorted(self.book.all(BehaviourCount, pupil=pupil), key=lambda one: (one.last_day, one.first_day), reverse=True))

    def behaviour_charts(self, pupil: UUID) -> tuple[ScoreChart, ...]:
        """How often a week, a chart for each thing that was counted more than once."""
        from sendco_desk.services.measure_charts import behaviour_charts

        return behaviour_charts(self.behaviour(pupil), self._begun(pupil))

    # Suspensions

    def suspensions(self, pupil: UUID, on: date | None = None) -> SuspensionsView:
        """Suspensions and exclusions, and the half-days suspended in the school year of a day. What was cancelled does not count."""
        year = school_year_of(on or today(self.clock))
        rows = tuple(sorted(self.book.all(Suspension, pupil=pupil), key=lambda one: one.first_day, reverse=True))
        count = [row for row in rows if row.suspension_kind == "suspension" and school_year_of(row.first_day) == year]
        return SuspensionsView(rows=rows, sessions=sum(row.sessions for row in count), unknown=sum(not row.sessions for row in count))

    # Part-time timetables

    def timetables(self, pupil: UUID, on: date | None = None) -> tuple[TimetableView, ...]:
        """The pupil's part-time timetables with their steps, latest first."""
        return self._views(
            self.book.all(PartTimeTimetable, pupil=pupil), self.book.all(PartTimeStep, pupil=pupil), on or today(self.clock),
            {pupil: self.book.get(Pupil, pupil).known_name},
        )

    def _all_views(self, on: date) -> tuple[TimetableView, ...]:
        timetables = self.book.all(PartTimeTimetable)
        names = {one.pupil: self.book.get(Pupil, one.pupil).known_name for one in timetables}
        return self._views(timetables, self.book.all(PartTimeStep), on, names)

    def _views(
        self, timetables: Sequence[PartTimeTimetable], steps: Iterable[PartTimeStep], on: date, names: dict[UUID, str],
    ) -> tuple[TimetableView, ...]:
        grouped: defaultdict[UUID, list[PartTimeStep]] = defaultdict(list)
        for step in sorted(steps, key=lambda one: one.since):
            grouped[step.timetable].append(step)
        ordered = sorted(timetables, key=lambda one: one.starts_on, reverse=True)
        return tuple(
            TimetableView(timetable=one, steps=tuple(grouped[one.id]), on=on, pupil_name=names[one.pupil]) for one in ordered
        )

    def part_time_now(self, on: date | None = None) -> tuple[TimetableView, ...]:
        """Everybody in the school who is part-time on a day, by name."""
        views = (view for view in self._all_views(on or today(self.clock)) if view.runs)
        return tuple(sorted(views, key=lambda view: view.pupil_name.casefold()))

    def start_part_time(self, timetable: PartTimeTimetable, first: PartTimeStep) -> Changed:
        """Begin a part-time timetable with its first hours, in one deed. Refused while another one of the pupil's still runs then."""
        self._need_alone(timetable)
        with self.book.writing("Started a part-time timetable", timetable.pupil) as page:
            page.put(timetable)
            page.put(replace(first, timetable=timetable.id, since=timetable.starts_on))
        return page.changed

    def _need_alone(self, timetable: PartTimeTimetable) -> None:
        for other in self.book.all(PartTimeTimetable, pupil=timetable.pupil):
            if other.id != timetable.id and other.runs(timetable.starts_on):
                raise Refused(
                    f"The part-time timetable from {shown(other.starts_on)} is still running then: record its end first, or change its hours.",
                    field="starts_on",
                )

    def save_step(self, step: PartTimeStep) -> Changed:
        """Keep a change of hours. Refused for a day outside its timetable, or on which other hours begin."""
        timetable = self.book.get(PartTimeTimetable, step.timetable)
        if step.since < timetable.starts_on or (timetable.ended_on is not None and step.since > timetable.ended_on):
            ended = f" to {shown(timetable.ended_on)}" if timetable.ended_on else ""
            raise Refused(f"Give a day on which the timetable runs: from {shown(timetable.starts_on)}{ended}.", field="since")
        if any(other.id != step.id and other.since == step.since for other in self.book.all(PartTimeStep, timetable=timetable.id)):
            raise Refused("Other hours begin on this day already: open that row and change it.", field="since")
        return self._kept(step, "Recorded hours of a part-time timetable")

    def save_timetable(self, timetable: PartTimeTimetable) -> Changed:
        """Keep what changed about a timetable: a new planned end, a review, its end. Refused where hours begin outside it, and for a new start
        on which another one of the pupil's runs.
        """
        if self.book.get(PartTimeTimetable, timetable.id).starts_on != timetable.starts_on:
            self._need_alone(timetable)
        steps = sorted(self.book.all(PartTimeStep, timetable=timetable.id), key=lambda one: one.since)
        if timetable.ended_on is not None and steps and steps[-1].since > timetable.ended_on:
            raise Refused(f"New hours begin on {shown(steps[-1].since)}, after this end: check the day.", field="ended_on")
        if len(steps) > 1 and steps[1].since <= timetable.starts_on:
            raise Refused(f"The hours changed on {shown(steps[1].since)}: the start cannot be after that.", field="starts_on")
        with self.book.writing("Changed a part-time timetable", timetable.pupil) as page:
            page.put(timetable)
            if steps and steps[0].since != timetable.starts_on:
                page.put(replace(steps[0], since=timetable.starts_on))  # the first hours begin with it
        return page.changed

    def remove_timetable(self, timetable: UUID) -> Changed:
        """Take a timetable out with its hours; one undo brings all back."""
        kept = self.book.get(PartTimeTimetable, timetable)
        with self.book.writing("Removed: part-time timetable", kept.pupil) as page:
            for step in page.all(PartTimeStep, timetable=timetable):
                page.remove(step)
            page.remove(kept)
        return page.changed

    def _kept(self, record: PupilRecord, deed: str) -> Changed:
        with self.book.writing(deed, record.pupil) as page:
            page.put(record)
        return page.changed

    # What the council is told

    def untold(self, on: date | None = None, pupil: UUID | None = None) -> tuple[Untold, ...]:
        """Starts, changes and ends of part-time timetables that no council has been told of by a day, earliest first."""
        day = on or today(self.clock)
        views = self._all_views(day) if pupil is None else self.timetables(pupil, day)
        return tuple(sorted((one for view in views for one in untold_of(view)), key=lambda one: (one.day, one.pupil_name)))

    def told_council(self, told: Untold, on: date) -> Changed:
        """Record the day on which the council was told. Refused for a day before it happened."""
        if on < told.day:
            raise Refused(f"The council cannot have been told before {shown(told.day)}, when it happened: check the day.", field="on")
        return self._kept(_with_day_told(told, on), "The council was told of a part-time timetable")

    def returns(self) -> tuple[CouncilReturn, ...]:
        """The returns recorded, the last stretch first."""
        return tuple(sorted(self.book.all(CouncilReturn), key=lambda one: (one.last_day, one.sent_on), reverse=True))

    def returns_due(self, on: date | None = None) -> tuple[ReturnDue, ...]:
        """The councils that ask for returns and have none for the days since the last.

        The school's own council is asked about where it is known to ask every school; any other where a return to it was recorded before.
        """
        day, returns = on or today(self.clock), self.returns()
        named = {council_key(one.authority): one.authority for one in reversed(returns)}
        own = self._own_council()
        if own and council_key(own) in ASKING:
            named[council_key(own)] = own
        timetables, found = self.book.all(PartTimeTimetable), []
        for key, authority in sorted(named.items()):
            before = [one for one in returns if council_key(one.authority) == key]
            first = next_first_day(before, date(school_year_of(day), 9, 1))
            if first <= day:
                pupils = len(part_time_between(timetables, first, day))
                found.append(ReturnDue(authority=authority, first_day=first, last_day=day, pupils=pupils))
        return tuple(found)

    def _own_council(self) -> str:
        from sendco_desk.domain.school import School

        return next((school.authority for school in self.book.all(School)), "")

    def part_time_count(self, first: date, last: date) -> int:
        """How many pupils were part-time on any day of a stretch: what a return on it tells."""
        return len(part_time_between(self.book.all(PartTimeTimetable), first, last))

    def record_return(
        self, *, authority: str, first_day: date, last_day: date, state: str, sent_on: date, note: str = "", return_kind: str = "part_time",
    ) -> Changed:
        """Record a return with the number of pupils who were part-time in its days. A nil return is refused where somebody was."""
        pupils = self.part_time_count(first_day, last_day)
        made = CouncilReturn(
            id=uuid4(), return_kind=return_kind, authority=authority.strip(), first_day=first_day, last_day=last_day,
            state="sent" if pupils else "nil", pupils=pupils, sent_on=sent_on, note=note.strip(),
        )
        if wrong := need_true_state(state, pupils, first_day, last_day):
            raise Refused(wrong, field="state")
        if sent_on < first_day:
            raise Refused("A return is not sent before its first day: check the dates.", field="sent_on")
        with self.book.writing("Recorded a return to the council") as page:
            page.put(made)
        return page.changed

    # Exam access

    def access_evidence(self, pupil: UUID, *, outside: bool = False) -> "AccessEvidence":
        """What is evidence for exam access arrangements: entries tagged so, scores marked so, and the support given. ``outside`` names no
        document that may not be shared."""
        from sendco_desk.services.access_evidence import gathered

        rows = [row for group in self.scores(pupil) for row in group.rows if row.measure.exam_access]
        return gathered(self.book, pupil, [self._unnamed(row) for row in rows] if outside else rows)

    def _unnamed(self, row: ScoreRow) -> ScoreRow:
        """The row without the title of a document that may not be shared."""
        document = self.book.find(Document, row.measure.document) if row.measure.document else None
        return replace(row, source=UNNAMED) if document is not None and document.sharing_basis == UNSHARED else row

    def access_sheet(self, pupil: UUID, on: date | None = None) -> "Paper":
        """The evidence for exam access arrangements on one sheet, with dates and sources."""
        from sendco_desk.services.access_evidence import access_paper

        seen = replace(self, book=screened(self.book, pupil))
        return access_paper(seen.access_evidence(pupil, outside=True), on or today(self.clock))


def _short_age(born: date | None, day: date) -> str:
    if born is None or day < born:
        return ""
    years, months = age_on(born, day)
    return months_words(12 * years + months)


def _with_day_told(told: Untold, on: date) -> PupilRecord:
    if isinstance(told.record, PartTimeStep):
        return replace(told.record, told_council_on=on)
    return replace(told.record, told_council_start=on) if told.what == "start" else replace(told.record, told_council_end=on)


def _holds(longer: Attendance, row: Attendance, rows: Sequence[Attendance]) -> bool:
    """Whether a stretch lies inside another; of two with the same days the one recorded last counts."""
    if longer.id == row.id or not (longer.first_day <= row.first_day and row.last_day <= longer.last_day):
        return False
    same = (longer.first_day, longer.last_day) == (row.first_day, row.last_day)
    return not same or rows.index(longer) < rows.index(row)


def _overlaps(rows: Sequence[Attendance]) -> tuple[str, ...]:
    """A sentence for each two stretches that share some days but not all."""
    ordered = sorted(rows, key=lambda row: (row.first_day, row.last_day))
    return tuple(
        f"Two stretches share days, which are counted twice: {shown(one.first_day)} to {shown(one.last_day)} and {shown(other.first_day)} to "
        f"{shown(other.last_day)}. Put one of them right."
        for one, other in combinations(ordered, 2) if other.first_day <= one.last_day
    )
