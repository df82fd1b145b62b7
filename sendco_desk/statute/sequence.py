"""What can come next in a case, and which day is missing although something that follows it has happened."""

from dataclasses import dataclass

from sendco_desk.statute.case import ENDS_EVERYTHING, CaseFacts, Dates, dates_of

RECEIPT = ("request_received", "council_says_received", "request_acknowledged")
REFUSALS = ("refused_to_assess", "decided_not_to_issue")
ANSWERS = (
    ("school_advice_requested", "school_advice_sent"),
    ("draft_plan_sent", "representations_received"),
    ("school_consulted", "consultation_reply_sent"),
)
"""What asks, and what answers it."""
_DECIDED = ("agreed_to_assess", *REFUSALS, "draft_plan_sent", "final_plan_issued")
_PAST = (*_DECIDED, "refusal_reversed")
_HEARD = ("request_sent", *RECEIPT, "head_notified", "school_advice_requested", "refusal_reversed")


@dataclass(frozen=True, slots=True)
class _Follows:
    """An event that can come once one of ``after`` stands, unless one of ``unless`` does."""

    name: str
    after: tuple[str, ...]
    unless: tuple[str, ...]


# In the order of an ordinary case, which is also the order of likelihood.
_COURSE = (
    _Follows("request_sent", (), ("request_sent", *RECEIPT, "head_notified", "school_advice_requested", *_DECIDED)),
    _Follows("request_received", (), ("request_received",)),
    _Follows("request_acknowledged", ("request_sent", "request_received"), ("request_acknowledged", *_PAST)),
    _Follows("council_says_received", ("request_sent", "request_received"), ("council_says_received", *_PAST)),
    _Follows("head_notified", _HEARD, ("head_notified", *_PAST)),
    _Follows("agreed_to_assess", _HEARD, _DECIDED),
    _Follows("refused_to_assess", _HEARD, _PAST),
    _Follows("decision_copied_to_school", ("agreed_to_assess", *REFUSALS), ("decision_copied_to_school", "final_plan_issued")),
    _Follows("school_advice_requested", (*_HEARD, "agreed_to_assess"), ("school_advice_requested", *_DECIDED[1:])),
    _Follows("school_advice_sent", ("school_advice_requested",), ("school_advice_sent", *REFUSALS, "final_plan_issued")),
    _Follows("draft_plan_sent", ("agreed_to_assess",), ("draft_plan_sent", *REFUSALS, "final_plan_issued")),
    _Follows("decided_not_to_issue", ("agreed_to_assess",), ("draft_plan_sent", *REFUSALS, "final_plan_issued")),
    _Follows("school_consulted", ("draft_plan_sent",), ("school_consulted", *REFUSALS, "final_plan_issued")),
    _Follows("representations_received", ("draft_plan_sent",), ("representations_received", *REFUSALS, "final_plan_issued")),
    _Follows("consultation_reply_sent", ("school_consulted",), ("consultation_reply_sent", *REFUSALS, "final_plan_issued")),
    _Follows("final_plan_issued", ("draft_plan_sent",), (*REFUSALS, "final_plan_issued")),
    _Follows("refusal_reversed", REFUSALS, ("final_plan_issued",)),
)
_ENDINGS = (
    _Follows("request_withdrawn", (*_HEARD, *_DECIDED), (*REFUSALS, "final_plan_issued")),
    _Follows("moved_area", (), ()),
    _Follows("pupil_left", (), ()),
    _Follows("plan_ceased", ("final_plan_issued",), ()),
)
_PLACES = {follows.name: place for place, follows in enumerate(_COURSE[:-1])}  # a reversal leads back into the course


def standing(dates: Dates) -> frozenset[str]:
    """The events that hold now.

    A refusal that was reversed does not, nor the copy of it, nor an answer to an earlier call than the latest.
    """
    names = set(dates)
    reversed_on = max(dates.get("refusal_reversed", ()), default=None)
    if reversed_on is not None:
        taken_back = {name for name in REFUSALS if name in names and dates[name][-1] <= reversed_on}
        names -= taken_back | ({"decision_copied_to_school"} if taken_back else set())
        if names & set(REFUSALS):
            names.discard("refusal_reversed")
    for asked, answered in ANSWERS:
        if answered in names and asked in names and dates[asked][-1] > dates[answered][-1]:
            names.discard(answered)
    return frozenset(names)


def next_events(case: CaseFacts) -> tuple[str, ...]:
    """The events that can come next, most likely first. A missing day of receipt leads, since no limit can be counted without it."""
    dates = dates_of(case)
    names = standing(dates)
    if names & set(ENDS_EVERYTHING):
        return ()
    possible = [follows.name for follows in _COURSE if _can_come(follows, names)]
    if "request_received" in possible and _is_consultation_alone(names):
        possible.remove("request_received")
    return (*_likeliest_first(possible, names), *(follows.name for follows in _ENDINGS if names and _can_come(follows, names)))


def _likeliest_first(possible: list[str], names: frozenset[str]) -> list[str]:
    """The missing receipt, then what lies ahead of the furthest event, then what was passed over."""
    reached = max((_PLACES.get(name, 0) for name in names), default=0)
    return sorted(possible, key=lambda name: (name != "request_received" or not names, _PLACES.get(name, reached) < reached))


def _can_come(follows: _Follows, names: frozenset[str]) -> bool:
    started = not follows.after or bool(names.intersection(follows.after))
    return started and not names.intersection(follows.unless)


def _is_consultation_alone(names: frozenset[str]) -> bool:
    """A school consulted about a child who may join hears nothing of the request, and owes only its reply."""
    return bool(names) and names <= {"school_consulted", "consultation_reply_sent", "final_plan_issued"}


def missing_days(case: CaseFacts) -> tuple[str, ...]:
    """The events whose day is missing although something follows from them: a request's receipt always, others once answered."""
    dates = dates_of(case)
    names = frozenset(dates)
    if names & set(ENDS_EVERYTHING):
        return ()
    missing = [asked for asked, answered in ANSWERS if answered in names and asked not in names]
    if not names.intersection(RECEIPT) and not _is_consultation_alone(names):
        missing.insert(0, "request_received")
    return tuple(missing)
