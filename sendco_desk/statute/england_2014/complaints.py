"""The parent's own complaint to the council and beyond. The school only notes its days: it cannot complain in its own name."""

from datetime import date

from sendco_desk.statute.events import ENDS_EVERYTHING
from sendco_desk.statute.periods import NoDay, PromptlyWithinMonths, WithinMonths, WithinWorkingDays
from sendco_desk.statute.rule import OwedBy, Rule

COMPLAINT_RULES: tuple[Rule, ...] = (
    Rule(
        id="CMP-01", title="Acknowledge the complaint", short="Acknowledgement",
        duty="acknowledge the complaint", owed_by=OwedBy.LOCAL_AUTHORITY, home=("complaint",),
        after=("complaint_received",), limit=WithinWorkingDays(5), met_by=("complaint_acknowledged",), implied_by=("complaint_answered",),
        survives=ENDS_EVERYTHING,
        counting="Five working days from receipt of the complaint at stage 1. The Code is to be complied with or departures explained.",
        source="Local Government and Social Care Ombudsman: Complaint Handling Code", citation=(
            "LGSCO Complaint Handling Code (s.23(12A) LGA 1974), applied in LGSCO casework from 1 Apr 2026"
        ),
        page="https://www.staffordshire.gov.uk/contact-complaints-and-compliments/complaints/make-complaint/upcoming-changes-our-corporate",
        evidence="seen in 3 sources", status="ombudsman code (comply or explain)", confidence="high", since=date(2026, 4, 1),
        if_missed="Note the day for the parent: it is a fault in handling that the Ombudsman looks at.",
    ),
    Rule(
        id="CMP-02", title="Answer the complaint", short="Answer at stage 1",
        duty="answer the complaint", owed_by=OwedBy.LOCAL_AUTHORITY, home=("complaint",),
        after=("complaint_acknowledged",), limit=WithinWorkingDays(10), met_by=("complaint_answered",), else_after="CMP-01",
        longer_with="complaint_extended", longer=WithinWorkingDays(20), survives=ENDS_EVERYTHING,
        counting="Ten working days from the acknowledgement; with an extension, for which reasons are owed, ten more at most.",
        source="Local Government and Social Care Ombudsman: Complaint Handling Code", citation="as CMP-01",
        page="https://llg.org.uk/news/the-lgsco-release-the-complaint-handling-code",
        evidence="seen (LLG says counted from acknowledgement)", status="ombudsman code", confidence="high", since=date(2026, 4, 1),
        if_missed="The parent can go to stage 2.",
    ),
    Rule(
        id="CMP-03", title="Acknowledge stage 2", short="Acknowledgement of stage 2",
        duty="acknowledge the request for stage 2", owed_by=OwedBy.LOCAL_AUTHORITY, home=("complaint",),
        after=("stage2_requested",), limit=WithinWorkingDays(5), met_by=("stage2_acknowledged",), implied_by=("stage2_answered",),
        survives=ENDS_EVERYTHING,
        counting="Five working days from the request for stage 2.",
        source="Local Government and Social Care Ombudsman: Complaint Handling Code", citation="as CMP-01",
        page="https://www.staffordshire.gov.uk/contact-complaints-and-compliments/complaints/make-complaint/upcoming-changes-our-corporate",
        evidence="seen", status="ombudsman code", confidence="high", since=date(2026, 4, 1),
        if_missed="Note the day for the parent.",
    ),
    Rule(
        id="CMP-04", title="Answer at stage 2", short="Answer at stage 2",
        duty="answer at stage 2", owed_by=OwedBy.LOCAL_AUTHORITY, home=("complaint",),
        after=("stage2_acknowledged",), limit=WithinWorkingDays(20), met_by=("stage2_answered",), else_after="CMP-03",
        longer_with="complaint_extended", longer=WithinWorkingDays(40),
        longer_note="The length of this extension was not read in a source: check the Code before relying on it.", survives=ENDS_EVERYTHING,
        counting=(
            "Twenty working days from the acknowledgement of stage 2; with an extension twenty more at most (the length of the "
            "extension was not read in a source)."
        ),
        source="Local Government and Social Care Ombudsman: Complaint Handling Code", citation="as CMP-01",
        page="https://llg.org.uk/news/the-lgsco-release-the-complaint-handling-code",
        evidence="20 wd seen; extension figure memory", status="ombudsman code", confidence="high", since=date(2026, 4, 1),
        if_missed="The parent can go to the Ombudsman.",
    ),
    Rule(
        id="CMP-05", title="Complain to the Ombudsman in time", short="Twelve months",
        duty="complain to the Ombudsman", owed_by=OwedBy.PARENT, home=("complaint",),
        after=("matter_known",), limit=WithinMonths(12), met_by=("ombudsman_complaint_made",), right=True, survives=ENDS_EVERYTHING,
        counting="The Ombudsman does not normally look at what the parent has known of for more than twelve months.",
        source="Local Government Act 1974 s.26B", citation="LGA 1974 s.26B",
        page="https://www.lgo.org.uk/decisions/education/special-educational-needs/20-001-594",
        evidence="seen", status="statutory (discretion)", confidence="high", since=None,
        if_missed="The parent explains why the complaint comes late; the Ombudsman may look at it with good reasons.",
    ),
    Rule(
        id="CMP-06", title="Only the parent can complain to the Ombudsman", short="Who may complain",
        duty="complain", owed_by=OwedBy.PARENT, home=("complaint",),
        limit=NoDay("who may act", kind="eligibility"), shown_with=("complaint_received", "stage2_answered"),
        counting=(
            "A school cannot complain: its governors are a public body. The parent, or somebody they authorise, must. The Ombudsman "
            "looks neither at what happens inside schools nor at what can be or has been appealed to the Tribunal."
        ),
        source="Local Government Act 1974 ss.26(6)(a) and 27(1)(a)", citation="LGA 1974 ss.26(6)(a), 27(1)(a), Sch.5",
        page="https://www.lgo.org.uk/decisions/education/special-educational-needs/20-010-991",
        evidence="decision text seen", status="statutory", confidence="high", since=None,
        if_missed="Give the parent, on their request, a list of the school’s evidence.",
    ),
    Rule(
        id="CMP-07", title="What the Ombudsman has recommended for delay", short="Remedies for delay",
        duty="remedy the injustice", owed_by=OwedBy.OMBUDSMAN, home=("complaint",),
        limit=NoDay("100 GBP per month in some decisions", kind="amount"),
        counting=(
            "In several decisions the Ombudsman recommended a symbolic payment of about 100 pounds for each month of delay from the "
            "day the step was due, and more where provision or an appeal was lost. It is practice, not a tariff, and nobody may "
            "promise it."
        ),
        source="Ombudsman decisions, e.g. 24 010 082", citation="LGSCO practice, e.g. Essex 24 010 082, 25 005 755, 23 013 824",
        page="https://www.lgo.org.uk/decisions/education/special-educational-needs/24-010-082",
        evidence="seen in 4 decisions", status="guidance/practice", confidence="high", since=None,
        if_missed="Nothing is owed until the Ombudsman decides. The app makes no such claim for anybody.",
    ),
    Rule(
        id="CMP-08", title="What the Ombudsman has recommended for lost education", short="Remedies for lost education",
        duty="remedy the injustice", owed_by=OwedBy.OMBUDSMAN, home=("complaint",),
        limit=NoDay("900-2400 GBP per term in guidance", kind="amount"),
        counting=(
            "The Ombudsman’s guidance on remedies is said to give a range for each term of education lost; the figure itself was not "
            "read. It is guidance, not a tariff, and nobody may promise it."
        ),
        source="Ombudsman guidance on remedies", citation="LGSCO Guidance on Remedies (Children & Education chapter)",
        page="https://www.lgo.org.uk/information-centre/staff-guidance/guidance-on-remedies?displaypref=3&chapter=6",
        evidence="page exists in store but figure itself not visible in the excerpt", status="guidance", confidence="medium", since=None,
        if_missed="Nothing is owed until the Ombudsman decides. The app makes no such claim for anybody.",
    ),
    Rule(
        id="CMP-09", title="Claim judicial review in time", short="Judicial review",
        duty="file the claim", owed_by=OwedBy.PARENT, home=("complaint",),
        after=("grounds_arose",), limit=PromptlyWithinMonths(3), met_by=("claim_filed",), right=True, survives=ENDS_EVERYTHING,
        counting=(
            "Promptly, and in any event not later than three months after the grounds first arose. A letter before action does not "
            "stop the time."
        ),
        source="Civil Procedure Rules 54.5(1)", citation="CPR 54.5(1)",
        page="https://www.lexisnexis.co.uk/legal/guidance/judicial-review-time-limits-the-pre-action-protocol",
        evidence="seen; 14 days memory", status="statutory", confidence="high", since=None,
        if_missed="The parent needs a solicitor’s advice at once; the court extends time only for good reason.",
    ),
    Rule(
        id="CMP-10", title="Complain to the Secretary of State", short="Secretary of State",
        duty="answer to the Secretary of State", owed_by=OwedBy.ANYBODY, home=("complaint",),
        limit=NoDay("who may act", kind="eligibility"), shown_with=("complaint_received",),
        counting=(
            "Anybody may complain to the Secretary of State that a council acts unlawfully or unreasonably, usually after its own "
            "procedure. It is one of the few formal ways open to a school."
        ),
        source="Education Act 1996 ss.496 and 497", citation="Education Act 1996 ss.496-497",
        page="https://www.specialneedsjungle.com/faq/can-la-make-amendments-ehcp-differ-tribunal-order/",
        evidence="s.497 seen; school standing = my reading", status="statutory", confidence="medium", since=None,
        if_missed="Take advice first: that a school may use it is a reading of the Act, not a decided point.",
    ),
)
