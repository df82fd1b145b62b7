"""Annual reviews, amendments, and the moves between phases of education.

A review has one meeting, and a meeting that moves moves every day counted from it. Its end is the day on which the council sends its
decision, not the day of the meeting: the next twelve months run from there.
"""

from sendco_desk.statute.england_2014.shared import CHASE, COMMENCED
from sendco_desk.statute.events import REVIEW_DECISIONS
from sendco_desk.statute.other_counts import DaysApart
from sendco_desk.statute.periods import (
    AtLeastDays,
    BeforeDayOfYear,
    BeforeMonthsExpire,
    MonthsBefore,
    NoDay,
    WeeksBefore,
    WeeksBeforeDayOfYear,
    WeeksBeforeSpan,
    WithinWeeks,
)
from sendco_desk.statute.rule import OwedBy, Repeats, Rule

CLEAR_DAYS = DaysApart(days=-1, because="‘at least two weeks’ read as clear days")

REVIEW_RULES: tuple[Rule, ...] = (
    Rule(
        id="REV-01", title="Review the plan", short="Yearly review",
        duty="review the plan", owed_by=OwedBy.LOCAL_AUTHORITY, home=("plan",),
        after=("plan_made", "review_completed", *REVIEW_DECISIONS), limit=BeforeMonthsExpire(12),
        met_by=("review_completed", *REVIEW_DECISIONS), repeats=Repeats.LATER,
        taken_over=(("plan_transferred", "TRF-04"),),
        other_counts=(DaysApart(days=1, because="the twelve months counted from the day and not starting with it"),),
        counting=(
            "The first review is due within twelve months that start with the day the plan was made, each later one within twelve "
            "months that start with the last review. The last safe day is the day before the anniversary."
        ),
        source="Children and Families Act 2014 s.44(1)", citation="CFA s.44(1)",
        page="https://www.ipsea.org.uk/complaining-when-the-la-has-not-completed-an-annual-review",
        evidence="secondary seen (12 months); \"starting with\" wording from memory", status="statutory", confidence="medium", since=COMMENCED,
        note="A review is complete when the council’s decision is sent, not when the meeting is held.",
        if_missed="Tell the council and the parent that the review is overdue; the parent can complain.",
    ),
    Rule(
        id="REV-02", title="Consider reviews for a young child", short="Reviews under five",
        duty="consider a review every three to six months", owed_by=OwedBy.LOCAL_AUTHORITY, home=("plan",),
        limit=NoDay("every 3 to 6 months, for a child under five", kind="recommended"), shown_with=("plan_made",),
        counting=(
            "For a child under five the council should consider a review at least every three to six months. It is a recommendation, "
            "not a limit."
        ),
        source="SEND Code of Practice 9.178", citation="Code 9.178",
        page="https://worcestershire.gov.uk/worcestershire-education-and-early-years-services/support-services/inclusion-support-services/early-years-inclusion/early-years-inclusion-z-resources/annual-reviews",
        evidence="Code text seen", status="statutory guidance", confidence="high", since=COMMENCED,
        if_missed="Ask whether the council has considered it.",
    ),
    Rule(
        id="REV-03", title="Give notice of the review meeting", short="Notice of the meeting",
        duty="give notice of the review meeting", owed_by=OwedBy.SCHOOL, home=("annual_review",),
        after=("review_meeting",), limit=WeeksBefore(2), met_by=("review_notice_sent",), silent_after=("review_meeting",),
        repeats=Repeats.LAST, looks_back=12, other_counts=(CLEAR_DAYS,),
        counting=(
            "At least two weeks before the meeting: counted back from it, on the same weekday. Whoever reads ‘at least’ as clear days"
            " needs one day more."
        ),
        source="SEND Regulations 2014 reg 20(3) and 21(3)", citation="reg 20(3), 21(3)",
        page="https://www.legislation.gov.uk/uksi/2014/1530/regulation/20",
        evidence="reg text seen", status="statutory", confidence="high", since=COMMENCED,
        if_missed="Move the meeting to a day that leaves two weeks.",
    ),
    Rule(
        id="REV-04", title="Circulate the advice before the meeting", short="Papers out",
        duty="send the advice to everybody invited", owed_by=OwedBy.SCHOOL, home=("annual_review",),
        after=("review_meeting",), limit=WeeksBefore(2), met_by=("review_papers_circulated",), silent_after=("review_meeting",),
        repeats=Repeats.LAST, looks_back=12, other_counts=(CLEAR_DAYS,),
        counting=(
            "Advice is gathered from everybody invited and sent round at least two weeks before the meeting, so it has to be asked "
            "for four to six weeks ahead."
        ),
        source="SEND Regulations 2014 reg 20(4) and 21(4)", citation="reg 20(4), 21(4)",
        page="https://www.legislation.gov.uk/uksi/2014/1530/regulation/20",
        evidence="reg text seen", status="statutory", confidence="high", since=COMMENCED,
        if_missed="Send round what has come, and record who did not reply.",
    ),
    Rule(
        id="REV-05", title="Send the report of the review meeting", short="Report of the meeting",
        duty="send the report of the meeting to everybody invited", owed_by=OwedBy.SCHOOL, home=("annual_review",),
        after=("review_meeting",), limit=WithinWeeks(2), met_by=("review_report_sent",), repeats=Repeats.LAST,
        counting=(
            "Two weeks from the day of the meeting, day 0, to everybody who was invited. Where the child is at no school, the council"
            " writes it."
        ),
        source="SEND Regulations 2014 reg 20(7) to (9) and 21(7)", citation="reg 20(7)-(9), 21(7)",
        page="https://www.legislation.gov.uk/uksi/2014/1530/regulation/21/made",
        evidence="reg 21 text seen; reg 20 paragraph nos from memory", status="statutory", confidence="high", since=COMMENCED,
        if_missed="This one is the school’s own: send the report now. The council’s four weeks run from the meeting all the same.",
    ),
    Rule(
        id="REV-06", title="Decide after the review", short="Decision after review",
        duty="tell the parent or young person whether it will keep, amend or cease the plan", owed_by=OwedBy.LOCAL_AUTHORITY, home=("annual_review",),
        after=("review_meeting",), limit=WithinWeeks(4), met_by=REVIEW_DECISIONS,
        implied_by=("amendment_notice_sent", "amended_plan_issued", "review_completed"), repeats=Repeats.LAST,
        counting=(
            "Four weeks from the day of the meeting, day 0. Where the plan is to be amended, the proposed amendments must be sent at "
            "the same time (R (L, M and P) v Devon [2022])."
        ),
        source="SEND Regulations 2014 reg 20(10) and 22(2)", citation="reg 20(10), 22(2); L,M,P v Devon [2022] EWHC 493; Code 9.176",
        page="https://www.ipsea.org.uk/r-l-m-and-p-v-devon-county-council-2022-ewhc-493-admin",
        evidence="IPSEA + Staffs Code text seen", status="statutory", confidence="high", since=COMMENCED,
        note="Where the plan is to be amended, the proposed amendments are owed within the same four weeks.",
        if_missed=CHASE + " Without a decision letter the parent cannot appeal, so ask for it.",
    ),
    Rule(
        id="REV-07", title="Give the parent 15 days on the amendments", short="Parent’s views",
        duty="give the parent or young person 15 days on the proposed amendments", owed_by=OwedBy.LOCAL_AUTHORITY, home=("annual_review", "plan"),
        after=("amendment_notice_sent",), limit=AtLeastDays(15), met_by=("representations_received",), minimum_for="amended_plan_issued",
        repeats=Repeats.EACH,
        counting="At least fifteen days beginning with the day of service, which is day 1. The amended plan may follow on day 16.",
        source="SEND Regulations 2014 reg 22(2)(c)", citation="reg 22(2)(c)",
        page="https://www.legislation.gov.uk/uksi/2014/1530/regulation/22",
        evidence="reg text seen", status="statutory", confidence="high", since=COMMENCED,
        if_missed="An amended plan issued inside the fifteen days came too early. Tell the parent, who can take advice on it.",
    ),
    Rule(
        id="REV-08", title="Issue the amended plan", short="Amended plan",
        duty="issue the amended plan", owed_by=OwedBy.LOCAL_AUTHORITY, home=("annual_review",),
        after=("amendment_notice_sent",), limit=WithinWeeks(8), met_by=("amended_plan_issued",), ended_by=("decided_not_to_amend",),
        follows="review_meeting",
        counting="Eight weeks from the day the copy of the plan and the notice of amendments were sent, day 0.",
        source="SEND Regulations 2014 reg 22(3)", citation="reg 22(3)",
        page="https://www.legislation.gov.uk/uksi/2014/1530/regulation/22",
        evidence="reg text seen", status="statutory", confidence="high", since=COMMENCED,
        if_missed=CHASE,
    ),
    Rule(
        id="REV-09", title="Say if the plan will not be amended", short="Decision not to amend",
        duty="say so, with reasons, if it will not amend the plan", owed_by=OwedBy.LOCAL_AUTHORITY, home=("annual_review",),
        after=("amendment_notice_sent",), limit=WithinWeeks(8), met_by=("decided_not_to_amend",), ended_by=("amended_plan_issued",),
        follows="review_meeting",
        counting=(
            "Eight weeks from the day the copy of the plan and the notice of amendments were sent, day 0, with reasons and the right "
            "to appeal."
        ),
        source="SEND Regulations 2014 reg 22(4)", citation="reg 22(4)",
        page="https://www.legislation.gov.uk/uksi/2014/1530/regulation/22",
        evidence="reg text seen", status="statutory", confidence="high", since=COMMENCED,
        if_missed="Ask for the decision in writing: it can be appealed by the parent or the young person.",
    ),
    Rule(
        id="REV-10", title="Finish within twelve weeks of the meeting", short="Twelve weeks in all",
        duty="issue the amended plan within twelve weeks of the meeting", owed_by=OwedBy.LOCAL_AUTHORITY, home=("annual_review",),
        after=("review_meeting",), limit=WithinWeeks(12), met_by=("amended_plan_issued",),
        ended_by=("review_decision.keep", "review_decision.cease", "decided_not_to_amend"), silent_after=("review_completed",),
        asks_for=("review_decision.amend", "amendment_notice_sent"), quiet=True,
        repeats=Repeats.LAST,
        counting="Four weeks for the decision and eight for the plan make twelve at most, counted from the day of the meeting, day 0.",
        source="R (L, M and P) v Devon CC [2022] EWHC 493 (Admin)", citation="R (L,M,P) v Devon CC [2022] EWHC 493 (Admin)",
        page="https://www.ipsea.org.uk/r-l-m-and-p-v-devon-county-council-2022-ewhc-493-admin",
        evidence="seen", status="case law", confidence="high", since=COMMENCED,
        if_missed=CHASE,
    ),
    Rule(
        id="REV-11", title="Amend the plan before the move to the next phase", short="Plan for the move",
        duty="review and amend the plan before 15 February", owed_by=OwedBy.LOCAL_AUTHORITY, home=("phase_transfer",),
        after=("phase_transfer.school",), limit=BeforeDayOfYear(month=2, day=15), met_by=("amended_plan_issued",), repeats=Repeats.LAST,
        looks_back=12, may_look_back=18,
        other_counts=(DaysApart(days=1, because="the Code’s ‘by 15 February’ (9.179)"),),
        counting=(
            "Before 15 February of the calendar year of the move: the literal last day is 14 February. The Code says by 15 February, "
            "so a breach is asserted only after that day. A plan amended more than twelve months before the move is not taken to be for it."
        ),
        source="SEND Regulations 2014 reg 18(1)(b)", citation="reg 18(1)(b); Code 9.179",
        page="https://www.legislation.gov.uk/uksi/2014/1530/part/2/crossheading/reviews-and-reassessments",
        evidence="reg text seen", status="statutory", confidence="high", since=COMMENCED,
        note="A request still inside its twenty weeks does not fall under this regulation.",
        if_missed=CHASE,
    ),
    Rule(
        id="REV-12", title="Amend the plan before the move to post-16", short="Plan for post-16",
        duty="review and amend the plan before 31 March", owed_by=OwedBy.LOCAL_AUTHORITY, home=("phase_transfer",),
        after=("phase_transfer.post16",), limit=BeforeDayOfYear(month=3, day=31), met_by=("amended_plan_issued",), repeats=Repeats.LAST,
        looks_back=12, may_look_back=18,
        other_counts=(DaysApart(days=1, because="‘by 31 March’ instead of before it"),),
        counting=(
            "Before 31 March of the calendar year of the move: the literal last day is 30 March. A plan amended more than twelve months before"
            " the move is not taken to be for it."
        ),
        source="SEND Regulations 2014 reg 18(1)(a)", citation="reg 18(1)(a)",
        page="https://www.legislation.gov.uk/uksi/2014/1530/part/2/crossheading/reviews-and-reassessments",
        evidence="reg text seen", status="statutory", confidence="high", since=COMMENCED,
        if_missed=CHASE,
    ),
    Rule(
        id="REV-13", title="Amend the plan before a move between post-16 places", short="Plan for the move, post-16",
        duty="review and amend the plan at least five months before the move", owed_by=OwedBy.LOCAL_AUTHORITY, home=("phase_transfer",),
        after=("phase_transfer.between_post16",), limit=MonthsBefore(5), met_by=("amended_plan_issued",), repeats=Repeats.LAST,
        looks_back=12, may_look_back=18,
        counting=(
            "At least five months before the day of the move: the corresponding date five months earlier. A plan amended more than twelve"
            " months before the move is not taken to be for it."
        ),
        source="SEND Regulations 2014 reg 18(2)", citation="reg 18(2)",
        page="https://www.legislation.gov.uk/uksi/2014/1530/part/2/crossheading/reviews-and-reassessments",
        evidence="reg text seen", status="statutory", confidence="high", since=COMMENCED,
        if_missed=CHASE,
    ),
    Rule(
        id="REV-14", title="Hold the review meeting early enough", short="Last fitting meeting",
        duty="hold the review meeting early enough", owed_by=OwedBy.SCHOOL, home=("phase_transfer",),
        after=("phase_transfer.school", "phase_transfer.post16"),
        limit=WeeksBeforeDayOfYear(weeks=12, days=(("phase_transfer.school", 2, 14), ("phase_transfer.post16", 3, 30))),
        met_by=("review_meeting",), repeats=Repeats.LAST, looks_back=18,
        other_counts=(DaysApart(days=1, because="counted back from 15 February or 31 March itself"),),
        counting=(
            "Twelve weeks back from the last safe day for the amended plan (14 February, 30 March): a later meeting no longer leaves "
            "the council its full four and eight weeks."
        ),
        source="Derived from SEND Regulations 2014 reg 18 and R (L, M and P) v Devon [2022]", citation="derived from REV-10/11/12",
        page="https://www.legislation.gov.uk/uksi/2014/1530/part/2/crossheading/reviews-and-reassessments",
        evidence="derived", status="derived", confidence="medium", since=COMMENCED,
        note="This is planning, not law: no regulation fixes the day of the meeting.",
        if_missed=(
            "Hold the meeting as soon as two weeks’ notice allows, and tell the council in writing that the day before which the plan"
            " must be amended does not move."
        ),
    ),
    Rule(
        id="REV-15", title="Issue the amended plan outside a review", short="Amended plan",
        duty="issue the amended plan", owed_by=OwedBy.LOCAL_AUTHORITY, home=("plan",),
        after=("amendment_notice_sent",), limit=WithinWeeks(8), met_by=("amended_plan_issued",), ended_by=("decided_not_to_amend",),
        unless="review_meeting",
        counting=(
            "A council that amends the plan at any other time follows the same course as after a review: fifteen days for views, "
            "eight weeks from the notice to the plan."
        ),
        note="That regulation 28 asks for this was not read in a source: check it before relying on it.",
        source="SEND Regulations 2014 reg 28", citation="reg 28",
        page="https://www.legislation.gov.uk/uksi/2014/1530/part/2/crossheading/reviews-and-reassessments",
        evidence="memory", status="statutory", confidence="medium", since=COMMENCED,
        if_missed=CHASE,
    ),
    Rule(
        id="REV-16", title="Consult before ceasing a plan", short="Consulting before ceasing",
        duty="inform and consult the parent, the young person and the school before it ceases the plan",
        owed_by=OwedBy.LOCAL_AUTHORITY, home=("plan",),
        limit=NoDay("before it decides"), shown_with=("cease_proposed", "review_decision.cease"),
        counting=(
            "The council informs and consults first, then gives notice with the right to appeal. It cannot stop maintaining the plan "
            "until the time to appeal has ended or the appeal is decided."
        ),
        source="Children and Families Act 2014 s.45", citation="CFA s.45; regs 29-31",
        page="https://www.legislation.gov.uk/uksi/2014/1530/regulation/31/made",
        evidence="reg 31 text seen; s.45(4) memory", status="statutory", confidence="high", since=COMMENCED,
        if_missed="Keep the provision going, and tell the council that the time to appeal has not ended.",
    ),
    Rule(
        id="REV-17", title="Look ahead to adulthood", short="Preparing for adulthood",
        duty="consider preparation for adulthood", owed_by=OwedBy.LOCAL_AUTHORITY, home=("annual_review",),
        limit=NoDay("at each review from Year 9 on", kind="recurring"), shown_with=("review_meeting",),
        counting="At each review from Year 9 on the council must consider what prepares the young person for adulthood.",
        source="SEND Regulations 2014 reg 20(6) and 21(6)", citation="reg 20(6), 21(6)",
        page="https://www.legislation.gov.uk/uksi/2014/1530/regulation/21/made",
        evidence="reg text seen", status="statutory", confidence="high", since=COMMENCED,
        if_missed="Put it on the agenda of the meeting.",
    ),
    Rule(
        id="REV-18", title="Ask for an early review", short="Early review",
        duty="answer a request for an early review", owed_by=OwedBy.ANYBODY, home=("annual_review",),
        limit=NoDay("no day is fixed"), shown_with=("early_review_requested",),
        counting="Anybody may ask for an early review when needs change. The law gives the council no day by which to answer.",
        source="SEND Code of Practice, about 9.186 to 9.198", citation="CFA s.44(2) (re-assessment) ; Code 9.186-9.198 area",
        page="https://www.walthamforest.gov.uk/schools-education-and-learning/local-offer-special-educational-needs-and-disability-send/education-health-and-care-plans-ehcp/ehc-plans-annual-reviews",
        evidence="secondary seen", status="guidance", confidence="medium", since=COMMENCED,
        if_missed="Put the request in writing and ask again after fifteen days; that is local practice, not law.",
    ),
    Rule(
        id="PLAN-01", title="Ask for advice for the review", short="Ask for advice",
        duty="ask for advice for the review", owed_by=OwedBy.SCHOOL, home=("annual_review",),
        after=("review_meeting",), limit=WeeksBeforeSpan(earliest=6, weeks=4), met_by=("review_advice_requested",), repeats=Repeats.LAST,
        looks_back=12, silent_after=("review_meeting", "review_papers_circulated"),
        counting=(
            "Four to six weeks before the meeting: the advice has to be asked for, written and sent round two weeks before it. Some "
            "councils ask for four weeks at least."
        ),
        source="Derived from SEND Regulations 2014 reg 20(4)", citation="derived from REV-04",
        page="https://infolink.suffolk.gov.uk/kb5/suffolk/infolink/advice.page?id=Fd-ONIQX11M",
        evidence="one council’s page asks for views at least four weeks before", status="derived", confidence="medium", since=COMMENCED,
        note="This is planning, not law: only the two weeks of REV-04 are fixed.",
        if_missed="Ask now, and say by which day the advice is needed.",
    ),
)
