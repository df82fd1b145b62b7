"""The kinds of case, and what each must hear of the cases it is linked to.

A case holds its own events. An appeal's order ends steps of the request it is about, and the request's final plan meets steps of the
appeal: so linked cases hear one another. What they hear counts like their own, but the steps it starts belong where it was recorded.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sendco_desk.domain.codes import CASE_KINDS
from sendco_desk.statute.events import AGREEMENTS, CONCESSIONS, DIRECTION, ORDERS, PHASE_TRANSFERS, REVIEW_DECISIONS

ASSESSMENT = frozenset({
    "request_sent", "request_received", "council_says_received", "request_acknowledged", "head_notified", "agreed_to_assess",
    "refused_to_assess", "decision_copied_to_school", "decided_not_to_issue", "refusal_reversed", "request_withdrawn",
})
REVIEW = frozenset({
    "early_review_requested", "review_advice_requested", "review_notice_sent", "review_papers_circulated", "review_meeting",
    "review_report_sent", "review_completed", *REVIEW_DECISIONS,
})
PHASES = frozenset(PHASE_TRANSFERS)
MOVE = frozenset({"old_authority_aware", "plan_transferred", "new_authority_letter", "new_icb_aware", "icb_request_made"})
REASSESSMENT = frozenset({"reassessment_requested", "agreed_to_reassess", "refused_to_reassess"})
AMENDMENT = frozenset({"amendment_notice_sent", "amended_plan_issued", "decided_not_to_amend"})
DISPUTE = frozenset({
    "decision_letter_sent", "mediation_adviser_contacted", "mediation_declined", "mediation_certificate_issued", "mediation_requested",
    "mediation_notice_given", "mediation_held", "mediation_health_issue_raised", "icb_notified", "mediation_concluded",
    *(f"mediation_agreement.{what}" for what in AGREEMENTS), "mediation_agreement_carried_out", "authority_notified", "appeal_lodged",
    "appeal_received_by_authority", "authority_response_filed", "appeal_withdrawn", "appeal_dismissed",
    *(f"tribunal_order.{what}" for what in ORDERS), *(f"authority_conceded.{what}" for what in CONCESSIONS), "tribunal_recommendation",
    "recommendation_answered",
})
COMPLAINT = frozenset({
    "complaint_received", "complaint_acknowledged", "complaint_extended", "complaint_answered", "stage2_requested", "stage2_acknowledged",
    "stage2_answered", "matter_known", "ombudsman_complaint_made", "grounds_arose", "claim_filed",
})
RECORDS = frozenset({
    "sar_received", "sar_extended", "sar_answered", "education_record_requested", "education_record_supplied", "record_transferred",
    "date_of_birth", "record_destroyed",
})
SUPPORT = frozenset({"sen_support_started", "parents_told", "parent_meeting_held", "sen_information_report_published"})

SIGNS: Mapping[str, frozenset[str]] = {
    "request": ASSESSMENT, "plan": frozenset({"plan_made", "cease_proposed", "funding_changed"}), "annual_review": REVIEW,
    "phase_transfer": PHASES, "consultation": frozenset(), "reassessment": REASSESSMENT, "move": MOVE, "appeal": DISPUTE,
    "complaint": COMPLAINT, "records": RECORDS, "support": SUPPORT,
}
"""The events that tell of which kind a case without a stated kind is."""


def kinds_of(names: Iterable[str]) -> tuple[str, ...]:
    """Which kinds of case these events speak of; a request where they tell nothing."""
    present = set(names)
    found = [kind for kind, signs in SIGNS.items() if not signs.isdisjoint(present)]
    if any(name.startswith(DIRECTION) for name in present) and "appeal" not in found:
        found.append("appeal")
    if not found and "school_consulted" in present:
        return ("consultation",)
    if not found and "moved_area" in present:
        return ("request", "move")
    if not found and "amendment_notice_sent" in present:
        return ("plan",)
    return tuple(found) or ("request",)


@dataclass(frozen=True, slots=True)
class Link:
    """One case as the links between a child's cases see it: its kind, and the case it is about, by any name that tells them apart."""

    kind: str
    about: str = ""


ABOUT: Mapping[str, tuple[str, ...]] = {
    "plan": ("request", "reassessment"), "annual_review": ("plan", "phase_transfer"), "phase_transfer": ("plan",),
    "reassessment": ("plan",), "move": ("plan",), "appeal": ("request", "annual_review", "plan", "reassessment", "phase_transfer"),
    "complaint": tuple(kind for kind in CASE_KINDS if kind not in ("complaint", "records")),
}
"""What a case of a kind can be about, the likeliest first."""

OUTCOMES = frozenset({"review_completed", *REVIEW_DECISIONS, "amended_plan_issued", "decided_not_to_amend"})
HEARD: Mapping[tuple[str, str], frozenset[str]] = {
    ("plan", "annual_review"): OUTCOMES, ("plan", "move"): frozenset({"plan_transferred", "moved_area", *OUTCOMES}),
    ("annual_review", "plan"): frozenset({"plan_made", "plan_ceased"}), ("move", "plan"): frozenset({"plan_made", "plan_ceased", *OUTCOMES}),
    ("move", "annual_review"): OUTCOMES, ("phase_transfer", "annual_review"): frozenset({"review_meeting", *OUTCOMES}),
    ("phase_transfer", "plan"): frozenset({"plan_ceased", "amended_plan_issued"}), ("reassessment", "plan"): frozenset({"plan_ceased"}),
}
"""(who hears, who is heard): the events that pass between two cases of one matter."""
NEIGHBOURS = frozenset({"appeal"})
"""Kinds that share every event with the case they are about, and it with them: a dispute and what is disputed are one story."""


def heard(mine: str, cases: Mapping[str, Link]) -> dict[str, frozenset[str] | None]:
    """From which other cases of the same child a case hears, and which events: None for all.

    ``mine`` names the case among ``cases``. Only cases of one matter hear one another: those joined by what they are about.
    """
    found: dict[str, frozenset[str] | None] = {}
    me = cases[mine]
    for name in matter_of(mine, cases):
        other = cases[name]
        direct = other.about == mine or me.about == name
        if direct and (me.kind in NEIGHBOURS or other.kind in NEIGHBOURS):
            found[name] = None
        elif (me.kind, other.kind) in HEARD:
            found[name] = HEARD[me.kind, other.kind]
    return found


def matter_of(mine: str, cases: Mapping[str, Link]) -> list[str]:
    """The other cases that are joined to this one by what they are about, in the order given."""
    joined, waiting = {mine}, [mine]
    while waiting:
        at = waiting.pop()
        for name, link in cases.items():
            if name not in joined and (link.about == at or cases[at].about == name):
                joined.add(name)
                waiting.append(name)
    return [name for name in cases if name in joined and name != mine]


FIRST_EVENTS: Mapping[str, tuple[str, ...]] = {
    "request": ("request_sent", "request_received", "head_notified", "school_advice_requested"), "plan": ("plan_made",),
    "annual_review": ("review_meeting", "early_review_requested"),
    "phase_transfer": PHASE_TRANSFERS,
    "consultation": ("school_consulted",), "reassessment": ("reassessment_requested",), "move": ("moved_area", "old_authority_aware"),
    "appeal": ("decision_letter_sent", "mediation_requested", "mediation_certificate_issued", "appeal_lodged"),
    "complaint": ("complaint_received",), "records": ("sar_received", "education_record_requested"),
}
"""The events that a case of a kind usually begins with: what the form that opens one asks for."""
