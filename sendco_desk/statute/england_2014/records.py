"""Requests for records, and how long records are kept. School days are counted on the school's own calendar."""

from sendco_desk.statute.events import ENDS_EVERYTHING
from sendco_desk.statute.other_counts import Unmoved, YearsInstead
from sendco_desk.statute.periods import MonthsToWorkingDay, NoDay, WithinSchoolDays, YearsFromBirth
from sendco_desk.statute.rule import OwedBy, Rule

UNMOVED = "the corresponding date itself, without moving to a working day"

RECORD_RULES: tuple[Rule, ...] = (
    Rule(
        id="REC-01", title="Answer a subject access request", short="Subject access request",
        duty="answer the subject access request", owed_by=OwedBy.SCHOOL, home=("records",),
        after=("sar_received",), limit=MonthsToWorkingDay(1), met_by=("sar_answered",), longer_with="sar_extended",
        longer=MonthsToWorkingDay(3), survives=ENDS_EVERYTHING,
        other_counts=(Unmoved(months=1, because=UNMOVED),), longer_counts=(Unmoved(months=3, because=UNMOVED),),
        counting=(
            "One month from receipt, whatever day that is, to the corresponding date; the next working day where that is none. School"
            " holidays do not stop it. Where the request is complex, two months more, told to the requester inside the first."
        ),
        source="UK GDPR art 12(3) and 15", citation="UK GDPR art 12(3), 15; ICO",
        page="https://ico.org.uk/global/sar-checklist-for-smes/i-need-to-complete-a-sar",
        evidence="ICO text seen; DUAA + holidays note memory", status="statutory", confidence="high", since=None,
        note=(
            "Where the school must first ask what is meant, the time may stand still until the answer. That was not read in a source (Data (Use "
            "and Access) Act 2025), and the app does not count it: check with the ICO."
        ),
        if_missed="This one is the school’s own: answer now, say why it is late, and expect that the requester may go to the ICO.",
    ),
    Rule(
        id="REC-02", title="Supply the educational record", short="Educational record",
        duty="supply the educational record", owed_by=OwedBy.SCHOOL, home=("records",),
        after=("education_record_requested",), limit=WithinSchoolDays(15), met_by=("education_record_supplied",),
        needs_fact=("school_type", "maintained"), survives=ENDS_EVERYTHING,
        counting=(
            "Fifteen days on which the school is open, from the written request, day 0. It binds maintained schools, not academies. Data "
            "that are exempt are left out."
        ),
        source="Education (Pupil Information) (England) Regulations 2005 reg 5", citation=(
            "Education (Pupil Information) (England) Regs 2005 reg 5"
        ),
        page="https://www.hants.gov.uk/educationandlearning/access-pupil-records",
        evidence="seen", status="statutory", confidence="high", since=None,
        if_missed="This one is the school’s own: supply the record now.",
    ),
    Rule(
        id="REC-03", title="Send the record to the next school", short="Record to the next school",
        duty="send the record to the next school", owed_by=OwedBy.SCHOOL, home=("records",),
        after=("pupil_left",), limit=WithinSchoolDays(15), met_by=("record_transferred",), survives=ENDS_EVERYTHING,
        counting="Fifteen days on which the school is open, from the day the pupil left, day 0.",
        source="Education (Pupil Information) (England) Regulations 2005 reg 9", citation="Pupil Information Regs 2005 reg 9",
        page="https://www.hants.gov.uk/educationandlearning/access-pupil-records",
        evidence="seen (says 15 days)", status="statutory", confidence="medium", since=None,
        if_missed="This one is the school’s own: send the record now, and keep the receipt.",
    ),
    Rule(
        id="REC-04", title="Keep the SEN record until then", short="Keeping the record",
        duty="review whether the record can be destroyed", owed_by=OwedBy.SCHOOL, home=("records",),
        after=("date_of_birth",), limit=YearsFromBirth(31), met_by=("record_destroyed",), survives=ENDS_EVERYTHING,
        other_counts=tuple(YearsInstead(years=years, because=f"kept for {years} years by other schedules") for years in (25, 30, 35)),
        counting="Thirty-one years from the date of birth (25 and 6). Other sources say 25, 30 or 35, so the school’s own schedule decides.",
        source="IRMS Schools Toolkit", citation="IRMS Schools Toolkit (p94); DfE DP toolkit",
        page="https://www.sencoforum.com/forums/reply/1918/",
        evidence="forum citing IRMS; toolkit itself not seen", status="guidance", confidence="medium", since=None,
        if_missed="Nothing is destroyed by itself: a person decides, and nothing goes while a claim may come.",
    ),
    Rule(
        id="REC-05", title="Hold sensitive data lawfully", short="Sensitive data",
        duty="hold sensitive data lawfully", owed_by=OwedBy.SCHOOL, home=("records",),
        limit=NoDay("always", kind="condition"),
        counting=(
            "SEN and health data are special category data: article 9(2)(g) with the Data Protection Act 2018 Schedule 1 is the usual"
            " ground, and an impact assessment is sensible."
        ),
        source="UK GDPR art 9 and Data Protection Act 2018", citation="UK GDPR art 9; DPA 2018",
        page="https://ico.org.uk",
        evidence="memory", status="statutory", confidence="medium", since=None,
        if_missed="Ask the school’s data protection officer.",
    ),
)
