"""How long each council takes over the school’s own cases: the steps of the law by the clock, counted so that no pupil can be told."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.school import Term
from sendco_desk.domain.timeliness import KEPT_BACK, Figures, StepTaken, by_term, count_said, figures, terms_told
from sendco_desk.services.caseload import Caseload, CaseView
from sendco_desk.services.clockwork import Clock, today
from sendco_desk.services.councils import council_key
from sendco_desk.services.school import SchoolDeeds
from sendco_desk.services.timeliness_figures import PublishedYear, published
from sendco_desk.statute.milestones import Milestone, State
from sendco_desk.statute.wording import either

if TYPE_CHECKING:
    from sendco_desk.store.notebook import Notebook

COUNTED = (State.MET, State.MET_LATE, State.OVERDUE)
AFTER_TERM = timedelta(days=60)
"""So long after the last recorded term a day is still said to follow it, as one in the summer holidays does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedStep:
    """A step that is timed: its rules, its name, and within what the law or the Code wants it."""

    key: str
    title: str
    within: str
    rules: tuple[str, ...]


STEPS = (
    TimedStep(key="decision", title="Decision whether to assess", within="6 weeks from the request", rules=("REQ-04",)),
    TimedStep(key="advice", title="Advice of a service for the assessment", within="6 weeks from the council’s call", rules=("REQ-07",)),
    TimedStep(
        key="sixteen", title="Draft plan, or decision that there is none", rules=("REQ-09", "REQ-10"),
        within="16 weeks from the request (for a draft the Code, for the decision the law)",
    ),
    TimedStep(key="plan", title="Final plan", within="20 weeks from the request", rules=("REQ-15", "REQ-19")),
    TimedStep(key="review", title="Decision after the annual review", within="4 weeks from the meeting", rules=("REV-06",)),
    TimedStep(key="amended", title="Amended plan after the annual review", within="12 weeks from the meeting", rules=("REV-10",)),
)
STEP_OF = {rule: step for step in STEPS for rule in step.rules}
TITLE_OF = {step.key: step for step in STEPS}


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """A step of one council: all of its terms together, each term, and how many are counted apart because an exception could apply."""

    step: TimedStep
    total: Figures
    terms: tuple[tuple[str, Figures], ...]
    excused: str = "0"


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilFigures:
    """A council’s steps beside what is published on it. ``council`` is empty for several together."""

    council: str
    rows: tuple[StepRow, ...]
    published: tuple[PublishedYear, ...] = ()

    def row(self, key: str) -> StepRow | None:
        """The row of a step; None where nothing of it has fallen due."""
        return next((row for row in self.rows if row.step.key == key), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """A step of one case, for a paper with names."""

    council: str
    step: str
    case: int
    name: str
    term: str
    days_late: int
    done: bool
    excused: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelinessReport:
    """Everything that is shown, printed and saved. ``lines`` is empty unless names were asked for."""

    on: date
    councils: tuple[CouncilFigures, ...]
    terms: tuple[str, ...]
    only: tuple[str, ...] = ()
    names: bool = False
    lines: tuple[CaseLine, ...] = ()
    left_out: int = 0
    """How many councils are in no sum because too few pupils are behind their figures."""


@dataclass(frozen=True, slots=True)
class Timeliness:
    """Works the figures out."""

    book: "Notebook"
    clock: Clock
    caseload: Caseload
    school: SchoolDeeds

    def steps(self, on: date) -> list[StepTaken]:
        """Every step that has been done by a day, or is late on it, each once."""
        called, terms = self._names(), _Terms(self.book.all(Term))
        found: dict[tuple[object, ...], StepTaken] = {}
        for view in self.caseload.views().values():
            key = council_key(view.case.authority)
            for one in self.caseload.steps(view, on) if key else ():
                if one.rule.id in STEP_OF and one.state in COUNTED and view.case.case_kind in one.rule.home and _counts(one, view, on):
                    same = (view.case.pupil, STEP_OF[one.rule.id].key, one.anchor, one.service)  # of a draft and of none, one is owed
                    found.setdefault(same, _taken(one, view, called[key], terms))
        return list(found.values())

    def report(self, on: date | None = None, *, by_council: bool = False, terms: Sequence[str] = (), names: bool = False) -> TimelinessReport:
        """The figures on a day. With ``terms`` only of those; raises Refused for one that has no step. Several councils stand together unless
        each is asked for by itself."""
        day = on or today(self.clock)
        steps = self.steps(day)
        there = _in_order(steps, _Terms(self.book.all(Term)))
        only = _chosen(terms, there)
        councils = sorted({step.council for step in steps}, key=str.casefold)
        told = [_council(name, [step for step in steps if step.council == name], there, only, openly=names) for name in councils]
        left_out = sum(not any(_tells(row) for row in one.rows) for one in told)
        shown = tuple(told) if by_council or len(told) == 1 else (self._together(steps, told, there, only, openly=names),)
        lines = self._lines(steps, only) if names else ()
        return TimelinessReport(
            on=day, councils=shown, terms=there, only=only, names=names, lines=tuple(lines), left_out=0 if by_council or len(told) < 2 else left_out,
        )

    def _together(
        self, steps: Sequence[StepTaken], told: Sequence[CouncilFigures], terms: Sequence[str], only: Sequence[str], *, openly: bool,
    ) -> CouncilFigures:
        """Several councils: the sum of what is told of each. Beside it stands what is published on the school's own."""
        rows = []
        for step in STEPS:
            each = [(one.council, row) for one in told if (row := one.row(step.key)) is not None]
            kept = {(name, term) for name, row in each for term, found in row.terms if openly or found.told}
            whole = {name for name, row in each if openly or row.total.told}
            mine = [one for one in steps if one.step == step.key and not one.excused]
            if not each:
                continue
            in_all = [one for one in mine if one.council in whole and (not only or (one.council, one.term) in kept)]
            parts = by_term([one for one in mine if (one.council, one.term) in kept], terms)
            rows.append(StepRow(
                step=step, total=figures(in_all, openly=openly) if in_all else KEPT_BACK,
                terms=tuple((term, figures(parts[term], openly=openly)) for term in (only or terms) if parts[term]),
            ))
        return CouncilFigures(council="", rows=tuple(rows), published=published(self.school.school().authority))

    def _names(self) -> dict[str, str]:
        """Each council as it was called last, by its name without rank."""
        return {council_key(view.case.authority): view.case.authority for view in self.caseload.views().values()}

    def _lines(self, steps: Iterable[StepTaken], only: Sequence[str]) -> Iterator[CaseLine]:
        names: dict[UUID, str] = {view.case.pupil: view.pupil.known_name for view in self.caseload.views().values()}
        for one in sorted(steps, key=lambda one: (one.council.casefold(), -one.days_late, one.case)):
            if not only or one.term in only:
                yield CaseLine(
                    council=one.council, step=TITLE_OF[one.step].title, case=one.case, name=names[one.pupil], term=one.term,
                    days_late=one.days_late, done=one.days_taken is not None, excused=one.excused,
                )


def _tells(row: StepRow) -> bool:
    return row.total.told or any(found.told for _, found in row.terms)


def _counts(one: Milestone, view: CaseView, on: date) -> bool:
    """Whether a step is counted: what is still open in a case that was put away is owed no more."""
    return one.due is not None and one.anchor is not None and not (one.state is State.OVERDUE and view.is_closed(on))


def _taken(one: Milestone, view: CaseView, council: str, terms: "_Terms") -> StepTaken:
    assert one.due is not None and one.anchor is not None  # ``_counts`` has seen to it
    excused = one.days_late > 0 and any(test.could_apply for test in one.exceptions)
    return StepTaken(
        council=council, step=STEP_OF[one.rule.id].key, term=terms.of(min(one.due, one.met_on or one.due)), pupil=view.case.pupil,
        days_late=one.days_late, days_taken=(one.met_on - one.anchor).days if one.met_on else None, excused=excused, case=view.case.number,
    )


def _council(
    name: str, steps: Sequence[StepTaken], terms: Sequence[str], only: Sequence[str], *, openly: bool,
) -> CouncilFigures:
    rows = []
    for step in STEPS:
        all_of = [one for one in steps if one.step == step.key]
        mine, excused = [one for one in all_of if not one.excused], [one for one in all_of if one.excused]
        if not all_of:
            continue
        parts = by_term(mine, terms)
        told = frozenset(terms) if openly else terms_told(parts)
        shown = tuple((term, figures(parts[term], openly=openly) if term in told else KEPT_BACK) for term in (only or terms) if parts[term])
        total = figures(mine, openly=openly) if not only else _of_terms([parts[term] for term in only if term in told], openly=openly)
        rows.append(StepRow(step=step, total=total, terms=shown, excused=count_said(excused, openly=openly)))
    return CouncilFigures(council=name, rows=tuple(rows), published=published(name))


def _of_terms(parts: Sequence[Sequence[StepTaken]], *, openly: bool) -> Figures:
    """The sum of chosen terms: of those that are told, so that choosing others tells nothing further."""
    steps = [step for part in parts for step in part]
    return figures(steps, openly=openly) if steps else KEPT_BACK


# Terms


class _Terms:
    """Says into which term a day falls: the recorded ones, and where none is recorded the usual ones by the month."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self.recorded = sorted(terms, key=lambda term: term.first_day)

    def of(self, day: date) -> str:
        """The name of the term; a day of the holidays belongs to the term before."""
        begun = [term for term in self.recorded if term.first_day <= day]
        if begun and day <= begun[-1].last_day + AFTER_TERM:
            return begun[-1].name
        return f"{'Spring' if day.month < 4 else 'Summer' if day.month < 9 else 'Autumn'} {day.year}"

    def rank(self, name: str) -> tuple[date, str]:
        """Its place in time."""
        for term in self.recorded:
            if term.name == name:
                return term.first_day, name
        season, _, year = name.rpartition(" ")
        return date(int(year), {"Spring": 1, "Summer": 4}.get(season, 9), 1), name


def _in_order(steps: Iterable[StepTaken], terms: _Terms) -> tuple[str, ...]:
    return tuple(sorted({step.term for step in steps}, key=terms.rank))


def _chosen(wanted: Sequence[str], there: Sequence[str]) -> tuple[str, ...]:
    known = {" ".join(term.casefold().split()): term for term in there}
    asked = {" ".join(term.casefold().split()): term for term in wanted}
    if stray := [term for key, term in asked.items() if key not in known]:
        offer = f"give {either(tuple(there))}" if there else "no step has fallen due yet"
        raise Refused(f"No step fell into the term ‘{stray[0].strip()}’: {offer}.", field="term")
    return tuple(term for key, term in known.items() if key in asked)
