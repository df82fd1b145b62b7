"""The rules of England's regime of 2014: Children and Families Act 2014 Part 3, the SEND Regulations 2014, the Code, and case law.

Each rule is data. Where sources disagree, both counts stand here with their reason, and nobody is called late on a day that one of
them allows. The law's text was read on the pages named; ``confidence`` says how sure the reading is.

Four readings deserve a sentence.

A reversed refusal: the refusal ended REQ-09, REQ-10 and REQ-15, and they stay ended. REQ-19 carries the duty from then on: twenty
weeks from the request, since the court holds that a concession made outside the Tribunal moves nothing. The Ombudsman has used 10
and 14 weeks from the reversal, and where the Tribunal or a mediation agreement comes in regulations 42, 44 and 45 give the same 10
and 14 weeks; they stand beside it, so that the council is late only when the last of the three has passed. The sixteen weeks of
REQ-09 are not revived: no source read says so, and "late" must never rest on silence. A second refusal after the reversal ends
REQ-19, because a refused request owes no plan.

A draft served again starts a window of its own, because the fifteen days are counted from the draft that the parent is asked about.

The school's six weeks for its advice stand in the Code, not in regulation 8, whose list names no school. A call that is repeated
before the school has answered is a reminder; one made after it is a new call.

A plan, or a decision against one, proves that the council agreed to assess by that day, so REQ-04 never grows later on the silence of
a notebook. It proves nothing of the copy that REQ-05 owes the school. No regulation ends that duty either, so it is not called ended:
whether the copy came is simply not known until its day is recorded.
"""

from datetime import date

from sendco_desk.statute.periods import AtLeastDays, DayOneCounts, WeeksFromNeeded, WithinDays, WithinWeeks
from sendco_desk.statute.rule import OwedBy, Repeats, Rule

COMMENCED = date(2014, 9, 1)
RECEIPT_FALLBACK = ("council_says_received", "request_acknowledged")
AFTER_ASSESSMENT = ("draft_plan_sent", "decided_not_to_issue", "final_plan_issued")
"""What only comes once the council has agreed to assess."""
RECEIPT_AS_DAY_ONE = DayOneCounts(because="receipt day counted as day 1 (DfE statistics)")
THREE_EXCEPTIONS = ("school_closed", "exceptional_circumstances", "absent_from_area")
CHASE = (
    "Note the breach and ask the case officer in writing, quoting the regulation, when it will be done; then the SEN manager, then the "
    "director. Tell the parent: only a parent or the young person can complain to the Ombudsman, appeal or go to court. The school can "
    "support them with its chronology."
)
FROM_REVERSAL = {
    "": "used by the Ombudsman (25 007 473)",
    "told_tribunal": "where the council told the Tribunal that it does not oppose the appeal (SEND Regulations 2014 reg 45)",
    "tribunal_order": "where the Tribunal ordered the assessment (SEND Regulations 2014 reg 44(2)(b))",
    "mediation_agreement": "where a mediation agreement says so (SEND Regulations 2014 regs 42(2) and 44(2)(b))",
}
NO_PLAN_FROM_REVERSAL = {route: f"10 weeks from the reversal, if no plan follows: {why}" for route, why in FROM_REVERSAL.items()}
PLAN_FROM_REVERSAL = {route: f"14 weeks from the reversal to the final plan: {why}" for route, why in FROM_REVERSAL.items()}

REQUEST_RULES: tuple[Rule, ...] = (
    Rule(
        id="REQ-04", title="Decide whether to assess", short="Council's decision",
        duty="decide whether to assess", owed_by=OwedBy.LOCAL_AUTHORITY,
        after="request_received", fallback=RECEIPT_FALLBACK, limit=WithinWeeks(6), met_by=("agreed_to_assess", "refused_to_assess"),
        implied_by=AFTER_ASSESSMENT,
        counting="The day of receipt is day 0, so the limit falls on the same weekday. The parent must have been told by then.",
        source="SEND Regulations 2014 reg 5(1)", citation="regs 4(1), 5(1); CFA s.36(5),(9); Code 9.17",
        page="https://www.legislation.gov.uk/uksi/2014/1530/regulation/5",
        status="statutory", confidence="high", since=COMMENCED, other_counts=(RECEIPT_AS_DAY_ONE,),
        exceptions=THREE_EXCEPTIONS, exceptions_source="SEND Regulations 2014 reg 5(4)",
        if_missed=CHASE + " A refusal can be appealed by the parent or the young person.",
    ),
    Rule(
        id="REQ-05", title="Copy the decision to the school", short="Copy to school",
        duty="send the school a copy of its decision", owed_by=OwedBy.LOCAL_AUTHORITY,
        after="request_received", fallback=RECEIPT_FALLBACK, limit=WithinWeeks(6), met_by=("decision_copied_to_school",),
        silent_after=AFTER_ASSESSMENT,
        counting="The same limit as the decision itself: the day of receipt is day 0, and the limit falls on the same weekday.",
        source="SEND Regulations 2014 reg 5(2)", citation="reg 5(2)",
        page="https://www.legislation.gov.uk/uksi/2014/1530/regulation/5",
        status="statutory", confidence="high", since=COMMENCED, other_counts=(RECEIPT_AS_DAY_ONE,),
        exceptions=THREE_EXCEPTIONS, exceptions_source="SEND Regulations 2014 reg 5(4)",
        if_missed="Ask the council for a copy of the decision letter.",
    ),
    Rule(
        id="REQ-08", title="Send the school's advice", short="School's advice",
        duty="send its advice", owed_by=OwedBy.SCHOOL,
        after="school_advice_requested", limit=WithinWeeks(6), met_by=("school_advice_sent",), repeats=Repeats.ONCE_ANSWERED,
        counting="The day the call for advice arrives is day 0, so the limit falls on the same weekday. School holidays count.",
        source="SEND Code of Practice 9.49", citation="Code 9.49 (and 9.44 chart); CFA s.28(1)-(2)",
        page="https://senmagazine.co.uk/content/support-advice/education-plans/2287/education-health-and-care-plans-explained-pt-2/",
        status="statutory guidance", confidence="medium", since=COMMENCED,
        note="The school's six weeks stand in the Code, not in the Regulations.",
        if_missed=(
            "This one is the school's own: send the advice now, and tell the council the day it will come if part of it is missing. "
            "The council's sixteen and twenty weeks go on running."
        ),
    ),
    Rule(
        id="REQ-09", title="Decide not to issue a plan", short="No-plan decision",
        duty="say so if it will not issue a plan", owed_by=OwedBy.LOCAL_AUTHORITY,
        after="request_received", fallback=RECEIPT_FALLBACK, limit=WithinWeeks(16), met_by=("decided_not_to_issue",),
        ended_by=("refused_to_assess", "draft_plan_sent", "final_plan_issued"),
        counting="Sixteen weeks from the first receipt, not from the decision to assess: day 0 is the day of receipt.",
        source="SEND Regulations 2014 reg 10(1)", citation="CFA s.36(9); reg 10(1)",
        page="https://www.legislation.gov.uk/uksi/2014/1530/regulation/10/made",
        status="statutory", confidence="high", since=COMMENCED, other_counts=(RECEIPT_AS_DAY_ONE,),
        exceptions=THREE_EXCEPTIONS, exceptions_source="SEND Regulations 2014 reg 10(4)",
        if_missed=CHASE + " A decision not to issue a plan can be appealed by the parent or the young person.",
    ),
    Rule(
        id="REQ-10", title="Send the draft plan", short="Draft plan",
        duty="send a draft plan", owed_by=OwedBy.LOCAL_AUTHORITY,
        after="request_received", fallback=RECEIPT_FALLBACK, limit=WithinWeeks(16), met_by=("draft_plan_sent",),
        ended_by=("refused_to_assess", "decided_not_to_issue", "final_plan_issued"),
        counting=(
            "Sixteen weeks from receipt, derived from the Code: the parent's fifteen days and the school's fifteen days must still fit "
            "before week twenty."
        ),
        source="SEND Code of Practice 9.41 and 9.44", citation="Code 9.41, 9.44 chart; reg 13",
        page="https://www.gov.uk/government/publications/send-code-of-practice-0-to-25",
        status="guidance (derived)", confidence="medium", since=COMMENCED, other_counts=(RECEIPT_AS_DAY_ONE,),
        note="No regulation fixes a day for the draft; this one is derived from the Code.",
        if_missed=(
            "Ask the council when the draft will come. From week seventeen on, the final plan can hardly be in time. No regulation fixes "
            "the day of the draft, so do not call it a breach."
        ),
    ),
    Rule(
        id="REQ-11", title="Give the parent 15 days on the draft plan", short="Parent's views",
        duty="give the parent 15 days on the draft plan", owed_by=OwedBy.LOCAL_AUTHORITY,
        after="draft_plan_sent", limit=AtLeastDays(15), met_by=("representations_received",), minimum_for="final_plan_issued",
        repeats=Repeats.EACH,
        counting="At least fifteen days beginning with the day of service, which is day 1. The final plan may follow on day 16.",
        source="SEND Regulations 2014 reg 13(1)(a)", citation="CFA s.38(2),(4); reg 13(1)(a)",
        page="https://www.legislation.gov.uk/uksi/2014/1530/regulation/13/made",
        status="statutory", confidence="high", since=COMMENCED,
        if_missed="A final plan issued inside the fifteen days is defective. Tell the parent, who can complain or appeal.",
    ),
    Rule(
        id="REQ-14", title="Reply to the council's consultation", short="School's reply",
        duty="reply to the consultation", owed_by=OwedBy.SCHOOL,
        after="school_consulted", limit=WithinDays(15), met_by=("consultation_reply_sent",), repeats=Repeats.EACH,
        counting="Fifteen calendar days, through holidays; the day the consultation arrives is day 0.",
        source="SEND Code of Practice 9.83", citation="Code 9.83, 9.44 chart",
        page="https://torbayfamilyhub.org.uk/topic/the-local-authoritys-duty-to-consult",
        status="statutory guidance", confidence="high", since=COMMENCED,
        other_counts=(DayOneCounts(because="consultation counted inclusively, its day as day 1"),),
        note="The council may name the school without a reply.",
        if_missed="This one is the school's own: reply now. Silence is not a refusal, and the council can name the school without a reply.",
    ),
    Rule(
        id="REQ-15", title="Issue the final plan", short="Final plan",
        duty="issue the final plan", owed_by=OwedBy.LOCAL_AUTHORITY,
        after="request_received", fallback=RECEIPT_FALLBACK, limit=WithinWeeks(20), met_by=("final_plan_issued",),
        ended_by=("refused_to_assess", "decided_not_to_issue"),
        counting="Twenty weeks from receipt, day 0, to the day the final plan is sent to the parent, the school and the health body.",
        source="SEND Regulations 2014 reg 13(2)", citation="CFA s.39(8)/40(5); reg 13(2); Code 9.42",
        page="https://www.legislation.gov.uk/uksi/2014/1530/regulation/13/made",
        status="statutory", confidence="high", since=COMMENCED, other_counts=(RECEIPT_AS_DAY_ONE,),
        exceptions=THREE_EXCEPTIONS, exceptions_source="SEND Regulations 2014 reg 13(3) with reg 10(4)",
        if_missed=CHASE,
    ),
    Rule(
        id="REQ-19", title="Issue the final plan after a reversed refusal", short="Final plan",
        duty="issue the final plan after its change of mind", owed_by=OwedBy.LOCAL_AUTHORITY,
        after="request_received", limit=WithinWeeks(20), met_by=("final_plan_issued",), ended_by=("decided_not_to_issue",),
        needs="refusal_reversed", undoes=("refused_to_assess", "decided_not_to_issue"),
        counting="Still twenty weeks from the first receipt where the council gives way outside the Tribunal.",
        source="R (W) v Hertfordshire [2023] EWHC 3138 (Admin)", citation="R (W) v Hertfordshire [2023] EWHC 3138 (Admin)",
        page="https://caselaw.nationalarchives.gov.uk/ewhc/admin/2023/3138",
        status="case law", confidence="high", since=COMMENCED,
        other_counts=(
            RECEIPT_AS_DAY_ONE,
            WeeksFromNeeded(weeks=10, because=NO_PLAN_FROM_REVERSAL),
            WeeksFromNeeded(weeks=14, because=PLAN_FROM_REVERSAL),
        ),
        exceptions=THREE_EXCEPTIONS, exceptions_source="SEND Regulations 2014 reg 13(3) with reg 10(4)",
        note="The council took its refusal back, and the court says that the twenty weeks from the request still stand.",
        if_missed="Show the council both dates: the twenty weeks that the court upholds and the weeks from the reversal. " + CHASE,
    ),
)
RULES: tuple[Rule, ...] = REQUEST_RULES
