"""Steps that are owed so many times in each school year: counted in the year of the day asked about."""

from datetime import date

from sendco_desk.statute.calendars import school_year_ending, school_year_starting
from sendco_desk.statute.milestones import Happening, Milestone, Seen, Start, State
from sendco_desk.statute.rule import Rule

TERM_AHEAD = 90
"""Days before the end of the school year from which what is still owed in it is due soon: about its last term."""


def each_school_year(rule: Rule, seen: Seen, start: Start, times: int, ended: Happening) -> Milestone:
    """How often it was done in the school year of the day asked about, and whether that is enough."""
    begins, ends = school_year_starting(seen.on), school_year_ending(seen.on)
    first_day = max(begins, start.anchor) if start.event not in rule.met_by else begins
    done = done_this_year(rule, seen)
    state = State.UPCOMING if (ends - seen.on).days > TERM_AHEAD else State.DUE_SOON
    met_on = done[times - 1] if len(done) >= times else None
    if met_on:
        state = State.MET
    elif ended.event:
        state = State.ENDED
    return Milestone(rule, seen, state, Start(first_day, start.event), ends, ends, ends, met_on, rule.met_by[0] if met_on else "", 0, ended)


def done_this_year(rule: Rule, seen: Seen) -> list[date]:
    """The days of the school year, up to the day asked about, on which it was done."""
    begins = school_year_starting(seen.on)
    return sorted(day for name in rule.met_by for day in seen.dates.get(name, ()) if begins <= day <= seen.on)
