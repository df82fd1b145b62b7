"""What the Tribunal has ordered, what a council has given way on, and what was agreed in mediation.

An order starts times of its own and ends those of the request that it replaces. An agreement in mediation on a matter that can be
appealed is treated as an order (DIS-08), so the same rules start from it. A council that gives way starts the times of regulation 45.
"""

from datetime import date

from sendco_desk.statute.england_2014.shared import AFTER_ASSESSMENT, COMMENCED, ORDER_EXCEPTIONS, ORDER_MISSED
from sendco_desk.statute.periods import SameDay, WithinWeeks
from sendco_desk.statute.rule import OwedBy, Rule

BEFORE_RESPONSE = "This runs only from a notice given before the council’s response was due; after that a consent order is needed."
REG_45 = "SEND Regulations 2014 reg 45"
REG_45_AMENDED = f"{REG_45} (as amended by SI 2015/359)"
REG_45_CITED = "reg 45 as amended by SI 2015/359 (in force 23 Mar 2015)"
AMENDED = date(2015, 3, 23)
"""The day from which regulation 45 gives a council that gives way the times of TRB-09."""
FROM_NOTICE = (
    "Counted from the day the council notified the Tribunal, day 0. Only a notice before its response is due starts this; after that a "
    "consent order is needed."
)

ORDER_RULES: tuple[Rule, ...] = (
    Rule(
        id="TRB-01", title="Say that it will assess, as ordered", short="Notice to assess",
        duty="say that it will assess", owed_by=OwedBy.LOCAL_AUTHORITY, home=("appeal",),
        after=("tribunal_order.assess", "mediation_agreement.assess"), limit=WithinWeeks(2), met_by=("agreed_to_assess", "agreed_to_reassess"),
        implied_by=AFTER_ASSESSMENT, replaces=("REQ-04", "REQ-09", "REQ-10", "REQ-15", "REQ-19"),
        through=(("mediation_agreement.assess", "DIS-08"),), exceptions=ORDER_EXCEPTIONS,
        exceptions_source="SEND Regulations 2014 reg 44(3)", absence_weeks=2,
        counting="Two weeks from the date of the order, day 0.",
        source="SEND Regulations 2014 reg 44(2)(b)", citation="reg 44(2)(b)",
        page="https://sendfamilymagic.mykajabi.com/blog/appeal-guidance",
        evidence="reg text seen", status="statutory", confidence="high", since=COMMENCED,
        if_missed=ORDER_MISSED,
    ),
    Rule(
        id="TRB-02", title="Say after the ordered assessment if there is no plan", short="No-plan decision",
        duty="say so if it will not issue a plan", owed_by=OwedBy.LOCAL_AUTHORITY, home=("appeal",),
        after=("tribunal_order.assess", "mediation_agreement.assess"), limit=WithinWeeks(10), met_by=("decided_not_to_issue",),
        ended_by=("draft_plan_sent", "final_plan_issued"), through=(("mediation_agreement.assess", "DIS-08"),), exceptions=ORDER_EXCEPTIONS,
        exceptions_source="SEND Regulations 2014 reg 44(3)", absence_weeks=2,
        counting="Ten weeks from the date of the order, day 0, where no plan follows.",
        source="SEND Regulations 2014 reg 44(2)(b)(i)", citation="reg 44(2)(b)(i)",
        page="https://sendfamilymagic.mykajabi.com/blog/appeal-guidance",
        evidence="seen", status="statutory", confidence="high", since=COMMENCED,
        if_missed=ORDER_MISSED,
    ),
    Rule(
        id="TRB-03", title="Issue the final plan after the ordered assessment", short="Plan after assessment",
        duty="issue the final plan", owed_by=OwedBy.LOCAL_AUTHORITY, home=("appeal",),
        after=("tribunal_order.assess", "mediation_agreement.assess"), limit=WithinWeeks(14), met_by=("final_plan_issued",),
        ended_by=("decided_not_to_issue",), through=(("mediation_agreement.assess", "DIS-08"),), exceptions=ORDER_EXCEPTIONS,
        exceptions_source="SEND Regulations 2014 reg 44(3)", absence_weeks=2,
        counting="Fourteen weeks from the date of the order, day 0, where a plan follows.",
        source="SEND Regulations 2014 reg 44(2)(b)(ii)", citation="reg 44(2)(b)(ii)",
        page="https://sendfamilymagic.mykajabi.com/blog/appeal-guidance",
        evidence="seen", status="statutory", confidence="high", since=COMMENCED,
        if_missed=ORDER_MISSED,
    ),
    Rule(
        id="TRB-04a", title="Send the draft plan, as ordered", short="Draft plan",
        duty="send the draft plan", owed_by=OwedBy.LOCAL_AUTHORITY, home=("appeal",),
        after=("tribunal_order.make_plan", "mediation_agreement.make_plan"), limit=WithinWeeks(5), met_by=("draft_plan_sent",),
        implied_by=("final_plan_issued",), replaces=("REQ-09", "REQ-10", "REQ-15", "REQ-19"),
        through=(("mediation_agreement.make_plan", "DIS-08"),), exceptions=ORDER_EXCEPTIONS,
        exceptions_source="SEND Regulations 2014 reg 44(3)", absence_weeks=2,
        counting="Five weeks from the date of the order, day 0.",
        source="SEND Regulations 2014 reg 44(2)(c)(i)", citation="reg 44(2)(c)(i)",
        page="https://sendfamilymagic.mykajabi.com/blog/appeal-guidance",
        evidence="reg text seen", status="statutory", confidence="high", since=COMMENCED,
        if_missed=ORDER_MISSED,
    ),
    Rule(
        id="TRB-04b", title="Issue the final plan, as ordered", short="Final plan",
        duty="issue the final plan", owed_by=OwedBy.LOCAL_AUTHORITY, home=("appeal",),
        after=("tribunal_order.make_plan", "mediation_agreement.make_plan"), limit=WithinWeeks(11), met_by=("final_plan_issued",),
        through=(("mediation_agreement.make_plan", "DIS-08"),), exceptions=ORDER_EXCEPTIONS,
        exceptions_source="SEND Regulations 2014 reg 44(3)", absence_weeks=2,
        counting="Eleven weeks from the date of the order, day 0.",
        source="SEND Regulations 2014 reg 44(2)(c)(ii)", citation="reg 44(2)(c)(ii)",
        page="https://sendfamilymagic.mykajabi.com/blog/appeal-guidance",
        evidence="reg text seen", status="statutory", confidence="high", since=COMMENCED,
        if_missed=ORDER_MISSED,
    ),
    Rule(
        id="TRB-05", title="Reconsider, as ordered", short="Reconsideration",
        duty="reconsider, and send a draft or say that there is no plan", owed_by=OwedBy.LOCAL_AUTHORITY, home=("appeal",),
        after=("tribunal_order.reconsider", "mediation_agreement.reconsider"), limit=WithinWeeks(2),
        met_by=("draft_plan_sent", "decided_not_to_issue"), through=(("mediation_agreement.reconsider", "DIS-08"),),
        exceptions=ORDER_EXCEPTIONS, exceptions_source="SEND Regulations 2014 reg 44(3)", absence_weeks=2,
        counting="Two weeks from the date of the order that sends the case back, day 0.",
        note="The two weeks were not read in a source: check the regulation before relying on them.",
        source="SEND Regulations 2014 reg 44(2)(d)", citation="reg 44(2)(d)",
        page="https://www.legislation.gov.uk/uksi/2014/1530/part/2/crossheading/appeals",
        evidence="memory", status="statutory", confidence="medium", since=COMMENCED,
        if_missed=ORDER_MISSED,
    ),
    Rule(
        id="TRB-06", title="Amend the plan, as ordered", short="Amended plan",
        duty="issue the amended plan", owed_by=OwedBy.LOCAL_AUTHORITY, home=("appeal",),
        after=("tribunal_order.amend", "mediation_agreement.amend"), limit=WithinWeeks(5), met_by=("amended_plan_issued",),
        through=(("mediation_agreement.amend", "DIS-08"),),
        counting="Five weeks from the date of the order, day 0.",
        source="SEND Regulations 2014 reg 44(2)(e)", citation="reg 44(2)(e)",
        page="https://caselaw.nationalarchives.gov.uk/ewhc/admin/2024/3362",
        evidence="cited in JSH judgment excerpt", status="statutory", confidence="high", since=COMMENCED,
        if_missed=ORDER_MISSED,
    ),
    Rule(
        id="TRB-07", title="Name the school, as ordered", short="School named",
        duty="issue the plan with the school named", owed_by=OwedBy.LOCAL_AUTHORITY, home=("appeal",),
        after=("tribunal_order.name_school", "mediation_agreement.name_school"), limit=WithinWeeks(2), met_by=("amended_plan_issued",),
        through=(("mediation_agreement.name_school", "DIS-08"),),
        taken_over=(("tribunal_order.amend", "TRB-06"), ("mediation_agreement.amend", "TRB-06")),
        counting=(
            "Two weeks from the date of an order that names a school or type of school and nothing else, day 0. Where the order also "
            "changes what the plan says, it is five weeks (TRB-06)."
        ),
        source="SEND Regulations 2014 reg 44(2)(f)", citation="reg 44(2)(f)",
        page="https://www.sendadvicesurrey.org.uk/information-advice-and-resources/appeals/withdrawingstopping-an-appeal",
        evidence="secondary seen", status="statutory", confidence="high", since=COMMENCED,
        if_missed=ORDER_MISSED,
    ),
    Rule(
        id="TRB-08", title="Continue the plan, as ordered", short="Plan continues",
        duty="continue the plan", owed_by=OwedBy.LOCAL_AUTHORITY, home=("appeal",),
        after=("tribunal_order.continue_plan", "mediation_agreement.continue_plan"), limit=SameDay(),
        through=(("mediation_agreement.continue_plan", "DIS-08"),),
        counting="At once, on the date of the order; any amendments within five weeks.",
        source="SEND Regulations 2014 reg 44(2)(g) and (h)", citation="reg 44(2)(g),(h)",
        page="https://www.sendadvicesurrey.org.uk/information-advice-and-resources/appeals/withdrawingstopping-an-appeal",
        evidence="secondary seen", status="statutory", confidence="medium", since=COMMENCED,
        if_missed=ORDER_MISSED,
    ),
    Rule(
        id="TRB-09a", title="Say that it will assess, after giving way", short="Notice to assess, conceded",
        duty="say that it will assess", owed_by=OwedBy.LOCAL_AUTHORITY, home=("appeal",),
        after=("authority_conceded.assess",), limit=WithinWeeks(2), met_by=("agreed_to_assess", "agreed_to_reassess"),
        implied_by=AFTER_ASSESSMENT, replaces=("REQ-04", "REQ-09", "REQ-10", "REQ-15", "REQ-19"), exceptions=ORDER_EXCEPTIONS,
        exceptions_source=REG_45, absence_weeks=2,
        counting=f"Two weeks. {FROM_NOTICE}",
        source=REG_45_AMENDED, citation=REG_45_CITED,
        page="https://www.legislation.gov.uk/uksi/2015/359",
        evidence="reg text seen", status="statutory", confidence="high", since=AMENDED,
        note=BEFORE_RESPONSE, if_missed=ORDER_MISSED,
    ),
    Rule(
        id="TRB-09b", title="Say if there is no plan, after giving way", short="No-plan decision, conceded",
        duty="say so if it will not issue a plan", owed_by=OwedBy.LOCAL_AUTHORITY, home=("appeal",),
        after=("authority_conceded.assess",), limit=WithinWeeks(10), met_by=("decided_not_to_issue",),
        ended_by=("draft_plan_sent", "final_plan_issued"), exceptions=ORDER_EXCEPTIONS, exceptions_source=REG_45,
        absence_weeks=2,
        counting=f"Ten weeks, where no plan follows. {FROM_NOTICE}",
        source=REG_45_AMENDED, citation=REG_45_CITED,
        page="https://www.legislation.gov.uk/uksi/2015/359",
        evidence="reg text seen", status="statutory", confidence="high", since=AMENDED,
        note=BEFORE_RESPONSE, if_missed=ORDER_MISSED,
    ),
    Rule(
        id="TRB-09c", title="Issue the final plan, after giving way", short="Plan after assessment, conceded",
        duty="issue the final plan", owed_by=OwedBy.LOCAL_AUTHORITY, home=("appeal",),
        after=("authority_conceded.assess",), limit=WithinWeeks(14), met_by=("final_plan_issued",), ended_by=("decided_not_to_issue",),
        exceptions=ORDER_EXCEPTIONS, exceptions_source=REG_45, absence_weeks=2,
        counting=f"Fourteen weeks, where a plan follows. {FROM_NOTICE}",
        source=REG_45_AMENDED, citation=REG_45_CITED,
        page="https://www.legislation.gov.uk/uksi/2015/359",
        evidence="reg text seen", status="statutory", confidence="high", since=AMENDED,
        note=BEFORE_RESPONSE, if_missed=ORDER_MISSED,
    ),
    Rule(
        id="TRB-09d", title="Send the draft plan, after giving way", short="Draft plan, conceded",
        duty="send the draft plan", owed_by=OwedBy.LOCAL_AUTHORITY, home=("appeal",),
        after=("authority_conceded.issue",), limit=WithinWeeks(5), met_by=("draft_plan_sent",), implied_by=("final_plan_issued",),
        replaces=("REQ-09", "REQ-10", "REQ-15", "REQ-19"), exceptions=ORDER_EXCEPTIONS, exceptions_source=REG_45,
        absence_weeks=2,
        counting=f"Five weeks. {FROM_NOTICE}",
        source=REG_45_AMENDED, citation=REG_45_CITED,
        page="https://www.sendadvicesurrey.org.uk/information-advice-and-resources/appeals/withdrawingstopping-an-appeal",
        evidence="secondary seen", status="statutory", confidence="high", since=AMENDED,
        note=BEFORE_RESPONSE, if_missed=ORDER_MISSED,
    ),
    Rule(
        id="TRB-09e", title="Issue the final plan, after giving way", short="Final plan, conceded",
        duty="issue the final plan", owed_by=OwedBy.LOCAL_AUTHORITY, home=("appeal",),
        after=("authority_conceded.issue",), limit=WithinWeeks(11), met_by=("final_plan_issued",), exceptions=ORDER_EXCEPTIONS,
        exceptions_source=REG_45, absence_weeks=2,
        counting=f"Eleven weeks. {FROM_NOTICE}",
        source=REG_45_AMENDED, citation=REG_45_CITED,
        page="https://www.sendadvicesurrey.org.uk/information-advice-and-resources/appeals/withdrawingstopping-an-appeal",
        evidence="secondary seen", status="statutory", confidence="high", since=AMENDED,
        note=BEFORE_RESPONSE, if_missed=ORDER_MISSED,
    ),
    Rule(
        id="TRB-09f", title="Amend the plan, after giving way", short="Amended plan, conceded",
        duty="issue the amended plan", owed_by=OwedBy.LOCAL_AUTHORITY, home=("appeal",),
        after=("authority_conceded.contents",), limit=WithinWeeks(5), met_by=("amended_plan_issued",), exceptions=ORDER_EXCEPTIONS,
        exceptions_source=REG_45, absence_weeks=2,
        counting=f"Five weeks. {FROM_NOTICE}",
        source=REG_45_AMENDED, citation=REG_45_CITED,
        page="https://www.legislation.gov.uk/uksi/2015/359",
        evidence="reg text seen", status="statutory", confidence="high", since=AMENDED,
        note=BEFORE_RESPONSE, if_missed=ORDER_MISSED,
    ),
    Rule(
        id="TRB-09g", title="Name the school, after giving way", short="School named, conceded",
        duty="issue the plan with the school named", owed_by=OwedBy.LOCAL_AUTHORITY, home=("appeal",),
        after=("authority_conceded.school",), limit=WithinWeeks(2), met_by=("amended_plan_issued",),
        taken_over=(("authority_conceded.contents", "TRB-09f"),), exceptions=ORDER_EXCEPTIONS,
        exceptions_source=REG_45, absence_weeks=2,
        counting=f"Two weeks. {FROM_NOTICE}",
        source=REG_45_AMENDED, citation=REG_45_CITED,
        page="https://www.sendadvicesurrey.org.uk/information-advice-and-resources/appeals/withdrawingstopping-an-appeal",
        evidence="secondary seen", status="statutory", confidence="high", since=AMENDED,
        note=BEFORE_RESPONSE, if_missed=ORDER_MISSED,
    ),
    Rule(
        id="TRB-10", title="Answer the Tribunal’s recommendation", short="Answer to a recommendation",
        duty="answer the recommendation in writing", owed_by=OwedBy.HEALTH_OR_SOCIAL_CARE, home=("appeal",),
        after=("tribunal_recommendation",), limit=WithinWeeks(5), met_by=("recommendation_answered",),
        counting="Five weeks from the recommendation, day 0, unless the Tribunal sets another time. The recommendation does not bind.",
        source="SEND (First-tier Tribunal Recommendations Power) Regulations 2017", citation=(
            "SEND (FtT Recommendations Power) Regs 2017 (SI 2017/1306)"
        ),
        page="https://www.legislation.gov.uk/uksi/2017/1306",
        evidence="memory", status="statutory", confidence="low", since=date(2018, 4, 3),
        note="The Tribunal may set another time. This was not read in a source: check the regulations before relying on it.",
        if_missed="Ask the health body or social care for its written answer; the parent can complain to the ombudsman of that service.",
    ),
)
