"""Where a case of each kind stands, in a few words, told by the latest event by a day that moves it on."""

from collections.abc import Iterable, Mapping
from datetime import date

from sendco_desk.domain.casework import CaseEvent
from sendco_desk.statute.case import Event
from sendco_desk.statute.events import AGREEMENTS, CONCESSIONS, ORDERS
from sendco_desk.statute.kinds import PHASES

_LEFT = {"request_withdrawn": "Withdrawn", "pupil_left": "Pupil left", "moved_area": "Moved area", "plan_ceased": "Plan ceased"}
_AMENDED = {
    "amended_plan_issued": "Amended plan issued", "decided_not_to_amend": "Not amended", "amendment_notice_sent": "Amendments proposed",
}
_ORDERED = {
    "tribunal_order.assess": "Assessment ordered", "mediation_agreement.assess": "Assessment agreed",
    "authority_conceded.assess": "Assessment agreed", "tribunal_order.make_plan": "Plan ordered", "mediation_agreement.make_plan": "Plan agreed",
    "authority_conceded.issue": "Plan agreed", "tribunal_order.reconsider": "To be reconsidered",
    "mediation_agreement.reconsider": "To be reconsidered",
}
"""What a request hears of the appeal about it."""
STAGES: Mapping[str, Mapping[str, str]] = {
    "request": {
        "final_plan_issued": "Final plan issued", "draft_plan_sent": "Draft plan sent", "decided_not_to_issue": "No plan: appeal period",
        "refusal_reversed": "Refusal reversed", "refused_to_assess": "Refused to assess", "agreed_to_assess": "Being assessed",
        "request_received": "Waiting for a decision", "council_says_received": "Waiting for a decision",
        "request_acknowledged": "Waiting for a decision", **_ORDERED, **_LEFT,
    },
    "plan": {"plan_made": "Plan in force", "cease_proposed": "Ceasing proposed", "plan_transferred": "With the new council", **_AMENDED, **_LEFT},
    "annual_review": {
        "review_completed": "Review complete", "review_decision.keep": "Kept as it is", "review_decision.amend": "To be amended",
        "review_decision.cease": "To be ceased", **_AMENDED, "review_report_sent": "Waiting for a decision", "review_meeting": "Meeting held",
        "early_review_requested": "Early review asked for", **_LEFT,
    },
    "phase_transfer": {
        "amended_plan_issued": "Plan amended", "amendment_notice_sent": "Amendments proposed", "review_meeting": "Meeting held", **_LEFT,
    },
    "consultation": {"final_plan_issued": "Plan issued", "consultation_reply_sent": "Replied", "school_consulted": "To be answered", **_LEFT},
    "reassessment": {
        "final_plan_issued": "Final plan issued", "draft_plan_sent": "Draft plan sent", "refused_to_reassess": "Refused to re-assess",
        "agreed_to_reassess": "Being re-assessed", "reassessment_requested": "Waiting for a decision", **_LEFT,
    },
    "move": {
        "review_completed": "Reviewed", "new_authority_letter": "New council has written", "plan_transferred": "Plan transferred",
        "moved_area": "Waiting for the transfer", "old_authority_aware": "Waiting for the transfer",
    },
    "appeal": {
        **{f"tribunal_order.{what}": "Tribunal has ordered" for what in ORDERS},
        **{f"authority_conceded.{what}": "Council gave way" for what in CONCESSIONS},
        **{f"mediation_agreement.{what}": "Agreed in mediation" for what in AGREEMENTS},
        "appeal_dismissed": "Appeal dismissed", "appeal_withdrawn": "Appeal withdrawn", "authority_response_filed": "Council has answered",
        "appeal_lodged": "Appeal lodged", "mediation_certificate_issued": "Certificate issued", "mediation_concluded": "Mediation ended",
        "mediation_held": "Mediation held", "mediation_requested": "Mediation asked for", "mediation_declined": "No mediation",
        "decision_letter_sent": "Time to appeal runs", "final_plan_issued": "Final plan issued", **_LEFT,
    },
    "complaint": {
        "ombudsman_complaint_made": "With the Ombudsman", "stage2_answered": "Answered at stage 2", "stage2_requested": "Stage 2",
        "complaint_answered": "Answered", "complaint_acknowledged": "Acknowledged", "complaint_received": "Received",
    },
    "records": {
        "sar_answered": "Answered", "education_record_supplied": "Supplied", "record_transferred": "Sent on", "sar_received": "To be answered",
        "education_record_requested": "To be supplied", "pupil_left": "To be sent on",
    },
}
"""Of each kind: the events that move it on, with the words for where it then stands. Of one day, the first in the list tells."""
NOT_BEGUN: Mapping[str, str] = {
    "request": "Receipt not known", "plan": "Day of the plan not known", "annual_review": "Meeting not planned",
    "phase_transfer": "Day of the move not known", "consultation": "Day not known", "reassessment": "Receipt not known",
    "move": "Day of the move not known", "appeal": "Decision letter not known", "complaint": "Receipt not known", "records": "Receipt not known",
}
SETTLED = frozenset({
    "Final plan issued", "Withdrawn", "Pupil left", "Moved area", "Plan ceased", "Review complete", "Kept as it is", "Amended plan issued",
    "Not amended", "Plan amended", "Plan issued", "Replied", "Reviewed", "New council has written", "Appeal withdrawn", "Appeal dismissed",
    "Answered", "Answered at stage 2", "Supplied", "Sent on", "With the Ombudsman",
})
"""Stages at which a case is over once nobody owes a step. A refusal is not one: an appeal may follow."""
PLANNED: Mapping[str, str] = {"review_meeting": "Meeting planned", "mediation_held": "Mediation planned", "moved_area": "Move planned"}


def stage_words(kind: str, events: Iterable[CaseEvent | Event], on: date) -> str:
    """Where a case stands on a day, told by its own events and by those it hears of."""
    said, events = STAGES[kind], list(events)
    moving = [e for e in events if e.on <= on and e.name in said]
    if moving:
        order = list(said)
        return said[max(moving, key=lambda e: (e.on, -order.index(e.name))).name]
    planned = next((PLANNED[e.name] for e in events if e.on > on and e.name in PLANNED), "")
    moves = [e.on for e in events if e.name in PHASES]
    if not planned and kind == "phase_transfer" and moves:
        return "Move planned" if moves[-1] > on else "Moved, plan not amended"
    return planned or NOT_BEGUN[kind]
