"""The clock: the rules of the law applied to what a case records, as it stood on a given day.

Every date on every screen, list, pack and letter comes from `milestones`; nothing else computes one. Starting events may lie in the
future, as a planned day does. What meets or ends a step counts from its own day on, so an earlier day asked about shows the case as
it stood then.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from sendco_desk.statute.calendars import FAR_AHEAD, ONE_DAY, months_after
from sendco_desk.statute.case import CaseFacts, Dates, dates_of
from sendco_desk.statute.events import DIRECTION, ORDERED
from sendco_desk.statute.kinds import kinds_of
from sendco_desk.statute.milestones import NOTHING, Happening, Milestone, Seen, Start, State, lacking, met_names
from sendco_desk.statute.periods import TimesASchoolYear
from sendco_desk.statute.questions import questions, receipt_differences
from sendco_desk.statute.recurring import each_school_year
from sendco_desk.statute.rule import Rule
from sendco_desk.statute.rules import BOOK, Plan, Reading, RuleBook
from sendco_desk.statute.sequence import missing_days, next_events, standing
from sendco_desk.statute.spans import first_day, full_span
from sendco_desk.statute.starts import days_of

__all__ = ["DUE_SOON_DAYS", "milestones", "next_events", "questions", "receipt_differences", "waiting_for", "without_a_day"]

DUE_SOON_DAYS = 14
"""A step is due soon from this many days before its last safe day."""
MET, MET_LATE, DUE_SOON, UPCOMING, OVERDUE = State.MET, State.MET_LATE, State.DUE_SOON, State.UPCOMING, State.OVERDUE
WINDOW_OPEN, TOO_EARLY, LAPSED, UNKNOWN, ENDED = State.WINDOW_OPEN, State.TOO_EARLY, State.LAPSED, State.UNKNOWN, State.ENDED
LATE = (OVERDUE, MET_LATE)
TRANSFERRED = "TRF-04"
"""Of the steps with parts, the one whose review must come after the transfer, whichever part governs."""


def milestones(case: CaseFacts, on: date, *, show_all: bool = False, kind: str = "", book: RuleBook = BOOK) -> tuple[Milestone, ...]:
    """The steps that have a day to count from and those that come next; with ``show_all`` the rest too. Sorted by due day, then rule.

    With a ``kind`` of case, a step is shown where its starting event was recorded in this case, or where the rule belongs to that kind;
    without one, every rule is. Each start is counted under the rules in force on its day.
    """
    seen = Seen(case, on)
    reading = book.reading(frozenset(seen.dates))
    found = _anchored(seen, reading)
    if kind and case.heard:
        found = _own(found, kind, case)
    found += _not_begun(seen, {one.rule.id for one in found} | reading.settled, kind, book, show_all)
    found.sort(key=_order)
    return tuple(found)


def _order(one: Milestone) -> tuple[date, str, date, str]:
    start = one.start
    return (one.due or date.max, one.rule.id, start.anchor if start else date.max, start.service if start else "")


def _own(found: Sequence[Milestone], kind: str, case: CaseFacts) -> list[Milestone]:
    """The steps of the case itself. A part stands only beside its whole, which another case may tell."""
    wholes = {(one.rule.id, one.start) for one in found if one.rule.parts and _belongs(one, kind, case)}
    shown = {rule_id for rule_id, _ in wholes}

    def is_own(one: Milestone) -> bool:
        if not one.part_of:
            return _belongs(one, kind, case)
        return (one.part_of, one.start) in wholes or (one.part_of in shown and _belongs(one, kind, case))

    return [one for one in found if is_own(one)]


def _belongs(one: Milestone, kind: str, case: CaseFacts) -> bool:
    """Whether a step is one of this case's own: of its kind, or started by what was recorded in it."""
    if kind in one.rule.home or one.start is None:
        return True
    return any(event.name == one.start.event and event.on == one.start.anchor for event in case.events)


def _anchored(seen: Seen, reading: Reading) -> list[Milestone]:
    """The steps that have a day to count from, those of which the latest governs among them."""
    found: list[Milestone] = []
    for plan in reading.started:
        rule = plan.rule
        if plan.asks and not _exists(rule, seen):
            continue
        found += [_counted(plan, seen, start) for start in plan.way(rule, seen.dates, seen.on) if rule.in_force(start.anchor)]
    for plan in reading.following:
        found += _supposed(plan, seen, found)
    for plan in reading.combined:
        parts = [one for one in found if one.rule.id in plan.rule.parts]
        if parts:
            found = [one for one in found if one.rule.id not in plan.rule.parts] + _combined(plan, seen, parts)
    return found


def _exists(rule: Rule, seen: Seen) -> bool:
    """Whether the case has what the rule needs."""
    if rule.needs and not any(day <= seen.on for day in seen.dates.get(rule.needs, ())):
        return False
    if rule.needs_fact:
        said = seen.case.word(rule.needs_fact[0])
        return not said or said == rule.needs_fact[1]
    return True


def _supposed(plan: Plan, seen: Seen, found: Sequence[Milestone]) -> Iterator[Milestone]:
    """A step whose start has no date, counted from the last day of the step before it."""
    earlier = next((one for one in found if one.rule.id == plan.rule.else_after and one.due), None)
    if earlier and earlier.due and plan.rule.in_force(earlier.due):
        yield _counted(plan, seen, Start(earlier.due, plan.rule.after[0], supposed=plan.rule.else_after), earlier.anchor)


# One step


def _needed_on(rule: Rule, seen: Seen) -> date | None:
    """The day of the event that the rule needs: the first that takes back the newest decision it can take back."""
    if not rule.needs:
        return None
    days = [day for day in seen.dates[rule.needs] if day <= seen.on]
    undone = [day for day in days_of(rule.undoes, seen.dates) if day <= days[-1]]
    return next(day for day in days if not undone or day >= undone[-1])


def _extended(rule: Rule, seen: Seen, start: Start, open_since: date | None) -> bool:
    """Whether the time was made longer, which has to be said before it is over."""
    until = rule.limit.last_day(start.anchor, start.event, seen.school) or date.max
    return _first((rule.longer_with,), seen.dates, open_since or start.anchor, min(seen.on, until)).event != ""


def _first(names: Sequence[str], dates: Dates, since: date, on: date, before: date | None = None) -> Happening:
    """The earliest of these events from a day on, up to the day asked about."""
    found: tuple[date, str] | None = None
    for name in names:
        for day in dates.get(name, ()):
            if since <= day <= on and (before is None or day < before) and (found is None or (day, name) < found):
                found = (day, name)
    return Happening(*found) if found else NOTHING


def _ending(plan: Plan, seen: Seen, start: Start, needed: date | None) -> Happening:
    """What made the step no longer owed. A decision that the needed event took back ends nothing.

    What is counted back from a day still to come ends before that day too. The Tribunal's own day overrides as soon as it is fixed.
    """
    again = Happening(start.again, start.event) if start.again and start.again <= seen.on else NOTHING
    undoes = plan.rule.undoes and needed
    back = max(plan.rule.looks_back, plan.rule.may_look_back)
    begins = months_after(start.anchor, -back) if back else start.anchor
    since = needed + ONE_DAY if undoes and needed else begins
    told = dates_of(seen.case, heard=False) if plan.rule.right and seen.case.heard else seen.dates  # another case’s end takes no right away
    found = [_first(plan.endings, seen.dates, since, seen.on), _first(plan.general, told, begins, seen.on), again]
    for (event, rule_id), taker in zip(plan.replacing, plan.takers, strict=True):
        fixed = event.startswith(DIRECTION) and event in seen.dates
        taken = Happening(start.anchor, event) if fixed else _first((event,), seen.dates, start.anchor, seen.on)
        if taken.event and taker.in_force(taken.on):
            found.append(Happening(taken.on, event, rule_id))
    return min(found, key=lambda one: one.on)


def _counted(plan: Plan, seen: Seen, start: Start, open_since: date | None = None) -> Milestone:
    """A step whose starting day is known; ``open_since`` is from when it may have been done where that day is only supposed."""
    rule, dates, on = plan.rule, seen.dates, seen.on
    needed, longer = None, False
    if plan.span is not None:
        due, safe, latest, since = plan.span(start.anchor, start.event)
    else:
        if isinstance(rule.limit, TimesASchoolYear):
            return each_school_year(rule, seen, start, rule.limit.times, _ending(plan, seen, start, None))
        needed = _needed_on(rule, seen)
        longer = rule.longer is not None and _extended(rule, seen, start, open_since)
        due, safe, latest, since = full_span(rule, start.anchor, start.event, seen.school, needed, longer)
        if rule.needs_fact and not seen.case.word(rule.needs_fact[0]):
            due = None  # nobody knows yet whether this is owed
    untouched = start.again is None and plan.all_endings.isdisjoint(dates)
    ending = NOTHING if untouched else _ending(plan, seen, start, needed)
    silent = plan.doing.isdisjoint(dates)
    done = NOTHING if silent else _first(met_names(rule, start), dates, open_since or since, on, start.again)
    if due is None:
        return _without_day(rule, seen, start, done, ending)
    hint = NOTHING
    if not silent and not done.event:
        hint = _hint(plan, dates, start, on)
        if hint.event in rule.implied_by and hint.on <= latest:
            done = hint
    if start.then and done.event:
        done = _its_own(done, latest, start.then)
    lacks = lacking(rule, dates, on) if rule.asks_for else ""
    if rule.minimum_for:
        acted = _first((rule.minimum_for,), dates, start.anchor, min(on, due), start.again)
        state = _state_of_minimum(start.anchor, due, done, ending, acted, on)
    else:
        state = _state(rule, seen, safe, latest, done, ending, hint.event or lacks)
    met = NOTHING if state is ENDED else done
    late = _days_late(state, due, met, on) if state in LATE else 0
    return Milestone(rule, seen, state, start, due, safe, latest, met.day, met.event, late, ending, hint, needed, longer, "", lacks)


def _its_own(done: Happening, latest: date, then: date) -> Happening:
    """What was done about one of several decisions: what came too late for it, and after a further one, is about that."""
    return NOTHING if done.on > latest and done.on >= then else done


def _hint(plan: Plan, dates: Dates, start: Start, on: date) -> Happening:
    """What tells of a step whose own day is missing. Before a day that it is counted back from, anything but that day itself may tell."""
    hint = _first(plan.hints, dates, start.anchor, on)
    if hint.event or not plan.rule.looks_back:
        return hint
    if plan.rule.may_look_back:
        return _first(plan.rule.met_by, dates, months_after(start.anchor, -plan.rule.may_look_back), on)
    return _first([name for name in plan.hints if name not in plan.rule.after], dates, first_day(plan.rule, start.anchor), on)


def _without_day(rule: Rule, seen: Seen, start: Start, met: Happening, ended: Happening) -> Milestone:
    """A step that is owed without a number of days, or whose day the school's calendar does not reach."""
    if _comes_first(met, ended):
        state = MET
    elif ended.event:
        state = ENDED
    else:
        state = UPCOMING if rule.counting_kind == "asap" else UNKNOWN
    done = NOTHING if state is ENDED else met
    return Milestone(rule, seen, state, start, None, None, None, done.day, done.event, 0, ended)


def _comes_first(one: Happening, other: Happening) -> bool:
    """Whether the first has happened, and not after the second."""
    return bool(one.event) and one.on <= other.on


def _state(rule: Rule, seen: Seen, safe: date, latest: date, met: Happening, ended: Happening, untold: str) -> State:
    """What became of a limit. Nobody is late on a day that a respectable count allows, nor because a day was not written down.

    ``untold`` is the event that tells of such a day, or that may give more time.
    """
    if _comes_first(met, ended):
        late = UNKNOWN if untold else MET_LATE
        return MET if met.on <= latest else late
    if ended.event:
        return ENDED
    if seen.on <= latest:
        return DUE_SOON if (safe - seen.on).days <= DUE_SOON_DAYS else UPCOMING
    if not rule.met_by and not rule.parts:
        return ENDED
    if untold:
        return UNKNOWN
    return LAPSED if rule.right else OVERDUE


def _state_of_minimum(anchor: date, due: date, met: Happening, ended: Happening, acted: Happening, on: date) -> State:
    """What became of a least period. It runs to its end even when what it waits for comes before."""
    if on < anchor:
        return UPCOMING
    if acted.event:
        return TOO_EARLY
    if ended.on <= due and not _comes_first(met, ended):
        return ENDED
    if on <= due:
        return WINDOW_OPEN
    return MET if met.event else LAPSED


def _days_late(state: State, due: date, met: Happening, on: date) -> int:
    if state is MET_LATE:
        return (met.on - due).days
    return (on - due).days if state is OVERDUE else 0


# Several steps of which the latest governs


def _combined(plan: Plan, seen: Seen, parts: Sequence[Milestone]) -> list[Milestone]:
    """The step that can be overdue or lapse, and beneath it its parts, which cannot."""
    found: list[Milestone] = []
    for group in _groups(parts):
        governing = max(group, key=lambda one: (one.due or date.min, one.rule.id))
        whole = _whole(plan, seen, governing, group)
        found.append(whole)
        found += [_as_part(one, whole) for one in group]
    return found


def _groups(parts: Sequence[Milestone]) -> Iterator[list[Milestone]]:
    """The parts that belong together: each first part with the others that start before it comes again."""
    leading = sorted((one for one in parts if one.rule.id == parts[0].rule.id), key=lambda one: one.anchor or date.min)
    others = [one for one in parts if one.rule.id != parts[0].rule.id]
    for number, one in enumerate(leading):
        begins = date.min if number == 0 else one.anchor or date.min
        ends = leading[number + 1].anchor if number + 1 < len(leading) else None
        mine = [other for other in others if other.anchor and begins <= other.anchor and (ends is None or other.anchor < ends)]
        yield [one, *mine[-1:]]


def _whole(plan: Plan, seen: Seen, governing: Milestone, group: Sequence[Milestone]) -> Milestone:
    rule = plan.rule
    assert governing.start is not None and governing.due is not None  # a part without a day has no start
    leading = group[0].start
    assert leading is not None
    since = min(one.start.anchor for one in group if one.start)
    begins = max(one.start.anchor for one in group if one.start) if rule.id == TRANSFERRED else since
    met = _first(rule.met_by, seen.dates, begins, seen.on, leading.again)
    ended = _ending(plan, seen, leading._replace(anchor=since), None)
    safe = max(one.last_safe_day for one in group if one.last_safe_day)
    latest = max(one.latest_day for one in group if one.latest_day)
    hint = NOTHING if met.event else _first(plan.hints, seen.dates, begins, seen.on, leading.again)
    if hint.event in rule.implied_by and hint.on <= latest:
        met = hint
    if leading.then and met.event:
        met = _its_own(met, latest, leading.then)
    lacks = lacking(rule, seen.dates, seen.on) or ("" if group[0].rule.id == rule.parts[0] else plan.leading)
    state = _state(rule, seen, safe, latest, met, ended, hint.event or lacks)
    done = NOTHING if state is ENDED else met
    days_late = _days_late(state, governing.due, done, seen.on)
    return Milestone(
        rule, seen, state, governing.start, governing.due, safe, latest, done.day, done.event, days_late, ended, hint,
        governs=governing.rule.id, lacks=lacks,
    )


def _as_part(one: Milestone, whole: Milestone) -> Milestone:
    """A part, which is never overdue and never lapses by itself."""
    state = one.state
    if whole.state in (MET, MET_LATE) or one.state in (OVERDUE, LAPSED, MET_LATE):
        state = MET if whole.state is MET else ENDED
    elif whole.state is ENDED:
        state = ENDED
    ended = whole.ended if state is ENDED else one.ended
    met_on, met_by = (whole.met_on, whole.met_by) if state is MET else (None, "")
    return Milestone(
        one.rule, one.seen, state, one.start, one.due, one.last_safe_day, one.latest_day, met_on, met_by, 0, ended, governs=whole.governs,
    )


# Steps that have not begun


def _not_begun(seen: Seen, begun: set[str], kind: str, book: RuleBook, show_all: bool) -> Iterator[Milestone]:
    """The steps that come next, because what starts them can; with ``show_all`` every other dated step that the case does not rule out."""
    names = standing(seen.dates)
    kinds = (kind,) if kind else kinds_of(names)
    for plan in book.dated if show_all else book.offered(kinds, names):
        if plan.rule.id not in begun and plan.rule.in_force(seen.on):
            yield _uncounted(plan, seen)
            begun.add(plan.rule.id)


def _uncounted(plan: Plan, seen: Seen) -> Milestone:
    """A step whose starting day is not known, or which does not exist until the event that it needs."""
    rule, on = plan.rule, seen.on
    if plan.doing.isdisjoint(seen.dates) and plan.all_endings.isdisjoint(seen.dates):
        return Milestone(rule, seen, UNKNOWN)
    unproved = rule.needs or rule.after[0].startswith(ORDERED)  # what was done without an order says nothing of one
    names = () if unproved or rule.services else rule.met_by
    met = _first(names, seen.dates, date.min, on)
    ended = _first(plan.general if unproved else (*plan.endings, *plan.general), seen.dates, date.min, on)
    state = ENDED if ended.event and not _comes_first(met, ended) else UNKNOWN
    return Milestone(rule, seen, state, None, None, None, None, met.day, met.event, 0, ended)


def waiting_for(case: CaseFacts, kind: str = "", found: Sequence[Milestone] | None = None) -> tuple[str, ...]:
    """The events whose day is missing although something rests on them: a receipt, what was answered, a decision that a plan proves.

    ``found`` are the case's milestones where somebody has them already.
    """
    missing = list(missing_days(case, kind))
    for one in milestones(case, FAR_AHEAD, kind=kind) if found is None else found:
        rests = one.start and one.state is UNKNOWN and (one.rule.implied_by or one.rule.asks_for)
        if rests and one.waits_for and one.waits_for not in missing:
            missing.append(one.waits_for)
    return tuple(missing)


def without_a_day(case: CaseFacts, kind: str = "", book: RuleBook = BOOK) -> tuple[Rule, ...]:
    """What else the law says of a case that stands so: duties, rights and conditions to which it gives no day."""
    dates = dates_of(case, heard=not kind)

    def matters(one: Rule) -> bool:
        return any(name in case.facts or any(one.in_force(day) for day in dates.get(name, ())) for name in one.shown_with)

    return tuple(one for one in book.rules if not one.dated and one.enabled and matters(one))
