"""Days in a case that contradict one another: each is asked about in a sentence and none is silently taken or changed."""

from collections.abc import Iterator
from datetime import date

from sendco_desk.domain.dates import shown
from sendco_desk.statute.case import CaseFacts, Dates, dates_of, first
from sendco_desk.statute.courses import ASSESSMENT_ORDERED, REFUSALS
from sendco_desk.statute.england_2014.shared import COMMENCED
from sendco_desk.statute.events import (
    ADVICE_SERVICES,
    AGREEMENTS,
    CONCESSIONS,
    DIRECTION,
    ENDS_EVERYTHING,
    EVENT_BY_NAME,
    ORDERS,
    RECEIPT,
    REVIEW_DECISIONS,
)
from sendco_desk.statute.kinds import COMPLAINT, DISPUTE, MOVE, RECORDS
from sendco_desk.statute.rules import rule
from sendco_desk.statute.wording import counted

# earlier event, later event, the sentence for the wrong order
ORDER: tuple[tuple[str, str, str], ...] = (
    ("request_sent", "request_received", "The council received the request on {late}, before it was sent on {early}."),
    ("request_sent", "council_says_received", "The council says it received the request on {late}, before it was sent on {early}."),
    ("request_received", "request_acknowledged", "The request was acknowledged on {late}, before the council received it on {early}."),
    ("request_received", "head_notified", "The head teacher was told of the request on {late}, before the council received it on {early}."),
    ("request_received", "agreed_to_assess", "The decision to assess, on {late}, is before the day of receipt, {early}."),
    ("request_received", "refused_to_assess", "The refusal to assess, on {late}, is before the day of receipt, {early}."),
    ("request_received", "school_advice_requested", "Advice was asked for on {late}, before the day of receipt, {early}."),
    ("request_received", "decided_not_to_issue", "The decision against a plan, on {late}, is before the day of receipt, {early}."),
    ("request_received", "draft_plan_sent", "The draft plan, on {late}, is before the day of receipt, {early}."),
    ("request_received", "final_plan_issued", "The final plan, on {late}, is before the day of receipt, {early}."),
    ("agreed_to_assess", "decided_not_to_issue", "The decision against a plan, on {late}, is before the decision to assess on {early}."),
    ("agreed_to_assess", "draft_plan_sent", "The draft plan, on {late}, is before the decision to assess on {early}."),
    ("school_advice_requested", "school_advice_sent", "The school’s advice was sent on {late}, before it was asked for on {early}."),
    ("draft_plan_sent", "representations_received", "The parent’s views on the draft came on {late}, before it was sent on {early}."),
    ("draft_plan_sent", "final_plan_issued", "The final plan, on {late}, is before the draft on {early}."),
    ("school_consulted", "consultation_reply_sent", "The school’s reply, on {late}, is before it was consulted on {early}."),
    ("final_plan_issued", "plan_ceased", "The plan ceased on {late}, before it was issued on {early}."),
)
IN_TURN: tuple[tuple[str, str], ...] = (
    *((f"advice_requested.{service}", f"advice_received.{service}") for service in ADVICE_SERVICES),
    ("plan_made", "review_completed"), ("plan_made", "plan_ceased"), ("plan_made", "plan_transferred"),
    ("review_advice_requested", "review_papers_circulated"), ("review_notice_sent", "review_meeting"),
    ("review_papers_circulated", "review_meeting"), ("review_meeting", "review_report_sent"), ("review_meeting", "review_completed"),
    *(("review_meeting", decision) for decision in REVIEW_DECISIONS), ("review_meeting", "amendment_notice_sent"),
    ("amendment_notice_sent", "amended_plan_issued"), ("amendment_notice_sent", "decided_not_to_amend"),
    ("plan_transferred", "new_authority_letter"), ("new_icb_aware", "icb_request_made"),
    ("reassessment_requested", "agreed_to_reassess"), ("reassessment_requested", "refused_to_reassess"),
    ("agreed_to_reassess", "draft_plan_sent"), ("agreed_to_reassess", "final_plan_issued"),
    ("decision_letter_sent", "mediation_adviser_contacted"), ("mediation_requested", "mediation_held"),
    ("mediation_notice_given", "mediation_held"), ("mediation_held", "mediation_concluded"),
    *(("mediation_requested", f"mediation_agreement.{what}") for what in AGREEMENTS),
    ("decision_letter_sent", "appeal_lodged"), ("mediation_certificate_issued", "appeal_lodged"),
    ("appeal_lodged", "appeal_received_by_authority"), ("appeal_received_by_authority", "authority_response_filed"),
    *(("appeal_lodged", f"tribunal_order.{what}") for what in ORDERS),
    *(("appeal_lodged", f"authority_conceded.{what}") for what in CONCESSIONS), ("appeal_lodged", "appeal_withdrawn"),
    ("appeal_lodged", "appeal_dismissed"), ("tribunal_recommendation", "recommendation_answered"),
    ("complaint_received", "complaint_acknowledged"), ("complaint_received", "complaint_answered"), ("complaint_answered", "stage2_requested"),
    ("stage2_requested", "stage2_acknowledged"), ("stage2_requested", "stage2_answered"), ("matter_known", "ombudsman_complaint_made"),
    ("grounds_arose", "claim_filed"), ("sar_received", "sar_answered"), ("sar_received", "sar_extended"),
    ("education_record_requested", "education_record_supplied"), ("pupil_left", "record_transferred"),
)
"""Further events of which the second cannot come before the first."""
ONCE_ONLY = (
    "request_received", "request_sent", "agreed_to_assess", "final_plan_issued", "plan_made", "complaint_received", "sar_received",
    "reassessment_requested", "plan_transferred", "appeal_lodged",
)
OUTLASTING = frozenset({*ENDS_EVERYTHING, *MOVE, *RECORDS, *COMPLAINT, *DISPUTE, "review_completed"})
"""What may still happen once a child has moved or left, or a plan has ceased: an appeal goes on."""
RESPONSE = "DIS-12"
"""The council’s response to an appeal: it gives way in time only until that is due."""
NOT_AFTER_REFUSAL = ("agreed_to_assess", "draft_plan_sent", "final_plan_issued")


def questions(case: CaseFacts) -> tuple[str, ...]:
    """What does not fit together, each in one whole sentence; empty where all fits."""
    dates = dates_of(case)
    checks = (
        _wrong_order, _not_in_turn, _decision_copied_early, _two_outcomes, _two_decisions, _reversals, _late_concession, _after_the_end,
        _given_twice, _before_the_law,
    )
    return (*(sentence for check in checks for sentence in check(dates)), *_absence(case))


def _wrong_order(dates: Dates) -> Iterator[str]:
    for earlier, later, sentence in ORDER:
        early, late = first(dates, earlier), first(dates, later)
        if early and late and late < early:
            yield sentence.format(early=shown(early), late=shown(late))


def _not_in_turn(dates: Dates) -> Iterator[str]:
    for earlier, later in IN_TURN:
        early, late = first(dates, earlier), first(dates, later)
        if early and late and late < early:
            yield (
                f"‘{EVENT_BY_NAME[later].title}’, on {shown(late)}, is before ‘{EVENT_BY_NAME[earlier].title}’, on {shown(early)}: "
                "check the two days."
            )


def _two_decisions(dates: Dates) -> Iterator[str]:
    """More than one decision after one review meeting."""
    made = [name for name in REVIEW_DECISIONS if name in dates]
    if len(made) > 1 and len(dates.get("review_meeting", ())) <= 1:
        titles = " and ".join(f"‘{EVENT_BY_NAME[name].title}’" for name in made)
        yield f"{titles} are both recorded for one review: keep the one that was sent."


def _late_concession(dates: Dates) -> Iterator[str]:
    """A council that gives way after its response was due: regulation 45 starts only from a notice before then."""
    received = first(dates, "appeal_received_by_authority")
    if received is None:
        return
    fixed = dates.get(f"{DIRECTION}authority_response")
    due = fixed[-1] if fixed else rule(RESPONSE).limit.last_day(received)
    assert due is not None  # a count of working days always ends
    for what in CONCESSIONS:
        conceded = first(dates, f"authority_conceded.{what}")
        if conceded and conceded > due:
            yield (
                f"The council gave way on {shown(conceded)}, after its response was due on {shown(due)}. Regulation 45 starts only from a "
                "notice before then, and a consent order is needed: ask what the Tribunal ordered."
            )


def _decision_copied_early(dates: Dates) -> Iterator[str]:
    copied = first(dates, "decision_copied_to_school")
    decided = min((dates[name][0] for name in ("agreed_to_assess", *REFUSALS) if name in dates), default=None)
    if copied and decided and copied < decided:
        yield f"The copy of the decision, on {shown(copied)}, is before the decision on {shown(decided)}."


def _stands(refusal: date, dates: Dates) -> bool:
    """Whether nothing took a refusal back: no reversal, order, agreement or concession since."""
    return all(day < refusal for name in ("refusal_reversed", *ASSESSMENT_ORDERED) for day in dates.get(name, ()))


def _two_outcomes(dates: Dates) -> Iterator[str]:
    """A refusal that was never taken back, followed or preceded by what only an assessment brings."""
    for name in REFUSALS:
        refusal = dates[name][-1] if name in dates else None
        if refusal is None or not _stands(refusal, dates):
            continue
        for other in NOT_AFTER_REFUSAL:
            if other in dates and not (name == "decided_not_to_issue" and other == "agreed_to_assess"):
                yield (
                    f"{EVENT_BY_NAME[name].happened} on {shown(refusal)}, but ‘{EVENT_BY_NAME[other].title}’ is recorded "
                    f"on {shown(dates[other][-1])}: record the reversal, or put one of them right."
                )


def _reversals(dates: Dates) -> Iterator[str]:
    reversed_on = first(dates, "refusal_reversed")
    if reversed_on is None:
        return
    refusals = [dates[name][0] for name in REFUSALS if name in dates]
    if not refusals:
        yield f"A refusal was reversed on {shown(reversed_on)}, but no refusal is recorded."
    elif reversed_on < min(refusals):
        yield f"The refusal was reversed on {shown(reversed_on)}, before it was made on {shown(min(refusals))}."


def _after_the_end(dates: Dates) -> Iterator[str]:
    ended_on, ending = min(((dates[name][0], name) for name in ENDS_EVERYTHING if name in dates), default=(None, ""))
    if ended_on is None:
        return
    for name, days in dates.items():
        if name not in OUTLASTING and not name.startswith(DIRECTION) and days[-1] > ended_on:
            yield (
                f"‘{EVENT_BY_NAME[name].title}’ is recorded on {shown(days[-1])}, after the case ended: "
                f"‘{EVENT_BY_NAME[ending].title}’ on {shown(ended_on)}."
            )


def _given_twice(dates: Dates) -> Iterator[str]:
    for name in ONCE_ONLY:
        if len(dates.get(name, ())) > 1:
            days = " and ".join(shown(day) for day in dates[name])
            yield f"‘{EVENT_BY_NAME[name].title}’ is recorded on {days}; the clock uses the first."


def _before_the_law(dates: Dates) -> Iterator[str]:
    for name in RECEIPT:
        received = first(dates, name)
        if received and received < COMMENCED:
            yield f"‘{EVENT_BY_NAME[name].title}’ on {shown(received)} is before these rules began on {shown(COMMENCED)}."


def _absence(case: CaseFacts) -> Iterator[str]:
    left, back = case.day("away_from"), case.day("away_to")
    if left and back and back < left:
        yield f"The last day away, {shown(back)}, is before the first, {shown(left)}."


def receipt_differences(case: CaseFacts) -> tuple[str, ...]:
    """How the day the request was sent, the acknowledgement and the council's own date differ from the day the clock runs from."""
    dates = dates_of(case)
    used = next((name for name in RECEIPT if name in dates), None)
    if used is None:
        return ()
    others = [name for name in ("request_sent", *RECEIPT) if name != used and name in dates]
    return tuple(_difference(name, dates[name][0], used, dates[used][0]) for name in others if dates[name][0] != dates[used][0])


def _difference(name: str, day: date, used: str, anchor: date) -> str:
    apart = counted(abs((day - anchor).days), "day")
    side = "before" if day < anchor else "after"
    return (
        f"{EVENT_BY_NAME[name].happened} on {shown(day)}, {apart} {side} the day the clock runs from: "
        f"‘{EVENT_BY_NAME[used].title}’ on {shown(anchor)}."
    )
