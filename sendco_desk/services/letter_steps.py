"""Which steps a school may write about, and why not where it may not."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from difflib import get_close_matches

from sendco_desk.domain.dates import shown
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.wording import THEIRS
from sendco_desk.statute.events import EVENT_TITLES, is_event
from sendco_desk.statute.milestones import Milestone, State
from sendco_desk.statute.rule import OwedBy
from sendco_desk.statute.wording import both, capitalised, either

BETWEEN_OTHERS = {
    "CMP": "This complaint is the parent’s own, so the school does not chase its answer. Tell the parent that the day has passed.",
    "DIS-12": "The council owes this to the Tribunal, and the school is no party to the appeal. Tell the parent that the day has passed.",
}
"""Steps that others owe, but not to the school, by how their numbers begin: why the school does not write."""
OPEN = (State.DUE_SOON, State.UPCOMING)
OMBUDSMAN_OWES = "A school does not write to the Ombudsman. A parent can, with the school’s evidence."


def may_chase(step: Milestone) -> bool:
    """Whether a letter may chase a step: others owe it, the school may ask for it, and it is late on every respectable count."""
    return not why_not(step)


def why_not(step: Milestone) -> str:
    """Why no letter may chase a step, in a sentence that says what to do; empty where one may."""
    if step.owed_by not in THEIRS:
        return _not_theirs(step)
    between = next((why for start, why in BETWEEN_OTHERS.items() if step.rule.id.startswith(start)), "")
    return between or ("" if step.state is State.OVERDUE and not step.part_of else _not_late(step))


def _not_theirs(step: Milestone) -> str:
    if step.owed_by is OwedBy.SCHOOL:
        return "This step is the school’s own: nobody else can be asked for it."
    if step.owed_by is OwedBy.OMBUDSMAN:
        return OMBUDSMAN_OWES
    return "This step is the family’s, or every party’s: there is nobody to chase for it."


def _not_late(step: Milestone) -> str:
    if step.state is State.ENDED:
        return f"This is no longer owed, so there is nothing to chase. {step.ended_because}".strip()
    if step.met_on is not None:
        return f"This was done by {shown(step.met_on)}: there is nothing to chase."
    if step.part_of:
        return f"This is a part of a larger step: write about {step.part_of} instead."
    if step.state is State.UNKNOWN or step.due is None or step.latest_day is None:
        missing = f": record ‘{EVENT_TITLES[step.waits_for]}’ first" if is_event(step.waits_for) else ""
        return f"Whether this is late is not known{missing}."
    first = step.last_safe_day or step.due
    if first < step.seen.on <= step.latest_day:
        return f"Wait until {shown(step.latest_day + timedelta(days=1))}: some sources still allow {shown(step.latest_day)}."
    return f"This is not late: its last day is {shown(step.due)}."


def why_not_query(step: Milestone, *, claimed: bool) -> str:
    """Why a letter may not ask about an exception to a step; empty where it may: it is late, or an exception to it is claimed already."""
    if step.owed_by in THEIRS and not step.rule.exceptions:
        return "The law gives this step no exception, so there is none to ask about: chase it instead once it is late."
    if claimed and step.state in OPEN and step.owed_by in THEIRS and not step.part_of:
        return ""
    return why_not(step)


def step_named(steps: Iterable[Milestone], key: str) -> Milestone:
    """The step of a case that a key names (`REQ-04`, `REQ-07/health`); where it came again, the late one, or the latest. Raises Refused."""
    from sendco_desk.services.today import step_key  # Today itself asks here which of its steps may be chased

    wanted = key.strip().casefold()
    named: dict[str, list[Milestone]] = {}
    for step in steps:
        named.setdefault(step_key(step), []).append(step)
    found = next((same for name, same in named.items() if name.casefold() == wanted), None)
    if found is None:
        raise Refused(_no_such(key, tuple(named)), field="rule")
    return max(found, key=lambda step: (step.state is State.OVERDUE, step.anchor or date.min))


def _no_such(key: str, names: Sequence[str]) -> str:
    services = tuple(name for name in names if name.casefold().startswith(f"{key.strip().casefold()}/"))
    near = services or get_close_matches(key.strip().upper(), names, n=3)
    hint = f": try {either(tuple(near))}" if near else ""
    return f"This case has no step ‘{key.strip()}’{hint}."


def need_one_reader(readers: Sequence[str]) -> None:
    """Refuse a letter to two readers at once."""
    once = tuple(dict.fromkeys(readers))
    if len(once) > 1:
        who = both(once)
        raise Refused(f"{capitalised(who)} owe these steps, and a letter goes to one reader: write to each of them.", field="rule")
