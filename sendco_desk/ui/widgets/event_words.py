"""Each event's icon and the few words for it where there is no room for its title: under the timeline, and in narrow tables."""

from collections.abc import Mapping

from sendco_desk.statute.events import ADVICE_SERVICES, AGREEMENTS, CONCESSIONS, DIRECTION, EVENT_TITLES, KNOWN_DIRECTIONS, ORDERS

_SERVICES = {
    "educational_psychology": "EP", "health": "Health", "social_care": "Social care", "speech_and_language": "SALT",
    "occupational_therapy": "OT", "other": "Service",
}
_AGREED = {
    "assess": "Agreed: assess", "make_plan": "Agreed: a plan", "reconsider": "Agreed: reconsider", "amend": "Agreed: amend",
    "name_school": "Agreed: a school", "continue_plan": "Agreed: continue", "other": "Agreement", "health": "Health agreement",
}
_ORDERED = {
    "assess": "Order: assess", "make_plan": "Order: a plan", "reconsider": "Order: reconsider", "amend": "Order: amend",
    "name_school": "Order: a school", "continue_plan": "Order: continue",
}
_CONCEDED = {"assess": "Gave way: assess", "issue": "Gave way: issue", "contents": "Gave way: contents", "school": "Gave way: school"}

SHORT_EVENTS: Mapping[str, tuple[str, str]] = {
    "request_sent": ("export", "Request sent"), "request_received": ("requests", "Request received"),
    "council_says_received": ("council", "Council’s date of receipt"), "request_acknowledged": ("mail", "Acknowledged"),
    "head_notified": ("mail", "Head told"), "agreed_to_assess": ("decision", "Will assess"),
    "refused_to_assess": ("decision", "Will not assess"), "decision_copied_to_school": ("letter", "Decision copied"),
    "school_advice_requested": ("mail", "Advice asked for"), "school_advice_sent": ("export", "Advice sent"),
    "decided_not_to_issue": ("decision", "No plan"), "draft_plan_sent": ("document", "Draft plan"),
    "representations_received": ("voice", "Parent’s views"), "school_consulted": ("mail", "School consulted"),
    "consultation_reply_sent": ("export", "School replied"), "final_plan_issued": ("shield", "Final plan"),
    "refusal_reversed": ("undo", "Refusal reversed"), "request_withdrawn": ("close", "Withdrawn"), "moved_area": ("home", "Moved area"),
    "pupil_left": ("person", "Pupil left"), "plan_ceased": ("close", "Plan ceased"),
    **{f"advice_requested.{name}": ("mail", f"{_SERVICES[name]} asked") for name in ADVICE_SERVICES},
    **{f"advice_received.{name}": ("document", f"{_SERVICES[name]} advice") for name in ADVICE_SERVICES},
    "plan_made": ("shield", "Plan made"), "review_completed": ("review", "Review complete"),
    "early_review_requested": ("mail", "Early review asked"), "review_advice_requested": ("mail", "Advice asked for"),
    "review_notice_sent": ("letter", "Notice sent"), "review_papers_circulated": ("clip", "Papers out"),
    "review_meeting": ("meeting", "Meeting"), "review_report_sent": ("export", "Report sent"),
    "review_decision.keep": ("decision", "Plan kept"), "review_decision.amend": ("decision", "Plan to be amended"),
    "review_decision.cease": ("decision", "Plan to cease"), "amendment_notice_sent": ("document", "Amendments sent"),
    "amended_plan_issued": ("shield", "Amended plan"), "decided_not_to_amend": ("decision", "Not amended"),
    "phase_transfer.school": ("school", "Move to next phase"), "phase_transfer.post16": ("school", "Move to post-16"),
    "phase_transfer.between_post16": ("school", "Post-16 move"), "cease_proposed": ("mail", "Ceasing proposed"),
    "funding_changed": ("council", "Funding changed"), "old_authority_aware": ("council", "Old council knew"),
    "plan_transferred": ("export", "Plan transferred"), "new_authority_letter": ("letter", "New council wrote"),
    "new_icb_aware": ("medical", "Health body knew"), "icb_request_made": ("mail", "Health body asked"),
    "reassessment_requested": ("requests", "Re-assessment asked"), "agreed_to_reassess": ("decision", "Will re-assess"),
    "refused_to_reassess": ("decision", "Will not re-assess"), "decision_letter_sent": ("letter", "Decision letter"),
    "mediation_adviser_contacted": ("phone", "Adviser rung"), "mediation_declined": ("close", "No mediation"),
    "mediation_certificate_issued": ("document", "Certificate"), "mediation_requested": ("mail", "Mediation asked"),
    "mediation_notice_given": ("letter", "Notice of mediation"), "mediation_held": ("meeting", "Mediation"),
    "mediation_health_issue_raised": ("medical", "Health matter"), "icb_notified": ("medical", "Health body told"),
    "mediation_concluded": ("check", "Mediation ended"), **{f"mediation_agreement.{what}": ("check", _AGREED[what]) for what in AGREEMENTS},
    "mediation_agreement_carried_out": ("done", "Carried out"), "authority_notified": ("mail", "Council told"),
    "appeal_lodged": ("requests", "Appeal lodged"), "appeal_received_by_authority": ("council", "Council has appeal"),
    "authority_response_filed": ("export", "Council’s response"), "appeal_withdrawn": ("close", "Appeal withdrawn"),
    "appeal_dismissed": ("close", "Appeal dismissed"), **{f"tribunal_order.{what}": ("decision", _ORDERED[what]) for what in ORDERS},
    **{f"authority_conceded.{what}": ("undo", _CONCEDED[what]) for what in CONCESSIONS},
    "tribunal_recommendation": ("decision", "Recommendation"), "recommendation_answered": ("letter", "Answered"),
    **{f"{DIRECTION}{name}": ("calendar", words[:1].upper() + words[1:]) for name, words in KNOWN_DIRECTIONS.items()},
    "complaint_received": ("requests", "Complaint received"), "complaint_acknowledged": ("mail", "Acknowledged"),
    "complaint_extended": ("more", "Time extended"), "complaint_answered": ("letter", "Answered"),
    "stage2_requested": ("requests", "Stage 2 asked"), "stage2_acknowledged": ("mail", "Stage 2 acknowledged"),
    "stage2_answered": ("letter", "Stage 2 answered"),
    "matter_known": ("eye", "Parent knew"), "ombudsman_complaint_made": ("export", "To the Ombudsman"), "grounds_arose": ("info", "Grounds arose"),
    "claim_filed": ("export", "Claim filed"), "sar_received": ("requests", "Request received"), "sar_extended": ("more", "Time extended"),
    "sar_answered": ("export", "Answered"), "education_record_requested": ("requests", "Record asked for"),
    "education_record_supplied": ("export", "Record supplied"), "record_transferred": ("export", "Record sent on"),
    "date_of_birth": ("person", "Born"), "record_destroyed": ("bin", "Record destroyed"), "sen_support_started": ("provision", "SEN support"),
    "parents_told": ("mail", "Parents told"), "parent_meeting_held": ("meeting", "Parents met"),
    "sen_information_report_published": ("document", "SEN report"),
}
"""An event's icon and the few words for it."""


def short_event(name: str) -> tuple[str, str]:
    """The icon and the few words for an event; of a direction with a name of its own, those of any direction."""
    return SHORT_EVENTS.get(name) or ("calendar" if name.startswith(DIRECTION) else "note", EVENT_TITLES[name])
