"""The exceptions in the SEND Regulations, each tested against the facts of a case.

None of them stops the clock or gives a fixed extra time: an exception only helps a council that shows it made the limit impractical.
So a test says whether an exception could apply and why, and never moves a date.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from sendco_desk.domain.codes import EXCEPTIONS
from sendco_desk.domain.dates import shown
from sendco_desk.statute.calendars import ONE_DAY, Closure, days_between, is_working_day
from sendco_desk.statute.case import CaseFacts, Dates
from sendco_desk.statute.rule import FOUR_WEEKS, Rule
from sendco_desk.statute.wording import counted, number

SHORTEST_CLOSURE = 7 * FOUR_WEEKS
"""Days in the shortest closure that the Regulations speak of."""
ONE_WEEK = timedelta(days=7)
NO_EXTRA_TIME = "It must still be shown that keeping the limit was impractical, and no extra time is fixed."
_LONGEST_GAP = 5  # days: no weekend and bank holidays between two closures make a longer one


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionTest:
    """Whether an exception could apply to a step, and the sentence that says why."""

    id: str
    title: str
    could_apply: bool
    because: str
    source: str


@dataclass(frozen=True, slots=True)
class _Finding:
    could_apply: bool
    because: str


def exception_tests(
    rule: Rule, case: CaseFacts, dates: Dates, anchor: date, due: date, *, in_time: bool = False
) -> tuple[ExceptionTest, ...]:
    """Each exception of the rule against the case; one that the council claims but the rule does not know is shown too.

    A step that was settled ``in_time``, done or no longer owed by its last day, needs none. So no call for advice after the decision
    can excuse anything: what comes after a late one comes after the limit too.
    """
    if not rule.exceptions:
        return ()
    foreign = tuple(name for name in EXCEPTIONS if name not in rule.exceptions and case.claims(name))
    findings = ((name, _NOT_NEEDED if in_time else TESTS[name](rule, case, dates, anchor, due)) for name in rule.exceptions)
    own = tuple(_test(name, finding, rule, case) for name, finding in findings)
    return own + tuple(_test(name, _NOT_FOR_THIS, rule, case) for name in foreign)


def _test(name: str, finding: _Finding, rule: Rule, case: CaseFacts) -> ExceptionTest:
    claimed = "The council claims this exception. " if case.claims(name) else ""
    weeks = number(rule.absence_weeks) if name == "absent_from_area" else "four"
    return ExceptionTest(
        id=name, title=EXCEPTIONS[name].replace("four", weeks), could_apply=finding.could_apply, because=claimed + finding.because,
        source=rule.exceptions_source,
    )


_NOT_NEEDED = _Finding(False, "This was settled in time, so it needs no exception.")
_NOT_FOR_THIS = _Finding(False, "The law gives this limit no such exception.")


def school_closed(rule: Rule, case: CaseFacts, dates: Dates, anchor: date, due: date) -> _Finding:
    """Closed four continuous weeks or more, with advice asked for from one week before closing to one week before reopening."""
    near = [one for one in joined(case.closures) if one.first - ONE_WEEK <= due and one.last >= anchor]
    long = [one for one in near if one.days >= SHORTEST_CLOSURE]
    if not long:
        return _Finding(False, _no_long_closure(near))
    asked = _advice_days(case, dates)
    for closure in long:
        opens, shuts = advice_window(closure)
        for day in asked:
            if opens <= day <= min(shuts, due):
                inside = f"and advice was asked for on {shown(day)}, inside {_window(closure)}"
                return _Finding(True, f"{_closed(closure)}, {inside}. {NO_EXTRA_TIME}")
    shut = long[0]
    if not asked:
        return _Finding(False, f"{_closed(shut)}, but no day is recorded on which its advice was asked for, inside {_window(shut)}.")
    return _Finding(False, f"{_closed(shut)}, but advice was asked for on {shown(asked[0])}, not inside {_window(shut)} and the limit.")


def _no_long_closure(near: Sequence[Closure]) -> str:
    if not near:
        return "No closure of the school is recorded inside this limit; one that is not in the school calendar is not known here."
    longest = max(near, key=lambda closure: closure.days)
    return f"{_closed(longest)}, which is less than four continuous weeks."


def _closed(closure: Closure) -> str:
    return f"The school was closed from {shown(closure.first)} to {shown(closure.last)} ({counted(closure.days, 'day')})"


def _window(closure: Closure) -> str:
    opens, shuts = advice_window(closure)
    return f"the window from {shown(opens)} to {shown(shuts)}"


def advice_window(closure: Closure) -> tuple[date, date]:
    """From one week before the school closes to one week before it reopens, both days included."""
    return closure.first - ONE_WEEK, closure.last + ONE_DAY - ONE_WEEK


def _advice_days(case: CaseFacts, dates: Dates) -> list[date]:
    stated = case.day("advice_requested_from_school_on")
    return sorted({*dates.get("school_advice_requested", ()), *((stated,) if stated else ())})


@lru_cache(maxsize=16)  # one school’s closures are asked about for each step of each case
def joined(closures: tuple[Closure, ...]) -> tuple[Closure, ...]:
    """Closures that touch, or have only weekends and bank holidays between them, as one; the school is closed then too."""
    whole: list[Closure] = []
    for closure in sorted(closures, key=lambda each: (each.first, each.last)):
        if whole and _touch(whole[-1].last, closure.first):
            whole[-1] = Closure(first=whole[-1].first, last=max(whole[-1].last, closure.last), name=whole[-1].name)
        else:
            whole.append(closure)
    return tuple(whole)


def _touch(last: date, first: date) -> bool:
    if (first - last).days > _LONGEST_GAP:
        return False
    return not any(is_working_day(day) for day in days_between(last + ONE_DAY, first - ONE_DAY))


def exceptional_circumstances(rule: Rule, case: CaseFacts, dates: Dates, anchor: date, due: date) -> _Finding:
    """Nothing but a person's judgement tells this one, so it could apply as soon as it is claimed."""
    if case.claims("exceptional_circumstances"):
        return _Finding(True, f"Ask in writing which circumstances of the child, the parent or the young person it means. {NO_EXTRA_TIME}")
    return _Finding(False, "No exceptional personal circumstances of the child, the parent or the young person are recorded.")


def absent_from_area(rule: Rule, case: CaseFacts, dates: Dates, anchor: date, due: date) -> _Finding:
    """Away from the council's area inside the limit, for as many continuous weeks as the rule asks: four, or two after an order."""
    needed = f"{number(rule.absence_weeks)} continuous weeks"
    left, back = case.day("away_from"), case.day("away_to")
    if left is None:
        return _Finding(False, "No absence from the council’s area is recorded.")
    if back is None:
        return _Finding(False, f"An absence from {shown(left)} is recorded without its last day; {needed} are needed.")
    days = (min(back, due) - max(left, anchor)).days + 1
    away = f"The child, the parent or the young person was away from {shown(left)} to {shown(back)}"
    if days >= 7 * rule.absence_weeks:
        return _Finding(True, f"{away}, {counted(days, 'day')} of it inside this limit. {NO_EXTRA_TIME}")
    return _Finding(False, f"{away}, {counted(max(days, 0), 'day')} of it inside this limit, and {needed} are needed.")


def missed_appointment(rule: Rule, case: CaseFacts, dates: Dates, anchor: date, due: date) -> _Finding:
    """The child missed an appointment for an examination or test that the body had made inside the limit."""
    missed = case.day("appointment_missed_on")
    if missed is None:
        return _Finding(False, "No appointment that the child missed is recorded.")
    if anchor <= missed <= due:
        return _Finding(True, f"The child missed an appointment on {shown(missed)}, inside this limit. {NO_EXTRA_TIME}")
    return _Finding(False, f"The child missed an appointment on {shown(missed)}, which is not inside this limit.")


TESTS: dict[str, Callable[[Rule, CaseFacts, Dates, date, date], _Finding]] = {
    "school_closed": school_closed, "exceptional_circumstances": exceptional_circumstances, "absent_from_area": absent_from_area,
    "missed_appointment": missed_appointment,
}
