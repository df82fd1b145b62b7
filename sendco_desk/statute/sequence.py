"""What can come next in a case of each kind, and which day is missing although something that follows it has happened."""

from collections.abc import Mapping
from functools import lru_cache

from sendco_desk.statute.case import CaseFacts, Dates, dates_of
from sendco_desk.statute.courses import ASSESSMENT_ORDERED, COURSES, ENDINGS, REFUSALS, Follows
from sendco_desk.statute.events import ADVICE_SERVICES, APPEALABLE, ENDS_EVERYTHING, PHASE_TRANSFERS, RECEIPT
from sendco_desk.statute.kinds import DISPUTE, kinds_of

ANSWERS: tuple[tuple[str, str], ...] = (
    ("school_advice_requested", "school_advice_sent"), ("draft_plan_sent", "representations_received"),
    ("school_consulted", "consultation_reply_sent"), ("review_meeting", "review_report_sent"),
    ("amendment_notice_sent", "representations_received"), ("reassessment_requested", "refused_to_reassess"),
    ("complaint_received", "complaint_answered"), ("stage2_requested", "stage2_answered"), ("sar_received", "sar_answered"),
    ("education_record_requested", "education_record_supplied"), ("appeal_received_by_authority", "authority_response_filed"),
    ("tribunal_recommendation", "recommendation_answered"),
    *((f"advice_requested.{service}", f"advice_received.{service}") for service in ADVICE_SERVICES),
)
"""What asks, and what answers it. A council may agree to re-assess without being asked, so that answers nothing."""
ASKED_AGAIN = ("school_advice_requested", "draft_plan_sent", "school_consulted", *(f"advice_requested.{service}" for service in ADVICE_SERVICES))
"""What may be asked again, so that an earlier answer no longer stands."""
RENEWED = tuple((asked, answered) for asked, answered in ANSWERS if asked in ASKED_AGAIN)
NEEDED_FIRST: Mapping[str, tuple[str, ...]] = {
    "request": RECEIPT, "plan": ("plan_made",), "annual_review": ("review_meeting",),
    "phase_transfer": PHASE_TRANSFERS,
    "consultation": ("school_consulted",), "reassessment": ("reassessment_requested", "agreed_to_reassess"),
    "move": ("moved_area", "old_authority_aware", "plan_transferred"),
    "appeal": ("decision_letter_sent", *APPEALABLE, *sorted(DISPUTE - {"decision_letter_sent"})),
    "complaint": ("complaint_received",), "records": ("sar_received", "education_record_requested", "pupil_left"),
}
"""The days without which no limit of a case can be counted: any one of them will do."""


def standing(dates: Dates) -> frozenset[str]:
    """The events that hold now.

    A refusal that was reversed, or that an order or an agreement overtook, does not, nor the copy of it, nor an answer to an earlier
    call than the latest.
    """
    names = set(dates)
    reversed_on = max((dates[name][-1] for name in ("refusal_reversed", *ASSESSMENT_ORDERED) if name in dates), default=None)
    if reversed_on is not None:
        taken_back = {name for name in REFUSALS if name in names and dates[name][-1] <= reversed_on}
        names -= taken_back | ({"decision_copied_to_school"} if taken_back else set())
        if names & set(REFUSALS):
            names.discard("refusal_reversed")
    for asked, answered in RENEWED:
        if answered in names and asked in names and dates[asked][-1] > dates[answered][-1]:
            names.discard(answered)
    return frozenset(names)


def next_events(case: CaseFacts, kind: str = "") -> tuple[str, ...]:
    """The events that can come next, most likely first. A missing day of receipt leads, since no limit can be counted without it."""
    names = standing(dates_of(case))
    found: list[str] = []
    for each in (kind,) if kind else kinds_of(names):
        found += [name for name in _next(names, each) if name not in found]
    return tuple(found)


@lru_cache(maxsize=16384)
def coming(names: frozenset[str], kinds: tuple[str, ...]) -> frozenset[str]:
    """What can come next in a case of these kinds once these events stand."""
    return frozenset(name for kind in kinds for name in _next(names, kind))


@lru_cache(maxsize=16384)
def _next(names: frozenset[str], kind: str) -> tuple[str, ...]:
    """What follows from these standing events; a caseload has the same few sets again and again."""
    course = COURSES.get(kind, ())
    if names & set(ENDS_EVERYTHING) and kind not in ("move", "records", "complaint"):
        return ()
    possible = [follows.name for follows in course if _can_come(follows, names)]
    if kind == "request" and "request_received" in possible and is_consultation_alone(names):
        possible.remove("request_received")
    endings = [follows.name for follows in ENDINGS.get(kind, ()) if names and _can_come(follows, names)]
    return (*_likeliest_first(possible, names, course), *endings)


def _likeliest_first(possible: list[str], names: frozenset[str], course: tuple[Follows, ...]) -> list[str]:
    """The missing receipt, then what was asked for or lies ahead of the furthest event, then what was passed over."""
    places = {follows.name: place for place, follows in enumerate(course) if not follows.leads_back}
    reached = max((places.get(name, 0) for name in names), default=0)
    asked_for = {answered for asked, answered in RENEWED if asked in names}
    return sorted(possible, key=lambda name: (
        name != "request_received" or not names, places.get(name, reached) < reached and name not in asked_for,
    ))


def _can_come(follows: Follows, names: frozenset[str]) -> bool:
    started = not follows.after or bool(names.intersection(follows.after))
    return started and not names.intersection(follows.unless)


def is_consultation_alone(names: frozenset[str]) -> bool:
    """A school consulted about a child who may join hears nothing of the request, and owes only its reply."""
    return bool(names) and names <= {"school_consulted", "consultation_reply_sent", "final_plan_issued"}


def missing_days(case: CaseFacts, kind: str = "") -> tuple[str, ...]:
    """The events whose day is missing although something follows from them: what a case's limits start from, others once answered."""
    return _missing(frozenset(dates_of(case)), kind)


@lru_cache(maxsize=16384)
def _missing(names: frozenset[str], kind: str) -> tuple[str, ...]:
    if (names & set(ENDS_EVERYTHING) - {"pupil_left"} and kind != "move") or ("pupil_left" in names and kind != "records"):
        return ()
    asked_for = {answered for asked, answered in ANSWERS if asked in names}
    missing: list[str] = []
    for asked, answered in ANSWERS:
        if answered in names and answered not in asked_for:
            missing.append(asked)
            asked_for.add(answered)  # where two events ask for the same, the first of them is enough
    for each in (kind,) if kind else kinds_of(names):
        needed = NEEDED_FIRST.get(each, ())
        if needed and not names.intersection(needed) and needed[0] not in missing and not is_consultation_alone(names):
            missing.insert(0, needed[0])
    return tuple(missing)
