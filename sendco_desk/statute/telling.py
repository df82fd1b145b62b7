"""The sentences that stand beside a step's day: how it was counted, what is known and not known, and why it is no longer owed."""

from datetime import date

from sendco_desk.domain.codes import SCHOOL_TYPES
from sendco_desk.domain.dates import shown
from sendco_desk.statute.calendars import school_year_starting
from sendco_desk.statute.case import Dates
from sendco_desk.statute.events import DIRECTION, ENDS_EVERYTHING, EVENT_BY_NAME, EVENT_TITLES
from sendco_desk.statute.milestones import Milestone, State, met_names
from sendco_desk.statute.periods import TimesASchoolYear
from sendco_desk.statute.recurring import done_this_year
from sendco_desk.statute.rule import OwedBy, Repeats
from sendco_desk.statute.rules import BOOK
from sendco_desk.statute.starts import days_of
from sendco_desk.statute.wording import counted, dated, lowered, number, weeks_and_days

APPEAL_CASE, SUPPORT_CASE = "appeal", "support"


def counted_words(one: Milestone) -> str:
    """How a step's day was counted, in whole sentences with weekdays."""
    if one.start is None:
        return _not_begun_words(one)
    if one.rule.parts or one.part_of:
        return _governing_words(one) if one.rule.parts else f"{_count(one)} {_part_words(one)}"
    return f"{_lead(one)}{_count(one)}{_tail(one)}"


def _not_begun_words(one: Milestone) -> str:
    rule = one.rule
    after = EVENT_TITLES[one.after] if not one.after.endswith(".") and not rule.services else _family(one)
    says = f"This is counted from ‘{after}’, and that day is not recorded."
    needed = rule.needs or rule.follows
    if needed and not any(day <= one.seen.on for day in one.seen.dates.get(needed, ())):
        says = f"This is owed only once ‘{EVENT_TITLES[needed]}’ is recorded."
        if rule.after[0] not in one.seen.dates:
            says += f" It is then counted from ‘{after}’."
    return says


def _family(one: Milestone) -> str:
    return "Council asked a service for advice" if one.rule.services else "Tribunal’s day"


def _lead(one: Milestone) -> str:
    """What must be said before the count: what stands in for the day it should be counted from."""
    start = one.start
    assert start is not None
    if start.supposed:
        return (
            f"The day of ‘{EVENT_TITLES[start.event]}’ is not recorded, so the last day for it ({start.supposed}) stands in. "
        )
    if one.after != start.event and one.rule.repeats is not Repeats.DECISION:
        return f"The day of ‘{EVENT_TITLES[one.after]}’ is not known, so ‘{EVENT_TITLES[start.event]}’ stands in. "
    through = dict(one.rule.through).get(start.event)
    if not through:
        return ""
    return f"A mediation agreement is treated as an order of the Tribunal ({through}), unless other times were agreed in writing (reg 42(5)). "


def _count(one: Milestone) -> str:
    """The period's own sentence."""
    rule, start = one.rule, one.start
    assert start is not None
    noun = "That last day" if start.supposed else EVENT_BY_NAME[start.event].noun  # nobody says that it happened then
    if one.missing_fact:
        return f"This binds only some schools. State the type of school first: {', '.join(SCHOOL_TYPES.values()).lower()}."
    if one.due is None and one.needs_calendar:
        return f"The school’s term dates after {lowered(dated(noun, shown(start.anchor)))} are not all recorded, so its days cannot be counted."
    limit = rule.longer if one.longer and rule.longer else rule.limit
    words = limit.explained(noun, start.anchor, one.due or start.anchor)
    if isinstance(limit, TimesASchoolYear):
        done = len(done_this_year(rule, one.seen))
        often = ("has not been done", "was done once", "was done twice")[done] if done < 3 else f"was done {number(done)} times"
        words += f" Since {shown(school_year_starting(one.seen.on))} it {often}."
    return words


def _tail(one: Milestone) -> str:
    """What belongs beside the count: an extension, the rule's own note, what another event tells, and the review before."""
    parts = []
    if one.longer:
        parts.append(f"‘{EVENT_TITLES[one.rule.longer_with]}’ is recorded, so the longer time is counted.")
        parts += [one.rule.longer_note] if one.rule.longer_note else []
    else:
        parts += _told_late(one)
    if one.rule.note and not any(name in one.seen.dates for name in one.rule.asks_for):
        parts.append(one.rule.note)
    known = _what_is_known(one)
    parts += [known] if known else []
    before = _review_before(one)
    parts += [before] if before else []
    return "".join(f" {part}" for part in parts)


def _told_late(one: Milestone) -> list[str]:
    """Of an extension that came when the time was over already: that it gives none."""
    due, until = one.due, min(one.met_on or date.max, one.seen.on)
    days = one.seen.dates.get(one.rule.longer_with, ())
    late = next((day for day in days if due and due < day <= until), None)
    return [f"‘{EVENT_TITLES[one.rule.longer_with]}’ is recorded on {shown(late)}, when the time was over, so it gives no more."] if late else []


def _what_is_known(one: Milestone) -> str:
    """What another event tells of a step whose own day is missing; empty where it tells nothing."""
    rule, hint = one.rule, one.hint
    if one.state is State.UNKNOWN and one.lacks and not hint.event:
        spared = "nothing is said to have lapsed" if rule.right else "nobody is called late for it"
        return f"The day of ‘{EVENT_TITLES[one.lacks]}’ is not recorded, so {spared}."
    if not hint.event or one.state not in (State.MET, State.UNKNOWN) or one.start is None:
        return ""
    done = met_names(rule, one.start)
    happened, day = EVENT_BY_NAME[hint.event].happened, shown(hint.on)
    if hint.event in done:
        return f"{happened} on {day}. Whether that was meant for this is not known, so nobody is called late for it."
    if hint.event in rule.silent_after:
        since = "" if rule.backwards else " from day 0 on"
        return (
            f"{happened} on {day}, and no day{since} is recorded for ‘{EVENT_TITLES[done[0]]}’. "
            f"Whether this was done is not known, so {'nothing is said to have lapsed' if rule.right else 'nobody is called late for it'}."
        )
    own = "is before day 0" if any(found <= one.seen.on for found in days_of(done, one.seen.dates)) else "is not recorded"
    decision = len(rule.met_by) > 1  # what may go either way
    verb, whose = ("Decided", "the decision’s") if decision else ("Done", "its")
    told = f"{verb} at the latest on {day}, because {lowered(happened)} then; {whose} own day {own}"
    return f"{told}." if one.state is State.MET else f"{told}, so whether it was in time is not known."


def _review_before(one: Milestone) -> str:
    """Of a yearly review counted from the last one: whether that one was late."""
    rule, start = one.rule, one.start
    if rule.repeats is not Repeats.LATER or start is None or start.event not in rule.met_by:
        return ""
    earlier = [day for day in days_of(rule.after, one.seen.dates) if day < start.anchor]
    if not earlier:
        return ""
    due = rule.limit.last_day(earlier[-1])
    late = (start.anchor - due).days if due else 0
    allowed = max((count.day(earlier[-1], due, None) or due for count in rule.other_counts), default=due) if due else None
    if due is None or allowed is None or start.anchor <= allowed:
        return ""
    return f"That review was itself complete {counted(late, 'day')} after its last day, {shown(due)}."


def _governing_words(one: Milestone) -> str:
    part = BOOK.by_id[one.governs]
    start = one.start
    assert start is not None and one.due is not None
    words = part.limit.explained(EVENT_BY_NAME[start.event].noun, start.anchor, one.due)
    begun = {plan.rule.id for plan in BOOK.reading(frozenset(one.seen.dates)).started}
    alone = one.lacks != "" or begun.isdisjoint(set(one.rule.parts) - {part.id})
    why = f"{part.id} alone has a day to count from." if alone else f"{part.id} governs, because it ends last."
    return f"{why} {words}{_tail(one)}"


def _part_words(one: Milestone) -> str:
    if one.governs == one.rule.id:
        return f"It ends last, so it governs: see {one.part_of}."
    return f"{one.governs} ends later and governs: see {one.part_of}."


def ended_words(one: Milestone) -> str:
    """Why a step is no longer owed."""
    ended = one.ended
    if one.part_of and not ended.event:
        return f"It governs: see {one.part_of}." if one.governs == one.rule.id else f"{one.governs} ends later and governs: see {one.part_of}."
    if not ended.event:
        what = "What each party did on it" if one.owed_by is OwedBy.EVERY_PARTY else "Whether it was done"
        return f"{shown(one.due)} has passed. {what} is not recorded here." if one.due else ""
    start = one.start
    again = start is not None and start.again == ended.on and ended.event == start.event
    day = one.seen.dates[ended.event][-1] if ended.event.startswith(DIRECTION) else ended.on  # a fixed day overrides before it comes
    happened = f"{EVENT_BY_NAME[ended.event].happened}{' again' if again else ''} on {shown(day)}"
    if ended.rule and ended.event.startswith(DIRECTION):
        return f"The Tribunal has fixed {shown(day)} for this, and a day that it fixes overrides: see {ended.rule}.{_passed(one)}"
    if ended.rule:
        return f"{happened}, and that starts times of its own: see {ended.rule}.{_passed(one)}"
    because = f"{happened}, and the days are counted afresh from then." if again else f"{happened}, {_so(one)}."
    return because + _passed(one) + _taken_over(ended.event, ended.on, one.seen.dates, one.seen.on)


def _so(one: Milestone) -> str:
    """What an ending means for a step. Leaving a school ends no duty of a council, nor does the end of a case end a right: they are not followed."""
    event, rule = one.ended.event, one.rule
    stays = rule.right or APPEAL_CASE in rule.home or (event == "pupil_left" and SUPPORT_CASE not in rule.home)
    if event in ENDS_EVERYTHING and stays:
        return "so this case follows it no further, though the right may go on" if rule.right else "so this case follows it no further"
    return "so this is no longer needed" if rule.right else "so this is no longer owed"


def _passed(one: Milestone) -> str:
    silent = one.hint.event or one.lacks
    if silent or one.rule.minimum_for or one.rule.right or one.latest_day is None or one.ended.on <= one.latest_day:
        return ""
    return f" Its last day had passed {weeks_and_days((one.ended.on - one.latest_day).days)} earlier."


def _taken_over(event: str, ended_on: date, dates: Dates, on: date) -> str:
    """The rule that carries the duty on after the decision that ended this step was taken back."""
    for rule in BOOK.rules:
        if event in rule.undoes:
            taken_back = next((day for day in dates.get(rule.needs, ()) if ended_on <= day <= on), None)
            if taken_back:
                return f" {EVENT_BY_NAME[rule.needs].happened} on {shown(taken_back)}: see {rule.id}."
    return ""
