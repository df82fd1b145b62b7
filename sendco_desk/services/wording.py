"""How the steps of the law are spoken of on every screen, list, letter and page: who owes them, by when, and what their chip says."""

from datetime import date

from sendco_desk.statute.events import ADVICE_SERVICES
from sendco_desk.statute.milestones import Milestone, State
from sendco_desk.statute.rule import OWED_BY_WORDS, OwedBy
from sendco_desk.statute.wording import capitalised, counted

COUNCILS = (OwedBy.LOCAL_AUTHORITY, OwedBy.NEW_AUTHORITY)
"""Whose steps are the council's that the case is with."""
EVERY_COUNCIL = (*COUNCILS, OwedBy.OLD_AUTHORITY)
"""Whose steps are any council's: that of the old area too."""
OURS = (OwedBy.SCHOOL,)
THEIRS = (
    OwedBy.LOCAL_AUTHORITY, OwedBy.OLD_AUTHORITY, OwedBy.NEW_AUTHORITY, OwedBy.ADVICE_GIVER, OwedBy.HEALTH_BODY, OwedBy.HEALTH_OR_SOCIAL_CARE,
    OwedBy.MEDIATION_ADVISER,
)
"""Whose steps can be late to the school or the family. A parent's right lapses, and the Tribunal's days bind every party."""


def days_words(count: int) -> str:
    """`1 day`, `6 days`."""
    return counted(count, "day")


def who_owes(step: Milestone, council: str) -> str:
    """Who owes a step, at the start of a sentence: the council by its name, the service by its own."""
    if step.owed_by in COUNCILS and council:
        return council
    if step.service:
        words = ADVICE_SERVICES[step.service]
        return capitalised(words)
    return OWED_BY_WORDS[step.owed_by]


def owner(step: Milestone, council: str) -> str:
    """Who owes a step, in a column of its own: `School`, the council's name."""
    said = who_owes(step, council).removeprefix("The ")
    return capitalised(said)


def verb_of(step: Milestone) -> str:
    """`has to`, `had to`, `is expected to`, `was expected to`: nobody had to do what guidance only expects. A right `can` be used."""
    if step.rule.right:
        return "could" if step.state is State.LAPSED else "can"
    past = step.state in (State.OVERDUE, State.MET_LATE)
    return ("had to" if past else "has to") if step.rule.binding else ("was expected to" if past else "is expected to")


def _unknown(step: Milestone) -> str:
    if step.needs_calendar:
        return "Needs term dates"
    if step.missing_fact:
        return "Needs the type of school"
    return "Needs a date" if step.waits_for else "Not known"


def ended_word(milestone: Milestone) -> str:
    """What is said of a step that something ended: nobody ever owed a right."""
    return "Ended" if milestone.rule.right else "No longer owed"


def chip(milestone: Milestone, on: date) -> tuple[str, str]:
    """The word and state of a step's chip."""
    left = (milestone.due - on).days if milestone.due else 0
    settled = {
        State.MET: ("Done", "done"), State.TOO_EARLY: ("Too early", "late"), State.ENDED: (ended_word(milestone), "planned"),
        State.LAPSED: ("Lapsed", "planned"),
    }
    if milestone.state in settled:
        return settled[milestone.state]
    if milestone.state is State.OVERDUE:
        return f"{days_words(milestone.days_late)} late", "late"
    if milestone.state is State.MET_LATE:
        return f"Met {days_words(milestone.days_late)} late", "late"
    if milestone.state is State.UNKNOWN:
        return _unknown(milestone), "waiting"
    if milestone.due is None:
        return "Owed, no day fixed", "planned"
    word = "Last day" if left == 0 else f"{days_words(left)} left" if left > 0 else "Due, being counted"
    return word, "soon" if milestone.state is State.DUE_SOON else "planned"
