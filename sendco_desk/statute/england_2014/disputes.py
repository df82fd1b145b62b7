"""Mediation and appeal: what parents, councils and advisers have to do, and by when.

The right to appeal runs from the decision letter or from the mediation certificate, whichever ends later; only the two together
(APPEAL) can lapse. A day in August or between 25 December and 1 January moves as the Tribunal's rules say. A step that moves by one of
these rules keeps the unmoved day beside it, as the safe one.
"""

from datetime import date

from sendco_desk.statute.england_2014.shared import COMMENCED
from sendco_desk.statute.events import AGREEMENTS, CONCESSIONS, ORDERS
from sendco_desk.statute.other_counts import MovedAgain, Unmoved, WorkingDayEarlier
from sendco_desk.statute.periods import (
    DatedDay,
    NoDay,
    TribunalMonths,
    TribunalWorkingDays,
    WithinDays,
    WithinMonths,
    WithinWeeks,
    WithinWorkingDays,
    WorkingDaysBefore,
)
from sendco_desk.statute.rule import OwedBy, Repeats, Rule

UNMOVED = "the corresponding date itself, before the Tribunal’s rules move it"
APPEAL_DECIDED = (*(f"tribunal_order.{what}" for what in ORDERS), *(f"authority_conceded.{what}" for what in CONCESSIONS))
"""After these nobody asks any more whether the council answered."""
APPEAL_GOES_ON = ("appeal_received_by_authority", "authority_response_filed", "appeal_withdrawn", "appeal_dismissed", *APPEAL_DECIDED)
"""What cannot happen before the Tribunal has received the appeal."""
AGREED = tuple(f"mediation_agreement.{what}" for what in AGREEMENTS)
"""What only a mediation brings, so that it took place by then."""
WITH_CERTIFICATE = ("appeal_lodged", *APPEAL_GOES_ON)
"""Most appeals need a certificate, so that one was probably issued where its day is not recorded."""
IN_MEDIATION = (
    "mediation_adviser_contacted", "mediation_declined", "mediation_requested", "mediation_notice_given", "mediation_held",
    "mediation_health_issue_raised", "mediation_concluded", *AGREED,
)
"""What shows that a certificate may be there or may still come, which gives time of its own."""
MOVED_AGAIN = "the Tribunal’s holiday rule used again, because the next working day lies in August or at Christmas itself"

DISPUTE_RULES: tuple[Rule, ...] = (
    Rule(
        id="DIS-01", title="Contact the mediation adviser", short="Mediation adviser",
        duty="contact the mediation adviser", owed_by=OwedBy.PARENT, home=("appeal",),
        after=("decision_letter_sent",), limit=WithinMonths(2), met_by=("mediation_adviser_contacted",),
        implied_by=("mediation_certificate_issued",), ended_by=("appeal_lodged", "refusal_reversed"),
        silent_after=(*IN_MEDIATION[1:], *APPEAL_GOES_ON), repeats=Repeats.DECISION, right=True,
        counting=(
            "Two months from the day the notice of the decision was sent, to the corresponding date. No certificate is needed for an "
            "appeal about the school named and nothing else."
        ),
        source="SEND Regulations 2014 reg 33", citation="CFA s.55; reg 33",
        page="https://www.legislation.gov.uk/uksi/2014/1530/part/2/crossheading/mediation",
        evidence="reg text seen", status="statutory", confidence="high", since=COMMENCED,
        if_missed="Tell the parent: after this day the Tribunal’s leave is needed. Only the parent or young person can act.",
    ),
    Rule(
        id="DIS-02", title="Issue the mediation certificate", short="Certificate",
        duty="issue the mediation certificate", owed_by=OwedBy.MEDIATION_ADVISER, home=("appeal",),
        after=("mediation_declined",), limit=WithinWorkingDays(3), met_by=("mediation_certificate_issued",), silent_after=WITH_CERTIFICATE,
        counting="Three working days from the day the parent says that they do not want mediation.",
        source="SEND Regulations 2014 reg 34(1)", citation="reg 34(1)",
        page="https://www.legislation.gov.uk/uksi/2014/1530/part/2/crossheading/mediation",
        evidence="secondary + heading seen", status="statutory", confidence="high", since=COMMENCED,
        if_missed="The parent asks the adviser for the certificate.",
    ),
    Rule(
        id="DIS-03", title="Arrange the mediation", short="Mediation",
        duty="arrange the mediation", owed_by=OwedBy.LOCAL_AUTHORITY, home=("appeal",),
        after=("mediation_requested",), limit=WithinDays(30), met_by=("mediation_held",), ended_by=("mediation_certificate_issued",),
        implied_by=AGREED, silent_after=("mediation_concluded",),
        counting=(
            "Thirty days from the day the parent tells the council that they want mediation; calendar days, not working days. The "
            "health body arranges it where health alone is in question. A council that cannot arrange it tells the adviser, who issues the "
            "certificate within three working days (DIS-05)."
        ),
        source="SEND Regulations 2014 regs 36 and 37", citation="regs 36-37",
        page="https://www.ipsea.org.uk/the-mediation-process",
        evidence="IPSEA seen", status="statutory", confidence="high", since=COMMENCED,
        if_missed="The adviser issues the certificate in any case, so the parent can appeal. Note the breach.",
    ),
    Rule(
        id="DIS-04", title="Tell the health body", short="Notice to the health body",
        duty="notify the health body", owed_by=OwedBy.LOCAL_AUTHORITY, home=("appeal",),
        after=("mediation_health_issue_raised",), limit=WithinWorkingDays(3), met_by=("icb_notified",),
        counting="Three working days from the day a health matter was raised.",
        source="SEND Regulations 2014 reg 35", citation="reg 35",
        page="https://www.ipsea.org.uk/the-mediation-process",
        evidence="IPSEA seen", status="statutory", confidence="high", since=COMMENCED,
        if_missed="Ask the council whether the health body knows.",
    ),
    Rule(
        id="DIS-05", title="Issue the certificate after mediation", short="Certificate after mediation",
        duty="issue the mediation certificate", owed_by=OwedBy.MEDIATION_ADVISER, home=("appeal",),
        after=("mediation_concluded",), limit=WithinWorkingDays(3), met_by=("mediation_certificate_issued",), silent_after=WITH_CERTIFICATE,
        counting="Three working days from the end of the mediation, or from the day it was clear that it could not be arranged.",
        source="SEND Regulations 2014 regs 36(3) and 39", citation="regs 36(3), 39",
        page="https://www.ipsea.org.uk/the-mediation-process",
        evidence="IPSEA seen; reg nos memory", status="statutory", confidence="medium", since=COMMENCED,
        if_missed="The parent asks the adviser for the certificate.",
    ),
    Rule(
        id="DIS-06", title="Give notice of the mediation", short="Notice of the mediation",
        duty="give the date and place of the mediation", owed_by=OwedBy.LOCAL_AUTHORITY, home=("appeal",),
        after=("mediation_held",), limit=WorkingDaysBefore(5), met_by=("mediation_notice_given",), silent_after=("mediation_held",),
        repeats=Repeats.LAST, looks_back=12, other_counts=(WorkingDayEarlier(because="‘at least’ read as clear working days"),),
        counting="At least five working days before the mediation, unless all agree to less.",
        source="SEND Regulations 2014 reg 38", citation="reg 38",
        page="https://www.legislation.gov.uk/uksi/2014/1530/part/2/crossheading/mediation",
        evidence="memory", status="statutory", confidence="low", since=COMMENCED,
        note="The parties may agree to less. This was not read in a source: check the regulation before relying on it.",
        if_missed="Ask for another day, or note that all agreed to less.",
    ),
    Rule(
        id="DIS-07", title="Carry out the mediation agreement", short="Agreement carried out",
        duty="carry out the mediation agreement", owed_by=OwedBy.LOCAL_AUTHORITY, home=("appeal",),
        after=("mediation_agreement.other",), limit=WithinWeeks(2), met_by=("mediation_agreement_carried_out",),
        counting="Two weeks from the date of the agreement, day 0, unless the agreement itself gives another time.",
        note="Another time may have been agreed in writing (reg 42(5)): look at the agreement first.",
        source="SEND Regulations 2014 reg 42(3)", citation="reg 42(3)",
        page="https://www.legislation.gov.uk/uksi/2014/1530/regulation/42",
        evidence="reg text seen", status="statutory", confidence="high", since=COMMENCED,
        if_missed="Write to the council with the agreement and its date; the parent can take it further.",
    ),
    Rule(
        id="DIS-08", title="Treat the agreement as the Tribunal’s order", short="Agreement as an order",
        duty="carry out the agreement in the times of a Tribunal order", owed_by=OwedBy.LOCAL_AUTHORITY, home=("appeal",),
        limit=NoDay("as a Tribunal order", kind="as_tribunal_order"),
        shown_with=(
            "mediation_agreement.assess", "mediation_agreement.make_plan", "mediation_agreement.reconsider", "mediation_agreement.amend",
            "mediation_agreement.name_school", "mediation_agreement.continue_plan",
        ),
        counting=(
            "An agreement on a matter that can be appealed is treated as an order of the Tribunal: the times of TRB-01 to TRB-08 run "
            "from its date, unless the agreement itself gives others."
        ),
        source="SEND Regulations 2014 reg 42(2)", citation="reg 42(2)",
        page="https://www.legislation.gov.uk/uksi/2014/1530/regulation/42",
        evidence="reg text seen", status="statutory", confidence="high", since=COMMENCED,
        if_missed="Write to the council with the agreement and its date; the parent can take it further.",
    ),
    Rule(
        id="DIS-09", title="Tell the council of a health agreement", short="Notice of the agreement",
        duty="tell the council of the agreement", owed_by=OwedBy.HEALTH_BODY, home=("appeal",),
        after=("mediation_agreement.health",), limit=WithinWeeks(1), met_by=("authority_notified",),
        counting="One week from the date of an agreement on health matters alone, day 0.",
        source="SEND Regulations 2014 reg 42(4)", citation="reg 42(4)",
        page="https://www.legislation.gov.uk/uksi/2014/1530/regulation/42",
        evidence="reg text seen", status="statutory", confidence="high", since=COMMENCED,
        if_missed="Ask the health body whether it has told the council.",
    ),
    Rule(
        id="DIS-10", title="Two months to appeal from the decision letter", short="Two months to appeal",
        duty="bring the appeal", owed_by=OwedBy.PARENT, home=("appeal",),
        after=("decision_letter_sent",), limit=TribunalMonths(2), repeats=Repeats.DECISION, right=True,
        other_counts=(Unmoved(months=2, because=UNMOVED), MovedAgain(months=2, because=MOVED_AGAIN)),
        counting=(
            "Two months from the day the decision letter was sent, to the corresponding date; the Tribunal must have the appeal by 5 "
            "pm. A last day that is no working day, in August or from 25 December to 1 January moves as the Tribunal’s rules say. The"
            " later of this and DIS-11 governs."
        ),
        source="Tribunal Procedure (HESC) Rules 2008 r.20(1)(c)(i) and r.12", citation="HESC Rules 2008 r.20(1)(c)(i), r.12; CFA s.51",
        page="https://www.legislation.gov.uk/uksi/2008/2699/article/20",
        evidence="rule text seen", status="statutory", confidence="high", since=COMMENCED,
        if_missed="See APPEAL: only the later of the two days governs.",
    ),
    Rule(
        id="DIS-11", title="One month to appeal from the certificate", short="One month to appeal",
        duty="bring the appeal", owed_by=OwedBy.PARENT, home=("appeal",),
        after=("mediation_certificate_issued",), limit=TribunalMonths(1), repeats=Repeats.EACH, right=True,
        other_counts=(Unmoved(months=1, because=UNMOVED), MovedAgain(months=1, because=MOVED_AGAIN)),
        counting=(
            "One month from the day the mediation certificate was issued, to the corresponding date, moved as in DIS-10. The later of"
            " this and DIS-10 governs."
        ),
        source="Tribunal Procedure (HESC) Rules 2008 r.20(1)(c)(ii)", citation="HESC r.20(1)(c)(ii)",
        page="https://www.legislation.gov.uk/uksi/2008/2699/article/20",
        evidence="rule text seen", status="statutory", confidence="high", since=COMMENCED,
        if_missed="See APPEAL: only the later of the two days governs.",
    ),
    Rule(
        id="DIS-12", title="Answer the appeal", short="Council’s response",
        duty="send the Tribunal its response", owed_by=OwedBy.LOCAL_AUTHORITY, home=("appeal",),
        after=("appeal_received_by_authority",), limit=TribunalWorkingDays(30), met_by=("authority_response_filed",),
        ended_by=("appeal_withdrawn", "appeal_dismissed"), silent_after=APPEAL_DECIDED, taken_over=(("direction.authority_response", "DIS-13"),),
        counting=(
            "Thirty working days from the day the council received the appeal. Days in August and from 25 December to 1 January do "
            "not count, unless the Tribunal has fixed a day itself."
        ),
        source="Tribunal Procedure (HESC) Rules 2008 r.21 and r.12(3)(b)", citation="HESC r.21; r.12(3)(b),(4)",
        page="https://www.essexsendiass.co.uk/parents-and-carers/appealing-to-the-send-tribunal-service-about-an-ehcp/refusal-to-carry-out-an-assessment-appeal/after-lodging-your-rta-appeal/",
        evidence="30 wd seen in two sources", status="statutory", confidence="high", since=COMMENCED,
        if_missed="The Tribunal may bar a council that does not answer. It is for the parent to tell the Tribunal.",
    ),
    Rule(
        id="DIS-13", title="Keep the Tribunal’s own days", short="Tribunal’s day",
        duty="do what the Tribunal directed", owed_by=OwedBy.EVERY_PARTY, home=("appeal",),
        after=("direction.",), limit=DatedDay(), repeats=Repeats.LAST,
        counting=(
            "The days in the Tribunal’s registration letter and directions override every other count. Record each as it is given, "
            "and again when it is changed."
        ),
        source="Tribunal Procedure (HESC) Rules 2008 r.5 and r.6", citation="HESC r.5, r.6",
        page="https://www.ipsea.org.uk/what-happens-after-i-submit-my-appeal-evidence-and-the-bundle",
        evidence="seen", status="statutory", confidence="high", since=COMMENCED,
        if_missed="A party that needs more time asks the Tribunal for it before the day (form SEND7).",
    ),
    Rule(
        id="DIS-14", title="Keep the bundle to its pages", short="Pages of the bundle",
        duty="keep the bundle to its pages", owed_by=OwedBy.LOCAL_AUTHORITY, home=("appeal",),
        limit=NoDay("page limits", kind="limits"), shown_with=("direction.hearing", "direction.bundle", "direction.evidence_deadline"),
        counting=(
            "One searchable PDF. Core documents 100 pages; the plan’s Section K 150; the working document 25. Evidence of each party:"
            " 75 pages on a refusal to assess or re-assess, 100 on a refusal to issue, 100 on Sections B and F, 75 on Section I, 75 "
            "on ceasing, 75 for health and social care. An expert’s report 15 pages with a summary of 2; a witness statement 10."
        ),
        source="Practice Direction No. 1 of 2025", citation="Practice Direction No.1 of 2025 (22 Apr 2025)",
        page="https://birkettlong.co.uk/insights/education/legal-update-new-practice-direction-send-tribunal-hearings",
        evidence="seen in 3 sources", status="statutory", confidence="high", since=date(2025, 7, 15),
        if_missed="A bundle that is too long may be rejected, and a party risks being struck out or paying costs. Form SEND7 asks for more pages.",
    ),
    Rule(
        id="APPEAL", title="Last day for the parent or young person to appeal", short="Last day to appeal", duty="bring the appeal",
        owed_by=OwedBy.PARENT, home=("appeal",), limit=NoDay("the later of DIS-10 and DIS-11"), parts=("DIS-10", "DIS-11"),
        met_by=("appeal_lodged",), ended_by=("refusal_reversed",), implied_by=APPEAL_GOES_ON,
        asks_for=("mediation_certificate_issued",), pending=IN_MEDIATION, right=True,
        note="A mediation certificate that is not recorded here would give one month from its own day.",
        counting=(
            "Two months from the decision letter (DIS-10) or one month from the mediation certificate (DIS-11), whichever ends later. The "
            "Tribunal must have the appeal by 5 pm. A school cannot appeal."
        ),
        source="Tribunal Procedure (HESC) Rules 2008 r.20(1)(c)", citation="HESC Rules 2008 r.20(1)(c), r.12; CFA s.51",
        page="https://www.legislation.gov.uk/uksi/2008/2699/article/20",
        evidence="rule text seen", status="statutory", confidence="high", since=COMMENCED,
        if_missed="Tell the parent: the Tribunal can still allow a late appeal, with reasons. Only the parent or young person can ask.",
    ),
)
