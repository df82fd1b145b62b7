"""The clock: the rules of the law applied to what a case records, as it stood on a given day.

Every date on every screen, list, pack and letter comes from `milestones`; nothing else computes one. Starting events may lie in the
future, as a planned day does. What meets or ends a step counts from its own day on, so an earlier day asked about shows the case as
it stood then.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sendco_desk.domain.dates import shown
from sendco_desk.statute.case import ENDS_EVERYTHING, EVENT_BY_NAME, CaseFacts, Dates, chosen, dates_of
from sendco_desk.statute.exceptions import exception_tests
from sendco_desk.statute.milestones import Alternative, Milestone, State
from sendco_desk.statute.periods import explained
from sendco_desk.statute.questions import questions, receipt_differences
from sendco_desk.statute.rule import Repeats, Rule
from sendco_desk.statute.rules import RULES
from sendco_desk.statute.sequence import missing_days, next_events
from sendco_desk.statute.wording import weeks_and_days

__all__ = ["DUE_SOON_DAYS", "milestones", "next_events", "questions", "receipt_differences", "waiting_for"]

DUE_SOON_DAYS = 14
"""A step is due soon from this many days before its last safe day."""


@dataclass(frozen=True, slots=True)
class _Start:
    """A day that a step is counted from, the event that gave it, and the day on which the same event came again."""

    anchor: date
    event: str
    again: date | None = None


@dataclass(frozen=True, slots=True)
class _Happening:
    """An event and its day; no event, and a day that never comes, where nothing has happened."""

    on: date = date.max
    event: str = ""

    @property
    def day(self) -> date | None:
        """The day, if anything happened."""
        return self.on if self.event else None


_NOTHING = _Happening()


def milestones(case: CaseFacts, on: date, *, show_all: bool = False, rules: Sequence[Rule] = RULES) -> tuple[Milestone, ...]:
    """The steps that have a day to count from and those that come next; with ``show_all`` the rest too. Sorted by due day, then rule.

    Each start is counted under the rules in force on its day.
    """
    dates = dates_of(case)
    coming: tuple[str, ...] | None = None
    found: list[Milestone] = []
    for rule in rules:
        starts = _starts(rule, dates)
        if starts and _is_needed(rule, dates, on):
            found.extend(_counted(rule, case, dates, start, on) for start in starts if rule.in_force(start.anchor))
        elif rule.in_force(on) and (show_all or not (starts or rule.needs)):
            coming = next_events(case) if coming is None else coming
            if show_all or rule.after in coming:
                found.append(_uncounted(rule, dates, on))
    return tuple(sorted(found, key=lambda one: (one.due or date.max, one.rule.id, one.anchor or date.max)))


def _is_needed(rule: Rule, dates: Dates, on: date) -> bool:
    return not rule.needs or any(day <= on for day in dates.get(rule.needs, ()))


def _starts(rule: Rule, dates: Dates) -> tuple[_Start, ...]:
    """The days this rule is counted from: of its own event, else the first of the first event that stands in for it."""
    days = dates.get(rule.after, ())
    if not days:
        stand_in = next((name for name in rule.fallback if name in dates), None)
        return (_Start(dates[stand_in][0], stand_in),) if stand_in else ()
    if rule.repeats is Repeats.EACH:
        return tuple(_Start(day, rule.after, again) for day, again in zip(days, (*days[1:], None), strict=True))
    if rule.repeats is Repeats.ONCE_ANSWERED:
        fresh = tuple(_unanswered(days, _days_of(rule.met_by, dates)))
        return tuple(_Start(day, rule.after, again) for day, again in zip(fresh, (*fresh[1:], None), strict=True))
    return (_Start(days[0], rule.after),)


def _days_of(names: Sequence[str], dates: Dates) -> list[date]:
    return sorted(day for name in names for day in dates.get(name, ()))


def _unanswered(asked: Sequence[date], answered: Sequence[date]) -> Iterator[date]:
    """The calls that are not mere reminders: the first, and each that comes after an answer to the one before."""
    last: date | None = None
    for day in asked:
        if last is None or any(last <= answer < day for answer in answered):
            last = day
            yield day


def _needed_on(rule: Rule, dates: Dates, on: date) -> date | None:
    """The day of the event that the rule needs: the first that takes back the newest decision it can take back."""
    if not rule.needs:
        return None
    days = [day for day in dates[rule.needs] if day <= on]
    undone = [day for day in _days_of(rule.undoes, dates) if day <= days[-1]]
    return next(day for day in days if not undone or day >= undone[-1])


def _first(names: Sequence[str], dates: Dates, since: date, on: date, before: date | None = None) -> _Happening:
    """The earliest of these events from a day on, up to the day asked about."""
    found = min(
        ((day, name) for name in names for day in dates.get(name, ()) if since <= day <= on and (before is None or day < before)),
        default=None,
    )
    return _Happening(*found) if found else _NOTHING


def _ending(rule: Rule, dates: Dates, start: _Start, needed: date | None, on: date) -> _Happening:
    """What made the step no longer owed. A decision that the needed event took back ends nothing."""
    since = date.fromordinal(needed.toordinal() + 1) if needed else start.anchor
    endings = [
        _first((*rule.ended_by, *rule.undoes), dates, since, on),
        _first(ENDS_EVERYTHING, dates, start.anchor, on),
        _Happening(start.again, rule.after) if start.again and start.again <= on else _NOTHING,
    ]
    return min(endings, key=lambda one: one.on)


def _counted(rule: Rule, case: CaseFacts, dates: Dates, start: _Start, on: date) -> Milestone:
    """A step whose starting day is known."""
    needed = _needed_on(rule, dates, on)
    due = rule.limit.last_day(start.anchor)
    others = _alternatives(rule, case, due, needed)
    safe, latest = min((due, *(other.due for other in others))), max((due, *(other.due for other in others)))
    recorded = _first(rule.met_by, dates, needed or start.anchor, on, start.again)
    hint = _NOTHING if recorded.event else _first((*rule.implied_by, *rule.silent_after), dates, start.anchor, on)
    met = hint if hint.event in rule.implied_by and hint.on <= latest else recorded
    ended = _ending(rule, dates, start, needed, on)
    if rule.minimum_for:
        acted = _first((rule.minimum_for,), dates, start.anchor, min(on, due), start.again)
        state = _state_of_minimum(start.anchor, due, met, ended, acted, on)
    else:
        state = _state(safe, latest, met, ended, on)
        state = State.UNKNOWN if state is State.OVERDUE and hint.event else state
    days_late = _days_late(state, due, met, on)
    done = _NOTHING if state is State.ENDED else met
    in_time = state is State.MET or (state is State.ENDED and ended.on <= latest)
    return Milestone(
        rule=rule, title=rule.title, owed_by=rule.owed_by, after=rule.after, anchor=start.anchor, anchor_event=start.event, due=due,
        last_safe_day=safe, state=state, met_on=done.day, met_by=done.event,
        days_late=days_late, late=weeks_and_days(days_late), alternatives=others,
        exceptions=exception_tests(rule, case, dates, start.anchor, due, in_time=in_time),
        counted=_how_counted(rule, start) + _what_is_known(rule, dates, state, hint, on),
        ended_because=_why_ended(rule, dates, ended, date.max if hint.event else latest, on) if state is State.ENDED else "",
        source=rule.source, status=rule.status, confidence=rule.confidence,
    )


def _alternatives(rule: Rule, case: CaseFacts, due: date, needed: date | None) -> tuple[Alternative, ...]:
    if not rule.other_counts:
        return ()
    route = next(iter(chosen(case.facts.get("reversal_route", ()))), "")
    return tuple(other for count in rule.other_counts if (other := count.other(due, needed, route)))


def _comes_first(one: _Happening, other: _Happening) -> bool:
    """Whether the first has happened, and not after the second."""
    return bool(one.event) and one.on <= other.on


def _state(safe: date, latest: date, met: _Happening, ended: _Happening, on: date) -> State:
    """What became of a limit. Nobody is late on a day that a respectable count allows."""
    if _comes_first(met, ended):
        return State.MET if met.on <= latest else State.MET_LATE
    if ended.event:
        return State.ENDED
    if on > latest:
        return State.OVERDUE
    return State.DUE_SOON if (safe - on).days <= DUE_SOON_DAYS else State.UPCOMING


def _state_of_minimum(anchor: date, due: date, met: _Happening, ended: _Happening, acted: _Happening, on: date) -> State:
    """What became of a least period. It runs to its end even when what it waits for comes before."""
    if on < anchor:
        return State.UPCOMING
    if acted.event:
        return State.TOO_EARLY
    if ended.on <= due and not _comes_first(met, ended):
        return State.ENDED
    if on <= due:
        return State.WINDOW_OPEN
    return State.MET if met.event else State.LAPSED


def _days_late(state: State, due: date, met: _Happening, on: date) -> int:
    if state is State.MET_LATE:
        return (met.on - due).days
    return (on - due).days if state is State.OVERDUE else 0


def _how_counted(rule: Rule, start: _Start) -> str:
    sentence = explained(rule.limit, EVENT_BY_NAME[start.event].noun, start.anchor)
    if start.event != rule.after:
        sentence = (
            f"The day of ‘{EVENT_BY_NAME[rule.after].title}’ is not known, so ‘{EVENT_BY_NAME[start.event].title}’ stands in. {sentence}"
        )
    return f"{sentence} {rule.note}" if rule.note else sentence


def _what_is_known(rule: Rule, dates: Dates, state: State, hint: _Happening, on: date) -> str:
    """What another event tells of a step whose own day is missing, as a sentence to follow the count; empty where it tells nothing."""
    if not hint.event or state not in (State.MET, State.UNKNOWN):
        return ""
    happened, day = EVENT_BY_NAME[hint.event].happened, shown(hint.on)
    if hint.event in rule.silent_after:
        return (
            f" {happened} on {day}, and no day from day 0 on is recorded for ‘{EVENT_BY_NAME[rule.met_by[0]].title}’. "
            "Whether this was done is not known, so nobody is called late for it."
        )
    own = "is before day 0" if any(found <= on for found in _days_of(rule.met_by, dates)) else "is not recorded"
    decided = f" Decided at the latest on {day}, because {happened[:1].lower()}{happened[1:]} then; the decision's own day {own}"
    return f"{decided}." if state is State.MET else f"{decided}, so whether it was in time is not known."


def waiting_for(case: CaseFacts) -> tuple[str, ...]:
    """The events whose day is missing although something rests on them: a receipt, what was answered, a decision that a plan proves."""
    dates = dates_of(case)
    return (*missing_days(case), *(name for rule in RULES if rule.implied_by for name in _undecided(rule, case, dates)))


def _undecided(rule: Rule, case: CaseFacts, dates: Dates) -> Iterator[str]:
    """The decision whose own day would tell whether it was in time."""
    for start in _starts(rule, dates):
        if rule.in_force(start.anchor):
            one = _counted(rule, case, dates, start, date.max)
            if one.waits_for:
                yield one.waits_for


def _why_ended(rule: Rule, dates: Dates, ended: _Happening, latest: date, on: date) -> str:
    happened = f"{EVENT_BY_NAME[ended.event].happened}{' again' if ended.event == rule.after else ''} on {shown(ended.on)}"
    because = f"{happened}, so this is no longer owed."
    if ended.event == rule.after:
        because = f"{happened}, and the days are counted afresh from then."
    if not rule.minimum_for and ended.on > latest:
        because += f" Its last day had passed {weeks_and_days((ended.on - latest).days)} before."
    return because + _taken_over(dates, ended, on)


def _taken_over(dates: Dates, ended: _Happening, on: date) -> str:
    """The rule that carries the duty on after the decision that ended this step was taken back."""
    for rule in RULES:
        if ended.event in rule.undoes:
            taken_back = _first((rule.needs,), dates, ended.on, on)
            if taken_back.event:
                return f" {EVENT_BY_NAME[taken_back.event].happened} on {shown(taken_back.on)}: see {rule.id}."
    return ""


def _uncounted(rule: Rule, dates: Dates, on: date) -> Milestone:
    """A step whose starting day is not known, or which does not exist until the event that it needs."""
    met = _NOTHING if rule.needs else _first(rule.met_by, dates, date.min, on)
    ended = _first(ENDS_EVERYTHING if rule.needs else (*rule.ended_by, *ENDS_EVERYTHING), dates, date.min, on)
    state = State.ENDED if ended.event and not _comes_first(met, ended) else State.UNKNOWN
    starts = f"This is counted from ‘{EVENT_BY_NAME[rule.after].title}’, and that day is not recorded."
    if rule.needs:
        starts = f"This is owed only once ‘{EVENT_BY_NAME[rule.needs].title}’ is recorded."
        if rule.after not in dates:
            starts += f" It is then counted from ‘{EVENT_BY_NAME[rule.after].title}’."
    return Milestone(
        rule=rule, title=rule.title, owed_by=rule.owed_by, after=rule.after, anchor=None, anchor_event="", due=None, last_safe_day=None,
        state=state, met_on=met.day, met_by=met.event, days_late=0, late="", alternatives=(), exceptions=(), counted=starts,
        ended_because=_why_ended(rule, dates, ended, date.max, on) if state is State.ENDED else "",
        source=rule.source, status=rule.status, confidence=rule.confidence,
    )
