"""What other counts make of a step's last day, for whoever writes about it: sources that differ, and the receipt that a council states.

No day is counted here but by the rule itself, from another day that the record holds.
"""

import re
from datetime import date
from typing import NamedTuple

from sendco_desk.statute.milestones import Milestone
from sendco_desk.statute.other_counts import respectable

RECEIVED, STATED = "request_received", "council_says_received"
LAST_DAY_APART = ("REQ-07", "REQ-09", "REV-09", "REV-10", "REV-11", "REV-12", "REV-13", "TRB-02", "TRB-09b", "TRF-01", "TRF-03")
"""Steps whose duty says already by when, or ends so that the last day had better follow it."""

_BETWEEN = re.compile(r"(?<=[.?!]) (?=[A-Z‘])")
_UNREAD = re.compile(r"\b(?:not read in a source|before relying)\b")
"""Of sentences on how sure a reading is: a paper for others says that in its own way."""
_TO_US = re.compile(r"[:;,] (?:so )?(?:record|look at|check|state|ask)\b.*")


class Stated(NamedTuple):
    """The later day on which the council says it received a request, and the last day of a step on the kindest count from it."""

    on: date
    due: date


def stated(step: Milestone) -> Stated | None:
    """What the receipt that the council states would make of a step; None where it states none, or none that is later than ours."""
    if step.anchor_event != RECEIVED or step.anchor is None or step.latest_day is None:
        return None
    days = [day for day in step.seen.dates.get(STATED, ()) if day <= step.seen.on]
    if not days or days[-1] <= step.anchor:
        return None
    due = step.rule.limit.last_day(days[-1], RECEIVED, step.seen.school)
    latest = respectable(step.rule.other_counts, days[-1], due, step.needed)[1] if due else step.latest_day
    return Stated(days[-1], latest) if latest > step.latest_day else None


def kindest_day(step: Milestone) -> date | None:
    """The last day on the count that is kindest to whoever owes a step, the receipt that a council states among them."""
    other = stated(step)
    return other.due if other else step.latest_day


def unbracketed(reason: str) -> str:
    """A reason that stands in brackets itself, so that its own at the end become a comma."""
    head, sign, tail = reason.partition(" (")
    return f"{head}, {tail.removesuffix(')')}" if sign and reason.endswith(")") else reason


def for_others(counted: str) -> str:
    """What the clock says of a count, without what it says to the SENDCo alone: to check a regulation, or to record a day."""
    said = (_TO_US.sub(".", sentence) for sentence in _BETWEEN.split(counted) if not _UNREAD.search(sentence))
    return " ".join(said)


def named_source(source: str) -> str:
    """`the SEND Regulations 2014 reg 5(1)`: a source inside a sentence."""
    return f"the {source}" if source.startswith(("SEND ", "Children ")) else source


def in_tense(duty: str, *, past: bool) -> str:
    """The duty as it goes on after `had to`: `tell the parent whether it would amend the plan`."""
    return duty.replace(" will ", " would ").replace(" has come", " had come") if past else duty


def deed_by(step: Milestone, duty: str, day: str, *, past: bool) -> str:
    """A duty with its last day: `issue the final plan by Mon 20 Jul 2026`, or apart where the duty ends otherwise."""
    by = f"; the last day {'was' if past else 'is'} {day}" if step.rule.id in LAST_DAY_APART else f" by {day}"
    return f"{in_tense(duty, past=past)}{by}"
