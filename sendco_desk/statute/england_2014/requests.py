"""The request for an EHC needs assessment, the assessment, and the plan.

Four readings deserve a sentence.

A reversed refusal: the refusal ended REQ-09, REQ-10 and REQ-15, and they stay ended. REQ-19 carries the duty from then on: twenty
weeks from the request, since the court holds that a concession made outside the Tribunal moves nothing. The Ombudsman has used 10
and 14 weeks from the reversal, and where the Tribunal or a mediation agreement comes in regulations 42, 44 and 45 give the same 10
and 14 weeks; they stand beside it, so that the council is late only when the last of the three has passed. The sixteen weeks of
REQ-09 are not revived: no source read says so, and "late" must never rest on silence. A second refusal after the reversal ends
REQ-19, because a refused request owes no plan.

A draft served again starts a window of its own, because the fifteen days are counted from the draft that the parent is asked about.

The school's six weeks for its advice stand in the Code, not in regulation 8, whose list names no school. A call that is repeated
before the school has answered is a reminder; one made after it is a new call. The same holds of each service asked for advice.

A plan, or a decision against one, proves that the council agreed to assess by that day, so REQ-04 never grows later on the silence of
a notebook. It proves nothing of the copy that REQ-05 owes the school. No regulation ends that duty either, so it is not called ended:
whether the copy came is simply not known until its day is recorded.
"""

from sendco_desk.statute.england_2014.shared import (
    AFTER_ASSESSMENT,
    CHASE,
    CO_OPERATION_EXCEPTIONS,
    COMMENCED,
    RECEIPT_AS_DAY_ONE,
    RECEIPT_FALLBACK,
    THREE_EXCEPTIONS,
)
from sendco_desk.statute.other_counts import DaysApart, WeeksFromNeeded
from sendco_desk.statute.periods import AtLeastDays, NoDay, WithinDays, WithinWeeks
from sendco_desk.statute.rule import OwedBy, Repeats, Rule

FROM_REVERSAL = {
    "": "used by the Ombudsman (25 007 473)",
    "told_tribunal": "where the council told the Tribunal that it does not oppose an appeal over a refusal to assess (SEND Regulations 2014 reg 45)",
    "tribunal_order": "where the Tribunal ordered the assessment (SEND Regulations 2014 reg 44(2)(b))",
    "mediation_agreement": "where a mediation agreement is to assess (SEND Regulations 2014 regs 42(2) and 44(2)(b))",
}
NO_PLAN_FROM_REVERSAL = {route: f"10 weeks from the reversal, if no plan follows: {why}" for route, why in FROM_REVERSAL.items()}
PLAN_FROM_REVERSAL = {route: f"14 weeks from the reversal to the final plan: {why}" for route, why in FROM_REVERSAL.items()}

REQUEST_RULES: tuple[Rule, ...] = (
    Rule(
        id="REQ-01", title="Ask for an assessment", short="The request",
        duty="send the request", owed_by=OwedBy.ANYBODY, home=("request",),
        limit=NoDay("the start of the clock", kind="start"), shown_with=("request_sent", "request_received"),
        counting=(
            "The clock starts on the day the council receives the request, not the day it is written, sent or seen by a panel. Keep "
            "what proves that day: an automatic reply, the portal’s stamp, a receipt."
        ),
        source="Children and Families Act 2014 s.36(1)", citation="CFA 2014 s.36(1); regs 5(1),10(1),13(2)",
        page="https://www.legislation.gov.uk/uksi/2014/1530/regulation/5",
        evidence="reg text seen; s.36(6) from memory", status="statutory", confidence="high", since=COMMENCED,
        note="A council that assessed the child in the last six months need not assess again (s.36(6), not read in a source).",
        if_missed="Nothing is owed here: the school, a parent or the young person may ask at any time.",
    ),
    Rule(
        id="REQ-02", title="Ask the parent whether to assess", short="Asking the parent",
        duty="consult the parent or young person", owed_by=OwedBy.LOCAL_AUTHORITY, home=("request",),
        limit=NoDay("as soon as practicable"), shown_with=("request_received",),
        counting="The Act says as soon as practicable and gives no number of days.",
        source="Children and Families Act 2014 s.36(4)", citation="CFA s.36(4); SEND Regs 2014 reg 3 (consult parent/YP)",
        page="https://www.legislation.gov.uk/ukpga/2014/6/section/36",
        evidence="memory; page not retrieved", status="statutory", confidence="medium", since=COMMENCED,
        if_missed="Note it, and ask the council to confirm that the parent or young person has been asked.",
    ),
    Rule(
        id="REQ-03", title="Tell the head teacher that an assessment is considered", short="Notice to the head",
        duty="notify the head teacher, the health body and social care", owed_by=OwedBy.LOCAL_AUTHORITY, home=("request",),
        limit=NoDay("as soon as practicable"), shown_with=("request_received",),
        counting="No number of days is given. The health body, social care and the head teacher must all be told.",
        source="SEND Regulations 2014 reg 4(2)", citation="reg 4(2)",
        page="https://www.legislation.gov.uk/uksi/2014/1530/regulation/4",
        evidence="reg text seen", status="statutory", confidence="high", since=COMMENCED,
        if_missed="The head should have been told. If not, ask the council in writing.",
    ),
    Rule(
        id="REQ-04", title="Decide whether to assess", short="Council’s decision",
        duty="decide whether to assess", owed_by=OwedBy.LOCAL_AUTHORITY, home=("request",),
        after=("request_received",), fallback=RECEIPT_FALLBACK, limit=WithinWeeks(6), met_by=("agreed_to_assess", "refused_to_assess"),
        implied_by=AFTER_ASSESSMENT, other_counts=(RECEIPT_AS_DAY_ONE,), exceptions=THREE_EXCEPTIONS,
        exceptions_source="SEND Regulations 2014 reg 5(4)",
        counting="The day of receipt is day 0, so the limit falls on the same weekday. The parent must have been told by then.",
        source="SEND Regulations 2014 reg 5(1)", citation="regs 4(1), 5(1); CFA s.36(5),(9); Code 9.17",
        page="https://www.legislation.gov.uk/uksi/2014/1530/regulation/5",
        evidence="reg text seen; JSC arithmetic", status="statutory", confidence="high", since=COMMENCED,
        if_missed=CHASE + " A refusal can be appealed by the parent or the young person.",
    ),
    Rule(
        id="REQ-05", title="Copy the decision to the school", short="Copy to school",
        duty="send the school a copy of its decision", owed_by=OwedBy.LOCAL_AUTHORITY, home=("request",),
        after=("request_received",), fallback=RECEIPT_FALLBACK, limit=WithinWeeks(6), met_by=("decision_copied_to_school",),
        silent_after=AFTER_ASSESSMENT, other_counts=(RECEIPT_AS_DAY_ONE,), exceptions=THREE_EXCEPTIONS,
        exceptions_source="SEND Regulations 2014 reg 5(4)",
        counting="The same limit as the decision itself: the day of receipt is day 0, and the limit falls on the same weekday.",
        source="SEND Regulations 2014 reg 5(2)", citation="reg 5(2)",
        page="https://www.legislation.gov.uk/uksi/2014/1530/regulation/5",
        evidence="reg text seen", status="statutory", confidence="high", since=COMMENCED,
        if_missed="Ask the council for a copy of the decision letter.",
    ),
    Rule(
        id="REQ-06", title="Gather advice", short="Advice for the assessment",
        duty="seek advice from those the regulations list", owed_by=OwedBy.LOCAL_AUTHORITY, home=("request",),
        limit=NoDay("as soon as practicable"), shown_with=("agreed_to_assess",),
        counting=(
            "The council asks the parent or young person, the head teacher, health, an educational psychologist, social care, anyone "
            "else it thinks right, anyone the parent reasonably asks for, and from Year 9 on someone on preparing for adulthood."
        ),
        source="SEND Regulations 2014 reg 6(1)", citation="reg 6(1)",
        page="https://edyourself.org/send-regulations/",
        evidence="reg 6(4) quoted on stored page", status="statutory", confidence="high", since=COMMENCED,
        note=(
            "Advice that exists need not be sought again where its author, the council and the parent or young person all agree that "
            "it is enough (reg 6(4))."
        ),
        if_missed="Ask the council whom it has asked, and when: a service has six weeks (REQ-07), and by the Code so has the school (REQ-08).",
    ),
    Rule(
        id="REQ-07", title="Send the advice that was asked for", short="Advice",
        duty="send the advice that the council asked for", owed_by=OwedBy.ADVICE_GIVER, home=("request", "reassessment"),
        after=("advice_requested",), limit=WithinWeeks(6), met_by=("advice_received",), repeats=Repeats.ONCE_ANSWERED, services=True,
        silent_after=("final_plan_issued", "decided_not_to_issue"),
        exceptions=CO_OPERATION_EXCEPTIONS, exceptions_source="SEND Regulations 2014 reg 8(2)",
        counting="Six weeks from the day the body receives the council’s request: that day is day 0, and the limit falls on the same weekday.",
        source="SEND Regulations 2014 reg 8(1)", citation="CFA s.31; reg 8(1)",
        page="https://www.legislation.gov.uk/uksi/2014/1530/regulation/8",
        evidence="secondary seen (edyourself, Code); s.31 list from memory", status="statutory", confidence="medium", since=COMMENCED,
        note=(
            "The council answers for its own sixteen and twenty weeks even where this advice is late, and in a re-assessment for its fourteen."
        ),
        if_missed=(
            "Ask the service when its advice will come, and tell the council that it is late. Late advice is no exception: the "
            "council still owes its own limits, and a shortage of psychologists is no defence."
        ),
    ),
    Rule(
        id="REQ-08", title="Send the school’s advice", short="School’s advice",
        duty="send its advice", owed_by=OwedBy.SCHOOL, home=("request", "reassessment"),
        after=("school_advice_requested",), limit=WithinWeeks(6), met_by=("school_advice_sent",), repeats=Repeats.ONCE_ANSWERED,
        silent_after=("final_plan_issued", "decided_not_to_issue"),
        counting=(
            "The day the call for advice arrives is day 0, so the limit falls on the same weekday. School holidays count: a closure of four"
            " weeks or more may give the council relief, not the school."
        ),
        source="SEND Code of Practice 9.49", citation="Code 9.49 (and 9.44 chart); CFA s.28(1)-(2)",
        page="https://senmagazine.co.uk/content/support-advice/education-plans/2287/education-health-and-care-plans-explained-pt-2/",
        evidence="s.28 text seen; six weeks via SEN Magazine; Code paragraph number from memory",
        status="statutory guidance", confidence="medium", since=COMMENCED,
        note="The school’s six weeks stand in the Code, not in the Regulations.",
        if_missed=(
            "This one is the school’s own: send the advice now, and tell the council the day it will come if part of it is missing. "
            "The council’s own limits go on running."
        ),
    ),
    Rule(
        id="REQ-09", title="Decide not to issue a plan", short="No-plan decision",
        duty="say so if it will not issue a plan", owed_by=OwedBy.LOCAL_AUTHORITY, home=("request",),
        after=("request_received",), fallback=RECEIPT_FALLBACK, limit=WithinWeeks(16), met_by=("decided_not_to_issue",),
        ended_by=("refused_to_assess", "draft_plan_sent", "final_plan_issued"), other_counts=(RECEIPT_AS_DAY_ONE,),
        exceptions=THREE_EXCEPTIONS, exceptions_source="SEND Regulations 2014 reg 10(4)",
        counting="Sixteen weeks from the first receipt, not from the decision to assess: day 0 is the day of receipt.",
        source="SEND Regulations 2014 reg 10(1)", citation="CFA s.36(9); reg 10(1)",
        page="https://www.legislation.gov.uk/uksi/2014/1530/regulation/10/made",
        evidence="reg text seen; JSC: 2 Apr 2025 -> 23 Jul 2025", status="statutory", confidence="high", since=COMMENCED,
        if_missed=CHASE + " A decision not to issue a plan can be appealed by the parent or the young person.",
    ),
    Rule(
        id="REQ-10", title="Send the draft plan", short="Draft plan",
        duty="send a draft plan", owed_by=OwedBy.LOCAL_AUTHORITY, home=("request",),
        after=("request_received",), fallback=RECEIPT_FALLBACK, limit=WithinWeeks(16), met_by=("draft_plan_sent",),
        ended_by=("refused_to_assess", "decided_not_to_issue", "final_plan_issued"), other_counts=(RECEIPT_AS_DAY_ONE,),
        counting=(
            "Sixteen weeks from receipt, derived from the Code: the parent’s fifteen days and the school’s fifteen days must still "
            "fit before week twenty."
        ),
        source="SEND Code of Practice 9.41 and 9.44", citation="Code 9.41, 9.44 chart; reg 13",
        page="https://www.gov.uk/government/publications/send-code-of-practice-0-to-25",
        evidence="secondary seen", status="guidance (derived)", confidence="medium", since=COMMENCED,
        note="No regulation fixes a day for the draft; this one is derived from the Code.",
        if_missed=(
            "Ask the council when the draft will come. From week seventeen on, the final plan can hardly be in time. No regulation "
            "fixes the day of the draft, so do not call it a breach."
        ),
    ),
    Rule(
        id="REQ-11", title="Give the parent 15 days on the draft plan", short="Parent’s views",
        duty="give the parent or young person 15 days on the draft plan", owed_by=OwedBy.LOCAL_AUTHORITY, home=("request", "reassessment"),
        after=("draft_plan_sent",), limit=AtLeastDays(15), met_by=("representations_received",), minimum_for="final_plan_issued",
        repeats=Repeats.EACH,
        counting="At least fifteen days beginning with the day of service, which is day 1. The final plan may follow on day 16.",
        source="SEND Regulations 2014 reg 13(1)(a)", citation="CFA s.38(2),(4); reg 13(1)(a)",
        page="https://www.legislation.gov.uk/uksi/2014/1530/regulation/13/made",
        evidence="reg text seen", status="statutory", confidence="high", since=COMMENCED,
        if_missed="A final plan issued inside the fifteen days is defective. Tell the parent, who can complain or appeal.",
    ),
    Rule(
        id="REQ-12", title="Meet the parent about the draft", short="Meeting on the draft",
        duty="arrange a meeting with an officer if the parent or young person asks for one", owed_by=OwedBy.LOCAL_AUTHORITY, home=("request",),
        limit=NoDay("inside the fifteen days, if the parent asks"), shown_with=("draft_plan_sent",),
        counting="The parent may ask for a meeting inside the fifteen days on the draft; no number of days is given for holding it.",
        source="SEND Regulations 2014 reg 13(1)(a)(ii)", citation="reg 13(1)(a)(ii)",
        page="https://www.legislation.gov.uk/uksi/2014/1530/regulation/13/made",
        evidence="reg text seen", status="statutory", confidence="high", since=COMMENCED,
        if_missed="Help the parent to ask for the meeting in writing, inside the fifteen days.",
    ),
    Rule(
        id="REQ-13", title="Consult a school before naming it", short="Consulting schools",
        duty="consult the school before naming it", owed_by=OwedBy.LOCAL_AUTHORITY, home=("request",),
        limit=NoDay("before the school is named"), shown_with=("draft_plan_sent", "school_consulted"),
        counting=(
            "The governing body or proprietor, and the council that maintains the school where that is another one, must be consulted"
            " before the school is named."
        ),
        source="Children and Families Act 2014 ss.39(2) and 40(3)", citation="CFA s.39(2), s.40(3)",
        page="https://www.legislation.gov.uk/ukpga/2014/6/section/39",
        evidence="secondary seen (Torbay, Essex SENDIASS)", status="statutory", confidence="high", since=COMMENCED,
        note=(
            "A parent’s choice can be refused only where the school is unsuitable for the child’s age, ability, aptitude or needs, or"
            " the child’s place is incompatible with the efficient education of others or the efficient use of resources (s.39(4))."
        ),
        if_missed="Tell the council in writing that the school was not consulted.",
    ),
    Rule(
        id="REQ-14", title="Reply to the council’s consultation", short="School’s reply",
        duty="reply to the consultation", owed_by=OwedBy.SCHOOL, home=("request", "consultation"),
        after=("school_consulted",), limit=WithinDays(15), met_by=("consultation_reply_sent",), repeats=Repeats.EACH,
        silent_after=("final_plan_issued",),
        other_counts=(DaysApart(days=-1, because="consultation counted inclusively, its day as day 1"),),
        counting="Fifteen calendar days, through holidays; the day the consultation arrives is day 0.",
        source="SEND Code of Practice 9.83", citation="Code 9.83, 9.44 chart",
        page="https://torbayfamilyhub.org.uk/topic/the-local-authoritys-duty-to-consult",
        evidence="secondary seen, says calendar days", status="statutory guidance", confidence="high", since=COMMENCED,
        note="The council may name the school without a reply.",
        if_missed="This one is the school’s own: reply now. Silence is not a refusal, and the council can name the school without a reply.",
    ),
    Rule(
        id="REQ-15", title="Issue the final plan", short="Final plan",
        duty="issue the final plan", owed_by=OwedBy.LOCAL_AUTHORITY, home=("request",),
        after=("request_received",), fallback=RECEIPT_FALLBACK, limit=WithinWeeks(20), met_by=("final_plan_issued",),
        ended_by=("refused_to_assess", "decided_not_to_issue"), other_counts=(RECEIPT_AS_DAY_ONE,), exceptions=THREE_EXCEPTIONS,
        exceptions_source="SEND Regulations 2014 reg 13(3) with reg 10(4)",
        counting="Twenty weeks from receipt, day 0, to the day the final plan is sent to the parent, the school and the health body.",
        source="SEND Regulations 2014 reg 13(2)", citation="CFA s.39(8)/40(5); reg 13(2); Code 9.42",
        page="https://www.legislation.gov.uk/uksi/2014/1530/regulation/13/made",
        evidence="reg text seen; JSC: 2 Apr 2025 -> 20 Aug 2025", status="statutory", confidence="high", since=COMMENCED,
        if_missed=CHASE,
    ),
    Rule(
        id="REQ-16", title="Tell the parent how to appeal", short="Notice of rights",
        duty="send notice of the right to appeal with the final plan", owed_by=OwedBy.LOCAL_AUTHORITY, home=("request",),
        limit=NoDay("with the final plan", kind="with"), shown_with=("final_plan_issued",),
        counting=(
            "The notice goes with the final plan: the right to appeal, its time limit, mediation, disagreement resolution, and where "
            "advice is to be had."
        ),
        source="SEND Regulations 2014 reg 14", citation="reg 14",
        page="https://edyourself.org/send-regulations/",
        evidence="secondary seen", status="statutory", confidence="high", since=COMMENCED,
        if_missed="Tell the parent: a missing notice is a ground for an appeal out of time.",
    ),
    Rule(
        id="REQ-17", title="Admit the child and secure the provision", short="Admission and provision",
        duty="admit the child", owed_by=OwedBy.SCHOOL, home=("request",),
        limit=NoDay("at once"), shown_with=("final_plan_issued",),
        counting=(
            "A school that is named must admit the child; no number of days is given. The council secures the provision of Section F "
            "from the day of the plan; cases speak of the bulk of it within about five weeks."
        ),
        source="Children and Families Act 2014 ss.42 and 43", citation="CFA s.42, s.43; Code 9.78, 9.83",
        page="https://caselaw.nationalarchives.gov.uk/ewhc/admin/2024/3362",
        evidence="judgment excerpt seen; s.43 memory", status="statutory", confidence="medium", since=COMMENCED,
        note="Section 43 does not bind a wholly independent school that is not approved under s.41.",
        if_missed=(
            "Admitting is the school’s own duty. Where provision fails, the council owes it under s.42, and it is the parent who "
            "complains."
        ),
    ),
    Rule(
        id="REQ-18", title="Finish after an exception", short="After an exception",
        duty="tell the parent or young person the reason for the delay and finish as quickly as possible",
        owed_by=OwedBy.LOCAL_AUTHORITY, home=("request",), limit=NoDay("as soon as the exception ends"), shown_with=("exception_claimed",),
        counting="When an exception ends, the council finishes as quickly as possible, and each step that follows keeps its own limit.",
        source="SEND Code of Practice 9.43", citation="Code 9.43",
        page="https://www.gov.uk/government/publications/send-code-of-practice-0-to-25",
        evidence="memory", status="statutory guidance", confidence="medium", since=COMMENCED,
        if_missed="Ask the council in writing which exception it relies on, and on what facts.",
    ),
    Rule(
        id="REQ-19", title="Issue the final plan after a reversed refusal", short="Final plan after the reversal",
        duty="issue the final plan after its change of mind", owed_by=OwedBy.LOCAL_AUTHORITY, home=("request",),
        after=("request_received",), limit=WithinWeeks(20), met_by=("final_plan_issued",), ended_by=("decided_not_to_issue",),
        needs="refusal_reversed", undoes=("refused_to_assess", "decided_not_to_issue"),
        other_counts=(
            RECEIPT_AS_DAY_ONE, WeeksFromNeeded(weeks=10, because=NO_PLAN_FROM_REVERSAL), WeeksFromNeeded(weeks=14, because=PLAN_FROM_REVERSAL),
        ),
        exceptions=THREE_EXCEPTIONS, exceptions_source="SEND Regulations 2014 reg 13(3) with reg 10(4)",
        counting="Still twenty weeks from the first receipt where the council gives way outside the Tribunal.",
        source="R (W) v Hertfordshire [2023] EWHC 3138 (Admin)", citation="R (W) v Hertfordshire [2023] EWHC 3138 (Admin)",
        page="https://caselaw.nationalarchives.gov.uk/ewhc/admin/2023/3138",
        evidence="IPSEA summary seen", status="case law", confidence="high", since=COMMENCED,
        note=(
            "The court says that the twenty weeks from the request still stand where a council takes its refusal back outside the Tribunal."
            " After an order, an agreement in mediation or a notice to the Tribunal, the weeks run from that: record its own day (TRB-01 to TRB-09)."
        ),
        if_missed="Show the council both dates: the twenty weeks that the court upholds and the weeks from the reversal. " + CHASE,
    ),
)
