"""A child with a plan who moves to another council's area, and the re-assessment of a child who has a plan.

Once a plan is transferred, the new council's review (TRF-04) takes over from the yearly review of the old one (REV-01): only the later
of its two days can be overdue. Where nobody recorded when the old council learned of the move, it is not called late.
"""

from sendco_desk.statute.england_2014.shared import CHASE, COMMENCED, THREE_EXCEPTIONS
from sendco_desk.statute.events import REVIEW_DECISIONS
from sendco_desk.statute.other_counts import DaysApart, EndOfShortMonth
from sendco_desk.statute.periods import BeforeMonthsExpire, NoDay, SameDay, WithinDays, WithinWeeks, WorkingDaysBeginningWith
from sendco_desk.statute.rule import OwedBy, Repeats, Rule, When

MOVE_RULES: tuple[Rule, ...] = (
    Rule(
        id="TRF-01", title="Transfer the plan on the day of the move", short="Transfer of the plan",
        duty="transfer the plan on the day of the move", owed_by=OwedBy.OLD_AUTHORITY, home=("move",),
        after=("moved_area",), limit=SameDay(), met_by=("plan_transferred",), repeats=Repeats.LAST, when=When.KNEW_IN_TIME,
        asks_for=("old_authority_aware",), survives=("moved_area", "pupil_left"),
        counting="On the day of the move, where the old council knew of it at least fifteen working days before.",
        source="SEND Regulations 2014 reg 15(2)", citation="reg 15(2)",
        page="https://www.legislation.gov.uk/uksi/2014/1530/regulation/15/made",
        evidence="reg text seen", status="statutory", confidence="high", since=COMMENCED,
        if_missed="Ask the old council on which day it learned of the move, and the new one whether the plan has come.",
    ),
    Rule(
        id="TRF-02", title="Transfer the plan after late notice of the move", short="Transfer after late notice",
        duty="transfer the plan", owed_by=OwedBy.OLD_AUTHORITY, home=("move",),
        after=("old_authority_aware",), limit=WorkingDaysBeginningWith(15), met_by=("plan_transferred",), when=When.LEARNT_LATE,
        asks_for=("moved_area",), survives=("moved_area", "pupil_left"),
        counting="Fifteen working days beginning with the day the old council learned of the move; that day is day 1 if it is a working day.",
        source="SEND Regulations 2014 reg 15(2)", citation="reg 15(2)",
        page="https://www.legislation.gov.uk/uksi/2014/1530/regulation/15/made",
        evidence="reg text seen", status="statutory", confidence="high", since=COMMENCED,
        note="The regulations seen do not define a working day: Monday to Friday less bank holidays is used.",
        if_missed="Ask the old council in writing to transfer the plan, quoting the day it learned of the move.",
    ),
    Rule(
        id="TRF-03", title="Tell the parent what the new council will do", short="Letter of the new council",
        duty="tell the parent or young person that the plan has come, whether it will re-assess, and when it will review",
        owed_by=OwedBy.NEW_AUTHORITY, home=("move",),
        after=("plan_transferred",), limit=WithinWeeks(6), met_by=("new_authority_letter",), survives=("moved_area", "pupil_left"),
        counting="Six weeks from the day of the transfer, day 0.",
        source="SEND Regulations 2014 reg 15(4)", citation="reg 15(4)",
        page="https://www.legislation.gov.uk/uksi/2014/1530/regulation/15/made",
        evidence="reg text seen", status="statutory", confidence="high", since=COMMENCED,
        if_missed=CHASE,
    ),
    Rule(
        id="TRF-04a", title="Review within twelve months of the last review", short="Twelve months",
        duty="review the plan", owed_by=OwedBy.NEW_AUTHORITY, home=("move",),
        after=("plan_made", "review_completed", *REVIEW_DECISIONS), limit=BeforeMonthsExpire(12),
        met_by=("review_completed", *REVIEW_DECISIONS), needs="plan_transferred",
        repeats=Repeats.LATER, survives=("moved_area", "pupil_left"),
        other_counts=(EndOfShortMonth(months=12, because="the last day of the month, which has no corresponding date"),),
        counting="A period of twelve months beginning with the day the plan was made or last reviewed. The later of this and TRF-04b governs.",
        source="SEND Regulations 2014 reg 15(5)(a)", citation="reg 15(5)(a)",
        page="https://www.legislation.gov.uk/uksi/2014/1530/regulation/15/made",
        evidence="reg text seen", status="statutory", confidence="high", since=COMMENCED,
        if_missed="See TRF-04: only the later of the two days governs.",
    ),
    Rule(
        id="TRF-04b", title="Review within three months of the transfer", short="Three months",
        duty="review the plan", owed_by=OwedBy.NEW_AUTHORITY, home=("move",),
        after=("plan_transferred",), limit=BeforeMonthsExpire(3), met_by=("review_completed", *REVIEW_DECISIONS),
        survives=("moved_area", "pupil_left"),
        other_counts=(DaysApart(days=1, because="the three months counted from the day and not beginning with it"),),
        counting="A period of three months beginning with the day of the transfer. The later of this and TRF-04a governs.",
        source="SEND Regulations 2014 reg 15(5)(b)", citation="reg 15(5)(b)",
        page="https://www.legislation.gov.uk/uksi/2014/1530/regulation/15/made",
        evidence="memory", status="statutory", confidence="medium", since=COMMENCED,
        if_missed="See TRF-04: only the later of the two days governs.",
    ),
    Rule(
        id="TRF-05", title="Maintain the plan from the transfer on", short="Plan as the new council’s own",
        duty="maintain the plan as if it had made it", owed_by=OwedBy.NEW_AUTHORITY, home=("move",),
        limit=SameDay(), shown_with=("plan_transferred",),
        counting=(
            "From the day of the transfer the plan counts as made by the new council. Where the school named is impracticable, it "
            "arranges another until the plan is amended."
        ),
        source="SEND Regulations 2014 reg 15(3) and (6)", citation="reg 15(3),(6)",
        page="https://www.ipsea.org.uk/moving-to-a-new-local-authority",
        evidence="secondary seen", status="statutory", confidence="high", since=COMMENCED,
        if_missed="Keep to the plan as it stands, and ask the new council for what it must secure.",
    ),
    Rule(
        id="TRF-06", title="Health body asks for a review after a move", short="Health body’s request",
        duty="ask the council to review or re-assess if the provision is impracticable", owed_by=OwedBy.HEALTH_BODY, home=("move",),
        after=("new_icb_aware",), limit=WorkingDaysBeginningWith(15), met_by=("icb_request_made",), survives=("moved_area", "pupil_left"),
        right=True,
        counting=(
            "The old health body tells the new one; the new one has fifteen working days, beginning with the day it learned of the "
            "move, to ask for a review or re-assessment if the provision is impracticable."
        ),
        source="SEND Regulations 2014 reg 16", citation="reg 16",
        page="https://www.swindon.gov.uk/info/20210/frequently_asked_questions_faqs_about_send/1476/send_faqs_education_health_and_care_ehc_plans",
        evidence="secondary seen", status="statutory", confidence="medium", since=COMMENCED,
        if_missed="Ask the health body whether it can make the provision in the plan.",
    ),
    Rule(
        id="RAS-01", title="Decide whether to re-assess", short="Decision to re-assess",
        duty="say whether it will re-assess", owed_by=OwedBy.LOCAL_AUTHORITY, home=("reassessment",),
        after=("reassessment_requested",), limit=WithinDays(15), met_by=("agreed_to_reassess", "refused_to_reassess"),
        implied_by=("draft_plan_sent", "final_plan_issued"),
        counting=(
            "Fifteen calendar days from receipt of the request, day 0. The council may refuse where it assessed less than six months ago or "
            "where another assessment is not necessary (reg 24)."
        ),
        source="SEND Regulations 2014 reg 25(1)", citation="CFA s.44(2); reg 25(1)",
        page="https://www.legislation.gov.uk/uksi/2014/1530/part/2/crossheading/reviews-and-reassessments",
        evidence="memory; number corroborated by brief, not by a page", status="statutory", confidence="medium", since=COMMENCED,
        note="The fifteen days were not read in a source, so check the regulation before relying on them.",
        if_missed="Ask for the decision in writing: a refusal can be appealed by the parent or the young person.",
    ),
    Rule(
        id="RAS-02", title="Finish the re-assessment", short="Plan after re-assessment",
        duty="issue the final plan after re-assessment", owed_by=OwedBy.LOCAL_AUTHORITY, home=("reassessment",),
        after=("agreed_to_reassess",), limit=WithinWeeks(14), met_by=("final_plan_issued",), exceptions=THREE_EXCEPTIONS,
        exceptions_source="SEND Regulations 2014 reg 27(3)",
        counting="Fourteen weeks from the day the council said that it would re-assess, day 0.",
        source="SEND Regulations 2014 reg 27(2)", citation="reg 27(2)",
        page="https://www.legislation.gov.uk/uksi/2014/1530/regulation/27/made",
        evidence="reg text seen", status="statutory", confidence="high", since=COMMENCED,
        if_missed=CHASE,
    ),
    Rule(
        id="TRF-04", title="Review the plan after the move", short="Review after the move", duty="review the plan",
        owed_by=OwedBy.NEW_AUTHORITY, home=("move",), limit=NoDay("the later of TRF-04a and TRF-04b"), parts=("TRF-04a", "TRF-04b"),
        met_by=("review_completed", *REVIEW_DECISIONS), survives=("moved_area", "pupil_left"),
        counting="The later of twelve months from the last review (TRF-04a) and three months from the transfer (TRF-04b) governs.",
        source="SEND Regulations 2014 reg 15(5)", citation="reg 15(5)", page="https://www.legislation.gov.uk/uksi/2014/1530/regulation/15/made",
        evidence="reg text seen; the three months from memory", status="statutory", confidence="medium", since=COMMENCED,
        note="The three months of TRF-04b were not read in a source: check the regulation before relying on them.",
        if_missed="Ask the new council when it will review the plan.",
    ),
)
