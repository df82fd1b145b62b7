"""The ordinary course of each kind of case: which event can come once which others stand. Its order is also the order of likelihood."""

from collections.abc import Mapping
from dataclasses import dataclass

from sendco_desk.statute.events import (
    ADVICE_SERVICES,
    AGREEMENTS,
    CONCESSIONS,
    KNOWN_DIRECTIONS,
    ORDERS,
    PHASE_TRANSFERS,
    RECEIPT,
    REVIEW_DECISIONS,
)

REFUSALS = ("refused_to_assess", "decided_not_to_issue")


@dataclass(frozen=True, slots=True)
class Follows:
    """An event that can come once one of ``after`` stands, unless one of ``unless`` does.

    One that ``leads_back`` takes the case back to an earlier place, so it does not tell how far the case has come.
    """

    name: str
    after: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    leads_back: bool = False


_DECIDED = ("agreed_to_assess", *REFUSALS, "draft_plan_sent", "final_plan_issued")
_PAST = (*_DECIDED, "refusal_reversed")
_HEARD = ("request_sent", *RECEIPT, "head_notified", "school_advice_requested", "refusal_reversed")
_SETTLED = (*REFUSALS, "final_plan_issued")


def _once(name: str, *after: str, unless: tuple[str, ...] = (), leads_back: bool = False) -> Follows:
    """An event that comes once."""
    return Follows(name, after, (name, *unless), leads_back)


def _advice(*after: str) -> tuple[Follows, ...]:
    """Advice asked of each service, and its coming. What was asked and not answered comes first."""
    asked = tuple(_once(f"advice_requested.{service}", *after, unless=_SETTLED) for service in ADVICE_SERVICES)
    came = tuple(_once(f"advice_received.{service}", f"advice_requested.{service}", unless=_SETTLED) for service in ADVICE_SERVICES)
    return (*came, *asked)


_DRAFT_TO_PLAN = (
    _once("school_consulted", "draft_plan_sent", unless=_SETTLED), _once("representations_received", "draft_plan_sent", unless=_SETTLED),
    _once("consultation_reply_sent", "school_consulted", unless=_SETTLED), _once("final_plan_issued", "draft_plan_sent", unless=REFUSALS),
)
_AMENDING = (
    _once("representations_received", "amendment_notice_sent", unless=("amended_plan_issued", "decided_not_to_amend")),
    _once("amended_plan_issued", "amendment_notice_sent", unless=("decided_not_to_amend",)),
    _once("decided_not_to_amend", "amendment_notice_sent", unless=("amended_plan_issued",)),
)
ASSESSMENT_ORDERED = (
    *(f"{by}.{what}" for by in ("tribunal_order", "mediation_agreement") for what in ("assess", "make_plan", "reconsider")),
    "authority_conceded.assess", "authority_conceded.issue",
)
"""What sends a case back to be assessed, or to have its plan made."""
_AMENDMENT_ORDERED = (
    "tribunal_order.amend", "tribunal_order.name_school", "mediation_agreement.amend", "mediation_agreement.name_school",
    "authority_conceded.contents", "authority_conceded.school",
)

COURSES: Mapping[str, tuple[Follows, ...]] = {
    "request": (
        Follows("request_sent", (), ("request_sent", *RECEIPT, "head_notified", "school_advice_requested", *_DECIDED)),
        _once("request_received"),
        _once("request_acknowledged", "request_sent", "request_received", unless=_PAST),
        _once("council_says_received", "request_sent", "request_received", unless=_PAST),
        _once("head_notified", *_HEARD, unless=_PAST),
        Follows("agreed_to_assess", _HEARD, _DECIDED),
        Follows("refused_to_assess", _HEARD, _PAST),
        _once("decision_copied_to_school", "agreed_to_assess", *REFUSALS, unless=("final_plan_issued",)),
        _once("school_advice_requested", *_HEARD, "agreed_to_assess", unless=_DECIDED[1:]),
        _once("school_advice_sent", "school_advice_requested", unless=_SETTLED),
        _once("draft_plan_sent", "agreed_to_assess", unless=_SETTLED),
        Follows("decided_not_to_issue", ("agreed_to_assess",), ("draft_plan_sent", *_SETTLED)),
        *_DRAFT_TO_PLAN,
        *_advice("agreed_to_assess"),
        Follows("refusal_reversed", REFUSALS, ("final_plan_issued",), leads_back=True),
    ),
    "plan": (
        _once("plan_made"),
        _once("amendment_notice_sent", "plan_made", unless=("amended_plan_issued", "decided_not_to_amend")),
        *_AMENDING,
        Follows("early_review_requested", ("plan_made",)),
        Follows("funding_changed", ("plan_made",)),
        _once("cease_proposed", "plan_made"),
    ),
    "annual_review": (
        _once("early_review_requested", unless=("review_notice_sent", "review_report_sent", *REVIEW_DECISIONS)),
        _once("review_meeting"),
        _once("review_advice_requested", "review_meeting", unless=("review_papers_circulated", "review_report_sent", *REVIEW_DECISIONS)),
        _once("review_notice_sent", "review_meeting", unless=("review_report_sent", *REVIEW_DECISIONS)),
        _once("review_papers_circulated", "review_meeting", unless=("review_report_sent", *REVIEW_DECISIONS)),
        _once("review_report_sent", "review_meeting"),
        *(Follows(name, ("review_meeting", "review_report_sent"), REVIEW_DECISIONS) for name in REVIEW_DECISIONS),
        _once("amendment_notice_sent", "review_meeting", "review_decision.amend", unless=("review_decision.keep", "review_decision.cease")),
        *_AMENDING,
        _once("cease_proposed", "review_meeting", unless=REVIEW_DECISIONS),
    ),
    "phase_transfer": (
        *(_once(move, unless=tuple(other for other in PHASE_TRANSFERS if other != move)) for move in PHASE_TRANSFERS),
        _once("review_meeting", *PHASE_TRANSFERS),
        _once("amendment_notice_sent", "review_meeting", unless=("amended_plan_issued",)),
        _once("amended_plan_issued", *PHASE_TRANSFERS),
    ),
    "consultation": (
        _once("school_consulted"), _once("consultation_reply_sent", "school_consulted"), _once("final_plan_issued", "school_consulted"),
    ),
    "reassessment": (
        _once("reassessment_requested"),
        _once("agreed_to_reassess", "reassessment_requested", unless=("refused_to_reassess",)),
        _once("refused_to_reassess", "reassessment_requested", unless=("agreed_to_reassess",)),
        _once("school_advice_requested", "agreed_to_reassess", unless=_SETTLED),
        _once("school_advice_sent", "school_advice_requested", unless=_SETTLED),
        _once("draft_plan_sent", "agreed_to_reassess", unless=_SETTLED),
        *_DRAFT_TO_PLAN,
        *_advice("agreed_to_reassess"),
    ),
    "move": (
        _once("moved_area"), _once("old_authority_aware"), _once("plan_transferred", "moved_area", "old_authority_aware"),
        _once("new_authority_letter", "plan_transferred"), _once("new_icb_aware", "moved_area", "plan_transferred"),
        _once("icb_request_made", "new_icb_aware"), _once("review_completed", "plan_transferred"),
    ),
    "appeal": (
        *(_once(name, *ASSESSMENT_ORDERED, unless=("final_plan_issued",), leads_back=True) for name in (
            "agreed_to_assess", "draft_plan_sent", "decided_not_to_issue", "final_plan_issued",
        )),
        _once("amended_plan_issued", *_AMENDMENT_ORDERED, leads_back=True),
        _once("decision_letter_sent"),
        _once("mediation_adviser_contacted", unless=("mediation_certificate_issued", "appeal_lodged")),
        _once("mediation_declined", unless=("mediation_requested", "mediation_certificate_issued")),
        _once("mediation_requested", unless=("mediation_declined", "mediation_certificate_issued")),
        _once("mediation_held", "mediation_requested"),
        _once("mediation_notice_given", "mediation_requested", "mediation_held"),
        _once("mediation_health_issue_raised", "mediation_requested", "mediation_held"),
        _once("icb_notified", "mediation_health_issue_raised"),
        *(_once(f"mediation_agreement.{what}", "mediation_requested", "mediation_held") for what in AGREEMENTS),
        _once("mediation_concluded", "mediation_held", "mediation_requested"),
        _once("mediation_agreement_carried_out", *(f"mediation_agreement.{what}" for what in AGREEMENTS)),
        _once("authority_notified", "mediation_agreement.health"),
        _once("mediation_certificate_issued", "mediation_declined", "mediation_concluded", "mediation_adviser_contacted"),
        _once("appeal_lodged", "decision_letter_sent", "mediation_certificate_issued", *REFUSALS, "final_plan_issued", "amended_plan_issued",
              "decided_not_to_amend", "review_decision.cease", "refused_to_reassess"),
        _once("appeal_received_by_authority", "appeal_lodged"),
        *(_once(f"direction.{name}", "appeal_lodged", "appeal_received_by_authority") for name in KNOWN_DIRECTIONS),
        _once("authority_response_filed", "appeal_received_by_authority"),
        *(_once(f"authority_conceded.{what}", "appeal_lodged", "appeal_received_by_authority") for what in CONCESSIONS),
        *(_once(f"tribunal_order.{what}", "appeal_lodged", "appeal_received_by_authority") for what in ORDERS),
        _once("tribunal_recommendation", "appeal_lodged", "appeal_received_by_authority"),
        _once("recommendation_answered", "tribunal_recommendation"),
        _once("appeal_withdrawn", "appeal_lodged"), _once("appeal_dismissed", "appeal_lodged"),
    ),
    "complaint": (
        _once("complaint_received"), _once("complaint_acknowledged", "complaint_received", unless=("complaint_answered",)),
        _once("complaint_extended", "complaint_received", "stage2_requested", unless=("stage2_answered",)),
        _once("complaint_answered", "complaint_received"),
        _once("stage2_requested", "complaint_received", "complaint_answered"),
        _once("stage2_acknowledged", "stage2_requested", unless=("stage2_answered",)), _once("stage2_answered", "stage2_requested"),
        _once("matter_known", "complaint_received"), _once("ombudsman_complaint_made", "complaint_answered", "stage2_answered", "matter_known"),
        _once("grounds_arose", "complaint_received"), _once("claim_filed", "grounds_arose"),
    ),
    "records": (
        _once("sar_received", unless=("education_record_requested",)), _once("education_record_requested", unless=("sar_received",)),
        _once("sar_extended", "sar_received", unless=("sar_answered",)), _once("sar_answered", "sar_received"),
        _once("education_record_supplied", "education_record_requested"), _once("record_transferred", "pupil_left"),
    ),
    "support": (
        _once("sen_support_started"), _once("parents_told", "sen_support_started"), Follows("parent_meeting_held", ("sen_support_started",)),
    ),
}

_LEAVING = (Follows("moved_area"), Follows("pupil_left"))
ENDINGS: Mapping[str, tuple[Follows, ...]] = {
    "request": (Follows("request_withdrawn", (*_HEARD, *_DECIDED), _SETTLED), *_LEAVING, Follows("plan_ceased", ("final_plan_issued",))),
    "plan": (*_LEAVING, Follows("plan_ceased", ("plan_made",))),
    "annual_review": (*_LEAVING, Follows("plan_ceased", ("review_decision.cease",))),
    "phase_transfer": (*_LEAVING, Follows("plan_ceased")),
    "reassessment": (Follows("request_withdrawn", ("reassessment_requested",), ("final_plan_issued",)), *_LEAVING),
    "consultation": (Follows("request_withdrawn", ("school_consulted",), ("final_plan_issued",)), Follows("moved_area")),
    "records": (Follows("pupil_left", (), ("pupil_left",)),),
    "appeal": _LEAVING,
}
"""What ends a case of each kind, offered last."""
