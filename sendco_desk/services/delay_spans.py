"""The late time of a case: which steps were late, from when to when, on what proof, and where the papers lay meanwhile.

Sums over what the clock says; no day is counted here from any rule. A late day is each day after the last lawful one, up to and with the
day on which the step was done.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from uuid import UUID

from sendco_desk.domain.casework import CaseEvent, CaseLetter, Submission
from sendco_desk.domain.codes import UNSHARED
from sendco_desk.domain.dates import shown
from sendco_desk.domain.documents import Document
from sendco_desk.services.caseload import CaseView
from sendco_desk.services.letter_counts import deed_by, named_source, stated, unbracketed
from sendco_desk.services.wording import EVERY_COUNCIL, verb_of, who_owes
from sendco_desk.statute.calendars import ONE_DAY
from sendco_desk.statute.events import ADVICE_SERVICES, ENDS_EVERYTHING, EVENT_BY_NAME, EVENT_TITLES
from sendco_desk.statute.milestones import Milestone, State
from sendco_desk.statute.rule import Rule
from sendco_desk.statute.wording import both, capitalised, lowered, weeks_and_days

LATE = (State.OVERDUE, State.MET_LATE)
GOVERNING: tuple[tuple[str, ...], ...] = (
    ("REQ-15", "REQ-19", "TRB-03", "TRB-04b", "TRB-09c", "TRB-09e", "RAS-02"), ("REV-11", "REV-12", "REV-13"), ("REV-10",), ("REV-08",),
    ("REV-06",),
)
"""The steps whose lateness stands for the whole case: the final plan, the plan before a move, then of a review the plan and the decision."""
PAPERS = ("REQ-07", "REQ-08", "REV-05")
"""Steps by which somebody else holds the papers that the council waits for: advice from a service, the school's advice and its report."""
SCHOOL = "The school"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proven:
    """A day that a step rests on: what happened on it, and the document that shows it."""

    on: date
    what: str
    document: Document | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LateSpan:
    """A step that is or was late. ``due`` is its last lawful day and ``until`` the last of its late days.

    ``allowed`` is the latest day that any respectable count gives. ``ends`` is empty while the step is still to be done, or was never done:
    then ``stopped`` says why its late days end.
    """

    step: Milestone
    who: str
    due: date
    allowed: date
    until: date
    starts: Proven | None
    ends: Proven | None = None
    stopped: str = ""

    @property
    def days(self) -> int:
        """How many days it was late."""
        return (self.until - self.due).days

    @property
    def least(self) -> int:
        """How many days it was late on every count: those after the latest day that any respectable source gives."""
        return (self.until - self.allowed).days

    @property
    def late(self) -> str:
        """`9 weeks late`, or `1 week later than the Code expects` where no duty was broken; where counts differ, from the least to the most."""
        if self.least < self.days:
            return f"{weeks_and_days(self.least)} to {weeks_and_days(self.days)} {lateness(self.step.rule)}"
        return f"{weeks_and_days(self.days)} {lateness(self.step.rule)}"

    @property
    def ongoing(self) -> bool:
        """Whether it was still to be done on the day asked about."""
        return self.ends is None and not self.stopped

    def covers(self, day: date) -> bool:
        """Whether that day is one of its late days."""
        return self.due < day <= self.until


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """Late days that follow one another, with those who held the papers on each of them."""

    holders: tuple[str, ...]
    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days they are, both ends counted."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What part of the late time the papers lay with the same holders."""

    holders: tuple[str, ...]
    days: int
    portions: tuple[Portion, ...]

    @property
    def who(self) -> str:
        """`Educational psychology and the school`."""
        return holders_words(self.holders)


def lateness(rule: Rule) -> str:
    """What being past a rule's day is called: only a duty can be late."""
    if rule.binding:
        return "late"
    if rule.status.startswith("ombudsman"):
        return "later than the Ombudsman’s Code expects"
    return "later than the Code expects" if "Code of Practice" in rule.source else "later than planned, though no law fixes the day"


def holders_words(holders: Sequence[str]) -> str:
    """Holders in a sentence, the first with a capital."""
    return both([name if number == 0 else inside(name) for number, name in enumerate(holders)])


def inside(who: str) -> str:
    """Whoever owes a step or holds the papers, inside a sentence: a council keeps the capital of its name."""
    return lowered(who) if who in NAMELESS or who.startswith("The ") else who


NAMELESS = frozenset({SCHOOL, *(capitalised(words) for words in ADVICE_SERVICES.values())})
"""Holders that are called by what they are; a council has a name."""


def late_spans(
    steps: Iterable[Milestone], events: Sequence[CaseEvent], papers: Mapping[UUID, Document], council: str, *,
    closed_on: date | None = None, before_ending: Iterable[Milestone] = (),
) -> tuple[LateSpan, ...]:
    """Every step that is or was late, by its last lawful day.

    A case that was put away is late no longer than until then. ``before_ending`` are the steps of a case that ended as a whole (the family
    moved, the request was withdrawn) as they stood on the eve: what was late then was late, though nothing is owed any more.
    """
    found = [_span(one, events, papers, council, closed_on) for one in steps if _is_late(one)]
    found += [_stopped_span(one, events, papers, council) for one in before_ending if _is_late(one) and one.state is State.OVERDUE]
    return tuple(sorted((span for span in found if span.until > span.allowed), key=_order))


def _order(span: LateSpan) -> tuple[date, str, str]:
    return span.due, span.step.rule.id, span.step.service


def _is_late(step: Milestone) -> bool:
    return step.state in LATE and step.due is not None and not step.part_of


def _span(
    step: Milestone, events: Sequence[CaseEvent], papers: Mapping[UUID, Document], council: str, closed_on: date | None,
) -> LateSpan:
    assert step.due is not None  # asked before
    ends, stopped, last = None, "", step.seen.on
    if step.state is State.MET_LATE and step.met_on is not None:
        last = step.met_on
        ends = _proven(step.met_by, last, events, papers)
    elif closed_on is not None and closed_on < last:
        last, stopped = closed_on, f"The school put this case away on {shown(closed_on)}."
    return LateSpan(
        step=step, who=who_owes(step, council), due=step.due, allowed=step.latest_day or step.due, until=last, starts=_start(step, events, papers),
        ends=ends, stopped=stopped,
    )


def _stopped_span(step: Milestone, events: Sequence[CaseEvent], papers: Mapping[UUID, Document], council: str) -> LateSpan:
    """A step that was late when the whole case ended, seen from the eve of that day."""
    ending = min((event for event in events if event.name in ENDS_EVERYTHING and event.on > step.seen.on), key=lambda event: event.on)
    stopped = f"{EVENT_BY_NAME[ending.name].happened} on {shown(ending.on)}, so it was no longer owed."
    return replace(_span(step, events, papers, council, None), stopped=stopped)


def _start(step: Milestone, events: Sequence[CaseEvent], papers: Mapping[UUID, Document]) -> Proven | None:
    if step.anchor is None or not step.anchor_event:
        return None
    return _proven(step.anchor_event, step.anchor, events, papers)


def _proven(name: str, on: date, events: Sequence[CaseEvent], papers: Mapping[UUID, Document]) -> Proven:
    same = [event for event in events if event.name == name and event.on == on]
    shows = next((papers[event.proof] for event in same if event.proof is not None and event.proof in papers), None)
    return Proven(on=on, what=EVENT_TITLES[name], document=shows)


def proof_words(document: Document | None) -> str:
    """The document that shows a day, with its own day; a document that may not be shared is not named."""
    if document is None:
        return "No document"
    if document.sharing_basis == UNSHARED:
        return "A document that may not be shared"
    dated = f"dated {shown(document.dated_on)}" if document.dated_on else f"received {shown(document.received_on)}"
    return f"{document.title}, {dated}"


def governing(spans: Sequence[LateSpan]) -> LateSpan | None:
    """The step whose lateness stands for the whole: the plan or the decision that everything waits for, else what was late longest."""
    for family in GOVERNING:
        found = [span for span in spans if span.step.rule.id in family]
        if found:
            return longest(found)
    return longest(spans)


def longest(spans: Sequence[LateSpan]) -> LateSpan | None:
    """What was late longest, a duty before what is only expected; of equals the earlier."""
    return max(spans, key=lambda span: (span.step.rule.binding, span.days, -span.due.toordinal()), default=None)


def portions(whole: LateSpan, spans: Sequence[LateSpan]) -> tuple[Portion, ...]:
    """The late days of a step in order, put down to those whose advice was itself late on the day, else to whoever owes the step."""
    holding = [span for span in spans if span.step.rule.id in PAPERS]
    days = [whole.due + number * ONE_DAY for number in range(1, whole.days + 1)]
    runs = []
    for holders, run in groupby(days, key=lambda day: holders_on(day, holding) or (whole.who,)):
        same = list(run)
        runs.append(Portion(holders=holders, first=same[0], last=same[-1]))
    return tuple(runs)


def holders_on(day: date, holding: Iterable[LateSpan]) -> tuple[str, ...]:
    """Whose advice was late on a day: services in the order of the law, the school last."""
    late = [span for span in holding if span.covers(day)]
    order = [*ADVICE_SERVICES, ""]
    return tuple(dict.fromkeys(span.who for span in sorted(late, key=lambda span: order.index(span.step.service))))


def shares(runs: Iterable[Portion]) -> tuple[Share, ...]:
    """The late time added up by holders, in the order in which each first held the papers."""
    found: dict[tuple[str, ...], list[Portion]] = {}
    for run in runs:
        found.setdefault(run.holders, []).append(run)
    return tuple(Share(holders=who, days=sum(run.days for run in mine), portions=tuple(mine)) for who, mine in found.items())


def together(spans: Iterable[LateSpan]) -> tuple[tuple[LateSpan, ...], ...]:
    """Late steps that are one on paper: of the same body, with the same start, last day and late days."""
    found: dict[tuple[object, ...], list[LateSpan]] = {}
    for span in spans:
        start, end = span.starts.on if span.starts else None, span.ends.on if span.ends else None
        same = (span.who, span.due, span.allowed, span.until, start, end, span.stopped, lateness(span.step.rule))
        found.setdefault(same, []).append(span)
    return tuple(tuple(group) for group in found.values())


def late_time(spans: Sequence[LateSpan]) -> tuple[tuple[date, date], ...]:
    """The days on which any duty was late on every count, as stretches with both ends counted; where no duty was, those of what was expected."""
    counted = [span for span in spans if span.step.rule.binding] or list(spans)
    whole: list[tuple[date, date]] = []
    for span in sorted(counted, key=lambda span: span.due):
        first, last = span.allowed + ONE_DAY, span.until
        if whole and first <= whole[-1][1] + ONE_DAY:
            whole[-1] = (whole[-1][0], max(whole[-1][1], last))
        else:
            whole.append((first, last))
    return tuple(whole)


def owed_by_council(span: LateSpan) -> bool:
    """Whether the step is the council's own."""
    return span.step.owed_by in EVERY_COUNCIL


def lead_sentences(span: LateSpan) -> tuple[str, ...]:
    """What a late step comes to: who had to do what by when, what became of it, and what another count would say."""
    deed = f"{verb_of(span.step)} {deed_by(span.step, span.step.rule.duty, shown(span.due), past=True)}."
    unsure = span.step.rule.binding and span.step.confidence != "high"
    had_to = f"As the school reads {named_source(span.step.source)}, {inside(span.who)} {deed}" if unsure else f"{span.who} {deed}"
    if span.ends is not None:
        became = f"It did so on {shown(span.until)}, {span.late}."
    else:
        became = f"It had not done so by {shown(span.until)}: {span.late}."
    return tuple(sentence for sentence in (had_to, became, span.stopped, otherwise_words(span)) if sentence)


def otherwise_words(span: LateSpan) -> str:
    """What the most generous respectable count says, and the receipt that the council states; empty where all counts agree."""
    return " ".join(words for words in (_most_generous(span), _as_stated(span)) if words)


def _most_generous(span: LateSpan) -> str:
    if span.allowed <= span.due:
        return ""
    because = next((unbracketed(other.because) for other in span.step.alternatives if other.due == span.allowed), "another count")
    return f"Counted otherwise, the last day was {shown(span.allowed)} ({because}): even so it was {weeks_and_days(span.least)} late."


def _as_stated(span: LateSpan) -> str:
    theirs = stated(span.step)
    if theirs is None:
        return ""
    beyond = (span.until - theirs.due).days
    so = f"even so it was {weeks_and_days(beyond)} late" if beyond > 0 else "on that count it was not late"
    return f"Counted from {shown(theirs.on)}, the day on which the council says it received the request, the last day was {shown(theirs.due)}: {so}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Lateness:
    """A case on a day, with all that is told of its late time. ``events`` are its own and those it hears of from joined cases."""

    view: CaseView
    on: date
    steps: tuple[Milestone, ...]
    events: tuple[CaseEvent, ...]
    papers: Mapping[UUID, Document]
    letters: tuple[CaseLetter, ...] = ()
    submissions: tuple[Submission, ...] = ()
    spans: tuple[LateSpan, ...] = ()

    @property
    def whole(self) -> LateSpan | None:
        """The late step that stands for the whole; None where nothing is late."""
        return governing(self.spans)

    @property
    def portions(self) -> tuple[Portion, ...]:
        """Its late days by who held the papers, in order."""
        whole = self.whole
        return portions(whole, self.spans) if whole else ()

    @property
    def late(self) -> tuple[tuple[date, date], ...]:
        """The days on which a duty was late."""
        return late_time(self.spans)
