"""The vocabulary of events: what can happen in a case, by name. It is the contract between cases, the clock, the terminal and exports.

A name that is not known here is refused and never quietly ignored. The day of a notice is the day it was sent, unless its name says
received. Two families are made by rule: advice asked of and received from each service, and the Tribunal's directions, whose names
the Tribunal chooses.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from sendco_desk.domain.refusals import Refused
from sendco_desk.statute.wording import either

DIRECTION = "direction."
_DIRECTION_NAME = re.compile(r"direction\.[a-z][a-z0-9_]{1,39}")
ADVICE_SERVICES: Mapping[str, str] = {
    "educational_psychology": "educational psychology", "health": "health", "social_care": "social care",
    "speech_and_language": "speech and language therapy", "occupational_therapy": "occupational therapy", "other": "another service",
}
"""Whom a council asks for advice in an assessment, beside the school and the parent."""
ADVICE_WORDS: Mapping[str, str] = {
    service: "advice of the other service" if service == "other" else f"{words} advice" for service, words in ADVICE_SERVICES.items()
}
"""What each of them sends."""
RECEIPT = ("request_received", "council_says_received", "request_acknowledged")
"""What may tell on which day a council received the request, the surest first."""
REVIEW_DECISIONS = ("review_decision.keep", "review_decision.amend", "review_decision.cease")
"""What a council can decide after a review. The review is complete on the day the decision is sent, so each stands for that too."""
PHASE_TRANSFERS = ("phase_transfer.school", "phase_transfer.post16", "phase_transfer.between_post16")
"""The moves to a next phase of education."""


class UnknownName(Refused):
    """No event or fact has that name. The terminal treats it as wrong usage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventName:
    """One name of the vocabulary: its title in lists, who does it, and how a sentence speaks of it.

    ``happened`` starts a sentence that a day ends; ``noun`` names the day when it is day 0 of a period. ``planned`` events may lie in
    the future: a meeting, a move, a day that the Tribunal has fixed.
    """

    name: str
    title: str
    done_by: str
    happened: str
    noun: str = ""
    planned: bool = False


def _event(name: str, title: str, done_by: str, happened: str = "", noun: str = "", *, planned: bool = False) -> EventName:
    return EventName(name=name, title=title, done_by=done_by, happened=happened or title, noun=noun or happened or title, planned=planned)


def _request_events() -> Iterable[EventName]:
    yield _event("request_sent", "Request sent", "school", "The request was sent")
    yield _event("request_received", "Council received the request", "council", "The council received the request", "Receipt")
    yield _event(
        "council_says_received", "Day the council says it received the request", "council", "The council says it received the request",
        "The receipt that the council states",
    )
    yield _event(
        "request_acknowledged", "Council acknowledged the request", "council", "The council acknowledged the request", "The acknowledgement",
    )
    yield _event("head_notified", "Head teacher told of the request", "council", "The council told the head teacher of the request")
    yield _event("agreed_to_assess", "Council agreed to assess", "council", "The council agreed to assess", "The decision to assess")
    yield _event("refused_to_assess", "Council refused to assess", "council", "The council refused to assess", "The refusal to assess")
    yield _event(
        "decision_copied_to_school", "Copy of the decision sent to the school", "council", "The council sent the school a copy of its decision",
    )
    yield _event(
        "school_advice_requested", "Council asked the school for advice", "council", "The council asked the school for advice",
        "The call for the school’s advice",
    )
    yield _event("school_advice_sent", "School sent its advice", "school", "The school sent its advice")
    for service, words in ADVICE_SERVICES.items():
        yield _event(
            f"advice_requested.{service}", f"Council asked {words} for advice", "council", f"The council asked {words} for advice",
            f"The call for advice from {words}",
        )
        yield _event(f"advice_received.{service}", f"Advice came from {words}", "service", f"Advice came from {words}")
    yield _event(
        "decided_not_to_issue", "Council decided not to issue a plan", "council", "The council decided not to issue a plan",
        "The decision not to issue a plan",
    )
    yield _event("draft_plan_sent", "Council sent the draft plan", "council", "The council sent a draft plan", "Service of the draft plan")
    yield _event(
        "representations_received", "Parent’s views on the draft received", "parent", "The parent’s views on the draft were received",
    )
    yield _event("school_consulted", "Council consulted the school", "council", "The council consulted the school", "The consultation")
    yield _event(
        "consultation_reply_sent", "School replied to the consultation", "school", "The school replied to the consultation",
    )
    yield _event("final_plan_issued", "Council issued the final plan", "council", "The council issued the final plan", "The final plan")
    yield _event("refusal_reversed", "Council reversed its refusal", "council", "The council reversed its refusal", "The reversal")
    yield _event("request_withdrawn", "Request withdrawn", "parent", "The request was withdrawn")


def _plan_and_review_events() -> Iterable[EventName]:
    yield _event("plan_made", "Plan made", "council", "The plan was made", "The day the plan was made")
    yield _event(
        "review_completed", "Council’s review decision sent: the review is complete", "council", "The review was completed",
        "Completion of the last review",
    )
    yield _event("early_review_requested", "Early review asked for", "school", "An early review was asked for")
    yield _event("review_advice_requested", "School asked for advice for the review", "school", "Advice for the review was asked for")
    yield _event("review_notice_sent", "Notice of the review meeting sent", "school", "Notice of the review meeting was sent")
    yield _event("review_papers_circulated", "Advice circulated to all invited", "school", "The advice was circulated to all invited")
    yield _event("review_meeting", "Review meeting", "school", "The review meeting was held", "The review meeting", planned=True)
    yield _event("review_report_sent", "School sent its report of the review", "school", "The school sent its report of the review")
    yield _event(
        "review_decision.keep", "Council decided to keep the plan as it is", "council", "The council decided to keep the plan as it is",
        "The decision to keep the plan as it is",
    )
    yield _event(
        "review_decision.amend", "Council decided to amend the plan", "council", "The council decided to amend the plan",
        "The decision to amend the plan",
    )
    yield _event(
        "review_decision.cease", "Council decided to cease the plan", "council", "The council decided to cease the plan",
        "The decision to cease the plan",
    )
    yield _event(
        "amendment_notice_sent", "Council sent the plan with its proposed amendments", "council",
        "The council sent the plan with its proposed amendments", "Service of the proposed amendments",
    )
    yield _event(
        "amended_plan_issued", "Council issued the amended plan", "council", "The council issued the amended plan", "The amended plan",
    )
    yield _event(
        "decided_not_to_amend", "Council decided not to amend the plan", "council", "The council decided not to amend the plan",
        "The decision not to amend the plan",
    )
    yield _event(
        "phase_transfer.school", "Move to the next phase of school", "parent", "The move to the next phase of school is",
        "The move to the next phase", planned=True,
    )
    yield _event(
        "phase_transfer.post16", "Move from secondary school to a post-16 place", "parent", "The move to a post-16 place is",
        "The move to a post-16 place", planned=True,
    )
    yield _event(
        "phase_transfer.between_post16", "Move between post-16 institutions", "parent", "The move between post-16 institutions is",
        "The move between post-16 institutions", planned=True,
    )
    yield _event("cease_proposed", "Council proposed to cease the plan", "council", "The council proposed to cease the plan")
    yield _event("funding_changed", "Funding for the plan changed", "council", "The funding for the plan changed")
    yield _event("plan_ceased", "Plan ceased", "council", "The plan ceased")


def _move_and_reassessment_events() -> Iterable[EventName]:
    yield _event(
        "moved_area", "Family moved to another council’s area", "parent", "The family moved to another area", "The move", planned=True,
    )
    yield _event(
        "old_authority_aware", "Old council learned of the move", "council", "The old council learned of the move",
        "The day the old council learned of the move",
    )
    yield _event(
        "plan_transferred", "Plan transferred to the new council", "council", "The plan was transferred to the new council", "The transfer",
    )
    yield _event(
        "new_authority_letter", "New council told the parent its intentions", "council", "The new council told the parent its intentions",
    )
    yield _event(
        "new_icb_aware", "New health body learned of the move", "health", "The new health body learned of the move",
        "The day the new health body learned of the move",
    )
    yield _event(
        "icb_request_made", "New health body asked for a review or re-assessment", "health",
        "The new health body asked the council for a review",
    )
    yield _event(
        "reassessment_requested", "Council received the request for a re-assessment", "council",
        "The council received the request for a re-assessment", "Receipt of the request for a re-assessment",
    )
    yield _event(
        "agreed_to_reassess", "Council agreed to re-assess", "council", "The council agreed to re-assess", "The decision to re-assess",
    )
    yield _event(
        "refused_to_reassess", "Council refused to re-assess", "council", "The council refused to re-assess", "The refusal to re-assess",
    )
    yield _event("pupil_left", "Pupil left the school", "parent", "The pupil left the school", "The day the pupil left")


AGREEMENTS: Mapping[str, str] = {
    "assess": "to assess", "make_plan": "to make a plan", "reconsider": "to reconsider its decision", "amend": "to amend the plan",
    "name_school": "to name a school", "continue_plan": "to continue the plan", "other": "on a matter that cannot be appealed",
    "health": "on health matters alone",
}
ORDERS: Mapping[str, str] = {
    "assess": "to assess", "make_plan": "to make a plan", "reconsider": "to reconsider its decision", "amend": "to amend the plan",
    "name_school": "to name a school", "continue_plan": "to continue the plan",
}
CONCESSIONS: Mapping[str, str] = {
    "assess": "over its refusal to assess", "issue": "over its refusal to issue a plan", "contents": "over what the plan says",
    "school": "over the school named in the plan",
}


def _mediation_events() -> Iterable[EventName]:
    yield _event(
        "decision_letter_sent", "Council sent the decision letter with the right to appeal", "council", "The council sent its decision letter",
        "The decision letter",
    )
    yield _event(
        "mediation_adviser_contacted", "Parent contacted the mediation adviser", "parent", "The parent contacted the mediation adviser",
    )
    yield _event(
        "mediation_declined", "Parent told the adviser: no mediation", "parent", "The parent told the adviser that they do not want mediation",
        "The parent’s answer to the adviser",
    )
    yield _event(
        "mediation_certificate_issued", "Mediation certificate issued", "mediator", "The mediation certificate was issued",
        "The mediation certificate",
    )
    yield _event(
        "mediation_requested", "Parent told the council they want mediation", "parent", "The parent asked the council for mediation",
        "The parent’s request for mediation",
    )
    yield _event(
        "mediation_notice_given", "Council gave the date and place of the mediation", "council",
        "The council gave the date and place of the mediation",
    )
    yield _event("mediation_held", "Mediation meeting", "mediator", "The mediation was held", "The mediation meeting", planned=True)
    yield _event(
        "mediation_health_issue_raised", "A health matter was raised for mediation", "parent", "A health matter was raised for mediation",
        "The health matter",
    )
    yield _event("icb_notified", "Council told the health body", "council", "The council told the health body")
    yield _event(
        "mediation_concluded", "Mediation ended, or could not be arranged", "mediator", "The mediation ended", "The end of mediation",
    )
    for what, words in AGREEMENTS.items():
        yield _event(
            f"mediation_agreement.{what}", f"Written mediation agreement {words}", "council", f"The mediation agreement {words} was made",
            f"The mediation agreement {words}",
        )
    yield _event("mediation_agreement_carried_out", "Mediation agreement carried out", "council", "The mediation agreement was carried out")
    yield _event(
        "authority_notified", "Health body told the council of the agreement", "health", "The health body told the council of the agreement",
    )


def _tribunal_events() -> Iterable[EventName]:
    yield _event("appeal_lodged", "Tribunal received the appeal", "parent", "The Tribunal received the appeal")
    yield _event(
        "appeal_received_by_authority", "Council received the appeal", "council", "The council received the appeal",
        "The council’s receipt of the appeal",
    )
    yield _event(
        "authority_response_filed", "Council sent the Tribunal its response", "council", "The council sent the Tribunal its response",
    )
    yield _event("appeal_withdrawn", "Appeal withdrawn", "parent", "The appeal was withdrawn")
    yield _event("appeal_dismissed", "Appeal dismissed", "tribunal", "The appeal was dismissed")
    for what, words in ORDERS.items():
        yield _event(
            f"tribunal_order.{what}", f"Tribunal ordered the council {words}", "tribunal", f"The Tribunal ordered the council {words}",
            f"The Tribunal’s order {words}",
        )
    for what, words in CONCESSIONS.items():
        yield _event(
            f"authority_conceded.{what}", f"Council told the Tribunal it gives way {words}", "council",
            f"The council told the Tribunal that it gives way {words}", f"The council’s notice to the Tribunal that it gives way {words}",
        )
    yield _event(
        "tribunal_recommendation", "Tribunal recommended health or social care provision", "tribunal",
        "The Tribunal made its recommendation", "The Tribunal’s recommendation",
    )
    yield _event("recommendation_answered", "Recommendation answered in writing", "council", "The recommendation was answered")
    for name, words in KNOWN_DIRECTIONS.items():
        yield _direction(f"{DIRECTION}{name}", words)


KNOWN_DIRECTIONS: Mapping[str, str] = {
    "authority_response": "the council’s response", "attendance_form": "the attendance form", "case_management": "the case management hearing",
    "evidence_deadline": "the last day for evidence", "working_document": "the working document", "bundle": "the bundle",
    "hearing": "the hearing",
}


def _direction(name: str, words: str = "") -> EventName:
    said = words or name.removeprefix(DIRECTION).replace("_", " ")
    return _event(
        name, f"Tribunal’s day for {said}", "tribunal", f"The Tribunal’s day for {said} is", f"The Tribunal’s direction on {said}", planned=True,
    )


def _complaint_events() -> Iterable[EventName]:
    yield _event(
        "complaint_received", "Council received the parent’s complaint", "council", "The council received the complaint",
        "Receipt of the complaint",
    )
    yield _event(
        "complaint_acknowledged", "Council acknowledged the complaint", "council", "The council acknowledged the complaint",
        "The acknowledgement of the complaint",
    )
    yield _event("complaint_extended", "Council extended its time to answer", "council", "The council extended its time to answer")
    yield _event("complaint_answered", "Council answered the complaint", "council", "The council answered the complaint")
    yield _event("stage2_requested", "Parent asked for stage 2", "parent", "The parent asked for stage 2", "The request for stage 2")
    yield _event(
        "stage2_acknowledged", "Council acknowledged stage 2", "council", "The council acknowledged stage 2", "The acknowledgement of stage 2",
    )
    yield _event("stage2_answered", "Council answered at stage 2", "council", "The council answered at stage 2")
    yield _event(
        "matter_known", "Parent first knew of the matter", "parent", "The parent first knew of the matter",
        "The day the parent first knew of the matter",
    )
    yield _event("ombudsman_complaint_made", "Parent complained to the Ombudsman", "parent", "The parent complained to the Ombudsman")
    yield _event(
        "grounds_arose", "Grounds for judicial review first arose", "parent", "The grounds for judicial review first arose",
        "The day the grounds for judicial review first arose",
    )
    yield _event("claim_filed", "Claim for judicial review filed", "parent", "The claim for judicial review was filed")


def _record_events() -> Iterable[EventName]:
    yield _event(
        "sar_received", "School received a subject access request", "parent", "The school received the subject access request",
        "Receipt of the subject access request",
    )
    yield _event("sar_extended", "School extended its time, with reasons", "school", "The school extended its time to answer")
    yield _event("sar_answered", "School answered the subject access request", "school", "The school answered the subject access request")
    yield _event(
        "education_record_requested", "Parent asked in writing for the educational record", "parent", "The parent asked for the educational record",
        "The request for the educational record",
    )
    yield _event(
        "education_record_supplied", "School supplied the educational record", "school", "The school supplied the educational record",
    )
    yield _event("record_transferred", "Record sent to the next school", "school", "The record was sent to the next school")
    yield _event("date_of_birth", "Date of birth", "parent", "The date of birth is", "The date of birth")
    yield _event("record_destroyed", "Record destroyed", "school", "The record was destroyed")


def _support_events() -> Iterable[EventName]:
    yield _event("sen_support_started", "SEN support started", "school", "SEN support started", "The start of SEN support")
    yield _event("parents_told", "Parents told of SEN support", "school", "The parents were told of SEN support")
    yield _event(
        "parent_meeting_held", "Meeting with the parents held", "school", "A meeting with the parents was held",
        "The meeting with the parents",
    )
    yield _event(
        "sen_information_report_published", "SEN information report published", "school", "The SEN information report was published",
        "The SEN information report",
    )


EVENTS: tuple[EventName, ...] = (
    *_request_events(), *_plan_and_review_events(), *_move_and_reassessment_events(), *_mediation_events(), *_tribunal_events(),
    *_complaint_events(), *_record_events(), *_support_events(),
)


class _Vocabulary(dict[str, EventName]):
    """Every name, and those of the Tribunal's directions as they are met."""

    def __missing__(self, name: str) -> EventName:
        if not _DIRECTION_NAME.fullmatch(name):
            raise KeyError(name)
        return _direction(name)


class _Titles(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return EVENT_BY_NAME[name].title


EVENT_BY_NAME: Mapping[str, EventName] = _Vocabulary({event.name: event for event in EVENTS})
EVENT_NAMES: tuple[str, ...] = tuple(event.name for event in EVENTS)
EVENT_TITLES: Mapping[str, str] = _Titles({event.name: event.title for event in EVENTS})
ENDS_EVERYTHING = ("request_withdrawn", "moved_area", "pupil_left", "plan_ceased")
"""Each open step of the case ends with one of these; a new case may start."""
APPEALABLE = (
    "refused_to_assess", "decided_not_to_issue", "final_plan_issued", "amended_plan_issued", "decided_not_to_amend",
    "review_decision.cease", "refused_to_reassess",
)
"""Decisions that can be appealed. Each starts the appeal period by itself; a decision letter of its own day overrides its date."""
ORDERED = ("tribunal_order.", "authority_conceded.", "mediation_agreement.")
"""How the names of what starts times of its own begin: an order, a concession, an agreement."""


def is_event(name: str) -> bool:
    """Whether an event may be called so."""
    return name in EVENT_BY_NAME or _DIRECTION_NAME.fullmatch(name) is not None


def need_known(name: str, names: tuple[str, ...], kind: str) -> None:
    """Refuse a name that is not among these, with the nearest. Raises UnknownName."""
    if name in names:
        return
    near = get_close_matches(name, names, n=3)
    hint = f"did you mean {either(near)}?" if near else f"‘sendco-desk clock --names’ lists every {kind}."
    raise UnknownName(f"There is no {kind} called ‘{name}’: {hint}", field=kind)


def need_event(name: str) -> None:
    """Refuse a name that no event has. Raises UnknownName."""
    if not is_event(name):
        need_known(name, EVENT_NAMES, "event")
