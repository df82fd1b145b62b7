"""What the school itself owes while a child has SEN support, and to everybody who asks."""

from datetime import date

from sendco_desk.statute.events import ENDS_EVERYTHING
from sendco_desk.statute.periods import NoDay, TimesASchoolYear, WithinYears
from sendco_desk.statute.rule import OwedBy, Rule

SCHOOL_RULES: tuple[Rule, ...] = (
    Rule(
        id="SCH-01", title="Meet the parents three times a year", short="Parents’ meetings",
        duty="meet the parents three times a year", owed_by=OwedBy.SCHOOL, home=("support",),
        after=("sen_support_started",), limit=TimesASchoolYear(3), met_by=("parent_meeting_held",),
        counting="At least three meetings with the parents in each school year while the child has SEN support, usually one a term.",
        source="SEND Code of Practice 6.65", citation="Code 6.65",
        page="https://schoolleaders.thekeysupport.com/pupils-and-parents/sen/specific/sen-support-termly-review-meetings-with-parents/",
        evidence="secondary seen", status="statutory guidance", confidence="high", since=None,
        if_missed="Offer the parents a meeting now.",
    ),
    Rule(
        id="SCH-02", title="Tell the parents that SEN support has begun", short="Telling the parents",
        duty="tell the parents", owed_by=OwedBy.SCHOOL, home=("support",),
        after=("sen_support_started",), limit=NoDay("on starting"), met_by=("parents_told",),
        counting="When special educational provision starts for a child without a plan, the parents must be told. No number of days is given.",
        source="Children and Families Act 2014 s.68", citation="CFA s.68",
        page="https://www.integratedtreatmentservices.co.uk/blog/all-teachers-need-to-know-about-the-send-code-of-practice-2015/",
        evidence="secondary seen", status="statutory", confidence="high", since=None,
        if_missed="Tell them now, and record the day.",
    ),
    Rule(
        id="SCH-03", title="Publish the SEN information report", short="SEN information report",
        duty="publish the SEN information report", owed_by=OwedBy.SCHOOL, home=("support",),
        after=("sen_information_report_published",), limit=TimesASchoolYear(1), met_by=("sen_information_report_published",),
        survives=ENDS_EVERYTHING,
        counting="Once in each school year, and as soon as possible when something in it changes.",
        source="SEND Regulations 2014 regs 51 and 52", citation="CFA s.69; reg 51-52, Sch.1; Code 6.79",
        page="https://www.integratedtreatmentservices.co.uk/blog/all-teachers-need-to-know-about-the-send-code-of-practice-2015/",
        evidence="duty seen; update frequency memory", status="statutory", confidence="high", since=None,
        if_missed="Bring the report up to date and publish it.",
    ),
    Rule(
        id="SCH-04", title="Agree a review day in each cycle", short="Review of the cycle",
        duty="review the support on the agreed day", owed_by=OwedBy.SCHOOL, home=("support",),
        limit=NoDay("each cycle", kind="recurring"),
        counting="Assess, plan, do, review: each cycle has an agreed day for its review, and the day is written down.",
        source="SEND Code of Practice 6.44 to 6.56", citation="Code 6.44-6.56",
        page="https://www.gov.uk/government/publications/send-code-of-practice-0-to-25",
        evidence="secondary seen", status="statutory guidance", confidence="high", since=None,
        if_missed="Agree the next day with the parents and write it down.",
    ),
    Rule(
        id="SCH-05", title="What the school spends first", short="The first 6,000 pounds",
        duty="meet the first costs of SEN support", owed_by=OwedBy.SCHOOL, home=("support",),
        limit=NoDay("6000 GBP per pupil per year", kind="amount"),
        counting=(
            "Up to 6,000 pounds a year for each pupil from the school’s notional SEN budget before any top-up. It is not a sum set "
            "aside for each pupil, and nothing in s.36 makes spending it a condition of an assessment."
        ),
        source="DfE: the notional SEN budget, 2025 to 2026", citation="DfE notional SEN guidance 2025-26; School Finance Regs",
        page="https://www.gov.uk/government/publications/pre-16-schools-funding-local-authority-guidance-for-2025-to-2026/the-notional-sen-budget-for-mainstream-schools-operational-guidance-2025-to-2026",
        evidence="seen", status="guidance", confidence="high", since=None,
        if_missed="Nothing is owed to anybody else here.",
    ),
    Rule(
        id="SCH-06", title="Take the school census", short="School census",
        duty="return the census", owed_by=OwedBy.SCHOOL, home=("support",),
        limit=NoDay("three times a year", kind="fixed"),
        counting=(
            "First Thursday of October, third Thursday of January, third Thursday of May. SEN provision is asked each time, the types"
            " of need in spring."
        ),
        source="Education Act 1996 s.537A", citation="Education Act 1996 s.537A",
        page="https://www.devon.gov.uk/support-schools-settings/send/send-strategic-support/devon-sen-census-guidance",
        evidence="seen", status="statutory", confidence="high", since=None,
        if_missed="Ask the data manager whether the return was made. Check each year’s days with the DfE.",
    ),
    Rule(
        id="SCH-07", title="Take the NPQ for SENCOs", short="NPQ for SENCOs",
        duty="gain the NPQ for SENCOs", owed_by=OwedBy.SCHOOL, home=("support",),
        limit=WithinYears(3),
        counting="Within three years of being appointed, for appointments from 1 September 2024; who holds the earlier award is exempt.",
        source="SEND Regulations 2014 reg 49", citation="SEND Regs reg 49 as amended 2024",
        page="https://www.legislation.gov.uk/uksi/2014/1530/regulation/49",
        evidence="memory", status="statutory", confidence="low", since=date(2024, 9, 1),
        if_missed="Speak to the head teacher. This was not read in a source: check it before relying on it.",
    ),
)
